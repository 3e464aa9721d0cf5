"""Answers from the mastheads: facts of a letter, lists of letters, and who signs for a State."""

import re
from collections.abc import Callable, Sequence, Set
from dataclasses import replace
from typing import Protocol

from retrieval.answering.facts import fact, part_signatures
from retrieval.answering.showing import MAX_NEAREST, SURE_OF_PLACE, Shelf, Showing
from retrieval.language.dates import find_days
from retrieval.language.names import name_words, names_match
from retrieval.patterns import regex
from retrieval.questions.about_letters import LettersAsked, SignerAsked, superlative
from retrieval.questions.asking import MastheadField
from retrieval.questions.one_letter import OfOneAsked
from retrieval.questions.question import Query
from retrieval.spans.quoting import quote
from retrieval.symbols import addition_of
from retrieval.types import (
    Answer,
    Filters,
    Letter,
    LetterCard,
    LetterDetail,
    Listing,
    ListingKind,
    Question,
    Quote,
    Reason,
    Span,
)

MAX_LISTED = 5
# Among so many of a State's newest letters one is looked for that the holder of an office signed, or that is described.
_LOOKED_AT = 50
_DATED = "0"  # since when letters are that have a date: those without are neither the first nor the last

_ANNEX = regex(r"\b(?:annex|enclosure)\b", re.IGNORECASE)
_JOINT = regex(r"\bjoint\b", re.IGNORECASE)

Shown = Callable[[], Answer | None]
"""Tells what was shown before a question."""


class Catalogue(Shelf, Protocol):
    """What answering from mastheads asks of an index beyond showing its letters."""

    def letter_count(self, filters: Filters = ...) -> int:
        """Return how many letters `filters` leave."""

    def detail(self, letter_id: str) -> LetterDetail:
        """Return a letter with its links to others."""

    def letters_by_symbol(self, symbols: Sequence[str]) -> Sequence[str]:
        """Return the ids of the letters that go by any of `symbols`."""

    def letters_naming(self, symbols: Sequence[str], role: str) -> Sequence[LetterCard]:
        """Return the letters that cite or answer what goes by any of `symbols`, newest first."""


