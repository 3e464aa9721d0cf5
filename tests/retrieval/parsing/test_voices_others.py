"""Who said what where several speak: one tells of another, answers him, or stands beside him in the same sentence."""

import pytest

from retrieval.parsing import parse
from retrieval.readers.text import read_text
from retrieval.types import UNNAMED

HEAD = (
    "Letter dated 3 May 2021 from the Permanent Representative of Orvelland to the United Nations addressed to the "
    "Secretary-General"
)
SENDER = "Orvelland"
MARKED = "“the gates were never opened”"


def quoted(paragraph: str) -> list[str]:
    """Return who speaks in the quotations inside a paragraph."""
    letter = parse(read_text(f"{HEAD}\n\n{paragraph}".encode()))
    return [quote.speaker for block in letter.blocks for quote in block.quotes]


def voices(*paragraphs: str) -> list[str]:
    """Return whose words each paragraph of a letter is."""
    letter = parse(read_text("\n\n".join([HEAD, *paragraphs]).encode()))
    return [block.attribution[-1] for block in letter.blocks if block.span.of(letter.text) in paragraphs]


def below(lead: str, words: str = "The gates were opened by hand.") -> str:
    """Return whose words stand in the paragraph below one that leads to it."""
    return voices(lead, words, "That is all.")[1]


@pytest.mark.parametrize(
    "paragraph",
    [
        f"Mr. Renn told the press that his Minister had telephoned and had stated that {MARKED}.",
        f"Kesparia could have replied that {MARKED}.",
        f"Kesparia should at least have said that {MARKED}.",
        f"The Tribunal noted the argument of Kesparia that {MARKED}.",
        f"Oskar Lind claims to have heard from his deputy that {MARKED}.",
        f"Oskar Lind said nothing when told that {MARKED}.",
        f"The President told a girl that she was not to say {MARKED}.",
        f"The President punished a girl because she said {MARKED}.",
        f"Oskar Lind said that, in the language of the Treaty, {MARKED}.",
        f"Oskar Lind said that Merovand’s claim to {MARKED} was void.",
        f"The daughter of the Minister of Water, Anna Berg, said that {MARKED}.",
        f"According to Anna Berg, the Board considers that {MARKED}.",
        f"According to Kesparia’s engineers, {MARKED}.",
        f"The Board heard the widow of Oskar Lind, who said that {MARKED}.",
        f"The Board heard a nurse, now in Dorn, who said that {MARKED}.",
        f"A deputy elected in Upper Sarn said that {MARKED}.",
        f"{MARKED}, Oskar Lind quoted his father as saying.",
        f"The Embassy of Kesparia informed us of a statement by the drivers that {MARKED}.",
        f"Kesparia claims in paragraph 4 of its letter that General Lind told his men that {MARKED}.",
        f"The Ambassador of Kesparia accuses our Minister of having said that {MARKED}.",
        f"President Lind, quoting the poet Emil Sand, said that {MARKED}.",
        f"President Lind received the wife of the prisoner. She said that {MARKED}.",
        f"The Board heard the widow of Anna Berg, a nurse, who said that {MARKED}.",
    ],
)
def test_words_of_somebody_without_a_name_are_not_given_to_who_stands_near(paragraph: str) -> None:
    assert [each for each in quoted(paragraph) if each != UNNAMED] == []


