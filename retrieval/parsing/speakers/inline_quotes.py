"""Quotations inside a paragraph whose speaker its sentences name."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from retrieval.language.abbreviations import NEVER_LAST
from retrieval.language.quotation_marks import find_marked
from retrieval.parsing.model import Draft
from retrieval.parsing.names import PERSON, People, same_voice
from retrieval.parsing.speakers.behind import coined, entry, follows
from retrieval.parsing.speakers.callings import ADDRESS, CALLING
from retrieval.parsing.speakers.clauses_translated import closes_relative
from retrieval.parsing.speakers.heads import TEXT_NOUN
from retrieval.parsing.speakers.inside import of_another
from retrieval.parsing.speakers.mentions import Mentions, told_of
from retrieval.parsing.speakers.nearest import quotes_another
from retrieval.parsing.speakers.sentences import disowned, introduced
from retrieval.parsing.speakers.subjects import subject
from retrieval.parsing.speakers.translated import names_a_term, stands_alone
from retrieval.parsing.speakers.verbs import SAYING, VERBS
from retrieval.parsing.speakers.whose import Speaker, Whose
from retrieval.patterns import regex
from retrieval.types import UNNAMED, InlineQuote, Span

_STRAY = regex(
    r"\b(?:so-called|self-styled|self-proclaimed|alleged|purported|entitled|titled|called|named|known as|dubbed|"
    r"termed|nicknamed|headed|"
    r"commencing|beginning|the (?:terms?|words?|phrases?|expressions?|sentences?|formulas?|heading|title|"
    r"sections?|name|headlines?|captions?))[,:]?\s*$"
)
_SENTENCE_END = regex(r"[.!?](?:[”’\"')\]»]|\s»)*\s+(?=[A-ZÀ-ÞА-ЯЁ“\"‘'(\[«¿¡])")
_NOT_END = regex(rf"(?:\b(?:{NEVER_LAST}|art|Sra?|Srta)|(?:^|[\s.])[A-ZА-ЯЁ])\.$")
# "left for the U.S.S.R. Mr. Renn", "in the U.N. The Board"; not "U.N. Secretary-General"
_INITIALS = regex(r"(?:[A-Z]\.){2,}$")
_OPENS = regex(rf"(?:{ADDRESS}\.|(?:The|In|On|At|He|She|It|We|They|This|These|That|Our|My|When|After|As)\b)")
MARKS = regex(r"[“„«\"]|(?<!\w)[‘'](?=\w)")
# "; ", "we say", or a name of one word that is no body's: "and Walsh went on"
_NEW_SUBJECT = regex(r"[;.]|\b(?:I|we)\s|(?<!the )(?<!of )\b[A-ZÀ-ÞА-ЯЁ][\w’'-]+\s(?!of\b)[a-zà-ÿа-яё]")
# "and that the representative of Dorn rose to say", whatever the verb
_OF_SOMEBODY = regex(rf"\bthe\s(?:\w+\s)?(?:{CALLING.pattern})\s(?:of|for)\s(?:the\s)?[A-Z]")
# "while his Minister", "but her deputy insisted", "and his Minister, Anna Berg, of", "and that the Board called it"
_OTHER_SUBJECT = regex(
    r"\b(?:and|or|but)\s(?:also\s|later\s)?by\s|\band\s(?:his|her|its|their|the)\s(?:[\w’'-]+\s){1,5}(?:of|as)(?:\san?)?\s*$|"
    rf"\b(?:while|whereas|although)\s(?:his|her|its|their|the|an?|one|some|others)\b|"
    rf"\b(?:but|and)\s(?:his|her|its|their)\s(?:[\w’'-]+\s){{1,6}}?{SAYING.pattern}|"
    rf"\band\s(?:his|her|its|their)\s[^,;:]{{2,60}},\s{PERSON},|"
    rf"\band\sthat\s(?:the\s)?[A-Z][^;:]{{2,80}}?{SAYING.pattern}"
)
# "told Oskar Lind that ... He answered that": who answers is not who spoke
_TOLD = regex(r"\b(?:told|informed|reminded|warned|assured|wrote\sto|said\sto)\s(?:the\s)?[A-Z]")
_ANSWERED = regex(r"^\s*(?:He|She)\s(?:\w+\s)?(?:answered|replied|responded|retorted|countered)\b")
# "Oskar Lind, citing the claim of Anna Berg that “...”, said", "dismissed her claim that “...” as"
_SAYS_ON = regex(rf"[\s,–—-]*(?:\w+\s){{0,3}}{SAYING.pattern}")
_ON_NOUN = regex(rf"\b{TEXT_NOUN}\b[^,;:]{{0,80}}\bthat\b[^,;:]*$")
_AS = regex(r"\s*as\s(?:an?\s)?")
_GOING_ON = regex(r"\b(?:adding|saying|stating|warning|noting|stressing)\b")
# "“a storm”, the survivors of “a shot”", "“a storm” where the log has “a calm”", "“a storm” (the log says: “a calm”)"
_OWN_CLAUSE = regex(
    r"\s?(?:(?:[,–—]\s|\s?\()|,?\s?(?:but|yet|where|what|while|whereas|although|though|because|since|until|when|after|before)\s)"
    r"(?:the|its|his|her|their)\s\w(?!.*\bthat\b)"
)
_THAT = regex(r"\bthat,\W*$")  # "observed that, “since 1990”, the Board had “never”"
_RELATIVE = regex(r"\b(?:who|whom|which)\b")
_MAX_BETWEEN = 100
_MIN_WORDS = 3
_MOST_WORDS = 5  # fewer may be the letter's own word for what was said: "This is 'utter humbug'."


def find_inside(draft: Draft, people: People) -> None:
    """Find the quotations inside a paragraph whose speaker its sentences name."""
    spans = [span for span in find_marked(draft.text) if not _names_a_paper(draft.text, span)]
    masked = _masked(draft.text, list(find_marked(draft.text)))
    mentions = Mentions(draft, people)
    before: list[Speaker] = []  # who speaks last in the sentence before
    lone: list[Speaker] = []  # the same, where nobody else speaks in it
    opened: list[Speaker] = []  # who is named behind the one quotation, broken off with a comma, that begins it
    unspoken: list[Span] = []
    for (start, end), inside in _by_sentence(masked, spans):
        found = _in_sentence(masked, (start, end), inside, mentions, lone, people)
        if before and not found and _goes_on(masked, (start, end), inside):
            plain = len({each.name for each in mentions.speakers}) == 1
            found = [(span, before[-1] if plain else Speaker(UNNAMED)) for span in inside]
        if opened and not found and _all_marked(masked, (start, end), inside):
            found = [(span, opened[-1]) for span in inside]
        alone = found if len(found) == 1 and found[0][0].start <= start + 2 else ()
        opened = [each for span, each in alone if span.of(draft.text).endswith(",")]
        before = [each for _, each in found[-1:]]
        lone = before if len({each.name for _, each in found}) == 1 else []
        draft.quotes += [
            InlineQuote(span, each.name, each.role)
            for span, each in found
            if not any(same_voice(each.name, voice) for voice in draft.attribution[-1:])
        ]
        earlier = unspoken[-1:]
        taken = {span for span, _ in found}
        unspoken += [
            span for span in inside if span not in taken and not _is_stray(_before(masked, start, span, _SHORT))
        ]
        if earlier and not inside and (user := coined(masked[start:end][:_LONG], people)):
            draft.quotes.append(InlineQuote(earlier[0], user.name, user.role))
            unspoken.clear()
        mentions.read(masked[start : min(end, start + _LONG)], [each for _, each in found])


def all_marked(text: str) -> Iterator[tuple[str, list[Span]]]:
    """Yield the quotations that are sentences of their own in a paragraph, each with the sentence before them."""
    spans = list(find_marked(text))
    masked, above = _masked(text, spans), ""
    for (start, end), inside in _by_sentence(masked, spans):
        if above and _all_marked(masked, (start, end), inside):
            yield above, inside
        above = masked[start:end].strip()


def _by_sentence(text: str, spans: Sequence[Span]) -> Iterator[tuple[tuple[int, int], list[Span]]]:
    """Yield where each sentence begins and ends, with the quotations that begin in it."""
    starts, place = [0, *sentence_starts(text)], 0
    for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
        first = place
        while place < len(spans) and spans[place].start < end:
            place += 1
        yield (start, end), list(spans[first:place])


def whom(speaker: Speaker | Whose, draft: Draft, people: People) -> Speaker | Whose:
    """Return whom "he" or "you" stands for in the last sentence of a paragraph whose quotations have been found."""
    masked = _masked(draft.text, list(find_marked(draft.text)))
    starts = [0, *sentence_starts(masked)]
    mentions = Mentions(draft, people)
    for start, end in pairwise(starts):
        spoken = [Speaker(each.speaker, each.role) for each in draft.quotes if start <= each.span.start < end]
        mentions.read(masked[start : min(end, start + _LONG)], spoken)
    return mentions.resolve(speaker, masked[starts[-1] :])


# "He summarised his main points", "On this basis she adds", at the head of a paragraph
_GOES_ON_OF_HIM = regex(
    r"(?:(?:On|In|At|For|From)\s(?:this|these|that|those)\s[a-z]+,?\s)?(?:[Hh]e|[Ss]he)\s|.*,\s(?:he|she)\s", re.DOTALL
)
_FURTHEST_UP = 3  # paragraphs


def whom_above(drafts: Sequence[Draft], place: int, people: People) -> Speaker | Whose:
    """Return whom "he" stands for at the head of a paragraph, by those right above, which go on of him as well."""
    lead, texts, up = drafts[place], [drafts[place].text], place
    while place - up < _FURTHEST_UP and up > 0 and _is_of_him(drafts[up], lead):
        up -= 1
        texts.insert(0, drafts[up].text)
    named = up < place and drafts[up].kind is lead.kind and drafts[up].attribution == lead.attribution
    if not named or _GOES_ON_OF_HIM.match(texts[0]):
        return Whose.UNKNOWN
    joined = " ".join(texts)
    found = whom(Whose.SAME, replace(lead, text=joined, quotes=[]), people)
    starts = [0, *sentence_starts(joined), len(joined)]
    told = told_of([joined[start:end].rstrip() for start, end in pairwise(starts)], people)
    return found if isinstance(found, Speaker) else told or Whose.UNKNOWN


def _is_of_him(draft: Draft, lead: Draft) -> bool:
    """Tell whether a paragraph of the letter's own is of one who is named above it."""
    own = draft.kind is lead.kind and draft.attribution == lead.attribution and draft.part == lead.part
    return own and not draft.voiced and _GOES_ON_OF_HIM.match(draft.text) is not None


