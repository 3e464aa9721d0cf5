"""A question → an answer: which of the ways to answer it, from a letter's own place to a search, is taken."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import zip_longest
from typing import Protocol

from retrieval.answering.choosing import MAX_QUOTES
from retrieval.answering.cited import find_cited, find_only_cited, source_asked
from retrieval.answering.compound import asked_in_turn, asked_together, joined, open_parts
from retrieval.answering.contents import Contents
from retrieval.answering.conversation import Conversation
from retrieval.answering.deciding import EVEN, SURE, Decider, hits_of
from retrieval.answering.finding import NOTHING_BEFORE, Before, Finder, Finding, is_of_his, was_shown
from retrieval.answering.following import FollowUps
from retrieval.answering.happened import Happened
from retrieval.answering.letters_by import LettersByTrait
from retrieval.answering.mastheads import Catalogue, Mastheads, letters_shown
from retrieval.answering.other_side import OtherSide
from retrieval.answering.phrases import Phrase, Verbatim, find_verbatim, phrase_asked
from retrieval.answering.showing import MAX_NEAREST, Showing
from retrieval.encoder.embedding import QueuedEmbedder
from retrieval.encoder.models import PACKAGED
from retrieval.language.analysis import terms
from retrieval.questions.as_such import OfLetters
from retrieval.questions.asking import OTHER_SIDE_ASKED, Expect
from retrieval.questions.contents import ContentsAsked
from retrieval.questions.followup import asks_for_reaction, corrects
from retrieval.questions.happened import HappenedAsked
from retrieval.questions.letters_by import LettersBy
from retrieval.questions.one_letter import WithinAsked, within_asked
from retrieval.questions.paging import asks_onward
from retrieval.questions.places import place_asked
from retrieval.questions.question import MAX_QUESTION, Query, Words, understand, within_letters
from retrieval.questions.rarity import Held
from retrieval.questions.shown import asks_for_one, asks_if_true, asks_too_little, names_letters, turns_to_shown
from retrieval.questions.wording import ASKING_WEIGHT
from retrieval.search.ranking import Searchable
from retrieval.search.reranking import PairScorer
from retrieval.search.weights import packaged_weights
from retrieval.settings import RetrievalSettings
from retrieval.spans.places import block_at
from retrieval.spans.quoting import quote
from retrieval.spans.speaking import speaks
from retrieval.stages import stage
from retrieval.symbols import symbol_alone, typed_symbols
from retrieval.types import (
    Answer,
    Filters,
    LetterCard,
    Listing,
    ListingKind,
    Question,
    Reason,
    Remark,
    RemarkKind,
)

# So many of the questions asked before are heeded, each asked again at most once; more where the first of them only
# turns to what was shown before it, as when somebody reads on and on.
MAX_HISTORY = 10
MAX_TURNED = 30


class AnswerIndex(Searchable, Catalogue, Words, Protocol):
    """What answering asks of an index."""

    def newest_year(self) -> int | None:
        """Return the year of the newest letter."""


class Answerer:
    """Answers questions from an index; may be called from several threads, of which a few search at a time."""

    def __init__(
        self,
        index: AnswerIndex,
        embedder: QueuedEmbedder,
        settings: RetrievalSettings,
        scorer: PairScorer | None = None,
    ) -> None:
        weights, threshold = packaged_weights(), settings.answer_threshold
        self._index = index
        self._showing = Showing(index)
        self._mastheads = Mastheads(index, self._showing)
        self._happened = Happened(index, self._showing)
        self._by_trait = LettersByTrait(index, self._showing)
        self._contents = Contents(index, self._showing, self._mastheads.described)
        self._finder = Finder(index, embedder, weights, scorer)
        self._decider = Decider(
            self._showing,
            Held(index),
            weights,
            weights.threshold if threshold is None else threshold,
            only_english=settings.embedding_model == PACKAGED,
        )
        self._other_side = OtherSide(index, self._finder, self._decider, self._understood)
        self._follow_ups = FollowUps(
            index, self._mastheads, self._showing, self._finder, self._decider, self._other_side, self._understood
        )

    def answer(self, question: Question) -> Answer:
        """Return quotations that answer `question`, or the reason why there are none."""
        if self._index.count() == 0:
            return self._showing.none(question, Reason.EMPTY_INDEX)
        history = tuple(each[:MAX_QUESTION] for each in heeded(question.history))
        history = tuple(each for each in history if not asks_too_little(each))  # what was only asked back says nothing
        read = replace(question, text=question.text[:MAX_QUESTION], history=history)
        answer = self._answer(Conversation(read, self._answer))
        if len(question.text) > MAX_QUESTION:
            cut_off = Remark(RemarkKind.CUT_OFF, (str(MAX_QUESTION),))
            answer = replace(answer, remarks=(cut_off, *answer.remarks))
        return answer

    def _understood(self, question: Question) -> Query:
        history = tuple(within.text if (within := self._asked_within(each)) else each for each in question.history)
        return understand(replace(question, history=history), self._index, self._index.newest_year())

    def _asked_within(self, text: str) -> WithinAsked | None:
        return within_asked(text, self._index.all_senders(), self._index.newest_year())

    def _answer(self, conversation: Conversation) -> Answer:
        question = conversation.question
        in_turn = asked_in_turn(question.text)
        if in_turn:
            return self._one_by_one(conversation, in_turn)
        if (within := self._within(conversation)) is not None:
            return within
        return self._of_all(conversation)

    def _of_all(self, conversation: Conversation) -> Answer:
        """Return the answer to one question, from all letters or the only one that the conversation is about."""
        question = conversation.question
        with stage("understand"):
            query = self._understood(question)
        phrase = phrase_asked(question.text)
        if not query.is_question:
            said = self._verbatim(question, query, phrase) if phrase is not None else None
            return said or self._showing.none(question, Reason.NOT_A_QUESTION)
        if (unsearched := self._unsearched(conversation, query, phrase)) is not None:
            return unsearched
        filters, remarks = self._narrow(query, question.filters)
        if phrase is not None:
            remarks = (*remarks, Remark(RemarkKind.NOT_VERBATIM, (phrase.text,)))
        if filters is None:
            return replace(self._showing.none(question, Reason.NOTHING_FOUND), remarks=remarks)
        if conversation.letter is not None:
            filters = replace(filters, letter_ids=(conversation.letter.letter_id,))
        return self._of_named(question, filters) or self._searched(conversation, query, filters, remarks)

    def _within(self, conversation: Conversation) -> Answer | None:
        """Return what the only letter says that a question describes; where it is not held, that others say the rest.

        `None` where it describes none, or several.
        """
        question = conversation.question
        whole = symbol_alone(question.text) or place_asked(question.text) or phrase_asked(question.text)
        if conversation.letter is not None or whole:
            return None
        asked = self._asked_within(question.text)
        if asked is None:
            return None
        cards = self._named(question.text) if asked.letters is None else self._mastheads.described(asked.letters)
        if len(cards) > 1 or (not cards and asked.letters is None):
            return None
        if cards:
            put = Conversation(replace(question, text=asked.text), self._answer, letter=cards[0])
            return replace(self._answer(put), question=question)
        answer = self._of_all(conversation)
        kind = RemarkKind.OTHERS_SAY if answer.quotes else RemarkKind.NOT_HELD
        return replace(answer, remarks=(Remark(kind, (asked.named,)), *answer.remarks))

    def _named(self, text: str) -> Sequence[LetterCard]:
        """Return the letters held of those that a question names by their symbols."""
        held = tuple(self._index.letters_by_symbol(typed_symbols(text)))
        return self._index.letters(Filters(letter_ids=held), 0, len(held)) if held else ()

    def _unsearched(self, conversation: Conversation, query: Query, phrase: Phrase | None) -> Answer | None:
        """Return letters that are asked for as such, what follows on an answer, or where quoted words stand.

        `None` where what letters say is to be searched.
        """
        question = conversation.question
        if query.letters is not None and phrase is None:
            listed = self._of_letters(conversation, query.letters)
            if listed is not None:
                return listed
        if (question.history or asks_if_true(question.text)) and conversation.letter is None:
            followed = self._follow_ups.answer(conversation)
            if followed is not None:
                return followed
        elif conversation.letter is None and _turns_to_what_stood_before(question.text):
            return self._showing.none(question, Reason.AMBIGUOUS)
        if phrase is not None:
            return self._verbatim(question, query, phrase)
        source = source_asked(question.text)
        return self._cited(conversation, source) if source is not None else None

    def _of_letters(self, conversation: Conversation, asked: OfLetters) -> Answer | None:
        if isinstance(asked, ContentsAsked):
            return self._contents.answer(conversation, asked)
        if isinstance(asked, HappenedAsked):
            letter = conversation.letter
            within = (letter.letter_id,) if letter is not None else conversation.question.filters.letter_ids
            return self._happened.answer(
                conversation.question, asked, replace(conversation.question.filters, letter_ids=within)
            )
        if isinstance(asked, LettersBy):
            return self._by_trait.answer(conversation.question, asked)
        return self._mastheads.letters(conversation.question, asked, conversation.before)

    def _cited(self, conversation: Conversation, source: Phrase) -> Answer | None:
        """Return what rests on notes that name a source as it stands; `None` where none does."""
        question, letter = conversation.question, conversation.letter
        filters = replace(question.filters, letter_ids=(letter.letter_id,)) if letter is not None else question.filters
        found = find_cited(source, self._index, filters)
        return self._standing(question, found) if found else None

    def _in_notes(self, question: Question, query: Query, filters: Filters, none: Answer) -> Answer | None:
        """Return what rests on sources of the only one whose words are asked for, in a sentence on what is asked.

        `None` where nothing does; `none` is that nothing else is found.
        """
        name, *others = query.speakers or ("",)
        if not name or others:
            return None
        spelled = tuple(stem for stem, weight in query.terms.items() if ASKING_WEIGHT < weight < 1.0)
        about = {stem for stem, weight in query.terms.items() if weight == 1.0} - set(terms(name))
        found = [
            each
            for each in find_only_cited(Phrase(name, ""), spelled, self._index, filters)
            if not query.tells or about.intersection(terms(each.span.of(each.letter.text)))
        ]
        if not found:
            return None
        shown = self._standing(question, found)
        in_notes = Remark(RemarkKind.IN_NOTES, (name,))
        return replace(shown, remarks=(in_notes, *shown.remarks), confidence=SURE, hits=none.hits)

    def _verbatim(self, question: Question, query: Query, phrase: Phrase) -> Answer | None:
        """Return where words stand that a question quotes, first those of whom it names; `None` where in no letter."""

        def is_of_another(each: Verbatim) -> bool:
            block = block_at(each.letter, each.span)
            return not any(speaks(name, block, each.span, each.letter) for name in query.speakers)

        filters, _ = self._narrow(replace(query, symbols=typed_symbols(phrase.rest)), question.filters)
        found = find_verbatim(phrase, self._index, filters) if filters is not None else ()
        if not found:
            return None
        return self._standing(question, sorted(found, key=is_of_another))

    def _standing(self, question: Question, found: Sequence[Verbatim]) -> Answer:
        cards = self._index.cards({each.letter.letter_id for each in found})
        quotes = (
            quote(each.letter, cards[each.letter.letter_id], each.span, each.passage_id)
            for each in found
            if each.letter.letter_id in cards  # else taken out meanwhile
        )
        return self._showing.quoted(question, tuple(quotes), MAX_QUOTES)

    def _narrow(self, query: Query, filters: Filters) -> tuple[Filters | None, tuple[Remark, ...]]:
        """Return the filters to search under: a symbol that is named goes straight to its letter."""
        if not query.symbols:
            return filters, ()
        held = tuple(self._index.letters_by_symbol(query.symbols))
        if held:
            return replace(filters, letter_ids=held), ()
        bare = query.own_text.strip(" ?.!").casefold() in {symbol.casefold() for symbol in query.symbols}
        if bare or place_asked(query.own_text):
            return None, (Remark(RemarkKind.NOT_HELD, query.symbols),)
        return filters, (Remark(RemarkKind.OTHERS_SAY, query.symbols),)

    def _of_named(self, question: Question, filters: Filters) -> Answer | None:
        """Return the letters that a question names and asks nothing of, or what stands at a place of the only one."""
        if filters.letter_ids and symbol_alone(question.text):
            cards = tuple(self._index.letters(filters, 0, MAX_NEAREST))
            return self._showing.listed(question, Listing(ListingKind.NAMED, cards, len(cards)))
        place = place_asked(question.text) if len(filters.letter_ids) == 1 else None
        return self._showing.at(question, filters.letter_ids[0], place) if place is not None else None

    def _searched(
        self, conversation: Conversation, query: Query, filters: Filters, remarks: tuple[Remark, ...]
    ) -> Answer:
        question, found = conversation.question, self._found(conversation, query, filters)
        if query.masthead_field is not None and found.candidates:
            cards = tuple({each.letter.letter_id: each.letter for each in found.candidates}.values())
            if query.symbols and not filters.letter_ids:  # of a letter that is not held no other tells it
                not_held = Remark(RemarkKind.NOT_HELD, query.symbols)
                return replace(self._showing.none(question, Reason.NOTHING_FOUND, cards), remarks=(not_held,))
            letter_id = filters.letter_ids[0] if len(filters.letter_ids) == 1 else None
            fact = self._mastheads.fact(question, query, letter_id, cards, conversation.before)
            return replace(fact, hits=hits_of(found))
        of_all = not (filters.letter_ids or filters.senders)
        answer = self._decider.decide(question, self._other_side.beside(found, filters), remarks, of_all=of_all)
        parts = asked_together(question.text) if open_parts(answer) or not answer.quotes else ()
        if parts and (told := joined(question, parts, self._of_parts(conversation, parts), EVEN)) is not None:
            return told
        asks_on = bool(question.history) and conversation.letter is None
        if asks_on and (said := self._follow_ups.said_in_role(conversation, answer)) is not None:
            return said
        if answer.quotes:
            return answer
        listed = self._follow_ups.listed_replies(conversation) if question.history else None
        return listed or self._in_notes(question, query, filters, answer) or answer

    def _one_by_one(self, conversation: Conversation, parts: Sequence[str]) -> Answer:
        """Return what is sure of the answers to several questions; their words together ask for nothing."""
        answers = self._of_parts(conversation, parts)
        if (told := joined(conversation.question, parts, answers, 0.0)) is not None:
            return told
        none_asks = all(each.reason is Reason.NOT_A_QUESTION for each in answers)
        near = {card.letter_id: card for each in answers for card in (*letters_shown(each), *each.nearest)}
        reason = Reason.NOT_A_QUESTION if none_asks else Reason.NOTHING_FOUND
        none = self._showing.none(conversation.question, reason, tuple(near.values()))
        best_first = zip_longest(*(each.spots for each in answers))
        return replace(none, spots=tuple(spot for each in best_first for spot in each if spot is not None))

    def _of_parts(self, conversation: Conversation, parts: Sequence[str]) -> list[Answer]:
        """Return the answer to each part, put after those before it, of which it may speak: "... and who pays?"."""
        question = conversation.question
        before = [(*question.history, *parts[:at]) for at in range(len(parts))]
        asked = [replace(question, text=part, history=each) for part, each in zip(parts, before, strict=True)]
        return [self._answer(Conversation(each, self._answer)) for each in asked]

    # --- searching in the light of what was shown ---------------------------------------------------------------------

    def _found(self, conversation: Conversation, query: Query, filters: Filters) -> Finding:
        """Return what is found for a question, in the light of what was asked before it.

        The letters that were shown then come first, even for one that does not lean on that ("what did the widow get").
        """
        question = conversation.question
        may_open = bool(question.history) and names_letters(question.history[-1])
        if may_open and not filters.letter_ids and (opened := conversation.opened()) is not None:
            return self._of_opened(query, filters, opened)
        if asks_for_reaction(question.text):
            filters = replace(filters, since=filters.since or _told_on(conversation.last_shown()))
        shown_before = conversation.before() if _asks_on(question, query) else None
        shown = Before(shown_before.quotes) if shown_before is not None else NOTHING_BEFORE
        narrowed = within_letters(query) if filters.letter_ids else query
        found = self._finder.find(narrowed, filters, shown if query.leans else NOTHING_BEFORE)
        if not shown.quotes or filters.letter_ids:
            return found
        near = self._finder.find(query, filters, replace(shown, alone=True))
        if not self._decider.prefers(near, found):
            return near if _says_nothing_itself(query) else found
        return found if was_shown(near.chosen[0], shown.quotes) or is_of_his(found, near) else near

    def _of_opened(self, query: Query, filters: Filters, opened: LetterCard) -> Finding:
        """Return what is found for a question that comes right after a letter was opened: in it, if it leans on it."""
        near = self._finder.find(within_letters(query), replace(filters, letter_ids=(opened.letter_id,)))
        if query.leans and not query.speakers:
            return near
        found = self._finder.find(query, filters)
        his = not query.speakers or any(each.is_his for each in near.chosen)
        return near if his and self._decider.prefers(near, found) else found


def heeded(history: tuple[str, ...]) -> tuple[str, ...]:
    """Return the last of the questions asked before, back to one that names a topic, as "go on" does not."""
    start, earliest = max(0, len(history) - MAX_HISTORY), max(0, len(history) - MAX_TURNED)
    while start > earliest and turns_to_shown(history[start]):
        start -= 1
    return history[start:]


def _turns_to_what_stood_before(text: str) -> bool:
    """Tell whether a question only turns on from something shown: "go on", "the second one", "and the other side?"."""
    turns = asks_onward(text) is not None or asks_for_one(text) is not None
    return turns or OTHER_SIDE_ASKED.match(text) is not None


def _asks_on(question: Question, query: Query) -> bool:
    """Tell whether a question may ask on about what was shown, and does not correct what was meant or name its own."""
    own = not query.leans and (query.put or query.masthead_field is not None)
    return bool(question.history) and Expect.SOURCE not in query.expects and not own and not corrects(question.text)


def _says_nothing_itself(query: Query) -> bool:
    """Tell whether only the question before tells what is asked about, and of no one's words: "and for how much?"."""
    return query.leans and not query.tells and not query.speakers


def _told_on(shown: Answer | None) -> str | None:
    """Return of when the letter is that was shown first: what others made of it is told in none before."""
    return shown.quotes[0].letter.date if shown is not None and shown.quotes else None
