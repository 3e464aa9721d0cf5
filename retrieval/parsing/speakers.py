"""Reads from a sentence who speaks in it: a name with a verb of saying, "according to", "statement by".

A sentence that does not say it gives `None`: nothing is concluded from the subject matter.
"""

import re

from .announced import announced, handed_over
from .heads import TEXT_NOUN, introduces_itself, says_plainly
from .names import CAP, PERSON, PROPER, People, is_person
from .speakers_translated import follows_translated, introduced_translated
from .subjects import ADJECTIVE, KIND, OFFICE, SAYING, VERBS, Speaker, Whose, named, subject

_BROKEN = re.compile(
    rf";|,\s(?:and|but|while|whereas|although)\s(?:the\s)?{CAP}(?:\s{CAP})*\s(?:had|has|is|was|\w+ed|did|does)\b"
)
_STATEMENT_OF = re.compile(
    rf"\b{TEXT_NOUN}s?(?:\s(?:dated|of)\s\d{{1,2}}\s\w+(?:\s\d{{4}})?)?(?:\s(?:made|issued|"
    rf"delivered|given|received|sent|addressed\sto\s[\w\s]{{1,40}}?|"
    rf"handed\sto\sme(?:\s\w+){{0,3}}))?\s+(?:of|by|from)\s+(?:the\s)?({ADJECTIVE}{PROPER}(?:,\s{PERSON})?)"
)
_OWN_TEXT = re.compile(
    rf"\b(?:[Ff]ollowing|text|copy|extract|this|[Tt]his|below|[Bb]elow)\b[^.;]{{0,40}}\b(?:my|"
    rf"our)\s(?:own\s)?(?:\w+\s){{0,2}}{TEXT_NOUN}|"
    r"\b(?:by|from)\s(?:me|us|myself)\b|\bI\s(?:have\s|had\s)?(?:sent|addressed|told|made|said|wrote|stated|gave|"
    r"informed|replied|answered|released|issued)\b"
)
# "You should report along the following line:-": the sender puts the words into the addressee's mouth
_DICTATED = re.compile(
    r"^(?:You\s(?:should|may|might|are\sto|could)|Please)\s(?:(?:now|then|also|immediately|\w+ly)\s)?"
    r"(?:report|state|say|reply|inform|tell|convey|advise|make|speak|answer)\b"
    r"(?!.*\b(?:from|by|received|which|that)\b).*\b(?:following|as\sfollows)\b"
)
_ASIDE = re.compile(r"\([^()]{0,200}\)")
_ACCORDING = re.compile(
    rf"\b(?:[Aa]ccording\sto|[Ii]n\sthe\s(?:own\s)?(?:words|opinion|view)\sof|[Tt]o\squote|"
    rf"[Aa]s\sper)\s+(?:the\s(?:(?:[\w-]+\s){{0,2}}{KIND}\s(?:[Tt]he\s)?)?)?({ADJECTIVE}(?:{TEXT_NOUN}\s(?:of|by)\s(?:the\s)?)?{PROPER}(?:,\s{PERSON})?)"
)
_A_PAPER = re.compile(rf"\s{KIND}\s(?:[Tt]he\s)?[A-Z]")  # "according to the Merovand newspaper The Gazette"
_POSSESSIVE = re.compile(rf"\b({PROPER})[’']s?\s(?:own\s)?(?:\w+\s){{0,2}}{TEXT_NOUN}\b")
_HIS_WORDS = re.compile(r"\b(?:[Ii]n\s(?:his|her)\s(?:own\s)?(?:words|view|opinion)|[Aa]ccording\sto\s(?:him|her))\b")
# "It was held by the Court of Dorn that", "as was noted by Anna Berg,"; not what a newspaper reported of another
_PASSIVE = re.compile(
    r"\b(?:said|stated|held|found|ruled|noted|observed|declared|affirmed|reaffirmed|confirmed|acknowledged|recognized|set\sout|"
    r"emphasized|emphasised|stressed|underlined|recalled|concluded|pointed\sout|put|told|expressed|warned|explained|"
    rf"written|asserted|argued|remarked|determined|announced|admitted|testified)\s(?:\w+ly\s)?by\s(?:the\s)?"
    rf"({ADJECTIVE}{PROPER}(?:,\s{PERSON})?)"
)
_NEVER = re.compile(r"\b(?:not|never|nowhere|no|nothing|hardly|cannot|if|whether|were)\b|n[’']t\b", re.IGNORECASE)
# what hangs on the words of another: "recalls the words of Anna Berg", "quoted Anna Berg:"
_ANOTHERS = re.compile(
    rf"^\s(?:(?:again|also|once|here)\s)?(?:the|an?|his|her|this|that|these)\s(?:\w+\s){{0,2}}?{TEXT_NOUN}s?\s(?:\w+\s)?(?:of|by|"
    rf"from)\s"
)
_QUOTING = re.compile(r"^(?:quotes|quoted|cites|cited)$")
_INVERTED = re.compile(rf"[,.]?\s*(?:{VERBS})\s+(?:the\s)?({ADJECTIVE}{PROPER}(?:,\s{PERSON})?)")
# "... was the answer given by Anna Berg", ": these are the words of Anna Berg"
_AFTER_NOUN = re.compile(
    rf"\s*[,:;–—-]?\s*(?:(?:these|those|this|that|such)\s)?(?:was|were|is|are)\s(?:also\s)?(?:the|her|his)?\s?(?:very\s|own\s|exact\s)?"
    rf"{TEXT_NOUN}s?\s(?:\w+\s)?(?:of|by|from)\s(?:the\s)?({ADJECTIVE}{PROPER}(?:,\s{PERSON})?)"
)
_AFTERWARDS = re.compile(rf",?\s*(?:the\s)?({PROPER})\s+(?:{VERBS})\b")
# "the Minister of Water, Aldous Renn, told the press"
_AFTER_OFFICE = re.compile(rf",?\s*(?:the\s)?({ADJECTIVE}{PROPER},\s{PERSON}),\s+(?:{VERBS})\b")
_DAY = r"(?:on\s)?(?:\d{1,2}\s[A-Z][a-z]+|[A-Z][a-z]+)\s\d{4}"
# "(Minister Anna Berg, 3 May 2021)", "(Anna Berg, Minister for Water of Kesparia, 3 May 2021)"
_IN_BRACKETS = re.compile(
    rf"\s*\((?:the\s)?({ADJECTIVE}{PROPER}(?:,\s{PERSON})?)(?:,\s(?!{_DAY})([^(),]{{2,80}}))?(?:,\s[^()]{{0,80}})?\)"
)
# "(a) President Anna Berg, 3 May 2021: ", "- Anna Berg (Minister for Water): "
_ENTRY = re.compile(
    rf"^(?:(?:\(?(?:[a-z]{{1,2}}|[ivxl]{{1,5}}|\d{{1,2}})[).]|[•·▪–—-])\s+)?(?:{_DAY}[,:]\s)?"
    r"(?!(?:To|For|From|About|On|Against|With|In|At|By|As|Of|After|Before|Under|Concerning|Regarding|And|But|Dear)\b)(?:[Tt]he\s)?"
    rf"({ADJECTIVE}{PROPER}(?:,\s{PERSON})?)(?:(?:,\s|\s\()(?!{_DAY})([^(),;:]{{2,80}})\)?)?"
    rf"(?:(?:,\s|\s\(|\s){_DAY}\)?)?\s?[:–—]\s*$"
)
_COINED = re.compile(
    rf"\b[Tt]?(?:his|hat|he|hese|hose)\s(?:\w+\s){{0,2}}(?:phrases?|terms?|expressions?|words?|slogans?|notions?|"
    rf"concepts?)\s(?:was|were)\s(?:\w+\s){{0,3}}?"
    rf"(?:used|coined|uttered|voiced|introduced|employed)\b[^.;]{{0,60}}?\b(?:by|(?:in\s(?:a|an|the|his|"
    rf"her)\s(?:\w+\s){{0,2}}{TEXT_NOUN}\s(?:of|by)))\s(?:the\s)?({ADJECTIVE}{PROPER}(?:,\s{PERSON})?)"
    r"(?:\s(?:when|while)\s(?:he|she)\swas\s(?:the\s)?([^,.;]{3,120}))?"
)
# "These were the words of Anna Berg."
_THEIR_WORDS = re.compile(
    r"(?:These|Those|Such)\s(?:were|are)\s(?:also\s)?(?:the\s)?(?:very\s|own\s|exact\s)?words\sof\s(?:the\s)?"
    rf"({ADJECTIVE}{PROPER}(?:,\s{PERSON})?)"
)
# whose text a resolution or an article is: "article 2 (4) of the Charter provides", "resolution 12 (1967) emphasizes"
_PROVIDES = re.compile(
    rf"(?:\b(Security Council|General Assembly|Human Rights Council)\sresolution[^,;:]{{0,40}}|"
    rf"\b[Aa]rticles?\s\d+[^,.;:]{{0,40}}?(?:,\sparagraphs?\s\d+(?:\s\(\w\))?,?)?\sof\s(?:the\s)?({PROPER})|"
    r"\b(resolution\s\d+(?:/\d+)?(?:\s\(\d{4}\))?))"
    r"(?:,[^,;:]{0,60},)?\s(?:also\s|further\s|expressly\s|clearly\s)?(?:provides|provided|states?|stated|"
    r"stipulates?|reads?|says?|said|declares?|demands?|demanded|reaffirms|"
    r"emphasizes|emphasized|stresses|stressed|recalls|recalled|calls|called)\b"
)
_BLOCK_VERB = re.compile(
    r"\b(?:said|says|stated|states|declared|declares|wrote|writes|replied|replies|responded|noted|notes|observed|"
    r"observes|concluded|concludes|added|"
    r"announced|explained|told|reported|reports|affirmed|reaffirmed|confirmed|admitted|acknowledged|recalled|"
    r"reiterated|testified|commented|remarked|"
    r"decided|warned|stressed|emphasized|emphasised|informed|recounted|recounts|describes|described|put\sit|"
    r"puts\sit|asserted|claimed|argued|"
    r"pointed\sout|continued|continues|(?:has|have|had)\s(?:\w+\s){0,2}written|"
    r"tweeted|posted|threatened|vowed|pledged|claims|alleges|alleged|asserts|insisted|maintained|reacted|contended|"
    r"(?:held|found|ruled|determined)"
    r"(?=,?\s(?:inter\salia,?\s)?that|\sas\sfollows|\sthe\sfollowing|\s?:|\sin\sparagraphs?\s\d[^;:]*:)|"
    r"used(?=\s(?:these|the\sfollowing)\swords)|(?:made|issued|gave|sent|addressed|delivered|communicated|published)"
    rf"(?=\sthe\sfollowing(?:\s(?:\w+\s)?{TEXT_NOUN})?\b))\b"
)
_LONGEST = 700


