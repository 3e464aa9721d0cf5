"""The words of all passages in memory: which passages each word stands in, and BM25 over passages and whole letters.

Derived from the words in the store, and many times faster than a full-text query where a question has common words.
Source: Robertson and Zaragoza, The Probabilistic Relevance Framework: BM25 and Beyond (2009), with 1 added to the idf.
"""

import math
import threading
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray
from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein

from retrieval.storage import saved
from retrieval.storage.segments import MOST_ROWS, Counts, Numbers, Row, Segment, Vocabulary, compacted, made
from retrieval.storage.store import State

K1 = 1.2
B = 0.75

MANIFEST = "words.json"
_REMEMBERED_SLIPS = 4_096
_MOST_SEGMENTS = 12  # that were added since they were last joined

Scores = NDArray[np.float32]
Rows = NDArray[np.int32]
_KEPT = ("starts", "rows", "in_text", "in_context", "passages", "letters", "text_lengths", "context_lengths")
_LONG = 16  # times as many rows as are asked for: then these are looked up among those
_ONE_CONTEXT = 1 << 24  # added to the count of a word in a letter for each context line that it stands in


@dataclass(frozen=True)
class _Snapshot:
    """One state of everything; a search works on one, and a change makes another.

    A row is numbered through all segments. `words` only ever grows, and is shared by all snapshots until the index is
    made anew; the last `loose` segments have not been joined yet.
    """

    words: Vocabulary
    segments: tuple[Segment, ...]
    alive: NDArray[np.bool_]
    loose: int = 0

    @cached_property
    def count(self) -> int:
        return int(self.alive.sum())

    @cached_property
    def firsts(self) -> list[int]:
        """Return the first row of each segment."""
        return [0, *np.cumsum([len(each) for each in self.segments]).tolist()][:-1]

    @cached_property
    def passages(self) -> Numbers:
        return np.concatenate([np.zeros(0, np.int64), *(each.passages for each in self.segments)])

    @cached_property
    def letters(self) -> Numbers:
        return np.concatenate([np.zeros(0, np.int64), *(each.letters for each in self.segments)])

    @cached_property
    def norms(self) -> Scores:
        """Return the share of BM25's denominator that depends on the length of a passage, (rows,)."""
        lengths = [each.text_lengths + each.context_lengths.astype(np.float32) for each in self.segments]
        return _norms(np.concatenate([np.zeros(0, np.float32), *lengths]), self.alive)

    @cached_property
    def least_norms(self) -> list[float]:
        """Return the least of `norms` in each segment."""
        places = zip(self.firsts, self.segments, strict=True)
        return [float(self.norms[first : first + len(each)].min(initial=K1)) for first, each in places]

    @cached_property
    def letter_norms(self) -> Scores:
        """Return the same for letters, (numbers,): of the text of all passages, and one context line."""
        return _norms(self.letter_lengths, self.letter_lengths > 0)

    @cached_property
    def letter_lengths(self) -> Scores:
        """Return how many words the text of each letter has, (numbers,)."""
        text_lengths = np.concatenate([np.zeros(0, np.uint16), *(each.text_lengths for each in self.segments)])
        size = int(self.letters.max(initial=0)) + 1
        return np.bincount(self.letters, text_lengths * self.alive, size).astype(np.float32)

    def frequency(self, word: str) -> int:
        """Return in how many living rows a word stands."""
        number = self.words.get(word)
        if number is None:
            return 0
        parts = [each.rows[each.of(number)] for each in self.segments]
        if self.count == len(self.alive):
            return sum(map(len, parts))
        living = (self.alive[first:][rows] for rows, first in zip(parts, self.firsts, strict=True))
        return sum(map(int, map(np.count_nonzero, living)))

    def postings(self, number: int) -> tuple[Rows, Counts, Counts]:
        """Return the living rows of a word, ascending, and how often it stands in their text and context line."""
        parts = [
            (each, place, first)
            for each, first in zip(self.segments, self.firsts, strict=True)
            if (place := each.of(number)).stop > place.start
        ]
        if not parts:
            return np.zeros(0, np.int32), np.zeros(0, np.uint8), np.zeros(0, np.uint8)
        rows = np.concatenate([each.rows[place].astype(np.int32) + first for each, place, first in parts])
        text = np.concatenate([each.in_text[place] for each, place, _ in parts])
        context = np.concatenate([each.in_context[place] for each, place, _ in parts])
        if self.count < len(self.alive):
            living = self.alive[rows]
            return rows[living], text[living], context[living]
        return rows, text, context


