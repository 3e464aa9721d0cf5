"""The command menus that Telegram shows, per kind of chat and language."""

import logging
from collections.abc import Iterable, Sequence

from telegram import (
    Bot,
    BotCommand,
    BotCommandScope,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
)
from telegram.error import TelegramError

from bot.words import LANGUAGES, Words

logger = logging.getLogger(__name__)
GROUP = ("ask", "letter", "letters", "help")
PRIVATE = (*GROUP, "forget", "privacy")
ADMIN = (*PRIVATE, "allow", "deny", "ingest", "remove", "stats")


async def set_menus(bot: Bot, admins: Iterable[int]) -> None:
    """Set the menus; they are for show, so one that cannot be set is only logged."""
    await _set_menu(bot, GROUP, BotCommandScopeAllGroupChats())
    await _set_menu(bot, PRIVATE, BotCommandScopeAllPrivateChats())
    for admin in sorted(admins):
        await set_admin_menu(bot, admin)


async def set_admin_menu(bot: Bot, admin: int) -> None:
    """Set the menu of an administrator, which Telegram allows only once that person has written to the bot."""
    await _set_menu(bot, ADMIN, BotCommandScopeChat(admin))


async def _set_menu(bot: Bot, names: Sequence[str], scope: BotCommandScope) -> None:
    for language in LANGUAGES:
        words = Words(language)
        commands = [BotCommand(name, words(f"menu_{name}")) for name in names]
        try:
            await bot.set_my_commands(commands, scope, None if language == "en" else language)
        except TelegramError as error:
            awaited = isinstance(scope, BotCommandScopeChat)  # until that person writes to the bot
            level = logging.INFO if awaited else logging.WARNING
            logger.log(level, "A command menu (%s) could not be set: %s", scope.type, error)
            return
