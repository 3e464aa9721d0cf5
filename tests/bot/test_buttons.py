"""The buttons under an answer: context, footnotes, more and votes; for everybody, for good."""

import threading
from dataclasses import replace

import pytest

from bot.rendering.callbacks import OpenView, View, encode
from retrieval.types import Block, BlockKind, Quote, Span, Spot
from tests.bot.conftest import World
from tests.bot.scripted import TEXT, a_card, a_note, a_quote, an_answer, nothing
from tests.botapi_chats import Break, Fault
from tests.botapi_rules import RefusedError
from tests.people import Message, buttons, covered


async def panel(world: World, answer: Message) -> Message:
    """Wait for what a button opened below an answer."""
    return await world.reply(answer)


async def test_context_shows_the_paragraphs_around_below_the_answer(world: World) -> None:
    answer = await world.ask("Is it open?")
    world.anna.taps(answer, "Context")
    opened = await panel(world, answer)
    assert opened["text"].startswith("Context\n\nRuritania:\n“My Government regrets")
    assert all(f"“{paragraph}”" in opened["text"] for paragraph in TEXT.split("\n\n"))
    assert covered(opened, "bold") == ["Context", "Ruritania:", "The passage has been open to all ships since 1921."]
    assert buttons(opened) == ["Footnotes", "Close"]


async def test_footnotes_show_the_notes_in_full_with_what_ibid_stands_for(world: World) -> None:
    long = "The treaty says much. " * 90
    world.engine.script = lambda question: an_answer("?", [a_quote(footnotes=(a_note("4", long), a_note("5", long)))])
    answer = await world.ask("?")
    assert long.strip() not in answer["text"]
    world.anna.taps(answer, "Footnotes")
    opened = await panel(world, answer)
    assert f"⁴ {long.strip()}" in opened["text"]
    assert "(that is: Treaty of Strelsau, p. 2.)" in opened["text"]


async def test_footnotes_are_shown_open_and_each_once(world: World) -> None:
    world.engine.script = lambda question: an_answer("?", [a_quote(), a_quote()])
    answer = await world.ask("?")
    world.anna.taps(answer, "Footnotes")
    opened = await panel(world, answer)
    assert covered(opened, "blockquote") == ["⁴ Ibid., p. 3. (that is: Treaty of Strelsau, p. 2.)"]
    assert covered(opened, "expandable_blockquote") == []


async def test_every_page_of_many_footnotes_says_what_it_is_and_whose_words_call_them(world: World) -> None:
    many = tuple(a_note(str(n), f"Note {n}. " + "The treaty says much. " * 50, None) for n in range(1, 8))
    world.engine.script = lambda question: an_answer("?", [a_quote(footnotes=many)])
    answer = await world.ask("?")
    world.anna.taps(answer, "Footnotes")
    opened = await panel(world, answer)
    above = "Footnotes\n\nRuritania, quoting Harbour Institute:\nRuritania → Secretary-General, 14 April 2020"
    assert opened["text"].startswith(above)
    world.anna.taps(opened, "▶")
    await world.api.until(lambda: "2/3" in buttons(opened))
    assert opened["text"].startswith(above)
    assert "\n⁴ Note 4. The treaty" in opened["text"]


async def test_more_shows_further_quotations_and_pages_in_place(world: World) -> None:
    world.engine.text = "\n\n".join([TEXT, *(f"{n} " + "The passage is open. " * 90 for n in range(4))])
    paragraphs = world.engine.text.split("\n\n")[3:]
    further = tuple(a_quote(paragraph, footnotes=(), within=world.engine.text) for paragraph in paragraphs)
    world.engine.script = lambda question: an_answer("?", more=further)
    answer = await world.ask("?")
    world.anna.taps(answer, "More")
    opened = await panel(world, answer)
    assert "1/2" in buttons(opened)
    world.anna.taps(opened, "▶")
    await world.api.until(lambda: "2/2" in buttons(opened))
    assert "“2 The passage" in opened["text"] or "“3 The passage" in opened["text"]
    world.anna.taps(opened, "◀")
    await world.api.until(lambda: "1/2" in buttons(opened))
    assert len(world.api.replies_to(answer)) == 1


