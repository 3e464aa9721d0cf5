"""The tables of the store, and the steps that bring an older store to the newest form.

A step is never edited once it has been released: what changes is a new step at the end. `PRAGMA user_version` says how
many of them a store has had.
"""

import secrets
import sqlite3
from pathlib import Path

from retrieval.errors import IndexMismatchError

_FIRST = (
    # What a store says of itself: which one it is, and its model.
    "CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
    # One row for each change: vectors saved for a generation are trusted only when the token agrees as well.
    "CREATE TABLE generations (generation INTEGER PRIMARY KEY, token TEXT NOT NULL)",
    "CREATE TABLE removals (generation INTEGER NOT NULL, passage INTEGER NOT NULL)",
    "CREATE INDEX removals_by_generation ON removals (generation)",
    # A letter; `date` is that of its title, else that of the document. `content` tells one reading from another.
    """CREATE TABLE letters (
        letter INTEGER PRIMARY KEY,
        letter_id TEXT NOT NULL UNIQUE,
        kind TEXT NOT NULL,
        date TEXT,
        source TEXT NOT NULL,
        content TEXT NOT NULL,
        generation INTEGER NOT NULL,
        masthead TEXT NOT NULL,
        rest TEXT NOT NULL,
        text TEXT NOT NULL
    )""",
    "CREATE INDEX letters_by_date ON letters (date)",
    "CREATE TABLE symbols (letter INTEGER NOT NULL REFERENCES letters ON DELETE CASCADE, key TEXT NOT NULL, "
    "root TEXT NOT NULL, PRIMARY KEY (key, letter)) WITHOUT ROWID",
    "CREATE INDEX symbols_by_letter ON symbols (letter)",
    "CREATE INDEX symbols_by_root ON symbols (root)",
    # Senders and addressees as they are looked for: without case and accents. `role` is "from" or "to".
    "CREATE TABLE parties (letter INTEGER NOT NULL REFERENCES letters ON DELETE CASCADE, role TEXT NOT NULL, "
    "key TEXT NOT NULL, PRIMARY KEY (role, key, letter)) WITHOUT ROWID",
    "CREATE INDEX parties_by_letter ON parties (letter)",
    "CREATE TABLE blocks (letter INTEGER NOT NULL REFERENCES letters ON DELETE CASCADE, position INTEGER NOT NULL, "
    "block TEXT NOT NULL, PRIMARY KEY (letter, position)) WITHOUT ROWID",
    "CREATE TABLE footnotes (letter INTEGER NOT NULL REFERENCES letters ON DELETE CASCADE, position INTEGER NOT NULL, "
    "footnote TEXT NOT NULL, PRIMARY KEY (letter, position)) WITHOUT ROWID",
    # What a letter cites, whether we hold it or not: by symbol, or by date and sender. `role` is "cites" or "answers".
    """CREATE TABLE cited (
        letter INTEGER NOT NULL REFERENCES letters ON DELETE CASCADE,
        position INTEGER NOT NULL,
        role TEXT NOT NULL,
        key TEXT,
        symbol TEXT,
        date TEXT,
        sender TEXT,
        printed TEXT NOT NULL,
        PRIMARY KEY (letter, position)
    ) WITHOUT ROWID""",
    "CREATE INDEX cited_by_key ON cited (key)",
    "CREATE INDEX cited_by_date ON cited (date)",
    # A passage points into its letter's text; `facts` holds pages, paragraphs, indicators, attribution and part.
    """CREATE TABLE passages (
        passage INTEGER PRIMARY KEY,
        letter INTEGER NOT NULL REFERENCES letters ON DELETE CASCADE,
        position INTEGER NOT NULL,
        generation INTEGER NOT NULL,
        kind TEXT NOT NULL,
        start INTEGER NOT NULL,
        stop INTEGER NOT NULL,
        context TEXT NOT NULL,
        facts TEXT NOT NULL
    )""",
    "CREATE INDEX passages_by_letter ON passages (letter, position)",
    "CREATE INDEX passages_by_generation ON passages (generation)",
    "CREATE TABLE vectors (passage INTEGER PRIMARY KEY REFERENCES passages ON DELETE CASCADE, vector BLOB NOT NULL)",
    # The words arrive analysed, letters and digits only: the tokenizer has but to part them at blanks.
    "CREATE VIRTUAL TABLE words USING fts5(context, body, tokenize = ascii)",
    "CREATE VIRTUAL TABLE vocabulary USING fts5vocab(words, row)",
    # The files that letters came from; a refused one keeps its reason. `source` is the path that people are shown.
    """CREATE TABLE files (
        path TEXT PRIMARY KEY,
        source TEXT NOT NULL,
        size INTEGER NOT NULL,
        modified INTEGER NOT NULL,
        digest TEXT NOT NULL,
        pipeline INTEGER NOT NULL,
        rank INTEGER NOT NULL,
        letter INTEGER REFERENCES letters ON DELETE CASCADE,
        message TEXT
    ) WITHOUT ROWID""",
    "CREATE INDEX files_by_letter ON files (letter)",
    "CREATE TABLE ingests (started TEXT NOT NULL, finished TEXT, folder TEXT NOT NULL, counts TEXT NOT NULL)",
    "INSERT INTO generations VALUES (0, '')",
)

_REFUSALS = ("ALTER TABLE files ADD COLUMN refusal TEXT",)  # one of types.Refusal, beside its message
_TOKENS = (
    # The words of a passage as the model sees them, packed; they are made anew whenever the passage is.
    "CREATE TABLE token_vectors (passage INTEGER PRIMARY KEY REFERENCES passages ON DELETE CASCADE, "
    "words BLOB NOT NULL)",
)
_OUTLINES = (
    # How the passages of a letter hang together is read from the index alone; the rows lie scattered by their numbers.
    "DROP INDEX passages_by_letter",
    "CREATE INDEX passages_by_letter ON passages (letter, position, kind, facts)",
)
_NO_INGESTS = ("DROP TABLE ingests",)  # which nobody read

MIGRATIONS: tuple[tuple[str, ...], ...] = (_FIRST, _REFUSALS, _TOKENS, _OUTLINES, _NO_INGESTS)
"""The steps, oldest first; each is carried out in a transaction of its own."""


def version_of(connection: sqlite3.Connection) -> int:
    """Return how many steps the store has had."""
    version: int = connection.execute("PRAGMA user_version").fetchone()[0]
    return version


def check_version(connection: sqlite3.Connection, path: Path) -> None:
    """Refuse a store of a newer version. Raises IndexMismatchError."""
    if version_of(connection) > len(MIGRATIONS):
        raise IndexMismatchError(
            f"The index {path} was written by a newer version of the program (schema {version_of(connection)}, "
            f"known up to {len(MIGRATIONS)}); update the program, or name another index folder."
        )


def migrate(connection: sqlite3.Connection, path: Path, steps: tuple[tuple[str, ...], ...] = MIGRATIONS) -> None:
    """Bring the store to the newest form: each step whole or not at all. Raises IndexMismatchError."""
    check_version(connection, path)
    for version in range(version_of(connection), len(steps)):
        connection.execute("BEGIN IMMEDIATE")
        try:
            for statement in steps[version]:
                connection.execute(statement)
            if version == 0:
                connection.execute("INSERT INTO meta VALUES ('store', ?)", (secrets.token_hex(8),))
            connection.execute(f"PRAGMA user_version = {version + 1}")
        except BaseException:
            connection.execute("ROLLBACK")
            raise
        connection.execute("COMMIT")
