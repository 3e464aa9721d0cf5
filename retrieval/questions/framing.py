"""What people wrap around what they ask: "remind me what ...", "whats the story on ...". No letter holds such words."""

import re
from collections.abc import Sequence
from functools import cache

from retrieval.language.analysis import terms
from retrieval.patterns import regex

_WORD = regex(r"[\w'’]+")
# Words that tell nothing of what is asked. No "they", "he", "it": whom or what they stand for is part of the question.
_SMALL = frozenset(
    "a an the any some all this of to for in from up out is are was were has have had be been being do does did "
    "can could will would should might i we you u me us our my your im i'm i've i'd we've we're just really "
    "actually exactly also ever still again there here please pls plz so ok hi hey new latest brief "
    "short quick full key main can't cant cannot id kind as".split()
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
    "commented latest verbatim".split()
)
_ASKED = frozenset(
    "ask asks asked asking may check checking double confirm verify forgot remember recall kindly indicate grateful "
    "like remind explain wondering curious sure see find show give get got".split()
)
_WANTED = frozenset(
    "need needs want wants looking look search searching trying refresh memory boss colleague help understand".split()
)
_ASKS_ITSELF = r"(?:who|whom|whose|what|when|where|why|how|which|did|does|do|is|was|were|are|has|have|had|can|could)"
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
# Takes "thanks, but " off "thanks, but who is Renn?", "hi verbale, " off "hi verbale, how high is the dam?", "hello, "
# off "hello, the height of the dam please"; leaves "thanks for the letter" alone, which asks nothing.
_GREETS = (
    r"(?:hi|hiya|hello|hey|good (?:morning|afternoon|evening)|thanks|thank you|thx|cheers|ok(?:ay)?|"
    r"(?:great|nice|cool|no|well|right|sure)(?=[,.!]|\s[–-])|sorry|please|pls|yes|i mean)"
    r"(?: (?:there|all|everyone|bot|verbale|a lot|very much|so much))?"
)
_GREETING = regex(
    rf"^\W*(?:{_GREETS}\b[\s,.!:;–-]+)+(?:(?:but|now)\s+)?"
    rf"(?=(?:[\w’'-]+\s+){{0,3}}?(?:{_ASKS_ITSELF}|tell|show|list)\b"
    r"|(?:[\w’'-]+\s+){2,12}(?:please|pls|plz)\W*$)",
    re.IGNORECASE,
)
# Takes " please" off "who signed it please?".
_THANKS_BEHIND = regex(
    r"(?<![\s,])[\s,]+(?:(?:please|pls|plz|thanks|thank you|thx|cheers)\b[\s,]*)+(?=\W*$)", re.IGNORECASE
)
# Takes "give me", "we need", "search for" off the head of a question; leaves "give way to", "need to leave".
_REQUEST = regex(
    r"^\W*(?:(?:please|pls|plz|kindly|(?:can|could|would|will) (?:you|u)|i|we|i['’]?m|we['’]?re|am|are|just)\s+)*"
    r"(?:(?:give|show|get|tell|send|find) (?:me|us)|(?:brief|update) (?:me|us) on|"
    r"fill (?:me|us) in on|catch (?:me|us) up on|walk (?:me|us) through|help (?:me|us) (?:find|understand)|"
    r"(?:pull|dig) (?:up|out)|looking into|(?<=please )(?:indicate|state|set out|outline)|"
    r"(?<=kindly )(?:indicate|state|set out|outline)|(?:need|want|search(?:ing)?(?: for)?|look(?:ing)? (?:up|for)|"
    r"lookup|find|explain|summari[sz]e|recap|sum up|quote|cite)(?: to (?:know|see|find|quote|cite|read))?)\s+"
    r"(?!to\b|of\b|out\b)",
    re.IGNORECASE,
)
# Takes "quick question:", "silly question but", "one more thing:", "not sure you have it but"; leaves "the question,
# who", "last one: who", which may be of a letter, and "not sure who".
_ANNOUNCED = (
    r"(?:please|pls|plz)\s+(?:help|urgent)|help|urgent|follow-?\s?up|"
    r"(?:(?:just|an?|one|another|my)\s+)*(?:(?:more|other|last|next|final)\s+)?"
    r"(?:(?:quick|short|simple|small|silly|stupid|dumb|random)\s+)?(?:question|query|thing|q)|"
    r"(?:just\s+)?(?:a\s+)?(?:quick|silly|stupid|dumb)\s+one|"
    r"(?:(?:i['’]?m|i\s+am)\s+)?not\s+sure\s+(?:(?:if|whether|that)\s+)?(?:you|u|we|it|this)(?:\s+[\w'’]+){1,3}|"
    r"to\s+(?:bother|bug|trouble)(?:\s+(?:you|u))?(?:\s+again)?"
)
# Takes such words, "topic:" and "with regard to" off the head of a question.
_HEAD = regex(
    rf"^\W*(?:(?:{_ANNOUNCED})(?:\s*[:,;–—-]+(?:\s*but\b,?)?|\s+but\b,?)|(?:topic|subject)\s*:|"
    rf"(?:quick|silly|stupid|dumb)\s+(?:question|q)(?=\s+{_ASKS_ITSELF}\b)|"
    r"(?:(?:my|our|the)\s+)?(?:boss|chief|team|colleagues?|minister|ambassador|director)\s+(?:wants?|needs?)\s+to\s+know"
    rf"(?=\s+{_ASKS_ITSELF}\b)|"
    r"what(?:['’]?s|\s+is)\s+the\s+deal\s+with|on\s+the\s+(?:subject|topic)\s+of|"
    r"in\s+relation\s+to|with\s+(?:regards?|respect)\s+to|as\s+regards)\s+",
    re.IGNORECASE,
)
# Takes "is it true that the gates were shut"; leaves "is it true?"
_TRUE = regex(
    r"^\W*(?:(?:and|so|but)\s+)?(?:is|was)\s+it\s+(?:really\s+|actually\s+)?(?:true|correct|the\s+case|a\s+fact)\s+that\s+",
    re.IGNORECASE,
)
# Words of no name: "who opposed kesparia's position on" and "did it share kesparia's views on" ask of others, and
# "anything on kesparia's position on" asks of Kesparia.
_NO_NAME = (
    r"(?!(?:that|it|this|there|i|we|you|they|he|she|who|which|whose|when|where|why|how|did|does|do|is|are|was|were|has|"
    r"have|had|can|could|would|should|and\s+(?:who|wh\w+|did|does|is|was)|so|but|or|please|pls|explain|compare|show|find|"
    r"give|tell|need|want|quotes?|summary|letters?|anything|something|on|about|re|to|with|against|by|from)\b)"
)
_NAME = rf"(?:the\s+)?{_NO_NAME}[\w.’'-]+?(?:\s+{_NO_NAME}[\w.’'-]+?){{0,3}}"
_SUBJECT = rf"(?P<name>(?!\S+['’]s\s){_NAME})"
_DOES = r"(?:does|did|do|has|have|is|was)"
_ABOUT_IT = (
    r"(?:on|about|re:?|of|over|against|as\s+to|towards?|regarding|concerning|with\s+(?:regard|respect)\s+to|"
    r"in\s+respect\s+of)"
)
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
    # Takes "what is the view of Kesparia on", "the position taken by Kesparia with respect to"
    (
        rf"(?:what(?:[’']?s|\s+is|\s+was|\s+are|\s+were)\s+)?the\s+{_VIEW}\s+"
        rf"(?:of|(?:taken|adopted|held|expressed|advanced)\s+by)\s+(?P<name>{_NAME})\s+{_ABOUT_IT}",
        r"what does \g<name> say about",
    ),
    # Takes "what is said by Kesparia on"; leaves "what was signed by Kesparia on"
    (
        r"what(?:[’']?s|\s+is|\s+was|\s+has\s+been)\s+(?:said|stated|written|claimed|argued|alleged)\s+by\s+"
        rf"(?P<name>{_NAME})\s+{_ABOUT_IT}",
        r"what does \g<name> say about",
    ),
    # Takes "anything from Kesparia on", "got a quote by the Coroner about"; leaves "anything from 2021 on"
    (
        r"(?:(?:do\s+(?:we|you)\s+have|have\s+(?:we|you)\s+got|got|is\s+there|give\s+me|show\s+me|find(?:\s+me)?)\s+)?"
        r"(?:(?:an?|any|some)\s+)?(?:anything|something|quotes?|words?|statements?|lines?)\s+(?:from|by)\s+"
        rf"(?!\d){_SUBJECT}\s+(?:on|about|re:?|regarding|concerning)",
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
# Takes " asap" and ", any info?" off the end of a question; leaves "was it urgent that" alone.
_BEHIND = regex(
    r"(?<![\s,;:–-])[\s,;:–-]++(?:asap|urgent(?:ly)?|(?:got\s+)?any\s+(?:info|information|news|details?|quotes?|idea)|"
    r"(?:is\s+)?mentioned(?:\s+(?:anywhere|at\s+all|somewhere))?|what\s+do\s+(?:we|you)\s+(?:have|know)|"
    r"what\s+(?:was|is|has\s+been)\s+(?:said|written))\W*$",
    re.IGNORECASE,
)
# Takes "need" off ", need source" and "with the" off "with the footnote": that words rest on one is still asked for.
_WITH_SOURCE = regex(
    r"[\s,;:–-]+(?:(?:i|we)\s+)?(?:need|want|with|plus)\s+(?:(?:the|an?|its)\s+)?(?P<source>sources?|footnotes?|links?)(?=\W*$)",
    re.IGNORECASE,
)
# Takes ", any info on" from between the two parts of a topic: "renn, any info on the toll".
_BETWEEN = regex(
    r"(?<=\w)\s*[,;:–-]\s*(?:(?:do\s+(?:we|you)\s+have|(?:have\s+(?:we|you)\s+)?got|is\s+there)\s+)?any(?:thing|\s+(?:info|"
    r"information|news|details?|quotes?|words?|idea))\s+(?:on|about|re)\b(?=\s+\w)",
    re.IGNORECASE,
)
_AFFAIR = regex(
    r"(?<=\w)\s+(?:issues?|thing|business|matter|affair|saga|situation|dispute)(?=\W*$)",
    re.IGNORECASE,
)


@cache
def _said_plainly() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(rf"^\W*+{each}(?=\s)", re.IGNORECASE), plainly) for each, plainly in _SAID_PLAINLY)


