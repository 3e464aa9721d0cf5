"""Typed access to what the handlers need, and the one hop from the event loop into a worker thread."""

import asyncio
import contextlib
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol, TypeVar, cast

from telegram import Message, Update, User
from telegram.error import TelegramError
from telegram.ext import Application, CallbackContext, ExtBot

from bot.addressing import Addressed
from bot.fairness import Asker, Fairness
from bot.ledger import Ledger
from bot.rendering.render import Reply, text_reply
from bot.rendering.words import Words, words_for
from bot.settings import Settings
from bot.transport.courier import Courier, Outgoing, Target
from bot.transport.delivery import Delivery
from bot.transport.network import Network
from bot.transport.presence import Presence
from retrieval.types import Answer, Filters, IngestReport, LetterCard, LetterDetail, Question, Quote, Span

T = TypeVar("T")
SERVICES = "services"
QUESTION_THREADS = 6
UPKEEP_THREADS = 2


class AnswerEngine(Protocol):
    """All that the bot asks of the engine; the calls block, and are made in a worker thread."""

    @property
    def generation(self) -> int:
        """Count the changes of the index."""

    def ask(self, question: Question) -> Answer:
        """Answer a question."""

    def ingest(self, paths: Sequence[Path]) -> IngestReport:
        """Take letters in."""

    def remove(self, name: str) -> LetterCard:
        """Take a letter out."""

    def find(self, name: str) -> LetterDetail:
        """Return a letter by symbol, identity or file name."""

    def uploaded(self, name: str) -> str | None:
        """Return the identity of the letter that came in an uploaded file."""

    def letters(self, filters: Filters = ..., offset: int = ..., limit: int = ...) -> tuple[LetterCard, ...]:
        """List letters."""

    def senders(self, typed: str) -> tuple[str, ...]:
        """Return the senders that somebody may mean by a name or its first words."""

    def count(self, filters: Filters = ...) -> int:
        """Count letters."""

    def context(self, letter_id: str, span: Span, around: int = ...) -> tuple[Quote, ...]:
        """Return the paragraphs around a span."""

    def warm_up(self) -> None:
        """Load what the first question would wait for."""


@dataclass
class Services:
    """What lives as long as the application."""

    settings: Settings
    engine: AnswerEngine
    network: Network
    ledger: Ledger
    courier: Courier
    presence: Presence
    fairness: Fairness
    deliveries: dict[int, Delivery] = field(default_factory=dict)
    timed: Callable[[str, float], object] = lambda _stage, _seconds: None
    threads: ThreadPoolExecutor = field(default_factory=lambda: ThreadPoolExecutor(QUESTION_THREADS, "question"))
    upkeep: ThreadPoolExecutor = field(default_factory=lambda: ThreadPoolExecutor(UPKEEP_THREADS, "upkeep"))

    async def call(self, work: Callable[..., T], *args: Any, **kwargs: Any) -> T:
        """Run a blocking call of the engine in a worker thread."""
        return await asyncio.get_running_loop().run_in_executor(self.threads, lambda: work(*args, **kwargs))

    async def call_slowly(self, work: Callable[..., T], *args: Any, **kwargs: Any) -> T:
        """Run a long call, as an ingest, beside the threads that questions use."""
        return await asyncio.get_running_loop().run_in_executor(self.upkeep, lambda: work(*args, **kwargs))

    def is_admin(self, user: User | None) -> bool:
        """Tell whether a person administers the bot."""
        return user is not None and user.id in self.settings.admins

    def close(self) -> None:
        """Let go of the threads and the ledger."""
        self.threads.shutdown(wait=False, cancel_futures=True)
        self.upkeep.shutdown(wait=True)
        self.ledger.close()


BotApplication = Application[Any, "BotContext", Any, Any, Any, Any]


