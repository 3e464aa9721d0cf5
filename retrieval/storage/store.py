"""The SQLite file that is the truth: connections, transactions, generations. What its rows mean is in `records`.

Readers are short-lived snapshots and never wait for the writer; one process writes at a time.
"""

import logging
import secrets
import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from retrieval.errors import (
    IndexDamagedError,
    IndexLockedError,
    IndexMissingError,
    IndexStateError,
)
from retrieval.storage.locks import WriterLock
from retrieval.storage.schema import MIGRATIONS, check_version, migrate, version_of

logger = logging.getLogger(__name__)

FILE_NAME = "letters.sqlite3"
BEFORE = ".before-"  # in the name of an index that a restore has moved aside
_BUSY_SECONDS = 10
_IDLE_READERS = 8
_STATE_SECONDS = 0.005
_REMEMBERED_GENERATIONS = 100_000
_PAGES_KEPT = "PRAGMA cache_size = -512"  # KiB in each connection that reads; the system keeps them as well
_LOG_KEPT = "PRAGMA journal_size_limit = 67108864"  # a log that grew beyond 64 MiB is cut again
File = tuple[int, int]  # device and inode


@dataclass(frozen=True, slots=True)
class State:
    """Which change of which store: equal states hold equal letters."""

    store: str
    generation: int
    token: str


class Store:
    """One SQLite file in its folder, opened for reading, and for writing as long as the writer lock is held."""

    def __init__(self, folder: Path, *, create: bool = False) -> None:
        """Open the store in `folder`; an older schema is brought up to date.

        Raises IndexMissingError, IndexMismatchError, IndexDamagedError, IndexLockedError.
        """
        _take_back(folder)
        self.folder = folder
        self.path = folder / FILE_NAME
        self.lock = WriterLock(folder / "writer.lock")
        self._idle: list[sqlite3.Connection] = []
        self._idle_lock = threading.Lock()
        self._writer: sqlite3.Connection | None = None
        self._known_state: tuple[State, float, object] | None = None
        self._look = object()  # another one whenever somebody may know of a change: what was read before is out of date
        self._file: File | None = None
        self._writer_file: File | None = None
        self._closed = False
        if not _size(self.path):
            if not create:
                raise IndexMissingError(f"There is no index in {folder}; make one with `verbale ingest PATH`.")
            self._create()
        elif self._outdated():
            self._migrate()

    def _create(self) -> None:
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            self.path.touch()
        except OSError as error:
            raise IndexDamagedError(f"The index folder {self.folder} cannot be made ({error.strerror}).") from error
        traces = [path.name for path in self.folder.glob("*.json")]
        if traces:
            logger.warning(
                "The letters of the index %s are gone, though %s made of them is there; a new index without letters "
                "was begun: restore a backup, or ingest the letters again.",
                self.folder,
                " and ".join(sorted(traces)),
            )
        self._migrate()

    def _outdated(self) -> bool:
        with self.reading() as connection:
            check_version(connection, self.path)
            return version_of(connection) < len(MIGRATIONS)

    def _migrate(self) -> None:
        with self.lock.held(), self._translated():
            connection = self._open_writer()
            connection.execute("PRAGMA journal_mode = WAL")
            migrate(connection, self.path)

    def _open_writer(self) -> sqlite3.Connection:
        """Return the one connection that writes; it stays open, as closing the last one flushes the whole log."""
        file = self._present_file()
        if self._writer is not None and self._writer_file != file:
            self._writer.close()
            self._writer = None
        if self._writer is None:
            self._writer, self._writer_file = self._connect(), file
        return self._writer

    def _connect(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self.path, timeout=_BUSY_SECONDS, isolation_level=None, check_same_thread=False)
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute(_LOG_KEPT)
        return connection

    def _connect_reader(self) -> sqlite3.Connection:
        """Open the file for reading, even on a disk where nothing can be written beside it."""
        address = f"file:{quote(str(self.path.absolute()))}?mode=ro"
        connection = self._open_uri(address)
        try:
            connection.execute("SELECT count(*) FROM sqlite_schema")
        except sqlite3.OperationalError as error:
            connection.close()
            if error.sqlite_errorcode & 0xFF not in (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY):
                raise
            if _size(self.path.with_name(f"{FILE_NAME}-wal")):  # without it the file may be of two states
                raise
            connection = self._open_uri(address + "&immutable=1")
        connection.execute(_PAGES_KEPT)  # which reads the file, as only now it surely can
        return connection

    def _open_uri(self, address: str) -> sqlite3.Connection:
        return sqlite3.connect(address, uri=True, timeout=_BUSY_SECONDS, isolation_level=None, check_same_thread=False)

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """Lend a connection that sees one state of the store. Raises IndexDamagedError."""
        with self._translated():
            file = self._present_file()
            connection = self._take_reader(file)
            try:
                connection.execute("BEGIN")
                yield connection
                connection.execute("COMMIT")
            except BaseException:
                connection.close()
                raise
            self._return_reader(connection, file)

    def _present_file(self) -> File:
        """Return which file is in the folder now. Raises IndexMissingError."""
        try:
            there = self.path.stat()
        except OSError as error:
            raise IndexMissingError(
                f"The index file {self.path} is gone ({error.strerror}); restore a backup, or ingest the letters again."
            ) from error
        return there.st_dev, there.st_ino

    def _take_reader(self, file: File) -> sqlite3.Connection:
        """Return a connection to `file`; those to one that was deleted or replaced are let go."""
        with self._idle_lock:
            if self._closed:
                raise IndexDamagedError(f"The index {self.folder} has been closed.")
            if file != self._file:
                self._file, left, self._idle = file, self._idle, []
                for each in left:
                    each.close()
            if self._idle:
                return self._idle.pop()
        return self._connect_reader()

    def _return_reader(self, connection: sqlite3.Connection, file: File) -> None:
        with self._idle_lock:
            if not self._closed and file == self._file and len(self._idle) < _IDLE_READERS:
                self._idle.append(connection)
                return
        connection.close()

    @contextmanager
    def writing(self) -> Iterator[tuple[sqlite3.Connection, int]]:
        """Lend a connection inside one transaction, and the generation that its commit makes.

        Raises IndexLockedError, IndexDamagedError; whatever goes wrong inside, nothing of it remains.
        """
        with self.noting() as connection:
            generation: int = connection.execute(
                "INSERT INTO generations SELECT max(generation) + 1, ? FROM generations RETURNING generation",
                (secrets.token_hex(8),),
            ).fetchone()[0]
            yield connection, generation

    @contextmanager
    def noting(self) -> Iterator[sqlite3.Connection]:
        """Lend a connection inside one transaction that changes nothing of the letters."""
        with self.lock.held(), self._translated():
            connection = self._open_writer()
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
                connection.execute("COMMIT")
            except BaseException:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                raise
            finally:
                self.look_again()

    def state(self) -> State:
        """Return which change the store stands at; another process's change is noticed a few milliseconds later."""
        known, look = self._known_state, self._look
        if known is not None and known[2] is look and time.monotonic() < known[1]:
            return known[0]
        with self.reading() as connection:
            state = state_of(connection)
        self._known_state = (state, time.monotonic() + _STATE_SECONDS, look)
        return state

    def look_again(self) -> None:
        """Forget which change the store stood at a moment ago, as somebody may know of a later one."""
        self._look = object()

    def checkpoint(self) -> None:
        """Carry the log into the file and flush it to the disk, and forget changes that nobody asks for any more."""
        with self.lock.held(), self._translated():
            connection = self._open_writer()
            oldest = (
                connection.execute("SELECT max(generation) FROM generations").fetchone()[0] - _REMEMBERED_GENERATIONS
            )
            connection.execute("DELETE FROM generations WHERE generation < ?", (oldest,))
            connection.execute("DELETE FROM removals WHERE generation < ?", (oldest,))
            connection.execute("PRAGMA wal_checkpoint(PASSIVE)")

    def close(self) -> None:
        """Close all connections that are not lent out; nobody may be writing."""
        with self._idle_lock:
            self._closed = True
            idle, self._idle = self._idle, []
            if self._writer is not None:
                idle.append(self._writer)
                self._writer = None
        for connection in idle:
            connection.close()

    @contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.DatabaseError as error:
            raise self._explained(error) from error

    def _explained(self, error: sqlite3.DatabaseError) -> IndexStateError:
        code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF
        if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            return IndexLockedError(f"The index {self.folder} is being written to by another process; try again.")
        if code == sqlite3.SQLITE_FULL:
            return IndexDamagedError(f"The disk that holds the index {self.folder} is full; free some space.")
        if code == sqlite3.SQLITE_READONLY:
            return IndexDamagedError(f"The index {self.folder} cannot be written to; check its permissions.")
        if code in (sqlite3.SQLITE_IOERR, sqlite3.SQLITE_NOLFS):
            return IndexDamagedError(f"The disk that holds the index {self.folder} fails or is full ({error}).")
        if code in (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM, sqlite3.SQLITE_AUTH):
            return IndexDamagedError(f"The index file {self.path} cannot be opened; check its permissions.")
        if code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
            return IndexDamagedError(
                f"The index file {self.path} is damaged; restore a backup, or delete it and ingest the letters again."
            )
        return IndexDamagedError(f"The index file {self.path} cannot be used ({error}).")


