"""The command menus that Telegram shows, per kind of chat and language."""

import asyncio
import logging
from collections.abc import Sequence

from telegram import (
    Bot,
    BotCommand,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
)
from telegram.error import BadRequest, Forbidden, TelegramError

from bot.ledger import Ledger
from bot.rendering.words import LANGUAGES, Words

logger = logging.getLogger(__name__)
GROUP = ("ask", "letter", "letters", "help")
PRIVATE = (*GROUP, "forget", "privacy")
ADMIN = (*PRIVATE, "allow", "deny", "ingest", "remove", "stats")
NONE = ()
AGAIN_SECONDS = 300.0
Scope = BotCommandScopeAllGroupChats | BotCommandScopeAllPrivateChats | BotCommandScopeChat


async def set_menus(bot: Bot, admins: frozenset[int], ledger: Ledger) -> None:
    """Set the menus, and take away those of former administrators, until Telegram has done or refused all of it."""
    former = ledger.admins - admins
    ledger.admins |= admins
    menus: list[tuple[Sequence[str], Scope]] = [
        (GROUP, BotCommandScopeAllGroupChats()),
        (PRIVATE, BotCommandScopeAllPrivateChats()),
        *((ADMIN, BotCommandScopeChat(admin)) for admin in sorted(admins)),
        *((NONE, BotCommandScopeChat(person)) for person in sorted(former)),
    ]
    while True:
        menus = [menu for menu in menus if not await _set_menu(bot, *menu)]
        if not menus:
            break
        await asyncio.sleep(AGAIN_SECONDS)
    ledger.admins = admins


async def set_admin_menu(bot: Bot, admin: int) -> None:
    """Set the menu of an administrator, which Telegram allows only once that person has written to the bot."""
    await _set_menu(bot, ADMIN, BotCommandScopeChat(admin))


async def _set_menu(bot: Bot, names: Sequence[str], scope: Scope) -> bool:
    """Set a menu, or take it away where it has no names; tell whether that is over, be it by a refusal."""
    for language in LANGUAGES:
        words, code = Words(language), None if language == "en" else language
        commands = [BotCommand(name, words(f"menu_{name}")) for name in names]
        try:
            await (bot.set_my_commands(commands, scope, code) if commands else bot.delete_my_commands(scope, code))
        except TelegramError as error:
            awaited = isinstance(scope, BotCommandScopeChat)  # until that person writes to the bot
            level = logging.INFO if awaited else logging.WARNING
            logger.log(level, "A command menu (%s) could not be set: %s", scope.type, error)
            return isinstance(error, BadRequest | Forbidden)
    return True
