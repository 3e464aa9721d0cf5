"""What the lines of a PDF are: furniture, notes, block quotations, headings; proved by place and size, else text."""

import re
import statistics
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from retrieval.patterns import regex
from retrieval.readers.columns import in_reading_order
from retrieval.readers.layout import LABEL, Segment, Sheet
from retrieval.types import Line, LineRole, Page

_ZONE = 0.13  # of the page's height, at its head and at its foot
_REPEATED_ZONE = 0.1  # the same, for what is known by its repetition alone
_BODY_SHARE = 0.2  # of all characters: notes may be longer than the body, but they are smaller
_RULE_WIDTH = (30.0, 0.55)  # points; of the text's width
_NOTE_SIZE = 0.95  # of the body's size
_PARAGRAPH_GAP = 1.3  # of the leading
_SMALL_GAP = 1.1  # of the leading: parts paragraphs where a sentence ends
_FULL = 0.9  # of the way to the right edge of the type
_FEW = 3  # distances of lines
_WIDE = 1.6  # of the size: lines farther apart than this rarely are of one paragraph
_INDENT = (8.0, 60.0)
_QUOTE_INDENT = 12.0
_HEADING_SIZE = 1.15  # of the body's size
_SENTENCE_END = regex(r"[.:;?!][”’\"»)\]]*[⁰¹²³⁴-⁹ᵃ-ᶻ,*]*$")
_SIGNED = regex(r"\(\s*(?:signed|signé|firmado|подпись|توقيع|签名)", re.IGNORECASE)

# how the title of a letter begins, be its first line short or long
_TITLE = regex(
    r"(?:(?:Identical\s)?Letters?\sdated|Notes?\sverbales?\sdated|Lettres?\s(?:identiques\s)?datées?|"
    r"Cartas?\s(?:idénticas\s)?de\sfecha|Nota\sverbal\sde\sfecha|Note\sverbale\sdatée|(?:Идентичные\s)?[Пп]исьм[оа]\s|"
    r"Вербальная\sнота)",
    re.IGNORECASE,
)
_RAISED = regex("[⁰¹²³⁴-⁹ᵃ-ᶻ]")

# digits that no job number begins in; what repeats here gives nothing back, as a line of digits could else be parted in
# more ways than there is time for
_DIGITS = r"(?>(?:(?!\d\d[-–]\d{4})\d)+)"
_COUNT = rf"{_DIGITS}(?>(?:(?:\s?/\s?|\sof\s){_DIGITS})*)"
_JOB = rf"(?:(?:GE|V|K|M|NY)\.?\s?)?\d\d[-–](?=\d{{4}}){_COUNT}(?:\s?(?:\*|\([A-Z]\)))?"
_JOB_REST = r"(?:\([ACEFRS]\)|\d{6})"  # of a job number that white space has cut
_PAGE = r"(?:\d{1,4}\s?/\s?\d{1,4}|[-–—]\s*\d{1,4}\s*[-–—]|(?:[Pp]age\s)?\d{1,4}(?:\sof\s\d{1,4})?)"
_BARCODE = r"\*\s?[A-Z]{0,3}\s?\d{6,10}\s?[A-Z]?\s?\*"
_PIECE = rf"(?:{_JOB}|{_BARCODE}|[-–—]\s*\d{{1,4}}\s*[-–—]|(?:[Pp]age\s)?{_COUNT})"
# "20-05432 (E)    170420", "*2005432*", "20-05432 2/5", "3/5 20-05432", "20-140693/51", "GE.21-08237(E)", "- 2 -";
# not "2/5 of them"
_FURNITURE = regex(rf"(?:{_PIECE}|{_JOB_REST})(?:\s*{_PIECE})*\s?|.{{0,3}}Please recycle.{{0,3}}")
# "A/74/778", "S/2020/279*", "A/74/778–S/2020/279", "A/ES-10/484"; not "A/74/718-S/2020/149."
_SYMBOL = regex(r"(?:[A-Z]{1,4}/[\w.()\-–/ ]{0,60}\d[\w()]*\*?[\s–-]*){1,3}")
_SEPARATOR = regex(r"[_‗‾─—]{5,}|(?:_\s?){8,}")
# "¹ See", "* Reissued", "ᵃ Ibid."; a number on the line is looked up among the indicators of the page
_NOTE_START = regex(r"[⁰¹²³⁴-⁹ᵃ-ᶻʰʲˡʳˢʷˣʸ]+|\*{1,3}(?=\s?\S)|†|‡")
_UNSPACED_NOTE = regex(r"^([⁰¹²³⁴-⁹]+|[ᵃ-ᶻʰʲˡʳˢʷˣʸ])(?=[^\s,⁰¹²³⁴-⁹])")