@dataclass(frozen=True, slots=True)
class _Part:
    """What one word adds in a segment: `counts` by ascending `rows`, and at most `bound` for a row."""

    rows: NDArray[np.uint16]
    counts: Scores
    value: float
    bound: float

    def at(self, rows: NDArray[np.uint16]) -> tuple[NDArray[np.uint16], Scores]:
        """Return those of `rows` that hold the word, with their counts."""
        places = np.minimum(np.searchsorted(self.rows, rows), len(self.rows) - 1)
        held = self.rows[places] == rows
        return rows[held], self.counts[places[held]]


class WordIndex:
    """Searches passages and letters by their words. Searches never wait; changes are made by one thread at a time."""

    def __init__(self) -> None:
        self._snapshot = _empty()
        self._spellings = _Spellings()
        self._meant: tuple[_Snapshot, dict[str, str | None]] = (self._snapshot, {})

    def __len__(self) -> int:
        return self._snapshot.count

    @property
    def outgrown(self) -> bool:
        """Tell whether so much was taken out that the index should be made anew."""
        snapshot = self._snapshot
        return len(snapshot.alive) > 1_000 and snapshot.count < 0.7 * len(snapshot.alive)

    def frequency(self, word: str) -> int:
        """Return in how many passages a word stands."""
        return self._snapshot.frequency(word)

    def correct(self, word: str) -> str | None:
        """Return the word held that `word` is most likely a slip of; `None` when it is held, or nothing is near."""
        snapshot, known = self._meant  # a question asks for each of its words more than once
        if snapshot is not self._snapshot or len(known) >= _REMEMBERED_SLIPS:
            snapshot, known = self._meant = (self._snapshot, {})
        if word not in known:
            known[word] = self._correct(word, snapshot)
        return known[word]

    def _correct(self, word: str, snapshot: _Snapshot) -> str | None:
        slips = slips_allowed(word)
        if not slips or snapshot.frequency(word):
            return None
        near = self._spellings.near(word, slips, snapshot.words)
        known = [(distance, -count, each) for distance, each in near if (count := snapshot.frequency(each))]
        return min(known)[2] if known else None

    def search(self, words: Mapping[str, float], k: int, letters: Numbers | None = None) -> list[tuple[int, float]]:
        """Return the `k` passages that weighted words describe best, with their scores; ties by number.

        `letters` are the letters that may be found; `None` is all.
        """
        snapshot = self._snapshot
        if k < 1:
            return []
        asked = _asked(snapshot, words)
        best = _Best(k)
        for place, first in enumerate(snapshot.firsts):
            segment = snapshot.segments[place]
            norms = snapshot.norms[first : first + len(segment)]
            rows, scores = _accumulated(_parts(segment, asked, snapshot.least_norms[place]), norms, best.least)
            allowed = snapshot.alive[rows + first]
            if letters is not None:
                allowed &= _held(segment.letters[rows], letters)
            rows, scores = rows[allowed], scores[allowed]
            good = scores >= _least_of(scores, k)
            best.add(segment.passages[rows[good]], scores[good])
        return best.found()

    def search_letters(
        self, words: Mapping[str, float], k: int, letters: Numbers | None = None
    ) -> list[tuple[int, float]]:
        """Return the `k` letters that weighted words describe best as a whole, by number, with their scores."""
        snapshot = self._snapshot
        norms = snapshot.letter_norms
        scores = np.zeros(len(norms), np.float32)
        held = int(np.count_nonzero(snapshot.letter_lengths))
        for word, weight in words.items():
            counts = _letter_counts(snapshot, word)
            if counts is not None:
                scores += np.float32(weight * _idf(int(np.count_nonzero(counts)), held)) * _saturated(counts, norms)
        numbers = _scored(scores)
        if letters is not None:
            numbers = numbers[_held(numbers, letters)]
        best = _Best(k)
        best.add(numbers, scores[numbers])
        return best.found()

    def holding(self, passages: ArrayLike, words: Sequence[str]) -> NDArray[np.bool_]:
        """Tell which of `passages` hold which of `words`, (passages, words), context line included."""
        snapshot = self._snapshot
        wanted = np.asarray(passages, np.int64)
        numbers = [snapshot.words.get(word, -1) for word in words]
        found = np.zeros((len(wanted), len(words)), np.bool_)
        for segment, first in zip(snapshot.segments, snapshot.firsts, strict=True):
            places, rows = segment.rows_of(wanted)
            living = snapshot.alive[rows + first]
            places, rows = places[living], rows[living]
            if len(places):
                found[places] = _words_at(segment, rows, numbers)
        return found

    def letters_of(self, passages: Sequence[int]) -> dict[int, int]:
        """Return the number of the letter of each of those passages that is held."""
        snapshot = self._snapshot
        wanted = np.asarray(passages, np.int64)
        found: dict[int, int] = {}
        for segment, first in zip(snapshot.segments, snapshot.firsts, strict=True):
            places, rows = segment.rows_of(wanted)
            living = snapshot.alive[rows + first]
            found.update(zip(wanted[places[living]].tolist(), segment.letters[rows[living]].tolist(), strict=True))
        return found

    # --- changing -----------------------------------------------------------------------------------------------------

    def change(self, removed: Iterable[int], added: Sequence[Row]) -> None:
        """Take out passages, then put in others."""
        before = self._snapshot
        gone = np.fromiter(removed, np.int64)
        alive = before.alive & ~np.isin(before.passages, gone) if len(gone) else before.alive
        changed = replace(before, alive=alive)
        for start in range(0, len(added), MOST_ROWS):
            changed = _grown(changed, added[start : start + MOST_ROWS])
        self._snapshot = changed

    def rebuild(self, batches: Iterable[Sequence[Row]]) -> None:
        """Make the index anew from all passages of the store, in batches of at most `MOST_ROWS`."""
        snapshot = _empty()
        for rows in batches:
            snapshot = _grown(snapshot, rows)
        self._snapshot, self._spellings = _tidied(snapshot), _Spellings()

    # --- saving -------------------------------------------------------------------------------------------------------

    def save(self, folder: Path, state: State, made_by: str) -> None:
        """Write the index beside the store, whole or not at all. Raises IndexDamagedError."""
        snapshot = self._snapshot = _tidied(self._snapshot)
        words = np.frombuffer("\n".join(snapshot.words).encode(), np.uint8)
        parts = (getattr(each, name) for each in snapshot.segments for name in _KEPT)

        def write(path: Path) -> None:
            saved.write_arrays(path, (words, snapshot.alive, *parts))

        saved.save(folder / MANIFEST, [write], state, made_by, snapshot.count)

    def load(self, folder: Path, made_by: str) -> State | None:
        """Read a saved index if it is whole, and return the state it stands for, else `None`."""
        manifest = saved.whole(folder / MANIFEST, made_by)
        if manifest is None:
            return None
        try:
            named, alive, *parts = saved.map_arrays(folder / manifest.files[0])
            names = named.tobytes().decode()
            words = Vocabulary(zip(names.split("\n"), range(1 << 31), strict=False)) if names else Vocabulary()
            segments = tuple(Segment(*each) for each in zip(*[iter(parts)] * len(_KEPT), strict=True))
            snapshot = _Snapshot(words, segments, alive)
        except (OSError, ValueError):
            return None
        self._snapshot, self._spellings = snapshot, _Spellings()
        return manifest.state


