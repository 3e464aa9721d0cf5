"""Who a clause says something: the subject of a verb of saying, by name, office or pronoun.

What names nobody is `Whose.UNKNOWN`: nothing is concluded from the subject matter.
"""

import re
from collections.abc import Iterator

from retrieval.language.dates import MONTH
from retrieval.parsing.names import CAP, PERSON, PROPER, People, is_name, is_person, without_article, without_opening
from retrieval.parsing.speakers.callings import ADDRESS, ADJECTIVE, CALLING, KIND, OFFICE, RELATIVES, WITNESS_LABEL
from retrieval.parsing.speakers.heads import TEXT_NOUN
from retrieval.parsing.speakers.verbs import SAYING, VERBS
from retrieval.parsing.speakers.whose import Speaker, Whose, named, person_named
from retrieval.patterns import regex

# "Renn clearly"; not "the Renn family", "the Velmoran assembly"
_ADVERBS = regex(
    r"(?:[\s,]+(?>(?:has|have|had|since|also|then|now|still|instead|later|further|once|recently|publicly|clearly|openly|himself|herself|"
    r"itself|themselves|again|"
    r"even|just|merely|repeatedly|explicitly|rightly|thus|therefore|moreover|subsequently|already|would|could|reportedly|"
    r"famously|frankly|so\sfar|to\sdate|for\s(?:his|her|its|their)\s(?:own\s)?part|only|(?!(?:family|assembly|ally|reply|supply|monopoly|bully|fly)$)[a-z]+ly)(?=[\s,]|$)))+$"
)
_RELATIVE = (
    r"(?:(?:,\s+(?:who|which|whose|having|himself|in\s(?:his|her|its|an?|the)|on\s\d|at\s(?:the|a))\b|\s[–—]\s).*)?"
)
_INTRO = r"(?:(?:[A-Z][^,:]{0,90}),\s+)?"
# "the Kesparian side"
_SIDE = (
    r"(?:\s(?:regime|authorities|side|leadership|delegation|militias?|representative|delegate|ambassador|spokes(?:man|woman|"
    r"person)|leader|envoy|prosecutor|parliament|president|minister|coordinator|press|media|army|navy|military|government|dam|gates|port|prison|harbour|station|plant|works|mine|camp|"
    r"police|coast\sguard|co-chair|negotiators?|"
    r"hospital|university))?"
)
_WHICH = r"(?:,\s(?:which|who|whose)\s[^,;:]{2,120})?"  # "The leader of the Front, which governs, Emil Tasch,"
# "The former Minister of Defence and President of Armenia, Serzh Sargsyan, who had ...,"
_ROLE_NAME = regex(
    rf"(?:[Aa]s\s+)?(?:(?:[Tt]he|[Ii]ts|[Tt]heir)\s+)?({ADJECTIVE}{PROPER}{_SIDE}){_WHICH},\s+({PERSON}){_RELATIVE}[,–—]?\s*$"
)
# "Jirair Libaridian, who was chief adviser to ..., at the time of ...,"
_NAME_WHO_WAS = regex(
    rf"({PERSON}),\s+who\s+(?:was|is|had\sbeen|has\sbeen|served\sas|serves\sas)\s+(?:the\s|an?\s)?(.+?)[,–—]?\s*$"
)
# "..., who had been admitted to the camp,": what was done to somebody is no office
_DONE = regex(r"(?:\w+ly\s)?(?:\w{2,}ed|born|held|taken|sent|shot|given|shown|seen|made|brought|kept|put|known)\b")
# "..., who was admitted to the camp, reported that she": behind it another verb has a subject of its own
_SPOKEN = regex(rf",\s(?:who|which)\s[^;:]*?,\s(?:\w+ly\s|also\s|then\s)?(?:{VERBS})\b")
_WHEN = regex(r",?\s+(?:at\sthe\stime|during|when|while|until|from\s\d{4}|between\s\d|in\s\d{4}|and\swho|who)\b.*$")
# "Anna Berg, Minister for Foreign Affairs of Ruritania,"
_NAME_ROLE = regex(
    rf"({PERSON}),\s+(?:the\s+)?({ADJECTIVE}(?:[A-Z][\w-]*|[a-z]+\sof|spokes\w+|director|head|leader|chief|"
    rf"chair\w*)[^,]{{2,120}}){_RELATIVE},\s*$"
)
# "Berg, Harbour Office Liaison Officer,", as telegrams tell who somebody is
_SURNAME_ROLE = regex(rf"({CAP}),\s({CAP}(?:\s(?:(?:of|for)\s(?:the\s)?)?{CAP}){{1,5}}),\s*$")
# "The Armenian author Markar Melkonian, who ... –"
_KIND_NAME = regex(
    rf"(?:[Tt]he\s+|[Aa]n?\s+)?((?:[A-Z][\w-]+\s){{0,2}}(?:[a-z][\w-]+\s){{1,4}}?)({PERSON}){_RELATIVE}[,–—]?\s*$"
)
_A_PERSON = regex(r"\b[a-z-]+(?:er|or|ist|ian|man|woman)\s$")  # "surveyor", "keeper"
# "The brother of the surveyor Anna Berg" is not she
_OF_A_PERSON = regex(
    rf"\b(?:of|for|to|by|with|from|against)\s(?:[a-z]+\s){{0,2}}?(?:{CALLING.pattern}\s$|{_A_PERSON.pattern})"
)
# "The association Rivers Without Borders, which visited the families,"
_BODY_NAME = regex(
    rf"(?:[Tt]he|[Aa]n?)\s(?:[\w-]+\s){{0,3}}?{KIND}\s"
    rf"({PROPER}){_RELATIVE}[,–—]?\s*$"
)
# "Rivers Without Borders, the Dorn human rights organization,", "Oskar Lind, a Merovand expert on dams,"
_NAME_KIND = regex(
    rf"(?:[Tt]he\s+)?({PROPER}),\s(?:the|an?)\s((?:[\w’'-]+\s){{0,6}}?(?:{KIND}|expert|author|historian|journalist|"
    rf"analyst|scholar|lawyer|adviser|writer|commander|leader|diplomat|spokes\w+|arm|wing|branch|outlet)(?:\s(?:on|of|for|in)\s[^,;:.]{{2,80}})?),\s*$"
)
# "the spokesman for the Ministry of Water of Kesparia, Aldous Renn,", "a leader of the militias, Oskar Lind,", "whose
# chairman, Oskar Lind,"
_CALLING_NAME = regex(
    rf"(?:[Tt]he|[Aa]n?|whose|[Ii]ts|[Tt]heir)\s((?:[\w’-]+\s){{0,4}}?{CALLING.pattern}(?:\s(?:of|for|in|at)\s[^,;:]{{2,100}}|\swho\s[^,;:]{{2,60}})?){_WHICH},\s({PERSON}){_RELATIVE}"
    rf"[,–—]?\s*$"
)
# "Their spokesman, the teacher Oskar Lind,"
_CALLING_THE_NAME = regex(
    rf"(?:[Tt]he|[Aa]n?|[Tt]heir|[Ii]ts)\s({CALLING.pattern}),\sthe\s(?:[a-z-]+\s){{1,2}}({PERSON}){_RELATIVE}[,–—]?\s*$"
)
# "The late President Adoula, the father of our independence,"
_NAME_THE = regex(rf"(?:[Tt]he\s+(?:late\s+)?)?({ADJECTIVE}{PROPER}),\s(?:the|an?)\s[a-z][^,;:]{{2,100}},\s*$")
_FOR = regex(
    r"\b(?:for|of|to|by|with|from|against|on|and|in|at|near|under|about|around|behind|before|after)\s(?:the\s)?$"
)  # "a spokesman for Anna Berg" is not Anna Berg
_NAME_RELATIVE = regex(rf"(?:[Tt]he\s+)?({PROPER}){_RELATIVE}[,–—]?\s*$")
_DIRECT = regex(
    r"(?:^|(?<=[\s(]))(?:[Tt]he\s+(?:(?:late|respected|honourable|distinguished|same)\s+)?|(?:[Hh]is|[Hh]er|[Ii]ts|[Tt]heir)\sown\s)?"
    rf"((?:{CAP}[’']s?\sown\s)?{PROPER}{_SIDE})$"
)
# "Kesparia, its Foreign Ministry said,"; not "Kesparia knew what its Ministry said"
_ITS_OWN = regex(rf"(?<=,\s)its\s({CAP}(?:\s{CAP}){{1,3}}(?:\s(?:of|for)\s{CAP}(?:\s{CAP})?)?)$")
_HEADED = regex(
    r"(?:^|\s)(?:the\s+)?((?:\w+\s)?(?:representatives?|co-chairs?|leaders?|leadership|authorities|officials?|spokes\w+|"
    r"government|president|heads?|"
    r"members?|delegation|representation|mission|ministry|armed\sforces|forces|commanders?|chairman|director|authors?|delegate|"
    r"parliament|foreign\sminister|engineers|experts|inspectors|investigators|observers?|scientists|"
    rf"prime\sminister|minister|ambassador|court|tribunal|committee|commission|council|party)\s(?:of|"
    rf"for)\s(?:the\s)?{PROPER}{_SIDE})$"
)
# "The Special Rapporteur on torture and other cruel treatment"
_MANDATE = regex(
    r"(?:^|(?<=[\s(]))(?:the\s)?((?:(?:Special|Independent)\s(?:Rapporteur|Expert|Representative|Envoy|Adviser)|Working\sGroup)s?\s"
    r"(?:on|for)\s(?:(?!(?:who|which|that|has|had|was|were|is|are|when|while)\b|(?!(?:en)?forced\b|armed\b|occupied\b|displaced\b)\w+ed\b)"
    r"[a-z][\w’'-]*,?(?:\s|$)){1,24})$",
    re.IGNORECASE,
)
# "Today's Dorn Courier editorial", "an editorial in the Dorn Courier"; not "the party leader"
# "The arbitral tribunal in the Gannet Shoal case", "the Arbitral Tribunal"; not "the court"
_COURT = regex(
    r"(?:^|[\s(])(?:the|The)\s((?i:(?:arbitral|constitutional|supreme|criminal|high|military|international|district)\s(?:tribunal|court)))"
    r"(?:\sin\sthe\s[^,;:]{2,60}\scase)?$"
)
_EDITORIAL = regex(
    rf"(?:^|(?<=[\s(]))(?:[Tt]he\s)?(?:({PROPER})\s(?:editorial|leading\sarticle)|"
    rf"(?:[Aa]n?|[Tt]he)\s(?:editorial|leading\sarticle)\s(?:of|in)\s(?:the\s)?({PROPER}))$"
)
# what may stand right before the subject of a clause; "reviewing San Francisco", "of Armenia" are no subjects; "In the
# course of the debate the Chairman" has no comma
_BEFORE_SUBJECT = regex(
    r"(?:^|[,;:–—(.\[]|\b(?:that|and|but|while|when|[Aa]s|because|since|if|whether|then|whereas|where|after|"
    r"before|though|although|so|or|nor|"
    r"also|indeed|thus|however|what|which|later|once|[A-Z]\w+))\s*(?:the\s+)?$|"
    r"^(?:The|That)\s(?:same|next|following)\s(?:day|evening|morning|week)\s*(?:the\s+)?$|"
    r"^(?:In|During|At|On|After|Before)\s(?:the|that|this|our|to-?day[’']s|yesterday[’']s)\s(?:(?:same|next|following)\s)?(?:\w+\sof\s(?:the|that|this|his|her)\s)?(?:course|debate|discussion|meeting|day|session|letter|"
    r"report|speech|end|interview|conference)\s*(?:the\s+)?$|"
    r"^(?:To|In\s(?:reply|response|answer)\sto|After|On)\s(?:this|that|these|those|our|my)\s(?:\w+\s)?(?:notes?|letters?|questions?|requests?|proposals?|"
    r"offers?|appeals?|protests?|messages?|communications?|telegrams?|demands?)\s*(?:the\s+)?$|"
    r"(?:^|[,;:]\s|\bthat\s)(?:[Ii]n\s(?:[A-Z]\w+\s)?\d{4}|[Oo]n\s\d{1,2}(?:st|nd|rd|th)?\s[A-Z]\w+(?:\s\d{4})?)\s*(?:the\s+)?$"
)
_AS_FOR = regex(r"[Aa]s\s(?:for|to|regards)\s[^,;:]*$")  # "As for the Kesparian claims"
# "The applicant before the Court"; not "The dam broke before the Court"
_OF_A_NOUN = regex(
    r"(?:^|[,;:]\s|\bthat\s)(?:[Tt]he|[Aa]n?|[Oo]ne|[Ii]ts|[Hh]is|[Hh]er|[Tt]heir)\s(?:(?!\w+ed\b)[\w’'-]+\s){1,3}(?:before|after|since)\s(?:the\s)?$"
)
# "the delegations of France, China and Canada said": not these two alone
_LISTED = regex(rf"(?:\b(?:of|for|by)\s(?:the\s)?|,\s(?:the\s)?){PROPER},\s(?:the\s)?$")
_SEVERAL = regex(
    rf"\b(?:[Dd]elegations|[Gg]overnments|[Rr]epresentatives|[Dd]elegates|[Mm]inisters)\s(?:of|for)\s[^.;:,]+,[^.;:]*\sand\s(?:the\s)?{PROPER}$"
)
# "On receipt of your report Dr. Renn replied"; not "On receipt of the report of Dr. Renn"
_TITLED_NAME = regex(rf"(?:{ADDRESS}|MR|MRS|DR)\.?\s")
# "After the second visit the Committee stated"
_THE_ORGAN = regex(
    r"the\s(?:[A-Z]\w+\s){0,2}(?:Court|Council|Commission|Committee|Assembly|Tribunal|Chamber|Panel|Board|Secretary-General)$"
)
_OPENED = regex(
    r"^(?:[Oo]n|[Uu]pon|[Aa]fter|[Bb]efore|[Ii]n|[Aa]t|[Dd]uring|[Ff]ollowing)\s(?:(?!(?:that|which|who|whom|when|said)\b)[\w’'-]+\s){1,12}"
    r"(?<!\bof\s)(?<!\bby\s)(?<!\bfrom\s)(?<!\bto\s)(?<!\bwith\s)(?<!\bfor\s)(?<!\band\s)(?<!\bor\s)(?<!\bon\s)(?<!\bthe\s)"
    r"(?<!\ba\s)(?<!\bthan\s)$"
)
# "Although the Board met to hear the engineers only briefly Renn surprised": a comma is missing
_UNPARTED = regex(
    r"(?:Although|Though|When|While|After|Before|Since|Because)\s(?:(?!(?:that|which|who|whom|when|said|and|or)\b)[\w’'-]+\s){3,24}?\w{3,}ly\s$"
)
_WHO = regex(rf"({PROPER}),?\s+who$")
# "We heard Ms. Anna Berg, keeper of the light at Dorn, who"; not "the widow of Anna Berg, a nurse, who"
_NAME_CALLING_WHO = regex(
    rf"(?<!\w)({PERSON}),\s(?:an?\s|the\s)?(?:[a-z-]+\s){{0,2}}?(?:{CALLING.pattern})(?:\s[^,;:]{{2,60}})?,\swho$"
)
# "a spokeswoman of the Ministry of Water, who": not the Ministry
_CALLING_WHO = regex(
    r"\b((?:(?:(?:[Dd]eputy|[Cc]hief|[Ff]ormer|[Pp]ress|[Ss]enior)\s)?(?:spokes\w+|officials?|officers?|representatives?|advis[eo]rs?|lawyers?|"
    rf"members?|employees?|delegates?|inspectors?|observers?|engineers?))\s(?:of|for|at|from)\s(?:the\s)?{PROPER}),?\s+who$"
)
# "Velmora, which Kesparia", "Anna Berg, whose Minister once": the verb is not that of the first name
_WHICH_ANOTHER = regex(
    r"[\w’'],\s(?:which|whom|whose)\s(?!(?:also|has|have|had|is|was|were|are|then|now|later|in|on|at|by|itself|himself|herself|all|both|"
    r"\w+ly)\b)(?:(?!(?:has|have|had|is|was|were|are|and|or|but|that)\b)[\w’'-]+\s){0,5}(?!(?:and|or|but|\w+ed)\b)[\w’'-]+$"
)
# "the ferrymen of Dorn, who", "the widow of Anna Berg, who"; not "the words of Anna Berg, who"
_OF_WHOM = regex(
    rf"\b(?!{TEXT_NOUN}(?:e?s)?\s)(?:{CALLING.pattern}|{RELATIVES}|[\w-]+(?:er|or|ist|ian|man|ant|soldier|prisoner)s?|[\w-]*men|people|troops)\s"
    r"(?:of|for|from|at|in)\s(?:the\s)?$"
)
_PLACE = regex(
    r"\b(?:of|in|at|near|from|outside)\s(?:the\s)?$"
)  # "a nurse, now in Dorn, who", "on the bridge of Dorn, who"
# "On 5 February the same spokesperson": who that is, the letter has said
_THE_SAME = regex(rf"(?:^|\s)[Tt]he\s(same\s{CALLING.pattern})$")
_NOT_HIM = regex(r"\b(?:not|never)\s(?:the\s)?$", re.IGNORECASE)  # "it was not Anna Berg who said"
_ADDRESSED = regex(r"\b[Yy]ou$")
_PRONOUN = regex(r"\b(?:he|she|He|She)$")
_SELF = regex(r"\b(?:I|we|We|(?:[Mm]y|[Oo]ur)\s(?:Government|delegation|country|side)|[Tt]his\sGovernment)$")
# "It", "its report, published on 1 October,"; "In its order, it"; not "that it", "After the ruling of the Court, it"
_IT = regex(
    r"(?:(?:[Ii]n|[Bb]y)\sits\s[^,;:]{0,100},\s|[A-Z][a-z\d\s]{0,60},\s|(?:First|Then|Now|Later|Next|Finally|Initially|Yet|But)\s)?[Ii]t|"
    rf"Its\s(?:\w+\s){{0,3}}?{TEXT_NOUN}(?:\s(?:of|for)\s(?:\d{{1,2}}\s[A-Z]\w+(?:\s\d{{4}})?|\d{{4}}))?"
    r"(?:,\s(?:published|issued|released|adopted|dated|delivered)\s[^,;:]{2,60},)?"
)
# "The Council adopted a resolution on 3 May in which it": what it issued itself
_ISSUED = regex(
    r"(?P<by>.{3,160}?)\s(?:adopted|issued|published|released|made|gave|sent|delivered|passed|rendered|(?:responded|replied|reacted|answered)\s"
    rf"(?:with|by|in))\s(?:an?|its|his|her|another)\s(?:\w+\s){{0,2}}?{TEXT_NOUN}\b(?!\s(?:of|by|from)\s(?:the\s)?[A-Z])[^;:]{{0,80}}?,?\s"
    r"in\swhich\s(?P<pronoun>it|he|she)"
)
_OTHER_SUBJECT = regex(r"\b(?:they|it|It|They|this|which|that|who|there|There|one|some|many|others|[Tt]hose|[Tt]hese)$")


