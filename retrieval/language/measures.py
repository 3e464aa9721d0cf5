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
_ALL = _COUNTED | Measured.UNSAID
# The evidence was fitted with each word told as it is here, but that "tall" and the four behind it were not NUMBERED: a
# gap ("low" is not IN_FIGURES) may mean no more than that.
_TABLE = {
    "many": _COUNTED, "much": _COUNTED, "little": Measured.NUMBERED,
    "long": _ALL, "far": _ALL, "often": _ALL, "old": _ALL, "big": _ALL, "large": _ALL, "high": _ALL,
    "close": Measured.NUMBERED | Measured.UNSAID,
    "tall": _ALL, "deep": _ALL, "wide": _ALL, "heavy": _ALL, "fast": _ALL,
    "low": Measured.UNSAID, "near": Measured.UNSAID, "small": Measured.UNSAID, "soon": Measured.UNSAID,
    "late": Measured.IN_FIGURES, "early": Measured.IN_FIGURES,
}  # fmt: skip


def how(measured: Measured) -> str:
    """Return the pattern of "how" with a word of the table that is told so; the word is the group `measure`."""
    words = (word for word, told in _TABLE.items() if measured in told)
    return rf"\bhow (?P<measure>{'|'.join(words)})\b"


_WAYS = "tall|high|deep|wide|broad|across|long|thick"


def _length(ways: str) -> re.Pattern[str]:
    """Return the pattern of a length that is not said to be one in another of the `_WAYS` than `ways`.

    Takes "94 metres"; leaves "118 cubic metres per second" alone, and "94 metres high" where a width is asked for.
    """
    return regex(
        r"(?:(?<!\bcubic )(?<!\bsquare )\b(?:(?:milli|centi|kilo)?met(?:re|er)s?|feet|foot|inch(?:es)?|miles?|yards?|"
        rf"storeys?)\b|\d\s?(?:mm|m|cm|km|ft)\b)(?!\s(?!(?:{ways})\b)(?:{_WAYS})\b)"
    )


UNITS = (
    (regex(r"\bhow old\b", re.IGNORECASE), regex(r"\b(?:years?|aged?|old|born)\b", re.IGNORECASE)),
    (regex(r"\bhow tall\b", re.IGNORECASE), _length("tall|high")),
    (regex(r"\bhow deep\b", re.IGNORECASE), _length("deep")),
    (regex(r"\bhow wide\b", re.IGNORECASE), _length("wide|broad|across")),
    (
        regex(r"\bhow heavy\b", re.IGNORECASE),
        regex(r"\b(?:tons?|tonn(?:es?|age)|(?:kilo)?gram(?:me)?s?|kilos?|pounds?|stone)\b|\d\s?(?:kg|t|lbs?)\b"),
    ),
    (
        regex(r"\bhow fast\b", re.IGNORECASE),
        regex(
            r"\bknots?\b|\b(?:(?:kilo)?met(?:re|er)s|miles) (?:per|an?|each) (?:hour|second)\b|\d\s?(?:km/h|kph|mph)\b"
        ),
    ),
)
"""What asks for a measure, and what gives one: "how old was he" - "34 years"; "how tall is it" - "94 metres"."""

# Takes " tons" behind "3,000"; what is counted so is another thing.
OF_A_UNIT = regex(
    r"(?<=\w)(?:\s(?:million|thousand|hundred|billion))?\s(?:(?:cubic|square|nautical|metric|long|short)\s)?"
    r"(?:tons?|tonnes?|(?:kilo|centi|milli)?met(?:re|er)s?|miles?|feet|inch(?:es)?|yards?|hectares?|acres?|litres?|gallons?|"
    r"barrels?|(?:kilo)?grams?|(?:mega|kilo)?watts?|per\scent|degrees?|knots?|dollars?|pounds?|euros?|francs?|crowns?|"
    r"years?|months?|weeks?|days?|hours?|minutes?|seconds?)\b"
)


def measure_asked(text: str) -> re.Pattern[str] | None:
    """Return what gives the measure that a question asks for, if it asks for one that is told by its unit."""
    return next((gives for asks, gives in UNITS if asks.search(text)), None)
