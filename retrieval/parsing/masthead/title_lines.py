"""Finds the title of a letter among the lines of a document: where it begins and ends, and its words on one line."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from retrieval.parsing.capitals import in_capitals, set_in_small_letters
from retrieval.parsing.masthead.organs import plain
from retrieval.parsing.masthead.title_repairs import tidied
from retrieval.parsing.masthead.titles import HEAD, REORDERED
from retrieval.parsing.masthead.titles_translated import TRANSLATED_HEAD
from retrieval.patterns import regex
from retrieval.types import Line

_MAX_HEAD = 160  # lines above the title
_MAX_TITLE = 12  # lines of the title itself
_LONG_LINE = 420  # characters: a title this long has run into the body


@dataclass(frozen=True, slots=True)
class TitlePlace:
    """Where the title stands, and its text; `body` and `begin` are places within a line it shares with others."""

    start: int
    end: int
    text: str
    body: int = 0
    begin: int = 0


PART_HEADING = regex(r"(?:Annex|Enclosure|Appendix|Attachment)\b", re.IGNORECASE)
BODY = regex(
    r"\s(?=(?:Upon|On|Under|Pursuant to|In accordance with) (?:the )?instructions?\b"
    r"|I (?:have|am|wish|should|would|write)\b"
    r"|Further to\b|With reference\b|In reference\b|Excellency,|Sir,|Madam,|Mr\. (?:President|Secretary-General)\b"
    r"|The Permanent (?:Mission|Observer|Representative)\b|Reference is made\b|Following\b|We,? (?:have|the)\b"
    r"|Please find\b)"
)
# "Letter of 3 March 1990 from", "LETTER FROM THE PERMANENT REPRESENTATIVE": how a title with its date elsewhere begins
_DATE_ELSEWHERE = regex(
    r"(?:Identical\s+)?(?:Letters?|Notes?\s+verbales?|Telegram)\s+(?:from|of\s+\d)\b", re.IGNORECASE
)
# "LEITER DATED", "Letter datcd 3 June": how scanners misread the first words of a title, a day behind them
_MISREAD = regex(
    r"(?:LEITER|LElTER|LETfER|LE1TER|LETTBR|IETTER|Letter)\s+dat\w{2}\s+[\dlIO]{1,2}\s+\w+\s+[\dlIOB]{4}\b",
    re.IGNORECASE,
)
_RECEIVER = regex(
    r"(?:addressed\s+)?to\s+(?:the\s+)?(?:Secretary|President|Chair|Director|High|Minister|Office|Permanent)",
    re.IGNORECASE,
)
# A complete addressee with a new sentence behind it.
_RECEIVER_END = regex(
    r"(?:Secretary-General|Security Council|General Assembly|SECRETARY-GENERAL|SECURITY COUNCIL|GENERAL ASSEMBLY)"
    r"(?P<body>\s)(?=[A-Z“][a-z]|I\s)(?!Committee|President|Working)"
)


# after these words a title goes on, even over a blank line
_UNFINISHED = regex(r"\b(?:the|of|from|to|and|by)$")
# "1. The gates", "(1) I have": the first paragraph
_FIRST = regex(r"(?:1[.)]|\(1\))\s+\S")


def find_title(lines: Sequence[Line]) -> TitlePlace | None:
    """Find the line where the title begins: not one of an annex, nor a sentence that mentions a letter."""
    for index, line in enumerate(lines[:_MAX_HEAD]):
        text = plain(line.text)
        if PART_HEADING.match(text):
            return None
        head = HEAD.match(text) or TRANSLATED_HEAD.match(text) or (HEAD.search(text) if _run_in(text) else None)
        if head is None and text[:1].isupper() and _MISREAD.match(text):
            return _whole_title(lines, index, 0)
        if head is not None and (not head[0][0].islower() or index == 0):
            return _whole_title(lines, index, head.start())
        if _DATE_ELSEWHERE.match(text) and REORDERED.match((found := _whole_title(lines, index, 0)).text):
            return found
    return None


def _run_in(text: str) -> bool:
    """Tell whether a line holds the masthead and the title together, as a text on one line does."""
    return bool(re.match(r"(?:United Nations\b|[AS]/|General Assembly|Security Council|Distr)", text))


def _whole_title(lines: Sequence[Line], start: int, offset: int) -> TitlePlace:
    text, end = plain(lines[start].text)[offset:], start + 1
    while end < len(lines) and end - start < _MAX_TITLE and _goes_on(text, lines, end):
        text, end = _joined(text, plain(lines[end].text)), end + 1
    cut = _run_into_body(text)
    if cut is not None and end == start + 1:
        body = text[cut:].strip()
        return TitlePlace(start, end, clean(text[:cut]), max(lines[start].text.find(body[:30]), 0), offset)
    return TitlePlace(start, end, clean(text), 0, offset)


def _run_into_body(text: str) -> int | None:
    """Return where the body begins on the line of the title, `None` when it does not."""
    if opening := BODY.search(text, 60):
        return opening.start()
    if len(text) > _LONG_LINE and (receiver := _RECEIVER_END.search(text)):
        return receiver.start("body")
    return None


def _goes_on(text: str, lines: Sequence[Line], index: int) -> bool:
    """Tell whether the title goes on in the line at `index`: over a blank line only while no addressee was named."""
    following = plain(lines[index].text)
    complete = _RECEIVER.search(text) is not None
    if not following:
        after = next((plain(line.text) for line in lines[index + 1 : index + 3] if plain(line.text)), "")
        unfinished = _UNFINISHED.search(text) is not None or "addressed" in f"{after} {text}".lower()
        return not complete and bool(after) and not BODY.match(f" {after}") and unfinished
    if complete and _FIRST.match(following):
        return False
    if BODY.match(f" {following}") or HEAD.match(following) or len(text) > 3 * _LONG_LINE:
        return False
    ends = _RECEIVER_END.search(f"{text} {following}", max(0, len(text) - 60))
    return ends is None and not (complete and text.endswith("."))


_FOLDS = regex(
    r"\s+(?=Distr\.|Original\s*:|(?:[A-Z][a-z]+-)?[A-Z]?[a-z]+\s+(?:emergency\s+special\s+)?(?:session|year)\b"
    r"|Agenda\s+items?\b|Items?\s+\d|\d\d-\d{5}|(?:GE|V)\.\d\d-|General Assembly\b)"
    r"|(?<=\d{6})\s+|(?<=\*)\s+(?=[A-Z])"
)


def unfolded(text: str) -> list[Line]:
    """Part a masthead that stands on one line into the lines it was printed in."""
    return [Line(part.strip()) for part in _FOLDS.split(text) if part.strip()]


def _joined(text: str, following: str) -> str:
    """Join two lines; a word divided at the line's end becomes one, unless its hyphen is its own."""
    if text.endswith("-") and following[:1].islower():
        return text[:-1] + following
    return f"{text}{following}" if text.endswith("-") else f"{text} {following}".strip()


def clean(title: str) -> str:
    """Return a title without marks around it, set in small letters where it was printed in capitals."""
    title = re.sub(r"\s+", " ", title).strip(" *_")
    return set_in_small_letters(tidied(title)) if in_capitals(title) else title
