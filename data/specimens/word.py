"""A laid-out letter as DOCX, with real footnotes (word/footnotes.xml), which python-docx has no interface for.

The pages are Word's own business; where the layout turns the page, the file carries the same mark (a rendered page
break) that Word leaves when it saves. The same source gives the same bytes.
"""

import io
import zipfile
from collections.abc import Iterable
from datetime import datetime
from xml.sax.saxutils import escape

from docx import Document
from docx.document import Document as DocumentType
from docx.enum.section import WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.section import Section
from docx.shared import Pt
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph
from docx.text.run import Run as WordRun

from specimens.layout import Layout, Line, Placed
from specimens.pdf import lay_out
from specimens.source import Note, Run, Source, plain, runs_of
from specimens.text import symbol_line

FOOTNOTES_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
MADE = datetime(2021, 1, 1)
ZIP_DATE = (2021, 1, 1, 0, 0, 0)
SEPARATORS = (
    '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
    '<w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/></w:r></w:p></w:footnote>'
)


def runs_of_lines(lines: Iterable[Line]) -> tuple[Run, ...]:
    """Join the words of lines to runs again."""
    runs: list[Run] = []
    for line in lines:
        for word in line.words:
            runs += [Run(" ")] if runs else []
            runs += word.pieces
    return tuple(runs)


def own_mark(note: Note) -> bool:
    """Tell whether Word does not number the note itself."""
    return note.indicator.startswith("*")


def footnotes_xml(notes: tuple[Note, ...]) -> str:
    """Return the footnotes part: the two separators, then the notes from id 1."""
    entries = "".join(footnote_xml(index, note) for index, note in enumerate(notes, start=1))
    return f'<?xml version="1.0" encoding="UTF-8"?><w:footnotes {nsdecls("w")}>{SEPARATORS}{entries}</w:footnotes>'


def footnote_xml(number: int, note: Note) -> str:
    """Return one footnote."""
    mark = f"<w:t>{note.indicator}</w:t>" if own_mark(note) else "<w:footnoteRef/>"
    words = "".join(run_xml(run) for run in (Run(" "), *note.runs))
    raised = '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr>'
    start = f'<w:footnote w:id="{number}"><w:p><w:pPr><w:spacing w:after="60"/></w:pPr><w:r>{raised}{mark}</w:r>'
    return f"{start}{words}</w:p></w:footnote>"


def run_xml(run: Run) -> str:
    """Return one run of a note."""
    style = {"i": "<w:i/>", "b": "<w:b/>"}.get(run.style, "")
    properties = f'<w:rPr>{style}<w:sz w:val="17"/></w:rPr>'
    return f'<w:r>{properties}<w:t xml:space="preserve">{escape(run.text)}</w:t></w:r>'


