"""Pages → a letter: the ordered list of steps, each in a module of its own."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from retrieval.errors import NoTextError
from retrieval.parsing.assemble import assemble
from retrieval.parsing.blocks import paragraphs
from retrieval.parsing.citations.find import find_citations, first_signal, moved
from retrieval.parsing.citations.resolve import resolve
from retrieval.parsing.citations.text_notes import find_text_notes
from retrieval.parsing.furniture import rows_of
from retrieval.parsing.headings import classify
from retrieval.parsing.lines import join_lines, vocabulary
from retrieval.parsing.masthead import Head, read_head
from retrieval.parsing.model import Draft, RawNote, Row
from retrieval.parsing.notes import part_notes
from retrieval.parsing.notes.edition import with_editors
from retrieval.parsing.notes.indicators import find_raised
from retrieval.parsing.notes.pairing import bind, place_notes
from retrieval.parsing.numbered_quotes import quote_by_number
from retrieval.parsing.parts import divide
from retrieval.parsing.parts.authors import joint
from retrieval.parsing.relations import circulation, identity, replies_to, signatories
from retrieval.parsing.signatures import mark_bare_signatures
from retrieval.parsing.voices import give_voices
from retrieval.patterns import regex
from retrieval.types import BlockKind, Citation, Footnote, Letter, Line, Masthead, Part, Reading

__all__ = ["parse"]

_UNPAGED = frozenset(("text", "markdown"))
_MARKER = regex(r"\s*\[\^?\d{1,3}\]")


def parse(reading: Reading) -> Letter:
    """Return the letter that `reading` holds; what is declared in its metadata wins over what is printed.

    Raises NoTextError when no line of it has text.
    """
    rows, job = rows_of(reading.pages)
    if not any(row.text for row in rows):
        raise NoTextError("the file holds no readable text")
    words = vocabulary(row.text for row in rows)
    rows, notes = part_notes(rows, words, paged=reading.format not in _UNPAGED)
    head = _head(rows, reading.metadata)
    drafts = [*_title(head, reading.metadata), *_top(rows, head), *_body(rows, head, words)]
    divide(drafts, ())
    place_notes(drafts, notes)
    warnings = [*reading.warnings, *head.warnings, *bind(drafts, notes)]
    parts = divide(drafts, _voice(head.masthead))
    drafts = give_voices(drafts, _addressee(head.masthead))
    cited = [find_text_notes(draft.text) if draft.kind in _CITING else () for draft in drafts]
    masthead = _completed(head.masthead, drafts, cited, job)
    letter = _letter(masthead, drafts, notes, cited, _Rest(parts, _last_page(rows, reading), (*warnings,), head))
    return replace(letter, footnotes=tuple(with_editors(letter.footnotes, head, reading)))


_CITING = frozenset((BlockKind.BODY, BlockKind.QUOTE, BlockKind.TABLE, BlockKind.HEADING))


@dataclass(frozen=True, slots=True)
class _Rest:
    """What goes into the letter as it is."""

    parts: tuple[Part, ...]
    page_count: int
    warnings: tuple[str, ...]
    head: Head


def _letter(
    masthead: Masthead,
    drafts: Sequence[Draft],
    notes: Sequence[RawNote],
    cited: Sequence[Sequence[Citation]],
    rest: _Rest,
) -> Letter:
    """Put the letter together: one text, and all that points into it."""
    assembled = assemble(drafts, [note for note in notes if note.text])
    written = [(draft, found) for draft, found in zip(drafts, cited, strict=True) if draft.text]
    opening = " ".join(draft.text for draft in drafts if draft.kind is BlockKind.BODY)[:1_000]
    return Letter(
        letter_id=identity(masthead, opening or assembled.text[:1_000]),
        masthead=masthead,
        text=assembled.text,
        blocks=assembled.blocks,
        footnotes=resolve([_with_citations(note, assembled.text) for note in assembled.footnotes], assembled.text),
        citations=tuple(
            moved(citation, block.span.start)
            for block, (_, found) in zip(assembled.blocks, written, strict=True)
            for citation in found
        ),
        parts=rest.parts,
        page_count=rest.page_count,
        warnings=tuple(dict.fromkeys(rest.warnings)),
        conflicts=rest.head.conflicts,
    )


# --- the head -------------------------------------------------------------------------------------------------------


def _head(rows: Sequence[Row], metadata: Mapping[str, object]) -> Head:
    """Read the masthead from the rows and the metadata, both without the indicators of notes."""
    bare = {
        key: _MARKER.sub("", value) if key == "title" and isinstance(value, str) else value
        for key, value in metadata.items()
    }
    return read_head([_bare(row.line) for row in rows], bare)


def _bare(line: Line) -> Line:
    marks = find_raised(line.text, frozenset())
    starts, ends = [0, *(mark.end for mark in marks)], [*(mark.start for mark in marks), len(line.text)]
    pieces = [line.text[start:end] for start, end in zip(starts, ends, strict=True)]
    return replace(line, text="".join(pieces)) if marks else line


def _title(head: Head, metadata: Mapping[str, object]) -> Iterator[Draft]:
    """Yield the title that is declared and nowhere printed: it stands at the head of the letter, its notes included."""
    declared = metadata.get("title")
    if isinstance(declared, str) and declared.strip() and not head.title_lines:
        yield Draft(" ".join(declared.split()), (1,), -1, kind=BlockKind.TITLE)


def _top(rows: Sequence[Row], head: Head) -> Iterator[Draft]:
    """Yield masthead and title: each group of lines as one draft, as it is printed."""
    group: list[Row] = []
    for place in range(min(head.body_start + (head.body_offset > 0), len(rows))):
        row = rows[place]
        is_title = place in head.title_lines
        if group and (not row.text or is_title != (group[0].index in head.title_lines)):
            yield _top_draft(group, head)
            group = []
        if row.text:
            group.append(row)
    if group:
        yield _top_draft(group, head)


def _top_draft(group: Sequence[Row], head: Head) -> Draft:
    lines = [
        row.text[: head.body_offset] if head.body_offset and row.index == head.body_start else row.text for row in group
    ]
    title = group[0].index in head.title_lines
    text = join_lines(lines) if title else "\n".join(lines)
    return Draft(text, (group[0].page,), group[0].index, kind=BlockKind.TITLE if title else BlockKind.MASTHEAD)


def _voice(masthead: Masthead) -> tuple[str, ...]:
    """Return whose voice the letter is: its senders as one, else the office that no State holds, else nobody's."""
    senders = masthead.senders or masthead.senders_printed or ((masthead.office,) if masthead.office else ())
    return (joint(senders),) if senders else ()


