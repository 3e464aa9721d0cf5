"""A copy of a live index in one file, and back again."""

import io
import sqlite3
import tarfile
from contextlib import closing
from pathlib import Path

import pytest

from retrieval.errors import IndexDamagedError, IndexMissingError
from retrieval.storage.backup import BackupError, backup, restore
from retrieval.storage.store import FILE_NAME, Store


def write(folder: Path, name: str, *words: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    with closing(sqlite3.connect(folder / name)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("CREATE TABLE IF NOT EXISTS held (word)")
        connection.executemany("INSERT INTO held VALUES (?)", [(word,) for word in words])
        connection.commit()


def words(folder: Path, name: str = FILE_NAME) -> list[str]:
    with closing(sqlite3.connect(folder / name)) as connection:
        return [word for (word,) in connection.execute("SELECT word FROM held")]


@pytest.fixture
def index(tmp_path: Path) -> Path:
    folder = tmp_path / "index"
    write(folder, FILE_NAME, "letter")
    write(folder, "bot.sqlite3", "answer")
    (folder / "uploads").mkdir()
    (folder / "uploads" / "a.txt").write_text("note verbale")
    (folder / "vectors.faiss").write_text("derived")
    return folder


@pytest.fixture
def archive(index: Path, tmp_path: Path) -> Path:
    backup(index, tmp_path / "copy.tar")
    return tmp_path / "copy.tar"


def test_what_was_backed_up_comes_back(archive: Path, tmp_path: Path) -> None:
    restored = restore(archive, tmp_path / "new")
    assert restored.files == 3
    assert (words(tmp_path / "new"), words(tmp_path / "new", "bot.sqlite3")) == (["letter"], ["answer"])
    assert (tmp_path / "new" / "uploads" / "a.txt").read_text() == "note verbale"
    assert not (tmp_path / "new" / "vectors.faiss").exists()


def test_a_backup_comes_back_under_the_first_pythons_of_3_11(
    archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def extractall(*_: object, **given: object) -> None:  # as in Debian 12, which has 3.11.2
        assert "filter" not in given

    monkeypatch.setattr(tarfile.TarFile, "extractall", extractall)
    assert restore(archive, tmp_path / "new").files == 3


def test_a_restored_database_is_still_one_that_readers_do_not_wait_for(archive: Path, tmp_path: Path) -> None:
    restore(archive, tmp_path / "new")
    with closing(sqlite3.connect(tmp_path / "new" / FILE_NAME)) as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)


def test_an_index_that_is_being_written_to_is_copied_as_it_was(index: Path, tmp_path: Path) -> None:
    with closing(sqlite3.connect(index / FILE_NAME)) as writer:
        writer.execute("INSERT INTO held VALUES ('half a letter')")
        backup(index, tmp_path / "copy.tar")
        writer.commit()
    restore(tmp_path / "copy.tar", tmp_path / "new")
    assert words(tmp_path / "new") == ["letter"]
    assert words(index) == ["letter", "half a letter"]


def test_nothing_is_left_beside_an_archive(archive: Path, index: Path) -> None:
    assert sorted(path.name for path in archive.parent.iterdir()) == [archive.name, index.name]


def test_a_backup_is_never_written_over(index: Path, archive: Path) -> None:
    with pytest.raises(BackupError, match="exists already"):
        backup(index, archive)


def test_there_is_nothing_to_back_up_without_an_index(tmp_path: Path) -> None:
    with pytest.raises(IndexMissingError, match="There is no index"):
        backup(tmp_path / "none", tmp_path / "copy.tar")
    assert list(tmp_path.iterdir()) == []


def test_a_damaged_index_is_not_backed_up(index: Path, tmp_path: Path) -> None:
    (index / "bot.sqlite3").write_bytes(b"rubbish" * 1000)
    with pytest.raises(IndexDamagedError, match=r"bot\.sqlite3"):
        backup(index, tmp_path / "copy.tar")
    assert not (tmp_path / "copy.tar").exists()


def test_an_index_is_replaced_only_when_asked_for(archive: Path, index: Path) -> None:
    write(index, FILE_NAME, "newer letter")
    with pytest.raises(BackupError, match="--replace"):
        restore(archive, index)
    assert words(index) == ["letter", "newer letter"]
    restore(archive, index, replace=True)
    assert words(index) == ["letter"]


def test_a_backup_is_as_private_as_the_index(archive: Path, index: Path, tmp_path: Path) -> None:
    index.chmod(0o750)
    restore(archive, index, replace=True)
    restore(archive, tmp_path / "new")
    modes = [path.stat().st_mode & 0o777 for path in (archive, index, tmp_path / "new", index / FILE_NAME)]
    assert modes == [0o600, 0o750, 0o700, 0o600]


def test_the_index_at_the_end_of_a_link_is_replaced(archive: Path, index: Path, tmp_path: Path) -> None:
    write(index, FILE_NAME, "newer letter")
    (tmp_path / "link").symlink_to(index)
    restore(archive, tmp_path / "link", replace=True)
    assert (tmp_path / "link").is_symlink()
    assert words(index) == ["letter"]


@pytest.mark.parametrize("name", ["thesis.txt", "thesis.sqlite3", "words-of-thanks.txt"])
def test_a_folder_that_holds_more_than_an_index_is_never_replaced(archive: Path, index: Path, name: str) -> None:
    (index / name).write_text("years of work", encoding="utf-8")
    with pytest.raises(BackupError, match=f"also holds {name[:5]}"):
        restore(archive, index, replace=True)
    assert (index / name).read_text(encoding="utf-8") == "years of work"


def test_a_folder_that_is_no_index_is_never_replaced(archive: Path, tmp_path: Path) -> None:
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "notes.txt").write_text("mine")
    with pytest.raises(BackupError, match="no index"):
        restore(archive, tmp_path / "home", replace=True)
    assert (tmp_path / "home" / "notes.txt").read_text() == "mine"


@pytest.mark.parametrize("replace", [False, True])
def test_a_file_is_never_replaced(archive: Path, tmp_path: Path, replace: bool) -> None:
    (tmp_path / "notes").write_text("mine")
    with pytest.raises(BackupError, match="is a file"):
        restore(archive, tmp_path / "notes", replace=replace)
    assert (tmp_path / "notes").read_text() == "mine"


def test_the_former_index_comes_back_when_the_new_one_cannot_be_moved(
    archive: Path, index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(index, FILE_NAME, "newer letter")
    rename, moves = Path.rename, iter(["before", "fails", "back"])

    def moved(self: Path, target: Path) -> Path:
        if next(moves) == "fails":
            raise OSError(18, "Invalid cross-device link")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", moved)
    with pytest.raises(BackupError, match="could not be written"):
        restore(archive, index, replace=True)
    assert words(index) == ["letter", "newer letter"]


@pytest.mark.parametrize("create", [True, False])
def test_an_index_that_a_cut_off_restore_moved_aside_is_put_back(tmp_path: Path, create: bool) -> None:
    folder = tmp_path / "index"
    Store(folder, create=True).close()
    held = (folder / FILE_NAME).stat().st_ino
    folder.rename(tmp_path / "index.before-0a1b2c3d")
    Store(folder, create=create).close()
    assert (folder / FILE_NAME).stat().st_ino == held
    assert [each.name for each in tmp_path.iterdir()] == ["index"]


def test_an_index_in_use_is_not_replaced(archive: Path, index: Path) -> None:
    with closing(sqlite3.connect(index / "bot.sqlite3")) as running:
        running.execute("SELECT * FROM held").fetchall()
        with pytest.raises(BackupError, match="in use"):
            restore(archive, index, replace=True)
    assert words(index) == ["letter"]


@pytest.mark.parametrize("content", [b"", b"rubbish" * 500])
def test_what_is_no_archive_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "x.tar").write_bytes(content)
    with pytest.raises(BackupError, match="no backup"):
        restore(tmp_path / "x.tar", tmp_path / "new")
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize(
    "name", ["../evil.sqlite3", "/evil.sqlite3", "uploads/../../evil", "uploads/..", "evil.sh", "a/b.sqlite3"]
)
def test_an_archive_with_anything_else_in_it_is_refused(archive: Path, tmp_path: Path, name: str) -> None:
    with tarfile.open(archive, "a") as tar:
        tar.addfile(tarfile.TarInfo(name), io.BytesIO())
    with pytest.raises(BackupError, match="no backup"):
        restore(archive, tmp_path / "new")
    assert not list(tmp_path.glob("**/evil*"))


def test_a_truncated_archive_changes_nothing(archive: Path, index: Path) -> None:
    archive.write_bytes(archive.read_bytes()[:6000])
    with pytest.raises((BackupError, IndexDamagedError)):
        restore(archive, index, replace=True)
    assert words(index) == ["letter"]
