"""PDF files: what pdfium knows of a page (runs of type, ruled lines) and the reading made of it.

What the geometry means (lines, columns, notes, quotations) is decided in `layout` and `roles`.
"""

import ctypes
import math
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from retrieval.errors import LetterError, NoTextError, UnreadableLetterError
from retrieval.patterns import regex
from retrieval.readers import limits
from retrieval.readers.layout import Rule, Run, Sheet, clean, segments
from retrieval.readers.roles import pages_of
from retrieval.types import Reading, Refusal

_Matrix = tuple[float, float, float, float, float, float]
_UNMOVED: _Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
_TAIL_BYTES = 4096
_PASSWORD_ERROR = 4  # FPDF_ERR_PASSWORD of fpdfview.h
_UPRIGHT_DEGREES = 5.0
_WIDE_CHARACTER = 0.62  # of the size, on average: above this a run is looked at for gaps of table columns
_INNER_GAP = 1.5  # of the size
_MAX_SIZE = 1_000.0
_RULE_THICKNESS = 2.5
_RULE_WIDTH = 25.0
_MAX_FORM_DEPTH = 4
_DIGITS = regex(r"(?<![\d/])\d{1,8}(?![\d/])")
_HIGH = 0.2  # of the size: a digit that begins so far above its baseline is a superscript by its shape
_HIGH_SIZE = 0.6  # of the size: how large such a digit is
_OVERHANG = 72.0  # points: a long address may run over the edge of its page


def read_pdf(data: bytes, name: str) -> Reading:
    """Return the pages of a PDF with the role of every line that geometry proves.

    Raises UnreadableLetterError for a damaged, encrypted or oversized file, NoTextError for a scan without text.
    """
    started = time.monotonic()
    with _opened(data, name) as document:
        count = len(document)
        if count > limits.MAX_PAGES:
            raise UnreadableLetterError(
                f"{name} has {count} pages, more than the {limits.MAX_PAGES} that are read.", Refusal.TOO_LARGE
            )
        sheets = []
        characters = 0
        for number in range(count):
            sheets.append(_sheet(document, number, name))
            characters += sum(len(each.text) for each in sheets[-1].segments)
            if characters > limits.MAX_CHARACTERS:
                raise UnreadableLetterError(f"{name} holds more text than a letter can; split it.", Refusal.TOO_LARGE)
            if time.monotonic() - started > limits.READ_SECONDS:
                raise UnreadableLetterError(
                    f"{name} takes longer than {limits.READ_SECONDS:.0f} seconds to read.", Refusal.TOO_SLOW
                )
    _require_text(sheets, name)
    return Reading("pdf", pages_of(sheets), warnings=_warnings(sheets))


@contextmanager
def _opened(data: bytes, name: str) -> Iterator[pypdfium2.PdfDocument]:
    if b"%%EOF" not in data[-_TAIL_BYTES:]:
        raise UnreadableLetterError(f"{name} is cut off before its end; get the whole PDF again.")
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if error.err_code == _PASSWORD_ERROR:
            raise UnreadableLetterError(
                f"{name} is encrypted; save it without a password first.", Refusal.ENCRYPTED
            ) from error
        raise UnreadableLetterError(f"{name} is a damaged PDF; get it again.") from error
    try:
        yield document
    except LetterError:
        raise
    except (pypdfium2.PdfiumError, ctypes.ArgumentError, OverflowError, ValueError, UnicodeError) as error:
        raise UnreadableLetterError(f"{name} is a damaged PDF; get it again.") from error
    finally:
        document.close()


def _sheet(document: pypdfium2.PdfDocument, number: int, name: str) -> Sheet:
    page = document[number]
    try:
        objects = pdfium.FPDFPage_CountObjects(page.raw)
        if objects > limits.MAX_PAGE_OBJECTS:
            raise UnreadableLetterError(
                f"{name} draws {objects} objects on page {number + 1}; that is no letter.", Refusal.UNSAFE
            )
        text = page.get_textpage()
        try:
            if text.count_chars() > limits.MAX_PAGE_CHARACTERS:
                raise UnreadableLetterError(
                    f"{name} has too much text on page {number + 1}; that is no letter.", Refusal.UNSAFE
                )
            return _PageReader(page, text).sheet(number + 1)
        finally:
            text.close()
    finally:
        page.close()


