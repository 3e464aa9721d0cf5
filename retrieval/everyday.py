"""What people say every day for what letters say formally: who "backs out" of a treaty is said to withdraw from it.

The expressions are kept as data beside this module, one a line: how people say it, and after a tab what letters say.
"""

from collections import defaultdict
from collections.abc import Container, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import chain

from retrieval.analysis import stem_of, terms
from retrieval.patterns import regex
from retrieval.verbforms import other_forms

DATA = "everyday.tsv"
_WORD = regex(r"[^\W_]+(?:'[^\W_]+)*")
# What may stand inside an expression: "change his mind"; before these, also a few words: "kick the two envoys out".
_SMALL = frozenset(
    map(stem_of, "my your his her its our their the a an this that these all of them him it me us both".split())
)
_APART = frozenset(map(stem_of, "out off up down away back".split()))
_BETWEEN = 3

Formal = Mapping[str, tuple[str, ...]]
"""For stems of a text, those of what letters would say."""


@dataclass(frozen=True, slots=True)
class Expression:
    """What people say, `printed`: the stems of all its words, those that are searched for, and those of letters."""

    printed: str
    stems: tuple[str, ...]
    searched: tuple[str, ...]
    formal: tuple[str, ...]

    def said_in(self, common: Container[str]) -> bool:
        """Tell whether letters in which these stems are `common` say it themselves."""
        return len(self.searched) == len(self.stems) and all(stem in common for stem in self.searched)

    def names(self, word: str) -> bool:
        """Tell whether `word` is a form of this one, and not what it comes from: a report is no "reporter"."""
        return word.startswith(self.printed.rstrip("ey"))


def formally(text: str, common: Container[str]) -> Formal:
    """Return the formal words for the everyday expressions in `text`; the longest of those that begin at a word.

    Words that are among the stems `common` in the letters stand for themselves, if no small word makes another sense
    of them: letters do say "war crimes", and "back out" by nothing in it.
    """
    words = _WORD.findall(text.lower().replace("’", "'"))
    said = [stem_of(word) for word in words]
    found: dict[str, dict[str, None]] = defaultdict(dict)
    expressions = _expressions()
    for place, first in enumerate(said):
        standing = [each for each in expressions.get(first, ()) if _stands(each.stems, said, place)]
        longest = max([len(each.stems) for each in standing], default=0)
        for each in standing:
            if len(each.stems) == longest and not each.said_in(common) and (longest > 1 or each.names(words[place])):
                for stem in each.searched:
                    found[stem] |= dict.fromkeys(each.formal)
    return {stem: tuple(formal) for stem, formal in found.items()}


def _stands(stems: tuple[str, ...], said: list[str], at: int) -> bool:
    """Tell whether `stems` stand in `said` from `at` on, in order, with nothing between that does not belong there."""
    for stem in stems[1:]:
        following = said[at + 1 : at + 2 + _BETWEEN]
        if stem not in following:
            return False
        between = following.index(stem)
        if stem not in _APART and not _SMALL.issuperset(following[:between]):
            return False
        at += 1 + between
    return True


@cache
def _expressions() -> dict[str, list[Expression]]:
    """Return the expressions by the stem of their first word."""
    held: dict[str, list[Expression]] = defaultdict(list)
    for line in files("retrieval").joinpath(DATA).read_text(encoding="utf-8").splitlines():
        everyday, formal = line.split("\t")
        stems = tuple(map(stem_of, _WORD.findall(everyday)))
        searched = terms(everyday.replace("-", " "))
        said = terms(formal.replace("|", " "))
        forms = chain.from_iterable((stem, *other_forms(stem)) for stem in said)  # "withdrew" as well
        held[stems[0]].append(Expression(everyday, stems, searched, tuple(dict.fromkeys(forms))))
    return dict(held)
