"""Brings one message to a chat: what to do when Telegram refuses it, is slow, or cannot be reached.

A send that got no answer may have been accepted. Telegram has no key to send the same message twice without showing it
twice, but it can be asked: editing the caption of a message fails in one way for a text message of the bot's own, in
another for any other message, and changes nothing. The first own message that the ledger does not know, after the
newest that was known before the send, is the one in doubt.
"""

import asyncio
import functools
import logging
import time
from collections import defaultdict
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from telegram import Bot, ForceReply, InlineKeyboardMarkup, LinkPreviewOptions, MessageEntity, ReplyParameters
from telegram.error import BadRequest, ChatMigrated, Forbidden, InvalidToken, TelegramError

from bot.ledger import Ledger
from bot.logs import chat_in_logs
from bot.rendering.writing import Part, plain

logger = logging.getLogger(__name__)
T = TypeVar("T")
Keyboard = InlineKeyboardMarkup | ForceReply | None
NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
PAUSES_SECONDS = (0.5, 1, 2, 4, 8, 15)  # then every 15 s
PATIENCE = 240  # tries: about an hour
PROBED = 50  # messages that are looked at for one in doubt
ENDED = 10  # so many numbers without a message, and a supergroup, which counts its own, has no newer one
OWN_MESSAGE = "no caption in the message to edit"
NEVER_SENT = ("httpx.ConnectError", "Pool timeout", "httpx.ConnectTimeout")
GONE = (
    "chat not found",
    "not enough rights",
    "have no rights to send",
    "bot is not a member",
    "chat_write_forbidden",
    "user is deactivated",
    "group is deactivated",
    "chat_restricted",
    "need administrator rights",
)
NO_TOPIC = ("thread not found", "topic_closed", "topic_deleted")


class ChatGoneError(Exception):
    """The bot may not write to a chat any more, or not where it would have to."""


class UndeliverableError(Exception):
    """Telegram could not be reached for so long that the message is left for the next start."""


