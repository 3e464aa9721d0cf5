"""Mutate real files, read and parse them: nothing but the project's own errors may come out, and nothing may hang.

    python benchmarks/fuzz_readers.py [--count 2000] [--seed 1] [FORMAT...]

Every mutant is read in a process of its own (`IsolatedReader`), so a crash of a library is counted, not suffered: it
reaches the caller as UnreadableLetterError. A fault is an exception that is not the project's own.
"""

import argparse
import io
import random
import re
import sys
import tempfile
import time
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

from retrieval.errors import LetterError
from retrieval.isolated import IsolatedReader
from tests.readers_builders import Block, Specimen, call, docx, note, paragraph, pdf, raised, relationships

LETTERS = Path(__file__).resolve().parents[1] / "data" / "letters"
TIMEOUT_SECONDS = 60.0
SLOW_SECONDS = 5.0
TEXT = (
    "The position of Ruritania has been stated before,¹ and it has not changed: the border runs where the Treaty of "
    "Strelsau drew it, along the river, and no map printed since then can move it by the width of a field.²"
)
NOTES = {"¹": "See A/72/9508-S/2017/9836, A/72/9889-S/2018/9546.", "²": "Ibid., p. 4, available at www.example.org/a."}
SPECIAL = (
    b"",
    b"\x00",
    b"\xff" * 8,
    b"-1",
    b"0",
    b"99999999999",
    b"<",
    b">",
    b"<<",
    b">>",
    b"[",
    b"(",
    b"%",
    b"\n" * 50,
    b"R",
)
Mutation = Callable[[bytes, random.Random], bytes]


def flip(data: bytes, chance: random.Random) -> bytes:
    """Change some bits."""
    out = bytearray(data)
    for _ in range(chance.choice((1, 2, 8, 64))):
        out[chance.randrange(len(out))] ^= 1 << chance.randrange(8)
    return bytes(out)


def cut(data: bytes, chance: random.Random) -> bytes:
    """Take a stretch out."""
    start, length = chance.randrange(len(data)), chance.choice((1, 10, 100, 5000))
    return data[:start] + data[start + length :]


def repeat(data: bytes, chance: random.Random) -> bytes:
    """Repeat a stretch."""
    start, length = chance.randrange(len(data)), chance.choice((1, 20, 500))
    return data[:start] + data[start : start + length] * chance.choice((2, 10, 200)) + data[start:]


def insert(data: bytes, chance: random.Random) -> bytes:
    """Put something odd in, instead of what stands there."""
    start = chance.randrange(len(data))
    odd = chance.choice(SPECIAL)
    return data[:start] + odd + data[start + chance.choice((0, len(odd), 1)) :]


def truncate(data: bytes, chance: random.Random) -> bytes:
    """Cut the end off; the marker of the end may stay."""
    return data[: chance.randrange(len(data))] + chance.choice((b"", b"\n%%EOF\n"))


def renumber(data: bytes, chance: random.Random) -> bytes:
    """Change a number of the file."""
    numbers = list(re.finditer(rb"\d+", data))
    if not numbers:
        return data
    place = chance.choice(numbers)
    new = chance.choice((b"0", b"-7", b"4294967296", b"1e99", b"%d" % chance.randrange(10_000)))
    return data[: place.start()] + new + data[place.end() :]


def splice(data: bytes, chance: random.Random) -> bytes:
    """Copy a stretch over another."""
    length = chance.choice((4, 40, 400))
    here, there = chance.randrange(len(data)), chance.randrange(len(data))
    return data[:there] + data[here : here + length] + data[there + length :]


MUTATIONS: tuple[Mutation, ...] = (flip, cut, repeat, insert, truncate, renumber, splice)


def mutated(data: bytes, chance: random.Random) -> bytes:
    """Mutate once to three times; of a package mostly a part of it, so that the mutant still unpacks."""
    if data.startswith(b"PK") and chance.random() < 0.8:
        return mutated_package(data, chance)
    for _ in range(chance.choice((1, 1, 2, 3))):
        data = chance.choice(MUTATIONS)(data, chance) or b"x"
    return data


