"""Letters as cards and lists, and inline mode."""

import json
from dataclasses import replace

import pytest

from retrieval.types import Filters, Remark, RemarkKind
from tests.bot.conftest import World
from tests.bot.scripted import a_card, a_list, a_note, a_quote, an_answer, nothing
from tests.people import Person, buttons, covered


@pytest.mark.parametrize("symbol", ["A/74/772", "S/2020/242", "a/74/772", "s 2020 242"])
async def test_a_card_opens_by_either_half_of_its_symbol_in_any_spelling(world: World, symbol: str) -> None:
    card = await world.ask(f"/letter {symbol}")
    assert "\n\nA/74/772-S/2020/242\nFrom: Ruritania, Permanent Representative\nTo: Secretary-General\n" in card["text"]
    assert "\nDate: 2 April 2020\n" in card["text"]
    assert "In reply to: S/1994/147" in card["text"]
    assert buttons(card)[:3] == ["Cites (2)", "Cited by (1)", "Replies (1)"]


async def test_a_letter_that_is_not_held_says_so(world: World) -> None:
    assert (await world.ask("/letter A/99/999"))["text"] == "I hold no letter “A/99/999”."


async def test_a_letter_command_without_a_symbol_asks_for_it_and_takes_the_reply(world: World) -> None:
    prompt = await world.ask("/letter")
    assert prompt["text"] == "Which letter? Reply to this message with its symbol, for example A/74/771."
    assert "Date: 2 April 2020" in (await world.ask("A/74/772", reply_to=prompt))["text"]


async def test_a_reply_that_says_which_letter_is_meant_names_no_question(world: World) -> None:
    prompt = await world.ask("/letter", Person(world.api, 7_000_000_013, "fr"))
    assert buttons(await world.ask("Graustark", chat=world.group, reply_to=prompt))[0].startswith("Graustark, ")
    assert (await world.ask("A/1", reply_to=prompt))["text"] == "I hold no letter “A/1”."
    assert world.engine.asked == []
    await world.ask("what did Graustark say?", reply_to=prompt)
    assert [each.text for each in world.engine.asked] == ["what did Graustark say?"]


async def test_a_letter_command_under_a_message_opens_the_letter_named_there(world: World) -> None:
    said = world.boris.message(world.group, text="As A/74/772 and A/74/773 say, it is open.")
    assert "Date: 2 April 2020" in (await world.ask("/letter", chat=world.group, reply_to=said))["text"]


async def test_many_pages_are_leapt_over(world: World) -> None:
    world.engine.cards = {str(n): a_card(n, date=f"2020-04-{n % 28 + 1:02}") for n in range(100)}
    page = await world.ask("/letters")
    assert buttons(page)[8:] == ["1/13", "▶", "⏩"]
    world.anna.taps(page, "⏩")
    await world.api.until(lambda: buttons(page)[8:] == ["⏪", "◀", "11/13", "▶"])
    world.anna.taps(page, "⏪")
    await world.api.until(lambda: "1/13" in buttons(page))


async def test_a_name_where_a_symbol_is_meant_lists_its_letters_and_a_symbol_for_a_name_opens_its_letter(
    world: World,
) -> None:
    assert (await world.ask("/letter Graustark"))["text"] == "Graustark\nLetters: 3"
    assert "Date: 2 April 2020" in (await world.ask("/letters A/74/772"))["text"]


async def test_what_a_list_is_narrowed_to_may_be_said_in_words(world: World) -> None:
    wished = Filters(senders=("Graustark",), addressees=("Secretary-General",), since="2021")
    world.engine.script = lambda _: a_list(3, filters=wished)
    page = await world.ask("/letters from Graustark to the Secretary-General since 2021")
    assert page["text"] == "Graustark → Secretary-General, since 2021\nLetters: 3"
    assert world.engine.asked[-1].text == "list the letters from Graustark to the Secretary-General since 2021"


async def test_a_letter_without_a_sender_has_none_on_its_card(world: World) -> None:
    world.engine.cards = {"A/74/772": replace(a_card(2), senders=(), office=None), "A/74/773": a_card(3)}
    assert "From:" not in (await world.ask("/letter A/74/772"))["text"]


