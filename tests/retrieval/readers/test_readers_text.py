"""Encodings of plain text, words that a soft hyphen breaks, and paragraphs without white space between them."""

import textwrap

import pytest

from retrieval.parsing import parse
from retrieval.readers import read_bytes
from retrieval.readers.decoding import decode
from retrieval.readers.note_numbers import with_marks
from retrieval.readers.text import read_text
from retrieval.types import BlockKind, LineRole

TEXTS = {
    "English": "Letter from the Chargé d’affaires a.i. of Ruritania – “today”.\n",
    "French": "J'ai l'honneur de vous transmettre ci-joint, à la demande de mon Gouvernement, une déclaration.\n",
    "Russian": "Имею честь сообщить, что наше правительство заявляет решительный протест против действий соседей.\n",
    "Arabic": "أتشرف بأن أنقل إليكم طيه رسالة من وزير خارجية بلدي بشأن الحالة على الحدود.\n",
    "Chinese": "谨随信转递本国政府的声明，请将其作为大会和安全理事会的文件分发为荷。\n",
}


@pytest.mark.parametrize(
    ("language", "encoding"),
    [
        *[(language, encoding) for language in TEXTS for encoding in ("utf-8", "utf-8-sig", "utf-16", "utf-32")],
        *[("English", encoding) for encoding in ("cp1252", "utf-16-le", "utf-16-be")],
        *[("Russian", encoding) for encoding in ("utf-16-le", "utf-16-be")],
        *[("French", encoding) for encoding in ("latin-1", "cp1252", "utf-16-le")],
        *[("Russian", encoding) for encoding in ("cp1251", "koi8_r", "cp866", "iso8859_5")],
        ("Arabic", "cp1256"),
        ("Chinese", "gb18030"),
    ],
)
def test_text_is_read_in_the_encoding_it_was_written_in(language: str, encoding: str) -> None:
    reading = read_bytes(TEXTS[language].encode(encoding), "letter.txt")
    assert [line.text for line in reading.pages[0].lines if line.text] == [TEXTS[language].strip()]


def test_a_damaged_place_does_not_change_the_encoding_of_the_rest() -> None:
    data = (TEXTS["English"] * 3).encode()
    assert decode(data[:40] + b"\xff" + data[40:]).replace("\ufffd", "") == TEXTS["English"] * 3


@pytest.mark.parametrize(
    ("declared", "expected"), [("koi8-r", "рука"), ("no-such-encoding", "ÒÕËÁ"), ("utf-8", "ÒÕËÁ"), (None, "ÒÕËÁ")]
)
def test_a_declared_encoding_is_believed_where_it_is_known(declared: str | None, expected: str) -> None:
    assert decode(b"\xd2\xd5\xcb\xc1 of the treaty of Strelsau", declared).startswith(expected)


def test_a_word_broken_by_a_soft_hyphen_is_whole() -> None:
    page = "The very fact graphically demon\u00ad\n  strates the refusal of the govern\u00adment.\n"
    found = [line.text for line in read_bytes(page.encode(), "letter.txt").pages[0].lines if line.text]
    assert found == ["The very fact graphically demonstrates", "the refusal of the government."]


PARAGRAPHS = [
    f"The registers of district {number} show that the crossing at Bresk was open until the evening. Nobody who came "
    "to it from the villages on the left bank was turned away. The guard had orders to let them pass, and it did so at "
    f"every hour of that day and the next, as witness {number} said."
    for number in range(1, 7)
]


@pytest.mark.parametrize("width", [50, 66, 110])
def test_paragraphs_of_broken_lines_without_white_space_are_parted(width: int) -> None:
    page = "\n".join(line for text in PARAGRAPHS for line in textwrap.wrap(text, width))
    lines = read_bytes(page.encode(), "letter.txt").pages[0].lines
    found = "\n".join(line.text for line in lines).split("\n\n")
    assert [" ".join(text.split()) for text in found] == PARAGRAPHS


def test_the_lines_of_a_quotation_are_shorter_and_stay_together() -> None:
    body = [line for text in PARAGRAPHS for line in textwrap.wrap(text, 90)]
    said = ["The guards let everybody pass who came from the villages on the left bank.", "So they did. They", "left."]
    before = "It is so. ".ljust(90, "x") + ":"
    lines = read_bytes("\n".join([*body, before, *said, *body]).encode(), "letter.txt").pages[0].lines
    assert " ".join(said) in [text.replace("\n", " ") for text in "\n".join(line.text for line in lines).split("\n\n")]


def test_sentences_each_on_a_line_of_its_own_stay_together() -> None:
    page = "\n".join(text.replace(". ", ".\n") for text in PARAGRAPHS[:1])
    assert "" not in [line.text for line in read_bytes(page.encode() * 4, "letter.txt").pages[0].lines]


