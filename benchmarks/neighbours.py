"""Write the words of like meaning that the packaged model knows (`retrieval/encoder/neighbours.npz`): seconds.

python -m benchmarks.neighbours
"""

from pathlib import Path
from typing import Any

import numpy as np

from retrieval.encoder import neighbours
from retrieval.encoder.embedding import load_embedder
from retrieval.encoder.models import PACKAGED, load_model


def main() -> None:
    table = neighbours.Neighbours(*load_model(PACKAGED).words())
    data: dict[str, Any] = dict(neighbours.as_data(load_embedder().identity, table))
    np.savez_compressed(Path(neighbours.__file__).with_name(neighbours.DATA), **data)
    print(f"{len(table.stems)} words, {len(data['others'])} pairs")


if __name__ == "__main__":
    main()
