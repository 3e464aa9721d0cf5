"""What people wrap around what they ask: "remind me what ...", "whats the story on ...". No letter holds such words."""

import re
from collections.abc import Sequence
from functools import cache

from retrieval.analysis import terms
from retrieval.patterns import regex

_WORD = regex(r"[\w'’]+")
# Words that tell nothing of what is asked. No "they", "he", "it": whom or what they stand for is part of the question.
_SMALL = frozenset(
    "a an the any some all this of to for in from up out is are was were has have had be been being do does did "
    "can could will would should might i we you u me us our my your im i'm i've i'd we've we're just really "
    "actually exactly also ever still again there here please pls plz so ok hi hey new latest brief "
    "short quick full key main".split()
)
# What is said, or by whom, of anything: with one of these before it, "on" is "about".
_SAYING = frozenset(
    "anything something nothing everything info information detail details fact facts point points material stuff "
    "word words quote quotes quotation quotations line lines bit bits part parts passage passages para paras "
    "paragraph paragraphs wording extract extracts news story gist summary overview recap rundown lowdown "
    "background update updates thoughts idea clue question questions q mention mentions mentioned reference "
    "references letter letters correspondence document documents doc docs paper papers file files anyone anybody "
    "someone somebody everyone everybody states state countries country know known knows say says said saying "
    "tell told talk talks talked talking speak speaks spoke spoken write writes wrote written comment comments "
    "commented".split()
)
_ASKED = frozenset(
    "ask asks asked asking check remind explain wondering curious sure see find show give get got".split()
)
_WANTED = frozenset("need needs want wants looking look search searching trying refresh memory boss colleague".split())
_KNOWN = (
    _ASKED | _WANTED | frozenset("know known knows tell told say says said mention mentions idea clue sure".split())
)
_WHO = frozenset("who whom whose what what's whats who's whos when where why how which".split())
# Only these may ask of no more than a topic: "what is said on the gates", "who writes about the gates".
_WHAT, _WHICH = frozenset("what what's whats".split()), frozenset("who which".split())
_ABOUT = frozenset("about re regarding concerning wrt".split())
# "what have we got on the gates"
_HAVE, _WE = frozenset("have got".split()), frozenset("we you u i".split())
# "the story of the gates", "what happened with the gates"
_LEADS = {
    **dict.fromkeys("summary gist overview recap rundown lowdown details facts mention mentions".split(), ("of",)),
    **dict.fromkeys("background refer refers referred reference references".split(), ("to",)),
    **dict.fromkeys("happened happening latest issue".split(), ("with",)),
    "story": ("of", "with", "behind"),
}
_ONLY_ASK = _SMALL | _SAYING | _ASKED | _WANTED | frozenset(_LEADS)
# Takes "give me", "we need", "search for" off the head of a question; leaves "give way to", "need to leave".
_REQUEST = regex(
    r"^\W*(?:(?:please|pls|plz|(?:can|could|would|will) (?:you|u)|i|we|i['’]?m|we['’]?re|am|are|just)\s+)*"
    r"(?:(?:give|show|get|tell|send|find) (?:me|us)|(?:need|want|search(?:ing)?(?: for)?|look(?:ing)? (?:up|for)|"
    r"lookup|find|explain|summari[sz]e|recap|sum up|quote|cite)(?: to (?:know|see|find|quote|cite|read))?)\s+"
    r"(?!to\b|of\b|out\b)",
    re.IGNORECASE,
)
# Takes "quick question:" and "with regard to" off the head of a question.
_HEAD = regex(
    r"^\W*(?:(?:(?:please|pls|plz)\s+)?(?:help|urgent|(?:(?:quick|one)\s+)?question)\s*[:,–-]|"
    r"what(?:['’]?s|\s+is)\s+the\s+deal\s+with|on\s+the\s+(?:subject|topic)\s+of|"
    r"in\s+relation\s+to|with\s+(?:regards?|respect)\s+to|as\s+regards)\s+",
    re.IGNORECASE,
)
# Takes "is it true that the gates were shut"; leaves "is it true?"
_TRUE = regex(
    r"^\W*(?:(?:and|so|but)\s+)?(?:is|was)\s+it\s+(?:really\s+|actually\s+)?(?:true|correct|the\s+case|a\s+fact)\s+that\s+",
    re.IGNORECASE,
)
_NAME = r"(?:the\s+)?(?!(?:that|it|this|there|i|we|you|they|he|she)\b)[\w.’'-]+?(?:\s+[\w.’'-]+?){0,3}"
_SUBJECT = rf"(?P<name>(?!\S+['’]s\s){_NAME})"
_DOES = r"(?:does|did|do|has|have|is|was)"
_ABOUT_IT = r"(?:on|about|re:?|of|over|against|as\s+to|towards?)"
_VIEW = (
    "(?:positions?|stance|line|take|views?|opinions?|attitude|angle|arguments?|claims?|comments?|concerns?|complaints?)"
)
_REASONS = r"(?:reasons?|justifications?|explanations?|excuses?|grounds|rationale)"
# How people ask for what somebody says, and why; each is asked in the words that letters are looked for with.
_SAID_PLAINLY = (
    # Takes "kesparia's stance on", "what are kesparia's arguments about"; leaves "kesparia's reply on", a letter's
    (
        rf"(?:(?:and|so)\s+)?(?:what(?:[’']?s|\s+is|\s+was|\s+are|\s+were)\s+)?(?P<name>(?!what\b){_NAME})[’']s?\s+"
        rf"(?:(?:own|official|main)\s+)?{_VIEW}\s+{_ABOUT_IT}",
        r"what does \g<name> say about",
    ),
    # Takes "what is the view of Kesparia on"
    (
        rf"(?:what(?:[’']?s|\s+is|\s+was|\s+are|\s+were)\s+)?the\s+{_VIEW}\s+of\s+(?P<name>{_NAME})\s+{_ABOUT_IT}",
        r"what does \g<name> say about",
    ),
    # Takes "what is said by Kesparia on"; leaves "what was signed by Kesparia on"
    (
        r"what(?:[’']?s|\s+is|\s+was|\s+has\s+been)\s+(?:said|stated|written|claimed|argued|alleged)\s+by\s+"
        rf"(?P<name>{_NAME})\s+{_ABOUT_IT}",
        r"what does \g<name> say about",
    ),
    # Takes "what claims does Kesparia make about", "what concerns did it raise about"
    (
        rf"what\s+(?:{_VIEW}|points?|remarks?|observations?)\s+{_DOES}\s+{_SUBJECT}\s+"
        rf"(?:ma[dk]e|raised?|advanced?|voiced?|express(?:ed)?|gi?ven?|gave|have|had|put\s+forward)\s+{_ABOUT_IT}",
        r"what does \g<name> say about",
    ),
    # Takes "what does Kesparia argue about"; leaves "what did Kesparia demand of"
    (
        rf"what\s+{_DOES}\s+{_SUBJECT}\s+(?:argued?|claim(?:ed)?|alleged?|assert(?:ed)?|maintain(?:ed)?|"
        rf"contend(?:ed)?|observed?|remark(?:ed)?|believed?|think|thought|reckon)\s+(?:on|about|re:?)",
        r"what does \g<name> say about",
    ),
    # Takes "what reasons does Kesparia give for", "kesparia's excuse for"
    (
        rf"(?:what\s+{_REASONS}\s+{_DOES}\s+{_SUBJECT}\s+(?:gi?ven?|gave|offer(?:ed)?|have|had|provided?|cited?)|"
        rf"(?:what(?:[’']?s|\s+is|\s+was|\s+are|\s+were)\s+)?(?P<whose>(?!what\b){_NAME})[’']s?\s+{_REASONS})\s+for",
        r"\g<name>\g<whose>'s reasons for",
    ),
    # Takes "how does Kesparia justify closing"; leaves "how does Kesparia explain that"
    (
        rf"how\s+{_DOES}\s+{_SUBJECT}\s+(?:justif(?:y|ied)|explain(?:ed)?|excused?|defend(?:ed)?)(?=\s+(?!that\b))",
        r"\g<name>'s reasons for",
    ),
)
# Takes " asap" and ", any info?" off the end of a question.
_BEHIND = regex(
    r"[\s,;:–-]+(?:asap|urgent(?:ly)?|(?:got\s+)?any\s+(?:info|information|news|details?|quotes?|idea)|"
    r"(?:is\s+)?mentioned(?:\s+(?:anywhere|at\s+all|somewhere))?|what\s+do\s+(?:we|you)\s+(?:have|know)|"
    r"what\s+(?:was|is|has\s+been)\s+(?:said|written))\W*$",
    re.IGNORECASE,
)
_AFFAIR = regex(
    r"(?<=\w)\s+(?:issues?|thing|business|matter|affair|saga|situation|dispute)(?=\W*$)",
    re.IGNORECASE,
)


