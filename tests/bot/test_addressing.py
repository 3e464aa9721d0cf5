"""Being addressed: what the bot answers in groups, topics and private chats, and all that it leaves alone."""

from collections.abc import Callable, Sequence

import pytest

from retrieval.questions.question import MAX_QUESTION
from retrieval.types import Reason
from tests.bot.conftest import World
from tests.bot.scripted import an_answer
from tests.botapi import BotApi
from tests.botapi_chats import Chat
from tests.people import Message, Person, buttons, entities_of, texts

PICTURE = {"file_id": "p", "file_unique_id": "p", "width": 90, "height": 90}

ASKED = "Is the strait open?"
FORWARDED = {"type": "hidden_user", "date": 1, "sender_user_name": "X"}


@pytest.fixture
def forum(api: BotApi) -> Chat:
    chat = api.chat(-1009876543210)
    chat.is_forum, chat.topics = True, {1, 40, 41}
    return chat


@pytest.mark.parametrize(
    "text",
    [
        f"/ask {ASKED}",
        f"/ask@VerbaleBot {ASKED}",
        f"/ASK@verbalebot {ASKED}",
        f"@VerbaleBot {ASKED}",
        f"@verbalebot, {ASKED}",
        f"{ASKED} @VerbaleBot",
        f"👩‍⚖️🇺🇳 @VerbaleBot {ASKED}",
        f"/ask@VERBALEBOT\n{ASKED}",
    ],
)
async def test_a_command_or_a_mention_in_a_group_is_answered(world: World, text: str) -> None:
    answer = await world.ask(text, chat=world.group)
    assert answer["chat"]["id"] == world.group.id
    assert world.engine.asked[0].text.removeprefix("👩‍⚖️🇺🇳").strip() == ASKED


async def test_a_mention_in_the_middle_leaves_the_words_around_it(world: World) -> None:
    await world.ask("Is @VerbaleBot the strait open?", chat=world.group)
    assert world.engine.asked[0].text.split() == ASKED.split()


async def test_user_names_of_others_are_no_words_of_a_question(world: World) -> None:
    await world.ask("@VerbaleBot @boris_p is it open?", chat=world.group)
    assert world.engine.asked[-1].text == "is it open?"
    await world.ask("/ask @boris_p since when?", chat=world.group)
    assert world.engine.asked[-1].text == "since when?"
    assert "Please give the number of a chat" in (await world.ask("/allow @boris_p", world.admin))["text"]


async def test_a_mention_by_profile_is_answered(world: World) -> None:
    entity = {"type": "text_mention", "offset": 0, "length": 7, "user": world.api.me}
    message = world.anna.message(world.group, text=f"Verbale {ASKED}", entities=[entity])
    world.api.push(message=message)
    await world.reply(message)
    assert world.engine.asked[0].text == ASKED


async def test_a_question_about_a_long_message_is_asked_whole(world: World) -> None:
    others = world.boris.message(world.group, text="The strait was never open. " * 140)
    await world.ask("@VerbaleBot what does Kesparia say?", chat=world.group, reply_to=others)
    put = world.engine.asked[0]
    assert put.text.endswith("what does Kesparia say?")
    assert len(put.text) == MAX_QUESTION


@pytest.mark.parametrize(
    ("said", "asked"),
    [
        ("@VerbaleBot", "The strait was never open."),
        ("@VerbaleBot is this true?", "The strait was never open."),
        ("@VerbaleBot really?", "The strait was never open."),
        ("/ask source?", "The strait was never open."),
        ("@VerbaleBot who said that?", "The strait was never open."),
        ("@VerbaleBot is he right?", "The strait was never open."),
        ("@VerbaleBot what does Kesparia say?", "The strait was never open. – what does Kesparia say?"),
        ("@VerbaleBot who closed the canal?", "who closed the canal?"),
    ],
)
async def test_what_is_asked_about_words_of_others_is_asked_of_them_alone(world: World, said: str, asked: str) -> None:
    await world.ask(f"/ask {ASKED}", chat=world.group)
    others = world.boris.message(world.group, text="The strait was never open.")
    await world.ask(said, chat=world.group, reply_to=others)
    put = world.engine.asked[1]
    assert put.text == asked
    assert bool(put.history) == (asked == "who closed the canal?")


