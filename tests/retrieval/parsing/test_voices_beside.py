"""Words beside a quotation that tell whose it is: "He continues:", "The same report adds:", "So wrote Anna Berg."."""

import pytest

from retrieval.types import UNNAMED
from tests.retrieval.parsing.test_voices_blocks import voices
from tests.retrieval.parsing.test_voices_plain import MARKED, below, quoted

RENN = "In his memoirs, Aldous Renn writes:"
BOARD = "In its report of 3 May 2021, the River Board stated:"
GATES, LAMPS = "The gates were opened at night.", "Nobody lit the lamps."


@pytest.mark.parametrize(
    ("first", "second", "speaker"),
    [
        (RENN, "He continues:", "Aldous Renn"),
        (RENN, "And later:", "Aldous Renn"),
        (RENN, "It continues:", UNNAMED),
        (BOARD, "The same report continues:", "River Board"),
        (BOARD, "The report goes on to say:", "River Board"),
        (BOARD, "The letter goes on to say:", UNNAMED),
        (BOARD, "It further adds:", "River Board"),
        (BOARD, "He further adds:", UNNAMED),
        ("Article 4 of the Treaty of Dorn provides:", "Article 5 of the same Treaty provides:", "Treaty of Dorn"),
        (RENN, "Oskar Lind writes:", "Oskar Lind"),
    ],
)
def test_a_quotation_goes_on_with_the_one_right_above(first: str, second: str, speaker: str) -> None:
    assert below(first, GATES, second, LAMPS)[2] == speaker


@pytest.mark.parametrize(
    ("sentence", "speakers"),
    [
        (f"He concluded that {MARKED}.", ["Aldous Renn"]),
        (f"He also told the press that {MARKED}.", ["Aldous Renn"]),
        (f"It concluded that {MARKED}.", []),
        (f"He was told that {MARKED}.", []),
        (f"Oskar Lind concluded that {MARKED}.", ["Oskar Lind"]),
        (f"He concluded in May. Others said: {MARKED}.", []),
    ],
)
def test_he_who_adds_something_below_a_quotation_is_the_one_quoted(sentence: str, speakers: list[str]) -> None:
    assert quoted(f"{RENN}\n\n{GATES}\n\n{sentence}") == speakers


@pytest.mark.parametrize(
    ("behind", "voice"),
    [
        ("So wrote the engineer of the dam, Ludek Parr, in his diary.", "Ludek Parr"),
        ("Thus declared Anna Berg on 3 May.", "Anna Berg"),
        ("Thus declared Anna Berg that she would come.", ""),
        ("These are the words of the miller of Sarn, Oskar Lind.", "Oskar Lind"),
        ("So the matter rests.", ""),
    ],
)
def test_a_sentence_behind_a_paragraph_tells_whose_words_it_was(behind: str, voice: str) -> None:
    assert voices("The inquiry met in May.", LAMPS, behind) == ["", voice, ""]


LETTER = "I refer to the letter dated 2 May 2021 from the Permanent Representative of Kesparia (S/2021/9090)."


@pytest.mark.parametrize(
    ("before", "lead", "voice"),
    [
        (LETTER, "The letter opens with the words:", "Permanent Representative of Kesparia"),
        (LETTER, "The letter goes on to say:", "Permanent Representative of Kesparia"),
        (f"{LETTER} In my letter of 3 April 2021 I answered.", "The letter goes on to say:", UNNAMED),
        (f"{LETTER} It answers the letter dated 3 April 2021 from Merovand.", "The letter says:", UNNAMED),
        (LETTER, "The letter of Merovand says:", UNNAMED),
    ],
)
def test_the_letter_is_the_only_one_that_was_named(before: str, lead: str, voice: str) -> None:
    assert voices(before, lead, GATES)[-1] == voice


@pytest.mark.parametrize(
    ("lead", "voice"),
    [
        ("The delegate of Merovand then moved:", "delegate of Merovand"),
        ("The Chair, Oskar Lind, closed the discussion with the following words:", "Oskar Lind"),
        ("The River Board recommended, in paragraph 12 of its report, that:", "River Board"),
        (
            "The River Court, in its order, indicated, by six votes to two, the following provisional measure:",
            "River Court",
        ),
        ("The report records the evidence of the stewardess, Olive Tarn, who was nineteen:", UNNAMED),
        ("The commander was recorded as saying:", UNNAMED),
        ("The captain sent a telegram:", UNNAMED),
        ("Orvelland submits the following amendment:", ""),
        ("We have submitted the following amendment:", ""),
        ("The dam has two gates:", ""),
    ],
)
def test_unmarked_words_below_a_sentence_in_which_another_acts_are_not_the_senders(lead: str, voice: str) -> None:
    assert voices(lead, GATES) == ["", voice]


