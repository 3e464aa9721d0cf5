"""Rendering: the parts of a reply join to the whole, keep every quotation, and stay within all limits."""

import json
import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from telegram.constants import MessageEntityType

from bot.rendering.buttons import keyboard, offered
from bot.rendering.callbacks import OpenText
from bot.rendering.cards import reading
from bot.rendering.naming import label
from bot.rendering.panels import context_pages, footnote_pages, more_pages
from bot.rendering.render import heading, note_line, notes_of, quotations, render
from bot.rendering.runs import unique_notes
from bot.rendering.words import LANGUAGES, Words
from bot.rendering.writing import (
    Entity,
    Part,
    Writer,
    cut,
    is_visible,
    join,
    pack,
    plain,
    sendable,
    shortened,
    split,
    units,
    usable_url,
    weight,
)
from bot.transport.courier import as_entities
from retrieval.types import EDITORS, HEAD, Quote
from tests import hostile
from tests.bot.scripted import a_card, a_note, a_quote
from tests.botapi_rules import checked_keyboard, checked_text

SEEDS = st.integers(0, 10**9)
WORDS = st.sampled_from([Words(language) for language in LANGUAGES])
TEXTS = st.text(st.characters(exclude_categories=["Cs"]) | st.sampled_from("🚢👩⚖️. \n!”"), max_size=400)


def accepted(part: Part) -> None:
    """Refuse a message as Telegram would."""
    entities = json.dumps([entity.to_dict() for entity in as_entities(part)])
    checked_text({"text": part.text, "entities": entities})


def squeezed(text: str) -> str:
    return "".join(sendable(text).split())


def quoted_in(parts: tuple[Part, ...], quote: Quote) -> str:
    """Return the words between the marks of the pieces of one quotation, joined."""
    found = []
    for part in parts:
        for entity in part.entities:
            words = covered(part, entity)
            if words.startswith("“"):
                found.append(re.sub(r"”[^”]*$", "", words[1:]))
    return squeezed("".join(found))


def covered(part: Part, entity: Entity) -> str:
    data = part.text.encode("utf-16-le")
    return data[2 * entity.offset : 2 * (entity.offset + entity.length)].decode("utf-16-le")


@settings(deadline=None, max_examples=25)
@given(SEEDS, WORDS)
def test_any_answer_is_shown_in_messages_that_telegram_accepts(seed: int, words: Words) -> None:
    answer = hostile.answer(seed)
    for parts in (
        render(answer, words),
        footnote_pages(answer, words),
        more_pages(answer, words),
        context_pages(answer.quotes, answer.quotes, words),
        reading(answer.quotes, OpenText(1), words).parts if answer.quotes else render(answer, words),
    ):
        assert parts
        for part in parts:
            assert weight(part) <= 100
            accepted(part)
            for form in plain(part):
                accepted(form)
    buttons = keyboard(answer, 1, words, [7] * len(offered(answer)))
    checked_keyboard({"reply_markup": buttons.to_dict() if buttons else None})


@settings(deadline=None, max_examples=100)
@given(st.text(st.sampled_from("ab. \n🚢מ"), min_size=1, max_size=30), st.integers(1, 400), WORDS)
def test_the_pieces_of_a_quotation_join_to_the_whole(scrap: str, times: int, words: Words) -> None:
    quote = a_quote(scrap * times, footnotes=())
    parts = tuple(quotations((quote,), words))
    assert quoted_in(parts, quote) == squeezed(quote.text)


@settings(deadline=None)
@given(TEXTS, st.integers(1, 60))
def test_what_is_cut_joins_to_the_whole_and_fits(text: str, limit: int) -> None:
    pieces = cut(text, limit)
    assert "".join(pieces) == text
    assert all(units(piece) <= max(limit, 2) for piece in pieces)


@given(TEXTS, st.integers(1, 60))
def test_what_is_shortened_fits_and_says_so(text: str, limit: int) -> None:
    short = shortened(text, limit)
    assert units(short) <= max(limit, 3)
    assert short == text or short.endswith("…")


@settings(deadline=None)
@given(st.lists(TEXTS.filter(str.strip), min_size=1, max_size=6))
def test_packed_parts_join_to_the_whole(texts: list[str]) -> None:
    parts = tuple(Writer().write(text, MessageEntityType.BOLD).part() for text in texts)
    assert join(pack(parts)) == join(parts)


@settings(deadline=None)
@given(TEXTS.filter(lambda text: is_visible(sendable(text))), st.integers(10, 60))
def test_a_part_that_is_split_keeps_its_words_and_entities(scrap: str, times: int) -> None:
    writer = Writer()
    for _ in range(times * 4):
        writer.write(scrap, MessageEntityType.ITALIC).write("\n")
    pieces = split(writer.part())
    assert squeezed("".join(piece.text for piece in pieces)) == squeezed(scrap * times * 4)
    for piece in pieces:
        assert piece.fits
        accepted(piece)


@pytest.mark.parametrize(
    ("url", "taken"),
    [
        ("https://undocs.org/en/A/74/771", True),
        ("http://www.un.org/x?y=1#z", True),
        ("http://localhost/x", False),
        ("http://127.0.0.1/x", False),
        ("javascript:alert(1)", False),
        ("https://user@host.example/", False),
        ("https://host.example:99999999/", False),
        ("https://[bad/", False),
        ("https://host.example/a b", False),
        ("tg://resolve?domain=x", False),
        ("", False),
        (None, False),
    ],
)
def test_only_web_addresses_of_named_hosts_become_links(url: str | None, taken: bool) -> None:
    assert (usable_url(url) is not None) is taken


