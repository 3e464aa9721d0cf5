"""The running bot: takes updates in by polling or by webhook, keeps them, and has each dealt with once."""

import asyncio
import contextlib
import functools
import logging
import sys
import time
from collections.abc import Awaitable, Callable, Coroutine, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from telegram import Message, Update
from telegram.error import InvalidToken, RetryAfter, TelegramError

from bot.addressing import addressed
from bot.albums import note_part
from bot.context import BotApplication, Services, services_of
from bot.ledger.inbox import Received, State, is_numbered
from bot.rendering.menus import set_menus
from bot.running.dispatch import Dispatcher
from bot.transport.delivery import Delivery
from bot.transport.limiter import pause_of
from bot.transport.polling import CONFLICT, UPDATES, Poller
from bot.uploads import clear
from retrieval.errors import RetrievalError

logger = logging.getLogger(__name__)
RETRY_SECONDS = 5.0
ACQUAINTED_SECONDS = 600.0
DRAIN_SECONDS = 7.0  # the supervisor waits for 10
TEND_SECONDS = 60.0
TIDY_SECONDS = 3600.0
SWITCH_SECONDS = 0.001  # threads that compute let the event loop in five times as often as is usual


@dataclass(frozen=True, slots=True)
class Health:
    """How the bot is: times are seconds since the epoch, `None` where there was none yet.

    `heard` is the time of the last contact on the clock that nobody sets, `time.monotonic`.
    """

    ready: bool
    problem: str | None
    last_contact: float | None
    heard: float | None
    last_sent: float | None
    conflict: bool
    waiting: int
    aside: int
    oldest_age_seconds: float | None


