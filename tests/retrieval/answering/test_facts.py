"""Questions about the letter itself are answered by a slice of it, or not at all."""

import pytest

from retrieval.answering.facts import fact
from retrieval.parsing import parse
from retrieval.questions.asking import MastheadField
from retrieval.readers.text import read_text

TITLE = (
    "Letter dated 3 May 2021 from the Permanent Representatives of Kesparia and Orvelland to the United Nations "
    "addressed to the Secretary-General"
)
BODY = f"{TITLE}\n\nThe river is ours together."
FIRST = "(Signed) Casimir Aldane\nAmbassador\nPermanent Representative of Kesparia"
SECOND = "(Signed) Marit Oskelund\nAmbassador\nPermanent Representative of Orvelland"


def said(text: str, field: MastheadField) -> str | None:
    letter = parse(read_text(text.encode()))
    span = fact(letter, field)
    return span.of(letter.text) if span else None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"{BODY}\n\n{FIRST}\n\n{SECOND}", f"{FIRST}\n\n{SECOND}"),
        (f"{BODY}\n\n{FIRST}\n\n{SECOND}\n\nAnnex\n\nIt is deep.\n\n(Signed) Oda Vell", f"{FIRST}\n\n{SECOND}"),
        (f"{BODY}\n\n{FIRST}", FIRST),
        (BODY, None),
    ],
)
def test_all_who_signed_the_letter_are_named(text: str, expected: str | None) -> None:
    assert said(text, MastheadField.SIGNATORY) == expected


def test_the_title_tells_the_date() -> None:
    assert said(BODY, MastheadField.DATE) == TITLE


HEAD = "United Nations\n\nA/75/9001\n\nDistr.: General\n7 May 2021\n\nOriginal: French\n\nGeneral Assembly"


@pytest.mark.parametrize(
    ("field", "expected"),
    [
        (MastheadField.CIRCULATED, "Distr.: General\n7 May 2021"),
        (MastheadField.LANGUAGE, "Original: French"),
        (MastheadField.TITLE, TITLE),
    ],
)
def test_the_head_tells_when_and_of_which_original_it_was_circulated(field: MastheadField, expected: str) -> None:
    assert said(f"{HEAD}\n\n{BODY}", field) == expected
    assert said(BODY, field) == (TITLE if field is MastheadField.TITLE else None)