async def test_related_letters_open_in_place_and_lead_back(world: World) -> None:
    card = await world.ask("/letter A/74/772")
    world.anna.taps(card, "Cites")
    await world.api.until(lambda: "Cited in" in card["text"])
    assert "• S/1994/147" in card["text"]
    world.anna.taps(card, "Ruritania, 1 Apr")
    await world.api.until(lambda: "Date: 1 April 2020" in card["text"])
    world.anna.taps(card, "Cited by")
    await world.api.until(lambda: "Letters that cite" in card["text"])
    world.anna.taps(card, "Back")
    await world.api.until(lambda: "Date: 1 April 2020" in card["text"])


async def test_a_letter_is_read_page_by_page_each_with_whose_words_they_are(world: World) -> None:
    long = "The passage has been open to all ships since 1921. " * 20
    world.engine.text = "\n\n".join(f"{n} {long}".strip() for n in range(1, 4))
    card = await world.ask("/letter A/74/772")
    world.anna.taps(card, "Read it here")
    for page in (1, 2, 3):
        await world.api.until(lambda page=page: f"{page}/3" in buttons(card))  # type: ignore[misc]
        assert card["text"].startswith(f"Ruritania:\n“{page} The passage")
        assert "Ruritania → Secretary-General, 2 April 2020, A/74/772-S/2020/242, p. 2, para." in card["text"]
        assert covered(card, "blockquote")
        if page < 3:
            world.anna.taps(card, "▶")
    world.anna.taps(card, "Back")
    await world.api.until(lambda: "Date: 2 April 2020" in card["text"])


async def test_a_letter_without_a_paragraph_offers_nothing_to_read(world: World) -> None:
    world.engine.blocks = ()
    assert "Read it here" not in buttons(await world.ask("/letter A/74/772"))


async def test_letters_of_a_state_and_year_are_paged_in_place(world: World) -> None:
    page = await world.ask("/letters Ruritania 2020")
    assert page["text"] == "Ruritania, 2020\nLetters 1–8 of 12"
    assert len([each for each in buttons(page) if each.startswith("Ruritania")]) == 8
    world.anna.taps(page, "▶")
    await world.api.until(lambda: page["text"] == "Ruritania, 2020\nLetters 9–12 of 12")
    world.anna.taps(page, "◀")
    await world.api.until(lambda: page["text"].endswith("Letters 1–8 of 12"))


async def test_a_letter_of_a_list_opens_below_it(world: World) -> None:
    page = await world.ask("/letters Graustark")
    assert page["text"] == "Graustark\nLetters: 3"
    world.anna.taps(page, "Graustark, 14 May 2021")
    card = await world.reply(page)
    assert "Date: 14 May 2021" in card["text"]
    world.anna.taps(card, "Close")
    await world.api.until(lambda: not world.api.replies_to(page))


@pytest.mark.parametrize(
    ("wish", "shown"),
    [
        ("", "Letters 1–8 of 15"),
        ("2021", "2021\nLetters: 3"),
        ("2021 2020", "2020–2021\nLetters 1–8 of 15"),
        ("Graustark 2020", "I hold no such letters."),
    ],
)
async def test_lists_are_narrowed_by_state_and_year(world: World, wish: str, shown: str) -> None:
    assert (await world.ask(f"/letters {wish}"))["text"] == shown


@pytest.mark.parametrize("wish", ["/letters Graustark 2020", "/letters Nowhere", "/letter A/1/2"])
async def test_where_nothing_is_held_all_letters_are_a_tap_away(world: World, wish: str) -> None:
    told = await world.ask(wish)
    world.anna.taps(told, "Browse the letters")
    assert (await world.reply(told))["text"] == "Letters 1–8 of 15"


async def test_what_is_no_sender_is_told_how_letters_are_listed(world: World) -> None:
    said = "I list letters by sender and year, for example /letters Ruritania 2020."
    assert (await world.ask("/letters Nowhere"))["text"] == said
    assert (await world.ask("/letters about the dam"))["text"] == said


async def test_a_list_of_no_letters_at_all_says_so(world: World) -> None:
    world.engine.cards.clear()
    assert (await world.ask("/letters"))["text"] == "I hold no letters yet."


async def test_the_first_words_of_a_name_do_and_the_list_goes_by_the_whole_name(world: World) -> None:
    world.engine.cards |= {a_card(n, "Ondrey Islands").letter_id: a_card(n, "Ondrey Islands") for n in range(50, 60)}
    page = await world.ask("/letters ondrey 2020")
    assert page["text"] == "Ondrey Islands, 2020\nLetters 1–8 of 10"
    world.anna.taps(page, "▶")
    await world.api.until(lambda: page["text"] == "Ondrey Islands, 2020\nLetters 9–10 of 10")


