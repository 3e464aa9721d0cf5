"""Whose a whole sentence is that borrows words of another: his alone where it tells what he said, else the letter's."""

import pytest

from retrieval.parsing import parse
from retrieval.readers.text import read_text
from retrieval.spans.sentences import sentences
from retrieval.spans.voices import voice_at

SENDER = "Orvelland"
HEAD = (
    "Letter dated 3 May 2021 from the Permanent Representative of Orvelland to the United Nations addressed to the "
    "Secretary-General"
)


def shown(paragraph: str) -> list[tuple[str, tuple[str, ...]]]:
    """Return the sentences of a paragraph, each with whose words it shows."""
    letter = parse(read_text(f"{HEAD}\n\n{paragraph}".encode()))
    block = next(each for each in letter.blocks if each.span.of(letter.text).startswith(paragraph[:20]))
    return [(each.of(letter.text), voice_at(letter, each)) for each in sentences(letter.text, block.span)]


def voice(sentence: str) -> str:
    """Return whose a paragraph of one sentence is, the innermost."""
    return shown(sentence)[0][1][-1]


@pytest.mark.parametrize(
    "sentence",
    [
        "I do not understand what Mr. Renn means when he says that the state of the gates “borders on sabotage”.",
        "The first offer was refused, the second was not answered, and the third was, in the words of the Minister of "
        "Kesparia, Aldous Renn, “under study”.",
        "“Bread before borders”, pleaded Aldous Renn, but the fact still stands that the freedom of the river was "
        "bargained away at Dorn.",
        "Aldous Renn explained to us that the gates were only “one of his headaches” and Lind went on to say that "
        "the tolls would have to wait.",
        "The count was refused by the River Board, by the Mayor of Dorn and by the Minister, Aldous Renn, who "
        "called it “a count of boots”.",
    ],
)  # fmt: skip
def test_a_statement_that_borrows_a_few_words_is_the_letters_own(sentence: str) -> None:
    assert voice(sentence) == SENDER


@pytest.mark.parametrize(
    "sentence",
    [
        "Aldous Renn said that the gates at Halvek were “one of his headaches, but not the worst of them”.",
        "In the words of the Minister of Kesparia, Aldous Renn, “the gates take their orders from Anvelmouth”.",
        "“Bread before borders, and both before noon”, pleaded Aldous Renn, but he would wait.",
        "Aldous Renn explained that the gates were “one of his headaches” and went on to say that they would wait.",
        "The Board heard Aldous Renn, who said that “the gates take their orders from Anvelmouth and not from Dorn”.",
    ],
)  # fmt: skip
def test_what_somebody_said_is_his(sentence: str) -> None:
    assert voice(sentence) == "Aldous Renn"


def test_a_sentence_ends_before_the_next_item() -> None:
    paragraph = (
        "The Minister opened the meeting. “A new dam has been built. It will hold.” (b) You will see that he named no "
        "other dam. (ii) Nor did he name a day."
    )
    assert [each for each, _ in shown(paragraph)][1:] == [
        "“A new dam has been built. It will hold.”",
        "(b) You will see that he named no other dam.",
        "(ii) Nor did he name a day.",
    ]
