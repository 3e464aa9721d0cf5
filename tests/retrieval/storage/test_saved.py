"""Arrays in a file, read where they lie."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays_of

from retrieval.storage.saved import map_arrays, write_arrays

_KINDS = st.sampled_from([np.uint8, np.uint16, np.uint32, np.int64, np.bool_, np.float32])
_SHAPES = arrays_of.array_shapes(min_dims=1, max_dims=2, min_side=0, max_side=40)


@given(st.lists(_KINDS.flatmap(lambda kind: arrays_of.arrays(kind, _SHAPES)), max_size=6).filter(len))
def test_arrays_come_back_as_they_were_written(
    tmp_path_factory: pytest.TempPathFactory, written: list[np.ndarray]
) -> None:
    path = tmp_path_factory.mktemp("saved") / "arrays"
    write_arrays(path, written)

    read = map_arrays(path)

    assert [(each.dtype, each.shape) for each in read] == [(each.dtype, each.shape) for each in written]
    assert [each.tobytes() for each in read] == [each.tobytes() for each in written]
    assert all(each.flags.aligned for each in read)


def test_arrays_of_a_file_cannot_be_changed_and_outlive_it(tmp_path: Path) -> None:
    write_arrays(tmp_path / "arrays", [np.arange(5)])
    (read,) = map_arrays(tmp_path / "arrays")
    (tmp_path / "arrays").unlink()

    with pytest.raises(ValueError, match="read-only"):
        read[0] = 1
    assert read.tolist() == [0, 1, 2, 3, 4]


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 of another kind", b"\x93NUMPY\x01\x00"])
def test_a_file_that_holds_no_arrays_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "arrays").write_bytes(content)

    with pytest.raises(ValueError, match=r".+"):
        map_arrays(tmp_path / "arrays")
