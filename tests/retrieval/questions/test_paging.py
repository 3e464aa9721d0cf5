"""A letter that was shown is read on: the next page or paragraph, the one before, the rest of a list."""

from pathlib import Path

import pytest

from retrieval.answering.answer import MAX_HISTORY, MAX_TURNED, heeded
from retrieval.engine import Engine
from retrieval.questions.paging import Onward, asks_onward
from retrieval.types import Answer, Question, Reason
from tests.simple_letters import write_letter_file

BRESK = "how many people drowned at bresk"


def ask(engine: Engine, *questions: str) -> Answer:
    """Return the answer to the last of several questions that follow each other."""
    *before, last = questions
    return engine.ask(Question(last, tuple(before)))


@pytest.mark.parametrize(
    ("text", "onward"),
    [
        ("tell me more", Onward(stays=False)),
        ("more please", Onward(stays=False)),
        ("and the rest of it", Onward()),
        ("read on", Onward()),
        ("what happened next?", Onward(stays=False)),
        ("more from that letter", Onward()),
        ("what else does the letter say", Onward()),
        ("and later?", Onward(stays=False)),
        ("next page", Onward(1, of_pages=True)),
        ("show me the next page please", Onward(1, of_pages=True)),
        ("the page before", Onward(-1, of_pages=True)),
        ("the next paragraph", Onward(1)),
        ("next", Onward(1)),
        ("and the one before?", Onward(-1)),
        ("what does the following para say", Onward(1)),
        ("what is (b)", Onward(item="b")),
        ("and point c?", Onward(item="c")),
        ("what does (b) mean for the crews", None),
        ("plan b", None),
        ("when is the next meeting", None),
        ("what else did he say", None),
        ("the page before the annex", None),
        ("more ships?", None),
    ],
)
def test_where_a_question_turns_to_is_read_only_where_it_says_nothing_else(text: str, onward: Onward | None) -> None:
    assert asks_onward(text) == onward


def test_the_next_page_is_that_behind_the_words_shown(specimen_engine: Engine) -> None:
    (shown,) = ask(specimen_engine, BRESK).quotes
    for questions in ((BRESK, "next page"), (BRESK, "was the mayor of bresk replaced", "next page")):
        page = ask(specimen_engine, *questions).quotes
        assert {(quote.letter.letter_id, quote.page) for quote in page} == {(shown.letter.letter_id, 2)}
        assert len(page) > 1
    assert ask(specimen_engine, "A/76/9011 para 8", "next page").reason is Reason.NO_SUCH_PLACE


def test_paragraphs_follow_each_other_in_both_directions(specimen_engine: Engine) -> None:
    conversation = ("A/76/9011 para 2", "next paragraph", "the next one", "and the one before", "previous paragraph")
    numbers = [ask(specimen_engine, *conversation[:turn]).quotes[0].paragraph for turn in range(1, 6)]
    assert numbers == [2, 3, 4, 3, 2]


def test_after_what_leads_to_a_list_all_its_items_are_shown(empty: Engine, tmp_path: Path) -> None:
    items = [
        "(a) That the gates be opened by hand;",
        "(b) That the harbour watch be told;",
        "(c) That no toll be asked.",
    ]
    paragraphs = ["Kesparia therefore proposes for the Corran dam:", *items, "Kesparia thanks the harbour master."]
    empty.ingest([write_letter_file(tmp_path, "letter.txt", "\n\n".join(paragraphs))])
    first = "what does Kesparia propose for the Corran dam?"
    shown = [quote.text for quote in ask(empty, first).quotes]
    rest = [quote.text for quote in ask(empty, first, "go on").quotes]
    assert [each for each in (*shown, *rest) if each in items] == items
    assert [quote.text for quote in ask(empty, first, "what is (c)").quotes] == [items[2]]
    assert ask(empty, first, "what is (f)").reason is Reason.NO_SUCH_PLACE


def test_a_letter_without_pages_is_read_on_by_paragraphs(empty: Engine, tmp_path: Path) -> None:
    paragraphs = ["The gates of the Corran dam were opened by hand at night.", "The motor was mended in May."]
    empty.ingest([write_letter_file(tmp_path, "letter.txt", "\n\n".join(paragraphs))])
    first = "who opened the gates of the corran dam by hand at night?"
    assert [quote.text for quote in ask(empty, first, "next page").quotes] == paragraphs[1:]


def test_a_letter_is_read_on_whoever_speaks_there(specimen_engine: Engine) -> None:
    conversation = ("A/76/9011 para 6", "more from that letter")
    (shown,), (behind,) = (ask(specimen_engine, *conversation[:count]).quotes for count in (1, 2))
    assert (shown.attribution, behind.attribution) == (
        ("Orvelland", "Ulmera Basin Observation Mission"),
        ("Orvelland", "Brigitta Sorn"),
    )
    assert behind.text.startswith("The Head of the Mission, Brigitta Sorn")


def test_a_letter_is_read_on_and_on(empty: Engine, tmp_path: Path) -> None:
    paragraphs = [f"The harbour watch of Corran counted {number} ships." for number in range(20, 45)]
    empty.ingest([write_letter_file(tmp_path, "letter.txt", "\n\n".join(paragraphs))])
    first, shown = "did the harbour watch of Corran count 20 ships?", ""
    for turns in range(13):
        shown += "".join(quote.text for quote in ask(empty, first, *["next paragraph"] * turns).quotes)
    assert all(each in shown for each in paragraphs[:13])


@pytest.mark.parametrize("text", ["go on", "the next paragraph", "the second one", "and the other side?"])
def test_where_nothing_was_shown_nothing_goes_on(specimen_engine: Engine, text: str) -> None:
    answer = ask(specimen_engine, text)
    assert (answer.reason, answer.quotes, answer.nearest) == (Reason.AMBIGUOUS, (), ())


def test_what_is_heeded_begins_with_a_question_that_names_a_topic() -> None:
    topics = tuple(f"what of dam {number}?" for number in range(20))
    assert heeded(topics) == topics[-MAX_HISTORY:]
    assert heeded((*topics, *["go on"] * 15)) == (topics[-1], *["go on"] * 15)
    assert heeded((*topics, *["go on"] * 50)) == ("go on",) * MAX_TURNED
