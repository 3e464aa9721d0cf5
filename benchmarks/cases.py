"""Question sets with all that is searched for them once: what `benchmarks/fit.py` learns from and is tried on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from retrieval.answering.finding import with_like
from retrieval.encoder.interaction import NOTHING_ASKED, Reading
from retrieval.encoder.models import TextModel
from retrieval.engine import Engine
from retrieval.evaluation import folded, history_of, read_lines
from retrieval.questions.question import Query, understand
from retrieval.search import ranking
from retrieval.search import slices as cutting
from retrieval.search.ranking import Candidate, by_words, importance, rank
from retrieval.search.weights import Weights
from retrieval.spans.quoting import quote
from retrieval.types import Filters, Letter, Question

Array = NDArray[Any]
FOLDS = 4
LETTERS: dict[str, Letter] = {}
"""The letters of all cases, each held once."""
UNREAD = Reading(NOTHING_ASKED, {})


@dataclass
class Case:
    """One question with all that was found for it; what follows `judges` comes from weights fitted without it.

    `members` are the vectors of all passages and notes found, (n, dim); `owners` says which candidate each belongs to.
    `asked` are the question's tokens as the model sees them, (tokens, dim), at `spans`, (tokens, 2).
    """

    row: dict[str, Any]
    group: str
    query: Query
    weighed: dict[str, float]
    candidates: tuple[Candidate, ...]
    relevant: Array
    letters: dict[str, Letter]
    vector: Array
    asked: Array
    spans: Array
    members: Array
    owners: Array
    judges: bool = True
    reading: Reading = field(default=UNREAD)
    judged: tuple[cutting.Slice, ...] = ()
    chosen: tuple[cutting.Slice, ...] = ()

    @property
    def answerable(self) -> bool:
        """Tell whether the letters hold an answer."""
        return bool(self.row["type"] != "unanswerable")


def folds(cases: Sequence[Case]) -> Array:
    """Return the fold of each case: answerable ones by the date of the letter that answers, the others in turn."""
    dates = [min((e.letter.date or "" for e, hit in zip(c.candidates, c.relevant, strict=True) if hit), default="")
             for c in cases]  # fmt: skip
    dated = sorted((date, at) for at, date in enumerate(dates) if date)
    found = np.arange(len(cases)) % FOLDS
    for place, (_, at) in enumerate(dated):
        found[at] = place * FOLDS // len(dated)
    return found


def collect(engine: Engine, model: TextModel, path: Path) -> list[Case]:
    """Search for every question once; what is found does not depend on the weights."""
    rows = read_lines(path)
    asked = {row["id"]: row for row in rows}
    return [case_of(engine, model, row, history_of(row, asked), f"{path.parent.name}/{path.stem}") for row in rows]


def case_of(engine: Engine, model: TextModel, row: dict[str, Any], history: tuple[str, ...], group: str) -> Case:
    index = engine.index
    query = understand(Question(row["question"], history), index, index.newest_year())
    query = with_like(query, engine.embedder.neighbours)
    none = np.zeros(0)
    return searched(engine, model, Case(row, group, query, {}, (), none, {}, none, none, none, none, none))


def searched(engine: Engine, model: TextModel, case: Case) -> Case:
    """Return `case` with what is found by the vector that `model` gives its question."""
    index, query = engine.index, case.query
    (encoded,) = model.encode([query.text])
    flat = Weights((1.0,) * len(ranking.FEATURES), (), (), (), 0.0)
    candidates = rank(query, by_words(query, index, Filters()), encoded.vector, index, flat, Filters())
    members = [(each.passage_id, owner) for owner, candidate in enumerate(candidates) for each in candidate.members]
    for letter_id in {each.passage.letter_id for each in candidates}.difference(LETTERS):
        LETTERS[letter_id] = index.letter(letter_id)
    return replace(
        case,
        weighed=importance(query.terms, index),
        candidates=candidates,
        relevant=np.array([float(answers(case.row, each)) for each in candidates]),
        letters=LETTERS,
        vector=encoded.vector,
        asked=encoded.tokens,
        spans=encoded.spans,
        members=index.vectors([passage for passage, _ in members]),
        owners=np.array([owner for _, owner in members], int),
    )


def answers(row: Mapping[str, Any], candidate: Candidate) -> bool:
    """Tell whether a passage holds one of the gold keys."""
    text = folded("\n".join(each.text for each in candidate.members))
    document = candidate.letter.source.rsplit("/", 1)[-1]
    places = [entry for gold in row.get("gold", ()) for entry in (gold, *gold.get("alt", ()))]
    return any(entry["doc"] == document and folded(entry["key"]) in text for entry in places)


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
    """Return all words that are shown with a slice, notes included."""
    quoted = quote(each.letter, each.candidate.letter, each.span)
    return "\n".join([quoted.text, *(note.text for note in quoted.footnotes)])
