"""What people say every day for what letters say formally: who "backs out" of a treaty is said to withdraw from it.

The expressions are kept as data beside this module, one a line: how people say it, and after a tab what letters say.
"""

from collections import defaultdict
from collections.abc import Container, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import chain

from retrieval.language.analysis import stem_of, terms
from retrieval.language.verbforms import base_form, other_forms
from retrieval.patterns import regex

DATA = "everyday.tsv"
_WORD = regex(r"[^\W_]+(?:'[^\W_]+)*")
# What may stand inside an expression: "change his mind"; before these, also a few words: "kick the two envoys out".
_SMALL = frozenset(
    map(stem_of, "my your his her its our their the a an this that these all of them him it me us both".split())
)
_APART = frozenset(map(stem_of, "out off up down away back".split()))
_BETWEEN = 3
_HELPING = frozenset(("get", "got"))  # before a verb, to which what follows belongs: "who got knocked out"

Formal = Mapping[str, tuple[str, ...]]
"""For stems of a text, those of what letters would say."""


@dataclass(frozen=True, slots=True)
class Expression:
    """What people say, `printed`: the stems of all its words, those that are searched for, and those of letters.

    `said` are the words of letters as they are. A verb is held by the stem of its base form, so that "break word" also
    stands for "broke its word".
    """

    printed: str
    stems: tuple[str, ...]
    searched: tuple[str, ...]
    formal: tuple[str, ...]
    said: tuple[str, ...]

    def said_in(self, common: Container[str], typed: Mapping[str, str]) -> bool:
        """Tell whether letters in which these stems are `common` say it themselves, in the forms that are `typed`."""
        return len(self.searched) == len(self.stems) and all(typed.get(stem) in common for stem in self.searched)

    def names(self, word: str) -> bool:
        """Tell whether `word` is a form of this one, and not what it comes from: a report is no "reporter"."""
        stem, own = stem_of(word), stem_of(self.printed)
        return word.startswith(self.printed.rstrip("ey")) if stem == own else base_form(stem) == own


def formally(text: str, common: Container[str]) -> Formal:
    """Return the formal words for the everyday expressions in `text`; the longest of those that begin at a word.

    Words that are among the stems `common` in the letters stand for themselves, if no small word makes another sense
    of them: letters do say "war crimes", and "back out" by nothing in it.
    """
    words = _WORD.findall(text.lower().replace("’", "'"))
    stems = [stem_of(word) for word in words]
    said = [base_form(stem) for stem in stems]
    typed = dict(zip(said, stems, strict=True))
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for place, first in enumerate(said):
        standing = [each for each in _expressions(first) if _stands(each.stems, said, place)]
        longest = max([len(each.stems) for each in standing], default=0)
        for each in standing:
            if len(each.stems) < longest or each.said_in(common, typed):
                continue
            if longest > 1 or each.names(words[place]):
                for stem in each.searched:
                    found[typed.get(stem, stem)] |= dict.fromkeys(each.formal)
    return {stem: tuple(formal) for stem, formal in found.items()}


def wholly(text: str) -> tuple[str, ...]:
    """Return what letters say for a `text` that is one everyday expression and nothing else: for "cops", the police.

    A word of the `text` itself says less than it: "rights" is not what a "rights group" is called.
    """
    words = _WORD.findall(text.lower().replace("’", "'"))
    said = tuple(base_form(stem_of(word)) for word in words)
    alike = (each for each in _expressions(said[0]) if each.stems == said) if said else ()
    named = (each for each in alike if len(words) > 1 or each.names(words[0]))
    return tuple(dict.fromkeys(word for each in named for word in each.said if word not in words))


def _stands(stems: tuple[str, ...], said: list[str], at: int) -> bool:
    """Tell whether `stems` stand in `said` from `at` on, in order, with nothing between that does not belong there."""
    for stem in stems[1:]:
        following = said[at + 1 : at + 2 + _BETWEEN]
        if stem not in following:
            return False
        between = following.index(stem)
        apart = stem in _APART and said[at] not in _HELPING
        if not apart and not _SMALL.issuperset(following[:between]):
            return False
        at += 1 + between
    return True


def _expressions(first: str) -> tuple[Expression, ...]:
    """Return the expressions whose first word has the stem `first`."""
    return _read(first) if first in _lines() else ()  # words that begin none are not kept


@cache
def _read(first: str) -> tuple[Expression, ...]:
    return tuple(_expression(*line.split("\t")) for line in _lines()[first])


def _expression(everyday: str, formal: str) -> Expression:
    said = terms(formal.replace("|", " "))
    forms = chain.from_iterable((stem, *other_forms(stem)) for stem in said)  # "withdrew" as well
    return Expression(
        printed=everyday,
        stems=tuple(base_form(stem_of(word)) for word in _WORD.findall(everyday)),
        searched=tuple(map(base_form, terms(everyday.replace("-", " ")))),
        formal=tuple(dict.fromkeys(forms)),
        said=tuple(formal.split("|")),
    )


@cache
def _lines() -> dict[str, list[str]]:
    """Return the lines of the data by the stem of their first word; what they say is read when it is asked for."""
    held: dict[str, list[str]] = defaultdict(list)
    for line in files(__package__).joinpath(DATA).read_text(encoding="utf-8").splitlines():
        first = _WORD.findall(line.partition("\t")[0])[0]
        held[base_form(stem_of(first))].append(line)
    return dict(held)
