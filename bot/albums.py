"""Albums: what belongs together though it comes as several messages, the words with any one of them."""

import asyncio
import time

from telegram import Message
from telegram.constants import ChatType

from bot.context import Services
from bot.ledger.albums import AlbumPart

MOST_PARTS = 10  # that Telegram lets an album have
QUIET_SECONDS = 1.0  # after which no further part comes: they are sent as one and delivered within moments


def note_part(services: Services, message: Message) -> None:
    """Take note of a message that is part of an album, if what stands with its other parts may matter to the bot."""
    by_admin = services.is_admin(message.from_user) and message.document is not None
    if message.media_group_id is None or not (by_admin or message.chat.type == ChatType.PRIVATE):
        return
    services.ledger.albums.note(
        message.chat.id,
        message.media_group_id,
        message.message_id,
        has_words=bool(message.caption),
        document=message.document.to_json() if message.document and by_admin else None,
    )


async def whole_album(services: Services, message: Message) -> tuple[AlbumPart, ...]:
    """Return the parts of the album that a message is one of, once no more of them come; () for a message alone."""
    if message.media_group_id is None:
        return ()
    parts = services.ledger.albums.parts(message.chat.id, message.media_group_id)
    for _ in range(MOST_PARTS):
        left = max((part.seen_at for part in parts), default=0.0) + QUIET_SECONDS - time.time()
        if left <= 0:
            break
        await asyncio.sleep(min(left, QUIET_SECONDS))  # the clock may have been set back
        parts = services.ledger.albums.parts(message.chat.id, message.media_group_id)
    return parts


async def is_spoken_for(services: Services, message: Message) -> bool:
    """Tell whether a message without words is part of an album that has words elsewhere, or that began earlier."""
    parts = await whole_album(services, message)
    return any(part.has_words for part in parts) or any(part.message_id < message.message_id for part in parts)
