"""The buttons: context, footnotes, more, votes, and the way from letter to letter."""

from telegram import InlineKeyboardMarkup, MaybeInaccessibleMessage, Message, Update

from bot.context import BotContext
from bot.handlers.exchange import keep_opened
from bot.handlers.letters import page_of
from bot.ledger.answers import GivenAnswer
from bot.rendering.buttons import button
from bot.rendering.callbacks import (
    Browse,
    Close,
    OpenLetter,
    OpenRelated,
    OpenSpot,
    OpenText,
    OpenView,
    Stay,
    View,
    Vote,
    decode,
)
from bot.rendering.cards import beginning, begins_paragraph, card, reading, related
from bot.rendering.panels import context_pages, footnote_pages, more_pages, panel_keyboard
from bot.rendering.render import Reply
from bot.rendering.words import Words
from bot.rendering.writing import Part
from bot.transport.courier import Outgoing, Target
from retrieval.errors import LetterNotFoundError
from retrieval.types import LetterDetail, Quote

Shown = MaybeInaccessibleMessage
WHOLE = 100_000  # paragraphs: more than a letter has


class ExpiredError(Exception):
    """What a button points to is not there any more; the text is the key of the sentence that says so."""


async def tapped(update: Update, context: BotContext) -> None:
    """Do what a button means; one whose answer is gone says so."""
    query = update.callback_query
    if query is None:
        return
    try:
        await _do(context, query.message, decode(query.data or ""))
    except ExpiredError as error:
        await context.say(str(error), alert=True)


async def _do(context: BotContext, message: Shown | None, tap: object) -> None:
    match tap, message:
        case Stay(), _:
            await context.say()
        case Vote(), _:
            await _vote(context, tap)
        case OpenView(), MaybeInaccessibleMessage():
            await _open_view(context, message, tap)
        case ((OpenLetter() | OpenRelated() | OpenText() | OpenSpot() | Browse()), MaybeInaccessibleMessage()):
            await _open_letters(context, message, tap)
        case Close(), MaybeInaccessibleMessage():
            await context.say()
            context.ledger.deliveries.drop_panel(message.chat.id, message.message_id)
            await context.courier.take_back(message.chat.id, message.message_id, context.words("panel_closed"))
        case _:
            raise ExpiredError("expired")


async def _vote(context: BotContext, tap: Vote) -> None:
    given = _given(context, tap.answer_id)
    voter = context.ledger.pseudonym(context.user.id if context.user else 0)
    context.ledger.answers.vote(tap.answer_id, voter, tap.helpful, given.answer.generation)
    await context.say("thanks")


async def _open_view(context: BotContext, shown: Shown, tap: OpenView) -> None:
    given = _given(context, tap.answer_id)
    quotes = given.answer.more if tap.view is View.MORE else given.answer.quotes
    around = [quote for each in quotes for quote in await _still_there(context, each, tap.view)]
    is_panel = context.ledger.deliveries.host(shown.chat.id, shown.message_id) is not None
    await _stop_spinner(context, shown, below=not is_panel)
    words = context.words
    match tap.view:
        case View.CONTEXT:
            pages = await context.call(context_pages, around or quotes, quotes, words)
        case View.FOOTNOTES:
            pages = await context.call(footnote_pages, given.answer, words)
        case View.MORE:
            pages = await context.call(more_pages, given.answer, words)
    page = min(max(tap.page, 0), len(pages) - 1)
    at = OpenView(tap.answer_id, tap.view, page)
    buttons = panel_keyboard(given.answer, at, len(pages), words)
    place = await _put(context, shown, Reply((pages[page],), buttons), below=not is_panel)
    context.ledger.answers.leave_opened(shown.chat.id, place)


