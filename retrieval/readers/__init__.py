"""A file → a reading: `read` chooses the reader by what the file holds, never by its name.

A reader is imported when a file wants it: a plain text needs no PDF library, and a list of letters none of all this.
"""

import zipfile
from io import BytesIO
from pathlib import Path

from retrieval.errors import LetterError, NoTextError, UnreadableLetterError
from retrieval.patterns import regex
from retrieval.readers import limits
from retrieval.readers.metadata import with_sidecar
from retrieval.types import Reading, Refusal

_PDF_HEADER = regex(rb"%PDF-\d")
_HEADER_BYTES = 1024  # a PDF may begin with other bytes (ISO 32000-1, annex H.3.4.1)

_SAMPLE_BYTES = 64 * 2**10
_CONTROL = regex(rb"[\x01-\x08\x0e-\x1a\x1c-\x1f\x7f]")

# what a file begins with, what it is, and what to do with it
_REFUSED: tuple[tuple[bytes, str], ...] = (
    (b"{\\rtf", "is a Rich Text file; save it as DOCX or PDF"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "is an old Word file or an encrypted one; save it as DOCX or PDF"),
    (b"\x89PNG", "is a picture; run it through text recognition first"),
    (b"\xff\xd8\xff", "is a picture; run it through text recognition first"),
    (b"GIF8", "is a picture; run it through text recognition first"),
    (b"II*\x00", "is a scanned picture; run it through text recognition first"),
    (b"MM\x00*", "is a scanned picture; run it through text recognition first"),
    (b"RIFF", "is a picture or a sound; only letters with text are read"),
    (b"BM", "is a picture; run it through text recognition first"),
    (b"%!PS", "is a PostScript file; save it as PDF"),
    (b"AT&TFORM", "is a DjVu file; save it as PDF"),
    (b"\x1f\x8b", "is packed; unpack it first"),
    (b"BZh", "is packed; unpack it first"),
    (b"\xfd7zXZ", "is packed; unpack it first"),
    (b"7z\xbc\xaf", "is packed; unpack it first"),
    (b"Rar!", "is packed; unpack it first"),
    (b"\x7fELF", "is a program, not a letter"),
    (b"MZ\x90", "is a program, not a letter"),
    (b"SQLite format 3", "is a database, not a letter"),
)


def read(path: Path) -> Reading:
    """Return what a file holds, with the metadata of its sidecar file (`LETTER.meta.json|yaml|yml`) if it has one.

    Raises UnreadableLetterError or NoTextError, with one sentence that names the file.
    """
    try:
        if not path.is_file():
            raise UnreadableLetterError(f"{path} is not a file.", Refusal.FAULT)
        size = path.stat().st_size
        _refuse_too_large(path.name, size)
        data = path.read_bytes()
    except OSError as error:
        raise UnreadableLetterError(
            f"{path.name} cannot be opened: {error.strerror or error}.", Refusal.FAULT
        ) from error
    return with_sidecar(read_bytes(data, path.name), path)


def read_bytes(data: bytes, name: str) -> Reading:
    """Return what a file with this content holds; `name` is used in messages only.

    Raises UnreadableLetterError or NoTextError, with one sentence that names the file.
    """
    _refuse_too_large(name, len(data))
    reading = _read(data, name)
    if sum(len(line.text) for page in reading.pages for line in page.lines) > limits.MAX_CHARACTERS:
        raise UnreadableLetterError(f"{name} holds more text than a letter can; split it.", Refusal.TOO_LARGE)
    return reading


def _read(data: bytes, name: str) -> Reading:
    if not data.strip(b"\x00\t\n\r \xef\xbb\xbf"):
        raise NoTextError(f"{name} is empty.", Refusal.EMPTY)
    if _PDF_HEADER.search(data[:_HEADER_BYTES]):
        from retrieval.readers.pdf import read_pdf  # noqa: PLC0415

        return read_pdf(data, name)
    if data.startswith(b"PK\x03\x04"):
        return _read_package(data, name)
    _refuse_known(data, name)
    if _is_binary(data):
        raise UnreadableLetterError(
            f"{name} is of no known format; save it as PDF, DOCX, HTML or plain text.", Refusal.FORMAT
        )
    if b"<" in data and _holds_html(data):
        from retrieval.readers.html import read_html  # noqa: PLC0415

        return read_html(data, name)
    if len(data) > limits.MAX_TEXT_BYTES:
        raise UnreadableLetterError(
            f"{name} holds {len(data) / 2**20:.0f} MiB of text; that is no letter, split it.", Refusal.TOO_LARGE
        )
    return _read_text(data, name)


def _holds_html(data: bytes) -> bool:
    from retrieval.readers.html import holds_html  # noqa: PLC0415

    return holds_html(data)


def _refuse_too_large(name: str, size: int) -> None:
    if size > limits.MAX_FILE_BYTES:
        most = f"a letter may have {limits.MAX_FILE_BYTES // 2**20} MiB"
        raise UnreadableLetterError(f"{name} is too large ({size / 2**20:.0f} MiB); {most}.", Refusal.TOO_LARGE)


def _read_package(data: bytes, name: str) -> Reading:
    """Read a ZIP package: a Word document, or a sentence on what else it is."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as package:
            names = set(package.namelist()[: limits.MAX_PARTS])
    except (zipfile.BadZipFile, NotImplementedError, OSError, ValueError, RuntimeError) as error:
        raise UnreadableLetterError(f"{name} is a damaged or cut-off package; get it again.") from error
    if "word/document.xml" in names:
        from retrieval.readers.docx import read_docx  # noqa: PLC0415

        return read_docx(data, name)
    if "content.xml" in names:
        raise UnreadableLetterError(f"{name} is an OpenDocument file; save it as DOCX or PDF.", Refusal.FORMAT)
    if any(part.startswith(("xl/", "ppt/")) for part in names):
        raise UnreadableLetterError(f"{name} is a spreadsheet or a presentation, not a letter.", Refusal.FORMAT)
    raise UnreadableLetterError(f"{name} is an archive; unpack it first.", Refusal.FORMAT)


def _refuse_known(data: bytes, name: str) -> None:
    for magic, what in _REFUSED:
        if data.startswith(magic):
            raise UnreadableLetterError(f"{name} {what}.", Refusal.FORMAT)


def _is_binary(data: bytes) -> bool:
    """Tell whether bytes cannot be text: they hold control characters, and zeros that no wide encoding explains."""
    sample = data[:_SAMPLE_BYTES] + data[-_SAMPLE_BYTES:]
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return False
    zeros = sample.count(0)
    if zeros and _is_wide(data[:_SAMPLE_BYTES]):
        return False
    return zeros + len(_CONTROL.findall(sample)) > len(sample) // 100


def _is_wide(sample: bytes) -> bool:
    from retrieval.readers.decoding import wide_encoding  # noqa: PLC0415

    return wide_encoding(sample) is not None


def _read_text(data: bytes, name: str) -> Reading:
    """Read plain text; its reader does not know the file's name."""
    from retrieval.readers.text import read_text  # noqa: PLC0415

    try:
        return read_text(data)
    except LetterError as error:
        raise type(error)(f"{name}: {error}", error.refusal) from error
