"""Senders are known in a question by their names and by their people."""

import pytest

from retrieval.language.senders import find_senders

NAMES = ("azerbaijan", "department of external affairs", "kesparia", "merovand", "ondrey islands", "orvelland")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("what did Kesparia say", [("Kesparia", "kesparia")]),
        ("what did the kesparian minister say", [("kesparian", "kesparia")]),
        ("the kesparians and the Orvellanders", [("kesparians", "kesparia"), ("Orvellanders", "orvelland")]),
        ("Orvellish pumps, a Merovandian vessel", [("Orvellish", "orvelland"), ("Merovandian", "merovand")]),
        ("merovands conciliator", [("merovands", "merovand")]),
        ("the Ondrey Islands’ boats", [("Ondrey Islands", "ondrey islands")]),
        ("the ondrey islanders", [("ondrey islanders", "ondrey islands")]),
        ("the ondreys note", [("ondreys", "ondrey islands")]),
        ("a cable of the Department of External Affairs", [("Department of External Affairs", NAMES[1])]),
        ("the azeri letters from baku", [("azeri", "azerbaijan"), ("baku", "azerbaijan")]),
    ],
)
def test_a_sender_is_named_in_many_ways(text: str, found: list[tuple[str, str]]) -> None:
    assert [(each.span.of(text), each.name) for each in find_senders(text, NAMES)] == found


@pytest.mark.parametrize(
    "text", ["mr kesparov", "the islands", "external affairs", "the mero vandal", "an island state"]
)
def test_what_only_resembles_a_sender_names_none(text: str) -> None:
    assert find_senders(text, NAMES) == ()


def test_what_could_be_two_senders_names_neither() -> None:
    assert find_senders("the velmorans", ("velmora", "velmoran")) == ()
    assert find_senders("the tarn letter", ("tarn islands", "tarn republic")) == ()
