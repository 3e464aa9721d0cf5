"""Button data: there and back, in 64 bytes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rendering.callbacks import (
    Browse,
    Close,
    OpenLetter,
    OpenRelated,
    OpenSpot,
    OpenText,
    OpenView,
    Relation,
    Stay,
    Tap,
    View,
    Vote,
    decode,
    encode,
)

NUMBERS = st.integers(0, 2**62)
TAPS = st.one_of(
    st.builds(OpenView, NUMBERS, st.sampled_from(View), NUMBERS),
    st.builds(Vote, NUMBERS, st.booleans()),
    st.builds(OpenLetter, NUMBERS, st.booleans()),
    st.builds(OpenRelated, NUMBERS, st.sampled_from(Relation), NUMBERS, st.booleans()),
    st.builds(OpenText, NUMBERS, NUMBERS),
    st.builds(OpenSpot, NUMBERS, NUMBERS),
    st.builds(Browse, NUMBERS, NUMBERS, st.booleans()),
    st.just(Close()),
    st.just(Stay()),
)


@given(TAPS)
def test_every_tap_comes_back_as_itself_and_fits(tap: Tap) -> None:
    data = encode(tap)
    assert decode(data) == tap
    assert 1 <= len(data.encode()) <= 64


@given(st.text(max_size=80))
def test_any_data_decodes_to_a_tap_or_to_nothing(data: str) -> None:
    tap = decode(data)
    assert tap is None or decode(encode(tap)) == tap


@pytest.mark.parametrize(
    "data",
    [
        "",
        "a",
        "a:1",
        "a:1:c:0:0",
        "a:-:c:0",
        "v:1:1;drop",
        "a:٣:c:0x",
        "l:1:1\n",
        "b:1_0:0",
        "b:1:0:2",
        "r:1:c:0:1:1",
        "t:1",
        "p:1",
    ],
)
def test_data_of_no_button_means_nothing(data: str) -> None:
    assert decode(data) is None


@pytest.mark.parametrize(
    "data", ["v:{}:1", "a:{}:c:0", "a:1:c:{}", "l:{}:0", "r:{}:c:0", "r:1:c:{}", "b:{}:0", "b:1:{}", "t:1:{}", "p:1:{}"]
)
@pytest.mark.parametrize("number", [2**63, -(2**63) - 1, 99999999999999999999])
def test_a_number_that_the_ledger_cannot_hold_means_nothing(data: str, number: int) -> None:
    assert decode(data.format(number)) is None
