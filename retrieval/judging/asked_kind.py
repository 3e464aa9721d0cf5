"""Whether words tell of what is asked in the way it is asked: of a day to come, of a sum awarded, of what is wanted.

Each of these is so like another that letters tell of that it is found just as surely; who asks is told that it may be.
"""

import re
from collections.abc import Sequence

from retrieval.encoder.neighbours import strength
from retrieval.patterns import regex
from retrieval.questions.asking import Expect
from retrieval.questions.question import Query
from retrieval.search.slices import stems_of

# Takes "when do the gates have to be shut", "by when"; leaves "since when is it shut" alone.
_IS_TO_COME = regex(
    r"(?<!since )\b(?:when|what (?:day|date))(?:['’]?s| is| are| will| do| does| must| shall| should| can)\b|"
    r"\bby when\b",
    re.IGNORECASE,
)
_WAS = regex(r"\b(?:did|was|were|ha[sd]|have been)\b", re.IGNORECASE)
# Takes "shall be shut", "the term ends on", "by the end of May"; leaves "opened by steps since 3 May" alone.
_AHEAD = regex(
    r"\b(?:(?:will|would|shall|should|must|may|might|can|could|cannot|is|are|be|remains|until|till|ends|begins|starts|"
    r"expires|opens|closes|enters|leaves|comes|falls|due|next|intend\w*|expect\w*|plan\w*|propos\w*|hope\w*|before|"
    r"within)\b|by (?=the|mid|early|late|\d|[A-Z]))"
)
# What was claimed is not what was offered, nor is either what a court awarded.
_OF_SUMS = (
    regex(
        r"\b(?:claim(?:s|ed|ing)?|demand(?:s|ed|ing)?|seeks?|sought|ask(?:s|ed|ing)? for|requests?)\b", re.IGNORECASE
    ),
    regex(r"\b(?:offer(?:s|ed|ing)?|ex gratia)\b", re.IGNORECASE),
    regex(r"\b(?:award(?:s|ed|ing)?|order(?:s|ed)?|adjudged|shall pay|fined?|condemned|to be paid)\b", re.IGNORECASE),
)
_SUM = regex(r"\b(?:how much|compensation|damages|sum|money|pay|amount)\b", re.IGNORECASE)
# "I have the honour to draw your attention to": what a letter is on, and neither why nor what it asks for.
_OPENS = regex(
    r"\b(?:have|has) the hono(?:u)?r to (?:refer|transmit|forward|enclose|acknowledge|convey|write|address|draw|bring|"
    r"report|inform)\b"
)
# Takes "what does Velmora want from them", "what are they asking for"; leaves "what did he want to know" alone.
_WANTS = regex(
    r"\bwhat (?:else )?(?:do|does|did|is|are|was|were)\b.{2,40}?"
    r"\b(?:want(?:ing)?(?! to\b)|demand(?:ing)?|(?:ask|call)(?:ing)? for|request(?:ing)?)\b",
    re.IGNORECASE,
)
_WRITES = regex(r"\b(?:wr(?:it|ot)\w*|letter|note)\b", re.IGNORECASE)

# Takes "water prices", "child soldiers"; leaves "who pays for water" alone.
_A_TOPIC = regex(r"\W*(?:the )?[^\W\d_]+ [^\W\d_]+\W*", re.IGNORECASE)


def told_in_another_way(query: Query, texts: Sequence[str]) -> bool:
    """Tell whether `texts`, best first, tell of what was where a day to come is asked for, and the like."""
    return any(each(query, texts) for each in (_only_of_the_past, _of_another_sum, _only_opens, _of_half_the_topic))


def _only_of_the_past(query: Query, texts: Sequence[str]) -> bool:
    to_come = _IS_TO_COME.search(query.own_text) is not None and not _WAS.search(query.own_text)
    return to_come and not any(map(_AHEAD.search, texts))


def _of_another_sum(query: Query, texts: Sequence[str]) -> bool:
    asked = [each for each in _OF_SUMS if each.search(query.own_text)]
    if len(asked) != 1 or not _SUM.search(query.own_text):
        return False
    told = [each for each in _OF_SUMS if any(map(each.search, texts))]
    return bool(told) and asked[0] not in told


def _only_opens(query: Query, texts: Sequence[str]) -> bool:
    wanted = _WANTS.search(query.own_text) is not None
    asked = wanted or (Expect.REASON in query.expects and not _WRITES.search(query.own_text))
    return asked and _OPENS.search(texts[0]) is not None


def _of_half_the_topic(query: Query, texts: Sequence[str]) -> bool:
    """Tell whether no more is asked than words on two that belong together, and either is in none of the texts."""
    if query.speakers or not _A_TOPIC.fullmatch(query.own_text):
        return False
    asked = [stem for stem, weight in query.terms.items() if weight == 1.0]
    held = frozenset().union(*map(stems_of, texts))
    return len(asked) == 2 and not all(strength(query.near, stem, held) for stem in asked)
