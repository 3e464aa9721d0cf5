"""Files go in: only what changed is read, one bad file stops nothing, and one letter is one letter."""

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import nullcontext
from pathlib import Path

import pytest
from make_specimens import render

from retrieval.encoder.embedding import EmbeddedPassages, SentenceEmbedder
from retrieval.errors import IndexLockedError
from retrieval.isolated import IsolatedReader
from retrieval.storage.backup import backup, restore
from retrieval.storage.index import Index
from retrieval.storage.ingest import Ingest
from retrieval.storage.verify import verify
from retrieval.types import IngestReport, IngestStatus
from tests.letters import make_source
from tests.simple_letters import write_letter_file

Run = Callable[..., IngestReport]
CANAL = "Velmora closed the Corran canal to all shipping on 1 May 2021, and told the pilots by radio.¹\n\n¹ A/76/9000."
DAM = "Orvelland opened the dam at Halvek, and the lower valley was flooded within two days."


class CountingEmbedder:
    """The packaged model, counting what it is given."""

    def __init__(self, model: SentenceEmbedder) -> None:
        self._model = model
        self.name, self.identity, self.dimension = model.name, model.identity, model.dimension
        self.max_tokens = model.max_tokens
        self.counted = self.embedded = 0

    def count_tokens(self, text: str) -> int:
        self.counted += 1
        return self._model.count_tokens(text)

    def embed_passages(self, texts: Sequence[str]) -> EmbeddedPassages:
        self.embedded += len(texts)
        return self._model.embed_passages(texts)


@pytest.fixture
def counting(embedder: SentenceEmbedder) -> CountingEmbedder:
    return CountingEmbedder(embedder)


@pytest.fixture(scope="module")
def reader() -> Iterator[IsolatedReader]:
    """Return one reading process for all tests, as its start takes longer than most of them."""
    with IsolatedReader() as one:
        yield one


