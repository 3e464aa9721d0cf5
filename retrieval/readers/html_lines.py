"""Elements of a saved page → lines: paragraphs, headings, block quotations, tables and notes, in order."""

import html
import re
from collections.abc import Iterator, Mapping
from itertools import islice

from lxml.etree import _Element as Element

from retrieval.language.superscripts import raise_text
from retrieval.patterns import regex
from retrieval.readers.counts import in_form
from retrieval.readers.layout import clean
from retrieval.readers.set_in import INTRODUCED, ITEM
from retrieval.readers.text import typed_lines
from retrieval.types import Line, LineRole

_INLINE = frozenset(
    "a abbr acronym b bdi bdo big cite code del dfn em font i ins kbd label mark q rp ruby s samp small span strike "
    "strong sub sup time tt u var wbr img o:p".split()
)
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_DROPPED = frozenset(("del", "strike", "s", "rp", "rt", "title", "head"))
_ENTITY = regex(r"&(?:[a-zA-Z]{2,8}|#\d{2,6}|#x[0-9a-fA-F]{2,5});")
_RAISED = regex(r"[⁰¹²³⁴-⁹ᵃ-ᶻʰʲˡʳˢʷˣʸ]{1,3}(?=[\s\W]|[A-Z“])")
_RAISED_STYLE = regex(r"vertical-align\s*:\s*(?:super|[1-9])|mso-special-character\s*:\s*footnote", re.IGNORECASE)
# a paragraph that is set in like a block quotation; farther in stand signatures
_INDENT = regex(r"(?:padding|margin)-left\s*:\s*(\d{1,4}(?:\.\d{1,4})?)\s*(px|pt|r?em|%)", re.IGNORECASE)
_INDENTS = {"px": (20, 120), "pt": (15, 90), "em": (1, 8), "rem": (1, 8), "%": (5, 20)}
# "quote", "block-quote", "wp-quote big", "MsoQuote"; not "quoter"
_QUOTE_CLASS = regex(r"(?:^|[\s_-]|Mso(?:Intense)?|block)quot(?:e|ed|ation)(?:$|[\s_-])", re.IGNORECASE)
_SIGNED = regex(r"\(?\s*signed", re.IGNORECASE)
_WHITE_SPACE = regex(r"white-space\s*:\s*([a-z-]+)", re.IGNORECASE)
_KEPT = frozenset(("pre", "pre-wrap", "pre-line", "break-spaces"))
_FORMS = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman", "1": "decimal"}
_LIST_STYLE = regex(r"list-style(?:-type)?\s*:[^;]{0,80}?\b(lower|upper)-(alpha|latin|roman)\b", re.IGNORECASE)
_MAX_DIGITS = 6
_BREAK = "\n"


def lines_of(main: Element, notes: Mapping[Element, str], title: str | None) -> tuple[Line, ...]:
    """Return the lines of the main part of a page; `notes` are its elements that hold notes, with indicators."""
    kept = False
    for each in reversed(list(main.iterancestors())):
        kept = _keeps_line_ends(each, kept)
    walk = _Walk(notes, kept=kept, set_in=_set_in(main))
    if title:
        walk.add(title, LineRole.HEADING)
    walk.block(main, LineRole.TEXT)
    walk.flush(LineRole.TEXT)
    return tuple(_noted(walk.lines))


def _noted(lines: list[Line]) -> Iterator[Line]:
    """Mark as notes the paragraphs at the end that begin with an indicator called before; none amid the text."""
    called = "\n".join(line.text for line in lines)
    tail = len(lines)
    for index in range(len(lines) - 1, -1, -1):
        line = lines[index]
        mark = _RAISED.match(line.text)
        if line.text and line.role is not LineRole.NOTE and (mark is None or called.count(mark[0]) < 2):
            break
        tail = index
    for index, line in enumerate(lines):
        note = index >= tail and line.text and line.role is LineRole.TEXT
        yield Line(line.text, role=LineRole.NOTE) if note else line


