"""Files that are derived from the store and saved beside it: written whole or not at all, and never trusted unseen.

A manifest says which state of the store they stand for, what made them, and what their bytes add up to.
"""

import json
import math
import os
import re
import secrets
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from hashlib import blake2b
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from retrieval.errors import IndexDamagedError
from retrieval.storage.store import State

Writer = Callable[[Path], object]

_BLOCK = 1 << 20
_ALIGNED = 64  # bytes: no number lies across two lines of the processor's cache
_SAVED = re.compile(r"-[0-9a-f]{8}\.(?:\d+|json)$")


@dataclass(frozen=True, slots=True)
class Manifest:
    """What saved files stand for; `made_by` names the model or the analysis, `digest` covers all the files.

    Each save has files of its own, so that a manifest never points at those of another one.
    """

    state: State
    made_by: str
    count: int
    files: tuple[str, ...]
    digest: str


def save(manifest: Path, writers: Sequence[Writer], state: State, made_by: str, count: int) -> None:
    """Write a file by each of `writers`, then the manifest over them; after a crash the former save is still whole.

    Raises IndexDamagedError when nothing can be written.
    """
    folder, token = manifest.parent, secrets.token_hex(4)
    names = [f"{manifest.stem}-{token}.{place}" for place in range(len(writers))]
    try:
        for name, write in zip(names, writers, strict=True):
            write(folder / name)
            _flush(folder / name)
        content = Manifest(state, made_by, count, tuple(names), _digest(folder, names))
        beside = manifest.with_name(f"{manifest.stem}-{token}.json")
        beside.write_text(json.dumps(asdict(content)), encoding="utf-8")
        _flush(beside)
        beside.replace(manifest)
        _flush(folder)
    except (OSError, RuntimeError) as error:  # faiss raises the latter
        raise IndexDamagedError(
            f"The search files in {folder} cannot be saved; check the disk's free space and permissions."
        ) from error
    finally:
        _tidy(manifest)


def read(manifest: Path) -> Manifest:
    """Return what a manifest says. Raises OSError, ValueError, KeyError, TypeError."""
    fields = json.loads(manifest.read_text(encoding="utf-8"))
    return Manifest(**{**fields, "state": State(**fields["state"]), "files": tuple(fields["files"])})


def whole(manifest: Path, made_by: str) -> Manifest | None:
    """Return the manifest when all its files are there, unharmed and made by `made_by`, else `None`."""
    for _ in range(2):  # another process may save, and tidy up, between the reading of manifest and files
        try:
            found = read(manifest)
            if found.made_by == made_by and found.digest == _digest(manifest.parent, found.files):
                return found
        except (OSError, ValueError, KeyError, TypeError):
            continue
    return None


def write_arrays(path: Path, arrays: Iterable[NDArray[Any]]) -> None:
    """Write arrays one behind the other, each as numpy saves it, where a processor reads it best. Raises OSError."""
    with path.open("wb") as file:
        for each in arrays:
            np.save(file, each)
            file.write(bytes(-file.tell() % _ALIGNED))


def map_arrays(path: Path) -> list[NDArray[Any]]:
    """Return the arrays that were written, to be read only: they stay in the file, of which all processes see one copy.

    Nobody writes into a file that was saved, and one that is deleted is there for as long as it is used.
    Raises OSError, ValueError.
    """
    whole = np.asarray(np.memmap(path, np.uint8, "r"))
    arrays: list[NDArray[Any]] = []
    with path.open("rb") as file:
        while file.tell() < len(whole):
            np.lib.format.read_magic(file)
            shape, _, kind = np.lib.format.read_array_header_1_0(file)
            start, size = file.tell(), math.prod(shape) * kind.itemsize
            arrays.append(whole[start : start + size].view(kind).reshape(shape))
            file.seek(start + size + -(start + size) % _ALIGNED)
    return arrays


def _digest(folder: Path, names: Iterable[str]) -> str:
    digest = blake2b(digest_size=16)
    for name in names:
        with (folder / name).open("rb") as file:
            while block := file.read(_BLOCK):
                digest.update(block)
    return digest.hexdigest()


def _tidy(manifest: Path) -> None:
    """Delete the files of former saves, and what a save that was cut off has left."""
    with suppress(OSError, ValueError, KeyError, TypeError):
        kept = read(manifest).files if manifest.exists() else ()
        for path in manifest.parent.glob(f"{manifest.stem}-*"):
            if path.name not in kept and _SAVED.search(path.name):
                path.unlink()


def _flush(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
