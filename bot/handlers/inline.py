"""Inline mode: quotations to send into any chat, for those who may ask in private."""

import contextlib

from telegram import InlineQueryResultArticle, InputTextMessageContent, LinkPreviewOptions, Update
from telegram.constants import InlineQueryLimit
from telegram.error import BadRequest

from bot.context import BotContext
from bot.courier import as_entities
from bot.render import between, heading, quotations
from bot.words import Words
from bot.writing import shortened
from retrieval.types import Question, Quote

CACHE_SECONDS = 10
SHORTEST = 3


async def offer(update: Update, context: BotContext) -> None:
    """Offer the quotations that answer what was typed so far."""
    query = update.inline_query
    if query is None:
        return
    text = query.query.strip()
    quotes: tuple[Quote, ...] = ()
    if len(text) >= SHORTEST:
        answer = await context.call(context.engine.ask, Question(text))
        quotes = (*answer.quotes, *answer.more)
    found = [_result(number, quote, context.words) for number, quote in enumerate(quotes)]
    results = [result for result in found if result is not None][: InlineQueryLimit.RESULTS]
    with contextlib.suppress(BadRequest):  # the person has typed on, and the query is too old
        await query.answer(results, cache_time=CACHE_SECONDS, is_personal=True)


def _result(number: int, quote: Quote, words: Words) -> InlineQueryResultArticle | None:
    """Return a quotation as a result; `None` for one that is longer than a message."""
    parts = tuple(quotations((quote,), words))
    if len(parts) != 1:
        return None
    content = InputTextMessageContent(
        parts[0].text, entities=as_entities(parts[0]), link_preview_options=LinkPreviewOptions(is_disabled=True)
    )
    title = shortened(f"{heading(quote, words)} – {between(quote.letter, words)}", 120)
    return InlineQueryResultArticle(str(number), title, content, description=shortened(quote.text, 160))
