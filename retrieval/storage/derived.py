"""Keeps what is derived from the store in step with it: vectors in FAISS, words in memory.

Each derivative knows the state of the store that it stands for. It is read from its files, caught up by what changed
since, or made anew where that is not possible.
"""

import sqlite3
import threading
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from retrieval.storage.files import PIPELINE
from retrieval.storage.postings import WordIndex
from retrieval.storage.segments import MOST_ROWS, Row
from retrieval.storage.store import State, Store, meta, state_of
from retrieval.storage.vectors import Numbers, VectorIndex, Vectors

_BATCH = 8_192


class Derivative(Protocol):
    """Something made of the store's rows; each method gets a snapshot of the store to read from."""

    @property
    def outgrown(self) -> bool:
        """Tell whether it should be made anew although it could be caught up."""
        ...

    def load(self, connection: sqlite3.Connection, folder: Path) -> State | None:
        """Read what was saved, and return the state it stands for, or `None`."""
        ...

    def save(self, connection: sqlite3.Connection, folder: Path, state: State) -> None:
        """Save it as standing for `state`."""
        ...

    def settle(self, connection: sqlite3.Connection, folder: Path, state: State) -> None:
        """Share with other processes what one of them has saved as standing for `state`, as this does."""
        ...

    def change(self, connection: sqlite3.Connection, removed: Sequence[int], since: int) -> None:
        """Take out what was removed and put in what was added since a generation."""
        ...

    def rebuild(self, connection: sqlite3.Connection) -> None:
        """Make it anew."""
        ...


class Follower:
    """One derivative and the state that it stands for; one thread at a time brings it forward."""

    def __init__(self, store: Store, derivative: Derivative) -> None:
        self._store = store
        self._derivative = derivative
        self._lock = threading.Lock()
        self._loaded = False
        self.state: State | None = None

    @property
    def outgrown(self) -> bool:
        """Tell whether the derivative should be made anew although it is in step."""
        return self._derivative.outgrown

    def catch_up(self, *, wait: bool = True, remake: bool = True) -> None:
        """Bring the derivative to the store's present state.

        Without `wait`, leave it to whoever is at it; without `remake`, keep one that is outgrown but can be caught up.
        """
        if self._lock.acquire(blocking=wait):
            try:
                self._catch_up(remake=remake)
            finally:
                self._lock.release()

    def saved(self) -> bool:
        """Read what was saved, unless that was done before; tell whether there was something of use."""
        with self._lock, self._store.reading() as connection:
            self._load(connection)
            return self.state is not None

    def _load(self, connection: sqlite3.Connection) -> None:
        if not self._loaded:
            self.state = self._derivative.load(connection, self._store.folder)
            self._loaded = True

    def rebuild(self) -> None:
        """Make the derivative anew, whatever it holds."""
        with self._lock, self._store.reading() as connection:
            self._rebuild(connection)

    def save(self) -> None:
        """Save the derivative for the next start."""
        with self._lock, self._store.reading() as connection:
            if self.state is not None:
                self._derivative.save(connection, self._store.folder, self.state)

    def settle(self) -> None:
        """Share with other processes what is the same in all of them, once one of them has saved it."""
        with self._lock, self._store.reading() as connection:
            if self.state is not None:
                self._derivative.settle(connection, self._store.folder, self.state)

    def _catch_up(self, *, remake: bool) -> None:
        with self._store.reading() as connection:
            self._load(connection)
            if not self._follow(connection) or (remake and self.outgrown):
                self._rebuild(connection)

    def _rebuild(self, connection: sqlite3.Connection) -> None:
        self._loaded = True
        self._derivative.rebuild(connection)
        self.state = state_of(connection)

    def _follow(self, connection: sqlite3.Connection) -> bool:
        """Apply what changed since the state that the derivative stands for; tell whether that was possible."""
        now, then = state_of(connection), self.state
        if then is None or now.store != then.store:
            return False
        if now == then:
            return True
        query = "SELECT token FROM generations WHERE generation = ?"
        if connection.execute(query, (then.generation,)).fetchone() != (then.token,):
            return False
        removals = connection.execute("SELECT passage FROM removals WHERE generation > ?", (then.generation,))
        try:
            self._derivative.change(connection, [row[0] for row in removals], then.generation)
        except BaseException:
            self.state = None  # half of a change is nothing to go on from
            raise
        self.state = now
        return True


