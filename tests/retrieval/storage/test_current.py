"""What is remembered of the store is what the store says now, whoever changed it."""

import sqlite3
from pathlib import Path

from retrieval.storage.current import Current, Latest
from retrieval.storage.store import Store, meta, set_meta


def test_the_latest_is_read_once_and_again_after_a_change(tmp_path: Path) -> None:
    store, reads = Store(tmp_path, create=True), []

    def read(connection: sqlite3.Connection) -> str | None:
        reads.append(meta(connection, "name"))
        return reads[-1]

    latest = Latest(store, read)
    assert (latest.now(), latest.now(), len(reads)) == (None, None, 1)
    with store.writing() as (connection, _):
        set_meta(connection, "name", "new")
    assert (latest.now(), latest.now(), len(reads)) == ("new", "new", 2)
    store.close()


def test_what_is_remembered_by_key_is_forgotten_with_a_change(tmp_path: Path) -> None:
    store = Store(tmp_path, create=True)
    current = Current(store, lambda connection, keys: {key: meta(connection, key) for key in keys}, 10)
    assert current.known(["name"]) == {"name": None}
    with store.writing() as (connection, _):
        set_meta(connection, "name", "new")
    assert current.known(["name"]) == {"name": "new"}
    store.close()
