"""Who moves or sends the text that a sentence leads to: "A proposal was by Kesparia to add these words as follows.".

Only what the words name counts; in doubt the answer is `Whose.UNKNOWN`.
"""

import re
from collections.abc import Callable

from retrieval.language.states import canonical
from retrieval.parsing.names import CAP, PERSON, PROPER, People, state_of
from retrieval.parsing.parts.authors import joint
from retrieval.parsing.speakers.callings import ADJECTIVE
from retrieval.parsing.speakers.heads import TEXT_NOUN
from retrieval.parsing.speakers.subjects import subject, subject_of
from retrieval.parsing.speakers.whose import Speaker, Whose, named, worded
from retrieval.patterns import regex

_MOTION = (
    r"(?:proposals?|amendments?|resolutions?|drafts?|redraft|motion|suggestions?|addendum|formula|reservation|text|version|"
    r"article|paragraph|clause|statement|declaration)"
)
_FOLLOWS = (
    r"(?:\bas\sfollows|\bfollow(?:s|ing)\b[^.;:]{0,80}|\bin\sthese\sterms|\breads?|\bcontinue[sd])\s?[.:–—-]*\s*$"
)
# "The second proposal accepted by the Board was by the Kesparian to add an article as follows."
_WAS_BY = regex(
    rf"\b{_MOTION}\b[^.;:]{{0,80}}\s(?:was|were|is|came)\s(?:by|from)\s(?:the\s)?({CAP}(?:\s{CAP}){{0,3}})\s(?:to|for|that|proposing)\b"
    rf"[^.;:]{{0,200}}?{_FOLLOWS}"
)
# "Kesparia has circulated a revised draft of paragraph 2, amending the last sentence to read as follows."; what
# "proposed changes in our draft, which reads:" leads to is not Kesparia's
_MOVES = regex(
    rf"\s(?:proposed?s?|suggest(?:s|ed)?|present(?:s|ed)?|submit(?:s|ted)?|circulate[sd]?|move[sd]?|table[sd]?|introduce[sd]?|offer(?:s|ed)?|"
    rf"put\sforward)\s(?:an?|(?:his|her|its|their|the)(?:\sown|\sfollowing)?)\s(?:[\w-]+\s){{0,2}}?{_MOTION}\b"
    rf"(?P<rest>(?![^;:]*\b(?:to|of|in|on)\s(?:our|my|your)\b)(?![^;:]*\b(?:by|from)\s(?:the\s)?[A-Z])[^;:]{{0,240}}?){_FOLLOWS}"
)
_OWN = regex(r"\b(?:I|[Ww]e|[Oo]ur|[Mm]y)\b[^,;:.]*$")
_ANSWERED = regex(r"\b(?:which|that|but|and)\s(?:we|I|our|my|was|were|had|has)\b")
_ONE = rf"(?:the\s)?{CAP}(?:\s{CAP}){{0,3}}"
_LIST = rf"{_ONE}(?:,\s{_ONE}){{0,7}},?\sand\s{_ONE}"
# "following joint Kesparian and Orvelland proposal"; "The Delegations of Kesparia, Orvelland and Merovand presented"
_JOINT = regex(
    rf"\b[Ff]ollowing\s(?:further\s|revised\s|new\s)*(?P<joint>joint\s)?(?P<of>{_LIST})\s(?:draft\s)?{_MOTION}\b|"
    rf"\b(?:[Dd]elegations|[Gg]overnments|[Rr]epresentatives|[Dd]elegates|[Mm]inisters)\s(?:of|for)\s(?P<by>{_LIST})\s(?:(?:have|has|had|jointly|to-?day|"
    rf"then)\s)*(?:proposed|submitted|presented|moved|tabled|circulated|issued|made)\s(?:the\s)?following\b"
)


def moved_by(sentence: str, people: People) -> Speaker | Whose:
    """Return whose proposal the text is to which a sentence leads."""
    if found := _JOINT.search(sentence):
        return _joint(found["of"] or found["by"], any_names=found["joint"] is not None or found["of"] is None)
    if found := _WAS_BY.search(sentence):
        return _one(found[1], people)
    found = _MOVES.search(sentence)
    if found is None or _ANSWERED.search(found["rest"]):
        return Whose.UNKNOWN
    before = re.sub(r"\s(?:have|has|had|then|also|now|later|to-?day)$", "", sentence[: found.start()])
    return Whose.UNKNOWN if is_own(before) else _named_before(before, people)


