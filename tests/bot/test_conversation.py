"""Memory: what a follow-up follows, what is never mixed, and how all is forgotten."""

from typing import Any

import pytest

import bot.ledger.answers
from tests.bot.conftest import World
from tests.botapi_chats import Chat
from tests.people import Message, buttons, entities_of, texts


def history(world: World) -> tuple[str, ...]:
    return world.engine.asked[-1].history


def moves(world: World, old: Chat, new: Chat) -> None:
    """Make a supergroup of a group."""
    old.moved_to = new.id
    world.api.push(message=world.anna.message(old, migrate_to_chat_id=new.id))


def all_of(world: World, chat: Chat) -> list[Message]:
    """Return the bot's messages in a chat, oldest first."""
    return [call.result for call in world.api.sent(chat_id=chat.id)]


async def test_a_follow_up_knows_the_earlier_questions_oldest_first(world: World) -> None:
    await world.ask("Is it open?")
    await world.ask("Since when?")
    await world.ask("Who says so?")
    assert history(world) == ("Is it open?", "Since when?")


async def test_memory_holds_thirty_questions_at_most(world: World) -> None:
    for number in range(32):
        await world.ask(f"Question {number}?")
    assert history(world) == tuple(f"Question {number}?" for number in range(1, 31))


async def test_people_in_a_group_are_not_mixed(world: World) -> None:
    await world.ask("/ask Is it open?", chat=world.group)
    await world.ask("/ask And the moon?", world.boris, chat=world.group)
    assert history(world) == ()


@pytest.mark.parametrize("hides", ["as the group", "as channels"])
async def test_people_who_hide_are_not_mixed(world: World, hides: str) -> None:
    for number, text in enumerate(("/ask Is it open?", "/ask And the moon?")):
        message = world.anna.message(world.group, text=text, entities=entities_of(text))
        anonymous = {"id": 1087968824, "is_bot": True, "first_name": "Group"}
        channel = {"id": 136817688, "is_bot": True, "first_name": "Channel"}
        message["from"] = anonymous if hides == "as the group" else channel
        behind = world.group if hides == "as the group" else Chat(-1005555555550 - number, "channel", "Notes")
        message["sender_chat"] = behind.as_json()
        world.api.push(message=message)
        first = await world.reply(message)
    assert history(world) == ()
    await world.ask("Since when?", chat=world.group, reply_to=first)
    assert history(world) == ("And the moon?",)


async def test_chats_of_one_person_are_not_mixed(world: World) -> None:
    await world.ask("Is it open?")
    await world.ask("/ask And the moon?", chat=world.group)
    assert history(world) == ()


async def test_topics_are_not_mixed(world: World) -> None:
    forum = world.api.chat(-1009876543210)
    forum.is_forum, forum.topics = True, {1, 40, 41}
    await world.ask("/ask Is it open?", chat=forum, thread=40)
    await world.ask("/ask And the moon?", chat=forum, thread=41)
    assert history(world) == ()
    await world.ask("/ask Since when?", chat=forum, thread=40)
    assert history(world) == ("Is it open?",)


async def test_a_reply_follows_the_answer_replied_to_whoever_asked(world: World) -> None:
    first = await world.ask("/ask Is it open?", chat=world.group)
    await world.ask("/ask And the moon?", chat=world.group)
    await world.ask("Since when?", world.boris, chat=world.group, reply_to=first)
    assert history(world) == ("Is it open?",)


async def test_a_reply_to_an_opened_context_follows_its_answer(world: World) -> None:
    first = await world.ask("/ask Is it open?", chat=world.group)
    world.anna.taps(first, "Context")
    opened = await world.reply(first)
    await world.ask("Since when?", world.boris, chat=world.group, reply_to=opened)
    assert history(world) == ("Is it open?",)


async def test_words_marked_in_an_answer_are_what_is_asked_about(world: World) -> None:
    first = await world.ask("Is it open?")
    words = "The passage has been open to all ships"
    mark = {"text": f"Institute:\n“{words}", "position": 12, "is_manual": True}
    source = await world.ask("Source?", reply_to=first, quote=mark)
    assert history(world) == ("Is it open?", words)
    await world.ask("Since when?", reply_to=source)
    assert history(world) == ("Is it open?", words, "Source?")
    await world.ask("And what?", reply_to=first)
    assert history(world) == ("Is it open?",)


@pytest.mark.parametrize(
    "mark", [{"text": "open to all", "is_manual": True}, {"text": "The passage has been open to all"}]
)
async def test_a_word_or_two_marked_or_none_by_hand_leave_the_whole_answer(world: World, mark: dict[str, Any]) -> None:
    first = await world.ask("Is it open?")
    await world.ask("Source?", reply_to=first, quote={"position": 12, **mark})
    assert history(world) == ("Is it open?",)


