"""Notes without raised indicators: rising rows of numbered paragraphs at the end of the text or under a rule."""

from collections.abc import Iterable, Sequence

from retrieval.parsing.headings import PART_HEADING
from retrieval.parsing.model import Row
from retrieval.parsing.note_marks import (
    BRACKET_NOTE,
    CITING,
    GLUED_NOTE,
    MARKER,
    NO_NOTE,
    PLAIN_NOTE,
    RAISED,
    RAISED_DIGITS,
    SENTENCE_ENDED,
    SLASH_NOTE,
    Starts,
    note_start,
    row_groups,
)
from retrieval.parsing.signatures import SIGNED
from retrieval.patterns import regex
from retrieval.types import Line

MAX_STEP = 3


def find_endnotes(rows: Sequence[Row], starts: Starts, members: dict[int, int], markers: frozenset[str]) -> None:
    """Take rising rows of numbered paragraphs, at the end of the text or under a rule, as notes."""
    open_rows = [Row(row.page, row.index, Line("")) if row.index in members else row for row in rows]
    paragraphs = [part for group in row_groups(open_rows) for part in _below_signature(group)]
    first = str(min(numbers)) if (numbers := [int(each) for each in markers if each.isdigit()]) else ""
    total = sum(len(row.text) for row in rows)
    end = paragraphs[-1][-1].index if paragraphs else 0
    place, closed = 1, -1  # closed: the paragraph whose rule has ended an area, and so begins none
    while place < len(paragraphs):
        ruled = _after_rule(paragraphs, place) and closed != place - 1
        if ruled and (owner := _cut_off(rows, paragraphs[place][0], members)) is not None:
            reached, taken = _area(paragraphs, place, starts[owner][0], ruled=True, loose=True, owner=owner)
            _take(taken, starts, members)
            place = max(place + 1, reached)  # a second rule below the first holds nothing
            continue
        start = _candidate(paragraphs[place][0], None, ruled)
        bracketed = BRACKET_NOTE.match(paragraphs[place][0].text) is not None
        if start is None or (bracketed and start[0] not in markers):
            place += 1
            continue
        if ruled and not _due(paragraphs, place, start, starts, markers):
            place += 1
            continue
        known = start[0] == first or (start[0] in markers and start[0].isalpha())
        reached, taken = _area(paragraphs, place, start[0], ruled=ruled, loose=ruled or known)
        if known and not ruled and reached < len(paragraphs) and paragraphs[reached][0].text != "_":
            reached, taken = _area(paragraphs, place, start[0], ruled=False, loose=False)
        if taken and (ruled or known or _convincing(rows, taken, total, end)):
            _take(taken, starts, members)
            closed = reached
        place = max(place + 1, reached)


def _below_signature(group: list[Row]) -> list[list[Row]]:
    """Part the first note from a signature when it stands right below it."""
    signed = False
    for place, row in enumerate(group):
        start = note_start(row, (BRACKET_NOTE, PLAIN_NOTE)) if signed else None
        if start is not None and start[0] == "1":
            return [group[:place], group[place:]]
        signed = signed or SIGNED.match(row.text) is not None
    return [group]


def _due(
    paragraphs: Sequence[Sequence[Row]], place: int, start: tuple[str, int], starts: Starts, markers: frozenset[str]
) -> bool:
    """Tell whether a note of this number may begin below a rule.

    The rule may be that of a table or one between paragraphs ("14 persons were killed"). So a plain number has to be
    the first or the next, to cite, to stand between two rules, or to be called above.
    """
    number, row = start[0], paragraphs[place][0]
    if not number.isdigit() or number == "1" or number in markers or CITING.match(row.text[start[1] :]):
        return True
    if place + 1 < len(paragraphs) and paragraphs[place + 1][0].text == "_":
        return True
    earlier = [int(one) for index, (one, _) in starts.items() if index < row.index and one.isdigit()]
    follows = any(0 <= int(number) - each <= MAX_STEP for each in earlier)
    return follows or _called_in(number, (each for group in paragraphs[:place] for each in group))


def _called_in(number: str, rows: Iterable[Row]) -> bool:
    """Tell whether a number stands in one of the rows as an indicator may: raised, or plain behind a word."""
    called = regex(
        rf"(?<=[^\s\d(/.-])[.,;:]?[”’\"')]?{number}(?=[\s.,;:)”’]|$)"
        rf"|(?<![{RAISED_DIGITS}]){number.translate(RAISED)}(?![{RAISED_DIGITS}])"
    )
    return any(called.search(row.text) for row in rows)


_Taken = dict[int, tuple[int, tuple[str, int] | None]]


def _take(taken: _Taken, starts: Starts, members: dict[int, int]) -> None:
    for index, (owner, begun) in taken.items():
        members[index] = owner
        if begun is not None:
            starts[index] = begun


def _cut_off(rows: Sequence[Row], first: Row, members: dict[int, int]) -> int | None:
    """Return the note that ends an earlier page amid a sentence, where `first`, under a rule, begins with no number."""
    last = max((index for index in members if index < first.index), default=None)
    if last is None or rows[last].page >= first.page or SENTENCE_ENDED.search(rows[last].text):
        return None
    return members[last] if note_start(first, (BRACKET_NOTE, SLASH_NOTE, PLAIN_NOTE, GLUED_NOTE)) is None else None


