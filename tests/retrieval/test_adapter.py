"""The question's vector, turned: only for the model that the change was learned on."""

import numpy as np
import pytest

from retrieval.adapter import Adapter, packaged_adapter
from retrieval.embedding import SentenceEmbedder


def test_a_vector_is_turned_and_stays_of_unit_length() -> None:
    adapter = Adapter("m", np.array([[1.0], [0.0]], np.float32), np.array([[0.0, 1.0]], np.float32))
    turned = adapter.turn(np.array([1.0, 0.0], np.float32), "m")
    assert turned == pytest.approx([2**-0.5, 2**-0.5])


def test_the_vector_of_another_model_is_left_alone() -> None:
    adapter = Adapter("m", np.array([[1.0], [0.0]], np.float32), np.array([[0.0, 1.0]], np.float32))
    vector = np.array([1.0, 0.0], np.float32)
    assert adapter.turn(vector, "another") is vector


def test_the_packaged_adapter_fits_the_packaged_model(embedder: SentenceEmbedder) -> None:
    vector = embedder.embed_question("What was said about the filling of the reservoir?")
    turned = packaged_adapter().turn(vector, embedder.identity)
    assert np.linalg.norm(turned) == pytest.approx(1.0, abs=1e-5)
    assert 0.2 < float(turned @ vector) < 0.999
