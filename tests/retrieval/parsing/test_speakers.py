"""Whose words a letter's sentences introduce, and whose they do not: the sender's own are given to nobody else."""

import pytest

from retrieval.parsing import parse
from retrieval.readers.text import read_text
from retrieval.types import UNNAMED

HEAD = (
    "Letter dated 3 May 2021 from the Permanent Representative of Orvelland to the United Nations addressed to the "
    "Secretary-General\n\n"
)
SENDER = "Orvelland"


def quoted(sentence: str) -> list[str]:
    """Return who speaks in the quotations inside a sentence."""
    letter = parse(read_text((HEAD + sentence).encode()))
    return [quote.speaker for block in letter.blocks for quote in block.quotes]


def below(lead: str, words: str = "The dam stands on our border.") -> str:
    """Return whose words stand in a paragraph below one that leads to it."""
    letter = parse(read_text(f"{HEAD}{lead}\n\n{words}\n\nThat is all.".encode()))
    (block,) = (block for block in letter.blocks if block.span.of(letter.text) == words)
    return block.attribution[-1]


MARKED = "“The dam stands on our border.”"


# --- texts that are only answered -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "lead",
    [
        "With reference to the letter dated 27 April 2021 from the Permanent Representative of Kesparia (S/2021/409), "
        "I have the honour to state the following:",
        "With regard to the letter from the Permanent Representative of Kesparia, my Government wishes to state the "
        "following:",
        "As regards the statement made by the Foreign Minister of Kesparia, Aldous Renn, the following should be "
        "noted:",
        "I have the honour to draw your attention to the following points in connection with the letter of the "
        "Permanent Representative of Kesparia:",
        "Concerning the claims contained in the letter of the Permanent Representative of Kesparia, our position is as "
        "follows:",
        "In view of the letter of the Permanent Representative of Kesparia, Orvelland requests the Council to take "
        "these steps:",
        "Orvelland rejects the conclusions of the Panel of Experts for the following reasons:",
        "Orvelland rejects the conclusions of the Panel of Experts:",
        "The statement of the Permanent Representative of Kesparia is false for two reasons:",
        "The letter from the Permanent Representative of Kesparia to the Council omits to mention the following:",
        "My Government's reply to the statement of the Ministry of Foreign Affairs of Kesparia is as follows:",
        "The facts concerning the statement of the Ministry of Foreign Affairs of Kesparia are as follows:",
        "The report of Rivers Without Borders calls for the following comments:",
        "In flagrant violation of the declaration of the Heads of State of the River Union, Kesparia has:",
        "Following the statement of the Ministry of Foreign Affairs of Kesparia, the crowd sang:",
    ],
)
def test_a_text_that_the_sender_answers_is_not_the_one_that_follows(lead: str) -> None:
    assert below(lead) == SENDER


@pytest.mark.parametrize(
    ("lead", "speaker"),
    [
        ("The letter of the Permanent Representative of Kesparia reads:", "Permanent Representative of Kesparia"),
        (
            "The letter dated 3 May 2021 from the Permanent Representative of Kesparia (S/2021/409) contains the "
            "following passage:",
            "Permanent Representative of Kesparia",
        ),
        ("I quote from the letter of the Harbour Master of Bresk:", "Harbour Master of Bresk"),
        (
            "I should like to quote the following passage from the letter of the Harbour Master of Bresk:",
            "Harbour Master of Bresk",
        ),
        ("The text of the statement of the Harbour Master of Bresk is as follows:", "Harbour Master of Bresk"),
        ("The statement by the Foreign Minister of Kesparia, Aldous Renn, is as follows:", "Aldous Renn"),
        ("Extract from the report of Rivers Without Borders:", "Rivers Without Borders"),
        ("In the report of the Panel of Experts on Halvek of 5 May 2020, it is stated:", "Panel of Experts on Halvek"),
        (
            "I recall the decision of the Council of the River Union of 28 April 2005, the operative part of which "
            "reads:",
            "Council of the River Union",
        ),
    ],
)
def test_a_text_with_a_verb_of_its_own_or_one_that_is_said_to_follow_speaks(lead: str, speaker: str) -> None:
    assert below(lead) == speaker


