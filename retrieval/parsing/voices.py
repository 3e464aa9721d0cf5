"""Whose words each draft holds: block quotations and enclosed texts with their speaker, quotations inside a paragraph.

A quotation that the letter gives without naming its speaker is marked as such: it is never given to the sender.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ..types import UNNAMED, BlockKind, InlineQuote, LineRole, Span
from .blocks import LISTED
from .model import Call, Draft
from .names import People
from .speakers import SAYING, Speaker, Whose, coined, disowned, follows, introduced, introduces_text, subject

_INTRODUCES = re.compile(
    r"(?:\bfollow(?:s|ing)\b|\bsaid\b|\bstated?s?\b|\bwrote\b|\bwrites\b|\bdeclare[sd]?\b|\breads?\b|\bquot\w+|"
    r"\bas\sfollows|\bprovides?d?\b|"
    r"\bwords\b|\bstatement\b|\bnote[sd]\b|\bobserve[sd]\b|\bconclude[sd]\b|\breport(?:s|ed)\b|\badmitted\b|"
    r"\badded\b|\breplied\b|"
    r"\bexplained\b|\bannounced\b|\baffirm\w+|\bstipulates?\b|\bdetermined\b|\bfound\b)"
)
_RETURNS = re.compile(
    r"(?:Moreover|Furthermore|In addition|Accordingly|Therefore|Thus|However|I |My |We |Our |These |This |Such |"
    r"In this |In the light|"
    r"It is |As |Against|Consequently|In conclusion|Finally|Secondly|Thirdly|Lastly|At the same time|Upon|Please|"
    r"Accept|For its part)"
)
_MAX_QUOTED = 8
_BEGINS = re.compile(r"(?:^|(?<=[\s.:;\-–—(\]]))\(?(?:Begins|BEGINS)\)?[\s.:,;\-–—]*(?=$|[\s(A-Z'‘“\"0-9])")
_ENDS = re.compile(r"(?:(?<=[.!?;:'’”\"\])])|^)\s*\(?(?:Ends|ENDS|Message ends)\)?\s?[.:)]*(?=\s|$)")
# "Reply ends.", "End of the United States Note."; not "for peaceful ends."
_OVER = re.compile(
    r"(?:\b(?:[Tt]ext|[Mm]essage|[Rr]eply|[Nn]ote|[Tt]elegram|[Cc]able(?:gram)?|[Ss]tatement|[Ll]etter)\s(?:ends|ENDS)|"
    r"\bEnds?\sof\s(?:the\s)?[^.;:]{3,60})[.)]*\s*$"
)
_COLON = re.compile(r":\s?[-–—]?\s*$")
_TEXT = re.compile(r"\b(?:[Ff]ollowing|text|copy|[Bb]elow)\b")
_READS = re.compile(r"(?<!\bnow\s)\breads(?:\sas\sfollows|,\sinter\salia,?)?\s?:\s?[-–—]?\s*$")
_ANNOUNCES = re.compile(r"^(?:[Tt]he\s)?(?:[Ff]ollowing|[Bb]elow)\s(?:is|are)\b")
_OPENERS = {"“": "”", "«": "»", '"': '"', "‘": "’", "'": "'"}
_CLOSER = re.compile(r"(?<=\S)[”»\"’'][.,;:]?\s*$")
_STRAY = re.compile(
    r"(?:so-called|self-styled|self-proclaimed|alleged|purported|entitled|titled|called|named|known as|dubbed|"
    r"termed|nicknamed|headed|"
    r"commencing|beginning|the (?:terms?|words?|phrases?|expressions?|sentences?|formulas?|heading|title|"
    r"sections?|name))[,:]?\s*$"
)
_PAIRS = re.compile(r"“([^“”]{1,3000})”|«([^«»]{1,3000})»|\"([^\"]{1,3000})\"")
_SINGLE = re.compile(
    r"(?<![\w’'.,])[‘']((?=\w|\[)[^‘’']{2,1500}(?:[’'](?=\w)[^‘’']{0,1500}){0,8}[\w.,!?…)\]])[’'](?!\w)"
)
_SENTENCE_END = re.compile(r"[.!?][”’\"')\]]*\s+(?=[A-Z“\"‘'(\[«])")
_NOT_END = re.compile(
    r"(?:\b(?:MR|MRS|DR|Mr|Mrs|Ms|Dr|Prof|St|No|Nos|Gen|Col|vol|pp?|para|art|e\.g|i\.e|cf|Rev|Hon)|(?:^|[\s.])[A-Z])\.$"
)
_MARKS = re.compile(r"[“«\"]|(?<!\w)[‘'](?=\w)")
# "; ", or a name of one word that is no body's: "and Walsh went on"
_NEW_SUBJECT = re.compile(r"[;.]|(?<!the )(?<!of )\b[A-Z][\w’'-]+\s(?!of\b)[a-z]")
_RELATIVE = re.compile(r"\b(?:who|whom|which)\b")
_MAX_BETWEEN = 100
_MIN_WORDS = 3


def give_voices(drafts: list[Draft]) -> list[Draft]:
    """Return the drafts with block quotations marked, every attribution set and the quotations inside paragraphs found.

    Where the reader saw no indented ones, a block quotation is told by what introduces it, by the note
    called at its end, and by the words with which the letter takes up its own voice again.
    """
    people = People()
    drafts = _parted(drafts)
    _enclosed(drafts, people)
    _in_marks(drafts, people)
    quoting = any(_MARKS.search(draft.text) for draft in drafts)
    flat = not any(draft.role is LineRole.QUOTE for draft in drafts)
    place = 0
    while place < len(drafts):
        draft = drafts[place]
        if draft.kind is BlockKind.BODY:
            if quoting:
                _inside(draft, people)
            if flat:
                _flat_quotation(drafts, place, people)
        elif draft.kind is BlockKind.QUOTE and draft.role is LineRole.QUOTE and not draft.voiced:
            place = _indented(drafts, place, people)
            continue
        place += 1
    return drafts


def _with_speaker(drafts: Sequence[Draft], speaker: Speaker | Whose) -> None:
    """Make `drafts` quotations of `speaker` inside the voice they already have."""
    for draft in drafts:
        if draft.kind is BlockKind.BODY:
            draft.kind = BlockKind.QUOTE
        name = speaker.name if isinstance(speaker, Speaker) else UNNAMED
        if speaker is not Whose.SELF and name not in draft.attribution:
            draft.attribution = (*draft.attribution, name)
        draft.voiced = True


def _last_sentence(text: str) -> str:
    return text[[0, *_sentence_starts(text)][-1] :]


# --- texts that "Begins ... Ends" encloses --------------------------------------------------------------------------


def _parted(drafts: Sequence[Draft]) -> list[Draft]:
    """Return the drafts, each parted where an enclosed text begins or ends inside it."""
    if not any(_BEGINS.search(draft.text) for draft in drafts if draft.kind is BlockKind.BODY):
        return list(drafts)
    out: list[Draft] = []
    for draft in drafts:
        out += _cut(draft) if draft.kind is BlockKind.BODY else [draft]
    return out


def _cut(draft: Draft) -> list[Draft]:
    """Return the draft as up to three: through "Begins", the enclosed words through "Ends", and the rest."""
    places = [found.end() for found in _BEGINS.finditer(draft.text)] + [
        found.end() for found in _ENDS.finditer(draft.text)
    ]
    places = sorted({place for place in places if draft.text[place:].strip() and draft.text[:place].strip()})
    pieces = []
    for start, end in zip([0, *places], [*places, len(draft.text)], strict=True):
        raw = draft.text[start:end]
        text = raw.strip()
        shift = start + len(raw) - len(raw.lstrip())
        last = end == len(draft.text)
        calls = [
            Call(min(max(0, call.place - shift), len(text)), call.indicator, call.note)
            for call in draft.calls
            if start <= call.place < end or (last and call.place == end)
        ]
        pieces.append(replace(draft, text=text, calls=calls, quotes=[], label=draft.label if start == 0 else None))
    return pieces


def _enclosed(drafts: Sequence[Draft], people: People) -> None:
    """Give the texts between "Begins" and "Ends" the voice that the words before them name.

    Without an "Ends" the enclosed text goes to the end of its part.
    """
    inside: Speaker | Whose | None = None
    part = ""
    for place, draft in enumerate(drafts):
        if inside is not None and draft.part != part:
            inside = None
        if inside is not None and draft.kind in (BlockKind.BODY, BlockKind.QUOTE):
            _with_speaker([draft], inside)
            if _ENDS.search(draft.text[-16:]) or _OVER.search(draft.text[-100:]):
                inside = None
        elif draft.kind is BlockKind.BODY and _BEGINS.search(draft.text[-16:]):
            lead = _BEGINS.sub("", draft.text).strip() or (drafts[place - 1].text if place else "")
            inside, part = _announced(lead.rstrip(" .:-"), people), draft.part


def _announced(lead: str, people: People) -> Speaker | Whose:
    """Return whose text a paragraph announces: its last sentence, else an earlier one that speaks of a text."""
    starts = [0, *_sentence_starts(lead)]
    ends = [*starts[1:], len(lead)]
    for place in range(len(starts) - 1, max(-1, len(starts) - 4), -1):
        sentence = lead[starts[place] : ends[place]]
        found = (
            introduces_text(sentence, people) if place == len(starts) - 1 or _TEXT.search(sentence) else Whose.UNKNOWN
        )
        if found is Whose.SELF or isinstance(found, Speaker):
            return found
        if _ANNOUNCES.search(sentence):  # this is the text, whoever wrote it; earlier sentences speak of others
            break
    return Whose.UNKNOWN


# --- quotations that stand in paragraphs of their own ----------------------------------------------------------------


def _in_marks(drafts: Sequence[Draft], people: People) -> None:
    """Make paragraphs that quotation marks enclose, alone or together, quotations of whom the words before name."""
    place = 1
    while place < len(drafts):
        end = _marked_end(drafts, place)
        if end is None:
            place += 1
            continue
        lead = drafts[place - 1]
        if lead.kind is BlockKind.BODY and (_COLON.search(lead.text) or _INTRODUCES.search(_last_sentence(lead.text))):
            _with_speaker(drafts[place:end], introduces_text(_last_sentence(lead.text), people))
            place = end
        else:
            place += 1


def _marked_end(drafts: Sequence[Draft], place: int) -> int | None:
    """Return where a quotation ends that opens with the draft at `place`: after the first draft that closes it."""
    first = drafts[place]
    closer = _OPENERS.get(first.text[:1])
    if closer is None or first.kind is not BlockKind.BODY:
        return None
    for end in range(place, min(place + 40, len(drafts))):
        draft = drafts[end]
        if draft.part != first.part or draft.kind not in (BlockKind.BODY, BlockKind.SIGNATURE, BlockKind.HEADING):
            return None
        closes = _CLOSER.search(draft.text)
        if closes and draft.text.rstrip(" .,;:")[-1:] == closer:
            alone = end == place
            return end + 1 if not alone or _closes_at_end(draft.text, closer) else None
        if end == place and closer in draft.text[1:] and closer not in "'’":
            return None
    return None


def _closes_at_end(text: str, closer: str) -> bool:
    """Tell whether the mark that opens the text is closed at its end only, as in “...”, not in “...” and “...”."""
    inner = text[1:].rstrip(" .,;:")[:-1]
    return not re.search(rf"{re.escape(closer)}(?!\w)", inner) if closer in "'’" else closer not in inner


def _indented(drafts: Sequence[Draft], place: int, people: People) -> int:
    """Give the indented quotation that begins at `place` its speaker; return where it ends."""
    end = place
    while end < len(drafts) and drafts[end].role is LineRole.QUOTE and drafts[end].kind is BlockKind.QUOTE:
        end += 1
    lead = drafts[place - 1] if place else None
    speaker: Speaker | Whose = Whose.UNKNOWN
    if lead is not None and lead.kind in (BlockKind.BODY, BlockKind.QUOTE):
        speaker = _resolved(introduces_text(_last_sentence(lead.text), people), lead)
    _with_speaker(drafts[place:end], speaker)
    return end


def _flat_quotation(drafts: Sequence[Draft], place: int, people: People) -> None:
    """Find the quotation that a paragraph introduces with a colon, in a text that shows no indents."""
    lead = drafts[place]
    if not _COLON.search(lead.text):
        return
    sentence = _last_sentence(lead.text)
    speaker = Whose.UNKNOWN if disowned(sentence) else introduced(sentence, people, block=True)
    if speaker is Whose.SAME or (speaker is Whose.UNKNOWN and _READS.search(sentence)):
        # after "He said to them:", "Its third paragraph reads:" it is not the letter that speaks, whoever it is
        found = _resolved(speaker, lead)
        speaker = found if isinstance(found, Speaker) else Speaker(UNNAMED)
    if not isinstance(speaker, Speaker) or speaker.name in lead.attribution:
        return
    end = _flat_end(drafts, place + 1, lead)
    _with_speaker(drafts[place + 1 : end], speaker)


def _flat_end(drafts: Sequence[Draft], start: int, lead: Draft) -> int:
    """Return where a quotation without marks or indents ends.

    In a letter with numbered paragraphs it is what stands unnumbered; else it goes to the first paragraph that ends
    with a note's call, when the letter's own voice is not taken up before; else it is the next paragraph alone.
    """
    pool = []
    for draft in drafts[start : start + _MAX_QUOTED]:
        if draft.kind is not BlockKind.BODY or draft.part != lead.part or draft.label or LISTED.match(draft.text):
            break
        pool.append(draft)
    if not pool or _COLON.search(pool[0].text):
        return start
    if lead.label is not None and len(pool) < _MAX_QUOTED:
        return start + len(pool)
    for offset, draft in enumerate(pool):
        if offset and _RETURNS.match(draft.text):
            break
        if draft.ends_with_call:
            return start + offset + 1
        if draft.calls:
            break
    return start + 1


# --- quotations inside a paragraph -----------------------------------------------------------------------------------


def _inside(draft: Draft, people: People) -> None:
    """Find the quotations inside a paragraph whose speaker its sentences name."""
    spans = list(_quoted(draft.text))
    masked = _masked(draft.text, spans)
    starts = [0, *_sentence_starts(masked)]
    speakers: list[Speaker] = []
    unspoken: list[Span] = []
    place = 0
    for start, end in zip(starts, [*starts[1:], len(masked)], strict=True):
        inside = []
        while place < len(spans) and spans[place].start < end:
            inside.append(spans[place])
            place += 1
        found = _in_sentence(masked, (start, end), inside, speakers, people)
        draft.quotes += [
            InlineQuote(span, each.name, each.role) for span, each in found if each.name not in draft.attribution
        ]
        earlier = unspoken[-1:]
        taken = {span for span, _ in found}
        unspoken += [
            span for span in inside if span not in taken and not _STRAY.search(_before(masked, start, span, _SHORT))
        ]
        if earlier and not inside and (user := coined(masked[start:end][:_LONG], people)):
            draft.quotes.append(InlineQuote(earlier[0], user.name, user.role))
            unspoken.clear()
        speakers += (
            [each for _, each in found[-1:]] if found else _subjects(masked[start : min(end, start + _LONG)], people)
        )


_SHORT, _LONG = 40, 700  # characters of a sentence that are looked at before and after a quotation


def _before(text: str, start: int, span: Span, longest: int = _LONG) -> str:
    """Return the words of a sentence before a quotation, without its opening mark, as far back as matters."""
    return text[max(start, span.start - 1 - longest) : max(start, span.start - 1)]


def _in_sentence(
    text: str, sentence: tuple[int, int], spans: Sequence[Span], speakers: Sequence[Speaker], people: People
) -> list[tuple[Span, Speaker]]:
    """Return the quotations of one sentence whose speaker it names."""
    found: list[tuple[Span, Speaker]] = []
    start, end = sentence
    for span in spans:
        if _STRAY.search(_before(text, start, span, _SHORT)) or disowned(_before(text, start, span)):
            continue
        previous = found[-1] if found else None
        lead = _before(text, previous[0].end + 1 if previous else start, span)
        speaker = _resolve(introduced(lead, people), speakers)
        if not isinstance(speaker, Speaker) and previous and _carries(lead, text[start : previous[0].start]):
            speaker = previous[1]
        if not isinstance(speaker, Speaker) and speaker is not Whose.SELF:
            speaker = _resolve(follows(text[span.end + 1 : min(end, span.end + _LONG)], people), speakers)
        if isinstance(speaker, Speaker) and (previous is not None or _long(text, span, lead)):
            found.append((span, speaker))
    return found


def _carries(between: str, before: str) -> bool:
    """Tell whether a speaker goes on speaking over the words between two quotations.

    A verb right behind a relative clause ("A, unlike B, who said ..., found that ...") is not that of its subject.
    """
    if _RELATIVE.search(before) and re.match(r",\s\w+(?:ed|s|id|nd)\b", between):
        return False
    return len(between) <= _MAX_BETWEEN and not _NEW_SUBJECT.search(between)


def _long(text: str, span: Span, lead: str) -> bool:
    """Tell whether quoted words are more than a word or two of the letter's own sentence, or follow on the verb."""
    words = text[span.start : span.end].count(_MASK_SPACE) + 1
    return (words >= _MIN_WORDS and span.end - span.start >= 12) or _ON_VERB.search(lead) is not None


