"""What people say to each other under an answer in a group, and what may be meant for the bot."""

import pytest

from bot.asides import is_aside


@pytest.mark.parametrize(
    "said",
    [
        "wow, that is low",
        "That’s terrible!",
        "They should be ashamed.",
        "I'll add it to the brief",
        "so they lied",
        "I don't agree.",
        "as expected",
        "I knew it!",
        "never mind",
        "Sorry, wrong chat.",
        "how sad",
        "let's discuss this tomorrow",
        "we need to talk about this",
        "I doubt it, what do you think Anna?",
        "what do you all think?",
        "Anna, look at this",
        "please forward this to Maria",
        "pls add to the talking points",
        "can you send this to legal?",
        "Boris, can you check?",
        "It's awful. Shame on them. Thanks!",
    ],
)
def test_what_is_said_to_the_others_is_known(said: str) -> None:
    assert is_aside(said)


@pytest.mark.parametrize(
    "said",
    [
        "",
        "?",
        "why?",
        "source",
        "tell me more",
        "the second one",
        "more from that letter",
        "and the other side",
        "no, I mean Orvelland",
        "I want to read the whole paragraph",
        "we need the source",
        "I wonder who signed it",
        "I don’t see the date",
        "that is Kesparia, and Orvelland",
        "That is enough. Next page",
        "it was closed by whom",
        "they paid six million?",
        "this letter in full",
        "lowest flow at Bresk",
        "what do you know of the dam",
        "what would you say is the lowest flow",
        "send it to me",
        "can you send me the letter?",
        "can you check?",
        "Verbale, can you check this?",
        "add the source",
        "who sent this to the minister?",
        "let's see the letter",
        "it is sad. Who died in Bresk",
        "it answers A/76/9011",
    ],
)
def test_what_may_be_meant_for_the_bot_is_no_aside(said: str) -> None:
    assert not is_aside(said)


@pytest.mark.parametrize("said", ["so " * 20_000 + "?", "I " * 20_000 + "?", "wow! " * 20_000 + "?", "a" * 60_000])
def test_a_long_message_is_looked_through_in_little_time(said: str) -> None:
    assert not is_aside(said)
