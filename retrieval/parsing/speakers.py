"""Reads from a sentence who speaks in it: a name with a verb of saying, "according to", "statement by".

A sentence that does not say it gives `None`: nothing is concluded from the subject matter.
"""

import re

from ..patterns import regex
from ..types import UNNAMED
from .callings import ADJECTIVE, CALLING, KIND, OFFICE, WITNESS_LABEL
from .hanging import asks, hangs, leads
from .heads import TEXT_NOUN, introduces_itself, says_plainly
from .inside import of_another, says_for_itself
from .names import CAP, PERSON, PROPER, People, state_of
from .speakers_translated import introduced_translated
from .subjects import SUBORDINATE, subject, subject_of
from .verbs import BLOCK_VERB, SAYING, VERBS
from .whose import Speaker, Whose, named, worded

_BROKEN = regex(
    rf";|,\s(?:and|but|while|whereas|although)\s(?:the\s)?{CAP}(?:\s{CAP})*\s(?:had|has|is|was|\w+ed|did|does)\b"
)
# "representative of Kesparia", "co-chairs of the River Process": what may stand before a name
_OFFICE_OF = (
    r"(?:(?:representatives?|delegat(?:e|ion)|ambassador|spokes\w+|government|experts?|engineers|co-chairs?|authorities|leaders?|parliament|"
    r"president|(?:prime\s|foreign\s)?minister)\s(?:of|for)\s(?:the\s)?)?"
)
STATEMENT_OF = regex(
    rf"\b(?:{TEXT_NOUN}|evaluation|survey|study|audit|analysis|review)s?(?:\s(?:dated|of)\s\d{{1,2}}\s\w+(?:\s\d{{4}})?)?(?:\s(?:made|issued|"
    rf"carried\sout|conducted|prepared|compiled|delivered|given|received|sent|submitted|signed|adopted|addressed\sto\s[\w\s]{{1,40}}?|"
    rf"handed\sto\sme(?:\s\w+){{0,3}}))?\s+(?:of|by|from)\s+(?:the\s)?({ADJECTIVE}{_OFFICE_OF}{PROPER}(?:,\s{PERSON})?)"
)
OWN_TEXT = regex(
    rf"\b(?:[Ff]ollowing|text|copy|extract|this|[Tt]his|below|[Bb]elow)\b(?:(?!\b(?:referred|mentioned|described|promised)\b)[^.;]){{0,40}}\b(?<!\bto\s)(?<!\bon\s)(?<!\babout\s)(?<!\bagainst\s)(?:my|"
    rf"our)\s(?:own\s)?(?:\w+\s){{0,2}}{TEXT_NOUN}|"
    rf"\b(?:[Mm]y|[Oo]ur)\s(?:\w+\s){{0,2}}{TEXT_NOUN}\b[^.;:]{{0,60}}\s(?:begins|reads|(?:is|reads)\sas\sfollows)\b|"
    r"\b(?:that|which)\swe\s(?:have\s|had\s)?(?:sent|addressed|issued|released|made)\b|"
    r"\b(?:by|from)\s(?:me|us|myself)\b|\bI\s(?:have\s|had\s)?(?:(?:to-?day|now|also|just|already)\s)?(?:sent|addressed|told|made|said|"
    r"wrote|stated|gave|informed|replied|answered|released|issued)\b|"
    r"\bin\swhich\s(?:I|we)\s(?:\w+\s)?(?:expressed|stated|said|set\sout|put\sforward|gave)\b|"
    r"\b(?:my|our)\s(?:\w+\s){0,2}(?:telegram|cablegram|cable|letter|despatch)\b[^;:]{0,120}\bin\swhich\sthe\sfollowing\s\w+\s(?:was|were)\s"
    r"(?:expressed|stated|made|given|set\sout)\b|"
    r"\b(?:telegram|cablegram|cable|letter)\b(?:[^.;:]|(?<=No)\.){0,120}\s(?:was|were)\ssent\sto\syou\b(?![^.;:]*\s(?:by|from)\s(?:the\s)?[A-Z])|"
    r"\b(?:I|[Ww]e)\s(?:now\s|hereby\s|would\s|therefore\s)?(?:propose|submit|suggest|intend)\b(?![^.;:]*\s(?:by|from)\s(?:the\s)?[A-Z])[^.;:]{0,160}"
    r"\b(?:as\sfollows|following\s(?:[\w-]+\s){0,2}(?:text|draft|resolution|amendment|statement|reply|formula|wording|article|clause))\b"
)
ACCORDING = regex(
    rf"\b(?:[Aa]ccording\sto|[Ii]n\sthe\s(?:own\s)?(?:words|opinion|view)\sof|[Tt]o\squote|"
    rf"[Aa]s\sper)\s+(?:(?:an?|the)\s(?:\w+\s){{0,2}}?(?:survey|study|{TEXT_NOUN})\s(?:\w+\s){{0,2}}?"
    r"(?:carried\sout|conducted|made|published|issued|released|prepared|compiled)\sby\s(?:the\s)?|(?:its|his|her|their)\s|"
    rf"the\s(?:(?:[\w-]+\s){{0,2}}{KIND}\s(?:[Tt]he\s)?)?)?({ADJECTIVE}(?:{TEXT_NOUN}\s(?:of|by)\s(?:the\s)?)?{_OFFICE_OF}{PROPER}(?:,\s{PERSON})?)"
)
_A_PAPER = regex(rf"\s{KIND}\s(?:[Tt]he\s)?[A-Z]")  # "according to the Merovand newspaper The Gazette"
_POSSESSIVE = regex(rf"\b({PROPER})[’']s?\s(?:own\s)?(?:\w+\s){{0,2}}{TEXT_NOUN}\b")
# "the Portuguese reply"; not "the French text", which may be a translation, and not an American's report
_STATES_PAPER = regex(
    r"\b(?:the|an?|this|that|The)\s(?:(?:further|latest|first|second|official|formal)\s)?([A-Z][a-z]+)\s(?:(?:official|formal)\s)?"
    r"(?:note(?:\sverbale)?|reply|response|letter|memorandum|aide[\s-]m[ée]moire|communication|statement|declaration|message)\b"
)
_HIS_WORDS = regex(r"\b(?:[Ii]n\s(?:his|her)\s(?:own\s)?(?:words|view|opinion)|[Aa]ccording\sto\s(?:him|her))\b")
# "It was held by the Court of Dorn that", "as was noted by Anna Berg,"; not what a newspaper reported of another
_PASSIVE = regex(
    r"\b(?:said|stated|held|found|ruled|noted|observed|declared|affirmed|reaffirmed|confirmed|acknowledged|recognized|set\sout|"
    r"emphasized|emphasised|stressed|underlined|recalled|concluded|pointed\sout|put|told|expressed|warned|explained|"
    rf"written|asserted|argued|remarked|determined|announced|admitted|testified)\s(?:\w+ly\s)?by\s(?:the\s)?"
    rf"({ADJECTIVE}{_OFFICE_OF}"
    rf"{PROPER}(?:,\s{PERSON})?)"
)
_NEVER = regex(r"\b(?:not|never|nowhere|no|nothing|hardly|cannot|if|whether|were)\b|n[’']t\b", re.IGNORECASE)
# what hangs on the words of another: "recalls the words of Anna Berg", "reported Anna Berg’s words:", "quoted her:"
_CASE = rf"(?:{TEXT_NOUN}|argument|submission|plea|thesis|theory|explanation|objection|promise|suggestion|belief)"
_ANOTHERS = regex(
    rf"^\s(?:(?:again|also|once|here|in\s(?:its|his|her|their|the|an?)\s[^,;:]{{2,60}}?)\s)?(?:(?:the|an?|his|her|this|that|these)\s(?:\w+\s){{0,2}}?{_CASE}s?\s(?:\w+\s)?(?:of|by|"
    rf"from)\s|(?:the\s)?{PROPER}[’']s?\s(?:\w+\s){{0,2}}?{_CASE}s?\b)"
)
_QUOTING = regex(r"^(?:quotes|quoted|cites|cited)$")
_PROVIDES = regex(
    rf"(?:\b(Security Council|General Assembly|Human Rights Council)\sresolution[^,;:]{{0,40}}|"
    rf"\b[Aa]rticles?\s\d+[^,.;:]{{0,40}}?(?:,\sparagraphs?\s\d+(?:\s\(\w\))?,?)?\sof\s(?:the\s)?({PROPER})"
    r"(?:\sof\s(?:\d{1,2}\s[A-Z]\w+\s)?\d{4})?(?:\sbetween\s[^,;:]{2,80})?|"
    r"\b(resolution\s\d+(?:/\d+)?(?:\s\(\d{4}\))?))"
    r"(?:,[^,;:]{0,60},)?\s(?:also\s|further\s|expressly\s|clearly\s)?(?:provides|provided|states?|stated|"
    r"stipulates?|reads?|says?|said|declares?|demands?|demanded|reaffirms|"
    r"emphasizes|emphasized|stresses|stressed|recalls|recalled|calls|called|requires(?=\sthat))\b"
)
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
    if (told := _YOU_SAY.search(lead)) and not _BROKEN.search(lead, told.end()):
        return Whose.UNKNOWN if SAYING.search(lead, told.end()) else Whose.ADDRESSEE
    if block and _GOES_ON.match(lead):
        return Whose.LAST
    if _QUOTING_FIRST.search(lead):
        return Whose.UNKNOWN
    translated = introduced_translated(lead, people, block=block, marked=marked)
    if translated is not Whose.UNKNOWN:
        return translated
    if (nearest := _nearest(lead, people, block=block)) is not None:
        return nearest
    if (maker := _by_verb(lead, people, block=block, marked=marked)) is not None:
        return maker
    if _HIS_WORDS.search(lead):
        return Whose.SAME
    return _by_noun(lead, people, block=block)


