"""Store, words and vectors as one thing: letters go in and out whole, and every search sees it."""

import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import replace

import numpy as np
import pytest

from retrieval.encoder.embedding import EmbeddedPassages, SentenceEmbedder
from retrieval.errors import IndexMismatchError, LetterNotFoundError, UnreadableLetterError
from retrieval.language.analysis import terms
from retrieval.storage.index import Index
from retrieval.storage.postings import WordIndex
from retrieval.storage.store import FILE_NAME
from retrieval.storage.vectors import EXACT_UP_TO, Batches, VectorIndex
from retrieval.types import Citation, CitationKind, Filters, LetterKind, LetterReference, Masthead, Passage, Span
from tests.retrieval.conftest import Put, passages_of
from tests.simple_letters import a_letter

EVERYTHING = Filters()
CANAL = a_letter(
    "Velmora closed the Corran canal to all shipping on 1 May 2021.",
    "Pilots were told by radio.",
    notes=[("1", "A/76/9000.", "1 May 2021.")],
)
FLOOD = a_letter(
    "Orvelland opened the dam, and the lower valley was flooded.",
    letter_id="A/76/9002-S/2021/9002",
    symbols=("A/76/9002", "S/2021/9002"),
    senders=("Orvelland",),
    date="2021-12",
    notes=[("1", "A/76/9001.", "was flooded.")],
)
PEACE = a_letter(
    "Kesparia offers its good offices.",
    letter_id="cable-1",
    symbols=(),
    senders=("Kesparia",),
    addressees=("Velmora",),
    date="2022-01-15",
)


@pytest.fixture
def three(index: Index, put: Put) -> Iterator[Index]:
    for letter in (CANAL, FLOOD, PEACE):
        put(index, letter)
    yield index


def texts(index: Index, hits: Mapping[int, float]) -> list[str]:
    held = index.passages(hits)
    return [held[passage].text for passage in hits if passage in held]


def dense(index: Index, embedder: SentenceEmbedder, question: str, filters: Filters = EVERYTHING) -> list[str]:
    return texts(index, index.search_dense(embedder.embed_question(question), 10, filters))


def lexical(index: Index, question: str, filters: Filters = EVERYTHING) -> list[str]:
    return texts(index, index.search_lexical(terms(question), 10, filters))


# --- in and out -------------------------------------------------------------------------------------------------------


def test_a_letter_taken_in_is_found_by_words_and_by_meaning(three: Index, embedder: SentenceEmbedder) -> None:
    assert any(
        text.startswith("Velmora closed the Corran canal") for text in lexical(three, "corran canal shipping")[:2]
    )
    assert dense(three, embedder, "Which vessels may no longer pass?")[0].startswith("Velmora closed")


def test_what_comes_back_is_what_was_taken_in(three: Index) -> None:
    assert three.letter("A/76/9001") == CANAL
    assert three.letter("cable-1") == PEACE
    assert three.letter_count() == 3


def test_a_letter_of_every_kind_of_part_comes_back_the_same(index: Index, put: Put) -> None:
    head = Masthead(LetterKind.NOTE_VERBALE, ("A/76/9009",), replies_to=LetterReference("2021-05-01", state="Velmora"))
    letter = replace(
        a_letter("Words — “so” — ﬁnd 联合 \u202b.", masthead=head), letter_id="A/76/9009", warnings=("odd",)
    )
    put(index, letter)
    assert index.letter("A/76/9009") == letter


def test_hits_come_best_first(three: Index, embedder: SentenceEmbedder) -> None:
    ranked = list(three.search_lexical(("canal", "pilot"), 5).values())
    assert ranked == sorted(ranked, reverse=True)
    cosines = list(three.search_dense(embedder.embed_question("canal"), 9).values())
    assert cosines == sorted(cosines, reverse=True)
    assert -1 <= cosines[-1] <= cosines[0] <= 1.001


def test_the_same_letter_again_changes_nothing_that_can_be_found(
    three: Index, put: Put, embedder: SentenceEmbedder
) -> None:
    before = three.search_dense(embedder.embed_question("canal"), 9)
    put(three, CANAL)
    assert three.search_dense(embedder.embed_question("canal"), 9) == before
    assert (three.letter_count(), len(lexical(three, "pilots"))) == (3, 1)


