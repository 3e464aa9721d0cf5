"""Postings in segments: in which rows each word stands, and how often. A segment is made once and never changed.

Four bytes a posting, as a row is numbered within its segment of at most 65,536 rows.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain

import numpy as np
from numpy.typing import NDArray

MOST_ROWS = 1 << 16
_ROW_BITS = 16
_AT_ONCE = 1_000  # rows whose words are numbered in one go: so long other threads have to wait
_COUNT_LIMIT = 255

Numbers = NDArray[np.int64]
Counts = NDArray[np.uint8]
Row = tuple[int, int, str, str]
"""A passage, its letter, the analysed words of its context line and of its text, parted by blanks."""


class Vocabulary(dict[str, int]):
    """The number of each word; a word that is looked up by its brackets gets the next one."""

    def __missing__(self, word: str) -> int:
        number = self[word] = len(self)
        return number


@dataclass(frozen=True)
class Segment:
    """Postings by word, those of word w at `starts[w]:starts[w + 1]`, and what is known of each row.

    `rows` are those of this segment, from 0 on and ascending for each word.
    """

    starts: NDArray[np.uint32]
    rows: NDArray[np.uint16]
    in_text: Counts
    in_context: Counts
    passages: Numbers
    letters: Numbers
    text_lengths: NDArray[np.uint16]
    context_lengths: NDArray[np.uint16]

    def __len__(self) -> int:
        return len(self.passages)

    def of(self, word: int) -> slice:
        """Return where the postings of a word are; nowhere when it does not know the word."""
        if not 0 <= word < len(self.starts) - 1:
            return slice(0, 0)
        return slice(int(self.starts[word]), int(self.starts[word + 1]))

    @cached_property
    def by_passage(self) -> tuple[Numbers, Numbers]:
        """Return the passages in ascending order, and the row of each; rows of one passage in their order."""
        rows = np.argsort(self.passages, kind="stable")
        return self.passages[rows], rows

    def rows_of(self, passages: Numbers) -> tuple[Numbers, Numbers]:
        """Return which of `passages` stand here, as places in it, and the row of each.

        One that was taken out and put in again stands here more than once: the last is the one that may be alive.
        """
        if not len(self):
            return np.zeros(0, np.int64), np.zeros(0, np.int64)
        known, rows = self.by_passage
        places = np.maximum(np.searchsorted(known, passages, side="right") - 1, 0)
        held = np.flatnonzero(known[places] == passages)
        return held, rows[places[held]]


def made(rows: Sequence[Row], words: Vocabulary) -> Segment:
    """Return a segment of at most `MOST_ROWS` rows; words that are new are numbered."""
    contexts, context_lengths = _numbered([row[2] for row in rows], words)
    texts, text_lengths = _numbered([row[3] for row in rows], words)
    starts, places, in_text, in_context = _postings(texts, contexts, len(words))
    return Segment(
        starts,
        places,
        in_text,
        in_context,
        np.fromiter((row[0] for row in rows), np.int64, len(rows)),
        np.fromiter((row[1] for row in rows), np.int64, len(rows)),
        text_lengths,
        context_lengths,
    )


def _numbered(texts: Sequence[str], words: Vocabulary) -> tuple[Numbers, NDArray[np.uint16]]:
    """Return each word with its row, as word * 2^16 + row, and how many words each row has."""
    keys: list[Numbers] = [np.zeros(0, np.int64)]
    lengths: list[int] = []
    for start in range(0, len(texts), _AT_ONCE):
        parted = [text.split() for text in texts[start : start + _AT_ONCE]]
        counts = list(map(len, parted))
        numbers = np.fromiter(map(words.__getitem__, chain.from_iterable(parted)), np.int64, sum(counts))
        keys.append((numbers << _ROW_BITS) + np.repeat(np.arange(start, start + len(parted)), counts))
        lengths += counts
    return np.concatenate(keys), np.minimum(np.array(lengths, np.int64), 65_535).astype(np.uint16)


def _postings(
    texts: Numbers, contexts: Numbers, words: int
) -> tuple[NDArray[np.uint32], NDArray[np.uint16], Counts, Counts]:
    """Return starts, rows and counts of the words of texts and of context lines."""
    found, counts = np.unique(np.concatenate([texts << 1, (contexts << 1) + 1]), return_counts=True)
    of_context, pairs = (found & 1).astype(np.bool_), found >> 1
    first = np.ones(len(pairs), np.bool_)
    first[1:] = pairs[1:] != pairs[:-1]
    place, limited = np.cumsum(first) - 1, np.minimum(counts, _COUNT_LIMIT).astype(np.uint8)
    pairs = pairs[first]
    in_text, in_context = np.zeros(len(pairs), np.uint8), np.zeros(len(pairs), np.uint8)
    in_text[place[~of_context]] = limited[~of_context]
    in_context[place[of_context]] = limited[of_context]
    starts = np.searchsorted(pairs, np.arange(words + 1) << _ROW_BITS).astype(np.uint32)
    return starts, (pairs & (MOST_ROWS - 1)).astype(np.uint16), in_text, in_context


def compacted(segments: Sequence[Segment]) -> tuple[Segment, ...]:
    """Return the same rows in the same order in fewer segments: neighbours are joined as far as they fit."""
    return tuple(_joined(group) if len(group) > 1 else group[0] for group in _fitting(segments))


def _fitting(segments: Iterable[Segment]) -> Iterator[list[Segment]]:
    group: list[Segment] = []
    for each in segments:
        if group and sum(map(len, group)) + len(each) > MOST_ROWS:
            yield group
            group = []
        group.append(each)
    if group:
        yield group


def _joined(segments: Sequence[Segment]) -> Segment:
    words = max(len(each.starts) for each in segments) - 1
    counts = [_padded(each.starts[1:].astype(np.int64) - each.starts[:-1], words) for each in segments]
    starts = np.concatenate([[0], np.cumsum(np.sum(counts, axis=0))])
    rows, in_text, in_context = (np.zeros(starts[-1], kind) for kind in (np.uint16, np.uint8, np.uint8))
    first, following = 0, starts[:-1].copy()
    for each, count in zip(segments, counts, strict=True):
        own = _padded(each.starts[:-1].astype(np.int64), words)
        places = np.arange(len(each.rows)) + np.repeat(following - own, count)
        rows[places] = each.rows + np.uint16(first)
        in_text[places], in_context[places] = each.in_text, each.in_context
        first, following = first + len(each), following + count
    return Segment(
        starts.astype(np.uint32),
        rows,
        in_text,
        in_context,
        np.concatenate([each.passages for each in segments]),
        np.concatenate([each.letters for each in segments]),
        np.concatenate([each.text_lengths for each in segments]),
        np.concatenate([each.context_lengths for each in segments]),
    )


def _padded(numbers: Numbers, length: int) -> Numbers:
    return np.concatenate([numbers, np.zeros(length - len(numbers), np.int64)])
