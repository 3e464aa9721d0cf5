"""What a question asks of letters as such, be it by a new name, date or subject for the question before it."""

from collections.abc import Sequence
from dataclasses import replace

from retrieval.patterns import regex
from retrieval.questions.about_letters import (
    LettersAsked,
    SignerAsked,
    Told,
    continued,
    letters_asked,
    letters_of_named,
    told,
)
from retrieval.questions.contents import ContentsAsked, Sought, contents_asked, of_sources, whose_named
from retrieval.questions.happened import HappenedAsked, happened_asked
from retrieval.questions.letters_by import LettersBy, letters_by
from retrieval.questions.one_letter import OfOneAsked, of_one_asked
from retrieval.types import Trait

OfLetters = LettersAsked | SignerAsked | OfOneAsked | ContentsAsked | LettersBy | HappenedAsked
"""What is asked of letters as such."""

# Takes "and from §s0?", "what about the trawlers", "only those of §p0", "and which press articles"; leaves "who died".
_GOES_ON = regex(r"(?:(?:and|or|but|so|then|ok|only|just|what about|how about|what of)\b ?)+")
_BESIDE = regex(r"^(?:(?:the |that )?(?:ones?|those)|which|what|any|did|does|has|on|in|of|from|by|since|for)\b ?")
_SENDER, _PERIOD, _DAY = regex(r"(?:the )?(?P<sign>§s\d)"), regex(r"(?:the )?(?P<sign>§p\d)"), regex(r"(?P<sign>§d\d)")
_ITEM = regex(r"(?:agenda )?items? (?P<what>\d{1,3}(?: [a-z])?)")
# Takes "the trawlers", "oskelund"; leaves "who signed it" alone.
_NEW_SUBJECT = regex(
    r"(?:the )?(?!(?:who|whom|whose|why|how|when|where|is|are|was|were|do|can|it|its|he|she|they|this|that|there)\b)"
    r"[^§\s]+(?: [^§\s]+){0,3}"
)


def asked_as_such(
    typed: str, own: str, history: Sequence[str], senders: tuple[str, ...], newest_year: int | None
) -> OfLetters | None:
    """Return what is asked of letters as such; `None` where what they say is to be searched.

    `typed` is the question, `own` the same without what only asks, or as it is put to another; `history` are those
    before it.
    """
    now, put = told(typed, senders, newest_year), told(own, senders, newest_year)
    asked = of_one_asked(now) or _plainly(now) or letters_asked(put) or (None if history else letters_of_named(put))
    if asked is not None or not history:
        return asked
    before: OfLetters | None = None
    for each in (told(text, senders, newest_year) for text in history):
        before = _plainly(each) or (before and _continued(before, each))
    return _continued(before, now) if before is not None else None


def _plainly(question: Told) -> OfLetters | None:
    return letters_asked(question) or contents_asked(question) or letters_by(question) or happened_asked(question)


def _continued(before: OfLetters, question: Told) -> OfLetters | None:
    """Return what a question asks that only puts something else into the one `before`: "and in 2022?"."""
    if isinstance(before, LettersAsked):
        return continued(before, question)
    begun = _GOES_ON.match(question.text)
    if begun is None:
        return None
    new = question.text[begun.end() :]
    while (shorter := _BESIDE.sub("", new)) != new:
        new = shorter
    match before:
        case ContentsAsked():
            return _of_others(before, question, new)
        case LettersBy():
            return _by_another(before, question, new)
        case HappenedAsked():
            return happened_asked(replace(question, text=f"what happened on {new}"))
        case _:
            return None


def _of_others(before: ContentsAsked, question: Told, new: str) -> ContentsAsked | None:
    """Return what is asked of the letters of another, or for sources of another kind."""
    if (whose := whose_named(question, new)) is not None:
        return replace(before, whose=whose)
    return of_sources(new, before.whose) if before.sought in (Sought.SOURCES, Sought.NOTES) else None


def _by_another(before: LettersBy, question: Told, new: str) -> LettersBy | None:
    """Return the letters of another or another time, or by what else they are told apart."""
    filters = before.filters
    if found := _SENDER.fullmatch(new):
        return replace(before, filters=replace(filters, senders=question.named(found["sign"])))
    if found := _PERIOD.fullmatch(new):
        period = question.dated(found["sign"])
        return replace(before, filters=replace(filters, since=period.since, until=period.until))
    if before.by is Trait.AGENDA_ITEM:
        found = _ITEM.fullmatch(new)
        return replace(before, what=found["what"]) if found else None
    return replace(before, what=new) if _NEW_SUBJECT.fullmatch(new) else None