_SHORT, _LONG = 40, 700  # characters of a sentence that are looked at before and after a quotation


def _before(text: str, start: int, span: Span, longest: int = _LONG) -> str:
    """Return the words of a sentence before a quotation, without its opening mark, as far back as matters."""
    return text[max(start, span.start - 1 - longest) : max(start, span.start - 1)]


def _in_sentence(
    text: str,
    sentence: tuple[int, int],
    spans: Sequence[Span],
    mentions: Mentions,
    last: Sequence[Speaker],
    people: People,
) -> list[tuple[Span, Speaker]]:
    """Return the quotations of one sentence whose speaker it names; `last` alone spoke in the one before."""
    found: list[tuple[Span, Speaker]] = []
    start, end = sentence
    for span in spans:
        if _is_stray(_before(text, start, span, _SHORT)) or disowned(_before(text, start, span)):
            continue
        previous, opens = found[-1] if found else None, False
        lead = _before(text, previous[0].end + 1 if previous else start, span)
        speaker = introduced(lead, people)
        if speaker is Whose.SAME and _ANSWERED.match(lead) and _TOLD.search(text, max(0, start - _LONG), start):
            continue
        spoken = [each for _, each in found]
        speaker = mentions.resolve(speaker, lead, spoken)
        if speaker is Whose.UNKNOWN and start == 0 and previous is None:
            speaker = entry(lead, people)
        if speaker is Whose.UNKNOWN and _ACTS.match(text, span.start):
            speaker = _organ(lead, people)
        if not isinstance(speaker, Speaker) and previous and _carries(lead, text[start : previous[0].start]):
            speaker = previous[1]
        if not isinstance(speaker, Speaker) and speaker is not Whose.SELF:
            source = _SOURCE.match(text, span.end + 1)  # behind the stop
            behind = source.end() if source else min(end, span.end + _LONG)
            tail, told = text[span.end + 1 : behind], SAYING.search(lead) is not None
            told_after = mentions.resolve(follows(tail, people, told=told), lead, spoken, tail)
            if told_after != Speaker(UNNAMED) or stands_alone(lead):
                speaker = speaker if told_after is Whose.UNKNOWN else told_after
            opens = isinstance(speaker, Speaker) and span.start <= start + 2  # "“Enough,” said Anna Berg"
        if speaker is Whose.LAST:
            speaker = last[0] if last and not (previous or _REPLIED.search(lead)) else Speaker(UNNAMED)
        if isinstance(speaker, Speaker) and (previous is not None or opens or _long(text, span, lead)):
            found.append((span, speaker))
    return found


