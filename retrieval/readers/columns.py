"""Segments of a page → lines in reading order: columns one after another, tables row by row, the rest joined."""

import statistics
from collections.abc import Sequence
from dataclasses import replace
from functools import reduce

from retrieval.readers.layout import Rule, Segment

_GUTTER = 8.0
_HANGING = 3.0  # points: a quotation mark may stand so far out of its column
_COLUMN_WIDTH = 0.25  # of the text's width
_COLUMN_CHARACTERS = 18
_COLUMN_LEADING = 1.6  # of the size: lines of one paragraph are nearer
_COLUMN_SKIP = 4.0  # of the size: paragraphs of one column are nearer
_MAX_SEGMENTS = 1_500  # of a page: beyond, no columns are looked for


def in_reading_order(found: Sequence[Segment], rules: Sequence[Rule], masthead_bottom: float) -> list[Segment]:
    """Return segments in reading order: columns one after another, tables row by row, the rest joined to lines.

    Above `masthead_bottom` (0 on later pages) short columns are columns too: the head of a first page.
    """
    band = _best_band(found, masthead_bottom) if len(found) <= _MAX_SEGMENTS else None
    if band is None:
        return _joined_rows(found)
    first, last, gutter = band
    above, inside, below = found[:first], list(found[first:last]), found[last:]
    left = [each for each in inside if each.left < gutter]
    right = [each for each in inside if each.left >= gutter]
    if _is_head(inside, masthead_bottom):
        more = _left_column(below, gutter, masthead_bottom)
        below = below[len(more) :]
        middle = _head_columns([*left, *more], right, rules)
    else:
        middle = _side_by_side(left, right, found, rules) or _table(inside, rules)
    rest = in_reading_order(below, rules, masthead_bottom)
    return in_reading_order(above, rules, masthead_bottom) + middle + rest


def _side_by_side(
    left: Sequence[Segment], right: Sequence[Segment], found: Sequence[Segment], rules: Sequence[Rule]
) -> list[Segment]:
    """Return two columns of running text one after the other; nothing where one of them is none."""
    ordered: list[Segment] = []
    for side in (left, right):
        within = in_reading_order(side, rules, 0.0)
        if not _is_prose(side, found) and not all(each.column for each in within):
            return []
        ordered += _column(within)
    return ordered


def _column(found: Sequence[Segment]) -> list[Segment]:
    """Return segments with the edges of the column that they fill; those of a column inside it stay."""
    edges = min(each.left for each in found), max(each.right for each in found)
    return [each if each.column else replace(each, column=edges) for each in found]


def _is_head(inside: Sequence[Segment], masthead_bottom: float) -> bool:
    return bool(inside) and inside[-1].baseline <= masthead_bottom


def _left_column(below: Sequence[Segment], gutter: float, masthead_bottom: float) -> Sequence[Segment]:
    """Return what goes on below the end of the right column: items of the agenda, down to the title."""
    ends = (
        index
        for index, each in enumerate(below)
        if each.baseline > masthead_bottom or each.left >= gutter or _crosses(each, gutter)
    )
    return below[: next(ends, len(below))]


def _best_band(found: Sequence[Segment], masthead_bottom: float) -> tuple[int, int, float] | None:
    """Return the longest stretch of segments that some gutter parts in two, as (first, last, gutter)."""
    best: tuple[int, int, float] | None = None
    for gutter in _gutters(found):
        first = 0
        for index in range(len(found) + 1):
            crossing = index == len(found) or _crosses(found[index], gutter)
            leaves_head = index < len(found) and index > first and _leaves_head(found, index, masthead_bottom)
            if not crossing and not leaves_head:
                continue
            trimmed = _trimmed(found, first, index, gutter, masthead_bottom)
            if trimmed is not None and (best is None or trimmed[1] - trimmed[0] > best[1] - best[0]):
                best = trimmed
            first = index + 1 if crossing else index
    return best


def _leaves_head(found: Sequence[Segment], index: int, masthead_bottom: float) -> bool:
    return found[index - 1].baseline <= masthead_bottom < found[index].baseline


def _crosses(each: Segment, gutter: float) -> bool:
    return each.left < gutter - _GUTTER / 2 and each.right > gutter - _GUTTER / 2 + 1


def _gutters(found: Sequence[Segment]) -> list[float]:
    """Return the left edges of what stands to the right of something else at nearly the same height."""
    edges: dict[int, float] = {}
    for index, each in enumerate(found):
        for other in found[max(index - 6, 0) : index + 7]:
            near = abs(other.baseline - each.baseline) < max(other.size, each.size)
            if near and other.right + _GUTTER <= each.left:
                edges.setdefault(round(each.left), each.left)
    return sorted(edges.values())


def _trimmed(
    found: Sequence[Segment], first: int, last: int, gutter: float, masthead_bottom: float
) -> tuple[int, int, float] | None:
    """Shrink a stretch to where both sides are present; `None` where that is fewer than two lines each."""
    sides = [each.left >= gutter - _HANGING for each in found[first:last]]
    if sides.count(True) < 2 or sides.count(False) < 1:
        return None
    begin = max(sides.index(True), sides.index(False)) - 1
    begin = _same_height(found, first, first + begin)
    end = first + len(sides) - min(sides[::-1].index(True), sides[::-1].index(False))
    end = _end_of_column(found, begin, end, last)
    if not _overlap(found[begin:end], gutter, in_head=found[end - 1].baseline <= masthead_bottom):
        return None
    return begin, end, gutter - _HANGING


