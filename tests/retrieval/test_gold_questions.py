"""The real letter, asked as staff ask: the right paragraphs and notes are shown, what it does not say is refused."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from retrieval.engine import Engine
from retrieval.evaluation import folded, history_of, shown_text
from retrieval.settings import RetrievalSettings
from retrieval.types import Answer, Question

LETTERS = Path(__file__).parents[3] / "shared" / "letters"
GOLD = LETTERS / "000_f4ff0849ef0a721f.gold.json"

pytestmark = pytest.mark.skipif(
    not GOLD.exists(), reason="the real letter lies beside the repository, and is not there"
)

Row = dict[str, Any]
Asked = list[tuple[Row, Answer]]


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    opened = Engine.open(RetrievalSettings(index_dir=tmp_path_factory.mktemp("real") / "index"), create=True)
    opened.ingest([LETTERS / "000_f4ff0849ef0a721f.txt"])
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def gold() -> Row:
    loaded: Row = json.loads(GOLD.read_text(encoding="utf-8"))
    return loaded


def ask_all(engine: Engine, rows: list[Row]) -> Asked:
    asked = {row["id"]: row for row in rows}
    return [(row, engine.ask(Question(row["question"], history_of(row, asked)))) for row in rows]


@pytest.fixture(scope="module")
def answered(engine: Engine, gold: Row) -> Asked:
    return ask_all(engine, gold["questions"])


def test_the_gold_paragraph_is_among_those_shown(answered: Asked) -> None:
    missed = [
        row["id"] for row, answer in answered if not {q.paragraph for q in answer.quotes} & set(row["paragraphs"])
    ]
    assert len(answered) - len(missed) >= 23, missed


def test_the_gold_footnotes_are_shown(answered: Asked) -> None:
    missed = []
    for row, answer in answered:
        notes = {note.indicator for each in answer.quotes for note in each.footnotes}
        wanted = set(map(str, row["footnotes"]))
        # Two gold notes are those of two gold paragraphs: either paragraph brings its own.
        if not answer.quotes or (wanted and not wanted & notes):
            missed.append(row["id"])
    assert len(answered) - len(missed) >= 23, missed


def test_the_answer_keys_are_in_the_answer(answered: Asked) -> None:
    missed = []
    for row, answer in answered:
        text = folded(shown_text(answer) or "")
        if not all(any(folded(one) in text for one in key.split("|")) for key in row["answer_keys"]):
            missed.append(row["id"])
    assert len(answered) - len(missed) >= 22, missed


def test_every_quotation_is_verbatim_and_in_the_voice_of_its_paragraph(
    engine: Engine, answered: Asked, gold: Row
) -> None:
    letter = engine.find("000_f4ff0849ef0a721f.txt").letter
    speakers = {row["index"]: row["speaker"] for row in gold["paragraphs"]}
    inside = {row["index"]: {each["speaker"] for each in row.get("inline_quotes", ())} for row in gold["paragraphs"]}
    for _, answer in answered:
        for each in answer.quotes:
            assert each.text == each.span.of(letter.text)
            if each.paragraph is not None:
                assert each.attribution[0] == "Azerbaijan"
                assert each.attribution[-1] in {speakers[each.paragraph], *inside[each.paragraph]}


def test_what_the_letter_does_not_say_is_refused(engine: Engine, gold: Row) -> None:
    wrong = [row["id"] for row, answer in ask_all(engine, gold["unanswerable"]) if answer.quotes]
    assert len(gold["unanswerable"]) - len(wrong) >= 11, wrong
