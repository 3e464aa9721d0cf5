"""From the runs of a page to its segments in reading order: rows, raised indicators, columns, tables.

All measures are points from the top left corner. What a segment is (note, quotation, furniture) is decided in `roles`.
"""

import re
import statistics
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from .superscripts import raise_text

_SAME_ROW = 0.2  # of the size: baselines nearer than this stand on one row
_RAISED_SIZE = 0.85  # of its neighbour: an indicator is smaller than this
_RAISED_BY = (0.12, 0.8)  # of the size of its neighbour
_WORD_GAP = 0.13  # of the size: a wider gap is a space
_CELL_GAP = 2.2  # of the size: a wider gap may part columns
_GUTTER = 8.0
_COLUMN_WIDTH = 0.25  # of the text's width
_COLUMN_CHARACTERS = 18

# "1.", "(a)", "iv)", "•", "–"; not "General"
LABEL = re.compile(r"\(?(?:\d{1,3}|[a-z]{1,4}|[A-Z]{1,4})[.)](?=\s|$)|[•·](?=\s|$)|[\-–—*](?=\s|$)|\d{1,3}$")
_LIGATURES = {0xFB00 + n: text for n, text in enumerate(("ff", "fi", "fl", "ffi", "ffl", "st", "st"))}
_SPACES = dict.fromkeys((*range(0x2000, 0x200B), 0xA0, 0x202F, 0x205F, 0x3000, 0x09, 0x0A, 0x0D), " ")
_NOTHING: dict[int, str | None] = dict.fromkeys((0x200B, 0xFEFF, 0x2060, *range(2), *range(3, 9), *range(14, 32)))
_CLEAN = {**_SPACES, **_NOTHING, **_LIGATURES, 0x02: "-", 0xFFFE: "-", 0xAD: "-", 0xF0B7: "•", 0xF0A7: "•"}
# Arabic and Hebrew letters in the shapes that fonts draw
_SHAPED = re.compile("[\ufb1d-\ufdff\ufe70-\ufefc]+")
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_LEFT_TO_RIGHT = re.compile("[A-Za-z\u00c0-\u024f\u0370-\u052f]")


def clean(text: str) -> str:
    """Return `text` with ligatures, shaped letters, odd spaces and line-end hyphens as ordinary characters."""
    if text.isascii() and text.isprintable():
        return text
    text = text.translate(_CLEAN)
    return _SHAPED.sub(lambda found: unicodedata.normalize("NFKC", found[0]), text)


@dataclass(frozen=True, slots=True)
class Run:
    """Characters set in one go, in one font; `order` is the place of the first one in the file."""

    text: str
    left: float
    right: float
    baseline: float
    size: float
    bold: bool
    order: int