# "My Government, in its statement of 3 May,"
_OWN_APART = regex(
    r"(?:My|Our|my|our)\s(?:Government|delegation|country|Mission|side|authorities|Ministry)(?:,\s[^,;:]{2,100})+,$"
)


# behind a text, and before its author: "in the Lamp Case the Tribunal", "to the Diet the Minister"
_IN_PLACE = r"(?:in|to|before|at)\sthe\s(?:[A-Z][\w’'-]*\s){1,5}"
# "On 2 June the Director of the dam said": June is no part of his name; "By its resolution 12 (1967) the Council said",
# "In its judgment the Court held", "In the Lamp Case the Court held"; not "In its reply to the Court"
_DAY_FIRST = regex(
    rf"(?:^|(?<=[,;:]\s)|(?<=\bthat\s))(?:[Oo]n|[Ii]n)\s(?:\d{{1,2}}(?:st|nd|rd|th)?\s)?(?:{MONTH})"
    r"(?:\s\d{4})?\s(?=the\s|[A-Z])|"
    rf"(?:^|(?<=\bthat\s))(?:By|by|In|in)\s(?:its|his|her|their)\s(?:\w+\s)?{TEXT_NOUN}(?:\s\d\S*(?:\s\(\d{{4}}\))?)?"
    r"(?:\s(?:of|dated)\s(?:\d{1,2}\s[A-Z]\w+(?:\s\d{4})?|\d{4}|that\s\w+))?\s"
    rf"(?:(?=the\s|it$|[A-Z])|{_IN_PLACE}(?=the\s))|"
    r"(?:^|(?<=\bthat\s))[Ii]n\sthe\s(?:[A-Z][\w’'-]*\s){1,5}[Cc]ase\s(?=the\s)"
)


