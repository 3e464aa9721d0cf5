"""What stands in quotation marks: outer ones only."""

import pytest

from retrieval.language.quotation_marks import find_marked


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("He called it 'a gift' and 'a curse'.", ["a gift", "a curse"]),
        ("He called it “a 'gift' of the gods”.", ["a 'gift' of the gods"]),
        (
            "He replied: 'I don't call it \"a gift\". It isn't ours.' She called it \"a curse\".",
            ["I don't call it \"a gift\". It isn't ours.", "a curse"],
        ),
        ("The 'keepers' call it \"a gift\".", ["a gift"]),
    ],
)
def test_single_marks_are_the_outer_ones_where_the_words_before_lead_to_them(text: str, marked: list[str]) -> None:
    assert [span.of(text) for span in find_marked(text)] == marked
