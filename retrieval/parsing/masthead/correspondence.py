"""Correspondence that never was a UN document: cables, memorandums and letters between ministries and missions."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from retrieval.language.dates import find_dates
from retrieval.parsing.masthead.organs import plain
from retrieval.patterns import regex
from retrieval.types import LetterKind, Line

_KINDS = {
    "cable": LetterKind.CABLE,
    "cablegram": LetterKind.CABLE,
    "telegram": LetterKind.CABLE,
    "radiogram": LetterKind.CABLE,
    "teleprinter": LetterKind.CABLE,
    "telex": LetterKind.CABLE,
    "message": LetterKind.CABLE,
    "letter": LetterKind.LETTER,
    "dispatch": LetterKind.LETTER,
    "despatch": LetterKind.LETTER,
    "memorandum": LetterKind.MEMORANDUM,
    "aide-memoire": LetterKind.MEMORANDUM,
    "aide-mémoire": LetterKind.MEMORANDUM,
    "note verbale": LetterKind.NOTE_VERBALE,
}
_OTHER = (
    "note|minute|submission|agendum|report|extracts?|paper|directive|record|minutes|draft|circular|war"
    " cabinet|cabinet|notes"
    "|statement|agreement|message"
)
_KIND = regex(
    rf"(?:(?:draft|circular|personal|secret|full|war|cabinet)\s+)*(?P<kind>{'|'.join(_KINDS)}|{_OTHER})s?\b",
    re.IGNORECASE,
)
# "SECRET", "MOST IMMEDIATE TOP SECRET AND PERSONAL", "[PERSONAL] [1]"
_GRADING = regex(
    r"\[?(?:TOP|MOST|STRICTLY|SECRET|IMMEDIATE|PERSONAL|CONFIDENTIAL|IMPORTANT|RESTRICTED|URGENT|PRIORITY"
    r"|UNCLASSIFIED|PRIVATE)"
    r"(?:[\s,.]+(?:TOP|MOST|SECRET|IMMEDIATE|PERSONAL|CONFIDENTIAL|IMPORTANT|URGENT|AND|&|FOR|OFFICIAL|USE|ONLY))*"
    r"[\s.\]]*(?:\[\d+\])?$"
)
_FIELD = regex(r"(?P<name>From|To|Date|Dated|Subject|Re|Ref)\s*:\s*(?P<value>\S.*)$", re.IGNORECASE)
_DEAR = regex(r"(?:My dear|Dear)\s+(?P<name>(?:Mr|Mrs|Ms|Dr|Sir|Prof)?\.?\s?[A-Z][\w'’ .-]{1,60}?)\s*[,:]?$")
_PARTIES = regex(r"(?P<sender>.+?),?\s+to\s+(?P<receiver>(?:the\s+|de\s+|von\s+|van\s+)*[A-Z\[].*)$")
_BY = regex(
    r"(?P<what>[A-Z][\w /-]*?)(?:\s*\[\d+\])?\s+by\s+(?P<sender>[A-Z].+?)"
    r"(?:\s+to\s+(?P<receiver>.+)|\s+(?:of|for|on)\s+.*)?$"
)
# "Harbour Committee Minute 234/1945", "Department of Water Minute"
_MINUTE = regex(
    r"(?P<sender>(?=.*\b(?:Committee|Cabinet|Council|Board|Commission|Department|Ministry|Office|Secretariat|Conference)\b)[A-Z].*?)"
    r"\sMinute(?:\s(?:No\.?\s)?\d[\d/]*)?$"
)
# "LONDON, ", "PMM(46) 4th Meeting PARIS, ": a place in capitals right before the date
_PLACE = regex(r"(?:^|[\s(])[A-Z][A-Z'’. -]{2,}[A-Z.)],?\s*$")
_HEAD_IN_TITLE = regex(
    r"\s+(?=(?:Cablegrams?|Submission|Dispatch|Despatch|Letter|Memorandum|Telegram)\b.*[A-Z]{4,}|(?:Cablegram"
    r"|Dispatch)\s+\S*\d)"
)
_MARKERS = regex(r"\s*\[\^?\d+\]|(?<=[a-z])\d{1,2}$|\s\d{1,2}$")
_OFFICE_WORD = regex(r"\b(?:Delegation|Office|Embassy|Legation|Mission|Consulate|Commission)\b")
_LOOK = 12


@dataclass(frozen=True, slots=True)
class Correspondence:
    """What the head of such a document says; `end` is the number of lines that belong to the head."""

    kind: LetterKind = LetterKind.OTHER
    title: str | None = None
    date: str | None = None
    date_text: str | None = None
    senders: tuple[str, ...] = ()
    addressees: tuple[str, ...] = ()
    grading: str | None = None
    end: int = 0


def read_correspondence(lines: Sequence[Line], title: str | None) -> Correspondence:
    """Read the head lines of a cable, memorandum or letter; `title` is the one declared beside it."""
    first = next((text for line in lines[:_LOOK] if (text := plain(line.text))), "")
    senders, addressees, head_in_title = parties(title or (first if _MINUTE.match(first) else ""))
    head, end = _head_line(lines)
    grading, end = _gradings(lines, end)
    fields, end = _fields(lines, end)
    source = head or head_in_title
    date = next(iter(find_dates(fields.get("date", "") or source or _dateline(lines, end))), None)
    return Correspondence(
        kind=_kind_of(source, title, lines[end : end + _LOOK]),
        title=title or fields.get("subject") or head,
        date=date.iso if date else None,
        date_text=date.printed if date else None,
        senders=senders or _people(fields.get("from", "")),
        addressees=addressees or _people(fields.get("to", "")) or _dear(lines[end:]),
        grading=grading,
        end=end,
    )


def parties(title: str) -> tuple[tuple[str, ...], tuple[str, ...], str | None]:
    """Return senders, addressees and the rest of a title such as "Webb to Evatt" or "Submission by Calwell"."""
    text = re.sub(r"\s+", " ", title).strip()
    parts = _HEAD_IN_TITLE.split(text, maxsplit=1)
    names = _MARKERS.sub("", parts[0]).strip()
    rest = parts[1] if len(parts) > 1 else None
    if (match := _BY.match(names)) and _KIND.search(names):
        receiver = re.sub(r"^the\s+", "", match["receiver"] or "")
        return _people(match["sender"]), (receiver,) if receiver else (), rest
    if match := _MINUTE.match(text):
        return (match["sender"],), (), rest
    if match := _PARTIES.match(names):
        return _people(match["sender"]), _people(match["receiver"]), rest
    return (), (), rest


def _people(printed: str) -> tuple[str, ...]:
    """Part "Addison, Fraser and Weightman"; an office keeps its place: "Australian Delegation, United Nations"."""
    names: list[str] = []
    text = _MARKERS.sub("", printed).strip(" ,;.")
    for piece in re.split(r"\s*,\s*(?:and\s+)?|\s+and\s+(?=[A-Z])", text):
        if names and _OFFICE_WORD.search(names[-1]) and "," not in names[-1]:
            names[-1] += f", {piece}"
        elif piece:
            names.append(re.sub(r"^the\s+", "", piece))
    return tuple(names)


def _head_line(lines: Sequence[Line]) -> tuple[str | None, int]:
    """Find "Cablegram 83 TOKYO, 5 March 1946, 4 p.m." among the first lines: a kind or a place, and a date."""
    texts = [plain(line.text) for line in lines[:_LOOK]]
    filled = [index for index, text in enumerate(texts) if text]
    for place, index in enumerate(filled[:3]):
        following = filled[place + 1 : place + 3] if _KIND.match(texts[index]) else []
        for last in (index, *following):
            head = _unbracketed(" ".join(text for text in texts[index : last + 1] if text))
            if _is_head(head):
                return head, last + 1
    if (
        filled
        and (match := _KIND.match(texts[filled[0]]))
        and match["kind"].lower() in _KINDS
        and len(texts[filled[0]]) < 90
    ):
        return texts[filled[0]], filled[0] + 1
    return None, 0


def _unbracketed(text: str) -> str:
    """Return "2 [November] [1] 1945" as it would stand without the editors' marks."""
    return re.sub(
        r"\s+", " ", re.sub(r"(?<=\d)\[(?=\d)|\](?=\d)|[\[\]]", "", re.sub(r"(?<!\d)\s?\[\d{1,2}\]", "", text))
    )