def subject(before: str, people: People) -> Speaker | Whose:
    """Return the subject of the verb that stands right after `before`."""
    text = _DAY_FIRST.sub("", _without_parenthesis(_before_adverbs(_without_parenthesis(before.strip()))))
    if _AS_FOR.match(text):
        return Whose.UNKNOWN
    if _SELF.search(text) or _OWN_APART.match(text):
        return Whose.SELF
    if _ADDRESSED.search(text):
        return Whose.ADDRESSEE
    if issued := _ISSUED.fullmatch(text):
        return _issuer(issued, people)
    if _PRONOUN.search(text):
        return Whose.SAME
    if _IT.fullmatch(text):
        return Whose.IT
    if _WHICH_ANOTHER.search(text):
        return Whose.UNKNOWN
    if found := _THE_SAME.search(text) or _ITS_POSTED.search(text):
        return Speaker(found[1])
    if found := _CALLING_WHO.search(text):
        return Speaker(found[1])
    if (found := _NAME_CALLING_WHO.search(text)) and not _OF_WHOM.search(text[: found.start()]):
        return person_named(found[1], None, people)
    if found := _WHO.search(text):
        return _who(found, people)
    if _OTHER_SUBJECT.search(text):
        return Whose.UNKNOWN
    if " and " in text and _SEVERAL.search(text):
        return Whose.UNKNOWN
    for start in _starts(text):
        if speaker := _from_start(text[start:], people):
            return speaker
    found = _HEADED.search(text) or _COURT.search(text)
    if found and not _FOR.search(text[: found.start(1)]):
        return Speaker(without_article(found[1]))
    if (found := _MANDATE.search(text)) and _BEFORE_SUBJECT.search(text[: found.start()]):
        return Speaker(found[1])
    if (found := _EDITORIAL.search(text)) and _BEFORE_SUBJECT.search(text[: found.start()]):
        newspaper = without_article(without_opening(found[1] or found[2]))
        return Speaker(newspaper) if is_name(newspaper) else Whose.UNKNOWN
    if found := _ITS_OWN.search(text) or _DIRECT.search(text):
        return _directly(found, people)
    return Whose.UNKNOWN


