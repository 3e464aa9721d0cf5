"""What the bot itself must not forget, in one SQLite file beside the index: updates, answers, messages, chats.

The calls are short and are made on the event loop; the file has one writer, this process.
"""

import hashlib
import hmac
import os
import secrets
import time
from collections.abc import Collection
from pathlib import Path

from bot.ledger.albums import Albums
from bot.ledger.answers import NOWHERE, Answers
from bot.ledger.chats import Chats
from bot.ledger.deliveries import Deliveries
from bot.ledger.inbox import Inbox
from bot.ledger.schema import BUSY_SECONDS, connect, take_alone, transaction
from bot.ledger.uploads import Uploads

FILE_NAME = "bot.sqlite3"
DAY_SECONDS = 86_400
LEAP_SECONDS = 2 * DAY_SECONDS
BUTTON_DAYS = 365  # after which an answer goes with all that belongs to it, and its buttons say that they expired


class Ledger:
    """The open ledger and its parts."""

    def __init__(self, path: Path) -> None:
        """Open the ledger for this process alone. Raises LedgerError."""
        self._lock = take_alone(path)
        try:
            self._db = connect(path)
        except BaseException:
            os.close(self._lock)
            raise
        self._unfinished = False
        self._salt = self._meta("salt", secrets.token_hex(16)).encode()
        self.inbox = Inbox(self._db)
        self.deliveries = Deliveries(self._db)
        self.answers = Answers(self._db)
        self.chats = Chats(self._db)
        self.uploads = Uploads(self._db)
        self.albums = Albums(self._db)

    def pseudonym(self, user_id: int) -> str:
        """Return what stands for a person in the ledger; the same person has the same one."""
        return hmac.new(self._salt, str(user_id).encode(), hashlib.sha256).hexdigest()[:24]

    def forget(self, asker: str, user_id: int) -> None:
        """Erase what somebody asked and who it was, down to the bytes of the file; the answers keep their buttons."""
        with transaction(self._db):
            self.answers.forget(asker)
            self.inbox.forget(user_id)
            self.albums.forget(user_id)
        self._overwrite()

    @property
    def admins(self) -> frozenset[int]:
        """The people who may have the menu of an administrator."""
        return frozenset(map(int, self._meta("admins", "").split()))

    @admins.setter
    def admins(self, people: Collection[int]) -> None:
        told = " ".join(map(str, sorted(people)))
        self._db.execute("INSERT OR REPLACE INTO meta VALUES ('admins', ?)", (told,))

    def serve(self, bot_id: int) -> None:
        """Keep which bot this is; another one numbers messages and updates anew, so nothing goes by the old numbers."""
        if self._meta("bot", str(bot_id)) == str(bot_id):
            return
        with transaction(self._db):
            self._db.execute("UPDATE answers SET message_id = ? - answer_id", (NOWHERE,))
            for table in ("deliveries", "panels", "inbox", "albums"):
                self._db.execute(f"DELETE FROM {table}")  # noqa: S608
            self._db.execute("UPDATE chats SET told = 0, gone = 0, sees_all = 0")
            self._db.execute("UPDATE meta SET value = ? WHERE key = 'bot'", (str(bot_id),))

    def tidy(self, keep_days: int) -> None:
        """Erase the words and the persons behind questions older than `keep_days`, and what nobody needs any more.

        Where the clock has leapt since the last time, that waits for a day: it may be wrong, and be set right.
        """
        now = time.time()
        if 0 <= now - self._leapt(now) < DAY_SECONDS:
            return
        with transaction(self._db):
            self.inbox.prune()
            self.albums.prune()
            self.answers.prune(now - keep_days * DAY_SECONDS, now - BUTTON_DAYS * DAY_SECONDS)
            self.deliveries.prune(now - BUTTON_DAYS * DAY_SECONDS)
        self._overwrite()

    def _leapt(self, now: float) -> float:
        """Return when the clock last leapt forward, in seconds, and note that it shows `now`."""
        seen, leapt = float(self._meta("seen", str(self.answers.newest() or now))), float(self._meta("leapt", "0"))
        if now - seen > LEAP_SECONDS and not 0 <= seen - leapt < DAY_SECONDS:  # else one is waited for already
            leapt = now
        with transaction(self._db):
            self._db.executemany("UPDATE meta SET value = ? WHERE key = ?", ((str(now), "seen"), (str(leapt), "leapt")))
        return leapt

    def finish(self) -> None:
        """Overwrite what was erased while a backup read the file, if that has ended."""
        if self._unfinished:
            self._overwrite()

    def _overwrite(self) -> None:
        """Empty the write-ahead log, which still holds the pages as they were; not while a backup reads."""
        self._db.execute("PRAGMA busy_timeout = 0")
        try:
            busy, *_ = self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        finally:
            self._db.execute(f"PRAGMA busy_timeout = {BUSY_SECONDS * 1000:.0f}")
        self._unfinished = bool(busy)

    def close(self) -> None:
        """Close the file."""
        self._db.close()
        os.close(self._lock)

    def _meta(self, key: str, default: str) -> str:
        self._db.execute("INSERT OR IGNORE INTO meta VALUES (?, ?)", (key, default))
        return str(self._db.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()[0])