def _by_verb(lead: str, people: People, *, block: bool, marked: bool) -> Speaker | Whose | None:
    """Return the subject of the last verb of saying that the quotation hangs on; `None` where it hangs on none."""
    for verb in reversed(list((BLOCK_VERB if block else SAYING).finditer(lead))):
        rest = lead[verb.end() :]
        others = _ANOTHERS.match(rest) and not (asks(verb[0] + rest) or rest.endswith(" as "))
        if _BROKEN.search(rest) or others or _QUOTING.match(verb[0]):
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


# "a plan described by the River Union as"; "reported that, according to the River Union,"
_DESCRIBED_BY = regex(
    rf"\b(?:described|characterized|denounced|condemned|criticized|hailed|praised|dismissed|called|termed)\s(?:\w+ly\s)?by\s"
    rf"(?:the\s)?({ADJECTIVE}{PROPER}(?:,\s{PERSON},?)?)(?=\sas\s*$)"
)
_THAT_IS = regex(r"\b(?:that|which),?\s$")
_RIGHT_BEFORE = regex(r"(?:\sas)?[\s,:]*$")


# "The Dorn Courier quoted Anna Berg as saying", "Anna Berg was quoted by the Dorn Courier as saying"
_QUOTED_AS = regex(
    r"(?:\s(?:is|was|were|(?:has|have|had)\sbeen))?\s(?:quot(?:es|ed|ing)|cit(?:es|ed|ing))\s"
    r"(?P<whom>[^;:“”]{0,160}?\s?)\bas\s(?:follows\b|(?:having\s)?(?:said|stated|declared|written|told|saying|stating|"
    r"declaring|writing|telling|warning|admitting|announcing)\b)"
)
_BY_WHOM = regex(r"(?:by|in|on|at|last|this|recently|widely|yesterday|later)\s")
_PHRASE = regex(rf"(?:[Tt]he\s|[Ii]ts\s|[Hh]is\s|[Hh]er\s|[Tt]heir\s)?({ADJECTIVE}{PROPER}(?:,\s{PERSON})?),?\s?")


