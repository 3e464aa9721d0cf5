"""Letters by what they mention, the agenda item they are circulated under, or who signed them."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Protocol

from retrieval.answering.choosing import MAX_QUOTES
from retrieval.answering.mastheads import MAX_LISTED, as_printed
from retrieval.answering.showing import MAX_MORE, MAX_NEAREST, Shelf, Showing
from retrieval.language.analysis import terms
from retrieval.language.names import names_match
from retrieval.patterns import regex
from retrieval.questions.letters_by import LettersBy
from retrieval.spans.quoting import quote
from retrieval.spans.sentences import sentences
from retrieval.types import (
    Answer,
    Filters,
    LetterCard,
    Listing,
    ListingKind,
    Passage,
    PassageKind,
    Question,
    Quote,
    Reason,
    Remark,
    RemarkKind,
    Trait,
)

# What stands in more passages is no subject to list letters by, and reading them all would take seconds.
_MOST_PASSAGES = 2_000
_STANDING_IN = regex(r"\b(?:deputy|vice|acting|assistant|under|former|alternate|interim)\b", re.IGNORECASE)


class Register(Shelf, Protocol):
    """What finding letters so asks of an index."""

    def frequencies(self, terms: Iterable[str]) -> Mapping[str, int]:
        """Return in how many passages each stem stands."""

    def search_lexical(self, terms: Sequence[str], k: int, filters: Filters = ...) -> Mapping[int, float]:
        """Return the `k` passages that BM25 ranks best for `terms`, best first, with their scores."""

    def passages(self, ids: Iterable[int]) -> Mapping[int, Passage]:
        """Return those of the passages that the index still holds."""

    def cards(self, letter_ids: Iterable[str]) -> Mapping[str, LetterCard]:
        """Return the cards of those of the letters that are held."""


class LettersByTrait:
    """Finds letters by words that stand in them; every passage that may hold these is looked at."""

    def __init__(self, index: Register, showing: Showing) -> None:
        self._index = index
        self._showing = showing

    def answer(self, question: Question, asked: LettersBy) -> Answer | None:
        """Return the letters asked for, or where they mention it; `None` where no word of theirs tells.

        That somebody who is named never mentions it is said.
        """
        held = self._holding(asked)
        if held is None:
            return None
        cards = self._index.cards({each.letter_id for each in held})
        if asked.sentences:
            return self._mentions(question, asked, held, cards)
        letters = [each for each in cards.values() if self._has(each, asked)]
        if not letters:
            return None if asked.by is Trait.MENTION else self._showing.none(question, Reason.NOTHING_FOUND)
        letters.sort(key=lambda card: card.date or "", reverse=True)
        dated = [card for card in letters if card.date] or letters
        newest_first = {ListingKind.LATEST: dated[:1], ListingKind.FIRST: dated[-1:]}.get(asked.kind, letters)
        filters, first = as_printed(asked.filters, letters), tuple(newest_first[:MAX_LISTED])
        return self._showing.listed(
            question, Listing(asked.kind, first, len(newest_first), filters, by=asked.by, what=asked.what)
        )

    def _holding(self, asked: LettersBy) -> Sequence[Passage] | None:
        """Return the passages that hold all words of what is asked for; `None` where these tell too little."""
        stems = tuple(dict.fromkeys(terms(asked.what)))
        found = self._index.frequencies(stems)
        rarest = min(stems, key=lambda stem: found[stem], default=None)
        if rarest is None or found[rarest] > _MOST_PASSAGES:
            return None
        hits = self._index.search_lexical((rarest,), found[rarest], asked.filters) if found[rarest] else {}
        return [each for each in self._index.passages(hits).values() if set(stems).issubset(terms(each.text))]

    def _has(self, card: LetterCard, asked: LettersBy) -> bool:
        """Tell whether the masthead of a letter says what one of its passages was found by."""
        if asked.by is Trait.MENTION:
            return True
        masthead = self._index.letter(card.letter_id).masthead
        if asked.by is Trait.SIGNATURE:
            called = [name for each in masthead.signatories for name in (each.name, *each.titles)]
            return any(names_match(asked.what, each) and not _stands_in(each, asked.what) for each in called)
        number, _, letter = asked.what.partition(" ")
        item = f"{number} ({letter})" if letter else number
        items = {*masthead.circulation_items, *(each.number for each in masthead.agenda_items)}
        return any(each == item or (not letter and each.startswith(f"{item} (")) for each in items)

    def _mentions(
        self, question: Question, asked: LettersBy, held: Sequence[Passage], cards: Mapping[str, LetterCard]
    ) -> Answer | None:
        """Return the sentences that mention it, one of each letter, the oldest first, or that none of theirs does."""
        if not held:
            if not asked.filters.senders:
                return None
            none = self._showing.none(
                question, Reason.NOTHING_FOUND, self._index.letters(asked.filters, 0, MAX_NEAREST)
            )
            return replace(none, remarks=(Remark(RemarkKind.NOT_MENTIONED, (asked.what,)),))
        first = {each.letter_id: each for each in sorted(held, key=lambda each: each.span, reverse=True)}
        oldest_first = sorted(cards.values(), key=lambda card: card.date or "")[: MAX_QUOTES + MAX_MORE]
        quotes = tuple(self._mention(first[card.letter_id], card, asked) for card in oldest_first)
        return self._showing.quoted(question, quotes, MAX_QUOTES)

    def _mention(self, passage: Passage, card: LetterCard, asked: LettersBy) -> Quote:
        """Return the sentence of a passage that mentions most of what is asked for, or the note."""
        letter, stems = self._index.letter(passage.letter_id), frozenset(terms(asked.what))
        spans = [passage.span] if passage.kind is PassageKind.FOOTNOTE else sentences(letter.text, passage.span)
        return quote(
            letter,
            card,
            max(spans, key=lambda each: len(stems.intersection(terms(each.of(letter.text)))), default=passage.span),
            passage.passage_id,
        )


def _stands_in(title: str, asked: str) -> bool:
    """Tell whether a title is of one who stands in for who is asked for: "Deputy Minister", "Minister"."""
    return bool({each.casefold() for each in _STANDING_IN.findall(title)} - set(asked.casefold().split()))
