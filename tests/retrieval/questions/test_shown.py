"""Short follow-ups that ask of the words that were shown: where they are from, when that was, and what comes next."""

from pathlib import Path

import pytest

from retrieval.engine import Engine
from retrieval.questions.shown import (
    OneOf,
    asks_for_letter,
    asks_for_one,
    asks_of_shown,
    asks_too_little,
    asks_who_speaks,
)
from retrieval.storage.index import Index
from retrieval.types import Answer, ListingKind, Question, Reason, RemarkKind
from tests.simple_letters import write_letter_file

PLACE = "how far inside the zone of Merovand was the Lark of Callis?"


def ask(engine: Engine, *questions: str) -> Answer:
    """Return the answer to the last of several questions that follow each other."""
    *before, last = questions
    return engine.ask(Question(last, tuple(before)))


@pytest.mark.parametrize(
    "text",
    [
        "source?", "and the source for that", "footnotes", "where is that from", "says who?", "when?", "when was that",
        "and when did that happen?", "why?", "is there a footnote?", "what is that footnote", "where's that from",
        "are you sure?", "show me the whole paragraph", "more context please", "since when",
    ],
)  # fmt: skip
def test_a_question_that_says_nothing_else_asks_of_what_was_shown(text: str) -> None:
    assert asks_of_shown(text) is not None


@pytest.mark.parametrize(
    "text",
    [
        "source for the flow at Bresk", "when did they open it", "what else did he say", "who says that the dam broke",
        "more ships?", "where is that dam", "which sources did the Bench name", "since when was the dam shut",
        "are you sure the dam broke", "the context of the order", "show me paragraph 4", "where did it come from",
    ],
)  # fmt: skip
def test_a_question_that_names_something_does_not(text: str) -> None:
    assert asks_of_shown(text) is None


def test_the_source_asked_for_is_that_of_the_words_shown_last(specimen_engine: Engine) -> None:
    other = (PLACE, "and what do the Ondrey Islands say?")
    shown, source = ask(specimen_engine, *other), ask(specimen_engine, *other, "source?")
    assert shown.quotes
    assert source.quotes == tuple(quote for quote in shown.quotes if quote.footnotes)
    assert all("Ondrey Islands" in quote.letter.senders for quote in source.quotes)


@pytest.mark.parametrize(
    "text",
    [
        "who said that?",
        "says who",
        "acc to whom",
        "where is that written",
        "which letter?",
        "quote that",
        "exact words?",
    ],
)
def test_whose_words_were_shown_and_where_is_told_by_the_words_themselves(specimen_engine: Engine, text: str) -> None:
    first = "how high is the halvek dam"
    assert ask(specimen_engine, first).quotes
    assert ask(specimen_engine, first, text).quotes == ask(specimen_engine, first).quotes


def test_what_a_follow_up_asks_is_looked_for_in_the_letters_shown_first(specimen_engine: Engine) -> None:
    first = "what did renn tell the anvelmouth gazette about the turbines"
    shown = ask(specimen_engine, first).quotes
    other = ask(specimen_engine, first, "and what does kesparia say was left out?").quotes
    assert any("half a sentence has been quoted" in quote.text for quote in other)
    assert not {quote.text for quote in other} & {quote.text for quote in shown}  # not the same again


CONSULATE = "was the consulate in port callis attacked"


@pytest.mark.parametrize(
    ("questions", "said"),
    [
        (("what did the coroner find about hallow's death", "how far away were they"), "60 metres"),
        (("what did the military prosecutor find about the bullets", "who fired"), "Castrell"),
        (("who is joss perrin", "how long was he held", "and his engineer"), "Averay"),
        ((CONSULATE, "how long did the police take"), "50 minutes"),  # stands alone, and is of the same letter
    ],
)
def test_in_the_letters_shown_its_own_words_find_what_a_follow_up_asks(
    specimen_engine: Engine, questions: tuple[str, ...], said: str
) -> None:
    answer = ask(specimen_engine, *questions)
    assert any(said in quote.text for quote in answer.quotes)


