"""Several ranked lists become one."""

import pytest

from retrieval.fusion import fuse
from retrieval.types import Hit


def hits(name: str, *passages: int) -> tuple[Hit, ...]:
    return tuple(Hit(passage, 1.0, rank, (name,)) for rank, passage in enumerate(passages, 1))


def test_what_both_lists_find_comes_before_what_one_finds() -> None:
    fused = fuse([hits("lexical", 1, 2), hits("dense", 3, 2)])
    assert [hit.passage_id for hit in fused] == [2, 1, 3]
    assert [hit.rank for hit in fused] == [1, 2, 3]
    assert fused[0].found_by == ("lexical", "dense")


def test_the_score_is_the_sum_of_reciprocal_ranks() -> None:
    (first, *_) = fuse([hits("lexical", 1, 2), hits("dense", 1)], constant=10)
    assert first.score == pytest.approx(2 / 11)


def test_a_heavier_list_wins_and_equals_come_by_number() -> None:
    assert [hit.passage_id for hit in fuse([hits("lexical", 9), hits("dense", 4)], [2.0, 1.0])] == [9, 4]
    assert [hit.passage_id for hit in fuse([hits("lexical", 9), hits("dense", 4)])] == [4, 9]


def test_no_lists_make_no_hits() -> None:
    assert fuse([]) == ()
    assert fuse([(), ()]) == ()
