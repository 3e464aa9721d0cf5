"""Letters and pages a second, read and read and parsed, against bare text extraction by the same libraries in one run.

    python benchmarks/readers_speed.py [--rounds 5]

The files are those of the collection and its twins, and a PDF set in three ways (line by line, word by word, under a
matrix). Bare extraction opens the file and takes its text, with no lines, notes or order. Processor time, best round.
"""

import argparse
import io
import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import lxml.html
import pypdfium2
from lxml import etree

from retrieval.parsing import parse
from retrieval.readers import read_bytes
from tests.readers_builders import Block, Specimen, pdf

DATA = Path(__file__).resolve().parents[1] / "data"
SENTENCE = (
    "The position of Ruritania has been stated before,¹ and it has not changed: the border runs where the Treaty of "
    "Strelsau drew it, along the river, and no map printed since then can move it by the width of a field. "
)


def bare_pdf(data: bytes) -> int:
    document = pypdfium2.PdfDocument(data)
    for page in document:
        text = page.get_textpage()
        text.get_text_range()
        text.close()
        page.close()
    count = len(document)
    document.close()
    return count


def bare_docx(data: bytes) -> int:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        for part in ("word/document.xml", "word/footnotes.xml"):
            if part in package.namelist():
                "".join(map(str, etree.fromstring(package.read(part)).itertext()))
    return 1


def bare_html(data: bytes) -> int:
    "".join(map(str, lxml.html.document_fromstring(data).itertext()))
    return 1


def ours(data: bytes) -> int:
    return len(read_bytes(data, "file").pages)


def understood(data: bytes) -> int:
    return len(parse(read_bytes(data, "file")).blocks)


def best(function: Callable[[bytes], int], files: list[bytes], rounds: int) -> float:
    """Return the processor seconds of the best round over all files."""
    times = []
    for _ in range(rounds):
        started = time.process_time()
        for data in files:
            function(data)
        times.append(time.process_time() - started)
    return min(times)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=5)
    rounds = parser.parse_args().rounds
    blocks = [Block("body", SENTENCE * 4)] * 60
    page = "<html><body><nav><a href=/>Home</a></nav>" + f"<p>{SENTENCE * 4}</p>" * 60
    held = {kind: [path.read_bytes() for path in sorted(DATA.rglob(f"*.{kind}"))] for kind in ("pdf", "docx", "html")}
    sets = {
        "pdf, the collection": (bare_pdf, held["pdf"]),
        **{
            f"pdf, {put}": (bare_pdf, [pdf(Specimen(blocks, {"¹": "See A/74/9001."}, put=put))])
            for put in ("lines", "words", "scaled")
        },
        "docx, the collection": (bare_docx, held["docx"]),
        "html": (bare_html, held["html"] or [page.encode()]),
    }
    for name, (bare, files) in sets.items():
        if not files:
            continue
        pages = sum(ours(data) for data in files)
        bare_seconds, *both = (best(function, files, rounds) for function in (bare, ours, understood))
        print(
            f"{name}: {len(files)} letters, {pages} pages; bare {len(files) / bare_seconds:.0f} letters/s", flush=True
        )
        for what, seconds in zip(("read", "read and parsed"), both, strict=True):
            speed = f"{len(files) / seconds:.0f} letters/s, {pages / seconds:.0f} pages/s"
            print(f"  {what}: {speed}, {seconds / bare_seconds:.1f} times as long as bare", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
