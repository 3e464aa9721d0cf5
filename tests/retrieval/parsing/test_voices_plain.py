"""Who said what in the plain sentences of most letters: bodies that are "it", openings without a comma, asides."""

import pytest

from retrieval.parsing import parse
from retrieval.readers.text import read_text
from retrieval.types import UNNAMED

HEAD = (
    "Letter dated 3 May 2021 from the Permanent Representative of Orvelland to the United Nations addressed to the "
    "Secretary-General\n\n"
)
SENDER = "Orvelland"
MARKED = "“the gates were never opened”"


def quoted(paragraph: str) -> list[str]:
    """Return who speaks in the quotations inside a paragraph."""
    letter = parse(read_text((HEAD + paragraph).encode()))
    return [quote.speaker for block in letter.blocks for quote in block.quotes]


def below(lead: str, *words: str) -> list[str]:
    """Return whose words stand in each paragraph below one that leads to the first."""
    letter = parse(read_text("\n\n".join([HEAD.strip(), lead, *words, "That is all."]).encode()))
    texts = [each.rstrip("¹") for each in words]
    return [block.attribution[-1] for block in letter.blocks if block.span.of(letter.text) in texts]


@pytest.mark.parametrize(
    ("paragraph", "speakers"),
    [
        (f"The Panel of Experts visited the port in May. It noted that {MARKED}.", ["Panel of Experts"]),
        (f"The Panel of Experts visited the port in May. Its report states that {MARKED}.", ["Panel of Experts"]),
        (
            f"The River Board has warned since 2019. In its report of that year it stated that {MARKED}.",
            ["River Board"],
        ),
        (f"The Agreement entered into force in 1994. It provides that {MARKED}.", ["Agreement"]),
        (f"The Panel of Experts met the Committee on Rivers. It noted that {MARKED}.", []),
        (f"The Panel of Experts asked the operator for its records. It stated that {MARKED}.", []),
        (f"The Panel of Experts sent a questionnaire in May. Its reply stated that {MARKED}.", []),
        (f"The engineers met the Panel of Experts. It noted that {MARKED}.", []),
        (f"The Treaty was signed in 1958. It is claimed that {MARKED}.", []),
        (f"Orvelland has always respected the river. It considers that {MARKED}.", []),
    ],
)
def test_it_is_the_body_that_alone_the_sentence_before_is_of(paragraph: str, speakers: list[str]) -> None:
    assert quoted(paragraph) == speakers


@pytest.mark.parametrize(
    ("sentence", "speakers"),
    [
        (f"The Health Bureau issued a communiqué in which it claimed that {MARKED}.", ["Health Bureau"]),
        (f"The Minister of Water gave an interview in which he said that {MARKED}.", ["Minister of Water"]),
        (f"The Dorn Courier published an article in which he said that {MARKED}.", []),
        (f"The Health Bureau published a letter of Aldous Renn in which it was said that {MARKED}.", ["Aldous Renn"]),
        ("The parliament of Kesparia adopted a resolution in which it “expresses its grave concern”.",
         ["parliament of Kesparia"]),
    ],
)  # fmt: skip
def test_what_a_body_issued_is_its_own(sentence: str, speakers: list[str]) -> None:
    assert quoted(sentence) == speakers


@pytest.mark.parametrize(
    ("sentence", "speakers"),
    [
        (
            f"The representative of Kesparia reserved his position, saying that {MARKED}.",
            ["representative of Kesparia"],
        ),
        (f"The Panel of Experts rejected the report of Kesparia, stating that {MARKED}.", ["Panel of Experts"]),
        (f"Kesparia was condemned by the Panel of Experts, saying that {MARKED}.", []),
        (f"The Minister of Water was dismissed after the Panel protested, saying that {MARKED}.", []),
        (f"The Minister of Water welcomed the plan but warned that {MARKED}.", ["Minister of Water"]),
        (f"The guards of Kesparia beat the man but his wife said that {MARKED}.", []),
    ],
)
def test_who_does_something_saying_that_speaks(sentence: str, speakers: list[str]) -> None:
    assert quoted(sentence) == speakers


