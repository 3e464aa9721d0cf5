"""The paragraph behind an unmarked quotation: nobody's where nothing in it tells that the letter speaks again."""

import pytest

from retrieval.parsing import parse
from retrieval.readers.text import read_text
from retrieval.types import UNNAMED

HEAD = (
    "Letter dated 3 May 2021 from the Permanent Representative of Orvelland to the United Nations addressed to the "
    "Secretary-General"
)
SENDER = "Orvelland"
OPENING = "After the rains, the dam of Tarsk in Kesparia was opened on 3 May."


def behind(following: str, lead: str = "The engineer, Ivo Brandl, told the press:", first: str = "It was dark.") -> str:
    """Return whose words stand in the paragraph behind a quotation of one."""
    paragraphs = (HEAD, OPENING, lead, first, following, "I ask you to circulate the present letter.")
    letter = parse(read_text("\n\n".join(paragraphs).encode()))
    (block,) = (block for block in letter.blocks if block.span.of(letter.text) == following)
    return block.attribution[-1]


@pytest.mark.parametrize(
    "following",
    [
        "There was no storm.",
        "The sky was so clear that one could see the lamps.",
        "Nobody had been warned.",
        "After that hour, nothing moved.",
    ],
)
def test_what_may_go_on_with_the_quotation_is_nobodys(following: str) -> None:
    assert behind(following) == UNNAMED


@pytest.mark.parametrize(
    "following",
    [
        "The dam at Tarsk is new.",
        "Those lamps were never seen.",
        "Brandl has fled.",
        "The police spoke of “an accident”.",
        "The facts are otherwise:",
        "We have asked for an inquiry.",
        "In reality, no one was on duty.",
    ],
)
def test_a_paragraph_in_which_the_letter_shows_itself_is_the_senders(following: str) -> None:
    assert behind(following) == SENDER


def test_what_shall_be_goes_on_with_the_article_of_a_law() -> None:
    lead, article = "Article 14 of the Tarsk Convention provides:", "The Commission shall inquire into any flood."
    assert behind("The Parties shall open all works at Tarsk.", lead, article) == UNNAMED
    assert behind("The works at Tarsk are shut.", lead, article) == SENDER
