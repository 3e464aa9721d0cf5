"""Text with entities, counted as Telegram counts (UTF-16 units), and packed into messages that it accepts."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from urllib.parse import urlsplit

from telegram.constants import MessageEntityType, MessageLimit

MAX_UNITS = int(MessageLimit.MAX_TEXT_LENGTH)
SPARE_ENTITIES = 5  # room for what is put around a part that fits
MAX_ENTITIES = int(MessageLimit.MESSAGE_ENTITIES) - SPARE_ENTITIES
GAP = "\n\n"
# What Telegram finds by itself and counts as an entity too: "un.org/x", "@name", "#tag", "/ask"; not "A/74/771".
_FOUND_BY_TELEGRAM = re.compile(r"\b\w[\w-]*+(?:\.\w[\w-]++)+|(?<!\w)[@#$/]\w+|(?<![\d+])\+?\d[\d ()-]{8,60}\d")
_SENTENCE_END = re.compile(r"(?<=[.!?;:…。؟])[”\"’»)\]]{0,9}\s+|\n+")
_SPACE = re.compile(r"\s+")
_UNSENDABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_NO_ADDRESS = re.compile(r"[\s<>\"\\^`{|}\x00-\x1f]")
_HOST = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,24}")


@dataclass(frozen=True, slots=True)
class Entity:
    """What Telegram shows in a special way: offset and length in UTF-16 units, an address for a link."""

    kind: MessageEntityType
    offset: int
    length: int
    url: str | None = None

    @property
    def end(self) -> int:
        """The unit after the last."""
        return self.offset + self.length


@dataclass(frozen=True, slots=True)
class Part:
    """A message, or a piece of one: text and its entities."""

    text: str
    entities: tuple[Entity, ...] = ()

    @property
    def fits(self) -> bool:
        """Tell whether Telegram accepts this as one message."""
        return units(self.text) <= MAX_UNITS and weight(self) <= MAX_ENTITIES


def units(text: str) -> int:
    """Return the length of a text in UTF-16 units."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def weight(part: Part) -> int:
    """Return how many entities a part has at most, those counted that Telegram finds by itself."""
    return len(part.entities) + _found(part.text)


@lru_cache(256)
def _found(text: str) -> int:
    return sum(1 for _ in _FOUND_BY_TELEGRAM.finditer(text))


def sendable(text: str) -> str:
    """Return a text with what Telegram would take out or refuse replaced, character for character."""
    return _UNSENDABLE.sub(lambda match: "\ufffd" if match[0] >= "\ud800" else " ", text)


def is_visible(text: str) -> bool:
    """Tell whether a text shows at all; Telegram refuses a message of spaces and invisible signs."""
    return any(character.isprintable() and character != " " for character in text)


def left_to_right(text: str) -> str:
    """Return a line whose parts stay in their order although some are written from right to left.

    Without the mark, "X, quoting Y" would be read as "Y, quoting X" where X and Y are Arabic names.
    """
    return f"\u200e{text}" if _RIGHT_TO_LEFT.search(text) else text


def usable_url(url: str | None) -> str | None:
    """Return an address if Telegram takes it for a link, else `None`."""
    if not url or len(url) > 2000 or not url.isascii() or _NO_ADDRESS.search(url):
        return None
    try:
        address = urlsplit(url)
        port_is_valid = address.port is None or address.port > 0
    except ValueError:
        return None
    named = _HOST.fullmatch(address.hostname or "")
    return (
        url if address.scheme in ("http", "https") and named and port_is_valid and "@" not in address.netloc else None
    )


