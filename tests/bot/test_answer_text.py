"""What a person reads in a terminal."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.commands.answer_json import answer_json
from bot.commands.answer_text import answer_lines, card_line, spelled
from bot.commands.letter_text import detail_lines
from bot.terminal import wrap
from retrieval.types import Citation, Filters, Footnote, LetterKind, ListingKind, Remark, RemarkKind, Span, Spot
from tests.bot.scripted import ScriptedEngine, a_card, a_list, a_note, a_quote, an_answer, nothing


def test_an_answer_is_speaker_words_place_and_notes() -> None:
    assert answer_lines(an_answer(), 100) == [
        "Ruritania, quoting Harbour Institute:",
        "│ “The passage has been open to all ships since 1921.” [4]",
        "Ruritania → Secretary-General, 14 April 2020, A/74/771-S/2020/241, p. 2, para. 7",
        "[4] Ibid., p. 3. (that is: Treaty of Strelsau, p. 2.)",
    ]


def test_neighbours_of_one_voice_stand_under_one_heading_with_their_notes_once() -> None:
    later = replace(a_quote("We ask that the letter be circulated."), paragraph=8)
    assert answer_lines(an_answer(quotes=[a_quote(), later]), 100) == [
        "Ruritania, quoting Harbour Institute:",
        "│ “The passage has been open to all ships since 1921.” [4]",
        "Ruritania → Secretary-General, 14 April 2020, A/74/771-S/2020/241, p. 2, para. 7",
        "│ “We ask that the letter be circulated.” [4]",
        "p. 2, para. 8",
        "[4] Ibid., p. 3. (that is: Treaty of Strelsau, p. 2.)",
    ]


def test_two_sides_are_shown_under_their_names_with_their_dates() -> None:
    other = a_quote(card=a_card(13, "Graustark", "2021-05-13"), attribution=("Graustark",), footnotes=())
    lines = answer_lines(an_answer(quotes=[a_quote(footnotes=()), other]), 100)
    headings = [line for line in lines if line.endswith(":")]
    assert headings == ["Ruritania, quoting Harbour Institute (14 April 2020):", "Graustark (13 May 2021):"]


def test_nothing_found_is_one_calm_sentence_with_the_nearest_letters() -> None:
    assert answer_lines(nothing(nearest=(a_card(),))) == [
        "I find nothing on this in the letters.",
        "",
        "The nearest letters:",
        "  Ruritania → Secretary-General, 14 April 2020, A/74/771-S/2020/241",
    ]


def test_a_nearest_letter_has_the_place_behind_it_at_which_to_begin_to_read() -> None:
    letter = replace(a_card(), kind=LetterKind.NOTE_VERBALE)
    spot = Spot(letter.letter_id, Span(80, 120), (2, 3), 9, "4", "Annex I")
    assert answer_lines(nothing(nearest=(letter, a_card(2)), spots=(spot,)), 120)[-2:] == [
        "  Ruritania → Secretary-General, 14 April 2020, A/74/771-S/2020/241 (note verbale), Annex I, pp. 2–3, para. 4",
        "  Ruritania → Secretary-General, 14 April 2020, A/74/772-S/2020/242",
    ]


def test_a_list_of_letters_tells_which_they_are_and_how_many() -> None:
    of_ruritania = Filters(senders=("Ruritania",), since="2020", until="2020")
    assert answer_lines(a_list(3, filters=of_ruritania)) == [
        "Letters I hold (Ruritania, 2020): 3",
        "  Ruritania → Secretary-General, 14 April 2020, A/74/771-S/2020/241",
        "  Ruritania → Secretary-General, 14 April 2020, A/74/772-S/2020/242",
        "  and 1 more",
    ]


@pytest.mark.parametrize(
    ("kind", "filters", "heading"),
    [
        (ListingKind.LATEST, Filters(senders=("Ruritania",)), "The latest letter I hold (Ruritania):"),
        (
            ListingKind.FIRST,
            Filters(addressees=("Secretary-General",)),
            "The first letter I hold (→ Secretary-General):",
        ),
        (ListingKind.ANSWERS, Filters(), "Letters I hold that answer A/74/771-S/2020/241: 1"),
        (ListingKind.CITES, Filters(since="2019"), "Letters I hold (since 2019) that cite A/74/771-S/2020/241: 1"),
    ],
)
def test_each_kind_of_list_has_its_heading(kind: ListingKind, filters: Filters, heading: str) -> None:
    shown = a_list(1, a_card(), kind=kind, filters=filters, about=("A/74/771", "S/2020/241"))
    assert answer_lines(shown)[0] == heading


def test_a_list_of_letters_is_told_to_programs_whole() -> None:
    told = answer_json(a_list(3), 1.0)
    assert (told["abstained"], told["quotes"]) == (False, [])
    assert (told["letters"]["count"], [each["letter_id"] for each in told["letters"]["letters"]]) == (
        3,
        ["A/74/771", "A/74/772"],
    )
    assert told["answer"].splitlines() == [
        "3",
        "A/74/771-S/2020/241, Ruritania, 2020-04-14",
        "A/74/772-S/2020/242, Ruritania, 2020-04-14",
    ]


def test_remarks_stand_below() -> None:
    assert answer_lines(an_answer(remarks=(Remark(RemarkKind.UNSURE, ()),)))[:2] == [
        "The nearest I find; it may not be an answer:",
        "",
    ]
    assert answer_lines(an_answer(remarks=(Remark(RemarkKind.NOT_HELD, ("A/1/2",)),)))[-2:] == [
        "",
        "I do not hold A/1/2.",
    ]


def test_that_one_says_nothing_on_it_does_not_tell_that_no_letter_does() -> None:
    remarks = (Remark(RemarkKind.NOT_FROM, ("Ruritania",)),)
    answer = an_answer(quotes=(), nearest=(a_card(),), remarks=remarks)
    assert answer_lines(answer)[:3] == ["I find no statement by “Ruritania” on this.", "", "The nearest letters:"]


def test_a_letter_that_has_no_symbol_or_date_is_named_all_the_same() -> None:
    card = replace(a_card(), symbols=(), date=None, kind=LetterKind.NOTE_VERBALE)
    assert card_line(card) == "Ruritania → Secretary-General (note verbale), 1.txt"
    assert spelled("2014-02") == "February 2014"
    assert spelled("2005") == "2005"


@given(st.text(min_size=1), st.integers(30, 100))
def test_no_words_are_lost_by_wrapping(text: str, width: int) -> None:
    lines = answer_lines(an_answer(quotes=[a_quote(text, footnotes=())]), width)
    shown = "".join(line.removeprefix("│").strip() for line in lines if line.startswith("│"))
    assert "".join(shown.split()) == "".join(f"“{text}”".split())


def test_a_letter_is_shown_with_its_neighbours() -> None:
    lines = detail_lines(ScriptedEngine().find("A/74/771"))
    assert lines[0] == "Symbol  A/74/771-S/2020/241"
    assert "File: 1.txt" in lines
    assert "  S/1994/147 (not held)" in lines
    assert (
        lines[lines.index("Answered by:") + 1] == "  Ruritania → Secretary-General, 3 April 2020, A/74/773-S/2020/243"
    )


def test_an_answer_as_json_has_all_that_others_build_on() -> None:
    found = answer_json(an_answer(quotes=[a_quote(footnotes=(a_note(),))]), 12.345)
    assert found["answer"].splitlines()[0] == "The passage has been open to all ships since 1921."
    assert (found["abstained"], found["confidence"], found["latency_ms"]) == (False, 0.9, 12.3)
    (quote,) = found["quotes"]
    assert quote["attribution"] == ["Ruritania", "Harbour Institute"]
    assert (quote["letter"], quote["symbols"]) == ("1.txt", ["A/74/771", "S/2020/241"])
    assert (quote["page"], quote["paragraph"]) == (2, 7)
    assert quote["footnotes"][0]["indicator"] == "4"
    assert quote["footnotes"][0]["resolved"] == "Treaty of Strelsau, p. 2."


def test_an_abstention_as_json_has_no_answer() -> None:
    found = answer_json(nothing(nearest=(a_card(),)), 1)
    assert (found["answer"], found["abstained"], found["quotes"]) == (None, True, [])
    assert found["reason"] == "nothing found"
    assert found["nearest"][0]["from"] == ["Ruritania"]


def test_a_nearest_letter_as_json_tells_the_place_where_it_is_known() -> None:
    spot = Spot(a_card(2).letter_id, Span(80, 120), (2, 3), 9, "4", "Annex I")
    first, second = answer_json(nothing(nearest=(a_card(1), a_card(2)), spots=(spot,)), 1)["nearest"]
    assert (first["place"], second["symbols"][0]) == (None, "A/74/772")
    assert second["place"] == {"page": 2, "pages": [2, 3], "paragraph": 9, "label": "4", "part": "Annex I"}


@pytest.mark.parametrize("citations", [(), a_note().citations])
def test_a_note_that_is_the_answer_is_printed_once(citations: tuple[Citation, ...]) -> None:
    note = replace(a_note(), text="The log was lost in June.", citations=citations, resolved=None)
    lines = answer_lines(an_answer(quotes=[a_quote("The log was lost in June.", footnotes=(note,))]), 100)
    assert sum("The log was lost" in line for line in lines) == 1


def test_lists_addresses_and_places_wrap_where_a_reader_would() -> None:
    detail = ScriptedEngine().find("A/74/771")
    long = "See p. 12 and No. 7 of www.water-ministry.example.org/statements-of-2021/the-flow-at-bresk, para. 4."
    note = Footnote("1", (), (), Span(0, len(long)), 1)
    lines = detail_lines(replace(detail, letter=replace(detail.letter, text=long, footnotes=(note,))), 32)
    place = lines.index("Answered by:")
    assert lines[place + 1 : place + 3] == ["  Ruritania → Secretary-General,", "    3 April 2020,"]
    assert lines[lines.index("[1] See p. 12 and No. 7 of") + 1 :][:2] == [
        "    www.water-ministry.example.org/statements-of-2021/the-flow-at-bresk,",
        "    para. 4.",
    ]
    assert all(len(line) <= 32 for line in lines if "www." not in line and "://" not in line)


def test_the_nearest_letters_wrap() -> None:
    assert answer_lines(nothing(nearest=(a_card(),)), 40)[-2:] == [
        "  Ruritania → Secretary-General, 14",
        "    April 2020, A/74/771-S/2020/241",
    ]


@pytest.mark.parametrize(("text", "width"), [("中" * 100, 30), ("a" * 100, 30)])
def test_text_without_spaces_wraps_all_the_same(text: str, width: int) -> None:
    assert max(map(len, wrap(text, width))) == width
