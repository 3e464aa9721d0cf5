"""Proves that the parts of an index are in step, and puts right what can be derived again."""

import json
import logging
import sqlite3
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from retrieval.encoder.embedding import Embedder
from retrieval.errors import IndexDamagedError, IndexStateError
from retrieval.storage import records, saved
from retrieval.storage.files import PIPELINE
from retrieval.storage.index import Index
from retrieval.storage.passages import embedded_text, passage_identity
from retrieval.storage.postings import MANIFEST as WORDS_MANIFEST
from retrieval.storage.postings import WordIndex
from retrieval.storage.store import Store, meta, state_of
from retrieval.storage.vectors import MANIFEST as VECTORS_MANIFEST
from retrieval.storage.vectors import VectorIndex
from retrieval.types import Passage, VerifyReport

logger = logging.getLogger(__name__)

_NAMED = 3  # letters named in one sentence
_PARTS = ("symbols", "parties", "blocks", "footnotes", "cited")
_WITHOUT_VECTOR = "SELECT passage FROM passages WHERE passage NOT IN (SELECT passage FROM vectors)"
_UNIT = 0.02  # how far from 1 the length of a vector of half floats may be


def verify(index: Index, load: Callable[[], Embedder], *, repair: bool = False) -> VerifyReport:
    """Return what is not in step in `index`; with `repair`, first put right what can be.

    Repair makes words and vectors anew from the letters; `load` is called only when vectors have to be. A damaged store
    is reported and not touched.
    """
    damage = _damage(index.store)
    if damage:
        return VerifyReport(0, 0, 0, 0, (damage,))
    problems = _problems(index)
    repaired: tuple[str, ...] = ()
    if problems and repair:
        _repair(index, load)
        left = _problems(index)
        repaired, problems = tuple(each for each in problems if each not in left), left
    with index.store.reading() as connection:
        letters, passages, vectors = (
            connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]  # noqa: S608 - our own names
            for table in ("letters", "passages", "vectors")
        )
        generation = state_of(connection).generation
    return VerifyReport(letters, passages, vectors, generation, tuple(problems), repaired)


def _damage(store: Store) -> str | None:
    try:
        with store.reading() as connection:
            found = [row[0] for row in connection.execute("PRAGMA integrity_check(3)")]
    except IndexDamagedError as error:
        return str(error)
    if found == ["ok"]:
        return None
    return (
        f"The store {store.path} is damaged ({'; '.join(found)}); restore a backup, or delete it and ingest the "
        "letters again."
    )


def _problems(index: Index) -> list[str]:
    with index.store.reading() as connection:
        checks = (_foreign, _spans, _contents, _words, _vectors)
        found = [problem for check in checks for problem in check(connection)]
    return [*found, *_full_text(index.store), *_derived(index)]


def _foreign(connection: sqlite3.Connection) -> Iterator[str]:
    for table, count in connection.execute(
        'SELECT "table", count(*) FROM pragma_foreign_key_check GROUP BY "table"'
    ).fetchall():
        yield f"{count} rows of {table} belong to nothing."
    empty = _ids(connection, "SELECT letter_id FROM letters WHERE letter NOT IN (SELECT letter FROM passages)")
    if empty:
        yield f"{len(empty)} letters have no passages ({_some(empty)})."


def _spans(connection: sqlite3.Connection) -> Iterator[str]:
    """Check that each passage is the slice of its letter that its number stands for."""
    wrong = _torn(connection)
    if wrong:
        yield f"{len(wrong)} letters have passages that are not in their text ({_some(wrong)}); ingest them again."


def _torn(connection: sqlite3.Connection) -> list[str]:
    ids = _ids(connection, "SELECT letter_id FROM letters")
    return [letter_id for letter_id in ids if not _passages_are_sound(connection, letter_id)]


def _passages_are_sound(connection: sqlite3.Connection, letter_id: str) -> bool:
    try:
        found = records.read_letter_passages(connection, [letter_id])
    except (ValueError, TypeError):  # what was written there is no passage any more
        return False
    return all(_is_itself(passage) for passages in found.values() for passage in passages)


