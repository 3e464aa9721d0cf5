"""A bot in a process of its own, so that it can be killed: `run_bot.py API_URL FOLDER`."""

import asyncio
import sys
import time
from pathlib import Path

from pydantic import SecretStr

from bot.application import build_application
from bot.running.service import Service, polling
from bot.settings import Settings
from retrieval.types import Answer, Question
from tests.bot.scripted import ScriptedEngine, an_answer
from tests.botapi import TOKEN

THINKING_SECONDS = 0.02


def think(question: Question) -> Answer:
    """Answer after about the time that a real answer takes."""
    time.sleep(THINKING_SECONDS)
    return an_answer(question.text)


async def run(url: str, folder: Path) -> None:
    settings = Settings(
        telegram_token=SecretStr(TOKEN),
        telegram_api_url=url,
        index_dir=folder,
        allowed_chats=frozenset({"*"}),
        max_questions_per_minute=1000,
    )
    async with polling(Service(build_application(settings, ScriptedEngine(think), 5.0, 1))):
        await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(run(sys.argv[1], Path(sys.argv[2])))
