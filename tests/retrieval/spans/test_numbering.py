"""By what number a reader finds a paragraph: read once for a letter, and anew for another text under its id."""

from dataclasses import replace
from unittest.mock import Mock

import pytest

from retrieval.parsing import parse
from retrieval.readers.text import read_text
from retrieval.spans import numbering
from retrieval.spans.numbering import label_of
from retrieval.types import Letter


def letter(*paragraphs: str) -> Letter:
    return parse(read_text("\n\n".join(["The gates of the Corran dam", *paragraphs]).encode()))


def labels(of: Letter) -> list[str | None]:
    return [label_of(of, block) for block in of.blocks if block.number is not None]


def test_another_text_under_the_same_id_has_numbers_of_its_own() -> None:
    first = letter("3. The gates are old.", "4. They are shut.")
    other = replace(letter("5. The gates are new.", "6. They are open."), letter_id=first.letter_id)
    assert [labels(first), labels(other), labels(first)] == [["3", "4"], ["5", "6"], ["3", "4"]]


def test_the_numbers_of_a_long_letter_are_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    printed = Mock(side_effect=numbering._printed)
    monkeypatch.setattr(numbering, "_printed", printed)
    long = letter(*(f"{number}. The gates of dam {number} are old." for number in range(1, 200)))
    assert labels(long) == [str(number) for number in range(1, 200)]
    printed.assert_called_once()
