"""The words that texts are found by."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.language.analysis import terms


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The letters of the Permanent Representative", ("letter", "perman", "repres")),
        ("Türkiye’s claims", ("turkiy", "claim")),
        ("1,200 persons, 3.5 per cent, the 12th", ("1200", "person", "3p5", "cent", "12")),
        ("the U.S.S.R. and the U.S.", ("ussr", "usa")),
        ("between us", ()),
        ("a cease-fire", ("ceas", "fire", "ceasefir")),
        ("the ceasefire", ("ceasefir",)),
        ("l’État d'Azerbaïdjan", ("etat", "azerbaidjan")),
        ("письмо Российской Федерации", ("письм", "российск", "федерац")),
        ("联合国秘书长", ("联合", "合国", "国秘", "秘书", "书长")),
        ("2020年", ("2020", "年")),
        ("رسالةٌ", ("رسال",)),
        ("", ()),
        ("??? -- ''", ()),
    ],
)
def test_text_becomes_stems_without_stop_words(text: str, words: tuple[str, ...]) -> None:
    assert terms(text) == words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("See A/74/771-S/2020/242.", ("see", "symax74x771", "symsx2020x242")),
        ("under resolution 822 (1993)", ("symsxresx822x1993", "resolut", "822", "1993")),
        ("and/or", ()),
    ],
)
def test_a_document_symbol_is_one_word_for_each_half(text: str, words: tuple[str, ...]) -> None:
    assert terms(text) == words


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("azerbaijans forces", "Azerbaijan’s forces"),
        ("turkiye", "Türkiye"),
        ("cease fire", "cease-fire"),
        ("1200", "1,200"),
        ("CANAL", "canals"),
    ],
)
def test_what_people_type_meets_what_is_printed(typed: str, printed: str) -> None:
    assert set(terms(typed)) & set(terms(printed))


@given(st.text(max_size=300))
def test_any_text_gives_words_of_letters_and_digits_alone(text: str) -> None:
    assert all(word and not word.isspace() and " " not in word and '"' not in word for word in terms(text))
    assert all(any(character.isalnum() for character in word) for word in terms(text))
