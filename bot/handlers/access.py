"""Who may ask where: the gate that every update passes, and how an administrator opens and closes a chat."""

import contextlib

from telegram import ChatMember, Update
from telegram.constants import ChatType
from telegram.error import TelegramError
from telegram.ext import ApplicationHandlerStop

from bot.addressing import Addressed, addressed
from bot.context import BotContext, Services
from bot.handlers.help import greeting, ways
from bot.ledger.chats import Access
from bot.numbers import number
from bot.rendering.render import text_reply
from bot.rendering.writing import Part
from bot.transport.courier import Outgoing, Target

PRESENT = (ChatMember.MEMBER, ChatMember.ADMINISTRATOR, ChatMember.OWNER)
DECIDING = ("allow", "deny")  # what an administrator may say in a closed chat


async def gate(update: Update, context: BotContext) -> None:
    """Let an update through if its chat is open; a closed chat is told so once, and learns nothing else."""
    chat, user = update.effective_chat, update.effective_user
    if update.my_chat_member is not None or (update.message and update.message.migrate_to_chat_id):
        return
    if update.inline_query is not None:
        if user is None or not is_open(context.services, user.id):
            with contextlib.suppress(TelegramError):  # the person has typed on, or will
                await update.inline_query.answer([], cache_time=0, is_personal=True)
            raise ApplicationHandlerStop
        return
    if chat is not None and (is_open(context.services, chat.id) or _administers(update, context)):
        return
    if update.callback_query is not None:
        await context.say("closed_button")
    elif chat is not None and update.message is not None and (said := _addressed(update, context)):
        anew = said.command == "start" and chat.type == ChatType.PRIVATE  # who comes back is not met by silence
        await _tell_closed(context, Target(chat.id, _thread(update), update.message.message_id), anew=anew)
    raise ApplicationHandlerStop


def is_open(services: Services, chat_id: int) -> bool:
    """Tell whether a chat may ask: as an administrator decided in the chat, else as the settings say."""
    decided = services.ledger.chats.get(chat_id).access
    if decided is not None:
        return decided is Access.ALLOWED
    settings = services.settings
    return settings.allow_all_chats or chat_id in settings.allowed_chats or chat_id in settings.admins


async def allow(update: Update, context: BotContext) -> None:
    """Open this chat, or the one whose number is given."""
    await _decide(context, Access.ALLOWED)


async def deny(update: Update, context: BotContext) -> None:
    """Close this chat, or the one whose number is given."""
    await _decide(context, Access.DENIED)


async def membership(update: Update, context: BotContext) -> None:
    """Take note of being added or removed; say hello in an open group."""
    change = update.my_chat_member
    if change is None:
        return
    chat_id = change.chat.id
    present = _is_present(change.new_chat_member)
    context.ledger.chats.mark_gone(chat_id, not present)
    if not present or change.chat.type not in (ChatType.GROUP, ChatType.SUPERGROUP):
        return
    context.ledger.chats.mark_sees_all(chat_id, change.new_chat_member.status == ChatMember.ADMINISTRATOR)
    if _is_present(change.old_chat_member):
        return
    if not is_open(context.services, chat_id):
        await _tell_closed(context, Target(chat_id))
        return
    hello = await greeting(context, change.chat)
    await context.delivery.send(Outgoing(Target(chat_id), hello.parts[0], hello.keyboard))


async def migrated(update: Update, context: BotContext) -> None:
    """Carry everything over to the supergroup that a group became."""
    message = context.message
    if message.migrate_to_chat_id is not None:
        was_open = is_open(context.services, message.chat.id)
        context.ledger.chats.move(message.chat.id, message.migrate_to_chat_id)
        if was_open:
            context.ledger.chats.decide(message.migrate_to_chat_id, Access.ALLOWED)


async def _decide(context: BotContext, access: Access) -> None:
    chat_id, given = context.message.chat.id, context.addressed.text
    if not context.services.is_admin(context.user):
        await context.reply(text_reply(context.admins_only))
        return
    try:
        decided = number(given) if given else chat_id
    except ValueError:
        await context.reply(text_reply(context.words("chat_usage", command=f"/{context.addressed.command}")))
        return
    context.ledger.chats.decide(decided, access)
    told = context.words(f"{access.value}_other" if given else access.value, chat=decided)
    if access is Access.ALLOWED and decided == chat_id:
        told += f" {ways(context, context.message.chat)}"
    await context.reply(text_reply(told))


async def _tell_closed(context: BotContext, target: Target, *, anew: bool = False) -> None:
    if context.ledger.chats.tell(target.chat_id) or anew:
        sentence = context.words("closed", chat=target.chat_id)
        await context.delivery.send(Outgoing(target, Part(sentence)))


def _administers(update: Update, context: BotContext) -> bool:
    """Tell whether an administrator gives a command that a closed chat takes: what opens it."""
    said = _addressed(update, context)
    return said is not None and said.command in DECIDING and context.services.is_admin(update.effective_user)


def _addressed(update: Update, context: BotContext) -> Addressed | None:
    return addressed(update.message, context.me) if update.message else None


def _thread(update: Update) -> int | None:
    message = update.message
    return message.message_thread_id if message and message.is_topic_message else None


def _is_present(member: ChatMember) -> bool:
    return member.status in PRESENT or bool(getattr(member, "is_member", False))
