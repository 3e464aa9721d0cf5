"""The notes that words of a letter rest on, and what stands for a back-reference in them."""

from collections.abc import Iterable
from functools import lru_cache
from itertools import pairwise

from retrieval.language.analysis import terms
from retrieval.language.dates import find_dates
from retrieval.language.names import name_words
from retrieval.patterns import regex
from retrieval.spans.sentences import sentences
from retrieval.spans.voices import quoted_in
from retrieval.types import Block, BlockKind, Citation, CitationKind, Footnote, Letter, QuotedNote, Span

_BACK = frozenset({CitationKind.IBID, CitationKind.SHORT, CitationKind.NOTE_REFERENCE})


def notes_of(letter: Letter, block: Block, span: Span) -> tuple[Footnote, ...]:
    """Return the notes that `span` rests on.

    They are those called inside it or right after it; else the first one called later in its paragraph, as an indicator
    stands at the end of the passage it supports (UN Editorial Manual, Footnotes, IX), unless that is the source of
    somebody else's words; else, in a block quotation that runs over several paragraphs, those called in the rest of it.
    """
    mine = notes_called(letter, span)
    if mine:
        return mine
    later = notes_called(letter, Span(span.end, block.span.end))
    if later:
        first = min(call for note in later for call in note.calls if call.start >= span.end)
        if letter.text[first.start - 1].isalnum() or letter.text[first.start - 1] == ",":
            return ()  # inside a later sentence: it is the note of a name or a word there
        # an editor's note stands where it is called, and nowhere else
        notes = tuple(note for note in later if first in note.calls and not note.attribution)
        if block.kind is not BlockKind.TABLE and not is_quoted(letter, block):
            notes = tuple(note for note in notes if _supports(letter, block, span, first, note))
        return notes
    return _notes_of_quotation(letter, block) if is_quoted(letter, block) else ()


def is_quoted(letter: Letter, block: Block) -> bool:
    """Tell whether a block is a quotation, not the text of an annex, in which its author's own notes stand."""
    own = any(part.label == block.part and part.attribution == block.attribution for part in letter.parts)
    return block.kind is BlockKind.QUOTE and not own


_SPOKEN = frozenset({CitationKind.LETTER, CitationKind.STATEMENT, CitationKind.COMMUNIQUE})
_SHARED = 2  # stems that a sentence has in common with the note of a later one when it is about the same


def _supports(letter: Letter, block: Block, span: Span, call: Span, note: Footnote) -> bool:
    """Tell whether a note called at the end of a later sentence also supports the one at `span`.

    The source of what somebody says there belongs to his words alone, unless `span` speaks of him, quotes him as well,
    or shares words with the note.
    """
    said, source = span.of(letter.text), note.span.of(letter.text)
    after = Span(span.end, call.start)
    last = (sentences(letter.text, after)[-1:] or (after,))[0]
    if _names_author(last.of(letter.text), note) and not _names_author(said, note):
        return False  # the source of what that sentence says its author found
    speakers = quoted_in(block, last)
    if not speakers:
        whole = _ends_paragraph(letter, block, call) and not _is_spoken(note)
        return whole or _names_author(said, note) or _share(_subjects(said), _subjects(source))
    words = set(name_words(said))
    named = any(name_words(each)[-1:] and name_words(each)[-1] in words for each in speakers)
    same = bool(speakers & quoted_in(block, span))
    return named or same or _names_author(said, note) or _share(_subjects(said), _subjects(source))


def _ends_paragraph(letter: Letter, block: Block, call: Span) -> bool:
    """Tell whether `call` is the only one of its paragraph and stands at its end, so that it supports all of it."""
    calls = [each for note in letter.footnotes for each in note.calls if block.span.holds(each)]
    return len(calls) == 1 and not letter.text[call.end : block.span.end].strip(" .”’)")


def _is_spoken(note: Footnote) -> bool:
    """Tell whether a note cites nothing but what somebody said or wrote."""
    return bool(note.citations) and all(each.kind in _SPOKEN for each in note.citations)


