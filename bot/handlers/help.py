"""What the bot can do and how it is reached here; what it keeps, and how it forgets."""

from telegram import Chat, Update
from telegram.constants import ChatType

from bot.context import BotContext
from bot.menus import set_admin_menu
from bot.render import text_reply


async def start(update: Update, context: BotContext) -> None:
    """Greet, and say how to ask here."""
    await context.reply(text_reply(f"{context.words('start')}\n\n{ways(context)}"))
    if context.user and context.services.is_admin(context.user) and context.message.chat.id == context.user.id:
        await set_admin_menu(context.bot, context.user.id)


async def show_help(update: Update, context: BotContext) -> None:
    """Say what the commands do, and how to ask here."""
    paragraphs = [ways(context), context.words("help")]
    if context.services.is_admin(context.user):
        paragraphs.append(context.words("help_admin"))
    await context.reply(text_reply("\n\n".join(paragraphs)))


async def privacy(update: Update, context: BotContext) -> None:
    """Say what is kept."""
    await context.reply(text_reply(context.words("privacy", days=context.services.settings.keep_days)))


async def forget(update: Update, context: BotContext) -> None:
    """Forget what a person asked, and that it was this person."""
    context.ledger.forget(context.asker, context.user.id if context.user else 0)
    await context.reply(text_reply(context.words("forgotten")))


async def unknown(update: Update, context: BotContext) -> None:
    """Point to the help."""
    await context.reply(text_reply(context.words("unknown_command")))


def ways(context: BotContext, chat: Chat | None = None) -> str:
    """Return how the bot is addressed in this chat; what was seen to arrive counts more than the setting."""
    chat, name = chat or context.message.chat, context.me.username
    if chat.type == ChatType.PRIVATE:
        return context.words("address_private")
    sees_all = context.me.can_read_all_group_messages or context.ledger.chats.get(chat.id).sees_all
    key = "address_group" if sees_all else "address_group_hidden"
    return context.words(key, ask=f"/ask@{name}", mention=f"@{name}")
