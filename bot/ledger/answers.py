"""Answers that were given, with the conversation they stand in and what people thought of them."""

import sqlite3
import time
from dataclasses import dataclass, replace
from typing import Any, cast

from retrieval.codec import decode_ascii, encode_ascii
from retrieval.types import Answer, Question

MEMORY_SECONDS = 30 * 60
HISTORY = 30  # questions, as many as the engine may heed
NOWHERE = -(2**40)  # below the negative number of every message
MARKED = 2 * NOWHERE  # below all these: less the number of a message, that of the words marked in it
COLUMNS = "answer_id, update_id, chat_id, thread_id, message_id, asker, question, parent, language, payload"
# The questions that led to an answer and its own, oldest first.
CHAIN = (
    "WITH RECURSIVE chain (question, parent, back) AS ("
    "SELECT question, parent, 1 FROM answers WHERE answer_id = ? UNION ALL "
    "SELECT answers.question, answers.parent, back + 1 "
    "FROM chain JOIN answers ON answer_id = chain.parent WHERE back < ?) "
    "SELECT question FROM chain ORDER BY back DESC"
)
# What is left of a question that is forgotten: the answer as it was shown, without the words that led to it.
BLANK = (
    "UPDATE answers SET question = '', asker = '', payload = "
    "json_remove(json_set(payload, '$.remarks', json('[]')), '$.listing.filters', '$.listing.about')"
)
ANYBODY = "UPDATE votes SET voter = '-' || hex(randomblob(8))"


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as it was put: where, by whom (a pseudonym), and after which earlier answer."""

    update_id: int
    chat_id: int
    thread_id: int | None
    message_id: int
    asker: str
    question: str
    language: str
    parent: int | None = None


@dataclass(frozen=True, slots=True)
class GivenAnswer:
    """An answer as it was given."""

    answer_id: int
    update_id: int
    chat_id: int
    thread_id: int | None
    message_id: int
    asker: str
    question: str
    parent: int | None
    language: str
    answer: Answer


@dataclass(frozen=True, slots=True)
class Feedback:
    """How many answers there are, how many found nothing, and how many were called helpful or not."""

    answers: int
    declined: int
    helpful: int
    unhelpful: int


class Answers:
    """The answers, by number, by the message that asked, and by the person who did."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection

    def keep(self, asked: Asked, answer: Answer) -> int:
        """Keep an answer, in the place of the earlier one to the same message, and return its number."""
        shown = replace(answer, question=Question(""), hits=())
        payload = encode_ascii(shown)
        row = self._db.execute(
            "INSERT INTO answers (update_id, chat_id, thread_id, message_id, asker, question, parent, language,"
            " payload, generation, asked_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
            " ON CONFLICT (chat_id, message_id) DO UPDATE SET update_id = excluded.update_id, asker = excluded.asker,"
            " question = excluded.question, language = excluded.language, payload = excluded.payload,"
            " generation = excluded.generation RETURNING answer_id",
            (
                asked.update_id,
                asked.chat_id,
                asked.thread_id,
                asked.message_id,
                asked.asker,
                asked.question,
                asked.parent,
                asked.language,
                payload,
                answer.generation,
                time.time(),
            ),
        ).fetchone()
        return int(row[0])

    def get(self, answer_id: int) -> GivenAnswer | None:
        """Return the answer of that number; `None` for one that is not there, or cannot be read any more."""
        return self._one("answer_id = ?", answer_id)

    def to_message(self, chat_id: int, message_id: int) -> GivenAnswer | None:
        """Return the answer to the question that this message asked."""
        return self._one("chat_id = ? AND message_id = ?", chat_id, message_id)

    def opened_in(self, chat_id: int, message_id: int) -> GivenAnswer | None:
        """Return the letter that somebody opened by a button in a message of the bot, as an exchange."""
        return self.to_message(chat_id, -message_id)

    def keep_opened(self, opened: Asked, answer: Answer) -> int:
        """Keep a letter that was opened by a button in the bot's message `opened.message_id`, as the newest exchange.

        It goes by the negative number of that message, which is nobody's question.
        """
        self.leave_opened(opened.chat_id, opened.message_id)
        return self.keep(replace(opened, message_id=-opened.message_id), answer)

    def leave_opened(self, chat_id: int, message_id: int) -> None:
        """Forget in which message a letter was opened, as it shows something else now; the exchange stays one."""
        self._db.execute(
            "UPDATE answers SET message_id = ? - answer_id WHERE chat_id = ? AND message_id = ?",
            (NOWHERE, chat_id, -message_id),
        )

    def shown_by(self, chat_id: int, message_id: int) -> GivenAnswer | None:
        """Return the answer that a message of the bot shows."""
        return self._one(
            "answer_id = (SELECT answer_id FROM deliveries WHERE chat_id = ? AND message_id = ?)", chat_id, message_id
        )

    def latest(self, chat_id: int, thread_id: int | None, asker: str) -> GivenAnswer | None:
        """Return the last exchange of a person in a chat and topic, while it is remembered."""
        since = time.time() - MEMORY_SECONDS
        place = "chat_id = ? AND thread_id IS ? AND asker = ? AND asked_at >= ? ORDER BY answer_id DESC LIMIT 1"
        return self._one(place, chat_id, thread_id, asker, since)

    def history(self, last: GivenAnswer | None) -> tuple[str, ...]:
        """Return the questions that led to an answer and its own, oldest first; forgotten ones are left out."""
        rows = self._db.execute(CHAIN, (last.answer_id if last is not None else None, HISTORY))
        return tuple(question for (question,) in rows if question)

    def withdraw(self, answer_id: int) -> None:
        """Blank a question that its person took back."""
        self._db.execute(f"{BLANK} WHERE answer_id = ?", (answer_id,))

    def forget(self, asker: str) -> None:
        """Blank the questions of a person, and who asked and voted; the answers keep their buttons and their votes."""
        self._db.execute(f"{BLANK} WHERE asker = ?", (asker,))
        self._db.execute(f"{ANYBODY} WHERE voter = ?", (asker,))

    def prune(self, words_before: float, rows_before: float) -> None:
        """Blank the questions asked before a time, and drop the answers given before an earlier one."""
        self._db.execute("DELETE FROM answers WHERE asked_at < ?", (rows_before,))
        self._db.execute("DELETE FROM votes WHERE answer_id NOT IN (SELECT answer_id FROM answers)")
        self._db.execute(f"{BLANK} WHERE asked_at < ? AND asker <> ''", (words_before,))
        self._db.execute(f"{ANYBODY} WHERE voted_at < ? AND voter NOT LIKE '-%'", (words_before,))

    def vote(self, answer_id: int, voter: str, helpful: bool, generation: int) -> None:
        """Keep what a person thinks of an answer; the last word counts."""
        row = (answer_id, voter, helpful, generation, time.time())
        self._db.execute("INSERT OR REPLACE INTO votes VALUES (?, ?, ?, ?, ?)", row)

    def feedback(self) -> Feedback:
        """Return the figures."""
        answers, declined = self._db.execute(
            "SELECT count(*), count(*) FILTER (WHERE json_extract(payload, '$.reason') IS NOT NULL) FROM answers"
            " WHERE message_id > 0"
        ).fetchone()
        helpful, unhelpful = self._db.execute(
            "SELECT count(*) FILTER (WHERE helpful), count(*) FILTER (WHERE NOT helpful) FROM votes"
        ).fetchone()
        return Feedback(answers, declined, helpful, unhelpful)

    def name_id(self, name: str) -> int:
        """Return a small lasting number for a name that is too long for a button."""
        self._db.execute("INSERT OR IGNORE INTO names (name) VALUES (?)", (name,))
        return int(self._db.execute("SELECT name_id FROM names WHERE name = ?", (name,)).fetchone()[0])

    def name(self, name_id: int) -> str | None:
        """Return the name of that number."""
        row = self._db.execute("SELECT name FROM names WHERE name_id = ?", (name_id,)).fetchone()
        return row[0] if row else None

    def newest(self) -> float | None:
        """Return when the last question was asked, in seconds since 1970; `None` where there is none."""
        return cast("float | None", self._db.execute("SELECT MAX(asked_at) FROM answers").fetchone()[0])

    def _one(self, where: str, *values: object) -> GivenAnswer | None:
        row = self._db.execute(f"SELECT {COLUMNS} FROM answers WHERE {where}", values).fetchone()  # noqa: S608
        if row is None:
            return None
        try:
            answer = decode_ascii(row[-1], Answer)
        except ValueError:  # an earlier version of the program kept it in another form
            return None
        fields: tuple[Any, ...] = (*row[:-1], answer)
        given = GivenAnswer(*fields)
        return replace(given, answer=replace(answer, question=Question(given.question)))