class _Walk:
    """Walks elements and writes lines; `_words` is the paragraph that is being written.

    `_kept` says that line ends in the text are shown, as in <pre>; `_set_in` are elements that may be quotations.
    """

    def __init__(
        self, notes: Mapping[Element, str], *, kept: bool = False, set_in: frozenset[Element] = frozenset()
    ) -> None:
        self.lines: list[Line] = []
        self._set_in = set_in
        self._kept = kept
        self._notes = notes
        self._words = ""
        self._mark = ""
        self._counts: dict[Element, int] = {}

    def add(self, text: str, role: LineRole) -> None:
        """Add one paragraph, and a blank line after it; two line ends in a row part it in two, save in a heading."""
        pieces = [" ".join(_plain(piece).split()) for piece in text.strip().split(_BREAK)]
        kept = [words for words, before in zip(pieces, ["", *pieces], strict=False) if words or before]
        while kept and not kept[-1]:
            kept.pop()
        if role is LineRole.HEADING:
            kept = [words for words in kept if words]
        if kept and self._mark and role is LineRole.NOTE:
            kept[0] = f"{self._mark} {kept[0].removeprefix(self._mark).lstrip()}"
            self._mark = ""
        self.lines += (Line(words, role=role) if words else Line("") for words in kept)
        if kept:
            self.lines.append(Line(""))

    def flush(self, role: LineRole) -> None:
        """End the paragraph that is being written; where line ends are shown, it is a text of several."""
        if self._kept and role is LineRole.TEXT and _BREAK in self._words.strip():
            self.lines += (*typed_lines(_plain(self._words)), Line(""))
        else:
            self.add(self._words, role)
        self._words = ""

    def block(self, element: Element, role: LineRole) -> None:
        """Write what stands in an element."""
        if element in self._notes:
            self.flush(role)
            role, self._mark = LineRole.NOTE, self._notes[element]
        outer, self._kept = self._kept, _keeps_line_ends(element, self._kept)
        self._inline(element.text)
        for each in element:
            self._child(each, role)
            self._inline(each.tail)
        if self._kept and element.tag not in _INLINE:
            self.flush(role)
        self._kept = outer

    def _child(self, each: Element, role: LineRole) -> None:
        tag = each.tag
        if not isinstance(tag, str) or tag in _DROPPED:
            return
        if tag == "br":
            self._words += _BREAK
        elif tag == "table":
            self.flush(role)
            self._table(each, role)
        elif tag in _INLINE and each not in self._notes:
            self._span(each, role)
        else:
            self.flush(role)
            inner = self._role_of(each, role)
            self._words += "" if each in self._notes else self._bullet(each)
            self.block(each, inner)
            self.flush(LineRole.NOTE if each in self._notes else inner)

    def _span(self, each: Element, role: LineRole) -> None:
        raised = each.tag == "sup" or _RAISED_STYLE.search(each.get("style") or "")
        if raised and not any(child.tag in ("p", "div") for child in each):
            self._words += raise_text(_plain("".join(map(str, each.itertext()))), self._words)
            return
        if each.tag == "q":  # a browser sets the marks
            self._words += "“"
        self.block(each, role)
        if each.tag == "q":
            self._words = f"{self._words.rstrip()}”"

    def _role_of(self, each: Element, role: LineRole) -> LineRole:
        if role is LineRole.NOTE:
            return role
        if each.tag in _HEADINGS:
            return LineRole.HEADING
        quoted = each.tag == "blockquote" or (each in self._set_in and self._is_introduced())
        return LineRole.QUOTE if quoted else role

    def _is_introduced(self) -> bool:
        """Tell whether a quotation may begin here, or go on: below a colon, or below a quotation."""
        before = next((line for line in reversed(self.lines) if line.text), None)
        return before is not None and (before.role is LineRole.QUOTE or INTRODUCED.search(before.text) is not None)

    def _bullet(self, each: Element) -> str:
        """Return the number that a browser sets before an item of a numbered list."""
        parent = each.getparent()
        if each.tag != "li" or parent is None or parent.tag != "ol":
            return ""
        before = self._counts.get(parent)
        count = _whole(each.get("value"), _whole(parent.get("start"), 1) if before is None else before + 1)
        self._counts[parent] = count
        form = _FORMS.get((parent.get("type") or "").strip()) or _listed_as(parent)
        return f"{in_form(count, form)}{')' if form.endswith(('Letter', 'Roman')) else '.'} "

    def _inline(self, text: str | None) -> None:
        if text and self._kept:
            # a tab sets a paragraph in
            self._words += text.replace("\r\n", _BREAK).replace("\r", _BREAK).replace("\t", "    ")
        elif text:
            self._words += text.replace("\r", " ").replace(_BREAK, " ")

    def _table(self, table: Element, role: LineRole) -> None:
        """Write a table of data row by row, a table that only arranges text cell by cell."""
        rows = [
            [cell for cell in row if cell.tag in ("td", "th")] for row in table.iter("tr") if _table_of(row) is table
        ]
        if _is_layout(rows):
            for row in rows:
                for cell in row:
                    self.block(cell, role)
                    self.flush(role)
            return
        for row in rows:
            texts = []
            for cell in row:
                walk = _Walk(self._notes, kept=self._kept)
                walk.block(cell, role)
                walk.flush(role)
                texts.append(" ".join(line.text for line in walk.lines if line.text))
            if any(texts):
                self.lines.append(Line("\t".join(texts), role=role))
        self.lines.append(Line(""))


