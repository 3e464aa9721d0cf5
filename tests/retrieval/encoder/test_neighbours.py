"""Words of like meaning, from the table of the packaged model and from small tables of our own."""

import numpy as np
import pytest

from retrieval.encoder.embedding import SentenceEmbedder
from retrieval.encoder.models import PACKAGED, load_model
from retrieval.encoder.neighbours import Meaning, Neighbours, packaged_neighbours, strength


@pytest.mark.parametrize(
    ("stem", "like", "unlike"),
    [("salari", "wage", "whale"), ("kill", "murder", "trade"), ("captain", "skipper", "rice")],
)
def test_the_packaged_model_knows_words_of_like_meaning(
    embedder: SentenceEmbedder, stem: str, like: str, unlike: str
) -> None:
    near = embedder.neighbours.near([stem])[stem]
    assert near[stem] == 1.0
    assert 0.2 < near[like] < 1.0
    assert unlike not in near


def test_a_word_that_the_model_does_not_know_is_near_itself_alone(embedder: SentenceEmbedder) -> None:
    assert embedder.neighbours.near(["orvelland"]) == {"orvelland": {"orvelland": 1.0}}


def test_the_model_knows_words_and_no_slips(embedder: SentenceEmbedder) -> None:
    assert [embedder.neighbours.knows(stem) for stem in ("fault", "salari", "mansfeild")] == [True, True, False]


def test_a_model_that_tells_no_words_has_no_neighbours() -> None:
    assert Neighbours().near(["pay"]) == {"pay": {"pay": 1.0}}


def test_forms_of_one_word_are_one_and_pieces_of_words_are_none() -> None:
    rows = np.array([[1, 0.1], [1, 0], [0.9, 0.3], [-1, 1], [-1, -1]], np.float32)
    found = Neighbours(["##pay", "pay", "▁paid", "ship", "ships"], rows)
    assert set(found.near(["pay"])["pay"]) <= {"pay", "paid"}


def test_a_question_is_held_by_its_words_and_less_by_those_like_them() -> None:
    near = {"pay": {"pay": 1.0, "wage": 0.4}, "guard": {"guard": 1.0}}
    meaning = Meaning(near, {"pay": 0.75, "guard": 0.25})
    assert meaning.held_by(frozenset({"pay", "guard", "dam"})) == 1.0
    assert meaning.held_by(frozenset({"wage", "guard"})) == pytest.approx(0.75 * 0.4 + 0.25)
    assert meaning.held_by(frozenset()) == 0.0
    assert strength(near, "guard", frozenset({"wage"})) == 0.0


def test_the_neighbours_kept_as_data_are_those_that_the_packaged_model_gives(embedder: SentenceEmbedder) -> None:
    table = Neighbours(*load_model(PACKAGED).words())
    model, packaged = packaged_neighbours()
    assert model == embedder.identity
    for stem in table.stems[::50]:
        assert packaged.near([stem])[stem] == pytest.approx(table.near([stem])[stem], abs=1e-5), stem
