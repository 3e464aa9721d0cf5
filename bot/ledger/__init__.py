"""What the bot itself must not forget, in one SQLite file beside the index: updates, answers, messages, chats.

The calls are short and are made on the event loop; the file has one writer, this process.
"""

import hashlib
import hmac
import secrets
from pathlib import Path

from bot.ledger.answers import Answers
from bot.ledger.chats import Chats
from bot.ledger.deliveries import Deliveries
from bot.ledger.inbox import Inbox
from bot.ledger.schema import connect

FILE_NAME = "bot.sqlite3"


class Ledger:
    """The open ledger and its parts."""

    def __init__(self, path: Path) -> None:
        self._db = connect(path)
        self._salt = self._meta("salt", secrets.token_hex(16)).encode()
        self.inbox = Inbox(self._db)
        self.deliveries = Deliveries(self._db)
        self.answers = Answers(self._db)
        self.chats = Chats(self._db)

    def pseudonym(self, user_id: int) -> str:
        """Return what stands for a person in the ledger; the same person has the same one."""
        return hmac.new(self._salt, str(user_id).encode(), hashlib.sha256).hexdigest()[:24]

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    def _meta(self, key: str, default: str) -> str:
        self._db.execute("INSERT OR IGNORE INTO meta VALUES (?, ?)", (key, default))
        return str(self._db.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()[0])
