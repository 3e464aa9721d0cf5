"""What the retrieval package needs to know, as plain values; where they come from is the caller's business."""

from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field


class RetrievalSettings(BaseModel):
    """Where the index lives, which models serve it, and when an answer is good enough to show."""

    model_config = ConfigDict(frozen=True, hide_input_in_errors=True)

    index_dir: Path = Path("data/index")
    embedding_model: str = "packaged"
    reranker_model: str | None = None
    answer_threshold: float | None = Field(default=None, ge=0.0, le=1.0)
