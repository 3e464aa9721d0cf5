"""What was read of the store as it is now: it is forgotten with every change, whoever makes it."""

import sqlite3
from collections.abc import Callable, Hashable, Iterable, Mapping
from typing import Generic, TypeVar

from retrieval.storage.store import State, Store, state_of

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class Latest(Generic[V]):
    """One thing that is read of the store as a whole; it is read again after every change."""

    def __init__(self, store: Store, read: Callable[[sqlite3.Connection], V]) -> None:
        self._store = store
        self._read = read
        self._held: tuple[State, V] | None = None

    def now(self) -> V:
        """Return what the store says now."""
        state, held = self._store.state(), self._held
        if held is None or held[0] != state:
            with self._store.reading() as connection:
                held = self._held = (state_of(connection), self._read(connection))
        return held[1]


class Current(Generic[K, V]):
    """What was read of the store as it is now, up to a number of entries; with every change all of it is forgotten."""

    def __init__(
        self, store: Store, read: Callable[[sqlite3.Connection, Iterable[K]], Mapping[K, V]], most: int
    ) -> None:
        self._store = store
        self._read = read
        self._most = most
        self._held: tuple[State | None, dict[K, V]] = (None, {})

    def known(self, keys: Iterable[K]) -> dict[K, V]:
        """Return what the store holds under `keys`, in their order; what is not remembered is read."""
        state, wanted = self._store.state(), dict.fromkeys(keys)
        held = self._held
        if held[0] != state or len(held[1]) > self._most:
            held = self._held = (state, {})
        known = held[1]
        try:
            return {key: known[key] for key in wanted}
        except KeyError:  # not all have been read yet
            unknown = [key for key in wanted if key not in known]
        with self._store.reading() as connection:
            read = self._read(connection, unknown)
            if state_of(connection) == state:
                known.update(read)
        return {key: known[key] if key in known else read[key] for key in wanted if key in known or key in read}
