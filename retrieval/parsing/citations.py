"""Finds what notes and text notes cite: each source with its signal, kind, symbols, address, author, title and date.

What a back-reference stands for is decided in `resolve`. A note that only explains cites nothing.
Source: UN Editorial Manual, Footnotes: several sources in a note are parted by semicolons.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ..dates import find_dates
from ..symbols import FoundSymbol, find_symbols
from ..types import Citation, CitationKind, Span
from .names import CAP, PERSON, PROPER, is_person

_SIGNAL = re.compile(
    r"\s*(?:and\s+)?(?P<signal>(?:[Bb]ut\s)?[Ss]ee(?:,?\s(?:also|generally|further|in particular|inter alia"
    r"|especially))*"
    r"(?:,\s(?:e\.g\.|for example|for instance|inter alia|in particular|among others),?)?|[Cc]f\.|[Cc]ompare|"
    r"(?:[Aa]s )?(?:[Qq]uoted|[Cc]ited|[Rr]eproduced) in)\s+(?=\S)"
)
_AND = re.compile(r"\s*(?:and|et|y|и)\s+")
# "https://a.b/c", "www.a.b", "ceas.europa.eu/d"; not "3140.S", "S/2020/1"
_URL = re.compile(
    r"<?((?:https?://|www\.)[^\s<>“”\"]+|(?<![\w@./])(?:[a-z0-9][a-z0-9-]*\.)+(?:org|com|eu|int|net|gov|edu|info|"
    r"[a-z]{2})/[^\s<>“”\"]*)>?"
)
_AVAILABLE = re.compile(
    r"[\s,.;(]*\b(?:(?:(?:is|are)\s)?(?:also\s)?[Aa]vailable\s(?:at|from|on|in\s\w+\sat)|[Aa]ccessed"
    r"|[Aa]ccessible at|at|[Ss]ee)?\s*:?\s*<?$"
)
_IBID = re.compile(
    r"(?:Ibid|ibid|\[bid|\]bid|IBID|[Ii]bidem|lbid|fbid|I\[bid)\b\.?|Id\.(?=,?\s(?:at|pp?\.|paras?\.)|$)"
)
_IDEM = re.compile(r"(?:Idem|Id\.|idem)(?=[\s,.]|$)")
_OP_CIT = re.compile(r"\b(?:op\.?\s?cit|loc\.?\s?cit)\.?", re.IGNORECASE)
_NOTE_REFERENCE = re.compile(
    r"\b(?:see\s)?(?:supra,?\s)?(?:foot)?notes?\s(?P<number>\d{1,3}|[a-z])(?:\s(?:above|supra))?(?=[\s).,;]|$)",
    re.IGNORECASE,
)
_ABOVE = re.compile(r"\bnotes?\s\d{1,3}|\babove\b|\bsupra\b", re.IGNORECASE)
_PIN = re.compile(
    r"\b(?:pp?\.\s?[\divxlc][\divxlc–\-, ]*\d*|paras?\.\s?[\d–\-, and]*\d|paragraphs?\s[\d–\-, and]*\d|"
    r"annex(?:\s[IVX]+)?|document\s\S+|art\.\s?\d+|chap(?:ter|\.)\s[IVX\d]+)"
)
_PINS = re.compile(rf"(?:{_PIN.pattern}(?:,\s)?)+")
_PAGES = re.compile(r"\bpp?\.\s?([\divxlc]+(?:\s?[–\-]\s?[\divxlc]+)?(?:(?:,| and)\s\d+(?:[–\-]\d+)?)*)")
_LETTER = re.compile(
    r"(?:[Ii]dentical\s)?(?:[Ll]etters?|[Nn]otes?\sverbales?|[Tt]elegrams?|[Cc]ablegrams?|[Cc]ables?|"
    r"[Mm]emorandum)\s(?:dated|of|from|addressed)\b"
)
_FROM_TO = re.compile(
    r"\bfrom\s(?:the\s)?(?P<author>.{2,200}?)(?:\sto\sthe\sUnited\sNations(?:\sOffice\sat\s\w+|\s\(\w+\))?)?"
    r"(?:,?\s(?:addressed\s)?to\s(?!the\sUnited\sNations)(?:the\s)?(?P<to>.{2,160}?))?(?=[,;(]|(?<!\ba)(?<!a\.i)\.|\s\(|$)"
)
_STATEMENT = re.compile(
    r"(?:(?:[Pp]ress|[Jj]oint|[Ff]inal|[Oo]fficial|[Pp]ublic|[Pp]olitical|[Ii]nterpretative|[Pp]residential|"
    r"[Oo]ral|[Ww]ritten)\s){0,3}(?:[Ss]tatement|[Dd]eclaration|[Rr]emarks|[Ss]peech|[Aa]ddress|[Ii]nterview|"
    r"[Bb]riefing|[Cc]omments?|[Pp]ress\srelease|[Mm]essage|[Aa]ppeal)s?\b"
)
_COMMUNIQUE = re.compile(r"(?:(?:[Ff]inal|[Jj]oint|[Pp]ress)\s){0,2}[Cc]ommuniqu[ée]s?\b")
_BY = re.compile(rf"\b(?:by|of|from|with)\s(?:the\s|His Excellency\s|H\.E\.\s)*({PROPER}(?:,\s{PERSON})?)")
_CASE = re.compile(
    r"\bI\.?C\.?J\.?\s(?:Reports|Rep\.)|\b[A-Z][\w.]*\sv\.\s[A-Z]|\b(?:[Aa]pplication|case)\sNos?\.\s\d|"
    r"\bjudge?ment\sof\s\d|\badvisory\sopinion\b"
)
_TREATY = re.compile(
    r"\bTreaty\sSeries\b|\bConvention\s(?:on|for|relative|against)\b|\bStatute\sof\sthe\b|"
    r"\bGeneva\sConventions?\b|\bTreaty\s(?:on|of)\b|\bCharter\sof\sthe\sUnited\sNations\b"
)
_ARCHIVE = re.compile(
    r"\b(?:[Oo]n\sfile|[Nn]ational\sArchives|Foreign\sRelations\sof\sthe\sUnited\sStates|FRUS)\b|\[?\b(?:AA|NAA|"
    r"PRO|TNA)\s?:\s?[A-Z]+\s?\d"
)
_RECORDS = re.compile(r"\bOfficial\sRecords\b")
_DOCUMENT_NUMBER = re.compile(r"\b(?:(Volume\s[IVXLC]+),\s)?Documents?\s(\d{1,3})\b(?:,\snote\s(\d{1,2}))?")
# “Title”, Publication, 17 January 2003
_QUOTED_TITLE = re.compile(
    r"(?:(?P<author>[^“”\"]{2,160}?),\s*)?(?:“(?P<a>[^“”]{3,400})”|\"(?P<b>[^\"]{3,400})\")[,.]?\s*(?P<rest>.*)",
    re.DOTALL,
)
# Author, Title (Place, Publisher, 2005), p. 3
_BOOK = re.compile(
    rf"(?P<author>(?:{PERSON}|{PROPER}|{CAP})(?:(?:,|\sand|,\sand)\s{PERSON}){{0,3}}(?:,?\seds?\.|\s\(eds?\.\))?),\s(?P<title>[A-Z“‘][^();]{{2,300}}?)(?:,\s(?P<edition>\d\w+\sed\.?|vol\.\s\w+))?\s\((?P<imprint>[^()]{{2,160}})\)(?P<rest>.*)",
    re.DOTALL,
)
_AUTHOR = re.compile(rf"(?:{PERSON}|{PROPER})(?:(?:,|\sand|,\sand)\s{PERSON}){{0,3}}(?:,?\seds?\.|\s\(eds?\.\))?")
_YEAR = re.compile(r"\b(1[6-9]\d\d|20\d\d)\b")
_SENTENCE = re.compile(r"(?<=[.)”\"])\s+(?=(?:But\s)?See\b|Cf\.|Ibid|Available|Also available)")
# "Broers, Armenia and Azerbaijan, p. 40", "Berg and Holm, p. 7"
_SHORT = re.compile(
    rf"(?P<author>{CAP}(?:\sand\s{CAP})?),\s(?:(?P<title>[^;:()“”]{{3,100}}?),\s)?(?P<pin>pp?\.\s?\d[\d–\-, ]*)$"
)
_FRAGMENT = re.compile(r"#$")


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
    addresses = [(found.start(), found.start() + len(found[0].rstrip(".,;:"))) for found in _URL.finditer(text)]
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
_PLAIN_WORDS = re.compile(
    r"\b(?:and|also|paras?|paragraphs?|annex|annexes|appendix|enclosure|p|pp|chap|sect|document|documents|"
    r"Official|Records|Year|Supplement|for|the|"
    r"Security|Council|General|Assembly|Session|First|Second|Third|\w+th|\w+st|\w+nd|\w+rd|meeting|meetings|"
    r"January|February|March|April|"
    r"May|June|July|August|September|October|November|December|No|resolution|resolutions|of|Special|Annexes|"
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
    words, url = _without_address(body)
    words = words.strip(" .,;")
    if not words:
        return Citation(CitationKind.WEB, span, signal, url=url) if url else None
    for read in (_letter, _communique, _statement, _titled, _book):
        found = read(words, Citation(CitationKind.OTHER, span, signal, url=url))
        if found is not None:
            return found
    return _other(words, Citation(CitationKind.OTHER, span, signal, url=url))


def _back_reference(body: str, span: Span, signal: str | None) -> Citation | None:
    """Return ibid., op. cit. and "see note 3 above" as they stand, unresolved."""
    if found := _IBID.match(body):
        pin = body[found.end() :].strip(" .,;")
        symbols = tuple(symbol for each in find_symbols(pin) for symbol in each.symbols)
        return Citation(CitationKind.IBID, span, signal, symbols, pin=pin or None)
    number = _NOTE_REFERENCE.search(body)
    if (
        number
        and _ABOVE.search(body)
        and len(body) < 160
        and (number["number"].isdigit() or "above" in body or "supra" in body)
    ):
        author = body[: number.start()].strip(" ,.(") or None
        named = _PIN.search(body, number.end())
        return Citation(
            CitationKind.NOTE_REFERENCE,
            span,
            signal,
            author=author,
            title=number["number"],
            pin=named[0] if named else None,
        )
    if (found := _OP_CIT.search(body)) and found.start() < 120:
        pin = body[found.end() :].strip(" .,;")
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


def _without_address(body: str) -> tuple[str, str | None]:
    """Return the words without the address and what leads to it, and the address."""
    found = _URL.search(body)
    if found is None:
        return body, None
    before = _AVAILABLE.sub("", body[: found.start()])
    return before, tidy_address(found[1])


def tidy_address(printed: str) -> str:
    """Return an address as printed, with "https://" before a bare host, without the punctuation of the sentence."""
    address = printed.rstrip(".,;:’”\"'>")
    if address.endswith(")") and address.count("(") < address.count(")"):
        address = address[:-1].rstrip(".,;:")
    address = _FRAGMENT.sub("", address)
    return address if "://" in address else f"https://{address}"


def _dated(citation: Citation, text: str, *, last: bool = False) -> Citation:
    """Return the citation with the first (or last) date of `text`."""
    dates = find_dates(text)
    if not dates:
        return citation
    found = dates[-1] if last else dates[0]
    return replace(citation, date=found.iso, date_text=found.printed)


def _letter(words: str, citation: Citation) -> Citation | None:
    if not _LETTER.match(words):
        return None
    found = _FROM_TO.search(words)
    title = re.split(r"\s?[(,]\s?(?=[A-Z]+/)", words)[0].strip(" ,.(")
    author = found["author"].removesuffix(" to the United Nations") if found else None
    made = replace(
        citation, kind=CitationKind.LETTER, title=title, author=author, addressee=found["to"] if found else None
    )
    return _dated(made, words)


def _communique(words: str, citation: Citation) -> Citation | None:
    return _spoken(words, citation, _COMMUNIQUE, CitationKind.COMMUNIQUE)


def _statement(words: str, citation: Citation) -> Citation | None:
    return _spoken(words, citation, _STATEMENT, CitationKind.STATEMENT)


def _spoken(words: str, citation: Citation, pattern: re.Pattern[str], kind: CitationKind) -> Citation | None:
    """Return a statement or communiqué: by whom, under which title, when."""
    begun = pattern.match(words)
    if begun is None:
        return None
    by = _BY.search(words, begun.end() - 1)
    title = words
    if (
        by is not None
        and (quoted := re.search(r"“([^“”]{3,400})”", words[by.end() :]))
        and words[by.end() : by.end() + quoted.start()].strip(" ,") == ""
    ):
        title = quoted[1]
    outside = re.sub(r"“[^“”]*”", "", words)
    made = replace(citation, kind=kind, author=by[1] if by else None, title=title)
    return _dated(made, outside[begun.end() :], last=True)


def _titled(words: str, citation: Citation) -> Citation | None:
    """Return an article: “Title” with its author before it, its publication and date behind it."""
    found = _QUOTED_TITLE.match(words)
    if found is None or not (found["rest"].strip() or citation.url):
        return None
    author = (found["author"] or "").strip()
    if author and not re.fullmatch(
        rf"(?:{PERSON}|{PROPER})(?:(?:,|\sand|,\sand)\s{PERSON}){{0,3}}(?:,\seds?\.)?", author
    ):
        return None
    rest = found["rest"]
    pages = _PAGES.search(rest)
    dates = find_dates(rest)
    if not (dates or citation.url or pages or _YEAR.search(rest)):
        return None
    publication = rest[: rest.find(dates[0].printed)] if dates else rest[: pages.start()] if pages else rest
    publication = re.sub(r"\s*\((?:1|2)\d{3}\)", "", publication).strip(" ,.()") or None
    kind = CitationKind.PRESS if publication else CitationKind.WEB if citation.url else CitationKind.OTHER
    made = replace(
        citation,
        kind=kind,
        title=(found["a"] or found["b"]).rstrip(","),
        author=author or None,
        publication=publication,
    )
    made = replace(made, pages=pages[1].strip(" ,") if pages else None)
    if not dates and (year := _YEAR.search(rest)):
        return replace(made, date=year[1])
    return _dated(made, rest)


def _book(words: str, citation: Citation) -> Citation | None:
    """Return a book: Author, Title (Place, Publisher, Year), p. N; the year may stand behind the brackets."""
    found = _BOOK.match(words)
    if found is None or not _AUTHOR.fullmatch(found["author"]):
        return None
    imprint = [part.strip() for part in re.split(r",\s(?=\S)|:\s", found["imprint"])]
    year = next((part for part in imprint if _YEAR.fullmatch(part)), None) or (
        found_year[1] if (found_year := _YEAR.search(found["rest"])) else None
    )
    rest = [part for part in imprint if not _YEAR.fullmatch(part)]
    pages = _PAGES.search(found["rest"]) or re.match(r",\s(\d{1,4}(?:[–-]\d{1,4})?)(?=[.,;]|$)", found["rest"])
    by_person = is_person(re.split(r",| and ", found["author"])[0])
    if (year is None and pages is None) or not (by_person or (year and rest)):
        return None
    return replace(
        citation,
        kind=CitationKind.BOOK,
        author=found["author"],
        title=found["title"].strip(" ,"),
        place=rest[0] if rest else None,
        publisher=rest[1] if len(rest) > 1 else None,
        date=year,
        pages=pages[1].strip(" ,") if pages else None,
    )


def _other(words: str, citation: Citation) -> Citation | None:
    """Return what is recognised by a word of its kind; with an address anything is a source."""
    if _CASE.search(words):
        return _dated(replace(citation, kind=CitationKind.CASE, title=words), words, last=True)
    if _RECORDS.search(words):
        return replace(citation, kind=CitationKind.UN_DOCUMENT, title=words, pin=_pin(words))
    if _TREATY.search(words) and len(words) < 300:
        return replace(citation, kind=CitationKind.TREATY, title=words)
    if _ARCHIVE.search(words):
        return replace(citation, kind=CitationKind.ARCHIVE, title=words)
    if found := _DOCUMENT_NUMBER.search(words):
        return replace(citation, kind=CitationKind.OTHER, title=found[0])
    if citation.url:
        return _dated(replace(citation, kind=CitationKind.WEB, title=words), words, last=True)
    return None


def _pin(words: str) -> str | None:
    found = _PIN.search(words)
    return found[0] if found else None
