"""Questions that ask several things are answered part by part, and what is open is named."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from retrieval.answering.compound import asked_in_turn, asked_together, joined, parts_of
from retrieval.encoder.embedding import SentenceEmbedder
from retrieval.engine import Engine
from retrieval.settings import RetrievalSettings
from retrieval.types import Question, Reason, Remark, RemarkKind
from tests.simple_letters import write_letter_file

TOLD = (
    "The Corran dam is 94 metres high.\n\nThe trawler Marigold was seized on 3 May 2021 by the cutter Heron.\n\n"
    "Fourteen persons drowned in the flood at Osk."
)


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory, embedder: SentenceEmbedder) -> Iterator[Engine]:
    folder = tmp_path_factory.mktemp("letters")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("retrieval.encoder.embedding.load_embedder", lambda *_: embedder)
        opened = Engine.open(RetrievalSettings(index_dir=folder / "index"), create=True)
        opened.ingest([write_letter_file(folder, "letter.txt", TOLD)])
        yield opened
    opened.close()


def test_a_question_that_asks_two_is_taken_apart() -> None:
    assert tuple(parts_of("who was hurt at osk, and who pays?")) == ("who was hurt at osk", "who pays")
    assert tuple(parts_of("what did Velmora and Orvelland say?")) == ("what did Velmora and Orvelland say",)


def test_the_first_part_may_only_say_where_to_look() -> None:
    assert asked_together("who was hurt at osk, and who pays?") == ("who was hurt at osk", "who pays")
    assert asked_together("Renn to Lind, May 2021, who was hurt") == ()


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("1) who drowned 2. who pays", ("who drowned", "who pays")),
        ("a) who drowned? b) how high is the dam?", ("who drowned", "how high is the dam")),
        ("who drowned?\n- how high is the dam", ("who drowned", "how high is the dam")),
        ("who drowned? who pays? and how high is the dam?", ("who drowned", "who pays", "how high is the dam")),
        ("who drowned? when? why?", ("who drowned", "when", "why")),
        ("when? why? who drowned?", ()),
        ("hi, two questions: 1) who drowned 2) who pays", ("who drowned", "who pays")),
        ("According to Velmora: 1) who drowned 2) who pays", ()),
        ("was it reissued? when", ()),
        ("what does article 1. what does article 2. say", ()),
        ("how high is the dam", ()),
        ("2) who drowned 4) who pays", ()),
    ],
)
def test_questions_that_are_put_one_by_one_are_told_apart(text: str, parts: tuple[str, ...]) -> None:
    assert asked_in_turn(text) == parts


def test_each_of_several_questions_is_answered_or_named_as_open(engine: Engine) -> None:
    answer = engine.ask(Question("1) how high is the corran dam 2) who is the king of Ruritania 3) who drowned at osk"))
    assert [quote.text for quote in answer.quotes] == [
        "The Corran dam is 94 metres high.",
        "Fourteen persons drowned in the flood at Osk.",
    ]
    assert Remark(RemarkKind.OPEN_PART, ("who is the king of Ruritania",)) in answer.remarks


def test_where_nothing_is_sure_of_any_part_nothing_is_shown(engine: Engine) -> None:
    answer = engine.ask(Question("1) who is the king of Ruritania 2) when was his palace built"))
    assert answer.quotes == ()
    # together they hold words of several sentences
    apart = engine.ask(
        Question("1) who owns the trawler marigold 2) how wide is the dam there 3) what was her captain paid")
    )
    assert (apart.quotes, apart.reason) == ((), Reason.NOTHING_FOUND)
    assert len(apart.nearest) == 1


def test_a_part_that_names_little_is_answered_by_words_on_the_subject_of_the_others_alone(engine: Engine) -> None:
    answer = engine.ask(Question("how many persons drowned in the flood at osk and who was seized?"))
    assert [quote.text for quote in answer.quotes] == ["Fourteen persons drowned in the flood at Osk."]


def test_what_is_said_of_the_answer_to_one_part_names_that_part(engine: Engine) -> None:
    parts = ("how high is the corran dam", "how many persons drowned at osk")
    dam, drowned = (engine.ask(Question(part)) for part in parts)
    dam = replace(dam, remarks=(Remark(RemarkKind.OTHER_TIME, ("1998-03",)),))
    together = joined(Question("? ".join(parts)), parts, [dam, drowned], 0.0)
    assert together is not None
    assert together.remarks == (Remark(RemarkKind.OTHER_TIME, ("1998-03",), parts[0]),)
