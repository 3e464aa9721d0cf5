"""How rare the words of a question are among the letters at hand, and which of them are names there."""

import math
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Protocol

from retrieval.language.analysis import terms
from retrieval.patterns import regex
from retrieval.types import Passage

# A name that more of the passages hold is that of a party: it tells who, and not what about.
NAMED_SHARE = 0.08
_SAMPLED = 8  # passages that are looked at for how a word is printed
# In which names are printed small. Takes "https://tide.example.com/bresk", "www.example.org/bresk",
# "office.example.org/bresk", "renn@example.org"; leaves "and/or", "A/76/9011", "Bresk." alone.
_ADDRESS = regex(r"(?<!\S)(?:\S*(?:://|www\.|@)\S*|\S+\.[a-z]{2,}/\S*)")
# Where a word stands inside a sentence: "the master Perrin", "Mr. Perrin", "(Perrin".
_WORD = regex(r"(?P<inside>(?<=[^.!?]\s)|(?<=\b[A-Z][a-z]\.\s)|(?<=[“‘(]))?(?P<word>[^\W\d_]+(?:[’'-][^\W_]+)*)")


class Holding(Protocol):
    """What is asked of an index: which passages hold a word."""

    def frequencies(self, terms: Iterable[str]) -> Mapping[str, int]:
        """Return in how many passages each stem stands."""

    def count(self) -> int:
        """Return how many passages there are."""

    def search_lexical(self, terms: Sequence[str], k: int) -> Mapping[int, float]:
        """Return the `k` passages that BM25 ranks best for `terms`, best first, with their scores."""

    def passages(self, ids: Iterable[int]) -> Mapping[int, Passage]:
        """Return those of the passages that the index still holds."""


class Held:
    """Judges words by the passages of an index."""

    def __init__(self, index: Holding) -> None:
        self._index = index

    def rare(self, words: Sequence[str]) -> int:
        """Return how many of `words` stand in few passages: at most the square root of all, and at least one."""
        held = self._index.frequencies(set(terms(" ".join(words))))
        return sum(0 < number <= math.sqrt(self._index.count()) for number in held.values())

    def common(self, stems: Iterable[str]) -> frozenset[str]:
        """Return those of `stems` that stand in more than a few passages."""
        most = math.sqrt(self._index.count())
        return frozenset(stem for stem, number in self._index.frequencies(set(stems)).items() if number > most)

    def names(self, words: Sequence[str]) -> bool:
        """Tell whether not many passages hold one of `words`, and those with a capital letter inside sentences."""
        total = self._index.count()
        held = self._index.frequencies(set(terms(" ".join(words))))
        most = max(math.sqrt(total), NAMED_SHARE * total)
        return any(self.printed(stem) is not None for stem, number in held.items() if 0 < number <= most)

    def printed(self, stem: str) -> str | None:
        """Return the name that a stem is of, as the best passages print it; `None` where some print it small."""
        held = self._index.passages(self._index.search_lexical([stem], _SAMPLED)).values()
        texts = [_ADDRESS.sub(" ", each.text) if _may_hold_addresses(each.text) else each.text for each in held]
        printed = [found for text in texts for found in _WORD.finditer(text) if _stems(found["word"]) == (stem,)]
        inside = [found for found in printed if found["inside"] is not None]
        if not inside or not all(found["word"][0].isupper() for found in printed):
            return None
        return next((found["word"] for found in inside if not found["word"].isupper()), inside[0]["word"])


def _may_hold_addresses(text: str) -> bool:
    """Tell cheaply whether a look for addresses can be spared."""
    return "/" in text or "@" in text or "www." in text


@lru_cache(maxsize=4_096)
def _stems(word: str) -> tuple[str, ...]:
    return terms(word)