@pytest.mark.parametrize("between", ["\n", "\n\t", "\r\n", "\u2028"])
def test_lines_that_are_paragraphs_are_parted(between: str) -> None:
    lines = [
        "The State of the river",
        *PARAGRAPHS[:3],
        "(a) It fell;",
        "(Signed) Rudolf",
        "Chargé d’affaires a.i.",
        "Annex",
    ]
    found = read_bytes(between.join([*lines, *PARAGRAPHS[3:]]).encode(), "letter.txt").pages[0].lines
    signature = "(Signed) Rudolf\nChargé d’affaires a.i."
    expected = [lines[0], *PARAGRAPHS[:3], lines[4], signature, "Annex", *PARAGRAPHS[3:]]
    assert "\n".join(line.text for line in found).strip().split("\n\n") == expected


def test_short_letters_of_lines_that_are_paragraphs_are_parted() -> None:
    said = "The Minister for Water of Kesparia, Aldous Renn, declared in Anvelmouth:"
    words = "    We owe nobody a bucket of it, and we have said so to everybody. We say so again."
    lines = read_bytes("\n".join([PARAGRAPHS[0], said, words, *PARAGRAPHS[1:3]]).encode(), "letter.txt").pages[0].lines
    assert [line.text for line in lines if line.role is LineRole.QUOTE] == [words.strip()]
    assert [line.text for line in lines if line.text] == [PARAGRAPHS[0], said, words.strip(), *PARAGRAPHS[1:3]]


TITLE = (
    "Letter dated 2 March 2022 from the Permanent Representative of Kesparia to the United Nations addressed to the "
    "Secretary-General"
)
TWO_PAGES = """United Nations                              A/76/9001–S/2022/9002
General Assembly                            Distr.: General
Security Council                            2 March 2022

Letter dated 2 March 2022 from the Permanent Representative of Kesparia to the United Nations addressed to
the Secretary-General

The gates of the dam were closed for the whole night,\N{SUPERSCRIPT ONE} and nobody was told
__________
1 Shift log of the dam.

22-03104 (E)

A/76/9001
S/2022/9002

before the morning, as the owners have admitted.
"""


def test_a_page_begins_where_the_symbols_of_a_letter_stand_again() -> None:
    letter = parse(read_text(TWO_PAGES.encode()))
    (block,) = (block for block in letter.blocks if block.number == 1)
    assert block.span.of(letter.text).endswith("nobody was told before the morning, as the owners have admitted.")
    assert [note.span.of(letter.text) for note in letter.footnotes] == ["Shift log of the dam."]


@pytest.mark.parametrize(
    ("lost", "expected"),
    [
        ("[1], Renn spoke of", ["The Board met in Dorn, Renn spoke of the lamps.", "That is all."]),
        ("[1] 2. Renn spoke of", ["The Board met in Dorn", "Renn spoke of the lamps.", "That is all."]),
        ("[2.] Renn spoke of", ["The Board met in Dorn", "Renn spoke of the lamps.", "That is all."]),
        ("[AA:A1838, 852]", ["The Board met in Dorn the lamps.", "That is all."]),
    ],
)
def test_a_line_that_stands_at_the_end_of_a_file_goes_back_to_its_paragraph(lost: str, expected: list[str]) -> None:
    text = "---\ntitle: Renn to Lind\n---\n\n1\\. The Board met in Dorn \n\n_the lamps.\n\nThat is all."
    text += "\n\n_\n\n1 Document 2.\n\n_\n\n"
    letter = parse(read_text(f"{text}_{lost}_\n".encode()))
    body = [block.span.of(letter.text).removeprefix("_") for block in letter.blocks if block.kind is BlockKind.BODY]
    assert body[: len(expected)] == expected


