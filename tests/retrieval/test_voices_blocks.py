"""Whose words whole paragraphs hold: texts that a letter passes on, quotes or annexes."""

import pytest

from retrieval.parsing import parse
from retrieval.readers.text import read_text
from retrieval.types import BlockKind

HEAD = (
    "Letter dated 3 May 2021 from the Permanent Representative of Orvelland to the United Nations addressed to the "
    "Secretary-General"
)
_SHOWN = frozenset({BlockKind.BODY, BlockKind.QUOTE})


def voices(*paragraphs: str) -> list[str]:
    """Return whom each paragraph of a letter quotes, from the outside in; "" where it is the letter's own words."""
    letter = parse(read_text("\n\n".join([HEAD, *paragraphs]).encode()))
    return [" > ".join(block.attribution[1:]) for block in letter.blocks if block.kind in _SHOWN]


@pytest.mark.parametrize("label", ["Annex 'A'", "Annex “A”", "ANNEX A"])
def test_the_number_of_an_annex_may_stand_in_marks(label: str) -> None:
    found = voices("A draft has been made (see Annex 'A').", label, "Draft agreement on the dam", "The dam is opened.")
    assert found == ["", "an enclosed document"]


@pytest.mark.parametrize(
    ("lead", "voice"),
    [
        ("I forward for approval the attached appreciation by the Harbour Board on the gates.", "Harbour Board"),
        ("I enclose a copy of the memorandum from the Harbour Board.", "Harbour Board"),
        ("I enclose a memorandum of the losses of Merovand.", "an enclosed document"),
        ("I enclose a memorandum by the Harbour Board and a letter from Aldous Renn.", "an enclosed document"),
    ],
)
def test_the_letter_says_by_whom_its_one_annex_is(lead: str, voice: str) -> None:
    assert voices(lead, "Attachment", "Summary of conclusions", "The gates are old.") == ["", voice]
