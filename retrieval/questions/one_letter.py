"""What is asked of one letter that a question describes instead of giving its symbol.

How it begins, or a place in it: such a question is understood whole or not at all. Or what it says on something.
"""

import re
from dataclasses import dataclass, replace

from retrieval.patterns import regex
from retrieval.questions.about_letters import KIND, NEWEST, OLDEST, LettersAsked, Told, described, plainly, told
from retrieval.questions.places import Place, split_place
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


@dataclass(frozen=True, slots=True)
class WithinAsked:
    """A question on what one letter says: the `text` without what names the letter, which is the only one of `letters`.

    `named` is how it is described; where its symbol names it, that is empty and `letters` is `None`.
    """

    text: str
    letters: LettersAsked | None = None
    named: str = ""


_A_DAY = r"(?:(?:of|dated|from) )?(?:the )?§[pd]\d"
_FROM = r"(?:from|by|of) (?:the )?§s\d"
_OF_AGE = rf"(?:{NEWEST}|{OLDEST}) {KIND}"
# Takes "§s0's letter of §p0", "the letter of §d0 from §s0", "its letter of §p0", "§l"; leaves "§s0's letter" alone.
_ONE = (
    rf"(?:(?:the |this |that )?(?:§s\d(?:['’]s?)? (?:{_OF_AGE}|{KIND} {_A_DAY})|{_OF_AGE} {_FROM}"
    rf"|{KIND} {_FROM},? (?:of|dated|from) (?:the )?§[pd]\d|{KIND} (?:of|dated|from) (?:the )?§[pd]\d(?:,? {_FROM})?"
    rf"|(?:{KIND} )?(?:§l[\s-]*)+\b)|(?:its|his|her|their) {KIND} {_A_DAY})"
)
_TELLS = r"say|tell|claim|argue|allege|mention|report|state|write|explain|describe|quote|cite|give|propose|demand|deny"
# Takes "what does §s0's letter of §p0 say about", "according to §l", "in its letter of §p0", "§l: who paid", "who paid
# (§l)?"; leaves "in reply to the letter of §p0" alone, which asks of another.
_WITHIN = regex(
    rf"\b(?:does|did) (?P<tells>{_ONE})(?= (?:{_TELLS})\b)|\b(?:according to|in) (?P<named>{_ONE})\W*"
    rf"|^\W*(?P<first>{_ONE})\s?[:,–—]\s|\s?\(\s?(?P<beside>{_ONE})\s?\)",
    re.IGNORECASE,
)
_A_LETTER = regex(rf"\b{KIND}\b|/", re.IGNORECASE)


def within_asked(text: str, senders: tuple[str, ...], newest_year: int | None) -> WithinAsked | None:
    """Return what a question asks to be told from one letter that it names by symbol, day or age."""
    question = told(text, senders, newest_year) if _A_LETTER.search(text) else None
    found = _WITHIN.search(question.marked) if question is not None else None
    if question is None or found is None or of_one_asked(question) is not None:
        return None
    tells = found["tells"] is not None
    start, end = found.span("tells") if tells else found.span()
    rest = f"{question.marked[:start]}{'the letter' if tells else ''}{question.marked[end:]}"
    if "§l" in rest:
        return None
    if "§l" in found[0]:
        return WithinAsked(question.as_typed(rest))
    named = next(filter(None, found.groups()))
    letters = described(question, plainly(named))
    if letters is None:
        return None
    asked = letters[0]
    if not asked.filters.senders and len(question.senders) == 1:  # "what did §s0 say in its letter of §p0"
        asked = replace(asked, filters=replace(asked.filters, senders=question.senders))
    return WithinAsked(question.as_typed(rest), asked, question.as_typed(named))
