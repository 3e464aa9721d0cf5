"""How French, Spanish, Russian, Arabic and Chinese write the title of a letter: patterns, and words with their English.

Data for `titles_translated`; nothing is read here.
"""

import re
from dataclasses import dataclass

from retrieval.patterns import regex

Table = tuple[tuple[str, str], ...]

_SECRETARY = "Secretary-General"
_COUNCIL = "President of the Security Council"
_ASSEMBLY = "President of the General Assembly"
_RIGHTS = "President of the Human Rights Council"
_ECONOMIC = "President of the Economic and Social Council"
_MEMBERS = "Permanent Representatives of the members of the Security Council"
_COMMISSIONER = "Office of the United Nations High Commissioner for Human Rights"
_CHARGE = "Chargé d'affaires a.i."


@dataclass(frozen=True, slots=True)
class Language:
    """How one language writes a title: patterns with groups kind, date, to and from; tables from print to English."""

    code: str
    patterns: tuple[re.Pattern[str], ...]
    identical: str
    note: str
    mission: re.Pattern[str]  # "to the United Nations", with the group seat
    offices: Table
    receivers: Table
    next_receiver: re.Pattern[str]
    between: re.Pattern[str]  # what parts the States of a list
    joiner: str
    article: re.Pattern[str]


def _compiled(*patterns: str) -> tuple[re.Pattern[str], ...]:
    return tuple(regex(pattern, re.IGNORECASE) for pattern in patterns)


_FRENCH = Language(
    "fr",
    _compiled(
        r"(?P<kind>lettres?(?:\s+identiques)?|notes?\s+verbales?(?:\s+identiques)?"
        r"|t[ée]l[ée]grammes?)\s+dat[ée]+e?s?\s+"
        r"(?:respectivement\s+)?(?:du\s+|des\s+|le\s+)?(?P<date>.+?),?\s+(?:et\s+)?adress[ée]+e?s?\s+(?P<to>(?:au"
        r"|aux|[àa])\s.+?),?"
        r"\s+par\s+(?P<from>.+)$"
    ),
    "identiques",
    "verbale",
    regex(
        r",?\s+aupr[èe]s\s+(?:de\s+l'(?:Organisation|Office)\s+)?des\s+Nations\s+Unies(?P<seat>\s*\((?:Vienne"
        r"|Gen[èe]ve)\))?.*$",
        re.IGNORECASE,
    ),
    (
        (
            r"charg[ée]+e?\s+d'affaires\s+(?:par\s+int[ée]rim"
            r"|a\.\s?i\.)(?:\s+de\s+la\s+mission\s+permanente(?:\s+d'observation)?)?",
            _CHARGE,
        ),
        (r"repr[ée]sentante?s?\s+permanente?s?\s+adjointe?s?", "Deputy Permanent Representative"),
        (r"repr[ée]sentante?\s+permanente?\s+par\s+int[ée]rim", "Acting Permanent Representative"),
        (r"repr[ée]sentante?s\s+permanente?s", "Permanent Representatives"),
        (r"repr[ée]sentante?\s+permanente?", "Permanent Representative"),
        (r"mission\s+permanente\s+d'observation", "Permanent Observer Mission"),
        (r"missions\s+permanentes", "Permanent Missions"),
        (r"mission\s+permanente", "Permanent Mission"),
        (r"observat(?:eur|rice)\s+permanente?", "Permanent Observer"),
        (r"vice-premi[èe]re?\s+ministre", "Deputy Prime Minister"),
        (r"premi[èe]re?\s+ministre", "Prime Minister"),
        (
            r"ministre\s+des\s+affaires\s+[ée]trang[èe]res\s+et\s+de\s+la\s+coop[ée]ration\s+internationale",
            "Minister for Foreign Affairs and International Cooperation",
        ),
        (
            r"ministre\s+des\s+affaires\s+[ée]trang[èe]res\s+et\s+de\s+la\s+coop[ée]ration",
            "Minister for Foreign Affairs and Cooperation",
        ),
        (r"ministre\s+des\s+affaires\s+[ée]trang[èe]res", "Minister for Foreign Affairs"),
        (r"repr[ée]sentante?s", "representatives"),
    ),
    (
        (r"secr[ée]taire\s+g[ée]n[ée]rale?", _SECRETARY),
        (r"pr[ée]siden(?:te?|ce)\s+du\s+conseil\s+de\s+s[ée]curit[ée]", _COUNCIL),
        (r"pr[ée]siden(?:te?|ce)\s+de\s+l'assembl[ée]e\s+g[ée]n[ée]rale", _ASSEMBLY),
        (r"pr[ée]siden(?:te?|ce)\s+du\s+conseil\s+des\s+droits\s+de\s+l'homme", _RIGHTS),
        (r"pr[ée]siden(?:te?|ce)\s+du\s+conseil\s+[ée]conomique\s+et\s+social", _ECONOMIC),
        (r"pr[ée]siden(?:te?|ce)\s+du\s+comit[ée]$", "Chair of the Committee"),
        (
            r"repr[ée]sentante?s\s+permanente?s\s+des\s+(?:pays\s+)?membres\s+du\s+conseil\s+de\s+s[ée]curit[ée]",
            _MEMBERS,
        ),
        (r"haut-commissariat\s+des\s+nations\s+unies\s+aux\s+droits\s+de\s+l'homme", _COMMISSIONER),
    ),
    regex(r"(?:,\s*|,?\s+et\s+)(?=(?:au|aux|[àa]\s+la|[àa]\s+l'|[àa])\s*\w)", re.IGNORECASE),
    regex(r"\s*,\s*(?:et\s+)?|\s+et\s+", re.IGNORECASE),
    " et ",
    regex(
        r"^(?:(?:au|aux|[àa]\s+la|[àa]\s+l'|[àa]|de\s+la|de\s+l'|du|des|de|d'|les|le|la|l')(?:\s+|(?<=')))",
        re.IGNORECASE,
    ),
)

