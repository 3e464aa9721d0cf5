"""The footnotes and endnotes of a Word document: their indicators, counted as Word counts them, and their lines."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from lxml import etree
from lxml.etree import _Element as Element

from retrieval.language.superscripts import raise_letters, raise_text
from retrieval.readers.counts import in_form
from retrieval.readers.docx_styles import ParagraphStyle, attribute, child, children, local, number
from retrieval.readers.package import Package
from retrieval.types import Line, LineRole

BREAK, PAGE_BREAK = "\n", "\f"
_KINDS = ("footnote", "endnote")
_UNCOUNTED = frozenset(("del", "moveFrom", "Fallback"))


@dataclass(slots=True)
class Paragraph:
    """A paragraph on its way to lines; breaks stand in `text` as control characters."""

    text: str = ""
    style: ParagraphStyle = field(default_factory=ParagraphStyle)
    label: str = ""
    bold: bool = False
    italic: bool = False
    cells: bool = False
    notes: list[str] = field(default_factory=list)  # as "footnote:2", in the order of their calls
    boxes: list[Element] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Counting:
    """How notes are counted: in digits or letters, from which number, and anew where."""

    form: str = "decimal"
    start: int = 1
    restart: str = "continuous"

    def changed(self, properties: Element | None) -> "_Counting":
        """Return this counting with what the properties of a section or of the document say otherwise."""
        start = child(properties, "numStart")
        return _Counting(
            attribute(child(properties, "numFmt"), "val") or self.form,
            max(number(attribute(start, "val")), 1) if start is not None else self.start,
            attribute(child(properties, "numRestart"), "val") or self.restart,
        )


class Notes:
    """The notes of a document, by key ("footnote:2"), and the indicators they are called by."""

    def __init__(
        self, package: Package, body: Element | None, paragraphs_of: Callable[[Element], list[Paragraph]]
    ) -> None:
        self._paragraphs_of = paragraphs_of
        self._elements: dict[str, Element] = {}
        self._marks: dict[str, str] = {}
        settings = package.xml("word/settings.xml")
        for kind in _KINDS:
            for each in children(package.xml(f"word/{kind}s.xml"), kind):
                if attribute(each, "type") in (None, "normal"):
                    self._elements[f"{kind}:{attribute(each, 'id')}"] = each
            if body is not None:
                self._count(kind, body, _Counting().changed(child(settings, f"{kind}Pr")))

    def called(self, kind: str, element: Element) -> tuple[str, str]:
        """Return the key of a note and its indicator, raised; "" for a mark that follows in the text."""
        key = f"{kind}:{attribute(element, 'id')}"
        if key not in self._elements:
            return "", ""
        return key, "" if _has_own_mark(element) else self._marks.get(key, "")

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

    def _count(self, kind: str, body: Element, usual: _Counting) -> None:
        """Count the notes section by section: how one counts stands in its last paragraph, or last in the body."""
        count = usual.start - 1
        called: list[str] = []  # keys, and "" where a page ends
        for _, each in etree.iterwalk(body, events=("end",)):
            name = local(each)
            if name == f"{kind}Reference" and not _has_own_mark(each) and not _is_gone(each):
                called.append(f"{kind}:{attribute(each, 'id')}")
            elif name == "lastRenderedPageBreak" or (name == "br" and attribute(each, "type") == "page"):
                called.append("")
            section = child(child(each, "pPr"), "sectPr") if name == "p" else None
            if section is not None:
                count = self._counted(called, usual.changed(child(section, f"{kind}Pr")), count)
                called = []
        self._counted(called, usual.changed(child(child(body, "sectPr"), f"{kind}Pr")), count)

    def _counted(self, called: list[str], counting: _Counting, count: int) -> int:
        """Give indicators to the notes of one section, and return the last count."""
        if counting.restart == "eachSect":
            count = counting.start - 1
        for key in called:
            if not key and counting.restart == "eachPage":
                count = counting.start - 1
            elif key in self._elements and key not in self._marks:
                count += 1
                self._marks[key] = raise_letters(in_form(count, counting.form))
        return count


def _has_own_mark(element: Element) -> bool:
    return (attribute(element, "customMarkFollows") or "0") not in ("0", "false", "off")


def _is_gone(element: Element) -> bool:
    """Tell whether a call stands in deleted text, or in the second version of something."""
    return any(local(each) in _UNCOUNTED for each in element.iterancestors())
