"""A burst of questions, a kill -9 in the middle of it, a restart: what everybody got in the end."""

import asyncio
import os
import signal
import sys
from collections import Counter
from contextlib import suppress
from pathlib import Path

from tests.botapi import BotApi
from tests.botapi_chats import Call
from tests.people import Message, Person

ROOT = Path(__file__).parents[2]
QUESTIONS = 50
CHATS = 10
SECONDS = 300.0  # a busy machine takes its time


async def start_bot(api: BotApi, folder: Path) -> asyncio.subprocess.Process:
    environment = os.environ | {"PYTHONPATH": str(ROOT), "OMP_NUM_THREADS": "1"}
    return await asyncio.create_subprocess_exec(
        sys.executable, ROOT / "tests/bot/run_bot.py", api.url, folder, env=environment, cwd=ROOT
    )


async def burst(api: BotApi, folder: Path, kill_at: int, *, in_the_window: bool) -> Counter[int]:
    """Ask 50 questions in ten chats, kill the bot at its `kill_at`th message, start it anew; count answers by number.

    `in_the_window`: the bot dies after Telegram has taken the message and before it can know.
    """
    process = await start_bot(api, folder)
    killed = asyncio.Event()

    def kill() -> None:
        if not killed.is_set():
            process.send_signal(signal.SIGKILL)
            killed.set()

    def watch(call: Call) -> None:
        if call.method == "sendMessage" and len(api.sent()) >= kill_at - 1:
            kill() if in_the_window else asyncio.get_running_loop().call_soon(kill)

    api.before_response = watch
    people = [Person(api, 100 + n) for n in range(CHATS // 2)]
    groups = [api.chat(-1001000000000 - n) for n in range(CHATS // 2)]
    questions: list[Message] = []
    for number in range(QUESTIONS // CHATS):
        questions += [person.writes(f"Question {number}?") for person in people]
        questions += [people[0].writes(f"/ask Question {number}?", group) for group in groups]
    try:
        await asyncio.wait_for(killed.wait(), SECONDS)
        await process.wait()
        api.before_response = None
        process = await start_bot(api, folder)
        await api.until(lambda: all(api.replies_to(question) for question in questions), SECONDS)
        await api.until_polled(2)
    finally:
        with suppress(ProcessLookupError):
            process.send_signal(signal.SIGKILL)
        await process.wait()
    return Counter(len(api.replies_to(question)) for question in questions)
