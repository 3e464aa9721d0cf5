"""`verbale parse`: how a letter is understood. Neither the index nor the settings are needed."""

import argparse
import contextlib
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from bot.terminal import UsageError, say, say_json, width
from retrieval.isolated import IsolatedReader
from retrieval.readers import limits


def parse(args: argparse.Namespace) -> int:
    """Show how a file, or text on standard input, is understood.

    It is read as an ingest reads it, in a process of its own; what shows it loads while that process works.
    """
    with _named(args.file) as path, IsolatedReader() as reader, ThreadPoolExecutor(1) as pool:
        found = pool.submit(reader.read, path)
        if args.json:
            from retrieval.letter_json import to_json  # noqa: PLC0415  (only one of the two is needed)

            say_json(to_json(found.result().letter))
        else:
            from bot.commands.letter_text import letter_lines  # noqa: PLC0415

            say(*letter_lines(found.result().letter, width()))
    return 0


@contextlib.contextmanager
def _named(name: str) -> Iterator[Path]:
    """Give the file that `name` names; what comes on standard input is kept in one as long as it is needed."""
    if name != "-":
        yield _existing(Path(name))
        return
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "standard input")
        path.write_bytes(sys.stdin.buffer.read(limits.MAX_FILE_BYTES + 1))
        yield path


def _existing(path: Path) -> Path:
    if not path.exists():
        raise UsageError(f"There is no file {path}.")
    if path.is_dir():
        raise UsageError(f"{path} is a folder; name one letter in it.")
    return path
