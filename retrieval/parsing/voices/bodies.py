"""Who is called by one word, "the Committee", "the Minister", "Mr. Renn", where the letter has named one such before.

The full name is given where only one body, one holder of such an office or one bearer of such a surname has been named
so far; in doubt the one word stays.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from retrieval.language.names import same_speaker
from retrieval.language.states import find_states
from retrieval.parsing.model import Draft
from retrieval.parsing.names import PERSON, PROPER, is_person, same_voice, without_article, without_opening
from retrieval.parsing.speakers.callings import ADDRESS
from retrieval.patterns import regex
from retrieval.types import UNNAMED, BlockKind

_BODIES = frozenset(
    (
        "Committee", "Commission", "Council", "Board", "Panel", "Tribunal", "Conference", "Authority", "Agency",
        "Bureau", "Mission", "Bench", "Court", "Office", "Institute", "Observatory", "Navy", "Chamber", "Inspectorate",
        "Academy", "Association", "Federation", "Sub-Committee", "Assembly",
    )
)  # fmt: skip
_OFFICES = frozenset(
    (
        "Minister", "President", "Ambassador", "Mayor", "Governor", "Chair", "Chairman", "Chairperson", "Director",
        "Commissioner", "Rapporteur", "Envoy", "Commander", "Spokesperson", "Spokesman", "Spokeswoman", "Prosecutor",
        "Consul", "Coroner", "Ombudsman", "Chancellor", "Captain", "Admiral", "Colonel", "Professor",
    )
)  # fmt: skip
_NAME = regex(rf"(?<!\w){PROPER}")
# where a further name begins inside a longer one: "Permanent Bench of the River Commission", "Kesparia and the Council"
_PIECE = regex(r"\s(?:(?:of|for|on|in|to|at|against|and)\s(?:the\s)?|the\s)")
_AND = regex(r"\sand\s(?:the\s)?")
_THE = regex(r"(?<!\bof)(?<!\bfor)(?<!\bon)(?<!\bin)(?<!\bto)(?<!\bat)(?<!\bagainst)(?<!\band)\sthe\s.*")
_APPOSED = regex(rf",\s(?:{ADDRESS}\.\s)?({PERSON})(?=[,.;:)]|\s[–—]|$)")
_BEFORE = regex(rf"(?<![\w.])({PERSON}),\s(?:the\s)?(?:then\s|former\s)?$")
# "Ms. Marguerite Olan", "the expert of both, Marguerite Olan,"
_FULL_NAME = regex(rf"(?:\b{ADDRESS}\.?\s|[\w’'],\s(?!{ADDRESS}\b))({PERSON})(?![\w’'])")
_POLITE = regex(rf"^(?:{ADDRESS}|Madam|Messrs|M)\.?\s")
_LESSER = regex(r"\b(?:Deputy|Vice|Assistant|Under)\b")  # he may be called so, and the one above him, too
_SAME = "same "  # spokesman
_LONGEST = 200  # characters of a name
_MOST = 3  # words of a name behind an office: "Minister Aldous Renn"


@dataclass(frozen=True, slots=True)
class _Holder:
    """A body, or an office and who holds it, as far as they were named together."""

    name: str
    person: str | None = None

    def is_also(self, other: "_Holder") -> bool:
        """Tell whether two names are of the same: one may be told in more words."""
        if self.person and other.person:
            return same_speaker(self.person, other.person)
        short, long = sorted((self.name, other.name), key=len)
        return short == long or (" " in short and long.startswith(short))


@dataclass(slots=True)
class _Named:
    """Who has been named so far, by the one word by which he or it may be called next."""

    holders: dict[str, list[_Holder]] = field(default_factory=dict)
    persons: dict[str, set[str]] = field(default_factory=dict)
    quoted: list[tuple[str, str]] = field(default_factory=list)
    """Who has been quoted so far, and as what: ("Oskar Lind", "spokesman of the Board")."""

    def read(self, text: str, *, offices: bool) -> None:
        """Take in the names of a stretch of text; those of `offices` are left out of a letter's head."""
        for found in _NAME.finditer(text):
            for short, holder in _holders(text, found):
                if offices or short in _BODIES:
                    self._add(short, holder)

        for found in _FULL_NAME.finditer(text) if offices else ():
            self._meet(found[1])

    def _meet(self, name: str) -> None:
        if is_person(name) and not (_POLITE.match(name) or find_states(name)):
            known = self.persons.setdefault(name.rsplit(maxsplit=1)[-1], set())
            if not any(same_speaker(name, each) for each in known):  # "Colonel Tam Rusk" is Tam Rusk
                known.add(name)

    def _add(self, short: str, holder: _Holder) -> None:
        if holder.person is not None:
            self._meet(holder.person)
        known = self.holders.setdefault(short, [])
        if len(known) > 1:  # any of them may be meant, whoever is named next
            return
        same = next((at for at, each in enumerate(known) if each.is_also(holder)), None)
        if same is None:
            known.append(holder)
        elif known[same].person is None and holder.person is not None:
            known[same] = replace(known[same], person=holder.person)

    def full(self, short: str) -> _Holder | None:
        """Return who alone may be meant by one word; `None` where several may be, or nobody."""
        known = self.holders.get(short, [])
        if short in _BODIES or short in _OFFICES:
            return known[0] if len(known) == 1 and not _LESSER.search(known[0].name) else None
        if short.startswith(_SAME):  # the last one of those who have been quoted
            calling = regex(rf"\b{re.escape(short.removeprefix(_SAME))}\b")
            same = (name for name, role in reversed(self.quoted) if calling.search(f"{role} {name}"))
            return _Holder(next(same, UNNAMED))
        bearers = self.persons.get(short, set())
        return _Holder(next(iter(bearers))) if len(bearers) == 1 else None


