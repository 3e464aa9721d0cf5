"""Whose words a letter gives, as it tells of them."""

import re
from collections.abc import Iterator

import pytest

from retrieval.engine import Engine
from retrieval.language.states import FoundState
from retrieval.parsing import parse
from retrieval.readers import read_bytes
from retrieval.spans import speaking
from retrieval.spans.speaking import means, reported, speaks, tells
from retrieval.types import BlockKind, Question, RemarkKind, Span


@pytest.mark.parametrize(
    "text",
    [
        "The coroner of Ledrane told the court that two bullets had been fired.",
        "The coroner sat in March. She said that two bullets had been fired. This was not disputed.",
        "The coroner sat in March. “Two bullets had been fired”, she said in court.",
        "The Board noted the coroner's objection to the plan.",
        "The coroner agrees with nobody.",
        "The coroner who was there said that two bullets had been fired.",
        "The coroner was alarmed and said that two bullets had been fired.",
        "The coroner, a judge of the Superior Court, told us over the weekend that two bullets had been fired.",
        "The coroner has written to me. She hoped for rain. She said that two bullets had been fired.",
        "I have seen the coroner, and it is her view that two bullets had been fired.",
        "The coroner does not believe that two bullets had been fired.",
        "The coroner, interviewed in May by the weekly Die Laterne and others, admitted that two bullets were fired.",
        "The coroner interrupted me by saying that two bullets had been fired.",
        "The coroner again dissented; in her view two bullets had been fired.",
        "At this meeting the coroner informed Mr. Lind that two bullets had been fired.",
        "The coroner, Ms. Ada Sorn, sat in March. She said that two bullets had been fired.",
    ],
)
def test_a_paragraph_reports_words_of_who_is_named(text: str) -> None:
    assert reported("coroner", text)


@pytest.mark.parametrize(
    ("text", "theirs"),
    [
        ("The coroner of Ledrane found that two bullets had been fired.", True),
        ("The coroner of Ledrane has attributed the deaths to two bullets.", True),
        ("To the coroner of Ledrane two bullets were attributed.", False),
        ("The coroner sat in March. She found that two bullets had been fired.", True),
        ("The inquest was long. As the coroner has confirmed, the bullets did not rebound.", True),
        ("The coroner sat in March. She adds that two bullets had been fired.", True),
        ("The coroner pointed out that two bullets had been fired.", True),
        ("The coroner has made it quite clear that in her view two bullets had been fired.", True),
        (
            "When I met the coroner we spoke of the inquest. She was quite definite that two bullets had been fired.",
            True,
        ),
        ("The coroner is now asking for both bullets.", True),
        ("The coroner made a statement to the effect that two bullets had been fired.", True),
        ("The count was long. The coroner, Anna Lind, dissented.", True),
        ("The count was long. The coroner disputes the number.", True),
        ("The count was long. The coroner heard the disputes about it.", False),
        ("According to the coroner of Ledrane two bullets had been fired.", True),
        ("Remarks made privately this week by the coroner raise hopes of a verdict.", True),
        ("The inquest was put off at the request of the coroner.", True),
        ("The inquest was put off at the strong desire of the coroner.", True),
        ("A letter from the coroner declaring that two bullets had been fired was received.", True),
        ("The coroner will make a statement.", False),
        ("The coroner confirmed it. Two bullets had been fired.", False),
        ("The objection to trial by the coroner was heard.", False),
        ("It was pointed out to the coroner that two bullets had been fired.", False),
        ("The letter was given by the harbour master to the coroner.", False),
        ("The coroner sat in March. The harbour master came later. He found two bullets.", False),
    ],
)
def test_what_somebody_found_is_the_sentence_that_says_so(text: str, theirs: bool) -> None:
    assert tells("coroner", text, text.rindex(". ", 0, -1) + 2 if ". " in text else 0) is theirs


@pytest.mark.parametrize(
    "text",
    [
        "Two bullets had been fired, and nobody asked the coroner.",
        "The coroner sat in March. The harbour master said that two bullets had been fired.",
        "A letter was handed to the coroner stating that two bullets had been fired.",
        "The coroner was warned, and warned in time.",
        "I spoke in March to Renn and to the coroner; in his view two bullets had been fired.",
        "Mr. Lind informed the coroner that two bullets had been fired.",
        "The coroner had never been told that two bullets had been fired.",
        "The coroner was now warned that two bullets had been fired.",
        "The coroner was absent when the guard, interviewed by the weekly Laterne, said that two bullets were fired.",
        "We think it is not right to act against the coroner even to the slight extent proposed.",
        "We are keen to keep the coroner and her clerks but doubted the count.",
        "If the coroner or any other judge proposes a count, your vote is free.",
        "Nobody thought of losing a seat for the coroner, but they felt that it was late.",
        "They praised the coroner for her patience in reducing their own claims.",
        "Renn spoke first. After raising two points he read the finding of the coroner. He said that it was late.",
    ],
)
def test_words_of_others_are_not(text: str) -> None:
    assert not reported("coroner", text)