async def test_courtesies_and_reactions_in_a_group_are_not_answered(world: World) -> None:
    first = await world.ask(f"/ask {ASKED}", chat=world.group)
    for text in ("thanks!", "ok, great", "lol", "Thank you very much"):
        world.anna.writes(text, world.group, reply_to=first)
    world.anna.writes("@VerbaleBot thanks!", world.group)
    for text in (
        "no",
        "That's wrong!",
        "this is not true.",
        "Interesting",
        "👍",
        "😂😂",
        "+1",
        "спасибо",
        "c’est faux",
        "ok merci, à demain",
        "vale, hasta luego",
        "до завтра",
        "حسناً شكراً",
        "好的谢谢",
    ):
        world.boris.writes(text, world.group, reply_to=first)
    world.boris.writes("@VerbaleBot 👍", world.group)
    await world.quiet()
    assert len(world.engine.asked) == 1
    assert len(world.api.sent(chat_id=world.group.id)) == 1


async def test_a_reply_in_a_group_that_asks_nothing_is_left_alone(world: World) -> None:
    first = await world.ask(f"/ask {ASKED}", chat=world.group)
    world.engine.script = lambda question: an_answer("?", [], reason=Reason.NOT_A_QUESTION)
    world.anna.writes("bon ben voilà", world.group, reply_to=first)
    told = await world.ask("@VerbaleBot bon ben voilà", chat=world.group)
    assert told["text"].startswith("I can only answer questions")
    assert len(world.api.sent(chat_id=world.group.id)) == 2


async def test_what_people_say_to_each_other_under_an_answer_is_left_alone(world: World) -> None:
    first = await world.ask(f"/ask {ASKED}", chat=world.group)
    for text in ("wow, that is sad", "what do you think, Boris?"):
        world.anna.writes(text, world.group, reply_to=first)
    await world.quiet()
    assert len(world.engine.asked) == 1
    await world.ask("@VerbaleBot they closed it", chat=world.group, reply_to=first)
    await world.ask("wow, that is sad")
    assert [each.text for each in world.engine.asked[1:]] == ["they closed it", "wow, that is sad"]


async def test_what_the_bot_asks_for_is_no_word_to_the_others(world: World) -> None:
    world.engine.script = lambda question: an_answer("?", [], reason=Reason.AMBIGUOUS)
    unsure = await world.ask("/ask who signed it?", chat=world.group)
    await world.ask("it was Ruritania", chat=world.group, reply_to=unsure)
    assert [each.text for each in world.engine.asked] == ["who signed it?", "it was Ruritania"]


async def test_a_reply_that_speaks_to_somebody_else_is_left_alone(world: World) -> None:
    first = await world.ask(f"/ask {ASKED}", chat=world.group)
    world.anna.writes("@boris_k see, was it ever open?", world.group, reply_to=first)
    await world.ask("@boris_k ask @VerbaleBot was it ever open?", chat=world.group, reply_to=first)
    assert len(world.engine.asked) == 2


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ("Thanks!", "You are welcome."),
        ("ok", "All right."),
        ("merci, à demain", "You are welcome."),
        ("до завтра", "Goodbye."),
        ("no", "👍 or 👎 under an answer"),
        ("😂", "👍 or 👎 under an answer"),
        ("Hi", "Hello. I answer"),
        ("good morning bot", "Hello. I answer"),
        ("مرحبا", "Hello. I answer"),
        ("help", "Here, simply write"),
        ("Who are you?", "Hello. I answer"),
    ],
)
async def test_small_talk_in_private_is_answered_and_asks_nothing(world: World, said: str, answer: str) -> None:
    assert (await world.ask(said))["text"].startswith(answer)
    assert world.engine.asked == []
    await world.ask("hello, is it open?")
    assert world.engine.asked[0].text == "hello, is it open?"


async def test_who_asks_for_help_in_a_group_gets_it(world: World) -> None:
    assert (await world.ask("@VerbaleBot help", chat=world.group))["text"].startswith("In this group, write /ask")
    await world.ask("@VerbaleBot what can you tell of the strait?", chat=world.group)
    assert len(world.engine.asked) == 1


async def test_a_question_that_is_edited_into_thanks_keeps_its_answer(world: World) -> None:
    question = world.anna.writes("Is it open?")
    answer = dict(await world.reply(question))
    world.anna.edits(question, "thanks")
    await world.quiet()
    assert world.api.replies_to(question)[0]["text"] == answer["text"]


