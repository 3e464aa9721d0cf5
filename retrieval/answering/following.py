"""Answers to questions that only ask of what was shown before them: "why?", "the second one", "and the next page"."""

from collections.abc import Callable, Sequence, Set
from dataclasses import replace
from itertools import groupby

from retrieval.answering.choosing import MAX_QUOTES
from retrieval.answering.compound import is_sure
from retrieval.answering.conversation import Conversation
from retrieval.answering.deciding import Decider
from retrieval.answering.finding import Finder, Finding
from retrieval.answering.mastheads import Catalogue, Mastheads, letters_shown
from retrieval.answering.other_side import OtherSide
from retrieval.answering.pronouns import (
    asks_for_his_words,
    his_words,
    of_whoever_speaks,
    role_asked,
    surname_of,
    words_in_role,
)
from retrieval.answering.showing import MAX_NEAREST, Showing
from retrieval.language.names import name_words
from retrieval.questions.asking import EXPECTS, OTHER_SIDE_ASKED, Expect
from retrieval.questions.followup import asks_for_reply, in_turn
from retrieval.questions.paging import Onward, asks_onward
from retrieval.questions.places import Headed, Place, find_headed, headed_there, place_there
from retrieval.questions.question import Query
from retrieval.questions.shown import (
    WHOLE_PARAGRAPH,
    OfShown,
    OneOf,
    asks_for_letter,
    asks_for_one,
    asks_for_opening,
    asks_if_true,
    asks_of_shown,
    asks_too_little,
    asks_what_letter_says,
    asks_who_speaks,
    names_letters,
    turns_to_shown,
)
from retrieval.questions.spelling import spelled
from retrieval.spans.quoting import quote
from retrieval.types import (
    Answer,
    LetterCard,
    Listing,
    ListingKind,
    Question,
    Quote,
    Reason,
    Remark,
    RemarkKind,
    Span,
)


