"""Fit how questions are read and the weights of ranking, slices and confidence, and report on what is left out.

    python benchmarks/fit.py --index DIR QUESTIONS.jsonl [QUESTIONS.jsonl ...] [--write]

DIR is an index that holds the letters the questions are about. Every figure is that of questions left out of the fit:
each of the folds holds the letters of one stretch of time, so that nothing is learned about a topic that it is tried
on. What --write writes is fitted on all of them. Gold fields are used here only.
"""

import argparse
import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import minimize

from benchmarks.cases import FOLDS, Array, Case, collect, folds, rightful, shown
from benchmarks.learn_interaction import fit_questions
from retrieval.answering.choosing import choose
from retrieval.answering.completing import with_what_is_meant
from retrieval.answering.finding import JUDGED
from retrieval.encoder import adapter, interaction
from retrieval.encoder.models import PACKAGED, BertModel, load_model
from retrieval.engine import Engine
from retrieval.evaluation import auroc, folded
from retrieval.judging import confidence as sure
from retrieval.search import ranking
from retrieval.search import slices as cutting
from retrieval.search.ranking import Candidate
from retrieval.search.weights import Weights
from retrieval.settings import RetrievalSettings

FITTED = Path(ranking.__file__).with_name("weights.json")
# What may only speak against an answer, so that a fit on few questions cannot turn it round.
AGAINST = {
    "rarest missing", "wrong speaker", "wrong period", "not beside", "no money", "other number", "far",
    "apart from fact", "uncounted", "no reason", "planned",
}  # fmt: skip
FREE = {"constant", *(name for name in sure.FEATURES if name.startswith("asks for"))}
# Words of one speaker in answer to a question about another are the worst answer there is, whatever the fit says; so
# are those of another time, and those of one article for another's, which the questions seldom ask.
# Nobody asks these letters what only others tell, so that the fit would not mind how far from them a question is.
# All thirteen questions for a source that the sets hold are answered: the fit takes any note for the one asked for.
AT_MOST = {"wrong speaker": -2.2, "wrong period": -2.5, "other number": -1.5, "far": -1.0, "source shown": 0.6}
SLICES_AT_MOST = {"source": 2.0}
SHRINK = 0.01
# Chosen on the curve that the report prints: below it too many near misses are answered, above it too much is refused.
THRESHOLD = 0.46


def main() -> None:
    """Fit, report, and write when asked to."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("questions", nargs="+", type=Path)
    parser.add_argument(
        "--ranking-only",
        nargs="*",
        type=Path,
        default=[],
        metavar="QUESTIONS.jsonl",
        help="sets that the confidence is not fitted on: most of their answers are not found at all",
    )
    parser.add_argument("--index", type=Path, required=True)
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    engine = Engine.open(RetrievalSettings(index_dir=args.index))
    model = load_model(PACKAGED)
    assert isinstance(model, BertModel)
    cases = [case for path in args.questions for case in collect(engine, model, path)]
    cases += [replace(case, judges=False) for path in args.ranking_only for case in collect(engine, model, path)]
    fold = folds(cases)
    learned = fit_questions(engine, cases, fold, model)
    ranked = fit_order(cases, fold)
    read = fit_reading(cases, fold)
    sliced = fit_slices(cases, fold)
    constants = fit_confidence(cases, fold)
    report(cases)
    named = {
        "ranking": named_values(ranking.FEATURES, ranked),
        "reading": named_values(ranking.READ_FEATURES, read),
        "slices": named_values(cutting.FEATURES, sliced),
        "confidence": named_values(sure.FEATURES, constants),
        "threshold": THRESHOLD,
    }
    print(json.dumps(named, indent=1))
    if args.write:
        FITTED.write_text(json.dumps(named, indent=2) + "\n", encoding="utf-8")
        changed: dict[str, Any] = dict(adapter.as_data(learned.adapter))
        np.savez(Path(adapter.__file__).with_name(adapter.DATA), **changed)
        parts = {name: getattr(learned.projection, name).astype(np.float32) for name in ("mean", "down", "weigh")}
        np.savez(
            Path(interaction.__file__).with_name(interaction.DATA), model=np.array(learned.projection.model), **parts
        )
    engine.close()


def named_values(names: Sequence[str], values: Array) -> dict[str, float]:
    return {name: round(float(value), 4) for name, value in zip(names, values, strict=True)}


# --- ranking and slices: a softmax over what was found, the right ones against all ----------------------------------


Choice = tuple[Array, Array, float]
"""What was found, (n, features), which of it is right, and how much the choice counts."""


def softmax_weights(lists: Sequence[Choice], shrink: float, rising: bool, most: Mapping[int, float]) -> Array:
    """Return the weights that give the right rows of each list the most of the softmax, `most` those of some."""
    used = [each for each in lists if each[1].any()]
    scale = np.mean([rows.std(axis=0) for rows, _, _ in used], axis=0) + 1e-6
    scaled = [(rows / scale, right, counts) for rows, right, counts in used]

    def loss(weights: Array) -> tuple[float, Array]:
        total, slope = 0.0, np.zeros_like(weights)
        for rows, right, counts in scaled:
            raised = np.exp((scores := rows @ weights) - scores.max())
            share, wanted = raised / raised.sum(), raised * right
            total -= counts * float(np.log(wanted.sum() / raised.sum() + 1e-12))
            slope += counts * (rows.T @ (share - wanted / wanted.sum()))
        count = sum(counts for _, _, counts in scaled)
        value = total / count + shrink * float(weights @ weights) / 2 / len(weights)
        return value, slope / count + shrink * weights / len(weights)

    least = 0.0 if rising else None
    bounds = [(least, most[at] * scale[at] if at in most else None) for at in range(len(scale))]
    found: Array = minimize(loss, np.zeros(len(scale)), jac=True, method="L-BFGS-B", bounds=bounds).x / scale
    return found


def fit_order(cases: Sequence[Case], fold: Array) -> Array:
    """Order each case's candidates by weights fitted without it; return the weights fitted on all."""
    lists = {
        id(c): (np.array([e.features for e in c.candidates]), c.relevant, 1.0)
        for c in cases
        if c.answerable and c.candidates
    }
    for weights, mine in left_out(cases, fold, lists, 1.0, True, {}):
        for case in mine:
            scored = [replace(each, score=float(np.dot(weights, each.features))) for each in case.candidates]
            put_in_order(case, scored)
    return softmax_weights(list(lists.values()), 1.0, True, {})


