"""Hostile answers through the whole bot: not one call is refused, and every question has its answer."""

from retrieval.types import LetterDetail
from tests import hostile
from tests.bot.conftest import World
from tests.bot.scripted import a_card
from tests.people import Person, buttons

CHATS = 10
EACH = 20
TAPPED = 10


async def test_hundreds_of_hostile_answers_and_their_panels_are_delivered_without_one_refusal(world: World) -> None:
    def find(name: str) -> LetterDetail:
        return world.engine.detail(a_card(), name)

    world.engine.script = lambda question: hostile.answer(int(question.text))
    world.engine.find = find  # type: ignore[method-assign]
    people = [Person(world.api, 100 + n, ("en", "fr", "es")[n % 3]) for n in range(CHATS)]
    questions = [person.writes(str(n * CHATS + person.id)) for n in range(EACH) for person in people]
    for question in questions:
        await world.reply(question)
    await world.quiet()
    answers = [world.api.replies_to(question)[-1] for question in questions]
    noted = [answer for answer in answers if "Footnotes" in buttons(answer)][:TAPPED]
    taps = [people[0].taps(answer, "Footnotes") for answer in noted]
    for tap in taps:
        await world.answered(tap)
    await world.quiet()
    assert len(taps) == TAPPED
    assert (
        sum(each["text"].startswith("Footnotes\n") for each in world.api.messages.values() if "text" in each) == TAPPED
    )
    assert not any("went wrong" in str(call.params) for call in world.api.calls)
    assert [call.params for call in world.api.rejected] == []
