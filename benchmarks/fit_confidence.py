"""Fit what tells near misses from answers, with all other weights as they are, and report on sets left out.

That is the weights of evidence on the words to show, and which kinds of question letters usually answer, told by the
words and the vector of a question (`retrieval/judging/answerability.npz`).

    python -m benchmarks.fit_confidence --on INDEX SET.jsonl [SET.jsonl ...] [--on ...]
        [--elsewhere INDEX SET.jsonl ...] [--refused SHARE] [--write]

The sets behind an `--on` are asked of the letters in INDEX; those behind `--elsewhere` are asked of letters that do not
answer them, and count with the first `--on` of their INDEX. Every figure of a set is of weights fitted without all
that stands behind its `--on`. What `--write` writes is fitted on all, with the constant by which SHARE of the
answerable questions is refused, as a mean over sets.
"""

import argparse
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from benchmarks.fit import FITTED
from retrieval.answering.finding import Finder, sure_of
from retrieval.encoder.embedding import load_embedder
from retrieval.encoder.models import PACKAGED, load_model
from retrieval.engine import Engine
from retrieval.evaluation import auroc, read_lines
from retrieval.judging import answerability
from retrieval.judging.answerability import DATA, Answerability, as_data, words_of
from retrieval.judging.confidence import FEATURES
from retrieval.questions.question import understand
from retrieval.search.weights import packaged_weights
from retrieval.settings import RetrievalSettings
from retrieval.types import Filters, Question

Array = NDArray[np.float64]
LEARNED = (
    "asks for a deed", "apart from fact", "uncounted", "no reason", "asks for the name of", "planned", "alike",
    "alike by its very words",
)  # fmt: skip
_LEARNED, _USUAL = [FEATURES.index(name) for name in LEARNED], FEATURES.index("usually answered")
SHRINK = 3.0
# Kinds of question are told apart in so many directions in which the vectors of questions differ most, and the sums of
# those of their words; each counts so little that what is learned on one kind of letters holds for another.
KINDS, SHRINK_KINDS = 64, 600.0
# Letters of a kind that nothing was learned on answer other questions: what is learned counts so much.
USUAL = 0.7
# All that is asked of other letters counts so much of what the unanswerable questions on these letters count.
ELSEWHERE = 0.8


@dataclass(frozen=True)
class Asked:
    """The evidence of the questions of a set, (n, features), and which of them the letters answer, (n,).

    `vectors` are those of the questions, (n, dim), and `words` of the words of each, (n, dim); `barred` are those that
    are refused whatever the confidence, as only words of others were found.
    """

    name: str
    group: int
    rows: Array
    vectors: Array
    words: Array
    right: NDArray[np.bool_]
    barred: NDArray[np.bool_]
    far: bool


@dataclass(frozen=True)
class Kind:
    """What tells kinds of question apart: a `direction`, (dim,), among vectors, and what is added to what it tells."""

    direction: Array
    offset: float

    def of(self, vectors: Array) -> Array:
        """Return what it tells of each of `vectors`, (n, dim)."""
        return vectors @ self.direction + self.offset


@dataclass(frozen=True)
class Fitted:
    """What is added to the weights of `LEARNED`, and what the words and vectors of questions tell."""

    added: Array
    by_words: Kind
    by_vector: Kind

    def heights(self, asked: Asked, weights: Array) -> Array:
        """Return the logarithm of the odds, (n,), of each question; `weights` are those that were added to."""
        whole = weights.copy()
        whole[_LEARNED] += self.added
        whole[_USUAL] = 0.0
        return asked.rows @ whole + USUAL * (self.by_words.of(asked.words) + self.by_vector.of(asked.vectors))


class Vocabulary:
    """The words of the packaged model, with vectors of unit length, (words, dim)."""

    def __init__(self) -> None:
        words, vectors = load_model(PACKAGED).words()
        kept = [at for at, word in enumerate(words) if word.isalnum()]
        vectors = vectors[kept] - vectors[kept].mean(axis=0)
        self.vectors = (vectors / (np.linalg.norm(vectors, axis=1, keepdims=True) + 1e-9)).astype(np.float64)
        self.places = {words[at]: place for place, at in enumerate(kept)}

    def of(self, question: str) -> Array:
        """Return the sum of the vectors of the words of a question over the root of their number, (dim,)."""
        known = [self.places[word] for word in words_of(question) if word in self.places]
        summed: Array = self.vectors[known].sum(axis=0) / max(len(known), 1) ** 0.5
        return summed


