"""Memory and time of taking in many short letters with the command, then again unchanged, then changed and pruned.

    python benchmarks/ingest_memory.py [--files 10000]

The letters are one sentence long, so that the run is about files and not about embedding. The peaks are those of the
command's own process and of the process that reads for it, as the kernel counts them (resident, largest ever).
"""

import argparse
import os
import re
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks.synthetic import Writer  # noqa: E402 - the folder above is put on the path first


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
    """Return the processes that a process has started."""
    try:
        found = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii")
    except OSError:
        return []
    tasks = Path(f"/proc/{pid}/task")
    threads = os.listdir(tasks) if tasks.is_dir() else []
    for thread in threads:
        path = tasks / thread / "children"
        found += " " + path.read_text(encoding="ascii") if path.is_file() else ""
    return sorted({int(each) for each in found.split()})


def run(*words: str) -> str:
    """Run the command, and return its summary with time and peaks."""
    started = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-m", "bot", *words], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
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
    files = arguments.parse_args().files
    with tempfile.TemporaryDirectory() as name:
        folder, index = Path(name) / "letters", str(Path(name) / "index")
        write_letters(folder, files)
        print("first:    ", run("ingest", str(folder), "--index", index), flush=True)
        print("unchanged:", run("ingest", str(folder), "--index", index), flush=True)
        paths = sorted(folder.rglob("*.txt"))
        for path in paths[::100]:
            path.write_text(f"{path.read_text(encoding='utf-8')}\nThis was added.\n", encoding="utf-8")
        for path in paths[1::100]:
            path.unlink()
        print("changed:  ", run("ingest", str(folder), "--index", index, "--prune"), flush=True)


if __name__ == "__main__":
    main()