def test_a_word_that_the_letters_shown_lack_is_looked_for_in_others(specimen_engine: Engine) -> None:
    first = "who is joss perrin"
    (shown,) = ask(specimen_engine, first).quotes
    assert "wrist" not in specimen_engine.find(shown.letter.letter_id).letter.text
    assert "wrist" in ask(specimen_engine, first, "what happened to his wrist").quotes[0].text


def test_what_says_nothing_itself_is_answered_of_the_letters_shown_or_not_at_all(specimen_engine: Engine) -> None:
    first = "when was the lark of callis stopped"
    shown = {quote.letter.letter_id for quote in ask(specimen_engine, first).quotes}
    assert shown
    for text in ("how many of them?", "who was with him", "what did they do then"):
        assert {quote.letter.letter_id for quote in ask(specimen_engine, first, text).quotes} <= shown


def test_where_no_words_are_kept_a_follow_up_is_judged_with_the_question_before_it(
    specimen_engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Index, "token_vectors", lambda *_: {})  # as by another model than the packaged one
    answer = ask(specimen_engine, "who is joss perrin", "how long was he held")
    assert any("58 years old" in quote.text for quote in answer.quotes)


def test_another_topic_is_answered_as_if_nothing_had_been_asked_before(specimen_engine: Engine) -> None:
    alone, behind = (ask(specimen_engine, *before, "how high is the halvek dam") for before in ((), (CONSULATE,)))
    assert alone.quotes == behind.quotes


def test_words_without_a_note_have_no_source(empty: Engine, tmp_path: Path) -> None:
    empty.ingest([write_letter_file(tmp_path, "letter.txt", "The gates of the Corran dam were opened on Friday.")])
    first = "when were the gates of the corran dam opened?"
    assert ask(empty, first).quotes
    refused = ask(empty, first, "source?")
    assert (refused.reason, refused.quotes) == (Reason.NO_FOOTNOTE, ())
    assert refused.nearest
    assert ask(empty, "who sank the Lark?", "source?").reason is Reason.NOTHING_FOUND


@pytest.mark.parametrize("text", ["what is it about", "what's this letter about?", "summarise it please", "tldr"])
def test_what_a_letter_is_about_is_told_by_its_opening(specimen_engine: Engine, text: str) -> None:
    quotes = ask(specimen_engine, "A/76/9083", text).quotes
    assert {quote.letter.symbols[0] for quote in quotes} == {"A/76/9083"}
    assert [quote.paragraph for quote in quotes] == [1, 2]


def test_what_leans_on_a_letter_that_was_opened_is_answered_from_it_or_not_at_all(specimen_engine: Engine) -> None:
    others = ask(specimen_engine, "A/76/9011", "what does Kesparia say about it?").quotes
    assert all("Kesparia" in quote.letter.senders for quote in others)
    said = ask(specimen_engine, "S/2022/9102", "what did the prime minister say").quotes
    assert {quote.letter.symbols[0] for quote in said} == {"S/2022/9102"}
    asked_for = ask(specimen_engine, "A/76/9058", "what does it ask for").quotes
    assert {quote.letter.symbols[0] for quote in asked_for} == {"A/76/9058"}


def test_who_signed_a_treaty_is_not_who_signed_the_letter_that_speaks_of_it(specimen_engine: Engine) -> None:
    shown = ask(specimen_engine, "what is the joint declaration of kesparia and merovand", "who signed it?").quotes
    assert all("(Signed)" not in quote.text for quote in shown)
    signed = ask(specimen_engine, "what did kesparia say about the treaty?", "who signed A/76/9011?").quotes
    assert "(Signed)" in signed[0].text
    assert "(Signed)" in ask(specimen_engine, "A/76/9141", "who signed?").quotes[0].text