def fit_reading(cases: Sequence[Case], fold: Array) -> Array:
    """Order the best of each case's candidates by close reading, weighed without it; return the weights of all."""
    equal = (1.0,) * len(ranking.READ_FEATURES)
    close = {id(c): ranking.read_closely(c.candidates[: ranking.READ], c.reading, equal) for c in cases}
    lists = {
        id(c): (np.array([e.features for e in close[id(c)]]), c.relevant[: ranking.READ], 1.0)
        for c in cases
        if c.answerable and c.candidates
    }
    for weights, mine in left_out(cases, fold, lists, 1.0, True, {}):
        for case in mine:
            by_id = {each.passage.passage_id: at for at, each in enumerate(case.candidates)}
            ordered = ranking.reorder(case.candidates, case.reading, Weights((), tuple(weights), (), (), 0.0))
            case.relevant = case.relevant[[by_id[each.passage.passage_id] for each in ordered]]
            case.candidates = ordered
    return softmax_weights(list(lists.values()), 1.0, True, {})


def left_out(
    cases: Sequence[Case],
    fold: Array,
    lists: Mapping[int, Choice],
    shrink: float,
    rising: bool,
    most: Mapping[int, float],
) -> Iterator[tuple[Array, list[Case]]]:
    """Yield, for each fold, weights fitted without it and the cases in it."""
    for number in range(FOLDS):
        learn = [lists[id(c)] for c, own in zip(cases, fold, strict=True) if own != number and id(c) in lists]
        mine = [c for c, own in zip(cases, fold, strict=True) if own == number and c.candidates]
        yield softmax_weights(learn, shrink, rising, most), mine


def put_in_order(case: Case, scored: Sequence[Candidate]) -> None:
    order = sorted(range(len(scored)), key=lambda at: -scored[at].score)
    case.candidates = tuple(scored[at] for at in order)
    case.relevant = case.relevant[order]


def fit_slices(cases: Sequence[Case], fold: Array) -> Array:
    """Choose each case's words by weights fitted without it; return the weights fitted on all."""
    flat = Weights((), (), (1.0,) * len(cutting.FEATURES), (), 0.0)
    for case in cases:
        best = case.candidates[:JUDGED]
        case.judged = cutting.slices(case.query, case.letters, best, case.weighed, case.reading, flat)
    sizes = Counter(case.group for case in cases)
    most = {cutting.FEATURES.index(name): value for name, value in SLICES_AT_MOST.items()}
    lists = {
        # Small sets count for more than their number: they ask in other ways than the large ones.
        id(c): (np.array([e.features for e in c.judged]), rightful(c), 1 / sizes[c.group] ** 0.5)
        for c in cases
        if c.answerable and c.judged
    }
    for weights, mine in left_out(cases, fold, lists, 0.3, False, most):
        for case in (case for case in mine if case.judged):
            scored = [replace(each, score=float(np.dot(weights, each.features))) for each in case.judged]
            case.judged = tuple(sorted(scored, key=lambda each: -each.score))
            case.chosen = choose(case.query, case.judged)
    return softmax_weights(list(lists.values()), 0.3, False, most)


# --- confidence ------------------------------------------------------------------------------------------------------


