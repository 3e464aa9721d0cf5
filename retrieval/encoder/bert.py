"""A BERT sentence encoder as plain torch calls: the same numbers as sentence-transformers, in a third of its start-up.

It takes a folder that sentence-transformers would read, where that is a BERT model with mean pooling and normalisation
(the packaged model is one). Importing transformers costs seconds and 200 MB that such a model does not need, and here
a whole forward pass is one call into torch, during which other threads compute.
"""

import copy
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

from retrieval.encoder.adapter import Changes

_MODULES = ["Transformer", "Pooling", "Normalize"]
_WEIGHTS = "model.safetensors"
_MATRICES = ("in", "out", "wide", "narrow")
_FILES = ("modules.json", "config.json", "tokenizer.json", _WEIGHTS)


def takes(folder: Path) -> bool:
    """Tell whether `folder` holds a model that `BertEncoder` computes as sentence-transformers does."""
    if not all((folder / name).is_file() for name in _FILES):
        return False
    modules, config = setting(folder, "modules.json"), setting(folder, "config.json")
    if [module["type"].rpartition(".")[2] for module in modules] != _MODULES:
        return False
    pooling = setting(folder, f"{modules[1]['path']}/config.json")
    modes = {name for name, chosen in pooling.items() if name.startswith("pooling_mode_") and chosen is True}
    return (
        modes == {"pooling_mode_mean_tokens"}
        and config.get("model_type") == "bert"
        and config.get("hidden_act") == "gelu"
        and config.get("position_embedding_type", "absolute") == "absolute"
        and isinstance(setting(folder, "sentence_bert_config.json").get("max_seq_length"), int)
    )


def setting(folder: Path, name: str) -> Any:
    """Return what a file of the model says; nothing where there is none. Raises OSError, ValueError."""
    path = folder / name
    return json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}


