"""Which speaker a French, Spanish or Russian noun phrase names: "le Ministre de l'eau, Aldous Renn".

The name is shown as it is printed. What cannot be read for certain has no name here.
"""

import re
from collections.abc import Sequence

from retrieval.parsing.names import CAP, People
from retrieval.parsing.speakers.whose import Speaker, Whose
from retrieval.patterns import regex
from retrieval.types import UNNAMED

SOMEBODY = Speaker(UNNAMED)
"""Who plainly speaks, but under no name that can be read."""

_UPPER = "A-ZÀ-ÖØ-ÞĀ-ŽА-ЯЁ"
_CYRILLIC = r"[А-ЯЁ][\w\-]*[\wё]|[А-ЯЁ]\."
_PARTICLE = r"(?:\s(?:de|del|van|von|der|al|el|bin|ibn|da|dos|du|la|ad)){0,2}"
_PERSON = regex(rf"(?:{CAP}|{_CYRILLIC})(?:{_PARTICLE}\s(?:{CAP}|{_CYRILLIC})){{1,3}}")
_POLITE = regex(
    r"^(?:(?:(?:Sa\sMajesté|Son\sExcellence|Su\sMajestad|Su\sExcelencia|Его\sПревосходительство)(?:\s(?:le|la|"
    r"el)(?=\s))?|M\.|MM\.|Mme|Mlle|Me|Dr\.?|Sr\.|Sra\.|Srta\.|D\.|Dña\.|S\.\s?E\.|[Гг]-н|[Гг]-жа|[Гг]осподин|"
    r"[Гг]оспожа)\s)+"
)
# an article in capitals inside a sentence belongs to the name: "selon Le Courrier de Dorn"
_ARTICLE = regex(r"^(?:(?:les?|la|el|los|las|une?|una?|nuestr[oa]s?|notre|nos|mon|ma|mi)\s|l[’'])")
_OPENING_ARTICLE = regex(
    r"^(?:(?:Les?|La|El|Los|Las|Une?|Una?|Nuestr[oa]s?|Notre|Nos|Mon|Ma|Mi)\s|L[’'])", re.IGNORECASE
)
_INDEFINITE = regex(r"^(?:une?|una?|des|unos|unas)\s", re.IGNORECASE)
_OFFICES = (
    r"porte-parole|(?:vice-|vice\s|premi(?:er|ère)-|co)?(?:ministre|président|ambassad|représentant|secrétaire)\w*|"
    r"gouvernement|autorités|"
    r"armée|forces|tribunal|cour|commission|comité|conseil|assemblée|chef|direct\w+|commandant|délégation|ministère|"
    r"rapporteu\w+|"
    r"procureur\w*|juge|parti|roi|reine|général|colonel|experts?|groupe|mission|organisation|association|"
    r"haut-commissaire|"
    r"commissaire|coordonnat\w+|envoyé\w*|parlement|sénat|maire|gouverneur\w*|syndicat|union|fondation|équipe|"
    r"portavoz|(?:vice)?(?:ministr[oa]|president[ea]|secretari[oa])|embajador\w*|representante|gobierno|autoridades|"
    r"ejército|fuerzas|"
    r"corte|comisión|comité|consejo|asamblea|jefe|jefa|comandante|delegación|ministerio|relator\w*|fiscal|juez\w*|"
    r"partido|rey|reina|grupo|misión|organización|asociación|alt[oa]|comisionad[oa]|coordinador\w*|enviad[oa]|"
    r"parlamento|senado|"
    r"alcalde\w*|gobernador\w*|cancill\w+|canciller|"
    r"(?:вице-|премьер-)?(?:министр|президент|посол|представител|секретар|председател)\w*|правительств\w+|власт\w+|"
    r"арми\w+|суд\w*|"
    r"трибунал\w*|комисси\w+|комитет\w*|совет\w*|ассамбле\w+|глав\w+|директор\w*|командующ\w+|делегаци\w+|"
    r"министерств\w+|докладчик\w*|"
    r"прокурор\w*|судь\w+|парти\w+|корол\w+|генерал\w*|эксперт\w*|групп\w+|мисси\w+|организаци\w+|комиссар\w*|"
    r"координатор\w*|"
    r"посланник\w*|парламент\w*|сенат\w*|мэр\w*|губернатор\w*|пресс-секретар\w+|наблюдател\w+"
)
_TEXTS = (
    r"articles?|résolutions?|charte|convention|pacte|traité|protocole|accord|déclaration|statut|constitution|préambule|"
    r"paragraphes?|principes?|artículos?|resolución|carta|convención|pacto|tratado|protocolo|acuerdo|declaración|"
    r"estatuto|constitución|"
    r"preámbulo|párrafos?|стать\w+|резолюци\w+|устав\w*|конвенци\w+|пакт\w*|договор\w*|протокол\w*|соглашени\w+|"
    r"деклараци\w+|статут\w*|конституци\w+|преамбул\w+|пункт\w*"
)
_OFFICE = regex(rf"(?:{_OFFICES})", re.IGNORECASE)
_TEXT = regex(rf"(?:{_TEXTS})", re.IGNORECASE)
# what is said with a newspaper's or a body's name, and is no part of it
_KIND = regex(
    r"^(?i:journal|quotidien|hebdomadaire|magazine|revue|agence(?:\sde\spresse)?|organisation|association|ONG|chaîne|"
    r"diario|periódico|semanario|revista|agencia(?:\sde\snoticias)?|organización|asociación|cadena|"
    r"газета|журнал|агентство|организация|телеканал|издание)\s"
    rf"(?:(?!(?:de|du|des|del|pour|para|по)\s)[a-zà-ÿа-яё-]+\s){{0,3}}(?=[{_UPPER}])"
)
# "le Courrier du 3 mai 2021"
_DATED = regex(r"\s(?:du|del|de|от)\s\d{1,2}(?:er)?\s(?:de\s)?[^\W\d]+(?:\s(?:de\s)?\d{4}(?:\sгода)?)?$")
# "l'article 2 de la Charte": whose text it is
_PART_OF_TEXT = regex(
    r"^(?:articles?|paragraphes?|alinéas?|principes?|préambule|artículos?|párrafos?|principios?|preámbulo|стать\w+|"
    rf"пункт\w*|преамбул\w+)\s[^{_UPPER}]{{0,80}}(?=[{_UPPER}])"
)
# "le rapport du Secrétaire général", "la résolution 242 (1967) du Conseil de sécurité"
_WRITING = regex(
    r"^(?:rapport|communiqué|étude|enquête|lettre|note|message|discours|informe|comunicado|estudio|carta|mensaje|"
    r"discurso|"
    r"résolution|resolución|décision|decisión)\s(?:(?:\d[\d/]*|\(\d{4}\)|annuel|anual|final)\s){0,3}(?:de\sla\s|"
    r"de\sl[’']|du\s|des\s|de\slos\s|de\slas\s|"
    rf"del\s|de\s|d[’'])(?=[{_UPPER}])|"
    rf"^(?:доклад|письм|заявлени|послани|резолюци|решени|выступлени|реч)\w*\s(?:(?:\d[\d/]*|"
    rf"\(\d{{4}}\))\s){{0,3}}(?=[{_UPPER}]|(?i:{_OFFICES})\s)"
)
# "le rapport du Merovand sur la situation", "доклада Мерованда о положении"
_ABOUT, _ABOUT_RU = regex(r"\s(?:sur|sobre|acerca|concernant|relati\w+)\s.*$"), regex(r"\sоб?о?\s.*$")
# what stands for a name that was given before
_COMMON = regex(
    r"organi[sz]ation|association|union|groupe|mission|comité|commission|délégation|équipe|fondation|parti|"
    r"organización|asociación|unión|grupo|misión|comisión|delegación|equipo|fundación|partido|"
    r"(?:организаци|ассоциаци|групп|мисси|комисси|делегаци|парти)\w{1,3}|комитет\w{0,2}"
)
_ADDRESSED = regex(r"\b(?:aux?|al|à|adressée?|dirigid[oa]|datée?|fechad[oa]|relati\w+)\b")
_NOBODY = regex(
    r"(?:cert(?:ain|aine)s|plusieurs|beaucoup|tou(?:s|tes|t)|personne|nul|aucune?|rien|chacune?|quiconque|cel(?:ui|le|"
    r"les)(?:-ci|-là)?|ceux|"
    r"cela|ça|ceci|ce|cet|cette|ces|qui|hier|aujourd\w*|ils|elles|on|leurs?|ses|son|sa|d[’']autres|algun[oa]s?|"
    r"much[oa]s|nadie|tod[oa]s?|vari[oa]s|otr[oa]s?|est[aeo]s?|"
    r"es[aeo]s?|aquel\w*|quien|alguien|ayer|hoy|ello|vous|usted(?:es)?|вы|ты|ell[oa]s|sus?|некоторые|многие|никто|"
    r"все|кто|кто-то|это|эт\w{1,2}|"
    r"вчера|"
    r"сегодня|один|одна|другие|там|тогда|затем|они|его|ее|её|их|"
    r"(?:les?|la|el|los|las|une?|una|факты|опыт|данные|результаты|события|практика|анализ|документы|материалы|"
    r"свидетели|источники|история|жители|очевидцы|"
    r"эксперты|специалисты|сми)$)\b",
    re.IGNORECASE,
)
_HE = regex(
    r"(?:ils?|elles?|él|ella|он|она|celui-ci|celle-ci|l[’']intéressée?|ce\sdernier|cette\sdernière)", re.IGNORECASE
)
_WE = regex(
    r"(?:je|nous|yo|nosotr[oa]s|мы|я|(?:mon|notre|mi|nuestro|мо[её]|наш[ае]?|моя)\s(?:propre\s|"
    r"propio\s)?(?:gouvernement|pays|gobierno|país|"
    r"правительство|страна|делегация|сторона)|(?:ma|notre|mi|nuestra)\s(?:délégation|mission|delegación|misión)\b.*|"
    r"(?:l[ae]\s|el\s)?(?:présente?|presente)\s\w+|настоящ\w+\s\w+|"
    r"(?:le\s|el\s)?(?:gouvernement\sde\smon\spays|gobierno\sde\smi\spaís|правительство\s(?:моей|нашей)\sстраны))",
    re.IGNORECASE,
)
_OWN = regex(
    r"\b(?:(?:mon|ma|mes|notre|nos|mis?|nuestr[oa]s?|мо(?:й|я|ё|е|ем|ём|ей|его)|наш\w{0,3})\s(?:\w+\s)?"
    r"(?:gouvernement|pays|délégation|mission|avis|lettres?|notes?|communication|déclaration|position|réponse|rapport|"
    r"gobierno|país|delegación|misión|juicio|opinión|cartas?|notas?|comunicación|declaración|posición|respuesta|"
    r"informe|"
    r"правительств|стран|делегаци|мнени|письм|нот|заявлени|представительств|ответ)|"
    r"(?:présente?|presente|настоящ\w+)\s\w)",
    re.IGNORECASE,
)
# a verb of another clause, or a relative pronoun: more than a name
_CLAUSE = regex(
    r"\b(?:qui|que|dont|où|ne|pas|si|lorsque|quand|parce|car|est|sont|était|fut|a|ont|avait|ha|han|había|fue|es|son|"
    r"quien|cual|cuy[oa]s?|"
    r"donde|cuando|porque|no|котор\w+|когда|если|есть|был[аио]?|не|чтобы|потому)\b|[«»“”\"_:;!?]|"
    r"\b[а-яё]{2,}(?:ил[аио]?|ала|али|ает|яет|ует|ают|яют|уют)\b|\bet\s(?:les?|la|l[’'])\b|\by\s(?:el|la|los|las)\b"
)
_LINKS = frozenset(
    "de du des la le les et à au aux pour sur contre en auprès del los las el y e para por ante ad hoc "
    "и по в при на о об для von van der bin ibn al ben da dos".split()
)
_ARTICLES = frozenset("la le les un une el los las una".split())
_MOST_WORDS, _NEAR_HEAD = 16, 3


