"""Parts the notes from the body, before any of them is bound: where a note begins, and how far it goes.

A note is proved by the reader, by its raised or bracketed indicator, or by its place: a rising row of numbered
paragraphs at the end of the text or page. What a note is called from is decided in `pairing`.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from retrieval.parsing.lines import join_lines
from retrieval.parsing.model import RawNote, Row
from retrieval.parsing.note_marks import (
    ALONE_NOTE,
    BRACKET_NOTE,
    CARET_NOTE,
    GLUED_NOTE,
    LETTER_NOTE,
    LETTERED,
    LOWERED,
    MARKER,
    NO_NOTE,
    PLAIN_NOTE,
    RAISED,
    RAISED_DIGITS,
    RAISED_NOTE,
    SENTENCE_ENDED,
    SLASH_NOTE,
    STAR_NOTE,
    STARRED,
    Starts,
    bracketed_numbers,
    note_start,
    row_groups,
)
from retrieval.parsing.notes.endnotes import MAX_STEP, find_endnotes, heads_part
from retrieval.parsing.notes.numbered import with_indicators
from retrieval.parsing.signatures import SIGNED
from retrieval.patterns import regex
from retrieval.types import Line, LineRole

_OPEN = regex(r"(?:,|\b(?:of|the|and|to|in|on|from|by|for|at|with|a|an|or|that|which))$")
_NEXT_NOTE = r"(?<=[.!?'”\"])\s+{}\s+(?=[A-Z‘“'\"])"
_NEXT_KNOWN_NOTE = r"(?:(?<=[.!?'”\")])\s+{0}\s+(?=\S)|(?<=[\w,])\s+{0}\s+(?=[A-Z‘“'\"]))"


@dataclass(slots=True)
class _Open:
    """A note that is being collected."""

    indicator: str
    rows: list[Row]
    first: str

    def closed(self, hyphens: frozenset[str]) -> RawNote:
        text = join_lines([self.first, *(row.text for row in self.rows[1:])], hyphens)
        return RawNote(self.indicator, text, self.rows[0].page, self.rows[0].index)


def part_notes(rows: Sequence[Row], hyphens: frozenset[str], *, paged: bool) -> tuple[list[Row], list[RawNote]]:
    """Return the rows of the body, blank where notes stood, and the notes in reading order.

    Where the reader saw no pages (`paged` is false), text below notes stands on the next page.
    """
    starts: Starts = {}
    members: dict[int, int] = {}
    rows = with_indicators(_under_heading(rows))
    markers = bracketed_numbers(rows)
    _proved(rows, starts, members)
    _between(rows, starts, members)
    _signed(rows, starts, members, (STAR_NOTE, STARRED))
    _signed(rows, starts, members, (LETTER_NOTE, LETTERED))
    _below_tables(rows, starts, members)
    find_endnotes(rows, starts, members, markers)
    if not paged:
        rows = _with_pages(rows, members)
    notes = _collect(rows, starts, members, markers, hyphens)
    dropped = members.keys() | _headings_of(rows, members)
    body = [Row(row.page, row.index, Line("")) if row.index in dropped or row.text == "_" else row for row in rows]
    return body, notes


def _headings_of(rows: Sequence[Row], members: dict[int, int]) -> set[int]:
    """Return the headings "Notes" right above the first of them."""
    printed = [row for row in rows if row.text]
    return {one.index for one, other in pairwise(printed) if other.index in members and _NOTES.fullmatch(one.text)}


def _with_pages(rows: Sequence[Row], members: dict[int, int]) -> list[Row]:
    """Return the rows with a new page wherever the body goes on below raised notes."""
    out: list[Row] = []
    added, foot = 0, 0  # foot: the page, as read, on which notes stand right above
    for row in rows:
        if row.index in members:
            foot = row.page if RAISED_NOTE.match(rows[members[row.index]].text) else 0
        elif row.text and foot:
            added += row.page == foot
            foot = 0
        out.append(Row(row.page + added, row.index, row.line))
    return out


def _collect(
    rows: Sequence[Row], starts: Starts, members: dict[int, int], markers: frozenset[str], hyphens: frozenset[str]
) -> list[RawNote]:
    """Return the notes: each runs from its first row over all rows that name it as theirs."""
    opened: dict[int, _Open] = {}
    for row in rows:
        owner = members.get(row.index)
        if owner is None or not row.text:
            continue
        if owner == row.index:
            indicator, offset = starts[row.index]
            opened[owner] = _Open(indicator, [row], row.text[offset:])
        else:
            opened[owner].rows.append(row)
    notes = [note.closed(hyphens) for _, note in sorted(opened.items())]
    known = {one.indicator for one in notes}
    return [each for note in notes for each in _parted(note, known, markers)]


def _parted(note: RawNote, known: set[str], markers: frozenset[str]) -> Iterable[RawNote]:
    """Yield the note, and the next ones where several run on in one paragraph ("... on file. 4 Sign here ...").

    Where a marker asks for the missing number, no full stop is needed before it.
    """
    while note.indicator.isdigit():
        following = str(int(note.indicator) + 1)
        pattern = _NEXT_KNOWN_NOTE if following in markers else _NEXT_NOTE
        found = [] if following in known else list(re.finditer(pattern.format(following), note.text))
        if len(found) != 1:
            break
        yield RawNote(note.indicator, note.text[: found[0].start()].rstrip(" ,"), note.page, note.index)
        note = RawNote(following, note.text[found[0].end() :], note.page, note.index)
    yield note


# --- proved notes ----------------------------------------------------------------------------------------------------


def _proved(rows: Sequence[Row], starts: Starts, members: dict[int, int]) -> None:
    """Take the notes that the reader or a raised indicator proves; one may go on at the foot of the next page."""
    begun = (RAISED_NOTE.match(row.text) for row in rows if row.role is LineRole.NOTE)
    raised = frozenset(found[1].translate(LOWERED) for found in begun if found)
    owner: int | None = None
    last: int | None = None
    blank, signed = True, False  # signed: a signature stands right above
    for row in rows:
        if row.text in ("", "_"):
            blank, signed, owner = True, False, owner if not row.text else None
            continue
        known = row.role is LineRole.NOTE
        if not known and owner is not None and heads_part(row, rows[row.index - 1 : row.index + 1]):
            owner = None
        start = note_start(row, (RAISED_NOTE, CARET_NOTE)) if blank or known or signed or owner is not None else None
        if start is None and known:
            start = _plain_start(row, last, starts, raised=raised) or _next_letter(row, last, starts)
        if start is not None:
            owner = last = row.index
            starts[row.index] = start
        elif known and last is not None:
            owner = last
        elif known:
            owner = last = row.index
            starts[row.index] = ("", 0)
        elif blank or owner is None:
            owner = None
        if owner is not None:
            members[row.index] = owner
        blank, signed = False, signed or SIGNED.match(row.text) is not None
    _continued(rows, members)


def _plain_start(row: Row, last: int | None, starts: Starts, *, raised: frozenset[str]) -> tuple[str, int] | None:
    """Return the indicator, not raised, with which a row of a note area begins, and where its text starts.

    A number has to follow on the last note's, and must not be that of a day ("28 May 2006") or an amount, nor of one
    of the notes whose indicators are `raised`. Where there are such, it has to be the very next one.
    """
    start = note_start(row, (STAR_NOTE, SLASH_NOTE, BRACKET_NOTE)) or note_start(
        row, (PLAIN_NOTE, ALONE_NOTE, GLUED_NOTE)
    )
    before = starts[last][0] if last is not None else ""
    if start is None or not start[0].isdigit() or not row.text[0].isdigit() or SLASH_NOTE.match(row.text):
        return start
    step = int(start[0]) - int(before) if before.isdigit() else 1
    strict = bool(raised) or GLUED_NOTE.match(row.text) is not None
    fits = step == 1 or start[0] == "1" or (not strict and 0 <= step <= MAX_STEP)
    return start if fits and start[0] not in raised and not NO_NOTE.match(row.text) else None


def _next_letter(row: Row, last: int | None, starts: Starts) -> tuple[str, int] | None:
    """Return the plain letter with which a row begins when it is the one after the last note's: "c Register of"."""
    before = starts[last][0] if last is not None else ""
    found = LETTER_NOTE.match(row.text)
    if found is None or len(before) + len(found[1]) != 2 or not before.isalpha() or ord(found[1]) - ord(before) != 1:
        return None
    return found[1], found.end()


