"""A second process that answers while this one is busy with a question, as each runs one thread of Python at a time.

It is an engine of its own on the same index (`beside`), follows its changes as every process does, and answers in JSON,
which is checked and never executed. It gets no secrets in its environment, and ends with the process that started it.
Whatever it does not answer is answered here: an error is told as it is where there is one process.
"""

import json
import logging
import os
import socket
import struct
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from multiprocessing.connection import Connection
from pathlib import Path

from retrieval.codec import decode, encode
from retrieval.settings import RetrievalSettings
from retrieval.stages import measured
from retrieval.types import Answer, Question

logger = logging.getLogger(__name__)

_THERE = "retrieval.beside"  # what that process runs, which imports an engine, and an engine this
NO_ANSWER = b""  # where what was asked ended with an error
_AT_ONCE = 4  # questions that it is given: while the words of one are encoded, another is looked up
_PATIENCE_SECONDS = 10  # with what takes some hundredths of one
_START_SECONDS = 300  # with the first, for which all is loaded: up to 43 where other work took the cores
_PAUSE_SECONDS = 60.0  # after one has failed
_FIRST = Question("What was said, by whom, and why?")  # takes longest, as what it needs is loaded for it
# No token among them. A model that has a name was fetched by this process, and is looked for on the disk only.
_KEPT_VARIABLES = (
    "PATH", "LANG", "LC_ALL", "LD_LIBRARY_PATH", "SYSTEMROOT", "TMPDIR",
    "HOME", "XDG_CACHE_HOME", "HF_HOME", "HF_HUB_CACHE",
)  # fmt: skip
# What chooses how numbers are added up: in another way they differ in the last places.
_KEPT_PREFIXES = ("OPENBLAS_", "MKL_", "ONEDNN_", "DNNL_", "ATEN_", "FAISS_", "NPY_")
# Its threads share one heap: of one for each, much would lie idle.
_ENVIRONMENT = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MALLOC_ARENA_MAX": "1", "HF_HUB_OFFLINE": "1"}


@dataclass(frozen=True, slots=True)
class Told:
    """What the other process says: an answer, and how many seconds its stages took there."""

    answer: Answer
    seconds: dict[str, float]


@dataclass(frozen=True, slots=True)
class _Line:
    """A way to the other process, for one question at a time."""

    process: "subprocess.Popen[bytes]"
    connection: Connection

    def be_patient(self, seconds: int) -> None:
        """Wait only so long for an answer, and to be heard."""
        with socket.socket(fileno=os.dup(self.connection.fileno())) as ours:
            for waits in (socket.SO_RCVTIMEO, socket.SO_SNDTIMEO):
                ours.setsockopt(socket.SOL_SOCKET, waits, struct.pack("@ll", seconds, 0))


