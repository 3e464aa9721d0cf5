"""Who may ask where: closed by default, opened and closed by administrators, and nothing leaks."""

from collections.abc import AsyncIterator, Callable
from typing import Any

import pytest

from tests.bot.conftest import ADMIN, GROUP, World
from tests.botapi_rules import RefusedError, bad
from tests.people import Person, buttons


@pytest.fixture
async def closed(make_world: Callable[..., World]) -> AsyncIterator[World]:
    """A running bot that no chat may ask yet."""
    made = make_world(allowed_chats=frozenset())
    await made.start()
    yield made
    await made.stop()


CLOSED = "I am sorry, I may not answer in this chat yet."


RIGHTS = (
    "can_be_edited", "is_anonymous", "can_manage_chat", "can_delete_messages", "can_manage_video_chats",
    "can_restrict_members", "can_promote_members", "can_change_info", "can_invite_users", "can_post_stories",
    "can_edit_stories", "can_delete_stories",
)  # fmt: skip
STANDING: dict[str, dict[str, Any]] = {"kicked": {"until_date": 0}, "administrator": dict.fromkeys(RIGHTS, False)}


def member_update(world: World, old: str, new: str, by: Person | None = None) -> dict[str, Any]:
    return {
        "chat": world.group.as_json(),
        "from": (by or world.anna).as_json(),
        "date": 1,
        "old_chat_member": {"status": old, "user": world.api.me} | STANDING.get(old, {}),
        "new_chat_member": {"status": new, "user": world.api.me} | STANDING.get(new, {}),
    }


async def test_an_unknown_chat_hears_one_polite_sentence_once(closed: World) -> None:
    first = await closed.ask("/ask Is it open?", chat=closed.group)
    assert first["text"].startswith(CLOSED)
    assert str(GROUP) in first["text"]
    closed.anna.writes("/ask Is it open?", closed.group)
    closed.boris.writes("@VerbaleBot Is it open?", closed.group)
    await closed.api.until_polled(3)
    assert len(closed.api.sent()) == 1
    assert closed.engine.asked == []


async def test_a_stranger_in_private_hears_it_once_too(closed: World) -> None:
    assert (await closed.ask("/start"))["text"].startswith(CLOSED)
    closed.anna.writes("/letters")
    closed.anna.writes("/letter A/74/772")
    await closed.api.until_polled(3)
    assert len(closed.api.sent()) == 1
    assert (await closed.ask("/start"))["text"].endswith(f"/allow {closed.anna.id}")


async def test_an_unaddressed_message_in_a_closed_group_hears_nothing(closed: World) -> None:
    closed.anna.writes("Shall we meet?", closed.group)
    await closed.api.until_polled(3)
    assert closed.api.sent() == []


async def test_an_administrator_opens_a_group_and_closes_it(closed: World) -> None:
    opened = await closed.ask("/allow", closed.admin, chat=closed.group)
    assert opened["text"].startswith("This chat is open now. In this group, write /ask@VerbaleBot and your question")
    assert "Ruritania" in (await closed.ask("/ask open?", chat=closed.group))["text"]
    assert (await closed.ask("/deny", closed.admin, chat=closed.group))["text"] == "This chat is closed now."
    assert (await closed.ask("/ask open?", chat=closed.group))["text"].startswith(CLOSED)
    assert len(closed.engine.asked) == 1


async def test_an_administrator_opens_another_chat_by_its_number(closed: World) -> None:
    opened = await closed.ask(f"/allow {closed.anna.id}", closed.admin)
    assert opened["text"] == f"Chat {closed.anna.id} is open now."
    assert "Ruritania" in (await closed.ask("Is it open?"))["text"]
    closed_again = await closed.ask(f"/deny {closed.anna.id}", closed.admin)
    assert closed_again["text"] == f"Chat {closed.anna.id} is closed now."
    for given in ("everyone", "99999999999999999999", "٣", "9" * 4000):
        wrong = await closed.ask(f"/allow {given}", closed.admin)
        assert "for example /allow -1001234567890" in wrong["text"]


