"""What was found → an answer: the words to show, or why there are none; and what follows on an answer before it."""

import re
from collections.abc import Callable, Sequence, Set
from dataclasses import replace
from functools import partial
from itertools import groupby, islice
from typing import Protocol

from retrieval.asking import OTHER_SIDE_ASKED, Expect
from retrieval.choosing import MAX_QUOTES, again
from retrieval.confidence import rightly_shown
from retrieval.corrections import corrections
from retrieval.embedding import QueuedEmbedder
from retrieval.finding import NOTHING_BEFORE, Before, Finder, Finding, is_of_his, sure_of, sure_of_others, was_shown
from retrieval.followup import asks_for_reaction, asks_for_reply, corrects, in_turn
from retrieval.mastheads import MAX_NEAREST, Catalogue, Mastheads, letters_shown
from retrieval.models import PACKAGED
from retrieval.onward import Onward, asks_onward
from retrieval.patterns import regex
from retrieval.phrases import Phrase, Verbatim, find_verbatim, phrase_asked
from retrieval.places import Headed, Place, find_headed, find_place, headed_there, place_asked, place_there
from retrieval.question import MAX_QUESTION, Query, spelled, understand, within_letters
from retrieval.quoting import block_at, quote
from retrieval.ranking import Candidate, Searchable
from retrieval.remarks import BEGINS_TO_ASK, lacks_what_is_asked, parts_of, remarks_on
from retrieval.reranking import PairScorer
from retrieval.settings import RetrievalSettings
from retrieval.shown import (
    WHOLE_PARAGRAPH,
    OfShown,
    OneOf,
    asks_for_letter,
    asks_for_one,
    asks_for_opening,
    asks_of_shown,
    asks_too_little,
    asks_what_letter_says,
    asks_who_speaks,
    opening,
    turns_to_shown,
)
from retrieval.slices import FEATURES, Slice
from retrieval.speaking import speaks
from retrieval.stages import stage
from retrieval.symbols import symbol_alone, typed_symbols
from retrieval.tongues import is_english
from retrieval.types import (
    Answer,
    Filters,
    Hit,
    Letter,
    LetterCard,
    Listing,
    ListingKind,
    Passage,
    Question,
    Quote,
    RankedPassage,
    Reason,
    Remark,
    RemarkKind,
    Span,
)
from retrieval.weights import packaged_weights

MAX_MORE = 5
MAX_AT_PLACE = 6  # paragraphs of a page, or items of a list, that are shown at once
MAX_HITS = 20
# An answer that is more probably none than one says so (benchmarks/RETRIEVAL.md).
EVEN = 0.5
# So does one of less confidence than this, where another model keeps nothing of the words of passages; of a follow-up.
SURE, SURE_AFTER = 0.53, 0.6
SURE_OF_PLACE = 0.95  # of what stands at the place that is asked for
# What letters that were shown before say is shown even if others would be surer by so much.
NEARER = 0.1
# So many of the questions asked before are heeded; each is asked again at most once.
MAX_HISTORY = 10
# What a question may hold that a letter as such was shown for.
_OPENS = regex(r"/|\b(?:letters?|notes?|documents?|latest|last|first|newest)\b", re.IGNORECASE)
_SPEAKER, _LIKENESS = FEATURES.index("speaker"), FEATURES.index("likeness")

Told = dict[int, Answer | None]
"""What was answered to the questions before one, by their place, so that each is asked again at most once."""


class AnswerIndex(Searchable, Catalogue, Protocol):
    """What answering asks of an index beyond searching."""

    def correct(self, stem: str) -> str | None:
        """Return the index's own spelling of a stem that it does not hold, or `None`."""

    def newest_year(self) -> int | None:
        """Return the year of the newest letter."""

    def all_senders(self) -> tuple[str, ...]:
        """Return all senders of letters, in small letters."""

    def corrigenda_of(self, letter_ids: Sequence[str]) -> Sequence[LetterCard]:
        """Return the corrigenda held to any of the letters, themselves not counted."""