@cache
def _said_plainly() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(rf"^\W*{each}(?=\s)", re.IGNORECASE), plainly) for each, plainly in _SAID_PLAINLY)


def bare(text: str) -> str:
    """Return the question in `text` without what only asks for an answer: "remind me who shot" asks who shot.

    Whose stance is asked for is asked as what he says: "Renn's line on the dam".
    """
    said = text
    for pattern, plainly in _said_plainly():
        said = pattern.sub(plainly, said, count=1)
    said = _HEAD.sub("", said, count=1)
    if (true := _TRUE.match(said)) is not None:
        return f"is it so that {said[true.end() :]}"
    start, instead = _asked_at(said)
    if not start and (request := _REQUEST.match(said)) is not None:
        start = request.end()
    asked = _BEHIND.sub("", said[start:], count=1)
    if start:
        asked = _AFFAIR.sub("", bare(asked), count=1)
    return instead + asked if terms(asked) and not all(map(_only_names_a_place, _folded(asked))) else text


def _asked_at(text: str) -> tuple[int, str]:
    """Return where what is asked begins, behind words that only ask, and what to put in their place; 0 if nowhere."""
    before: list[str] = []
    for found in _WORD.finditer(text):
        word = found[0].casefold().replace("’", "'")
        if _is_about(word, before, text[found.end() :]):
            return found.end(), ""
        if word in _WHO and not _KNOWN.isdisjoint(before) and _WHO.isdisjoint(before):
            return found.start(), ""
        if word in ("if", "whether") and not _KNOWN.isdisjoint(before) and _WHO.isdisjoint(before):
            return found.end(), "is it so that"
        if word not in _ONLY_ASK and (before or word not in _WHO):
            return 0, ""
        before.append(word)
    return 0, ""


def _is_about(word: str, before: Sequence[str], behind: str) -> bool:
    """Tell whether a word leads to the topic of a question, when only such words stand before it as only ask.

    Takes "on" in "anything on the gates"; leaves it in "who was on the boat", and "about" in "what about the crew".
    """
    first, last = (before[0], before[-1]) if before else ("", "")
    if first in _WHO - _WHAT - _WHICH or not (first not in _WHO or _WANTED.isdisjoint(before)):
        return False
    if word in _ABOUT:
        return before != ["what"] and not re.match(r"\s+to\b|\W*$", behind)
    if word in ("mention", "mentions") and not re.match(r"\s+(?:of|on|about)\b|\W*$", behind):
        return bool(before)
    if word == "on":
        says = not _SAYING.isdisjoint(before) or not (_HAVE.isdisjoint(before) or _WE.isdisjoint(before))
        return says and first not in _WHICH
    return word in _LEADS.get(last, ())


def _only_names_a_place(word: str) -> bool:
    """Tell whether a word asks for a piece of a letter as such: "give me paragraph 4"."""
    return word in _SAYING or word.isdecimal()


def _folded(text: str) -> list[str]:
    return [word.casefold() for word in _WORD.findall(text)]