def introduced(lead: str, people: People, *, block: bool = False, marked: bool = True) -> Speaker | Whose:
    """Return who speaks after `lead`, the words of a sentence up to a quotation.

    Inside a paragraph the quotation has to hang on the verb ("said that ...", "said: ...", "called it ..."); a `block`
    stands after a colon, and only verbs of saying introduce it. One that is not `marked` is only told by them: what
    follows "announced a third filling:" is the sender's.
    """
    lead = lead[-_LONGEST:]
    translated = introduced_translated(lead, people, block=block, marked=marked)
    if translated is not Whose.UNKNOWN:
        return translated
    if (nearest := _nearest(lead, people, block=block)) is not None:
        return nearest
    for verb in reversed(list((_BLOCK_VERB if block else SAYING).finditer(lead))):
        rest = lead[verb.end() :]
        if _BROKEN.search(rest) or _ANOTHERS.match(rest) or _QUOTING.match(verb[0]):
            break
        if (
            _OF_ANOTHER.search(rest)
            or _is_answered(lead[: verb.start()], rest)
            or not (marked or says_plainly(verb[0], rest))
        ):
            break
        if (_leads(rest) if block else _hangs(rest) or _asks(verb[0] + rest)) or _AS.search(lead[: verb.start()]):
            found = _subject(lead[: verb.start()], people)
            if found is not Whose.UNKNOWN:
                return found
            if not block and _says_for_itself(lead[: verb.start()], rest):
                break
            if _EITHERS.match(verb[0]) and _WHO_MAY.search(lead, 0, verb.start()):
                break
    if _HIS_WORDS.search(lead):
        return Whose.SAME
    return _by_noun(lead, people, block=block)


