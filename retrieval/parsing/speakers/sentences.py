"""Reads from a sentence who speaks in it: a name with a verb of saying, "according to", "statement by".

A sentence that does not say it gives `None`: nothing is concluded from the subject matter.
"""

import re

from retrieval.parsing.names import PROPER, People
from retrieval.parsing.speakers.by_noun import speaker_by_noun
from retrieval.parsing.speakers.callings import CALLING, OFFICE, WITNESS_LABEL
from retrieval.parsing.speakers.hanging import BROKEN, asks, hangs, leads
from retrieval.parsing.speakers.heads import TEXT_NOUN, says_plainly
from retrieval.parsing.speakers.inside import of_another, says_for_itself
from retrieval.parsing.speakers.nearest import QUOTED_AS, speaker_nearest
from retrieval.parsing.speakers.subjects import subject, subject_of
from retrieval.parsing.speakers.translated import introduced_translated
from retrieval.parsing.speakers.verbs import BLOCK_VERB, SAYING, VERBS
from retrieval.parsing.speakers.whose import Speaker, Whose
from retrieval.patterns import regex
from retrieval.types import UNNAMED

_HIS_WORDS = regex(r"\b(?:[Ii]n\s(?:his|her)\s(?:own\s)?(?:words|view|opinion)|[Aa]ccording\sto\s(?:him|her))\b")
# what hangs on the words of another: "recalls the words of Anna Berg", "reported Anna Berg’s words:", "quoted her:"
_CASE = rf"(?:{TEXT_NOUN}|argument|submission|plea|thesis|theory|explanation|objection|promise|suggestion|belief)"
_ANOTHERS = regex(
    rf"^\s(?:(?:again|also|once|here|in\s(?:its|his|her|their|the|an?)\s[^,;:]{{2,60}}?)\s)?(?:(?:the|an?|his|her|this|that|these)\s(?:\w+\s){{0,2}}?{_CASE}s?\s(?:\w+\s)?(?:of|by|"
    rf"from)\s|(?:the\s)?{PROPER}[’']s?\s(?:\w+\s){{0,2}}?{_CASE}s?\b)"
)
_QUOTING = regex(r"^(?:quotes|quoted|cites|cited)$")
_LONGEST = 700


def introduced(lead: str, people: People, *, block: bool = False, marked: bool = True) -> Speaker | Whose:
    """Return who speaks after `lead`, the words of a sentence up to a quotation.

    Inside a paragraph the quotation has to hang on the verb ("said that ...", "said: ...", "called it ..."); a `block`
    stands after a colon, and only verbs of saying introduce it. One that is not `marked` is only told by them: what
    follows "announced a third filling:" is the sender's.
    """
    lead = _HERE_IS.sub("", _LETTERS_BEHIND.sub("", RESTORED.sub(r"\1", lead[-_LONGEST:])))
    lead = _ISSUED.sub(r" stated in \g<paper> that", lead)
    if block and (witness := WITNESS.fullmatch(lead)):
        return Speaker(witness[1])
    if told := _TESTIMONY_OF.search(lead):
        return Speaker(told[1])
    if (told := _YOU_SAY.search(lead)) and not BROKEN.search(lead, told.end()):
        return Whose.UNKNOWN if SAYING.search(lead, told.end()) else Whose.ADDRESSEE
    if block and _GOES_ON.match(lead):
        return Whose.LAST
    if _QUOTING_FIRST.search(lead):
        return Whose.UNKNOWN
    translated = introduced_translated(lead, people, block=block, marked=marked)
    if translated is not Whose.UNKNOWN:
        return translated
    if (nearest := speaker_nearest(lead, people, block=block)) is not None:
        return nearest
    if (maker := _by_verb(lead, people, block=block, marked=marked)) is not None:
        return maker
    if _HIS_WORDS.search(lead):
        return Whose.SAME
    return _by_thought(lead, people) or speaker_by_noun(lead, people, block=block)


# "Berg, Harbour Office Liaison Officer, considers that it"; not "According to Anna Berg, the Board considers that it"
_CONSIDERS = regex(
    r"(?!(?:According|As|In\sthe|To)\b)(?P<who>[^;:]{3,120}?)\s(?:considers|believes)\sthat\s(?:(?!\b(?:that|which|who|as|by)\b)[^;:]){0,100}$"
)


def _by_thought(lead: str, people: People) -> Speaker | None:
    """Return who considers what a sentence quotes, where it begins with him."""
    found = _CONSIDERS.match(lead)
    thinker = subject(found["who"], people) if found else Whose.UNKNOWN
    return thinker if isinstance(thinker, Speaker) else None


