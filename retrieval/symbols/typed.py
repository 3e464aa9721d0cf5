"""Symbols as people type them on a phone: small letters, spaces or hyphens for slashes, slashes left out."""

import re
from collections.abc import Iterator

from retrieval.patterns import regex
from retrieval.symbols.grammar import ORGANS, well_formed
from retrieval.types import Span

_ORGAN = regex(r"(?<![A-Za-z0-9/._'’])(?<!(?<!\d)-)(?P<organ>[ASEase])(?=[\s/\\._|:,-]{0,2}[A-Za-z0-9])")
_PIECE = regex(r"(?P<gap>\s?[\s/\\._|:-]?\s?|\s?)(?P<piece>\d{1,7}|[A-Za-z]{1,10})")
_DOTTED = frozenset(
    ("C", "L", "AC", "CN", "CONF", "PV", "SR", "WG", "SUB", "CRP", "WP", "SC", "ADD", "REV", "CORR", "AMEND")
)
_WORDS = frozenset(
    ("HRC", "RES", "PRST", "BUR", "INF", "AGENDA", "NGO", "G", "DEC", "SGB", "AI", "LEG", "ESA", "ICEF", "SPC")
)
# A small "a" is an article, and so has to be introduced when nothing but spaces follow it.
_CUE = regex(
    r"(?:^|\b(?:letters?|symbol|document|docs?|show|open|find|get|see|read|cites?|note|verbale|resolution)\s+)$",
    re.IGNORECASE,
)
_BACKSLASH = regex(r"(?<=[A-Za-z0-9.])\\(?=[A-Za-z0-9])")
_SMALL_ORGAN = regex(rf"(?<![\w/.'’-])(?:{ORGANS.lower()})(?=\s?/\s?\w)")
_FILE_NAME = regex(r"(?<![A-Za-z0-9])[ASE]_[A-Za-z0-9_.()-]+")


def unfolded(text: str) -> str:
    """Return `text` as it would be printed: slashes put back into file names and web addresses, organs in capitals."""
    text = text.replace("%2F", "/").replace("%2f", "/").replace("%20", " ")
    text = _FILE_NAME.sub(lambda name: name[0].replace("--", "-").replace("_", "/"), text)
    text = _BACKSLASH.sub("/", text)
    return _SMALL_ORGAN.sub(lambda organ: organ[0].upper(), text)


def typed_at(text: str, start: int) -> tuple[Span, str] | None:
    """Return the symbol that can be read at `start`, where a printed one begins."""
    match = _ORGAN.match(text, start)
    return _read(text, match) if match else None


def find_typed(text: str) -> Iterator[tuple[Span, str]]:
    """Yield the symbols that can be read in `text` with separators wrong or missing, longest reading first."""
    position = 0
    while match := _ORGAN.search(text, position):
        position = match.end()
        read = _read(text, match)
        if read is not None:
            yield read
            position = read[0].end


def _read(text: str, organ: re.Match[str]) -> tuple[Span, str] | None:
    parts: list[str] = []
    ends: list[int] = []
    gaps: list[str] = []
    readings: list[tuple[int, str, str]] = []
    for part, gap, end in _parts(text, organ.end()):
        parts.append(part)
        ends.append(end)
        gaps.append(gap)
        readings += [(end, reading, "".join(gaps)) for reading in _readings(organ["organ"], parts)]
    if not readings:
        return None
    end, symbol, gap = readings[-1]
    return (Span(organ.start(), end), symbol) if gap.strip() or _introduced(text, organ, end, symbol, gap) else None


def _introduced(text: str, organ: re.Match[str], end: int, symbol: str, gap: str) -> bool:
    """Tell whether a symbol without a separator but spaces is meant as one: "a 74 771" after "letter"."""
    if symbol.count("/") == 1:  # a bare number, as S/15007
        return len(symbol) > 6 and organ["organ"] in "Ss"
    if organ["organ"] not in ("a", "A") or any(char.isalpha() for char in symbol[1:]):
        return True
    if organ.start() == 0 and re.fullmatch(r"A/\d\d/\d\d", symbol) and re.match(r"\s+\w", text[end:]):
        return False  # "a 50 50 chance"
    return bool(_CUE.search(text[max(0, organ.start() - 20) : organ.start()])) and bool(gap or len(symbol) > 6)


def _parts(text: str, position: int) -> Iterator[tuple[str, str, int]]:
    """Yield the parts that follow the organ, with the gap before each and the place where it ends."""
    for _ in range(9):
        match = _PIECE.match(text, position)
        if match is None:
            return
        piece, gap, end = match["piece"].upper(), match["gap"], match.end()
        if piece in _DOTTED and (number := regex(r"[\s.]{0,2}(\d{1,5})").match(text, end)):
            piece, end = f"{piece}.{number[1]}", number.end()
        elif piece in ("ES", "S") and (number := regex(r"[\s-]?(\d{1,2})(?!\d)").match(text, end)):
            piece, end = f"{piece}-{number[1]}", number.end()
        elif piece.isalpha() and piece not in _WORDS and not _country(match["piece"], text, end):
            return
        yield piece, gap, end
        position = end


def _country(piece: str, text: str, end: int) -> bool:
    return len(piece) == 3 and text[end : end + 1] in ("/", "-", "_")


def _readings(organ: str, parts: list[str]) -> Iterator[str]:
    """Yield the symbol that the parts are, or become when a number is taken for two that lost their slash."""
    if organ in "Ss" and parts[0] == "RES" and len(parts) == 3:
        if symbol := well_formed("S", parts[:2], parts[2]):
            yield symbol
        return
    if symbol := well_formed(organ, parts):
        yield symbol
    elif len(parts) == 1 and parts[0].isdigit():
        cut = 4 if organ in "SsEe" else 2
        if len(parts[0]) > cut and (symbol := well_formed(organ, (parts[0][:cut], parts[0][cut:]))):
            yield symbol
