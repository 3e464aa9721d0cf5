"""Words that stand between a verb of saying and a quotation and give it to another: nobody is named for it then."""

import pytest

from retrieval.parsing import parse
from retrieval.readers.text import read_text

HEAD = (
    "Letter dated 3 May 2021 from the Permanent Representative of Orvelland to the United Nations addressed to the "
    "Secretary-General\n\n"
)


def quoted(sentence: str) -> list[str]:
    """Return who speaks in the quotations inside a sentence."""
    letter = parse(read_text((HEAD + sentence).encode()))
    return [quote.speaker for block in letter.blocks for quote in block.quotes]


@pytest.mark.parametrize(
    "sentence",
    [
        "Aldous Renn said that, in the words of the poet Ibn Dorn, the well “has an owner for ever”.",
        "Aldous Renn said that, as the poet had it, the well “has an owner for ever”.",
        "Aldous Renn said that, to quote the poet, the well “has an owner for ever”.",
        "Aldous Renn stated that, in the assessment of the keeper, the fire “came from the north”.",
        "Aldous Renn reported that one of them had been made to sign a paper stating that “the dam must fall”.",
        "Aldous Renn reported that the guards carried a banner reading “Death to the dam”.",
        "Aldous Renn said that he was greeted with shouts of “Death to the dam”.",
        "Aldous Renn said that he remembered the motto “Death to the dam”.",
        "Aldous Renn reported that, under a decree of 3 May, all engineers were “enemies of the river”.",
        "Aldous Renn said that the sentence of the Panel, “they fired the first shot”, was a misprint.",
        "Kesparia recalls that its neighbour to the north accepted in 1978 that the river was “a common heritage”.",
        "Aldous Renn observed that the opposition sees in the dam “a common heritage of all”.",
        "Aldous Renn noted that, recognized by Kesparia in 1978, the bells were “a common heritage of all”.",
        "Aldous Renn reported that a note pinned to the door read “the dam must fall now”.",
        "Aldous Renn said that they were, according to their lawyer, “prisoners in all but name”.",
        "Aldous Renn reported that the prisoners had to sing “we are the river and it is us”.",
        "Aldous Renn reported that, on the gate, there was written “we are the river and it is us”.",
        "Aldous Renn reported that the order was to “shoot on sight whoever moves”.",
        "Aldous Renn said that the charge against him was that he was “an enemy of the river”.",
        "Aldous Renn said that he was sentenced as “an enemy of the river”.",
        "Aldous Renn said that the camp was clean, although the River Guard found “rats in every hut”.",
        "Aldous Renn said that the camp was clean, yet a newspaper speaks of “rats in every hut”.",
    ],
)
def test_who_tells_of_the_words_of_another_does_not_speak(sentence: str) -> None:
    assert quoted(sentence) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "Kesparia notes that the other side has described the ceasefire as “a scrap of paper”.",
        "Kesparia replied that its partner, in breach of the accord, now says that the gates are “shut for good”.",
        "Aldous Renn reported that a banner at the gate proclaimed “Death to the dam”.",
        "Aldous Renn reported that on the wall someone had written “Death to the dam”.",
        "Paragraph 4 of that paper, which Kesparia claims to quote, says that the vote “should take account of all”.",
    ],
)
def test_a_verb_with_a_subject_of_its_own_speaks_for_itself(sentence: str) -> None:
    assert quoted(sentence) == []


@pytest.mark.parametrize(
    "going_on",
    [
        ", although the keeper saw “rats in every hut”",
        ", and the River Charter preserves “the right to the river”",
        ", but the Harbour Master prefers “firmness in all things”",
        ", as the River Charter demands “respect for every guest”",
        ", which contradicts the claim of his own deputy that “the rats own the camp”",
        ", in contrast to the “filth and the stench” of the old one",
        ", to which the crowd replied “an outrage to all of us”",
        ", his lawyer that it was “an outrage to all of us”",
        ", a view which the Court found to be “an outrage to all of us”",
        ", only to be told that it was “an outrage to all of us”",
        ", thus echoing the Merovand slogan “one river and one people”",
        ", a claim refuted by the headline “Rats in every hut”",
        " in answer to a question about “the rats of the old camp”",
        ", and that, in the commentary of the guards, it is “as old as the hills”",
        ", not as “a place for vagrants”",
    ],
)
def test_a_second_quotation_is_not_carried_over_to_another_clause(going_on: str) -> None:
    assert quoted(f"Aldous Renn said that the camp “was as clean as a church”{going_on}.") == ["Aldous Renn"]


@pytest.mark.parametrize(
    "clause",
    [
        "wrote a letter stating that",
        "said that this was false, adding that",
        "said that although Kesparia wanted peace, it was",
        "stated that, by a letter of 3 May, he had",
        "said that he believed that",
        "said that the dam, of which he was proud, was",
        "said that the drought of 2021 explained",
        "told the press that the plan his deputy had described was",
        "said that the guards who had stopped the boats were",
    ],
)
def test_what_only_stands_beside_the_speakers_words_does_not_take_them_from_him(clause: str) -> None:
    assert quoted(f"Aldous Renn {clause} “the work of one man alone”.") == ["Aldous Renn"]


@pytest.mark.parametrize(
    "going_on", [" and their builders", ", adding that their builders were", ", and said that their builders were"]
)
def test_both_quotations_are_of_one_speaker_where_the_second_only_goes_on(going_on: str) -> None:
    sentence = f"Aldous Renn called the gates “a gift of the gods”{going_on} “the sons of giants”."
    assert quoted(sentence) == ["Aldous Renn", "Aldous Renn"]


@pytest.mark.parametrize("aside", ["through its Minister of Water", "by a note of 1978"])
def test_a_state_speaks_through_its_minister_inside_what_another_says(aside: str) -> None:
    sentence = f"The Permanent Mission notes that Kesparia, {aside}, conceded that the dam was “on borrowed land”."
    assert quoted(sentence) == ["Kesparia"]
