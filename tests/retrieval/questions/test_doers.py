"""Who does what a question asks about, and whether a text tells it of another."""

from collections.abc import Iterator

import pytest

from retrieval.encoder.embedding import SentenceEmbedder
from retrieval.engine import Engine
from retrieval.questions.doers import Deed, asks_when, deed_asked, done_by_another
from retrieval.settings import RetrievalSettings
from retrieval.types import Question, Reason, Remark, RemarkKind, Span
from tests.simple_letters import a_letter, write_letter_file

SENDERS = ("kesparia", "orvelland", "merovand", "renn", "lind")


@pytest.mark.parametrize(
    ("question", "deed"),
    [
        ("why did kesparia close the gates", Deed("kesparia", "close")),
        ("when did the Kesparians first shut the gates", Deed("kesparia", "shut")),
        ("why didn't Orvelland ever pay", Deed("orvelland", "pay")),
        ("how many pumps has kesparia got to close", Deed("kesparia", "close")),
        ("which gates is kesparia closing", Deed("kesparia", "close")),
        ("what of the mines laid by merovand", Deed("merovand", "laid")),
        ("did Japan sign", Deed("Japan", "sign")),
        ("was kesparia warned", None),
        ("what did kesparia's envoy sign", None),
        ("is kesparia the owner", None),
        ("gates of kesparia", None),
        ("why did the operators close the gates", None),
    ],
)
def test_a_question_asks_about_the_deed_of_a_party(question: str, deed: Deed | None) -> None:
    assert deed_asked(question, SENDERS) == deed


@pytest.mark.parametrize(
    ("question", "when"),
    [
        ("when did kesparia tell its neighbours", True),
        ("and did kesparia warn them", True),
        ("what did kesparia tell its neighbours", False),
        ("why did kesparia say so", False),
    ],
)
def test_whether_something_was_said_is_another_question_than_what(question: str, when: bool) -> None:
    assert asks_when(question) is when


CLOSE = Deed("kesparia", "close")
SHUT = {"close": {"shut": 0.7, "near": 0.4}}


def another_who(deed: Deed, text: str, speaker: str = "Merovand", around: str = "") -> str | None:
    letter = a_letter(around + text)
    return done_by_another(deed, Span(len(around), len(letter.text)), speaker, letter, SHUT, SENDERS)


@pytest.mark.parametrize(
    ("text", "another"),
    [
        ("Orvelland closed the gates in May.", "Orvelland"),
        ("The gates, which Orvelland had never since shut, stood open.", "Orvelland"),
        ("The gates were closed by Orvelland at noon.", "Orvelland"),
        ("The gates were shut at noon by the Government of Orvelland.", "Orvelland"),
        ("Orvellish border guards closed the road.", "Orvellish"),
        ("The Government of Orvelland will close the gates.", "Orvelland"),
        ("Orvelland and Merovand closed their consulates.", "Orvelland"),
        ("Kesparia and Orvelland closed the gates.", None),
        ("Orvelland closed the lower gates, and Kesparia the upper ones.", None),
        ("Orvelland closed the lower gates, and Kesparia closed the upper ones.", None),
        ("Orvelland was closed to all shipping.", None),
        ("The talks with Orvelland closed in May.", None),
        ("The gates were closed in May.", None),
        ("Orvelland asked that they be closed.", None),
        ("The gates that Orvelland closed are a danger to Kesparia.", "Orvelland"),
        ("Orvelland drew near.", None),
        ("The border of Orvelland closed the view.", None),
        ("Japan closed its embassy.", None),
    ],
)
def test_a_text_may_tell_a_deed_of_another(text: str, another: str | None) -> None:
    assert another_who(CLOSE, text) == another


def test_where_one_speaks_of_himself_the_deed_may_be_his() -> None:
    text = "Orvelland closed the lower gates, and we had closed the upper ones."
    assert another_who(CLOSE, text) == "Orvelland"
    assert another_who(CLOSE, text, "Kesparia") is None


def test_a_minister_acts_for_his_state() -> None:
    assert another_who(Deed("Japan", "close"), "Renn closed the meeting.") is None


def test_a_state_that_has_sent_no_letter_is_known_by_its_envoys() -> None:
    text = "The gates were closed by the authorities of Carrow."
    assert another_who(CLOSE, text, around="The Ambassador of Carrow was not heard. ") == "Carrow"
    assert another_who(CLOSE, text) is None


LETTER = "On 4 May 2021 Orvelland closed the gates at Halvek, because the river had fallen below its lowest mark."


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory, embedder: SentenceEmbedder) -> Iterator[Engine]:
    folder = tmp_path_factory.mktemp("letters")
    write_letter_file(folder, "gates.txt", LETTER, sender="Kesparia")
    write_letter_file(folder, "fish.txt", "Fish was sold.", symbol="S/2021/9003", sender="Orvelland")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("retrieval.encoder.embedding.load_embedder", lambda *_: embedder)
        opened = Engine.open(RetrievalSettings(index_dir=folder / "index"), create=True)
        opened.ingest([folder / "gates.txt", folder / "fish.txt"])
        yield opened
    opened.close()


def test_what_letters_tell_of_another_is_no_answer_and_whose_it_is_is_said(engine: Engine) -> None:
    right = engine.ask(Question("why did orvelland close the gates at halvek?"))
    wrong = engine.ask(Question("why did kesparia close the gates at halvek?"))
    assert [each.text for each in right.quotes] == [LETTER]
    assert (wrong.reason, wrong.quotes) == (Reason.NOTHING_FOUND, ())
    assert wrong.remarks == (Remark(RemarkKind.OF_ANOTHER, ("Orvelland",)),)
    assert [card.symbols for card in wrong.nearest][:1] == [right.quotes[0].letter.symbols]
