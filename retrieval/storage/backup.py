"""Copies an index, even one that is in use, into one file, and puts it back; what can be derived is left out.

The archive is a tar of the databases in the index folder, each as it was at one instant, and of the uploaded files.
"""

import lzma
import os
import re
import secrets
import shutil
import sqlite3
import tarfile
import tempfile
import time
import zlib
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from retrieval.errors import IndexDamagedError, IndexMissingError, RetrievalError
from retrieval.storage.files import UPLOADS
from retrieval.storage.store import BEFORE, FILE_NAME

PATIENCE_SECONDS = 10.0
# All that the program itself puts into the folder of an index.
_OURS = re.compile(
    rf"(?:letters|bot)\.sqlite3(?:-wal|-shm|-journal)?|(?:writer|bot)\.lock|{UPLOADS}|"
    r"(?:vectors|words)(?:\.(?:json|faiss)|-[0-9a-f]{8}\.(?:\d+|json))"
)


class BackupError(RetrievalError):
    """A backup cannot be made or put back as things stand."""


@dataclass(frozen=True, slots=True)
class Backup:
    """What was copied: how many files, and how large the archive is."""

    files: int
    size_bytes: int


def backup(index_dir: Path, target: Path) -> Backup:
    """Copy the index in `index_dir` into the file `target`, whole or not at all.

    Raises IndexMissingError, IndexDamagedError when a copy fails its check, BackupError when `target` exists.
    """
    if not (index_dir / FILE_NAME).is_file():
        raise IndexMissingError(f"There is no index in {index_dir}; nothing was backed up.")
    if target.exists():
        raise BackupError(f"{target} exists already; name a new file.")
    if not target.absolute().parent.is_dir():
        raise BackupError(f"There is no folder {target.absolute().parent}; make it, or name another file.")
    with _beside(target) as staging:
        for database in sorted(index_dir.glob("*.sqlite3")):
            _copy(database, staging / database.name)
        if (index_dir / UPLOADS).is_dir():
            shutil.copytree(index_dir / UPLOADS, staging / UPLOADS)
        files = [*sorted(staging.glob("*.sqlite3")), *sorted(staging.glob(f"{UPLOADS}/*"))]
        archive = staging / "archive.tar"
        archive.touch(mode=0o600)  # as private as the letters and the questions in it
        with tarfile.open(archive, "w") as tar:
            for path in files:
                tar.add(path, path.relative_to(staging).as_posix())
        _publish(archive, target)
    return Backup(len(files), target.stat().st_size)


def restore(archive: Path, index_dir: Path, *, replace: bool = False) -> Backup:
    """Put the index of `archive` into `index_dir`, whole or not at all; an index that is there only by `replace`.

    Raises BackupError when the archive is none, or when an index is in the way or in use.
    """
    index_dir = index_dir.resolve()  # where a link leads
    if index_dir.exists() and not index_dir.is_dir():
        raise BackupError(f"{index_dir} is a file; name the folder of the index.")
    held = index_dir.is_dir() and any(index_dir.iterdir())
    if held and not replace:
        raise BackupError(f"There is something in {index_dir} already; use --replace to put the backup in its place.")
    if held and not (index_dir / FILE_NAME).is_file():
        raise BackupError(f"{index_dir} holds something that is no index; name an empty folder, or that of an index.")
    foreign = sorted(each.name for each in index_dir.iterdir() if not _OURS.fullmatch(each.name)) if held else []
    if foreign:
        raise BackupError(
            f"{index_dir} also holds {foreign[0]}, which is no part of an index; move it elsewhere first."
        )
    with _beside(index_dir) as staging:
        fresh = staging / "index"
        files = _extract(archive, fresh)
        for database in fresh.glob("*.sqlite3"):
            _check(database)
        if held:
            _refuse_use(index_dir)
        _settle(fresh, index_dir)
        _put_in_place(fresh, index_dir)
    return Backup(files, archive.stat().st_size)


def _settle(fresh: Path, index_dir: Path) -> None:
    """Give what was unpacked the rights of the folder that it replaces, and bring it to the disk."""
    for path in (each for each in fresh.rglob("*") if each.is_file()):
        path.chmod(0o600)
        _sync(path)
    for folder in (*(each for each in fresh.rglob("*") if each.is_dir()), fresh):
        folder.chmod(index_dir.stat().st_mode & 0o777 if index_dir.exists() else 0o700)
        _sync(folder)


