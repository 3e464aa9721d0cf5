"""Inline mode: quotations to send into any chat, for those who may ask in private."""

import contextlib
import time
from collections.abc import Sequence

from telegram import (
    InlineQueryResultArticle,
    InlineQueryResultsButton,
    InputTextMessageContent,
    LinkPreviewOptions,
    Update,
    User,
)
from telegram.constants import InlineQueryLimit
from telegram.error import BadRequest

from bot.context import BotContext
from bot.courier import as_entities
from bot.render import between, heading, quotations
from bot.words import Words
from bot.writing import pack, shortened
from retrieval.corrections import corrects
from retrieval.types import Question, Quote

CACHE_SECONDS = 10
SHORTEST = 3


async def offer(update: Update, context: BotContext) -> None:
    """Offer the quotations that answer what was typed so far; whoever types too much is told so above the results."""
    query = update.inline_query
    if query is None:
        return
    text, results, button = query.query.strip(), list[InlineQueryResultArticle](), None
    if len(text) >= SHORTEST:
        button = _refusal(context, query.from_user)
        results = await _results(context, text) if button is None else []
    with contextlib.suppress(BadRequest):  # the person has typed on, and the query is too old
        seconds = CACHE_SECONDS if button is None else 0
        await query.answer(results, cache_time=seconds, is_personal=True, button=button)


def _refusal(context: BotContext, person: User) -> InlineQueryResultsButton | None:
    """Count what a person types; return what says that it is too much, and leads to the chat with the bot."""
    excess = context.services.fairness.count_inline(context.ledger.pseudonym(person.id), time.time())
    if excess is None:
        return None
    sentence = context.words("too_many_person", seconds=excess.seconds)
    return InlineQueryResultsButton(sentence, start_parameter="inline")


async def _results(context: BotContext, text: str) -> list[InlineQueryResultArticle]:
    answer = await context.call(context.engine.ask, Question(text))
    quotes = tuple(dict.fromkeys((*answer.quotes, *answer.more)))  # a correction may stand in both
    found = [_result(number, _corrected(quote, quotes), context.words) for number, quote in enumerate(quotes)]
    return [result for result in found if result is not None][: InlineQueryLimit.RESULTS]


def _corrected(quote: Quote, quotes: Sequence[Quote]) -> tuple[Quote, ...]:
    """Return a quotation, which is sent alone, with those of `quotes` that correct its letter behind it."""
    return (quote, *(each for each in quotes if corrects(each.letter.symbols, quote.letter.symbols)))


def _result(number: int, quotes: Sequence[Quote], words: Words) -> InlineQueryResultArticle | None:
    """Return a quotation, with its corrections behind it, as a result; `None` for one longer than a message."""
    parts, quote = pack(quotations(quotes, words)), quotes[0]
    if len(parts) != 1:
        return None
    content = InputTextMessageContent(
        parts[0].text, entities=as_entities(parts[0]), link_preview_options=LinkPreviewOptions(is_disabled=True)
    )
    title = shortened(f"{heading(quote, words)} – {between(quote.letter, words)}", 120)
    return InlineQueryResultArticle(str(number), title, content, description=shortened(quote.text, 160))
