"""Finds what the running text of a letter cites: symbols, resolutions, and letters by their date."""

import re
from collections.abc import Iterator
from itertools import chain

from retrieval.language.dates import find_dates
from retrieval.parsing.citations.find import moved, symbol_kind
from retrieval.parsing.names import PROPER, without_article
from retrieval.patterns import regex
from retrieval.symbols import FoundSymbol, find_symbols
from retrieval.types import Citation, CitationKind, Span

_DATE = r"(?P<date>\d{1,2}\s[A-Z][a-z]+\s\d{4})"
_WHAT = r"(?P<what>letters?|notes?\sverbales?)"
_DATED_LETTER = regex(
    rf"\b{_WHAT}\s(?:dated|of)\s{_DATE}"
    r"(?:\s(?:sent\s)?from\s(?:the\s)?(?P<from>(?:[^;.()]|\ba\.\s?i\.){3,160}?)"
    r"(?:\sto\sthe\sUnited\sNations(?:\sOffice\sat\s\w+|\s\(\w+\))?)?)?"
    r"(?:,?\s(?:addressed\s)?to\s(?!the\sUnited\sNations)(?:the\s)?(?P<to>[^;.()]{3,100}?))?"
    r"(?=\s?[(,;]|(?<!\ba)(?<!a\.i)\.|\s(?:in|on|by|which|that|regarding|concerning|transmit\w+|I)\b|$)"
)
# "the letter of Kesparia dated 9 November 2021", "Kesparia's letter of 9 November 2021"
_LETTER_OF = regex(rf"\b{_WHAT}\s(?:of|from)\s(?:the\s)?(?P<from>[A-Z][^;.()\d]{{2,120}}?)\s(?:dated|of)\s{_DATE}")
_OWNERS = regex(rf"\b(?P<from>{PROPER})[’']s?\s{_WHAT}\s(?:dated|of)\s{_DATE}")
_ANY = regex(r"\b(?:letters?|notes?\sverbales?)\b")
_REACH = 200  # characters that an owner's name or a date takes
_OWN = regex(r"\b(?:my|our)\s(?:\w+\s){0,2}$", re.IGNORECASE)


def find_text_notes(text: str, offset: int = 0) -> tuple[Citation, ...]:
    """Return what running text cites: symbols, resolutions, letters by date with the symbol in brackets behind."""
    symbols = list(find_symbols(text))
    letters = list(_letters(text))
    out = [_text_letter(found, text, symbols) for found in letters]
    out += [Citation(symbol_kind(each), each.span, symbols=each.symbols) for each in symbols]
    return tuple(moved(each, offset) for each in sorted(out, key=lambda each: each.span))


def _letters(text: str) -> Iterator[re.Match[str]]:
    """Yield where the text names a letter by its date: of two readings of one place the one that names the sender."""
    # an owner is looked for right before what he owns: names one after another are else read again from each of them
    near = ((max(0, at.start() - _REACH), at.end() + _REACH) for at in _ANY.finditer(text))
    owned = chain.from_iterable(_OWNERS.finditer(text, *reach) for reach in near)
    taken: set[int] = set()
    for found in chain(owned, _LETTER_OF.finditer(text), _DATED_LETTER.finditer(text)):
        if found.start("date") not in taken:
            taken.add(found.start("date"))
            yield found


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
        addressee=found.groupdict().get("to"),
        date=dates[0].iso if dates else None,
        date_text=found["date"],
    )
