"""The parsing rules, one file of cases each in tests/cases: a title, the input, what is understood of it.

In `blocks`, `furniture`, `parts` and the files on voices, the input is a letter's body; the head is put before it here.
"""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from retrieval.parsing import parse
from retrieval.parsing.citations.find import find_citations
from retrieval.readers.text import read_text
from retrieval.types import BlockKind, Citation, Letter

CASES = Path(__file__).parents[2] / "cases"
HEAD = (
    "Letter dated 3 May 2021 from the Permanent Representative of Orvelland to the United Nations addressed to the "
    "Secretary-General\n\n"
)
FIELDS = (
    "signal", "symbols", "author", "addressee", "title", "publication", "place", "publisher", "date", "pages", "url",
    "pin", "resolved_to", "reason",
)  # fmt: skip


def cases(name: str) -> list[object]:
    """Return the cases of a file: a title, a dot, the input, a dot, the expected lines, a dot."""
    pieces = (CASES / f"{name}.md").read_text(encoding="utf-8").split("\n.\n")
    return [
        pytest.param(given.replace("<page>", "\f"), expected.strip(), id=title.strip().removeprefix("## "))
        for title, given, expected in zip(pieces[0::3], pieces[1::3], pieces[2::3], strict=False)
    ]


def letter(body: str) -> Letter:
    """Return what is understood of a letter with this body."""
    return parse(read_text((HEAD + body).encode()))


def shown(body: str, view: Callable[[Letter], Iterator[str]]) -> str:
    return "\n".join(view(letter(body)))


def short(text: str) -> str:
    """Return a text of more than twelve words by its first and last ones."""
    words = text.split()
    return " ".join(words if len(words) <= 12 else [*words[:6], "…", *words[-5:]])


def paragraphs(each: Letter) -> Iterator[str]:
    """Yield each block with its kind, pages, label and voice; then the warnings."""
    for block in each.blocks:
        if block.kind is BlockKind.TITLE:
            continue
        pages = "-".join(str(page) for page in block.pages)
        label = f" ({block.label})" if block.label else ""
        part = f" [{block.part}]" if block.part else ""
        voice = " > ".join(block.attribution)
        yield f"{block.kind} p{pages}{label}{part} {voice}: {short(block.span.of(each.text))}"
    yield from (f"warning: {warning}" for warning in each.warnings)


def notes(each: Letter) -> Iterator[str]:
    """Yield each note with the words before its calls; then the warnings."""
    for note in each.footnotes:
        after = " and ".join(f"“{_before(each, call.start)}”" for call in note.calls) or "nothing"
        part = f" [{note.part}]" if note.part else ""
        yield f"{note.indicator} p{note.page}{part} after {after}: {short(note.span.of(each.text))}"
    yield from (f"warning: {warning}" for warning in each.warnings)


def _before(each: Letter, place: int) -> str:
    """Return the last two words of the block before a place."""
    block = next(block for block in each.blocks if block.span.start <= place <= block.span.end)
    return " ".join(each.text[block.span.start : place].split()[-2:])


def voices(each: Letter) -> Iterator[str]:
    """Yield block quotations with their voice, and quotations inside paragraphs with speaker and role."""
    for block in each.blocks:
        if block.kind is BlockKind.QUOTE:
            yield f"{' > '.join(block.attribution)}: {short(block.span.of(each.text))}"
        for quote in block.quotes:
            yield f"{quote.speaker} ({quote.role or '-'}): “{quote.span.of(each.text)}”"


def whose(each: Letter) -> Iterator[str]:
    """Yield whom each paragraph quotes or reports, a dash where it is the letter's own words, and its first words."""
    for block in each.blocks:
        if block.kind in (BlockKind.BODY, BlockKind.QUOTE):
            yield f"{' > '.join(block.attribution[1:]) or '-'}: {short(block.span.of(each.text))}"


def parts(each: Letter) -> Iterator[str]:
    for part in each.parts:
        yield _row(part.label, part.title, " > ".join(part.attribution), part.date, part.original_language)


def _row(*fields: str | None) -> str:
    """Return the fields with bars between, a dash for what is not said."""
    return " | ".join(field or "-" for field in fields)


def facts(each: Letter) -> Iterator[str]:
    """Yield what the letter says of itself."""
    masthead = each.masthead
    if (answered := masthead.replies_to) is not None:
        yield _row(f"answers: {answered.date}", answered.state, answered.office, " ".join(answered.symbols))
    if masthead.circulation_organs or masthead.circulation_items:
        yield f"circulation: {', '.join(masthead.circulation_organs)} | {', '.join(masthead.circulation_items) or '-'}"
    for signatory in masthead.signatories:
        yield f"signed: {signatory.name} | {', '.join(signatory.titles) or '-'} | {signatory.mark or '-'}"


def sources(citations: tuple[Citation, ...]) -> Iterator[str]:
    """Yield each source with its kind and the fields that it has."""
    for each in citations:
        said = ((name, getattr(each, name)) for name in FIELDS)
        yield " | ".join([each.kind, *(f"{name}: {_plain(value)}" for name, value in said if value)])


def _plain(value: object) -> str:
    return " ".join(value) if isinstance(value, tuple) else str(value)


def _expect(got: str, expected: str) -> None:
    assert got.split("\n") == expected.split("\n")


@pytest.mark.parametrize(("given", "expected"), cases("blocks"))
def test_blocks(given: str, expected: str) -> None:
    _expect(shown(given, paragraphs), expected)


@pytest.mark.parametrize(("given", "expected"), cases("furniture"))
def test_furniture(given: str, expected: str) -> None:
    _expect(shown(given, paragraphs), expected)


@pytest.mark.parametrize(("given", "expected"), cases("footnotes"))
def test_footnotes(given: str, expected: str) -> None:
    _expect(shown(given, notes), expected)


@pytest.mark.parametrize(("given", "expected"), [*cases("voices"), *cases("pronouns"), *cases("unmarked")])
def test_voices(given: str, expected: str) -> None:
    _expect(shown(given, voices), expected)


@pytest.mark.parametrize(("given", "expected"), cases("announced"))
def test_whose_paragraphs(given: str, expected: str) -> None:
    _expect(shown(given, whose), expected)


@pytest.mark.parametrize(("given", "expected"), cases("parts"))
def test_parts(given: str, expected: str) -> None:
    _expect(shown(given, parts), expected)


@pytest.mark.parametrize(("given", "expected"), cases("relations"))
def test_relations(given: str, expected: str) -> None:
    _expect(shown(given, facts), expected)


@pytest.mark.parametrize(("given", "expected"), cases("citations"))
def test_citations(given: str, expected: str) -> None:
    _expect("\n".join(sources(find_citations(given))), expected)


@pytest.mark.parametrize(("given", "expected"), cases("resolve"))
def test_resolve(given: str, expected: str) -> None:
    """The input is the notes of a letter; the letter calls each of them once."""
    superscripts = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
    indicators = [line.split(" ", 1)[0].translate(superscripts) for line in given.split("\n")]
    body = " ".join(f"Word{indicator}" for indicator in indicators) + ".\n\n"
    lines = [f"{each} {line.split(' ', 1)[1]}" for each, line in zip(indicators, given.split("\n"), strict=True)]
    found = letter(body + "\n\n".join(lines)).footnotes
    got = [f"{note.indicator} {line}" for note in found for line in sources(note.citations)]
    _expect("\n".join(got), expected)
