"""How sure an answer is: what tells for it, and what against it."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.answering.finding import Finder
from retrieval.engine import Engine
from retrieval.judging.confidence import FEATURES, following, rightly_shown, rightly_shown_after
from retrieval.questions.question import understand
from retrieval.search.weights import packaged_weights
from retrieval.types import Filters, Question, RemarkKind
from tests.simple_letters import write_letter_file

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


def test_of_two_who_ask_the_same_his_likeness_counts_for_less_who_asks_in_the_letters_words(
    empty: Engine, tmp_path: Path
) -> None:
    empty.ingest([write_letter_file(tmp_path, "letter.txt", "The tug Alba towed the trawler Gannet to Port Callis.")])
    weights, at = packaged_weights(), FEATURES.index("alike by its very words")
    finder = Finder(empty.index, empty.embedder, weights)
    asked = ("what towed the trawler gannet to port callis?", "what dragged the fishing boat gannet to port callis?")
    typed, meant = (finder.find(understand(Question(text), empty.index), Filters()).features[at] for text in asked)
    assert typed > meant
    assert weights.confidence[at] < 0
    topic = finder.find(understand(Question("tug alba and trawler gannet"), empty.index), Filters()).features[at]
    assert topic == 0  # nothing is asked that the letter might not say


@pytest.mark.parametrize(
    "text",
    [
        "why was the tenor ready to quit as director of the opera house?",
        "why did the pharmacists turn down the insulin from ruritania?",
        "where did the airline want its regional headquarters?",
        "why did the museum turn the etruscan vases away?",
    ],
)
def test_what_is_asked_of_other_letters_is_not_answered_from_these(specimen_engine: Engine, text: str) -> None:
    assert not specimen_engine.ask(Question(text)).quotes


def test_whatever_somebody_found_answers_what_he_found(specimen_engine: Engine) -> None:
    answer = specimen_engine.ask(Question("what did prof tranmere find"))
    assert "disappears where the third party was accepted by one side only" in answer.quotes[0].text


def test_a_light_word_that_no_letter_holds_stands_in_the_way_of_no_answer(specimen_engine: Engine) -> None:
    answer = specimen_engine.ask(Question("what came of the request for the operating log"))
    assert "was not refused the operating log" in answer.quotes[0].text


def test_an_and_typed_short_and_an_adverb_stand_in_the_way_of_no_answer(specimen_engine: Engine) -> None:
    answer = specimen_engine.ask(Question("how many survival suits went missing n from which boat"))
    assert "Marigold II" in answer.quotes[0].text


def test_whoever_is_named_before_words_of_a_source_not_named_is_missing_in_none(empty: Engine, tmp_path: Path) -> None:
    lead = (
        "The father of the children, Mr. Andres Lind, a baker, went to Kesparia in order to meet Mr. Renn. He was "
        "turned back at Bresk. In an open letter to the King of Kesparia he wrote:"
    )
    words = "    I do not want money. I want him to stand up before a judge and say what he did."
    empty.ingest([write_letter_file(tmp_path, "letter.txt", f"{lead}\n\n{words}")])
    answer = empty.ask(Question("what does the dad want"))
    assert any("I do not want money" in each.text for each in answer.quotes)


def test_a_sum_of_money_tells_of_what_is_paid(empty: Engine, tmp_path: Path) -> None:
    paid = "For the herd that drowned at the Corran dam, Kesparia has offered 900,000 crowns to its two owners."
    empty.ingest([write_letter_file(tmp_path, "letter.txt", paid)])
    question = Question("what did kesparia offer to pay for the herd")
    sure = empty.ask(question).confidence
    empty.ingest([write_letter_file(tmp_path, "letter.txt", paid.replace("900,000 crowns", "a hundred young sheep"))])
    assert empty.ask(question).confidence < sure


def test_a_paragraph_without_a_date_is_of_the_time_that_was_named_last_above_it(specimen_engine: Engine) -> None:
    answer = specimen_engine.ask(Question("who dissented from the bench order in nov 2021"))
    assert "Judge Ludmila Treves" in answer.quotes[0].text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("name of the coroner", True),
        ("name of the head of the mission", True),
        ("name of the master of the lark", True),
        ("name of the cook", False),
        ("names of the inspectors", False),
    ],
)
def test_a_name_that_is_asked_for_is_shown_where_it_stands_beside_what_has_it(
    specimen_engine: Engine, text: str, shown: bool
) -> None:
    assert bool(specimen_engine.ask(Question(text)).quotes) is shown


def test_what_is_sure_of_one_part_of_a_question_answers_it_and_leaves_the_other_open(specimen_engine: Engine) -> None:
    answer = specimen_engine.ask(Question("how high is the halvek dam and who designed its turbines?"))
    assert "94 metres high" in answer.quotes[0].text
    assert [each.about for each in answer.remarks if each.kind is RemarkKind.OPEN_PART] == [
        ("who designed its turbines",)
    ]


@given(SURE, SURE, LIKENESS, LIKENESS, st.integers(1, 3), st.integers(1, 3))
def test_what_is_shown_is_the_rather_right_the_surer_the_liker_the_question_and_the_fewer(
    sure: float, other: float, likeness: float, unlike: float, one: int, two: int
) -> None:
    (least, most), (far, near), (few, many) = sorted((sure, other)), sorted((likeness, unlike)), sorted((one, two))
    assert 0 < rightly_shown(least, far, many) <= rightly_shown(most, near, few) < 1


def test_three_quotations_that_are_little_like_the_question_are_rather_no_answer() -> None:
    assert rightly_shown(0.7, 0.5, 3) < 0.5 < rightly_shown(0.5, 0.6, 1)


@given(SURE, SURE, st.integers(1, 3), st.integers(1, 3))
def test_what_is_shown_for_a_follow_up_is_the_rather_right_the_surer_it_is_and_the_fewer(
    sure: float, other: float, one: int, two: int
) -> None:
    (least, most), (few, many) = sorted((sure, other)), sorted((one, two))
    assert 0 < rightly_shown_after(least, many) <= rightly_shown_after(most, few) < 1


def test_of_three_quotations_it_has_to_be_surer_than_of_one() -> None:
    assert rightly_shown_after(0.6, 3) < 0.5 < rightly_shown_after(0.6, 1)
