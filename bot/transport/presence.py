"""The typing sign: at once, again before it fades, and not again once the work it stands for is done."""

import asyncio
import contextlib
from collections.abc import AsyncIterator

from telegram import Bot
from telegram.constants import ChatAction
from telegram.error import TelegramError

from bot.transport.courier import Target

EVERY_SECONDS = 4.0  # Telegram shows the sign for five
AT_MOST = 75  # five minutes: a sign that never ends says nothing
SIGN_SECONDS = 5.0


class Presence:
    """Shows that the bot is at work."""

    def __init__(self, bot: Bot) -> None:
        self._bot = bot
        self._signs: set[asyncio.Task[None]] = set()

    @contextlib.asynccontextmanager
    async def typing(self, target: Target) -> AsyncIterator[None]:
        """Show the typing sign in a chat and topic while the body runs; a sign on its way is not waited for."""
        done = asyncio.Event()
        sign = asyncio.create_task(self._show(target, done), name="typing")
        self._signs.add(sign)
        sign.add_done_callback(self._signs.discard)
        try:
            yield
        finally:
            done.set()

    async def close(self) -> None:
        """End all signs."""
        for sign in self._signs:
            sign.cancel()
        await asyncio.gather(*self._signs, return_exceptions=True)

    async def _show(self, target: Target, done: asyncio.Event) -> None:
        for _ in range(AT_MOST):
            with contextlib.suppress(TelegramError):
                await self._bot.send_chat_action(
                    target.chat_id,
                    ChatAction.TYPING,
                    message_thread_id=target.thread_id,
                    read_timeout=SIGN_SECONDS,
                    pool_timeout=SIGN_SECONDS,
                )
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(done.wait(), EVERY_SECONDS)
                return