def _who(found: re.Match[str], people: People) -> Speaker | Whose:
    """Return who is named before "who said", unless that is a place, or not he, or of whom something is told."""
    before = found.string[: found.start()]
    if _PLACE.search(before) and not (" " in found[1] or OFFICE.search(found[1]) or people.knows(found[1])):
        return Whose.UNKNOWN
    return Whose.UNKNOWN if _NOT_HIM.search(before) or _OF_WHOM.search(before) else named(found[1], people)


def _directly(found: re.Match[str], people: People) -> Speaker | Whose:
    """Return who is named right before the verb, where the words before allow that he is its subject."""
    before = found.string[: found.start()]
    if " and " in found[1] and _LISTED.search(before):
        return Whose.UNKNOWN
    his = re.match(rf"(?:In|At|On|During|After|Before)\s(?:the\s)?{re.escape(found[1])}[’']s?\s", before)
    unmistakable = _TITLED_NAME.match(found[1]) or _THE_ORGAN.match(found[0])
    plain = (_BEFORE_SUBJECT.search(before) and not _OF_A_NOUN.search(before)) or _UNPARTED.match(before)
    return named(found[1], people) if plain or his or (unmistakable and _OPENED.search(before)) else Whose.UNKNOWN


def _issuer(issued: re.Match[str], people: People) -> Speaker | Whose:
    """Return who issued a text "in which it" or "in which he" says something, where that may be said of him or it."""
    found = subject(f"{issued['by']} ", people)
    if not isinstance(found, Speaker):
        return found
    person = OFFICE.search(found.name) or (is_person(found.name) and not issued["by"].startswith("The "))
    return found if bool(person) is (issued["pronoun"] != "it") else Whose.UNKNOWN


