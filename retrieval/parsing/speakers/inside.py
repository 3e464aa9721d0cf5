"""Whether the words between a verb of saying and a quotation give it to another than the subject of that verb.

Nobody is named here: where another stands nearer to the quotation, the one who tells of him does not speak.
"""

import re

from retrieval.parsing.speakers.heads import TEXT_NOUN
from retrieval.patterns import regex

_ONESELF = r"(?:I|[Ww]e|[Hh]e|[Ss]he|[Ii]t|[Tt]hey)"
_DECREE = rf"(?:decree|law|edict|statute|act|bill|regulation|{TEXT_NOUN})"
_ANOTHER = (
    # "in the words of the poet", "as the Treaty has it", "to quote the poet"; not "in his own words", "as he puts it"
    regex(
        r"\b(?:in\sthe\s(?:\w+\s)?(?:words|language|terms|phrase|opinion|eyes|assessment|judge?ment|estimation|commentary)\sof|"
        rf"as\s(?!{_ONESELF}\s)[^,;:]{{2,60}}?\s(?:has|had|have|puts?)\sit|to\s(?:quote|borrow|cite|echo)|"
        r"quoting\s(?:the|an?|one|its|his|her)\s)\b"
    ),
    # "that she had signed a paper stating that", "that they carried a banner reading"; not "wrote a letter stating
    # that", "that it was false, adding that", "that he was saying"
    regex(
        r"\bthat\s[^;:]{0,300}?(?<!\bby)(?<!\band)(?<!\bwhile)(?<!\bwhen)(?<!\bbeen)(?<!\bwas)(?<!\bis)(?<!\bwere)(?<!\bare)(?<![,;:–—-])"
        r"\s(?:reading|stating|saying|declaring|proclaiming|announcing|claiming|demanding)\b[^;:]{0,300}$"
    ),
    # "that its neighbour accepted in 1978 that the river was"; not "that he believed that"
    regex(
        rf"\bthat\s(?!{_ONESELF}\b)(?:[\w’'-]+\s){{1,8}}?(?:accept|agree|believe|think|thought)(?:s|d|ed)?\b"
        r"[^;:]{0,60}?\bthat\s[^;:]*$"
    ),
    # "that the opposition sees in the dam", "that Kesparia accepted it as"; not "that he saw in it"
    regex(
        rf"\bthat\s(?!{_ONESELF}\b)(?:[\w’'-]+\s){{1,8}}?(?:consider(?:s|ed)|regard(?:s|ed)|sees|saw|view(?:s|ed)|accept(?:s|ed)|"
        r"recogni[sz]e[sd])\b[^,;:]{0,80}$"
    ),
    # "that, recognized by Kesparia, they were"; not "that the dam, built by Kesparia, was"
    regex(
        r"\bthat\b[^;:]*\b(?:recogni[sz]ed|acknowledged|accepted|admitted|described|declared|proclaimed|denounced|condemned|called)"
        r"\sby\s(?:the\s)?[A-Z][^;:]*$"
    ),
    # "which contradicts the claim of his deputy that", "in contrast to the"; not "contrary to the Treaty, it was"
    regex(
        rf"\b(?:the|an?|this|that)\s(?:\w+\s)?{TEXT_NOUN}\s(?:of|by)\s[^,;:]{{2,60}}\sthat\b[^,;:]{{0,80}}$|"
        r"\b(?:in\scontrast\sto|contrary\sto|as\sopposed\sto|unlike)\s[^,;:]{0,60}$"
    ),
    # "that a note on the door read", "that they had to sing", "that the poet had written of"
    regex(
        r"\bthat\b[^;:]*\s(?:reads?|shout(?:s|ed|ing)?|s[aiu]ng|singing|chant(?:s|ed|ing)?|cry|crie[sd]|crying|writ(?:es|ten)|wrote)"
        r"(?:\sof|\sout)?[,:]?\s*$"
    ),
    # "that the men were, according to their lawyer,", "of its Admiral, according to whom"; who is named with it is read
    # elsewhere
    regex(r"\bthat\s[^;:]*\baccording\sto\s[^;:]*$|\baccording\sto\swh(?:om|ich)\b[^;:]*$"),
    # "to have heard from his deputy that", "and learned in reply that"; not "that he had heard nothing and that"
    regex(r"\b(?:heard|learn(?:ed|t)|overheard|gathered|been\stold)\b(?!\s(?:nothing|no)\b)[^;:]{0,80}\bthat\b[^;:]*$"),
    # "that an officer had told her to"
    regex(
        r"\bthat\s[^;:]*\s(?:told|ordered|asked|instructed|advised|warned|begged)\s(?:him|her|them|us|me)\s(?:to\s)?$"
    ),
    # "nothing when told that", "that his mother’s last words were"
    regex(
        r"\b(?:when|after|on|upon|before|while)\s(?:being\s)?(?:told|informed|asked|warned)\b[^;:]*$|"
        rf"\bthat\s(?!(?:his|her|its|their)\s{TEXT_NOUN}\b)[^;:]*[’']s?\s(?:\w+\s){{0,2}}{TEXT_NOUN}\s(?:is|was|were|had\sbeen),?\s*$"
    ),
    # "told his men to swear that"
    regex(
        r"^\s(?:the|an?|his|her|its|their|him|them|[A-Z])[^,;:]{0,60}?\sto\s(?:say|swear|write|testify|declare|state|claim|admit|confess)\b"
    ),
    # "that she was not to say", "that nobody had wished to sign"
    regex(r"\bthat\s[^;:]*\bto\s(?:say|write|repeat|declare|sign)\b[^;:]{0,30}$"),
    # "that the order was to", "that he had been ordered to", "that he was sentenced as"
    regex(
        r"\bthat\s[^;:]*\b(?:(?:charge|accusation|order|instruction|verdict|sentence)s?\b[^,;:]*\s(?:is|was|were)\s(?:that|to)\b[^;:]*|"
        r"(?:orders|ordered|instructed|instructions|commanded|told)\sto\s*|"
        r"(?:is|are|was|were|been|being)\s(?:sentenced|convicted|branded|arrested|denounced|described|labelled|condemned)\sas\s"
        r"(?:an?\s|the\s)?)$"
    ),
    # behind a first quotation: ", to which the crowd replied", ", his lawyer that it was", ", a view which the Court
    # found", ", only to be told that"
    regex(
        r"^\s?[,–—]\s(?:whereupon\b|(?:after|to|upon)\swhich\b|(?:his|her|its|their|the|an?)\s(?:[\w’'-]+\s){1,6}?that\b|"
        r"(?:an?\s\w+|words)\s(?:which|that)\s(?!(?:is|was|are|were)\b)|only\sto\sbe\b)"
    ),
    # "shouts of", "the motto", "refuted by the headline"
    regex(
        r"\b(?:(?:shouts?|cries|cry|chants?|calls)\sof|slogans?|mottos?|mottoes|headlines?|banners?|placards?|inscriptions?|"
        r"songs?|proverbs?|sayings?|hymns?|watchwords?|graffiti),?\s*$"
    ),
    # "that, under a decree of 3 May, all engineers were"; not "in a letter of 3 May that all were", "that, by a letter,
    # it had"
    regex(
        rf"\bthat,\s(?:under|by|in|pursuant\sto)\s(?:an?|the)\s(?:\w+\s){{0,3}}?{_DECREE}\b[^,;:]{{0,60}},\s(?!{_ONESELF}\b)[^;:]*$"
    ),
    # "that the sentence of the Panel,"
    regex(
        rf"\bthat\s(?:the|a|this|that)\s(?:\w+\s)?(?:sentence|passage|paragraph|words|phrase|{TEXT_NOUN})s?\s(?:of|by|in|from)\s"
        r"[^,;:]{2,60},\s*$"
    ),
    # "“was clean”, in answer to a question about"
    regex(r"\bquestions?\s(?:about|on|concerning|regarding)\s(?:\w+\s){0,2}$"),
    # "are to be humanely treated, not as"
    regex(r",\snot\sas\s(?:an?\s|the\s)?$"),
)
# "although the Red Cross found", "“was clean”, as the Charter demands"; not "and that the Charter preserves",
# "although the Red Cross found nothing, it was", nor "and the gates are", which may go on with what is told
_THE = r"(?:(?:the|an?|its|his|her|their|this|some)\s)"
_CLAUSE = regex(
    r"(?:\b(?:although|though|whereas|yet)\s|(?:^|[”\"’'»]),?\s(?:and|but|while|because|since|as)\s)"
    rf"(?!(?:that|which|who|to|not|{_ONESELF})\b){_THE}?(?:(?!{_THE})[\w’'-]+\s){{1,4}}?"
    r"(?:(?!(?:need|indeed|hundred)\b)[a-z]{2,}ed|[a-z]{3,}(?:es|[b-df-hj-np-rtv-z]s)|found|saw|told|wrote|spoke|held)\b[^,;:]*$"
)


