"""What the tests of the index share: the packaged model, loaded once, and ways to an index of a few letters."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from retrieval.encoder.embedding import SentenceEmbedder, load_embedder
from retrieval.engine import Engine
from retrieval.settings import RetrievalSettings
from retrieval.storage.index import Index
from retrieval.storage.passages import embedded_text, split
from retrieval.storage.records import read_letter_passages
from retrieval.types import Letter, Passage

Put = Callable[[Index, Letter], None]


def passages_of(index: Index, letter_id: str) -> tuple[Passage, ...]:
    """Return the passages of a letter as they are held, in their order; none of a letter that is not."""
    with index.store.reading() as connection:
        return read_letter_passages(connection, [letter_id]).get(letter_id, ())


@pytest.fixture(scope="session")
def embedder() -> SentenceEmbedder:
    """Return the packaged model."""
    return load_embedder()


@pytest.fixture
def empty(tmp_path: Path, embedder: SentenceEmbedder, monkeypatch: pytest.MonkeyPatch) -> Iterator[Engine]:
    monkeypatch.setattr("retrieval.encoder.embedding.load_embedder", lambda *_: embedder)
    opened = Engine.open(RetrievalSettings(index_dir=tmp_path / "index"), create=True)
    yield opened
    opened.close()


@pytest.fixture
def index(tmp_path: Path) -> Iterator[Index]:
    """Return an empty index."""
    opened = Index.open(tmp_path / "index", create=True)
    yield opened
    opened.close()


@pytest.fixture
def put(embedder: SentenceEmbedder) -> Put:
    """Return a way to take a letter made by hand into an index."""

    def into(index: Index, letter: Letter) -> None:
        passages = split(letter, embedder.count_tokens, embedder.max_tokens)
        index.adopt(embedder)
        index.add(letter, passages, embedder.embed_passages([embedded_text(each) for each in passages]), "by-hand.txt")

    return into
