"""The FAISS index: exact up to a size, then approximate. The only module that imports faiss, and that only when needed.

It is derived from the vectors in the store and never trusted: what is saved names the state that it stands for.
"""

import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from retrieval.errors import IndexMismatchError
from retrieval.storage import saved
from retrieval.storage.store import State

EXACT_UP_TO = 300_000
"""Vectors up to which every search compares all of them."""

MANIFEST = "vectors.json"
_TRAINED_ON = 60  # vectors for each cell
_PROBED_SHARE = 24  # one cell in so many is looked into
_LEAST_PROBED = 64
# So many vectors are read once for all questions that are asked together: they stay in the processor's cache meanwhile.
_PART = 8192
_BATCHES = 2  # that are remembered: while the last of one are looked for, the first of the next may be

Vectors = NDArray[np.float32]
Numbers = NDArray[np.int64]
Allowed = Callable[[Numbers], NDArray[np.bool_]]
Batches = Callable[[], Iterator[tuple[Numbers, Vectors]]]


class VectorIndex:
    """Vectors under the numbers of their passages, searched by cosine. Many may search while one changes it."""

    def __init__(self, dimension: int, exact_up_to: int = EXACT_UP_TO) -> None:
        self.dimension = dimension
        self._exact_up_to = exact_up_to
        self._gate = _Gate()
        self._index = _exact(dimension)
        self._rows: Numbers = np.zeros(0, np.int64)
        # The passages in ascending order and the row of each, worked out when first asked for.
        self._by_passage: tuple[Numbers, Numbers] | None = None
        self._damaged: saved.Manifest | None = None  # what was saved and could not be read in the place of a copy
        self._expected: tuple[_Together, ...] = ()  # the latest first

    @property
    def rows(self) -> Numbers:
        """Return the passage of each row, -1 where it was taken out; a new array after each change."""
        return self._rows

    @property
    def approximate(self) -> bool:
        """Tell whether a search may miss something."""
        return _is_approximate(self._index)

    @property
    def in_file(self) -> bool:
        """Tell whether the vectors are in the file that they were saved in, of which all processes see one copy."""
        return not self.approximate and not self._index.codes.is_owned

    @property
    def outgrown(self) -> bool:
        """Tell whether the index should be made anew in its other form, or without the many rows taken out."""
        count = len(self)
        if self.approximate:  # the margins keep it from going to and fro
            return count < self._exact_up_to * 0.8 or count < len(self._rows) * 0.7
        return count > self._exact_up_to * 1.1

    def __len__(self) -> int:
        return int(self._index.ntotal)

    def search(self, vector: Vectors, k: int, allowed: Allowed | None = None) -> list[tuple[int, float]]:
        """Return up to `k` passages nearest to `vector`, best first, with their cosines.

        `vector` is (dim,) float32 of unit length; `allowed` is given the rows and says which of them may be found.
        Raises IndexMismatchError.
        """
        if vector.shape != (self.dimension,):
            raise IndexMismatchError(
                f"The question has {vector.shape[-1]} dimensions and the index {self.dimension}; ask with the model "
                "that the index was made with, or ingest the letters anew."
            )
        with self._gate.shared():
            k = min(k, len(self))
            if k < 1:
                return []
            mask = allowed(self._rows) if allowed is not None else None
            hits = self._found_together(vector, k) if mask is None and self.in_file else None
            if hits is None:
                scores, rows = self._index.search(vector[None], k, params=_parameters(self._index, mask))
                found = rows[0] >= 0
                hits = scores[0][found], rows[0][found]
            return list(zip(self._rows[hits[1]].tolist(), hits[0].tolist(), strict=True))

    def expect(self, vectors: Vectors) -> None:
        """Have `vectors`, (n, dim), looked for all at once when the first of them is: they were asked together."""
        self._expected = (_Together(vectors), *self._expected[: _BATCHES - 1])

    def _found_together(self, vector: Vectors, k: int) -> "_Hits | None":
        """Return what is found for a vector that was expected, the same as by itself; `None` for any other."""
        asked = vector.tobytes()
        batch = next((each for each in self._expected if asked in each.places), None)
        return batch.found(asked, k, self._index) if batch is not None else None

    def change(self, removed: Iterable[int], added: Numbers, vectors: Vectors) -> None:
        """Take out the vectors of `removed`, then put in `vectors`, (n, dim), under the numbers `added`."""
        faiss = _faiss()

        with self._gate.alone():
            rows = self._rows
            gone = np.isin(rows, np.fromiter(removed, np.int64))
            if self.in_file and (gone.any() or len(added)):
                self._index = _copied(self._index)
            if gone.any():
                self._index.remove_ids(faiss.IDSelectorBatch(np.flatnonzero(gone)))
                rows = np.where(gone, -1, rows) if self.approximate else rows[~gone]
            if len(added):
                _add(self._index, vectors, len(rows))
            self._put(self._index, np.concatenate([rows, added]))

    def rebuild(self, count: int, batches: Batches) -> None:
        """Make the index anew from all `count` vectors, aside, and put it in the place of the old one."""
        index = _exact(self.dimension) if count <= self._exact_up_to else _trained(self.dimension, count, batches)
        rows: list[Numbers] = [np.zeros(0, np.int64)]
        for ids, vectors in batches():
            _add(index, vectors, int(index.ntotal))
            rows.append(ids)
        with self._gate.alone():
            self._put(index, np.concatenate(rows))

    def vectors(self, passages: Sequence[int] | Numbers) -> Vectors | None:
        """Return the vectors of passages, (n, dim), zeros where one is not held; `None` where the index keeps none."""
        if self.approximate:
            return None
        with self._gate.shared():
            if self._by_passage is None:
                order = np.argsort(self._rows)
                self._by_passage = self._rows[order], order
            known, rows = self._by_passage
            if not len(known):
                return np.zeros((len(passages), self.dimension), np.float32)
            wanted = np.asarray(passages, np.int64)
            places = np.minimum(np.searchsorted(known, wanted), len(known) - 1)
            vectors = widened(_halves(self._index)[rows[places]])
            vectors[known[places] != wanted] = 0.0
        return vectors

    def save(self, folder: Path, state: State, made_by: str) -> None:
        """Write the index beside the store, whole or not at all. Raises IndexDamagedError."""
        faiss = _faiss()
        with self._gate.shared():
            writers: tuple[saved.Writer, ...] = (
                lambda path: faiss.write_index(self._index, str(path)),
                lambda path: path.write_bytes(self._rows.tobytes()),
            )
            saved.save(folder / MANIFEST, writers, state, made_by, len(self))

    def load(self, folder: Path, made_by: str, state: State | None = None) -> State | None:
        """Read a saved index if it is whole and of this model, and return the state it stands for, else `None`.

        One that does not stand for `state`, if that is given, is left alone.
        """
        manifest = saved.whole(folder / MANIFEST, made_by)
        if manifest is None or (state is not None and manifest.state != state):
            return None
        try:
            vectors, numbers = (folder / name for name in manifest.files)
            index = _read(vectors)
            rows = np.fromfile(numbers, np.int64)
        except (OSError, RuntimeError, ValueError):
            return None
        if (index.ntotal, index.d, int((rows >= 0).sum())) != (manifest.count, self.dimension, manifest.count):
            return None
        with self._gate.alone():
            self._put(index, rows)
        return manifest.state

    def settle(self, folder: Path, state: State, made_by: str) -> None:
        """Take what another process has saved, if that stands for `state` as this does, in the place of a copy."""
        if self.in_file or self.approximate:
            return
        with suppress(OSError, ValueError, KeyError, TypeError):
            there = saved.read(folder / MANIFEST)
            if there.state != state or there == self._damaged:
                return
            # Another may be saved by now, of a later state: it would be taken for this one, and caught up once more.
            if self.load(folder, made_by, state) is None:
                self._damaged = there  # not to be read through again with each look

    def _put(self, index: Any, rows: Numbers) -> None:
        self._index, self._rows, self._by_passage = index, rows, None
        self._expected = ()


