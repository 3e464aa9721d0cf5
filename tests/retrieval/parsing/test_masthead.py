"""The head of a document is read whole, whatever its age, language and state, and what was declared beside it wins."""

import json
import time
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.parsing.masthead import Head, read_head
from retrieval.readers.text import read_text
from retrieval.types import Line, Organ

SHARED = Path(__file__).parents[4] / "shared"
LETTER = (
    "Letter dated 14 April 2020 from the Permanent Representative of Azerbaijan to the United Nations addressed to the"
)
TITLE = f"{LETTER} Secretary-General"


def head_of(text: str, metadata: Mapping[str, object] | None = None) -> Head:
    return read_head([Line(line) for line in text.split("\n")], metadata or {})


def items_of(head: Head) -> list[tuple[str, str | None]]:
    return [(item.number, item.title) for item in head.masthead.agenda_items]


MODERN = f"""United Nations
A/74/810-S/2020/293*

General Assembly Security Council

Distr.: General
15 April 2020

Original: English

**General Assembly
Seventy-fourth session**
Agenda items 32, 37 and 68
**Protracted conflicts in the area and their implications
for international peace, security and development**
The situation in the occupied territories
**Elimination of racism, racial discrimination, xenophobia and
related intolerance**
**Security Council
Seventy-fifth year**

{TITLE}

In reference to the letter dated 27 March 2020 from the Permanent Representative of Armenia, I would like to"""


def test_a_modern_masthead_is_read_field_by_field() -> None:
    head = head_of(MODERN)
    masthead = head.masthead
    assert masthead.symbols == ("A/74/810", "S/2020/293")
    assert masthead.title == TITLE
    assert (masthead.date, masthead.document_date, masthead.document_date_text) == (
        "2020-04-14",
        "2020-04-15",
        "15 April 2020",
    )
    assert (masthead.distribution, masthead.original_language, masthead.language) == ("General", "English", "en")
    assert masthead.organs == (
        Organ("General Assembly", session="Seventy-fourth session", number=74),
        Organ("Security Council", year="Seventy-fifth year", number=75),
    )
    assert items_of(head) == [
        (
            "32",
            "Protracted conflicts in the area and their implications for international peace, security and development",
        ),
        ("37", "The situation in the occupied territories"),
        ("68", "Elimination of racism, racial discrimination, xenophobia and related intolerance"),
    ]
    assert (head.warnings, head.conflicts) == ((), ())


def test_title_and_body_are_told_apart_by_their_lines() -> None:
    lines = [Line(line) for line in MODERN.split("\n")]
    head = read_head(lines, {})
    assert [lines[index].text for index in head.title_lines] == [TITLE]
    assert lines[head.body_start + 1].text.startswith("In reference to")
    assert list(head.masthead_lines) == list(range(head.title_lines.start))


OLD = """UNITED
NATIONS                                                          A S

        General Assembly              Security Council

                                       Distr.
                                       GENERAL

                                       A/52/447
                                       S/1997/775
                                       9 October 1997

                                       ORIGINAL: ENGLISH

GENERAL ASSEMBLY                                  SECURITY COUNCIL
Fifty-second session                              Fifty-second year
Agenda items 10, 33 and 43

REPORT OF THE SECRETARY-GENERAL ON THE WORK OF THE ORGANIZATION
THE SITUATION IN THE MIDDLE EAST
QUESTION OF PALESTINE

        LETTER DATED 9 OCTOBER 1997 FROM THE PERMANENT REPRESENTATIVE
             OF LEBANON TO THE UNITED NATIONS ADDRESSED TO THE
                          SECRETARY-GENERAL

        On instructions from my Government, I have the honour"""


def test_an_old_masthead_in_capitals_is_set_in_small_letters() -> None:
    head = head_of(OLD)
    assert head.masthead.symbols == ("A/52/447", "S/1997/775")
    assert head.masthead.title == (
        "Letter dated 9 October 1997 from the Permanent Representative of Lebanon to the United Nations addressed to"
        " the"
        " Secretary-General"
    )
    assert [(organ.session, organ.year, organ.number) for organ in head.masthead.organs] == [
        ("Fifty-second session", None, 52),
        (None, "Fifty-second year", 52),
    ]
    assert items_of(head) == [
        ("10", "Report of the Secretary-General on the work of the Organization"),
        ("33", "The situation in the Middle East"),
        ("43", "Question of Palestine"),
    ]
    assert (head.masthead.document_date, head.masthead.original_language) == ("1997-10-09", "English")