def _empty() -> _Snapshot:
    return _Snapshot(Vocabulary(), (), np.zeros(0, np.bool_))


def _grown(before: _Snapshot, rows: Sequence[Row]) -> _Snapshot:
    """Return a snapshot with `rows` added as a segment."""
    segments = (*before.segments, made(rows, before.words))
    alive = np.concatenate([before.alive, np.ones(len(rows), np.bool_)])
    after = _Snapshot(before.words, segments, alive, before.loose + (len(rows) < MOST_ROWS))
    return _tidied(after) if after.loose > _MOST_SEGMENTS else after


def _tidied(snapshot: _Snapshot) -> _Snapshot:
    """Return the same with as few segments as its rows fit into."""
    return replace(snapshot, segments=compacted(snapshot.segments), loose=0)


# --- scoring ----------------------------------------------------------------------------------------------------------


class _Best:
    """The best `k` of what was added so far."""

    def __init__(self, k: int) -> None:
        self._k = k
        self._numbers: Numbers = np.zeros(0, np.int64)
        self._scores: Scores = np.zeros(0, np.float32)
        self.least = 0.0  # that one must have to be among them

    def add(self, numbers: Numbers, scores: Scores) -> None:
        """Add numbers that were not added before, with their scores."""
        self._numbers = np.concatenate([self._numbers, numbers])
        self._scores = np.concatenate([self._scores, scores])
        if len(self._scores) > self._k:
            self.least = _least_of(self._scores, self._k)
            good = self._scores >= self.least
            self._numbers, self._scores = self._numbers[good], self._scores[good]

    def found(self) -> list[tuple[int, float]]:
        """Return the numbers with their scores, best first; equal scores in ascending order of number."""
        order = np.lexsort((self._numbers, -self._scores))[: self._k]
        return list(zip(self._numbers[order].tolist(), self._scores[order].tolist(), strict=True))