async def test_what_is_typed_behind_the_command_is_not_kept(world: World) -> None:
    await world.ask("/letters my sister Ada 2020")
    await world.ask("/letters ruritania 2020")
    await world.quiet()
    world.services.ledger.tidy(30)
    held = b"".join(each.read_bytes() for each in world.folder.glob("bot.sqlite3*"))
    assert b"sister" not in held
    assert b'list {"senders":["Ruritania"],"since":"2020","until":"2020"}' in held


async def test_a_list_survives_a_restart(world: World) -> None:
    page = await world.ask("/letters Ruritania 2020")
    await world.stop()
    await world.start()
    world.anna.taps(page, "▶")
    await world.api.until(lambda: page["text"] == "Ruritania, 2020\nLetters 9–12 of 12")


async def test_a_list_of_an_earlier_version_is_still_turned(world: World) -> None:
    page = await world.ask("/letters Ruritania 2020")
    old = world.services.ledger.answers.name_id("list 2020; Ruritania")
    world.anna.taps_data(page, f"b:{old}:1")
    await world.api.until(lambda: page["text"] == "Ruritania, 2020\nLetters 9–12 of 12")


async def test_inline_mode_offers_quotations_to_send(world: World) -> None:
    said = await world.answered(world.anna.types("Is it open?"))
    results = json.loads(said["results"])
    content = results[0]["input_message_content"]
    assert content["message_text"].startswith("Ruritania, quoting Harbour Institute:\n“The passage")
    assert content["link_preview_options"] == {"is_disabled": True}
    assert results[0]["title"] == "Ruritania, quoting Harbour Institute, 14 Apr 2020, A/74/771"
    assert said["is_personal"] == "true"


async def test_inline_mode_sends_no_note_of_words_that_it_does_not_send(world: World) -> None:
    note = replace(a_note("5", "Of later words."), further_on=True)
    world.engine.script = lambda question: an_answer("?", [a_quote(footnotes=(a_note(), note))])
    said = await world.answered(world.anna.types("Is it open?"))
    text = json.loads(said["results"])[0]["input_message_content"]["message_text"]
    assert "Ibid., p. 3." in text
    assert "later" not in text


async def test_inline_mode_offers_the_letters_of_a_list(world: World) -> None:
    world.engine.script = lambda _: a_list(2)
    said = await world.answered(world.anna.types("letters of Ruritania"))
    result = json.loads(said["results"])[0]
    assert result["title"] == "Ruritania, 14 Apr 2020, A/74/771"
    content = result["input_message_content"]
    assert content["message_text"] == "Ruritania → Secretary-General, 14 April 2020, A/74/771-S/2020/241"


async def test_inline_mode_says_that_it_finds_nothing(world: World) -> None:
    world.engine.script = lambda question: nothing(question.text)
    said = await world.answered(world.anna.types("apple cake"))
    assert json.loads(said["button"])["text"] == "I find nothing on this in the letters."


async def test_inline_mode_says_what_is_to_be_known_of_what_it_offers(world: World) -> None:
    world.engine.script = lambda question: an_answer("?", remarks=(Remark(RemarkKind.UNSURE, ()),))
    said = await world.answered(world.anna.types("strait"))
    assert json.loads(said["button"])["text"] == "The nearest I find; it may not be an answer:"
    assert len(json.loads(said["results"])) == 1
    world.engine.script = lambda question: an_answer("?")
    assert "button" not in await world.answered(world.anna.types("the strait"))


async def test_inline_mode_leaves_out_what_is_longer_than_a_message(world: World) -> None:
    world.engine.script = lambda question: an_answer("?", [a_quote("The passage is open. " * 300), a_quote()])
    said = await world.answered(world.anna.types("Is it open?"))
    assert len(json.loads(said["results"])) == 1


async def test_inline_mode_asks_nothing_for_two_letters(world: World) -> None:
    said = await world.answered(world.anna.types("Is"))
    assert said["results"] == "[]"
    assert world.engine.asked == []


async def test_an_inline_query_that_is_too_old_harms_nothing(world: World) -> None:
    world.api.query_age_limit = -1
    await world.answered(world.anna.types("Is it open?"))
    world.api.query_age_limit = 15
    await world.ask("Is it open?")