def _by_verb(lead: str, people: People, *, block: bool, marked: bool) -> Speaker | Whose | None:
    """Return the subject of the last verb of saying that the quotation hangs on; `None` where it hangs on none."""
    for verb in reversed(list((BLOCK_VERB if block else SAYING).finditer(lead))):
        rest = lead[verb.end() :]
        others = _ANOTHERS.match(rest) and not (asks(verb[0] + rest) or rest.endswith(" as "))
        if BROKEN.search(rest) or others or _QUOTING.match(verb[0]):
            return None
        if (
            _OF_ANOTHER.search(rest)
            or of_another(rest)
            or (_IN_ASIDE.search(lead, 0, verb.start()) and _ASIDE_ENDS.match(rest))
            or _is_answered(lead[: verb.start()], rest)
            or _is_told(lead, verb)
            or not (marked or says_plainly(verb[0], rest))
        ):
            return None
        if (leads(rest) if block else hangs(rest) or asks(verb[0] + rest)) or _AS.search(lead[: verb.start()]):
            found = subject_of(lead[: verb.start()], people)
            if found is not Whose.UNKNOWN:
                return found
            if _WHICH.search(lead, 0, verb.start()) or (not block and says_for_itself(lead, verb)):
                return None
            if _EITHERS.match(verb[0]) and _WHO_MAY.search(lead, 0, verb.start()):
                return None
    return None


# "Kesparia’s note, to which Velmora replied on 3 May, was as follows:"
_IN_ASIDE = regex(r",\s(?:(?:to|in|of|on|with|by)\s)?(?:which|whom|whose)\s[^,;:]{2,80}$")
_ASIDE_ENDS = regex(r"[^,;:]{0,80},\s(?:is|was|were|are|reads?|ran|runs|states?|says?|said)\b")
# "who had been told by the colonel that", "reported being told that"
_BY_SOMEBODY = regex(r"\s(?:\w+ly\s)?by\s")
_PASSIVELY = regex(r"\b(?:been|being|was|were|is|are)\s(?:\w+ly\s|also\s|once\s)?$")
_HEARS = regex(r"(?:told|informed|warned|advised|assured|reminded)$")


def _is_told(lead: str, verb: re.Match[str]) -> bool:
    """Tell whether the subject of a verb is the one who is told, or of whom another says it."""
    heard = _BY_SOMEBODY.match(lead, verb.end()) or _HEARS.match(verb[0])
    return heard is not None and _PASSIVELY.search(lead, 0, verb.start()) is not None


