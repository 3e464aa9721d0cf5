"""The answer as it arrives: a reply, quotations, links, limits, typing, and words that stay as they are."""

import asyncio
import threading
import time
from collections.abc import Callable
from dataclasses import replace

import pytest

from retrieval.types import (
    Answer,
    Citation,
    CitationKind,
    Filters,
    LetterKind,
    ListingKind,
    Question,
    Quote,
    Reason,
    Remark,
    RemarkKind,
    Span,
)
from tests.bot.conftest import World
from tests.bot.scripted import a_card, a_list, a_note, a_quote, an_answer, nothing
from tests.people import buttons, covered


def answers_with(world: World, *quotes: Quote, **more: object) -> None:
    world.engine.script = lambda question: an_answer(question.text, quotes, **more)


async def test_an_answer_shows_words_voice_place_and_note(world: World) -> None:
    answer = await world.ask("Is the strait open?")
    assert answer["text"] == (
        "Ruritania, quoting Harbour Institute:\n"
        "“The passage has been open to all ships since 1921.” ⁴\n"
        "Ruritania → Secretary-General, 14 April 2020, A/74/771-S/2020/241, p. 2, para. 7\n"
        "⁴ Ibid., p. 3. (that is: Treaty of Strelsau, p. 2.)"
    )
    assert buttons(answer) == ["Context", "Footnotes", "A/74/771", "👍", "👎"]
    assert covered(answer, "bold") == ["Ruritania, quoting Harbour Institute:"]
    assert covered(answer, "blockquote") == ["“The passage has been open to all ships since 1921.” ⁴"]
    assert covered(answer, "text_link") == ["A/74/771-S/2020/241"]
    assert covered(answer, "expandable_blockquote") == ["⁴ Ibid., p. 3. (that is: Treaty of Strelsau, p. 2.)"]


async def test_link_previews_are_off_and_nothing_is_parsed(world: World) -> None:
    await world.ask("Is it open?")
    sent = world.api.sent()[0].params
    assert sent["link_preview_options"] == '{"is_disabled": true}'
    assert "parse_mode" not in sent


async def test_markup_in_a_letter_stays_words(world: World) -> None:
    hostile = "<b>open</b> *all* [ships](https://evil.example) &amp; `code` __since__ 1921 ||!"
    answers_with(world, a_quote(hostile))
    assert f"“{hostile}”" in (await world.ask("?"))["text"]


async def test_right_to_left_and_emoji_stay_intact_under_their_entities(world: World) -> None:
    words = "המעבר פתוח 🚢👩‍⚖️ لجميع السفن منذ عام ١٩٢١"
    answers_with(world, a_quote(words))
    answer = await world.ask("?")
    assert covered(answer, "blockquote") == [f"“{words}” ⁴"]
    assert covered(answer, "text_link") == ["A/74/771-S/2020/241"]


async def test_each_side_stands_under_its_name_with_its_date(world: World) -> None:
    other = a_quote("It was closed.", a_card(2, "Graustark", "2020-05-02"), ("Graustark",), ())
    answers_with(world, a_quote(), other)
    assert covered(await world.ask("?"), "bold") == [
        "Ruritania, quoting Harbour Institute (14 April 2020):",
        "Graustark (2 May 2020):",
    ]


async def test_neighbours_of_one_voice_stand_under_one_heading_with_their_notes_once(world: World) -> None:
    first, second = a_quote("It is open."), replace(a_quote("It is free."), paragraph=8)
    answers_with(world, first, second)
    assert (await world.ask("?"))["text"] == (
        "Ruritania, quoting Harbour Institute:\n"
        "“It is open.” ⁴\n"
        "Ruritania → Secretary-General, 14 April 2020, A/74/771-S/2020/241, p. 2, para. 7\n"
        "“It is free.” ⁴\n"
        "p. 2, para. 8\n"
        "⁴ Ibid., p. 3. (that is: Treaty of Strelsau, p. 2.)"
    )


