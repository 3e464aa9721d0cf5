"""Who speaks where a careful reader sees it: by a word beside the name, a note, an end, or all others being told of."""

import pytest

from retrieval.parsing import parse
from retrieval.readers.text import read_text
from retrieval.types import UNNAMED
from tests.retrieval.parsing.test_voices_plain import HEAD, MARKED, SENDER, below, quoted

BROKEN = "“the gates were never opened, and nobody”"


@pytest.mark.parametrize(
    ("sentence", "speakers"),
    [
        (f"As the surveyor Ottilie Krantz, whom both sides trusted, wrote to the Dorn Courier: {MARKED}.",
         ["Ottilie Krantz"]),
        (f"The brother of the surveyor Ottilie Krantz wrote: {MARKED}.", []),
        (f"The head of Zangaz, Viktor Samray, has for his part told the press that {MARKED}.", ["Viktor Samray"]),
        (f"His Minister, far from rebuking him, told the press that {MARKED}.", ["Minister"]),
        (f"The company Northgate Labs, which examined the code, was more careful: {MARKED}.", ["Northgate Labs"]),
        (f"Northgate Labs was more careful than the Board, whose report reads: {MARKED}.", []),
        (f"Ruritania, its Foreign Ministry said, {MARKED}.", ["Foreign Ministry"]),
        (f"Ruritania knew what its Foreign Ministry had heard, {MARKED}.", []),
        (f"Lind, Harbour Office Liaison Officer, considers that the port is {MARKED}.", ["Lind"]),
        (f"According to Anna Berg, the Board considers that the port is {MARKED}.", []),
        (f"As “The Dorn Courier” wrote on 3 May, {MARKED}.", ["Dorn Courier"]),
        (f"Although the Board met to hear the engineers only briefly Renn told the press that {MARKED}.", ["Renn"]),
        (f"This Government notes that {MARKED}.", []),
    ],
)  # fmt: skip
def test_a_sentence_names_its_speaker_in_further_ways(sentence: str, speakers: list[str]) -> None:
    assert [each for each in quoted(sentence) if each != UNNAMED] == speakers


def test_according_to_the_same_spokesperson_is_who_was_quoted_as_one() -> None:
    before = f"On 3 May, the spokesperson of the Board said that {MARKED}."
    assert (
        quoted(f"{before} No boat, according to the same spokesperson, {MARKED}.") == ["spokesperson of the Board"] * 2
    )


def test_a_title_makes_no_second_bearer_of_a_surname() -> None:
    before = (
        "The deputy head of the delegation, Colonel Tam Rusk, came to Dorn.\n\nColonel Rusk met Mr. Tam Rusk’s guard."
    )
    assert quoted(f"{before}\n\nOn 3 May, Mr. Rusk said that {MARKED}.")[-1].endswith("Tam Rusk")


@pytest.mark.parametrize(
    ("before", "speaker"),
    [
        ("Human Rights Monitor visited the Kesparian side of the river.", "Human Rights Monitor"),
        ("Human Rights Monitor visited the Kesparian Ministry.", UNNAMED),
        ("Anna Berg visited the river.", UNNAMED),
    ],
)
def test_it_is_a_body_without_an_article_too(before: str, speaker: str) -> None:
    lead = f"{before} Its report, published on 1 October, found that the boats “were turned back”. It continues:"
    assert below(lead, "The officer told us that he had orders.") == [speaker]


NOTE = "¹ River Watch Network, preliminary statement, Dorn, 3 May 2021."


@pytest.mark.parametrize(
    ("lead", "speaker"),
    [
        (
            "The River Watch Network sent seven observers. In their preliminary statement they wrote:",
            "River Watch Network",
        ),
        ("The River Watch Network sent seven observers. In their letter they wrote:", UNNAMED),
        ("The River Board sent seven observers. In their preliminary statement they wrote:", UNNAMED),
        ("The River Watch Network met the masters. In their statement to the Board they wrote:", UNNAMED),
    ],
)
def test_the_note_tells_whose_paper_the_letter_means(lead: str, speaker: str) -> None:
    assert below(lead, "We counted 316 voters.¹", NOTE)[0] == speaker


REPORT = ("Stane is anxious to have the port.", "The gates are shut.", "Report ends.")


@pytest.mark.parametrize(
    ("before", "speaker"),
    [
        ("On 3 May, Lind has been given every facility. Talks were held with Admiral Stane.", "Lind"),
        ("On 3 May, Lind has been given every facility. Talks were held with Admiral Orme.", UNNAMED),
        ("On 3 May, Lind has been given every facility. Orme was ill.", UNNAMED),
        ("On 3 May, Stane has been given every facility.", UNNAMED),
    ],
)
def test_a_report_from_him_is_of_the_one_of_whom_it_does_not_tell(before: str, speaker: str) -> None:
    lead = "I have now received the following report from him of the results. Report Begins:"
    assert set(below(f"{before}\n\n{lead}", *REPORT)) == {speaker}


def test_a_text_goes_to_where_it_is_said_to_end() -> None:
    words = ("The port is open.", "In general the boats may come.", "I shall not fail to write again. (Ends).")
    lead = "The answer of the Harbour Board received this evening is as follows:-"
    assert below(lead, *words) == ["Harbour Board"] * 3
    assert below(lead, *words[:2], "I led them:", words[2])[2] == SENDER


@pytest.mark.parametrize(
    ("heading", "speakers"),
    [
        ("Revised tentative draft proposed by the Ondrey Islands on 30 November.", ["Ondrey Islands"] * 2),
        ("Proposals submitted by the Ondrey Islands:", ["Ondrey Islands"] * 2),
        ("The draft proposed by the Ondrey Islands was read to the Board.", [SENDER] * 2),
        ("My telegram of 30 November. The Board.", [SENDER] * 2),
    ],
)
def test_the_clauses_below_the_heading_of_a_draft_are_whose_it_is(heading: str, speakers: list[str]) -> None:
    clauses = "1. The Board shall sit at Dorn.\n\n2. The Board shall meet every two weeks."
    letter = parse(read_text(f"{HEAD.strip()}\n\n{heading}\n\n{clauses}\n\nThat is all.".encode()))
    assert [block.attribution[-1] for block in letter.blocks if "shall" in block.span.of(letter.text)] == speakers
