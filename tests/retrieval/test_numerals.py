"""Roman numerals."""

import pytest

from retrieval.numerals import roman


@pytest.mark.parametrize(
    ("count", "expected"),
    [(1, "I"), (4, "IV"), (9, "IX"), (14, "XIV"), (39, "XXXIX"), (40, "XL"), (99, "XCIX"), (388, "CCCLXXXVIII")],
)
def test_a_number_is_written_as_romans_wrote_it(count: int, expected: str) -> None:
    assert roman(count) == expected
