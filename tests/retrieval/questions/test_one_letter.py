"""What is asked of one letter that is described is told from what letters are asked to say, and shown from it."""

import pytest

from retrieval.engine import Engine
from retrieval.questions.about_letters import LettersAsked, told
from retrieval.questions.one_letter import OfOneAsked, WithinAsked, of_one_asked, within_asked
from retrieval.questions.places import Place
from retrieval.types import HEAD, Answer, Filters, LetterKind, ListingKind, Question, Reason, Remark, RemarkKind

NAMES = ("kesparia", "merovand", "ondrey islands", "orvelland")
OF_A_DAY = LettersAsked(ListingKind.SENT, Filters(senders=("kesparia",), since="2021-11-09", until="2021-11-09"))
LATEST = LettersAsked(ListingKind.LATEST, Filters(senders=("merovand",)))
BOTH = Filters(senders=("orvelland", "ondrey islands"))
THIRD = Place("3", is_note=False)


def asked(text: str) -> OfOneAsked | None:
    return of_one_asked(told(text, NAMES, 2023))


@pytest.mark.parametrize(
    ("text", "of_one"),
    [
        ("what is Kesparia's letter of 9 November 2021 about?", OfOneAsked(OF_A_DAY, lists=True)),
        ("whats the letter from kesparia of 9 nov 2021 all about", OfOneAsked(OF_A_DAY, lists=True)),
        ("what does the letter of Kesparia dated 9 November 2021 say", OfOneAsked(OF_A_DAY)),
        ("what does Kesparia's letter of 9 November 2021 say about the pumps", None),
        ("main points of merovand's latest letter", OfOneAsked(LATEST, lists=True)),
        ("para 3 of kesparia's letter of 9 november 2021", OfOneAsked(OF_A_DAY, THIRD)),
        ("what does paragraph 3 of Merovand's latest letter say?", OfOneAsked(LATEST, THIRD)),
        (
            "note 2 of the joint letter of Orvelland and the Ondrey Islands",
            OfOneAsked(LettersAsked(ListingKind.SENT, BOTH), Place("2", is_note=True)),
        ),
        (
            "annex to the letter of 24 March",
            OfOneAsked(LettersAsked(ListingKind.SENT, Filters(), day="03-24"), Place("", False, True, "Annex")),
        ),
        (
            "gist of kesparia's note verbale",
            OfOneAsked(
                LettersAsked(ListingKind.SENT, Filters(senders=("kesparia",), kinds=(LetterKind.NOTE_VERBALE,))),
                lists=True,
            ),
        ),
        ("what is the letter about", OfOneAsked(None, lists=True)),
        ("tl;dr", OfOneAsked(None, lists=True)),
        ("what does paragraph 3 say", OfOneAsked(None, THIRD)),
        ("what is the quarrel about", None),
        ("what are kesparia's letters about", None),
        ("what is A/76/9011 about", None),
        ("paragraph 3 of the treaty", None),
        ("what did Kesparia say", None),
    ],
)
def test_how_one_letter_begins_or_a_place_in_it_is_asked_for(text: str, of_one: OfOneAsked | None) -> None:
    assert asked(text) == of_one


def places(answer: Answer) -> list[tuple[str, str, int | None]]:
    return [(each.letter.symbols[0], each.part, each.paragraph) for each in answer.quotes]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("para 3 of kesparia's letter of 9 november 2021", [("A/76/9027", "", 3), ("A/76/9027", "", 4)]),
        ("what is kesparia's letter of 9 november 2021 about", [("A/76/9027", "", 1), ("A/76/9027", "", 2)]),
        ("summarise the letter of 19 april 2022", [("S/2022/9102", "", 1), ("S/2022/9102", "", 2)]),
        ("what's in the annex to A/76/9095-S/2022/9090", [("A/76/9095", "Annex I", 8), ("A/76/9095", "Annex I", 9)]),
        ("annex I of A/76/9095, para 2", [("A/76/9095", "Annex I", 9)]),
        ("footnote 1 in kesparia's letter of 9 november 2021", [("A/76/9027", "", 2)]),
        ("annex II of ondrey's letter of 24 march", [("A/76/9095", "Annex II", 11), ("A/76/9095", "Annex II", 12)]),
    ],
)
def test_the_letter_that_is_described_is_opened_there(
    specimen_engine: Engine, text: str, found: list[tuple[str, str, int | None]]
) -> None:
    assert places(specimen_engine.ask(Question(text))) == found


