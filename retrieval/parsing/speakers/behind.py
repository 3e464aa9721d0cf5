"""Reads from the words behind a quotation, or from an entry of a list, who speaks: "said Anna Berg", "(Anna Berg)"."""

import re

from retrieval.parsing.names import PERSON, PROPER, People, is_person
from retrieval.parsing.speakers.by_noun import ACCORDING
from retrieval.parsing.speakers.callings import ADJECTIVE, CALLING, OFFICE
from retrieval.parsing.speakers.heads import TEXT_NOUN
from retrieval.parsing.speakers.translated import follows_translated
from retrieval.parsing.speakers.verbs import VERBS
from retrieval.parsing.speakers.whose import WITH_TITLE, Speaker, Whose, named, worded
from retrieval.patterns import regex

_INVERTED = regex(rf"[,.]?\s*(?:{VERBS})\s+(?:the\s)?({ADJECTIVE}{PROPER}(?:,\s{PERSON})?)")
# "wrote the editor of the Dorn Courier, Oskar Lind"
_INVERTED_ROLE = regex(rf"[,.]?\s*(?:{VERBS})\s+(?:the|an?)\s([a-z][^,;:“”]{{2,80}}),\s({PERSON})(?=[,.;]|$)")
# "... was the answer given by Anna Berg", ": these are the words of Anna Berg"
_AFTER_NOUN = regex(
    rf"\s*[,:;–—-]?\s*(?:(?:these|those|this|that|such)\s)?(?:was|were|is|are)\s(?:also\s)?(?:the|her|his)?\s?(?:very\s|own\s|exact\s)?"
    rf"{TEXT_NOUN}s?\s(?:\w+\s)?(?:of|by|from)\s(?:the\s)?({ADJECTIVE}{PROPER}(?:,\s{PERSON})?)"
)
# not ", Anna Berg stated that", nor ", she calls “a ruin”": another clause begins there; nor ", she quoted him as"
_GOES_ON = (
    r"(?!\s[“„«\"‘])(?!\s[^.,;:“”\"]{1,80}\sas\s(?:saying|having|stating)\b)"
    r"(?!\s(?:[^.,;:“”\"]{1,60}\s)?that\b(?!\s(?:same|very|day|night|evening|morning|afternoon|week|year)\b))"
)
_AFTERWARDS = regex(rf",?\s*(?:as\s)?(?:the\s)?({PROPER})\s+(?:{VERBS})\b{_GOES_ON}")
# "the Minister of Water, Aldous Renn, told the press"
_AFTER_OFFICE = regex(rf",?\s*(?:the\s)?({ADJECTIVE}{PROPER},\s{PERSON}),\s+(?:{VERBS})\b{_GOES_ON}")
_DAY = r"(?:on\s)?(?:\d{1,2}\s[A-Z][a-z]+|[A-Z][a-z]+)\s\d{4}"
# where and when; not ", refused to comment", ", was never told": there it is a clause of its own
_WHERE = (
    r"(?:,\s(?!(?:who|whom|whose|which|is|are|was|were|has|have|had|does|did|would|could|never|not|\w+ed)\b)"
    r"[^()]{0,80})?"
)
# "(Minister Anna Berg, 3 May 2021)", "(Anna Berg, Minister for Water of Kesparia, 3 May 2021)"
_IN_BRACKETS = regex(
    rf"\s*\((?:the\s)?({ADJECTIVE}{PROPER}(?:,\s{PERSON})?)(?:,\s(?!{_DAY})([^(),]{{2,80}}))?{_WHERE}\)"
)
# "– General Anna Berg, 9 May 2021", behind the last words of a paragraph
_BY_DASH = regex(
    rf"\s*[–—]\s?(?:the\s)?({ADJECTIVE}{PROPER}(?:,\s{PERSON})?)(?:,\s(?!{_DAY})([^(),]{{2,80}}))?{_WHERE}\.?$"
)
# "(a) President Anna Berg, 3 May 2021: ", "- Anna Berg (Minister for Water): "
_ENTRY = regex(
    rf"^(?:(?:\(?(?:[a-z]{{1,2}}|[ivxl]{{1,5}}|\d{{1,2}})[).]|[•·▪–—-])\s+)?(?:{_DAY}[,:]\s)?"
    r"(?!(?:To|For|From|About|On|Against|With|In|At|By|As|Of|After|Before|Under|Concerning|Regarding|And|But|Dear)\b)(?:[Tt]he\s)?"
    rf"({ADJECTIVE}{PROPER}(?:,\s{PERSON})?)(?:(?:,\s|\s\()(?!{_DAY})([^(),;:]{{2,80}})\)?)?"
    rf"(?:(?:,\s|\s\(|\s){_DAY}\)?)?\s?[:–—]\s*$"
)
_COINED = regex(
    rf"\b[Tt]?(?:his|hat|he|hese|hose)\s(?:\w+\s){{0,2}}(?:phrases?|terms?|expressions?|words?|slogans?|notions?|"
    rf"concepts?)\s(?:was|were)\s(?:\w+\s){{0,3}}?"
    rf"(?:used|coined|uttered|voiced|introduced|employed)\b[^.;]{{0,60}}?\b(?:by|(?:in\s(?:a|an|the|his|"
    rf"her)\s(?:\w+\s){{0,2}}{TEXT_NOUN}\s(?:of|by)))\s(?:the\s)?({ADJECTIVE}{PROPER}(?:,\s{PERSON})?)"
    r"(?:\s(?:when|while)\s(?:he|she)\swas\s(?:the\s)?([^,.;]{3,120}))?"
)
# "These were the words of Anna Berg.", "These are the words of the miller of Sarn, Oskar Lind."
_THEIR_WORDS = regex(
    r"(?:These|Those|Such)\s(?:were|are)\s(?:also\s)?(?:the\s)?(?:very\s|own\s|exact\s)?words\sof\s(?:the\s|an?\s)?"
    rf"(?:[a-z][^,;:.“”]{{2,80}},\s(?P<person>{PERSON})|({ADJECTIVE}{PROPER}(?:,\s{PERSON})?))"
)
# whose text a resolution or an article is: "article 2 (4) of the Charter provides", "resolution 12 (1967) emphasizes"


