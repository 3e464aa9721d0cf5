"""Inline mode: quotations to send into any chat, for those who may ask in private."""

import contextlib
import time
from collections.abc import Sequence
from dataclasses import replace

from telegram import (
    InlineQueryResultArticle,
    InlineQueryResultsButton,
    InputTextMessageContent,
    LinkPreviewOptions,
    Update,
    User,
)
from telegram.constants import InlineQueryLimit
from telegram.error import TelegramError

from bot.context import BotContext
from bot.rendering.naming import label, name_letter, short_symbol
from bot.rendering.render import heading, quotations
from bot.rendering.words import Words
from bot.rendering.writing import Part, Writer, pack, sendable, shortened, units
from bot.transport.courier import as_entities
from retrieval.answering.corrections import corrects
from retrieval.types import Answer, LetterCard, Question, Quote

CACHE_SECONDS = 10
TITLE_UNITS = 120
DESCRIPTION_UNITS = 160
SHORTEST = 3


async def offer(update: Update, context: BotContext) -> None:
    """Offer the quotations or letters that answer what was typed so far.

    Above them stands what is to be known of them, that there are none, or that somebody types too much.
    """
    query = update.inline_query
    if query is None:
        return
    text, results, button = query.query.strip(), list[InlineQueryResultArticle](), None
    if len(text) >= SHORTEST:
        button = _refusal(context, query.from_user)
        if button is None:
            answer = await context.call(context.engine.ask, Question(text))
            results = _results(answer, context.words)
            button = _remark(answer, context.words, found=bool(results))
    with contextlib.suppress(TelegramError):  # the person has typed on, or will
        seconds = CACHE_SECONDS if results else 0
        await query.answer(results, cache_time=seconds, is_personal=True, button=button)


def _refusal(context: BotContext, person: User) -> InlineQueryResultsButton | None:
    """Count what a person types; return what says that it is too much, and leads to the chat with the bot."""
    excess = context.services.fairness.count_inline(context.ledger.pseudonym(person.id), time.time())
    if excess is None:
        return None
    return _said(context.words("too_many_person", seconds=excess.seconds))


def _said(sentence: str) -> InlineQueryResultsButton:
    return InlineQueryResultsButton(sentence, start_parameter="inline")


def _remark(answer: Answer, words: Words, *, found: bool) -> InlineQueryResultsButton | None:
    """Return the first remark on an answer; where nothing is found and none says why, that."""
    before, after = words.remarks(answer.remarks)
    told = [*before, *after, *([] if found else [words("nothing_found")])]
    return _said(told[0]) if told else None


def _results(answer: Answer, words: Words) -> list[InlineQueryResultArticle]:
    if answer.listing is not None:
        return [_letter(number, letter, words) for number, letter in enumerate(answer.listing.letters)]
    quotes = tuple(dict.fromkeys((*answer.quotes, *answer.more)))  # a correction may stand in both
    found = [_result(number, _corrected(quote, quotes), words) for number, quote in enumerate(quotes)]
    return [result for result in found if result is not None][: InlineQueryLimit.RESULTS]


def _letter(number: int, letter: LetterCard, words: Words) -> InlineQueryResultArticle:
    """Return a letter as a result: who sent it to whom, when, and its symbol as the link."""
    writer = Writer()
    name_letter(writer, letter, words)
    return _article(number, label(letter, words), writer.part(), letter.title or "")


def _corrected(quote: Quote, quotes: Sequence[Quote]) -> tuple[Quote, ...]:
    """Return a quotation, which is sent alone, with those of `quotes` that correct its letter behind it."""
    return (quote, *(each for each in quotes if corrects(each.letter.symbols, quote.letter.symbols)))


def _result(number: int, quotes: Sequence[Quote], words: Words) -> InlineQueryResultArticle | None:
    """Return a quotation, with its corrections behind it, as a result; `None` for one longer than a message."""
    parts, quote = pack(quotations(tuple(map(_with_own_notes, quotes)), words)), quotes[0]
    if len(parts) != 1:
        return None
    date = words.short_date(quote.letter.date) if quote.letter.date else ""
    where = "".join(f", {each}" for each in (date, short_symbol(quote.letter)) if each)
    title = shortened(heading(quote, words), TITLE_UNITS - units(where)) + where
    return _article(number, title, parts[0], quote.text)


def _with_own_notes(quote: Quote) -> Quote:
    """Return a quotation without the notes of words that are not sent with it."""
    return replace(quote, footnotes=tuple(note for note in quote.footnotes if not note.further_on))


def _article(number: int, title: str, part: Part, description: str) -> InlineQueryResultArticle:
    content = InputTextMessageContent(
        part.text, entities=as_entities(part), link_preview_options=LinkPreviewOptions(is_disabled=True)
    )
    description = " ".join(sendable(shortened(description, DESCRIPTION_UNITS)).split())
    return InlineQueryResultArticle(str(number), title, content, description=description)
