"""The paragraphs of a Word document on pages: their labels, their notes below, and the role of each line."""

from collections import Counter
from collections.abc import Sequence

from retrieval.patterns import regex
from retrieval.readers.docx_notes import BREAK, PAGE_BREAK, Notes, Paragraph
from retrieval.readers.docx_styles import ParagraphStyle
from retrieval.readers.set_in import INTRODUCED, ITEM, SAID, UNFINISHED
from retrieval.types import Line, LineRole

_QUOTE_INDENT = 240  # twentieths of a point, on both sides
_BODY_CHARACTERS = 60
# "of the dam.", "as follows:", "is closed”.¹"; not "General Assembly"
_ENDED = regex(r"[.:;?!。：；？！؟؛][”’\"')\]»」』*⁰¹²³⁴-⁹ᵃ-ᶻ,]*$")
_MAX_LEAD = 400  # characters of a paragraph's end
_MIN_WORDS = 3  # of a quotation: fewer are a name or a heading


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
        introduced, quotable, told = False, False, False
        for each in self._paragraphs:
            role = self._role(each, introduced, quotable)
            below = introduced and role is LineRole.TEXT
            if below and ((quotable and _is_italic(each)) or (told and _is_set_in(each, self._usual))):
                role = LineRole.QUOTE
            introduced = introduced or (role is LineRole.TEXT and len(each.text) > _BODY_CHARACTERS)
            if text := each.text.strip():
                quotable = role is LineRole.QUOTE or INTRODUCED.search(text) is not None
                told = role is LineRole.QUOTE or (role is LineRole.TEXT and _tells(text))
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
                elif not paragraph.cells and self._lines and self._lines[-1].text and role is not LineRole.HEADING:
                    self._lines.append(Line(""))  # two line ends in a row part paragraphs
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

    def _role(self, paragraph: Paragraph, introduced: bool, quotable: bool) -> LineRole:
        text, style = paragraph.text.strip(), paragraph.style
        if not text or paragraph.cells:
            return LineRole.TEXT
        bold = paragraph.bold and not style.is_quote  # one of Word's own styles of quotations is bold
        if len(text) < 400 and (style.is_heading or bold) and not paragraph.label.strip("•"):
            return LineRole.HEADING
        inset = style.is_quote or _is_inset(style, self._usual)
        if introduced and inset and (quotable or not paragraph.label):
            return LineRole.QUOTE
        return LineRole.TEXT


def _is_italic(paragraph: Paragraph) -> bool:
    """Tell whether a paragraph is italic throughout, which below a colon, or below a quotation, makes a quotation."""
    labelled = paragraph.label or ITEM.match(paragraph.text.strip())
    return paragraph.italic and not labelled and not paragraph.cells and len(paragraph.text.split()) > _MIN_WORDS


def _tells(text: str) -> bool:
    """Tell whether a paragraph ends with who says what follows, with a colon or amid the sentence."""
    end = text[-_MAX_LEAD:]
    return SAID.search(end) is not None or UNFINISHED.search(end) is not None


def _is_set_in(paragraph: Paragraph, usual: tuple[int, int]) -> bool:
    """Tell whether a paragraph of prose stands farther in on the left, which is enough below such an end."""
    labelled = paragraph.label or ITEM.match(paragraph.text.strip())
    return not labelled and _is_prose(paragraph) and paragraph.style.left - usual[0] >= _QUOTE_INDENT


def _usual_indents(paragraphs: Sequence[Paragraph]) -> tuple[int, int]:
    """Return the indents of most of the prose or, where that is set in from it, of its first paragraph, the sender's.

    Numbered paragraphs count where others have the same indents: lists have some of their own.
    """
    prose = [each for each in paragraphs if _is_prose(each)] or paragraphs
    lengths: Counter[tuple[int, int]] = Counter()
    for each in sorted(prose, key=lambda one: bool(one.label)):
        indents = each.style.left, each.style.right
        if not each.label or indents in lengths:
            lengths[indents] += len(each.text)
    if not lengths:
        return 0, 0
    most = lengths.most_common(1)[0][0]
    first = next(each.style for each in prose if not each.label)
    return (first.left, first.right) if _is_inset(first, most) else most


def _is_inset(style: ParagraphStyle, usual: tuple[int, int]) -> bool:
    """Tell whether a paragraph stands farther in than others on both sides."""
    return min(style.left - usual[0], style.right - usual[1]) >= _QUOTE_INDENT


def _is_prose(paragraph: Paragraph) -> bool:
    """Tell whether a paragraph ends as sentences do and is no heading, no row of a table and no quotation."""
    style = paragraph.style
    other = paragraph.cells or paragraph.bold or style.is_heading or style.is_quote
    return not other and _ENDED.search(paragraph.text.strip()) is not None
