"""A place in a letter that a question names: "A/76/9011 para 4", "footnote 3 of A/76/9011"."""

import re
from dataclasses import dataclass

from retrieval.numbering import label_of
from retrieval.patterns import regex
from retrieval.quoting import QUOTABLE
from retrieval.symbols import symbol_alone
from retrieval.types import Letter, Span

_PLACE = regex(
    r"(?:\b(?:in|at|under)\s)?(?:\bthe\s)?(?:\b(?:(?P<paragraph>para(?:graph)?s?)|foot\s?notes?|fn|notes?)\b\.?|¶)\s?(?:no\.?\s?|number\s)?(?P<number>\d{1,3})\b(?:\s(?:in|of)\b)?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Place:
    """A paragraph or a note, by the number that a reader finds it by."""

    number: str
    is_note: bool


def place_asked(text: str) -> Place | None:
    """Return the place of a letter that a question asks for, if it asks for nothing else."""
    found = _PLACE.search(text)
    if found is None or symbol_alone(text[: found.start()] + text[found.end() :]) is None:
        return None
    return Place(found["number"], is_note=found["paragraph"] is None and not found[0].startswith("¶"))


def find_place(letter: Letter, place: Place) -> Span | None:
    """Return where the place stands, in the letter itself before its annexes; `None` where there is none."""
    if place.is_note:
        notes = [each for each in letter.footnotes if each.indicator == place.number]
        return min(notes, key=lambda note: bool(note.part)).span if notes else None
    paragraphs = [each for each in letter.blocks if each.kind in QUOTABLE and each.number is not None]
    labels = ((each, label_of(letter, each)) for each in paragraphs)
    named = [each for each, label in labels if (str(each.number) if label is None else label) == place.number]
    return min(named, key=lambda each: bool(each.part)).span if named else None
