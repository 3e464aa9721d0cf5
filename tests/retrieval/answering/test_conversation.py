"""What was shown before a question: the questions before it are asked again, at most once, where that is needed."""

from retrieval.answering.conversation import Conversation
from retrieval.types import Answer, LetterCard, LetterKind, Listing, ListingKind, Question, Reason

CARD = LetterCard("L1", LetterKind.LETTER, None, (), ("Kesparia",), None, (), None, "letter.txt")


class Asking:
    """Answers with a letter what begins with "which", and nothing else; remembers what it was asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def __call__(self, conversation: Conversation) -> Answer:
        question = conversation.question
        self.asked.append(question.text)
        if conversation.letter is not None:
            return Answer(question, listing=Listing(ListingKind.NAMED, (conversation.letter,), 1))
        conversation.before()
        if question.text.startswith("which"):
            return Answer(question, listing=Listing(ListingKind.SENT, (CARD,), 1))
        return Answer(question, reason=Reason.NOTHING_FOUND)


def test_nothing_is_asked_again_before_somebody_wants_to_know() -> None:
    asking = Asking()
    Conversation(Question("why?", ("which dam", "how high")), asking)
    assert asking.asked == []


def test_each_question_before_is_asked_again_at_most_once() -> None:
    asking = Asking()
    conversation = Conversation(Question("why?", ("which dam", "how high", "how deep")), asking)
    assert conversation.before() == conversation.before()
    assert (conversation.before(), conversation.last_shown()) == (conversation.before(1), conversation.before(3))
    assert asking.asked == ["how deep", "how high", "which dam"]


def test_before_the_first_question_nothing_was_shown() -> None:
    conversation = Conversation(Question("why?"), Asking())
    assert (conversation.before(), conversation.last_shown(), conversation.opened()) == (None, None, None)


def test_what_was_shown_last_is_that_of_the_last_question_that_was_answered() -> None:
    conversation = Conversation(Question("source?", ("which dam", "how high")), Asking())
    assert conversation.last_shown() == Answer(Question("which dam"), listing=Listing(ListingKind.SENT, (CARD,), 1))
    assert conversation.opened() is None


def test_the_only_letter_that_was_shown_is_open() -> None:
    assert Conversation(Question("what does it say", ("which letter",)), Asking()).opened() == CARD


def test_a_question_is_asked_again_of_one_letter_as_if_that_had_been_shown_before_it() -> None:
    asking = Asking()
    conversation = Conversation(Question("the second one", ("which dam", "how high")), asking)
    again = conversation.asked_of(CARD, 1)
    assert (again.question, asking.asked) == (Question("how high", ("which dam",)), ["how high"])
    assert Conversation(again.question, asking, letter=CARD).opened() == CARD
