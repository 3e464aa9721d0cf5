"""Reads from a sentence who speaks in it: a name with a verb of saying, "according to", "in the words of", "statement by".

A sentence that does not say it gives `None`: nothing is concluded from the subject matter.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto

from .names import CAP, PERSON, PROPER, People, is_person, without_article

_VERBS = (
    r"said|says|stated|states|declared|declares|wrote|writes|noted|notes|observed|observes|admitted|admits|acknowledged|"
    r"acknowledges|recognized|recognizes|confirmed|confirms|affirmed|affirms|reaffirmed|asserted|asserts|claimed|claims|argued|"
    r"argues|added|adds|announced|announces|replied|replies|responded|responds|answered|explained|explains|told|reported|reports|"
    r"concluded|concludes|warned|warns|stressed|stresses|emphasized|emphasizes|emphasised|underlined|underlines|pointed\sout|"
    r"points\sout|remarked|remarks|recalled|recalls|reiterated|reiterates|insisted|insists|maintained|maintains|held|found|ruled|"
    r"determined|urged|describes|described|characterized|characterizes|referred|refers|proclaimed|boasted|threatened|promised|"
    r"conceded|testified|recounted|recounts|puts|put\sit|commented|comments|expressed|expresses|condemned|decided|demanded|"
    r"requested|called|calls|provides|provided|stipulates|reads|alleged|alleges|denied|denies|regretted|complained|remembered|"
    r"remembers|suggested|suggests|charged|accused|informed|advised|deplored|welcomed|continued|speaks|spoke|quoted"
)
SAYING = re.compile(rf"\b(?:{_VERBS})\b")
_ADVERBS = re.compile(
    r"(?:[\s,]+(?:has|have|had|also|then|later|further|once|recently|publicly|clearly|openly|himself|herself|itself|themselves|again|"
    r"even|repeatedly|explicitly|rightly|thus|therefore|moreover|subsequently|already|would|could|reportedly|famously|frankly|\w+ly))+$"
)
_RELATIVE = r"(?:(?:,\s+(?:who|which|whose|having|himself|in\s(?:his|her|its|an?|the)|on\s\d|at\s(?:the|a))\b|\s[–—]\s).*)?"
_INTRO = r"(?:(?:[A-Z][^,:]{0,90}),\s+)?"
_ROLE_WORDS = (
    r"(?:Prime|Foreign|Deputy|Vice|Defence|Interior|President|Minister|Secretary|Ambassador|Professor|Chairman|Chairwoman|Chair|"
    r"Colonel|General|Major|Captain|Lieutenant|Senator|King|Queen|Judge|Commander|Spokesperson|Spokesman|Spokeswoman|Justice|"
    r"Governor|Mayor|Director|Commissioner|Rapporteur|Special|Envoy|High|Representative|Permanent|Chancellor|Premier|Doctor|"
    r"Brigadier|Admiral|Marshal|Sir|Lord|Count|Prince|Princess)"
)
_ADJECTIVE = r"(?:(?:then|former|first|second|current|late|acting|incumbent|previous|ex-)\s+)*"
# what makes a phrase before or after a name an office, or a calling
_OFFICE = re.compile(
    r"\b(?:Minister|President|Secretary|Chair\w*|Director|Representative|Ambassador|Rapporteur|Spokes\w+|Judge|Justice|Commander|Chief|Head|"
    r"Governor|Mayor|Engineer|Prosecutor|Chancellor|King|Queen|Prince|Princess|Emir|Sultan|Commissioner|Coordinator|Envoy|Officer|General|Colonel|"
    r"Major|Captain|Admiral|Speaker|Leader|Member|Professor|Adviser|Advisor|Counsel|Premier|Attorney|Consul|Coroner|Bishop|Patriarch|Pope|Deputy|Editor|Master)\b"
)
_CALLING = re.compile(
    r"\b(?:author|writer|journalist|historian|scholar|diplomat|politician|analyst|lawyer|commander|leader|activist|expert|professor|poet|minister|"
    r"president|spokes\w+|director|head|chief|adviser|advisor|officer|general|colonel|reporter|correspondent|photographer|researcher|scientist|"
    r"economist|engineer|doctor|judge|prosecutor|ambassador|envoy|deputy|member|parliamentarian|senator|editor|publicist|terrorist|soldier|"
    r"veteran|witness|survivor|resident|captain|businessman|philosopher|representative|secretary|chair\w*)\b"
)
# "The former Minister of Defence and President of Armenia, Serzh Sargsyan, who had ...,"
_ROLE_NAME = re.compile(rf"(?:[Aa]s\s+)?(?:[Tt]he\s+)?({_ADJECTIVE}{PROPER}),\s+({PERSON}){_RELATIVE}[,–—]?\s*$")
# "Jirair Libaridian, who was chief adviser to ..., at the time of ...,"
_NAME_WHO_WAS = re.compile(rf"({PERSON}),\s+who\s+(?:was|is|had\sbeen|has\sbeen|served\sas|serves\sas)\s+(?:the\s|an?\s)?(.+?)[,–—]?\s*$")
_WHEN = re.compile(r",?\s+(?:at\sthe\stime|during|when|while|until|from\s\d{4}|between\s\d|in\s\d{4}|and\swho|who)\b.*$")
# "Anna Berg, Minister for Foreign Affairs of Ruritania,"
_NAME_ROLE = re.compile(rf"({PERSON}),\s+(?:the\s+)?({_ADJECTIVE}(?:[A-Z][\w-]*|[a-z]+\sof|spokes\w+|director|head|leader|chief|chair\w*)[^,]{{2,120}}){_RELATIVE},\s*$")
# "The Armenian author Markar Melkonian, who ... –"
_KIND_NAME = re.compile(rf"(?:[Tt]he\s+|[Aa]n?\s+)?((?:[A-Z][\w-]+\s){{0,2}}(?:[a-z][\w-]+\s){{1,4}}?)({PERSON}){_RELATIVE}[,–—]?\s*$")
_NAME_RELATIVE = re.compile(rf"(?:[Tt]he\s+)?({PROPER}){_RELATIVE}[,–—]?\s*$")
_DIRECT = re.compile(rf"(?:^|(?<=[\s(]))(?:[Tt]he\s+)?({PROPER})$")
_HEADED = re.compile(
    r"(?:^|\s)(?:the\s+)?((?:\w+\s)?(?:representatives?|leaders?|leadership|authorities|officials?|spokes\w+|government|president|heads?|"
    r"members|delegation|ministry|armed\sforces|forces|commanders?|chairman|director|authors?|delegate|parliament|foreign\sminister|"
    rf"prime\sminister|minister|ambassador|court|tribunal|committee|commission|council|party)\s(?:of|for)\s(?:the\s)?{PROPER})$"
)
_BEFORE_OBJECT = re.compile(r"\b(?:of|by|to|with|for|in|against|from|on|at|about|into|than|between|under|near|over|upon)(?:\s+the)?\s*$")
_WHO = re.compile(rf"({PROPER}),?\s+who$")
_PRONOUN = re.compile(r"\b(?:he|she|He|She)$")
_SELF = re.compile(r"\b(?:I|we|We|my\sGovernment|My\sGovernment|our\sGovernment|my\sdelegation|My\sdelegation|our\sside)$")
_OTHER_SUBJECT = re.compile(r"\b(?:they|it|It|They|this|which|that|who|there|There|one|some|many|others)$")
_BROKEN = re.compile(rf";|,\s(?:and|but|while|whereas|although)\s(?:the\s)?{CAP}(?:\s{CAP})*\s(?:had|has|is|was|\w+ed|did|does)\b")

_TEXT_NOUN = (
    r"(?:statement|declaration|letter|report|interview|press\srelease|remarks|speech|address|words|communiqu[ée]|resolution|decision|"
    r"judgment|judgement|article|note|message|telegram|cable|cablegram|memorandum|reply|response|appeal|testimony|assessment|"
    r"conclusions?|findings?|observations?|comments?|admission|account|view|text|order|ruling|opinion|extract|excerpt|passage|tweet|post)"
)
_STATEMENT_OF = re.compile(
    rf"\b{_TEXT_NOUN}s?(?:\sdated\s\d{{1,2}}\s\w+\s\d{{4}}|\sof\s\d{{1,2}}\s\w+\s\d{{4}})?(?:\s(?:made|issued|delivered|given|received|sent|addressed\sto\s[\w\s]{{1,40}}?|"
    rf"handed\sto\sme(?:\s\w+){{0,3}}))?\s+(?:of|by|from)\s+(?:the\s)?({_ADJECTIVE}{PROPER}(?:,\s{PERSON})?)"
)
_OWN_TEXT = re.compile(rf"\b(?:my|our|My|Our)\s(?:own\s)?(?:\w+\s){{0,2}}{_TEXT_NOUN}|\b(?:by|from)\s(?:me|us|myself)\b|\bI\s(?:have\s)?(?:sent|addressed|told|made|said|wrote|stated|gave|informed)\b")
_ACCORDING = re.compile(rf"\b(?:[Aa]ccording\sto|[Ii]n\sthe\s(?:own\s)?words\sof|[Tt]o\squote|[Aa]s\sper)\s+(?:the\s)?({_ADJECTIVE}(?:{_TEXT_NOUN}\s(?:of|by)\s(?:the\s)?)?{PROPER}(?:,\s{PERSON})?)")
_POSSESSIVE = re.compile(rf"\b({PROPER})[’']s?\s(?:own\s)?(?:\w+\s){{0,2}}{_TEXT_NOUN}\b")
_HIS_WORDS = re.compile(r"\b(?:[Ii]n\s(?:his|her)\s(?:own\s)?(?:words|view|opinion)|[Aa]ccording\sto\s(?:him|her))\b")
_INVERTED = re.compile(rf"[,.]?\s*(?:{_VERBS})\s+(?:the\s)?({_ADJECTIVE}{PROPER}(?:,\s{PERSON})?)")
_AFTERWARDS = re.compile(rf",?\s*(?:the\s)?({PROPER})\s+(?:{_VERBS})\b")
_COINED = re.compile(
    rf"\b[Tt]?(?:his|hat|he|hese|hose)\s(?:\w+\s){{0,2}}(?:phrases?|terms?|expressions?|words?|slogans?|notions?|concepts?)\s(?:was|were)\s(?:\w+\s){{0,3}}?"
    rf"(?:used|coined|uttered|voiced|introduced|employed)\b[^.;]{{0,60}}?\b(?:by|(?:in\s(?:a|an|the|his|her)\s(?:\w+\s){{0,2}}{_TEXT_NOUN}\s(?:of|by)))\s(?:the\s)?({_ADJECTIVE}{PROPER}(?:,\s{PERSON})?)"
    r"(?:\s(?:when|while)\s(?:he|she)\swas\s(?:the\s)?([^,.;]{3,120}))?"
)
# whose text a resolution or an article is
_RESOLUTION = re.compile(r"\b(Security Council|General Assembly|Human Rights Council)\sresolutions?\b|\b(?:the\s)?(Council|Assembly),?\sin\s(?:its\s)?resolution\b")
_ARTICLE = re.compile(rf"\b[Aa]rticles?\s\d+[^,.;:]{{0,40}}?\sof\s(?:the\s)?({PROPER})")
_LONGEST = 700


class Whose(Enum):
    """Whose words a sentence introduces when it gives no name."""

    SELF = auto()
    SAME = auto()  # of the person named last: "he said"
    UNKNOWN = auto()


@dataclass(frozen=True, slots=True)
class Speaker:
    """A name, and the role that the sentence gives with it."""

    name: str
    role: str | None = None


def introduced(lead: str, people: People) -> Speaker | Whose:
    """Return who speaks after `lead`, the words of a sentence up to a quotation."""
    lead = lead[-_LONGEST:]
    for verb in reversed(list(SAYING.finditer(lead))):
        if _BROKEN.search(lead, verb.end()):
            break
        found = subject(lead[: verb.start()], people)
        if found is not Whose.UNKNOWN:
            return found
    if _HIS_WORDS.search(lead):
        return Whose.SAME
    for pattern in (_ACCORDING, _STATEMENT_OF, _POSSESSIVE):
        hits = list(pattern.finditer(lead))
        if hits and not _BROKEN.search(lead, hits[-1].end()):
            return named(hits[-1][1], people)
    for pattern in (_RESOLUTION, _ARTICLE):
        if hits := list(pattern.finditer(lead)):
            last = hits[-1]
            return Speaker(next(each for each in last.groups() if each))
    return Whose.SELF if _OWN_TEXT.search(lead) else Whose.UNKNOWN


def introduces_text(lead: str, people: People) -> Speaker | Whose:
    """Return whose text follows a sentence such as "The following telegram has been received from ..."."""
    if _OWN_TEXT.search(lead):
        return Whose.SELF
    for pattern in (_STATEMENT_OF, _TEXT_FROM):
        if found := pattern.search(lead):
            return named(found[1], people)
    return introduced(lead, people)


# "letter was handed to me by the Vice Minister", "telegram has been received from the Australian Minister, Chungking"
_TEXT_FROM = re.compile(
    rf"\b(?:[Ff]ollowing|{_TEXT_NOUN})\b[^.;]{{0,120}}?\b(?:from|by)\s(?:the\s|His\sExcellency\s)?({_ADJECTIVE}{PROPER}(?:,\s{PROPER})?)"
)


def follows(tail: str, people: People) -> Speaker | Whose:
    """Return who speaks before `tail`, the words after a quotation: "said Anna Berg", "the Minister added"."""
    found = _INVERTED.match(tail) or _AFTERWARDS.match(tail)
    if found:
        return named(found[1], people)
    return Whose.SAME if re.match(rf",?\s*(?:he|she)\s(?:{_VERBS})\b", tail) else Whose.UNKNOWN


def coined(sentence: str, people: People) -> Speaker | None:
    """Return who used a phrase that the sentence refers back to: "this phrase was first used by ..."."""
    found = _COINED.search(sentence)
    if found is None:
        return None
    speaker = named(found[1], people)
    role = f"then {found[2].strip()}" if found[2] else speaker.role
    people.learn(speaker.name, role)
    return Speaker(speaker.name, role)


def subject(before: str, people: People) -> Speaker | Whose:
    """Return the subject of the verb that stands right after `before`."""
    text = _ADVERBS.sub("", before.rstrip()).rstrip() if not before.rstrip().endswith((",", "–", "—")) else before.rstrip()
    text = text.strip()
    if _SELF.search(text):
        return Whose.SELF
    if _PRONOUN.search(text):
        return Whose.SAME
    if found := _WHO.search(text):
        return named(found[1], people)
    if _OTHER_SUBJECT.search(text):
        return Whose.UNKNOWN
    for start in _starts(text):
        if found := _from_start(text[start:], people):
            return found
    if found := _HEADED.search(text):
        return Speaker(without_article(found[1]))
    if (found := _DIRECT.search(text)) and not _BEFORE_OBJECT.search(text[: found.start(1)]):
        return named(found[1], people)
    return Whose.UNKNOWN


def _starts(text: str) -> Iterator[int]:
    """Yield where the subject may begin: with the sentence, or after an introduction that a comma closes."""
    yield 0
    if found := re.match(_INTRO, text):
        yield found.end()
    if (comma := text.find(", ")) >= 0 and text[:comma].count(" ") < 16:
        yield comma + 2


def _from_start(text: str, people: People) -> Speaker | None:
    """Return the subject of a clause that begins with it and goes on, with a relative clause, up to the verb."""
    if found := _NAME_WHO_WAS.match(text):
        return _known(found[1], _WHEN.sub("", found[2]).strip(" ,"), people)
    if found := _ROLE_NAME.match(text):
        if is_person(found[2]) and _OFFICE.search(found[1]):
            return _known(found[2], without_article(found[1]), people)
    if found := _NAME_ROLE.match(text):
        if is_person(found[1]) and (_OFFICE.search(found[2]) or _CALLING.search(found[2])):
            return _known(found[1], found[2].strip(), people)
    if found := _KIND_NAME.match(text):
        if is_person(found[2]) and _CALLING.search(found[1]):
            return _known(found[2], found[1].strip(), people)
    if found := _NAME_RELATIVE.match(text):
        return named(found[1], people)
    return None


def _known(name: str, role: str | None, people: People) -> Speaker:
    full, before = people.recognise(name)
    people.learn(full, role)
    return Speaker(full, role or before)


_TITLED = re.compile(rf"((?:{_ROLE_WORDS}\s)+(?:(?:of|for)\s(?:the\s)?{CAP}\s)?)({CAP}(?:\s{CAP}){{0,3}})$")
_POLITE = re.compile(r"^(?:Mr|Mrs|Ms|H\.E|Messrs)\.?\s(?:Mr\.\s)?")


def named(phrase: str, people: People) -> Speaker:
    """Return the speaker that a noun phrase names, with the role that it gives: "President Anna Berg"."""
    phrase = without_article(phrase)
    if ", " in phrase:
        role, name = phrase.rsplit(", ", 1)
        if is_person(name):
            return _known(name, role, people)
    bare = _POLITE.sub("", phrase)
    if (found := _TITLED.fullmatch(bare)) and len(found[2].split()) > 1 and is_person(found[2]):
        return _known(found[2], found[1].strip(), people)
    return _known(bare, None, people) if is_person(bare) or bare != phrase or people.recognise(bare)[0] != bare else Speaker(phrase)