def test_a_changed_letter_takes_the_place_of_the_old_one(three: Index, put: Put, embedder: SentenceEmbedder) -> None:
    assert lexical(three, "pilots") == ["Pilots were told by radio."] or lexical(three, "pilots")
    put(three, a_letter("Velmora has opened the Corran canal again."))
    assert lexical(three, "pilots radio") == []
    assert dense(three, embedder, "canal opened again")[0] == "Velmora has opened the Corran canal again."
    assert three.letter_count() == 3


def test_a_removed_letter_is_gone_from_the_very_next_search(three: Index, embedder: SentenceEmbedder) -> None:
    assert lexical(three, "dam") and dense(three, embedder, "dam")
    three.remove("A/76/9002-S/2021/9002")
    assert lexical(three, "dam valley") == []
    assert not any("dam" in text for text in dense(three, embedder, "dam"))
    with pytest.raises(LetterNotFoundError):
        three.letter("A/76/9002-S/2021/9002")
    with pytest.raises(LetterNotFoundError):
        three.remove("A/76/9002-S/2021/9002")


def test_a_letter_with_text_that_is_none_is_refused_and_nothing_of_it_stays(three: Index) -> None:
    nothing = EmbeddedPassages(np.zeros((0, 384), np.float32), ())
    with pytest.raises(UnreadableLetterError, match="UTF-8"):
        three.add(a_letter("A lone \ud800 surrogate.", letter_id="bad"), (), nothing, "bad.txt")
    assert three.letter_count() == 3


def test_every_change_grows_the_generation(three: Index) -> None:
    before = three.generation
    three.remove("cable-1")
    assert three.generation == before + 1


# --- filters ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        (EVERYTHING, {"A/76/9001", "A/76/9002-S/2021/9002", "cable-1"}),
        (Filters(senders=("velmora",)), {"A/76/9001"}),
        (Filters(senders=("Velmora", "KESPARIA")), {"A/76/9001", "cable-1"}),
        (Filters(addressees=("the Secretary-General",)), {"A/76/9001", "A/76/9002-S/2021/9002"}),
        (Filters(since="2021-12"), {"A/76/9002-S/2021/9002", "cable-1"}),
        (Filters(since="2021-12-15"), {"A/76/9002-S/2021/9002", "cable-1"}),
        (Filters(until="2021"), {"A/76/9001", "A/76/9002-S/2021/9002"}),
        (Filters(since="2021-11-03", until="2021-12-31"), {"A/76/9002-S/2021/9002"}),
        (Filters(letter_ids=("cable-1",)), {"cable-1"}),
        (Filters(kinds=(LetterKind.LETTER,)), {"A/76/9001", "A/76/9002-S/2021/9002", "cable-1"}),
        (Filters(kinds=(LetterKind.CABLE,)), set()),
        (Filters(senders=("Nobody",)), set()),
    ],
)
def test_filters_narrow_every_search_alike(
    three: Index, embedder: SentenceEmbedder, filters: Filters, found: set[str]
) -> None:
    hits = three.search_dense(embedder.embed_question("What happened?"), 50, filters)
    assert {passage.letter_id for passage in three.passages(hits).values()} == found
    assert {card.letter_id for card in three.letters(filters)} == found
    assert three.letter_count(filters) == len(found)
    words = terms("canal dam offices flooded closed good secretary-general velmora")
    hits = three.search_lexical(words, 50, filters)
    assert {passage.letter_id for passage in three.passages(hits).values()} <= found
    assert {letter_id for letter_id, _ in three.search_letters(words, 50, filters)} == found


def test_filters_hold_after_letters_come_and_go(three: Index, put: Put, embedder: SentenceEmbedder) -> None:
    velmora = Filters(senders=("Velmora",))
    assert dense(three, embedder, "canal", velmora)
    three.remove("A/76/9001")
    assert dense(three, embedder, "canal", velmora) == []
    put(three, replace(CANAL, letter_id="again"))
    assert len(dense(three, embedder, "canal", velmora)) == 2 or dense(three, embedder, "canal", velmora)


def test_letters_are_listed_newest_first_page_by_page(three: Index) -> None:
    assert [card.date for card in three.letters()] == ["2022-01-15", "2021-12", "2021-11-02"]
    assert [card.date for card in three.letters(offset=1, limit=1)] == ["2021-12"]
    assert three.newest_year() == 2022


# --- what else is asked of an index -----------------------------------------------------------------------------------


def test_passages_of_letters_come_in_their_order(three: Index) -> None:
    starts = [passage.span.start for passage in passages_of(three, "A/76/9001")]
    assert len(starts) > 1
    assert starts == sorted(starts)
    assert passages_of(three, "nothing") == ()


