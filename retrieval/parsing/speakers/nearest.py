"""Who speaks where the last words before a quotation say it, whatever verbs stand before them."""

from retrieval.parsing.names import PERSON, PROPER, People
from retrieval.parsing.speakers.by_noun import ACCORDING, PROVIDES
from retrieval.parsing.speakers.callings import ADJECTIVE
from retrieval.parsing.speakers.hanging import BROKEN, hangs, leads
from retrieval.parsing.speakers.heads import TEXT_NOUN
from retrieval.parsing.speakers.inside import of_another
from retrieval.parsing.speakers.subjects import SUBORDINATE, subject
from retrieval.parsing.speakers.verbs import SAYING
from retrieval.parsing.speakers.whose import Speaker, Whose, worded
from retrieval.patterns import regex

# "a plan described by the River Union as"; "reported that, according to the River Union,"
_DESCRIBED_BY = regex(
    rf"\b(?:described|characterized|denounced|condemned|criticized|hailed|praised|dismissed|called|termed)\s(?:\w+ly\s)?by\s"
    rf"(?:the\s)?({ADJECTIVE}{PROPER}(?:,\s{PERSON},?)?)(?=\sas\s*$)"
)
_THAT_IS = regex(r"\b(?:that|which),?\s$")
_RIGHT_BEFORE = regex(r"(?:\sas)?[\s,:]*$")
# "The Dorn Courier quoted Anna Berg as saying", "Anna Berg was quoted by the Dorn Courier as saying"
QUOTED_AS = regex(
    r"(?:\s(?:is|was|were|(?:has|have|had)\sbeen))?\s(?:quot(?:es|ed|ing)|cit(?:es|ed|ing))\s"
    r"(?P<whom>[^;:“”]{0,160}?\s?)\bas\s(?:follows\b|(?:having\s)?(?:said|stated|declared|written|told|saying|stating|"
    r"declaring|writing|telling|warning|admitting|announcing)\b)"
)
_BY_WHOM = regex(r"(?:by|in|on|at|last|this|recently|widely|yesterday|later)\s")
_PHRASE = regex(rf"(?:[Tt]he\s|[Ii]ts\s|[Hh]is\s|[Hh]er\s|[Tt]heir\s)?({ADJECTIVE}{PROPER}(?:,\s{PERSON})?),?\s?")


def quotes_another(sentence: str) -> bool:
    """Tell whether a sentence quotes somebody as saying something: who goes on to speak may be either."""
    return QUOTED_AS.search(sentence) is not None


def _quoted(lead: str, people: People) -> Speaker | Whose | None:
    """Return whom another is said to quote: not the newspaper that does. `None` where nobody is quoted so."""
    found = next(reversed(list(QUOTED_AS.finditer(lead))), None)
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


def speaker_nearest(lead: str, people: People, *, block: bool) -> Speaker | Whose | None:
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
    texts = list(PROVIDES.finditer(lead))
    rest = lead[texts[-1].end() :] if texts else ""
    if (
        not texts
        or BROKEN.search(rest)
        or SAYING.search(rest)
        or of_another(rest)
        or not (leads(rest) if block else hangs(rest))
    ):
        return None
    return Speaker(next(each for each in texts[-1].groups() if each))
