"""Whole texts of others that a letter passes on: between "Begins" and "Ends", or announced by its opening."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from retrieval.parsing.model import Draft, cut_at
from retrieval.parsing.names import CAP, People
from retrieval.parsing.parts.extents import OWN_AGAIN, doubtful, numbered_end, turns_personal
from retrieval.parsing.parts.papers import paper_named
from retrieval.parsing.speakers.announced import announced, headed, named_above, paper_sent, speaks_of, without_head
from retrieval.parsing.speakers.inline_quotes import sentence_starts, whom
from retrieval.parsing.speakers.leads import (
    announces_text,
    earlier,
    is_senders,
    last_sentence,
    may_be_senders,
    speaks,
    with_speaker,
)
from retrieval.parsing.speakers.mentions import only_teller
from retrieval.parsing.speakers.whose import Speaker, Whose
from retrieval.parsing.voices.movers import points_of
from retrieval.parsing.voices.texts import introduces_text
from retrieval.patterns import regex
from retrieval.types import UNNAMED, BlockKind

_BEGINS = regex(r"(?:^|(?<=[\s.:;\-–—(\]]))\(?(?:Begins|BEGINS)\)?[\s.:,;\-–—]*(?=$|[\s(A-Z'‘“\"0-9])")
_ENDS = regex(r"(?:(?<=[.!?;:'’”\"\])])|^)\s*\(?(?:Ends|ENDS|Message ends)\)?\s?[.:)]*(?=\s|$)")
# "Reply ends.", "End of the United States Note."; not "for peaceful ends."
_OVER = regex(
    r"(?:\b(?:[Tt]ext|[Mm]essage|[Rr]eply|[Rr]eport|[Nn]ote|[Tt]elegram|[Cc]able(?:gram)?|[Ss]tatement|[Ll]etter)\s(?:ends|ENDS)|"
    r"\bEnds?\sof\s(?:the\s)?[^.;:]{3,60})[.)]*\s*$"
)
_TEXT = regex(r"\b(?:[Ff]ollowing|[Tt]ext|copy|[Bb]elow)\b")
_TEXT_OF = regex(r"^(?:The\s)?[Ff]ollowing\sis\s(?:the\s)?(?:(?:full|complete)\s)?text\sof\b[^.;:]*\.")
_A_PAPER = regex(r"\b(?:Resolution|Draft|Agreement|Treaty|Convention|Declaration|Memorandum|Note|Protocol|Act)$")
_ANNOUNCES = regex(r"^(?:[Tt]he\s)?(?:[Ff]ollowing|[Bb]elow)\s(?:is|are)\b")
_NEXT_TEXT = regex(r"^(?:The\s)?(?:Following|Below)\s(?:is|are)\b(?:[^.;:]|(?<=[DM]r)\.)*[.:][\s–—-]*$")
_ANOTHERS = regex(r"\b(?:text|copy|substance|gist|extracts?|passages?)\s(?:of|from)\b")
_MOST_LEADS = 3  # paragraphs at the head of a letter that may say that nothing but a text follows
_SAID_IN = (BlockKind.BODY, BlockKind.QUOTE)
_LEAST_WORDS = 6  # a line of fewer words before the first sentence is an address, a reference or a degree of secrecy


def parted(drafts: Sequence[Draft]) -> list[Draft]:
    """Return the drafts, each parted where an enclosed text begins or ends inside it."""
    if not any(_BEGINS.search(draft.text) for draft in drafts if draft.kind is BlockKind.BODY):
        return list(drafts)
    out: list[Draft] = []
    for draft in drafts:
        out += _cut(draft) if draft.kind is BlockKind.BODY else [draft]
    return out


def _cut(draft: Draft) -> list[Draft]:
    """Return the draft as up to three: through "Begins", the enclosed words through "Ends", and the rest."""
    places = [found.end() for pattern in (_BEGINS, _ENDS) for found in pattern.finditer(draft.text)]
    return cut_at(draft, sorted(set(places)))


def give_enclosed(drafts: Sequence[Draft], people: People) -> None:
    """Give the texts between "Begins" and "Ends" the voice that the words before them name.

    Without an "Ends" the text goes to the end of its part, and is nobody's from where the sender may speak again.
    """
    inside: Speaker | Whose | None = None
    part, below, closing = "", "", -1
    last_end = {each.part: place for place, each in enumerate(drafts) if ends(each)}
    spoken: set[str] = set()  # parts in which the letter has said something of its own
    for place, draft in enumerate(drafts):
        if inside is not None and (draft.part != part or (below and draft.text.startswith(below))):
            inside = None
        if inside is not None and draft.kind in _SAID_IN:
            if may_be_senders(draft) and last_end.get(part, -1) < place:
                inside = Whose.UNKNOWN
            with_speaker([draft], inside)
            if ends(draft) or place == closing:
                inside = None
            elif _NEXT_TEXT.match(draft.text):  # "our" is not the letter's there
                found = _announced(draft.text.rstrip(" .:-"), people)
                inside = inside if found is Whose.SELF else found
        elif draft.part in spoken and (sender := _sent(drafts, place)):
            inside, part = sender, draft.part
        elif draft.kind is BlockKind.BODY and _BEGINS.search(draft.text[-16:]):
            lead = _BEGINS.sub("", draft.text).strip() or (drafts[place - 1].text if place else "")
            inside, part = _announced(lead.rstrip(" .:-"), people), draft.part
            if introduces_text(last_sentence(lead), people) is Whose.SAME:  # "He proposed the following resolution."
                inside = whom(Whose.SAME, replace(draft, text=lead), people)
            below, closing = _counted_on(drafts, place), _closing(drafts, place + 1)
            if inside is Whose.UNKNOWN and _answers(lead, drafts[place + 1 : place + 2]):
                inside = Whose.SELF
            elif inside is Whose.UNKNOWN:
                inside = _from_him(drafts, place) or paper_named(drafts, place)
        if draft.kind is BlockKind.BODY and draft.part not in spoken and len(draft.text.split()) >= _OWN_WORDS:
            spoken.add(draft.part)


_OPENERS = {"‘": "’", "'": "'", "“": "”", '"': '"', "«": "»"}
_STOPPED = (".", "!", "?")


def _closing(drafts: Sequence[Draft], start: int) -> int:
    """Return where a text in marks ends that begins at `start` and nowhere says that it "ends"; -1 if nowhere."""
    closer = _OPENERS.get(drafts[start].text[:1]) if start < len(drafts) else None
    part = [each for each in drafts[start:] if each.part == drafts[start].part] if closer else []
    if closer is None or any(map(ends, part)):
        return -1
    closes = (at for at, each in enumerate(part) if each.text.endswith(tuple(stop + closer for stop in _STOPPED)))
    return next((start + at for at in closes), -1)


# "I have received the following report from him of the results. Report begins:"
_FROM_HIM = regex(
    r"\b[Ff]ollowing\s(?:\w+\s){0,2}(?:report|telegram|cable|cablegram|message|letter|note|account|statement|memorandum)\s(?:received\s)?(?:from|by)\s"
    r"(?:him|her)\b"
)


def _from_him(drafts: Sequence[Draft], place: int) -> Speaker | None:
    """Return from whom the text below is where it is said to be "from him", and only one of those named may be he."""
    if not _FROM_HIM.search(drafts[place].text) and not (place and _FROM_HIM.search(drafts[place - 1].text)):
        return None
    part = [draft for draft in drafts[place + 1 :] if draft.part == drafts[place].part]
    end = next((at for at, draft in enumerate(part, 1) if ends(draft)), len(part))
    return only_teller(earlier(drafts, place), " ".join(draft.text for draft in part[:end]))


_NUMBERS = ("ONE", "TWO", "THREE", "FOUR", "FIVE", "SIX", "SEVEN", "EIGHT", "NINE", "TEN")
_COUNTED = regex(rf"({'|'.join(_NUMBERS[:-1])})\.\s")


def _counted_on(drafts: Sequence[Draft], place: int) -> str:
    """Return how the letter's next paragraph begins where it counts them in words: "TWO. " below "ONE. ".

    A text may count its own so.
    """
    leads = (_COUNTED.match(each.text) for each in (drafts[place], drafts[max(0, place - 1)]))
    found = next(filter(None, leads), None)
    if found is None or any(each.text.startswith(found[0]) for each in drafts[place + 1 :]):
        return ""
    return f"{_NUMBERS[_NUMBERS.index(found[1]) + 1]}. "


def ends(draft: Draft) -> bool:
    """Tell whether a text ends here in so many words: "(Ends)."."""
    return _ENDS.search(draft.text[-16:]) is not None or _OVER.search(draft.text[-100:]) is not None


# "For Prime Minister from the Harbour Master:", the head of a message that a letter passes on behind its own words
_FOR_FROM = regex(
    r"(?:[Pp]ersonal\s)?[Ff]or\s(?:the\s)?[A-Z][^.;:]{2,60}?\sfrom\s(?:the\s)?(?P<by>[A-Z][^.;:]{2,60}?)\s?:[\s–—-]*"
)
_OWN_WORDS = 20  # of the letter before that
_NAMED_ABOVE = 60  # paragraphs in which his title may stand


def _sent(drafts: Sequence[Draft], place: int) -> Speaker | None:
    """Return whose message begins below a paragraph that is its head, by his whole title where it was named above."""
    found = _FOR_FROM.fullmatch(drafts[place].text) if drafts[place].kind is BlockKind.BODY else None
    if found is None:
        return None
    above = [each for each in drafts[max(0, place - _NAMED_ABOVE) : place] if each.part == drafts[place].part]
    whole = rf"\bfrom\sthe\s({re.escape(found['by'])}\s(?:for|of)\s(?:the\s)?{CAP}(?:\s{CAP}){{0,2}})"
    titles = {title for each in above if each.kind is BlockKind.BODY for title in re.findall(whole, each.text)}
    return Speaker(titles.pop() if len(titles) == 1 else found["by"])


# "In reply to telegram 189 to the Harbour Office. Begins: I have read your 189": the sender speaks to the addressee
_REPLY = regex(
    r"In\s(?:reply|answer|response)\sto\s(?:your\s)?(?:telegram|cablegram|cable|letter|despatch|message)\s(?:No\.\s?)?(?P<number>\w*\d+)\b"
    r"(?!.*\b(?:[Ff]ollowing|[Tt]ext|from|by|received)\b)"
)


def _answers(lead: str, following: Sequence[Draft]) -> bool:
    """Tell whether a text answers in so many words, as the sender's own, what the letter says that it answers."""
    found = _REPLY.match(lead)
    if found is None:
        return False
    yours = regex(rf"\b[Yy]our\s(?:telegram\s|cablegram\s|letter\s)?(?:No\.\s?)?{found['number']}\b")
    return any(yours.search(each.text) for each in following)


