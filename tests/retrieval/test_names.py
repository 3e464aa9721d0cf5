"""Names as they are typed meet names as they are printed, and only those."""

import pytest

from retrieval.names import names_match


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("HRW", "Human Rights Watch/Helsinki"),
        ("hrw", "Human Rights Watch/Helsinki"),
        ("sargsyan", "Serzh Sargsyan"),
        ("sargsian", "Serzh Sargsyan"),
        ("Baku", "Azerbaijan"),
        ("the azeri government", "Azerbaijan"),
        ("council of europe", "Secretary-General of the Council of Europe"),
        ("evatt's", "Evatt"),
        ("Velmora", "Velmora"),
        ("the yanks", "United States of America"),
        ("poms", "Government of the United Kingdom"),
        ("the russians", "Soviet representative"),
    ],
)
def test_the_same_name_matches(typed: str, printed: str) -> None:
    assert names_match(typed, printed)


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("Armenia", "Azerbaijan"),
        ("monte melkonian", "Markar Melkonian"),
        ("russia", "Armenia"),
        ("ball", "Hall"),
        ("", "Azerbaijan"),
        ("tm", "Harbour Workers Union"),
        ("the soviets", "Russian Federation"),
        ("Armenia", "draft conditions for acceptance by Armenia"),
        ("Armenia", "Agreement between Armenia and Azerbaijan"),
    ],
)
def test_another_name_does_not(typed: str, printed: str) -> None:
    assert not names_match(typed, printed)