async def test_a_second_view_takes_the_place_of_the_first(world: World) -> None:
    answer = await world.ask("?")
    world.anna.taps(answer, "Context")
    opened = await panel(world, answer)
    world.anna.taps(answer, "Footnotes")
    await world.api.until(lambda: opened["text"].startswith("Footnotes"))
    world.anna.taps(opened, "Context")
    await world.api.until(lambda: opened["text"].startswith("Context"))
    assert len(world.api.replies_to(answer)) == 1


async def test_the_same_button_twice_changes_nothing(world: World) -> None:
    answer = await world.ask("?")
    world.anna.taps(answer, "Context")
    await panel(world, answer)
    said = await world.answered(world.boris.taps(answer, "Context"))
    assert said["text"] == "It is open below."
    await world.quiet()
    assert len(world.api.replies_to(answer)) == 1


async def test_a_closed_panel_is_gone_and_can_be_opened_again(world: World) -> None:
    answer = await world.ask("?")
    world.anna.taps(answer, "Context")
    opened = await panel(world, answer)
    world.anna.taps(opened, "Close")
    await world.api.until(lambda: not world.api.replies_to(answer))
    world.anna.taps(answer, "Context")
    await panel(world, answer)


async def test_a_panel_too_old_to_be_deleted_says_that_it_is_closed(world: World) -> None:
    answer = await world.ask("?")
    world.anna.taps(answer, "Context")
    opened = await panel(world, answer)
    opened["date"] -= 3 * 86400
    world.anna.taps(opened, "Close")
    await world.api.until(lambda: opened["text"] == "Closed. The buttons of the answer above open it again.")
    assert buttons(opened) == []
    world.anna.taps(answer, "Context")
    await world.reply(answer, 2)


async def test_a_tap_during_a_restart_is_done_after_it(world: World) -> None:
    answer = await world.ask("?")
    await world.stop()
    world.anna.taps(answer, "Context")
    await world.start()
    assert (await panel(world, answer))["text"].startswith("Context")


async def test_a_panel_that_somebody_deleted_is_opened_anew(world: World) -> None:
    answer = await world.ask("?")
    world.anna.taps(answer, "Context")
    opened = await panel(world, answer)
    del world.api.messages[opened["chat"]["id"], opened["message_id"]]
    world.anna.taps(answer, "Context")
    assert (await panel(world, answer))["message_id"] != opened["message_id"]


async def test_buttons_work_for_every_member_in_their_own_language(world: World) -> None:
    answer = await world.ask("/ask is it open?", chat=world.group)
    world.boris.language = "fr"
    world.boris.taps(answer, "Context")
    assert (await panel(world, answer))["text"].startswith("Contexte\n")


async def test_buttons_survive_a_restart(world: World) -> None:
    answer = await world.ask("?")
    await world.stop()
    await world.start()
    world.anna.taps(answer, "Footnotes")
    assert "⁴ Ibid., p. 3." in (await panel(world, answer))["text"]


@pytest.mark.parametrize(
    "data", ["a:999:c:0", "v:999:1", "l:999:0", "r:999:c:0", "b:999:0", "zzz", "a:1:q:0", "a:x:c:0", f"v:{10**19}:1"]
)
async def test_a_button_that_points_nowhere_says_that_it_expired(world: World, data: str) -> None:
    answer = await world.ask("?")
    said = await world.answered(world.anna.taps_data(answer, data))
    assert said["text"] == "This answer has expired. Please ask again."


async def test_a_button_carried_to_another_chat_opens_nothing_there(world: World) -> None:
    await world.ask("/ask Is it open?", chat=world.group)
    own = await world.ask("Is it closed?", world.boris)
    said = await world.answered(world.boris.taps_data(own, encode(OpenView(1, View.CONTEXT))))
    assert "expired" in said["text"]


