"""The port of the bot, over real HTTP on loopback."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from typing import Any

import httpx
import pytest

from bot.running.condition import Condition
from bot.running.metrics import Metrics
from bot.running.port import WebServer, listening_socket
from bot.running.web import MAX_UPDATE_BYTES, build_web

SECRET = "s3cret_of-the-hook"
HEADER = "X-Telegram-Bot-Api-Secret-Token"


class Bot:
    """Stands where the bot stands: stores what comes in, or fails to."""

    def __init__(self) -> None:
        self.stored: list[Mapping[str, Any]] = []
        self.state = Condition(
            ready=True, silent_seconds=1.0, last_contact_seconds=1.0, queue=3, generation=7, model="packaged"
        )
        self.disk_full = False

    async def accept(self, update: Mapping[str, Any]) -> None:
        if self.disk_full:
            raise OSError(28, "No space left on device")
        self.stored.append(update)

    def condition(self) -> Condition:
        return self.state


@pytest.fixture
def bot() -> Bot:
    return Bot()


@pytest.fixture
def metrics() -> Metrics:
    return Metrics()


@pytest.fixture
async def client(bot: Bot, metrics: Metrics) -> AsyncIterator[httpx.AsyncClient]:
    socket = listening_socket("127.0.0.1:0")
    server = WebServer(build_web(bot, metrics, "/hook", SECRET))
    running = asyncio.create_task(server.run(socket))
    host, port = socket.getsockname()
    async with httpx.AsyncClient(base_url=f"http://{host}:{port}", trust_env=False) as client:
        yield client
    await server.stop()
    await running


async def test_an_update_with_the_secret_is_stored_and_acknowledged(client: httpx.AsyncClient, bot: Bot) -> None:
    update = {"update_id": 5, "message": {"text": "ünï"}}
    answer = await client.post("/hook", json=update, headers={HEADER: SECRET})
    assert (answer.status_code, answer.content) == (200, b"")
    assert bot.stored == [update]


@pytest.mark.parametrize("headers", [{}, {HEADER: ""}, {HEADER: SECRET[:-1]}, {HEADER: SECRET + "x"}, {HEADER: "é"}])
async def test_a_forged_update_is_refused(client: httpx.AsyncClient, bot: Bot, headers: dict[str, str]) -> None:
    encoded = [(name.encode(), value.encode()) for name, value in headers.items()]
    answer = await client.post("/hook", json={"update_id": 5}, headers=encoded)
    assert answer.status_code == 403
    assert bot.stored == []


@pytest.mark.parametrize(
    "body", [b"", b"{", b"[]", b"{}", b'{"update_id": "5"}', b'{"update_id": true}', b"\xff\xfe", b"[" * 100_000]
)
async def test_what_is_no_update_is_refused(client: httpx.AsyncClient, bot: Bot, body: bytes) -> None:
    answer = await client.post("/hook", content=body, headers={HEADER: SECRET})
    assert answer.status_code == 400
    assert bot.stored == []


async def test_an_update_of_an_unknown_kind_is_stored_all_the_same(client: httpx.AsyncClient, bot: Bot) -> None:
    answer = await client.post("/hook", json={"update_id": 6, "hologram": [1]}, headers={HEADER: SECRET})
    assert answer.status_code == 200
    assert bot.stored == [{"update_id": 6, "hologram": [1]}]


async def test_a_body_that_says_it_is_too_large_is_refused(client: httpx.AsyncClient, bot: Bot) -> None:
    answer = await client.post("/hook", content=b" " * (MAX_UPDATE_BYTES + 1), headers={HEADER: SECRET})
    assert answer.status_code == 413
    assert bot.stored == []


async def test_a_body_that_grows_too_large_is_refused(client: httpx.AsyncClient, bot: Bot) -> None:
    async def endless() -> AsyncIterator[bytes]:
        for _ in range(40):
            yield b" " * 65_536

    answer = await client.post("/hook", content=endless(), headers={HEADER: SECRET})
    assert answer.status_code == 413
    assert bot.stored == []


async def test_telegram_is_made_to_repeat_what_could_not_be_stored(client: httpx.AsyncClient, bot: Bot) -> None:
    bot.disk_full = True
    answer = await client.post("/hook", json={"update_id": 5}, headers={HEADER: SECRET})
    assert answer.status_code == 500
    assert b"space" not in answer.content


async def test_health_tells_how_the_bot_is(client: httpx.AsyncClient) -> None:
    answer = await client.get("/healthz")
    assert answer.status_code == 200
    assert answer.json() == {
        "healthy": True,
        "deaf": False,
        "stuck": False,
        "ready": True,
        "silent_seconds": 1.0,
        "last_contact_seconds": 1.0,
        "last_sent_seconds": None,
        "queue": 3,
        "oldest_open_seconds": None,
        "generation": 7,
        "model": "packaged",
        "problem": None,
    }


@pytest.mark.parametrize(
    "state",
    [
        Condition(ready=True, silent_seconds=51.0),
        Condition(ready=True, silent_seconds=1.0, queue=1, oldest_open_seconds=301.0),
        Condition(ready=False, silent_seconds=1.0, problem="The index is damaged."),
    ],
)
async def test_a_deaf_or_stuck_or_letterless_bot_is_unhealthy(
    client: httpx.AsyncClient, bot: Bot, state: Condition
) -> None:
    bot.state = state
    answer = await client.get("/healthz")
    assert (answer.status_code, answer.json()["healthy"]) == (503, False)


async def test_a_bot_that_still_warms_up_is_healthy_but_not_ready(client: httpx.AsyncClient, bot: Bot) -> None:
    bot.state = Condition(ready=False, silent_seconds=1.0)
    assert (await client.get("/healthz")).status_code == 200
    assert (await client.get("/readyz")).status_code == 503
    bot.state = Condition(ready=True)
    assert (await client.get("/readyz")).status_code == 200


async def test_metrics_count_what_happened(client: httpx.AsyncClient, metrics: Metrics) -> None:
    metrics.questions.inc(2)
    metrics.abstentions.labels("nothing found").inc()
    metrics.seconds.labels("answer").observe(0.03)
    text = (await client.get("/metrics")).text
    for line in (
        "verbale_questions_total 2.0",
        'verbale_abstentions_total{reason="nothing found"} 1.0',
        'verbale_stage_seconds_bucket{le="0.05",stage="answer"} 1.0',
        "verbale_queue 3.0",
        "verbale_index_generation 7.0",
        "verbale_last_contact_seconds 1.0",
        'verbale_model_info{name="packaged"} 1.0',
        "verbale_healthy 1.0",
    ):
        assert line in text.splitlines()


async def test_two_sets_of_metrics_do_not_meet(metrics: Metrics) -> None:
    metrics.answers.inc()
    assert b"verbale_answers_total 0.0" in Metrics().exposition()


async def test_without_a_webhook_nothing_takes_updates(bot: Bot, metrics: Metrics) -> None:
    transport = httpx.ASGITransport(build_web(bot, metrics))
    async with httpx.AsyncClient(transport=transport, base_url="http://bot") as client:
        assert (await client.post("/hook", json={"update_id": 1})).status_code == 404


async def test_the_wrong_method_is_refused(client: httpx.AsyncClient) -> None:
    assert (await client.get("/hook")).status_code == 405
    assert (await client.post("/metrics")).status_code == 405
