"""What all tests share: the specimen letters in a real index, built once."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from retrieval.engine import Engine
from retrieval.settings import RetrievalSettings
from tests.letters import DATA


@pytest.fixture(scope="session")
def specimen_engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """Return an engine that holds every letter of data/letters."""
    index_dir: Path = tmp_path_factory.mktemp("specimens") / "index"
    engine = Engine.open(RetrievalSettings(index_dir=index_dir), create=True)
    engine.ingest([DATA / "letters"])
    yield engine
    engine.close()
