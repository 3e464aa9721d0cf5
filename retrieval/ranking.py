"""A query → passages of the letters, best first: lexical, dense and letter-level evidence weighed together.

A note is searched on its own and leads back to the passage that calls it. The weights are data (`weights.json`), fitted
by `benchmarks/fit.py`.
"""

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from retrieval.embedding import Vector
from retrieval.interaction import Asked, Reading, packaged_projection
from retrieval.names import names_match
from retrieval.neighbours import Near
from retrieval.question import Query
from retrieval.types import Filters, Hit, LetterCard, Passage, PassageKind
from retrieval.weights import Weights

POOL = 100
POOL_LETTERS = 60
WHOLE_LETTERS = 10
# Rank 1 counts 1, rank 11 a half: steeper than reciprocal rank fusion's 60, as the pools are short.
RANK_CONSTANT = 10.0
FEATURES = (
    "dense", "letter dense", "lexical rank", "dense rank", "letter rank", "meaning", "month", "year",
    "letter lexical", "lexical", "speaker", "turned",
)  # fmt: skip
# So many of the best passages are read closely, word by word.
READ = 30
READ_FEATURES = (*FEATURES, "likeness")


class Searchable(Protocol):
    """What ranking asks of an index."""

    def search_lexical(self, terms: Sequence[str], k: int, filters: Filters = ...) -> Sequence[Hit]:
        """Return the `k` passages that BM25 ranks best for `terms`, best first."""

    def search_dense(self, vector: Vector, k: int, filters: Filters = ...) -> Sequence[Hit]:
        """Return the `k` passages nearest to `vector`, best first."""

    def search_letters(self, terms: Sequence[str], k: int, filters: Filters = ...) -> Sequence[tuple[str, float]]:
        """Return the `k` letters that BM25 over their whole text ranks best, with their scores."""

    def letters_of(self, passage_ids: Iterable[int]) -> Mapping[int, str]:
        """Return the letter of each of those passages that the index still holds."""

    def letter_passages(self, letter_ids: Iterable[str]) -> Mapping[str, Sequence[Passage]]:
        """Return all passages of each letter."""

    def vectors(self, passage_ids: Sequence[int]) -> Mapping[int, Vector]:
        """Return the vectors of passages."""

    def token_vectors(self, ids: Iterable[int]) -> Mapping[int, bytes]:
        """Return the words of passages as the model sees them, packed."""

    def tokens(self, passage_ids: Sequence[int], among: Iterable[str]) -> Mapping[int, frozenset[str]]:
        """Return which of the stems `among` each passage is found by, context line included."""

    def frequencies(self, terms: Iterable[str]) -> Mapping[str, int]:
        """Return in how many passages each stem stands."""

    def cards(self, letter_ids: Iterable[str]) -> Mapping[str, LetterCard]:
        """Return the cards of letters."""

    def count(self) -> int:
        """Return how many passages there are."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A passage that may answer, its evidence in the order of `FEATURES`, and the weighed sum of it."""

    passage: Passage
    letter: LetterCard
    notes: tuple[Passage, ...]
    features: tuple[float, ...]
    score: float
    found_by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the searches brought, before it is weighed: ranks start at 1, scores are those of each list.

    `total` is the importance of the whole question, never 0.
    """

    lexical: Mapping[int, Hit]
    dense: Mapping[int, Hit]
    letters: Mapping[str, tuple[int, float]]
    importance: Mapping[str, float]

    total: float


def rank(
    query: Query, vector: Vector, turned: Vector, index: Searchable, weights: Weights, filters: Filters
) -> tuple[Candidate, ...]:
    """Return the passages that may answer `query`, best first; empty when nothing shares a word or a meaning.

    `vector` is the question as it is searched for, `turned` the same turned towards what answers.
    """
    evidence = _search(query, vector, index, filters)
    families = _families(evidence, index)
    if not families:
        return ()
    cards = index.cards({family[0].letter_id for family in families})
    features = _features(query, np.stack([vector, turned]), index, evidence, families, cards)
    scores = features @ np.array(weights.ranking)
    candidates = [
        Candidate(family[0], cards[family[0].letter_id], family[1:], tuple(row), score, _found_by(family, evidence))
        for family, row, score in zip(families, features.tolist(), scores.tolist(), strict=True)
    ]
    return tuple(sorted(candidates, key=lambda each: (-each.score, each.passage.passage_id)))


def reading_of(asked: Asked, candidates: Sequence[Candidate], index: Searchable) -> Reading:
    """Return how the words of a question find their like in the passages of `candidates`."""
    members = {each.passage_id: each for candidate in candidates for each in (candidate.passage, *candidate.notes)}
    stored = index.token_vectors(members) if len(asked.rows) else {}
    known = {number: packaged_projection().unpacked(words) for number, words in stored.items()}
    return Reading(asked, {at: (members[at].span.start, words) for at, words in known.items() if words is not None})


def reorder(candidates: Sequence[Candidate], reading: Reading, weights: Weights) -> tuple[Candidate, ...]:
    """Return `candidates` with the first `READ` of them in the order that reading them closely gives."""
    close = [read(each, reading, weights.reading) for each in candidates[:READ]]
    close.sort(key=lambda each: (-each.score, each.passage.passage_id))
    rest = candidates[READ:]
    fall = close[-1].score - candidates[len(close) - 1].score if rest else 0.0
    return (*close, *(replace(each, features=(*each.features, 0.0), score=each.score + fall) for each in rest))


def read(candidate: Candidate, reading: Reading, weights: Sequence[float]) -> Candidate:
    """Return the candidate as it is weighed after close reading."""
    likeness = reading.of_passages([each.passage_id for each in (candidate.passage, *candidate.notes)])
    features = (*candidate.features, likeness)
    return replace(candidate, features=features, score=float(np.dot(weights, features)))


def _found_by(family: Sequence[Passage], evidence: Evidence) -> tuple[str, ...]:
    lists = (("lexical", evidence.lexical), ("dense", evidence.dense))
    ids = [member.passage_id for member in family]
    return tuple([name for name, hits in lists if not hits.keys().isdisjoint(ids)])


def _search(query: Query, vector: Vector, index: Searchable, filters: Filters) -> Evidence:
    stems = tuple(query.terms)
    letters = index.search_letters(stems, POOL_LETTERS, filters)
    weighed = importance(query.terms, index)
    return Evidence(
        lexical={hit.passage_id: hit for hit in index.search_lexical(stems, POOL, filters)},
        dense={hit.passage_id: hit for hit in index.search_dense(vector, POOL, filters)},
        letters={letter_id: (at, score) for at, (letter_id, score) in enumerate(letters, 1)},
        importance=weighed,
        total=sum(weighed.values()) or 1.0,
    )


def importance(terms: Mapping[str, float], index: Searchable) -> dict[str, float]:
    """Return the weight of each stem times its inverse passage frequency; an unknown stem counts as one found once.

    Source: Robertson and Zaragoza, The Probabilistic Relevance Framework: BM25 and Beyond (2009), with 1 added.
    """
    total, found = index.count(), index.frequencies(terms)
    held = {stem: max(1, found.get(stem, 0)) for stem in terms}
    return {
        stem: weight * math.log(1 + (total - held[stem] + 0.5) / (held[stem] + 0.5)) for stem, weight in terms.items()
    }


def _families(evidence: Evidence, index: Searchable) -> list[tuple[Passage, ...]]:
    """Return each candidate passage with the notes it calls; a note that no passage calls stands alone."""
    found = index.letters_of({*evidence.lexical, *evidence.dense})
    best = set(sorted(evidence.letters, key=lambda each: evidence.letters[each][0])[:WHOLE_LETTERS])
    letters = index.letter_passages({*found.values(), *best})
    return [
        family
        for letter_id, passages in letters.items()
        for family in _families_of(passages, found.keys(), whole=letter_id in best)
    ]


def _families_of(passages: Sequence[Passage], wanted: Set[int], *, whole: bool) -> Iterator[tuple[Passage, ...]]:
    """Yield the families of one letter that hold any of `wanted`, or all of a letter that is taken `whole`."""
    held = [passage for passage in passages if passage.passage_id in wanted]
    if not whole and not any(passage.indicators for passage in held):  # neither notes nor passages that call one
        yield from ((passage,) for passage in held)
        return
    notes = _by_indicator(passages)
    called: set[int] = set()
    for passage in passages:
        if passage.kind is PassageKind.FOOTNOTE:
            continue
        family: tuple[Passage, ...] = (passage,)
        if passage.indicators and notes:
            found_notes = (note for mark in passage.indicators for note in notes.get((passage.part, mark), ()))
            own = {note.passage_id: note for note in found_notes}
            called.update(own)
            family = (passage, *own.values())
        if whole or any(member.passage_id in wanted for member in family):
            yield family
    for passage in passages:
        if passage.kind is PassageKind.FOOTNOTE and passage.passage_id in wanted and passage.passage_id not in called:
            yield (passage,)


def _by_indicator(passages: Iterable[Passage]) -> dict[tuple[str, str], list[Passage]]:
    """Return the notes among `passages` by the part that they stand in and the indicator that calls them."""
    notes: dict[tuple[str, str], list[Passage]] = {}
    for passage in passages:
        if passage.kind is PassageKind.FOOTNOTE:
            for mark in passage.indicators:
                notes.setdefault((passage.part, mark), []).append(passage)
    return notes


def _features(
    query: Query,
    vectors: Vector,
    index: Searchable,
    evidence: Evidence,
    families: Sequence[Sequence[Passage]],
    cards: Mapping[str, LetterCard],
) -> NDArray[np.float64]:
    """Return the evidence of each family, (families, `FEATURES`): of its members the best, or all together.

    `vectors` holds the question's vector as it is and turned, (2, dim).
    """
    ids = [member.passage_id for family in families for member in family]
    starts = np.cumsum([0, *(len(family) for family in families[:-1])])
    letters = [family[0].letter_id for family in families]
    lexical, dense = evidence.lexical, evidence.dense
    cosine, turned = np.maximum.reduceat(_cosines(ids, vectors, index), starts).T
    found = np.array([evidence.letters.get(each, (0, 0.0)) for each in letters])
    return np.stack(
        [
            cosine,
            _best_of_letter(letters, cosine),
            np.maximum.reduceat([_nearness(lexical[each].rank) if each in lexical else 0.0 for each in ids], starts),
            np.maximum.reduceat([_nearness(dense[each].rank) if each in dense else 0.0 for each in ids], starts),
            [_nearness(at) if at else 0.0 for at in found[:, 0].tolist()],
            _meaning(query.near, ids, starts, index, evidence),
            [float(_in_period(query.periods, cards[each].date, 7)) for each in letters],
            [float(_in_period(query.periods, cards[each].date, 4)) for each in letters],
            found[:, 1] / evidence.total,
            np.add.reduceat([lexical[each].score if each in lexical else 0.0 for each in ids], starts) / evidence.total,
            [float(_is_of(query.speakers, family[0], cards[family[0].letter_id])) for family in families],
            turned,
        ],
        axis=1,
    )


def _cosines(ids: Sequence[int], vectors: Vector, index: Searchable) -> NDArray[np.float64]:
    """Return the cosine of each passage with each of `vectors`, (ids, vectors)."""
    known = index.vectors(ids)
    held = [place for place, each in enumerate(ids) if each in known]
    cosines = np.zeros((len(ids), len(vectors)))
    if held:
        cosines[held] = np.stack([known[ids[place]] for place in held]) @ vectors.T
    return cosines


def _best_of_letter(letters: Sequence[str], cosines: NDArray[np.float64]) -> list[float]:
    best: dict[str, float] = {}
    for letter_id, cosine in zip(letters, cosines.tolist(), strict=True):
        best[letter_id] = max(cosine, best.get(letter_id, 0.0))
    return [best[letter_id] for letter_id in letters]


def _meaning(
    near: Near, ids: Sequence[int], starts: NDArray[np.int64], index: Searchable, evidence: Evidence
) -> NDArray[np.float64]:
    """Return what share of the question's importance the words of each family, or words like them, hold together."""
    means: dict[str, list[tuple[int, float]]] = {}
    for column, stem in enumerate(evidence.importance):
        for other, value in {**near.get(stem, {}), stem: 1.0}.items():
            means.setdefault(other, []).append((column, value))
    tokens = index.tokens(ids, means)
    held = np.zeros((len(ids), len(evidence.importance)))
    for row, each in enumerate(ids):
        for word in tokens.get(each, ()):
            for column, value in means[word]:
                held[row, column] = max(held[row, column], value)
    together = np.maximum.reduceat(held, starts)
    shares: NDArray[np.float64] = together @ np.array(list(evidence.importance.values()), np.float64) / evidence.total
    return shares


def _is_of(speakers: Sequence[str], passage: Passage, card: LetterCard) -> bool:
    """Tell whether one of those asked for sends the letter or speaks in the passage."""
    return any(names_match(name, voice) for name in speakers for voice in (*card.senders, *passage.attribution))


def _nearness(place: int) -> float:
    return (RANK_CONSTANT + 1) / (RANK_CONSTANT + place)


def _in_period(periods: Sequence[str], date: str | None, precision: int) -> bool:
    """Tell whether a letter's `date` and one of `periods` agree to the year (4 characters) or the month (7)."""
    return date is not None and any(
        date[:precision] == period[:precision] for period in periods if min(len(period), len(date)) >= precision
    )