def speaker_of(parts: Sequence[str], people: People, *, opening: bool = False) -> Speaker | Whose:
    """Return the speaker that a noun phrase and its apposition name; without a name `SOMEBODY`, or the pronoun's.

    At the `opening` of a sentence an article in capitals is none of the name.
    """
    if not parts or len(parts) > 2:
        return SOMEBODY
    first = parts[0].strip()
    if _WE.fullmatch(first):
        return Whose.SELF
    if _HE.fullmatch(first):
        return Whose.LAST
    name = name_in(_lowered(first) if opening and _OPENING_ARTICLE.match(first) else first)
    if len(parts) == 1 and name and " " not in name and _OPENING_ARTICLE.match(first):
        return Speaker(name)  # "le Merovand": no surname stands with an article
    if len(parts) == 1:
        return _known(name, None, people) if name else SOMEBODY
    other = _THEN.sub("", _POLITE.sub("", parts[1].strip()))
    role = name_in(other)
    if name and role and _is_person(name) and _has_office(role):
        return _known(name, role, people)
    return _known(other, name, people) if name and _is_person(other) else SOMEBODY


_THEN = regex(r"^(?:alors|à\sl[’']époque|entonces|тогда)\s")


def _is_person(name: str) -> bool:
    return _PERSON.fullmatch(name) is not None and not _has_office(name)