def test_passages_remembered_are_not_those_of_a_letter_that_has_changed(three: Index, put: Put) -> None:
    (closed,) = (each.passage_id for each in passages_of(three, "A/76/9001") if "closed" in each.text)
    assert list(three.passages([closed])) == [closed]
    put(three, a_letter("Other words."))
    assert three.passages([closed]) == {}
    (other,) = (each.passage_id for each in passages_of(three, "A/76/9001"))
    assert three.passages([other])[other].text == "Other words."
    three.remove("A/76/9001")
    assert three.passages([other]) == {}


def test_words_frequencies_and_vectors_are_those_of_the_passages(three: Index, embedder: SentenceEmbedder) -> None:
    (passage,) = (each for each in first_passages(three) if "closed" in each.text)
    held = three.holding([passage.passage_id, 999_999], ["canal", "close", "velmora", "dam"])
    assert held.tolist() == [[True, True, True, False], [False] * 4]
    assert three.frequencies(["canal", "zebra"])["zebra"] == 0
    vector, nothing = three.vectors([passage.passage_id, 999_999])
    assert not nothing.any()
    assert vector @ embedder.embed_passages([f"{passage.context}\n{passage.text}"]).vectors[0] == pytest.approx(
        1, abs=1e-2
    )


def first_passages(index: Index) -> tuple[Passage, ...]:
    return passages_of(index, "A/76/9001")


def test_a_mistyped_word_is_set_right(three: Index) -> None:
    assert three.correct(terms("velmroa")[0]) == "velmora"
    assert three.correct(terms("velmora")[0]) is None


@pytest.mark.parametrize(
    ("name", "letter_id"),
    [
        ("A/76/9001", "A/76/9001"),
        ("a/76/9001", "A/76/9001"),
        ("s/2021/9002", "A/76/9002-S/2021/9002"),
        ("A/76/9002-S/2021/9002", "A/76/9002-S/2021/9002"),
        ("cable-1", "cable-1"),
    ],
)
def test_a_letter_is_found_by_identity_and_by_either_symbol_however_typed(
    three: Index, name: str, letter_id: str
) -> None:
    assert three.find(name) == letter_id


@pytest.mark.parametrize("name", ["A/76/9999", "", "nothing.txt", "%", "' OR 1=1"])
def test_what_no_letter_goes_by_is_told(three: Index, name: str) -> None:
    with pytest.raises(LetterNotFoundError):
        three.find(name)


# --- links ------------------------------------------------------------------------------------------------------------


def test_a_cited_letter_knows_who_cites_it(three: Index) -> None:
    detail = three.detail("A/76/9002-S/2021/9002")
    assert [(link.symbols, link.card and link.card.letter_id) for link in detail.cites] == [
        (("A/76/9001",), "A/76/9001")
    ]
    assert [card.letter_id for card in three.detail("A/76/9001").cited_by] == ["A/76/9002-S/2021/9002"]


def test_a_letter_cited_before_it_arrives_is_linked_when_it_does(three: Index, put: Put) -> None:
    (link,) = three.detail("A/76/9001").cites
    assert (link.symbols, link.card) == (("A/76/9000",), None)
    put(three, a_letter("We protest.", letter_id="A/76/9000", symbols=("A/76/9000",)))
    (link,) = three.detail("A/76/9001").cites
    assert link.card and link.card.letter_id == "A/76/9000"
    assert [card.letter_id for card in three.detail("A/76/9000").cited_by] == ["A/76/9001"]


def test_a_reply_by_date_and_state_is_linked_when_one_letter_fits_and_not_when_two_do(three: Index, put: Put) -> None:
    head = Masthead(
        LetterKind.LETTER,
        ("A/76/9010",),
        senders=("Orvelland",),
        replies_to=LetterReference("2021-11-02", state="Velmora"),
    )
    put(three, replace(a_letter("We reply.", masthead=head), letter_id="A/76/9010"))
    (link,) = three.detail("A/76/9010").replies_to
    assert link.card and link.card.letter_id == "A/76/9001"
    assert [card.letter_id for card in three.detail("A/76/9001").answered_by] == ["A/76/9010"]
    put(three, a_letter("Another.", letter_id="second", symbols=()))
    assert three.detail("A/76/9010").replies_to[0].card is None
    assert three.detail("A/76/9001").answered_by == ()


