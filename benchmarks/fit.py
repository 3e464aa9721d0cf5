"""Fit the question adapter and the weights of ranking, slices and confidence, and say how they do on what is left out.

    python benchmarks/fit.py --index DIR QUESTIONS.jsonl [QUESTIONS.jsonl ...] [--write]

DIR is an index that holds the letters the questions are about. Every figure is that of questions left out of the fit:
each of the folds holds the letters of one stretch of time, so that nothing is learned about a topic that it is tried
on. What --write writes is fitted on all of them. Gold fields are used here only.
"""

import argparse
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from scipy.optimize import minimize
from torch import Tensor

from retrieval import confidence as sure
from retrieval import ranking
from retrieval import slices as cutting
from retrieval.adapter import DATA, Adapter
from retrieval.answer import READ_CLOSELY, choose
from retrieval.engine import Engine
from retrieval.evaluation import auroc, folded, history_of, read_lines
from retrieval.question import Query, understand
from retrieval.quoting import quote
from retrieval.ranking import Candidate, importance, rank
from retrieval.settings import RetrievalSettings
from retrieval.types import Filters, Letter, Question
from retrieval.weights import Weights

Array = NDArray[np.float64]
FOLDS = 6
PACKAGE = Path(__file__).parents[1] / "retrieval"
# Of the adapter: more of any of these learns the letters of the question sets by heart, which helps on no others.
RANK, EPOCHS, BATCH, RATE, DECAY, SHARPNESS = 32, 4, 16, 2e-3, 0.05, 20.0
# What may only speak against an answer, so that a fit on few questions cannot turn it round.
AGAINST = {"rarest missing", "wrong kind", "wrong speaker", "wrong period"}
FREE = {"constant"}
# Words of one speaker in answer to a question about another are the worst answer there is, whatever the fit says.
WRONG_SPEAKER = -1.5
SHRINK = 0.01
# Chosen on the curve that the report prints: below it too many near misses are answered, above it too much is refused.
THRESHOLD = 0.42


@dataclass
class Case:
    """One question with all that was found for it; `chosen` comes from weights fitted without it.

    `members` are the vectors of all passages and notes found, (n, dim); `owners` says which candidate each belongs to.
    """

    row: dict[str, Any]
    group: str
    query: Query
    weighed: dict[str, float]
    candidates: tuple[Candidate, ...]
    relevant: Array
    letters: dict[str, Letter]
    vector: Array
    members: Array
    owners: Array
    judges: bool = True
    judged: tuple[cutting.Slice, ...] = ()
    chosen: tuple[cutting.Slice, ...] = ()

    @property
    def answerable(self) -> bool:
        """Tell whether the letters hold an answer."""
        return bool(self.row["type"] != "unanswerable")


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
    cases = [case for path in args.questions for case in collect(engine, path)]
    cases += [replace(case, judges=False) for path in args.ranking_only for case in collect(engine, path)]
    fold = folds(cases)
    adapter = fit_adapter(cases, fold, engine.embedder.identity)
    fitted = Weights(fit_ranking(cases, cases, fold), fit_slices(cases, cases, fold), (), 0.0)
    constants = fit_confidence(cases, fold)
    report(cases)
    named = {
        "ranking": named_values(ranking.FEATURES, fitted.ranking),
        "slices": named_values(cutting.FEATURES, fitted.slices),
        "confidence": named_values(sure.FEATURES, constants),
        "threshold": THRESHOLD,
    }
    print(json.dumps(named, indent=1))
    if args.write:
        (PACKAGE / "weights.json").write_text(json.dumps(named, indent=2) + "\n", encoding="utf-8")
        halves = {name: each.astype(np.float16) for name, each in (("down", adapter.down), ("up", adapter.up))}
        np.savez(PACKAGE / DATA, model=np.array(adapter.model), **halves)
    engine.close()


def folds(cases: Sequence[Case]) -> Array:
    """Return the fold of each case: answerable ones by the date of the letter that answers, the others in turn."""
    dates = [min((e.letter.date or "" for e, hit in zip(c.candidates, c.relevant, strict=True) if hit), default="")
             for c in cases]  # fmt: skip
    dated = sorted((date, at) for at, date in enumerate(dates) if date)
    found = np.arange(len(cases)) % FOLDS
    for place, (_, at) in enumerate(dated):
        found[at] = place * FOLDS // len(dated)
    return found


def named_values(names: Sequence[str], values: Sequence[float]) -> dict[str, float]:
    return {name: round(float(value), 4) for name, value in zip(names, values, strict=True)}


