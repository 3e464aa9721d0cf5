"""Files that are derived from the store and saved beside it: written whole or not at all, and never trusted unseen.

A manifest says which state of the store they stand for, what made them, and what their bytes add up to.
"""

import json
import os
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass
from hashlib import blake2b
from pathlib import Path

from retrieval.errors import IndexDamagedError
from retrieval.store import State

_BLOCK = 1 << 20


@dataclass(frozen=True, slots=True)
class Manifest:
    """What saved files stand for; `made_by` names the model or the analysis, `digest` covers all the files."""

    state: State
    made_by: str
    count: int
    digest: str


def save(
    manifest: Path, writers: Mapping[Path, Callable[[Path], object]], state: State, made_by: str, count: int
) -> None:
    """Write each file by its writer, then the manifest over them; after a crash the old or the new ones are there.

    Files of two saves mixed by a crash do not add up to either digest. Raises IndexDamagedError when nothing can be
    written.
    """
    try:
        for path, write in writers.items():
            _replace(path, write)
        content = json.dumps(asdict(Manifest(state, made_by, count, _digest(writers))))
        _replace(manifest, lambda path: path.write_text(content, encoding="utf-8"))
        _flush_folder(manifest.parent)
    except (OSError, RuntimeError) as error:  # faiss raises the latter
        raise IndexDamagedError(
            f"The search files in {manifest.parent} cannot be saved; check the disk's free space and permissions."
        ) from error


def read(manifest: Path) -> Manifest:
    """Return what a manifest says. Raises OSError, ValueError, KeyError, TypeError."""
    fields = json.loads(manifest.read_text(encoding="utf-8"))
    return Manifest(**{**fields, "state": State(**fields["state"])})


def whole(manifest: Path, files: Mapping[Path, object], made_by: str) -> Manifest | None:
    """Return the manifest when all its files are there, unharmed and made by `made_by`, else `None`."""
    try:
        found = read(manifest)
        return found if (found.made_by, found.digest) == (made_by, _digest(files)) else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _digest(files: Mapping[Path, object]) -> str:
    digest = blake2b(digest_size=16)
    for path in files:
        with path.open("rb") as file:
            while block := file.read(_BLOCK):
                digest.update(block)
    return digest.hexdigest()


def _replace(path: Path, write: Callable[[Path], object]) -> None:
    beside = path.with_name(f"{path.stem}.{os.getpid()}.part{path.suffix}")
    try:
        write(beside)
        with beside.open("rb") as file:
            os.fsync(file.fileno())
        beside.replace(path)
    except BaseException:
        with suppress(OSError):
            beside.unlink()
        raise


def remove_leftovers(folder: Path) -> None:
    """Delete what a save that was cut off has left."""
    for path in folder.glob("*.part.*"):
        with suppress(OSError):
            path.unlink()


def _flush_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