@pytest.mark.parametrize(
    "lead",
    [
        "The answer of my Government to the letter from the Permanent Representative of Kesparia reads as follows:",
        "With reference to the letter from the Permanent Representative of Kesparia, I wish to recall what our "
        "Parliament resolved:",
    ],
)
def test_marked_words_are_not_given_to_the_author_of_what_they_answer(lead: str) -> None:
    assert below(lead, MARKED) == UNNAMED


def test_in_reply_to_one_text_another_is_quoted() -> None:
    sentence = (
        "Contrary to the statement of the Minister for Foreign Affairs of Kesparia, the agreement provides: “the dam "
        "may be filled only by agreement”. After the speech of the Prime Minister of Kesparia, the crowd shouted: "
        "“down with the dam and all its masters”."
    )
    assert quoted(sentence) == []


def test_a_finding_that_the_sender_rejects_is_still_that_of_its_author() -> None:
    sentence = "Orvelland rejects the finding of the River Commission that “the dam stands on the border”."
    assert quoted(sentence) == ["River Commission"]


# --- verbs of saying that lead to no quotation ----------------------------------------------------------------------


@pytest.mark.parametrize(
    "lead",
    [
        "To what the Foreign Minister of Kesparia, Aldous Renn, said, we reply as follows:",
        "We deny what the Ministry of Foreign Affairs of Kesparia stated in its communiqué for the following reasons:",
        "The Foreign Minister of Kesparia, Aldous Renn, announced a third filling:",
        "The Foreign Minister of Kesparia, Aldous Renn, has confirmed our fears:",
        "The Foreign Minister of Kesparia, Aldous Renn, has informed the Council of his intention to fill the dam, "
        "which raises several questions:",
        "The Government of Kesparia has described as provocations the following acts of Orvelland:",
    ],
)
def test_what_is_answered_or_only_told_of_is_followed_by_the_senders_own_words(lead: str) -> None:
    assert below(lead) == SENDER


@pytest.mark.parametrize(
    "said",
    [
        "replied:", "told the press:", "explained the consequences to the press:", "announced the following:",
        "informed the Council in these words:", "put it thus:", "wrote to the Prime Minister of Orvelland on 13 April:",
        "stated in open court:",
    ],
)  # fmt: skip
def test_a_plain_verb_of_saying_leads_to_words_that_nothing_marks(said: str) -> None:
    assert below(f"The Foreign Minister of Kesparia, Aldous Renn, {said}") == "Aldous Renn"


def test_marked_words_below_a_thing_that_was_announced_are_those_of_who_announced_it() -> None:
    assert below("The Foreign Minister of Kesparia, Aldous Renn, announced a third filling:", MARKED) == "Aldous Renn"


def test_what_somebody_said_was_this() -> None:
    assert below("What the Foreign Minister of Kesparia, Aldous Renn, said was this:") == "Aldous Renn"


# --- who speaks where a sentence names several ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sentence", "speakers"),
    [
        (
            "The Prime Minister of Kesparia boasted that “we are building it all at last”, while his Minister of "
            "Education vowed to “take the valley step by step”.",
            ["Prime Minister of Kesparia"],
        ),
        (
            "Aldous Renn said that “the dam is ours and will be built”, whereas his deputy insisted that “there is "
            "nothing to talk about here”.",
            ["Aldous Renn"],
        ),
        (
            "Aldous Renn reported that the guards at Halvek had told him that “any talk of leaving is out of the "
            "question”.",
            [],
        ),
        ("Rivers Without Borders reported that soldiers told its observers that “nobody leaves this valley”.", []),
        ("Aldous Renn admitted that his Minister of Water had said that “nobody leaves this valley”.", []),
        ("Aldous Renn stated that he rejected the resolution, which demands “a withdrawal in full of all guards”.", []),
        (
            "Aldous Renn announced a plan described by the River Union as “a scandal without equal in our history”.",
            ["River Union"],
        ),
        (
            "Contrary to what Aldous Renn said, the dam is, in the words of the Court, “a scandal without equal”.",
            ["Court"],
        ),
        (
            "Anna Berg told the Prime Minister of Kesparia that “the river cannot be touched by anyone”. He answered "
            "that “the dam is not a threat to anyone”.",
            ["Anna Berg"],
        ),
        (
            "Aldous Renn said that “the dam is ours and will be built”. Asked about the river, he replied that “the "
            "dam is not a threat to anyone”.",
            ["Aldous Renn", "Aldous Renn"],
        ),
        ("Aldous Renn said that the dam was full and added that “it will make a big difference”.", ["Aldous Renn"]),
        (
            "The Dorn Courier reported that, according to the River Commission, “it will make a big difference”.",
            ["River Commission"],
        ),
        (
            "Aldous Renn declared in Dorn, according to the Bresk News Agency: “it will make a big difference”.",
            ["Aldous Renn"],
        ),
    ],
)
def test_the_one_on_whose_verb_the_quotation_hangs_speaks(sentence: str, speakers: list[str]) -> None:
    assert quoted(sentence) == speakers


