"""The SQLite file: made, migrated, locked, and honest about what is wrong with it."""

import os
import shutil
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from retrieval.errors import (
    IndexDamagedError,
    IndexLockedError,
    IndexMismatchError,
    IndexMissingError,
    IndexStateError,
)
from retrieval.storage.locks import WriterLock
from retrieval.storage.schema import MIGRATIONS, migrate, version_of
from retrieval.storage.store import FILE_NAME, State, Store, meta, set_meta, state_of

HOLD = """
import sys
from pathlib import Path
from retrieval.storage.store import Store
with Store(Path(sys.argv[1])).lock.held():
    print("held", flush=True)
    sys.stdin.read()
"""


def tables(path: Path) -> set[str]:
    with closing(sqlite3.connect(path)) as connection:
        return {row[0] for row in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}


def test_a_store_that_is_not_there_is_told_with_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(IndexMissingError, match="make one with `verbale ingest PATH`"):
        Store(tmp_path)


def test_a_store_is_made_once_and_opened_again(tmp_path: Path) -> None:
    Store(tmp_path / "deep" / "folder", create=True).close()
    store = Store(tmp_path / "deep" / "folder")
    assert store.state().generation == 0
    store.close()


def test_each_change_is_a_generation_and_a_failed_one_is_none(tmp_path: Path) -> None:
    store = Store(tmp_path, create=True)
    with store.writing() as (connection, generation):
        set_meta(connection, "name", "kept")
    before = store.state()
    with pytest.raises(ZeroDivisionError), store.writing() as (connection, _):
        set_meta(connection, "name", "lost")
        _ = 1 / 0
    assert (generation, store.state()) == (1, before)
    with store.reading() as connection:
        assert meta(connection, "name") == "kept"
    store.close()


def test_a_reader_sees_one_state_while_a_writer_goes_on(tmp_path: Path) -> None:
    store = Store(tmp_path, create=True)
    with store.reading() as connection:
        assert meta(connection, "name") is None
        with store.writing() as (writer, _):
            set_meta(writer, "name", "new")
        assert meta(connection, "name") is None
    with store.reading() as connection:
        assert meta(connection, "name") == "new"
    store.close()


def test_a_state_that_was_read_before_a_change_is_not_kept_after_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = Store(tmp_path, create=True)

    def read_before_another_writes(connection: sqlite3.Connection) -> State:
        found = state_of(connection)
        monkeypatch.setattr("retrieval.storage.store.state_of", state_of)
        with store.writing() as (writer, _):
            set_meta(writer, "name", "new")
        return found

    monkeypatch.setattr("retrieval.storage.store.state_of", read_before_another_writes)
    monkeypatch.setattr("retrieval.storage.store._STATE_SECONDS", 60)
    assert store.state().generation == 0
    assert store.state().generation == 1
    store.close()


def test_a_second_process_that_writes_is_refused_and_told_who_holds_the_lock(tmp_path: Path) -> None:
    store = Store(tmp_path, create=True)
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert holder.stdout and holder.stdout.readline() == "held\n"
    with pytest.raises(IndexLockedError, match=rf"by process {holder.pid} on \S+ since 20"), store.lock.held(0.1):
        pass
    assert store.state().generation == 0  # reading goes on
    holder.kill()
    holder.communicate()
    with store.writing():
        pass
    store.close()


def test_a_second_thread_that_writes_is_refused_too(tmp_path: Path) -> None:
    store = Store(tmp_path, create=True)
    refused = list[Exception]()

    def write() -> None:
        try:
            with store.lock.held(0.05):
                pass
        except IndexLockedError as error:
            refused.append(error)

    with store.lock.held():
        thread = threading.Thread(target=write)
        thread.start()
        thread.join()
    assert len(refused) == 1
    store.close()


# --- schema -----------------------------------------------------------------------------------------------------------


def test_a_store_of_a_newer_version_is_refused(tmp_path: Path) -> None:
    Store(tmp_path, create=True).close()
    with closing(sqlite3.connect(tmp_path / FILE_NAME)) as connection:
        connection.execute("PRAGMA user_version = 99")
    with pytest.raises(IndexMismatchError, match=r"schema 99, known up to \d+.*update the program"):
        Store(tmp_path)


@pytest.mark.parametrize("version", range(1, len(MIGRATIONS) + 1))
def test_a_store_of_any_older_version_comes_to_the_newest_form(tmp_path: Path, version: int) -> None:
    Store(tmp_path / "new", create=True).close()
    (tmp_path / "old").mkdir()
    with closing(sqlite3.connect(tmp_path / "old" / FILE_NAME, isolation_level=None)) as connection:
        migrate(connection, tmp_path, MIGRATIONS[:version])
        assert version_of(connection) == version
    Store(tmp_path / "old").close()
    assert tables(tmp_path / "old" / FILE_NAME) == tables(tmp_path / "new" / FILE_NAME)


def test_a_migration_keeps_what_is_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = Store(tmp_path, create=True)
    with store.writing() as (connection, _):
        set_meta(connection, "name", "kept")
    store.close()
    step = ("ALTER TABLE letters ADD COLUMN place TEXT", "CREATE TABLE places (name TEXT)")
    monkeypatch.setattr("retrieval.storage.schema.MIGRATIONS", (*MIGRATIONS, step))
    monkeypatch.setattr("retrieval.storage.store.MIGRATIONS", (*MIGRATIONS, step))
    monkeypatch.setattr(migrate, "__defaults__", ((*MIGRATIONS, step),))
    store = Store(tmp_path)
    with store.reading() as connection:
        assert meta(connection, "name") == "kept"
        assert connection.execute("SELECT place FROM letters").fetchall() == []
        assert version_of(connection) == len(MIGRATIONS) + 1
    store.close()


