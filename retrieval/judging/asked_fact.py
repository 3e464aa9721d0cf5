"""Whether words give the fact that is asked for - a number, an amount, a day, a name - near what it is asked of.

About what no letter says, letters say much that is like it: "the guard struck him" for "name of the guard". How these
tell against an answer was fitted on questions that letters do not answer (benchmarks/RETRIEVAL.md).
"""

import re
from collections.abc import Mapping, Sequence

from retrieval.encoder.neighbours import strength
from retrieval.language.analysis import terms
from retrieval.language.measures import OF_A_UNIT, Measured, how, measure_asked
from retrieval.language.verbforms import base_form
from retrieval.patterns import regex
from retrieval.questions.asking import Expect
from retrieval.questions.question import Query
from retrieval.search.slices import MONEY, NUMBER, REASON, around, dated, listed, new_names, times

# Words on each side of a fact, and of a number of what is counted, among which what it is asked of stands.
_NEAR, _NEAR_COUNTED = 5, 8
_COUNTED_ALONE = 0.3  # of what is asked how many of something did, that the thing stands there
_MOST_PLANS = 3
# Takes "how many tons", "how tall was it"; leaves "share of the loans" alone, which may be told in words.
_MEASURED = regex(how(Measured.IN_FIGURES), re.IGNORECASE)
# Takes "which article says so", "what resolution was it"; leaves "which paper printed the article" alone.
_WHICH_PROVISION = regex(
    r"\b(?:which|what) (?P<kind>article|resolution|section|clause|rule|chapter|regulation|principle)s?\b", re.IGNORECASE
)
_PROVIDES = 25  # words on each side of a provision's number in which what it provides stands
_WHICH = regex(r"\bwhich\b", re.IGNORECASE)
# Takes "how many did they catch"; with the next, leaves "what did they propose", "where was it going to be" alone.
_HAPPENED = regex(r"\b(?:did|was|were|got|had|took|went|came|sent|gave|paid|bought|\w+ed)\b", re.IGNORECASE)
_MEANT = regex(
    r"\b(?:says?|said|think|thought|want(?:ed)?|propose|ask(?:ed)?|tell|told|views?|reply|replied|call(?:ed)?|"
    r"suggest(?:ed)?|claim|argue|reckon|make of|plan\w*|going to|supposed|idea|feel|felt|offer\w*|intend\w*|expect\w*|"
    r"hope\w*)\b",
    re.IGNORECASE,
)
# What is yet to be, or may be.
_PLAN = regex(
    r"\b(?:will|would|shall|should|may|might|can|could|propos(?:e[sd]?|als?)|suggest\w*|intend\w*|plan\w*|hope[sd]?|"
    r"expect\w*|if|until|unless|to be|possibl[ey]|probabl[ey]|likely|in principle|consider\w*|estimate[sd]?|"
    r"recommend\w*)\b",
    re.IGNORECASE,
)
# What leads to what is to be done, be it that somebody asks for it, offers or refuses it.
_DEMANDS = (
    r"(?:request(?:s|ed|ing)?|ask(?:s|ed|ing)?|demand(?:s|ed|ing)?|call(?:s|ed|ing)?(?: up)?on|urge[sd]?|invite[sd]?|"
    r"require[sd]?|direct(?:s|ed)?|order(?:s|ed)?|offer(?:s|ed|ing)?|propose[sd]?|promise[sd]?|undert(?:ake|akes|ook)|"
    r"intend(?:s|ed)?|want(?:s|ed)?|wish(?:es|ed)?|claim(?:s|ed)?|refus(?:e[sd]?|ing)|declin(?:e[sd]?|ing)|ready|"
    r"willing|prepared|bound)"
)
_SEEKS = (
    r"(?:(?:asks?|asked|asking|calls?|called|calling) for|"
    r"(?:request|demand|seek|await|propose|urge|recommend)(?:e?s|e?d|ing)?)"
)
# Takes what stands before "pay": "requests Merovand to publish the report; to ", "shall ", "stands ready to ", before
# "release": "asks for the immediate ", and before "opened": "recommends that the gates be "; leaves "began to ", "was
# able to " alone.
_TO_DO = regex(
    rf"\b{_DEMANDS}\b[^.]{{0,300}}?\bto(?: \w+)?\s$|"
    rf"\b{_SEEKS}\b[^.]{{0,300}}?\b(?:the|an?|its|their|his|her)(?: \w+)?\s$|"
    r"\bwarrants?\sfor\s(?:the|his|her|their)\s$|"
    rf"\b(?:{_DEMANDS}|recommend(?:s|ed|ing)?)\b[^.]{{0,200}}?\bthat\b[^.]{{0,200}}?\bbe(?: \w+ly)?\s$|"
    r"\b(?:shall|should|must|would|will|may|might|can|could|cannot|ought to|ha[sd] to|have to|(?:is|are|was|were) to)"
    r"(?: not)?(?: \w+ly)?(?: be)?\s$"
)
# Takes what is done as a thing: "payment", "withdrawal"; leaves "moment" alone, of which no verb is left.
_NOUN = regex(r"(?P<of>[a-z]{3,})(?:ment|al)")
# Takes what stands before "payment": "have offered an ex gratia "; leaves "received a " alone.
_TO_HAVE = regex(rf"\b(?:{_DEMANDS}|{_SEEKS})\s(?:the|an?|its|their|his|her)\s(?:[\w-]+ ){{0,3}}$")
# Takes "how much did they pay"; leaves "what have they got to pay" and "did they promise to pay" alone.
_DONE = regex(
    r"\b(?:did|was|were|has|have|had)(?:n['’]?t)?\b"
    r"(?!.*\b(?:(?:got|has|have|had|needs?) to|promis\w+|pledg\w+|agree\w*|undert\w+)\b)",
    re.IGNORECASE,
)
_MANY = regex(r"\bhow many\b", re.IGNORECASE)
_MOST_BEFORE = 330  # characters before a word in which what leads to it stands
_VERBAL = regex(r"[A-Za-z]+")


