"""The process that reads for `retrieval.readers.isolated`: takes paths on its input, answers in JSON, within bounds."""

import contextlib
import json
import os
import resource
import struct
import sys
from pathlib import Path
from typing import BinaryIO

from ..errors import LetterError
from ..types import Reading
from . import read

_HEADER = struct.Struct(">I")
_OPEN_FILES = 64


def main() -> None:
    """Read what is asked for until the other side closes the pipe, or memory runs out."""
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # what libraries print must not get between the answers
    _bound(int(sys.argv[1]))
    _send(answers, b"\n")
    while header := sys.stdin.buffer.read(_HEADER.size):
        (length,) = _HEADER.unpack(header)
        request = json.loads(sys.stdin.buffer.read(length))
        answer, sound = _answer(Path(request["path"]))
        answer["ended"] = not sound
        body = json.dumps(answer, default=str).encode()
        _send(answers, _HEADER.pack(len(body)) + body)
        if not sound:
            return


def _send(answers: BinaryIO, data: bytes) -> None:
    answers.write(data)
    answers.flush()


def _bound(memory_bytes: int) -> None:
    """Bound this process: memory beyond what it has now, no files written, few files open, no core dump."""
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


def _answer(path: Path) -> tuple[dict[str, object], bool]:
    """Return the answer for one file, and whether this process may go on."""
    try:
        return _described(read(path)), True
    except LetterError as error:
        return _failure(type(error).__name__, str(error)), True
    except MemoryError:
        return _failure("UnreadableLetterError", f"{path.name} takes more memory to read than a letter may."), False
    except Exception as error:  # a fault of ours or of a library: reported, and this process ends
        return _failure("UnreadableLetterError", f"{path.name} cannot be read ({type(error).__name__})."), False


def _failure(kind: str, message: str) -> dict[str, object]:
    return {"error": kind, "message": message}


def _described(reading: Reading) -> dict[str, object]:
    return {
        "format": reading.format,
        "pages": [
            [page.number, [[line.text, line.left, line.top, line.size, line.role.value] for line in page.lines]]
            for page in reading.pages
        ],
        "metadata": dict(reading.metadata),
        "warnings": list(reading.warnings),
    }


if __name__ == "__main__":
    main()
