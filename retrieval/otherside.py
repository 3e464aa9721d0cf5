"""What another State says on what one's letter tells: found by the question, or in the letters that answer it."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from retrieval.choosing import MAX_QUOTES, of_one_dispute
from retrieval.deciding import Decider
from retrieval.finding import Finder, Finding
from retrieval.mastheads import Catalogue
from retrieval.patterns import regex
from retrieval.question import Query
from retrieval.slices import FEATURES, Slice
from retrieval.types import Filters, LetterCard, Question

_MOST_TOLD = 300  # characters of what one side says that the other's words are looked for with
# Takes "In reply to the letter of", "I have the honour to", which say nothing of it, and what a letter only asks.
_SAYS_NOTHING = regex(
    r"(?:(?:In|With)\s(?:reply|reference|response)\s|(?:I|We)\s(?:refer|have\sthe\shonour)\b|Further\sto\s)|.*\?$"
)
_SPEAKER = FEATURES.index("speaker")


class OtherSide:
    """Finds what the other side says, where a question asks for each."""

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
        other = self._by_question(found, filters) or self._by_words(found, filters)
        if other is None or (found.query.speakers and not other.features[_SPEAKER]):
            return found
        return replace(found, chosen=(*found.chosen[: MAX_QUOTES - 1], other))

    def _by_question(self, found: Finding, filters: Filters) -> Slice | None:
        """Return the best that others in the dispute say on what is asked, if that is sure by itself."""
        first = found.chosen[0]
        other = self._finder.find(found.query, filters, not_of=frozenset(first.candidate.letter.senders))
        if not self._decider.shows(other) or _SAYS_NOTHING.match(other.chosen[0].text):
            return None
        return other.chosen[0] if of_one_dispute(first, other.chosen[0]) else None

    def _by_words(self, found: Finding, filters: Filters) -> Slice | None:
        """Return what the letters of others that answer the one shown, or that it answers, say on its words."""
        linked = tuple(each.letter_id for each in self._linked(found.chosen[0].candidate.letter))
        if filters.letter_ids or not linked:
            return None
        for shown in found.chosen:
            told = self._understand(Question(f"{found.query.text} {shown.text[:_MOST_TOLD]}"))
            told = replace(told, speakers=found.query.speakers, expects=found.query.expects)
            other = self._finder.find(told, replace(filters, letter_ids=linked))
            telling = (each for each in other.chosen if not _SAYS_NOTHING.match(each.text))
            if self._decider.shows(other) and (best := next(telling, None)) is not None:
                return best
        return None

    def _linked(self, card: LetterCard) -> Sequence[LetterCard]:
        """Return the letters of others that answer one, or that it answers."""
        detail = self._index.detail(card.letter_id)
        answered = (each.card for each in detail.replies_to if each.card is not None)
        return [each for each in (*detail.answered_by, *answered) if set(each.senders).isdisjoint(card.senders)]
