"""Texts of which nobody is said to have written them: who acts in them, and who signs them."""

import pytest

from retrieval.language.states import FoundState
from retrieval.parsing import parse
from retrieval.parsing.voices import self_told
from retrieval.readers.text import read_text
from retrieval.types import ENCLOSED, UNNAMED, Block, Span

LEAD = "The following note has been received. Begins:"
REFERS = "The Government of Kesparia refers to the note of 3 May on the gates."
ASKS = "The Government of Kesparia, therefore, has the honour to ask for an early reply."
SPEAKS = "The Kesparian Delegation is putting forward three proposals on the gates."
OURS = "Our proposals rest on the findings of the Board."


def blocks(*paragraphs: str, sender: str = "Renn") -> list[tuple[str, Block]]:
    """Return the paragraphs of a cable with what is known of each."""
    text = "\n\n".join(paragraphs)
    letter = parse(read_text(f"---\ntitle: {sender} to Lind\n---\n\nCablegram 3 BRESK, 3 May 1946\n\n{text}".encode()))
    return [(block.span.of(letter.text), block) for block in letter.blocks]


def voices(*paragraphs: str, sender: str = "Renn") -> list[str]:
    """Return whose words each paragraph of a cable is."""
    return [block.attribution[-1] for text, block in blocks(*paragraphs, sender=sender) if text in paragraphs]


@pytest.mark.parametrize(
    ("text", "voice"),
    [
        ((REFERS, ASKS), "Government of Kesparia"),
        ((SPEAKS, OURS), "Kesparian Delegation"),
        ((SPEAKS, "The proposals rest on the findings of the Board."), UNNAMED),
        ((REFERS, OURS), UNNAMED),
        ((ASKS, "The Government of Orvelland has the honour to ask for the same."), UNNAMED),
        ((ASKS, "The Government of Orvelland objects to the gates."), UNNAMED),
        (("At the request of the Government of Kesparia we bring this to your notice.", ASKS), UNNAMED),
        (("We have heard what the Government of Kesparia wishes to propose.", OURS), UNNAMED),
        (("The Government of Kesparia proposes to raise the dam.", "We cannot agree to it."), UNNAMED),
    ],
)
def test_a_text_is_of_the_one_government_that_acts_in_it_as_only_its_author_does(
    text: tuple[str, ...], voice: str
) -> None:
    assert voices(LEAD, *text, "Ends.")[1:-1] == [voice] * len(text)


@pytest.mark.parametrize(
    ("behind", "voice"),
    [
        ("Please telegraph your views.", UNNAMED),
        ("TWO. That is all.", "Government of Kesparia"),
    ],
)
def test_it_is_only_looked_at_where_it_is_sure_how_far_it_goes(behind: str, voice: str) -> None:
    assert voices(f"ONE. {LEAD}", REFERS, ASKS, behind)[1:3] == [voice, voice]


def test_a_treaty_is_named_down_to_where_it_is_signed() -> None:
    name = "Agreement between the Government of Kesparia and the Government of Orvelland"
    text = (
        f"{name} on Tolls The two Governments have agreed as follows.",
        "No tolls shall be raised at Bresk.",
        "Signed at Bresk, this third day of May, 1946.",
    )
    found = voices("The full agreement is as follows. Begins-", *text, "It is a long text that nobody has read.")
    assert found[1:] == [name, name, name, UNNAMED]
    annexed = ("Schedule of tolls for boats.", "A boat, two crowns.", "It is a long text that nobody has read.")
    assert voices("The full agreement is as follows. Begins-", *text, *annexed)[4:] == [name, name, UNNAMED]


NOTE = ("I have the honour to refer to the gates.", "This Government notes that they are shut.")
THINKS = "The Kesparian Government appreciates the offer of a new lock."


