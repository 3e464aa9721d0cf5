"""Finds the indicators of notes in running text: raised, bracketed, before a slash, starred, or as plain numbers.

A plain number may be a year, a day, an amount or an indicator: which one is decided by its neighbours and by the order
of all notes together, as indicators rise.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from retrieval.parsing.note_marks import LETTERED, LOWERED, RAISED_DIGITS, RAISED_LETTERS, written_out
from retrieval.patterns import regex


@dataclass(frozen=True, slots=True)
class Mark:
    """One or several indicators at one place: `start` to `end` is what is taken out of the text."""

    start: int
    end: int
    indicators: tuple[str, ...]


_RAISED = regex(
    rf"\s?(?:[{RAISED_DIGITS}]{{1,4}}|(?<![\s(])[{RAISED_LETTERS}]{{1,5}})"
    rf"(?:[,;˒⁻–-]?\s?(?:[{RAISED_DIGITS}]{{1,4}}|[{RAISED_LETTERS}]{{1,5}}(?!\w)))*"
)
# "5 km²", "10⁶": measures and powers
_MEASURE = regex(r"(?:^|[\s\d(])(?:[kcdm]?m|ft|mi|ha|sec|s|10)$")
_BRACKET = regex(r"(?:(?<=\])[,;])?\s*\[\^?\s?(\^[*†‡§]{1,5}|\w{1,8}(?:\s?[,;–-]\s?\d{1,3}){0,9})\s?\]")
_SLASH = regex(r"(?<=[\w.,;:)”’\"'\]])\s?(\d{1,3}|[a-z])/(?=[\s.,;:)”\"]|$)")
_STAR = regex(r"(?<=[\w.,;:)”’\"'\]])\s?(\*{1,5}|[†‡§])(?=[\s.,;:)”\"]|$)")


def find_raised(text: str, known: frozenset[str]) -> list[Mark]:
    """Return the raised indicators; a raised letter is one only where a note goes by it."""
    if text.isascii():
        return []
    marks = []
    for found in _RAISED.finditer(text):
        indicators = tuple(each for run in written_out(found[0].translate(LOWERED)) for each in _apart(run, known))
        if any(each.isalpha() and each not in known for each in indicators):
            continue
        if _MEASURE.search(text[max(0, found.start() - 5) : found.start()]) and not found[0][0].isspace():
            continue
        marks.append(Mark(found.start(), found.end(), indicators))
    return marks


def _apart(run: str, known: frozenset[str]) -> tuple[str, ...]:
    """Return the indicators in a raised run: one, or several that lost what was between them ("12" for "1, 2")."""
    if run in known or len(run) == 1 or not all(each in known for each in run):
        return (run,)
    return tuple(run) if [ord(each) - ord(run[0]) for each in run] == [*range(len(run))] else (run,)


def find_bracketed(text: str, known: frozenset[str]) -> list[Mark]:
    """Return indicators in square brackets: "[3]", "[^3]", "[1, 2]"; a year or a word put in is left alone."""
    marks = []
    for found in _BRACKET.finditer(text) if "[" in text else ():
        indicators = written_out(found[1])
        if all(each in known for each in indicators):
            marks.append(Mark(found.start(), found.end(), indicators))
    return marks


def find_slashed(text: str, known: frozenset[str]) -> list[Mark]:
    """Return indicators before a slash, as they were typed before about 1990: "resolution 1/", "text. a/"."""
    found = _SLASH.finditer(text) if "/" in text else ()
    return [Mark(each.start(), each.end(), (each[1],)) for each in found if each[1] in known]


def find_lettered(text: str, known: frozenset[str]) -> list[Mark]:
    """Return letters behind a stop that have lost their height: "was put off.a It"."""
    found = LETTERED.finditer(text) if known else ()
    return [Mark(each.start(), each.end(), (each[1],)) for each in found if each[1] in known]


# "31 hoursa", "1911 a" at the end of a cell; of the glued ones only "hours" and "closed" surely are whole without it
_IN_CELL = regex(r"(?:(?<=\w\s)|(?<=[a-z]{2}s)|(?<=[a-z]{2}ed)|(?<=\d))([a-z])(?=\s*(?:\n|\t| {3}|\s\||$))")


def find_in_cells(table: str, known: frozenset[str]) -> list[Mark]:
    """Return the letters of notes that stand at the ends of a table's cells, those of which there is one alone."""
    found = [each for each in _IN_CELL.finditer(table) if each[1] in known] if known else []
    letters = [each[1] for each in found]
    alone = (each for each in found if letters.count(each[1]) == 1)
    return [Mark(len(table[: each.start()].rstrip(" ")), each.end(), (each[1],)) for each in alone]