@pytest.mark.parametrize(
    ("clause", "text"),
    [
        ("Article 2 (4) of the Charter provides that", "Charter"),
        ("Article 2, paragraph 4, of the Charter provides that", "Charter"),
        ("resolution 12 (1967) emphasizes", "resolution 12 (1967)"),
    ],
)
def test_the_text_that_somebody_recalls_speaks(clause: str, text: str) -> None:
    assert quoted(
        f"The Permanent Mission of Kesparia recalls that {clause} “the duty of all to leave the river be”."
    ) == [text]


def test_an_apposition_before_an_adverb_is_no_name() -> None:
    sentence = "Oskar Lind, Security Adviser, had already announced that “it will make a big difference”."
    assert quoted(sentence) == ["Oskar Lind"]


def test_a_state_by_its_short_name_is_the_sender_itself() -> None:
    head = HEAD.replace("Orvelland", "the Syrian Arab Republic")
    letter = parse(read_text(f"{head}Syria warns that “it will make a big difference to all”.".encode()))
    assert [quote for block in letter.blocks for quote in block.quotes] == []


# --- names and the words around them --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("start", "speaker"),
    [
        ("Mariam al-Mahdi said that", "Mariam al-Mahdi"),
        ("The Minister for Water of Kesparia, Mohammed Ali al-Houth, wrote that", "Mohammed Ali al-Houth"),
        ("Kesparia, for its part, stated that", "Kesparia"),
        ("Rivers Without Borders, however, concluded that", "Rivers Without Borders"),
        ("The Foreign Secretary, Oskar Lind, when asked about it, answered that", "Oskar Lind"),
        ("Oskar Lind, the leader of the Dorn Fishermen, when asked about it, answered that", "Oskar Lind"),
        ("The Head of the Mission, Anna Berg, by contrast, said that", "Anna Berg"),
        ("Rivers Without Borders, the Merovand human rights organization, found that", "Rivers Without Borders"),
        ("Al-Dorn, a weekly newspaper, wrote that", "Al-Dorn"),
        ("Oskar Lind, a Merovand expert on dams, wrote that", "Oskar Lind"),
        ("The Foreign Minister, Aldous Renn, wrote to the Secretary-General on 2 April that", "Aldous Renn"),
        (
            "Aldous Renn emphasized in a telephone conversation with the Merovand Chancellor, Anna Berg, that",
            "Aldous Renn",
        ),
        ("Aldous Renn announced, in an interview with the Dorn Courier on 24 January, that", "Aldous Renn"),
        ("The Foreign Minister, Aldous Renn, vowed that", "Aldous Renn"),
        ("The Foreign Minister, Aldous Renn, pledged to", "Aldous Renn"),
        ("The Foreign Minister, Aldous Renn, tweeted on 5 May:", "Aldous Renn"),
        ("The Foreign Minister, Aldous Renn, reacted as follows:", "Aldous Renn"),
        ("Sir Aldous Renn, in a speech in Dorn on 16 January 1948, used these words:", "Aldous Renn"),
        ("President Aldous Renn has called upon the people", "Aldous Renn"),
        ("The Kesparian authorities stated that", "Kesparian authorities"),
        ("The Kesparian side insists that", "Kesparian side"),
        ("The Minister of Defence of the Kesparian regime said that", "Minister of Defence of the Kesparian regime"),
        ("As the late King Oskar said,", "King Oskar"),
        ("On 25 March 2019, a leader of the fishermen, Oskar al-Lind, stated that", "Oskar al-Lind"),
        (
            "The position was set out by the Prime Minister of Kesparia in Parliament on 29 April:",
            "Prime Minister of Kesparia",
        ),
        (
            "I refer to the letter of 29 April from the Permanent Representative of Kesparia (S/15003), in which it is "
            "stated that",
            "Permanent Representative of Kesparia",
        ),
        ("Oskar Lind, a Merovand expert on dams, has written that", "Oskar Lind"),
        ("The representative of the Kesparian regime claims in his letter:", "representative of the Kesparian regime"),
        ("The River Council of 12 December 2019 concluded that", "River Council"),
        ("Article 83 of the Convention on the Law of the River provides:", "Convention on the Law of the River"),
        ("The claim of the Prime Minister of Kesparia that", "Prime Minister of Kesparia"),
        ("The River Council's claim that", "River Council"),
        (
            "The allegation contained in the letter of the Permanent Representative of Kesparia that",
            "Permanent Representative of Kesparia",
        ),
        ("Orvelland recalls the statement of the Secretary-General that", "Secretary-General"),
        (
            "In paragraph 17 of its order of 7 December 2021, the International Court of Rivers indicated that",
            "International Court of Rivers",
        ),
        ("The River Board inspected the gates on 11 March and found that", "River Board"),
        ("The River Fund has lowered its forecast and has noted that", "River Fund"),
        ("The Minister of Water of Kesparia, Aldous Renn, while visiting Dorn, declared that", "Aldous Renn"),
        ("The River Board, composed of officers of both States, recorded that", "River Board"),
        (
            "The Foreign Minister of Kesparia told this Group a year ago, in this very room, that",
            "Foreign Minister of Kesparia",
        ),
        ("Kesparia has argued, in a letter to the Food and River Organization, that", "Kesparia"),
        (
            "The Foreign Minister of Kesparia assured the Head of the joint mission on 12 May that",
            "Foreign Minister of Kesparia",
        ),
        (
            "The International Court of Rivers, in its opinion of 9 July 2014, was of the view that",
            "International Court of Rivers",
        ),
        ("The letter of Armenia of 19 March (S/2021/240) contends that", "Armenia"),
        ("We regret the letter of Armenia, which describes the people as", "Armenia"),
        ("We recall paragraph 3 of the Dorn Declaration of 2009, which states that", "Dorn Declaration"),
        ("They breach Article 2, paragraph 4, of the River Charter, which provides that all States", "River Charter"),
        ("Under article 4 (c) of the River Convention, States parties", "River Convention"),
        ("The Prime Minister of Kesparia, Aldous Renn, has praised the settlers as", "Aldous Renn"),
        ("In that letter, Kesparia accuses Merovand of", "Kesparia"),
        (
            "The Heads of State of the River Group, meeting in Dorn on 6 April, appealed to",
            "Heads of State of the River Group",
        ),
        ("The late President Adoula, the father of our independence, used to say:", "President Adoula"),
        ("The River Committee recommended that the State party", "River Committee"),
        ("Kesparia undertook, in paragraph 3 of its letter, to", "Kesparia"),
        ("The arbitral tribunal in the Gannet case observed that", "arbitral tribunal"),
        ("As the Special Envoy has just told us,", "Special Envoy"),
        ("Two days later his own Minister of Transport conceded that", "Minister of Transport"),
        ("The town is small. The Mayor of Bresk, Hanna Lindqvist, asked in an open letter:", "Hanna Lindqvist"),
        ("The leader of the River Front, which governs Dorn, Emil Tasch, wrote that", "Emil Tasch"),
        ("The expert Samuel Otieno, who served until 2011, reached the same conclusion:", "Samuel Otieno"),
        (
            "The Special Rapporteur on torture and other cruel treatment said that",
            "Special Rapporteur on torture and other cruel treatment",
        ),
        ("In 2021 the Independent Expert on enforced labour stated that", "Independent Expert on enforced labour"),
        ("The River Council, which met in May, reminded Kesparia that", "River Council"),
        ("The River Union, in a statement of 3 May, made it clear that it", "River Union"),
        ("By its resolution 12 (1967) the River Council demanded that both States", "River Council"),
        ("Article 8 of the River Convention requires that, pending agreement, the States", "River Convention"),
        ("The boat was sunk, after which the Governor of the March, Aldous Renn, declared that", "Aldous Renn"),
        ("Their spokesman, the schoolteacher Oskar Lind, recounts:", "Oskar Lind"),
        ("The Working Group on Boats considered that the arrest", "Working Group on Boats"),
        ("The Minister of Water, Aldous Renn, rejected the report as", "Aldous Renn"),
        ("[Kesparia] replied that", "Kesparia"),
        ("You write that the order of General Renn", "Secretary-General"),
    ],
)
def test_who_is_named_before_a_quotation_speaks(start: str, speaker: str) -> None:
    assert quoted(f"{start} “it will make a big difference to us all”.") == [speaker]