def test_a_geneva_document_has_its_council_item_and_wrapped_title() -> None:
    head = head_of(
        "A/HRC/47/G/10\nGeneral Assembly\nDistr.: General\n16 June 2021\nOriginal: English\n\nHuman Rights Council\n"
        "Forty-seventh session\n21 June–9 July 2021\nAgenda item 4\nHuman rights situations that require the"
        " Council’s attention\n\n"
        "Note verbale dated 15 June 2021 from the Permanent Mission\nof Armenia to the United Nations Office at"
        " Geneva addressed"
        " to\nthe Office of the United Nations High Commissioner for Human\nRights\n\nThe Permanent Mission of Armenia"
    )
    assert head.masthead.organs[1] == Organ("Human Rights Council", session="Forty-seventh session", number=47)
    assert items_of(head) == [("4", "Human rights situations that require the Council’s attention")]
    assert head.masthead.addressees == ("Office of the United Nations High Commissioner for Human Rights",)
    assert (head.masthead.document_date, head.masthead.symbols) == ("2021-06-16", ("A/HRC/47/G/10",))


def test_items_of_the_preliminary_list_are_items_and_its_asterisk_note_is_no_symbol() -> None:
    head = head_of(
        "General Assembly\nSixty-fifth session\nItems 24 and 25 of the preliminary list*\nSustainable development\n"
        f"Operational activities for development\n* A/65/50.\n\n{TITLE}\n\nI have the honour"
    )
    assert items_of(head) == [("24", "Sustainable development"), ("25", "Operational activities for development")]
    assert head.masthead.symbols == ()


def test_the_resolution_that_a_committee_is_established_by_is_no_symbol_of_its_letters() -> None:
    organ = "Security Council Committee established pursuant to\nresolution 1591 (2005)"
    assert head_of(f"S/AC.47/2020/3\n\n{organ}\n\n{TITLE}\n\nSir,").masthead.symbols == ("S/AC.47/2020/3",)


def test_sub_items_count_one_by_one() -> None:
    head = head_of(
        f"General Assembly\nAgenda items 112 (a) and (b) and 115 (d)\n\nOne\n\nTwo\n\nThree\n\n{TITLE}\n\nSir,"
    )
    assert items_of(head) == [("112 (a)", "One"), ("112 (b)", "Two"), ("115 (d)", "Three")]


def test_titles_in_capitals_that_run_over_lines_are_joined() -> None:
    head = head_of(
        "General Assembly\nAgenda items 40 and 87\nTHE SITUATION ON THE RIVER\nREVIEW OF THE DECLARATION ON THE\n"
        f"STRENGTHENING OF\nINTERNATIONAL SECURITY\n\n{TITLE}\n\nSir,"
    )
    assert items_of(head) == [
        ("40", "The situation on the river"),
        ("87", "Review of the declaration on the strengthening of international security"),
    ]


def test_titles_that_do_not_come_out_even_are_left_out_and_told() -> None:
    head = head_of(f"General Assembly\nAgenda items 16, 34 and 72\nOne\n\n{TITLE}\n\nSir,")
    assert items_of(head) == [("16", None), ("34", None), ("72", None)]
    assert head.warnings == ("the titles of the agenda items could not be told apart",)


def test_the_date_below_the_agenda_items_is_read() -> None:
    head = head_of(
        "A/78/9133\nGeneral Assembly\nSeventy-eighth session\nAgenda item 75\nThe events of\n2 August 2019\n\n"
        f"Distr.: General\n27 October 2023\n\nOriginal: English\n\n{TITLE}\n\nSir,"
    )
    assert head.masthead.document_date == "2023-10-27"
    assert items_of(head) == [("75", "The events of 2 August 2019")]


