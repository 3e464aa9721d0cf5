"""Measures on a folder of letters how well notes are bound: `python benchmarks/footnotes.py FOLDER [--show N]`.

Prints the share of markers that are bound to a note and of notes that are called, how ibid. is resolved, and the speed;
with `--show N`, N bindings drawn at random, to be read beside the source.
"""

import argparse
import random
import statistics
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter

sys.path.insert(0, str(Path(__file__).parents[1]))

from retrieval.errors import LetterError
from retrieval.parsing import parse
from retrieval.readers.text import read_text
from retrieval.types import CitationKind, Footnote, Letter

_AROUND = 70


def main() -> None:
    arguments = _arguments()
    letters: list[tuple[str, Letter]] = []
    seconds: list[float] = []
    for path in sorted(arguments.folder.rglob("*")):
        if path.suffix not in {".md", ".txt"}:
            continue
        data = path.read_bytes()
        begun = perf_counter()
        try:
            letters.append((path.name, parse(read_text(data))))
        except LetterError as error:
            print(f"{path.name}: {error}")
            continue
        seconds.append(perf_counter() - begun)
    _report(letters, seconds)
    for line in _sample(letters, arguments.show, arguments.seed):
        print(line)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--show", type=int, default=0, metavar="N", help="show N bindings drawn at random")
    parser.add_argument("--seed", type=int, default=1)
    return parser.parse_args()


def _report(letters: list[tuple[str, Letter]], seconds: list[float]) -> None:
    notes = [note for _, letter in letters for note in letter.footnotes]
    bound = sum(len(note.calls) for note in notes)
    lost = sum("has no note" in warning for _, letter in letters for warning in letter.warnings)
    called = sum(bool(note.calls) for note in notes)
    print(f"letters      {len(letters)}, with notes {sum(bool(letter.footnotes) for _, letter in letters)}")
    print(f"markers      {bound + lost}, bound to a note {bound} ({_share(bound, bound + lost)})")
    print(f"notes        {len(notes)}, called at least once {called} ({_share(called, len(notes))})")
    _report_ibid(notes)
    total = sum(seconds)
    print(f"speed        {len(seconds) / total:.0f} letters/s, median {1000 * statistics.median(seconds):.1f} ms")


def _report_ibid(notes: list[Footnote]) -> None:
    ibid = [each for note in notes for each in note.citations if each.kind is CitationKind.IBID]
    resolved = sum(each.resolved_to is not None for each in ibid)
    print(f"ibid.        {len(ibid)}, resolved {resolved}")
    reasons = Counter(_kind_of(each.reason) for each in ibid if each.reason)
    for reason, count in reasons.most_common():
        print(f"  unresolved {count}: {reason}")


def _kind_of(reason: str) -> str:
    return " ".join("N" if word.strip("(),").isdigit() else word for word in reason.split())


def _share(part: int, whole: int) -> str:
    return f"{100 * part / whole:.2f} %" if whole else "-"


def _sample(letters: list[tuple[str, Letter]], count: int, seed: int) -> Iterator[str]:
    """Yield bindings drawn at random: the words around the call, and the note."""
    pairs = [(name, letter, note, call) for name, letter in letters for note in letter.footnotes for call in note.calls]
    for name, letter, note, call in random.Random(seed).sample(pairs, min(count, len(pairs))):
        before = letter.text[max(0, call.start - _AROUND) : call.start].replace("\n", " ")
        after = letter.text[call.start : call.start + 30].replace("\n", " ")
        yield f"{name}\n  {before}«{note.indicator}»{after}\n  {note.indicator}: {note.span.of(letter.text)[:200]}"


if __name__ == "__main__":
    main()