@dataclass(frozen=True, slots=True)
class Target:
    """Where a message goes: the chat, its topic (named for topic messages only), and the message replied to.

    `after` is a message that is surely older than the one to come, 0 where none is known.
    """

    chat_id: int
    thread_id: int | None = None
    reply_to: int | None = None
    after: int = 0


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A message on its way; a `panel` is for who tapped: it notifies nobody, and has no place but below its answer."""

    target: Target
    part: Part
    keyboard: Keyboard = None
    panel: bool = False


@dataclass(frozen=True, slots=True)
class Sent:
    """Where a message arrived."""

    chat_id: int
    message_id: int


class Courier:
    """Sends, edits and takes back messages, and does not give up while there is a way."""

    def __init__(self, bot: Bot, ledger: Ledger) -> None:
        self._bot = bot
        self._ledger = ledger
        self._locks: defaultdict[int, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._newest: defaultdict[int, int] = defaultdict(int)
        self.last_sent: float | None = None

    def lock(self, chat_id: int) -> asyncio.Lock:
        """Return the lock under which a chat is sent to and the ledger told, one message after the other."""
        return self._locks[chat_id]

    def note(self, chat_id: int, message_id: int) -> None:
        """Take note of a message that was seen in a chat."""
        counter = _counter(chat_id)
        self._newest[counter] = max(self._newest[counter], message_id)

    def newest(self, target: Target) -> int:
        """Return the newest message known that is older than one sent now."""
        return max(self._newest[_counter(target.chat_id)], target.reply_to or 0)

    async def send(self, outgoing: Outgoing) -> Sent:
        """Send a message, in a simpler form where the full one is refused.

        Raises ChatGoneError when the bot may not write to the chat, UndeliverableError when Telegram is not there.
        """
        moved_to = self._ledger.chats.current(outgoing.target.chat_id)
        if moved_to != outgoing.target.chat_id:  # where topics and messages have other numbers
            outgoing = _redirected(outgoing, chat_id=moved_to, thread_id=None, reply_to=None, after=0)
        target, refusal = outgoing.target, TelegramError("nothing to send")
        for form in _forms(outgoing):
            try:
                return [await self._send_one(piece) for piece in form][-1]
            except ChatMigrated as error:
                self._ledger.chats.move(target.chat_id, error.new_chat_id)
                return await self.send(outgoing)
            except (BadRequest, Forbidden) as error:
                self._raise_if_gone(target, error)
                logger.warning("Telegram refused a message to %s: %s", chat_in_logs(target.chat_id), error)
                if target.thread_id is not None and any(sign in str(error).lower() for sign in NO_TOPIC):
                    if outgoing.panel:
                        raise ChatGoneError(f"A topic of {chat_in_logs(target.chat_id)} is closed.") from error
                    return await self.send(_redirected(outgoing, thread_id=None, reply_to=None))
                refusal = error
            except InvalidToken as error:
                raise UndeliverableError("Telegram does not accept the token of the bot.") from error
        raise refusal

    async def edit(
        self, chat_id: int, message_id: int, part: Part, keyboard: InlineKeyboardMarkup | None = None
    ) -> bool:
        """Put a message in the place of one; tell whether it stands there now (`False`: there is none to edit)."""
        if self._ledger.chats.current(chat_id) != chat_id:  # the messages of a group stay behind when it moves
            return False
        for form in (part, plain(part)[0]):
            try:
                await self._insist(functools.partial(self._edit_once, chat_id, message_id, form, keyboard))
            except ChatMigrated as error:
                self._ledger.chats.move(chat_id, error.new_chat_id)
                return False
            except (BadRequest, Forbidden) as error:
                self._raise_if_gone(Target(chat_id), error)
                refusal = str(error).lower()
                if "not modified" in refusal:
                    return True
                if "not found" in refusal or "can't be edited" in refusal:
                    return False
                logger.warning("Telegram refused an edit in %s: %s", chat_in_logs(chat_id), error)
            else:
                return True
        return False

    async def take_back(self, chat_id: int, message_id: int, instead: str) -> None:
        """Delete one of the bot's messages; where Telegram holds it to be too old for that, put `instead` there."""
        try:
            await self._insist(functools.partial(self._bot.delete_message, chat_id, message_id))
        except (BadRequest, Forbidden, ChatMigrated) as error:
            logger.info("A message in %s could not be deleted: %s", chat_in_logs(chat_id), error)
            if "can't be deleted" in str(error).lower():
                await self.edit(chat_id, message_id, Part(instead))
        self._ledger.deliveries.forget_message(chat_id, message_id)

    async def find_in_doubt(self, target: Target) -> Sent | None:
        """Return the message of the bot after `target.after` that the ledger does not know, if there is one."""
        if not target.after:
            return None
        missing = 0
        for message_id in range(target.after + 1, target.after + 1 + PROBED):
            if self._ledger.deliveries.knows(target.chat_id, message_id):
                continue
            refusal = await self._refusal_of_caption(target.chat_id, message_id)
            if refusal is None or isinstance(refusal, InvalidToken):
                return None  # this server does not tell
            if OWN_MESSAGE in str(refusal).lower():
                return Sent(target.chat_id, message_id)
            missing = missing + 1 if "not found" in str(refusal).lower() else 0
            if missing == ENDED and _counter(target.chat_id):
                return None
        return None

    async def _refusal_of_caption(self, chat_id: int, message_id: int) -> TelegramError | None:
        try:
            await self._insist(functools.partial(self._bot.edit_message_caption, chat_id, message_id, caption="…"))
        except TelegramError as error:
            return error
        return None

    async def _send_one(self, outgoing: Outgoing) -> Sent:
        """Send one message; where its fate is in doubt, look for it before it is sent again."""
        sent = await self._insist(functools.partial(self._send_once, outgoing), outgoing.target)
        self.last_sent = time.time()
        self.note(sent.chat_id, sent.message_id)
        return sent

    async def _insist(self, call: Callable[[], Awaitable[T]], target: Target | None = None) -> T | Sent:
        for attempt in range(PATIENCE):
            try:
                return await call()
            except (BadRequest, Forbidden, ChatMigrated, InvalidToken):
                raise
            except TelegramError as error:
                logger.warning("Telegram was not reached: %s", error)
                await asyncio.sleep(PAUSES_SECONDS[min(attempt, len(PAUSES_SECONDS) - 1)])
                if target and not str(error).startswith(NEVER_SENT) and (found := await self.find_in_doubt(target)):
                    return found
        raise UndeliverableError("Telegram was not reached for an hour.")

    async def _send_once(self, outgoing: Outgoing) -> Sent:
        target, part = outgoing.target, outgoing.part
        reply = ReplyParameters(target.reply_to, allow_sending_without_reply=True) if target.reply_to else None
        message = await self._bot.send_message(
            target.chat_id,
            part.text,
            entities=as_entities(part),
            message_thread_id=target.thread_id,
            reply_parameters=reply,
            reply_markup=outgoing.keyboard,
            link_preview_options=NO_PREVIEW,
            disable_notification=outgoing.panel or None,
        )
        return Sent(message.chat.id, message.message_id)

    async def _edit_once(
        self, chat_id: int, message_id: int, part: Part, keyboard: InlineKeyboardMarkup | None
    ) -> object:
        return await self._bot.edit_message_text(
            part.text,
            chat_id,
            message_id,
            entities=as_entities(part),
            reply_markup=keyboard,
            link_preview_options=NO_PREVIEW,
        )

    def _raise_if_gone(self, target: Target, error: TelegramError) -> None:
        if isinstance(error, Forbidden) or any(sign in str(error).lower() for sign in GONE):
            self._ledger.chats.mark_gone(target.chat_id)
            raise ChatGoneError(f"Nothing can be written to {chat_in_logs(target.chat_id)}: {error}") from error


def as_entities(part: Part) -> list[MessageEntity]:
    """Return the entities of a part as the library takes them."""
    return [MessageEntity(each.kind, each.offset, each.length, url=each.url) for each in part.entities]


def _counter(chat_id: int) -> int:
    """Return whose numbers a chat's messages have: a supergroup counts its own, all other chats count together."""
    return chat_id if chat_id < -(10**12) else 0


def _forms(outgoing: Outgoing) -> Iterator[tuple[Outgoing, ...]]:
    """Yield a message as it should be, then without entities, then without buttons and without what it replies to."""
    yield (outgoing,)
    *before, last = plain(outgoing.part)
    pieces = [replace(outgoing, part=part, keyboard=None) for part in before]
    yield (*pieces, replace(outgoing, part=last))
    yield tuple(
        _redirected(replace(piece, keyboard=None), reply_to=None) for piece in (*pieces, replace(outgoing, part=last))
    )


def _redirected(outgoing: Outgoing, **changes: Any) -> Outgoing:
    return replace(outgoing, target=replace(outgoing.target, **changes))
