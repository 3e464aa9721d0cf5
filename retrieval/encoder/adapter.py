"""The model as it reads questions: its weights with a small change, learned on questions and on what answers them.

A sentence model puts a question nearest to what sounds like it, not to what answers it. Passages are read by the model
as it is, so a new change leaves the index as it stands. `benchmarks/fit.py` learns it; it is kept as data beside this
module, for the packaged model.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import as_file, files

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Changes = Mapping[str, tuple[Floats, Floats]]
"""For the name of a weight, (out, in), the two parts whose product is added to it: (out, rank) and (rank, in)."""
DATA = "question_adapter.npz"


@dataclass(frozen=True, slots=True)
class Adapter:
    """The `changes` of weights of the model whose identity is `model`.

    Source: Hu and others, LoRA: Low-Rank Adaptation of Large Language Models (2021).
    """

    model: str
    changes: Changes


@cache
def packaged_adapter() -> Adapter:
    """Return the adapter that comes with the package."""
    with as_file(files(__package__).joinpath(DATA)) as path, np.load(path, allow_pickle=False) as data:
        parts = {name: data[name].astype(np.float32) for name in data.files if name != "model"}
        names = {name.rpartition(".")[0] for name in parts}
        return Adapter(str(data["model"]), {name: (parts[f"{name}.up"], parts[f"{name}.down"]) for name in names})


def as_data(adapter: Adapter) -> dict[str, NDArray[np.generic]]:
    """Return what `packaged_adapter` reads, by name, in half precision."""
    parts = {
        f"{name}.{part}": numbers.astype(np.float16)
        for name, both in adapter.changes.items()
        for part, numbers in zip(("up", "down"), both, strict=True)
    }
    return {"model": np.array(adapter.model), **parts}
