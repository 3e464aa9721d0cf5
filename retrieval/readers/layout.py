"""From the runs of a page to its segments: rows of type, cut where columns may part, with indicators raised.

All measures are points from the top left corner. Their order is found in `columns`, what they are in `roles`.
"""

import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from retrieval.language.superscripts import raise_text
from retrieval.patterns import regex

_SAME_ROW = 0.2  # of the size: baselines nearer than this stand on one row
_RAISED_SIZE = 0.85  # of its neighbour: an indicator is smaller than this
_RAISED_BY = (0.12, 0.8)  # of the size of its neighbour
_WORD_GAP = 0.13  # of the size: a wider gap is a space
_SPACED_GAP = 0.04  # of the size: the same where pdfium sees a space
_RAISED_GAP = 0.3  # of the size: an indicator may stand off its word, and still belongs to it
_MARK_GAP = 2.0  # of the size: the indicator that opens a note may stand so far before it
_MAX_ROW = 400  # runs: a longer row is no line of type
_CELL_GAP = 1.5  # of the size: a wider gap may part columns
_COLUMN_GAP = 0.6  # of the size: the same, where it ends at an edge that rows share
_LABEL_GAP = 6.0  # of the size: a label stands no further from what it labels
_SHARED = 4  # rows: what begins after a gap at one place in so many of them is a column

# "1.", "(a)", "iv)", "•", "–"; not "General", "its."
LABEL = regex(
    r"\(?(?:\d{1,3}|[a-z]{1,2}|[ivxlc]{3,5}|[A-Z]{1,2}|[IVXLC]{3,5})[.)](?=\s|$)|[•·](?=\s|$)|[\-–—*](?=\s|$)|\d{1,3}$"
)
_LIGATURES = {0xFB00 + n: text for n, text in enumerate(("ff", "fi", "fl", "ffi", "ffl", "st", "st"))}
_SPACES = dict.fromkeys((*range(0x2000, 0x200B), 0xA0, 0x202F, 0x205F, 0x3000, 0x09, 0x0A, 0x0D), " ")
_NOTHING: dict[int, str | None] = dict.fromkeys((0x200B, 0xFEFF, 0x2060, *range(2), *range(3, 9), *range(14, 32)))
_CLEAN = {**_SPACES, **_NOTHING, **_LIGATURES, 0x02: "-", 0xFFFE: "-", 0xAD: "-", 0xF0B7: "•", 0xF0A7: "•"}
# Arabic and Hebrew letters in the shapes that fonts draw
_SHAPED = regex("[\ufb1d-\ufdff\ufe70-\ufefc]+")
_RIGHT_TO_LEFT = regex("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")


def clean(text: str) -> str:
    """Return `text` with ligatures, shaped letters, odd spaces and line-end hyphens as ordinary characters."""
    if text.isascii() and text.isprintable():
        return text
    text = text.translate(_CLEAN)
    return _SHAPED.sub(lambda found: unicodedata.normalize("NFKC", found[0]), text)


@dataclass(frozen=True, slots=True)
class Run:
    """Characters set in one go, in one font; `order` is the place of the first one in the file.

    `spaced` says that pdfium sees a space before it; it errs where letters are set wide, but so do bare gaps where they
    lean (the box of an italic f reaches over the next letter).
    """

    text: str
    left: float
    right: float
    baseline: float
    size: float
    bold: bool
    order: int
    spaced: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """A thin horizontal line."""

    left: float
    right: float
    top: float


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
    column: tuple[float, float] | None = None  # the edges of the column that it was found in

    @property
    def top(self) -> float:
        """Return the height at which its capitals begin, nearly."""
        return self.baseline - 0.8 * self.size


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page as it was drawn; its segments from top to bottom and left to right."""

    number: int
    width: float
    height: float
    segments: tuple[Segment, ...]
    rules: tuple[Rule, ...]
    pictures: int = 0


@dataclass(slots=True)
class _Row:
    baseline: float
    size: float
    runs: list[Run] = field(default_factory=list)
    raised: set[int] = field(default_factory=set)  # their `order`


def segments(runs: Iterable[Run]) -> tuple[Segment, ...]:
    """Return the lines of a page cut at wide gaps, from top to bottom and left to right."""
    rows = _rows(runs)
    edges = _shared_edges(rows)
    found = [piece for row in rows for piece in _pieces(row, edges)]
    return tuple(sorted(found, key=lambda each: (each.baseline, each.left)))


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
        if len(row.runs) > _MAX_ROW:
            continue
        near = rows[index : index + 4]
        largest_near = max(other.size for other in near)
        for run in [each for each in row.runs if each.size <= _RAISED_SIZE * largest_near]:
            host = _host(run, near)
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
        for other in row.runs[:_MAX_ROW]:
            rise = other.baseline - run.baseline
            if run.size > _RAISED_SIZE * other.size or not low * other.size <= rise <= high * other.size:
                continue
            after, before = run.left - other.right, other.left - run.right
            if -1.0 <= after <= 0.6 * other.size or -1.0 <= before <= _MARK_GAP * other.size:
                return row
            if run.order in row.raised:
                return row
    return None


def _shared_edges(rows: Iterable[_Row]) -> frozenset[int]:
    """Return the places, in whole points, at which several rows begin, or go on after a gap."""
    edges: Counter[int] = Counter()
    for row in rows:
        if len(row.runs) > _MAX_ROW:
            continue
        ordered = sorted(row.runs, key=lambda each: each.left)
        edges[round(ordered[0].left)] += 1
        edges.update(
            round(run.left) for before, run in pairwise(ordered) if run.left - before.right > _COLUMN_GAP * row.size
        )
    return frozenset(place for place in edges if sum(edges[place + n] for n in (-1, 0, 1)) >= _SHARED)


def _pieces(row: _Row, edges: frozenset[int]) -> Iterable[Segment]:
    """Cut a row at gaps that may part columns; a label ("1.", "(a)") stays with what it labels."""
    piece: list[Run] = []
    for run in sorted(row.runs, key=lambda each: each.left):
        least = _COLUMN_GAP if round(run.left) in edges else _CELL_GAP
        gap = (run.left - _reach(piece)) / row.size if piece else 0.0
        if gap > least and not (gap < _LABEL_GAP and _is_label(piece)):
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
            limit = _RAISED_GAP if raised else _SPACED_GAP if run.spaced else _WORD_GAP
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
