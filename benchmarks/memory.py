"""The memory of a process that answers, over many different questions.

    python -m benchmarks.memory [--passages 10000] [--questions 20000] [--index DIR] [--keep benchmarks/memory.json]

The modules of the bot are loaded as `verbale serve` loads them. Memory is flat when the second half of the questions
adds next to nothing; the curve is drawn beside the figures.
"""

import argparse
import gc
import importlib
import json
import tempfile
from contextlib import nullcontext
from pathlib import Path

from benchmarks.drawing import curve
from benchmarks.growth import resident
from benchmarks.synthetic import Writer, fill
from retrieval.engine import Engine
from retrieval.settings import RetrievalSettings
from retrieval.types import Question

SAMPLES = 50


def measured(engine: Engine, questions: int) -> list[tuple[int, float]]:
    """Ask, and return the memory in MB after each part of the questions."""
    writer, every = Writer.seeded(11), max(1, questions // SAMPLES)
    held = [(0, resident())]
    for number in range(1, questions + 1):
        engine.ask(Question(writer.question()))
        if number % every == 0:
            gc.collect()
            held.append((number, resident()))
    return held


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--passages", type=int, default=10_000)
    arguments.add_argument("--questions", type=int, default=20_000)
    arguments.add_argument("--index", type=Path)
    arguments.add_argument("--keep", type=Path, help="write the figures there, and the picture beside them")
    args = arguments.parse_args()
    importlib.import_module("bot.commands.serving")
    with tempfile.TemporaryDirectory() as scratch, nullcontext(args.index or Path(scratch)) as folder:
        engine = Engine.open(RetrievalSettings(index_dir=folder), create=True)
        if engine.index.count() == 0:
            fill(engine, args.passages)
        engine.warm_up()
        held = measured(engine, args.questions)
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
