"""Browsing: one letter by its symbol, and lists of letters by State and year."""

import re

from telegram import Update

from bot.callbacks import Browse
from bot.cards import PAGE, card, listing
from bot.context import BotContext
from bot.render import Reply, text_reply
from bot.writing import shortened
from retrieval.errors import LetterNotFoundError
from retrieval.states import canonical
from retrieval.types import Filters

_YEAR = re.compile(r"\b(1[89]|20)\d\d\b")


async def show(update: Update, context: BotContext) -> None:
    """Show the card of the letter that goes by a symbol."""
    symbol = context.addressed.text
    if not symbol:
        await context.reply(text_reply(context.words("letter_usage")))
        return
    try:
        async with context.typing():
            detail = await context.call(context.engine.find, symbol)
    except LetterNotFoundError:
        await context.reply(text_reply(context.words("letter_missing", symbol=shortened(symbol, 80))))
        return
    await context.reply(card(detail, context.words, context.ledger.answers.name_id))


async def browse(update: Update, context: BotContext) -> None:
    """Show the first page of the letters of a State, of a year, or of all."""
    wish = shortened(" ".join(context.addressed.text.split()), 100)
    shown = Browse(context.ledger.answers.name_id(f"letters {wish}"), 0)
    await context.reply(await page_of(context, f"letters {wish}", shown))


async def page_of(context: BotContext, name: str, shown: Browse) -> Reply:
    """Return a page of the list that `name` ("letters Ruritania 2020") stands for."""
    filters = filters_of(name.partition(" ")[2])
    count = await context.call(context.engine.count, filters)
    page = min(max(shown.page, 0), max(0, -(-count // PAGE) - 1))
    cards = await context.call(context.engine.letters, filters, page * PAGE, PAGE)
    return listing(cards, count, Browse(shown.name_id, page), context.words, context.ledger.answers.name_id)


def filters_of(wish: str) -> Filters:
    """Read "Ruritania 2020" as a State, a year, or both."""
    year = _YEAR.search(wish)
    state = " ".join(_YEAR.sub(" ", wish).split())
    senders = (canonical(state) or state,) if state else ()
    return Filters(senders=senders, since=year[0] if year else None, until=year[0] if year else None)
