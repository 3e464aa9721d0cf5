"""Dates in the six languages of the United Nations, as letters print them: whole, partial, and in lists.

Figures alone ("13/6/45") are no date here, as nobody can tell the day from the month; "2020-04-14" is one.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from pathlib import Path

from retrieval.patterns import regex
from retrieval.types import Span

MONTHS = tuple("January February March April May June July August September October November December".split())
MONTH = "|".join(MONTHS)
"""A piece of a pattern: a month as English letters print it in full."""

_DATA = Path(__file__).with_name("months.json")  # the twelve months as babel names them in five languages
# What babel has not: other spellings, the months of the eastern Arab countries, and Chinese figures.
_OTHER_MONTHS = {
    1: ("كانون الثاني", "janv", "gen"),
    2: ("شباط", "fevrier", "févr"),
    3: ("آذار", "اذار"),
    4: ("نيسان", "ابريل", "إبريل"),
    5: ("أيار", "ايار", "mai"),
    6: ("حزيران", "يونية", "يونيه"),
    7: ("تموز", "يولية", "يوليه", "juil"),
    8: ("آب", "اغسطس", "aout"),
    9: ("أيلول", "ايلول", "sept", "setiembre"),
    10: ("تشرين الأول", "تشرين الاول", "اكتوبر"),
    11: ("تشرين الثاني",),
    12: ("كانون الأول", "كانون الاول", "decembre", "déc"),
}
_CHINESE_FIGURES = {figure: value for value, figure in enumerate("〇一二三四五六七八九")} | {"零": 0, "○": 0}
_YEARS = range(1500, 2200)
_SHORT = 2_000  # characters; longer texts are letters, of which none is to be kept in memory


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date where it stands: `iso` is as exact as the text ("2014-02"), `printed` is the text at `span`.

    In a list ("12 and 13 April 1974") the last date spans month and year, the others their own figures only.
    """

    span: Span
    iso: str
    printed: str


def find_dates(text: str) -> tuple[FoundDate, ...]:
    """Return the dates that `text` gives with a year and at least a month, in order."""
    return _remembered(text) if len(text) <= _SHORT else _dated(text)


@lru_cache(maxsize=256)  # questions and what is shown are looked through for several ends
def _remembered(text: str) -> tuple[FoundDate, ...]:
    return _dated(text)


def _dated(text: str) -> tuple[FoundDate, ...]:
    if _FIGURE.search(text) is None:  # so it is with most texts, and there are many names of months to look for
        return ()
    found = [each for each in _found(text) if not each.iso.startswith("--")]
    return tuple(sorted(found, key=lambda each: each.span))


def find_days(text: str) -> tuple[FoundDate, ...]:
    """Return the days that `text` gives without a year: "27 April" is "--04-27"."""
    return tuple(each for each in _day_month(text) if each.iso.startswith("--"))


def named_months(text: str) -> frozenset[int]:
    """Return the months that `text` names without a year, 1 to 12, with a capital letter: "251 in May, 268 in June"."""
    found = (match["month"] for match in _patterns().month.finditer(text))
    return frozenset(_months()[name.lower()] for name in found if name[:1].isupper())


def _found(text: str) -> Iterator[FoundDate]:
    taken: set[int] = set()
    for find in (_day_month, _month_day, _chinese, _figures, _month_year):
        for each in find(text):
            if each.span.start not in taken:
                yield each
                taken.update(range(each.span.start, each.span.end))


@cache
def _months() -> dict[str, int]:
    """Return every name of every month, in small letters."""
    named: list[list[str]] = json.loads(_DATA.read_text(encoding="utf-8"))
    months = [*enumerate(named, 1), *_OTHER_MONTHS.items()]
    return {name: number for number, names in months for name in names}


@dataclass(frozen=True, slots=True)
class _Patterns:
    day_month: re.Pattern[str]
    month_day: re.Pattern[str]
    month_year: re.Pattern[str]
    month: re.Pattern[str]


_FIGURE = regex(r"[\d年]")  # one of them is in every date with a year
_DAY = r"\d{1,2}(?:st|nd|rd|th|er|º|°|-го)?(?![\d/.:%])"
_YEAR = r"(?P<year>\d{4})(?!\d|/\d)"
_LIST = r"(?:\s*,\s*(?:and\s+)?|\s+(?:and|et|y|и|to|au|al|or)\s+|\s*&\s*|\s*[-–—]\s*|\s+و\s*)"


