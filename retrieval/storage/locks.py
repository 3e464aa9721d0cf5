"""The lock that lets one process at a time write to an index; it names its holder and dies with it."""

import fcntl
import json
import os
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

from retrieval.errors import IndexDamagedError, IndexLockedError

_PAUSE_SECONDS = 0.05


class WriterLock:
    """A lock on a file: held by one thread of one process, which may take it again inside itself."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._mine = threading.RLock()
        self._depth = 0
        self._handle: int | None = None

    @contextmanager
    def held(self, timeout_seconds: float = 2.0) -> Iterator[None]:
        """Hold the lock for a while. Raises IndexLockedError when another writer keeps it for `timeout_seconds`."""
        deadline = time.monotonic() + timeout_seconds
        if not self._mine.acquire(timeout=timeout_seconds):
            raise IndexLockedError(
                f"The index {self._path.parent} is being written to by this very program; try again."
            )
        try:
            if self._depth == 0:
                self._handle = self._take(deadline)
            self._depth += 1
            try:
                yield
            finally:
                self._depth -= 1
                if self._depth == 0 and self._handle is not None:
                    os.close(self._handle)
                    self._handle = None
        finally:
            self._mine.release()

    def _take(self, deadline: float) -> int:
        try:
            handle = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
        except OSError as error:
            raise IndexDamagedError(
                f"The index folder {self._path.parent} cannot be written to ({error.strerror}); check its permissions."
            ) from error
        try:
            self._wait(handle, deadline)
        except BaseException:
            os.close(handle)
            raise
        self._sign(handle)
        return handle

    def _wait(self, handle: int, deadline: float) -> None:
        while True:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                return
            except BlockingIOError as error:
                if time.monotonic() >= deadline:
                    raise IndexLockedError(
                        f"The index {self._path.parent} is being written to by {self.holder()}; wait for it to end."
                    ) from error
            except OSError as error:
                raise IndexDamagedError(
                    f"The index folder {self._path.parent} cannot be locked ({error.strerror}); use a local disk."
                ) from error
            time.sleep(_PAUSE_SECONDS)

    def _sign(self, handle: int) -> None:
        since = datetime.now(UTC).isoformat(timespec="seconds")
        holder = json.dumps({"pid": os.getpid(), "host": socket.gethostname(), "since": since})
        with suppress(OSError):  # on a full disk the lock holds all the same, without a name
            os.ftruncate(handle, 0)
            os.pwrite(handle, holder.encode(), 0)

    def holder(self) -> str:
        """Return who holds the lock, in words."""
        try:
            holder = json.loads(self._path.read_text(encoding="utf-8"))
            return f"process {holder['pid']} on {holder['host']} since {holder['since']}"
        except (OSError, ValueError, KeyError, TypeError):
            return "another process"
