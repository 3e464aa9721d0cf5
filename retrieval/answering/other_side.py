"""What another State says on what one's letter tells: found by the question, or in the letters that answer it."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from retrieval.answering.choosing import MAX_QUOTES, of_one_dispute
from retrieval.answering.deciding import Decider
from retrieval.answering.finding import Finder, Finding
from retrieval.answering.mastheads import Catalogue
from retrieval.patterns import regex
from retrieval.questions.question import Query
from retrieval.types import Filters, LetterCard, Question, Quote

_MOST_TOLD = 300  # characters of what one side says that the other's words are looked for with
# Takes "In reply to the letter of", "I have the honour to", which say nothing of it, and what a letter only asks.
_SAYS_NOTHING = regex(
    r"(?:(?:In|With)\s(?:reply|reference|response)\s|(?:I|We)\s(?:refer|have\sthe\shonour)\b|Further\sto\s)|.*\?$"
)


class OtherSide:
    """Finds what the other side says, where a question asks for each, or on words that were shown."""

    def __init__(
        self, index: Catalogue, finder: Finder, decider: Decider, understand: Callable[[Question], Query]
    ) -> None:
        self._index = index
        self._finder = finder
        self._decider = decider
        self._understand = understand

    def beside(self, found: Finding, filters: Filters) -> Finding:
        """Return what was found; where each side is asked for and one alone speaks, with the best of another's."""
        senders = {each.candidate.letter.senders for each in found.chosen}
        if not found.query.two_sided or len(senders) != 1:
            return found
        card, query = found.chosen[0].candidate.letter, found.query
        other = self._on_question(query, card, filters)
        other = other or self._on_words(query, card, [each.text for each in found.chosen], filters)
        if other is None or (found.query.speakers and not other.chosen[0].is_his):
            return found
        return replace(found, chosen=(*found.chosen[: MAX_QUOTES - 1], other.chosen[0]))

    def on_shown(self, query: Query, shown: Sequence[Quote], filters: Filters) -> Finding | None:
        """Return what the other side surely says on the words of the first letter shown, or on what was asked before.

        `query` is that; `None` where nothing is sure.
        """
        if not shown:
            return None
        card = shown[0].letter
        texts = [each.text for each in shown if each.letter.letter_id == card.letter_id]
        found = self._on_words(query, card, texts, filters) or self._on_question(query, card, filters)
        return found if found is not None and self._decider.is_sure(found) else None

    def _on_question(self, query: Query, card: LetterCard, filters: Filters) -> Finding | None:
        """Return the best that others in the dispute of a letter say on what is asked; `None` where it is not sure."""
        other = self._telling(self._finder.find(query, filters, not_of=frozenset(card.senders)))
        if other is None:
            return None
        best, letter = other.chosen[0], self._index.letter(card.letter_id)
        of_one = of_one_dispute(letter, card.senders, best.letter, best.candidate.letter.senders)
        return other if of_one else None

    def _on_words(self, query: Query, card: LetterCard, texts: Sequence[str], filters: Filters) -> Finding | None:
        """Return what the letters of others that answer one, or that it answers, surely say on the first of its words.

        `query` is asked, or was; `None` where they say nothing that is sure.
        """
        linked = tuple(each.letter_id for each in self._linked(card))
        if filters.letter_ids or not linked:
            return None
        for text in texts:
            told = self._understand(Question(f"{query.text} {text[:_MOST_TOLD]}"))
            told = replace(told, speakers=query.speakers, expects=query.expects)
            found = self._telling(self._finder.find(told, replace(filters, letter_ids=linked)))
            if found is not None and self._decider.is_sure(found):
                return replace(found, query=query)
        return None

    def _telling(self, found: Finding) -> Finding | None:
        """Return what was found with the best that says something of it alone; `None` where that is not sure."""
        said = (each for each in found.chosen if not each.is_note and not _SAYS_NOTHING.match(each.text))
        best = next(said, None)
        return replace(found, chosen=(best,)) if best is not None and self._decider.shows(found) else None

    def _linked(self, card: LetterCard) -> Sequence[LetterCard]:
        """Return the letters of others that answer one, or that it answers."""
        detail = self._index.detail(card.letter_id)
        answered = (each.card for each in detail.replies_to if each.card is not None)
        return [each for each in (*detail.answered_by, *answered) if set(each.senders).isdisjoint(card.senders)]