def _announced(lead: str, people: People) -> Speaker | Whose:
    """Return whose text a paragraph announces: its last sentence, else an earlier one that speaks of a text."""
    starts = [0, *sentence_starts(lead)]
    ends = [*starts[1:], len(lead)]
    for place in range(len(starts) - 1, max(-1, len(starts) - 4), -1):
        sentence = lead[starts[place] : ends[place]]
        found = (
            introduces_text(sentence, people) if place == len(starts) - 1 or _TEXT.search(sentence) else Whose.UNKNOWN
        )
        if found is Whose.SELF or isinstance(found, Speaker):
            return found
        before = lead[starts[place - 1] : starts[place]] if place else ""
        for rule in (points_of, paper_sent):
            if before and (found := rule(sentence, before, people)) is not Whose.UNKNOWN:
                return found
        if _ANNOUNCES.search(sentence):  # this is the text, whoever wrote it; earlier sentences speak of others
            break
    return Whose.UNKNOWN


# --- a letter that only passes on a text ----------------------------------------------------------------------------


def give_conveyed(drafts: Sequence[Draft], people: People) -> None:
    """Give all that follows a letter's opening sentence to whose text it says that this is.

    Where another text is announced, that one is read in the same way. A text is left alone where anything in it sounds
    as if the letter spoke again.
    """
    bodies = [draft for draft in drafts if draft.kind is BlockKind.BODY]
    lead = next((draft for draft in bodies if len(draft.text.split()) > _LEAST_WORDS), None)
    if lead is None or lead.voiced:
        return
    begin = drafts.index(lead)
    rest = [draft for draft in drafts[begin:] if draft.kind is not BlockKind.SIGNATURE]
    if any(draft.voiced or draft.part != lead.part for draft in rest):
        return
    end = len(rest)
    for place, start, speaker in reversed(list(_passed_on(rest, drafts[begin - 1] if begin else lead, people))):
        _convey(rest[start:end], rest[place], speaker, drafts)
        end = place


