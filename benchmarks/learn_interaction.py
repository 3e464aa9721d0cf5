"""Learns how questions are read: the adapter of the model, and which words of a passage are like which of a question.

The loss is that of a softmax over the passages found, once by their vectors and once by their words, and of one over
the sentences of the best of them: what answers shall have the most of each. Passages are read by the model as it is.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor, nn
from torch.func import functional_call
from torch.nn import functional

from benchmarks.cases import FOLDS, UNREAD, Array, Case, rightful, searched
from retrieval.answering.finding import JUDGED, asked_for
from retrieval.encoder.adapter import Adapter
from retrieval.encoder.bert import BertEncoder
from retrieval.encoder.interaction import Projection, Reading, Words, in_steps, projection
from retrieval.encoder.models import BertModel, TextModel, changed
from retrieval.engine import Engine
from retrieval.search import slices as cutting
from retrieval.search.ranking import READ, Candidate
from retrieval.search.weights import Weights
from retrieval.storage.passages import embedded_text
from retrieval.types import Passage

# More of any of these learns the letters of the question sets by heart, which helps on no others.
SIZE, RANK, EPOCHS, BATCH, RATE, DECAY = 128, 8, 2, 8, 1e-3, 0.01
_RATE_OF_SHARES = 3 * RATE
_RATE_OF_SHARPNESS = 0.1
_WARMING = 30  # steps until the rate is full; from there it falls to nothing
_SHARPNESS, _SHARPNESS_OF_VECTORS = 12.0, 20.0
_SHARE_OF_VECTORS = 0.5
_CHANGED = ("in_weight", "out_weight", "wide_weight", "narrow_weight")
_ENCODED_AT_ONCE = 32


@dataclass(frozen=True, slots=True)
class Corpus:
    """Passages as the model sees them: `rows`, (tokens, dim), of all; for each passage which, and where they begin."""

    rows: Array
    places: dict[int, tuple[int, int]]
    starts: Array

    def words(self, passage: Passage, steps: Array, greatest: Array) -> Words:
        """Return the words of a passage of which the last two hold the small rows of all passages."""
        first, last = self.places[passage.passage_id]
        return Words(self.starts[first:last], steps[first:last], greatest[first:last])


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
    """A question with the choice among passages and that among sentences by words, and that by vectors.

    `vectors`, (n, dim), are those of passages and notes; `owners` says which candidate each belongs to, and `right`
    which of these answer.
    """

    question: str
    choices: tuple[Choice, ...]
    vectors: Array
    owners: Array
    right: Array


def lesson_of(case: Case, corpus: Corpus) -> Lesson | None:
    """Return what is to be learned from `case`; nothing where no answer was found."""
    if not case.answerable or not case.relevant.any():
        return None
    among = choice([rows_of(each, corpus) for each in taken(case)], case.relevant[places_taken(case)] > 0)
    flat = Weights((), (), (1.0,) * len(cutting.FEATURES), (), 0.0)
    case.judged = cutting.slices(case.query, case.letters, case.candidates[:JUDGED], case.weighed, UNREAD, flat)
    within = choice([rows_within(each, corpus) for each in case.judged], rightful(case) > 0)
    choices = tuple(each for each in (among, within) if each.right.any())
    return Lesson(case.query.text, choices, case.members, case.owners, case.relevant > 0)


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
    """The projection and the adapter while they are learned."""

    def __init__(self, mean: Array, down: Array, encoder: BertEncoder) -> None:
        super().__init__()
        self.mean = nn.Parameter(torch.from_numpy(mean), requires_grad=False)
        self.down = nn.Parameter(torch.from_numpy(down))
        self.weigh = nn.Parameter(torch.zeros(len(mean)))
        self.sharpness = nn.Parameter(torch.full((2,), _SHARPNESS))
        self.fixed = dict(encoder.named_parameters())
        self.names = [name for name in self.fixed if name.rpartition(".")[2] in _CHANGED]
        shapes = [self.fixed[name].shape for name in self.names]
        self.ups = nn.ParameterList([nn.Parameter(torch.zeros(shape[0], RANK)) for shape in shapes])
        self.downs = nn.ParameterList([nn.Parameter(torch.randn(RANK, shape[1]) / shape[1] ** 0.5) for shape in shapes])
        self.encoder = (encoder,)  # in a tuple, so that its weights are not taken for the learner's

    def read(self, tokens: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
        """Return what the changed model makes of questions: (n, dim) and (n, length, dim)."""
        changed = {
            name: self.fixed[name] + up @ down for name, up, down in zip(self.names, self.ups, self.downs, strict=True)
        }
        read: tuple[Tensor, Tensor] = functional_call(self.encoder[0], changed, (tokens, mask))
        return read

    def small(self, rows: Tensor) -> Tensor:
        """Return (n, size) of unit length for rows of tokens, (n, dim)."""
        return functional.normalize((rows - self.mean) @ self.down, dim=-1)

    def loss(self, lesson: Lesson, vector: Tensor, asked: Tensor, corpus: Corpus) -> Tensor:
        """Return how far the answers are from having all of each softmax."""
        small, shares = self.small(asked), torch.softmax((asked - self.mean) @ self.weigh, 0)
        near = best_of(torch.from_numpy(lesson.vectors) @ vector, lesson.owners, len(lesson.right))
        total = _SHARE_OF_VECTORS * surprise(_SHARPNESS_OF_VECTORS * near, lesson.right)
        for at, among in enumerate(lesson.choices):
            cosines = small @ self.small(torch.from_numpy(corpus.rows[among.rows].astype(np.float32))).T
            best = shares @ best_of(cosines, among.owners, len(among.right))
            total = total + surprise(self.sharpness[at] * best, among.right)
        return total

    def adapter(self, model: str) -> Adapter:
        """Return what was learned of the model whose identity is `model`."""
        parts = zip(self.ups, self.downs, strict=True)
        changes = [(up.detach().numpy(), down.detach().numpy()) for up, down in parts]
        return Adapter(model, dict(zip(self.names, changes, strict=True)))


def best_of(values: Tensor, owners: Array, count: int) -> Tensor:
    """Return the greatest of the last dimension of `values` for each of `count` owners."""
    least = torch.full((*values.shape[:-1], count), -1.0)
    return least.scatter_reduce(-1, torch.from_numpy(owners).expand(values.shape), values, "amax", include_self=False)


def surprise(scores: Tensor, right: Array) -> Tensor:
    """Return how little of the softmax over `scores` is on those that are `right`."""
    return -torch.logsumexp(torch.log_softmax(scores, 0)[torch.from_numpy(right)], 0)


@dataclass(frozen=True, slots=True)
class Learned:
    """How questions are read."""

    adapter: Adapter
    projection: Projection


def learn(lessons: Sequence[Lesson], corpus: Corpus, model: BertModel, identity: str) -> Learned:
    """Return what the `lessons` teach, begun from the main directions of the corpus and the model as it is."""
    torch.manual_seed(0)
    chance = np.random.RandomState(0)
    mean = corpus.rows[::50].astype(np.float32).mean(axis=0)
    some = corpus.rows[:: max(1, len(corpus.rows) // 15_000)] - mean
    # Turned at random, the directions weigh alike, so that half a byte is enough for each.
    turn = np.linalg.qr(chance.standard_normal((SIZE, SIZE)))[0].astype(np.float32)
    directions = np.linalg.svd(some, full_matrices=False)[2][:SIZE].T @ turn
    learner = Learner(mean, np.ascontiguousarray(directions), model.encoder)
    count = EPOCHS * -(-len(lessons) // BATCH)
    steps = torch.optim.AdamW(
        [
            {"params": [learner.down], "lr": RATE, "weight_decay": 0.0},
            {"params": [learner.weigh], "lr": _RATE_OF_SHARES, "weight_decay": 0.0},
            {"params": [learner.sharpness], "lr": _RATE_OF_SHARPNESS, "weight_decay": 0.0},
            {"params": [*learner.ups, *learner.downs], "lr": RATE, "weight_decay": DECAY},
        ]
    )
    rates = torch.optim.lr_scheduler.LambdaLR(steps, lambda at: min(1.0, (at + 1) / _WARMING) * (1 - at / count))
    for _ in range(EPOCHS):
        for batch in np.array_split(chance.permutation(len(lessons)), count // EPOCHS):
            steps.zero_grad()
            some_lessons = [lessons[at] for at in batch]
            tokens, mask, spans = model.batch([each.question for each in some_lessons])
            vectors, rows = learner.read(tokens, mask)
            losses = [
                learner.loss(each, vectors[at], rows[at][torch.from_numpy(spans[at][:, 1] > spans[at][:, 0])], corpus)
                for at, each in enumerate(some_lessons)
            ]
            torch.stack(losses).mean().backward()  # type: ignore[no-untyped-call]
            steps.step()
            rates.step()
    down, weigh = learner.down.detach().numpy(), learner.weigh.detach().numpy()
    return Learned(learner.adapter(identity), projection(identity, mean, down, weigh))


def fit_questions(engine: Engine, cases: list[Case], fold: Array, model: BertModel) -> Learned:
    """Search for each of `cases` anew, and read closely, as learned without its fold; return what is learned on all."""
    identity, corpus = engine.embedder.identity, read_corpus(cases, model)
    lessons = [lesson_of(case, corpus) for case in cases]
    without = [
        learn(
            [each for each, own in zip(lessons, fold, strict=True) if own != number and each], corpus, model, identity
        )
        for number in range(FOLDS)
    ]
    all_learned = learn([each for each in lessons if each is not None], corpus, model, identity)
    asking = [changed(model, each.adapter.changes) for each in without]
    cases[:] = [searched(engine, asking[own], case) for case, own in zip(cases, fold, strict=True)]
    corpus = read_corpus(cases, model)
    for number, learned in enumerate(without):
        made = in_steps(learned.projection.small(corpus.rows))
        for case in (case for case, own in zip(cases, fold, strict=True) if own == number):
            asked = learned.projection.asked(case.asked, case.spans, identity)
            case.reading = Reading(asked_for(case.query, asked), known_words(case, corpus, *made))
    return all_learned


def known_words(case: Case, corpus: Corpus, steps: Array, greatest: Array) -> dict[int, tuple[int, Words]]:
    members = [member for each in case.candidates[:READ] for member in each.members]
    return {each.passage_id: (each.span.start, corpus.words(each, steps, greatest)) for each in members}
