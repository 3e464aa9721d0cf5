"""Who speaks in a sentence of a French, Spanish or Russian letter that leads to a quotation, or follows on one.

A source that the sentence plainly has, but does not name, is one not named: never the sender.
"""

import re

from retrieval.parsing.names import People
from retrieval.parsing.speakers.clause_subjects_translated import (
    clause_before,
    first_subject,
    named_translated,
    subject_translated,
)
from retrieval.parsing.speakers.subjects_translated import SOMEBODY, is_own, speaker_of
from retrieval.parsing.speakers.verbs_translated import ADDING, ASKING, CALLING, IMPERSONAL, PARTICIPLES, SAYING
from retrieval.parsing.speakers.whose import Speaker, Whose
from retrieval.patterns import regex

_LONGEST = 700
_ACCORDING = regex(
    r"\b(?:[Ss]elon(?!\s(?:les\s(?:mots|termes)\sd|l[ea]s?quel|laquelle|que\b))|[Dd][’']après|[Pp]our\sciter|"
    r"(?:[Aa]ux\stermes|[Aa]u\sdire|[Dd]e\sl[’']avis|(?:[Dd]ans|reprendre|[Ss]elon)\sles\s(?:mots|termes))(?=\sd)|"
    r"[Ss]egún(?!\s(?:el|la|los|las)\scual)|[Dd]e\sacuerdo\scon|[Cc]onforme\sa|[Pp]ara\scitar\sa|"
    r"(?:[Ee]n\spalabras|[Aa]\sjuicio|[Ee]n\sopinión|[Aa]\sdecir)(?=\sde)|"
    r"[Пп]о\s(?:словам|мнению|данным|сообщению|сообщениям|утверждению|заявлению|выражению|версии)|[Сс]огласно)\s"
)
_AS = regex(
    r"\b(?:[Cc]omme|[Aa]insi\sque|[Tt]el(?:le)?s?\sque|[Cc]omo|[Tt]al\s(?:y\s)?como|[Ss]egún|[Cc]onforme|"
    r"[Кк]ак)\s(?:y\s)?"
    r"(?:(?:l[’']|lo|le|la|se|nous\sl[’']|nos\slo|также|и|уже|ранее|неоднократно|справедливо|bien|ya)\s?)?$"
)
_AS_SUBJECT = regex(r"\b(?:[Cc]omme|[Aa]insi\sque|[Cc]omo|[Кк]ак)\s")
# the words between a verb of saying and what hangs on it
_ASIDE = (
    r"(?:,?\s(?:à|au|aux|dans|devant|lors|le\s\d|en|sur|hier|après|avant|pendant|durante|ante|a\s|al|el\s\d|tras|в|во|"
    r"на|перед|"
    r"после|от|по|\d)\b[^;:]{0,160}?|,[^;:,]{1,80}),?"
)
_ADVERB = (
    r"además|también|asimismo|igualmente|aussi|également|en\soutre|encore|ainsi|notamment|entre\s(?:autres|otras\scosas)|"
    r"\w{2,20}ment|\w{2,20}mente"
)
_BESIDE = regex(rf"^(?:{_ADVERB})\s")
_THAT = regex(
    rf"(?:{_ASIDE}|(?:\s[\w-]+){{1,5}}(?=,\sчто\b)|(?:\s(?:{_ADVERB})){{1,2}})?,?\s?(?:\b(?:que|ce\sque|de\sque|что|о\sтом,\sчто)\b|"
    rf"\bqu[’'])(?P<said>[^;]{{0,160}})$"
)
_FOLLOWS = regex(r"\b(?:suit|suivante?s?|termes|siguientes?(?:\stérminos)?|следующ\w+)(?:\s\w+)?\.\s*$")
_COLON = regex(r"[^;«“\"]{0,200}:\s?[–—-]?\s*$")
# nothing but an adverb or a possessive: "a exprimé sa", "a également souligné"; not "a reconnu l'accord"
_NEAR = regex(
    r"(?:\s(?:\w{2,20}ment|\w{2,20}mente|aussi|également|notamment|en\sces\stermes|sa|son|ses|leurs?|sus?|à|de|en|como|"
    r"también|"
    r"сво[юёеи]|также)){0,2}\s*,?\s*$"
)
_TO_SOMEBODY = regex(r"\s(?:à|aux?|al?)\s[^,;:.]{1,80}\s(?:de\s|d[’']|que\s)$")
_OBJECT = regex(r"[^,;:.]{0,90}$")
_LOOSE_END = regex(
    r"(?:\b(?:les?|la|du|des|une?|aux?|el|los|las|del|una|al|и|в|на|с|о|et|y)\s*|\b[ld][’'])$", re.IGNORECASE
)
# the letter speaks again before the quotation: "a dit que ..., ce qui est « ... »"
_TURNS = regex(
    r",\s(?:ce\squ[ie’']|alors\sque|tandis\sque|mais|or|lo\s(?:que|cual)|mientras|pero|aunque|sino|что\sявляется|"
    r"тогда\sкак|однако|но|а)\b|"
    r"[,;]\s(?:nous|je|j[’']|mon|ma|notre|nosotr[oa]s|yo|mi|nuestr[oa]|мы|я|наш\w*|мо\w{1,2})\b|"
    r"\b[aà]\sl[’']exception\b"
)
# what may follow where nothing marks the words: not "a annoncé une troisième mise en eau :"
_PLAIN = regex(
    rf"(?:(?:{_ASIDE}|(?:\s[\w-]+){{1,4}}(?=\s(?:о\s)?следующ))?,?\s?(?:ce\squi\ssuit|comme\ssuit|(?:en\s)?(?:ces|"
    rf"los\ssiguientes|estos)\st[eé]rm(?:es|inos)|lo\ssiguiente|así|"
    r"(?:о\s)?следующ\w+|так|que|что|(?:notamment|entre\sautres|entre\sotras\scosas|в\sчастности))?|"
    rf"{_ASIDE})\s?:[\s–—-]*$"
)
_CONDITION = regex(r"(?:^|[\s,(])(?:[Ss]i|[Ss][’']il|[Ее]сли|ли)\s")
_DENIED = regex(r"(?:\b(?:ne|no|не|ni|ни|nunca|jamás|jamais|никогда)\s(?:l[’'])?|\bn[’'](?:y\s)?)$", re.IGNORECASE)
_NEGATED = regex(r"\b(?:jamais|pas|point|nunca)\b")
_TEXT_BEFORE = regex(r"(?:^|[,;:]\s|[\s(])(?:[Dd]ans|[Àà]|[Ss]ur|[Ee]n|[Вв]о?|[Нн]а)\s(?P<phrase>[^,;:]{3,120}?),?\s?$")
_IN_A_TEXT = regex(
    r",?\s(?:dans|aux?(?=\s(?:paragraphe|point|chapitre|alinéa|article))|à|en|в|"
    r"во)\s(?P<phrase>[^,;:]{3,120}?)(?:,?\s(?:que|что)\b|\.?,|\s?:)"
)
# "contrairement à ce qu'affirme", "il est faux que": up to the next comma nobody is quoted
_CONTRARY = regex(
    r"\b(?:[Cc]ontrairement|[Àà]\sl[’']inverse|[Aa]l\scontrario|[Cc]ontrariamente|[Вв]опреки|[Вв]\sотличие|"
    r"(?:faux|inexact|mensonger|falso|inexacto|[Нн]еверно|[Нн]еправда|[Лл]ожно),?\s(?:que\b|qu[’']|что\b))[^,;:]*$"
)
# "l'affirmation du Kesparia selon laquelle"
_CLAIM = regex(
    r"\b(?i:affirmation|allégation|déclaration|assertion|propos|paroles|mots|afirmación|alegación|declaración|"
    r"aseveración|"
    r"palabras|утверждени\w|заявлени\w|слов[аo]?)\s(?P<phrase>(?:de|du|des|del|d[’'])?\s?[^,;:]{2,120}?),?\s?"
    r"(?:selon\sl(?:a|es)quelles?|según\s(?:el|la|los|las)\scual(?:es)?|suivant\slesquels|de\sque|que|о\sтом,\sчто|"
    r":)\s?[^,;:]{0,100}$"
)
_POSSESSIVE = regex(r"\b(?:mon|ma|mes|notre|nos|mis?|nuestr[oa]s?|мо\w{1,2}|наш\w{0,2})\s$", re.IGNORECASE)
_OF = regex(r"^(?:de\sla\s|de\sl[’']|du\s|des\s|del\s|de\slos\s|de\slas\s|de\s|d[’'])")
_BY = regex(rf"\b(?:{PARTICIPLES})[as]{{0,2}}\s(?:par|por)\s(?P<phrase>[^,;:]{{2,120}})(?P<rest>[^;]{{0,160}})$")
# where a noun phrase without a comma behind it ends: "le Ministre dans une lettre"
_PHRASE_END = regex(
    r"[,;:.!?«“\"»”]|\s\((?!\d)|\s(?:que|что|qui|который)(?=\s)|\squ(?=[’'])|\s(?:dans|lors|devant|hier|le\s\d|en\s\d|"
    r"en\s(?:un|una|su|sus|el|la)\b|ante|durante|el\s\d|après|à\s(?:la|l[’'])|в|во|на|перед|"
    r"после|\d{1,2}\s(?!стать|пункт|част|глав|резолюц|принцип)[а-яё]+)(?=[\s’',]|$)"
)
# words in marks that are a thing's name
_TERM = regex(
    r"\b(?:dites|soi-disant|prétendue?s?|intitulée?s?|dénommée?s?|appelée?s?|nommée?s?|baptisée?s?|(?:le|les|l[’']|du|"
    r"des|au|d[’']un)\s?"
    r"(?:terme|expression|mot|titre|formule|slogan)|(?:les|des)\s(?:termes|mots)(?!\s?:)|llamad[oa]s?|denominad[oa]s?|"
    r"titulad[oa]s?|apodad[oa]s?|"
    r"(?:el|la|del)\s(?:término|expresión|palabra|título|lema)|(?:los|las)\s(?:términos|palabras)(?!\s?:)|"
    r"так\sназываем\w+|под\sназванием|озаглавленн\w+|"
    r"(?:термин|выражени|словосочетани|лозунг)\w*)[,:]?\s*$|"
    r"\b(?:(?:организаци|газет|журнал|агентств|телеканал|судн|корабл|траулер|фонд|движени)\w*|"
    r"(?:l[’']|le\s|la\s|du\s)(?:organisation|association|ONG|journal|quotidien|navire|chalutier)|"
    r"(?:la\s|el\s|del\s)(?:organización|asociación|diario|periódico|buque|pesquero))\s*$"
)


