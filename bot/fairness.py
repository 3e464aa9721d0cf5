"""How many questions a person and a chat may ask in a minute, counted by when they were asked."""

from collections import defaultdict, deque
from dataclasses import dataclass
from enum import StrEnum

WINDOW_SECONDS = 60
CHAT_SHARE = 4  # a chat may ask as much as four busy people


class Asker(StrEnum):
    """Who asked too much."""

    PERSON = "person"
    CHAT = "chat"


@dataclass(frozen=True, slots=True)
class Excess:
    """Too many questions: whose, and after how many seconds the next is welcome."""

    asker: Asker
    seconds: int


class Fairness:
    """Counts the questions of the last minute."""

    def __init__(self, per_minute: int) -> None:
        self._limits = {Asker.PERSON: per_minute, Asker.CHAT: per_minute * CHAT_SHARE}
        self._times: defaultdict[tuple[Asker, int, str], deque[float]] = defaultdict(deque)

    def count(self, chat_id: int, person: str, asked_at: float) -> Excess | None:
        """Count a question, or return why it is one too many; what is refused does not count."""
        keys = {Asker.PERSON: (Asker.PERSON, chat_id, person), Asker.CHAT: (Asker.CHAT, chat_id, "")}
        for asker, key in keys.items():
            times = self._recent(key, asked_at)
            if len(times) >= self._limits[asker]:
                return Excess(asker, max(2, int(times[0] + WINDOW_SECONDS - asked_at) + 1))
        for key in keys.values():
            self._times[key].append(asked_at)
        return None

    def _recent(self, key: tuple[Asker, int, str], now: float) -> deque[float]:
        times = self._times[key]
        while times and times[0] <= now - WINDOW_SECONDS:
            times.popleft()
        return times
