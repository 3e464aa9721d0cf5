"""A letter as it is ranked: which notes each of its passages calls, whose words it holds, who sent it and when.

Without any text.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from retrieval.types import PassageKind

Family = tuple[int, ...]
"""A passage, then the notes that it calls; a note that no passage calls stands alone."""
Outlined = tuple[int, PassageKind, str, Sequence[str], tuple[str, ...]]
"""A passage with its kind, its part, its indicators and its attribution."""


@dataclass(frozen=True, slots=True)
class Outline:
    """The passages of one letter by number; `families` in their order, those of notes that nobody calls last.

    `places` says in which families a passage is, `whole` how many of them are not such notes, `voices` whose words
    any of them holds.
    """

    families: tuple[Family, ...]
    whole: int
    places: Mapping[int, tuple[int, ...]]
    attribution: Mapping[int, tuple[str, ...]]
    voices: tuple[tuple[str, ...], ...]
    senders: tuple[str, ...]
    date: str | None

    def holding(self, wanted: Sequence[int], *, every: bool = False) -> list[Family]:
        """Return the families that hold any of `wanted`; with `every`, also all others that are more than a note."""
        if len(wanted) == 1 and not every:  # so it is with most letters that a search finds
            return [self.families[place] for place in self.places.get(wanted[0], ())]
        first = self.whole if every else 0
        places = {place for passage in wanted for place in self.places.get(passage, ()) if place >= first}
        return [*self.families[:first], *(self.families[place] for place in sorted(places))]


def outline(passages: Iterable[Outlined], senders: tuple[str, ...], date: str | None) -> Outline:
    """Return the outline of a letter from its passages in their order."""
    held = list(passages)
    notes: dict[tuple[str, str], list[int]] = {}
    for passage, kind, part, indicators, _ in held:
        if kind is PassageKind.FOOTNOTE:
            for mark in indicators:
                notes.setdefault((part, mark), []).append(passage)
    families = tuple(
        (passage, *dict.fromkeys(note for mark in indicators for note in notes.get((part, mark), ())))
        if indicators
        else (passage,)
        for passage, kind, part, indicators, _ in held
        if kind is not PassageKind.FOOTNOTE
    )
    called = {note for family in families for note in family[1:]}
    alone = tuple((each[0],) for each in held if each[1] is PassageKind.FOOTNOTE and each[0] not in called)
    places: dict[int, tuple[int, ...]] = {}
    for place, family in enumerate((*families, *alone)):
        for passage in family:
            places[passage] = (*places[passage], place) if passage in places else _only(place)
    attribution = {each[0]: each[4] for each in held}
    voices = tuple(dict.fromkeys(attribution.values()))
    return Outline((*families, *alone), len(families), places, attribution, voices, senders, date)


@lru_cache(maxsize=4_096)
def _only(place: int) -> tuple[int, ...]:
    """Return the one tuple of a place that all letters remembered share."""
    return (place,)
