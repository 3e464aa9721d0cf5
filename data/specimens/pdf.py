"""A laid-out letter drawn as PDF: masthead, running heads, raised indicators, notes under a short rule, job number.

The emblem of the United Nations is left out on purpose. The same source gives the same bytes.
"""

import io
import re
from dataclasses import dataclass

from reportlab.graphics.barcode.code39 import Standard39
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas
from reportlab.pdfgen.textobject import PDFTextObject

from specimens.layout import (
    COLUMN_LEFT,
    FIRST_FOOT,
    FONTS,
    FOOT,
    LEFT,
    NOTE_GAP,
    NOTE_LEADING,
    PAGE_HEIGHT,
    PAGE_WIDTH,
    RIGHT,
    RULE_SPACE,
    STYLES,
    Layout,
    Line,
    Placed,
    Sheet,
    Style,
    break_lines,
    font,
    note_lines,
    notes_height,
    piece_width,
)
from specimens.source import Run, Source, plain, runs_of
from specimens.text import symbol_line

ORGAN_LEFT, COUNCIL_LEFT, DISTRIBUTION_LEFT = 126.0, 310.0, 452.0
ADDRESS = re.compile(r"(?:https?://|www\.)\S*[\w/#]")


@dataclass(frozen=True, slots=True)
class Drawn:
    """A line of the masthead: where its baseline begins, and the line itself."""

    left: float
    base: float
    line: Line
    style: Style


@dataclass(frozen=True, slots=True)
class Head:
    """The masthead: its lines, its rules (top, width of the stroke), and where the body may begin."""

    drawn: tuple[Drawn, ...]
    rules: tuple[tuple[float, float], ...]
    bottom: float


def column(runs: tuple[Run, ...], left: float, right: float, top: float, style: Style) -> tuple[list[Drawn], float]:
    """Set runs in a column; return the lines and the bottom of the last."""
    style = Style(style.size, style.leading, 0, left, right, style.bold, justified=False)
    lines = break_lines(runs, style)
    drawn = [Drawn(left, top + (index + 1) * style.leading, line, style) for index, line in enumerate(lines)]
    return drawn, top + len(lines) * style.leading


def particulars(source: Source) -> list[Drawn]:
    """Return organ names and the column with distribution, date and language."""
    small, large = Style(size=10, leading=12), Style(size=16, leading=20, bold=True)
    drawn = []
    for index, organ in enumerate(source.organs):
        drawn += column((Run(organ),), (ORGAN_LEFT, 300.0)[index], RIGHT, 84.0, large)[0]
    top = 84.0
    for text in ("Distr.: General", source.get("date"), " ", f"Original: {source.get('original')}"):
        lines, top = column(runs_of(text), DISTRIBUTION_LEFT, RIGHT + 30, top, small)
        drawn += lines if text.strip() else []
        top += 6 if text == " " else 0
    return drawn


def organ_blocks(source: Source, top: float) -> tuple[list[Drawn], float]:
    """Return session and agenda items at the left, the Council's year beside them."""
    bold, drawn, left_bottom, right_bottom = Style(bold=True), [], top, top
    assembly = ("General Assembly", source.get("session"), source.get("items"), *source.lines("item_titles"))
    for index, text in enumerate(assembly if source.get("session") else ()):
        if text:
            gap = 4.0 if index >= 2 else 0.0
            lines, left_bottom = column(runs_of(text), COLUMN_LEFT - 24, 296.0, left_bottom + gap, bold)
            drawn += lines
    left = COUNCIL_LEFT if source.get("session") else COLUMN_LEFT - 24
    for text in ("Security Council", source.get("year")) if source.get("year") else ():
        lines, right_bottom = column(runs_of(text), left, RIGHT, right_bottom, bold)
        drawn += lines
    return drawn, max(left_bottom, right_bottom)


def masthead(source: Source) -> Head:
    """Set the masthead and the title."""
    drawn = column((Run("United Nations"),), ORGAN_LEFT, 300.0, 44.0, Style(size=14, leading=18))[0]
    drawn += particulars(source)
    blocks, bottom = organ_blocks(source, 172.0)
    style = STYLES["title"]
    title, bottom = column(source.title, style.left, style.right, bottom + 18.0, style)
    return Head((*drawn, *blocks, *title), ((66.0, 0.5), (160.0, 1.5)), bottom + 8.0)