_SOURCE = regex(r"\s?\([A-Z][^()]{4,160}\)")  # "(Anna Berg, Minister for Water, 3 May 2021)"
# "The Court “finds that ...”", "the Council, “[r]ecalling its resolution”,": the verb stands within the marks
_ACT = (
    "find", "decid", "hold", "declar", "reject", "support", "affirm", "reaffirm", "consider", "recall", "recogniz",
    "not", "conclud", "observ", "call", "demand", "urg", "request", "condemn", "express", "deplor", "stress",
    "emphasiz", "reiterat", "invit", "welcom", "determin",
)  # fmt: skip
_ACTS = regex(r"\[?(?:" + "|".join(act[0] + r"\]?" + act[1:] for act in _ACT) + r")(?:e?s|ing)(?=[\s_])")
_ORGAN = regex(
    r"(?:.*\s)?(?i:Court|Council|Commission|Committee|Assembly|Tribunal|Chamber|Panel|Parliament|Senate|Congress)(?:\s(?:of|on|for)\s.*)?$"
)


def _organ(lead: str, people: People) -> Speaker | Whose:
    """Return the organ that is the subject of the words in marks behind `lead`."""
    found = subject(lead.rstrip(" ,"), people)
    return found if isinstance(found, Speaker) and _ORGAN.match(found.name) else Whose.UNKNOWN