def _addressee(masthead: Masthead) -> str | None:
    """Return to whom the letter is addressed, where it is one alone."""
    return masthead.addressees[0] if len(masthead.addressees) == 1 else None


# --- the body -------------------------------------------------------------------------------------------------------


def _body(rows: Sequence[Row], head: Head, words: frozenset[str]) -> list[Draft]:
    """Return headings, paragraphs and signatures below the head, still with their indicators."""
    below = list(rows[head.body_start :])
    if head.body_offset and below:
        below[0] = replace(below[0], line=replace(below[0].line, text=below[0].text[head.body_offset :].strip()))
    drafts = paragraphs(below, words)
    classify(drafts)
    quote_by_number(drafts)
    mark_bare_signatures(drafts)
    return drafts


def _completed(
    masthead: Masthead, drafts: Sequence[Draft], cited: Sequence[Sequence[Citation]], job: str | None
) -> Masthead:
    """Return the masthead with what the letter's body says: who signed, what it answers, how it is to circulate."""
    organs, items = circulation(drafts)
    return replace(
        masthead,
        signatories=masthead.signatories or signatories(drafts),
        replies_to=masthead.replies_to or replies_to(drafts, cited),
        circulation_organs=organs,
        circulation_items=items,
        job_number=masthead.job_number or job,
    )


def _last_page(rows: Sequence[Row], reading: Reading) -> int:
    return max(len(reading.pages), *(row.page for row in rows))


# --- what points into the text --------------------------------------------------------------------------------------


def _with_citations(note: Footnote, text: str) -> Footnote:
    words = note.span.of(text)
    return replace(note, signal=first_signal(words), citations=find_citations(words, note.span.start))
