"""Delivery that cannot fail silently: whatever Telegram or the network does, an answer arrives once, or a reason."""

import asyncio
import logging
import threading
import time
from collections.abc import Callable
from typing import Any

import httpx
import pytest

import bot.transport.courier
import bot.transport.polling
from bot.transport.courier import Courier, Target, UndeliverableError
from bot.transport.polling import CONFLICT
from retrieval.errors import IndexMissingError
from retrieval.types import Answer, Question
from tests.bot.conftest import GROUP, World
from tests.bot.scripted import a_quote, an_answer
from tests.botapi import BotApi
from tests.botapi_chats import Break, Fault, Flood
from tests.botapi_rules import RefusedError, bad
from tests.people import buttons


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the pauses between tries be short."""
    monkeypatch.setattr(bot.transport.courier, "PAUSES_SECONDS", (0.01,))
    monkeypatch.setattr(bot.transport.polling, "PAUSES_SECONDS", (0.01,))
    monkeypatch.setattr(bot.transport.polling, "CONFLICT_SECONDS", 0.05)


def server_error(code: int = 500) -> RefusedError:
    return RefusedError(code, "Internal Server Error")


async def test_retry_after_is_obeyed(world: World) -> None:
    world.api.fail("sendMessage", RefusedError(429, "Too Many Requests: retry after 1", {"retry_after": 1}))
    question = world.anna.writes("Is it open?")
    await world.reply(question)
    refused, sent = (call.at for call in world.api.calls if call.method == "sendMessage")
    assert sent - refused >= 1.0


async def test_a_chat_that_has_to_wait_holds_up_no_other(world: World) -> None:
    slow = RefusedError(429, "Too Many Requests: retry after 2", {"retry_after": 2})
    world.api.fail("sendMessage", slow, chat_id=GROUP)
    waiting = world.anna.writes("/ask open?", world.group)
    await world.api.until(lambda: any(call.refused for call in world.api.calls if call.method == "sendMessage"))
    await world.ask("Is it open?", world.boris)
    assert world.api.replies_to(waiting) == []
    await world.reply(waiting)


async def test_a_burst_that_meets_flood_control_arrives_in_order(world: World) -> None:
    world.api.flood = Flood(3, 1.0)
    questions = [world.anna.writes(f"Question {n}?") for n in range(8)]
    for question in questions:
        await world.reply(question)
    order = [call.result["reply_to_message"]["message_id"] for call in world.api.sent()]
    assert order == [question["message_id"] for question in questions]


@pytest.mark.parametrize(
    "fault", [server_error(500), server_error(502), Break.DROP_BEFORE, Break.DROP_AFTER, Break.RUBBISH_AFTER]
)
async def test_a_send_that_goes_wrong_ends_in_one_answer(world: World, fault: Break | RefusedError) -> None:
    world.api.fail("sendMessage", fault)
    question = world.anna.writes("/ask open?", world.group)
    await world.reply(question)
    await world.quiet()
    assert len(world.api.replies_to(question)) == 1


@pytest.mark.parametrize("fault", [Break.HANG_BEFORE, Break.HANG_AFTER])
async def test_a_send_that_is_never_answered_ends_in_one_answer(make_world: Callable[..., World], fault: Break) -> None:
    world = make_world()
    await world.start(request_seconds=0.5)
    world.api.fail("sendMessage", fault)
    question = world.anna.writes("/ask open?", world.group)
    await world.reply(question)
    await world.quiet()
    assert len(world.api.replies_to(question)) == 1
    await world.stop()


async def test_a_lost_answer_is_found_among_the_messages_of_others(world: World) -> None:
    earlier = world.anna.writes("/ask open?", world.group)
    await world.reply(earlier)
    world.api.fail("sendMessage", Break.DROP_AFTER)
    question = world.anna.writes("/ask since when?", world.group)
    for number in range(5):
        world.boris.message(world.group, text=f"Talk {number}")
    await world.reply(question)
    await world.quiet()
    assert len(world.api.replies_to(question)) == 1
    answer = world.api.replies_to(question)[0]
    world.anna.taps(answer, "Context")
    await world.reply(answer)


async def test_a_server_that_cannot_be_asked_about_a_message_gets_it_again(world: World) -> None:
    world.api.fail("sendMessage", Break.DROP_BEFORE)
    world.api.fail("editMessageCaption", RefusedError(404, "Not Found"))
    question = world.anna.writes("Is it open?")
    await world.reply(question)
    assert sum(call.method == "editMessageCaption" for call in world.api.calls) == 1


async def test_a_question_whose_answer_cannot_be_looked_for_stays_open(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def unreachable(courier: Courier, target: Target) -> None:
        raise UndeliverableError("Telegram was not reached.")

    monkeypatch.setattr(Courier, "find_in_doubt", unreachable)
    world.api.fail("sendMessage", Break.DROP_AFTER)
    question = world.anna.writes("/ask open?", world.group)
    await world.api.until(lambda: bool(world.engine.asked))
    await world.stop()
    await world.start()  # the ledger knows of an answer that may have been sent
    await world.stop()
    monkeypatch.undo()
    await world.start()
    await world.reply(question)
    assert len(world.api.replies_to(question)) == 1


async def test_an_outage_of_many_tries_loses_nothing(world: World) -> None:
    world.api.fail("sendMessage", server_error(), 12)
    question = world.anna.writes("/ask open?", world.group)
    await world.reply(question)


async def test_entities_that_are_refused_leave_words_with_their_sources(world: World) -> None:
    world.api.fail("sendMessage", bad("can't parse entities"))
    answer = await world.ask("Is it open?")
    assert answer["entities"] == []
    assert "A/74/771-S/2020/241 (https://undocs.org/en/A/74/771), p. 2" in answer["text"]
    assert "Context" in str(answer["reply_markup"])


async def test_buttons_that_are_refused_leave_the_answer(world: World) -> None:
    world.api.fail("sendMessage", bad("BUTTON_DATA_INVALID"), 2)
    question = world.anna.writes("Is it open?")
    sent = (await world.api.until(world.api.sent))[0]
    assert "“The passage has been open" in sent.result["text"]
    assert "reply_markup" not in sent.result
    assert question


async def test_an_edit_whose_entities_are_refused_leaves_words(world: World) -> None:
    question = world.anna.writes("Is it open?")
    answer = await world.reply(question)
    world.engine.script = lambda asked: an_answer("?", [a_quote("It is closed.")])
    world.api.fail("editMessageText", bad("can't parse entities"))
    world.anna.edits(question, "Is it closed?")
    await world.api.until(lambda: "It is closed." in answer["text"])
    assert answer["entities"] == []


async def test_a_topic_that_is_gone_leaves_the_answer_in_the_group(world: World) -> None:
    world.group.is_forum, world.group.topics = True, {1, 40}
    question = world.anna.message(world.group, thread=40, text="/ask open?", entities=[])
    question["entities"] = [{"type": "bot_command", "offset": 0, "length": 4}]
    world.group.topics = {1}
    world.api.push(message=question)
    sent = (await world.api.until(world.api.sent))[0]
    assert "message_thread_id" not in sent.result


async def test_a_topic_that_was_closed_leaves_the_answer_in_the_group(world: World) -> None:
    world.group.is_forum, world.group.topics, world.group.closed_topics = True, {1, 40}, {40}
    world.anna.writes("/ask open?", world.group, thread=40)
    sent = (await world.api.until(world.api.sent))[0]
    assert "message_thread_id" not in sent.result
    assert buttons(sent.result)[:2] == ["Context", "Footnotes"]


async def test_what_a_tap_opens_in_a_topic_that_was_closed_is_not_shown_elsewhere(world: World) -> None:
    world.group.is_forum, world.group.topics = True, {1, 40}
    answer = await world.ask("/ask open?", chat=world.group, thread=40)
    world.group.closed_topics = {40}
    await world.answered(world.anna.taps(answer, "Context"))
    await world.quiet()
    assert [call.result for call in world.api.sent(chat_id=GROUP)] == [answer]


@pytest.mark.parametrize("how", ["kicked", "muted", "deleted", "unknown"])
async def test_a_chat_that_is_gone_ends_in_a_log_line(world: World, how: str, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.WARNING)
    world.group.bot_is_in = how != "kicked"
    world.group.may_write = how != "muted"
    world.group.deleted = how == "deleted"
    world.anna.writes("/ask open?", world.group)
    if how == "unknown":
        del world.api.chats[world.group.id]
    await world.api.until(lambda: f"Nothing can be written to chat {GROUP}" in caplog.text)
    await world.quiet()
    assert sum(call.method == "sendMessage" and call.chat_id == GROUP for call in world.api.calls) == 1


async def test_a_group_that_has_become_a_supergroup_gets_its_answer_there(world: World) -> None:
    old, new = world.api.chat(-4242), world.api.chat(-1004242424242)
    for _ in range(9):
        world.boris.message(new, text="Good morning")
    old.moved_to = new.id
    world.anna.writes("/ask open?", old)
    sent = (await world.api.until(lambda: world.api.sent(chat_id=new.id)))[0]
    assert "“The passage has been open" in sent.result["text"]
    assert "reply_to_message" not in sent.result


async def test_an_engine_that_fails_is_told_with_a_reference_and_logged_without_words(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(question: Question) -> Answer:
        raise RuntimeError(f"cannot answer {question.text}")

    world.engine.script = broken
    text = (await world.ask("Is the harbour mined?"))["text"]
    assert text.startswith("I am sorry, something went wrong")
    assert text[-7:-1] in caplog.text
    assert "broken" in caplog.text
    assert "harbour" not in caplog.text
    assert world.api.token not in caplog.text


async def test_letters_that_cannot_be_read_are_told_as_such(world: World) -> None:
    def missing(question: Question) -> Answer:
        raise IndexMissingError("There is no index.")

    world.engine.script = missing
    assert (await world.ask("?"))["text"].startswith("I am sorry, my letters cannot be read at the moment.")


async def test_a_button_that_fails_is_told_too(world: World) -> None:
    answer = await world.ask("?")

    def broken(*args: object, **kwargs: object) -> tuple[()]:
        raise RuntimeError("no")

    world.engine.context = broken  # type: ignore[method-assign]
    said = await world.answered(world.anna.taps(answer, "Context"))
    assert said["text"].startswith("I am sorry")


async def test_a_button_that_fails_after_its_spinner_stopped_is_told_below(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer = await world.ask("?")
    monkeypatch.setattr("bot.handlers.source.context_pages", lambda *_: 1 / 0)
    world.anna.taps(answer, "Context")
    told = await world.api.until(lambda: world.api.sent(chat_id=world.anna.id)[1:])
    assert told[0].result["text"].startswith("I am sorry, something went wrong")


def chat_of(world: World, wrong: dict[str, Any]) -> dict[str, Any]:
    """Return a message of Anna's of which something is of the wrong type."""
    anna = world.anna.as_json()
    right = {"message_id": 5, "date": 1_900_000_000, "chat": {"id": anna["id"], "type": "private"}, "from": anna}
    return {**right, "text": "Is it open?", **wrong}


