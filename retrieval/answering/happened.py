"""What letters tell of a day: the sentences that give it, but for those that only name a paper of that day."""

import re
from calendar import month_name
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice

from retrieval.answering.choosing import MAX_QUOTES
from retrieval.answering.letters_by import Register
from retrieval.answering.showing import MAX_MORE, Showing
from retrieval.language.analysis import terms
from retrieval.language.dates import find_dates, find_days
from retrieval.patterns import regex
from retrieval.questions.happened import HappenedAsked
from retrieval.spans.quoting import quote
from retrieval.spans.sentences import sentences
from retrieval.types import Answer, Filters, LetterCard, Passage, PassageKind, Question, Quote

_LOOKED_AT = 2_000  # passages that BM25 ranks best for the day and the month
_ANY_YEAR = "--"
_YEAR = regex(r"\b(?:19|20)\d\d\b")
# Takes "the letter dated ", "resolution 9822 of "; leaves "the night of " alone. A paper of a day is no event of it.
_OF_A_PAPER = regex(
    r"\b(?:letters?|notes?|reports?|statements?|decrees?|orders?|resolutions?|judgments?|communiqu[eé]s?|memorand(?:um|a)"
    r"|telegrams?|cable(?:gram)?s?|dispatch(?:es)?|articles?|protocols?|conventions?|agreements?|treat(?:y|ies))\b"
    r"[^,.;]{0,60}?\b(?:dated|of)\s(?:the\s)?$",
    re.IGNORECASE,
)


class Happened:
    """Tells what happened on a day, in the words of whoever tells it."""

    def __init__(self, index: Register, showing: Showing) -> None:
        self._index = index
        self._showing = showing

    def answer(self, question: Question, asked: HappenedAsked, filters: Filters) -> Answer | None:
        """Return the sentences that give the day, those of the oldest letter first; `None` where none does."""
        month, day = map(int, asked.day.split("-")[-2:])
        stems = terms(f"{day} {month_name[month]}")
        wanted = {*stems, *terms(asked.where)}
        found = self._index.passages(self._index.search_lexical(stems, _LOOKED_AT, filters)).values()
        held = [each for each in found if each.kind is PassageKind.PARAGRAPH and wanted.issubset(terms(each.text))]
        cards = self._index.cards({each.letter_id for each in held})
        held = [each for each in held if each.letter_id in cards]
        held.sort(key=lambda each: (cards[each.letter_id].date or "", each.letter_id, each.span))
        quotes = tuple(islice(self._told(held, cards, asked.day), MAX_QUOTES + MAX_MORE))
        return self._showing.quoted(question, quotes, MAX_QUOTES) if quotes else None

    def _told(self, held: Sequence[Passage], cards: Mapping[str, LetterCard], day: str) -> Iterator[Quote]:
        for passage in held:
            letter, card = self._index.letter(passage.letter_id), cards[passage.letter_id]
            for span in sentences(letter.text, passage.span):
                named = _YEAR.findall(letter.text, passage.span.start, span.start)[-1:]
                if _gives(span.of(letter.text), day, card.date or "", "".join(named)):
                    yield quote(letter, card, span, passage.passage_id)


def _gives(sentence: str, day: str, written: str, year: str) -> bool:
    """Tell whether a sentence of a letter `written` then gives a day other than as that of a paper.

    Without its year a day is of the year before the letter was written, but where another `year` was named last above.
    """
    of_day = [each for each in find_dates(sentence) if each.iso[4:] == day[-6:] and day.startswith(("--", each.iso))]
    if day.startswith(_ANY_YEAR) or (year in ("", day[:4]) and day <= written < f"{int(day[:4]) + 1}{day[4:]}"):
        of_day += [each for each in find_days(sentence) if each.iso[2:] == day[-5:]]
    return any(not _OF_A_PAPER.search(sentence[: each.span.start]) for each in of_day)
