"""Fetches updates from Telegram; a batch is confirmed only once the ledger holds it."""

import asyncio
import json
import logging
import time
from collections.abc import Awaitable, Callable, Sequence
from typing import Any
from urllib.parse import urlencode

from telegram.constants import UpdateType
from telegram.error import Conflict, InvalidToken, RetryAfter, TelegramError

from bot.transport.limiter import pause_of
from bot.transport.network import Network

logger = logging.getLogger(__name__)
UPDATES = (
    UpdateType.MESSAGE,
    UpdateType.EDITED_MESSAGE,
    UpdateType.CALLBACK_QUERY,
    UpdateType.INLINE_QUERY,
    UpdateType.MY_CHAT_MEMBER,
)
PAUSES_SECONDS = (0.5, 1, 2, 5, 10)
CONFLICT = "Another program takes the updates of this VERBALE_TELEGRAM_TOKEN, perhaps elsewhere; stop one of the two."
CONFLICT_SECONDS = 3.0
TOKEN_SECONDS = 30.0
Take = Callable[[Sequence[Any]], Awaitable[None]]


class Poller:
    """Asks for updates without end; what it hands on is stored by `take`, or asked for again."""

    def __init__(self, base_url: str, take: Take, network: Network) -> None:
        self._url = f"{base_url}/getUpdates"
        self._take = take
        self._network = network
        self._offset: int | None = None
        self._failures = 0
        self.contact: float | None = None  # seconds since the epoch
        self.heard: float | None = None  # the same moment, on the clock that nobody sets
        self.conflict = False

    async def run(self) -> None:
        """Poll until cancelled."""
        while True:
            pause_seconds = await self._poll()
            await asyncio.sleep(pause_seconds)

    async def _poll(self) -> float:
        """Fetch one batch and return how long to pause after it."""
        try:
            batch = await self._fetch()
            await self._take(batch)
        except Conflict as error:
            return self._conflicted(error)
        except InvalidToken:
            logger.error("Telegram does not accept the token of this bot; asking again in %s s.", TOKEN_SECONDS)
            return TOKEN_SECONDS
        except RetryAfter as error:
            return pause_of(error)
        except TelegramError as error:
            return self._failed("Telegram was not reached: %s", error)
        except Exception as error:  # the disk may be full: nothing is confirmed, and the batch comes again
            return self._failed("A batch of updates could not be stored: %r", error)
        return self._confirm(batch)

    async def _fetch(self) -> Sequence[Any]:
        query: dict[str, Any] = {"timeout": self._network.poll_seconds, "allowed_updates": json.dumps(UPDATES)}
        if self._offset is not None:
            query["offset"] = self._offset
        batch = await self._network.polls.post(f"{self._url}?{urlencode(query)}")
        if not isinstance(batch, list):
            raise TelegramError("Telegram sent something that is no list of updates")
        return batch

    def _confirm(self, batch: Sequence[Any]) -> float:
        self.contact, self.heard, self._failures = time.time(), time.monotonic(), 0
        if self.conflict:
            logger.info("The other program has stopped asking for updates; polling goes on.")
        self.conflict = False
        numbers = [raw["update_id"] for raw in batch if isinstance(raw, dict) and isinstance(raw.get("update_id"), int)]
        if numbers:
            self._offset = max(numbers) + 1
        return 0.0 if numbers or not batch else PAUSES_SECONDS[-1]

    def _conflicted(self, error: Conflict) -> float:
        if not self.conflict:
            logger.error("%s (%s)", CONFLICT, error)
        self.conflict = True
        return CONFLICT_SECONDS

    def _failed(self, message: str, error: Exception) -> float:
        logger.warning(message, error)
        self._failures += 1
        return PAUSES_SECONDS[min(self._failures, len(PAUSES_SECONDS)) - 1]
