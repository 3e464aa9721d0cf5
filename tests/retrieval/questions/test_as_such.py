"""A follow-up that only puts another name, date or subject into a question on letters as such asks that anew."""

import pytest

from retrieval.questions.about_letters import LettersAsked
from retrieval.questions.as_such import OfLetters, asked_as_such
from retrieval.questions.contents import ContentsAsked, Sought, Whose
from retrieval.questions.happened import HappenedAsked
from retrieval.questions.letters_by import LettersBy
from retrieval.types import CitationKind, Filters, ListingKind, Trait

NAMES = ("kesparia", "merovand", "ondrey islands", "orvelland")
OF_MEROVAND = Filters(senders=("merovand",))
PRESS = frozenset({CitationKind.PRESS})


@pytest.mark.parametrize(
    ("before", "text", "asked"),
    [
        (
            "which letters mention the hotline",
            "and from Merovand?",
            LettersBy(Trait.MENTION, "the hotline", filters=OF_MEROVAND),
        ),
        (
            "which letters mention the hotline",
            "only those from 2023",
            LettersBy(Trait.MENTION, "the hotline", filters=Filters(since="2023", until="2023")),
        ),
        ("which letters mention the hotline", "and the trawlers?", LettersBy(Trait.MENTION, "the trawlers")),
        ("which letters mention the hotline", "and who signed them?", None),
        ("which letters mention the hotline", "who died?", None),
        (
            "has Kesparia ever mentioned the pumps",
            "and Merovand?",
            LettersBy(Trait.MENTION, "the pumps", filters=OF_MEROVAND, sentences=True),
        ),
        ("letters under agenda item 31", "and item 29?", LettersBy(Trait.AGENDA_ITEM, "29")),
        (
            "which books does A/76/9011 cite",
            "and which press articles?",
            ContentsAsked(Sought.SOURCES, Whose(symbols=("A/76/9011",)), PRESS),
        ),
        (
            "what does Kesparia want",
            "and Merovand?",
            ContentsAsked(Sought.REQUESTS, Whose(LettersAsked(ListingKind.SENT, OF_MEROVAND))),
        ),
        ("what happened on 2 February 2022", "and on 3 February?", HappenedAsked("--02-03")),
        ("what happened at Bresk", "and Merovand?", None),
    ],
)
def test_what_was_asked_before_is_asked_anew(before: str, text: str, asked: OfLetters | None) -> None:
    assert asked_as_such(text, text, (before,), NAMES, 2023) == asked


def test_what_follows_a_follow_up_goes_on_from_that() -> None:
    before = ("which letters mention the hotline", "and from Merovand?")
    asked = asked_as_such("and the trawlers?", "and the trawlers?", before, NAMES, 2023)
    assert asked == LettersBy(Trait.MENTION, "the trawlers", filters=OF_MEROVAND)
