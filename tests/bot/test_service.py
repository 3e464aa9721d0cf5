"""The doors updates come in by, the health of the bot, and what it keeps on disk."""

import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from telegram.error import InvalidToken

import bot.ledger.schema
from bot.application import build_application
from bot.ledger import Ledger
from bot.ledger.inbox import Received, State
from bot.ledger.schema import LedgerError
from bot.service import Service
from tests.bot.conftest import World
from tests.bot.scripted import an_answer


async def test_an_update_delivered_by_webhook_is_stored_and_answered_once(make_world: Callable[..., World]) -> None:
    world = make_world()
    service = Service(build_application(world.settings(), world.engine, 5.0))
    await service.start()
    await service.listen("https://bot.example/hook", "s3cret")
    assert world.api.webhook == {"url": "https://bot.example/hook", "secret": "s3cret"}
    question = world.anna.writes("Is it open?")
    for _ in range(3):
        await service.accept(world.api.updates[0])
    await world.reply(question)
    await service.stop()
    assert len(world.api.replies_to(question)) == 1


async def test_health_tells_contact_backlog_and_age(world: World) -> None:
    service = world.service
    assert service is not None
    go = threading.Event()
    world.engine.script = lambda question: an_answer(str(go.wait(20)))
    question = world.anna.writes("Is it open?")
    await world.api.until(lambda: world.engine.asked)
    health = service.health()
    assert (health.ready, health.conflict, health.waiting, health.aside) == (True, False, 1, 0)
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
