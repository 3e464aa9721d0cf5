"""Finds what the running text of a letter cites: symbols, resolutions, and letters by their date."""

import re

from ..dates import find_dates
from ..symbols import FoundSymbol, find_symbols
from ..types import Citation, CitationKind, Span
from .citations import moved, symbol_kind
from .names import without_article

_DATED_LETTER = re.compile(
    r"\b(?P<what>letters?|notes?\sverbales?)\s(?:dated|of)\s"
    r"(?P<date>\d{1,2}\s[A-Z][a-z]+\s\d{4})(?:\s(?:sent\s)?from\s(?:the\s)?(?P<from>[^;.()]{3,"
    r"160}?))?(?:\s(?:addressed\s)?to\s(?:the\s)?(?P<to>[^;.()]{3,100}?))?(?=\s?[(,.;]|\s(?:in|on|by|which|that|"
    r"regarding|concerning|transmit\w+|I)\b|$)"
)
_OWN = re.compile(r"\b(?:my|our)\s(?:\w+\s){0,2}$", re.IGNORECASE)


def find_text_notes(text: str, offset: int = 0) -> tuple[Citation, ...]:
    """Return what running text cites: symbols, resolutions, letters by date with the symbol in brackets behind."""
    symbols = list(find_symbols(text))
    letters = list(_DATED_LETTER.finditer(text))
    out = [_text_letter(found, text, symbols) for found in letters]
    out += [Citation(symbol_kind(each), each.span, symbols=each.symbols) for each in symbols]
    return tuple(moved(each, offset) for each in sorted(out, key=lambda each: each.span))


def _text_letter(found: re.Match[str], text: str, symbols: list[FoundSymbol]) -> Citation:
    """Return a letter named by its date; the symbol in brackets right behind it is taken from `symbols`."""
    held = next(
        (
            each
            for each in symbols
            if 0 <= each.span.start - found.end() <= 2 and "(" in text[found.end() : each.span.start]
        ),
        None,
    )
    if held is not None:
        symbols.remove(held)
    dates = find_dates(found["date"])
    author = "idem" if _OWN.search(text[max(0, found.start() - 30) : found.start()]) else found["from"]
    return Citation(
        CitationKind.LETTER,
        Span(found.start("what"), held.span.end if held else found.end()),
        symbols=held.symbols if held else (),
        author=without_article(author).removesuffix(" to the United Nations") if author else None,
        addressee=found["to"],
        date=dates[0].iso if dates else None,
        date_text=found["date"],
    )