@pytest.mark.parametrize(
    ("sender", "text", "voice"),
    [
        ("Kesparian Government", (*NOTE, THINKS), "Kesparian Government"),
        ("Orvelland Government", (*NOTE, THINKS), ENCLOSED),
        ("Kesparian Government", NOTE, ENCLOSED),
        ("Kesparian Government", (*NOTE, THINKS, "The Government of Merovand appreciates it, too."), ENCLOSED),
    ],
)
def test_an_enclosure_of_this_government_is_the_senders_where_it_is_the_one_that_thinks(
    sender: str, text: tuple[str, ...], voice: str
) -> None:
    below = ("ARTICLE 1", "No gate shall be shut at night.", "This Government would prefer it open.")
    found = voices("A note is enclosed.", "Attachment", *text, *below, sender=sender)[2:]
    assert found[: len(text)] == [voice] * len(text)
    assert found[len(text) :] == [ENCLOSED, ENCLOSED, voice]


BELIEVES = "The Kesparian Government believes that the gates should be shut."
NEUTRAL = "The matter is a grave one."


@pytest.mark.parametrize(
    ("lead", "text", "own"),
    [
        ("Statement begins.", (NEUTRAL, BELIEVES), True),
        ("Covering statement on following lines. Begins.", (NEUTRAL, BELIEVES), True),
        ("Following is summary: Begins.", (BELIEVES, NEUTRAL), True),
        ("Statement by the owners begins.", (NEUTRAL, BELIEVES), False),
        ("The following note has been received. Begins:", (NEUTRAL, BELIEVES), False),
        ("Statement begins.", (NEUTRAL,), False),
        ("Statement begins.", (BELIEVES, "We cannot agree to it."), False),
        ("Statement begins.", (BELIEVES, "The owners have told you of it."), False),
        ("Statement begins.", (BELIEVES, "The Merovand Government believes that, too."), False),
    ],
)
def test_a_plainly_announced_text_is_the_senders_where_only_his_state_thinks_in_it(
    monkeypatch: pytest.MonkeyPatch, lead: str, text: tuple[str, ...], own: bool
) -> None:
    monkeypatch.setattr(
        self_told, "state_named", lambda name: next((each for each in ("Kesparia", "Merovand") if each in name), None)
    )
    sender = "Kesparian Water Department"
    assert voices("The gates are shut.", lead, *text, sender=sender)[2:] == [sender if own else UNNAMED] * len(text)
    above = "The owners made a statement to the press today."
    assert voices(above, lead, *text, sender=sender)[2:] == [UNNAMED] * len(text)


@pytest.mark.parametrize(("sender", "own"), [("Department of Water", True), ("Renn", False)])
def test_an_office_that_governs_is_of_the_state_from_whose_capital_it_writes(
    monkeypatch: pytest.MonkeyPatch, sender: str, own: bool
) -> None:
    def capitals(text: str) -> tuple[FoundState, ...]:
        return (FoundState(Span(0, 1), "Kesparia", "capital"),) if "BRESK" in text else ()

    monkeypatch.setattr(self_told, "find_states", capitals)
    monkeypatch.setattr(self_told, "state_named", lambda name: "Kesparia" if "Kesparia" in name else None)
    found = voices("The gates are shut.", "Following is summary: Begins.", BELIEVES, sender=sender)
    assert found[2:] == [sender if own else UNNAMED]


FROM = "Following message from the Prime Minister to the President. Begins:"
WORDS = ("I shall be in Bresk in May and hope to meet you.", "With kindest personal regards,")


@pytest.mark.parametrize(
    ("signature", "voice"), [("A. B. RENN", "Renn"), ("OSKAR STANE", "Prime Minister")], ids=["sender", "another"]
)
def test_the_office_that_speaks_is_the_sender_who_signs_below_a_farewell(signature: str, voice: str) -> None:
    assert voices(FROM, *WORDS, signature)[1:3] == [voice, voice]


@pytest.mark.parametrize(
    ("words", "signature", "voice"),
    [
        ("'I have been asked by the owners to write to you.", "Stane.'", "Stane"),
        ("'The owners have asked for a reply to their letter.", "Stane.'", "Kesparian Legation, Bresk"),
        ("'I have been asked by the owners to write to you.", "Bresk.'", "Kesparian Legation, Bresk"),
    ],
)
def test_a_text_of_a_mission_in_marks_is_of_the_person_who_signs_in_them(
    words: str, signature: str, voice: str
) -> None:
    lead = "Following received from Kesparian Legation, Bresk."
    assert voices(lead, words, signature, "Please telegraph your views.")[1] == voice


