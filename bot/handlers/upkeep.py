"""What administrators do with the letters: take one in, take one out, see the figures."""

import contextlib
import logging
from pathlib import Path

from telegram import Document, Update
from telegram.constants import FileSizeLimit
from telegram.error import TelegramError

from bot.cards import card
from bot.context import BotContext, target_of
from bot.courier import Outgoing
from bot.ledger.chats import Access
from bot.naming import titled
from bot.render import Reply, text_reply
from bot.uploads import keeping_letters, place_of
from bot.writing import Part, join, shortened
from retrieval.errors import LetterNotFoundError, RetrievalError
from retrieval.types import IngestOutcome, IngestStatus, LetterCard, Refusal

logger = logging.getLogger(__name__)

MEGABYTE = 1_000_000
TAKEN = {
    IngestStatus.ADDED: "ingest_added",
    IngestStatus.REPLACED: "ingest_replaced",
    IngestStatus.UNCHANGED: "ingest_unchanged",
}


async def ingest(update: Update, context: BotContext) -> None:
    """Take in the letter whose file this message brings or replies to; its card is the answer."""
    if not await _is_admin(context):
        return
    document = _document(context)
    if document is None:
        await context.reply(text_reply(context.words("ingest_usage")))
    elif not await _too_large(context, document.file_size or 0):
        await _take_in(context, document)


def _document(context: BotContext) -> Document | None:
    """Return the file that the message brings, or replies to."""
    message = context.message
    return message.document or (message.reply_to_message.document if message.reply_to_message else None)


async def _too_large(context: BotContext, size_bytes: int) -> bool:
    """Refuse a file that is larger than a file may be."""
    most = FileSizeLimit.FILESIZE_DOWNLOAD
    if size_bytes <= most:
        return False
    size, limit = f"{size_bytes / MEGABYTE:.0f}", f"{most / MEGABYTE:.0f}"
    await context.reply(text_reply(context.words("ingest_too_large", size=size, limit=limit)))
    return True


async def _take_in(context: BotContext, document: Document) -> None:
    words, target = context.words, target_of(context.message)
    file = await context.bot.get_file(document)
    if await _too_large(context, file.file_size or 0):  # a message need not tell the size
        return
    path = place_of(context.services, document)
    progress = await context.delivery.send(Outgoing(target, Part(words("ingest_fetching"))))
    try:
        async with context.typing(), keeping_letters(context.services, [path]):
            await file.download_to_drive(path)
            await context.courier.edit(target.chat_id, progress, Part(words("ingest_reading")))
            report = await context.services.call_slowly(context.engine.ingest, [path])
            outcome = report.outcomes[0]
            reply = await _outcome(context, outcome)
    except (RetrievalError, TelegramError, OSError):  # which the person is told of in a message of its own
        await context.courier.take_back(target.chat_id, progress, "…")
        raise
    if not await context.courier.edit(target.chat_id, progress, reply.parts[0], reply.keyboard):  # it was deleted
        await context.reply(reply)


async def _outcome(context: BotContext, outcome: IngestOutcome) -> Reply:
    key = TAKEN.get(outcome.status)
    if key is None or outcome.letter is None:
        refusal = outcome.refusal or Refusal.FAULT
        told = (outcome.message or "").replace(Path(outcome.path).name, "the file")  # whose name may be a person's
        logger.warning("An uploaded letter was refused: %s", told)
        reason = context.words(f"refused_{refusal.name.lower()}")
        return text_reply(context.words("ingest_refused", reason=reason))
    detail = await context.call(context.engine.find, outcome.letter.letter_id)
    shown = card(detail, context.words, context.ledger.answers.name_id)
    return Reply((join((Part(context.words(key)), shown.parts[0])),), shown.keyboard)


async def remove(update: Update, context: BotContext) -> None:
    """Take out the letter that goes by a symbol, or that came in the file that this message replies to."""
    if not await _is_admin(context):
        return
    symbol, document = context.addressed.text, _document(context)
    if not symbol and document is None:
        await context.reply(text_reply(context.words("remove_usage")))
        return
    letter = await _removed(context, symbol, document)
    if letter is None:
        missing = symbol or (document and document.file_name) or "?"
        await context.reply(text_reply(context.words("letter_missing", symbol=shortened(missing, 80))))
        return
    await context.reply(text_reply(context.words("removed", letter=titled(letter, context.words))))


async def _removed(context: BotContext, symbol: str, document: Document | None) -> LetterCard | None:
    """Take out a letter by its symbol, else the one that came in a file; `None` where there is none.

    The file's name is no symbol: one that is called "A_74_771 remarks.txt" is not the letter A/74/771.
    """
    name: str | None = symbol
    if not symbol and document is not None:
        name = await context.call(context.engine.uploaded, place_of(context.services, document).name)
    with contextlib.suppress(LetterNotFoundError):
        return await context.services.call_slowly(context.engine.remove, name) if name else None
    return None


async def stats(update: Update, context: BotContext) -> None:
    """Show the figures."""
    if not await _is_admin(context):
        return
    ledger, engine = context.ledger, context.engine
    feedback, backlog = ledger.answers.feedback(), ledger.inbox.backlog()
    sentence = context.words(
        "stats",
        letters=await context.call(engine.count),
        generation=engine.generation,
        answers=feedback.answers,
        declined=feedback.declined,
        helpful=feedback.helpful,
        unhelpful=feedback.unhelpful,
        allowed=ledger.chats.count(Access.ALLOWED),
        denied=ledger.chats.count(Access.DENIED),
        waiting=backlog.open - 1,
        aside=backlog.aside,
    )
    await context.reply(text_reply(sentence))


async def _is_admin(context: BotContext) -> bool:
    if context.services.is_admin(context.user):
        return True
    await context.reply(text_reply(context.admins_only))
    return False
