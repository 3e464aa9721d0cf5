"""Make the specimen letters again from their sources; run as python data/make_specimens.py, --check to compare.

Each letter comes into data/letters/ in one format and into data/twins/ in others.
"""

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

DATA = Path(__file__).resolve().parent
if str(DATA) not in sys.path:
    sys.path.insert(0, str(DATA))

from specimens.pdf import lay_out, to_pdf  # noqa: E402 - the package lies beside this script
from specimens.source import Source, load_source  # noqa: E402
from specimens.text import to_markdown, to_sidecar, to_text  # noqa: E402
from specimens.word import to_docx  # noqa: E402


def sources() -> tuple[Source, ...]:
    """Return all sources in order of date."""
    return tuple(load_source(path) for path in sorted((DATA / "sources").glob("*.md")))


def render(source: Source, file_format: str) -> bytes:
    """Return a letter in one of the formats "txt", "md", "pdf" and "docx"."""
    if file_format == "pdf":
        return to_pdf(source)
    if file_format == "docx":
        return to_docx(source)
    return (to_markdown(source) if file_format == "md" else to_text(source, lay_out(source))).encode()


def files(source: Source) -> Iterator[tuple[Path, bytes]]:
    """Yield every file of a letter with its content."""
    yield DATA / "letters" / f"{source.name}.{source.get('format')}", render(source, source.get("format"))
    if source.head.get("sidecar"):
        yield DATA / "letters" / f"{source.name}.meta.yaml", to_sidecar(source).encode()
    for file_format in source.lines("twins"):
        yield DATA / "twins" / f"{source.name}.{file_format}", render(source, file_format)


def main() -> int:
    """Write the files, or with --check name those that differ from their sources."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing; end with 1 when a file differs")
    check = parser.parse_args().check
    made = [file for source in sources() for file in files(source)]
    stale = [path for path, content in made if not path.is_file() or path.read_bytes() != content]
    kept = {path for path, _ in made}
    orphans = [path for folder in ("letters", "twins") for path in (DATA / folder).iterdir() if path not in kept]
    if not check:
        for path, content in made:
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(content)
        for path in orphans:
            path.unlink()
    for path in stale:
        print(f"{'differs' if check else 'made'}: {path.relative_to(DATA)}")
    for path in orphans:
        print(f"{'has no source' if check else 'removed'}: {path.relative_to(DATA)}")
    return int(check and bool(stale or orphans))


if __name__ == "__main__":
    sys.exit(main())
