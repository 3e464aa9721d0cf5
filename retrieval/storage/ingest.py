"""Files → letters in the index: only what changed is read, and reading goes on while passages are embedded.

Each letter goes in with one transaction; whatever interrupts, what was taken in so far is whole, and the next run goes
on from there.
"""

import logging
import os
import queue
import sqlite3
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeVar

from retrieval.encoder.embedding import EmbeddedPassages, Embedder
from retrieval.errors import LetterError
from retrieval.isolated import IsolatedReader, ReadLetter
from retrieval.language.analysis import terms
from retrieval.storage import records
from retrieval.storage.files import (
    PIPELINE,
    FileRecord,
    SourceFile,
    files_of,
    find_files,
    forget_file,
    is_folder,
    is_index,
    is_text,
    is_there,
    known_files,
    write_file,
)
from retrieval.storage.index import Index
from retrieval.storage.passages import embedded_text, split
from retrieval.types import IngestOutcome, IngestReport, IngestStatus, Letter, LetterCard, Passage, Refusal

logger = logging.getLogger(__name__)

T = TypeVar("T")
Progress = Callable[[int, int, str], None]

_PASSAGES_AT_ONCE = 512  # enough to sort by length, and few enough to lose little work
_READ_AHEAD = 64
_PUBLISH_SECONDS = 60.0
_LIKE = 0.5  # share of the shorter letter's words that the other one must hold for the two to be the same letter
_REFUSED = -1_000_000  # the rank of a file that was refused: any other copy is better
_FORMATS = ("text", "pdf", "html", "markdown", "docx")  # the later, the better its notes and mastheads survive


@dataclass(frozen=True, slots=True)
class _Read:
    """One file that was looked at: unchanged, refused with a message, or one that a letter is in."""

    place: int
    file: SourceFile
    known: FileRecord | None
    unchanged: bool = False
    digest: str = ""
    message: str | None = None
    refusal: Refusal | None = None
    rank: int = 0

    def record(self, letter: int | None) -> FileRecord:
        """Return what the store shall know of the file."""
        file = self.file
        return FileRecord(
            str(file.path),
            file.source,
            file.size,
            file.modified,
            self.digest,
            self.rank,
            letter,
            self.message,
            refusal=self.refusal,
        )


@dataclass(frozen=True, slots=True)
class _Incoming:
    """A letter on its way in, and the file that it is in."""

    read: _Read
    letter: Letter
    passages: tuple[Passage, ...]


