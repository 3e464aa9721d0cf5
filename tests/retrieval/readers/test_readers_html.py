"""The reader of saved pages: letters in pages with menus, share buttons, cookie lines, notes of every make."""

import json
import textwrap

import pytest

from retrieval.errors import NoTextError, UnreadableLetterError
from retrieval.readers import limits
from retrieval.readers.html import holds_html, read_html
from retrieval.readers.text import read_text
from retrieval.types import LineRole

PARAGRAPHS = (
    "In reference to the letter dated 27 March 2020 from the Permanent Representative of Graustark (A/74/9771), I "
    "would like to point out the following, which my Government has said many times before.",
    "Firstly, the valley was taken by force in the night of 26 February 1992, and none of its people has come home.",
    "No.",
    "I should be grateful if you would have the present letter circulated as a document of the General Assembly.",
)
TITLE = (
    "Letter dated 14 April 2020 from the Permanent Representative of Ruritania to the United Nations addressed to the "
    "Secretary-General"
)
COOKIES = "<div class='cookie-notice'><p>We use cookies to improve your visit.</p><button>Accept</button></div>"
MENU = "<nav><ul><li><a href='/'>Home</a></li><li><a href='/n'>News</a></li><li><a href='/a'>About</a></li></ul></nav>"
SHARE = "<div class='share-buttons'><a href='f'>Share</a> <a href='t'>Tweet</a> <a href='p'>Print</a></div>"
POSTED = "<p>Posted on 12 June 2021</p>"
ASIDE = "<aside><h3>Latest news</h3><ul><li><a href='x'>The Minister opens a bridge, 3 May 2021</a></li></ul></aside>"
FOOTER = "<footer><p>© 2021 Permanent Mission of Ruritania. All rights reserved.</p></footer>"

PLAIN = "".join(f"<p>{text}</p>" for text in PARAGRAPHS)
BREAKS = "<br><br>".join(PARAGRAPHS)
DIVS = "".join(f"<div><span>{text}</span></div>" for text in PARAGRAPHS)
CELLS = "<table>" + "".join(f"<tr><td><p>{text}</p></td></tr>" for text in PARAGRAPHS) + "</table>"

PAGES = {
    "article": f"<body>{COOKIES}<header>{MENU}</header><article><h1>{TITLE}</h1>{POSTED}{SHARE}{{}}{SHARE}</article>"
    f"{ASIDE}{FOOTER}",
    "divisions": f"<body>{MENU}<div id=main><h1>{TITLE}</h1><div class=content>{SHARE}{{}}</div></div>{ASIDE}{COOKIES}"
    f"{FOOTER}",
    "tables": f"<body><table><tr><td width=20%>{MENU}</td><td><h2>{TITLE}</h2>{{}}</td></tr></table>{FOOTER}",
    "bare": f"<html><body><h1>{TITLE}</h1>{{}}",
    "title outside": f"<body><header><h1>{TITLE}</h1>{MENU}</header><main>{POSTED}{{}}</main>{COOKIES}{FOOTER}",
}


def read(text: str | bytes) -> list[tuple[str, str]]:
    data = text if isinstance(text, bytes) else text.encode()
    assert holds_html(data)
    return [(line.role.value, line.text) for line in read_html(data, "page.html").pages[0].lines if line.text]


@pytest.mark.parametrize("letter", [PLAIN, BREAKS, DIVS, CELLS], ids=["paragraphs", "breaks", "divs", "cells"])
@pytest.mark.parametrize("page", PAGES, ids=list(PAGES))
def test_the_letter_is_found_whole_and_alone(page: str, letter: str) -> None:
    assert read("<!DOCTYPE html><html>" + PAGES[page].format(letter)) == [
        ("heading", TITLE),
        *(("text", text) for text in PARAGRAPHS),
    ]


NOTES = ("See A/72/9508 and A/72/9889.", "Ibid.", "Available at www.example.org/a.")


def called(first: str, second: str) -> str:
    return f"<p>{PARAGRAPHS[0]}{first}</p><p>{PARAGRAPHS[1]}{second}</p><p>{PARAGRAPHS[3]}</p>"