def _contents(connection: sqlite3.Connection) -> Iterator[str]:
    """Check that each letter is to the last character what was taken in, unless an older version took it in."""
    wrong = _changed(connection)
    if wrong:
        yield f"{len(wrong)} letters are not as they were taken in ({_some(wrong)}); ingest them again."


def _changed(connection: sqlite3.Connection) -> list[str]:
    rows = connection.execute(
        "SELECT letter_id, content FROM letters WHERE letter NOT IN "
        "(SELECT letter FROM files WHERE letter IS NOT NULL AND pipeline <> ?)",
        (PIPELINE,),
    )
    return [letter_id for letter_id, content in rows.fetchall() if not _is_as_it_was(connection, letter_id, content)]


def _is_as_it_was(connection: sqlite3.Connection, letter_id: str, content: str) -> bool:
    try:
        letter = records.read_letter(connection, letter_id)
    except (ValueError, TypeError):
        return False
    return letter is not None and records.content_of(letter) == content


def _by_letter(connection: sqlite3.Connection) -> Iterator[tuple[str, tuple[Passage, ...]]]:
    """Yield the passages of each letter, save for those that are none any more."""
    for letter_id in _ids(connection, "SELECT letter_id FROM letters"):
        if _passages_are_sound(connection, letter_id):
            yield from records.read_letter_passages(connection, [letter_id]).items()


def _is_itself(passage: Passage) -> bool:
    return passage.passage_id == passage_identity(passage.letter_id, passage.kind, passage.span, passage.text)


def _words(connection: sqlite3.Connection) -> Iterator[str]:
    for kind, count in _unmatched(connection, "words", "rowid"):
        yield f"{count} passages {kind} in the full-text index."


def _full_text(store: Store) -> Iterator[str]:
    """Let FTS5 check itself, which takes the right to write; where that is not to be had, its counts must do."""
    try:
        with store.noting() as connection:
            try:
                connection.execute("INSERT INTO words (words) VALUES ('integrity-check')")
            except sqlite3.DatabaseError as error:
                if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_CORRUPT:
                    raise
                yield "The full-text index is damaged."
    except IndexStateError as error:
        logger.info("the full-text index was not checked in full: %s", error)


def _vectors(connection: sqlite3.Connection) -> Iterator[str]:
    for kind, count in _unmatched(connection, "vectors", "passage"):
        yield f"{count} passages {kind} among the vectors."
    wrong = len(_unsound(connection))
    if wrong:
        yield f"{wrong} vectors are not of unit length or have the wrong dimension."


def _unsound(connection: sqlite3.Connection) -> list[int]:
    """Return the passages whose vectors cannot be right."""
    size = 2 * int(meta(connection, "dimension") or 0)
    rows = connection.execute("SELECT passage, vector FROM vectors")
    return [passage for passage, blob in rows if len(blob) != size or not abs(_length(blob) - 1) < _UNIT]


def _length(blob: bytes) -> float:
    return float(np.linalg.norm(np.frombuffer(blob, np.float16).astype(np.float32)))


def _unmatched(connection: sqlite3.Connection, table: str, column: str) -> Iterator[tuple[str, int]]:
    missing = f"SELECT count(*) FROM passages WHERE passage NOT IN (SELECT {column} FROM {table})"  # noqa: S608
    extra = f"SELECT count(*) FROM {table} WHERE {column} NOT IN (SELECT passage FROM passages)"  # noqa: S608
    for kind, query in (("are missing", missing), ("too many are", extra)):
        count = connection.execute(query).fetchone()[0]
        if count:
            yield kind, count


