"""The words of one who was named in what was shown, and whom a follow-up calls "he" or "she"."""

from pathlib import Path

import pytest

from retrieval.answering.pronouns import asks_for_his_words, his_words, role_asked
from retrieval.engine import Engine
from retrieval.parsing import parse
from retrieval.readers import read_bytes
from retrieval.spans.quoting import quote
from retrieval.types import Letter, LetterCard, LetterKind, Question, Quote, RemarkKind, Span
from tests.simple_letters import write_letter_file

HEAD = "Letter dated 3 May 2021 from the Permanent Representative of Orvelland addressed to the Secretary-General"
WATCH = "The watch at the dam was kept by Ada Brandt that night."
HEARD = "Ms. Brandt has stated: “I heard the siren once and then no more.”"
OTHER = "The Head of the Mission, Rufin Lind, said that “a siren is not a letter”."
PROSECUTOR = "The Military Prosecutor has stated: “The siren was switched off by hand.”"


@pytest.mark.parametrize(
    "text",
    [
        "what did she say?",
        "and what does he write",
        "what did he call it",
        "what has she said exactly?",
        "So what did he tell them",
    ],
)
def test_whoever_asks_what_he_said_and_no_more_asks_for_his_words(text: str) -> None:
    assert asks_for_his_words(text) in {"he", "she"}


@pytest.mark.parametrize(
    "text",
    [
        "what did she say about the gates",
        "what did he say to that",
        "what else did she say",
        "what did they say",
        "what did Renn say",
        "did she say that?",
        "what did she do",
    ],
)
def test_whoever_says_more_does_not(text: str) -> None:
    assert asks_for_his_words(text) is None


def letter_saying(*paragraphs: str) -> Letter:
    return parse(read_bytes("\n\n".join([HEAD, *paragraphs]).encode(), "letter.txt"))


def shown(letter: Letter, words: str) -> Quote:
    start = letter.text.index(words)
    card = LetterCard("1", LetterKind.LETTER, None, (), ("Orvelland",), None, (), None, "letter.txt")
    return quote(letter, card, Span(start, start + len(words)))


def said_after(words: str, *paragraphs: str, who: str = "she") -> list[str]:
    letter = letter_saying(*paragraphs)
    return [span.of(letter.text) for _, span in his_words(who, [letter], [shown(letter, words)])]


def test_the_only_one_who_was_named_and_is_quoted_is_meant() -> None:
    assert said_after(WATCH, WATCH, OTHER, HEARD) == [HEARD]
    assert said_after(HEARD, WATCH, OTHER, HEARD) == [HEARD]


def test_of_several_who_were_named_any_may_be_meant() -> None:
    both = f"{WATCH} She was seen by Rufin Lind."
    assert said_after(both, both, OTHER, HEARD) == []


@pytest.mark.parametrize("was", ["was", "étant"])  # a small letter with an accent begins no name
def test_of_several_of_one_surname_any_may_be_meant(was: str) -> None:
    son = f"Lieutenant Aurel Brandt {was} seen at the dam that night."
    mother = "His mother, Irma Brandt, has stated: “I ask for a letter.”"
    assert said_after(son, son, mother) == []
    assert said_after(son, son, mother, who="he") == []


def test_a_lady_is_not_he() -> None:
    assert said_after(HEARD, HEARD) == [HEARD]
    assert said_after(HEARD, HEARD, who="he") == []
    told = "Mr. Lind has stated: “I heard the siren once.”"
    assert said_after(told, told, who="he") == [told]
    assert said_after(told, told) == []


def test_whoever_was_not_named_or_is_not_quoted_is_not_meant() -> None:
    assert said_after(WATCH, WATCH, OTHER) == []
    assert said_after("The siren rang.", "The siren rang.", HEARD) == []


def test_an_office_is_no_name() -> None:
    asked = "The siren was examined by the Military Prosecutor."
    assert said_after(asked, asked, PROSECUTOR) == []
    shut = "The Port Cabinet met at the dam."
    assert said_after(shut, shut, "Port Cabinet has stated: “The siren was switched off by hand.”") == []


def test_what_she_said_is_shown_who_was_named(specimen_engine: Engine) -> None:
    asked = ("who commanded the sant brevin", "what did she report?")
    (said,) = specimen_engine.ask(Question(asked[1], asked[:1])).quotes
    assert said.attribution == ("Merovand", "Lieutenant-Commander Ines Valdorra")
    assert said.text.startswith("We signalled by lamp")


