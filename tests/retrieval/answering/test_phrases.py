"""Questions that quote words: who said them, or where they stand."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retrieval.answering.cited import source_asked
from retrieval.answering.phrases import phrase_asked
from retrieval.engine import Engine
from retrieval.types import PARAGRAPHS, Question, Reason, RemarkKind
from tests.simple_letters import write_letter_file


@pytest.mark.parametrize(
    "text",
    [
        "who said “not by a bucket more”?", 'which letter says "not by a bucket more"',
        "where is 'not by a bucket more' from",
        "did Kesparia really say “not by a bucket more”", 'is it true that renn wrote "not by a bucket more."?',
        "“not by a bucket more”?", "which country used the words “not by a bucket more”",
    ],
)  # fmt: skip
def test_who_said_words_and_where_is_asked_of_them_alone(text: str) -> None:
    phrase = phrase_asked(text)
    assert phrase is not None
    assert phrase.text == "not by a bucket more"


@pytest.mark.parametrize(
    "text",
    [
        "why did renn say “not by a bucket more”", "Kesparia's and Lind's view on the dam",
        "who opened the “Lark of Callis”",
        'what is "force majeure"', "who said “them to do. I should have”?",
        "which dam is said to hold “not a bucket more” than the one at Bresk",
    ],
)  # fmt: skip
def test_what_asks_for_something_else_is_a_question_like_any_other(text: str) -> None:
    assert phrase_asked(text) is None


@given(st.text(max_size=80))
def test_any_text_is_read(text: str) -> None:
    phrase = phrase_asked(text)
    assert phrase is None or phrase.pattern.search(phrase.text)


@settings(deadline=None, max_examples=60)
@given(data=st.data())
def test_words_of_any_letter_are_found_where_they_stand(specimen_engine: Engine, data: st.DataObject) -> None:
    card = data.draw(st.sampled_from(specimen_engine.letters()))
    letter = specimen_engine.index.letter(card.letter_id)
    blocks = [each.span.of(letter.text) for each in letter.blocks if each.kind in PARAGRAPHS]
    words = data.draw(st.sampled_from([each.split() for each in blocks if len(each.split()) > 6]))
    start = data.draw(st.integers(0, len(words) - 6))
    phrase = " ".join(words[start : start + 6])
    asked = phrase_asked(f"who said «{phrase}»?")
    if asked is None or any(mark in phrase for mark in '“”„«»"'):  # marks inside would end it
        return
    answer = specimen_engine.ask(Question(f"who said «{phrase}»?"))
    assert any(asked.pattern.search(quote.text) for quote in (*answer.quotes, *answer.more))


def test_the_oldest_letter_comes_first_and_the_speaker_asked_for_before_it(empty: Engine, tmp_path: Path) -> None:
    said = "The gates of the Corran dam were never locked on a Friday."
    for name, date, symbol in (("Kesparia", "9 May 2022", "A/76/9002"), ("Velmora", "2 May 2022", "A/76/9001")):
        empty.ingest([write_letter_file(tmp_path, f"{name}.txt", said, sender=name, date=date, symbol=symbol)])
    for asked, first in (("who said", "Velmora"), ("did Kesparia say", "Kesparia")):
        quotes = empty.ask(Question(f"{asked} “never locked on a Friday”?")).quotes
        assert len(quotes) == 2
        assert quotes[0].attribution[0] == first


@pytest.mark.parametrize(
    ("phrase", "named"),
    [
        ("premature by at least one meeting", "Judge Ludmila Treves"),
        ("because the turbines were ready and the price of power was good", "Aldous Renn"),
    ],
)
def test_who_is_meant_by_she_or_the_same_minister_is_shown_with_the_words(
    specimen_engine: Engine, phrase: str, named: str
) -> None:
    (quote, *_) = specimen_engine.ask(Question(f"who said “{phrase}”")).quotes
    assert named in quote.text


def test_so_is_who_is_meant_by_he_behind_the_words(empty: Engine, tmp_path: Path) -> None:
    told = (
        "Lind called me in May. He promised an inquiry. “You will have it before the harvest”, he said. It never came."
    )
    empty.ingest([write_letter_file(tmp_path, "call.txt", told)])
    (shown,) = empty.ask(Question("who said “you will have it before the harvest”?")).quotes
    assert shown.text == told.removesuffix(" It never came.")


def test_the_call_of_a_note_is_none_of_the_words(specimen_engine: Engine) -> None:
    (quote,) = specimen_engine.ask(
        Question("who said “the lowest figure since [3] measurements began in 1922.”")
    ).quotes
    assert "the lowest figure since measurements began" in quote.text


def test_words_that_no_letter_has_are_told_apart_from_those_that_are_like_them(specimen_engine: Engine) -> None:
    answer = specimen_engine.ask(Question("which letter says “it did not ring at all that night”"))
    assert [each.about for each in answer.remarks if each.kind is RemarkKind.NOT_VERBATIM] == [
        ("it did not ring at all that night",)
    ]


def test_a_note_is_found_by_its_words(specimen_engine: Engine) -> None:
    (quote,) = specimen_engine.ask(
        Question("where does it say “Public Prosecutor v. Perrin and Carne, judgment”")
    ).quotes
    assert "Public Prosecutor v. Perrin and Carne" in quote.text


def test_words_that_ask_nothing_by_themselves_are_found_where_they_stand(empty: Engine, tmp_path: Path) -> None:
    empty.ingest([write_letter_file(tmp_path, "dam.txt", "Nobody was kept from anything; that they had been told.")])
    answer = empty.ask(Question("who said «from anything; that they had been»?"))
    assert "from anything; that they had been" in answer.quotes[0].text
    assert empty.ask(Question("who said «to anything; or they had been»?")).reason is Reason.NOT_A_QUESTION


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("where is the Climate Bulletin cited?", "Climate Bulletin"),
        ("which letters cite the callis tide", "callis tide"),
        ("who relies on the Register of Pumping Licences", "Register of Pumping Licences"),
        ("who quotes Pell Anstrom", None),
        ("where is the dam", None),
        ("who cites the", None),
    ],
)
def test_a_source_is_named_to_learn_where_it_is_cited(text: str, source: str | None) -> None:
    asked = source_asked(text)
    assert (asked.text if asked is not None else None) == source


def test_what_rests_on_a_source_is_shown_with_its_note(specimen_engine: Engine) -> None:
    answer = specimen_engine.ask(Question("which letters cite the Callis Tide"))
    assert {each.letter.senders for each in answer.quotes} == {("Ondrey Islands",), ("Merovand",)}
    for quote in answer.quotes:
        assert any("The Callis Tide" in note.text for note in quote.footnotes if note.text != quote.text)


def test_what_no_note_names_is_looked_for_in_the_words(specimen_engine: Engine) -> None:
    answer = specimen_engine.ask(Question("where is the 1974 convention cited"))
    assert any("1974" in each.text for each in answer.quotes)
