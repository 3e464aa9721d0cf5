"""Quotations are slices of the letter, with their speaker, their place and their notes."""

import itertools
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.parsing import parse
from retrieval.readers.text import read_text
from retrieval.spans.numbering import label_of
from retrieval.spans.quoting import quote
from retrieval.spans.sentences import sentences
from retrieval.spans.voices import voice_at
from retrieval.types import (
    EDITORS,
    UNNAMED,
    Block,
    BlockKind,
    Citation,
    CitationKind,
    Footnote,
    InlineQuote,
    Letter,
    LetterCard,
    LetterKind,
    Masthead,
    Part,
    Quote,
    Span,
)

CARD = LetterCard(
    "l", LetterKind.LETTER, None, ("A/76/9001",), ("Velmora",), None, ("Secretary-General",), None, "l.txt"
)


BODY, QUOTED = BlockKind.BODY, BlockKind.QUOTE


def span_of(text: str, part: str) -> Span:
    start = text.index(part)
    return Span(start, start + len(part))


def a_letter() -> Letter:
    first = "The gates were opened at night. The mission “saw no warning”."
    second = "We measured the river."
    third = "It rose by two metres."
    notes = ("Report of the Mission, p. 4.", "Ibid.")
    text = "\n\n".join([first, second, third, *notes])
    body = Block(
        BlockKind.BODY, span_of(text, first), (1,), 1, None, ("Velmora",), "",
        (InlineQuote(span_of(text, "saw no warning"), "Tarn Mission"),),
    )  # fmt: skip
    quoted = ("Velmora", "Tarn Mission")
    blocks = (
        body,
        Block(BlockKind.QUOTE, span_of(text, second), (1,), 2, None, quoted),
        Block(BlockKind.QUOTE, span_of(text, third), (2,), 3, None, quoted),
    )
    end, later = span_of(text, first).end, span_of(text, third).end
    footnotes = (
        Footnote("1", (Span(end, end),), (1,), span_of(text, notes[0]), 1),
        Footnote(
            "2", (Span(later, later),), (3,), span_of(text, notes[1]), 2, "", None,
            (Citation(CitationKind.IBID, span_of(text, notes[1]), resolved_to="1"),),
        ),
    )  # fmt: skip
    return Letter("l", Masthead(), text, blocks, footnotes)


def letter_with(*paragraphs: str, speaking: dict[str, str] | None = None, pages: tuple[int, ...] = (1,)) -> Letter:
    """Return a letter of Velmora with these paragraphs; `speaking` gives the words that others are quoted with."""
    text = "\n\n".join(paragraphs)
    quotes = tuple(InlineQuote(span_of(text, words), name) for words, name in (speaking or {}).items())
    blocks = tuple(
        Block(
            BlockKind.BODY, span_of(text, each), pages, number, None, ("Velmora",), "",
            tuple(quote for quote in quotes if span_of(text, each).holds(quote.span)),
        )
        for number, each in enumerate(paragraphs, 1)
    )  # fmt: skip
    return Letter("l", Masthead(), text, blocks)


def shown(letter: Letter, words: str) -> Quote:
    return quote(letter, CARD, span_of(letter.text, words))


def voiced(letter: Letter) -> list[tuple[str, tuple[str, ...]]]:
    """Return every sentence of a letter with its speakers."""
    spans = (span for block in letter.blocks for span in sentences(letter.text, block.span))
    return [(span.of(letter.text), quote(letter, CARD, span).attribution) for span in spans]


def test_a_quotation_is_a_slice_of_the_letter() -> None:
    letter = a_letter()
    shown = quote(letter, CARD, span_of(letter.text, "We measured the river."))
    assert (shown.text, shown.attribution, shown.page, shown.paragraph) == (
        "We measured the river.", ("Velmora", "Tarn Mission"), 1, 2,
    )  # fmt: skip


def test_a_sentence_that_quotes_somebody_says_whom() -> None:
    letter = a_letter()
    shown = quote(letter, CARD, span_of(letter.text, "The mission “saw no warning”."))
    assert shown.attribution == ("Velmora", "Tarn Mission")


def test_a_sentence_beside_the_quoted_one_is_the_authors_own() -> None:
    letter = a_letter()
    shown = quote(letter, CARD, span_of(letter.text, "The gates were opened at night."))
    assert shown.attribution == ("Velmora",)


