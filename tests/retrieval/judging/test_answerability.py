"""How often letters answer such questions, told by the question alone."""

import math

import numpy as np
import pytest

from retrieval.encoder.embedding import SentenceEmbedder
from retrieval.judging.answerability import Answerability, as_data, packaged_answerability, words_of

_NOTHING = np.zeros(2, np.float32)


def _usual(embedder: SentenceEmbedder, question: str) -> float:
    return packaged_answerability().of(question, embedder.embed_question(question), embedder.identity)


@pytest.mark.parametrize(
    ("oftener", "seldomer"),
    [
        ("why did Kesparia refuse to open the gates", "how much was the gatekeeper paid a month"),
        ("what does Orvelland think of the plan", "where was the envoy of Orvelland born"),
    ],
)
def test_reasons_and_views_are_oftener_told_than_pay_and_birthplaces(
    embedder: SentenceEmbedder, oftener: str, seldomer: str
) -> None:
    assert _usual(embedder, oftener) > _usual(embedder, seldomer) + 0.5


def test_words_tell_together_by_the_root_of_their_number_and_unknown_ones_nothing() -> None:
    usual = Answerability({"why": 0.8, "paid": -0.4}, "model", _NOTHING, (0.1, 5.0))
    assert usual.of("Why was Kesparia PAID?", _NOTHING, "another") == pytest.approx(0.4 / math.sqrt(2) + 0.1)
    assert usual.of("Kesparia?", _NOTHING, "another") == 0.0


def test_a_vector_tells_something_only_for_the_model_it_was_learned_with() -> None:
    usual = Answerability({}, "model", np.array([1.0, -2.0], np.float32), (0.1, 0.5))
    assert usual.of("why", np.array([0.6, 0.8], np.float32), "model") == pytest.approx(0.6 - 1.6 + 0.5)
    assert usual.of("why", np.array([0.6, 0.8, 0.0], np.float32), "another") == 0.0


def test_what_is_kept_is_what_was_learned() -> None:
    learned = Answerability({"why": 0.5, "pay": -0.25}, "model", np.array([1.0, -2.0], np.float32), (0.1, 0.5))
    data = as_data(learned)
    assert data["words"].tobytes().decode().split("\n") == ["why", "pay"]
    assert data["told"].tolist() == [0.5, -0.25]
    assert data["direction"].tolist() == [1.0, -2.0]
    assert data["offsets"].tolist() == [0.1, 0.5]


def test_words_are_taken_without_marks() -> None:
    assert words_of("What's S/2022/9102, then?") == ["what", "s", "s", "2022", "9102", "then"]


def test_a_text_longer_than_questions_are_tells_nothing() -> None:
    usual = Answerability({"why": 0.8}, "model", np.array([1.0, -2.0], np.float32), (0.1, 0.5))
    assert usual.of("why " * 25, np.array([0.6, 0.8], np.float32), "model") == 0.0
