"""Load: 50 chats ask 500 questions of `verbale serve` in five minutes, while all goes on that goes on in a bad hour.

    python -m benchmarks.load [--chats 50] [--questions 500] [--minutes 5]

Meanwhile letters are taken in by another process, Telegram sets in with flood control, and the bot is restarted twice,
by SIGTERM and by SIGKILL. Ends with 0 when each question was answered exactly once. The letters are the specimens, the
double answers at once.
"""

import argparse
import asyncio
import random
import shutil
import signal
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from benchmarks.bot_latency import questions, verbale
from tests.botapi import BotApi
from tests.botapi_chats import Flood
from tests.people import Message, Person

GROUPS_SHARE = 0.4
FLOOD_SECONDS = 15.0
PATIENCE_SECONDS = 180.0
LETTERS = 150


class Asking:
    """The people, what they asked, and when."""

    def __init__(self, api: BotApi, chats: int) -> None:
        self.api = api
        self.asked: list[tuple[Message, float]] = []
        groups = int(chats * GROUPS_SHARE)
        self._people = [Person(api, 7_000_000_000 + number) for number in range(chats)]
        self._groups = [api.chat(-1_001_000_000_000 - number) for number in range(groups)]

    async def all(self, count: int, seconds: float) -> None:
        """Ask so many questions at random instants of so many seconds."""
        chance, texts = random.Random(7), questions()
        began = time.monotonic()
        for place, instant in enumerate(sorted(chance.uniform(0, seconds) for _ in range(count))):
            await asyncio.sleep(max(0.0, began + instant - time.monotonic()))
            number = chance.randrange(len(self._people))
            person, text = self._people[number], texts[place % len(texts)]
            if number < len(self._groups):
                message = person.writes(f"/ask@VerbaleBot {text}", self._groups[number])
            else:
                message = person.writes(text)
            self.asked.append((message, time.monotonic()))

    def counts(self) -> Counter[int]:
        """Count the questions by the number of messages that answer them: a long answer has two or three."""
        first = Counter(_key(call.result) for call in self.api.sent())
        return Counter(min(first[_asked_key(message)], 1) for message, _ in self.asked)

    def seconds(self) -> list[float]:
        """Return how long each question waited for its first answer, in ascending order."""
        arrived: dict[tuple[int, int], float] = {}
        for call in self.api.sent():
            arrived.setdefault(_key(call.result), call.at)
        return sorted(arrived[_asked_key(m)] - at for m, at in self.asked if _asked_key(m) in arrived)

    def doubled(self) -> int:
        """Count the questions to which some message came twice."""
        texts = Counter((_key(call.result), call.result["text"]) for call in self.api.sent())
        return len({key for (key, _), number in texts.items() if number > 1 and key != (0, 0)})


def _asked_key(message: Message) -> tuple[int, int]:
    return message["chat"]["id"], message["message_id"]


def _key(sent: Message) -> tuple[int, int]:
    """Return which message a message of the bot replies to."""
    if "reply_to_message" not in sent:
        return 0, 0
    return sent["chat"]["id"], sent["reply_to_message"]["message_id"]


def write_letters(folder: Path) -> None:
    """Write letters of which no question asks, to be taken in meanwhile."""
    for number in range(LETTERS):
        paragraphs = [f"{p}. The gauge at lock {number * 7 + p} of the Tarn canal was read again." for p in range(1, 9)]
        body = "\n\n".join(paragraphs)
        (folder / f"gauge-{number}.txt").write_text(
            f"United Nations   A/77/{1000 + number}\n\nDistr.: General\n2 May 2022\n\nLetter dated 2 May 2022 from the "
            "Permanent Representative of Velmora to the United Nations addressed to the Secretary-General\n\n"
            f"{body}\n\n(Signed) Ilva Tarn\nPermanent Representative\n",
            encoding="utf-8",
        )


async def trouble(
    api: BotApi, index: str, bot: asyncio.subprocess.Process, seconds: float
) -> asyncio.subprocess.Process:
    """Take letters in, set in with flood control, restart twice; return the bot that runs in the end."""
    letters = Path(tempfile.mkdtemp(prefix="load-"))
    write_letters(letters)
    began = time.monotonic()
    ingest = await verbale("ingest", str(letters), folder=index)
    await asyncio.sleep(seconds * 0.3)
    bot.send_signal(signal.SIGTERM)
    print(f"restart 1: SIGTERM at {time.monotonic() - began:.0f} s, ended with {await bot.wait()}", flush=True)
    bot = await verbale("serve", folder=index, url=api.url)
    await asyncio.sleep(seconds * 0.15)
    api.flood = Flood(messages=1, seconds=3.0)
    await asyncio.sleep(FLOOD_SECONDS)
    api.flood = None
    await asyncio.sleep(seconds * 0.15)
    bot.kill()
    await bot.wait()
    print(f"restart 2: SIGKILL at {time.monotonic() - began:.0f} s", flush=True)
    bot = await verbale("serve", folder=index, url=api.url)
    print(f"ingest beside it ended with {await ingest.wait()} after {time.monotonic() - began:.0f} s", flush=True)
    shutil.rmtree(letters)
    return bot


async def run(chats: int, count: int, seconds: float) -> int:
    with tempfile.TemporaryDirectory() as index:
        await (await verbale("ingest", "data/letters", folder=index)).wait()
        async with BotApi() as api:
            bot = await verbale("serve", folder=index, url=api.url)
            warm = Person(api, 99).writes(questions()[0])
            await api.until(lambda: api.replies_to(warm), 120)
            asking = Asking(api, chats)
            _, bot = await asyncio.gather(asking.all(count, seconds), trouble(api, index, bot, seconds))
            try:
                await api.until(lambda: not asking.counts()[0], PATIENCE_SECONDS)
            finally:
                bot.send_signal(signal.SIGTERM)
                code = await bot.wait()
            return report(api, asking, code)


def report(api: BotApi, asking: Asking, code: int) -> int:
    """Print what came of it, and return the exit code."""
    waits, counts, doubled = asking.seconds(), asking.counts(), asking.doubled()
    refused = sum(call.refused is not None and call.refused.code == 429 for call in api.calls)
    print(f"{len(asking.asked)} questions: {counts[1]} answered, {counts[0]} not, {doubled} with a message twice")
    print(f"flood control refused {refused} messages; the bot ended with {code} after SIGTERM")
    p50, p95 = (waits[int(len(waits) * share)] for share in (0.5, 0.95))
    print(f"from question to answer: p50 {p50:.2f} s, p95 {p95:.2f} s, longest {waits[-1]:.2f} s")
    return int(bool(counts[0] or doubled or code))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--chats", type=int, default=50)
    parser.add_argument("--questions", type=int, default=500)
    parser.add_argument("--minutes", type=float, default=5.0)
    args = parser.parse_args()
    sys.exit(asyncio.run(run(args.chats, args.questions, args.minutes * 60)))
