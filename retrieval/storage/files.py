"""The files that letters come from: which ones there are, whether they changed, and what the store knows of them."""

import os
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from retrieval.errors import IndexDamagedError
from retrieval.readers.limits import MAX_FILE_BYTES
from retrieval.readers.metadata import SUFFIXES, is_sidecar, sidecar_of
from retrieval.storage.store import FILE_NAME
from retrieval.types import Refusal

UPLOADS = "uploads"
"""The folder, inside that of an index, of the letters that came by the bot; each goes when its letter is removed."""

PIPELINE = 27
"""Grows when letters would be read, parsed, split or analysed otherwise: files taken in before are read again."""

_BLOCK = 1 << 20
_LATEST = 2**63 - 1  # nanoseconds; the database holds no later time
# Data and code that lie about in folders; a letter is none of these. A file that is named itself is always tried.
_NO_LETTERS = frozenset((".json", ".jsonl", ".yaml", ".yml", ".toml", ".csv", ".tsv", ".py", ".js", ".css", ".sqlite3"))


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file to take in; `source` is what people are shown: the path inside the folder that was named."""

    path: Path
    source: str
    size: int
    modified: int

    def digest(self) -> str:
        """Return a digest of the file and its sidecar, each as far as a letter may go. Raises OSError."""
        found = sha256()
        for path in filter(None, (self.path, sidecar_of(self.path))):
            left = MAX_FILE_BYTES + 1  # what is longer is refused, whatever it holds
            with path.open("rb") as file:
                while block := file.read(min(_BLOCK, left)):
                    found.update(block)
                    left -= len(block)
            found.update(b"\x00")
        return found.hexdigest()


@dataclass(frozen=True, slots=True)
class FileRecord:
    """What the store knows of a file: its state when it was read, and the row of its letter or why there is none."""

    path: str
    source: str
    size: int
    modified: int
    digest: str
    rank: int = 0
    letter: int | None = None
    message: str | None = None
    pipeline: int = PIPELINE
    refusal: Refusal | None = None


def find_files(paths: Iterable[Path]) -> Iterator[SourceFile]:
    """Yield the files that `paths` name or hold, each once, in order; what cannot be opened as a file with size -1.

    That is a file which is not there, or whose name is no text, a pipe, or a folder that cannot be looked into. In a
    folder, what is hidden or plainly no letter is passed over, and so are the folders of indexes, and links that lead
    out of it: whoever may put letters there must not make other files of the machine readable.
    """
    seen: set[Path] = set()
    for path in paths:
        root = path.absolute()
        found = _walk(root) if is_folder(root) and not is_index(root) else [root]
        for each in found:
            if each not in seen:
                seen.add(each)
                yield _source_file(each, str(each.relative_to(root)) if each != root else root.name)


def is_index(folder: Path) -> bool:
    """Tell whether a folder is that of an index: what lies in it was made by the program, and is no letter."""
    try:
        return (folder / FILE_NAME).exists()
    except OSError:  # a folder that cannot be looked into is told of when it is walked
        return False


def _walk(root: Path) -> Iterator[Path]:
    """Yield the files in a folder and all below it, then the folders that cannot be looked into."""
    waiting, closed = [root], []
    while waiting:
        folder = waiting.pop()
        try:
            with os.scandir(folder) as held:
                entries = sorted(held, key=lambda entry: entry.name)
        except OSError:
            closed.append(folder)
            continue
        below = [Path(entry.path) for entry in entries if is_folder(entry) and not entry.name.startswith(".")]
        waiting += reversed([each for each in below if not is_index(each)])
        yield from (Path(entry.path) for entry in entries if _may_be_letter(entry) and _is_inside(entry, root))
    yield from closed


def is_folder(path: Path | os.DirEntry[str]) -> bool:
    """Tell whether there is a folder; a link to one inside another folder counts as none."""
    try:
        return path.is_dir() if isinstance(path, Path) else path.is_dir(follow_symlinks=False)
    except OSError:
        return False


def _may_be_letter(entry: os.DirEntry[str]) -> bool:
    hidden = entry.name.startswith((".", "~$")) or entry.name.casefold().endswith(SUFFIXES)
    return not hidden and Path(entry.name).suffix.casefold() not in _NO_LETTERS


def _is_inside(entry: os.DirEntry[str], root: Path) -> bool:
    """Tell whether there is a file of the folder `root`, and no link to elsewhere and no pipe; or nobody may look."""
    try:
        linked = entry.is_symlink() and not Path(entry.path).resolve().is_relative_to(root.resolve())
        return entry.is_file() and not linked
    except (OSError, RuntimeError):  # a ring of links is the latter
        return not entry.is_symlink()


def is_there(path: Path) -> bool:
    """Tell whether a file is there, or may be: one in a folder that was closed is not gone."""
    try:
        return path.exists()
    except OSError:
        return True


def _source_file(path: Path, source: str) -> SourceFile:
    """Look at a file and at its sidecar: a change of either is a change of the letter."""
    try:
        stat = path.stat()
        if not path.is_file() or not is_text(str(path)):  # a pipe or a device could be read for ever
            return SourceFile(path, source, -1, 0)
        sidecar = sidecar_of(path) if not is_sidecar(path) else None
        beside = sidecar.stat() if sidecar else None
    except OSError:
        return SourceFile(path, source, -1, 0)
    size = stat.st_size + (beside.st_size + 1 if beside else 0)
    # the time of the file system tells of a change as well whose own time was set back
    times = (at for each in (stat, beside) if each for at in (each.st_mtime_ns, each.st_ctime_ns))
    return SourceFile(path, source, size, min(max(times), _LATEST))


def is_text(name: str) -> bool:
    """Tell whether a name can be written down: some file systems hold names in no encoding that is known."""
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return True


_COLUMNS = "path, source, size, modified, digest, rank, letter, message, pipeline, refusal"


def known_files(connection: sqlite3.Connection) -> dict[str, FileRecord]:
    """Return all files that the store knows, by path."""
    rows = connection.execute(f"SELECT {_COLUMNS} FROM files")  # noqa: S608 - our own names
    return {row[0]: _record(row) for row in rows}


def files_of(connection: sqlite3.Connection, letter: int) -> Sequence[FileRecord]:
    """Return the files that one letter came from, best first."""
    rows = connection.execute(f"SELECT {_COLUMNS} FROM files WHERE letter = ? ORDER BY rank DESC, path", (letter,))  # noqa: S608
    return [_record(row) for row in rows]


def _record(row: tuple[Any, ...]) -> FileRecord:
    named = dict(zip(_COLUMNS.split(", "), row, strict=True))
    return FileRecord(**{**named, "refusal": Refusal(row[-1]) if row[-1] else None})


def write_file(connection: sqlite3.Connection, record: FileRecord) -> None:
    """Note what is known of a file, in the place of what was known before."""
    connection.execute(
        f"INSERT OR REPLACE INTO files ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",  # noqa: S608
        (
            record.path,
            record.source,
            record.size,
            record.modified,
            record.digest,
            record.rank,
            record.letter,
            record.message,
            record.pipeline,
            record.refusal,
        ),
    )


def forget_file(connection: sqlite3.Connection, path: str) -> None:
    """Forget a file; its letter stays."""
    connection.execute("DELETE FROM files WHERE path = ?", (path,))


def uploads_of(connection: sqlite3.Connection, index_dir: Path, letter: int) -> tuple[Path, ...]:
    """Return the uploaded files that a letter came from, and no other file."""
    records = [each for each in files_of(connection, letter) if Path(each.path).parent.name == UPLOADS]
    # the index may have come here from elsewhere
    placed = ((index_dir / UPLOADS / Path(each.path).name, each.digest) for each in records)
    return tuple(path for path, digest in placed if _holds(path, digest))


def uploaded_letter(connection: sqlite3.Connection, name: str) -> str | None:
    """Return the identity of the letter that came in the uploaded file of that name; `None` where none did."""
    query = "SELECT letter_id, path FROM files JOIN letters USING (letter) WHERE files.source = ?"
    rows = connection.execute(query, (name,))
    return next((letter_id for letter_id, path in rows if Path(path).parent.name == UPLOADS), None)


def delete_uploads(paths: Iterable[Path]) -> None:
    """Delete uploaded files. Raises IndexDamagedError."""
    for path in paths:
        try:
            path.unlink(missing_ok=True)
        except OSError as error:
            message = f"The uploaded file {path} cannot be deleted ({error.strerror}); check the folder and its rights."
            raise IndexDamagedError(message) from error


def _holds(path: Path, digest: str) -> bool:
    return path.is_file() and _source_file(path, path.name).digest() == digest
