"""Segments of a page → lines in reading order: columns one after another, tables row by row, the rest joined."""

import statistics
from collections.abc import Sequence

from .layout import Rule, Segment

_GUTTER = 8.0
_COLUMN_WIDTH = 0.25  # of the text's width
_COLUMN_CHARACTERS = 18
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
        middle = _head_columns(left, right, rules)
    elif _is_prose(left, found) and _is_prose(right, found):
        middle = in_reading_order(left, rules, masthead_bottom) + in_reading_order(right, rules, masthead_bottom)
    else:
        middle = _table(inside, rules)
    rest = in_reading_order(below, rules, masthead_bottom)
    return in_reading_order(above, rules, masthead_bottom) + middle + rest


def _is_head(inside: Sequence[Segment], masthead_bottom: float) -> bool:
    return bool(inside) and inside[-1].baseline <= masthead_bottom


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
    sides = [each.left >= gutter - 0.5 for each in found[first:last]]
    if sides.count(True) < 2 or sides.count(False) < 1:
        return None
    begin = max(sides.index(True), sides.index(False)) - 1
    begin = _same_height(found, first, first + begin)
    end = len(sides) - min(sides[::-1].index(True), sides[::-1].index(False))
    while (
        first + end < last and found[first + end].baseline - found[first + end - 1].baseline < 1.6 * found[first].size
    ):
        end += 1
    if not _overlap(found[begin : first + end], gutter, in_head=found[first + end - 1].baseline <= masthead_bottom):
        return None
    return begin, first + end, gutter - 0.5


def _same_height(found: Sequence[Segment], first: int, begin: int) -> int:
    while begin > first and abs(found[begin - 1].baseline - found[begin].baseline) < 0.5 * found[begin].size:
        begin -= 1
    return begin


def _overlap(stretch: Sequence[Segment], gutter: float, *, in_head: bool) -> bool:
    """Tell whether both sides stand beside each other in two rows at least; in a first page's head one will do."""
    left = [each.baseline for each in stretch if each.left < gutter - 0.5]
    right = [each.baseline for each in stretch if each.left >= gutter - 0.5]
    if not left or not right:
        return False
    if in_head:
        margin = stretch[0].size
        return any(min(left) - margin <= each <= max(left) + margin for each in right)
    return len({round(each) for each in left} & {round(each) for each in right}) >= 2


def _is_prose(column: Sequence[Segment], found: Sequence[Segment]) -> bool:
    """Tell whether a column is running text: several long lines that mostly fill it."""
    if len(column) < 3:
        return False
    width = max(each.right for each in column) - min(each.left for each in column)
    whole = max(each.right for each in found) - min(each.left for each in found)
    filled = statistics.mean(each.right - each.left for each in column)
    characters = statistics.mean(len(each.text) for each in column)
    return width >= _COLUMN_WIDTH * whole and filled >= 0.6 * width and characters >= _COLUMN_CHARACTERS


def _head_columns(left: Sequence[Segment], right: Sequence[Segment], rules: Sequence[Rule]) -> list[Segment]:
    """Return the two columns of a first page's head, block by block where white space or a rule parts them."""
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
    for block in blocks:
        ordered += _joined_rows([each for each in block if each in left])
        ordered += _joined_rows([each for each in block if each in right])
    return ordered


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


def _merged(first: Segment, second: Segment, between: str, table: bool = False) -> Segment:
    text = first.text + between + second.text
    right = max(first.right, second.right)
    left = min(first.left, second.left)
    return Segment(text, left, right, first.baseline, first.size, first.bold and second.bold, table)


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
    line: Segment | None = None
    for _, cell in sorted(cells.items()):
        line = cell if line is None else _merged(line, cell, "\t")
    assert line is not None
    return Segment(line.text, line.left, line.right, line.baseline, line.size, line.bold, table=True)
