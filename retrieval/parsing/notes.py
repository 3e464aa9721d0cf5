"""Parts the notes from the body, before any of them is bound: where a note begins, and how far it goes.

A note is proved by the reader, by its raised or bracketed indicator, or by its place: a rising row of numbered
paragraphs at the end of the text or page. What a note is called from is decided in `footnotes`.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from ..types import Line, LineRole
from .lines import join_lines
from .model import RawNote, Row

RAISED_DIGITS = "⁰¹²³⁴⁵⁶⁷⁸⁹"
RAISED_LETTERS = "ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ"
RAISED = str.maketrans("0123456789", RAISED_DIGITS)
LOWERED = str.maketrans(RAISED_DIGITS + RAISED_LETTERS, "0123456789abcdefghijklmnoprstuvwxyz")

# "¹ See", "¹²Ibid.", "ᵃ Deceased"
_RAISED = re.compile(rf"([{RAISED_DIGITS}]{{1,4}}|[{RAISED_LETTERS}]{{1,2}})[.)]?\s*(?=\S)")
# "[^1]: See", "[^a]: See"
_CARET = re.compile(r"\[\^(\w{1,8})\]:?\s*(?=\S)")
# "[1] See", "1/ See", "a/ See", "1 See", "0 7 On file"; not "1. Reaffirms", "15 (1946) of", "2 May 1990"
_BRACKET = re.compile(r"\[(\d{1,3})\]:?\s+(?=\S)")
_SLASH = re.compile(r"(\d{1,3}|[a-z])/\s+(?=\S)")
_PLAIN = re.compile(r"(?:0\s+)?(\d{1,3})\s+(?=[^\W\d_]|[“\"'‘\[«(*])")
_ALONE = re.compile(r"(\d{1,3}|[a-z])$")
_LETTER = re.compile(r"([a-z]|[ivx]{2,4})\s+(?=[A-Z“\"])")
_STAR = re.compile(r"(\*{1,5}|[†‡§])\s*(?=[^\s*])")
_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|"
    r"Nov(?:ember)?|Dec(?:ember)?)\b"
)
_NO_NOTE = re.compile(rf"\d{{1,3}}\s+(?:{_MONTH}|\(1[89]\d\d\)|\(20\d\d\)|votes?\b|abstentions?\b|per cent\b|o'clock)")
# how a note begins that cites something
_CITING = re.compile(
    r"(?:See\b|Ibid|\[bid|Idem\b|Cf\b|Official Records|Document\b|Documents\b|Letter\b|A/|S/|E/|“|\"|‘|"
    r"General Assembly|"
    r"Security Council|United Nations|On file|Available|Adopted|Resolution|Note\b|Cablegram|Dispatched|"
    r"For the text|i\.e\.|In \w)"
)
_MARKER = re.compile(rf"[{RAISED_DIGITS}]|\[\^?\w{{1,3}}\]")
# "word [1]", "[1], and"; not "[1] Note"
_BRACKETED = re.compile(r"(?:(?<=\S) ?|^(?=\S+\][,.;:)]))\[\^?(\d{1,3}(?:\s?[,;–-]\s?\d{1,3}){0,9})\]")
_ONE = re.compile(r"(?P<to>[⁻–-])?\s?(?P<one>\w{1,8})")
_MOST = 20  # notes that one range calls
_SLASHED = re.compile(r"(?<=[\w.,;)”\"]) ?(\d{1,3}|[a-z])/(?=[\s.,;)]|$)")
_STARRED = re.compile(r"(?<=[\w.,;:)”\"’\]])\s?(\*{1,5}|[†‡§])(?=[\s.,;:)]|$)")
# "was put off.a It", where the letter has lost its height; not "10 a.m", "i.e"
LETTERED = re.compile(r"(?<=[^\W\d_]{2}[.,;:)”’])([a-z]|[ivx]{2,4})(?=\s[A-Z“(]|\s*$)")
_OPEN = re.compile(r"(?:,|\b(?:of|the|and|to|in|on|from|by|for|at|with|a|an|or|that|which))$")
_ENDED = re.compile(r"[.!?:;][”’\"')\]]*$")
_MAX_STEP = 3
_Starts = dict[int, tuple[str, int]]  # where notes begin: row → indicator and where the note's text starts
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
    starts: _Starts = {}
    members: dict[int, int] = {}
    rows = _under_heading(rows)
    markers = _bracketed(rows)
    _proved(rows, starts, members)
    _between(rows, starts, members)
    _signed(rows, starts, members, (_STAR, _STARRED))
    _signed(rows, starts, members, (_LETTER, LETTERED))
    _endnotes(rows, starts, members, markers)
    if not paged:
        rows = _with_pages(rows, members)
    notes = _collect(rows, starts, members, markers, hyphens)
    body = [Row(row.page, row.index, Line("")) if row.index in members or row.text == "_" else row for row in rows]
    return body, notes


def _with_pages(rows: Sequence[Row], members: dict[int, int]) -> list[Row]:
    """Return the rows with a new page wherever the body goes on below raised notes."""
    out: list[Row] = []
    added, foot = 0, 0  # foot: the page, as read, on which notes stand right above
    for row in rows:
        if row.index in members:
            foot = row.page if _RAISED.match(rows[members[row.index]].text) else 0
        elif row.text and foot:
            added += row.page == foot
            foot = 0
        out.append(Row(row.page + added, row.index, row.line))
    return out


def _collect(
    rows: Sequence[Row], starts: _Starts, members: dict[int, int], markers: frozenset[str], hyphens: frozenset[str]
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


def _start(row: Row, patterns: Iterable[re.Pattern[str]]) -> tuple[str, int] | None:
    """Return the indicator with which a row begins, and where its text starts."""
    for pattern in patterns:
        if found := pattern.match(row.text):
            return found[1].translate(LOWERED), found.end()
    return None


def _proved(rows: Sequence[Row], starts: _Starts, members: dict[int, int]) -> None:
    """Take the notes that the reader or a raised indicator proves; one may go on at the foot of the next page."""
    owner: int | None = None
    last: int | None = None
    blank = True
    for row in rows:
        if not row.text:
            blank = True
            continue
        known = row.role is LineRole.NOTE
        start = _start(row, (_RAISED, _CARET)) if blank or known or owner is not None else None
        if start is None and known:
            start = _start(row, (_STAR, _SLASH, _BRACKET, _PLAIN, _ALONE)) or _next_letter(row, last, starts)
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
        blank = False
    _continued(rows, members)


def _next_letter(row: Row, last: int | None, starts: _Starts) -> tuple[str, int] | None:
    """Return the plain letter with which a row begins when it is the one after the last note's: "c Register of"."""
    before = starts[last][0] if last is not None else ""
    found = _LETTER.match(row.text)
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
    paragraphs = _paragraphs(rows)
    open_note: int | None = None
    between, cut = 0, ""
    for place, paragraph in enumerate(paragraphs):
        first = paragraph[0]
        if first.index in members:
            between = 0
            cut = paragraph[-1].text
            open_note = None if _ENDED.search(cut) else members[paragraph[-1].index]
            continue
        between += 1
        follows = place + 1 < len(paragraphs) and paragraphs[place + 1][0].index in members
        goes_on = first.text[:1].islower() or (open_note is not None and _OPEN.search(cut) is not None)
        if open_note is not None and follows and between > 1 and goes_on and not _marked(paragraph):
            before = paragraphs[place - 1][-1].text
            if _ENDED.search(before):
                members.update({row.index: open_note for row in paragraph})