def quotes_another(sentence: str) -> bool:
    """Tell whether a sentence quotes somebody as saying something: who goes on to speak may be either."""
    return _QUOTED_AS.search(sentence) is not None


def _quoted(lead: str, people: People) -> Speaker | Whose | None:
    """Return whom another is said to quote: not the newspaper that does. `None` where nobody is quoted so."""
    found = next(reversed(list(_QUOTED_AS.finditer(lead))), None)
    if found is None or not hangs(lead[found.end() :]):
        return None
    if not found["whom"] or _BY_WHOM.match(found["whom"]):
        return subject(lead[: found.start()], people)
    phrase = _PHRASE.fullmatch(found["whom"])
    return worded(phrase[1], people) if phrase else Whose.UNKNOWN


# "surprised the Board by making the following proposal at the beginning of the meeting:"
_BY_MAKING = regex(
    r"\sby\s(?:(?:adding|saying|stating|declaring)\s(?:the\sfollowing|this)|(?:making|submitting|presenting|issuing|"
    r"delivering|giving|sending|publishing|reading(?:\sout)?|moving|tabling|offering)\s(?:the\sfollowing|this)\s(?:\w+\s)?"
    rf"(?:{TEXT_NOUN}|proposal|suggestion|motion|offer|announcement|request|demand))\b[^;:“”]{{0,160}}:\s*$"
)
# "addressed that claim in the following terms:"
_IN_WORDS = regex(r"\s(?:in|with)\s(?:the\sfollowing|these|the)\s(?:\w+\s)?(?:terms|words)\s?:\s*$")
_MAIN_VERB = regex(r"\b(?:[a-z]+ed|began|broke|took|met|caught|made|gave|won|left)\b(?=[^,;:]{0,120}$)")