class Mastheads:
    """Answers what can be told from the mastheads of an index; every fact is printed in one."""

    def __init__(self, index: Catalogue, showing: Showing) -> None:
        self._index = index
        self._showing = showing

    # --- letters as such ----------------------------------------------------------------------------------------------

    def letters(
        self, question: Question, asked: LettersAsked | SignerAsked | OfOneAsked, shown: Shown
    ) -> Answer | None:
        """Return the letters, the place in one or the signature asked for; `None` where what letters say may answer."""
        if isinstance(asked, OfOneAsked):
            return self._of_one(question, asked)
        if isinstance(asked, SignerAsked):
            signed = self._signature(asked)
            return self._quoted(question, signed) if signed is not None else None
        if asked.kind in (ListingKind.ANSWERS, ListingKind.CITES):
            return self._linked(question, asked, shown)
        return self._listed(question, asked)

    def _listed(self, question: Question, asked: LettersAsked) -> Answer | None:
        letters, count = self._sought(asked)
        if not letters and asked.alone and not asked.day:
            return None
        if not letters:
            nearest = self._index.letters(Filters(senders=asked.filters.senders), 0, MAX_NEAREST)
            return self._showing.none(question, Reason.NOTHING_FOUND, [*self._of_day(Filters(), asked.day), *nearest])
        dates = {each.date for each in letters} if asked.day else set()
        date = dates.pop() if len(dates) == 1 else None
        named = as_printed(replace(asked.filters, since=date, until=date) if date else asked.filters, letters)
        return self._showing.listed(question, Listing(asked.kind, tuple(letters), count, named))

    def _of_one(self, question: Question, asked: OfOneAsked) -> Answer | None:
        """Return what is asked of one letter; where several are described, these, and where none is, the nearest.

        What is asked of the letter shown before is left to who knows that.
        """
        if asked.letters is None and question.history:
            return None
        letters = self.described(asked.letters) if asked.letters is not None else self._only_one()
        if len(letters) == 1 and asked.place is not None:
            return self._showing.at(question, letters[0].letter_id, asked.place)
        if len(letters) == 1:
            return self._showing.opening(question, letters[0])
        if asked.place is not None or (asked.letters is None and asked.lists):
            return self._showing.none(question, Reason.AMBIGUOUS, letters)
        return self._listed(question, asked.letters) if asked.letters is not None and asked.lists and letters else None

    def described(self, asked: LettersAsked) -> Sequence[LetterCard]:
        """Return the letters that a description fits, newest first; of several senders named all sent it."""
        if asked.kind is not ListingKind.SENT or asked.day:
            return self._sought(asked)[0]
        sent = self._index.letters(asked.filters, 0, _LOOKED_AT)
        joint = len(asked.filters.senders) > 1
        fitting = [each for each in sent if _is_by(each, asked.filters.senders, joint=joint)]
        return [each for each in fitting if addition_of(each.symbols) is None] or fitting

    def _only_one(self) -> Sequence[LetterCard]:
        """Return the letter held, if it is the only one."""
        return self._index.letters(Filters(), 0, 1) if self._index.letter_count() == 1 else ()

    def _sought(self, asked: LettersAsked) -> tuple[Sequence[LetterCard], int]:
        """Return the letters to show of those asked for by sender, addressee, date and kind, and how many there are."""
        if asked.day:
            found = self._of_day(asked.filters, asked.day)
            return found[:MAX_LISTED], len(found)
        if asked.kind is ListingKind.SENT:
            return self._index.letters(asked.filters, 0, MAX_LISTED), self._index.letter_count(asked.filters)
        filters = replace(asked.filters, since=asked.filters.since or _DATED)
        last = max(self._index.letter_count(filters) - 1, 0) if asked.kind is ListingKind.FIRST else 0
        letters = self._index.letters(filters, last, 1)
        return letters, len(letters)

    def _of_day(self, filters: Filters, day: str) -> list[LetterCard]:
        """Return those letters that `filters` leave of a day ("03-08") of any year; none where no day is given."""
        sent = self._index.letters(filters, 0, self._index.letter_count(filters)) if day else ()
        return [each for each in sent if (each.date or "").endswith(f"-{day}")]

    def _linked(self, question: Question, asked: LettersAsked, before: Shown) -> Answer:
        """Return the letters that answer or cite the one meant, which need not be held if its symbol is given."""
        meant = self._subject(asked, before)
        if meant is None and not asked.symbols:
            return self._showing.none(question, Reason.AMBIGUOUS, letters_shown(before()))
        found = (
            self._index.letters_naming(asked.symbols, asked.kind.value) if meant is None else self._links(asked, meant)
        )
        keys = asked.filters.senders
        left = [
            each for each in found if not keys or any(names_match(key, name) for key in keys for name in each.senders)
        ]
        if not left:
            return self._showing.none(question, Reason.NOTHING_FOUND, (meant,) if meant is not None else ())
        about = (meant.symbols or (meant.title or meant.source,)) if meant is not None else asked.symbols
        shown = Listing(asked.kind, tuple(left[:MAX_LISTED]), len(left), as_printed(asked.filters, left), about)
        return self._showing.listed(question, shown)

    def _links(self, asked: LettersAsked, meant: LetterCard) -> Sequence[LetterCard]:
        detail = self._index.detail(meant.letter_id)
        return detail.answered_by if asked.kind is ListingKind.ANSWERS else detail.cited_by

    def _subject(self, asked: LettersAsked, shown: Shown) -> LetterCard | None:
        """Return the one letter that others are asked to answer or cite, if it is held and plain which it is."""
        if asked.symbols:
            held = self._index.letters_by_symbol(asked.symbols)
            return self._card(held[0]) if len(held) == 1 else None
        if asked.described.empty:
            return self.shown_letter(shown)
        fitting = self._index.letters(asked.described, 0, MAX_LISTED)
        fitting = [each for each in fitting if addition_of(each.symbols) is None] or fitting
        return fitting[0] if len(fitting) == 1 else None

    def shown_letter(self, shown: Shown) -> LetterCard | None:
        """Return the only letter that was shown before, or the only one held."""
        cards = self._only_one() or letters_shown(shown())
        return cards[0] if len(cards) == 1 else None

    # --- who signs ----------------------------------------------------------------------------------------------------

    def _signature(self, asked: SignerAsked) -> Quote | None:
        """Return the signature of the newest letter that one in the office asked for sent for his State alone."""
        for card in self._index.letters(asked.filters, 0, _LOOKED_AT):
            office = " ".join(name_words((card.office or "").replace("'", " ").replace("’", " ")))
            if len(card.senders) == 1 and asked.office.fullmatch(office):
                letter = self._index.letter(card.letter_id)
                span = fact(letter, MastheadField.SIGNATORY)
                if span is not None:
                    return quote(letter, card, span)
        return None

    def speaker(self, question: Question, shown: Quote) -> Answer:
        """Return who signed words that were shown, or the annex that they stand in."""
        letter = self._index.letter(shown.letter.letter_id)
        signed = part_signatures(letter).get(shown.part) if shown.part else fact(letter, MastheadField.SIGNATORY)
        if signed is None:
            return self._showing.none(question, Reason.NOTHING_FOUND, (shown.letter,))
        return self._quoted(question, quote(letter, shown.letter, signed))

    def replies(self, letter_id: str, name: str | None) -> Sequence[LetterCard]:
        """Return the letters that answer one, those of `name` if one is given."""
        answers = self._index.detail(letter_id).answered_by
        return [each for each in answers if name is None or any(names_match(name, sent) for sent in each.senders)]

    # --- facts of one letter ------------------------------------------------------------------------------------------

    def fact(
        self, question: Question, query: Query, letter_id: str | None, cards: Sequence[LetterCard], shown: Shown
    ) -> Answer:
        """Answer a question about the letter itself: that of `letter_id`, or else the one meant, if that is plain.

        `cards` are the letters found for the question.
        """
        meant = self._meant(query, cards)
        letter_id = letter_id or (meant[0].letter_id if len(meant) == 1 else None)
        asked_on = query.leans or (bool(question.history) and not meant)
        if letter_id is None and asked_on and (before := self.shown_letter(shown)) is not None:
            letter_id = before.letter_id
        if letter_id is None or query.masthead_field is None:
            return self._showing.none(question, Reason.AMBIGUOUS, meant or cards)
        letter, card = self._index.letter(letter_id), self._card(letter_id)
        span = fact(letter, query.masthead_field)
        spans = [span] if span is not None else []
        if query.masthead_field is MastheadField.SIGNATORY:
            last = shown() if query.leans else None
            spans = _signatures(letter, query, last.quotes if last is not None else (), spans)
        if not spans:
            return self._showing.none(question, Reason.NOTHING_FOUND, (card,))
        return self._quoted(question, *(quote(letter, card, each) for each in spans[:MAX_NEAREST]))

    def _meant(self, query: Query, cards: Sequence[LetterCard]) -> Sequence[LetterCard]:
        """Return the letters that "this letter" may mean: the only one held, or those of its sender and date."""
        if self._index.letter_count() == 1:
            return cards[:1]
        if (kind := superlative(query.own_text)) is not None and len(query.states) == 1 and len(query.periods) < 2:
            period = query.periods[0] if query.periods else None
            return self._sought(LettersAsked(kind, Filters(senders=query.states, since=period, until=period)))[0]
        named = query.states or tuple(s for card in cards for s in card.senders if names_match(s, query.own_text))
        days = frozenset(each.iso.removeprefix("--") for each in find_days(query.own_text))
        joint = _JOINT.search(query.own_text) is not None
        if not (named or query.periods or days or joint):
            return ()
        sent = [card for card in cards if _is_by(card, named, joint=joint) and _is_of(card, query.periods, days)]
        plain = [card for card in sent if addition_of(card.symbols) is None] or sent
        return [card for card in plain if card.kind.value in query.own_text.casefold()] or plain

    # --- answers ------------------------------------------------------------------------------------------------------

    def _card(self, letter_id: str) -> LetterCard:
        return self._index.letters(Filters(letter_ids=(letter_id,)), 0, 1)[0]

    def _quoted(self, question: Question, *shown: Quote) -> Answer:
        return Answer(question, shown, confidence=SURE_OF_PLACE, generation=self._index.generation)