# "welcomed the ruling and recalled": one subject for both verbs
_AND_VERB = re.compile(r"\sand\s(?:(?:also|then|further|again|\w+ly)\s)?$")
_ANOTHER_CLAUSE = re.compile(r"[,;:]|\b(?:that|which|who|whom|whose|when|where|while|if|whether|as|because|how|what)\b")


def _subject(before: str, people: People) -> Speaker | Whose:
    """Return the subject of the verb that stands right after `before`, or of the one that it is joined to."""
    found, joined = subject(before, people), _AND_VERB.search(before)
    if found is not Whose.UNKNOWN or joined is None:
        return found
    verbs = list(SAYING.finditer(before, 0, joined.start()))
    if not verbs or _ANOTHER_CLAUSE.search(before, verbs[-1].end()):
        return found
    return subject(before[: verbs[-1].start()], people)


# "a plan described by the River Union as"; "reported that, according to the River Union,"
_DESCRIBED_BY = re.compile(
    rf"\b(?:described|characterized|denounced|condemned|criticized|hailed|praised|dismissed|called|termed)\s(?:\w+ly\s)?by\s"
    rf"(?:the\s)?({ADJECTIVE}{PROPER}(?:,\s{PERSON},?)?)(?=\sas\s*$)"
)
_THAT_IS = re.compile(r"\b(?:that|which),?\s$")
_RIGHT_BEFORE = re.compile(r"(?:\sas)?[\s,:]*$")