# "Kesparia, for its part, said", "Aldous Renn, while visiting Bresk, said", "Aldous Renn, quoted by the Courier, said"
_PARENTHESIS = regex(
    r",\s(?:however|of\scourse|of\swhich\s[^,;:]{2,120}|one\sof\s(?:the|its|his|her|their)\s[^,;:]{2,120}|"
    r"(?:him|her|it)self\s[^,;:]{2,80}|as\s(?:quoted|cited)\s(?:by|in)\s[^,;:]{2,80}|"
    r"(?:in|on|at|by|for|from|to|with|without|after|before|during|under|through|upon|despite|while|when|far\sfrom|[a-z]+(?:ing|ed))\s[^,;:]{2,160}|"
    r"(?:whom|whose|which|who(?!\s(?:is|was|has\sbeen|had\sbeen)\b))\s[^,;:]{2,120}|in\s[A-Z][^,;:]{1,60}\sv\.\s[^,;:]{2,60}|dissenting|concurring),$"
)


# "the Council of 12 December 2019 concluded", "the Dominions Office on 19th August telegraphed"
_DATED = regex(
    r"\s(?:(?:of|at)\sthe\s(?:day|time)|of\s\d{1,2}\s[A-Z]\w+\s\d{4}|on\s\d{1,2}(?:st|nd|rd|th)?\s[A-Z]\w+(?:\s\d{4})?|in\s\d{4})$"
)


