"""Runs the bot for months: comes up, listens on its port, notices when it has gone deaf, and goes down in order."""

import asyncio
import contextlib
import logging
import signal
from collections.abc import AsyncIterator, Callable
from urllib.parse import urlsplit

from bot.running.condition import MAX_SILENT_SECONDS, Condition
from bot.running.metrics import Metrics
from bot.running.port import WebServer, listening_socket
from bot.running.receiving import Receiver
from bot.running.supervisor import Notifier
from bot.running.web import Door, build_web
from bot.settings import Settings

logger = logging.getLogger(__name__)

CHECK_SECONDS = 5.0
GIVE_UP_SECONDS = 300.0


async def serve(
    receiver: Receiver,
    settings: Settings,
    metrics: Metrics,
    notifier: Notifier | None = None,
    at_the_end: Callable[[int], None] = lambda code: None,  # noqa: ARG005 - a place for the caller's own
) -> int:
    """Serve until a signal asks for the end (0), or until only a new process can help (1).

    `at_the_end` is called with the exit code when the end begins, before open questions are answered.
    """
    stopping = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stopping.set)
    notifier = notifier or Notifier()
    async with _port(receiver, settings, metrics):
        receiving = asyncio.create_task(receiver.run(), name="receiving")
        notifier.ready()
        code = 1
        try:
            code = await Watch(receiver, notifier).until(stopping, receiving)
        finally:
            at_the_end(code)
            notifier.stopping()
            receiving.cancel()
            await asyncio.wait([receiving])
            await receiver.stop()
    return code


@contextlib.asynccontextmanager
async def _port(door: Door, settings: Settings, metrics: Metrics) -> AsyncIterator[None]:
    if settings.listen is None:
        yield
        return
    secret = settings.webhook_secret.get_secret_value() if settings.webhook_secret else ""
    server = WebServer(build_web(door, metrics, webhook_path(settings), secret))
    running = asyncio.create_task(server.run(listening_socket(settings.listen)), name="port")
    try:
        yield
    finally:
        await server.stop()
        await running


class Watch:
    """Looks at the bot every few seconds: feeds the watchdog, and does something about deafness."""

    def __init__(self, receiver: Receiver, notifier: Notifier, check_seconds: float = CHECK_SECONDS) -> None:
        self._receiver = receiver
        self._notifier = notifier
        self._check_seconds = check_seconds
        self._next_restart = MAX_SILENT_SECONDS

    async def until(self, stopping: asyncio.Event, receiving: "asyncio.Task[None]") -> int:
        """Watch until `stopping` is set (0), or until nothing helps any more (1); raise what ended the receiving."""
        while not stopping.is_set():
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(stopping.wait(), self._check_seconds)
            if receiving.done():
                receiving.result()
            condition = self._receiver.condition()
            self._notifier.alive(_status(condition))
            if not await self._heard(condition):
                return 1
        return 0

    async def _heard(self, condition: Condition) -> bool:
        """Restart the receiving for about every minute of silence; tell whether there is still hope."""
        silent = condition.silent_seconds or 0.0
        if not condition.deaf:
            self._next_restart = MAX_SILENT_SECONDS
        elif silent > GIVE_UP_SECONDS:
            logger.error("Telegram has not been heard for %.0f s; the bot ends, to be started anew.", silent)
            return False
        elif silent > self._next_restart:
            logger.error("Telegram has not been heard for %.0f s; the receiving is started anew.", silent)
            self._next_restart = silent + MAX_SILENT_SECONDS
            await self._receiver.restart()
        return True


def _status(condition: Condition) -> str:
    waiting = f"{condition.queue} updates wait" if condition.queue else "nothing waits"
    return f"{'healthy' if condition.healthy else 'unhealthy'}, {waiting}"


def webhook_path(settings: Settings) -> str | None:
    """Return the path under which Telegram delivers, or `None` when the bot polls."""
    return (urlsplit(settings.webhook_url).path or "/") if settings.webhook_url else None
