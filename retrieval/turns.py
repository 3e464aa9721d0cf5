"""Turns: so many search at a time as can, and questions are encoded when somebody is about to have nothing to do."""

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager


class Turns:
    """Lets as many search at a time as there are cores, and tells when nobody waits any more.

    More at once only take the interpreter from each other, and from the encoder.
    """

    def __init__(self, count: int = os.cpu_count() or 1) -> None:
        self._free = threading.BoundedSemaphore(count)
        self.waiting = 0  # for a turn
        self._left = threading.Condition()

    @contextmanager
    def taken(self) -> Iterator[None]:
        """Wait for a turn, and have it for the body."""
        with self._left:
            self.waiting += 1
        self._free.acquire()
        with self._left:
            self.waiting -= 1
            self._left.notify_all()
        try:
            yield
        finally:
            self._free.release()

    def wait_until_wanted(self) -> None:
        """Wait until nobody waits for a turn: what is made ready before that would wait as well."""
        with self._left:
            self._left.wait_for(lambda: not self.waiting)