def _whole(text: str | None, otherwise: int) -> int:
    """Return a whole number that an attribute holds."""
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) < _MAX_DIGITS else otherwise


def _listed_as(parent: Element) -> str:
    """Return the form of a list's numbers that its style tells."""
    found = _LIST_STYLE.search(parent.get("style") or "")
    return f"{found[1].lower()}{'Roman' if found[2].lower() == 'roman' else 'Letter'}" if found else "decimal"


def _set_in(main: Element) -> frozenset[Element]:
    """Return the elements that are set in as block quotations are; none where most of the text is."""
    found = {each for each in main.iter("p", "div", "ul", "dl") if _is_set_in(each) and not _is_item(each)}
    outer = [each for each in found if found.isdisjoint(each.iterancestors())]
    inside = sum(len(text) for each in outer for text in each.itertext())
    return frozenset(found) if 2 * inside < sum(map(len, main.itertext())) else frozenset()


def _is_set_in(element: Element) -> bool:
    if _QUOTE_CLASS.search(element.get("class") or ""):
        return True
    if element.tag in ("ul", "dl"):  # lists without items are how editors of old set paragraphs in
        return any(each.tag == "p" for each in element) and not any(each.tag in ("li", "dt", "dd") for each in element)
    for width, unit in _INDENT.findall(element.get("style") or ""):
        least, most = _INDENTS[unit.lower()]
        if least <= float(width) <= most:
            return True
    return False


def _is_item(element: Element) -> bool:
    """Tell whether an element is an item of a list or a signature, which are set in, too."""
    text = "".join(map(str, islice(element.itertext(), 10))).strip()
    return ITEM.match(text) is not None or _SIGNED.match(text) is not None


def _keeps_line_ends(element: Element, outer: bool) -> bool:
    """Tell whether line ends in an element are shown; `outer` says whether they are around it."""
    found = _WHITE_SPACE.search(element.get("style") or "")
    if found:
        return found[1].lower() in _KEPT or (outer and found[1].lower() == "inherit")
    return outer or element.tag in ("pre", "listing", "plaintext")


def _table_of(row: Element) -> Element | None:
    return next((each for each in row.iterancestors() if each.tag == "table"), None)


def _is_layout(rows: list[list[Element]]) -> bool:
    if len(rows) < 2 or max(map(len, rows), default=0) < 2:
        return True
    cells = [cell for row in rows for cell in row]
    nested = any(cell.find(".//table") is not None for cell in cells)
    return nested or any(sum(1 for _ in cell.iter("p", "div", "li")) > 3 for cell in cells)


def _plain(text: str) -> str:
    """Return text with entities undone that were escaped twice, and odd characters made ordinary."""
    if _ENTITY.search(text):
        text = _ENTITY.sub(lambda found: html.unescape(found[0]), text)
    return _BREAK.join(clean(piece.replace("\u00ad", "")) for piece in text.split(_BREAK))
