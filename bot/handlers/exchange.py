"""Exchanges that are kept: what was asked and shown, so that what is asked next can lean on it."""

from dataclasses import replace

from bot.addressing import marked, meant, replies_to
from bot.context import BotContext
from bot.ledger.answers import MARKED, Asked, GivenAnswer
from retrieval.types import Answer, LetterCard, Listing, ListingKind, Question, Reason


def before(context: BotContext) -> GivenAnswer | None:
    """Return the exchange that a message follows: the one replied to, else this person's last one here.

    Words marked in what is replied to are an exchange of their own. What is asked about somebody else's words follows
    nothing.
    """
    followed, words = _followed(context), marked(context.message, context.me)
    return _keep_marked(context, words, followed) if words else followed


def _followed(context: BotContext) -> GivenAnswer | None:
    """Return the exchange that a message follows, whatever is marked in it.

    Administrators who write as the group cannot be told apart, so for them only a reply follows something.
    """
    message, ledger = context.message, context.ledger
    chat_id = message.chat.id
    if meant(context.addressed.text, message, context.me).of_others:
        return None
    if message.reply_to_message is not None and replies_to(message, context.me):
        shown = message.reply_to_message.message_id
        opened = ledger.answers.opened_in(chat_id, shown)
        if opened is not None:
            return opened
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
    answers = context.ledger.answers
    given = answers.get(answers.keep(_asked(context, question, follows), answer))
    if given is None:
        raise LookupError("an answer that was kept is not there")
    return given


def _keep_marked(context: BotContext, words: str, follows: GivenAnswer | None) -> GivenAnswer | None:
    """Keep that words of an answer were marked to ask about, as if they had been asked for before."""
    answers = context.ledger.answers
    put = replace(_asked(context, words, follows), message_id=MARKED - context.message.message_id)
    return answers.get(answers.keep(put, Answer(Question(words), reason=Reason.NOT_A_QUESTION)))


def opening(question: str, letter: LetterCard) -> Answer:
    """Return the answer that a letter was opened by, so that what is asked next can lean on it."""
    return Answer(Question(question), listing=Listing(ListingKind.NAMED, (letter,), 1))


def keep_opened(context: BotContext, letter: LetterCard, message_id: int, host_id: int) -> None:
    """Keep that a button opened a letter in a message, below the message `host_id` or in it."""
    answers, chat_id, thread = context.ledger.answers, context.message.chat.id, _thread(context)
    if not letter.symbols:  # only by a symbol does a question say which letter it means
        answers.leave_opened(chat_id, message_id)
        return
    latest, there = answers.latest(chat_id, thread, context.asker), answers.opened_in(chat_id, message_id)
    if there is not None and there == latest and there.question == letter.symbols[0]:  # a page was turned
        return
    follows = answers.shown_by(chat_id, host_id) or latest
    asked = replace(_asked(context, letter.symbols[0], follows), message_id=message_id)
    answers.keep_opened(asked, opening(letter.symbols[0], letter))


async def close_panels(context: BotContext, message_id: int) -> None:
    """Take back what buttons opened below a message, and below that."""
    chat_id, deliveries = context.message.chat.id, context.ledger.deliveries
    while (panel := deliveries.panel(chat_id, message_id)) is not None:
        await context.courier.take_back(chat_id, panel, context.words("panel_closed"))
        deliveries.drop_panel(chat_id, panel)
        message_id = panel


def _asked(context: BotContext, question: str, follows: GivenAnswer | None) -> Asked:
    """Return a question as it is put by the message of this update, behind the exchange that it `follows`."""
    return Asked(
        update_id=context.incoming.update_id if context.incoming else 0,
        chat_id=context.message.chat.id,
        thread_id=_thread(context),
        message_id=context.message.message_id,
        asker=context.asker,
        question=question,
        language=context.words.language,
        parent=follows.answer_id if follows else None,
    )


def _thread(context: BotContext) -> int | None:
    return context.message.message_thread_id if context.message.is_topic_message else None