_SPANISH = Language(
    "es",
    _compiled(
        r"(?P<kind>cartas?(?:\s+id[ée]nticas)?|notas?\s+verbal(?:es)?(?:\s+id[ée]nticas)?"
        r"|telegramas?)\s+(?:de\s+fechas?|fechadas?(?:\s+el)?)\s+"
        r"(?P<date>.+?),?\s+(?:y\s+)?dirigidas?\s+(?:respectivamente\s+)?(?P<to>(?:al|a\s+la|a\s+los|a\s+las"
        r"|a)\s.+?),?\s+por\s+(?P<from>.+)$"
    ),
    "idénticas",
    "verbal",
    regex(
        r",?\s+ante\s+(?:la\s+(?:Oficina|Organizaci[óo]n)\s+de\s+)?las\s+Naciones\s+Unidas(?P<seat>\s*\((?:Viena"
        r"|Ginebra)\))?.*$",
        re.IGNORECASE,
    ),
    (
        (
            r"encargad[oa]\s+de\s+negocios\s+(?:interin[oa]"
            r"|a\.\s?i\.)(?:\s+de\s+la\s+misi[óo]n\s+permanente(?:\s+de\s+observaci[óo]n)?)?",
            _CHARGE,
        ),
        (r"representantes?\s+permanentes?\s+(?:adjunt[oa]s?|alterno)", "Deputy Permanent Representative"),
        (r"representante\s+permanente\s+(?:interin[oa]|en\s+funciones)", "Acting Permanent Representative"),
        (r"representantes\s+permanentes", "Permanent Representatives"),
        (r"representante\s+permanente", "Permanent Representative"),
        (r"misi[óo]n\s+permanente\s+de\s+observaci[óo]n", "Permanent Observer Mission"),
        (r"misiones\s+permanentes", "Permanent Missions"),
        (r"misi[óo]n\s+permanente", "Permanent Mission"),
        (r"observador(?:a)?\s+permanente", "Permanent Observer"),
        (r"vice\s?primer(?:a)?\s+ministr[oa]", "Deputy Prime Minister"),
        (r"primer(?:a)?\s+ministr[oa]", "Prime Minister"),
        (
            r"ministr[oa]\s+de\s+(?:relaciones|asuntos)\s+exteriores\s+y\s+culto",
            "Minister for Foreign Affairs and Worship",
        ),
        (
            r"ministr[oa]\s+de\s+(?:relaciones|asuntos)\s+exteriores\s+y\s+(?:de\s+)?cooperaci[óo]n",
            "Minister for Foreign Affairs and Cooperation",
        ),
        (r"ministr[oa]\s+de\s+(?:relaciones|asuntos)\s+exteriores", "Minister for Foreign Affairs"),
        (r"representantes", "representatives"),
    ),
    (
        (r"secretari[oa]\s+general", _SECRETARY),
        (r"presiden(?:t[ea]|cia)\s+del\s+consejo\s+de\s+seguridad", _COUNCIL),
        (r"presiden(?:t[ea]|cia)\s+de\s+la\s+asamblea\s+general", _ASSEMBLY),
        (r"presiden(?:t[ea]|cia)\s+del\s+consejo\s+de\s+derechos\s+humanos", _RIGHTS),
        (r"presiden(?:t[ea]|cia)\s+del\s+consejo\s+econ[óo]mico\s+y\s+social", _ECONOMIC),
        (r"presiden(?:t[ea]|cia)\s+del\s+comit[ée]$", "Chair of the Committee"),
        (
            r"representantes\s+permanentes\s+de\s+los\s+(?:pa[íi]ses\s+)?miembros\s+del\s+consejo\s+de\s+seguridad",
            _MEMBERS,
        ),
        (
            r"oficina\s+del\s+alto\s+comisionado\s+(?:de\s+las\s+naciones\s+unidas\s+)?para\s+los\s+derechos\s+humanos",
            _COMMISSIONER,
        ),
    ),
    regex(r"(?:,\s*|,?\s+y\s+)(?=(?:al|a\s+la|a\s+los|a)\s+\w)", re.IGNORECASE),
    regex(r"\s*,\s*(?:y\s+)?|\s+[ye]\s+", re.IGNORECASE),
    " y ",
    regex(r"^(?:(?:al|a\s+la|a\s+los|a|de\s+la|de\s+los|de\s+las|del|de|el|la|los|las)\s+)", re.IGNORECASE),
)

