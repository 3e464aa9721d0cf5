"""Harm an index in every way that disks and people do, and see what the program makes of it; print the table.

    python -m benchmarks.faults [--share 1.0] [--seed 1]

Each try begins with a sound index of twelve letters. It ends well when the harm is told in a sentence, is found by
`verify` and put right by `verify --repair` and the next ingest, or does no harm at all: then every letter is what it
was, and is found. Ends with 0 when every try ended well. Full and read-only disks are real ones, for which it has to be
root.
"""

import argparse
import mmap
import os
import random
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from benchmarks.crash import LETTERS, HashedEmbedder, ReaderInside, in_a_child, torn, work, write_letter
from retrieval.errors import IndexStateError, RetrievalError
from retrieval.storage import ingest
from retrieval.storage.backup import backup, restore
from retrieval.storage.index import Index
from retrieval.storage.store import FILE_NAME, Store
from retrieval.storage.verify import verify
from retrieval.types import IngestStatus, Letter

Harm = Callable[[Path, random.Random], None]
TOLD, REPAIRED, HARMLESS, WRONG = "told", "repaired", "harmless", "wrong"
SENTENCES: dict[str, str] = {}


def sound(root: Path) -> tuple[Path, dict[str, Letter]]:
    """Make a sound index, and return its folder and its letters."""
    (root / "letters").mkdir()
    for number in range(LETTERS):
        write_letter(root / "letters", number, 1)
    index = Index.open(root / "sound", create=True)
    ingest.Ingest(index, HashedEmbedder()).run([root / "letters"])
    letters = {card.letter_id: index.letter(card.letter_id) for card in index.letters(limit=LETTERS)}
    index.close()
    return root / "sound", letters


def outcome(folder: Path, letters: dict[str, Letter]) -> str:
    """Return what becomes of a harmed index, as an operator would find out."""
    try:
        index = Index.open(folder)
        try:
            return _looked_into(index, folder, letters)
        finally:
            index.close()
    except IndexStateError as error:
        SENTENCES["last"] = str(error)
        return TOLD


def _looked_into(index: Index, folder: Path, letters: dict[str, Letter]) -> str:
    if not verify(index, HashedEmbedder).problems:
        return HARMLESS if _as_before(index, letters) else WRONG
    verify(index, HashedEmbedder, repair=True)
    report = ingest.Ingest(index, HashedEmbedder()).run([folder.parent / "letters"])
    left = verify(index, HashedEmbedder).problems
    if left:
        SENTENCES["last"] = left[0]
        return TOLD
    return REPAIRED if _as_before(index, letters) and not report.count(IngestStatus.REFUSED) else WRONG


def _as_before(index: Index, letters: dict[str, Letter]) -> bool:
    """Tell whether every letter is to the character what it was, and is found by words and by meaning."""
    for letter_id, letter in letters.items():
        if index.letter(letter_id) != letter:
            return False
        (word,) = {each for each in letter.text.split() if each.startswith("number")}
        hits = (*index.search_lexical([word], 1), *index.search_dense(HashedEmbedder().embed_question(word), 1))
        if len(hits) != 2 or index.passages(hits)[hits[0]].letter_id != letter_id:
            return False
    return True


# --- harm to files ----------------------------------------------------------------------------------------------------


def flip(name: str) -> Harm:
    def harm(folder: Path, chance: random.Random) -> None:
        (path,) = folder.glob(name)
        data = bytearray(path.read_bytes())
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        path.write_bytes(data)

    return harm


def cut(name: str) -> Harm:
    def harm(folder: Path, chance: random.Random) -> None:
        (path,) = folder.glob(name)
        path.write_bytes(path.read_bytes()[: chance.randrange(path.stat().st_size)])

    return harm


