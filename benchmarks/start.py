"""From the start of a process to its first answer, and how soon commands start that need no model.

    python -m benchmarks.start [--rounds 3]

Bare is a process that imports sentence-transformers and encodes one question; both take turns.
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
NO_TORCH = (
    "import runpy, sys; sys.argv = ['verbale', *sys.argv[1:]]\n"
    "try: runpy.run_module('bot', run_name='__main__')\n"
    "except SystemExit: pass\n"
    "assert 'torch' not in sys.modules, 'torch was imported'"
)


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
    rounds = arguments.parse_args().rounds
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        letter = sorted((ROOT / "data/letters").glob("*.txt"))[0]
        run(["-m", "bot", "ingest", str(letter)], folder)
        pairs = [(run(["-c", BARE], folder), run(["-m", "bot", "ask", QUESTION], folder)) for _ in range(rounds)]
        bare, whole = median([pair[0] for pair in pairs]), median([pair[1] for pair in pairs])
        for title, each in (("bare import and encode", bare), ("verbale ask", whole)):
            print(f"{title:24} {each.clock:6.2f} s by the clock, {each.processor:5.2f} s of the processor")
        print(f"ratio: {whole.clock / bare.clock:.2f} by the clock, {whole.processor / bare.processor:.2f} in work")
        nothing = median([run(["-c", "pass"], folder) for _ in range(rounds)])
        print(f"{'python -c pass':24} {nothing.clock:6.2f} s by the clock, {nothing.processor:5.2f} s of the processor")
        for command in (["--help"], ["letters"], ["show", letter.name], ["parse", str(letter)], ["verify"]):
            each = median([run(["-c", NO_TORCH, *command], folder) for _ in range(rounds)])
            print(f"verbale {command[0]:16} {each.clock:6.2f} s by the clock, {each.processor:5.2f} s of the processor")


if __name__ == "__main__":
    main()