def test_what_you_say_that_another_said_is_nobodys() -> None:
    assert quoted("You say that Anna Berg said that “it will make a big difference to us all”.") == []


def test_an_organ_speaks_where_its_verb_stands_within_the_marks() -> None:
    assert quoted("In this part, the Court “finds that the boundary follows the river”.") == ["Court"]
    assert quoted("Kesparia “condemns three lives every night”.") == []


@pytest.mark.parametrize(
    "start",
    [
        "Aldous Renn was asked whether he had said that",
        "Kesparia is accused of",
        "The boy who saw Aldous Renn and said that",
        "Aldous Renn met the man who saw Anna Berg and said that",
        "It is known that Oskar Lind visited the town and declared that",
        "Aldous Renn was replaced by Anna Berg and the deputy said that",
        "The Board is of the opinion that this is covered by the paper on dams which states that",
    ],
)
def test_who_does_something_else_in_the_sentence_does_not_speak(start: str) -> None:
    assert quoted(f"{start} “it will make a big difference to us all”.") == []


@pytest.mark.parametrize(
    ("end", "speakers"),
    [
        (", according to the Dorn Courier", ["Dorn Courier"]),
        (", the Minister of Water of Kesparia, Aldous Renn, told the Dorn Courier", ["Aldous Renn"]),
        (" (Prime Minister Aldous Renn, 3 May 2021)", ["Aldous Renn"]),
        (" (New Dorn, 3 May 2021)", []),
    ],
)
def test_who_is_named_behind_a_quotation_speaks(end: str, speakers: list[str]) -> None:
    assert quoted(f"Nobody is fooled: “it will make a big difference to us all”{end}.") == speakers