def names_a_term(lead: str) -> bool:
    """Tell whether the words before a mark say that what stands in it is a name or a term."""
    return _TERM.search(lead[-60:]) is not None


def stands_alone(lead: str) -> bool:
    """Tell whether a quotation is none of the nouns of the sentence before it: no article leads to it."""
    return _LOOSE_END.search(lead[-10:]) is None


def introduced_translated(lead: str, people: People, *, block: bool = False, marked: bool = True) -> Speaker | Whose:
    """Return who speaks after `lead`; a source without a name that can be read is one not named.

    What is denied, or stands in no form of these languages, is `Whose.UNKNOWN`.
    """
    lead = lead[-_LONGEST:]
    if (cited := _CITED.search(lead)) and not SAYING.search(cited["whom"] or ""):
        denied = _DENIED.search(lead[: cited.start()]) or _CONTRARY.search(lead[: cited.start()])
        if denied or not cited["whom"]:
            return Whose.UNKNOWN if denied else SOMEBODY
        return SOMEBODY if _AND_MORE.search(cited["whom"]) else speaker_of(_phrase(cited["whom"])[0], people)
    if in_words := _IN_WORDS.search(lead):
        return _in_words(lead[: in_words.start()], people)
    patterns = (IMPERSONAL, SAYING, _ACCORDING, *((ASKING, CALLING, ADDING) if marked else ()))
    hits = [found for pattern in patterns for found in pattern.finditer(lead)]
    for found in sorted(hits, key=lambda each: each.end(), reverse=True):
        if _CONTRARY.search(lead[: found.start()]):
            return Whose.UNKNOWN
        if found.re == _ACCORDING:
            speaker = _by_source(lead, found, people, block=block)
        else:
            speaker = _by_verb(lead, found, people, block=block, marked=marked)
        if speaker is not None:
            return speaker if _is_sure(lead, found, speaker, marked=marked) else Whose.UNKNOWN
    return Whose.LAST if _INSERTED.search(lead) else _by_noun(lead, people)


