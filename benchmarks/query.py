"""The whole engine against what it cannot do without: `encode(question)` and one search of the same FAISS index.

    python -m benchmarks.query [--passages 10000] [--questions 100] [--askers 8] [--index DIR]

Bare and whole take turns in one run, question by question, so that whatever else the machine does hits both. Then
several ask at once, not before the second process that starts when questions meet answers too, and one asks while
another process takes letters into the same index. `--index` keeps the synthetic index for the next run (its vectors are
synthetic too: they cost as much as real ones).
"""

import argparse
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from contextlib import nullcontext
from functools import partial
from pathlib import Path

from benchmarks.bare import bare_model
from benchmarks.memory import all_at_work, in_use
from benchmarks.synthetic import Writer, fill
from benchmarks.timing import Spent, quantile, shown, spent
from retrieval.engine import Engine
from retrieval.settings import RetrievalSettings
from retrieval.types import Question

_WARM = 10


def alone(engine: Engine, questions: Sequence[str]) -> list[Spent]:
    """Print how long bare and whole take, a question at a time; return the times of the whole."""
    model, index = bare_model(), engine.index.vector_index()
    assert index is not None
    bare: list[Spent] = []
    whole: list[Spent] = []

    def encode_and_search(question: str) -> None:
        index.search(model.encode(question, show_progress_bar=False), 10)

    for question in questions:
        bare.append(spent(partial(encode_and_search, question)))
        whole.append(spent(partial(engine.ask, Question(question))))
    bare, whole = bare[_WARM:], whole[_WARM:]
    print(shown("bare encode and search", bare))
    print(shown("whole engine", whole))
    clock = _median([each.clock for each in whole]) / _median([each.clock for each in bare])
    processor = _median([each.processor for each in whole]) / _median([each.processor for each in bare])
    print(f"ratio of p50: {clock:.2f} by the clock, {processor:.2f} in processor time")
    return whole


def together(engine: Engine, before: Sequence[str], questions: Sequence[str], askers: int) -> None:
    """Print the questions a second of one asker and of several at once, all of them new ones.

    Those `before` are asked first, so that each process remembers what one that serves does: letters it has looked at.
    """
    all_at_work(engine, askers)
    _at_once(engine, before, askers)
    one = spent(lambda: [engine.ask(Question(f"{question} ?")) for question in questions])
    times: list[Spent] = []
    many = spent(lambda: times.extend(_at_once(engine, questions, askers)))
    rates = [len(questions) / each.clock for each in (one, many)]
    print(shown(f"{askers} askers at once", times))
    at_work = len([pid for pid in engine.processes if pid is not None])
    mine, other = in_use(engine)
    print(f"{at_work} processes answer, warmed up: {mine:.0f} MB, the bare model in it, and {other:.0f} MB more")
    print(f"questions/s: {rates[0]:.1f} one at a time, {rates[1]:.1f} with {askers} at once: {rates[1] / rates[0]:.2f}")


def _at_once(engine: Engine, questions: Sequence[str], askers: int) -> list[Spent]:
    """Have so many ask at once, and return what each question took."""
    times: list[Spent] = []

    def ask(mine: Sequence[str]) -> None:
        times.extend(spent(partial(engine.ask, Question(f"{each} now"))) for each in mine)

    threads = [threading.Thread(target=ask, args=(questions[place::askers],)) for place in range(askers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return times


def beside_an_ingest(engine: Engine, folder: Path, questions: Sequence[str], quiet: Sequence[Spent]) -> None:
    """Print how long questions take while another process takes letters into the same index."""
    letters = folder / "letters"
    Writer.seeded(99).write_files(letters, 120)
    command = [sys.executable, "-m", "bot", "ingest", str(letters), "--index", str(engine.index.store.folder)]
    before = engine.generation
    ingest = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    while engine.generation == before and ingest.poll() is None:  # its start is not what is measured
        time.sleep(0.05)
    times: list[Spent] = []
    for question in questions:
        if ingest.poll() is not None:
            break
        times.append(spent(partial(engine.ask, Question(f"{question} then"))))
    ingest.terminate()
    ingest.wait()
    print(shown("beside an ingest", times))
    clock = [each.clock for each in times]
    p95, p50 = quantile(clock, 0.95), quantile(clock, 0.5)
    against_quiet = p95 / quantile([each.clock for each in quiet], 0.5)
    print(
        f"{len(times)} questions beside it: p95 is {p95 / p50:.2f} times p50, {against_quiet:.2f} times the quiet p50"
    )


def _median(seconds: Sequence[float]) -> float:
    return quantile(seconds, 0.5)


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--passages", type=int, default=10_000)
    arguments.add_argument("--questions", type=int, default=100)
    arguments.add_argument("--askers", type=int, default=8)
    arguments.add_argument("--index", type=Path)
    args = arguments.parse_args()
    with tempfile.TemporaryDirectory() as scratch, nullcontext(args.index or Path(scratch) / "index") as folder:
        engine = Engine.open(RetrievalSettings(index_dir=folder), create=True)
        if engine.index.count() == 0:
            fill(engine, args.passages)
        print(f"{engine.index.count()} passages")
        engine.warm_up()
        writer = Writer.seeded()
        questions = [writer.question() for _ in range(args.questions + _WARM)]
        quiet = alone(engine, questions)
        before, after = ([writer.question() for _ in range(4 * args.questions)] for _ in range(2))
        together(engine, before, after, args.askers)
        beside_an_ingest(engine, Path(scratch), questions, quiet)
        engine.close()


if __name__ == "__main__":
    main()
