"""The Word reader, on real packages: some made by python-docx, some part by part."""

import io

import docx as python_docx
import pytest
from docx.enum.text import WD_BREAK

from retrieval.errors import NoTextError, UnreadableLetterError
from retrieval.readers import limits
from retrieval.readers.docx import read_docx
from retrieval.types import LineRole, Reading
from tests.readers_builders import call, docx, note, package, paragraph, part, raised, relationships, run

LONG = "The very fact of propagating a claim that was set up as a result of aggression is condemned by all the Parties."
PAGE_BREAK = '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'
RENDERED = "<w:r><w:lastRenderedPageBreak/><w:t>{}</w:t></w:r>"


def numbered(identity: int, level: int = 0) -> str:
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{identity}"/></w:numPr>'


def listing(*levels: tuple[str, str]) -> str:
    inside = "".join(
        f'<w:lvl w:ilvl="{index}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for index, (form, text) in enumerate(levels)
    )
    return (
        f'<w:abstractNum w:abstractNumId="7">{inside}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>'
    )


def read(data: bytes) -> Reading:
    return read_docx(data, "letter.docx")


def texts(reading: Reading, *roles: LineRole) -> list[str]:
    wanted = roles or (LineRole.TEXT, LineRole.HEADING, LineRole.QUOTE)
    return [line.text for page in reading.pages for line in page.lines if line.role in wanted and line.text]


def on_pages(reading: Reading) -> list[list[str]]:
    return [[line.text for line in page.lines if line.text] for page in reading.pages]


def test_paragraphs_come_in_order_with_a_blank_line_between() -> None:
    reading = read(docx(paragraph("One."), paragraph("Two.")))
    assert [line.text for line in reading.pages[0].lines] == ["One.", "", "Two."]


def test_two_line_ends_part_paragraphs_and_one_does_not() -> None:
    text = f"<w:r><w:t>{LONG}</w:t><w:br/><w:br/><w:t>Second.</w:t><w:br/><w:t>Third.</w:t><w:br/></w:r>"
    lines = [line.text for line in read(docx(f"<w:p>{text}</w:p>")).pages[0].lines]
    assert lines[:4] == [LONG, "", "Second.", "Third."]


def test_footnotes_are_called_in_the_text_and_stand_at_the_end_of_their_page() -> None:
    reading = read(
        docx(
            paragraph("It was said before.", call(2), " And again,", call(3), call(4), " later."),
            PAGE_BREAK,
            paragraph("On the next page.", call(5)),
            notes=[note(2, " See A/72/9508."), note(3, " Ibid."), note(4, " S/2020/9001."), note(5, " Ibid., p. 4.")],
        )
    )
    assert on_pages(reading) == [
        ["It was said before.¹ And again,²,³ later.", "¹ See A/72/9508.", "² Ibid.", "³ S/2020/9001."],
        ["On the next page.⁴", "⁴ Ibid., p. 4."],
    ]
    assert texts(reading, LineRole.NOTE) == ["¹ See A/72/9508.", "² Ibid.", "³ S/2020/9001.", "⁴ Ibid., p. 4."]


def test_a_note_of_several_paragraphs_is_whole() -> None:
    two = f'<w:footnote w:id="2">{paragraph("First part.")}{paragraph("Second part.")}</w:footnote>'
    assert texts(read(docx(paragraph("Text.", call(2)), notes=[two])), LineRole.NOTE) == [
        "¹ First part.",
        "Second part.",
    ]


def test_marks_written_by_hand_are_kept_and_not_counted() -> None:
    own = f'<w:footnote w:id="2">{paragraph(raised("*"), " Reissued for technical reasons.")}</w:footnote>'
    reading = read(docx(paragraph("A/74/9001", call(2, mark="*"), " and", call(3)), notes=[own, note(3, " See S/1.")]))
    assert on_pages(reading) == [["A/74/9001* and¹", "* Reissued for technical reasons.", "¹ See S/1."]]


