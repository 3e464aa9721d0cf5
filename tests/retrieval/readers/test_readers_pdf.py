"""The PDF reader, on real files: reportlab sets every page as the United Nations, or somebody else, would set it."""

import io

import pytest
from PIL import Image
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from retrieval.errors import NoTextError, UnreadableLetterError
from retrieval.readers import limits
from retrieval.readers.pdf import read_pdf
from retrieval.types import Line, LineRole, Reading
from tests.readers_builders import HEIGHT, Block, Specimen, pdf, pdf_pages, wrap

BODY = (
    "In reference to the letter dated 27 March 2020 from the Permanent Representative of Graustark, I would like to "
    "point out that the valley was taken by force, that its people were driven out, and that none of them has come "
    "home.¹",
    "The position of Ruritania has been stated before,² and it has not changed: the border runs where the Treaty of "
    "Strelsau drew it, along the river, and no map printed since then can move it by so much as the width of a field.",
)
QUOTES = (
    "We found that the retreating militia fled the town along with some of the large groups of fleeing civilians, and "
    "that by remaining armed they may be considered as combatants.",
    "Yet we place direct responsibility for the deaths with the forces that opened fire at the bridge.³",
)
FILLER = tuple(
    f"Point {number} of the record concerns the villages on the left bank, whose inhabitants asked for protection in "
    f"writing and received no answer, as the registers of the district office show in every single case."
    for number in range(1, 13)
)
NOTES = {
    "¹": "See A/72/9508-S/2017/9836, A/72/9889-S/2018/9546 and A/74/9744-S/2020/9193, in which the same matter was "
    "raised by three Governments one after another.",
    "²": "Ibid.",
    "³": "Letter dated 23 March 1997 from the Executive Director of the Border Watch, available at "
    "www.border.example.org.",
}
BLOCKS = (
    *(Block("body", text) for text in BODY),
    *(Block("body", text) for text in FILLER[:3]),
    Block(
        "body",
        "A witness of those days said the following in an interview that was printed at the time and never denied:",
    ),
    *(Block("quote", text) for text in QUOTES),
    Block("heading", "The registers"),
    *(Block("body", text) for text in FILLER[3:]),
    Block("signature", "(Signed) Rudolf Elphberg\nAmbassador\nPermanent Representative"),
)
SPECIMEN = Specimen(BLOCKS, NOTES)


def lines(reading: Reading) -> list[Line]:
    return [line for page in reading.pages for line in page.lines]


def texts(reading: Reading, role: LineRole) -> list[str]:
    return [line.text for line in lines(reading) if line.role is role and line.text]


def paragraphs(reading: Reading, *roles: LineRole) -> list[str]:
    """Join lines to paragraphs at blank lines; a page break joins what is not ended."""
    wanted = roles or (LineRole.TEXT, LineRole.QUOTE, LineRole.HEADING)
    made = [""]
    for page in reading.pages:
        for line in (line for line in page.lines if line.role in wanted or not line.text):
            if not line.text:
                made.append("")
            else:
                made[-1] = f"{made[-1]} {line.text}".strip()
        if made[-1] == "" and len(made) > 1 and made[-2][-1:] not in ".:¹²³":
            made.pop()
    return [text for text in made if text]


def drawn(*pages: object) -> Reading:
    return read_pdf(pdf_pages(pages), "drawn.pdf")  # type: ignore[arg-type]


@pytest.mark.parametrize("put", ["lines", "words", "glyphs", "scaled"])
@pytest.mark.parametrize("rule", ["path", "underscores", "none"])
@pytest.mark.parametrize("spaced", [True, False])
def test_every_paragraph_and_note_comes_out_however_it_was_set(put: str, rule: str, spaced: bool) -> None:
    specimen = Specimen(BLOCKS, NOTES, put=put, rule=rule, spaced=spaced)
    reading = read_pdf(pdf(specimen), "letter.pdf")
    found = paragraphs(reading)
    assert [each for each in (*BODY, *QUOTES, *FILLER, "The registers") if each not in found] == []
    assert " ".join(texts(reading, LineRole.NOTE)) == " ".join(f"{mark} {text}" for mark, text in NOTES.items())


@pytest.mark.parametrize("put", ["lines", "words", "glyphs", "scaled"])
def test_block_quotations_are_told_by_their_narrower_measure(put: str) -> None:
    reading = read_pdf(pdf(Specimen(BLOCKS, NOTES, put=put, justified=put != "glyphs")), "letter.pdf")
    assert " ".join(texts(reading, LineRole.QUOTE)) == " ".join(QUOTES)


