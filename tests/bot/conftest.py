"""The bot, running against the double, with people around it."""

import asyncio
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr

from bot.application import build_application
from bot.context import BotApplication, Services, services_of
from bot.running.service import Service
from bot.settings import Settings
from tests.bot.scripted import ScriptedEngine
from tests.bot.written import leaks, personal, written_by_the_bot
from tests.botapi import BotApi
from tests.botapi_chats import Chat
from tests.people import Message, Person

ADMIN = 7_000_009_000
GROUP = -1001234567890
ANSWER_SECONDS = 60.0  # a busy machine takes its time


class World:
    """A double, a bot, its engine, and the people of a group."""

    def __init__(self, api: BotApi, engine: ScriptedEngine, folder: Path, **settings: Any) -> None:
        self.api = api
        self.token = api.token
        self.engine = engine
        self.folder = folder
        self.options: dict[str, Any] = {"allowed_chats": frozenset({"*"}), "max_questions_per_minute": 1000} | settings
        self.anna = Person(api, 7_000_000_011)
        self.boris = Person(api, 7_000_000_012, name="Boris")
        self.admin = Person(api, ADMIN, name="Clara")
        self.admins = frozenset({ADMIN})
        self.group: Chat = api.chat(GROUP)
        self.application: BotApplication | None = None
        self.service: Service | None = None
        self._polling: asyncio.Task[None] | None = None

    def settings(self) -> Settings:
        return Settings(
            telegram_token=SecretStr(self.token),
            telegram_api_url=self.api.url,
            index_dir=self.folder,
            admins=self.admins,
            **self.options,
        )

    async def start(self, request_seconds: float = 5.0) -> Service:
        self.application = build_application(self.settings(), self.engine, request_seconds, 1)
        self.service = Service(self.application)
        await self.service.start()
        self._polling = asyncio.create_task(self.service.poll())
        return self.service

    async def stop(self) -> None:
        if self._polling is not None:
            self._polling.cancel()
            await asyncio.gather(self._polling, return_exceptions=True)
            self._polling = None
        if self.service is not None:
            await self.service.stop()
            self.service = None

    @property
    def services(self) -> Services:
        """What lives as long as the running bot."""
        assert self.application is not None
        return services_of(self.application)

    async def reply(self, question: Message, number: int = 1) -> Message:
        """Wait for the bot's replies to a message, and return the last of so many."""
        replies = await self.api.until(
            lambda: found if len(found := self.api.replies_to(question)) >= number else None, ANSWER_SECONDS
        )
        assert replies is not None
        return replies[number - 1]

    async def ask(self, text: str, person: Person | None = None, **more: Any) -> Message:
        """Ask in private and return the answer."""
        return await self.reply((person or self.anna).writes(text, **more))

    async def answered(self, query_id: str) -> dict[str, Any]:
        """Wait until a tap or an inline query is answered, and return with what."""
        calls = await self.api.until(
            lambda: [
                call
                for call in self.api.calls
                if query_id in (call.params.get("callback_query_id"), call.params.get("inline_query_id"))
            ]
        )
        return calls[0].params

    async def quiet(self) -> None:
        """Wait until all that was said so far has been dealt with."""
        ask_after = Person(self.api, 99).writes("/privacy")
        await self.reply(ask_after)
        service = self.service
        assert service is not None
        await self.api.until(lambda: service.health().waiting == 0)


@pytest.fixture
async def api() -> AsyncIterator[BotApi]:
    """The double; what the bot writes while it runs is read, and may hold nothing that people told the bot."""
    with written_by_the_bot() as written:
        async with BotApi() as double:
            yield double
    assert leaks(written.getvalue(), personal(double)) == []


@pytest.fixture
def engine() -> ScriptedEngine:
    return ScriptedEngine()


@pytest.fixture
def make_world(api: BotApi, engine: ScriptedEngine, tmp_path: Path) -> Callable[..., World]:
    return lambda **settings: World(api, engine, tmp_path / "index", **settings)


@pytest.fixture
async def world(make_world: Callable[..., World]) -> AsyncIterator[World]:
    """A running bot that is open to every chat."""
    made = make_world()
    await made.start()
    yield made
    await made.stop()


__all__ = ["ADMIN", "GROUP", "World"]
