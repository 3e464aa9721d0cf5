"""Reads from a sentence who speaks in it: a name with a verb of saying, "according to", "statement by".

A sentence that does not say it gives `None`: nothing is concluded from the subject matter.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto

from .names import CAP, PERSON, PROPER, People, is_name, is_person, without_article, without_opening

_VERBS = (
    r"said|says|stated|states|declared|declares|wrote|writes|noted|notes|observed|observes|admitted|admits|"
    r"acknowledged|"
    r"acknowledges|recognized|recognizes|confirmed|confirms|affirmed|affirms|reaffirmed|asserted|asserts|claimed|"
    r"claims|argued|"
    r"argues|added|adds|announced|announces|replied|replies|responded|responds|answered|explained|explains|told|"
    r"reported|reports|"
    r"concluded|concludes|warned|warns|stressed|stresses|emphasized|emphasizes|emphasised|underlined|underlines|"
    r"pointed\sout|"
    r"points\sout|remarked|remarks|recalled|recalls|reiterated|reiterates|insisted|insists|maintained|maintains|"
    r"(?:held|found|ruled|determined)(?=\sthat)|"
    r"urged|describes|described|characterized|characterizes|referred|refers|proclaimed|boasted|threatened|promised|"
    r"conceded|testified|recounted|recounts|puts|put\sit|commented|comments|expressed|expresses|condemned|"
    r"decided|demanded|"
    r"requested|called|calls|provides|provided|stipulates|reads|alleged|alleges|denied|denies|regretted|"
    r"complained|remembered|"
    r"remembers|suggested|suggests|charged|accused|informed|advised|deplored|welcomed|continued|speaks|spoke|quoted"
)
SAYING = re.compile(rf"\b(?:{_VERBS})\b")
_ADVERBS = re.compile(
    r"(?:[\s,]+(?:has|have|had|also|then|later|further|once|recently|publicly|clearly|openly|himself|herself|"
    r"itself|themselves|again|"
    r"even|repeatedly|explicitly|rightly|thus|therefore|moreover|subsequently|already|would|could|reportedly|"
    r"famously|frankly|\w+ly))+$"
)
_RELATIVE = (
    r"(?:(?:,\s+(?:who|which|whose|having|himself|in\s(?:his|her|its|an?|the)|on\s\d|at\s(?:the|a))\b|\s[–—]\s).*)?"
)
_INTRO = r"(?:(?:[A-Z][^,:]{0,90}),\s+)?"
_ROLE_WORDS = (
    r"(?:Prime|Foreign|Deputy|Vice|Defence|Interior|President|Minister|Secretary|Ambassador|Professor|Chairman|"
    r"Chairwoman|Chair|"
    r"Colonel|General|Major|Captain|Lieutenant|Senator|King|Queen|Judge|Commander|Spokesperson|Spokesman|"
    r"Spokeswoman|Justice|"
    r"Governor|Mayor|Director|Commissioner|Rapporteur|Special|Envoy|High|Representative|Permanent|Chancellor|"
    r"Premier|Doctor|"
    r"Brigadier|Admiral|Marshal|Sir|Lord|Count|Prince|Princess)"
)
_ADJECTIVE = r"(?:(?:then|former|first|second|current|late|acting|incumbent|previous|ex-)\s+)*"
# what makes a phrase before or after a name an office, or a calling
_OFFICE = re.compile(
    r"\b(?:Minister|President|Secretary|Chair\w*|Director|Representative|Ambassador|Rapporteur|Spokes\w+|Judge|"
    r"Justice|Commander|Chief|Head|"
    r"Governor|Mayor|Engineer|Prosecutor|Chancellor|King|Queen|Prince|Princess|Emir|Sultan|Commissioner|"
    r"Coordinator|Envoy|Officer|General|Colonel|"
    r"Major|Captain|Admiral|Speaker|Leader|Member|Professor|Adviser|Advisor|Counsel|Premier|Attorney|Consul|"
    r"Coroner|Bishop|Patriarch|Pope|Deputy|Editor|Master)\b"
)
_CALLING = re.compile(
    r"\b(?:author|writer|journalist|historian|scholar|diplomat|politician|analyst|lawyer|commander|leader|"
    r"activist|expert|professor|poet|minister|"
    r"president|spokes\w+|director|head|chief|adviser|advisor|officer|general|colonel|reporter|correspondent|"
    r"photographer|researcher|scientist|"
    r"economist|engineer|doctor|judge|prosecutor|ambassador|envoy|deputy|member|parliamentarian|senator|editor|"
    r"publicist|terrorist|soldier|"
    r"veteran|witness|survivor|resident|captain|businessman|philosopher|representative|secretary|chair\w*)\b"
)
# "The former Minister of Defence and President of Armenia, Serzh Sargsyan, who had ...,"
_ROLE_NAME = re.compile(
    rf"(?:[Aa]s\s+)?(?:(?:[Tt]he|[Ii]ts|[Tt]heir)\s+)?({_ADJECTIVE}{PROPER}),\s+({PERSON}){_RELATIVE}[,–—]?\s*$"
)
# "Jirair Libaridian, who was chief adviser to ..., at the time of ...,"
_NAME_WHO_WAS = re.compile(
    rf"({PERSON}),\s+who\s+(?:was|is|had\sbeen|has\sbeen|served\sas|serves\sas)\s+(?:the\s|an?\s)?(.+?)[,–—]?\s*$"
)
_WHEN = re.compile(
    r",?\s+(?:at\sthe\stime|during|when|while|until|from\s\d{4}|between\s\d|in\s\d{4}|and\swho|who)\b.*$"
)
# "Anna Berg, Minister for Foreign Affairs of Ruritania,"
_NAME_ROLE = re.compile(
    rf"({PERSON}),\s+(?:the\s+)?({_ADJECTIVE}(?:[A-Z][\w-]*|[a-z]+\sof|spokes\w+|director|head|leader|chief|"
    rf"chair\w*)[^,]{{2,120}}){_RELATIVE},\s*$"
)
# "The Armenian author Markar Melkonian, who ... –"
_KIND_NAME = re.compile(
    rf"(?:[Tt]he\s+|[Aa]n?\s+)?((?:[A-Z][\w-]+\s){{0,2}}(?:[a-z][\w-]+\s){{1,4}}?)({PERSON}){_RELATIVE}[,–—]?\s*$"
)
_FOR = re.compile(r"\b(?:for|of|to|by|with|from|against|on|and)\s*$")  # "a spokesman for Anna Berg" is not Anna Berg
_NAME_RELATIVE = re.compile(rf"(?:[Tt]he\s+)?({PROPER}){_RELATIVE}[,–—]?\s*$")
_DIRECT = re.compile(rf"(?:^|(?<=[\s(]))(?:[Tt]he\s+)?({PROPER})$")
_HEADED = re.compile(
    r"(?:^|\s)(?:the\s+)?((?:\w+\s)?(?:representatives?|leaders?|leadership|authorities|officials?|spokes\w+|"
    r"government|president|heads?|"
    r"members|delegation|ministry|armed\sforces|forces|commanders?|chairman|director|authors?|delegate|"
    r"parliament|foreign\sminister|"
    rf"prime\sminister|minister|ambassador|court|tribunal|committee|commission|council|party)\s(?:of|"
    rf"for)\s(?:the\s)?{PROPER})$"
)
# what may stand right before the subject of a clause; "reviewing San Francisco", "of Armenia" are no subjects
_BEFORE_SUBJECT = re.compile(
    r"(?:^|[,;:–—(.\[]|\b(?:that|and|but|while|when|[Aa]s|because|since|if|whether|then|whereas|where|after|"
    r"before|though|although|so|or|nor|"
    r"also|indeed|thus|however|what|which|later|once|[A-Z]\w+))\s*(?:the\s+)?$"
)
_WHO = re.compile(rf"({PROPER}),?\s+who$")
_NOT_HIM = re.compile(r"\b(?:not|never)\s(?:the\s)?$", re.IGNORECASE)  # "it was not Anna Berg who said"
_PRONOUN = re.compile(r"\b(?:he|she|He|She)$")
_SELF = re.compile(
    r"\b(?:I|we|We|my\sGovernment|My\sGovernment|our\sGovernment|my\sdelegation|My\sdelegation|our\sside)$"
)
_OTHER_SUBJECT = re.compile(r"\b(?:they|it|It|They|this|which|that|who|there|There|one|some|many|others)$")
_BROKEN = re.compile(
    rf";|,\s(?:and|but|while|whereas|although)\s(?:the\s)?{CAP}(?:\s{CAP})*\s(?:had|has|is|was|\w+ed|did|does)\b"
)

_TEXT_NOUN = (
    r"(?:statement|declaration|letter|report|interview|press\srelease|remarks|speech|address|words|communiqu[ée]|"
    r"resolution|decision|"
    r"judgment|judgement|article|note|message|telegram|cable|cablegram|memorandum|reply|response|appeal|"
    r"testimony|assessment|answer|verdict|warning|complaint|reservation|"
    r"conclusions?|findings?|observations?|comments?|admission|account|view|text|order|ruling|opinion|extract|"
    r"excerpt|passage|tweet|post)"
)
_STATEMENT_OF = re.compile(
    rf"\b{_TEXT_NOUN}s?(?:\sdated\s\d{{1,2}}\s\w+\s\d{{4}}|\sof\s\d{{1,2}}\s\w+\s\d{{4}})?(?:\s(?:made|issued|"
    rf"delivered|given|received|sent|addressed\sto\s[\w\s]{{1,40}}?|"
    rf"handed\sto\sme(?:\s\w+){{0,3}}))?\s+(?:of|by|from)\s+(?:the\s)?({_ADJECTIVE}{PROPER}(?:,\s{PERSON})?)"
)
_OWN_TEXT = re.compile(
    rf"\b(?:[Ff]ollowing|text|copy|extract|this|[Tt]his|below|[Bb]elow)\b[^.;]{{0,40}}\b(?:my|"
    rf"our)\s(?:own\s)?(?:\w+\s){{0,2}}{_TEXT_NOUN}|"
    r"\b(?:by|from)\s(?:me|us|myself)\b|\bI\s(?:have\s|had\s)?(?:sent|addressed|told|made|said|wrote|stated|gave|"
    r"informed|replied|answered)\b"
)
_ASIDE = re.compile(r"\([^()]{0,200}\)")
_ACCORDING = re.compile(
    rf"\b(?:[Aa]ccording\sto|[Ii]n\sthe\s(?:own\s)?words\sof|[Tt]o\squote|"
    rf"[Aa]s\sper)\s+(?:the\s)?({_ADJECTIVE}(?:{_TEXT_NOUN}\s(?:of|by)\s(?:the\s)?)?{PROPER}(?:,\s{PERSON})?)"
)
_POSSESSIVE = re.compile(rf"\b({PROPER})[’']s?\s(?:own\s)?(?:\w+\s){{0,2}}{_TEXT_NOUN}\b")
_HIS_WORDS = re.compile(r"\b(?:[Ii]n\s(?:his|her)\s(?:own\s)?(?:words|view|opinion)|[Aa]ccording\sto\s(?:him|her))\b")
# "It was held by the Court of Dorn that", "as was noted by Anna Berg,"; not what a newspaper reported of another
_PASSIVE = re.compile(
    r"\b(?:said|stated|held|found|ruled|noted|observed|declared|affirmed|reaffirmed|confirmed|acknowledged|recognized|"
    r"emphasized|emphasised|stressed|underlined|recalled|concluded|pointed\sout|put|told|expressed|warned|explained|"
    rf"written|asserted|argued|remarked|determined|announced|admitted|testified)\s(?:\w+ly\s)?by\s(?:the\s)?"
    rf"({_ADJECTIVE}{PROPER}(?:,\s{PERSON})?)"
)
_NEVER = re.compile(r"\b(?:not|never|nowhere|no|nothing|hardly|cannot|if|whether|were)\b|n[’']t\b", re.IGNORECASE)
# what hangs on the words of another: "recalls the words of Anna Berg", "quoted Anna Berg:"
_ANOTHERS = re.compile(
    rf"^\s(?:(?:again|also|once|here)\s)?(?:the|an?|his|her|this|that|these)\s(?:\w+\s){{0,2}}?{_TEXT_NOUN}s?\s(?:\w+\s)?(?:of|by|"
    rf"from)\s"
)
_QUOTING = re.compile(r"^(?:quotes|quoted|cites|cited)$")
_INVERTED = re.compile(rf"[,.]?\s*(?:{_VERBS})\s+(?:the\s)?({_ADJECTIVE}{PROPER}(?:,\s{PERSON})?)")
# "... was the answer given by Anna Berg", ": these are the words of Anna Berg"
_AFTER_NOUN = re.compile(
    rf"\s*[,:;–—-]?\s*(?:(?:these|those|this|that|such)\s)?(?:was|were|is|are)\s(?:also\s)?(?:the|her|his)?\s?(?:very\s|own\s|exact\s)?"
    rf"{_TEXT_NOUN}s?\s(?:\w+\s)?(?:of|by|from)\s(?:the\s)?({_ADJECTIVE}{PROPER}(?:,\s{PERSON})?)"
)
_AFTERWARDS = re.compile(rf",?\s*(?:the\s)?({PROPER})\s+(?:{_VERBS})\b")
_COINED = re.compile(
    rf"\b[Tt]?(?:his|hat|he|hese|hose)\s(?:\w+\s){{0,2}}(?:phrases?|terms?|expressions?|words?|slogans?|notions?|"
    rf"concepts?)\s(?:was|were)\s(?:\w+\s){{0,3}}?"
    rf"(?:used|coined|uttered|voiced|introduced|employed)\b[^.;]{{0,60}}?\b(?:by|(?:in\s(?:a|an|the|his|"
    rf"her)\s(?:\w+\s){{0,2}}{_TEXT_NOUN}\s(?:of|by)))\s(?:the\s)?({_ADJECTIVE}{PROPER}(?:,\s{PERSON})?)"
    r"(?:\s(?:when|while)\s(?:he|she)\swas\s(?:the\s)?([^,.;]{3,120}))?"
)
# whose text a resolution or an article is
_PROVIDES = re.compile(
    rf"(?:\b(Security Council|General Assembly|Human Rights Council)\sresolution[^,;:]{{0,40}}|"
    rf"\b[Aa]rticles?\s\d+[^,.;:]{{0,40}}?\sof\s(?:the\s)?({PROPER}))"
    r"(?:,[^,;:]{0,60},)?\s(?:also\s|further\s|expressly\s|clearly\s)?(?:provides|provided|states?|stated|"
    r"stipulates?|reads?|says?|said|declares?|demands?|demanded|reaffirms|calls|called)\b"
)
_BLOCK_VERB = re.compile(
    r"\b(?:said|says|stated|states|declared|declares|wrote|writes|replied|replies|responded|noted|notes|observed|"
    r"observes|concluded|concludes|added|"
    r"announced|explained|told|reported|reports|affirmed|reaffirmed|confirmed|admitted|acknowledged|recalled|"
    r"reiterated|testified|commented|remarked|"
    r"decided|warned|stressed|emphasized|emphasised|informed|recounted|recounts|describes|described|put\sit|"
    r"puts\sit|asserted|claimed|argued|"
    r"pointed\sout|continued|continues|(?:has|have|had)\s(?:\w+\s){0,2}written|"
    r"(?:held|found|ruled|determined)(?=\sthat|\sas\sfollows|\sthe\sfollowing|\s?:))\b"
)
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


def introduced(lead: str, people: People, *, block: bool = False) -> Speaker | Whose:
    """Return who speaks after `lead`, the words of a sentence up to a quotation.

    Inside a paragraph the quotation has to hang on the verb ("said that ...", "said: ...", "called it ..."); a `block`
    stands after a colon, and only verbs of saying introduce it.
    """
    lead = lead[-_LONGEST:]
    for verb in reversed(list((_BLOCK_VERB if block else SAYING).finditer(lead))):
        rest = lead[verb.end() :]
        if _BROKEN.search(rest) or _ANOTHERS.match(rest) or _QUOTING.match(verb[0]):
            break
        if (_leads(rest) if block else _hangs(rest)) or _AS.search(lead[: verb.start()]):
            found = subject(lead[: verb.start()], people)
            if found is not Whose.UNKNOWN:
                return found
    if _HIS_WORDS.search(lead):
        return Whose.SAME
    return _by_noun(lead, people, block=block)


def _by_noun(lead: str, people: People, *, block: bool) -> Speaker | Whose:
    """Return who speaks where a noun says it: "according to", "the statement of", "the Minister's letter"."""
    hits = [found for pattern in (_ACCORDING, _STATEMENT_OF, _POSSESSIVE) for found in pattern.finditer(lead)]
    for found in sorted(hits, key=lambda each: each.end(1), reverse=True):
        rest = lead[found.end() :]
        if _BROKEN.search(rest) or not (block or found.re is _ACCORDING or _hangs(rest)):
            continue
        speaker = _worded(found[1], people)
        if speaker is not Whose.UNKNOWN:
            return speaker
    if passive := _by_passive(lead, people):
        return passive
    text = _PROVIDES.search(lead)
    if text and (block or _hangs(lead[text.end() :])):
        return Speaker(next(each for each in text.groups() if each))
    return Whose.SELF if _OWN_TEXT.search(lead) else Whose.UNKNOWN


def _by_passive(lead: str, people: People) -> Speaker | None:
    """Return by whom something "was held" that the quotation tells, if nobody speaks before and nothing denies it."""
    found = _PASSIVE.search(lead)
    if found is None or not _hangs(lead[found.end() :]) or _BROKEN.search(lead[found.end() :]):
        return None
    if SAYING.search(lead[: found.start()]) or _NEVER.search(lead[: found.start()]):
        return None
    speaker = _worded(found[1], people)
    return speaker if isinstance(speaker, Speaker) else None


# "as he puts it", "as Anna Berg wrote": said of the whole sentence
_AS = re.compile(r"\b[Aa]s\s[^,;]{2,60}$")
_HANGING = re.compile(
    r"(?:\w+\s+){0,6}?that\b.{0,140}$|.{0,90}(?:[:,–—-]|\bas|\bfollows|\bfollowing)\s*$|(?:\w+\s*){0,2}$", re.DOTALL
)
# "said the following in an interview:", "noted:"; not "said that it must object to these sentences:"
_LEADING = re.compile(r"(?!.*(?<!\bin\swords\s)\bthat(?:\s+\S+){3}).{0,100}$", re.DOTALL)
_LOOSE_END = re.compile(r"\b(?:for|of|to|with|from|in|on|at|by|the|an?|and|or|its?|their|his|her)\s*$")


def _hangs(rest: str) -> bool:
    """Tell whether a quotation hangs on a verb of saying by the words between the two."""
    rest = rest.lstrip()
    if _HANGING.match(rest) is None:
        return False
    return "that" in rest.split() or _LOOSE_END.search(rest) is None


def _leads(rest: str) -> bool:
    """Tell whether a verb of saying leads to the quotation that stands below its sentence."""
    return _LEADING.match(rest) is not None


def _worded(phrase: str, people: People) -> Speaker | Whose:
    """Return the speaker that a noun phrase names; one word has to be a name that is known."""
    speaker = named(phrase, people)
    if not isinstance(speaker, Speaker) or (
        " " not in speaker.name and "/" not in speaker.name and not people.knows(speaker.name)
    ):
        return Whose.UNKNOWN
    return speaker


# words that the sentence says were not spoken, or that another puts into somebody's mouth
_DISOWNED = re.compile(
    r"^(?:If|Had|Neither|Nor)\b|\b(?:den(?:y|ies|ied|ying)\s(?:that|having|to\shave)|(?:un|not\s)true\sthat|"
    r"(?:falsely|wrongly|allegedly|reportedly|supposedly|purportedly|never)\s\w+|as\s(?:having\s)?sa(?:ying|id)|rumou?r\w*|hearsay|"
    r"(?:is|are|was|were)\s(?:said|alleged|reported|believed|claimed|thought|supposed)\sto|"
    r"(?:has|have|had|is|are)\sit\sthat|[Ss]ome\s(?:say|claim|believe|assert))\b|"
    rf"\b(?:claim|alleg|pretend|insinuat|imput)\w*\sthat\s[^“”]*\b(?:{_VERBS})\b"
)


def disowned(lead: str) -> bool:
    """Tell whether a sentence that leads to a quotation denies it, doubts it or only has it from another."""
    return _DISOWNED.search(lead) is not None


def introduces_text(lead: str, people: People) -> Speaker | Whose:
    """Return whose text follows a sentence such as "The following telegram has been received from ..."."""
    lead = _ASIDE.sub("", lead)
    if disowned(lead):
        return Whose.UNKNOWN
    if _OWN_TEXT.search(lead):
        return Whose.SELF
    hits = [found for pattern in (_STATEMENT_OF, _TEXT_FROM) for found in pattern.finditer(lead)]
    # "following reservation by A to the report by B": what follows is A's
    for found in sorted(hits, key=lambda each: (each[0][1:].startswith("ollowing"), each.end(1)), reverse=True):
        speaker = _worded(_sending(found[1]), people)
        if speaker is not Whose.UNKNOWN:
            return speaker
    return introduced(lead, people, block=True)


# "letter was handed to me by the Vice Minister", "telegram has been received from the Australian Minister, Chungking";
# not "following are conditions for acceptance by Merovand"
_CONVEYED = (
    rf"(?:{_TEXT_NOUN}s?|has|have|had|been|was|were|is|are|just|now|today|yesterday|received|sent|addressed|"
    rf"handed|given|communicated|issued|made|"
    r"forwarded|furnished|transmitted|dispatched|obtained|drafted|prepared|submitted|supplied|telegraphed|to|me|"
    r"us|him|you|them|this|morning|the|a|an|of|"
    r"personal|private|confidential|further|information|full|complete|text|immediately|urgently|directly|draft|"
    r"second|first|and)"
)
_TEXT_FROM = re.compile(
    rf"\b(?:[Ff]ollowing|{_TEXT_NOUN})(?:\s{_CONVEYED}){{0,10}}?\s(?:from|by)\s(?:the\s|"
    rf"His\sExcellency\s)?({_ADJECTIVE}{PROPER}(?:,\s{PROPER})?)"
)
# "Attlee for Mr. Chifley", but "Minister for Water"
_FOR_ANOTHER = re.compile(r"^(?P<from>.{2,60}?)\sfor\s.*$")


def _sending(phrase: str) -> str:
    """Return who sends, without the one for whom it is meant."""
    found = _FOR_ANOTHER.match(phrase)
    return found["from"] if found and not _OFFICE.search(found["from"]) else phrase


def follows(tail: str, people: People) -> Speaker | Whose:
    """Return who speaks before `tail`, the words after a quotation: "said Anna Berg", "the Minister added"."""
    found = _INVERTED.match(tail) or _AFTERWARDS.match(tail) or _AFTER_NOUN.match(tail)
    if found:
        return named(found[1], people)
    return Whose.SAME if re.match(rf",?\s*(?:he|she)\s(?:{_VERBS})\b", tail) else Whose.UNKNOWN


def coined(sentence: str, people: People) -> Speaker | None:
    """Return who used a phrase that the sentence refers back to: "this phrase was first used by ..."."""
    found = _COINED.search(sentence)
    speaker = named(found[1], people) if found else Whose.UNKNOWN
    if found is None or not isinstance(speaker, Speaker):
        return None
    role = f"then {found[2].strip()}" if found[2] else speaker.role
    people.learn(speaker.name, role)
    return Speaker(speaker.name, role)


def subject(before: str, people: People) -> Speaker | Whose:
    """Return the subject of the verb that stands right after `before`."""
    text = (
        _ADVERBS.sub("", before.rstrip()).rstrip() if not before.rstrip().endswith((",", "–", "—")) else before.rstrip()
    )
    text = text.strip()
    if _SELF.search(text):
        return Whose.SELF
    if _PRONOUN.search(text):
        return Whose.SAME
    if found := _WHO.search(text):
        return Whose.UNKNOWN if _NOT_HIM.search(text[: found.start()]) else named(found[1], people)
    if _OTHER_SUBJECT.search(text):
        return Whose.UNKNOWN
    for start in _starts(text):
        if speaker := _from_start(text[start:], people):
            return speaker
    if found := _HEADED.search(text):
        return Speaker(without_article(found[1]))
    if (found := _DIRECT.search(text)) and _BEFORE_SUBJECT.search(text[: found.start(1)]):
        return named(found[1], people)
    return Whose.UNKNOWN


# "On 3 May 2020, ", "speaking in Dorn, ": any number of them may stand before the subject
_OPENING_PHRASE = re.compile(
    r"(?:[Oo]n|[Ii]n|[Aa]t|[Dd]uring|[Aa]fter|[Bb]efore|[Ff]ollowing|[Ss]ince|[Ss]peaking|[Aa]ddressing|[Aa]sked|[Ii]nterviewed|[Ww]riting|"
    r"[Rr]eplying|[Rr]esponding|[Cc]ommenting|[Rr]eferring|[Ll]ater|[Ee]arlier|[Tt]wo|[Tt]hree|[Aa]|[Oo]ne)\b[^,;:]{0,120},\s+"
)


def _starts(text: str) -> Iterator[int]:
    """Yield where the subject may begin: with the sentence, or after an introduction that a comma closes."""
    yield 0
    if found := re.match(_INTRO, text):
        yield found.end()
    if (comma := text.find(", ")) >= 0 and text[:comma].count(" ") < 16:
        yield comma + 2
    start = 0
    while (found := _OPENING_PHRASE.match(text, start)) and found.end() < len(text):
        start = found.end()
        yield start


def _from_start(text: str, people: People) -> Speaker | None:
    """Return the subject of a clause that begins with it and goes on, with a relative clause, up to the verb."""
    if found := _NAME_WHO_WAS.match(text):
        return _known(found[1], _WHEN.sub("", found[2]).strip(" ,"), people)
    if (found := _ROLE_NAME.match(text)) and is_person(found[2]) and _OFFICE.search(found[1]):
        return _known(found[2], without_article(found[1]), people)
    if (
        (found := _NAME_ROLE.match(text))
        and is_person(found[1])
        and (_OFFICE.search(found[2]) or _CALLING.search(found[2]))
    ):
        return _known(found[1], found[2].strip(), people)
    if (
        (found := _KIND_NAME.match(text))
        and is_person(found[2])
        and _CALLING.search(found[1])
        and not _FOR.search(found[1])
    ):
        return _known(found[2], found[1].strip(), people)
    if found := _NAME_RELATIVE.match(text):
        speaker = named(found[1], people)
        return speaker if isinstance(speaker, Speaker) else None
    return None


def _known(name: str, role: str | None, people: People) -> Speaker:
    full, before = people.recognise(name)
    people.learn(full, role)
    return Speaker(full, role or before)


# the end of an abbreviation before a name: "R. Dr. Evatt"
_RUN_IN = re.compile(r"^(?:[A-Z]\.\s)+(?=(?:Mr|Mrs|Ms|Dr)\.)")
_TITLED = re.compile(rf"((?:{_ROLE_WORDS}\s)+(?:(?:of|for)\s(?:the\s)?{CAP}\s)?)({CAP}(?:\s{CAP}){{0,3}})$")
_POLITE = re.compile(r"^(?:(?:Mr|Mrs|Ms|Dr|MR|MRS|DR|H\.E|Messrs)\.?\s)+")


def named(phrase: str, people: People) -> Speaker | Whose:
    """Return the speaker that a noun phrase names, with the role that it gives: "President Anna Berg"."""
    phrase = _RUN_IN.sub("", without_article(without_opening(phrase.strip())))
    phrase = re.sub(r"[’']s?$", "", phrase)
    if not is_name(phrase):
        return Whose.UNKNOWN
    if ", " in phrase:
        role, name = phrase.rsplit(", ", 1)
        if is_person(name):
            return _known(name, role, people)
    bare = _POLITE.sub("", phrase)
    if (found := _TITLED.fullmatch(bare)) and len(found[2].split()) > 1 and is_person(found[2]):
        return _known(found[2], found[1].strip(), people)
    return (
        _known(bare, None, people)
        if is_person(bare) or bare != phrase or people.recognise(bare)[0] != bare
        else Speaker(phrase)
    )