_RUSSIAN = Language(
    "ru",
    _compiled(
        r"(?P<kind>(?:идентичные\s+)?письм[оа]|(?:идентичные\s+)?вербальн(?:ая|ые|ой)\s+нот[аы]"
        r"|телеграмма)\s+(?P<from>.+?),?"
        r"\s+от\s+(?P<date>\d.+?),?\s+на\s+имя\s+(?P<to>.+)$",
        r"(?P<kind>(?:идентичные\s+)?письм[оа]|вербальн(?:ая|ые"
        r"|ой)\s+нот[аы])\s+от\s+(?P<date>\d.+?\d{4}(?:\s+года)?),?\s+(?P<from>\D.+?),?"
        r"\s+(?:на\s+имя|адресованн\w+)\s+(?P<to>.+)$",
    ),
    "идентичн",
    "вербальн",
    regex(
        r",?\s+при\s+(?:отделении\s+)?Организации\s+Объедин[её]нных\s+Наций(?P<seat>\s*\((?:Вена|Женева)\))?.*$",
        re.IGNORECASE,
    ),
    (
        (r"временн(?:ого|ой)\s+поверенн(?:ого|ой)\s+в\s+делах(?:\s+постоянного\s+представительства)?", _CHARGE),
        (r"заместителя\s+постоянного\s+представителя", "Deputy Permanent Representative"),
        (r"(?:исполняющего\s+обязанности|и\.\s?о\.)\s+постоянного\s+представителя", "Acting Permanent Representative"),
        (r"постоянных\s+представителей", "Permanent Representatives"),
        (r"постоянн(?:ого|ой)\s+представител(?:я|ьницы)", "Permanent Representative"),
        (r"постоянной\s+миссии\s+наблюдателя", "Permanent Observer Mission"),
        (r"постоянных\s+представительств", "Permanent Missions"),
        (r"постоянного\s+представительства", "Permanent Mission"),
        (r"постоянного\s+наблюдателя(?:\s+от)?", "Permanent Observer"),
        (r"заместителя\s+премьер-министра", "Deputy Prime Minister"),
        (r"премьер-министра", "Prime Minister"),
        (r"министра\s+иностранных\s+дел", "Minister for Foreign Affairs"),
        (r"представителей", "representatives"),
    ),
    (
        (r"генерального\s+секретаря", _SECRETARY),
        (r"председателя\s+совета\s+безопасности", _COUNCIL),
        (r"председателя\s+генеральной\s+ассамблеи", _ASSEMBLY),
        (r"председателя\s+совета\s+по\s+правам\s+человека", _RIGHTS),
        (r"председателя\s+экономического\s+и\s+социального\s+совета", _ECONOMIC),
        (r"председателя\s+комитета$", "Chair of the Committee"),
        (r"постоянных\s+представителей\s+(?:стран-|государств-)?членов\s+совета\s+безопасности", _MEMBERS),
        (
            r"управления\s+верховного\s+комиссара\s+(?:организации\s+объедин[её]нных\s+наций\s+)?по\s+правам\s+человека",
            _COMMISSIONER,
        ),
    ),
    regex(r"(?:,\s*|,?\s+и\s+)(?:на\s+имя\s+)?(?=генерального\s+сек|председателя|постоянных)", re.IGNORECASE),
    regex(r"\s*,\s*(?:и\s+)?|\s+и\s+", re.IGNORECASE),
    " и ",
    regex(r"^(?!)"),
)