def fit_confidence(cases: list[Case], fold: Array) -> Array:
    """Return the weights of the confidence fitted on all cases; keep each case's left-out value in its row."""
    rows = np.array([evidence_of(case) for case in cases])
    right, share = np.array([float(c.answerable) for c in cases]), balance(cases)
    for number in range(FOLDS):
        learn = fold != number
        weights = logistic_weights(rows[learn], right[learn], share[learn])
        for at in np.flatnonzero(fold == number):
            cases[at].row["confidence"] = 1 / (1 + np.exp(-rows[at] @ weights)) if cases[at].query.is_question else 0.0
    return logistic_weights(rows, right, share)


def evidence_of(case: Case) -> tuple[float, ...]:
    """Return what the confidence is judged on; all zero but the constant where no words were chosen.

    How often letters answer such questions is learned by `fit_confidence`, and tells nothing here.
    """
    if not case.chosen:
        return (1.0, *(0.0 for _ in sure.FEATURES[1:]))
    return sure.evidence(case.query, case.candidates, case.chosen, case.weighed, 0.0)


def balance(cases: Sequence[Case]) -> Array:
    """Return a share for each case, so that every question set counts alike, and in it the two kinds of question.

    What is no question is refused before its confidence is asked for, and counts nothing.
    """
    kinds = [(case.group, case.answerable) if case.query.is_question and case.judges else None for case in cases]
    return np.array([1 / kinds.count(kind) if kind is not None else 0.0 for kind in kinds])


def logistic_weights(rows: Array, right: Array, share: Array) -> Array:
    """Return the weights of a logistic regression, each kept to the side on which it makes sense."""
    scale = np.where(rows.std(axis=0) > 0, rows.std(axis=0), 1.0)
    scaled = rows / scale

    def loss(weights: Array) -> tuple[float, Array]:
        margin = scaled @ weights
        chance = 1 / (1 + np.exp(-margin))
        slope = scaled.T @ (share * (chance - right)) / share.sum()
        slope[1:] += 2 * SHRINK * weights[1:]
        value = (share * (np.logaddexp(0, margin) - right * margin)).sum() / share.sum()
        return float(value + SHRINK * weights[1:] @ weights[1:]), slope

    bounds = [(None, None) if n in FREE else (None, 0) if n in AGAINST else (0, None) for n in sure.FEATURES]
    for name, most in AT_MOST.items():
        at = sure.FEATURES.index(name)
        bounds[at] = (None, most * scale[at])
    found: Array = minimize(loss, np.zeros(rows.shape[1]), jac=True, method="L-BFGS-B", bounds=bounds).x / scale
    return found


# --- report ----------------------------------------------------------------------------------------------------------


def report(cases: Sequence[Case]) -> None:
    """Print the figures of questions left out, by question set."""
    for group in dict.fromkeys(case.group for case in cases):
        mine = [case for case in cases if case.group == group]
        good, bad = [c for c in mine if c.answerable], [c for c in mine if not c.answerable]
        near = [c for c in bad if c.row.get("kind") == "near-miss"]
        recall = {k: np.mean([c.relevant[:k].any() for c in good]) for k in (1, 3, 5, 10, 20)}
        print(group, "any gold passage in the first k:", {k: round(float(v), 3) for k, v in recall.items()})
        texts = [folded("\n".join(shown(each) for each in with_what_is_meant(c.query, c.chosen))) for c in good]
        covered = [
            np.mean([any(folded(o) in t for o in k.split("|")) for k in c.row["answer_keys"]])
            for c, t in zip(good, texts, strict=True)
        ]
        print(
            "  answer keys", round(float(np.mean(covered)), 3), "words", int(np.median([len(t.split()) for t in texts]))
        )
        values = [[c.row["confidence"] for c in some] for some in (good, bad, near)]
        print("  AUROC", auroc(values[0], values[1]))
        for refused in (0.05, 0.1, 0.15, 0.2):
            at = sorted(values[0])[int(refused * len(values[0]))]
            rates = [round(float(np.mean([v >= at for v in some])), 2) for some in values[1:] if some]
            print(f"  threshold {at:.2f} refuses {refused:.2f}, answers {rates} of unanswerable and near misses")
    print("reliability:", reliability([c for c in cases if c.judges]))


def reliability(cases: Sequence[Case]) -> list[tuple[float, float, int]]:
    """Return by tenths of the confidence: its mean, the share of questions that the letters answer, their number."""
    pairs = np.array([(case.row["confidence"], case.answerable) for case in cases if case.query.is_question], float)
    tenth = np.minimum((pairs[:, 0] * 10).astype(int), 9)
    means = [pairs[tenth == at].mean(axis=0).round(2).tolist() for at in range(10) if (tenth == at).any()]
    return [(*mean, int(number)) for mean, number in zip(means, np.bincount(tenth)[np.unique(tenth)], strict=True)]


if __name__ == "__main__":
    main()