@pytest.mark.parametrize("name", [" \t ", "\u200b\u200d\ufeff", "\x00\x07", "\n\n\n"])
def test_a_sender_that_cannot_be_seen_is_named_by_a_word(name: str) -> None:
    card = replace(a_card(), senders=(name,), office=name, title=name, addressees=(), date=None, symbols=())
    assert label(card, Words("en")) == "The letter"


@pytest.mark.parametrize(
    ("sender", "symbols", "shown"),
    [
        ("Ruritania", ("A/74/771", "S/2020/241"), "Ruritania, 14 Apr 2020, A/74/771"),
        ("Ruritania", (), "Ruritania → Secretary-G…, 14 Apr 2020"),
        ("Ondrey Islands", ("A/76/9120/Corr.1",), "Ondre…, 14 Apr 2020, A/76/9120/Corr.1"),
        ("Kesparia, Orvelland", ("A/HRC/45/NGO/12",), "Kespar…, 14 Apr 2020, A/HRC/45/NGO/12"),
    ],
)
def test_a_button_shows_the_whole_date_and_symbol_of_a_letter(
    sender: str, symbols: tuple[str, ...], shown: str
) -> None:
    card = replace(a_card(), senders=(sender,), symbols=symbols)
    assert label(card, Words("en")) == shown
    assert units(shown) <= 37


@pytest.mark.parametrize(
    ("to", "shown"),
    [
        ("Flavia", "Ministry of Ma… → Flavia, 14 Apr 2020"),
        ("Embassy of Graustark at Strelsau", "Ministry… → Embassy of…, 14 Apr 2020"),
    ],
)
def test_a_button_of_a_letter_without_a_symbol_shows_something_of_both_parties(to: str, shown: str) -> None:
    card = replace(a_card(), senders=("Ministry of Marine Affairs",), addressees=(to,), symbols=())
    assert label(card, Words("en")) == shown


def test_a_letter_without_a_sender_goes_by_its_title() -> None:
    card = replace(a_card(), senders=(), office=None, title="Minutes of the River Meeting", date=None, symbols=())
    assert label(card, Words("en")) == "Minutes of the River Meeting"


def test_the_marks_of_notes_are_raised() -> None:
    quote = a_quote(footnotes=(a_note("12"), a_note("a"), a_note("*")))
    assert "” ¹² ᵃ *\n" in next(quotations((quote,), Words("en"))).text


def test_a_note_of_later_words_is_not_raised_behind_the_quotation() -> None:
    later = replace(a_note("2"), further_on=True)
    quote = a_quote(footnotes=(a_note("1"), later))
    assert "” ¹\n" in next(quotations((quote,), Words("en"))).text
    assert note_line(later, Words("en")).text.startswith("² (note to a later part of the paragraph) ")
    both = (quote, a_quote(footnotes=(replace(later, further_on=False),)))
    assert unique_notes(both, notes_of) == (a_note("1"), a_note("2"))


def test_notes_in_another_message_than_their_words_say_whose_they_are() -> None:
    long = "The treaty says much. " * 80
    quote = a_quote("The passage is open. " * 100, footnotes=(a_note("1", long, None), a_note("2", long, None)))
    words, noted = pack(quotations((quote,), Words("en")))
    assert words.text.startswith("Ruritania, quoting Harbour Institute:\n“The passage")
    assert noted.text.startswith("Ruritania, quoting Harbour Institute:\nRuritania → Secretary-General, 14 April 2020")
    assert "\n¹ The treaty" in noted.text


@pytest.mark.parametrize(
    ("text", "resolved", "shown"),
    [
        ("Treaty of Strelsau, p. 2.", None, 1),
        ("Ibid., p. 3.", "Treaty of Strelsau, p. 2.", 2),
        ("See A/74/772, para. 3.", None, 2),
    ],
)
def test_a_note_that_is_quoted_itself_is_shown_again_only_where_that_tells_more(
    text: str, resolved: str | None, shown: int
) -> None:
    note = a_note("3", text, resolved)
    (part,) = quotations((a_quote(text, footnotes=(note,)),), Words("en"))
    assert part.text.count(text) == shown


def test_what_is_nobodys_is_named_in_the_language_of_the_person_and_not_dated() -> None:
    quote = replace(a_quote(attribution=(EDITORS,)), letter=replace(a_card(), date="2020-04-14"))
    assert heading(quote, Words("en"), dated=True) == "Editors’ note"
    assert heading(quote, Words("fr"), dated=True) == "Note des éditeurs"
    assert heading(replace(quote, attribution=(HEAD,)), Words("es"), dated=True) == "Encabezamiento de la carta"
    assert "2020" in heading(replace(quote, attribution=("Ruritania",)), Words("en"), dated=True)


def test_a_voice_inside_a_voice_inside_a_voice_is_read_from_the_outside_in() -> None:
    quote = a_quote(attribution=("Ruritania", "Harbour Institute", "Captain Flavia"))
    text = next(quotations((quote,), Words("en"))).text
    assert text.startswith("Ruritania, quoting Harbour Institute, quoting Captain Flavia:\n")
