"""By what number a reader finds a paragraph: read once for a letter, and anew for another text under its id."""

from dataclasses import replace
from itertools import pairwise
from unittest.mock import Mock

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retrieval.parsing import parse
from retrieval.questions.places import Place, find_place
from retrieval.readers.text import read_text
from retrieval.spans import numbering
from retrieval.spans.numbering import label_of, labels_in
from retrieval.spans.runs import Printed, runs_of
from retrieval.types import Letter


def letter(*paragraphs: str) -> Letter:
    return parse(read_text("\n\n".join(["The gates of the Corran dam", *paragraphs]).encode()))


def labels(of: Letter) -> list[str | None]:
    return [label_of(of, block) for block in of.blocks if block.number is not None]


def test_another_text_under_the_same_id_has_numbers_of_its_own() -> None:
    first = letter("3. The gates are old.", "4. They are shut.")
    other = replace(letter("5. The gates are new.", "6. They are open."), letter_id=first.letter_id)
    assert [labels(first), labels(other), labels(first)] == [["3", "4"], ["5", "6"], ["3", "4"]]


def test_the_numbers_of_a_long_letter_are_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    printed = Mock(side_effect=numbering._printed)
    monkeypatch.setattr(numbering, "_printed", printed)
    long = letter(*(f"{number}. The gates of dam {number} are old." for number in range(1, 200)))
    assert labels(long) == [str(number) for number in range(1, 200)]
    printed.assert_called_once()


HEAD = "In the opinion of my Government the treaty has been broken by its neighbour."
SAID = "The gates of the dam at Corran were opened on the night of the flood."
MORE = "The guards at the weir had been told of it by telephone long before."


@pytest.mark.parametrize(
    ("paragraphs", "expected"),
    [
        # a list that begins anew between two numbers is of the paragraph above it
        (
            ("1. It rose.", "2. As follows:", "1. Gates.", "2. Gates.", "3. It rose.", "4. It rose."),
            ["1", "2", "2", "2", "3", "4"],
        ),
        # and so is one at the end, to which the words above lead
        (("1. It rose.", "2. It rose.", "3. As follows:", "1. Gates.", "2. Gates."), ["1", "2", "3", "3", "3"]),
        (("1. It rose.", "2. It rose.", "3. It rose.", "(a) of;", "(b) of."), ["1", "2", "3", "3", "3"]),
        # behind a list it may be another paragraph, or one whose number was lost
        (("1. It rose.", "2. It rose.", "(a) of;", SAID, "(b) of."), ["1", "2", "2", "", ""]),
        (("1. It rose.", "2. It rose.", "(a) of;", "5. It rose.", "6. It rose."), ["1", "2", "2", "5", "6"]),
        # where numbers begin again, those that are printed twice tell nothing but where they stand first
        (
            ("1. It rose.", "2. It rose.", "3. It rose.", SAID, "1. It fell.", "2. It fell."),
            ["1", "2", "3", "", "", ""],
        ),
        (("1. It rose.", "2. It rose.", SAID, "1. It fell.", "2. It fell.", "3. It fell."), ["", "", "", "", "", "3"]),
        # more than are read may be lost where the numbers rise all the same
        (("1. It rose.", "2. It rose.", "3. It rose.", "9. It fell.", "10. It fell."), ["1", "2", "3", "9", "10"]),
        # what stands before the first number is short, or no more than the letter's beginning
        (
            (SAID, "My telegram 8.", "Dams.", "Corran.", "1. It rose.", MORE, "2. It rose."),
            ["", "", "", "", "1", "1", "2"],
        ),
        # the numbers of a short list count nothing but its items; no count is what is printed before another
        (
            (HEAD, SAID, MORE, HEAD, "1. Gates.", "2. Gates.", SAID, MORE, HEAD),
            ["", "", None, None, "1", "2", *[None] * 3],
        ),
        (("7) It rose.", "8) It fell."), ["7", "8"]),
        (("§ 7 It rose.", "§ 8 It fell.", "(a) of;"), ["7", "8", "8"]),
        # numbers in levels
        (("1.1 It rose.", "1.2 It fell.", "(a) of;", MORE, "2.1 It froze."), ["1.1", "1.2", "1.2", "1.2", "2.1"]),
        (("1. It rose.", "1.1 It fell.", MORE, "1.2.1 It rose.", MORE, "3.2. It."),
         ["1", "1.1", "1.1", "1.2.1", "", "3.2"]),
        (("2.1 It rose.", "1.1 It fell.", "3.1 It froze."), [None, None, None]),
        (("1.5 It rose.", "It fell."), [None, None]),
        # a number amid a paragraph begins the next
        (("1. It rose.", "(b) “They met.” 2. He came.", "3. It fell."), ["1", "1", "2", "3"]),
        (("(1) It rose.", "(2) We ask:", "(1) of,", "(2) of,", "(3) It rose."), ["1", "2", "2", "2", "3"]),
    ],
)  # fmt: skip
def test_a_reader_finds_the_number(paragraphs: tuple[str, ...], expected: list[str | None]) -> None:
    assert labels(letter(*paragraphs)) == expected