# "Le Ministre a cité le Président Corvin :": whom he cites; "a cité :" does not tell it
_CITED = regex(
    r"\b(?:(?:a|ont|avait|ha|han|había)\s(?:\w+\s)?(?:cité|citado)|cit(?:ó|aron|ant|ando)|cite(?:nt)?(?=\s(?:le|la|"
    r"les|une?|des|M\.|MM\.|Mme)\s|\sl[’'])|(?:про)?[Цц]итиру(?:ет|ют|я)|"
    r"(?:про)?цитирова(?:л[аи]?|в))(?:,[^,;:]{1,60},)?"
    r"(?:\s(?:al\s|a\s(?:l[ao]s?\s)?)?(?P<whom>[^;:«“\"]{2,120}?)\s?:[\s–—-]*|\s?:?\s*)$"
)
_AND_MORE = regex(r"\s(?:et|y|и)\s[a-zà-ÿа-яё]")
# "a menacé l'Ondrey en ces termes :"
_IN_WORDS = regex(
    r",?\s(?:(?:en|par|dans)\sces\s(?:termes|mots|paroles)|dans\sles\stermes\ssuivants|(?:en|con)\s(?:est[oa]s|"
    r"l[oa]s\ssiguientes)\s(?:términos|palabras)|"
    r"(?:следующими|такими|этими)\sсловами|в\s(?:следующих|таких)\s(?:словах|выражениях))\s?:[\s–—-]*$"
)
_SPEAKING = (SAYING, ASKING, CALLING)
_PASSIVE = regex(r"\b(?:été|(?<![’'])(?:est|sont)|fut|sido|fue(?:ron)?|был[аио]?)\b|л[аио]?с[ья]\b")
_OURSELVES = regex(
    r"\b(?:je|nous|mon|ma|notre|nos|yo|nosotr[oa]s|mi|nuestr[oa]s?|я|мы|мо[йяеё]|наш[аеи]?)\b|\bj[’']|"
    r"\bs(?:e\s|[’'])(?:résum|présent|pos|tradui|énonc|formul|plante|presenta|enuncia)",
    re.IGNORECASE,
)