def test_paragraphs_of_one_line_each_stay_apart_and_are_no_quotation() -> None:
    record = (
        "The Chair: I give the floor to the representative of Merovand.",
        "Ms. Dosantos: My delegation will vote for the plan. We do so without joy, and we shall say so again when the "
        "next winter comes and the boats are out.",
        "Mr. Finch: I withdraw the remark.",
        "Ms. Dosantos: I was quoting a poet.",
        "The Chair: I put the plan to the vote.",
        "The plan was adopted.",
    )
    blocks = [Block("body", text) for text in record]
    found = read_pdf(pdf(Specimen(blocks, spaced=True)), "letter.pdf")
    assert [each for each in paragraphs(found) if each in record] == list(record)
    assert texts(found, LineRole.QUOTE) == []


def test_the_signature_is_no_quotation() -> None:
    found = texts(read_pdf(pdf(SPECIMEN), "letter.pdf"), LineRole.TEXT)
    assert found[-3:] == ["(Signed) Rudolf Elphberg", "Ambassador", "Permanent Representative"]


def test_running_heads_job_numbers_and_page_numbers_are_furniture() -> None:
    reading = read_pdf(pdf(SPECIMEN), "letter.pdf")
    first, second, *_ = reading.pages
    assert [x.text for x in first.lines if x.role is LineRole.FURNITURE] == ["20-05432 (E) 170420", "*2005432*"]
    assert [x.text for x in second.lines if x.role is LineRole.FURNITURE] == [
        "A/74/9001",
        "S/2020/9001",
        "2/5",
        "20-05432",
    ]


@pytest.mark.parametrize("foot", ["1" * 60 + " of account", "1/" * 40, "20-05432 " * 12 + "of them"])
def test_a_foot_of_many_digits_that_is_no_page_number_is_text(foot: str) -> None:
    def draw(canvas: Canvas) -> None:
        body(canvas)
        canvas.drawString(100, 30, foot)

    assert foot.strip() in texts(drawn(draw), LineRole.TEXT)


def test_the_symbol_of_the_first_page_is_text() -> None:
    assert "A/74/9001–S/2020/9001" in texts(read_pdf(pdf(SPECIMEN), "letter.pdf"), LineRole.TEXT)


def test_the_masthead_is_read_column_by_column() -> None:
    found = [line.text for line in read_pdf(pdf(SPECIMEN), "letter.pdf").pages[0].lines if line.text]
    assert found[:7] == [
        "United Nations",
        "A/74/9001–S/2020/9001",
        "General Assembly",
        "Security Council",
        "Distr.: General",
        "15 April 2020",
        "Original: English",
    ]
    assert found[found.index("Agenda items 32 and 83") - 1] == "Seventy-fourth session"
    assert found[found.index("Seventy-fifth year") - 1] == "Security Council"


def test_the_title_is_a_heading() -> None:
    found = " ".join(texts(read_pdf(pdf(SPECIMEN), "letter.pdf"), LineRole.HEADING))
    assert SPECIMEN.title in found
    assert "The registers" in found


def test_a_note_that_goes_on_overleaf_is_a_note_on_both_pages() -> None:
    long = " ".join(f"Source number {number} of a very long list of sources;" for number in range(150))
    specimen = Specimen((*(Block("body", text) for text in (*BODY, *FILLER)),), {**NOTES, "¹": long})
    reading = read_pdf(pdf(specimen), "letter.pdf")
    notes = " ".join(texts(reading, LineRole.NOTE))
    assert notes.startswith(f"¹ {long}")
    assert len([page for page in reading.pages if any(line.role is LineRole.NOTE for line in page.lines)]) > 1
    assert "Source number" not in " ".join(texts(reading, LineRole.TEXT))


def test_lines_know_where_they_stand() -> None:
    line = next(each for each in lines(read_pdf(pdf(SPECIMEN), "letter.pdf")) if each.text.startswith("In reference"))
    assert (line.left, line.top, line.size) == (130.0, 288.0, 10.0)


# --- single traits ---------------------------------------------------------------------------------------------------


def body(canvas: Canvas, top: float = 100, count: int = 6, text: str = FILLER[0], size: float = 10) -> float:
    """Draw some full lines of text, and return where the next one would stand."""
    for line in wrap(" ".join([text] * count), "Times-Roman", size, 400):
        canvas.setFont("Times-Roman", size)
        canvas.drawString(100, HEIGHT - top, line)
        top += 1.2 * size
    return top


def full(canvas: Canvas) -> None:
    body(canvas)


def raised(canvas: Canvas, before: str, small: str, after: str = "", top: float = 300) -> None:
    out = canvas.beginText(100, HEIGHT - top)
    out.setFont("Times-Roman", 10)
    out.textOut(before)
    out.setFont("Times-Roman", 6.5)
    out.setRise(3.5)
    out.textOut(small)
    out.setRise(0)
    out.setFont("Times-Roman", 10)
    out.textOut(after)
    canvas.drawText(out)