async def test_an_administrator_may_always_ask_in_private(closed: World) -> None:
    assert "Ruritania" in (await closed.ask("Is it open?", closed.admin))["text"]


async def test_a_closed_group_hears_of_no_letter_by_an_administrators_command(closed: World) -> None:
    for command in ("/stats", "/ingest", "/remove A/74/772"):
        closed.admin.writes(command, closed.group)
    await closed.api.until_polled(3)
    assert all(call.params["text"].startswith(CLOSED) for call in closed.api.sent())
    assert len(closed.engine.cards) == 15


async def test_nobody_else_opens_a_chat(make_world: Callable[..., World]) -> None:
    world = make_world(allowed_chats=frozenset({GROUP}))
    await world.start()
    for command in ("/allow", "/deny", "/stats", "/ingest", "/remove A/74/772"):
        text = (await world.ask(command, chat=world.group))["text"]
        assert text == "Only an administrator of this bot may do that."
    assert len(world.engine.cards) == 15
    await world.stop()


async def test_an_administrator_who_hides_behind_the_group_is_asked_to_show(world: World) -> None:
    hidden = Person(world.api, 1087968824, name="Group")
    for command in ("/deny", "/stats"):
        text = (await world.ask(command, hidden, chat=world.group, sender_chat=world.group.as_json()))["text"]
        assert text.endswith("Please write under your own name, so that I see who you are.")


async def test_deny_closes_a_chat_that_the_settings_open(make_world: Callable[..., World]) -> None:
    world = make_world(allowed_chats=frozenset({GROUP}))
    await world.start()
    await world.ask("/deny", world.admin, chat=world.group)
    assert (await world.ask("/ask open?", chat=world.group))["text"].startswith(CLOSED)
    await world.stop()


async def test_a_decision_survives_a_restart(closed: World) -> None:
    await closed.ask("/allow", closed.admin, chat=closed.group)
    await closed.stop()
    await closed.start()
    assert "Ruritania" in (await closed.ask("/ask open?", chat=closed.group))["text"]


async def test_buttons_of_a_chat_that_was_closed_tell_nothing(closed: World) -> None:
    await closed.ask("/allow", closed.admin, chat=closed.group)
    answer = await closed.ask("/ask open?", chat=closed.group)
    await closed.ask("/deny", closed.admin, chat=closed.group)
    said = await closed.answered(closed.anna.taps(answer, "Context"))
    assert said["text"] == "This chat is closed to me."
    assert closed.api.replies_to(answer) == []


async def test_inline_mode_offers_nothing_to_a_stranger(closed: World) -> None:
    said = await closed.answered(closed.anna.types("Is it open?"))
    assert said["results"] == "[]"
    assert closed.engine.asked == []


async def test_an_edit_in_a_closed_chat_hears_nothing(closed: World) -> None:
    question = closed.anna.message(closed.group, text="hello", entities=[])
    closed.anna.edits(question, "@VerbaleBot Is it open?")
    await closed.api.until_polled(3)
    assert closed.api.sent() == []


async def test_the_file_of_a_stranger_is_not_even_fetched(closed: World) -> None:
    entity = {"type": "bot_command", "offset": 0, "length": 7}
    upload = closed.anna.uploads("letter.pdf", b"%PDF-", caption="/ingest", caption_entities=[entity])
    assert (await closed.reply(upload))["text"].startswith(CLOSED)
    assert closed.api.sent("getFile") == []


async def test_only_an_administrator_takes_letters_in_and_out(world: World) -> None:
    upload = world.anna.uploads("letter.pdf", b"%PDF-")
    for command in ("/ingest", "/remove A/74/771"):
        assert "administrator" in (await world.ask(command, reply_to=upload))["text"]
    assert world.api.sent("getFile") == []