async def test_the_spinner_stops_before_the_work(world: World) -> None:
    answer = await world.ask("?")
    query = world.anna.taps(answer, "Context")
    await panel(world, answer)
    methods = [call.method for call in world.api.calls if call.method in ("sendMessage", "answerCallbackQuery")]
    assert methods == ["sendMessage", "answerCallbackQuery", "sendMessage"]
    assert query


@pytest.mark.parametrize(
    "fault",
    [RefusedError(500, "Internal Server Error"), RefusedError(429, "retry", {"retry_after": 1}), Break.DROP_BEFORE],
)
async def test_a_tap_whose_spinner_cannot_be_stopped_still_opens_its_view(world: World, fault: Fault) -> None:
    answer = await world.ask("Is it open?")
    world.api.fail("answerCallbackQuery", fault)
    world.anna.taps(answer, "Context")
    assert (await panel(world, answer))["text"].startswith("Context\n")


async def test_a_tap_that_waited_too_long_still_opens_its_view(world: World) -> None:
    answer = await world.ask("?")
    world.api.query_age_limit = -1
    world.anna.taps(answer, "Context")
    assert (await panel(world, answer))["text"].startswith("Context")


async def test_a_tap_does_not_wait_for_a_slow_question_in_its_chat(world: World) -> None:
    answer = await world.ask("?")
    go = threading.Event()
    world.engine.script = lambda question: an_answer(str(go.wait(20)))
    slow = world.anna.writes("slow?")
    world.anna.taps(answer, "Context")
    await panel(world, answer)
    assert world.api.replies_to(slow) == []
    go.set()
    await world.reply(slow)


async def test_a_letter_that_was_taken_out_is_not_shown_again(world: World) -> None:
    answer = await world.ask("?")
    world.engine.cards.clear()
    for button in ("Context", "Footnotes"):
        said = await world.answered(world.anna.taps(answer, button))
        assert said["text"] == "This letter has been taken out since."
    assert world.api.replies_to(answer) == []


async def test_a_letter_that_was_replaced_says_so(world: World) -> None:
    answer = await world.ask("?")
    world.engine.text = "Other words."
    said = await world.answered(world.anna.taps(answer, "Context"))
    assert said["text"] == "This letter has been replaced since. Please ask again."


async def test_votes_are_kept_with_the_generation_and_shown_by_stats(world: World) -> None:
    answer = await world.ask("?")
    assert (await world.answered(world.anna.taps(answer, "👍")))["text"] == "Thank you, noted."
    await world.answered(world.boris.taps(answer, "👎"))
    await world.answered(world.anna.taps(answer, "👎"))
    stats = await world.ask("/stats", world.admin)
    assert "Helpful: 0, not helpful: 2" in stats["text"]
    assert "Answers: 1, of which nothing found: 0" in stats["text"]


async def test_the_letter_of_a_quotation_opens_as_a_card_that_leads_to_its_document(world: World) -> None:
    answer = await world.ask("?")
    assert buttons(answer) == ["Context", "Footnotes", "A/74/771", "👍", "👎"]
    world.anna.taps(answer, "A/74/771")
    card = await panel(world, answer)
    row = card["reply_markup"]["inline_keyboard"][-2]
    assert [each["text"] for each in row] == ["Read it here", "📄 A/74/771"]
    assert row[1]["url"] == "https://undocs.org/en/A/74/771"


async def test_each_quoted_letter_has_its_button(world: World) -> None:
    plain = replace(a_card(2, date="2021-05-03"), symbols=(), url=None)
    world.engine.script = lambda question: an_answer("?", [a_quote(), a_quote(), a_quote(card=plain)])
    rows = (await world.ask("?"))["reply_markup"]["inline_keyboard"]
    assert [[each["text"] for each in row] for row in rows[1:]] == [["A/74/771", "3 May 2021"], ["👍", "👎"]]
    third = a_quote(card=a_card(3))
    world.engine.script = lambda question: an_answer("?", [a_quote(), a_quote(card=plain), third])
    rows = (await world.ask("?"))["reply_markup"]["inline_keyboard"]
    assert [len(row) for row in rows[1:]] == [2, 3]


