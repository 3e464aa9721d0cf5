"""What the Bot API double knows of chats, of calls and of what goes wrong with them."""

import time
from collections import defaultdict, deque
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import Any

from tests.botapi_rules import RefusedError


class Break(Enum):
    """How a call goes wrong on its way: before Telegram takes it, or after."""

    DROP_BEFORE = auto()
    DROP_AFTER = auto()
    HANG_BEFORE = auto()
    HANG_AFTER = auto()
    RUBBISH_AFTER = auto()


Fault = Break | RefusedError


@dataclass
class Call:
    """A call of the bot, and what became of it."""

    method: str
    params: dict[str, Any]
    result: Any = None
    refused: RefusedError | None = None
    injected: bool = False
    at: float = field(default_factory=time.monotonic)

    @property
    def chat_id(self) -> int:
        return int(self.params["chat_id"])


@dataclass
class Chat:
    """A chat as Telegram knows it."""

    id: int
    type: str
    title: str | None = None
    is_forum: bool = False
    topics: set[int] = field(default_factory=set)
    closed_topics: set[int] = field(default_factory=set)
    bot_is_in: bool = True
    may_write: bool = True
    moved_to: int | None = None
    deleted: bool = False

    def as_json(self) -> dict[str, Any]:
        chat: dict[str, Any] = {"id": self.id, "type": self.type}
        if self.type == "private":
            return {**chat, "first_name": f"Person {self.id}"}
        return {**chat, "title": self.title or f"Chat {self.id}", **({"is_forum": True} if self.is_forum else {})}


@dataclass
class Flood:
    """How many messages a chat takes in a time; more are refused until it is over."""

    messages: int
    seconds: float
    _times: "defaultdict[int, deque[float]]" = field(default_factory=lambda: defaultdict(deque))
    _closed_until: dict[int, float] = field(default_factory=dict)

    def check(self, chat_id: int) -> None:
        """Refuse what is too much; who comes again before the time that was named waits a second longer."""
        times, now = self._times[chat_id], time.monotonic()
        left = self._closed_until.get(chat_id, 0.0) - now
        if left > 0:
            self._refuse(chat_id, int(left + 1.999))
        while times and times[0] <= now - self.seconds:
            times.popleft()
        if len(times) >= self.messages:
            self._refuse(chat_id, max(1, int(times[0] + self.seconds - now + 0.999)))
        times.append(now)

    def _refuse(self, chat_id: int, seconds: int) -> None:
        self._closed_until[chat_id] = time.monotonic() + seconds
        raise RefusedError(429, f"Too Many Requests: retry after {seconds}", {"retry_after": seconds})
