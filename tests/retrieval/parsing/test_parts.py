"""Which parts a letter has, and whose words each holds: its author's where it, the letter or a signature names him."""

import pytest

from retrieval.parsing import parse
from retrieval.parsing.parts.authors import titled_author
from retrieval.readers.text import read_text
from retrieval.types import ENCLOSED, Letter

HEAD = (
    "Letter dated 3 May 2021 from the Permanent Representative of Orvelland to the United Nations addressed to the "
    "Secretary-General\n\n"
)
SIGNED = "\n\n(Signed) Marit Oskelund\nPermanent Representative\n\n"
ANNEX = "Annex\n\nThe gates of the dam\n\nThe gates are shut."


def letter(body: str, annexes: str) -> Letter:
    return parse(read_text((HEAD + body + SIGNED + annexes).encode()))


def authors(body: str, annexes: str) -> list[str]:
    """Return the innermost voice of each part."""
    return [part.attribution[-1] for part in letter(body, annexes).parts]


@pytest.mark.parametrize(
    ("sentence", "author"),
    [
        (
            "I transmit herewith a letter from the Prime Minister of Merovand, who rejects the communication circulated"
            " by the Permanent Mission and the letter from the President of Kesparia (see annex).",
            "Prime Minister of Merovand",
        ),
        (
            "I transmit herewith a letter from the Prime Minister of Merovand in reply to the letter transmitted by the"
            " Minister for Foreign Affairs of Kesparia (see annex).",
            "Prime Minister of Merovand",
        ),
        ("In reply to the statement by the Prime Minister of Kesparia, a memorandum is attached (see annex).",
         ENCLOSED),
        ("I attach a paper on the false and misleading statement by the Prime Minister of Kesparia (see annex).",
         ENCLOSED),
        ("I attach a rebuttal of the claims made in the statement by the Prime Minister of Kesparia (see annex).",
         ENCLOSED),
        (
            "Upon instructions from my Government, I have the honour to transmit herewith, for your information, the"
            " text of a statement issued on 3 May 2021 by the Ministry of Defence of Merovand (see annex).",
            "Ministry of Defence of Merovand",
        ),
        ("Upon instructions from my Government, I transmit herewith a paper (see annex).", ENCLOSED),
        ("I transmit herewith the response of my Government to the report of the River Council (see annex).",
         "Orvelland"),
        ("I transmit a letter from H.E. Mr. Aldous Renn about the dam (annex).", "Aldous Renn"),
        ("I attach a report of the Harbour Authority and a letter from Anna Berg (see annex).", ENCLOSED),
        ("I attach a report and a letter from Anna Berg (see annex).", ENCLOSED),
        ("I attach an article by Anna Berg (see annex).", "Anna Berg"),
    ],
)  # fmt: skip
def test_the_author_is_that_of_the_text_transmitted(sentence: str, author: str) -> None:
    assert authors(sentence, ANNEX) == [author]


def test_who_signs_an_annex_is_its_author_whatever_the_letter_says() -> None:
    sentence = "I transmit herewith a note of the Kesparian representative (see annex)."
    assert authors(sentence, "Annex\n\nI refer to the note.\n\n(Signed) Anna Berg\nRepresentative") == ["Anna Berg"]


def test_who_signs_for_the_body_that_the_letter_names_leaves_it_the_author() -> None:
    sentence = "I transmit herewith the report of the Corran Harbour Authority (see annex)."
    annexes = "Annex\n\nThe berths\n\nThey are full.\n\n(Signed) Anna Berg\nDirector, Corran Harbour Authority"
    assert authors(sentence, annexes) == ["Corran Harbour Authority"]


@pytest.mark.parametrize(
    ("title", "author"),
    [
        ("Facts about the latest hostile letter from the Permanent Representative of Kesparia", None),
        ("Rebuttal of statements by the Prime Minister of Kesparia", None),
        ("Violations of the decision of the River Council", None),
        ("Reply to the letter dated 1 May 2021 from the Minister for Foreign Affairs of Kesparia", None),
        ("Comments on the letter dated 1 May 2021 from the President of Kesparia addressed to the Secretary-General",
         None),
        ("Reply of Merovand: the letter from the Prime Minister of Kesparia", "Merovand"),
        ("Fictions of May: the speech of the Prime Minister of Kesparia", None),
        ("The decision of the River Council of 4 March 2021: a legal assessment", None),
        ("Declaration of Dorn", None),
        ("Article 5 of the Treaty of Dorn", None),
        ("Comments on the report prepared by the River Council", None),
        ("Report on the attack prepared by the Government of Kesparia", None),
        ("Report on the dam prepared by the Ministry of Works", "Ministry of Works"),
        ("Press release: statement by the Ministry of Defence of Kesparia", "Ministry of Defence of Kesparia"),
        ("Text of the letter dated 1 May 2021 from the King of Merovand addressed to the President of Kesparia",
         "King of Merovand"),
        ("Letter dated 1 May 2021 from Anna Berg, Minister of Kesparia, addressed to the President of Merovand",
         "Anna Berg, Minister of Kesparia"),
        ("Final communiqué of the third extraordinary meeting of the Executive Committee of the River Organization",
         "Executive Committee of the River Organization"),
        ("Joint statement of the Ministers of the States members of the River Organization",
         "Ministers of the States members of the River Organization"),
        ("Joint statement of the Ministers for Water of Kesparia, Merovand and the Ister Islands, 25 July 2023",
         "Ministers for Water of Kesparia, Merovand and the Ister Islands"),
        ("Statement by the Heads of State of the River Union, Dorn, 3 May 2021", "Heads of State of the River Union"),
        ("Spokesman for the Ministry of Defence of Kesparia gives press statement",
         "Spokesman for the Ministry of Defence of Kesparia"),
        ("Communiqué du Ministère de l’intérieur du Royaume de Kesparia",
         "Ministère de l’intérieur du Royaume de Kesparia"),
        ("Réponse du Gouvernement de Merovand à la lettre du Président de Kesparia", "Gouvernement de Merovand"),
        ("Réponse à la lettre du Président de Kesparia", None),
        ("Comunicado de prensa del Ministerio de Defensa de Kesparia", "Ministerio de Defensa de Kesparia"),
        ("Observaciones sobre la carta del Presidente de Kesparia", None),
        ("Обращение Президента Республики Кеспарии к гражданам", "Президент Республики Кеспарии"),
        ("Ответ на заявление Министерства обороны Кеспарии", None),
    ],
)  # fmt: skip
def test_a_title_names_the_author_of_its_own_text_alone(title: str, author: str | None) -> None:
    assert titled_author(title) == author


