"""What is measured or counted by a word behind "how": "how long", "how many", "how tall". One table for all who ask."""

import re
from enum import Flag, auto

from retrieval.patterns import regex


class Measured(Flag):
    """How an answer tells what is asked for by a word behind "how"."""

    NUMBERED = auto()
    """A sentence with a number rather answers: it is shown before one without."""
    IN_FIGURES = auto()
    """Only a number answers: where none stands near what is asked, that tells against the answer."""
    UNSAID = auto()
    """The answer hardly has the word itself: "how long did it last" is answered by "for nine days"."""


_COUNTED = Measured.NUMBERED | Measured.IN_FIGURES
_SIZED = Measured.IN_FIGURES | Measured.UNSAID
_ALL = _COUNTED | Measured.UNSAID
# The evidence was fitted with each word told as it is here: a gap ("tall" is not NUMBERED) may mean no more than that.
_TABLE = {
    "many": _COUNTED, "much": _COUNTED, "little": Measured.NUMBERED,
    "long": _ALL, "far": _ALL, "often": _ALL, "old": _ALL, "big": _ALL, "large": _ALL, "high": _ALL,
    "close": Measured.NUMBERED | Measured.UNSAID,
    "tall": _SIZED, "deep": _SIZED, "wide": _SIZED, "heavy": _SIZED, "fast": _SIZED,
    "low": Measured.UNSAID, "near": Measured.UNSAID, "small": Measured.UNSAID, "soon": Measured.UNSAID,
    "late": Measured.IN_FIGURES, "early": Measured.IN_FIGURES,
}  # fmt: skip


def how(measured: Measured) -> str:
    """Return the pattern of "how" with a word of the table that is told so; the word is the group `measure`."""
    words = (word for word, told in _TABLE.items() if measured in told)
    return rf"\bhow (?P<measure>{'|'.join(words)})\b"


UNITS = (
    (regex(r"\bhow old\b", re.IGNORECASE), regex(r"\b(?:years?|aged?|old|born)\b", re.IGNORECASE)),
    (
        regex(r"\bhow (?:tall|deep|wide)\b", re.IGNORECASE),
        # takes "94 metres"; leaves "118 cubic metres per second" alone
        regex(
            r"(?<!\bcubic )(?<!\bsquare )\b(?:(?:centi|kilo)?met(?:re|er)s?|feet|foot|inch(?:es)?|miles?|yards?|"
            r"storeys?)\b|\d\s?(?:m|cm|km|ft)\b"
        ),
    ),
)
"""What asks for a measure, and what gives one: "how old was he" - "34 years"; "how tall is it" - "94 metres"."""
