"""The packaged model, and the one thread before it."""

import os
import shutil
import threading
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from retrieval.encoder.bert import takes
from retrieval.encoder.embedding import EmbeddedQuestion, QueuedEmbedder, SentenceEmbedder, Vector, load_embedder
from retrieval.encoder.interaction import NOTHING_ASKED
from retrieval.encoder.models import BertModel, _packaged_folder, _sentence_transformer, _SentenceTransformer
from retrieval.errors import ModelError


class SlowModel:
    """A model that waits to be let go, and remembers its batches."""

    name, identity, dimension, max_tokens = "slow", "slow 2", 2, 8

    def __init__(self) -> None:
        self.batches: list[list[str]] = []
        self.busy = threading.Event()
        self.go = threading.Event()

    def embed_questions(self, texts: Sequence[str]) -> list[EmbeddedQuestion]:
        self.busy.set()
        assert self.go.wait(10)
        self.batches.append(list(texts))
        return [EmbeddedQuestion(np.array([len(text), 0], np.float32), NOTHING_ASKED) for text in texts]


def test_vectors_are_of_unit_length_and_in_the_order_of_the_texts(embedder: SentenceEmbedder) -> None:
    texts = ["The canal is closed.", "A much longer sentence about the closing of the canal to all ships.", "Peace"]
    vectors = embedder.embed_passages(texts).vectors
    assert vectors.shape == (3, embedder.dimension)
    assert vectors.dtype == np.float32
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(1, abs=1e-5)
    for text, vector in zip(texts, vectors, strict=True):
        assert embedder.embed_passages([text]).vectors[0] @ vector == pytest.approx(1, abs=1e-3)


def test_like_meanings_are_nearer_than_unlike_ones(embedder: SentenceEmbedder) -> None:
    canal, shipping, cooking = embedder.embed_passages(
        ["The canal was closed to ships.", "Vessels may no longer pass the waterway.", "Boil the rice for ten minutes."]
    ).vectors
    assert canal @ shipping > canal @ cooking + 0.2


def test_tokens_are_counted_with_the_marks_that_the_model_adds(embedder: SentenceEmbedder) -> None:
    assert embedder.count_tokens("hello world") == 4
    assert embedder.count_tokens("word " * 1000) == 1002


def test_no_texts_make_no_vectors(embedder: SentenceEmbedder) -> None:
    assert embedder.embed_passages([]).vectors.shape == (0, embedder.dimension)


def test_a_model_that_is_not_there_is_one_clear_sentence(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"cannot be loaded .*VERBALE_EMBEDDING_MODEL"):
        load_embedder(str(tmp_path))


def test_questions_that_wait_together_are_embedded_together() -> None:
    model = SlowModel()
    queued = QueuedEmbedder(lambda: model)  # type: ignore[arg-type, return-value]
    first = queued.submit("a")
    assert model.busy.wait(10)
    rest = [queued.submit(text) for text in ("bb", "ccc", "bb")]
    model.go.set()
    assert [float(promise.result(10).vector[0]) for promise in (first, *rest)] == [1, 2, 3, 2]
    assert model.batches == [["a"], ["bb", "ccc"]]
    queued.close()


