"""What letters hold as wholes: the sources that they cite, whom they quote, their annexes, and what they request."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import chain, islice
from typing import Protocol

from retrieval.answering.conversation import Conversation
from retrieval.answering.mastheads import letters_shown
from retrieval.answering.showing import MAX_AT_PLACE, MAX_MORE, Shelf, Showing
from retrieval.language.names import same_speaker
from retrieval.questions.about_letters import LettersAsked
from retrieval.questions.contents import ContentsAsked, Sought, Whose
from retrieval.spans.places import block_at
from retrieval.spans.quoting import quote
from retrieval.spans.requests import requests
from retrieval.spans.sentences import sentences
from retrieval.types import (
    PARAGRAPHS,
    UNNAMED,
    Answer,
    Citation,
    CitationKind,
    Filters,
    Letter,
    LetterCard,
    Question,
    Reason,
    Remark,
    RemarkKind,
    Span,
)

# What only points back: the source that it stands for is shown where that is cited first.
_BACK = frozenset({CitationKind.IBID, CitationKind.SHORT, CitationKind.NOTE_REFERENCE})


class Library(Shelf, Protocol):
    """What telling what letters hold asks of an index beyond showing them."""

    def letter_count(self, filters: Filters = ...) -> int:
        """Return how many letters `filters` leave."""

    def letters_by_symbol(self, symbols: Sequence[str]) -> Sequence[str]:
        """Return the ids of the letters that go by any of `symbols`."""


class Contents:
    """Tells what letters hold as wholes; `described` returns the letters that a description fits."""

    def __init__(
        self, index: Library, showing: Showing, described: Callable[[LettersAsked], Sequence[LetterCard]]
    ) -> None:
        self._index = index
        self._showing = showing
        self._described = described

    def answer(self, conversation: Conversation, asked: ContentsAsked) -> Answer | None:
        """Return the notes or sentences asked for, of each letter in its order.

        `None` where no letter is meant, or nothing is requested in those that are, so that letters are to be searched.
        """
        question, symbols = conversation.question, asked.whose.symbols
        if symbols and not self._index.letters_by_symbol(symbols):
            not_held = Remark(RemarkKind.NOT_HELD, symbols)
            return replace(self._showing.none(question, Reason.NOTHING_FOUND), remarks=(not_held,))
        cards = self._meant(conversation, asked.whose)
        if len(cards) > 1 and asked.whose.letters is None:
            return self._showing.none(question, Reason.AMBIGUOUS, cards)
        return self._told(question, cards, asked)

    def _meant(self, conversation: Conversation, whose: Whose) -> Sequence[LetterCard]:
        """Return the letters meant: those named, else the one shown before or the only one held."""
        if conversation.letter is not None:
            return (conversation.letter,)
        if whose.symbols:
            held = tuple(self._index.letters_by_symbol(whose.symbols))
            return self._index.letters(Filters(letter_ids=held), 0, len(held))
        if whose.letters is not None:
            return self._described(whose.letters)
        if self._index.letter_count() == 1:
            return self._index.letters(Filters(), 0, 1)
        return letters_shown(conversation.last_shown())

    def _told(self, question: Question, cards: Sequence[LetterCard], asked: ContentsAsked) -> Answer | None:
        alone = len(cards) == 1
        spans = ((card, letter, span) for card in cards for letter, span in self._spans(card, asked, alone=alone))
        found = (quote(letter, card, span) for card, letter, span in spans)
        if asked.sought is Sought.SPEAKERS:
            found = (each for each in found if len(each.attribution) > 1)
        if asked.sought is Sought.REQUESTS:
            found = (each for each in found if len(each.attribution) == 1)  # not amid a long quotation
        quotes = tuple(islice(found, MAX_AT_PLACE + MAX_MORE))
        if quotes:
            return self._showing.quoted(question, quotes, MAX_AT_PLACE)
        if asked.sought is Sought.REQUESTS or not cards:
            return None
        return self._showing.none(question, Reason.NOTHING_FOUND, cards)

    def _spans(self, card: LetterCard, asked: ContentsAsked, *, alone: bool) -> Iterator[tuple[Letter, Span]]:
        letter = self._index.letter(card.letter_id)
        match asked.sought:
            case Sought.REQUESTS:
                found = requests(letter, circulation=alone)
            case Sought.NOTES:
                found = tuple(note.span for note in letter.footnotes)
            case Sought.SOURCES:
                found = citing(letter, lambda each: _is_sought(each, asked))
            case Sought.SPEAKERS:
                found = quoting(letter)
            case Sought.ANNEXES:
                found = annexes(letter)
        return ((letter, span) for span in found)


def citing(letter: Letter, sought: Callable[[Citation], bool]) -> tuple[Span, ...]:
    """Return the notes that cite a source that is `sought`, and the sentences of the text that cite others of these."""
    shown: set[tuple[object, ...]] = set()
    found: dict[Span, None] = {}
    in_notes = ((note.span, each) for note in letter.footnotes for each in note.citations)
    in_text = ((_sentence(letter, each.span), each) for each in letter.citations)
    for span, citation in chain(in_notes, in_text):
        source = _source(citation)
        if span is not None and sought(citation) and source not in shown:
            shown.add(source)
            found[span] = None
    return tuple(found)


def quoting(letter: Letter) -> tuple[Span, ...]:
    """Return a sentence of each whom the letter itself quotes by name, the first of his."""
    found: dict[str, Span] = {}
    for block in letter.blocks:
        if block.kind in PARAGRAPHS and not block.part:
            whole = sentences(letter.text, block.span)
            said = [(block.attribution[-1], span) for span in whole[:1] if len(block.attribution) > 1]
            said += [(each.speaker, span) for each in block.quotes for span in whole if span.holds(each.span)]
            for speaker, span in said:
                if speaker != UNNAMED and not any(same_speaker(speaker, other) for other in found):
                    found[speaker] = span
    return tuple(dict.fromkeys(found.values()))


def annexes(letter: Letter) -> tuple[Span, ...]:
    """Return the title of each annex and enclosure, or what stands in it first."""
    found: dict[str, Span] = {}
    titles = {each.label: each.title for each in letter.parts if each.title}
    for block in letter.blocks:
        if block.part and block.part not in found:
            found[block.part] = block.span
        if block.part in titles and " ".join(block.span.of(letter.text).split()) == titles[block.part]:
            found[block.part] = block.span
    return tuple(found.values())


def _is_sought(citation: Citation, asked: ContentsAsked) -> bool:
    if citation.kind in _BACK:
        return False
    if asked.kinds == {CitationKind.WEB}:
        return citation.url is not None
    of_kind = not asked.kinds or citation.kind in asked.kinds
    return of_kind and any(each.startswith(asked.symbol) for each in citation.symbols or ("",))


def _source(citation: Citation) -> tuple[object, ...]:
    """Return what tells a source from another: its symbols, else what is printed of it."""
    return citation.symbols or (citation.author, citation.title, citation.url, citation.date_text, citation.publication)


def _sentence(letter: Letter, place: Span) -> Span | None:
    """Return the sentence around a place of a letter; `None` where none holds it: in a heading."""
    block = block_at(letter, place)
    if block is None or block.kind not in PARAGRAPHS:
        return None
    return next((each for each in sentences(letter.text, block.span) if each.start <= place.start < each.end), None)
