"""The memory of what answers, over many different questions.

    python -m benchmarks.memory [--passages 10000] [--questions 20000] [--askers 1] [--index DIR]
        [--keep benchmarks/memory.json]

The modules of the bot are loaded as `verbale serve` loads them. Where several ask, a second process answers too, and
what it takes beside the first is counted with it. Memory is flat when the second half of the questions adds next to
nothing; the curve is drawn beside the figures.
"""

import argparse
import gc
import importlib
import json
import re
import tempfile
import threading
from collections.abc import Sequence
from contextlib import nullcontext
from pathlib import Path

from benchmarks.drawing import curve
from benchmarks.growth import resident
from benchmarks.synthetic import Writer, fill
from retrieval.engine import Engine
from retrieval.settings import RetrievalSettings
from retrieval.types import Question

SAMPLES = 50


def measured(engine: Engine, questions: int, askers: int) -> list[tuple[int, float]]:
    """Ask, and return the memory in MB after each part of the questions."""
    writer, every = Writer.seeded(11), max(1, questions // SAMPLES)
    held = [(0, sum(in_use(engine)))]
    for number in range(every, questions + 1, every):
        ask([writer.question() for _ in range(every)], engine, askers)
        gc.collect()
        held.append((number, sum(in_use(engine))))
    return held


def ask(questions: Sequence[str], engine: Engine, askers: int) -> None:
    """Have so many ask the questions at once, each a part of them."""

    def work(mine: Sequence[str]) -> None:
        for question in mine:
            engine.ask(Question(question))

    threads = [threading.Thread(target=work, args=(questions[place::askers],)) for place in range(askers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def all_at_work(engine: Engine, askers: int) -> None:
    """Have so many ask until the second process answers too, where there is to be one."""
    writer = Writer.seeded(3)
    while askers > 1 and None in engine.processes:
        ask([writer.question() for _ in range(askers)], engine, askers)


def in_use(engine: Engine) -> tuple[float, float]:
    """Return the memory of this process, and what the second one takes that no other process shares, in MB."""
    second = next((pid for pid in engine.processes[1:] if pid is not None), None)
    if second is None:
        return resident(), 0.0
    told = Path(f"/proc/{second}/smaps_rollup").read_text(encoding="ascii")
    return resident(), sum(map(int, re.findall(r"Private_(?:Clean|Dirty): +(\d+) kB", told))) * 1024 / 1e6


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--passages", type=int, default=10_000)
    arguments.add_argument("--questions", type=int, default=20_000)
    arguments.add_argument("--askers", type=int, default=1)
    arguments.add_argument("--index", type=Path)
    arguments.add_argument("--keep", type=Path, help="write the figures there, and the picture beside them")
    args = arguments.parse_args()
    importlib.import_module("bot.commands.serving")
    with tempfile.TemporaryDirectory() as scratch, nullcontext(args.index or Path(scratch)) as folder:
        engine = Engine.open(RetrievalSettings(index_dir=folder), create=True)
        if engine.index.count() == 0:
            fill(engine, args.passages)
        engine.warm_up()
        all_at_work(engine, args.askers)
        held = measured(engine, args.questions, args.askers)
        passages = engine.index.count()
        engine.close()
    middle = held[len(held) // 2]
    print(
        f"{passages} passages: {held[0][1]:.0f} MB when warm, {middle[1]:.0f} MB after {middle[0]} questions, ", end=""
    )
    print(f"{held[-1][1]:.0f} MB after {held[-1][0]}")
    if args.keep:
        args.keep.write_text(json.dumps(held) + "\n", encoding="utf-8")
        asked, megabytes = zip(*held, strict=True)
        picture = curve("questions asked", "MB", asked, {f"{passages:,} passages": megabytes})
        args.keep.with_suffix(".svg").write_text(picture, encoding="utf-8")


if __name__ == "__main__":
    main()
