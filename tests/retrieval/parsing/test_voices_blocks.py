"""Whose words whole paragraphs hold: texts that a letter passes on, quotes or annexes."""

import pytest

from retrieval.parsing import parse
from retrieval.readers.text import read_text
from retrieval.storage.passages import split
from retrieval.types import UNNAMED, BlockKind

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
    assert found == ["", "Draft agreement on the dam"]


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


FIRST = "The following is the text of Dr. Renn's proposals."
LONG_LEAD = "He gave me a note for you at the meeting of the River Board in Dorn this morning. Text begins-"
GATES, LAMPS = "The gates are opened in the spring.", "The lamps are lit in the autumn."


@pytest.mark.parametrize(
    ("paragraphs", "expected"),
    [
        ((FIRST, GATES, "Following is the text of a memorandum.", LAMPS), ["", "Renn", "", UNNAMED]),
        ((FIRST, GATES, "Following is Dr. Tranmere's reply.", LAMPS), ["", "Renn", "", "Tranmere"]),
        ((FIRST, GATES, "Following are our comments.", LAMPS), ["", "Renn", "", ""]),
        ((FIRST, GATES, "Following are the hours of the meetings.", LAMPS), ["", "Renn", "", ""]),
        (
            (FIRST, GATES, "Please inform the towns.", "Following is the text of a note.", LAMPS),
            ["", "", "", "", UNNAMED],
        ),
    ],
)
def test_a_letter_passes_on_one_text_after_another(paragraphs: tuple[str, ...], expected: list[str]) -> None:
    assert voices(*paragraphs) == expected


def test_a_heading_that_runs_into_its_paragraph_says_whose_words_the_letter_holds() -> None:
    assert voices("Dr. Renn's analysis My mission to Dorn has ended.", "It was long.") == ["Renn", "Renn"]
    assert voices("Dr. Renn's analysis The mission to Dorn has ended.", "It was long.") == ["", ""]
    assert voices("Dr. Renn's analysis of my mission was read.", "It was long.") == ["", ""]
    assert voices("Dr. Renn's analysis My mission has ended.", "These views are not ours.") == ["", ""]


@pytest.mark.parametrize(
    ("lead", "quotation", "expected"),
    [
        ("In your reply you stated:-", "'The gates are old.' 3. The Board agreed.", ["", "Secretary-General", ""]),
        ("The following note was read.", "'The gates are old.' We agreed.", ["", UNNAMED, ""]),
        ("I recall this extract from my letter of 1 May:", "'The gates are old.' I agree still.", ["", "", ""]),
        ("The towns speak.", "'The gates are old.' We agreed.", ["", ""]),
    ],
)
def test_a_paragraph_is_cut_where_the_quotation_that_it_opens_ends(
    lead: str, quotation: str, expected: list[str]
) -> None:
    assert voices(lead, quotation) == expected


@pytest.mark.parametrize("lead", [LONG_LEAD, "There is a note from him."])
def test_paragraphs_that_one_pair_of_marks_encloses_are_not_the_senders(lead: str) -> None:
    assert voices(lead, "'The gates are old.", "They are opened in May.'", "We agree.") == ["", UNNAMED, UNNAMED, ""]


@pytest.mark.parametrize(
    ("lead", "voice"),
    [
        ("You should report along the following lines:-", ""),
        ("Please convey the following message to the Harbour Board.", ""),
        ("Please convey the following message which came by air.", UNNAMED),
        ("The following is the text of a statement which I released today.", ""),
        (
            "The following formal communication addressed to the Harbour Board was received from the Secretary.",
            "Secretary",
        ),
        ("Following is the full text of a statement by the President.", "President"),
        ("Following is the full text of a statement by Gannet.", UNNAMED),
        ("Following personal from Mr. Renn for Mr. Tranmere:", "Renn"),
        ("The following information which has been furnished to the towns by the Harbour Board:-", "Harbour Board"),
        ("The following aide memoire was presented to the Consul in Dorn by the Harbour Board.", "Harbour Board"),
    ],
)
def test_the_words_before_begins_say_whose_text_it_is(lead: str, voice: str) -> None:
    assert voices(lead, "Begins:", "The gates are old.", "Ends.", "We agree.")[2:] == [voice, voice, ""]


