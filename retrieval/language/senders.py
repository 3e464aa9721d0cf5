"""The senders of the letters at hand, where a question names them: by name, by what it begins with, by their people.

States are known by all their names (`states`); of other senders only what their names themselves tell.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Protocol, TypeVar

from retrieval.language.states import find_states
from retrieval.patterns import regex
from retrieval.types import Span

_WORD = regex(r"[^\W\d_]+")
_GAP = regex(r"[ \-‐‑–.,&’']{1,3}")
# What a name may end with besides what tells it from others: people say "the Ondrey" of the Ondrey Islands.
_GENERIC = frozenset("islands island republic kingdom federation union states state emirates".split())
# Takes "Kesparians" of Kesparia, "Orvellish" of Orvelland, "Merovandian" of Merovand; leaves "Kesparov" alone.
_PEOPLE = frozenset("n ns an ans ian ians ese ish i is ic er ers ite ites".split())
_ENDINGS = (regex(r"[aeiouy]+$"), regex(r"land$"), regex(r"and$"))
_SHORTEST = 5  # letters of a stem that no other word begins with by chance
_BEGINNING = 4  # letters by which senders are looked up


@dataclass(frozen=True, slots=True)
class NamedSender:
    """A sender where a text names it; `name` is the one it was looked for by."""

    span: Span
    name: str


@lru_cache(maxsize=16)  # a question is looked through for several ends
def find_senders(text: str, names: tuple[str, ...]) -> tuple[NamedSender, ...]:
    """Return which of the senders `names` the `text` names, in order; of two readings the longer one counts.

    Takes "the kesparian minister", "Ondrey islanders", "merovands note" without its apostrophe.
    """
    known, spoken = _spoken(names)
    words = list(_WORD.finditer(text))
    tokens = [_folded(word[0]) for word in words]
    states = ((each.span, known.get(_folded(each.name or ""))) for each in find_states(text))
    found = [NamedSender(span, name) for span, name in states if name is not None]
    place = 0
    while place < len(words):
        length, name = _longest(text, words, tokens, place, spoken)
        if name is not None:
            found.append(NamedSender(Span(words[place].start(), words[place + length - 1].end()), name))
        place += length
    return tuple(apart(found))


class Spanned(Protocol):
    """What stands somewhere in a text."""

    @property
    def span(self) -> Span:
        """Return where."""


T = TypeVar("T", bound=Spanned)


def apart(found: Iterable[T]) -> Iterator[T]:
    """Yield what was found, in order, without what begins inside another; of two that begin together the longer."""
    end = -1
    for each in sorted(found, key=lambda each: (each.span.start, -each.span.end)):
        if each.span.start >= end:
            yield each
            end = each.span.end


@dataclass(frozen=True, slots=True)
class _Spoken:
    """One way to say a sender: words that stand as they are, then `last`, or the people of what begins with `stems`."""

    before: tuple[str, ...]
    last: str
    stems: tuple[str, ...]
    name: str

    @property
    def length(self) -> int:
        """Return of how many words it is."""
        return len(self.before) + 1

    def fits(self, said: Sequence[str]) -> bool:
        """Tell whether the words `said` begin with this."""
        if len(said) < self.length or tuple(said[: len(self.before)]) != self.before:
            return False
        word = said[len(self.before)]
        return word in (self.last, f"{self.last}s") or any(
            word.startswith(stem) and word[len(stem) :] in _PEOPLE for stem in self.stems
        )


Ways = Mapping[str, Sequence[_Spoken]]


@lru_cache(maxsize=4)  # an index has one list of senders until it changes
def _spoken(names: tuple[str, ...]) -> tuple[Mapping[str, str], Ways]:
    """Return the senders by their folded names, and how each may be said by the beginning of that."""
    ways: dict[str, list[_Spoken]] = {}
    split = {name: tokens for name in names if (tokens := _tokens(name))}
    firsts = Counter(tokens[0] for tokens in split.values())
    for name, (*before, last) in split.items():
        people = (last.removesuffix("s"),) if last in _GENERIC else () if before else _stems(last)
        said = [_Spoken(tuple(before), last, people, name)]
        if len(before) == 1 and last in _GENERIC and firsts[before[0]] == 1:  # nobody else begins so
            said.append(_Spoken((), before[0], _stems(before[0]), name))
        for way in said:
            ways.setdefault((*way.before, way.last)[0][:_BEGINNING], []).append(way)
    return {_folded(name): name for name in names}, ways


def _stems(head: str) -> tuple[str, ...]:
    """Return what the people of a land by its name `head` may be called after."""
    stems = dict.fromkeys([head, *(ending.sub("", head) for ending in _ENDINGS)])
    return tuple(stem for stem in stems if len(stem) >= _SHORTEST)


def _longest(
    text: str, words: Sequence[re.Match[str]], tokens: Sequence[str], place: int, spoken: Ways
) -> tuple[int, str | None]:
    """Return how many words at `place` name a sender, and which; one word where they name none, or could be two."""
    ways = [way for way in spoken.get(tokens[place][:_BEGINNING], ()) if way.fits(tokens[place:])]
    ways = [way for way in ways if _joined(text, words[place : place + way.length])]
    length = max((way.length for way in ways), default=1)
    meant = {way.name for way in ways if way.length == length}
    return length, meant.pop() if len(meant) == 1 else None


def _joined(text: str, words: Sequence[re.Match[str]]) -> bool:
    gaps = pairwise(words)
    return all(_GAP.fullmatch(text, left.end(), right.start()) for left, right in gaps)


def _tokens(name: str) -> tuple[str, ...]:
    words = tuple(_folded(word) for word in _WORD.findall(name))
    return words[1:] if words[:1] == ("the",) and len(words) > 1 else words


@lru_cache(maxsize=4096)
def _folded(word: str) -> str:
    """Return a name without case, accents and article."""
    plain = unicodedata.normalize("NFKD", word.casefold())
    return "".join(each for each in plain if not unicodedata.combining(each)).removeprefix("the ")
