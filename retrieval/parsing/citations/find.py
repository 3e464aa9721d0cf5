"""Finds what notes and text notes cite: each source with its signal, kind, symbols, address, author, title and date.

What a back-reference stands for is decided in `resolve`. A note that only explains cites nothing.
Source: UN Editorial Manual, Footnotes: several sources in a note are parted by semicolons.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from retrieval.language.dates import MONTH, find_dates
from retrieval.parsing.citations.plain_sources import place_in, read_plain
from retrieval.parsing.citations.sources import PIN, URL, read_source, without_address
from retrieval.parsing.names import CAP, PROPER
from retrieval.patterns import regex
from retrieval.symbols import FoundSymbol, find_symbols
from retrieval.types import Citation, CitationKind, Span

_SIGNAL = regex(
    r"\s*(?:and\s+)?(?P<signal>(?:[Bb]ut\s)?[Ss]ee(?:,?\s(?:also|generally|further|in particular|inter alia"
    r"|especially))*"
    r"(?:,\s(?:e\.g\.|for example|for instance|inter alia|in particular|among others),?)?|[Cc]f\.|[Cc]ompare|"
    r"(?:[Aa]s )?(?:[Qq]uoted|[Cc]ited|[Rr]eproduced) in)\s+(?=\S)"
)
_AND = regex(r"\s*(?:and|et|y|и)\s+")
_IBID = regex(
    r"(?:Ibid|ibid|Там\sже|同上|المرجع\sنفسه|المصدر\sنفسه|\[bid|\]bid|IBID|[Ii]bidem|lbid|fbid|I\[bid)\b\.?|Id\.(?=,?\s(?:at|pp?\.|paras?\.)|$)"
)
_IDEM = regex(r"(?:Idem|Id\.|idem)(?=[\s,.]|$)")
_OP_CIT = regex(r"\b(?:op\.?\s?cit|loc\.?\s?cit)\.?", re.IGNORECASE)
_NOTE_REFERENCE = regex(
    r"\b(?:see\s)?(?:supra,?\s)?(?:foot)?notes?\s(?P<number>\d{1,3}|[a-z])(?:\s(?:above|supra))?(?=[\s).,;]|$)",
    re.IGNORECASE,
)
# "Document 236, note 3", "vol. V, Document 12 and note 3 thereto": a note of that document, not of this letter
_OTHERS_NOTE = regex(r"\b(?:Documents?|Doc\.|Volumes?|[Vv]ols?\.)\s(?:\d|[IVXLC]+\b)[^;]*$")
_ABOVE = regex(r"\bnotes?\s\d{1,3}|\babove\b|\bsupra\b", re.IGNORECASE)
_PINS = regex(rf"(?:{PIN.pattern}(?:,\s)?)+")
_SENTENCE = regex(r"(?<=[.)”\"])\s+(?=(?:But\s)?See\b|Cf\.|Ibid|Available|Also available)")
# "Renn, My River, p. 40", "Berg and Holm, p. 7", "de Witt, p. 3"
_SURNAME = rf"(?:(?:de|del|van|von|der|den|el|al|bin|ibn|di|da|du|la)\s){{0,2}}{CAP}"
_SHORT_TAIL = r",\s(?:(?P<title>[^;:()“”]{3,100}?),\s)?(?P<pin>pp?\.\s?\d[\d–\-, ]*)$"
_SHORT = regex(rf"(?P<author>{_SURNAME}(?:\sand\s{_SURNAME})?){_SHORT_TAIL}")
# "Rivers Without Borders, The Log of Halvek, p. 9", without where and when it was published
_BARE = regex(rf"(?P<author>{PROPER}){_SHORT_TAIL}")


@dataclass(frozen=True, slots=True)
class _Piece:
    """A stretch of a note that holds one source, or several symbols under one signal."""

    start: int
    end: int
    signal: str | None


def find_citations(text: str, offset: int = 0) -> tuple[Citation, ...]:
    """Return the sources that a note's `text` names, in order; `offset` is where it begins in the letter."""
    symbols = find_symbols(text)
    out: list[Citation] = []
    for piece in _pieces(text):
        inside = [each for each in symbols if piece.start <= each.span.start < piece.end]
        out += _sources(text, piece, inside)
    return tuple(moved(each, offset) for each in out)


