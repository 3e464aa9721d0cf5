"""The days, months and years that a question names, as people type them: "14 sept 45", "in 2021"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from retrieval.language.dates import find_dates
from retrieval.patterns import regex
from retrieval.types import Span

_MONTHS = "january february march april may june july august september october november december".split()
# with a slip of the finger in the long names: "janury", "decmber"
_TYPED_MONTH = regex(
    r"\b(?:(?P<day>\d{1,2})(?:st|nd|rd|th)?\s+)?(?P<month>jan(?:[a-z]{1,3}ry)?|febr?(?:[a-z]{1,3}r?y)?|mar(?:ch)?|apr(?:il)?|may|june?|"
    r"july?|aug(?:u?s?t)?|sept?(?:[a-z]{0,2}m[a-z]{1,3}r)?|oct(?:[a-z]{0,2}b[a-z]{1,2}r)?|"
    r"(?:nov|dec)(?:[a-z]{0,2}m[a-z]{1,3}r)?)\b\.?"
    r"(?:\s+(?P<late>\d{1,2})(?:st|nd|rd|th)?,?(?=\s+['’]?\d{2}))?\s+['’]?(?P<year>(?:19|20)?\d{2})\b",
    re.IGNORECASE,
)
_YEAR = regex(r"\b(?:in|during|of|since|by|early|late|mid)[- ](?P<year>(?:19|20)\d{2})\b", re.IGNORECASE)
# Takes "in 46?", "since '21, who", "in 45-46"; leaves "in 46 days", "in 20-30 minutes" alone.
_SHORT_YEAR = regex(
    r"\b(?:in|during|since|early|late|mid)[- ]['’]?(?P<year>\d{2})"
    r"(?=(?:[–-]['’]?\d{2})?\s*(?:$|[?!,;:)]|[–-]\s|\.(?!\d)))",
    re.IGNORECASE,
)
# Takes "aug" in "9th aug", "aug 9", "in aug"; leaves "dec" in "the dec said".
_SHORT_MONTH = regex(
    r"(?P<before>\b\d{1,2}(?:st|nd|rd|th)?(?: of)? |"
    r"\b(?:in|since|until|till|by|from|during|last|that|early|late|mid)[ -])?"
    r"\b(?P<month>jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\b\.?(?P<behind> \d{1,2}(?:st|nd|rd|th)?\b)?",
    re.IGNORECASE,
)
# Takes "9.8.2021", "09/08/21", day before month as in letters, "2021-08-09"; leaves "3.10 a.m." and "A/76/90" alone.
_FIGURES = regex(
    r"(?<![\w/.-])(?:(?P<day>\d{1,2})(?P<mark>[./])(?P<month>\d{1,2})(?P=mark)(?P<year>(?:19|20)?\d{2})|"
    r"(?P<iso_year>(?:19|20)\d{2})-(?P<iso_month>\d{2})-(?P<iso_day>\d{2}))(?![\w/]|[.-]\d)"
)
# Of a text in which \0 stands for a date, takes it with "in" before it.
_TAKEN_OUT = regex(r"(?:\s(?:in|on|of|since|from|during))?\s?\0+", re.IGNORECASE)
_AHEAD = 10  # years: letters of 1946 speak of what is planned for 1947


@dataclass(frozen=True, slots=True)
class Period:
    """A day, a month or a year where a text names it; `iso` is a prefix of its days' dates ("1946-05")."""

    span: Span
    iso: str


def find_periods(text: str, newest_year: int | None) -> tuple[Period, ...]:
    """Return the dates, then the months and the years that `text` names; a date may be found in two spellings.

    `newest_year` is that of the newest letter and settles the century of a year typed with two figures.
    """
    dates = (Period(each.span, each.iso) for each in find_dates(text))
    years = (Period(Span(*match.span("year")), match["year"]) for match in _YEAR.finditer(text))
    latest = newest_year and newest_year + _AHEAD
    short = (Period(Span(*match.span("year")), _century(match["year"], latest)) for match in _SHORT_YEAR.finditer(text))
    return (*dates, *_typed(text, newest_year), *years, *short)


def in_letters(text: str, newest_year: int | None) -> dict[str, str]:
    """Return how letters write the months and years in `text` that are typed short: "oct", "46" → "october", "1946"."""
    written: dict[str, str] = {}
    for period in find_periods(text, newest_year):
        year, *rest = period.iso.split("-")
        months = [_MONTHS[int(rest[0]) - 1]] if rest else []
        words = re.findall(r"[^\W_]+", period.span.of(text).casefold())
        for word in words:
            short = word == year[2:] and year not in words  # "21 July 2021" means no year by its day
            meant = year if short else next((each for each in months if word.isalpha()), word)
            written |= {word: meant} if meant != word else {}
    return written


def _typed(text: str, newest_year: int | None) -> Iterator[Period]:
    for match in _TYPED_MONTH.finditer(text):
        year = _century(match["year"], newest_year)
        month = next(i for i, name in enumerate(_MONTHS, 1) if name.startswith(match["month"].lower()[:3]))
        day = match["day"] or match["late"]
        iso = f"{year}-{month:02d}" + (f"-{int(day):02d}" if day and 0 < int(day) < 32 else "")
        yield Period(Span(*match.span()), iso)


def written_out(text: str) -> str:
    """Return a question with its dates as letters write them: "9.8.2021" is "9 August 2021", "aug 9" "August 9"."""
    text = _FIGURES.sub(_day_written, text)
    whole = [match.span("month") for match in _TYPED_MONTH.finditer(text)]
    return _SHORT_MONTH.sub(lambda found: found[0] if found.span("month") in whole else _month_written(found), text)


def _day_written(found: re.Match[str]) -> str:
    day, month = int(found["day"] or found["iso_day"]), int(found["month"] or found["iso_month"])
    if not (0 < day < 32 and 0 < month < 13):
        return found[0]
    return f"{day} {_MONTHS[month - 1].title()} {found['year'] or found['iso_year']}"


def _month_written(found: re.Match[str]) -> str:
    if not (found["before"] or found["behind"]):
        return found[0]
    month = next(name for name in _MONTHS if name.startswith(found["month"].lower()[:3]))
    return f"{found['before'] or ''}{month.title()}{found['behind'] or ''}"


def without_dates(text: str) -> str:
    """Return a question without the dates and months in it: "14 sept 45", "3 May 2021"."""
    text = _TYPED_MONTH.sub(" ", text)
    for found in reversed(find_dates(text)):
        text = text[: found.span.start] + text[found.span.end :]
    return text


def without_periods(text: str, newest_year: int | None) -> str:
    """Return a question without the days, months and years in it, and without what leads to each: "in May 2021"."""
    for each in find_periods(text, newest_year):
        text = text[: each.span.start] + "\0" * len(each.span.of(text)) + text[each.span.end :]
    return _TAKEN_OUT.sub("", text)


def _century(year: str, newest_year: int | None) -> str:
    if len(year) == 4:
        return year
    late = newest_year if newest_year is not None else 2099
    full = late - late % 100 + int(year)
    return str(full if full <= late else full - 100)
