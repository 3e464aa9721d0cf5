"""Browsing: one letter by its symbol, and lists of letters by State and year."""

import re
from collections.abc import Sequence

from telegram import Update

from bot.callbacks import Browse
from bot.cards import PAGE, card, listing
from bot.context import BotContext
from bot.handlers.exchange import before, keep
from bot.render import Reply, text_reply
from bot.writing import shortened
from retrieval.errors import LetterNotFoundError
from retrieval.types import Answer, Filters, Listing, ListingKind, Question

LIST = "list "  # what the name of a list begins with, before a year and senders: "list 2020; Ruritania"
_YEAR = re.compile(r"\b(1[89]|20)\d\d\b")


async def show(update: Update, context: BotContext) -> None:
    """Show the card of the letter that goes by a symbol."""
    symbol = context.addressed.text
    if not symbol:
        await context.reply(text_reply(context.words("letter_usage")))
    elif not await context.refuses() and not await show_letter(context, symbol):
        await context.reply(text_reply(context.words("letter_missing", symbol=shortened(symbol, 80))))


async def show_letter(context: BotContext, symbol: str, typed: str | None = None) -> bool:
    """Reply with the card of a letter, and tell whether it is held; what is asked next may lean on it.

    `typed` is the question that it answers, as it was asked.
    """
    try:
        async with context.typing():
            detail = await context.call(context.engine.find, symbol)
    except LetterNotFoundError:
        return False
    reply = card(detail, context.words, context.ledger.answers.name_id)
    if not detail.card.symbols:  # only by a symbol does a question say which letter it means
        await context.reply(reply)
        return True
    question = typed or detail.card.symbols[0]
    opened = Answer(Question(question), listing=Listing(ListingKind.NAMED, (detail.card,), 1))
    await context.reply(reply, keep(context, question, opened, before(context)).answer_id)
    return True


async def browse(update: Update, context: BotContext) -> None:
    """Show the first page of the letters of a State, of a year, or of all."""
    if not await context.refuses():
        await context.reply(await _page(context, await _wished(context), 0))


async def _wished(context: BotContext) -> Filters:
    """Read "Ruritania 2020" as a State, a year, or both."""
    wish = shortened(" ".join(context.addressed.text.split()), 100)
    year = _YEAR.search(wish)
    state = " ".join(_YEAR.sub(" ", wish).split())
    senders = await context.call(context.engine.senders, state) if state else ()
    return _of(senders or tuple(filter(None, (state,))), year[0] if year else None)


def _of(senders: Sequence[str], year: str | None) -> Filters:
    return Filters(senders=tuple(senders), since=year, until=year)


async def page_of(context: BotContext, name: str, shown: Browse) -> Reply:
    """Return a page of the list that goes by `name`, as the buttons have it."""
    year, *senders = name.removeprefix(LIST).split("; ")
    return await _page(context, _of(senders, year or None), shown.page)


async def _page(context: BotContext, filters: Filters, page: int) -> Reply:
    """Return a page of letters; its name, kept for the buttons, holds names of the letters and no words of a person."""
    count = await context.call(context.engine.count, filters)
    page = min(max(page, 0), max(0, -(-count // PAGE) - 1))
    cards = await context.call(context.engine.letters, filters, page * PAGE, PAGE)
    name_id = context.ledger.answers.name_id
    shown = Browse(name_id(LIST + "; ".join([filters.since or "", *filters.senders])), page) if count > PAGE else None
    what = ", ".join(filter(None, (*filters.senders, filters.since)))
    return listing(cards, count, shown, what, context.words, name_id)