class Writer:
    """Builds a part piece by piece."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._entities: list[Entity] = []
        self._length = 0

    def __len__(self) -> int:
        return self._length

    def write(self, text: str, kind: MessageEntityType | None = None, url: str | None = None) -> "Writer":
        """Add words, bold or italic or as a link; an address that is none is left out, its words are not."""
        start = self._length
        text = sendable(text)
        self._pieces.append(text)
        self._length += units(text)
        if usable_url(url):
            self.cover(start, MessageEntityType.TEXT_LINK, url)
        if kind is not None:
            self.cover(start, kind)
        return self

    def cover(self, start: int, kind: MessageEntityType, url: str | None = None) -> None:
        """Put an entity over all that was written since `start`."""
        if self._length > start:
            self._entities.append(Entity(kind, start, self._length - start, url))

    def part(self) -> Part:
        """Return what was written."""
        return Part("".join(self._pieces), tuple(sorted(self._entities, key=lambda e: (e.offset, -e.length))))


def join(parts: Iterable[Part], gap: str = GAP) -> Part:
    """Return parts as one, with a gap between."""
    texts: list[str] = []
    entities: list[Entity] = []
    length = 0
    for part in parts:
        if texts:
            length += units(gap)
        entities += [replace(entity, offset=entity.offset + length) for entity in part.entities]
        texts.append(part.text)
        length += units(part.text)
    return Part(gap.join(texts), tuple(entities))


def grouped(parts: Iterable[Part], gap: str, spare: int = 0, room: int = MAX_UNITS) -> Iterator[list[Part]]:
    """Yield parts together as far as they fit into `room`, with `spare` entities kept free; each must fit by itself."""
    group: list[Part] = []
    length = entities = 0
    for part in parts:
        part_length, part_entities = units(part.text), weight(part)
        length, entities = length + units(gap) + part_length, entities + part_entities
        if group and (length > room or entities + spare > MAX_ENTITIES):
            yield group
            group, length, entities = [], part_length, part_entities
        elif not group:
            length = part_length
        group.append(part)
    if group:
        yield group


def pack(parts: Iterable[Part]) -> tuple[Part, ...]:
    """Return the same parts in as few messages as fit, in order; each must fit by itself."""
    return tuple(join(group) for group in grouped(parts, GAP))


def cut(text: str, limit: int) -> tuple[str, ...]:
    """Cut a text into pieces of at most `limit` units that join to it: at sentence ends, at spaces, or anywhere."""
    pieces: list[str] = []
    while units(text) > limit:
        end = _end_of_piece(text[: _prefix(text, limit)])
        pieces.append(text[:end])
        text = text[end:]
    return (*pieces, text) if text or not pieces else tuple(pieces)


def _end_of_piece(head: str) -> int:
    """Return where a piece ends that is at most `head`: at the last good place, if one is not too early."""
    for place in (_SENTENCE_END, _SPACE):
        ends = [match.end() for match in place.finditer(head, len(head) // 4)]
        if ends:
            return ends[-1]
    return len(head)


def _prefix(text: str, limit: int) -> int:
    """Return how many characters of `text` fit into `limit` units, at least one."""
    head = text[:limit]
    over = units(head) - limit
    while over > 0:
        head = head[: -max(over // 2, 1)]
        over = units(head) - limit
    return max(len(head), 1)


def plain(part: Part) -> tuple[Part, ...]:
    """Return a part without entities, the addresses of its links written out: for when entities are refused."""
    data = part.text.encode("utf-16-le")
    links = [entity for entity in part.entities if entity.url]
    for entity in sorted(links, key=lambda e: e.end, reverse=True):
        data = data[: 2 * entity.end] + f" ({entity.url})".encode("utf-16-le") + data[2 * entity.end :]
    pieces = (piece.strip() for piece in cut(data.decode("utf-16-le"), MAX_UNITS))
    return tuple(Part(piece) for piece in pieces if is_visible(piece))


def split(part: Part, room: int = MAX_UNITS) -> tuple[Part, ...]:
    """Return a part that may be too long as several that fit into `room` units; entities are cut where the text is."""
    if part.fits and units(part.text) <= room:
        return (part,)
    limit = room if units(part.text) > room else max(units(part.text) // 2, 1)
    pieces: list[Part] = []
    start = 0
    for text in cut(part.text, limit):
        pieces += _trimmed(text, start, part.entities)
        start += units(text)
    return tuple(smaller for piece in pieces for smaller in (split(piece, room) if len(piece.text) > 1 else (piece,)))


def _trimmed(text: str, start: int, entities: Sequence[Entity]) -> Iterator[Part]:
    """Yield a piece of a longer text without the space around it, and what of the entities lies in it."""
    first = start + units(text) - units(text.lstrip())
    text = text.strip()
    last = first + units(text)
    inside = (entity for entity in entities if entity.offset < last and entity.end > first)
    if is_visible(text):
        yield Part(text, tuple(_clipped(entity, first, last) for entity in inside))


def _clipped(entity: Entity, first: int, last: int) -> Entity:
    begin, end = max(entity.offset, first), min(entity.end, last)
    return replace(entity, offset=begin - first, length=end - begin)


def shortened(text: str, limit: int) -> str:
    """Return a text of at most `limit` units; what is cut off is shown by "…"."""
    if units(text) <= limit:
        return text
    return text[: _prefix(text, limit - 1)].rstrip() + "…"