@pytest.mark.parametrize(
    "other",
    [
        a_quote("It is free.", attribution=("Ruritania",)),
        a_quote("It is free.", a_card(2)),
        a_quote("It is free.", footnotes=(a_note("4", "Another note.", None),)),
        replace(a_quote("It is free."), part="Annex"),
    ],
    ids=["another voice", "another letter", "another note of the same mark", "another part"],
)
async def test_what_is_of_another_voice_or_letter_or_note_has_its_own_heading(world: World, other: Quote) -> None:
    answers_with(world, a_quote("It is open."), other)
    assert len(covered(await world.ask("?"), "bold")) == 2


async def test_names_written_from_the_right_do_not_turn_who_quotes_whom(world: World) -> None:
    answers_with(world, a_quote(attribution=("רוריטניה", "המכון"), footnotes=()))
    assert (await world.ask("?"))["text"].startswith("\u200eרוריטניה, quoting המכון:\n")


@pytest.mark.parametrize("sign", ["\u202e", "\u202d", "\u2066", "\u2067", "\u2069", "\u2028"])
async def test_signs_that_turn_the_direction_of_a_line_are_not_passed_on(world: World, sign: str) -> None:
    card = replace(a_card(), senders=(f"Rur{sign}itania",))
    answers_with(world, a_quote(f"It is {sign}open.", card, (f"Rur{sign}itania", f"Inst{sign}itute")))
    assert sign not in (await world.ask("?"))["text"]


async def test_an_answer_that_comes_hours_late_says_so(world: World) -> None:
    answer = await world.ask("Is it open?", at=time.time() - 5 * 3600)
    assert covered(answer, "italic") == ["Sorry that this comes so late: I could not be reached."]
    assert covered(await world.ask("Is it open?"), "italic") == []


async def test_a_symbol_alone_opens_its_letter(world: World) -> None:
    assert "From: Ruritania" in (await world.ask("A/74/772"))["text"]
    assert "From: Ruritania" in (await world.ask("/ask S/2020/242.", chat=world.group))["text"]
    await world.ask("A/99/999")
    assert [question.text for question in world.engine.asked] == ["A/99/999"]


async def test_a_long_quotation_is_folded(world: World) -> None:
    answers_with(world, a_quote("The passage is open. " * 60, footnotes=()))
    assert len(covered(await world.ask("?"), "expandable_blockquote")) == 1


async def test_many_quotations_are_split_between_and_the_buttons_stand_under_the_last(world: World) -> None:
    quotes = [a_quote(f"{n} " + "The passage is open. " * 70, footnotes=()) for n in range(3)]
    answers_with(world, *quotes)
    question = world.anna.writes("?")
    await world.reply(question, 2)
    messages = world.api.replies_to(question)
    assert len(messages) == 2
    assert buttons(messages[0]) == []
    assert "👍" in buttons(messages[1])
    for quote in quotes:
        assert sum(f"“{quote.text.strip()}”" in message["text"] for message in messages) == 1


async def test_a_quotation_longer_than_a_message_comes_in_numbered_pieces_word_for_word(world: World) -> None:
    long = " ".join(f"Sentence number {n} says that the passage is open." for n in range(160))
    answers_with(world, a_quote(long, footnotes=()))
    question = world.anna.writes("?")
    await world.reply(question, 3)
    messages = world.api.replies_to(question)
    pieces = [covered(message, "expandable_blockquote")[0] for message in messages]
    assert " ".join(piece.strip("“”") for piece in pieces) == long
    assert [covered(message, "bold")[0][-6:] for message in messages] == ["(1/3):", "(2/3):", "(3/3):"]
    assert all("A/74/771-S/2020/241" in message["text"] for message in messages)


async def test_thirty_links_in_one_answer_are_all_there(world: World) -> None:
    symbols = [f"S/2019/{n}" for n in range(700, 730)]
    answers_with(world, a_quote(footnotes=(a_note("1", "See " + ", ".join(symbols) + ".", None),)))
    answer = await world.ask("?")
    assert covered(answer, "text_link")[1:] == symbols
    assert len(answer["entities"]) <= 100


async def test_a_web_source_is_a_link_and_an_address_that_is_not_printed_follows(world: World) -> None:
    printed = Citation(CitationKind.WEB, Span(0, 0), url="https://www.harbour.example/report/3")
    hidden = Citation(CitationKind.WEB, Span(0, 0), url="https://archive.example.org/a/b")
    note = replace(
        a_note("1", "See https://www.harbour.example/report/3 and the archive.", None), citations=(printed, hidden)
    )
    answers_with(world, a_quote(footnotes=(note,)))
    answer = await world.ask("?")
    assert covered(answer, "text_link")[1:] == ["https://www.harbour.example/report/3", "archive.example.org"]


