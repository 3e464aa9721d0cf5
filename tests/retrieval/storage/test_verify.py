"""A check finds what is out of step, and repair puts right what can be derived."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from retrieval.encoder.embedding import Embedder, SentenceEmbedder
from retrieval.errors import IndexDamagedError, ModelError
from retrieval.storage.index import Index
from retrieval.storage.ingest import Ingest
from retrieval.storage.store import FILE_NAME
from retrieval.storage.verify import verify
from retrieval.types import IngestStatus
from tests.retrieval.conftest import Put
from tests.simple_letters import a_letter, write_letter_file


@pytest.fixture
def sound(index: Index, put: Put) -> Iterator[Index]:
    put(index, a_letter("Velmora closed the canal.", notes=[("1", "A/76/9000.", "closed the canal.")]))
    put(index, a_letter("Orvelland opened the dam.", letter_id="second", symbols=()))
    index.publish()
    yield index


def no_model() -> Embedder:
    raise ModelError("No model is needed for this.")


def harm(index: Index, *statements: str) -> None:
    with closing(sqlite3.connect(index.store.folder / FILE_NAME, isolation_level=None)) as connection:
        for statement in statements:
            connection.execute(statement)


def test_a_sound_index_has_no_problems(sound: Index) -> None:
    report = verify(sound, no_model)
    assert report.problems == ()
    assert (report.letters, report.passages, report.vectors) == (2, 3, 3)
    assert report.generation == sound.generation


def test_an_empty_index_has_no_problems(index: Index) -> None:
    assert verify(index, no_model).problems == ()


HARMS = [
    (
        ["DELETE FROM words WHERE rowid = (SELECT min(rowid) FROM words)"],
        "1 passages are missing in the full-text index.",
    ),
    (["INSERT INTO words (rowid, body) VALUES (1, 'x')"], "1 passages too many are in the full-text index."),
    (["DELETE FROM vectors"], "3 passages are missing among the vectors."),
    (["UPDATE vectors SET vector = zeroblob(768)"], "3 vectors are not of unit length or have the wrong dimension."),
    (["UPDATE vectors SET vector = x'00'"], "3 vectors are not of unit length or have the wrong dimension."),
    (["DELETE FROM letters WHERE letter_id = 'second'"], "rows of passages belong to nothing."),
]


@pytest.mark.parametrize(("statements", "problem"), HARMS)
def test_what_is_out_of_step_is_named_and_repaired(
    sound: Index, embedder: SentenceEmbedder, statements: list[str], problem: str
) -> None:
    harm(sound, *statements)
    assert any(problem in found for found in verify(sound, no_model).problems)
    report = verify(sound, lambda: embedder, repair=True)
    assert report.problems == ()
    assert any(problem in found for found in report.repaired)
    assert verify(sound, no_model).problems == ()


def test_text_that_changed_under_its_passages_is_named_and_needs_an_ingest(
    sound: Index, embedder: SentenceEmbedder
) -> None:
    harm(sound, "UPDATE letters SET text = 'Other words, of another length.' WHERE letter_id = 'second'")
    report = verify(sound, lambda: embedder, repair=True)
    assert any("not in their text (second); ingest them again." in problem for problem in report.problems)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE letters SET masthead = replace(masthead, 'Velmora', 'Velnora')",
        "UPDATE blocks SET block = replace(block, 'body', 'bodi')",
        "UPDATE passages SET facts = substr(facts, 2)",
    ],
)
def test_a_letter_in_which_one_character_changed_is_named_and_read_again(
    index: Index, embedder: SentenceEmbedder, tmp_path: Path, statement: str
) -> None:
    path = write_letter_file(tmp_path, "letter.txt", "1. Velmora closed the canal.")
    Ingest(index, embedder).run([path])
    harm(index, statement)
    assert any("ingest them again" in problem for problem in verify(index, no_model).problems)
    verify(index, lambda: embedder, repair=True)
    report = Ingest(index, embedder).run([path])
    assert report.count(IngestStatus.REPLACED) == 1
    assert verify(index, no_model).problems == ()


@pytest.mark.parametrize("name", ["vectors-*.0", "vectors-*.1", "vectors.json", "words-*.0", "words.json"])
def test_a_damaged_file_is_named_and_repaired(sound: Index, name: str) -> None:
    (path,) = sound.store.folder.glob(name)
    path.write_bytes(path.read_bytes()[:-7])
    assert len(verify(sound, no_model).problems) == 1
    assert verify(sound, no_model, repair=True).problems == ()
    assert verify(sound, no_model).problems == ()


def test_files_that_are_missing_are_no_problem_as_they_are_derived(sound: Index) -> None:
    (sound.store.folder / "vectors.json").unlink()
    (sound.store.folder / "words.json").unlink()
    assert verify(sound, no_model).problems == ()


def harm_file(index: Index, *, cut: bool) -> Path:
    """Close an index and destroy a part of its store."""
    index.close()
    path = index.store.folder / FILE_NAME
    data = path.read_bytes()
    size = int.from_bytes(data[16:18], "big")
    path.write_bytes(data[: len(data) // 2] if cut else data[: 2 * size] + b"\xff" * 4 * size + data[6 * size :])
    for beside in ("-wal", "-shm"):
        path.with_name(path.name + beside).unlink(missing_ok=True)
    return path


def test_a_store_with_destroyed_pages_is_told_and_not_touched(sound: Index) -> None:
    path = harm_file(sound, cut=False)
    harmed = path.read_bytes()
    opened = Index.open(path.parent)
    report = verify(opened, no_model, repair=True)
    assert len(report.problems) == 1
    assert "damaged" in report.problems[0]
    assert path.read_bytes() == harmed
    opened.close()


def test_a_store_that_was_cut_off_is_one_clear_sentence(sound: Index) -> None:
    path = harm_file(sound, cut=True)
    with pytest.raises(
        IndexDamagedError, match="is damaged; restore a backup, or delete it and ingest the letters again"
    ):
        Index.open(path.parent)
