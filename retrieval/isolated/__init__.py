"""Reading and parsing in a process of its own: a crash, a hang or a blow-up of memory costs that process, not this one.

`IsolatedReader` keeps its process for the next file and starts another after a failure. The process gets no secrets in
its environment, can put nothing into files, and answers in JSON, so that what it says is checked and never executed.
The other side of the pipe is `retrieval.isolated.__main__`.
"""

import contextlib
import json
import logging
import os
import selectors
import struct
import subprocess
import sys
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from retrieval.codec import decode
from retrieval.errors import LetterError, NoTextError, RetrievalError, UnreadableLetterError
from retrieval.readers import limits
from retrieval.types import Letter, Refusal

logger = logging.getLogger(__name__)

_MODULE = "retrieval.isolated"
_READS = 2_000  # then a fresh process, against slow leaks of the libraries
_MAX_ANSWER_BYTES = 256 * 2**20
_START_SECONDS = 60.0
HEADER = struct.Struct(">I")
"""How long a request or an answer is, in bytes: what goes before each on the pipe."""
_KEPT_VARIABLES = ("PATH", "LANG", "LC_ALL", "LD_LIBRARY_PATH", "SYSTEMROOT", "TMPDIR")
_ERRORS: dict[str, type[LetterError]] = {"NoTextError": NoTextError}


@dataclass(frozen=True, slots=True)
class ReadLetter:
    """A letter, and the format of the file that it was read from."""

    format: str
    letter: Letter


@dataclass(frozen=True, slots=True)
class Reply:
    """What the process says of one file: its letter, or the name of an error and its sentence.

    `fault` names the places in the source of an error that nobody foresaw; the process ends after it.
    """

    read: ReadLetter | None = None
    error: str = ""
    message: str = ""
    refusal: Refusal = Refusal.FAULT
    fault: str = ""
    ended: bool = False


class IsolatedReader:
    """Reads files one after another in a process of its own; may be shared by threads, which then take turns."""

    def __init__(
        self,
        timeout_seconds: float = limits.ISOLATED_SECONDS,
        memory_bytes: int = limits.ISOLATED_MEMORY_BYTES,
    ) -> None:
        self._timeout_seconds = timeout_seconds
        self._memory_bytes = memory_bytes
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._reads = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def pid(self) -> int | None:
        """Return the number of the process that reads; `None` where none runs."""
        return self._process.pid if self._process is not None else None

    def read(self, path: Path) -> ReadLetter:
        """Return the letter in a file; what its sidecar file declares wins. Errors are those of `read` and `parse`.

        Raises UnreadableLetterError also where the file crashes its reader, or takes too long or too much memory, and
        RetrievalError where no process can be started at all, which is not the file's fault.
        """
        with self._lock:
            try:
                return self._asked(path)
            except BaseException as error:
                if not isinstance(error, LetterError) or isinstance(error, _LostError):
                    self._end()
                raise

    def close(self) -> None:
        """End the process; a later read starts another."""
        with self._lock:
            self._end()

    def _asked(self, path: Path) -> ReadLetter:
        process = self._running()
        deadline = time.monotonic() + self._timeout_seconds
        request = json.dumps({"path": str(path.absolute())}).encode()
        try:
            assert process.stdin is not None
            process.stdin.write(HEADER.pack(len(request)) + request)
            process.stdin.flush()
            reply = self._reply(process, deadline, path.name)
        except OSError as error:
            raise _LostError(
                f"{path.name} makes its reader fail; it is damaged or made to do harm.", Refusal.UNSAFE
            ) from error
        if reply.ended:
            self._end()
        if reply.fault:
            logger.error("%s could not be understood: %s", path, reply.fault)
        if reply.read is None:
            raise _ERRORS.get(reply.error, UnreadableLetterError)(reply.message, reply.refusal)
        return reply.read

    def _reply(self, process: subprocess.Popen[bytes], deadline: float, name: str) -> Reply:
        (length,) = HEADER.unpack(self._exactly(process, HEADER.size, deadline, name))
        if length > _MAX_ANSWER_BYTES:
            raise _LostError(f"{name} holds more text than a letter can; split it.", Refusal.TOO_LARGE)
        try:
            return decode(self._exactly(process, length, deadline, name), Reply)
        except ValueError as error:
            raise _LostError(
                f"{name} makes its reader fail; it is damaged or made to do harm.", Refusal.UNSAFE
            ) from error

    def _exactly(self, process: subprocess.Popen[bytes], wanted: int, deadline: float, name: str) -> bytes:
        assert process.stdout is not None
        found = bytearray()
        with selectors.DefaultSelector() as selector:
            selector.register(process.stdout, selectors.EVENT_READ)
            while len(found) < wanted:
                if not selector.select(max(deadline - time.monotonic(), 0)):
                    raise _LostError(
                        f"{name} takes longer than {self._timeout_seconds:g} seconds to read.", Refusal.TOO_SLOW
                    )
                piece = os.read(process.stdout.fileno(), min(wanted - len(found), 2**20))
                if not piece:
                    raise _LostError(f"{name} makes its reader fail; it is damaged or made to do harm.", Refusal.UNSAFE)
                found += piece
        return bytes(found)

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is not None and (self._process.poll() is not None or self._reads >= _READS):
            self._end()
        if self._process is None:
            self._process = self._started()
            self._reads = 0
        self._reads += 1
        return self._process

    def _started(self) -> subprocess.Popen[bytes]:
        environment = {name: os.environ[name] for name in _KEPT_VARIABLES if name in os.environ}
        environment["PYTHONPATH"] = os.pathsep.join(map(str, _places()))
        process = subprocess.Popen(  # noqa: S603  (our own interpreter, our own module)
            [sys.executable, "-S", "-P", "-m", _MODULE, str(self._memory_bytes)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment,
            start_new_session=True,
            bufsize=0,
        )
        try:
            self._exactly(process, 1, time.monotonic() + _START_SECONDS, "start")
        except _LostError as error:
            _end(process)
            raise RetrievalError(
                f"The process that reads files cannot be started (status {process.returncode}); check the installation."
            ) from error
        return process

    def _end(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            _end(process)


def _places() -> list[Path]:
    """Return where this process finds modules, so that the other need not look for them: that takes its time."""
    return [*(Path(each or ".").absolute() for each in sys.path), Path(__file__).parents[2]]


def _end(process: subprocess.Popen[bytes]) -> None:
    """End a process, if it has not ended, and close what led to it."""
    if process.poll() is None:
        process.kill()
    elif process.returncode:
        logger.warning("a reading process ended with status %d", process.returncode)
    process.wait()
    for pipe in (process.stdin, process.stdout):
        if pipe is not None:
            with contextlib.suppress(OSError):
                pipe.close()


class _LostError(UnreadableLetterError):
    """The process behind this answer is gone, or no longer to be trusted."""