def test_the_session_named_in_a_request_is_not_that_of_the_document() -> None:
    head = head_of(
        "A/73/142\nGeneral Assembly\nSeventy-third session\nRequest for the inclusion of an item in the provisional"
        " agenda of"
        f" the seventy-fourth session\nThe rule of law\n{TITLE}\n\nSir,"
    )
    assert head.masthead.organs == (Organ("General Assembly", session="Seventy-third session", number=73),)


def test_a_letter_to_the_council_alone_has_no_items() -> None:
    head = head_of(f"United Nations S/2024/304\nSecurity Council\nDistr.: General\n14 April 2024\n\n{TITLE}\n\nI write")
    assert (head.masthead.symbols, items_of(head)) == (("S/2024/304",), [])
    assert head.masthead.organs == (Organ("Security Council"),)


def test_a_text_on_one_line_is_read_and_the_body_found_within_the_line() -> None:
    text = (
        "United Nations A/61/756 General Assembly Distr.: General 13 February 2007 Original: English 07-24190 (E)"
        " 160207"
        " Sixty-first session Agenda item 105 (e) Elections: election of members Note verbale dated 2 February 2007"
        " from the"
        " Permanent Mission of Denmark to the United Nations addressed to the President of the General Assembly The"
        " Permanent"
        " Mission of Denmark to the United Nations presents its compliments"
    )
    head = head_of(text)
    assert text[head.body_offset :].startswith("The Permanent Mission of Denmark")
    assert (head.masthead.symbols, head.masthead.document_date) == (("A/61/756",), "2007-02-13")
    assert items_of(head) == [("105 (e)", "Elections: election of members")]
    assert (head.masthead.senders, head.masthead.addressees) == (("Denmark",), ("President of the General Assembly",))


def test_a_title_parted_by_blank_lines_is_joined() -> None:
    head = head_of(f"S/2015/100\n\n{LETTER}\n\nPresident of the Security Council\n\nI have the honour")
    assert head.masthead.addressees == ("President of the Security Council",)


def test_a_title_goes_on_over_blank_lines_behind_an_article() -> None:
    first, second = LETTER.split(" from the ")
    head = head_of(f"{first} from the\n\n{second}\n\nSecretary-General\n\nI have the honour")
    assert (head.masthead.title, head.masthead.senders) == (TITLE, ("Azerbaijan",))


def test_an_article_is_no_office() -> None:
    head = head_of(f"{LETTER.split(' Permanent', maxsplit=1)[0]}\n\nI have the honour")
    assert head.masthead.office is None


@pytest.mark.parametrize("first", ["1. On 9 August the gates were closed.", "(1) I have the honour"])
def test_the_first_paragraph_right_below_the_title_stays_outside_it(first: str) -> None:
    head = head_of(f"S/2015/100\n\n{TITLE}\n{first}\n")
    assert (head.masthead.title, head.body_start) == (TITLE, 3)


def test_site_chrome_after_the_title_stays_outside_it() -> None:
    head = head_of(f"Skip to content\nShare\n{TITLE}\nPosted 4 June 2014\nI have the honour")
    assert head.masthead.title == TITLE


DELETED = "Letter dated 22 April 2016 from the Permanent Representative of to the United Nations addressed to the"


@pytest.mark.parametrize(
    "rest",
    [
        "Annex to the letter dated 22 April 2016 from the Permanent Representative of Armenia to the United Nations"
        " addressed to"
        " the Secretary-General",
        "Annex to the letter dated 22 April 2016 from the Permanent\nRepresentative of Armenia to the United Nations"
        " addressed\nto"
        " the Secretary-General",
        "(Signed) Z. M.\nPermanent Representative of Armenia to the United Nations",
    ],
)
def test_a_sender_that_a_site_took_out_is_found_elsewhere_in_the_letter(rest: str) -> None:
    head = head_of(f"{DELETED} Secretary-General\n\nI have the honour to transmit\n\n{rest}")
    assert (head.masthead.senders, head.masthead.office) == (("Armenia",), "Permanent Representative")


