"""An optional second look: a cross-encoder reads the question with each of the best passages and orders them again.

It is loaded as the embedding model is (`models`), and is off unless `VERBALE_RERANKER_MODEL` names one.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol

from retrieval.search.ranking import Candidate

RERANKED = 20
"""Passages that are read again: about 0.8 s for a six-layer model on one core."""


class PairScorer(Protocol):
    """A cross-encoder: higher is better, comparable within one call only."""

    def scores(self, question: str, texts: Sequence[str]) -> list[float]:
        """Return one score for each of `texts`, in their order."""


def rerank(question: str, candidates: tuple[Candidate, ...], scorer: PairScorer) -> tuple[Candidate, ...]:
    """Return `candidates` with the first `RERANKED` of them in the scorer's order, the rest as they were.

    The ranking's own scores stay in their places, best first, as what follows compares them.
    """
    first = candidates[:RERANKED]
    scores = scorer.scores(question, [f"{each.passage.context}\n{each.passage.text}" for each in first])
    order = sorted(range(len(first)), key=lambda at: (-scores[at], at))
    again = (replace(first[at], score=own.score) for at, own in zip(order, first, strict=True))
    return (*again, *candidates[RERANKED:])
