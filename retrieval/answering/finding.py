"""A question → all that the letters hold for it: ranked passages, judged sentences, and those to show, if any."""

import math
import re
import threading
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, replace
from typing import Protocol

from retrieval.answering.choosing import choose, holds_office_asked
from retrieval.answering.completing import with_what_is_meant
from retrieval.cores import cores
from retrieval.encoder.embedding import EmbeddedQuestion, QueuedEmbedder
from retrieval.encoder.interaction import Asked, Reading
from retrieval.encoder.neighbours import Neighbours, merged
from retrieval.encoder.thesaurus import packaged_thesaurus
from retrieval.judging.answerability import packaged_answerability
from retrieval.judging.confidence import FEATURES as EVIDENCE
from retrieval.judging.confidence import confidence, evidence, following
from retrieval.language.names import names_match, state_named
from retrieval.patterns import regex
from retrieval.questions.asking import ASKS_ELSE
from retrieval.questions.doers import done_by_another
from retrieval.questions.followup import asks_for_reaction
from retrieval.questions.question import Query
from retrieval.search.ranking import (
    READ,
    READ_FEATURES,
    Candidate,
    Searchable,
    Worded,
    by_words,
    rank,
    reading_of,
    reorder,
)
from retrieval.search.reranking import PairScorer, rerank
from retrieval.search.slices import Slice, slices
from retrieval.search.weights import Weights
from retrieval.stages import stage
from retrieval.types import NOBODYS, UNNAMED, Filters, Letter, Quote, Span

# The sentences of so many of the best passages are judged.
JUDGED = 8
# What was shown before is shown again, where more is asked, only if it is better than all else by so much.
SHOWN = 1.5
SHOWN_NEAR = 1.0  # the same in its letters alone
# Whoever asks what else there is wants none of it.
ELSE = math.inf
# In whole letters the words of the question before tell what it is about; in a sentence they tell only so much.
FADED = 0.3
# Words for one and the same fate. Of one that is counted nothing else tells: "injury" may be one of the law.
_FATES = tuple(
    frozenset(words.split())
    for words in (
        "died dead death deaths killed drowned perished fatal fatalities lives",
        "injured hurt wounded injuries wounds burns burned burnt",
        "homeless displaced homes",
    )
)
_WORD = regex(r"\w+")
_OF_HIMSELF = regex(r"\b(?:I|[Ww]e|[Mm]y|[Oo]ur)\b")
_WRONG_SPEAKER, _USUAL = EVIDENCE.index("wrong speaker"), EVIDENCE.index("usually answered")
_MISSING = EVIDENCE.index("rarest missing")
_LACKS = 0.05  # of the importance of all words asked for
_IS_OF = READ_FEATURES.index("speaker")


class Findable(Searchable, Protocol):
    """What finding asks of an index beyond searching."""

    def letter(self, letter_id: str) -> Letter:
        """Return a letter; raises LetterNotFoundError."""

    def all_senders(self) -> tuple[str, ...]:
        """Return all senders of letters, in small letters."""


@dataclass(frozen=True, slots=True)
class Before:
    """What was shown before a question; `alone` tells that only in its letters an answer is sought.

    They are about the subject, so that only the asker's own words are read closely there.
    """

    quotes: tuple[Quote, ...] = ()
    alone: bool = False

    @property
    def letters(self) -> tuple[str, ...]:
        """Return the letters of what was shown, each once."""
        return tuple(dict.fromkeys(each.letter.letter_id for each in self.quotes))


NOTHING_BEFORE = Before()


@dataclass(frozen=True, slots=True)
class Followed:
    """What tells of words found for a question after another: how like its own, and whether their letter was shown."""

    likeness: float
    shown: bool


@dataclass(frozen=True, slots=True)
class Finding:
    """All that was found for a question, before it is decided whether to show it.

    `of_another` is whose deed the words chosen first tell, if that is not the one whom the question asks about.
    """

    query: Query
    candidates: tuple[Candidate, ...] = ()
    slices: tuple[Slice, ...] = ()
    chosen: tuple[Slice, ...] = ()
    features: tuple[float, ...] = ()
    followed: Followed | None = None
    of_another: str | None = None


