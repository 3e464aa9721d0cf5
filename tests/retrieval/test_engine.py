"""The engine as the bot and the command know it."""

import json
import shutil
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import pytest

from retrieval.answering.finding import Finder, Finding
from retrieval.encoder.embedding import SentenceEmbedder
from retrieval.engine import Engine, read_letter
from retrieval.errors import IndexMissingError, LetterNotFoundError, ModelError
from retrieval.settings import RetrievalSettings
from retrieval.storage.files import UPLOADS
from retrieval.storage.index import Index
from retrieval.types import Filters, IngestStatus, Letter, Question, Reason
from tests.simple_letters import write_letter_file

CANAL = (
    "Upon instructions from my Government, I protest.\n\n"
    "Velmora closed the Corran canal to all shipping on 1 May 2021.¹\n\n"
    "We ask that it be opened.\n\n¹ A/76/9000."
)
LIGHT = """
import json, sys, time
from pathlib import Path
begun = time.process_time()
from retrieval.engine import Engine, read_letter
from retrieval.settings import RetrievalSettings
engine = Engine.open(RetrievalSettings(index_dir=Path(sys.argv[1])))
engine.letters(); engine.count(); engine.find("A/76/9001"); read_letter(Path(sys.argv[2]))
heavy = [name for name in ("torch", "sentence_transformers", "faiss") if name in sys.modules]
print(json.dumps({"heavy": heavy, "seconds": time.process_time() - begun}))
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("letters")
    write_letter_file(folder, "canal.txt", CANAL)
    dam = "Orvelland opened the dam at Halvek in December 2021, and the lower valley was flooded."
    write_letter_file(folder, "dam.txt", dam, symbol="S/2021/9002", sender="Orvelland", date="20 December 2021")
    return folder


@pytest.fixture
def engine(empty: Engine, folder: Path) -> Engine:
    assert empty.ingest([folder]).count(IngestStatus.ADDED) == 2
    return empty


def test_a_letter_can_be_read_without_an_index(folder: Path) -> None:
    assert read_letter(folder / "canal.txt").masthead.symbols == ("A/76/9001",)


def test_an_index_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(IndexMissingError):
        Engine.open(RetrievalSettings(index_dir=tmp_path / "nothing"))


def test_an_empty_index_answers_without_a_model(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("retrieval.encoder.embedding.load_embedder", lambda *_: pytest.fail("loaded"))
    engine = Engine.open(RetrievalSettings(index_dir=tmp_path), create=True)
    assert engine.ask(Question("Who closed the canal?")).reason is Reason.EMPTY_INDEX
    engine.close()


def test_a_model_that_cannot_be_loaded_is_told_to_who_asks(
    tmp_path: Path, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing(*_: object) -> SentenceEmbedder:
        raise ModelError("The embedding model is not there.")

    monkeypatch.setattr("retrieval.encoder.embedding.load_embedder", missing)
    other = Engine.open(RetrievalSettings(index_dir=tmp_path / "index"))
    with pytest.raises(ModelError, match="not there"):
        other.ask(Question("Who closed the canal?"))
    other.close()


def test_a_question_is_answered_from_the_letters(engine: Engine) -> None:
    answer = engine.ask(Question("When did Velmora close the Corran canal to shipping?"))
    assert answer.hits[0].letter.symbols == ("A/76/9001",)
    assert all(quote.text == quote.span.of(engine.find("A/76/9001").letter.text) for quote in answer.quotes)
    assert answer.generation == engine.generation


def test_what_was_removed_is_gone_from_the_very_next_answer(engine: Engine) -> None:
    question = Question("When did Velmora close the Corran canal to shipping?")
    engine.ask(question)
    card = engine.remove("a/76/9001")
    assert (card.symbols, card.source) == (("A/76/9001",), "canal.txt")
    assert all(hit.letter.symbols != ("A/76/9001",) for hit in engine.ask(question).hits)
    with pytest.raises(LetterNotFoundError):
        engine.remove("a/76/9001")


def test_the_uploaded_file_of_a_removed_letter_goes_with_it_and_no_other(
    empty: Engine, folder: Path, tmp_path: Path
) -> None:
    uploads = tmp_path / "index" / UPLOADS
    uploads.mkdir()
    uploaded = [Path(shutil.copy(folder / name, uploads)) for name in ("canal.txt", "dam.txt")]
    empty.ingest([*uploaded, folder])
    (tmp_path / "index").rename(tmp_path / "moved")
    moved = Engine.open(RetrievalSettings(index_dir=tmp_path / "moved"))
    assert (moved.uploaded("canal.txt"), moved.uploaded("A_76_9001.txt")) == ("A/76/9001", None)
    moved.remove("A/76/9001")
    assert moved.uploaded("canal.txt") is None
    moved.close()
    assert [path.name for path in (tmp_path / "moved" / UPLOADS).iterdir()] == ["dam.txt"]
    assert (folder / "canal.txt").exists()


def test_a_file_that_took_the_place_of_an_uploaded_one_stays(empty: Engine, folder: Path, tmp_path: Path) -> None:
    (tmp_path / "index" / UPLOADS).mkdir()
    other = Path(shutil.copy(folder / "canal.txt", tmp_path / "index" / UPLOADS))
    empty.ingest([other])
    other.write_text("Another letter.")
    empty.remove("A/76/9001")
    assert other.exists()


def test_letters_are_found_listed_and_counted(engine: Engine) -> None:
    assert engine.find("s/2021/9002").card.senders == ("Orvelland",)
    assert [card.source for card in engine.letters()] == ["dam.txt", "canal.txt"]
    assert (engine.count(), engine.count(Filters(senders=("Velmora",)))) == (2, 1)


def test_the_context_of_a_quotation_is_the_paragraphs_around_it(engine: Engine) -> None:
    detail = engine.find("A/76/9001")
    middle = next(block for block in detail.letter.blocks if "closed" in block.span.of(detail.letter.text))
    around = engine.context(detail.card.letter_id, middle.span)
    assert [quote.text for quote in around] == [
        "Upon instructions from my Government, I protest.",
        "Velmora closed the Corran canal to all shipping on 1 May 2021.",
        "We ask that it be opened.",
    ]
    assert around[1].footnotes[0].indicator == "1"
    assert [quote.text for quote in engine.context(detail.card.letter_id, middle.span, 0)] == [around[1].text]
    assert engine.context(detail.card.letter_id, detail.letter.footnotes[0].span) == around


def test_it_verifies_itself(engine: Engine) -> None:
    assert engine.verify().problems == ()


def test_the_commands_that_need_no_model_load_nothing_heavy(engine: Engine, tmp_path: Path, folder: Path) -> None:
    command = [sys.executable, "-c", LIGHT, str(tmp_path / "index"), str(folder / "canal.txt")]
    told = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    assert told["heavy"] == []


def test_letters_taken_in_elsewhere_are_answerable_while_it_runs(
    engine: Engine, tmp_path: Path, embedder: SentenceEmbedder
) -> None:
    engine.warm_up()
    elsewhere = Engine.open(RetrievalSettings(index_dir=tmp_path / "index"))
    elsewhere.ingest(
        [write_letter_file(tmp_path, "new.txt", "Kesparia sent nine pumps to Sorrin.", symbol="A/76/9003")]
    )
    answer = engine.ask(Question("How many pumps did Kesparia send to Sorrin?"))
    assert answer.hits[0].letter.symbols == ("A/76/9003",)
    elsewhere.close()


def test_eight_ask_while_letters_come_in(engine: Engine, tmp_path: Path) -> None:
    engine.warm_up()
    wrong = list[object]()

    def ask() -> None:
        for _ in range(4):
            answer = engine.ask(Question("When did Velmora close the Corran canal to shipping?"))
            if not answer.hits or answer.hits[0].letter.symbols != ("A/76/9001",):
                wrong.append(answer)

    askers = [threading.Thread(target=ask) for _ in range(8)]
    for asker in askers:
        asker.start()
    for number in range(5):
        body = f"Kesparia reports on bridge number {number} over the river."
        engine.ingest([write_letter_file(tmp_path, f"bridge-{number}.txt", body, symbol=f"A/76/910{number}")])
    for asker in askers:
        asker.join()
    assert wrong == []
    assert engine.count() == 7


def test_closing_ends_every_thread(tmp_path: Path) -> None:
    engine = Engine.open(RetrievalSettings(index_dir=tmp_path / "index"), create=True)
    before = set(threading.enumerate())
    engine.warm_up()
    assert {thread.name for thread in set(threading.enumerate()) - before} == {"encoder", "watcher"}
    engine.close()
    assert set(threading.enumerate()) <= before


def test_the_same_words_of_one_sender_are_shown_once_and_those_of_another_as_well(
    tmp_path: Path, embedder: SentenceEmbedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("retrieval.encoder.embedding.load_embedder", lambda *_: embedder)
    said = "The Corran canal was closed to all shipping on 1 May 2021."
    letters = (
        ("one", "Velmora", "1 June 2021"),
        ("two", "Velmora", "9 July 2021"),
        ("three", "Orvelland", "2 August 2021"),
    )
    for number, (name, sender, date) in enumerate(letters):
        body = f"I write to you again.\n\n{said}\n\nThis is letter {name}."
        write_letter_file(tmp_path / "in", f"{name}.txt", body, symbol=f"S/2021/{number + 1}", sender=sender, date=date)
    engine = Engine.open(RetrievalSettings(index_dir=tmp_path / "index"), create=True)
    engine.ingest([tmp_path / "in"])
    shown = [quote for quote in engine.ask(Question("when was the corran canal closed?")).quotes if said in quote.text]
    engine.close()
    assert sorted(quote.letter.senders[0] for quote in shown) == ["Orvelland", "Velmora"]


def test_where_words_of_one_are_asked_for_those_of_another_are_no_answer(
    tmp_path: Path, embedder: SentenceEmbedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("retrieval.encoder.embedding.load_embedder", lambda *_: embedder)
    others = "The gates of the Corran dam were opened that night without any warning."
    write_letter_file(tmp_path / "in", "one.txt", others, symbol="S/2021/1", sender="Orvelland", date="1 June 2021")
    his = "The gates of the Corran dam were opened at dusk, by hand."
    write_letter_file(tmp_path / "in", "two.txt", his, symbol="S/2021/2", sender="Velmora", date="9 July 2021")
    engine = Engine.open(RetrievalSettings(index_dir=tmp_path / "index"), create=True)
    engine.ingest([tmp_path / "in"])
    gates = engine.ask(Question("what did Velmora say about the gates of the Corran dam?"))
    text = "what did Velmora say about the gates of the Corran dam being opened that night without warning?"
    warning = engine.ask(Question(text))
    engine.close()
    assert [quote.text for quote in gates.quotes] == [his]
    assert (warning.quotes, warning.reason) == ((), Reason.NOTHING_FOUND)


def test_an_article_of_another_number_does_not_answer(empty: Engine, tmp_path: Path) -> None:
    articles = "Article VIII of the Canal Treaty keeps the canal open to all flags. Article 9 provides for its repair."
    empty.ingest([write_letter_file(tmp_path, "treaty.txt", articles, date="10 May 2021")])
    assert empty.ask(Question("what does article 8 of the canal treaty say?")).quotes
    assert empty.ask(Question("what does article IX of the canal treaty say?")).quotes
    other = empty.ask(Question("what does article X of the canal treaty say?"))
    assert (other.quotes, other.reason) == ((), Reason.NOTHING_FOUND)


def test_what_may_be_so_or_not_is_answered_by_both_sides(empty: Engine, tmp_path: Path) -> None:
    said = write_letter_file(tmp_path, "one.txt", "The trawlers were on the high seas when they were seized.")
    denial = "No trawler was on the high seas: both lay in waters of Orvelland."
    denied = write_letter_file(
        tmp_path, "other.txt", denial, symbol="S/2021/9002", sender="Orvelland", date="20 December 2021"
    )
    empty.ingest([said, denied])
    disputed = empty.ask(Question("were the trawlers on the high seas?"))
    assert [quote.attribution for quote in disputed.quotes] == [("Velmora",), ("Orvelland",)]
    plain = empty.ask(Question("which trawlers were on the high seas when they were seized?"))
    assert [quote.attribution for quote in plain.quotes] == [("Velmora",)]


def test_asking_on_costs_no_more_than_each_question_before_it(
    specimen_engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    found, find = [], Finder.find

    def counted(*arguments: Any, **named: Any) -> Finding:
        found.append(1)
        return find(*arguments, **named)

    monkeypatch.setattr(Finder, "find", counted)
    first, then = "what was the lowest flow at Bresk?", "and who signed it?"
    specimen_engine.ask(Question(then, (first, then, then, then)))
    assert len(found) == 2 * 5 - 1  # each in all letters, and but for the first in those shown before it


def test_a_letter_that_is_taken_out_while_it_is_asked_is_not_answered_from(
    empty: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    empty.ingest([write_letter_file(tmp_path, "letter.txt", CANAL)])
    read = Index.letter

    def late(index: Index, letter_id: str) -> Letter:
        monkeypatch.setattr(Index, "letter", read)
        empty.remove(letter_id)
        return read(index, letter_id)

    monkeypatch.setattr(Index, "letter", late)
    assert empty.ask(Question("when was the corran canal closed?")).reason is Reason.EMPTY_INDEX


def test_a_symbol_names_no_year(empty: Engine, tmp_path: Path) -> None:
    text = "The gates of the Corran dam were opened by hand in May, as was said in S/2018/242.\n\nIt was cold."
    empty.ingest([write_letter_file(tmp_path, "letter.txt", text)])
    assert empty.ask(Question("how were the gates of the corran dam opened in may?")).quotes
    assert not empty.ask(Question("how were the gates of the corran dam opened in 2018?")).quotes


def test_a_note_on_the_printing_of_a_document_is_not_the_first_to_give_reasons(specimen_engine: Engine) -> None:
    shown = specimen_engine.ask(Question("merovand's reasons for releasing the crew")).quotes
    assert not shown or "technical reasons" not in shown[0].text
    asked = specimen_engine.ask(Question("which letter was reissued for technical reasons")).quotes
    assert "technical reasons" in asked[0].text
