"""Titles that were printed in capitals, set back into ordinary letters."""

import re

from retrieval.language.states import find_states
from retrieval.patterns import regex

_SMALL = frozenset(
    "of the to from and dated addressed against for on in by at with letter letters verbale verbales established"
    " pursuant"
    " resolution"
    " resolutions concerning members former their as an a or under regarding representatives its respect".split()
)
_FIXED = {
    "a.i.": "a.i.",
    "a.i": "a.i.",
    "d'affaires": "d'affaires",
    "d'ivoire": "d'Ivoire",
    "charge": "Chargé",
    "chargé": "Chargé",
    "interim": "interim",
    "ad": "ad",
    "ussr": "USSR",
    "isil": "ISIL",
}
_WORD = regex(r"[^\s(),;:]+")
_ROMAN = regex(r"[IVXL]+$")


def in_capitals(text: str) -> bool:
    """Tell whether a text is set in capitals; a stray small letter does not count."""
    letters = [char for char in text if char.isalpha()]
    return len(letters) > 8 and sum(char.isupper() for char in letters) > 0.8 * len(letters)


def set_in_small_letters(title: str) -> str:
    """Return a title in capitals as it would be printed today: names and offices keep their capitals."""
    words = 0
    previous = ""

    def cased(match: re.Match[str]) -> str:
        nonlocal words, previous
        words += 1
        word = match[0].lower().replace("’", "'")
        before, previous = previous, word
        if word in _FIXED:
            return _FIXED[word]
        if words > 1 and word in _SMALL and not (word == "representatives" and before == "permanent"):
            return word
        if len(word) > 1 and _ROMAN.match(match[0]):
            return match[0]
        return "-".join(part[:1].upper() + part[1:] for part in word.split("-"))

    return _WORD.sub(cased, title)


_PROPER = regex(
    r"\b(?:united nations|secretary-general|general assembly|security council|economic and social council"
    r"|human rights council"
    r"|middle east|european union|african union|league of arab states|arab|islamic|african|european|caribbean"
    r"|asian|pacific"
    r"|mediterranean|indian ocean|charter|organization|assembly|council|committee|palestine|palestinian|jerusalem"
    r"|golan|gaza"
    r"|kosovo|nagorno-karabakh|western sahara|falkland islands|malvinas|antarctica|member states?|states?"
    r"|government|governments"
    r"|guam|aids|hiv|international court of justice|international criminal court|secretariat|millennium summit)\b"
)


def sentence_case(text: str) -> str:
    """Return a heading in capitals as a sentence; proper names that are known keep their capital letters."""
    names = {found.span.start: found.span.end for found in find_states(set_in_small_letters(text))}
    small = _PROPER.sub(lambda match: set_in_small_letters(match[0].upper()).replace("states", "States"), text.lower())
    titled = set_in_small_letters(text)
    for start, end in names.items():
        small = small[:start] + titled[start:end] + small[end:]
    return small[:1].upper() + small[1:]
