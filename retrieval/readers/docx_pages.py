"""The paragraphs of a Word document on pages: with their notes, their labels, and the role of each line."""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from lxml.etree import _Element as Element

from ..types import Line, LineRole
from .docx_styles import ParagraphStyle, attribute, child, children, in_form, number
from .package import Package
from .superscripts import raise_letters, raise_text

BREAK, PAGE_BREAK = "\n", "\f"
_QUOTE_INDENT = 240  # twentieths of a point, on both sides
_BODY_CHARACTERS = 60


@dataclass(slots=True)
class Paragraph:
    """A paragraph on its way to lines; breaks stand in `text` as control characters."""

    text: str = ""
    style: ParagraphStyle = field(default_factory=ParagraphStyle)
    label: str = ""
    bold: bool = False
    cells: bool = False
    notes: list[str] = field(default_factory=list)  # as "footnote:2", in the order of their calls
    boxes: list[Element] = field(default_factory=list)


# --- notes -----------------------------------------------------------------------------------------------------------


class Notes:
    """The footnotes and endnotes of a document: their indicators are counted as they are called."""

    def __init__(self, package: Package, paragraphs_of: Callable[[Element], list[Paragraph]]) -> None:
        self._paragraphs_of = paragraphs_of
        self._elements: dict[str, Element] = {}
        self._forms: dict[str, str] = {}
        self._counts: Counter[str] = Counter()
        self._marks: dict[str, str] = {}
        settings = package.xml("word/settings.xml")
        for kind in ("footnote", "endnote"):
            root = package.xml(f"word/{kind}s.xml")
            for each in children(root, kind):
                if attribute(each, "type") in (None, "normal"):
                    self._elements[f"{kind}:{attribute(each, 'id')}"] = each
            properties = child(settings, f"{kind}Pr")
            self._forms[kind] = attribute(child(properties, "numFmt"), "val") or "decimal"
            self._counts[kind] = max(number(attribute(child(properties, "numStart"), "val")), 1) - 1

    def called(self, kind: str, element: Element) -> tuple[str, str]:
        """Return the key of a note and its indicator, raised; "" for a mark that follows in the text."""
        key = f"{kind}:{attribute(element, 'id')}"
        if key not in self._elements:
            return "", ""
        if (attribute(element, "customMarkFollows") or "0") not in ("0", "false", "off"):
            return key, ""
        if key not in self._marks:
            self._counts[kind] += 1
            self._marks[key] = raise_letters(in_form(self._counts[kind], self._forms[kind]))
        return key, self._marks[key]

    def own_mark(self, key: str, text: str) -> None:
        """Remember a mark written by hand ("*")."""
        self._marks.setdefault(key, raise_text(text))

    def mark_of(self, key: str) -> str:
        """Return the indicator of a note that has been called."""
        return self._marks.get(key, "")

    def lines(self, key: str) -> Iterator[Line]:
        """Yield the lines of a note, its indicator before the first."""
        mark = self._marks.get(key, "")
        for paragraph in self._paragraphs_of(self._elements[key]):
            for text in re.split(r"[\n\f]", paragraph.text):
                words = " ".join(text.split())
                if not words:
                    continue
                if mark and words.startswith(mark):
                    words = words[len(mark) :].lstrip()
                yield Line(f"{mark} {words}".strip(), role=LineRole.NOTE)
                mark = ""


# --- pages -----------------------------------------------------------------------------------------------------------


class PageSetter:
    """Puts paragraphs on pages, with the notes at the end of the page that calls them first."""

    def __init__(self, paragraphs: list[Paragraph], notes: Notes) -> None:
        self._paragraphs = paragraphs
        self._notes = notes
        self._usual = _usual_indents(paragraphs)
        self._pages: list[list[Line]] = []
        self._lines: list[Line] = []
        self._waiting: list[str] = []
        self._endnotes: list[str] = []
        self._set: set[str] = set()

    def pages(self) -> list[list[Line]]:
        """Return the lines of each page."""
        introduced = False
        for each in self._paragraphs:
            role = self._role(each, introduced)
            introduced = introduced or (role is LineRole.TEXT and len(each.text) > _BODY_CHARACTERS)
            self._put(each, role)
        self._end_page(self._endnotes)
        return self._pages

    def _put(self, paragraph: Paragraph, role: LineRole) -> None:
        pieces = paragraph.text.split(PAGE_BREAK)
        label = f"{paragraph.label} " if paragraph.label else ""
        calls = list(paragraph.notes)
        for index, piece in enumerate(pieces):
            if index and any(line.text for line in self._lines):
                self._end_page()
            last = index == len(pieces) - 1
            texts = [self._tidy(text, paragraph) for text in piece.split(BREAK)]
            for text in texts:
                if text.strip():
                    self._lines.append(Line(label + text, role=role))
                    label = ""
            self._call(calls, piece, last=last)
        if not paragraph.cells and self._lines and self._lines[-1].text:
            self._lines.append(Line(""))

    @staticmethod
    def _tidy(text: str, paragraph: Paragraph) -> str:
        return text.strip(" ") if paragraph.cells else " ".join(text.split())

    def _call(self, calls: list[str], piece: str, *, last: bool) -> None:
        """Take the notes that this piece of a paragraph calls: all that are left in its last piece."""
        while calls and (last or self._notes.mark_of(calls[0]) in piece):
            key = calls.pop(0)
            if key not in self._set:
                self._set.add(key)
                (self._endnotes if key.startswith("endnote") else self._waiting).append(key)

    def _end_page(self, endnotes: list[str] | None = None) -> None:
        while self._lines and not self._lines[-1].text:
            self._lines.pop()
        notes = [line for key in (*self._waiting, *(endnotes or ())) for line in self._notes.lines(key)]
        between = [Line("")] if notes else []
        self._pages.append([*self._lines, *between, *notes])
        self._lines, self._waiting = [], []

    def _role(self, paragraph: Paragraph, introduced: bool) -> LineRole:
        text, style = paragraph.text.strip(), paragraph.style
        if not text or paragraph.cells:
            return LineRole.TEXT
        if len(text) < 400 and (style.is_heading or paragraph.bold) and not paragraph.label.strip("•"):
            return LineRole.HEADING
        left, right = self._usual
        inset = min(style.left - left, style.right - right) >= _QUOTE_INDENT
        if introduced and (style.is_quote or inset) and not paragraph.label:
            return LineRole.QUOTE
        return LineRole.TEXT


def _usual_indents(paragraphs: list[Paragraph]) -> tuple[int, int]:
    """Return the indents of most of the text."""
    lengths: Counter[tuple[int, int]] = Counter()
    for each in paragraphs:
        if not each.style.is_quote and not each.label:
            lengths[each.style.left, each.style.right] += len(each.text)
    return lengths.most_common(1)[0][0] if lengths else (0, 0)
