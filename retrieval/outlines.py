"""How the passages of a letter hang together: which notes each calls, and whose words it holds; without any text."""

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass

from retrieval.types import PassageKind

Family = tuple[int, ...]
"""A passage, then the notes that it calls; a note that no passage calls stands alone."""
Outlined = tuple[int, PassageKind, str, Sequence[str], tuple[str, ...]]
"""A passage with its kind, its part, its indicators and its attribution."""


@dataclass(frozen=True, slots=True)
class Outline:
    """The passages of one letter by number; `families` in their order, `alone` the notes that nobody calls."""

    families: tuple[Family, ...]
    alone: tuple[int, ...]
    attribution: Mapping[int, tuple[str, ...]]

    def holding(self, wanted: Set[int]) -> Iterator[Family]:
        """Yield the families that hold any of `wanted`."""
        yield from (family for family in self.families if not wanted.isdisjoint(family))
        yield from ((note,) for note in self.alone if note in wanted)

    def whole(self, wanted: Set[int]) -> Iterator[Family]:
        """Yield all families, and those of `wanted` that are notes which nobody calls."""
        yield from self.families
        yield from ((note,) for note in self.alone if note in wanted)


def outline(passages: Iterable[Outlined]) -> Outline:
    """Return the outline of a letter from its passages in their order."""
    held = list(passages)
    notes: dict[tuple[str, str], list[int]] = {}
    for passage, kind, part, indicators, _ in held:
        if kind is PassageKind.FOOTNOTE:
            for mark in indicators:
                notes.setdefault((part, mark), []).append(passage)
    families = tuple(
        (passage, *dict.fromkeys(note for mark in indicators for note in notes.get((part, mark), ())))
        for passage, kind, part, indicators, _ in held
        if kind is not PassageKind.FOOTNOTE
    )
    called = {note for family in families for note in family[1:]}
    alone = tuple(each[0] for each in held if each[1] is PassageKind.FOOTNOTE and each[0] not in called)
    return Outline(families, alone, {each[0]: each[4] for each in held})