def test_an_exchange_that_was_recorded_is_of_those_who_speak_in_it() -> None:
    turns = ("Bridge: Two of your boats are here.", "Shore: Wait.", "Bridge: We cannot wait.")
    assert voices("The following exchange was recorded:", *turns) == ["", "Bridge", "Shore", "Bridge"]


def test_words_in_marks_may_be_told_of_behind_them() -> None:
    behind = "“We came at once.” These are the words of the miller of Sarn, Oskar Lind."
    assert quoted(f"The inquiry met in May.\n\n{behind}") == ["Oskar Lind"]


@pytest.mark.parametrize(
    ("paragraph", "speakers"),
    [
        ("“We came at once,” declared Anna Berg; “nobody was there.”", ["Anna Berg", "Anna Berg"]),
        ("“We came at once,” as Anna Berg remarked later, “and left.”", ["Anna Berg", "Anna Berg"]),
        ("“We came at once”, the River Union reports. “We left late”, it continues.", ["River Union", "River Union"]),
    ],
)
def test_a_paragraph_that_its_narrator_breaks_is_no_quotation_as_a_whole(paragraph: str, speakers: list[str]) -> None:
    assert quoted(f"The Minister of Water said so in May.\n\n{paragraph}") == speakers


@pytest.mark.parametrize(
    ("sentence", "speakers"),
    [
        (f"The Minister of Water let it be known that {MARKED}.", ["Minister of Water"]),
        (f"The Minister of Water retorted: {MARKED}.", ["Minister of Water"]),
        (f"The Minister of Water gave the assurance that {MARKED}.", ["Minister of Water"]),
        (f"The Minister of Water could only say that {MARKED}.", ["Minister of Water"]),
        (f"Merovand denies it. Its Ambassador at Dorn said that {MARKED}.", ["Ambassador at Dorn"]),
        (f"To this note Merovand replied that {MARKED}.", ["Merovand"]),
        (f"Merovand, to which the boat belongs, has so far said only that {MARKED}.", ["Merovand"]),
        (f"They recalled the words of Anna Berg, according to whom {MARKED}.", ["Anna Berg"]),
        (f"The Minister of Water told his guests that Merovand had let him know that {MARKED}.", ["Merovand"]),
        ("The Minister of Water repeats “the gates”.", []),
    ],
)
def test_further_ways_to_say_something(sentence: str, speakers: list[str]) -> None:
    assert quoted(sentence) == speakers


@pytest.mark.parametrize(
    ("before", "sentence", "speaker"),
    [
        ("The mission’s own statistician, Dr. Noor Halabi, left it.", "In her letter she wrote", "Noor Halabi"),
        ("A driver saw it. The head of the Archive, Ina Morgen, resigned.", "She wrote in her letter", "Ina Morgen"),
        ("His deputy, Anna Berg, resigned.", "He wrote in his letter", UNNAMED),
        ("It was late.", "When the Prime Minister spoke in Dorn, he stated", "Prime Minister"),
        ("It was late.", "In the Minister’s orders on the use of the gates the Minister said", "Minister"),
        ("It was late.", "Father Emil Sand, who came to Dorn, has related", "Father Emil Sand"),
        ("They signed the Declaration on River Tolls.", "Its third paragraph reads", "Declaration on River Tolls"),
        ("They signed a Declaration on Tolls and a Treaty on Locks.", "Its third paragraph reads", UNNAMED),
        ("The Minister of Water spoke in Dorn.", "He will make the following statement", "Minister of Water"),
    ],
)
def test_whose_words_a_plain_lead_leads_to(before: str, sentence: str, speaker: str) -> None:
    assert below(f"{before} {sentence}:", GATES) == [speaker]


def test_the_conclusions_of_a_conference_are_its_own() -> None:
    annex = ("Annex", "Conclusions of the Conference on the River", "Dorn, 3 May 2021", "The gates are old.")
    assert voices("See annex.", *annex) == ["", "Conference on the River"]
