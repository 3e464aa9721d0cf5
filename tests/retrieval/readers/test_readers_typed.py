"""Word documents in which each line is a paragraph of its own, as text recognition leaves them."""

import textwrap
from xml.sax.saxutils import escape

import pytest
from make_specimens import render

from retrieval.parsing import parse
from retrieval.readers import read_bytes
from retrieval.types import Letter
from tests.letters import specimen
from tests.readers_builders import docx, note, paragraph

SENTENCE = (
    "The registers of the district office show that the crossing at Bresk was open until the evening, and that nobody "
    "who came to it from the villages on the left bank of the river was turned away by the guard."
)


def typed(text: str) -> bytes:
    """Return a Word document with each line of a text, broken at 78 characters, as a paragraph."""
    lines = [line for each in text.split("\n") for line in textwrap.wrap(each.strip("\f"), 78) or [""]]
    return docx(*(paragraph(escape(line)) for line in lines))


def words(letter: Letter) -> list[tuple[str, tuple[str, ...], list[str]]]:
    """Return the text of each block, whose words it is, and who speaks inside it."""
    return [
        (block.span.of(letter.text), block.attribution, [quote.speaker for quote in block.quotes])
        for block in letter.blocks
    ]


@pytest.mark.parametrize("name", ["01", "02", "05", "09", "12", "16", "19"])
def test_a_letter_that_is_typed_line_by_line_is_read_as_its_text_is(name: str) -> None:
    text = render(specimen(name), "txt").decode()
    assert words(parse(read_bytes(typed(text), "typed.docx"))) == words(parse(read_bytes(text.encode(), "plain.txt")))


@pytest.mark.parametrize(
    "document",
    [
        docx(*[paragraph(SENTENCE)] * 30),
        docx(*[paragraph("The gates of Bresk.")] * 30),
        docx(*[paragraph(text) for _ in range(20) for text in (SENTENCE[:78], SENTENCE[79:150], SENTENCE)]),
        docx(*[paragraph(line) for line in textwrap.wrap(SENTENCE, 70)]),
    ],
)
def test_a_document_of_whole_paragraphs_of_a_list_or_of_few_lines_is_not_typed(document: bytes) -> None:
    assert read_bytes(document, "letter.docx").format == "docx"


def test_a_document_with_notes_of_its_own_is_not_typed() -> None:
    lines = textwrap.wrap(" ".join([SENTENCE] * 10), 70)
    noted = docx(*map(paragraph, lines), paragraph('<w:r><w:footnoteReference w:id="2"/></w:r>'), notes=[note(2, "A")])
    assert read_bytes(noted, "letter.docx").format == "docx"
    assert read_bytes(docx(*map(paragraph, lines)), "letter.docx").format == "text"
