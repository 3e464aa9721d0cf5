"""Notes that are numbered as paragraphs are: "1. Treaty of Dorn", "2) Ibid.", "(3) See"; they get raised indicators.

They are notes only where their place (right below a rule or the letter's signature; where "(1)" is printed, also at the
end without either) and calls above prove them.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice, pairwise

from retrieval.parsing.headings import PART_HEADING
from retrieval.parsing.model import Row
from retrieval.parsing.note_marks import (
    CARET_NOTE,
    LOWERED,
    NO_NOTE,
    PLAIN_NOTE,
    RAISED,
    RAISED_DIGITS,
    RAISED_NOTE,
    bracketed_numbers,
)
from retrieval.parsing.signatures import INTERIM, SIGNED
from retrieval.patterns import regex

# "1. Treaty", "2) Ibid.", "(3) See", "(c) See"; not "1.5 million", "1) "
_NUMBERED = regex(r"(?P<open>\()?(?P<number>\d{1,3}|(?(open)[a-z]|\d))(?(open)\)|[.)])\s+(?=\S)")
_RAISED_CALL = regex(rf"(?<=\S)[{RAISED_DIGITS}]{{1,3}}")
# "1922.2 It", "Dorn3"
_GLUED_CALL = regex(r"(?:(?<=[a-z]{2}[.,;:”)])|(?<=[a-z]{3}))(\d{1,2})(?=[\s.,;:]|$)")
# "1922.(2) It", "Dorn(c).", "closed. (2)" at the end of a line; not "paragraph (2)", "Article 4(2)", "closed. (2) The"
_PARENTHESES = regex(
    r"(?<=[^\s\d(])\((\d{1,2}|[a-z])\)(?=[\s.,;:)”،؛؟!»]|$)|(?<=\d[.,])\((\d{1,2}|[a-z])\)(?=\s|$)|"
    r"(?<=[.!?”\"’'»])\s\((\d{1,2})\)$"
)
_ARABIC = regex(r"[ء-ي]{3}")
_MAX_SIGNATURE = 6  # rows
_MAX_AREAS = 60  # each is compared with all that stands above it


@dataclass(frozen=True, slots=True)
class _Area:
    """Rows that may begin notes, by their indices, right below a rule or a signature."""

    start: int
    ruled: bool
    begins: dict[int, re.Match[str]]


def with_indicators(rows: Sequence[Row]) -> Sequence[Row]:
    """Return the rows with proper indicators where notes are numbered as paragraphs are."""
    if not any(_NUMBERED.match(row.text) for row in rows):
        return rows
    known = _known(rows)
    out = list(rows)
    last = 0
    for start, ruled in islice(_places(rows), _MAX_AREAS):
        area = _area(rows, start, ruled, last)
        numbers = [found["number"] for found in area.begins.values()]
        if not numbers or known.intersection(numbers) or not _called(out[:start], area).issuperset(numbers):
            continue
        _rewrite(out, area, frozenset(numbers))
        last = int(numbers[-1]) if numbers[-1].isdigit() else last
    return out


def _known(rows: Sequence[Row]) -> set[str]:
    """Return the indicators by which notes of the usual kinds begin."""
    starts = (RAISED_NOTE.match(row.text) or CARET_NOTE.match(row.text) for row in rows)
    plain = (
        PLAIN_NOTE.match(row.text)
        for before, row in pairwise(rows)
        if before.text in ("", "_") and not NO_NOTE.match(row.text)
    )
    return {found[1].translate(LOWERED) for found in (*starts, *plain) if found}


def _places(rows: Sequence[Row]) -> Iterator[tuple[int, bool]]:
    """Yield where notes may begin, and whether that is below a rule: the first numbered row below it or a signature."""
    for place, row in enumerate(rows):
        ruled = row.text == "_"
        if not ruled and not SIGNED.match(row.text):
            continue
        below = [at for at in range(place + 1, min(place + 12, len(rows))) if rows[at].text]
        first = next((at for at in below if _NUMBERED.match(rows[at].text)), None)
        between = [at for at in below if first is not None and at < first]
        if first is None or len(between) > (0 if ruled else _MAX_SIGNATURE):
            continue
        if not any(_ends_signature(rows[at].text) for at in between):
            yield first, ruled
    last = next((place for place in range(len(rows) - 1, -1, -1) if rows[place].text.startswith("(1) ")), None)
    if last is not None and (_ARABIC.search(rows[last].text) or _go_to_the_end(rows, last)):
        yield last, False


def _go_to_the_end(rows: Sequence[Row], start: int) -> bool:
    """Tell whether, from a row on, all paragraphs to the end of the text have numbers in parentheses."""
    first = (row.text for before, row in pairwise(rows[start:]) if row.text and not before.text)
    return all(text.startswith("(") and _NUMBERED.match(text) for text in first)


def _ends_signature(text: str) -> bool:
    """Tell whether a line below a signature is no longer part of it: "Chargé d'affaires a.i." is."""
    if text == "_" or len(text) > 90 or PART_HEADING.match(text) is not None:
        return True
    return text.endswith((".", ":", ";")) and INTERIM.search(text) is None


def _area(rows: Sequence[Row], start: int, ruled: bool, last: int) -> _Area:
    """Return the numbered rows from `start` on that follow on each other from one, or from note `last`, on."""
    begins: dict[int, re.Match[str]] = {}
    due: tuple[str, ...] = ("1", "a", str(last + 1))
    for row in rows[start:]:
        if row.text == "_" or PART_HEADING.match(row.text) or SIGNED.match(row.text):
            break
        found = _NUMBERED.match(row.text)
        if found and found["number"] in due:
            begins[row.index] = found
            number = found["number"]
            due = (str(int(number) + 1) if number.isdigit() else chr(ord(number) + 1),)
        elif not begins or (found and found["number"].isdigit() and rows[row.index - 1].text == ""):
            break
    return _Area(start, ruled, begins)


def _called(above: Sequence[Row], area: _Area) -> set[str]:
    """Return the indicators called above an area of notes in the way that its notes are printed."""
    if all(found["open"] for found in area.begins.values()):
        return {one for row in above for each in _PARENTHESES.findall(row.text) for one in each if one}
    called = {each[0].translate(LOWERED) for row in above for each in _RAISED_CALL.finditer(row.text)}
    called |= bracketed_numbers(above)
    if area.ruled:
        called |= {number for row in above for number in _GLUED_CALL.findall(row.text)}
    return called


def _rewrite(rows: list[Row], area: _Area, numbers: frozenset[str]) -> None:
    """Give the notes of an area raised indicators; those in parentheses, and their calls, get brackets."""
    for index, found in area.begins.items():
        number = found["number"]
        printed = f"[^{number}]: " if found["open"] else f"{number.translate(RAISED)} "
        rows[index] = _with_text(rows[index], printed + rows[index].text[found.end() :])
    if not all(found["open"] for found in area.begins.values()):
        return
    for row in rows[: area.start]:
        if "(" in row.text:
            rows[row.index] = _with_text(row, _PARENTHESES.sub(lambda call: _bracketed(call, numbers), row.text))


def _bracketed(call: re.Match[str], numbers: frozenset[str]) -> str:
    number = call[1] or call[2] or call[3]
    return f"[^{number}]" if number in numbers else call[0]


def _with_text(row: Row, text: str) -> Row:
    return Row(row.page, row.index, replace(row.line, text=text))
