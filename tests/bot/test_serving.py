"""Coming up, staying awake, going down: `serve` with a stand-in for the bot, real signals, a real supervisor socket."""

import asyncio
import os
import signal
import socket
import sqlite3
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest
from pydantic import SecretStr

from bot.running.condition import Condition
from bot.running.metrics import Metrics
from bot.running.port import PortError, listening_socket
from bot.running.receiving import Receiver
from bot.running.serving import Watch, serve
from bot.running.supervisor import AlreadyServingError, Notifier, token_lock
from bot.settings import Settings

TOKEN = "123456:the-token"


@dataclass
class Report:
    ready: bool = True
    problem: str | None = None
    last_contact: float | None = None
    last_sent: float | None = None
    heard: float | None = None
    waiting: int = 0
    oldest_age_seconds: float | None = None


class Bot:
    """Stands where the bot stands, and keeps a diary."""

    def __init__(self) -> None:
        self.diary: list[str] = []
        self.report = Report()
        self.polls = asyncio.Event()
        self.failure: Exception | None = None

    async def start(self) -> None:
        self.diary.append("start")
        if self.failure:
            raise self.failure

    async def poll(self) -> None:
        self.diary.append("poll")
        self.polls.set()
        await asyncio.Event().wait()

    async def listen(self, url: str, secret: str) -> None:
        self.diary.append(f"listen {url} {secret}")
        self.polls.set()

    async def accept(self, raw: Any) -> None:
        self.diary.append(f"accept {raw['update_id']}")

    async def stop(self) -> None:
        self.diary.append("stop")

    def health(self) -> Report:
        return self.report


class Engine:
    generation = 7
    model = "small 384"


class SilentReceiver(Receiver):
    """Hears nothing, for as long as the test says."""

    silent = 0.0

    def condition(self) -> Condition:
        return Condition(ready=True, silent_seconds=self.silent)


@pytest.fixture
def settings() -> Settings:
    return Settings(listen=None)


async def test_a_signal_stops_the_bot_in_order_and_ends_with_zero(settings: Settings) -> None:
    bot = Bot()
    serving = asyncio.create_task(serve(Receiver(bot, Engine(), settings), settings, Metrics(), Notifier("")))
    await bot.polls.wait()
    os.kill(os.getpid(), signal.SIGTERM)
    assert await serving == 0
    assert bot.diary == ["start", "poll", "stop"]


async def test_the_port_answers_while_the_bot_serves_and_closes_with_it() -> None:
    with listening_socket("127.0.0.1:0") as free:
        address = "127.0.0.1:%d" % free.getsockname()[1]  # noqa: UP031
    settings = Settings(listen=address, webhook_url="https://bot.example.org/in", webhook_secret=SecretStr("s3"))
    bot = Bot()
    serving = asyncio.create_task(serve(Receiver(bot, Engine(), settings), settings, Metrics(), Notifier("")))
    await bot.polls.wait()
    async with httpx.AsyncClient(base_url=f"http://{address}", trust_env=False) as client:
        headers = {"X-Telegram-Bot-Api-Secret-Token": "s3"}
        assert (await client.post("/in", json={"update_id": 9}, headers=headers)).status_code == 200
        assert (await client.get("/healthz")).json()["generation"] == 7
        os.kill(os.getpid(), signal.SIGINT)
        assert await serving == 0
        with pytest.raises(httpx.ConnectError):
            await client.get("/healthz")
    assert bot.diary == ["start", "listen https://bot.example.org/in s3", "accept 9", "stop"]


async def test_what_keeps_the_bot_from_coming_up_is_raised_after_it_was_stopped(settings: Settings) -> None:
    bot = Bot()
    bot.failure = ValueError("no")
    receiver = Receiver(bot, Engine(), settings)
    with pytest.raises(ValueError, match="no"):
        await _serve_with_quick_checks(receiver)
    assert bot.diary == ["start", "stop"]


async def _serve_with_quick_checks(receiver: Receiver) -> None:
    receiving = asyncio.create_task(receiver.run())
    try:
        await Watch(receiver, Notifier(""), check_seconds=0.01).until(asyncio.Event(), receiving)
    finally:
        await receiver.stop()


