"""What administrators do with the letters: take some in, take one out, see the figures."""

import contextlib
import json
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from telegram import Document, InlineKeyboardMarkup, Update
from telegram.constants import FileSizeLimit
from telegram.error import TelegramError

from bot.albums import whole_album
from bot.context import BotContext, target_of
from bot.ledger.chats import Access
from bot.rendering.buttons import button
from bot.rendering.callbacks import OpenLetter
from bot.rendering.cards import NameId, card
from bot.rendering.naming import label, titled
from bot.rendering.render import Reply, text_reply
from bot.rendering.words import Words
from bot.rendering.writing import Part, join, shortened
from bot.transport.courier import Outgoing
from bot.uploads import keeping_letters, place_of
from retrieval.errors import LetterNotFoundError, RetrievalError
from retrieval.types import IngestOutcome, IngestStatus, LetterCard, Refusal

logger = logging.getLogger(__name__)

MEGABYTE = 1_000_000
TAKEN = {  # what is said of one letter, and above several
    IngestStatus.ADDED: ("ingest_added", "ingest_added_several"),
    IngestStatus.REPLACED: ("ingest_replaced", "ingest_replaced_several"),
    IngestStatus.UNCHANGED: ("ingest_unchanged", "ingest_unchanged_several"),
}


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of a file that somebody sent: the letter that came of it, or in `reason` why none did."""

    document: Document
    status: IngestStatus = IngestStatus.REFUSED
    letter: LetterCard | None = None
    reason: str = ""


async def ingest(update: Update, context: BotContext) -> None:
    """Take in the letters whose files this message or its album brings, or the one whose file it replies to.

    The answer is the card of the letter; where there are several files, it says what became of each.
    """
    if not await _is_admin(context):
        return
    documents = await _documents(context)
    if not documents:
        await context.reply(text_reply(context.words("ingest_usage")))
    elif all(_is_too_large(each.file_size) for each in documents):
        await context.reply(await _report(context, [_too_large(context, each) for each in documents]))
    else:
        await _take_in(context, documents)


async def _documents(context: BotContext) -> tuple[Document, ...]:
    """Return the files of the album that the message is part of, else the one that it brings or replies to."""
    parts = await whole_album(context.services, context.message)
    album = [Document.de_json(json.loads(part.document), context.bot) for part in parts if part.document]
    alone = _document(context)
    return tuple({each.file_unique_id: each for each in album or filter(None, [alone])}.values())


def _document(context: BotContext) -> Document | None:
    """Return the file that the message brings, or replies to."""
    message = context.message
    return message.document or (message.reply_to_message.document if message.reply_to_message else None)


async def _take_in(context: BotContext, documents: Sequence[Document]) -> None:
    """Fetch files and take in the letters in them; a message says how far that is, and becomes the report."""
    words, target, several = context.words, target_of(context.message), len(documents) > 1
    fetching = words("ingest_fetching_several", count=len(documents)) if several else words("ingest_fetching")
    progress = await context.delivery.send(Outgoing(target, Part(fetching)))
    places = {place_of(context.services, each): each for each in documents}
    try:
        async with context.typing(), keeping_letters(context.services, list(places)):
            fetched = [path for path, document in places.items() if await _fetch(context, document, path)]
            reading = words("ingest_reading_several") if several else words("ingest_reading")
            await context.courier.edit(target.chat_id, progress, Part(reading))
            report = await context.services.call_slowly(context.engine.ingest, fetched)
            outcomes = dict(zip(fetched, report.outcomes, strict=True))
            taken = [_taken(context, document, outcomes.get(path)) for path, document in places.items()]
            reply = await _report(context, taken)
    except (RetrievalError, TelegramError, OSError):  # which the person is told of in a message of its own
        await context.courier.take_back(target.chat_id, progress, "…")
        raise
    if not await context.courier.edit(target.chat_id, progress, reply.parts[0], reply.keyboard):  # it was deleted
        await context.reply(reply)


async def _fetch(context: BotContext, document: Document, path: Path) -> bool:
    """Fetch a file to where it is kept; tell whether it is small enough, which a message need not say."""
    if _is_too_large(document.file_size):
        return False
    file = await context.bot.get_file(document)
    if _is_too_large(file.file_size):
        return False
    await file.download_to_drive(path)
    return True


def _is_too_large(size_bytes: int | None) -> bool:
    return (size_bytes or 0) > FileSizeLimit.FILESIZE_DOWNLOAD


def _too_large(context: BotContext, document: Document) -> Taken:
    """Return a file as one that is larger than a file may be."""
    limit = FileSizeLimit.FILESIZE_DOWNLOAD // MEGABYTE
    return Taken(document, reason=context.words("ingest_too_large", limit=limit))


def _taken(context: BotContext, document: Document, outcome: IngestOutcome | None) -> Taken:
    """Return what became of a file; without an outcome it was not fetched."""
    if outcome is None:
        return _too_large(context, document)
    if outcome.status in TAKEN and outcome.letter is not None:
        return Taken(document, outcome.status, outcome.letter)
    told = (outcome.message or "").replace(Path(outcome.path).name, "the file")  # whose name may be a person's
    logger.warning("An uploaded letter was refused: %s", told)
    refusal = outcome.refusal or Refusal.FAULT
    return Taken(document, reason=context.words(f"refused_{refusal.name.lower()}"))


async def _report(context: BotContext, taken: Sequence[Taken]) -> Reply:
    """Return what became of files: of one the card of its letter, of several a line for each and buttons."""
    if len(taken) > 1:
        return _report_of_several(taken, context.words, context.ledger.answers.name_id)
    (one,) = taken
    if one.letter is None:
        return text_reply(context.words("ingest_refused", reason=one.reason))
    detail = await context.call(context.engine.find, one.letter.letter_id)
    shown = card(detail, context.words, context.ledger.answers.name_id)
    keys = (TAKEN[one.status][0], *(["ingest_no_letter"] if _is_hardly_a_letter(one) else []))
    said = " ".join(map(context.words, keys))
    return Reply((join((Part(said), shown.parts[0])),), shown.keyboard)


def _is_hardly_a_letter(taken: Taken) -> bool:
    """Tell whether a file that was taken in says nothing of what letters do: a list, a program, a page on cats."""
    letter = taken.letter
    told = letter is None or letter.symbols or letter.senders or letter.office or letter.addressees or letter.date
    return taken.status is not IngestStatus.UNCHANGED and not told


def _report_of_several(taken: Sequence[Taken], words: Words, name_id: NameId) -> Reply:
    """Return what became of the files of an album, by what that was, with a button for each letter."""
    paragraphs = []
    for status, (_, heading) in TAKEN.items():
        letters = [titled(each.letter, words) for each in taken if each.letter and each.status is status]
        paragraphs += ["\n• ".join((words(heading), *letters))] if letters else []
    refused = [f"{shortened(each.document.file_name or '?', 80)}: {each.reason}" for each in taken if not each.letter]
    paragraphs += ["\n• ".join((words("ingest_refused_several"), *refused))] if refused else []
    cards = {each.letter.letter_id: each.letter for each in taken if each.letter}
    rows = [[button(label(each, words), OpenLetter(name_id(each.letter_id), below=True))] for each in cards.values()]
    return text_reply("\n\n".join(paragraphs), InlineKeyboardMarkup(rows) if rows else None)


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