class BotContext(CallbackContext[ExtBot[None], dict[Any, Any], dict[Any, Any], dict[Any, Any]]):
    """What a handler is given: the engine, the ledger, the words of the person, and a way to reply once."""

    addressed: Addressed
    incoming: Update | None = None

    @classmethod
    def from_update(cls, update: object, application: Any) -> "BotContext":
        """Make the context of an update."""
        context = super().from_update(update, application)
        context.incoming = update if isinstance(update, Update) else None
        return context

    @property
    def services(self) -> Services:
        """What lives as long as the application."""
        return services_of(self.application)

    @property
    def engine(self) -> AnswerEngine:
        """The engine; call it by `call`."""
        return self.services.engine

    @property
    def ledger(self) -> Ledger:
        """What the bot must not forget."""
        return self.services.ledger

    @property
    def me(self) -> User:
        """The bot itself."""
        return self.bot.bot

    @property
    def user(self) -> User | None:
        """The person behind the update."""
        return self.incoming.effective_user if self.incoming else None

    @property
    def asker(self) -> str:
        """The pseudonym of whoever asks: the person, or what somebody writes as (a channel, the group itself)."""
        hidden_behind = self.message.sender_chat
        return self.ledger.pseudonym(hidden_behind.id if hidden_behind else self.user.id if self.user else 0)

    @property
    def words(self) -> Words:
        """The words in the person's language."""
        return words_for(self.user.language_code if self.user else None)

    @property
    def admins_only(self) -> str:
        """What somebody is told who is not seen to administer the bot."""
        return self.words("admins_only_hidden" if self.message.sender_chat else "admins_only")

    @property
    def message(self) -> Message:
        """The message that was written, or edited, or whose button was tapped."""
        message = self.incoming.effective_message if self.incoming else None
        if message is None:
            raise ValueError("the update has no message")
        return message

    @property
    def delivery(self) -> Delivery:
        """What replies to this update, each reply once."""
        if self.incoming is None:
            raise ValueError("there is no update to reply to")
        return self.services.deliveries[self.incoming.update_id]

    @property
    def courier(self) -> Courier:
        """What brings a message to a chat."""
        return self.services.courier

    def typing(self) -> AbstractAsyncContextManager[None]:
        """Show the typing sign where the reply will go, while the body runs."""
        return self.services.presence.typing(target_of(self.message))

    async def call(self, work: Callable[..., T], *args: Any, **kwargs: Any) -> T:
        """Run a blocking call of the engine in a worker thread."""
        return await self.services.call(work, *args, **kwargs)

    async def say(self, key: str | None = None, alert: bool = False) -> None:
        """Stop the spinner of a button, with a sentence or without; one that cannot be stopped ends by itself."""
        query = self.incoming.callback_query if self.incoming else None
        if query is not None:
            with contextlib.suppress(TelegramError):
                await query.answer(self.words(key) if key else None, show_alert=alert)

    async def refuses(self) -> bool:
        """Count what is asked; if it is too much, say when more is welcome."""
        asked_at = (self.message.edit_date or self.message.date).timestamp()
        excess = self.services.fairness.count(self.message.chat.id, self.asker, asked_at)
        if excess is not None:
            key = "too_many_chat" if excess.asker is Asker.CHAT else "too_many_person"
            await self.reply(text_reply(self.words(key, seconds=excess.seconds)))
        return excess is not None

    async def reply(self, reply: Reply, answer_id: int | None = None) -> tuple[int, ...]:
        """Send a reply to the message of this update; the buttons stand under the last part."""
        target = target_of(self.message)
        sent = []
        for number, part in enumerate(reply.parts, start=1):
            keyboard = reply.keyboard if number == len(reply.parts) else None
            sent.append(await self.delivery.send(Outgoing(target, part, keyboard), answer_id))
        return tuple(message_id for message_id in sent if message_id is not None)


def services_of(application: Application[Any, Any, Any, Any, Any, Any]) -> Services:
    """Return what lives as long as an application."""
    return cast(Services, application.bot_data[SERVICES])


def target_of(message: Message) -> Target:
    """Return where a reply to a message goes; a thread is named only on topic messages."""
    thread = message.message_thread_id if message.is_topic_message else None
    return Target(message.chat.id, thread, message.message_id)
