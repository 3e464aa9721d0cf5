"""What of a question only asks that each side be heard: "why did it break, both versions" asks why it broke."""

import re

from retrieval.language.analysis import terms
from retrieval.patterns import regex
from retrieval.questions.asking import EACH_SIDE, VERSIONS

_EACH = (
    rf"(?:(?:the )?(?:{EACH_SIDE.pattern})|{VERSIONS.pattern}|(?:each|both) of (?:them|the two)|they (?:each|both))"
    r"(?:['’]?s?(?: own)? (?:versions?|story|stories|accounts?|views?|takes?|positions?|words)"
    r"(?: of (?:it|that|events))?)?"
)
_SAYS = r"(?: each)? (?:say|said|claim|think|thought|tell|told|argue|put|see|explain|answer|reply|have to say)"
_ON_IT = r"(?: (?:about|on|of|to))?(?: (?:it|that|this))?"
_ASKS = rf"(?:what|how) (?:do|does|did|has|have) (?:{_EACH}|both){_SAYS}"
_BEHIND = regex(
    # Takes "? what do the two sides say" and " according to each side"; leaves "what did each side lose" alone.
    # A run of blanks and marks is tried from its beginning alone.
    rf"(?:(?<![\s,;:.?!–—-])[\s,;:.?!–—-]++(?:and )?(?:{_ASKS}{_ON_IT}|who sa(?:ys|id) what|according to {_EACH})|"
    # Takes ", both versions"; leaves "were families cut off on both sides" alone.
    rf"(?<!\s)\s*+[,;:.?!–—]\s*+(?:(?:in|from|with|give me|show(?: me)?|i want) )?{_EACH}(?: please)?)\W*$",
    re.IGNORECASE,
)
# Takes "what do both sides say about", "both versions of"; leaves "what did both sides agree on" alone.
_BEFORE = regex(
    rf"^\W*(?:{_ASKS} (?:about|abt|on|of|to|regarding|over)|{_EACH}(?: (?:on|about|of)|:))\s+(?=\w)", re.IGNORECASE
)
# Takes "what do both sides say" before "happened to the wheat": what is asked then is what happened to it.
_SAYS_WHAT = regex(rf"^\W*{_ASKS}(?=\s(?:happened|caused|led|went)\b)", re.IGNORECASE)


def without_sides(text: str) -> str:
    """Return a question without words that only ask to hear each side; as it is where nothing else is asked."""
    left = _SAYS_WHAT.sub("what", _BEFORE.sub("", _BEHIND.sub("", text, count=1), count=1), count=1)
    return left if terms(left) else text