def _passed_on(drafts: Sequence[Draft], above: Draft, people: People) -> Iterator[tuple[int, int, Speaker | Whose]]:
    """Yield the texts that a letter passes on: where each is announced, where it begins, and whose it is.

    `above` is the line above the first of the `drafts`.
    """
    begun = False
    for place, draft in enumerate(drafts):
        speaker = Whose.UNKNOWN if place else headed(draft.text, people)
        start = place + (speaker is Whose.UNKNOWN)
        if place == 0 and speaker is Whose.UNKNOWN:
            speaker = announced(draft.text, people)
        here = place < _MOST_LEADS and draft.label is None and announces_text(draft.text)
        here = here or (place == 0 and speaker is Whose.UNKNOWN and _TEXT_OF.match(draft.text) is not None)
        if here or (begun and _NEXT_TEXT.match(draft.text)):
            speaker = _announced(draft.text.rstrip(" .:-–—"), people)
            if speaker is Whose.UNKNOWN:
                speaker = named_above(draft.text, (drafts[place - 1] if place else above).text)
            if (isinstance(speaker, Speaker) and _A_PAPER.search(speaker.name)) or (
                speaker is Whose.UNKNOWN and (here or _ANOTHERS.search(draft.text))
            ):
                speaker = Speaker(UNNAMED)
        elif not isinstance(speaker, Speaker):
            continue
        begun = True
        yield place, start, speaker


