"""A place in a letter that a question names is looked up, and nothing else is shown for it."""

import pytest

from retrieval.engine import Engine
from retrieval.questions.places import Place, place_asked
from retrieval.types import Question, Reason


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("A/76/9011 para 4", Place("4", is_note=False)),
        ("what does paragraph 12 of S/2022/9048 say?", Place("12", is_note=False)),
        ("footnote 3 of A/76/9011 please", Place("3", is_note=True)),
        ("show me note 2 in A/76/9011", Place("2", is_note=True)),
        ("what's in para 4 of A/76/9011?", Place("4", is_note=False)),
        ("what does A/76/9011 say in paragraph 4?", Place("4", is_note=False)),
        ("what does paragraph 4 of A/76/9011 say about the gates", None),
        ("paragraph 4", None),
        ("A/76/9011", None),
        ("annex para 4 of A/76/9083", Place("4", is_note=False, in_annex=True)),
        ("para 4 of the annex to A/76/9083", Place("4", is_note=False, in_annex=True)),
        ("note b of A/76/9083", Place("b", is_note=True)),
        ("A/76/9011-S/2021/9104, p. 2, para. 8", Place("8", is_note=False)),
        ("Velmora → Secretary-General, 2 May 2022, A/76/9011, pp. 2–3, para. 8", Place("8", is_note=False)),
        ("A/76/9083-S/2022/9071, Annex, p. 3, para. 3", Place("3", is_note=False, in_annex=True)),
        ("A/76/9011 page 2", Place("2", is_note=False, is_page=True)),
        ("what's on p. 2 of A/76/9011?", Place("2", is_note=False, is_page=True)),
        ("what does A/76/9011 say about page 2 of the order", None),
    ],
)
def test_a_place_is_asked_for_by_its_number_and_a_symbol(text: str, place: Place | None) -> None:
    assert place_asked(text) == place


def test_what_stands_there_is_shown(specimen_engine: Engine) -> None:
    (paragraph,) = specimen_engine.ask(Question("A/76/9011 para 3")).quotes
    assert (paragraph.paragraph, paragraph.letter.symbols[0]) == (3, "A/76/9011")
    (note,) = specimen_engine.ask(Question("footnote 3 of A/76/9011")).quotes
    assert [each.indicator for each in note.footnotes] == ["3"]


@pytest.mark.parametrize(
    "text", ["para 4 of that letter", "and para 4?", "show me paragraph 4", "what does para 4 say"]
)
def test_a_place_without_a_symbol_is_one_of_the_letter_shown_before(specimen_engine: Engine, text: str) -> None:
    for first in ("A/76/9011", "A/76/9011 para 3", "who signed A/76/9011"):
        paragraph, *_ = specimen_engine.ask(Question(text, (first,))).quotes
        assert (paragraph.paragraph, paragraph.letter.symbols[0]) == (4, "A/76/9011")


def test_a_paragraph_that_leads_to_a_quotation_is_shown_with_it(specimen_engine: Engine) -> None:
    lead, *quoted = specimen_engine.ask(Question("A/76/9011 para 4")).quotes
    assert lead.text.endswith("the Mission stated:")
    assert lead.attribution == ("Orvelland",)
    assert [quote.attribution for quote in quoted] == [("Orvelland", "Ulmera Basin Observation Mission")] * 2


def test_a_page_is_shown_with_all_that_begins_on_it(specimen_engine: Engine) -> None:
    for question in (Question("page 2 of A/76/9011"), Question("and page 2?", ("A/76/9011",))):
        answer = specimen_engine.ask(question)
        shown = (*answer.quotes, *answer.more)
        assert {(quote.page, quote.letter.symbols[0]) for quote in shown} == {(2, "A/76/9011")}
        assert [quote.paragraph for quote in shown][:2] == [4, 5]
        assert shown[-1].text.startswith("I should be grateful")
    assert specimen_engine.ask(Question("page 99 of A/76/9011")).reason is Reason.NO_SUCH_PLACE


def test_a_place_as_answers_print_it_is_found(specimen_engine: Engine) -> None:
    (shown,) = specimen_engine.ask(Question("A/76/9011-S/2021/9104, p. 2, para. 8")).quotes
    assert (shown.paragraph, shown.page) == (8, 2)


def test_a_paragraph_of_an_annex_is_asked_for_as_such(specimen_engine: Engine) -> None:
    (paragraph,) = specimen_engine.ask(Question("annex para 4 of A/76/9083")).quotes
    assert (paragraph.label, bool(paragraph.part)) == ("4", True)


def test_an_annex_is_told_from_another(specimen_engine: Engine) -> None:
    (second,) = specimen_engine.ask(Question("annex II para 2 of A/76/9095")).quotes
    assert second.part == "Annex II"
    assert not specimen_engine.ask(Question("annex IV para 2 of A/76/9095")).quotes


@pytest.mark.parametrize(
    "asked", ["the annexes of A/76/9095", "show me the annexes of the ondrey letter of 24 march 2022"]
)
def test_of_annexes_the_beginning_of_each_is_shown(specimen_engine: Engine, asked: str) -> None:
    shown = specimen_engine.ask(Question(asked)).quotes
    assert [each.part for each in shown] == ["Annex I", "Annex II", "Annex II, Enclosure"]


def test_a_place_that_is_not_there_is_told_with_the_letter(specimen_engine: Engine) -> None:
    answer = specimen_engine.ask(Question("A/76/9011 footnote 99"))
    assert (answer.reason, answer.quotes) == (Reason.NO_SUCH_PLACE, ())
    assert [card.symbols[0] for card in answer.nearest] == ["A/76/9011"]


def test_an_article_of_the_text_shown_is_what_stands_below_its_heading(specimen_engine: Engine) -> None:
    agreed = "page 3 of A/77/9103"
    paragraphs = specimen_engine.ask(Question("article 3?", (agreed,))).quotes
    assert [quote.text.startswith(each) for quote, each in zip(paragraphs, ("The hotline", "A warning"), strict=True)]
    elsewhere = specimen_engine.ask(Question("article 3?", ("A/76/9027 para 5",))).quotes  # which has no such heading
    assert all("hotline" not in quote.text for quote in elsewhere)