# "the Embassy of Kesparia in Dorn", "the Ambassador of Kesparia to the United Nations"
_POSTED = regex(
    rf"(?<!\w)(?P<who>(?:Embassy|Legation|Consulate|Mission|Ambassador|Consul|[Rr]epresentative|[Dd]elegate)\sof\s(?:the\s)?{CAP}(?:\s{CAP}){{0,3}})\s(?:in|at|to|before|on)\s"
    rf"(?:the\s)?{CAP}(?:\s{CAP})?(?=$|,\swho$)"
)
# "Its Ambassador at Dorn"
_ITS_POSTED = regex(
    rf"\b[Ii]ts\s(?P<who>(?:Embassy|Legation|Mission|Ambassador|Consul|[Rr]epresentative)\s(?:in|at|to)\s(?:the\s)?{CAP}(?:\s{CAP})?)$"
)


# "The Prime Minister after explaining the steps that were taken"; not "He met the Minister after leaving the port"
_HAVING_DONE = regex(
    rf"(?P<who>(?:[Tt]he\s)?(?:{PROPER}|{PERSON}))\s(?:after|before|while|when|in|without|on)\s[a-z]+ing\s[^,;:]{{2,160}}$"
)


def _without_parenthesis(text: str) -> str:
    text = done["who"] if (done := _HAVING_DONE.fullmatch(text)) else text
    text = _POSTED.sub(r"\g<who>", _DATED.sub("", text))
    found = _PARENTHESIS.search(text)
    return _closed(text[: found.start()]) if found else text