def blank_page(folder: Path, chance: random.Random) -> None:
    path = folder / FILE_NAME
    with path.open("r+b") as file:
        file.seek(chance.randrange(path.stat().st_size // 4096) * 4096)
        file.write(bytes(4096))


def missing(name: str) -> Harm:
    def harm(folder: Path, chance: random.Random) -> None:
        del chance
        (path,) = folder.glob(name)
        path.unlink()

    return harm


def statement(sql: str) -> Harm:
    def harm(folder: Path, chance: random.Random) -> None:
        del chance
        connection = sqlite3.connect(folder / FILE_NAME, isolation_level=None)
        connection.execute(sql)
        connection.close()

    return harm


def empty(folder: Path, chance: random.Random) -> None:
    del chance
    (folder / FILE_NAME).write_bytes(b"")


DERIVED = ("vectors-*.0", "vectors-*.1", "vectors.json", "words-*.0", "words.json")
HARMS: tuple[tuple[str, int, Harm], ...] = (
    ("a bit of the database flipped", 100, flip(FILE_NAME)),
    ("the database cut off", 50, cut(FILE_NAME)),
    ("a page of the database zeroed", 50, blank_page),
    ("an empty database", 1, empty),
    ("the database missing", 1, missing(FILE_NAME)),
    ("a database of a newer schema", 1, statement("PRAGMA user_version = 99")),
    *((f"a bit of {name} flipped", 10, flip(name)) for name in DERIVED),
    *((f"{name} cut off", 10, cut(name)) for name in DERIVED),
    *((f"{name} missing", 1, missing(name)) for name in DERIVED),
)


# --- what is no harm to files -----------------------------------------------------------------------------------------


def another_model(folder: Path) -> str:
    """Ask an index with a model that it was not made with."""
    other = HashedEmbedder()
    other.identity = "another 64 1"
    index = Index.open(folder)
    try:
        index.require_model(other)
    except IndexStateError as error:
        SENTENCES["last"] = str(error)
        return TOLD
    finally:
        index.close()
    return WRONG


def two_writers(folder: Path) -> str:
    """Write while another process does."""
    ready, say = os.pipe()
    child = in_a_child(_hold, folder, say)
    os.read(ready, 1)
    index = Index.open(folder)
    try:
        index.remove(index.letters()[0].letter_id)
    except IndexStateError as error:
        SENTENCES["last"] = str(error)
        return TOLD if index.letter_count() == LETTERS else WRONG
    finally:
        index.close()
        os.kill(child, 9)
        os.waitpid(child, 0)
    return WRONG


def _hold(folder: Path, say: int) -> None:
    with Store(folder).lock.held():
        os.write(say, b"1")
        time.sleep(60)


def backup_while_written(folder: Path, chance: random.Random) -> str:
    """Back an index up while another process takes letters in, replaces and removes them; look into the copy."""
    root = folder.parent / "written"
    shutil.copytree(folder, root / "index")
    shutil.copytree(folder.parent / "letters", root / "letters")
    child = in_a_child(work, root, chance.randrange(10**6), mmap.mmap(-1, 1))
    try:
        time.sleep(chance.uniform(0, 0.5))
        backup(root / "index", root / "copy.tar")
        restore(root / "copy.tar", root / "restored")
    finally:
        os.kill(child, 9)
        os.waitpid(child, 0)
    index = Index.open(root / "restored")
    whole = not verify(index, HashedEmbedder).problems and not list(torn(index))
    index.close()
    shutil.rmtree(root)
    return HARMLESS if whole else WRONG


@contextmanager
def mounted(*arguments: str) -> Iterator[Path]:
    """Mount something, and take it off again. Raises OSError where that is not allowed."""
    place = Path(tempfile.mkdtemp(prefix="faults-"))
    if subprocess.run(["mount", *arguments, str(place)], check=False, capture_output=True).returncode:
        place.rmdir()
        raise OSError("nothing can be mounted here")
    try:
        yield place
    finally:
        subprocess.run(["umount", "-l", str(place)], check=True)
        place.rmdir()


def full_disk(root: Path, letters: dict[str, Letter], chance: random.Random) -> str:
    """Take letters in until the disk is full, make room, and take the rest in."""
    with mounted("-t", "tmpfs", "-o", "size=8m", "tmpfs") as disk:
        shutil.copytree(root / "letters", disk / "letters")
        filler = disk / "filler"
        index = Index.open(disk / "index", create=True)
        free = shutil.disk_usage(disk).free
        filler.write_bytes(bytes(max(free - chance.randrange(4_096, 1_400_000), 0)))
        try:
            ingest.Ingest(index, HashedEmbedder()).run([disk / "letters"])
            told = HARMLESS
        except RetrievalError as error:
            SENTENCES["last"] = str(error)
            told = TOLD
        with suppress(RetrievalError):
            index.search_lexical(["canal"], 1)
        filler.unlink()
        index.close()
        index = Index.open(disk / "index", create=True)
        whole = not verify(index, HashedEmbedder).problems
        ingest.Ingest(index, HashedEmbedder()).run([disk / "letters"])
        whole = whole and not verify(index, HashedEmbedder).problems and _as_before(index, letters)
        index.close()
    return told if whole else WRONG


def read_only_disk(folder: Path, letters: dict[str, Letter]) -> str:
    """Search an index on a disk that nobody may write to, then try to write."""
    with mounted("--bind", str(folder)) as disk:
        subprocess.run(["mount", "-o", "remount,ro,bind", str(disk)], check=True)
        index = Index.open(disk)
        whole = _as_before(index, letters)
        try:
            index.remove(next(iter(letters)))
            told = WRONG
        except IndexStateError as error:
            SENTENCES["last"] = str(error)
            told = TOLD
        index.close()
    return told if whole else WRONG


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--share", type=float, default=1.0, help="make so large a share of the tries")
    args = parser.parse_args()
    ingest.__dict__["IsolatedReader"] = ReaderInside
    chance, root, failed = random.Random(args.seed), Path(tempfile.mkdtemp(prefix="faults-")), 0
    folder, letters = sound(root)
    others: tuple[tuple[str, int, Callable[[Path], str]], ...] = (
        ("another model", 1, another_model),
        ("two writers at once", 5, two_writers),
        ("a backup while letters come and go", 20, lambda where: backup_while_written(where, chance)),
        ("a read-only disk", 5, lambda where: read_only_disk(where, letters)),
        ("a disk that fills", 15, lambda _: full_disk(root, letters, chance)),
    )
    print("| fault | tries | told | found and repaired | no harm | wrong |\n| --- | --- | --- | --- | --- | --- |")

    def harmed(harm: Harm) -> Callable[[Path], str]:
        def tried(where: Path) -> str:
            harm(where, chance)
            return outcome(where, letters)

        return tried

    for name, tries, task in (*((n, t, harmed(h)) for n, t, h in HARMS), *others):
        counts, number = Counter[str](), max(1, round(tries * args.share))
        for _ in range(number):
            copy = root / "harmed"
            shutil.copytree(folder, copy)
            counts[_tried(task, copy)] += 1
            shutil.rmtree(copy)
        failed += counts[WRONG]
        row = (name, number, *(counts[each] for each in (TOLD, REPAIRED, HARMLESS, WRONG)))
        print(f"| {' | '.join(map(str, row))} |", flush=True)
        if counts[TOLD]:
            SENTENCES[name] = SENTENCES["last"].replace(str(root), "…")
    for name, sentence in SENTENCES.items():
        if name != "last":
            print(f"- {name}: {sentence}")
    shutil.rmtree(root)
    return int(failed > 0)


def _tried(task: Callable[[Path], str], where: Path) -> str:
    try:
        return task(where)
    except OSError as error:
        return f"not tried ({error})"
    except Exception as error:  # whatever is no sentence of ours is a fault of ours
        print(f"{type(error).__name__}: {error}", file=sys.stderr)
        return WRONG


if __name__ == "__main__":
    raise SystemExit(main())