@pytest.mark.parametrize(
    ("before", "small", "after", "expected"),
    [
        ("rejected at the outset.", "1", "", "rejected at the outset.¹"),
        ("in the annex,", "a", " and there", "in the annex,ᵃ and there"),
        ("on two grounds", "12,13", " at once", "on two grounds¹²,¹³ at once"),
        ("by the 21", "st", " of May", "by the 21st of May"),
        ("au XIX", "e", " siècle", "au XIXe siècle"),
        ("in 1992", "b", " and later", "in 1992ᵇ and later"),
        ("the provisional agenda", "*", " below", "the provisional agenda* below"),
    ],
)
def test_raised_type_is_an_indicator_unless_it_ends_an_ordinal(
    before: str, small: str, after: str, expected: str
) -> None:
    def draw(canvas: Canvas) -> None:
        body(canvas)
        raised(canvas, before, small, after)

    reading = drawn(draw)
    assert expected in texts(reading, LineRole.TEXT)


def test_a_letter_that_leans_over_the_next_word_leaves_its_space() -> None:
    def draw(canvas: Canvas) -> None:
        body(canvas)
        canvas.setFont("Times-Italic", 10)
        canvas.drawString(100, 500, "the Lark of")
        end = 100 + pdfmetrics.stringWidth("the Lark of", "Times-Italic", 10)
        canvas.drawString(end + 2.3, 500, "Callis sailed")

    assert "the Lark of Callis sailed" in texts(drawn(draw), LineRole.TEXT)


def test_a_stretched_line_is_no_table_and_keeps_its_indicator() -> None:
    def draw(canvas: Canvas) -> None:
        top = body(canvas, count=12)
        canvas.line(100, HEIGHT - top, 172, HEIGHT - top)
        canvas.setFont("Times-Roman", 5.5)
        canvas.drawString(100, HEIGHT - top - 15, "4")
        for x, words in ((116, "Callis Hearth,"), (210, "press release,"), (300, "10 January"), (390, "2022.")):
            canvas.setFont("Times-Roman", 8.5)
            canvas.drawString(x, HEIGHT - top - 18, words)

    assert texts(drawn(draw), LineRole.NOTE) == ["⁴ Callis Hearth, press release, 10 January 2022."]


def test_lowered_type_is_no_indicator() -> None:
    def draw(canvas: Canvas) -> None:
        body(canvas)
        canvas.setFont("Times-Roman", 10)
        canvas.drawString(100, 500, "as CO")
        canvas.setFont("Times-Roman", 6.5)
        canvas.drawString(100 + pdfmetrics.stringWidth("as CO", "Times-Roman", 10), 498.4, "2")

    assert "as CO2" in texts(drawn(draw), LineRole.TEXT)


def test_columns_of_an_annex_are_read_one_after_the_other() -> None:
    left = wrap(" ".join(FILLER[:3]), "Times-Roman", 10, 190)
    right = wrap(" ".join(FILLER[3:6]), "Times-Roman", 10, 190)

    def draw(canvas: Canvas) -> None:
        canvas.setFont("Times-Roman", 10)
        top = body(canvas, count=2)
        for index, (one, other) in enumerate(zip(left, right, strict=False)):
            canvas.drawString(100, HEIGHT - top - 24 - 12 * index, one)
            canvas.drawString(310, HEIGHT - top - 24 - 12 * index, other)

    reading = drawn(draw)
    found = " ".join(texts(reading, LineRole.TEXT))
    count = min(len(left), len(right))
    assert " ".join(left[:count]) + " " + " ".join(right[:count]) in found


def test_a_table_is_read_row_by_row() -> None:
    rows = [("Date", "Place", "Killed"), ("1 May 2019", "Bridge of Dorn", "12"), ("2 May 2019", "Mill of Bresk", "3")]

    def draw(canvas: Canvas) -> None:
        top = body(canvas) + 24
        for index, row in enumerate(rows):
            for x, cell in zip((100, 230, 400), row, strict=True):
                canvas.drawString(x, HEIGHT - top - 14 * index, cell)

    found = texts(drawn(draw), LineRole.TEXT)
    assert found[-3:] == ["\t".join(row) for row in rows]


def test_stamps_set_at_an_angle_are_left_out() -> None:
    def draw(canvas: Canvas) -> None:
        body(canvas)
        canvas.rotate(90)
        canvas.drawString(200, -30, "RECEIVED IN THE REGISTRY")

    assert "RECEIVED" not in " ".join(texts(drawn(draw), LineRole.TEXT))


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_turned_page_is_read_as_it_is_seen(turn: int) -> None:
    upright = drawn(body)

    def draw(canvas: Canvas) -> None:
        canvas.setPageRotation(turn)
        canvas.transform(*{90: (0, 1, -1, 0, 792, 0), 180: (-1, 0, 0, -1, 612, 792), 270: (0, -1, 1, 0, 0, 612)}[turn])
        body(canvas)

    assert texts(drawn(draw), LineRole.TEXT) == texts(upright, LineRole.TEXT)