class FollowUps:
    """Answers what only asks of what was shown before; letters are searched where it asks what others say on that."""

    def __init__(
        self,
        index: Catalogue,
        mastheads: Mastheads,
        showing: Showing,
        finder: Finder,
        decider: Decider,
        other_side: OtherSide,
        understand: Callable[[Question], Query],
    ) -> None:
        self._index = index
        self._mastheads = mastheads
        self._showing = showing
        self._finder = finder
        self._decider = decider
        self._others = other_side
        self._understand = understand

    def answer(self, conversation: Conversation) -> Answer | None:
        """Return the answer to a question that only asks of what was shown before it; `None` for all others."""
        question = conversation.question
        text = spelled(question.text)
        if (of_letter := self._of_letter(conversation, text)) is not None:
            return of_letter
        if (one := asks_for_one(text)) is not None:
            return self._one_of(conversation, one)
        if asks_who_speaks(text) and (shown := conversation.last_shown()) is not None and shown.quotes:
            return self._who_speaks(question, shown)
        if (who := asks_for_his_words(text)) and (said := self._said_by(who, conversation)) is not None:
            return said
        if (of_him := self._of_him(conversation, text)) is not None:
            return of_him
        if asks_if_true(text):
            return self._if_true(question, conversation.last_shown())
        if asks_too_little(text, question.history[-1]):
            return self._showing.none(question, Reason.AMBIGUOUS, letters_shown(conversation.last_shown()))
        if (onward := asks_onward(text)) is not None:
            return self._onward(question, onward, conversation.last_shown() if onward.stays else conversation.before())
        if (leaning := asks_of_shown(text)) is not None:
            shown = conversation.last_shown() if leaning.stays else conversation.before()
            listed = shown is not None and shown.listing is not None
            if not listed and (of_shown := self._of_shown(question, leaning, shown)) is not None:
                return of_shown
        if OTHER_SIDE_ASKED.match(text):
            return self._other_side(question, conversation.before())
        return self._in_replies(conversation) or self._there(conversation)

    def listed_replies(self, conversation: Conversation) -> Answer | None:
        """Return the letters that answer the one shown, where just a reply is asked for and its words are not sure."""
        replies = self._replies(conversation)
        if replies is None:
            return None
        shown, found = replies
        card = shown.quotes[0].letter
        about = card.symbols or (card.title or card.source,)
        return self._showing.listed(
            conversation.question, Listing(ListingKind.ANSWERS, tuple(found), len(found), about=about)
        )

    # --- letters, and places in them ----------------------------------------------------------------------------------

    def _of_letter(self, conversation: Conversation, text: str) -> Answer | None:
        """Return how the letter begins that was opened or is meant, or the letters shown themselves."""
        question = conversation.question
        if asks_for_opening(text) and (opened := conversation.opened()):
            return self._showing.opening(question, opened)
        if asks_what_letter_says(text) and (meant := self._mastheads.shown_letter(conversation.last_shown)):
            return self._showing.opening(question, meant)
        if asks_for_letter(text) and (cards := letters_shown(conversation.last_shown())):
            return self._showing.listed(question, Listing(ListingKind.SHOWN, cards[:MAX_NEAREST], len(cards)))
        return None

    def _there(self, conversation: Conversation) -> Answer | None:
        """Return what stands at a place that a question names of the letter shown; `None` where it names none."""
        question = conversation.question
        there, headed = place_there(question.text), headed_there(question.text)
        if there is not None:
            return self._at_shown(question, there, conversation.last_shown())
        return self._below_heading(question, headed, conversation.last_shown()) if headed is not None else None

    def _at_shown(self, question: Question, there: Place, shown: Answer | None) -> Answer | None:
        """Return what stands at a place of the letter shown; where several were, which of them may be meant."""
        cards = _with_place(there, shown)
        if len(cards) > 1:
            return self._showing.none(question, Reason.AMBIGUOUS, cards)
        return self._showing.at(question, cards[0].letter_id, there) if cards else None

    def _below_heading(self, question: Question, headed: Headed, shown: Answer | None) -> Answer | None:
        """Return what stands below a heading, in the first of the letters shown that has it."""
        for card in letters_shown(shown):
            letter = self._index.letter(card.letter_id)
            if spans := find_headed(letter, headed):
                return self._showing.standing(question, letter, card, spans)
        return None

    def _onward(self, question: Question, onward: Onward, before: Answer | None) -> Answer:
        """Return what a letter that was shown goes on with, the first of those shown that does."""
        quotes = before.quotes if before is not None else ()
        cards = {each.letter.letter_id: each.letter for each in quotes}
        for letter_id, card in cards.items():
            letter = self._index.letter(letter_id)
            if spans := onward.find(letter, [each for each in quotes if each.letter.letter_id == letter_id]):
                return self._showing.standing(question, letter, card, spans)
        missing = Reason.NO_SUCH_PLACE if cards and onward.names_place else Reason.NOTHING_FOUND
        return self._showing.none(question, missing, tuple(cards.values()))

    # --- the words shown ----------------------------------------------------------------------------------------------

    def _one_of(self, conversation: Conversation, one: OneOf) -> Answer:
        """Return the one of those shown that is meant, whole; where that is not plain, which may be.

        Of letters of which one was to be named, that is what is asked again of it.
        """
        question = conversation.question
        back = next((back for back, each in enumerate(reversed(question.history), 1) if asks_for_one(each) is None), 1)
        before = conversation.before(back) or self._showing.none(question, Reason.AMBIGUOUS)
        shown = _apart(before.quotes, of_letters=names_letters(question.text))
        cards = before.listing.letters if before.listing is not None else before.nearest
        place = one.place if one.place is not None else 1 if len(shown or cards) == 2 else len(shown or cards)
        if place < len(shown):
            return self._of_shown(question, WHOLE_PARAGRAPH, replace(before, quotes=tuple(shown[place]))) or before
        if place < len(cards) and not shown:
            if before.reason is Reason.AMBIGUOUS:
                return replace(conversation.asked_of(cards[place], back), question=question)
            return self._showing.listed(question, Listing(ListingKind.SHOWN, (cards[place],), 1))
        held = {each.letter.letter_id for each in before.quotes}
        others = {each.letter.letter_id: each.letter for each in before.hits if each.letter.letter_id not in held}
        return self._showing.none(question, Reason.AMBIGUOUS, tuple(others.values()) if shown else cards)

    def _who_speaks(self, question: Question, shown: Answer) -> Answer:
        """Return who signed what was shown first; words of one who is quoted stand below his name."""
        first = shown.quotes[0]
        if len(first.attribution) == 1:
            return self._mastheads.speaker(question, first)
        return replace(shown, question=question, quotes=(first,), more=())

    def _said_by(self, who: str, conversation: Conversation) -> Answer | None:
        """Return the words of the only one who was named in what was shown; `None` where that is not plain.

        That he is meant is plain where it was asked who somebody is, or about him.
        """
        question, shown = conversation.question, conversation.before()
        if shown is None:
            return None
        cards = {each.letter.letter_id: each.letter for each in shown.quotes}
        said = his_words(who, [self._index.letter(each) for each in cards], shown.quotes)
        if not said:
            return None
        quotes = tuple(quote(letter, cards[letter.letter_id], span) for letter, span in said)
        answer, asked = self._showing.quoted(question, quotes, MAX_QUOTES), question.history[-1]
        plain = EXPECTS[Expect.NAME].search(asked) or surname_of(quotes[0].attribution[-1]) in name_words(asked)
        return answer if plain else replace(answer, remarks=(Remark(RemarkKind.UNSURE, ()), *answer.remarks))

    def _of_him(self, conversation: Conversation, text: str) -> Answer | None:
        """Return what whoever speaks in the annex asked for says on what is asked of "him"; `None` where nothing is."""
        shown = conversation.last_shown()
        history = conversation.question.history
        asked = of_whoever_speaks(text, history, shown.quotes) if shown is not None else None
        if shown is None or asked is None:
            return None
        answer = conversation.put(asked, shown.quotes[0].letter)
        his = answer.quotes and all(each.attribution == shown.quotes[0].attribution for each in answer.quotes)
        return replace(answer, question=conversation.question) if his else None

    def said_in_role(self, conversation: Conversation, found: Answer) -> Answer | None:
        """Return the words of the only one who is called by a role in the letters shown, else in those around them.

        `None` where no role is asked for, that is not plain, or what was `found` surely stands in these letters itself.
        """
        role = role_asked(spelled(conversation.question.text))
        shown = letters_shown(conversation.last_shown()) if role is not None else ()
        around = self._around(shown)
        if role is None or (is_sure(found) and found.quotes[0].letter in (*shown, *around)):
            return None
        for cards in (shown, around):
            by_id = {each.letter_id: each for each in cards}
            said = words_in_role(role, [self._index.letter(each) for each in by_id])
            if said:
                quotes = tuple(quote(letter, by_id[letter.letter_id], span) for letter, span in said)
                return self._showing.quoted(conversation.question, quotes, MAX_QUOTES)
        return None

    def _around(self, cards: Sequence[LetterCard]) -> Sequence[LetterCard]:
        """Return the letters that answer some, or that these answer."""
        details = [self._index.detail(each.letter_id) for each in cards[:MAX_NEAREST]]
        answered = [each.card for detail in details for each in detail.replies_to if each.card is not None]
        return [*(each for detail in details for each in detail.answered_by), *answered]

    def _of_shown(self, question: Question, leaning: OfShown, before: Answer | None) -> Answer | None:
        """Return what a bare "why?" or "source?" asks of what was shown; `None` where letters are to be searched."""
        before = before or self._showing.none(question, Reason.NOTHING_FOUND)
        if found := self._leaned_on(leaning, before.quotes):
            quotes, remarks = self._showing.corrected(found)
            hedged = leaning.near or any(each.kind is RemarkKind.UNSURE for each in before.remarks)
            unsure = (Remark(RemarkKind.UNSURE, ()),) if hedged else ()
            return replace(before, question=question, quotes=quotes, remarks=(*unsure, *remarks), more=())
        if not leaning.alone:
            return None
        nearest = tuple({each.letter.letter_id: each.letter for each in before.quotes}.values())
        missing = leaning.missing if before.quotes else Reason.NOTHING_FOUND
        return replace(self._showing.none(question, missing, nearest), hits=before.hits)

    def _leaned_on(self, leaning: OfShown, quotes: Sequence[Quote]) -> tuple[Quote, ...]:
        """Return what a follow-up asks for of the letters of `quotes`, each place once."""
        found: dict[tuple[str, Span], Quote] = {}
        for shown in quotes:
            letter = self._index.letter(shown.letter.letter_id)
            span = leaning.find(letter, shown)
            if span is not None and (leaning.each or not found):
                found[letter.letter_id, span] = quote(letter, shown.letter, span, shown.passage_id)
        return tuple(found.values()) or (tuple(quotes[:1]) if leaning.dated else ())

    def _if_true(self, question: Question, shown: Answer | None) -> Answer:
        """Return that nothing is judged, with what the other side surely says on what was shown."""
        remarks = (Remark(RemarkKind.NOT_JUDGED, ()),)
        found = self._on_shown(question, shown)
        if found is not None:
            return self._decider.decide(question, found, remarks)
        return replace(self._showing.none(question, Reason.NOTHING_FOUND, letters_shown(shown)), remarks=remarks)

    def _on_shown(self, question: Question, shown: Answer | None) -> Finding | None:
        """Return what the other side surely says on the words that were shown; `None` where nothing is."""
        if shown is None or not question.history:
            return None
        return self._others.on_shown(self._asked_last(question), shown.quotes, question.filters)

    # --- what others say on it ----------------------------------------------------------------------------------------

    def _replies(self, conversation: Conversation) -> tuple[Answer, Sequence[LetterCard]] | None:
        """Return what was shown last and the letters that answer its letter, where just a reply to it is asked for.

        What one says whom a letter quotes is answered in no other letter, unless it is said whose reply is asked for.
        """
        asked = asks_for_reply(spelled(conversation.question.text))
        shown = conversation.last_shown() if asked is not None else None
        if asked is None or shown is None or not shown.quotes:
            return None
        if asked.name is None and len(shown.quotes[0].attribution) > 1:
            return None
        found = self._mastheads.replies(shown.quotes[0].letter.letter_id, asked.name)
        return (shown, found) if found else None

    def _in_replies(self, conversation: Conversation) -> Answer | None:
        """Return what the letters that answer the one shown say on what was asked; `None` where that is not sure."""
        replies = self._replies(conversation)
        if replies is None:
            return None
        question, (shown, found) = conversation.question, replies
        query = self._asked_last(question, of={each.senders for each in found})
        filters = replace(question.filters, letter_ids=tuple(each.letter_id for each in found))
        said = self._finder.find(query, filters, not_of=frozenset(shown.quotes[0].letter.senders))
        answer = self._decider.decide(question, said)
        return answer if answer.quotes else None

    def _other_side(self, question: Question, before: Answer | None) -> Answer:
        """Return what others say on what was asked before than whose letter was shown first."""
        shown = frozenset(before.quotes[0].letter.senders) if before is not None and before.quotes else frozenset()
        if not shown:
            return self._showing.none(question, Reason.NOTHING_FOUND)
        found = self._on_shown(question, before)
        found = found or self._finder.find(self._asked_last(question), question.filters, not_of=shown)
        return self._decider.decide(question, found)

    def _asked_last(self, question: Question, of: Set[tuple[str, ...]] = frozenset()) -> Query:
        """Return the last question before one that has a topic, put to whom `of` names, or else to anybody."""
        *earlier, last = [each for each in question.history if not turns_to_shown(each)] or question.history
        put = in_turn(next(iter(of))[0], last) if len(of) == 1 and all(of) else None
        query = self._understand(replace(question, text=put or last, history=tuple(earlier)))
        return replace(query, speakers=query.speakers if put else (), direction=None)


def _apart(shown: Sequence[Quote], *, of_letters: bool) -> Sequence[Sequence[Quote]]:
    """Return what was shown in the parts that somebody counts: letters, or voices, or the words of the only one."""

    def whose(each: Quote) -> tuple[str, ...]:
        return (each.letter.letter_id, *(() if of_letters else each.attribution))

    parts = [list(run) for _, run in groupby(shown, whose)]
    return parts if of_letters or len(parts) > 1 else [[each] for each in shown]


def _with_place(place: Place, shown: Answer | None) -> tuple[LetterCard, ...]:
    """Return the letters shown that may be meant by a place: of a note the one whose words, of those shown, call it."""
    cards = letters_shown(shown)
    quotes = shown.quotes if shown is not None and place.is_note else ()
    calling = {each.letter.letter_id for each in quotes for note in each.footnotes if note.indicator == place.number}
    return tuple(card for card in cards if card.letter_id in calling) if len(calling) == 1 else cards
