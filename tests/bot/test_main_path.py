"""The main path: a question in Telegram, a cited answer as reply."""

from tests.bot.conftest import World
from tests.people import buttons


async def test_a_private_text_is_answered_as_a_reply(world: World) -> None:
    answer = await world.ask("Is the strait open?")
    assert answer["text"] == (
        "Ruritania, quoting Harbour Institute:\n"
        "“The passage has been open to all ships since 1921.” ⁴\n"
        "Ruritania → Secretary-General, 14 April 2020, A/74/771-S/2020/241, p. 2, para. 7\n"
        "⁴ Ibid., p. 3. (that is: Treaty of Strelsau, p. 2.)"
    )
    assert buttons(answer) == ["Context", "Footnotes", "Open A/74/771-S/2020/241", "👍", "👎"]
    assert world.api.rejected == []
