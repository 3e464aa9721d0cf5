"""Kill a process with SIGKILL at random instants of taking letters in, replacing, removing and saving; then look.

    python benchmarks/crash.py [--kills 200] [--seed 1]

After each kill the index must verify, every letter must be whole and of one version, and the next run must complete.
Ends with 0 when that held each time. Vectors come from a hash instead of a model, everything else is the real thing.
"""

import argparse
import mmap
import os
import random
import shutil
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from hashlib import blake2b
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

import numpy as np

from retrieval.encoder.embedding import EmbeddedPassages, Vector
from retrieval.encoder.neighbours import Neighbours
from retrieval.errors import LetterNotFoundError
from retrieval.isolated import ReadLetter
from retrieval.parsing import parse
from retrieval.readers import read
from retrieval.storage import ingest
from retrieval.storage.index import Index
from retrieval.storage.records import read_letter_passages
from retrieval.storage.verify import verify
from retrieval.types import IngestStatus

LETTERS = 12
PARAGRAPHS = 6
DIMENSION = 64
STEPS = ("start", "ingest", "replace", "remove", "save")
WITHIN_SECONDS = {"start": 0.2, "ingest": 0.2, "replace": 0.2, "remove": 0.03, "save": 0.1}  # so long a step lasts
PATIENCE_SECONDS = 20.0


class HashedEmbedder:
    """Unit vectors from a hash of the text."""

    name, identity, dimension, max_tokens = "hashed", f"hashed {DIMENSION} 1", DIMENSION, 200

    def count_tokens(self, text: str) -> int:
        """Count words, and two for the marks that a model adds."""
        return len(text.split()) + 2

    def embed_passages(self, texts: Sequence[str]) -> EmbeddedPassages:
        """Return a unit row for each text, and no words."""
        rows = [np.frombuffer(blake2b(text.encode(), digest_size=DIMENSION).digest(), np.int8) for text in texts]
        vectors = np.array(rows, np.float32).reshape(-1, DIMENSION)
        unit: Vector = vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)
        return EmbeddedPassages(unit, (b"",) * len(texts))

    def embed_question(self, text: str) -> Vector:
        """Return a unit vector."""
        row: Vector = self.embed_passages([text]).vectors[0]
        return row

    @property
    def neighbours(self) -> Neighbours:
        """Return the words of like meaning: it knows none."""
        return Neighbours()


class ReaderInside:
    """Reads in this process: a killed process must not leave readers behind."""

    def __enter__(self) -> "ReaderInside":
        return self

    def __exit__(self, *_: object) -> None:
        return None

    def read(self, path: Path) -> ReadLetter:
        """Return the letter in a file."""
        reading = read(path)
        return ReadLetter(reading.format, parse(reading))


def write_letter(folder: Path, number: int, version: int) -> None:
    paragraphs = [
        f"Paragraph {place} of letter number{number} says version{version} of what happened at lock {place * 7}."
        for place in range(PARAGRAPHS)
    ]
    text = (
        f"United Nations   A/76/{9000 + number}\n\nDistr.: General\n2 November 2021\n\n"
        "Letter dated 2 November 2021 from the Permanent Representative of Velmora to the United Nations addressed to "
        "the Secretary-General\n\n" + "\n\n".join(paragraphs) + "\n\n(Signed) Ilva Tarn\nPermanent Representative\n"
    )
    beside = folder.parent / f"{number}.tmp"
    beside.write_text(text, encoding="utf-8")
    beside.replace(folder / f"letter-{number}.txt")


