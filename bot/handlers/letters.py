"""Browsing: one letter by its symbol, and lists of letters by State and year."""

import re
from collections.abc import Sequence

from telegram import Update

from bot.callbacks import Browse
from bot.cards import PAGE, card, listing
from bot.context import BotContext
from bot.render import Reply, text_reply
from bot.writing import shortened
from retrieval.errors import LetterNotFoundError
from retrieval.states import canonical
from retrieval.symbols import find_symbols
from retrieval.types import Filters, LetterCard

_YEAR = re.compile(r"\b(1[89]|20)\d\d\b")


async def show(update: Update, context: BotContext) -> None:
    """Show the card of the letter that goes by a symbol."""
    symbol = context.addressed.text
    if not symbol:
        await context.reply(text_reply(context.words("letter_usage")))
        return
    if not await show_letter(context, symbol):
        await context.reply(text_reply(context.words("letter_missing", symbol=shortened(symbol, 80))))


async def show_letter(context: BotContext, symbol: str) -> bool:
    """Reply with the card of a letter, and tell whether it is held."""
    try:
        async with context.typing():
            detail = await context.call(context.engine.find, symbol)
    except LetterNotFoundError:
        return False
    await context.reply(card(detail, context.words, context.ledger.answers.name_id))
    return True


def symbol_alone(text: str) -> str | None:
    """Return the symbol that a text is, if it is one and says nothing else."""
    found = find_symbols(text)
    rest = text[: found[0].span.start] + text[found[0].span.end :] if len(found) == 1 else text
    return found[0].symbols[0] if found and not rest.strip(" .?!") else None


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
    states = (_as_printed(state, cards) for state in filters.senders)
    what = ", ".join(filter(None, (*states, filters.since)))
    return listing(cards, count, Browse(shown.name_id, page), what, context.words, context.ledger.answers.name_id)


def _as_printed(state: str, cards: Sequence[LetterCard]) -> str:
    """Return a name as the letters have it, where a person wrote it with other capitals."""
    return next((name for card in cards for name in card.senders if name.casefold() == state.casefold()), state)


def filters_of(wish: str) -> Filters:
    """Read "Ruritania 2020" as a State, a year, or both."""
    year = _YEAR.search(wish)
    state = " ".join(_YEAR.sub(" ", wish).split())
    senders = (canonical(state) or state,) if state else ()
    return Filters(senders=senders, since=year[0] if year else None, until=year[0] if year else None)