async def test_an_address_that_telegram_would_refuse_is_left_as_words(world: World) -> None:
    bad = Citation(CitationKind.WEB, Span(0, 0), url="http://localhost/secret")
    note = replace(a_note("1", "See localhost.", None), citations=(bad,))
    card = replace(a_card(), url="javascript:alert(1)", symbols=())
    answers_with(world, a_quote(card=card, footnotes=(note,)))
    answer = await world.ask("?")
    assert covered(answer, "text_link") == []
    assert world.api.rejected == []


async def test_a_letter_without_a_symbol_is_named_by_sender_addressee_and_date(world: World) -> None:
    card = replace(a_card(), symbols=(), url=None, kind=LetterKind.NOTE_VERBALE)
    answers_with(world, a_quote(card=card, footnotes=()))
    answer = await world.ask("?")
    assert answer["text"].endswith("\nNote verbale, Ruritania → Secretary-General, 14 April 2020, p. 2, para. 7")


async def test_finding_nothing_is_one_calm_sentence_with_the_nearest_letters_as_buttons(world: World) -> None:
    world.engine.script = lambda question: nothing(question.text, (a_card(1), a_card(2)))
    answer = await world.ask("What about the moon?")
    assert answer["text"] == "I find nothing on this in the letters.\n\nThe nearest letters:"
    assert buttons(answer)[0] == "Ruritania, 14 Apr 2020, A/74/771"


async def test_a_list_of_letters_is_a_line_for_each_with_its_symbol_as_the_link(world: World) -> None:
    world.engine.script = lambda _: a_list(3)
    answer = await world.ask("which letters did Ruritania send")
    assert answer["text"] == (
        "Letters I hold: 3\n"
        "• Ruritania → Secretary-General, 14 April 2020, A/74/771-S/2020/241\n"
        "• Ruritania → Secretary-General, 14 April 2020, A/74/772-S/2020/242\n"
        "and 1 more"
    )
    assert covered(answer, "text_link") == ["A/74/771-S/2020/241", "A/74/772-S/2020/242"]
    assert buttons(answer) == ["Open a letter (3)", "👍", "👎"]


async def test_a_list_opens_below_it_and_its_letters_below_that(world: World) -> None:
    world.engine.script = lambda _: a_list(12, filters=Filters(senders=("Ruritania",), since="2020", until="2020"))
    answer = await world.ask("which letters did Ruritania send in 2020")
    world.anna.taps(answer, "Open a letter (12)")
    opened = await world.reply(answer)
    assert opened["text"] == "Ruritania, 2020\nLetters 1–8 of 12"
    world.anna.taps(opened, "▶")
    await world.api.until(lambda: opened["text"] == "Ruritania, 2020\nLetters 9–12 of 12")
    world.anna.taps(opened, "Ruritania, 9 Apr")
    assert "Date: 9 April 2020" in (await world.reply(opened))["text"]


@pytest.mark.parametrize(
    ("kind", "above"), [(ListingKind.CITES, "Letters that cite "), (ListingKind.ANSWERS, "Letters that answer ")]
)
async def test_a_list_of_what_cites_or_answers_a_letter_opens_too(world: World, kind: ListingKind, above: str) -> None:
    world.engine.script = lambda _: a_list(3, kind=kind, about=("A/74/772", "S/2020/242"))
    answer = await world.ask("which letters cite A/74/772")
    world.anna.taps(answer, "Open a letter (3)")
    assert (await world.reply(answer))["text"].startswith(f"{above}Ruritania, 2 April 2020")


async def test_a_listed_letter_that_nothing_links_is_a_button(world: World) -> None:
    world.engine.script = lambda _: a_list(1, replace(a_card(), symbols=(), url=None))
    answer = await world.ask("what is the latest letter")
    assert buttons(answer) == ["Ruritania → Secretary-G…, 14 Apr 2020", "👍", "👎"]


