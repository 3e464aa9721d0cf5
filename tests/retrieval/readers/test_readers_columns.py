"""What the PDF reader makes of columns, close paragraphs and small high digits, as other typesetters set them."""

from collections.abc import Iterable, Sequence

import pytest
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from retrieval.readers.pdf import read_pdf
from retrieval.types import LineRole, Reading
from tests.readers_builders import HEIGHT, pdf_pages, wrap

SENTENCE = (
    "The registers of the district office show that the crossing at Bresk was open until the evening, and that nobody "
    "who came to it from the villages on the left bank of the river was turned away by the guard of paragraph {}."
)
PARAGRAPHS = [SENTENCE.format(number) for number in range(1, 7)]
FONT = "Times-Roman"


def read(*pages: object) -> Reading:
    return read_pdf(pdf_pages(pages), "drawn.pdf")  # type: ignore[arg-type]


def paragraphs(reading: Reading, *roles: LineRole) -> list[str]:
    """Return the texts between blank lines, of lines with these roles only."""
    made = [""]
    for line in (line for page in reading.pages for line in page.lines if line.role in roles or not line.text):
        made = [*made, ""] if not line.text else [*made[:-1], f"{made[-1]} {line.text}".strip()]
    return [text for text in made if text]


def set_column(
    canvas: Canvas, left: float, width: float, top: float, texts: Iterable[str], gap: float, *, justified: bool = False
) -> None:
    """Set paragraphs one below the other, `gap` points apart."""
    for text in texts:
        lines = wrap(text, FONT, 10, width)
        for number, line in enumerate(lines):
            out = canvas.beginText(left, HEIGHT - top)
            out.setFont(FONT, 10)
            if justified and number < len(lines) - 1:
                out.setWordSpace((width - pdfmetrics.stringWidth(line, FONT, 10)) / line.count(" "))
            out.textOut(line)
            canvas.drawText(out)
            top += 12
        top += gap


def page_of(columns: Sequence[tuple[float, float, float, Sequence[str]]], *, justified: bool = False) -> object:
    """Return a page with a wide paragraph above columns of (left, width, top, paragraphs)."""

    def draw(canvas: Canvas) -> None:
        set_column(canvas, 100, 400, 90, [SENTENCE.format("seven") + " " + SENTENCE.format("eight")], 12)
        for left, width, top, texts in columns:
            set_column(canvas, left, width, top, texts, 8, justified=justified)

    return draw


@pytest.mark.parametrize("justified", [False, True])
@pytest.mark.parametrize("lower", [0.0, 5.0])
def test_two_columns_are_read_one_after_the_other(justified: bool, lower: float) -> None:
    columns = [(100, 193, 160, PARAGRAPHS[:3]), (307, 193, 160 + lower, PARAGRAPHS[3:])]
    reading = read(page_of(columns, justified=justified))
    assert paragraphs(reading, LineRole.TEXT)[1:] == PARAGRAPHS


def test_a_column_longer_than_the_one_beside_it_is_read_to_its_end() -> None:
    reading = read(page_of([(100, 193, 160, PARAGRAPHS[:5]), (307, 193, 160, PARAGRAPHS[5:])]))
    assert paragraphs(reading, LineRole.TEXT)[1:] == PARAGRAPHS


def test_three_columns_are_read_one_after_the_other() -> None:
    columns = [(100 + 138 * n, 124, 160, PARAGRAPHS[2 * n : 2 * n + 2]) for n in range(3)]
    reading = read(page_of(columns))
    assert paragraphs(reading, LineRole.TEXT)[1:] == PARAGRAPHS


def test_a_short_word_at_the_end_of_a_column_is_no_label() -> None:
    left = wrap(PARAGRAPHS[0], FONT, 10, 193)
    right = wrap(PARAGRAPHS[1], FONT, 10, 193)

    def draw(canvas: Canvas) -> None:
        set_column(canvas, 100, 400, 90, [SENTENCE.format("seven")], 12)
        for number, (one, other) in enumerate(zip([*left, "its."], [*right, "and on"], strict=True)):
            canvas.setFont(FONT, 10)
            canvas.drawString(100, HEIGHT - 160 - 12 * number, one)
            canvas.drawString(307, HEIGHT - 160 - 12 * number, other)

    assert "paragraph 1. its. The registers" in " ".join(paragraphs(read(draw), LineRole.TEXT))