def _put_in_place(fresh: Path, index_dir: Path) -> None:
    """Move a folder to where the index belongs; what stood there is deleted last, and comes back if that fails."""
    before = index_dir.with_name(f"{index_dir.name}{BEFORE}{secrets.token_hex(4)}")
    try:
        if index_dir.exists():
            index_dir.rename(before)
        fresh.rename(index_dir)
    except BaseException:
        if before.exists() and not index_dir.exists():
            before.rename(index_dir)
        raise
    _sync(index_dir.parent)
    if before.exists():  # under another name, so that it is never taken for an index whose restore was cut off
        before = before.rename(before.with_name(before.name.replace(BEFORE, ".replaced-")))
        shutil.rmtree(before, ignore_errors=True)


@contextmanager
def _beside(target: Path) -> Iterator[Path]:
    """Make a folder on the file system of `target`, so that what is made in it can be moved there in one step."""
    parent = target.absolute().parent
    try:
        parent.mkdir(parents=True, exist_ok=True)
        folder = Path(tempfile.mkdtemp(prefix=f".{target.name}.", dir=parent))
    except OSError as error:
        raise BackupError(f"{parent} cannot be written to ({error.strerror}).") from error
    try:
        yield folder
    except OSError as error:
        raise BackupError(f"{target} could not be written ({error.strerror or error}).") from error
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _copy(database: Path, target: Path) -> None:
    try:
        with closing(_read_only(database)) as source, closing(sqlite3.connect(target)) as copy:
            source.backup(copy, progress=_patience())
    except sqlite3.Error as error:
        if shutil.disk_usage(target.parent).free < database.stat().st_size:
            raise BackupError(f"There is too little room in {target.parent.parent} for a copy of the index.") from error
        raise IndexDamagedError(f"{database} cannot be read ({error}); run `verbale verify`.") from error
    _check(target)


def _patience() -> Callable[[int, int, int], None]:
    """Return what ends a copy that has to wait too long; left to itself, it would wait for ever."""
    deadline = time.monotonic() + PATIENCE_SECONDS

    def look(status: int, remaining: int, total: int) -> None:
        del remaining, total
        if status in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED) and time.monotonic() > deadline:
            raise sqlite3.OperationalError("another process keeps it locked")

    return look


def _check(database: Path) -> None:
    try:
        with closing(sqlite3.connect(database)) as connection:
            found = connection.execute("PRAGMA integrity_check(1)").fetchone()[0]
    except sqlite3.Error as error:
        found = str(error)
    if found != "ok":
        raise IndexDamagedError(f"The copy of {database.name} is damaged ({found}); nothing was changed.")


def _read_only(database: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{database.absolute().as_uri()}?mode=ro", uri=True, timeout=10)


def _publish(archive: Path, target: Path) -> None:
    with archive.open("rb") as written:
        os.fsync(written.fileno())
    archive.rename(target)
    _sync(target.absolute().parent)


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _extract(archive: Path, folder: Path) -> int:
    """Unpack an archive of ours; anything in it that we would not have put there makes it no archive of ours."""
    folder.mkdir()
    try:
        with tarfile.open(archive) as tar:
            members = tar.getmembers()
            names = [member.name for member in members if member.isfile() and _ours(PurePosixPath(member.name))]
            if FILE_NAME not in names or len(names) < len(members):
                raise BackupError(f"{archive} is no backup of an index.")
            for member in members:
                _unpack(tar, member, folder / member.name)
    except (tarfile.TarError, EOFError, FileNotFoundError, IsADirectoryError, lzma.LZMAError, zlib.error) as error:
        raise BackupError(f"{archive} is no backup of an index, or it is damaged.") from error
    return len(names)


def _unpack(tar: tarfile.TarFile, member: tarfile.TarInfo, target: Path) -> None:
    """Write one file of an archive; `extractall` learned to be careful with 3.11.4 only, and older ones are in use."""
    packed = tar.extractfile(member)
    if packed is None:
        raise tarfile.ReadError(member.name)
    target.parent.mkdir(exist_ok=True)
    with packed, target.open("wb") as written:
        shutil.copyfileobj(packed, written)


def _ours(name: PurePosixPath) -> bool:
    if ".." in name.parts:
        return False
    at_top = len(name.parts) == 1 and name.suffix == ".sqlite3"
    return at_top or (len(name.parts) == 2 and name.parts[0] == UPLOADS)


def _refuse_use(index_dir: Path) -> None:
    """Make sure that nobody has the databases open: only the last connection may leave the write-ahead mode."""
    for database in index_dir.glob("*.sqlite3"):
        try:
            with closing(sqlite3.connect(database, timeout=0)) as connection:
                connection.execute("PRAGMA journal_mode = DELETE")
                connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            raise BackupError(f"The index in {index_dir} is in use; stop the bot first.") from error
        except sqlite3.DatabaseError:
            continue
