"""The parts of albums: messages of their own, which come one by one, and of which often one alone has words."""

import sqlite3
import time
from dataclasses import dataclass

KEEP_SECONDS = 86_400.0  # Telegram repeats an update no longer


@dataclass(frozen=True, slots=True)
class AlbumPart:
    """A message of an album; `document` is its file as Telegram told of it (JSON), kept of administrators alone.

    `seen_at` is in seconds since the epoch.
    """

    message_id: int
    has_words: bool
    document: str | None
    seen_at: float


class Albums:
    """The albums of the last day, by chat and the number that Telegram gives their messages in common."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection

    def note(self, chat_id: int, album: str, message_id: int, *, has_words: bool, document: str | None) -> None:
        """Note a message of an album; one that comes again is known."""
        row = (chat_id, album, message_id, has_words, document, time.time())
        self._db.execute("INSERT OR IGNORE INTO albums VALUES (?, ?, ?, ?, ?, ?)", row)

    def parts(self, chat_id: int, album: str) -> tuple[AlbumPart, ...]:
        """Return the messages of an album that have come so far, in the order in which they stand."""
        rows = self._db.execute(
            "SELECT message_id, has_words, document, seen_at FROM albums"
            " WHERE chat_id = ? AND album = ? ORDER BY message_id",
            (chat_id, album),
        )
        return tuple(AlbumPart(number, bool(words), document, seen_at) for number, words, document, seen_at in rows)

    def forget(self, user_id: int) -> None:
        """Drop what came from a person in private; that chat has the person's number."""
        self._db.execute("DELETE FROM albums WHERE chat_id = ?", (user_id,))

    def prune(self) -> None:
        """Drop what is older than a day."""
        self._db.execute("DELETE FROM albums WHERE seen_at < ?", (time.time() - KEEP_SECONDS,))