class Finder:
    """Finds what answers questions in an index; may be called from several threads, of which a few search at a time."""

    def __init__(
        self, index: Findable, embedder: QueuedEmbedder, weights: Weights, scorer: PairScorer | None = None
    ) -> None:
        self._index = index
        self._embedder = embedder
        self._weights = weights
        self._scorer = scorer
        # More at once than there are cores only take the interpreter from each other, and from the encoder.
        self._turns = threading.BoundedSemaphore(cores())

    def find(
        self, query: Query, filters: Filters, before: Before = NOTHING_BEFORE, not_of: Set[str] = frozenset()
    ) -> Finding:
        """Return what the letters hold for `query`: ranked passages, judged sentences, and those to show.

        Whoever asks on wants something else than what was shown `before`; letters of the senders `not_of` are left out.
        """
        if before.alone:
            filters = replace(filters, letter_ids=before.letters)
        with stage("embed"):
            waiting = self._embedder.submit(query.text)  # encoded while its words are looked up
            query = with_like(query, self._embedder.neighbours)
        with self._turns, stage("search"):
            worded = by_words(query, self._index, filters)
        with stage("embed"):
            embedded = waiting.result()
        with self._turns:
            return self._found(query, filters, worded, embedded, before, not_of)

    def _found(
        self,
        query: Query,
        filters: Filters,
        worded: Worded,
        embedded: EmbeddedQuestion,
        before: Before,
        not_of: Set[str],
    ) -> Finding:
        with stage("search"):
            most = None if query.masthead_field else READ  # which letter is meant is decided among all
            candidates = rank(query, worded, embedded.vector, self._index, self._weights, filters, most)
        if not_of:
            candidates = tuple(each for each in candidates if not_of.isdisjoint(each.letter.senders))
        if not candidates:
            return Finding(query)
        with stage("read"):
            earlier = Span(0, query.carried if query.tells else 0)
            asked = asked_for(query, embedded.asked)
            asked = asked.without([earlier]) if before.alone else asked
            reading = reading_of(asked, candidates[:READ], self._index)
            candidates = reorder(candidates, reading, self._weights)
        if self._scorer is not None:
            with stage("rerank"):
                candidates = rerank(query.text, candidates, self._scorer)
        with stage("choose"):
            read = reading.counting(asked.faded(earlier, FADED))
            usual = packaged_answerability().of(query.text, embedded.vector, self._embedder.identity)
            found = self._judged(query, worded.importance, candidates, read, before, usual)
        if not found.chosen or not query.tells or not (query.leans or before.alone):
            return found
        likeness = _likeness(found, reading.counting(asked.faded(earlier, 0.0)))
        if likeness is None:
            return found
        return replace(found, followed=Followed(likeness, query.leans and _is_of_shown(found, before)))

    def _judged(
        self,
        query: Query,
        weighed: Mapping[str, float],
        candidates: tuple[Candidate, ...],
        reading: Reading,
        before: Before,
        usual: float,
    ) -> Finding:
        """Return which sentences of the candidates to show, and what tells of them.

        `weighed` is the importance of each stem asked for, `usual` how often letters answer such questions.
        """
        best = candidates[:JUDGED]
        letters = {each: self._index.letter(each) for each in {c.passage.letter_id for c in best}}
        judged = slices(query, letters, best, weighed, reading, self._weights)
        if not judged:
            return Finding(query, candidates)
        better = SHOWN_NEAR if before.alone else SHOWN
        judged = _less_what_was_shown(judged, before.quotes, ELSE if ASKS_ELSE.search(query.own_text) else better)
        judged = tuple(each for each in judged if not query.leans or _tells_fate(query, each))
        if query.only_his:
            judged = tuple(each for each in judged if each.is_his or UNNAMED in each.voice)
        if before.quotes and not query.speakers and asks_for_reaction(query.own_text):
            judged = tuple(each for each in judged if not _is_his_own(each, before.quotes[0]))
        if not judged:
            return Finding(query, candidates)
        chosen = choose(query, judged)
        features = evidence(query, candidates, chosen, weighed, usual)
        shown = with_what_is_meant(query, chosen)
        return Finding(query, candidates, judged, shown, features, of_another=self._of_another(query, chosen[0]))

    def _of_another(self, query: Query, first: Slice) -> str | None:
        """Return whose deed the first words to show tell instead of that which is asked about."""
        if query.deed is None:
            return None
        speaker, senders = (first.voice or ("",))[-1], self._index.all_senders()
        return done_by_another(query.deed, first.span, speaker, first.letter, query.near, senders)


def sure_of(found: Finding, weights: Weights) -> float:
    """Return how sure it is that what was found answers; 0 where only words of others, or on them, were found."""
    of_others = _of_others(found) or _on_others(found)
    if not found.features or of_others or found.of_another is not None:
        return 0.0
    sure = confidence(found.features, weights)
    followed = found.followed
    return following(sure, followed.likeness, shown=followed.shown) if followed is not None else sure