def test_a_quotation_over_two_paragraphs_rests_on_the_note_at_its_end() -> None:
    letter = a_letter()
    shown = quote(letter, CARD, span_of(letter.text, "We measured the river."))
    assert [note.indicator for note in shown.footnotes] == ["2"]


def test_ibid_shows_what_it_stands_for() -> None:
    letter = a_letter()
    shown = quote(letter, CARD, span_of(letter.text, "It rose by two metres."))
    assert shown.footnotes[0].resolved == "Report of the Mission, p. 4."


def test_a_sentence_that_quotes_two_people_is_the_authors_own() -> None:
    text = "Mr. Tarn said “we waited” and Ms. Vell replied “nobody came”."
    letter = letter_with(text, speaking={"we waited": "Tarn", "nobody came": "Vell"})
    assert shown(letter, text).attribution == ("Velmora",)


def test_words_inside_one_of_two_quotations_are_their_speakers() -> None:
    text = "Mr. Tarn said “we waited” and Ms. Vell replied “nobody came”."
    letter = letter_with(text, speaking={"we waited": "Tarn", "nobody came": "Vell"})
    assert shown(letter, "nobody came").attribution == ("Velmora", "Vell")


def test_a_quotation_of_several_sentences_stands_with_the_words_that_introduce_it() -> None:
    lead = "The river rose. The Minister, Oda Vell, said: “It was not true. I regret it.”"
    letter = letter_with(f"{lead} We thank her.", speaking={"It was not true. I regret it.": "Oda Vell"})
    assert voiced(letter) == [
        ("The river rose.", ("Velmora",)),
        ("The Minister, Oda Vell, said: “It was not true. I regret it.”", ("Velmora", "Oda Vell")),
        ("We thank her.", ("Velmora",)),
    ]


LONG = "We measured the river on every day of that month. " * 20


def test_every_sentence_of_a_long_quotation_is_its_speakers() -> None:
    words = f"{LONG}It rose."
    letter = letter_with(f"Oda Vell said: “{words}” We thank her.", speaking={words: "Oda Vell"})
    assert {voice for _, voice in voiced(letter)[:-1]} == {("Velmora", "Oda Vell")}
    assert voiced(letter)[-1] == ("We thank her.", ("Velmora",))


def test_a_sentence_in_quotation_marks_without_a_known_speaker_is_not_the_authors() -> None:
    letter = letter_with(f"It has been put like this: “{LONG}It rose.” We agree.")
    assert [voice for _, voice in voiced(letter)][-2:] == [("Velmora", UNNAMED), ("Velmora",)]


@pytest.mark.parametrize(
    ("lead", "voice"),
    [
        ("The Minister made this proposal: ", ("Velmora", UNNAMED)),
        ("Our draft reads: ", ("Velmora",)),
        ("I then propose to say ", ("Velmora",)),
    ],
)
def test_a_sentence_in_single_marks_is_not_the_authors_unless_the_words_before_say_so(
    lead: str, voice: tuple[str, ...]
) -> None:
    letter = letter_with(f"{lead}'{LONG}The river's banks are gone.' The towns agree.")
    assert [each for _, each in voiced(letter)][-2:] == [voice, ("Velmora",)]


@pytest.mark.parametrize(
    ("lead", "voice"), [("The text is as follows:-", ("Velmora", UNNAMED)), ("Written by hand.", ("Velmora",))]
)
def test_a_paragraph_in_single_marks_is_not_the_authors_where_the_one_before_leads_to_it(
    lead: str, voice: tuple[str, ...]
) -> None:
    words = "'The gates are shut. Nobody opens them.' We wait."
    text = f"{lead}\n\n{words}"
    letter = replace(letter_with(lead), text=text)
    second = replace(letter.blocks[0], span=span_of(text, words))
    letter = replace(letter, blocks=(letter.blocks[0], second))
    assert voice_at(letter, span_of(text, "Nobody opens them.")) == voice


def test_what_a_letter_says_that_another_claims_is_its_own_word() -> None:
    text = "Kesparia claims that the gates “were never closed” and that nobody asked."
    assert shown(letter_with(text), text).attribution == ("Velmora",)