def pages_of(sheets: Sequence[Sheet]) -> tuple[Page, ...]:
    """Return the pages of a document with their lines in reading order, each with its role."""
    furniture = _furniture(sheets)
    bodies = [[each for each in sheet.segments if id(each) not in furniture] for sheet in sheets]
    measure = _Measure.of(bodies)
    pages: list[Page] = []
    for sheet, body in zip(sheets, bodies, strict=True):
        edges = [each for each in sheet.segments if id(each) in furniture]
        goes_on = bool(pages) and _ends_amid_note(pages[-1])
        pages.append(Page(sheet.number, tuple(_PageLines(sheet, body, edges, measure, goes_on=goes_on).lines())))
    return tuple(pages)


def _ends_amid_note(page: Page) -> bool:
    """Tell whether the last note of a page may go on overleaf: it does not end as a sentence does."""
    notes = [line.text for line in page.lines if line.role is LineRole.NOTE]
    return bool(notes) and not notes[-1].rstrip('”’"») ]').endswith((".", "!", "?"))


# --- furniture -------------------------------------------------------------------------------------------------------


def _furniture(sheets: Sequence[Sheet]) -> set[int]:
    """Return the ids of the segments that are running heads, page numbers, job numbers or separators."""
    taken: set[int] = set()
    repeated = _repeated(sheets)
    for sheet in sheets:
        first = sheet.number == 1
        for each in sheet.segments:
            head = each.baseline < _ZONE * sheet.height
            foot = each.baseline > (1 - _ZONE) * sheet.height
            again = each.text in repeated and _at_edge(each, sheet) and not (first and head)
            if (
                again
                or (foot and _FURNITURE.fullmatch(each.text))
                or (head and not first and _is_head(each.text))
                or (head and first and re.fullmatch(_PAGE, each.text))
                or _SEPARATOR.fullmatch(each.text)
            ):
                taken.add(id(each))
    return taken


def _at_edge(each: Segment, sheet: Sheet) -> bool:
    edge = _REPEATED_ZONE * sheet.height
    return not edge <= each.baseline <= sheet.height - edge


def _is_head(text: str) -> bool:
    return bool(_FURNITURE.fullmatch(text) or _SYMBOL.fullmatch(text))