# "The Dorn Courier quoted Anna Berg as saying", "Anna Berg was quoted by the Dorn Courier as saying"
_QUOTED_AS = re.compile(
    r"(?:\s(?:is|was|were|(?:has|have|had)\sbeen))?\s(?:quot(?:es|ed|ing)|cit(?:es|ed|ing))\s"
    r"(?P<whom>[^;:“”]{0,160}?\s?)\bas\s(?:follows\b|(?:having\s)?(?:said|stated|declared|written|told|saying|stating|"
    r"declaring|writing|telling|warning|admitting|announcing)\b)"
)
_BY_WHOM = re.compile(r"(?:by|in)\s")
_PHRASE = re.compile(rf"(?:[Tt]he\s|[Ii]ts\s|[Hh]is\s|[Hh]er\s|[Tt]heir\s)?({ADJECTIVE}{PROPER}(?:,\s{PERSON})?),?\s?")


def quotes_another(sentence: str) -> bool:
    """Tell whether a sentence quotes somebody as saying something: who goes on to speak may be either."""
    return _QUOTED_AS.search(sentence) is not None


def _quoted(lead: str, people: People) -> Speaker | Whose | None:
    """Return whom another is said to quote: not the newspaper that does. `None` where nobody is quoted so."""
    found = next(reversed(list(_QUOTED_AS.finditer(lead))), None)
    if found is None or not _hangs(lead[found.end() :]):
        return None
    if not found["whom"] or _BY_WHOM.match(found["whom"]):
        return subject(lead[: found.start()], people)
    phrase = _PHRASE.fullmatch(found["whom"])
    return _worded(phrase[1], people) if phrase else Whose.UNKNOWN


