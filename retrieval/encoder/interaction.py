"""Late interaction: each word of a question finds its like among the words of a sentence, in the sense they have.

A model sees a passage once, when it is taken in; what it makes of each word is kept, small, beside the passage's
vector. The projection that makes it small was learned by `benchmarks/fit.py` on questions and the sentences that answer
them, and is kept as data beside this module, for the packaged model. Source: Khattab and Zaharia, ColBERT, 2020.
"""

from collections.abc import Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from functools import cache
from hashlib import blake2b
from importlib.resources import as_file, files

import numpy as np
from numpy.typing import NDArray

from retrieval.types import Span

Floats = NDArray[np.float32]
DATA = "interaction.npz"
_TAG = 4  # bytes that tell which projection made the rows behind them
_STEPS = 7  # of its greatest number to each side of nothing: a number is kept in half a byte
_FINEST = 255  # a row's greatest number, which is at most 1, is kept in steps of a 255th


@dataclass(frozen=True, slots=True)
class Asked:
    """The words of a question: `rows` of unit length, (tokens, size), and what `shares` of it they are, sum 1.

    `spans`, (tokens, 2), say where each stands, in characters.
    """

    rows: Floats
    shares: Floats
    spans: NDArray[np.int64]

    def without(self, gone: Sequence[Span]) -> "Asked":
        """Return the words that do not stand at any of `gone`; all of them where nothing would be left."""
        kept = np.array(
            [not any(first < each.end and each.start < last for each in gone) for first, last in self.spans.tolist()]
        )
        if not kept.any() or kept.all():
            return self
        shares = self.shares[kept]
        return Asked(self.rows[kept], shares / shares.sum(), self.spans[kept])

    def faded(self, part: Span, by: float) -> Floats:
        """Return the shares, (tokens,), where words at `part` count only `by` times; as they are without others."""
        inside = (self.spans[:, 0] < part.end) & (part.start < self.spans[:, 1])
        if inside.all() or not inside.any():
            return self.shares
        shares = np.where(inside, self.shares * np.float32(by), self.shares)
        total: Floats = shares / shares.sum()
        return total


