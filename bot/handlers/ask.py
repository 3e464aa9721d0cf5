"""A question: by command, mention, reply or in private; asked anew when it is edited."""

import contextlib
from datetime import UTC, datetime, timedelta

from telegram import ForceReply, Message, Update

from bot.addressing import Way, addressed, meant, replies_to
from bot.albums import is_spoken_for
from bot.asides import is_aside
from bot.context import BotContext, target_of
from bot.handlers.exchange import before, close_panels, keep
from bot.handlers.help import give_help, greet
from bot.handlers.letters import show, show_letter, whole_list
from bot.ledger.answers import GivenAnswer
from bot.rendering.buttons import keyboard, offered
from bot.rendering.cards import card
from bot.rendering.render import Reply, render, text_reply
from bot.rendering.words import Words, begins_with
from bot.rendering.writing import Part
from bot.small_talk import Talk, small_talk
from bot.transport.courier import Outgoing
from retrieval.errors import LetterNotFoundError
from retrieval.symbols import symbol_alone
from retrieval.types import ListingKind, Question, Reason

FRESH_EDIT = timedelta(minutes=10)
_OPENED = (ListingKind.NAMED, ListingKind.SHOWN)  # one that is meant is shown as its card
ASKED_FOR = ("empty_question", "ambiguous", "not_a_question", "letter_usage")  # with which the bot asks something
_SAID_BACK = {Talk.THANKS: "welcome", Talk.BYE: "goodbye", Talk.NOD: "noted", Talk.REACTION: "reaction"}
LATE = timedelta(hours=1)  # an answer that comes later than this says that it knows


async def asked(update: Update, context: BotContext) -> None:
    """Answer a new question."""
    message = context.message
    question = meant(context.addressed.text, message, context.me).text
    given = context.ledger.answers.to_message(message.chat.id, message.message_id)
    if given is not None:
        if given.update_id == update.update_id:
            await _show(context, given)
    elif (talk := _small_talk(context, question)) is not None:
        await _talk_back(context, talk)
    elif not question:
        if not await is_spoken_for(context.services, message):
            await _prompt(context)
    elif _speaks_to_others(context, question):
        return
    elif await _names_letter(context, question):
        await show(update, context)
    elif not await context.refuses():
        symbol = symbol_alone(question)
        if not symbol or not await show_letter(context, symbol, question):
            answered = await _answered(context, question)
            if answered is not None:
                await _show(context, answered)


async def edited(update: Update, context: BotContext) -> None:
    """Answer an edited question in the place of its answer; a change that is none of the words changes nothing."""
    message = context.message
    question = meant(context.addressed.text, message, context.me).text
    given = context.ledger.answers.to_message(message.chat.id, message.message_id)
    asks_nothing = _small_talk(context, question) is not None or _speaks_to_others(context, question)
    if not question or asks_nothing or (given is None and not _is_fresh(context)):
        return
    if given is not None and given.update_id == update.update_id:
        await _show_again(context, given)
    elif (given is None or given.question != question) and not await context.refuses():
        answered = await _answered(context, question, given.parent if given is not None else None)
        if answered is not None:
            await _show_again(context, answered)


async def withdrawn(update: Update, context: BotContext) -> None:
    """Take the answer back of a question that an edit made into words for others."""
    message, answers = context.message, context.ledger.answers
    given = answers.to_message(message.chat.id, message.message_id)
    if given is None or addressed(message, context.me) is not None:
        return
    answers.withdraw(given.answer_id)
    for shown in context.ledger.deliveries.messages_of(given.answer_id):
        await _take_back(context, shown)


async def _answered(context: BotContext, question: str, parent: int | None = None) -> GivenAnswer | None:
    """Ask the engine, keep its answer, and return it; `None` where a reply in a group asks nothing."""
    answers = context.ledger.answers
    follows = answers.get(parent) if parent is not None else before(context)
    async with context.typing():
        answer = await context.call(context.engine.ask, Question(question, answers.history(follows)))
    if answer.reason is Reason.NOT_A_QUESTION and context.addressed.way is Way.REPLY:  # people talk to each other
        return None
    return keep(context, question, answer, follows)