OWN = "Since the spring the papers of the coast have written about a report that Oda Vell had told the Mission that"


@pytest.mark.parametrize(
    ("lead", "voice"),
    [(OWN, ("Velmora",)), (f"Oda Vell added that {OWN[0].lower()}{OWN[1:]}", ("Velmora", "Oda Vell"))],
)
def test_a_sentence_with_a_word_or_two_of_another_stays_its_senders(lead: str, voice: tuple[str, ...]) -> None:
    text = f"{lead} its men would be cut to “a handful”."
    assert shown(letter_with(text, speaking={"a handful": "Oda Vell"}), text).attribution == voice


def test_several_sentences_are_an_inner_speakers_only_when_each_of_them_quotes_him() -> None:
    text = "It rose. Oda Vell said “nobody came to us”. She said “nobody asked us”."
    letter = letter_with(text, speaking={"nobody came to us": "Oda Vell", "nobody asked us": "Oda Vell"})
    assert shown(letter, text).attribution == ("Velmora",)
    assert shown(letter, text.removeprefix("It rose. ")).attribution == ("Velmora", "Oda Vell")


def test_each_place_has_a_voice_of_its_own() -> None:
    text = "It rose. It fell. Oda Vell said “nobody came to us”."
    letter = letter_with(text, speaking={"nobody came to us": "Oda Vell"})
    assert voice_at(letter, span_of(text, "It rose.")) == voice_at(letter, span_of(text, "It fell."))
    assert voice_at(letter, span_of(text, "Oda Vell said “nobody came to us”.")) == ("Velmora", "Oda Vell")


@pytest.mark.parametrize("printed", ["Lord Velmora", "Mr. Velmora", "Dr. H. V. Velmora", "General Velmora"])
def test_nobody_is_said_to_quote_himself(printed: str) -> None:
    text = "He said “nobody came to us”."
    assert shown(letter_with(text, speaking={"nobody came to us": printed}), text).attribution == ("Velmora",)


def test_a_note_called_before_a_sentence_is_not_shown_with_it() -> None:
    letter = letter_with("It rose. It fell.")
    called = Footnote("1", (Span(8, 8),), (1,), Span(0, 0), 1)
    with_note = replace(letter, footnotes=(called,))
    assert [note.indicator for note in shown(with_note, "It rose.").footnotes] == ["1"]
    assert shown(with_note, "It fell.").footnotes == ()


@pytest.mark.parametrize(
    ("text", "noted"),
    [
        # the source of what somebody says supports his words alone
        ("The school is shut. Dr. Oda Vell told the Courier: “We count the damp.”¹\n\n¹ “Roofs”, Courier, 5 May 2021.",
         ["Dr. Oda Vell told the Courier: “We count the damp.”"]),
        # but also the sentence that speaks of him
        ("Dr. Oda Vell was there. She said: “We count the damp.”¹\n\n¹ “Roofs”, Courier, 5 May 2021.",
         ["Dr. Oda Vell was there.", "She said: “We count the damp.”"]),
        # and the one that the note speaks of
        ("The Lantern Mission counted 400. Its head, Oda Vell, said: “We count.”¹\n\n¹ Lantern Mission, Report, p. 4.",
         ["The Lantern Mission counted 400.", "Its head, Oda Vell, said: “We count.”"]),
        # a letter that a sentence mentions is the source of that one
        ("We deplore this death. The Minister wrote to the widow.¹\n\n¹ Letter dated 3 May 2021 from the Minister for "
         "Water of Kesparia addressed to Mrs. Agnes Hale.",
         ["The Minister wrote to the widow."]),
        # and where a later sentence names the author of the note, it is the source of that sentence
        ("The pumps stood idle. The Lantern Mission counted a loss of 400.¹\n\n¹ Lantern Mission, Report, p. 4.",
         ["The Lantern Mission counted a loss of 400."]),
        # what is nobody's words supports the passage
        ("It rose. It fell.¹\n\n¹ “Roofs”, Courier, 5 May 2021.", ["It rose.", "It fell."]),
    ],
)  # fmt: skip
def test_a_note_is_shown_with_what_it_supports(text: str, noted: list[str]) -> None:
    title = (
        "Letter dated 3 May 2021 from the Permanent Representative of Velmora to the United Nations addressed to the "
    )
    letter = parse(read_text(f"{title}Secretary-General\n\n{text}".encode()))
    spans = [span for block in letter.blocks if block.kind is BODY for span in sentences(letter.text, block.span)]
    assert [span.of(letter.text) for span in spans if quote(letter, CARD, span).footnotes] == noted


