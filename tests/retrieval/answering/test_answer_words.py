"""Which words an answer shows, on the specimen letters: what a lead leads to, which letter a question means."""

import pytest

from retrieval.engine import Engine
from retrieval.types import Answer, Question, RemarkKind


def ask(engine: Engine, text: str, *history: str) -> Answer:
    return engine.ask(Question(text, history))


def test_what_a_lead_introduces_is_shown_with_it(specimen_engine: Engine) -> None:
    lead, decided = ask(specimen_engine, "what did the bench decide").quotes
    assert lead.text == "The Bench decided by three votes to two:"
    assert lead.attribution == ("Orvelland",)
    assert decided.text.startswith("Kesparia breached article 3 of the Convention")
    assert decided.attribution[0] == "Orvelland"
    assert len(decided.attribution) == 2


@pytest.mark.parametrize(
    ("text", "signed"),
    [
        ("who signed kesparia's letter of 9 november 2021", "Casimir Aldane"),
        ("who signed the merovand letter of 7 february 2022", "Teodoro Quillan"),
        ("who signed the letter of 27 may 2022", "Marit Oskelund"),  # its corrigendum is of the same day
    ],
)
def test_a_letter_is_meant_by_its_sender_and_date(specimen_engine: Engine, text: str, signed: str) -> None:
    (quote,) = ask(specimen_engine, text).quotes
    assert quote.text.startswith(f"(Signed) {signed}")


def test_a_letter_is_meant_by_its_kind(specimen_engine: Engine) -> None:
    (quote,) = ask(specimen_engine, "when was kesparia's note verbale dated").quotes
    assert quote.text.startswith("Note verbale dated 23 January 2023 from the Permanent Mission of Kesparia")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("what does S/2022/9102 say about the consulate attack", "was attacked with stones and burning nets"),
        ("according to A/77/9019 what did the bench decide", "Kesparia breached article 3"),
    ],
)
def test_a_letter_that_is_named_by_symbol_need_not_name_itself(specimen_engine: Engine, text: str, words: str) -> None:
    assert any(words in quote.text for quote in ask(specimen_engine, text).quotes)


@pytest.mark.parametrize(
    "text",
    [
        "which source says whales are extinct",
        "source on the treaty of westphalia",
    ],
)
def test_a_question_for_a_source_is_refused_where_nothing_is_said(specimen_engine: Engine, text: str) -> None:
    assert ask(specimen_engine, text).quotes == ()


def test_the_source_of_nothing_is_nothing(specimen_engine: Engine) -> None:
    assert ask(specimen_engine, "source?", "what is the capital of france").quotes == ()


def test_a_corrigendum_to_what_is_shown_is_told(specimen_engine: Engine) -> None:
    answer = ask(specimen_engine, "by how much did fish landings fall")
    assert "37 per cent" in answer.quotes[0].text
    assert [(each.kind, each.about) for each in answer.remarks] == [
        (RemarkKind.CORRECTED, ("A/76/9120/Corr.1-S/2022/9133/Corr.1",))
    ]
    assert "For 37 per cent read 27 per cent" in [quote.text for quote in answer.quotes]


def test_a_corrigendum_to_something_else_is_not_told(specimen_engine: Engine) -> None:
    answer = ask(specimen_engine, "for how many days has saint ebb been without its two largest boats")
    assert "A/76/9120" in answer.quotes[0].letter.symbols
    assert ("37 per cent" in answer.quotes[0].text) == bool(answer.remarks)


def test_a_note_is_not_quoted_again_below_the_words_that_call_it(specimen_engine: Engine) -> None:
    answer = ask(specimen_engine, "position of the ondrey islands on the 1961 exchange")
    notes = {note.text for quote in answer.quotes for note in quote.footnotes if note.text != quote.text}
    assert notes
    assert notes.isdisjoint(quote.text for quote in answer.quotes)


def test_a_reference_to_another_place_in_a_source_shows_the_source_without_its_place(specimen_engine: Engine) -> None:
    quotes = ask(specimen_engine, "what did judge treves say about the application").quotes
    (note,) = next(quote.footnotes for quote in quotes if "premature by at least one meeting" in quote.text)
    assert note.text == "Ibid., dissenting opinion of Judge Treves, para. 3."
    assert note.resolved is not None
    assert note.resolved.endswith("(Orvelland v. Kesparia), Order of 22 November 2021.")


def test_an_ibid_after_a_note_with_several_sources_shows_all_of_that_note(specimen_engine: Engine) -> None:
    quotes = ask(specimen_engine, "why did the talks of 6 june 2022 not take place").quotes
    (note,) = next(quote.footnotes for quote in quotes if "did not take place" in quote.text)
    assert note.text == "Ibid."
    assert note.resolved is not None
    assert "communiqué No. 4" in note.resolved
    assert "communiqué No. 5" in note.resolved
    assert note.citations[0].resolved_to is None