@pytest.mark.parametrize(
    ("paragraph", "speakers"),
    [
        (f"The King was followed by the Chargé d’affaires of Kesparia, who said that {MARKED}.",
         ["Chargé d’affaires of Kesparia"]),
        (f"A report written by Anna Berg for the King of Kesparia says: {MARKED}.", ["Anna Berg"]),
        (f"Oskar Lind reported Anna Berg’s words: {MARKED}.", ["Anna Berg"]),
        (f"The Minister, Oskar Lind, told his colleague from Velmora, Ruta Semel, that {MARKED}.", ["Oskar Lind"]),
        (f"The Board heard the Mayor of Dorn, who said that {MARKED}.", ["Mayor of Dorn"]),
        (f"The Court of Dorn held in 2019 that {MARKED}.", ["Court of Dorn"]),
        (f"The Court of Dorn found, by eleven votes to four, that {MARKED}.", ["Court of Dorn"]),
        (f"On the following day the River Board stated that {MARKED}.", ["River Board"]),
        ("“Enough,” declared the architect, Emil Sacher, “is enough for a dam.”", ["Emil Sacher", "Emil Sacher"]),
        (f"He wrote to the Union of Dorn, whose chairman, Emil Sacher, said that {MARKED}.", ["Emil Sacher"]),
        (f"The Board met in May, and its chairman, Emil Sacher, said that {MARKED}.", ["Emil Sacher"]),
        (f"We have heard Ms. Anna Berg, keeper of the light, who told us that {MARKED}.", ["Anna Berg"]),
        (f"Judge ad hoc Sacher, dissenting, considered that {MARKED}.", ["Judge Sacher"]),
        (f"The Attorney General, Mr. Emil Sacher, K.C., explained that {MARKED}.", ["Emil Sacher"]),
        (f"I recall what the President, Mr. Emil Sacher, said in Dorn on 3 May 2020: {MARKED}.", ["Emil Sacher"]),
        (f"The River Board hastened to add that {MARKED}.", ["River Board"]),
        (f"Professor Anna Berg has put the matter thus: {MARKED}.", ["Anna Berg"]),
        (f"The River Institute, at its session in Dorn, took the view that {MARKED}.", ["River Institute"]),
        (f"The River Board issued a communiqué, according to which {MARKED}.", ["River Board"]),
        (f"The evaluation carried out by the River Board in May concludes: {MARKED}.", ["River Board"]),
    ],
)  # fmt: skip
def test_who_speaks_is_named_by_the_sentence(paragraph: str, speakers: list[str]) -> None:
    assert quoted(paragraph) == speakers


@pytest.mark.parametrize(
    ("paragraph", "speakers"),
    [
        # the second quotation is another's, or may be
        ("Oskar Lind, citing the claim of Anna Berg that “no dam is safe”, said that “ours has stood”.", ["Anna Berg"]),
        ("Oskar Lind described Anna Berg’s statement that “no dam is safe” as “a poem without rhyme”.", ["Anna Berg"]),
        ("Anna Berg wrote to Oskar Lind, who had said that “the dam is safe”, that “it is not safe”.", ["Oskar Lind"]),
        ("Velmora told the Court that “the rock is ours”, a claim which it found “wholly without merit”.", ["Velmora"]),
        ("Velmora told the Court that “the rock is ours” and heard in reply that “it is nobody’s”.", ["Velmora"]),
        ("Where Kesparia speaks of “an accident at sea”, we speak of “murder on the high seas”.", ["Kesparia"]),
        ("What Velmora sees as “frank and friendly talks”, Kesparia calls “an ultimatum with tea”.", ["Kesparia"]),
        ("The Council condemned “such acts”, and that the Committee to Keep Dams, in a survey, called it “a wall”.",
         ["Council"]),
        # and here it goes on
        ("The Council, “expressing its grave concern”, demanded “the immediate release of the crew”.",
         ["Council", "Council"]),
    ],
)  # fmt: skip
def test_the_second_quotation_of_a_sentence_is_only_the_first_speakers_where_he_goes_on(
    paragraph: str, speakers: list[str]
) -> None:
    assert quoted(paragraph) == speakers


def test_he_may_be_the_spokesman_who_was_named_by_his_office_alone() -> None:
    paragraph = f"The spokesman of Velmora said that {MARKED}. The envoy of Kesparia disagreed. He added that {MARKED}."
    assert quoted(paragraph) == ["spokesman of Velmora"]


