"""What the retrieval package needs to know, as plain values; where they come from is the caller's business."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class RetrievalSettings:
    """Where the index lives, which models serve it, and when an answer is good enough to show.

    `answer_threshold` is a probability; `None` stands for the fitted one. Whoever serves may have a second process
    answer beside it: `processes` is 1 or 2, and `None` stands for 2 where there are two cores and the packaged model is
    the only one, as each process has models of its own.
    """

    index_dir: Path = Path("data/index")
    embedding_model: str = "packaged"
    reranker_model: str | None = None
    answer_threshold: float | None = None
    processes: int | None = None
