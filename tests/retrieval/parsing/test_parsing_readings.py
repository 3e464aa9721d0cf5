"""What the parser makes of readings whose lines have roles, as the PDF and Word readers give them."""

import pytest

from retrieval.parsing import parse
from retrieval.readers.text import read_text
from retrieval.types import BlockKind, Line, LineRole, Page, Reading


def note(text: str) -> Line:
    return Line(text, role=LineRole.NOTE)


def test_text_between_two_halves_of_a_note_stays_text() -> None:
    first = (
        Line(
            "Letter dated 14 April 2020 from the Permanent Representative of Orvelland to the United Nations addressed"
        ),
        Line("to the Secretary-General"),
        Line(""),
        Line("The position of my Government was stated before.¹ It has not changed."),
        Line(""),
        note("¹ Statement by the Minister, available at"),
    )
    second = (
        Line("I should be grateful if you would have the present letter circulated as a document of the Council."),
        Line(""),
        Line("(Signed) Marit Oskelund"),
        Line("Permanent Representative"),
        Line(""),
        note("www.ministry.example.org/statement.html."),
    )
    letter = parse(Reading("pdf", (Page(1, first), Page(2, second))))
    assert [each.name for each in letter.masthead.signatories] == ["Marit Oskelund"]
    (footnote,) = letter.footnotes
    text = "Statement by the Minister, available at www.ministry.example.org/statement.html."
    assert footnote.span.of(letter.text) == text


def test_two_rules_after_a_note_that_is_cut_off_are_passed_over() -> None:
    first = (Line("The position was stated before.¹"), note("¹ Statement by the Minister, available at"))
    second = (Line("_"), Line(""), Line("_"), Line(""), Line("The position has not changed."))
    letter = parse(Reading("pdf", (Page(1, first), Page(2, second))))
    assert [each.indicator for each in letter.footnotes] == ["1"]


def test_a_day_at_the_head_of_a_line_is_no_note_where_the_indicators_are_raised() -> None:
    lines = (
        Line(
            "Letter dated 14 April 2020 from the Permanent Representative of Orvelland to the United Nations addressed"
        ),
        Line("to the Secretary-General"),
        Line(""),
        Line("It was stated before.²⁷ It has not changed.²⁸"),
        Line(""),
        note("²⁷ Statement by the Minister for Water, delivered at Dorn on"),
        note("28 May 2006 and printed since, at"),
        note("28 Harbour Street."),
        note("²⁸ Ibid."),
    )
    letter = parse(Reading("pdf", (Page(1, lines),)))
    assert [(each.indicator, each.span.of(letter.text)) for each in letter.footnotes] == [
        ("27", "Statement by the Minister for Water, delivered at Dorn on 28 May 2006 and printed since, at 28 Harbour "
         "Street."),
        ("28", "Ibid."),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "title",
    [
        "LEITER DATED 3 JUNE 20l9 FROM THE PERMANENT REPRESENTATIVE OF ORVELLAND TO THE UNITED NATIONS ADDRESSED TD "
        "THE SECRETARY-GENERAL",
        "Letter datcd 3 June 2019 frorn the Permanent Representative of Orvelland to the United Nations addre ssed to "
        "the Secretary -General",
    ],
)
def test_a_scanned_letter_is_found_by_its_misread_title_below_its_misread_items(title: str) -> None:
    head = "A/73/9O2\n\nAgenda itens 32 and 83\n\n"
    parsed = parse(read_text(f"{head}{title}\n\nUpon instructions from my Government, I protest.".encode()))
    masthead = parsed.masthead
    assert (masthead.symbols, masthead.date, masthead.addressees) == (
        ("A/73/902",),
        "2019-06-03",
        ("Secretary-General",),
    )
    assert [item.number for item in masthead.agenda_items] == ["32", "83"]


def test_a_quotation_set_in_with_spaces_ends_where_the_text_goes_back() -> None:
    text = (
        "Letter dated 3 June 2019 from the Permanent Representative of Orvelland to the United Nations addressed to "
        "the Secretary-General\n\nThe Commission of the Ulmera found as follows:\n\n"
        "        The gates were shut all night,\n        and nobody kept the log.\n\n"
        "        It was not the first time.\n\n"
        "We protest.\n\n                    (Signed) Anna Berg\n                    Permanent Representative\n"
    )
    blocks = [(block.kind, block.attribution[1:]) for block in parse(read_text(text.encode())).blocks[2:]]
    quote = (BlockKind.QUOTE, ("Commission of the Ulmera",))
    assert blocks == [quote, quote, (BlockKind.BODY, ()), (BlockKind.SIGNATURE, ())]


def test_a_letter_on_one_line_is_parted_at_rules_at_the_feet_of_pages_and_below_the_heading_of_its_annex() -> None:
    title = "letter dated 3 June 2019 from the Permanent Representative of Orvelland to the United Nations addressed to"
    filling = "The gates of the dam at Halvek were shut in that night as well. " * 25
    line = (
        f"A/73/9902-S/2019/9451 United Nations Distr.: General L{title[1:]} the Secretary-General I have the honour to "
        f"recall the log.1 {filling}It was not _______________ 1 Log of Halvek, p. 3. 19-09211 (E) 110619 *1909211* "
        f"A/73/9902 S/2019/9451 kept. (Signed) Anna Berg Permanent Representative 2/3 19-09211 A/73/9902 S/2019/9451 "
        f"Annex to the {title} the Secretary-General The log was lost.a _______________ a Log of Bresk. 19-09211 3/3"
    )
    parsed = parse(read_text(line.encode()))
    shown = [(block.kind, block.span.of(parsed.text)[-16:]) for block in parsed.blocks[-4:]]
    assert shown == [
        (BlockKind.BODY, "It was not kept."),
        (BlockKind.SIGNATURE, "t Representative"),
        (BlockKind.HEADING, "ecretary-General"),
        (BlockKind.BODY, "he log was lost."),
    ]
    notes = [(note.indicator, note.span.of(parsed.text), len(note.calls), note.part) for note in parsed.footnotes]
    assert notes == [("1", "Log of Halvek, p. 3.", 1, ""), ("a", "Log of Bresk.", 1, "Annex")]


def test_letters_that_are_named_one_after_another_keep_their_owners_and_dates() -> None:
    text = (
        "Letter dated 14 April 2020 from the Permanent Representative of Orvelland to the United Nations addressed to "
        "the Secretary-General\n\nI refer to Kesparia's letter dated 3 May 2019 and to Merovand's note verbale dated "
        "4 May 2019. They contradict the letter from the President of Ondrey dated 5 May 2019.\n"
    )
    letter = parse(read_text(text.encode()))
    named = [(each.author, each.date) for each in letter.citations]
    assert named == [("Kesparia", "2019-05-03"), ("Merovand", "2019-05-04"), ("President of Ondrey", "2019-05-05")]
