"""The typing sign: at once, again before it fades, and gone with the work it stands for."""

import asyncio
import contextlib
from collections.abc import AsyncIterator

from telegram import Bot
from telegram.constants import ChatAction
from telegram.error import TelegramError

from bot.courier import Target

EVERY_SECONDS = 4.0  # Telegram shows the sign for five
AT_MOST = 75  # five minutes: a sign that never ends says nothing


@contextlib.asynccontextmanager
async def typing(bot: Bot, target: Target) -> AsyncIterator[None]:
    """Show the typing sign in a chat and topic while the body runs."""
    sign = asyncio.create_task(_keep_typing(bot, target))
    try:
        yield
    finally:
        sign.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await sign


async def _keep_typing(bot: Bot, target: Target) -> None:
    for _ in range(AT_MOST):
        with contextlib.suppress(TelegramError):
            await bot.send_chat_action(target.chat_id, ChatAction.TYPING, message_thread_id=target.thread_id)
        await asyncio.sleep(EVERY_SECONDS)