async def test_a_reply_to_the_bot_is_answered(world: World) -> None:
    first = await world.ask(f"/ask {ASKED}", chat=world.group)
    await world.ask("And since when?", chat=world.group, reply_to=first)
    assert world.engine.asked[1].text == "And since when?"


def is_unaddressed(world: World, answered: Message) -> list[Message]:
    """Write to a group all kinds of things that are not for the bot."""
    group, anna, boris = world.group, world.anna, world.boris
    other = boris.writes("Shall we meet at five?", group)
    return [
        other,
        anna.writes("At six, rather.", group, reply_to=other),
        anna.writes("/ask@OtherBot is it open?", group),
        anna.writes("/start@OtherBot", group),
        anna.writes("/weather", group),
        anna.writes(f"/ask {ASKED}", group, forward_origin=FORWARDED),
        anna.writes("/kick@OtherBot", group, reply_to=answered),
        anna.writes("please /ask the bot", group),
        anna.writes("@VerbaleBot2 is it open?", group),
        anna.writes("mail me at x@VerbaleBot.example", group, entities=[]),
        anna.writes("VerbaleBot, is it open?", group),
        anna.writes(f"@VerbaleBot {ASKED}", group, forward_origin=FORWARDED),
        anna.writes(f"@VerbaleBot {ASKED}", group, via_bot=world.api.me),
        Person(world.api, 777000, name="Telegram").writes(f"@VerbaleBot {ASKED}", group, is_automatic_forward=True),
    ]


async def test_nothing_else_in_a_group_is_answered_or_kept(world: World) -> None:
    unaddressed = is_unaddressed(world, await world.ask("/help", chat=world.group))
    await world.quiet()
    assert [world.api.replies_to(message) for message in unaddressed] == [[]] * len(unaddressed)
    assert world.engine.asked == []
    kept = (world.folder / "bot.sqlite3").read_bytes() + (world.folder / "bot.sqlite3-wal").read_bytes()
    assert b"Shall we meet" not in kept


async def test_another_bot_is_not_answered(world: World) -> None:
    message = world.anna.message(
        world.group, text=f"/ask {ASKED}", entities=[{"type": "bot_command", "offset": 0, "length": 4}]
    )
    message["from"] = {"id": 5, "is_bot": True, "first_name": "Spam"}
    world.api.push(message=message)
    await world.quiet()
    assert world.engine.asked == []


async def test_an_anonymous_administrator_is_answered(world: World) -> None:
    message = world.anna.message(
        world.group, text=f"/ask {ASKED}", entities=[{"type": "bot_command", "offset": 0, "length": 4}]
    )
    message["from"] = {"id": 1087968824, "is_bot": True, "first_name": "Group", "username": "GroupAnonymousBot"}
    message["sender_chat"] = world.group.as_json()
    world.api.push(message=message)
    await world.reply(message)


async def test_somebody_who_writes_as_a_channel_is_answered(world: World) -> None:
    channel = Chat(-1005555555555, "channel", "Notes")
    message = world.anna.message(world.group, text=f"/ask {ASKED}", entities=entities_of("/ask"))
    message["from"] = {"id": 136817688, "is_bot": True, "first_name": "Channel", "username": "Channel_Bot"}
    message["sender_chat"] = channel.as_json()
    world.api.push(message=message)
    await world.reply(message)


async def test_what_is_forwarded_in_private_is_a_question_and_never_an_order(world: World) -> None:
    await world.ask(f"/ask {ASKED}", forward_origin=FORWARDED)
    await world.ask("/remove A/74/772 now", world.admin, forward_origin=FORWARDED)
    assert [question.text for question in world.engine.asked] == [ASKED, "A/74/772 now"]
    assert len(world.engine.cards) == 15


async def test_a_command_for_another_bot_is_a_question_where_it_mentions_this_one_or_in_private(world: World) -> None:
    await world.ask(f"/ask@OtherBot {ASKED} @VerbaleBot", chat=world.group)
    await world.ask(f"/ask@OtherBot {ASKED}")
    assert [question.text for question in world.engine.asked] == [f"/ask@OtherBot {ASKED}"] * 2


