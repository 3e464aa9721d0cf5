"""How sentences that may be shown stand to each other: whose they are, which says another again, which goes on."""

from collections.abc import Sequence
from dataclasses import replace

from retrieval.search.slices import Slice, stems_of
from retrieval.spans.notes import notes_of
from retrieval.spans.places import block_at
from retrieval.types import Footnote, Span

MOST_BLANKS = 8  # between two sentences of a paragraph
# Sentences of two letters are the same when they share so much of their words.
SAME_WORDS = 0.85


def notes_with(each: Slice) -> tuple[Footnote, ...]:
    """Return the notes that are shown with a sentence."""
    block = block_at(each.letter, each.span)
    return notes_of(each.letter, block, each.span) if block is not None else ()


def sender_of(each: Slice) -> tuple[str, ...]:
    """Return whose letter it is; of minutes, which are nobody's, who speaks there."""
    return each.candidate.letter.senders or each.voice[:1]


def again(one: Slice, other: Slice) -> bool:
    """Tell whether `one` is shown with `other`: at its place, as a note of it, or in nearly its words elsewhere."""
    if one.letter.letter_id == other.letter.letter_id:
        return other.span.holds(one.span) or (
            one.is_note and any(each.span.holds(one.span) for each in notes_with(other))
        )
    words, others = stems_of(one.text), stems_of(other.text)
    return sender_of(one) == sender_of(other) and len(words & others) >= SAME_WORDS * len(words | others)


def join(chosen: Sequence[Slice]) -> list[Slice]:
    """Join sentences of one voice that follow each other in one paragraph into one quotation."""
    joined: list[Slice] = []
    for each in chosen:
        before = next((i for i, other in enumerate(joined) if follow(other, each) or follow(each, other)), None)
        if before is None:
            joined.append(each)
        else:
            other = joined[before]
            span = Span(min(other.span.start, each.span.start), max(other.span.end, each.span.end))
            joined[before] = replace(other, span=span)
    return joined


def follow(one: Slice, other: Slice) -> bool:
    """Tell whether `other` goes on where `one` ends, in its paragraph and in its voice."""
    if one.letter.letter_id != other.letter.letter_id or not 0 <= other.span.start - one.span.end <= MOST_BLANKS:
        return False
    between = one.letter.text[one.span.end : other.span.start]
    if between.strip() or "\n" in between:
        return False
    return one.voice == other.voice
