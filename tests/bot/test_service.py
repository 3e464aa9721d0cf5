"""The doors updates come in by, the health of the bot, and what it keeps on disk."""

import asyncio
import contextlib
import threading
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest
from pydantic import SecretStr
from telegram.error import InvalidToken

import bot.ledger.schema
from bot.application import build_application
from bot.ledger import Ledger
from bot.ledger.inbox import Received, State
from bot.ledger.schema import LedgerError
from bot.running.metrics import Metrics
from bot.running.port import WebServer, listening_socket
from bot.running.receiving import Receiver
from bot.running.service import Service
from bot.running.serving import webhook_path
from bot.running.web import build_web
from retrieval.errors import IndexDamagedError
from retrieval.types import Answer, Question
from tests.bot.conftest import World
from tests.bot.scripted import a_quote, an_answer
from tests.botapi import BotApi


@contextlib.asynccontextmanager
async def webhook(world: World, secret: str) -> AsyncIterator[str]:
    """Run the bot behind its own port with a webhook, and yield the address of the port."""
    options = {"webhook_url": "https://bot.example/hook", "webhook_secret": SecretStr(secret), "listen": "127.0.0.1:0"}
    world.options |= options
    settings = world.settings()
    service = Service(build_application(settings, world.engine, 5.0))
    receiver = Receiver(service, world.engine, settings)
    listening = listening_socket("127.0.0.1:0")
    server = WebServer(build_web(receiver, Metrics(), webhook_path(settings), secret))
    running = asyncio.create_task(server.run(listening))
    await receiver.run()
    yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    await server.stop()
    await running
    await receiver.stop()


async def test_an_update_delivered_by_webhook_is_stored_and_answered_once(make_world: Callable[..., World]) -> None:
    world = make_world()
    async with webhook(world, "a-secret-of-24-characters") as url:
        question = world.anna.writes("Is it open?")
        update = world.api.updates[0]
        world.api.push_raw(update)
        world.api.push_raw(update)
        assert await world.api.deliver_to(url) == [200, 200, 200]
        await world.reply(question)
    assert len(world.api.replies_to(question)) == 1


async def test_a_delivery_without_the_secret_is_refused_and_nothing_is_asked(make_world: Callable[..., World]) -> None:
    world = make_world()
    async with webhook(world, "a-secret-of-24-characters") as url:
        world.api.webhook["secret"] = "another"
        question = world.anna.writes("Is it open?")
        assert await world.api.deliver_to(url, times=2) == [403, 403]
    assert world.engine.asked == []
    assert world.api.replies_to(question) == []


async def test_health_tells_contact_backlog_and_age(world: World) -> None:
    service = world.service
    assert service is not None
    go = threading.Event()
    world.engine.script = lambda question: an_answer(str(go.wait(20)))
    question = world.anna.writes("Is it open?")
    await world.api.until(lambda: world.engine.asked)
    health = await world.api.until(lambda: report if (report := service.health()).ready else None)
    assert health is not None
    assert (health.problem, health.conflict, health.waiting, health.aside) == (None, False, 1, 0)
    assert health.last_contact is not None
    assert health.oldest_age_seconds is not None
    go.set()
    await world.reply(question)
    await world.api.until(lambda: service.health().waiting == 0)
    assert service.health().oldest_age_seconds is None
    assert service.health().last_sent is not None


async def test_the_engine_is_warmed_up_after_the_start(world: World) -> None:
    await world.api.until(world.engine.warm.is_set)


async def test_a_token_that_telegram_refuses_ends_the_start(make_world: Callable[..., World]) -> None:
    world = make_world()
    world.api.token = "1:other"
    with pytest.raises(InvalidToken):
        await world.start()
    await world.stop()


async def test_the_words_of_a_question_leave_the_inbox_with_its_answer(world: World) -> None:
    await world.ask("/letter harbour-mine")
    await world.quiet()
    await world.stop()
    assert b"harbour-mine" not in (world.folder / "bot.sqlite3").read_bytes()


async def test_an_answer_that_a_full_disk_would_not_take_comes_once_there_is_room(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    ledger = world.services.ledger
    room = ledger._db.execute("PRAGMA max_page_count").fetchone()[0]

    def fill_the_disk(question: Question) -> Answer:
        ledger._db.execute("PRAGMA max_page_count = 1")
        return an_answer("Is it open?", [a_quote("The passage is open. " * 300)])

    world.engine.script = fill_the_disk
    question = world.anna.writes("Is it open?")
    await world.api.until(lambda: world.engine.asked)
    await world.api.until(lambda: not world.services.deliveries)
    assert world.api.replies_to(question) == []
    ledger._db.execute(f"PRAGMA max_page_count = {room}")
    world.engine.script = lambda question: an_answer()
    assert world.service is not None
    world.service.take_up()
    await world.quiet()
    assert len(world.api.replies_to(question)) == 1


async def test_an_engine_that_cannot_be_warmed_up_is_told_and_tried_again(
    make_world: Callable[..., World], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.running.service.TEND_SECONDS", 0.05)
    world = make_world()
    broken = threading.Event()
    broken.set()

    def warm_up() -> None:
        if broken.is_set():
            raise IndexDamagedError("The index is damaged.")

    world.engine.warm_up = warm_up  # type: ignore[method-assign]
    service = await world.start()
    await world.api.until(lambda: service.health().problem == "The index is damaged.")
    assert not service.health().ready
    broken.clear()
    await world.api.until(lambda: service.health().ready)
    assert service.health().problem is None
    await world.stop()


async def test_another_bot_with_the_ledger_of_one_answers_every_question(
    make_world: Callable[..., World],
) -> None:
    first = make_world()
    await first.start()
    for number in range(3):
        await first.ask(f"Is it open {number}?")
    await first.ask("/allow", first.admin, chat=first.group)
    await first.stop()
    async with BotApi(token="220201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw") as api:
        other = World(api, first.engine, first.folder, allowed_chats=frozenset({first.anna.id}))
        await other.start()
        for number in range(4):  # whose messages have the numbers of the first bot's again
            await other.ask(f"Is it open again {number}?")
        await other.ask("/ask Is it open here?", chat=other.group)
        await other.stop()


def test_a_second_bot_cannot_use_the_same_ledger(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bot.ledger.schema, "BUSY_SECONDS", 0.05)
    ledger = Ledger(tmp_path / "bot.sqlite3")
    with pytest.raises(LedgerError, match="Another bot is running"):
        Ledger(tmp_path / "bot.sqlite3")
    ledger.close()
    Ledger(tmp_path / "bot.sqlite3").close()


def test_a_ledger_that_is_none_is_refused_in_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "bot.sqlite3").write_bytes(b"This is no database, it is a text file." * 100)
    with pytest.raises(LedgerError, match=r"cannot be opened \(file is not a database\)"):
        Ledger(tmp_path / "bot.sqlite3")


def test_a_batch_is_stored_whole_or_not_at_all(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path / "bot.sqlite3")
    with pytest.raises(TypeError):
        ledger.inbox.store([Received({"update_id": 1}), Received({"update_id": 2, "bad": object()})])
    assert ledger.inbox.store([Received({"update_id": 1}), Received({"update_id": 3}, State.ASIDE)]) == {1, 3}
    assert ledger.inbox.store([Received({"update_id": 1})]) == frozenset()
    assert ledger.inbox.open() == ({"update_id": 1},)
    ledger.close()