# "You write that the order of General Renn": what follows are the words neither of the order nor of Renn
_YOU_SAY = regex(
    r"\b[Yy]ou\s(?:\w+ly\s|also\s|even\s|then\s|further\s|now\s)?(?:write|say|state|claim|argue|add|assert|declare|allege|maintain|"
    r"insist)\b"
)
# "[Kesparia] presented": what an editor restored
RESTORED = regex(r"\[([A-Z][\w’'-]*(?:\s[A-Z][\w’'-]*){0,3})\]")
# "Witness 2 (male, 34 years old):"
WITNESS = regex(rf"({WITNESS_LABEL})(?:\s?\([^()]{{1,80}}\))?\s?:\s*")
# "The testimony of M.T., who was held for 31 days, reads:"; not "The colonel dismissed the account of Witness 5:"
_TESTIMONY_OF = regex(
    r"(?:^|[.;:]\s)(?:(?:[Aa]ccording\sto|[Aa]s|[Ff]rom|[Ii]n|(?:[Hh]ere|[Tt]his|[Tt]hat|[Tt]hese)\s(?:is|are|was|were)|"
    r"(?:I|[Ww]e|[Ll]et\s(?:me|us))\s(?:quote|cite|reproduce)(?:\sfrom)?)\s)?(?:[Tt]he\s|[Aa]n?\s)?(?:[a-z]+\s)?"
    rf"(?:[Tt]estimony|[Aa]ccount|[Ss]tatement|[Ee]vidence|[Dd]eposition|[Ww]ords)\sof\s(?:[Ww]itness\s(?=[A-Z]\.))?({WITNESS_LABEL}|(?!U\.|E\.U)[A-Z]\.\s?[A-Z]\.(?!\s?[A-Z]))"
    r"(?:,\s[^,;:]{2,80})?,?(?:\s(?:reads?|states?|is\sas\sfollows|says))?\s?:\s*$"
)
# "Quoting his Minister, the Ambassador said", "the King, quoting the poet Emil Sand, said": the Minister's, the poet's
_QUOTING_FIRST = regex(
    r"^Quoting\s|,\squoting\s(?:from\s)?(?:the|his|her|its|their|[A-Z]\S*)\s[^,;:]{2,100},\s[^,;:]*$"
)
# "The letter goes on to assert the following:", after words quoted from it
_GOES_ON = regex(
    rf"(?:The|That)\s(?:same\s)?{TEXT_NOUN}\s(?:then\s|also\s|further\s)?(?:(?:goes|went)\son|continue[sd]|add(?:s|ed))"
    r"(?:(?!\s(?:quot(?:e|es|ing)|recall(?:s|ing)?|cit(?:e|es|ing)|in\sthe\swords)\b),?\s[^A-Z.;:\s]+){0,12}\s?:\s*$"
)
# "Here is what Anna Berg wrote to her colleague:", "I recall what the Minister, Anna Berg, said on 3 May:"
_HERE_IS = regex(
    r"^(?:(?:Here|This|That)\s(?:is|was)|(?:I|We|Let\s(?:me|us))\s(?:(?:wish|would\slike|should\slike)\sto\s)?(?:recall|repeat|quote))\s"
    r"what\s(?=(?:the\s)?[A-Z])"
)
# "Mr. Emil Sand, K.C., explained", "Judge ad hoc Sand"
_LETTERS_BEHIND = regex(r"(?<=[a-z]),\s(?:[KQS]\.?C|M\.?P|Ph\.?\s?D|Esq)\.?(?=,)|(?<=\bJudge)\sad\shoc(?=\s[A-Z])")
# "issued a communiqué, according to which the gates"; not "published a report of the Board, according to which"
_ISSUED = regex(
    r"\sissued\s(?P<paper>(?:an?|its|his|her)\s(?:\w+\s){0,2}?(?:communiqu[ée]|statement|declaration|press\srelease|denial)),\s"
    r"according\sto\swhich\b"
)
# "In paragraph 2 of that resolution, the Security Council:", "The Council, in its resolution 12 (1967):"
_ORGAN = regex(
    rf"(?:^|,\s|\bwhich\s|\bwhereby\s)(?:[Tt]he\s)({PROPER})(?:(?:,\sin\s[^;:]{{3,120}})?\s?[:,]|(?<=\bCouncil)|(?<=\bAssembly)|"
    r"\s(?:adopted|passed|issued)\s(?:an?|its)\s(?:\w+\s){0,2}?(?:resolution|decision|declaration)\b[^;:]{0,80}?,?\sin\swhich\sit\s?:)\s*$"
)
_ITS_ACT = regex(r"\b(?:[Rr]esolutions?|[Dd]ecisions?|[Dd]eclaration|[Pp]aragraphs?)\b")
# how the paragraphs of a resolution begin: "Demands that", "Recalling", "Further decides"
_ENACTS = regex(
    r"(?:Also|Further|Strongly|Once\sagain|Acting|(?:Demand|Affirm|Reaffirm|Decide|Call|Condemn|Urge|Request|Recall|Express|Note|"
    r"Stress|Emphasi[sz]e|Underline|Welcome|Declare|Recogni[sz]e|Consider|Invite|Encourage|Authori[sz]e|Deplore|Determine|"
    r"Acknowledge|Reiterate|Take|Endorse|Commend|Appeal|Instruct|Direct)(?:e?s|ing))\s"
)


# "Paragraph 2:", "and, in article 5:", above what a resolution demands or what shall be
_A_PIECE = regex(
    r"(?:^|[.;,]\s|\bin\s)(?:[Oo]perative\s)?(?:[Pp]aragraph|[Aa]rticle|[Ss]ection|[Cc]lause|[Rr]ule|[Pp]rinciple)\s\d{1,3}(?:\s?\([\w\d]{1,3}\)){0,2}\s?:\s*$"
)
_SHALL = regex(r"^[^.]{0,160}\bshall\b")


def enacted(sentence: str, following: str) -> Speaker | Whose:
    """Return the organ whose resolution goes on in the paragraph below its name: "Demands that all parties ..."."""
    found = _ORGAN.search(sentence, max(0, len(sentence) - _LONGEST))
    if found and _ITS_ACT.search(sentence) and _ENACTS.match(following):
        return Speaker(found[1])
    piece = _A_PIECE.search(sentence) and (_ENACTS.match(following) or _SHALL.search(following))
    return Speaker(UNNAMED) if piece else Whose.UNKNOWN


_WHICH = regex(r"\bwhich\s(?:(?:also|then|further|has|had|\w+ly)\s){0,2}$")  # "of the Treaty which states,"
# "said that Oskar Lind had come and declared", "that a guard had come and said": it may be either; who "adds" or
# "stresses" is the one who spoke
_EITHERS = regex(r"(?:said|stated|declared|wrote|told|claimed|announced|admitted|promised|replied|answered)\b")
_WHO_MAY = regex(
    r"\bthat\s(?:(?:the\s)?[A-Z]|(?:an?|the|one|his|her|its|their)\s(?:[\w’'-]+\s){0,3}?"
    rf"(?:{CALLING.pattern}|{OFFICE.pattern}|man|woman|boy|girl|soldiers|officers|guards?|men|women))[^,;:]{{2,120}}\sand\s(?:\w+\s)?$"
)


