"""Each side is heard where a question asks for that, and it is said where only one speaks."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from retrieval.engine import Engine
from retrieval.questions.sides import without_sides
from retrieval.types import Answer, Question, Remark, RemarkKind
from tests.simple_letters import write_letter_file

STOOD_STILL = "The server of the Election Commission stood still for two hours, because a pipe had burst in the cellar."
NO_PIPE = (
    "In reply to the letter dated 2 November 2021 from the Permanent Representative of Velmora (S/2021/9001), I have "
    "the honour to state the following.\n\n"
    "There was no burst pipe in that cellar: the water works have no record of any repair."
)
ELSEWHERE = "In Ruritania the servers of the academy stood still for a week."
QUESTION = "why did the server of the commission stand still, both versions"


@pytest.mark.parametrize(
    ("asked", "left"),
    [
        ("who is to blame for the flood, both versions", "who is to blame for the flood"),
        ("was the court allowed to hear it? what do the two countries say", "was the court allowed to hear it"),
        ("what happened to the 26 prisoners according to each side", "what happened to the 26 prisoners"),
        ("who was warned, each sides version", "who was warned"),
        ("what do both sides say about the hotline", "the hotline"),
        ("both versions of the collision", "the collision"),
        ("what do both sides say happened to the wheat", "what happened to the wheat"),
        ("were families cut off on both sides", "were families cut off on both sides"),
        ("what did each side lose", "what did each side lose"),
        ("what did both sides agree on", "what did both sides agree on"),
        ("what do both sides say", "what do both sides say"),
    ],
)
def test_words_that_only_ask_to_hear_each_side_are_no_topic(asked: str, left: str) -> None:
    assert without_sides(asked) == left


def test_a_long_run_of_blanks_is_looked_through_once() -> None:
    asked = f"what broke{' ,' * 50_000} then"
    assert without_sides(asked) == asked


def ask_of(empty: Engine, folder: Path, letters: Sequence[tuple[str, str]], *asked: str) -> Answer:
    for number, (sender, text) in enumerate(letters, 1):
        symbol = f"S/2021/900{number}"
        empty.ingest([write_letter_file(folder, f"{number}.txt", text, symbol=symbol, sender=sender)])
    return empty.ask(Question((asked or (QUESTION,))[-1], asked[:-1]))


def test_the_other_side_is_found_by_what_the_one_says(empty: Engine, tmp_path: Path) -> None:
    answer = ask_of(empty, tmp_path, [("Velmora", STOOD_STILL), ("Osterland", NO_PIPE), ("Ruritania", ELSEWHERE)])
    assert [quote.letter.senders for quote in answer.quotes] == [("Velmora",), ("Osterland",)]
    assert "no burst pipe" in answer.quotes[1].text
    assert RemarkKind.ONE_SIDED not in {each.kind for each in answer.remarks}


def test_where_one_side_alone_speaks_of_it_that_is_said(empty: Engine, tmp_path: Path) -> None:
    answer = ask_of(empty, tmp_path, [("Velmora", STOOD_STILL), ("Ruritania", ELSEWHERE)])
    assert [quote.letter.senders for quote in answer.quotes] == [("Velmora",)]
    assert Remark(RemarkKind.ONE_SIDED, ("Velmora",)) in answer.remarks


def test_that_one_side_alone_speaks_is_not_said_where_the_letters_of_others_were_not_looked_through(
    empty: Engine, tmp_path: Path
) -> None:
    letters = [("Velmora", STOOD_STILL), ("Osterland", NO_PIPE)]
    answer = ask_of(empty, tmp_path, letters, f"S/2021/9001: {QUESTION}")
    assert [quote.letter.senders for quote in answer.quotes] == [("Velmora",)]
    assert answer.remarks == ()


def test_the_other_side_alone_is_no_one_sided_answer_to_who_was_shown_the_first(empty: Engine, tmp_path: Path) -> None:
    answer = ask_of(
        empty, tmp_path, [("Velmora", STOOD_STILL), ("Osterland", NO_PIPE)], QUESTION, "and the other side?"
    )
    assert [quote.letter.senders for quote in answer.quotes] == [("Osterland",)]
    assert RemarkKind.ONE_SIDED not in {each.kind for each in answer.remarks}


@pytest.mark.parametrize("asked", ["is that true?", "is this right", "true?", "can I believe that?"])
def test_whether_it_is_so_is_not_judged_but_the_other_side_is_heard(empty: Engine, tmp_path: Path, asked: str) -> None:
    letters = [("Velmora", STOOD_STILL), ("Osterland", NO_PIPE)]
    answer = ask_of(empty, tmp_path, letters, "why did the server of the commission stand still", asked)
    assert [quote.letter.senders for quote in answer.quotes] == [("Osterland",)]
    assert Remark(RemarkKind.NOT_JUDGED, ()) in answer.remarks


def test_where_nobody_else_speaks_of_it_nothing_is_shown(empty: Engine, tmp_path: Path) -> None:
    letters = [("Velmora", STOOD_STILL), ("Ruritania", ELSEWHERE)]
    answer = ask_of(empty, tmp_path, letters, "why did the server of the commission stand still", "is that true?")
    assert (answer.quotes, answer.remarks) == ((), (Remark(RemarkKind.NOT_JUDGED, ()),))
    assert [card.senders for card in answer.nearest] == [("Velmora",)]


def test_the_other_side_is_asked_for_by_itself(empty: Engine, tmp_path: Path) -> None:
    letters = [("Velmora", STOOD_STILL), ("Osterland", NO_PIPE), ("Ruritania", ELSEWHERE)]
    answer = ask_of(empty, tmp_path, letters, "why did the server of the commission stand still", "and the other side?")
    assert [quote.letter.senders for quote in answer.quotes] == [("Osterland",)]
