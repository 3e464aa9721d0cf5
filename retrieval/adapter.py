"""The vector of a question, turned towards the passages that answer it.

A sentence model puts a question nearest to what sounds like it. What answers questions of staff was learned from
question sets by `benchmarks/fit.py`: a change of low rank, kept as data beside this module, for the packaged model.
"""

from dataclasses import dataclass
from functools import cache
from importlib.resources import as_file, files

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float32]
DATA = "question_adapter.npz"


@dataclass(frozen=True, slots=True)
class Adapter:
    """A change of low rank: `down` is (dim, rank), `up` (rank, dim); `model` is the identity that it was learned on.

    Source: Hu and others, LoRA: Low-Rank Adaptation of Large Language Models (2021), here on the question's vector.
    """

    model: str
    down: Numbers
    up: Numbers

    def turn(self, vector: Numbers, model: str) -> Numbers:
        """Return `vector` turned, of unit length; as it is where another model made it."""
        if model != self.model:
            return vector
        turned = vector + (vector @ self.down) @ self.up
        unit: Numbers = (turned / np.linalg.norm(turned)).astype(np.float32)
        return unit


@cache
def packaged_adapter() -> Adapter:
    """Return the adapter that comes with the package."""
    with as_file(files("retrieval").joinpath(DATA)) as path, np.load(path, allow_pickle=False) as data:
        return Adapter(str(data["model"]), data["down"].astype(np.float32), data["up"].astype(np.float32))
