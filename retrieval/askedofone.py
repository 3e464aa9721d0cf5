"""What is asked of one letter that a question describes instead of giving its symbol: how it begins, or a place in it.

Such a question is understood whole or not at all: "what does Kesparia's letter of 9 November say about the pumps" asks
what letters say.
"""

import re
from dataclasses import dataclass, replace

from retrieval.askedletters import LettersAsked, Told, described
from retrieval.patterns import regex
from retrieval.places import Place, split_place
from retrieval.types import ListingKind


@dataclass(frozen=True, slots=True)
class OfOneAsked:
    """What is asked of the only one of `letters`: what stands at `place`, or without one how it begins.

    `letters` is `None` for the letter shown before, or the only one held. `lists` tells that where several fit they are
    worth showing; else what they say is to be searched.
    """

    letters: LettersAsked | None
    place: Place | None = None
    lists: bool = False


_SUMMARY = r"(?:give (?:me|us) )?(?:an? |the )?(?:summar(?:y|i[sz]e)|tl ?dr|gist|outline|(?:main|key) points?)"
# Takes "what is §s0 letter of §p0 about", "main points of the letter of §d0", "tl dr".
_LISTING = regex(rf"what (?:is|was) (?P<about>.+?)(?: all)? about|{_SUMMARY}(?:(?: (?:of|in|from))? (?P<summary>.+))?")
# Takes "what does the letter from §s0 of §p0 say"; of several letters of a State its own words are asked for.
_SAYS = regex(r"what (?:does|did) (?P<says>.+) say")
_BESIDE_A_PLACE = frozenset("and show me us what does is in of about the that say open give see read joint".split())
_BESIDE = frozenset("the a that this joint whole".split())


def of_one_asked(question: Told) -> OfOneAsked | None:
    """Return what a question asks of one letter, if it asks for nothing else."""
    split = split_place(question.text)
    if split is not None:
        return _described(question, split[1], _BESIDE_A_PLACE, split[0])
    for pattern, lists in ((_LISTING, True), (_SAYS, False)):
        if found := pattern.fullmatch(question.text):
            letter = next(filter(None, found.groups()), None)
            return _described(question, letter, _BESIDE, lists=lists) if letter else OfOneAsked(None, lists=lists)
    return None


def _described(
    question: Told, text: str, beside: frozenset[str], place: Place | None = None, *, lists: bool = False
) -> OfOneAsked | None:
    found = described(question, text)
    if found is None:
        return OfOneAsked(None, place) if place is not None and beside.issuperset(re.findall(r"\S+", text)) else None
    letters, rest = found
    if not beside.issuperset(rest.split()):
        return None
    bare = replace(letters, filters=replace(letters.filters, kinds=())) == LettersAsked(ListingKind.SENT)
    return OfOneAsked(None if bare else letters, place, lists)
