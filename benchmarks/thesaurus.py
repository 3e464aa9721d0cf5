"""Write the words that a dictionary puts together (`retrieval/encoder/thesaurus.npz`): two minutes on two cores.

    python -m benchmarks.thesaurus DICT

DICT is the folder `dict` of WordNet 3.0 or 3.1 (its file format: the manual page wndb(5WN)).
"""

import argparse
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np

from benchmarks.bare import bare_model
from retrieval.encoder import thesaurus
from retrieval.language.analysis import terms

# Pointers to words that mean nearly the same, and to narrower and wider ones, which stand for a word less well.
_SAME = frozenset(("&", "+", "\\"))
_KINDS = frozenset(("@", "~", "$", "*", ">", "^"))
_RARE_SENSE = 3  # of both words: "bank" as the side of a hill is no bank that anybody asks for
# From which cosine of the two words on they count as related, from which on fully, and how much that is.
_OF_SAME, _OF_KINDS = (0.2, 0.6, 0.7), (0.3, 0.7, 0.45)
_WEAKEST = 0.2
_FILES = {"noun": "n", "verb": "v", "adj": "a", "adv": "r"}
_KIND_OF_KEY = {"1": "n", "2": "v", "3": "a", "4": "r", "5": "a"}
_MARKED = re.compile(r"\(\w+\)$")  # where an adjective may stand: "galore(ip)"

Place = tuple[str, str]
"""A part of speech, and where in its file a set of synonyms stands."""


class Synset(NamedTuple):
    """The words of one sense, and its pointers: their kind, to which set, from which word to which; 0 for all."""

    words: Sequence[str]
    pointers: Sequence[tuple[str, Place, int, int]]


def synsets(folder: Path) -> dict[Place, Synset]:
    """Return all sets of synonyms in the data files of `folder`."""
    found: dict[Place, Synset] = {}
    for name, part in _FILES.items():
        for line in (folder / f"data.{name}").read_text(encoding="utf-8").splitlines():
            if not line.startswith("  "):  # its licence
                fields = line.partition("|")[0].split()
                found[part, fields[0]] = _synset(fields)
    return found


def _synset(fields: Sequence[str]) -> Synset:
    many = int(fields[3], 16)
    words = [_MARKED.sub("", word).lower() for word in fields[4 : 4 + 2 * many : 2]]
    at = 5 + 2 * many
    groups = [fields[start : start + 4] for start in range(at, at + 4 * int(fields[at - 1]), 4)]
    return Synset(words, [(kind, (part.replace("s", "a"), offset), int(ends[:2], 16), int(ends[2:], 16))
                          for kind, offset, part, ends in groups])  # fmt: skip


def ranks(folder: Path) -> dict[tuple[str, Place], int]:
    """Return for each word in each of its senses, the how manieth it is, the commonest being 1."""
    found: dict[tuple[str, Place], int] = {}
    for line in (folder / "index.sense").read_text(encoding="utf-8").splitlines():
        key, offset, rank, _ = line.split()
        word, _, rest = key.partition("%")
        found[word, (_KIND_OF_KEY[rest[0]], offset)] = int(rank)
    return found


def related(sets: Mapping[Place, Synset], rank: Mapping[tuple[str, Place], int]) -> dict[tuple[str, str], bool]:
    """Return the pairs of related words of one piece each, and whether they mean nearly the same."""
    found: dict[tuple[str, str], bool] = defaultdict(bool)
    for place, own in sets.items():
        for word, other, there, same in _pairs(place, own, sets):
            usual = rank.get((word, place), 9) <= _RARE_SENSE and rank.get((other, there), 9) <= _RARE_SENSE
            if usual and word != other and word.isalpha() and other.isalpha():
                found[word, other] |= same
    return found


def _pairs(place: Place, own: Synset, sets: Mapping[Place, Synset]) -> Iterator[tuple[str, str, Place, bool]]:
    yield from ((word, other, place, True) for word in own.words for other in own.words)
    for kind, there, first, second in own.pointers:
        if kind in _SAME | _KINDS:
            words = own.words[first - 1 : first] if first else own.words
            # what is derived from a word is related to its synonyms as well
            others = sets[there].words[second - 1 : second] if second and kind != "+" else sets[there].words
            yield from ((word, other, there, kind in _SAME) for word in words for other in others)


def near(pairs: Mapping[tuple[str, str], bool]) -> dict[str, dict[str, float]]:
    """Return for each stem those of related words, as strongly as the packaged model finds them like each other."""
    words = sorted({word for pair in pairs for word in pair})
    stems = {word: found[0] for word in words if len(found := terms(word)) == 1}
    vectors = bare_model().encode(words, batch_size=512, show_progress_bar=False, normalize_embeddings=True)
    places = {word: place for place, word in enumerate(words)}
    like: dict[str, dict[str, float]] = defaultdict(dict)
    for (word, other), same in pairs.items():
        one, two = stems.get(word), stems.get(other)
        if one is None or two is None or one == two:
            continue
        cosine = float(vectors[places[word]] @ vectors[places[other]])
        strength = max(_strength(cosine, *_OF_SAME) if same else 0.0, _strength(cosine, *_OF_KINDS))
        if strength >= _WEAKEST:
            like[one][two] = max(like[one].get(two, 0.0), strength)
    return like


def _strength(cosine: float, least: float, full: float, most: float) -> float:
    return float(np.clip((cosine - least) / (full - least), 0.0, 1.0)) * most


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("dict", type=Path)
    folder: Path = arguments.parse_args().dict
    data = thesaurus.as_data(near(related(synsets(folder), ranks(folder))))
    np.savez_compressed(Path(thesaurus.__file__).with_name(thesaurus.DATA), allow_pickle=False, **data)
    print(f"{len(data['counts'])} words, {len(data['others'])} pairs")


if __name__ == "__main__":
    main()