def test_she_stays_the_one_of_whom_the_sentences_before_are() -> None:
    assert quoted(f"President Anna Berg left. She said little. She wrote only that {MARKED}.") == ["Anna Berg"]


@pytest.mark.parametrize(
    ("lead", "speaker"),
    [
        ("His answer was:", UNNAMED),
        ("Her last words to her brother were:", UNNAMED),
        ("The last message from the ship was:", UNNAMED),
        ("Witnesses on both banks say:", UNNAMED),
        ("We were told by the guards:", UNNAMED),
        ("The Board received from the guards a note stating:", UNNAMED),
        ("Further on we read:", UNNAMED),
        ("To quote the guards:", UNNAMED),
        ("Anna Berg quotes from the log of the guards:", UNNAMED),
        ("The Court convicted Anna Berg for having written:", UNNAMED),
        ("This is confirmed by the last sentence of the note:", UNNAMED),
        ("The grave bears the inscription:", UNNAMED),
        ("Merovand offers this explanation:", UNNAMED),
        ("You wrote to my predecessor in 2019, when he was a guest in Dorn, the following:", "Secretary-General"),
        ("You yourself invoked that article last year, in these terms:", UNNAMED),
        ("The Chamber found, in particular, as follows:", UNNAMED),
        ("By thirteen votes to two, the Court indicated the following provisional measures:", "Court"),
        ("The Tribunal disposed of that argument in paragraph 88 of its award:", UNNAMED),
        ("In paragraph 4 of that resolution the Council decided that:", UNNAMED),
        ("Paragraph 4 of the Order is in these terms:", UNNAMED),
        ("In the Minister’s own words:", UNNAMED),
        ("The log of the vessel records:", UNNAMED),
        ("Its own White Paper of 2019 says otherwise:", UNNAMED),
        ("The communiqué of the Board, dated 3 May, threatened:", UNNAMED),
        ("Annex II to the Agreement specifies:", UNNAMED),
        ("The following was heard on channel 16:", UNNAMED),
        ("The pilot could be heard saying:", UNNAMED),
        ("To a question about the dam, the answer was:", UNNAMED),
        ("President Lind has never hidden his aims:", UNNAMED),
        ("One author asks the right question:", UNNAMED),
        ("The relevant provision is article 3:", UNNAMED),
        ("And further:", UNNAMED),
        ("Merovand asks:", "Merovand"),
        ("Merovand’s note, to which the Board replied on 3 May, was as follows:", UNNAMED),
        ("The River Board reports of the King of Merovand:", UNNAMED),
        ("Our answer is:", SENDER),
        ("The answer is simple:", SENDER),
        ("Merovand’s purpose is this:", SENDER),
        ("Let me say to Merovand:", SENDER),
        ("As to the words of Merovand:", SENDER),
        ("There remains one point:", SENDER),
        ("Kesparia is guilty of two things:", SENDER),
        ("The facts can be summarized as follows:", SENDER),
        ("The Court must decide two questions:", SENDER),
        ("The report has established the following facts:", SENDER),
        ("The letter of Kesparia contains three errors:", SENDER),
        ("The Agreement has been violated on the following dates:", SENDER),
        ("As to the letter, the truth is this:", SENDER),
        ("Orvelland’s letter says it plainly:", SENDER),
    ],
)
def test_whose_words_stand_below_a_colon(lead: str, speaker: str) -> None:
    assert below(lead) == speaker


def test_an_order_that_speaks_of_itself_behind_what_is_quoted_may_be_of_it() -> None:
    order = ("All boats are to be stopped.", "This order is not to be acknowledged.¹")
    letter = parse(
        read_text(
            "\n\n".join(
                (HEAD, "The order of General Lind runs:", *order, "Nobody denies it.", "¹ Log of 3 May.")
            ).encode()
        )
    )
    blocks = [block for block in letter.blocks if block.number]
    assert [block.attribution[-1] for block in blocks] == [SENDER, "General Lind", UNNAMED, SENDER]