MAKES = {
    "Word": called("<a href='#_ftn1' name='_ftnref1'><sup>[1]</sup></a>", "<a href='#_ftn2' name='_ftnref2'>[2]</a>")
    + "<hr><div id=ftn1><p><a href='#_ftnref1' name='_ftn1'>[1]</a> See <a href='u'>A/72/9508</a> and "
    "<a href='v'>A/72/9889</a>.</p></div><div id=ftn2><p><a href='#_ftnref2' name='_ftn2'>[2]</a> Ibid.</p></div>",
    "Markdown": called("<sup id=fnref:1><a href='#fn:1'>1</a></sup>", "<sup id=fnref:2><a href='#fn:2'>2</a></sup>")
    + "<div class=footnotes><hr><ol><li id='fn:1'><p>See A/72/9508 and A/72/9889. <a href='#fnref:1'>↩</a></p></li>"
    "<li id='fn:2'><p>Ibid. <a href='#fnref:2'>↩</a></p></li></ol></div>",
    "wiki": called("<sup id=r1><a href='#n1'>[1]</a></sup>", "<sup id=r2><a href='#n2'>[2]</a></sup>")
    + "<ol><li id=n1><span><a href='#r1'>^</a></span> <span>See A/72/9508 and A/72/9889.</span></li>"
    "<li id=n2><span><a href='#r2'>^</a></span> <span>Ibid.</span></li></ol>",
    "raised": called("<sup>1</sup>", "<sup>2</sup>")
    + "<p><sup>1</sup> See A/72/9508 and A/72/9889.</p><p><sup>2</sup> Ibid.</p>",
    "styled": called("<span style='vertical-align: super'>1</span>", "<span style='vertical-align:super'>2</span>")
    + "<p><span style='vertical-align:super'>1</span> See A/72/9508 and A/72/9889.</p>"
    "<p><span style='vertical-align:super'>2</span> Ibid.</p>",
}


@pytest.mark.parametrize("make", MAKES, ids=list(MAKES))
@pytest.mark.parametrize("page", PAGES, ids=list(PAGES))
def test_notes_are_kept_with_their_indicators(page: str, make: str) -> None:
    found = read("<html>" + PAGES[page].format(MAKES[make]))
    assert found == [
        ("heading", TITLE),
        ("text", PARAGRAPHS[0] + "¹"),
        ("text", PARAGRAPHS[1] + "²"),
        ("text", PARAGRAPHS[3]),
        ("note", f"¹ {NOTES[0]}"),
        ("note", f"² {NOTES[1]}"),
    ]


@pytest.mark.parametrize("back", ["↩", "↑ ", "[^]", "Back", "return to text", "Jump up"])
def test_what_leads_back_from_a_note_is_no_word_of_it(back: str) -> None:
    calls = called("<a href='#fn-1'><sup>1</sup></a>", "<a href='#fn-2'>2</a>")
    notes = (
        f"<ol><li id=fn-1><p>See A/72/9508. <a href='#ref-1' role='doc-backlink'>{back}</a></p></li>"
        f"<li id=fn-2><p>See note <a href='#fn-1'>1</a> above. <a href='#ref-2'>{back}</a></p></li></ol>"
    )
    assert read(f"<html><body>{calls}{notes}</body></html>")[-2:] == [
        ("note", "¹ See A/72/9508."),
        ("note", "² See note 1 above."),
    ]


def test_quotations_tables_and_lists_keep_their_form() -> None:
    letter = (
        f"<p>{PARAGRAPHS[0]}</p><blockquote><p>We place direct responsibility with them.</p></blockquote>"
        "<table><tr><th>Date</th><th>Place</th></tr><tr><td>1 May</td><td>Dorn</td></tr></table>"
        f"<ol><li>First demand.</li><li>Second demand.</li></ol><p>{PARAGRAPHS[3]}</p>"
    )
    assert read(f"<html><body>{letter}") == [
        ("text", PARAGRAPHS[0]),
        ("quote", "We place direct responsibility with them."),
        ("text", "Date\tPlace"),
        ("text", "1 May\tDorn"),
        ("text", "1. First demand."),
        ("text", "2. Second demand."),
        ("text", PARAGRAPHS[3]),
    ]


@pytest.mark.parametrize("breaks", ["<br><br>", "<br/>\n<br/>", "<br>&nbsp;<br>", "<br><br><br>"])
def test_two_line_ends_part_paragraphs_and_one_does_not(breaks: str) -> None:
    page = f"<html><body><p>{PARAGRAPHS[0]}{breaks}{PARAGRAPHS[1]}{breaks}(Signed) Rudolf<br>Ambassador<br></p>"
    lines = [line.text for line in read_html(page.encode(), "page.html").pages[0].lines]
    assert lines == [PARAGRAPHS[0], "", PARAGRAPHS[1], "", "(Signed) Rudolf", "Ambassador", ""]


TYPED = f"""{textwrap.fill(PARAGRAPHS[0], 60)}

The witness said:

\t{textwrap.fill(PARAGRAPHS[1], 50).replace(chr(10), chr(10) + chr(9))}

(Signed) Rudolf
Ambassador
"""


