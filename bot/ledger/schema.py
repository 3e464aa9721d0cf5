"""The tables of the bot's own ledger, and how a file of it is opened."""

import contextlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path

VERSION = 1
BUSY_SECONDS = 10.0  # the time that a predecessor has to end

SCHEMA = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE inbox (
    update_id INTEGER PRIMARY KEY,
    state TEXT NOT NULL CHECK (state IN ('open', 'done', 'aside')),
    payload TEXT,
    stored_at REAL NOT NULL
);
CREATE INDEX inbox_open ON inbox (update_id) WHERE state = 'open';
CREATE TABLE answers (
    answer_id INTEGER PRIMARY KEY AUTOINCREMENT,
    update_id INTEGER NOT NULL,
    chat_id INTEGER NOT NULL,
    thread_id INTEGER,
    message_id INTEGER NOT NULL,
    asker TEXT NOT NULL,
    question TEXT NOT NULL,
    parent INTEGER,
    language TEXT NOT NULL,
    payload TEXT NOT NULL,
    generation INTEGER NOT NULL,
    asked_at REAL NOT NULL,
    UNIQUE (chat_id, message_id)
);
CREATE INDEX answers_of_asker ON answers (chat_id, asker, asked_at);
CREATE TABLE deliveries (
    update_id INTEGER NOT NULL,
    step INTEGER NOT NULL,
    chat_id INTEGER NOT NULL,
    message_id INTEGER,
    after INTEGER NOT NULL,
    answer_id INTEGER,
    sent_at REAL NOT NULL,
    PRIMARY KEY (update_id, step)
) WITHOUT ROWID;
CREATE INDEX deliveries_by_message ON deliveries (chat_id, message_id);
CREATE INDEX deliveries_by_answer ON deliveries (answer_id) WHERE answer_id IS NOT NULL;
CREATE TABLE panels (
    chat_id INTEGER NOT NULL,
    host_id INTEGER NOT NULL,
    panel_id INTEGER NOT NULL,
    PRIMARY KEY (chat_id, host_id)
) WITHOUT ROWID;
CREATE TABLE names (name_id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
CREATE TABLE votes (
    answer_id INTEGER NOT NULL,
    voter TEXT NOT NULL,
    helpful INTEGER NOT NULL,
    generation INTEGER NOT NULL,
    voted_at REAL NOT NULL,
    PRIMARY KEY (answer_id, voter)
) WITHOUT ROWID;
CREATE TABLE chats (
    chat_id INTEGER PRIMARY KEY,
    access TEXT CHECK (access IN ('allowed', 'denied')),
    told INTEGER NOT NULL DEFAULT 0,
    gone INTEGER NOT NULL DEFAULT 0,
    sees_all INTEGER NOT NULL DEFAULT 0,
    moved_to INTEGER
);
"""


class LedgerError(Exception):
    """The ledger cannot be opened; the message says which file and what to do."""


def connect(path: Path) -> sqlite3.Connection:
    """Open the ledger at `path`, made first where there is none.

    The file is this process's alone until it ends, so that two bots never answer the same question. A commit outlives
    the process; to outlive a power cut too, it is made under `durably`.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False, timeout=BUSY_SECONDS)
        connection.execute("PRAGMA locking_mode = EXCLUSIVE")
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute("PRAGMA secure_delete = ON")
        _migrate(connection, path)
    except (sqlite3.Error, OSError) as error:
        if "locked" in str(error):
            raise LedgerError(f"Another bot is running with the ledger {path}; stop it first.") from error
        raise LedgerError(
            f"The bot's ledger {path} cannot be opened ({error}); check the folder and its rights."
        ) from error
    return connection


@contextlib.contextmanager
def durably(connection: sqlite3.Connection) -> Iterator[None]:
    """Make one transaction, and have it on disk when it is over."""
    connection.execute("PRAGMA synchronous = FULL")
    try:
        with transaction(connection):
            yield
    finally:
        connection.execute("PRAGMA synchronous = NORMAL")


@contextlib.contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """Make all of it or nothing."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


def _migrate(connection: sqlite3.Connection, path: Path) -> None:
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    if version == 0:
        connection.executescript(f"BEGIN IMMEDIATE; {SCHEMA} PRAGMA user_version = {VERSION}; COMMIT;")
    elif version > VERSION:
        raise LedgerError(f"The bot's ledger {path} was made by a newer version of the program; use that one.")
