"""Time from a question in Telegram to the first sign of life and to the answer, by `verbale serve`.

    python -m benchmarks.bot_latency [QUESTIONS]

The letters are the specimens. The double answers at once, so what is measured is the bot and the engine; real
Telegram adds its own way twice.
"""

import asyncio
import json
import os
import signal
import sys
import tempfile
import time
from pathlib import Path

from tests.botapi import TOKEN, BotApi
from tests.people import Message, Person

ROOT = Path(__file__).parents[1]


def questions() -> list[str]:
    lines = (ROOT / "data/questions.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line)["question"] for line in lines]


async def ask(api: BotApi, person: Person, text: str) -> tuple[float, float]:
    began = time.monotonic()
    asked = person.writes(text)
    await api.until(lambda: api.replies_to(asked), 60)
    return first_sign(api, asked, began), answered(api, asked) - began


def first_sign(api: BotApi, asked: Message, began: float) -> float:
    chat = str(asked["chat"]["id"])
    signs = ("sendChatAction", "sendMessage")
    return (
        min(c.at for c in api.calls if c.at >= began and c.method in signs and c.params.get("chat_id") == chat) - began
    )


def answered(api: BotApi, asked: Message) -> float:
    return next(
        call.at
        for call in api.sent()
        if call.result.get("reply_to_message", {}).get("message_id") == asked["message_id"]
        and call.result["chat"]["id"] == asked["chat"]["id"]
    )


async def measure(api: BotApi, chats: int, count: int) -> None:
    texts, people = questions(), [Person(api, 100 + n) for n in range(chats)]

    async def converse(number: int) -> list[tuple[float, float]]:
        return [await ask(api, people[number], texts[(number + chats * n) % len(texts)]) for n in range(count // chats)]

    times = [pair for pairs in await asyncio.gather(*map(converse, range(chats))) for pair in pairs]
    for name, values in zip(("first sign", "answer"), zip(*times, strict=True), strict=True):
        ordered = sorted(value * 1000 for value in values)
        p50, p95 = ordered[len(ordered) // 2], ordered[int(len(ordered) * 0.95)]
        print(f"{chats} chats, {name:10}: p50 {p50:6.1f} ms, p95 {p95:6.1f} ms over {len(ordered)} questions")


async def verbale(*arguments: str, folder: str, url: str = "") -> asyncio.subprocess.Process:
    environment = {
        "PATH": os.environ["PATH"],
        "OMP_NUM_THREADS": "1",
        "VERBALE_INDEX_DIR": folder,
        "VERBALE_TELEGRAM_TOKEN": TOKEN,
        "VERBALE_TELEGRAM_API_URL": url or "https://api.telegram.org",
        "VERBALE_ALLOWED_CHATS": "*",
        "VERBALE_MAX_QUESTIONS_PER_MINUTE": "1000000",
        "VERBALE_LISTEN": "",
        "VERBALE_LOG_LEVEL": "WARNING",
    }
    return await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", *arguments, env=environment, cwd=ROOT, stdout=asyncio.subprocess.DEVNULL
    )


async def run(count: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        ingest = await verbale("ingest", "data/letters", folder=folder)
        await ingest.wait()
        async with BotApi() as api:
            bot = await verbale("serve", folder=folder, url=api.url)
            await ask(api, Person(api, 99), questions()[0])
            for chats in (1, 8):
                await measure(api, chats, count)
                api.calls.clear()
            bot.send_signal(signal.SIGTERM)
            print("processor seconds of this side:", round(time.process_time(), 1))
            print("exit code after SIGTERM:", await bot.wait())


if __name__ == "__main__":
    asyncio.run(run(int(sys.argv[1]) if len(sys.argv) > 1 else 200))