def without_courtesies(text: str) -> str:
    """Return a question without a greeting before it or thanks behind: "hi all, who signed it please?"."""
    return _THANKS_BEHIND.sub("", _GREETING.sub("", text, count=1))


def bare(text: str, layers: int = 8) -> str:
    """Return the question in `text` without what only asks for an answer: "remind me who shot" asks who shot.

    Whose stance is asked for is asked as what he says: "Renn's line on the dam". What is wrapped more often than
    `layers` stays wrapped: nobody asks so.
    """
    head = _HEAD.match(text)
    if layers and head is not None and terms(text[head.end() :]):
        return bare(text[head.end() :], layers - 1)
    said = text
    for pattern, plainly in _said_plainly():
        said = pattern.sub(plainly, said, count=1)
    if (true := _TRUE.match(said)) is not None:
        return f"is it so that {said[true.end() :]}"
    start, instead = _asked_at(said)
    if not start and (request := _REQUEST.match(said)) is not None:
        start = request.end()
    asked = _WITH_SOURCE.sub(r", \g<source>", _BEHIND.sub("", said[start:], count=1), count=1)
    asked = _BETWEEN.sub(",", asked, count=1)
    if start:
        asked = _AFFAIR.sub("", bare(asked, layers - 1) if layers else asked, count=1)
    words = _folded(asked)
    if not terms(asked) or all(map(_only_names_a_place, words)):
        return text
    return f"{instead} {asked.strip()}" if instead and words[0] not in _WHO else asked  # "if you know who" asks who


def _asked_at(text: str) -> tuple[int, str]:
    """Return where what is asked begins, behind words that only ask, and what to put in their place; 0 if nowhere."""
    before: list[str] = []
    for found in _WORD.finditer(text):
        word = found[0].casefold().replace("’", "'")
        if _is_about(word, before, text[found.end() :]):
            return found.end(), ""
        to_know = not _KNOWN.isdisjoint(before) and _WHO.isdisjoint(before)
        if word in _WHO and to_know:
            return found.start(), ""
        if (word in ("if", "whether") and to_know) or (word == "whether" and not before):
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