@pytest.mark.parametrize(
    "rest",
    [
        "The aggression of Armenia continues.",
        "Annex to the letter dated 5 May 2010 from the Permanent Representative of Armenia to the United Nations"
        " addressed to the"
        " Secretary-General",
        "the Permanent Mission of Armenia to the United Nations and the Permanent Mission of Georgia to the United"
        " Nations",
    ],
)
def test_a_sender_that_nothing_proves_is_left_empty_and_told(rest: str) -> None:
    head = head_of(f"{DELETED} Secretary-General\n\nI have the honour to transmit\n\n{rest}")
    assert head.masthead.senders == ()
    assert head.warnings == ("the sender is missing from the title and named nowhere else",)


def test_a_french_masthead_gives_english_particulars() -> None:
    head = head_of(
        "Nations Unies A/34/487\nAssemblée générale\nDistr. générale\n19 septembre 1979\nFrançais\nOriginal : anglais\n"
        "Trente-quatrième session\nPoint 3 de l'ordre du jour\nPouvoirs des représentants\n\nLettre datée du 18"
        " septembre 1979,"
        " adressée au Président de l'Assemblée générale par le représentant permanent de la Tchécoslovaquie auprès de"
        " l'Organisation des Nations Unies\n\nD'ordre de mon gouvernement"
    )
    masthead = head.masthead
    assert (masthead.symbols, masthead.document_date, masthead.original_language) == (
        ("A/34/487",),
        "1979-09-19",
        "English",
    )
    assert masthead.organs == (Organ("General Assembly", session="Trente-quatrième session", number=34),)
    assert items_of(head) == [("3", "Pouvoirs des représentants")]
    assert (masthead.senders, masthead.senders_printed, masthead.language) == (
        ("Czechoslovakia",),
        ("Tchécoslovaquie",),
        "fr",
    )


@pytest.mark.parametrize(
    ("above", "items", "year"),
    [
        ("Tema 69 b) del programa\nPromoción\n\nConsejo de Seguridad\nSeptuagésimo sexto año", ["69 (b)"], 76),
        ("Пункт 34 a) повестки дня\nКонфликты\n\nСовет Безопасности\nСемьдесят четвертый год", ["34 (a)"], 74),
    ],
)
def test_sub_items_and_years_in_spanish_and_russian(above: str, items: list[str], year: int) -> None:
    head = head_of(
        f"A/75/884\n\nAsamblea General\n{above}\n\nLetter dated 2 May 2021 from the Permanent Representative of"
        " Orvelland to the United Nations addressed to the Secretary-General\n\nText"
    )
    assert [number for number, _ in items_of(head)] == items
    assert [organ.number for organ in head.masthead.organs if organ.year] == [year]


@pytest.mark.parametrize(
    "name",
    [
        "United Nations", "Nations Unies", "Naciones Unidas", "Организация Объединенных Наций",
        "Организация Объединённых Наций", "联合国", "الأمم المتحدة",
    ],
)  # fmt: skip
def test_the_symbol_stands_beside_the_name_of_the_organization(name: str) -> None:
    head = head_of(
        f"{name}      A/75/884–S/2021/421\n\nDistr.: General\n3 May 2021\n\nLetter dated 2 May 2021 from the"
        " Permanent Representative of Orvelland to the United Nations addressed to the Secretary-General\n\nText"
    )
    assert head.masthead.symbols == ("A/75/884", "S/2021/421")


def test_a_note_by_the_president_is_not_taken_for_the_letter_in_its_annex() -> None:
    head = head_of(
        "S/2020/1002\nSecurity Council\nDistr.: General\n12 October 2020\n\nNote by the President of the Security"
        " Council\n\n"
        "1. In paragraph 3\n\nAnnex\nLetter dated 21 July 2020 from the Director General of the International Atomic"
        " Energy"
        " Agency addressed to the President of the Security Council"
    )
    assert (head.masthead.kind.value, head.masthead.title) == (
        "document",
        "Note by the President of the Security Council",
    )
    assert (head.masthead.office, head.masthead.senders) == ("President of the Security Council", ())