class Ingest:
    """One run over files and folders."""

    def __init__(self, index: Index, embedder: Embedder, progress: Progress | None = None) -> None:
        self._index = index
        self._embedder = embedder
        self._progress = progress or (lambda _done, _total, _current: None)
        self._outcomes: dict[int, IngestOutcome] = {}
        self._pending: list[_Incoming] = []
        self._total = 0
        self._published = time.monotonic()

    def run(self, paths: Sequence[Path], *, prune: bool = False) -> IngestReport:
        """Take in what `paths` name or hold, and return what became of each file.

        With `prune`, letters whose files are gone from the folders are removed. Raises IndexStateError, ModelError.
        """
        with self._index.writing():
            with self._index.store.reading() as connection:
                known = known_files(connection)
            files = list(find_files(paths))
            self._total = len(files)
            try:
                for item in _ahead(lambda stop: self._read_all(files, known, stop)):
                    self._take(item)
                self._flush()
                missing = self._missing(paths, files, known, prune=prune)
            finally:
                self._index.publish()
        return IngestReport((*(self._outcomes[place] for place in sorted(self._outcomes)), *missing))

    # --- reading, in a thread of its own ------------------------------------------------------------------------------

    def _read_all(
        self, files: Sequence[SourceFile], known: dict[str, FileRecord], stop: threading.Event
    ) -> Iterator[_Read | _Incoming]:
        with IsolatedReader() as reader:
            for place, file in enumerate(files):
                if stop.is_set():
                    return
                yield self._read(place, file, known.get(str(file.path)), reader)

    def _read(
        self, place: int, file: SourceFile, known: FileRecord | None, reader: IsolatedReader
    ) -> _Read | _Incoming:
        item = _Read(place, file, known)
        if file.size < 0:
            return replace(item, message=_why_no_file(file.path), refusal=Refusal.FAULT)
        if known is not None and known.pipeline != PIPELINE:
            known = None
        if known is not None and (known.size, known.modified) == (file.size, file.modified):
            return replace(item, digest=known.digest, **_as_known(known))
        try:
            item = replace(item, digest=file.digest())
            if known is not None and known.digest == item.digest:
                return replace(item, **_as_known(known))
            return self._parsed(item, reader)
        except LetterError as error:
            return replace(item, message=str(error), refusal=error.refusal)
        except OSError as error:
            message = f"{file.path.name} cannot be opened: {error.strerror or error}."
            return replace(item, message=message, refusal=Refusal.FAULT)
        except Exception as error:
            logger.exception("one letter could not be taken in: %s", file.path)
            message = f"{file.path.name} could not be understood ({type(error).__name__}); the log tells more."
            return replace(item, message=message, refusal=Refusal.FAULT)

    def _parsed(self, item: _Read, reader: IsolatedReader) -> _Incoming:
        found = reader.read(item.file.path)
        return _Incoming(replace(item, rank=_rank(found)), found.letter, self._split(found.letter))

    def _split(self, letter: Letter) -> tuple[Passage, ...]:
        return split(letter, self._embedder.count_tokens, self._embedder.max_tokens)

    # --- writing, in the calling thread -------------------------------------------------------------------------------

    def _take(self, item: _Read | _Incoming) -> None:
        """Settle a file that changes nothing at once; let a letter wait until there are enough to embed together."""
        if isinstance(item, _Read):
            self._settle(item)
            return
        waiting = {each.letter.letter_id for each in self._pending}
        if item.letter.letter_id in waiting:
            self._flush()
        item = self._with_own_identity(item)
        if self._is_held_already(item):
            return
        self._pending.append(item)
        if sum(len(each.passages) for each in self._pending) >= _PASSAGES_AT_ONCE:
            self._flush()

    def _settle(self, item: _Read) -> None:
        """Tell what became of a file that brings no letter in; one that cannot be read any more keeps its letter."""
        number = item.known.letter if item.known else None
        card = self._card(number) if number is not None else None
        if item.unchanged and card is not None and item.rank != _REFUSED:
            self._tell(item, IngestStatus.UNCHANGED, card, None)
        else:
            item = replace(item, rank=_REFUSED)
            self._tell(item, IngestStatus.REFUSED, card, item.message)
        if item.file.size >= 0 and item.record(number) != item.known:
            with self._index.store.noting() as connection:
                write_file(connection, item.record(number))

    def _with_own_identity(self, item: _Incoming) -> _Incoming:
        """Return the item under an identity that no wholly different letter has: nothing is lost to a wrong symbol."""
        first, letter, tries = item.letter.letter_id, item.letter, 1
        while (held := self._other_letter(letter, item.read.file)) is not None and not _alike(held, letter):
            tries += 1
            letter = replace(letter, letter_id=f"{first}~{tries}")
        if tries == 1:
            return item
        remark = f"{item.read.file.source} goes by the name {first}, which another letter has; both are kept."
        return _Incoming(replace(item.read, message=remark), letter, self._split(letter))

    def _other_letter(self, letter: Letter, file: SourceFile) -> Letter | None:
        """Return the letter that is held under this identity, unless its own `file` is where that came from."""
        with self._index.store.reading() as connection:
            row = records.row_of(connection, letter.letter_id)
            if row is None:
                return None
            sources = [record.path for record in files_of(connection, row)]
            if sources == [str(file.path)]:
                return None
            return records.read_letter(connection, letter.letter_id)

    def _is_held_already(self, item: _Incoming) -> bool:
        """Settle a letter that is held as it is, or in a better copy; tell whether it was so."""
        read = item.read
        with self._index.store.reading() as connection:
            row = connection.execute(
                "SELECT letter, content FROM letters WHERE letter_id = ?", (item.letter.letter_id,)
            ).fetchone()
            if row is None:
                return False
            others = [each for each in files_of(connection, row[0]) if each.path != str(read.file.path)]
        better = [each for each in others if each.rank >= read.rank and is_there(Path(each.path))]
        outdated = read.known is not None and read.known.pipeline != PIPELINE
        if (outdated or row[1] != records.content_of(item.letter)) and not better:
            return False
        with self._index.store.writing() as (connection, generation):
            self._drop_former_letter(connection, read, row[0], generation)
            write_file(connection, read.record(row[0]))
            if not better:
                connection.execute("UPDATE letters SET source = ? WHERE letter = ?", (read.file.source, row[0]))
        remark = f"the same letter as {better[0].source}" if better else read.message
        self._tell(read, IngestStatus.UNCHANGED, self._card(row[0]), remark)
        return True

    def _flush(self) -> None:
        """Embed all waiting letters together, then write each with a transaction of its own."""
        pending, self._pending = self._pending, []
        if not pending:
            return
        self._index.adopt(self._embedder)
        texts = [embedded_text(passage) for item in pending for passage in item.passages]
        embedded = self._embedder.embed_passages(texts)
        start = 0
        for item in pending:
            stop = start + len(item.passages)
            self._write(item, embedded.part(start, stop))
            start = stop
        if time.monotonic() - self._published > _PUBLISH_SECONDS:
            self._index.publish()
            self._published = time.monotonic()

    def _write(self, item: _Incoming, embedded: EmbeddedPassages) -> None:
        read = item.read
        try:
            with self._index.store.writing() as (connection, generation):
                held = records.row_of(connection, item.letter.letter_id)
                number = self._index.write(
                    connection, generation, item.letter, item.passages, embedded, read.file.source
                )
                dropped = self._drop_former_letter(connection, read, number, generation)
                write_file(connection, read.record(number))
        except LetterError as error:
            self._settle(replace(read, message=str(error), refusal=error.refusal))
            return
        replaced = held is not None or dropped
        self._tell(read, IngestStatus.REPLACED if replaced else IngestStatus.ADDED, self._card(number), read.message)

    def _drop_former_letter(
        self, connection: sqlite3.Connection, item: _Read, number: int | None, generation: int
    ) -> bool:
        """Take out the letter that the file held before, unless another file holds it too; tell whether it went."""
        former = item.known.letter if item.known else None
        if former is None or former == number:
            return False
        others = [each for each in files_of(connection, former) if each.path != str(item.file.path)]
        if others:
            return False
        records.delete_letter(connection, former, generation)
        return True

    # --- files that are gone ------------------------------------------------------------------------------------------

    def _missing(
        self, paths: Sequence[Path], files: Iterable[SourceFile], known: dict[str, FileRecord], *, prune: bool
    ) -> list[IngestOutcome]:
        """Return an outcome for each known file under `paths` that is not there any more; with `prune`, forget it."""
        here = {str(file.path) for file in files}
        roots = {path.absolute() for path in paths}
        closed = {file.path for file in files if file.size < 0}  # what is in a folder that cannot be opened is not gone
        emptied = {root for root in roots if _is_emptied(root, here)}
        gone = [
            record
            for path, record in sorted(known.items())
            if path not in here
            and not roots.isdisjoint(above := Path(path).parents)
            and closed.isdisjoint(above)
            and not is_there(Path(path))
        ]
        kept = {record.path for record in gone if prune and not emptied.isdisjoint(Path(record.path).parents)}
        return [self._kept(each) if each.path in kept else self._gone(each, prune=prune) for each in gone]

    def _kept(self, record: FileRecord) -> IngestOutcome:
        """Keep a letter whose whole folder is empty: the disk that belongs there may not be mounted."""
        card = self._card(record.letter) if record.letter is not None else None
        message = "the whole folder is empty, so the letter stays; `verbale remove` takes it out"
        return IngestOutcome(record.path, IngestStatus.MISSING, card, message)

    def _gone(self, record: FileRecord, *, prune: bool) -> IngestOutcome:
        card = self._card(record.letter) if record.letter is not None else None
        if not prune:
            return IngestOutcome(
                record.path, IngestStatus.MISSING, card, "the file is gone; --prune takes its letter out"
            )
        with self._index.store.writing() as (connection, generation):
            forget_file(connection, record.path)
            if record.letter is None or card is None:
                return IngestOutcome(record.path, IngestStatus.REMOVED)
            others = files_of(connection, record.letter)
            if others:
                connection.execute("UPDATE letters SET source = ? WHERE letter = ?", (others[0].source, record.letter))
            else:
                records.delete_letter(connection, record.letter, generation)
        if others:
            return IngestOutcome(
                record.path, IngestStatus.MISSING, card, f"the letter stays, as {others[0].source} holds it"
            )
        return IngestOutcome(record.path, IngestStatus.REMOVED, card)

    # --- telling ------------------------------------------------------------------------------------------------------

    def _tell(self, item: _Read, status: IngestStatus, card: LetterCard | None, message: str | None) -> None:
        refusal = item.refusal if status is IngestStatus.REFUSED else None
        self._outcomes[item.place] = IngestOutcome(_written(item.file.path), status, card, message, refusal)
        self._progress(len(self._outcomes), self._total, item.file.source)

    def _card(self, number: int) -> LetterCard | None:
        with self._index.store.reading() as connection:
            return records.read_card(connection, number)