@pytest.fixture(autouse=True)
def _one_reader(reader: IsolatedReader, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("retrieval.storage.ingest.IsolatedReader", lambda: nullcontext(reader))


@pytest.fixture
def run(index: Index, counting: CountingEmbedder) -> Run:
    def ingest(*paths: Path, prune: bool = False) -> IngestReport:
        return Ingest(index, counting).run(paths, prune=prune)  # type: ignore[arg-type]

    return ingest


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    write_letter_file(tmp_path / "in", "canal.txt", CANAL)
    write_letter_file(tmp_path / "in", "2021/dam.txt", DAM, symbol="A/76/9002", sender="Orvelland")
    yield tmp_path / "in"


def statuses(report: IngestReport) -> dict[str, str]:
    return {Path(outcome.path).name: outcome.status.value for outcome in report.outcomes}


def text_of(index: Index, name: str) -> str:
    return index.letter(index.find(name)).text


def test_a_folder_is_taken_in_with_all_its_folders(run: Run, index: Index, folder: Path) -> None:
    assert statuses(run(folder)) == {"dam.txt": "added", "canal.txt": "added"}
    assert {card.source for card in index.letters()} == {"canal.txt", str(Path("2021", "dam.txt"))}
    assert index.find("dam.txt") == index.find("a/76/9002")


def test_what_is_unchanged_is_neither_read_nor_embedded_again(
    run: Run, counting: CountingEmbedder, index: Index, folder: Path
) -> None:
    run(folder)
    counting.counted = counting.embedded = 0
    generation = index.generation
    assert statuses(run(folder)) == {"dam.txt": "unchanged", "canal.txt": "unchanged"}
    assert (counting.counted, counting.embedded, index.generation) == (0, 0, generation)


def test_a_file_that_was_only_touched_is_unchanged(run: Run, counting: CountingEmbedder, folder: Path) -> None:
    run(folder)
    counting.counted = 0
    os.utime(folder / "canal.txt", (1, 1))
    assert statuses(run(folder))["canal.txt"] == "unchanged"
    assert counting.counted == 0


def test_a_changed_file_replaces_its_letter(run: Run, index: Index, folder: Path) -> None:
    run(folder)
    write_letter_file(folder, "canal.txt", "Velmora has opened the Corran canal again.")
    assert statuses(run(folder))["canal.txt"] == "replaced"
    assert "opened" in text_of(index, "A/76/9001")
    assert index.letter_count() == 2


def test_a_changed_symbol_leaves_no_letter_behind(run: Run, index: Index, folder: Path) -> None:
    run(folder)
    write_letter_file(folder, "canal.txt", CANAL, symbol="A/76/9005")
    assert statuses(run(folder))["canal.txt"] == "replaced"
    assert {symbol for card in index.letters() for symbol in card.symbols} == {"A/76/9002", "A/76/9005"}


def test_a_changed_sidecar_is_a_changed_letter(run: Run, index: Index, folder: Path) -> None:
    run(folder)
    (folder / "canal.meta.json").write_text('{"symbol": "A/76/9077"}')
    report = run(folder)
    assert statuses(report) == {"dam.txt": "unchanged", "canal.txt": "replaced"}
    assert index.cards([index.find("A/76/9077")])


def test_hidden_files_and_data_are_passed_over(run: Run, folder: Path) -> None:
    for name in (".hidden.txt", "~$canal.docx", "canal.meta.yaml", "gold.json", ".git/config"):
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("symbol: A/76/9001" if name.endswith("yaml") else "{}")
    assert set(statuses(run(folder))) == {"canal.txt", "dam.txt"}


def test_an_index_below_the_folder_is_no_letter_and_one_that_is_the_folder_is_told(
    run: Run, index: Index, folder: Path, tmp_path: Path
) -> None:
    run(folder)
    assert set(statuses(run(tmp_path)).values()) == {"unchanged"}
    (refused,) = run(index.store.folder).outcomes
    told = f"The folder {index.store.folder} is that of an index; what is in it is no letter."
    assert (refused.status, refused.message) == (IngestStatus.REFUSED, told)


def test_a_bad_file_is_refused_with_its_reason_and_the_rest_goes_in(run: Run, index: Index, folder: Path) -> None:
    (folder / "empty.txt").touch()
    (folder / "broken.pdf").write_bytes(b"%PDF-1.7 but not really")
    (folder / "noise.bin").write_bytes(bytes(range(256)) * 20)
    report = run(folder, folder / "nowhere.txt")
    assert statuses(report) == {
        "dam.txt": "added",
        "broken.pdf": "refused",
        "canal.txt": "added",
        "empty.txt": "refused",
        "noise.bin": "refused",
        "nowhere.txt": "refused",
    }
    messages = {Path(outcome.path).name: outcome.message or "" for outcome in report.outcomes}
    assert "empty.txt is empty" in messages["empty.txt"]
    assert "There is no file" in messages["nowhere.txt"]
    assert all(messages[name].endswith(".") for name in ("broken.pdf", "noise.bin"))
    assert index.letter_count() == 2


def test_a_file_whose_name_is_no_text_is_refused_and_the_rest_goes_in(run: Run, folder: Path) -> None:
    strange = os.fsencode(folder) + b"/caf\xe9.txt"
    Path(os.fsdecode(strange)).write_text(DAM)
    outcomes = {outcome.path: outcome for outcome in run(folder).outcomes}
    assert (
        outcomes[f"{folder}/caf\ufffd.txt"].message == f"{folder}/caf\ufffd.txt has a name that is no text; rename it."
    )
    assert sorted(outcome.status.value for outcome in outcomes.values()) == ["added", "added", "refused"]


@pytest.mark.parametrize("name", ["canal.meta.json", "canal.meta.yaml"])
def test_half_a_surrogate_in_metadata_stops_nothing(run: Run, index: Index, folder: Path, name: str) -> None:
    (folder / name).write_text('{"title": "\\ud800 the canal"}')
    assert statuses(run(folder)) == {"dam.txt": "added", "canal.txt": "added"}
    assert index.letter(index.find("canal.txt")).masthead.title == "? the canal"


def test_a_folder_that_cannot_be_opened_is_told_and_keeps_its_letters(
    run: Run, index: Index, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(folder)
    scandir = os.scandir

    def closed(path: str) -> object:
        if Path(path).name == "2021":
            raise PermissionError(13, "Permission denied", str(path))
        return scandir(path)

    monkeypatch.setattr(os, "scandir", closed)
    report = run(folder, prune=True)
    assert statuses(report) == {"canal.txt": "unchanged", "2021": "refused"}
    assert DAM in text_of(index, "2021/dam.txt")


def test_a_refused_file_is_refused_again_without_being_read(
    run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "empty.txt").touch()
    first = run(folder)
    monkeypatch.setattr("retrieval.isolated.IsolatedReader.read", lambda *_: pytest.fail("read again"))
    again = run(folder)
    assert [each.message for each in again.outcomes if each.status is IngestStatus.REFUSED] == [
        each.message for each in first.outcomes if each.status is IngestStatus.REFUSED
    ]


def test_a_file_that_cannot_be_read_any_more_keeps_its_letter(run: Run, index: Index, folder: Path) -> None:
    run(folder)
    (folder / "canal.txt").write_bytes(b"")
    assert statuses(run(folder))["canal.txt"] == "refused"
    assert statuses(run(folder))["canal.txt"] == "refused"
    assert "Corran canal" in text_of(index, "A/76/9001")


def test_an_unforeseen_error_is_logged_and_refuses_one_letter(
    run: Run, index: Index, folder: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail_on_the_canal(letter: object, *_: object) -> object:
        from retrieval.storage.passages import split

        if "canal" in letter.text:  # type: ignore[attr-defined]
            raise ZeroDivisionError("a mistake of ours")
        return split(letter, *_)  # type: ignore[arg-type]

    monkeypatch.setattr("retrieval.storage.ingest.split", fail_on_the_canal)
    report = run(folder)
    assert statuses(report) == {"dam.txt": "added", "canal.txt": "refused"}
    assert "could not be understood (ZeroDivisionError)" in (report.outcomes[0].message or "")
    assert "a mistake of ours" in caplog.text


def test_a_backup_taken_at_any_step_of_an_ingest_holds_whole_letters(
    index: Index, counting: CountingEmbedder, folder: Path, tmp_path: Path
) -> None:
    held = []

    def back_up(done: int, *_: object) -> None:
        backup(index.store.folder, tmp_path / f"{done}.tar")
        restore(tmp_path / f"{done}.tar", tmp_path / f"copy-{done}")
        copy = Index.open(tmp_path / f"copy-{done}")
        assert verify(copy, lambda: counting).problems == ()  # type: ignore[arg-type, return-value]
        held.append([card.source for card in copy.letters()])
        copy.close()

    Ingest(index, counting, back_up).run([folder])  # type: ignore[arg-type]
    assert [len(cards) for cards in held] == [1, 2]


# --- one letter in several files --------------------------------------------------------------------------------------


def test_the_same_letter_as_pdf_and_as_word_is_one_letter(run: Run, index: Index, tmp_path: Path) -> None:
    source = make_source(
        "Upon instructions from my Government, I protest against the closing of the canal.[^1]\n\n[^1]: See A/76/9000."
    )
    (tmp_path / "a.pdf").write_bytes(render(source, "pdf"))
    (tmp_path / "b.docx").write_bytes(render(source, "docx"))
    report = run(tmp_path / "a.pdf", tmp_path / "b.docx")
    assert index.letter_count() == 1
    assert [outcome.letter and outcome.letter.letter_id for outcome in report.outcomes] == [
        index.letters()[0].letter_id
    ] * 2
    assert index.find("a.pdf") == index.find("b.docx")
    assert index.letters()[0].source == "b.docx"
    assert statuses(run(tmp_path / "a.pdf", tmp_path / "b.docx")) == {"a.pdf": "unchanged", "b.docx": "unchanged"}


def test_the_better_copy_stays_when_the_worse_one_comes_later(run: Run, index: Index, tmp_path: Path) -> None:
    source = make_source("Upon instructions from my Government, I protest against the closing of the canal.")
    (tmp_path / "a.docx").write_bytes(render(source, "docx"))
    run(tmp_path / "a.docx")
    (tmp_path / "b.pdf").write_bytes(render(source, "pdf"))
    report = run(tmp_path / "b.pdf")
    assert (report.outcomes[0].status, report.outcomes[0].message) == (
        IngestStatus.UNCHANGED,
        "the same letter as a.docx",
    )
    assert (index.letter_count(), index.letters()[0].source) == (1, "a.docx")


def test_a_copy_of_a_file_is_no_second_letter(run: Run, index: Index, folder: Path) -> None:
    run(folder)
    (folder / "copy.txt").write_bytes((folder / "canal.txt").read_bytes())
    assert statuses(run(folder))["copy.txt"] == "unchanged"
    assert index.letter_count() == 2


def test_two_letters_under_one_symbol_are_both_kept(run: Run, index: Index, folder: Path) -> None:
    other = "Kesparia offers its good offices and proposes that experts meet in the spring at a neutral place."
    write_letter_file(folder, "wrong.txt", other)
    report = run(folder)
    assert statuses(report)["wrong.txt"] == "added"
    assert "both are kept" in (next(each.message for each in report.outcomes if each.path.endswith("wrong.txt")) or "")
    assert index.letter_count() == 3
    assert statuses(run(folder)) == {"dam.txt": "unchanged", "canal.txt": "unchanged", "wrong.txt": "unchanged"}


# --- files that are gone ----------------------------------------------------------------------------------------------


def test_a_file_that_is_gone_is_reported_and_pruned_when_asked(run: Run, index: Index, folder: Path) -> None:
    run(folder)
    (folder / "canal.txt").unlink()
    assert statuses(run(folder)) == {"dam.txt": "unchanged", "canal.txt": "missing"}
    assert index.letter_count() == 2
    assert statuses(run(folder, prune=True)) == {"dam.txt": "unchanged", "canal.txt": "removed"}
    assert index.letter_count() == 1
    assert statuses(run(folder, prune=True)) == {"dam.txt": "unchanged"}


def test_a_folder_that_is_suddenly_empty_loses_no_letter(run: Run, index: Index, folder: Path) -> None:
    run(folder)
    held = index.letter_count()
    for path in (each for each in folder.rglob("*") if each.is_file()):
        path.unlink()
    assert set(statuses(run(folder, prune=True)).values()) == {"missing"}
    assert index.letter_count() == held > 0


def test_files_outside_the_folder_are_not_missing(run: Run, index: Index, folder: Path, tmp_path: Path) -> None:
    run(folder)
    run(write_letter_file(tmp_path / "other", "peace.txt", "We offer peace talks in spring.", symbol="A/76/9003"))
    assert statuses(run(tmp_path / "other", prune=True)) == {"peace.txt": "unchanged"}
    assert index.letter_count() == 3


def test_a_letter_whose_file_was_moved_stays(run: Run, index: Index, folder: Path) -> None:
    run(folder)
    (folder / "canal.txt").rename(folder / "moved.txt")
    report = run(folder, prune=True)
    assert statuses(report)["moved.txt"] == "unchanged"
    assert index.letter_count() == 2
    assert index.cards(["A/76/9001"])["A/76/9001"].source == "moved.txt"


# --- the run itself ---------------------------------------------------------------------------------------------------


def test_progress_counts_every_file(index: Index, embedder: SentenceEmbedder, folder: Path) -> None:
    seen: list[tuple[int, int]] = []
    Ingest(index, embedder, lambda done, total, _name: seen.append((done, total))).run([folder])
    assert seen == [(1, 2), (2, 2)]


def test_an_interrupted_run_leaves_whole_letters_and_the_next_goes_on(
    index: Index, embedder: SentenceEmbedder, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("retrieval.storage.ingest._PASSAGES_AT_ONCE", 1)

    def interrupt(done: int, _total: int, _name: str) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        Ingest(index, embedder, interrupt).run([folder])
    assert index.letter_count() == 1
    assert statuses(Ingest(index, embedder).run([folder])) == {"canal.txt": "unchanged", "dam.txt": "added"}


def test_two_ingests_do_not_mix(index: Index, embedder: SentenceEmbedder, folder: Path) -> None:
    other = Index.open(index.store.folder)
    with other.writing(), pytest.raises(IndexLockedError, match="being written to by"):
        Ingest(index, embedder).run([folder])
    other.close()


def test_letters_taken_in_by_an_older_version_are_taken_in_anew(
    run: Run, counting: CountingEmbedder, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(folder)
    counting.embedded = 0
    monkeypatch.setattr("retrieval.storage.ingest.PIPELINE", 99)
    assert statuses(run(folder)) == {"dam.txt": "replaced", "canal.txt": "replaced"}
    assert counting.embedded > 0
