"""Rare words and names are told by the passages that hold them."""

import pytest

from retrieval.questions.rarity import Held
from retrieval.storage.index import Index
from tests.retrieval.conftest import Put
from tests.simple_letters import a_letter


@pytest.fixture
def held(index: Index, put: Put) -> Held:
    put(index, a_letter("The master of the boat, Joss Renn, wrote to his widow.", "Widows and orphans were paid."))
    for number in range(30):
        put(index, a_letter(f"Velmora shut gate {number}.", letter_id=str(number), symbols=(f"A/76/{9100 + number}",)))
    return Held(index)


def test_a_word_that_letters_print_with_a_capital_inside_sentences_is_a_name(held: Held) -> None:
    assert held.names(["renn"])
    assert held.names(["boat", "renns"])


@pytest.mark.parametrize("word", ["widow", "orphans", "velmora", "unheard"])
def test_other_words_and_those_of_many_passages_are_none(held: Held, word: str) -> None:
    assert not held.names([word])


def test_rare_words_are_counted(held: Held) -> None:
    assert held.rare(["widow", "renn", "gate", "unheard"]) == 2


def test_a_name_is_told_as_letters_print_it_be_it_of_many_passages(held: Held) -> None:
    assert [held.printed(stem) for stem in ("renn", "velmora", "widow", "unheard")] == ["Renn", None, None, None]


@pytest.mark.parametrize(
    "address",
    ["https://tide.example.com/sorrel", "www.example.org/sorrel", "office.example.org/sorrel", "sorrel@a.org"],
)
def test_a_name_is_one_though_an_address_prints_it_small(index: Index, put: Put, address: str) -> None:
    put(index, a_letter(f"The river fell at Sorrel; see {address}", "The ford was dry and/or closed."))
    assert [Held(index).printed(stem) for stem in ("sorrel", "closed")] == ["Sorrel", None]


def test_a_word_that_stands_behind_an_address_is_looked_at(index: Index, put: Put) -> None:
    put(index, a_letter("He rode to Sorrel.", "See www.example.org/tables and the sorrel, no. 4."))
    assert Held(index).printed("sorrel") is None