def _convey(drafts: Sequence[Draft], lead: Draft, speaker: Speaker | Whose, around: Sequence[Draft]) -> None:
    """Make `drafts`, which `lead` announces, the text of `speaker`, unless they are the letter's own or sound so.

    Where they are numbered from 1, what stands below the last number is nobody's until the letter surely speaks; so is
    all from where its sender may speak again.
    """
    if not drafts or not isinstance(speaker, Speaker) or any(speaks(draft, speaker.name) for draft in drafts):
        return
    end = numbered_end(drafts, 0, lead) or len(drafts)
    further = doubtful(drafts, end, lead, speaker) if end < len(drafts) else ()
    drafts = drafts[:end]
    named = speaker.name != UNNAMED
    if not named and is_senders(drafts[0]):
        return
    texts = [without_head(draft.text) for draft in drafts]
    if turns_personal(texts):
        return
    if not named:
        found = paper_named(around, around.index(lead))
        speaker = found if isinstance(found, Speaker) else speaker
    if not any(OWN_AGAIN.search(text) or (named and speaks_of(text, speaker)) for text in texts):
        mine = next((at for at, draft in enumerate(drafts) if at and may_be_senders(draft)), len(drafts))
        with_speaker([draft for draft in drafts[:mine] if draft.kind in _SAID_IN], speaker)
        with_speaker([*(draft for draft in drafts[mine:] if draft.kind in _SAID_IN), *further], Whose.UNKNOWN)