# ", it continues"
_IT_GOES_ON = regex(
    r",?\s*it\s(?:also\s|then\s|further\s)?(?:add(?:s|ed)|continue[sd]|conclude[sd]|goes\son|went\son)\b"
)
_WHOSE = ("’s", "'s", "s’", "s'")  # "said Anna Berg’s lawyer"


def follows(tail: str, people: People, *, told: bool = False) -> Speaker | Whose:
    """Return who speaks before `tail`, the words after a quotation: "said Anna Berg", "the Minister added".

    Where the words before it have `told` of somebody who speaks, a source that is given behind is another's.
    """
    found = _INVERTED.match(tail) or _AFTERWARDS.match(tail) or _AFTER_OFFICE.match(tail) or _AFTER_NOUN.match(tail)
    if found:
        return Whose.UNKNOWN if found[1].endswith(_WHOSE) else named(found[1], people)
    if (found := _INVERTED_ROLE.match(tail)) and CALLING.match(found[1]):
        return _with_office(found[2], found[1], people)
    if not told and (found := ACCORDING.match(tail.lstrip(", "))):
        return worded(found[1], people)
    if not told and (found := _IN_BRACKETS.match(tail) or _BY_DASH.match(tail)):
        return _with_office(found[1], found[2], people)
    if re.match(rf",?\s*(?:he|she)\s(?:{VERBS})\b", tail):
        return Whose.SAME
    if _IT_GOES_ON.match(tail):
        return Whose.LAST
    return follows_translated(tail, people)


# "Prime Minister", "former Minister for Water of Kesparia"; not "General", "letter to the Minister"
_AN_OFFICE = regex(
    rf"(?:the\s)?{ADJECTIVE}(?!(?:General|Member|Chief|Head|Master|Officer)$)(?:[A-Z][\w-]+\s){{0,3}}?(?:{OFFICE.pattern}|spokes\w+)"
    r"(?:-General)?(?:\s(?:of|for|to|in|and|the|[A-Z][\w’'.-]*))*"
)


_A_CALLING = regex(rf"(?:(?:the|an?)\s)?(?:[a-z-]+\s){{0,2}}?{CALLING.pattern}")  # "mate of the Lark"


def _with_office(phrase: str, role: str | None, people: People) -> Speaker | Whose:
    """Return whom a phrase names that no verb goes with: a person with an office or known before, or an office.

    "New York, 3 May" looks like a person and is a place.
    """
    speaker = named(phrase, people)
    if not isinstance(speaker, Speaker):
        return Whose.UNKNOWN
    if role and is_person(speaker.name) and (_AN_OFFICE.fullmatch(role) or _A_CALLING.match(role)):
        people.learn(speaker.name, role)
        return Speaker(speaker.name, role)
    known = speaker.role is not None or WITH_TITLE.match(phrase) or people.recognise(speaker.name)[1] is not None
    return speaker if known or _AN_OFFICE.fullmatch(speaker.name) else Whose.UNKNOWN


def entry(lead: str, people: People) -> Speaker | Whose:
    """Return who speaks in an entry of a list that gives only a name, an office or a date before the quotation."""
    found = _ENTRY.match(lead)
    return _with_office(found[1], found[2], people) if found else Whose.UNKNOWN


def their_words(sentence: str, people: People) -> Speaker | Whose:
    """Return whose words a sentence says that these were, which stand before it."""
    found = _THEIR_WORDS.match(sentence)
    return named(found["person"] or found[2], people) if found else Whose.UNKNOWN


def coined(sentence: str, people: People) -> Speaker | None:
    """Return who used a phrase that the sentence refers back to: "this phrase was first used by ..."."""
    if (theirs := their_words(sentence, people)) is not Whose.UNKNOWN:
        return theirs if isinstance(theirs, Speaker) else None
    found = _COINED.search(sentence)
    speaker = named(found[1], people) if found else Whose.UNKNOWN
    if found is None or not isinstance(speaker, Speaker):
        return None
    role = f"then {found[2].strip()}" if found[2] else speaker.role
    people.learn(speaker.name, role)
    return Speaker(speaker.name, role)
