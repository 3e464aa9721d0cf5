"""What the command reads and writes: results on stdout, trouble on stderr, progress and prompts on a terminal only."""

import contextlib
import importlib
import json
import os
import re
import shutil
import sys
import textwrap
from collections.abc import Iterable, Iterator
from typing import Never, TextIO

MAX_WIDTH = 100
_NUMBERED = re.compile(r"\b(pp?|paras?|arts?|No)\. (?=\S)")  # "p. 1" and "para. 4" are not torn apart
_ADDRESS = re.compile(r"\W{0,3}(?:https?://|www\.)")
_BOND = "\x1f"  # which textwrap does not take for a space
# control characters, those that turn the direction of what stands around them, and the other ends of lines
_CONTROLS = dict.fromkeys(
    {*range(32), *range(127, 160), 0x061C, 0x200E, 0x200F, *range(0x2028, 0x202F), *range(0x2066, 0x206A)}
    - {ord("\n"), ord("\t")}
)


class UsageError(Exception):
    """The command was called, or set up, with something that it cannot take; the message says what."""


def say(*lines: str) -> None:
    """Print a result."""
    for line in lines:
        print(_printable(line, sys.stdout), flush=True)


def say_json(value: object, *, one_line: bool = False) -> None:
    """Print a result that a program reads: one JSON value, on one line where more will follow."""
    say(json.dumps(value, ensure_ascii=not _unicode(sys.stdout), indent=None if one_line else 2))


def warn(message: str, *, one_line: bool = False) -> None:
    """Tell of trouble, on one line where a name in the message may hold anything."""
    message = message.replace("\n", "\\n") if one_line else message
    print(_printable(message, sys.stderr), file=sys.stderr)


def width() -> int:
    """Return how many columns a text may take."""
    return min(shutil.get_terminal_size((80, 24)).columns, MAX_WIDTH)


def list_width() -> int:
    """Return how many columns a line of a list may take; no end of them where a program reads it line by line."""
    return width() if sys.stdout.isatty() or "COLUMNS" in os.environ else sys.maxsize


def wrap(text: str, width: int, first: str = "", rest: str = "") -> list[str]:
    """Wrap at spaces only, and inside a word only where it is longer than a line; an address is never torn apart."""
    wrapper = _Wrapper(width, initial_indent=first, subsequent_indent=rest, break_on_hyphens=False)
    return [line.replace(_BOND, " ") for line in wrapper.wrap(_NUMBERED.sub(rf"\1.{_BOND}", text))]


class _Wrapper(textwrap.TextWrapper):
    def _handle_long_word(self, reversed_chunks: list[str], cur_line: list[str], cur_len: int, width: int) -> None:
        if not _ADDRESS.match(reversed_chunks[-1]):
            super()._handle_long_word(reversed_chunks, cur_line, cur_len, width)
        elif not cur_line:  # it has a line of its own, and may run over
            cur_line.append(reversed_chunks.pop())


def interactive() -> bool:
    """Tell whether a person sits at both ends."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def questions() -> Iterator[str]:
    """Yield what is typed or piped in, line by line, until the end of the input; prompt only a person."""
    if not interactive():
        yield from (line.strip() for line in sys.stdin)
        return
    with contextlib.suppress(ImportError):
        importlib.import_module("readline")  # gives input() its history and line editing, where it exists
    while True:
        try:
            yield input("\n? ").strip()
        except EOFError:
            say("")
            return


class Progress:
    """A progress bar on a terminal, and nothing elsewhere; called with what is done, of how many, and on what."""

    def __init__(self, unit: str) -> None:
        from tqdm import tqdm  # noqa: PLC0415 - only long work has a bar

        self._bar: tqdm[Never] = tqdm(unit=unit, disable=not sys.stderr.isatty(), leave=False, file=sys.stderr)

    def __call__(self, done: int, total: int, current: str = "") -> None:
        """Show that `done` of `total` are done."""
        if self._bar.disable:
            return
        self._bar.total = total
        self._bar.set_postfix_str(current[-40:], refresh=False)
        self._bar.n = done
        self._bar.refresh()

    def close(self) -> None:
        """Take the bar away."""
        self._bar.close()


def counted(count: int, thing: str) -> str:
    """Return "3 files", or "1 file"."""
    return f"{count} {thing}{'s' * (count != 1)}"


def columns(rows: Iterable[tuple[str, str]]) -> list[str]:
    """Lay out names and values in two columns."""
    held = [(name, value) for name, value in rows if value]
    left = max((len(name) for name, _ in held), default=0)
    return [f"{name:<{left}}  {value}" for name, value in held]


def _unicode(stream: TextIO) -> bool:
    return (stream.encoding or "").lower().replace("-", "") in {"utf8", "utf8sig"}


def _printable(text: str, stream: TextIO) -> str:
    """Drop control characters, which could steer the terminal, and replace what the terminal cannot show."""
    shown = text.translate(_CONTROLS)
    return shown.encode(stream.encoding or "utf-8", "replace").decode(stream.encoding or "utf-8")
