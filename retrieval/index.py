"""Store and vectors as one thing: letters go in and out whole, and searches see one state of both.

`PassageIndex` is all that the engine asks of an index; another engine stands behind the same protocol and tests.
"""

import json
import logging
import sqlite3
import threading
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray
from pydantic_core import PydanticSerializationError

from retrieval import catalogue, lexical, records
from retrieval.embedding import Embedder
from retrieval.errors import IndexMismatchError, LetterNotFoundError, UnreadableLetterError
from retrieval.store import State, Store, meta, set_meta, state_of
from retrieval.types import Filters, Hit, IngestReport, IngestStatus, Letter, LetterCard, LetterDetail, Passage
from retrieval.vectors import Numbers, VectorIndex, Vectors

logger = logging.getLogger(__name__)

Terms = Sequence[str] | Mapping[str, float]

_CAUGHT_UP_AT_ONCE = 64  # generations that a search catches up with itself; more are left to the background
_REMEMBERED_LETTERS = 64
_REMEMBERED_FILTERS = 64
_BATCH = 8_192
_EVERYTHING = Filters()


class PassageIndex(Protocol):
    """What the engine asks of an index of letters. Callable from several threads."""

    @property
    def generation(self) -> int:
        """Return a number that grows with every change."""
        ...

    def search_dense(self, vector: Vectors, k: int, filters: Filters = _EVERYTHING) -> tuple[Hit, ...]:
        """Return the `k` passages nearest to `vector`, (dim,) float32 of unit length, best first, with cosines."""
        ...

    def search_lexical(self, terms: Terms, k: int, filters: Filters = _EVERYTHING) -> tuple[Hit, ...]:
        """Return the `k` passages that the analysed words describe best, by BM25; words may carry weights."""
        ...

    def search_letters(self, terms: Terms, k: int, filters: Filters = _EVERYTHING) -> tuple[tuple[str, float], ...]:
        """Return the `k` letters that the analysed words describe best as a whole, with their scores."""
        ...

    def frequencies(self, terms: Iterable[str]) -> dict[str, int]:
        """Return in how many passages each word stands."""
        ...

    def tokens(self, ids: Iterable[int]) -> dict[int, frozenset[str]]:
        """Return the words that each passage is found by, context line included."""
        ...

    def correct(self, stem: str) -> str | None:
        """Return the index's own spelling of a word that it does not hold, or `None`."""
        ...

    def vectors(self, ids: Iterable[int]) -> dict[int, Vectors]:
        """Return the vectors of those passages, (dim,) float32 each."""
        ...

    def passages(self, ids: Iterable[int]) -> dict[int, Passage]:
        """Return the passages of those numbers that are still held."""
        ...

    def letter_passages(self, letter_ids: Iterable[str]) -> dict[str, tuple[Passage, ...]]:
        """Return all passages of each of those letters that is held, in their order."""
        ...

    def cards(self, letter_ids: Iterable[str]) -> dict[str, LetterCard]:
        """Return the cards of the letters that are held."""
        ...

    def letter(self, letter_id: str) -> Letter:
        """Return a letter as it was parsed. Raises LetterNotFoundError."""
        ...

    def detail(self, letter_id: str) -> LetterDetail:
        """Return a letter with its links to others. Raises LetterNotFoundError."""
        ...

    def find(self, name: str) -> str:
        """Return the identity of the letter that goes by `name`. Raises LetterNotFoundError."""
        ...

    def letters_by_symbol(self, symbols: Iterable[str]) -> tuple[str, ...]:
        """Return the identities of the letters that go by any of `symbols`."""
        ...

    def letters(self, filters: Filters = _EVERYTHING, offset: int = 0, limit: int = 20) -> tuple[LetterCard, ...]:
        """Return the letters that `filters` leave, newest first."""
        ...

    def letter_count(self, filters: Filters = _EVERYTHING) -> int:
        """Return how many letters `filters` leave."""
        ...

    def newest_year(self) -> int | None:
        """Return the year of the newest letter."""
        ...

    def count(self) -> int:
        """Return how many passages are held."""
        ...

    def add(self, letter: Letter, passages: Sequence[Passage], vectors: Vectors, source: str) -> None:
        """Take in a letter whole, in the place of an earlier one of the same identity."""
        ...

    def remove(self, letter_id: str) -> None:
        """Take a letter out whole. Raises LetterNotFoundError."""
        ...


