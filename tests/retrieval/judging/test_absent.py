"""Names that a question gives and the words shown do not."""

from collections.abc import Iterator

import pytest

from retrieval.encoder.embedding import SentenceEmbedder
from retrieval.engine import Engine
from retrieval.settings import RetrievalSettings
from retrieval.types import Question, RemarkKind
from tests.simple_letters import write_letter_file

FLOOD = (
    "Fourteen people drowned at Bresk in the night of 2 February 2021, when the river rose by nine metres.",
    "The ferry at Ostmere was lost, and Captain Aldous Renn with her. Nobody was hurt by the falling tower.",
)
FIRE = "The mill at Quell burned down in March 2021. Sunniva Tarrow, who kept it, was away at Port Callis."


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory, embedder: SentenceEmbedder) -> Iterator[Engine]:
    folder = tmp_path_factory.mktemp("letters")
    write_letter_file(folder, "flood.txt", "\n\n".join(FLOOD), sender="Orvelland")
    write_letter_file(folder, "fire.txt", FIRE, symbol="S/2021/9003", sender="Orvelland")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("retrieval.encoder.embedding.load_embedder", lambda *_: embedder)
        settings = RetrievalSettings(index_dir=folder / "index", answer_threshold=0.0)
        opened = Engine.open(settings, create=True)
        opened.ingest([folder / "flood.txt", folder / "fire.txt"])
        yield opened
    opened.close()


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("how many people drowned at bresk?", ()),
        ("how many people drowned in bresk in february 2021", ()),
        ("how many people drowned in ostmere?", ("Ostmere",)),
        ("how many people drowned near the quell in february 2021", ("Quell",)),
        ("how many people drowned in orvelland?", ()),
        ("how many people drowned in the night", ()),
        ("how many people drowned in a panic", ()),
        ("how many people of renn's crew drowned at bresk?", ()),
        ("how many people did tarrow see drowned when the river rose at bresk?", ("Tarrow",)),
    ],
)
def test_a_place_that_no_paragraph_shown_names_and_another_name_that_no_letter_does_is_told(
    engine: Engine, question: str, names: tuple[str, ...]
) -> None:
    answer = engine.ask(Question(question))
    assert [each.text for each in answer.quotes][:1] == [FLOOD[0]]
    assert sum((each.about for each in answer.remarks if each.kind is RemarkKind.NOT_NAMED), ()) == names