def test_an_unknown_state_keeps_its_printed_name_without_the_article() -> None:
    title = "Note verbale dated 14 January 2022 from the Permanent Mission of the Ondrey Islands to the United Nations"
    assert head_of(f"{title} addressed to the Secretary-General\n\nText").masthead.senders == ("Ondrey Islands",)


# --- correspondence that never was a UN document ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "kind", "date", "grading"),
    [
        ("Cablegram 83 TOKYO, 5 March 1946, 4 p.m.\n\nTOP SECRET\n\nI saw", "cable", "1946-03-05", "TOP SECRET"),
        ("Letter CANBERRA, 20 February 1946\n\nSECRET\n\nWith", "letter", "1946-02-20", "SECRET"),
        (
            "CANBERRA, 4 April 1946 Cablegram 533\n\nMOST IMMEDIATE SECRET\n\nUNY.",
            "document",
            "1946-04-04",
            "MOST IMMEDIATE SECRET",
        ),
        ("Memorandum MELBOURNE, 16 March 1946\n\nRef", "memorandum", "1946-03-16", None),
        ("Dispatch 2/45 WASHINGTON, 20 April 1945\n\nThe death", "letter", "1945-04-20", None),
        ("Cablegram 1620 CANBERRA, 2 [November] [1] 1945\n\nText", "cable", "1945-11-02", None),
        ("Note CANBERRA, 19 December 1946\n\nThe Embassy presents its compliments", "note verbale", "1946-12-19", None),
    ],
)
def test_the_head_line_of_a_cable_or_letter_gives_kind_and_date(
    text: str, kind: str, date: str, grading: str | None
) -> None:
    head = head_of(text, {"title": "Webb to Evatt"})
    masthead = head.masthead
    assert (masthead.kind.value, masthead.date, masthead.distribution) == (kind, date, grading)
    assert (masthead.senders, masthead.addressees) == (("Webb",), ("Evatt",))
    assert not any(
        line.startswith(("Cablegram", "Letter", "TOP", "SECRET")) for line in text.split("\n")[head.body_start :]
    )


@pytest.mark.parametrize(
    ("title", "senders", "addressees"),
    [
        ("Chifley to Addison, Fraser and Weightman", ("Chifley",), ("Addison", "Fraser", "Weightman")),
        ("Forde and Evatt to Chifley", ("Forde", "Evatt"), ("Chifley",)),
        (
            "Australian Delegation, United Nations, to Department of External Affairs",
            ("Australian Delegation, United Nations",),
            ("Department of External Affairs",),
        ),
        ("Copland to Dunk, Chifley and Evatt [1]", ("Copland",), ("Dunk", "Chifley", "Evatt")),
        ("Eggleston to Evatt3", ("Eggleston",), ("Evatt",)),
        ("Chifley to de Valera", ("Chifley",), ("de Valera",)),
        ("Ball to Evatt Cablegram 142 [1]", ("Ball",), ("Evatt",)),
        ("Cabinet Submission by Dedman and Calwell", ("Dedman", "Calwell"), ()),
        ("Note by Bruce of Conversation with Forde", ("Bruce",), ()),
        ("Statement by Makin to the United Nations General Assembly", ("Makin",), ("United Nations General Assembly",)),
        ("Minutes of Meeting of Prime Ministers", (), ()),
    ],
)
def test_the_parties_are_read_from_a_plain_title(
    title: str, senders: tuple[str, ...], addressees: tuple[str, ...]
) -> None:
    masthead = head_of("Text of the document.", {"title": title}).masthead
    assert (masthead.title, masthead.senders, masthead.addressees) == (title, senders, addressees)


def test_header_fields_give_what_a_memorandum_says_of_itself() -> None:
    head = head_of("From: Webb\nTo: Evatt\nDate: 5 March 1946\nSubject: War crimes\n\nI report")
    masthead = head.masthead
    assert (masthead.senders, masthead.addressees, masthead.date, masthead.title) == (
        ("Webb",),
        ("Evatt",),
        "1946-03-05",
        "War crimes",
    )


