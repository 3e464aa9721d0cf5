"""The data of buttons: a typed value, and its 64 bytes or less; it points to what the ledger holds, and lasts."""

import re
from dataclasses import dataclass
from enum import StrEnum

from bot.numbers import number


class View(StrEnum):
    """What can be opened below an answer."""

    CONTEXT = "c"
    FOOTNOTES = "f"
    MORE = "m"


class Relation(StrEnum):
    """How letters belong to a letter; related are its corrigenda, addenda and revisions, and what it is one of."""

    CITES = "c"
    CITED_BY = "b"
    REPLIES = "r"
    RELATED = "k"


@dataclass(frozen=True, slots=True)
class OpenView:
    """Open a view of an answer at a page, counted from 0."""

    answer_id: int
    view: View
    page: int = 0


@dataclass(frozen=True, slots=True)
class Vote:
    """Say whether an answer helped."""

    answer_id: int
    helpful: bool


@dataclass(frozen=True, slots=True)
class OpenLetter:
    """Show the card of a letter, in the place of the message or (`below`) under it."""

    name_id: int
    below: bool = False


@dataclass(frozen=True, slots=True)
class OpenRelated:
    """Show the letters that belong to a letter, in the place of the message or (`below`) under it."""

    name_id: int
    relation: Relation
    page: int = 0
    below: bool = False


@dataclass(frozen=True, slots=True)
class OpenText:
    """Show a page of the words of a letter."""

    name_id: int
    page: int = 0


@dataclass(frozen=True, slots=True)
class OpenSpot:
    """Show under the message the page of the words of a letter with the paragraph that begins at `start`, or its card.

    In another text that has taken its place meanwhile hardly any paragraph begins just there.
    """

    name_id: int
    start: int


@dataclass(frozen=True, slots=True)
class Browse:
    """Show a page of a list of letters, in the place of the message or (`below`) under it."""

    name_id: int
    page: int
    below: bool = False


@dataclass(frozen=True, slots=True)
class Close:
    """Take back what a button opened."""


@dataclass(frozen=True, slots=True)
class Stay:
    """Do nothing: the button only shows where one is."""


Tap = OpenView | Vote | OpenLetter | OpenRelated | OpenText | OpenSpot | Browse | Close | Stay
BELOW = "1"
_PATTERN = re.compile(r"([a-z])((?::-?\w{1,20})*)", re.ASCII)


def encode(tap: Tap) -> str:
    """Return the data of a button."""
    match tap:
        case OpenView(answer_id, view, page):
            return f"a:{answer_id}:{view}:{page}"
        case Vote(answer_id, helpful):
            return f"v:{answer_id}:{int(helpful)}"
        case OpenLetter(name_id, below):
            return f"l:{name_id}:{int(below)}"
        case OpenRelated(name_id, relation, page, below):
            return f"r:{name_id}:{relation}:{page}" + (f":{BELOW}" if below else "")
        case OpenText(name_id, page):
            return f"t:{name_id}:{page}"
        case OpenSpot(name_id, start):
            return f"p:{name_id}:{start}"
        case Browse(name_id, page, below):
            return f"b:{name_id}:{page}" + (f":{BELOW}" if below else "")
        case Close():
            return "x"
        case Stay():
            return "s"


def decode(data: str) -> Tap | None:
    """Return what a button means; `None` for data that is none of ours."""
    match = _PATTERN.fullmatch(data)
    if match is None:
        return None
    try:
        return _decoded(match[1], match[2].split(":")[1:])
    except ValueError:
        return None


def _decoded(kind: str, values: list[str]) -> Tap | None:
    match kind, values:
        case "a", [answer_id, view, page]:
            return OpenView(number(answer_id), View(view), number(page))
        case "v", [answer_id, helpful]:
            return Vote(number(answer_id), helpful == "1")
        case "l", [name_id, below]:
            return OpenLetter(number(name_id), below == "1")
        case "r", [name_id, relation, page, *below] if below in ([], [BELOW]):
            return OpenRelated(number(name_id), Relation(relation), number(page), bool(below))
        case "t", [name_id, page]:
            return OpenText(number(name_id), number(page))
        case "p", [name_id, start]:
            return OpenSpot(number(name_id), number(start))
        case "b", [name_id, page, *below] if below in ([], [BELOW]):
            return Browse(number(name_id), number(page), bool(below))
        case "x", []:
            return Close()
        case "s", []:
            return Stay()
    return None