def test_what_a_letter_quotes_does_not_count_its_paragraphs() -> None:
    lines = ["# Letter", "1. It met.", "2. It decided:", "> 3. Calls upon Dorn;", "> 4. Demands it.", "3. We agree."]
    of = parse(read_text("\n\n".join([*lines, "4. We left."]).encode()))
    assert labels(of) == ["1", "2", "2", "2", "3", "4"]


def test_words_behind_a_number_amid_a_paragraph_stand_under_it() -> None:
    of = letter(
        "1. We met at the dam.’ 2. The guards came. 3. They left.", "4. It rained. See gate No. 5. Nobody came."
    )
    assert labels(of) == ["1", "2", "3", "4"]
    (left,) = find_place(of, Place("3", is_note=False))
    assert left.of(of.text) == "They left."
    set_in = letter("> 1. We met at the dam.’ 2. The guards came.", "3. They left.")
    first, _ = (block for block in set_in.blocks if block.number is not None)
    assert labels_in(set_in, first) == ("1", "2")
    assert find_place(set_in, Place("2", is_note=False)) == (first.span,)


def test_what_a_letter_without_numbers_quotes_does_not_number_it() -> None:
    lines = ["# Letter", HEAD, SAID, MORE, "> 41. She was not seen.", "> 42. It was dark.", HEAD, SAID, MORE]
    of = parse(read_text("\n\n".join(lines).encode()))
    assert labels(of) == [None, None, None, "41", "42", None, None, None]


ENTRIES = st.tuples(st.none() | st.integers(1, 12), st.sampled_from((SAID, "It rose.", "As follows:", "(a) of it;")))


@settings(deadline=None)
@given(st.lists(ENTRIES, min_size=1, max_size=14))
def test_what_is_printed_before_a_paragraph_is_shown_or_that_of_the_one_it_stands_below(
    entries: list[tuple[int | None, str]],
) -> None:
    of = letter(*(f"{number}. {words}" if number else words for number, words in entries))
    above: set[str] = set()
    for block, label in zip((each for each in of.blocks if each.number is not None), labels(of), strict=True):
        above |= {block.label} if block.label else set()
        assert block.label is None or label in {"", *above}
        assert label is not None or str(block.number) not in {each.label for each in of.blocks}


@settings(deadline=None)
@given(st.lists(st.lists(st.sampled_from(("(a) of it;", "(b) of it;", MORE)), max_size=3), min_size=2, max_size=9))
def test_numbers_that_rise_by_one_count_the_paragraphs_and_what_stands_between(between: list[list[str]]) -> None:
    lines = [[f"{number}. {SAID}", *below] for number, below in enumerate(between, 1)]
    expected = [str(number) for number, below in enumerate(between[:-1], 1) for _ in (0, *below)]
    assert labels(letter(*(line for each in lines for line in each)))[: len(expected) + 1] == [
        *expected, str(len(between)),
    ]  # fmt: skip


@settings(deadline=None)
@given(
    st.lists(st.tuples(st.integers(1, 4), st.integers(0, 4), st.integers(0, 4)), unique=True, min_size=3, max_size=12)
)
def test_numbers_in_levels_that_rise_are_each_shown(levels: list[tuple[int, int, int]]) -> None:
    numbers = sorted({tuple(each for each in level if each) for level in levels})
    lines = [f"{'.'.join(map(str, number))}{'' if len(number) > 1 else '.'} {SAID}" for number in numbers]
    deep = sum(len(number) > 1 for number in numbers) >= 3
    assert not deep or labels(letter(*lines)) == [".".join(map(str, number)) for number in numbers]


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(0, 30), st.booleans(), st.booleans()), max_size=40), st.sampled_from((3, 1_000)))
def test_every_run_rises_and_no_number_is_in_two(numbers: list[tuple[int, bool, bool]], lost: int) -> None:
    printed = [Printed(start, number, *flags) for start, (number, *flags) in enumerate(numbers)]
    runs = runs_of(printed, lost)
    assert all(0 < later.number - each.number <= lost for run in runs for each, later in pairwise(run))
    starts = [each.start for run in runs for each in run]
    assert len(starts) == len(set(starts))
    assert [run[0].start for run in runs] == sorted(run[0].start for run in runs)