@pytest.fixture
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have questions wait for others longer than any test does."""
    monkeypatch.setattr("retrieval.encoder.embedding._GATHER_SECONDS", 60)


@pytest.mark.usefixtures("patient")
def test_where_no_core_is_free_a_question_waits_for_those_that_may_come_as_well() -> None:
    model = SlowModel()
    model.go.set()
    queued = QueuedEmbedder(lambda: model, crowded=lambda: True)  # type: ignore[arg-type, return-value]
    with queued.asking(), queued.asking():
        first = queued.submit("a")
        assert not model.busy.wait(0.2)
        assert [float(each.result(10).vector[0]) for each in (queued.submit("bb"), first)] == [2, 1]
    assert model.batches == [["a", "bb"]]
    queued.close()


@pytest.mark.usefixtures("patient")
def test_a_question_waits_for_nobody_who_has_his_answer_without_a_vector() -> None:
    model = SlowModel()
    model.go.set()
    queued = QueuedEmbedder(lambda: model, crowded=lambda: True)  # type: ignore[arg-type, return-value]
    with queued.asking():
        with queued.asking():
            waiting = queued.submit("a")
        assert waiting.result(10).vector[0] == 1
    queued.close()


@pytest.mark.usefixtures("patient")
@pytest.mark.parametrize("crowded", [True, False])
def test_vectors_of_one_batch_are_told_before_anybody_has_his_where_no_core_is_free(crowded: bool) -> None:
    model, told = SlowModel(), []
    queued = QueuedEmbedder(lambda: model, lambda: crowded, lambda all_of_them: told.append(all_of_them.tolist()))  # type: ignore[arg-type, return-value]
    first = queued.submit("a")
    assert model.busy.wait(10)
    promises = [queued.submit(text) for text in ("bb", "ccc", "bb")]
    promises[0].add_done_callback(lambda _: told.append("given"))
    model.go.set()
    vectors = [each.result(10).vector.tolist() for each in (first, *promises)]
    assert told == ([vectors[1:3], "given"] if crowded else ["given"])
    queued.close()


@pytest.mark.usefixtures("patient")
def test_where_a_core_is_free_a_question_waits_for_nobody() -> None:
    model = SlowModel()
    model.go.set()
    queued = QueuedEmbedder(lambda: model, crowded=lambda: False)  # type: ignore[arg-type, return-value]
    with queued.asking(), queued.asking():
        assert queued.embed_question("a")[0] == 1
    queued.close()


def test_a_question_waits_only_for_a_moment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("retrieval.encoder.embedding._GATHER_SECONDS", 0.01)
    model = SlowModel()
    model.go.set()
    queued = QueuedEmbedder(lambda: model, crowded=lambda: True)  # type: ignore[arg-type, return-value]
    with queued.asking(), queued.asking():
        assert queued.submit("a").result(10).vector[0] == 1
    queued.close()


@pytest.mark.usefixtures("patient")
def test_closing_refuses_a_question_that_waits_for_others() -> None:
    model = SlowModel()
    model.go.set()
    queued = QueuedEmbedder(lambda: model, crowded=lambda: True)  # type: ignore[arg-type, return-value]
    with queued.asking(), queued.asking():
        waiting = queued.submit("a")
        queued.close()
        assert waiting.done()


def test_a_question_is_embedded_once() -> None:
    model = SlowModel()
    model.go.set()
    queued = QueuedEmbedder(lambda: model)  # type: ignore[arg-type, return-value]
    assert [queued.embed_question("again")[0] for _ in range(3)] == [5, 5, 5]
    assert model.batches == [["again"]]
    queued.close()


def test_nothing_is_loaded_before_the_first_use() -> None:
    queued = QueuedEmbedder(lambda: pytest.fail("loaded"))
    assert not queued.started
    queued.close()


def test_a_failed_load_refuses_those_who_wait_and_is_tried_again() -> None:
    model, tries = SlowModel(), iter([True, False])
    model.go.set()

    def load() -> SlowModel:
        if next(tries):
            raise ModelError("The model is missing.")
        return model

    queued = QueuedEmbedder(load)  # type: ignore[arg-type]
    with pytest.raises(ModelError, match="missing"):
        queued.embed_question("one")
    assert queued.embed_question("three")[0] == 5
    queued.close()


def test_a_load_that_fails_in_an_unforeseen_way_refuses_those_who_wait() -> None:
    def load() -> SlowModel:
        raise MemoryError

    queued = QueuedEmbedder(load)  # type: ignore[arg-type]
    with pytest.raises(ModelError, match="MemoryError"):
        queued.embed_question("one")
    queued.close()


def test_after_closing_no_question_waits_for_ever() -> None:
    queued = QueuedEmbedder(SlowModel)  # type: ignore[arg-type]
    queued.close()
    with pytest.raises(ModelError, match="shutting down"):
        queued.embed_question("late")


def test_eight_askers_get_their_own_vectors(embedder: SentenceEmbedder) -> None:
    queued = QueuedEmbedder(lambda: embedder)
    texts = [f"What was said about ship number {number}?" for number in range(16)]
    found: dict[str, Vector] = {}
    askers = [
        threading.Thread(target=lambda text=text: found.update({text: queued.embed_question(text)})) for text in texts
    ]
    for asker in askers:
        asker.start()
    for asker in askers:
        asker.join()
    for text in texts:
        assert found[text] @ embedder.embed_question(text) == pytest.approx(1, abs=1e-4)
    queued.close()


def test_the_packaged_model_gives_the_vectors_and_the_identity_that_sentence_transformers_gives(
    embedder: SentenceEmbedder,
) -> None:
    ours, theirs = BertModel(_packaged_folder()), _SentenceTransformer(_sentence_transformer(str(_packaged_folder())))
    ours._half = theirs._half = False  # rounded to half precision, the two differ by what one of them adds first
    own, other = SentenceEmbedder(ours, embedder.name), SentenceEmbedder(theirs, embedder.name)
    texts = ["", "Who closed the canal?", "word " * 600, "Türkiye wrote A/74/771 on 14 April; 运河关闭了。 " * 9]
    assert own.embed_passages(texts).vectors == pytest.approx(other.embed_passages(texts).vectors, abs=1e-5)
    assert embedder.identity == other.identity
    assert embedder.max_tokens == other.max_tokens


def test_half_precision_hardly_turns_a_vector(embedder: SentenceEmbedder) -> None:
    half = BertModel(_packaged_folder())
    half._half = True
    whole = embedder.embed_passages(["Who closed the canal?"]).vectors[0]
    assert half.encode(["Who closed the canal?"])[0].vector @ whole > 0.999


@pytest.mark.parametrize(
    ("file", "was", "now"),
    [
        ("1_Pooling/config.json", '"pooling_mode_cls_token": false', '"pooling_mode_cls_token": true'),
        ("config.json", '"gelu"', '"relu"'),
        ("config.json", '"absolute"', '"relative_key"'),
        ("modules.json", "models.Normalize", "models.Dense"),
        ("sentence_bert_config.json", '"max_seq_length": 256', '"max_seq_length": null'),
    ],
)
def test_a_model_that_computes_otherwise_is_left_to_sentence_transformers(
    tmp_path: Path, file: str, was: str, now: str
) -> None:
    folder = shutil.copytree(_packaged_folder(), tmp_path / "model", copy_function=os.symlink)
    assert takes(folder)
    changed = (folder / file).read_text(encoding="utf-8").replace(was, now)
    (folder / file).unlink()
    (folder / file).write_text(changed, encoding="utf-8")
    assert not takes(folder)
