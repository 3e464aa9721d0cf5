"""Sources laid out on pages: lines of words, notes at the foot of the page that calls them. Nothing is drawn here.

The page is the UN's: US Letter, Times, body column set in from the masthead, notes in smaller type under a short rule.
"""

from dataclasses import dataclass, field

from reportlab.pdfbase.pdfmetrics import stringWidth

from specimens.source import Block, Note, Run, Source, begins_signature

PAGE_WIDTH, PAGE_HEIGHT = 612.0, 792.0
LEFT, RIGHT = 72.0, 540.0
COLUMN_LEFT, COLUMN_RIGHT = 120.0, 492.0
FONTS = {"": "Times-Roman", "i": "Times-Italic", "b": "Times-Bold"}
BODY_SIZE, NOTE_SIZE, RAISED = 10.0, 8.5, 0.65
FIRST_FOOT, FOOT = 672.0, 712.0
HEAD = 84.0
NOTE_LEADING, NOTE_GAP, RULE_SPACE = 10.0, 3.0, 12.0


@dataclass(frozen=True, slots=True)
class Style:
    """How a kind of block is set; `first` is the further indent of a first line, `above` the space over the block."""

    size: float = BODY_SIZE
    leading: float = 12.0
    above: float = 6.0
    left: float = COLUMN_LEFT
    right: float = COLUMN_RIGHT
    bold: bool = False
    justified: bool = True
    first: float = 0.0


STYLES = {
    "body": Style(first=24),
    "quote": Style(left=COLUMN_LEFT + 36, right=COLUMN_RIGHT - 36),
    "title": Style(size=13, leading=16, above=10, left=COLUMN_LEFT - 24, bold=True, justified=False),
    "annex": Style(size=13, leading=16, above=0, left=COLUMN_LEFT - 24, bold=True, justified=False),
    "heading": Style(size=11.5, leading=14, above=10, bold=True, justified=False),
    "subheading": Style(above=8, bold=True, justified=False),
    "sign": Style(above=0, left=320.0, justified=False),
    "right": Style(above=0, left=360.0, justified=False),
    "row": Style(above=2, justified=False),
    "note": Style(size=NOTE_SIZE, leading=NOTE_LEADING, above=NOTE_GAP),
}


