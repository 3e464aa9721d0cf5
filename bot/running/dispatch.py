"""Updates in order within a chat, and chats beside each other."""

import asyncio
import logging
from collections import deque
from collections.abc import Callable, Coroutine, Hashable
from typing import Any

from telegram import Update

from bot.addressing import addressed

logger = logging.getLogger(__name__)
LONG_WORK = ("ingest", "remove")  # which questions in the same chat do not wait for
Handle = Callable[[Update], Coroutine[Any, Any, None]]


class Dispatcher:
    """One lane for each chat and topic; a button has its own, as its spinner cannot wait for an answer."""

    def __init__(self, handle: Handle) -> None:
        self._handle = handle
        self._lanes: dict[Hashable, deque[Update]] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    @property
    def waiting(self) -> int:
        """How many updates are not dealt with yet."""
        return sum(map(len, self._lanes.values()))

    def put(self, update: Update) -> None:
        """Take an update into the lane of its chat."""
        lane = lane_of(update)
        if lane in self._lanes:
            self._lanes[lane].append(update)
            return
        self._lanes[lane] = deque([update])
        task = asyncio.create_task(self._run(lane), name="lane")
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def drain(self, seconds: float) -> None:
        """Finish what waits, as far as the time goes; the rest is left for the next start."""
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=seconds)
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _run(self, lane: Hashable) -> None:
        updates = self._lanes[lane]
        try:
            while updates:
                await self._handle(updates[0])
                updates.popleft()
        finally:
            del self._lanes[lane]


def lane_of(update: Update) -> Hashable:
    """Return what must happen one after the other: all that is said in a topic, all taps on a message, all ingests."""
    query = update.callback_query
    if query is not None:
        return ("tap", query.message.chat.id, query.message.message_id) if query.message else ("tap", query.id)
    if update.inline_query is not None:
        return ("inline", update.inline_query.from_user.id)
    message = update.message or update.edited_message
    if message is None:
        return ("chat", update.effective_chat.id if update.effective_chat else update.update_id, None)
    said = addressed(message, message.get_bot().bot)
    if said is not None and said.command in LONG_WORK:
        return "long work"
    return ("chat", message.chat.id, message.message_thread_id if message.is_topic_message else None)