# "surprised the Board by making the following proposal at the beginning of the meeting:"
_BY_MAKING = re.compile(
    r"\sby\s(?:(?:adding|saying|stating|declaring)\s(?:the\sfollowing|this)|(?:making|submitting|presenting|issuing|"
    r"delivering|giving|sending|publishing|reading(?:\sout)?|moving|tabling|offering)\s(?:the\sfollowing|this)\s(?:\w+\s)?"
    rf"(?:{TEXT_NOUN}|proposal|suggestion|motion|offer|announcement|request|demand))\b[^;:“”]{{0,160}}:\s*$"
)
_MAIN_VERB = re.compile(r"\b(?:[a-z]+ed|began|broke|took|met|caught|made|gave|won|left)\b(?=[^,;:]{0,120}$)")


def _by_making(lead: str, people: People) -> Speaker | Whose | None:
    """Return who does something "by making the following proposal:", which tells it only behind another verb."""
    found = _BY_MAKING.search(lead)
    verbs = _MAIN_VERB.finditer(lead[: found.start()]) if found else ()
    makers = (subject(lead[: verb.start()], people) for verb in reversed(list(verbs)))
    return next((maker for maker in makers if maker is not Whose.UNKNOWN), None)


def _nearest(lead: str, people: People, *, block: bool) -> Speaker | Whose | None:
    """Return who speaks where the last words of `lead` say it, whatever verbs stand before them."""
    if (quoted := _quoted(lead, people)) is not None:
        return quoted
    told = [found for found in _ACCORDING.finditer(lead) if _THAT_IS.search(lead, 0, found.start())]
    for found in [*told, *_DESCRIBED_BY.finditer(lead)]:
        speaker = _worded(found[1], people) if _RIGHT_BEFORE.match(lead, found.end()) else None
        if isinstance(speaker, Speaker):
            return speaker
    if (maker := _by_making(lead, people)) is not None:
        return maker
    texts = list(_PROVIDES.finditer(lead))
    rest = lead[texts[-1].end() :] if texts else ""
    if not texts or _BROKEN.search(rest) or SAYING.search(rest) or not (_leads(rest) if block else _hangs(rest)):
        return None
    return Speaker(next(each for each in texts[-1].groups() if each))


# "that the guards had told him that": somebody speaks inside what another says; "and added that" goes on with the first
_INNER = re.compile(
    r"\b(?:that|(?:after|before|when|because|while|since|although|as|and|but)\s(?:the|an?|his|her|its|their|some|many))"
    r"\s(?:[\w’'-]+\s){1,8}$"
)
_COORDINATED = re.compile(r"\b(?:and|or|but)\s(?:\w+\s)?$")
_THAT = re.compile(r"\bthat\b|:\s*$")
# "said that Oskar Lind had come and declared": it may be either; who "adds" or "stresses" is the one who spoke
_EITHERS = re.compile(r"(?:said|stated|declared|wrote|told|claimed|announced|admitted|promised|replied|answered)\b")
_WHO_MAY = re.compile(r"\bthat\s(?:the\s)?[A-Z][^,;:]{2,120}\sand\s(?:\w+\s)?$")


def _says_for_itself(before: str, rest: str) -> bool:
    """Tell whether a verb whose subject is not known has one nevertheless, so that no earlier one speaks."""
    return _INNER.search(before) is not None and not _COORDINATED.search(before) and _THAT.search(rest) is not None


# "To what Anna Berg said, we reply as follows:", but "What Anna Berg said was this:"
_WHAT = re.compile(r"\b[Ww]hat\s(?:the\s)?[A-Z][^;:]{0,150}$")
_IT_IS = re.compile(r"[^,;:]{0,60}\b(?:is|was|were)\b|[\s,:]*$")
_OWN_CLAUSE = re.compile(r"[,;]\s(?:I|we|(?:my|our)\s\w+)\s")
# "rejected the resolution, which demands", "announced by the River Union as", "that Merovand's claim that"
_OF_ANOTHER = re.compile(
    r",\swhich\s(?!(?:is|was|has)\s)\w+(?:s|ed)\s(?:\w+\s){0,3}$|^\s(?:\w+ly\s)?by\s(?:the\s)?[A-Z]|"
    rf"[’']s?\s(?:\w+\s){{0,2}}{TEXT_NOUN}\sthat\b[^,;:]{{0,140}}$"
)


