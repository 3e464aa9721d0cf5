"""A small memory of what was worked out or read last, for several threads."""

import threading
from collections import OrderedDict
from collections.abc import Hashable, Iterable
from typing import Generic, TypeVar

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
