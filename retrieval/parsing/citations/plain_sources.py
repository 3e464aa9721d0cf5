"""Reads a source that has neither symbol nor address: whose it is, what it is, and where and when in it.

"Parliament of Velmark, Official Record, 4 October 2023, col. 1187" is one: a noun for a record, its owner before it,
places and dates behind it, and no verb. What only explains has one of the three amiss.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from retrieval.language.dates import find_dates
from retrieval.parsing.names import PROPER, without_article
from retrieval.patterns import regex
from retrieval.types import Citation, CitationKind

_LONGEST = 400  # characters
_STATEMENT = r"press\sreleases?|news\sreleases?|statements?|declarations?|remarks|briefings?|interviews?"
_TREATY = r"protocols?|agreements?|treaty|convention|covenant|accords?|pact|memorandum\sof\sunderstanding"
_CASE = r"judge?ments?|award|ruling|advisory\sopinion"
_OTHER = (
    r"reports?|minutes?|records?|transcripts?|log(?:s|book)?|registers?|gazette|bulletin|surveys?|stud(?:y|ies)|updates?|"
    r"snapshot|outlook|reviews?|assessments?|inspections?|opinions?|findings|debates?|hansard|proceedings|charts?|maps?|"
    r"census|yearbook|statistics|memorandum|memoranda|circulars?|notices?|orders?|decrees?|decisions?|directives?|"
    r"regulations?|laws?|acts?|codes?|constitution|budget|plans?|programmes?|certificates?|diar(?:y|ies)|journals?|manual|"
    r"handbook|guidelines|broadcasts?|files?|letters?|notes?|communications?|questionnaire|bills?|ordinances?|list|archives?"
)
_KINDS = (
    (regex(rf"\b(?:{_STATEMENT})\b", re.IGNORECASE), CitationKind.STATEMENT),
    (regex(r"\bcommuniqu[ée]s?\b", re.IGNORECASE), CitationKind.COMMUNIQUE),
    (regex(rf"\b(?:{_TREATY})\b", re.IGNORECASE), CitationKind.TREATY),
    (regex(rf"\b(?:{_CASE})\b", re.IGNORECASE), CitationKind.CASE),
)
# "Official Record", "daily situation report No. 101", "Shift log of", "Final Report (draft)"; not "The report told it"
_RECORD = regex(
    rf"(?:.*\s|\W?)(?i:{_STATEMENT}|communiqu[ée]s?|{_TREATY}|{_CASE}|{_OTHER})(?=[:)”’]|$|\s(?:of|on|for|by|to|from|in|at|"
    r"concerning|regarding|relating|between|with|about|against|No\.|Nos\.|entitled|[(“\d]|[A-Z]))"
)
_VERB = regex(
    r"\b(?:is|are|was|were|be|been|has|have|had|do|does|did|shall|will|would|should|must|can|could|may|might|gave|gives|"
    r"said|says|told|made|came|went|took|wrote|let|I|we|he|she|they|it|who|which|that|whose|where|when|this|these|those|"
    r"here|there|presumably|then|formerly|i\.e|e\.g)\b"
)
# "p. 17", "paras. 3 and 4", "col. 1187", "No. 61/2005", "vol. 12 (1974)", "at p. 5", "table 2", "item 4", "annex"
_FIGURE = r"(?>\d[\w./–-]*|[IVXLCivxlc]{1,7}|[A-Z])(?:\s?\([\w\s.]{1,12}\))*"
_PIN = regex(
    r"(?:at\s)?(?:(?:pp?|paras?|cols?|arts?|vols?|chaps?|sects?|secs?|nos?|figs?|fols?|ll?|items?|tables?|sheets?|folios?|"
    r"paragraphs?|pages?|columns?|volumes?|articles?|sections?|chapters?|parts?|entr(?:y|ies)|lines?|rules?|series|"
    r"recommendations?|annex(?:es)?|appendix|schedules?|plates?|boxes|box|minutes?)(?:\.\s?|\s)"
    rf"{_FIGURE}(?:(?:\sand|\sto)\s{_FIGURE})*|{_FIGURE}|annex(?:es)?|appendix|addendum|enclosure|preamble|passim)",
    re.IGNORECASE,
)
_STATE_OF_TEXT = regex(r"as\s(?:last\s)?(?:amended|revised|adopted|published|printed|corrected)\b.{0,80}")
_YEARS = regex(r"(?:1[5-9]|20)\d\d(?:[–/-]\d{2,4})?")
_YEAR = regex(r"(?:1[5-9]|20)\d\d")
_BEFORE_DATE = regex(
    r"(?:(?:entr(?:y|ies)|issue|edition|meeting|session|sitting|version|updated|dated|signed|adopted|done|as|of|for|on|to|"
    r"and|from|at|the|[A-Z][\w’'-]+|\d{1,2}\s?[ap]\.m\.)\s)*"
)
_NUMBERED = regex(r"\bNos?\.\s?\S*\d|\b\d+/\d+\b")
_PLACE = regex(r"[A-Z][\w’'.-]+(?:\s[A-Z][\w’'.-]+){0,2}")
_OWNER = regex(rf"(?:[Tt]he\s)?{PROPER}")
_PHRASE = regex(r"(?:[A-Z“]|the\s)[^\d]*[^\W\d_]{2,}\s[^\d]*[^\W\d_]{2,}")  # "Note of May"; not "Items 7"
_QUOTED = regex(r"“[^“”]{0,300}”|\([^()]{0,200}\)")
# "EC-70/P/NAT.119", "FAO document COFI/2021/Inf.9", "OSIB document SEC.GAL/91/25"; not "and/or", "A/B"
_CODE = regex(
    r"(?:(?:[A-Z][\w.]{1,20}\s){0,4}[Dd]oc(?:ument|\.)\s)?(?P<code>[A-Z][A-Z.\d-]{1,11}(?:/[A-Za-z\d][\w.-]{0,14}){1,6})"
)
# "Press release SG/SM/29117": those of the United Nations have symbols of their own
_PRESS_RELEASE = regex(
    r"(?:United\sNations\s)?[Pp]ress\srelease,?\s(?P<symbol>[A-Z]{2,6}(?:/[A-Z]{1,5}){0,2}/\d{1,6})(?=[,.\s]|$)"
)


@dataclass(frozen=True, slots=True)
class _Read:
    """The pieces between commas: whose it is, what it is, and how many of the last ones say where or when in it."""

    owners: Sequence[str]
    record: str
    tail: Sequence[str]


def read_press_release(words: str, citation: Citation) -> Citation | None:
    """Return a press release of the United Nations, which is known by its symbol."""
    found = _PRESS_RELEASE.match(words)
    if found is None:
        return None
    return _dated(replace(citation, kind=CitationKind.UN_DOCUMENT, symbols=(found["symbol"],)), words[found.end() :])


def read_plain(words: str, citation: Citation) -> Citation | None:
    """Return `citation` with what `words` say of a record or of a document known by a code of another organization."""
    pieces = _pieces(words)
    code = _CODE.fullmatch(pieces[0]) if pieces else None
    if code is not None and re.search(r"\d", code["code"]) and all(map(_is_locator, pieces[1:])):
        return _placed(replace(citation, title=code["code"]), pieces[1:])
    read = _read(pieces)
    if read is None:
        return None
    kind = next((kind for pattern, kind in _KINDS if pattern.search(read.record)), CitationKind.OTHER)
    owner = ", ".join(read.owners) or None
    made = _placed(replace(citation, kind=kind, title=without_article(read.record), author=owner), read.tail)
    return made if made.date else _dated(made, read.record)


def read_presumed(words: str, citation: Citation) -> Citation | None:
    """Return what a note names that is no known kind of record but that a later note points to as a source.

    It is one noun phrase with a place, date or number behind it, and no verb.
    """
    pieces = _pieces(words)
    first = next((place for place, piece in enumerate(pieces) if place and _is_locator(piece)), 0)
    head = ", ".join(pieces[:first])
    if not first or _VERB.search(head) or not _PHRASE.match(head):
        return None
    return _placed(replace(citation, title=head), pieces[first:])


def _read(pieces: Sequence[str]) -> _Read | None:
    """Return the pieces of a source by what they say, `None` where they do not make one."""
    at = next((place for place in reversed(range(len(pieces))) if _RECORD.match(_bare(pieces[place]))), None)
    if at is None or any(_VERB.search(_bare(piece)) for piece in pieces[: at + 1]):
        return None
    owners, record, tail = pieces[:at], pieces[at], pieces[at + 1 :]
    placed = [_is_locator(piece) for piece in tail]
    if not all(known or _PLACE.fullmatch(piece) for known, piece in zip(placed, tail, strict=True)):
        return None
    sure = any(placed) or _NUMBERED.search(record) is not None or bool(owners and find_dates(record))
    return _Read(owners, record, tail) if sure and all(map(_OWNER.fullmatch, owners)) else None


def _pieces(words: str) -> list[str]:
    """Return what commas part, those in brackets and quotation marks aside; nothing where it is no single sentence."""
    if len(words) > _LONGEST or ";" in words or re.search(r"\w{3}\.\s+[A-Z]", words):
        return []
    held = {place for found in _QUOTED.finditer(words) for place in range(found.start(), found.end())}
    cuts = [found.start() for found in re.finditer(",", words) if found.start() not in held]
    bounds = zip([0, *(cut + 1 for cut in cuts)], [*cuts, len(words)], strict=True)
    return [piece for start, end in bounds if (piece := words[start:end].strip())]


def _bare(piece: str) -> str:
    """Return a piece without what it quotes or puts in brackets."""
    return _QUOTED.sub("“”", piece)


def _is_locator(piece: str) -> bool:
    """Tell whether a piece says where or when in a source: a page, a number, a date."""
    if _PIN.fullmatch(piece) or _YEARS.fullmatch(piece) or _STATE_OF_TEXT.fullmatch(piece):
        return True
    dates = find_dates(piece)
    return bool(dates) and piece.endswith(dates[-1].printed) and _is_before_date(piece[: dates[0].span.start])


def _is_before_date(words: str) -> bool:
    return _BEFORE_DATE.fullmatch(words) is not None


def place_in(words: str) -> str | None:
    """Return words that say where in a source, and nothing else: "No. 88/2022", "col. 12"."""
    pieces = _pieces(words)
    return words if pieces and all(map(_is_locator, pieces)) else None


def _placed(citation: Citation, tail: Sequence[str]) -> Citation:
    """Return a citation with date and place from the pieces behind its title."""
    pins = [piece for piece in tail if _PIN.fullmatch(piece) and not _YEARS.fullmatch(piece)]
    return _dated(replace(citation, pin=", ".join(pins) or None), *tail)


def _dated(citation: Citation, *pieces: str) -> Citation:
    """Return a citation with the first date of the pieces, else with the first that is a year."""
    dates = [found for piece in pieces for found in find_dates(piece)]
    if dates:
        return replace(citation, date=dates[0].iso, date_text=dates[0].printed)
    return replace(citation, date=next(filter(_YEAR.fullmatch, pieces), None))