def _least_of(scores: Scores, k: int) -> float:
    """Return the least of the `k` greatest scores; 0 where there are no more than `k`."""
    return float(np.partition(scores, -k)[-k]) if len(scores) > k else 0.0


def _asked(snapshot: _Snapshot, words: Mapping[str, float]) -> list[tuple[int, float]]:
    """Return the numbers of the words that stand anywhere and what BM25 multiplies their counts by, rarest first."""
    asked = [
        (frequency, snapshot.words[word], weight * _idf(frequency, snapshot.count))
        for word, weight in words.items()
        if (frequency := snapshot.frequency(word))
    ]
    return [(number, value) for _, number, value in sorted(asked)]


def _parts(segment: Segment, asked: Sequence[tuple[int, float]], shortest: float) -> list[_Part]:
    """Return what each word that a segment holds adds; `shortest` is the norm of its shortest passage."""
    parts: list[_Part] = []
    for number, value in asked:
        place = segment.of(number)
        if place.stop > place.start:
            counts: Scores = np.add(segment.in_text[place], segment.in_context[place], dtype=np.float32)
            most = float(counts.max())
            parts.append(_Part(segment.rows[place], counts, value, value * (K1 + 1) * most / (most + shortest)))
    return parts


def _accumulated(parts: Sequence[_Part], norms: Scores, least: float) -> tuple[NDArray[np.intp], Scores]:
    """Return rows of a segment with their scores: all that have `least` or more, and maybe others.

    Once the words that are left cannot lift a row to `least` by themselves, they are looked up only for those rows that
    can still come to it. Source: Turtle and Flood, Query Evaluation: Strategies and Optimizations (1995).
    """
    scores = np.zeros(len(norms), np.float32)
    rows: NDArray[np.uint16] | None = None  # those that still can, ascending; at first any may
    ahead = sum(part.bound for part in parts)
    least *= 0.9999  # float32 is not exact, and who comes to it exactly may be among the best
    for part in parts:
        if rows is None and ahead < least:
            rows = _scored(scores).astype(np.uint16)
        if rows is None:
            found, counts = part.rows, part.counts
        else:
            rows = rows[scores[rows] + np.float32(ahead) >= np.float32(least)]
            if not len(rows):
                break
            found, counts = part.at(rows)
        scores[found] += np.float32(part.value) * _saturated(counts, norms[found])
        ahead -= part.bound
    good = _scored(scores) if rows is None else rows.astype(np.intp)
    return good, scores[good]


def _scored(scores: Scores) -> NDArray[np.intp]:
    """Return which scores are not 0; numpy finds what is true six times as fast as what is a number."""
    return np.flatnonzero(scores != 0)