class StoredVectors:
    """The vectors of the store in FAISS; none before the first letter."""

    def __init__(self) -> None:
        self.index: VectorIndex | None = None

    @property
    def outgrown(self) -> bool:
        """Tell whether the index should be made anew in its other form."""
        return self.index is not None and self.index.outgrown

    def load(self, connection: sqlite3.Connection, folder: Path) -> State | None:
        """Read the saved index when it was made with the store's model."""
        index = self._made(connection)
        return index.load(folder, meta(connection, "model") or "") if index is not None else None

    def save(self, connection: sqlite3.Connection, folder: Path, state: State) -> None:
        """Save the index as made with the store's model."""
        if self.index is not None:
            self.index.save(folder, state, meta(connection, "model") or "")

    def settle(self, connection: sqlite3.Connection, folder: Path, state: State) -> None:
        """Read what was saved for `state` in the place of a copy in memory."""
        if self.index is not None:
            self.index.settle(folder, state, meta(connection, "model") or "")

    def change(self, connection: sqlite3.Connection, removed: Sequence[int], since: int) -> None:
        """Take out what was removed and put in what was added since a generation."""
        index = self._made(connection)
        query = "SELECT passage, vector FROM passages JOIN vectors USING (passage) WHERE generation > ?"
        if index is not None:
            index.change(removed, *stacked(connection.execute(query, (since,)).fetchall(), index.dimension))

    def rebuild(self, connection: sqlite3.Connection) -> None:
        """Make the index anew from all vectors of the store."""
        index = self._made(connection)
        if index is None:
            return
        count = connection.execute("SELECT count(*) FROM vectors").fetchone()[0]

        def batches() -> Iterator[tuple[Numbers, Vectors]]:
            with closing(connection.execute("SELECT passage, vector FROM vectors")) as cursor:
                while rows := cursor.fetchmany(_BATCH):
                    yield stacked(rows, index.dimension)

        index.rebuild(count, batches)

    def _made(self, connection: sqlite3.Connection) -> VectorIndex | None:
        """Return the index, an empty one where the store has just got a model or another one."""
        dimension = int(meta(connection, "dimension") or 0)
        if dimension and (self.index is None or self.index.dimension != dimension):
            self.index = VectorIndex(dimension)
        return self.index


class StoredWords:
    """The words of the store in memory."""

    def __init__(self) -> None:
        self.index = WordIndex()

    @property
    def outgrown(self) -> bool:
        """Tell whether the index should be made anew without what was taken out."""
        return self.index.outgrown

    def load(self, connection: sqlite3.Connection, folder: Path) -> State | None:
        """Read the saved index when it was made by the present analysis."""
        del connection
        return self.index.load(folder, f"words {PIPELINE}")

    def save(self, connection: sqlite3.Connection, folder: Path, state: State) -> None:
        """Save the index as made by the present analysis."""
        del connection
        self.index.save(folder, state, f"words {PIPELINE}")

    def settle(self, connection: sqlite3.Connection, folder: Path, state: State) -> None:
        """Keep the words: they are small, and each process holds its own."""

    def change(self, connection: sqlite3.Connection, removed: Sequence[int], since: int) -> None:
        """Take out what was removed and put in what was added since a generation."""
        query = f"{_ROWS} WHERE generation > ?"
        self.index.change(removed, connection.execute(query, (since,)).fetchall())

    def rebuild(self, connection: sqlite3.Connection) -> None:
        """Make the index anew from all words of the store."""

        def batches() -> Iterator[Sequence[Row]]:
            with closing(connection.execute(_ROWS)) as cursor:
                while rows := cursor.fetchmany(MOST_ROWS):
                    yield rows

        self.index.rebuild(batches())


_ROWS = "SELECT passage, letter, words.context, body FROM passages JOIN words ON words.rowid = passage"


def stacked(rows: Sequence[tuple[int, bytes]], dimension: int) -> tuple[Numbers, Vectors]:
    """Return rows of the store as numbers and (n, dim) float32."""
    ids = np.fromiter((row[0] for row in rows), np.int64, len(rows))
    halves: NDArray[np.float16] = np.frombuffer(b"".join(row[1] for row in rows), np.float16)
    return ids, halves.reshape(len(rows), dimension).astype(np.float32)
