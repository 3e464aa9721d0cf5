"""Paragraphs in which the printed number of the next one stands: "... of the Board.' 5. Since the tolls were paid"."""

from collections.abc import Iterator, Sequence

from retrieval.parsing.headings import take_label
from retrieval.parsing.model import Draft, cut_at
from retrieval.patterns import regex
from retrieval.types import BlockKind

# Takes "the Board.' 5. Since"; leaves "telegram No. 5. Since" and "in 5. Since" alone.
_NUMBER = regex(r"[.!?:][’'”\"»)\]]*\s+(?=(?P<number>\d{1,2})\.\s+[A-Z‘'“\"(])")
_ABBREVIATED = regex(r"\b(?:Nos?|[Aa]rts?|[Pp]aras?|[Pp]p?|[Vv]ols?|[Cc]h|[Ss]ects?|[Rr]ef|[Ff]ig|[Aa]pp)\.$")


def apart(drafts: Sequence[Draft]) -> list[Draft]:
    """Return the drafts, each cut before a number inside it that follows on the last and is printed nowhere else."""
    out: list[Draft] = []
    last, part = 0, ""
    for draft, following in zip(drafts, _next_labels(drafts), strict=True):
        if draft.part != part:
            last, part = 0, draft.part
        last = int(draft.label) if draft.label and draft.label.isdecimal() else last
        cuts = list(_cuts(draft, last, following)) if last and draft.kind is BlockKind.BODY else []
        pieces = cut_at(draft, cuts)
        for piece in pieces[1:]:
            take_label(piece)
            last = int(piece.label or last)
        out += pieces
    return out


def _cuts(draft: Draft, last: int, following: int | None) -> Iterator[int]:
    """Yield where the numbers stand in a paragraph that follow on the `last`, before the `following` one."""
    for found in _NUMBER.finditer(draft.text):
        number = int(found["number"])
        follows = number == last + 1 and (following is None or number < following)
        if follows and not _ABBREVIATED.search(draft.text[: found.start() + 1]):
            yield found.end()
            last = number


def _next_labels(drafts: Sequence[Draft]) -> list[int | None]:
    """Return for each draft the next number that is printed in its part; `None` where there is none."""
    out: list[int | None] = []
    label, part = None, None
    for draft in reversed(drafts):
        label, part = (label if draft.part == part else None), draft.part
        out.append(label)
        label = int(draft.label) if draft.label and draft.label.isdecimal() else label
    return out[::-1]
