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
from numpy.typing import NDArray
from rapidfuzz.distance import DamerauLevenshtein

from retrieval import saved
from retrieval.store import State

K1 = 1.2
B = 0.75

MANIFEST = "words.json"
_MOST_SEGMENTS = 12
_COUNT_LIMIT = 255

Numbers = NDArray[np.int64]
Scores = NDArray[np.float32]
Row = tuple[int, int, str, str]
"""A passage, its letter, the analysed words of its context line and of its text, parted by blanks."""


@dataclass(frozen=True, slots=True)
class _Segment:
    """Postings by word: those of word w are at `starts[w]:starts[w + 1]`; a row is a place in the snapshot."""

    starts: Numbers
    rows: NDArray[np.int32]
    in_text: NDArray[np.uint8]
    in_context: NDArray[np.uint8]

    def of(self, word: int) -> slice:
        if word + 1 >= len(self.starts):
            return slice(0, 0)
        return slice(int(self.starts[word]), int(self.starts[word + 1]))


@dataclass(frozen=True)
class _Snapshot:
    """One state of everything; a search works on one, and a change makes another.

    `words` only ever grows, and is shared by all snapshots until the index is made anew.
    """

    words: dict[str, int]
    segments: tuple[_Segment, ...]
    passages: Numbers
    letters: Numbers
    text_lengths: Scores
    context_lengths: Scores
    alive: NDArray[np.bool_]

    @cached_property
    def count(self) -> int:
        return int(self.alive.sum())

    @cached_property
    def norms(self) -> Scores:
        """Return the share of BM25's denominator that depends on the length of a passage."""
        return _norms(self.text_lengths + self.context_lengths, self.alive)

    @cached_property
    def letter_norms(self) -> Scores:
        """Return the same for letters, by their number: the text of all passages, and one context line."""
        size = int(self.letters.max(initial=0)) + 1
        lengths = np.bincount(self.letters, self.text_lengths * self.alive, size).astype(np.float32)
        return _norms(lengths, lengths > 0)

    @cached_property
    def by_passage(self) -> tuple[Numbers, Numbers]:
        """Return the passages that are alive in ascending order, and the row of each."""
        rows = np.flatnonzero(self.alive)
        order = np.argsort(self.passages[rows])
        return self.passages[rows][order], rows[order]

    def rows(self, word: str) -> list[NDArray[np.int32]]:
        """Return the rows of a word by segment, those that were taken out included."""
        number = self.words.get(word)
        return [each.rows[each.of(number)] for each in self.segments] if number is not None else []

    def frequency(self, word: str) -> int:
        """Return in how many living rows a word stands."""
        rows = self.rows(word)
        if self.count == len(self.alive):
            return sum(map(len, rows))
        return sum(int(self.alive[part].sum()) for part in rows)

    def postings(self, word: str) -> tuple[NDArray[np.int32], Scores, Scores]:
        """Return the living rows of a word, and how often it stands in their text and in their context line."""
        number = self.words.get(word)
        parts = [(each, each.of(number)) for each in self.segments] if number is not None else []
        if not parts:
            return np.zeros(0, np.int32), np.zeros(0, np.float32), np.zeros(0, np.float32)
        rows = np.concatenate([each.rows[place] for each, place in parts])
        text = np.concatenate([each.in_text[place] for each, place in parts]).astype(np.float32)
        context = np.concatenate([each.in_context[place] for each, place in parts]).astype(np.float32)
        if self.count < len(self.alive):
            living = self.alive[rows]
            return rows[living], text[living], context[living]
        return rows, text, context


