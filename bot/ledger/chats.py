"""The chats that may ask, and what is known of each."""

import sqlite3
from dataclasses import dataclass
from enum import StrEnum

from bot.ledger.answers import NOWHERE
from bot.ledger.schema import transaction


class Access(StrEnum):
    """What an administrator decided about a chat."""

    ALLOWED = "allowed"
    DENIED = "denied"


@dataclass(frozen=True, slots=True)
class KnownChat:
    """What is known of a chat: the decision if there is one, and whether it was told that it is closed, or is gone."""

    access: Access | None = None
    told: bool = False
    gone: bool = False
    sees_all: bool = False


class Chats:
    """The chats, by number."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection

    def get(self, chat_id: int) -> KnownChat:
        """Return what is known of a chat."""
        row = self._db.execute(
            "SELECT access, told, gone, sees_all FROM chats WHERE chat_id = ?", (chat_id,)
        ).fetchone()
        if row is None:
            return KnownChat()
        return KnownChat(Access(row[0]) if row[0] else None, *map(bool, row[1:]))

    def decide(self, chat_id: int, access: Access) -> None:
        """Open or close a chat; a chat that is closed later is told so anew."""
        self._set(chat_id, "access", access)
        self._set(chat_id, "told", 0)

    def tell(self, chat_id: int) -> bool:
        """Note that a closed chat is told so, and say whether this is the first time."""
        first = not self.get(chat_id).told
        self._set(chat_id, "told", 1)
        return first

    def mark_gone(self, chat_id: int, gone: bool = True) -> None:
        """Note that the bot cannot write to a chat any more, or can again."""
        self._set(chat_id, "gone", int(gone))

    def mark_sees_all(self, chat_id: int, sees_all: bool = True) -> None:
        """Note that the bot receives what is not addressed to it, so that mentions work in this chat, or does not."""
        if self.get(chat_id).sees_all is not sees_all:
            self._set(chat_id, "sees_all", int(sees_all))

    def move(self, old: int, new: int) -> None:
        """Carry the decision and the conversations of a group over to the supergroup that it became.

        Messages are numbered anew there, so the answers get numbers that no message has.
        """
        with transaction(self._db):
            self._set(old, "moved_to", new)
            access = self._db.execute("SELECT access FROM chats WHERE chat_id = ?", (old,)).fetchone()[0]
            if access:
                self._set(new, "access", access)
            self._db.execute(
                "UPDATE answers SET chat_id = ?, message_id = ? - answer_id WHERE chat_id = ?", (new, NOWHERE, old)
            )

    def current(self, chat_id: int) -> int:
        """Return the number that a chat goes by now."""
        row = self._db.execute("SELECT moved_to FROM chats WHERE chat_id = ?", (chat_id,)).fetchone()
        return int(row[0]) if row and row[0] is not None else chat_id

    def count(self, access: Access) -> int:
        """Return how many chats were opened, or closed."""
        return int(self._db.execute("SELECT count(*) FROM chats WHERE access = ?", (access,)).fetchone()[0])

    def _set(self, chat_id: int, column: str, value: object) -> None:
        self._db.execute(
            f"INSERT INTO chats (chat_id, {column}) VALUES (?, ?)"  # noqa: S608
            f" ON CONFLICT (chat_id) DO UPDATE SET {column} = excluded.{column}",
            (chat_id, value),
        )