def _repeated(sheets: Sequence[Sheet]) -> set[str]:
    """Return the texts that stand at the head or foot of several pages."""
    times: Counter[str] = Counter()
    for sheet in sheets:
        times.update({each.text for each in sheet.segments if _at_edge(each, sheet)})
    enough = max(2, len(sheets) // 2)
    return {text for text, count in times.items() if count >= enough}


# --- measure ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Measure:
    """The body of a document: its size, its margins and the distance of its lines, by size."""

    size: float
    left: float
    right: float
    leading: dict[int, float]

    @classmethod
    def of(cls, bodies: Sequence[Sequence[Segment]]) -> "_Measure":
        """Take the measure of all pages together."""
        everything = [each for page in bodies for each in page]
        if not everything:
            return cls(10.0, 0.0, 0.0, {})
        sizes: Counter[float] = Counter()
        for each in everything:
            sizes[round(2 * each.size) / 2] += len(each.text)
        enough = _BODY_SHARE * sizes.total()
        size = max((each for each, count in sizes.items() if count >= enough), default=sizes.most_common(1)[0][0])
        body = [each for each in everything if abs(each.size - size) < 0.6]
        left, right = _margins(body)
        return cls(size, left, right, _leading(bodies))

    def around(self, each: Segment) -> "_Measure":
        """Return the measure with the margins of the column that a segment stands in."""
        return self if each.column is None else replace(self, left=each.column[0], right=each.column[1])

    def on(self, body: Sequence[Segment]) -> "_Measure":
        """Return the measure with the margins of one page, which differ on left and right pages."""
        mine = [each for each in body if abs(each.size - self.size) < 0.6]
        wide = [each for each in mine if each.right - each.left > 0.6 * (self.right - self.left)]
        if len(wide) < 5 or any(abs(each.left - self.left) < 2 for each in mine):
            return self
        left = _margins(wide)[0]
        return replace(self, left=left, right=self.right + left - self.left)


def _margins(body: Sequence[Segment]) -> tuple[float, float]:
    width = max(each.right for each in body) - min(each.left for each in body)
    wide = [each for each in body if each.right - each.left >= 0.6 * width] or list(body)
    lefts = Counter(round(each.left) for each in wide)
    enough = max(2, lefts.most_common(1)[0][1] // 4)
    left = min((place for place, count in lefts.items() if count >= enough), default=min(lefts))
    rights = sorted(each.right for each in wide)
    return float(left), rights[int(0.95 * (len(rights) - 1))]


def _leading(bodies: Sequence[Sequence[Segment]]) -> dict[int, float]:
    """Return the commonest distance of two lines for each size, in whole points.

    Below a line that is full the same paragraph goes on, mostly; where short paragraphs follow on one another, the
    commonest distance of all is that of two paragraphs. So is one that is wide and found but once or twice.
    """
    distances: dict[int, Counter[float]] = {}
    below_full: dict[int, Counter[float]] = {}
    right = max((each.right for page in bodies for each in page), default=0.0)
    for page in bodies:
        for before, each in pairwise(page):
            down = each.baseline - before.baseline
            if abs(each.size - before.size) < 0.6 and 0.8 * each.size < down < 2.5 * each.size:
                distances.setdefault(round(each.size), Counter())[round(2 * down) / 2] += 1
                if before.right > _FULL * right:
                    below_full.setdefault(round(each.size), Counter())[round(2 * down) / 2] += 1
    sure = {size: counts for size, counts in below_full.items() if counts.total() >= _FEW}
    found = {size: sure.get(size, counts) for size, counts in distances.items()}
    return {
        size: distance
        for size, counts in found.items()
        if (distance := counts.most_common(1)[0][0]) <= _WIDE * size or counts.total() >= _FEW
    }


# --- one page --------------------------------------------------------------------------------------------------------


class _PageLines:
    """Turns the segments of one page into its lines."""

    def __init__(
        self, sheet: Sheet, body: Sequence[Segment], edges: Sequence[Segment], measure: _Measure, *, goes_on: bool
    ) -> None:
        self._sheet = sheet
        self._measure = measure.on(body)
        self._edges = edges
        top = _note_top(sheet, body, edges, self._measure, goes_on=goes_on)
        self._text = [each for each in body if each.top < top]
        self._notes = [each for each in body if each.top >= top]

    def lines(self) -> Iterable[Line]:
        """Yield head, text, notes and foot of the page; blank lines stand between paragraphs."""
        middle = self._sheet.height / 2
        yield from (_line(each, LineRole.FURNITURE) for each in self._edges if each.baseline < middle)
        yield from self._text_lines()
        notes = in_reading_order(self._notes, self._sheet.rules, 0.0)
        if notes:
            yield Line("")
        yield from (_line(each, LineRole.NOTE) for each in notes)
        yield from (_line(each, LineRole.FURNITURE) for each in self._edges if each.baseline >= middle)

    def _text_lines(self) -> Iterable[Line]:
        ordered = in_reading_order(self._text, self._sheet.rules, self._head_bottom())
        introduced = self._sheet.number > 1
        before: Sequence[Segment] = ()
        quoted = False
        for block in _paragraphs(ordered, self._measure):
            if before:
                yield Line("")
            role = self._role(block, before, introduced)
            if role is LineRole.TEXT and quoted and _stands_below(block, before):
                role = LineRole.QUOTE
            quoted = role is LineRole.QUOTE
            introduced = introduced or self._is_body(block)
            yield from (_line(each, role) for each in block)
            before = block

    def _head_bottom(self) -> float:
        """Return where the masthead of a first page ends: above its title or first wide line; 0 where it has none."""
        if self._sheet.number > 1 or not self._text:
            return 0.0
        width = self._measure.right - self._measure.left
        wide = (each for each in self._text if each.right - each.left > 0.7 * width or _TITLE.match(each.text))
        first = next(wide, None)
        return first.top if first is not None else 0.4 * self._sheet.height

    def _is_body(self, block: Sequence[Segment]) -> bool:
        first = block[0]
        measure = self._measure.around(first)
        wide = first.right - first.left > 0.75 * (measure.right - measure.left)
        return wide and not first.bold and abs(first.size - self._measure.size) < 0.6

    def _role(self, block: Sequence[Segment], before: Sequence[Segment], introduced: bool) -> LineRole:
        if _is_heading(block, self._measure):
            return LineRole.HEADING
        if introduced and _is_quote(block, before, self._measure.around(block[0])):
            return LineRole.QUOTE
        return LineRole.TEXT


def _line(each: Segment, role: LineRole) -> Line:
    text = _UNSPACED_NOTE.sub(r"\1 ", each.text) if role is LineRole.NOTE else each.text
    return Line(text, round(each.left, 1), round(each.top, 1), round(each.size, 1), role)


def _note_top(
    sheet: Sheet, body: Sequence[Segment], edges: Sequence[Segment], measure: _Measure, *, goes_on: bool
) -> float:
    """Return the height at which the notes of a page begin; below the page where there are none.

    `goes_on` says that the last note of the page before is not at its end: what goes on has no indicator.
    """
    by_rule = [top for top in _separators(sheet, edges, measure) if _are_notes(body, top, measure, goes_on=goes_on)]
    if by_rule:
        return min(by_rule)
    small = _small_foot(body, measure, goes_on=goes_on)
    return small if small is not None else sheet.height + 1


def _separators(sheet: Sheet, edges: Sequence[Segment], measure: _Measure) -> Iterable[float]:
    least, most = _RULE_WIDTH
    width = max(measure.right - measure.left, 1.0)
    for rule in sheet.rules:
        at_margin = abs(rule.left - measure.left) < 40 or abs(rule.right - measure.right) < 40
        if at_margin and least <= rule.right - rule.left <= max(most * width, least) and rule.top > 0.1 * sheet.height:
            yield rule.top
    yield from (each.baseline for each in edges if _SEPARATOR.fullmatch(each.text))


def _are_notes(body: Sequence[Segment], top: float, measure: _Measure, *, goes_on: bool) -> bool:
    """Tell whether all that stands below `top` is small type, or begins as a note does."""
    below = [each for each in body if each.top >= top - 1]
    if not below or (len(below) == len(body) and not goes_on):
        return False
    if all(each.size <= _NOTE_SIZE * measure.size for each in below):
        return True
    return bool(_NOTE_START.match(below[0].text)) and all(each.size <= measure.size + 0.5 for each in below)


def _small_foot(body: Sequence[Segment], measure: _Measure, *, goes_on: bool) -> float | None:
    """Return the top of the small type at the foot of a page that begins with an indicator, or goes on."""
    start = len(body)
    while start > 0 and body[start - 1].size <= _NOTE_SIZE * measure.size:
        start -= 1
    if goes_on and start < len(body):
        return body[start].top
    if start == 0:
        return None
    marked = (each for each in body[start:] if _NOTE_START.match(each.text))
    first = next(marked, None)
    return first.top if first is not None else None


# --- paragraphs ------------------------------------------------------------------------------------------------------


def _paragraphs(ordered: Sequence[Segment], measure: _Measure) -> Iterable[list[Segment]]:
    """Group the lines of a page into paragraphs, by white space, by indents and by change of type."""
    block: list[Segment] = []
    for index, each in enumerate(ordered):
        if block and _parted(ordered, index, len(block) == 1, measure.around(each)):
            yield block
            block = []
        block.append(each)
    if block:
        yield block


def _parted(ordered: Sequence[Segment], index: int, before_opens: bool, measure: _Measure) -> bool:
    before, each = ordered[index - 1], ordered[index]
    following = ordered[index + 1] if index + 1 < len(ordered) else None
    down = each.baseline - before.baseline
    if before.column != each.column:
        return down > 0 or before.bold != each.bold or _SENTENCE_END.search(before.text) is not None
    if down <= 0:
        return before.bold != each.bold or (down < 0 and _is_short(before, measure))
    usual = measure.leading.get(round(each.size), 1.2 * each.size)
    if down > _PARAGRAPH_GAP * usual and down > 1.3 * max(each.size, before.size):
        return True
    if down > _SMALL_GAP * usual and _SENTENCE_END.search(before.text) and not _RAISED.search(each.text):
        return True  # raised type pushes its own line down, where lines are as high as what stands in them
    if before.table or each.table:
        return before.table != each.table
    if before.bold != each.bold or abs(before.size - each.size) > 0.12 * measure.size:
        return True
    if _ended_early(before, each, measure):
        return True
    return _indented(before, each, following, before_opens)


def _is_short(each: Segment, measure: _Measure) -> bool:
    return each.right - each.left < 0.3 * (measure.right - measure.left)


def _ended_early(before: Segment, each: Segment, measure: _Measure) -> bool:
    """Tell whether a paragraph ends with `before`: a sentence does, and the next word would have fitted."""
    if not _SENTENCE_END.search(before.text):
        return False
    at_margin = abs(before.left - measure.left) < 2 or abs(each.left - measure.left) < 2
    right = max(each.right, measure.right) if at_margin else each.right
    word = each.text.split(" ", 1)[0]
    character = (each.right - each.left) / max(len(each.text), 1)
    return right - before.right > (len(word) + 1) * character + measure.size


def _indented(before: Segment, each: Segment, following: Segment | None, before_opens: bool) -> bool:
    """Tell whether the left edge of `each` opens a paragraph: further in than its neighbours, or a new margin."""
    least, most = _INDENT
    inward = each.left - before.left
    if least <= inward <= most:
        return not (before_opens and LABEL.match(before.text))
    if inward <= -least:
        return not before_opens
    if LABEL.match(each.text) and following is not None:
        return before.left - each.left > -1.5 and LABEL.match(before.text) is not None
    return False


def _is_heading(block: Sequence[Segment], measure: _Measure) -> bool:
    text = " ".join(each.text for each in block)
    if len(block) > 5 or len(text) > 400 or not any(map(str.isalpha, text)) or any(each.table for each in block):
        return False
    large = all(each.size >= _HEADING_SIZE * measure.size for each in block)
    return all(each.bold for each in block) or large


def _is_quote(block: Sequence[Segment], before: Sequence[Segment], measure: _Measure) -> bool:
    """Tell whether a paragraph is set to a narrower measure than the body, in from both its margins."""
    width = measure.right - measure.left
    left = min(each.left for each in block)
    right = max(each.right for each in block)
    if any(each.table or each.bold for each in block) or _SIGNED.search(block[0].text):
        return False
    if not _QUOTE_INDENT <= left - measure.left <= 0.35 * width or right > measure.right - _QUOTE_INDENT:
        return False
    if statistics.pstdev(each.left for each in block[1:] or block) > 1.5:
        return False
    if len(block) == 1:
        return bool(before) and before[-1].text.rstrip().endswith(":") and not LABEL.match(block[0].text)
    return right - measure.left > 0.6 * width and _wraps(block, right)


def _stands_below(block: Sequence[Segment], quoted: Sequence[Segment]) -> bool:
    """Tell whether a paragraph of one line goes on with the block quotation above it, at whose left edge it stands."""
    line = block[0]
    plain = len(block) == 1 and not (line.table or line.bold or LABEL.match(line.text) or _SIGNED.search(line.text))
    return plain and abs(line.left - min(each.left for each in quoted[1:] or quoted)) < 1.5


def _wraps(block: Sequence[Segment], right: float) -> bool:
    """Tell whether each line but the last is full: the first word of the next would not have fitted."""
    for each, following in pairwise(block):
        character = (following.right - following.left) / max(len(following.text), 1)
        word = following.text.split(" ", 1)[0]
        if each.right + (len(word) + 1) * character < right - 2:
            return False
    return True
