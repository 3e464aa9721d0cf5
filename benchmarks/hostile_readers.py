"""Time and peak memory of reading and parsing files made to do harm, by `IsolatedReader`, its process included.

    python benchmarks/hostile_readers.py [NAME...]

Every file must be read or refused with a sentence within 60 seconds and 1 GiB.
"""

import io
import subprocess
import sys
import tempfile
import time
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

from reportlab.pdfgen.canvas import Canvas

MIB = 2**20
LINE = "The position of the Government has been stated before and it has not changed since the Treaty was signed. "
CHILD = """
import resource, sys, time
from pathlib import Path
from retrieval.errors import LetterError
from retrieval.isolated import IsolatedReader
started = time.monotonic()
try:
    with IsolatedReader() as reader:
        letter = reader.read(Path(sys.argv[1])).letter
    told = f"read: {letter.page_count} pages, {len(letter.text)} characters"
except LetterError as error:
    told = f"refused: {error}"
took = time.monotonic() - started
own = next(int(line.split()[1]) for line in open("/proc/self/status") if line.startswith("VmHWM"))
reader = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
print(f"{took:.2f}\\t{max(own, reader) / 1024:.0f}\\t{told}")
"""


def pdf_of(draw: Callable[[Canvas, int], None], pages: int) -> bytes:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pageCompression=1)
    for number in range(pages):
        draw(canvas, number)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def full_page(canvas: Canvas, number: int) -> None:
    canvas.setFont("Times-Roman", 10)
    for row in range(50):
        canvas.drawString(70, 780 - 14 * row, f"{number}.{row} {LINE[:90]}")


def worded_page(canvas: Canvas, number: int) -> None:
    canvas.setFont("Times-Roman", 10)
    for row in range(number % 2, 50):
        for column, word in enumerate(LINE.split()[:14]):
            canvas.drawString(70 + 30 * column, 780 - 14 * row, word)


def raw_pdf(*objects: bytes) -> bytes:
    """Return a PDF of the given objects (the first is the catalogue), with a table of contents that is right."""
    out = bytearray(b"%PDF-1.7\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    return bytes(out)


def one_page(content: bytes, packed: bool = False) -> bytes:
    body = zlib.compress(content, 9) if packed else content
    kind = b"/Filter/FlateDecode" if packed else b""
    return raw_pdf(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
        b"<<%s/Length %d>>stream\n%s\nendstream" % (kind, len(body), body),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    )


def docx_of(body: str, ratio: int = zipfile.ZIP_DEFLATED) -> bytes:
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", ratio) as out:
        out.writestr("word/document.xml", f'<w:document xmlns:w="{space}"><w:body>{body}</w:body></w:document>')
    return buffer.getvalue()


def laughs() -> bytes:
    entities = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    xml = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY l0 "ha">{entities}]><x>&l9;</x>'
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as out:
        out.writestr("word/document.xml", xml)
    return buffer.getvalue()


def varied(count: int) -> str:
    return "".join(f"<w:p><w:r><w:t>{n * 7919 % 1_000_003} {LINE}</w:t></w:r></w:p>" for n in range(count))


