"""Word documents: paragraphs, tables and text boxes in order, their real notes, pages as they were last rendered."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import unquote

from lxml.etree import _Element as Element

from retrieval.errors import NoTextError, UnreadableLetterError
from retrieval.language.superscripts import RAISED, raise_text
from retrieval.patterns import regex
from retrieval.readers import limits
from retrieval.readers.docx_notes import BREAK, PAGE_BREAK, Notes, Paragraph
from retrieval.readers.docx_pages import PageSetter
from retrieval.readers.docx_styles import (
    Numbering,
    ParagraphStyle,
    Styles,
    attribute,
    child,
    local,
    with_properties,
)
from retrieval.readers.layout import clean
from retrieval.readers.package import Package
from retrieval.readers.text import read_text
from retrieval.readers.typed import is_typed, typed_text
from retrieval.types import Line, LineRole, Page, Reading, Refusal

_MAX_NESTING = 60
_DROPPED = frozenset(("del", "moveFrom", "delText", "instrText", "rPr", "pPr", "Fallback", "sectPr", "tblPr", "rt"))
_SOFT_HYPHEN = regex("(?<=[^\\W\\d_])\u00ad(?=[^\\W\\d_])")
_ADDRESS = regex(r'HYPERLINK\s+"(https?://[^"\s]+)"')
_MASTHEAD = regex(r"Distr\.|United Nations|Nations Unies|Naciones Unidas|Организация|الأمم|联合国")


def read_docx(data: bytes, name: str) -> Reading:
    """Return the paragraphs of a Word document, its notes at the end of the page they are called on.

    Raises UnreadableLetterError for a damaged, encrypted or oversized file, NoTextError where it has no text.
    """
    package = Package(data, name)
    document = _Document(package, name)
    if is_typed(paragraphs := document.paragraphs()):
        return read_text(typed_text(paragraphs))
    pages = document.pages(paragraphs)
    if not any(line.text for page in pages for line in page.lines if line.role is not LineRole.FURNITURE):
        raise NoTextError(f"{name} has no text; if it holds scanned pages, run them through text recognition first.")
    return Reading("docx", pages)


class _Document:
    """The parts of one document, and the walk through them."""

    def __init__(self, package: Package, name: str) -> None:
        self._package = package
        self._name = name
        main = next(iter(package.parts(r"word/document\d*\.xml")), "word/document.xml")
        self._root = package.xml(main)
        self._styles = Styles(package.xml("word/styles.xml"))
        self._numbering = Numbering(package.xml("word/numbering.xml"))
        self._links = self._targets(main)
        self._notes = Notes(package, child(self._root, "body"), self._note_paragraphs)
        self._characters = 0

    def paragraphs(self) -> list[Paragraph]:
        """Return the paragraphs of the document, cells of tables included."""
        body = child(self._root, "body")
        return list(self._blocks(body, 0)) if body is not None else []

    def pages(self, paragraphs: list[Paragraph]) -> tuple[Page, ...]:
        """Return the pages of the document."""
        return self._with_edges(PageSetter(paragraphs, self._notes).pages())

    # --- blocks ------------------------------------------------------------------------------------------------------

    def _blocks(self, parent: Element, depth: int) -> Iterator[Paragraph]:
        if depth > _MAX_NESTING:
            raise UnreadableLetterError(f"{self._name} is nested too deeply; that is no letter.", Refusal.UNSAFE)
        carried: Paragraph | None = None
        for each in parent:
            kind = local(each)
            if kind == "p":
                paragraph = self.paragraph(each, carried)
                carried = paragraph if _mark_is_deleted(each) else None
                if carried is None:
                    yield paragraph
                    yield from self._boxed(paragraph, depth)
                    yield from _section_break(each)
            elif kind == "tbl":
                yield from self._table(each, depth + 1)
            elif kind not in _DROPPED and len(each):
                yield from self._blocks(each, depth + 1)
        if carried is not None:
            yield carried

    def _boxed(self, paragraph: Paragraph, depth: int) -> Iterator[Paragraph]:
        for box in paragraph.boxes:
            yield from self._blocks(box, depth + 1)

    def _table(self, table: Element, depth: int) -> Iterator[Paragraph]:
        """Yield a table of data row by row, a table that only arranges text cell by cell."""
        rows = [list(self._cells(row, depth)) for row in _rows(table)]
        flat = [[[p for p in cell if p.text.strip()] for cell in row] for row in rows]
        data = len(rows) > 1 and max(map(len, rows)) > 1 and all(len(cell) <= 1 for row in flat for cell in row)
        if not data or any(_MASTHEAD.search(p.text) for row in flat for cell in row for p in cell):
            yield from (paragraph for row in rows for cell in row for paragraph in cell)
            return
        for row in flat:
            texts = [
                cell[0].label + " " + cell[0].text if cell and cell[0].label else cell[0].text if cell else ""
                for cell in row
            ]
            notes = [note for cell in row for paragraph in cell for note in paragraph.notes]
            text = "\t".join(text.replace(BREAK, " ").strip() for text in texts)
            yield Paragraph(text, cells=True, notes=notes)
        yield Paragraph("")

    def _cells(self, row: Element, depth: int) -> Iterator[list[Paragraph]]:
        for each in row:
            if local(each) == "tc":
                yield list(self._blocks(each, depth + 1))
            elif local(each) in ("sdt", "sdtContent", "customXml", "ins"):
                yield from self._cells(each, depth + 1)

    # --- paragraphs --------------------------------------------------------------------------------------------------

    def paragraph(self, element: Element, carried: Paragraph | None = None, *, in_note: bool = False) -> Paragraph:
        """Return one paragraph; `carried` is the one before whose own end was deleted.

        Raises UnreadableLetterError where the document holds too much text with it.
        """
        properties = child(element, "pPr")
        style = self._styles.paragraph(properties)
        made = carried or Paragraph(style=style)
        if style.break_before and carried is None:
            made.text += PAGE_BREAK
        _RunWalk(self, made, style, in_note=in_note).walk(element, 0)
        self._characters += len(made.text)
        if self._characters > limits.MAX_CHARACTERS:
            raise UnreadableLetterError(f"{self._name} holds more text than a letter can; split it.", Refusal.TOO_LARGE)
        if made.text.strip() and not in_note and not made.label:
            made.label = self._numbering.label(style)
        return made

    def run_style(self, style: ParagraphStyle, properties: Element | None) -> ParagraphStyle:
        """Return what holds for a run inside a paragraph of `style`."""
        identity = attribute(child(properties, "rStyle"), "val")
        if identity is not None:
            named = self._styles.of(identity)
            style = replace(
                style,
                bold=style.bold or named.bold,
                italic=style.italic or named.italic,
                hidden=style.hidden or named.hidden,
                raised=named.raised,
            )
        return with_properties(style, None, properties)

    def link(self, element: Element, *, in_note: bool) -> str:
        """Return the address a hyperlink leads to, "" where it stays inside the document."""
        identity = attribute(element, "id") or ""
        return self._links.get(f"note:{identity}" if in_note else identity, "")

    def mark(self, kind: str, element: Element) -> tuple[str, str]:
        """Return the key of the note that a reference calls, and its indicator ("" where a mark of its own follows)."""
        return self._notes.called(kind, element)

    def own_mark(self, key: str, text: str) -> None:
        """Remember the mark that was written by hand for a note."""
        self._notes.own_mark(key, text)

    def _note_paragraphs(self, element: Element) -> list[Paragraph]:
        """Return the paragraphs of a note."""
        return [self.paragraph(each, in_note=True) for each in element.iter() if local(each) == "p"]

    def _targets(self, part: str) -> dict[str, str]:
        folder, _, file = part.rpartition("/")
        found: dict[str, str] = {}
        for rels in (f"{folder}/_rels/{file}.rels", f"{folder}/_rels/footnotes.xml.rels"):
            root = self._package.xml(rels)
            for each in root if root is not None else ():
                target = attribute(each, "Target") or ""
                if target.startswith(("http://", "https://")):
                    key = attribute(each, "Id") or ""
                    found[key if "footnotes" not in rels else f"note:{key}"] = target
        return found

    # --- heads and feet ----------------------------------------------------------------------------------------------

    def _with_edges(self, pages: list[list[Line]]) -> tuple[Page, ...]:
        """Add the heads and feet of the sections: furniture, save a masthead that stands in the first head."""
        heads = [line for part in self._package.parts(r"word/header\d*\.xml") for line in self._edge(part)]
        feet = [line for part in self._package.parts(r"word/footer\d*\.xml") for line in self._edge(part)]
        made = []
        for index, lines in enumerate(pages):
            first = index == 0
            masthead = first and any(_MASTHEAD.search(line.text) for line in heads)
            body = any(_MASTHEAD.search(line.text) for line in lines[:40])
            role = LineRole.TEXT if masthead and not body else LineRole.FURNITURE
            before = [replace(line, role=role) for line in heads] if first else []
            after = feet if first else []
            made.append(Page(index + 1, (*before, *lines, *after)))
        return tuple(made)

    def _edge(self, part: str) -> list[Line]:
        root = self._package.xml(part)
        paragraphs = self._blocks(root, 0) if root is not None else ()
        texts = [text.strip() for each in paragraphs for text in re.split(r"[\n\f]", each.text)]
        return [Line(text, role=LineRole.FURNITURE) for text in dict.fromkeys(texts) if text]


def _rows(table: Element) -> Iterator[Element]:
    for each in table:
        kind = local(each)
        if kind == "tr" and child(child(each, "trPr"), "del") is None:
            yield each
        elif kind in ("sdt", "sdtContent", "customXml", "ins"):
            yield from _rows(each)


def _mark_is_deleted(paragraph: Element) -> bool:
    return child(child(child(paragraph, "pPr"), "rPr"), "del") is not None


def _section_break(paragraph: Element) -> Iterator[Paragraph]:
    section = child(child(paragraph, "pPr"), "sectPr")
    if section is not None and attribute(child(section, "type"), "val") not in ("continuous", "nextColumn"):
        yield Paragraph(PAGE_BREAK)


# --- runs ------------------------------------------------------------------------------------------------------------


class _RunWalk:
    """Walks the runs of one paragraph and writes what is shown into it."""

    def __init__(self, document: _Document, made: Paragraph, style: ParagraphStyle, *, in_note: bool) -> None:
        self._document = document
        self._made = made
        self._base = style
        self._in_note = in_note
        self._awaits_mark: str | None = None
        self._field_address = ""
        self._weights: Counter[bool] = Counter()
        self._slants: Counter[bool] = Counter()

    def walk(self, element: Element, depth: int) -> None:
        """Write all that stands in a paragraph, its weight and its slant."""
        self._walk(element, self._base, depth)
        self._made.bold = bool(self._weights) and not self._weights[False]
        self._made.italic = bool(self._slants) and not self._slants[False]

    def _walk(self, element: Element, style: ParagraphStyle, depth: int) -> None:
        if depth > _MAX_NESTING:
            return
        for each in element:
            kind = local(each)
            if kind == "r":
                self._walk(each, self._document.run_style(self._base, child(each, "rPr")), depth + 1)
            elif kind == "hyperlink":
                start = len(self._made.text)
                self._walk(each, style, depth + 1)
                self._add_address(start, self._document.link(each, in_note=self._in_note))
            elif kind == "txbxContent":
                self._made.boxes.append(each)
            elif kind == "instrText":
                found = _ADDRESS.search(each.text or "")
                self._field_address = found[1] if found else self._field_address
            elif kind == "fldChar":
                self._field(attribute(each, "fldCharType"))
            elif kind not in _DROPPED:
                self._leaf(each, kind, style)
                self._walk(each, style, depth + 1)

    def _field(self, kind: str | None) -> None:
        if kind == "separate":
            self._field_start = len(self._made.text)
        elif kind == "end" and self._field_address:
            self._add_address(getattr(self, "_field_start", len(self._made.text)), self._field_address)
            self._field_address = ""

    def _leaf(self, element: Element, kind: str, style: ParagraphStyle) -> None:
        if style.hidden:
            return
        if kind == "t":
            self._write(element.text or "", style)
        elif kind in ("tab", "ptab"):
            self._made.text += " "
        elif kind in ("br", "cr"):
            self._made.text += PAGE_BREAK if attribute(element, "type") == "page" else BREAK
        elif kind == "lastRenderedPageBreak":
            self._made.text += PAGE_BREAK
        elif kind == "noBreakHyphen":
            self._made.text += "-"
        elif kind == "sym":
            self._write(_symbol(element), style)
        elif kind in ("footnoteReference", "endnoteReference"):
            self._call(kind.removesuffix("Reference"), element)

    def _write(self, text: str, style: ParagraphStyle) -> None:
        text = clean(_SOFT_HYPHEN.sub("", text))
        if self._awaits_mark is not None and text.strip():
            mark = text.strip().split()[0]
            self._document.own_mark(self._awaits_mark, mark)
            self._awaits_mark = None
            text = raise_text(text, self._made.text)
        elif style.raised:
            text = raise_text(text, self._made.text)
        elif text.strip():
            self._weights[style.bold] += 1
            self._slants[style.italic] += 1
        self._made.text += text

    def _call(self, kind: str, element: Element) -> None:
        key, indicator = self._document.mark(kind, element)
        if not key:
            return
        self._made.notes.append(key)
        if indicator:
            between = "," if self._made.text.endswith(tuple(RAISED)) else ""
            self._made.text += between + indicator
        else:
            self._awaits_mark = key

    def _add_address(self, start: int, address: str) -> None:
        """Write the address of a link after its words, in a note and where they do not show it."""
        shown = self._made.text[start:].strip()
        if not self._in_note or not address or not shown:
            return
        plain = unquote(address)
        if shown not in plain and plain.split("://", 1)[1].rstrip("/") not in shown:
            self._made.text += f" ({address})"


def _symbol(element: Element) -> str:
    """Return the character of a symbol font; those beyond ASCII have no certain meaning, save the bullet."""
    try:
        code = int(attribute(element, "char") or "", 16) & 0xFF
    except ValueError:
        return ""
    return "•" if code in (0xB7, 0xA7) else chr(code) if 0x20 <= code < 0x7F else ""
