"""The cost curve from 1,000 to 1,000,000 passages: what vectors and words cost to build, to hold and to search.

    python -m benchmarks.growth [--sizes 1000,10000,100000,1000000] [--keep benchmarks/growth.json]
    python -m benchmarks.growth --draw benchmarks/growth.json

Each size is measured in a process of its own. The two indexes are made as the engine makes them from its store; vectors
and words are synthetic: vectors lie about topics and letters with the falling spectrum of real embeddings, and words
are as frequent as Zipf's law says. Seconds are those of the
processor, on one thread. The curve is drawn beside the figures, as SVG.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import numpy as np

from benchmarks.drawing import curve
from retrieval.encoder.embedding import Vector
from retrieval.storage.postings import WordIndex
from retrieval.storage.segments import Row
from retrieval.storage.vectors import Numbers, VectorIndex

DIMENSION = 384
QUESTIONS = 200
WORDS = 60_000
WORDS_IN_PASSAGE = 62  # what is left of 100 words when the small ones are gone
WORDS_IN_QUESTION = 8
IN_LETTER = 16
IN_TOPIC = 20_000
_BATCH = 50_000


def made_vectors(count: int) -> Iterator[tuple[Numbers, Vector]]:
    """Yield passages and their unit vectors, the same for the same count."""
    spread = (np.arange(1, DIMENSION + 1) ** -0.5).astype(np.float32)
    topics = _normal(np.random.default_rng(0), max(8, count // IN_TOPIC)) * spread
    for start in range(0, count, _BATCH):
        chance, size = np.random.default_rng(start + 1), min(_BATCH, count - start)
        letters = topics[chance.integers(0, len(topics), size // IN_LETTER + 1)]
        letters = letters + 0.8 * _normal(chance, len(letters)) * spread
        rows = np.repeat(letters, IN_LETTER, axis=0)[:size] + 0.7 * _normal(chance, size) * spread
        yield np.arange(start, start + size), unit(rows)


def asked_vectors(count: int) -> Vector:
    """Return vectors of questions: each somewhat like a passage."""
    chance = np.random.default_rng(5)
    _, rows = next(made_vectors(count))
    spread = (np.arange(1, DIMENSION + 1) ** -0.5).astype(np.float32)
    near = rows[chance.integers(0, len(rows), QUESTIONS)]
    noise = _normal(chance, QUESTIONS) * spread
    return unit(near + 0.8 * noise / np.linalg.norm(noise, axis=1, keepdims=True))


def _normal(chance: np.random.Generator, rows: int) -> Vector:
    return chance.standard_normal((rows, DIMENSION), dtype=np.float32)


def unit(rows: Vector) -> Vector:
    """Return the rows with length 1."""
    scaled: Vector = (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)
    return scaled


def made_words(count: int) -> Iterator[list[Row]]:
    """Yield passages with the words of their context lines and texts."""
    names = np.array([f"w{number}" for number in range(WORDS)])
    for start in range(0, count, _BATCH):
        chance, size = np.random.default_rng(start + 1), min(_BATCH, count - start)
        texts, contexts = names[_ranks(chance, (size, WORDS_IN_PASSAGE))], names[_ranks(chance, (size, 10))]
        yield [
            (start + place, (start + place) // IN_LETTER + 1, " ".join(contexts[place]), " ".join(texts[place]))
            for place in range(size)
        ]


def _ranks(chance: np.random.Generator, shape: tuple[int, ...]) -> Numbers:
    """Return ranks of words by Zipf's law, without the most frequent ones, which are no search words."""
    share = chance.random(shape)
    first, last = np.log(30), np.log(WORDS + 30)
    ranks: Numbers = np.minimum(np.exp(first + share * (last - first)) - 30, WORDS - 1).astype(np.int64)
    return ranks


def measure_vectors(count: int) -> dict[str, float]:
    """Build and search the vectors as the engine does, and compare with an exact search."""
    questions = asked_vectors(count)
    index, making = VectorIndex(DIMENSION), _seconds(lambda: [None for _ in made_vectors(count)])
    before = resident()
    spent = _seconds(lambda: index.rebuild(count, lambda: made_vectors(count)))
    spent -= making * (2 if index.approximate else 1)
    held = resident() - before
    found: list[set[int]] = []

    def search(question: Vector) -> None:
        found.append({passage for passage, _ in index.search(question, 10)})

    times = [_seconds(partial(search, each)) for each in questions]
    best = exact(questions, count)
    return {
        "build seconds": spent,
        "MB": held,
        "approximate": index.approximate,
        "recall@10": statistics.fmean(len(mine & true) / 10 for mine, true in zip(found, best, strict=True)),
        **_quantiles(times),
    }