def _resolve(speaker: Speaker | Whose, speakers: Sequence[Speaker]) -> Speaker | Whose:
    """Return the person that "he" or "she" stands for: the one named before, when only one was."""
    if speaker is not Whose.SAME:
        return speaker
    names = {each.name for each in speakers}
    return speakers[-1] if len(names) == 1 else Whose.UNKNOWN


def _resolved(speaker: Speaker | Whose, lead: Draft) -> Speaker | Whose:
    """Return the same for a paragraph that introduces a block quotation, by those whom it quotes itself."""
    return _resolve(speaker, [Speaker(quote.speaker, quote.role) for quote in lead.quotes])


def _subjects(sentence: str, people: People) -> list[Speaker]:
    """Return the first person who says something in the sentence."""
    for verb in SAYING.finditer(sentence[:900]):
        found = subject(sentence[: verb.start()], people)
        if isinstance(found, Speaker):
            return [found]
    return []


_ON_VERB = re.compile(r"(?:\b\w+(?:ed|id|te|es|ys)|that|:|,)\s*$")
_MASK, _MASK_SPACE = "q", "_"


def _masked(text: str, spans: Sequence[Span]) -> str:
    """Return the text with quoted words as letters without meaning, so that they are not read as the letter's own."""
    pieces, place = [], 0
    for span in spans:
        pieces += [
            text[place : span.start],
            _mask(span.of(text)),
        ]
        place = span.end
    return "".join([*pieces, text[place:]])


def _mask(words: str) -> str:
    """Return quoted words without meaning; a full stop at their end is kept, as a new sentence may follow it."""
    masked = re.sub(r"\S", _MASK, words).replace(" ", _MASK_SPACE).replace("\n", _MASK_SPACE)
    return f"{masked[:-1]}." if words.endswith(".") else masked


def _quoted(text: str) -> Iterator[Span]:
    """Yield what stands in quotation marks, outer ones only; single ones where there are no double ones."""
    double = [Span(found.start() + 1, found.end() - 1) for found in _PAIRS.finditer(text)]
    yield from double or (Span(found.start(1), found.end(1)) for found in _SINGLE.finditer(text))


def _sentence_starts(text: str) -> Iterator[int]:
    for found in _SENTENCE_END.finditer(text):
        if not _NOT_END.search(text[max(0, found.start() - 12) : found.start() + 1]):
            yield found.end()