@pytest.mark.parametrize(
    ("sentence", "speakers"),
    [
        ("The General Assembly demanded that Kesparia “open the gates at once”.", ["General Assembly"]),
        ("Its Prime Minister said that “the gates will stay shut”.", ["Prime Minister"]),
        ("Renn recalled that, under paragraph 5 of resolution 12 (1967), they were “to open the gates”.", []),
        ("Renn rejected the resolution, which demands that Kesparia “open the gates”.", []),
        ("Renn said that, according to the Harbour Board, “the gates were rusty”.", ["Harbour Board"]),
        ("Renn replied, according to Lind, “the gates were rusty”.", ["Renn"]),
        ("Aldous Renn said that the order forbids nothing and called it “a scandal for all of us”.", ["Aldous Renn"]),
        ("Renn said that resolution 12 (1967) demands that “the gates be opened”.", ["resolution 12 (1967)"]),
        ("Renn said that “the gates were rusty”.", ["Renn"]),
    ],
)
def test_what_a_document_or_another_says_is_not_given_to_who_tells_of_it(sentence: str, speakers: list[str]) -> None:
    assert quoted(sentence) == speakers


@pytest.mark.parametrize(
    ("lead", "speaker"),
    [
        ("The report goes on to assert the following:", UNNAMED),
        ("The report continues:", UNNAMED),
        ("The report goes on to explain that:", UNNAMED),
        ("The report continues in these terms:", UNNAMED),
        ("The report adds, in the words of Minister Berg:", "Minister Berg"),
        ("The report continued, and Renn replied:", "Renn"),
    ],
)
def test_a_text_that_goes_on_speaks_unless_another_is_named(lead: str, speaker: str) -> None:
    before = "The report of Rivers Without Borders states:\n\n“The dam is low.”\n\n"
    assert below(f"{before}{lead}", "“It will be lower.”") == speaker