def test_a_signature_without_a_farewell_is_that_of_the_cable() -> None:
    assert voices(FROM, WORDS[0], "A. B. RENN")[1] == "Prime Minister"


@pytest.mark.parametrize(
    ("end", "voice"),
    [
        ("Yours sincerely (Signed) Oskar Stane, Vice Minister'", "Oskar Stane"),
        ("Yours sincerely (Signed) Oskar Stane, Harbour Master'", "Vice Minister for Water of Kesparia"),
    ],
)
def test_a_letter_of_an_office_is_of_the_person_who_signs_it_for_that_office(end: str, voice: str) -> None:
    lead = "The following letter was handed to me by the Vice Minister for Water of Kesparia."
    assert voices(lead, "'We deplore the incident at Bresk.", end)[1:] == [voice, voice]


@pytest.mark.parametrize(
    ("sender", "item", "voice"),
    [
        ("Orvelland Government", "(b) Should I open the lock myself?", "Oskar Stane"),
        ("Orvelland Government", "(b) You should open the lock.", UNNAMED),
        ("Renn", "(b) Should I open the lock myself?", UNNAMED),
    ],
)
def test_who_asks_is_the_i_of_his_questions_in_a_letter_of_an_office(sender: str, item: str, voice: str) -> None:
    lead = "Oskar Stane has asked for instructions on the following points."
    found = voices(lead, "(a) I assume that the gates are to be mended.", item, sender=sender)
    assert found[1:] == [voice, voice]


@pytest.mark.parametrize(
    ("before", "voice"),
    [
        ("A resolution on tolls is being presented to the Board by the Kesparian Delegation.", "Kesparian Delegation"),
        ("A resolution on tolls is being presented to the Board. It was seen by the Kesparian Delegation.", UNNAMED),
        ("A resolution was moved by the Kesparian Delegation to replace the old resolution.", UNNAMED),
    ],
)
def test_a_resolution_that_goes_on_is_of_who_was_said_to_move_the_only_one(before: str, voice: str) -> None:
    lead = f"{before} After recounting the steps taken, the resolution says that these are few, and continues-"
    text = ("'Paragraph 4. The tolls are high.", "Paragraph 5. They shall be lowered.'")
    assert voices(lead, *text)[1:] == [voice, voice]


ISSUED = "The President of Kesparia, the Mayor of Bresk and the King of Velmora have issued the following statement:"
ISSUERS = "President of Kesparia, the Mayor of Bresk and the King of Velmora"


@pytest.mark.parametrize(
    ("text", "voice"),
    [
        (("We have opened the gates.", "The Board should do the following:", "It should close the lock."), ISSUERS),
        (("The gates are open.", "It should close the lock."), UNNAMED),
        (("We have opened the gates.", "The Harbour Master replied:", "It is late."), UNNAMED),
    ],
)
def test_a_statement_is_of_all_who_issue_it_as_its_first_words_say(text: tuple[str, ...], voice: str) -> None:
    found = voices("Following is the text of a statement to the press. Begins.", ISSUED, *text, "Ends.")
    assert found[1] == UNNAMED
    assert found[2] == voice


def test_the_comments_in_an_enclosure_are_of_this_government_where_one_of_them_is() -> None:
    below = (
        "ARTICLE 1",
        "No gate shall be shut.",
        "Comment: The words are new.",
        "Comment: So thinks this Government.",
    )
    found = voices("A note is enclosed.", "Attachment", *NOTE, THINKS, *below, sender="Kesparian Government")
    assert found[-3:] == [ENCLOSED, "Kesparian Government", "Kesparian Government"]


def test_a_note_is_of_the_minister_who_presents_his_compliments() -> None:
    note = "‘The Minister for Water of Kesparia, Aldous Renn, presents his compliments to the Minister for Trade.’"
    found = voices("The Minister has drafted a note. The following is the text:-", note, "That is all.")
    assert found[1] == "Minister for Water of Kesparia"
