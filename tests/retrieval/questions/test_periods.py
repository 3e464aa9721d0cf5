"""Days and months that a question names are read, and written out as letters write them."""

import pytest

from retrieval.questions.periods import written_out


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("the flow on aug 9", "the flow on August 9"),
        ("the flow on 9th aug.", "the flow on 9th August"),
        ("the flow in sept", "the flow in September"),
        ("the flow on 9.8.2021", "the flow on 9 August 2021"),
        ("the letter of 18/10/21", "the letter of 18 October 21"),
        ("the flow on 2021-08-09", "the flow on 9 August 2021"),
    ],
)
def test_dates_are_written_out_as_letters_write_them(typed: str, written: str) -> None:
    assert written_out(typed) == written


@pytest.mark.parametrize(
    "text", ["A/76/9011 para 3", "at 3.10 a.m.", "the dec said", "13.14.2021", "14 sept 45", "1/2"]
)
def test_what_is_no_date_or_is_read_as_it_is_stays(text: str) -> None:
    assert written_out(text) == text
