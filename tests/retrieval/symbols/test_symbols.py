"""Symbols are found, repaired, split and spelled as one grammar says, and nothing else is taken for one."""

import random
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.symbols import (
    addition_of,
    document_url,
    find_symbols,
    key,
    normalise,
    symbol_alone,
    typed_symbols,
    without_symbols,
    word_of,
)
from retrieval.types import Addition

SHARED = Path(__file__).parents[4] / "shared"


def symbols_in(text: str) -> list[str]:
    return [symbol for found in find_symbols(text) for symbol in found.symbols]


@pytest.mark.parametrize(
    "symbol",
    [
        "A/74/771",
        "S/2020/242",
        "S/15007",
        "S/26180",
        "A/5731",
        "A/34/487",
        "A/ES-10/484",
        "A/S-27/19/Rev.1",
        "A/HRC/47/G/10",
        "A/HRC/47/NGO/12",
        "A/HRC/RES/14/1",
        "A/HRC/WG.6/39/AZE/1",
        "A/HRC/S-14/1",
        "A/C.3/78/L.41",
        "A/AC.105/806",
        "A/AC.109/518",
        "S/AC.49/2024/6",
        "S/AC.37/2003/(1455)/26",
        "E/2005/34",
        "E/CN.4/Sub.2/1993/23",
        "E/RES/2019/12",
        "ST/SGB/2019/8",
        "CD/1853",
        "A/CONF.192/BMS/2021/1",
        "A/BUR/52/1",
        "S/INF/71",
        "S/Agenda/9725",
        "A/RES/78/325",
        "A/RES/377(V)",
        "A/RES/3212(XXIX)",
        "A/RES/ES-10/17",
        "S/RES/822 (1993)",
        "S/PRST/2010/9",
        "S/PV.7138",
        "S/PV.4717 (Resumption 1)",
        "A/71/5 (Vol. I)",
        "A/C.5/34/5 (Supp)",
        "A/78/PV.10",
        "S/2024/10/Rev.1/Add.36",
        "A/52/340/Add.1",
        "A/CN.9/WG.II/WP.180",
        "CERD/C/AZE/CO/7-8",
        "CERD/C/ARM/7-11",
        "CD/PV.1523",
        "ST/ESA/STAT/SER.M/49/Rev.4",
    ],
)
def test_a_symbol_in_its_normal_form_is_found_whole_and_left_as_it_is(symbol: str) -> None:
    text = f"See document {symbol}, and the rest."
    assert [(found.printed, found.symbols, found.repaired) for found in find_symbols(text)] == [
        (symbol, (symbol,), False)
    ]
    assert normalise(symbol) == symbol


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("A/74/771-S/2020/242", ["A/74/771", "S/2020/242"]),
        ("A/74/771–S/2020/242", ["A/74/771", "S/2020/242"]),
        ("A/74/771\u2011S/2020/242", ["A/74/771", "S/2020/242"]),
        ("A/74/771 - S/2020/242", ["A/74/771", "S/2020/242"]),
        ("A/64/523\nS/2009/581", ["A/64/523", "S/2009/581"]),
        ("A/64/523 / S/2009/581", ["A/64/523", "S/2009/581"]),
        ("A/74/771-\nS/2020/242", ["A/74/771", "S/2020/242"]),
        ("A/ES-10/484S/2010/158", ["A/ES-10/484", "S/2010/158"]),
        ("A/78/3358/2023/642", ["A/78/335", "S/2023/642"]),
        ("A/78/335/2023/642", ["A/78/335", "S/2023/642"]),
        ("A/ES-10/665-5/2014/810", ["A/ES-10/665", "S/2014/810"]),
        ("A/31/106--S/12095", ["A/31/106", "S/12095"]),
        ("A/60/12-E/2005/34", ["A/60/12", "E/2005/34"]),
        ("A/76/9120/Corr.1-S/2022/9133/Corr.1", ["A/76/9120/Corr.1", "S/2022/9133/Corr.1"]),
        ("A/ES-10/491-A/64/842-S/2010/331", ["A/ES-10/491", "A/64/842", "S/2010/331"]),
    ],
)
def test_a_joint_symbol_is_one_place_with_all_its_symbols(printed: str, expected: list[str]) -> None:
    found = find_symbols(printed)
    assert [list(each.symbols) for each in found] == [expected]
    assert found[0].printed == printed
    assert list(typed_symbols(printed)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A/56/601 and S/2001/1045", [("A/56/601",), ("S/2001/1045",)]),
        ("S/2000/1–S/2000/5", [("S/2000/1",), ("S/2000/5",)]),
        ("See A/74/771\nS/2020/242 is another", [("A/74/771",), ("S/2020/242",)]),
        ("A/ES-10/484", [("A/ES-10/484",)]),
        ("S/2019/1-5", [("S/2019/1",)]),
    ],
)
def test_symbols_beside_each_other_are_not_joint(text: str, expected: list[tuple[str, ...]]) -> None:
    assert [found.symbols for found in find_symbols(text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A/49/34, Add.1 and Corr.1", ["A/49/34", "A/49/34/Add.1", "A/49/34/Corr.1"]),
        ("S/9427 and Corr.1", ["S/9427", "S/9427/Corr.1"]),
        (
            "S/2000/40/Add.39, 44, 46 and 50",
            ["S/2000/40/Add.39", "S/2000/40/Add.44", "S/2000/40/Add.46", "S/2000/40/Add.50"],
        ),
        ("A/52/447/Add.1-3", ["A/52/447/Add.1", "A/52/447/Add.2", "A/52/447/Add.3"]),
        ("A/49/34 and Add.1 and 2", ["A/49/34", "A/49/34/Add.1", "A/49/34/Add.2"]),
        ("A/49/34, Add.1–3", ["A/49/34", "A/49/34/Add.1", "A/49/34/Add.2", "A/49/34/Add.3"]),
        ("A/49/34/Add.1, Add.2", ["A/49/34/Add.1", "A/49/34/Add.2"]),
        ("A/74/771-S/2020/242 and Corr.1", ["A/74/771", "S/2020/242", "A/74/771/Corr.1", "S/2020/242/Corr.1"]),
        ("S/2000/40/Add.39 and 3 December", ["S/2000/40/Add.39"]),
        ("S/2000/40/Add.39, 12 pages", ["S/2000/40/Add.39"]),
    ],
)
def test_a_list_of_additions_is_expanded_each_at_its_own_place(text: str, expected: list[str]) -> None:
    assert symbols_in(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("resolution 822 (1993)", ["S/RES/822 (1993)"]),
        (
            "Security Council resolutions 822 (1993), 853 (1993), 874 (1993) and 884 (1993)",
            ["S/RES/822 (1993)", "S/RES/853 (1993)", "S/RES/874 (1993)", "S/RES/884 (1993)"],
        ),
        ("resolutions 1970 and 1973 (2011)", ["S/RES/1970 (2011)", "S/RES/1973 (2011)"]),
        ("resolution 62/243", ["A/RES/62/243"]),
        ("General Assembly resolution 62/243 of 14 March 2008 and ES-10/17", ["A/RES/62/243", "A/RES/ES-10/17"]),
        ("resolution 377 A (V)", ["A/RES/377(V)"]),
        ("resolutions 3212 (XXIX) and 3395 (XXX)", ["A/RES/3212(XXIX)", "A/RES/3395(XXX)"]),
        ("resolutions 41 (1) and 42 (I)", ["A/RES/41(I)", "A/RES/42(I)"]),
        ("resolution 186 (S-2)", ["A/RES/186(S-2)"]),
        ("resolution 1474 (ES-IV)", ["A/RES/1474(ES-IV)"]),
        ("Human Rights Council resolution 14/1", ["A/HRC/RES/14/1"]),
        ("Council resolution 47/3", ["A/HRC/RES/47/3"]),
        ("resolution 14/1 of the Human Rights Council", ["A/HRC/RES/14/1"]),
        ("resolution 14/1", []),
        ("resolution S-10/2", ["A/RES/S-10/2"]),
        ("Human Rights Council resolutions S-21/1 and 28/15", ["A/HRC/RES/S-21/1", "A/HRC/RES/28/15"]),
        ("GA res 68/262 and UNSC res 822 (1993)", ["A/RES/68/262", "S/RES/822 (1993)"]),
        ("Economic and Social Council resolution 1996/31", ["E/RES/1996/31"]),
        ("Commission on Human Rights resolution 1993/7", ["E/CN.4/RES/1993/7"]),
        ("resolution 1996/31", []),
        ("Security Council resolution 1325", []),
        ("résolution 822 (1993) du Conseil de sécurité", ["S/RES/822 (1993)"]),
        ("las resoluciones 822 (1993) y 853 (1993)", ["S/RES/822 (1993)", "S/RES/853 (1993)"]),
        ("в резолюциях 822 (1993) и 853 (1993)", ["S/RES/822 (1993)", "S/RES/853 (1993)"]),
        ("第822(1993)号决议", ["S/RES/822 (1993)"]),
        ("القرار 822 (1993)", ["S/RES/822 (1993)"]),
    ],
)
def test_resolutions_named_by_number_in_running_text_have_their_symbol(text: str, expected: list[str]) -> None:
    assert symbols_in(text) == expected


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("S/l500 7", "S/15007"),
        ("A/37/ss3", "A/37/553"),
        ("s/15422", "S/15422"),
        ("S/l5879", "S/15879"),
        ("A/7S/103", "A/75/103"),
        ("A/49/34/Add.l", "A/49/34/Add.1"),
        ("S/2O2O/242", "S/2020/242"),
        ("s/ 2024/733", "S/2024/733"),
        ("A/74/\n771", "A/74/771"),
    ],
)
def test_what_scanners_did_is_repaired_and_told(printed: str, expected: str) -> None:
    (found,) = find_symbols(f"({printed})")
    assert (found.symbols, found.printed, found.repaired) == ((expected,), printed, True)


