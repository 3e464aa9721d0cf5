"""Memory and time of taking in many short letters, then again unchanged, then changed and pruned.

    python benchmarks/ingest_memory.py [--files 10000] [--with-model]

The letters are one sentence long, so that the run is about files; vectors come from a stand-in that costs nothing,
unless the command itself is asked for with its model. The peaks are those of the process that takes letters in and of
the one that reads for it, as the kernel counts them (resident, largest ever).
"""

import argparse
import re
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from pathlib import Path
from zlib import crc32

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.synthetic import Writer
from retrieval.encoder.embedding import EmbeddedPassages
from retrieval.storage.index import Index
from retrieval.storage.ingest import Ingest
from retrieval.types import IngestStatus

ROOT = Path(__file__).resolve().parents[1]


class StandIn:
    """Stands in for the model: vectors by chance from the text, and one token for each word."""

    name = identity = "stand-in"
    dimension, max_tokens = 384, 256

    def count_tokens(self, text: str) -> int:
        """Return the number of words."""
        return len(text.split())

    def embed_passages(self, texts: Sequence[str]) -> EmbeddedPassages:
        """Return unit vectors, (texts, 384) float32, and no words."""
        made = np.stack([np.random.default_rng(crc32(text.encode())).standard_normal(384) for text in texts])
        made /= np.linalg.norm(made, axis=1, keepdims=True)
        return EmbeddedPassages(made.astype(np.float32), (b"",) * len(texts))


def take_in(folder: Path, index_dir: Path) -> None:
    """Take a folder in with the stand-in, and print what became of it."""
    index = Index.open(index_dir, create=True)
    report = Ingest(index, StandIn()).run([folder], prune=True)  # type: ignore[arg-type]
    print(", ".join(f"{report.count(each)} {each.value}" for each in IngestStatus if report.count(each)))
    index.close()


def write_letters(folder: Path, files: int) -> None:
    """Write short letters, a hundred to a folder."""
    writer = Writer.seeded(7)
    for number in range(files):
        path = folder / f"{number // 100:03}" / f"{number:05}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(
            f"United Nations   A/77/{number + 1}\n\nDistr.: General\n1 May 2022\n\nLetter dated 1 May 2022 from the "
            "Permanent Representative of Velmora to the United Nations addressed to the Secretary-General\n\n"
            f"{writer.sentence()}\n",
            encoding="utf-8",
        )


def peak(pid: int) -> float:
    """Return the largest resident size of a process so far, in MiB; 0 where it is gone."""
    try:
        status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    except OSError:
        return 0.0
    found = re.search(r"VmHWM:\s+(\d+)", status)
    return int(found[1]) / 1024 if found else 0.0


def children(pid: int) -> list[int]:
    """Return the processes that the threads of a process have started."""
    lists = Path(f"/proc/{pid}/task").glob("*/children")
    try:
        return [int(each) for path in lists for each in path.read_text(encoding="ascii").split()]
    except OSError:  # a thread has ended meanwhile
        return []


def run(folder: Path, index: Path, *, with_model: bool) -> str:
    """Take the folder in in a process of its own, and return its summary with time and peaks."""
    mine = [__file__, "--take-in", str(folder), str(index)]
    command = ["-m", "bot", "ingest", str(folder), "--prune", "--index", str(index)]
    started = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, *(command if with_model else mine)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    told: list[str] = []
    reading = threading.Thread(target=lambda: told.append(process.communicate()[0]))
    reading.start()
    own = reader = 0.0
    while reading.is_alive():
        own = max(own, peak(process.pid))
        reader = max([reader, *map(peak, children(process.pid))])
        reading.join(0.2)
    took = time.perf_counter() - started
    return f"{told[0].strip()} {took:.1f} s in all; peaks {own:.0f} MiB, reading {reader:.0f} MiB"


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--files", type=int, default=10_000)
    arguments.add_argument("--with-model", action="store_true")
    arguments.add_argument("--take-in", nargs=2, type=Path, help=argparse.SUPPRESS)
    args = arguments.parse_args()
    if args.take_in:
        take_in(*args.take_in)
        return
    with tempfile.TemporaryDirectory() as name:
        folder, index = Path(name, "letters"), Path(name, "index")
        write_letters(folder, args.files)
        print("first:    ", run(folder, index, with_model=args.with_model), flush=True)
        print("unchanged:", run(folder, index, with_model=args.with_model), flush=True)
        paths = sorted(folder.rglob("*.txt"))
        for path in paths[::100]:
            path.write_text(f"{path.read_text(encoding='utf-8')}\nThis was added.\n", encoding="utf-8")
        for path in paths[1::100]:
            path.unlink()
        print("changed:  ", run(folder, index, with_model=args.with_model), flush=True)


if __name__ == "__main__":
    main()
