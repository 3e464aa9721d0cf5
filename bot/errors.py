"""The last-resort handler: logs what went wrong without anybody's words, and tells the asker in one sentence."""

import logging
import re
import secrets
import traceback
from collections.abc import Iterable, Iterator

from telegram import CallbackQuery, Message, Update
from telegram.error import TelegramError

from bot.context import BotContext, target_of
from bot.ledger.schema import StorageError
from bot.logs import chat_in_logs
from bot.rendering.writing import Part
from bot.transport.courier import ChatGoneError, Outgoing, UndeliverableError
from retrieval.errors import IndexLockedError, IndexStateError, ModelError

logger = logging.getLogger(__name__)
HIDDEN = "[…]"
SHORT = 3  # what is shorter is no secret, and would tear the rest apart


async def failed(update: object, context: BotContext) -> None:
    """Log an error that no handler dealt with, and tell the person whose update it was."""
    error = context.error
    update = update if isinstance(update, Update) else None
    context.incoming = update
    if isinstance(error, UndeliverableError) and update is not None:
        context.delivery.leave_open()
    if isinstance(error, ChatGoneError | UndeliverableError):
        logger.warning("%s (update %s)", error, update.update_id if update else None)
        return
    if isinstance(error, IndexLockedError) and update is not None:  # nothing is wrong; it goes by itself
        logger.warning("Update %s, %s: %s", *_place(update), error)
        await _tell(update, context, context.words("being_written"))
        return
    reference = secrets.token_hex(3)
    logger.error("Reference %s, update %s, %s: %s", reference, *_place(update), _report(error, update, context))
    if update is None:
        return
    if isinstance(error, StorageError):  # an answer that could not be kept is given once there is room for it
        context.delivery.leave_open()
        return
    key = "not_ready" if isinstance(error, IndexStateError | ModelError) else "failed"
    await _tell(update, context, context.words(key, reference=reference))


async def _tell(update: Update, context: BotContext, sentence: str) -> None:
    message = update.effective_message
    try:
        if update.callback_query is not None and await _alerted(update.callback_query, sentence):
            return
        if isinstance(message, Message):
            await context.delivery.send(Outgoing(target_of(message), Part(sentence)))
    except (TelegramError, ChatGoneError) as error:
        logger.warning("The person could not be told: %s", error)
    except (StorageError, UndeliverableError):
        context.delivery.leave_open()


async def _alerted(query: CallbackQuery, sentence: str) -> bool:
    """Answer a tap with a sentence; tell whether that can still be done, as its spinner may have been stopped."""
    try:
        return await query.answer(sentence[:200], show_alert=True)
    except TelegramError:
        return False


def _place(update: Update | None) -> tuple[int | None, str]:
    chat = update.effective_chat if update else None
    return update.update_id if update else None, chat_in_logs(chat.id) if chat else "no chat"


def _report(error: Exception | None, update: Update | None, context: BotContext) -> str:
    lines = "".join(traceback.format_exception(error)) if error else "no error"
    return redacted(lines, (context.bot.token, *personal(update)))


def redacted(text: str, secret: Iterable[str]) -> str:
    """Return a text without the words given."""
    hidden = sorted({word for word in secret if len(word) > SHORT}, key=len, reverse=True)
    return re.sub("|".join(map(re.escape, hidden)), HIDDEN, text) if hidden else text


def personal(update: Update | None) -> Iterator[str]:
    """Yield what an update holds of people: their names and their words."""
    if update is None:
        return
    user, message, query = update.effective_user, update.effective_message, update.inline_query
    if user is not None:
        yield from filter(None, (user.first_name, user.last_name, user.username))
    for said in (message, message.reply_to_message) if isinstance(message, Message) else ():
        words = (said.text or said.caption or "") if said else ""
        yield from (words, words.partition(" ")[2].strip(), *filter(None, words.splitlines()))
    if query is not None:
        yield query.query
