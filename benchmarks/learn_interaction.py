"""Learns the projection of late interaction: which words of a passage are like which words of a question.

The loss is that of a softmax over the passages found, and of one over the sentences of the best of them: what answers
shall have the most of both.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from benchmarks.cases import FOLDS, UNREAD, Array, Case, rightful
from retrieval import slices as cutting
from retrieval.answer import JUDGED, asked_for
from retrieval.interaction import Projection, Reading, Words, in_steps, projection
from retrieval.models import TextModel
from retrieval.passages import embedded_text
from retrieval.ranking import READ, Candidate
from retrieval.types import Passage
from retrieval.weights import Weights

# More of any of these learns the letters of the question sets by heart, which helps on no others.
SIZE, EPOCHS, BATCH, RATE = 64, 2, 8, 1e-3
_RATE_OF_SHARES = 3 * RATE
_RATE_OF_SHARPNESS = 0.1
_SHARPNESS = 12.0
_ENCODED_AT_ONCE = 32


@dataclass(frozen=True, slots=True)
class Corpus:
    """Passages as the model sees them: `rows`, (tokens, dim), of all; for each passage which, and where they begin."""

    rows: Array
    places: dict[int, tuple[int, int]]
    starts: Array

    def words(self, passage: Passage, made: Array) -> Words:
        """Return the words of a passage of which `made` holds the small rows of all passages."""
        first, last = self.places[passage.passage_id]
        return Words(self.starts[first:last], made[first:last])


def read_corpus(cases: Sequence[Case], model: TextModel) -> Corpus:
    """Encode all passages that are read closely for `cases`, and those that answer them."""
    wanted = {m.passage_id: m for case in cases for e in taken(case) for m in (e.passage, *e.notes)}
    passages = sorted(wanted.values(), key=lambda each: len(embedded_text(each)))
    rows, starts, places, filled = [], [], {}, 0
    for at in range(0, len(passages), _ENCODED_AT_ONCE):
        some = passages[at : at + _ENCODED_AT_ONCE]
        for passage, encoded in zip(some, model.encode([embedded_text(each) for each in some]), strict=True):
            text, body = embedded_text(passage), len(passage.context) + 1
            words = [any(map(str.isalnum, text[first:last])) for first, last in encoded.spans]
            kept = (encoded.spans[:, 0] >= body) & np.array(words, bool)
            rows.append(encoded.tokens[kept].astype(np.float16))
            starts.append(encoded.spans[kept, 0] - body)
            places[passage.passage_id] = (filled, filled + int(kept.sum()))
            filled += int(kept.sum())
    return Corpus(np.concatenate(rows), places, np.concatenate(starts))


def taken(case: Case) -> list[Candidate]:
    """Return the candidates that are learned on: the best, and those that answer."""
    return [case.candidates[at] for at in places_taken(case)]


def places_taken(case: Case) -> list[int]:
    return [at for at in range(len(case.candidates)) if at < READ or case.relevant[at]]


@dataclass(frozen=True, slots=True)
class Choice:
    """Which of several to choose: `rows` of the corpus, the one that each belongs to, and which are `right`."""

    rows: Array
    owners: Array
    right: Array


@dataclass(frozen=True, slots=True)
class Lesson:
    """A question's tokens, (tokens, dim), with the choice among passages and that among sentences."""

    asked: Array
    choices: tuple[Choice, ...]


def lesson_of(case: Case, corpus: Corpus) -> Lesson | None:
    """Return what is to be learned from `case`; nothing where no answer was found."""
    if not case.answerable or not case.relevant.any():
        return None
    among = choice([rows_of(each, corpus) for each in taken(case)], case.relevant[places_taken(case)] > 0)
    flat = Weights((), (), (1.0,) * len(cutting.FEATURES), (), 0.0)
    case.judged = cutting.slices(case.query, case.letters, case.candidates[:JUDGED], case.weighed, UNREAD, flat)
    within = choice([rows_within(each, corpus) for each in case.judged], rightful(case) > 0)
    return Lesson(case.asked, tuple(each for each in (among, within) if each.right.any()))


def rows_of(candidate: Candidate, corpus: Corpus) -> Array:
    places = [corpus.places[each.passage_id] for each in candidate.members]
    return np.concatenate([np.arange(*place) for place in places])


