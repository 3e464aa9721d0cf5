"""Whom a letter calls by the role that a question names: "the boss of Zangaz" is its "head, Viktor Samray"."""

import re
from collections.abc import Iterator, Set
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, islice

from retrieval.language.analysis import stem_of
from retrieval.language.everyday import formally, wholly
from retrieval.language.names import OFFICES, TITLES, lower_in_rank, name_words, state_named
from retrieval.language.states import find_states
from retrieval.memory import Memory
from retrieval.patterns import regex
from retrieval.types import Letter

_NAME = (
    r"(?P<name>(?:(?:Mr|Ms|Mrs|Dr|Prof|[A-Z])\. )?[A-Z][\w’'-]+"
    r"(?: (?:[A-Z]\.|[A-Z][\w’'-]+|de|del|van|von|al)(?![\w’'-])){0,4})"
)
_WHOSE = r"(?P<whose>[Tt]he|[Ii]ts|[Ww]hose|[Hh]is|[Hh]er|[Tt]heir|[Oo]ur|[Aa]n?)"
_WORD = r"[^\W\d_][\w’'-]*"
_TITLE = "|".join(sorted(word.capitalize() for word in TITLES if len(word) > len("right")))
_DESCRIBED = (
    # Takes "The head of Zangaz, Viktor Samray, has"; leaves "the head of Zangaz, who" alone.
    regex(rf"\b{_WHOSE}\s(?P<role>{_WORD}(?:\s{_WORD}){{0,9}}),\s{_NAME}(?:\sof\s[^,.;:]{{2,40}})?(?=[,.;:])"),
    # Takes "Joss Perrin, master of the Lark,"; leaves "Renn, the Prime Minister, Gideon Marsh," alone: who is it?
    regex(
        rf"\b{_NAME},\s(?:then\s|now\s)?(?:(?P<whose>the|its|an?)\s|(?=[a-z]))(?P<role>{_WORD}(?:\s{_WORD}){{0,8}})"
        r"(?=[.;:]|,\s[^A-Z])"
    ),
    # Takes "the surveyor Ottilie Krantz", "the late President Ulf Garnholt"; leaves "the Mission Sorn" alone.
    regex(rf"\b{_WHOSE}\s(?P<role>(?:[a-z][\w-]+\s){{0,2}}[a-z][\w-]+)\s{_NAME}"),
    # Takes "Judge Imre Castellan"; leaves "General Assembly" alone.
    regex(rf"(?P<whose>)\b(?P<role>(?:Prime )?(?:{_TITLE})) {_NAME}"),
)
# Takes "minister", "coordinator", "widow"; leaves "Mission", "Government" alone: a body speaks for itself.
_PERSON = regex(
    r"(?:er|or|ist|man|woman|ian|ant|(?<!m)ent|eon|mate|consul|general|widow|chief|head|chair|judge|clerk|"
    r"priest|nurse|king|queen|envoy|captain|justice|notary|secretary)s?$",
    re.IGNORECASE,
)
# Takes "Coast Guard", "Security Council"; leaves "Viktor Samray" alone.
_A_BODY = regex(
    r"\b(?:Guard|Assembly|Council|Committee|Commission|Court|Mission|Ministry|Government|Office|Department|Parliament|"
    r"Bench|Tribunal|Service|Authority|Company|Times|Gazette|Post|The)\b"
)
# Takes "War Cabinet", "Callis Hearth and Harbour"; leaves "Rufin Lind" alone.
_MANY = regex(
    r"\band\b|\b(?:Cabinet|Delegation|League|Union|Association|Agency|Institute|Bank|Network|Observatory|Press|Board|Group|"
    r"Party|Centre|Police|Army|Navy|Force|Aid)$"
)
_MOST = 400  # that are read in a letter; a book of them is no letter
_NEXT = regex(r",?\s(?P<word>[a-z]+)")
_INNER = regex(r"\b(?:the|its|an?)\s")
_BEFORE_WHOSE = regex(r"\s(?:[a-z]+ed\s)?(?:of|for|at|on|to|in|from|with|between|by)\s")
_OF = regex(r"\s(?:of|for|to|at)\s(?:the\s)?")
_OF_SOMETHING = frozenset({"Minister", "Secretary", "Deputy Minister"})
# Whoever asks for the chief does not know what he is called.
_CHIEFS = frozenset(("chief", "head"))
_HEADS = frozenset(map(stem_of, "chief head director chairman leader commandant".split()))
# The bare "Prime Minister" of a letter is its State's; a judge, or a captain, may be anybody's.
_OF_THE_STATE = frozenset("minister president premier chancellor king queen emperor".split())
# Takes "then Secretary-General", "Executive Director", "spokeswoman"; leaves "Chief Engineer", "Deputy Director" alone.
_SPEAKING = regex(
    r"^(?!.*\b(?:deputy|vice|assistant)\b)(?:[\w-]+ )*?"
    r"(?:secretary[- ]general|general secretary|director(?:[- ]general)?|president|chair\w*|head|chief|"
    r"(?:high )?commissioner|spokes\w+)$",
    re.IGNORECASE,
)
# "the pharmacists guy" is whoever speaks for the pharmacists.
_ITS = frozenset(("its", "whose", "their"))  # of the body named before
# Takes "its delegation", "their office there"; leaves "its navy" alone, which is another body.
_OF_ITS_BODY = regex(
    r"(?:its|their)\s(?:\w+\s)?(?:delegation|mission|office|bureau|branch|section|team|board|council|chapter)"
    r"(?:\s(?:there|in\s\S+))?"
)
_ANYBODY = frozenset("guy man woman bloke chap lady dude".split())
_NO_ROLE = frozenset("own exact now current ex late".split())
_PARTY = regex(
    r"\b(?:Representatives?|Mission|Government|Minister|President|Ambassador|Consul|Parliament|Affairs|Court)\s(?:of|for)\s"
    r"(?:the\s)?(?P<of>[A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+)?)"
)
# Takes "House of Commons of Dunholm": the Prime Minister who spoke there is Dunholm's; leaves "the capital of Dunholm".
_HOUSE = regex(
    r"\b(?:Parliament|House(?:\sof\s(?:Commons|Lords|Representatives|Assembly))?|(?:National\s|Legislative\s)?Assembly|"
    r"Senate|Congress|Diet|Chamber|Cabinet)\sof\s(?:the\s)?(?!Commons|Lords|Representatives|Deputies|Ministers)"
    r"(?P<of>[A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+)?)"
)
_FORMS_OF_ADDRESS = OFFICES | frozenset("mr mrs ms miss dr".split())
# Many judges are a court.
_BENCHES = frozenset("judges court tribunal bench chamber magistrates".split())
_SOMEWHERE = regex(r"\s(?:in|at)\s(?:the\s)?(?P<place>[\w’'-]+)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Described:
    """One whom a letter names with his role; `whose` is the word before that ("its", "the"), `does` the one behind."""

    role: str
    name: str
    whose: str
    start: int
    does: str

    @property
    def head(self) -> str:
        """Return the role without whose or what for it is: "Chief Engineer"."""
        return _BEFORE_WHOSE.split(self.role, maxsplit=1)[0]


def called(asked: str, letter: Letter) -> tuple[str, ...]:
    """Return the names of those whom a letter calls by the role `asked`, or what bodies are that are asked for so.

    A Prime Minister whose State the question names has to be said to be that State's, or be in its own letter.
    """
    senders = letter.masthead.senders
    return _called(asked, letter.text, senders[0] if len(senders) == 1 else "")


@lru_cache(maxsize=128)  # every sentence of a letter asks it
def _called(asked: str, text: str, sender: str) -> tuple[str, ...]:
    wanted = _words(asked) - _NO_ROLE
    formal = formally(asked, frozenset())
    near = {word: frozenset(formal.get(stem_of(word), ())) for word in wanted}
    if (head := _what(asked).casefold()) in _CHIEFS:
        near[head] |= _HEADS  # not the "chief engineer"
    held = _described(text)
    fitting = (each for each in held if _fits(asked, wanted, near, each, text, sender) or _speaks_for(asked, each))
    names = dict.fromkeys(each.name for each in fitting) or dict.fromkeys(_only_one(wanted, near, held, text))
    return tuple(dict.fromkeys((*(_short(name, text) for name in names), *_benches(asked, text))))


def _speaks_for(body: str, each: Described) -> bool:
    """Tell whether one is at the head of a `body` that is no State, or its spokesman, so that it speaks by him."""
    leads = _OF.search(each.role)
    if leads is None or not _SPEAKING.search(each.role[: leads.start()]) or state_named(body) is not None:
        return False
    owner = each.role[leads.end() :]
    initials = "".join(word[0] for word in name_words(owner))
    return _words(owner) == _words(body) or (len(initials) > 1 and initials == body.casefold())


@lru_cache(maxsize=256)  # every sentence asks it
def otherwise_called(asked: str) -> tuple[str, ...]:
    """Return what letters may call those whose everyday name is asked for alone: "lawyers" are jurists; first this."""
    return (asked, *wholly(asked))


def by_what_he_is(asked: str, letter: Letter) -> tuple[str, ...]:
    """Return what one may be called by who is asked for by what he is alone: "the pump maker" is the manufacturer.

    None where a letter does not speak of what the question says of him.
    """
    what = _what(asked)
    of_what = _words(asked) - _words(what)
    return otherwise_called(what) if what and of_what and _speaks_of(of_what, letter.text) else ()


def _what(asked: str) -> str:
    """Return the word for what one is who is asked for: "maker" of "the pump maker of Dorn"; "" where there is none."""
    words = _BEFORE_WHOSE.split(asked, maxsplit=1)[0].split()
    return words[-1] if words else ""


def _speaks_of(things: Set[str], text: str) -> bool:
    """Tell whether a text holds all these words in small letters, as no name is written."""
    return all(regex(rf"\b{re.escape(thing)}s?\b").search(text) for thing in things)


def is_role(printed: str) -> bool:
    """Tell whether one is called by what he is and not by name: "Military Prosecutor"."""
    return _PERSON.search(printed) is not None


def is_body(printed: str) -> bool:
    """Tell whether it is the name of a body and not of a person: "Security Council"."""
    return _A_BODY.search(printed) is not None


def names_many(printed: str) -> bool:
    """Tell whether it is the name of several, or of a body, told by its last word as well: "Callis Network"."""
    return is_body(printed) or _MANY.search(printed) is not None


def _benches(asked: str, text: str) -> tuple[str, ...]:
    """Return what else a court may be called: the "appeal judges" are an "appeal court".

    A place that the letter names tells nothing more of it.
    """
    found = _SOMEWHERE.search(asked)
    if found is not None and found["place"].casefold() in text.casefold():
        asked = asked[: found.start()]
    words = name_words(asked)
    kind = [word for word in words if word not in _BENCHES]
    if len(kind) == len(words) or state_named(asked) is not None:
        return ()
    return tuple(" ".join((*kind, each)) for each in sorted(_BENCHES - {asked.casefold()}))


def _words(name: str) -> frozenset[str]:
    """Return the words of a name, each as of one; not their stems, which "presiding" and "president" share."""
    return frozenset(word[:-1] if word.endswith("s") and len(word) > len("boss") else word for word in name_words(name))


# Looking through a letter takes half a millisecond, and letters that answer are found again and again.
_REMEMBERED_TEXT = 2_000_000  # characters of letters, most of which are remembered anyway
_described_known: Memory[str, tuple[Described, ...]] = Memory(_REMEMBERED_TEXT)


def _described(text: str) -> tuple[Described, ...]:
    known = _described_known.get(text)
    if known is None:
        found = chain.from_iterable(pattern.finditer(text) for pattern in _DESCRIBED)
        known = tuple(islice(filter(None, map(_of_a_person, found)), _MOST))
        _described_known.put(text, known, len(text))
    return known


def _of_a_person(found: re.Match[str]) -> Described | None:
    """Return who is described: in "in place of the head of the Mission, Brigitta Sorn" the head is."""
    role, whose = found["role"].strip(), found["whose"] or ""
    starts = [0, *(each.end() for each in _INNER.finditer(role))]
    for start in starts:
        at, does = found.start("role") + start, _NEXT.match(found.string, found.end())
        before = whose if start == 0 else "the"
        described = Described(role[start:], found["name"], before, at, does["word"] if does is not None else "")
        if _PERSON.search(described.head):
            named = not (is_body(described.name) or described.name.split()[0].casefold() in OFFICES - TITLES)
            return described if named and state_named(described.name) is None else None
    return None


def _fits(
    asked: str, wanted: Set[str], near: dict[str, frozenset[str]], each: Described, text: str, sender: str
) -> bool:
    """Tell whether the role that is asked for is the one of who is described: all that is said of it, and whose."""
    told, head = _words(each.role), _words(each.head)
    if each.does and not wanted <= told:  # "the dissenting judge" is she who "dissented"
        told |= {word for word in wanted if word.endswith("ing") and stem_of(word) == stem_of(each.does)}
    met = {word: {other for other in told if _is_called(word, near, other)} for word in wanted}
    if len(wanted) > 1:
        met |= {word: set(head) for word in wanted & _ANYBODY if not met[word]}
    matched = frozenset().union(*met.values())
    if not matched & head or lower_in_rank(asked, each.role):
        return False
    left = frozenset(word for word, meeting in met.items() if not meeting)
    return not left or _is_of(asked, left, matched, each, text, sender)


def _is_of(asked: str, left: Set[str], matched: Set[str], each: Described, text: str, sender: str) -> bool:
    """Tell whether the role of who is described is that of the one whom the words `left` of a question name."""
    owners = _OF.split(each.role)[1:]
    its = each.whose.casefold() in _ITS or (len(owners) == 1 and _OF_ITS_BODY.fullmatch(owners[0]) is not None)
    if its and owners:
        owners = []  # "the head of its delegation" is of the body named before
    if owners and each.head in _OF_SOMETHING and _words(owners[0]) & matched:
        owners = owners[1:]  # what he is minister for
    people = [word for word in each.head.split() if word[0].isupper() and word.casefold() not in OFFICES]
    said = [word for word in (*owners, *people) if not _words(word) <= matched]
    if said:  # "the British premier" is the "Prime Minister of the United Kingdom", and no "Minister of Energy" is
        state = state_named(asked)
        own = "".join(asked[start:end] for start, end in _between(asked))
        return state is not None and state_named(each.role) == state and not left & _words(own)
    named = regex(rf"\b{re.escape(each.role)}\s(?:of|for)\s(?:the\s)?(?P<of>[A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+)?)")
    elsewhere = [_words(found["of"]) for found in named.finditer(text)]
    if elsewhere:
        return all(left <= other for other in elsewhere)
    before = text[max(0, text.rfind("\n", 0, each.start)) : each.start]
    if its:
        sentence = " ".join(re.split(r"(?<=[.;])\s", before)[-2:])
        return left <= _words(sentence) and not _others(sentence, left, text, sender)
    if not (each.whose and _words(each.head) & _OF_THE_STATE):
        return False
    houses = [found["of"] for found in _HOUSE.finditer(re.split(r"(?<=[.;])\s", before)[-1])]
    return left <= _words(houses[-1] if houses else sender) and not _others(before, left, text, "")


def _only_one(
    wanted: Set[str], near: dict[str, frozenset[str]], held: tuple[Described, ...], text: str
) -> tuple[str, ...]:
    """Return the name of the only one of a letter who is called so, though it says in other words what of.

    "The owner of the bronze" is the "present owner, Rupert Thorne", where the letter speaks of a bronze and names no
    other owner. Of what an office is has to be said: one Minister is not another.
    """
    found: dict[str, str] = {}
    for each in held:
        met = {word for word in wanted if any(_is_called(word, near, other) for other in _words(each.head))}
        left = wanted - met
        if met and left and not met & OFFICES and _speaks_of(left, text):
            found[_short(each.name, text)] = each.name
    return tuple(found.values()) if len(found) == 1 else ()


def _is_called(asked: str, near: dict[str, frozenset[str]], told: str) -> bool:
    return asked == told or stem_of(told) in near[asked]


def _between(asked: str) -> Iterator[tuple[int, int]]:
    """Yield what stands in a name before, between and behind the States in it."""
    ends = [0, *chain.from_iterable((each.span.start, each.span.end) for each in find_states(asked)), len(asked)]
    return zip(ends[::2], ends[1::2], strict=True)


def _others(words: str, left: Set[str], text: str, sender: str) -> bool:
    """Tell whether `words` name another party than the one whom the words `left` do."""
    names = [*_parties(text), *(found.name or "" for found in find_states(words)), sender]
    here = _words(words)
    return any(other and not other & left and other <= here for other in map(_words, names))


@lru_cache(maxsize=32)
def _parties(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(str(found["of"]) for found in _PARTY.finditer(text)))


def _short(name: str, text: str) -> str:
    """Return a surname, if the letter names nobody else of it; else the whole name."""
    surname = name.rsplit(maxsplit=1)[-1]
    firsts = {found["first"] for found in regex(rf"\b(?P<first>[A-Z][\w’'-]+)\s{re.escape(surname)}\b").finditer(text)}
    return surname if sum(each.casefold() not in _FORMS_OF_ADDRESS for each in firsts) <= 1 else name