class Writer:
    """Writes one letter into a new document."""

    def __init__(self, source: Source, layout: Layout) -> None:
        self.source, self.layout = source, layout
        self.document: DocumentType = Document()
        self.called: list[Note] = []
        self.table: Table | None = None
        self._page_style()

    def docx(self) -> bytes:
        """Return the finished file."""
        self._masthead()
        paragraph: Paragraph | None = None
        for sheet in self.layout.sheets:
            for index, placed in enumerate(sheet.placed):
                turned = sheet.number > 1 and index == 0
                paragraph = self._placed(placed, paragraph, turned)
        self._furniture()
        self._footnotes()
        return fixed_zip(self.document)

    def _page_style(self) -> None:
        normal = self.document.styles["Normal"]
        normal.font.name, normal.font.size = "Times New Roman", Pt(10)
        normal.paragraph_format.space_after = Pt(6)
        section = self.document.sections[0]
        section.page_width, section.page_height = Pt(612), Pt(792)
        section.left_margin = section.right_margin = Pt(96)
        properties = self.document.core_properties
        properties.title, properties.author, properties.comments = plain(self.source.title), "Specimen", ""
        properties.created = properties.modified = MADE

    def _masthead(self) -> None:
        top = self._cells(1)
        self._write(top[0].paragraphs[0], (Run("United Nations"),), size=14)
        self._write(top[1].paragraphs[0], self._symbol(), size=14, bold=True)
        top[1].paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT
        organs = self._cells(1)
        self._write(organs[0].paragraphs[0], (Run("    ".join(self.source.organs)),), size=16, bold=True)
        facts = ("Distr.: General", self.source.get("date"), "", f"Original: {self.source.get('original')}")
        self._stack(organs[1], facts, bold=False)
        blocks = self._cells(1)
        assembly = ("General Assembly", self.source.get("session"), self.source.get("items"))
        if self.source.get("session"):
            self._stack(blocks[0], (*assembly, *self.source.lines("item_titles")), bold=True)
        if self.source.get("year"):
            column = blocks[1] if self.source.get("session") else blocks[0]
            self._stack(column, ("Security Council", self.source.get("year")), bold=True)
        title = self.document.add_paragraph()
        self._write(title, self.source.title, size=13, bold=True)

    def _symbol(self) -> tuple[Run, ...]:
        mark = self.source.get("symbol_mark")
        return (Run("–".join(self.source.symbols)), *([Run(mark, "note")] if mark else []))

    def _cells(self, rows: int) -> tuple[_Cell, ...]:
        return tuple(self.document.add_table(rows, 2).rows[0].cells)

    def _stack(self, cell: _Cell, lines: Iterable[str], *, bold: bool) -> None:
        for index, line in enumerate(lines):
            paragraph = cell.paragraphs[0] if index == 0 else cell.add_paragraph()
            paragraph.paragraph_format.space_after = Pt(0 if index == 0 or not bold else 3)
            self._write(paragraph, runs_of(line), bold=bold)

    def _placed(self, placed: Placed, before: Paragraph | None, turned: bool) -> Paragraph | None:
        if placed.block.kind == "row":
            self._row(placed)
            return None
        self.table = None
        if placed.block.kind == "annex":
            self._section(placed.block.part)
        if placed.continued and before is not None:
            before.add_run(" ")
            paragraph = before
        else:
            paragraph = self._paragraph(placed.block.kind)
        if turned:
            paragraph.add_run()._r.append(OxmlElement("w:lastRenderedPageBreak"))
        heading = placed.block.kind in {"annex", "heading", "subheading"}
        size = {"annex": 13.0, "heading": 11.5}.get(placed.block.kind)
        self._write(paragraph, runs_of_lines(placed.lines), size=size, bold=heading, part=placed.block.part)
        return paragraph

    def _paragraph(self, kind: str) -> Paragraph:
        paragraph = self.document.add_paragraph()
        layout = paragraph.paragraph_format
        if kind == "body":
            paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
        if kind == "quote":
            layout.left_indent = layout.right_indent = Pt(36)
        if kind in {"sign", "right"}:
            layout.left_indent, layout.space_after = Pt(220), Pt(0)
        return paragraph

    def _row(self, placed: Placed) -> None:
        cells = placed.block.runs
        if self.table is None:
            self.table = self.document.add_table(0, len(cells), style="Table Grid")
        for cell, run in zip(self.table.add_row().cells, cells, strict=True):
            cell.text = run.text

    def _section(self, part: int) -> None:
        """Begin an annex: a new page, and the number or letter with which its notes begin."""
        properties = self.document.add_section(WD_SECTION.NEW_PAGE)._sectPr
        for copied in properties.xpath("./w:footnotePr"):
            properties.remove(copied)
        own = [note.indicator for note in self.source.notes if note.part == part and not own_mark(note)]
        if own:
            lettered = own[0].isalpha()
            start = ord(own[0]) - ord("a") + 1 if lettered else int(own[0])
            kind = "lowerLetter" if lettered else "decimal"
            numbering = f'<w:numFmt w:val="{kind}"/><w:numStart w:val="{start}"/><w:numRestart w:val="eachSect"/>'
            references = properties.xpath("./w:headerReference|./w:footerReference")
            properties.insert(len(references), parse_xml(f"<w:footnotePr {nsdecls('w')}>{numbering}</w:footnotePr>"))

    def _write(
        self,
        paragraph: Paragraph,
        runs: tuple[Run, ...],
        *,
        size: float | None = None,
        bold: bool = False,
        part: int = 0,
    ) -> None:
        for run in runs:
            if run.style == "note":
                self._indicator(paragraph, run.text, part)
                continue
            word = paragraph.add_run(run.text)
            word.bold = bold or run.style == "b" or None
            word.italic = run.style == "i" or None
            if size:
                word.font.size = Pt(size)

    def _indicator(self, paragraph: Paragraph, indicator: str, part: int) -> None:
        word: WordRun = paragraph.add_run()
        word.font.superscript = True
        note = self.source.note(indicator, part) if indicator != "," else None
        if note is None or note in self.called:
            word.text = indicator
            return
        self._call(word, note)
        if own_mark(note):
            word.add_text(note.indicator)

    def _call(self, word: WordRun, note: Note) -> None:
        self.called.append(note)
        call = OxmlElement("w:footnoteReference")
        call.set(qn("w:id"), str(len(self.called)))
        if own_mark(note):
            call.set(qn("w:customMarkFollows"), "1")
        word._r.append(call)

    def _furniture(self) -> None:
        first = self.document.sections[0]
        first.different_first_page_header_footer = True
        job = self.source.get("job")
        first.first_page_footer.paragraphs[0].text = f"{job} (E)    {self.source.get('published')}"
        first.header.paragraphs[0].add_run(symbol_line(self.source, "-")).bold = True
        self._page_number(first, job)

    def _page_number(self, section: Section, job: str) -> None:
        paragraph = section.footer.paragraphs[0]
        paragraph.add_run(f"{job}    ")
        for instruction, shown in (("PAGE", "2"), ("NUMPAGES", str(len(self.layout.sheets)))):
            run = f"<w:r><w:t>{shown}</w:t></w:r>"
            paragraph._p.append(parse_xml(f'<w:fldSimple {nsdecls("w")} w:instr="{instruction}">{run}</w:fldSimple>'))
            if instruction == "PAGE":
                paragraph.add_run("/")

    def _footnotes(self) -> None:
        package, document_part = self.document.part.package, self.document.part
        assert package is not None
        blob = footnotes_xml(tuple(self.called)).encode()
        part = Part(PackURI("/word/footnotes.xml"), FOOTNOTES_TYPE, blob, package)
        document_part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)


def fixed_zip(document: DocumentType) -> bytes:
    """Save a document with fixed dates inside its archive."""
    saved, fixed = io.BytesIO(), io.BytesIO()
    document.save(saved)
    with zipfile.ZipFile(saved) as old, zipfile.ZipFile(fixed, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(zipfile.ZipInfo(name, ZIP_DATE), old.read(name), zipfile.ZIP_DEFLATED)
    return fixed.getvalue()


def to_docx(source: Source) -> bytes:
    """Return the letter as DOCX."""
    return Writer(source, lay_out(source)).docx()
