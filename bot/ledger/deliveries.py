"""What was sent in reply to which update: what makes an answer come once, and finds it again by its message."""

import sqlite3
import time
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Step:
    """The place of a message among those that an update is replied to with, counted from 0."""

    update_id: int
    number: int


@dataclass(frozen=True, slots=True)
class Attempt:
    """A message that was sent, or perhaps sent where `message_id` is `None`; it is newer than the message `after`."""

    chat_id: int
    message_id: int | None
    after: int


class Deliveries:
    """The messages of the bot, by the step that sent them."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection

    def get(self, step: Step) -> Attempt | None:
        """Return what became of a step, `None` if it was never tried."""
        row = self._db.execute(
            "SELECT chat_id, message_id, after FROM deliveries WHERE update_id = ? AND step = ?",
            (step.update_id, step.number),
        ).fetchone()
        return Attempt(*row) if row else None

    def intend(self, step: Step, chat_id: int, after: int, answer_id: int | None) -> None:
        """Note that a message is about to be sent."""
        self._db.execute(
            "INSERT OR REPLACE INTO deliveries VALUES (?, ?, ?, NULL, ?, ?, ?)",
            (step.update_id, step.number, chat_id, after, answer_id, time.time()),
        )

    def accept(self, step: Step, chat_id: int, message_id: int) -> None:
        """Note that Telegram took the message, and where it stands."""
        self._db.execute(
            "UPDATE deliveries SET chat_id = ?, message_id = ? WHERE update_id = ? AND step = ?",
            (chat_id, message_id, step.update_id, step.number),
        )

    def knows(self, chat_id: int, message_id: int) -> bool:
        """Tell whether a message is one that the bot knows to have sent."""
        row = (chat_id, message_id)
        return bool(self._db.execute("SELECT 1 FROM deliveries WHERE chat_id = ? AND message_id = ?", row).fetchone())

    def messages_of(self, answer_id: int) -> tuple[int, ...]:
        """Return the numbers of the messages that show an answer, in order."""
        rows = self._db.execute(
            "SELECT message_id FROM deliveries WHERE answer_id = ? AND message_id IS NOT NULL ORDER BY update_id, step",
            (answer_id,),
        )
        return tuple(message_id for (message_id,) in rows)

    def forget_message(self, chat_id: int, message_id: int) -> None:
        """Drop a message that was taken back."""
        self._db.execute("DELETE FROM deliveries WHERE chat_id = ? AND message_id = ?", (chat_id, message_id))

    def panel(self, chat_id: int, host_id: int) -> int | None:
        """Return the message that was opened below a message by its buttons."""
        row = self._db.execute(
            "SELECT panel_id FROM panels WHERE chat_id = ? AND host_id = ?", (chat_id, host_id)
        ).fetchone()
        return row[0] if row else None

    def host(self, chat_id: int, panel_id: int) -> int | None:
        """Return the message below which a panel was opened, `None` if the message is no panel."""
        row = self._db.execute(
            "SELECT host_id FROM panels WHERE chat_id = ? AND panel_id = ?", (chat_id, panel_id)
        ).fetchone()
        return row[0] if row else None

    def set_panel(self, chat_id: int, host_id: int, panel_id: int) -> None:
        """Remember what was opened below a message."""
        self._db.execute("INSERT OR REPLACE INTO panels VALUES (?, ?, ?)", (chat_id, host_id, panel_id))

    def drop_panel(self, chat_id: int, panel_id: int) -> None:
        """Forget a panel that was closed."""
        self._db.execute("DELETE FROM panels WHERE chat_id = ? AND panel_id = ?", (chat_id, panel_id))

    def prune(self, before: float) -> None:
        """Drop the messages sent before a time, and the panels below messages that are not known any more."""
        self._db.execute("DELETE FROM deliveries WHERE sent_at < ?", (before,))
        self._db.execute(
            "DELETE FROM panels WHERE NOT EXISTS (SELECT 1 FROM deliveries"
            " WHERE deliveries.chat_id = panels.chat_id AND deliveries.message_id = panels.host_id)"
        )