@pytest.mark.parametrize(
    ("asked", "printed", "meant"),
    [
        ("Velmora's premier Lind", "Anna Lind", True),
        ("premier Lind of Velmora", "Anna Lind", True),
        ("ministry of the interior of Velmora", "Ministry of the Interior", True),
        ("ministry of the interior of Osterland", "Ministry of the Interior", False),
        ("premier of Velmora", "Velmora", False),
        ("premier of Velmora", "Premier of Osterland", False),
        ("Velmora's premier Lind", "Anna Renn", False),
        ("council president", "Council of Osterland", False),
        ("envoy to Lind", "Lind", False),
        ("judge appointed by Velmora", "Velmora", False),
    ],
)
def test_more_may_be_said_of_somebody_than_the_letter_calls_him(asked: str, printed: str, meant: bool) -> None:
    assert means(asked, printed, lambda: "The Ministry of the Interior of Velmora answered.") is meant


@pytest.mark.parametrize(
    ("around", "meant"),
    [
        ("Velmora’s Foreign Minister spoke. The Foreign Minister said:", True),
        ("Velmora was shelled. The Foreign Minister of Osterland spoke. The Foreign Minister said:", False),
        ("Velmora was shelled. The Foreign Minister said:", False),
        ("The Foreign Minister of Velmora met the Foreign Minister of Osterland. The Foreign Minister said:", False),
    ],
)
def test_an_office_is_of_whom_the_letter_says_that_it_is(around: str, meant: bool) -> None:
    assert means("foreign minister of Velmora", "Foreign Minister", lambda: around) is meant


@pytest.mark.parametrize(
    ("around", "meant"),
    [
        ("The Minister for Foreign Affairs of Velmora summoned us. The Minister said:", True),
        ("The Minister for Trade of Velmora summoned us. The Minister said:", False),
        ("The Minister for Foreign Affairs of Velmora met the Minister of Osterland. The Minister said:", False),
        ("Velmora was shelled. The Minister said:", False),
    ],
)
@pytest.mark.parametrize("asked", ["foreign minister of Velmora", "velmoras foreign minister"])
def test_a_bare_office_is_of_whom_the_letter_says_that_it_is(asked: str, around: str, meant: bool) -> None:
    assert means(asked, "Minister", lambda: around) is meant


@pytest.mark.parametrize(
    ("around", "meant"),
    [
        ("Velmora Mission The River Basin Observation Mission came in May. In its report the Mission stated:", True),
        ("Velmora Mission The Joint Border Mission came in May. In its report the Mission stated:", False),
        ("The River Basin Observation Mission met the Joint Border Mission. The Mission stated:", False),
        ("In its report the Mission stated:", False),
    ],
)
def test_a_body_is_called_by_its_last_word_where_no_other_is_named(around: str, meant: bool) -> None:
    assert means("river basin observation mission", "Mission", lambda: around) is meant


@pytest.mark.parametrize(
    ("asked", "speaking_there"),
    [
        ("permanent representative of Orvelland", True),
        ("Orvelland's permanent representative", True),
        ("permanent representative of Velmora", False),
        ("foreign minister of Orvelland", False),
    ],
)
def test_a_letter_holds_the_words_of_the_office_that_sent_it(asked: str, speaking_there: bool) -> None:
    head = "Letter dated 3 May 2021 from the Permanent Representative of Orvelland addressed to the Secretary-General"
    letter = parse(read_bytes(f"{head}\n\nTwo bullets had been fired near the old gates.".encode(), "letter.txt"))
    (block,) = [each for each in letter.blocks if each.kind is BlockKind.BODY]
    assert speaks(asked, block, block.span, letter) is speaking_there


