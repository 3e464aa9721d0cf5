"""Who said what where several speak: one tells of another, answers him, or stands beside him in the same sentence."""

from retrieval.parsing import parse
from retrieval.readers.text import read_text
from retrieval.types import UNNAMED

HEAD = (
    "Letter dated 3 May 2021 from the Permanent Representative of Orvelland to the United Nations addressed to the "
    "Secretary-General"
)
SENDER = "Orvelland"


def voices(*paragraphs: str) -> list[str]:
    """Return whose words each paragraph of a letter is."""
    letter = parse(read_text("\n\n".join([HEAD, *paragraphs]).encode()))
    return [block.attribution[-1] for block in letter.blocks if block.span.of(letter.text) in paragraphs]


def test_behind_the_label_of_somebody_not_known_it_is_not_the_speaker_before_who_speaks() -> None:
    transcript = (
        "Minister Renn: I have a short statement.",
        "General Falk: If I may. I gave the order.",
        "Question (Radio Dorn): I heard the gates. Was it you?",
        "Minister Renn: My answer is the same.",
    )
    heading = "Transcript of the press conference of 5 May"
    assert voices(heading, *transcript)[1:] == ["Minister Renn", "General Falk", UNNAMED, "Minister Renn"]


def test_a_paragraph_of_minutes_in_which_others_speak_too_is_not_one_speakers() -> None:
    minutes = (
        "Mr. Arlo said that the lake was low.",
        "Ms. Vold proposed a guard. The head of the other delegation, Colonel Tam Rusk, objected to guards.",
        "Mr. Arlo said that he agreed. Ms. Vold asked to whom.",
        "Mr. Arlo replied that it was private.",
    )
    assert voices("Minutes of the ninth meeting", *minutes)[-4:] == ["Arlo", SENDER, SENDER, "Arlo"]
