"""Who speaks in a sentence of a French, Spanish or Russian letter that leads to a quotation."""

import re

from .names import CAP, People, without_article
from .subjects import Speaker, Whose

_CYRILLIC = r"[А-ЯЁ][\w\-]+"
_LINK = r"(?:\s(?:de|du|des|de\sla|de\sl[’']|del|de\slos|de\slas|et|y|aux?|pour\sles|para|по|и|в|при|на))?"
_WORD = rf"(?:[dl][’'])?(?:{CAP}|{_CYRILLIC})"
_NAME = rf"{_WORD}(?:{_LINK}\s(?:[Ll][’'])?{_WORD})*"
# "le Ministre des affaires étrangères, Jean Morel": an office in small letters before the name is left out
_ROLE = r"(?:(?:[\w’'\-]+\s){0,8}?[\w’'\-]+,\s)?"
_ARTICLE = r"(?:(?:[Ll][ea]s?|[Ll][’']|[Ee]l|[Ll]os|M\.|Mme|Sr\.|Sra\.|г-н|г-жа)\s?)?"
_SAID = (
    r"(?:a|ont|avait|ha|han|había)\s(?:\w+ment\s|\w+mente\s)?(?:déclaré|affirmé|dit|écrit|indiqué|souligné|reconnu|"
    r"noté|constaté|estimé|confirmé|précisé|ajouté|rappelé|conclu|admis|declarado|afirmado|dicho|escrito|señalado|"
    r"reconocido|subrayado|indicado|confirmado|añadido)|"
    r"(?:déclare|affirme|écrit|souligne|declaró|afirmó|dijo|escribió|señaló|reconoció|subrayó|indicó|confirmó|"
    r"manifestó|añadió|expresó|declara|afirma|señala|dice)|"
    r"(?:заявил|сказал|отметил|написал|подчеркнул|признал|указал|подтвердил|добавил|сообщил|констатировал)[аио]?"
)
_ACCORDING = re.compile(
    rf"\b(?:[Ss]elon|[Dd][’']après|[Ss]elon\sles\stermes\sde|[Ss]egún|[Dd]e\sacuerdo\scon|[Пп]о\sсловам|"
    rf"[Пп]о\sмнению|[Сс]огласно)\s{_ARTICLE}(?P<name>{_NAME})\s?,?\s?:?\s*$"
)
_SUBJECT = re.compile(
    rf"(?:^|[,;:]\s|\b(?:que|comme|como|как)\s){_ARTICLE}{_ROLE}(?P<name>{_NAME}),?\s(?:{_SAID})(?P<rest>[^.;]*)$"
)
_INVERTED = re.compile(
    rf"\b(?:[Cc]omme\sl[’']|[Cc]omo\s(?:lo\s)?|[Кк]ак\s)(?:{_SAID})\s{_ARTICLE}(?P<name>{_NAME})\s?,?\s?:?\s*$"
)
_HANGS = re.compile(
    r"[^:«“\"]{0,90}:\s*$|[^«“\"]{0,60}\b(?:qu[e’']|que|что)\s?[^«“\"]{0,100}$|,?\s*(?:en\sces\stermes|lo\ssiguiente|следующее)?\s*$"
)
_PRONOUN = re.compile(r"(?:Ils?|Elles?|On|Cel[au]i?|Nous|Je|Él|Ell[ao]s?|Nosotros|Yo|Он[аио]?|Мы|Я|Это)\b")
# denied, or asked
_NEVER = re.compile(
    r"\b(?:n[’']\w+\sjamais|jamais|ne\s\w+\spas|nunca|jamás|no\s(?:ha|dijo|declaró)|не\s\w+|никогда|si|ли)\b"
)


def introduced_translated(lead: str, people: People) -> Speaker | Whose:
    """Return who speaks after `lead`, as far as it says so with a name; pronouns and denials name nobody."""
    if _NEVER.search(lead):
        return Whose.UNKNOWN
    found = _ACCORDING.search(lead) or _INVERTED.search(lead) or _SUBJECT.search(lead)
    if found is None or ("rest" in found.re.groupindex and not _HANGS.match(found["rest"])):
        return Whose.UNKNOWN
    if _PRONOUN.match(found["name"]):
        return Whose.UNKNOWN
    name = without_article(re.sub(r"^(?:[LldD][’'])", "", found["name"]))
    full, role = people.recognise(name)
    people.learn(full, role)
    return Speaker(full, role)