def test_a_table_set_along_the_long_edge_of_its_page_is_read() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.rotate(90)
        canvas.translate(0, -792)
        body(canvas, top=250)

    assert texts(drawn(draw), LineRole.TEXT) == texts(drawn(body), LineRole.TEXT)


def test_forms_stand_where_they_were_put_with_their_rules() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.beginForm("page")
        body(canvas, top=150)
        canvas.line(100, 500, 172, 500)
        canvas.setFont("Times-Roman", 10)
        canvas.drawString(100, 480, "* A note in the size of the text.")
        canvas.endForm()
        canvas.translate(20, -30)
        canvas.doForm("page")

    found = [line for line in lines(drawn(draw)) if line.text]
    assert (found[0].left, found[0].top) == (120.0, 172.0)
    assert found[-1] == Line("* A note in the size of the text.", 120.0, 334.0, 10.0, LineRole.NOTE)


def test_line_end_hyphens_and_ligatures_are_kept_plain() -> None:
    pdfmetrics.registerFont(TTFont("Serif", "DejaVuSerif.ttf"))

    def draw(canvas: Canvas) -> None:
        canvas.setFont("Serif", 10)
        canvas.drawString(100, 600, "The ﬁrst o\ufb03cer of the govern-")
        canvas.drawString(100, 588, "ment spoke of the\u00a0war.")

    assert texts(drawn(draw), LineRole.TEXT) == ["The first officer of the govern-", "ment spoke of the war."]


def test_arabic_comes_out_in_the_order_it_is_read() -> None:
    pdfmetrics.registerFont(TTFont("Sans", "DejaVuSans.ttf"))
    seen = "ﺔﻟﺎﺳﺭ ﺔﺧﺭﺆﻣ"  # as drawn, from left to right, in presentation forms

    def draw(canvas: Canvas) -> None:
        canvas.setFont("Sans", 12)
        canvas.drawString(300, 600, seen[::1])

    assert texts(drawn(draw), LineRole.TEXT) == ["مؤرخة رسالة"]


# --- what is refused -------------------------------------------------------------------------------------------------


def picture(canvas: Canvas) -> None:
    canvas.drawImage(ImageReader(Image.new("L", (60, 80), 200)), 0, 0, 612, 792)


def test_a_scan_is_refused_as_such() -> None:
    with pytest.raises(NoTextError, match=r"^drawn.pdf is a scan without a text layer.*\.$"):
        drawn(picture, picture)


def test_a_page_that_is_a_picture_is_reported() -> None:
    assert drawn(body, picture, body).warnings == ("page 2 is a picture without text and could not be read",)


def test_an_encrypted_file_is_refused() -> None:
    data = pdf_pages([full], encrypt=StandardEncryption("secret", canPrint=0))
    with pytest.raises(UnreadableLetterError, match=r"x\.pdf is encrypted"):
        read_pdf(data, "x.pdf")


def test_a_file_that_opens_without_a_password_is_read() -> None:
    data = pdf_pages([full], encrypt=StandardEncryption("", ownerPassword="owner"))
    assert texts(read_pdf(data, "x.pdf"), LineRole.TEXT) == texts(drawn(body), LineRole.TEXT)


@pytest.mark.parametrize("share", [0.2, 0.5, 0.9, 0.995])
def test_a_truncated_file_is_refused(share: float) -> None:
    data = pdf(SPECIMEN)
    with pytest.raises(UnreadableLetterError, match="cut off"):
        read_pdf(data[: int(share * len(data))], "x.pdf")


def test_a_file_that_only_says_it_is_a_pdf_is_refused() -> None:
    with pytest.raises(UnreadableLetterError, match=r"x\.pdf is a damaged PDF"):
        read_pdf(b"%PDF-1.7\nDear Sir,\n%%EOF", "x.pdf")


def test_too_many_pages_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_PAGES", 3)
    with pytest.raises(UnreadableLetterError, match="has 4 pages, more than the 3"):
        drawn(body, body, body, body)


def test_too_many_objects_on_a_page_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_PAGE_OBJECTS", 10)
    with pytest.raises(UnreadableLetterError, match="objects on page 1"):
        drawn(body)


def test_a_blank_pdf_has_no_text() -> None:
    with pytest.raises(NoTextError, match="has no text"):
        read_pdf(pdf_pages([lambda canvas: None]), "x.pdf")


def test_reading_leaves_the_bytes_alone() -> None:
    data = pdf(SPECIMEN)
    copy = io.BytesIO(data).getvalue()
    assert read_pdf(data, "x.pdf") == read_pdf(copy, "y.pdf")