def collect(engine: Engine, path: Path) -> list[Case]:
    """Search for every question once; what is found does not depend on the weights."""
    rows = read_lines(path)
    asked = {row["id"]: row for row in rows}
    index = engine.index
    flat = Weights((1.0,) * len(ranking.FEATURES), (), (), 0.0)
    cases = []
    for row in rows:
        query = understand(Question(row["question"], history_of(row, asked)), index, index.newest_year())
        query = replace(query, near=engine.embedder.neighbours.near(query.terms))
        vector = engine.embedder.embed_question(query.text)
        candidates = rank(query, vector, vector, index, flat, Filters())
        held = index.vectors([m.passage_id for each in candidates for m in (each.passage, *each.notes)])
        parts = [
            (held[member.passage_id], owner)
            for owner, each in enumerate(candidates)
            for member in (each.passage, *each.notes)
        ]
        relevant = np.array([float(answers(row, each)) for each in candidates])
        weighed = importance(query.terms, index)
        letters = {each.passage.letter_id: index.letter(each.passage.letter_id) for each in candidates}
        cases.append(
            Case(
                row,
                f"{path.parent.name}/{path.stem}",
                query,
                weighed,
                candidates,
                relevant,
                letters,
                vector,
                np.array([row for row, _ in parts], np.float32),
                np.array([owner for _, owner in parts], int),
            )
        )
    return cases


def answers(row: Mapping[str, Any], candidate: Candidate) -> bool:
    """Tell whether a passage holds one of the gold keys."""
    text = folded("\n".join(each.text for each in (candidate.passage, *candidate.notes)))
    document = candidate.letter.source.rsplit("/", 1)[-1]
    places = [entry for gold in row.get("gold", ()) for entry in (gold, *gold.get("alt", ()))]
    return any(entry["doc"] == document and folded(entry["key"]) in text for entry in places)


# --- the adapter: a softmax over the passages found, by their cosine with the turned question ------------------------


def fit_adapter(cases: list[Case], fold: Array, model: str) -> Adapter:
    """Set each case's `turned` by an adapter learned without its fold; return the adapter learned on all."""
    for number in range(FOLDS):
        adapter = learn_adapter([c for c, f in zip(cases, fold, strict=True) if f != number], model)
        for case in (c for c, f in zip(cases, fold, strict=True) if f == number and c.candidates):
            best = np.full(len(case.candidates), -1.0)
            np.maximum.at(best, case.owners, case.members @ adapter.turn(case.vector, model))
            case.candidates = tuple(
                replace(each, features=(*each.features[:-1], float(value)))
                for each, value in zip(case.candidates, best, strict=True)
            )
    return learn_adapter(cases, model)