@dataclass(frozen=True, slots=True)
class Word:
    """What stands between two spaces: pieces of one style each."""

    pieces: tuple[Run, ...]

    def width(self, style: Style) -> float:
        """Return the width in points."""
        return sum(piece_width(piece, style) for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a block; `first` and `last` where the block begins and ends."""

    words: tuple[Word, ...]
    first: bool = False
    last: bool = False

    @property
    def calls(self) -> tuple[str, ...]:
        """The indicators in the line."""
        return tuple(piece.text for word in self.words for piece in word.pieces if piece.style == "note")


@dataclass(frozen=True, slots=True)
class Placed:
    """A run of lines of one block on one page; `top` of the first, in points from the top of the page."""

    block: Block
    lines: tuple[Line, ...]
    top: float
    continued: bool


@dataclass(slots=True)
class Sheet:
    """One laid-out page."""

    number: int
    placed: list[Placed] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)


def font(style: Style, piece: Run) -> tuple[str, float]:
    """Return the font and size of a piece."""
    if piece.style == "note":
        return FONTS["b" if style.bold else ""], style.size * (1.0 if piece.text.startswith("*") else RAISED)
    return FONTS[piece.style or ("b" if style.bold else "")], style.size


def piece_width(piece: Run, style: Style) -> float:
    """Return the width of a piece in points."""
    return float(stringWidth(piece.text, *font(style, piece)))


def words_of(runs: tuple[Run, ...]) -> tuple[Word, ...]:
    """Split runs at spaces; an indicator clings to the word before it, two indicators get a raised comma between."""
    words: list[list[Run]] = [[]]
    for run in runs:
        if run.style == "note":
            if words[-1] and words[-1][-1].style == "note":
                words[-1].append(Run(",", "note"))
            words[-1].append(run)
            continue
        first, *others = run.text.split(" ")
        words[-1].append(Run(first, run.style))
        words.extend([Run(other, run.style)] for other in others)
    kept = (tuple(piece for piece in word if piece.text) for word in words)
    return tuple(Word(pieces) for pieces in kept if pieces)


def break_lines(runs: tuple[Run, ...], style: Style) -> tuple[Line, ...]:
    """Fill lines greedily."""
    space = float(stringWidth(" ", FONTS[""], style.size))
    lines: list[list[Word]] = [[]]
    used = 0.0
    for word in words_of(runs):
        width = word.width(style)
        indent = style.first if len(lines) == 1 else 0.0
        if lines[-1] and used + space + width > style.right - style.left - indent:
            lines.append([])
            used = 0.0
        used += width + (space if lines[-1] else 0)
        lines[-1].append(word)
    return tuple(Line(tuple(words), index == 0, index == len(lines) - 1) for index, words in enumerate(lines))


def note_runs(note: Note) -> tuple[Run, ...]:
    """Return a note as it is printed: the indicator, a space, the words."""
    return (Run(note.indicator, "note"), Run(" "), *note.runs)


def note_lines(note: Note) -> tuple[Line, ...]:
    """Return the lines of a note."""
    return break_lines(note_runs(note), STYLES["note"])


def notes_height(notes: list[Note]) -> float:
    """Return the height of the rule and the notes under it."""
    if not notes:
        return 0.0
    return RULE_SPACE + sum(NOTE_GAP + NOTE_LEADING * len(note_lines(note)) for note in notes)


class Layout:
    """Lays one source out; `sheets` is the result."""

    def __init__(self, source: Source, first_top: float) -> None:
        self.source = source
        self.sheets = [Sheet(1)]
        self.y = first_top
        self.seen: set[tuple[str, int]] = set()
        self._call(list(source.head_calls()), 0)
        blocks = source.blocks
        for index, block in enumerate(blocks):
            if block.kind == "annex":
                self._turn()
            followers = self._kept_with(blocks, index)
            self._place(block, followers)

    @property
    def sheet(self) -> Sheet:
        """The page being filled."""
        return self.sheets[-1]

    def _room(self, extra: list[Note]) -> float:
        foot = FIRST_FOOT if self.sheet.number == 1 else FOOT
        return foot - self.y - notes_height(self.sheet.notes + extra)

    def _turn(self) -> None:
        self.sheets.append(Sheet(self.sheet.number + 1))
        self.y = HEAD

    def _fresh(self, calls: list[str], part: int) -> list[Note]:
        fresh = dict.fromkeys(call for call in calls if call != "," and (call, part) not in self.seen)
        return [self.source.note(call, part) for call in fresh]

    def _call(self, calls: list[str], part: int) -> None:
        for note in self._fresh(calls, part):
            self.sheet.notes.append(note)
            self.seen.add((note.indicator, part))

    def _kept_with(self, blocks: tuple[Block, ...], index: int) -> float:
        """Return the height that must follow on the same page: two lines after a heading, a signature in one piece."""
        if blocks[index].kind in {"heading", "subheading"}:
            return 40.0
        if begins_signature(blocks[index], blocks[index - 1] if index else None):
            return STYLES["sign"].leading * 2
        return 0.0

    def _place(self, block: Block, followers: float) -> None:
        style = STYLES[block.kind]
        rest = (Line((), first=True, last=True),) if block.kind == "row" else break_lines(block.runs, style)
        above, continued = style.above, False
        if block.kind == "sign" and followers:
            above = 24.0
        while rest:
            count = self._fitting(rest, block, above, followers)
            if count:
                self.y += above
                self.sheet.placed.append(Placed(block, rest[:count], self.y, continued))
                self._call([call for line in rest[:count] for call in line.calls], block.part)
                self.y += count * style.leading
                rest, continued = rest[count:], True
            if rest:
                if not self.sheet.placed:
                    raise ValueError(f"{self.source.name}: a line and its notes do not fit on a page")
                self._turn()
                above = 0.0

    def _fitting(self, rest: tuple[Line, ...], block: Block, above: float, followers: float) -> int:
        """Return how many lines fit, leaving no single line behind at the foot or alone at the head of a page."""
        style, count = STYLES[block.kind], 0
        for number in range(1, len(rest) + 1):
            extra = self._fresh([call for line in rest[:number] for call in line.calls], block.part)
            tail = followers if number == len(rest) else 0.0
            if above + number * style.leading + tail > self._room(extra):
                break
            count = number
        left = len(rest) - count
        if left == 1:
            count -= 1
        return 0 if left and count == 1 and len(rest) > 1 else max(count, 0)