def test_a_text_that_is_announced_inside_another_is_not_the_outer_speakers() -> None:
    found = voices(
        "Following is the full text of a statement by the President.",
        "Begins:",
        "I have received a reply.",
        "Following is the Merovand Government's reply:-",
        "The gates are old. Ends.",
    )
    assert found == ["", "", "President", "President", "Merovand Government"]


@pytest.mark.parametrize(
    ("lead", "last", "expected"),
    [
        ("The Board has given us a note. The text follows:", "The towns agree.", [UNNAMED, UNNAMED]),
        (
            "The following note was received from the Harbour Board. The text follows:",
            "The towns agree.",
            ["Harbour Board"] * 2,
        ),
        (
            "The Board has given us a note. The text follows:",
            "I should be grateful if you would print it.",
            [UNNAMED, ""],
        ),
        ("The Board has seen our note. The text follows the old one.", "The towns agree.", ["", ""]),
    ],
)
def test_a_text_that_follows_is_not_the_senders(lead: str, last: str, expected: list[str]) -> None:
    assert voices(lead, GATES, last)[1:] == expected


@pytest.mark.parametrize(
    ("lead", "voice"),
    [
        ("The following is the text of a note received today from the Harbour Board.", "Harbour Board"),
        ("The following is the text of the Merovand Resolution.", "Merovand Resolution"),
        ("The following is the text of a draft resolution.", UNNAMED),
        ("The following is the text of our note of 3 May to the Harbour Board.", ""),
    ],
)
def test_a_letter_that_is_the_text_of_something(lead: str, voice: str) -> None:
    assert voices(lead, "1. The Harbour Board is open to all.", "2. The gates are old.") == ["", voice, voice]


def test_a_quotation_opened_in_its_lead_goes_on_to_the_closing_mark() -> None:
    found = voices(
        "The Minister for Water of Kesparia, Aldous Renn, said the following: “The gates are old. They are shut.",
        "“They will be opened in May.",
        "“This is our last word.”",
        "It is not.",
    )
    assert found == ["", "Aldous Renn", "Aldous Renn", "Aldous Renn", ""]
    assert voices("They call it “the gate”. It is old.", "“The dam” is new.") == ["", ""]


NOTES = "¹ Available at www.example.org/renn.\n\n² Available at www.example.org/gates."


@pytest.mark.parametrize(
    ("lead", "expected"),
    [
        ("In a statement issued on 3 May,¹ Aldous Renn said:", ["", "Aldous Renn", ""]),
        ("Aldous Renn said:¹", ["", "Aldous Renn", ""]),
        ("As was told in my letter,¹ Aldous Renn said:", ["", "Aldous Renn", UNNAMED]),
    ],
)
def test_a_quotation_whose_lead_carries_its_note_does_not_go_on_to_another(lead: str, expected: list[str]) -> None:
    assert voices(lead, "The gates are old.", "They were never mended.²", NOTES) == expected


@pytest.mark.parametrize(
    ("lead", "voice"),
    [
        ("In its judgment, the Court of Dorn found, inter alia, that:", "Court of Dorn"),
        ("The River Boundary Commission ruled in paragraph 8.1 of its decision:", "River Boundary Commission"),
        (
            "Article 83 of the Merovand Convention on the Law of Rivers provides:",
            "Merovand Convention on the Law of Rivers",
        ),
        ("Article 2, paragraph 4, of the Dorn Treaty states:", "Dorn Treaty"),
        ("A few hours later, the Minister for Water of Kesparia, Aldous Renn, tweeted:", "Aldous Renn"),
        ("The Minister for Water of Kesparia falsely claims the following:", UNNAMED),
        ("In paragraph 4 of the above-mentioned letter it is claimed that:", UNNAMED),
        ("In paragraph 4 of my letter it is stated that:", ""),
        ("Orvelland found the following gates to be shut:", ""),
        ("Kesparia goes on to assert the following:", "Kesparia"),
        ("The Governor of Dorn has sent me this message:", "Governor of Dorn"),
        ("President Renn, speaking to the pilots of Dorn, used the following language:", "President Renn"),
        (
            "In 1959 Kesparia asked for pilots, and the Prime Minister of Orvelland replied:",
            "Prime Minister of Orvelland",
        ),
    ],
)
def test_a_lead_that_ends_with_a_colon_says_whose_words_stand_below_it(lead: str, voice: str) -> None:
    assert voices(lead, "The gates are old.", "We agree.") == ["", voice, ""]


