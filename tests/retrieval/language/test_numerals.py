"""Numbers in other forms than figures."""

import pytest

from retrieval.language.numerals import other_numerals, roman


@pytest.mark.parametrize(
    ("count", "expected"),
    [(1, "I"), (4, "IV"), (9, "IX"), (14, "XIV"), (39, "XXXIX"), (40, "XL"), (99, "XCIX"), (388, "CCCLXXXVIII")],
)
def test_a_number_is_written_as_romans_wrote_it(count: int, expected: str) -> None:
    assert roman(count) == expected


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("11", ("eleven", "eleventh")), ("20", ("twenty",)), ("two", ("2",)), ("second", ("2",)),
        ("0", ()), ("21", ()), ("dozen", ()), ("", ()),
    ],
)  # fmt: skip
def test_a_number_is_known_in_its_other_forms(word: str, expected: tuple[str, ...]) -> None:
    assert other_numerals(word) == expected
