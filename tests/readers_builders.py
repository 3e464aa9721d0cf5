"""Builders of real files for the tests of the readers: PDF set as the United Nations sets it, Word packages."""

import io
import re
import zipfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfgen.canvas import Canvas

WIDTH, HEIGHT = 612.0, 792.0
LEFT, RIGHT = 130.0, 500.0
RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹ᵃᵇᶜᵈᵉᶠᵍ"
PLAIN = "0123456789abcdefg"
_RAISED_RUN = re.compile(f"([{RAISED}]+)")

Put = Callable[[Canvas, float, float, str, str, float, float], None]


@dataclass(frozen=True)
class Block:
    """One paragraph: `kind` is body, quote, heading, signature or page (a forced page break)."""

    kind: str
    text: str = ""


@dataclass(frozen=True)
class Specimen:
    """A letter to be set; indicators stand in the texts as superscript characters."""

    blocks: Sequence[Block]
    notes: dict[str, str] = field(default_factory=dict)
    symbols: Sequence[str] = ("A/74/9001", "S/2020/9001")
    organs: Sequence[str] = ("General Assembly", "Security Council")
    head: Sequence[str] = ("Distr.: General", "15 April 2020", "", "Original: English")
    title: str = (
        "Letter dated 14 April 2020 from the Permanent Representative of Ruritania to the United Nations "
        "addressed to the Secretary-General"
    )
    job: str = "20-05432"
    rule: str = "path"  # path, underscores, none
    put: str = "lines"  # lines, words, glyphs, scaled
    justified: bool = True
    spaced: bool = True  # white space between paragraphs; else first lines are indented


def put_lines(canvas: Canvas, x: float, y: float, text: str, font: str, size: float, space: float) -> None:
    """Set text with one operator."""
    out = canvas.beginText(x, y)
    out.setFont(font, size)
    out.setWordSpace(space)
    out.textOut(text)
    canvas.drawText(out)


def put_words(canvas: Canvas, x: float, y: float, text: str, font: str, size: float, space: float) -> None:
    """Set each word with its own operator, as word processors do; spaces are gaps."""
    for word in re.findall(r"\S+|\s+", text):
        if word.strip():
            canvas.setFont(font, size)
            canvas.drawString(x, y, word)
        x += pdfmetrics.stringWidth(word, font, size) + space * word.count(" ")


def put_glyphs(canvas: Canvas, x: float, y: float, text: str, font: str, size: float, space: float) -> None:
    """Set each letter with its own operator."""
    for letter in text:
        if letter != " ":
            canvas.setFont(font, size)
            canvas.drawString(x, y, letter)
        x += pdfmetrics.stringWidth(letter, font, size) + (space if letter == " " else 0)


def put_scaled(canvas: Canvas, x: float, y: float, text: str, font: str, size: float, space: float) -> None:
    """Set text at size 1 under a matrix, as Distiller does."""
    out = canvas.beginText()
    out.setFont(font, 1)
    out.setTextTransform(size, 0, 0, size, x, y)
    out.setWordSpace(space / size)
    out.textOut(text)
    canvas.drawText(out)


PUTTERS: dict[str, Put] = {"lines": put_lines, "words": put_words, "glyphs": put_glyphs, "scaled": put_scaled}


def width_of(text: str, font: str, size: float) -> float:
    """Return the width of text whose indicators are raised and small."""
    widths: list[float] = [
        pdfmetrics.stringWidth(piece, font, size)
        if piece[:1] not in RAISED
        else pdfmetrics.stringWidth(lowered(piece), font, 0.65 * size)
        for piece in _RAISED_RUN.split(text)
        if piece
    ]
    return sum(widths)


def lowered(text: str) -> str:
    """Return superscript characters as plain ones."""
    return text.translate(str.maketrans(RAISED, PLAIN))


def wrap(text: str, font: str, size: float, width: float, first_indent: float = 0.0) -> list[str]:
    """Break text into lines no wider than `width`."""
    lines: list[str] = []
    line = ""
    for word in text.split():
        longer = f"{line} {word}".strip()
        room = width - (first_indent if not lines else 0.0)
        if line and width_of(longer, font, size) > room:
            lines.append(line)
            line = word
        else:
            line = longer
    return [*lines, line]