# "Presidente de España", "Guardia Costera de Ondrey": whose last word is no surname
_NO_SURNAME = regex(
    r".*\s(?:(?:de|del|du|des|de\sla|de\slos|de\slas)\s\S+|[dl][’']\S+)$|(?:Radio|Télé\w*|Tele\w*|TV|Canal|Agen\w+|"
    r"Banque|Banco)\s"
)


def _known(name: str, role: str | None, people: People) -> Speaker:
    full, before = people.recognise(name)
    if _is_person(full) and not _NO_SURNAME.match(full):
        people.learn(full, role)
    return Speaker(full, role or before)


def name_in(phrase: str) -> str | None:
    """Return the name that a noun phrase without appositions gives, as printed and without its article."""
    phrase = _POLITE.sub("", re.sub(r"\s+", " ", phrase).strip(" ,"))
    if _NOBODY.match(phrase) or _CLAUSE.search(phrase) or len(phrase.split()) > _MOST_WORDS:
        return None
    indefinite = _INDEFINITE.match(phrase) is not None
    led = _OPENING_ARTICLE.match(phrase) is not None
    bare = _POLITE.sub("", _ARTICLE.sub("", phrase, count=1))
    bare = _DATED.sub("", _KIND.sub("", bare))
    text = _PART_OF_TEXT.match(_lowered(bare))
    bare = bare[text.end() :] if text else bare
    if found := _WRITING.match(_lowered(bare)):
        bare = bare[found.end() :]
        if _ADDRESSED.search(bare):
            return None
    if found:
        bare = _ABOUT_RU.sub("", bare if _has_office(bare) else _ABOUT.sub("", bare))
    words = bare.split()
    if (
        not words
        or _COMMON.fullmatch(bare)
        or words[-1] in _LINKS
        or not _holds_together(words)
        or (indefinite and not (_has_office(bare) and _capital(bare)))
    ):
        return None
    if _has_office(bare) or text or found or _is_text(words) or _all_names(words):
        return bare
    if led and _starts_name(words[0]) and len(words) < 8:
        return bare
    return _person_at_end(words)


