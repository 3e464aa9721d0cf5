"""Whose words an annex holds: as its title says, as the letter says, and never whom it only speaks of."""

import pytest

from retrieval.parsing import parse
from retrieval.readers.text import read_text

HEAD = (
    "Letter dated 3 May 2021 from the Permanent Representative of Orvelland to the United Nations addressed to the "
    "Secretary-General"
)
SIGNED = "(Signed) Irena Olvar\nPermanent Representative"


def author(letter: str, *annex: str, label: str = "Annex") -> str:
    """Return whom the last paragraph of the annex quotes; "" where it is the sender's own."""
    text = "\n\n".join([HEAD, letter, SIGNED, label, *annex])
    return " > ".join(parse(read_text(text.encode())).parts[-1].attribution[1:])


@pytest.mark.parametrize(
    ("letter", "whose"),
    [
        (
            "I have the honour to transmit herewith a letter from the Minister for Foreign Affairs of Orvelland in "
            "reply to the letter from the Minister for Foreign Affairs of Kesparia (see annex).",
            "Minister for Foreign Affairs of Orvelland",
        ),
        (
            "I transmit a letter dated 28 March 2021 from Anna Berg, in reply to the letter of the Kesparian "
            "delegation (see annex).",
            "Anna Berg",
        ),
        ("I annex the response of my Government to the report of the River Board (see annex).", ""),
        (
            "Further to the letter from the President of Kesparia, I transmit herewith a position paper (see annex).",
            "an enclosed document",
        ),
        ("The dam leaks in four places. The details are set out in the annex to the present letter.", ""),
        (
            "The dam leaks. Details received from the River Board are set out in the annex to the present letter.",
            "an enclosed document",
        ),
        ("I forward a copy of the letter from the River Board (see annex).", "River Board"),
        (
            "In accordance with resolution 60/251, the pledges and commitments of Orvelland are attached (see annex).",
            "",
        ),
        (
            "Pursuant to the letter from Anna Berg, the report of the River Board is attached (see annex).",
            "River Board",
        ),
    ],
)
def test_an_annex_is_whose_the_letter_says_and_not_whom_it_answers(letter: str, whose: str) -> None:
    assert author(letter, "The dam is on our border.") == whose


def test_what_the_letter_says_of_one_annex_is_not_said_of_the_next() -> None:
    letter = "I transmit a report of the River Board (see annex I) and a list of incidents (see annex II)."
    annexes = ("The water fell.", "Annex II", "3 May 2021: a patrol was fired upon.")
    assert author(letter, *annexes, label="Annex I") == "an enclosed document"


@pytest.mark.parametrize(
    ("title", "whose"),
    [
        ("Statement by the River Board", "River Board"),
        ("Statement by the families of the crew of the Solveig", "families of the crew of the Solveig"),
        ("Summary of the report of the River Board", "River Board"),
        ("Comments on the report of the Panel of Experts", "an enclosed document"),
        ("Refutation of the statement by the Prime Minister of Kesparia", "an enclosed document"),
        ("Facts about the letter from the Permanent Representative of Kesparia", "an enclosed document"),
        ("Position regarding the report of Amnesty International", "an enclosed document"),
        ("Observations of Orvelland on the report of the Panel of Experts on Kesparia", ""),
    ],
)
def test_a_title_names_the_author_and_not_whom_it_is_about(title: str, whose: str) -> None:
    assert author("I transmit herewith a document (see annex).", title, "The dam is on our border.") == whose


def test_a_long_title_below_the_language_of_the_original_is_one() -> None:
    title = (
        "Remarks by the President of Kesparia, Aleksander Lund, at the extraordinary session of the Council of the "
        "Ulmera River Commission on the safety of dams"
    )
    annex = ("[Original: Russian]", title, "I want to be frank.")
    assert author("I transmit herewith a document (see annex).", *annex) == "President of Kesparia"


PANEL = (
    "Letter dated 23 April 2021 from the Panel of Experts on Kesparia addressed to the Permanent Representative of "
    "Orvelland"
)


def test_a_letter_below_the_signature_is_that_of_whom_its_title_names() -> None:
    text = "\n\n".join([HEAD, "I transmit the report.", SIGNED, PANEL, "The Panel has met.", "(Signed) Anna Berg"])
    letter = parse(read_text(text.encode()))
    assert [part.attribution[1:] for part in letter.parts] == [("Panel of Experts on Kesparia",)]
    assert [each.name for each in letter.masthead.signatories] == ["Irena Olvar"]


def test_a_letter_that_is_only_spoken_of_begins_no_part() -> None:
    text = "\n\n".join([HEAD, "I refer to this.", PANEL + " was read.", SIGNED, "Letter dated 3 May 2021."])
    assert parse(read_text(text.encode())).parts == ()


def test_a_title_that_ends_with_an_hour_is_the_title_of_its_enclosure() -> None:
    letter = "I transmit a letter from the Minister of the Interior of Orvelland, with its enclosure (see annex)."
    title = "Letter dated 2 May 2021 from the Minister of the Interior of Orvelland addressed to the Mayor of Dorn"
    signed = "(Signed) Jory Pell\nMinister of the Interior"
    enclosed = (
        "Transcript of channel 9, 3 February 2021, 5.10 a.m. to 5.20 a.m.",
        "Post: Who is there?",
        "Patrol: A man.",
    )
    assert author(letter, title, "I enclose what was heard.", signed, "Enclosure", *enclosed).endswith(
        "enclosed document"
    )
