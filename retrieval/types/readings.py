"""A file as it was read: its pages, line by line, and the metadata that came with it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class LineRole(StrEnum):
    """What a reader can prove of a line from geometry or markup; `TEXT` leaves the question to the parser."""

    TEXT = "text"
    HEADING = "heading"
    QUOTE = "quote"
    NOTE = "note"
    FURNITURE = "furniture"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a page, or one paragraph where the format has no lines; empty text is a blank line.

    Raised indicators are superscript characters in `text` ("outset.¹", "data.ᵃ"). `left`, `top` and `size` are points
    from the top left corner of the page, 0 where the format has no geometry.
    """

    text: str
    left: float = 0.0
    top: float = 0.0
    size: float = 0.0
    role: LineRole = LineRole.TEXT


@dataclass(frozen=True, slots=True)
class Page:
    """One page; numbers start at 1."""

    number: int
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader made of one file: its pages, and the metadata that came with it (front matter, sidecar)."""

    format: str
    pages: tuple[Page, ...]
    metadata: Mapping[str, object] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()
