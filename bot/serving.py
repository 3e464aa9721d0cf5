"""Runs the bot for months: comes up, listens on its port, notices when it has gone deaf, and goes down in order."""

import asyncio
import contextlib
import logging
import signal
import socket
from collections.abc import AsyncIterator, Iterator
from typing import Protocol
from urllib.parse import urlsplit

import uvicorn
from starlette.types import ASGIApp

from bot.health import MAX_SILENT_SECONDS, Health
from bot.metrics import Metrics
from bot.settings import Settings
from bot.supervisor import Notifier
from bot.web import Door, build_web

logger = logging.getLogger(__name__)

CHECK_SECONDS = 5.0
DRAIN_SECONDS = 7.0
GIVE_UP_SECONDS = 5 * MAX_SILENT_SECONDS


class ServeError(Exception):
    """The bot cannot be served as things stand; the message says why."""


class Service(Door, Protocol):
    """What serving needs of the bot."""

    async def start(self) -> None:
        """Begin to receive: poll, or register the webhook; wait for the network as long as it takes."""

    async def restart_receiving(self) -> None:
        """Tear down what has gone deaf, and receive again."""

    async def warm_up(self) -> None:
        """Load the model and the index, so that the first question is as quick as the next."""

    async def stop(self, seconds: float) -> None:
        """Receive no more, answer what is open within `seconds`, and close; the rest is answered after a restart."""


class WebServer:
    """The port, as a task of the event loop that the rest of the bot runs in."""

    def __init__(self, application: ASGIApp) -> None:
        config = uvicorn.Config(
            application,
            log_config=None,
            access_log=False,
            server_header=False,
            timeout_graceful_shutdown=2,
            lifespan="off",
        )
        self._server = _Server(config)

    async def run(self, listening: socket.socket) -> None:
        """Serve until `stop` is called."""
        with listening:
            await self._server.serve(sockets=[listening])

    async def stop(self) -> None:
        """Take no more requests, and let `run` come to its end."""
        self._server.should_exit = True


class _Server(uvicorn.Server):
    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Leave the signals to `serve`."""
        yield


def listening_socket(address: str) -> socket.socket:
    """Return a socket that listens on "host:port"; raise `ServeError` when that cannot be had."""
    host, _, port = address.rpartition(":")
    host = host.strip("[]")
    try:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        return socket.create_server((host, int(port)), family=family, reuse_port=False)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise ServeError(f"VERBALE_LISTEN={address} cannot be listened on: {reason}.") from error


def webhook_path(settings: Settings) -> str | None:
    """Return the path under which Telegram delivers, or `None` when the bot polls."""
    return (urlsplit(settings.webhook_url).path or "/") if settings.webhook_url else None


async def serve(service: Service, settings: Settings, metrics: Metrics, notifier: Notifier | None = None) -> int:
    """Serve until a signal asks for the end (0), or until only a new process can help (1)."""
    stopping = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stopping.set)
    notifier = notifier or Notifier()
    async with _port(service, settings, metrics):
        coming_up = asyncio.create_task(_come_up(service))
        notifier.ready()
        try:
            code = await Watch(service, notifier).until(stopping, coming_up)
        finally:
            notifier.stopping()
            coming_up.cancel()
            await asyncio.gather(coming_up, return_exceptions=True)
    await service.stop(DRAIN_SECONDS)
    return code


@contextlib.asynccontextmanager
async def _port(service: Service, settings: Settings, metrics: Metrics) -> AsyncIterator[None]:
    if settings.listen is None:
        yield
        return
    secret = settings.webhook_secret.get_secret_value() if settings.webhook_secret else ""
    server = WebServer(build_web(service, metrics, webhook_path(settings), secret))
    running = asyncio.create_task(server.run(listening_socket(settings.listen)))
    try:
        yield
    finally:
        await server.stop()
        await running


async def _come_up(service: Service) -> None:
    await service.start()
    logger.info("The bot receives.")
    await service.warm_up()
    logger.info("The bot is warm.")


class Watch:
    """Looks at the bot every few seconds: feeds the watchdog, and does something about deafness."""

    def __init__(self, service: Service, notifier: Notifier, check_seconds: float = CHECK_SECONDS) -> None:
        self._service = service
        self._notifier = notifier
        self._check_seconds = check_seconds
        self._next_restart = MAX_SILENT_SECONDS

    async def until(self, stopping: asyncio.Event, coming_up: "asyncio.Task[None]") -> int:
        """Watch until `stopping` is set (0), or until nothing helps any more (1)."""
        while not stopping.is_set():
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(stopping.wait(), self._check_seconds)
            if coming_up.done() and not coming_up.cancelled() and (error := coming_up.exception()):
                logger.error("The bot could not come up.", exc_info=error)
                return 1
            health = self._service.health()
            self._notifier.alive(_status(health))
            if not await self._heard(health):
                return 1
        return 0

    async def _heard(self, health: Health) -> bool:
        """Restart the receiving for every minute of silence; tell whether there is still hope."""
        silent = health.silent_seconds or 0.0
        if not health.deaf:
            self._next_restart = MAX_SILENT_SECONDS
        elif silent > GIVE_UP_SECONDS:
            logger.error("Telegram has not been heard for %.0f s; the bot ends, to be started anew.", silent)
            return False
        elif silent > self._next_restart:
            logger.error("Telegram has not been heard for %.0f s; the receiving is started anew.", silent)
            self._next_restart = silent + MAX_SILENT_SECONDS
            await self._service.restart_receiving()
        return True


def _status(health: Health) -> str:
    waiting = f"{health.queue} updates wait" if health.queue else "nothing waits"
    return f"{'healthy' if health.healthy else 'unhealthy'}, {waiting}"