async def test_an_update_that_cannot_be_understood_is_set_aside_and_blocks_nothing(world: World) -> None:
    world.api.push(callback_query={"id": "1", "from": world.anna.as_json(), "data": "x"})
    world.api.push(message={"message_id": "no number", "chat": None})
    world.api.push_raw({"update_id": "seven"})
    world.api.push(poll_of_the_future={"id": 1})
    world.api.push(message=chat_of(world, {"text": 7}))
    world.api.push(message=chat_of(world, {"chat": {"id": "eleven", "type": "private"}}))
    world.api.push(message=chat_of(world, {"message_id": "one"}))
    world.api.push_raw({"update_id": 2**70})
    await world.ask("Is it open?")
    assert world.service is not None
    assert world.service.health().aside >= 1
    assert "Waiting: 0, set aside: " in (await world.ask("/stats", world.admin))["text"]


async def test_rubbish_in_place_of_updates_is_asked_for_again(world: World) -> None:
    world.api.fail("getUpdates", Break.RUBBISH_AFTER, 2)
    world.api.fail("getUpdates", server_error(), 2)
    world.api.fail("getUpdates", Break.DROP_BEFORE, 2)
    await world.ask("Is it open?")


async def test_a_poll_that_is_never_answered_is_given_up(make_world: Callable[..., World]) -> None:
    world = make_world()
    world.api.fail("getUpdates", Break.HANG_BEFORE)
    await world.start(request_seconds=0.5)
    await world.ask("Is it open?")
    await world.stop()


