"""Small memories of what was worked out or read last, for several threads."""

import sqlite3
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable, Mapping
from typing import Generic, TypeVar

from retrieval.storage.store import State, Store, state_of

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class Memory(Generic[K, V]):
    """Keeps values up to a total weight; those that were not asked for longest go first."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._weight = 0
        self._held: OrderedDict[K, tuple[V, int]] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: K) -> V | None:
        """Return what is held under `key`, or `None`."""
        with self._lock:
            found = self._held.get(key)
            if found is None:
                return None
            self._held.move_to_end(key)
            return found[0]

    def known(self, keys: Iterable[K]) -> dict[K, V]:
        """Return what is held of all that `keys` ask for, in their order."""
        found: dict[K, V] = {}
        with self._lock:
            for key in keys:
                if (held := self._held.get(key)) is not None:
                    self._held.move_to_end(key)
                    found[key] = held[0]
        return found

    def put(self, key: K, value: V, weight: int = 1) -> None:
        """Hold `value` under `key`."""
        with self._lock:
            former = self._held.pop(key, None)
            self._weight += weight - (former[1] if former else 0)
            self._held[key] = (value, weight)
            while self._weight > self._most and self._held:
                _, (_, gone) = self._held.popitem(last=False)
                self._weight -= gone


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