def _marked(paragraph: Sequence[Row]) -> bool:
    """Tell whether a paragraph calls a note, as no note does."""
    return any(_MARKER.search(row.text) for row in paragraph)


def _between(rows: Sequence[Row], starts: _Starts, members: dict[int, int]) -> None:
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
_NOTES = re.compile(r"(?:(?:foot|end)?notes?(?:\s+and\s+references)?|references)\s?:?", re.IGNORECASE)
_NUMBERED = re.compile(r"(\d{1,3})[.)]\s+(?=\S)")
_PART = re.compile(r"(?:Annex|Enclosure|Appendix|ANNEX|ENCLOSURE|APPENDIX)\b")


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


def _paragraphs(rows: Sequence[Row]) -> list[list[Row]]:
    """Return the rows in groups that blank rows part; a rule is a group of its own."""
    groups: list[list[Row]] = []
    before = ""
    for row in rows:
        if row.text and before and "_" not in (row.text, before):
            groups[-1].append(row)
        elif row.text:
            groups.append([row])
        before = row.text
    return groups


# --- notes with asterisks or letters ----------------------------------------------------------------------------------


def _signed(
    rows: Sequence[Row], starts: _Starts, members: dict[int, int], patterns: tuple[re.Pattern[str], re.Pattern[str]]
) -> None:
    """Take paragraphs that begin with a sign as notes where the same sign is called before.

    `patterns` tell how such a note begins and how it is called.
    """
    begins, calls = patterns
    called: set[str] = set()
    owner: int | None = None
    blank = True
    for row in rows:
        if not row.text:
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


# --- notes without raised indicators ---------------------------------------------------------------------------------


