"""The fitted weights, which are kept by name and used by place."""

import json
from importlib.resources import files

import pytest

from retrieval.judging import confidence
from retrieval.search import ranking, slices
from retrieval.search.weights import packaged_weights


@pytest.mark.parametrize(
    ("of", "features"),
    [
        ("ranking", ranking.FEATURES),
        ("reading", ranking.READ_FEATURES),
        ("slices", slices.FEATURES),
        ("confidence", confidence.FEATURES),
    ],
)
def test_each_weight_is_of_the_feature_at_its_place(of: str, features: tuple[str, ...]) -> None:
    kept = json.loads(files("retrieval.search").joinpath("weights.json").read_text(encoding="utf-8"))
    assert tuple(kept[of]) == features
    assert len(getattr(packaged_weights(), of)) == len(features)
