"""Kill the bot in the middle of a burst of 50 questions, start it anew, and count the answers; so many times.

    python -m benchmarks.kill_burst [RUNS]

Half of the kills fall between the moment that Telegram takes a message and the moment that the bot could know.
"""

import asyncio
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from random import Random

from tests.bot.killing import QUESTIONS, burst
from tests.botapi import BotApi


async def run(runs: int) -> int:
    random, total = Random(20), Counter[int]()
    for number in range(runs):
        kill_at, window = random.randint(1, QUESTIONS - 5), number % 2 == 0
        began = time.perf_counter()
        with tempfile.TemporaryDirectory() as folder:
            async with BotApi() as api:
                answers = await burst(api, Path(folder), kill_at, in_the_window=window)
        total += answers
        how = "in the window" if window else "after it"
        seconds = time.perf_counter() - began
        print(f"run {number + 1:2}: killed at message {kill_at:2} {how}: {dict(answers)}, {seconds:.1f} s", flush=True)
    print(f"questions by number of answers, {runs} runs: {dict(total)}")
    return 0 if set(total) == {1} else 1


if __name__ == "__main__":
    sys.exit(asyncio.run(run(int(sys.argv[1]) if len(sys.argv) > 1 else 20)))