async def test_a_letter_that_is_not_held_is_said_before_the_nearest_ones(world: World) -> None:
    said = nothing("?", (a_card(1),))
    world.engine.script = lambda question: replace(said, remarks=(Remark(RemarkKind.NOT_HELD, ("S/2019/7",)),))
    assert (await world.ask("?"))["text"] == "I do not hold S/2019/7.\n\nThe nearest letters:"


async def test_that_nothing_is_judged_is_said_where_nothing_is_shown(world: World) -> None:
    world.engine.script = lambda question: replace(nothing("?"), remarks=(Remark(RemarkKind.NOT_JUDGED, ()),))
    assert (await world.ask("?"))["text"] == "I only show what the letters say; whether it is so, I cannot tell."


async def test_every_reason_has_its_sentence(world: World) -> None:
    world.engine.script = lambda question: Answer(question, reason=Reason(question.text))
    sentences = {(await world.ask(reason.value))["text"] for reason in Reason}
    assert len(sentences) == len(Reason)


async def test_a_remark_of_the_engine_is_shown_in_italics(world: World) -> None:
    remark = Remark(RemarkKind.OTHERS_SAY, ("S/2019/7",))
    answers_with(world, a_quote(footnotes=()), remarks=(remark,))
    english = "I do not hold S/2019/7; this is what other letters say."
    assert covered(await world.ask("?"), "italic") == [english]
    world.anna.language = "fr"
    assert covered(await world.ask("?"), "italic")[0].startswith("Je n’ai pas S/2019/7")


async def test_that_an_answer_may_be_none_stands_before_it_in_italics(world: World) -> None:
    answers_with(world, a_quote(footnotes=()), remarks=(Remark(RemarkKind.UNSURE, ()),))
    answer = await world.ask("?")
    assert covered(answer, "italic") == ["The nearest I find; it may not be an answer:"]
    assert answer["text"].startswith("The nearest I find")


async def test_long_notes_are_cut_short_in_the_answer_only_where_they_would_need_a_second_message(world: World) -> None:
    long = "The treaty says much. " * 120
    answers_with(world, a_quote(footnotes=(a_note("1", long, None), a_note("2", long, None))))
    question = world.anna.writes("?")
    answer = await world.reply(question)
    await world.quiet()
    assert len(world.api.replies_to(question)) == 1
    assert "…" in covered(answer, "expandable_blockquote")[0]


async def test_an_answer_with_only_a_question_left_over_is_never_empty(world: World) -> None:
    world.engine.script = lambda question: Answer(Question("?"), (a_quote(""),), None)
    assert (await world.ask("?"))["text"]


async def test_typing_is_shown_before_the_answer_and_kept_up(world: World, monkeypatch: object) -> None:
    go = threading.Event()

    def slow(question: Question) -> Answer:
        go.wait(20)
        return an_answer()

    world.engine.script = slow
    question = world.anna.writes("?")
    first = (await world.api.until(lambda: world.api.sent("sendChatAction")))[0]
    assert first.params["action"] == "typing"
    await world.api.until(lambda: len(world.api.sent("sendChatAction")) >= 2, 6)
    go.set()
    await world.reply(question)
    shown = len(world.api.sent("sendChatAction"))
    await asyncio.sleep(0)
    assert len(world.api.sent("sendChatAction")) == shown


async def test_a_refused_typing_sign_costs_nothing(world: World) -> None:
    from tests.botapi_rules import bad

    world.api.fail("sendChatAction", bad("CHAT_ADMIN_REQUIRED"), 5)
    assert (await world.ask("?"))["text"]


async def test_the_engine_is_called_off_the_event_loop(world: World) -> None:
    await world.ask("?")
    assert world.engine.threads
    assert all(name.startswith("question") for name in world.engine.threads)


async def test_the_reply_arrives_although_the_question_was_deleted(make_world: Callable[..., World]) -> None:
    world = make_world()
    await world.start()
    question = world.anna.message(world.anna.private, text="Is it open?", entities=[])
    del world.api.messages[world.anna.id, question["message_id"]]
    world.api.push(message=question)
    sent = await world.api.until(world.api.sent)
    assert "reply_to_message" not in sent[0].result
    await world.stop()
