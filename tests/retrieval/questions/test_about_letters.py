"""Questions on letters as such are told from those on what letters say."""

from dataclasses import replace

import pytest

from retrieval.engine import Engine
from retrieval.questions.about_letters import (
    LettersAsked,
    SignerAsked,
    continued,
    letters_asked,
    letters_of_named,
    superlative,
    told,
)
from retrieval.types import Filters, LetterKind, ListingKind, Question

NAMES = ("kesparia", "merovand", "ondrey islands", "orvelland")
OF_KESPARIA = Filters(senders=("kesparia",))
A_DAY = Filters(since="2021-11-09", until="2021-11-09")


def asked(text: str) -> LettersAsked | SignerAsked | None:
    return letters_asked(told(text, NAMES, 2023))


@pytest.mark.parametrize(
    ("text", "filters"),
    [
        ("which letters did Kesparia send", OF_KESPARIA),
        ("how many letters from Kesparia are there?", OF_KESPARIA),
        ("which letters did the kesparians write in 2021", replace(OF_KESPARIA, since="2021", until="2021")),
        ("any letters from kesparia since 2022?", replace(OF_KESPARIA, since="2022")),
        ("kesparian letters 2022", replace(OF_KESPARIA, since="2022", until="2022")),
        (
            "which letter did Kesparia send on 9 November 2021",
            replace(A_DAY, senders=("kesparia",)),
        ),
        (
            "what letters did Kesparia write to the SG in september 2022",
            replace(OF_KESPARIA, addressees=("Secretary-General",), since="2022-09", until="2022-09"),
        ),
        (
            "letters from Kesparia to the security council",
            replace(OF_KESPARIA, addressees=("President of the Security Council",)),
        ),
        ("show me the letters of Kesparia and Orvelland", Filters(senders=("kesparia", "orvelland"))),
        (
            "list all notes verbales from the Ondrey islands",
            Filters(senders=("ondrey islands",), kinds=(LetterKind.NOTE_VERBALE,)),
        ),
        ("how many letters are there", Filters()),
        ("which letters are there?", Filters()),
        ("what letters do you have", Filters()),
        ("when did Kesparia write and to whom?", OF_KESPARIA),
        ("to whom did Kesparia write in 2021", replace(OF_KESPARIA, since="2021", until="2021")),
        ("did Kesparia send any letters", OF_KESPARIA),
    ],
)
def test_letters_are_asked_for_by_sender_addressee_date_and_kind(text: str, filters: Filters) -> None:
    assert asked(text) == LettersAsked(ListingKind.SENT, filters)


@pytest.mark.parametrize(
    ("text", "filters"),
    [
        ("kesparia?", OF_KESPARIA),
        ("The Ondrey Islands", Filters(senders=("ondrey islands",))),
        ("kesparia 2022", replace(OF_KESPARIA, since="2022", until="2022")),
        ("2022", Filters(since="2022", until="2022")),
    ],
)
def test_a_name_or_a_time_alone_asks_for_its_letters(text: str, filters: Filters) -> None:
    assert letters_of_named(told(text, NAMES, 2023)) == LettersAsked(ListingKind.SENT, filters)


@pytest.mark.parametrize("text", ["kesparia and orvelland", "the dam", "kesparia on the dam", "5"])
def test_what_says_more_than_a_name_does_not(text: str) -> None:
    assert letters_of_named(told(text, NAMES, 2023)) is None


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("what is the latest letter from Kesparia", ListingKind.LATEST),
        ("whats kesparias latest letter", ListingKind.LATEST),
        ("when did Kesparia last write", ListingKind.LATEST),
        ("when was the first letter from Kesparia", ListingKind.FIRST),
    ],
)
def test_the_newest_or_the_first_letter_is_asked_for(text: str, kind: ListingKind) -> None:
    assert asked(text) == LettersAsked(kind, OF_KESPARIA)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("which letter replies to S/2021/9104", LettersAsked(ListingKind.ANSWERS, symbols=("S/2021/9104",))),
        ("did anyone reply to s/2021/9104?", LettersAsked(ListingKind.ANSWERS, symbols=("S/2021/9104",))),
        ("has Kesparia answered S/2021/9104", LettersAsked(ListingKind.ANSWERS, OF_KESPARIA, ("S/2021/9104",))),
        (
            "is there a reply from Kesparia to S/2021/9104",
            LettersAsked(ListingKind.ANSWERS, OF_KESPARIA, ("S/2021/9104",)),
        ),
        ("what did Kesparia reply to that letter", LettersAsked(ListingKind.ANSWERS, OF_KESPARIA)),
        ("was it ever answered", LettersAsked(ListingKind.ANSWERS)),
        (
            "which letters answer Orvelland's letter of 9 November 2021",
            LettersAsked(ListingKind.ANSWERS, described=replace(A_DAY, senders=("orvelland",))),
        ),
        ("which letters mention S/2021/9104", LettersAsked(ListingKind.CITES, symbols=("S/2021/9104",))),
        ("who cites A/76/9011-S/2021/9104", LettersAsked(ListingKind.CITES, symbols=("A/76/9011", "S/2021/9104"))),
        ("which letters of Kesparia refer to it", LettersAsked(ListingKind.CITES, OF_KESPARIA)),
    ],
)
def test_letters_that_answer_or_cite_one_are_asked_for(text: str, expected: LettersAsked) -> None:
    assert asked(text) == expected