def give_full_names(drafts: Sequence[Draft]) -> None:
    """Give who speaks under one word the name by which alone the letter has called him or it so far."""
    if not any(" " not in name or name.startswith(_SAME) for draft in drafts for name in _speakers(draft)):
        return
    named = _Named()
    for draft in drafts:
        head = draft.kind in (BlockKind.MASTHEAD, BlockKind.TITLE)
        *outer, inner = draft.attribution or ("",)
        if outer and inner and (full := named.full(inner)) is not None:
            draft.attribution = (*outer, full.person or full.name)
        place = 0
        for at, quote in sorted(enumerate(draft.quotes), key=lambda each: each[1].span.start):
            named.read(draft.text[place : quote.span.start], offices=not head)
            place = max(place, quote.span.end)
            if (full := named.full(quote.speaker)) is not None:
                role = quote.role or (full.name if full.person else None)
                draft.quotes[at] = replace(quote, speaker=full.person or full.name, role=role)
            named.quoted.append((draft.quotes[at].speaker, draft.quotes[at].role or ""))
        voices = draft.attribution[-1:]  # a text may have been given to its author since it was read
        draft.quotes = [each for each in draft.quotes if not any(same_voice(each.speaker, voice) for voice in voices)]
        named.read(draft.text[place:], offices=not head)


def _speakers(draft: Draft) -> Iterator[str]:
    """Yield who speaks in a draft inside the letter's own voice."""
    yield from draft.attribution[-1:] if len(draft.attribution) > 1 else ()
    yield from (quote.speaker for quote in draft.quotes)


def _holders(text: str, found: re.Match[str]) -> Iterator[tuple[str, _Holder]]:
    """Yield the bodies and offices that a name in `text` is of, each with the one word that may stand for it."""
    starts = [0, *(each.end() for each in _PIECE.finditer(found[0]))]
    for start in starts:
        whole = _POLITE.sub("", without_article(without_opening(_without_other(found[0][start : start + _LONGEST]))))
        head, *_ = _PIECE.split(whole)
        words = head.split()
        if not words:
            continue
        if words[-1] in _BODIES | _OFFICES and whole != words[-1]:
            yield words[-1], _Holder(whole, _person(text, found, start) if words[-1] in _OFFICES else None)
        for at, word in enumerate(words[:-1]):
            if word in _OFFICES and len(words) - at - 1 <= _MOST:
                yield word, _Holder(" ".join(words[: at + 1]), " ".join(words[at + 1 :]))


def _without_other(name: str) -> str:
    """Return a name as far as no other body or office is named with it: "Security Council and the Assembly"."""
    name = _THE.sub("", name)
    for found in _AND.finditer(name):
        if set(re.findall(r"[\w-]+", name[found.end() :])) & (_BODIES | _OFFICES):
            return name[: found.start()]
    return name


def _person(text: str, found: re.Match[str], start: int) -> str | None:
    """Return who is named beside an office: "Minister of Water, Aldous Renn", "Aldous Renn, Minister of Water"."""
    behind = _APPOSED.match(text, found.end())
    if behind is not None and is_person(behind[1]):
        return behind[1]
    before = _BEFORE.search(text[max(0, found.start() + start - 80) : found.start() + start])
    return before[1] if before is not None and is_person(before[1]) else None