def exact(questions: Vector, count: int) -> list[set[int]]:
    """Return the ten nearest passages of each question, by comparing all in float32."""
    scores, ids = np.zeros((len(questions), 0), np.float32), np.zeros((len(questions), 0), np.int64)
    for rows, vectors in made_vectors(count):
        scores = np.hstack([scores, questions @ vectors.T])
        ids = np.hstack([ids, np.broadcast_to(rows, (len(questions), len(rows)))])
        top = np.argpartition(-scores, 9, axis=1)[:, :10]
        scores, ids = np.take_along_axis(scores, top, 1), np.take_along_axis(ids, top, 1)
    return [set(row.tolist()) for row in ids]


def measure_words(count: int) -> dict[str, float]:
    """Build and search the words as the engine does: passages, letters and frequencies for each question."""
    chance, index = np.random.default_rng(5), WordIndex()
    making = _seconds(lambda: [None for _ in made_words(count)])
    before = resident()
    spent = _seconds(lambda: index.rebuild(made_words(count))) - making
    held = resident() - before
    asked = [{f"w{rank}": 1.0 for rank in row} for row in _ranks(chance, (QUESTIONS, WORDS_IN_QUESTION))]
    index.search_letters(asked[0], 60)
    return {
        "build seconds": spent,
        "MB": held,
        **_quantiles([_seconds(partial(index.search, each, 100)) for each in asked]),
        "letters p50": _quantiles([_seconds(partial(index.search_letters, each, 60)) for each in asked])["p50"],
    }


def resident() -> float:
    """Return the memory that this process has in use, in MB."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * 4096 / 1e6


def _seconds(work: Callable[[], object]) -> float:
    """Return the processor time of the work: others may keep the machine busy for minutes."""
    started = time.process_time()
    work()
    return time.process_time() - started


def _quantiles(times: list[float]) -> dict[str, float]:
    parts = statistics.quantiles(times, n=20, method="inclusive")
    return {"p50": parts[9] * 1000, "p95": parts[18] * 1000}


def measured(sizes: list[int]) -> list[dict[str, object]]:
    """Measure each size in processes of its own."""
    rows: list[dict[str, object]] = []
    for size in sizes:
        row: dict[str, object] = {"passages": size}
        for part in ("vectors", "words"):
            command = [sys.executable, "-m", "benchmarks.growth", "--part", part, "--sizes", str(size)]
            environment = {**os.environ, "OMP_NUM_THREADS": "1"}
            done = subprocess.run(command, capture_output=True, text=True, check=True, env=environment)
            row[part] = json.loads(done.stdout)
        print(shown(row), flush=True)
        rows.append(row)
    return rows


def shown(row: dict[str, object]) -> str:
    """Return a row of the table."""
    vectors, words = row["vectors"], row["words"]
    assert isinstance(vectors, dict) and isinstance(words, dict)
    kind = "IVF-SQ8" if vectors["approximate"] else "exact fp16"
    return (
        f"| {row['passages']:,} | {kind} | {vectors['build seconds']:.1f} | {vectors['MB']:.0f} | {vectors['p50']:.2f} "
        f"/ {vectors['p95']:.2f} | {vectors['recall@10']:.3f} | {words['build seconds']:.1f} | {words['MB']:.0f} | "
        f"{words['p50']:.2f} / {words['p95']:.2f} | {words['letters p50']:.2f} |"
    )


HEAD = (
    "| passages | vectors | build s | MB | p50 / p95 ms | recall@10 | words, s | MB | p50 / p95 ms | letters p50 |\n"
    "|---|---|---|---|---|---|---|---|---|---|"
)


def draw(rows: list[dict[str, object]], path: Path) -> None:
    """Draw milliseconds and megabytes over the number of passages, both axes logarithmic."""
    sizes = [float(str(row["passages"])) for row in rows]
    lines = {
        f"{part}, {unit_}": [max(float(row[part][key]), 0.01) for row in rows]  # type: ignore[index]
        for part in ("vectors", "words")
        for key, unit_ in (("p50", "p50 ms"), ("MB", "MB held"), ("build seconds", "s to build"))
    }
    path.write_text(curve("Passages", "ms, MB, s", sizes, lines, logarithmic=True), encoding="utf-8")


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--sizes", default="1000,10000,100000,1000000")
    arguments.add_argument("--keep", type=Path, help="write the figures there, and the picture beside them")
    arguments.add_argument("--draw", type=Path, help="only draw these figures, and print them as a table")
    arguments.add_argument("--part", choices=("vectors", "words"), help=argparse.SUPPRESS)
    args = arguments.parse_args()
    if args.part:
        work = measure_vectors if args.part == "vectors" else measure_words
        print(json.dumps(work(int(args.sizes))))
        return
    print(HEAD)
    if args.draw:
        rows = json.loads(args.draw.read_text(encoding="utf-8"))
        print("\n".join(map(shown, rows)))
    else:
        rows = measured([int(size) for size in args.sizes.split(",")])
    kept = args.draw or args.keep
    if kept:
        kept.write_text(json.dumps(rows, indent=1) + "\n", encoding="utf-8")
        draw(rows, kept.with_suffix(".svg"))


if __name__ == "__main__":
    main()