@pytest.mark.parametrize(
    "text",
    [
        "on 12/13 June, and/or 24/7, he/she, 1/2, 3/4 cup, a/c no. 5, TCP/IP, km/h, w/o, N/A",
        "influenza A/H1N1 and A/California/7/2009",
        "A/B testing, I/O, R/V Polarstern, S/he, O/N",
        "https://example.org/A/74/771 and www.example.com/s/2020/242",
        "A/C.3 and E/CN.4 are bodies, A/HRC too",
        "13/6/45 and 9/11/2001",
        "the a/4 page",
        "class S/oo",
        "A/41/6B8, SAP S/4 and an A/4 page",
    ],
)
def test_what_only_looks_like_a_symbol_is_left_alone(text: str) -> None:
    assert find_symbols(text) == ()


def test_a_symbol_in_the_address_of_a_document_is_one() -> None:
    assert symbols_in("https://undocs.org/en/A/74/771") == ["A/74/771"]
    assert symbols_in("https://docs.un.org/fr/S/2020/242") == ["S/2020/242"]
    assert symbols_in("http://www.un.org/Docs/journal/asp/ws.asp?m=S/2005/267") == ["S/2005/267"]
    assert symbols_in("_S/2020/242_") == ["S/2020/242"]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("what did armenia say in a/74/771?", ["A/74/771"]),
        ("a 74 771", ["A/74/771"]),
        ("letter a 74 771 please", ["A/74/771"]),
        ("a74/771", ["A/74/771"]),
        ("a74771", ["A/74/771"]),
        ("A-74-771", ["A/74/771"]),
        ("a\\74\\771", ["A/74/771"]),
        ("s 2020 242", ["S/2020/242"]),
        ("s/2020 242", ["S/2020/242"]),
        ("s2020/242", ["S/2020/242"]),
        ("S/2020242", ["S/2020/242"]),
        ("a 74 771 s 2020 242", ["A/74/771", "S/2020/242"]),
        ("a/74/771–s/2020/242", ["A/74/771", "S/2020/242"]),
        ("s res 822 1993", ["S/RES/822 (1993)"]),
        ("s/res/822(1993)", ["S/RES/822 (1993)"]),
        ("a res 68 262", ["A/RES/68/262"]),
        ("a/c3/78/l41", ["A/C.3/78/L.41"]),
        ("a hrc 47 g 10", ["A/HRC/47/G/10"]),
        ("a es 10 484", ["A/ES-10/484"]),
        ("a/74/771 add 1", ["A/74/771/Add.1"]),
        ("a/74/771/add.1", ["A/74/771/Add.1"]),
        ("A_31_106--S_12095-EN.pdf", ["A/31/106", "S/12095"]),
        ("S_RES_2421(2018)-EN.pdf", ["S/RES/2421 (2018)"]),
        ("a／74／771", ["A/74/771"]),
        ("s 15007", ["S/15007"]),
        ("resolution 822 (1993)", ["S/RES/822 (1993)"]),
        ("a74/771-s2020/242", ["A/74/771", "S/2020/242"]),
        ("a 50 50 chance of what?", []),
        ("what is a 50 100 ratio", []),
        ("is a 40 000 strong army", []),
        ("it was a 74 year old in 1993", []),
        ("Armenia's 2020 242", []),
        ("who wrote a 40 page letter in 2020", []),
        ("give me a 12/13", []),
    ],
)
def test_symbols_are_understood_as_people_type_them(typed: str, expected: list[str]) -> None:
    assert list(typed_symbols(typed)) == expected


