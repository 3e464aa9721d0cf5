"""Letters among each other: which ones filters leave, by what name one is found, and what it cites and answers.

Every function works inside a transaction that it is given.
"""

import json
import sqlite3
from collections.abc import Iterable, Sequence
from pathlib import PurePath

from retrieval.errors import LetterNotFoundError
from retrieval.language import senders
from retrieval.language.states import states_called
from retrieval.storage.records import card_of, name_key, read_letter
from retrieval.symbols import addition_of, key, typed_symbols
from retrieval.types import Addition, Filters, LetterCard, LetterDetail, LinkedLetter

_CARD = "letter_id, masthead, source"
_NEWEST_FIRST = "ORDER BY date IS NULL, date DESC, letter_id"


def narrowed(filters: Filters) -> tuple[str, list[str]]:
    """Return the condition that `filters` put on `letters`, and its parameters."""
    conditions, values = ["true"], list[str]()

    def add(condition: str, *parameters: str) -> None:
        conditions.append(condition)
        values.extend(parameters)

    for role, names in (("from", filters.senders), ("to", filters.addressees)):
        if names:
            add(
                "letter IN (SELECT letter FROM parties WHERE role = ? AND key IN (SELECT value FROM json_each(?)))",
                role,
                json.dumps([name_key(name) for name in names]),
            )
    if filters.since:  # a date known by its year alone may lie in any day of it
        add("substr(?, 1, length(date)) <= date", filters.since)
    if filters.until:
        add("substr(date, 1, length(?)) <= ?", filters.until, filters.until)
    if filters.letter_ids:
        add("letter_id IN (SELECT value FROM json_each(?))", json.dumps(filters.letter_ids))
    if filters.kinds:
        add("kind IN (SELECT value FROM json_each(?))", json.dumps([kind.value for kind in filters.kinds]))
    return " AND ".join(conditions), values


def letters_left(connection: sqlite3.Connection, filters: Filters) -> list[int]:
    """Return the rows of the letters that `filters` leave, in ascending order."""
    condition, values = narrowed(filters)
    rows = connection.execute(f"SELECT letter FROM letters WHERE {condition} ORDER BY letter", values)  # noqa: S608
    return [number for (number,) in rows]


def count_letters(connection: sqlite3.Connection, filters: Filters) -> int:
    """Return how many letters `filters` leave."""
    condition, values = narrowed(filters)
    count: int = connection.execute(f"SELECT count(*) FROM letters WHERE {condition}", values).fetchone()[0]  # noqa: S608
    return count


def list_letters(connection: sqlite3.Connection, filters: Filters, offset: int, limit: int) -> tuple[LetterCard, ...]:
    """Return the letters that `filters` leave, newest first, undated ones last."""
    condition, values = narrowed(filters)
    rows = connection.execute(
        f"SELECT {_CARD} FROM letters WHERE {condition} {_NEWEST_FIRST} LIMIT ? OFFSET ?",  # noqa: S608
        (*values, limit, offset),
    )
    return tuple(card_of(*row) for row in rows)


def find_senders(connection: sqlite3.Connection, typed: str) -> tuple[str, ...]:
    """Return the senders that somebody may mean by `typed`: ("the ondrey",) are the first words of "Ondrey Islands".

    A State is also meant by its people or its capital, any sender by its people ("Kesparian"); a whole name goes before
    names that only begin with it.
    """
    held = all_senders(connection)
    wanted = [name_key(each) for each in (typed, *states_called(typed))]
    found = [each for each in held if each in wanted]
    found = found or [each for each in held if any(each.startswith(f"{name} ") for name in wanted if name)]
    by_people = (each for each in senders.find_senders(typed, held) if name_key(each.span.of(typed)) in wanted)
    found = found or [each.name for each in by_people]
    return tuple(dict.fromkeys(name for each in found for name in _printed(connection, each)))


def all_senders(connection: sqlite3.Connection) -> tuple[str, ...]:
    """Return all senders as they are looked for, in the order of the alphabet."""
    return tuple(_column(connection, "SELECT DISTINCT key FROM parties WHERE role = ? ORDER BY key", "from"))


def newest_year(connection: sqlite3.Connection) -> int | None:
    """Return the year of the newest letter, or `None` when none has a date."""
    newest = connection.execute("SELECT max(date) FROM letters").fetchone()[0]
    return int(newest[:4]) if newest else None


