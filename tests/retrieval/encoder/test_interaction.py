"""The words of a question find their like among the words of passages."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.encoder.embedding import SentenceEmbedder
from retrieval.encoder.interaction import (
    NOTHING_ASKED,
    Asked,
    Reading,
    Words,
    in_steps,
    packaged_projection,
    projection,
)
from retrieval.storage.index import Index
from retrieval.types import Span
from tests.retrieval.conftest import Put, passages_of
from tests.simple_letters import a_letter

ANSWER = "The wages of the dock workers were raised by nine per cent on 1 May 2021."
OTHER = "The Assembly elected Ruritania to the Council."


def words(starts: list[int], *rows: tuple[float, float]) -> Words:
    return Words(np.array(starts), *in_steps(np.array(rows, np.float32)))


@given(st.lists(st.integers(0, 5_000), max_size=9), st.integers(0, 2**32 - 1))
def test_words_come_back_as_they_were_stored_each_number_within_half_a_step(starts: list[int], seed: int) -> None:
    learned, chance = packaged_projection(), np.random.default_rng(seed)
    tokens = chance.standard_normal((len(starts), len(learned.mean))).astype(np.float32)
    back = learned.unpacked(learned.packed(tokens, np.array(starts, np.int64), learned.model))
    assert back is not None
    assert back.starts.tolist() == starts
    levels = np.hstack([back.steps & 15, back.steps >> 4]).astype(np.float32) - 8
    step = back.greatest[:, None] / (7 * 255)
    assert np.all(np.abs(levels * step - learned.small(tokens)) <= step / 2 + 1e-6)


def test_each_word_of_a_letter_finds_itself_nearly_whole(embedder: SentenceEmbedder) -> None:
    for text in (ANSWER, OTHER):
        (asked,) = (each.asked for each in embedder.embed_questions([text]))
        kept = in_steps(asked.rows)
        for row in range(len(asked.rows)):
            one = Asked(asked.rows[row : row + 1], np.ones(1, np.float32), asked.spans[row : row + 1])
            only = Words(np.zeros(1, np.int64), kept[0][row : row + 1], kept[1][row : row + 1])
            assert Reading(one, {1: (0, only)}).of_passages([1]) == pytest.approx(1, abs=0.04)


def test_words_of_another_projection_or_model_are_not_taken() -> None:
    learned = packaged_projection()
    other = projection(learned.model, learned.mean, learned.down * 2, learned.weigh)
    tokens = np.ones((2, len(learned.mean)), np.float32)
    assert learned.unpacked(other.packed(tokens, np.array([0, 4]), learned.model)) is None
    assert learned.packed(tokens, np.array([0, 4]), "another model") == b""
    assert learned.asked(tokens, np.array([[0, 4], [4, 8]]), "another model") is NOTHING_ASKED
    assert learned.unpacked(b"") is None


def test_each_word_asked_for_counts_with_the_best_that_it_finds() -> None:
    asked = Asked(np.eye(2, dtype=np.float32), np.array([0.75, 0.25], np.float32), np.array([[0, 4], [5, 9]]))
    reading = Reading(
        asked, {1: (100, words([0, 10], (1, 0), (4 / 65**0.5, 7 / 65**0.5))), 2: (200, words([0], (0, 1)))}
    )
    assert reading.of_passages([1]) == pytest.approx(0.75 + 0.25 * 7 / 65**0.5, abs=0.01)
    assert reading.of_passages([1, 2]) == pytest.approx(1)
    assert reading.of_spans([1], [Span(150, 160)])[0] == 0
    assert reading.of_spans([1], [Span(100, 110)])[0] == pytest.approx(0.75)
    assert reading.of_spans([1, 2], [Span(110, 120)])[0] == pytest.approx((0.75 * 4 + 0.25 * 7) / 65**0.5, abs=0.01)
    assert reading.of_spans([1], [Span(120, 130)])[0] == 0


def test_a_passage_whose_words_are_not_kept_is_as_like_as_the_others_usually_are() -> None:
    asked = Asked(np.eye(2, dtype=np.float32), np.array([0.75, 0.25], np.float32), np.array([[0, 4], [5, 9]]))
    reading = Reading(asked, {1: (0, words([0], (1, 0))), 2: (0, words([0], (0, 1)))})
    assert reading.of_passages([3]) == reading.of_spans([3], [Span(0, 9)])[0] == pytest.approx((0.75 + 0.25) / 2)
    assert Reading(asked, {}).of_passages([3]) == 0


def test_words_of_a_question_can_be_left_out_but_never_all() -> None:
    asked = Asked(np.eye(2, dtype=np.float32), np.array([0.75, 0.25], np.float32), np.array([[0, 4], [5, 9]]))
    left = asked.without([Span(0, 4)])
    assert (left.rows.tolist(), left.shares.tolist(), left.spans.tolist()) == ([[0, 1]], [1], [[5, 9]])
    assert asked.without([Span(0, 9)]) is asked
    assert asked.without([]) is asked


def test_words_of_a_question_can_count_less_in_another_reading() -> None:
    asked = Asked(np.eye(2, dtype=np.float32), np.array([0.75, 0.25], np.float32), np.array([[0, 4], [5, 9]]))
    reading = Reading(asked, {1: (0, words([0], (1, 0))), 2: (0, words([0], (0, 1)))})
    other = reading.counting(asked.faded(Span(0, 5), 0.0))
    assert [each.of_spans([1, 2], [Span(0, 9)])[0] for each in (reading, other)] == pytest.approx([0.75, 1])
    assert [each.of_passages([1]) for each in (reading, other)] == pytest.approx([0.75, 0])
    assert [each.of_passages([3]) for each in (reading, other)] == pytest.approx([0.5, 0.5])
    assert asked.faded(Span(0, 5), 1 / 3).tolist() == pytest.approx([0.5, 0.5])


@pytest.mark.parametrize("part", [Span(0, 0), Span(0, 9)])
def test_no_word_counts_less_where_all_would_or_none(part: Span) -> None:
    asked = Asked(np.eye(2, dtype=np.float32), np.array([0.75, 0.25], np.float32), np.array([[0, 4], [5, 9]]))
    assert asked.faded(part, 0.3) is asked.shares


def test_words_are_kept_of_the_passage_and_not_of_its_context_or_marks(embedder: SentenceEmbedder) -> None:
    stored = embedder.embed_passages([f"Velmora to Osterland, 3 May 2021.\n{ANSWER}"]).words[0]
    kept = packaged_projection().unpacked(stored)
    assert kept is not None
    assert (kept.starts[0], ANSWER[kept.starts[-1] :]) == (0, "2021.")


def test_a_sentence_that_answers_is_more_like_the_question_than_another(embedder: SentenceEmbedder) -> None:
    (question,) = embedder.embed_questions(["how much more did the dockers earn?"])
    found = [packaged_projection().unpacked(each) for each in embedder.embed_passages([ANSWER, OTHER]).words]
    reading = Reading(question.asked, {at: (0, each) for at, each in enumerate(found) if each is not None})
    assert reading.of_passages([0]) > reading.of_passages([1])


def test_an_index_keeps_the_words_of_its_passages_and_loses_them_with_the_letter(index: Index, put: Put) -> None:
    put(index, a_letter(ANSWER, letter_id="one"))
    (passage,) = [each for each in passages_of(index, "one") if ANSWER in each.text]
    assert packaged_projection().unpacked(index.token_vectors([passage.passage_id])[passage.passage_id]) is not None
    index.remove("one")
    assert index.token_vectors([passage.passage_id]) == {}
