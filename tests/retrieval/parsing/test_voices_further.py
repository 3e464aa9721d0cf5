"""Whose words a cable passes on: by what is said above them, behind them, and around them."""

import pytest

from retrieval.parsing import parse
from retrieval.readers.text import read_text
from retrieval.types import UNNAMED

OWN = "The Board has sent word on the gates of the Corran dam, which have stood shut for the whole of the winter."
END = "That is all."


def parsed(*paragraphs: str, sender: str = "Renn") -> list[tuple[str, str, list[str]]]:
    """Return the paragraphs of a cable, each with whose words it is and who speaks in the quotations inside it."""
    text = "\n\n".join(paragraphs)
    letter = parse(read_text(f"---\ntitle: {sender} to Lind\n---\n\nCablegram 3 BRESK, 3 May 1946\n\n{text}".encode()))
    return [
        (block.span.of(letter.text), "".join(block.attribution[-1:]), [quote.speaker for quote in block.quotes])
        for block in letter.blocks
    ]


def voices(*paragraphs: str, sender: str = "Renn") -> list[str]:
    """Return whose words each paragraph of a cable is."""
    return [voice for text, voice, _ in parsed(*paragraphs, sender=sender) if text in paragraphs]


def below(lead: str, words: str = "“The gates were opened by hand.”", sender: str = "Renn") -> str:
    """Return whose words stand in the paragraph below one that leads to it."""
    return voices(OWN, lead, words, END, sender=sender)[2]


SAID = "The gates were opened by hand."


@pytest.mark.parametrize(
    ("lead", "voice"),
    [
        ("The resolution might be on the following lines:", "Renn"),
        ("The following reply has been given to the Kesparian Ambassador:", "Renn"),
        ("The following reply has been given to me by the Kesparian Ambassador:", "Kesparian Ambassador"),
        ("I refer to the following extract from the enclosure to my letter of 3 May:", "Renn"),
        ("On other grounds than those suggested by the Harbour Board, viz:", "Harbour Board"),
        ("It took up an amendment suggested by Aldous Lind to delete a word and to add as follows:", "Aldous Lind"),
        ("In the Minister’s second reading speech on the dam he said:", "Minister"),
    ],
)  # fmt: skip
def test_a_text_is_his_who_drafts_it_or_has_sent_it(lead: str, voice: str) -> None:
    assert below(lead) == voice


@pytest.mark.parametrize(
    ("above", "voice"),
    [
        ("Velmora presented an amended resolution to that laid before it.", "Velmora"),
        ("An amended resolution was laid before the Board by experts.", UNNAMED),
    ],
)  # fmt: skip
def test_a_motion_is_his_who_presented_it(above: str, voice: str) -> None:
    assert below(f"{above} The resolution as amended read:-") == voice


@pytest.mark.parametrize(
    ("above", "voice"),
    [
        ("The following is a summary of an aide-memoire from the Kesparian Embassy.", "Kesparian Embassy"),
        ("Two aide-memoires are on their way from Bresk.", UNNAMED),
    ],
)  # fmt: skip
def test_a_paper_concludes_in_the_words_of_him_from_whom_it_came(above: str, voice: str) -> None:
    assert below(f"{above} It speaks of the gates. The aide-memoire concludes:") == voice


SPEECH = "The debate opened with a speech by Lind (Kesparia), who spoke of the dam."


@pytest.mark.parametrize(
    ("above", "voice"),
    [
        ((SPEECH,), "Lind"),
        ((SPEECH, "He summarised his main points."), "Lind"),
        (("The debate opened with a speech by Lind (Kesparia), who was answered by Aldous Berg.",), UNNAMED),
        (("The debate opened in the morning.",), UNNAMED),
    ],
)  # fmt: skip
def test_he_who_goes_on_is_whom_the_paragraphs_above_tell_of(above: tuple[str, ...], voice: str) -> None:
    assert voices(OWN, *above, "On this basis he adds:", "“The gates were opened by hand.”", END)[-2] == voice


def test_an_office_that_is_said_more_fully_above_the_head_of_its_message_has_its_full_title() -> None:
    own = f"{OWN} A telegram has come from the Secretary of State for Water."
    assert voices(own, "For Lind from the Secretary of State:", SAID)[-1] == "Secretary of State for Water"
    assert voices(OWN, "For Lind from the Secretary of State:", SAID)[-1] == "Secretary of State"


