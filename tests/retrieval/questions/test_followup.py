"""Follow-ups take their subject from the conversation; new topics do not."""

from collections.abc import Sequence

import pytest

from retrieval.questions.followup import (
    Reply,
    asks_for_reaction,
    asks_for_reply,
    corrects,
    leans_on_history,
    meant_instead,
    of_a_time,
    on_another_topic,
    standalone,
    who_else,
    whose_version,
    whose_words,
)

RARE = frozenset("castellan judge tojo trial tokyo osterland tarn velmora".split())
NAMES = frozenset("castellan abery tarleton renn".split())


class Known:
    """The words of a few letters."""

    def rare(self, words: Sequence[str]) -> int:
        return len(RARE.intersection(words))

    def names(self, words: Sequence[str]) -> bool:
        return not NAMES.isdisjoint(words)


rare = Known()


TOPIC = "what did Velmora say about the release of water at the Tarn dam?"


@pytest.mark.parametrize(
    "text",
    [
        "and what did Osterland reply?",
        "why?",
        "when did he say that?",
        "who signed it",
        "what about the fishermen",
        "did they agree?",
        "source?",
        "what was in that?",
        "which of the two did they mean by it",
        "and the head of the assembly?",
        "how did Renn answer that",
        "what was Renn on about",
        "what did Osterland say about it",
        "what did Renn reply",
        "was anybody hurt",
        "how much must be paid",
        "since when?",
        "what is the source for that",
        "who asked for the vote",
    ],
)
def test_a_question_that_points_back_leans_on_history(text: str) -> None:
    assert leans_on_history(text, rare)


@pytest.mark.parametrize(
    "text",
    [
        "what did Osterland say about the detained fishing vessels in March 2022?",
        "how many cubic metres were released from the Tarn dam on 4 May?",
        "does Velmora claim that the boundary commission finished its work in 1974?",
        "what did judge castellan say",
        "whats Osterland say about the flood",
        "who is abery",
        "what happened to tarleton",
        "how old is Renn",
        "renn?",
        "what did tojo say in his defence at the tokyo trial?",
        "which dutch firm built that harbour wall for the ministry",
        "what is the source for the 118 cubic metres figure",
        "why was the vote on the harbour dues put off",
        "which agenda items does the Velmoran note verbale of 3 June 2022 name?",
    ],
)
def test_a_question_with_a_subject_of_its_own_stands_alone(text: str) -> None:
    assert not leans_on_history(text, rare)


def test_a_follow_up_carries_the_question_before_it() -> None:
    assert standalone("and what did Osterland reply?", (TOPIC,), rare) == f"{TOPIC} and what did Osterland reply?"


def test_a_follow_up_of_a_follow_up_carries_the_whole_chain() -> None:
    text = standalone("when?", (TOPIC, "and what did Osterland reply?"), rare)
    assert text == f"{TOPIC} and what did Osterland reply? when?"


def test_a_new_topic_is_not_polluted_by_the_old_one() -> None:
    text = "what did Osterland say about the detained fishing vessels in March 2022?"
    assert standalone(text, (TOPIC,), rare) == text


def test_without_history_a_question_stays_as_it_is() -> None:
    assert standalone("and then?", (), rare) == "and then?"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("and Velmora?", "Velmora"),
        ("no, i meant Velmora", "Velmora"),
        ("same for Velmora", "Velmora"),
        ("and the same question for the Velmorans", "the Velmorans"),
        ("what did Velmora reply", "Velmora"),
        ("and how does the Velmoran envoy answer that?", "the Velmoran envoy"),
        ("did Velmora agree", None),
        ("what did Velmora say", None),
        ("how old is Renn", None),
        ("no, Velmora", "Velmora"),
        ("and that of the Velmorans", "the Velmorans"),
    ],
)
def test_whom_else_a_question_is_put_to_is_read(text: str, name: str | None) -> None:
    assert who_else(text) == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("and velmora’s version?", "velmora"),
        ("what is Velmora's take on that", "Velmora"),
        ("the Velmorans side", "the Velmorans"),
        ("the view of Velmora?", "Velmora"),
        ("Velmora's view on the gates", None),
        ("and the other side's version", None),
        ("and Velmora", None),
    ],
)
def test_whose_version_a_question_asks_for_is_read(text: str, name: str | None) -> None:
    assert whose_version(text) == name


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("and about the gates?", "what did Velmora say about the gates?"),
        ("ok, and on the gates", None),
        ("but on the gates", "what did Velmora say about the gates"),
        ("what about the gates", None),  # which may be asked of anybody
        ("and the gates?", None),
        ("and about?", None),
    ],
)
def test_what_somebody_said_is_asked_about_another_topic(text: str, asked: str | None) -> None:
    assert on_another_topic(text, TOPIC) == asked
    assert on_another_topic(text, "who opened the dam") is None


@pytest.mark.parametrize(
    ("text", "reaction"),
    [
        ("did they accept that", True),
        ("and did Velmora agree?", True),
        ("what did Renn say to that", True),
        ("was it rejected", True),
        ("did they accept the money", False),
        ("what did they say", False),
    ],
)
def test_what_somebody_made_of_words_is_asked_for(text: str, reaction: bool) -> None:
    assert asks_for_reaction(text) == reaction


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("no i mean the unlicensed ones", "the unlicensed ones"),
        ("sorry, we meant in 2022", "in 2022"),
        ("i mean, how many", "how many"),
        ("no, in 2022", "in 2022"),
        ("what i mean is the dam", None),
    ],
)
def test_what_is_meant_instead_is_read(text: str, meant: str | None) -> None:
    assert meant_instead(text) == meant
    assert corrects(text) == (not text.startswith("what"))


@pytest.mark.parametrize("text", ["no, thanks", "no warning?", "i mean that", "no, that was in May"])
def test_nothing_is_meant_instead_by_a_mere_no(text: str) -> None:
    assert meant_instead(text) is None


@pytest.mark.parametrize(
    ("text", "reply"),
    [
        ("what did they reply", Reply(None)),
        ("did they ever answer?", Reply(None)),
        ("any reply?", Reply(None)),
        ("and what did Velmora say to that", Reply("Velmora")),
        ("was there an answer from the Velmorans", Reply("the Velmorans")),
        ("did they answer the phone", None),
        ("what did they say", None),
    ],
)
def test_whose_reply_is_asked_for_is_read_only_where_nothing_else_is_said(text: str, reply: Reply | None) -> None:
    assert asks_for_reply(text) == reply


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("and what does Velmora say?", "Velmora"),
        ("what did the Velmorans think", "the Velmorans"),
        ("what does Velmora say about the gates", None),
        ("what did Velmora suggest", None),
        ("what did Velmora say to that", None),
    ],
)
def test_whose_words_alone_are_asked_for_is_read(text: str, name: str | None) -> None:
    assert whose_words(text) == name


@pytest.mark.parametrize(
    ("text", "undated", "time"),
    [
        ("and in 2022?", "and in ?", "in 2022?"),
        ("what about 2022", "what about ", "2022"),
        ("and when in 2022", "and when ", None),
    ],
)
def test_the_time_is_read_that_alone_a_question_gives(text: str, undated: str, time: str | None) -> None:
    assert of_a_time(text, undated) == time
