"""The source of a specimen letter: particulars in TOML between "+++" lines, then blocks in a light markup.

Blocks are parted by blank lines: "# " an annex on a new page, "## " and "### " headings, "> " a block quotation, "~ " a
line of the signature, "= " a line set to the right, "| a | b |" a row of a table, anything else a paragraph. In a
block, *italics*, **bold** and [^n], the indicator of a note; "[^n]: text" is the note itself, of the part it
stands in.
"""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path

INLINE = re.compile(r"\[\^(?P<note>[^\]]+)\]|\*\*(?P<bold>.+?)\*\*|\*(?P<italic>.+?)\*")
NOTE = re.compile(r"\[\^([^\]]+)\]: (.+)")
MARKERS = {"# ": "annex", "## ": "heading", "### ": "subheading", "> ": "quote", "~ ": "sign", "= ": "right"}
SYMBOL = re.compile(r"\b[AS]/[A-Z0-9./-]*[0-9](?:[-–][AS]/[A-Z0-9./-]*[0-9])?(?:/(?:Corr|Add|Rev)\.\d+)?")


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of one style ("", "i" or "b"), or the indicator of a note (style "note")."""

    text: str
    style: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading, line of the signature or row of a table (cells are runs); `part` counts the annexes."""

    kind: str
    runs: tuple[Run, ...]
    part: int = 0


@dataclass(frozen=True, slots=True)
class Note:
    """A note: its indicator, its words, and the part of the letter it belongs to."""

    indicator: str
    runs: tuple[Run, ...]
    part: int = 0


def begins_signature(block: Block, before: Block | None) -> bool:
    """Tell whether a block is the first line of a signature; two may follow one another in a joint letter."""
    return block.kind == "sign" and (
        before is None or before.kind != "sign" or plain(block.runs).startswith("(Signed)")
    )


def runs_of(text: str) -> tuple[Run, ...]:
    """Parse the marks inside a block."""
    runs, at = [], 0
    for match in INLINE.finditer(text):
        runs.append(Run(text[at : match.start()]))
        style = {"note": "note", "bold": "b", "italic": "i"}[str(match.lastgroup)]
        runs.append(Run(match.group(str(match.lastgroup)), style))
        at = match.end()
    runs.append(Run(text[at:]))
    return tuple(run for run in runs if run.text)


def plain(runs: tuple[Run, ...]) -> str:
    """Return the words of the runs without styles and indicators."""
    return "".join(run.text for run in runs if run.style != "note")


@dataclass(frozen=True)
class Source:
    """One letter: what its masthead prints, and its blocks and notes in order."""

    name: str
    head: dict[str, object]
    body: str

    def get(self, key: str) -> str:
        """Return a particular of the masthead, "" when the source does not give it."""
        return str(self.head.get(key, ""))

    def lines(self, key: str) -> tuple[str, ...]:
        """Return a particular that holds several strings, () when the source does not give it."""
        value = self.head.get(key, [])
        assert isinstance(value, list), key
        return tuple(str(entry) for entry in value)

    @property
    def symbols(self) -> tuple[str, ...]:
        """The symbols, without the asterisk of a reissue."""
        return self.lines("symbols")

    @property
    def organs(self) -> tuple[str, ...]:
        """The organs whose document this is, as their symbols tell."""
        names = {"A": "General Assembly", "S": "Security Council"}
        return tuple(names[symbol[0]] for symbol in self.symbols)

    @property
    def iso_date(self) -> str:
        """The date in the title, as ISO 8601."""
        found = re.search(r"dated (\d+ \w+ \d{4})", self.get("title"))
        assert found, self.name
        return datetime.strptime(found[1], "%d %B %Y").date().isoformat()

    @property
    def item_numbers(self) -> tuple[str, ...]:
        """The numbers of the agenda items."""
        return tuple(re.findall(r"\d+(?: \([a-z]\))?", self.get("items")))

    @property
    def title(self) -> tuple[Run, ...]:
        """The title, with the indicators in it."""
        return runs_of(self.get("title"))

    @cached_property
    def _parsed(self) -> tuple[tuple[Block, ...], tuple[Note, ...]]:
        blocks, notes, part = [], [], 0
        for chunk in re.split(r"\n\s*\n", self.body.strip()):
            for line in chunk.splitlines():
                if match := NOTE.fullmatch(line):
                    notes.append(Note(match[1], runs_of(match[2]), part))
                    continue
                part += line.startswith("# ")
                blocks.append(block_of(line, part))
        return tuple(blocks), tuple(notes)

    @property
    def blocks(self) -> tuple[Block, ...]:
        """The blocks in reading order."""
        return self._parsed[0]

    @property
    def notes(self) -> tuple[Note, ...]:
        """The notes in order."""
        return self._parsed[1]

    def note(self, indicator: str, part: int) -> Note:
        """Return the note that an indicator in `part` calls; KeyError when the source lacks it."""
        for note in self.notes:
            if note.indicator == indicator and note.part == part:
                return note
        raise KeyError(f"{self.name}: no note {indicator} in part {part}")

    def head_calls(self) -> tuple[str, ...]:
        """Return the indicators of the masthead: at the symbol, the agenda items and the title."""
        marks = [self.get("symbol_mark")] if self.get("symbol_mark") else []
        runs = runs_of(self.get("items")) + self.title
        return (*marks, *(run.text for run in runs if run.style == "note"))

    def calls(self) -> Iterator[tuple[str, int]]:
        """Yield (indicator, part) for every call, in reading order, those of the masthead first."""
        yield from ((mark, 0) for mark in self.head_calls())
        for block in self.blocks:
            yield from ((run.text, block.part) for run in block.runs if run.style == "note")


def block_of(line: str, part: int) -> Block:
    """Parse one block."""
    if line.startswith("| "):
        return Block("row", tuple(Run(cell.strip()) for cell in line.strip("| ").split("|")), part)
    for marker, kind in MARKERS.items():
        if line.startswith(marker):
            return Block(kind, runs_of(line[len(marker) :]), part)
    return Block("body", runs_of(line), part)


def parse_source(name: str, text: str) -> Source:
    """Parse the text of a source file."""
    _, head, body = text.split("+++\n", 2)
    return Source(name, tomllib.loads(head), body)


def load_source(path: Path) -> Source:
    """Read one source file; its name becomes the name of the letter's files."""
    return parse_source(path.stem, path.read_text(encoding="utf-8"))