def test_the_last_answer_of_an_interview_ends_where_the_letter_numbers_its_next_paragraph() -> None:
    interview = ("Question: Was it a target?", "Answer: It was a station.")
    paragraphs = ("1. The Minister gave an interview to the Dorn Courier:", *interview, "2. The station is gone.")
    letter = parse(read_text("\n\n".join((HEAD, *paragraphs)).encode()))
    assert [b.attribution[-1] for b in letter.blocks if b.number] == [SENDER, UNNAMED, UNNAMED, SENDER]


def test_who_speaks_of_himself_below_a_sentence_of_another_is_not_the_sender() -> None:
    assert below("The Ombudsman resigned:", "I was asked to count the living only.") == UNNAMED
    assert below("The Ombudsman resigned:", "We were asked to count the living only.") == SENDER
    assert below("The facts are these:", "I was asked to count the living only.") == SENDER


def test_behind_the_label_of_somebody_not_known_it_is_not_the_speaker_before_who_speaks() -> None:
    transcript = (
        "Minister Renn: I have a short statement.",
        "General Falk: If I may. I gave the order.",
        "Question (Radio Dorn): I heard the gates. Was it you?",
        "Minister Renn: My answer is the same.",
    )
    heading = "Transcript of the press conference of 5 May"
    assert voices(heading, *transcript)[1:] == ["Minister Renn", "General Falk", UNNAMED, "Minister Renn"]


def test_a_paragraph_of_minutes_in_which_others_speak_too_is_not_one_speakers() -> None:
    minutes = (
        "Mr. Arlo said that the lake was low.",
        "Ms. Vold proposed a guard. The head of the other delegation, Colonel Tam Rusk, objected to guards.",
        "Mr. Arlo said that he agreed. Ms. Vold asked to whom.",
        "Mr. Arlo replied that it was private.",
    )
    assert voices("Minutes of the ninth meeting", *minutes)[-4:] == ["Arlo", SENDER, SENDER, "Arlo"]


def test_a_separate_opinion_is_its_judges_whatever_texts_it_speaks_of() -> None:
    annex = (
        "Annex",
        "Extracts from the judgment of 2 May 2021",
        "The rock belongs to nobody.",
        "Separate opinion of Judge Tomas Weir",
        "I cannot follow the majority. The letter of the Governor decides nothing.",
    )
    opinion = voices("I enclose extracts from a judgment.", "(Signed) Anna Berg", *annex)[-1]
    assert opinion == "Judge Tomas Weir"


def test_what_is_said_at_a_gate_behind_dashes_is_not_the_senders() -> None:
    lead, *said = "The following exchange took place at the gate:", "– Who are you?", "– The Board.", "– There is none."
    assert voices(lead, *said, "The Board left.") == [SENDER, UNNAMED, UNNAMED, UNNAMED, SENDER]


def test_a_claim_that_is_set_as_a_heading_is_not_the_senders() -> None:
    claim, answer = "Claim: “Orvelland fired first.” (paragraph 5)", "Answer: The first shot came from the other side."
    assert voices(claim, answer) == [UNNAMED, SENDER]


def test_who_signed_a_letter_that_is_quoted_did_not_sign_the_one_that_quotes_it() -> None:
    letter = parse(
        read_text(
            "\n\n".join(
                (
                    HEAD,
                    "On 3 May the Mayor of Dorn wrote to the Governor as follows:",
                    "Your Excellency,",
                    "I ask you to open the road.",
                    "(Signed) Tomas Bram\nMayor",
                    "The Governor answered by shelling the road.",
                    "(Signed) Halvard Trane\nPermanent Representative",
                )
            ).encode()
        )
    )
    assert [each.name for each in letter.masthead.signatories] == ["Halvard Trane"]
    assert [block.attribution[-1] for block in letter.blocks if block.kind == "signature"] == ["Mayor of Dorn", SENDER]


