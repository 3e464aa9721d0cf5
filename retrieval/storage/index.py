"""Store and vectors as one thing: letters go in and out whole, and searches see one state of both.

What the engine asks of it is the protocol in `passage_index`.
"""

import logging
import sqlite3
import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from retrieval.encoder.embedding import EmbeddedPassages, Embedder
from retrieval.errors import IndexMismatchError, UnreadableLetterError
from retrieval.memory import Memory
from retrieval.storage import catalogue, lexical, records
from retrieval.storage.current import Current, Latest
from retrieval.storage.derived import Follower, StoredVectors, StoredWords, stacked
from retrieval.storage.letters import Letters
from retrieval.storage.outlines import Outline
from retrieval.storage.passage_index import PassageIndex, Terms
from retrieval.storage.store import State, Store, set_meta, state_of
from retrieval.storage.vectors import Numbers, VectorIndex, Vectors
from retrieval.types import Filters, Letter, Passage, Refusal

logger = logging.getLogger(__name__)

Found = list[tuple[int, float]]

_CAUGHT_UP_AT_ONCE = 64  # generations that a search catches up with itself; more are left to the background
_TRIES = 4  # to search while letters are being replaced
_MADE_AT_ONCE = 50_000  # passages whose words a search waits for when they have to be made anew
_REMEMBERED_OUTLINES = 200_000  # passages, some 200 bytes each
_REMEMBERED_PASSAGES = 2_048  # with their text: some 2 kB each
_REMEMBERED_NAMES = 200_000
_REMEMBERED_FILTERS = 64
_EVERYTHING = Filters()


