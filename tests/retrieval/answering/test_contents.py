"""What letters cite and request is told from what they say on a subject, and shown from their notes and own words."""

from pathlib import Path

import pytest

from retrieval.engine import Engine
from retrieval.questions.about_letters import LettersAsked, told
from retrieval.questions.contents import ContentsAsked, Sought, Whose, contents_asked
from retrieval.types import (
    Answer,
    CitationKind,
    Filters,
    ListingKind,
    Question,
    Reason,
    Remark,
    RemarkKind,
)
from tests.simple_letters import write_letter_file

NAMES = ("kesparia", "merovand", "ondrey islands", "orvelland")
OF_ORVELLAND = Whose(LettersAsked(ListingKind.SENT, Filters(senders=("orvelland",))))
OF_A_DAY = Whose(LettersAsked(ListingKind.SENT, Filters(senders=("kesparia",), since="2021-11-09", until="2021-11-09")))
BY_SYMBOL = Whose(symbols=("A/76/9011",))
BOOKS, PRESS = frozenset({CitationKind.BOOK}), frozenset({CitationKind.PRESS})


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("which books does the letter cite?", ContentsAsked(Sought.SOURCES, Whose(), BOOKS)),
        ("what press articles does Orvelland cite", ContentsAsked(Sought.SOURCES, OF_ORVELLAND, PRESS)),
        ("which newspapers are cited", ContentsAsked(Sought.SOURCES, Whose(), PRESS)),
        ("does Orvelland cite any books", ContentsAsked(Sought.SOURCES, OF_ORVELLAND, BOOKS)),
        ("books cited in A/76/9011", ContentsAsked(Sought.SOURCES, BY_SYMBOL, BOOKS)),
        (
            "which security council resolutions does it mention",
            ContentsAsked(Sought.SOURCES, Whose(), frozenset({CitationKind.RESOLUTION}), "S/RES"),
        ),
        ("what does Kesparia's letter of 9 November 2021 cite", ContentsAsked(Sought.SOURCES, OF_A_DAY)),
        ("what are the sources of A/76/9011", ContentsAsked(Sought.SOURCES, BY_SYMBOL)),
        ("list all footnotes", ContentsAsked(Sought.NOTES, Whose())),
        ("footnotes of A/76/9011", ContentsAsked(Sought.NOTES, BY_SYMBOL)),
        ("what does orvelland want", ContentsAsked(Sought.REQUESTS, OF_ORVELLAND)),
        ("whats orvelland asking for", ContentsAsked(Sought.REQUESTS, OF_ORVELLAND)),
        ("what does it ask the security council to do?", ContentsAsked(Sought.REQUESTS, Whose())),
        ("what is requested in A/76/9011", ContentsAsked(Sought.REQUESTS, BY_SYMBOL)),
        ("who is quoted in A/76/9011?", ContentsAsked(Sought.SPEAKERS, BY_SYMBOL)),
        ("whom does Orvelland quote", ContentsAsked(Sought.SPEAKERS, OF_ORVELLAND)),
        ("which annexes does A/76/9011 have", ContentsAsked(Sought.ANNEXES, BY_SYMBOL)),
        ("list its annexes", None),
        ("are there any annexes", ContentsAsked(Sought.ANNEXES, Whose())),
        ("who is quoted on the dam", None),
        ("what is annex II", None),
        ("which books does orvelland cite on the dam", None),
        ("what is the source of that", None),
        ("show me the sources", None),
        ("what are the sources of the water", None),
        ("which notes verbales did kesparia send", None),
        ("which letters cite it", None),
        ("what does orvelland want for the dam", None),
        ("what does the minister want", None),
        ("what did the mission find", None),
    ],
)
def test_what_is_asked_of_letters_as_wholes_is_understood_whole_or_not_at_all(
    text: str, asked: ContentsAsked | None
) -> None:
    assert contents_asked(told(text, NAMES, 2023)) == asked


def ask(engine: Engine, text: str, *before: str) -> Answer:
    return engine.ask(Question(text, before))


def shown(answer: Answer) -> list[str]:
    return [each.text for each in answer.quotes]


def test_the_sources_of_a_kind_are_the_notes_that_cite_them(specimen_engine: Engine) -> None:
    answer = ask(specimen_engine, "which press articles does A/76/9011 cite")
    assert [each.footnotes[0].indicator for each in answer.quotes] == ["4", "6", "9"]
    assert all(CitationKind.PRESS in {c.kind for c in each.footnotes[0].citations} for each in answer.quotes)
    assert {each.attribution for each in answer.quotes} == {("Orvelland",)}


def test_what_only_points_back_to_a_source_is_not_shown_beside_it(specimen_engine: Engine) -> None:
    sources = shown(ask(specimen_engine, "what are the sources of A/76/9011"))
    assert not any(each.startswith("Ibid") for each in sources)
    assert any(each.startswith("Ibid") for each in shown(ask(specimen_engine, "list all footnotes of A/76/9011")))


def test_sources_of_all_letters_of_a_sender_are_shown_under_whoever_cites_them(specimen_engine: Engine) -> None:
    answer = ask(specimen_engine, "which books does Orvelland cite")
    assert len({each.letter.letter_id for each in answer.quotes}) > 1
    assert all("Orvelland" in each.letter.senders for each in answer.quotes)


def test_the_letter_shown_before_is_meant_by_it(specimen_engine: Engine) -> None:
    (quote,) = ask(specimen_engine, "which press articles does it cite", "who opened the gates at halvek").quotes
    assert quote.text == "“Correction”, Anvelmouth Gazette, 16 February 2022, p. 2."


