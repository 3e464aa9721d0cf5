"""What is small talk, and what may be a question."""

import pytest

from bot.small_talk import Talk, small_talk


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("Hi!", Talk.GREETING),
        ("добрый день", Talk.GREETING),
        ("Guten Tag", Talk.GREETING),
        ("Who are you?", Talk.WHO),
        ("what can you do", Talk.HELP),
        ("помощь", Talk.HELP),
        ("ok, great, thanks a lot!", Talk.THANKS),
        ("شكرا", Talk.THANKS),
        ("d’accord, merci à tous", Talk.THANKS),
        ("ok, see you, thanks", Talk.THANKS),
        ("好的谢谢！", Talk.THANKS),
        ("ok", Talk.NOD),
        ("Vale.", Talk.NOD),
        ("хорошо", Talk.NOD),
        ("حسناً", Talk.NOD),
        ("收到", Talk.NOD),
        ("see you tomorrow", Talk.BYE),
        ("à demain !", Talk.BYE),
        ("hasta luego", Talk.BYE),
        ("до завтра", Talk.BYE),
        ("مع السلامة", Talk.BYE),
        ("明天见", Talk.BYE),
        ("That’s wrong!", Talk.REACTION),
        ("c’est faux", Talk.REACTION),
        ("не верю", Talk.REACTION),
        ("👍🏽", Talk.REACTION),
        ("+1", Talk.REACTION),
    ],
)
def test_small_talk_is_told_by_its_kind(said: str, kind: Talk) -> None:
    assert small_talk(said) is kind


@pytest.mark.parametrize(
    "said",
    [
        "",
        "?",
        "???",
        "no?",
        "is that right?",
        "wrong date",
        "hello, is it open?",
        "who are you quoting",
        "what can you tell of the dam",
        "thanks to whom was it opened",
        "oui mais quand",
        "да, когда?",
        "нет оснований",
        "merci, et la source?",
        "vale un peso",
        "пока не известно",
        "好的时候",
        "是？",
        "ok, who signed",
        "fine of the master",
    ],
)
def test_what_may_be_a_question_is_no_small_talk(said: str) -> None:
    assert small_talk(said) is None


def test_many_signs_are_looked_through_in_little_time() -> None:
    assert small_talk("👍" * 20_000) is Talk.REACTION
    assert small_talk("👍" * 20_000 + "x") is None
    assert small_talk("哈" * 20_000 + "x") is None
    assert small_talk("bien " * 39 + "x") is None
