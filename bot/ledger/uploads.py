"""The files that are being fetched: what a bot that died left of them is deleted when the next one starts."""

import sqlite3
from collections.abc import Iterable


class Uploads:
    """The names of files in the folder of uploads of which it is not known yet whether a letter comes of them."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection

    def note(self, names: Iterable[str]) -> None:
        """Note files before the first byte of them is written."""
        self._db.executemany("INSERT OR IGNORE INTO uploads VALUES (?)", ((name,) for name in names))

    def names(self) -> tuple[str, ...]:
        """Return the names of the files that were noted and not settled."""
        return tuple(name for (name,) in self._db.execute("SELECT name FROM uploads ORDER BY name"))

    def settle(self, name: str) -> None:
        """Note that a file is that of a letter, or is gone."""
        self._db.execute("DELETE FROM uploads WHERE name = ?", (name,))