def ask(group: int, folder: Path, paths: Sequence[Path], vocabulary: Vocabulary, *, far: bool) -> list[Asked]:
    """Ask all questions that stand alone; those for which nothing is found are left out."""
    engine = Engine.open(RetrievalSettings(index_dir=folder))
    weights = packaged_weights()
    finder = Finder(engine.index, engine.embedder, weights)
    sets = []
    for path in paths:
        asked = [row for row in read_lines(path) if not (row.get("history") or row.get("followup_to"))]
        queries = [understand(Question(row["question"]), engine.index, engine.index.newest_year()) for row in asked]
        found = [finder.find(query, Filters()) for query in queries]
        kept = [at for at, each in enumerate(found) if each.features and queries[at].is_question]
        right = [not far and asked[at]["type"] != "unanswerable" for at in kept]
        barred = [sure_of(found[at], weights) == 0 for at in kept]
        rows = np.array([found[at].features for at in kept])
        vectors = np.array([engine.embedder.embed_question(queries[at].text) for at in kept], np.float64)
        words = np.array([vocabulary.of(queries[at].text) for at in kept])
        sets.append(Asked(path.stem, group, rows, vectors, words, np.array(right), np.array(barred), far))
    engine.close()
    return sets


def fit(sets: Sequence[Asked], weights: Array) -> Fitted:
    """Return what tells answers best beside `weights`: first the evidence, and then the kinds of question."""
    rows, words, vectors = (np.concatenate([getattr(each, n) for each in sets]) for n in ("rows", "words", "vectors"))
    known = rows @ np.where(np.arange(len(weights)) == _USUAL, 0.0, weights)
    added, _ = _logistic(rows[:, _LEARNED], known, sets, SHRINK)
    # What is asked of other letters is not answered there whatever its kind, and would teach what each set asks about.
    own = ~np.repeat([each.far for each in sets], [len(each.rows) for each in sets])
    by_words, by_vector = _most_apart(words), _most_apart(vectors)
    told = np.hstack([words @ by_words, vectors @ by_vector])[own]
    known = (known + rows[:, _LEARNED] @ added)[own]
    kinds, middle = _logistic(told, known, [each for each in sets if not each.far], SHRINK_KINDS)
    parts = zip((by_words, by_vector), np.split(kinds, 2), np.split(middle, 2), strict=True)
    return Fitted(added, *(Kind(apart @ kind, -float(at @ kind)) for apart, kind, at in parts))


def _logistic(inputs: Array, known: Array, sets: Sequence[Asked], shrink: float) -> tuple[Array, Array]:
    """Return the weights that `inputs`, (n, size), get beside what is `known`, (n,), and the means of the inputs.

    Each group of sets has a constant of its own.
    """
    sizes = [len(each.rows) for each in sets]
    right = np.concatenate([each.right for each in sets]).astype(float)
    counts = np.repeat([_count(each, sets) for each in sets], sizes)
    of = np.repeat([each.group for each in sets], sizes)
    middle, scale = inputs.mean(axis=0), inputs.std(axis=0) + 1e-9
    both = np.hstack([(inputs - middle) / scale, of[:, None] == np.unique(of)[None]])
    shrinks = np.where(np.arange(both.shape[1]) < len(middle), shrink, 0.01)

    def loss(added: Array) -> tuple[float, Array]:
        margin = both @ added + known
        slope = both.T @ (counts * (1 / (1 + np.exp(-margin)) - right)) + shrinks * added
        value = (counts * (np.logaddexp(0, margin) - right * margin)).sum() + (shrinks * added * added).sum() / 2
        return float(value), slope

    found = minimize(loss, np.zeros(both.shape[1]), jac=True, method="L-BFGS-B").x
    return found[: len(middle)] / scale, middle


def _most_apart(vectors: Array) -> Array:
    """Return the directions, (dim, KINDS), in which `vectors`, (n, dim), are longest."""
    return np.linalg.eigh(vectors.T @ vectors)[1][:, ::-1][:, :KINDS]