def moved(citation: Citation, by: int) -> Citation:
    """Return the citation with its span moved by so many characters."""
    return replace(citation, span=Span(citation.span.start + by, citation.span.end + by))


def first_signal(text: str) -> str | None:
    """Return the signal with which a note begins ("See, e.g.,")."""
    found = _SIGNAL.match(text)
    return found["signal"].strip() if found else None


def _pieces(text: str) -> Iterator[_Piece]:
    """Yield the stretches between semicolons, and between sentences where a new signal begins."""
    signal: str | None = None
    for start, end in _parted(text):
        found = _SIGNAL.match(text, start, end) or _AND.match(text, start, end)
        if found is not None and "signal" in found.re.groupindex:
            signal = found["signal"].strip()
        first = _first_word(text, found.end() if found else start, end)
        if first < end:
            yield _Piece(first, end, signal)
        signal = signal if text[end : end + 1] == ";" else None


def _first_word(text: str, start: int, end: int) -> int:
    """Return where the first character after white space stands."""
    return start + len(text[start:end]) - len(text[start:end].lstrip())


def _parted(text: str) -> Iterator[tuple[int, int]]:
    """Yield the bounds of the sources: semicolons outside of brackets, quotation marks and addresses part them."""
    if ";" not in text and not _SENTENCE.search(text):
        yield 0, len(text)
        return
    breaks = {
        found.start(): found.end()
        for found in _SENTENCE.finditer(text)
        if not re.match(r"(?:Also a|A)vailable", text[found.end() :])
    }
    depth, start, quoted, place = 0, 0, False, 0
    addresses = [(found.start(), found.start() + len(found[0].rstrip(".,;:"))) for found in URL.finditer(text)]
    while place < len(text):
        character = text[place]
        if addresses and place >= addresses[0][0]:
            place = max(place + 1, addresses.pop(0)[1])
            continue
        if character in "([":
            depth += 1
        elif character in ")]":
            depth = max(0, depth - 1)
        elif character == "“":
            quoted = True
        elif character == "”":
            quoted = False
        elif (character == ";" and not depth and not quoted) or place in breaks:
            yield start, place
            start = place = breaks.get(place, place + 1)
            continue
        place += 1
    yield start, len(text)


def _sources(text: str, piece: _Piece, symbols: Sequence[FoundSymbol]) -> Iterator[Citation]:
    """Yield the sources of one stretch."""
    body = text[piece.start : piece.end].rstrip()
    span = Span(piece.start, piece.start + len(body.rstrip(" ,.") or body))
    if symbols and _only_symbols(text, piece, symbols):
        yield from _listed(text, piece, symbols)
        return
    citation = _citation(body, span, piece.signal)
    if citation is None and not symbols:
        citation = read_plain(body.strip(" .,;"), Citation(CitationKind.OTHER, span, piece.signal))
    joined = tuple(symbol for each in symbols for symbol in each.symbols)
    if citation is not None:
        one = citation.kind is CitationKind.UN_DOCUMENT and len(symbols) == 1
        if joined and (one or citation.kind in _HOLDS_SYMBOLS):
            citation = replace(citation, symbols=joined)
            symbols = ()
        yield citation
        if citation.kind in (CitationKind.IBID, CitationKind.SHORT):
            return
    yield from _listed(text, piece, symbols)


def _listed(text: str, piece: _Piece, symbols: Sequence[FoundSymbol]) -> Iterator[Citation]:
    """Yield a citation for each symbol, with the place in it that is named behind it ("paras. 12–15")."""
    for place, each in enumerate(symbols):
        end = symbols[place + 1].span.start if place + 1 < len(symbols) else piece.end
        pin = _PINS.match(text[each.span.end : end].lstrip("*, ("))
        pinned = pin[0].strip(" ,") if pin else None
        yield Citation(symbol_kind(each), each.span, piece.signal, each.symbols, pin=pinned)


