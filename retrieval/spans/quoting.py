"""A span of a letter → a quotation: whole sentences, whose words they are, where they stand, what they rest on."""

from collections.abc import Iterator
from dataclasses import replace

from retrieval.patterns import regex
from retrieval.spans.notes import is_quoted, notes_called, notes_of, quoted_note
from retrieval.spans.numbering import label_of
from retrieval.spans.places import block_at, block_begun, pages_at
from retrieval.spans.voices import voice_of
from retrieval.types import HEAD, Block, BlockKind, Footnote, Letter, LetterCard, Quote, QuotedNote, Span


def quote(letter: Letter, card: LetterCard, span: Span, passage_id: int | None = None) -> Quote:
    """Return the words of `letter` at `span` as a quotation with speaker, place and notes.

    A span inside a note is quoted as the note's own words, in the voice of the part that the note belongs to.
    """
    note = next((each for each in letter.footnotes if each.span.holds(span)), None)
    if note is not None:
        return _quote_note(letter, card, span, note, passage_id)
    block = block_at(letter, span)
    pages = pages_at(letter, block, span) if block else ()
    return Quote(
        text=span.of(letter.text),
        span=span,
        letter=card,
        attribution=_attribution(letter, card, block, span),
        page=pages[0] if pages else 1,
        pages=pages,
        paragraph=block.number if block else None,
        label=label_of(letter, block, span.start) if block else None,
        part=block.part if block else "",
        footnotes=tuple(_notes(letter, block, span)) if block else (),
        passage_id=passage_id,
    )


_HEAD = (BlockKind.MASTHEAD, BlockKind.TITLE)


def _attribution(letter: Letter, card: LetterCard, block: Block | None, span: Span) -> tuple[str, ...]:
    if block is None:
        return _author(letter, card)
    return (HEAD,) if block.kind in _HEAD else voice_of(letter, block, span)


def _quote_note(letter: Letter, card: LetterCard, span: Span, note: Footnote, passage_id: int | None) -> Quote:
    caller = next(
        (block for block in letter.blocks if block.number in note.called_in and block.part == note.part), None
    )
    return Quote(
        text=span.of(letter.text),
        span=span,
        letter=card,
        attribution=_author_of_note(letter, card, note),
        page=note.page,
        pages=(note.page,),
        paragraph=caller.number if caller else None,
        label=label_of(letter, caller) if caller else None,
        part=note.part,
        footnotes=(quoted_note(letter, note),),
        passage_id=passage_id,
    )


# "Sworn before the notary of Dorn.", "Translated from the Kesparian.": told of an annex, and not in it
_ON_THE_PAPER = regex(
    r"(?:Sworn|Affirmed|Signed|Certified|Notari[sz]ed|Deposed)\sbefore\b|(?:(?:Unofficial|Official)\s)?[Tt]ranslat(?:ed|ion)\b"
)


def _author_of_note(letter: Letter, card: LetterCard, note: Footnote) -> tuple[str, ...]:
    """Return whose words a note is: the part's author's, and the sender's where it tells of the paper itself."""
    if _is_of_the_head(letter, note):
        return (HEAD,)
    voice = note.attribution or _author(letter, card, note.part)
    return voice[:1] if note.part and _ON_THE_PAPER.match(note.span.of(letter.text)) else voice


def _is_of_the_head(letter: Letter, note: Footnote) -> bool:
    """Tell whether a note is called in masthead or title alone: "* Reissued for technical reasons"."""
    calling = [block_begun(letter, max(each.start - 1, 0)) for each in note.calls]
    return bool(calling) and all(each is not None and each.kind in _HEAD for each in calling)


def _author(letter: Letter, card: LetterCard, part: str = "") -> tuple[str, ...]:
    """Return the voice of the letter itself, or of one of its annexes: never that of somebody quoted there.

    Several senders are one voice ("Ruritania and Graustark"): side by side they would read as one quoting the other.
    """
    voice = next((each.attribution for each in letter.parts if part and each.label == part), ())
    if voice:
        return voice
    own = letter.blocks if letter.masthead.names_sender else ()  # whom minutes report first did not write their notes
    outer = (block.attribution[:1] for block in own if block.attribution and not block.part)
    return next(outer, (" and ".join(card.senders),) if card.senders else ())


def _notes(letter: Letter, block: Block, span: Span) -> Iterator[QuotedNote]:
    """Yield the notes that `span` rests on; the note at the end of a block quotation is that of all its words."""
    called = notes_of(letter, block, span)
    whole = is_quoted(letter, block)
    mine = called if whole else notes_called(letter, span)
    yield from (replace(quoted_note(letter, note), further_on=note not in mine) for note in called)