class Service:
    """The bot as it runs; `poll` or `accept` is the door that updates come in by."""

    def __init__(self, application: BotApplication) -> None:
        self._application = application
        self._services: Services = services_of(application)
        self._dispatcher = Dispatcher(self._handle)
        self._poller = Poller(application.bot.base_url, self.take, self._services.network)
        self._background: set[asyncio.Task[None]] = set()
        self._taken: dict[int, float] = {}
        self._accepted: float | None = None
        self._polled = False
        self._ready = False
        self._problem: str | None = None

    async def start(self) -> None:
        """Reach Telegram, however long that takes, and take up what waited; raise InvalidToken if it refuses us."""
        await _insist(self._application.initialize, "Telegram was not reached", unless=InvalidToken)
        sys.setswitchinterval(SWITCH_SECONDS)
        self._services.ledger.serve(self._application.bot.id)
        self._tidy()
        await clear(self._services)
        self.take_up()
        self._in_background(self._tend(), "upkeep")
        self._in_background(self._stay_acquainted(), "who am I")
        menus = set_menus(self._application.bot, self._services.settings.admins, self._services.ledger)
        self._in_background(menus, "menus")

    async def stop(self) -> None:
        """Finish or leave for the next start what is open, and let go of everything."""
        self._ready = False
        await self._dispatcher.drain(DRAIN_SECONDS)
        for task in self._background:
            task.cancel()
        await asyncio.gather(*self._background, return_exceptions=True)
        await self._services.presence.close()
        await self._application.shutdown()
        await self._application.bot.shutdown()  # which the application leaves open if it never came up
        await asyncio.to_thread(self._services.close)  # an ingest may have to come to its end

    async def __aenter__(self) -> "Service":
        await self.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.stop()

    async def poll(self) -> None:
        """Fetch updates until cancelled."""
        await _insist(self._application.bot.delete_webhook, "The webhook could not be taken back")
        if self._polled:  # the connection of the poller before may be what was deaf
            await self._services.network.polls.shutdown()
            await self._services.network.polls.initialize()
        self._polled = True
        await self._poller.run()

    async def listen(self, url: str, secret: str) -> None:
        """Have Telegram send updates to `url` with `secret`; whoever serves it calls `accept`."""
        bot = self._application.bot
        set_webhook = functools.partial(bot.set_webhook, url, allowed_updates=UPDATES, secret_token=secret)
        await _insist(set_webhook, "The webhook could not be set", unless=InvalidToken)

    async def accept(self, raw: Any) -> None:
        """Store one update and see to it; when this returns, Telegram may be told that it is taken."""
        await self.take((raw,))
        self._accepted = time.time()

    async def take(self, batch: Sequence[Any]) -> None:
        """Store a batch of updates, then see to those that are new."""
        known = [raw for raw in batch if is_numbered(raw)]
        if len(known) < len(batch):
            logger.error("%s updates without a number were dropped.", len(batch) - len(known))
        received = [Received(raw, self._state(raw)) for raw in known]
        new = self._services.ledger.inbox.store(received)
        for each in received:
            if each.state is State.OPEN and each.raw["update_id"] in new:
                self._put(each.raw)

    def health(self) -> Health:
        """Return how the bot is."""
        backlog = self._services.ledger.inbox.backlog()
        contacts = [contact for contact in (self._poller.contact, self._accepted) if contact is not None]
        return Health(
            ready=self._ready,
            problem=self._problem or (CONFLICT if self._poller.conflict else None),
            last_contact=max(contacts, default=None),
            heard=self._poller.heard,
            last_sent=self._services.courier.last_sent,
            conflict=self._poller.conflict,
            waiting=backlog.open,
            aside=backlog.aside,
            oldest_age_seconds=None if backlog.oldest is None else max(0.0, time.time() - backlog.oldest),
        )

    def _state(self, raw: dict[str, Any]) -> State:
        """Tell what is to become of an update."""
        update = self._parsed(raw)
        if update is None:
            return State.ASIDE
        try:
            return self._state_of(update)
        except Exception as error:
            _set_aside(raw, error)
            return State.ASIDE

    def _state_of(self, update: Update) -> State:
        """Tell what is to become of an update; what is said in a group to others is not even kept."""
        message = update.message or update.edited_message
        if message is not None:
            self._services.courier.note(message.chat.id, message.message_id)
            note_part(self._services, message)
        if message is None:
            return State.OPEN if _wanted(update) else State.DONE
        if message.chat.type == message.chat.PRIVATE or message.migrate_to_chat_id:
            return State.OPEN
        if addressed(message, self._application.bot.bot) or (update.edited_message and self._was_asked(message)):
            return State.OPEN
        if message.text and not message.text.startswith("/") and message.via_bot is None:
            self._services.ledger.chats.mark_sees_all(message.chat.id)
        return State.DONE

    def _was_asked(self, message: Message) -> bool:
        """Tell whether a message that an edit made one for others was a question before."""
        where, ledger = (message.chat.id, message.message_id), self._services.ledger
        return ledger.answers.to_message(*where) is not None or ledger.inbox.awaits(*where)

    def _parsed(self, raw: Any) -> Update | None:
        try:
            return Update.de_json(raw, self._application.bot)
        except Exception as error:  # whatever the library makes of it, one update must not stop the others
            _set_aside(raw, error)
            return None

    def _put(self, raw: Any) -> None:
        update = self._parsed(raw)
        if update is not None:
            self._taken[update.update_id] = time.perf_counter()
            try:
                self._dispatcher.put(update)
                return
            except Exception as error:
                del self._taken[update.update_id]
                _set_aside(raw, error)
        self._services.ledger.inbox.set_aside(raw["update_id"])

    async def _handle(self, update: Update) -> None:
        number = update.update_id
        self._services.timed("wait", time.perf_counter() - self._taken[number])
        delivery = Delivery(number, self._services.courier, self._services.ledger)
        self._services.deliveries[number] = delivery
        try:
            await self._application.process_update(update)
            if not delivery.left_open:
                self._services.ledger.inbox.close(number)
        except Exception:  # a full disk, say: the update stays open and the lane goes on
            logger.exception("Update %s could not be dealt with; it is taken up again later.", number)
        finally:
            del self._services.deliveries[number]
            self._services.timed("whole", time.perf_counter() - self._taken.pop(number))

    async def _tend(self) -> None:
        """Warm the engine up until that works, take up again what was left open, and erase what has had its time."""
        tidied = time.monotonic()
        while True:
            if not self._ready:
                await self._warm_up()
            await asyncio.sleep(TEND_SECONDS)
            try:
                self.take_up()
                self._services.ledger.finish()
                if time.monotonic() - tidied > TIDY_SECONDS:
                    self._tidy()
                    tidied = time.monotonic()
            except Exception:  # a full disk, say: the next time is soon enough
                logger.exception("The ledger could not be looked after.")

    def take_up(self) -> None:
        """See to the updates that are open and that nobody is at."""
        for raw in self._services.ledger.inbox.open():
            if raw["update_id"] not in self._taken:
                self._put(raw)

    def _tidy(self) -> None:
        self._services.ledger.tidy(self._services.settings.keep_days)

    async def _warm_up(self) -> None:
        try:
            await self._services.call_slowly(self._services.engine.warm_up)
        except RetrievalError as error:  # each question will say so again, to the person who asks
            self._note_problem(str(error))
        except Exception as error:
            logger.exception("The engine could not be warmed up.")
            self._note_problem(f"The engine could not be warmed up ({type(error).__name__}); the log tells more.")
        else:
            self._ready, self._problem = True, None

    def _note_problem(self, sentence: str) -> None:
        if sentence != self._problem:
            logger.error("The letters cannot be read: %s", sentence)
        self._problem = sentence

    async def _stay_acquainted(self) -> None:
        """Ask now and then who the bot is: its name, and what it may read, can be changed while it runs."""
        while True:
            await asyncio.sleep(ACQUAINTED_SECONDS)
            with contextlib.suppress(TelegramError):
                await self._application.bot.get_me()

    def _in_background(self, work: Coroutine[Any, Any, None], name: str) -> None:
        task = asyncio.create_task(work, name=name)
        self._background.add(task)
        task.add_done_callback(self._background.discard)


async def _insist(
    call: Callable[[], Awaitable[object]], failure: str, unless: type[TelegramError] | tuple[()] = ()
) -> None:
    """Make a call again until Telegram does it; one that fails by `unless` is hopeless."""
    while True:
        try:
            await call()
        except unless:
            raise
        except TelegramError as error:
            pause = max(RETRY_SECONDS, pause_of(error) if isinstance(error, RetryAfter) else 0.0)
            logger.warning("%s, trying again in %s s: %s", failure, pause, error)
            await asyncio.sleep(pause)
        else:
            return


def _wanted(update: Update) -> bool:
    parts: Iterable[object] = (update.callback_query, update.inline_query, update.my_chat_member)
    return any(part is not None for part in parts)


@contextlib.asynccontextmanager
async def polling(service: Service) -> Any:
    """Run a service by polling while the body runs."""
    async with service:
        task = asyncio.create_task(service.poll(), name="polling")
        try:
            yield service
        finally:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)


def _set_aside(raw: dict[str, Any], error: Exception) -> None:
    """Tell that an update is kept out of the way; the words of the error may be those of the update."""
    reason = type(error).__name__
    logger.error("Update %s cannot be understood (%s) and is set aside.", raw["update_id"], reason)