def _rank(found: ReadLetter) -> int:
    """Return how well a file keeps its letter, against other files of the same letter."""
    kept = 1_000 * _FORMATS.index(found.format) if found.format in _FORMATS else 0
    return kept - min(len(found.letter.warnings), 999)


def _as_known(known: FileRecord) -> dict[str, Any]:
    """Return what an unchanged file takes over from what is known of it."""
    return {"unchanged": True, "rank": known.rank, "message": known.message, "refusal": known.refusal}


def _why_no_file(path: Path) -> str:
    if not is_text(str(path)):
        return f"{_written(path)} has a name that is no text; rename it."
    if is_folder(path) and is_index(path):
        return f"The folder {path} is that of an index; what is in it is no letter."
    if is_folder(path):
        return f"The folder {path} cannot be opened; what is in it is left as it was."
    if is_there(path):
        return f"{path} cannot be opened as a file; only files and folders are taken in."
    return f"There is no file {path}."


def _is_emptied(root: Path, here: Set[str]) -> bool:
    """Tell whether a folder holds no file at all."""
    return is_folder(root) and not any(root in Path(path).parents for path in here)


def _written(path: Path) -> str:
    """Return a path as text, whatever bytes its name holds."""
    return os.fsencode(path).decode(errors="replace")


def _alike(one: Letter, other: Letter) -> bool:
    """Tell whether two letters of the same identity are the same letter, read from two files."""
    words, others = _body_words(one), _body_words(other)
    fewer = min(len(words), len(others))
    return fewer == 0 or len(words & others) >= _LIKE * fewer


def _body_words(letter: Letter) -> set[str]:
    """Return the words of the paragraphs, as mastheads and titles are much alike in all letters."""
    return {word for block in letter.blocks if block.number is not None for word in terms(block.span.of(letter.text))}


def _ahead(work: Callable[[threading.Event], Iterator[T]]) -> Iterator[T]:
    """Yield what `work` yields, worked out ahead in a thread; its error is raised here, and its end is awaited."""
    waiting: queue.Queue[T | BaseException | None] = queue.Queue(_READ_AHEAD)
    stop = threading.Event()

    def put(item: T | BaseException | None) -> None:
        while not stop.is_set():
            with suppress(queue.Full):
                waiting.put(item, timeout=0.2)
                return

    def produce() -> None:
        try:
            for item in work(stop):
                put(item)
            put(None)
        except BaseException as error:  # handed over to whoever iterates
            put(error)

    thread = threading.Thread(target=produce, name="reading", daemon=True)
    thread.start()
    try:
        while (item := waiting.get()) is not None:
            if isinstance(item, BaseException):
                raise item
            yield item
    finally:
        stop.set()
        thread.join()