def _in_words(before: str, people: People) -> Speaker | Whose:
    """Return who speaks "in these words": the subject of a verb of speaking, else nobody who is named."""
    hits = [found for pattern in _SPEAKING for found in pattern.finditer(before)]
    verb = max(hits, key=lambda each: each.end(), default=None)
    if verb is None or _PASSIVE.search(before):
        return Whose.UNKNOWN if _OURSELVES.search(before) else SOMEBODY
    if _DENIED.search(before[: verb.start()]) or _NEGATED.search(verb[0]):
        return Whose.UNKNOWN
    if verb.re == SAYING and verb["own"]:
        return Whose.SELF
    told = before[: verb.start()]
    return subject_translated(told, clause_before(told), people, verb[0], before[verb.end() :])


# where nothing marks the words; "les faits confirment ce qui suit :" leads to the letter's own
_SPOKEN = regex(
    r"déclar|\bdit|\bécri|répond|exprim|suivant|declar|dij|dich|escri|respond|expres|siguiente|заяв|сказ|написа|ответи|"
    r"следующ|пиш|говор|\blit|\blire|leerse|\blee|decid|décid|resolv|реши|постанов|preven|prévien",
    re.IGNORECASE,
)


def _is_sure(lead: str, found: re.Match[str], speaker: Speaker | Whose, *, marked: bool) -> bool:
    """Tell whether somebody without a name plainly speaks, and the marks are not those of a term in the sentence."""
    if found.re == ASKING and found["noun"]:
        return isinstance(speaker, Speaker) and speaker != SOMEBODY
    if speaker != SOMEBODY:
        return True
    if marked:
        return stands_alone(lead)
    if found.re == SAYING and found["maybe"]:  # "la paix exige :"
        return not found["maybe"].startswith(("exig", "demand"))
    return found.re != ASKING and _SPOKEN.search(found[0]) is not None