@dataclass(frozen=True, slots=True)
class Rule:
    """A thin horizontal line."""

    left: float
    right: float
    top: float


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page as it was drawn."""

    number: int
    width: float
    height: float
    runs: tuple[Run, ...]
    rules: tuple[Rule, ...]
    pictures: int = 0


@dataclass(frozen=True, slots=True)
class Segment:
    """A line of type, or the part of it that stands in one column."""

    text: str
    left: float
    right: float
    baseline: float
    size: float
    bold: bool
    table: bool = False

    @property
    def top(self) -> float:
        """Return the height at which its capitals begin, nearly."""
        return self.baseline - 0.8 * self.size


@dataclass(slots=True)
class _Row:
    baseline: float
    size: float
    runs: list[Run] = field(default_factory=list)
    raised: set[int] = field(default_factory=set)  # their `order`


def segments(sheet: Sheet) -> list[Segment]:
    """Return the lines of a page cut at wide gaps, from top to bottom and left to right."""
    rows = _rows(sheet.runs)
    found = [piece for row in rows for piece in _pieces(row)]
    return sorted(found, key=lambda each: (each.baseline, each.left))


def _rows(runs: Iterable[Run]) -> list[_Row]:
    """Group runs by baseline; smaller ones that are raised beside another join its row as indicators."""
    rows: list[_Row] = []
    for run in sorted(runs, key=lambda each: each.baseline):
        if not run.text.strip():
            continue
        if rows and run.baseline - rows[-1].baseline <= _SAME_ROW * max(run.size, rows[-1].size):
            row = rows[-1]
            if run.size > row.size:
                row.size, row.baseline = run.size, run.baseline
            row.runs.append(run)
        else:
            rows.append(_Row(run.baseline, run.size, [run]))
    _lower_raised(rows)
    return [row for row in rows if row.runs]


def _lower_raised(rows: list[_Row]) -> None:
    for index, row in enumerate(rows):
        for run in list(row.runs):
            host = _host(run, rows[index : index + 4])
            if host is not None:
                row.runs.remove(run)
                host.runs.append(run)
                host.raised.add(run.order)
        if row.runs:
            largest = max(row.runs, key=lambda each: each.size)
            row.size, row.baseline = largest.size, largest.baseline


def _host(run: Run, rows: Sequence[_Row]) -> _Row | None:
    """Return the row beside whose type `run` is raised, if there is one; nearest in height first."""
    low, high = _RAISED_BY
    for row in rows:
        for other in row.runs:
            rise = other.baseline - run.baseline
            if run.size > _RAISED_SIZE * other.size or not low * other.size <= rise <= high * other.size:
                continue
            if -1.0 <= run.left - other.right <= 0.6 * other.size or -1.0 <= other.left - run.right <= other.size:
                return row
            if run.order in row.raised:
                return row
    return None


def _pieces(row: _Row) -> Iterable[Segment]:
    """Cut a row at gaps that may part columns; a label ("1.", "(a)") stays with what it labels."""
    piece: list[Run] = []
    for run in sorted(row.runs, key=lambda each: each.left):
        if piece and run.left - _reach(piece) > _CELL_GAP * row.size and not _is_label(piece):
            yield _segment(piece, row)
            piece = []
        piece.append(run)
    if piece:
        yield _segment(piece, row)


def _reach(piece: Sequence[Run]) -> float:
    return max(run.right for run in piece)


def _is_label(piece: Sequence[Run]) -> bool:
    return LABEL.fullmatch("".join(run.text for run in piece).strip()) is not None


def _segment(piece: Sequence[Run], row: _Row) -> Segment:
    plain = [run for run in piece if run.order not in row.raised] or piece
    size = _usual_size(plain)
    left = min(run.left + _indent(run) for run in piece)
    text = _joined(piece, row)
    baseline = row.baseline if plain is not piece else piece[0].baseline
    return Segment(text, left, _reach(piece), baseline, size, all(run.bold for run in plain if run.text.strip()))


def _usual_size(runs: Sequence[Run]) -> float:
    lengths: Counter[float] = Counter()
    for run in runs:
        lengths[run.size] += len(run.text.strip())
    return lengths.most_common(1)[0][0]


def _indent(run: Run) -> float:
    spaces = len(run.text) - len(run.text.lstrip())
    return spaces * (run.right - run.left) / len(run.text) if spaces else 0.0


def _joined(piece: Sequence[Run], row: _Row) -> str:
    """Return the text of runs side by side, with a space where there is a gap."""
    if any(_RIGHT_TO_LEFT.search(run.text) for run in piece):
        return _joined_both_ways(piece, row)
    text = ""
    previous: Run | None = None
    for run in piece:
        raised = run.order in row.raised
        words = raise_text(run.text, text) if raised else run.text
        if previous is not None and text[-1:] != " " and words[:1] != " ":
            after_raised = previous.order in row.raised
            limit = 0.3 if raised or after_raised else _WORD_GAP
            if run.left - previous.right > limit * row.size:
                text += " "
        text += words
        previous = run
    return " ".join(text.split())


def _joined_both_ways(piece: Sequence[Run], row: _Row) -> str:
    """Return a line that holds right-to-left letters in logical order: as the file gives it."""
    ordered = sorted(piece, key=lambda run: run.order)
    words = [raise_text(run.text) if run.order in row.raised else run.text for run in ordered]
    text = words[0]
    for run, before, word in zip(ordered[1:], ordered, words[1:], strict=False):
        apart = max(run.left - before.right, before.left - run.right)
        needs = apart > _WORD_GAP * row.size and text[-1:] != " " and word[:1] != " "
        text += (" " if needs else "") + word
    return " ".join(text.split())


# --- columns ---------------------------------------------------------------------------------------------------------


def in_reading_order(found: Sequence[Segment], rules: Sequence[Rule], masthead_bottom: float) -> list[Segment]:
    """Return segments in reading order: columns one after another, tables row by row, the rest joined to lines.

    Above `masthead_bottom` (0 on later pages) short columns are columns too: the head of a first page.
    """
    band = _best_band(found, rules, masthead_bottom)
    if band is None:
        return _joined_rows(found)
    first, last, gutter = band
    above, inside, below = found[:first], list(found[first:last]), found[last:]
    left = [each for each in inside if each.left < gutter]
    right = [each for each in inside if each.left >= gutter]
    if _is_head(inside, masthead_bottom):
        middle = _head_columns(left, right, rules)
    elif _is_prose(left, found) and _is_prose(right, found):
        middle = _joined_rows(left) + _joined_rows(right)
    else:
        middle = _table(inside, rules)
    rest = in_reading_order(below, rules, masthead_bottom)
    return in_reading_order(above, rules, masthead_bottom) + middle + rest


def _is_head(inside: Sequence[Segment], masthead_bottom: float) -> bool:
    return bool(inside) and inside[-1].baseline <= masthead_bottom


def _best_band(
    found: Sequence[Segment], rules: Sequence[Rule], masthead_bottom: float
) -> tuple[int, int, float] | None:
    """Return the longest stretch of segments that some gutter parts in two, as (first, last, gutter)."""
    best: tuple[int, int, float] | None = None
    for gutter in _gutters(found):
        first = 0
        for index in range(len(found) + 1):
            crossing = index == len(found) or _crosses(found[index], gutter)
            leaves_head = index < len(found) and index > first and _leaves_head(found, index, masthead_bottom)
            if not crossing and not leaves_head:
                continue
            trimmed = _trimmed(found, first, index, gutter)
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


def _trimmed(found: Sequence[Segment], first: int, last: int, gutter: float) -> tuple[int, int, float] | None:
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
    stretch = sides[begin - first : end]
    if stretch.count(True) < 2 or not _overlap(found[begin : first + end], gutter):
        return None
    return begin, first + end, gutter - 0.5


def _same_height(found: Sequence[Segment], first: int, begin: int) -> int:
    while begin > first and abs(found[begin - 1].baseline - found[begin].baseline) < 0.5 * found[begin].size:
        begin -= 1
    return begin


def _overlap(stretch: Sequence[Segment], gutter: float) -> bool:
    """Tell whether at least two lines on one side stand beside a line of the other."""
    left = [each.baseline for each in stretch if each.left < gutter - 0.5]
    right = [each.baseline for each in stretch if each.left >= gutter - 0.5]
    if not left or not right:
        return False
    margin = stretch[0].size
    beside = [each for each in right if min(left) - margin <= each <= max(left) + margin]
    return len(beside) >= 2 or (len(beside) >= 1 and len(left) >= 1 and len(stretch) <= 3)


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
