"""What was found → an answer that shows it, or says that nothing is found, or that it may be none."""

from dataclasses import replace
from itertools import islice

from retrieval.answering.finding import Finding, lacks_more, sure_of, sure_of_others
from retrieval.answering.joining import again
from retrieval.answering.remarks import lacks_what_is_asked, one_sided, remarks_on
from retrieval.answering.showing import MAX_MORE, Showing
from retrieval.judging.absent import absent_names
from retrieval.judging.confidence import rightly_shown, rightly_shown_after
from retrieval.language.english import is_english
from retrieval.questions.rarity import Held
from retrieval.search.ranking import Candidate
from retrieval.search.slices import Slice
from retrieval.search.weights import Weights
from retrieval.spans.quoting import quote
from retrieval.types import (
    Answer,
    Hit,
    LetterCard,
    Passage,
    Question,
    Quote,
    RankedPassage,
    Reason,
    Remark,
    RemarkKind,
    Span,
)

MAX_HITS = 20
# An answer that is more probably none than one says so (benchmarks/RETRIEVAL.md).
EVEN = 0.5
# So does one of less confidence than this, where another model keeps nothing of the words of passages.
SURE = 0.53
# What letters that were shown before say is shown even if others would be surer by so much.
NEARER = 0.1


class Decider:
    """Decides whether what was found is shown: only if it is surer than `threshold` that it answers."""

    def __init__(
        self, showing: Showing, words: Held, weights: Weights, threshold: float, *, only_english: bool
    ) -> None:
        self._showing = showing
        self._words = words
        self._weights = weights
        self._threshold = threshold
        self._only_english = only_english

    def decide(
        self, question: Question, found: Finding, remarks: tuple[Remark, ...] = (), *, of_all: bool = False
    ) -> Answer:
        """Return an answer that shows what was found with `remarks` on it, or that there is none.

        Only where it was looked for in letters `of_all` is it said that one side alone speaks.
        """
        sure = sure_of(found, self._weights)
        if not self.shows(found):
            return self._none(question, found, remarks, sure)
        shown, corrected = self._showing.corrected(tuple(map(_quote, found.chosen)))
        unsure = (Remark(RemarkKind.UNSURE, ()),) if _may_be_none(found, sure) else ()
        names = absent_names(found.query, found.chosen, self._words)
        absent = (Remark(RemarkKind.NOT_NAMED, names),) if names else ()
        alone = one_sided(found.query, found.chosen) if of_all else ()
        rest = (each for each in found.slices if not any(again(each, other) for other in found.chosen))
        return Answer(
            question,
            shown,
            confidence=sure,
            remarks=(*unsure, *absent, *remarks, *remarks_on(found.query, found.chosen), *alone, *corrected),
            more=self._showing.corrected(tuple(map(_quote, islice(rest, MAX_MORE))))[0],
            hits=hits_of(found),
            generation=self._showing.generation,
        )

    def _none(self, question: Question, found: Finding, remarks: tuple[Remark, ...], sure: float) -> Answer:
        remarks = tuple(_where_none_is_shown(each) for each in remarks)
        if sure_of_others(found, self._weights) >= self._threshold:
            remarks = (*remarks, Remark(RemarkKind.NOT_FROM, found.query.speakers))
        if found.of_another is not None:
            remarks = (*remarks, Remark(RemarkKind.OF_ANOTHER, (found.of_another,)))
        if self._only_english and not is_english(question.text):
            remarks = (*remarks, Remark(RemarkKind.IN_ENGLISH, ()))
        none = self._showing.none(question, Reason.NOTHING_FOUND, _nearest(found), _where(found))
        return replace(none, confidence=sure, hits=hits_of(found), remarks=remarks)

    def shows(self, found: Finding) -> bool:
        """Tell whether what was found is shown."""
        sure = sure_of(found, self._weights)
        return sure > 0 and sure >= self._threshold

    def is_sure(self, found: Finding) -> bool:
        """Tell whether what was found would be shown without a word that it may be no answer."""
        return sure_of(found, self._weights) >= max(SURE, self._threshold)

    def prefers(self, near: Finding, found: Finding) -> bool:
        """Tell whether what letters that were shown before say is sure enough to be shown rather than all else."""
        sure = sure_of(near, self._weights)
        nearer = 0.0 if lacks_more(near, found) else NEARER
        return sure > 0 and sure >= max(self._threshold, sure_of(found, self._weights) - nearer)


def hits_of(found: Finding) -> tuple[RankedPassage, ...]:
    """Return the best of the passages found, as answers list them."""
    return tuple(
        RankedPassage(Hit(each.passage.passage_id, each.score, at, each.found_by), _with_notes(each), each.letter)
        for at, each in enumerate(found.candidates[:MAX_HITS], 1)
    )


def _with_notes(candidate: Candidate) -> Passage:
    if not candidate.notes:
        return candidate.passage
    return replace(candidate.passage, text="\n".join(each.text for each in candidate.members))


def _nearest(found: Finding) -> tuple[LetterCard, ...]:
    nearest = (*(each.candidate for each in found.chosen), *found.candidates)
    return tuple({each.letter.letter_id: each.letter for each in nearest}.values())


def _where(found: Finding) -> dict[str, Span]:
    """Return where in each letter what was found stands, by its identity: its best sentence, else its best passage."""
    judged = ((each.letter.letter_id, each.span) for each in (*found.chosen, *found.slices))
    ranked = ((each.letter.letter_id, each.passage.span) for each in found.candidates)
    where: dict[str, Span] = {}
    for letter_id, span in (*judged, *ranked):
        where.setdefault(letter_id, span)
    return where


def _quote(chosen: Slice) -> Quote:
    return quote(chosen.letter, chosen.candidate.letter, chosen.span, chosen.candidate.passage.passage_id)


def _may_be_none(found: Finding, sure: float) -> bool:
    """Tell whether what was found is rather no answer than one, though it is `sure` enough to be shown."""
    if lacks_what_is_asked(found.query, found.chosen):
        return True
    likeness = found.chosen[0].likeness
    quotations = 1 if found.query.speakers else len(found.chosen)  # what somebody says about it may well be several
    if found.followed is not None:
        return rightly_shown_after(sure, quotations) < EVEN
    return rightly_shown(sure, likeness, quotations) < EVEN if likeness else sure < SURE


def _where_none_is_shown(remark: Remark) -> Remark:
    """Return what is said of a letter that is not held where no others are quoted in its place."""
    return replace(remark, kind=RemarkKind.NOT_HELD) if remark.kind is RemarkKind.OTHERS_SAY else remark
