"""The letters of a store, to be listed, looked up and taken out; what is needed to search them is in `index`.

Nothing here needs numbers: commands that list and show start without vectors, and without the libraries for them.
"""

import json
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager
from functools import partial
from typing import TypeVar

from retrieval.errors import LetterNotFoundError
from retrieval.memory import Memory
from retrieval.storage import catalogue, records
from retrieval.storage.current import Current, Latest
from retrieval.storage.files import delete_uploads, uploaded_letter, uploads_of
from retrieval.storage.store import Store, meta
from retrieval.types import Filters, Letter, LetterCard, LetterDetail

V = TypeVar("V")

_REMEMBERED_TEXT = 4_000_000  # characters of letters, which take some three times as many bytes
_REMEMBERED_CARDS = 16_384
_REMEMBERED_GENERATIONS = 50_000
_EVERYTHING = Filters()


class Letters:
    """The letters of one store. Callable from several threads; each call sees one state of the store."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self._letters: Memory[tuple[str, int], Letter] = Memory(_REMEMBERED_TEXT)
        self._cards: Memory[tuple[str, int], LetterCard] = Memory(_REMEMBERED_CARDS)
        self._written: Current[str, int] = Current(store, _generations, _REMEMBERED_GENERATIONS)
        self._senders = Latest(store, catalogue.all_senders)
        self._newest = Latest(store, catalogue.newest_year)
        self._model = Latest(store, partial(meta, name="model"))

    @property
    def generation(self) -> int:
        """Return a number that grows with every change, whoever makes it."""
        return self.store.state().generation

    def model(self) -> str | None:
        """Return the identity of the model that the vectors were made with; `None` before the first letter."""
        return self._model.now()

    def cards(self, letter_ids: Iterable[str]) -> dict[str, LetterCard]:
        """Return the cards of the letters that are held."""
        return self._remembered(self._cards, letter_ids, records.read_cards, lambda _: 1)

    def _remembered(
        self,
        memory: Memory[tuple[str, int], V],
        letter_ids: Iterable[str],
        read: Callable[[sqlite3.Connection, Iterable[str]], dict[str, V]],
        weight: Callable[[V], int],
    ) -> dict[str, V]:
        """Return what `memory` holds of the letters, and `read` what it does not."""
        wanted = self._written.known(letter_ids)
        known = {letter_id: value for (letter_id, _), value in memory.known(wanted.items()).items()}
        if len(known) == len(wanted):
            return known
        with self.store.reading() as connection:
            found = read(connection, [letter_id for letter_id in wanted if letter_id not in known])
        for letter_id, value in found.items():
            memory.put((letter_id, wanted[letter_id]), value, weight(value))
        known |= found
        return {letter_id: known[letter_id] for letter_id in wanted if letter_id in known}

    def letter(self, letter_id: str) -> Letter:
        """Return a letter as it was parsed. Raises LetterNotFoundError."""

        def read(connection: sqlite3.Connection, wanted: Iterable[str]) -> dict[str, Letter]:
            found = ((each, records.read_letter(connection, each)) for each in wanted)
            return {each: letter for each, letter in found if letter is not None}

        held = self._remembered(self._letters, [letter_id], read, lambda each: len(each.text))
        if letter_id not in held:
            raise LetterNotFoundError(f"The letter {letter_id} is no longer in the index.")
        return held[letter_id]

    def detail(self, letter_id: str) -> LetterDetail:
        """Return a letter with its links to others. Raises LetterNotFoundError."""
        with self.store.reading() as connection:
            return catalogue.detail_of(connection, letter_id)

    def find(self, name: str) -> str:
        """Return the identity of the letter that goes by `name`: a symbol, an identity or a file.

        Raises LetterNotFoundError.
        """
        with self.store.reading() as connection:
            return catalogue.find_letter(connection, name)

    def letters(self, filters: Filters = _EVERYTHING, offset: int = 0, limit: int = 20) -> tuple[LetterCard, ...]:
        """Return the letters that `filters` leave, newest first."""
        with self.store.reading() as connection:
            return catalogue.list_letters(connection, filters, offset, limit)

    def senders(self, typed: str) -> tuple[str, ...]:
        """Return the senders that somebody may mean by `typed`."""
        with self.store.reading() as connection:
            return catalogue.find_senders(connection, typed)

    def all_senders(self) -> tuple[str, ...]:
        """Return all senders of letters, in small letters."""
        return self._senders.now()

    def letters_by_symbol(self, symbols: Iterable[str]) -> tuple[str, ...]:
        """Return the identities of the letters that go by any of `symbols`."""
        with self.store.reading() as connection:
            return tuple(catalogue.letters_of_symbols(connection, symbols))

    def letters_naming(self, symbols: Iterable[str], role: str) -> tuple[LetterCard, ...]:
        """Return the letters that cite ("cites") or answer ("answers") what goes by any of `symbols`, newest first."""
        with self.store.reading() as connection:
            return catalogue.letters_naming(connection, symbols, role)

    def corrigenda_of(self, letter_ids: Sequence[str]) -> tuple[LetterCard, ...]:
        """Return the corrigenda held to any of the letters, themselves not counted."""
        with self.store.reading() as connection:
            return catalogue.corrigenda_of(connection, letter_ids)

    def uploaded(self, name: str) -> str | None:
        """Return the identity of the letter that came in the uploaded file of that name; `None` where none did."""
        with self.store.reading() as connection:
            return uploaded_letter(connection, name)

    def letter_count(self, filters: Filters = _EVERYTHING) -> int:
        """Return how many letters `filters` leave."""
        with self.store.reading() as connection:
            return catalogue.count_letters(connection, filters)

    def newest_year(self) -> int | None:
        """Return the year of the newest letter, or `None` when none has a date."""
        return self._newest.now()

    def writing(self) -> AbstractContextManager[None]:
        """Keep other writers out for a while, so that several changes follow each other. Raises IndexLockedError."""
        return self.store.lock.held()

    def remove(self, letter_id: str) -> None:
        """Take a letter out whole, and delete the file if it was uploaded.

        Raises LetterNotFoundError, IndexStateError.
        """
        with self.store.writing() as (connection, generation):
            row = records.row_of(connection, letter_id)
            if row is None:
                raise LetterNotFoundError(f"The letter {letter_id} is not in the index.")
            uploads = uploads_of(connection, self.store.folder, row)
            records.delete_letter(connection, row, generation)
        delete_uploads(uploads)  # not before the letter is gone for sure

    def close(self) -> None:
        """Close the files; nothing here must be used any more."""
        self.store.close()


def _generations(connection: sqlite3.Connection, letter_ids: Iterable[str]) -> dict[str, int]:
    """Return those of the letters that are held, each with the generation that it was written in."""
    rows = connection.execute(
        "SELECT letter_id, generation FROM letters WHERE letter_id IN (SELECT value FROM json_each(?))",
        (json.dumps(list(letter_ids)),),
    )
    return dict(rows.fetchall())