def _is_answered(before: str, rest: str) -> bool:
    """Tell whether what somebody says is only what the sentence answers: the letter speaks again before its end."""
    return _OWN_CLAUSE.search(rest) is not None or (_WHAT.search(before) is not None and not _IT_IS.match(rest))


def _by_noun(lead: str, people: People, *, block: bool) -> Speaker | Whose:
    """Return who speaks where a noun says it: "according to", "the statement of", "the Minister's letter"."""
    hits = [found for pattern in (_ACCORDING, _STATEMENT_OF, _POSSESSIVE) for found in pattern.finditer(lead)]
    for found in sorted(hits, key=lambda each: each.end(1), reverse=True):
        before, rest = lead[: found.start()], lead[found.end() :]
        if _BROKEN.search(rest) or not (found.re is _ACCORDING or introduces_itself(before, rest, block=block)):
            continue
        speaker = _worded(found[1], people)
        if speaker is Whose.UNKNOWN and found.re is _ACCORDING and _A_PAPER.search(found[0]):
            speaker = named(found[1], people)
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
# "wrote to the Mayor on 2 April that", "announced, in a talk with the Mayor, Anna Berg, that"
_TO_OR_IN = (
    r",?\s?(?:to|in|on|at|during|before)\s"
    r"(?:(?!(?:and|but|after|when|who|which|that|while|because|as|if)\b)[^\s;:]+\s){1,20}"
)
_HANGING = re.compile(
    rf"{_TO_OR_IN}that\b[^;:]{{0,140}}$|"
    r"(?:\w+\s+){0,6}?that\b.{0,140}$|.{0,90}(?:[:,–—-]|\bas|\bfollows|\bfollowing)\s*$|(?:\w+\s*){0,2}$",
    re.DOTALL,
)
# "said the following in an interview:", "noted:"; not "said that it must object to these sentences:"
_LEADING = re.compile(
    r"\sthe\sfollowing\b[^;:]{0,160}:[\s–—-]*$|(?!.*(?<!\bin\swords\s)\bthat(?:\s+\S+){3}).{0,100}$", re.DOTALL
)
_LOOSE_END = re.compile(r"\b(?:for|of|to|with|from|in|on|at|by|the|an?|and|or|its?|their|his|her)\s*$")


def _hangs(rest: str) -> bool:
    """Tell whether a quotation hangs on a verb of saying by the words between the two."""
    rest = rest.lstrip()
    if _HANGING.match(rest) is None:
        return False
    return "that" in rest.split() or _LOOSE_END.search(rest) is None


# "vowed to", "called upon the people"
_ASKING = re.compile(
    r"(?:vow(?:s|ed)|pledge[sd]|promise[sd]|threaten(?:s|ed)|urged?|demanded|request(?:s|ed)|call(?:s|ed)\s(?:up)?on)\b[^,;:.]{0,80}$"
)


def _asks(clause: str) -> bool:
    """Tell whether a quotation hangs on a verb of asking or of promising something."""
    return _ASKING.match(clause) is not None and (clause.endswith("to ") or _LOOSE_END.search(clause) is None)


def _leads(rest: str) -> bool:
    """Tell whether a verb of saying leads to the quotation that stands below its sentence."""
    return _LEADING.match(rest) is not None


_WITH_TITLE = re.compile(r"(?:Mr|Mrs|Ms|Dr)\.?\s")
_ONE_WORD = re.compile(r"Secretary-General|Court|Commission|Council|Tribunal|Assembly")