def _area(
    paragraphs: Sequence[Sequence[Row]],
    place: int,
    first: str,
    *,
    ruled: bool,
    loose: bool,
    owner: int | None = None,
) -> tuple[int, _Taken]:
    """Return where the note area ends that begins with note `first` at `place`, and its rows.

    A loose area ends at the next rule, and its notes may have several paragraphs; otherwise every paragraph has to
    begin with the next number. Where `owner` is given, its note goes on at `place`.
    """
    taken: _Taken = {}
    owner, last = paragraphs[place][0].index if owner is None else owner, first
    for number in range(place, len(paragraphs)):
        paragraph = paragraphs[number]
        goes_on = (
            number == place
            or _candidate(paragraph[0], last, ruled) is not None
            or (loose and _goes_on(paragraph[0]) and not _overleaf(paragraphs, number, last, ruled=ruled))
        )
        if paragraph[0].text == "_" or not goes_on:
            return number, taken
        for row in paragraph:
            if heads_part(row, paragraph):
                return number + 1, taken
            start = _candidate(row, last if taken else None, ruled) if _may_start(row, paragraph) else None
            if start is not None:
                owner, last = row.index, start[0]
            taken[row.index] = (owner, start)
    return len(paragraphs), taken


def _candidate(row: Row, last: str | None, ruled: bool) -> tuple[str, int] | None:
    """Return the indicator with which a row may begin a note that follows on note `last`."""
    start = note_start(row, (BRACKET_NOTE, SLASH_NOTE, PLAIN_NOTE))
    if start is None and ruled and (glued := note_start(row, (GLUED_NOTE,))):
        return glued if glued[0] == str(int(last or "0") + 1 if (last or "0").isdigit() else 0) else None
    if start is None or (NO_NOTE.match(row.text) and (not ruled or last is not None)):
        return None
    if last is None:
        return start
    if not (start[0].isdigit() and last.isdigit()):
        other = start[0].isdigit() != last.isdigit() and SLASH_NOTE.match(row.text) is not None
        return start if other or (start[0].isalpha() and last.isalpha() and start[0] > last) else None
    return start if 0 <= int(start[0]) - int(last) <= MAX_STEP else None


def heads_part(row: Row, paragraph: Sequence[Row]) -> bool:
    """Tell whether an annex begins right below a note: not where a note cites "Annex II" at the head of a line."""
    place = row.index - paragraph[0].index
    ended = place > 0 and SENTENCE_ENDED.search(paragraph[place - 1].text) is not None
    return ended and PART_HEADING.match(row.text) is not None


def _may_start(row: Row, paragraph: Sequence[Row]) -> bool:
    """Tell whether a note may begin with this row: at the head of a paragraph, or after a row that ends a sentence."""
    place = row.index - paragraph[0].index
    return (
        place == 0
        or SENTENCE_ENDED.search(paragraph[place - 1].text) is not None
        or CITING.match(row.text.lstrip("0123456789 ")) is not None
    )


def _goes_on(first: Row) -> bool:
    """Tell whether a paragraph of a note area, which begins with no number, may belong to the note before it."""
    text = first.text
    return not (MARKER.search(text) or text.startswith("(Signed") or PART_HEADING.match(text))


def _overleaf(paragraphs: Sequence[Sequence[Row]], number: int, last: str, *, ruled: bool) -> bool:
    """Tell whether a paragraph is the body of a new page: there a note goes on only from amid a sentence to the next.

    That is how endnotes run over pages; notes at the foot of the next page have a rule of their own.
    """
    before = paragraphs[number - 1][-1]
    if paragraphs[number][0].page == before.page:
        return False
    after = paragraphs[number + 1][0] if number + 1 < len(paragraphs) else None
    cut = SENTENCE_ENDED.search(before.text) is None
    return not (cut and (after is None or _candidate(after, last, ruled) is not None))


def _after_rule(paragraphs: Sequence[Sequence[Row]], place: int) -> bool:
    """Tell whether a rule (a paragraph of its own, "_") stands right above, and not below the head of a table."""
    if place == 0 or paragraphs[place - 1][-1].text != "_":
        return False
    rule = paragraphs[place - 1][-1].index
    above = paragraphs[place - 2][-1] if place > 1 else None
    return above is None or above.index != rule - 1 or _CELLS.search(above.text) is None


_CELLS = regex(r"\S(?: {2,}|\t|\s\|\s)\S")


def _convincing(rows: Sequence[Row], taken: _Taken, total: int, end: int) -> bool:
    """Tell whether an area without rule or bracketed markers holds notes: it cites, or it ends the text."""
    starts = [index for index, (owner, _) in taken.items() if owner == index]
    citing = sum(CITING.match(rows[index].text.lstrip("0123456789 ")) is not None for index in starts)
    if citing * 2 >= len(starts):
        return True
    if max(taken) != end or sum(len(rows[index].text) for index in taken) * 2 >= total:
        return False
    above = rows[: min(taken)]
    if not any(PART_HEADING.match(row.text) for row in above):
        return True
    # an annex may end with a numbered list; a scanned letter may have lost its indicators
    numbers = [note_start(rows[index], (BRACKET_NOTE, SLASH_NOTE, PLAIN_NOTE)) for index in starts]
    return any(each is None or not each[0].isdigit() or _called_in(each[0], above) for each in numbers)