@pytest.fixture
def ledrane_is_the_capital_of_velmora(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    def capitals(text: str) -> tuple[FoundState, ...]:
        found = re.finditer("ledrane", text, re.IGNORECASE)
        return tuple(FoundState(Span(*each.span()), "Velmora", "capital") for each in found)

    monkeypatch.setattr(speaking, "find_states", capitals)
    monkeypatch.setattr(speaking, "state_named", lambda name: "Velmora" if "velmora" in name.casefold() else None)
    remembered = (speaking._governed, speaking._capital)
    for each in remembered:
        each.cache_clear()
    yield
    for each in remembered:
        each.cache_clear()


@pytest.mark.usefixtures("ledrane_is_the_capital_of_velmora")
@pytest.mark.parametrize(
    ("asked", "sender", "city", "its"),
    [
        ("Velmora", "Ministry of Works", "LEDRANE", True),
        ("the Velmora Government", "War Cabinet", "LEDRANE", True),
        ("Velmora", "Ministry of Works", "TRANMERE", False),
        ("Velmora", "Renn", "LEDRANE", False),
        ("Velmora", "Embassy in Ledrane", "LEDRANE", False),
        ("Velmora's ambassador", "Ministry of Works", "LEDRANE", False),
        ("Osterland", "Ministry of Works", "LEDRANE", False),
    ],
)
def test_an_office_that_governs_speaks_for_its_state_from_the_capital(
    asked: str, sender: str, city: str, its: bool
) -> None:
    head = f"---\ntitle: {sender} to Lind\ndoc_date: '1946-05-03'\n---\n\nCablegram 7 {city}, 3 May 1946"
    text = f"{head}\n\nThe gates are to be shut."
    letter = parse(read_bytes(text.encode(), "gates.md"))
    words = next(each for each in letter.blocks if "gates" in each.span.of(letter.text))
    assert letter.masthead.senders == (sender,)
    assert speaks(asked, words, words.span, letter) is its


def test_a_note_that_editors_added_is_nobodys_word_but_whose_it_reports() -> None:
    head = (
        "---\ntitle: Renn to Lind\ndoc_date: '1946-05-03'\nvol_title: Letters\n---\n\nCablegram 7 TRANMERE, 3 May 1946"
    )
    notes = "1 The harbour master denied it.\n2 Orvell thought that Renn meant the lower gates.\n"
    letter = parse(read_bytes(f"{head}\n\nThe gates [1] are shut. [2]\n\n _\n\n{notes}\n_\n".encode(), "gates.md"))
    first, second = (note.span for note in letter.footnotes)
    assert letter.masthead.senders == ("Renn",)
    assert [speaks("Renn", None, each, letter) for each in (first, second)] == [False, False]
    assert [speaks("Orvell", None, each, letter) for each in (first, second)] == [False, True]
    assert speaks("harbour master", None, first, letter)


@pytest.mark.parametrize(("asked", "theirs"), [("Osterland", [True, True]), ("Velmora", [True, False])])
def test_what_another_goes_on_to_say_is_no_word_of_him_whose_view_he_supported(asked: str, theirs: list[bool]) -> None:
    head = "---\ntitle: Renn to Lind\ndoc_date: '1946-05-03'\n---\n\nCablegram 7 TRANMERE, 3 May 1946"
    said = "Osterland shares Velmora's view of the dam. The gates are to be shut."
    text = f"{head}\n\nOsterland's envoy said:\n\n> {said}\n"
    letter = parse(read_bytes(text.encode(), "gates.md"))
    words = next(each for each in letter.blocks if "gates" in each.span.of(letter.text))
    start = words.span.start
    told = start + words.span.of(letter.text).index(" The gates")
    sentences = (Span(start, told), Span(told + 1, words.span.end))
    assert len(words.attribution) == 2
    assert [speaks(asked, words, each, letter) for each in sentences] == theirs


@pytest.mark.parametrize(("behind", "theirs"), [("My Government notes that it has", False), ("It has", True)])
def test_what_the_sender_holds_against_it_is_no_word_of_whom_a_paragraph_reports(behind: str, theirs: bool) -> None:
    head = "Letter dated 6 April 2021 from the Permanent Representative of Kesparia addressed to the President"
    text = f"{head}\n\nMerovand denies that it has lorries. {behind} forty at Dorn.\n\n(Signed) Sunniva Holt\n"
    letter = parse(read_bytes(text.encode(), "letter.txt"))
    block = next(each for each in letter.blocks if "forty" in each.span.of(letter.text))
    second = Span(letter.text.index(behind), block.span.end)
    assert speaks("Merovand", block, second, letter) is theirs
    assert speaks("Merovand", block, Span(block.span.start, second.start - 1), letter)


@pytest.mark.parametrize(
    ("asked", "theirs"),
    [("Renn", True), ("Aldous Renn", True), ("Holt", False), ("Ledrane", False), ("Merovand", False)],
)
def test_who_holds_the_office_that_speaks_in_an_annex_is_in_its_title(asked: str, theirs: bool) -> None:
    letter = parse(
        read_bytes(
            b"Letter dated 6 April 2021 from the Permanent Representative of Kesparia addressed to the President"
            b"\n\nI have the honour to transmit a statement (see annex).\n\n(Signed) Sunniva Holt\n\n"
            b"Annex\n\nStatement by the Prime Minister of Kesparia, Aldous Renn, before the Parliament\n\n"
            b"Ledrane, 4 April 2021\n\nThe seven observers came as tourists.\n",
            "letter.txt",
        )
    )
    block = next(each for each in letter.blocks if each.span.of(letter.text).startswith("The seven"))
    assert block.attribution == ("Kesparia", "Prime Minister of Kesparia")
    assert speaks(asked, block, block.span, letter) is theirs


@pytest.mark.parametrize(
    ("asked", "part"),
    [
        ("what does the agreed record say about the pumps", "Annex"),
        ("what does the statement of westlake say about the boys", "Annex I"),
        ("what does the technical memorandum say about gate 3", "Annex"),
    ],
)
def test_a_paper_says_what_stands_in_the_annex_with_its_title(specimen_engine: Engine, asked: str, part: str) -> None:
    answer = specimen_engine.ask(Question(asked))
    assert answer.quotes[0].part == part
    assert RemarkKind.NOT_FROM not in [each.kind for each in answer.remarks]
