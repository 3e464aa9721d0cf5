"""Deliver generated hostile answers through the whole bot to the double, and count what it refuses.

python -m benchmarks.hostile_answers [ANSWERS]
"""

import asyncio
import sys
import tempfile
import time
from pathlib import Path

from pydantic import SecretStr

from bot.application import build_application
from bot.running.service import Service, polling
from bot.settings import Settings
from tests import hostile
from tests.bot.scripted import ScriptedEngine
from tests.botapi import TOKEN, BotApi
from tests.people import Person

CHATS = 8
BATCH = 100


async def deliver(api: BotApi, first: int, count: int) -> None:
    people = [Person(api, 100 + n, ("en", "fr", "es")[n % 3]) for n in range(CHATS)]
    before = set(api.messages)
    for number in range(first, first + count):
        people[number % CHATS].writes(str(number))
    asked = {key: message for key, message in api.messages.items() if key not in before}
    open_questions = set(asked)

    def done() -> bool:
        for key, message in list(api.messages.items()):
            replied = message.get("reply_to_message")
            if key not in before and replied:
                open_questions.discard((key[0], replied["message_id"]))
        return not open_questions

    await api.until(done, 300)


async def run(total: int) -> int:
    engine = ScriptedEngine(lambda question: hostile.answer(int(question.text)))
    messages = longest = 0
    refused: list[str] = []
    with tempfile.TemporaryDirectory() as folder:
        async with BotApi() as api:
            settings = Settings(
                telegram_token=SecretStr(TOKEN),
                telegram_api_url=api.url,
                index_dir=Path(folder),
                allowed_chats=frozenset({"*"}),
                max_questions_per_minute=10**6,
            )
            began = time.perf_counter()
            async with polling(Service(build_application(settings, engine))) as service:
                for first in range(0, total, BATCH):
                    await deliver(api, first, min(BATCH, total - first))
                    await api.until(lambda: service.health().waiting == 0, 300)
                    calls = [call for call in api.calls if call.method == "sendMessage"]
                    messages += len(calls)
                    longest = max(longest, *(len(call.params["text"].encode("utf-16-le")) // 2 for call in calls))
                    refused += [call.refused.description for call in api.rejected if call.refused]
                    refused += ["an apology" for call in calls if "went wrong" in call.params["text"]]
                    api.calls.clear()
                    api.messages.clear()
                    print(f"{first + BATCH:6} answers, {messages} messages, {len(refused)} refused", flush=True)
            seconds = time.perf_counter() - began
    print(
        f"{total} answers in {messages} messages (longest {longest} units) in {seconds:.0f} s; refused: {refused[:5]}"
    )
    return 1 if refused else 0


if __name__ == "__main__":
    sys.exit(asyncio.run(run(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)))