def test_a_letter_cited_by_date_and_state_alone_is_linked_when_we_hold_it(three: Index, put: Put) -> None:
    cited = Citation(
        CitationKind.LETTER,
        Span(0, 2),
        author="Chargé d’affaires a.i. of the Permanent Mission of Velmora",
        date="2021-11-02",
    )
    put(three, replace(a_letter("We recall.", letter_id="A/76/9011", symbols=("A/76/9011",)), citations=(cited,)))
    assert [each.card.letter_id for each in three.detail("A/76/9011").cites if each.card] == ["A/76/9001"]


def test_a_corrigendum_is_related_to_its_letter(three: Index, put: Put) -> None:
    put(three, a_letter("Read 2 May.", letter_id="A/76/9001/Corr.1", symbols=("A/76/9001/Corr.1",)))
    assert [card.letter_id for card in three.detail("A/76/9001").related] == ["A/76/9001/Corr.1"]
    assert [card.letter_id for card in three.detail("A/76/9001/Corr.1").related] == ["A/76/9001"]


# --- models, files and other processes --------------------------------------------------------------------------------


class OtherModel:
    """A model by another name."""

    name, identity, dimension, max_tokens = "other", "other 8 123", 8, 256


def test_another_model_is_refused_with_what_to_do(three: Index) -> None:
    with pytest.raises(IndexMismatchError, match=r"all-MiniLM-L6-v2.*VERBALE_EMBEDDING_MODEL"):
        three.adopt(OtherModel())  # type: ignore[arg-type]
    with pytest.raises(IndexMismatchError, match="8 dimensions"):
        three.search_dense(np.ones(8, np.float32), 3)


def test_an_empty_index_takes_another_model(index: Index) -> None:
    index.adopt(OtherModel())  # type: ignore[arg-type]
    assert index.model() == "other 8 123"


def test_a_search_of_an_empty_index_finds_nothing(index: Index, embedder: SentenceEmbedder) -> None:
    assert index.search_dense(embedder.embed_question("canal"), 5) == {}
    assert index.search_lexical(("canal",), 5) == {}
    assert index.search_letters(("canal",), 5) == ()
    assert (index.letters(), index.count(), index.newest_year()) == ((), 0, None)