def _names_author(said: str, note: Footnote) -> bool:
    words = set(name_words(said))
    return any(each.author is not None and set(name_words(each.author)) <= words for each in note.citations)


def _share(one: Iterable[str], other: Iterable[str]) -> bool:
    return len(set(one) & set(other)) >= _SHARED


@lru_cache(maxsize=2_048)  # all sentences of a paragraph ask it of the note at its end
def _subjects(text: str) -> frozenset[str]:
    """Return the stems of a text without those of its dates."""
    spans = [found.span for found in find_dates(text)]
    gaps = pairwise([Span(0, 0), *spans, Span(len(text), len(text))])
    rest = " ".join(text[one.end : other.start] for one, other in gaps)
    return frozenset(stem for stem in terms(rest) if stem.isalpha())


def notes_called(letter: Letter, span: Span) -> tuple[Footnote, ...]:
    """Return the notes that are called behind some word of `span`."""
    return tuple(
        note for note in letter.footnotes if any(span.holds(call) and call.start > span.start for call in note.calls)
    )


def _notes_of_quotation(letter: Letter, block: Block) -> tuple[Footnote, ...]:
    at = letter.blocks.index(block)
    for following in letter.blocks[at + 1 :]:
        if following.kind is not BlockKind.QUOTE or following.attribution != block.attribution:
            return ()
        notes = notes_called(letter, following.span)
        if notes:
            return tuple(note for note in notes if not note.attribution)  # an editor's note stays where it is called
    return ()


def quoted_note(letter: Letter, note: Footnote) -> QuotedNote:
    """Return `note` as it is shown: its own words, and those of the note that its back-reference stands for."""
    return QuotedNote(
        indicator=note.indicator,
        text=note.span.of(letter.text),
        page=note.page,
        citations=note.citations,
        resolved=_resolved(letter, note),
    )


def _resolved(letter: Letter, note: Footnote) -> str | None:
    """Return the words of the notes that the back-references in `note` stand for, or `None`."""
    found: dict[str, None] = {}
    for citation in note.citations:
        target = _target(letter, note, citation)
        if target is not None:
            found[_source_of(letter, target, citation)] = None
    return "; ".join(found) or None


def _target(letter: Letter, note: Footnote, citation: Citation) -> Footnote | None:
    """Return the note that a back-reference in `note` points to.

    An ibid. after a note with several sources stands for none of them by itself: that note is shown as it is printed.
    """
    if _points_back(citation):
        return _note(letter.footnotes, citation.resolved_to, note)
    if citation.kind is not CitationKind.IBID or citation is not note.citations[0] or not note.indicator.isdecimal():
        return None
    before = _note(letter.footnotes, str(int(note.indicator) - 1), note)
    return before if before is not None and len(before.citations) > 1 else None


# Takes ", art. 3, para. 1" off "Convention ..., 4 May 1974, art. 3, para. 1."; leaves "No. 3" and "2022" alone.
_PLACE_IN_SOURCE = regex(
    r",?\s\(?(?:pp?|paras?|arts?|sects?|chaps?|cols?|paragraphs?|articles?|pages?|tables?|annex)\.?\s[\dIVX(][^;]*?"
    r"(?=\.?$|\.\s+(?:Also\s)?[Aa]vailable)"
)


def _source_of(letter: Letter, target: Footnote, citation: Citation) -> str:
    """Return the words of the note `target`, less the place in its source where `citation` names another."""
    text = target.span.of(letter.text)
    return text if citation.pin is None or len(target.citations) != 1 else _PLACE_IN_SOURCE.sub("", text, count=1)


def _points_back(citation: Citation) -> bool:
    return citation.kind in _BACK and citation.resolved_to is not None


def _note(notes: Iterable[Footnote], indicator: str | None, within: Footnote) -> Footnote | None:
    return next((each for each in notes if each.indicator == indicator and each.part == within.part), None)
