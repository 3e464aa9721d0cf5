"""A span of a letter → a quotation: whole sentences, whose words they are, where they stand, what they rest on."""

import re
from collections.abc import Iterable, Iterator

from retrieval.types import (
    Block,
    BlockKind,
    Citation,
    CitationKind,
    Footnote,
    Letter,
    LetterCard,
    Quote,
    QuotedNote,
    Span,
)

QUOTABLE = frozenset({BlockKind.BODY, BlockKind.QUOTE, BlockKind.TABLE})
_BACK = frozenset({CitationKind.IBID, CitationKind.SHORT, CitationKind.NOTE_REFERENCE})
# A sentence ends at . ! or ? with its closing marks, before white space and a capital, a figure or an opening mark.
_END = re.compile(r"[.!?][”’\"')\]]*(?=\s+[“‘\"'(\[]*[^\W_a-z])|[.!?。！？][”’\"')\]]*\s*$|[。！？]")
# Takes "Mr.", "No.", "U.S.", "S. Sargsyan"; leaves "outset." alone.
_ABBREVIATION = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|Messrs|Sir|St|No|Nos|Art|art|para|paras|pp?|vol|Vol|ed|eds|cf|Cf|vs|v|Gen|Col|Lt|Maj|Capt|Sgt"
    r"|Hon|Rev|Jr|Sr|Inc|Ltd|Co|approx|ca|etc|al|a\.i|i\.e|e\.g|op|cit|Ibid|ibid|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)"
    r"|\b[A-Z]|\b(?:[A-Za-z]\.)+[A-Za-z])\.$"
)


def sentences(text: str, span: Span) -> tuple[Span, ...]:
    """Return the sentences of `text` inside `span`, in order, without the white space between them."""
    found: list[Span] = []
    start = span.start
    for end in _ends(text, span):
        piece = _trim(text, Span(start, end))
        if piece is not None:
            found.append(piece)
        start = end
    rest = _trim(text, Span(start, span.end))
    return (*found, rest) if rest is not None else tuple(found)


def _ends(text: str, span: Span) -> Iterator[int]:
    for match in _END.finditer(text, span.start, span.end):
        before = text[max(span.start, match.start() - 12) : match.start() + 1]
        if not _ABBREVIATION.search(before):
            yield match.end()


def _trim(text: str, span: Span) -> Span | None:
    piece = span.of(text)
    start = span.start + len(piece) - len(piece.lstrip())
    end = span.end - len(piece) + len(piece.rstrip())
    return Span(start, end) if start < end else None


def block_at(letter: Letter, span: Span) -> Block | None:
    """Return the block that holds `span`, or the one it begins in."""
    return next((block for block in letter.blocks if block.span.start <= span.start < max(block.span.end, 1)), None)


def quote(letter: Letter, card: LetterCard, span: Span, passage_id: int | None = None) -> Quote:
    """Return the words of `letter` at `span` as a quotation with speaker, place and notes.

    A span inside a note is quoted as the note's own words, in the voice of the part that the note belongs to.
    """
    note = next((each for each in letter.footnotes if each.span.holds(span)), None)
    if note is not None:
        return _quote_note(letter, card, span, note, passage_id)
    block = block_at(letter, span)
    return Quote(
        text=span.of(letter.text),
        span=span,
        letter=card,
        attribution=_voice(block, span) if block else card.senders,
        page=block.pages[0] if block and block.pages else 1,
        paragraph=block.number if block else None,
        label=block.label if block else None,
        part=block.part if block else "",
        footnotes=tuple(quoted_note(letter, each) for each in notes_of(letter, block, span)) if block else (),
        passage_id=passage_id,
    )


def _quote_note(letter: Letter, card: LetterCard, span: Span, note: Footnote, passage_id: int | None) -> Quote:
    caller = next(
        (block for block in letter.blocks if block.number in note.called_in and block.part == note.part), None
    )
    author = caller.attribution[:1] if caller else card.senders
    return Quote(
        text=span.of(letter.text),
        span=span,
        letter=card,
        attribution=author,
        page=note.page,
        paragraph=caller.number if caller else None,
        label=caller.label if caller else None,
        part=note.part,
        footnotes=(quoted_note(letter, note),),
        passage_id=passage_id,
    )


def _voice(block: Block, span: Span) -> tuple[str, ...]:
    """Return whose words the span shows: the block's voice, and the one person whom it quotes inside, if only one."""
    inside = {each.speaker for each in block.quotes if span.holds(each.span)}
    if len(inside) == 1 and not inside & set(block.attribution):
        return (*block.attribution, *inside)
    return block.attribution


def notes_of(letter: Letter, block: Block, span: Span) -> tuple[Footnote, ...]:
    """Return the notes that `span` rests on.

    They are those called inside it or right after it; else the first one called later in its paragraph, as an indicator
    stands at the end of the passage it supports (UN Editorial Manual, Footnotes, IX); else, in a block quotation that
    runs over several paragraphs, those called in the rest of it.
    """
    mine = _called(letter, span)
    if mine:
        return mine
    later = _called(letter, Span(span.end, block.span.end))
    if later:
        first = min(call for note in later for call in note.calls if call.start >= span.end)
        return tuple(note for note in later if first in note.calls)
    if block.kind is BlockKind.QUOTE:
        return _notes_of_quotation(letter, block)
    return ()


def _called(letter: Letter, span: Span) -> tuple[Footnote, ...]:
    return tuple(
        note for note in letter.footnotes if any(span.holds(call) and call.start > span.start for call in note.calls)
    )


def _notes_of_quotation(letter: Letter, block: Block) -> tuple[Footnote, ...]:
    at = letter.blocks.index(block)
    for following in letter.blocks[at + 1 :]:
        if following.kind is not BlockKind.QUOTE or following.attribution != block.attribution:
            return ()
        notes = _called(letter, following.span)
        if notes:
            return notes
    return ()


def quoted_note(letter: Letter, note: Footnote) -> QuotedNote:
    """Return `note` as it is shown: its own words, and those of the note that its back-reference stands for."""
    return QuotedNote(
        indicator=note.indicator,
        text=note.span.of(letter.text),
        page=note.page,
        citations=note.citations,
        resolved=_resolved(letter, note),
    )


def _resolved(letter: Letter, note: Footnote) -> str | None:
    """Return the words of the notes that the back-references in `note` stand for, or `None`."""
    targets = (citation.resolved_to for citation in note.citations if _points_back(citation))
    found = (_note(letter.footnotes, target, note) for target in dict.fromkeys(targets))
    texts = [each.span.of(letter.text) for each in found if each is not None]
    return "; ".join(texts) or None


def _points_back(citation: Citation) -> bool:
    return citation.kind in _BACK and citation.resolved_to is not None


def _note(notes: Iterable[Footnote], indicator: str | None, within: Footnote) -> Footnote | None:
    return next((each for each in notes if each.indicator == indicator and each.part == within.part), None)