async def test_what_is_asked_after_a_button_opened_a_letter_follows_it(world: World) -> None:
    answer = await world.ask("Is it open?")
    world.anna.taps(answer, "A/74/771")
    card = await world.reply(answer)
    for button in ("Read it here", "Back", "Read it here", "Back"):
        world.anna.taps(card, button)
        await world.api.until(lambda tapped=button: tapped not in buttons(card))  # type: ignore[misc]
    await world.quiet()
    await world.ask("who signed it?")
    assert history(world) == ("Is it open?", "A/74/771")
    world.anna.taps(card, "Cites")
    await world.api.until(lambda: "Cited in" in card["text"])
    world.anna.taps(card, "Ruritania, 2 Apr")
    await world.api.until(lambda: "Date: 2 April 2020" in card["text"])
    await world.quiet()
    await world.ask("and that one?")
    assert history(world)[-1] == "A/74/772"


async def test_a_reply_to_an_opened_letter_is_about_it_until_something_else_stands_there(world: World) -> None:
    answer = await world.ask("/ask is it open?", chat=world.group)
    world.boris.taps(answer, "A/74/771")
    card = await world.reply(answer)
    await world.quiet()
    await world.ask("who signed it?", chat=world.group, reply_to=card)
    assert history(world) == ("is it open?", "A/74/771")
    world.boris.taps(answer, "Context")
    await world.api.until(lambda: card["text"].startswith("Context"))
    await world.quiet()
    await world.ask("and since when?", chat=world.group, reply_to=card)
    assert history(world)[-1] == "is it open?"


async def test_memory_survives_a_restart(world: World) -> None:
    await world.ask("Is it open?")
    await world.stop()
    await world.start()
    await world.ask("Since when?")
    assert history(world) == ("Is it open?",)


async def test_memory_expires(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    await world.ask("Is it open?")
    monkeypatch.setattr(bot.ledger.answers, "MEMORY_SECONDS", -1)
    await world.ask("Since when?")
    assert history(world) == ()


async def test_forget_erases_a_persons_questions_from_the_file_and_nobody_elses(world: World) -> None:
    first = await world.ask("Is the harbour mine secret?")
    await world.ask("Boris asks what?", world.boris)
    assert (await world.ask("/forget"))["text"] == "Forgotten: I no longer know what you asked."
    await world.ask("Since when?")
    assert history(world) == ()
    await world.ask("And then?", world.boris)
    assert history(world) == ("Boris asks what?",)
    world.anna.taps(first, "Context")
    await world.reply(first)
    await world.stop()
    assert b"harbour mine" not in (world.folder / "bot.sqlite3").read_bytes()


async def test_a_reply_in_a_chain_that_was_forgotten_follows_nothing(world: World) -> None:
    first = await world.ask("Is it open?")
    await world.ask("/forget")
    await world.ask("Since when?", reply_to=first)
    assert history(world) == ()


async def test_privacy_says_what_is_kept(world: World) -> None:
    text = (await world.ask("/privacy"))["text"]
    assert "/forget erases your questions" in text
    assert "after 30 days" in text


async def test_no_name_of_a_person_is_in_the_ledger(world: World) -> None:
    world.anna.name = "Annabella"
    await world.ask("Is it open?")
    await world.quiet()
    await world.stop()
    kept = (world.folder / "bot.sqlite3").read_bytes()
    assert b"Annabella" not in kept


async def test_memory_moves_with_a_group_that_becomes_a_supergroup(world: World) -> None:
    old: Chat = world.api.chat(-4242)
    new = world.api.chat(-1004242424242)
    await world.ask("/ask Is it open?", chat=old)
    moves(world, old, new)
    await world.ask("/ask Since when?", chat=new)
    assert history(world) == ("Is it open?",)


async def test_numbers_of_messages_of_the_old_group_mean_nothing_in_the_supergroup(world: World) -> None:
    old, new = world.api.chat(-4242), world.api.chat(-1004242424242)
    answer = await world.ask("/ask Is it open?", chat=old)
    world.anna.taps(answer, "A/74/771")
    opened = await world.reply(answer)
    moves(world, old, new)
    for number in range(1, opened["message_id"] + 1):
        question = world.anna.message(new, text=f"/ask What of {number}?", entities=entities_of("/ask"))
        if question["message_id"] == opened["message_id"]:
            world.api.push(message=question)
            await world.reply(question)
    assert world.engine.asked[-1].text == f"What of {opened['message_id']}?"


async def test_buttons_of_the_old_group_open_in_the_supergroup_and_change_nothing_else(world: World) -> None:
    old, new = world.api.chat(-4242), world.api.chat(-1004242424242)
    answer = await world.ask("/ask Is it open?", chat=old)
    world.anna.taps(answer, "Context")
    panel = await world.reply(answer)
    moves(world, old, new)
    later = [await world.ask(f"/ask {number}?", chat=new) for number in range(6)]
    shown = texts(later)
    for message, button in ((answer, "Context"), (panel, "Footnotes"), (panel, "Close")):
        await world.answered(world.anna.taps(message, button))
    await world.quiet()
    assert texts(later) == shown
    assert [text.split("\n")[0] for text in texts(all_of(world, new)[len(later) :])] == ["Context", "Footnotes"]