@pytest.mark.parametrize(
    "around", ["<pre>{}</pre>", "<div style='white-space: pre-wrap'>{}</div>", "<div><pre><code>{}</code></pre></div>"]
)
def test_text_that_keeps_its_line_ends_is_read_as_plain_text(around: str) -> None:
    page = f"<!DOCTYPE html><html><body>{around.format(TYPED)}</body></html>"
    lines = [(line.role, line.text) for line in read_html(page.encode(), "page.html").pages[0].lines]
    plain = [(line.role, line.text) for line in read_text(TYPED.encode()).pages[0].lines]
    assert [each for each in lines if each[1]] == [each for each in plain if each[1]]
    assert (LineRole.TEXT, "") in lines[:-1]
    assert LineRole.QUOTE in [role for role, _ in lines]


def test_line_ends_that_are_not_shown_are_no_line_ends() -> None:
    page = "<html><body><div style='white-space:pre'><p style='white-space:normal'>One\n\ntwo.</p></div>"
    assert read(page) == [("text", "One two.")]


@pytest.mark.parametrize(
    "quoted",
    [
        "<p style='padding-left:30px'>{}</p><p style='padding-left:30px'>{}</p>",
        "<p style='text-align:left; margin-left: 2em'>{}</p><p style='margin-left:36.0pt'>{}</p>",
        "<div style='margin-left:5%'><p>{}</p><p>{}</p></div>",
        "<p class='quote'><em>{}</em></p><p class='MsoQuote'>{}</p>",
        "<ul><p>{}</p><p>{}</p></ul>",
    ],
)
def test_paragraphs_set_in_behind_a_colon_are_quotations(quoted: str) -> None:
    words = ("The gates stay shut until spring.", "We owe nobody a bucket.")
    said = "The Minister for Water of Kesparia, Aldous Renn, declared on 20 July:"
    around = f"<html><body><p>{PARAGRAPHS[0]}</p><p>{{}}</p>{quoted.format(*words)}<p>{PARAGRAPHS[1]}</p>"
    assert [text for role, text in read(around.format(said)) if role == "quote"] == list(words)
    assert [text for role, text in read(around.format("He said no more.")) if role == "quote"] == []


@pytest.mark.parametrize(
    "page",
    [
        "<p style='margin-left:2em'>He said:</p>"
        + "".join(f"<p style='margin-left:2em'>{each}" for each in PARAGRAPHS),
        f"<p>{PARAGRAPHS[0]} It asks for:<p style='margin-left:2em'>(a) Water;<p style='margin-left:2em'>(b) Bread.",
        f"<p>{PARAGRAPHS[0]} It asks for this:<ul><li>Water;</li><li>Bread.</li></ul>",
        f"<p>{PARAGRAPHS[0]} It is signed:<p style='margin-left:400px'>Rudolf Elphberg",
    ],
)
def test_what_else_is_set_in_is_no_quotation(page: str) -> None:
    assert "quote" not in [role for role, _ in read(f"<html><body>{page}</body></html>")]


def test_links_to_symbols_are_no_menu() -> None:
    symbols = (
        "<ul><li><a href=a>A/74/9001</a></li><li><a href=b>S/2020/9002</a></li><li><a href=c>A/74/9003</a></li></ul>"
    )
    found = [text for _, text in read(f"<html><body><p>{PARAGRAPHS[0]}</p>{symbols}{PLAIN}")]
    assert found[1:4] == ["A/74/9001", "S/2020/9002", "A/74/9003"]


def test_a_note_that_begins_with_published_is_kept() -> None:
    letter = (
        called("<sup>1</sup>", "")
        + "<p><sup>1</sup> Published in London in 1992.</p><p>Published in London in 1992.</p>"
    )
    assert ("text", "Published in London in 1992.") in read(f"<html><body>{letter}")


@pytest.mark.parametrize(
    "wrap",
    [
        lambda text: json.dumps({"id": 7, "content": {"rendered": text}}).encode(),
        lambda text: json.dumps(text).encode(),
        lambda text: json.dumps([{"t": "x"}, {"b": text.replace("/", "\\/")}]).replace("\\\\/", "\\/").encode(),
        lambda text: text.replace("<", "\\u003c").replace(">", "\\u003e").encode(),
        lambda text: text.replace("<", "&lt;").replace(">", "&gt;").encode(),
        lambda text: f"<html><meta charset=utf-8><body>{text}".encode("utf-16"),
        lambda text: b"\xef\xbb\xbf<html><body>" + text.encode(),
        lambda text: f"<html><meta charset=iso-8859-1><body>{text}".encode("cp1252"),
        lambda text: f"<html><meta charset=iso-8859-1><body>{text}".encode(),
        lambda text: f"<html><meta charset=windows-1251><body>{text}<p>Письмо от 14 апреля</p>".encode(
            "cp1251", "xmlcharrefreplace"
        ),
        lambda text: (
            b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n--x\r\nContent-Type: text/html; "
            b"charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n<html><body>" + text.encode() + b"\r\n--x--\r\n"
        ),
    ],
    ids="object string slashed unicode entities utf-16 mark cp1252 mislabelled cyrillic mhtml".split(),
)
def test_pages_are_unwrapped_and_decoded(wrap) -> None:  # type: ignore[no-untyped-def]
    letter = f"{PLAIN}<p>He said “no” – twice.</p>"
    assert read(wrap(letter))[:5] == [*(("text", text) for text in PARAGRAPHS), ("text", "He said “no” – twice.")]


