"""What an answer says beside its quotations."""

from collections.abc import Iterator

import pytest

from retrieval.answering.deciding import SURE
from retrieval.encoder.embedding import SentenceEmbedder
from retrieval.engine import Engine
from retrieval.settings import RetrievalSettings
from retrieval.types import Question, Remark, RemarkKind
from tests.simple_letters import write_letter_file

CANAL = "Velmora closed the Corran canal to all shipping on 1 May 2021, as its walls had given way near Osk."
DAM = "Orvelland opened the dam at Halvek in December 2021, and the lower valley was flooded for nine days."


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory, embedder: SentenceEmbedder) -> Iterator[Engine]:
    folder = tmp_path_factory.mktemp("letters")
    write_letter_file(folder, "canal.txt", CANAL)
    write_letter_file(folder, "dam.txt", DAM, symbol="S/2021/9002", sender="Orvelland", date="20 December 2021")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("retrieval.encoder.embedding.load_embedder", lambda *_: embedder)
        settings = RetrievalSettings(index_dir=folder / "index", answer_threshold=0.0)
        opened = Engine.open(settings, create=True)
        opened.ingest([folder / "canal.txt", folder / "dam.txt"])
        yield opened
    opened.close()


def kinds(engine: Engine, text: str) -> dict[RemarkKind, tuple[str, ...]]:
    """Return what the remarks on the answer to `text` are about, by kind; how sure the answer is has its own test."""
    remarks: tuple[Remark, ...] = engine.ask(Question(text)).remarks
    return {remark.kind: remark.about for remark in remarks if remark.kind is not RemarkKind.UNSURE}


def test_an_answer_that_may_be_none_says_so(engine: Engine) -> None:
    plain = engine.ask(Question("why was the corran canal closed to all shipping?"))
    beside = engine.ask(Question("who ordered the trawlers out of the canal at halvek?"))
    unsure = Remark(RemarkKind.UNSURE, ())
    assert (plain.confidence >= SURE, unsure in plain.remarks) == (True, False)
    assert (beside.confidence >= SURE, beside.remarks[0]) == (False, unsure)


def test_so_does_one_that_is_unlike_the_question_however_well_the_letter_fits_it(specimen_engine: Engine) -> None:
    answer = specimen_engine.ask(Question("is kesparia admitting it was to blame?"))
    assert (answer.confidence >= SURE, answer.remarks[0]) == (True, Remark(RemarkKind.UNSURE, ()))


@pytest.mark.parametrize(
    ("question", "unsure"),
    [
        ("which engineer opened the dam at halvek in december 2021?", True),
        ("which dam did orvelland open in december 2021?", False),
        ("how tall is the dam that orvelland opened at halvek?", True),
        ("how old are the walls of the corran canal that gave way?", True),
    ],
)
def test_so_does_one_that_gives_no_name_or_measure_where_that_is_asked(
    engine: Engine, question: str, unsure: bool
) -> None:
    answer = engine.ask(Question(question))
    assert (Remark(RemarkKind.UNSURE, ()) in answer.remarks) is unsure


def test_a_time_that_was_named_and_not_kept_to_is_said(engine: Engine) -> None:
    assert kinds(engine, "why was the corran canal closed in march 1998?") == {RemarkKind.OTHER_TIME: ("1998-03",)}
    assert kinds(engine, "why was the corran canal closed in may 2021?") == {}


def test_a_speaker_who_was_named_and_does_not_speak_is_said(engine: Engine) -> None:
    assert kinds(engine, "what did Ruritania say about the dam at halvek?") == {RemarkKind.NOT_FROM: ("Ruritania",)}
    assert kinds(engine, "what did Orvelland say about the dam at halvek?") == {}


def test_where_only_others_speak_nothing_is_shown_and_their_letters_are_named(specimen_engine: Engine) -> None:
    answer = specimen_engine.ask(Question("what did Merovand say about the halvek dam"))
    assert (answer.quotes, answer.remarks) == ((), (Remark(RemarkKind.NOT_FROM, ("Merovand",)),))
    assert answer.nearest[0].senders == ("Orvelland",)
    assert specimen_engine.ask(Question("what did Merovand say about bananas")).remarks == ()


def test_nothing_is_said_of_who_speaks_in_what_was_found_but_is_not_shown(specimen_engine: Engine) -> None:
    answer = specimen_engine.ask(Question("what did the Prime Minister of Orvelland say about the hotline"))
    assert (answer.quotes, answer.remarks) == ((), ())


def test_a_part_of_the_question_that_nothing_speaks_of_is_said(engine: Engine) -> None:
    text = "when was the corran canal closed to shipping, and how many trawlers were seized at sea?"
    assert kinds(engine, text) == {RemarkKind.OPEN_PART: ("how many trawlers were seized at sea",)}
    assert kinds(engine, "when was the corran canal closed, and which walls had given way?") == {}
    assert kinds(engine, "when was the corran canal closed to shipping, and did anyone else say anything?") == {}


def test_a_part_that_only_says_which_letter_is_meant_is_no_answered_part(engine: Engine) -> None:
    assert kinds(engine, "Orvelland 20 dec 21, how many trawlers were seized at sea?") == {}
    assert kinds(engine, "Orvelland on the dam at halvek, how many trawlers were seized at sea?") == {
        RemarkKind.OPEN_PART: ("how many trawlers were seized at sea",)
    }


def test_how_long_is_answered_by_a_span_of_time(engine: Engine) -> None:
    assert kinds(engine, "when was the dam at halvek opened, and how long did farmers endure misery?") == {}
    assert kinds(engine, "when was the corran canal closed to shipping, and how long did farmers endure misery?") == {
        RemarkKind.OPEN_PART: ("how long did farmers endure misery",)
    }


def test_when_is_answered_by_a_day(engine: Engine) -> None:
    assert kinds(engine, "why was the corran canal closed to shipping, and what day did the misery begin?") == {}
    assert kinds(engine, "why was the lower valley flooded at halvek, and which airport saw the misery?") == {
        RemarkKind.OPEN_PART: ("which airport saw the misery",)
    }


@pytest.mark.parametrize(("blanks", "cut_off"), [(0, False), (1_950, True), (4_000, True)])
def test_a_question_that_is_too_long_to_be_read_whole_says_so(engine: Engine, blanks: int, cut_off: bool) -> None:
    told = kinds(engine, f"why was the corran canal closed to all shipping?{' ' * blanks}" + " please" * 3)

    assert told.get(RemarkKind.CUT_OFF) == (("2000",) if cut_off else None)