@pytest.mark.parametrize(
    ("sentence", "speakers"),
    [
        (f"In its report of 3 May 2020 the Panel of Experts noted that {MARKED}.", ["Panel of Experts"]),
        (f"In paragraph 12 of the same decision the Court noted that {MARKED}.", ["Court"]),
        (f"After the letter of Kesparia to the Committee said that {MARKED}.", []),
        (f"In 1987, however, the River Board stated that {MARKED}.", ["River Board"]),
        (f"Aldous Renn now claims that {MARKED}.", ["Aldous Renn"]),
        (f"Mr. Renn said, a few minutes later, that {MARKED}.", ["Renn"]),
        (f"The River Board, one of the oldest bodies of its kind, stated that {MARKED}.", ["River Board"]),
        (f"The River Board, in which Kesparia itself sits, recorded in its report that {MARKED}.", ["River Board"]),
        (f"The Embassy of Kesparia in Dorn informed the Board that {MARKED}.", ["Embassy of Kesparia"]),
        (f"According to a survey carried out by the River Board in 2020, {MARKED}.", ["River Board"]),
        (f"We endorse the statement of the co-chairs of the River Process that {MARKED}.",
         ["co-chairs of the River Process"]),
        (f"We noted the statement of the President of Kesparia of 10 May that {MARKED}.", ["President of Kesparia"]),
        ("Aldous Renn called the destruction of the dam “the worst disaster of the decade”.", ["Aldous Renn"]),
        ("Aldous Renn called the words of the Minister of Kesparia “a disgrace to the nation”.", ["Aldous Renn"]),
        (f"My Government, in its statement of 3 May, said that {MARKED}.", []),
        (f"Our delegation, led by Irena Olvar, said that {MARKED}.", []),
        (f"An officer of the guard, according to the Panel of Experts, told the press that {MARKED}.", []),
        (f"The river, according to the Panel of Experts, {MARKED}.", ["Panel of Experts"]),
        (f"The Dorn Courier wrote on 4 May, quoting an official, that {MARKED}.", []),
        ("Six requests were rejected, the last with the remark that “what works need not be mended”.", []),
        ("I wrote to the Minister, Aldous Renn, in May. In his reply he wrote: “It will be granted.”", ["Aldous Renn"]),
        ("I wrote to Aldous Renn and to Oskar Lind. In his reply he wrote: “It will be granted.”", []),
    ],
)  # fmt: skip
def test_a_clearly_named_speaker_is_heard_and_nobody_else(sentence: str, speakers: list[str]) -> None:
    assert quoted(sentence) == speakers


@pytest.mark.parametrize(
    ("lead", "voice"),
    [
        ("Aldous Renn argues:", "Aldous Renn"),
        ("What the Prime Minister actually said, on 11 March 2024, was this:", "Prime Minister"),
        ("The historian Kaspar Neuhaus, himself a Kesparian, recorded what he saw in 1998:", "Kaspar Neuhaus"),
        ("The Convention of 1958 is clear. Article 4 provides as follows:", "Convention of 1958"),
        ("Orvelland has always been clear. Article 4 provides as follows:", UNNAMED),
        ("The tribunal also found that:", UNNAMED),
        ("In its letter dated 20 June 2020, it claims:", UNNAMED),
        ("The Minister omits the following sentence of the minutes:", UNNAMED),
        ("Kesparia goes on to make a further allegation:", UNNAMED),
        ("The next allegation is no better founded:", UNNAMED),
        ("Kesparia’s own Minister contradicts it:", UNNAMED),
        ("The relevant part of the judgment is the following:", UNNAMED),
        ("The Panel asked the following question:", UNNAMED),
        ("The first allegation is false for two reasons:", SENDER),
        ("The facts contradict it:", SENDER),
        ("Kesparia ignores the following facts:", SENDER),
        ("The Government of Orvelland maintains:", SENDER),
        ("Our engineers found that:", SENDER),
        ("It was also said:", SENDER),
        ("As for the claims of Kesparia, the truth is this:", SENDER),
    ],
)
def test_a_lead_in_plain_words_says_whose_the_words_below_it_are(lead: str, voice: str) -> None:
    assert below(lead, "The dam stands on the border.") == [voice]


@pytest.mark.parametrize(
    "lead",
    [
        "The Parliament of Kesparia adopted a resolution on 3 May 2020, in which it:",
        "In its resolution 12 (2020), the Parliament of Kesparia:",
    ],
)
def test_an_organ_demands_what_its_resolution_demands(lead: str) -> None:
    assert below(lead, "Demands that all sites be opened;") == ["Parliament of Kesparia"]


def test_a_quotation_ends_where_the_letter_quotes_another_below_it() -> None:
    words = ("Ninety wells have run dry.", "The River Board has warned of it. “They were told,” it wrote, “by us.”¹")
    letter = below("Aldous Renn reported on 20 August:", *words, "¹ River Board, Bulletin 4.")
    assert letter[:2] == ["Aldous Renn", SENDER]