class Answerer:
    """Answers questions from an index; may be called from several threads, of which a few search at a time."""

    def __init__(
        self,
        index: AnswerIndex,
        embedder: QueuedEmbedder,
        settings: RetrievalSettings,
        scorer: PairScorer | None = None,
    ) -> None:
        self._index = index
        self._mastheads = Mastheads(index)
        self._weights = packaged_weights()
        self._finder = Finder(index, embedder, self._weights, scorer)
        self._only_english = settings.embedding_model == PACKAGED
        threshold = settings.answer_threshold
        self._threshold = self._weights.threshold if threshold is None else threshold

    def answer(self, question: Question) -> Answer:
        """Return quotations that answer `question`, or the reason why there are none."""
        if self._index.count() == 0:
            return self._none(question, Reason.EMPTY_INDEX)
        history = tuple(each[:MAX_QUESTION] for each in question.history[-MAX_HISTORY:])
        history = tuple(each for each in history if not asks_too_little(each))  # what was only asked back says nothing
        return self._answer(replace(question, text=question.text[:MAX_QUESTION], history=history), {})

    def _answer(self, question: Question, told: Told, within: LetterCard | None = None) -> Answer:
        """Return the answer to a question, or that of one letter alone; what was `told` before is not asked again."""
        with stage("understand"):
            query = understand(question, self._index, self._index.newest_year())
        if not query.is_question:
            return self._none(question, Reason.NOT_A_QUESTION)
        before = partial(self._before, question, told) if within is None else partial(_only, question, within)
        phrase = phrase_asked(question.text)
        if query.letters is not None and phrase is None:
            listed = self._mastheads.letters(question, query.letters, before)
            if listed is not None:
                return listed
        if question.history and within is None and (of_before := self._of_before(question, told)) is not None:
            return of_before
        if phrase is not None and (verbatim := self._verbatim(question, query, phrase)) is not None:
            return verbatim
        filters, remarks = self._narrow(query, question.filters)
        if phrase is not None:
            remarks = (*remarks, Remark(RemarkKind.NOT_VERBATIM, (phrase.text,)))
        if filters is None:
            return replace(self._none(question, Reason.NOTHING_FOUND), remarks=remarks)
        if within is not None:
            filters = replace(filters, letter_ids=(within.letter_id,))
        if filters.letter_ids and symbol_alone(question.text):
            return self._opened(question, filters)
        place = place_asked(question.text) if len(filters.letter_ids) == 1 else None
        if place is not None:
            return self._at(question, filters.letter_ids[0], place)
        found = self._asked_on(question, query, filters, before, partial(self._last_shown, question, told))
        if query.masthead_field is not None and found.candidates:
            cards = tuple({each.letter.letter_id: each.letter for each in found.candidates}.values())
            letter_id = filters.letter_ids[0] if len(filters.letter_ids) == 1 else None
            answer = self._mastheads.fact(question, query, letter_id, cards, before)
            return replace(answer, hits=_hits(found))
        answer = self._decide(question, found, remarks)
        if answer.quotes:
            return answer
        if question.history:
            return self._listed_replies(question, told) or answer
        return self._in_part(question, filters, remarks) or answer

    def _in_part(self, question: Question, filters: Filters, remarks: tuple[Remark, ...]) -> Answer | None:
        """Return the answer to the first part of a question that asks two, where it is sure of that and not of both."""
        first, *others = parts_of(question.text)
        if not others or not BEGINS_TO_ASK.match(first):  # "Renn to Lind, May 2021, ..." only says where to look
            return None
        query = understand(replace(question, text=first), self._index, self._index.newest_year())
        alone = query.is_question and query.tells and query.masthead_field is None
        found = self._finder.find(query, filters) if alone else Finding(query)
        if sure_of(found, self._weights) < max(SURE, self._threshold):
            return None
        return self._decide(question, found, (Remark(RemarkKind.OPEN_PART, tuple(others)), *remarks))

    def _of_before(self, question: Question, told: Told) -> Answer | None:
        """Return the answer to a question that only asks of what was shown before it; `None` for all others."""
        before, last_shown = partial(self._before, question, told), partial(self._last_shown, question, told)
        text = spelled(question.text)
        if asks_for_opening(text) and (opened := self._opened_before(last_shown)):
            return self._opening(question, opened)
        if asks_what_letter_says(text) and (meant := self._mastheads.shown_letter(last_shown)):
            return self._opening(question, meant)
        if asks_for_letter(text) and (cards := letters_shown(last_shown())):
            shown_letters = Listing(ListingKind.SHOWN, cards[:MAX_NEAREST], len(cards))
            return Answer(question, listing=shown_letters, confidence=SURE_OF_PLACE, generation=self._index.generation)
        if (one := asks_for_one(text)) is not None:
            return self._one_of(question, one, told)
        if asks_who_speaks(text) and (shown := last_shown()) is not None and shown.quotes:
            return self._who_speaks(question, shown)
        if asks_too_little(text, question.history[-1]):
            nearest = letters_shown(last_shown())[:MAX_NEAREST]
            return replace(self._none(question, Reason.AMBIGUOUS), nearest=nearest)
        onward = asks_onward(text)
        if onward is not None:
            return self._onward(question, onward, last_shown() if onward.stays else before())
        leaning = asks_of_shown(text)
        if leaning is not None:
            shown = last_shown() if leaning.stays else before()
            listed = shown is not None and shown.listing is not None
            if not listed and (of_shown := self._of_shown(question, leaning, shown)) is not None:
                return of_shown
        if OTHER_SIDE_ASKED.match(text):
            return self._other_side(question, before())
        return self._in_replies(question, told) or self._there(question, last_shown)

    def _there(self, question: Question, last_shown: Callable[[], Answer | None]) -> Answer | None:
        """Return what stands at a place that a question names of the letter shown; `None` where it names none."""
        there, headed = place_there(question.text), headed_there(question.text)
        if there is not None:
            return self._at_shown(question, there, last_shown())
        return self._below_heading(question, headed, last_shown()) if headed is not None else None

    def _at_shown(self, question: Question, there: Place, before: Answer | None) -> Answer | None:
        """Return what stands at a place of the letter shown; where several were, which of them may be meant."""
        cards = _with_place(there, before)
        if len(cards) > 1:
            return replace(self._none(question, Reason.AMBIGUOUS), nearest=cards[:MAX_NEAREST])
        return self._at(question, cards[0].letter_id, there) if cards else None

    def _below_heading(self, question: Question, headed: Headed, before: Answer | None) -> Answer | None:
        """Return what stands below a heading, in the first of the letters shown that has it."""
        for card in letters_shown(before):
            letter = self._index.letter(card.letter_id)
            if spans := find_headed(letter, headed):
                return self._standing_there(question, letter, card, spans)
        return None

    def _one_of(self, question: Question, one: OneOf, told: Told) -> Answer:
        """Return the one of those shown that is meant, whole; where that is not plain, which may be.

        Of letters of which one was to be named, that is what is asked again of it.
        """
        back = next((back for back, each in enumerate(reversed(question.history), 1) if asks_for_one(each) is None), 1)
        before = self._before(question, told, back) or self._none(question, Reason.AMBIGUOUS)
        of_letters = _OPENS.search(question.text) is not None
        shown = _apart(before.quotes, of_letters=of_letters)
        cards = before.listing.letters if before.listing is not None else before.nearest
        place = one.place if one.place is not None else 1 if len(shown or cards) == 2 else len(shown or cards)
        if place < len(shown):
            return self._of_shown(question, WHOLE_PARAGRAPH, replace(before, quotes=tuple(shown[place]))) or before
        if place < len(cards) and not shown:
            text, earlier = question.history[-back], question.history[:-back]
            if before.reason is Reason.AMBIGUOUS:
                asked = replace(question, text=text, history=earlier)
                return replace(self._answer(asked, told, cards[place]), question=question)
            return replace(_only(question, cards[place]), generation=self._index.generation)
        held = {each.letter.letter_id for each in before.quotes}
        others = {each.letter.letter_id: each.letter for each in before.hits if each.letter.letter_id not in held}
        nearest = tuple(others.values())[:MAX_NEAREST] if shown else cards[:MAX_NEAREST]
        return replace(self._none(question, Reason.AMBIGUOUS), nearest=nearest)

    def _who_speaks(self, question: Question, shown: Answer) -> Answer:
        """Return who signed what was shown first; words of one who is quoted stand below his name."""
        first = shown.quotes[0]
        if len(first.attribution) == 1:
            return self._mastheads.speaker(question, first)
        return replace(shown, question=question, quotes=(first,), more=())

    def _replies(self, question: Question, told: Told) -> tuple[Answer, Sequence[LetterCard]] | None:
        """Return what was shown last and the letters that answer its letter, where just a reply to it is asked for.

        What one says whom a letter quotes is answered in no other letter, unless it is said whose reply is asked for.
        """
        asked = asks_for_reply(spelled(question.text))
        shown = self._last_shown(question, told) if asked is not None else None
        if asked is None or shown is None or not shown.quotes:
            return None
        if asked.name is None and len(shown.quotes[0].attribution) > 1:
            return None
        found = self._mastheads.replies(shown.quotes[0].letter.letter_id, asked.name)
        return (shown, found) if found else None

    def _in_replies(self, question: Question, told: Told) -> Answer | None:
        """Return what the letters that answer the one shown say on what was asked; `None` where that is not sure."""
        replies = self._replies(question, told)
        if replies is None:
            return None
        shown, found = replies
        query = self._asked_last(question, of={each.senders for each in found})
        filters = replace(question.filters, letter_ids=tuple(each.letter_id for each in found))
        said = self._finder.find(query, filters, not_of=frozenset(shown.quotes[0].letter.senders))
        answer = self._decide(question, said, ())
        return answer if answer.quotes else None

    def _listed_replies(self, question: Question, told: Told) -> Answer | None:
        """Return the letters that answer the one shown, where just a reply is asked for and its words are not sure."""
        replies = self._replies(question, told)
        if replies is None:
            return None
        shown, found = replies
        card = shown.quotes[0].letter
        about = card.symbols or (card.title or card.source,)
        listed = Listing(ListingKind.ANSWERS, tuple(found), len(found), about=about)
        return Answer(question, listing=listed, confidence=SURE_OF_PLACE, generation=self._index.generation)

    def _opened(self, question: Question, filters: Filters) -> Answer:
        """Return the letters that a question names by symbol and asks nothing of."""
        cards = tuple(self._index.letters(filters, 0, MAX_NEAREST))
        listed = Listing(ListingKind.NAMED, cards, len(cards))
        return Answer(question, listing=listed, confidence=SURE_OF_PLACE, generation=self._index.generation)

    def _opened_before(self, before: Callable[[], Answer | None]) -> LetterCard | None:
        """Return the only letter that was shown as such before a question."""
        shown = before()
        listed = shown.listing.letters if shown is not None and shown.listing is not None else ()
        return listed[0] if len(listed) == 1 else None

    def _opening(self, question: Question, card: LetterCard) -> Answer:
        """Return how a letter begins."""
        letter = self._index.letter(card.letter_id)
        spans = opening(letter)
        if not spans:
            return replace(self._none(question, Reason.NOTHING_FOUND), nearest=(card,))
        quotes, remarks = self._corrected(tuple(quote(letter, card, span, None) for span in spans))
        generation = self._index.generation
        return Answer(question, quotes, confidence=SURE_OF_PLACE, remarks=remarks, generation=generation)

    def _at(self, question: Question, letter_id: str, place: Place) -> Answer:
        """Return what stands at a place of a letter; where there is no such place, the letter."""
        letter = self._index.letter(letter_id)
        card = self._index.letters(Filters(letter_ids=(letter_id,)), 0, 1)[0]
        spans = find_place(letter, place)
        if not spans:
            return replace(self._none(question, Reason.NO_SUCH_PLACE), nearest=(card,))
        return self._standing_there(question, letter, card, spans)

    def _standing_there(self, question: Question, letter: Letter, card: LetterCard, spans: Sequence[Span]) -> Answer:
        """Return what stands at places of a letter, of a long page the first paragraphs."""
        quotes = tuple(quote(letter, card, span, None) for span in spans)
        shown, remarks = self._corrected(quotes[:MAX_AT_PLACE])
        more = self._corrected(quotes[MAX_AT_PLACE : MAX_AT_PLACE + MAX_MORE])[0]
        generation = self._index.generation
        return Answer(question, shown, confidence=SURE_OF_PLACE, remarks=remarks, more=more, generation=generation)

    def _onward(self, question: Question, onward: Onward, before: Answer | None) -> Answer:
        """Return what a letter that was shown goes on with, the first of those shown that does."""
        quotes = before.quotes if before is not None else ()
        cards = {each.letter.letter_id: each.letter for each in quotes}
        for letter_id, card in cards.items():
            letter = self._index.letter(letter_id)
            if spans := onward.find(letter, [each for each in quotes if each.letter.letter_id == letter_id]):
                return self._standing_there(question, letter, card, spans)
        missing = Reason.NO_SUCH_PLACE if cards and onward.names_place else Reason.NOTHING_FOUND
        return replace(self._none(question, missing), nearest=tuple(cards.values())[:MAX_NEAREST])

    def _verbatim(self, question: Question, query: Query, phrase: Phrase) -> Answer | None:
        """Return where words stand that a question quotes, first those of whom it names; `None` where in no letter."""

        def is_of_another(each: Verbatim) -> bool:
            block = block_at(each.letter, each.span)
            return not any(speaks(name, block, each.span, each.letter) for name in query.speakers)

        filters, _ = self._narrow(replace(query, symbols=typed_symbols(phrase.rest)), question.filters)
        found = find_verbatim(phrase, self._index, filters) if filters is not None else ()
        if not found:
            return None
        cards = self._index.cards({each.letter.letter_id for each in found})
        quotes = [
            quote(each.letter, cards[each.letter.letter_id], each.span, each.passage_id)
            for each in sorted(found, key=is_of_another)
            if each.letter.letter_id in cards  # else taken out meanwhile
        ]
        shown, remarks = self._corrected(tuple(quotes[:MAX_QUOTES]))
        return Answer(
            question,
            shown,
            confidence=SURE_OF_PLACE,
            remarks=remarks,
            more=self._corrected(tuple(quotes[MAX_QUOTES : MAX_QUOTES + MAX_MORE]))[0],
            generation=self._index.generation,
        )

    def _asked_on(
        self,
        question: Question,
        query: Query,
        filters: Filters,
        before: Callable[[], Answer | None],
        last_shown: Callable[[], Answer | None],
    ) -> Finding:
        """Return what is found for a question, in the light of what was asked before it.

        The letters that were shown then come first, even for one that does not lean on that ("what did the widow get").
        """
        may_open = bool(question.history) and _OPENS.search(question.history[-1]) is not None
        if may_open and not filters.letter_ids and (opened := self._opened_before(before)) is not None:
            return self._of_opened(query, filters, opened)
        if asks_for_reaction(question.text):
            filters = replace(filters, since=filters.since or _told_on(last_shown()))
        apart = not query.leans and (query.put or query.masthead_field is not None)
        apart = apart or corrects(question.text)  # what was shown is not what was meant
        asks_on = bool(question.history) and Expect.SOURCE not in query.expects and not apart
        shown_before = before() if asks_on else None
        shown = Before(shown_before.quotes) if shown_before is not None else NOTHING_BEFORE
        narrowed = within_letters(query) if filters.letter_ids else query
        found = self._finder.find(narrowed, filters, shown if query.leans else NOTHING_BEFORE)
        if shown.quotes and not filters.letter_ids:
            near = self._finder.find(query, filters, replace(shown, alone=True))
            if self._nearer(near, found) and not (was_shown(near.chosen[0], shown.quotes) or is_of_his(found, near)):
                found = near
        return found

    def _of_opened(self, query: Query, filters: Filters, opened: LetterCard) -> Finding:
        """Return what is found for a question that comes right after a letter was opened: in it, if it leans on it."""
        near = self._finder.find(within_letters(query), replace(filters, letter_ids=(opened.letter_id,)))
        if query.leans and not query.speakers:
            return near
        found = self._finder.find(query, filters)
        his = not query.speakers or any(each.features[_SPEAKER] for each in near.chosen)
        return near if his and self._nearer(near, found) else found

    def _nearer(self, near: Finding, found: Finding) -> bool:
        """Tell whether what letters that were shown before say is sure enough to be shown rather than all else."""
        sure = sure_of(near, self._weights)
        return sure > 0 and sure >= max(self._threshold, sure_of(found, self._weights) - NEARER)

    def _before(self, question: Question, told: Told, back: int = 1) -> Answer | None:
        """Return what was shown so many questions before one, by asking again; `None` where it is the first."""
        place = len(question.history) - back
        if place >= 0 and place not in told:
            earlier, text = question.history[:place], question.history[place]
            told[place] = self._answer(replace(question, text=text, history=earlier), told) if text else None
        return told.get(place)

    def _last_shown(self, question: Question, told: Told) -> Answer | None:
        """Return what was shown last before a question, though questions between were not answered."""
        earlier = (self._before(question, told, back) for back in range(1, len(question.history) + 1))
        return next((each for each in earlier if each is not None and (each.quotes or each.listing is not None)), None)

    def _of_shown(self, question: Question, leaning: OfShown, before: Answer | None) -> Answer | None:
        """Return what a bare "why?" or "source?" asks of what was shown; `None` where letters are to be searched."""
        before = before or self._none(question, Reason.NOTHING_FOUND)
        found: dict[tuple[str, Span], Quote] = {}
        for shown in before.quotes:
            letter = self._index.letter(shown.letter.letter_id)
            span = leaning.find(letter, shown)
            if span is not None and (leaning.each or not found):
                found[letter.letter_id, span] = quote(letter, shown.letter, span, shown.passage_id)
        if not found and leaning.dated and before.quotes:
            found[before.quotes[0].letter.letter_id, before.quotes[0].span] = before.quotes[0]
        if found:
            quotes, remarks = self._corrected(tuple(found.values()))
            hedged = leaning.near or any(each.kind is RemarkKind.UNSURE for each in before.remarks)
            unsure = (Remark(RemarkKind.UNSURE, ()),) if hedged else ()
            return replace(before, question=question, quotes=quotes, remarks=(*unsure, *remarks), more=())
        if not leaning.alone:
            return None
        nearest = tuple({each.letter.letter_id: each.letter for each in before.quotes}.values())
        missing = leaning.missing if before.quotes else Reason.NOTHING_FOUND
        return replace(self._none(question, missing), nearest=nearest[:MAX_NEAREST], hits=before.hits)

    def _other_side(self, question: Question, before: Answer | None) -> Answer:
        """Return what others say on what was asked before than whose letter was shown first."""
        query = self._asked_last(question)
        shown = frozenset(before.quotes[0].letter.senders) if before is not None and before.quotes else frozenset()
        if not shown:
            return self._none(question, Reason.NOTHING_FOUND)
        found = self._finder.find(query, question.filters, not_of=shown)
        return self._decide(question, found, ())

    def _asked_last(self, question: Question, of: Set[tuple[str, ...]] = frozenset()) -> Query:
        """Return the last question before one that has a topic, put to whom `of` names, or else to anybody."""
        *earlier, last = [each for each in question.history if not turns_to_shown(each)] or question.history
        put = in_turn(next(iter(of))[0], last) if len(of) == 1 and all(of) else None
        asked = replace(question, text=put or last, history=tuple(earlier))
        query = understand(asked, self._index, self._index.newest_year())
        return replace(query, speakers=query.speakers if put else (), direction=None)

    def _narrow(self, query: Query, filters: Filters) -> tuple[Filters | None, tuple[Remark, ...]]:
        """Return the filters to search under: a symbol that is named goes straight to its letter."""
        if not query.symbols:
            return filters, ()
        held = tuple(self._index.letters_by_symbol(query.symbols))
        if held:
            return replace(filters, letter_ids=held), ()
        if query.own_text.strip(" ?.!").casefold() in {symbol.casefold() for symbol in query.symbols}:
            return None, (Remark(RemarkKind.NOT_HELD, query.symbols),)
        return filters, (Remark(RemarkKind.OTHERS_SAY, query.symbols),)

    def _decide(self, question: Question, found: Finding, remarks: tuple[Remark, ...]) -> Answer:
        hits, nearest = _hits(found), _nearest(found)
        sure = sure_of(found, self._weights)
        if not sure or sure < self._threshold:
            none = self._none(question, Reason.NOTHING_FOUND)
            remarks = tuple(_where_none_is_shown(each) for each in remarks)
            if sure_of_others(found, self._weights) >= self._threshold:
                remarks = (*remarks, Remark(RemarkKind.NOT_FROM, found.query.speakers))
            if self._only_english and not is_english(question.text):
                remarks = (*remarks, Remark(RemarkKind.IN_ENGLISH, ()))
            return replace(none, confidence=sure, nearest=nearest, hits=hits, remarks=remarks)
        shown, corrected = self._corrected(tuple(self._quote(each) for each in found.chosen))
        unsure = (Remark(RemarkKind.UNSURE, ()),) if _may_be_none(found, sure) else ()
        remarks = (*unsure, *remarks, *remarks_on(found.query, found.chosen), *corrected)
        rest = (each for each in found.slices if not any(again(each, other) for other in found.chosen))
        return Answer(
            question,
            shown,
            confidence=sure,
            remarks=remarks,
            more=self._corrected(tuple(self._quote(each) for each in islice(rest, MAX_MORE)))[0],
            hits=hits,
            generation=self._index.generation,
        )

    def _corrected(self, shown: tuple[Quote, ...]) -> tuple[tuple[Quote, ...], tuple[Remark, ...]]:
        """Return what is shown with the corrections to it behind it, and that there are corrigenda.

        Nothing is said of a corrigendum that corrects something else.
        """
        corrigenda = self._index.corrigenda_of(tuple(dict.fromkeys(each.letter.letter_id for each in shown)))
        added: list[Quote] = []
        names: list[str] = []
        for card in corrigenda:
            letter = self._index.letter(card.letter_id)
            found = corrections(letter, shown)
            added += [quote(letter, card, span, None) for span in found or ()]
            names += ["-".join(card.symbols)] if found is None or found else []
        return (*shown, *added), (Remark(RemarkKind.CORRECTED, tuple(names)),) if names else ()

    def _quote(self, chosen: Slice) -> Quote:
        return quote(chosen.letter, chosen.candidate.letter, chosen.span, chosen.candidate.passage.passage_id)

    def _none(self, question: Question, reason: Reason) -> Answer:
        return Answer(question, reason=reason, generation=self._index.generation)