def _signatures(letter: Letter, query: Query, before: Sequence[Quote], own: list[Span]) -> list[Span]:
    """Return who signed: the annexes that are asked for, those that words shown before stand in, or the letter itself.

    "Who signed it?" behind words of an annex may ask of either, so that both are told.
    """
    signed = part_signatures(letter)
    if _ANNEX.search(query.own_text):
        return list(signed.values())
    parts = dict.fromkeys(each.part for each in before if each.letter.letter_id == letter.letter_id)
    return [*(signed[part] for part in parts if part in signed), *own]


def letters_shown(answer: Answer | None) -> tuple[LetterCard, ...]:
    """Return the letters that an answer shows, as such or by words of them, but no corrections behind others."""
    if answer is None:
        return ()
    listed = answer.listing.letters if answer.listing is not None else ()
    cards = {card.letter_id: card for card in (*listed, *(each.letter for each in answer.quotes))}
    return tuple(card for card in cards.values() if addition_of(card.symbols) is None) or tuple(cards.values())


def _is_by(card: LetterCard, named: Sequence[str], *, joint: bool) -> bool:
    """Tell whether one of those `named` sent a letter; a `joint` one has several senders, all those among them."""
    sent = [any(names_match(name, each) for each in card.senders) for name in named]
    return len(card.senders) > 1 and all(sent) if joint else not sent or any(sent)


def _is_of(card: LetterCard, periods: Sequence[str], days: Set[str]) -> bool:
    """Tell whether a letter is of one of `periods`, or where none is given of one of `days` ("05-27") of any year."""
    date = card.date or ""
    return any(map(date.startswith, periods)) if periods else not days or date[-len("05-27") :] in days


def as_printed(filters: Filters, cards: Sequence[LetterCard]) -> Filters:
    """Return `filters` with the names of parties, which were looked for in small letters, as the letters print them."""
    senders = tuple(_printed(name, [each for card in cards for each in card.senders]) for name in filters.senders)
    to = tuple(_printed(name, [each for card in cards for each in card.addressees]) for name in filters.addressees)
    return replace(filters, senders=senders, addressees=to)


def _printed(name: str, parties: Sequence[str]) -> str:
    return next((each for each in parties if names_match(name, each)), name)