@cache
def _patterns() -> _Patterns:
    names = "|".join(re.escape(name) for name in sorted(_months(), key=len, reverse=True))
    month = rf"(?P<month>{names})\.?(?:\s?/\s?(?:{names}))?(?![^\W\d_])"
    return _Patterns(
        regex(
            rf"(?<![\w/.:-])(?P<days>{_DAY}(?:{_LIST}{_DAY}){{0,5}})\s*(?:of\s+|de\s+|day\s+of\s+)?{month}"
            rf"(?:\s*,?\s*(?:del?\s+)?{_YEAR})?",
            re.IGNORECASE,
        ),
        regex(rf"(?<!\w){month}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s*,\s*{_YEAR}", re.IGNORECASE),
        regex(rf"(?<!\w)(?<!\d )(?<!\d\n){month}\s*,?\s+(?:del?\s+)?{_YEAR}", re.IGNORECASE),
        regex(rf"(?<!\w){month}(?!\.?\s*,?\s+(?:del?\s+)?\d{{4}}(?!\d))", re.IGNORECASE),
    )


def _day_month(text: str) -> Iterator[FoundDate]:
    """Yield "14 April 2020"; days of a list that stand before the year was said get it from the date behind them."""
    matches = list(_patterns().day_month.finditer(text))
    years: list[str | None] = [match["year"] for match in matches]
    for index in range(len(matches) - 2, -1, -1):
        between = text[matches[index].end() : matches[index + 1].start()]
        if years[index] is None and re.fullmatch(_LIST, between):
            years[index] = years[index + 1]
    for match, year in zip(matches, years, strict=True):
        month = _months()[match["month"].lower()]
        figures = list(re.finditer(r"\d+", match["days"]))
        for place, figure in enumerate(figures):
            start = match.start("days") + figure.start()
            last = place == len(figures) - 1
            span = Span(start, match.end() if last else match.start("days") + figure.end())
            if iso := _iso(year, month, int(figure[0])):
                yield FoundDate(span, iso, span.of(text).rstrip())


def _month_day(text: str) -> Iterator[FoundDate]:
    for match in _patterns().month_day.finditer(text):
        if iso := _iso(match["year"], _months()[match["month"].lower()], int(match["day"])):
            yield FoundDate(Span(*match.span()), iso, match[0])


def _month_year(text: str) -> Iterator[FoundDate]:
    for match in _patterns().month_year.finditer(text):
        if iso := _iso(match["year"], _months()[match["month"].lower()], None):
            yield FoundDate(Span(*match.span()), iso, match[0])


_FIGURES = regex(r"(?<![\w/.-])(?P<year>\d{4})(?P<mark>[-/])(?P<month>\d\d)(?P=mark)(?P<day>\d\d)(?![\w/-])")
_CHINESE = regex(
    r"(?P<year>\d{4}|[〇零○一二三四五六七八九]{4})\s?年\s?(?P<month>\d{1,2}|[一二三四五六七八九十]{1,2})\s?月"
    r"(?:\s?(?P<day>\d{1,2}|[一二三四五六七八九十]{1,3})\s?[日号])?"
)


def _figures(text: str) -> Iterator[FoundDate]:
    for match in _FIGURES.finditer(text):
        if iso := _iso(match["year"], int(match["month"]), int(match["day"])):
            yield FoundDate(Span(*match.span()), iso, match[0])


def _chinese(text: str) -> Iterator[FoundDate]:
    for match in _CHINESE.finditer(text):
        year, month, day = (group and _chinese_number(group) for group in match.group("year", "month", "day"))
        if iso := _iso(str(year), month or 0, day or None):
            yield FoundDate(Span(*match.span()), iso, match[0])


def _chinese_number(figures: str) -> int:
    """Read "2005", "二〇〇五" and "二十三" alike."""
    if figures.isdecimal():
        return int(figures)
    if "十" in figures:
        tens, _, ones = figures.partition("十")
        return 10 * _CHINESE_FIGURES.get(tens, 1) + _CHINESE_FIGURES.get(ones, 0)
    return int("".join(str(_CHINESE_FIGURES[figure]) for figure in figures))


def _iso(year: str | None, month: int, day: int | None) -> str | None:
    """Return the date in ISO 8601, "--04-27" without a year, or `None` when there is no such day."""
    if not 1 <= month <= 12 or (year is not None and int(year) not in _YEARS):
        return None
    try:
        date(int(year) if year else 2000, month, day or 1)
    except ValueError:
        return None
    prefix = f"{int(year):04d}" if year else "-"
    return f"{prefix}-{month:02d}" + (f"-{day:02d}" if day else "")
