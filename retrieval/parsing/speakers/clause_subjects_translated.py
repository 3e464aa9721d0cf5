"""Who a French, Spanish or Russian clause says something: the subject of its verb."""

import re

from retrieval.parsing.names import People
from retrieval.parsing.speakers.clauses_translated import (
    behind_verb,
    either_way,
    in_relative,
    is_adverb,
    nominative,
    one_of_several,
    relative_subject,
    told_to_us,
    without_adverbs,
)
from retrieval.parsing.speakers.subjects_translated import SOMEBODY, speaker_of
from retrieval.parsing.speakers.whose import Speaker, Whose
from retrieval.patterns import regex

_CLAUSE_START = regex(
    r"[;:]\s|(?<![\w’'-])(?i:que|où|comme|car|mais|puisque|como|porque|mientras|pero|aunque|cuando|как|что|но|"
    r"поскольку|когда)\s|\bqu[’']|"
    r",\s(?:et|y|а|и)\s|[.!?»”]\s(?=[A-ZÀ-ÞА-ЯЁ\d])|\s[–—]\s"
)
_CLITIC = regex(
    r"(?:\b(?:se|le|les|lui|leur|nous|nos|me|y|lo|la|en|также|далее|затем|вновь|вчера|снова|уже|ещё|еще|неоднократно|"
    r"прямо|открыто|"
    r"también|además|luego|asimismo|posteriormente|ya|aussi|\w{2,20}mente)|\b(?:l|s|m)[’'])\s?$"
)
_ELIDED = regex(r"(?:^|[\s,])(?:et|y|e|и|puis|luego|затем)$")
# "Le Ministre a nié les faits et": whose further verb stands behind it
_FIRST_VERB = regex(
    r"(.{3,120}?)\s(?P<verb>(?:a|ont|avait|avaient|ha|han|había)\s|[\w]{3,}(?:ó|aron|ил[аи]?|ал[аи]?)\b|[Ss][’'](?:est|"
    r"était)\s)"
)
# what a comma sets apart from the subject: "le 3 mai,", ", dans son rapport,"
_APART = regex(
    r"(?:dans|lors|à|au|aux|en|le\s\d|après|avant|depuis|pour|quant|devant|selon|par|sur|outre|malgré|face|suite|"
    r"interrogé\w*|"
    r"s[’']\w+ant|\w{3,}ant|qui|dont|de|d[’']|del|hier|ensuite|enfin|toutefois|cependant|de\splus|de\smême|ainsi|mais|"
    r"or|tout\sen|conformément|"
    r"durante|ante|tras|después|antes|desde|para|el\s\d|por|con|sin\sembargo|además|asimismo|según|\w{2,}(?:ando|"
    r"iendo)|que|quien|"
    r"ayer|no\sobstante|al?|в|во|на|после|до|с|со|по|при|перед|от|для|однако|кроме|отвечая|выступая|говоря|комментируя|"
    r"обращаясь|ссылаясь|\d{1,2}|котор\w+|вчера|между|тем|согласно|когда)\b",
    re.IGNORECASE,
)
# what no comma closes in Russian: "В своей резолюции 242 (1967) Совет Безопасности"
_OPENS = regex(
    r"^(?:[Вв]о?\s(?=сво|\S+\s(?:от|№?\d))(?:сво(?:ей|ем|ём|их)\s)?(?:резолюци|решени|заявлени|доклад|письм|послани|"
    r"стать|нот)\w*"
    r"(?:\s(?:от\s\d{1,2}\s[а-яё]+(?:\s\d{4}\sг(?:ода|\.))?|№?\d[\d/]*|\(\d{4}\)))*|"
    r"\d{1,2}\s[а-яё]+(?:\s\d{4}\sг(?:ода|\.))?)\s(?=[А-ЯЁ])|"
    r"^(?:[Ee]n|[Dd]ans)\s(?:la|sa|su|son|el)\s(?:résolution|resolución|décision|decisión|lettre|carta|rapport|informe)"
    r"(?:\s\d[\d/]*|\s\(\d{4}\)){0,3}\s{1,2}(?=(?:el|la|los|las|le|les)\s[A-ZÀ-Þ]|l[’'][A-ZÀ-Þ])"
)
# "Совет Безопасности в своей резолюции"
_IN_ITS_OWN = regex(r"\s(?:во?|на|dans|en)\s(?:сво\w{1,3}|sa|son|ses|sus?)\s[^,]*$")
_PASSIVE_SE = regex(r"[Ss]e$")  # "se ha dicho que"
_AND = regex(r"^(?:et|y|и|а|puis|mais|pero|но)\s")
_HIS = regex(r"\b(?:sus?|son|sa|ses|сво\w{1,3})\b", re.IGNORECASE)
_PARTICIPLE_NOUN = regex(r"(?:commandant|représentant|dirigeant|montant|étudiant|habitant)s?\b", re.IGNORECASE)