@pytest.mark.parametrize("unit", ["A/", "A/a.", " A/a"])
def test_a_long_hostile_line_is_read_in_linear_time(unit: str) -> None:
    text = unit * (200_000 // len(unit))
    (line,) = (line for line in read_text(text.encode()).pages[0].lines if line.text)
    assert line.text == text.strip()


@pytest.mark.parametrize("unit", [" ", "# ", "#"])
def test_a_long_hostile_heading_is_read_in_linear_time(unit: str) -> None:
    text = f"# The gates{unit * (100_000 // len(unit))}of Bresk ##"
    (line,) = read_text(text.encode()).pages[0].lines
    assert (line.role, line.text[:9], line.text[-5:]) == (LineRole.HEADING, "The gates", "Bresk")


def test_plain_notes_at_the_foot_of_a_page_need_no_rule_where_they_are_called() -> None:
    page = TWO_PAGES.replace("__________\n", "").replace("\N{SUPERSCRIPT ONE}", "1")
    letter = parse(read_text(page.encode()))
    assert [(note.indicator, note.called_in) for note in letter.footnotes] == [("1", (1,))]
    listed = page.replace("night,1 and", "night (1) and")
    assert parse(read_text(listed.encode())).footnotes == ()


def test_a_symbol_right_below_the_title_is_the_letters_own() -> None:
    letter = parse(read_text(f"{TITLE}\n\nS/2022/9002\n\nI write about the dam.\n".encode()))
    assert letter.masthead.symbols == ("S/2022/9002",)
    assert [block.span.of(letter.text) for block in letter.blocks if block.number] == ["I write about the dam."]


def test_notes_before_a_slash_are_found_beside_a_star() -> None:
    text = (
        f"A/47/9001\nItem 9 of the provisional agenda*\n\n{TITLE}\n\nThe gates of the dam were closed. 1/\n\n"
        "*    A/47/9000.\n\nNotes\n\n1/ S/9002, annex.\n"
    )
    letter = parse(read_text(text.encode()))
    assert {note.indicator: note.called_in for note in letter.footnotes}["1"] == (1,)


def test_a_line_of_a_quotation_that_ends_with_a_stop_does_not_end_it() -> None:
    body = "\n\n".join(textwrap.fill(text, 68) for text in PARAGRAPHS)
    said = (
        "        We were sitting on the ropes. A man with a megaphone\n"
        "        said that we had five minutes. I looked at my watch.\n"
        "        It was not even one.\n"
    )
    letter = parse(read_text(f"{TITLE}\n\n{body}\n\nWitness 12 told the Commission:\n\n{said}\n{body}\n".encode()))
    quoted = [block.span.of(letter.text) for block in letter.blocks if block.kind is BlockKind.QUOTE]
    assert [text.split() for text in quoted] == [said.split()]


def test_a_number_behind_a_hyphen_calls_no_note() -> None:
    page = ["Witness C-1 said that he had.", "“We knew what he meant.”1", "______", "1", "  Interview, file C."]
    (marked,) = with_marks([page])
    assert marked[:2] == ["Witness C-1 said that he had.", "“We knew what he meant.”¹"]


@pytest.mark.parametrize(
    ("marks", "foot", "pages"),
    [
        (("- 2 -", "- 3 -"), "", [1, 1, 2, 3]),
        (("[page 2]", "[page 3]"), "", [1, 1, 2, 3]),
        (("Page 2 of 3", "Page 3 of 3"), "", [1, 1, 2, 3]),
        (("Page 1", "Page 2"), "Page 3", [1, 1, 2, 3]),
        (("- 3 -", "- 4 -"), "", [1, 1, 1, 1]),
        (("[page 2]", "[page 4]"), "", [1, 1, 1, 1]),
        (("[2]", "[3]"), "", [1, 1, 1, 1]),
    ],
)
def test_numbers_of_pages_alone_in_their_lines_part_pages(marks: tuple[str, str], foot: str, pages: list[int]) -> None:
    first, second, third, fourth = PARAGRAPHS[:4]
    text = "\n\n".join((first, second * 3, marks[0], third, marks[1], fourth, foot))
    reading = read_text(text.encode())
    found = [
        page.number
        for each in (first, second, third, fourth)
        for page in reading.pages
        if any(line.text.startswith(each) for line in page.lines)
    ]
    assert found == pages


def test_the_number_of_the_first_page_may_stand_below_its_masthead() -> None:
    text = "\n\n".join(("A/81/9400", "[page 1]", PARAGRAPHS[0], "[page 2]", PARAGRAPHS[1]))
    letter = parse(read_text(text.encode()))
    assert [(block.pages, block.span.of(letter.text)[:40]) for block in letter.blocks if block.number] == [
        ((1,), PARAGRAPHS[0][:40]),
        ((2,), PARAGRAPHS[1][:40]),
    ]


def test_an_annex_begins_a_page_behind_several_blank_lines_however_short_the_one_before() -> None:
    annex = "Annex to the letter dated 3 August 2026 from Velmora"
    paged = "\n\n".join((PARAGRAPHS[0], PARAGRAPHS[1], f"(Signed) Ilva Ternholt\n\n\n\n{annex}", PARAGRAPHS[2]))
    plain = paged.replace("\n\n\n\n", "\n\n")
    found = [
        [len(read_text(text.encode()).pages) for text in (paged, plain)],
        read_text(paged.encode()).pages[1].lines[0].text,
    ]
    assert found == [[2, 1], annex]
