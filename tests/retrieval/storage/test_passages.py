"""Letters split into passages: one voice, one part, nothing cut unseen, nothing lost."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retrieval.storage.passages import JOINED_TOKENS, embedded_text, in_words, passage_identity, split
from retrieval.types import (
    AgendaItem,
    Block,
    BlockKind,
    Footnote,
    Letter,
    LetterKind,
    Masthead,
    Part,
    Passage,
    PassageKind,
    Span,
)
from tests.simple_letters import a_letter, with_blocks

MOST = 60
SENTENCE = "The canal was closed to all shipping on the second day of the month. "


def count(text: str) -> int:
    """Count words, and two for the marks that a model adds."""
    return len(text.split()) + 2


def passages_of(letter: Letter, most: int = MOST) -> tuple[Passage, ...]:
    return split(letter, count, most)


def block(
    kind: BlockKind,
    text: str,
    whole: str,
    number: int | None = None,
    attribution: tuple[str, ...] = ("Velmora",),
    part: str = "",
) -> Block:
    start = whole.index(text)
    return Block(kind, Span(start, start + len(text)), (1,), number, attribution=attribution, part=part)


def test_a_letter_of_one_paragraph_is_one_passage_with_its_place() -> None:
    (passage,) = passages_of(a_letter("Velmora regrets the closing of the canal."))
    assert passage.text == "Velmora regrets the closing of the canal."
    assert (passage.paragraphs, passage.pages, passage.attribution) == ((1,), (1,), ("Velmora",))


def test_the_context_line_says_who_wrote_to_whom_when_and_about_what() -> None:
    head = Masthead(
        LetterKind.LETTER,
        title="Letter dated 2 November 2021 from the Permanent Representative of Velmora",
        date="2021-11-02",
        senders=("Velmora",),
        addressees=("Secretary-General",),
        agenda_items=(AgendaItem("31", "The waters of the Corran"),),
    )
    (passage,) = passages_of(a_letter(masthead=head))
    assert passage.context == "Velmora to Secretary-General, 2 November 2021. The waters of the Corran."


def test_a_title_that_names_sender_and_addressee_stands_for_both() -> None:
    (passage,) = passages_of(
        a_letter(senders=("Tarn",), addressees=("Oskelund",), title="Tarn to Oskelund", date="1946-05")
    )
    assert passage.context == "Tarn to Oskelund, May 1946."


@pytest.mark.parametrize(
    ("iso", "words"),
    [
        ("2020-04-14", "14 April 2020"),
        ("2014-02", "February 2014"),
        ("2005", "2005"),
        (None, ""),
        ("2020-13", "2020-13"),
    ],
)
def test_dates_are_written_in_words(iso: str | None, words: str) -> None:
    assert in_words(iso) == words


def test_short_neighbours_of_one_voice_share_a_passage_that_keeps_their_numbers() -> None:
    passages = passages_of(a_letter("We ask for three things.", "First, water.", "Second, peace."))
    assert [passage.paragraphs for passage in passages] == [(1, 2, 3)]


def test_joined_paragraphs_stay_within_their_length() -> None:
    letter = a_letter(*["Nine words stand in this short paragraph of ours."] * 60)
    assert max(count(passage.text) for passage in passages_of(letter, 256)) <= JOINED_TOKENS


def test_a_quotation_never_shares_a_passage_with_its_author() -> None:
    text = "The agency said:\n\nNo ship was harmed.\n\nWe agree."
    letter = with_blocks(
        text,
        block(BlockKind.BODY, "The agency said:", text, 1),
        block(BlockKind.QUOTE, "No ship was harmed.", text, 2, attribution=("Velmora", "Corran Agency")),
        block(BlockKind.BODY, "We agree.", text, 3),
    )
    passages = passages_of(letter)
    assert [(each.text, each.attribution) for each in passages] == [
        ("The agency said:", ("Velmora",)),
        ("No ship was harmed.", ("Velmora", "Corran Agency")),
        ("We agree.", ("Velmora",)),
    ]
    assert passages[1].context.endswith("quoting Corran Agency.")


def test_an_annex_never_shares_a_passage_with_the_letter() -> None:
    text = "See the annex.\n\nA list of ships."
    letter = with_blocks(
        text,
        block(BlockKind.BODY, "See the annex.", text, 1),
        block(BlockKind.BODY, "A list of ships.", text, 2, part="Annex I", attribution=("Port Authority",)),
        parts=(Part("Annex I", "Ships in the canal", ("Port Authority",)),),
    )
    annexed = passages_of(letter)[1]
    assert (annexed.text, annexed.part) == ("A list of ships.", "Annex I")
    assert annexed.context.endswith("Annex I: Ships in the canal. Port Authority.")


def test_a_heading_is_context_of_what_stands_under_it() -> None:
    text = "I. Water\n\nThe river is low.\n\nII. Peace"
    letter = with_blocks(
        text,
        block(BlockKind.HEADING, "I. Water", text),
        block(BlockKind.BODY, "The river is low.", text, 1),
        block(BlockKind.HEADING, "II. Peace", text),
    )
    passages = passages_of(letter)
    assert passages[0].text == "The river is low."
    assert passages[0].context.endswith("I. Water.")
    assert passages[1].text == "II. Peace"  # nothing stands under it, and it is not lost


def test_masthead_and_title_are_one_passage_and_the_signature_another() -> None:
    text = "A/76/9001\n\nLetter from Velmora\n\nWe write.\n\n(Signed) Ilva Tarn"
    letter = with_blocks(
        text,
        block(BlockKind.MASTHEAD, "A/76/9001", text),
        block(BlockKind.TITLE, "Letter from Velmora", text),
        block(BlockKind.BODY, "We write.", text, 1),
        block(BlockKind.SIGNATURE, "(Signed) Ilva Tarn", text),
    )
    assert [(each.kind, each.text) for each in passages_of(letter)] == [
        (PassageKind.MASTHEAD, "A/76/9001\n\nLetter from Velmora"),
        (PassageKind.PARAGRAPH, "We write."),
        (PassageKind.MASTHEAD, "(Signed) Ilva Tarn"),
    ]


def test_a_long_paragraph_is_cut_at_sentence_ends() -> None:
    passages = passages_of(a_letter((SENTENCE * 12).strip()))
    assert len(passages) > 2
    assert all(passage.text.endswith("month.") and passage.paragraphs == (1,) for passage in passages)


def test_a_sentence_that_is_too_long_is_cut_at_clauses_and_then_at_words() -> None:
    clause = "the ships that lay before the lock had to turn back at once"
    passages = passages_of(a_letter("; ".join([clause] * 12) + "."))
    assert all(passage.text.endswith((";", ".")) for passage in passages)
    words = passages_of(a_letter(" ".join(["ship"] * 300)))
    assert " ".join(passage.text for passage in words) == " ".join(["ship"] * 300)


def test_a_note_is_a_passage_of_its_own_that_knows_who_calls_it() -> None:
    letter = a_letter(
        "Ships were stopped.", "The lock was closed in May.", notes=[("1", "A/76/9000.", "closed in May.")]
    )
    note = passages_of(letter)[-1]
    assert (note.kind, note.text, note.paragraphs, note.indicators) == (
        PassageKind.FOOTNOTE,
        "A/76/9000.",
        (2,),
        ("1",),
    )
    assert note.attribution == ("Velmora",)
    assert note.context.endswith("The lock was closed in May.")


def test_a_passage_names_the_notes_called_inside_it() -> None:
    letter = a_letter(
        SENTENCE * 4 + "It is open.",
        notes=[("1", "First.", "second day of the month."), ("2", "Second.", "It is open.")],
    )
    body = [passage for passage in passages_of(letter, 50) if passage.kind is PassageKind.PARAGRAPH]
    assert [passage.indicators for passage in body] == [("1",), ("2",)]


def test_a_long_note_is_cut_and_every_piece_names_it() -> None:
    letter = a_letter("It is so.", notes=[("7", (SENTENCE * 10).strip(), "It is so.")])
    pieces = [passage for passage in passages_of(letter) if passage.kind is PassageKind.FOOTNOTE]
    assert len(pieces) > 1
    assert {piece.indicators for piece in pieces} == {("7",)}


def test_the_same_letter_has_the_same_passages() -> None:
    assert passages_of(a_letter()) == passages_of(a_letter())


def test_an_identity_is_a_positive_number_that_depends_on_place_and_words() -> None:
    one = passage_identity("A/76/9001", PassageKind.PARAGRAPH, Span(0, 5), "Water")
    others = {
        passage_identity("A/76/9002", PassageKind.PARAGRAPH, Span(0, 5), "Water"),
        passage_identity("A/76/9001", PassageKind.FOOTNOTE, Span(0, 5), "Water"),
        passage_identity("A/76/9001", PassageKind.PARAGRAPH, Span(1, 6), "Water"),
        passage_identity("A/76/9001", PassageKind.PARAGRAPH, Span(0, 5), "Peace"),
    }
    assert 0 < one < 2**63
    assert len(others | {one}) == 5


WORDS = st.lists(st.text(st.characters(categories=["L", "N", "P", "Zs"]), min_size=1, max_size=20), max_size=60)


@settings(max_examples=60, deadline=None)
@given(st.lists(WORDS.map(" ".join), min_size=1, max_size=6), st.integers(24, 80))
def test_no_passage_is_longer_than_the_model_sees_and_every_word_is_in_one(paragraphs: list[str], most: int) -> None:
    letter = a_letter(*paragraphs)
    passages = passages_of(letter, most)
    assert all(count(embedded_text(passage)) <= most for passage in passages)
    assert all(passage.span.of(letter.text) == passage.text for passage in passages)
    covered = "".join(passage.text for passage in passages)
    assert "".join(covered.split()) == "".join("".join(paragraphs).split())


def test_a_call_without_a_block_leaves_the_note_findable() -> None:
    letter = a_letter("It is so.")
    text = letter.text + "\n\nOrphaned words."
    note = Footnote("3", (), (), Span(len(text) - 15, len(text)), 1)
    assert passages_of(replace(letter, text=text, footnotes=(note,)))[-1].text == "Orphaned words."
