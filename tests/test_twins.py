"""A specimen is understood alike in every format: its paragraphs and notes are those of its source."""

import re
from functools import cache

import pytest
from specimens.source import Block

from retrieval.types import BlockKind, Letter
from tests.letters import NAMES, expected_notes, expected_paragraphs, letter_of, specimen

FORMATS = [(name, file_format) for name in NAMES for file_format in ("txt", "pdf", "docx")]
SPEECH = (BlockKind.BODY, BlockKind.QUOTE)


def plain(text: str) -> str:
    """Return text on one line, without the number printed before it."""
    return re.sub(r"^\d+\. ", "", " ".join(text.split()))


@cache
def understood(name: str, file_format: str) -> Letter:
    """Return a specimen as reader and parser understand it in a format."""
    return letter_of(specimen(name), file_format)


def paragraphs(name: str, file_format: str) -> list[str]:
    """Return the words of the paragraphs and block quotations, without tables and lines of place and date."""
    letter = understood(name, file_format)
    found = [plain(block.span.of(letter.text)) for block in letter.blocks if block.kind in SPEECH]
    aside = {word for block in specimen(name).blocks if block.kind in {"row", "right"} for word in words(block)}
    return [text for text in found if not set(text.split()) <= aside]


def words(block: Block) -> list[str]:
    """Return the words of a block of a source."""
    return " ".join(run.text for run in block.runs).split()


@pytest.mark.parametrize(("name", "file_format"), FORMATS)
def test_paragraphs_are_those_of_the_source(name: str, file_format: str) -> None:
    expected = [plain(paragraph.text) for paragraph in expected_paragraphs(specimen(name))]
    assert paragraphs(name, file_format) == expected


@pytest.mark.parametrize(("name", "file_format"), FORMATS)
def test_notes_are_those_of_the_source(name: str, file_format: str) -> None:
    letter = understood(name, file_format)
    found = [(note.indicator, plain(note.span.of(letter.text))) for note in letter.footnotes]
    assert sorted(found) == sorted((indicator, plain(text)) for indicator, text in expected_notes(specimen(name)))


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("file_format", ["txt", "pdf", "docx"])
def test_particulars_are_those_of_the_source(name: str, file_format: str) -> None:
    masthead, source = understood(name, file_format).masthead, specimen(name)
    stated = source.symbols if file_format != "txt" or source.get("text_symbol") != "" else masthead.symbols
    assert masthead.symbols == stated
    assert masthead.date == source.iso_date
    assert tuple(item.number for item in masthead.agenda_items) == source.item_numbers


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("file_format", ["pdf", "docx"])
def test_indented_block_quotations_are_told_from_paragraphs(name: str, file_format: str) -> None:
    letter = understood(name, file_format)
    quoted = [plain(block.span.of(letter.text)) for block in letter.blocks if block.kind is BlockKind.QUOTE]
    expected = [plain(paragraph.text) for paragraph in expected_paragraphs(specimen(name)) if paragraph.kind == "quote"]
    assert quoted == expected
