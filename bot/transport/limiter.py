"""Obeys flood control: a chat that Telegram tells to wait waits, and no other chat does."""

import asyncio
import logging
import time
from collections.abc import Callable, Coroutine
from datetime import timedelta
from typing import Any

from telegram.error import RetryAfter
from telegram.ext import BaseRateLimiter

from bot.logs import chat_in_logs

logger = logging.getLogger(__name__)
SLOWED = ("send", "edit", "copy", "forward", "delete")
NOT_SLOWED = ("sendChatAction",)
PATIENCE_SECONDS = 0.1  # Telegram counts whole seconds; a little more is never too early
Json = bool | dict[str, Any] | list[dict[str, Any]]


def pause_of(error: RetryAfter) -> float:
    """Return how many seconds Telegram asks to wait."""
    pause = error.retry_after
    return pause.total_seconds() if isinstance(pause, timedelta) else float(pause)


class ChatRateLimiter(BaseRateLimiter[None]):
    """Waits only where and as long as Telegram says; typing signs neither wait nor count."""

    def __init__(self) -> None:
        self._free_at: dict[object, float] = {}
        self.refusals = 0

    async def initialize(self) -> None:
        """Need nothing."""

    async def shutdown(self) -> None:
        """Hold nothing."""

    async def process_request(
        self,
        callback: Callable[..., Coroutine[Any, Any, Json]],
        args: Any,
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: None,  # noqa: ARG002 - the library's signature
    ) -> Json:
        """Make a call once its chat may be written to, again after each "retry after"."""
        chat = data.get("chat_id")
        if chat is None or not endpoint.startswith(SLOWED) or endpoint in NOT_SLOWED:
            return await callback(*args, **kwargs)
        while True:
            await self._wait(chat)
            try:
                return await callback(*args, **kwargs)
            except RetryAfter as error:
                self._slow_down(chat, error)

    async def _wait(self, chat: object) -> None:
        left = self._free_at.get(chat, 0.0) - time.monotonic()
        if left > 0:
            await asyncio.sleep(left)
            return await self._wait(chat)
        self._free_at.pop(chat, None)
        return None

    def _slow_down(self, chat: int, error: RetryAfter) -> None:
        seconds = pause_of(error)
        self.refusals += 1
        self._free_at[chat] = max(self._free_at.get(chat, 0.0), time.monotonic() + seconds + PATIENCE_SECONDS)
        logger.warning("Telegram asks for a pause of %s s in %s.", seconds, chat_in_logs(chat))
