"""As much of a letter is shown as it takes to understand the sentence chosen: whom it means, what leads to it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from retrieval.engine import Engine
from retrieval.types import Question
from tests.simple_letters import write_letter_file

Shown = Callable[[str, str], str]


@pytest.fixture
def shown(empty: Engine, tmp_path: Path) -> Shown:
    """Return what is quoted first from a letter of one paragraph, as `question` asks for it."""

    def first(paragraph: str, question: str) -> str:
        empty.ingest([write_letter_file(tmp_path, "letter.txt", paragraph)])
        answer = empty.ask(Question(question))
        return answer.quotes[0].text

    return first


@pytest.mark.parametrize(
    ("before", "sentence", "question"),
    [
        (
            "The harbour master Perrin came on board at dawn.",
            "He ordered the crew of the trawler to hand over the radio.",
            "who had to hand over the radio of the trawler?",
        ),
        (
            "The Ondrey delegate said that the survey of the dam was a matter of timing.",
            "Publication of the survey of the dam might be left till the autumn.",
            "when might publication of the survey of the dam come?",
        ),
        (
            "The Ondrey delegate said that the survey was a matter of timing. It would suit nobody before May.",
            "Publication of the survey of the dam might be left till the autumn.",
            "when might publication of the survey of the dam come?",
        ),
        (
            "Merovand welcomed the draft on the ferry.",
            "Would vote for the clause on the ferry tolls without much hope.",
            "vote on the clause about ferry tolls",
        ),
        (
            "Kesparia supported the draft on the ferry.",
            "Stated that the clause on the ferry tolls had been forgotten by all.",
            "who had forgotten the clause on ferry tolls?",
        ),
    ],
)
def test_who_is_meant_is_shown_with_it(shown: Shown, before: str, sentence: str, question: str) -> None:
    assert shown(f"{before} {sentence}", question) == f"{before} {sentence}"


def test_what_a_reply_quotes_of_the_letter_it_answers_is_shown_with_the_answer(empty: Engine, tmp_path: Path) -> None:
    claim = "In paragraph 3 of its letter, Kesparia states: “No survey of the Corran dam was ever handed to us”."
    reply = "Its consul signed for it on 3 May, and has kept the receipt since."
    empty.ingest([write_letter_file(tmp_path, "letter.txt", f"{claim} {reply}")])
    answer = empty.ask(Question("was the survey of the corran dam handed over?"))
    assert [(quote.text, quote.attribution[1:]) for quote in answer.quotes] == [(claim, ("Kesparia",)), (reply, ())]


def test_what_is_asked_of_another_is_shown_with_what_he_replies(empty: Engine, tmp_path: Path) -> None:
    request = "The Prosecutor has requested Kesparia, of which he is a national, to surrender the mate Joss Perrin."
    reply = "Kesparia replied on 25 June that “our laws forbid us to surrender a citizen, whatever he has done”."
    empty.ingest([write_letter_file(tmp_path, "letter.txt", f"{request} {reply}")])
    answer = empty.ask(Question("will kesparia surrender the mate joss perrin?"))
    assert [quote.text for quote in answer.quotes] == [request, reply]
    assert answer.quotes[1].attribution[1:] == ("Kesparia",)


def test_what_leads_to_a_list_is_shown_before_an_item_of_it(empty: Engine, tmp_path: Path) -> None:
    lead = "His return might well bring about:"
    items = ["(a) a quarrel over the ferry tolls;", "(b) the release of the crew of the trawler Gannet."]
    empty.ingest([write_letter_file(tmp_path, "letter.txt", "\n\n".join([lead, *items]))])
    answer = empty.ask(Question("release of the crew of the trawler gannet?"))
    assert [quote.text for quote in answer.quotes][:2] == [lead, items[1]]
    alone = empty.ask(Question("what might his return bring about?"))
    assert [quote.text for quote in alone.quotes].count(lead) == 1


@pytest.mark.parametrize(
    ("sentence", "question"),
    [
        ("It is clear that the gates of the Corran dam were opened by hand.", "how were the gates of the dam opened?"),
        ("This Government paid for the repair of the Corran dam.", "who paid for the repair of the dam?"),
        ("Will the gates of the Corran dam be repaired this autumn?", "gates of the dam repaired this autumn?"),
        ("The gates of the Corran dam were opened by hand.", "how were the gates of the dam opened?"),
    ],
)
def test_what_stands_alone_is_shown_alone(shown: Shown, sentence: str, question: str) -> None:
    assert shown(f"The frigate Alba left port in May. {sentence}", question) == sentence


def test_the_senders_own_view_does_not_go_on_from_what_another_said(shown: Shown) -> None:
    own = "We would have the gates of the Corran dam opened by hand."
    assert (
        shown(f"The Ondrey delegate said that it was late. {own}", "who would have the gates of the dam opened?") == own
    )


def test_what_takes_half_of_it_back_is_shown_with_it(shown: Shown) -> None:
    view = "The gates of the Corran dam were opened by hand."
    but = "However, nobody saw who did it."
    assert shown(f"{view} {but} It was cold.", "how were the gates of the dam opened?") == f"{view} {but}"


@pytest.mark.parametrize(
    "truth",
    [
        "The truth is that the anchor of a dredger cut the cable on 9 March, as Kesparia was told by fax on that day.",
        "That is untrue: two officers of the Merovand guard sat beside it from 8 March to the next noon.",
    ],
)
def test_what_somebody_claims_is_shown_with_what_the_sender_says_to_it(shown: Shown, truth: str) -> None:
    claim = "Kesparia claims that nobody at the Corran dam answered the hotline."
    assert shown(f"{claim} {truth}", "why did nobody at the dam answer the hotline?") == f"{claim} {truth}"


def test_what_begins_with_yet_is_shown_with_what_it_turns_against(shown: Shown) -> None:
    closed = "On 6 March the prefect closed the bridge at Vell to the displaced, citing the epidemic."
    yet = "Yet tourists and lorry drivers have crossed the bridge every day since June."
    assert shown(f"The winter was mild. {closed} {yet}", "who has crossed the bridge since june?") == f"{closed} {yet}"


def test_a_list_that_begins_inside_its_lead_is_shown_from_there(empty: Engine, tmp_path: Path) -> None:
    lead = "Mr. Lind asked the Board for two things:- (A) a quarrel over the ferry tolls;"
    item = "(B) the release of the crew of the trawler Gannet."
    empty.ingest([write_letter_file(tmp_path, "letter.txt", f"It was late. {lead}\n\n{item}")])
    answer = empty.ask(Question("release of the crew of the trawler gannet?"))
    assert [quote.text for quote in answer.quotes][:2] == [lead, item]


def test_an_answer_is_shown_with_what_was_asked(shown: Shown) -> None:
    asked = "Mr. Renn asked Mr. Lind whether the gates of the Corran dam were sound."
    answered = "Lind replied that nobody had looked."
    text = f"{asked} {answered} It was cold."
    assert shown(text, "what was Lind asked about the gates of the dam?") == f"{asked} {answered}"


def test_a_reason_is_shown_with_what_it_is_given_for(shown: Shown) -> None:
    done = "The gates of the Corran dam were opened by hand in the night of Friday."
    reason = "It was done because the motor had failed."
    text = f"{done} {reason} It was cold."
    assert shown(text, "why were the gates of the corran dam opened by hand?") == f"{done} {reason}"


def test_what_denies_a_claim_is_shown_with_it(shown: Shown) -> None:
    claim = "The letter of Osterland had said that its guards opened the gates of the Corran dam by hand."
    denial = "The gates were never opened."
    text = f"{claim} {denial} It was cold."
    assert shown(text, "did the guards open the gates of the corran dam by hand?") == f"{claim} {denial}"


def test_a_reason_before_a_conclusion_is_shown_with_it(shown: Shown) -> None:
    reason = "The motor of the Corran dam had failed on Friday."
    done = "Its gates were therefore opened by hand at noon."
    assert shown(f"{reason} {done} It was cold.", "why were the gates opened by hand at noon?") == f"{reason} {done}"


@pytest.mark.parametrize(
    ("sentence", "behind", "question"),
    [
        (
            "Osterland did not accept the nine million offered for the gates of the dam, as the deed of the Fund "
            "required each of the families to waive all the claims that they had or might ever have against anybody.",
            "The waiver was struck out in May, and the families may draw on the Fund.",
            "did osterland accept the nine million for the gates in the end?",
        ),
        ("Osterland cabled that it would accept the envoy.", "This, however, was not sent.", "was the envoy accepted?"),
        ("The Coroner of Port Tarn gave her findings on Friday.", "Perrin had drowned.", "what did the coroner find?"),
    ],
)  # fmt: skip
def test_the_end_of_the_matter_is_shown_with_its_beginning(
    shown: Shown, sentence: str, behind: str, question: str
) -> None:
    assert shown(f"{sentence} {behind}", question) == f"{sentence} {behind}"


def test_what_only_leads_to_the_words_of_another_is_no_end_of_the_matter(shown: Shown) -> None:
    sentence = "The engineer of the Lark was sentenced to four months."
    lead = "The judge, Amparo Lisedo, said in open court:"
    assert shown(f"{sentence} {lead}", "what happened to the engineer of the lark?") == sentence


def test_no_words_are_shown_twice(empty: Engine, tmp_path: Path) -> None:
    item = (
        "(a) The ferry is the only boat that the bank does not own. We fought at Ostmere for its right. Its crew voted "
        "for tolls."
    )
    text = f"The following points on the ferry are relevant:\n\n{item}\n\n(b) The ferry is slow."
    empty.ingest([write_letter_file(tmp_path, "letter.txt", text)])
    shown = [quote.text for quote in empty.ask(Question("why like the ferry better for tolls")).quotes]
    assert shown == ["The following points on the ferry are relevant:", item]


def test_words_that_only_open_a_reply_are_shown_with_how_it_begins(specimen_engine: Engine) -> None:
    asked = Question("what does merovand say about the note verbale of 14 january 2022")
    opening, begins, *_ = specimen_engine.ask(asked).quotes
    assert opening.text.endswith("to state the following.")
    assert begins.text.startswith("The trawlers Lark of Callis and Marigold II were not")
