"""What the parser makes of readings whose lines have roles, as the PDF and Word readers give them."""

from retrieval.parsing import parse
from retrieval.types import Line, LineRole, Page, Reading


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
