"""The numbers of chats, people and answers, as settings, commands and buttons give them."""

import re

_INTEGER = re.compile(r"-?[0-9]{1,19}")
_MOST = 2**63 - 1  # what SQLite holds; Telegram's numbers have 52 bits at most


def number(given: str) -> int:
    """Return the number that is written. Raises ValueError for what is none, or has more than 64 bits."""
    if not _INTEGER.fullmatch(given) or abs(int(given)) > _MOST:
        raise ValueError
    return int(given)
