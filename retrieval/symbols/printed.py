"""Symbols as they are printed: joint symbols, lists of additions, and the damage that scanners and web pages do."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from retrieval.patterns import regex
from retrieval.symbols.grammar import ORGANS, TREATY_BODIES, well_formed
from retrieval.types import Span

_SLASH = r"[/／∕⁄]"
DASH = r"[-‐‑‒–—−]"
_GAP = r"\s{0,2}"
# A digit, or a letter that scanners read for one; the S of a second half glued on is none ("A/ES-10/484S/2010/158").
_ANY_DIGIT = "[0-9lIOosS]"
_DIGIT = r"(?:[0-9lIOo]|s(?!\s?/\s?(?:199|20\d)\d/)|S(?!\s?/\s?(?:(?:199|20\d)\d/|\d{4,5}(?!\d))))"
_OCR = str.maketrans("lIOoSs", "110055")

_START = regex(rf"(?<![A-Za-z0-9])(?<![A-Za-z0-9]_)(?:{ORGANS}|a|s|e)(?={_GAP}{_SLASH})")
_PART = regex(
    rf"{_GAP}{_SLASH}{_GAP}(?:"
    rf"(?P<special>[Ee]?[Ss]){DASH}\s?(?P<session>{_DIGIT}{{1,2}})(?![A-Za-z0-9])"
    # no symbol ends with the number of a committee or a conference, so that nothing can be glued on there
    rf"|(?P<code>[A-Za-z]{{1,6}})\.\s?(?P<number>(?<=[CNFBb]\.){_ANY_DIGIT}{{1,3}}(?=\s?/)|{_DIGIT}{{1,5}}|[A-Z]{{1,4}})"
    r"(?!(?![SEA]\s?/)[A-Za-z])"
    rf"|(?P<digits>{_DIGIT}{{1,6}})(?P<range>-\d{{1,2}}(?![\w/]))?(?!(?![SsEA]\s?/)[A-Za-z0-9])"
    r"|(?P<word>[A-Za-z]{1,6})(?![A-Za-z0-9])"
    r"|(?P<inner>\(\d{2,4}\)(?=/))"
    r")"
)
_BRACKET = regex(
    r"\s?\(\s?(?P<inside>\d{4}|(?:E?S-)?[IVXL]{1,7}|(?:supp|prov)\.?|(?:vol|part)\.?\s?[IVX\d]{1,5}"
    r"|resumption\s?\d{1,2}|sect\.?\s?\d{1,2}[A-Z]?)\s?\)",
    re.IGNORECASE,
)
_GOES_ON = regex(rf"{_SLASH}\d{{1,3}}[A-Za-z]\d")  # "A/41" is no symbol in "A/41/6B8"
_SPLIT_NUMBER = regex(r" (\d{1,3})(?![\w/]|\s+[A-Za-z]{3})")  # S/l500 7
_JOINT = regex(rf"(?:\s?{DASH}{{1,2}}\s?|\s?/\s?)?(?P<organ>[ASE]|[se])(?={_GAP}{_SLASH})")
_JOINT_LINES = regex(rf"[ \t]*\n\s*(?P<organ>[SE])(?={_SLASH})")
_JOINT_SPACE = regex(rf"[ \t]+(?P<organ>[SE])(?={_SLASH})")
# The S of the second half lost or misread: "A/ES-10/665-5/2014/810".
_MISREAD = regex(rf"\s?{DASH}\s?[58$]?\s?{_SLASH}(?P<year>(?:199|20\d)\d)/(?P<number>[1-9]\d{{0,3}})(?![\w/])")
_SESSION_YEAR = 1945  # session n opens in September of 1945 + n


@dataclass(frozen=True, slots=True)
class FoundSymbol:
    """A symbol where it stands; a joint symbol is one of these with two `symbols`.

    `printed` is the text at `span`; `repaired` tells that it was not printed well formed, so that a reader should be
    shown both.
    """

    span: Span
    symbols: tuple[str, ...]
    printed: str
    repaired: bool = False


@dataclass(frozen=True, slots=True)
class _Piece:
    """One part as read: its clean text, where it ends, and whether anything had to be repaired."""

    text: str
    end: int
    repaired: bool


@dataclass(frozen=True, slots=True)
class _Read:
    symbols: tuple[str, ...]
    end: int
    repaired: bool


def find_printed(text: str) -> Iterator[FoundSymbol]:
    """Yield the symbols printed in `text`, in order; each member of a list of additions is one of its own."""
    position = 0
    while start := _START.search(text, position):
        position = start.end()
        read = _read_joint(text, start) if _may_begin(text, start.start()) else None
        if read is None:
            continue
        span = Span(start.start(), read.end)
        yield FoundSymbol(span, read.symbols, span.of(text), read.repaired)
        position = read.end
        for member in _additions(text, read):
            yield member
            position = member.span.end


# --- one symbol ------------------------------------------------------------------------------------------------------

_SITE = regex(r"(?:undocs\.org|docs\.un\.org)/(?:(?:ar|en|es|fr|ru|zh)/)?$|[?&](?:s|m|symbol)=$", re.IGNORECASE)
_ADDRESS = regex(r"://|^\W{0,3}www\.|[A-Za-z0-9-]\.[a-z]{2,6}/")


def _may_begin(text: str, start: int) -> bool:
    """Tell whether a symbol may begin here: not in a path, unless the address is one of documents."""
    before = text[max(0, start - 200) : start]
    if not before or before[-1].isspace():
        return True
    token = before.split()[-1]
    if _SITE.search(token):
        return True
    genitive = text[start].islower() and before[-1] in "'’"
    return not genitive and before[-1] not in "/／\\=&?%@" and not _ADDRESS.search(token)


def _read_joint(text: str, start: re.Match[str]) -> _Read | None:
    first = _read_one(text, start.start(), start.end())
    if first is None or len(first.symbols) > 1:
        return first
    symbols, end, repaired = first.symbols, first.end, first.repaired
    while (second := _other_half(text, start.start(), symbols, end)) is not None:
        symbols, end, repaired = (*symbols, *second.symbols), second.end, repaired or second.repaired
    return _Read(symbols, end, repaired)


def _read_one(text: str, start: int, after_organ: int) -> _Read | None:
    """Read one symbol: as many parts as are well formed together."""
    organ = text[start:after_organ]
    pieces = list(_pieces(text, after_organ, organ))
    faint = organ.islower() or any(char.isspace() for char in text[start : after_organ + 2])
    parts = [piece.text for piece in pieces]
    if lost := _lost_separator(organ, parts):
        return _Read(lost, pieces[-1].end, repaired=True)
    if not any(char.isdigit() for part in parts for char in part):
        return None
    for count in range(len(pieces), 0, -1):
        end = pieces[count - 1].end
        if _GOES_ON.match(text, end):
            continue
        repaired = organ.islower() or any(piece.repaired for piece in pieces[:count])
        bracket = _BRACKET.match(text, end)
        symbol = bracket and well_formed(organ, parts[:count], bracket["inside"])
        if bracket and symbol:
            return _Read((symbol,), bracket.end(), repaired)
        symbol = well_formed(organ, parts[:count])
        if symbol and not (count == 1 and (faint or repaired) and len(parts[0]) < 4):
            return _Read((symbol,), end, repaired)
    return None


def _pieces(text: str, position: int, organ: str) -> Iterator[_Piece]:
    for _ in range(9):
        match = _PART.match(text, position)
        piece = match and _piece(text, match, organ)
        if not piece:
            return
        yield piece
        position = piece.end


def _piece(text: str, match: re.Match[str], organ: str) -> _Piece | None:
    spaced = any(char.isspace() for char in match[0])
    if match["word"] and re.match(r"\s+\S\w", match[0]):
        return None  # a path begins: "s/he /usr"
    if word := match["word"] or match["inner"]:
        return _Piece(word, match.end(), spaced)
    if code := match["code"]:
        number = match["number"]
        roman = code.upper() in ("WG", "SER") and number.isalpha()
        digits = number if roman else number.translate(_OCR)
        return _Piece(f"{code}.{digits}", match.end(), spaced or digits != number)
    if special := match["special"]:
        digits = match["session"].translate(_OCR)
        return _Piece(f"{special.upper()}-{digits}", match.end(), spaced or digits != match["session"])
    printed = match["digits"]
    if not any(char.isdigit() for char in printed):
        return _Piece(printed, match.end(), spaced) if printed.isalpha() else None
    digits, end = printed.translate(_OCR), match.end("digits")
    if match["range"] and organ in TREATY_BODIES:
        return _Piece(digits + match["range"], match.end(), spaced or digits != printed)
    if digits != printed and (rest := _SPLIT_NUMBER.match(text, end)):
        digits, end = digits + rest[1], rest.end()
    return _Piece(digits, end, spaced or digits != printed)


# --- joint symbols ---------------------------------------------------------------------------------------------------


def _other_half(text: str, start: int, symbols: tuple[str, ...], end: int) -> _Read | None:
    """Read the symbol joined on at `end`, whatever is left of the separator; `None` when there is none."""
    if misread := _MISREAD.match(text, end):
        second = well_formed("S", (misread["year"], misread["number"]))
        if second and symbols[0].startswith("A/"):
            return _Read((second,), misread.end(), repaired=True)
    if joint := _JOINT.match(text, end):
        if joint["organ"].upper() == symbols[-1][0] and not symbols[-1].startswith("A/ES-"):
            return None
        second_half = _read_one(text, joint.start("organ"), joint.end("organ"))
        return second_half and _Read(
            second_half.symbols, second_half.end, second_half.repaired or joint.end() - end < 2
        )
    return _half_on_next_line(text, start, symbols, end)


def _half_on_next_line(text: str, start: int, symbols: tuple[str, ...], end: int) -> _Read | None:
    """Two header lines, each with one half; or the two halves with nothing but a space between them."""
    if not symbols[-1].startswith("A/"):
        return None
    if joint := _JOINT_LINES.match(text, end):
        second = _read_one(text, joint.start("organ"), joint.end("organ"))
        alone = second is not None and not text[second.end : second.end + 40].split("\n", maxsplit=1)[0].strip(" \t*")
        begins = not text[max(0, start - 40) : start].rsplit("\n", maxsplit=1)[-1].strip(" \t*[")
        return second if alone and begins else None
    if joint := _JOINT_SPACE.match(text, end):
        second = _read_one(text, joint.start("organ"), joint.end("organ"))
        if second and _go_together(symbols[-1], second.symbols[0]):
            return second
    return None


def _lost_separator(organ: str, parts: list[str]) -> tuple[str, ...] | None:
    """Split "A/78/3358/2023/642": the S became an 8 or a 5, or went with its separator."""
    if organ not in ("A", "a") or len(parts) != 4 or not all(part.isdigit() for part in parts[1:]):
        return None
    session, number, year, second_number = parts
    if len(number) > 3 and number[-1] in "58":
        number = number[:-1]
    first = well_formed("A", (session, number))
    second = well_formed("S", (year, second_number))
    return (first, second) if first and second and _go_together(first, second) else None


def _go_together(first: str, second: str) -> bool:
    """Tell whether an Assembly session and a Council year can stand on one document."""
    session, year = first.split("/")[1], second.split("/")[1]
    if session.startswith(("ES-", "S-")):
        return True
    if not (session.isdigit() and year.isdigit()):
        return False
    return int(year) - _SESSION_YEAR - int(session) in (0, 1)


# --- lists: "A/49/34, Add.1 and Corr.1", "S/2000/40/Add.39, 44, 46 and 50" --------------------------------------------

_AND = r"(?:\s*,\s*(?:(?:and|et|y|e|и|or)\s+)?|\s*،\s*|\s+(?:and|et|y|и|or|&)\s+|\s*[、和及与]\s*|\s+و\s*|\s*;\s*)"
_ADDITION = regex(
    rf"{_AND}(?P<item>(?P<kind>Add|Rev|Corr|Amend)\.\s?(?P<number>[\dlI]{{1,3}})"
    rf"(?P<more>(?:/(?:Add|Rev|Corr)\.\d{{1,3}})*)(?:(?:{DASH}|\s+to\s+)(?P<last>\d{{1,3}}))?)(?![\w/])"
)
_MONTH = (
    r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|janv|févr|mars|avr|mai|juin|juil|août|ener|abr|ago|dic|de\s)"
)
_NUMBERS = regex(
    rf"(?:\s*,\s*\d{{1,3}}(?!\s*{_MONTH}))*,?\s+(?:and|et|y|и|&)\s+\d{{1,3}}(?![\w/.]*[\w/])(?!\s+(?:{_MONTH}|per\b))"
)
_UNTIL = regex(rf"(?:{DASH}|\s+to\s+)(?P<last>\d{{1,3}})(?![\w/-])")
_NUMBER_AT_END = regex(r"(?P<stem>.*/(?P<kind>Add|Rev|Corr|Amend)\.)\d+")


def _additions(text: str, read: _Read) -> Iterator[FoundSymbol]:
    """Yield what a list adds to the symbol just read, each at its own place."""
    bases, latest, position = read.symbols, read.symbols, read.end
    if until := _UNTIL.match(text, position):
        latest = _through(bases, int(until["last"]))
        if latest:
            span = Span(*until.span("last"))
            yield FoundSymbol(span, latest, span.of(text))
            position = until.end()
            bases = tuple(base.rpartition("/")[0] for base in bases)
    while True:
        for span, number in _further_numbers(text, position):
            stems = [match["stem"] for base in latest if (match := _NUMBER_AT_END.fullmatch(base))]
            if not stems:
                return
            yield FoundSymbol(span, tuple(stem + number for stem in stems), span.of(text))
            position = span.end
        match = _ADDITION.match(text, position)
        if match is None:
            return
        numbers = _range(match["number"].translate(_OCR), match["last"])
        latest = tuple(f"{_stem(base, match['kind'])}/{match['kind']}.{numbers[-1]}{match['more']}" for base in bases)
        span = Span(match.start("item"), match.end("item"))
        symbols = tuple(
            f"{_stem(base, match['kind'])}/{match['kind']}.{number}{match['more']}"
            for base in bases
            for number in numbers
        )
        yield FoundSymbol(span, symbols, span.of(text))
        position = match.end()


def _through(bases: tuple[str, ...], last: int) -> tuple[str, ...]:
    """Return the additions that follow "A/52/447/Add.1" up to number `last`; none when there is no such range."""
    found: list[str] = []
    for base in bases:
        stem, _, first = base.rpartition(".")
        if _NUMBER_AT_END.fullmatch(base) and 0 < last - int(first) < 100:
            found += [f"{stem}.{number}" for number in range(int(first) + 1, last + 1)]
    return tuple(found)


def _further_numbers(text: str, position: int) -> list[tuple[Span, str]]:
    run = _NUMBERS.match(text, position)
    if run is None:
        return []
    numbers = re.finditer(r"\d+", run[0])
    return [(Span(position + each.start(), position + each.end()), each[0]) for each in numbers]


def _range(first: str, last: str | None) -> list[str]:
    end = int(last) if last else int(first)
    return [str(number) for number in range(int(first), end + 1)] if 0 <= end - int(first) < 100 else [first]


def _stem(base: str, kind: str) -> str:
    """Return what an addition is put behind: after "A/49/34/Add.1", "Add.2" is A/49/34/Add.2."""
    return re.sub(rf"/{kind}\.\d+$", "", base)