class Index(Letters):
    """Letters in SQLite, their words in memory and in FTS5, their vectors in FAISS: the embedded `PassageIndex`."""

    def __init__(self, store: Store) -> None:
        super().__init__(store)
        self._stored_vectors, self._stored_words = StoredVectors(), StoredWords()
        self._vectors = Follower(store, self._stored_vectors)
        self._words = Follower(store, self._stored_words)
        self._background: dict[Follower, threading.Thread] = {}
        self._starting = threading.Lock()
        self._owners: tuple[Numbers, Numbers] | None = None
        self._outlines: Memory[tuple[str, int], Outline] = Memory(_REMEMBERED_OUTLINES)
        self._names: Current[int, str] = Current(store, records.names_of_letters, _REMEMBERED_NAMES)
        self._passages: Current[int, Passage] = Current(store, records.read_passages, _REMEMBERED_PASSAGES)
        self._count = Latest(store, _passage_count)
        self._left: Memory[tuple[Filters, State], Numbers] = Memory(_REMEMBERED_FILTERS)

    @classmethod
    def open(cls, folder: Path, *, create: bool = False) -> "Index":
        """Open the index in `folder`, or make one. Raises IndexStateError of all kinds."""
        return cls(Store(folder, create=create))

    # --- reading ------------------------------------------------------------------------------------------------------

    def require_model(self, embedder: Embedder) -> None:
        """Refuse a model that the vectors were not made with. Raises IndexMismatchError."""
        known = self.model()
        if known is not None and known != embedder.identity and self.count():
            raise IndexMismatchError(
                f"The index {self.store.folder} was made with the model {known.split(' ')[0]} ({known[-8:]}) and not "
                f"with {embedder.name} ({embedder.identity[-8:]}); set VERBALE_EMBEDDING_MODEL to the former, or "
                "ingest the letters into another folder."
            )

    def search_dense(self, vector: Vectors, k: int, filters: Filters = _EVERYTHING) -> dict[int, float]:
        """Return the `k` passages nearest to `vector`, (dim,) float32 of unit length, best first, with their cosines.

        Raises IndexMismatchError when the vector is not of the index's dimension.
        """
        self._bring_forward(self._vectors)
        if self._stored_vectors.index is None:
            return {}

        def search(index: VectorIndex, letters: Numbers | None, most: int) -> Found:
            allowed = None if letters is None else lambda rows: np.isin(self._owners_of(rows), letters)
            return index.search(vector, most, allowed)

        index = self._stored_vectors.index
        return dict(self._found(self._vectors, filters, k, partial(search, index)))

    def expect(self, vectors: Vectors) -> None:
        """Have `vectors`, (n, dim), which are about to be searched for, looked for together."""
        if self._stored_vectors.index is not None:
            self._stored_vectors.index.expect(vectors)

    def search_lexical(self, terms: Terms, k: int, filters: Filters = _EVERYTHING) -> dict[int, float]:
        """Return the `k` passages that the analysed words describe best, with their scores by BM25, best first.

        Words may carry weights.
        """
        if self._bring_forward(self._words):
            words = _weighted(terms)

            def search(letters: Numbers | None, most: int) -> Found:
                return self._stored_words.index.search(words, most, letters)

            return dict(self._found(self._words, filters, k, search))
        letters, _ = self._narrowed(filters, self._words)
        with self.store.reading() as connection:  # the words are being made anew, and the store answers meanwhile
            listed = None if letters is None else _listed(letters.tolist())
            return dict(lexical.search(connection, tuple(terms), k, listed))

    def _found(
        self,
        follower: Follower,
        filters: Filters,
        k: int,
        search: Callable[[Numbers | None, int], list[tuple[int, float]]],
    ) -> Found:
        """Search what `follower` keeps; what was taken out meanwhile is not found, and what came for it is."""
        for _ in range(_TRIES):
            letters, behind = self._narrowed(filters, follower)
            if letters is not None and not len(letters):
                return []
            found = search(letters, k * 2 if behind else k)
            held = self._still_held(found) if self.store.state() != follower.state else found
            if len(held) == len(found) or behind > _CAUGHT_UP_AT_ONCE:
                break
            follower.catch_up()
        return held[:k]

    def search_letters(self, terms: Terms, k: int, filters: Filters = _EVERYTHING) -> tuple[tuple[str, float], ...]:
        """Return the `k` letters that the analysed words describe best as a whole, with their scores."""
        if not self._bring_forward(self._words):
            return self._letters_of_hits(self.search_lexical(terms, k * 8, filters), k)
        letters, _ = self._narrowed(filters, self._words)
        found = self._stored_words.index.search_letters(_weighted(terms), k, letters)
        names = self._names.known(number for number, _ in found)
        return tuple((names[number], score) for number, score in found if number in names)

    def _letters_of_hits(self, hits: Mapping[int, float], k: int) -> tuple[tuple[str, float], ...]:
        letters = self.letters_of(hits)
        scores: dict[str, float] = {}
        for passage, score in hits.items():
            if (letter := letters.get(passage)) is not None:
                scores[letter] = scores.get(letter, 0.0) + score
        return tuple(sorted(scores.items(), key=lambda each: (-each[1], each[0]))[:k])

    def frequencies(self, terms: Iterable[str]) -> dict[str, int]:
        """Return in how many passages each word stands; 0 where in none."""
        if self._bring_forward(self._words):
            return {term: self._stored_words.index.frequency(term) for term in terms}
        with self.store.reading() as connection:
            return lexical.document_frequencies(connection, list(terms))

    def holding(self, ids: Sequence[int] | Numbers, words: Sequence[str]) -> NDArray[np.bool_]:
        """Tell which passages are found by which of `words`, (ids, words); context line included."""
        if self._bring_forward(self._words):
            return self._stored_words.index.holding(ids, words)
        with self.store.reading() as connection:
            rows = connection.execute(
                "SELECT rowid, context || ' ' || body FROM words WHERE rowid IN (SELECT value FROM json_each(?))",
                (_listed(ids),),
            )
            found = {passage: frozenset(stems.split()) for passage, stems in rows}
        held = [[word in found.get(each, ()) for word in words] for each in ids]
        return np.array(held, np.bool_).reshape(len(ids), len(words))

    def correct(self, stem: str) -> str | None:
        """Return the index's own spelling of a word that it does not hold, or `None`."""
        return self._stored_words.index.correct(stem) if self._bring_forward(self._words) else None

    def vectors(self, ids: Sequence[int] | Numbers) -> Vectors:
        """Return the vectors of those passages, (ids, dim) float32, as they are stored; zeros for one not held."""
        self._bring_forward(self._vectors)
        index = self._stored_vectors.index
        if index is None:
            return np.zeros((len(ids), 0), np.float32)
        found = index.vectors(ids)
        if found is not None:
            return found
        with self.store.reading() as connection:
            rows = connection.execute(
                "SELECT passage, vector FROM vectors WHERE passage IN (SELECT value FROM json_each(?))", (_listed(ids),)
            )
            known = dict(rows.fetchall())
        nothing = bytes(2 * index.dimension)
        return stacked([(each, known.get(each, nothing)) for each in ids], index.dimension)[1]

    def token_vectors(self, ids: Iterable[int]) -> dict[int, bytes]:
        """Return the words of those passages as the model sees them, packed."""
        with self.store.reading() as connection:
            rows = connection.execute(
                "SELECT passage, words FROM token_vectors WHERE passage IN (SELECT value FROM json_each(?))",
                (_listed(ids),),
            )
            return dict(rows)

    def passages(self, ids: Iterable[int]) -> dict[int, Passage]:
        """Return the passages of those numbers that are still held."""
        return self._passages.known(ids)

    def letters_of(self, ids: Iterable[int]) -> dict[int, str]:
        """Return the letter of each of those passages that is still held."""
        wanted = list(ids)
        numbers = self._stored_words.index.letters_of(wanted) if self._bring_forward(self._words) else {}
        names = self._names.known(numbers.values())
        found = {passage: names[number] for passage, number in numbers.items() if number in names}
        if len(found) < len(wanted):
            with self.store.reading() as connection:
                found |= records.letters_of_passages(connection, [each for each in wanted if each not in found])
        return found

    def outlines(self, letter_ids: Iterable[str]) -> dict[str, Outline]:
        """Return how the passages of each of those letters that is held hang together."""
        return self._remembered(self._outlines, letter_ids, records.read_outlines, lambda each: len(each.attribution))

    def count(self) -> int:
        """Return how many passages are held."""
        return self._count.now()

    # --- writing ------------------------------------------------------------------------------------------------------

    def adopt(self, embedder: Embedder) -> None:
        """Note which model makes the vectors of this index. Raises IndexMismatchError when another one did."""
        self.require_model(embedder)
        if self.model() != embedder.identity:
            with self.store.writing() as (connection, _):
                set_meta(connection, "model", embedder.identity)
                set_meta(connection, "dimension", str(embedder.dimension))

    def add(self, letter: Letter, passages: Sequence[Passage], embedded: EmbeddedPassages, source: str) -> None:
        """Take in a letter whole, in the place of an earlier one of the same identity.

        Raises IndexStateError, and UnreadableLetterError for text that cannot be stored.
        """
        with self.store.writing() as (connection, generation):
            self.write(connection, generation, letter, passages, embedded, source)

    def write(
        self,
        connection: sqlite3.Connection,
        generation: int,
        letter: Letter,
        passages: Sequence[Passage],
        embedded: EmbeddedPassages,
        source: str,
    ) -> int:
        """Write a letter inside a transaction that is open already; return its row. Raises UnreadableLetterError."""
        try:
            number = records.write_letter(connection, letter, source, generation)
            records.write_passages(connection, number, passages, embedded.vectors, generation)
            records.write_token_vectors(connection, passages, embedded.words)
        except UnicodeEncodeError as error:
            raise UnreadableLetterError(
                f"{source}: the text holds characters that are none; save it as UTF-8.", Refusal.FORMAT
            ) from error
        return number

    def publish(self) -> None:
        """Save what was derived for the next start, and flush the store to the disk. Raises IndexStateError."""
        with self.writing():
            self.refresh()
            self.store.checkpoint()
            for follower in (self._vectors, self._words):
                follower.save()

    # --- keeping in step ----------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Catch up with whatever this or another process has changed; the first call reads what was saved."""
        for follower in (self._vectors, self._words):
            follower.catch_up()

    def settle(self) -> None:
        """Share with other processes what one of them has saved since it changed."""
        for follower in (self._vectors, self._words):
            follower.settle()

    def rebuild(self) -> None:
        """Make vectors and words anew from the store."""
        for follower in (self._vectors, self._words):
            follower.rebuild()

    def vector_index(self) -> VectorIndex | None:
        """Return the vectors as they are searched now; `None` before the first letter."""
        return self._stored_vectors.index

    def word_count(self) -> int:
        """Return how many passages can be found by their words."""
        return len(self._stored_words.index)

    def _bring_forward(self, follower: Follower) -> bool:
        """Catch up with a small change at once, with a large one in the background; tell whether it can be searched."""
        now, then = self.store.state(), follower.state
        if now == then:
            return True
        if then is None and follower is self._words and self.count() > _MADE_AT_ONCE and not follower.saved():
            self._in_background(follower)
            return False
        if then is None:
            follower.catch_up()
        elif now.store == then.store and now.generation - then.generation <= _CAUGHT_UP_AT_ONCE:
            follower.catch_up(wait=False, remake=False)
            if follower.outgrown:  # the one in use answers until the other is ready
                self._in_background(follower)
        else:
            self._in_background(follower)
        return follower.state is not None

    def _in_background(self, follower: Follower) -> None:
        with self._starting:
            running = self._background.get(follower)
            if running is None or not running.is_alive():
                thread = threading.Thread(target=_catch_up_quietly, args=(follower,), name="catch-up", daemon=True)
                self._background[follower] = thread
                thread.start()

    def _narrowed(self, filters: Filters, follower: Follower) -> tuple[Numbers | None, int]:
        """Return the letters that `filters` leave (`None` is all), and how far the store is ahead of `follower`."""
        if filters.empty:
            return None, self._ahead(self.store.state(), follower)
        with self.store.reading() as connection:
            state = state_of(connection)
            left = self._left.get((filters, state))
            if left is None:
                left = np.array(catalogue.letters_left(connection, filters), np.int64)
                self._left.put((filters, state), left)
        return left, self._ahead(state, follower)

    @staticmethod
    def _ahead(state: State, follower: Follower) -> int:
        return state.generation - (follower.state.generation if follower.state else 0)

    def _owners_of(self, rows: Numbers) -> Numbers:
        """Return the letter of each row of the vectors, 0 where it is gone; worked out once for each change."""
        known = self._owners
        if known is not None and known[0] is rows:
            return known[1]
        with self.store.reading() as connection:
            pairs = connection.execute("SELECT passage, letter FROM passages ORDER BY passage").fetchall()
        table = np.array(pairs, np.int64).reshape(-1, 2)
        owners = np.zeros(len(rows), np.int64)
        if len(table):
            places = np.minimum(np.searchsorted(table[:, 0], rows), len(table) - 1)
            owners = np.where(table[places, 0] == rows, table[places, 1], 0)
        self._owners = (rows, owners)
        return owners

    def _still_held(self, found: Sequence[tuple[int, float]]) -> list[tuple[int, float]]:
        """Return what was found without what has been taken out meanwhile."""
        with self.store.reading() as connection:
            rows = connection.execute(
                "SELECT passage FROM passages WHERE passage IN (SELECT value FROM json_each(?))",
                (_listed(passage for passage, _ in found),),
            )
            held = {row[0] for row in rows}
        return [(passage, score) for passage, score in found if passage in held]

    def close(self) -> None:
        """Close the files; the index must not be used any more."""
        for thread in list(self._background.values()):
            thread.join()
        super().close()


def _catch_up_quietly(follower: Follower) -> None:
    try:
        follower.catch_up()
    except Exception:  # a later search tries again, and meanwhile the last good state answers
        logger.exception("the index could not be caught up")


def _passage_count(connection: sqlite3.Connection) -> int:
    return int(connection.execute("SELECT count(*) FROM vectors").fetchone()[0])


def _weighted(terms: Terms) -> Mapping[str, float]:
    return terms if isinstance(terms, Mapping) else dict.fromkeys(terms, 1.0)


def _listed(ids: Iterable[int]) -> str:
    """Return numbers as a JSON list, to be handed to SQLite as one parameter."""
    return "[" + ",".join(str(int(each)) for each in ids) + "]"


if TYPE_CHECKING:  # that it keeps what the protocol promises is checked where the types are
    _KEPT: type[PassageIndex] = Index
