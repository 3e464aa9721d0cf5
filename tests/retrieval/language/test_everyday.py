"""Everyday words find what letters say formally."""

from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.language.analysis import stem_of, terms
from retrieval.language.everyday import DATA, formally


@pytest.mark.parametrize(
    ("question", "said", "formal"),
    [
        ("why did orvelland back out of the treaty?", "back", "withdraw"),
        ("who kicked the two diplomats out", "kick", "expel"),
        ("Who Kicked out the envoys?", "kick", "expel"),
        ("were the gatekeepers sacked", "sack", "dismiss"),
        ("did orvelland change its mind", "mind", "reconsider"),
        ("why are they at each other’s throats", "throat", "conflict"),
        ("an about face on the tolls?", "face", "reversal"),
        ("kesparia went back on its word", "went", "renege"),
        ("who shot down our proposal", "shot", "reject"),
        ("who drove the settlers out", "drove", "expel"),
        ("were any surveyors held", "surveyor", "cartographer"),
        ("how many kids drowned", "kid", "girls"),
    ],
)
def test_an_expression_stands_for_what_letters_say(question: str, said: str, formal: str) -> None:
    assert stem_of(formal) in formally(question, ())[said]


def test_a_formal_verb_is_found_in_each_of_its_forms() -> None:
    assert {"withdraw", "withdrew"} <= set(formally("why did orvelland back out of the treaty?", ())["back"])


@pytest.mark.parametrize(
    ("question", "said", "formal"),
    [
        ("why has orvelland gone back on its word", "gone", "renege"),
        ("did it give back the boats", "give", "restitution"),
        ("when it gave them back", "gave", "restitution"),
        ("who bought the grain", "bought", "purchase"),
    ],
)
def test_an_expression_is_known_in_the_past_of_its_verb(question: str, said: str, formal: str) -> None:
    assert stem_of(formal) in formally(question, ())[said]


def test_a_past_that_has_a_sense_of_its_own_does_not_lend_it_to_its_verb() -> None:
    assert stem_of("insolvent") in formally("is orvelland broke", ())["broke"]
    assert "break" not in formally("did it break", ())


@pytest.mark.parametrize(
    "question",
    [
        "who stood at the back when the lights went out",  # too far apart to be one expression
        "what did Kesparia state on the gates of Bresk",
        "",
        "???",
    ],
)
def test_what_is_no_expression_stands_for_nothing(question: str) -> None:
    assert not formally(question, ())


@pytest.mark.parametrize(
    ("question", "formal"),
    [
        ("did he give evidence in court", "yield"),  # nor is it "give in" with words between
        ("did orvelland put its foot down", "suppress"),  # it is not "put down"
        ("symbol of the new report", "journalist"),  # a report is no reporter
        ("was the dam broken", "insolvent"),  # who is broke is insolvent, and broke is no other form there
        ("which gate got knocked out", "evacuate"),  # nor did it "get out"
    ],
)
def test_words_that_stand_apart_are_no_expression(question: str, formal: str) -> None:
    assert all(stem_of(formal) not in words for words in formally(question, ()).values())


def test_what_letters_say_themselves_stands_for_itself() -> None:
    assert "sack" in formally("were the gatekeepers sacked", ())
    assert not formally("were the gatekeepers sacked", {"sack"})
    assert "broke" in formally("who broke their word", {"break", "word"})
    assert not formally("who broke their word", {"broke", "word"})


def test_every_line_says_what_letters_say_in_single_words() -> None:
    lines = files("retrieval.language").joinpath(DATA).read_text(encoding="utf-8").splitlines()
    assert lines == sorted(set(lines))
    for line in lines:
        everyday, formal = line.split("\t")
        assert everyday == everyday.lower().strip()
        assert len(everyday.split()) <= 4
        assert formally(everyday, ()), line  # an expression of stop words alone stands for nothing
        assert all(word.isalpha() and word.islower() for word in formal.split("|")), line


@given(st.text(max_size=80))
def test_any_text_is_taken(text: str) -> None:
    found = formally(text, ())
    assert set(found) <= set(terms(text))