_ARABIC = Language(
    "ar",
    _compiled(
        r"(?P<kind>(?:ال)?رسال(?:ة|تان|تين)(?:\s+(?:ال)?متطابقت(?:ان|ين))?|(?:ال)?رسائل\s+(?:ال)?متطابقة"
        r"|(?:ال)?مذكر(?:ة|تان)\s+(?:ال)?شفوي(?:ة|تان))\s+"
        r"(?:ال)?مؤرخ(?:ة|تان|تين)\s+(?:في\s+)?(?P<date>.+?)[،,]?\s+و?(?:ال)?موجه(?:ة|تان"
        r"|تين)\s+[إا]لى\s+(?P<to>.+?)[،,]?\s+من\s+(?P<from>.+)$",
        r"(?P<kind>(?:ال)?رسال(?:ة|تان|تين)(?:\s+(?:ال)?متطابقت(?:ان|ين))?|(?:ال)?مذكر(?:ة|تان)\s+(?:ال)?شفوي(?:ة"
        r"|تان))\s+(?:ال)?مؤرخ(?:ة|تان|تين)\s+"
        r"(?:في\s+)?(?P<date>.+?)[،,]?\s+و?(?:ال)?موجه(?:ة|تان|تين)\s+من\s+(?P<from>.+?)\s+[إا]لى\s+(?P<to>.+)$",
    ),
    "متطابق",
    "مذكر",
    regex(r"[،,]?\s+لدى\s+(?:مكتب\s+)?الأمم\s+المتحدة(?P<seat>\s*\((?:فيينا|جنيف)\))?.*$"),
    (
        (r"القائمة?\s+بالأعمال\s+بالنيابة(?:\s+(?:للبعثة|في\s+البعثة|لبعثة)\s+الدائمة)?", _CHARGE),
        (r"نائبة?\s+الممثلة?\s+الدائمة?", "Deputy Permanent Representative"),
        (r"الممثلة?\s+الدائمة?\s+بالنيابة", "Acting Permanent Representative"),
        (r"الممثل(?:ين|ون)\s+الدائم(?:ين|ون)", "Permanent Representatives"),
        (r"الممثلة?\s+الدائمة?", "Permanent Representative"),
        (r"بعثة\s+المراقب\s+الدائم", "Permanent Observer Mission"),
        (r"البعثات\s+الدائمة", "Permanent Missions"),
        (r"البعثة\s+الدائمة", "Permanent Mission"),
        (r"المراقبة?\s+الدائمة?", "Permanent Observer"),
        (r"نائب\s+رئيس\s+الوزراء", "Deputy Prime Minister"),
        (r"رئيسة?\s+(?:ال)?وزراء", "Prime Minister"),
        (r"وزيرة?\s+(?:ال)?خارجية", "Minister for Foreign Affairs"),
        (r"ممثلي", "representatives"),
    ),
    (
        (r"الأمينة?\s+العامة?", _SECRETARY),
        (r"رئيسة?\s+مجلس\s+الأمن", _COUNCIL),
        (r"رئيسة?\s+الجمعية\s+العامة", _ASSEMBLY),
        (r"رئيسة?\s+مجلس\s+حقوق\s+الإنسان", _RIGHTS),
        (r"رئيسة?\s+المجلس\s+الاقتصادي\s+والاجتماعي", _ECONOMIC),
        (r"رئيسة?\s+اللجنة$", "Chair of the Committee"),
        (r"الممثل(?:ين|ون)\s+الدائم(?:ين|ون)\s+ل(?:لدول\s+)?(?:ال)?[أا]عضاء\s+(?:في\s+)?مجلس\s+الأمن", _MEMBERS),
        (r"مفوضية\s+الأمم\s+المتحدة(?:\s+السامية)?\s+لحقوق\s+الإنسان", _COMMISSIONER),
    ),
    regex(r"[،,]?\s+و(?:[إا]لى\s+)?(?=(?:الأمين|رئيس|الممثل))|[،,]\s*(?=(?:الأمين|رئيس|الممثل))"),
    regex(r"\s*[،,]\s*و?|\s+و(?=\w)"),
    " و",
    regex(r"^عن\s+"),
)

