"""The model as it reads questions: only the model that the change was learned on, and nothing of passages."""

from pathlib import Path

import numpy as np
import pytest

from retrieval.encoder.adapter import Adapter, as_data, packaged_adapter
from retrieval.encoder.bert import PACKS
from retrieval.encoder.embedding import SentenceEmbedder
from retrieval.encoder.models import (
    BertModel,
    _packaged_folder,
    _sentence_transformer,
    _SentenceTransformer,
    changed,
    has_bf16,
)
from retrieval.errors import ModelError

QUESTION = "What was said about the filling of the reservoir?"
NAME = "layers.5.narrow_weight"


def test_questions_are_read_by_the_changed_model_and_passages_by_the_model_as_it_is(embedder: SentenceEmbedder) -> None:
    plain = SentenceEmbedder(BertModel(_packaged_folder()), "another name")
    (passage,), (same,) = embedder.embed_passages([QUESTION]).vectors, plain.embed_passages([QUESTION]).vectors
    assert same == pytest.approx(passage, abs=1e-6)
    assert plain.embed_question(QUESTION) == pytest.approx(same, abs=1e-3)
    asked = embedder.embed_question(QUESTION)
    assert np.linalg.norm(asked) == pytest.approx(1.0, abs=1e-5)
    assert 0.2 < float(asked @ passage) < 0.999


def test_the_packaged_adapter_is_of_the_packaged_model(embedder: SentenceEmbedder) -> None:
    assert packaged_adapter().model == embedder.identity


def test_a_change_is_added_to_its_weight_and_the_other_weights_are_shared() -> None:
    model = BertModel(_packaged_folder())
    model._half = False
    before = model.encoder.get_parameter(NAME).clone()
    up, down = np.ones((before.shape[0], 1), np.float32), np.full((1, before.shape[1]), 0.5, np.float32)
    after = model.changed({NAME: (up, down)})
    assert (after.encoder.get_parameter(NAME) - before).numpy() == pytest.approx(0.5, abs=0.01)
    assert (model.encoder.get_parameter(NAME) == before).all()
    assert after.encoder.words is model.encoder.words
    assert not np.allclose(after.encode([QUESTION])[0].vector, model.encode([QUESTION])[0].vector)


@pytest.mark.skipif(not (PACKS and has_bf16()), reason="half precision is not computed here")
@pytest.mark.parametrize("texts", [[QUESTION], [QUESTION, "Who?", f"{QUESTION} {QUESTION}"]])
def test_weights_that_are_rounded_and_laid_out_once_give_the_vectors_of_those_that_are_for_each_question(
    texts: list[str],
) -> None:
    model = BertModel(_packaged_folder())
    model._half = False
    each_time = model.changed(packaged_adapter().changes)
    model._half = each_time._half = True
    once = model.changed(packaged_adapter().changes)
    assert once.encoder.get_parameter(NAME).is_mkldnn
    for one, other in zip(once.encode(texts), each_time.encode(texts), strict=True):
        assert np.array_equal(one.tokens, other.tokens)
        assert np.array_equal(one.vector, other.vector)


def test_an_adapter_comes_back_from_what_is_kept_of_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    adapter = Adapter("model 3", {NAME: (np.eye(2, 1, dtype=np.float32), np.ones((1, 3), np.float32))})
    np.savez(tmp_path / "question_adapter.npz", **as_data(adapter))  # type: ignore[arg-type]
    monkeypatch.setattr("retrieval.encoder.adapter.files", lambda _: tmp_path)
    back = packaged_adapter.__wrapped__()
    assert (back.model, list(back.changes)) == (adapter.model, [NAME])
    assert all((a == b).all() for a, b in zip(back.changes[NAME], adapter.changes[NAME], strict=True))


def test_a_model_of_another_kind_is_not_changed() -> None:
    other = _SentenceTransformer(_sentence_transformer(str(_packaged_folder())))
    with pytest.raises(ModelError, match="computes itself"):
        changed(other, {})