def learn_adapter(cases: Sequence[Case], model: str) -> Adapter:
    """Return the adapter that gives the answering passages of `cases` the most of the softmax."""
    torch.manual_seed(0)
    learn = [case for case in cases if case.answerable and case.relevant.any()]
    dim = len(learn[0].vector)
    down = torch.zeros(dim, RANK, requires_grad=True)
    up = (torch.randn(RANK, dim) / 20).requires_grad_()
    steps = torch.optim.AdamW([down, up], lr=RATE, weight_decay=DECAY)
    chance = np.random.RandomState(0)
    for _ in range(EPOCHS):
        for batch in np.array_split(chance.permutation(len(learn)), -(-len(learn) // BATCH)):
            steps.zero_grad()
            torch.stack([adapter_loss(learn[at], down, up) for at in batch]).mean().backward()  # type: ignore[no-untyped-call]
            steps.step()
    return Adapter(model, down.detach().numpy(), up.detach().numpy())


def adapter_loss(case: Case, down: Tensor, up: Tensor) -> Tensor:
    vector = torch.from_numpy(case.vector)
    turned = torch.nn.functional.normalize(vector + (vector @ down) @ up, dim=0)
    share = torch.softmax(SHARPNESS * (torch.from_numpy(case.members) @ turned), 0)
    return -torch.log(share[torch.from_numpy(case.relevant[case.owners] > 0)].sum() + 1e-9)


# --- ranking and slices: a softmax over what was found, the right ones against all ----------------------------------


def softmax_weights(lists: Sequence[tuple[Array, Array]], shrink: float, rising: bool) -> Array:
    """Return the weights that give the relevant rows of each (n, features) list the most of the softmax."""
    used = [(rows, right) for rows, right in lists if right.any()]
    scale = np.mean([rows.std(axis=0) for rows, _ in used], axis=0) + 1e-6
    scaled = [(rows / scale, right) for rows, right in used]

    def loss(weights: Array) -> tuple[float, Array]:
        total, slope = 0.0, np.zeros_like(weights)
        for rows, right in scaled:
            raised = np.exp((scores := rows @ weights) - scores.max())
            share, wanted = raised / raised.sum(), raised * right
            total -= float(np.log(wanted.sum() / raised.sum() + 1e-12))
            slope += rows.T @ (share - wanted / wanted.sum())
        count = len(scaled)
        return total / count + shrink * weights @ weights / 2 / len(weights), slope / count + shrink * weights / len(
            weights
        )

    bounds = [(0, None) if rising else (None, None)] * len(scale)
    return minimize(loss, np.zeros(len(scale)), jac=True, method="L-BFGS-B", bounds=bounds).x / scale


def fit_ranking(cases: list[Case], learn: list[Case], fold: Array) -> tuple[float, ...]:
    """Reorder each case's candidates by weights fitted without it; return the weights fitted on all."""
    lists = {
        id(c): (np.array([e.features for e in c.candidates]), c.relevant)
        for c in learn
        if c.answerable and c.candidates
    }
    for number in range(FOLDS):
        weights = softmax_weights(
            [lists[id(c)] for c, f in zip(cases, fold, strict=True) if f != number and id(c) in lists], 1.0, True
        )
        for case, own in zip(cases, fold, strict=True):
            if own == number:
                reorder(case, weights)
    return tuple(softmax_weights(list(lists.values()), 1.0, True))


def reorder(case: Case, weights: Array) -> None:
    scored = [replace(each, score=float(np.dot(weights, each.features))) for each in case.candidates]
    order = sorted(range(len(scored)), key=lambda at: -scored[at].score)
    case.candidates = tuple(scored[at] for at in order)
    case.relevant = case.relevant[order] if order else case.relevant


def fit_slices(cases: list[Case], learn: list[Case], fold: Array) -> tuple[float, ...]:
    """Choose each case's words by weights fitted without it; return the weights fitted on all."""
    flat = Weights((), (1.0,) * len(cutting.FEATURES), (), 0.0)
    for case in cases:
        case.judged = cutting.slices(case.query, case.letters, case.candidates[:READ_CLOSELY], case.weighed, flat)
    lists = {id(c): (np.array([e.features for e in c.judged]), rightful(c)) for c in learn if c.answerable and c.judged}
    for number in range(FOLDS):
        weights = softmax_weights(
            [lists[id(c)] for c, f in zip(cases, fold, strict=True) if f != number and id(c) in lists], 0.3, False
        )
        for case, own in zip(cases, fold, strict=True):
            if own == number and case.judged:
                scored = [replace(each, score=float(np.dot(weights, each.features))) for each in case.judged]
                case.judged = tuple(sorted(scored, key=lambda each: -each.score))
                case.chosen = choose(case.query, case.judged)
    return tuple(softmax_weights(list(lists.values()), 0.3, False))


def rightful(case: Case) -> Array:
    """Mark the slices of relevant passages that hold an answer key."""
    relevant = {c.passage.passage_id for c, right in zip(case.candidates, case.relevant, strict=True) if right}
    keys = [folded(one) for key in case.row["answer_keys"] for one in key.split("|")]
    return np.array(
        [
            float(e.candidate.passage.passage_id in relevant and any(k in folded(shown(e)) for k in keys))
            for e in case.judged
        ]
    )


def shown(each: cutting.Slice) -> str:
    quoted = quote(each.letter, each.candidate.letter, each.span)
    return "\n".join([quoted.text, *(note.text for note in quoted.footnotes)])


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
    """Return what the confidence is judged on; all zero but the constant where no words were chosen."""
    if not case.chosen:
        return (1.0, *(0.0 for _ in sure.FEATURES[1:]))
    return sure.evidence(case.query, case.candidates, case.chosen, case.weighed)


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
    speaker = sure.FEATURES.index("wrong speaker")
    bounds[speaker] = (None, WRONG_SPEAKER * scale[speaker])
    return minimize(loss, np.zeros(rows.shape[1]), jac=True, method="L-BFGS-B", bounds=bounds).x / scale


# --- report ----------------------------------------------------------------------------------------------------------


def report(cases: Sequence[Case]) -> None:
    """Print the figures of questions left out, by question set."""
    for group in dict.fromkeys(case.group for case in cases):
        mine = [case for case in cases if case.group == group]
        good, bad = [c for c in mine if c.answerable], [c for c in mine if not c.answerable]
        near = [c for c in bad if c.row.get("kind") == "near-miss"]
        recall = {k: np.mean([c.relevant[:k].any() for c in good]) for k in (1, 3, 5, 10, 20)}
        print(group, "any gold passage in the first k:", {k: round(float(v), 3) for k, v in recall.items()})
        texts = [folded("\n".join(shown(each) for each in c.chosen)) for c in good]
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


if __name__ == "__main__":
    main()
