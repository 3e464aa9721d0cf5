"""What a title says is read from every form of it, in six languages; what it does not say stays empty."""

import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.language import states
from retrieval.parsing.capitals import sentence_case, set_in_small_letters
from retrieval.parsing.masthead import parse_title

CASES = Path(__file__).parents[2] / "cases" / "titles.md"
SHARED = Path(__file__).parents[4] / "shared" / "domain" / "titles-dev.jsonl"


def cases() -> list[tuple[str, str, str]]:
    parts = re.split(r"^## (.+)\n", CASES.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]
    bodies = [body.strip().split("\n") for body in parts[1::2]]
    return [(name, title, expected) for name, (title, expected) in zip(parts[::2], bodies, strict=True)]


@pytest.mark.parametrize(("title", "expected"), [case[1:] for case in cases()], ids=[case[0] for case in cases()])
def test_a_title_is_read_field_by_field(title: str, expected: str) -> None:
    facts = parse_title(title)
    fields = (facts.kind.value, facts.dates, facts.senders, facts.office, facts.addressees)
    shown = [each if isinstance(each, str) else "; ".join(each or ()) for each in fields]
    assert " | ".join(each or "-" for each in shown) == expected


def test_the_date_is_the_first_of_several_and_its_text_holds_all() -> None:
    facts = parse_title(
        "Letters dated 12 and 13 April 1974 from the Permanent Representative of Iraq to the United Nations"
    )
    assert (facts.date, facts.date_text) == ("1974-04-12", "12 and 13 April 1974")


def test_a_day_without_a_year_is_kept_as_text_only() -> None:
    facts = parse_title(
        "letter dated 27 April from the Chairman of the Committee to the President of the Security Council"
    )
    assert (facts.date, facts.date_text) == (None, "27 April")


def test_the_printed_name_is_kept_beside_the_current_one() -> None:
    facts = parse_title(
        "Letter dated 30 April 2009 from the Permanent Representative of the Libyan Arab Jamahiriya to the United"
        " Nations addressed to the President of the Security Council"
    )
    assert (facts.senders, facts.senders_printed) == (("Libya",), ("Libyan Arab Jamahiriya",))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("THE SITUATION IN THE MIDDLE EAST", "The situation in the Middle East"),
        ("QUESTION OF CYPRUS", "Question of Cyprus"),
        ("REPORT OF THE SECRETARY-GENERAL", "Report of the Secretary-General"),
    ],
)
def test_a_heading_in_capitals_becomes_a_sentence(text: str, expected: str) -> None:
    assert sentence_case(text) == expected


def test_a_title_in_capitals_keeps_the_capitals_of_names() -> None:
    assert set_in_small_letters("LETTER FROM THE LIBYAN ARAB JAMAHIRIYA TO THE SECRETARY-GENERAL") == (
        "Letter from the Libyan Arab Jamahiriya to the Secretary-General"
    )


@pytest.mark.skipif(not SHARED.exists(), reason="the shared titles are not beside the repository")
def test_the_titles_for_development_are_read_right_in_every_field() -> None:
    wrong = []
    for line in SHARED.read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        facts = parse_title(record["title"])
        read = [facts.kind.value, facts.date, list(facts.senders), facts.office, list(facts.addressees)]
        if read != [record[name] for name in ("kind", "date", "from", "from_office", "to")]:
            wrong.append((record["title"], read))
    assert wrong == []


@given(st.text(max_size=200))
def test_any_title_is_read_without_an_error(title: str) -> None:
    parse_title(title)


@given(st.text(alphabet="Letter dated 5 May 2010 from the of and, addressed to é", max_size=200))
def test_any_broken_title_is_read_without_an_error(title: str) -> None:
    parse_title(f"Letter dated {title}")


STATES = json.loads(Path(states.__file__).with_name("states.json").read_text(encoding="utf-8"))
ENGLISH = "Letter dated 9 May 1999 from the {} of {} to the United Nations addressed to the Secretary-General"
# how each language leads to the name of a State in its title
FOREIGN = {
    r"[؀-ۿ]": "رسالة مؤرخة 9 أيار/مايو 1999 موجهة إلى الأمين العام من الممثل الدائم ل{} لدى الأمم المتحدة",
    r"[一-鿿]": "1999年5月9日{}常驻联合国代表给秘书长的信",
}


@pytest.mark.parametrize("office", ["Permanent Representative", "Head of State", "Minister for Foreign Affairs"])
def test_every_state_is_the_sender_of_its_letters_under_each_latin_name(office: str) -> None:
    named = [
        (each["name"], name) for each in STATES for name in (each["name"], *each.get("former", ())) if _latin(name)
    ]
    titles = [(state, ENGLISH.format(office, name)) for state, name in named]
    titles += [(state, title.upper()) for state, title in titles]
    wrong = [
        title
        for state, title in titles
        if (parse_title(title).senders, parse_title(title).office) != ((state,), office)
    ]
    assert wrong == []


@pytest.mark.parametrize(("script", "title"), FOREIGN.items(), ids=["Arabic", "Chinese"])
def test_every_state_is_the_sender_of_its_letters_in_other_scripts(script: str, title: str) -> None:
    named = [(each["name"], name) for each in STATES for name in each.get("names", ()) if re.search(script, name)]
    wrong = [name for state, name in named if parse_title(title.format(name).replace("لال", "لل")).senders != (state,)]
    assert wrong == []


def _latin(name: str) -> bool:
    return re.search(r"[^\W\d_a-zA-ZÀ-ž]", name) is None


def test_a_joint_letter_of_all_states_names_each_of_them() -> None:
    names = [each["name"] for each in STATES if "(" not in each["name"]]
    listed = f"{', '.join(names[:-1])} and {names[-1]}"
    assert parse_title(ENGLISH.format("Permanent Representatives", listed)).senders == tuple(names)