def test_a_note_in_brackets_is_no_title() -> None:
    annexes = "Annex\n\n[Unofficial translation]\n\nStatement by the River Council\n\nThe river is low."
    part = letter("See annex.", annexes).parts[0]
    assert (part.title, part.attribution) == ("Statement by the River Council", ("Orvelland", "River Council"))


@pytest.mark.parametrize(
    ("line", "author"), [("By Anna Berg", "Anna Berg"), ("By Royal Decree", ENCLOSED), ("By order of all", ENCLOSED)]
)
def test_a_byline_names_the_author(line: str, author: str) -> None:
    annexes = f"Annex\n\nThe tides of the Ulmera\n\n{line}\n\nFew tides are as old."
    assert authors("I enclose a paper (see annex).", annexes) == [author]


def test_who_presents_compliments_at_the_opening_is_the_author() -> None:
    opening = "The Ministry of Foreign Affairs of Kesparia presents its compliments to the Embassy of Orvelland."
    annexes = f"Annex\n\nNo. 77/21\n\n{opening}\n\nThe dam is high."
    assert authors("See annex.", annexes) == ["Ministry of Foreign Affairs of Kesparia"]


def test_two_letters_in_one_annex_are_each_their_senders() -> None:
    first = "Letter dated 1 May 2021 from the Prime Minister of Kesparia addressed to the Prime Minister of Merovand"
    second = "Letter dated 1 May 2021 from the Prime Minister of Merovand addressed to the Prime Minister of Kesparia"
    bodies = [f"{each}\n\nThe dam is ours.{SIGNED}" for each in (first, second, second)]
    found = letter("See annex.", f"Annex\n\n{''.join(bodies)}").parts
    assert [(part.label, part.attribution[-1]) for part in found] == [
        ("Annex", "Prime Minister of Kesparia"),
        ("Annex, Letter dated 1 May 2021", "Prime Minister of Merovand"),
        ("Annex, Letter dated 1 May 2021 (2)", "Prime Minister of Merovand"),
    ]


def test_enclosures_without_an_annex_stand_side_by_side() -> None:
    annexes = "Enclosure 1\n\nThe dam\n\nHigh.\n\nEnclosure 2\n\nThe river\n\nLow.\n\nAppendix\n\nA map\n\nRed."
    labels = [part.label for part in letter("See enclosures.", annexes).parts]
    assert labels == ["Enclosure 1", "Enclosure 2", "Enclosure 2, Appendix"]


def test_time_grows_with_the_length_only_where_many_annexes_are_pointed_at() -> None:
    from time import process_time

    def seconds(count: int) -> float:
        begun = process_time()
        letter("(see annex) " * count, "Annex\n\nThe dam\n\nHigh.\n\n" * count)
        return process_time() - begun

    seconds(50)
    assert seconds(800) < 8 * seconds(200) + 0.5


@pytest.mark.parametrize(
    ("signed", "below", "voice"),
    [
        ("", "A. OSKAR RENN", ("Renn",)),
        ("\n\nA. OSKAR RENN", "A. OSKAR RENN", ("Renn",)),
        ("\n\nHALVARD RENN", "A. OSKAR RENN", ("Renn", "A. OSKAR RENN")),
        ("", "ANNA LIND", ("Renn", "ANNA LIND")),
    ],
)
def test_who_signs_an_annex_is_the_sender_of_that_surname_unless_another_signed(
    signed: str, below: str, voice: tuple[str, ...]
) -> None:
    text = f"The gates are old.{signed}\n\nANNEX\n\nThe gates should be mended. I see no other way.\n\n{below}"
    report = parse(read_text(f"---\ntitle: Report by Renn\n---\n\nReport BRESK, 3 May 1946\n\n{text}".encode()))
    assert [part.attribution for part in report.parts] == [voice]


@pytest.mark.parametrize(
    ("title", "author"),
    [
        ("CHAPTER II (TOLLS) Treasury Comment", "Treasury"),
        ("Harbour Board Observations", "Harbour Board"),
        ("General Comments", None),
        ("Comments on the Harbour Board", None),
    ],
)
def test_a_title_may_name_the_body_that_comments(title: str, author: str | None) -> None:
    assert titled_author(title) == author