def _continued(rows: Sequence[Row], members: dict[int, int]) -> None:
    """Give the tail of a note that a page break cut off back to it.

    The tail stands right above the next notes, begins in small letters, and is not the only text of its page's body.
    Where the reader knows the notes, it knows their tails as well.
    """
    if any(row.role is LineRole.NOTE for row in rows):
        return
    paragraphs = row_groups(rows)
    open_note: int | None = None
    between, cut = 0, ""
    for place, paragraph in enumerate(paragraphs):
        first = paragraph[0]
        if first.index in members:
            between = 0
            cut = paragraph[-1].text
            open_note = None if SENTENCE_ENDED.search(cut) else members.get(paragraph[-1].index)
            continue
        between += 1
        follows = place + 1 < len(paragraphs) and paragraphs[place + 1][0].index in members
        goes_on = first.text[:1].islower() or (open_note is not None and _OPEN.search(cut) is not None)
        if open_note is not None and follows and between > 1 and goes_on and not _marked(paragraph):
            before = paragraphs[place - 1][-1].text
            if SENTENCE_ENDED.search(before):
                members.update({row.index: open_note for row in paragraph})


def _marked(paragraph: Sequence[Row]) -> bool:
    """Tell whether a paragraph calls a note, as no note does."""
    return any(MARKER.search(row.text) for row in paragraph)