@pytest.mark.parametrize("damage", ["missing", "flipped", "cut", "of another state", "leftover"])
def test_derived_files_are_made_anew_when_they_cannot_be_trusted(
    three: Index, put: Put, embedder: SentenceEmbedder, damage: str
) -> None:
    folder = three.store.folder
    three.publish()
    (saved,) = folder.glob("vectors-*.0")
    match damage:
        case "missing":
            for path in (*folder.glob("vectors*"), *folder.glob("words-*")):
                path.unlink()
        case "flipped":
            data = bytearray(saved.read_bytes())
            data[len(data) // 2] ^= 0xFF
            saved.write_bytes(data)
        case "cut":
            saved.write_bytes(saved.read_bytes()[:100])
        case "of another state":
            with closing(sqlite3.connect(folder / FILE_NAME)) as connection, connection:
                connection.execute("UPDATE generations SET token = 'x'")
        case "leftover":
            (folder / "vectors-0ff1ce00.0").write_bytes(b"half")
    three.close()
    again = Index.open(folder)
    assert dense(again, embedder, "Which vessels may no longer pass?")[0].startswith("Velmora closed")
    assert "Velmora closed" in "".join(lexical(again, "corran shipping")[:2])
    again.publish()
    assert len(list(folder.glob("vectors-*"))) == 2
    again.close()


def test_what_was_saved_is_read_and_not_made_anew(
    three: Index, embedder: SentenceEmbedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    three.publish()
    asked = "Which vessels may no longer pass?"
    before = dense(three, embedder, asked), lexical(three, "corran shipping")
    three.close()
    for kind in (VectorIndex, WordIndex):
        monkeypatch.setattr(kind, "rebuild", None)
    again = Index.open(three.store.folder)
    assert (dense(again, embedder, asked), lexical(again, "corran shipping")) == before
    again.close()


def test_a_file_of_somebody_else_beside_the_saved_ones_stays(three: Index) -> None:
    notes = three.store.folder / "words-of-thanks.txt"
    notes.write_text("Dear colleagues", encoding="utf-8")
    three.publish()
    assert notes.read_text(encoding="utf-8") == "Dear colleagues"


def test_a_second_index_on_the_folder_sees_what_the_first_changes(
    three: Index, put: Put, embedder: SentenceEmbedder
) -> None:
    other = Index.open(three.store.folder)
    assert lexical(other, "dam") and dense(other, embedder, "dam")
    three.remove("A/76/9002-S/2021/9002")
    put(three, a_letter("Kesparia sends a mission to the lock.", letter_id="new", symbols=()))
    assert lexical(other, "dam valley") == []
    assert dense(other, embedder, "a mission to the lock")[0] == "Kesparia sends a mission to the lock."
    assert not any("dam" in text for text in dense(other, embedder, "the dam"))
    other.close()


ADD_AND_REMOVE = """
import sys
from pathlib import Path
from retrieval.storage.index import Index
index = Index.open(Path(sys.argv[1]))
index.remove("cable-1")
index.close()
"""


def test_what_another_process_removes_is_gone_from_the_next_search(three: Index, embedder: SentenceEmbedder) -> None:
    assert dense(three, embedder, "good offices")[0] == "Kesparia offers its good offices."
    subprocess.run([sys.executable, "-c", ADD_AND_REMOVE, str(three.store.folder)], check=True)
    assert "Kesparia offers its good offices." not in dense(three, embedder, "good offices")


def test_many_read_while_one_writes_and_never_see_half_a_letter(three: Index, put: Put) -> None:
    stop, wrong = threading.Event(), list[object]()

    def read() -> None:
        while not stop.is_set():
            try:
                hits = three.search_lexical(("canal", "pilot"), 10)
                held = passages_of(three, "A/76/9001")
                letter = three.letter("A/76/9001")
            except LetterNotFoundError as error:
                wrong.append(error)
                return
            if len(held) not in (1, 2, 3) or not hits or not letter.blocks:
                wrong.append((held, hits))

    readers = [threading.Thread(target=read) for _ in range(4)]
    for reader in readers:
        reader.start()
    for number in range(10):
        put(three, a_letter(f"Velmora opened the canal for pilots, version {number}."))
        put(three, CANAL)
    stop.set()
    for reader in readers:
        reader.join()
    assert wrong == []


def test_an_outgrown_index_answers_while_another_is_made(
    three: Index, put: Put, embedder: SentenceEmbedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    three.refresh()
    vectors = three.vector_index()
    assert vectors is not None
    before, make, go = dense(three, embedder, "Who closed the canal?"), vectors.rebuild, threading.Event()

    def rebuild(count: int, batches: Batches) -> None:
        assert go.wait(10)
        vectors._exact_up_to = EXACT_UP_TO
        make(count, batches)

    monkeypatch.setattr(vectors, "rebuild", rebuild)
    vectors._exact_up_to = 1
    put(three, replace(PEACE, letter_id="cable-2"))
    assert set(before) <= set(dense(three, embedder, "Who closed the canal?"))
    go.set()
    three.close()
    assert len(vectors) == len(vectors.rows)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("ondrey", ("Ondrey Islands",)),
        ("the ondrey islands", ("Ondrey Islands",)),
        ("ondr", ()),
        ("islands", ()),
        ("niger", ("Niger",)),
        ("Nigerians", ("Nigeria",)),
        ("Abuja", ("Nigeria",)),
        ("korea", ("Democratic People's Republic of Korea", "Republic of Korea")),
        ("united", ("United Kingdom of Great Britain and Northern Ireland", "United States of America")),
        ("uk", ("United Kingdom of Great Britain and Northern Ireland",)),
        ("the Kingdom", ("Velmora",)),
        ("the Velmoran", ("Velmora",)),
        ("Velmoran reply", ()),
        ("!", ()),
        ("", ()),
    ],
)
def test_a_sender_goes_by_the_first_words_of_its_name_its_people_and_its_capital(
    index: Index, put: Put, typed: str, meant: tuple[str, ...]
) -> None:
    names = ["Ondrey Islands", "Niger", "Nigeria", "Republic of Korea", "Democratic People's Republic of Korea"]
    names += ["United States of America", "United Kingdom of Great Britain and Northern Ireland"]
    for number, name in enumerate(names):
        put(index, a_letter(letter_id=f"A/76/{number}", symbols=(f"A/76/{number}",), senders=(name,)))
    head = Masthead(senders=("Velmora",), senders_printed=("The Kingdom of Velmora",))
    put(index, a_letter(letter_id="A/76/99", masthead=head))
    assert index.senders(typed) == meant
