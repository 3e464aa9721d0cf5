"""Who writes to whom where no title says so: a mission's letterhead, and the opening of a note verbale.

So letters stand on the sites of missions, before they circulate as documents.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from retrieval.parsing.capitals import set_in_small_letters
from retrieval.parsing.masthead.titles import TitleFacts, parse_english
from retrieval.patterns import regex
from retrieval.types import LetterKind

_LOOK = 60  # lines
_LINE = 120  # characters: what is longer is no line of a letterhead
_NOWHERE = "the Unnamed Addressee"
# "The Permanent Mission of Orvelland to the United Nations presents its compliments to the Secretary-General and"
_OPENING = regex(
    r"^The\s(?P<office>Permanent\s(?:Observer\s)?Mission|Embassy|Ministry\sof\sForeign\sAffairs)\sof\s(?P<state>[^,;.:]{3,80}?)"
    r"(?:\s(?:to|at)\s(?!the\sMinistry)[^,;.:]{3,60}?)?,?\spresents\sits\scompliments\sto\s(?P<to>[^,;:]{3,120}?)"
    r"(?:\sof\sthe\sUnited\sNations|\sat\sthe\sUnited\sNations)?(?:,|\sand\b|\.\s)"
)
# "PERMANENT MISSION OF ORVELLAND TO THE UNITED NATIONS"
_LETTERHEAD = regex(
    r"^(?:THE\s)?PERMANENT\s(?:OBSERVER\s)?MISSION\sOF\s(?:THE\s)?(?P<state>[^,;:.\d]{3,60}?)(?:\sTO\sTHE\sUNITED\sNATIONS\b.*)?$",
    re.IGNORECASE,
)
_SALUTATION = regex(r"^(?:Excellency|Sir|Madam|Mr\.?\s|Madame|Dear\s|Your\sExcellency)")
_RECEIVER = regex(r"\b(?:Secretary-General|President\sof\sthe\s(?:Security\sCouncil|General\sAssembly))\b")


def read_letterhead(texts: Sequence[str]) -> TitleFacts | None:
    """Return who writes to whom by the lines of a letter that has no title; `None` where they do not say."""
    paragraphs = _paragraphs(texts[:_LOOK])
    first = next((text for text in paragraphs if len(text) > _LINE or text.endswith(".")), "")
    if found := _OPENING.match(first):  # further down it may be another State's note
        return _facts(LetterKind.NOTE_VERBALE, found["office"], found["state"], found["to"])
    head = next((found for text in paragraphs[:4] if (found := _LETTERHEAD.match(text))), None)
    start = next((place for place, text in enumerate(paragraphs) if _SALUTATION.match(text)), None)
    if head is None or start is None:
        return None
    receivers = [found[0] for text in paragraphs[:start] for found in _RECEIVER.finditer(text)]
    return _facts(LetterKind.LETTER, "Permanent Mission", head["state"], receivers[0] if receivers else None)


def _paragraphs(texts: Sequence[str]) -> list[str]:
    return [" ".join(part.split()) for part in "\n".join(texts).split("\n\n") if part.strip()]


def _facts(kind: LetterKind, office: str, state: str, receiver: str | None) -> TitleFacts | None:
    """Return the facts that a title of the same words would say; none where no sender can be read from it."""
    state = set_in_small_letters(state) if state.isupper() else state
    facts = parse_english(
        f"Letter dated 1 January 2000 from the {office} of {state} to the United Nations addressed to "
        f"{receiver or _NOWHERE}"
    )
    if facts is None or not facts.senders:
        return None
    addressees = facts.addressees if receiver else ()
    return replace(facts, kind=kind, office=office, date=None, date_text=None, dates=(), addressees=addressees)