async def test_a_chat_that_adds_the_bot_is_greeted_if_it_is_open(world: World) -> None:
    world.api.push(my_chat_member=member_update(world, "left", "member"))
    hello = (await world.api.until(lambda: world.api.sent(chat_id=GROUP)))[0]
    assert "write /ask@VerbaleBot" in hello.result["text"]
    assert "I hold 15 letters" in hello.result["text"]
    assert buttons(hello.result) == ["Browse the letters"]


async def test_a_link_that_adds_the_bot_brings_one_greeting(world: World) -> None:
    world.api.push(my_chat_member=member_update(world, "left", "member"))
    world.anna.writes("/start@VerbaleBot true", world.group)
    await world.quiet()
    assert len(world.api.sent(chat_id=GROUP)) == 1
    await world.ask("/start@VerbaleBot", chat=world.group)


async def test_help_follows_the_rights_of_the_bot_in_the_group(world: World) -> None:
    for old, new, ways in (
        ("member", "administrator", "mention"),
        ("administrator", "member", "Mentions do not reach"),
    ):
        world.api.push(my_chat_member=member_update(world, old, new))
        assert ways in (await world.ask("/help", chat=world.group))["text"]


async def test_an_unknown_chat_that_adds_the_bot_hears_the_sentence_once(closed: World) -> None:
    closed.api.push(my_chat_member=member_update(closed, "left", "member"))
    await closed.api.until(lambda: closed.api.sent(chat_id=GROUP))
    closed.api.push(my_chat_member=member_update(closed, "member", "left"))
    closed.api.push(my_chat_member=member_update(closed, "left", "member"))
    await closed.api.until_polled(3)
    assert [call.result["text"][:46] for call in closed.api.sent()] == [CLOSED]


async def test_access_moves_with_a_group_that_becomes_a_supergroup(make_world: Callable[..., World]) -> None:
    world = make_world(allowed_chats=frozenset({-4242}))
    await world.start()
    old, new = world.api.chat(-4242), world.api.chat(-1004242424242)
    old.moved_to = new.id
    world.api.push(message=world.anna.message(old, migrate_to_chat_id=new.id))
    world.api.push(message=world.anna.message(new, migrate_from_chat_id=old.id))
    assert "Ruritania" in (await world.ask("/ask open?", chat=new))["text"]
    await world.stop()


async def test_the_menus_are_set_per_scope_and_language(world: World) -> None:
    await world.api.until(lambda: len(world.api.menus) == 6)
    await world.ask("/start", world.admin)
    await world.api.until(lambda: len(world.api.menus) == 9)
    names = {key: [each["command"] for each in menu] for key, menu in world.api.menus.items()}
    assert names["all_group_chats", ""] == ["ask", "letter", "letters", "help"]
    assert "forget" in names["all_private_chats", "fr"]
    assert "ingest" in names[f"chat{ADMIN}", "es"]
    assert world.api.menus["all_private_chats", "fr"][0]["description"] == "Interroger les lettres"


async def test_a_menu_that_cannot_be_set_harms_nothing(make_world: Callable[..., World]) -> None:
    world = make_world()
    world.api.fail("setMyCommands", bad("chat not found"), 9)
    await world.start()
    await world.ask("Is it open?")
    await world.stop()


async def test_a_menu_that_telegram_puts_off_is_set_later(
    make_world: Callable[..., World], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.rendering.menus.AGAIN_SECONDS", 0.05)
    world = make_world()
    world.api.fail("setMyCommands", RefusedError(500, "Internal Server Error"), 2)
    await world.start()
    await world.api.until(lambda: len(world.api.menus) == 6)
    await world.stop()


async def test_whoever_administers_the_bot_no_more_loses_the_menu(make_world: Callable[..., World]) -> None:
    world = make_world()
    world.api.chat(ADMIN)
    await world.start()
    await world.api.until(lambda: len(world.api.menus) == 9)
    await world.stop()
    world.admins = frozenset()
    await world.start()
    await world.api.until(lambda: len(world.api.menus) == 6)
    await world.api.until(lambda: world.services.ledger.admins == frozenset())
    await world.stop()