_Hits = tuple[NDArray[np.float32], Numbers]
"""Scores and rows, best first."""


class _Together:
    """Vectors that are looked for together in an exact index that stays in its file."""

    def __init__(self, vectors: Vectors) -> None:
        self._vectors = vectors
        self.places = {each.tobytes(): place for place, each in enumerate(vectors)}
        self._lock = threading.Lock()
        self._searched: tuple[Any, int, list[_Hits | None]] | None = None

    def found(self, asked: bytes, k: int, index: Any) -> _Hits | None:
        """Return what `index` holds nearest to one of the vectors; `None` where it must be looked for by itself."""
        with self._lock:
            if self._searched is None:
                self._searched = index, k, _searched_together(index, self._vectors, k)
            searched, most, hits = self._searched
        return hits[self.places[asked]] if searched is index and most == k else None


def _searched_together(index: Any, vectors: Vectors, k: int) -> list[_Hits | None]:
    """Return the `k` nearest to each of `vectors`, as a search for it alone gives them, part after part of the index.

    Of equals it puts the later row first, and which of them are among the `k` depends on what it has seen before: where
    the last one has an equal that is left out, `None`.
    """
    _faiss().omp_set_num_threads(1)  # of this thread; the other cores answer other questions
    parts = [part.search(vectors, min(k + 1, part.ntotal)) for part in _parts(index)]
    scores = np.concatenate([each for each, _ in parts], axis=1)
    rows = np.concatenate([each + at * _PART for at, (_, each) in enumerate(parts)], axis=1)
    found: list[_Hits | None] = []
    for near, places in zip(scores, rows, strict=True):
        order = np.lexsort((-places, -near))
        tied = len(order) > k and near[order[k]] == near[order[k - 1]]
        found.append(None if tied else (near[order[:k]], places[order[:k]]))
    return found