def work(root: Path, seed: int, step: mmap.mmap) -> None:
    """Change letters and index until killed."""
    chance = random.Random(seed)
    letters, embedder = root / "letters", HashedEmbedder()
    index = Index.open(root / "index", create=True)
    while True:
        step[0] = STEPS.index("replace" if index.letter_count() else "ingest")
        for number in chance.sample(range(LETTERS), chance.randint(1, LETTERS)):
            write_letter(letters, number, chance.randint(1, 10**6))
        ingest.Ingest(index, embedder).run([letters])
        step[0] = STEPS.index("remove")
        for card in index.letters()[: chance.choice((3, LETTERS // 2, LETTERS, LETTERS))]:
            index.remove(card.letter_id)
        step[0] = STEPS.index("save")
        for _ in range(8):
            index.publish()


def check(root: Path) -> list[str]:
    """Return what is wrong after a kill."""
    embedder = HashedEmbedder()
    index = Index.open(root / "index", create=True)
    problems = list(verify(index, lambda: embedder).problems) + list(torn(index))
    report = ingest.Ingest(index, embedder).run([root / "letters"])
    problems += [
        outcome.message or outcome.path for outcome in report.outcomes if outcome.status is IngestStatus.REFUSED
    ]
    for path in sorted((root / "letters").glob("*.txt")):
        version = next(word for word in path.read_text().split() if word.startswith("version"))
        try:
            text = index.letter(index.find(path.name)).text
        except LetterNotFoundError:
            problems.append(f"{path.name} is not in the index after the next run")
            continue
        if text.count(f"{version} ") != PARAGRAPHS:
            problems.append(f"{path.name} is not the version that its file holds")
        word, vector = version, embedder.embed_question(text)
        if not index.search_lexical([word], 1) or not index.search_dense(vector, 1):
            problems.append(f"{path.name} cannot be found")
    problems += verify(index, lambda: embedder).problems
    index.close()
    return problems


def torn(index: Index) -> Iterator[str]:
    """Yield what is wrong with the letters that are held: each must be of one version throughout."""
    for card in index.letters(limit=LETTERS * 2):
        words = {word for word in index.letter(card.letter_id).text.split() if word.startswith("version")}
        with index.store.reading() as connection:
            passages = read_letter_passages(connection, [card.letter_id])[card.letter_id]
        held = {word for passage in passages for word in passage.text.split() if word.startswith("version")}
        if len(words) != 1 or held != words:
            yield f"{card.letter_id} is of several versions: {words | held}"


def in_a_child(task: object, *arguments: object) -> int:
    """Fork, run `task` in the child, and return the child's number."""
    child = os.fork()
    if child:
        return child
    code = 1
    try:
        problems = task(*arguments)  # type: ignore[operator]
        for problem in problems or ():
            print(problem, file=sys.stderr, flush=True)
        code = int(bool(problems))
    except BaseException as error:
        print(f"{type(error).__name__}: {error}", file=sys.stderr, flush=True)
    finally:
        os._exit(code)


def _wait_for(name: str, step: mmap.mmap) -> None:
    """Wait until the work is at a step, or for so long that it may well never be."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while STEPS[step[0]] != name and time.monotonic() < deadline:
        time.sleep(0.0005)


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--kills", type=int, default=200)
    arguments.add_argument("--seed", type=int, default=1)
    args = arguments.parse_args()
    ingest.__dict__["IsolatedReader"] = ReaderInside
    chance, step = random.Random(args.seed), mmap.mmap(-1, 1)
    root = Path(tempfile.mkdtemp(prefix="crash-"))
    (root / "letters").mkdir()
    killed, failed = Counter[str](), 0
    for kill in range(args.kills):
        step[0] = 0
        child = in_a_child(work, root, args.seed * 100_000 + kill, step)
        aim = chance.choice(STEPS)
        _wait_for(aim, step)
        time.sleep(chance.uniform(0, WITHIN_SECONDS[aim]))
        os.kill(child, signal.SIGKILL)
        if os.WIFEXITED(os.waitpid(child, 0)[1]):
            print(f"kill {kill}: the work had ended by itself", file=sys.stderr)
            failed += 1
        killed[STEPS[step[0]]] += 1
        if os.waitpid(in_a_child(check, root), 0)[1]:
            print(f"kill {kill} during {STEPS[step[0]]} left the index out of order: {root}", file=sys.stderr)
            failed += 1
            break
    else:
        shutil.rmtree(root)
    counts = ", ".join(f"{killed[name]} during {name}" for name in STEPS)
    print(f"{killed.total()} kills ({counts}); {failed} left something out of order.")
    return int(failed > 0)


if __name__ == "__main__":
    raise SystemExit(main())