def test_letters_count_notes_where_the_settings_say_so() -> None:
    settings = '<w:footnotePr><w:numFmt w:val="lowerLetter"/><w:numStart w:val="2"/></w:footnotePr>'
    reading = read(docx(paragraph("Text.", call(2)), notes=[note(2, " See S/1.")], settings=settings))
    assert on_pages(reading) == [["Text.ᵇ", "ᵇ See S/1."]]


def test_sections_may_count_their_notes_anew() -> None:
    counting = '<w:numFmt w:val="lowerLetter"/><w:numRestart w:val="eachSect"/>'
    section = f"<w:sectPr><w:footnotePr>{counting}</w:footnotePr></w:sectPr>"
    reading = read(
        docx(
            paragraph("Letter.", call(2), call(3), properties="<w:sectPr/>"),
            paragraph("Annex.", call(4), call(5)),
            section,
            notes=[note(identity, f" Note {identity}.") for identity in (2, 3, 4, 5)],
        )
    )
    assert on_pages(reading) == [
        ["Letter.¹,²", "¹ Note 2.", "² Note 3."],
        ["Annex.ᵃ,ᵇ", "ᵃ Note 4.", "ᵇ Note 5."],
    ]


def test_pages_may_count_their_notes_anew() -> None:
    settings = '<w:footnotePr><w:numFmt w:val="chicago"/><w:numRestart w:val="eachPage"/></w:footnotePr>'
    reading = read(
        docx(
            paragraph("One.", call(2), " Two.", call(3)),
            PAGE_BREAK,
            paragraph("Three.", call(4)),
            notes=[note(identity, f" Note {identity}.") for identity in (2, 3, 4)],
            settings=settings,
        )
    )
    assert on_pages(reading) == [["One.* Two.†", "* Note 2.", "† Note 3."], ["Three.*", "* Note 4."]]


def test_calls_in_deleted_text_are_not_counted() -> None:
    gone = f"<w:del>{call(2)}</w:del>"
    reading = read(docx(paragraph("Text.", gone, call(3)), notes=[note(2, " Gone."), note(3, " Kept.")]))
    assert on_pages(reading) == [["Text.¹", "¹ Kept."]]


def test_endnotes_stand_at_the_end_of_the_last_page() -> None:
    reading = read(
        docx(
            paragraph("One.", call(2, kind="endnote")),
            PAGE_BREAK,
            paragraph("Two."),
            endnotes=[note(2, " See S/1.", kind="endnote")],
        )
    )
    assert on_pages(reading) == [["One.¹"], ["Two.", "¹ See S/1."]]


def test_a_call_of_a_note_that_is_missing_is_passed_over() -> None:
    assert on_pages(read(docx(paragraph("Text.", call(9), " More."), notes=[note(2, " See S/1.")]))) == [
        ["Text. More."]
    ]


@pytest.mark.parametrize(
    ("before", "small", "expected"),
    [
        ("at the outset.", "1", "at the outset.¹"),
        ("the 21", "st", "the 21st"),
        ("in the annex,", "a", "in the annex,ᵃ"),
    ],
)
def test_raised_runs_are_indicators_unless_they_end_an_ordinal(before: str, small: str, expected: str) -> None:
    assert texts(read(docx(paragraph(before, raised(small))))) == [expected]


def test_pages_are_those_last_rendered() -> None:
    reading = read(
        docx(
            paragraph("First half of a sentence that ", RENDERED.format("goes on here.")),
            PAGE_BREAK,
            paragraph(RENDERED.format("After a break that was both asked for and rendered.")),
        )
    )
    assert on_pages(reading) == [
        ["First half of a sentence that"],
        ["goes on here."],
        ["After a break that was both asked for and rendered."],
    ]


def test_a_section_may_begin_a_page() -> None:
    reading = read(docx(paragraph("One.", properties="<w:sectPr/>"), paragraph("Two.")))
    assert on_pages(reading) == [["One."], ["Two."]]


