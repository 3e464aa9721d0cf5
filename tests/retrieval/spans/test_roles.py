"""Whom a letter calls by a role, and whose words are heard for it."""

import pytest

from retrieval.parsing import parse
from retrieval.readers import read_bytes
from retrieval.spans.places import block_at
from retrieval.spans.roles import by_what_he_is, called, otherwise_called
from retrieval.spans.speaking import speaks
from retrieval.types import Letter, Span

HEAD = "Letter dated 3 May 2021 from the Permanent Representative of Orvelland addressed to the Secretary-General"


def letter_saying(text: str) -> Letter:
    return parse(read_bytes(f"{HEAD}\n\n{text}".encode(), "letter.txt"))


def spoken_by(asked: str, words: str, letter: Letter) -> bool:
    start = letter.text.index(words)
    span = Span(start, start + len(words))
    return speaks(asked, block_at(letter, span), span, letter)


@pytest.mark.parametrize(
    ("text", "asked", "name"),
    [
        ("The head of Dorngas, Viktor Lind, has told the press.", "boss of dorngas", "Lind"),
        ("The head of Dorngas, Viktor Lind, has told the press.", "dorngas boss", "Lind"),
        ("In place of the head of the Mission, Brigitta Sorn, we saw nobody.", "head of the mission", "Sorn"),
        ("We met Joss Renn, master of the Lark, in Ledrane.", "skipper", "Renn"),
        ("As the surveyor Ottilie Krantz wrote, it was moved.", "surveyor", "Krantz"),
        ("The judge appointed by Kesparia, Judge Ludmila Treves, dissented.", "kesparia's own judge", "Treves"),
        ("Merovand laughs, whose Minister of Energy, Rado Simun, spoke.", "energy minister of merovand", "Simun"),
        ("The director of Dorngas, Viktor Lind, has told the press.", "chief of dorngas", "Lind"),
        ("The Prime Minister, Henrik Dahl, spoke.", "prime minister of orvelland", "Dahl"),
        ("The Prime Minister, Henrik Dahl, spoke.", "orvellands pm", "Dahl"),
        ("To the House of Commons of Kesparia, the Prime Minister, Mrs. Ada Renn, spoke.", "kesparia pm", "Renn"),
        ("The son, Joss Renn, and the mate, Ada Renn, were met.", "mate", "Ada Renn"),
        ("Rufin Lind, the head of the Union of Pilots, has told the press.", "pilots guy", "Lind"),
        ("Rufin Lind, the head of the Union of Pilots, has told the press.", "union of pilots", "Lind"),
        ("The then Secretary-General of the Council of Ostmere, Joss Renn, spoke.", "the council of ostmere", "Renn"),
        ("The Executive Director of Basin Rights Watch, Ada Renn, said so.", "brw", "Renn"),
        ("The Blue Anchor was told. The head of its delegation, Mr. Reto Lind, spoke.", "blue anchor guy", "Lind"),
    ],
)  # fmt: skip
def test_a_role_is_his_whom_the_letter_names_with_it(text: str, asked: str, name: str) -> None:
    assert called(asked, letter_saying(text)) == (name,)


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("The head of Dorngas, Viktor Lind, has told the press.", "boss of halvgas"),
        ("The Prime Minister of Kesparia, Aldo Renn, spoke.", "prime minister of orvelland"),
        ("The Prime Minister of Kesparia, Aldo Renn, spoke.", "orvelland prime minister"),
        ("The Prime Minister, Henrik Dahl, spoke.", "prime minister of kesparia"),
        ("To the House of Commons of Kesparia, the Prime Minister, Mrs. Ada Renn, spoke.", "pm of orvelland"),
        ("From the capital of Kesparia, the Prime Minister, Mrs. Ada Renn, spoke.", "pm of kesparia"),
        ("The Government of Kesparia met. The Prime Minister, Aldo Renn, spoke.", "prime minister of orvelland"),
        ("The Deputy Prime Minister, Henrik Dahl, spoke.", "prime minister of orvelland"),
        ("The judge appointed by Kesparia, Judge Ludmila Treves, dissented.", "orvelland's judge"),
        ("The presiding judge, Amparo Lisedo, spoke.", "president of orvelland"),
        ("The Chief Engineer of Dorngas, Viktor Lind, spoke.", "director of dorngas"),
        ("The director of Dorngas, Viktor Lind, spoke.", "chief engineer of dorngas"),
        ("The Minister for Foreign Affairs of Norway, Aldo Renn, spoke.", "energy minister of norway"),
        ("The adviser to the President, Aldo Renn, spoke.", "president"),
        ("The Secretary-General of the Council of Ostmere, Joss Renn, spoke.", "council of bresk"),
        ("The Secretary-General of the Council of Ostmere, Joss Renn, spoke.", "council"),
        ("The President of the Academy, Joss Renn, spoke.", "a"),
        ("The then Deputy Director of Dorngas, Viktor Lind, spoke.", "dorngas"),
        ("The Chief Engineer of Dorngas, Viktor Lind, spoke.", "dorngas"),
        ("The President of Norway, Aldo Renn, spoke.", "norway"),
        ("We saw Renn, the Prime Minister, Gideon Marsh, and others. The Government of Kesparia", "pm of kesparia"),
        ("The Prime Minister, Coast Guard, and others were told.", "prime minister"),
        ("Rufin Lind, the head of the Union of Pilots, has told the press.", "guy"),
        ("Rufin Lind, the head of the Union of Pilots, has told the press.", "farmers guy"),
        ("The Blue Anchor was told. The head of its delegation, Mr. Reto Lind, spoke.", "green anchor guy"),
        ("The Blue Anchor was told. The head of its delegation in Kesparia, Mr. Lind, spoke.", "farmers guy"),
    ],
)
def test_a_role_of_another_is_not(text: str, asked: str) -> None:
    assert called(asked, letter_saying(text)) == ()


