"""What holds for every text, letter or not: nothing but LetterError, spans that are slices, calls that are paired."""

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retrieval.errors import LetterError
from retrieval.letter_json import to_json
from retrieval.parsing import parse
from retrieval.readers.text import read_text
from retrieval.types import Letter, Line, LineRole, Page, Reading, Span

SPECIMENS = sorted((Path(__file__).parents[3] / "data" / "letters").glob("*.[tm][xd]*"))
PIECES = (
    "Letter dated 3 May 2021 from the Permanent Representative of Orvelland to the United Nations "
    "addressed to the Secretary-General",
    "Orvelland protests.¹", "Orvelland protests,² and", "asks for an answer [1] today. [2]",
    "¹ See A/75/9001-S/2021/9002.", "² Ibid.", "1 See S/2021/9002.", "2 Ibid., p. 4.", "_", "[^1]: Ibid.",
    "* Reissued.", "ᵃ Log.", "a/ Log.", "3/ Ibid.", "the list*", "Annex", "Enclosure 2",
    "Annex to the letter dated 3 May 2021", "[Original: French]", "(Signed) Marit Oskelund", "Ambassador",
    "1. First.", "2. Second", "(a) third;", "The Minister, Aldous Renn, said: “we knew” and “we know”.",
    "The Commission stated:", "> quoted", "Begins.", "The port is closed. Ends.", "“It is closed.",
    "It stays closed.”", "Mr.", "Keenan came.", "21-04321 (E) 060521", "2/5", "\f", "A   b   c", "D   e   f",
    "commis-", "sion", "resolution 822 (1993) 8 and 9 November 1953 9", "8 Ibid.", "---", "title: Renn to Holt [1]",
    "See note 1 above.", "Ketteler, op. cit., p. 3.",
)  # fmt: skip
TEXTS = st.one_of(
    st.text(max_size=400),
    st.lists(st.sampled_from(PIECES), max_size=30).map("\n".join),
    st.lists(st.sampled_from(PIECES), max_size=30).map("\n\n".join),
    st.lists(st.sampled_from(PIECES), max_size=20).map(" ".join),
)


def spans(letter: Letter) -> Iterator[Span]:
    """Yield every span that points into the letter's text."""
    for block in letter.blocks:
        yield block.span
        yield from (quote.span for quote in block.quotes)
    for note in letter.footnotes:
        yield note.span
        yield from note.calls
        yield from (citation.span for citation in note.citations)
    yield from (citation.span for citation in letter.citations)


def check(letter: Letter) -> None:
    """Assert the invariants of a letter."""
    assert all(0 <= span.start <= span.end <= len(letter.text) for span in spans(letter))
    pieces = [block.span for block in letter.blocks] + [note.span for note in letter.footnotes]
    assert "\n\n".join(span.of(letter.text) for span in pieces) == letter.text
    assert all(first.end < second.start for first, second in pairwise(pieces))
    for block in letter.blocks:
        assert all(block.span.holds(quote.span) for quote in block.quotes)
        assert block.pages
    for note in letter.footnotes:
        assert all(span.start == span.end for span in note.calls)
        assert all(note.span.holds(citation.span) for citation in note.citations)
        assert note.calls or any(f"note {note.indicator or 'without'}" in warning for warning in letter.warnings)
    numbers = [block.number for block in letter.blocks if block.number is not None]
    assert numbers == list(range(1, len(numbers) + 1))
    to_json(letter)


@given(TEXTS)
@settings(max_examples=400, deadline=None)
def test_any_text_is_understood_or_refused(text: str) -> None:
    try:
        letter = parse(read_text(text.encode("utf-8", errors="surrogatepass")))
    except LetterError:
        return
    check(letter)


@given(st.binary(max_size=300))
@settings(max_examples=200, deadline=None)
def test_any_bytes_are_understood_or_refused(data: bytes) -> None:
    try:
        letter = parse(read_text(data))
    except LetterError:
        return
    check(letter)


@given(
    st.lists(st.tuples(st.sampled_from(PIECES), st.sampled_from(list(LineRole))), min_size=1, max_size=30),
    st.integers(1, 4),
)
@settings(max_examples=200, deadline=None)
def test_any_pages_of_a_reader_are_understood(lines: list[tuple[str, LineRole]], count: int) -> None:
    made = [Line(text.replace("\f", ""), role=role) for text, role in lines]
    pages = tuple(Page(number + 1, tuple(made[number::count])) for number in range(count))
    try:
        letter = parse(Reading("pdf", pages))
    except LetterError:
        return
    check(letter)


@pytest.mark.parametrize("path", SPECIMENS, ids=lambda path: path.name)
def test_the_specimens_keep_what_must_hold(path: Path) -> None:
    check(parse(read_text(path.read_bytes())))


@given(st.data())
@settings(max_examples=150, deadline=None)
def test_a_mutated_specimen_is_understood_or_refused(data: st.DataObject) -> None:
    text = data.draw(st.sampled_from(SPECIMENS)).read_bytes()
    for _ in range(data.draw(st.integers(1, 5))):
        place = data.draw(st.integers(0, len(text)))
        piece = data.draw(st.binary(max_size=4))
        text = text[:place] + piece + text[place + data.draw(st.integers(0, 200)) :]
    try:
        letter = parse(read_text(text))
    except LetterError:
        return
    check(letter)


@pytest.mark.parametrize(
    "text",
    [
        "Then " + "M. " * 60 + "said that “the gates are shut”, and " + "M. " * 60 + ".",
        "It fell.¹\n\n¹ Ondrey Gazette, item v" + " and v" * 60 + " also, 3 May 2021.",
        "Renn, " + "famously, " * 60 + "the man of Dorn said: “The gates were shut for a year.”",
        "Orvelland termed the river of " + "a" * 2_000 + "\n\n“The greatest loss of the year.”",
    ],
)
def test_what_could_be_parted_in_many_ways_is_understood_at_once(text: str) -> None:
    """Where it is not, this test does not end."""
    check(parse(read_text(f"{PIECES[0]}\n\n{text}\n".encode())))


@pytest.mark.parametrize(
    "piece",
    [
        "¹ ",
        "1 A\n",
        "“",
        "[1] ",
        "(Signed) ",
        "Annex\n\n",
        "a, ",
        "See A/75/1; ",
        "**",
        "_a",
        "[[",
        "](",
        "<!--",
        "\n\n\n\n",
        "Mr. said “",
        "x-\n",
        "Letter dated 1 ",
        "the ",
        "Mr. Renn came. He said that “we shall go on”. ",
        "For Prime Minister from the Harbour Master:\n\nIt rained.\n\n",
    ],
)
def test_time_grows_with_the_length_only(piece: str) -> None:
    from time import process_time

    def seconds(count: int) -> float:
        text = ("Orvelland protests.\n\n" + piece * (count // len(piece))).encode()
        begun = process_time()
        parse(read_text(text))
        return process_time() - begun

    seconds(2_000)
    assert seconds(80_000) < 8 * seconds(20_000) + 0.5