def test_automatic_numbers_are_written_out() -> None:
    reading = read(
        docx(
            paragraph("First.", properties=numbered(1)),
            paragraph("sub one;", properties=numbered(1, 1)),
            paragraph("sub two.", properties=numbered(1, 1)),
            paragraph("Second.", properties=numbered(1)),
            paragraph("sub one again.", properties=numbered(1, 1)),
            numbering=listing(("decimal", "%1."), ("lowerLetter", "(%2)")),
        )
    )
    assert texts(reading) == ["1. First.", "(a) sub one;", "(b) sub two.", "2. Second.", "(a) sub one again."]


def test_numbers_of_inner_levels_name_the_outer_ones() -> None:
    reading = read(
        docx(
            paragraph("One", properties=numbered(1)),
            paragraph("Inner", properties=numbered(1, 1)),
            numbering=listing(("upperRoman", "%1."), ("decimal", "%1.%2")),
        )
    )
    assert texts(reading) == ["I. One", "I.1 Inner"]


def test_insertions_are_kept_and_deletions_dropped() -> None:
    inside = f"<w:del><w:r><w:delText>gone</w:delText></w:r></w:del><w:ins>{run('kept ')}</w:ins>"
    moved = f"<w:moveFrom>{run('from')}</w:moveFrom><w:moveTo>{run('to')}</w:moveTo>"
    assert texts(read(docx(f"<w:p>{inside}{moved}</w:p>"))) == ["kept to"]


def test_a_deleted_paragraph_mark_joins_two_paragraphs() -> None:
    first = paragraph("One half ", properties="<w:rPr><w:del/></w:rPr>")
    assert texts(read(docx(first, paragraph("and the other.")))) == ["One half and the other."]


def test_soft_hyphens_are_not_seen() -> None:
    assert texts(read(docx(paragraph("It demon\u00adstrates the refusal of 4\u00ad5.")))) == [
        "It demonstrates the refusal of 4-5."
    ]


def test_hidden_text_is_dropped() -> None:
    assert texts(read(docx(paragraph("Seen", run(" unseen", "<w:vanish/>"), " again.")))) == ["Seen again."]


def test_links_show_their_address_in_notes_only() -> None:
    def link(text: str) -> str:
        return f'<w:hyperlink r:id="rId1">{run(text)}</w:hyperlink>'

    reading = read(
        docx(
            paragraph("See ", link("here"), ".", call(2), call(3)),
            notes=[note(2, " Available ", link("here"), "."), note(3, " ", link("www.example.org/a"))],
            rels=relationships(rId1="https://example.org/body"),
            note_rels=relationships(rId1="https://www.example.org/a"),
        )
    )
    assert on_pages(reading) == [
        ["See here.¹,²", "¹ Available here (https://www.example.org/a).", "² www.example.org/a"],
    ]


def test_headings_are_known_by_style_or_weight() -> None:
    styles = '<w:style w:type="paragraph" w:styleId="H1"><w:name w:val="heading 1"/></w:style>'
    reading = read(
        docx(
            paragraph("By style", properties='<w:pStyle w:val="H1"/>'),
            paragraph(run("By weight", "<w:b/>")),
            paragraph(run("Not ", "<w:b/>"), "this"),
            styles=styles,
        )
    )
    assert texts(reading, LineRole.HEADING) == ["By style", "By weight"]


def test_block_quotations_are_set_in_on_both_sides() -> None:
    inset, left = '<w:ind w:left="1134" w:right="567"/>', '<w:ind w:left="4000"/>'
    reading = read(
        docx(
            paragraph(LONG),
            paragraph("We say so.", properties=inset),
            paragraph(LONG),
            paragraph("(Signed) Rudolf Elphberg", properties=left),
        )
    )
    assert texts(reading, LineRole.QUOTE) == ["We say so."]