def test_keys_ignore_case_and_the_space_before_the_bracket() -> None:
    assert key("S/RES/822 (1993)") == key("s/res/822(1993)") == "S/RES/822(1993)"


def test_what_is_no_symbol_is_only_tidied() -> None:
    assert normalise(" infcirc/140. ") == "INFCIRC/140"


@pytest.mark.parametrize(
    ("symbol", "token"),
    [
        ("A/74/771", "symax74x771"),
        ("S/RES/822 (1993)", "symsxresx822x1993"),
        ("A/C.3/78/L.41", "symaxcx3x78xlx41"),
    ],
)
def test_a_symbol_is_one_alphanumeric_word_for_the_index(symbol: str, token: str) -> None:
    assert word_of(symbol) == token


def test_a_document_is_opened_by_the_first_well_formed_symbol() -> None:
    assert document_url(("A/74/771", "S/2020/242")) == "https://undocs.org/en/A/74/771"
    assert document_url(("S/RES/822 (1993)",)) == "https://undocs.org/en/S/RES/822(1993)"
    assert document_url(()) is None
    assert document_url(("memorandum 5",)) is None


# --- generated spellings ---------------------------------------------------------------------------------------------


def generated(rng: random.Random) -> tuple[str, ...]:
    """Return the symbols of one document, well formed."""
    session, number, year = rng.randint(31, 80), rng.randint(1, 999), rng.randint(1994, 2025)
    single = [
        f"A/{session}/{number}",
        f"S/{year}/{number}",
        f"S/{rng.randint(1000, 26500)}",
        f"A/{rng.randint(1000, 9999)}",
        f"A/ES-10/{number}",
        f"A/HRC/{rng.randint(1, 57)}/G/{rng.randint(1, 99)}",
        f"A/C.{rng.randint(1, 6)}/{session}/L.{rng.randint(1, 90)}",
        f"A/AC.{rng.randint(20, 290)}/{number}",
        f"S/AC.{rng.randint(20, 60)}/{year}/{number}",
        f"A/RES/{session}/{number}",
        f"S/RES/{rng.randint(1, 2700)} ({rng.randint(1946, 2024)})",
        f"S/PRST/{year}/{rng.randint(1, 60)}",
        f"S/PV.{rng.randint(1, 9800)}",
        f"A/{session}/PV.{rng.randint(1, 110)}",
        f"A/{session}/{number}/Rev.{rng.randint(1, 3)}",
        f"S/{year}/{number}/Add.{rng.randint(1, 50)}",
        f"A/{session}/{number}/Corr.1",
        f"E/{rng.randint(1980, 2024)}/{rng.randint(1, 120)}",
        f"E/CN.4/{rng.randint(1980, 2005)}/{rng.randint(1, 140)}",
        f"A/CONF.{rng.randint(10, 230)}/{rng.randint(1, 30)}",
        f"A/RES/{rng.randint(100, 3400)}({rng.choice(('V', 'XX', 'XXIX', 'S-VI'))})",
        f"ST/SGB/{year}/{rng.randint(1, 20)}",
        f"CD/{rng.randint(1000, 2300)}",
    ]
    if rng.random() < 0.4:
        joint_session = year - 1945 - rng.randint(0, 1)
        return f"A/{joint_session}/{number}", f"S/{year}/{rng.randint(1, 1200)}"
    return (rng.choice(single),)