def test_titles_of_agenda_items_stand_before_the_organ_beside_them() -> None:
    left = ["General Assembly", "Seventy-sixth session", "Agenda items 32 and 37", "", "The situation in the valleys"]
    left += ["of Velmora", "", "The rule of law"]

    def draw(canvas: Canvas) -> None:
        canvas.setFont(FONT, 10)
        for number, text in enumerate(left):
            canvas.drawString(100, HEIGHT - 90 - 12 * number, text)
        for number, text in enumerate(["Security Council", "Seventy-seventh year"]):
            canvas.drawString(330, HEIGHT - 90 - 12 * number, text)
        set_column(canvas, 100, 400, 210, PARAGRAPHS, 12)

    found = paragraphs(read(draw), LineRole.TEXT)
    assert found[:-6] == [
        "General Assembly Seventy-sixth session Agenda items 32 and 37",
        "The situation in the valleys of Velmora",
        "The rule of law",
        "Security Council Seventy-seventh year",
    ]


def test_the_masthead_ends_above_the_title_however_short_its_first_line_is() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFont(FONT, 10)
        for number, (left, right) in enumerate([("Security Council", "Distr.: General"), ("", "3 May 2021")]):
            canvas.drawString(100, HEIGHT - 90 - 12 * number, left)
            canvas.drawString(330, HEIGHT - 90 - 12 * number, right)
        for number, text in enumerate(["Letter dated 2 May 2021 from the", "Secretary-General addressed to the towns"]):
            canvas.drawString(100, HEIGHT - 134 - 12 * number, text)
        set_column(canvas, 100, 400, 210, PARAGRAPHS, 12)

    found = paragraphs(read(draw), LineRole.TEXT)
    assert found[:-6] == [
        "Security Council Distr.: General 3 May 2021",
        "Letter dated 2 May 2021 from the Secretary-General addressed to the towns",
    ]


def test_paragraphs_that_stand_close_are_parted() -> None:
    line = "The crossing at Bresk was open to all of them until the evening of that day."
    width = pdfmetrics.stringWidth(line, FONT, 10)
    full = [f"{line} {line}"] * 4

    def draw(canvas: Canvas) -> None:
        set_column(canvas, 60, width + 1, 90, full, 2.5)

    assert paragraphs(read(draw), LineRole.TEXT) == full


def test_quotations_are_known_on_a_page_that_holds_little_else() -> None:
    def first(canvas: Canvas) -> None:
        set_column(canvas, 100, 400, 90, PARAGRAPHS, 12)

    def second(canvas: Canvas) -> None:
        set_column(canvas, 100, 400, 90, ["A witness said the following:"], 12)
        set_column(canvas, 130, 340, 114, PARAGRAPHS, 12)

    assert paragraphs(read(first, second), LineRole.QUOTE) == PARAGRAPHS


def test_digits_that_are_superscripts_by_their_shape_are_indicators() -> None:
    pdfmetrics.registerFont(TTFont("Vera", "Vera.ttf"))

    def draw(canvas: Canvas) -> None:
        canvas.setFont("Vera", 10)
        canvas.drawString(100, 600, "It was rejected at the outset,¹ and again in 1975² as A/74/12 says.")

    data = pdf_pages([draw], pageCompression=0)
    plain = data.replace(b"<00B9>", b"<0031>").replace(b"<00B2>", b"<0032>")  # as fonts call their raised digits
    assert plain.count(b"<0031>") == 2
    found = paragraphs(read_pdf(plain, "raised.pdf"), LineRole.TEXT)
    assert found == ["It was rejected at the outset,¹ and again in 1975² as A/74/12 says."]