def test_a_plain_letter_has_its_date_line_and_salutation() -> None:
    masthead = head_of("Ministry of Foreign Affairs\nHestrum, 5 May 2020\n\nDear Minister,\n\nI write").masthead
    assert (masthead.kind.value, masthead.date, masthead.addressees) == ("letter", "2020-05-05", ("Minister",))


# --- declared beside the letter --------------------------------------------------------------------------------------


def test_declared_values_win_and_contradictions_are_listed_with_both() -> None:
    head = head_of(
        f"S/2020/1\n{TITLE}\n\nSir,", {"date": "2020-04-15", "symbols": ["A/74/810", "s/2020/293"], "from": "Armenia"}
    )
    assert head.masthead.symbols == ("A/74/810", "S/2020/293")
    assert (head.masthead.date, head.masthead.senders) == ("2020-04-15", ("Armenia",))
    assert {(each.field, each.declared, each.parsed) for each in head.conflicts} == {
        ("symbols", "A/74/810; S/2020/293", "S/2020/1"),
        ("date", "2020-04-15", "2020-04-14"),
        ("senders", "Armenia", "Azerbaijan"),
    }


def test_declared_values_that_say_the_same_are_no_contradiction() -> None:
    metadata = {
        "Symbol": "A/74/810–S/2020/293",
        "doc_date": "14 April 2020",
        "sender": "Republic of Azerbaijan",
        "to": "the Secretary-General",
    }
    head = head_of(f"A/74/810\nS/2020/293\n{TITLE}\n\nSir,", metadata)
    assert head.conflicts == ()
    assert head.masthead.symbols == ("A/74/810", "S/2020/293")


def test_a_declared_title_fills_in_for_a_letter_without_a_head() -> None:
    head = head_of("Some text about a dam.", {"title": TITLE, "symbol": "A/74/810-S/2020/293"})
    masthead = head.masthead
    assert (masthead.kind.value, masthead.date, masthead.senders) == ("letter", "2020-04-14", ("Azerbaijan",))
    assert masthead.organs == (Organ("General Assembly"), Organ("Security Council"))
    assert head.body_start == 0


@pytest.mark.parametrize("value", [None, "", [], {}, 5, {"a": [1]}, ["x", None], "no date at all", True])
def test_any_declared_value_is_taken_without_an_error(value: object) -> None:
    names = ("symbol", "date", "from", "to", "kind", "organs", "agenda_items", "document_date", "language", "office")
    head_of(f"{TITLE}\n\nSir,", dict.fromkeys(names, value))


# --- real letters ----------------------------------------------------------------------------------------------------


@pytest.mark.skipif(not SHARED.exists(), reason="the shared letters are not beside the repository")
@pytest.mark.parametrize("gold", sorted((SHARED / "letters").glob("*.gold.json")), ids=lambda path: path.name)
def test_a_real_masthead_equals_its_gold(gold: Path) -> None:
    expected = json.loads(gold.read_text(encoding="utf-8"))
    reading = read_text(gold.with_name(expected["file"]).read_bytes())
    masthead = read_head([line for page in reading.pages for line in page.lines], reading.metadata).masthead
    top = expected["masthead"]
    assert [(o.name, o.session, o.year, o.number) for o in masthead.organs] == [
        (each["name"], each.get("session"), each.get("year"), each["number"]) for each in top["organs"]
    ]
    assert [(a.number, a.title) for a in masthead.agenda_items] == [
        (str(each["number"]), each["title"]) for each in top["agenda_items"]
    ]
    assert (masthead.distribution, masthead.original_language) == (top["distribution"], top["original_language"])
    assert (masthead.document_date, masthead.document_date_text) == (top["document_date"], top["document_date_text"])
    assert list(masthead.symbols) == top["symbols"]
    assert (masthead.title, masthead.date, masthead.date_text) == (
        expected["title"],
        expected["letter_date"],
        expected["letter_date_text"],
    )
    assert (masthead.senders, masthead.addressees) == ((expected["sender"]["state"],), (expected["addressee"],))


