"""Builders of letters for tests: from a specimen, or from a few lines in the light markup of data/specimens/source.py.

    source = make_source("Upon instructions from my Government ...[^1]\n\n[^1]: See A/76/9001.", symbols=["A/76/9002"])
    pdf = render(source, "pdf")                        # bytes; "txt", "md", "pdf" and "docx" are the formats
    reading = reading_of(source, "docx")               # through the real reader
    letter = letter_of(specimen("07-kesparia-flood-annex"), "pdf")    # through reader and parser

`expected_paragraphs` and `expected_notes` tell what a source holds, which is what a right reading of it must hold.
"""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from make_specimens import render
from specimens.source import Block, Source, load_source, plain

from retrieval.parsing import parse
from retrieval.readers import read_bytes
from retrieval.types import Letter, Reading

DATA = Path(__file__).parents[1] / "data"
SOURCES = tuple(sorted((DATA / "sources").glob("*.md")))
NAMES = tuple(path.stem for path in SOURCES)
HEAD: dict[str, object] = {
    "symbols": ["A/76/9901", "S/2022/9901"],
    "date": "4 March 2022",
    "original": "English",
    "session": "Seventy-sixth session",
    "items": "Agenda item 31",
    "item_titles": ["The waters of the River Ulmera and the security of its riparian States"],
    "year": "Seventy-seventh year",
    "job": "22-99001",
    "published": "080322",
    "title": "Letter dated 1 March 2022 from the Permanent Representative of Orvelland to the United Nations"
    " addressed to the Secretary-General",
    "format": "txt",
}
SIGNATURE = "\n\n~ (*Signed*) Marit **Oskelund**\n~ Permanent Representative"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph as its source tells it: "body" or "quote", its words, the indicators in it, the part it stands in."""

    kind: str
    text: str
    indicators: tuple[str, ...]
    part: int


@cache
def specimen(name: str) -> Source:
    """Return a specimen by the name of its source, or by the number it begins with ("07")."""
    return load_source(next(path for path in SOURCES if path.stem == name or path.stem.startswith(f"{name}-")))


def make_source(body: str, *, signed: bool = True, **head: object) -> Source:
    """Return a letter with `body` in the light markup; the particulars not given are those of HEAD."""
    return Source("made", {**HEAD, **head}, with_signature(body) if signed else body)


def with_signature(body: str) -> str:
    """Return a body with a signature before its first note and its first annex."""
    found = re.search(r"\n\n(?=\[\^|# )", body)
    at = found.start() if found else len(body)
    return body[:at] + SIGNATURE + body[at:]


def reading_of(source: Source, file_format: str = "txt") -> Reading:
    """Return what the real reader makes of a letter in a format."""
    return read_bytes(render(source, file_format), f"{source.name}.{file_format}")


def letter_of(source: Source, file_format: str = "txt") -> Letter:
    """Return the letter as reader and parser understand it in a format."""
    return parse(reading_of(source, file_format))


def expected_paragraphs(source: Source) -> tuple[Paragraph, ...]:
    """Return the numbered paragraphs of a source, rows of tables left out."""
    kinds = {"body": "body", "quote": "quote"}
    return tuple(_paragraph(block) for block in source.blocks if block.kind in kinds)


def _paragraph(block: Block) -> Paragraph:
    indicators = tuple(run.text for run in block.runs if run.style == "note")
    return Paragraph(block.kind, plain(block.runs), indicators, block.part)


def expected_notes(source: Source) -> tuple[tuple[str, str], ...]:
    """Return (indicator, words) of every note, in order, those of the masthead first."""
    notes = (source.note(*call) for call in dict.fromkeys(source.calls()))
    return tuple((note.indicator, plain(note.runs)) for note in notes)
