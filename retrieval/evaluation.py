"""Asks every question of a file and measures the answers: recall, abstention, calibration, latency.

A question file holds one object a line: `id`, `question`, and, to be scored, `type`, `gold` ({doc, key} with further
places in `alt`), `answer_keys` ("a|b" is met by either) and `followup_to`. Gold fields never reach the engine.
Figures of retrieval and of answers are means over the answerable questions, with bootstrap intervals of 95 %.
"""

import json
import random
import re
import statistics
import time
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import msgspec

from retrieval.errors import RetrievalError
from retrieval.types import Answer, Question

Row = Mapping[str, Any]
DEPTHS = (1, 3, 5, 10)
BOOTSTRAP_ROUNDS = 1000
UNANSWERABLE = "unanswerable"


class Answering(Protocol):
    """What is evaluated."""

    def ask(self, question: Question) -> Answer:
        """Answer one question."""
        ...


class _Place(msgspec.Struct):
    doc: str
    key: str = ""
    alt: "list[_Place]" = []


class _Hit(msgspec.Struct):
    doc: str
    text: str | None = None


class _Line(msgspec.Struct):
    """What is read of a line, of questions or of answers; whatever else it holds is nobody's concern."""

    id: str | int
    question: str = ""
    type: str = ""
    gold: list[_Place] | None = None
    answer_keys: list[str] | None = None
    history: list[str] = []
    hits: list[_Hit] | None = None
    answer: str | None = None
    confidence: float | None = None
    latency_ms: float | None = None


class QuestionFileError(RetrievalError):
    """A question file cannot be read."""


@dataclass(frozen=True, slots=True)
class Score:
    """The figures of one question; those of retrieval are `None` where nothing is to be found."""

    question_id: str
    type: str
    answerable: bool
    abstained: bool
    confidence: float
    latency_ms: float
    words: int
    document_recall: Mapping[int, float] | None = None
    passage_recall: Mapping[int, float] | None = None
    reciprocal_rank: float | None = None
    coverage: float | None = None


def evaluate(engine: Answering, questions: Path, output: Path | None = None, baseline: Path | None = None) -> str:
    """Ask every line of `questions`, write one line each to `output`, and return the figures as a text.

    With `baseline`, an earlier output, the questions gained and lost against it are listed. Raises QuestionFileError.
    """
    rows = read_lines(questions, "question")
    earlier = {out["id"]: out for out in read_lines(baseline)} if baseline is not None else {}
    outputs = _kept(ask_all(engine, rows), output) if output is not None else [*ask_all(engine, rows)]
    scores = [score(row, out) for row, out in zip(rows, outputs, strict=True)]
    parts = [summary(scores)]
    if baseline is not None:
        before = [score(row, earlier[row["id"]]) for row in rows if row["id"] in earlier]
        parts.append(compare(before, scores))
    return "\n\n".join(parts)


def _kept(outputs: Iterable[dict[str, Any]], path: Path) -> list[dict[str, Any]]:
    """Return the outputs, each written to `path` as soon as it is there. Raises QuestionFileError."""
    kept, mode = [], "w"
    for each in outputs:
        try:
            with path.open(mode, encoding="utf-8") as lines:
                lines.write(json.dumps(each, ensure_ascii=False) + "\n")
        except OSError as error:
            raise QuestionFileError(f"{path} cannot be written ({error.strerror}); name another file.") from error
        kept.append(each)
        mode = "a"
    return kept


def read_lines(path: Path, *needed: str) -> list[dict[str, Any]]:
    """Return the objects of a JSON Lines file, each with an id and the texts `needed`. Raises QuestionFileError."""
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except (OSError, ValueError) as error:
        raise QuestionFileError(f"{path} cannot be read as JSON Lines ({error}).") from error
    return [_row(line, f"{path}, line {number}", needed) for number, line in enumerate(lines, 1) if line.strip()]


def _row(line: str, place: str, needed: Sequence[str]) -> dict[str, Any]:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise QuestionFileError(f"{place} is no JSON ({error}); give a file with one object a line.") from error
    if not isinstance(row, dict) or not isinstance(row.get("id"), str | int):
        raise QuestionFileError(f'{place} has no "id"; every line needs one.')
    for name in needed:
        if not isinstance(row.get(name), str) or not row[name].strip():
            raise QuestionFileError(f'{place} has no "{name}"; every line needs one.')
    try:
        msgspec.convert(row, _Line)
    except msgspec.ValidationError as error:
        raise QuestionFileError(f"{place} is not as it should be ({error}).") from error
    return row


def ask_all(engine: Answering, rows: Sequence[Row]) -> Iterator[dict[str, Any]]:
    """Yield one output line for each question; a follow-up with those it follows as its history."""
    asked = {str(row["id"]): row for row in rows}
    for row in rows:
        question = Question(row["question"], history_of(row, asked))
        begun = time.perf_counter()
        answer = engine.ask(question)
        yield output_line(row["id"], answer, (time.perf_counter() - begun) * 1000)