def _may_be_none(found: Finding, sure: float) -> bool:
    """Tell whether what was found is rather no answer than one, though it is `sure` enough to be shown."""
    if lacks_what_is_asked(found.query, found.chosen):
        return True
    if found.followed is not None:
        return sure < SURE_AFTER
    likeness = found.chosen[0].features[_LIKENESS]
    quotations = 1 if found.query.speakers else len(found.chosen)  # what somebody says about it may well be several
    return rightly_shown(sure, likeness, quotations) < EVEN if likeness else sure < SURE


def _only(question: Question, letter: LetterCard) -> Answer:
    """Return an answer that shows one letter as such."""
    return Answer(question, listing=Listing(ListingKind.SHOWN, (letter,), 1), confidence=SURE_OF_PLACE)


def _apart(shown: Sequence[Quote], *, of_letters: bool) -> Sequence[Sequence[Quote]]:
    """Return what was shown in the parts that somebody counts: letters, or voices, or the words of the only one."""

    def whose(each: Quote) -> tuple[str, ...]:
        return (each.letter.letter_id, *(() if of_letters else each.attribution))

    parts = [list(run) for _, run in groupby(shown, whose)]
    return parts if of_letters or len(parts) > 1 else [[each] for each in shown]


def _told_on(shown: Answer | None) -> str | None:
    """Return of when the letter is that was shown first: what others made of it is told in none before."""
    return shown.quotes[0].letter.date if shown is not None and shown.quotes else None


