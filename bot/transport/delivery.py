"""The replies to one update, each sent once: what the ledger knows as sent is not sent again after a restart."""

from dataclasses import replace

from bot.ledger import Ledger
from bot.ledger.deliveries import Attempt, Step
from bot.transport.courier import Courier, Outgoing, Sent, Target


class Delivery:
    """Counts the messages that an update is replied to with; the same count means the same message in every run."""

    def __init__(self, update_id: int, courier: Courier, ledger: Ledger) -> None:
        self._update_id = update_id
        self._courier = courier
        self._deliveries = ledger.deliveries
        self._count = 0
        self.left_open = False

    async def send(self, outgoing: Outgoing, answer_id: int | None = None) -> int:
        """Send a message unless it is known to be sent, and return its number."""
        step = Step(self._update_id, self._count)
        self._count += 1
        async with self._courier.lock(outgoing.target.chat_id):
            known = self._deliveries.get(step)
            if known is not None and known.message_id is not None:
                return known.message_id
            sent = await self._in_doubt(outgoing.target, known) if known is not None else None
            if sent is None:
                target = replace(outgoing.target, after=self._courier.newest(outgoing.target))
                self._deliveries.intend(step, target.chat_id, target.after, answer_id)
                sent = await self._courier.send(replace(outgoing, target=target))
            self._deliveries.accept(step, sent.chat_id, sent.message_id)
            return sent.message_id

    async def _in_doubt(self, target: Target, known: Attempt) -> Sent | None:
        return await self._courier.find_in_doubt(replace(target, after=known.after))

    def leave_open(self) -> None:
        """Have the update dealt with again at the next start, or when there is room."""
        self.left_open = True