def test_that_he_is_meant_is_hedged_where_it_was_not_asked_who_somebody_is(specimen_engine: Engine) -> None:
    hedged = []
    for first in ("was the consulate in port callis attacked", "who called the attack on the consulate regrettable"):
        answer = specimen_engine.ask(Question("what did he say?", (first,)))
        assert [each.attribution[-1] for each in answer.quotes] == ["Gideon Marsh"]
        hedged.append(RemarkKind.UNSURE in [each.kind for each in answer.remarks])
    assert hedged == [True, False]


def test_words_that_quote_nobody_are_hedged_where_his_are_asked_for(specimen_engine: Engine) -> None:
    asked = ("who resigned from the dispatch centre", "what did he say?")
    answer = specimen_engine.ask(Question(asked[1], asked[:1]))
    assert not answer.quotes or RemarkKind.UNSURE in [each.kind for each in answer.remarks]


@pytest.mark.parametrize(
    ("shown", "asked", "words"),
    [
        ("annex I of A/76/9095", "who swore it?", "I have been at sea"),
        ("annex I of A/76/9095", "did he see a lamp", "I saw no lamp"),
        ("annex II of A/76/9095", "what does he say about the wrist", "wrist has been set badly"),
        ("annex of A/76/9083", "what does it recommend", "recommends that its Chief Engineer"),
        ("annex of A/77/9088", "what does she say about the armourer", "opinion of the naval armourer"),
    ],
)
def test_he_is_whoever_speaks_in_the_annex_shown(specimen_engine: Engine, shown: str, asked: str, words: str) -> None:
    voice = specimen_engine.ask(Question(shown)).quotes[0].attribution
    said = specimen_engine.ask(Question(asked, (shown,))).quotes
    assert {each.attribution for each in said} == {voice}
    assert words in said[0].text


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("what did the engineer say?", "engineer"),
        ("quote the professor", "professor"),
        ("and the minister of culture?", "minister of culture"),
        ("no, the sergeant", "sergeant"),
        ("what did the engineer say about the gates", None),
        ("what did Renn say", None),
        ("the engineer was told to wait", None),
    ],
)
def test_a_role_is_asked_for_where_no_more_is_said(text: str, role: str | None) -> None:
    assert role_asked(text) == role


@pytest.mark.parametrize(
    ("first", "asked", "who"),
    [
        ("was the crew free to leave", "what did the mate say", "Piran Westlake"),
        ("how many still live at the racecourse", "and the coordinator?", "Ulrike Sand"),
        ("how many still live at the racecourse", "what did the doctor say", "Ulrike Sand"),
        ("what caused the flood in bresk according to kesparia", "no, the sergeant", "Sergeant Anna Lovisa Brandt"),
    ],
)
def test_whoever_is_called_so_in_the_letters_shown_or_around_them_speaks(
    specimen_engine: Engine, first: str, asked: str, who: str
) -> None:
    said = specimen_engine.ask(Question(asked, (first,))).quotes
    assert {each.attribution[-1] for each in said} == {who}


def test_whoever_has_only_the_surname_of_one_who_is_called_so_does_not_speak(empty: Engine, tmp_path: Path) -> None:
    doctor = "Among them is Lieutenant Aurel Lind, a military doctor, who was seen in the camp at Brokk."
    mother = "Their spokeswoman, Irma Lind, wrote: “I ask for a bone, or for a letter.”"
    empty.ingest([write_letter_file(tmp_path, "letter.txt", f"{doctor}\n\n{mother}")])
    assert not empty.ask(Question("what did the doctor say", ("who was seen in the camp at Brokk",))).quotes


def test_he_is_still_meant_behind_another_question_on_the_annex(specimen_engine: Engine) -> None:
    history = ("annex I of A/76/9095", "who wrote it", "what does he say about the boys")
    (said,) = specimen_engine.ask(Question("did he sign anything", history)).quotes
    assert said.text == "I signed nothing."


def test_of_an_annex_that_was_only_found_he_is_whom_it_names(specimen_engine: Engine) -> None:
    asked = Question("what did he tell the prosecutor", ("when was tomas hallow killed", "who fired?"))
    assert specimen_engine.ask(asked).quotes[0].attribution[-1] == "Boatswain Castrell"


def test_what_he_does_not_say_in_the_annex_shown_is_refused(specimen_engine: Engine) -> None:
    answer = specimen_engine.ask(Question("what does he say about the price of fish", ("annex I of A/76/9095",)))
    assert answer.reason is not None


def test_what_he_said_is_not_looked_for_where_nothing_was_shown(empty: Engine, tmp_path: Path) -> None:
    empty.ingest([write_letter_file(tmp_path, "letter.txt", f"{WATCH}\n\n{HEARD}")])
    assert not empty.ask(Question("what did he say?")).quotes
