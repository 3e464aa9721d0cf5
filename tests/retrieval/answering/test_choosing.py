"""Which sentences are shown, and of whom: the best, each side, what another disputes, nothing shown before."""

from pathlib import Path

import pytest

from retrieval.engine import Engine
from retrieval.types import Question
from tests.simple_letters import write_letter_file


def test_what_a_lead_leads_to_is_shown_from_its_beginning_where_that_is_short(empty: Engine, tmp_path: Path) -> None:
    lead = "In its answer of 15 May the auction house defended the sale of the bronze in these words:"
    said = "Our clients hold good title. We feel with the people of Velmora, who will be free to bid at the sale."
    empty.ingest([write_letter_file(tmp_path, "letter.txt", f"{lead}\n\n    {said}")])
    answer = empty.ask(Question("how did the auction house defend the sale of the bronze"))
    assert [quote.text for quote in answer.quotes] == [lead, said]


def test_what_another_state_says_is_not_left_out_for_a_lead(empty: Engine, tmp_path: Path) -> None:
    item = "(a) that the gates of the Corran dam were opened by hand by people from Velmora in the night of the flood;"
    letters = [
        ("Osterland", "The gates of the Corran dam were opened by hand."),
        ("Osterland", "The gates of the Corran dam were opened by hand on Friday."),
        ("Velmora", f"We reject the claims:\n\n{item}"),
    ]
    for number, (sender, text) in enumerate(letters, 1):
        symbol = f"S/2021/900{number}"
        empty.ingest([write_letter_file(tmp_path, f"{number}.txt", text, symbol=symbol, sender=sender)])
    answer = empty.ask(Question("were the gates of the corran dam opened by hand?"))
    assert [quote.text for quote in answer.quotes] == [letters[0][1], "We reject the claims:", item]


@pytest.mark.parametrize(
    "question",
    ["what did each side say about the gates of the corran dam?", "what do velmora and osterland say about the gates?"],
)
def test_each_side_is_shown_under_its_own_name(empty: Engine, tmp_path: Path, question: str) -> None:
    letters = [
        ("Velmora", "Velmora never opened the gates of the Corran dam."),
        ("Osterland", "Osterland saw from the bridge who opened the gates of the Corran dam."),
    ]
    for number, (sender, text) in enumerate(letters, 1):
        symbol = f"S/2021/900{number}"
        empty.ingest([write_letter_file(tmp_path, f"{number}.txt", text, symbol=symbol, sender=sender)])
    shown = [quote.letter.senders for quote in empty.ask(Question(question)).quotes]
    assert sorted(shown[:2]) == [("Osterland",), ("Velmora",)]


@pytest.mark.parametrize(
    "question",
    ["what did each side say about the flood at bresk", "what do kesparia and orvelland say about the flood"],
)
def test_a_joint_letter_of_both_is_neither_sides(specimen_engine: Engine, question: str) -> None:
    first, second = (set(quote.letter.senders) for quote in specimen_engine.ask(Question(question)).quotes[:2])
    assert first.isdisjoint(second)
    assert {"Kesparia", "Orvelland"} <= first | second


def test_each_of_two_who_are_named_is_shown_though_one_letter_tells_of_both(empty: Engine, tmp_path: Path) -> None:
    text = "Mr. Renn said that the gates of the dam were old.\n\nMr. Lind said that the gates of the dam were sound."
    empty.ingest([write_letter_file(tmp_path, "letter.txt", text)])
    answer = empty.ask(Question("renn and lind on the gates of the dam, what did each of them say"))
    assert [quote.text.split()[1] for quote in answer.quotes[:2]] in (["Renn", "Lind"], ["Lind", "Renn"])


def test_letters_that_went_the_other_way_are_not_shown(empty: Engine, tmp_path: Path) -> None:
    for name, sender, addressee in (("1.md", "Renn", "Lind"), ("2.md", "Lind", "Renn")):
        head = f"---\ntitle: {sender} to {addressee}\ndoc_date: '2021-05-03'\n---\n\nCablegram 7\n\n"
        (tmp_path / name).write_text(f"{head}{sender} has the gates of the dam mended.\n", encoding="utf-8")
    empty.ingest([tmp_path / "1.md", tmp_path / "2.md"])
    answer = empty.ask(Question("renn to lind, may 2021: who mends the gates of the dam?"))
    assert {quote.letter.senders for quote in answer.quotes} == {("Renn",)}


def test_an_office_is_somebodys_in_any_form(empty: Engine, tmp_path: Path) -> None:
    text = (
        "Osterland's Prime Minister, Anna Lind, opened the gates of the Corran dam on Friday.\n\n"
        "The President of the Republic of Osterland, Oskar Renn, closed the gates of the dam again.\n\n"
        "The Minister for Foreign Affairs of Osterland, Nils Berg, praised it."
    )
    empty.ingest([write_letter_file(tmp_path, "letter.txt", text)])
    holders = (("prime minister", "Anna Lind"), ("president", "Oskar Renn"), ("foreign minister", "Nils Berg"))
    for office, name in holders:
        assert name in empty.ask(Question(f"who is the {office} of osterland?")).quotes[0].text
        assert not empty.ask(Question(f"who is the {office} of velmora?")).quotes


def test_a_lead_without_a_colon_brings_what_it_leads_to(empty: Engine, tmp_path: Path) -> None:
    text = (
        "In its order of 2 June on the boarding of the trawler Lark the Graymoor Court found that\n\n"
        "“the vessel lay eleven miles outside the zone. It was foggy.”\n\nThe order is final."
    )
    empty.ingest([write_letter_file(tmp_path, "letter.txt", text)])
    quotes = empty.ask(Question("what did the graymoor court find on the boarding of the trawler lark?")).quotes
    assert any("eleven miles outside the zone" in quote.text for quote in quotes)