@pytest.mark.parametrize(
    ("note", "voice"),
    [
        ("The log was taken.", ("Velmora", "Oda Vell")),
        ("Sworn before Ines Orm, notary at Dorn.", ("Velmora",)),
        ("Translated from the Kesparian.", ("Velmora",)),
        ("The crew was sworn before dawn.", ("Velmora", "Oda Vell")),
    ],
)
def test_a_note_speaks_with_the_voice_of_its_annex_unless_it_tells_of_the_paper(
    note: str, voice: tuple[str, ...]
) -> None:
    text, author = f"We saw it.\n\n{note}", ("Velmora", "Oda Vell")
    letter = Letter(
        "l", Masthead(), text, (Block(BlockKind.BODY, Span(0, 10), (3,), 1, None, author, "Annex I"),),
        (Footnote("a", (Span(10, 10),), (1,), span_of(text, note), 3, "Annex I"),),
        parts=(Part("Annex I", None, author),),
    )  # fmt: skip
    assert shown(letter, note).attribution == voice


CABLE = "Cablegram 12 DORN, 5 March 1946\n\nTOP SECRET\n\nThe port is closed. [1]\n\n_\n\n1 It was not."


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (CABLE, (EDITORS,)),
        ("Dear Mr. Vell,\n\nThe port is closed. [1]\n\n_\n\n1 It was not.\n\n_\n\n[AA:A1067, R46/3/9]", (EDITORS,)),
        ("---\nvol_title: Letters\n---\n\nDear Mr. Vell,\n\nIt is closed. [1]\n\n_\n\n1 It was not.", (EDITORS,)),
        ("Dear Mr. Vell,\n\nThe port is closed. [1]\n\n_\n\n1 It was not.", ()),
    ],
)
def test_notes_that_an_edition_adds_are_not_the_senders_words(text: str, expected: tuple[str, ...]) -> None:
    letter = parse(read_text(text.encode()))
    note = letter.footnotes[0]
    assert (note.attribution, quote(letter, CARD, note.span).attribution) == (expected, expected or ("Velmora",))


def test_an_editors_note_stands_only_where_it_is_called() -> None:
    letter = parse(read_text(CABLE.replace("The port is closed.", "It rose. The port is closed.").encode()))
    assert shown(letter, "The port is closed.").footnotes
    assert shown(letter, "It rose.").footnotes == ()


def test_an_editors_note_stands_only_where_it_is_called_in_a_quotation_too() -> None:
    letter = a_letter()
    edited = replace(letter, footnotes=tuple(replace(each, attribution=(EDITORS,)) for each in letter.footnotes))
    assert shown(letter, "We measured the river.").footnotes
    assert shown(edited, "We measured the river.").footnotes == ()


def test_a_title_in_capitals_ends_no_sentence() -> None:
    text = "DR. VELL and MR. DORN spoke."
    assert [each.of(text) for each in sentences(text, Span(0, len(text)))] == [text]


def test_senders_of_a_joint_letter_do_not_quote_each_other() -> None:
    letter = Letter("l", Masthead(), "A/76/9001", ())
    joint = replace(CARD, senders=("Velmora", "Kesparia"))
    assert quote(letter, joint, Span(0, 9)).attribution == ("Velmora and Kesparia",)


def test_a_sentence_after_a_note_of_the_next_page_stands_on_that_page() -> None:
    letter = letter_with("It rose. It fell. It froze.", pages=(1, 2))
    footnotes = (
        Footnote("1", (Span(8, 8),), (1,), Span(0, 0), 1), Footnote("2", (Span(17, 17),), (1,), Span(0, 0), 2),
    )  # fmt: skip
    crossing = replace(letter, footnotes=footnotes)
    assert [shown(crossing, each).pages for each in ("It rose.", "It fell.", "It froze.")] == [(1,), (1, 2), (2,)]


