"""Reads Markdown and plain text: encodings, front matter, page breaks, texts that stand on one line."""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence, Set
from itertools import pairwise

from retrieval.errors import NoTextError, UnreadableLetterError
from retrieval.patterns import regex
from retrieval.readers import markdown, set_in
from retrieval.readers.decoding import decode
from retrieval.readers.limits import MAX_TEXT_BYTES
from retrieval.readers.metadata import plain
from retrieval.readers.note_numbers import with_marks, with_rule
from retrieval.types import Line, LineRole, Page, Reading, Refusal

_CONTROL = regex(r"[\x00-\x08\x0b\x0e-\x1f\x7f\ufffd]")
_MAX_CONTROL_SHARE = 0.01
_SPACES = {
    ord(each): " "
    for each in "\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\t\v"
}
_CHANGED: dict[int, str | None] = {
    **_SPACES,
    0x09: "   ",  # between the cells of a table; elsewhere runs of spaces are one
    **dict.fromkeys((0x00AD, 0x200B, 0x2060, 0xFEFF, *range(9), *range(14, 32), 0x7F)),
    **{0x2011: "-", 0x2010: "-", 0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl"},
    **{0x2028: "\n", 0x2029: "\n\n", 0x85: "\n"},
}

# a word that a line end broke: the soft hyphen, and the rest of the word
_BROKEN_WORD = regex("\u00ad[ \t]*\n[ \t]*([^\\s\u00ad]+)[ \t]?")

_FRONT_MATTER = regex(r"\s*---[ \t]*\n((?:(?!---[ \t]*\n)[^\n]*\n){0,2000}?)---[ \t]*(?:\n|$)")
_MAX_FRONT_MATTER = 16_384
# what makes YAML deep or shared: flow collections, compact nesting, anchors and aliases
_DEEP = regex(r"[\[{]|[-?:] (?=[-?:] )")
_SHARED = regex(r"(?m)(?:^|[:\-,\[{]\s{0,20})[&*]\w|<<:")
_MAX_DEEP = 200

# "2/5", "20-05432 2/5", "2/5 20-05432"; not "1/2 of them"
_FOOT = regex(r"\s*(?:\d{2}-\d{5}\s*)?(\d{1,3})/(\d{1,3})(?:\s*\d{2}-\d{5})?\s*$")
# "- 2 -", "[page 2]", "(p. 2)", "Page 2 of 5", alone in a line; not "Page 2 shows", "[2]"
_PAGE_MARK = regex(
    r"\s*(?:[-–—]\s?(\d{1,3})\s?[-–—]|[\[(<]\s?(?:[Pp]age|[Pp]\.)\s?(\d{1,3})\s?[\])>]|"
    r"[Pp]age\s(\d{1,3})(?:\sof\s\d{1,3})?)\s*"
)
_MAX_LINES = 250_000
_BLANK_RUN = 3
_TOP = 6  # lines of the first page in which its symbols are looked for
_SYMBOL = regex(r"\b[AES]/(?:ES-)?[\w.()/]{0,60}\d[\w()/]*")
_MIN_PAGE = 600  # characters: a shorter page is not closed by blank lines alone

# emphasis that opens or closes on another line: "_advantages in", "and Christian_"
_LONE_EMPHASIS = regex(r"^[_*]{1,2}(?=[^\W_])|(?<=[^\W_])_$")

_MIN_WRAPPED = 8  # lines: fewer tell nothing about the width they were broken at
_SHORT = 40  # characters: lines of a masthead, a signature, a list
_MAX_WIDTH = 140  # characters: wider lines are paragraphs
_FULL = 0.4  # of the lines: as many are nearly as long as the longest where text was broken at one width
_AROUND = 5  # lines: columns are narrower than the rest
_FITS = 0.9  # of the width: letters differ in width, so that a longer line may have been full
_MIN_WHOLE = 3  # paragraphs, each on one line
# "Dorn. The guard", "Bresk.¹ It"; not "p. 3", "a.i. of"
_SEVERAL = regex(r"\w{3}[.!?][”’\"')\]]*[⁰¹²³⁴-⁹\d\[\]]{0,5} +[“\"'(\[]?[^\Wa-z\d_]")
_ABBREVIATED = regex(r"\b\w\.\s?\w\.$")
# "Annex", "Enclosure II", "Приложение 2"
_ANNEX = regex(r"(?:annexe?|appendix|enclosure|attachment|anexo|приложение)(?: (?:[IVX]{1,5}|\d{1,2}))?", re.IGNORECASE)
# "Annex to the letter": such a heading begins a page of its own, however short the one before
_ANNEX_HEADED = regex(r"(?:Annex|ANNEX|Appendix|APPENDIX)\b")
_SENTENCE_END = regex(r"[.:;?!][”’\"')\]]*[⁰¹²³⁴-⁹\d\[\]]{0,5}$")

_ONE_LINE = 1_500
_STARTS = (
    r"Distr\.\s?:|Original\s?:\s|ORIGINAL\s?:\s|Agenda items? \d|Items? \d+ (?:of|and) |"
    r"Letters? dated \d|Identical letters dated \d|Notes? verbales? dated \d|LETTER DATED|NOTE VERBALE DATED|"
    r"Annex(?:\s+[IVX]+)?\s+to the (?:identical )?(?:letter|note)|\(Signed\)|"
    r"(?:Upon|On|Under) (?:the )?instructions? (?:from|of) my|I have the honou?r to|I should be grateful|"
    r"I would be grateful|"
    r"I wish to (?:draw|inform|bring)|Accept, (?:Sir|Excellency|Mr)|Please accept|Excellency,|"
    r"(?:Further|With reference|In reference|Pursuant) to (?:my|the|our) (?:letter|previous|note)|"
    r"The Permanent Mission of [^.]{3,80} presents its compliments"
)
# anywhere after a space, where the words before do not run into it
_ANCHOR = regex(rf"(?<=[^,\s]) +(?={_STARTS})")
_NUMBERED = regex(r"(?<=[.:;”\"]) +(?=\d{1,2}\. [A-Z“])")

# on one line, a rule above notes: "rose. _______ 1 See A/76/9120"
_RULE_INSIDE = regex(r"(?<=\S) +(_{5,200}) (?=(?:\d{1,3}|[a-z]) \S)")
# on one line, the foot of a page and the head of the next: "19-09211 (E) 110619 *1909211* A/73/902 S/2019/451 that"
_TURN_INSIDE = regex(
    r"(?<=\S) +((?:\d{1,3}/\d{1,3} )?\d{2}-\d{5}(?: ?\([ACEFRS]\))?(?: \d{6})?(?: \*\d{7}\*)?(?: \d{1,3}/\d{1,3})?) "
    r"((?:[AES]/[\w.()/-]{0,30}\d[\w.()/-]{0,30}[ –-]{0,2}){1,2})(?= |(?<= ))"
)
_END_INSIDE = regex(r"(?<=\S) +(?=\d{2}-\d{5} \d{1,3}/\d{1,3}$|\d{1,3}/\d{1,3} \d{2}-\d{5}$)")
# on one line, the heading of an annex that repeats the title, and what follows it
_ANNEX_INSIDE = regex(
    r"(Annex(?: [IVX]+)? to the (?:identical )?(?:letters?|notes?)\b.{20,300}? addressed to the "
    r"(?:Secretary-General|President of the (?:Security Council|General Assembly))) (?=[A-Z])"
)


def read_text(data: bytes) -> Reading:
    """Return the pages of a Markdown or plain text file and its front matter.

    Raises UnreadableLetterError for what is no text or longer than 8 MiB, NoTextError when nothing is in it.
    """
    if len(data) > MAX_TEXT_BYTES:
        raise UnreadableLetterError(
            f"the text is {len(data) / 2**20:.0f} MiB long; texts up to {MAX_TEXT_BYTES // 2**20} MiB are read,"
            f" split it first",
            Refusal.TOO_LARGE,
        )
    text = _decode(data)
    metadata, text, warnings = _front_matter(text)
    if not text.strip():
        raise NoTextError("the file holds no text", Refusal.EMPTY)
    if text.count("\n") > _MAX_LINES:
        raise UnreadableLetterError(
            f"the text has more than {_MAX_LINES:,} lines, which no letter has; split it first", Refusal.TOO_LARGE
        )
    marked = bool(metadata) or markdown.looks_marked(text)
    pages = tuple(Page(number, tuple(lines)) for number, lines in enumerate(_pages(_unfold(text), marked), 1))
    return Reading("markdown" if marked else "text", pages, metadata, warnings)


def _decode(data: bytes) -> str:
    """Return the text in one line-end form, without characters that nobody sees."""
    text = decode(data)
    if len(_CONTROL.findall(text[:200_000])) > _MAX_CONTROL_SHARE * min(len(text), 200_000):
        raise UnreadableLetterError(
            "the file is no text: it holds control characters as binary files do", Refusal.FORMAT
        )
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if "\u00ad" in text:
        text = _BROKEN_WORD.sub(r"\1\n", text)
    return _ordinary(text)


def _ordinary(text: str) -> str:
    return text if text.isascii() and text.isprintable() else unicodedata.normalize("NFC", text.translate(_CHANGED))


def _front_matter(text: str) -> tuple[dict[str, object], str, tuple[str, ...]]:
    """Return the metadata in front of `text`, the text after it, and a warning when it could not be read."""
    found = _FRONT_MATTER.match(text) if text.lstrip()[:3] == "---" else None
    if found is None:
        return {}, text, ()
    source = found[1]
    if len(source) > _MAX_FRONT_MATTER or len(_DEEP.findall(source)) > _MAX_DEEP or _SHARED.search(source):
        return {}, text[found.end() :], ("the front matter is too long or too deep and was left out",)
    import yaml  # noqa: PLC0415 - few letters have front matter

    try:
        loaded = yaml.load(source, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506
    except (yaml.YAMLError, ValueError, RecursionError):
        return {}, text[found.end() :], ("the front matter is no YAML and was left out",)
    if loaded is None:
        return {}, text[found.end() :], ()
    if not isinstance(loaded, Mapping):
        return {}, text, ()
    values = plain(loaded, "the front matter")
    return values if isinstance(values, dict) else {}, text[found.end() :], ()


# --- lines and pages -------------------------------------------------------------------------------------------------


def _unfold(text: str) -> str:
    """Give each part of a letter that stands on one line a paragraph of its own, where a formula begins it."""
    return "\n".join(
        _NUMBERED.sub("\n\n", _ANCHOR.sub("\n\n", _paged(line)))
        if len(line) > _ONE_LINE and _is_whole_letter(line)
        else line
        for line in text.split("\n")
    )


def _paged(line: str) -> str:
    """Part the pages, notes and annexes of a letter on one line, where a rule, furniture or a title tells them."""
    line = _ANNEX_INSIDE.sub("\\1\n\n", _END_INSIDE.sub("\n", line))
    return _TURN_INSIDE.sub("\n\\1\n\f\\2\n", _RULE_INSIDE.sub("\n\\1\n", line))


def _is_whole_letter(line: str) -> bool:
    """Tell whether one line holds both a title and a formula of the body."""
    return len(re.findall(_STARTS, line)) > 1


def _part(lines: Sequence[Line], width: int) -> Iterator[Line]:
    """Yield lines with a blank one where a paragraph ends amid text that was broken into lines of one width.

    It does where a sentence ends and the next word would have fitted: programs that take text out of PDF files leave
    out the white space between paragraphs. The lines of a quotation are shorter than the others.
    """
    texts = [line.text for line in lines]
    for place, (line, following) in enumerate(pairwise([*texts, ""])):
        yield lines[place]
        if not width or not following or following[0].islower() or not _SENTENCE_END.search(line):
            continue
        near = (each for each in lines[max(place - _AROUND, 0) : place + _AROUND] if each.role is lines[place].role)
        around = min(width, max(len(each.text) for each in near))
        below = texts[place + 1 : place + 4]
        column = around if _SENTENCE_END.search(following) else min(around, *_room(below[:2]), around)
        if _room((line, following))[0] < _FITS * column or _begins_quotation(line, below, _FITS * around):
            yield Line("")


def _room(lines: Sequence[str]) -> list[int]:
    """Return for each line but the last how long it would be with the first word of the next one."""
    return [len(line) + 1 + len(following.split(" ", 1)[0]) for line, following in pairwise(lines) if following]


def _begins_quotation(line: str, below: Sequence[str], full: float) -> bool:
    """Tell whether two lines behind a colon are shorter than the others, as those of a quotation are."""
    room = _room(below)
    return line.endswith(":") and below[0][0].isalpha() and len(room) > 1 and max(room) < full


def _are_paragraphs(lines: Sequence[str]) -> bool:
    """Tell whether each line is a whole paragraph, as in a letter that was copied out of a browser.

    Most lines then end as sentences do, hardly one goes on in the next, and many hold several sentences or, where
    white space parts nothing else, are wider than broken lines are. Sentences each on a line of its own are not such.
    """
    pairs = [(line, following) for line, following in pairwise(lines) if len(line) > _SHORT and following]
    ended = [line for line, _ in pairs if _SENTENCE_END.search(line)]
    going_on = sum(following[0].islower() for line, following in pairs if not _SENTENCE_END.search(line))
    if len(ended) < max(_MIN_WHOLE, len(pairs) / 2) or going_on > len(pairs) / 10:
        return False
    if sum(_SEVERAL.search(line) is not None for line in ended) >= len(ended) / 4:
        return True
    crowded = 4 * lines.count("") <= len(pairs)
    return crowded and sum(len(line) > _MAX_WIDTH for line in ended) >= len(ended) / 2


def _apart(lines: Sequence[str]) -> Iterator[str]:
    """Yield lines, each that ends as a sentence does or names an annex amid blank ones; others may be of one block."""
    alone = [_stands_alone(line.strip()) for line in lines]
    for place, line in enumerate(lines):
        if place and (alone[place - 1] or alone[place]):
            yield ""
        yield line


def _stands_alone(line: str) -> bool:
    return _ANNEX.fullmatch(line) is not None or (
        _SENTENCE_END.search(line) is not None and not _ABBREVIATED.search(line)
    )


def _width(lines: Sequence[str]) -> int:
    """Return the width that lines were broken at, in characters; 0 where they were not."""
    lengths = sorted(len(line) for line, following in pairwise(lines) if len(line) > _SHORT and following)
    if len(lengths) < _MIN_WRAPPED:
        return 0
    width = lengths[int(0.9 * (len(lengths) - 1))]
    full = sum(length > 0.8 * width for length in lengths)
    return width if width <= _MAX_WIDTH and full >= _FULL * len(lengths) else 0


def typed_lines(text: str) -> list[Line]:
    """Return the lines of plain text that stands inside another format, such as <pre> in HTML."""
    return [line for page in _pages(_ordinary(text), marked=False) for line in page]


def _pages(text: str, marked: bool) -> Iterator[list[Line]]:
    """Yield the lines of each page."""
    sheets = [sheet for sheet in text.split("\f") if sheet.strip()]
    whole = map(markdown.with_lost_line, sheets)
    read = map(_marked_lines, whole) if marked else _plain_lines([sheet.split("\n") for sheet in sheets])
    for lines in read:
        pages = _sheets(lines, paged="\f" in text)
        yield from pages if marked else map(with_rule, pages)


def _plain_lines(sheets: Sequence[Sequence[str]]) -> Iterator[list[Line]]:
    sheets = with_marks(sheets)
    stripped = [line.strip() for sheet in sheets for line in sheet]
    width = _width(stripped)
    if _are_paragraphs(stripped):
        width, sheets = 0, [list(_apart(sheet)) for sheet in sheets]
    for lines in set_in.lines_of(sheets):
        yield list(_part(lines, width))


def _marked_lines(sheet: str) -> list[Line]:
    lines: list[Line] = []
    for line in markdown.strip_marks(sheet).split("\n"):
        if markdown.FENCE.match(line) or markdown.TABLE_RULE.match(line):
            continue
        if heading := markdown.HEADING.match(line):
            lines.append(Line(heading[1].rstrip("#").strip(), role=LineRole.HEADING))
        elif quoted := markdown.QUOTE.match(line):
            lines.append(Line(quoted[1].strip(), role=LineRole.QUOTE))
        else:
            lines.append(Line(_LONE_EMPHASIS.sub("", line.strip())))
    return lines


def _sheets(lines: Sequence[Line], paged: bool) -> Iterator[list[Line]]:
    """Yield the pages of a sheet: parted by page numbers at the foot, by running heads, or by runs of blank lines."""
    feet: set[int] = set() if paged else _feet(lines)
    heads: set[int] = set() if paged else _running_heads(lines)
    if not (paged or feet or heads):
        heads, feet = _numbered_pages(lines)
    runs: set[int] = set() if paged or feet or heads else _blank_runs(lines)
    page: list[Line] = []
    for index, line in enumerate(lines):
        closed = index in runs and (_length(page) >= _MIN_PAGE or _ANNEX_HEADED.match(line.text) is not None)
        if closed or (index in heads and any(each.text for each in page)):
            yield page
            page = []
        page.append(line)
        if index in feet:
            yield page
            page = []
    if any(line.text for line in page):
        yield page


def _feet(lines: Sequence[Line]) -> set[int]:
    """Return where page numbers of the form "2/5" stand, when they agree on the number of pages and rise."""
    found = [(index, match) for index, line in enumerate(lines) if (match := _FOOT.match(line.text))]
    numbers = [int(match[1]) for _, match in found]
    agree = len({match[2] for _, match in found}) == 1 and numbers == sorted(set(numbers))
    return {index for index, _ in found} if agree else set()


def _numbered_pages(lines: Sequence[Line]) -> tuple[set[int], set[int]]:
    """Return where numbers of pages stand alone at their heads, and where at their feet, when they rise one by one.

    They stand at the feet where there is none below the last, or where a page of text stands above the first.
    """
    found = [(index, match) for index, line in enumerate(lines) if (match := _PAGE_MARK.fullmatch(line.text))]
    numbers = [int(match[match.lastindex or 0]) for _, match in found]
    if not numbers or numbers[0] not in (1, 2) or numbers != [*range(numbers[0], numbers[0] + len(numbers))]:
        return set(), set()
    places = {index for index, _ in found}
    above, below = lines[: min(places)], lines[max(places) + 1 :]
    at_foot = numbers[0] == 1 and (_length(above) >= _MIN_PAGE or not _length(below))
    heads = places if numbers[0] > 1 else places - {min(places)}  # the masthead may stand above the number of its page
    return (set(), places) if at_foot else (heads, set())


def _running_heads(lines: Sequence[Line]) -> set[int]:
    """Return where the symbols that stand at the top of a text stand again, alone on a line: there a page begins."""
    texts = [(index, line.text.strip()) for index, line in enumerate(lines) if line.text.strip()]
    own = {symbol for _, text in texts[:_TOP] for symbol in _SYMBOL.findall(text)}
    named = [(index, bool(own) and _names_only(text, own)) for index, text in texts]
    return {index for (_, before), (index, head) in pairwise(named[_TOP - 1 :]) if head and not before}


def _names_only(text: str, symbols: Set[str]) -> bool:
    """Tell whether a line holds nothing but one or more of `symbols`."""
    found = _SYMBOL.findall(text)
    return bool(found) and symbols >= set(found) and not _SYMBOL.sub("", text).strip(" –-*")


def _blank_runs(lines: Sequence[Line]) -> set[int]:
    """Return where a line follows so many blank ones that a page ends, unless the text is spaced so throughout."""
    long, short, blank = set(), 0, 0
    for index, line in enumerate(lines):
        if not line.text:
            blank += 1
            continue
        if blank >= _BLANK_RUN:
            long.add(index)
        elif blank:
            short += 1
        blank = 0
    return long if len(long) * 2 <= short else set()


def _length(page: Sequence[Line]) -> int:
    return sum(len(line.text) for line in page)
