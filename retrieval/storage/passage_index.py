"""What the engine asks of an index of letters; another engine stands behind the same protocol and tests."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from retrieval.encoder.embedding import EmbeddedPassages
from retrieval.storage.outlines import Outline
from retrieval.storage.vectors import Numbers, Vectors
from retrieval.types import Filters, Letter, LetterCard, LetterDetail, Passage

Terms = Sequence[str] | Mapping[str, float]
"""Words that are searched for, each once, with their weights where they are not all alike."""

_EVERYTHING = Filters()


class PassageIndex(Protocol):
    """What the engine asks of an index of letters. Callable from several threads."""

    @property
    def generation(self) -> int:
        """Return a number that grows with every change."""
        ...

    def search_dense(self, vector: Vectors, k: int, filters: Filters = _EVERYTHING) -> dict[int, float]:
        """Return the `k` passages nearest to `vector`, (dim,) float32 of unit length, best first, with their cosines.

        Raises IndexMismatchError when the vector is not of the index's dimension.
        """
        ...

    def search_lexical(self, terms: Terms, k: int, filters: Filters = _EVERYTHING) -> dict[int, float]:
        """Return the `k` passages that the analysed words describe best, with their scores by BM25, best first.

        Words may carry weights.
        """
        ...

    def search_letters(self, terms: Terms, k: int, filters: Filters = _EVERYTHING) -> tuple[tuple[str, float], ...]:
        """Return the `k` letters that the analysed words describe best as a whole, with their scores."""
        ...

    def frequencies(self, terms: Iterable[str]) -> dict[str, int]:
        """Return in how many passages each word stands."""
        ...

    def holding(self, ids: Sequence[int] | Numbers, words: Sequence[str]) -> NDArray[np.bool_]:
        """Tell which passages are found by which of `words`, (ids, words); context line included."""
        ...

    def correct(self, stem: str) -> str | None:
        """Return the index's own spelling of a word that it does not hold, or `None`."""
        ...

    def vectors(self, ids: Sequence[int] | Numbers) -> Vectors:
        """Return the vectors of those passages, (ids, dim) float32; zeros for one that is not held."""
        ...

    def token_vectors(self, ids: Iterable[int]) -> dict[int, bytes]:
        """Return the words of those passages as the model sees them, packed; none where it does not tell them."""
        ...

    def passages(self, ids: Iterable[int]) -> dict[int, Passage]:
        """Return the passages of those numbers that are still held."""
        ...

    def letters_of(self, ids: Iterable[int]) -> dict[int, str]:
        """Return the letter of each of those passages that is still held."""
        ...

    def outlines(self, letter_ids: Iterable[str]) -> dict[str, Outline]:
        """Return how the passages of each of those letters that is held hang together."""
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

    def letters_naming(self, symbols: Iterable[str], role: str) -> tuple[LetterCard, ...]:
        """Return the letters that cite ("cites") or answer ("answers") what goes by any of `symbols`, newest first."""
        ...

    def all_senders(self) -> tuple[str, ...]:
        """Return all senders of letters, in small letters."""
        ...

    def corrigenda_of(self, letter_ids: Sequence[str]) -> tuple[LetterCard, ...]:
        """Return the corrigenda held to any of the letters, themselves not counted."""
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

    def add(self, letter: Letter, passages: Sequence[Passage], embedded: EmbeddedPassages, source: str) -> None:
        """Take in a letter whole, in the place of an earlier one of the same identity."""
        ...

    def remove(self, letter_id: str) -> None:
        """Take a letter out whole. Raises LetterNotFoundError."""
        ...
