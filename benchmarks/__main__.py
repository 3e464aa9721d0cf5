"""Everything about speed, memory and growth at small scale, in less than ten minutes: `python -m benchmarks`."""

import subprocess
import sys

PARTS = (
    ("questions", ["benchmarks.query", "--passages", "3000", "--questions", "60"]),
    ("ingest", ["benchmarks.ingest", "--letters", "12", "--rounds", "1", "--files", "300"]),
    ("start", ["benchmarks.start", "--rounds", "1", "--starts", "3"]),
    ("memory", ["benchmarks.memory", "--passages", "3000", "--questions", "500"]),
    ("growth", ["benchmarks.growth", "--sizes", "1000,10000,30000"]),
)


def main() -> int:
    """Run one part after the other; end non-zero when one of them failed."""
    failed = 0
    for title, (module, *arguments) in PARTS:
        print(f"\n--- {title}", flush=True)
        failed |= subprocess.run([sys.executable, "-m", module, *arguments], check=False).returncode
    return int(failed != 0)


if __name__ == "__main__":
    sys.exit(main())