async def test_a_nearest_letter_opens_as_a_card_below(world: World) -> None:
    world.engine.script = lambda question: nothing("?", (a_card(1, date="2020-04-01"),))
    answer = await world.ask("?")
    world.anna.taps(answer, "Ruritania")
    assert "From: Ruritania" in (await panel(world, answer))["text"]


LONG = tuple(f"{n} " + "The passage has been open to all ships since 1921. " * 20 for n in range(1, 4))
SPANS = tuple(Span(at, at + len(LONG[0])) for at in (len(LONG[0]) * n + 2 * n for n in range(3)))


async def told_where(world: World) -> Message:
    """Ask what is answered by a nearest letter and its last paragraph, of which each fills a page."""
    world.engine.text = "\n\n".join(LONG)
    world.engine.blocks = tuple(Block(BlockKind.BODY, span, (2,), n) for n, span in enumerate(SPANS, 6))
    spot = Spot("A/74/771", SPANS[2], (2,), 8)
    world.engine.script = lambda question: nothing("?", (a_card(1, date="2020-04-01"), a_card(2)), (spot,))
    return await world.ask("?")


async def test_a_nearest_letter_is_read_where_the_nearest_words_stand_and_leads_back_to_its_card(world: World) -> None:
    answer = await told_where(world)
    assert "The passage" not in answer["text"]
    world.anna.taps(answer, "Ruritania, 1 Apr")
    opened = await panel(world, answer)
    assert opened["text"].startswith("Ruritania:\n“3 The passage has been open")
    assert opened["text"].endswith("1 April 2020, A/74/771-S/2020/241, p. 2, para. 8")
    assert buttons(opened) == ["◀", "3/3", "Back", "Close"]
    world.anna.taps(opened, "◀")
    await world.api.until(lambda: opened["text"].startswith("Ruritania:\n“2 The passage"))
    world.anna.taps(opened, "Back")
    await world.api.until(lambda: "Date: 1 April 2020" in opened["text"])
    world.anna.taps(answer, "Ruritania, 14 Apr")  # where in it is not known
    await world.api.until(lambda: "Date: 2 April 2020" in opened["text"])


async def test_a_nearest_letter_is_read_there_after_a_restart_and_what_is_asked_next_follows_it(world: World) -> None:
    answer = await told_where(world)
    await world.stop()
    await world.start()
    world.anna.taps(answer, "Ruritania, 1 Apr")
    assert (await panel(world, answer))["text"].startswith("Ruritania:\n“3 The passage")
    await world.quiet()
    await world.ask("who signed it?")
    assert world.engine.asked[-1].history == ("?", "A/74/771")


async def test_a_nearest_letter_that_was_replaced_opens_as_its_card(world: World) -> None:
    answer = await told_where(world)
    world.engine.text, world.engine.blocks = "Other words.", (Block(BlockKind.BODY, Span(0, 12), (1,), 1),)
    world.anna.taps(answer, "Ruritania, 1 Apr")
    opened = await panel(world, answer)
    assert "Date: 1 April 2020" in opened["text"]
    world.engine.cards.clear()
    said = await world.answered(world.anna.taps(answer, "Ruritania, 1 Apr"))
    assert said["text"] == "This letter has been taken out since."


async def test_a_long_context_is_paged(world: World) -> None:
    long = "The passage is open. " * 150

    def around(letter_id: str, span: Span, around: int = 1) -> tuple[Quote, ...]:
        return tuple(a_quote(f"{n} {long}", footnotes=()) for n in range(3))

    world.engine.context = around  # type: ignore[method-assign]
    answer = await world.ask("?")
    world.anna.taps(answer, "Context")
    assert "1/3" in buttons(await panel(world, answer))
