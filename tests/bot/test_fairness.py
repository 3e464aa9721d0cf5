"""How much a person and a chat may ask."""

import json
from collections.abc import Callable

import pytest

from bot.fairness import Asker, Excess, Fairness
from tests.bot.conftest import World


async def test_one_question_too_many_gets_a_kind_sentence(make_world: Callable[..., World]) -> None:
    world = make_world(max_questions_per_minute=2)
    await world.start()
    at = 1_900_000_000.0
    for _ in range(2):
        await world.ask("Is it open?", at=at)
    assert (await world.ask("And now?", at=at + 10))["text"] == (
        "That was a lot of questions at once. Please ask again in 51 seconds."
    )
    await world.ask("Is it open?", world.boris, at=at + 10)
    await world.ask("And now?", at=at + 61)
    assert len(world.engine.asked) == 4
    await world.stop()


def test_a_chat_may_ask_as_much_as_four_people() -> None:
    fairness = Fairness(1)
    assert [fairness.count(-1, user, 100.0) for user in "abcd"] == [None] * 4
    assert fairness.count(-1, "e", 110.0) == Excess(Asker.CHAT, 51)
    assert fairness.count(-2, "e", 110.0) is None


def test_what_is_refused_does_not_count() -> None:
    fairness = Fairness(1)
    fairness.count(-1, "a", 100.0)
    for second in range(101, 160):
        assert fairness.count(-1, "a", float(second)) is not None
    assert fairness.count(-1, "a", 160.0) is None


def test_a_clock_that_was_set_back_holds_nobody_up() -> None:
    fairness = Fairness(1)
    assert [fairness.count_inline("a", 9000.0 + second) is None for second in range(5)] == [True] * 4 + [False]
    assert fairness.count_inline("a", 1800.0) is None


def test_whoever_has_not_asked_for_a_minute_is_forgotten() -> None:
    fairness = Fairness(1)
    for number in range(1000):
        fairness.count(number, "a", 100.0)
        fairness.count_inline(str(number), 100.0)
    fairness.count(-1, "a", 161.0)
    assert len(fairness._times) == 2


@pytest.mark.parametrize("words", ["/letters Graustark", "/letter A/74/771", "A/74/771"])
async def test_looking_letters_up_is_asking_too(make_world: Callable[..., World], words: str) -> None:
    world = make_world(max_questions_per_minute=1)
    await world.start()
    await world.ask(words, at=1_900_000_000.0)
    assert (await world.ask(words, at=1_900_000_001.0))["text"].startswith("That was a lot of questions at once.")
    await world.stop()


async def test_what_is_typed_inline_is_bounded_and_the_person_told(make_world: Callable[..., World]) -> None:
    world = make_world(max_questions_per_minute=1)
    await world.start()
    for typed in ("Is it", "Is it op", "Is it open", "Is it open?"):
        assert json.loads((await world.answered(world.anna.types(typed)))["results"])
    said = await world.answered(world.anna.types("Is it open now?"))
    assert (said["results"], said["cache_time"]) == ("[]", "0")
    assert json.loads(said["button"])["text"].startswith("That was a lot of questions at once.")
    assert json.loads((await world.answered(world.boris.types("Is it open?")))["results"])
    assert len(world.engine.asked) == 5
    await world.stop()