@pytest.mark.parametrize(
    ("lead", "voice"),
    [
        ("The River Council of 3 May 2021 concluded:", "River Council"),
        ("The Court went on to hold as follows:", UNNAMED),
        ("As stated in the note of 3 May and as was stated:", ""),
        ("In its note of 3 May Orvelland and our neighbours stated:", ""),
    ],
)
def test_what_somebody_said_is_not_the_senders_where_nobody_is_known_to_speak(lead: str, voice: str) -> None:
    assert voices(lead, "The gates are old.", "We agree.") == ["", voice, ""]


def test_the_text_of_a_treaty_ends_where_the_sender_speaks_of_himself() -> None:
    lead = "Article 83 of the Dorn Treaty provides:"
    note = "¹ Available at www.example.org/treaty."
    assert voices(lead, "The gates are open.", "Orvelland respects this.¹", note) == ["", "Dorn Treaty", ""]
    assert voices(lead, "The gates are open.", "Ships may pass.¹", note) == ["", "Dorn Treaty", UNNAMED]


@pytest.mark.parametrize(
    ("lead", "voice"),
    [
        ("In his letter the Minister for Water of Kesparia falsely claims the following:", UNNAMED),
        ("In a recent article the author writes:", UNNAMED),
        ("A resident of Dorn told the press:", UNNAMED),
        ("It was stated in the report that:", UNNAMED),
        ("According to the report:", UNNAMED),
        ("According to the rules:", ""),
        ("It was also said:", ""),
        ("The present letter says:", ""),
        ("Those threatened:", ""),
        ("The claims:", ""),
    ],
)
def test_what_is_said_to_be_anothers_is_not_the_senders(lead: str, voice: str) -> None:
    assert voices(lead, "The dam is old.", "That is all.") == ["", voice, ""]


@pytest.mark.parametrize(
    ("paragraphs", "expected"),
    [
        (
            ("Oskar Lind wrote: “The dam is ours.", "We built it.”", "So he wrote."),
            ["", "Oskar Lind", "Oskar Lind", ""],
        ),
        (('Oskar Lind wrote: "The dam is ours.', 'We built it." That is all.'), ["", "Oskar Lind", "Oskar Lind", ""]),
        (("Oskar Lind wrote: “The dam is ours.", "He called it “old”."), ["", ""]),
        (('1. Dorn "', '2. Bresk "'), ["", ""]),
    ],
)
def test_a_quotation_goes_on_to_the_mark_that_closes_it(paragraphs: tuple[str, ...], expected: list[str]) -> None:
    assert voices(*paragraphs) == expected


OLD, NEW = "     The dam is old and low.", "     It will be filled in May."


@pytest.mark.parametrize(
    ("paragraphs", "expected"),
    [
        (("Oskar Lind said:", OLD, NEW, "We do not agree."), ["", "Oskar Lind", "Oskar Lind", ""]),
        (("The facts are these:", OLD, NEW, "We do not agree."), ["", "", "", ""]),
        (("     The dam is old,\nand low.", "     Oskar Lind said:", OLD, NEW), ["", "", "Oskar Lind", UNNAMED]),
    ],
)
def test_sentences_set_in_below_what_somebody_said_are_his(paragraphs: tuple[str, ...], expected: list[str]) -> None:
    assert voices(*paragraphs) == expected


# --- records of meetings ----------------------------------------------------------------------------------------------

RENN, LIND = "Mr. Renn said that the gates were old.", "Mr. Lind thought that the lamps were out."
RECORD = "The following is from the record of our meeting with the owners."