def clause_before(before: str) -> str:
    """Return the words before a verb back to where its clause begins."""
    starts = [found.end() for found in _CLAUSE_START.finditer(before.rstrip())]
    return before[starts[-1] if starts else 0 :]


def subject_translated(before: str, clause: str, people: People, verb: str = "", rest: str = "") -> Speaker | Whose:
    """Return the subject that a clause names before its verb; in Russian also the one behind it."""
    clause = without_adverbs(clause.strip())
    bare = _without_clitics(_IN_ITS_OWN.sub("", _OPENS.sub("", clause.strip(" ,"))))
    if _PASSIVE_SE.match(clause.strip()):
        return SOMEBODY
    if not bare or _ELIDED.fullmatch(bare):
        return SOMEBODY if in_relative(before) else Whose.LAST
    if _ELIDED.search(bare):
        return first_subject(bare, people)
    if one_of_several(before[: len(before.rstrip()) - len(clause)], verb):
        return SOMEBODY
    pieces = [piece for piece in _AND.sub("", bare.strip(" ,")).split(", ") if piece]
    if not _without_clitics(clause).endswith(",") and (inner := relative_subject(pieces[-1])):
        return named_translated([inner], people, verb)
    parts = [piece for piece in pieces if not _is_apart(piece)]
    if not parts:  # "En su discurso, señaló que": of whom the sentence before speaks
        return Whose.LAST if _HIS.search(bare) else SOMEBODY
    first, behind = nominative(parts[0], verb), behind_verb(rest, verb)
    if not first or (parts[0].split()[0] != first.split()[0] and behind != behind.lower()):
        return named_translated([behind], people)
    if either_way(parts[0], verb, rest):
        return SOMEBODY
    opening = before.strip().startswith(parts[0])
    return named_translated(parts, people, verb, opening=opening)


def _is_apart(piece: str) -> bool:
    return is_adverb(piece) or (_APART.match(piece) is not None and _PARTICIPLE_NOUN.match(piece) is None)


def named_translated(parts: list[str], people: People, verb: str = "", *, opening: bool = False) -> Speaker | Whose:
    """Return the speaker that the words at a verb name, without those to whom it is said."""
    first = nominative(parts[0], verb)
    return speaker_of([first, *parts[1:]], people, opening=opening) if first else SOMEBODY


def first_subject(before: str, people: People) -> Speaker | Whose:
    """Return the subject of the first verb of a sentence, which those behind it have as well."""
    clause = clause_before(before.rstrip(" ,")).strip()
    first = _FIRST_VERB.match(clause)
    if _FIRST_PERSON.match(clause) and not (first and told_to_us(first[1], first["verb"])):
        return Whose.SELF
    if first is None or not first[1].strip():
        return SOMEBODY
    return subject_translated(first[1], first[1], people, first["verb"], clause[first.end() :])


_FIRST_PERSON = regex(
    r"(?:[^,;:]{0,80},\s)?(?:[Nn]ous|[Jj]e|[Jj][’']|[Yy]o|[Nn]osotr[oa]s|[Мм]ы|[Яя]|(?:[Mm]on|[Mm]a|[Nn]otre|[Mm]i|"
    r"[Nn]uestr[oa]|"
    r"[Мм]о[йяе]|[Нн]аш\w?)\s(?i:gouvernement|pays|délégation|mission|gobierno|país|delegación|misión|правительство|"
    r"делегация|страна))"
)


def _without_clitics(clause: str) -> str:
    """Return a clause without the pronouns and adverbs right before its verb."""
    while found := _CLITIC.search(clause):
        clause = clause[: found.start()].rstrip()
    return clause
