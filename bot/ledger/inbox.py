"""Updates as Telegram sent them, kept from before they are confirmed until they are answered."""

import json
import sqlite3
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeGuard

from bot.ledger.schema import durably

RawUpdate = Mapping[str, Any]
LARGEST = 2**63 - 1  # of the numbers that the file holds
KEEP_SECONDS = 8 * 86400  # Telegram repeats an update for a day at most, and numbers them anew after a silent week


class State(StrEnum):
    """Where an update stands: to be answered, dealt with, or set aside because it cannot be understood."""

    OPEN = "open"
    DONE = "done"
    ASIDE = "aside"


@dataclass(frozen=True, slots=True)
class Received:
    """An update and what is to become of it; what needs no answer is kept by its number alone."""

    raw: RawUpdate
    state: State = State.OPEN


@dataclass(frozen=True, slots=True)
class Backlog:
    """How many updates wait, how many were set aside, and since when the oldest waits (`None`: none does)."""

    open: int
    aside: int
    oldest: float | None


def is_numbered(raw: Any) -> TypeGuard[dict[str, Any]]:
    """Tell whether something that Telegram sent is an update with a number that can be kept."""
    number = raw.get("update_id") if isinstance(raw, dict) else None
    return type(number) is int and 0 <= number <= LARGEST


class Inbox:
    """The updates, by their number."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection

    def store(self, batch: Iterable[Received]) -> frozenset[int]:
        """Keep a batch as one step, on disk when this returns, and return the numbers that were not known yet."""
        with durably(self._db):
            return frozenset(received.raw["update_id"] for received in batch if self._insert(received))

    def _insert(self, received: Received) -> bool:
        payload = None if received.state is State.DONE else json.dumps(received.raw)
        row = (received.raw["update_id"], received.state, payload, time.time())
        return self._db.execute("INSERT OR IGNORE INTO inbox VALUES (?, ?, ?, ?)", row).rowcount == 1

    def open(self) -> tuple[dict[str, Any], ...]:
        """Return the updates that still wait, oldest first."""
        rows = self._db.execute("SELECT payload FROM inbox WHERE state = 'open' ORDER BY update_id")
        return tuple(json.loads(payload) for (payload,) in rows)

    def awaits(self, chat_id: int, message_id: int) -> bool:
        """Tell whether a message still waits to be dealt with."""
        row = self._db.execute(
            "SELECT 1 FROM inbox WHERE state = 'open' AND json_extract(payload, '$.message.chat.id') = ?"
            " AND json_extract(payload, '$.message.message_id') = ?",
            (chat_id, message_id),
        ).fetchone()
        return row is not None

    def close(self, update_id: int) -> None:
        """Mark an update as dealt with, and forget its words."""
        self._db.execute("UPDATE inbox SET state = 'done', payload = NULL WHERE update_id = ?", (update_id,))

    def set_aside(self, update_id: int) -> None:
        """Keep an update that cannot be understood out of the way of the others."""
        self._db.execute("UPDATE inbox SET state = 'aside' WHERE update_id = ?", (update_id,))

    def backlog(self) -> Backlog:
        """Return how much waits."""
        open_, oldest = self._db.execute("SELECT count(*), min(stored_at) FROM inbox WHERE state = 'open'").fetchone()
        aside = self._db.execute("SELECT count(*) FROM inbox WHERE state = 'aside'").fetchone()[0]
        return Backlog(open_, aside, oldest)

    def prune(self) -> None:
        """Drop the numbers that Telegram will not repeat any more."""
        self._db.execute("DELETE FROM inbox WHERE state <> 'open' AND stored_at < ?", (time.time() - KEEP_SECONDS,))

    def forget(self, user_id: int) -> None:
        """Drop what was set aside of a person's."""
        theirs = "SELECT 1 FROM json_tree(payload) WHERE key = 'id' AND value = ? AND path LIKE '%.from'"
        self._db.execute(
            f"UPDATE inbox SET payload = NULL WHERE state = 'aside' AND EXISTS ({theirs})",  # noqa: S608
            (user_id,),
        )