def test_a_message_that_the_letter_conveys_goes_as_far_as_its_own_signature() -> None:
    message = "I thank the people for their bread.", "They shall be paid. My Government gives its word."
    behind = "(Signed) Emil Tasch", "Orvelland has asked for a date.", "(Signed) Halvard Trane"
    lead = "At the request of our neighbour I transmit the following message from its President:"
    assert voices(lead, *message, *behind) == [SENDER, UNNAMED, UNNAMED, UNNAMED, SENDER, SENDER]


def test_a_paragraph_all_in_marks_is_nobodys_where_nothing_names_its_speaker() -> None:
    assert voices("There is more.", "“We shall see in the spring.”", "So far the note.")[1] == UNNAMED


def test_comments_of_the_sender_below_the_text_of_another_are_not_the_others() -> None:
    annex = (
        "Annex",
        "Communiqué of the Ministry of Defence of Kesparia",
        "Two boats were stopped.",
        "Comments of Orvelland",
    )
    heads = "I enclose a communiqué.", "(Signed) Anna Berg"
    assert voices(*heads, *annex, "The boats were sunk.")[-3:] == ["Ministry of Defence of Kesparia", UNNAMED, UNNAMED]
    assert voices(*heads, *annex, "We add that the boats were sunk.")[-2:] == [SENDER, SENDER]


@pytest.mark.parametrize(
    ("paragraph", "speakers"),
    [
        ("Kesparia speaks of “a storm on the lake”, the survivors of “a shot in the night”.", ["Kesparia"]),
        ("Kesparia speaks of “a storm on the lake” where the log has “calm and clear skies”.", ["Kesparia"]),
        ("Kesparia speaks of “a storm on the lake” (the log says: “calm and clear skies”).", ["Kesparia"]),
        ("Anna Berg observed that, “since 1990”, the Board had “never heard of it”.", ["Anna Berg", "Anna Berg"]),
        ("The Minister told the keeper of the light to swear that “there was a storm”.", []),
        ("It is not Anna Berg’s view that “there was a storm”.", []),
        ("“There was a storm,” said Anna Berg’s lawyer.", []),
        ("President Renn and our Minister, Anna Berg, said that “there was a storm”.", []),
    ],
)
def test_a_clause_with_a_subject_of_its_own_is_not_the_speakers(paragraph: str, speakers: list[str]) -> None:
    assert [each for each in quoted(paragraph) if each != UNNAMED] == speakers


@pytest.mark.parametrize(
    ("lead", "voice"),
    [
        ("Renn proposed to wait. He said to me:", "Renn"),
        ("I saw Renn at Bresk. Afterwards he said to me:", "Renn"),
        ("I was Renn’s guest at lunch. Afterwards he said to me:", "Renn"),
        ("Renn proposed to wait. He moved the following resolution. Begins:", "Renn"),
        ("Renn proposed to wait. Stane objected. He said to me:", UNNAMED),
        ("After Renn spoke, Stane rose. He said to me:", UNNAMED),
        ("I saw Renn and Stane at Bresk. He said to me:", UNNAMED),
        ("I saw Renn’s wife at Bresk. He said to me:", UNNAMED),
        ("I saw Renn with his lawyer. He said to me:", UNNAMED),
        ("Cabinet agreed to wait. He said to me:", UNNAMED),
    ],
)
def test_he_is_who_alone_is_named_if_only_by_his_surname(lead: str, voice: str) -> None:
    assert below(lead) == voice


@pytest.mark.parametrize(
    ("lead", "voice"),
    [
        (
            "The Harbour Board has sent to the owners a statement of their rights. This statement reads:",
            "Harbour Board",
        ),
        (
            "The owners report that the Harbour Board has issued a directive. This directive, of May, is in the "
            "following terms:",
            "Harbour Board",
        ),
        ("The Harbour Board has sent us a copy of a letter. The letter reads:", UNNAMED),
        ("The Harbour Master has handed to me a letter which Aldous Renn wrote. The letter reads:", UNNAMED),
        ("Our Minister has sent to the Harbour Board a note. The note reads:", UNNAMED),
        ("The Harbour Board has issued a directive. The owners answered it. This directive reads:", UNNAMED),
    ],
)
def test_a_paper_is_of_who_has_sent_it_as_the_sentence_before_says(lead: str, voice: str) -> None:
    assert below(lead) == voice


