"""Taking letters in, from files to published index, against bare `SentenceTransformer.encode` of the same texts.

    python benchmarks/ingest.py [--letters 40] [--rounds 2]

Both take turns on like halves in one run; the bare side encodes all texts of a half in one call (which sorts them by
length), in its default precision and with all cores. Then: the unchanged folder again, and the folder with one letter
in a hundred changed.
"""

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.bare import bare_model
from benchmarks.synthetic import Writer
from retrieval.engine import Engine
from retrieval.settings import RetrievalSettings
from retrieval.storage.passages import embedded_text
from retrieval.storage.records import read_letter_passages
from retrieval.types import IngestStatus


def texts_of(engine: Engine) -> list[str]:
    """Return what the model was given for the whole index."""
    cards = engine.letters(limit=1_000_000)
    with engine.index.store.reading() as connection:
        held = read_letter_passages(connection, (card.letter_id for card in cards))
    return [embedded_text(passage) for passages in held.values() for passage in passages]


def seconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def against_bare(folder: Path, letters: int, rounds: int) -> None:
    """Print the speed of both sides."""
    writer, model, bare, whole, count = Writer.seeded(), bare_model(), 0.0, 0.0, 0
    for turn in range(rounds):
        writer.write_files(folder / f"in-{turn}", letters)
        engine = Engine.open(RetrievalSettings(index_dir=folder / f"index-{turn}"), create=True)
        engine.embedder.model  # noqa: B018 - loaded beforehand, as the bare one is
        whole += seconds(partial(engine.ingest, [folder / f"in-{turn}"]))
        texts = texts_of(engine)
        import torch  # noqa: PLC0415 - the bare side is given all cores, as the ingest has them

        torch.set_num_threads(os.cpu_count() or 1)
        bare += seconds(partial(model.encode, texts, show_progress_bar=False))
        torch.set_num_threads(1)
        count += len(texts)
        engine.close()
    speeds = f"bare encode {count / bare:.1f}/s, whole ingest {count / whole:.1f}/s"
    print(f"{count} passages: {speeds}, ratio {bare / whole:.2f}")


def again(folder: Path, files: int) -> None:
    """Print what a folder costs that has not changed, and one of which one letter in a hundred has."""
    engine = Engine.open(RetrievalSettings(index_dir=folder / "index-0"), create=True)
    engine.embedder.model  # noqa: B018 - loaded beforehand, as a service has it
    writer = Writer.seeded(7)
    for number in range(files):
        title = "Letter dated 1 May 2022 from the Permanent Representative of Velmora to the United Nations"
        head = f"United Nations   A/77/{number}\n\nDistr.: General\n1 May 2022\n\n{title}"
        body = f"{head} addressed to the Secretary-General\n\n{writer.sentence()}\n"
        path = folder / "many" / f"{number:05}.txt"
        path.parent.mkdir(exist_ok=True)
        path.write_text(body, encoding="utf-8")
    first = seconds(lambda: engine.ingest([folder / "many"]))
    unchanged = seconds(lambda: engine.ingest([folder / "many"]))
    for number in range(0, files, 100):
        path = folder / "many" / f"{number:05}.txt"
        path.write_text(f"{path.read_text(encoding='utf-8')}\n{writer.sentence()}\n", encoding="utf-8")
    changed = seconds(lambda: engine.ingest([folder / "many"]))
    report = engine.ingest([folder / "many"])
    assert report.count(IngestStatus.UNCHANGED) == files
    times = f"first {first:.1f} s, unchanged {unchanged:.2f} s, one in a hundred changed {changed:.2f} s"
    print(f"{files} small letters: {times}")
    engine.close()


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--letters", type=int, default=40)
    arguments.add_argument("--rounds", type=int, default=2)
    arguments.add_argument("--files", type=int, default=1_000)
    args = arguments.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        against_bare(Path(folder), args.letters, args.rounds)
        again(Path(folder), args.files)


if __name__ == "__main__":
    main()