class BertEncoder(nn.Module):
    """Token numbers → vectors of unit length. Source: Devlin and others, BERT, 2019; Reimers and Gurevych, 2019."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        config, weights = setting(folder, "config.json"), load_file(folder / _WEIGHTS)
        self.eps: float = config["layer_norm_eps"]
        self.words = _fixed(weights["embeddings.word_embeddings.weight"])
        of_first_kind = weights["embeddings.token_type_embeddings.weight"][0]
        self.places = _fixed(weights["embeddings.position_embeddings.weight"] + of_first_kind)
        self.norm_weight = _fixed(weights["embeddings.LayerNorm.weight"])
        self.norm_bias = _fixed(weights["embeddings.LayerNorm.bias"])
        self.layers = nn.ModuleList(
            _Layer({name[len(prefix) :]: weight for name, weight in weights.items() if name.startswith(prefix)}, config)
            for prefix in (f"encoder.layer.{number}." for number in range(config["num_hidden_layers"]))
        )
        self.eval()

    def forward(self, tokens: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
        """Return the vectors of texts, (n, dim), and those of their tokens, (n, length, dim).

        `mask` marks those of `tokens`, (n, length), that are no padding with 1.
        """
        embedded = functional.embedding(tokens, self.words) + self.places[: tokens.shape[1]]
        hidden = functional.layer_norm(embedded, self.norm_weight.shape, self.norm_weight, self.norm_bias, self.eps)
        padding = torch.zeros(mask.shape, dtype=hidden.dtype).masked_fill(mask == 0, float("-inf"))
        for layer in self.layers:
            hidden = layer(hidden, padding[:, None, None, :])
        kept = mask.unsqueeze(-1).to(hidden.dtype)
        return functional.normalize((hidden * kept).sum(1) / kept.sum(1).clamp(min=1e-9)), hidden

    def changed(self, changes: Changes) -> "BertEncoder":
        """Return the encoder with `changes` added to its weights; those without any are shared by both."""
        other = self._shared()
        for name, (up, down) in changes.items():
            module, _, last = name.rpartition(".")
            weight = self.get_parameter(name) + torch.from_numpy(up @ down)
            setattr(other.get_submodule(module), last, _fixed(weight))
        return other

    def packed(self) -> "BertEncoder":
        """Return the encoder that gives without autocast what this one gives with it, bit for bit.

        Its matrices are rounded to half precision, and laid out as oneDNN multiplies by them, once and not for each
        question: that would take a quarter of the time that one takes.
        """
        other = self._shared()
        for layer in other.layers:
            for part in _MATRICES:
                weight, bias = getattr(layer, f"{part}_weight"), getattr(layer, f"{part}_bias")
                laid_out = torch.ops.mkldnn._reorder_linear_weight(weight.to(torch.bfloat16), None)
                setattr(layer, f"{part}_weight", _fixed(laid_out))
                setattr(layer, f"{part}_bias", _fixed(bias.to(torch.bfloat16)))
        return other

    def _shared(self) -> "BertEncoder":
        """Return another encoder with the same weights, which both share."""
        return copy.deepcopy(self, {id(weight): weight for weight in self.parameters()})


class _Layer(nn.Module):
    """Attention, then a hidden layer, each added to what comes in and normalised."""

    def __init__(self, weights: Mapping[str, Tensor], config: Mapping[str, Any]) -> None:
        super().__init__()
        self.heads: int = config["num_attention_heads"]
        self.eps: float = config["layer_norm_eps"]
        parts = ("query", "key", "value")
        self.in_weight = _fixed(torch.cat([weights[f"attention.self.{part}.weight"] for part in parts]))
        self.in_bias = _fixed(torch.cat([weights[f"attention.self.{part}.bias"] for part in parts]))
        self.out_weight = _fixed(weights["attention.output.dense.weight"])
        self.out_bias = _fixed(weights["attention.output.dense.bias"])
        self.norm_weight = _fixed(weights["attention.output.LayerNorm.weight"])
        self.norm_bias = _fixed(weights["attention.output.LayerNorm.bias"])
        self.wide_weight = _fixed(weights["intermediate.dense.weight"])
        self.wide_bias = _fixed(weights["intermediate.dense.bias"])
        self.narrow_weight = _fixed(weights["output.dense.weight"])
        self.narrow_bias = _fixed(weights["output.dense.bias"])
        self.last_weight = _fixed(weights["output.LayerNorm.weight"])
        self.last_bias = _fixed(weights["output.LayerNorm.bias"])

    def forward(self, hidden: Tensor, padding: Tensor) -> Tensor:
        """Return what the next layer takes, (n, length, dim)."""
        n, length, dim = hidden.shape
        parts = _linear(hidden, self.in_weight, self.in_bias).view(n, length, 3, self.heads, dim // self.heads)
        query, key, value = parts.permute(2, 0, 3, 1, 4).unbind(0)
        seen = functional.scaled_dot_product_attention(query, key, value, attn_mask=padding.to(query.dtype))
        together = seen.transpose(1, 2).reshape(n, length, dim)
        hidden = hidden + _linear(together, self.out_weight, self.out_bias)
        hidden = functional.layer_norm(hidden, self.norm_weight.shape, self.norm_weight, self.norm_bias, self.eps)
        wide = functional.gelu(_linear(hidden, self.wide_weight, self.wide_bias))
        hidden = hidden + _linear(wide, self.narrow_weight, self.narrow_bias)
        return functional.layer_norm(hidden, self.last_weight.shape, self.last_weight, self.last_bias, self.eps)


def _plain_linear(hidden: Tensor, weight: Tensor, bias: Tensor) -> Tensor:
    return functional.linear(hidden, weight, bias)


def _either_linear(hidden: Tensor, weight: Tensor, bias: Tensor) -> Tensor:
    """Return `hidden` times a matrix, and `bias` added; where the matrix is packed, in half precision."""
    if weight.is_mkldnn:
        product: Tensor = torch.ops.mkldnn._linear_pointwise(hidden.to(bias.dtype), weight, bias, "none", [], "")
        return product
    return functional.linear(hidden, weight, bias)


PACKS: bool = all(hasattr(torch.ops.mkldnn, name) for name in ("_linear_pointwise", "_reorder_linear_weight"))
"""Tells whether torch has what `BertEncoder.packed` asks of oneDNN, which no torch promises to have."""
_linear = _either_linear if PACKS else _plain_linear


def _fixed(weight: Tensor) -> nn.Parameter:
    return nn.Parameter(weight, requires_grad=False)
