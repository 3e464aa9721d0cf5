"""`verbale parse`: how a letter is understood. Neither the index nor the settings are needed."""

import argparse
import sys
from pathlib import Path

from bot.letter_text import letter_lines
from bot.terminal import UsageError, say, say_json, width
from retrieval.letter_json import to_json
from retrieval.parsing import parse as parse_reading
from retrieval.readers import read, read_bytes
from retrieval.types import Reading


def parse(args: argparse.Namespace) -> int:
    """Show how a file, or text on standard input, is understood."""
    reading = _read_standard_input() if args.file == "-" else read(_existing(Path(args.file)))
    letter = parse_reading(reading)
    if args.json:
        say_json(to_json(letter))
    else:
        say(*letter_lines(letter, width()))
    return 0


def _read_standard_input() -> Reading:
    return read_bytes(sys.stdin.buffer.read(), "standard input")


def _existing(path: Path) -> Path:
    if not path.exists():
        raise UsageError(f"There is no file {path}.")
    if path.is_dir():
        raise UsageError(f"{path} is a folder; name one letter in it.")
    return path
