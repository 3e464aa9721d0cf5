"""Letters are found by what they mention, the agenda item they are circulated under, and who signed them."""

from pathlib import Path

import pytest

from retrieval.engine import Engine
from retrieval.questions.about_letters import told
from retrieval.questions.letters_by import LettersBy, letters_by
from retrieval.types import Answer, Filters, Listing, ListingKind, Question, Remark, RemarkKind, Trait
from tests.simple_letters import write_letter_file

NAMES = ("kesparia", "merovand", "ondrey islands", "orvelland")
OF_KESPARIA = Filters(senders=("kesparia",))


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("which letters are about the flood at Bresk?", LettersBy(Trait.MENTION, "the flood at bresk")),
        ("letters on fishing", LettersBy(Trait.MENTION, "fishing")),
        ("how many letters mention the hotline", LettersBy(Trait.MENTION, "the hotline")),
        ("which states wrote about the hotline", LettersBy(Trait.MENTION, "the hotline")),
        ("Kesparia's letters about the pumps", LettersBy(Trait.MENTION, "the pumps", filters=OF_KESPARIA)),
        (
            "letters from Kesparia about the pumps in 2022",
            LettersBy(Trait.MENTION, "the pumps", filters=Filters(senders=("kesparia",), since="2022", until="2022")),
        ),
        ("first letter to mention the hotline", LettersBy(Trait.MENTION, "the hotline", ListingKind.FIRST)),
        ("latest letter about the trawlers", LettersBy(Trait.MENTION, "the trawlers", ListingKind.LATEST)),
        (
            "when did Kesparia first raise the pumps",
            LettersBy(Trait.MENTION, "the pumps", ListingKind.FIRST, OF_KESPARIA),
        ),
        (
            "has Kesparia ever mentioned the pumps",
            LettersBy(Trait.MENTION, "the pumps", filters=OF_KESPARIA, sentences=True),
        ),
        ("letters circulated under agenda item 31", LettersBy(Trait.AGENDA_ITEM, "31")),
        ("which documents were issued under agenda item 80 (a)", LettersBy(Trait.AGENDA_ITEM, "80 a")),
        ("letters signed by Oskelund", LettersBy(Trait.SIGNATURE, "oskelund")),
        ("which letters did Marit Oskelund sign", LettersBy(Trait.SIGNATURE, "marit oskelund")),
        ("what does Kesparia's letter of 9 November 2021 say about the pumps", None),
        ("what is the letter about", None),
        ("which letter mentions it", None),
        ("which letters mention A/76/9011", None),
        ("who spoke about the flood", None),
        ("letters on 9 November 2021", None),
    ],
)
def test_what_letters_are_told_apart_by_is_understood_whole_or_not_at_all(text: str, asked: LettersBy | None) -> None:
    assert letters_by(told(text, NAMES, 2023)) == asked


def ask(engine: Engine, text: str) -> Answer:
    return engine.ask(Question(text))


def listed(engine: Engine, text: str) -> Listing:
    listing = ask(engine, text).listing
    assert listing is not None
    return listing


def test_every_letter_that_has_all_the_words_is_listed_newest_first(specimen_engine: Engine) -> None:
    listing = listed(specimen_engine, "which letters are about the flood at Bresk")
    dates = [card.date or "" for card in listing.letters]
    assert (listing.count, listing.by, listing.what) == (len(dates), Trait.MENTION, "the flood at bresk")
    assert dates == sorted(dates, reverse=True)
    for card in listing.letters:
        text = specimen_engine.index.letter(card.letter_id).text.casefold()
        assert "flood" in text
        assert "bresk" in text


def test_the_first_letter_of_a_sender_that_mentions_something_is_listed_alone(specimen_engine: Engine) -> None:
    listing = listed(specimen_engine, "when did Kesparia first raise the pumps")
    assert [card.symbols[0] for card in listing.letters] == ["A/76/9027"]
    assert (listing.kind, listing.filters.senders) == (ListingKind.FIRST, ("Kesparia",))


@pytest.mark.parametrize("sender", ["Kesparia", "Orvelland"])
def test_that_a_sender_mentions_something_is_shown_where_he_does(specimen_engine: Engine, sender: str) -> None:
    quotes = ask(specimen_engine, f"has {sender} ever mentioned the hotline").quotes
    assert quotes
    assert all("hotline" in each.text and sender in each.letter.senders for each in quotes)


def test_that_a_sender_never_mentions_something_is_said(specimen_engine: Engine) -> None:
    answer = ask(specimen_engine, "has Merovand ever mentioned the pumps")
    assert answer.remarks == (Remark(RemarkKind.NOT_MENTIONED, ("the pumps",)),)
    assert not answer.quotes
    assert {each.senders for each in answer.nearest} == {("Merovand",)}


def test_letters_under_an_agenda_item_are_those_that_ask_for_it(empty: Engine, tmp_path: Path) -> None:
    ends = (
        "I should be grateful if you would have the present letter circulated as a document of the General Assembly, "
        "under agenda item"
    )
    for number, item in enumerate(("31", "80 (a)", "131")):
        text = f"There are 31 pumps. {ends} {item}."
        empty.ingest([write_letter_file(tmp_path, f"{number}.txt", text, symbol=f"A/76/90{number}1")])
    assert [card.symbols[0] for card in listed(empty, "letters under agenda item 31").letters] == ["A/76/9001"]
    assert [card.symbols[0] for card in listed(empty, "letters under agenda item 80 (a)").letters] == ["A/76/9011"]
    assert [card.symbols[0] for card in listed(empty, "letters under agenda item 80").letters] == ["A/76/9011"]


@pytest.mark.parametrize(
    ("who", "symbols"),
    [
        ("Oskelund", ["A/77/9103", "A/76/9120", "S/2022/9048", "S/2021/9166", "A/76/9011"]),
        ("the foreign minister", ["S/2022/9102"]),
    ],
)
def test_letters_signed_by_somebody_or_in_an_office(specimen_engine: Engine, who: str, symbols: list[str]) -> None:
    cards = listed(specimen_engine, f"letters signed by {who}").letters
    assert [card.symbols[0] for card in cards] == symbols


def test_somebody_who_signed_none_is_not_found(specimen_engine: Engine) -> None:
    assert ask(specimen_engine, "letters signed by Brigitta Sorn").listing is None


def test_a_deputy_does_not_sign_as_who_he_stands_in_for(empty: Engine, tmp_path: Path) -> None:
    for number, office in enumerate(("Minister for Foreign Affairs", "Deputy Minister for Foreign Affairs")):
        path = write_letter_file(tmp_path, f"{number}.txt", "The dam held.", symbol=f"A/76/90{number}1")
        path.write_text(path.read_text().replace("Ambassador\nPermanent Representative", office))
        empty.ingest([path])
    minister, deputy = (
        [card.symbols[0] for card in listed(empty, f"letters signed by the {office}").letters]
        for office in ("foreign minister", "deputy foreign minister")
    )
    assert (minister, deputy) == (["A/76/9001"], ["A/76/9011"])