def history_of(row: Row, asked: Mapping[str, Row]) -> tuple[str, ...]:
    """Return the questions asked before, oldest first: those the row lists, else the chain it follows."""
    if "history" in row:
        return tuple(map(str, row["history"]))
    earlier: list[str] = []
    seen: set[str] = set()
    parent = str(row.get("followup_to"))
    while parent in asked and parent not in seen:
        seen.add(parent)
        earlier.insert(0, asked[parent]["question"])
        parent = str(asked[parent].get("followup_to"))
    return tuple(earlier)


def output_line(question_id: str, answer: Answer, latency_ms: float) -> dict[str, Any]:
    """Return what is kept of one answer: the ranked hits, the words shown, and how sure the engine was."""
    return {
        "id": question_id,
        "hits": [{"doc": each.letter.source, "text": each.passage.text} for each in answer.hits],
        "answer": shown_text(answer),
        "abstained": answer.reason is not None,
        "confidence": round(answer.confidence, 4),
        "latency_ms": round(latency_ms, 2),
    }


def shown_text(answer: Answer) -> str | None:
    """Return the words of the letters that an answer shows, notes included, or `None` when it abstains.

    Of a list of letters that is how many there are, and the symbols, sender and date of each that is shown.
    """
    if answer.listing is not None:
        facts = (("-".join(card.symbols), *card.senders, card.date) for card in answer.listing.letters)
        return "\n".join([str(answer.listing.count), *(", ".join(filter(None, each)) for each in facts)])
    shown: dict[str, None] = {}
    for quote in answer.quotes:
        shown[quote.text] = None
        for note in quote.notes_below:
            shown[note.text] = None
            if note.resolved:
                shown[note.resolved] = None
    return "\n".join(shown) or None


# --- scoring -------------------------------------------------------------------------------------------------------


def folded(text: str) -> str:
    """Return the words and numbers of `text` alone, a space around each; indicators like [3] do not count."""
    plain = re.sub(r"\[\^?\d{1,2}\]", " ", unicodedata.normalize("NFKC", text).lower())
    return " " + " ".join(re.findall(r"[^\W_]+", plain)) + " "


def score(row: Row, out: Row) -> Score:
    """Return the figures of one answer."""
    answer = out.get("answer") or ""
    abstained = bool(out.get("abstained")) or not answer.strip()
    answerable = row.get("type") != UNANSWERABLE
    hits = [(_stem(hit["doc"]), folded(hit.get("text") or "")) for hit in out.get("hits") or ()]
    found = _retrieval(row["gold"], hits) if answerable and row.get("gold") else (None, None, None)
    shown = "" if abstained else folded(answer)
    return Score(
        question_id=row["id"],
        type=row.get("type", "question"),
        answerable=answerable,
        abstained=abstained,
        confidence=float(out.get("confidence") or 0.0),
        latency_ms=float(out.get("latency_ms") or 0.0),
        words=len(answer.split()),
        document_recall=found[0],
        passage_recall=found[1],
        reciprocal_rank=found[2],
        coverage=_coverage(row.get("answer_keys") or (), shown) if answerable else None,
    )


def _stem(document: str) -> str:
    return re.sub(r"\.\w{2,5}$", "", document.rsplit("/", 1)[-1])


Recalls = tuple[Mapping[int, float], Mapping[int, float], float]


def _retrieval(gold: Sequence[Row], hits: Sequence[tuple[str, str]]) -> Recalls:
    wanted = [{(_stem(e["doc"]), folded(e.get("key", ""))) for e in (entry, *entry.get("alt", ()))} for entry in gold]
    places = [_first(any(hit[0] == doc and key in hit[1] for doc, key in want) for hit in hits) for want in wanted]
    documents = list(dict.fromkeys(document for document, _ in hits))
    letters = {_stem(entry["doc"]): {doc for doc, _ in want} for entry, want in zip(gold, wanted, strict=True)}
    held = [_first(document in names for document in documents) for names in letters.values()]
    best = min((place for place in places if place), default=None)
    return _recall(held), _recall(places), 1 / best if best and best <= 10 else 0.0


def _first(fits: Iterable[bool]) -> int | None:
    """Return the place, from 1, of the first that fits."""
    return next((place for place, fit in enumerate(fits, 1) if fit), None)


def _recall(places: Sequence[int | None]) -> dict[int, float]:
    return {depth: sum(1 for place in places if place and place <= depth) / len(places) for depth in DEPTHS}


def _coverage(keys: Sequence[str], shown: str) -> float | None:
    if not keys:
        return None
    return sum(any(folded(one) in shown for one in key.split("|")) for key in keys) / len(keys)


def auroc(good: Sequence[float], bad: Sequence[float]) -> float | None:
    """Return the probability that a good score beats a bad one, ties counting half; `None` when either is empty."""
    if not good or not bad:
        return None
    return sum((g > b) + (g == b) / 2 for g in good for b in bad) / (len(good) * len(bad))


# --- reporting -----------------------------------------------------------------------------------------------------

