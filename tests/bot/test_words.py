"""Every sentence in three languages, with the same names to fill in, and none that nobody says."""

import re
import string
from pathlib import Path

import pytest

from bot.rendering.words import LANGUAGES, Words, sentences, words_for
from retrieval.types import Addition, LetterKind, ListingKind, Reason, Refusal, Remark, RemarkKind
from tests.bot.conftest import World

SOURCE = Path(__file__).parents[2] / "bot"


@pytest.mark.parametrize("key", sentences())
def test_a_sentence_is_there_in_every_language_with_the_same_names(key: str) -> None:
    forms = sentences()[key]
    assert tuple(forms) == LANGUAGES
    names = {frozenset(name for _, name, _, _ in string.Formatter().parse(form) if name) for form in forms.values()}
    assert len(names) == 1


def test_every_sentence_is_said_somewhere() -> None:
    code = "\n".join(path.read_text() for path in SOURCE.rglob("*.py"))
    remarks = "|".join(kind.name.lower() for kind in (*RemarkKind, *Reason))
    families = "(addition|kind|menu|refused|listing|which)_.*"
    built = re.compile(f"{families}|(allowed|denied)(_other)?|{remarks}")
    assert [key for key in sentences() if f'"{key}"' not in code and not built.fullmatch(key)] == []


@pytest.mark.parametrize(
    "key",
    [
        *(f"kind_{kind.name.lower()}" for kind in LetterKind),
        *(f"addition_{addition.name.lower()}" for addition in Addition),
        *(f"refused_{refusal.name.lower()}" for refusal in Refusal),
        *(f"listing_{kind.name.lower()}" for kind in ListingKind),
        *(kind.name.lower() for kind in (*RemarkKind, *Reason)),
    ],
)
def test_whatever_there_is_has_a_sentence(key: str) -> None:
    assert key in sentences()


def test_no_sentence_is_written_in_the_code() -> None:
    for path in (SOURCE / "handlers").glob("*.py"):
        assert re.findall(r'(?:text_reply|Part)\(f?"(?!\{context\.words|\\n)', path.read_text()) == []


def test_french_marks_never_begin_a_line() -> None:
    assert [form["fr"] for form in sentences().values() if re.search(" [:;?!»]|« ", form["fr"])] == []


@pytest.mark.parametrize(
    ("code", "language"), [("fr", "fr"), ("fr-CA", "fr"), ("ES-419", "es"), ("ru", "en"), (None, "en"), ("", "en")]
)
def test_the_language_is_that_of_the_person_or_english(code: str | None, language: str) -> None:
    assert words_for(code).language == language


@pytest.mark.parametrize(
    ("language", "iso", "written"),
    [
        ("en", "2020-04-14", "14 April 2020"),
        ("fr", "2020-04-14", "14 avril 2020"),
        ("es", "2020-04-14", "14 de abril de 2020"),
        ("en", "2014-02", "February 2014"),
        ("fr", "2014-02", "février 2014"),
        ("en", "2005", "2005"),
    ],
)
def test_dates_are_written_as_people_write_them(language: str, iso: str, written: str) -> None:
    assert Words(language).date(iso) == written


@pytest.mark.parametrize(
    ("part", "said"),
    [
        ("", "I find no statement by “Velmora” on this."),
        ("who pays", "“who pays”: I find no statement by “Velmora” on this."),
    ],
)
def test_a_remark_on_one_of_several_questions_names_it(part: str, said: str) -> None:
    assert Words("en").remark(Remark(RemarkKind.NOT_FROM, ("Velmora",), part)) == said


async def test_a_person_is_answered_in_their_language(world: World) -> None:
    world.anna.language = "fr"
    answer = await world.ask("Est-ce ouvert ?")
    assert "Ruritania, citant Harbour Institute\u00a0:" in answer["text"]
    assert "14 avril 2020" in answer["text"]
    assert "p. 2, par. 7" in answer["text"]
    world.boris.language = "es"
    assert (await world.ask("/help", world.boris))["text"].startswith("Aquí, escriba simplemente su pregunta.")
