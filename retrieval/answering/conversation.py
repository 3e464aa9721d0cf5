"""A question in its conversation: what was shown before it, found by asking the questions before it again."""

from collections.abc import Callable
from dataclasses import replace

from retrieval.types import Answer, LetterCard, Listing, ListingKind, Question


class Conversation:
    """A question and what was shown before it; each question before is asked again at most once, if that is needed.

    `letter` is the only letter to be asked, where it was named after the question.
    """

    def __init__(
        self,
        question: Question,
        ask: Callable[["Conversation"], Answer],
        told: dict[int, Answer | None] | None = None,
        letter: LetterCard | None = None,
    ) -> None:
        self.question = question
        self.letter = letter
        self._ask = ask
        self._told = {} if told is None else told  # by the places of the questions

    def before(self, back: int = 1) -> Answer | None:
        """Return what was shown so many questions before this one; `None` where it is the first."""
        if self.letter is not None:
            return shown_as_such(self.question, self.letter)
        return self._asked_again(back)

    def last_shown(self) -> Answer | None:
        """Return what was shown last before this question, though questions between were not answered."""
        earlier = map(self._asked_again, range(1, len(self.question.history) + 1))
        return next((each for each in earlier if each is not None and (each.quotes or each.listing is not None)), None)

    def opened(self) -> LetterCard | None:
        """Return the only letter that was shown as such right before this question."""
        shown = self.before()
        listed = shown.listing.letters if shown is not None and shown.listing is not None else ()
        return listed[0] if len(listed) == 1 else None

    def asked_of(self, letter: LetterCard, back: int) -> Answer:
        """Return the answer of one letter alone to the question that was asked so many before this one."""
        return self._ask(Conversation(self._earlier(back), self._ask, self._told, letter))

    def put(self, text: str, letter: LetterCard) -> Answer:
        """Return the answer of one letter alone to this question, put in other words that need nothing before them."""
        return self._ask(Conversation(replace(self.question, text=text, history=()), self._ask, letter=letter))

    def _asked_again(self, back: int) -> Answer | None:
        place = len(self.question.history) - back
        if place >= 0 and place not in self._told:
            earlier = self._earlier(back)
            self._told[place] = self._ask(Conversation(earlier, self._ask, self._told)) if earlier.text else None
        return self._told.get(place)

    def _earlier(self, back: int) -> Question:
        history = self.question.history
        return replace(self.question, text=history[-back], history=history[:-back])


def shown_as_such(question: Question, letter: LetterCard) -> Answer:
    """Return an answer that shows one letter as such."""
    return Answer(question, listing=Listing(ListingKind.SHOWN, (letter,), 1))
