"""From the start of a process to its first answer, and how soon commands start that need no model.

    python -m benchmarks.start [--rounds 3] [--starts 10]

Bare is a process that imports sentence-transformers and encodes one question; both take turns. So do the commands that
need no model, with a Python that does nothing; medians are told.
"""

import argparse
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from benchmarks.timing import Spent

ROOT = Path(__file__).parents[1]
QUESTION = "What minimum flow does the 1974 Convention guarantee?"
BARE = f"from benchmarks.bare import bare_model; bare_model().encode({QUESTION!r})"


def run(arguments: Sequence[str], folder: Path) -> Spent:
    """Run a process to its end and return what it took, the processor time of all its threads included."""
    environment = {**os.environ, "VERBALE_INDEX_DIR": str(folder), "HF_HUB_OFFLINE": "1"}
    before, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run([sys.executable, *arguments], cwd=ROOT, env=environment, check=True, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    processor = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Spent(time.perf_counter() - started, processor)


def median(times: Sequence[Spent]) -> Spent:
    """Return the medians of both."""
    return Spent(statistics.median(each.clock for each in times), statistics.median(each.processor for each in times))


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--rounds", type=int, default=3)
    arguments.add_argument("--starts", type=int, default=10, help="how often each command is started")
    args = arguments.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder, letter = Path(name), sorted((ROOT / "data/letters").glob("*.txt"))[0]
        run(["-m", "bot", "ingest", str(letter)], folder)
        commands_without_a_model(folder, letter, args.starts)
        first_answer(folder, args.rounds)


def first_answer(folder: Path, rounds: int) -> None:
    """Print how long it takes to the first answer, and to the first vector of the bare model."""
    pairs = [(run(["-c", BARE], folder), run(["-m", "bot", "ask", QUESTION], folder)) for _ in range(rounds)]
    bare, whole = median([pair[0] for pair in pairs]), median([pair[1] for pair in pairs])
    for title, each in (("bare import and encode", bare), ("verbale ask", whole)):
        print(f"{title:24} {each.clock:6.2f} s by the clock, {each.processor:5.2f} s of the processor", flush=True)
    print(f"ratio: {whole.clock / bare.clock:.2f} by the clock, {whole.processor / bare.processor:.2f} in work")


def commands_without_a_model(folder: Path, letter: Path, starts: int) -> None:
    """Print how long commands take that need no model, against a Python that does nothing."""
    started = [("-c", "pass"), *(("-m", "bot", *command) for command in commands(letter))]
    times: dict[Sequence[str], list[Spent]] = {each: [] for each in started}
    for _ in range(starts):
        for each in started:
            times[each].append(run(each, folder))
    least = median(times[started[0]])
    for each in started:
        took = median(times[each])
        ratios = f"{took.clock / least.clock:5.1f} and {took.processor / least.processor:5.1f} times nothing"
        print(f"{told(each, took)}, {ratios}", flush=True)


def commands(letter: Path) -> tuple[tuple[str, ...], ...]:
    """Return the commands that need no model."""
    return ("--help",), ("letters",), ("show", letter.name), ("verify",), ("parse", str(letter))


def told(arguments: Sequence[str], took: Spent) -> str:
    """Return what a process took, by the name of its command."""
    name = "python -c pass" if arguments[0] == "-c" else f"verbale {arguments[2]}"
    return f"{name:24} {took.clock:6.2f} s by the clock, {took.processor:5.2f} s of the processor"


if __name__ == "__main__":
    main()