def _parts(index: Any) -> Iterator[Any]:
    """Yield the parts of an exact index that stays in its file, each a view of its vectors there."""
    faiss = _faiss()

    codes = _halves(index).view(np.uint8)
    for start in range(0, len(codes), _PART):
        part, own = _exact(index.d), codes[start : start + _PART].reshape(-1)
        part.codes = faiss.MaybeOwnedVectorUInt8.create_view(faiss.swig_ptr(own), own.size, index.codes.owner)
        part.ntotal = own.size // codes.shape[1]
        yield part


def _faiss() -> Any:  # the module, without the types that only some of its versions have
    import faiss  # noqa: PLC0415 - only when vectors are needed

    return faiss


def _exact(dimension: int) -> Any:
    faiss = _faiss()

    return faiss.IndexScalarQuantizer(dimension, faiss.ScalarQuantizer.QT_fp16, faiss.METRIC_INNER_PRODUCT)


def _read(path: Path) -> Any:
    """Return a saved index; an exact one stays in the file.

    Nobody writes into a file that was saved, and one that is deleted is there for as long as it is used.
    """
    faiss = _faiss()

    index = faiss.read_index(str(path), faiss.IO_FLAG_MMAP_IFC)
    return faiss.read_index(str(path)) if _is_approximate(index) else index


def _copied(index: Any) -> Any:
    """Return what an exact index holds in one that can be changed: changing one in a file ends the process."""
    copy = _exact(index.d)
    copy.add_sa_codes(_halves(index).view(np.uint8))
    return copy


def _trained(dimension: int, count: int, batches: Batches) -> Any:
    """Return an empty approximate index whose cells fit a sample of the vectors."""
    faiss = _faiss()

    cells = max(1, int(2 ** np.round(np.log2(2.5 * np.sqrt(count)))))
    every = max(1, count // (cells * _TRAINED_ON))
    sample = np.concatenate([vectors[::every] for _, vectors in batches()])
    quantizer = faiss.IndexFlatIP(dimension)
    index: Any = faiss.IndexIVFScalarQuantizer(
        quantizer, dimension, cells, faiss.ScalarQuantizer.QT_8bit, faiss.METRIC_INNER_PRODUCT, False
    )
    index.cp.max_points_per_centroid = _TRAINED_ON
    index.cp.min_points_per_centroid = 1
    index.train(sample)
    return index


def _halves(index: Any) -> NDArray[np.float16]:
    """Return what an exact index keeps, (n, dim), where it lies: no longer than the index stays as it is."""
    stored = _faiss().rev_swig_ptr(index.codes.data(), index.codes.size())
    halves: NDArray[np.float16] = stored.view(np.float16).reshape(-1, index.d)
    return halves


def widened(halves: NDArray[np.float16]) -> NDArray[np.float32]:
    """Return finite numbers in float32, as they are; numpy's own way, one by one, takes five times as long.

    Sign, exponent and fraction are moved to their places; the exponent there counts from another number.
    """
    bits = halves.view(np.int16).astype(np.int32)
    bits <<= 13
    bits &= _HALF_BITS
    numbers: NDArray[np.float32] = bits.view(np.float32)
    numbers *= _HALF_BIAS
    return numbers


_HALF_BITS = np.int32(-(1 << 31) | 0x7FFF << 13)  # the sign, and the rest of a half where a float has it
_HALF_BIAS = np.float32(2.0 ** (127 - 15))


def _is_approximate(index: Any) -> bool:
    return hasattr(index, "nlist")


def _add(index: Any, vectors: Vectors, first_row: int) -> None:
    """Add vectors as the rows from `first_row` on; rows of an approximate index never move when others go."""
    vectors = np.ascontiguousarray(vectors, np.float32)
    if _is_approximate(index):
        index.add_with_ids(vectors, np.arange(first_row, first_row + len(vectors)))
    else:
        index.add(vectors)


def _parameters(index: Any, mask: NDArray[np.bool_] | None) -> Any:
    """Return how to search: only rows of `mask`, and how many cells of an approximate index to look into."""
    faiss = _faiss()

    selector = None
    if mask is not None:
        bits = np.packbits(mask, bitorder="little")
        selector = faiss.IDSelectorBitmap(bits)
    if _is_approximate(index):
        return faiss.SearchParametersIVF(sel=selector, nprobe=max(_LEAST_PROBED, index.nlist // _PROBED_SHARE))
    return faiss.SearchParameters(sel=selector) if selector is not None else None


class _Gate:
    """Lets many search at a time, or one change; a change does not starve, as new searches wait behind it."""

    def __init__(self) -> None:
        self._condition = threading.Condition()
        self._inside = 0
        self._waiting = 0

    @contextmanager
    def shared(self) -> Iterator[None]:
        with self._condition:
            self._condition.wait_for(lambda: self._inside >= 0 and not self._waiting)
            self._inside += 1
        try:
            yield
        finally:
            with self._condition:
                self._inside -= 1
                self._condition.notify_all()

    @contextmanager
    def alone(self) -> Iterator[None]:
        with self._condition:
            self._waiting += 1
            self._condition.wait_for(lambda: self._inside == 0)
            self._waiting -= 1
            self._inside = -1
        try:
            yield
        finally:
            with self._condition:
                self._inside = 0
                self._condition.notify_all()
