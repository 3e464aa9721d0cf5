"""What is asked for by a word behind "how", and the units that tell it."""

import re

import pytest

from retrieval.language.measures import UNITS, Measured, how


@pytest.mark.parametrize(
    ("text", "measured"),
    [
        ("how many sluices were open", Measured.NUMBERED | Measured.IN_FIGURES),
        ("and how long did it last?", Measured.NUMBERED | Measured.IN_FIGURES | Measured.UNSAID),
        ("how tall is the dam", Measured.NUMBERED | Measured.IN_FIGURES | Measured.UNSAID),
        ("how early did they sail", Measured.IN_FIGURES),
        ("how soon can they sail", Measured.UNSAID),
        ("how did it end", Measured(0)),
        ("show longer letters", Measured(0)),
    ],
)
def test_a_word_behind_how_says_how_it_is_told(text: str, measured: Measured) -> None:
    assert Measured(sum(each.value for each in Measured if re.search(how(each), text))) == measured


@pytest.mark.parametrize(
    ("asked", "told", "tells"),
    [
        ("how old was the boatman", "He was 34 years of age.", True),
        ("how tall is the tower", "It stands 94 metres above the river.", True),
        ("how deep is it there", "The flow was 118 cubic metres per second.", False),
        ("how wide is the ferry", "It is 4 m across.", True),
        ("how wide is the dam", "It is 94 metres high.", False),
        ("how tall is the dam", "It is 94 metres high.", True),
        ("how tall is the dam", "It is 94 metres high and 300 metres long.", True),
        ("how deep was the ditch", "The ditch was 4 m wide.", False),
        ("how heavy was the crate", "The crate weighed 40 kilograms.", True),
        ("how heavy was the crate", "The crate cost 40 crowns.", False),
        ("how fast did the cutter go", "She made 14 knots.", True),
        ("how fast did the cutter go", "She ran for 14 miles.", False),
    ],
)
def test_a_measure_is_told_in_units_of_its_own(asked: str, told: str, tells: bool) -> None:
    assert [bool(gives.search(told)) for asks, gives in UNITS if asks.search(asked)] == [tells]