async def _open_letters(
    context: BotContext, shown: Shown, tap: OpenLetter | OpenRelated | OpenText | OpenSpot | Browse
) -> None:
    """Show a card, the words of a letter, or a list of letters; what is asked next may lean on the letter."""
    name, name_id = _name(context, tap.name_id), context.ledger.answers.name_id
    below, opened = isinstance(tap, OpenSpot) or (not isinstance(tap, OpenText) and tap.below), None
    match tap:
        case Browse():
            reply = await page_of(context, name, tap)
        case OpenLetter():
            detail = opened = await _detail(context, name)
            reply = card(detail, context.words, name_id)
        case OpenRelated():
            reply = related(await _detail(context, name), tap, context.words, name_id)
        case OpenText():
            detail = opened = await _detail(context, name)
            reply = await context.call(reading, await _paragraphs(context, detail), tap, context.words)
        case OpenSpot():
            detail = opened = await _detail(context, name)
            if begins_paragraph(detail, tap.start):
                reply = await context.call(reading, await _paragraphs(context, detail), tap, context.words)
            else:
                reply = card(detail, context.words, name_id)
    await _stop_spinner(context, shown, below=below)
    is_panel = below or context.ledger.deliveries.host(shown.chat.id, shown.message_id) is not None
    place = await _put(context, shown, _with_way_out(reply, context.words) if is_panel else reply, below)
    if opened is not None and isinstance(shown, Message):
        keep_opened(context, opened.card, place, shown.message_id)
    else:
        context.ledger.answers.leave_opened(shown.chat.id, place)


async def _stop_spinner(context: BotContext, shown: Shown, *, below: bool) -> None:
    """Stop the spinner; of what appears in a panel below, which may be far down by now, say so."""
    panel = context.ledger.deliveries.panel(shown.chat.id, shown.message_id) if below else None
    await context.say("open_below" if panel is not None else None)


def _with_way_out(reply: Reply, words: Words) -> Reply:
    """Return what is shown in a panel with a button that closes it."""
    rows = reply.keyboard.inline_keyboard if reply.keyboard else ()
    return Reply(reply.parts, InlineKeyboardMarkup([*rows, [button(words("button_close"), Close())]]))


async def _paragraphs(context: BotContext, detail: LetterDetail) -> tuple[Quote, ...]:
    """Return the paragraphs of a letter, in order."""
    start = beginning(detail)
    letter_id = detail.card.letter_id
    paragraphs = await context.call(context.engine.context, letter_id, start, WHOLE) if start else ()
    if not paragraphs:  # another text has taken its place meanwhile
        raise ExpiredError("letter_changed")
    return paragraphs


async def _still_there(context: BotContext, quote: Quote, view: View) -> tuple[Quote, ...]:
    """Return the paragraphs around a quotation that its letter still holds, word for word.

    Raises ExpiredError when the letter was taken out or replaced: what is gone is not shown again.
    """
    detail = await _detail(context, quote.letter.letter_id)
    if quote.span.of(detail.letter.text) != quote.text:
        raise ExpiredError("letter_changed")
    if view is not View.CONTEXT:
        return ()
    return await context.call(context.engine.context, quote.letter.letter_id, quote.span)


async def _put(context: BotContext, shown: Shown, reply: Reply, below: bool = False) -> int:
    """Show something in the place of a message, or in the one message that belongs below it; return which that is."""
    chat_id, part = shown.chat.id, reply.parts[0]
    panel = context.ledger.deliveries.panel(chat_id, shown.message_id) if below else shown.message_id
    if panel is not None and await context.courier.edit(chat_id, panel, part, reply.keyboard):
        return panel
    return await _put_below(context, shown, part, reply.keyboard)


async def _put_below(context: BotContext, shown: Shown, part: Part, keyboard: InlineKeyboardMarkup | None) -> int:
    thread = shown.message_thread_id if isinstance(shown, Message) and shown.is_topic_message else None
    target = Target(shown.chat.id, thread, shown.message_id)
    sent = await context.delivery.send(Outgoing(target, part, keyboard, panel=True))
    context.ledger.deliveries.set_panel(shown.chat.id, shown.message_id, sent)
    return sent


def _given(context: BotContext, answer_id: int) -> GivenAnswer:
    """Return an answer of this chat; a button that was carried elsewhere opens nothing there."""
    given = context.ledger.answers.get(answer_id)
    chat = context.incoming.effective_chat if context.incoming else None
    if given is None or chat is None or given.chat_id != context.ledger.chats.current(chat.id):
        raise ExpiredError("expired")
    return given


def _name(context: BotContext, name_id: int) -> str:
    name = context.ledger.answers.name(name_id)
    if name is None:
        raise ExpiredError("expired")
    return name


async def _detail(context: BotContext, name: str) -> LetterDetail:
    try:
        return await context.call(context.engine.find, name)
    except LetterNotFoundError as error:
        raise ExpiredError("letter_removed") from error
