"""Text with entities, counted as Telegram counts (UTF-16 units), and packed into messages that it accepts."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from telegram import MessageEntity
from telegram.constants import MessageEntityType, MessageLimit

MAX_UNITS = MessageLimit.MAX_TEXT_LENGTH
MAX_ENTITIES = MessageLimit.MESSAGE_ENTITIES
SPARE_ENTITIES = 5  # room for what is put around a part that fits
GAP = "\n\n"
# What Telegram finds by itself and counts as an entity too: "un.org/x", "@name", "#tag", "/ask"; not "A/74/771".
_FOUND_BY_TELEGRAM = re.compile(r"\w[\w-]*(?:\.\w[\w-]+)+|(?<!\w)[@#$/]\w+|\+?\d[\d ()-]{8,}\d")
_SENTENCE_END = re.compile(r"(?<=[.!?;:…。؟])[”\"’»)\]]*\s+|\n+")
_UNSENDABLE = re.compile("[\x00-\x08\x0b-\x1f\u2028-\u202e\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Part:
    """A message, or a piece of one: text, and entities in UTF-16 units."""

    text: str
    entities: tuple[MessageEntity, ...] = ()

    @property
    def fits(self) -> bool:
        """Tell whether Telegram accepts this as one message."""
        return units(self.text) <= MAX_UNITS and weight(self) <= MAX_ENTITIES - SPARE_ENTITIES


def units(text: str) -> int:
    """Return the length of a text in UTF-16 units."""
    return len(text) + sum(character > "\uffff" for character in text)


def weight(part: Part) -> int:
    """Return how many entities a part has at most, those counted that Telegram finds by itself."""
    return len(part.entities) + len(_FOUND_BY_TELEGRAM.findall(part.text))


def sendable(text: str) -> str:
    """Return a text with what Telegram would take out or refuse replaced, character for character."""
    return _UNSENDABLE.sub(lambda match: "\ufffd" if match[0] >= "\ud800" else " ", text)


def usable_url(url: str | None) -> str | None:
    """Return an address if Telegram takes it for a link, else `None`."""
    if not url or len(url) > 2000 or re.search(r"[\s<>\"\\^`{|}\x00-\x1f]", url) or not url.isascii():
        return None
    try:
        address = urlsplit(url)
        host = address.hostname or ""
        port_is_valid = address.port is None or address.port > 0
    except ValueError:
        return None
    named = re.fullmatch(r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,24}", host)
    return (
        url if address.scheme in ("http", "https") and named and port_is_valid and "@" not in address.netloc else None
    )


class Writer:
    """Builds a part piece by piece."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._entities: list[MessageEntity] = []
        self._length = 0

    def __len__(self) -> int:
        return self._length

    def write(self, text: str, kind: MessageEntityType | None = None, url: str | None = None) -> "Writer":
        """Add words, bold or italic or as a link; an address that is none is left out, its words are not."""
        start = self._length
        text = sendable(text)
        self._pieces.append(text)
        self._length += units(text)
        if url is not None:
            self.cover(start, MessageEntityType.TEXT_LINK if usable_url(url) else None, url)
        self.cover(start, kind)
        return self

    def cover(self, start: int, kind: MessageEntityType | None, url: str | None = None) -> None:
        """Put an entity over all that was written since `start`."""
        if kind is not None and self._length > start:
            self._entities.append(MessageEntity(kind, start, self._length - start, url=url))

    def part(self) -> Part:
        """Return what was written."""
        return Part("".join(self._pieces), tuple(sorted(self._entities, key=lambda e: (e.offset, -e.length))))


def join(parts: Iterable[Part], gap: str = GAP) -> Part:
    """Return parts as one, with a gap between."""
    text, entities, length = "", [], 0
    for part in parts:
        if text:
            text, length = text + gap, length + units(gap)
        entities += [shifted(entity, length) for entity in part.entities]
        text, length = text + part.text, length + units(part.text)
    return Part(text, tuple(entities))


def pack(parts: Iterable[Part]) -> tuple[Part, ...]:
    """Return the same parts in as few messages as fit, in order; each must fit by itself."""
    messages: list[Part] = []
    for part in parts:
        together = join((messages[-1], part)) if messages else part
        if messages and together.fits:
            messages[-1] = together
        else:
            messages.append(part)
    return tuple(messages)


def cut(text: str, limit: int) -> tuple[str, ...]:
    """Cut a text into pieces of at most `limit` units that join to it: at sentence ends, at spaces, or anywhere."""
    pieces: list[str] = []
    while units(text) > limit:
        head = text[: _prefix(text, limit)]
        ends = [match.end() for match in _SENTENCE_END.finditer(head)] or [m.end() for m in re.finditer(r"\s+", head)]
        end = next((end for end in reversed(ends) if end > len(head) // 4), len(head))
        pieces.append(text[:end])
        text = text[end:]
    return (*pieces, text) if text or not pieces else tuple(pieces)


def _prefix(text: str, limit: int) -> int:
    """Return how many characters of `text` fit into `limit` units, at least one."""
    room = limit
    for index, character in enumerate(text):
        room -= 2 if character > "\uffff" else 1
        if room < 0:
            return max(index, 1)
    return len(text)


def shifted(entity: MessageEntity, by: int) -> MessageEntity:
    """Return an entity further along."""
    return MessageEntity(entity.type, entity.offset + by, entity.length, url=entity.url)


def plain(part: Part) -> tuple[Part, ...]:
    """Return a part without entities, the addresses of its links written out: for when entities are refused."""
    data = part.text.encode("utf-16-le")
    links = [entity for entity in part.entities if entity.url]
    for entity in sorted(links, key=lambda e: e.offset + e.length, reverse=True):
        end = 2 * (entity.offset + entity.length)
        data = data[:end] + f" ({entity.url})".encode("utf-16-le") + data[end:]
    pieces = (piece.strip() for piece in cut(data.decode("utf-16-le"), MAX_UNITS))
    return tuple(Part(piece) for piece in pieces if piece)


def split(part: Part) -> tuple[Part, ...]:
    """Return a part that may be too long as several that fit; entities are cut where the text is."""
    if part.fits:
        return (part,)
    limit = MAX_UNITS if units(part.text) > MAX_UNITS else max(units(part.text) // 2, 1)
    pieces: list[Part] = []
    start = 0
    for text in cut(part.text, limit):
        pieces += _trimmed(text, start, part.entities)
        start += units(text)
    return tuple(smaller for piece in pieces for smaller in (split(piece) if units(piece.text) > 1 else (piece,)))


def _trimmed(text: str, start: int, entities: Sequence[MessageEntity]) -> Iterator[Part]:
    """Yield a piece of a longer text without the space around it, and what of the entities lies in it."""
    lead = units(text) - units(text.lstrip())
    text = text.strip()
    first, last = start + lead, start + lead + units(text)
    inside = (entity for entity in entities if entity.offset < last and entity.offset + entity.length > first)
    if text:
        yield Part(text, tuple(_clipped(entity, first, last) for entity in inside))


def _clipped(entity: MessageEntity, first: int, last: int) -> MessageEntity:
    begin, end = max(entity.offset, first), min(entity.offset + entity.length, last)
    return MessageEntity(entity.type, begin - first, end - begin, url=entity.url)


def shortened(text: str, limit: int) -> str:
    """Return a text of at most `limit` units; what is cut off is shown by "…"."""
    if units(text) <= limit:
        return text
    return text[: _prefix(text, limit - 1)].rstrip() + "…"


def without_entities(part: Part) -> Part:
    """Return the bare text of a part."""
    return replace(part, entities=())