def scanned(symbol: str, rng: random.Random) -> str:
    """Put one letter for a figure, where a scanner would, behind the first figure of a number."""
    places = [
        i for i, char in enumerate(symbol) if char in "105" and i and symbol[i - 1].isdigit() and "(" not in symbol[:i]
    ]
    if not places:
        return symbol
    place = rng.choice(places)
    return symbol[:place] + {"1": "l", "0": "O", "5": "s"}[symbol[place]] + symbol[place + 1 :]


PRINTED: list[Callable[[tuple[str, ...], random.Random], str]] = [
    lambda symbols, _: "-".join(symbols),
    lambda symbols, _: "–".join(symbols),
    lambda symbols, _: "\u2011".join(symbols),
    lambda symbols, _: " - ".join(symbols),
    lambda symbols, _: "-\n".join(symbols),
    lambda symbols, _: "--".join(symbols),
    lambda symbols, _: " ".join(symbols),
    lambda symbols, _: " / ".join(symbols),
    lambda symbols, _: "-".join(symbols).replace("/", "/ ", 1),
    lambda symbols, rng: scanned("-".join(symbols), rng) if "ES-" not in symbols[0] else symbols[0],
]
TYPED: list[Callable[[tuple[str, ...], random.Random], str]] = [
    lambda symbols, _: "-".join(symbols).lower(),
    lambda symbols, _: " ".join(symbols).lower().replace("/", " / "),
    lambda symbols, _: " ".join(symbols).replace("/", "\\"),
    lambda symbols, _: "-".join(symbols).replace(" (", "("),
    lambda symbols, _: " and ".join(symbols).lower(),
]


