"""Browsing: one letter by its symbol, and lists of letters by State and year."""

import re

from telegram import ForceReply, InlineKeyboardMarkup, Update

from bot.addressing import quoted
from bot.context import BotContext, target_of
from bot.handlers.exchange import before, keep, opening
from bot.rendering.buttons import button
from bot.rendering.callbacks import Browse, OpenRelated, Relation, Tap
from bot.rendering.cards import PAGE, card, listing
from bot.rendering.render import Reply, text_reply
from bot.rendering.writing import Part, shortened
from bot.transport.courier import Outgoing
from retrieval.codec import decode, encode_short
from retrieval.errors import LetterNotFoundError
from retrieval.symbols import find_symbols, symbol_alone
from retrieval.types import Filters, Listing, ListingKind, Question

LIST = "list "  # what the name of a list begins with, before what it is narrowed to
_YEAR = re.compile(r"\b(1[89]|20)\d\d\b")


async def show(update: Update, context: BotContext) -> None:
    """Show the card of the letter that goes by a symbol."""
    symbol = context.addressed.text or _symbol_replied_to(context)
    if not symbol:
        prompt = Part(context.words("letter_usage"))
        await context.delivery.send(Outgoing(target_of(context.message), prompt, ForceReply(selective=True)))
    elif not await context.refuses() and not await show_letter(context, symbol):
        senders = await context.call(context.engine.senders, symbol)
        missing = _or_all(context, context.words("letter_missing", symbol=shortened(symbol, 80)))
        await context.reply(await _page(context, Filters(senders=senders), 0) if senders else missing)


def _symbol_replied_to(context: BotContext) -> str:
    """Return the first symbol in the message of somebody else that this one replies to."""
    found = find_symbols(quoted(context.message, context.me))
    return found[0].symbols[0] if found else ""


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
    kept = keep(context, question, opening(question, detail.card), before(context))
    await context.reply(reply, kept.answer_id)
    return True


async def browse(update: Update, context: BotContext) -> None:
    """Show the first page of the letters of a State, of a year, or of all; a symbol opens its letter."""
    if await context.refuses():
        return
    wish = shortened(" ".join(context.addressed.text.split()), 100)
    symbol = symbol_alone(wish)
    if not symbol or not await show_letter(context, symbol):
        await context.reply(await _page(context, await _wished(context, wish), 0))


async def _wished(context: BotContext, wish: str) -> Filters | None:
    """Read "Ruritania 2020" as a State, a year or the first and the last, or both; more is read as a question."""
    years = [year[0] for year in _YEAR.finditer(wish)]
    state = " ".join(_YEAR.sub(" ", wish).split())
    senders = await context.call(context.engine.senders, state) if state else ()
    if senders or not state:
        return Filters(senders=senders, since=min(years, default=None), until=max(years, default=None))
    answer = await context.call(context.engine.ask, Question(f"list the letters {wish}"))
    return answer.listing.filters if answer.listing else None


def whole_list(context: BotContext, listing: Listing) -> Tap | None:
    """Return what a button means that shows all letters of which an answer lists some, if there are more to open."""
    name_id = context.ledger.answers.name_id
    linked = ListingKind.ANSWERS, ListingKind.CITES
    if listing.count < 2 or listing.by is not None or listing.kind not in (ListingKind.SENT, *linked):
        return None
    if listing.kind is ListingKind.SENT:
        return Browse(name_id(_name(listing.filters)), 0, below=True)
    if not listing.about or not listing.filters.empty:
        return None
    relation = Relation.REPLIES if listing.kind is ListingKind.ANSWERS else Relation.CITED_BY
    return OpenRelated(name_id(listing.about[0]), relation, below=True)


def whole_list_button(context: BotContext) -> InlineKeyboardMarkup:
    """Return the button that shows all letters there are, below its message."""
    tap = Browse(context.ledger.answers.name_id(_name(Filters())), 0, below=True)
    return InlineKeyboardMarkup([[button(context.words("button_browse"), tap)]])


def _or_all(context: BotContext, sentence: str) -> Reply:
    """Return a sentence with a button below that shows all letters instead."""
    return text_reply(sentence, whole_list_button(context))


def _name(filters: Filters) -> str:
    return LIST + encode_short(filters)


def _named(name: str) -> Filters:
    """Return what a list is narrowed to that goes by `name`, also by one that an earlier version gave."""
    told = name.removeprefix(LIST)
    if told.startswith("{"):
        return decode(told, Filters)
    year, *senders = told.split("; ")
    return Filters(senders=tuple(senders), since=year or None, until=year or None)


async def _usage(context: BotContext) -> Reply:
    """Return how letters are listed, with the newest one as the example."""
    newest = await context.call(context.engine.letters, Filters(), 0, 1)
    if not newest:
        return text_reply(context.words("empty_index"))
    example = f"{', '.join(newest[0].senders[:1])} {(newest[0].date or '')[:4]}".strip()
    return _or_all(context, context.words("letters_usage", example=shortened(example, 60)))


async def page_of(context: BotContext, name: str, shown: Browse) -> Reply:
    """Return a page of the list that goes by `name`, as the buttons have it."""
    return await _page(context, _named(name), shown.page)


async def _page(context: BotContext, filters: Filters | None, page: int) -> Reply:
    """Return a page of letters; its name, kept for the buttons, holds names of the letters and no words of a person."""
    if filters is None:
        return await _usage(context)
    count = await context.call(context.engine.count, filters)
    if not count:
        nothing = context.words("letters_none")
        return text_reply(context.words("empty_index")) if filters.empty else _or_all(context, nothing)
    page = min(max(page, 0), max(0, -(-count // PAGE) - 1))
    cards = await context.call(context.engine.letters, filters, page * PAGE, PAGE)
    name_id = context.ledger.answers.name_id
    shown = Browse(name_id(_name(filters)), page) if count > PAGE else None
    return listing(cards, count, shown, context.words.which(filters), context.words, name_id)