class Drawing:
    """Draws one letter on a canvas."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.head = masthead(source)
        self.layout = Layout(source, self.head.bottom)
        self.buffer = io.BytesIO()
        self.canvas = Canvas(self.buffer, pagesize=(PAGE_WIDTH, PAGE_HEIGHT), invariant=1, pageCompression=1)
        self.canvas.setTitle(plain(source.title))
        self.canvas.setAuthor("Specimen of a fictional State")

    def pdf(self) -> bytes:
        """Return the finished file."""
        for sheet in self.layout.sheets:
            if sheet.number == 1:
                self._masthead()
            else:
                self._running_head(sheet)
            for placed in sheet.placed:
                self._placed(placed)
            self._notes(sheet)
            self._foot(sheet)
            self.canvas.showPage()
        self.canvas.save()
        return self.buffer.getvalue()

    def _masthead(self) -> None:
        for top, stroke in self.head.rules:
            self._rule(LEFT, RIGHT, top, stroke)
        self._large_symbol()
        for drawn in self.head.drawn:
            self._line(drawn.line, drawn.left, drawn.base, drawn.style)

    def _large_symbol(self) -> None:
        """Print the symbol at the right, the letters of the organs large."""
        pieces = [piece for symbol in self.source.symbols for piece in ("–", symbol[0], symbol[1:])][1:]
        sizes = [19.0 if piece in {"A", "S"} else 11.0 for piece in pieces]
        mark = self.source.get("symbol_mark")
        pieces, sizes = [*pieces, *([mark] if mark else [])], [*sizes, 11.0]
        width = sum(stringWidth(piece, FONTS["b"], size) for piece, size in zip(pieces, sizes, strict=False))
        text = self.canvas.beginText(RIGHT - width, PAGE_HEIGHT - 62.0)
        for piece, size in zip(pieces, sizes, strict=False):
            text.setFont(FONTS["b"], size)
            text.textOut(piece)
        self.canvas.drawText(text)

    def _running_head(self, sheet: Sheet) -> None:
        self._edge(symbol_line(self.source, "-"), 54.0, right=sheet.number % 2 == 1, name=FONTS["b"], size=9.0)
        self._rule(LEFT, RIGHT, 60.0, 0.5)

    def _foot(self, sheet: Sheet) -> None:
        job, count = self.source.get("job"), len(self.layout.sheets)
        if sheet.number == 1:
            self._edge(f"{job} (E)    {self.source.get('published')}", 738.0, right=False, name=FONTS[""], size=9.0)
            digits = job.replace("-", "")
            bars = Standard39(digits, barWidth=0.8, barHeight=16, checksum=0, quiet=False, humanReadable=False)
            bars.drawOn(self.canvas, LEFT, PAGE_HEIGHT - 762.0)
            self._edge(f"*{digits}*", 770.0, right=False, name="Courier", size=7.0)
            return
        even = sheet.number % 2 == 0
        self._edge(f"{sheet.number}/{count}", 738.0, right=not even, name=FONTS["b"], size=9.0)
        self._edge(job, 738.0, right=even, name=FONTS[""], size=8.0)

    def _placed(self, placed: Placed) -> None:
        style = STYLES[placed.block.kind]
        if placed.block.kind == "row":
            self._row(placed, style)
            return
        for index, line in enumerate(placed.lines):
            base = placed.top + index * style.leading + style.size
            self._line(line, style.left, base, style)

    def _row(self, placed: Placed, style: Style) -> None:
        cells = placed.block.runs
        step = (style.right - style.left) / len(cells)
        for index, cell in enumerate(cells):
            drawn, _ = column((cell,), style.left + index * step, style.right, placed.top, Style(size=9, leading=10))
            self._line(drawn[0].line, drawn[0].left, drawn[0].base, drawn[0].style)
        self._rule(style.left, style.right, placed.top + style.leading + 1, 0.25)

    def _notes(self, sheet: Sheet) -> None:
        foot = FIRST_FOOT if sheet.number == 1 else FOOT
        top = foot - notes_height(sheet.notes) + RULE_SPACE
        if sheet.notes:
            self._rule(COLUMN_LEFT, COLUMN_LEFT + 72.0, top - 4.0, 0.5)
        for note in sheet.notes:
            top += NOTE_GAP
            for line in note_lines(note):
                self._line(line, COLUMN_LEFT, top + STYLES["note"].size, STYLES["note"])
                top += NOTE_LEADING

    def _line(self, line: Line, left: float, base: float, style: Style) -> None:
        indent = style.first if line.first else 0.0
        text = self.canvas.beginText(left + indent, PAGE_HEIGHT - base)
        gaps = len(line.words) - 1
        width = sum(word.width(style) for word in line.words) + gaps * stringWidth(" ", FONTS[""], style.size)
        if style.justified and not line.last and gaps:
            text.setWordSpace((style.right - style.left - indent - width) / gaps)
        for index, word in enumerate(line.words):
            for piece in word.pieces:
                self._piece(text, piece, style)
            self._links("".join(piece.text for piece in word.pieces), text, base, style)
            if index < gaps:
                text.setFont(FONTS[""], style.size)
                text.textOut(" ")
        self.canvas.drawText(text)

    def _piece(self, text: PDFTextObject, piece: Run, style: Style) -> None:
        text.setFont(*font(style, piece))
        raised = piece.style == "note" and not piece.text.startswith("*")
        if raised:
            text.setRise(style.size * 0.35)
        text.textOut(piece.text)
        if raised:
            text.setRise(0)

    def _links(self, word: str, text: PDFTextObject, base: float, style: Style) -> None:
        """Make a web address clickable, as the published files do."""
        if match := ADDRESS.search(word):
            address = match[0] if match[0].startswith("http") else f"https://{match[0]}"
            right = text.getX()
            left = right - piece_width(Run(match[0]), style)
            floor = PAGE_HEIGHT - base - 2
            self.canvas.linkURL(address, (left, floor, right, floor + style.size), thickness=0)

    def _edge(self, words: str, base: float, *, right: bool, name: str, size: float) -> None:
        self.canvas.setFont(name, size)
        if right:
            self.canvas.drawRightString(RIGHT, PAGE_HEIGHT - base, words)
        else:
            self.canvas.drawString(LEFT, PAGE_HEIGHT - base, words)

    def _rule(self, left: float, right: float, top: float, stroke: float) -> None:
        self.canvas.setLineWidth(stroke)
        self.canvas.line(left, PAGE_HEIGHT - top, right, PAGE_HEIGHT - top)


def lay_out(source: Source) -> Layout:
    """Lay a letter out below its own masthead."""
    return Layout(source, masthead(source).bottom)


def to_pdf(source: Source) -> bytes:
    """Return the letter as PDF."""
    return Drawing(source).pdf()