@pytest.mark.parametrize(
    ("sentence", "speakers"),
    [
        # whatever stands between commas before the verb
        (f"The Minister of Water, Anna Berg, in tears, told the court that {MARKED}.", ["Anna Berg"]),
        (
            f"The Mayor of Dorn, Oskar Lind, in reply to a question whether he slept at night, said that {MARKED}.",
            ["Oskar Lind"],
        ),
        (f"Oskar Lind, whom Kesparia detained, said that {MARKED}.", ["Oskar Lind"]),
        (f"The River Tribunal, in Lind v. Berg, held that {MARKED}.", ["River Tribunal"]),
        (f"The lawyer of Anna Berg, speaking in Dorn, said that {MARKED}.", []),
        (f"The Minister, in the presence of Oskar Lind, who said that {MARKED}, left.", ["Oskar Lind"]),
        # what somebody calls something, in however few words
        ("Kesparia dismissed both texts as “bought”.", ["Kesparia"]),
        (f"Kesparia regards Velmora as {MARKED}.", ["Kesparia"]),
        (f"Velmora, which Kesparia regards as {MARKED}, was heard.", []),
        (f"The Minister of Velmora dismissed the statement of Anna Berg as {MARKED}.", ["Minister of Velmora"]),
        ("The plan was described by Anna Berg as “bold” and by her deputy as “bought by many”.", ["Anna Berg"]),
        ("Originally described as “a dam for the poor”, it was sold.", []),
        # organs that act within the marks
        (
            "In resolution 2601 (2021), the Security Council, “[e]xpressing grave concern”, demanded “a truce in May”.",
            ["Security Council", "Security Council"],
        ),
        ("The Council “[d]emands the withdrawal of all forces”.", ["Council"]),
        # a paper according to which, words that were spoken somewhere, who was quoted last year
        (f"He cited the report of the River Board, according to which {MARKED}.", ["River Board"]),
        (f"He cited the report of the River Board, according to which Kesparia claims that {MARKED}.", ["Kesparia"]),
        (f"We recall the words of the Secretary-General, spoken in Dorn: {MARKED}.", ["Secretary-General"]),
        (f"Oskar Lind was quoted last year as saying that {MARKED}.", ["Oskar Lind"]),
        (f"{MARKED.replace('”', ',”')} the Minister of Water said that same evening.", ["Minister of Water"]),
        (f"{MARKED.replace('”', ',”')} the Minister of Water said that Kesparia had claimed.", []),
        (f"The River Board issued a statement condemning {MARKED}.", ["River Board"]),
        (f"The River Board annulled the decision, holding that {MARKED}.", ["River Board"]),
        ("The President of Kesparia told the troops to “open the gates in May”.", ["President of Kesparia"]),
        ("The Minister was told to “open the gates in May”.", []),
        ("The Mayor of Dorn spoke of “a very sad error” and his deputy of “progress and peace”.", ["Mayor of Dorn"]),
        ("Fourthly, Kesparia complains that our men “laugh at night”.", ["Kesparia"]),
        (
            "The delegate of Kesparia before the Board, on the other hand, said that “the gates were shut”.",
            ["delegate of Kesparia"],
        ),
        ("“We were led away,” wrote the editor of the Dorn Courier, Oskar Lind.", ["Oskar Lind"]),
        ("“We were led away,” wrote the editor of the Dorn Courier, a newspaper.", []),
    ],
)
def test_who_says_it_whatever_stands_before_the_verb(sentence: str, speakers: list[str]) -> None:
    assert quoted(sentence) == speakers


@pytest.mark.parametrize(
    "lead",
    [
        "The Ondrey Islands, whose coroner Beatrix Oyel opened an inquest, draws attention to her finding:",
        "Kesparia’s note was returned by Velmora with the remark:",
        "Merovand cites the reply that Kesparia gave it:",
        "Kesparia answered the Mission, which had warned:",
        "Velmora, in the words of its President, holds:",
        "Kesparia forwarded to the Agency the following account by a fisherman:",
        "We were surprised to read in the letter of Kesparia:",
        "There is a saying on the river:",
        "Nobody has put it better than the late Judge Orr:",
        "The Panel heard a nurse from Dorn:",
        "From the log of the Gannet:",
        "The Consul to his Minister, 4 March 2030:",
    ],
)
def test_words_that_a_lead_gives_to_somebody_it_does_not_plainly_name_are_nobodys(lead: str) -> None:
    assert below(lead, "I counted the boats before dawn, and nobody has counted them since.") == [UNNAMED]


@pytest.mark.parametrize(
    "lead",
    [
        "Orvelland draws attention to its own statement:",
        "My Government recalls its position:",
        "As to the statement of General Moss:",
        "To this claim there is one answer:",
        "Kesparia has withdrawn the claim:",
        "This has an effect on the claim of Kesparia:",
    ],
)
def test_a_lead_to_what_the_letter_says_itself_leaves_it_to_the_sender(lead: str) -> None:
    assert below(lead, "The boats were gone before dawn, and nobody has counted them since.") == [SENDER]


@pytest.mark.parametrize(
    ("sentence", "speakers"),
    [
        (f"Mr. Moss added that {MARKED}.", ["Tom Moss"]),
        (f"General Moss added that {MARKED}.", ["Tom Moss"]),
        (f"Mrs. Moss said that {MARKED}.", ["Mrs. Moss"]),
        (f"Ambassador Moss said that {MARKED}.", ["Ambassador Moss"]),
        (f"The Moss family said that {MARKED}.", []),
    ],
)
def test_of_one_surname_another_may_be_meant(sentence: str, speakers: list[str]) -> None:
    assert quoted(f"General Tom Moss said that “it was late”.\n\n{sentence}") == ["Tom Moss", *speakers]


@pytest.mark.parametrize(
    "lead",
    [
        "The agreement is dead:",
        "The statement was a lie:",
        "The treaty binds both States:",
        "The report leaves the matter open:",
        "The Court rejected that claim:",
        "It ended badly:",
        "This was heard with dismay:",
    ],
)
def test_what_is_said_of_a_paper_or_a_court_leads_to_the_senders_own_words(lead: str) -> None:
    words = ("Its gates have stood open since the spring.", "No envoy of Kesparia has come to the table.")
    assert below(lead, *words) == [SENDER, SENDER]