def _require_text(sheets: list[Sheet], name: str) -> None:
    letters = sum(character.isalpha() for sheet in sheets for each in sheet.segments for character in each.text)
    if letters == 0:
        reason = "is a scan without a text layer" if any(s.pictures for s in sheets) else "has no text"
        raise NoTextError(f"{name} {reason}: no readable text; run it through text recognition first.")
    signs = sum(len(each.text) - each.text.count(" ") for sheet in sheets for each in sheet.segments)
    if letters < 0.2 * signs and signs > 200:
        raise NoTextError(f"{name} has a text layer that cannot be decoded; run it through text recognition first.")


def _warnings(sheets: list[Sheet]) -> tuple[str, ...]:
    bare = [str(s.number) for s in sheets if s.pictures and not s.segments]
    if not bare:
        return ()
    pages = f"page {bare[0]} is" if len(bare) == 1 else f"pages {', '.join(bare)} are"
    return (f"{pages} a picture without text and could not be read",)


@dataclass(frozen=True, slots=True)
class _Frame:
    """The visible box of a page and its rotation: turns pdfium's coordinates into points from the top left."""

    left: float
    bottom: float
    right: float
    top: float
    rotation: int

    def place(self, x: float, y: float) -> tuple[float, float]:
        if self.rotation == 90:
            return y - self.bottom, x - self.left
        if self.rotation == 180:
            return self.right - x, y - self.bottom
        if self.rotation == 270:
            return self.top - y, self.right - x
        return x - self.left, self.top - y

    @property
    def size(self) -> tuple[float, float]:
        width, height = self.right - self.left, self.top - self.bottom
        return (height, width) if self.rotation in (90, 270) else (width, height)


def _returning_address(function: Any, *arguments: type) -> Callable[..., int | None]:
    """Return a function of pdfium whose result is a plain address: a third of the cost of a typed pointer."""
    address = ctypes.cast(function, ctypes.c_void_p).value or 0
    made: Callable[..., int | None] = ctypes.CFUNCTYPE(ctypes.c_void_p, *arguments)(address)
    return made


_text_object = _returning_address(pdfium.FPDFText_GetTextObject, ctypes.c_void_p, ctypes.c_int)
_font_of = _returning_address(pdfium.FPDFTextObj_GetFont, ctypes.c_void_p)


