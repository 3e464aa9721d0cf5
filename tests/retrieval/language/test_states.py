"""States are known by every name they are printed or called by, and by nothing that is only spelled alike."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.language import states
from retrieval.language.states import canonical, find_states, without_article

DATA = json.loads(Path(states.__file__).with_name("states.json").read_text(encoding="utf-8"))


def test_every_name_in_the_data_leads_to_its_state() -> None:
    wrong = [
        (state["name"], name, canonical(name))
        for state in DATA
        for name in (state["name"], *state.get("names", ()), *state.get("former", ()), *state.get("abbreviations", ()))
        if canonical(name) != state["name"]
    ]
    assert wrong == []


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("the Islamic Republic of Iran", "Iran (Islamic Republic of)"),
        ("IRAN", "Iran (Islamic Republic of)"),
        ("Côte d’Ivoire", "Côte d'Ivoire"),
        ("Cote d'Ivoire", "Côte d'Ivoire"),
        ("the Sudan", "Sudan"),
        ("the Congo", "Congo"),
        ("the Democratic Republic of the Congo", "Democratic Republic of the Congo"),
        ("the Republic of Croatia", "Croatia"),
        ("the Republic of Korea", "Republic of Korea"),
        ("Democratic People’s Republic of Korea", "Democratic People's Republic of Korea"),
        ("Turkey", "Türkiye"),
        ("the Libyan Arab Jamahiriya", "Libya"),
        ("the former Yugoslav Republic of Macedonia", "North Macedonia"),
        ("Swaziland", "Eswatini"),
        ("Zaire", "Democratic Republic of the Congo"),
        ("Nauru", "Naoero"),
        ("the USSR", "Union of Soviet Socialist Republics"),
        ("Czechoslovakia", "Czechoslovakia"),
        ("the German Democratic Republic", "German Democratic Republic"),
        ("the Federal Republic of Germany", "Germany"),
        ("Palestine", "State of Palestine"),
        ("the Holy See", "Holy See"),
        ("Netherlands (Kingdom of the)", "Netherlands"),
        ("l'Azerbaïdjan", "Azerbaijan"),
        ("la République islamique d'Iran", "Iran (Islamic Republic of)"),
        ("los Estados Unidos de América", "United States of America"),
        ("Азербайджана", "Azerbaijan"),
        ("Республики Армения", "Armenia"),
        ("Германской Демократической Республики", "German Democratic Republic"),
        ("لألبانيا", "Albania"),
        ("للسودان", "Sudan"),
        ("也门", "Yemen"),
    ],
)
def test_a_printed_form_has_its_current_short_name(printed: str, name: str) -> None:
    assert canonical(printed) == name


@pytest.mark.parametrize("printed", ["Ruritania", "Korea", "Kosovo", "of", "", "Armenian", "Baku", "us", "of America"])
def test_what_is_no_state_or_more_than_one_has_no_name(printed: str) -> None:
    assert canonical(printed) is None


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("what did the Armenian letter say", [("Armenia", "demonym")]),
        ("Azerbaijanis and Armenians", [("Azerbaijan", "demonym"), ("Armenia", "demonym")]),
        ("Baku's position", [("Azerbaijan", "capital")]),
        (
            "Tehran's reply to Washington",
            [("Iran (Islamic Republic of)", "capital"), ("United States of America", "capital")],
        ),
        (
            "DPRK and UK",
            [
                ("Democratic People's Republic of Korea", "abbreviation"),
                ("United Kingdom of Great Britain and Northern Ireland", "abbreviation"),
            ],
        ),
        (
            "what did the uk write to russia",
            [("United Kingdom of Great Britain and Northern Ireland", "abbreviation"), ("Russian Federation", "name")],
        ),
        ("did the US say so", [("United States of America", "abbreviation")]),
        ("the us letter", [("United States of America", "abbreviation")]),
        ("the U.S. reply", [("United States of America", "abbreviation")]),
        ("the Saudi letter", [("Saudi Arabia", "demonym")]),
        ("what did turkey say", [("Türkiye", "former name")]),
        ("turkey and armenia", [("Türkiye", "former name"), ("Armenia", "name")]),
        ("did Jordan reply", [("Jordan", "name")]),
        ("Guinea-Bissau", [("Guinea-Bissau", "name")]),
        ("South Sudan and the Sudan", [("South Sudan", "name"), ("Sudan", "name")]),
        ("письмо Армении", [("Armenia", "name")]),
        ("رسالة أرمينيا", [("Armenia", "name")]),
        ("也门常驻代表", [("Yemen", "name")]),
        ("the Soviet note", [("Union of Soviet Socialist Republics", "demonym")]),
    ],
)
def test_a_question_names_states_as_people_do(question: str, expected: list[tuple[str, str]]) -> None:
    assert [(found.name, found.via) for found in find_states(question)] == expected


@pytest.mark.parametrize(
    "text",
    [
        "tell us more",
        "give us the letter that we were sent",
        "roast turkey for lunch",
        "Michael Jordan scored",
        "Chad Smith drums",
        "Paris Hilton",
        "Atlanta, Georgia",
        "the Vienna Convention",
        "talks held in Geneva and in Vienna",
        "translated into Russian",
        "polish the text",
        "the Indian Ocean",
        "Latin American views",
        "a grenade was thrown",
        "Maurice said so",
    ],
)
def test_what_is_spelled_like_a_state_but_is_none_is_left_alone(text: str) -> None:
    assert find_states(text) == ()


@pytest.mark.parametrize(
    ("text", "candidates"),
    [
        ("what did Korea say", ("Democratic People's Republic of Korea", "Republic of Korea")),
        ("the Korean letter", ("Democratic People's Republic of Korea", "Republic of Korea")),
        ("letters from Congo", ("Congo", "Democratic Republic of the Congo")),
    ],
)
def test_a_name_that_two_states_share_is_left_open(text: str, candidates: tuple[str, ...]) -> None:
    (found,) = find_states(text)
    assert (found.name, found.candidates) == (None, candidates)


def test_the_article_is_taken_off_a_printed_name() -> None:
    assert without_article("the Ondrey Islands") == "Ondrey Islands"


@given(st.text(max_size=120))
def test_any_text_is_searched_without_an_error(text: str) -> None:
    for found in find_states(text):
        assert found.span.of(text)
    canonical(text)


def test_the_module_is_light_to_import() -> None:
    script = (
        "import sys, retrieval.language.states\n"
        "print([m for m in ('pandas', 'numpy', 'torch', 'babel') if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=Path(states.__file__).parents[2]
    )
    assert done.stdout.strip() == "[]"