def _is_stray(before: str) -> bool:
    """Tell whether the words before a mark say that it encloses a name, a title or a term."""
    return _STRAY.search(before) is not None or names_a_term(before)


# "Il a répondu que": who replies is not who spoke
_REPLIED = regex(r"\b(?:répond|rétorqu|respond|contest|replic|ответ|возраз)", re.IGNORECASE)
# "This is the 'work of one man'.", "These tolls have 'ruined every ship in the port'."
_ON_IT = regex(r"(?:This|These|That|Those|It)\b(?:\s[a-z-]+){0,2}?\s(?:is|are|was|were|has|have|had)\b")
_ANOTHER_VOICE = regex(r"\b(?:[A-Z]|(?:we|us|our|me|my|he|she|his|her|they|their)\b)")


def _goes_on(text: str, sentence: tuple[int, int], spans: Sequence[Span]) -> bool:
    """Tell whether a sentence goes on with words quoted in the one before: mostly marked, with nobody else in it."""
    start, end = sentence
    edges = [start, *(edge for span in spans for edge in (span.start, span.end)), end]
    own = " ".join(text[one:other] for one, other in zip(edges[::2], edges[1::2], strict=True)).strip()
    marked = [text[span.start : span.end] for span in spans]
    return (
        sum(words.count(_MASK_SPACE) + 1 for words in marked) >= _MOST_WORDS
        and 2 * sum(map(len, marked)) > end - start
        and _ON_IT.match(own) is not None
        and not (_ANOTHER_VOICE.search(own, 1) or SAYING.search(own) or disowned(own))
        and not any(_is_stray(_before(text, start, span, _SHORT)) for span in spans)
    )


