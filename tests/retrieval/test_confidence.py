"""How sure an answer is: what tells for it, and what against it."""

from hypothesis import given
from hypothesis import strategies as st

from retrieval.confidence import following

SURE = st.floats(0, 1)
LIKENESS = st.floats(-1, 1)


@given(SURE, SURE, LIKENESS, LIKENESS)
def test_a_follow_up_is_the_surer_the_surer_both_are_and_the_liker_its_own_words(
    sure: float, other: float, likeness: float, unlike: float
) -> None:
    (least, most), (far, near) = sorted((sure, other)), sorted((likeness, unlike))
    assert 0 < following(least, far, shown=False) <= following(most, near, shown=False) < 1
    assert following(sure, likeness, shown=False) < following(sure, likeness, shown=True)


def test_what_is_unlike_its_own_words_is_no_answer_however_sure_both_are() -> None:
    assert following(0.8, 0.3, shown=True) < 0.45 < following(0.5, 0.6, shown=True)
