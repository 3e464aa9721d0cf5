"""A bare "why?" is answered by the reason beside what was shown."""

import pytest

from retrieval.questions.reasons import BARE_WHY, reason_beside
from retrieval.types import Span
from tests.simple_letters import a_letter

DISSENT = (
    "The Bench sat in May. Judge Renn dissented. He wore a hat. He held that the application was premature. "
    "Judge Tarn agreed because it was late."
)


def beside(shown: str, *paragraphs: str) -> str | None:
    letter = a_letter(*paragraphs)
    start = letter.text.index(shown)
    found = reason_beside(letter, Span(start, start + len(shown)))
    return found.of(letter.text) if found is not None else None


@pytest.mark.parametrize("text", ["why?", "but why", "how come", "why not", "and why was that?", "on what grounds"])
def test_a_question_that_says_only_why_is_bare(text: str) -> None:
    assert BARE_WHY.match(text)


@pytest.mark.parametrize("text", ["why did Renn dissent", "why were the gates shut", "what for"])
def test_a_question_that_says_more_is_not(text: str) -> None:
    assert not BARE_WHY.match(text)


def test_the_reason_stands_behind_the_words_shown() -> None:
    assert beside("Judge Renn dissented.", DISSENT) == "He held that the application was premature."


def test_words_that_give_their_reason_themselves_are_shown_again() -> None:
    assert beside("Judge Tarn agreed because it was late.", DISSENT) == "Judge Tarn agreed because it was late."


def test_the_paragraph_beside_is_looked_at_where_their_own_gives_none() -> None:
    assert beside("The gate was shut.", "The gate was shut.", "It was shut because a cable had failed.") == (
        "It was shut because a cable had failed."
    )


def test_what_stands_further_away_is_no_reason() -> None:
    paragraphs = ("The gate was shut.", "Nobody was hurt.", "The road was closed because of snow.")
    assert beside("The gate was shut.", *paragraphs) is None


@pytest.mark.parametrize("text", ["It was the lowest since 1922.", "She found that two shots were fired."])
def test_a_time_or_a_finding_is_no_reason(text: str) -> None:
    assert beside(text, text) is None