@pytest.mark.parametrize("text", ["what is the letter about", "paragraph 4", "para 2 of merovand's letter"])
def test_it_is_asked_back_which_letter_is_meant(specimen_engine: Engine, text: str) -> None:
    assert specimen_engine.ask(Question(text)).reason is Reason.AMBIGUOUS


def test_several_letters_that_a_description_fits_are_listed(specimen_engine: Engine) -> None:
    listing = specimen_engine.ask(Question("summarise the letter of Merovand")).listing
    assert listing is not None
    assert {each.senders for each in listing.letters} == {("Merovand",)}
    assert listing.count == len(listing.letters) == 4


def test_an_annex_that_is_not_there_is_told(specimen_engine: Engine) -> None:
    assert specimen_engine.ask(Question("annex III of A/76/9095-S/2022/9090")).reason is Reason.NO_SUCH_PLACE


def test_the_annex_of_the_letter_shown_is_opened(specimen_engine: Engine) -> None:
    answer = specimen_engine.ask(Question("what's in the annex", ("A/76/9095-S/2022/9090",)))
    assert places(answer)[0] == ("A/76/9095", "Annex I", 8)


@pytest.mark.parametrize(
    ("text", "within"),
    [
        ("what does A/76/9027 say about the pumps", WithinAsked("what does the letter say about the pumps")),
        ("in A/76/9027, who pays?", WithinAsked("who pays?")),
        ("A/76/9027: who pays?", WithinAsked("who pays?")),
        ("who pays (A/76/9027-S/2021/9131)?", WithinAsked("who pays?")),
        (
            "according to Kesparia's letter of 9 November 2021, how dry was it",
            WithinAsked("how dry was it", OF_A_DAY, "Kesparia's letter of 9 November 2021"),
        ),
        (
            "what did Kesparia say of the Dorn pumps in its letter of 9 November 2021?",
            WithinAsked("what did Kesparia say of the Dorn pumps ", OF_A_DAY, "its letter of 9 November 2021"),
        ),
        (
            "what does Merovand's latest letter say of Orvelland",
            WithinAsked("what does the letter say of Orvelland", LATEST, "Merovand's latest letter"),
        ),
        ("what did Merovand say in reply to the letter of 9 November 2021", None),
        ("what does Kesparia's letter say about the pumps", None),
        ("in A/76/9027, what is said of A/76/9011", None),
        ("note 2 in Kesparia's letter of 9 November 2021", None),
        ("what did Kesparia say", None),
    ],
)
def test_what_one_letter_says_is_asked_without_what_names_it(text: str, within: WithinAsked | None) -> None:
    assert within_asked(text, NAMES, 2023) == within


@pytest.mark.parametrize(
    "text",
    [
        "what does Kesparia's letter of 9 November 2021 say about the pumps",
        "what does the letter of 9 November 2021 say about the pumps",
        "what does A/76/9027 say about the pumps",
        "A/76/9027: the pumps?",
    ],
)
def test_what_one_letter_says_is_looked_for_in_it_alone(specimen_engine: Engine, text: str) -> None:
    answer = specimen_engine.ask(Question(text))
    assert {each.letter.symbols[0] for each in answer.quotes} == {"A/76/9027"}
    assert (answer.question.text, answer.remarks) == (text, ())


def test_a_follow_up_stays_with_what_the_letter_was_asked(specimen_engine: Engine) -> None:
    before = "what does A/76/9027 say about the pumps"
    answer = specimen_engine.ask(Question("and about the drought?", (before,)))
    assert {each.letter.symbols[0] for each in answer.quotes} == {"A/76/9027"}


def test_that_a_document_was_reissued_is_not_the_senders_word(specimen_engine: Engine) -> None:
    quote = specimen_engine.ask(Question("was S/2022/9207 reissued?")).quotes[0]
    assert (quote.attribution, quote.text.split()[0]) == ((HEAD,), "Reissued")


def test_a_letter_that_is_described_and_not_held_is_said_to_be_so(specimen_engine: Engine) -> None:
    answer = specimen_engine.ask(Question("what does Kesparia's letter of 1 May 2020 say about the pumps"))
    assert answer.quotes == ()
    assert answer.remarks[0] == Remark(RemarkKind.NOT_HELD, ("Kesparia's letter of 1 May 2020",))