def of_another(between: str) -> bool:
    """Tell whether words between a verb of saying, or a first quotation, and a quotation give that to another."""
    return _CLAUSE.search(between) is not None or any(each.search(between) for each in _ANOTHER)


# "that the guards had told him that", "that its neighbour, in breach of the accord, now says that": somebody speaks
# inside what another says; "and added that" goes on with the first
_INNER = regex(
    r"\b(?:that|(?:after|before|when|because|while|since|although|as|and|but)\s(?:the|an?|his|her|its|their|some|many))"
    r"\s(?:[\w’'-]+\s){1,8}$"
)
_APART = regex(r",\s[^,;:]{2,80},(?=\s)")
_THAT = regex(r"\bthat\b|:\s*$")
# "that the drought explained": no speech, unless "that" follows
_OF_THINGS = regex(
    r"(?:explain|add|provid|suggest|indicat|confirm|express|put|continu|record|refer|determin|advis|charg)"
)
_IS = regex(r"\s(?:is|was|are|were)\s")  # "that the plan his deputy described was"
# "Paragraph 4, which Renn claims to quote, says": the verb is not that of the clause inside
_CLOSED = regex(r",\s(?:which|who|whom|whose)\s[^;:]{2,120},\s(?:\w+\s)?$")
_COORDINATED = regex(r"\b(?:and|or|but)\s(?:\w+\s)?$")


def says_for_itself(lead: str, verb: re.Match[str]) -> bool:
    """Tell whether a verb whose subject is not known has one nevertheless, so that no earlier one speaks."""
    before = lead[: verb.start()]
    if _CLOSED.search(before):
        return True
    inner = _INNER.search(_APART.sub("", before)) and not (_COORDINATED.search(before) or _IS.match(lead, verb.end()))
    return bool(inner) and (_THAT.search(lead, verb.end()) is not None or _OF_THINGS.match(verb[0]) is None)