class Index:
    """Letters in SQLite, their words in FTS5, their vectors in FAISS: the embedded `PassageIndex`."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self._vectors: VectorIndex | None = None
        self._letter_of_row: tuple[Numbers, Numbers] | None = None
        self._state: State | None = None
        self._catching_up = threading.Lock()
        self._background: threading.Thread | None = None
        self._memory = threading.Lock()
        self._letters: OrderedDict[tuple[str, int], Letter] = OrderedDict()
        self._allowed: OrderedDict[tuple[Filters, State], Numbers] = OrderedDict()

    @classmethod
    def open(cls, folder: Path, *, create: bool = False) -> "Index":
        """Open the index in `folder`, or make one. Raises IndexStateError of all kinds."""
        return cls(Store(folder, create=create))

    # --- reading ------------------------------------------------------------------------------------------------------

    @property
    def generation(self) -> int:
        """Return a number that grows with every change, whoever makes it."""
        return self.store.state().generation

    def model(self) -> str | None:
        """Return the identity of the model that the vectors were made with; `None` before the first letter."""
        with self.store.reading() as connection:
            return meta(connection, "model")

    def require_model(self, embedder: Embedder) -> None:
        """Refuse a model that the vectors were not made with. Raises IndexMismatchError."""
        known = self.model()
        if known is not None and known != embedder.identity and self.count():
            raise IndexMismatchError(
                f"The index {self.store.folder} was made with the model {known.split(' ')[0]} ({known[-8:]}) and not "
                f"with {embedder.name} ({embedder.identity[-8:]}); set VERBALE_EMBEDDING_MODEL to the former, or "
                "ingest the letters into another folder."
            )

    def search_dense(self, vector: Vectors, k: int, filters: Filters = _EVERYTHING) -> tuple[Hit, ...]:
        """Return the `k` passages nearest to `vector`, (dim,) float32 of unit length, best first; scores are cosines.

        Raises IndexMismatchError when the vector is not of the index's dimension.
        """
        vectors = self._current_vectors(len(vector))
        with self.store.reading() as connection:
            state = state_of(connection)
            letters = None if filters.empty else self._letters_left(connection, filters, state)
        if letters is not None and not len(letters):
            return ()
        stale = state != self._state
        allowed = None if letters is None else lambda rows: np.isin(self._letters_of(rows), letters)
        found = vectors.search(vector, k * 2 if stale else k, allowed)
        if stale:  # what was taken out meanwhile must not be found
            held = self._held(passage for passage, _ in found)
            found = [(passage, score) for passage, score in found if passage in held][:k]
        return _hits(found, "dense")

    def search_lexical(self, terms: Terms, k: int, filters: Filters = _EVERYTHING) -> tuple[Hit, ...]:
        """Return the `k` passages that the analysed words describe best, by BM25."""
        with self.store.reading() as connection:
            letters = None
            if not filters.empty:
                left = self._letters_left(connection, filters, state_of(connection))
                if not len(left):
                    return ()
                letters = _listed(left.tolist())
            return _hits(lexical.search(connection, terms, k, letters), "lexical")

    def search_letters(self, terms: Terms, k: int, filters: Filters = _EVERYTHING) -> tuple[tuple[str, float], ...]:
        """Return the `k` letters that the analysed words describe best as a whole, with their scores."""
        hits = self.search_lexical(terms, k * 8, filters)
        scores: dict[str, float] = {}
        letters = {each.passage_id: each.letter_id for each in self.passages(hit.passage_id for hit in hits).values()}
        for hit in hits:
            letter = letters.get(hit.passage_id)
            if letter is not None:
                scores[letter] = scores.get(letter, 0.0) + hit.score
        return tuple(sorted(scores.items(), key=lambda each: (-each[1], each[0]))[:k])

    def frequencies(self, terms: Iterable[str]) -> dict[str, int]:
        """Return in how many passages each word stands; 0 where in none."""
        with self.store.reading() as connection:
            return lexical.document_frequencies(connection, list(terms))

    def tokens(self, ids: Iterable[int]) -> dict[int, frozenset[str]]:
        """Return the words that each passage is found by, context line included."""
        with self.store.reading() as connection:
            rows = connection.execute(
                "SELECT rowid, context || ' ' || body FROM words WHERE rowid IN (SELECT value FROM json_each(?))",
                (_listed(ids),),
            )
            return {passage: frozenset(words.split()) for passage, words in rows}

    def correct(self, stem: str) -> str | None:
        """Return the index's own spelling of a word that it does not hold, or `None`."""
        with self.store.reading() as connection:
            return lexical.correct(connection, stem)

    def passages(self, ids: Iterable[int]) -> dict[int, Passage]:
        """Return the passages of those numbers that are still held."""
        with self.store.reading() as connection:
            return records.read_passages(connection, ids)

    def letter_passages(self, letter_ids: Iterable[str]) -> dict[str, tuple[Passage, ...]]:
        """Return all passages of each of those letters that is held, in their order."""
        with self.store.reading() as connection:
            return records.read_letter_passages(connection, letter_ids)

    def vectors(self, ids: Iterable[int]) -> dict[int, Vectors]:
        """Return the stored vectors of those passages, (dim,) float32 each."""
        with self.store.reading() as connection:
            rows = connection.execute(
                "SELECT passage, vector FROM vectors WHERE passage IN (SELECT value FROM json_each(?))",
                (_listed(ids),),
            )
            return {passage: np.frombuffer(blob, np.float16).astype(np.float32) for passage, blob in rows}

    def cards(self, letter_ids: Iterable[str]) -> dict[str, LetterCard]:
        """Return the cards of the letters that are held."""
        with self.store.reading() as connection:
            return records.read_cards(connection, letter_ids)

    def letter(self, letter_id: str) -> Letter:
        """Return a letter as it was parsed. Raises LetterNotFoundError."""
        with self.store.reading() as connection:
            row = connection.execute("SELECT generation FROM letters WHERE letter_id = ?", (letter_id,)).fetchone()
            if row is None:
                raise LetterNotFoundError(f"The letter {letter_id} is no longer in the index.")
            with self._memory:
                known = self._letters.get((letter_id, row[0]))
            letter = known or records.read_letter(connection, letter_id)
        if letter is None:
            raise LetterNotFoundError(f"The letter {letter_id} is no longer in the index.")
        self._remember(self._letters, (letter_id, row[0]), letter, _REMEMBERED_LETTERS)
        return letter

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

    def letters_by_symbol(self, symbols: Iterable[str]) -> tuple[str, ...]:
        """Return the identities of the letters that go by any of `symbols`."""
        with self.store.reading() as connection:
            return tuple(catalogue.letters_of_symbols(connection, symbols))

    def letter_count(self, filters: Filters = _EVERYTHING) -> int:
        """Return how many letters `filters` leave."""
        with self.store.reading() as connection:
            return catalogue.count_letters(connection, filters)

    def newest_year(self) -> int | None:
        """Return the year of the newest letter, or `None` when none has a date."""
        with self.store.reading() as connection:
            newest = connection.execute("SELECT max(date) FROM letters").fetchone()[0]
            return int(newest[:4]) if newest else None

    def count(self) -> int:
        """Return how many passages are held."""
        with self.store.reading() as connection:
            count: int = connection.execute("SELECT count(*) FROM vectors").fetchone()[0]
            return count

    # --- writing ------------------------------------------------------------------------------------------------------

    def writing(self) -> AbstractContextManager[None]:
        """Keep other writers out for a while, so that several changes follow each other. Raises IndexLockedError."""
        return self.store.lock.held()

    def adopt(self, embedder: Embedder) -> None:
        """Note which model makes the vectors of this index. Raises IndexMismatchError when another one did."""
        self.require_model(embedder)
        if self.model() != embedder.identity:
            with self.store.writing() as (connection, _):
                set_meta(connection, "model", embedder.identity)
                set_meta(connection, "dimension", str(embedder.dimension))

    def add(self, letter: Letter, passages: Sequence[Passage], vectors: Vectors, source: str) -> None:
        """Take in a letter whole, in the place of an earlier one of the same identity; `vectors` is (n, dim) float32.

        Raises IndexStateError, and UnreadableLetterError for text that cannot be stored.
        """
        with self.store.writing() as (connection, generation):
            self.write(connection, generation, letter, passages, vectors, source)

    def write(
        self,
        connection: sqlite3.Connection,
        generation: int,
        letter: Letter,
        passages: Sequence[Passage],
        vectors: Vectors,
        source: str,
    ) -> int:
        """Write a letter inside a transaction that is open already; return its row. Raises UnreadableLetterError."""
        try:
            number = records.write_letter(connection, letter, source, generation)
            records.write_passages(connection, number, passages, vectors, generation)
        except (UnicodeEncodeError, PydanticSerializationError) as error:
            raise UnreadableLetterError(
                f"{source}: the text holds characters that are none; save it as UTF-8."
            ) from error
        return number

    def note_ingest(self, started: str, folder: str, report: IngestReport) -> None:
        """Write down when what was taken in, and how many files came to what."""
        counts = {status.value: report.count(status) for status in IngestStatus if report.count(status)}
        finished = datetime.now(UTC).isoformat(timespec="seconds")
        with self.store.lock.held(), self.store.noting() as connection:
            connection.execute(
                "INSERT INTO ingests VALUES (?, ?, ?, ?)", (started, finished, folder, json.dumps(counts))
            )

    def remove(self, letter_id: str) -> None:
        """Take a letter out whole. Raises LetterNotFoundError, IndexStateError."""
        with self.store.writing() as (connection, generation):
            row = connection.execute("SELECT letter FROM letters WHERE letter_id = ?", (letter_id,)).fetchone()
            if row is None:
                raise LetterNotFoundError(f"The letter {letter_id} is not in the index.")
            records.delete_letter(connection, row[0], generation)

    def publish(self) -> None:
        """Save the vectors for the next start, and flush the store to the disk. Raises IndexStateError."""
        with self.writing():
            self.refresh()
            self.store.checkpoint()
            model = self.model()
            if self._vectors is not None and self._state is not None and model is not None:
                self._vectors.save(self.store.folder, self._state, model)

    # --- keeping the vectors in step ----------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Catch up with whatever this or another process has changed; the first call reads the saved vectors."""
        with self._catching_up:
            self._catch_up()

    def rebuild(self) -> None:
        """Make the vectors anew from those in the store."""
        with self._catching_up:
            if self._vectors is None:
                self._catch_up()
            self._rebuild()

    def vector_rows(self) -> Numbers:
        """Return the passage of each row of the vectors, -1 where there is none."""
        return self._vectors.rows if self._vectors is not None else np.zeros(0, np.int64)

    def _current_vectors(self, dimension: int) -> VectorIndex:
        """Return the vectors, caught up with a small change at once and with a large one in the background."""
        if self._vectors is None:
            self.refresh()
        elif self._state is not None:
            behind = self.store.state()
            if behind.store != self._state.store or behind.generation - self._state.generation > _CAUGHT_UP_AT_ONCE:
                self._refresh_in_background()
            elif behind != self._state and self._catching_up.acquire(blocking=False):
                try:
                    self._catch_up()
                finally:
                    self._catching_up.release()
        return self._vectors or VectorIndex(dimension)

    def _refresh_in_background(self) -> None:
        with self._memory:
            if self._background is None or not self._background.is_alive():
                self._background = threading.Thread(target=self._refresh_quietly, name="catch-up", daemon=True)
                self._background.start()

    def _refresh_quietly(self) -> None:
        try:
            self.refresh()
        except Exception:  # a later search tries again, and meanwhile the last good state answers
            logger.exception("the vectors could not be caught up")

    def _catch_up(self) -> None:
        model = self.model()
        if model is None:
            return
        with self.store.reading() as connection:
            dimension = int(meta(connection, "dimension") or 0)
        if self._vectors is None or self._vectors.dimension != dimension:
            vectors = VectorIndex(dimension)
            self._state = vectors.load(self.store.folder, model)
            self._vectors = vectors
        if not self._caught_up() or self._vectors.outgrown:
            self._rebuild()

    def _caught_up(self) -> bool:
        """Apply the changes since the state that the vectors stand for; tell whether that was possible."""
        with self.store.reading() as connection:
            now = state_of(connection)
            if self._state is None or self._vectors is None or now.store != self._state.store:
                return False
            if now == self._state:
                return True
            since = self._state.generation
            known = connection.execute("SELECT token FROM generations WHERE generation = ?", (since,)).fetchone()
            if known is None or known[0] != self._state.token:
                return False
            removed = [
                row[0] for row in connection.execute("SELECT passage FROM removals WHERE generation > ?", (since,))
            ]
            rows = connection.execute(
                "SELECT passage, vector FROM passages JOIN vectors USING (passage) WHERE generation > ?", (since,)
            ).fetchall()
        added, blobs = _stacked(rows, self._vectors.dimension)
        self._vectors.change(removed, added, blobs)
        self._state = now
        return True

    def _rebuild(self) -> None:
        """Make the vectors anew from those in the store."""
        vectors = self._vectors
        if vectors is None:
            return
        with self.store.reading() as connection:
            now = state_of(connection)
            count = connection.execute("SELECT count(*) FROM vectors").fetchone()[0]

            def batches() -> Iterator[tuple[Numbers, Vectors]]:
                with closing(connection.execute("SELECT passage, vector FROM vectors")) as cursor:
                    while rows := cursor.fetchmany(_BATCH):
                        yield _stacked(rows, vectors.dimension)

            vectors.rebuild(count, batches)
        self._state = now

    def _letters_of(self, rows: Numbers) -> Numbers:
        """Return the letter of each row of the vectors, 0 where it is gone; worked out once for each change."""
        known = self._letter_of_row
        if known is not None and known[0] is rows:
            return known[1]
        with self.store.reading() as connection:
            pairs = connection.execute("SELECT passage, letter FROM passages ORDER BY passage").fetchall()
        table = np.array(pairs, np.int64).reshape(-1, 2)
        letters = np.zeros(len(rows), np.int64)
        if len(table):
            places = np.minimum(np.searchsorted(table[:, 0], rows), len(table) - 1)
            letters = np.where(table[places, 0] == rows, table[places, 1], 0)
        self._letter_of_row = (rows, letters)
        return letters

    def _letters_left(self, connection: sqlite3.Connection, filters: Filters, state: State) -> Numbers:
        with self._memory:
            known = self._allowed.get((filters, state))
        if known is not None:
            return known
        left = np.array(catalogue.letters_left(connection, filters), np.int64)
        self._remember(self._allowed, (filters, state), left, _REMEMBERED_FILTERS)
        return left

    def _held(self, ids: Iterable[int]) -> set[int]:
        with self.store.reading() as connection:
            rows = connection.execute(
                "SELECT passage FROM passages WHERE passage IN (SELECT value FROM json_each(?))",
                (_listed(ids),),
            )
            return {row[0] for row in rows}

    def _remember(self, memory: "OrderedDict", key: object, value: object, most: int) -> None:  # type: ignore[type-arg]
        with self._memory:
            memory[key] = value
            memory.move_to_end(key)
            while len(memory) > most:
                memory.popitem(last=False)

    def close(self) -> None:
        """Close the files; the index must not be used any more."""
        if self._background is not None:
            self._background.join()
        self.store.close()


def _listed(ids: Iterable[int]) -> str:
    """Return numbers as a JSON list, to be handed to SQLite as one parameter."""
    return "[" + ",".join(str(int(each)) for each in ids) + "]"


def _hits(found: Sequence[tuple[int, float]], name: str) -> tuple[Hit, ...]:
    return tuple(Hit(passage, score, rank, (name,)) for rank, (passage, score) in enumerate(found, 1))


def _stacked(rows: Sequence[tuple[int, bytes]], dimension: int) -> tuple[Numbers, Vectors]:
    """Return rows of the store as numbers and (n, dim) float32."""
    ids = np.fromiter((row[0] for row in rows), np.int64, len(rows))
    halves: NDArray[np.float16] = np.frombuffer(b"".join(row[1] for row in rows), np.float16)
    return ids, halves.reshape(len(rows), dimension).astype(np.float32)