@pytest.mark.parametrize(
    ("paragraphs", "expected"),
    [
        (
            (
                "MR. RENN said that the gates were old.",
                "Mr. Renn added that the lamps were out.",
                "The Board then heard the owners.",
                "DR. McLIND, referring to the lamps, thought that “nobody would mend them”.",
                "THE HARBOUR MASTER OF BRESK agreed.",
                "In conclusion MR. RENN said that it was late.",
            ),
            ["Renn", "Renn", "", "McLind", "Harbour Master of Bresk", "Renn"],
        ),
        (
            (
                "Mr. Renn (Kesparia) (interpretation from Dornish): The gates are old.",
                "I shall have them mended.",
                "The Chairman: I thank you.",
                "MR. LIND said:",
                "The lamps are out.",
                "We shall light them.",
                "MR. RENN: We are grateful.",
                "The meeting rose at noon.",
            ),
            ["Renn", "Renn", "Chairman", "", "Lind", UNNAMED, "Renn", ""],
        ),
        (
            ("MR. RENN said:", "It is late.", "MR. LIND agreed, and spoke at length of two dams:", "(a) The old one."),
            ["", "Renn", "Lind", ""],
        ),
        (
            (
                "MR. RENN said that the gates were old.",
                "They had been built by hand.",
                "Turning to the lamps, Mr. Renn said that they were out.",
                "Nobody had mended them.",
                "FIELD-MARSHAL LIND hoped for rain.",
                "The Board then heard the owners.",
                "Field-Marshal Lind added that it was late.",
            ),
            ["Renn", "Renn", "Renn", "", "Lind", "", "Lind"],
        ),
        (
            (
                "MR. RENN said that the gates were old. He gave the following figures for them:-",
                "Bresk-It had two gates.",
                "MR. LIND thanked him.",
            ),
            ["Renn", "Renn", "Lind"],
        ),
        (("MR. RENN: Minister for Water;", "MR. LIND: Harbour Master of Bresk;"), ["", ""]),
        (("Mr. RENN (Kesparia) said that it was late.", "The PRESIDENT.—I thank him."), ["Renn", "President"]),
        ((RENN, LIND), ["", ""]),
        (("The record of our meeting with the owners is wrong.", "It was cold.", RENN, LIND), ["", "", "", ""]),
        ((RECORD, RENN, LIND), ["", "Renn", "Lind"]),
        (("MR. RENN said that the gates were old.", LIND), ["", ""]),
    ],
)
def test_each_turn_of_a_record_is_its_speakers(paragraphs: tuple[str, ...], expected: list[str]) -> None:
    assert voices(*paragraphs) == expected


@pytest.mark.parametrize(
    ("title", "voice"), [("Minutes of a Meeting of Ministers", ("Renn",)), ("Report on the Gates", ())]
)
def test_one_turn_is_enough_in_an_extract_that_its_title_calls_minutes(title: str, voice: tuple[str, ...]) -> None:
    text = "[matter omitted]\n\nDR. RENN said that the gates were old.\n\n[matter omitted]"
    letter = parse(read_text(f"---\ntitle: {title}\n---\n\nBRESK, 3 May 1946\n\n{text}".encode()))
    assert [block.attribution for block in letter.blocks if "DR. RENN" in block.span.of(letter.text)] == [voice]


def test_whom_minutes_report_did_not_write_their_notes() -> None:
    minutes = "MR. RENN said that the gates were old.[1]\n\nMR. LIND thought that they were new.\n\n[1] See page 3."
    letter = parse(read_text(f"Dorn, 3 May 1946\n\n{minutes}".encode()))
    assert [block.attribution for block in letter.blocks if block.kind is BlockKind.BODY] == [("Renn",), ("Lind",)]
    (note,) = (each for each in split(letter, len, 500) if "page 3" in each.text)
    assert note.attribution == ()


def test_a_message_with_a_head_of_its_own_is_its_senders() -> None:
    cover = (
        "I circulate herewith a message that I have received, and I shall be glad if it is kept secret by all of you."
    )
    found = voices(cover, "For Prime Minister from the Harbour Master:", "I saw the gates today.", "They are old.")
    assert found == ["", "", "Harbour Master", "Harbour Master"]
    assert voices("For Prime Minister from the Harbour Master:", "I saw the gates today.") == ["", ""]


