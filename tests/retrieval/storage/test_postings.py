"""Words in memory: BM25 over passages and letters, and the same after any changes."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from retrieval.storage.postings import WordIndex
from retrieval.storage.segments import Row
from retrieval.storage.store import State

STATE = State("store", 3, "token")
ROWS: list[Row] = [
    (11, 1, "velmora canal", "ship lock close"),
    (12, 1, "velmora canal", "ship ship ship water"),
    (21, 2, "orvelland flood", "water river water"),
    (22, 2, "orvelland flood", "symax76x9001 answer"),
    (31, 3, "velmora peac", "a very long text of many word that hold water onc and no more than onc"),
]


def made_of(rows: list[Row]) -> WordIndex:
    index = WordIndex()
    index.rebuild([rows])
    return index


def found(index: WordIndex, *words: str, k: int = 10) -> list[int]:
    return [passage for passage, _ in index.search(dict.fromkeys(words, 1.0), k)]


def test_a_passage_that_says_it_more_often_in_fewer_words_comes_first() -> None:
    assert found(made_of(ROWS), "water") == [21, 12, 31]


def test_the_score_is_that_of_the_formula() -> None:
    index = made_of([(1, 1, "", "canal ship"), (2, 1, "", "canal"), (3, 1, "", "lock lock lock")])
    # N = 3, of mean length 2; two hold "canal": idf = ln(1 + 1.5 / 2.5), and then 2.2 / (1 + k1 (1 - b + b length / 2))
    ((_, first), (_, second)) = index.search({"canal": 1.0}, 5)
    assert first == pytest.approx(np.log(1.6) * 2.2 / (1 + 1.2 * (0.25 + 0.75 * 1 / 2)), rel=1e-4)
    assert second == pytest.approx(np.log(1.6) * 2.2 / (1 + 1.2 * (0.25 + 0.75 * 2 / 2)), rel=1e-4)


def test_a_rare_word_counts_for_more_than_a_common_one() -> None:
    assert found(made_of(ROWS), "velmora", "symax76x9001")[0] == 22


def test_a_word_of_less_weight_moves_less() -> None:
    index = made_of(ROWS)
    assert index.search({"lock": 1.0, "river": 0.1}, 1)[0][0] == 11
    assert index.search({"lock": 0.1, "river": 1.0}, 1)[0][0] == 21


def test_the_context_line_is_searched_as_well() -> None:
    assert found(made_of(ROWS), "flood") == [22, 21]


def test_unknown_words_find_nothing() -> None:
    assert found(made_of(ROWS), "zebra") == []
    assert found(WordIndex(), "ship") == []
    assert made_of(ROWS).search({}, 5) == []


def test_only_letters_that_are_allowed_are_found() -> None:
    index = made_of(ROWS)
    assert [passage for passage, _ in index.search({"water": 1.0}, 9, np.array([1, 3]))] == [12, 31]
    assert [letter for letter, _ in index.search_letters({"water": 1.0}, 9, np.array([1, 3]))] == [1, 3]


def test_a_letter_is_judged_by_all_its_passages() -> None:
    assert [letter for letter, _ in made_of(ROWS).search_letters({"water": 1.0, "ship": 1.0}, 2)] == [1, 2]


def test_a_context_line_counts_once_for_a_letter_however_many_passages_it_has() -> None:
    rows: list[Row] = [(place, 1, "canal", "ship") for place in range(9)] + [(20, 2, "", "canal canal ship")]
    assert made_of(rows).search_letters({"canal": 1.0}, 1)[0][0] == 2


def test_it_is_told_in_how_many_passages_a_word_stands() -> None:
    index = made_of(ROWS)
    assert [index.frequency(word) for word in ("water", "velmora", "zebra")] == [3, 3, 0]


def test_it_is_told_which_words_a_passage_holds() -> None:
    index = made_of(ROWS)
    held = index.holding([12, 22, 99], ["ship", "canal", "river"])
    assert held.tolist() == [[True, True, False], [False, False, False], [False, False, False]]
    assert WordIndex().holding([1], ["ship"]).tolist() == [[False]]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("velmroa", "velmora"),
        ("orveland", "orvelland"),
        ("water", None),
        ("zebra", None),
        ("flod", None),
        ("9001", None),
    ],
)
def test_a_slip_of_the_finger_is_set_right(typed: str, meant: str | None) -> None:
    assert made_of(ROWS).correct(typed) == meant


def test_words_that_came_later_set_slips_right_too() -> None:
    index = made_of(ROWS)
    assert index.correct("kesparja") is None
    index.change([], [(41, 4, "", "kesparia")])
    assert index.correct("kesparja") == "kesparia"
    index.change([41], [])
    assert index.correct("kesparja") is None


def test_a_saved_index_comes_back_the_same(tmp_path: Path) -> None:
    index = made_of(ROWS)
    index.change([11], [(51, 5, "", "ship")])
    index.save(tmp_path, STATE, "words 1")
    other = WordIndex()
    assert other.load(tmp_path, "words 1") == STATE
    assert other.search({"ship": 1.0}, 9) == index.search({"ship": 1.0}, 9)
    assert WordIndex().load(tmp_path, "words 2") is None


def test_passages_that_were_put_in_again_are_told_by_their_new_words(tmp_path: Path) -> None:
    index = made_of(ROWS)
    index.change([11, 12], [(11, 1, "velmora canal", "bridge"), (12, 1, "velmora canal", "ship water")])
    index.save(tmp_path, STATE, "words 1")  # which joins the segments
    assert index.holding([11, 12, 21], ["ship", "bridge"]).tolist() == [[False, True], [True, False], [False, False]]


@pytest.mark.parametrize("cut", [1, 400])
def test_a_damaged_index_is_not_read(tmp_path: Path, cut: int) -> None:
    made_of(ROWS).save(tmp_path, STATE, "words 1")
    (path,) = tmp_path.glob("words-*")
    path.write_bytes(path.read_bytes()[:-cut])
    assert WordIndex().load(tmp_path, "words 1") is None


def rounded(found: list[tuple[int, float]]) -> dict[int, float]:
    return {each: round(score, 3) for each, score in found}


WORDS = st.lists(st.sampled_from("canal ship water lock river peac".split()), max_size=6).map(" ".join)
CHANGES = st.lists(st.tuples(st.integers(1, 12), st.one_of(st.none(), st.tuples(WORDS, WORDS))), max_size=40)


@settings(max_examples=60, deadline=None)
@given(CHANGES)
@example([(2, ("", "canal " * 4)), *((each, ("", "canal canal canal ship")) for each in (3, 4, 1))])  # three are equal
def test_after_any_changes_it_answers_as_one_made_anew(changes: list[tuple[int, tuple[str, str] | None]]) -> None:
    index, held = WordIndex(), dict[int, Row]()
    for passage, words in changes:
        removed = [passage] if held.pop(passage, None) else []
        if words is not None:
            held[passage] = (passage, passage % 3, *words)
        index.change(removed, [held[passage]] if words is not None else [])
    anew = made_of(list(held.values()))
    for query in ({"canal": 1.0}, {"ship": 1.0, "water": 0.5}, {"lock": 1.0, "river": 1.0, "peac": 1.0}):
        assert rounded(index.search(query, 20)) == rounded(anew.search(query, 20))
        assert rounded(index.search_letters(query, 5)) == rounded(anew.search_letters(query, 5))
        assert index.search(query, 2) == index.search(query, 20)[:2]  # what cannot come among the best is passed over
    assert len(index) == len(held)
    told = range(1, 13)
    assert np.array_equal(index.holding(told, ["canal", "ship"]), anew.holding(told, ["canal", "ship"]))
    assert index.letters_of(told) == anew.letters_of(told)