async def test_a_second_poller_is_reported_and_outlived(world: World, caplog: pytest.LogCaptureFixture) -> None:
    service = world.service
    assert service is not None
    async with httpx.AsyncClient(base_url=f"{world.api.url}/bot{world.api.token}", trust_env=False) as other:
        while not service.health().conflict:
            await other.post("/getUpdates", data={"timeout": "0"})
    assert service.health().problem == CONFLICT
    assert sum(CONFLICT in message for message in caplog.messages) == 1
    assert "VERBALE_TELEGRAM_TOKEN" in CONFLICT
    assert "Traceback" not in caplog.text
    await world.ask("Is it open?")
    assert (service.health().conflict, service.health().problem) == (False, None)


async def test_a_question_of_two_days_ago_is_answered_after_the_outage(world: World) -> None:
    answer = await world.ask("Is it open?", at=time.time() - 2 * 86400)
    assert "“The passage has been open" in answer["text"]


async def test_fifty_questions_of_a_group_that_meets_flood_control_are_answered_in_order(world: World) -> None:
    world.api.flood = Flood(20, 1.0)
    questions = [world.anna.writes(f"/ask Question {n}?", world.group) for n in range(50)]
    for question in questions:
        await world.reply(question)
    order = [call.result["reply_to_message"]["message_id"] for call in world.api.sent()]
    assert order == [question["message_id"] for question in questions]
    refused = [call for call in world.api.rejected if call.refused and call.refused.code != 429]
    assert refused == []