def _with_place(place: Place, shown: Answer | None) -> tuple[LetterCard, ...]:
    """Return the letters shown that may be meant by a place: of a note the one whose words, of those shown, call it."""
    cards = letters_shown(shown)
    quotes = shown.quotes if shown is not None and place.is_note else ()
    calling = {each.letter.letter_id for each in quotes for note in each.footnotes if note.indicator == place.number}
    return tuple(card for card in cards if card.letter_id in calling) if len(calling) == 1 else cards


def _where_none_is_shown(remark: Remark) -> Remark:
    """Return what is said of a letter that is not held where no others are quoted in its place."""
    return replace(remark, kind=RemarkKind.NOT_HELD) if remark.kind is RemarkKind.OTHERS_SAY else remark


def _hits(found: Finding) -> tuple[RankedPassage, ...]:
    return tuple(
        RankedPassage(Hit(each.passage.passage_id, each.score, at, each.found_by), _with_notes(each), each.letter)
        for at, each in enumerate(found.candidates[:MAX_HITS], 1)
    )


def _with_notes(candidate: Candidate) -> Passage:
    if not candidate.notes:
        return candidate.passage
    return replace(candidate.passage, text="\n".join(each.text for each in candidate.members))


def _nearest(found: Finding) -> tuple[LetterCard, ...]:
    nearest = (*(each.candidate for each in found.chosen), *found.candidates)
    return tuple({each.letter.letter_id: each.letter for each in nearest}.values())[:MAX_NEAREST]
