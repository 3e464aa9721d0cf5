"""What the bot writes while a test runs, and whether anything in it is nobody's business."""

import io
import logging
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from bot.logs import configure_logging
from tests.botapi import TOKEN, BotApi

WORDS = ("text", "caption", "query", "first_name", "last_name", "username", "file_name", "title")
SHORT = 3  # what is shorter than a name stands in any line


@contextmanager
def written_by_the_bot() -> Iterator[io.StringIO]:
    """Have all that is logged in the body written as `verbale serve` writes it, at its most talkative."""
    root, written = logging.getLogger(), io.StringIO()
    handlers, level = root.handlers[:], root.level
    configure_logging("DEBUG", "text", [TOKEN], stream=written)
    (mine,) = root.handlers
    root.handlers[:0] = handlers
    try:
        yield written
    finally:
        root.removeHandler(mine)
        root.setLevel(level)


def personal(api: BotApi) -> frozenset[str]:
    """Return all that people told a bot: their words, names and numbers, and the token."""
    told = {word for update in api.pushed for word in _told(update)}
    return frozenset(word for word in told if len(word) > SHORT) | {TOKEN, TOKEN.partition(":")[2]}


def leaks(written: str, secrets: Iterable[str]) -> list[str]:
    """Return the lines that hold a secret."""
    return [line for line in written.splitlines() if any(secret in line for secret in secrets)]


def _told(value: object) -> Iterator[str]:
    if isinstance(value, Mapping):
        if value.get("is_bot") is True:
            return
        yield from _words(value)
        for each in value.values():
            yield from _told(each)
    elif isinstance(value, list):
        for each in value:
            yield from _told(each)


def _words(fields: Mapping[str, Any]) -> Iterator[str]:
    for name in WORDS:
        said = fields.get(name)
        if isinstance(said, str):
            yield from (part for part in (said, *said.splitlines()) if not part.startswith("/") or " " in part)
            yield said.partition(" ")[2].strip() if said.startswith("/") else ""
    number = fields.get("id")
    if isinstance(number, int) and number > 0 and ("first_name" in fields or fields.get("type") == "private"):
        yield str(number)