def find_starred(text: str, known: frozenset[str]) -> list[Mark]:
    """Return asterisks and daggers by which a note goes."""
    found = _STAR.finditer(text) if known else ()
    return [Mark(each.start(), each.end(), (each[1],)) for each in found if each[1] in known]


# --- plain numbers ---------------------------------------------------------------------------------------------------

_MONTHS = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|"
    r"Nov(?:ember)?|Dec(?:ember)?)"
)
_NUMBER = regex(
    r"(?:(?<=\D[12]\d{3})(\d{1,3})|(?<=[^\W\d_])(\d{1,3})|(?:(?<=[^\W\d][.,;:)])|(?<=[\s)][,;])|(?<=[”’\"'][.,;:])"
    r"|(?<=[^\W\d][.,!?][”’\"'])|(?<=[^\W\d][”’\"])|(?<=\D[12]\d{3}[.,;:)])|(?<=\w\)[.;:]))(\d{1,3})|"
    r"(?:(?<=[a-z]{2}[.;:”)]\d),|(?<=[a-z]{2}[.;:”)]\d\d),)(\d{1,3})|"
    r"(\s)(\d{1,3}))(?![\d/\-–%]|\.\d|,\d{3})"
)
# a number after these is counted, not called
_COUNTED = regex(
    r"(?:\b(?:paragraphs?|paras?\.?|articles?|arts?\.?|Nos?\.?|number|pages?|pp?\.|rules?|chapters?|sections?|annex|"
    r"volumes?|vol\.|parts?|items?|point|sub-?com(?:mittee|mission)s?|[Aa]ppendi(?:x|ces)|[Tt]ables?|clauses?|"
    r"[Ss]chedules?|[Zz]ones?|[Pp]hases?|[Ss]tages?|[Cc]lass|[Cc]ategor(?:y|ies)|"
    r"by|with|about|than|least|over|some|nearly|under|within|approximately|of|"
    r"to|from|on|"
    r"between|and|or|in|at|the|than|until|since|before|after|a|S|A|Supplement|Session|Year|is|are|was|were|\(|\$|"
    r"£|D|Part|"
    rf"next|last|every|first|{_MONTHS}|its|their|all|for|these|those|only|another|meeting of|Council of|"
    rf"Group of)|[£$(])$"
)
# "Add.1", "No.2": the number belongs to the word
_ADDITION = regex(r"\b(?:Add|Rev|Corr|Amend|Nos?|vol|pp?|paras?|arts?|chap|sect|L|PV|SR|WP|CRP|C|AC)\.$", re.IGNORECASE)
# "Ministry.5,6": the number before, where the second one is looked at
_LISTED_NUMBER = regex(r"(?<=\.)\d{1,2}$")
_UNIT = regex(
    rf"\s*(?:{_MONTHS}\b|\((?:19|20)\d\d\)|votes?\b|abstentions?\b|members?\b|per cent\b|percent\b|days?\b|"
    rf"months?\b|years?\b|"
    r"hours?\b|weeks?\b|kilomet|miles?\b|metres?\b|million\b|billion\b|States\b|o'clock|a\.m\.|p\.m\.|hundred|thousand|"
    r"\([a-z]\)|[A-Z]\s?\([IVXL]+\)|\([IVXL]+\))"
)
# "26 October", after which a number is no year; "and 9 November 1953"
_DAY = regex(rf"\b\d{{1,2}}\s+{_MONTHS}$")
_DAYS = regex(rf"\s+(?:and|to|or)\s+\d{{1,2}}\s+{_MONTHS}\s+\d{{4}}\b(?!,?\s\d)")
_YEAR_BEFORE = regex(r"\b[12]\d{3}$|[,.;)]$|[a-z]$")
_FINAL = regex(r"(?:[.,;:!?)\]”\"']|\b[12]\d{3})$")
_THRESHOLD = 2
_MAX_CANDIDATES = 20_000
_Found = tuple[int, int, int, str]  # score, start, end, indicator


