"""A query → passages of the letters, best first: lexical, dense and letter-level evidence weighed together.

A note is searched on its own and leads back to the passage that calls it. The weights are data (`weights.json`), fitted
by `benchmarks/fit.py`.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import chain, islice
from typing import Protocol, TypeVar

import numpy as np
from numpy.typing import NDArray

from retrieval.encoder.embedding import Vector
from retrieval.encoder.interaction import Asked, Reading, packaged_projection
from retrieval.encoder.neighbours import Near
from retrieval.language.names import names_match
from retrieval.questions.question import Query
from retrieval.search.weights import Weights
from retrieval.storage.outlines import Family, Outline
from retrieval.types import Filters, LetterCard, Passage

POOL = 100
POOL_LETTERS = 60
WHOLE_LETTERS = 10
# Rank 1 counts 1, rank 11 a half: steeper than reciprocal rank fusion's 60, as the pools are short.
RANK_CONSTANT = 10.0
FEATURES = (
    "dense", "letter dense", "lexical rank", "dense rank", "letter rank", "meaning", "month", "year",
    "letter lexical", "lexical", "speaker",
)  # fmt: skip
# So many of the best passages are read closely, word by word.
READ = 30
READ_FEATURES = (*FEATURES, "likeness")


class Searchable(Protocol):
    """What ranking asks of an index."""

    def search_lexical(self, terms: Sequence[str], k: int, filters: Filters = ...) -> Mapping[int, float]:
        """Return the `k` passages that BM25 ranks best for `terms`, best first, with their scores."""

    def search_dense(self, vector: Vector, k: int, filters: Filters = ...) -> Mapping[int, float]:
        """Return the `k` passages nearest to `vector`, (dim,) of unit length, best first, with their cosines."""

    def search_letters(self, terms: Sequence[str], k: int, filters: Filters = ...) -> Sequence[tuple[str, float]]:
        """Return the `k` letters that BM25 over their whole text ranks best, with their scores."""

    def letters_of(self, passage_ids: Iterable[int]) -> Mapping[int, str]:
        """Return the letter of each of those passages that the index still holds."""

    def outlines(self, letter_ids: Iterable[str]) -> Mapping[str, Outline]:
        """Return how the passages of each letter hang together."""

    def passages(self, ids: Iterable[int]) -> Mapping[int, Passage]:
        """Return those of the passages that the index still holds."""

    def vectors(self, passage_ids: Sequence[int] | NDArray[np.int64]) -> NDArray[np.float32]:
        """Return the vectors of passages, (passages, dim); zeros for one that is not held."""

    def token_vectors(self, ids: Iterable[int]) -> Mapping[int, bytes]:
        """Return the words of passages as the model sees them, packed."""

    def holding(self, passage_ids: Sequence[int] | NDArray[np.int64], words: Sequence[str]) -> NDArray[np.bool_]:
        """Tell which passages are found by which of the stems `words`, (passages, words); context line included."""

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

    @property
    def members(self) -> tuple[Passage, ...]:
        """Return the passage and its notes."""
        return (self.passage, *self.notes)


@dataclass(frozen=True, slots=True)
class Worded:
    """What the words of a question brought: the scores of passages and of letters, best first, and of its stems."""

    lexical: Mapping[int, float]
    letters: Mapping[str, float]
    importance: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Evidence(Worded):
    """What the searches brought, before it is weighed: the scores of each list, best first.

    `total` is the importance of the whole question, never 0.
    """

    dense: Mapping[int, float]
    total: float


@dataclass(frozen=True, slots=True)
class _Found:
    """Families of passages that may answer, by letter: those of a letter follow each other, `counts` of each."""

    families: list[Family]
    counts: list[int]
    outlines: Mapping[str, Outline]

    def letters(self) -> list[str]:
        """Return the letter of each family."""
        return [each for each, count in zip(self.outlines, self.counts, strict=True) for _ in range(count)]


def rank(
    query: Query,
    worded: Worded,
    vector: Vector,
    index: Searchable,
    weights: Weights,
    filters: Filters,
    most: int | None = None,
) -> tuple[Candidate, ...]:
    """Return the passages that may answer `query`, best first, at most `most` of them.

    Empty when nothing shares a word or a meaning. `worded` is what `by_words` found, `vector` the question's, (dim,).
    """
    evidence = _with_meaning(worded, vector, index, filters)
    found = _found(evidence, index)
    if not found.families:
        return ()
    features = _features(query, vector, index, evidence, found)
    scores = features @ np.array(weights.ranking)
    families, letters = found.families, found.letters()
    order = np.lexsort(([family[0] for family in families], -scores))[:most]
    best = [families[at] for at in order]
    passages = index.passages(chain.from_iterable(best))
    cards = index.cards({letters[at] for at in order})
    return tuple(
        Candidate(
            passages[family[0]],
            cards[letters[at]],
            tuple([passages[note] for note in family[1:] if note in passages]),
            tuple(row),
            score,
            _found_by(family, evidence),
        )
        for at, family, row, score in zip(order, best, features[order].tolist(), scores[order].tolist(), strict=True)
        if family[0] in passages and letters[at] in cards  # else taken out meanwhile
    )


def reading_of(asked: Asked, candidates: Sequence[Candidate], index: Searchable) -> Reading:
    """Return how the words of a question find their like in the passages of `candidates`."""
    members = {each.passage_id: each for candidate in candidates for each in candidate.members}
    stored = index.token_vectors(members) if len(asked.rows) else {}
    known = {number: packaged_projection().unpacked(words) for number, words in stored.items()}
    return Reading(asked, {at: (members[at].span.start, words) for at, words in known.items() if words is not None})


def reorder(candidates: Sequence[Candidate], reading: Reading, weights: Weights) -> tuple[Candidate, ...]:
    """Return `candidates` with the first `READ` of them in the order that reading them closely gives."""
    close = sorted(read_closely(candidates[:READ], reading, weights.reading), key=_by_score)
    rest = candidates[READ:]
    fall = close[-1].score - candidates[len(close) - 1].score if rest else 0.0
    return (*close, *(replace(each, features=(*each.features, 0.0), score=each.score + fall) for each in rest))


def read_closely(candidates: Sequence[Candidate], reading: Reading, weights: Sequence[float]) -> list[Candidate]:
    """Return the candidates in their order, as they are weighed after close reading."""
    likeness = [reading.of_passages([member.passage_id for member in each.members]) for each in candidates]
    features = [(*each.features, value) for each, value in zip(candidates, likeness, strict=True)]
    scores = (np.array(features) @ np.array(weights)).tolist() if features else []
    return [
        Candidate(each.passage, each.letter, each.notes, evidence, score, each.found_by)
        for each, evidence, score in zip(candidates, features, scores, strict=True)
    ]


def _by_score(candidate: Candidate) -> tuple[float, int]:
    return -candidate.score, candidate.passage.passage_id


def _found_by(family: Family, evidence: Evidence) -> tuple[str, ...]:
    lists = (("lexical", evidence.lexical), ("dense", evidence.dense))
    return tuple([name for name, hits in lists if not hits.keys().isdisjoint(family)])


def by_words(query: Query, index: Searchable, filters: Filters) -> Worded:
    """Return what the words of a question find, for which no vector is needed."""
    stems = tuple(dict.fromkeys([*query.terms, *query.formal]))
    return Worded(
        lexical=index.search_lexical(stems, POOL, filters),
        letters=dict(index.search_letters(stems, POOL_LETTERS, filters)),
        importance=importance(query.terms, index),
    )


def _with_meaning(worded: Worded, vector: Vector, index: Searchable, filters: Filters) -> Evidence:
    return Evidence(
        lexical=worded.lexical,
        letters=worded.letters,
        importance=worded.importance,
        dense=index.search_dense(vector, POOL, filters),
        total=sum(worded.importance.values()) or 1.0,
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


def _found(evidence: Evidence, index: Searchable) -> _Found:
    """Return each candidate passage with the notes it calls; a note that no passage calls stands alone."""
    wanted: dict[str, list[int]] = {letter_id: [] for letter_id in islice(evidence.letters, WHOLE_LETTERS)}
    best = set(wanted)
    for passage, letter_id in index.letters_of({*evidence.lexical, *evidence.dense}).items():
        wanted.setdefault(letter_id, []).append(passage)
    outlines = index.outlines(wanted)
    held = [each.holding(wanted[letter_id], every=letter_id in best) for letter_id, each in outlines.items()]
    return _Found(list(chain.from_iterable(held)), list(map(len, held)), outlines)


def _features(
    query: Query,
    vector: Vector,
    index: Searchable,
    evidence: Evidence,
    found: _Found,
) -> NDArray[np.float64]:
    """Return the evidence of each family, (families, `FEATURES`): of its members the best, or all together."""
    members = list(chain.from_iterable(found.families))
    ids = np.array(members, np.int64)
    starts = np.cumsum([0, *map(len, found.families[:-1])])
    letters = found.outlines
    of_letter = np.repeat(np.arange(len(letters)), found.counts)
    cosine = np.maximum.reduceat(index.vectors(ids) @ vector, starts)
    best = np.zeros(len(letters), cosine.dtype)
    np.maximum.at(best, of_letter, cosine)
    of_month, of_year = (_of_periods(query.periods, found, size) for size in (7, 4))
    return np.stack(
        [
            cosine,
            best[of_letter],
            np.maximum.reduceat(_values(_nearness(evidence.lexical), members), starts),
            np.maximum.reduceat(_values(_nearness(evidence.dense), members), starts),
            _values(_nearness(evidence.letters), letters)[of_letter],
            _meaning(query.near, ids, starts, index, evidence),
            of_month[of_letter],
            of_year[of_letter],
            _values(evidence.letters, letters)[of_letter] / evidence.total,
            np.add.reduceat(_values(evidence.lexical, members), starts) / evidence.total,
            _is_of(query.speakers, found),
        ],
        axis=1,
    )


K = TypeVar("K", int, str)


def _nearness(hits: Mapping[K, float]) -> dict[K, float]:
    """Return how near each of `hits`, which are in their order, stands to the top."""
    ranks = np.arange(1.0, len(hits) + 1)
    return dict(zip(hits, ((RANK_CONSTANT + 1) / (RANK_CONSTANT + ranks)).tolist(), strict=True))


def _values(known: Mapping[K, float], each: Iterable[K]) -> NDArray[np.float64]:
    """Return what is known of each, 0 where nothing is."""
    return np.array([known.get(one, 0.0) for one in each], np.float64)


def _meaning(
    near: Near, ids: NDArray[np.int64], starts: NDArray[np.int64], index: Searchable, evidence: Evidence
) -> NDArray[np.float64]:
    """Return what share of the question's importance the words of each family, or words like them, hold together."""
    meant = [{**near.get(stem, {}), stem: 1.0} for stem in evidence.importance]
    if not meant:
        return np.zeros(len(starts))
    words = {word: place for place, word in enumerate(dict.fromkeys(chain.from_iterable(meant)))}
    found = np.logical_or.reduceat(index.holding(ids, list(words)), starts)
    columns = [words[word] for means in meant for word in means]
    strengths = np.array([value for means in meant for value in means.values()])
    firsts = np.cumsum([0, *map(len, meant[:-1])])
    together = np.maximum.reduceat(found.take(columns, axis=1) * strengths, firsts, axis=1)
    shares: NDArray[np.float64] = together @ np.array(list(evidence.importance.values()), np.float64) / evidence.total
    return shares