def _endnotes(rows: Sequence[Row], starts: _Starts, members: dict[int, int], markers: frozenset[str]) -> None:
    """Take rising rows of numbered paragraphs, at the end of the text or under a rule, as notes."""
    paragraphs = _paragraphs([Row(row.page, row.index, Line("")) if row.index in members else row for row in rows])
    first = str(min(numbers)) if (numbers := [int(each) for each in markers if each.isdigit()]) else ""
    total = sum(len(row.text) for row in rows)
    end = paragraphs[-1][-1].index if paragraphs else 0
    place, closed = 1, -1  # closed: the paragraph whose rule has ended an area, and so begins none
    while place < len(paragraphs):
        ruled = _after_rule(paragraphs, place) and closed != place - 1
        start = _candidate(paragraphs[place][0], None, ruled)
        if start is None or (_BRACKET.match(paragraphs[place][0].text) and start[0] not in markers):
            place += 1
            continue
        known = start[0] == first or (start[0] in markers and start[0].isalpha())
        reached, taken = _area(paragraphs, place, start[0], ruled=ruled, loose=ruled or known)
        if known and not ruled and reached < len(paragraphs) and paragraphs[reached][0].text != "_":
            reached, taken = _area(paragraphs, place, start[0], ruled=False, loose=False)
        if taken and (ruled or known or _convincing(rows, taken, total, end)):
            for index, (owner, begun) in taken.items():
                members[index] = owner
                if begun is not None:
                    starts[index] = begun
            closed = reached
        place = max(place + 1, reached)


def written_out(printed: str) -> tuple[str, ...]:
    """Return the indicators of a list, those that a range leaves out written out: "1, 3-5" is 1, 3, 4, 5."""
    out: list[str] = []
    for found in _ONE.finditer(printed):
        one = found["one"]
        if found["to"] and out and out[-1].isdecimal() and one.isdecimal() and 0 < int(one) - int(out[-1]) < _MOST:
            out += map(str, range(int(out[-1]) + 1, int(one)))
        out.append(one)
    return tuple(out)


def _bracketed(rows: Sequence[Row]) -> frozenset[str]:
    """Return the numbers that stand in brackets or before a slash as markers do."""
    found: set[str] = set()
    for row in rows:
        if "[" in row.text:
            found.update(each for one in _BRACKETED.findall(row.text) for each in written_out(one))
        if "/ " in row.text or row.text.endswith("/"):
            found.update(_SLASHED.findall(row.text))
    return frozenset(found)


_Taken = dict[int, tuple[int, tuple[str, int] | None]]


def _area(
    paragraphs: Sequence[Sequence[Row]], place: int, first: str, *, ruled: bool, loose: bool
) -> tuple[int, _Taken]:
    """Return where the note area ends that begins with note `first` at `place`, and its rows.

    A loose area ends at the next rule, and its notes may have several paragraphs; otherwise every paragraph has to
    begin with the next number.
    """
    taken: _Taken = {}
    owner, last = paragraphs[place][0].index, first
    for number in range(place, len(paragraphs)):
        paragraph = paragraphs[number]
        goes_on = (
            number == place or _candidate(paragraph[0], last, ruled) is not None or (loose and _goes_on(paragraph[0]))
        )
        if paragraph[0].text == "_" or not goes_on:
            return number, taken
        for row in paragraph:
            start = _candidate(row, last if taken else None, ruled) if _may_start(row, paragraph) else None
            if start is not None:
                owner, last = row.index, start[0]
            taken[row.index] = (owner, start)
    return len(paragraphs), taken


def _candidate(row: Row, last: str | None, ruled: bool) -> tuple[str, int] | None:
    """Return the indicator with which a row may begin a note that follows on note `last`."""
    start = _start(row, (_BRACKET, _SLASH, _PLAIN))
    if start is None or (not ruled and _NO_NOTE.match(row.text)):
        return None
    if last is None:
        return start
    if not (start[0].isdigit() and last.isdigit()):
        other = start[0].isdigit() != last.isdigit() and _SLASH.match(row.text) is not None
        return start if other or (start[0].isalpha() and last.isalpha() and start[0] > last) else None
    return start if 0 <= int(start[0]) - int(last) <= _MAX_STEP else None


def _may_start(row: Row, paragraph: Sequence[Row]) -> bool:
    """Tell whether a note may begin with this row: at the head of a paragraph, or after a row that ends a sentence."""
    place = row.index - paragraph[0].index
    return (
        place == 0
        or _ENDED.search(paragraph[place - 1].text) is not None
        or _CITING.match(row.text.lstrip("0123456789 ")) is not None
    )


def _goes_on(first: Row) -> bool:
    """Tell whether a paragraph of a note area, which begins with no number, may belong to the note before it."""
    text = first.text
    return not (_MARKER.search(text) or text.startswith("(Signed"))


def _after_rule(paragraphs: Sequence[Sequence[Row]], place: int) -> bool:
    """Tell whether a rule (a paragraph of its own, "_") stands right above."""
    return place > 0 and paragraphs[place - 1][-1].text == "_"


def _convincing(rows: Sequence[Row], taken: _Taken, total: int, end: int) -> bool:
    """Tell whether an area without rule or bracketed markers holds notes: it cites, or it ends the text."""
    starts = [index for index, (owner, _) in taken.items() if owner == index]
    citing = sum(_CITING.match(rows[index].text.lstrip("0123456789 ")) is not None for index in starts)
    if citing * 2 >= len(starts):
        return True
    return max(taken) == end and sum(len(rows[index].text) for index in taken) * 2 < total
