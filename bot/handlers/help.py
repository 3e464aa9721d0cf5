"""What the bot can do and how it is reached here; what it keeps, and how it forgets."""

import difflib

from telegram import Chat, Update
from telegram.constants import ChatType

from bot.context import BotContext
from bot.handlers.letters import whole_list_button
from bot.rendering.menus import PRIVATE, set_admin_menu
from bot.rendering.render import Reply, text_reply
from retrieval.types import Filters

NEAR = 0.7  # of a ratio of `difflib`: "leter" is near "letter", "foo" is near nothing


async def start(update: Update, context: BotContext) -> None:
    """Greet, say how to ask here, and what there is to ask about."""
    private = context.message.chat.type == ChatType.PRIVATE
    if context.addressed.text and not private:  # comes with the link that adds the bot, which is greeted then
        return
    await greet(context)
    if private and context.user and context.services.is_admin(context.user):
        await set_admin_menu(context.bot, context.user.id)


async def greet(context: BotContext) -> None:
    """Say who answers here, and how and what to ask."""
    await context.reply(await greeting(context, context.message.chat))


async def greeting(context: BotContext, chat: Chat) -> Reply:
    """Return who answers, what there is, and how to ask in a chat."""
    count = await context.call(context.engine.count)
    holdings = [await _holdings(context, count)] if count else []
    paragraphs = [context.words("start"), *holdings, ways(context, chat)]
    return text_reply("\n\n".join(paragraphs), whole_list_button(context) if count else None)


async def _holdings(context: BotContext, count: int) -> str:
    """Return how many letters there are, and of which years."""
    ends = [await context.call(context.engine.letters, Filters(), at, 1) for at in (0, count - 1)]
    first, last = sorted((cards[0].date or "")[:4] if cards else "" for cards in ends)
    if first and first != last:
        return context.words("holdings", count=count, first=first, last=last)
    return context.words("listing_sent", which=f" ({first})" if first else "", count=count)


async def show_help(update: Update, context: BotContext) -> None:
    """Say what the commands do, and how to ask here."""
    await give_help(context)


async def give_help(context: BotContext) -> None:
    """Say what the commands do, and how to ask here; what administrators may do is told where nobody else reads it."""
    chat, admin = context.message.chat, context.services.is_admin(context.user)
    private = chat.type == ChatType.PRIVATE
    commands = [*([] if private else [context.words("help_ask")]), context.words("help")]
    paragraphs = [ways(context, chat), "\n".join(commands)]
    paragraphs += [context.words("help_admin")] if admin and private else []
    paragraphs += [context.words("mentions_hidden")] if admin and _hides_mentions(context, chat) else []
    await context.reply(text_reply("\n\n".join(paragraphs)))


async def privacy(update: Update, context: BotContext) -> None:
    """Say what is kept."""
    await context.reply(text_reply(context.words("privacy", days=context.services.settings.keep_days)))


async def forget(update: Update, context: BotContext) -> None:
    """Forget what a person asked, and that it was this person."""
    context.ledger.forget(context.asker, context.user.id if context.user else 0)
    await context.reply(text_reply(context.words("forgotten")))


async def unknown(update: Update, context: BotContext) -> None:
    """Point to the help, and to a command that may be meant."""
    near = difflib.get_close_matches(context.addressed.command or "", (*PRIVATE, "start"), 1, NEAR)
    known = context.words("unknown_command_near", command=f"/{near[0]}") if near else context.words("unknown_command")
    await context.reply(text_reply(known))


def ways(context: BotContext, chat: Chat) -> str:
    """Return how the bot is addressed in a chat; what was seen to arrive counts more than the setting."""
    name = context.me.username
    if chat.type == ChatType.PRIVATE:
        return context.words("address_private")
    key = "address_group_hidden" if _hides_mentions(context, chat) else "address_group"
    return context.words(key, ask=f"/ask@{name}", mention=f"@{name}")


def _hides_mentions(context: BotContext, chat: Chat) -> bool:
    sees_all = context.me.can_read_all_group_messages or context.ledger.chats.get(chat.id).sees_all
    return chat.type != ChatType.PRIVATE and not sees_all
