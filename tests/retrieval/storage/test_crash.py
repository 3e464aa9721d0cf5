"""A process killed at any instant leaves the index whole; `benchmarks/crash.py` does it two hundred times."""

import subprocess
import sys
from pathlib import Path

CRASH = Path(__file__).parents[3] / "benchmarks" / "crash.py"


def test_an_index_survives_sigkill_at_random_instants() -> None:
    command = [sys.executable, str(CRASH), "--kills", "4"]
    run = subprocess.run(command, check=False, capture_output=True, text=True, timeout=120)
    assert (run.returncode, run.stderr) == (0, "")
    assert "4 kills" in run.stdout