def _worded(phrase: str, people: People) -> Speaker | Whose:
    """Return the speaker that a noun phrase names; one word has to be a name that is known, or stand with "Mr."."""
    speaker = named(phrase, people)
    if not isinstance(speaker, Speaker) or (
        " " not in speaker.name
        and "/" not in speaker.name
        and not (people.knows(speaker.name) or _WITH_TITLE.match(phrase) or _ONE_WORD.fullmatch(speaker.name))
    ):
        return Whose.UNKNOWN
    return speaker


# words that the sentence says were not spoken, or that another puts into somebody's mouth
_DISOWNED = re.compile(
    rf"^(?:If|Had|Neither|Nor)\b|\b(?:den(?:y|ies|ied|ying)\s(?:that(?!\s{TEXT_NOUN}\s?:)|having|to\shave)|(?:un|not\s)true\sthat|"
    r"(?:falsely|wrongly|allegedly|reportedly|supposedly|purportedly|never)\s\w+|as\s(?:having\s)?sa(?:ying|id)|rumou?r\w*|hearsay|"
    r"(?:is|are|was|were)\s(?:said|alleged|reported|believed|claimed|thought|supposed)\sto|"
    r"(?:has|have|had|is|are)\sit\sthat|[Ss]ome\s(?:say|claim|believe|assert))\b|"
    rf"\b(?:claim|alleg|pretend|insinuat|imput)\w*\sthat\s[^“”]*\b(?:{VERBS})\b"
)


def disowned(lead: str) -> bool:
    """Tell whether a sentence that leads to a quotation denies it, doubts it or only has it from another."""
    return _DISOWNED.search(_QUOTED_AS.sub(" quoted", lead)) is not None


def introduces_text(lead: str, people: People) -> Speaker | Whose:
    """Return whose text follows a sentence such as "The following telegram has been received from ..."."""
    lead = _ASIDE.sub("", lead)
    if disowned(lead):
        return Whose.UNKNOWN
    if _OWN_TEXT.search(lead) or _DICTATED.match(lead):
        return Whose.SELF
    hits = [found for pattern in (_STATEMENT_OF, _TEXT_FROM) for found in pattern.finditer(lead)]
    # "following reservation by A to the report by B": what follows is A's
    for found in sorted(hits, key=lambda each: (each[0][1:].startswith("ollowing"), each.end(1)), reverse=True):
        following = found[0][1:].startswith("ollowing")
        if not following and not introduces_itself(lead[: found.start()], lead[found.end() :], block=True):
            continue
        speaker = _worded(_sending(found[1]), people)
        if speaker is Whose.UNKNOWN and _OFFICE_ANNOUNCED.search(lead[: found.end(1)]):
            return Speaker(found[1])
        if speaker is not Whose.UNKNOWN:
            return speaker
    for rule in (announced, handed_over):
        speaker = rule(lead, people)
        if speaker is not Whose.UNKNOWN:
            return speaker
    return introduced(lead, people, block=True)


# "letter was handed to me by the Vice Minister", "telegram has been received from the Australian Minister, Chungking";
# not "following are conditions for acceptance by Merovand"
_CONVEYED = (
    rf"(?:{TEXT_NOUN}s?|has|have|had|been|was|were|is|are|just|now|today|yesterday|received|sent|addressed|"
    rf"handed|given|communicated|issued|made|"
    r"forwarded|furnished|presented|transmitted|dispatched|obtained|drafted|prepared|submitted|supplied|telegraphed|"
    rf"to(?!\s(?:the|an?|my|your|his|her|its|our|their)\s(?:\w+\s){{0,2}}{TEXT_NOUN}\b)|me|"
    r"us|him|you|them|this|morning|the|a|an|of|"
    r"which|(?:to|addressed\sto)\sthe\s[^.,;:]{1,80}?(?=\s(?:by|was|has\sbeen)\s)|"
    r"personal|private|confidential|formal|further|information|full|complete|text|immediately|urgently|directly|draft|"
    r"second|first|and)"
)
_TEXT_FROM = re.compile(
    rf"\b(?:[Ff]ollowing(?!\s(?:the|an?|this|his|her|its|their)\b)|{TEXT_NOUN})(?:\s{_CONVEYED}){{0,10}}?\s(?:from|by)\s(?:the\s|"
    rf"His\sExcellency\s)?({ADJECTIVE}{PROPER}(?:,\s(?!I\s){PROPER})?)"
)
# "The following message was received from the Secretary-General"; not "he would like a reply from the President"
_OFFICE_ANNOUNCED = re.compile(rf"\b(?:[Ff]ollowing|[Tt]ext)\b.*\s(?:from|by)\sthe\s{OFFICE.pattern}(?:-General)?$")
# "Attlee for Mr. Chifley", but "Minister for Water"
_FOR_ANOTHER = re.compile(r"^(?P<from>.{2,60}?)\sfor\s.*$")


