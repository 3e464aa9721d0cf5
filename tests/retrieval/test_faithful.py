"""Nothing is shown that the letter does not say, at the place, in the voice and with the notes that are its own."""

import itertools
import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from retrieval.engine import Engine, read_letter
from retrieval.spans.places import block_at
from retrieval.spans.quoting import quote
from retrieval.spans.sentences import sentences
from retrieval.spans.voices import voice_at
from retrieval.types import (
    ENCLOSED,
    HEAD,
    PARAGRAPHS,
    UNNAMED,
    Answer,
    Block,
    BlockKind,
    Footnote,
    InlineQuote,
    Letter,
    LetterCard,
    LetterKind,
    Question,
    Quote,
    Span,
)
from tests.letters import DATA, letter_of, make_source

FILES = sorted(path for path in (DATA / "letters").iterdir() if ".meta." not in path.name)
QUESTIONS = [json.loads(line) for line in (DATA / "questions.jsonl").read_text(encoding="utf-8").splitlines()]
every_letter = pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
every_question = pytest.mark.parametrize("asked", QUESTIONS, ids=lambda asked: asked["id"])


@cache
def understood(path: Path) -> Letter:
    return read_letter(path)


def card_of(letter: Letter) -> LetterCard:
    head = letter.masthead
    return LetterCard(letter.letter_id, LetterKind.LETTER, None, head.symbols, head.senders, None, (), None, "letter")


@cache
def quotations(path: Path) -> tuple[Quote, ...]:
    """Return every quotation that can be made of a letter: each sentence, each note."""
    letter = understood(path)
    spans = [span for block in letter.blocks for span in sentences(letter.text, block.span)]
    return tuple(quote(letter, card_of(letter), each) for each in (*spans, *(note.span for note in letter.footnotes)))


def block_of(letter: Letter, span: Span) -> Block:
    """Return the one block that holds a span."""
    (block,) = (each for each in letter.blocks if each.span.holds(span) and each.span.start < each.span.end)
    return block


def note_at(letter: Letter, span: Span) -> Footnote | None:
    return next((each for each in letter.footnotes if each.span.holds(span)), None)


def quoted_in(block: Block, span: Span) -> list[InlineQuote]:
    return [each for each in block.quotes if each.span.start < span.end and span.start < each.span.end]


def words(text: str) -> str:
    return " ".join(re.findall(r"\w+", text))


@every_letter
def test_every_quotation_is_character_for_character_in_the_letter(path: Path) -> None:
    text = understood(path).text
    assert quotations(path)
    assert [each for each in quotations(path) if each.text != each.span.of(text) or not each.text.strip()] == []


@every_letter
def test_every_word_of_a_paragraph_is_in_exactly_one_of_its_sentences(path: Path) -> None:
    letter = understood(path)
    for block in letter.blocks:
        spans = sentences(letter.text, block.span)
        assert "".join("".join(each.of(letter.text).split()) for each in spans) == "".join(
            block.span.of(letter.text).split()
        )
        assert all(one.end <= other.start for one, other in itertools.pairwise(spans))


@every_letter
def test_blocks_and_notes_follow_each_other_and_never_overlap(path: Path) -> None:
    letter = understood(path)
    spans = [*(each.span for each in letter.blocks), *(each.span for each in letter.footnotes)]
    assert all(0 <= span.start < span.end <= len(letter.text) for span in spans)
    assert all(one.end <= other.start for one, other in itertools.pairwise(sorted(spans)))
    assert [each.span for each in letter.blocks] == sorted(each.span for each in letter.blocks)


@every_letter
def test_every_call_lies_in_the_block_that_the_note_says_it_is_called_in(path: Path) -> None:
    letter = understood(path)
    for note in letter.footnotes:
        numbers = {block_of(letter, call).number for call in note.calls} - {None}
        assert numbers == set(note.called_in)


@every_letter
def test_inline_quotations_stand_in_marks_inside_their_block(path: Path) -> None:
    letter = understood(path)
    quotes = [(block, each) for block in letter.blocks for each in block.quotes]
    assert [each for block, each in quotes if not block.span.holds(each.span)] == []
    marks = [letter.text[each.span.start - 1] + letter.text[each.span.end] for _, each in quotes]
    assert set(marks) <= {"“”", '""', "«»", "‘’"}