def test_a_we_with_a_note_behind_a_quotation_without_one_may_be_eithers() -> None:
    note = "\n\n1 S/2021/9001."
    quoted = ("Oskar Lind said:", "The gates are old.", "We have nothing to hide.¹", f"It was cold.{note}")
    assert voices(*quoted)[:3] == ["", "Oskar Lind", UNNAMED]


def test_a_quotation_that_its_speaker_breaks_off_goes_on_overleaf() -> None:
    told = "Anna Berg said that “it was late”; and the Harbour Master asked whether “the gates were old”."
    broken = "“The gates”, Oskar Lind continued, “are the worst that I have seen. I have stood on them."
    assert voices(told, broken, "“They will fall.”", "It was cold.")[2:] == ["Oskar Lind", "Oskar Lind", ""]


@pytest.mark.parametrize(
    ("further", "voice"),
    [
        ("The opposite is true.¹", ""),
        ("Mr. Renn has since been promoted.¹", ""),
        ("No such crossing has been recorded.¹", ""),
        ("With these words he admitted it.¹", ""),
        ("Nor is this an isolated case.¹", ""),
        ("Similar statements were made by his deputy.¹", ""),
        ("On 4 May, the shelling began again at dawn.¹", UNNAMED),
        ("The same paper counts eleven boats.²", UNNAMED),
        ("Nobody saw the boats.²", "Aldous Renn"),
        ("Nobody saw the boats.³", "Aldous Renn"),
    ],
)
def test_a_paragraph_below_a_quotation_is_the_speakers_only_where_its_note_tells_the_source(
    further: str, voice: str
) -> None:
    notes = "¹ Dorn Courier, 4 May 2021.\n\n² Interview with A. Renn, Dorn Courier, 4 May 2021.\n\n³ Ibid., p. 2."
    found = voices("Aldous Renn told the press on 3 May:", "We crossed the river.", further, "That is all.", notes)
    assert found == ["", "Aldous Renn", voice, ""]


RENN, NOBODY, OWN = "Aldous Renn", UNNAMED, ""


@pytest.mark.parametrize(
    ("paragraphs", "expected"),
    [
        (["I am writing to you of the gates.", "Nobody was warned.", "Yours sincerely,"], [RENN, RENN, RENN, OWN]),
        (["Most of it was lost.", "With the miller gone, it stood.", "Faithfully yours,"], [RENN, RENN, RENN, OWN]),
        ([f"The gates of dam {number} were opened." for number in range(2, 62)] + ["Yours ever,"], [RENN] * 61 + [OWN]),
        (["Nobody was warned.", "Yours sincerely, Aldous Renn"], [RENN, OWN]),  # a line by itself is no paragraph
        (["I thank you for your letter of 2 May.", "Nobody was warned.", "Yours ever,"], [RENN, RENN, RENN, OWN]),
        (["Nobody was warned.", "I thank you for your letter.", "Yours ever,"], [RENN, NOBODY, NOBODY, OWN]),
        (["Please accept our respect for the dead.", "The miller wept."], [RENN, NOBODY, NOBODY]),
    ],
)
def test_a_letter_quoted_in_a_letter_goes_from_its_salutation_to_its_close(
    paragraphs: list[str], expected: list[str]
) -> None:
    found = voices("Aldous Renn wrote to the Board:", "Dear Mr. Lind,", *paragraphs, "That is all of it.")
    assert found == [OWN, RENN, *expected]


def test_the_close_of_the_letter_itself_is_not_that_of_the_one_it_quotes() -> None:
    found = voices("Aldous Renn wrote to me:", "My dear Lind,", "Nobody was warned.", "Yours sincerely,", "Oskar Lind")
    assert found == [OWN, RENN, RENN, OWN, OWN]


