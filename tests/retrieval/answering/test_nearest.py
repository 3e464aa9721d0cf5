"""Where nothing is shown: the nearest letters, and the paragraph at which to begin to read each."""

from collections.abc import Iterator

import pytest

from retrieval.encoder.embedding import SentenceEmbedder
from retrieval.engine import Engine
from retrieval.settings import RetrievalSettings
from retrieval.types import Answer, Question, Reason, Spot
from tests.simple_letters import write_letter_file

CANAL = (
    "My Government has the honour to report on the waterways of Velmora.",
    "The Corran canal was closed to all shipping on 1 May 2021, as its walls had given way near Osk.",
    "The trawler Marigold was seized on 3 May 2021 by the cutter Heron.",
)
DAM = (
    "The dam at Halvek was opened in December 2021, and the lower valley was flooded for nine days.",
    "Fourteen persons drowned in the flood, and the bridge at Bresk was lost.",
)


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory, embedder: SentenceEmbedder) -> Iterator[Engine]:
    """Return an engine that is never sure enough to show anything it has searched for."""
    folder = tmp_path_factory.mktemp("letters")
    canal = write_letter_file(folder, "canal.txt", "\n\n".join(CANAL))
    dam = write_letter_file(
        folder, "dam.txt", "\n\n".join(DAM), symbol="S/2021/9002", sender="Orvelland", date="20 December 2021"
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("retrieval.encoder.embedding.load_embedder", lambda *_: embedder)
        opened = Engine.open(RetrievalSettings(index_dir=folder / "index", answer_threshold=1.0), create=True)
        opened.ingest([canal, dam])
        yield opened
    opened.close()


def where(engine: Engine, answer: Answer) -> list[str]:
    """Return the paragraphs at which to begin to read the nearest letters."""
    spots = filter(None, map(answer.spot, answer.nearest))
    return [spot.span.of(engine.find(spot.letter_id).letter.text) for spot in spots]


@pytest.mark.parametrize(
    ("question", "paragraph"),
    [
        ("why was the canal closed to shipping in May 2021?", CANAL[1]),
        ("which cutter seized the trawler Marigold?", CANAL[2]),
        ("how many persons drowned in the flood?", DAM[1]),
    ],
)
def test_a_nearest_letter_is_read_from_the_paragraph_in_which_the_nearest_words_stand(
    engine: Engine, question: str, paragraph: str
) -> None:
    answer = engine.ask(Question(question))
    assert (answer.quotes, answer.reason) == ((), Reason.NOTHING_FOUND)
    assert where(engine, answer)[0] == paragraph


def test_the_place_is_that_by_which_a_reader_finds_the_paragraph(engine: Engine) -> None:
    answer = engine.ask(Question("which cutter seized the trawler Marigold?"))
    letter = engine.find(answer.nearest[0].letter_id).letter
    block = next(block for block in letter.blocks if block.span.of(letter.text) == CANAL[2])
    assert answer.spot(answer.nearest[0]) == Spot(letter.letter_id, block.span, block.pages, block.number)


def test_of_several_questions_the_place_is_that_of_the_one_to_which_a_letter_is_nearest(engine: Engine) -> None:
    answer = engine.ask(Question("1) which cutter seized the Marigold 2) how many persons drowned in the flood"))
    assert set(where(engine, answer)) == {CANAL[2], DAM[1]}


@pytest.mark.parametrize("question", ["S/2021/9002 para 40", "who signed the letter?"])
def test_where_no_words_were_found_no_place_is_told(engine: Engine, question: str) -> None:
    answer = engine.ask(Question(question))
    assert answer.nearest
    assert answer.spots == ()


def test_the_second_of_the_nearest_letters_is_still_the_second(engine: Engine) -> None:
    asked = "why was the canal closed to shipping in May 2021?"
    second = engine.ask(Question(asked)).nearest[1]
    shown = engine.ask(Question("the second one", (asked,)))
    assert shown.listing is not None
    assert shown.listing.letters == (second,)