CHINESE = Language(
    "zh",
    _compiled(
        r"(?P<date>[\d〇零○一二三四五六七八九十]+\s*年.{1,8}?[日号])(?P<from>.+?)给(?P<to>.+?)的(?P<kind>同文信|信函?|普通照会|函|电报)"
    ),
    "同文",
    "照会",
    regex(r"(?!)"),
    (
        (r"常驻联合国(?:代表团)?临时代办", _CHARGE),
        (
            r"常驻联合国(?P<seat>\((?:维也纳|日内瓦)\)|（(?:维也纳|日内瓦)）)?(?:日内瓦办事处)?代表团",
            "Permanent Mission",
        ),
        (r"常驻联合国副代表|常驻副代表", "Deputy Permanent Representative"),
        (r"常驻联合国代理代表", "Acting Permanent Representative"),
        (r"常驻联合国观察员代表团", "Permanent Observer Mission"),
        (r"常驻联合国观察员", "Permanent Observer"),
        (r"常驻联合国(?:日内瓦办事处)?代表", "Permanent Representative"),
        (r"副总理", "Deputy Prime Minister"),
        (r"总理|首相", "Prime Minister"),
        (r"外交部长|外长", "Minister for Foreign Affairs"),
    ),
    (
        (r"秘书长", _SECRETARY),
        (r"安全理事会主席|安理会主席", _COUNCIL),
        (r"安全理事会(?:各)?(?:成员|理事国)(?:国)?常驻(?:联合国)?代表", _MEMBERS),
        (r"大会主席", _ASSEMBLY),
        (r"人权理事会主席", _RIGHTS),
        (r"经济及社会理事会主席", _ECONOMIC),
        (r"委员会主席", "Chair of the Committee"),
        (r"联合国人权事务高级专员办事处", _COMMISSIONER),
    ),
    regex(r"[、和及与]"),
    regex(r"[、和及与]"),
    "和",
    regex(r"^(?!)"),
)

LANGUAGES = (_FRENCH, _SPANISH, _RUSSIAN, _ARABIC, CHINESE)
SEATS = {
    "vienne": "Vienna", "viena": "Vienna", "вена": "Vienna", "فيينا": "Vienna", "维也纳": "Vienna",
    "genève": "Geneva", "geneve": "Geneva", "ginebra": "Geneva", "женева": "Geneva", "جنيف": "Geneva",
    "日内瓦": "Geneva",
}  # fmt: skip
# How a title begins, for finding it among the lines of a document.
TRANSLATED_HEAD = regex(
    r"(?:lettres?|notes?\s+verbales?|t[ée]l[ée]grammes?)(?:\s+identiques)?\s+dat[ée]e|"
    r"(?:cartas?|notas?\s+verbal(?:es)?)(?:\s+id[ée]nticas)?\s+(?:de\s+fecha|fechada)|"
    r"(?:идентичные\s+)?(?:письмо|письма|вербальн(?:ая|ые)\s+нот[аы])\s+(?:от\s+\d|(?:[а-я]+\s+){0,4}?(?:постоянн"
    r"|временн|министра|генерального|председателя|заместителя))|"
    r"(?:رسالة|رسالتان\s+متطابقتان|رسائل\s+متطابقة|مذكرة\s+شفوية)\s+مؤرخ|"
    r"\d{4}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日.+给.+的",
    re.IGNORECASE,
)