class WordIndex:
    """Searches passages and letters by their words. Searches never wait; changes are made by one thread at a time."""

    def __init__(self) -> None:
        self._snapshot = _empty()
        self._spellings = _Spellings()

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
        slips = slips_allowed(word)
        if not slips or self.frequency(word):
            return None
        near = self._spellings.near(word, slips, self._snapshot.words)
        known = [(distance, -count, each) for distance, each in near if (count := self.frequency(each))]
        return min(known)[2] if known else None

    def search(self, words: Mapping[str, float], k: int, letters: Numbers | None = None) -> list[tuple[int, float]]:
        """Return the `k` passages that weighted words describe best, with their scores; ties by number.

        `letters` are the letters that may be found; `None` is all.
        """
        snapshot = self._snapshot
        scores = np.zeros(len(snapshot.alive), np.float32)
        for word, weight in words.items():
            rows, text, context = snapshot.postings(word)
            if len(rows):
                counts = text + context
                scores[rows] += weight * _idf(len(rows), snapshot.count) * _saturated(counts, snapshot.norms[rows])
        if letters is not None:
            scores[~np.isin(snapshot.letters, letters)] = 0.0
        return _best(scores, snapshot.passages, k)

    def search_letters(
        self, words: Mapping[str, float], k: int, letters: Numbers | None = None
    ) -> list[tuple[int, float]]:
        """Return the `k` letters that weighted words describe best as a whole, by number, with their scores."""
        snapshot = self._snapshot
        norms = snapshot.letter_norms
        scores = np.zeros(len(norms), np.float32)
        held = int((norms > 0).sum())
        for word, weight in words.items():
            rows, text, context = snapshot.postings(word)
            if len(rows):
                owners = snapshot.letters[rows]
                counts = np.bincount(owners, text, len(norms)) + (np.bincount(owners, context, len(norms)) > 0)
                found = np.flatnonzero(counts)
                saturated = _saturated(counts[found].astype(np.float32), norms[found])
                scores[found] += weight * _idf(len(found), held) * saturated
        if letters is not None:
            allowed = np.zeros(len(scores), np.bool_)
            allowed[letters[letters < len(scores)]] = True
            scores[~allowed] = 0.0
        return _best(scores, np.arange(len(scores)), k)

    def words_in(self, passages: Sequence[int], words: Iterable[str]) -> dict[int, frozenset[str]]:
        """Return which of `words` stand in each of `passages` that is held, context line included."""
        snapshot = self._snapshot
        known, rows_of = snapshot.by_passage
        wanted = np.fromiter(passages, np.int64)
        places = np.minimum(np.searchsorted(known, wanted), max(len(known) - 1, 0))
        held = known[places] == wanted if len(known) else np.zeros(len(wanted), np.bool_)
        wanted, rows = wanted[held], rows_of[places[held]] if len(known) else wanted[held]
        found: dict[int, set[str]] = {passage: set() for passage in wanted.tolist()}
        marked = np.zeros(len(snapshot.alive), np.bool_)
        for word in words:
            parts = snapshot.rows(word)
            for part in parts:
                marked[part] = True
            for passage in wanted[marked[rows]].tolist():
                found[passage].add(word)
            for part in parts:
                marked[part] = False
        return {passage: frozenset(held_words) for passage, held_words in found.items()}

    # --- changing -----------------------------------------------------------------------------------------------------

    def change(self, removed: Iterable[int], added: Sequence[Row]) -> None:
        """Take out passages, then put in others."""
        before = self._snapshot
        alive = before.alive & ~np.isin(before.passages, np.fromiter(removed, np.int64))
        changed = replace(before, alive=alive)
        self._snapshot = self._grown(changed, added) if added else changed

    def rebuild(self, batches: Iterable[Sequence[Row]]) -> None:
        """Make the index anew from all passages of the store."""
        snapshot = _empty()
        for rows in batches:
            snapshot = self._grown(snapshot, rows)
        self._snapshot, self._spellings = _joined(snapshot), _Spellings()

    def _grown(self, before: _Snapshot, rows: Sequence[Row]) -> _Snapshot:
        """Return a snapshot with `rows` added as a segment."""
        first = len(before.alive)
        texts = [_numbers(before.words, row[3]) for row in rows]
        contexts = [_numbers(before.words, row[2]) for row in rows]
        text_lengths, context_lengths = (
            np.array([len(each) for each in part], np.float32) for part in (texts, contexts)
        )
        segment = _segment(texts, contexts, first, len(before.words))
        after = _Snapshot(
            before.words,
            (*before.segments, segment),
            np.concatenate([before.passages, np.array([row[0] for row in rows], np.int64)]),
            np.concatenate([before.letters, np.array([row[1] for row in rows], np.int64)]),
            np.concatenate([before.text_lengths, text_lengths]),
            np.concatenate([before.context_lengths, context_lengths]),
            np.concatenate([before.alive, np.ones(len(rows), np.bool_)]),
        )
        return _joined(after) if len(after.segments) > _MOST_SEGMENTS else after

    # --- saving -------------------------------------------------------------------------------------------------------

    def save(self, folder: Path, state: State, made_by: str) -> None:
        """Write the index beside the store, whole or not at all. Raises IndexDamagedError."""
        snapshot = self._snapshot = _joined(self._snapshot)
        segment = snapshot.segments[0]
        arrays: dict[str, Any] = {
            "words": np.frombuffer("\n".join(snapshot.words).encode(), np.uint8),
            "starts": segment.starts,
            "rows": segment.rows,
            "in_text": segment.in_text,
            "in_context": segment.in_context,
            "passages": snapshot.passages,
            "letters": snapshot.letters,
            "text_lengths": snapshot.text_lengths,
            "context_lengths": snapshot.context_lengths,
            "alive": snapshot.alive,
        }

        def write(path: Path) -> None:
            with path.open("wb") as file:
                np.savez(file, **arrays)

        saved.save(folder / MANIFEST, [write], state, made_by, snapshot.count)

    def load(self, folder: Path, made_by: str) -> State | None:
        """Read a saved index if it is whole, and return the state it stands for, else `None`."""
        manifest = saved.whole(folder / MANIFEST, made_by)
        if manifest is None:
            return None
        try:
            with np.load(folder / manifest.files[0]) as arrays:
                segment = _Segment(*(arrays[name] for name in ("starts", "rows", "in_text", "in_context")))
                words = arrays["words"].tobytes().decode()
                snapshot = _Snapshot(
                    {word: number for number, word in enumerate(words.split("\n"))} if words else {},
                    (segment,),
                    *(arrays[name] for name in ("passages", "letters", "text_lengths", "context_lengths", "alive")),
                )
        except (OSError, ValueError, KeyError, IndexError):
            return None
        self._snapshot, self._spellings = snapshot, _Spellings()
        return manifest.state


