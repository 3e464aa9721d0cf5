"""A small memory of what was worked out last, for several threads."""

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
        """Return what is held of all that `keys` ask for."""
        with self._lock:
            found = {key: self._held[key][0] for key in keys if key in self._held}
            for key in found:
                self._held.move_to_end(key)
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
