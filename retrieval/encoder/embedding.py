"""Texts → unit vectors.

`SentenceEmbedder` is a model with its prompts and its identity; `QueuedEmbedder` puts one thread before it, which takes
all waiting questions as one batch and remembers the last ones. Both speak the `Embedder` protocol.
"""

import logging
import queue
import re
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from retrieval.cores import cores
from retrieval.encoder.adapter import packaged_adapter
from retrieval.encoder.interaction import Asked, packaged_projection
from retrieval.encoder.models import PACKAGED, Encoded, TextModel, changed, digest, load_model
from retrieval.encoder.neighbours import Neighbours, packaged_neighbours
from retrieval.errors import ModelError
from retrieval.patterns import regex

logger = logging.getLogger(__name__)

Vector = NDArray[np.float32]

# So few stay in a core's cache: with a thread for each core, 1.6 times as fast as 32 at once in two threads of OpenMP.
_BATCH = 8
_REMEMBERED_QUESTIONS = 256
_QUESTIONS_AT_ONCE = 32
# So long, at most, a batch waits where no core is free for it: all else that a few questions need takes no longer.
_GATHER_SECONDS = 0.05
_CLOSED = "The embedding model is shutting down; ask again in a moment."
# Models of the e5 family want these words before a text; their configuration often does not say so.
# Takes "intfloat/multilingual-e5-small", "e5-base-v2"; leaves "sentence-t5-base".
_E5 = regex(r"(?:^|[/-])e5(?:-|$)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class EmbeddedPassages:
    """Passages as they are stored: `vectors`, (n, dimension) of unit length, and the words of each, packed."""

    vectors: Vector
    words: tuple[bytes, ...]

    def part(self, start: int, stop: int) -> "EmbeddedPassages":
        """Return those from `start` up to `stop`."""
        return EmbeddedPassages(self.vectors[start:stop], self.words[start:stop])


@dataclass(frozen=True, slots=True)
class EmbeddedQuestion:
    """A question: its `vector`, (dimension,) of unit length, and its words."""

    vector: Vector
    asked: Asked


class Embedder(Protocol):
    """What the engine needs of a model; `identity` changes with anything that changes its vectors."""

    @property
    def name(self) -> str:
        """Return the name to show people."""
        ...

    @property
    def identity(self) -> str:
        """Return what tells this model's vectors from another's: weights, dimension, length, prompts."""
        ...

    @property
    def dimension(self) -> int:
        """Return the length of a vector."""
        ...

    @property
    def max_tokens(self) -> int:
        """Return how many tokens the model sees of a text."""
        ...

    def count_tokens(self, text: str) -> int:
        """Return how many tokens the model makes of `text`, its own marks and the passage prompt included."""
        ...

    def embed_passages(self, texts: Sequence[str]) -> EmbeddedPassages:
        """Return the vectors and words of `texts`, in their order; the first of several lines is but their context."""
        ...

    def embed_question(self, text: str) -> Vector:
        """Return (dimension,) float32 of unit length."""
        ...

    @property
    def neighbours(self) -> Neighbours:
        """Return the words of like meaning that the model knows."""
        ...


class SentenceEmbedder:
    """A model on this machine; questions use one core, passages `bulk_threads` of them."""

    def __init__(self, model: TextModel, name: str) -> None:
        self._model = model
        self._question_prompt, self._passage_prompt = _prompts(model.prompts, name)
        self.name = name
        self.dimension = model.dimension
        self.max_tokens = model.max_tokens
        self.identity = self._identify()
        self.bulk_threads = cores()

    @cached_property
    def neighbours(self) -> Neighbours:
        """Return the words of like meaning that the model knows."""
        model, neighbours = packaged_neighbours()
        return neighbours if model == self.identity else Neighbours(*self._model.words())

    @cached_property
    def _asking(self) -> TextModel:
        """Return the model as it reads questions."""
        adapter = packaged_adapter()
        return changed(self._model, adapter.changes) if adapter.model == self.identity else self._model

    def _identify(self) -> str:
        kept = f"{self.dimension} {self.max_tokens} {self._question_prompt!r} {self._passage_prompt!r}"
        return f"{self.name} {self.dimension} {digest(self._model.weights(), kept)[:24]}"

    def count_tokens(self, text: str) -> int:
        """Return how many tokens the model makes of `text`, its own marks and the passage prompt included."""
        return len(self._model.counting.encode(self._passage_prompt + text))

    def embed_passages(self, texts: Sequence[str]) -> EmbeddedPassages:
        """Return the vectors and words of `texts`, in their order; texts of like length are encoded together.

        The first of several lines is the context, which is seen with the rest, and of which no words are kept.
        """
        prompted = [self._passage_prompt + text for text in texts]
        lengths = [len(each) for each in self._model.counting.encode_batch(prompted)]
        order = sorted(range(len(texts)), key=lengths.__getitem__, reverse=True)
        batches = [order[start : start + _BATCH] for start in range(0, len(order), _BATCH)]
        vectors = np.zeros((len(texts), self.dimension), np.float32)
        words = [b""] * len(texts)

        def embed(rows: list[int]) -> None:
            for row, encoded in zip(rows, self._encode(self._model, [prompted[row] for row in rows]), strict=True):
                vectors[row], words[row] = encoded.vector, self._packed(encoded, prompted[row])

        with ThreadPoolExecutor(self.bulk_threads) as pool:
            for _ in pool.map(embed, batches):
                pass
        return EmbeddedPassages(vectors, tuple(words))

    def _packed(self, encoded: Encoded, text: str) -> bytes:
        body = text.find("\n") + 1
        words = np.array([any(map(str.isalnum, text[start:end])) for start, end in encoded.spans], bool)
        kept = words & (encoded.spans[:, 0] >= body)
        return packaged_projection().packed(encoded.tokens[kept], encoded.spans[kept, 0] - body, self.identity)

    def embed_question(self, text: str) -> Vector:
        """Return (dimension,) float32 of unit length."""
        return self.embed_questions([text])[0].vector

    def embed_questions(self, texts: Sequence[str]) -> list[EmbeddedQuestion]:
        """Return the vectors and words of `texts`, made in one batch."""
        # half a surrogate is no text to a tokenizer
        whole = (text.encode("utf-8", "replace").decode() for text in texts)
        found = self._encode(self._asking, [self._question_prompt + text for text in whole])
        projection, before = packaged_projection(), len(self._question_prompt)
        return [
            EmbeddedQuestion(each.vector, projection.asked(each.tokens, each.spans - before, self.identity))
            for each in found
        ]

    def _encode(self, model: TextModel, texts: list[str]) -> list[Encoded]:
        try:
            found = model.encode(texts)
        except (RuntimeError, ValueError) as error:
            raise ModelError(f"The embedding model {self.name} failed on a text: {error}.") from error
        for each in found:
            each.vector[:] /= max(np.linalg.norm(each.vector), np.float32(1e-12))
        return found


def load_embedder(model: str = PACKAGED) -> SentenceEmbedder:
    """Load a model: the packaged one, a folder, or a name that the Hugging Face cache or hub knows.

    Raises ModelError.
    """
    name = "all-MiniLM-L6-v2" if model == PACKAGED else Path(model).name if Path(model).is_dir() else model
    return SentenceEmbedder(load_model(model), name)


def _prompts(given: Mapping[str, str | None], name: str) -> tuple[str, str]:
    """Return the words that the model wants before a question and before a passage."""
    given = {key: value for key, value in given.items() if value}
    question = given.get("query", "query: " if _E5.search(name) else "")
    passage = given.get("passage", given.get("document", "passage: " if _E5.search(name) else ""))
    return question or "", passage or ""


_Waiting = tuple[str, "Future[EmbeddedQuestion]"]


class QueuedEmbedder:
    """One encoder thread before a model that is loaded in that thread; safe to call from any thread.

    Questions that wait while another is encoded go together as the next batch, which begins as soon as the one before
    is done. Only where no core is free for it, as `crowded` tells, it begins once none of those who are `asking` has
    anything else to do: together questions are encoded in two thirds of the time, and nobody gets his answer later.
    Their vectors, (n, dimension), are then told to `expect`, as they are about to be searched for, too.
    """

    def __init__(
        self,
        load: Callable[[], SentenceEmbedder],
        crowded: Callable[[], bool] = lambda: False,
        expect: Callable[[Vector], None] = lambda _: None,
    ) -> None:
        self._load = load
        self._crowded = crowded
        self._expect = expect
        self._waiting: queue.SimpleQueue[_Waiting | None] = queue.SimpleQueue()
        self._known: OrderedDict[str, EmbeddedQuestion] = OrderedDict()
        self._lock = threading.RLock()
        self._changed = threading.Condition(self._lock)
        self._asking = 0
        self._loaded: Future[SentenceEmbedder] | None = None
        self._thread: threading.Thread | None = None
        self._closed = False

    @property
    def started(self) -> bool:
        """Tell whether the model was asked for; loading may still be going on."""
        return self._loaded is not None

    @property
    def model(self) -> SentenceEmbedder:
        """Return the model, loading it when this is the first call. Raises ModelError."""
        return self.start().result()

    @property
    def name(self) -> str:
        """Return the name to show people."""
        return self.model.name

    @property
    def identity(self) -> str:
        """Return what tells this model's vectors from another's."""
        return self.model.identity

    @property
    def dimension(self) -> int:
        """Return the length of a vector."""
        return self.model.dimension

    @property
    def max_tokens(self) -> int:
        """Return how many tokens the model sees of a text."""
        return self.model.max_tokens

    def start(self) -> "Future[SentenceEmbedder]":
        """Begin to load the model in the encoder thread, and return its promise; a failed load is tried again."""
        with self._lock:
            if self._closed:
                raise ModelError(_CLOSED)
            failed = self._loaded is not None and self._loaded.done() and self._loaded.exception() is not None
            if self._loaded is None or failed:
                self._loaded = Future()
                self._thread = threading.Thread(target=self._run, args=(self._loaded,), name="encoder", daemon=True)
                self._thread.start()
            return self._loaded

    @property
    def neighbours(self) -> Neighbours:
        """Return the words of like meaning that the model knows."""
        return self.model.neighbours

    def count_tokens(self, text: str) -> int:
        """Return how many tokens the model makes of `text`, its own marks and the passage prompt included."""
        return self.model.count_tokens(text)

    def embed_passages(self, texts: Sequence[str]) -> EmbeddedPassages:
        """Return the vectors and words of `texts`, in their order; runs in the calling thread."""
        return self.model.embed_passages(texts)

    def embed_question(self, text: str) -> Vector:
        """Return (dimension,) float32 of unit length; the same text is embedded once."""
        return self.submit(text).result().vector

    def submit(self, text: str) -> "Future[EmbeddedQuestion]":
        """Return the promise of `text` embedded, so that the caller can do other work meanwhile."""
        promise: Future[EmbeddedQuestion] = Future()
        with self._lock:
            known = self._known.get(text)
            if known is not None:
                self._known.move_to_end(text)
                promise.set_result(known)
            else:
                self.start()
                self._waiting.put((text, promise))
                self._changed.notify_all()
        return promise

    @contextmanager
    def asking(self) -> Iterator[None]:
        """Count one who is being answered, and may have a text to embed before he is."""
        with self._lock:
            self._asking += 1
        try:
            yield
        finally:
            with self._lock:
                self._asking -= 1
                self._changed.notify_all()

    def close(self) -> None:
        """End the encoder thread; questions still waiting are refused."""
        with self._lock:
            self._closed = True
            self._waiting.put(None)
            self._changed.notify_all()
            thread = self._thread
        if thread is not None:
            thread.join()

    def _run(self, loaded: "Future[SentenceEmbedder]") -> None:
        try:
            model = self._load()
        except Exception as error:  # whatever it is, those who wait must hear of it
            known = isinstance(error, ModelError)
            told = error if known else ModelError(f"The embedding model cannot be loaded ({type(error).__name__}).")
            with self._lock:
                self._refuse(told)
                loaded.set_exception(told)
            return
        loaded.set_result(model)
        while (first := self._waiting.get()) is not None:
            with self._lock:
                self._changed.wait_for(self._may_begin, _GATHER_SECONDS)
            self._answer(model, self._with_others(first))
        self._refuse(ModelError(_CLOSED))

    def _may_begin(self) -> bool:
        """Tell whether to wait for more questions, beside the first, would take time from it."""
        return self._closed or 1 + self._waiting.qsize() >= self._asking or not self._crowded()

    def _with_others(self, first: _Waiting) -> list[_Waiting]:
        """Return a question with all others that wait by now."""
        batch = [first]
        while len(batch) < _QUESTIONS_AT_ONCE and not self._waiting.empty():
            item = self._waiting.get()
            if item is None:
                self._waiting.put(None)  # the end comes after them
                break
            batch.append(item)
        return batch

    def _answer(self, model: SentenceEmbedder, batch: list[_Waiting]) -> None:
        texts = list(dict.fromkeys(text for text, _ in batch))
        try:
            found = dict(zip(texts, model.embed_questions(texts), strict=True))
            if len(texts) > 1 and self._crowded():
                self._expect(np.stack([each.vector for each in found.values()]))
        except Exception as error:  # whatever it is, those who wait must hear of it, and the thread go on
            for _, promise in batch:
                promise.set_exception(error)
            return
        for text, promise in batch:
            promise.set_result(found[text])
        with self._lock:
            self._known.update(found)
            while len(self._known) > _REMEMBERED_QUESTIONS:
                self._known.popitem(last=False)

    def _refuse(self, error: Exception) -> None:
        while not self._waiting.empty():
            item = self._waiting.get()
            if item is not None:
                item[1].set_exception(error)