Measure = Callable[[Sequence[Score]], float | None]


def summary(scores: Sequence[Score]) -> str:
    """Return the figures of a run: by question type, of abstention, of confidence, of latency."""
    answerable = [each for each in scores if each.answerable]
    none = [each for each in scores if not each.answerable]
    groups: dict[str, list[Score]] = {"all": answerable}
    for each in answerable:
        groups.setdefault(each.type, []).append(each)
    columns = _columns()
    lines = [f"{len(scores)} question{'s' * (len(scores) != 1)}, {len(answerable)} answerable"]
    lines.append("  ".join(["type".ljust(12), "n".rjust(4), *(name.rjust(18) for name in columns)]))
    for name, group in groups.items():
        cells = [_with_interval(measure, group).rjust(18) for measure in columns.values()]
        lines.append("  ".join([name.ljust(12), str(len(group)).rjust(4), *cells]))
    shown = [each.words for each in answerable if not each.abstained]
    lines.append(f"words shown, median: {statistics.median(shown):.0f}" if shown else "no answer shown")
    lines.append(f"unanswerable answered: {_with_interval(_share(lambda s: not s.abstained), none)} of {len(none)}")
    lines.append(f"AUROC of confidence: {_with_interval(_confidence_auroc, scores)}")
    lines += reliability(scores)
    times = sorted(each.latency_ms for each in scores)
    if times:
        late = times[min(len(times) - 1, int(0.95 * len(times)))]
        lines.append(f"latency ms: median {statistics.median(times):.1f}, 95th percentile {late:.1f}")
    return "\n".join(lines)


def _columns() -> dict[str, Measure]:
    return {
        "letter R@5": _mean(lambda s: s.document_recall[5] if s.document_recall else None),
        "letter R@10": _mean(lambda s: s.document_recall[10] if s.document_recall else None),
        "passage R@1": _mean(lambda s: s.passage_recall[1] if s.passage_recall else None),
        "passage R@5": _mean(lambda s: s.passage_recall[5] if s.passage_recall else None),
        "passage R@10": _mean(lambda s: s.passage_recall[10] if s.passage_recall else None),
        "MRR@10": _mean(lambda s: s.reciprocal_rank),
        "answer keys": _mean(lambda s: s.coverage),
        "refused": _share(lambda s: s.abstained),
    }


_BINS = 5


def reliability(scores: Sequence[Score]) -> list[str]:
    """Return the reliability of the confidence: of what was said with this confidence, the share that is answerable."""
    lines = ["confidence     n   answerable"]
    for at in range(_BINS):
        inside = [
            s
            for s in scores
            if at / _BINS <= s.confidence < (at + 1) / _BINS or (at == _BINS - 1 and s.confidence == 1)
        ]
        share = f"{sum(s.answerable for s in inside) / len(inside):10.2f}" if inside else "         -"
        lines.append(f"{at / _BINS:.1f} - {(at + 1) / _BINS:.1f}  {len(inside):4d}  {share}")
    return lines


def compare(before: Iterable[Score], after: Iterable[Score]) -> str:
    """Return the questions whose answer became better or worse, by the keys shown and by rightful refusal."""
    old = {each.question_id: each for each in before}
    changes: dict[str, list[str]] = defaultdict(list)
    for new in after:
        earlier = old.get(new.question_id)
        if earlier is not None and _worth(new) != _worth(earlier):
            side = "gained" if _worth(new) > _worth(earlier) else "lost"
            changes[side].append(f"{new.question_id} ({_worth(earlier):.2f} to {_worth(new):.2f})")
    return "\n".join(f"{side} {len(changes[side])}: {', '.join(changes[side]) or '-'}" for side in ("gained", "lost"))


def _worth(each: Score) -> float:
    return (each.coverage or 0.0) if each.answerable else float(each.abstained)


def _mean(value: Callable[[Score], float | None]) -> Measure:
    def measure(scores: Sequence[Score]) -> float | None:
        values = [found for found in map(value, scores) if found is not None]
        return sum(values) / len(values) if values else None

    return measure


def _share(test: Callable[[Score], bool]) -> Measure:
    return _mean(lambda each: float(test(each)))


def _confidence_auroc(scores: Sequence[Score]) -> float | None:
    return auroc([s.confidence for s in scores if s.answerable], [s.confidence for s in scores if not s.answerable])


def _with_interval(measure: Measure, scores: Sequence[Score]) -> str:
    value = measure(scores)
    if value is None:
        return "-"
    chance = random.Random(20)  # noqa: S311 - a bootstrap, not a secret
    rounds = BOOTSTRAP_ROUNDS if len(scores) <= 500 else BOOTSTRAP_ROUNDS // 10
    drawn = sorted(v for v in (measure(chance.choices(scores, k=len(scores))) for _ in range(rounds)) if v is not None)
    return f"{value:.3f} [{drawn[int(0.025 * len(drawn))]:.2f} {drawn[int(0.975 * len(drawn)) - 1]:.2f}]"
