"""`verbale serve` as a process of its own against the Bot API double: answers, health, an end in time."""

import asyncio
import os
import signal
import sys
import time
from collections.abc import AsyncIterator, Callable, Coroutine
from pathlib import Path
from typing import Any

import httpx
import pytest

from bot.running.port import listening_socket
from tests.bot.written import leaks, personal
from tests.botapi import TOKEN, BotApi
from tests.people import Person

ROOT = Path(__file__).parents[2]
Serve = Callable[..., Coroutine[Any, Any, asyncio.subprocess.Process]]


@pytest.fixture
def address() -> str:
    with listening_socket("127.0.0.1:0") as free:
        return f"127.0.0.1:{free.getsockname()[1]}"


@pytest.fixture
async def serve(api: BotApi, tmp_path: Path, address: str) -> AsyncIterator[Serve]:
    running: list[asyncio.subprocess.Process] = []

    async def start(index: str = "index", **settings: str) -> asyncio.subprocess.Process:
        given = {
            "telegram_token": TOKEN,
            "telegram_api_url": api.url,
            "listen": address,
            "allowed_chats": "*",
        } | settings
        outside = {name: value for name, value in os.environ.items() if not name.startswith("VERBALE_")}
        inside = {f"VERBALE_{name.upper()}": value for name, value in given.items()}
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "bot", "serve", "--index", str(tmp_path / index)),
            cwd=tmp_path,
            env=outside | inside | {"PYTHONPATH": str(ROOT)},
            stderr=asyncio.subprocess.PIPE,
        )
        running.append(process)
        return process

    yield start
    for process in running:
        if process.returncode is None:
            process.kill()
        await process.communicate()


async def written(process: asyncio.subprocess.Process) -> str:
    return (await process.communicate())[1].decode()


async def test_it_answers_tells_its_health_and_ends_with_zero_in_time(api: BotApi, serve: Serve, address: str) -> None:
    process = await serve(log_level="DEBUG", log_format="json")
    question = Person(api, 7_000_000_011).writes("Where is the treaty?")
    replies = await api.until(lambda: api.replies_to(question), 90)
    assert replies[0]["text"] == "I hold no letters yet."
    async with httpx.AsyncClient(base_url=f"http://{address}", trust_env=False) as client:
        health = await client.get("/healthz")
        assert (health.status_code, health.json()["healthy"], health.json()["problem"]) == (200, True, None)
        assert health.json()["last_contact_seconds"] < 60
        assert health.json()["last_sent_seconds"] < 60
        assert "verbale_questions_total 1.0" in (await client.get("/metrics")).text
    process.send_signal(signal.SIGTERM)
    told_at = time.monotonic()
    log = await written(process)
    assert process.returncode == 0
    assert time.monotonic() - told_at < 10
    assert leaks(log, personal(api)) == []
    assert '"outcome": "empty index"' in log


async def test_a_second_one_of_the_same_bot_is_refused(api: BotApi, serve: Serve) -> None:
    first = await serve()
    await api.until(lambda: api.calls, 90)
    second = await serve(listen="")
    log = await written(second)
    assert second.returncode == 1
    assert log == (
        f"Another process (number {first.pid}) already serves the bot of this VERBALE_TELEGRAM_TOKEN on this machine;"
        " stop it first, or give this one the token of another bot.\n"
    )


async def test_a_second_bot_that_wants_the_same_port_is_told(api: BotApi, serve: Serve, address: str) -> None:
    await serve()
    await api.until(lambda: api.calls, 90)
    other = await serve(index="other", telegram_token="999999:another")
    log = await written(other)
    assert other.returncode == 1
    assert log.splitlines()[-1] == (
        f"VERBALE_LISTEN={address} cannot be listened on: another program, perhaps another `verbale serve`, does so"
        " already; stop it, or name another port."
    )
    assert "Traceback" not in log


async def test_a_token_that_telegram_refuses_is_a_wrong_setting(serve: Serve) -> None:
    process = await serve(telegram_token="999999:refused")
    log = await written(process)
    assert process.returncode == 2
    assert log.endswith("VERBALE_TELEGRAM_TOKEN is refused by Telegram: expected a token that is in use.\n")
    assert "999999:refused" not in log
    assert "Traceback" not in log
