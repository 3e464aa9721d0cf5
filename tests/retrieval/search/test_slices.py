"""What sentences are judged on: what a number in them counts, and whether a note is one."""

from pathlib import Path

import pytest

from retrieval.engine import Engine
from retrieval.questions.asking import Expect
from retrieval.questions.question import Query
from retrieval.search.slices import beside, has_money, is_sentence
from retrieval.types import Question
from tests.simple_letters import write_letter_file


def test_he_who_begins_a_paragraph_is_named_in_the_one_before(empty: Engine, tmp_path: Path) -> None:
    text = "Senator Renn remarked that the ferry was late.\n\nHe then asked whether the Corran dam was a fortress."
    empty.ingest([write_letter_file(tmp_path, "letter.txt", text)])
    quotes = empty.ask(Question("what did renn ask about the corran dam being a fortress?")).quotes
    assert [quote.text for quote in quotes] == ["He then asked whether the Corran dam was a fortress."]


def test_her_commander_is_that_of_the_boat_in_the_sentence_before(empty: Engine, tmp_path: Path) -> None:
    text = (
        "The tug Osprey lay off Callis, manned by six persons. Her captain, Ines Valk, was asleep below.\n\n"
        "The cutter Heron came from the north with four boats. Her commander, Otto Brandt, was on watch.\n\n"
        "The crew of the Heron fired warning shots. The Heron was hit on the port side."
    )
    empty.ingest([write_letter_file(tmp_path, "letter.txt", text)])
    shown = " ".join(quote.text for quote in empty.ask(Question("who was the captain of the heron?")).quotes)
    assert ("Otto Brandt" in shown, "Ines Valk" in shown) == (True, False)


@pytest.mark.parametrize(
    ("text", "surely"),
    [
        ("Merovand sent three patrol boats.", 1.0),
        ("The patrol boats, four of them, came at dawn.", 1.0),
        ("Merovand sent two launches.", 0.5),
        ("The boats came at dawn, and the crews of the trawlers were landed on 3 May.", 0.0),
        ("Merovand sent its boats.", 0.0),
    ],
)
def test_a_number_is_of_what_stands_beside_it(text: str, surely: float) -> None:
    query = Query("how many boats were sent", "", near={"boat": {"boat": 1.0, "launch": 0.5}}, counted=("boat",))
    assert beside(query, text) == surely


@pytest.mark.parametrize(
    ("text", "surely"),
    [
        ("The boat was commanded by the master Joss Perrin.", 1.0),
        ("The master of the Gannet was taken to Ledrane.", 0.0),  # the question names her itself
        ("The master was taken ashore. Nobody told the Consul of the Ondrey Islands at Callis.", 0.0),
    ],
)
def test_a_name_is_of_whom_it_stands_beside(text: str, surely: float) -> None:
    query = Query("name of the master of the gannet of ledrane", "", {"gannet": 1.0, "ledran": 1.0}, named=("master",))
    assert beside(query, text) == surely


@pytest.mark.parametrize(
    ("text", "surely"),
    [
        ("At 11.25 p.m., gate No. 3 jammed with the water 38 centimetres below the crest.", 1.0),
        ("The gate jammed on 2 February.", 1.0),
        ("The gate jammed. " + "It was repaired by the men of the Harbour Authority, who had been called for. " * 2
         + "This was told to the Council of State in its session of 3 March 2022.", 0.0),
        ("The gate jammed.", 0.0),
    ],
)  # fmt: skip
def test_a_day_is_of_what_stands_about_it(text: str, surely: float) -> None:
    query = Query("when did the gate jam", "", {"gate": 1.0, "jam": 1.0}, expects=frozenset({Expect.DATE}))
    assert beside(query, text) == surely


@pytest.mark.parametrize(
    ("text", "given"),
    [
        ("The repairs cost $3 million.", True),
        ("They paid 41 million crowns.", True),
        ("A bond of EUR 150,000 was paid.", True),
        ("They paid £12 a week.", True),
        ("They paid 41 marks.", True),
        ("It was hired for 41 days.", False),
        ("It won the case, and made its mark.", False),
        ("The price was high, and 12 ships were sent in MAY 1946.", False),
        ("The farmers received 1.1 million thalers.", True),
        ("The work costs 18.4 million marks a year.", True),
        ("It bears the marks of 1.3 million tyres.", False),
    ],
)
def test_money_is_an_amount_with_its_currency(text: str, given: bool) -> None:
    assert has_money(text) is given


@pytest.mark.parametrize(
    ("note", "says"),
    [
        ("The order was given by telephone.", True),
        ("He resigned in May.", True),
        ("La orden se dio por teléfono.", True),
        ("Maintenance register of the Halvek Dam, order No. 2021/418.", False),
        ("Anna Berg, Director of the Hydrographic Office.", False),
    ],
)
def test_a_name_or_a_paper_is_no_sentence(note: str, says: bool) -> None:
    assert is_sentence(note) is says
