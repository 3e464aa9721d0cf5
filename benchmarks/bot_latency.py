"""Time from a question in Telegram to the first sign of life and to the answer, with the real engine over the specimens.

    python -m benchmarks.bot_latency [QUESTIONS]

The double answers at once, so what is measured is the bot and the engine; real Telegram adds its own way twice.
"""

import asyncio
import json
import sys
import tempfile
import time
from pathlib import Path

from bot.application import build_application
from bot.service import Service, polling
from bot.settings import Settings
from retrieval.engine import Engine
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


async def run(count: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        async with BotApi() as api:
            settings = Settings(
                _env_file=None,
                telegram_token=TOKEN,
                telegram_api_url=api.url,
                index_dir=Path(folder),
                allowed_chats=frozenset({"*"}),
                max_questions_per_minute=10**6,
            )
            engine = Engine.open(settings.retrieval, create=True)
            engine.ingest([ROOT / "data/letters"])
            engine.warm_up()
            async with polling(Service(build_application(settings, engine))):
                for chats in (1, 8):
                    await measure(api, chats, count)
                    api.calls.clear()
            engine.close()


if __name__ == "__main__":
    asyncio.run(run(int(sys.argv[1]) if len(sys.argv) > 1 else 200))