def _derived(index: Index) -> Iterator[str]:
    """Check that vectors and words, as saved and caught up, are those of the store."""
    folder = index.store.folder
    for name, manifest in (("vectors", VECTORS_MANIFEST), ("words", WORDS_MANIFEST)):
        try:
            saved.read(folder / manifest)
        except FileNotFoundError:
            continue  # it is made when it is needed
        except (OSError, ValueError, KeyError, TypeError):
            yield f"The description of the saved {name} cannot be read."
            return
    with index.store.reading() as connection:
        model = meta(connection, "model")
        dimension = int(meta(connection, "dimension") or 0)
        held = np.array(_ids(connection, "SELECT passage FROM vectors ORDER BY passage"), np.int64)
        passages = connection.execute("SELECT count(*) FROM passages").fetchone()[0]
    if model is None:
        return
    if (folder / VECTORS_MANIFEST).exists() and VectorIndex(dimension).load(folder, model) is None:
        yield "The saved vectors are damaged or of another model."
    if (folder / WORDS_MANIFEST).exists() and WordIndex().load(folder, f"words {PIPELINE}") is None:
        yield "The saved words are damaged or of another analysis."
    index.refresh()
    searched = index.vector_index()
    rows = searched.rows if searched is not None else np.zeros(0, np.int64)
    if not np.array_equal(np.sort(rows[rows >= 0]), held):
        yield "The vectors that are searched are not those of the store."
    if index.word_count() != passages:
        yield "The words that are searched are not those of the store."


def _repair(index: Index, load: Callable[[], Embedder]) -> None:
    """Make anew what can be derived: words, vectors that are missing or wrong, and the files made of them."""
    with index.store.writing() as (connection, generation):
        for table, owner in (
            ("passages", "letters"),
            ("vectors", "passages"),
            ("token_vectors", "passages"),
            *((each, "letters") for each in _PARTS),
        ):
            column = owner.removesuffix("s")
            connection.execute(f"DELETE FROM {table} WHERE {column} NOT IN (SELECT {column} FROM {owner})")  # noqa: S608
        changed = [*_changed(connection), *_torn(connection)]
        connection.execute(  # so that the next ingest reads them again
            "UPDATE files SET pipeline = 0 WHERE letter IN (SELECT letter FROM letters WHERE letter_id IN "
            "(SELECT value FROM json_each(?)))",
            (json.dumps(changed),),
        )
        _repair_words(connection)
        lacking = _repair_vectors(connection, index, load)
        connection.execute(
            "UPDATE passages SET generation = ? WHERE passage IN (SELECT value FROM json_each(?))",
            (generation, json.dumps(sorted(lacking))),
        )
    index.rebuild()
    index.publish()


def _repair_words(connection: sqlite3.Connection) -> None:
    (words,) = connection.execute("SELECT sql FROM sqlite_schema WHERE name = 'words'").fetchone()
    connection.execute("DROP TABLE words")
    connection.execute(words)
    for _, passages in _by_letter(connection):
        connection.executemany(
            "INSERT INTO words (rowid, context, body) VALUES (?, ?, ?)", map(records.words_of, passages)
        )


def _repair_vectors(connection: sqlite3.Connection, index: Index, load: Callable[[], Embedder]) -> set[int]:
    """Embed the passages without a sound vector, and return them."""
    lacking = {*_unsound(connection), *_ids(connection, _WITHOUT_VECTOR)}
    if not lacking:
        return lacking
    embedder = load()
    index.require_model(embedder)
    for _, passages in _by_letter(connection):
        mine = [each for each in passages if each.passage_id in lacking]
        embedded = embedder.embed_passages([embedded_text(each) for each in mine])
        halves = embedded.vectors.astype(np.float16)
        rows = [(each.passage_id, row.tobytes()) for each, row in zip(mine, halves, strict=True)]
        connection.executemany("INSERT OR REPLACE INTO vectors VALUES (?, ?)", rows)
        records.write_token_vectors(connection, mine, embedded.words)
    return lacking


def _ids(connection: sqlite3.Connection, query: str) -> list[Any]:
    return [row[0] for row in connection.execute(query)]


def _some(names: list[str]) -> str:
    return ", ".join(names[:_NAMED]) + (", …" if len(names) > _NAMED else "")
