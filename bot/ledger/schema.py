"""The tables of the bot's own ledger, and how a file of it is opened.

A step of the schema is never edited once it has been released: what changes is a new step at the end.
"""

import contextlib
import fcntl
import os
import sqlite3
import time
from collections.abc import Iterator
from pathlib import Path

BUSY_SECONDS = 10.0  # the time that a predecessor has to end
PAUSE_SECONDS = 0.05

FIRST = """
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


# Questions are kept once, beside their answer, and those of others not at all: what is to be forgotten is in one place.
SECOND = """
UPDATE answers SET payload = json_set(payload, '$.question', json('{"text": ""}'), '$.remarks', json('[]'));
CREATE INDEX answers_by_age ON answers (asked_at);
"""

# A remark may be about more than symbols.
THIRD = """
UPDATE answers SET payload = json_set(payload, '$.remarks', (
    SELECT json_group_array(json_object('kind', value ->> 'kind', 'about', value -> 'symbols'))
    FROM json_each(payload, '$.remarks')
));
"""

# A list of letters went by the words that somebody had typed; now it goes by names that the letters have.
FOURTH = "DELETE FROM names WHERE name LIKE 'letters %';"

# Files that are on their way, so that none of them stays behind without a letter.
FIFTH = "CREATE TABLE uploads (name TEXT PRIMARY KEY) WITHOUT ROWID;"

# What belongs together in a chat though it comes as several messages.
SIXTH = """
CREATE TABLE albums (
    chat_id INTEGER NOT NULL,
    album TEXT NOT NULL,
    message_id INTEGER NOT NULL,
    has_words INTEGER NOT NULL,
    document TEXT,
    seen_at REAL NOT NULL,
    PRIMARY KEY (chat_id, album, message_id)
) WITHOUT ROWID;
"""

MIGRATIONS = (FIRST, SECOND, THIRD, FOURTH, FIFTH, SIXTH)


StorageError = sqlite3.Error
"""What a call of the ledger raises when the disk is full, fails, or is read-only."""


class LedgerError(Exception):
    """The ledger cannot be opened; the message says which file and what to do."""


def connect(path: Path) -> sqlite3.Connection:
    """Open the ledger at `path`, made first where there is none, and brought to the newest form.

    A commit outlives the process; to outlive a power cut too, it is made under `durably`. Raises LedgerError.
    """
    with contextlib.suppress(OSError):  # the database says better what is wrong
        path.touch(mode=0o600)
        for each in path.parent.glob(f"{path.name}*"):
            each.chmod(0o600)  # what people asked is nobody else's business
    try:
        connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False, timeout=BUSY_SECONDS)
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute("PRAGMA secure_delete = ON")
        _migrate(connection, path)
    except sqlite3.Error as error:
        raise LedgerError(_told(path, error)) from error
    return connection


def _told(path: Path, error: sqlite3.Error) -> str:
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF
    if code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
        advice = "restore a backup, or move the file away and open the chats again with /allow"
    elif code == sqlite3.SQLITE_FULL:
        advice = "free some space on its disk"
    else:
        advice = "check the folder and its rights"
    return f"The bot's ledger {path} cannot be opened ({error}); {advice}."


def take_alone(path: Path) -> int:
    """Take the ledger for this process until it ends, so that two bots never answer the same question.

    Returns the open lock file. The lock is not one of SQLite's: a backup may read meanwhile. Raises LedgerError.
    """
    deadline = time.monotonic() + BUSY_SECONDS
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(path.with_suffix(".lock"), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError as error:
        raise LedgerError(
            f"The bot's ledger {path} cannot be opened ({error.strerror}); check the folder and its rights."
        ) from error
    while True:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            if time.monotonic() >= deadline:
                os.close(handle)
                raise LedgerError(
                    f"Another bot is running with the ledger {path}; stop it, or set another VERBALE_INDEX_DIR."
                ) from error
            time.sleep(PAUSE_SECONDS)
        else:
            return handle


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
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def _migrate(connection: sqlite3.Connection, path: Path) -> None:
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    if version > len(MIGRATIONS):
        raise LedgerError(f"The bot's ledger {path} was made by a newer version of the program; use that one.")
    for number, step in enumerate(MIGRATIONS[version:], start=version + 1):
        try:
            connection.executescript(f"BEGIN IMMEDIATE; {step} PRAGMA user_version = {number}; COMMIT;")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise
