"""Names as they are typed meet names as they are printed, and only those."""

import pytest

from retrieval.language.names import names_match, same_speaker


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
        ("UK", "Government of the United Kingdom"),
        ("US", "United States of America"),
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
        ("judge appointed by Armenia", "Armenia"),
    ],
)
def test_another_name_does_not(typed: str, printed: str) -> None:
    assert not names_match(typed, printed)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Renn", "Sir A. Renn", True),
        ("Armenia", "Government of Armenia", True),
        ("Prime Minister of Armenia", "Armenia", False),
        ("Prime Minister of Armenia", "President of Armenia", False),
        ("Prime Minister of Armenia", "Prime Minister of Armenia", True),
        ("Anna Berg", "Berg", False),
    ],
)
def test_a_state_its_head_and_another_head_are_three(one: str, other: str, same: bool) -> None:
    assert same_speaker(one, other) is same
