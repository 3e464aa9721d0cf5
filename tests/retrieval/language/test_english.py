"""A question that is not in English and finds nothing is told so."""

import pytest

from retrieval.engine import Engine
from retrieval.language.english import is_english
from retrieval.types import Question, RemarkKind

FOREIGN = [
    "Combien de morts à Bresk ?", "et pourquoi ?", "Was sagt Kesparia dazu?", "сколько людей погибло?", "كم عدد القتلى",
    "¿Cuántas personas murieron en la inundación de Bresk?", "多少人死亡", "quem morreu na barragem?",
]  # fmt: skip


@pytest.mark.parametrize("text", FOREIGN)
def test_other_languages_are_told_from_english(text: str) -> None:
    assert not is_english(text)


@pytest.mark.parametrize(
    "text",
    ["how many died at Bresk", "Halvek dam", "source?", "did the Tribunal del Mar rule on La Paz", "Sant Brevin", "no"],
)
def test_english_is_english_with_foreign_names_in_it(text: str) -> None:
    assert is_english(text)


def test_who_asks_in_another_language_and_finds_nothing_is_told_which_is_understood(specimen_engine: Engine) -> None:
    answer = specimen_engine.ask(Question("Combien de pommes dans le gâteau ?"))
    assert not answer.quotes
    assert RemarkKind.IN_ENGLISH in [remark.kind for remark in answer.remarks]
    in_english = specimen_engine.ask(Question("which recipes for apple cake are recommended?"))
    assert (in_english.quotes, in_english.remarks) == ((), ())