def test_a_migration_that_fails_leaves_the_store_as_it_was(tmp_path: Path) -> None:
    Store(tmp_path, create=True).close()
    broken = (*MIGRATIONS, ("CREATE TABLE places (name TEXT)", "NOT SQL AT ALL"))
    with closing(sqlite3.connect(tmp_path / FILE_NAME, isolation_level=None)) as connection:
        with pytest.raises(sqlite3.OperationalError):
            migrate(connection, tmp_path, broken)
        assert version_of(connection) == len(MIGRATIONS)
    assert "places" not in tables(tmp_path / FILE_NAME)
    Store(tmp_path).close()


# --- faults -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("content", [b"this is no database" * 100, b"SQLite format 3\x00" + b"\xff" * 4080])
def test_a_file_that_is_no_store_is_one_clear_sentence(tmp_path: Path, content: bytes) -> None:
    (tmp_path / FILE_NAME).write_bytes(content)
    with pytest.raises(IndexDamagedError, match="is damaged; restore a backup, or delete it"):
        Store(tmp_path)


def test_an_empty_file_is_no_index_and_becomes_one_only_where_one_is_to_be_made(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).touch()
    with pytest.raises(IndexMissingError, match="There is no index"):
        Store(tmp_path)
    Store(tmp_path, create=True).close()
    assert "letters" in tables(tmp_path / FILE_NAME)


@pytest.mark.parametrize("left", ["nothing", "an empty file"])
def test_letters_that_are_gone_from_beside_what_was_made_of_them_are_missed(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, left: str
) -> None:
    (tmp_path / "vectors.json").write_text("{}")
    if left == "an empty file":
        (tmp_path / FILE_NAME).touch()
    Store(tmp_path, create=True).close()
    assert "are gone, though vectors.json made of them is there" in caplog.text


def test_a_store_that_is_deleted_or_replaced_while_it_is_open_is_noticed(tmp_path: Path) -> None:
    store = Store(tmp_path / "one", create=True)
    other = Store(tmp_path / "other", create=True)
    with other.writing() as (connection, _):
        set_meta(connection, "name", "other")
    other.close()
    with store.reading() as connection:
        assert meta(connection, "name") is None
    (tmp_path / "one").rename(tmp_path / "gone")
    with pytest.raises(IndexMissingError, match="is gone"), store.reading():
        pass
    with pytest.raises(IndexStateError), store.writing():
        pass
    (tmp_path / "other").rename(tmp_path / "one")
    with store.reading() as connection:
        assert meta(connection, "name") == "other"
    with store.writing() as (connection, generation):
        set_meta(connection, "name", "written")
    assert generation == 2
    store.close()


def test_a_lock_that_cannot_be_signed_holds_all_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "pwrite", full)
    lock = WriterLock(tmp_path / "writer.lock")
    with lock.held(), pytest.raises(IndexLockedError), WriterLock(tmp_path / "writer.lock").held(0.05):
        pass
    with WriterLock(tmp_path / "writer.lock").held(0.05):
        pass


def test_a_disk_that_is_full_is_told_and_the_store_stays_whole(tmp_path: Path) -> None:
    store = Store(tmp_path, create=True)
    with pytest.raises(IndexDamagedError, match=r"disk .* is full"), store.writing() as (connection, _):
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count = {pages + 2}")
        for number in range(100):
            set_meta(connection, f"name {number}", "x" * 10_000)
    assert store.state().generation == 0
    store.close()


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may write anywhere")
def test_a_folder_that_cannot_be_written_to_can_still_be_read(tmp_path: Path) -> None:
    Store(tmp_path, create=True).close()
    tmp_path.chmod(0o500)
    try:
        store = Store(tmp_path)
        assert store.state().generation == 0
        with pytest.raises(IndexDamagedError, match="permissions"), store.writing():
            pass
        store.close()
    finally:
        tmp_path.chmod(0o700)


def test_a_store_that_is_closed_says_so(tmp_path: Path) -> None:
    store = Store(tmp_path, create=True)
    store.close()
    with pytest.raises(IndexDamagedError, match="has been closed"):
        store.state()


@pytest.fixture
def read_only_disk(tmp_path: Path) -> Iterator[Path]:
    """Return a folder that holds a store and lies on a disk that nobody may write to."""
    folder, disk = tmp_path / "store", tmp_path / "disk"
    Store(folder, create=True).close()
    disk.mkdir()
    mount = ["mount", "--bind", str(folder), str(disk)]
    if shutil.which("mount") is None or subprocess.run(mount, check=False, capture_output=True).returncode:
        pytest.skip("only the superuser may mount a disk, and not everywhere")
    try:
        subprocess.run(["mount", "-o", "remount,ro,bind", str(disk)], check=True)
        yield disk
    finally:
        subprocess.run(["umount", "-l", str(disk)], check=True)


def test_a_store_on_a_disk_that_nobody_may_write_to_is_read(read_only_disk: Path) -> None:
    store = Store(read_only_disk)
    assert store.state().generation == 0
    store.close()