@pytest.mark.parametrize(
    ("lead", "expected"),
    [
        ("The Board had stated that:", ["The gates are old."]),
        ("The Board found that", ["The gates are old."]),
        ("The Board met on these days:", []),
        ("The Board met.", []),
    ],
)
def test_below_who_says_it_a_quotation_may_be_set_in_on_the_left_alone(lead: str, expected: list[str]) -> None:
    left = '<w:ind w:left="1134"/>'
    listed = paragraph("(a) The lamps are out.", properties=left)
    reading = read(docx(paragraph(LONG), paragraph(lead), paragraph("The gates are old.", properties=left), listed))
    assert texts(reading, LineRole.QUOTE) == expected


def test_a_body_set_in_on_both_sides_holds_no_quotation() -> None:
    inset, farther = '<w:ind w:left="1134" w:right="1134"/>', '<w:ind w:left="1700" w:right="1440"/>'
    head = [paragraph(each) for each in (LONG.rstrip("."), "Annex", LONG.rstrip("."))]
    said = [paragraph("We say so.", properties=farther), paragraph(LONG, properties=inset)]
    body = [paragraph(LONG, properties=inset) for _ in range(2)]
    assert texts(read(docx(*head, *body)), LineRole.QUOTE) == []
    assert texts(read(docx(*head, *body, *said)), LineRole.QUOTE) == ["We say so."]
    assert texts(read(docx(*body, paragraph(LONG * 3), paragraph(LONG))), LineRole.QUOTE) == []


def test_numbered_paragraphs_tell_where_the_body_stands() -> None:
    inset = '<w:ind w:left="1134" w:right="1134"/>'
    said = paragraph(LONG * 3, properties='<w:ind w:left="1700" w:right="1700"/>')
    items = [paragraph(LONG, properties=inset + numbered(1)) for _ in range(3)]
    document = docx(paragraph(LONG, properties=inset), said, *items, numbering=listing(("decimal", "%1.")))
    assert texts(read(document), LineRole.QUOTE) == [LONG * 3]


def test_numbered_paragraphs_set_in_on_both_sides_are_a_quotation_below_a_colon() -> None:
    inset = '<w:ind w:left="1134" w:right="1134"/>' + numbered(1)
    items = [paragraph(each, properties=inset) for each in ("Calls upon both.", "Demands it.")]
    lists = listing(("decimal", "%1."))
    said = read(docx(paragraph(LONG), paragraph("The Board decided:"), *items, paragraph(LONG), numbering=lists))
    assert texts(said, LineRole.QUOTE) == ["1. Calls upon both.", "2. Demands it."]
    assert texts(read(docx(paragraph(LONG), *items, paragraph(LONG), numbering=lists)), LineRole.QUOTE) == []


def test_a_quotation_style_is_a_quotation() -> None:
    name = '<w:name w:val="Intense Quote"/><w:rPr><w:b/></w:rPr>'
    styles = f'<w:style w:type="paragraph" w:styleId="Q">{name}</w:style>'
    reading = read(docx(paragraph(LONG), paragraph("We say so.", properties='<w:pStyle w:val="Q"/>'), styles=styles))
    assert texts(reading, LineRole.QUOTE) == ["We say so."]


def test_paragraphs_in_italics_below_a_colon_are_quotations() -> None:
    words = [paragraph(run(each, "<w:i/>")) for each in ("The gates stay shut today.", "We owe nobody a bucket.")]
    after = [paragraph(run("(a) The gates of the dam;", "<w:i/>")), paragraph("Not ", run("this one at all", "<w:i/>"))]
    said = read(docx(paragraph(LONG), paragraph("He said:"), *words, *after))
    assert texts(said, LineRole.QUOTE) == ["The gates stay shut today.", "We owe nobody a bucket."]
    assert texts(read(docx(paragraph(LONG), *words)), LineRole.QUOTE) == []


def test_tables_of_data_are_read_row_by_row_and_layout_cell_by_cell() -> None:
    document = python_docx.Document()
    head = document.add_table(1, 2)
    head.cell(0, 0).text, head.cell(0, 1).text = "General Assembly", "Distr.: General\n15 April 2020"
    document.add_paragraph(LONG)
    data = document.add_table(2, 2)
    for place, text in {(0, 0): "Date", (0, 1): "Place", (1, 0): "1 May", (1, 1): "Dorn"}.items():
        data.cell(*place).text = text
    buffer = io.BytesIO()
    document.save(buffer)
    assert texts(read(buffer.getvalue())) == [
        "General Assembly",
        "Distr.: General",
        "15 April 2020",
        LONG,
        "Date\tPlace",
        "1 May\tDorn",
    ]


