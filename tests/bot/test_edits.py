"""Edited questions, duplicate updates, and what comes twice."""

import threading
from collections.abc import Callable

import pytest

from retrieval.types import Answer, ListingKind, Question
from tests.bot.conftest import World
from tests.bot.scripted import a_card, a_list, a_quote, an_answer
from tests.botapi_chats import Call
from tests.people import buttons, entities_of


def echo(world: World, times: Callable[[str], int] = lambda text: 1) -> None:
    """Let the engine quote the question itself, so many times."""
    long = "The passage is open. " * 150
    world.engine.script = lambda question: an_answer(
        question.text,
        [a_quote(f"{question.text} {long if times(question.text) > 1 else ''}", footnotes=())] * times(question.text),
    )


async def test_an_edited_question_updates_its_answer_in_place(world: World) -> None:
    echo(world)
    question = world.anna.writes("Is it open?")
    answer = await world.reply(question)
    world.anna.edits(question, "Is it closed?")
    await world.api.until(lambda: "Is it closed?" in answer["text"])
    assert len(world.api.replies_to(question)) == 1


async def test_an_edited_question_with_a_longer_answer_gets_more_messages_and_fewer_again(world: World) -> None:
    echo(world, lambda text: 3 if "all" in text else 1)
    question = world.anna.writes("Is it open?")
    await world.reply(question)
    world.anna.edits(question, "Say all of it")
    await world.reply(question, 3)
    world.anna.edits(question, "Is it closed?")
    await world.api.until(lambda: len(world.api.replies_to(question)) == 1)
    assert "Is it closed?" in world.api.replies_to(question)[0]["text"]


async def test_an_edit_while_the_answer_is_computed_changes_that_answer(world: World) -> None:
    go = threading.Event()

    def script(question: Question) -> Answer:
        go.wait(20)
        return an_answer(question.text, [a_quote(question.text, footnotes=())])

    world.engine.script = script
    question = world.anna.writes("Is it open?")
    await world.api.until(lambda: world.engine.asked)
    for text in ("Is it shut?", "Is it closed?"):
        world.anna.edits(question, text)
    go.set()
    answer = await world.reply(question)
    await world.api.until(lambda: "Is it closed?" in answer["text"])
    await world.quiet()
    assert len(world.api.replies_to(question)) == 1


async def test_an_edit_while_the_answer_is_sent_changes_that_answer(world: World) -> None:
    echo(world, lambda text: 2)
    question = world.anna.message(world.anna.private, text="Is it open?", entities=[])

    def watch(call: Call) -> None:
        if call.method == "sendMessage":
            world.api.before_response = None
            world.anna.edits(question, "Is it closed?")

    world.api.before_response = watch
    world.api.push(message=question)
    answers = [await world.reply(question), await world.reply(question, 2)]
    await world.api.until(lambda: all("Is it closed?" in answer["text"] for answer in answers))
    await world.quiet()
    assert len(world.api.replies_to(question)) == 2


async def test_a_change_that_is_none_of_the_words_asks_nothing_again(world: World) -> None:
    question = world.anna.writes("Is it open?")
    await world.reply(question)
    world.anna.edits(question, "Is it open?")
    await world.quiet()
    assert len(world.engine.asked) == 1
    assert world.api.sent("editMessageText") == []


async def test_a_question_that_an_edit_addresses_is_answered(world: World) -> None:
    question = world.anna.writes("Is it open?", world.group)
    await world.quiet()
    world.anna.edits(question, "@VerbaleBot Is it open?")
    await world.reply(question)


@pytest.mark.parametrize("now", ["never mind", "Is it open?"])
async def test_an_answer_is_taken_back_when_an_edit_asks_the_bot_no_more(world: World, now: str) -> None:
    question = world.anna.writes("/ask Is it open?", world.group)
    answer = await world.reply(question)
    world.anna.taps(answer, "Context")
    await world.reply(answer)
    world.anna.edits(question, now)
    await world.api.until(lambda: not world.api.replies_to(question) and not world.api.replies_to(answer))
    given = world.services.ledger.answers.to_message(world.group.id, question["message_id"])
    assert given is not None
    assert (given.question, given.asker) == ("", "")
    world.anna.edits(question, "/ask Is it open?")
    assert (await world.reply(question))["message_id"] != answer["message_id"]