def _by_making(lead: str, people: People) -> Speaker | Whose | None:
    """Return who does something "by making the following proposal:" or "in these words:", after another verb."""
    found = _BY_MAKING.search(lead) or _IN_WORDS.search(lead)
    verbs = _MAIN_VERB.finditer(lead[: found.start()]) if found else ()
    makers = (subject(lead[: verb.start()], people) for verb in reversed(list(verbs)))
    return next((maker for maker in makers if maker is not Whose.UNKNOWN), None)


# "reserved his position, saying that"; who published a letter, "saying that", may have it from its author
_SAYING_SO = regex(
    r",\s(?:say|hold|find|rul|stat|declar|add|writ|not|warn|claim|argu|explain|announc|assert|insist|alleg|stress|object|reply|answer)ing"
    r"(?:,?\s(?:that\b[^,;:“”]{0,100}|inter\salia,?|in\spart)|,)?\s?:?\s*$"
)
_ASIDE = regex(r",\s(?:whom|whose|which|who)\s[^,;:]{2,120},")
_BESIDE = regex(
    r"\b(?:after|before|since|until|as)\b|\band\s(?:the|an?|its|his|her|their|[A-Z])"
)  # another does something, too
_OF_OTHERS = regex(
    r"(?:published|issued(?!\s(?:an?|its|his|her|their)\s(?:\w+\s)?(?:statement|communiqu[ée]|declaration|denial|warning|appeal|reply|response)\b)|received|sent|quoted|cited|circulated|released|reported|carried|recalled|asked)\b"
)


def _by_participle(lead: str, people: People) -> Speaker | Whose | None:
    """Return who does something, "saying that", where the sentence is of nobody else's words."""
    found = _SAYING_SO.search(lead)
    clause = _ASIDE.sub("", lead[: found.start()]) if found else ""
    if found is None or SUBORDINATE.search(clause) or _BESIDE.search(clause):
        return None
    verbs = (verb for verb in _MAIN_VERB.finditer(clause) if not _OF_OTHERS.match(clause, verb.start()))
    makers = (subject(clause[: verb.start()], people) for verb in verbs)
    return next((maker for maker in makers if maker is not Whose.UNKNOWN), None)


