"""Letters that are asked for by what they mention, the agenda item they are circulated under, or who signed them."""

from dataclasses import dataclass, field, replace

from retrieval.patterns import regex
from retrieval.questions.about_letters import KIND, Told, narrowed_to, split_period
from retrieval.types import Filters, ListingKind, Trait


@dataclass(frozen=True, slots=True)
class LettersBy:
    """Letters that are asked for: of those that `filters` leave all, the newest or the first (`kind`).

    `what` are the words they mention, the number of the agenda item, or the name of who signed. `sentences` tells that
    not the letters are to be shown, but where they mention it.
    """

    by: Trait
    what: str
    kind: ListingKind = ListingKind.SENT
    filters: Filters = field(default_factory=Filters)
    sentences: bool = False


_MENTIONS = (
    r"(?:about|concerning|regarding|mention(?:s|ed|ing)?|referr?(?:s|ed|ing)? to|speak(?:s|ing)? of"
    r"|deal(?:s|t|ing)? with|discuss(?:es|ed|ing)?|rais(?:es|ed|ing|e)|on(?! (?:§|agenda\b)))"
)
# Takes "which letters are about the flood", "§s0 letters mentioning the pumps", "the first letter to mention it";
# leaves "what does the letter say about the flood" alone.
_LETTERS = regex(
    rf"(?P<letters>.*?\b{KIND}\b.*?)(?: (?:that|which|to|are|is|were|was|there|have|has|ever|do|does|did))*? "
    rf"{_MENTIONS} "
    r"(?:the (?:subject|topic|matter|issue) of )?(?P<what>.+)"
)
# Takes "which states wrote about the flood", "who has written on the pumps"; leaves "who spoke about it" alone.
_SENDERS = regex(
    r"(?:who(?: else)?|(?:which|what) (?:other )?(?:states?|countr(?:y|ies)|missions?|governments?)(?: else)?)"
    r"(?: has| have)?(?: ever)? (?:(?:wrote|written|write|complained|reported) (?:about|on|of|to the un about)|raised) "
    r"(?P<what>.+)"
)
# Takes "when did §s0 first mention the pumps", "when was the hotline first raised by §s0".
_WHEN = regex(
    r"when (?:did|has) (?:the )?(?P<who>§s\d) (?P<first>first|last) (?:mention|raise|bring up|refer to"
    r"|write (?:about|on)|complain (?:about|of)) (?P<what>.+)"
)
# Takes "has §s0 ever mentioned the pumps", "does §s0 mention it"; leaves "did §s0 agree to it" alone.
_EVER = regex(
    r"(?:has|did|does|do|have) (?:the )?(?P<who>§s\d|any(?:one|body)|any (?:state|country|letter)) (?:ever )?"
    r"(?:mention(?:ed|s)?|referr?(?:ed)? to|rais(?:e|ed)|bring up|brought up) (?P<what>.+)"
)
# Takes "letters circulated under agenda item 31 (a)", "which documents were issued under item 29".
_ITEM = regex(
    rf"(?P<letters>.*?\b{KIND}\b.*?)(?: (?:that|which|were|was|are|is))* ?(?:circulated|issued|sent|submitted)? ?"
    r"(?:under|for|on) (?:the )?agenda items? (?:no )?(?P<what>\d{1,3}(?: [a-z])?)"
)
# Takes "letters signed by Oskelund", "how many letters did Oskelund sign"; leaves "signed by §s0" alone.
_SIGNED = tuple(
    regex(pattern)
    for pattern in (
        rf"(?P<letters>.*?\b{KIND}\b.*?)(?: (?:that|which|were|was|are|is))* signed by (?P<what>[^§]+)",
        rf"(?P<letters>(?:which|what|how many|list|all) {KIND})(?: (?:did|has|have))? (?P<what>[^§]+?) sign(?:ed)?",
    )
)
_NOT_NAMED = regex(r"(?:it|that|this|them|those|these|him|her|what|who|whom|something|anything)\b")


def letters_by(question: Told) -> LettersBy | None:
    """Return the letters that a question asks for so, if it asks for nothing else."""
    for pattern in _SIGNED:
        if found := pattern.fullmatch(question.text):
            return _listed(question, Trait.SIGNATURE, found["letters"], found["what"])
    if found := _ITEM.fullmatch(question.text):
        return _listed(question, Trait.AGENDA_ITEM, found["letters"], found["what"])
    if found := _EVER.fullmatch(question.text):
        asked = _mentioning(question, found["what"], Filters(senders=question.named(found["who"])))
        return replace(asked, sentences=True) if asked is not None else None
    if found := _WHEN.fullmatch(question.text):
        asked = _mentioning(question, found["what"], Filters(senders=question.named(found["who"])))
        kind = ListingKind.FIRST if found["first"] == "first" else ListingKind.LATEST
        return replace(asked, kind=kind) if asked is not None else None
    if found := _SENDERS.fullmatch(question.text):
        return _mentioning(question, found["what"], Filters())
    found = _LETTERS.fullmatch(question.text)
    return _listed(question, Trait.MENTION, found["letters"], found["what"]) if found is not None else None


def _listed(question: Told, by: Trait, letters: str, what: str) -> LettersBy | None:
    narrowed = narrowed_to(question, letters)
    if narrowed is None:
        return None
    kind, filters = narrowed
    if by is not Trait.MENTION:
        return LettersBy(by, what, kind, filters)
    asked = _mentioning(question, what, filters)
    return replace(asked, kind=kind) if asked is not None else None


def _mentioning(question: Told, what: str, filters: Filters) -> LettersBy | None:
    words, period = split_period(question, what)
    if _NOT_NAMED.match(words) or "§l" in words:
        return None
    if period.since:
        filters = replace(filters, since=period.since, until=period.until)
    return LettersBy(Trait.MENTION, question.as_typed(words), filters=filters)
