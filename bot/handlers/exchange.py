"""Exchanges that are kept: what was asked and shown, so that what is asked next can lean on it."""

from bot.addressing import meant, replies_to
from bot.context import BotContext
from bot.ledger.answers import Asked, GivenAnswer
from retrieval.types import Answer


def before(context: BotContext) -> GivenAnswer | None:
    """Return the exchange that a message follows: the one replied to, else this person's last one here.

    Administrators who write as the group cannot be told apart, so for them only a reply follows something. What is
    asked about somebody else's words follows nothing.
    """
    message, ledger = context.message, context.ledger
    chat_id = message.chat.id
    if meant(context.addressed.text, message, context.me).of_others:
        return None
    if message.reply_to_message is not None and replies_to(message, context.me):
        shown = message.reply_to_message.message_id
        host = ledger.deliveries.host(chat_id, shown)
        answer = ledger.answers.shown_by(chat_id, shown if host is None else host)
        if answer is not None:
            return answer
    if message.sender_chat is not None and message.sender_chat.id == chat_id:
        return None
    latest = ledger.answers.latest(chat_id, _thread(context), context.asker)
    return latest if latest is None or latest.message_id != message.message_id else None


def keep(context: BotContext, question: str, answer: Answer, follows: GivenAnswer | None) -> GivenAnswer:
    """Keep what a message asked and what it is answered, behind the exchange that it `follows`."""
    message, answers = context.message, context.ledger.answers
    asked = Asked(
        update_id=context.incoming.update_id if context.incoming else 0,
        chat_id=message.chat.id,
        thread_id=_thread(context),
        message_id=message.message_id,
        asker=context.asker,
        question=question,
        language=context.words.language,
        parent=follows.answer_id if follows else None,
    )
    given = answers.get(answers.keep(asked, answer))
    if given is None:
        raise LookupError("an answer that was kept is not there")
    return given


def _thread(context: BotContext) -> int | None:
    return context.message.message_thread_id if context.message.is_topic_message else None
