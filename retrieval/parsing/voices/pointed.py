"""Papers of others that a letter prints as numbered paragraphs of its own, and says so in another paragraph."""

from collections.abc import Sequence

from retrieval.parsing.model import Draft
from retrieval.parsing.names import CAP
from retrieval.parsing.parts.authors import joint
from retrieval.parsing.speakers.callings import OFFICE
from retrieval.parsing.speakers.leads import with_speaker
from retrieval.parsing.speakers.whose import Speaker, Whose
from retrieval.patterns import regex
from retrieval.types import BlockKind

# "the documents set out in paragraphs 5 and 6, signed by Aldous Renn"; not "set out in paragraph 5 of the resolution",
# "my proposals set out in paragraph 5"
_SET_OUT = regex(
    r"\b(?:documents?|letters?|notes?|messages?|memorand(?:um|a)|telegrams?|papers?|texts?)\s(?:(?:is|are|which\sis|which\sare)\s)?"
    r"(?:set\sout|quoted|reproduced|given)\s(?:(?:in\sfull|verbatim|below)\s)?in\sparagraphs?\s"
    r"(?P<which>\d{1,2}(?:(?:,\s|,?\sand\s|\sto\s)\d{1,2})*)(?:\sbelow)?\b(?!\s(?:of|above)\b)"
)
# behind that, or before it: ", each dated 3 May and signed by Aldous Renn", "Aldous Renn handed me the"
_BY_OTHERS = regex(r",?(?:(?!\b(?:paragraph|that|which))[^.,;:]){0,80}\b(?:signed\sby|addressed\sto\sme)\b")
_HANDED = regex(r"\b(?:handed\s(?:to\s)?me|received)\s(?:the|these|two|three|both|a)\s(?:\w+\s)?$")
# "signed by Renn as President, Lind as Minister for Water and Dams, and Stane", "signed by Aldous Renn and Oskar Lind"
_NAME = rf"{CAP}(?:\s{CAP}){{0,3}}"
_AS = r"\sas\s(?:the\s)?[^,.;:]{2,60}"
_SIGNED_BY = regex(
    rf"\bsigned\sby\s(?P<names>{_NAME}(?:{_AS})?(?:,\s(?:and\s)?{_NAME}(?:{_AS})?){{0,6}}|{_NAME}(?:,\s{_NAME}){{0,6}},?\sand\s{_NAME})"
    r"(?=[.;:]|$)"
)
_BETWEEN = regex(rf"(?:{_AS})?(?:,\s(?:and\s)?|$)|\sand\s")
_RANGE = regex(r"(\d+)(?:\sto\s(\d+))?")


def give_pointed(drafts: Sequence[Draft]) -> None:
    """Give the paragraphs of which a letter says that they are a paper of others to who signed it, else to nobody.

    Each goes on to the next printed number.
    """
    for lead in drafts:
        found = _SET_OUT.search(lead.text) if lead.kind is BlockKind.BODY else None
        if found and (_HANDED.search(lead.text, 0, found.start()) or _BY_OTHERS.match(lead.text, found.end())):
            with_speaker(_numbered(drafts, lead, _numbers(found["which"])), _signers(lead.text, found.end()))


def _signers(text: str, start: int) -> Speaker | Whose:
    """Return by whom a sentence says from `start` on that papers are signed: by name, not by office alone."""
    found = _SIGNED_BY.search(text, start, start + _NEAR)
    names = [each for each in _BETWEEN.split(found["names"]) if each] if found else []
    return Speaker(joint(names)) if names and not any(map(OFFICE.search, names)) else Whose.UNKNOWN


_NEAR = 400  # characters


def _numbers(which: str) -> set[str]:
    """Return the numbers that "5, 7 and 9 to 11" stands for."""
    pairs = ((int(found[1]), int(found[2] or found[1])) for found in _RANGE.finditer(which))
    return {str(number) for first, last in pairs for number in range(first, last + 1)}


def _numbered(drafts: Sequence[Draft], lead: Draft, numbers: set[str]) -> list[Draft]:
    """Return the paragraphs below these printed numbers in the part of `lead`, which is none of them."""
    out: list[Draft] = []
    number: str | None = None
    for draft in drafts:
        if draft.part != lead.part or draft.kind is not BlockKind.BODY or draft.voiced:
            number = None
            continue
        number = draft.label or number
        if number in numbers and draft is not lead:
            out.append(draft)
    return out