def test_a_document_of_python_docx_is_read() -> None:
    document = python_docx.Document()
    document.add_heading("Letter dated 14 April 2020", 1)
    last = document.add_paragraph(LONG)
    last.add_run("1").font.superscript = True
    last.add_run().add_break(WD_BREAK.PAGE)
    document.add_paragraph("Quoted words.", style="Quote")
    document.sections[0].header.paragraphs[0].text = "A/74/9001"
    buffer = io.BytesIO()
    document.save(buffer)
    reading = read(buffer.getvalue())
    assert on_pages(reading) == [["A/74/9001", "Letter dated 14 April 2020", f"{LONG}¹"], ["Quoted words."]]
    assert texts(reading, LineRole.FURNITURE) == ["A/74/9001"]
    assert texts(reading, LineRole.QUOTE) == ["Quoted words."]


def test_text_boxes_are_read_once() -> None:
    box = f"<w:txbxContent>{paragraph('In a box.')}</w:txbxContent>"
    space = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    choices = f"<mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback>"
    both = f"<mc:AlternateContent {space}>{choices}</mc:AlternateContent>"
    assert texts(read(docx(f"<w:p>{run('Outside.')}<w:r>{both}</w:r></w:p>"))) == ["Outside.", "In a box."]


def test_the_strict_dialect_is_read() -> None:
    strict = part("document", f"<w:body>{paragraph('Strict.')}</w:body>").replace(
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "http://purl.oclc.org/ooxml/wordprocessingml/main",
    )
    assert texts(read(package({"word/document.xml": strict}))) == ["Strict."]


# --- what is refused -------------------------------------------------------------------------------------------------


def test_an_empty_document_has_no_text() -> None:
    with pytest.raises(NoTextError, match=r"^letter\.docx has no text"):
        read(docx(paragraph("")))


def test_a_billion_laughs_are_refused() -> None:
    entities = '<!ENTITY a "ha"><!ENTITY b "&a;&a;">'
    lol = f'<?xml version="1.0"?><!DOCTYPE l [{entities}]><w:document xmlns:w="w">&b;</w:document>'
    with pytest.raises(UnreadableLetterError, match="declares entities of its own"):
        read(package({"word/document.xml": lol}))


def test_a_zip_bomb_is_refused() -> None:
    bomb = part("document", f"<w:body>{paragraph('a' * 40_000_000)}</w:body>")
    with pytest.raises(UnreadableLetterError, match="unpacks to more than"):
        read(package({"word/document.xml": bomb}))


def test_too_many_marks_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_MARKUP_TAGS", 10)
    with pytest.raises(UnreadableLetterError, match=r"more marks in word/document\.xml"):
        read(docx(*[paragraph("x")] * 20))


def test_deep_nesting_is_refused() -> None:
    deep = "<w:tbl><w:tr><w:tc>" * 40 + paragraph("deep") + "</w:tc></w:tr></w:tbl>" * 40
    with pytest.raises(UnreadableLetterError, match="nested too deeply"):
        read(docx(deep))


def test_very_deep_nesting_is_refused() -> None:
    with pytest.raises(UnreadableLetterError, match="damaged"):
        read(docx("<w:sdt>" * 5000 + paragraph("deep") + "</w:sdt>" * 5000))


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.99])
def test_a_truncated_file_is_refused(share: float) -> None:
    data = docx(*[paragraph(LONG)] * 50)
    with pytest.raises(UnreadableLetterError, match="damaged or cut-off"):
        read(data[: int(share * len(data))])


def test_broken_markup_is_refused() -> None:
    with pytest.raises(UnreadableLetterError, match="damaged or cut-off"):
        read(package({"word/document.xml": "<w:document"}))