@pytest.mark.parametrize(
    ("text", "office"),
    [
        ("who is the permanent representative of Kesparia", "permanent representative"),
        ("who's kesparia's PR", "permanent representative"),
        ("PR of kesparia name?", "permanent representative"),
        ("the Kesparian permanent representative", "permanent representative"),
        ("who was the chargé d’affaires a.i. of Kesparia", "charge d affaires a i"),
        ("name of the kesparian ambassador to the UN", "acting permanent representative"),
        ("who represents Kesparia at the UN", "permanent representative"),
    ],
)
def test_the_holder_of_an_office_is_asked_for(text: str, office: str) -> None:
    found = asked(text)
    assert isinstance(found, SignerAsked)
    assert (found.filters, bool(found.office.fullmatch(office))) == (OF_KESPARIA, True)


@pytest.mark.parametrize(
    "text",
    [
        "which letters did Kesparia send about the flood",
        "what did kesparia write in its letter",
        "what is in kesparia's letters",
        "kesparia's letter",
        "which letters mention judge castellan",
        "which letter does A/76/9027 reply to",
        "which letter is this one answering",
        "what did Orvelland reply about the dam",
        "what did Orvelland reply to that",
        "how many notes did Orvelland get from Kesparia's minister",
        "who signed Kesparia's letter of 9 November 2021",
        "when was the first warning from Kesparia",
        "who is the prime minister of Kesparia",
        "who is the permanent representative",
        "the permanent representative's name",
        "letters",
        "which letters did §s7 send in §p3",  # the signs that stand for names cannot be typed
        "",
    ],
)
def test_what_letters_say_is_not_asked_of_their_mastheads(text: str) -> None:
    assert asked(text) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("and in 2022?", LettersAsked(ListingKind.SENT, replace(OF_KESPARIA, since="2022", until="2022"))),
        ("and Orvelland?", LettersAsked(ListingKind.SENT, Filters(senders=("orvelland",), since="2021", until="2021"))),
        ("and the latest?", LettersAsked(ListingKind.LATEST, replace(OF_KESPARIA, since="2021", until="2021"))),
        ("and why?", None),
        ("and what did Orvelland say", None),
        ("who signed it", None),
    ],
)
def test_another_name_or_date_asks_for_the_like(text: str, expected: LettersAsked | None) -> None:
    before = LettersAsked(ListingKind.SENT, replace(OF_KESPARIA, since="2021", until="2021"))
    assert continued(before, told(text, NAMES, 2023)) == expected


def test_the_first_letter_of_somebody_is_spoken_of() -> None:
    assert superlative("who signed the first Orvelland letter") is ListingKind.FIRST
    assert superlative("what did the first officer write in the letter") is None


@pytest.mark.parametrize(
    ("text", "count"),
    [("list all letters", 19), ("letters from kesparia", 5), ("all documents of the ondrey islands", 6), ("2021", 3)],
)
def test_letters_as_such_are_listed_and_no_sources_of_theirs(specimen_engine: Engine, text: str, count: int) -> None:
    listing = specimen_engine.ask(Question(text)).listing
    assert listing is not None
    assert (listing.kind, listing.count) == (ListingKind.SENT, count)