def test_generated_spellings_are_read_as_printed_and_as_typed() -> None:
    rng = random.Random(20200414)
    wrong: list[tuple[str, object]] = []
    count = 0
    for _ in range(400):
        symbols = generated(rng)
        for spell in PRINTED:
            printed = spell(symbols, rng)
            read = symbols_in(f"In document ({printed}), it was said")
            count += 1
            if read != list(symbols):
                wrong.append((printed, read))
        for spell in TYPED:
            typed = spell(symbols, rng)
            count += 1
            if typed_symbols(f"see {typed}") != symbols:
                wrong.append((typed, typed_symbols(f"see {typed}")))
    assert count >= 2_000
    assert len(wrong) <= count // 1_000, wrong[:20]


def test_nothing_is_found_in_a_long_text_without_symbols() -> None:
    rng = random.Random(7)
    words = (
        "the Government and/or its agents on 12/13 May 1992 he/she 1/2 3/4 24/7 km/h w/o a/c c/o N/A I/O A/B S/he"
        " TCP/IP 50/50 a 12 of s 7 e 5 A4 S7 1992/93 http://example.org/a/74/771 www.example.net/S/2020/242 15/4/2020"
        " No. 12/45 (a)/(b) A/C"
        " /usr/lib/a/74/771 v1.2.3 2019/20 A/Brisbane/59/2007 B/Victoria/2/87 S/4HANA S/4 S-400/S-500 A320/A330 USD/EUR"
        " +1 (212) 555-0199 212/555/0199 S/M/L/XL C:\\A\\74 5/8-inch 1992/93 FY2020/21 F/A-18 2020/05/12 A/H3N2"
        " input/output either/or Armenia/Azerbaijan E/W A. S. as is 10,000 3.5 12:30 para. 5/6 art. 7/8 U/N section A/b"
    ).split()
    text = " ".join(rng.choice(words) for _ in range(45_000))
    assert len(text) > 200_000
    assert find_symbols(text) == ()