# "Le barrage, a-t-elle ajouté, est"
_INSERTED = regex(r",\s(?:a-t-(?:il|elle)|(?:ont|avait|avaient)-(?:ils?|elles?))\s[^,;:]{2,60},[^;]{0,100}$")


def _by_source(lead: str, found: re.Match[str], people: People, *, block: bool) -> Speaker | Whose | None:
    """Return whom "selon", "según" or "по словам" names, if the quotation hangs on it."""
    parts, rest = _phrase(lead[found.end() :])
    if ";" in rest or _TURNS.search(rest) or _LOOSE_END.search(rest) or (block and ":" not in rest):
        return None
    if SAYING.match(parts[0]):  # "según declaró Anna Berg"
        return None
    return speaker_of([_OF.sub("", parts[0]), *parts[1:]], people) if not is_own(parts[0]) else Whose.SELF


def _phrase(text: str) -> tuple[list[str], str]:
    """Return the noun phrase at the head of `text`, with a person's name in apposition, and what follows on it."""
    end = _PHRASE_END.search(text)
    first, rest = (text[: end.start()], text[end.start() :]) if end else (text, "")
    other = _APPOSITION.match(rest)
    return ([first, other[1]], rest[other.end() :]) if other else ([first], rest)


_CAPITAL = r"[A-ZÀ-ÞА-ЯЁ](?:[\w’'-]*\w|\.)"
_APPOSITION = regex(
    rf",\s((?:M\.\s|Mme\s|Sr\.\s|Sra\.\s|г-н\s|г-жа\s)?{_CAPITAL}(?:\s{_CAPITAL}){{1,3}})(?=[,.:;]|\s*$)"
)


def _by_verb(lead: str, verb: re.Match[str], people: People, *, block: bool, marked: bool) -> Speaker | Whose | None:
    """Return whom a verb of saying has say the quotation; `None` where that does not hang on it."""
    before, rest = lead[: verb.start()], lead[verb.end() :]
    inverted = _AS.search(before) is not None and verb.re == SAYING
    if _DENIED.search(before) or (_NEGATED.search(verb[0]) and verb.re != IMPERSONAL):
        return Whose.UNKNOWN if _hangs(verb, rest) else None
    if inverted and re.match(r"\s[^\s,;:]", rest):
        parts, rest = _phrase(_BESIDE.sub("", rest.strip()))
        return None if ";" in rest or _TURNS.search(rest) else named_translated(parts, people, verb[0])
    clause = clause_before(before)
    if _CONDITION.search(f" {clause}"):
        return Whose.UNKNOWN if _hangs(verb, rest) else None
    said_so = _AS_SUBJECT.search(before[-len(clause) - 12 :]) is not None and (
        re.match(r",[^;]*$", rest) is not None or (verb.re == IMPERSONAL and ";" not in rest)
    )
    if not (said_so or (_leads(rest, marked=marked) if block else _hangs(verb, rest))):
        return None
    if verb.re == SAYING and verb["maybe"] and _BEFORE_NOUN.search(before):
        return None
    if verb.re == SAYING and verb["own"]:
        return Whose.SELF
    if verb.re == IMPERSONAL:
        return _by_text(before, rest, clause, people)
    if verb.re == ADDING:
        return first_subject(before, people)
    if verb.re == SAYING and verb["doubted"]:
        return SOMEBODY
    return subject_translated(before, clause, people, verb[0], rest)


# "sa note :", "par écrit :", "autrement dit :"
_BEFORE_NOUN = regex(
    r"(?:\b(?:une?|la|le|les|sa|son|ses|leurs?|cette|cet?|ces|ma|mon|mes|notre|nos|votre|vos|de|des|du|par|en|aux?|"
    r"autrement|"
    r"proprement|cel[ua]i?|ceci|ainsi|soit|the|an?|this|following|please|his|her|its|their|my|our|we|they|not)|"
    r"\b[ld][’'])\s?$|^\s*$",
    re.IGNORECASE,
)


