"""Paragraphs that stop amid a sentence which a quotation below goes on with: "The Court ruled that"."""

from retrieval.parsing.note_marks import RAISED_DIGITS
from retrieval.parsing.speakers.verbs import VERBS
from retrieval.patterns import regex

_SAYS = (
    rf"(?:{VERBS}|found|finds|held|holds|ruled|rules|determined|considered|considers|recorded|certified|established)"
)
_CALL = rf"[{RAISED_DIGITS}]*"
# "The Court ruled that"; not "The Court spoke of that", "What the Court ruled"
_AT_THAT = regex(rf"\b{_SAYS}(?:,?\s[^.;:]{{1,160}}?)?,?\sthat{_CALL}$")
# "has stated, inter alia", "In its report the Board found"
_AT_VERB = regex(rf"\b{_SAYS}(?:,?\sinter\salia,?)?{_CALL}$")
_TOLD = regex(rf"\b{_SAYS}\b[^;:]{{0,240}}$")
# "In paragraph 4 of that resolution, the Council"
_ORGAN = regex(
    rf"\b(?:[Ii]n|[Bb]y)\s(?:paragraph|resolution|its)\s[^.;:]{{2,120}},\sthe\s(?:[A-Z][\w-]*+\s?){{1,3}}{_CALL}$"
)
_OPEN = regex(rf"[^\W_][”’\"')\]]*{_CALL}$")  # no stop, no comma and no colon
_FAR = 400  # characters


def stops_at_that(text: str) -> bool:
    """Tell whether a paragraph stops behind the "that" of a verb of saying, as no heading does."""
    return _AT_THAT.search(text[-_FAR:].rstrip()) is not None


def stops_at_verb(text: str) -> bool:
    """Tell whether a paragraph stops right behind a verb of saying, its "that", or an organ that acts below."""
    end = text[-_FAR:].rstrip()
    return stops_at_that(text) or (_AT_VERB.search(end) or _ORGAN.search(end)) is not None


def runs_into_quotation(text: str) -> bool:
    """Tell whether a paragraph without a stop, above one that the reader knows as a quotation, leads to that."""
    end = text[-_FAR:].rstrip()
    return _OPEN.search(end) is not None and (_TOLD.search(end) or _ORGAN.search(end)) is not None


def completed(sentence: str) -> str:
    """Return a sentence that a quotation goes on with as if a colon stood between the two."""
    return f"{sentence.rstrip(RAISED_DIGITS)}:" if _OPEN.search(sentence.rstrip()) else sentence