def test_who_sends_this_message_speaks_in_it() -> None:
    assert below("Aldous Renn has sent me this message:") == "Aldous Renn"


def test_who_reports_what_another_said_does_not_speak() -> None:
    assert quoted("The guards said “it will make a big difference to us all”, according to the Dorn Courier.") == []


@pytest.mark.parametrize(
    ("lead", "speaker"),
    [
        ("Anna Berg has since addressed the following letter to the Secretary General of the Union:", "Anna Berg"),
        ("On 3 May, the Mayor of Dorn sent the following message to the Mayor of Bresk:", "Mayor of Dorn"),
        (
            "On 3 May, the Government of Orvelland sent the following reply to the note from the Ministry of Foreign "
            "Affairs of Kesparia:",
            SENDER,
        ),
        ("On 28 April my Government communicated the following to all States:", SENDER),
        (
            "In response to the letter from the Permanent Representative of Kesparia, the Prime Minister, Anna Berg, "
            "made the following statement:",
            "Anna Berg",
        ),
    ],
)
def test_who_sends_or_makes_the_marked_text_below_speaks(lead: str, speaker: str) -> None:
    assert below(lead, MARKED) == speaker


@pytest.mark.parametrize(
    ("lead", "speaker"),
    [
        ("In its report the Panel of Experts made the following observation:", UNNAMED),
        ("I draw attention to the words of a colleague. They read as follows:", UNNAMED),
        ("The reply of the then Minister is reproduced here in full:", UNNAMED),
        ("Its spokesman had this to say on national television:", "spokesman"),
        ("The owners of the dam were even clearer:", UNNAMED),
        ("The same author adds:", UNNAMED),
        ("You write further:", "Secretary-General"),
        ("Witness 2 (male, 34 years old):", "Witness 2"),
        ("The Special Rapporteur on torture wrote to the Government as follows:", "Special Rapporteur on torture"),
        ("We propose that article 4 read as follows:", SENDER),
        ("To this I add:", SENDER),
        ("As River Watch, an association of fishermen, stated in its letter to the Minister:", "River Watch"),
        ("The River Tribunal, in Renn v. Kesparia, held:", "River Tribunal"),
        ("Mr. Oskar Lind, the Mayor of Dorn, whom Kesparia calls a victim, wrote to me:", "Oskar Lind"),
        ("The engineer, Ivo Brandl, gave the following account to the newspaper:", "Ivo Brandl"),
        ("The Mayor of Dorn issued a statement, saying:", "Mayor of Dorn"),
        ("The Mayor of Dorn published a letter, saying:", UNNAMED),
        ("In his report of 28 May, your predecessor wrote:", UNNAMED),
        ("As your letter shows, our Minister wrote:", SENDER),
        ("The full passage is this:", UNNAMED),
        ("It omits the sentence which follows:", UNNAMED),
        ("The passage in question is the following:", UNNAMED),
        ("The passage of ships is the following:", SENDER),
        ("I can do no better than to read from the letter which the master was permitted to send:", UNNAMED),
        ("The two Mayors urged both sides:", UNNAMED),
        ("The last answer, which I received through Merovand, read:", UNNAMED),
        ("The second line of my letter should read:", SENDER),
        ("His reply deserves to be known:", UNNAMED),
        ("One of them wrote to his family in a letter which he asked us to make known:", UNNAMED),
        ("We urged both sides:", SENDER),
    ],
)
def test_whose_words_stand_below_a_plain_lead(lead: str, speaker: str) -> None:
    assert below(lead) == speaker


def test_observations_that_were_made_may_be_summed_up_by_the_letter() -> None:
    assert below("In dealing with the dam, Anna Berg made the following observations:") == SENDER


def test_she_is_no_state() -> None:
    sentence = "Armenia stated that the dam was full. Its “gates”, she writes, “are open to the river all year”."
    assert quoted(sentence) == []


@pytest.mark.parametrize(
    ("lead", "speaker"),
    [
        ("In its judgment, the Court found, inter alia, that:", "Court"),
        ("The River Council of 12 December 2019 concluded:", "River Council"),
        ("In reply, the spokesman for the Ministry of Water of Kesparia, Aldous Renn, said:", "Aldous Renn"),
    ],
)
def test_a_paragraph_that_nothing_marks_is_spoken_by_who_is_named_before(lead: str, speaker: str) -> None:
    assert below(lead) == speaker