def _size(path: Path) -> int:
    """Return how many bytes a file has, 0 where there is none."""
    try:
        return path.stat().st_size
    except OSError:
        return 0


def state_of(connection: sqlite3.Connection) -> State:
    """Return which change this snapshot stands at."""
    store, generation, token = connection.execute(
        "SELECT (SELECT value FROM meta WHERE name = 'store'), generation, token FROM generations "
        "ORDER BY generation DESC LIMIT 1"
    ).fetchone()
    return State(store or "", generation, token)


def meta(connection: sqlite3.Connection, name: str) -> str | None:
    """Return what the store says of itself under `name`."""
    row = connection.execute("SELECT value FROM meta WHERE name = ?", (name,)).fetchone()
    return row[0] if row else None


def set_meta(connection: sqlite3.Connection, name: str, value: str) -> None:
    """Note something about the store itself."""
    connection.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (name, value))


def _take_back(folder: Path) -> None:
    """Put back an index that a restore had moved aside when it was cut off, before the new one stood in its place."""
    folder = folder.resolve()  # where a link leads
    if folder.exists() or not folder.parent.is_dir():
        return
    with suppress(OSError):  # then the index is missing, which is told
        aside = [each for each in folder.parent.iterdir() if each.name.startswith(folder.name + BEFORE)]
        moved = next((each for each in aside if _size(each / FILE_NAME)), None)
        if moved is not None:
            moved.rename(folder)
            logger.warning("A restore into %s was cut off; the index that was there before is back.", folder)
