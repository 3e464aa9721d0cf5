"""What happened on a day is told by the sentences that give it, not by those that name a paper of that day."""

from pathlib import Path

import pytest

from retrieval.engine import Engine
from retrieval.questions.about_letters import told
from retrieval.questions.happened import HappenedAsked, happened_asked
from retrieval.types import Question
from tests.simple_letters import write_letter_file


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("what happened on 2 February 2022?", HappenedAsked("2022-02-02")),
        ("what happened at Bresk on 2 Feb 2022", HappenedAsked("2022-02-02", "bresk")),
        ("what took place on 9 August", HappenedAsked("--08-09")),
        ("the events of 2 February 2022", HappenedAsked("2022-02-02")),
        ("what happened in June 2022", None),
        ("what happened to him on 2 February 2022", None),
        ("who died on 2 February 2022", None),
    ],
)
def test_only_a_day_is_asked_for(text: str, asked: HappenedAsked | None) -> None:
    assert happened_asked(told(text, ("kesparia",), 2023)) == asked


def shown(engine: Engine, text: str) -> list[str]:
    return [each.text for each in engine.ask(Question(text)).quotes]


def test_each_letter_that_tells_of_the_day_is_heard(specimen_engine: Engine) -> None:
    quotes = specimen_engine.ask(Question("what happened on 2 February 2022")).quotes
    assert {each.letter.senders for each in quotes} == {("Kesparia",), ("Orvelland",)}
    assert all("February" in each.text for each in quotes)


def test_a_paper_of_that_day_is_no_event(empty: Engine, tmp_path: Path) -> None:
    text = (
        "I refer to the letter dated 3 May 2021. On 3 May 2021, the bridge fell. Resolution 9822 of 3 May 2021 is void."
    )
    empty.ingest([write_letter_file(tmp_path, "bridge.txt", text)])
    assert shown(empty, "what happened on 3 May 2021") == ["On 3 May 2021, the bridge fell."]


def test_a_day_without_its_year_is_of_the_year_before_the_letter(empty: Engine, tmp_path: Path) -> None:
    for year in (2019, 2021):
        text = f"On 3 May, the bridge of {year} fell."
        empty.ingest([write_letter_file(tmp_path, f"{year}.txt", text, symbol=f"A/7/{year}", date=f"9 August {year}")])
    assert shown(empty, "what happened on 3 May 2021") == ["On 3 May, the bridge of 2021 fell."]
    assert len(shown(empty, "what happened on 3 May")) == 2
    assert not any("bridge" in each for each in shown(empty, "what happened on 4 May 2021"))


def test_a_day_without_its_year_is_of_the_year_named_last_above(empty: Engine, tmp_path: Path) -> None:
    text = "The bridge was built in 1998. On 3 May, it was opened. In 2021 it grew old. On 3 May, it fell."
    empty.ingest([write_letter_file(tmp_path, "bridge.txt", text, date="9 August 2021")])
    assert shown(empty, "what happened on 3 May 2021") == ["On 3 May, it fell."]