def _printed(connection: sqlite3.Connection, sender: str) -> Sequence[str]:
    """Return how the newest letter of a sender names it; all its senders where it goes by another name in lists."""
    row = connection.execute(
        f"SELECT {_CARD} FROM letters JOIN parties USING (letter) WHERE role = 'from' AND key = ? {_NEWEST_FIRST}",  # noqa: S608
        (sender,),
    ).fetchone()
    names = card_of(*row).senders
    return [name for name in names if name_key(name) == sender] or names


def find_letter(connection: sqlite3.Connection, name: str) -> str:
    """Return the identity of the letter that goes by `name`: an identity, a symbol in any spelling, or a file.

    Raises LetterNotFoundError, also when several letters go by that name.
    """
    wanted = name.strip()
    found = (
        _by_identity(connection, wanted)
        or _by_source(connection, wanted)
        or _by_symbols(connection, wanted)
        or _by_file_name(connection, wanted)
    )
    if not found:
        raise LetterNotFoundError(
            f"No letter goes by {wanted[:80]!r}; give a symbol or a file name that the index lists."
        )
    if len(found) > 1:
        raise LetterNotFoundError(f"Several letters go by {wanted[:80]!r}: {', '.join(found[:5])}; name one of these.")
    return found[0]


def _by_identity(connection: sqlite3.Connection, name: str) -> list[str]:
    return _column(connection, "SELECT letter_id FROM letters WHERE letter_id = ?", name)


def _by_source(connection: sqlite3.Connection, name: str) -> list[str]:
    return _column(
        connection,
        "SELECT DISTINCT letter_id FROM files JOIN letters USING (letter) WHERE files.source = ?1 OR path = ?1",
        name,
    )


def _by_symbols(connection: sqlite3.Connection, name: str) -> list[str]:
    return letters_of_symbols(connection, typed_symbols(name) or [name])


def letters_of_symbols(connection: sqlite3.Connection, symbols: Iterable[str]) -> list[str]:
    """Return the identities of the letters that go by any of `symbols`, in any spelling."""
    return _column(
        connection,
        "SELECT DISTINCT letter_id FROM symbols JOIN letters USING (letter) "
        "WHERE key IN (SELECT value FROM json_each(?)) ORDER BY letter_id",
        json.dumps([key(symbol) for symbol in symbols]),
    )


def _by_file_name(connection: sqlite3.Connection, name: str) -> list[str]:
    """Look among the last parts of the files' paths, with or without the suffix."""
    rows = connection.execute("SELECT files.source, letter_id FROM files JOIN letters USING (letter)")
    wanted = name.casefold()
    found = (
        letter_id
        for source, letter_id in rows
        if wanted in (PurePath(source).name.casefold(), PurePath(source).stem.casefold())
    )
    return sorted(set(found)) if wanted else []


def _column(connection: sqlite3.Connection, query: str, value: str) -> list[str]:
    return [row[0] for row in connection.execute(query, (value,))]


# --- links ------------------------------------------------------------------------------------------------------------


def detail_of(connection: sqlite3.Connection, letter_id: str) -> LetterDetail:
    """Return a letter with what it cites and answers, and what cites and answers it. Raises LetterNotFoundError."""
    row = connection.execute(f"SELECT letter, {_CARD} FROM letters WHERE letter_id = ?", (letter_id,)).fetchone()  # noqa: S608
    letter = read_letter(connection, letter_id)
    if row is None or letter is None:
        raise LetterNotFoundError(f"The letter {letter_id} is no longer in the index.")
    number, card = row[0], card_of(*row[1:])
    return LetterDetail(
        card=card,
        letter=letter,
        cites=_linked(connection, number, "cites"),
        cited_by=_linking(connection, number, "cites"),
        replies_to=_linked(connection, number, "answers"),
        answered_by=_linking(connection, number, "answers"),
        related=_related(connection, number),
    )


def _linked(connection: sqlite3.Connection, number: int, role: str) -> tuple[LinkedLetter, ...]:
    """Return what a letter cites or answers, each thing once: the letters among it that we hold with their cards."""
    rows = connection.execute(
        "SELECT key, symbol, date, sender, printed FROM cited WHERE letter = ? AND role = ? ORDER BY position",
        (number, role),
    ).fetchall()
    found: dict[object, LinkedLetter] = {}
    for symbol_key, symbol, date, sender, printed in rows:
        card = _held(connection, number, symbol_key, date, sender)
        known = card.letter_id if card else (symbol_key or (date, sender))
        if symbol_key is None and card is None and role == "cites":
            continue  # a letter by date and State that we do not hold is shown with its note, not as a link
        symbols = (symbol,) if symbol else ()
        before = found.get(known)
        if before is not None:
            symbols = tuple(dict.fromkeys((*before.symbols, *symbols)))
        found[known] = LinkedLetter(symbols, before.printed if before else printed, card)
    return tuple(found.values())