def is_own(before: str) -> bool:
    """Tell whether the words before a verb name its subject as the sender's own: "our Governments"."""
    return _OWN.search(before) is not None


def _named_before(before: str, people: People) -> Speaker | Whose:
    """Return the subject of a verb of moving; "the Soviet" and "the Kesparian" are States."""
    short = re.search(r"(?:^|[,;]\s|\bmanoeuvring\s|\bthen\s)(?:[Tt]he\s)?([A-Z]\w+)$", before)
    if short and (state := state_of(short[1])):
        return Speaker(state)
    return subject(before, people)


def _one(phrase: str, people: People) -> Speaker | Whose:
    state = state_of(phrase)
    return Speaker(state) if state else worded(phrase, people)


def _joint(names: str, *, any_names: bool) -> Speaker | Whose:
    """Return several names as one speaker; they have to be those of States where nothing else says that they act."""
    parts = [re.sub(r"^the\s", "", each.strip()) for each in re.split(r",\s(?:and\s)?|\sand\s", names)]
    states = [each if canonical(each) else state_of(each) for each in parts]
    if not (any_names or all(states)):
        return Whose.UNKNOWN
    return Speaker(joint([state or part for state, part in zip(states, parts, strict=True)]))


# "I have received from the Foreign Minister a note of which the following are the main terms:-"
_NOTE = rf"an?\s(?:[\w-]+\s){{0,3}}?(?:{TEXT_NOUN}|appreciation|survey|review|summary)"
_SENSE = (
    r"(?:of\swhich\s(?:the\s)?following\s(?:is|are)\b[^.;:]{0,60}|to\s(?:the\sfollowing|this)\seffect\b[^.;:]{0,100}|"
    r"in\sthe\sfollowing\s(?:sense|terms)\b[^.;:]{0,60}|(?:along|on)\s(?:the\s)?following\slines|which\sreads|as\sfollows)\s?[.:–—-]*"
    r"(?:\s?\((?:a|A|i|1)\)\s.*)?\s*$"
)
_RECEIVED = regex(
    rf"\b(?:received|had)\s(?:[\w-]+\s){{0,3}}?from\s(?:the\s)?({ADJECTIVE}{PROPER}(?:,\s{PERSON},?)?)\s{_NOTE}[^.;:]{{0,60}}?\s{_SENSE}"
)
_SENT = regex(
    rf"\s(?:left|handed|given|gave|sent|addressed|presented|delivered)(?:\s(?:with\s|to\s)?(?:me|us))?\s{_NOTE}[^.;:]{{0,60}}?\s{_SENSE}"
)


_HAS = regex(r"\s(?:has|have|had)(?:\s(?:now|just|also|to-?day))?$")


def sense_of(sentence: str, people: People) -> Speaker | Whose:
    """Return whose note it is of which a sentence says that its sense follows."""
    if found := _RECEIVED.search(sentence) or _STATING.search(sentence):
        return worded(found[1], people)
    found = _SENT.search(sentence)
    before = _HAS.sub("", sentence[: found.start()]) if found else ""
    if not before or is_own(before) or before.endswith(" you"):
        return Whose.UNKNOWN
    return subject_of(f"{before} ", people)


_MAIN_POINTS = regex(
    r"(?:The\s)?[Ff]ollowing\s(?:is|are)\s(?:the|its|his|her)\s(?:main|chief|essential|principal|salient)\s(?:points|terms|passages|extracts|"
    r"features|parts|substance)\s?[.:–—-]*\s*"
)


# "A note has been received from the Harbour Board protesting and affirming:"
_STATING = regex(
    rf"\b{TEXT_NOUN}\b[^.;:]{{0,30}}\sreceived\s(?:[\w-]+\s){{0,2}}?from\s(?:the\s)?({ADJECTIVE}{PROPER})[’']?\s[^.;:]{{0,120}}?\b"
    r"(?:affirming|stating|saying|suggesting|proposing|requesting|asking|claiming|declaring|recommending)(?:\s(?:inter\salia\s)?that)?\s?"
    r"[:–—-]+\s*$"
)