def _empty() -> _Snapshot:
    none = np.zeros(0, np.int64)
    lengths = np.zeros(0, np.float32)
    return _Snapshot({}, (_segment([], [], 0, 0),), none, none, lengths, lengths, np.zeros(0, np.bool_))


def _segment(texts: Sequence[list[int]], contexts: Sequence[list[int]], first: int, words: int) -> _Segment:
    """Return the postings of new rows, the first of which is row `first`."""
    text, context = _counted(texts, len(texts) + 1), _counted(contexts, len(contexts) + 1)
    pairs = np.union1d(text[0], context[0])
    in_text, in_context = (_spread(pairs, *each) for each in (text, context))
    numbers, rows = np.divmod(pairs, len(texts) + 1)
    return _Segment(_starts(numbers, words), (rows + first).astype(np.int32), in_text, in_context)


def _counted(lists: Sequence[list[int]], base: int) -> tuple[Numbers, Numbers]:
    """Return each pair of word and row once, as word * base + row in ascending order, and how often it occurs."""
    lengths = [len(each) for each in lists]
    words = np.fromiter((word for each in lists for word in each), np.int64, sum(lengths))
    pairs, counts = np.unique(words * base + np.repeat(np.arange(len(lists)), lengths), return_counts=True)
    return pairs, counts


def _spread(pairs: Numbers, some: Numbers, counts: Numbers) -> NDArray[np.uint8]:
    found = np.zeros(len(pairs), np.uint8)
    found[np.searchsorted(pairs, some)] = np.minimum(counts, _COUNT_LIMIT)
    return found


def _starts(numbers: Numbers, words: int) -> Numbers:
    """Return where the postings of each word begin, from the ascending word numbers of all postings."""
    return np.searchsorted(numbers, np.arange(words + 1))


def _joined(snapshot: _Snapshot) -> _Snapshot:
    """Return the same snapshot with its segments made one that knows all words."""
    segments, words = snapshot.segments, len(snapshot.words)
    if len(segments) == 1 and len(segments[0].starts) == words + 1:
        return snapshot
    numbers = np.concatenate([np.repeat(np.arange(len(each.starts) - 1), np.diff(each.starts)) for each in segments])
    order = np.argsort(numbers, kind="stable")
    joined = _Segment(
        _starts(numbers[order], words),
        np.concatenate([each.rows for each in segments])[order],
        np.concatenate([each.in_text for each in segments])[order],
        np.concatenate([each.in_context for each in segments])[order],
    )
    return replace(snapshot, segments=(joined,))


def _numbers(known: dict[str, int], words: str) -> list[int]:
    return [known.setdefault(word, len(known)) for word in words.split()]


def _norms(lengths: Scores, held: NDArray[np.bool_]) -> Scores:
    """Return k1 (1 - b + b length / mean length) for what is held, 0 for the rest."""
    mean = float(lengths[held].mean()) if held.any() else 1.0
    norms: Scores = np.where(held, K1 * (1 - B + B * lengths / max(mean, 1e-9)), 0.0).astype(np.float32)
    return norms


def _idf(found: int, total: int) -> float:
    return math.log(1 + (total - found + 0.5) / (found + 0.5))


def _saturated(counts: Scores, norms: Scores) -> Scores:
    return counts * np.float32(K1 + 1) / (counts + norms)


def _best(scores: Scores, numbers: Numbers, k: int) -> list[tuple[int, float]]:
    """Return the `k` highest scores above 0 with their numbers; equal scores in ascending order of number."""
    k = min(k, len(scores))
    if k < 1:
        return []
    top = np.argpartition(-scores, k - 1)[:k]
    least = scores[top].min()
    top = np.flatnonzero((scores >= least) & (scores > 0))
    order = top[np.lexsort((numbers[top], -scores[top]))][:k]
    return list(zip(numbers[order].tolist(), scores[order].tolist(), strict=True))


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
        distances = ((DamerauLevenshtein.distance(word, each, score_cutoff=slips), each) for each in like)
        return [(distance, each) for distance, each in distances if distance <= slips]


def slips_allowed(word: str) -> int:
    """Return how many slips of the finger are forgiven in a word; none in short ones and numbers."""
    return 0 if len(word) < 5 or not word.isalpha() else 1 if len(word) < 9 else 2