def test_endnotes_do_not_tell_the_page_of_a_sentence() -> None:
    letter = letter_with("It rose. It fell.", "It froze.", pages=(1, 2))
    endnotes = (Footnote("1", (Span(8, 8),), (1,), Span(0, 0), 2), Footnote("2", (Span(28, 28),), (2,), Span(0, 0), 3))
    assert shown(replace(letter, footnotes=endnotes), "It fell.").pages == (1, 2)


def labelled(*paragraphs: tuple[str | None, str, BlockKind]) -> Letter:
    """Return a letter whose paragraphs are (printed number, part, kind), each with a word of its own: "p1", "p2" ..."""
    lines = [f"Gate p{number} was opened and shut again by night." for number in range(1, len(paragraphs) + 1)]
    text = "\n\n".join(lines)
    blocks = tuple(
        Block(kind, span_of(text, lines[place]), (1,), place + 1, label, ("Velmora",), part)
        for place, (label, part, kind) in enumerate(paragraphs)
    )
    return Letter("l", Masthead(), text, blocks)


@pytest.mark.parametrize(
    ("paragraphs", "words", "expected"),
    [
        (((None, "", BODY), (None, "", BODY)), "p2", None),
        (((None, "", BODY), ("1", "", BODY), ("2", "", BODY)), "p3", "2"),
        ((("1", "", BODY), ("2", "", BODY), (None, "", QUOTED)), "p3", "2"),
        ((("1", "", BODY), ("2", "", BODY), (None, "", BODY)), "p3", ""),
        (((None, "", BODY), (None, "", BODY), ("1", "", BODY)), "p3", "1"),
        (((None, "", BODY), (None, "", BODY), ("1", "", BODY)), "p1", ""),
        (((None, "", BODY), ("2", "", BODY), (None, "", BODY), ("3", "", BODY)), "p1", "1"),
        (((None, "", BODY), ("2", "", BODY), (None, "", BODY), ("3", "", BODY)), "p3", "2"),
        (((None, "", BODY), ("2", "", BODY), (None, "", BODY), ("4", "", BODY)), "p3", ""),
        (((None, "", BODY), (None, "", BODY), (None, "", BODY), ("19", "", BODY), ("20", "", BODY)), "p4", "19"),
        (((None, "", BODY), (None, "", BODY), (None, "", BODY), ("1", "", BODY), ("2", "", BODY)), "p4", "1"),
        (((None, "", BODY), (None, "Annex", BODY), (None, "Annex", BODY)), "p3", "2"),
        ((("1", "Annex", BODY), ("2", "Annex", BODY), ("1", "Annex", BODY)), "p3", ""),
        ((("1", "Annex", BODY), ("2", "Annex", BODY), ("1", "Annex", BODY)), "p2", "2"),
    ],
)
def test_a_paragraph_goes_by_the_number_by_which_a_reader_finds_it(
    paragraphs: tuple[tuple[str | None, str, BlockKind], ...], words: str, expected: str | None
) -> None:
    assert shown(labelled(*paragraphs), words).label == expected


def test_a_list_above_the_first_printed_number_is_of_the_paragraph_before() -> None:
    lines = ["World Water.", "They met for these:", "(A) The tolls;", "(B) The gates.", "They agreed.", "They left."]
    text = "\n\n".join(lines)
    labels = (None, None, None, None, "2", "3")
    blocks = tuple(
        Block(BODY, span_of(text, line), (1,), number, label, ("Velmora",))
        for number, (line, label) in enumerate(zip(lines, labels, strict=True), start=1)
    )
    letter = Letter("l", Masthead(), text, blocks)
    assert [label_of(letter, block) for block in blocks] == ["1", "1", "1", "1", "2", "3"]


def test_words_in_marks_of_nobody_known_are_not_given_to_whom_the_sentence_names_beside_them() -> None:
    sentence = "The Board's finding that “nothing was broken there”, and Anna Berg, who said “we saw the gates”."
    letter = letter_with(sentence, speaking={"we saw the gates": "Anna Berg"})
    assert shown(letter, sentence).attribution == ("Velmora",)


