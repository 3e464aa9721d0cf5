"""Words that a dictionary puts together: who is "jailed" is imprisoned, "distrust" is suspicion.

A model tells by its table only what words of one piece are like; a dictionary knows the seldom ones too. The relations
are those of WordNet 3, as strong as the packaged model finds the two words like each other, so that "cop" stands for a
policeman rather than for copper. They are kept as data beside this module, written by `benchmarks/thesaurus.py`.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib.resources import as_file, files

import numpy as np
from numpy.typing import NDArray

from retrieval.encoder.neighbours import Near

DATA = "thesaurus.npz"
_STEPS = 100  # of a strength, as it is kept


class Thesaurus:
    """For stems, those of related words with their strength in (0, 1)."""

    def __init__(
        self, stems: Sequence[str], counts: NDArray[np.int64], others: NDArray[np.uint16], steps: NDArray[np.uint8]
    ) -> None:
        """Take for each of `stems` how many others it has, (n,), and those of all in turn, (pairs,), with strengths."""
        self._stems, self._others, self._steps = stems, others, steps
        self._places = {stem: place for place, stem in enumerate(stems)}
        self._starts = np.concatenate(([0], np.cumsum(counts)))

    def near(self, stems: Iterable[str]) -> Near:
        """Return the related words of those of `stems` that have any."""
        return {stem: self._related(self._places[stem]) for stem in stems if stem in self._places}

    def _related(self, place: int) -> Mapping[str, float]:
        own = slice(self._starts[place], self._starts[place + 1])
        pairs = zip(self._others[own].tolist(), self._steps[own].tolist(), strict=True)
        return {self._stems[other]: step / _STEPS for other, step in pairs}


@cache
def packaged_thesaurus() -> Thesaurus:
    """Return the thesaurus that comes with the package."""
    with as_file(files(__package__).joinpath(DATA)) as path, np.load(path, allow_pickle=False) as data:
        stems = data["stems"].tobytes().decode().split("\n")
        return Thesaurus(stems, data["counts"].astype(np.int64), data["others"], data["steps"])


def as_data(near: Near) -> dict[str, NDArray[np.generic]]:
    """Return what `packaged_thesaurus` reads, by name; each stem has at most 255 others, all 65,535 at most."""
    stems = sorted({*near, *(other for related in near.values() for other in related)})
    places = {stem: place for place, stem in enumerate(stems)}
    pairs = [(places[other], value) for stem in stems for other, value in near.get(stem, {}).items()]
    return {
        "stems": np.frombuffer("\n".join(stems).encode(), np.uint8),
        "counts": np.array([len(near.get(stem, ())) for stem in stems], np.uint8),
        "others": np.array([place for place, _ in pairs], np.uint16),
        "steps": np.array([round(value * _STEPS) for _, value in pairs], np.uint8),
    }
