"""What scanners, converters and typists do to the words of a title, undone before it is read."""

import re
from collections.abc import Callable
from functools import partial

from retrieval.patterns import regex

# The words that every title is made of: they are known again with spaces inside and with the usual misreadings.
_WORDS = (
    "Permanent", "Representative", "Representatives", "Mission", "United", "Nations", "addressed", "Secretary",
    "General", "President", "Security", "Council", "Assembly", "Minister", "Foreign", "Affairs", "Chairman",
)  # fmt: skip
_MISREAD = {"m": "(?:m|rn)", "i": "[i1l|]", "l": "[l1i|]", "o": "[o0]", "u": "(?:u|ii)", "d": "(?:d|cl)"}


def _worn(word: str) -> re.Pattern[str]:
    """Return a pattern for a word with the damage of scanners: "Cou ncil", "Perrnanent", "CounciI"."""
    return regex(r"\b" + " ?".join(_MISREAD.get(char, char) for char in word.lower()) + r"\b", re.IGNORECASE)


_WORN = tuple((_worn(word), word) for word in _WORDS)
_FIGURES = str.maketrans("lIBgOo", "118900")


def _figures(match: re.Match[str]) -> str:
    return match[0].translate(_FIGURES)


_REPAIRS: tuple[tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]], ...] = (
    (regex(r"(?<=[a-z])-\s+(?=[a-z])"), ""),
    (regex(r"\b(?:frorn|frum|fron)\b"), "from"),
    (regex(r"\b(?:FRDM|FRON|FRQM)\b"), "FROM"),
    (regex(r"\b(?:LEITER|LElTER|LETfER|LE1TER|LETTBR|IETTER)\b"), "LETTER"),
    (regex(r"^(Letter)\s+dat\w{2}(?=\s)", re.IGNORECASE), r"\1 dated"),
    (regex(r"\bTD THE\b"), "TO THE"),
    (regex(r"\b(?:TEE|TBE|TIIE)(?=\s[A-Z])"), "THE"),
    (regex(r"\b(General)(for|of)\b"), r"\1 \2"),
    (regex(r"\b(of)(the)\b"), r"\1 \2"),
    (regex(r"(?i)\b(dated\s+)(?:II|ll|Il|lI)(?=\s)"), r"\g<1>11"),
    (regex(r"(?i)(?<=dated )(?=[lIO]?\d?[lIO]?\s)[\dlIO]{1,2}(?=\s)"), _figures),
    (regex(r"(?<=\s)[l1I2][9g0O][\dlBIOo]{2}(?=\s)"), _figures),
    (regex(r"(\d)(?:\*|\[\d+\]|[¹²³⁴-⁹⁰])+"), r"\1"),
)  # fmt: skip
_HYPHENS = regex(r"\b(Secretary)\s*[-‐‑–]?\s*(General)", re.IGNORECASE)


def tidied(title: str) -> str:
    """Return a title on one line, with what scanners and converters do to its words undone."""
    text = re.sub(r"\s+", " ", title.replace("’", "'").replace("**", "").replace("_", " ")).strip()
    for pattern, repair in _REPAIRS:
        text = pattern.sub(repair, text)
    for worn, word in _WORN:
        text = worn.sub(partial(_mended, word), text)
    return _HYPHENS.sub(r"\1-\2", text).strip(" *.;:,¹²³")


def _mended(word: str, match: re.Match[str]) -> str:
    """Return the word as it was meant to be printed: in capitals, with one, or in small letters."""
    printed: str = match[0]
    if printed.lower() == word.lower():
        return printed
    if sum(char.isupper() for char in printed) * 2 > len(printed):
        return word.upper()
    return word if printed[0].isupper() else word.lower()
