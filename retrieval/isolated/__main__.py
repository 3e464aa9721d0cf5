"""The process that reads for `retrieval.isolated`: takes paths on its input, answers in JSON, within bounds."""

import contextlib
import gc
import json
import os
import resource
import sys
import traceback
from pathlib import Path
from typing import BinaryIO

from retrieval.codec import encode
from retrieval.errors import LetterError
from retrieval.imports import imported
from retrieval.isolated import HEADER, ReadLetter, Reply
from retrieval.patterns import keep_compiled
from retrieval.types import Refusal

_OPEN_FILES = 64
_FRAMES = 6
_LOOKS = (20_000, 20, 10)  # for what can be thrown away: patterns and letters are not, and are much of what is made


def main() -> None:
    """Read what is asked for until the other side closes the pipe, or memory runs out."""
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # what libraries print must not get between the answers
    gc.set_threshold(*_LOOKS)
    imported("retrieval.readers", "retrieval.parsing")
    keep_compiled("parsing")  # as long as files may be written, and before any letter is seen
    _bound(int(sys.argv[1]))
    _send(answers, b"\n")
    while header := sys.stdin.buffer.read(HEADER.size):
        (length,) = HEADER.unpack(header)
        request = json.loads(sys.stdin.buffer.read(length))
        reply = _reply(path := Path(request["path"]))
        body = _encoded(reply, path)
        _send(answers, HEADER.pack(len(body)) + body)
        if reply.ended:
            return


def _send(answers: BinaryIO, data: bytes) -> None:
    answers.write(data)
    answers.flush()


def _bound(memory_bytes: int) -> None:
    """Bound this process: memory beyond what it has now, not a byte into files, few files open, no core dump.

    It may still delete, rename or empty what its user may.
    """
    with contextlib.suppress(OSError, ValueError):
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
        most = pages * resource.getpagesize() + memory_bytes
        resource.setrlimit(resource.RLIMIT_AS, (most, most))
    for kind, most in (
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NOFILE, _OPEN_FILES),
    ):
        with contextlib.suppress(OSError, ValueError):
            resource.setrlimit(kind, (most, most))


def _reply(path: Path) -> Reply:
    """Read and parse one file; after an error that nobody foresaw this process is not to be trusted any more."""
    from retrieval.parsing import parse  # noqa: PLC0415 - loaded before, in `main`
    from retrieval.readers import read  # noqa: PLC0415

    try:
        reading = read(path)
        return Reply(ReadLetter(reading.format, parse(reading)))
    except LetterError as error:
        return Reply(error=type(error).__name__, message=str(error), refusal=error.refusal)
    except MemoryError:
        message = f"{path.name} takes more memory to read than a letter may."
        return Reply(message=message, refusal=Refusal.TOO_SLOW, ended=True)
    except Exception as error:  # a fault of ours or of a library: reported, and this process ends
        message = f"{path.name} cannot be read ({type(error).__name__})."
        return Reply(message=message, fault=f"{type(error).__name__} in {_places(error)}", ended=True)


def _encoded(reply: Reply, path: Path) -> bytes:
    try:
        return encode(reply)
    except UnicodeEncodeError:
        name = os.fsencode(path.name).decode(errors="replace")
        message = f"{name}: the text holds characters that are none; save it as UTF-8."
        return encode(Reply(message=message, refusal=Refusal.FORMAT))


def _places(error: Exception) -> str:
    """Return where an error came from, without any word of the letter."""
    frames = traceback.extract_tb(error.__traceback__)[-_FRAMES:]
    return " > ".join(f"{Path(frame.filename).name}:{frame.lineno}" for frame in frames)


if __name__ == "__main__":
    main()