def _between(rows: Sequence[Row], starts: Starts, members: dict[int, int]) -> None:
    """Give a note its further paragraphs: what stands between two notes that were both called above the first."""
    order = sorted(starts)
    for first, second in pairwise(order):
        indicator, following = starts[first][0], starts[second][0]
        gap = [row for row in rows[first:second] if row.text and row.index not in members]
        if not gap or not (indicator.isdigit() and following.isdigit() and int(following) == int(indicator) + 1):
            continue
        if gap[0].page != rows[first].page or _marked(gap) or any(_PART.match(row.text) for row in gap):
            continue
        above = max((end for end, owner in members.items() if end < first), default=0)
        raised = following.translate(RAISED)
        if any(re.search(rf"{raised}(?![{RAISED_DIGITS}])", row.text) for row in rows[above:first]):
            members.update({row.index: first for row in gap})


# "Notes", "Footnotes": a heading under which every note is numbered like a paragraph, "1. See"
_NOTES = regex(r"(?:(?:foot|end)?notes?(?:\s+and\s+references)?|references)\s?:?", re.IGNORECASE)
_NUMBERED = regex(r"(\d{1,3})[.)]\s+(?=\S)")
_PART = regex(r"(?:Annex|Enclosure|Appendix|ANNEX|ENCLOSURE|APPENDIX)\b")


def _under_heading(rows: Sequence[Row]) -> Sequence[Row]:
    """Return the rows with a rule for the heading of the notes, if there is one, and no full stops after their numbers.

    The heading is known by the note that stands right below it, its number one.
    """
    heads = [row.index for row in rows if row.text and _NOTES.fullmatch(row.text)]
    first = next((row.text for row in rows[heads[-1] + 1 :] if row.text), "") if heads else ""
    if not re.match(r"\[?(?:1|\^1|¹)[\].):/]?\s?\S", first):
        return rows
    out = list(rows)
    out[heads[-1]] = Row(rows[heads[-1]].page, heads[-1], Line("_"))
    for row in rows[heads[-1] + 1 :]:
        if _PART.match(row.text):
            break
        if _NUMBERED.match(row.text):
            out[row.index] = Row(row.page, row.index, replace(row.line, text=_NUMBERED.sub(r"\1 ", row.text, count=1)))
    return out


# --- notes with asterisks or letters ----------------------------------------------------------------------------------


def _signed(
    rows: Sequence[Row], starts: Starts, members: dict[int, int], patterns: tuple[re.Pattern[str], re.Pattern[str]]
) -> None:
    """Take paragraphs that begin with a sign as notes where the same sign is called before.

    `patterns` tell how such a note begins and how it is called.
    """
    begins, calls = patterns
    called: set[str] = set()
    owner: int | None = None
    blank = True
    for row in rows:
        if row.text in ("", "_"):
            blank, owner = True, None
            continue
        found = begins.match(row.text) if (blank or owner is not None) and row.index not in members else None
        if found is not None and found[1] in called:
            owner = row.index
            starts[row.index] = (found[1], found.end())
        if owner is not None and row.index not in members:
            members[row.index] = owner
        elif row.index not in members:
            called.update(each[1] for each in calls.finditer(row.text))
        blank = False


# "14 May   Dorn", "14 May\tDorn", "| 14 May | Dorn |"
_CELLS = regex(r"\S(?: {3,}|\t|\s\|\s)\S")


def _below_tables(rows: Sequence[Row], starts: Starts, members: dict[int, int]) -> None:
    """Take paragraphs right below a table as its notes that begin with the letters a, b, c and a capital."""
    due, owner, above = "", None, ""  # the letter that may come next; the note that goes on; the last row with words
    for row in rows:
        if not row.text:
            owner = None
            continue
        due = "a" if _CELLS.search(above) and not _CELLS.search(row.text) else due
        found = LETTER_NOTE.match(row.text) if due and row.index not in members else None
        if found is not None and found[1] == due:
            owner, due = row.index, chr(ord(due) + 1)
            starts[row.index] = (found[1], found.end())
        elif owner is None:
            due = ""
        if owner is not None:
            members[row.index] = owner
        above = row.text