def align_plain(texts: Sequence[str], indicators: Sequence[str]) -> list[tuple[int, Mark]]:
    """Return where the notes `indicators` (rising numbers) are called in `texts`: the text's index and the mark.

    Of all rising choices of candidates the one with the best neighbours is taken; a note without a fitting place stays
    without a call. A note may be called again later where the neighbours leave no doubt.
    """
    wanted = {each: place for place, each in enumerate(dict.fromkeys(indicators))}
    if not wanted or len(wanted) > 400:
        return []
    found = [(index, each) for index, text in enumerate(texts) for each in _candidates(text, wanted)]
    if len(found) > _MAX_CANDIDATES:
        return []
    chosen = _best_rising([(wanted[each[3]], each[0]) for _, each in found], len(wanted))
    kept = set(chosen)
    first = {found[place][1][3]: place for place in chosen}
    for place, (_, each) in enumerate(found):
        if place not in kept and each[0] > _THRESHOLD + 2 and first.get(each[3], place) < place:
            kept.add(place)
    kept |= _alone(found, kept)
    kept |= _again([(wanted[each[3]], each[0]) for _, each in found], sorted(kept))
    return [
        (found[place][0], Mark(found[place][1][1], found[place][1][2], (found[place][1][3],))) for place in sorted(kept)
    ]


def _alone(found: Sequence[tuple[int, _Found]], kept: set[int]) -> set[int]:
    """Return the candidates, out of order, of notes that have no place yet, when each is the only good one."""
    called = {found[place][1][3] for place in kept}
    rest: dict[str, list[int]] = {}
    for place, (_, each) in enumerate(found):
        if each[3] not in called and each[0] > _THRESHOLD:
            rest.setdefault(each[3], []).append(place)
    return {places[0] for places in rest.values() if len(places) == 1}


def _again(found: Sequence[tuple[int, int]], kept: Sequence[int]) -> set[int]:
    """Return the candidates that call a note again, right before or after another call of the same note.

    `found` are (rank, score) in reading order. The neighbours have to speak for a call: "Mr. Berg 4 and Mr. Holm 4".
    """
    again: set[int] = set()
    before: int | None = None  # the rank of the call before
    following = iter([*kept, None])
    after = next(following)
    for place, (rank, score) in enumerate(found):
        if place == after:
            before, after = rank, next(following)
        elif score > _THRESHOLD and rank in (before, found[after][0] if after is not None else None):
            again.add(place)
    return again


def _candidates(text: str, wanted: dict[str, int]) -> list[_Found]:
    """Return the numbers of `text` that may be indicators, with their scores, in order."""
    found = []
    for match in _NUMBER.finditer(text):
        number = match[1] or match[2] or match[3] or match[4] or match[6]
        if number in wanted:
            score = _score(text, match, glued=match[5] is None)
            if score >= _THRESHOLD:
                found.append((score, match.start(), match.end(), number))
    return found


def _score(text: str, match: re.Match[str], *, glued: bool) -> int:
    """Judge by the neighbours how likely a number is an indicator."""
    before = text[max(0, match.start() - 24) : match.start()].rstrip()
    after = text[match.end() : match.end() + 30]
    if glued:
        own = match[2] is not None and re.search(r"\b(?:[A-Z]{1,5}|[a-z]?[A-Z][a-z]?)$", before)
        own = own or _ADDITION.search(_LISTED_NUMBER.sub("", before))
        return 0 if own else 4 if match[3] else 5  # "UN409", "D320", "P45": a number of its own kind
    dated = _DAY.search(before) is not None
    if not before or _UNIT.match(after) or (_COUNTED.search(before) and not _FINAL.search(before) and not dated):
        return 0
    if _DAYS.match(after) and not _YEAR_BEFORE.search(before):
        return 0
    score = 2
    if _FINAL.search(before):
        score += 2
    if re.match(r"\s*$|[,;:]?\s+(?:[a-z(]|\d{1,2}\s)|[.,;:)]", after):
        score += 1
    if re.match(r"\s+[A-Z“]", after) and not before.endswith((".", "”", '"')):
        score -= 0 if re.search(r"(?:\b[12]\d{3}|[,;)])$", before) else 1
    return score


def _best_rising(candidates: Sequence[tuple[int, int]], count: int) -> list[int]:
    """Return the indexes of the rising choice (each rank at most once) with the highest sum of scores.

    `candidates` are (rank, score) in reading order; this is O(candidates x ranks), and both are few.
    """
    best: list[tuple[int, int]] = [(0, -1)] * (count + 1)  # by highest rank used: score, last candidate
    came: list[int] = []
    for place, (rank, score) in enumerate(candidates):
        value, last = max(best[: rank + 1], key=lambda each: each[0])
        came.append(last)
        if value + score > best[rank + 1][0]:
            best[rank + 1] = (value + score, place)
    place = max(best, key=lambda each: each[0])[1]
    chosen = []
    while place >= 0:
        chosen.append(place)
        place = came[place]
    return chosen[::-1]