class _PageReader:
    """Reads the runs and rules of one page; buffers for pdfium's answers are made once."""

    def __init__(self, page: pypdfium2.PdfPage, text: pypdfium2.PdfTextPage) -> None:
        self._page = page.raw
        self._text = text.raw
        self._handle = ctypes.cast(text.raw, ctypes.c_void_p)
        self._count = text.count_chars()
        left, bottom, right, top = page.get_bbox()
        self._frame = _Frame(left, bottom, right, top, page.get_rotation())
        self._box = pdfium.FS_RECTF()
        self._edges = [ctypes.c_double() for _ in range(4)]
        self._origin = [ctypes.c_double() for _ in range(2)]
        self._matrix = pdfium.FS_MATRIX()
        self._bold: dict[int, bool] = {}
        self._pictures = 0
        self._angle = 0
        whole = self._asked(0, self._count)
        self._whole = whole if len(whole) == self._count else None

    def sheet(self, number: int) -> Sheet:
        """Return all that is on the page; runs that stand at another angle than most are left out."""
        turned: dict[int, list[Run]] = {}
        for first, last, owner in self._objects():
            runs = self._runs(first, last, owner)
            if runs:
                turned.setdefault(self._angle, []).extend(runs)
        rules = tuple(self._rules())
        width, height = self._frame.size
        upright = turned.get(0, [])
        if turned and not upright:
            upright = self._turned_upright(turned)
            width, height = height, width
        runs = [run for run in upright if -1 <= run.left <= width + _OVERHANG and -1 <= run.baseline <= height + 1]
        return Sheet(number, width, height, segments(runs), rules, self._pictures)

    def _turned_upright(self, turned: dict[int, list[Run]]) -> list[Run]:
        """Read the whole page again, as if it were printed in the direction most of its text runs in."""
        angle = max(turned, key=lambda each: sum(len(run.text) for run in turned[each]))
        if angle % 90:
            return []
        frame = self._frame
        rotation = (frame.rotation + angle) % 360
        self._frame = _Frame(frame.left, frame.bottom, frame.right, frame.top, rotation)
        found: list[Run] = []
        for first, last, owner in self._objects():
            runs = self._runs(first, last, owner)
            if self._angle == 0:
                found.extend(runs)
        return found

    def _objects(self) -> Iterator[tuple[int, int, int]]:
        """Yield the first and last character of each text object, found by strides that double, and its address."""
        handle, count = self._handle, self._count
        index = 0
        while index < count:
            this = _text_object(handle, index)
            if not this:
                index += 1
                continue
            low, stride = index, 8
            while low + stride < count and _text_object(handle, low + stride) == this:
                low += stride
                stride *= 2
            while stride > 1:
                stride //= 2
                if low + stride < count and _text_object(handle, low + stride) == this:
                    low += stride
            yield index, low, this
            index = low + 1

    def _runs(self, first: int, last: int, owner: int) -> list[Run]:
        """Return the type of one text object; in pieces where it jumps, as table rows written in one go do."""
        matrix = self._matrix
        if not pdfium.FPDFText_GetMatrix(self._text, first, matrix):
            return []
        size = pdfium.FPDFText_GetFontSize(self._text, first) * math.hypot(matrix.c, matrix.d)
        self._angle = self._turn(matrix.a, matrix.b)
        text = clean(self._string(first, last))
        if not text or not 0 < size < _MAX_SIZE:
            return []
        left, right = self._extent(first, last)
        baseline = self._frame.place(matrix.e, matrix.f)[1]
        if not math.isfinite(left + right + baseline):
            return []
        whole = Run(text, left, right, baseline, size, self._is_bold(owner), first, self._spaced(first))
        if self._angle == 0 and (raised := self._drawn_raised(first, last, size)):
            return self._split_at_raised(whole, first, last, raised)
        if self._angle == 0 and len(text) > 5 and right - left > _WIDE_CHARACTER * size * len(text):
            return self._split_at_gaps(whole, first, last)
        return [whole]

    def _spaced(self, first: int) -> bool:
        return first > 0 and self._whole is not None and self._whole[first - 1] == " "

    def _turn(self, a: float, b: float) -> int:
        """Return the angle of type to the upright, in whole quarters; 45 stands for any other."""
        if b == 0 and a > 0 and self._frame.rotation == 0:
            return 0
        turn = math.degrees(math.atan2(b, a)) - self._frame.rotation
        nearest = round(turn / 90) * 90
        return nearest % 360 if abs(turn - nearest) < _UPRIGHT_DEGREES else 45

    def _drawn_raised(self, first: int, last: int, size: float) -> list[tuple[int, int]]:
        """Return where digits are superscripts by their shape alone: fonts have small high ones for indicators."""
        text = self._string(first, last)
        if len(text) != last - first + 1:
            return []
        found = []
        for digits in _DIGITS.finditer(text):
            start, end = digits.span()
            while end > start and self._stands_high(first + end - 1, size):
                end -= 1
            if end < digits.end():
                found.append((first + end, first + digits.end() - 1))
        return found

    def _stands_high(self, index: int, size: float) -> bool:
        """Tell whether a character begins well above its own baseline."""
        edges, origin = self._edges, self._origin
        if not pdfium.FPDFText_GetCharBox(self._text, index, *edges):
            return False
        if not pdfium.FPDFText_GetCharOrigin(self._text, index, *origin):
            return False
        return edges[2].value - origin[1].value > _HIGH * size

    def _split_at_raised(self, whole: Run, first: int, last: int, raised: list[tuple[int, int]]) -> list[Run]:
        """Return a run in pieces, those in `raised` as small type above the baseline, which is what they look like."""
        pieces: list[Run] = []
        start = first
        for low, high in (*raised, (last + 1, last)):
            if start < low:
                pieces.append(self._piece(whole, start, low - 1, *self._extent(start, low - 1)))
            if low <= high:
                piece = self._piece(whole, low, high, *self._extent(low, high))
                small = _HIGH_SIZE * whole.size
                pieces.append(replace(piece, size=small, baseline=whole.baseline - small / 2))
            start = high + 1
        return [piece for piece in pieces if piece.text.strip() and math.isfinite(piece.left + piece.right)]

    def _split_at_gaps(self, whole: Run, first: int, last: int) -> list[Run]:
        pieces: list[Run] = []
        start, left, reach = first, whole.left, whole.left
        for index in range(first, last + 1):
            near, far = self._extent(index, index)
            if index > start and near - reach > _INNER_GAP * whole.size:
                pieces.append(self._piece(whole, start, index - 1, left, reach))
                start, left = index, near
            reach = far if self._string(index, index).strip() else reach
        pieces.append(self._piece(whole, start, last, left, whole.right))
        return [piece for piece in pieces if piece.text.strip()]

    def _piece(self, whole: Run, first: int, last: int, left: float, right: float) -> Run:
        return Run(clean(self._string(first, last)), left, right, whole.baseline, whole.size, whole.bold, first)

    def _string(self, first: int, last: int) -> str:
        if self._whole is not None:
            return self._whole[first : last + 1]
        return self._asked(first, last - first + 1)

    def _asked(self, first: int, wanted: int) -> str:
        buffer = (ctypes.c_ushort * (2 * wanted + 2))()
        written = pdfium.FPDFText_GetText(self._text, first, wanted, buffer)
        return bytes(buffer)[: 2 * max(written - 1, 0)].decode("utf-16-le", errors="replace")

    def _extent(self, first: int, last: int) -> tuple[float, float]:
        """Return how far characters reach from left to right, without the spaces behind them."""
        box, frame = self._box, self._frame
        lefts, rights = [], []
        if first < last:
            last -= len(string := self._string(first, last)) - len(string.rstrip(" "))
            last = max(first, last)
        for index in (first,) if first == last else (first, last):
            if not pdfium.FPDFText_GetLooseCharBox(self._text, index, box):
                continue
            one, other = frame.place(box.left, box.bottom)[0], frame.place(box.right, box.top)[0]
            lefts.append(min(one, other))
            rights.append(max(one, other))
        return (min(lefts), max(rights)) if lefts else (math.nan, math.nan)

    def _is_bold(self, owner: int) -> bool:
        font = _font_of(owner)
        if not font:
            return False
        if font not in self._bold:
            buffer = ctypes.create_string_buffer(256)
            pdfium.FPDFFont_GetBaseFontName(ctypes.cast(font, pdfium.FPDF_FONT), buffer, 256)
            name = buffer.value.lower()
            self._bold[font] = any(mark in name for mark in (b"bold", b"black", b"heavy", b"demi"))
        return self._bold[font]

    def _rules(self) -> Iterator[Rule]:
        """Yield the thin horizontal lines of the page, and count its pictures on the way."""
        page = self._page
        drawn = (pdfium.FPDFPage_GetObject(page, index) for index in range(pdfium.FPDFPage_CountObjects(page)))
        yield from self._rules_among(drawn, _UNMOVED, 0)

    def _rules_among(self, drawn: Iterator[object], matrix: _Matrix, depth: int) -> Iterator[Rule]:
        for item in drawn:
            kind = pdfium.FPDFPageObj_GetType(item)
            if kind == pdfium.FPDF_PAGEOBJ_PATH:
                rule = self._rule(item, matrix)
                if rule is not None:
                    yield rule
            elif kind == pdfium.FPDF_PAGEOBJ_IMAGE:
                self._pictures += 1
            elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < _MAX_FORM_DEPTH:
                count = min(pdfium.FPDFFormObj_CountObjects(item), limits.MAX_PAGE_OBJECTS)
                inner = (pdfium.FPDFFormObj_GetObject(item, index) for index in range(count))
                yield from self._rules_among(inner, self._moved(item, matrix), depth + 1)

    @staticmethod
    def _moved(form: object, matrix: _Matrix) -> _Matrix:
        """Return what moves the inside of a form to its place on the page."""
        own = pdfium.FS_MATRIX()
        if not pdfium.FPDFPageObj_GetMatrix(form, own):
            return matrix
        a, b, c, d, e, f = matrix
        return (
            own.a * a + own.b * c,
            own.a * b + own.b * d,
            own.c * a + own.d * c,
            own.c * b + own.d * d,
            own.e * a + own.f * c + e,
            own.e * b + own.f * d + f,
        )

    def _rule(self, item: object, matrix: _Matrix) -> Rule | None:
        edges = [ctypes.c_float() for _ in range(4)]
        if not pdfium.FPDFPageObj_GetBounds(item, *edges):
            return None
        x, y, right, top = (edge.value for edge in edges)
        one, other = self._placed(x, y, matrix), self._placed(right, top, matrix)
        if abs(other[1] - one[1]) > _RULE_THICKNESS or abs(other[0] - one[0]) < _RULE_WIDTH:
            return None
        return Rule(min(one[0], other[0]), max(one[0], other[0]), (one[1] + other[1]) / 2)

    def _placed(self, x: float, y: float, matrix: _Matrix) -> tuple[float, float]:
        a, b, c, d, e, f = matrix
        return self._frame.place(a * x + c * y + e, b * x + d * y + f)