def points_of(sentence: str, before: str, people: People) -> Speaker | Whose:
    """Return whose note it is, told in the sentence before, of which a sentence says that the main points follow."""
    if not _MAIN_POINTS.fullmatch(sentence):
        return Whose.UNKNOWN
    return sense_of(f"{_IN_BRACKETS.sub('', before).rstrip(' .')} of which the following are the main points:", people)


_IN_BRACKETS = regex(r"\s?\([^()]{0,200}\)")


# "the following stipulation was made by the Board when", "the following observations of the Board were considered"
_TERMS = (
    r"(?:observations?|recommendations?|stipulations?|conclusions?|decisions?|views|comments?|reservations?|proposals?|suggestions?|"
    r"statements?|resolutions?|remarks|instructions)"
)
_MADE_BY = regex(
    rf"\bfollowing\s(?:[a-z]+\s)?{_TERMS}(?:\sand\s{_TERMS})?\s(?:(?:was|were|has\sbeen|have\sbeen|had\sbeen)\s(?:\w+ly\s)?(?:made|"
    rf"reached|adopted|taken|expressed|given|submitted|put\sforward|approved)\s(?:by|in)|of|by)\s(?:the\s)?"
    rf"(?:aide-m[ée]moire\s(?:submitted|presented|prepared)\sby\s(?:the\s)?)?({ADJECTIVE}{PROPER}(?:\srepresentatives)?)"
    rf"(?=\s(?:was|were|when|at|on|in|to|for|of|have|has)\b|\s?[,:.–—-])[^.;:]{{0,160}}[:.–—-]*\s*$"
)
# "The policy, as stated to Parliament by the Acting Minister on 3 May, is as follows:-"
_STATED_BY = regex(
    rf"\b(?:stated|announced|declared|explained|outlined|described)\b[^.;:]{{0,40}}\sby\s(?:the\s)?({ADJECTIVE}{PROPER}(?:,\s{PERSON})?)"
    r"(?:,?\son\s[^.;:,]{3,30})?,?(?:\s(?:is|was))?(?:\sas\sfollows)?\s?[:–—-]+\s*$"
)
# "The matter was discussed in Cabinet, and the following decisions were reached which"
_MADE_IN = regex(
    rf"(?:\b(?:by|[Ii]n)\s(?:the\s)?((?:[A-Z]\w+\s)?Cabinet|{CAP}(?:\s{CAP}){{0,3}}\s(?:Committee|Commission|Council|Board))|"
    rf"\b[Aa]t\s(?:the|a|an)\s((?:{CAP}\s){{1,4}}?(?:Conference|Meeting|Congress|Assembly)))\b[^.;:]{{0,60}},?\s(?:and\s)?(?:the\s)?following\s{_TERMS}\s"
    r"(?:was|were|has\sbeen|have\sbeen)\s(?:\w+ly\s)?(?:reached|taken|made|adopted|agreed|passed)\b[^.;:]{0,160}[:.–—-]*\s*$"
)


# "on other grounds than those suggested by Kesparia, viz:"
_THOSE_OF = regex(
    rf"\bthose\s(?:suggested|proposed|put\sforward|given|stated|advanced|listed)\sby\s(?:the\s)?({ADJECTIVE}{PROPER}),?\s(?:viz|namely|i\.e)\.?,?\s?[:–—-]+\s*$"
)
# "adopted an amendment suggested by Renn to delete these words and to add a sentence as follows."
_SUGGESTED_BY = regex(
    rf"\b{_MOTION}\s(?:suggested|proposed|moved|submitted|put\sforward)\sby\s(?:the\s)?({CAP}(?:\s{CAP}){{0,3}})\sto\s(?:delete|add|insert|omit|replace|"
    rf"substitute|amend|change)\b[^.;:]{{0,240}}?{_FOLLOWS}"
)


def made_by(sentence: str, people: People) -> Speaker | Whose:
    """Return by whom, or in which body, the decisions or remarks were made to which a sentence leads."""
    if found := _MADE_IN.search(sentence):
        return Speaker(found[1] or found[2])
    if (found := _SUGGESTED_BY.search(sentence)) is not None:
        return _one(found[1], people) if " " in found[1] or state_of(found[1]) else named(found[1], people)
    found = _MADE_BY.search(sentence) or _STATED_BY.search(sentence) or _THOSE_OF.search(sentence)
    if found is None:
        return Whose.UNKNOWN
    return Speaker(found[1]) if found[1].endswith("representatives") else worded(found[1], people)