def _hangs(verb: re.Match[str], rest: str) -> bool:
    """Tell whether a quotation hangs on a verb by the words between the two."""
    if _TURNS.search(rest):
        return False
    if _COLON.match(rest) or _THAT.match(rest):
        return True
    if verb.re == CALLING:
        return _OBJECT.match(rest) is not None and _LOOSE_END.search(rest) is None
    return _NEAR.match(rest) is not None or (verb.re == ASKING and _TO_SOMEBODY.match(rest) is not None)


def _leads(rest: str, *, marked: bool) -> bool:
    """Tell whether a verb leads to the words below its sentence."""
    if _TURNS.search(rest):
        return False
    return (_COLON if marked else _PLAIN).match(rest) is not None or (marked and _FOLLOWS.search(rest) is not None)


def _by_text(before: str, rest: str, clause: str, people: People) -> Speaker | Whose:
    """Return the text in which something "is said", by the words around the verb."""
    found = _TEXT_BEFORE.search(clause) or _TEXT_BEFORE.search(before[-150:]) or _IN_A_TEXT.match(rest)
    if found is None:
        return SOMEBODY
    return Whose.SELF if is_own(found["phrase"]) else speaker_of([found["phrase"]], people)


def _by_noun(lead: str, people: People) -> Speaker | Whose:
    """Return who speaks where a noun or a passive says it: "l'affirmation de", "déclaré par"."""
    if (found := _BY.search(lead)) and not _TURNS.search(found["rest"]):
        return speaker_of(_phrase(found["phrase"] + found["rest"])[0], people)
    if found := _CLAIM.search(lead):
        own = _POSSESSIVE.search(lead[: found.start()])
        return Whose.SELF if own else speaker_of([_OF.sub("", found["phrase"].strip())], people)
    return Whose.UNKNOWN


# "« ... », a déclaré Anna Berg", "«...», — заявил Оскар Линд"
_AFTER = regex(r"(?P<set>\s?[,.]?\s*[–—-]+\s*|\s?,\s*|\s+)")
_AFTER_SOURCE = regex(r"(?:comme|ainsi\sque|como|tal\scomo|según|как)\s(?:l[’']|lo\s)?")


def follows_translated(tail: str, people: People) -> Speaker | Whose:
    """Return who speaks before `tail`, the words after a quotation."""
    found = _AFTER.match(tail)
    if found is None:
        return Whose.UNKNOWN
    told = tail[found.end() :]
    if source := _ACCORDING.match(told):
        return speaker_of(_phrase(told[source.end() :])[0], people)
    if source := _AFTER_SOURCE.match(told):
        told = told[source.end() :]
    if _PRONOUN_BEHIND.match(told):
        return Whose.LAST
    if (read := _READ.match(told)) and found["set"].strip():
        return _by_text("", told[read.end() :] + ",", "", people)
    verb = SAYING.match(told)
    if verb and not verb["own"] and found["set"].strip() and _ALONE.match(told, verb.end()):
        return Whose.LAST
    if verb and verb["own"]:
        return Whose.SELF
    if verb is None or re.match(r"\s\S", told[verb.end() :]) is None or _LED_ON.match(told, verb.end()):
        return Whose.UNKNOWN
    speaker = named_translated(_phrase(_BESIDE.sub("", told[verb.end() :].strip()))[0], people, verb[0])
    named = isinstance(speaker, Speaker) and speaker is not SOMEBODY
    return speaker if named or found["set"].strip() else Whose.UNKNOWN


_PRONOUN_BEHIND = regex(
    r"(?:a-t-(?:il|elle)\s|(?:ont|avait|avaient)-(?:ils?|elles?)\s|\w{3,15}-t-(?:il|elle)\b|\w{3,15}(?:a|e|it)-(?:il|"
    r"elle)\b|"
    r"\w{3,20}(?:л|ла)\s(?:он|она)\b|\w{3,20}ó\s(?:él|ella)\b)"
)
_READ = regex(rf"(?:{IMPERSONAL.pattern}|lit-on\b|peut-on\slire\b)")
_ALONE = regex(r"\s*[.,;]|\s*$")
_LED_ON = regex(r"\s(?:que\b|qu[’']|что\b)")