FILES: dict[str, Callable[[], bytes]] = {
    "pdf of 3,000 pages": lambda: pdf_of(full_page, 3000),
    "pdf of 1,500 full pages": lambda: pdf_of(full_page, 1500),
    "pdf of 1,000 pages word by word": lambda: pdf_of(worded_page, 1000),
    "pdf of a million paths": lambda: one_page(b"0 0 m 9 9 l S\n" * 1_000_000, packed=True),
    "pdf of 290,000 paths": lambda: one_page(b"0 0 m 9 9 l S\n" * 290_000, packed=True),
    "pdf of a million objects": lambda: raw_pdf(
        b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[]/Count 0>>", *[b"<</A[1 2 3]>>"] * 1_000_000
    ),
    "pdf of a million text operators": lambda: one_page(
        b"BT /F 1 Tf " + b"1 0 0 1 99 99 Tm (a) Tj " * 1_000_000 + b"ET", packed=True
    ),
    "pdf of 190,000 letters one by one": lambda: one_page(
        b"BT /F 1 Tf " + b"".join(b"1 0 0 1 %d %d Tm (a) Tj " % (n % 600, n // 600) for n in range(190_000)) + b"ET",
        packed=True,
    ),
    "pdf of letters on one row": lambda: one_page(
        b"BT /F 1 Tf " + b"".join(b"1 0 0 1 %.3f 9 Tm (a) Tj " % (n / 400) for n in range(190_000)) + b"ET", packed=True
    ),
    "pdf packed a thousandfold": lambda: one_page(b" " * 900 * MIB, packed=True),
    "pdf of deep arrays": lambda: one_page(b"[" * 10_000_000, packed=True),
    "pdf that says it has a billion pages": lambda: raw_pdf(
        b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[2 0 R]/Count 1000000000>>"
    ),
    "pdf of pages in a ring": lambda: raw_pdf(
        b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[2 0 R 2 0 R]/Count 9>>"
    ),
    "docx zip bomb": lambda: docx_of("<w:p><w:r><w:t>" + "a" * 400 * MIB + "</w:t></w:r></w:p>"),
    "docx below the bound, text": lambda: docx_of(varied(80_000)),
    "docx below the bound, marks": lambda: docx_of("<w:p/>" * 590_000, zipfile.ZIP_STORED),
    "docx below the bound, runs": lambda: docx_of(
        "<w:p>" + "<w:r><w:t>a</w:t></w:r>" * 149_000 + "</w:p>", zipfile.ZIP_STORED
    ),
    "docx of attributes": lambda: docx_of("<w:p " + " ".join(f'a{n}=""' for n in range(990_000)) + "/>"),
    "docx billion laughs": laughs,
    "text of 200 MB": lambda: LINE.encode() * (200_000_000 // len(LINE)),
    "text of 8 MB": lambda: (LINE.encode() + b"\n") * (8_000_000 // (len(LINE) + 1)),
    "text on one line of 8 MB": lambda: LINE.encode() * (8_000_000 // len(LINE)),
    "text without a space of 8 MB": lambda: b"a" * 8_000_000,
    "html of a million elements deep": lambda: b"<html><body>" + b"<div>" * 1_000_000,
    "html of 8 MB in paragraphs": lambda: b"<html><body>" + f"<p>{LINE}</p>".encode() * 70_000,
    "html of too many marks": lambda: b"<html><body>" + b"<p>a" * 1_900_000,
    "html of flat marks": lambda: b"<html><body>" + b"<p>a" * 290_000,
    "html of links": lambda: b"<html><body>" + b"".join(b"<a href=#n%d>1</a>" % n for n in range(140_000)),
    "html of text two hundred deep": lambda: b"<html><body>" + b"<div>" * 200 + f"<p>{LINE}</p>".encode() * 70_000,
    "html of one list": lambda: b"<html><body><ol>" + b"<li>item of a list" * 290_000,
    "html of open brackets": lambda: b"<html><body>" + b"<" * 8_000_000,
    "html of notes": lambda: (
        b"<html><body>"
        + b"".join(b"<p>Text<a href=#n%d>[1]</a></p>" % n for n in range(60_000))
        + b"".join(b"<p id=n%d><a href=#x>[1]</a> Note</p>" % n for n in range(45_000))
    ),
    "json a million deep": lambda: b'{"a":"<p>x</p><p>x</p><p>x</p>","b":' + b"[" * 1_000_000,
    "random bytes": lambda: zlib.compress(LINE.encode() * 100) * 1000,
}


def main() -> int:
    wanted = sys.argv[1:] or list(FILES)
    worst = 0
    with tempfile.TemporaryDirectory() as folder:
        for name in wanted:
            path = Path(folder) / "file"
            path.write_bytes(FILES[name]())
            started = time.monotonic()
            done = subprocess.run(
                [sys.executable, "-c", CHILD, str(path)], capture_output=True, text=True, timeout=600, check=False
            )
            took = time.monotonic() - started
            told = done.stdout.strip() or f"{took:.2f}\t?\tENDED WITH {done.returncode}: {done.stderr[-200:]}"
            seconds, peak, what = told.split("\t", 2)
            failed = peak == "?" or float(seconds) > 60 or float(peak) > 1024
            worst += failed
            size = path.stat().st_size / MIB
            mark = "BAD " if failed else "good"
            print(f"{mark} {float(seconds):6.2f} s {peak:>5} MiB  {size:6.1f} MiB  {name}: {what}", flush=True)
    print(f"{len(wanted)} files, {worst} beyond 60 seconds or 1 GiB")
    return 1 if worst else 0


if __name__ == "__main__":
    sys.exit(main())