def test_a_paragraph_that_begins_with_the_sender_is_the_senders_although_a_note_is_called_at_its_end() -> None:
    words = "The gates are shut by agreement.\n\nOrvelland has always respected this rule.¹"
    letter = parse(read_text(f"{HEAD}Article 5 of the River Charter reads:\n\n{words}\n\n¹ See annex.".encode()))
    voices = {block.span.of(letter.text): block.attribution[-1:] for block in letter.blocks}
    assert voices["The gates are shut by agreement."] == ("River Charter",)
    assert voices["Orvelland has always respected this rule."] == (SENDER,)


@pytest.mark.parametrize(
    "lead",
    [
        "A farmer, aged 61, described his arrest as follows:",
        "The report of the Panel on the claims of Kesparia states:",
        "The Minister was asked by a journalist:",
        "The Dorn Courier reported the speech of the Minister as follows:",
        "I have received from the Minister the following letter:",
        "The murderer of President Karoly said in court:",
        "The sole survivor, Anna Berg, remembers the night differently:",
        "The Kesparian historian Milena Drach has hardly written of the same event:",
        "Asked about the order, the colonel gave the following answer:",
        "This is how the Minister described the attack:",
        "Here is the account of one of the survivors, Anna Berg:",
        "I should like to recall the words of the late President in this very Assembly:",
        "One of the released seafarers, who does not wish to be named, told us:",
        "Two nurses, A.B. and C.D., gave us this account:",
        "Kesparia’s answer, dated 6 May, was short:",
        "His reply was brief:",
        "The editorial of the Dorn Courier of 4 May speaks for itself:",
        "Article 12 of the Treaty is clear:",
        "The Secretary-General has been unequivocal on this matter:",
        "The Bench dismissed the argument in one paragraph:",
        "The truth was told by the captain of the corvette himself:",
        "The Conference of Upland States had the following to say:",
        "To the question of the Panel the owners of the dam responded:",
        "One reads there:",
        "I cite one passage:",
        "The leaflet read:",
        "Kesparia has told the world two lies:",
        "He went on to speak of the future:",
        "The Prime Minister praised the speech:",
        "The letter ends with a threat:",
        "The schoolbook has this to say about our people:",
        "The negotiator’s diary for that day has only one line:",
        "The commander radioed to his men:",
        "A message intercepted on 3 May ordered the gunners:",
        "Over the loudspeaker the soldiers were told:",
        "The Ministry tweeted within the hour:",
        "Within the hour this appeared on the account of the Ministry:",
        "According to eyewitnesses:",
        "The crowd answered in a single voice:",
    ],
)
def test_what_a_lead_without_a_speaker_that_is_known_says_of_anothers_words_makes_them_nobodys(lead: str) -> None:
    assert below(lead) == UNNAMED


@pytest.mark.parametrize(
    "lead",
    [
        "The report describes the following violations:",
        "The Department’s comments are as follows:",
        "The position of Kesparia is clear:",
        "The answer is short:",
        "Orvelland remembers the night differently:",
        "I recall the words of my Minister on this subject:",
        "They told us that we should have to answer this:",
        "The facts concerning the reply of Kesparia are as follows:",
        "According to our information:",
        "My delegation replied the same day:",
        "The first line should read:",
        "The notice informed the Council of the following losses:",
        "Regarding the message of the Board, following are comments:",
        "As for the claims of Kesparia, the truth is this:",
        "He faces the following charges:",
        "Kesparia responded by shelling two villages:",
        "Kesparia answered with bombs:",
        "Kesparia recalled its Ambassador:",
        "The Minister of Defence of Kesparia was told the truth:",
        "It must be said plainly:",
        "The evidence speaks for itself:",
        "The law is clear:",
        "Paragraph 2:",
    ],
)
def test_what_a_lead_says_of_the_matter_itself_makes_nothing_anothers(lead: str) -> None:
    assert below(lead) == SENDER