# "the report of the River Institute, according to which the dam"
_ACCORDING_TO_WHICH = regex(
    rf"\b{TEXT_NOUN}\s(?:(?:of|dated)\s\d{{1,2}}\s\w+\s\d{{4}}\s)?(?:of|by|from)\s(?:the\s)?({ADJECTIVE}{PROPER}),\saccording\sto\swhich\b[^;:]{{0,140}}$"
)


# "recalls the words of the Secretary-General, according to whom the river"
_ACCORDING_TO_WHOM = regex(
    rf"(?:^|\s)(?:the\s)?({ADJECTIVE}{PROPER}(?:,\s{PERSON})?),\saccording\sto\swhom\b(?![^;:]*\b(?:said|says|told)\b)[^;:]{{0,140}}$"
)


def _nearest(lead: str, people: People, *, block: bool) -> Speaker | Whose | None:
    """Return who speaks where the last words of `lead` say it, whatever verbs stand before them."""
    if (quoted := _quoted(lead, people)) is not None:
        return quoted
    if found := _ACCORDING_TO_WHOM.search(lead):
        return worded(found[1], people)
    if (found := _ACCORDING_TO_WHICH.search(lead)) and not SAYING.search(lead, found.end(1)):
        return worded(found[1], people)
    told = [found for found in ACCORDING.finditer(lead) if _THAT_IS.search(lead, 0, found.start())]
    for found in [*told, *_DESCRIBED_BY.finditer(lead)]:
        speaker = worded(found[1], people) if _RIGHT_BEFORE.match(lead, found.end()) else None
        if isinstance(speaker, Speaker):
            return speaker
    if (maker := _by_making(lead, people) or _by_participle(lead, people)) is not None:
        return maker
    texts = list(_PROVIDES.finditer(lead))
    rest = lead[texts[-1].end() :] if texts else ""
    if (
        not texts
        or _BROKEN.search(rest)
        or SAYING.search(rest)
        or of_another(rest)
        or not (leads(rest) if block else hangs(rest))
    ):
        return None
    return Speaker(next(each for each in texts[-1].groups() if each))


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


def _by_noun(lead: str, people: People, *, block: bool) -> Speaker | Whose:
    """Return who speaks where a noun says it: "according to", "the statement of", "the Minister's letter"."""
    hits = [
        found for pattern in (ACCORDING, STATEMENT_OF, _POSSESSIVE, _STATES_PAPER) for found in pattern.finditer(lead)
    ]
    for found in sorted(hits, key=lambda each: each.end(1), reverse=True):
        before, rest = lead[: found.start()], _SPOKEN_AT.sub("", lead[found.end() :])
        if found.re == ACCORDING and before.strip() and (_THEN_SAYS.match(rest) or _SAID_JUST_NOW.search(before)):
            return Whose.UNKNOWN
        if _BROKEN.search(rest) or not (found.re == ACCORDING or introduces_itself(before, rest, block=block)):
            continue
        if found.re == ACCORDING and (
            any(hangs(rest[verb.end() :]) for verb in SAYING.finditer(rest))
            or _THINKS.search(rest)
            or (found[1].endswith(("’s", "'s")) and not _HIS_TEXT.match(rest))
        ):
            continue  # "According to Anna Berg, the soldiers said:"
        if _NOT_IT.search(before):
            continue  # "It is not Anna Berg’s view that"
        if found.re == STATEMENT_OF and _A_VERB.search(lead, 0, found.end()):
            continue  # "The Dorn Courier reports of the King:"
        if found.re == _STATES_PAPER:
            speaker = Speaker(state) if (state := state_of(found[1])) else Whose.UNKNOWN
        else:
            speaker = worded(found[1], people)
        if speaker is Whose.UNKNOWN and found.re == ACCORDING and _A_PAPER.search(found[0]):
            speaker = named(found[1], people)
        if speaker is not Whose.UNKNOWN:
            return speaker
    if passive := _by_passive(lead, people):
        return passive
    if law := _by_law(lead):
        return law
    text = _PROVIDES.search(lead)
    if text and (block or hangs(lead[text.end() :])):
        return Speaker(next(each for each in text.groups() if each))
    return Whose.SELF if OWN_TEXT.search(lead) else Whose.UNKNOWN