@pytest.mark.skipif(not SHARED.exists(), reason="the shared letters are not beside the repository")
def test_real_cables_and_letters_have_date_sender_and_addressee() -> None:
    contradicted, incomplete, count = [], [], 0
    for path in sorted((SHARED / "corpus" / "dfat-1945-46" / "letters").glob("9-*.md")):
        reading = read_text(path.read_bytes())
        head = read_head([line for page in reading.pages for line in page.lines], reading.metadata)
        count += 1
        if " to " in str(reading.metadata["title"]) and not (head.masthead.senders and head.masthead.addressees):
            incomplete.append(path.name)
        if head.conflicts or not head.masthead.date:
            contradicted.append(path.name)
    assert count > 300
    assert incomplete == []
    assert contradicted == []


# --- anything at all -------------------------------------------------------------------------------------------------


@given(st.lists(st.text(max_size=60), max_size=20))
def test_any_lines_are_read_without_an_error(texts: list[str]) -> None:
    lines = [Line(text) for text in texts]
    head = read_head(lines, {})
    assert 0 <= head.body_start <= len(lines)
    assert head.title_lines.stop <= len(lines)


FRAGMENTS = [
    TITLE, "LETTER DATED 5 MAY 1990 FROM", "Agenda items 1, 2 and", "General Assembly", "Seventy-fourth session", "",
    "Distr.: General", "A/74/1-S/2020/2", "Annex", "5 May 2020", "Original: English", "Note verbale dated", "SECRET",
    "Cablegram 5 X, 5 May 1945",
]  # fmt: skip


@given(st.lists(st.sampled_from(FRAGMENTS), max_size=14))
def test_heads_in_any_order_are_read_without_an_error(texts: list[str]) -> None:
    read_head([Line(text) for text in texts], {})


@pytest.mark.parametrize(
    "unit",
    ["Letter dated ", "Agenda items 1, ", "from the Permanent Representative of ", "A/74/1 ", "and the ", "12 ("],
)
def test_a_long_hostile_line_is_read_in_linear_time(unit: str) -> None:
    started = time.process_time()
    head_of(unit * (100_000 // len(unit)))
    head_of(f"Letter dated 5 May 2020 from the {unit * (100_000 // len(unit))}")
    assert time.process_time() - started < 10


# --- letters as they stand on a mission's site, without a title -------------------------------------------------------


def test_a_note_verbale_on_letterhead_is_from_whom_it_says() -> None:
    masthead = head_of(
        "PERMANENT MISSION OF ORVELLAND\nTO THE UNITED NATIONS\n\nNo. 123/2021\n\nNOTE VERBALE\n\nThe Permanent Mission"
        " of Orvelland to the United Nations presents its compliments to the Secretary-General of the United Nations"
        " and has the honour to state that the gates were closed.\n\nNew York, 3 May 2021"
    ).masthead
    assert (masthead.kind.value, masthead.senders, masthead.office) == (
        "note verbale",
        ("Orvelland",),
        "Permanent Mission",
    )
    assert (masthead.addressees, masthead.date) == (("Secretary-General",), "2021-05-03")


def test_a_letter_on_letterhead_is_from_the_mission_to_whom_it_is_addressed() -> None:
    masthead = head_of(
        "PERMANENT MISSION OF ORVELLAND TO THE UNITED NATIONS\n\n3 May 2021\n\nH.E. Ms. Oda Fennimore\nPresident of the"
        " Security Council\nNew York\n\nExcellency,\n\nI have the honour to state that the gates were closed."
    ).masthead
    assert (masthead.senders, masthead.addressees) == (("Orvelland",), ("President of the Security Council",))


@pytest.mark.parametrize(
    "text",
    [
        "I enclose a note that came today.\n\nThe Permanent Mission of Kesparia to the United Nations presents its"
        " compliments to the Secretary-General and has the honour to state the following.",
        "PERMANENT MISSION OF ORVELLAND TO THE UNITED NATIONS\n\nPress release\n\nThe gates were closed at night.",
    ],
)
def test_a_note_further_down_and_a_letterhead_alone_say_nothing_of_the_sender(text: str) -> None:
    assert head_of(text).masthead.senders == ()