@every_letter
def test_citations_stand_inside_their_note(path: Path) -> None:
    notes = understood(path).footnotes
    assert [note for note in notes if not all(note.span.holds(each.span) for each in note.citations)] == []


@every_letter
def test_no_words_are_given_to_anyone_whom_their_block_does_not_name(path: Path) -> None:
    letter = understood(path)
    parts = {part.label: part.attribution for part in letter.parts}
    for shown in quotations(path):
        note = note_at(letter, shown.span)
        if shown.attribution == (HEAD,):
            places = [block_at(letter, each) for each in (note.calls if note is not None else (shown.span,))]
            assert {each.kind for each in places if each is not None} <= {BlockKind.MASTHEAD, BlockKind.TITLE}
            continue
        if note is not None:
            assert shown.attribution[:1] == letter_voice(letter)
            assert shown.attribution in ((parts.get(note.part) or ()), letter_voice(letter))
            continue
        block = block_of(letter, shown.span)
        assert block.kind not in (BlockKind.MASTHEAD, BlockKind.TITLE)
        speakers = {each.speaker for each in quoted_in(block, shown.span)} | {UNNAMED}
        assert shown.attribution[: len(block.attribution)] == block.attribution
        assert set(shown.attribution[len(block.attribution) :]) <= speakers


def letter_voice(letter: Letter) -> tuple[str, ...]:
    """Return the senders as the one voice that a letter has."""
    return next(block.attribution for block in letter.blocks if block.attribution and not block.part)[:1]


@every_letter
def test_every_speaker_is_named_in_the_letter(path: Path) -> None:
    letter = understood(path)
    printed = words(" ".join([letter.text, letter.masthead.title or "", *letter.masthead.senders_printed]))
    named = {name for shown in quotations(path) for name in shown.attribution} - {UNNAMED, ENCLOSED, HEAD}
    assert [name for name in named if not all(words(each) in printed for each in name.split(" and "))] == []


@every_letter
def test_every_place_is_one_that_the_letter_has(path: Path) -> None:
    letter = understood(path)
    for shown in quotations(path):
        note = note_at(letter, shown.span)
        assert shown.pages == tuple(sorted(shown.pages))
        assert shown.page == shown.pages[0]
        assert set(shown.pages) <= set(range(1, letter.page_count + 1))
        if note is None:
            block = block_of(letter, shown.span)
            assert (shown.paragraph, shown.part) == (block.number, block.part)
            assert set(shown.pages) <= set(block.pages)
        else:
            assert shown.paragraph in (None, *note.called_in)


@every_letter
def test_a_quotation_shows_only_notes_that_are_called_after_its_beginning(path: Path) -> None:
    letter = understood(path)
    for shown in quotations(path):
        held = {(note.indicator, note.span.of(letter.text)): note for note in letter.footnotes}
        for noted in shown.footnotes:
            note = held[noted.indicator, noted.text]
            calls = [call for call in note.calls if call.start > shown.span.start]
            assert calls or note.span.holds(shown.span)
            assert note.part == shown.part


@every_letter
def test_a_sentence_that_calls_notes_shows_those_and_no_others(path: Path) -> None:
    letter = understood(path)
    for shown in quotations(path):
        called = [
            note.indicator
            for note in letter.footnotes
            if any(shown.span.start < call.start <= shown.span.end for call in note.calls)
        ]
        if called and note_at(letter, shown.span) is None:
            assert [noted.indicator for noted in shown.footnotes] == called


BODY = """Upon instructions from my Government, I have the honour to write to you on the dam.

Aldous Renn wrote as follows:

{quoted}

My Government does not share this view."""
QUOTED = {
    "in marks": "“The dam is safe. We built it well.\n\n“It will stand for a hundred years.”",
    "indented": "> The dam is safe. We built it well.\n\n> It will stand for a hundred years.",
    "plain": "The dam is safe and it will stand for a hundred years.",
}


# In plain text nothing tells where a quotation of two paragraphs ends that has neither marks nor indents nor a note.
TOLD = [(how, file_format) for how in QUOTED for file_format in ("txt", "md", "docx", "pdf")]
TOLD.remove(("indented", "txt"))


