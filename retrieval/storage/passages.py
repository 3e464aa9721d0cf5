"""A letter → passages: the units of search. Counts tokens, so that the model sees the whole of each.

A passage is one voice in one part of the letter. The line before it (who to whom, when, about what, under which
heading) is searched and embedded with it, but never shown as part of it.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import blake2b

from retrieval.language.dates import MONTHS
from retrieval.patterns import regex
from retrieval.spans.sentences import sentences
from retrieval.types import Block, BlockKind, Citation, Footnote, Letter, Passage, PassageKind, Span

JOINED_TOKENS = 180
"""Neighbouring paragraphs of one voice are joined up to this length."""

SHORT_TOKENS = 60
"""A paragraph is joined to its neighbour only where one of the two is shorter than this."""

_LINE_TOKENS = 48  # who to whom, when, about what
_DETAIL_TOKENS = 24  # each of: part, heading, speaker
_CALL_TOKENS = 64  # the sentence that calls a note
_HEAD = frozenset({BlockKind.MASTHEAD, BlockKind.TITLE})
_FORMAL_TITLE = regex(r"(?:identical )?(?:letters?|notes? verbales?|cablegrams?|telegrams?) (?:dated|from)\b", re.I)
_CLAUSE = regex(r"[;:,،؛；：，、—–]\s*|\)\s+")
_WORD = regex(r"\S+\s*")

Count = Callable[[str], int]


@dataclass(frozen=True, slots=True)
class _Group:
    """Neighbouring blocks that stand in one passage, and the headings above them."""

    kind: PassageKind
    blocks: tuple[Block, ...]
    headings: tuple[str, ...] = ()

    @property
    def span(self) -> Span:
        return Span(self.blocks[0].span.start, self.blocks[-1].span.end)


def embedded_text(passage: Passage) -> str:
    """Return what the model is given for `passage`: its context line and its words."""
    return f"{passage.context}\n{passage.text}"


def passage_identity(letter_id: str, kind: PassageKind, span: Span, text: str) -> int:
    """Return the positive 63-bit number of a passage: the same for the same words at the same place of a letter."""
    content = f"{letter_id}\x1f{kind.value}\x1f{span.start}\x1f{span.end}\x1f{text}"
    digest = blake2b(content.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return (int.from_bytes(digest, "big") >> 1) or 1


def split(letter: Letter, count_tokens: Count, max_tokens: int) -> tuple[Passage, ...]:
    """Return the passages of `letter` in reading order, then those of its notes.

    `count_tokens` counts what the model adds as well; `embedded_text` of each passage has at most `max_tokens`.
    """
    splitter = _Splitter(letter, count_tokens, max_tokens)
    found = [passage for group in splitter.groups() for passage in splitter.passages(group)]
    found += [passage for note in letter.footnotes for passage in splitter.note_passages(note)]
    return tuple({passage.passage_id: passage for passage in found}.values())


class _Splitter:
    """Splits one letter; holds what every passage of it needs."""

    def __init__(self, letter: Letter, count: Count, max_tokens: int) -> None:
        self._letter = letter
        self._count = count
        self._max_tokens = max_tokens
        self._line = _clip(_letter_line(letter), min(_LINE_TOKENS, max_tokens // 4), count)
        self._parts = {part.label: part for part in letter.parts}

    def groups(self) -> Iterator[_Group]:
        """Yield the blocks in the groups in which they become passages; headings go with what stands under them."""
        headings: list[Block] = []
        open_group: _Group | None = None
        for block in self._letter.blocks:
            if block.span.start >= block.span.end:
                continue
            joined = self._join(open_group, block) if not headings else None
            if joined is not None:
                open_group = joined
                continue
            if open_group is not None:
                yield open_group
            if block.kind is BlockKind.HEADING:
                open_group = None
                headings.append(block)
                continue
            if headings and (headings[-1].part != block.part or _kind(block) is PassageKind.MASTHEAD):
                yield _Group(PassageKind.PARAGRAPH, tuple(headings))
                headings = []
            above = self._above(headings, open_group, block)
            open_group = _Group(_kind(block), (block,), above)
            headings = []
        if open_group is not None:
            yield open_group
        if headings:
            yield _Group(PassageKind.PARAGRAPH, tuple(headings))

    def _above(self, headings: list[Block], before: _Group | None, block: Block) -> tuple[str, ...]:
        """Return the headings over `block`: those right above it, else those of the paragraph before it."""
        if headings:
            return tuple(_flat(heading.span.of(self._letter.text)) for heading in headings)
        if before is not None and before.blocks[-1].part == block.part:
            return before.headings
        return ()

    def _join(self, group: _Group | None, block: Block) -> _Group | None:
        """Return `group` with `block` added, or `None` where the two do not belong in one passage."""
        if group is None or block.kind is BlockKind.HEADING or _kind(block) is not group.kind:
            return None
        last = group.blocks[-1]
        if (last.part, last.attribution) != (block.part, block.attribution):
            return None
        if group.kind is PassageKind.MASTHEAD:
            return _Group(group.kind, (*group.blocks, block)) if {last.kind, block.kind} <= _HEAD else None
        if last.kind is not block.kind or not self._short_together(group.span, block.span):
            return None
        return _Group(group.kind, (*group.blocks, block), group.headings)

    def _short_together(self, first: Span, second: Span) -> bool:
        if second.end - first.start > JOINED_TOKENS * 8:  # far too long, whatever the language
            return False
        text = self._letter.text
        lengths = self._count(first.of(text)), self._count(second.of(text))
        return min(lengths) < SHORT_TOKENS and sum(lengths) <= JOINED_TOKENS

    def passages(self, group: _Group) -> Iterator[Passage]:
        """Yield the passages of one group of blocks: one, or several where it is too long for the model."""
        context = self._context(group)
        for span in self._cut(group.span, self._max_tokens - self._count(context) - 1):
            blocks = [block for block in group.blocks if block.span.start < span.end and span.start < block.span.end]
            yield self._passage(
                group.kind,
                span,
                context,
                pages=tuple(sorted({page for block in blocks for page in block.pages})),
                paragraphs=tuple(block.number for block in blocks if block.number is not None),
                indicators=self._indicators(span),
                attribution=group.blocks[0].attribution,
                part=group.blocks[0].part,
            )

    def note_passages(self, note: Footnote) -> Iterator[Passage]:
        """Yield the passages of one note; its context is the sentence that calls it, and what it refers back to."""
        length = self._count(note.span.of(self._letter.text))
        room = max(self._max_tokens // 4, min(self._max_tokens - length, self._max_tokens // 2)) - 4
        context = self._note_context(note, room)
        for span in self._cut(note.span, self._max_tokens - self._count(context) - 1):
            yield self._passage(
                PassageKind.FOOTNOTE,
                span,
                context,
                pages=(note.page,),
                paragraphs=note.called_in,
                indicators=(note.indicator,),
                attribution=self._voice_of_notes(note),
                part=note.part,
            )

    def _passage(
        self,
        kind: PassageKind,
        span: Span,
        context: str,
        *,
        pages: tuple[int, ...],
        paragraphs: tuple[int, ...],
        indicators: tuple[str, ...],
        attribution: tuple[str, ...],
        part: str,
    ) -> Passage:
        text = span.of(self._letter.text)
        letter_id = self._letter.letter_id
        return Passage(
            passage_identity(letter_id, kind, span, text),
            letter_id,
            kind,
            span,
            pages,
            paragraphs,
            indicators,
            attribution,
            part,
            context,
            text,
        )

    def _context(self, group: _Group) -> str:
        first = group.blocks[0]
        details = [*self._part_details(first.part, first.attribution), *group.headings[-2:]]
        if len(first.attribution) > 1:
            details.append("quoting " + ", ".join(first.attribution[1:]))
        line = _sentences([self._line, *(_clip(each, _DETAIL_TOKENS, self._count) for each in details)])
        return _clip(line, self._max_tokens // 2, self._count)

    def _part_details(self, label: str, attribution: Sequence[str]) -> Iterator[str]:
        """Yield what names an annex: its label and title, and whose words it is when not those of the sender."""
        if not label:
            return
        part = self._parts.get(label)
        yield f"{label}: {_flat(part.title)}" if part and part.title else label
        if attribution and attribution[0] not in self._letter.masthead.senders:
            yield attribution[0]

    def _note_context(self, note: Footnote, room: int) -> str:
        details = [*self._part_details(note.part, ())]
        meant = "; ".join(filter(None, (_meant(citation) for citation in note.citations)))
        if meant:
            details.append(_clip(meant, _DETAIL_TOKENS, self._count))
        start = _sentences([self._line, *(_clip(each, _DETAIL_TOKENS, self._count) for each in details)])
        left = min(_CALL_TOKENS, room - self._count(start))
        call = _clip_left(self._calling_words(note), left, self._count) if left > 4 else ""
        return _clip(_sentences([start, call]), room, self._count)

    def _calling_words(self, note: Footnote) -> str:
        """Return the sentence that the note is called from, up to the call."""
        for call in note.calls:
            block = next((each for each in self._letter.blocks if each.span.holds(call)), None)
            if block is None or block.kind is BlockKind.HEADING:
                continue
            before = sentences(self._letter.text, Span(block.span.start, call.start))
            return _flat(before[-1].of(self._letter.text)) if before else ""
        return ""

    def _indicators(self, span: Span) -> tuple[str, ...]:
        def called(call: Span) -> bool:
            return span.start < call.start <= span.end or call.start == span.start

        return tuple(
            dict.fromkeys(note.indicator for note in self._letter.footnotes if any(called(call) for call in note.calls))
        )

    def _voice_of_notes(self, note: Footnote) -> tuple[str, ...]:
        """Return whose words a note is: the author of the part, never the person quoted where it is called."""
        part = self._parts.get(note.part)
        if note.attribution or (part and part.attribution):
            return note.attribution or (part.attribution if part else ())
        if not self._letter.masthead.names_sender:
            return ()  # whom minutes report first did not write their notes
        voices = (block.attribution for block in self._letter.blocks if block.part == note.part)
        return next((voice[:1] for voice in voices if voice), self._letter.masthead.senders)

    def _cut(self, span: Span, limit: int) -> tuple[Span, ...]:
        """Return `span` in pieces of at most `limit` tokens: at sentence ends, else clauses, else words."""
        text = self._letter.text
        if not span.of(text).strip():
            return ()
        if span.end - span.start <= limit // 2 or self._count(span.of(text)) <= limit:
            return (span,)
        pieces = (
            sentences(text, span)
            if len(sentences(text, span)) > 1
            else _pieces(_CLAUSE, text, span) or _pieces(_WORD, text, span) or _halves(span)
        )
        packed = tuple(self._pack(pieces, limit))
        return tuple(cut for each in (packed if len(packed) > 1 else _halves(span)) for cut in self._cut(each, limit))

    def _pack(self, pieces: Sequence[Span], limit: int) -> Iterator[Span]:
        """Yield neighbouring pieces joined into stretches of like length within `limit`."""
        text = self._letter.text
        lengths = [self._count(piece.of(text)) for piece in pieces]
        stretches = -(-sum(lengths) // limit)
        target = min(limit, sum(lengths) / stretches + max(lengths) / 2)
        start, filled = pieces[0].start, 0
        for index, (piece, length) in enumerate(zip(pieces, lengths, strict=True)):
            if filled and filled + length > target:
                yield Span(start, pieces[index - 1].end)
                start, filled = piece.start, 0
            filled += length
        yield Span(start, pieces[-1].end)


def _kind(block: Block) -> PassageKind:
    is_head = block.kind in _HEAD or block.kind is BlockKind.SIGNATURE
    return PassageKind.MASTHEAD if is_head else PassageKind.PARAGRAPH


def _letter_line(letter: Letter) -> str:
    """Return who wrote to whom and when, and about what, in one line."""
    head = letter.masthead
    senders, addressees = ", ".join(head.senders), ", ".join(head.addressees)
    parties = f"{senders} to {addressees}" if senders and addressees else senders
    title = _flat(head.title or "")
    if not parties or (title and not _FORMAL_TITLE.match(title) and not _names_all(title, head.senders)):
        parties = title if _names_all(title, (*head.senders, *head.addressees)) else _sentences([parties, title])
    when = in_words(head.date or head.document_date)
    subjects = [_flat(item.title) for item in head.agenda_items if item.title]
    return _sentences([f"{parties}, {when}" if parties and when else parties or when, "; ".join(subjects)])


def _names_all(title: str, names: Sequence[str]) -> bool:
    return bool(title) and all(name in title for name in names)


def in_words(iso: str | None) -> str:
    """Return a date as people write it: "2020-04-14" is "14 April 2020", "2014-02" is "February 2014"."""
    if iso is None or not re.fullmatch(r"\d{4}(?:-\d\d){0,2}", iso):
        return iso or ""
    year, *rest = (int(each) for each in iso.split("-"))
    try:
        day = date(year, *[*rest, 1, 1][:2])
    except ValueError:
        return iso
    month = MONTHS[day.month - 1]
    return " ".join([[str(year)], [month, str(year)], [str(day.day), month, str(year)]][len(rest)])


def _meant(citation: Citation) -> str:
    """Return in words what a back-reference stands for; nothing for a citation that says so itself."""
    if citation.resolved_to is None:
        return ""
    named = (citation.author, citation.title, citation.publication, " ".join(citation.symbols))
    return ", ".join(each for each in named if each)


def _sentences(pieces: Sequence[str]) -> str:
    """Join what is not empty into one line of short sentences."""
    return " ".join(each if each.endswith((".", "?", "!")) else f"{each}." for each in pieces if each)


def _flat(text: str) -> str:
    return " ".join(text.split())


def _clip(text: str, tokens: int, count: Count) -> str:
    """Return the longest beginning of `text`, in whole words, of at most `tokens` tokens."""
    if len(text) <= tokens or count(text) <= tokens:
        return text
    words = text.split(" ")[:tokens]
    low, high = 0, len(words)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if count(" ".join(words[:middle])) <= tokens else (low, middle - 1)
    return " ".join(words[:low]).rstrip(",;:")


def _clip_left(text: str, tokens: int, count: Count) -> str:
    """Return the longest end of `text`, in whole words, of at most `tokens` tokens."""
    return " ".join(reversed(_clip(" ".join(reversed(text.split())), tokens, count).split()))


def _pieces(boundary: re.Pattern[str], text: str, span: Span) -> tuple[Span, ...]:
    """Return `span` cut after each match of `boundary`, without the white space between; nothing when uncut."""
    ends = [match.end() for match in boundary.finditer(text, span.start, span.end)]
    starts = [span.start, *(end for end in ends if end < span.end)]
    if len(starts) < 2:
        return ()
    pieces = zip(starts, [*starts[1:], span.end], strict=True)
    return tuple(Span(start, start + len(text[start:end].rstrip())) for start, end in pieces if text[start:end].strip())


def _halves(span: Span) -> tuple[Span, ...]:
    middle = (span.start + span.end) // 2
    return Span(span.start, middle), Span(middle, span.end)
