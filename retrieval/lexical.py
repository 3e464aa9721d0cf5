"""A question's words → a safe full-text query → ranked hits (BM25, as SQLite's FTS5 computes it: k1 1.2, b 0.75).

Every match is scored, so a long question is asked by its rarest words only.
"""

import sqlite3
from collections.abc import Mapping, Sequence

from rapidfuzz.distance import DamerauLevenshtein

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


def correct(connection: sqlite3.Connection, word: str) -> str | None:
    """Return the word of the index that `word` is most likely a slip of, or `None` when it is held or nothing is near.

    The first letter counts as typed right; of words equally near, the most frequent is meant.
    """
    slips = 0 if len(word) < 5 or not word.isalpha() else 1 if len(word) < 9 else 2
    if not slips or _frequency(connection, word):
        return None
    rows = connection.execute(
        "SELECT term, doc FROM vocabulary WHERE term >= ? AND term < ? AND length(term) BETWEEN ? AND ?",
        (word[0], chr(ord(word[0]) + 1), len(word) - slips, len(word) + slips),
    )
    near = [
        (distance, -count, term)
        for term, count in rows
        if (distance := DamerauLevenshtein.distance(word, term, score_cutoff=slips)) <= slips
    ]
    return min(near)[2] if near else None


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
