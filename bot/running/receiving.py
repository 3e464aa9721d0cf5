"""The bot on the receiving end of Telegram, by polling or by webhook, and how well it hears."""

import asyncio
import logging
import time
from collections.abc import Mapping
from typing import Any, Protocol

from bot.ledger.schema import StorageError
from bot.running.condition import Condition
from bot.settings import Settings
from retrieval.errors import IndexStateError

logger = logging.getLogger(__name__)


class Report(Protocol):
    """What the bot tells of itself; times are seconds since the epoch."""

    @property
    def ready(self) -> bool:
        """Whether a question would be answered without waiting for the model."""

    @property
    def problem(self) -> str | None:
        """Why the model or the letters cannot be used."""

    @property
    def last_contact(self) -> float | None:
        """When Telegram was last heard."""

    @property
    def last_sent(self) -> float | None:
        """When Telegram last took a message."""

    @property
    def heard(self) -> float | None:
        """The same moment by `time.monotonic`, a clock that nobody sets."""

    @property
    def waiting(self) -> int:
        """How many updates wait."""

    @property
    def oldest_age_seconds(self) -> float | None:
        """How long the oldest of them has waited."""


class Bot(Protocol):
    """What serving needs of the bot."""

    async def start(self) -> None:
        """Reach Telegram, however long that takes, and take up what waited."""

    async def poll(self) -> None:
        """Fetch updates until cancelled."""

    async def listen(self, url: str, secret: str) -> None:
        """Have Telegram deliver updates to `url`."""

    async def accept(self, raw: Any) -> None:
        """Store one update and see to it."""

    async def stop(self) -> None:
        """Answer what is open, as far as the time goes, and let go of everything."""

    def health(self) -> Report:
        """Tell how the bot is."""


class Engine(Protocol):
    """What the health page tells of the engine."""

    @property
    def generation(self) -> int:
        """Count the changes of the index. Raises IndexStateError."""

    @property
    def model(self) -> str | None:
        """Name the model that the index was made with. Raises IndexStateError."""


class Receiver:
    """The bot on the receiving end of Telegram, by polling or by webhook, and how well it hears."""

    def __init__(self, bot: Bot, engine: Engine, settings: Settings) -> None:
        self._bot = bot
        self._engine = engine
        self._settings = settings
        self._listening_since = time.monotonic()
        self._polling: asyncio.Task[None] | None = None

    async def accept(self, update: Mapping[str, Any]) -> None:
        """Hand a delivered update to the bot."""
        await self._bot.accept(update)

    def condition(self) -> Condition:
        """Put together how the bot and the engine are."""
        try:
            report, now = self._bot.health(), time.time()
        except StorageError as error:
            return self._blind(f"The bot's ledger cannot be read ({error}).")
        heard = max(report.heard or 0.0, self._listening_since)
        generation, model, problem = self._index()
        return Condition(
            ready=report.ready and problem is None,
            silent_seconds=None if self._settings.webhook_url else max(0.0, time.monotonic() - heard),
            last_contact_seconds=_age(report.last_contact, now),
            last_sent_seconds=_age(report.last_sent, now),
            queue=report.waiting,
            oldest_open_seconds=report.oldest_age_seconds,
            generation=generation,
            model=model or self._settings.embedding_model,
            problem=problem or report.problem,
        )

    def _blind(self, problem: str) -> Condition:
        """Return what can be told without the ledger."""
        generation, model, _ = self._index()
        model = model or self._settings.embedding_model
        return Condition(ready=False, generation=generation, model=model, problem=problem)

    def _index(self) -> tuple[int | None, str | None, str | None]:
        """Return the generation and the model of the index, or why it cannot be read: a look must not end the bot."""
        try:
            return self._engine.generation, self._engine.model, None
        except IndexStateError as error:
            return None, None, str(error)

    async def run(self) -> None:
        """Come up and receive, until cancelled; with a webhook, until Telegram knows where to deliver."""
        await self._bot.start()
        self._listening_since = time.monotonic()
        logger.info("The bot receives by %s.", "webhook" if self._settings.webhook_url else "polling")
        if self._settings.webhook_url and self._settings.webhook_secret:
            await self._bot.listen(self._settings.webhook_url, self._settings.webhook_secret.get_secret_value())
            return
        try:
            while True:
                self._polling = asyncio.create_task(self._bot.poll(), name="polling")
                await asyncio.wait([self._polling])
                if not self._polling.cancelled():
                    self._polling.result()
        finally:
            await self.restart()

    async def restart(self) -> None:
        """End the poller, so that `run` begins a new one."""
        if self._polling is not None:
            self._polling.cancel()
            await asyncio.wait([self._polling])

    async def stop(self) -> None:
        """Let the bot finish."""
        await self._bot.stop()


def _age(moment: float | None, now: float) -> float | None:
    """Return how long ago a moment was, in seconds; the clock may have been set back since."""
    return None if moment is None else max(0.0, now - moment)