def _all_marked(text: str, sentence: tuple[int, int], spans: Sequence[Span]) -> bool:
    """Tell whether a sentence is all in marks: "“We came,” said Anna Berg. “We saw.”"."""
    start, end = sentence
    edges = [start, *(edge for span in spans for edge in (span.start, span.end)), end]
    own = "".join(text[one:other] for one, other in zip(edges[::2], edges[1::2], strict=True))
    return bool(spans) and not any(character.isalnum() for character in own)


def _carries(between: str, before: str) -> bool:
    """Tell whether a speaker goes on speaking over the words between two quotations.

    A verb right behind a relative clause ("A, unlike B, who said ..., found that ...") is not that of its subject.
    """
    if _RELATIVE.search(before) and re.match(r",\s(?:that|\w+(?:ed|s|id|nd))\b", between):
        return False
    if closes_relative(before, between) or of_another(between):
        return False
    if _OWN_CLAUSE.match(between) and not _THAT.search(before):
        return False
    if _AS.fullmatch(between) or (_SAYS_ON.match(between) and _ON_NOUN.search(before) and not SAYING.search(before)):
        return False
    if quotes_another(before) and (SAYING.search(between) or _GOING_ON.search(between)):
        return False
    here = between.rstrip().removesuffix(";")
    new = _NEW_SUBJECT.search(here) or _OTHER_SUBJECT.search(here) or _OF_SOMEBODY.search(here)
    return len(between) <= _MAX_BETWEEN and new is None


def _long(text: str, span: Span, lead: str) -> bool:
    """Tell whether quoted words are more than a word or two of the letter's own sentence, or follow on the verb."""
    words = text[span.start : span.end].count(_MASK_SPACE) + 1
    return (words >= _MIN_WORDS and span.end - span.start >= 12) or _ON_VERB.search(lead) is not None


_ON_VERB = regex(r"(?:\b\w+(?:ed|id|te|es|ys)|that|\bas(?:\san?)?|:|,)\s*$")
_MASK, _MASK_SPACE = "q", "_"


# As “The Dorn Courier” wrote on 3 May, the dam
_PAPERS_NAME = regex(r"The\s[A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+){0,3}")
_IT_SAYS = regex(rf"\s(?:has\s|had\s|also\s|\w+ly\s)?(?:{VERBS})\b")


def _names_a_paper(text: str, span: Span) -> bool:
    """Tell whether what stands in marks is the name of a newspaper that is said to say something."""
    return _PAPERS_NAME.fullmatch(span.of(text)) is not None and _IT_SAYS.match(text, span.end + 1) is not None


def _masked(text: str, spans: Sequence[Span]) -> str:
    """Return the text with quoted words as letters without meaning, so that they are not read as the letter's own.

    The name of a newspaper loses its marks instead.
    """
    pieces, place = [], 0
    for span in spans:
        named = _names_a_paper(text, span)
        pieces += [text[place : span.start - named], f" {span.of(text)} " if named else _mask(span.of(text))]
        place = span.end + named
    return "".join([*pieces, text[place:]])


def _mask(words: str) -> str:
    """Return quoted words without meaning; the verb of an organ is kept, and a stop that may end a sentence."""
    bare = words.strip()  # French marks stand apart from the words
    acts = _ACTS.match(bare)
    masked = re.sub(r"\S", _MASK, bare).replace(" ", _MASK_SPACE).replace("\n", _MASK_SPACE)
    masked = f"{acts[0]}{masked[acts.end() :]}" if acts else masked
    masked = f"{masked[:-1]}{bare[-1]}" if bare.endswith((".", "?", "!")) else masked
    return words.replace(bare, masked) if bare else words


def sentence_starts(text: str) -> Iterator[int]:
    """Yield where the second and every further sentence of `text` begins."""
    for found in _SENTENCE_END.finditer(text):
        before = text[max(0, found.start() - 12) : found.start() + 1]
        if not _NOT_END.search(before) or (_INITIALS.search(before) and _OPENS.match(text, found.end())):
            yield found.end()