def _sending(phrase: str) -> str:
    """Return who sends, without the one for whom it is meant."""
    found = _FOR_ANOTHER.match(phrase)
    return found["from"] if found and not OFFICE.search(found["from"]) else phrase


def follows(tail: str, people: People, *, told: bool = False) -> Speaker | Whose:
    """Return who speaks before `tail`, the words after a quotation: "said Anna Berg", "the Minister added".

    Where the words before it have `told` of somebody who speaks, a source that is given behind is another's.
    """
    found = _INVERTED.match(tail) or _AFTERWARDS.match(tail) or _AFTER_OFFICE.match(tail) or _AFTER_NOUN.match(tail)
    if found:
        return named(found[1], people)
    if not told and (found := _ACCORDING.match(tail.lstrip(", "))):
        return _worded(found[1], people)
    if not told and (found := _IN_BRACKETS.match(tail)):
        return _with_office(found[1], found[2], people)
    if re.match(rf",?\s*(?:he|she)\s(?:{VERBS})\b", tail):
        return Whose.SAME
    return follows_translated(tail, people)


# "Prime Minister", "former Minister for Water of Kesparia"; not "General", "letter to the Minister"
_AN_OFFICE = re.compile(
    rf"(?:the\s)?{ADJECTIVE}(?!(?:General|Member|Chief|Head|Master|Officer)$)(?:[A-Z][\w-]+\s){{0,3}}?(?:{OFFICE.pattern}|spokes\w+)"
    r"(?:-General)?(?:\s(?:of|for|to|in|and|the|[A-Z][\w’'.-]*))*"
)


def _with_office(phrase: str, role: str | None, people: People) -> Speaker | Whose:
    """Return whom a phrase names that no verb goes with: a person with an office or known before, or an office.

    "New York, 3 May" looks like a person and is a place.
    """
    speaker = named(phrase, people)
    if not isinstance(speaker, Speaker):
        return Whose.UNKNOWN
    if role and is_person(speaker.name) and _AN_OFFICE.fullmatch(role):
        people.learn(speaker.name, role)
        return Speaker(speaker.name, role)
    known = speaker.role is not None or _WITH_TITLE.match(phrase) or people.recognise(speaker.name)[1] is not None
    return speaker if known or _AN_OFFICE.fullmatch(speaker.name) else Whose.UNKNOWN


def entry(lead: str, people: People) -> Speaker | Whose:
    """Return who speaks in an entry of a list that gives only a name, an office or a date before the quotation."""
    found = _ENTRY.match(lead)
    return _with_office(found[1], found[2], people) if found else Whose.UNKNOWN


def coined(sentence: str, people: People) -> Speaker | None:
    """Return who used a phrase that the sentence refers back to: "this phrase was first used by ..."."""
    if theirs := _THEIR_WORDS.match(sentence):
        speaker = named(theirs[1], people)
        return speaker if isinstance(speaker, Speaker) else None
    found = _COINED.search(sentence)
    speaker = named(found[1], people) if found else Whose.UNKNOWN
    if found is None or not isinstance(speaker, Speaker):
        return None
    role = f"then {found[2].strip()}" if found[2] else speaker.role
    people.learn(speaker.name, role)
    return Speaker(speaker.name, role)
