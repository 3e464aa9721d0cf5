"""Where a span of a letter stands: in which block, among which paragraphs, on which pages."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from retrieval.types import Block, Letter, Span


def block_at(letter: Letter, span: Span) -> Block | None:
    """Return the block that holds `span`, or the one it begins in."""
    block = block_begun(letter, span.start)
    return block if block is not None and span.start < max(block.span.end, 1) else None


def blocks_within(letter: Letter, span: Span) -> Iterator[Block]:
    """Yield the blocks that have words in common with `span`, in their order."""
    first = bisect_right(letter.blocks, span.start, key=lambda block: block.span.start) - 1
    for block in letter.blocks[max(first, 0) :]:
        if block.span.start >= span.end:
            return
        if block.span.end > span.start:
            yield block


def paragraphs_around(letter: Letter, span: Span, around: int) -> Sequence[Block]:
    """Return the numbered paragraph that holds `span`, or calls the note that does, among its neighbours."""
    paragraphs = [block for block in letter.blocks if block.number is not None]
    note = next((each for each in letter.footnotes if each.span.holds(span)), None)
    place = next(
        (
            place
            for place, block in enumerate(paragraphs)
            if (block.span.holds(Span(span.start, span.start)) if note is None else block.number in note.called_in)
        ),
        None,
    )
    return paragraphs[max(place - around, 0) : place + around + 1] if place is not None else []


def block_begun(letter: Letter, place: int) -> Block | None:
    """Return the last block that begins at `place` or before it."""
    at = bisect_right(letter.blocks, place, key=lambda block: block.span.start) - 1
    return letter.blocks[at] if at >= 0 else None


def pages_at(letter: Letter, block: Block, span: Span) -> tuple[int, ...]:
    """Return the pages of `block` on which `span` may stand, in order: one, unless the block crosses pages.

    A note stands at the foot of the page that calls it first, which tells on which side of a page's end the span is.
    """
    if len(block.pages) < 2 or not _notes_at_foot(letter):
        return block.pages
    low, high = block.pages[0], block.pages[-1]
    for note in letter.footnotes:
        call = min(note.calls, default=None)
        if call is not None and block.span.holds(call) and note.page in block.pages:
            low = max(low, note.page) if call.start <= span.start else low
            high = min(high, note.page) if call.start >= span.end else high
    return tuple(page for page in block.pages if low <= page <= high) or block.pages


def _notes_at_foot(letter: Letter) -> bool:
    """Tell whether every note stands on a page of the block that calls it first: endnotes tell nothing of pages."""
    for note in letter.footnotes:
        block = block_begun(letter, min(note.calls).start) if note.calls else None
        if block is not None and note.page not in block.pages:
            return False
    return True