def test_more_is_what_stands_behind(empty: Engine, tmp_path: Path) -> None:
    opened = (
        "The gates of the Corran dam were opened by hand, at night and in the rain, by four men of the harbour watch "
    )
    opened += (
        "whom the harbour master had called from their beds, because the motor that should have moved them had failed."
    )
    behind = ["One of the men fell.", "He was found in the morning."]
    later = "The motor was mended in May."
    empty.ingest([write_letter_file(tmp_path, "letter.txt", f"{opened} {' '.join(behind)}\n\n{later}")])
    questions = ["who opened the gates of the corran dam by hand at night?", "tell me more", "go on"]
    assert ask(empty, *questions[:1]).quotes[0].text == opened
    assert [quote.text for quote in ask(empty, *questions[:2]).quotes] == [" ".join(behind)]
    assert [quote.text for quote in ask(empty, *questions).quotes] == [later]


def test_when_is_told_by_the_words_shown_or_a_day_before_them_and_hedged(empty: Engine, tmp_path: Path) -> None:
    told = (
        "On 3 May 2021 the harbour watch met. The gates of the Corran dam were opened by hand in the rain that night."
    )
    empty.ingest([write_letter_file(tmp_path, "letter.txt", told)])
    first = "were the gates of the corran dam opened by hand in the rain?"
    when = ask(empty, first, "when was that?")
    assert [quote.text for quote in when.quotes] == [told]
    assert RemarkKind.UNSURE in [remark.kind for remark in when.remarks]


@pytest.mark.parametrize(
    "text",
    ["send me the letter", "can i see the whole letter?", "full text pls", "open that document", "the letter"],
)
def test_the_letter_of_what_was_shown_is_shown_as_such(specimen_engine: Engine, text: str) -> None:
    assert asks_for_letter(text)
    first = "how high is the halvek dam"
    cards = [quote.letter for quote in ask(specimen_engine, first).quotes]
    for questions in ((first, text), (first, "was the mayor of bresk replaced", text)):
        listing = ask(specimen_engine, *questions).listing
        assert listing is not None
        assert (listing.kind, listing.letters) == (ListingKind.SHOWN, tuple(dict.fromkeys(cards)))


@pytest.mark.parametrize("text", ["letter?", "show me the letters", "send the letter of 5 May", "read me his letter"])
def test_another_letter_is_not_that_of_what_was_shown(text: str) -> None:
    assert not asks_for_letter(text)


def test_what_the_letter_shown_is_about_is_told_by_its_opening(specimen_engine: Engine) -> None:
    quotes = ask(specimen_engine, PLACE, "A/76/9083 para 3", "what is that letter about?").quotes
    assert [(quote.letter.symbols[0], quote.paragraph) for quote in quotes] == [("A/76/9083", 1), ("A/76/9083", 2)]


def test_a_note_of_several_letters_is_that_of_the_words_which_call_it(specimen_engine: Engine) -> None:
    corrected = ask(
        specimen_engine, "fish landings at port callis", "what is footnote 5"
    )  # a corrigendum is shown, too
    assert [quote.text.startswith("Isolde Tranmere") for quote in corrected.quotes] == [True]
    several = ("did kesparia notify the filling of the reservoir", "footnote 9?")
    assert len({quote.letter.letter_id for quote in ask(specimen_engine, *several[:1]).quotes}) > 1
    assert ask(specimen_engine, *several).reason is Reason.AMBIGUOUS


def test_what_somebody_made_of_words_is_looked_for_in_no_earlier_letter(empty: Engine, tmp_path: Path) -> None:
    asked, earlier, later = (
        "Kesparia asks Orvelland to close the Corran gates.",
        "Orvelland accepts the closing of the Corran gates by night.",
        "Orvelland does not accept that the Corran gates be closed.",
    )
    told = (
        (asked, "Kesparia", "2 May 2021"),
        (earlier, "Orvelland", "2 May 2020"),
        (later, "Orvelland", "2 June 2021"),
    )
    for number, (text, sender, date) in enumerate(told):
        symbol = f"A/75/900{number}"
        empty.ingest([write_letter_file(tmp_path, f"{number}.txt", text, symbol=symbol, sender=sender, date=date)])
    first = "what did Kesparia ask about the Corran gates?"
    shown = [quote.text for quote in ask(empty, first, "did Orvelland accept that?").quotes]
    assert later in shown
    assert earlier not in shown


