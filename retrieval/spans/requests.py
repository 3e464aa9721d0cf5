"""What a letter requests: the sentences in which its author, in his own words, asks something of somebody."""

import re
from collections.abc import Sequence

from retrieval.patterns import regex
from retrieval.spans.sentences import sentences
from retrieval.types import BlockKind, Letter, Span

_ADVERBS = (
    r"(?:(?:also|therefore|thus|hereby|once|again|more|strongly|further|accordingly|respectfully|kindly|solemnly|only|"
    r"urgently|formally|now|wish(?:es)?|would|should|like|shall|must|to|have the honour|has the honour)\s){0,5}"
)
_ASKS_FOR = (
    r"(?:be\s(?:most\s)?grateful|appreciate|requests?|urges?|calls?\s(?:up)?on|calls?\sfor|appeals?\sto|demands?|"
    r"invites?|asks?|insists?|expects?)\b"
)
# "Accordingly, ", "Under article 7, "; not "According to Orvelland, ", "In the view of Orvelland, ": another's words
_OPENING = (
    r"(?:(?:Accordingly|Therefore|Thus|Hence|Consequently|Finally|Lastly|Moreover|Furthermore|Further|Once\sagain|In|On|"
    r"Under|For|At|Against|Given|With|Pursuant\sto|Having|As\sa\sresult)\b"
    r"(?:(?!\b(?:words?|views?|opinion|sa(?:id|ys)|told|tells|wr(?:ote|ites))\b)[^,.;]){0,80},\s)?"
)
# "We regret it and urge"; not "Kesparia recalls that Orvelland refused and demands": no other may stand between
_AND = r"(?:(?:(?!\b(?:that|which|whose?|whom)\b)[^.;A-Z]){0,120}?\sand\s)?"
_CIRCULATION = regex(r"\bcirculat(?:ed?|ion)\b")


def requests(letter: Letter, *, circulation: bool) -> tuple[Span, ...]:
    """Return the sentences of the letter itself that request something; with `circulation` last those for its own."""
    asking = _pattern(letter.masthead.senders)
    body = (each for each in letter.blocks if each.kind is BlockKind.BODY and not each.part)
    own = (each.span for each in body if len(each.attribution) < 2)
    found = [each for span in own for each in sentences(letter.text, span) if asking.match(each.of(letter.text))]
    circulating = {each for each in found if _CIRCULATION.search(each.of(letter.text))}
    last = [each for each in found if each in circulating] if circulation else []
    return (*(each for each in found if each not in circulating), *last)


def _pattern(senders: Sequence[str]) -> re.Pattern[str]:
    """Return what a sentence begins with that requests something for `senders`.

    Takes "Kesparia therefore calls upon", "Under article 7, I should be grateful if", "We regret it and urge"; leaves
    "Kesparia requested", "the Council calls upon", "The Mission asks" and "The Government of Orvelland demands" alone.
    """
    names = "|".join(map(re.escape, senders)) or r"(?!)"
    office = r"(?:Permanent\sMission|Mission|Government|delegation)"
    authors = (
        rf"(?:I|[Ww]e|[Mm]y\s(?:Government|delegation|country)|(?:[Tt]he\s)?(?:{names})"
        rf"|[Tt]he\s{office}\sof\s(?:the\s)?(?:{names})(?:\sto\sthe\sUnited\sNations)?)"
    )
    return regex(rf"{_OPENING}{authors}\s{_AND}{_ADVERBS}{_ASKS_FOR}")