_NOT_IT = regex(r"\b(?:not|never|hardly)\s(?:the\s)?$")
_A_VERB = regex(r"[A-Z][\w’'-]*[\w]\s(?:reports|claims|answers|notes|charges|comments)\s(?:of|by|from)\s[^,;:]*$")
# "the words of Anna Berg, spoken in Dorn:"
_SPOKEN_AT = regex(r"^,\s(?:spoken|uttered|pronounced|delivered|written|made|given)\s[^,;:]{2,80}(?=:)")
# "An officer, according to the Panel, told villagers that", "said, according to the Panel, that": the officer's words
_SAID_JUST_NOW = regex(rf"\b(?:{VERBS}),?\s*$")
_THEN_SAYS = regex(rf",\s(?:\w+ly\s|had\s|has\s|also\s|then\s)*(?:{VERBS})\b")
# "According to Anna Berg, the Board considers"; not "the dam was considered"
_THINKS = regex(
    r"(?<!\bbe)(?<!\bis)(?<!\bare)(?<!\bwas)(?<!\bwere)(?<!\bbeen)\s(?:consider|believe|regard|deem|think|fear|view)(?:s|d|ed)\b[^,;:]*$"
)
# "According to Kesparia’s report"; not "to Kesparia’s engineers", "to Kesparia’s account of what Velmora said"
_HIS_TEXT = regex(rf"\s(?:\w+\s){{0,2}}{TEXT_NOUN}s?\b(?!\sof\swhat\b)")
_LAW = (
    r"(?:Charter|Convention|Covenant|Treaty|Statute|Protocol|Agreement|Declaration|Constitution|Accord|Pact|Act|Decree)"
)
_OF_YEAR = r"(?:\sof\s(?:\d{1,2}\s[A-Z]\w+\s)?\d{4})?"
# "the Charter of the United Nations, which provides that all Members", "Under article 4 of the Convention, States"
_LAW_SAYS = regex(
    rf"\b({PROPER}){_OF_YEAR}(?:\s\([^()]{{1,40}}\))?,\swhich\s(?:\w+ly\s|also\s)?(?:states|stated|provides|provided|stipulates|"
    rf"declares|says|reads|prohibits|forbids|obliges|requires)\b[^;:]{{0,160}}$|"
    rf"\b[Uu]nder\s(?:article|section|paragraph)\s\d[^,;:]{{0,40}}?\sof\s(?:the\s|that\s)?({PROPER}){_OF_YEAR},\s[^;:]{{0,80}}"
    r"\b(?:States|[Pp]arties|Members|Powers)\b[^,;:]{0,60}$"
)


def _by_law(lead: str) -> Speaker | None:
    """Return the treaty or the law that a sentence names last and says to provide what is quoted."""
    found = _LAW_SAYS.search(lead)
    name = found[1] or found[2] if found else ""
    return Speaker(name) if re.match(rf"(?:[A-Z]\w+\s)*{_LAW}\b", name) else None


def _by_passive(lead: str, people: People) -> Speaker | None:
    """Return by whom something "was held" that the quotation tells, if nobody speaks before and nothing denies it."""
    found = _PASSIVE.search(lead)
    if found is None or not hangs(lead[found.end() :]) or _BROKEN.search(lead[found.end() :]):
        return None
    if SAYING.search(lead[: found.start()]) or _NEVER.search(lead[: found.start()]):
        return None
    speaker = worded(found[1], people)
    return speaker if isinstance(speaker, Speaker) else None


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
    return _DISOWNED.search(_QUOTED_AS.sub(" quoted", lead)) is not None