@pytest.mark.parametrize(
    ("sentence", "speakers"),
    [
        ("President Karoly, whose Prime Minister once remarked that “borders are drawn in pencil”, has signed it.", []),
        ("Velmora, which Kesparia calls “a harbour in search of a country”, has long been a Member.", []),
        ("The Joint Mission reported being told at a gate that “the road is mined on both sides”.", []),
        ("The applicant before the Court of Dorn complained that his cell was “a cupboard with a lock”.", []),
        ("The Mayor of Brod, who had been told by the colonel that “there will be no market”, closed it.", []),
        (
            "The Mayor, Emil Dvorak, stated that a colonel had telephoned him on the eve of it and had said that "
            "“tomorrow there will be no market”.",
            [],
        ),
        (
            "The reaction came from a spokeswoman of the Prime Minister’s Office, who said that “ministers have time”.",
            ["spokeswoman of the Prime Minister’s Office"],
        ),
        (
            "In reply to the claim of Velmora that it was “starving the enclave”, Kesparia stated that the road was "
            "“open to all who apply”.",
            ["Kesparia"],
        ),
        ("“The road is open to all”, Kesparia stated on the same day.", ["Kesparia"]),
        (
            "Reprinted under the headline “The dam must go”, Ms. Rohl explained that she had meant “no more than any "
            "patriot would”.",
            ["Rohl"],
        ),
        (
            "President Karoly spoke of “the eternal river” and his Minister, Tibor Kallas, of “the eternal strait”.",
            ["President Karoly"],
        ),
    ],
)
def test_the_verb_of_another_clause_gives_nobody_the_words(sentence: str, speakers: list[str]) -> None:
    assert quoted(sentence) == speakers


@pytest.mark.parametrize(
    ("lead", "voice"),
    [
        ("Witness B (a farmer, aged 61) described his arrest as follows:", "Witness B"),
        ("Witness A, a teacher, aged 44, stated:", "Witness A"),
        ("R.K., a nurse at the ambulance station, recounted:", "R.K."),
        ("According to the testimony of M.T., who was held for 31 days:", "M.T."),
        ("The U.N. said:", UNNAMED),
    ],
)
def test_a_witness_is_known_by_a_label_or_by_initials(lead: str, voice: str) -> None:
    assert below(lead) == voice


@pytest.mark.parametrize(
    "sentence",
    [
        "The colonel dismissed the account of Witness 5: “He is a liar and was never there.”",
        "The Minister read and mocked the testimony of M.T., who was held for 31 days: “She slept well and ate well.”",
        "According to Anna Berg, a teacher at Dorn, the soldiers said: “Leave or burn the house.”",
        "The colonel, according to Anna Berg, shouted at the men: “Leave or burn the house.”",
    ],
)
def test_what_another_says_of_a_witness_or_in_his_account_is_not_his(sentence: str) -> None:
    assert quoted(sentence) == []


@pytest.mark.parametrize(
    ("lead", "voice"),
    [
        ("Olga Tomek, aged 67, from Upper Sarn:", "Olga Tomek"),
        ("Anna Berg, whose house was burnt, heard the colonel say:", UNNAMED),
        ("Mr. Oskar Lind, mayor of Dorn, to whom the General wrote on 4 May:", UNNAMED),
    ],
)
def test_who_stands_alone_above_words_tells_them_where_no_other_speaks(lead: str, voice: str) -> None:
    assert below(lead, "I will burn them all.") == voice


@pytest.mark.parametrize(
    ("lead", "words"),
    [
        ("Paragraph 2:", "Demands that all parties lay down their arms;"),
        ("and, in article 5:", "No duty shall be levied on passage."),
    ],
)
def test_what_a_paragraph_or_an_article_demands_is_not_the_senders(lead: str, words: str) -> None:
    assert below(lead, words) == UNNAMED


@pytest.mark.parametrize(
    ("paragraph", "speakers"),
    [
        ("“There is no such nation, and there never was.” (Aurel Toth, Deputy Speaker, 7 May 2024)", ["Aurel Toth"]),
        ("“We shall burn every boat they have.” – General Radu Semm, 9 May 2024", ["Radu Semm"]),
        ("“We shall burn every boat they have.” – Port Anvel, 9 May 2024", []),
        ("The wall reads “We shall not pay the miners” – Anna Berg, the Minister for Water, refused to comment.", []),
    ],
)
def test_who_stands_with_an_office_behind_the_stop_said_it(paragraph: str, speakers: list[str]) -> None:
    assert quoted(paragraph) == speakers