@pytest.mark.parametrize(("how", "file_format"), TOLD)
def test_words_that_a_colon_introduces_are_not_the_senders(how: str, file_format: str) -> None:
    letter = letter_of(make_source(BODY.format(quoted=QUOTED[how])), file_format)
    shown = [
        quote(letter, card_of(letter), span)
        for block in letter.blocks
        if block.kind in PARAGRAPHS
        for span in sentences(letter.text, block.span)
    ]
    voices = {each.attribution for each in shown if "safe" in each.text or "hundred years" in each.text}
    assert voices == {("Orvelland", "Aldous Renn")}
    assert [each.attribution for each in shown if "share this view" in each.text] == [("Orvelland",)]


# --- the same of what the engine answers ------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def answers(specimen_engine: Engine) -> dict[str, Answer]:
    """Return the answers to all questions, each asked after the one that it follows up."""
    texts = {asked["id"]: asked["question"] for asked in QUESTIONS}
    return {
        asked["id"]: specimen_engine.ask(Question(asked["question"], tuple(filter(None, [texts.get(earlier(asked))]))))
        for asked in QUESTIONS
    }


def earlier(asked: dict[str, str]) -> str:
    return asked.get("followup_to", "")


def all_quotes(answer: Answer) -> Iterator[Quote]:
    yield from answer.quotes
    yield from answer.more


@every_question
def test_an_answer_holds_only_words_of_the_letters_it_names(
    specimen_engine: Engine, answers: dict[str, Answer], asked: dict[str, str]
) -> None:
    answer = answers[asked["id"]]
    assert bool(answer.quotes) != (answer.reason is not None)
    for shown in all_quotes(answer):
        letter = specimen_engine.find(shown.letter.letter_id).letter
        assert shown.text == shown.span.of(letter.text)
        assert shown == quote(letter, shown.letter, shown.span, shown.passage_id)
        holder = next((each for each in letter.blocks if each.span.holds(shown.span)), None)
        assert holder is None or shown.attribution[: len(holder.attribution)] == holder.attribution


@every_question
def test_an_answer_is_no_mixture_of_paragraphs(
    specimen_engine: Engine, answers: dict[str, Answer], asked: dict[str, str]
) -> None:
    for shown in all_quotes(answers[asked["id"]]):
        letter = specimen_engine.find(shown.letter.letter_id).letter
        spans = [*(each.span for each in letter.blocks), *(each.span for each in letter.footnotes)]
        assert sum(span.holds(shown.span) for span in spans) == 1
        assert shown.paragraph is None or shown.paragraph in {block.number for block in letter.blocks}
        assert shown.text.strip() == shown.text


@every_question
def test_an_answer_is_short_and_a_quotation_has_the_voice_of_each_of_its_sentences(
    specimen_engine: Engine, answers: dict[str, Answer], asked: dict[str, str]
) -> None:
    shown = [(quote, specimen_engine.find(quote.letter.letter_id).letter) for quote in answers[asked["id"]].quotes]
    in_blocks = [pair for pair in shown if any(block.span.holds(pair[0].span) for block in pair[1].blocks)]
    parts = [(quote, letter, each) for quote, letter in in_blocks for each in sentences(letter.text, quote.span)]
    assert len(shown) <= 3
    assert len(parts) <= 4
    assert [each for quote, letter, each in parts if (voice_at(letter, each) or (HEAD,)) != quote.attribution] == []


@every_question
def test_every_hit_is_a_passage_of_its_letter(
    specimen_engine: Engine, answers: dict[str, Answer], asked: dict[str, str]
) -> None:
    for ranked in answers[asked["id"]].hits:
        letter = specimen_engine.find(ranked.letter.letter_id).letter
        assert ranked.passage.letter_id == ranked.letter.letter_id
        assert ranked.passage.text.startswith(ranked.passage.span.of(letter.text))


def test_paragraph_numbers_count_up_without_a_gap() -> None:
    for path in FILES:
        numbers = [block.number for block in understood(path).blocks if block.kind in PARAGRAPHS]
        assert numbers == list(range(1, len(numbers) + 1))