def _closed(text: str) -> str:
    """Return `text` with the comma that closes an apposition, where it may have one."""
    return f"{text}," if ", " in text else text


def _before_adverbs(text: str) -> str:
    """Return `text` without the adverbs at its end; a comma before them that closes an apposition stays."""
    if text.endswith((",", "–", "—")):
        return text
    found = _ADVERBS.search(text)
    bare = text[: found.start()].rstrip() if found else text
    return _closed(bare) if found and found[0].startswith(",") else bare


# "On 3 May 2020, ", "speaking in Dorn, ": any number of them may stand before the subject
OPENING_PHRASE = regex(
    r"(?:[Oo]n|[Ii]n|[Aa]t|[Dd]uring|[Aa]fter|[Bb]efore|[Ff]ollowing|[Ss]ince|[Ss]peaking|[Aa]ddressing|[Aa]sked|[Ii]nterviewed|[Ww]riting|"
    r"[Rr]eplying|[Rr]esponding|[Cc]ommenting|[Rr]eferring|[Ll]ater|[Ee]arlier|[Hh]owever|[Mm]oreover|[Ii]ndeed|[Tt]wo|[Tt]hree|[Aa]|[Oo]ne)\b[^,;:]{0,120},\s+"
)


# "said that the Minister, Anna Berg,", "after which the Minister, Anna Berg,", "while his Minister, Anna Berg,"; not
# "that his Minister", who may be another's
_CLAUSE = regex(
    r"\s(?:(?:that|after\swhich|whereupon|while|whereas|although|but)\s(?:(?:his|her|its|their)\s(?=[A-Z][^,;:]{2,60},\s[A-Z][\w’'-]+\s[A-Z][\w’'-]+,))?|"
    r"and\s(?=(?:the|an?|its|their)\s[a-z]))"
)


# "The newspaper of the Minister of Water, Anna Berg," is not she; "The spokesman for the Ministry, Anna Berg," is
_A_THING_OF = regex(
    rf"(?:[Tt]he|[Aa]n?|[Hh]is|[Hh]er|[Ii]ts|[Tt]heir)\s(?:[a-z-]+\s){{0,2}}(?:{KIND}|{TEXT_NOUN}|{RELATIVES}|office|party|"
    r"press|staff|bank|firm|ship)\s(?:of|for|to)\s(?:the\s)?[A-Z]"
)


# "President Renn and our Minister, Anna Berg," are two
_TWO = regex(rf"(?:[Tt]he\s)?{PROPER}\sand\s(?:the|our|my|his|her|its|their)\s[A-Z][^,]*,\s[^,]*,$")