def rows_within(judged: cutting.Slice, corpus: Corpus) -> Array:
    """Return the rows of the words of a slice."""
    for passage in (judged.candidate.passage, *judged.candidate.notes):
        first, last = corpus.places[passage.passage_id]
        low, high = np.searchsorted(
            corpus.starts[first:last] + passage.span.start, (judged.span.start, judged.span.end)
        )
        if low < high:
            return np.arange(first + low, first + high)
    return np.zeros(0, int)


def choice(rows: Sequence[Array], right: Array) -> Choice:
    owners = np.repeat(np.arange(len(rows)), [len(each) for each in rows])
    return Choice(np.concatenate([*rows, np.zeros(0, int)]).astype(int), owners, right)


class Learner(nn.Module):
    """The projection while it is learned."""

    def __init__(self, mean: Array, down: Array) -> None:
        super().__init__()
        self.mean = nn.Parameter(torch.from_numpy(mean), requires_grad=False)
        self.down = nn.Parameter(torch.from_numpy(down))
        self.weigh = nn.Parameter(torch.zeros(len(mean)))
        self.sharpness = nn.Parameter(torch.full((2,), _SHARPNESS))

    def small(self, rows: Tensor) -> Tensor:
        """Return (n, size) of unit length for rows of tokens, (n, dim)."""
        return functional.normalize((rows - self.mean) @ self.down, dim=-1)

    def loss(self, lesson: Lesson, corpus: Corpus) -> Tensor:
        """Return how far the answers are from having all of each softmax."""
        asked = torch.from_numpy(lesson.asked)
        small, shares = self.small(asked), torch.softmax((asked - self.mean) @ self.weigh, 0)
        total = torch.zeros(())
        for at, choice_ in enumerate(lesson.choices):
            cosines = small @ self.small(torch.from_numpy(corpus.rows[choice_.rows].astype(np.float32))).T
            best = torch.full((len(small), len(choice_.right)), -1.0).scatter_reduce(
                1, torch.from_numpy(choice_.owners).expand(len(small), -1), cosines, "amax", include_self=False
            )
            share = torch.log_softmax(self.sharpness[at] * (shares @ best), 0)
            total = total - torch.logsumexp(share[torch.from_numpy(choice_.right)], 0)
        return total


def learn(lessons: Sequence[Lesson], corpus: Corpus, model: str) -> Projection:
    """Return the projection that the `lessons` teach, begun from the main directions of the corpus."""
    torch.manual_seed(0)
    mean = corpus.rows[::50].astype(np.float32).mean(axis=0)
    directions = np.linalg.svd(corpus.rows[:: max(1, len(corpus.rows) // 15_000)] - mean, full_matrices=False)[2]
    learner = Learner(mean, np.ascontiguousarray(directions[:SIZE].T))
    steps = torch.optim.Adam(
        [
            {"params": [learner.down], "lr": RATE},
            {"params": [learner.weigh], "lr": _RATE_OF_SHARES},
            {"params": [learner.sharpness], "lr": _RATE_OF_SHARPNESS},
        ]
    )
    chance = np.random.RandomState(0)
    for _ in range(EPOCHS):
        for batch in np.array_split(chance.permutation(len(lessons)), -(-len(lessons) // BATCH)):
            steps.zero_grad()
            torch.stack([learner.loss(lessons[at], corpus) for at in batch]).mean().backward()  # type: ignore[no-untyped-call]
            steps.step()
    return projection(model, mean, learner.down.detach().numpy(), learner.weigh.detach().numpy())


def fit_interaction(cases: list[Case], fold: Array, corpus: Corpus, model: str) -> Projection:
    """Set each case's `reading` by a projection learned without its fold; return the one learned on all."""
    lessons = [lesson_of(case, corpus) for case in cases]
    for number in range(FOLDS):
        mine = [each for each, own in zip(lessons, fold, strict=True) if own != number and each is not None]
        learned = learn(mine, corpus, model)
        made = in_steps(learned.small(corpus.rows))
        for case in (case for case, own in zip(cases, fold, strict=True) if own == number):
            asked = asked_for(case.query, learned.asked(case.asked, case.spans, model))
            case.reading = Reading(asked, known_words(case, corpus, made))
    return learn([each for each in lessons if each is not None], corpus, model)


def known_words(case: Case, corpus: Corpus, made: Array) -> dict[int, tuple[int, Words]]:
    members = [member for each in case.candidates[:READ] for member in each.members]
    return {each.passage_id: (each.span.start, corpus.words(each, made)) for each in members}