def _is_head(text: str) -> bool:
    dates = find_dates(text)
    if not dates or len(text) > 200:
        return False
    before = text[: dates[0].span.start]
    if _KIND.match(text):
        return True
    return len(before) < 90 and len(text) - dates[0].span.end < 50 and (not before or _PLACE.search(before) is not None)


def _gradings(lines: Sequence[Line], end: int) -> tuple[str | None, int]:
    found: list[str] = []
    for index in range(end, min(len(lines), end + _LOOK)):
        text = plain(lines[index].text)
        if text and not _GRADING.match(text):
            break
        if text:
            found.append(re.sub(r"\s*\[\d+\]$", "", text))
            end = index + 1
    return " ".join(found) or None, end


def _fields(lines: Sequence[Line], end: int) -> tuple[dict[str, str], int]:
    found: dict[str, str] = {}
    for index in range(end, min(len(lines), end + _LOOK)):
        text = plain(lines[index].text)
        match = _FIELD.match(text)
        if text and not match:
            break
        if match:
            name = {"dated": "date", "re": "subject"}.get(match["name"].lower(), match["name"].lower())
            found[name] = match["value"].strip()
            end = index + 1
    return found, end


def _dateline(lines: Sequence[Line], end: int) -> str:
    """Return the short line among the first ones that holds a date and hardly anything else."""
    for line in lines[: end + _LOOK]:
        text = plain(line.text)
        dates = find_dates(text)
        if dates and len(text) - len(dates[0].printed) < 40:
            return text
    return ""


def _dear(lines: Sequence[Line]) -> tuple[str, ...]:
    for line in lines[:_LOOK]:
        if match := _DEAR.match(plain(line.text)):
            return (match["name"].strip(),)
    return ()


def _kind_of(head: str | None, title: str | None, first: Sequence[Line]) -> LetterKind:
    opening = " ".join(plain(line.text) for line in first[:3])
    if re.search(r"\bpresents? (?:its|his|her|their) compliments\b", opening):
        return LetterKind.NOTE_VERBALE
    for text in (head, title):
        match = _KIND.match(text or "")
        if match:
            return _KINDS.get(match["kind"].lower(), LetterKind.OTHER)
    return LetterKind.LETTER if _dear(first) else LetterKind.OTHER
