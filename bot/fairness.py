"""How many questions a person and a chat may ask in a minute, counted by when they were asked."""

from collections import defaultdict, deque
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

WINDOW_SECONDS = 60
CHAT_SHARE = 4  # a chat may ask as much as four busy people
INLINE_SHARE = 4  # what is typed inline comes in about so many pieces before it is a question


class Asker(StrEnum):
    """Who asked too much."""

    PERSON = "person"
    CHAT = "chat"
    INLINE = "inline"


@dataclass(frozen=True, slots=True)
class Excess:
    """Too many questions: whose, and after how many seconds the next is welcome."""

    asker: Asker
    seconds: int


Key = tuple[Asker, int, str]


class Fairness:
    """Counts the questions of the last minute, and forgets who asked when it is over."""

    def __init__(self, per_minute: int) -> None:
        self._limits = {
            Asker.PERSON: per_minute,
            Asker.CHAT: per_minute * CHAT_SHARE,
            Asker.INLINE: per_minute * INLINE_SHARE,
        }
        self._times: defaultdict[Key, deque[float]] = defaultdict(deque)
        self._tidied = 0.0

    def count(self, chat_id: int, person: str, asked_at: float) -> Excess | None:
        """Count a question, or return why it is one too many; what is refused does not count."""
        return self._count([(Asker.PERSON, chat_id, person), (Asker.CHAT, chat_id, "")], asked_at)

    def count_inline(self, person: str, asked_at: float) -> Excess | None:
        """Count what a person has typed inline so far, in whatever chat, or return why it is too much."""
        return self._count([(Asker.INLINE, 0, person)], asked_at)

    def _count(self, keys: Sequence[Key], asked_at: float) -> Excess | None:
        self._tidy(asked_at)
        for key in keys:
            times = self._recent(key, asked_at)
            if len(times) >= self._limits[key[0]]:
                return Excess(key[0], max(2, int(times[0] + WINDOW_SECONDS - asked_at) + 1))
        for key in keys:
            self._times[key].append(asked_at)
        return None

    def _recent(self, key: Key, now: float) -> deque[float]:
        times = self._times[key]
        while times and abs(now - times[0]) >= WINDOW_SECONDS:  # also of a clock that was set back since
            times.popleft()
        return times

    def _tidy(self, now: float) -> None:
        """Once a minute, drop everybody who has not asked in the last one."""
        if abs(now - self._tidied) < WINDOW_SECONDS:
            return
        self._tidied = now
        for key in [key for key in self._times if not self._recent(key, now)]:
            del self._times[key]