async def _reply(context: BotContext, given: GivenAnswer) -> Reply:
    words = Words(given.language)
    listing = given.answer.listing
    if listing is not None and listing.kind in _OPENED and len(listing.letters) == 1:
        with contextlib.suppress(LetterNotFoundError):  # taken out since
            detail = await context.call(context.engine.find, listing.letters[0].letter_id)
            return card(detail, words, context.ledger.answers.name_id)
    parts = await context.call(render, given.answer, words, late=_is_late(context.message))
    names = [context.ledger.answers.name_id(card.letter_id) for card in offered(given.answer)]
    everything = whole_list(context, listing) if listing is not None else None
    return Reply(parts, keyboard(given.answer, given.answer_id, words, names, everything))


async def _show(context: BotContext, given: GivenAnswer) -> None:
    await context.reply(await _reply(context, given), given.answer_id)


async def _show_again(context: BotContext, given: GivenAnswer) -> None:
    """Put an answer in the place of the messages that showed the earlier one."""
    reply, target = await _reply(context, given), target_of(context.message)
    shown = list(context.ledger.deliveries.messages_of(given.answer_id))
    for each in shown:
        await close_panels(context, each)
    for number, part in enumerate(reply.parts, start=1):
        buttons = reply.keyboard if number == len(reply.parts) else None
        old = shown.pop(0) if shown else None
        if old is None or not await context.courier.edit(target.chat_id, old, part, buttons):
            await context.delivery.send(Outgoing(target, part, buttons), given.answer_id)
    for left in shown:
        await _take_back(context, left)


async def _take_back(context: BotContext, message_id: int) -> None:
    """Take a message of an answer back, with what was opened below it."""
    await close_panels(context, message_id)
    await context.courier.take_back(context.message.chat.id, message_id, "…")


async def _prompt(context: BotContext) -> None:
    """Ask for the question that is missing."""
    message = context.message
    if context.addressed.command is None and message.chat.type == message.chat.PRIVATE:
        is_letter = message.document is not None and context.services.is_admin(context.user)
        await context.reply(text_reply(context.words("ingest_usage" if is_letter else "only_words")))
        return
    prompt = Part(context.words("empty_question"))
    await context.delivery.send(Outgoing(target_of(message), prompt, ForceReply(selective=True)))


def _speaks_to_others(context: BotContext, text: str) -> bool:
    """Tell whether people speak to each other under an answer; what the bot asked them for is no such thing."""
    return context.addressed.way is Way.REPLY and not _replies_to(context, *ASKED_FOR) and is_aside(text)


async def _names_letter(context: BotContext, text: str) -> bool:
    """Tell whether a reply to "which letter?" says which: by one word, or by who sent it."""
    if not _replies_to(context, "letter_usage"):
        return False
    return len(text.split()) == 1 or bool(await context.call(context.engine.senders, text))


def _replies_to(context: BotContext, *keys: str) -> bool:
    """Tell whether a message replies to one that begins with a sentence of the bot, in whatever language that is."""
    target = context.message.reply_to_message
    if target is None or not replies_to(context.message, context.me):
        return False
    return any(begins_with(key, target.text or "") for key in keys)


def _small_talk(context: BotContext, text: str) -> Talk | None:
    """Return the small talk that is made instead of asking; who greets in a group is asked what for."""
    way = context.addressed.way
    talk = small_talk(text) if way is not Way.COMMAND else None
    return None if talk is Talk.GREETING and way is not Way.PRIVATE else talk


async def _talk_back(context: BotContext, talk: Talk) -> None:
    """Help, and be polite in private; in a group each answer is a message to all."""
    if talk is Talk.HELP:
        await give_help(context)
    elif talk in (Talk.WHO, Talk.GREETING):
        await greet(context)
    elif context.addressed.way is Way.PRIVATE:
        await context.reply(text_reply(context.words(_SAID_BACK[talk])))


def _is_late(message: Message) -> bool:
    return datetime.now(UTC) - (message.edit_date or message.date) > LATE


def _is_fresh(context: BotContext) -> bool:
    message = context.message
    return message.edit_date is not None and message.edit_date - message.date <= FRESH_EDIT