def test_after_the_drowned_the_injured_are_not_the_drowned_again(specimen_engine: Engine) -> None:
    first = "how many people drowned at bresk"
    assert ask(specimen_engine, first, "how many were injured").reason is Reason.NOTHING_FOUND
    for again in ("how many were killed", "and how many of them were kids"):
        assert any("Fourteen persons" in quote.text for quote in ask(specimen_engine, first, again).quotes)


def test_what_is_meant_instead_is_not_looked_for_in_what_was_shown(specimen_engine: Engine) -> None:
    first = "how many pumps are there between dorn and bresk"
    meant = ask(specimen_engine, first, "no i mean unlicensed ones").quotes
    assert any("127 pumps" in quote.text for quote in meant)


def test_of_words_that_give_no_day_the_letter_is_dated_and_that_is_hedged(empty: Engine, tmp_path: Path) -> None:
    told = "The gates of the Corran dam were opened by hand in the rain."
    empty.ingest([write_letter_file(tmp_path, "letter.txt", told)])
    when = ask(empty, "were the gates of the corran dam opened by hand in the rain?", "when was that?")
    assert [(quote.text, quote.letter.date) for quote in when.quotes] == [(told, "2021-11-02")]
    assert RemarkKind.UNSURE in [remark.kind for remark in when.remarks]


@pytest.mark.parametrize("text", ["where's that from", "which letter is that from", "who says so"])
def test_what_was_shown_last_is_asked_of_though_a_question_since_was_not_answered(
    specimen_engine: Engine, text: str
) -> None:
    first, refused = "how high is the halvek dam", "was the mayor of bresk replaced"
    assert not ask(specimen_engine, first, refused).quotes
    assert ask(specimen_engine, first, refused, text).quotes == ask(specimen_engine, first).quotes


def test_nobody_is_surer_than_the_words_shown_nor_of_what_was_not_found(specimen_engine: Engine) -> None:
    first = "how high is the halvek dam"
    assert ask(specimen_engine, first, "are you sure?").quotes == ask(specimen_engine, first).quotes
    assert ask(specimen_engine, first, "was the mayor of bresk replaced", "are you sure?").reason is not None


def test_the_whole_paragraph_is_that_of_the_words_shown(specimen_engine: Engine) -> None:
    first = "how high is the halvek dam"
    (shown,) = ask(specimen_engine, first).quotes
    (whole,) = ask(specimen_engine, first, "show me the whole paragraph").quotes
    assert (whole.letter, whole.paragraph) == (shown.letter, shown.paragraph)
    assert whole.text.startswith(shown.text)
    assert whole.text.endswith("184 million crowns.")


def test_since_when_is_told_by_the_words_shown_hedged_or_not_at_all(specimen_engine: Engine) -> None:
    known = ask(specimen_engine, "is the waiver of the ulmera relief fund still there", "since when")
    assert [remark.kind for remark in known.remarks] == [RemarkKind.UNSURE]
    assert "7 November 2022" in known.quotes[0].text
    assert ask(specimen_engine, "what does merovand say about the mesh of the nets", "since when").reason is not None


@pytest.mark.parametrize(
    ("text", "one"),
    [
        ("the second one", OneOf(1)),
        ("the latter?", OneOf(1)),
        ("what about the former", OneOf(0)),
        ("show me the 1st letter", OneOf(0)),
        ("no i meant the other letter", OneOf(None)),
        ("what about the third quote?", OneOf(2)),
        ("and the second", None),
        ("2", OneOf(1)),
        ("no. 3", OneOf(2)),
        ("4", None),
        ("the second gate", None),
        ("the last letter", None),
    ],
)
def test_which_of_several_is_meant_is_read_only_where_nothing_else_is_said(text: str, one: OneOf | None) -> None:
    assert asks_for_one(text) == one


