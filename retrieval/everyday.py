"""What people say every day for what letters say formally: who "backs out" of a treaty is said to withdraw from it.

The expressions are kept as data beside this module, one a line: how people say it, and after a tab what letters say.
"""

import re
from collections import defaultdict
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from retrieval.analysis import stem_of, terms

DATA = "everyday.tsv"
_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
_BETWEEN = 3  # words may stand inside an expression: "kick all of them out"

Formal = Mapping[str, tuple[str, ...]]
"""For stems of a text, those of what letters would say."""
Expression = tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]
"""The stems of all words of an expression, those of them that are searched for, and those of what letters say."""


def formally(text: str) -> Formal:
    """Return the formal words for the everyday expressions in `text`."""
    said = [stem_of(word) for word in _WORD.findall(text.lower().replace("’", "'"))]
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for place, first in enumerate(said):
        for stems, searched, formal in _expressions().get(first, ()):
            if _stands(stems, said[place:]):
                for stem in searched:
                    found[stem] |= dict.fromkeys(formal)
    return {stem: tuple(formal) for stem, formal in found.items()}


def _stands(stems: tuple[str, ...], said: list[str]) -> bool:
    """Tell whether `said` begins with `stems`, in order, with at most a few other words between two of them."""
    at = 0
    for stem in stems[1:]:
        following = said[at + 1 : at + 2 + _BETWEEN]
        if stem not in following:
            return False
        at += 1 + following.index(stem)
    return True


@cache
def _expressions() -> dict[str, list[Expression]]:
    """Return the expressions by the stem of their first word."""
    held: dict[str, list[Expression]] = defaultdict(list)
    for line in files("retrieval").joinpath(DATA).read_text(encoding="utf-8").splitlines():
        everyday, formal = line.split("\t")
        stems = tuple(map(stem_of, _WORD.findall(everyday)))
        held[stems[0]].append((stems, terms(everyday.replace("-", " ")), terms(formal.replace("|", " "))))
    return dict(held)
