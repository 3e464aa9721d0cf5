"""Full-text queries over the store: safe whatever the words are, and in step with the words in memory."""

import json
import sqlite3
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.storage.lexical import document_frequencies, search
from retrieval.storage.schema import MIGRATIONS

HOSTILE = [
    '"',
    "'",
    "canal OR",
    "NOT",
    "NEAR(",
    "body:",
    "*",
    "a/b-c",
    "^",
    "{",
    "canal*",
    "; DROP TABLE words",
    "AND",
    "\x00",
    "-",
]


@pytest.fixture(scope="module")
def connection() -> Iterator[sqlite3.Connection]:
    opened = sqlite3.connect(":memory:")
    for statement in MIGRATIONS[0]:
        opened.execute(statement)
    rows = [(1, "velmora", "canal ship"), (2, "velmora", "ship ship water"), (3, "orvelland", "symax76x9001 联合")]
    opened.executemany("INSERT INTO words (rowid, context, body) VALUES (?, ?, ?)", rows)
    for passage, letter in ((1, 1), (2, 1), (3, 2)):
        opened.execute(
            "INSERT INTO letters VALUES (?, ?, '', '', '', '', 1, '', '', '') ON CONFLICT DO NOTHING",
            (letter, str(letter)),
        )
        opened.execute("INSERT INTO passages VALUES (?, ?, 0, 1, '', 0, 0, '', '')", (passage, letter))
    yield opened
    opened.close()


def test_passages_are_ranked_by_their_words(connection: sqlite3.Connection) -> None:
    assert [passage for passage, _ in search(connection, ["ship", "water"], 5)] == [2, 1]
    assert [passage for passage, _ in search(connection, ["symax76x9001"], 5)] == [3]
    assert [passage for passage, _ in search(connection, ["联合"], 5)] == [3]


def test_only_letters_that_are_allowed_are_found(connection: sqlite3.Connection) -> None:
    assert [passage for passage, _ in search(connection, ["ship", "orvelland"], 5, json.dumps([2]))] == [3]


def test_frequencies_are_counted_in_passages(connection: sqlite3.Connection) -> None:
    assert document_frequencies(connection, ["ship", "velmora", "zebra"]) == {"ship": 2, "velmora": 2, "zebra": 0}


@pytest.mark.parametrize("word", HOSTILE)
def test_no_word_is_read_as_syntax(connection: sqlite3.Connection, word: str) -> None:
    assert [passage for passage, _ in search(connection, [word, "ship"], 5)] == [2, 1]


@given(words=st.lists(st.text(max_size=12), max_size=30))
def test_any_words_make_a_query(connection: sqlite3.Connection, words: list[str]) -> None:
    search(connection, words, 5)


def test_a_long_question_is_asked_by_its_rarest_words(connection: sqlite3.Connection) -> None:
    words = [f"unknown{number}" for number in range(500)]
    assert [passage for passage, _ in search(connection, [*words, "symax76x9001"], 5)] == [3]
