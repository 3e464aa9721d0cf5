"""Quotations of one voice that stand together under one heading, and the notes below them, each once."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from retrieval.types import Quote, QuotedNote

NotesOf = Callable[[Quote], Iterable[QuotedNote]]  # which of its notes are shown with a quotation


def runs(quotes: Iterable[Quote], notes_of: NotesOf) -> Iterator[tuple[Quote, ...]]:
    """Yield neighbours of one voice in one part of one letter together; one mark never stands for two notes."""
    run: list[Quote] = []
    for quote in quotes:
        if run and not _belong_together((*run, quote), notes_of):
            yield tuple(run)
            run = []
        run.append(quote)
    if run:
        yield tuple(run)


def _belong_together(quotes: Sequence[Quote], notes_of: NotesOf) -> bool:
    voices = {(quote.letter.letter_id, quote.attribution, quote.part) for quote in quotes}
    noted = unique_notes(quotes, notes_of)
    return len(voices) == 1 and len({note.indicator for note in noted}) == len(noted)


def unique_notes(quotes: Iterable[Quote], notes_of: NotesOf) -> tuple[QuotedNote, ...]:
    """Return the notes to show with quotations, each once, as that of the words shown if any of them calls it."""
    found: dict[QuotedNote, QuotedNote] = {}
    for note in (note for quote in quotes for note in notes_of(quote)):
        alike = replace(note, further_on=False)
        if alike not in found or not note.further_on:
            found[alike] = note
    return tuple(found.values())
