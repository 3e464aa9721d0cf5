"""Words of letters → an answer that shows them: what stands at a place, with what corrects it, or letters as such."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Protocol

from retrieval.answering.corrections import corrections
from retrieval.questions.places import Place, find_place
from retrieval.questions.shown import opening
from retrieval.spans.numbering import label_of
from retrieval.spans.places import paragraphs_around
from retrieval.spans.quoting import quote
from retrieval.types import (
    Answer,
    Filters,
    Letter,
    LetterCard,
    Listing,
    Question,
    Quote,
    Reason,
    Remark,
    RemarkKind,
    Span,
    Spot,
)

MAX_MORE = 5
MAX_NEAREST = 3
MAX_AT_PLACE = 6  # paragraphs of a page, or items of a list, that are shown at once
SURE_OF_PLACE = 0.95  # of what stands at the place that is asked for
NOWHERE: Mapping[str, Span] = {}


class Shelf(Protocol):
    """What showing letters asks of an index."""

    @property
    def generation(self) -> int:
        """Return the number of the published state."""

    def letters(self, filters: Filters = ..., offset: int = ..., limit: int = ...) -> Sequence[LetterCard]:
        """Return the letters that `filters` leave, newest first, undated ones last."""

    def letter(self, letter_id: str) -> Letter:
        """Return a letter whole."""

    def corrigenda_of(self, letter_ids: Sequence[str]) -> Sequence[LetterCard]:
        """Return the corrigenda held to any of the letters, themselves not counted."""


class Showing:
    """Shows what stands in the letters of an index; nothing is judged here."""

    def __init__(self, index: Shelf) -> None:
        self._index = index

    @property
    def generation(self) -> int:
        """Return the number of the published state that is shown."""
        return self._index.generation

    def none(
        self,
        question: Question,
        reason: Reason,
        nearest: Sequence[LetterCard] = (),
        found: Mapping[str, Span] = NOWHERE,
    ) -> Answer:
        """Return that nothing is shown, and why, with the first of the letters that may be worth opening.

        `found` tells by the identity of a letter where in it to begin to read.
        """
        cards = tuple(nearest)[:MAX_NEAREST]
        spots = tuple(self._spots(cards, found))
        return Answer(question, reason=reason, nearest=cards, generation=self.generation, spots=spots)

    def _spots(self, cards: Sequence[LetterCard], found: Mapping[str, Span]) -> Iterator[Spot]:
        """Yield the paragraphs in which to begin to read; of what stands in none, as the head of a letter, nothing."""
        for letter_id in (card.letter_id for card in cards if card.letter_id in found):
            letter = self._index.letter(letter_id)
            for block in paragraphs_around(letter, found[letter_id], 0):
                yield Spot(letter_id, block.span, block.pages, block.number, label_of(letter, block), block.part)

    def listed(self, question: Question, listing: Listing) -> Answer:
        """Return letters as such."""
        return Answer(question, listing=listing, confidence=SURE_OF_PLACE, generation=self.generation)

    def quoted(self, question: Question, quotes: tuple[Quote, ...], at_once: int) -> Answer:
        """Return words that certainly are those asked for: so many quotations at once, and some more."""
        shown, remarks = self.corrected(quotes[:at_once])
        more, _ = self.corrected(quotes[at_once : at_once + MAX_MORE])
        return Answer(question, shown, confidence=SURE_OF_PLACE, remarks=remarks, more=more, generation=self.generation)

    def opening(self, question: Question, card: LetterCard) -> Answer:
        """Return how a letter begins."""
        letter = self._index.letter(card.letter_id)
        spans = opening(letter)
        if not spans:
            return self.none(question, Reason.NOTHING_FOUND, (card,))
        return self.standing(question, letter, card, spans)

    def at(self, question: Question, letter_id: str, place: Place) -> Answer:
        """Return what stands at a place of a letter; where there is no such place, the letter."""
        letter = self._index.letter(letter_id)
        card = self._index.letters(Filters(letter_ids=(letter_id,)), 0, 1)[0]
        spans = find_place(letter, place)
        if not spans:
            return self.none(question, Reason.NO_SUCH_PLACE, (card,))
        return self.standing(question, letter, card, spans)

    def standing(self, question: Question, letter: Letter, card: LetterCard, spans: Sequence[Span]) -> Answer:
        """Return what stands at places of a letter, of a long page the first paragraphs."""
        return self.quoted(question, tuple(quote(letter, card, span) for span in spans), MAX_AT_PLACE)

    def corrected(self, shown: tuple[Quote, ...]) -> tuple[tuple[Quote, ...], tuple[Remark, ...]]:
        """Return what is shown with the corrections to it behind it, and that there are corrigenda.

        Nothing is said of a corrigendum that corrects something else.
        """
        corrigenda = self._index.corrigenda_of(tuple(dict.fromkeys(each.letter.letter_id for each in shown)))
        added: list[Quote] = []
        names: list[str] = []
        for card in corrigenda:
            letter = self._index.letter(card.letter_id)
            found = corrections(letter, shown)
            added += [quote(letter, card, span) for span in found or ()]
            names += ["-".join(card.symbols)] if found is None or found else []
        return (*shown, *added), (Remark(RemarkKind.CORRECTED, tuple(names)),) if names else ()
