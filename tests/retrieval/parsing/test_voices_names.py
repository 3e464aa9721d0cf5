"""Who speaks under one word, "the Minister", "the Commission", "Ms. Olan", and under which name he is shown."""

import time
from itertools import product

import pytest

from retrieval.types import UNNAMED
from tests.retrieval.parsing.test_voices_plain import MARKED, SENDER, below, quoted

INQUIRY = "The Commission of Inquiry was set up in May."


@pytest.mark.parametrize(
    ("before", "sentence", "speaker"),
    [
        ("The Minister of Water of Kesparia, Aldous Renn, came to Dorn.", "the Minister said", "Aldous Renn"),
        ("Aldous Renn, the Minister of Water, came to Dorn.", "the Minister said", "Aldous Renn"),
        ("The Minister of Water, Aldous Renn, came to Dorn.", "the same Minister said", "Aldous Renn"),
        ("We received the Ambassador of Merovand.", "the Ambassador said", "Ambassador of Merovand"),
        ("The Minister of Water met the Minister of Trade.", "the Minister said", "Minister"),
        ("Minister Renn met the Minister of Trade.", "the Minister said", "Minister"),
        ("It was late.", "the Minister said", "Minister"),
        (INQUIRY, "the Commission found", "Commission of Inquiry"),
        (
            "The Security Council and the Ulmera River Commission met.",
            "the Commission found",
            "Ulmera River Commission",
        ),
        (f"{INQUIRY} The Ulmera River Commission is older.", "the Commission found", "Commission"),
        ("The question of the gates the Harbour Board left open.", "the Board said", "Harbour Board"),
        ("The Court of Appeal heard the case in May.", "the Court held", "Court of Appeal"),
        ("The Deputy Minister of Water, Aldous Renn, came to Dorn.", "the Minister said", "Minister"),
        ("The expert whom both appointed, Marguerite Olan, came to Dorn.", "Ms. Olan said", "Marguerite Olan"),
        ("Ms. Marguerite Olan met the engineer, Sigrid Olan, at Dorn.", "Ms. Olan said", "Olan"),
        ("We came to the quay of Port Olan, in Merovand.", "Ms. Olan said", "Olan"),
    ],
)
def test_one_word_stands_for_the_only_one_who_was_named_so_far(before: str, sentence: str, speaker: str) -> None:
    assert quoted(f"{before}\n\nOn 3 May 2021, {sentence} that {MARKED}.") == [speaker]
    assert below(f"{before}\n\nOn 3 May 2021, {sentence}:", "The gates were never opened.") == [speaker]


def test_a_long_list_of_ministers_takes_no_time() -> None:
    names = ["".join(each) for each in product("abcdefghij", repeat=3)]
    listed = "\n\n".join(f"The Minister for D{name}, Ada R{name}, came to Dorn." for name in names)
    begin = time.process_time()
    assert quoted(f"{listed}\n\nOn 3 May 2021, the Minister said that {MARKED}.") == ["Minister"]
    assert time.process_time() - begin < 5


@pytest.mark.parametrize(
    "sentence",
    [
        "Ambassador Anna {name} met Mr. {name}a in Dorn and stated that it rained.",
        "Mr. {name} came to Dorn. He said that “we shall not go on with the lowering of the gates”.",
    ],
)
def test_a_long_paragraph_that_names_many_takes_no_time(sentence: str) -> None:
    names = [f"{first}{last}" for first in ("Bel", "Dor", "Kas", "Lin") for last in map(chr, range(97, 123))]
    told = " ".join(sentence.format(name=name) for name in names * 8)
    begin = time.process_time()
    assert quoted(f"{told} Ambassador Renn stated that {MARKED}.")[-1:] == ["Ambassador Renn"]
    assert time.process_time() - begin < 5


def test_the_addressee_is_not_taken_for_a_president_who_is_called_so_alone() -> None:
    assert quoted(f"Mr. President,\n\nOn 3 May 2021, the President said that {MARKED}.") == ["President"]


def test_the_author_of_an_annex_does_not_quote_himself_by_his_office() -> None:
    annex = "Annex\n\nStatement by the Spokesperson of the Ministry of Water of Kesparia\n\nDorn, 3 May 2021"
    assert quoted(f"See annex.\n\n{annex}\n\nAsked about the gates, the Spokesperson said that {MARKED}.") == []


def test_the_mission_or_government_of_the_sender_is_the_sender() -> None:
    assert quoted(f"In its note of 3 March, the Permanent Mission of Orvelland stated that {MARKED}.") == []
    assert below("In its note of 3 March, the Government of Orvelland stated:", "The gates are shut.") == [SENDER]
    assert quoted(f"The Permanent Mission of Kesparia stated that {MARKED}.") == ["Permanent Mission of Kesparia"]


@pytest.mark.parametrize(
    ("before", "speaker"),
    [
        ("The master of the Lark, Captain Joost Barend, has confirmed it.", "Captain Joost Barend"),
        ("The Special Rapporteur on the right to water, Mr. Anselm Kory, was more direct.", "Anselm Kory"),
        ("The widow of the master, Olga Barend, met the engineer, Ludek Parr.", None),
        ("The newspaper of the port, Merovand Herald, was more direct.", None),
    ],
)
def test_he_is_the_one_of_whom_the_sentence_before_is_by_office_and_name(before: str, speaker: str | None) -> None:
    assert quoted(f"{before} In his sworn statement he says: {MARKED}.") == ([speaker] if speaker else [])


def test_the_same_spokesman_is_the_last_one_who_was_quoted() -> None:
    first = "The spokesman of the Harbour Board, Emil Sand, said that “the boats were all gone”."
    same = f"On 3 May 2021, the same spokesman said that {MARKED}."
    assert quoted(f"{first}\n\n{same}") == ["Emil Sand", "Emil Sand"]
    assert quoted(same) == [UNNAMED]


@pytest.mark.parametrize(
    ("before", "speaker"),
    [
        ("The captain, Ines Corta, said that she “could see the helmet”.", "Ines Corta"),
        ("The captain, Ines Corta, said to Ada Renn that she “could see the helmet”.", None),
        ("The captain, Ines Corta, said that a pilot “could see the helmet”.", None),
    ],
)
def test_she_is_who_spoke_alone_in_the_sentence_before_whatever_was_named_earlier(
    before: str, speaker: str | None
) -> None:
    sentence = "“I have been flying for years,” she told the investigators."
    assert quoted(f"The crew flew to Upper Sarn. {before} {sentence}")[1:] == ([speaker] if speaker else [])
