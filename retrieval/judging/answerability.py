"""How often letters answer such questions, told by the question alone: reasons and views often, pay and prices seldom.

Of two questions on which the passages found tell as much, one that asks why somebody refused is oftener answered than
one that asks what he was paid. Which kinds those are is told by the question's words, and by a direction among the
vectors that the packaged model gives to questions. Both were learned by `benchmarks/fit_confidence.py` and are kept as
data beside this module.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import as_file, files

import numpy as np
from numpy.typing import NDArray

from retrieval.patterns import regex

Vector = NDArray[np.float32]
DATA = "answerability.npz"
_WORD = regex(r"[^\W_]+")
_LONGEST = (
    24  # words of a question, of a thousand that it was learned on all but one; what is longer is another kind of text
)


@dataclass(frozen=True, slots=True)
class Answerability:
    """What `words` tell, and a `direction`, (dim,), among the vectors of questions of the model of identity `model`.

    All are logarithms of odds; `offsets` are added to what the words tell, and to what the direction does.
    """

    words: Mapping[str, float]
    model: str
    direction: Vector
    offsets: tuple[float, float]

    def of(self, question: str, vector: Vector, model: str) -> float:
        """Return by how much the odds that letters answer `question` are better than usual, as a logarithm.

        `vector`, (dim,), is what `model` makes of it; that of another model than was learned with tells nothing, nor
        does a text longer than questions are.
        """
        words = words_of(question)
        if len(words) > _LONGEST:
            return 0.0
        told = [self.words[word] for word in words if word in self.words]
        by_words = sum(told) / math.sqrt(len(told)) + self.offsets[0] if told else 0.0
        return by_words + (float(self.direction @ vector) + self.offsets[1] if model == self.model else 0.0)


def words_of(question: str) -> list[str]:
    """Return the words of a question, in small letters, in their order."""
    return _WORD.findall(question.lower())


@cache
def packaged_answerability() -> Answerability:
    """Return what comes with the package."""
    with as_file(files(__package__).joinpath(DATA)) as path, np.load(path, allow_pickle=False) as data:
        words = data["words"].tobytes().decode().split("\n")
        told = dict(zip(words, data["told"].astype(float).tolist(), strict=True))
        by_words, by_vector = data["offsets"].tolist()
        return Answerability(told, str(data["model"]), data["direction"], (by_words, by_vector))


def as_data(learned: Answerability) -> dict[str, NDArray[np.generic]]:
    """Return what `packaged_answerability` reads, by name."""
    return {
        "words": np.frombuffer("\n".join(learned.words).encode(), np.uint8),
        "told": np.array(list(learned.words.values()), np.float16),
        "model": np.array(learned.model),
        "direction": learned.direction.astype(np.float32),
        "offsets": np.array(learned.offsets),
    }