def test_the_one_meant_of_those_shown_is_shown_whole(specimen_engine: Engine) -> None:
    first = "how many died at bresk"
    shown = ask(specimen_engine, first).quotes
    assert len(shown) == 2
    for text in ("the second one", "the other letter", "no, i meant the other letter"):
        whole, *corrections = ask(specimen_engine, first, text).quotes
        assert whole.letter == shown[1].letter
        assert all("Corr.1" in each.letter.symbols[0] for each in corrections)
        assert shown[1].text in whole.text
    assert ask(specimen_engine, first, "the third one").reason is Reason.AMBIGUOUS


def test_what_was_asked_back_is_answered_of_the_letter_that_is_named_then(specimen_engine: Engine) -> None:
    first = "who signed the joint letter"
    asked = ask(specimen_engine, first)
    assert asked.reason is Reason.AMBIGUOUS
    for text, place in (("the first one", 0), ("the second letter", 1), ("the other one", 1)):
        signed = ask(specimen_engine, first, text).quotes
        assert {quote.letter for quote in signed} == {asked.nearest[place]}
        assert "(Signed)" in signed[0].text


def test_the_other_letter_is_asked_back_for_where_only_one_was_shown(specimen_engine: Engine) -> None:
    first = "how high is the halvek dam"
    (shown,) = ask(specimen_engine, first).quotes
    asked = ask(specimen_engine, first, "no i meant the other letter")
    assert asked.reason is Reason.AMBIGUOUS
    assert asked.nearest
    assert shown.letter not in asked.nearest


def test_who_speaks_for_a_state_is_told_by_the_signature(specimen_engine: Engine) -> None:
    first = "what did the hydrographic institute of merovand explain about the charts of 1998 and 2011"
    for text in ("who is speaking?", "is that the minister or the ambassador"):
        assert asks_who_speaks(text)
        (signed,) = ask(specimen_engine, first, text).quotes
        assert "Rosalba Entrena" in signed.text
    quoted = ask(specimen_engine, "what did Piran Westlake say about the padlock", "who is speaking?").quotes
    assert "Piran Westlake" in quoted[0].attribution


def test_what_says_too_little_is_asked_back_and_leaves_the_talk_as_it_was(specimen_engine: Engine) -> None:
    first, behind = "how high is the halvek dam", "source?"
    for text in ("which one?", "and before that?", "who is that", "who else"):
        assert asks_too_little(text)
        assert ask(specimen_engine, first, text).reason is Reason.AMBIGUOUS
        assert ask(specimen_engine, first, text, behind).reason is ask(specimen_engine, first, behind).reason
    assert not asks_too_little("who else", "who was hurt at the consulate?")


REPLIED = (
    ("Kesparia asks Orvelland to close the Corran gates by night.", "Kesparia", "2 May 2021"),
    ("In reference to the letter dated 2 May 2021 from the Permanent Representative of Kesparia (A/75/9000), "
     "Orvelland will not close the Corran gates by night, as the mill needs them.", "Orvelland", "9 May 2021"),
    ("Orvelland asks for a new bridge at Dorn.", "Orvelland", "2 June 2021"),
)  # fmt: skip


@pytest.mark.parametrize("text", ["what did they reply", "and what did Orvelland answer?", "any reply from orvelland"])
def test_a_reply_is_looked_for_in_the_letters_that_answer_the_one_shown(
    empty: Engine, tmp_path: Path, text: str
) -> None:
    for number, (told, sender, date) in enumerate(REPLIED):
        symbol = f"A/75/900{number}"
        empty.ingest([write_letter_file(tmp_path, f"{number}.txt", told, symbol=symbol, sender=sender, date=date)])
    first = "what does Kesparia ask about the Corran gates?"
    assert {quote.letter.symbols for quote in ask(empty, first).quotes} == {("A/75/9000",)}
    replied = ask(empty, first, text).quotes
    assert {quote.letter.symbols for quote in replied} == {("A/75/9001",)}
    assert "will not close" in replied[0].text


