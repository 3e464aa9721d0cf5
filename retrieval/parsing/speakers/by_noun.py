"""Who speaks where a noun says it: "according to", "the statement of", "the Minister's letter", "Article 5 of"."""

import re

from retrieval.parsing.names import PERSON, PROPER, People, state_of
from retrieval.parsing.speakers.callings import ADJECTIVE, CALLING, KIND
from retrieval.parsing.speakers.hanging import BROKEN, hangs
from retrieval.parsing.speakers.heads import TEXT_NOUN, introduces_itself
from retrieval.parsing.speakers.verbs import SAYING, VERBS
from retrieval.parsing.speakers.whose import Speaker, Whose, named, worded
from retrieval.patterns import regex

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
    rf"\bfollowing\s(?:extract|passage|paragraph|sentence|word)s?\b[^.;:]{{0,60}}\b(?:enclosure|annex|attachment|appendix|memorandum|statement)\s(?:to|in|"
    rf"with)\s(?:my|our)\s(?:\w+\s){{0,2}}{TEXT_NOUN}|"
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
    rf"the\s(?:(?:[\w-]+\s){{0,2}}{KIND}\s(?:[Tt]he\s)?)?)?(same\s{CALLING.pattern}|{ADJECTIVE}(?:{TEXT_NOUN}\s(?:of|by)\s(?:the\s)?)?{_OFFICE_OF}{PROPER}(?:,\s{PERSON})?)"
)
_A_PAPER = regex(rf"\s{KIND}\s(?:[Tt]he\s)?[A-Z]")  # "according to the Merovand newspaper The Gazette"
_POSSESSIVE = regex(rf"\b({PROPER})[’']s?\s(?:own\s)?(?:\w+\s){{0,2}}{TEXT_NOUN}\b")
# "the Portuguese reply"; not "the French text", which may be a translation, and not an American's report
_STATES_PAPER = regex(
    r"\b(?:the|an?|this|that|The)\s(?:(?:further|latest|first|second|official|formal)\s)?([A-Z][a-z]+)\s(?:(?:official|formal)\s)?"
    r"(?:note(?:\sverbale)?|reply|response|letter|memorandum|aide[\s-]m[ée]moire|communication|statement|declaration|message)\b"
)
# "It was held by the Court of Dorn that", "as was noted by Anna Berg,"; not what a newspaper reported of another
_PASSIVE = regex(
    r"\b(?:said|stated|held|found|ruled|noted|observed|declared|affirmed|reaffirmed|confirmed|acknowledged|recognized|set\sout|"
    r"emphasized|emphasised|stressed|underlined|recalled|concluded|pointed\sout|put|told|expressed|warned|explained|"
    rf"written|asserted|argued|remarked|determined|announced|admitted|testified)\s(?:\w+ly\s)?by\s(?:the\s)?"
    rf"({ADJECTIVE}{_OFFICE_OF}"
    rf"{PROPER}(?:,\s{PERSON})?)"
)
_NEVER = regex(r"\b(?:not|never|nowhere|no|nothing|hardly|cannot|if|whether|were)\b|n[’']t\b", re.IGNORECASE)
PROVIDES = regex(
    rf"(?:\b(Security Council|General Assembly|Human Rights Council)\sresolution[^,;:]{{0,40}}|"
    rf"\b[Aa]rticles?\s\d+[^,.;:]{{0,40}}?(?:,\sparagraphs?\s\d+(?:\s\(\w\))?,?)?\sof\s(?:the\s)?({PROPER})"
    r"(?:\sof\s(?:\d{1,2}\s[A-Z]\w+\s)?\d{4})?(?:\sbetween\s[^,;:]{2,80})?|"
    r"\b(resolution\s\d+(?:/\d+)?(?:\s\(\d{4}\))?))"
    r"(?:,[^,;:]{0,60},)?\s(?:also\s|further\s|expressly\s|clearly\s)?(?:provides|provided|states?|stated|"
    r"stipulates?|reads?|says?|said|declares?|demands?|demanded|reaffirms|"
    r"emphasizes|emphasized|stresses|stressed|recalls|recalled|calls|called|requires(?=\sthat))\b"
)


def speaker_by_noun(lead: str, people: People, *, block: bool) -> Speaker | Whose:
    """Return who speaks where a noun says it: "according to", "the statement of", "the Minister's letter"."""
    hits = [
        found for pattern in (ACCORDING, STATEMENT_OF, _POSSESSIVE, _STATES_PAPER) for found in pattern.finditer(lead)
    ]
    for found in sorted(hits, key=lambda each: each.end(1), reverse=True):
        before, rest = lead[: found.start()], _SPOKEN_AT.sub("", lead[found.end() :])
        if found.re == ACCORDING and before.strip() and (_THEN_SAYS.match(rest) or _SAID_JUST_NOW.search(before)):
            return Whose.UNKNOWN
        if BROKEN.search(rest) or not (found.re == ACCORDING or introduces_itself(before, rest, block=block)):
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
    text = PROVIDES.search(lead)
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
    if found is None or not hangs(lead[found.end() :]) or BROKEN.search(lead[found.end() :]):
        return None
    if SAYING.search(lead[: found.start()]) or _NEVER.search(lead[: found.start()]):
        return None
    speaker = worded(found[1], people)
    return speaker if isinstance(speaker, Speaker) else None
