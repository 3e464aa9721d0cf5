"""The fitted numbers, kept as data beside this module; `fit.py` and `fit_confidence.py` in `benchmarks` write them."""

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Weights:
    """Weights of passages, of passages read closely, of slices, and of the confidence, and the threshold."""

    ranking: tuple[float, ...]
    reading: tuple[float, ...]
    slices: tuple[float, ...]
    confidence: tuple[float, ...]
    threshold: float


@cache
def packaged_weights() -> Weights:
    """Return the weights that come with the package."""
    data = json.loads(files(__package__).joinpath("weights.json").read_text(encoding="utf-8"))
    return Weights(
        ranking=tuple(data["ranking"].values()),
        reading=tuple(data["reading"].values()),
        slices=tuple(data["slices"].values()),
        confidence=tuple(data["confidence"].values()),
        threshold=data["threshold"],
    )