NOTHING_ASKED = Asked(np.zeros((0, 1), np.float32), np.zeros(0, np.float32), np.zeros((0, 2), np.int64))


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a text: where each begins, in characters, and what the model makes of it, in half a byte a number.

    `steps`, (tokens, size / 2), hold a number of the first half of a row in their lower four bits and one of the second
    in the upper four, from 1 to 15; 8 is nothing, and 15 the row's greatest number, which is `greatest`, (tokens,).
    """

    starts: NDArray[np.integer]
    steps: NDArray[np.uint8]
    greatest: NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Projection:
    """What makes the vectors of tokens small: `mean` (dim,), `down` (dim, size), `weigh` (dim,), for one model."""

    model: str
    mean: Floats
    down: Floats
    weigh: Floats
    tag: bytes

    def asked(self, tokens: Floats, spans: NDArray[np.int64], model: str) -> Asked:
        """Return the words of a question from what `model` makes of its tokens, (tokens, dim), at `spans`."""
        if model != self.model or not len(tokens):
            return NOTHING_ASKED
        raised = np.exp((heights := (tokens - self.mean) @ self.weigh) - heights.max())
        return Asked(self.small(tokens), raised / raised.sum(), spans)

    def small(self, tokens: NDArray[np.floating]) -> Floats:
        """Return tokens, (tokens, dim), as they are compared: (tokens, size) of unit length."""
        rows = (tokens - self.mean) @ self.down
        unit: Floats = rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), np.float32(1e-6))
        return unit.astype(np.float32, copy=False)

    def packed(self, tokens: Floats, starts: NDArray[np.int64], model: str) -> bytes:
        """Return the words of a passage as they are stored; nothing for another model.

        `tokens`, (tokens, dim), are what `model` makes of them, `starts`, (tokens,), the characters where they begin.
        """
        if model != self.model:
            return b""
        steps, greatest = in_steps(self.small(tokens))
        places = np.minimum(starts, np.iinfo(np.uint16).max).astype("<u2")
        return self.tag + places.tobytes() + greatest.tobytes() + steps.tobytes()

    def unpacked(self, stored: bytes) -> Words | None:
        """Return the words that were stored; `None` for those of another projection."""
        half = self.down.shape[1] // 2
        if stored[:_TAG] != self.tag or (len(stored) - _TAG) % (half + 3):
            return None
        count = (len(stored) - _TAG) // (half + 3)
        data = np.frombuffer(stored, np.uint8, offset=_TAG)
        steps = data[3 * count :].reshape(count, half)
        return Words(data[: 2 * count].view("<u2"), steps, data[2 * count : 3 * count])


def in_steps(rows: Floats) -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
    """Return rows of unit length, (tokens, size), as they are kept: `steps` and `greatest` of `Words`."""
    greatest = np.ceil(np.abs(rows).max(axis=1, initial=0) * _FINEST)
    levels = np.rint(rows * (_STEPS * _FINEST / np.maximum(greatest, 1))[:, None]).astype(np.int8) + (_STEPS + 1)
    first, second = np.hsplit(levels.astype(np.uint8), 2)
    return first | second << 4, greatest.astype(np.uint8)


def projection(model: str, mean: Floats, down: Floats, weigh: Floats) -> Projection:
    """Return a projection for `model` with the tag that its numbers give it; their shapes are those of `Projection`."""
    tag = blake2b(b"".join([model.encode(), *(each.tobytes() for each in (mean, down, weigh))]), digest_size=_TAG)
    return Projection(model, mean, down, weigh, tag.digest())


@cache
def packaged_projection() -> Projection:
    """Return the projection that comes with the package."""
    with as_file(files(__package__).joinpath(DATA)) as path, np.load(path, allow_pickle=False) as data:
        return projection(str(data["model"]), data["mean"], data["down"], data["weigh"])


class Reading:
    """How well the words of a question find their like in passages, and in sentences of them."""

    def __init__(self, asked: Asked, passages: Mapping[int, tuple[int, Words]]) -> None:
        """Take the words of each passage by its number, with the place in its letter that their starts count from."""
        self._shares = asked.shares
        self._passages = passages if len(asked.rows) else {}
        words = [each for _, each in self._passages.values()]
        counts = np.array([len(each.starts) for each in words], np.int64)
        firsts = np.cumsum(counts) - counts
        self._cosines = _cosines(asked, words)
        self._firsts = dict(zip(self._passages, firsts.tolist(), strict=True))
        best = np.zeros((len(counts), len(asked.shares)), np.float32)
        if (some := counts > 0).any():  # a passage without words would be given those of the next
            best[some] = np.maximum.reduceat(self._cosines, firsts[some])
        self._best = dict(zip(self._passages, best, strict=True))

    def counting(self, shares: Floats) -> "Reading":
        """Return the same reading in which the words have other `shares` of the question, (asked tokens,)."""
        other = copy(self)
        other._shares = shares
        return other

    def _usual(self) -> float:
        """Return how well the question finds its like in a passage on average.

        One whose words are not kept, as it was taken in before they were, is neither better nor worse for it.
        """
        return float(np.mean([each @ self._shares for each in self._best.values()])) if self._best else 0.0

    def knows(self, numbers: Sequence[int]) -> bool:
        """Tell whether the words of any of passages are kept; of others it only tells what is usual."""
        return not self._passages.keys().isdisjoint(numbers)

    def of_passages(self, numbers: Sequence[int]) -> float:
        """Return how well the question finds its like in passages together, in [-1, 1]; as usual where none is."""
        best = [self._best[number] for number in numbers if number in self._best]
        if not best:
            return self._usual()
        return float((best[0] if len(best) == 1 else np.max(best, axis=0)) @ self._shares)

    def of_spans(self, numbers: Sequence[int], spans: Sequence[Span]) -> list[float]:
        """Return how well the question finds its like at each of `spans` of a letter, in the passages `numbers` of it.

        As usual where none of the passages is known.
        """
        known = [number for number in numbers if number in self._passages]
        if not known:
            return [self._usual()] * len(spans)
        best = [0.0] * len(spans)
        places = np.array([(each.start, each.end) for each in spans]).reshape(-1, 2)
        for number in known:
            begins, words = self._passages[number]
            first = self._firsts[number]
            for at, (low, high) in enumerate(words.starts.searchsorted(places - begins).tolist()):
                if low < high:
                    found = np.maximum.reduce(self._cosines[first + low : first + high])
                    best[at] = max(best[at], float(found @ self._shares))
        return best


def _cosines(asked: Asked, passages: Sequence[Words]) -> Floats:
    """Return the cosines of the words of all passages with those asked for, (tokens, asked tokens)."""
    if not passages:
        return np.zeros((0, len(asked.rows)), np.float32)
    steps = np.concatenate([each.steps for each in passages])
    greatest = np.concatenate([each.greatest for each in passages]).astype(np.float32)
    first, second = np.vsplit(asked.rows.T, 2)
    cosines = (steps & 15).astype(np.float32) @ first + (steps >> 4).astype(np.float32) @ second
    cosines -= (_STEPS + 1) * asked.rows.sum(axis=1)
    cosines *= (greatest / np.float32(_STEPS * _FINEST))[:, None]
    return cosines
