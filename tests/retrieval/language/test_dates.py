"""Dates are found in six languages, whole and partial, alone and in lists; figures alone are none."""

import time
from datetime import date

import pytest
from babel import Locale
from hypothesis import given
from hypothesis import strategies as st

from retrieval.language.dates import find_dates, find_days, named_months


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("15 April 2020", ["2020-04-15"]),
        ("15th July 1945", ["1945-07-15"]),
        ("20th of August, 1946", ["1946-08-20"]),
        ("April 15, 2020", ["2020-04-15"]),
        ("October 8,1945", ["1945-10-08"]),
        ("14 NOVEMBER 1946,", ["1946-11-14"]),
        ("19 August\n1946", ["1946-08-19"]),
        ("TOKYO, 5 March 1946, 4 p.m.", ["1946-03-05"]),
        ("2020-04-14", ["2020-04-14"]),
        ("2009/09/25", ["2009-09-25"]),
        ("February 2014", ["2014-02"]),
        ("Sept. 2001", ["2001-09"]),
        ("in May 2014 and June 2015", ["2014-05", "2015-06"]),
        ("12 and 13 April 1974", ["1974-04-12", "1974-04-13"]),
        ("12, 13 and 14 April 1974", ["1974-04-12", "1974-04-13", "1974-04-14"]),
        ("25 February and 20 March 2008", ["2008-02-25", "2008-03-20"]),
        ("12–15 April 2020", ["2020-04-12", "2020-04-15"]),
        ("28 April to 3 May 2020", ["2020-04-28", "2020-05-03"]),
        ("1er avril 2020", ["2020-04-01"]),
        ("du 18 septembre 1979,", ["1979-09-18"]),
        ("14 de abril de 2020", ["2020-04-14"]),
        ("1º de mayo de 2001", ["2001-05-01"]),
        ("14 апреля 2020 года", ["2020-04-14"]),
        ("апрель 2020", ["2020-04"]),
        ("6 شباط/فبراير 2012", ["2012-02-06"]),
        ("٦ شباط/فبراير ٢٠١٢", ["2012-02-06"]),
        ("2 كانون الأول/ديسمبر 2019", ["2019-12-02"]),
        ("2005年10月17日", ["2005-10-17"]),
        ("二〇〇五年十月十七日", ["2005-10-17"]),
        ("2020年4月", ["2020-04"]),
    ],
)
def test_a_date_is_found_as_exactly_as_it_is_given(text: str, expected: list[str]) -> None:
    assert [found.iso for found in find_dates(text)] == expected


@pytest.mark.parametrize(
    "text",
    [
        "13/6/45",
        "31 February 2020",
        "12/13",
        "resolution 822 (1993)",
        "Mayor 2014",
        "5 of 1993",
        "27 April",
        "1999/2000",
    ],
)
def test_what_is_no_whole_date_is_left_alone(text: str) -> None:
    assert find_dates(text) == ()


def test_a_day_without_a_year_is_found_as_such() -> None:
    assert [(day.iso, day.printed) for day in find_days("letter dated 27 April from")] == [("--04-27", "27 April")]


def test_in_a_list_only_the_last_date_spans_month_and_year() -> None:
    assert [found.printed for found in find_dates("on 12 and 13 April 1974")] == ["12", "13 April 1974"]


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2199, 12, 31)))
def test_every_day_is_found_in_words(day: date) -> None:
    text = f"on {day.day} {day:%B} {day.year}, at noon"
    assert [found.iso for found in find_dates(text)] == [day.isoformat()]


@given(st.text(max_size=120))
def test_any_text_is_searched_without_an_error(text: str) -> None:
    for found in find_dates(text):
        assert found.span.of(text).startswith(found.printed)


@pytest.mark.parametrize("unit", ["1 ", "12, ", "May ", "1 April ", "1 April and ", "2020年"])
def test_a_long_hostile_text_is_searched_in_linear_time(unit: str) -> None:
    started = time.process_time()
    find_dates(unit * (200_000 // len(unit)))
    assert time.process_time() - started < 15


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("251 in February, 268 in March", {2, 3}),
        ("June to September: 310", {6, 9}),
        ("in March 1946 and since April", {4}),
        ("on 3 Sept. 1946, in Oct. and May, 1947", {10}),
        ("they may march", set()),
        ("en mars et Avril", {4}),
    ],
)
def test_months_are_named_with_a_capital_letter(text: str, expected: set[int]) -> None:
    assert named_months(text) == expected


def test_the_months_are_named_as_babel_names_them() -> None:
    for language in ("en", "fr", "es", "ru", "ar"):
        months = Locale(language).months
        for number, name in [each for form in months.values() for width in form.values() for each in width.items()]:
            if len(name.rstrip(".")) > 1:  # the narrow form is a letter
                assert [each.iso for each in find_dates(f"5 {name} 1946")] == [f"1946-{number:02d}-05"], name