def only_to_be_done(query: Query, texts: Sequence[str]) -> bool:
    """Tell whether what was done is asked for, and `texts` speak of that only as what is to be done or refused."""
    asks = query.yes_or_no or Expect.MONEY in query.expects  # why something was done is told of what is to be done, too
    if not asks or not _DONE.search(query.own_text) or _MEANT.search(query.own_text):
        return False
    asked = {base_form(stem) for stem, weight in query.terms.items() if weight == 1.0}
    told: dict[str, set[bool]] = {}
    for text in texts:
        for word in _VERBAL.finditer(text):
            noun = _NOUN.fullmatch(word[0].lower())
            leads = _TO_HAVE if noun else _TO_DO
            for stem in asked.intersection(map(base_form, terms(noun["of"] if noun else word[0]))):
                told.setdefault(stem, set()).add(
                    bool(leads.search(text, max(0, word.start() - _MOST_BEFORE), word.start()))
                )
    return any(each == {True} for each in told.values())


def apart_from_fact(query: Query, text: str, weighed: Mapping[str, float]) -> float:
    """Return how little of what is asked stands near any fact in `text` of the kind asked for, in [0, 1].

    1 where it gives none of the kind, 0 where none is asked for. `weighed` is the importance of each stem asked for.
    """
    places = _facts(query, text)
    if places is None:
        return 0.0
    words = _PROVIDES if _WHICH_PROVISION.search(query.text) else _NEAR
    return 1 - max((_share(query, weighed, held) for held in around(text, places, words)), default=0.0)


def uncounted(query: Query, texts: Sequence[str], weighed: Mapping[str, float]) -> float:
    """Return how little of a question "how many ..." stands near any number in `texts`, in [0, 1]; 0 for others."""
    if not query.counted:
        return 0.0
    others = {stem: value for stem, value in weighed.items() if stem not in query.counted}

    def met(held: frozenset[str]) -> float:
        counted = max(strength(query.near, stem, held) for stem in query.counted)
        return counted * (_COUNTED_ALONE + (1 - _COUNTED_ALONE) * _share(query, others, held) if others else 1.0)

    near = (held for text in texts for held in around(text, _counts(query, text), _NEAR_COUNTED))
    return 1 - max(map(met, near), default=0.0)


def without_reason(query: Query, text: str) -> bool:
    """Tell whether a reason is asked for, and no word of `text` leads to one."""
    return Expect.REASON in query.expects and REASON.search(text) is None


def planned(query: Query, texts: Sequence[str]) -> float:
    """Return how much `texts` tell of what is yet to be, in [0, 1], where what happened is asked for; 0 for others.

    What somebody found or said may well be of what may be.
    """
    if query.speakers or not _HAPPENED.search(query.text) or _MEANT.search(query.text):
        return 0.0
    return min(_MOST_PLANS, sum(len(_PLAN.findall(text)) for text in texts) / len(texts)) / _MOST_PLANS


def _facts(query: Query, text: str) -> list[tuple[int, int]] | None:
    """Return where `text` gives facts of the kind that is asked for; `None` where none is, or a source."""
    if Expect.SOURCE in query.expects:
        return None
    if Expect.MONEY in query.expects:
        return _places(MONEY, text)
    if (gives := measure_asked(query.text)) is not None:
        return _places(gives, text)
    if (provision := _WHICH_PROVISION.search(query.text)) is not None:
        return _places(regex(rf"\b{provision['kind']}s? (?:\d|[IVX]+\b)", re.IGNORECASE), text)
    if query.counted or _MEASURED.search(query.text):
        return _counts(query, text)
    if Expect.DATE in query.expects:
        return times(query, text)
    if query.named or not query.expects.isdisjoint((Expect.NAME, Expect.PLACE)) or _WHICH.search(query.text):
        return new_names(text, query)
    return None


def _counts(query: Query, text: str) -> list[tuple[int, int]]:
    """Return where `text` gives numbers that may count what is asked for: a day or a year counts nothing.

    Nor do "3,000 tons" tell how many ships there are.
    """
    days = dated(text)
    units = () if _MANY.search(query.text) is None else _places(OF_A_UNIT, text)
    return listed(query, text) + [
        (start, end)
        for start, end in _places(NUMBER, text)
        if not any(at.start < end and start < at.end for at in days)
        and not any(at == end and set(query.counted).isdisjoint(terms(text[at:to])) for at, to in units)
    ]


def _places(pattern: re.Pattern[str], text: str) -> list[tuple[int, int]]:
    return [found.span() for found in pattern.finditer(text)]


def _share(query: Query, weighed: Mapping[str, float], held: frozenset[str]) -> float:
    """Return the share of what is asked for, by importance, that the stems `held` mean, in [0, 1]."""
    total = sum(weighed.values()) or 1.0
    return sum(value * strength(query.near, stem, held) for stem, value in weighed.items()) / total