# "To what Anna Berg said, we reply as follows:", but "What Anna Berg said was this:"
_WHAT = regex(r"\b[Ww]hat\s(?:the\s)?[A-Z][^;:]{0,150}$")
_IT_IS = regex(r"(?:,[^,;:]{2,60},)?[^,;:]{0,60}\b(?:is|was|were)\b|[\s,:]*$")
_OWN_CLAUSE = regex(r"[,;]\s(?:I|we|(?:my|our)\s\w+)\s")
_DOCUMENT = (
    r"[Rr]esolution\s[\dA-Z]\S*(?:\s\(\d{4}\))?|[Pp]aragraphs?\s\d+|[Aa]rticles?\s\d+|[Tt]he\s(?:Charter|Protocol|Treaty|Convention|"
    r"Agreement|Covenant|Statute)|the\s(?:report|judg?ment|order|decision|resolution|ruling|opinion|declaration)"
)
_SAME_CLAUSE = r"(?:(?!\b(?:and|but|what|he|she|they)\b)[^;:])"
# "recalled that, under paragraph 5 of resolution 12, they are to take"
# "rejected the resolution, which demands", "announced by the River Union as", "that Merovand's claim that"
_OF_ANOTHER = regex(
    r",\swhich\s(?!(?:is|was|has)\s)\w+(?:s|ed)\s(?:\w+\s){0,3}$|^\s(?:\w+ly\s)?by\s(?:the\s)?[A-Z]|"
    rf"[’']s?\s(?:\w+\s){{0,2}}{_CASE}\s(?:that\b[^,;:]{{0,140}}|(?:to|of)\s(?:an?\s|the\s)?)$|"
    r"\b(?:under|pursuant\sto|in\saccordance\swith|as\srequired\sby)\s(?:operative\s)?(?:paragraphs?|articles?|sections?)\s\d"
    r"[^;:]{0,140}$|"
    rf"\bthat\s(?:[^;:]{{0,60}}\s)?(?:{_DOCUMENT})\b{_SAME_CLAUSE}{{0,60}}\s(?:requires?d?|oblige[sd]?|found|finds|states?|stated|provide[sd]?|"
    rf"said|says|call(?:s|ed)|demand(?:s|ed)|forbids?|reject(?:s|ed)|contain(?:s|ed)|speaks?|spoke)\b{_SAME_CLAUSE}{{0,80}}$|"
    rf"\b(?:{_DOCUMENT})\b[^;:]{{0,60}},\s(?:(?:under|by|in)\s)?which\s(?:the\s\w+\s(?:\w+\s)?)?$|"
    r"\bthat\b[^;:]{0,60}\baccording\sto\s(?:the\s)?[A-Z][^,;:]{0,60},\s*(?:\w+\s){0,6}$"
)


def _is_answered(before: str, rest: str) -> bool:
    """Tell whether what somebody says is only what the sentence answers: the letter speaks again before its end."""
    return _OWN_CLAUSE.search(rest) is not None or (_WHAT.search(before) is not None and not _IT_IS.match(rest))


# "as he puts it", "as Anna Berg wrote": said of the whole sentence
_AS = regex(r"\b[Aa]s\s(?!(?:for|to|regards)\s)[^,;]{2,60}$")


# words that the sentence says were not spoken, or that another puts into somebody's mouth
_DISOWNED = regex(
    rf"^(?:If|Had|Neither|Nor)\b|\b(?:den(?:y|ies|ied|ying)\s(?:that(?!\s{TEXT_NOUN}\s?:)|having|to\shave)|(?:un|not\s)true\sthat|"
    rf"(?:could|should|would|might|may|must|ought\sto)\s(?:\w+\s){{0,3}}?have\s(?:\w+\s)?(?:{VERBS})|"
    r"(?:falsely|wrongly|allegedly|reportedly|supposedly|purportedly|never)\s\w+|as\s(?:having\s)?sa(?:ying|id)|rumou?r\w*|hearsay|"
    r"(?:is|are|was|were)\s(?:said|alleged|reported|believed|claimed|thought|supposed)\sto|"
    r"(?:has|have|had|is|are)\sit\sthat|[Ss]ome\s(?:say|claim|believe|assert))\b|"
    rf"\b(?:claim|alleg|pretend|insinuat|imput)\w*\s(?:(?:in|by)\s[^,;:“”]{{2,80}}\s)?that\s[^“”]*\b(?:{VERBS})\b|"
    r"\b(?:accus|suspect|reproach|charg)\w*\s[^,;:“”]{2,80}\s(?:of|with)\shaving\b"
)


def disowned(lead: str) -> bool:
    """Tell whether a sentence that leads to a quotation denies it, doubts it or only has it from another."""
    return _DISOWNED.search(QUOTED_AS.sub(" quoted", lead)) is not None