def mutated_package(data: bytes, chance: random.Random) -> bytes:
    """Mutate one part of a package, and pack it again."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    name = chance.choice([each for each in parts if each.endswith((".xml", ".rels")) and parts[each]])
    parts[name] = chance.choice(MUTATIONS)(parts[name], chance)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for each, content in parts.items():
            package.writestr(each, content)
    return buffer.getvalue()


def originals() -> dict[str, list[bytes]]:
    """Return real files of each format: those of the collection, and some with rarer things in them."""
    blocks = [Block("body", TEXT)] * 8 + [Block("quote", TEXT), Block("heading", "Heading"), Block("body", TEXT)] * 3
    page = "".join(f"<p>{TEXT}<sup><a href='#n{n}'>{n}</a></sup></p><blockquote>{TEXT}</blockquote>" for n in range(5))
    tail = "".join(f"<li id='n{n}'>See A/1 <a href='#r'>↩</a></li>" for n in range(5))
    table = "<table><tr><td>Date<td>Place<tr><td>1 May<td>Dorn</table>"
    made = {
        "pdf": [pdf(Specimen(blocks, NOTES, put=put)) for put in ("lines", "words", "scaled")],
        "docx": [
            docx(
                *[paragraph(TEXT, call(2), raised("3"), properties='<w:ind w:left="900" w:right="900"/>')] * 5,
                "<w:tbl><w:tr><w:tc>" + paragraph("a") + "</w:tc><w:tc>" + paragraph("b") + "</w:tc></w:tr></w:tbl>",
                paragraph("one", properties='<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'),
                notes=[note(2, "See A/1, ", '<w:hyperlink r:id="r1"><w:r><w:t>here</w:t></w:r></w:hyperlink>')],
                numbering='<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt '
                'w:val="lowerRoman"/><w:lvlText w:val="%1."/></w:lvl></w:abstractNum><w:num w:numId="1">'
                '<w:abstractNumId w:val="0"/></w:num>',
                styles='<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style>',
                header1=paragraph("A/74/9001"),
                note_rels=relationships(r1="https://example.org/a"),
            )
        ],
        "html": [f"<!DOCTYPE html><html><body><nav>Menu</nav>{page}{table}<ol>{tail}</ol></body></html>".encode()],
        "text": [f"---\nsymbol: A/74/9001\n---\n\n# Letter\n\n{TEXT}\n\n> {TEXT}\n\n¹ See A/1.\n\n² Ibid.\n".encode()],
    }
    for kind, suffixes in {"pdf": ["pdf"], "docx": ["docx"], "html": ["html"], "text": ["txt", "md"]}.items():
        made[kind] += [path.read_bytes() for suffix in suffixes for path in sorted(LETTERS.glob(f"*.{suffix}"))[:6]]
    return made


def mutants(files: list[bytes], count: int, chance: random.Random) -> Iterator[bytes]:
    for _ in range(count):
        yield mutated(chance.choice(files), chance)


def outcome(reader: IsolatedReader, path: Path) -> str:
    """Read one mutant, and say what came of it."""
    try:
        reader.read(path)
    except LetterError as error:
        if re.search(r" cannot be read \(\w+\)\.$", str(error)):
            return f"FAULT {error}"
        if "makes its reader fail" in str(error):
            return "crash of a library, contained"
        return "hang, ended" if "takes longer" in str(error) else "refused"
    return "read"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("formats", nargs="*")
    parser.add_argument("--count", type=int, default=2_000)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    faults = 0
    with tempfile.TemporaryDirectory() as folder, IsolatedReader(TIMEOUT_SECONDS) as reader:
        for kind, files in originals().items():
            if arguments.formats and kind not in arguments.formats:
                continue
            chance = random.Random(f"{arguments.seed} {kind}")
            told: Counter[str] = Counter()
            slowest, started = 0.0, time.monotonic()
            for number, data in enumerate(mutants(files, arguments.count, chance)):
                path = Path(folder) / "mutant"
                path.write_bytes(data)
                begun = time.monotonic()
                came = outcome(reader, path)
                took = time.monotonic() - begun
                slowest = max(slowest, took)
                told[came] += 1
                if came.startswith(("FAULT", "crash", "hang")) or took > SLOW_SECONDS:
                    kept = Path(tempfile.gettempdir()) / f"mutant-{kind}-{arguments.seed}-{number}"
                    kept.write_bytes(data)
                    print(f"{kind} {number}: {came} after {took:.1f} s, kept as {kept}", flush=True)
            faults += sum(count for came, count in told.items() if came.startswith(("FAULT", "hang")))
            counts = ", ".join(f"{count} {came}" for came, count in told.most_common())
            speed = f"in {time.monotonic() - started:.0f} s, the slowest in {slowest:.2f} s"
            print(f"{kind}: {arguments.count} mutants of {len(files)} files {speed}: {counts}", flush=True)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
