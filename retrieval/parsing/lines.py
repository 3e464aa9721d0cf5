"""Joins wrapped lines to running text; a hyphen at a line's end goes only where the line end surely made it."""

import re
from collections.abc import Iterable

from retrieval.patterns import regex

_SPACES = regex(r"\s{2,}|\t")
_WORD = regex(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_LAST_PART = regex(r"([^\W\d_]+(?:-[^\W\d_]+)*)-$")
# no English word begins with these, so that what stands before the hyphen cannot be a word's first half
_ENDING = regex(
    r"(?:tions?|sions?|tional|tionally|ments?|mental|ings?|ness|ity|ities|ances?|ences?|ancy|ency|ously|fully|"
    r"ized|izing|"
    r"ization|tives?|tively|tween|bility|cially|cial|tial|tially|ture|tures|tary|ture|lished|ticular|cerning|"
    r"gation|rations?|lations?|cations?|zations?|mittee|"
    r"mission|ernment|ernments|national)(?![^\W\d_])"
)
_PREFIX = frozenset(
    "self non co pre anti inter ex vice post sub well long short cease follow all cross counter semi mid high low "
    "under "
    "decision policy so peace law fact human war two three four five six land sea air north south east west".split()
)


def vocabulary(texts: Iterable[str]) -> frozenset[str]:
    """Return the words of `texts` in small letters, when some line ends with a hyphen; else nothing is needed."""
    lines = tuple(texts)
    if not any(line.endswith("-") for line in lines):
        return frozenset()
    return frozenset(word for line in lines for word in _WORD.findall(line.lower()))


def join_lines(lines: Iterable[str], words: frozenset[str] = frozenset()) -> str:
    """Return `lines` as running text; `words` is the vocabulary of the whole document."""
    text = ""
    for raw in lines:
        line = _SPACES.sub(" ", raw).strip()
        if not text:
            text = line
        elif line:
            text = _joined(text, line, words)
    return text


def _joined(text: str, line: str, words: frozenset[str]) -> str:
    """Return both with a space between, or with nothing where a word or an address is broken."""
    if text.endswith("-") and (last := _LAST_PART.search(text[-60:])) and (first := _WORD.match(line)):
        if line[0].islower() and _made_by_line_end(last[1].lower(), first[0].lower(), words):
            return text[:-1] + line
        return text + line
    if (
        text.endswith("/")
        and line[:1]
        and not line[0].isspace()
        and re.search(r"(?:www\.|://|\b[A-Z]{1,4}/)\S*/$", text[-200:])
    ):
        return text + line
    return f"{text} {line}"


def _made_by_line_end(first: str, second: str, words: frozenset[str]) -> bool:
    """Tell whether the word is written without the hyphen elsewhere, or could not be written with it."""
    if f"{first}-{second}" in words or first in _PREFIX:
        return first + second in words and f"{first}-{second}" not in words
    return first + second in words or _ENDING.match(second) is not None