def sure_of_others(found: Finding, weights: Weights) -> float:
    """Return how sure it is that others than whose words are asked for answer; 0 where he speaks, or none is named.

    Who is a State may speak through anybody whose own State the letters do not tell. How often such questions are
    answered is told of him who was asked about.
    """
    if not found.features or not found.features[_WRONG_SPEAKER] or _may_speak(found):
        return 0.0
    features = [value * (at not in (_WRONG_SPEAKER, _USUAL)) for at, value in enumerate(found.features)]
    return confidence(tuple(features), weights)


def _may_speak(found: Finding) -> bool:
    """Tell whether one whose words are asked for speaks in any sentence that was judged, or may be who does."""
    if any(each.is_his or not NOBODYS.isdisjoint(each.voice) for each in found.slices):
        return True
    senders = {sender for each in found.chosen for sender in each.candidate.letter.senders}
    return any(map(state_named, found.query.speakers)) and not all(map(state_named, senders))


def with_like(query: Query, neighbours: Neighbours) -> Query:
    """Return a question with the words of like meaning of a model and of the dictionary; what it knows is no slip."""
    slips = {stem: meant for stem, meant in query.slips.items() if not neighbours.knows(stem)}
    like = merged(neighbours.near(query.terms), packaged_thesaurus().near(query.terms))
    return replace(query, near=merged(merged(like, query.near), slips))


def asked_for(query: Query, asked: Asked) -> Asked:
    """Return the words of a question without the names of those whose words it asks for: they are told by the voice."""
    places = (match.span() for name in query.speakers for match in re.finditer(re.escape(name), query.text))
    return asked.without([Span(*place) for place in places])


def _less_what_was_shown(judged: Sequence[Slice], before: Sequence[Quote], by: float) -> tuple[Slice, ...]:
    """Return sentences, best first, of which those that were shown before have to be better `by` so much."""
    if not before:
        return tuple(judged)
    weighed = (replace(each, score=each.score - by) if was_shown(each, before) else each for each in judged)
    left = (each for each in weighed if each.score > -math.inf)
    return tuple(sorted(left, key=lambda each: -each.score))


def _tells_fate(query: Query, each: Slice) -> bool:
    """Tell whether a sentence speaks of the fate that is counted: after the drowned, not of "how many were injured"."""
    counted = _WORD.findall(query.own_text.casefold().partition("how many")[2])
    asked = [fate for fate in _FATES if not fate.isdisjoint(counted)]
    return not asked or any(not fate.isdisjoint(_WORD.findall(each.text.casefold())) for fate in asked)


def _is_his_own(each: Slice, shown: Quote) -> bool:
    """Tell whether in a sentence he speaks of himself whose words were shown: what others made of them it is not."""
    same = each.letter.letter_id == shown.letter.letter_id and each.voice == shown.attribution
    return same and _OF_HIMSELF.search(each.text) is not None


def _likeness(found: Finding, own: Reading) -> float | None:
    """Return how well the asker's own words find their like in the first sentences shown, or the second.

    `None` where the words of none are kept, as by another model than the packaged one.
    """
    members = [([one.passage_id for one in each.candidate.members], each.span) for each in found.chosen[:2]]
    return max((own.of_spans(numbers, [span])[0] for numbers, span in members if own.knows(numbers)), default=None)


def is_of_his(found: Finding, near: Finding) -> bool:
    """Tell whether what was found is in a letter of one whose words are asked for, and what is near in none of his."""
    return _is_sent_by_him(found) and not _is_sent_by_him(near)


def lacks_more(near: Finding, found: Finding) -> bool:
    """Tell whether a weightier word that is asked for is missing near what is found there than elsewhere."""
    return bool(near.features and found.features) and near.features[_MISSING] > found.features[_MISSING] + _LACKS


def _is_sent_by_him(found: Finding) -> bool:
    senders = found.chosen[0].candidate.letter.senders if found.chosen else ()
    return any(names_match(name, each) for name in found.query.speakers for each in senders)


def _is_of_shown(found: Finding, before: Before) -> bool:
    return found.chosen[0].letter.letter_id in before.letters


def was_shown(each: Slice, before: Sequence[Quote]) -> bool:
    """Tell whether a sentence is in what was shown before."""
    return any(each.letter.letter_id == shown.letter.letter_id and shown.span.holds(each.span) for shown in before)


def _of_others(found: Finding) -> bool:
    """Tell whether only others are quoted, though words of one are asked for who speaks in the passages found.

    Words of "a source not named" may be his.
    """
    if found.query.two_sided or any(each.is_his or UNNAMED in each.voice for each in found.chosen):
        return False
    return any(each.features[_IS_OF] for each in found.candidates)


def _on_others(found: Finding) -> bool:
    """Tell whether an office is asked about and nothing chosen speaks of it as that of the one who is named."""
    query = found.query
    return query.office is not None and not any(holds_office_asked(query, each) for each in found.chosen)
