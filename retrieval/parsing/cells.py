"""Tables that were taken out of a PDF file cell by cell: each cell is a paragraph, row after row."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from retrieval.parsing.model import Draft
from retrieval.patterns import regex
from retrieval.types import BlockKind, LineRole

_LONGEST = 90  # characters of a cell
# "4 July", "The boat was lost; four missing"; not "It was lost.", "as follows:", "(a) one boat", "(Signed) Anna Berg"
_CELL = regex(r"[^\n(]*[^\W_][”’\"')\]°%]*$")
_COLUMNS = range(3, 7)
_FEWEST_ROWS = 3  # with that of the heads
_MOST_ABOVE = 2  # lines of a title right above the heads


def with_tables(drafts: Sequence[Draft]) -> list[Draft]:
    """Return the drafts, those that are the cells of one table as that table, its cells parted by tabs."""
    out: list[Draft] = []
    for short, group in groupby(drafts, key=_may_be_cell):
        members = list(group)
        out += _tabled(members) if short else members
    return out


def _may_be_cell(draft: Draft) -> bool:
    plain = draft.kind is BlockKind.BODY and draft.role is LineRole.TEXT and len(draft.text) <= _LONGEST
    return plain and _CELL.match(draft.text) is not None


def _tabled(drafts: list[Draft]) -> list[Draft]:
    """Return short paragraphs as a table, below those that are its title, where they come out even as one."""
    for above in range(_MOST_ABOVE + 1):
        for columns in _COLUMNS:
            rows = list(_rows(drafts[above:], columns))
            if len(rows) >= _FEWEST_ROWS and len(rows[-1]) == columns and _is_table(rows):
                return [*drafts[:above], _table(rows)]
    return drafts


def _rows(drafts: Sequence[Draft], columns: int) -> Iterator[Sequence[Draft]]:
    for start in range(0, len(drafts), columns):
        yield drafts[start : start + columns]


def _is_table(rows: Sequence[Sequence[Draft]]) -> bool:
    """Tell whether figures begin the cells of some columns, and those of no other, below heads that are all words."""
    head, *below = ([draft.text[0].isdigit() for draft in row] for row in rows)
    return not any(head) and any(below[0]) and not all(below[0]) and all(row == below[0] for row in below)


def _table(rows: Sequence[Sequence[Draft]]) -> Draft:
    lines = tuple("\t".join(draft.text for draft in row) for row in rows)
    first, last = rows[0][0], rows[-1][-1]
    pages = tuple(dict.fromkeys((*first.pages, *last.pages)))
    return Draft("\n".join(lines), pages, first.index, kind=BlockKind.TABLE, lines=lines, left=first.left)