class Setter:
    """Sets a specimen page by page: text from the top, notes from the bottom."""

    def __init__(self, specimen: Specimen) -> None:
        self.specimen = specimen
        self.buffer = io.BytesIO()
        self.canvas = Canvas(self.buffer, pagesize=(WIDTH, HEIGHT), invariant=True)
        self.put = PUTTERS[specimen.put]
        self.page = 1
        self.y = 0.0
        self.notes: list[list[str]] = []
        self.carried: list[str] = []

    def set(self) -> bytes:
        """Return the PDF."""
        self._masthead()
        for block in self.specimen.blocks:
            self._block(block)
        self._end_page()
        while self.carried:
            self._new_page()
            self._end_page()
        self.canvas.save()
        return self.buffer.getvalue()

    def line(self, x: float, y: float, text: str, font: str, size: float, space: float = 0.0) -> None:
        """Set one line; raised characters become small raised ones."""
        for piece in _RAISED_RUN.split(text):
            if not piece:
                continue
            if piece[0] in RAISED:
                self.put(self.canvas, x, HEIGHT - y + 0.33 * size, lowered(piece), font, 0.65 * size, 0.0)
                x += pdfmetrics.stringWidth(lowered(piece), font, 0.65 * size)
            else:
                self.put(self.canvas, x, HEIGHT - y, piece, font, size, space)
                x += pdfmetrics.stringWidth(piece, font, size) + space * piece.count(" ")

    def _masthead(self) -> None:
        spec = self.specimen
        self.line(75, 50, "United Nations", "Times-Roman", 12)
        x = 400.0
        for index, symbol in enumerate(spec.symbols):
            if index:
                self.line(x, 50, "–", "Times-Roman", 10)
                x += 5
            self.line(x, 50, symbol[0], "Times-Roman", 20)
            x += pdfmetrics.stringWidth(symbol[0], "Times-Roman", 20)
            self.line(x, 50, symbol[1:], "Times-Roman", 10)
            x += pdfmetrics.stringWidth(symbol[1:], "Times-Roman", 10)
        self.canvas.line(60, HEIGHT - 55, 550, HEIGHT - 55)
        for index, organ in enumerate(spec.organs):
            self.line(130, 78 + 20 * index, organ, "Times-Bold", 17)
        for index, text in enumerate(spec.head):
            if text:
                self.line(430, 75 + 12 * index, text, "Times-Roman", 10)
        self.canvas.line(60, HEIGHT - 125, 550, HEIGHT - 125)
        left = ["General Assembly", "Seventy-fourth session", "Agenda items 32 and 83"]
        right = ["Security Council", "Seventy-fifth year"]
        for index, text in enumerate(left):
            self.line(130, 145 + 12 * index, text, "Times-Bold" if index < 2 else "Times-Roman", 10)
        for index, text in enumerate(right):
            self.line(400, 145 + 12 * index, text, "Times-Bold", 10)
        for index, text in enumerate(wrap("The situation in the occupied valleys of Ruritania", "Times-Bold", 10, 200)):
            self.line(130, 187 + 12 * index, text, "Times-Bold", 10)
        self.y = 240.0
        for text in wrap(spec.title, "Times-Bold", 12, RIGHT - LEFT - 40):
            self.line(LEFT, self.y, text, "Times-Bold", 12)
            self.y += 14
        self.y += 14

    def _block(self, block: Block) -> None:
        if block.kind == "page":
            self._end_page()
            self._new_page()
            return
        font = "Times-Bold" if block.kind == "heading" else "Times-Roman"
        left, right = {"quote": (LEFT + 30, RIGHT - 30), "signature": (LEFT + 200, RIGHT)}.get(
            block.kind, (LEFT, RIGHT)
        )
        indent = 0.0 if self.specimen.spaced or block.kind != "body" else 28.0
        lines = [t for text in block.text.split("\n") for t in wrap(text, font, 10, right - left, indent)]
        for index, text in enumerate(lines):
            self._make_room(text)
            first = indent if index == 0 else 0.0
            last = index == len(lines) - 1 or block.kind in ("signature", "heading")
            gaps = text.count(" ")
            room = right - left - first - width_of(text, font, 10)
            space = room / gaps if self.specimen.justified and gaps and not last else 0.0
            self.line(left + first, self.y, text, font, 10, space)
            self.y += 12
        self.y += 12 if self.specimen.spaced else 0

    def _make_room(self, text: str) -> None:
        wanted = self._notes_of(text)
        if self.y > self._floor(self.notes + wanted) and self.y > self._floor(self.notes) - 12 * (not wanted):
            self._end_page()
            self._new_page()
        self.notes += wanted

    def _notes_of(self, text: str) -> list[list[str]]:
        found = [i for run in _RAISED_RUN.findall(text) for i in [run] if i in self.specimen.notes]
        return [wrap(f"{i} {self.specimen.notes[i]}", "Times-Roman", 8.5, RIGHT - LEFT) for i in found]

    def _floor(self, notes: Sequence[Sequence[str]]) -> float:
        lines = sum(len(note) for note in notes) + len(self.carried)
        return max(715 - 10 * lines - (16 if lines else 0), 400)

    def _new_page(self) -> None:
        self.page += 1
        x = 75 if self.page % 2 == 0 else 470
        for index, symbol in enumerate(self.specimen.symbols):
            self.line(x, 40 + 11 * index, symbol, "Times-Bold", 10)
        self.y = 90.0

    def _end_page(self) -> None:
        lines = self.carried + [text for note in self.notes for text in note]
        fitting = lines[: int((725 - min(self.y + 20, 715)) // 10)] if lines else []
        self.carried = lines[len(fitting) :]
        self.notes = []
        y = 725.0 - 10 * len(fitting)
        if fitting:
            self._separator(y - 12)
        for text in fitting:
            self.line(LEFT, y, text, "Times-Roman", 8.5)
            y += 10
        self._foot()
        self.canvas.showPage()

    def _separator(self, y: float) -> None:
        if self.specimen.rule == "path":
            self.canvas.line(LEFT, HEIGHT - y, LEFT + 72, HEIGHT - y)
        elif self.specimen.rule == "underscores":
            self.line(LEFT, y, "__________________", "Times-Roman", 8.5)

    def _foot(self) -> None:
        job = self.specimen.job
        if self.page == 1:
            self.line(75, 745, f"{job} (E)    170420", "Times-Roman", 8.5)
            self.line(75, 760, f"*{job.replace('-', '')}*", "Times-Roman", 12)
        elif self.page % 2 == 0:
            self.line(75, 755, f"{self.page}/5", "Times-Roman", 8.5)
            self.line(480, 755, job, "Times-Roman", 8.5)
        else:
            self.line(75, 755, job, "Times-Roman", 8.5)
            self.line(490, 755, f"{self.page}/5", "Times-Roman", 8.5)


def pdf(specimen: Specimen) -> bytes:
    """Return a specimen set as PDF."""
    return Setter(specimen).set()


def pdf_pages(pages: Iterable[Callable[[Canvas], None]], **options: object) -> bytes:
    """Return a PDF whose pages the given functions draw, origin bottom left."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(WIDTH, HEIGHT), invariant=True, **options)
    for draw in pages:
        draw(canvas)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


# --- Word documents --------------------------------------------------------------------------------------------------

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/></Types>'
)


def run(text: str, properties: str = "") -> str:
    """Return a run of text; `properties` is the inside of its w:rPr."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def raised(text: str) -> str:
    """Return a raised run."""
    return run(text, '<w:vertAlign w:val="superscript"/>')


def call(identity: int, *, kind: str = "footnote", mark: str = "") -> str:
    """Return the call of a note; `mark` is a mark written by hand."""
    custom = ' w:customMarkFollows="1"' if mark else ""
    shown = f"<w:t>{mark}</w:t>" if mark else ""
    return f'<w:r><w:{kind}Reference{custom} w:id="{identity}"/>{shown}</w:r>'


def paragraph(*inside: str, properties: str = "") -> str:
    """Return a paragraph; what is no markup becomes a run."""
    runs = "".join(each if each.startswith("<") else run(each) for each in inside)
    return f"<w:p><w:pPr>{properties}</w:pPr>{runs}</w:p>"


def note(identity: int, *inside: str, kind: str = "footnote") -> str:
    """Return a note of one paragraph."""
    own = f'<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:{kind}Ref/></w:r>'
    return f'<w:{kind} w:id="{identity}">{paragraph(own, *inside)}</w:{kind}>'


def part(root: str, inside: str) -> str:
    """Return a part of a Word document."""
    return f'<?xml version="1.0" encoding="UTF-8"?><w:{root} xmlns:w="{W}" xmlns:r="{R}">{inside}</w:{root}>'


def docx(*blocks: str, notes: Sequence[str] = (), endnotes: Sequence[str] = (), **parts: str) -> bytes:
    """Return a Word document; `parts` maps names such as `styles` or `header1` to the inside of that part."""
    roots = {"styles": "styles", "numbering": "numbering", "settings": "settings"}
    files = {
        "[Content_Types].xml": _TYPES,
        "word/document.xml": part("document", f"<w:body>{''.join(blocks)}</w:body>"),
    }
    if notes:
        files["word/footnotes.xml"] = part("footnotes", "".join(notes))
    if endnotes:
        files["word/endnotes.xml"] = part("endnotes", "".join(endnotes))
    for name, inside in parts.items():
        if name == "rels":
            files["word/_rels/document.xml.rels"] = inside
        elif name == "note_rels":
            files["word/_rels/footnotes.xml.rels"] = inside
        else:
            files[f"word/{name}.xml"] = part(roots.get(name, "hdr" if name.startswith("header") else "ftr"), inside)
    return package(files)


def package(files: Mapping[str, str | bytes]) -> bytes:
    """Return a ZIP package."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as out:
        for name, content in files.items():
            out.writestr(name, content)
    return buffer.getvalue()


def relationships(**targets: str) -> str:
    """Return a part of relationships: identity to address."""
    inside = "".join(
        f'<Relationship Id="{identity}" Target="{target}" TargetMode="External"/>'
        for identity, target in targets.items()
    )
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    return f'<?xml version="1.0"?><Relationships xmlns="{space}">{inside}</Relationships>'