@pytest.mark.parametrize(
    ("lead", "voice"),
    [
        ("Mr. Renn took the floor and spoke as follows:", "Renn"),
        ("Mr. Renn is on record as saying:", "Renn"),
        ("In reply to a question Mr. Renn made it clear that:", "Renn"),
        ("The Minister for Water felt compelled to make the following statement this afternoon:", "Minister for Water"),
        ("The Mayor of Bresk, whom I met on 3 May, expressed it thus:", "Mayor of Bresk"),
        ("The Harbour Board adopted on 3 May the following resolution:", "Harbour Board"),
        ("The Harbour Board laid down the following rule:", "Harbour Board"),
        ("The Harbour Master signed the following order on 3 May:", "Harbour Master"),
        ("On 3 May the Harbour Master gave the order:", "Harbour Master"),
        ("The Harbour Master wishes it to be known that:", "Harbour Master"),
        ("The Harbour Master sent word that:", "Harbour Master"),
    ],
)
def test_who_plainly_takes_the_word_speaks_below(lead: str, voice: str) -> None:
    assert below(lead) == voice


@pytest.mark.parametrize("marks", ["‘%s’", "%s"], ids=["marked", "unmarked"])
def test_references_made_in_a_speech_are_the_speakers_where_they_are_marked(marks: str) -> None:
    lead = "The Minister for Water in his opening speech made the following references to the gates:"
    expected = "Minister for Water" if marks != "%s" else SENDER
    assert below(lead, marks % "The gates were opened by hand.") == expected


@pytest.mark.parametrize(
    "lead",
    [
        "The Harbour Master’s first words to me were:",
        "The Harbour Master instructed his men in writing as follows:",
        "The log of the Harbour Master for 3 May has the entry:",
        "A telegram came from the Harbour Master:",
        "In an interview with the Courier the Harbour Master expressed himself as follows:",
        "The Courier of 3 May quotes him as follows:",
        "The owners answer:",
        "From the owners we have had this reply:",
        "We have had the following reply from the owners:",
        "The reply of the owners, of 3 May, was as follows:",
        "The owners hold the following view:",
        "The Harbour Board moved that the following be adopted:",
    ],
)
def test_words_below_a_plain_lead_are_not_the_senders_though_nobody_is_found(lead: str) -> None:
    assert below(lead) == UNNAMED


@pytest.mark.parametrize(
    "lead",
    [
        "The facts say otherwise:",
        "The Court rejected that claim:",
        "The view of the delegation is as follows:",
        "The owners claim damages for the following:",
        "The Government takes the following position:",
        "In other words, the questions are:",
        "This has made it clear that:",
        "Orvelland has made it clear that:",
        "The owners ask for three things:",
        "We have had the following reasons to doubt:",
        "The dam has a note of warning in it:",
        "The Harbour Board gave the following figures:",
    ],
)
def test_words_below_what_the_sender_says_himself_are_his(lead: str) -> None:
    assert below(lead) == SENDER


@pytest.mark.parametrize(
    ("lead", "voice"),
    [
        (
            "Following is a summary of instructions which have been sent to the Harbour Board delegate. Begins:",
            "Harbour Board",
        ),
        (
            "Following are the Chairman’s instructions sent to the Harbour Board delegate. Begins:",
            "Chairman’s instructions",
        ),
        ("Following are instructions sent to the Merovand Water representative by Renn. Begins:", UNNAMED),
    ],
)
def test_instructions_to_a_representative_are_of_whom_he_represents(lead: str, voice: str) -> None:
    assert below(lead) == voice