def test_entities_that_were_escaped_twice_are_undone() -> None:
    found = read(f"<html><body>{PLAIN}<p>Arms&amp;nbsp;&amp;amp; men&amp;rsquo;s rights of 1992</p>")
    assert found[-1] == ("text", "Arms & men’s rights of 1992")


def test_soft_hyphens_are_not_seen() -> None:
    assert read(f"<html><body>{PLAIN}<p>It demon&shy;strates the refusal.</p>")[-1] == (
        "text",
        "It demonstrates the refusal.",
    )


def test_references_to_control_characters_are_dropped() -> None:
    chrome = f"<p>Be&#1;fore <time>2021</time>&#2;after the time of the letter.</p>{PLAIN}"
    assert read(f"<html><body>{chrome}")[0] == ("text", "Before after the time of the letter.")


def test_scripts_and_hidden_text_are_no_text() -> None:
    hidden = "<script>var a='<p>bad</p>'</script><style>p{}</style><p style='display:none'>bad</p><p hidden>bad</p>"
    assert "bad" not in " ".join(text for _, text in read(f"<html><body>{hidden}{PLAIN}"))


@pytest.mark.parametrize(
    "text",
    [
        "Letter dated 14 April 2020\n\nSee <https://example.org> and note<sup>1</sup>.",
        "# A title\n\n<div>one</div>\n\nSome text.",
        '{"symbol": "A/74/9001"}',
        "a < b and c > d",
    ],
)
def test_text_is_no_page(text: str) -> None:
    assert not holds_html(text.encode())


def test_a_page_without_text_is_refused() -> None:
    with pytest.raises(NoTextError, match=r"^x\.html has no text"):
        read_html(b"<html><body><script>1</script></body></html>", "x.html")


def test_comments_before_no_page_are_looked_through_at_once() -> None:
    assert not holds_html(b"<!---->" * 4_000 + b"Orvelland")


def test_deep_nesting_is_refused_and_not_cut() -> None:
    with pytest.raises(UnreadableLetterError, match="elements deep"):
        read_html(b"<html><body>" + b"<div>" * 100_000 + b"deep", "x.html")


def test_too_many_marks_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_PAGE_TAGS", 10)
    with pytest.raises(UnreadableLetterError, match="more marks"):
        read_html(b"<html><body>" + b"<b></b>" * 50, "x.html")


def test_entities_of_its_own_are_refused() -> None:
    with pytest.raises(UnreadableLetterError, match="entities of its own"):
        read_html(b'<!DOCTYPE html [<!ENTITY a "ha">]><html><body><p>&a;</p>', "x.html")


def test_lines_have_no_geometry() -> None:
    line = read_html(b"<html><body><p>Text of a letter.</p>", "x.html").pages[0].lines[0]
    assert (line.left, line.top, line.size, line.role) == (0, 0, 0, LineRole.TEXT)


def test_the_marks_that_a_browser_sets_around_a_quotation_are_written() -> None:
    line = (
        read_html(b"<html><body><p>He said: <q>We are <i>here</i>. </q> Then he left.</p>", "x.html").pages[0].lines[0]
    )
    assert line.text == "He said: “We are here.” Then he left."


@pytest.mark.parametrize(
    ("listed", "expected"),
    [
        ("<ol start=4><li>First.<li value=9>Second.<li>Third.</ol>", ["4. First.", "9. Second.", "10. Third."]),
        ("<ol type=a start=2><li>First.</ol>", ["b) First."]),
        ("<ol type=I><li>First.<li>Second.</ol>", ["I) First.", "II) Second."]),
        ("<ol style='list-style-type: lower-roman'><li>First.</ol>", ["i) First."]),
        ("<ol style='list-style: upper-alpha inside'><li>First.</ol>", ["A) First."]),
        ("<ol><li>First:<ol type='a'><li>Of.</ol><li>Second.</ol>", ["1. First:", "a) Of.", "2. Second."]),
        ("<ol start=x type=?><li value=-3>First.</ol>", ["1. First."]),
    ],
)  # fmt: skip
def test_items_of_lists_have_the_numbers_that_a_browser_sets(listed: str, expected: list[str]) -> None:
    letter = f"<p>{PARAGRAPHS[0]}</p>{listed}<p>{PARAGRAPHS[3]}</p>"
    assert [text for _, text in read(f"<html><body>{letter}")][1:-1] == expected
