"""What people wrap around a question is taken off it, and nothing that belongs to what they ask."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.engine import Engine
from retrieval.questions.framing import bare
from retrieval.types import Question, Reason


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ("remind me what kesparia said about the gates", "what kesparia said about the gates"),
        ("can you tell me who shot first", "who shot first"),
        ("i need to know how many drowned", "how many drowned"),
        ("any idea when the gates opened", "when the gates opened"),
        ("boss wants to know whether the gates were shut", "is it so that the gates were shut"),
        ("anything from Kesparia on the gates?", "what does Kesparia say about the gates?"),
        ("do we have a quote by the Coroner about the gates", "what does the Coroner say about the gates"),
        ("who shot from the boat, need source", "who shot from the boat, source"),
        ("any info on whether the gates were shut", "is it so that the gates were shut"),
        ("is it true that the gates were shut", "is it so that the gates were shut"),
        ("whats the story on the gates", "the gates"),
        ("what's the deal with the gates", "the gates"),
        ("give me a summary of the dispute on the gates", "the dispute on the gates"),
        ("anything on the gates issue?", "the gates?"),
        ("quote re gates", "gates"),
        ("what do the letters say about the gates", "the gates"),
        ("which letters mention the gates", "the gates"),
        ("the gates, any info?", "the gates"),
        ("need the toll of the flood asap", "the toll of the flood"),
        ("with regard to the gates", "the gates"),
        ("quick question: did the gates open", "did the gates open"),
        ("quick one: who shot first", "who shot first"),
        ("silly question but who shot first", "who shot first"),
        ("quick q, kesparia's line on the gates", "what does kesparia say about the gates"),
        ("one more thing: did the gates open", "did the gates open"),
        ("not sure you have it but, did the gates open", "did the gates open"),
        ("the minister wants to know who shot first", "who shot first"),
        ("can you confirm who shot first", "who shot first"),
        ("i forgot when the gates opened", "when the gates opened"),
        ("i would like to know whether the gates were shut", "is it so that the gates were shut"),
        ("kindly indicate who shot first", "who shot first"),
        ("please state why the gates were shut", "why the gates were shut"),
        ("the latest on the gates", "the gates"),
        ("brief me on the gates", "the gates"),
        ("pull up the bit about the gates", "the gates"),
        ("renn, any info on the toll", "renn, the toll"),
        ("can you tell me if you know who shot first", "who shot first"),
        ("the position taken by Kesparia with respect to the gates", "what does Kesparia say about the gates"),
        ("what is the view of Kesparia on the gates", "what does Kesparia say about the gates"),
        ("What is stated by Kesparia about the gates?", "what does Kesparia say about the gates?"),
        ("what claims does Kesparia make about the gates", "what does Kesparia say about the gates"),
        ("what are kesparia's complaints about the gates", "what does kesparia say about the gates"),
        ("what does kesparia argue about the gates", "what does kesparia say about the gates"),
        ("how did Kesparia justify closing the gates", "Kesparia's reasons for closing the gates"),
        ("kesparia's excuse for closing the gates", "kesparia's reasons for closing the gates"),
        ("kesparia's line on the gates", "what does kesparia say about the gates"),
        ("anything on kesparia's line on the gates", "what does kesparia say about the gates"),
        ("explain the Kesparian press's line on the gates", "what does the Kesparian press say about the gates"),
    ],
)
def test_only_what_is_asked_is_left(typed: str, asked: str) -> None:
    assert bare(typed).strip() == asked


@pytest.mark.parametrize(
    "text",
    [
        "what did Kesparia say about the gates",
        "what did they say about the gates",  # whom "they" stands for is part of the question
        "what about the gates",
        "who was on the boat",
        "who said what about the gates",
        "whose letter on the gates was passed to the Assembly",
        "when was the news about the gates to come out",
        "who spoke for the owners on the panel",
        "what happened to the crew",
        "who is about to be released",
        "kesparia's reply on the gates",
        "tell me more",
        "give me paragraph 4",
        "any info?",
        "next question",
        "last one: who signed it",  # which may be the last of the letters
        "the question, who put it",
        "not sure who signed",
        "did the minister want to know who shot",
        "pull out of the treaty",
        "state visits to Velmora",
        "what will help the crew understand how to steer",
        "is it true?",
        "do you know?",
        "how did we explain our vote",
        "what was Kesparia's first thought on the gates",
        "how does Kesparia explain that the gates were shut",
        "from whom did Velmora buy the ship",
        "explain",
        "who opposed kesparia's position on the gates",
        "and who rejected kesparia's claims about the gates",
        "did Velmora share kesparia's concerns over the gates",
        "why was kesparia's complaint about the gates rejected",
    ],
)
def test_a_question_that_is_bare_already_stays_as_it_is(text: str) -> None:
    assert bare(text) == text


@given(st.text())
def test_any_text_is_taken_and_something_is_left_of_it(text: str) -> None:
    assert bare(text) or not text


@pytest.mark.parametrize("text", ["re " * 7_000, "," * 20_000 + "x", "anything on " + "'" * 20_000 + "x"])
def test_hostile_text_is_taken_as_well(text: str) -> None:
    assert bare(text)


@pytest.mark.parametrize(
    "frame",
    [
        "{}",
        "anything on {}",
        "whats the story on {}",
        "i need a quote on {}",
        "background on {} pls",
        "who mentions {}",
        "{}, any info?",
        "do we have something about {}",
    ],
)
def test_a_topic_is_found_however_it_is_asked_for(specimen_engine: Engine, frame: str) -> None:
    plain = specimen_engine.ask(Question("the flood at Bresk"))
    framed = specimen_engine.ask(Question(frame.format("the flood at Bresk")))
    assert plain.quotes
    assert framed.quotes[0].text == plain.quotes[0].text


def test_a_joke_is_not_looked_for_in_letters(specimen_engine: Engine) -> None:
    assert specimen_engine.ask(Question("tell me a joke about diplomats")).reason is Reason.NOT_A_QUESTION


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("who sigend A/76/9066", "who signed A/76/9066"),
        ("what happend to the gates of the dam at Bresk", "what happened to the gates of the dam at Bresk"),
        ("how did the judges vote on the nonember order", "how did the judges vote on the November order"),
        ("hw mny gates are open", "how many gates are open"),
        ("waht was said abuot the flood at Bresk", "what was said about the flood at Bresk"),
    ],
)
def test_a_slip_in_a_word_that_a_question_is_understood_by_is_mended(
    specimen_engine: Engine, typed: str, meant: str
) -> None:
    plain = specimen_engine.ask(Question(meant))
    assert plain.quotes
    assert specimen_engine.ask(Question(typed)).quotes[0].text == plain.quotes[0].text