def test_a_note_of_later_words_says_so() -> None:
    letter = letter_with("It rose in Dorn. It fell in Dorn.")
    end = len("It rose in Dorn. It fell in Dorn.")
    note = Footnote("1", (Span(end, end),), (1,), span_of(letter.text, "It fell in Dorn."), 1)
    noted = replace(letter, footnotes=(note,))
    further = {words: [each.further_on for each in shown(noted, words).footnotes] for words in (
        "It rose in Dorn.", "It fell in Dorn.",
    )}  # fmt: skip
    assert further == {"It rose in Dorn.": [True], "It fell in Dorn.": [False]}


def test_a_number_behind_a_heading_is_that_of_its_paragraph() -> None:
    letter = letter_with("The plan.", "COSTS OF THE SERVICE 2. It rose.", "It fell.")
    numbered = replace(letter, blocks=(*letter.blocks[:2], replace(letter.blocks[2], label="3")))
    assert [shown(numbered, each).label for each in ("The plan.", "It rose.", "It fell.")] == ["1", "2", "3"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It came at 1.05 a.m. The first two were lost.", ["It came at 1.05 a.m.", "The first two were lost."]),
        ("At 5 p.m. Vell left.", ["At 5 p.m. Vell left."]),
        ("He said: “One. Two.” Three.", ["He said: “One. Two.”", "Three."]),
        ("“One. Two.”", ["“One.", "Two.”"]),
        ("One. Two! Three?", ["One.", "Two!", "Three?"]),
        ("Mr. Keenan agreed. He left.", ["Mr. Keenan agreed.", "He left."]),
        ("It was seen by Major (ret.) Lind. He left.", ["It was seen by Major (ret.) Lind.", "He left."]),
        ("S. Sargsyan said so. “Yes.” It ended.", ["S. Sargsyan said so.", "“Yes.”", "It ended."]),
        ("See No. 4 of the U.S. list. Then go.", ["See No. 4 of the U.S. list.", "Then go."]),
        ("They want- 1. Fair tolls, 2. Two gates; 3. Lamps.", ["They want- 1. Fair tolls, 2. Two gates; 3. Lamps."]),
        ("It was shut in 1944-45. It is open.", ["It was shut in 1944-45.", "It is open."]),
        ("It rose to 3.5 metres. The town fled.", ["It rose to 3.5 metres.", "The town fled."]),
        ("no end at all", ["no end at all"]),
        ("", []),
    ],
)
def test_sentences_end_where_a_reader_ends_them(text: str, expected: list[str]) -> None:
    assert [span.of(text) for span in sentences(text, Span(0, len(text)))] == expected


@given(st.text(alphabet="aB .!?“”\n1", max_size=200))
def test_sentences_keep_every_word_in_order(text: str) -> None:
    found = sentences(text, Span(0, len(text)))
    assert "".join("".join(span.of(text).split()) for span in found) == "".join(text.split())
    assert all(one.end <= other.start for one, other in itertools.pairwise(found))


def test_a_note_that_is_quoted_in_full_is_not_shown_again_below() -> None:
    text = CABLE.replace("1 It was not.", "1 It was not. The gates were shut, and nobody was told of it until June.")
    letter = parse(read_text(text.encode()))
    (note,) = letter.footnotes
    whole, begun = quote(letter, CARD, note.span), quote(letter, CARD, Span(note.span.start, note.span.start + 11))
    assert [len(each.footnotes) for each in (whole, begun)] == [1, 1]
    assert whole.notes_below == ()
    assert begun.notes_below == begun.footnotes
    citing = parse(read_text(CABLE.replace("It was not.", "See A/76/9000, para. 3.").encode()))
    sources = quote(citing, CARD, citing.footnotes[0].span)
    assert sources.notes_below == sources.footnotes


def test_a_note_in_the_text_of_an_annex_is_not_that_of_the_paragraphs_before_it() -> None:
    plain = letter_with("They came by night.", "He locked the gate.")
    said = tuple(replace(each, kind=QUOTED, part="Annex", attribution=("Velmora", "Renn")) for each in plain.blocks)
    end = said[-1].span.end
    quoted = replace(plain, blocks=said, footnotes=(Footnote("b", (Span(end, end),), (2,), Span(0, 0), 1),))
    own = replace(quoted, parts=(Part("Annex", attribution=("Velmora", "Renn")),))
    first = "They came by night."
    assert [[each.indicator for each in shown(of, first).footnotes] for of in (quoted, own)] == [["b"], []]
