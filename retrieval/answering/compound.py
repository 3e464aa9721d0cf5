"""Questions that ask several things: their parts, and one answer of what is sure for each of these."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain, compress, zip_longest

from retrieval.answering.showing import MAX_MORE
from retrieval.language.analysis import terms
from retrieval.patterns import regex
from retrieval.types import Answer, Question, RankedPassage, Remark, RemarkKind

MAX_PARTS = 5
MAX_TOGETHER = 4  # quotations of all parts, at least one of each
_ASKS = r"(?:what|whats|who|whos|whom|when|where|why|how|which|did|was|were|is|are|does|do|has|have|can)\b"
# Takes "final count on the resolution, and what did we do?" apart; leaves "what did Velmora and Osterland say" whole.
_NEXT_PART = regex(
    r"(?:[,;?]\s*(?:(?:and|but|n|&)\s+)?|\s(?:and|but|n|&)\s+)"
    r"(?=(?:what|whats|who|whos|when|where|why|how|which|did|was|were)\b)",
    re.IGNORECASE,
)
_BEGINS_TO_ASK = regex(_ASKS, re.IGNORECASE)
# Takes "1) ", "2. ", "(b) " before a question; leaves the number in "article 1. what" to the count.
_NUMBER = regex(rf"(?:^|(?<=[\s,;:?.]))\(?(?P<number>[1-9]|[a-e])[).:]\s*(?={_ASKS})", re.IGNORECASE)
# What may stand before the first number: "According to Velmora: 1) who drowned" says more, of all that is asked.
_GREETS = frozenset(
    terms(
        "hello hi hey good morning dear please thanks can you tell answer me want need know ask have some a few "
        "two three four five quick short questions question things about this these following"
    )
)
_NEXT_LINE = regex(r"\s*\n\s*(?:[-*•]\s*)?")
_NEXT_QUESTION = regex(rf"\?+\s*(?:(?:and|also|but|plus|n)\s+)?(?={_ASKS})", re.IGNORECASE)
# Without the part on whose answer they are made, they would be read of the others as well.
_OF_ITS_PART = frozenset({RemarkKind.OTHERS_SAY, RemarkKind.OTHER_TIME, RemarkKind.NOT_FROM, RemarkKind.ONE_SIDED})
_NAMES = 2  # stems that name a subject
_FEWEST_UNNUMBERED = 3  # of two the second may only say what is meant by the first: "was it reissued? when"


def parts_of(text: str) -> Iterator[str]:
    """Yield the questions that one holds: "who was hurt and who pays?" asks two."""
    yield from _stripped(_NEXT_PART.split(text))


def asked_in_turn(text: str) -> tuple[str, ...]:
    """Return the questions that a message puts one by one, numbered, each on its line, or three and more; else none."""
    numbers = [*_NUMBER.finditer(text)]
    if (
        len(numbers) > 1
        and _GREETS.issuperset(terms(text[: numbers[0].start()]))
        and [each["number"].casefold() for each in numbers]
        in (
            list("123456789"[: len(numbers)]),
            list("abcde"[: len(numbers)]),
        )
    ):
        ends = [*(each.start() for each in numbers[1:]), len(text)]
        return _asking(text[each.end() : end] for each, end in zip(numbers, ends, strict=True))
    lines = _asking(_NEXT_LINE.split(text))
    if len(lines) > 1:
        return lines
    questions = _asking(_NEXT_QUESTION.split(text), bare=True)
    return questions if len(questions) >= _FEWEST_UNNUMBERED else ()


def asked_together(text: str) -> tuple[str, ...]:
    """Return the parts of a question that asks two and more; none where the first only says where to look.

    Takes "who was hurt and who pays?"; leaves "Renn to Lind, May 2021, who was hurt" alone.
    """
    return _asking(parts_of(text))


def _asking(parts: Iterable[str], *, bare: bool = False) -> tuple[str, ...]:
    """Return the parts, if there are several and each begins to ask and says what; if `bare`, the first one does."""
    whole = tuple(_stripped(parts))
    asks = all(_BEGINS_TO_ASK.match(each) and (terms(each) or (bare and at)) for at, each in enumerate(whole))
    return whole if 1 < len(whole) <= MAX_PARTS and asks else ()


def _stripped(parts: Iterable[str]) -> Iterator[str]:
    yield from filter(None, (part.strip(" ,;?.!") for part in parts))


def open_parts(answer: Answer) -> tuple[str, ...]:
    """Return the parts of a question that an answer names as open."""
    return next((each.about for each in answer.remarks if each.kind is RemarkKind.OPEN_PART), ())


def is_sure(answer: Answer) -> bool:
    """Tell whether an answer quotes letters without a word that it may be none."""
    return bool(answer.quotes) and all(each.kind is not RemarkKind.UNSURE for each in answer.remarks)


def joined(question: Question, parts: Sequence[str], answers: Sequence[Answer], least: float) -> Answer | None:
    """Return what is sure of the answers to the `parts` of a question, and which are open; `None` where nothing is.

    Sure is what is shown without a word that it may be no answer, with a confidence of at least so much.
    """
    answered = [
        is_sure(each) and each.confidence >= least and _of_subject(parts[: at + 1], each)
        for at, each in enumerate(answers)
    ]
    sure = list(compress(answers, answered))
    if not sure:
        return None
    left = tuple(part for part, known in zip(parts, answered, strict=True) if not known)
    most = max(1, MAX_TOGETHER // len(sure))
    quotes = dict.fromkeys(quote for each in sure for quote in each.quotes[:most])
    said = chain.from_iterable(map(_said, compress(parts, answered), sure))
    remarks = dict.fromkeys([*said, *([Remark(RemarkKind.OPEN_PART, left)] if left else [])])
    more = dict.fromkeys(quote for each in sure for quote in (*each.quotes[most:], *each.more) if quote not in quotes)
    return Answer(
        question,
        tuple(quotes),
        confidence=min(each.confidence for each in sure),
        remarks=tuple(remarks),
        more=tuple(more)[:MAX_MORE],
        hits=_in_turn([each.hits for each in sure]),
        generation=sure[0].generation,
    )


def _said(part: str, answer: Answer) -> Iterator[Remark]:
    """Yield what is said beside the answer to a part, of which the other parts say nothing."""
    for each in answer.remarks:
        if each.kind is not RemarkKind.OPEN_PART:
            yield replace(each, part=each.part or part) if each.kind in _OF_ITS_PART else each


def _of_subject(parts: Sequence[str], answer: Answer) -> bool:
    """Tell whether the answer to the last of `parts`, which may name little by itself, is on what those before name.

    Takes what is paid for the flood for "who drowned in the flood and who pays"; leaves what is paid for a boat.
    """
    *before, last = (frozenset(terms(part)) for part in parts)
    if not before or len(last) >= _NAMES:
        return True
    shown = {each.passage_id for each in answer.quotes}
    told = (each.passage.text for each in answer.hits if each.hit.passage_id in shown)
    held = frozenset(terms(" ".join([*told, *(each.text for each in answer.quotes)])))
    return any(not held.isdisjoint(each) for each in before)


def _in_turn(found: Sequence[Sequence[RankedPassage]]) -> tuple[RankedPassage, ...]:
    """Return the passages of several answers by their ranks, each once and counted anew."""
    best = {each.hit.passage_id: each for each in chain.from_iterable(zip_longest(*found)) if each is not None}
    return tuple(replace(each, hit=replace(each.hit, rank=at)) for at, each in enumerate(best.values(), 1))