def _held(
    connection: sqlite3.Connection, number: int, symbol_key: str | None, date: str | None, sender: str | None
) -> LetterCard | None:
    """Return the one letter meant, if we hold it: by symbol, else by date and sender when exactly one fits."""
    if symbol_key is not None:
        query = f"SELECT {_CARD} FROM letters JOIN symbols USING (letter) WHERE key = ? AND letter <> ?"  # noqa: S608
        rows = connection.execute(query, (symbol_key, number)).fetchall()
    else:
        query = (
            f"SELECT {_CARD} FROM letters JOIN parties USING (letter) "  # noqa: S608
            "WHERE date = ? AND role = 'from' AND key = ? AND letter <> ?"
        )
        rows = connection.execute(query, (date, sender, number)).fetchall()
    return card_of(*rows[0]) if len(rows) == 1 else None


def _linking(connection: sqlite3.Connection, number: int, role: str) -> tuple[LetterCard, ...]:
    """Return the letters that cite or answer this one, newest first."""
    rows = connection.execute(
        f"SELECT DISTINCT {_CARD} FROM letters JOIN cited USING (letter) WHERE letter <> ?1 AND role = ?2 AND ("  # noqa: S608
        "cited.key IN (SELECT key FROM symbols WHERE letter = ?1) "
        "OR cited.date = (SELECT date FROM letters WHERE letter = ?1) "
        "AND cited.sender IN (SELECT key FROM parties WHERE letter = ?1 AND role = 'from') "
        "AND 1 = (SELECT count(*) FROM letters AS other JOIN parties USING (letter) WHERE other.date = cited.date "
        f"AND parties.role = 'from' AND parties.key = cited.sender)) {_NEWEST_FIRST.replace('date', 'letters.date')}",
        (number, role),
    )
    return tuple(card_of(*row) for row in rows)


def letters_naming(connection: sqlite3.Connection, symbols: Iterable[str], role: str) -> tuple[LetterCard, ...]:
    """Return the letters that cite ("cites") or answer ("answers") what goes by any of `symbols`, newest first."""
    rows = connection.execute(
        f"SELECT DISTINCT {_CARD} FROM letters JOIN cited USING (letter) "  # noqa: S608
        "WHERE role = ? AND key IN (SELECT value FROM json_each(?)) "
        f"{_NEWEST_FIRST.replace('date', 'letters.date')}",
        (role, json.dumps([key(symbol) for symbol in symbols])),
    )
    return tuple(card_of(*row) for row in rows)


def corrigenda_of(connection: sqlite3.Connection, letter_ids: Sequence[str]) -> tuple[LetterCard, ...]:
    """Return the corrigenda held to any of the letters, themselves not counted."""
    marks = ", ".join("?" * len(letter_ids))
    rows = connection.execute(
        f"SELECT DISTINCT {_CARD} FROM letters JOIN symbols USING (letter) WHERE letter_id NOT IN ({marks}) "  # noqa: S608
        f"AND root IN (SELECT root FROM symbols JOIN letters USING (letter) WHERE letter_id IN ({marks})) "
        # few are; the others need no card
        "AND EXISTS (SELECT 1 FROM symbols AS own WHERE own.letter = letters.letter AND own.key LIKE '%/CORR.%') "
        f"{_NEWEST_FIRST}",
        (*letter_ids, *letter_ids),
    )
    cards = (card_of(*row) for row in rows)
    return tuple(card for card in cards if addition_of(card.symbols) is Addition.CORRIGENDUM)


def _related(connection: sqlite3.Connection, number: int) -> tuple[LetterCard, ...]:
    """Return the addenda, corrigenda and revisions of a letter, and the letter that it is one of."""
    rows = connection.execute(
        f"SELECT DISTINCT {_CARD} FROM letters JOIN symbols USING (letter) WHERE letter <> ?1 "  # noqa: S608
        f"AND root IN (SELECT root FROM symbols WHERE letter = ?1) {_NEWEST_FIRST}",
        (number,),
    )
    return tuple(card_of(*row) for row in rows)