async def test_an_edit_that_takes_a_question_back_while_it_is_answered_takes_the_answer_back(world: World) -> None:
    go = threading.Event()
    world.engine.script = lambda question: an_answer(str(go.wait(20)))
    question = world.anna.writes("/ask Is it open?", world.group)
    await world.api.until(lambda: world.engine.asked)
    world.anna.edits(question, "never mind")
    await world.api.until_polled()
    go.set()
    await world.api.until(lambda: world.api.sent("deleteMessage"))
    assert world.api.replies_to(question) == []


async def test_what_was_opened_below_an_answer_goes_when_the_question_is_edited(world: World) -> None:
    question = world.anna.writes("Is it open?")
    answer = await world.reply(question)
    world.anna.taps(answer, "Context")
    opened = await world.reply(answer)
    world.engine.script = lambda question: an_answer("?", [a_quote("We ask that the letter be circulated.")])
    world.anna.edits(question, "What is asked?")
    await world.api.until(lambda: "We ask that" in answer["text"])
    assert (world.anna.id, opened["message_id"]) not in world.api.messages
    world.anna.taps(answer, "Context")
    await world.reply(answer)


async def test_edits_get_nobody_round_the_limit_of_questions(make_world: Callable[..., World]) -> None:
    world = make_world(max_questions_per_minute=1)
    await world.start()
    await world.ask("Is it open?", at=1_900_000_000.0)
    refused = world.anna.writes("Is it closed?", at=1_900_000_001.0)
    await world.reply(refused)
    world.anna.edits(refused, "Is it closed now?")
    await world.api.until_polled(3)
    assert [question.text for question in world.engine.asked] == ["Is it open?"]
    await world.stop()


async def test_an_old_message_that_was_never_asked_is_not_answered_by_an_edit(world: World) -> None:
    question = world.anna.writes("Is it open?", world.group)
    world.anna.edits(question, "@VerbaleBot Is it open?", after=7200)
    await world.quiet()
    assert world.engine.asked == []


async def test_an_edited_command_other_than_ask_does_nothing(world: World) -> None:
    command = world.anna.writes("/help")
    await world.reply(command)
    world.anna.edits(command, "/privacy")
    await world.quiet()
    assert len(world.api.replies_to(command)) == 1


async def test_an_edited_question_keeps_what_it_followed(world: World) -> None:
    await world.ask("Is it open?")
    question = world.anna.writes("Since when?")
    await world.reply(question)
    world.anna.edits(question, "Since what year?")
    await world.api.until(lambda: len(world.engine.asked) == 3)
    assert world.engine.asked[2].history == ("Is it open?",)


async def test_an_answer_that_was_deleted_is_sent_anew_when_its_question_is_edited(world: World) -> None:
    echo(world)
    question = world.anna.writes("Is it open?")
    answer = await world.reply(question)
    del world.api.messages[world.anna.id, answer["message_id"]]
    world.anna.edits(question, "Is it closed?")
    assert "Is it closed?" in (await world.reply(question))["text"]


async def test_the_same_update_three_times_is_answered_once(world: World) -> None:
    question = world.anna.message(world.anna.private, text="Is it open?", entities=[])
    for _ in range(3):
        world.api.push_raw({"update_id": 800_000_000, "message": question})
    await world.reply(question)
    await world.quiet()
    assert len(world.api.replies_to(question)) == 1


async def test_the_same_message_in_another_update_is_answered_once(world: World) -> None:
    question = world.anna.message(world.group, text="/ask Is it open?", entities=entities_of("/ask Is it open?"))
    world.api.push(message=question)
    await world.reply(question)
    world.api.push(message=question)
    await world.quiet()
    assert len(world.api.replies_to(question)) == 1
    assert len(world.engine.asked) == 1


async def test_a_question_that_is_edited_into_a_symbol_becomes_the_card_of_its_letter(world: World) -> None:
    question = world.anna.writes("Is it open?")
    answer = await world.reply(question)
    world.engine.script = lambda _: a_list(1, a_card(2), kind=ListingKind.NAMED)
    world.anna.edits(question, "A/74/772")
    await world.api.until(lambda: "Date: 2 April 2020" in answer["text"])
    assert "Read it here" in buttons(answer)