async def test_a_webhook_left_from_before_is_taken_back_and_nothing_dropped(make_world: Callable[..., World]) -> None:
    world = make_world()
    world.api.webhook = {"url": "https://old.example/hook", "secret": None}
    question = world.anna.writes("Is it open?")
    await world.start()
    await world.reply(question)
    await world.stop()


async def test_the_bot_comes_up_without_a_network_and_answers_when_it_is_there(
    make_world: Callable[..., World], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.running.service.RETRY_SECONDS", 0.05)
    world = make_world()
    api: BotApi = world.api
    await api.stop()
    starting = asyncio.create_task(world.start())
    await asyncio.sleep(0.2)
    assert not starting.done()
    await api.start()
    await starting
    await world.ask("Is it open?")
    await world.stop()


@pytest.mark.parametrize("method", ["getMe", "deleteWebhook"])
@pytest.mark.parametrize("fault", [RefusedError(429, "retry", {"retry_after": 0}), Break.RUBBISH_AFTER])
async def test_a_start_that_telegram_puts_off_is_tried_again(
    make_world: Callable[..., World], monkeypatch: pytest.MonkeyPatch, method: str, fault: Fault
) -> None:
    monkeypatch.setattr("bot.running.service.RETRY_SECONDS", 0.05)
    world = make_world()
    world.api.fail(method, fault)
    await world.start()
    await world.ask("Is it open?")
    await world.stop()


async def test_questions_of_a_chat_are_answered_in_order_and_another_chat_does_not_wait(world: World) -> None:
    go = threading.Event()

    def script(question: Question) -> Answer:
        if question.text == "slow":
            go.wait(20)
        return an_answer()

    world.engine.script = script
    slow, next_one = world.anna.writes("/ask slow", world.group), world.boris.writes("/ask quick", world.group)
    await world.ask("Is it open?", world.boris)
    assert world.api.replies_to(slow) == world.api.replies_to(next_one) == []
    go.set()
    first, second = await world.reply(slow), await world.reply(next_one)
    assert first["message_id"] < second["message_id"]


async def test_a_slow_question_in_a_topic_holds_up_no_other_topic(world: World) -> None:
    world.group.is_forum, world.group.topics = True, {1, 40, 41}
    go = threading.Event()
    world.engine.script = lambda question: an_answer(str(question.text == "slow" and go.wait(20)))
    slow = world.anna.writes("/ask slow", world.group, thread=40)
    await world.ask("/ask quick", world.boris, chat=world.group, thread=41)
    assert world.api.replies_to(slow) == []
    go.set()
    await world.reply(slow)


async def test_what_was_not_answered_before_a_stop_is_answered_after_the_start(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.running.service.DRAIN_SECONDS", 0.05)
    go = threading.Event()
    world.engine.script = lambda question: an_answer(str(go.wait(20)))
    question = world.anna.writes("Is it open?")
    await world.api.until(lambda: world.engine.asked)
    await world.stop()
    go.set()
    assert world.api.replies_to(question) == []
    await world.start()
    await world.reply(question)
    await world.quiet()
    assert len(world.api.replies_to(question)) == 1


async def test_an_answer_of_two_messages_is_finished_after_a_crash_between_them(world: World) -> None:
    quotes = [a_quote(f"{n} " + "The passage is open. " * 150, footnotes=()) for n in range(2)]
    world.engine.script = lambda question: an_answer("?", quotes)
    world.api.fail("sendMessage", Break.HANG_BEFORE, chat_id=world.boris.id)
    world.api.fail("sendMessage", RefusedError(401, "Unauthorized"), chat_id=world.anna.id)
    question = world.anna.writes("Is it open?")
    await world.api.until(lambda: any(c.method == "sendMessage" for c in world.api.calls))
    await world.stop()
    await world.start()
    await world.reply(question, 2)
    await world.quiet()
    assert len(world.api.replies_to(question)) == 2
    assert len(world.engine.asked) == 1