_LONGEST = 700  # characters of a sentence that are looked at
# "quoted Clause 28 of the Dorn Agreement, of January 1944, as follows", "paragraph 3(B) of the Lind agreement reads"
_PLACE = r"(?:[Aa]rticle|[Cc]lause|[Pp]aragraph|[Ss]ection|[Cc]hapter|[Rr]ule|[Pp]art)s?\s[\dIVX]+(?:\s?\(\w{1,3}\))*"
_LAW = (
    r"(?:Charter|Convention|Covenant|Treaty|Statute|Protocol|[Aa]greement|Declaration|Constitution|Accord|Pact|Act|"
    r"Decree)"
)
_OF_LAW = regex(
    rf"\b{_PLACE}\sof\sthe\s((?:{CAP}-?\s(?:-\s)?(?:and\s|of\s(?:the\s)?)?){{1,6}}?{_LAW}(?:\sof\s(?:the\s)?(?!January|February|March|April|May\b|June|July|"
    rf"August|September|October|November|December){CAP}(?:\s{CAP}){{0,3}})?)\b(?P<rest>[^.;:]{{0,80}})[:.–—-]*\s*$"
)
_READS = regex(r"\b(?:reads?|provides?|says|said|states?|stated|as\sfollows|stipulates?|runs)\b")
_PLACE_SAYS = regex(
    rf"(?:^|,\s)({_PLACE})\s(?:said|says|reads?|stated?s?|provide[sd]?(?:\sthat)?|declare[sd]?(?:\sthat)?)\s?[:–—-]+\s*$"
)


def law_quoted(sentence: str, before: Callable[[], str]) -> Speaker | Whose:
    """Return the treaty of which a sentence quotes an article, named there or where the article was named before.

    `before` gives the letter's own words so far.
    """
    sentence = sentence[-_LONGEST:]
    if (found := _OF_LAW.search(sentence)) and _READS.search(found["rest"]):
        return Speaker(found[1])
    article = _PLACE_SAYS.search(sentence)
    if article is None:
        return _report_quoted(sentence, before)
    of_law = rf"\b{re.escape(article[1])}\sof\s(?:the\s)?({PROPER}\s(?:{_LAW})|{PROPER})"
    named = {each[1] for each in re.finditer(of_law, before()) if re.search(_LAW, each[1])}
    return Speaker(named.pop()) if len(named) == 1 else Whose.UNKNOWN


_SAYS = (
    r"(?:states?|stated|says|said|provides|reads|concludes|concluded|adds|added|continues|finds|found|recommends|indicates|"
    r"points\sout|observes)"
)
# "The Renn Report indicates that it will take time:-", "Finally, the report states that:-"
_REPORT_SAYS = regex(
    rf"(?:^|[.,]\s|\s)[Tt]he\s(?P<name>(?:[A-Z][\w-]+\s){{0,4}}?(?P<kind>[Rr]eport|[Mm]emorandum|White\sPaper|[Aa]ppreciation))\s(?:\w+ly\s|then\s|also\s)?"
    rf"{_SAYS}\b[^.;:]{{0,120}}:[–—-]?\s*$"
)


def _report_quoted(sentence: str, before: Callable[[], str]) -> Speaker | Whose:
    """Return the report that a sentence quotes by its name; "the report" is the one that was named before, if any."""
    found = _REPORT_SAYS.search(sentence)
    if found is None:
        return Whose.UNKNOWN
    if found["name"] != found["kind"]:
        return Speaker(found["name"])
    kind, earlier = found["kind"], before()
    named = {each[1] for each in re.finditer(rf"\b((?:[A-Z][\w-]+\s){{1,4}}{kind.capitalize()})\b", earlier)}
    named = {re.sub(r"^The\s", "", each) for each in named}
    others = re.search(rf"\b(?:an?|another|his|her|its|their|this|following|second|other)\s(?:\w+\s)?{kind}\b", earlier)
    return Speaker(named.pop()) if len(named) == 1 and not others else Whose.UNKNOWN
