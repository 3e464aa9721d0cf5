"""What a corrigendum is shown for: the words that it corrects, no others, and never silence where it may."""

import pytest

from retrieval.answering.corrections import corrections
from retrieval.spans.quoting import quote
from retrieval.types import Letter, LetterCard, Quote, Span
from tests.simple_letters import a_letter


def corrigendum(*paragraphs: str) -> Letter:
    return a_letter(*paragraphs, letter_id="A/76/9001/Corr.1", symbols=("A/76/9001/Corr.1",))


def shown(words: str, symbol: str = "A/76/9001") -> Quote:
    letter = a_letter(words, letter_id=symbol, symbols=(symbol,))
    head = letter.masthead
    card = LetterCard(symbol, head.kind, None, (symbol,), head.senders, None, head.addressees, head.date, "letter.txt")
    return quote(letter, card, Span(0, len(words)), None)


def told(of: Letter, words: str, symbol: str = "A/76/9001") -> list[str] | None:
    """Return the corrections shown with `words`; `None` where nobody can tell."""
    found = corrections(of, [shown(words, symbol)])
    return None if found is None else [span.of(of.text) for span in found]


def test_a_correction_is_shown_with_the_words_that_it_corrects() -> None:
    both = corrigendum("For 37 per cent read 27 per cent.", "For table 2 read table 3.")
    assert told(both, "Landings fell by 37 per cent.") == ["For 37 per cent read 27 per cent."]
    assert told(both, "The harbour is open.") == []


@pytest.mark.parametrize(
    ("correction", "words"),
    [
        ("For the Minister’s note read the Minister’s letter", "It rests on the Minister's note."),
        ("For non-compliance read compliance", "It is non‑compliance."),
        ("For “37\u00a0per cent” read “27 per cent”.", "It lost 37 per cent."),
    ],
)
def test_hyphens_blanks_and_apostrophes_differ_between_copies(correction: str, words: str) -> None:
    assert told(corrigendum(correction), words) == [correction]


@pytest.mark.parametrize(
    ("correction", "words"),
    [("For 7 per cent read 8 per cent", "It lost 37 boats."), ("For May read June", "Mayor Renn spoke.")],
)
def test_parts_of_words_are_not_corrected(correction: str, words: str) -> None:
    assert told(corrigendum(correction), words) == []


def test_a_corrigendum_corrects_its_own_letter_only() -> None:
    assert told(corrigendum("For 37 per cent read 27 per cent."), "It lost 37 per cent.", "A/76/900") == []


@pytest.mark.parametrize(
    ("correction", "words"),
    [
        ("For 37 per cent read 27 per cent; for 12 boats read 14 boats.", "It lost 12 boats."),
        ("For 37 per cent of the catch of both islands read 27 per cent of it", "It lost 37 per cent of the catch."),
        ("The second line of paragraph 4 is deleted.", "It lost 12 boats."),
    ],
)
def test_where_nobody_can_tell_what_is_corrected_nothing_is_claimed(correction: str, words: str) -> None:
    assert told(corrigendum(correction), words) is None
