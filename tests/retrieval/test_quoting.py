"""Quotations are slices of the letter, with their speaker, their place and their notes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.quoting import quote, sentences
from retrieval.types import (
    Block,
    BlockKind,
    Citation,
    CitationKind,
    Footnote,
    InlineQuote,
    Letter,
    LetterCard,
    LetterKind,
    Masthead,
    Span,
)

CARD = LetterCard("l", LetterKind.LETTER, None, ("A/76/9001",), ("Velmora",), None, ("Secretary-General",), None, "l.txt")


def span_of(text: str, part: str) -> Span:
    start = text.index(part)
    return Span(start, start + len(part))


def a_letter() -> Letter:
    first = "The gates were opened at night. The mission “saw no warning”."
    second = "We measured the river."
    third = "It rose by two metres."
    notes = ("Report of the Mission, p. 4.", "Ibid.")
    text = "\n\n".join([first, second, third, *notes])
    body = Block(
        BlockKind.BODY, span_of(text, first), (1,), 1, None, ("Velmora",), "",
        (InlineQuote(span_of(text, "saw no warning"), "Tarn Mission"),),
    )  # fmt: skip
    quoted = ("Velmora", "Tarn Mission")
    blocks = (
        body,
        Block(BlockKind.QUOTE, span_of(text, second), (1,), 2, None, quoted),
        Block(BlockKind.QUOTE, span_of(text, third), (2,), 3, None, quoted),
    )
    end, later = span_of(text, first).end, span_of(text, third).end
    footnotes = (
        Footnote("1", (Span(end, end),), (1,), span_of(text, notes[0]), 1),
        Footnote(
            "2", (Span(later, later),), (3,), span_of(text, notes[1]), 2, "", None,
            (Citation(CitationKind.IBID, span_of(text, notes[1]), resolved_to="1"),),
        ),
    )  # fmt: skip
    return Letter("l", Masthead(), text, blocks, footnotes)




def test_a_quotation_is_a_slice_of_the_letter() -> None:
    letter = a_letter()
    shown = quote(letter, CARD, span_of(letter.text, "We measured the river."))
    assert (shown.text, shown.attribution, shown.page, shown.paragraph) == (
        "We measured the river.", ("Velmora", "Tarn Mission"), 1, 2,
    )  # fmt: skip


def test_a_sentence_that_quotes_somebody_says_whom() -> None:
    letter = a_letter()
    shown = quote(letter, CARD, span_of(letter.text, "The mission “saw no warning”."))
    assert shown.attribution == ("Velmora", "Tarn Mission")


def test_a_sentence_beside_the_quoted_one_is_the_authors_own() -> None:
    letter = a_letter()
    shown = quote(letter, CARD, span_of(letter.text, "The gates were opened at night."))
    assert shown.attribution == ("Velmora",)


def test_a_sentence_without_an_indicator_rests_on_the_next_note_of_its_paragraph() -> None:
    letter = a_letter()
    shown = quote(letter, CARD, span_of(letter.text, "The gates were opened at night."))
    assert [note.indicator for note in shown.footnotes] == ["1"]


def test_a_quotation_over_two_paragraphs_rests_on_the_note_at_its_end() -> None:
    letter = a_letter()
    shown = quote(letter, CARD, span_of(letter.text, "We measured the river."))
    assert [note.indicator for note in shown.footnotes] == ["2"]


def test_ibid_shows_what_it_stands_for() -> None:
    letter = a_letter()
    shown = quote(letter, CARD, span_of(letter.text, "It rose by two metres."))
    assert shown.footnotes[0].resolved == "Report of the Mission, p. 4."


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One. Two! Three?", ["One.", "Two!", "Three?"]),
        ("Mr. Keenan agreed. He left.", ["Mr. Keenan agreed.", "He left."]),
        ("S. Sargsyan said so. “Yes.” It ended.", ["S. Sargsyan said so.", "“Yes.”", "It ended."]),
        ("See No. 4 of the U.S. list. Then go.", ["See No. 4 of the U.S. list.", "Then go."]),
        ("It rose to 3.5 metres. The town fled.", ["It rose to 3.5 metres.", "The town fled."]),
        ("no end at all", ["no end at all"]),
        ("", []),
    ],
)
def test_sentences_end_where_a_reader_ends_them(text: str, expected: list[str]) -> None:
    assert [span.of(text) for span in sentences(text, Span(0, len(text)))] == expected


@given(st.text(alphabet="aB .!?“”\n1", max_size=200))
def test_sentences_keep_every_word_in_order(text: str) -> None:
    found = sentences(text, Span(0, len(text)))
    assert "".join("".join(span.of(text).split()) for span in found) == "".join(text.split())
    assert all(one.end <= other.start for one, other in zip(found, found[1:], strict=False))