@pytest.mark.skipif(not SHARED.exists(), reason="the shared letters are not beside the repository")
def test_nothing_is_found_in_real_letters_that_cite_no_document() -> None:
    files = sorted((SHARED / "corpus" / "dfat-1945-46" / "letters").glob("8-1*.md"))
    text = "\n".join(file.read_text(encoding="utf-8").split("\n---\n", 1)[1] for file in files)
    assert len(text) > 200_000
    assert [found.printed for found in find_symbols(text)] == []


@pytest.mark.parametrize(
    "unit",
    ["A/", "A/1", "A/74/771-", "S/2020/", "l", "A/ES-10/", "resolution 822 (", "1970, ", "A/49/34, Add.1, ", "A/A/"],
)
def test_a_long_hostile_text_is_read_in_linear_time(unit: str) -> None:
    text = unit * (200_000 // len(unit))
    started = time.process_time()
    find_symbols(text)
    typed_symbols(text[:20_000])
    assert time.process_time() - started < 20


@given(st.text(max_size=200))
def test_any_text_is_searched_without_an_error_and_spans_slice_to_what_was_printed(text: str) -> None:
    for found in find_symbols(text):
        assert found.span.of(text) == found.printed
        assert found.symbols


@given(st.text(alphabet="AaSsEe/0123456789lIO-–. ()RESCNHLGVX\n,Add", max_size=60))
def test_what_is_found_is_always_in_normal_form(text: str) -> None:
    for symbol in (*symbols_in(text), *typed_symbols(text)):
        assert normalise(symbol) == symbol
        assert symbols_in(symbol) == [symbol]


@pytest.mark.parametrize(
    ("typed", "rest"),
    [
        ("what does A/74/771-S/2020/242 say on ships", "what does say on ships"),
        ("letter s 2020 242 and the dam", "letter and the dam"),
        ("what about the dam", "what about the dam"),
    ],
)
def test_a_question_is_left_without_its_symbols(typed: str, rest: str) -> None:
    assert without_symbols(typed) == rest


@pytest.mark.parametrize(
    ("symbols", "addition"),
    [
        (("A/76/9120/Corr.1", "S/2022/9133/Corr.1"), Addition.CORRIGENDUM),
        (("s/2022/9133/add.12",), Addition.ADDENDUM),
        (("A/76/L.3/Rev.1/Corr.2",), Addition.CORRIGENDUM),
        (("A/76/L.3/Rev.1",), Addition.REVISION),
        (("A/76/9120", "S/2022/9133"), None),
        ((), None),
    ],
)
def test_a_symbol_says_what_is_added_to_another(symbols: tuple[str, ...], addition: Addition | None) -> None:
    assert addition_of(symbols) is addition


@pytest.mark.parametrize(
    ("typed", "symbol"),
    [
        ("A/76/9011", "A/76/9011"),
        ("open a/76/9011 please", "A/76/9011"),
        ("what does A/76/9011 say?", "A/76/9011"),
        ("I want to see A/76/9011", "A/76/9011"),
        ("what's in A/76/9011?", "A/76/9011"),
        ("need the pdf of A/76/9011 asap", "A/76/9011"),
        ("footnotes of A/76/9011", "A/76/9011"),
        ("https://undocs.org/en/A/76/9011", "A/76/9011"),
        ("docs.un.org/S/2022/9048 please", "S/2022/9048"),
        ("https://undocs.org/Home/Mobile?FinalSymbol=A%2F76%2F9011&Language=E&DeviceType=Mobile", "A/76/9011"),
        ("what does https://undocs.org/en/A/76/9011 say?", "A/76/9011"),
        ("https://www.un.org/en/A/76/9011", None),
        ("what does A/76/9011 want", None),
        ("what does A/76/9011 say about us", None),
        ("is A/76/9011 in need of a document", None),
    ],
)
def test_a_letter_is_opened_by_its_symbol_where_nothing_else_is_asked(typed: str, symbol: str | None) -> None:
    assert symbol_alone(typed) == symbol