def test_whom_letters_call_otherwise_is_heard_for_his_everyday_name() -> None:
    letter = letter_saying("The police answered on 7 June that nobody had been seen. The mayor knew nothing.")
    assert spoken_by("cops", "The police answered", letter)
    assert not spoken_by("lawyers", "The police answered", letter)


def test_words_are_heard_for_the_role_of_him_who_said_them() -> None:
    letter = letter_saying("The Prime Minister, Henrik Dahl, said on 3 May: “A fifth of the blame is ours.”")
    assert spoken_by("prime minister of orvelland", "A fifth of the blame", letter)
    assert not spoken_by("prime minister of kesparia", "A fifth of the blame", letter)
    assert not spoken_by("deputy prime minister of orvelland", "A fifth of the blame", letter)


def test_a_state_that_quotes_another_is_not_its_own_prime_minister() -> None:
    letter = letter_saying("The Prime Minister of Kesparia, Aldo Renn, called it “a regrettable overflow”.")
    assert spoken_by("kesparia prime minister", "a regrettable overflow", letter)
    assert not spoken_by("orvelland prime minister", "a regrettable overflow", letter)


def test_a_deputy_does_not_speak_for_whom_he_is_under() -> None:
    letter = letter_saying("The Deputy Prime Minister of Kesparia, Aldo Renn, said that the gates were shut.")
    assert spoken_by("deputy prime minister of kesparia", "the gates were shut", letter)
    assert not spoken_by("prime minister of kesparia", "the gates were shut", letter)


def test_many_judges_are_a_court() -> None:
    letter = letter_saying("The tribunal of Ledrane found that the gates had been shut.")
    assert spoken_by("judges in ledrane", "The tribunal of Ledrane found that the gates had been shut.", letter)
    assert not spoken_by("judges of kesparia", "The tribunal of Ledrane found that the gates had been shut.", letter)


def test_who_was_told_by_one_gives_his_words() -> None:
    letter = letter_saying("I am told by the harbour master that the seamen are guests of the port.")
    assert spoken_by("harbour master", "I am told by the harbour master that the seamen are guests", letter)


def test_who_dissented_is_the_dissenting_judge() -> None:
    letter = letter_saying("The judge appointed by Kesparia, Judge Ludmila Treves, dissented. She found no haste.")
    assert called("dissenting judge", letter) == ("Treves",)
    assert called("presiding judge", letter) == ()


def test_lawyers_may_be_called_jurists() -> None:
    assert "jurist" in otherwise_called("lawyers")
    assert otherwise_called("lawyers of Kesparia") == ("lawyers of Kesparia",)


def test_who_is_asked_for_by_one_expression_is_called_what_letters_say_for_it() -> None:
    assert "relatives" in otherwise_called("victims families")
    assert otherwise_called("pilots families") == ("pilots families",)


def test_who_is_asked_for_by_several_words_is_not_called_by_one_of_them() -> None:
    assert "amnesty" in otherwise_called("rights group")
    assert "rights" not in otherwise_called("rights group")


def test_judges_of_one_kind_are_a_court_of_it() -> None:
    letter = letter_saying("The Court of Appeal observed that nobody had been heard.")
    assert spoken_by("appeal judges", "The Court of Appeal observed", letter)
    assert not spoken_by("audit judges", "The Court of Appeal observed", letter)


@pytest.mark.parametrize(
    ("text", "asked", "names"),
    [
        ("The bronze was sold. The present owner, Aldo Renn, wrote.", "owner of the bronze", ("Renn",)),
        ("The tug was sold. The present owner, Aldo Renn, wrote.", "owner of the bronze", ()),
        ("The bronze was lent. The owner, Ada Sorn, met the owner, Aldo Renn, there.", "bronze owner", ()),
        ("There is a trade in bronze. The Minister, Aldo Renn, wrote.", "minister of trade", ()),
    ],
)
def test_the_only_one_of_a_kind_is_meant_where_the_letter_speaks_of_what_is_asked(
    text: str, asked: str, names: tuple[str, ...]
) -> None:
    assert called(asked, letter_saying(text)) == names


def test_a_maker_of_what_the_letter_speaks_of_may_be_its_manufacturer() -> None:
    letter = letter_saying("Five pumps are out of order. The manufacturer, in a statement, explained why.")
    assert "manufacturer" in by_what_he_is("pump maker", letter)
    assert by_what_he_is("boat maker", letter) == ()
    assert by_what_he_is("maker", letter) == ()


@pytest.mark.parametrize("asked", ["", " ", " of Dorn"])
def test_who_is_asked_for_by_nothing_is_nobody(asked: str) -> None:
    letter = letter_saying("The engineer of Dorn, Ada Renn, wrote.")
    assert (called(asked, letter), by_what_he_is(asked, letter)) == ((), ())