async def test_a_deaf_poller_is_replaced_after_a_minute_and_given_up_after_five(settings: Settings) -> None:
    bot = Bot()
    receiver = SilentReceiver(bot, Engine(), settings)
    receiving = asyncio.create_task(receiver.run())
    await bot.polls.wait()
    bot.polls.clear()
    watching = asyncio.create_task(Watch(receiver, Notifier(""), check_seconds=0.01).until(asyncio.Event(), receiving))
    receiver.silent = 61.0
    await bot.polls.wait()
    assert bot.diary == ["start", "poll", "poll"]
    receiver.silent = 301.0
    assert await watching == 1
    receiving.cancel()
    await asyncio.wait([receiving])
    assert bot.diary == ["start", "poll", "poll"]


async def test_silence_counts_from_the_last_contact_or_the_start(settings: Settings) -> None:
    bot = Bot()
    receiver = Receiver(bot, Engine(), settings)
    assert receiver.condition().silent_seconds == pytest.approx(0, abs=5)
    bot.report = Report(heard=time.monotonic() + 1)
    assert receiver.condition().silent_seconds == 0


async def test_a_ledger_that_cannot_be_read_is_a_problem_and_no_end(settings: Settings) -> None:
    class Blind(Bot):
        def health(self) -> Report:
            raise sqlite3.OperationalError("disk I/O error")

    condition = Receiver(Blind(), Engine(), settings).condition()
    assert not condition.healthy
    assert "disk I/O error" in (condition.problem or "")


async def test_a_webhook_is_never_deaf() -> None:
    settings = Settings(webhook_url="https://bot.example.org/in", webhook_secret=SecretStr("s3"))
    assert Receiver(Bot(), Engine(), settings).condition().silent_seconds is None


async def test_the_supervisor_is_told_of_ready_alive_and_stopping(settings: Settings, tmp_path: Path) -> None:
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as supervisor:
        supervisor.bind(str(tmp_path / "notify"))
        notifier = Notifier(str(tmp_path / "notify"))
        notifier.ready()
        notifier.alive("healthy, nothing waits")
        notifier.stopping()
        heard = [supervisor.recv(100) for _ in range(3)]
    assert heard == [b"READY=1", b"WATCHDOG=1\nSTATUS=healthy, nothing waits", b"STOPPING=1"]


def test_a_supervisor_that_is_gone_does_no_harm(tmp_path: Path) -> None:
    Notifier(str(tmp_path / "gone")).ready()


def test_a_second_poller_of_the_same_token_is_refused(tmp_path: Path) -> None:
    refused = pytest.raises(AlreadyServingError, match=f"number {os.getpid()}")
    with token_lock(TOKEN, tmp_path), refused, token_lock(TOKEN, tmp_path):
        pytest.fail("the lock was given twice")
    with token_lock(TOKEN, tmp_path), token_lock("123456:another", tmp_path):
        assert not [path for path in tmp_path.iterdir() if "the-token" in path.name + path.read_text()]


def test_a_lock_of_another_user_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> int:
        raise PermissionError(13, "Permission denied")

    with monkeypatch.context() as patched:
        patched.setattr("bot.running.supervisor.os.open", refuse)
        with pytest.raises(AlreadyServingError, match=f"delete {tmp_path}/verbale-[0-9a-f]+.lock"):  # noqa: SIM117
            with token_lock(TOKEN, tmp_path):
                pytest.fail("the lock was given")


def test_a_port_that_is_taken_is_told() -> None:
    with listening_socket("127.0.0.1:0") as taken:
        address = f"127.0.0.1:{taken.getsockname()[1]}"
        with pytest.raises(PortError, match=f"VERBALE_LISTEN={address} cannot be listened on: another program"):
            listening_socket(address)
    with pytest.raises(PortError, match=r"cannot be listened on: .*; name another host:port\.$"):
        listening_socket("192.0.2.1:8080")  # of no machine
