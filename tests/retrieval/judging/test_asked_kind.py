"""Words that tell of something like what is asked, in another way than asked."""

import pytest

from retrieval.judging.asked_kind import told_in_another_way
from retrieval.questions.question import understand
from retrieval.types import Question
from tests.retrieval.questions.test_question import Known

STEPS = "The operators had asked for permission to open the gates by steps since 29 January."
SET = "Velmora shall shut the gates by 1 May."
HONOUR = "I have the honour to refer to the letter of Velmora and to draw your attention to the gates."
OFFER = "Osterland offered the widow 12,000 crowns."


@pytest.mark.parametrize(
    ("asked", "told", "in_another_way"),
    [
        ("when do the gates have to be shut by", STEPS, True),
        ("when do the gates have to be shut by", SET, False),
        ("when were the gates opened", STEPS, False),
        ("since when are the gates open", STEPS, False),
        ("when is the term over", "The term ends on 3 May.", False),
        ("how much compensation was awarded", OFFER, True),
        ("how much did the widow claim", OFFER, True),
        ("how much money was offered to the widow", OFFER, False),
        ("how much does the widow get", OFFER, False),
        ("what was ordered", OFFER, False),
        ("what does Osterland want", HONOUR, True),
        ("why did Osterland close the gates", HONOUR, True),
        ("why does Osterland write", HONOUR, False),
        ("when did Osterland close the gates", HONOUR, False),
        ("what does Osterland want", SET, False),
        ("water prices", "The price of power was good.", True),
        ("water prices", "The price of water was raised to 3 crowns.", False),
        ("who raised water prices", "The price of power was good.", False),
    ],
)
def test_what_is_told_in_another_way_than_asked(asked: str, told: str, in_another_way: bool) -> None:
    assert told_in_another_way(understand(Question(asked), Known()), [told]) is in_another_way