async def test_a_mention_in_a_caption_is_answered(world: World) -> None:
    caption = f"@VerbaleBot {ASKED}"
    message = world.anna.message(world.group, caption=caption, caption_entities=entities_of(caption), photo=[])
    world.api.push(message=message)
    await world.reply(message)
    assert world.engine.asked[0].text == ASKED


async def test_a_name_that_changes_while_the_bot_runs_is_learnt(
    make_world: Callable[..., World], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.running.service.ACQUAINTED_SECONDS", 0.01)
    world = make_world()
    await world.start()
    world.api.me["username"] = "NotaBot"
    asked = len(world.api.calls)
    await world.api.until(lambda: any(call.method == "getMe" for call in world.api.calls[asked:]))
    await world.ask(f"@NotaBot {ASKED}", chat=world.group)
    await world.stop()


async def test_a_channel_post_is_left_alone(world: World) -> None:
    channel = Chat(-1005555555555, "channel")
    message = world.anna.message(
        channel, text=f"@VerbaleBot {ASKED}", entities=[{"type": "mention", "offset": 0, "length": 11}]
    )
    world.api.push(channel_post=message)
    await world.quiet()
    assert world.engine.asked == []


@pytest.mark.parametrize("call", ["/ask", "/ask@VerbaleBot", "@VerbaleBot"])
async def test_a_bare_call_as_reply_takes_the_message_replied_to(world: World, call: str) -> None:
    colleague = world.boris.message(world.group, text=ASKED)
    await world.ask(call, chat=world.group, reply_to=colleague)
    assert world.engine.asked[0].text == ASKED


async def test_a_bare_ask_takes_the_caption_replied_to(world: World) -> None:
    colleague = world.boris.message(world.group, caption=ASKED, photo=[])
    await world.ask("/ask", chat=world.group, reply_to=colleague)
    assert world.engine.asked[0].text == ASKED


async def test_a_bare_ask_takes_the_question_of_a_poll_replied_to(world: World) -> None:
    option = {"text": "Yes", "voter_count": 0, "persistent_id": "1"}
    no = dict.fromkeys(
        ("is_closed", "is_anonymous", "allows_multiple_answers", "allows_revoting", "members_only"), False
    )
    poll = {"id": "1", "question": ASKED, "options": [option], "total_voter_count": 0, "type": "regular", **no}
    colleague = world.boris.message(world.group, poll=poll)
    await world.ask("/ask", chat=world.group, reply_to=colleague)
    assert world.engine.asked[0].text == ASKED


async def test_a_bare_ask_takes_the_words_marked_for_quotation(world: World) -> None:
    colleague = world.boris.message(world.group, text=f"So many things. {ASKED} And others.")
    await world.ask("/ask", chat=world.group, reply_to=colleague, quote={"text": ASKED, "position": 16})
    assert world.engine.asked[0].text == ASKED


async def test_an_empty_ask_asks_for_the_question_and_the_reply_is_answered(world: World) -> None:
    prompt = await world.ask("/ask", chat=world.group)
    assert prompt["text"] == "What would you like to know? Reply to this message with your question."
    assert '"force_reply": true' in world.api.sent()[0].params["reply_markup"]
    await world.ask(ASKED, chat=world.group, reply_to=prompt)
    await world.ask("they closed it", chat=world.group, reply_to=prompt)
    assert [each.text for each in world.engine.asked] == [ASKED, "they closed it"]


async def test_a_caption_is_a_question(world: World) -> None:
    entity = {"type": "bot_command", "offset": 0, "length": 4}
    message = world.anna.message(world.group, caption=f"/ask {ASKED}", caption_entities=[entity], photo=[])
    world.api.push(message=message)
    await world.reply(message)
    assert world.engine.asked[0].text == ASKED


async def test_a_picture_without_words_is_told_so_in_private_only(world: World) -> None:
    picture = world.anna.message(world.anna.private, photo=[PICTURE])
    world.api.push(message=picture)
    assert (await world.reply(picture))[
        "text"
    ] == "I read questions in words. Please write what you would like to know."


@pytest.mark.parametrize("captions", [(None, None, None), ("Is it open?", None, None), (None, None, "Is it open?")])
async def test_an_album_is_answered_once(world: World, captions: Sequence[str | None]) -> None:
    for words in captions:
        picture = world.anna.message(world.anna.private, photo=[PICTURE], media_group_id="7", caption=words)
        world.api.push(message=picture)
    await world.quiet()
    answer = texts([call.result for call in world.api.sent(chat_id=world.anna.id)])
    assert [text[:17] for text in answer] == ["Ruritania, quotin" if any(captions) else "I read questions "]


async def test_what_telegram_tells_of_a_private_chat_is_left_alone(world: World) -> None:
    answer = await world.ask("Is it open?")
    day = {"message_auto_delete_time": 86400}
    world.api.push(message=world.anna.message(world.anna.private, pinned_message=answer))
    world.api.push(message=world.anna.message(world.anna.private, message_auto_delete_timer_changed=day))
    await world.quiet()
    assert len(world.api.sent(chat_id=world.anna.id)) == 1


async def test_an_unknown_command_gets_a_hint_where_it_is_for_the_bot(world: World) -> None:
    hint = "I do not know that command. /help shows what I can do."
    assert (await world.ask("/weather"))["text"] == hint
    assert (await world.ask("/weather@VerbaleBot", chat=world.group))["text"] == hint
    assert "Do you mean /letter?" in (await world.ask("/leter A/74/772"))["text"]
    assert (await world.ask("/remov A/74/772"))["text"] == hint


async def test_an_answer_lands_in_its_topic(world: World, forum: Chat) -> None:
    answer = await world.ask(f"/ask {ASKED}", chat=forum, thread=40)
    assert answer["message_thread_id"] == 40
    typing = (await world.api.until(lambda: world.api.sent("sendChatAction")))[0]
    assert typing.params["message_thread_id"] == "40"


async def test_a_thread_is_not_named_in_the_general_topic(world: World, forum: Chat) -> None:
    answer = await world.ask(f"/ask {ASKED}", chat=forum, thread=1)
    assert "message_thread_id" not in answer
    assert world.api.rejected == []


async def test_a_reply_thread_in_a_group_without_topics_is_not_trusted(world: World) -> None:
    message = world.anna.message(
        world.group, text=f"/ask {ASKED}", entities=[{"type": "bot_command", "offset": 0, "length": 4}]
    )
    world.api.push(message=message | {"message_thread_id": 7})
    await world.reply(message)
    assert world.api.rejected == []


async def test_the_first_message_of_a_topic_made_by_the_bot_is_no_reply_to_it(world: World, forum: Chat) -> None:
    service = {"message_id": 40, "date": 1, "chat": forum.as_json(), "from": world.api.me}
    service["forum_topic_created"] = {"name": "Strait", "icon_color": 1}
    world.anna.writes("Shall we meet?", forum, thread=40, reply_to=service)
    await world.quiet()
    assert world.engine.asked == []


async def test_start_and_help_say_which_ways_work_when_mentions_are_hidden(world: World) -> None:
    for command in ("/start", "/help"):
        text = (await world.ask(command, chat=world.group))["text"]
        assert "write /ask@VerbaleBot and your question, or reply to one of my messages" in text
        assert "Mentions do not reach me here." in text
        assert "BotFather" not in text
    assert "BotFather, /setprivacy" in (await world.ask("/help", world.admin, chat=world.group))["text"]


async def test_start_says_what_there_is_and_leads_to_it(world: World) -> None:
    greeting = await world.ask("/start")
    assert "I hold 15 letters, from 2020 to 2021." in greeting["text"]
    world.anna.taps(greeting, "Browse the letters")
    assert (await world.reply(greeting))["text"] == "Letters 1–8 of 15"
    world.engine.cards.clear()
    assert buttons(await world.ask("/start")) == []


async def test_help_offers_mentions_once_one_was_seen_to_arrive(world: World) -> None:
    world.boris.writes("Shall we meet at five?", world.group)
    text = (await world.ask("/help", chat=world.group))["text"]
    assert "mention @VerbaleBot" in text
    assert "BotFather" not in text


async def test_help_in_private_says_simply_to_write(world: World) -> None:
    text = (await world.ask("/help"))["text"]
    assert text.startswith("Here, simply write your question.")
    assert "/allow" not in text
    assert "/allow" in (await world.ask("/help", world.admin))["text"]
    assert "/allow" not in (await world.ask("/help", world.admin, chat=world.group))["text"]