_HOLDS_SYMBOLS = (
    CitationKind.LETTER,
    CitationKind.STATEMENT,
    CitationKind.COMMUNIQUE,
    CitationKind.IBID,
    CitationKind.TREATY,
)
_PLAIN_WORDS = regex(
    r"\b(?:and|also|paras?|paragraphs?|annex|annexes|appendix|enclosure|p|pp|chap|sect|document|documents|"
    r"Official|Records|Year|Supplement|for|the|"
    r"Security|Council|General|Assembly|Session|First|Second|Third|\w+th|\w+st|\w+nd|\w+rd|meeting|meetings|"
    rf"{MONTH}|"
    r"No|resolution|resolutions|of|Special|Annexes|"
    r"agenda|item|items|vol|draft|in|A|B|C|I|II|III|IV|V|table|and)\b"
)


def _only_symbols(text: str, piece: _Piece, symbols: Sequence[FoundSymbol]) -> bool:
    """Tell whether a stretch holds symbols and nothing more than the words that go with them."""
    rest, place = [], piece.start
    for each in symbols:
        rest.append(text[place : each.span.start])
        place = each.span.end
    rest.append(text[place : piece.end])
    return not re.search(r"[^\W\d_]{2,}", _PLAIN_WORDS.sub("", " ".join(rest))) and not _IBID.match(text, piece.start)


def symbol_kind(found: FoundSymbol) -> CitationKind:
    """Return whether a symbol is that of a resolution or of another document."""
    return CitationKind.RESOLUTION if any("/RES/" in symbol for symbol in found.symbols) else CitationKind.UN_DOCUMENT


# --- one source ------------------------------------------------------------------------------------------------------


def _citation(body: str, span: Span, signal: str | None) -> Citation | None:
    """Return the source that `body` names, or `None` where it only explains."""
    back = _back_reference(body, span, signal)
    if back is not None:
        return back
    words, url = without_address(body)
    words = words.strip(" .,;")
    if not words:
        return Citation(CitationKind.WEB, span, signal, url=url) if url else None
    found = read_source(words, Citation(CitationKind.OTHER, span, signal, url=url))
    bare = _BARE.match(words) if found is None else None
    if bare is None:
        return found
    short = Citation(CitationKind.SHORT, span, signal, author=bare["author"], title=bare["title"], pin=bare["pin"])
    dates = find_dates(bare["title"] or "")
    return replace(short, date=dates[-1].iso, date_text=dates[-1].printed) if dates else short


def _back_reference(body: str, span: Span, signal: str | None) -> Citation | None:
    """Return ibid., op. cit. and "see note 3 above" as they stand, unresolved."""
    if found := _IBID.match(body):
        pin = body[found.end() :].strip(" .,;，。；、،؛")
        symbols = tuple(symbol for each in find_symbols(pin) for symbol in each.symbols)
        return Citation(CitationKind.IBID, span, signal, symbols, pin=pin or None)
    number = _NOTE_REFERENCE.search(body)
    if number and _ABOVE.search(body) and len(body) < 160 and _is_of_this_letter(body, number):
        author = _OP_CIT.sub("", body[: number.start()]).strip(" ,.(") or None
        named = PIN.search(body, number.end())
        behind = re.sub(r"^\W*(?:above|supra)?[\s,)]*", "", body[number.end() :]).strip(" .,")
        return Citation(
            CitationKind.NOTE_REFERENCE,
            span,
            signal,
            author=author,
            title=number["number"],
            pin=named[0] if named else place_in(behind),
        )
    if (found := _OP_CIT.search(body)) and found.start() < 120:
        pin = body[found.end() :].strip(" .,;，。；、،؛")
        return Citation(
            CitationKind.SHORT, span, signal, author=body[: found.start()].strip(" ,") or None, pin=pin or None
        )
    if found := _SHORT.match(body.rstrip(" .,")):
        return Citation(
            CitationKind.SHORT, span, signal, author=found["author"], title=found["title"], pin=found["pin"]
        )
    if found := _IDEM.match(body):
        return Citation(
            CitationKind.SHORT, span, signal, author="idem", title=body[found.end() :].strip(" .,;") or None
        )
    return None


def _is_of_this_letter(body: str, number: re.Match[str]) -> bool:
    """Tell whether "note 3" is one of the letter's own rather than of another document, which may stand before it."""
    if "above" in body or "supra" in body:
        return True
    return number["number"].isdigit() and _OTHERS_NOTE.search(body, 0, number.start()) is None