def _end_of_column(found: Sequence[Segment], begin: int, end: int, last: int) -> int:
    """Return where the longer of two columns ends: it goes on line by line, and by paragraphs that fill it."""
    place = end
    while place < last:
        before, each = found[place - 1], found[place]
        down = each.baseline - before.baseline
        if down > _COLUMN_SKIP * each.size:
            break
        place += 1
        beside = [other for other in found[begin:end] if abs(other.left - each.left) < 2]
        fills = bool(beside) and each.right > max(other.right for other in beside) - 3 * each.size
        if fills or (down < _COLUMN_LEADING * each.size and end == place - 1):
            end = place
    return end


def _same_height(found: Sequence[Segment], first: int, begin: int) -> int:
    while begin > first and abs(found[begin - 1].baseline - found[begin].baseline) < 0.5 * found[begin].size:
        begin -= 1
    return begin


def _overlap(stretch: Sequence[Segment], gutter: float, *, in_head: bool) -> bool:
    """Tell whether both sides stand beside each other in two rows at least; in a first page's head one will do."""
    left = [each.baseline for each in stretch if each.left < gutter - _HANGING]
    right = [each.baseline for each in stretch if each.left >= gutter - _HANGING]
    if not left or not right:
        return False
    if in_head:
        margin = stretch[0].size
        return any(min(left) - margin <= each <= max(left) + margin for each in right)
    top, bottom = max(min(left), min(right)) - stretch[0].size, min(max(left), max(right)) + stretch[0].size
    return all(len({round(each) for each in side if top <= each <= bottom}) >= 2 for side in (left, right))


def _is_prose(column: Sequence[Segment], found: Sequence[Segment]) -> bool:
    """Tell whether a column is running text: several long lines that mostly fill it, or two of one sentence."""
    if len(column) < 2 or (len(column) == 2 and not column[1].text[:1].islower()):
        return False
    width = max(each.right for each in column) - min(each.left for each in column)
    whole = max(each.right for each in found) - min(each.left for each in found)
    filled = statistics.mean(each.right - each.left for each in column)
    characters = statistics.mean(len(each.text) for each in column)
    return width >= _COLUMN_WIDTH * whole and filled >= 0.6 * width and characters >= _COLUMN_CHARACTERS


def _head_columns(left: Sequence[Segment], right: Sequence[Segment], rules: Sequence[Rule]) -> list[Segment]:
    """Return the two columns of a first page's head, block by block where white space or a rule parts both of them."""
    both = sorted((*left, *right), key=lambda each: each.baseline)
    blocks: list[list[Segment]] = [[]]
    for each in both:
        before = blocks[-1][-1] if blocks[-1] else None
        if before is not None and (
            each.top - before.baseline > 1.2 * max(each.size, before.size)
            or any(before.baseline - 1 <= rule.top <= each.top + 2 for rule in rules)
        ):
            blocks.append([])
        blocks[-1].append(each)
    ordered: list[Segment] = []
    for block in _of_both_columns(blocks, left):
        ordered += _joined_rows([each for each in block if each in left])
        ordered += _joined_rows([each for each in block if each in right])
    return ordered


def _of_both_columns(blocks: Sequence[list[Segment]], left: Sequence[Segment]) -> list[list[Segment]]:
    """Return blocks with those that stand in one column only joined to the block above."""
    joined: list[list[Segment]] = []
    for block in blocks:
        if joined and len({each in left for each in block}) == 1:
            joined[-1] += block
        else:
            joined.append(block)
    return joined


def _joined_rows(found: Sequence[Segment]) -> list[Segment]:
    """Return segments with those of one height joined to one line."""
    lines: list[Segment] = []
    for each in found:
        before = lines[-1] if lines else None
        if before is not None and abs(each.baseline - before.baseline) < 0.5 and each.left >= before.right - 1:
            lines[-1] = _merged(before, each, " ")
        else:
            lines.append(each)
    return lines


def _merged(first: Segment, second: Segment, between: str) -> Segment:
    text = first.text + between + second.text
    right = max(first.right, second.right)
    left = min(first.left, second.left)
    return Segment(text, left, right, first.baseline, first.size, first.bold and second.bold)


def _table(inside: Sequence[Segment], rules: Sequence[Rule]) -> list[Segment]:
    """Return one line for each row of a table, its cells parted by tabs."""
    edges = _column_edges(inside)
    rows: list[dict[int, Segment]] = []
    before: Segment | None = None
    for each in inside:
        column = max(index for index, edge in enumerate(edges) if each.left >= edge - 2)
        if before is None or _new_row(before, each, column, rules):
            rows.append({})
        cells = rows[-1]
        cells[column] = _merged(cells[column], each, " ") if column in cells else each
        before = each
    return [_row_line(cells) for cells in rows]


def _column_edges(inside: Sequence[Segment]) -> list[float]:
    edges: list[float] = []
    reach = -1.0
    for each in sorted(inside, key=lambda cell: cell.left):
        if not edges or each.left > reach + _GUTTER / 2:
            edges.append(each.left)
        reach = max(reach, each.right)
    return edges


def _new_row(before: Segment, each: Segment, column: int, rules: Sequence[Rule]) -> bool:
    """Tell whether `each` opens a row: under a rule, below white space, or again in the first column."""
    down = each.baseline - before.baseline
    if down < 0.5 * each.size:
        return False
    if any(before.baseline - 1 <= rule.top <= each.top + 2 for rule in rules):
        return True
    ruled = len(rules) > 3
    return (column == 0 and not ruled) or down > 1.6 * each.size


def _row_line(cells: dict[int, Segment]) -> Segment:
    line = reduce(lambda left, right: _merged(left, right, "\t"), (cell for _, cell in sorted(cells.items())))
    return replace(line, table=True, column=None)