def test_a_letter_that_cites_nothing_of_the_kind_is_named_and_nothing_shown(specimen_engine: Engine) -> None:
    answer = ask(specimen_engine, "which resolutions does A/76/9011 cite")
    assert (answer.reason, [each.symbols[0] for each in answer.nearest]) == (Reason.NOTHING_FOUND, ["A/76/9011"])
    not_held = ask(specimen_engine, "which resolutions does A/79/1 cite")
    assert not_held.remarks == (Remark(RemarkKind.NOT_HELD, ("A/79/1",)),)


def test_resolutions_are_cited_in_the_text_as_well_each_once(empty: Engine, tmp_path: Path) -> None:
    text = (
        "The Council adopted resolution 9822 (1993) on the dam. By resolution 9822 (1993) it called for calm. "
        "The Assembly recalled it in resolution 62/9243."
    )
    empty.ingest([write_letter_file(tmp_path, "dam.txt", text)])
    both = shown(ask(empty, "which resolutions are cited"))
    assert both == ["The Council adopted resolution 9822 (1993) on the dam.", text.rpartition("calm. ")[2]]
    assert shown(ask(empty, "which SC resolutions does the letter mention")) == both[:1]


def test_what_a_state_requests_is_told_in_its_own_words_without_the_circulation(specimen_engine: Engine) -> None:
    answer = ask(specimen_engine, "what does the Ondrey Islands want")
    assert answer.quotes
    assert {each.attribution for each in answer.quotes} == {("Ondrey Islands",)}
    assert not any("circulated" in each for each in shown(answer))


def test_what_one_letter_requests_ends_with_its_circulation(specimen_engine: Engine) -> None:
    assert "circulated" in shown(ask(specimen_engine, "what is requested in A/76/9011"))[-1]


def test_a_request_that_the_letter_only_reports_is_not_its_own(empty: Engine, tmp_path: Path) -> None:
    text = (
        "The Council calls upon both to talk. Velmora requested talks on 3 May. "
        "In the light of this, Velmora once again urges Ruritania to open the bridge."
    )
    empty.ingest([write_letter_file(tmp_path, "bridge.txt", text)])
    assert shown(ask(empty, "what is requested")) == [text.rpartition("3 May. ")[2]]


@pytest.mark.parametrize(
    "reported",
    [
        "The Government of Orvelland demands that the bridge be shut.",
        "The Mission asks for more observers.",
        "The delegation requests leave.",
        "According to Orvelland, Velmora insists on a toll.",
        "In the view of Orvelland, Velmora expects too much.",
        "Velmora recalls that Orvelland came late and demands a toll.",
    ],
)
def test_what_another_requests_is_not_the_senders_request(empty: Engine, tmp_path: Path, reported: str) -> None:
    text = f"{reported} The Government of Velmora regrets it and urges both to talk."
    empty.ingest([write_letter_file(tmp_path, "toll.txt", text)])
    assert shown(ask(empty, "what does Velmora want")) == [text.removeprefix(f"{reported} ")]


def test_what_is_asked_amid_a_long_quotation_is_not_the_senders_request(empty: Engine, tmp_path: Path) -> None:
    said = "The bridge has been shut for a year and nobody knows why it was. " * 12
    text = f"The ferryman, Ludo Brenner, said: “{said}We demand that it be opened.” Velmora requests talks."
    empty.ingest([write_letter_file(tmp_path, "ferry.txt", text)])
    assert shown(ask(empty, "what does Velmora want")) == ["Velmora requests talks."]


def test_who_is_named_only_as_a_source_is_told_to_be_one(empty: Engine, tmp_path: Path) -> None:
    text = (
        "Experts call the flood the worst of the century.¹ The bridge is shut.\n\n"
        "¹ Ludo Brenner, The Long Water (Strelsau, 2001), p. 4."
    )
    empty.ingest([write_letter_file(tmp_path, "flood.txt", text)])
    answer = ask(empty, "what did brenner write about the flood")
    assert shown(answer) == ["Experts call the flood the worst of the century."]
    assert answer.remarks == (Remark(RemarkKind.IN_NOTES, ("brenner",)),)
    assert ask(empty, "what did brenner write about elections").quotes == ()


def test_everybody_whom_a_letter_quotes_is_shown_once(specimen_engine: Engine) -> None:
    quotes = ask(specimen_engine, "who is quoted in A/76/9011").quotes
    speakers = [each.attribution[-1] for each in quotes]
    assert speakers == ["Ulmera Basin Observation Mission", "Brigitta Sorn", "Aldous Renn"]
    assert {each.attribution[0] for each in quotes} == {"Orvelland"}


def test_the_annexes_of_a_letter_are_shown_by_their_titles(specimen_engine: Engine) -> None:
    assert shown(ask(specimen_engine, "which annexes does A/76/9095 have")) == [
        "Statement of Piran Westlake, mate of the Marigold II",
        "Letter dated 1 March 2022 from the Consul of the Ondrey Islands at Ledrane addressed to the Director of the "
        "Prison of Ledrane",
        "Objects missing from the Lark of Callis and the Marigold II",
    ]
    assert ask(specimen_engine, "are there annexes to A/76/9011").reason is Reason.NOTHING_FOUND


def test_a_source_is_known_by_its_short_form_as_well(empty: Engine, tmp_path: Path) -> None:
    text = (
        "The vote was rejected by many.¹\n\n"
        "¹ Statement by the Spokesperson of the European Union, 2 May 2021; and Ludo Brenner, The Vote (2001)."
    )
    empty.ingest([write_letter_file(tmp_path, "vote.txt", text)])
    answer = ask(empty, "what did the eu say about the vote")
    assert shown(answer) == ["The vote was rejected by many."]
    assert answer.remarks == (Remark(RemarkKind.IN_NOTES, ("eu",)),)
