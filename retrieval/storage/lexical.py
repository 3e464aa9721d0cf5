"""A question's words → a safe full-text query → ranked hits (BM25, as SQLite's FTS5 computes it: k1 1.2, b 0.75).

Every match is scored, so a long question is asked by its rarest words only.
"""

import sqlite3
from collections.abc import Mapping, Sequence

MOST_WORDS = 12
"""Words of a question that are searched for: the rarest."""

_CONTEXT_WEIGHT = 1.0
_TEXT_WEIGHT = 1.0


def document_frequencies(connection: sqlite3.Connection, words: Sequence[str]) -> dict[str, int]:
    """Return in how many passages each of `words` stands; 0 where in none."""
    return {word: _frequency(connection, word) for word in dict.fromkeys(words)}


def _frequency(connection: sqlite3.Connection, word: str) -> int:
    row = connection.execute("SELECT doc FROM vocabulary WHERE term = ?", (word,)).fetchone()
    return int(row[0]) if row else 0


def search(
    connection: sqlite3.Connection, words: Sequence[str] | Mapping[str, float], k: int, letters: str | None = None
) -> list[tuple[int, float]]:
    """Return the `k` passages that `words` describe best, with their scores (higher is better).

    `letters` is a JSON list of the letters that may be found; `None` is all of them.
    """
    query = _query(connection, list(words))
    if not query or k < 1:
        return []
    # The plus sign keeps SQLite from looking up each allowed passage in the full-text index.
    narrowed = (
        "AND +rowid IN (SELECT passage FROM passages WHERE letter IN (SELECT value FROM json_each(?)))"
        if letters is not None
        else ""
    )
    rows = connection.execute(
        f"SELECT rowid, -bm25(words, ?, ?) AS score FROM words WHERE words MATCH ? {narrowed} "  # noqa: S608
        "ORDER BY score DESC, rowid LIMIT ?",
        (_CONTEXT_WEIGHT, _TEXT_WEIGHT, query, *([letters] if letters is not None else []), k),
    )
    return [(passage, score) for passage, score in rows]


def _query(connection: sqlite3.Connection, words: Sequence[str]) -> str:
    """Return a query for any of the rarest of `words`: each quoted, so that nothing in it is read as syntax."""
    frequencies = document_frequencies(connection, words)
    known = sorted((word for word in frequencies if frequencies[word]), key=lambda word: (frequencies[word], word))
    return " OR ".join('"{}"'.format(word.replace('"', '""')) for word in known[:MOST_WORDS])
