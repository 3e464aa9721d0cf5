"""Drafts and notes → the letter's one text, and the blocks, calls and notes that point into it."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from retrieval.parsing.model import Draft, RawNote
from retrieval.types import PARAGRAPHS, Block, Footnote, InlineQuote, Span

_GAP = "\n\n"


@dataclass(frozen=True, slots=True)
class Assembled:
    """The text with what points into it; the notes still without citations."""

    text: str
    blocks: tuple[Block, ...]
    footnotes: tuple[Footnote, ...]


def assemble(drafts: Sequence[Draft], notes: Sequence[RawNote]) -> Assembled:
    """Join drafts and notes by blank lines, number the paragraphs, and turn places into spans of the text."""
    pieces: list[str] = []
    blocks: list[Block] = []
    calls: dict[int, list[tuple[Span, int]]] = defaultdict(list)
    place = number = 0
    for draft in drafts:
        if not draft.text:
            continue
        numbered = draft.kind in PARAGRAPHS
        number += numbered
        blocks.append(_block(draft, place, number if numbered else None))
        for call in draft.calls:
            if call.note is not None:
                calls[id(call.note)].append((Span(place + call.place, place + call.place), number if numbered else 0))
        pieces.append(draft.text)
        place += len(draft.text) + len(_GAP)
    footnotes = []
    for note in notes:
        footnotes.append(_footnote(note, place, calls[id(note)]))
        pieces.append(note.text)
        place += len(note.text) + len(_GAP)
    return Assembled(_GAP.join(pieces), tuple(blocks), tuple(footnotes))


def _block(draft: Draft, place: int, number: int | None) -> Block:
    quotes = tuple(replace(each, span=_moved(each, place)) for each in sorted(draft.quotes, key=lambda each: each.span))
    span = Span(place, place + len(draft.text))
    return Block(draft.kind, span, draft.pages, number, draft.label, draft.attribution, draft.part, quotes)


def _moved(quote: InlineQuote, by: int) -> Span:
    return Span(quote.span.start + by, quote.span.end + by)


def _footnote(note: RawNote, place: int, calls: Sequence[tuple[Span, int]]) -> Footnote:
    called_in = tuple(dict.fromkeys(number for _, number in calls if number))
    spans = tuple(dict.fromkeys(span for span, _ in calls))
    return Footnote(note.indicator, spans, called_in, Span(place, place + len(note.text)), note.page, note.part)
