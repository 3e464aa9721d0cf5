"""The whole engine against what it cannot do without: `encode(question)` and one search of the same FAISS index.

    python benchmarks/query.py [--passages 10000] [--questions 100] [--askers 8] [--index DIR]

Bare and whole take turns in one run, question by question, so that whatever else the machine does hits both. Without
`--index` a synthetic index is made (its vectors are synthetic too: they cost as much as real ones).
"""

import argparse
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import nullcontext
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.bare import bare_model
from benchmarks.synthetic import Writer, letters, vectors
from retrieval.engine import Engine
from retrieval.passages import split
from retrieval.settings import RetrievalSettings
from retrieval.types import Question


def build(engine: Engine, passages: int) -> None:
    """Fill an index with synthetic letters."""
    model = engine.embedder.model
    engine.index.adopt(model)
    held = number = 0
    with engine.index.writing():
        for number, letter in enumerate(letters(passages)):
            parts = split(letter, _count, model.max_tokens)
            engine.index.add(letter, parts, vectors(len(parts), model.dimension, number), f"{number}.txt")
            held += len(parts)
            if held >= passages:
                break
        engine.index.publish()
    print(f"{number + 1} letters, {held} passages")


def _count(text: str) -> int:
    return int(len(text) / 3.2) + 2  # nearly what the tokenizer counts on these words, in no time


def measure(engine: Engine, questions: Sequence[str]) -> None:
    """Print how long bare and whole take, a question at a time."""
    model, index = bare_model(), engine.index.vector_index()
    bare: list[float] = []
    whole: list[float] = []
    for question in questions:
        bare.append(
            _seconds(lambda question=question: index.search(model.encode(question, show_progress_bar=False), 10))
        )
        whole.append(_seconds(lambda question=question: engine.ask(Question(question))))
    for name, times in (("bare", bare), ("whole", whole)):
        print(f"{name:5} p50 {_part(times, 0.5):6.1f} ms   p95 {_part(times, 0.95):6.1f} ms")
    print(
        f"ratio p50 {_part(whole, 0.5) / _part(bare, 0.5):6.2f}      p95 {_part(whole, 0.95) / _part(bare, 0.95):6.2f}"
    )


def load(engine: Engine, questions: Sequence[str], askers: int) -> None:
    """Print the questions a second of one asker and of several at once."""
    one = _rate(lambda: [engine.ask(Question(f"{question} ?")) for question in questions], len(questions))
    times: list[float] = []

    def ask(mine: Sequence[str]) -> None:
        times.extend(_seconds(lambda question=question: engine.ask(Question(f"{question} now"))) for question in mine)

    threads = [threading.Thread(target=ask, args=(questions[place::askers],)) for place in range(askers)]

    def together() -> None:
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    many = _rate(together, len(questions))
    print(
        f"one asker {one:5.1f} questions/s; {askers} askers {many:5.1f} questions/s ({many / one:.2f} times), ", end=""
    )
    print(f"p50 {_part(times, 0.5):.1f} ms, p95 {_part(times, 0.95):.1f} ms")


def _seconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def _rate(work: Callable[[], object], count: int) -> float:
    return count / _seconds(work)


def _part(times: Sequence[float], share: float) -> float:
    """Return a quantile in milliseconds."""
    return 1000 * statistics.quantiles(times, n=100, method="inclusive")[int(share * 100) - 1]


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--passages", type=int, default=10_000)
    arguments.add_argument("--questions", type=int, default=100)
    arguments.add_argument("--askers", type=int, default=8)
    arguments.add_argument("--index", type=Path)
    args = arguments.parse_args()
    with nullcontext(args.index) if args.index else tempfile.TemporaryDirectory() as folder:
        engine = Engine.open(RetrievalSettings(index_dir=Path(folder)), create=True)
        if not args.index:
            build(engine, args.passages)
        engine.warm_up()
        writer = Writer.seeded()
        questions = [writer.question() for _ in range(args.questions + 10)]
        for question in questions[:10]:
            engine.ask(Question(question))
        measure(engine, questions[10:])
        load(engine, questions[10:], args.askers)
        engine.close()


if __name__ == "__main__":
    main()