def test_a_letter_that_answers_is_named_where_its_words_are_not_sure(specimen_engine: Engine) -> None:
    first = "how many persons lost their homes in the flood at bresk and how many bridges were destroyed"
    shown = ask(specimen_engine, first).quotes
    assert shown[0].letter.symbols == ("S/2022/9048",)
    listing = ask(specimen_engine, first, "and what did kesparia reply").listing
    assert listing is not None
    assert (listing.kind, [card.symbols[0] for card in listing.letters]) == (ListingKind.ANSWERS, ["A/76/9083"])


def test_which_letter_was_answered_is_asked_back_and_taken(specimen_engine: Engine) -> None:
    first, behind = "how many died at bresk", "did kesparia answer it"
    shown = ask(specimen_engine, first).quotes
    asked = ask(specimen_engine, first, behind)
    assert (asked.reason, asked.nearest) == (Reason.AMBIGUOUS, tuple(quote.letter for quote in shown))
    listing = ask(specimen_engine, first, behind, "the second one").listing
    assert listing is not None
    assert [card.symbols[0] for card in listing.letters] == ["A/76/9141"]


def test_what_one_said_to_that_is_not_what_was_said_of_another(specimen_engine: Engine) -> None:
    before = ("what are the least releases in 2023", "and the greatest", "who drew it up", "is she from kesparia")
    assert ask(specimen_engine, *before, "what did orvelland say to that").reason is not None


def test_who_is_named_then_is_asked_what_was_asked_before(specimen_engine: Engine) -> None:
    first, behind = "how far inside the zone of merovand was the lark of callis?", "and what do the ondrey islands say?"
    said = ask(specimen_engine, first, behind).quotes
    assert said
    assert {quote.attribution[0] for quote in said} == {"Ondrey Islands"}
    rang = ask(specimen_engine, "did the hotline ring", "what does kesparia say").quotes
    assert "9.15 p.m." in rang[0].text


@pytest.mark.parametrize(
    ("first", "behind", "speaker"),
    [
        ("how did the flood start", "no, I mean Kesparia", "Kesparia"),
        ("what did orvelland say about the flood", "no, Kesparia", "Kesparia"),
        ("what caused the flood in bresk according to kesparia", "and orvelland’s version?", "Orvelland"),
        ("why did kesparia open the gates", "what is orvelland's side?", "Orvelland"),
    ],
)
def test_whose_version_is_meant_speaks(specimen_engine: Engine, first: str, behind: str, speaker: str) -> None:
    said = ask(specimen_engine, first, behind).quotes
    assert said
    assert all(speaker in quote.attribution[0] for quote in said)


def test_who_is_meant_instead_by_his_office_speaks(specimen_engine: Engine) -> None:
    said = ask(specimen_engine, "what did the engineer say", "no, the sergeant").quotes
    assert said[0].attribution[-1] == "Sergeant Anna Lovisa Brandt"


def test_the_counterpart_of_one_in_office_is_not_his_state(specimen_engine: Engine) -> None:
    first, behind = "what did the prime minister of orvelland say", "and the one of the ondrey islands"
    assert (
        ask(specimen_engine, first, behind).quotes
        == ask(specimen_engine, first.replace("orvelland", "the ondrey islands")).quotes
    )


def test_a_small_number_alone_asks_nothing(specimen_engine: Engine) -> None:
    assert ask(specimen_engine, "5").reason is Reason.NOT_A_QUESTION
    assert ask(specimen_engine, "2").reason is Reason.AMBIGUOUS


def test_who_else_wrote_about_it_is_nobody_whose_words_were_shown(specimen_engine: Engine) -> None:
    first = "how many people drowned at bresk"
    shown = {name for quote in ask(specimen_engine, first).quotes[:1] for name in quote.letter.senders}
    others = ask(specimen_engine, first, "who else wrote about it").quotes
    assert shown.isdisjoint(name for quote in others for name in quote.letter.senders)
