"""Our values ↔ JSON, for what is written down or comes from another process; what is read is checked in every field.

The JSON holds the values of `types` as they are declared; what people and other programs are shown is made elsewhere.
"""

import json
import threading
from collections.abc import Iterable
from dataclasses import fields
from functools import cache
from typing import Any, TypeVar, cast

import msgspec

T = TypeVar("T")

# While msgspec looks through a type, another thread that reads with what is known of it by then ends the process.
_LOOKING = threading.Lock()


def encode(value: object) -> bytes:
    """Return a value as JSON, the same bytes for equal values. Raises UnicodeEncodeError for text that is none."""
    return msgspec.json.encode(value)


def encode_short(value: object) -> str:
    """Return a value as JSON without the fields that stand at their default."""
    return json.dumps(value, default=_told, ensure_ascii=False, separators=(",", ":"))


def encode_ascii(value: object) -> str:
    """Return a value as JSON in ASCII: halves of characters, which people may send, come back from it as they were."""
    return json.dumps(msgspec.to_builtins(value))


def decode_ascii(data: str, kind: type[T]) -> T:
    """Return the value of that kind that `encode_ascii` wrote. Raises ValueError."""
    _decoder(cast("Any", kind))  # which looks through the type, where nobody else does
    return msgspec.convert(json.loads(data), kind)


def decode(data: bytes | str, kind: type[T]) -> T:
    """Return the value of that kind that `data` holds; left-out fields stand at their default. Raises ValueError."""
    value: T = _decoder(cast("Any", kind)).decode(data)
    return value


def decode_all(data: Iterable[str], kind: type[T]) -> list[T]:
    """Return the values of that kind that each of `data` holds, read in one go. Raises ValueError."""
    return decode(f"[{','.join(data)}]", list[kind])  # type: ignore[valid-type]


@cache
def _decoder(kind: type[Any]) -> msgspec.json.Decoder[Any]:
    with _LOOKING:
        return msgspec.json.Decoder(kind)


def _told(value: object) -> dict[str, object]:
    known = _defaults(cast("Any", type(value))).items()
    return {name: held for name, default in known if (held := getattr(value, name)) != default}


@cache
def _defaults(kind: type[Any]) -> dict[str, object]:
    """Return the fields of a dataclass with their defaults; `MISSING`, which nothing equals, where there is none."""
    return {field.name: field.default for field in fields(kind)}