PASS_ON = "Please pass the following message to Lind from the Minister."


@pytest.mark.parametrize(
    ("sender", "behind", "voice"),
    [
        ("Renn", (), "Renn"),
        ("Department of Water", (), UNNAMED),
        ("Renn", ("OSKAR STANE",), UNNAMED),
    ],
)
def test_a_message_from_the_minister_that_is_all_of_a_letter_is_the_senders(
    sender: str, behind: tuple[str, ...], voice: str
) -> None:
    words = ("“Please see my telegram on the gates.", "You should not show it to the Board.”")
    assert voices(PASS_ON, *words, *behind, sender=sender)[1:3] == [voice, voice]


@pytest.mark.parametrize(
    "lead", ["A telegram has come from the Minister. Begins:", "Please convey this message from the Prime Minister:"]
)
def test_a_message_that_came_from_another_office_is_not_the_senders(lead: str) -> None:
    assert "Renn" not in voices(lead, "“Please see my telegram on the gates.", "It is short.”")[1:]


@pytest.mark.parametrize("ends", [False, True])
def test_a_text_in_marks_ends_where_they_close(*, ends: bool) -> None:
    texts = ("“The gates are shut.", "They will stay shut.”", "I should add that the tolls are still raised.")
    found = voices(
        OWN, "Following message received from the Harbour Board. Begins:", *texts, *(["Message ends."] if ends else [])
    )
    assert found[2:4] == ["Harbour Board", "Harbour Board"]
    assert found[4] == ("Harbour Board" if ends else "Renn")


@pytest.mark.parametrize(
    ("below", "found"),
    [
        (4, ["The Board met.", "It took no vote. See telegram No. 4. It was long."]),
        (3, ["The Board met. 3. It took no vote. See telegram No. 4. It was long."]),
    ],
)
def test_a_number_that_is_printed_inside_the_paragraph_before_begins_one_of_its_own(
    below: int, found: list[str]
) -> None:
    run_in = "2. The Board met. 3. It took no vote. See telegram No. 4. It was long."
    texts = [text for text, *_ in parsed("1. The gates are shut.", run_in, f"{below}. They are old.")]
    assert texts[3:-1] == found


REMARK = "‘The gates will never be opened.’"


@pytest.mark.parametrize(
    ("above", "speakers"),
    [
        ("General Lind made the following reference to the dam.", ["General Lind"]),
        ("General Lind spoke of the dam.", []),
        ("I made the following reference to the dam.", []),
    ],
)
def test_a_quotation_that_is_a_sentence_of_its_own_is_of_whom_the_sentence_before_leads_to_it(
    above: str, speakers: list[str]
) -> None:
    paragraph = f"The Board met. {above} {REMARK} The Board has not answered."
    assert next(found for text, _, found in parsed(OWN, paragraph) if text == paragraph) == speakers


def test_a_remark_of_the_letter_among_points_of_another_stays_the_letters() -> None:
    items = (
        "(a) A commission should be named.",
        "(b) It should sit in Dorn.",
        "(c) It should report in May. It will be noted that this is what was feared.",
    )
    found = voices(OWN, "The Harbour Board proposed the following:", *items, END)
    assert found[2:5] == ["Harbour Board", "Harbour Board", "Renn"]


@pytest.mark.parametrize(
    ("words", "voice"),
    [
        ("Replying to a question by Mr. Lind, MR. STANE said that the gates were shut.", "Stane"),
        ("Finally, MR. STANE said that the gates were shut.", "Stane"),
    ],
)
def test_it_is_he_who_answers_that_speaks(words: str, voice: str) -> None:
    found = voices("MR. LIND said that the gates were old.", words, "He was not in a position to say more.", END)
    assert found[1:3] == [voice, voice]


def test_an_enclosure_whose_head_says_from_what_it_is_taken_is_no_words_of_the_sender() -> None:
    head = "Enclosure 1 Extract from the Monthly Report of the Governor of the Ondrey Islands"
    assert voices(OWN, head, SAID)[-1] != "Renn"
