"""Resolves ibid., "see note 3 above" and shortened references to the source they stand for, where exactly one fits.

Works on all notes in order, not page by page. What stays unresolved says why.
Source: UN Editorial Manual, Footnotes: "Ibid." is the source of the note right before.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from retrieval.language.dates import find_dates
from retrieval.parsing.citations.plain_sources import read_presumed
from retrieval.patterns import regex
from retrieval.types import Citation, CitationKind, Footnote

_BACK = frozenset((CitationKind.IBID, CitationKind.SHORT, CitationKind.NOTE_REFERENCE))
# "Ibid., Document 460, note 3": the same edition, but another document in it than the one that was cited before
_ANOTHER = regex(r"\bDocuments?\s\d")
_WORD = regex(r"[^\W\d_]{3,}")


def resolve(notes: Sequence[Footnote], text: str) -> tuple[Footnote, ...]:
    """Return the notes of a letter's `text` with every back-reference resolved, or with the reason why it is not."""
    done: list[Footnote] = []
    for note in notes:
        citations: list[Citation] = []
        for citation in note.citations:
            citations.append(_resolved(citation, citations, note, _Above(done, text)))
        done.append(replace(note, citations=tuple(citations)))
    return tuple(done)


@dataclass(frozen=True, slots=True)
class _Above:
    """The notes above one, resolved, and the text of the letter."""

    notes: Sequence[Footnote]
    text: str

    def sources(self, note: Footnote) -> tuple[Citation, ...]:
        """Return what a note cites or, as another note points to it, what it can only be meant to cite."""
        if note.citations:
            return note.citations
        words = note.span.of(self.text).removeprefix(note.signal or "").strip(" .,")
        presumed = read_presumed(words, Citation(CitationKind.OTHER, note.span, note.signal))
        return (presumed,) if presumed else ()


def _resolved(citation: Citation, earlier: Sequence[Citation], note: Footnote, above: _Above) -> Citation:
    if citation.kind is CitationKind.IBID:
        return _ibid(citation, earlier, note, above)
    if citation.kind is CitationKind.NOTE_REFERENCE:
        return _note_reference(citation, above, note)
    return _short(citation, earlier, above.notes) if citation.kind is CitationKind.SHORT else citation


def _take(citation: Citation, source: Citation, indicator: str) -> Citation:
    """Return the back-reference with the particulars of `source`, but its own span, signal and, if it has one, pin.

    An ibid. that names another symbol changes the symbol and keeps the rest.
    """
    return replace(
        source,
        kind=citation.kind,
        span=citation.span,
        signal=citation.signal,
        symbols=citation.symbols or source.symbols,
        pages=source.pages if citation.pin is None else None,
        pin=source.pin if citation.pin is None else citation.pin,
        resolved_to=source.resolved_to if source.resolved_to and source.kind in _BACK else indicator,
        reason=None,
    )


def _ibid(citation: Citation, earlier: Sequence[Citation], note: Footnote, above: _Above) -> Citation:
    """Take the source before: in the same note if there is one, else that of the note before, if it has only one."""
    if _ANOTHER.search(citation.pin or ""):
        return replace(citation, reason="it names another document of the same edition")
    if earlier:
        return _from(citation, earlier[-1], note.indicator)
    before = above.notes[-1] if above.notes and above.notes[-1].part == note.part else None
    if before is None:
        return replace(citation, reason="there is no note before it")
    if note.indicator.isdigit() and before.indicator.isdigit() and int(note.indicator) - int(before.indicator) != 1:
        return replace(citation, reason=f"the note right before it is not here (the one before is {before.indicator})")
    sources = above.sources(before)
    if not sources:
        return replace(citation, reason=f"note {before.indicator} names no source")
    if len(sources) > 1:
        return replace(citation, reason=f"note {before.indicator} names {len(sources)} sources")
    return _from(citation, sources[0], before.indicator)


def _from(citation: Citation, source: Citation, indicator: str) -> Citation:
    if source.kind in _BACK and source.resolved_to is None:
        return replace(citation, reason=f"it points to {indicator}, which is itself unresolved")
    return _take(citation, source, indicator)


def _note_reference(citation: Citation, above: _Above, note: Footnote) -> Citation:
    """Take the source of the note that is named; where it has several, the one by the author who is named."""
    number, author = citation.title or "", citation.author
    citation = replace(citation, title=None)
    pool = [each for each in above.notes if each.indicator == number and each.part == note.part]
    pool = pool or [each for each in above.notes if each.indicator == number]
    if len(pool) != 1:
        return replace(
            citation, reason=f"there is no note {number} above" if not pool else f"there are {len(pool)} notes {number}"
        )
    named = pool[0].citations if author else above.sources(pool[0])
    sources = [each for each in named if not author or len(named) == 1 or _same_author(author, each)]
    if len(sources) != 1:
        return replace(citation, reason=f"note {number} names {len(sources) or 'no'} fitting sources")
    return _from(citation, sources[0], number)


def _short(citation: Citation, earlier: Sequence[Citation], done: Sequence[Footnote]) -> Citation:
    """Resolve "Smith, op. cit." to the one earlier source by Smith; "Idem" only tells the author."""
    if citation.author == "idem":
        last = earlier[-1] if earlier else (done[-1].citations[-1] if done and done[-1].citations else None)
        author = last.author if last else None
        return replace(
            citation, author=author, reason=None if author else "no author is named before it", kind=CitationKind.SHORT
        )
    if citation.author is None:
        return replace(citation, reason="it names no author")
    fitting = _by_author(citation.author, done)
    if citation.title:
        fitting = [each for each in fitting if _same_words(citation.title, each[1].title)]
    full_name = " " in citation.author and " and " not in citation.author
    if not fitting and citation.title and (full_name or find_dates(citation.title)):
        return _first_mention(citation)
    if len(fitting) != 1:
        return replace(citation, reason=f"{len(fitting) or 'no'} earlier sources fit {citation.author}")
    note, source = fitting[0]
    return _take(citation, source, note.indicator)


def _first_mention(citation: Citation) -> Citation:
    """Return a reference by full name or with a date as the source that it is itself, where nothing earlier fits."""
    pages = (citation.pin or "").removeprefix("pp").removeprefix("p").strip(" .,") or None
    found = replace(citation, kind=CitationKind.OTHER, pages=pages, pin=None)
    dates = find_dates(citation.title or "")
    return replace(found, date=dates[-1].iso, date_text=dates[-1].printed) if dates and not found.date else found


def _by_author(author: str, done: Sequence[Footnote]) -> list[tuple[Footnote, Citation]]:
    """Return the full sources by an author, each once."""
    found: dict[tuple[str | None, str | None], tuple[Footnote, Citation]] = {}
    for note in done:
        for source in note.citations:
            if source.kind not in _BACK and source.author and _same_author(author, source):
                found.setdefault((source.author, source.title), (note, source))
    return list(found.values())


def _same_author(author: str, source: Citation) -> bool:
    """Tell whether the words of a short author all stand in that of the source."""
    return _same_words(author, source.author)


def _same_words(short: str, full: str | None) -> bool:
    words = {word.lower() for word in _WORD.findall(short)}
    return bool(words) and words <= {word.lower() for word in _WORD.findall(full or "")}