@pytest.mark.parametrize(
    ("paragraphs", "expected"),
    [
        (["Orvelland condemns this."], [OWN]),
        (["The Government of Orvelland asks for justice.", "These acts are crimes."], [OWN, OWN]),
        (["The guards laughed.", "Orvelland condemns this."], [NOBODY, OWN]),
        (["The guards laughed.", "I ran to the river.", "Orvelland condemns this."], ["Anna Berg", "Anna Berg", OWN]),
        (["The guards laughed.", "## Conclusions", "They are crimes."], ["Anna Berg", OWN]),
    ],
)
def test_testimony_below_a_heading_ends_where_the_letter_speaks_again(
    paragraphs: list[str], expected: list[str]
) -> None:
    told = voices("Six were heard.", "Testimony of Anna Berg", "I was asleep.", *paragraphs)
    assert told == [OWN, "Anna Berg", *expected]


@pytest.mark.parametrize(
    ("lead", "first", "speaker", "silent"),
    [
        ("Six were heard.", "Witness 5: I saw it.", "Witness 5", OWN),
        ("Olga Tomek, aged 67, from Sarn:", "I saw it.", "Olga Tomek", NOBODY),
    ],
)
def test_what_may_be_told_on_by_a_witness_is_nobodys(lead: str, first: str, speaker: str, silent: str) -> None:
    told = voices(lead, first, "They came at night.", "I ran to the river.", "Orvelland condemns this.")
    assert told == [OWN, speaker, NOBODY, NOBODY, OWN]
    assert voices(lead, first, "They came at night.", "Orvelland condemns this.") == [OWN, speaker, silent, OWN]


def test_a_name_with_a_verb_above_a_quotation_is_no_witness_who_may_tell_on() -> None:
    told = voices(
        "Our Consul, Anna Berg, reported to me:", "I saw it.", "Dorn spoke of “a storm”.", "I ask you to act."
    )
    assert told == [OWN, "Anna Berg", OWN, OWN]


@pytest.mark.parametrize(
    ("heading", "below", "expected"),
    [
        ("Legal assessment", ["These acts are crimes.", "We ask for help."], [NOBODY, NOBODY]),
        ("The second night", ["They came back.", "I hid."], ["Anna Berg", "Anna Berg"]),
        ("Statement by Oskar Lind", ["We slept."], ["Oskar Lind"]),
    ],
)
def test_a_text_in_an_annex_goes_on_below_a_further_heading_only_where_its_author_says_i(
    heading: str, below: list[str], expected: list[str]
) -> None:
    annex = ("Annex", "Report of the Harbour Board on the gates", "The gates are old.")
    told = voices("See annex.", *annex, "Statement by Anna Berg", "I was asleep.", heading, *below)
    assert told == [OWN, "Harbour Board", "Anna Berg", *expected]


def test_a_statement_in_a_numbered_section_is_its_authors() -> None:
    annex = ("Annex", "Report of the Harbour Board on the gates", "The gates are old.")
    told = voices("See annex.", *annex, "II. Statement by Anna Berg", "I was asleep.", "III. Findings", "It is so.")
    assert told == [OWN, "Harbour Board", "Harbour Board > Anna Berg", "Harbour Board"]


@pytest.mark.parametrize(
    ("lead", "end", "last"),
    [
        ("The text of the statement of the Harbour Master of Bresk is as follows:", (), NOBODY),
        ("The Harbour Master of Bresk has sent this message. Begins:", (), NOBODY),
        ("The Harbour Master of Bresk has sent this message. Begins:", ("Message ends.",), "Harbour Master of Bresk"),
    ],
)
def test_what_is_passed_on_is_nobodys_from_where_the_sender_may_speak_again(
    lead: str, end: tuple[str, ...], last: str
) -> None:
    told = voices(lead, "The gates were old.", "The Government of Orvelland condemns this.", "They broke.", *end)
    assert told[:4] == [OWN, "Harbour Master of Bresk", last, last]


@pytest.mark.parametrize(
    ("lead", "expected"),
    [
        ("On 3 May this conversation took place between the bridge and the shore:", ["Bridge", "Shore", "Bridge"]),
        ("These points were made in our conversation:", [OWN, OWN, OWN]),
    ],
)
def test_a_conversation_that_is_only_mentioned_leads_to_a_list(lead: str, expected: list[str]) -> None:
    assert voices(lead, "Bridge: It is old.", "Shore: It is shut.", "Bridge: It leaks.")[1:] == expected