def _count(one: Asked, sets: Sequence[Asked]) -> float:
    """Return how much each question of a set counts: a set by the root of its size, all together by their number."""
    if one.far:
        beside = [each for each in sets if each.group == one.group]
        unanswered = sum((~each.right).sum() * _count(each, sets) for each in beside if not each.far)
        return float(ELSEWHERE * unanswered / sum(len(each.rows) for each in beside if each.far))
    sizes = [len(each.rows) for each in sets if not each.far]
    return float(len(one.rows) ** -0.5 * sum(sizes) / sum(np.sqrt(sizes)))


def main() -> None:
    """Ask, fit, report, and write when asked to."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--on", nargs="+", action="append", type=Path, required=True)
    parser.add_argument("--elsewhere", nargs="+", action="append", type=Path, default=[])
    parser.add_argument("--refused", type=float, default=0.17)
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    indexes, vocabulary = [index for index, *_ in args.on], Vocabulary()
    sets = [each for at, (index, *paths) in enumerate(args.on) for each in ask(at, index, paths, vocabulary, far=False)]
    for index, *paths in args.elsewhere:
        sets += ask(indexes.index(index), index, paths, vocabulary, far=True)
    before = np.array(packaged_weights().confidence)
    left_out: dict[int, Array] = {}
    for group in range(len(args.on)):
        without = fit([each for each in sets if each.group != group], before)
        left_out |= {id(each): without.heights(each, before) for each in sets if each.group == group}
    report(sets, {id(each): each.rows @ before for each in sets}, left_out, args.refused)
    fitted = fit(sets, before)
    weights = before.copy()
    weights[_LEARNED] += fitted.added
    weights[0] -= level(sets, {id(each): fitted.heights(each, before) for each in sets}, args.refused) - _threshold()
    named = dict(zip(FEATURES, weights.round(4).tolist(), strict=True)) | {"usually answered": USUAL}
    print(json.dumps(named, indent=1))
    if args.write:
        write(named, fitted, vocabulary)


def write(named: dict[str, float], fitted: Fitted, vocabulary: Vocabulary) -> None:
    """Write the weights of the confidence, by name, and what tells the kinds of question apart."""
    kept = json.loads(FITTED.read_text(encoding="utf-8"))
    FITTED.write_text(json.dumps({**kept, "confidence": named}, indent=2) + "\n", encoding="utf-8")
    told = vocabulary.vectors @ fitted.by_words.direction
    usual = Answerability(
        words={word: float(told[place]) for word, place in vocabulary.places.items()},
        model=load_embedder().identity,
        direction=fitted.by_vector.direction.astype(np.float32),
        offsets=(fitted.by_words.offset, fitted.by_vector.offset),
    )
    np.savez_compressed(Path(answerability.__file__).with_name(DATA), allow_pickle=False, **as_data(usual))


def _threshold() -> float:
    """Return the threshold of the weights as the logarithm of its odds."""
    shown = packaged_weights().threshold
    return float(np.log(shown / (1 - shown)))


def level(sets: Sequence[Asked], heights: dict[int, Array], refused: float) -> float:
    """Return below which height so much of what sets ask, and letters answer, is refused, as a mean over sets."""
    own = [np.where(each.barred, -np.inf, heights[id(each)])[each.right] for each in sets if not each.far]
    tries = np.linspace(-4, 4, 801)
    shares = [np.mean([(some < at).mean() for some in own if len(some)]) for at in tries]
    return float(tries[np.searchsorted(shares, refused)])


def report(sets: Sequence[Asked], before: dict[int, Array], after: dict[int, Array], refused: float) -> None:
    """Print for each set the AUROC before and after, and what is refused and wrongly answered at equal refusals."""
    levels = [(_threshold(), before), (level(sets, after, refused), after)]
    for each in sets:
        told = [_told(each, np.where(each.barred, -99.0, heights[id(each)]), at) for at, heights in levels]
        print(f"{each.name}{' elsewhere' * each.far} ({len(each.rows)}): {told[0]} -> {told[1]}", flush=True)


def _told(one: Asked, heights: Array, at: float) -> str:
    good, bad = heights[one.right], heights[~one.right]
    told = [f"AUROC {auroc(good.tolist(), bad.tolist()):.3f}"] if len(good) and len(bad) else []
    told += [f"refused {np.mean(good < at):.2f}"] if len(good) else []
    told += [f"wrongly answered {np.mean(bad >= at):.2f}"] if len(bad) else []
    return ", ".join(told)


if __name__ == "__main__":
    main()
