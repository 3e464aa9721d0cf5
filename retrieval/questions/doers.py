"""Who does what a question asks about: "why did Kesparia close the gates" is not answered by "Orvelland closed them".

Words on the deed of another are as like such a question as words on the deed itself, so that nothing else tells them.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from retrieval.encoder.neighbours import Near, strength
from retrieval.language.analysis import stem_of
from retrieval.language.names import names_match, state_named
from retrieval.language.senders import NamedSender, apart, find_senders
from retrieval.language.states import find_states
from retrieval.language.verbforms import base_form
from retrieval.patterns import regex
from retrieval.types import Letter, Span

# A word of at least so near a meaning tells of the same deed: "began" of one that "started".
_SAME_DEED = 0.55
# Takes what stands before "Kesparia" in "why didn't the Kesparia close"; "is" leads to "closing" alone.
_AUXILIARY = regex(
    r"\b(?:(?P<be>is|are|was|were)|did|do(?:es)?|ha[sd]|have|will|would|should|shall|can|could|must|may|might|ca|wo)"
    r"(?:n['’]?t|\s+not)?\s+(?:the\s+)?$",
    re.IGNORECASE,
)
# Takes "close" behind "Kesparia" in "has Kesparia got to close"; leaves "Kesparia's gates" alone.
_DOES = regex(
    r"\s+(?>(?:(?:not|ever|still|also|even|really|actually|have|has|had|got|get|to|be|been|first|then|now|just|finally|"
    r"again|already|\w+ly)\s+)*)(?P<verb>[^\W\d_]{3,})",
    re.IGNORECASE,
)
# Takes "closed by " before "Kesparia"; leaves "by Kesparia's border" alone.
_BY = regex(r"\b(?P<verb>[^\W\d_]{4,})\s+by\s+(?:the\s+)?$", re.IGNORECASE)
_BODIES = (
    r"governments?|republic|kingdom|federation|people|army|navy|troops|soldiers|(?:armed )?forces|authorities|"
    r"delegation|ministers?|officials|police|patrols?|aircraft|ships?|vessels?"
)
# Takes what stands between one who does something and the word for it: "Kesparia has never".
_BETWEEN = regex(
    r"(?:\s+(?:authorities|forces|army|navy|police|guards?|troops|soldiers|government|delegation|ships?|vessels?|aircraft|"
    r"officials?|border|coast|armed|naval|air|parliament))*"
    r"(?P<verbal>(?:,?\s+(?:ha[sd]|have|was|were|is|are|be|been|being|will|would|shall|should|may|might|must|can|could|"
    r"did|does|do|not|never|since|also|then|itself|already|to|now|thus|first|only|\w+ly))*)\s+$",
    re.IGNORECASE,
)
_PASSIVE = regex(r"\b(?:was|were|is|are|be|been|being)\b", re.IGNORECASE)
# Takes "Government of the " before "Kesparia", who does then what the Government does.
_ACTING = regex(rf"\b(?:{_BODIES})\s+of\s+(?:the\s+)?$", re.IGNORECASE)
# One behind such a word does nothing: "the talks with Kesparia began".
_NO_DOER = regex(
    r"\b(?:of|with|to|against|from|for|in|on|at|between|near|into|over|by|towards?|through|about)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_JOINED = regex(r"(?:\s+and|,)\s+(?:the\s+)?$")
# Takes what stands before "Kesparia" in "Orvelland closed the lower gates, and Kesparia the upper ones".
_TOO = regex(r"(?:\b(?:and|but|while|whereas|as|nor)(?:\s+(?:did|ha[sd]|does|do|so|later|then))?|[,;])\s+(?:the\s+)?$")
# Takes "by the Government of " behind "the gates were closed".
_AGENT = regex(
    rf"(?:\s+\w+){{0,2}}?\s+by\s+(?:the\s+)?(?:(?:[a-z]+\s+)?(?:{_BODIES})\s+of\s+(?:the\s+)?)?$", re.IGNORECASE
)
# Takes "Carrow" of "the Permanent Representative of Carrow", of which the letters may hold none.
_STATE_NAMED = regex(
    r"\b(?:Governments?|Republic|Kingdom|Representatives?|Permanent Mission|Ambassador|Embassy)\s(?:of|for)\s"
    r"(?:the\s)?(?P<name>[A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+)?)"
)
_OURS = regex(r"\b(?:[Ww]e|[Oo]urs?|I|[Mm]y)\b")
_VERB = regex(r"[^\W\d_]{3,}")
# Takes "when did Kesparia tell its neighbours", "did it warn them"; leaves "what did Kesparia tell them" alone.
_WHEN = regex(
    r"^\W*(?:(?:and|so|but)\s+)?(?:when|where|how\s+(?:often|soon|many\s+times)|on\s+what\s+da(?:y|te)|did|ha[sd]|have)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Deed:
    """What somebody does or did: the party that does it, and the stem of the word for it."""

    doer: str
    verb: str


def deed_asked(own: str, senders: tuple[str, ...]) -> Deed | None:
    """Return the deed of a party that a question takes for granted or asks about; `senders` are parties, as States are.

    Takes "how many mines has Kesparia laid", "the gates closed by Kesparia"; leaves "was Kesparia warned" alone.
    """
    for party in _parties(own, senders):
        before, behind = own[: party.span.start], own[party.span.end :]
        auxiliary, does, by = _AUXILIARY.search(before), _DOES.match(behind), _BY.search(before)
        if auxiliary is not None and does is not None:
            verb = does["verb"]
            if auxiliary["be"] and not verb.lower().endswith("ing"):
                continue
        elif by is not None and not re.match(r"['’]|s\b", behind):
            verb = by["verb"]
        else:
            continue
        return Deed(party.name, stem_of(verb.lower()))
    return None


def asks_when(own: str) -> bool:
    """Tell whether a question asks when or whether something was said, rather than what."""
    return _WHEN.search(own) is not None


def done_by_another(
    deed: Deed, span: Span, speaker: str, letter: Letter, near: Near, senders: tuple[str, ...]
) -> str | None:
    """Return the party of which alone words that `speaker` says tell the `deed`; `None` where it may be the doer's.

    `near` maps stems to those of like meaning; `senders` are parties, as are States that the letter names.
    """
    text = span.of(letter.text)
    parties = tuple(apart([*_parties(text, senders), *find_senders(text, _states_named(letter.text))]))
    told = [_doers(found, text, parties) for found in _VERB.finditer(text) if _is_same(deed, found[0], near)]
    named = {each.name for doers in told for each in doers}
    if not named or any(_is_doer(deed, name) for name in named):
        return None
    his = [each for each in parties if _is_doer(deed, each.name)]
    may_be_his = bool(his) or (names_match(deed.doer, speaker) and _OURS.search(text) is not None)
    if (not all(told) and may_be_his) or any(_TOO.search(text, 0, each.span.start) for each in his):
        return None
    if len({state_named(name) is None for name in (deed.doer, *named)}) > 1:  # one of them may act for the State
        return None
    return next(each.span.of(text) for each in parties if each.name in named)


@lru_cache(maxsize=32)
def _states_named(text: str) -> tuple[str, ...]:
    """Return the States as whose Government or envoy a letter names somebody, in small letters."""
    return tuple(sorted({found["name"].casefold() for found in _STATE_NAMED.finditer(text)}))


def _is_doer(deed: Deed, name: str) -> bool:
    return name == deed.doer or names_match(deed.doer, name) or names_match(name, deed.doer)


def _is_same(deed: Deed, word: str, near: Near) -> bool:
    stem = stem_of(word.lower())
    return base_form(stem) == base_form(deed.verb) or strength(near, deed.verb, frozenset([stem])) >= _SAME_DEED


def _doers(verb: re.Match[str], text: str, parties: Iterable[NamedSender]) -> tuple[NamedSender, ...]:
    """Return who does what a word of a text tells, as far as parties stand right before it, or behind "by"."""
    if any(each.span.start <= verb.start() < each.span.end for each in parties):
        return ()
    agents = [each for each in parties if each.span.start >= verb.end()]
    agents = [each for each in agents if _AGENT.fullmatch(text, verb.end(), each.span.start)]
    if agents:
        return (agents[0],)
    before = [each for each in parties if each.span.end <= verb.start()]
    if not before:
        return ()
    between = _BETWEEN.fullmatch(text, before[-1].span.end, verb.start())
    if between is None or (_PASSIVE.search(between["verbal"]) and not verb[0].endswith("ing")):
        return ()
    doers = [before.pop()]
    while before and _JOINED.fullmatch(text, before[-1].span.end, doers[-1].span.start):
        doers.append(before.pop())
    lead = text[: doers[-1].span.start]
    return () if _NO_DOER.search(lead) and not _ACTING.search(lead) else tuple(doers)


def _parties(text: str, senders: tuple[str, ...]) -> tuple[NamedSender, ...]:
    states = (NamedSender(each.span, each.name) for each in find_states(text) if each.name)
    return tuple(apart([*states, *find_senders(text, senders)]))