def _is_of(speakers: Sequence[str], found: _Found) -> NDArray[np.float64]:
    """Mark the families in which one of those asked for speaks, or whose letter he sends, (families,)."""
    if not speakers:
        return np.zeros(len(found.families))

    @cache
    def any_match(voices: tuple[str, ...]) -> bool:
        return any(names_match(name, voice) for name in speakers for voice in voices)

    marks: list[bool] = []
    for outline, count in zip(found.outlines.values(), found.counts, strict=True):
        if any_match(outline.senders):
            marks += [True] * count
        elif any(map(any_match, outline.voices)):
            families = found.families[len(marks) : len(marks) + count]
            marks += [any_match(outline.attribution[each[0]]) for each in families]
        else:
            marks += [False] * count
    return np.array(marks, np.float64)


def _of_periods(periods: Sequence[str], found: _Found, precision: int) -> NDArray[np.float64]:
    """Mark the letters of one of `periods`, (letters,)."""
    if not periods:
        return np.zeros(len(found.outlines))
    return np.array([_in_period(periods, each.date, precision) for each in found.outlines.values()], np.float64)


def _in_period(periods: Sequence[str], date: str | None, precision: int) -> bool:
    """Tell whether a letter's date and one of `periods` agree to the year (4 characters) or the month (7)."""
    return date is not None and any(
        date[:precision] == period[:precision] for period in periods if min(len(period), len(date)) >= precision
    )
