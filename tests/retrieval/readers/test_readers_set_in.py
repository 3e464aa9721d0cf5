"""Block quotations in plain text: which paragraphs are set in, and that a quotation goes on overleaf."""

import pytest

from retrieval.readers import read_bytes
from retrieval.types import LineRole

INTRODUCTION = """\
The registers of the district show that the crossing at Bresk was open until
the evening. Nobody was turned away.

The Minister for Water of Kesparia, Aldous Renn, declared in Anvelmouth on
20 July 2021:
"""
FIRST = """\
     The reservoir is being filled with the spring rains and with
     nothing else, and we have told Orvelland so in writing.
"""
SECOND = """\
     The gates will be opened when the turbines have been tested and
     not one hour before.
"""
REST = """\
My Government cannot accept this statement. It asks for the release of 310
cubic metres per second at once.
"""


def quoted(*parts: str) -> str:
    """Return all that is read as a block quotation."""
    pages = read_bytes("\n".join(parts).encode(), "letter.txt").pages
    return " ".join(line.text for page in pages for line in page.lines if line.role is LineRole.QUOTE)


WHOLE = " ".join((FIRST + SECOND).split())


@pytest.mark.parametrize(
    "turn",
    [
        "\f",
        "2/3\n\f",
        "\fA/76/9011\nS/2021/9104\n",
        "____\n\n¹ See A/76/9010.\n\n2/3 21-90311\n\fA/76/9011\n",
        "A/76/9011\n",
        "2/3\n",
        "____\n1 See A/76/9010, which\nsays so.\n\n- 2 -\n\nA/76/9011\n",
    ],
)
def test_a_quotation_goes_on_overleaf(turn: str) -> None:
    assert quoted(INTRODUCTION, FIRST, turn + SECOND, REST) == WHOLE
    assert quoted(INTRODUCTION, turn + FIRST, SECOND, REST) == WHOLE


def test_text_at_the_margin_ends_a_quotation() -> None:
    assert quoted(INTRODUCTION, FIRST, "He said no more than this, and went away.\n", SECOND, REST) == " ".join(
        FIRST.split()
    )


def test_a_line_in_the_middle_of_the_next_page_is_no_quotation() -> None:
    assert quoted(INTRODUCTION, FIRST, SECOND, "\f                              Annex\n", REST) == WHOLE


def test_short_quotations_stand_below_an_introduction_of_two_lines() -> None:
    short = "     The gates stay shut.\n\n     We owe nobody a bucket of it.\n"
    assert quoted(INTRODUCTION, short, REST) == "The gates stay shut. We owe nobody a bucket of it."
    items = "     (a) The gates stay shut.\n\n     (b) We owe nobody a bucket of it.\n"
    assert quoted(INTRODUCTION, items, REST) == ""


def test_the_first_line_of_a_quotation_may_stand_farther_in() -> None:
    assert quoted(INTRODUCTION, "     " + FIRST, "     " + SECOND, REST) == WHOLE


LAYOUT = """\
     The facts
          The registers of the district show that the crossing at Bresk
     was open until the evening. The Minister for Water of Kesparia,
     Aldous Renn, declared in Anvelmouth:
                The reservoir is being filled with the spring rains and
             with nothing else, and we have told Orvelland so.1
          My Government cannot accept this statement. It is contradicted
     by the readings of the gauge at Dorn, which are in the hands of
     both Governments since March.
          It asks for an answer to the letter of 2 February, and for the
     release of water.
"""


def test_first_lines_that_are_set_in_begin_paragraphs() -> None:
    lines = read_bytes(LAYOUT.encode(), "letter.txt").pages[0].lines
    found = "\n".join(line.text for line in lines).strip().split("\n\n")
    assert [text.split()[1] for text in found] == ["facts", "registers", "reservoir", "Government", "asks"]
    assert quoted(LAYOUT) == (
        "The reservoir is being filled with the spring rains and with nothing else, and we have told Orvelland so.1"
    )


def test_lines_that_hang_below_the_first_begin_nothing() -> None:
    page = """\
The following was agreed upon by the Ministers when they met in Dorn:
1. The gates at Halvek are opened on the third day of every month.
   Orvelland is told so in writing by the Chief Engineer of the dam.
2. The readings of the gauge are exchanged.
   They are in the hands of both Governments, as they have been since.
"""
    assert "" not in [line.text for line in read_bytes(page.encode(), "letter.txt").pages[0].lines][:-1]


@pytest.mark.parametrize("marks", [("¹", ""), ("", "¹"), ("", ""), ("¹", "²")])
def test_a_sentence_set_in_is_one_with_the_mark_of_a_note_or_without(marks: tuple[str, str]) -> None:
    first, second = (
        f"    The gates were {word} for the night.{mark}\n" for word, mark in zip(("old", "shut"), marks, strict=True)
    )
    text = quoted("Oskar Lind stated:\n", first, "The truth is otherwise.\n", "The letter continues:\n", second, REST)
    assert text == " ".join((first + second).split())


FIRST_LINES_SET_IN = """\
      The registers of the district show that the crossing at Bresk was
open until the evening. Nobody was turned away, and nobody was asked for
a paper that he did not have. The ferry crossed eleven times, and carried
two hundred persons and their goods before the river rose over the bank.

      The Minister for Water of Kesparia, Aldous Renn, declared in
Anvelmouth on 20 July 2021:

        The reservoir is being filled with the spring rains and with
        nothing else, and we have told Orvelland so in writing.

      My Government cannot accept this statement and asks that the

2/3
\f                                                              A/76/9011

gates be opened at once. It asks for the release of 310 cubic metres
per second as well.
"""


def test_the_first_line_of_the_letters_next_paragraph_is_no_quotation_at_the_foot_of_a_page() -> None:
    assert quoted(FIRST_LINES_SET_IN) == " ".join(FIRST.split())


def test_a_quotation_may_end_the_sentence_that_leads_to_it() -> None:
    lead = "My Government recalls paragraph 4 of that resolution, by which the Council\n"
    demand = "     Demands that all parties withdraw their guns to a distance of\n     not less than ten kilometres.\n"
    assert quoted(INTRODUCTION.split("\n\n", maxsplit=1)[0] + "\n", lead, demand, REST) == " ".join(demand.split())


@pytest.mark.parametrize("lead", ["In its report the River Board found\n", "The Court of Dorn, too, ruled that\n"])
def test_a_quotation_may_go_on_with_the_sentence_that_leads_to_it(lead: str) -> None:
    found = "     a lamp at every gate, and nobody to light it in the\n     winter.\n"
    assert quoted(INTRODUCTION.split("\n\n", maxsplit=1)[0] + "\n", lead, found, REST) == " ".join(found.split())