def _letter_counts(snapshot: _Snapshot, word: str) -> Scores | None:
    """Return how often each letter, by number, holds a word that is known; in context lines it counts once."""
    number = snapshot.words.get(word)
    if number is None:
        return None
    rows, text, context = snapshot.postings(number)
    if not context.any():  # so it is with most words
        in_text: Scores = np.bincount(snapshot.letters[rows], text, len(snapshot.letter_norms)).astype(np.float32)
        return in_text
    weights = text + np.minimum(context, 1) * np.float32(_ONE_CONTEXT)
    sums = np.bincount(snapshot.letters[rows], weights, len(snapshot.letter_norms))
    contexts = np.floor(sums / _ONE_CONTEXT)
    counts: Scores = (sums - contexts * _ONE_CONTEXT + np.minimum(contexts, 1)).astype(np.float32)
    return counts


def _held(numbers: NDArray[np.integer[Any]], wanted: Numbers) -> NDArray[np.bool_]:
    """Tell for each of `numbers` whether it is among those wanted; none is negative."""
    table = np.zeros(int(max(numbers.max(initial=0), wanted.max(initial=0))) + 1, np.bool_)
    table[wanted] = True
    held: NDArray[np.bool_] = table[numbers]
    return held


def _words_at(segment: Segment, rows: Numbers, numbers: Sequence[int]) -> NDArray[np.bool_]:
    """Tell which rows of a segment hold which words, (rows, words)."""
    found = np.zeros((len(rows), len(numbers)), np.bool_)
    sought, row_of = rows.astype(np.uint16), np.full(len(segment), -1, np.int32)
    row_of[rows] = np.arange(len(rows))  # the last place of a note that is asked for with each of its passages
    short: list[NDArray[np.uint16]] = [np.zeros(0, np.uint16)] * len(numbers)
    for column, holders in enumerate(segment.rows[segment.of(number)] for number in numbers):
        if len(holders) > _LONG * len(rows):
            found[:, column] = holders[np.minimum(np.searchsorted(holders, sought), len(holders) - 1)] == sought
        else:
            short[column] = holders
    if short:
        among, columns = row_of[np.concatenate(short)], np.repeat(np.arange(len(short)), list(map(len, short)))
        found[among[among >= 0], columns[among >= 0]] = True
    return found[row_of[rows]]


def _norms(lengths: Scores, held: NDArray[np.bool_]) -> Scores:
    """Return k1 (1 - b + b length / mean length) for what is held, k1 for the rest."""
    mean = float(lengths[held].mean()) if held.any() else 1.0
    norms: Scores = np.where(held, K1 * (1 - B + B * lengths / max(mean, 1e-9)), K1).astype(np.float32)
    return norms


def _idf(found: int, total: int) -> float:
    return math.log(1 + (total - found + 0.5) / (found + 0.5))


def _saturated(counts: Scores, norms: Scores) -> Scores:
    return counts * np.float32(K1 + 1) / (counts + norms)


class _Spellings:
    """The words of an index by first letter and length, to look among for what a mistyped one means."""

    def __init__(self) -> None:
        self._seen = 0
        self._like: dict[tuple[str, int], list[str]] = {}
        self._lock = threading.Lock()

    def near(self, word: str, slips: int, words: Mapping[str, int]) -> list[tuple[int, str]]:
        """Return the words at most `slips` slips away, and how many; the first letter counts as typed right."""
        with self._lock:
            for each in list(words)[self._seen :] if len(words) > self._seen else ():
                self._like.setdefault((each[0], len(each)), []).append(each)
            self._seen = max(self._seen, len(words))
            lengths = range(len(word) - slips, len(word) + slips + 1)
            like = [each for length in lengths for each in self._like.get((word[0], length), ())]
        found = process.extract(word, like, scorer=DamerauLevenshtein.distance, score_cutoff=slips, limit=None)
        return [(int(distance), each) for each, distance, _ in found]


def slips_allowed(word: str) -> int:
    """Return how many slips of the finger are forgiven in a word; none in short ones and numbers."""
    return 0 if len(word) < 5 or not word.isalpha() else 1 if len(word) < 9 else 2