def _starts(text: str) -> Iterator[int]:
    """Yield where the subject may begin: with the sentence, after its last "that", or after an introduction."""
    yield 0
    yield from (found.end() for found in [*_CLAUSE.finditer(text)][-1:])
    if text.endswith(",") and (_A_THING_OF.match(text) or _TWO.match(text)):
        return
    if found := re.match(_INTRO, text):
        yield found.end()
    if (comma := text.find(", ")) >= 0 and text[:comma].count(" ") < 16:
        yield comma + 2
    start = 0
    while (found := OPENING_PHRASE.match(text, start)) and found.end() < len(text):
        start = found.end()
        yield start


# "Witness A, a teacher, aged 44,", "Witness 2 (male, 34),", "R.K., a nurse at the station,"; not "U.N."
_WITNESS = regex(
    rf"({WITNESS_LABEL}|(?!U\.|E\.U)[A-Z]\.\s?[A-Z]\.(?!\s?[A-Z]))(?:\s\([^()]{{1,80}}\))?(?:,\s(?!(?:which|whose|whom)\b)[^;:]{{2,100}}(?<!\band),?)?\s*$"
)


def _from_start(text: str, people: People) -> Speaker | None:
    """Return the subject of a clause that begins with it and goes on, with a relative clause, up to the verb."""
    if found := _WITNESS.match(text):
        return Speaker(found[1])
    text = text.removeprefix("As ")
    if _SPOKEN.search(text):
        return None
    if (found := _NAME_WHO_WAS.match(text)) and not _DONE.match(found[2]):
        return person_named(found[1], _WHEN.sub("", found[2]).strip(" ,"), people)
    if (found := _ROLE_NAME.match(text)) and is_person(found[2]) and OFFICE.search(found[1]):
        return person_named(found[2], without_article(found[1]), people)
    if (
        (found := _NAME_ROLE.match(text))
        and is_person(found[1])
        and (OFFICE.search(found[2]) or CALLING.search(found[2]))
    ):
        return person_named(found[1], found[2].strip(), people)
    if (found := _SURNAME_ROLE.match(text)) and OFFICE.search(found[2]) and not OFFICE.search(found[1]):
        return _body(found[1], people)
    if (
        (found := _KIND_NAME.match(text))
        and is_person(found[2])
        and (CALLING.search(found[1]) or _A_PERSON.search(found[1]))
        and not (_FOR.search(found[1]) or _OF_A_PERSON.search(found[1]))
    ):
        return person_named(found[2], found[1].strip(), people)
    if (found := _CALLING_NAME.match(text) or _CALLING_THE_NAME.match(text)) and is_person(found[2]):
        return person_named(found[2], found[1], people)
    if found := _NAME_KIND.match(text):
        return person_named(found[1], found[2], people) if is_person(found[1]) else _body(found[1], people)
    if found := _BODY_NAME.match(text) or _NAME_RELATIVE.match(text):
        return _body(found[1], people)
    if (found := _NAME_THE.match(text)) and (is_person(found[1]) or OFFICE.search(found[1])):
        return _body(found[1], people)
    return None


def _body(name: str, people: People) -> Speaker | None:
    speaker = named(name, people)
    return speaker if isinstance(speaker, Speaker) else None


# "welcomed the ruling and recalled", "has lowered its forecast and has noted": one subject for both verbs
SUBORDINATE = regex(r"\b(?:that|which|who|whom|whose|when|where|while|if|whether|because|how|what)\b")
_VERB = regex(r"\b(?:[a-z]+ed|was|were|is|has|had|began|broke|took|met|made|gave|left|went|came|saw|heard)\b")
_AND_VERB = regex(r",?\s(?:and|but)\s(?:(?:has|have|had|also|then|further|again|\w+ly)\s){0,2}$")
_ANOTHER_CLAUSE = regex(r"[,;:]|\b(?:that|which|who|whom|whose|when|where|while|if|whether|as|because|how|what)\b")


def subject_of(before: str, people: People) -> Speaker | Whose:
    """Return the subject of the verb that stands right after `before`, or of the one that it is joined to."""
    found, joined = subject(before, people), _AND_VERB.search(before)
    if found is not Whose.UNKNOWN or joined is None:
        return found
    verbs = [*SAYING.finditer(before, 0, joined.start()), *_VERB.finditer(before, 0, joined.start())]
    alone = (verb for verb in verbs if not _ANOTHER_CLAUSE.search(before, verb.end(), joined.start()))
    first = (verb for verb in alone if verb.re == SAYING or not SUBORDINATE.search(before, 0, verb.start()))
    makers = (subject(before[: verb.start()], people) for verb in first)
    return next((maker for maker in makers if maker is not Whose.UNKNOWN), found)