def _lowered(phrase: str) -> str:
    return phrase[:1].lower() + phrase[1:]


def _capital(phrase: str) -> bool:
    return re.search(rf"[{_UPPER}]", phrase) is not None


def _starts_name(word: str) -> bool:
    return re.match(rf"(?:[dl][’'])?[{_UPPER}]", word) is not None


def _has_office(phrase: str) -> bool:
    """Tell whether one of the first words of a phrase is an office, a body or the like."""
    return any(_OFFICE.fullmatch(re.sub(r"^[dl][’']", "", word)) for word in phrase.split()[:_NEAR_HEAD])


def _is_text(words: Sequence[str]) -> bool:
    """Tell whether the words name a text that is known by its number or name: "résolution 242 (1967)", "Charte"."""
    return _TEXT.fullmatch(words[0]) is not None and (
        _capital(words[0]) or any(word[0].isdigit() for word in words[1:2])
    )


def _all_names(words: Sequence[str]) -> bool:
    """Tell whether all words are capitalised, or stand between such."""
    return _starts_name(words[0]) and all(
        _starts_name(word) or word in _LINKS or (before in _LINKS and word.isalpha())
        for before, word in zip(["", *words], words, strict=False)
    )


def _holds_together(words: Sequence[str]) -> bool:
    """Tell whether no article stands right behind a word that cannot govern it: "Ministre rejette la plainte"."""
    return all(
        word not in _ARTICLES or before in _LINKS or before == ""
        for before, word in zip(["", *words], words, strict=False)
    )


def _person_at_end(words: Sequence[str]) -> str | None:
    """Return the person at the end of a phrase that begins in small letters: "l'écrivain Bruno Ketteler"."""
    start = next((place for place, word in enumerate(words) if _starts_name(word)), 0)
    rest = " ".join(words[start:])
    if not 0 < start <= 5 or words[start - 1] in _LINKS or words[start][:2] in ("d’", "d'", "l’", "l'"):
        return None
    return rest if _PERSON.fullmatch(rest) else None


def is_own(phrase: str) -> bool:
    """Tell whether a phrase is of something of the sender's: "ma lettre", "la présente note"."""
    return _OWN.search(phrase) is not None
