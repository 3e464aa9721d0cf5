"""Words of like meaning: "salary" is near "wages" and "pay". The table that a language model looks words up in says so.

Staff ask in words of their own; whether a passage holds what they mean is judged on these, beside the words themselves.
Those of the packaged model are kept as data beside this module, written by `benchmarks/neighbours.py`.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from importlib.resources import as_file, files
from itertools import chain, islice

import numpy as np
from numpy.typing import NDArray

from retrieval.language.analysis import terms

Near = Mapping[str, Mapping[str, float]]
"""For each stem of a question, the stems of like meaning with their strength in (0, 1]; the stem itself has 1."""

# Cosines of word vectors in the packaged model: "pay" and "salary" have 0.45, "guard" and "wall" 0.3.
_UNLIKE, _ALIKE = 0.35, 0.8
_WEAKEST = 0.2
_MOST = 12
_SHORTEST = 3
_AT_ONCE = 256  # stems whose neighbours are looked for in one go
DATA = "neighbours.npz"
_NO_TABLE = np.zeros((0, 1), np.float32)
_MARKS = "▁Ġ"  # how tokenizers mark the beginning of a word


class Neighbours:
    """The words that a model knows, by stem; empty for a model that does not tell its words."""

    def __init__(self, words: Sequence[str] = (), vectors: NDArray[np.float32] | None = None) -> None:
        """Take `words` with their `vectors`, (n, dim) float32; pieces of words are passed over."""
        places: dict[str, list[int]] = defaultdict(list)
        for place, word in enumerate(words):
            plain = word.lstrip(_MARKS).lower()
            stems = terms(plain) if plain.isalpha() and len(plain) >= _SHORTEST else ()
            if len(stems) == 1:
                places[stems[0]].append(place)
        self.stems = tuple(places)
        self._places = {stem: place for place, stem in enumerate(self.stems)}
        self._table = _means(vectors, list(places.values())) if vectors is not None and places else _NO_TABLE
        self._found: dict[str, Mapping[str, float]] = {}  # never more than the model has stems

    @classmethod
    def known(cls, found: Mapping[str, Mapping[str, float]]) -> "Neighbours":
        """Return neighbours that were looked for before; a stem without any may be left out."""
        neighbours = cls()
        neighbours._found = dict(found)
        return neighbours

    def knows(self, stem: str) -> bool:
        """Tell whether the model knows a word of this stem."""
        return stem in self._places or stem in self._found

    def near(self, stems: Iterable[str]) -> Near:
        """Return the neighbours of each of `stems`; one that the model does not know has only itself."""
        asked = tuple(stems)
        new = [stem for stem in asked if stem in self._places and stem not in self._found]
        if new:
            cosines = self._table[[self._places[stem] for stem in new]] @ self._table.T
            self._found |= {stem: self._nearest(row) | {stem: 1.0} for stem, row in zip(new, cosines, strict=True)}
        return {stem: self._found.get(stem, {stem: 1.0}) for stem in asked}

    def _nearest(self, cosines: NDArray[np.float32]) -> dict[str, float]:
        best = np.argpartition(-cosines, min(_MOST, len(cosines) - 1))[:_MOST]
        strengths = np.clip((cosines[best] - _UNLIKE) / (_ALIKE - _UNLIKE), 0.0, 1.0)
        return {self.stems[at]: float(each) for at, each in zip(best, strengths, strict=True) if each > _WEAKEST}


def packaged_neighbours() -> tuple[str, Neighbours]:
    """Return the identity of the packaged model, and the neighbours of its words."""
    with as_file(files(__package__).joinpath(DATA)) as path, np.load(path, allow_pickle=False) as data:
        stems = data["stems"].tobytes().decode().split("\n")
        counts, others, strengths = (data[name].tolist() for name in ("counts", "others", "strengths"))
        pairs = iter(zip(others, strengths, strict=True))
        found = {
            stem: {stems[at]: value for at, value in islice(pairs, count)} | {stem: 1.0}
            for stem, count in zip(stems, counts, strict=True)
        }
        return str(data["model"]), Neighbours.known(found)


def as_data(model: str, neighbours: Neighbours) -> dict[str, NDArray[np.generic]]:
    """Return what `packaged_neighbours` reads, by name; `model` is the identity of the model."""
    stems = neighbours.stems
    near: dict[str, Mapping[str, float]] = {}
    for start in range(0, len(stems), _AT_ONCE):
        near |= neighbours.near(stems[start : start + _AT_ONCE])
    places = {stem: place for place, stem in enumerate(stems)}
    pairs = [(places[other], value) for stem in stems for other, value in near[stem].items() if other != stem]
    return {
        "model": np.array(model),
        "stems": np.frombuffer("\n".join(stems).encode(), np.uint8),
        "counts": np.array([len(near[stem]) - 1 for stem in stems], np.uint8),
        "others": np.array([place for place, _ in pairs], np.uint16),
        "strengths": np.array([value for _, value in pairs], np.float32),
    }


class Meaning:
    """What a question means: its stems with their `shares`, 1 together, and the stems of like meaning."""

    def __init__(self, near: Near, shares: Mapping[str, float]) -> None:
        means: dict[str, list[tuple[int, float]]] = defaultdict(list)
        for place, (stem, share) in enumerate(shares.items()):
            for other, value in {**near.get(stem, {}), stem: 1.0}.items():
                means[other].append((place, share * value))
        self._means = dict(means)
        self._telling = frozenset(means)
        self._size = len(shares)

    def held_by(self, *stems: frozenset[str]) -> float:
        """Return how much of the question all `stems` mean, in [0, 1]: each of its stems as far as the best does."""
        best = [0.0] * self._size
        for stem in chain.from_iterable(map(self._telling.intersection, stems)):
            for place, value in self._means[stem]:
                best[place] = max(best[place], value)
        return sum(best)


def strength(near: Near, stem: str, held: frozenset[str]) -> float:
    """Return how well the best of `held` means `stem`: 1 for the stem itself, 0 for nothing like it."""
    if stem in held:
        return 1.0
    return max((value for other, value in near.get(stem, {}).items() if other in held), default=0.0)


def merged(near: Near, also: Near) -> Near:
    """Return what each stem of both means, in either, as strongly as in the stronger."""
    return {stem: _stronger(near.get(stem, {}), also.get(stem, {})) for stem in {**near, **also}}


def _stronger(one: Mapping[str, float], other: Mapping[str, float]) -> Mapping[str, float]:
    return {stem: max(one.get(stem, 0.0), other.get(stem, 0.0)) for stem in {**one, **other}}


def _means(vectors: NDArray[np.float32], groups: Sequence[Sequence[int]]) -> NDArray[np.float32]:
    """Return the mean of each group of rows, of unit length, about the mean of all."""
    centred = vectors - vectors.mean(axis=0)
    centred /= np.maximum(np.linalg.norm(centred, axis=1, keepdims=True), np.float32(1e-12))
    means = np.stack([centred[group].mean(axis=0) for group in groups])
    unit: NDArray[np.float32] = means / np.maximum(np.linalg.norm(means, axis=1, keepdims=True), np.float32(1e-12))
    return unit