def test_a_prime_minister_of_another_is_not_shown(empty: Engine, tmp_path: Path) -> None:
    text = "The Prime Minister of Osterland, Anna Lind, opened the gates of the Corran dam on Friday."
    empty.ingest([write_letter_file(tmp_path, "letter.txt", text)])
    assert empty.ask(Question("who is the prime minister of osterland?")).quotes
    assert not empty.ask(Question("who is the prime minister of velmora?")).quotes


def test_a_formula_is_not_what_is_asked_for(empty: Engine, tmp_path: Path) -> None:
    text = (
        "I should be grateful if you would circulate the present letter on the gates of the Corran dam as a document "
        "of the Council.\n\nThe gates of the Corran dam are to be examined by the Council."
    )
    empty.ingest([write_letter_file(tmp_path, "letter.txt", text)])
    quotes = empty.ask(Question("what is the council to do on the gates of the corran dam?")).quotes
    assert quotes[0].text == "The gates of the Corran dam are to be examined by the Council."


def test_that_a_note_be_circulated_is_not_what_its_sender_wants(empty: Engine, tmp_path: Path) -> None:
    asked = "Kesparia protests against the seizure of the trawler Gannet and demands the release of her crew."
    ends = (
        "The Mission of Kesparia requests that the present note on the crew of the Gannet be circulated as a document.",
        "The Mission of Kesparia avails itself of this opportunity to renew to it the assurances of its consideration.",
    )
    empty.ingest([write_letter_file(tmp_path, "letter.txt", "\n\n".join([asked, *ends]))])
    quotes = empty.ask(Question("what does kesparia request for the crew of the gannet?")).quotes
    assert quotes[0].text == asked


def test_a_line_that_names_a_telegram_is_not_what_is_asked_for(empty: Engine, tmp_path: Path) -> None:
    text = "Your 93 and 94 Reparations from Velmora.\n\nWe favour reparations from Velmora in goods, and not in money."
    empty.ingest([write_letter_file(tmp_path, "letter.txt", text)])
    assert empty.ask(Question("reparations from velmora")).quotes[0].text.startswith("We favour reparations")


def test_the_other_side_is_of_another_sender(specimen_engine: Engine) -> None:
    first = "what did orvelland say about the flow at bresk"
    shown = specimen_engine.ask(Question("and the other side?", (first,))).quotes
    assert shown
    assert all("Orvelland" not in quote.letter.senders for quote in shown)


@pytest.mark.parametrize("text", ["and of merovand?", "no, i meant Merovand", "what about merovand"])
def test_a_question_is_put_to_the_other_who_is_named(specimen_engine: Engine, text: str) -> None:
    shown = specimen_engine.ask(Question(text, ("who is the conciliator of the Ondrey Islands?",))).quotes
    assert "Uzarra" in shown[0].text


def test_who_was_warned_said_nothing(specimen_engine: Engine) -> None:
    for question in ("What did Orvelland say about the flood warning?", "what does orvelland say about the warning?"):
        shown = specimen_engine.ask(Question(question)).quotes
        assert shown
        assert all("Orvelland" in quote.letter.senders for quote in shown)


def test_what_else_was_said_is_nothing_that_was_shown(empty: Engine, tmp_path: Path) -> None:
    one, other = "Renn said that the Corran dam was old.", "Renn said that the Corran dam leaked in May."
    empty.ingest([write_letter_file(tmp_path, "letter.txt", f"{one}\n\nIt rained.\n\n{other}")])
    first = "what did renn say about the corran dam?"
    before = empty.ask(Question(first)).quotes
    after = empty.ask(Question("what else did renn say about the corran dam? say it", (first, first))).quotes
    again = empty.ask(Question("what else did he say?", (first,))).quotes
    assert before
    assert after
    assert not {quote.text for quote in before}.intersection(quote.text for quote in again)


def test_what_was_shown_is_not_shown_again_when_more_is_asked(empty: Engine, tmp_path: Path) -> None:
    text = (
        "The gates of the Corran dam were opened by hand on Friday.\n\n"
        "The gates had been shut for nine years when it rained."
    )
    empty.ingest([write_letter_file(tmp_path, "letter.txt", text)])
    first = "what was opened by hand on friday at the corran dam?"
    shown = empty.ask(Question(first)).quotes
    after = empty.ask(Question("and for how long had the gates been shut?", (first,))).quotes
    assert shown[0].text.endswith("Friday.")
    assert after[0].text.endswith("rained.")


@pytest.mark.parametrize(
    ("question", "shown"),
    [
        ("did the hotline ring", {"Orvelland": "did not ring", "Kesparia": "The hotline rang"}),
        ("was orvelland warned before the gates opened?", {"Orvelland": "1.05 a.m.", "Kesparia": "warned in time"}),
        ("did the gannet ram the patrol boat", {"Merovand": "struck her", "Ondrey Islands": "after the shots"}),
    ],
)
def test_what_the_letter_that_disputes_it_says_is_shown(
    specimen_engine: Engine, question: str, shown: dict[str, str]
) -> None:
    said = {quote.letter.senders[0]: quote.text for quote in specimen_engine.ask(Question(question)).quotes}
    assert said.keys() == shown.keys()
    assert all(words in said[sender] for sender, words in shown.items())


def test_what_an_edition_put_in_the_place_of_others_is_not_shown(empty: Engine, tmp_path: Path) -> None:
    text = "[matter of the ferry tolls omitted]\n\nThe ferry tolls were paid by the bank."
    empty.ingest([write_letter_file(tmp_path, "letter.txt", text)])
    quotes = empty.ask(Question("what about the matter of the ferry tolls")).quotes
    assert [quote.text for quote in quotes] == ["The ferry tolls were paid by the bank."]