class Second:
    """Has questions answered by another process, started when two first meet. Callable from several threads."""

    def __init__(self, settings: RetrievalSettings) -> None:
        self._settings = replace(settings, processes=1)
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._starting: threading.Thread | None = None
        self._lines: list[_Line] = []  # that no question uses
        self._not_before = 0.0  # shall another be started
        self._here = self._there = 0  # questions that are being answered
        self._closed = False

    @property
    def pid(self) -> int | None:
        """Return the number of the other process once it answers."""
        with self._lock:
            return self._process.pid if self._process is not None and (self._lines or self._there) else None

    @property
    def has_questions(self) -> bool:
        """Tell whether the other process is answering any."""
        with self._lock:
            return self._there > 0

    def shared(self, question: Question, here: Callable[[Question], Answer]) -> Answer:
        """Return the answer of `here`, or of the other process where fewer questions are with it."""
        line = self._taken()
        if line is not None:
            try:
                told = self._asked(line, question)
            finally:
                self._give_back(line)
            if told is not None:
                measured(told.seconds)
                return told.answer
            with self._lock:
                self._here += 1
        try:
            return here(question)
        finally:
            with self._lock:
                self._here -= 1

    def close(self) -> None:
        """End the other process; from now on all questions are answered here."""
        with self._lock:
            self._closed, process, starting = True, self._process, self._starting
        if process is not None:
            self._end(process)
        if starting is not None:
            starting.join()

    def _taken(self) -> _Line | None:
        """Count a question to where it will be answered, and return the line to the other process if that is there."""
        with self._lock:
            line = None
            if self._here > self._there:
                line = self._lines.pop() if self._lines else None
                if self._process is None:
                    self._start_soon()
            if line is None:
                self._here += 1
            else:
                self._there += 1
            return line

    def _start_soon(self) -> None:
        if self._closed or time.monotonic() < self._not_before:
            return
        if self._starting is None or not self._starting.is_alive():
            self._not_before = time.monotonic() + _PAUSE_SECONDS
            self._starting = threading.Thread(target=self._start, name="second", daemon=True)
            self._starting.start()

    def _start(self) -> None:
        """Start the other process; it is asked nothing before it has opened the index and answered a first question."""
        try:
            process, lines = _started(self._settings)
        except OSError as error:
            logger.warning("a second process cannot be started (%s)", error)
            return
        with self._lock:
            self._process, closed = process, self._closed
        lines[0].be_patient(_START_SECONDS)
        if closed or self._asked(lines[0], _FIRST) is None:
            self._end(process)
        for line in lines:
            line.be_patient(_PATIENCE_SECONDS)
        with self._lock:
            if process is self._process:
                self._lines = lines

    def _give_back(self, line: _Line) -> None:
        with self._lock:
            self._there -= 1
            if line.process is self._process:
                self._lines.append(line)

    def _asked(self, line: _Line, question: Question) -> Told | None:
        """Return what the other process answers; `None` where it does not."""
        try:
            asked = encode(question)
        except UnicodeEncodeError:  # half a character
            return None
        try:
            line.connection.send_bytes(asked)
            said = line.connection.recv_bytes()
            return decode(said, Told) if said else None
        except BaseException as error:  # what else it has to say would be taken for what it says of the next question
            self._end(line.process, type(error).__name__)  # what an error says may be words of a letter
            if isinstance(error, OSError | EOFError | ValueError):  # it is gone, too slow, or talks nonsense
                return None
            raise

    def _end(self, process: "subprocess.Popen[bytes]", why: str = "not ready") -> None:
        with self._lock:
            if process is self._process:
                self._process, self._lines, self._not_before = None, [], time.monotonic() + _PAUSE_SECONDS
                if not self._closed:
                    logger.warning(
                        "the second process failed (%s, status %s); this one alone answers questions for a while",
                        why,
                        process.poll(),
                    )
        process.kill()
        process.wait()
        assert process.stdin is not None
        process.stdin.close()


def _started(settings: RetrievalSettings) -> "tuple[subprocess.Popen[bytes], list[_Line]]":
    """Start the other process, and return it with the lines to it. Raises OSError."""
    pairs = [socket.socketpair() for _ in range(_AT_ONCE)]
    theirs = [other.fileno() for _, other in pairs]
    places = [*(str(Path(each or ".").absolute()) for each in sys.path), str(Path(__file__).parents[1])]
    kept = {
        name: value for name, value in os.environ.items() if name in _KEPT_VARIABLES or name.startswith(_KEPT_PREFIXES)
    }
    try:
        process = subprocess.Popen(  # noqa: S603 - our own interpreter, our own module
            [sys.executable, "-P", "-m", _THERE, json.dumps(asdict(settings), default=str), *map(str, theirs)],
            stdin=subprocess.PIPE,  # which ends when this process does, however that ends
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            pass_fds=theirs,
            env={**kept, **_ENVIRONMENT, "PYTHONPATH": os.pathsep.join(places)},
            process_group=0,  # a key that ends this one must not end it first
        )
    finally:
        for _, other in pairs:
            other.close()
    return process, [_Line(process, Connection(ours.detach())) for ours, _ in pairs]
