"""What stands in a French, Spanish or Russian clause beside its subject: adverbs, dates, and whom something is told.

Russian tells by its cases who speaks and to whom; a form that may be either is no subject.
"""

import re

from retrieval.patterns import regex

_MONTHS = r"(?:январ|феврал|март|апрел|ма[йя]|июн|июл|август|сентябр|октябр|ноябр|декабр)[а-яё]*"
_DAY = rf"\d{{1,2}}(?:-го)?\s{_MONTHS}(?:\s\d{{4}}\s(?:года|г\.))?"
# "Впоследствии Ондрей", "También Ondrey", "Même l'Ondrey"; not "Parlement", "Clément Dorn"
_ADVERB_WORDS = (
    r"впоследствии|недавно|позднее|позже|ранее|раньше|прежде|потом|затем|вчера|сегодня(?:\sутром|\sвечером)?|накануне|"
    r"даже|только|лишь|также|тоже|однако|тогда|сейчас|теперь|наконец|вновь|снова|опять|одновременно|напротив|наоборот|"
    r"именно|тем\sне\sменее|тем\sвременем|вместе\sс\sтем|при\sэтом|кроме\sтого|более\sтого|со\sсвоей\sстороны|"
    r"в\sсвою\sочередь|в\sответ|поэтому|публично|официально|уже|давно|"
    r"también|tampoco|s[oó]lo|incluso|hasta|ayer|hoy|anoche|más\starde|luego|después|antes|ahora|entonces|además|"
    r"asimismo|aun|aún|ya|quizás?|est[ae]\s(?:mañana|tarde|noche|año|mes|semana)|"
    r"même|seule?s?|naguère|jadis|hier(?:\sencore)?|aujourd[’']hui|ensuite|puis|plus\stard|enfin|alors|encore|déjà|"
    r"aussi|toutefois|cependant|pourtant|ce\s(?:matin|soir)|"
    r"(?!cl[eé]ment|(?:gouverne|parle|mouve|départe|docu|juge|règle|régi|établisse|groupe|rassemble|détache|"
    r"commande)ment)"
    r"\w{2,20}mente?"
)
_ADVERBS = regex(rf"^(?:(?:{_ADVERB_WORDS}),?\s(?!(?:de|del|du|des|que|à|au)\s|d[’']|qu[’']))+(?=\S)", re.IGNORECASE)
_ADVERB = regex(rf"(?:{_ADVERB_WORDS})", re.IGNORECASE)
_DAY_FIRST = regex(rf"^{_DAY}\s")
# "Алдус Ренн 1 марта 2019 года", "Президент Мерованда в ответ на это"; not "посол в Мерованде"
_TAIL = regex(rf"\s(?:{_DAY}|в\s\d{{4}}\sгоду|(?:во?|на|перед|после)\s[а-яё]).*$")


def is_adverb(phrase: str) -> bool:
    """Tell whether a phrase that commas set apart is an adverb alone: "Récemment", "Posteriormente"."""
    return _ADVERB.fullmatch(phrase) is not None


def without_adverbs(clause: str) -> str:
    """Return a clause without the adverbs that open it."""
    return _ADVERBS.sub("", clause)


def without_tail(phrase: str) -> str:
    """Return a Russian noun phrase without when or where something was said, which no comma sets apart from it."""
    return _TAIL.sub("", phrase)


# --- several speakers, and clauses inside clauses --------------------------------------------------------------------

# "Tanto Merovand como", "Le Merovand ainsi que", "Как Мерованд, так и"
_ANOTHER_SUBJECT = regex(
    r"\b(?:[Tt]anto|[Tt]ant|[Aa]ussi\sbien|[Nn]i|[Nn]on\sseulement|[Nn]o\ss[oó]lo|[Нн]е\sтолько|"
    r"[Кк]ак)\s[^;:.]{2,120}\s"
    r"(?:como|que|qu[’']|mais(?:\saussi)?|sino(?:\stambién)?|так\sи|но\sи)\s?$|"
    r"[^\s;:.],?\s(?:así\scomo|de\smême\sque|(?:al\s)?igual\sque)\s$"
)
_RELATIVE = regex(
    r"(?:(?:à|de|pour|par|avec|contr[ea]|sur|devant|chez|envers|selon|según|hacia|tras|a|con|por|para|sobre|en|ante|"
    r"о|об|со?|во?|ко?|у|от|"
    r"для|на|по|за|перед|через)\s)?"
    r"(?:qui|dont|où|(?:au|du|aux|des)?l?[ae]?quel(?:le)?s?|quien(?:es)?|(?:el|la|los|las)\s(?:cual(?:es)?|que)|"
    r"cuy[oa]s?|"
    r"donde|котор\w+)\s(?P<who>\S.*)$"
)
_IN_RELATIVE = regex(
    r",\s(?:\w{1,6}\s)?(?:qui|dont|lequel|laquelle|auquel|duquel|quien(?:es)?|(?:el|la|los|las)\scual(?:es)?|cuy[oa]s?|"
    r"que(?=\s\w+(?:ía|aba|ó)n?\b)|котор\w+)\s[^,;:]{3,160},?\s?(?:que|qu[’']\w+|что|:)?[^,;:]{0,40}$"
)
_OPEN_RELATIVE = regex(r"(?:,\s|\s)(?:que|qui|quien(?:es)?|котор(?:ый|ая|ое|ые))\s*$")


def one_of_several(before: str, verb: str) -> bool:
    """Tell whether the words before a subject say that it is not the only one that speaks."""
    joined = re.match(r"ont|avaient", verb) and re.search(r"[^\s;:.],?\sainsi\sque\s$", before)
    return joined is not None or _ANOTHER_SUBJECT.search(before[-160:]) is not None


def relative_subject(piece: str) -> str | None:
    """Return the subject of a relative clause that is not its pronoun: "a quien el Embajador Lind"."""
    found = _RELATIVE.match(piece)
    return found["who"] if found else None


def in_relative(before: str) -> bool:
    """Tell whether a verb follows right on a relative pronoun, whoever that stands for."""
    return _OPEN_RELATIVE.search(before[-20:]) is not None


def closes_relative(before: str, between: str) -> bool:
    """Tell whether words quoted in a relative clause end it, so that the next verb is not that of its subject."""
    return _IN_RELATIVE.search(before[-200:]) is not None and re.match(r",\s(?!qu[e’']|что\b)", between) is not None


# --- Russian cases -------------------------------------------------------------------------------------------------

_OFFICE = (
    r"(?:(?:вице-|премьер-|пресс-)?(?:министр|президент|секретар|представител|председател|директор|докладчик|"
    r"прокурор|корол|"
    r"генерал|комиссар|координатор|посланник|мэр|губернатор|наблюдател|руководител|капитан|командир)|посл)"
)
_OFFICE_OBLIQUE = regex(rf"{_OFFICE}(?:а|я|у|ю|ом|ем|ём|ов|ев|ей|ам|ям)", re.IGNORECASE)
# names of one form: "Перу", "Неру", "Чаушеску", "Диего"; short ones too, such as "Лю"
_ONE_FORM = regex(
    r"Перу|Того|Науру|Тувалу|Вануату|Палау|Диего|Неру|Мобуту|Туту|Бисау|Гвинея-Бисау|\w+еску|\w{1,3}", re.IGNORECASE
)
_DATIVE = regex(r"[А-ЯЁа-яё-]{2,}(?:[ую]|ому|ему)")
_GENITIVE_ADJECTIVE = regex(r"[А-ЯЁа-яё-]{3,}[ое]го")
# "Журналистам Анна Берг сообщила"; not "Вьетнам", "Уильям"
_PLURAL_DATIVE = regex(
    r"[А-ЯЁа-яё-]{2,}(?:ист|ент|ант|ор|ер|иц|ник|тел|ци|сси)[ая]м|(?:член|сторон|стран|войск|сил|государств)ам|"
    r"(?:власт|люд)ям",
    re.IGNORECASE,
)
# "Кеспарии сообщил", "Анне Берг сообщили"; not "Хосе Гарсия"
_FEMININE_OBLIQUE = regex(r"[А-ЯЁа-яё-]{2,}ии")
_GIVEN_NAME = regex(
    r"(?!Хосе|Рене|Жозе|Данте|Андре|Дезире|Анже|Зимбабве|Наше|Ваше)[А-ЯЁ][а-яё]+[бвгджзклмнпрстфхцчшщ]е"
)
_MAY_BE_GENITIVE = regex(r"[А-ЯЁа-яё][\w-]*(?:[аяиы]|ов|ев|ей|их|ых|[ое]го|ой)")
_PRONOUN = regex(r"ему|ей|им|нам|вам|мне|его|её|ее|их|нас|вас|меня|тебе", re.IGNORECASE)
# "Анне Берг", "ее министр": what follows may go with it, and shows no case
_NEVER_ALONE = regex(rf"{_GIVEN_NAME.pattern}|(?i:его|её|ее|их)")
_OBLIQUES = (_OFFICE_OBLIQUE, _PLURAL_DATIVE, _GENITIVE_ADJECTIVE, _FEMININE_OBLIQUE, _GIVEN_NAME)
_PREPOSITION = frozenset("по к ко в во на за про через о об вопреки согласно благодаря и".split())
_HEAD_IN_A = regex(r"(?:глава|судья|старшина|вице-глава)", re.IGNORECASE)
_MASCULINE, _FEMININE, _PLURAL = (regex(rf"[А-Яа-яё]+{each}") for each in ("л(?:ся)?", "ла(?:сь)?", "ли(?:сь)?"))
_WOMAN = regex(r"[А-ЯЁ][а-яё-]+[ая]\s[А-ЯЁ][а-яё-]*[бвгджзклмнпрстфхцчшщ]")
_NEUTER = regex(r"мо[её]|наше|\w+ство|\w+[аяе]ние|\w{2,}[ое]е", re.IGNORECASE)
_MAY_BE_PLURAL = regex(r"\w*[ыиая]|\w+[ыи]е|[А-ЯЁ]{2,}|[^А-ЯЁа-яё]+")
_CYRILLIC = regex(r"[А-ЯЁа-яё]")


def _dative(word: str) -> bool:
    return _DATIVE.fullmatch(word) is not None and _ONE_FORM.fullmatch(word) is None


def _oblique(word: str) -> bool:
    """Tell whether a word can be no subject: a dative, a genitive adjective or an office in any other case."""
    if _PRONOUN.fullmatch(word) or _ONE_FORM.fullmatch(word):
        return _PRONOUN.fullmatch(word) is not None
    return _dative(word) or any(each.fullmatch(word) is not None for each in _OBLIQUES)


def nominative(phrase: str, verb: str = "") -> str:
    """Return what of a noun phrase beside a Russian verb can be its subject, without whom the words are told to.

    Empty where nothing can, or where it may as well belong to whom they are told to. Other languages keep all of it.
    """
    verb = verb.partition(" ")[0]
    words = without_tail(_DAY_FIRST.sub("", phrase)).split()
    if not _CYRILLIC.search(phrase):
        return phrase
    start = 0
    while start < len(words) and (_oblique(words[start]) or (start and words[start] == "и")):
        start += 1
    rest = words[start:]
    if start and _NEVER_ALONE.fullmatch(words[start - 1]):
        return ""
    if start and not (rest and (_is_woman(rest, verb) or not _belongs(words[start - 1], rest, alone=start == 1))):
        return ""
    while rest and not _fits(rest) and (run := _told_to(rest)):
        rest = rest[:run]
    return " ".join(rest) if rest and _fits(rest) and not _is_object(rest, verb) else ""


def _belongs(before: str, rest: list[str], *, alone: bool) -> bool:
    """Tell whether words may be the genitive of an oblique one before them: "Министру Мерованда"."""
    genitive = _MAY_BE_GENITIVE.fullmatch(rest[0]) is not None
    if not genitive and _is_name(before) and rest[0][0].isupper():  # "Анну Берг Ондрей"
        return alone and len(rest) > 1
    return genitive and (len(rest) > 1 or not _is_name(before) or rest[0].endswith(("и", "ы")))


def _is_woman(words: list[str], verb: str) -> bool:
    """Tell whether two words are the name of a woman at a feminine verb: "сообщила журналистам Анна Берг"."""
    name = " ".join(words)
    return _FEMININE.fullmatch(verb) is not None and _WOMAN.fullmatch(name) is not None


def _is_name(word: str) -> bool:
    return word[0].isupper() and _OFFICE_OBLIQUE.fullmatch(word) is None and not word.endswith(("ому", "ему", "ого"))


def _fits(words: list[str]) -> bool:
    """Tell whether no dative stands in a phrase but behind a preposition or another one that does."""
    before = ""
    for word in words:
        if _dative(word) and before not in _PREPOSITION:
            return False
        before = before if _dative(word) else word
    return True


def _told_to(words: list[str]) -> int:
    """Return where an office with its name begins at the end of a phrase: "министр Ренн послу Линду"; 0 for none."""
    start = len(words)
    while start > 0 and _dative(words[start - 1]):
        start -= 1
    return start if start < len(words) and _OFFICE_OBLIQUE.fullmatch(words[start]) else 0


def _is_object(words: list[str], verb: str) -> bool:
    """Tell whether a verb cannot have this subject: "Антона Береца поддержал", "Анне Берг сообщили"."""
    if _PLURAL.fullmatch(verb) and "и" not in words and not _MAY_BE_PLURAL.fullmatch(words[0]):
        return True
    if _NEUTER.fullmatch(words[0]) and (_MASCULINE.fullmatch(verb) or _FEMININE.fullmatch(verb)):
        return True
    if not _MASCULINE.fullmatch(verb) or _HEAD_IN_A.fullmatch(words[0]) or not words[0].endswith(("а", "я")):
        return False
    return len(words) == 1 or words[1].endswith(("а", "я", "ого", "его"))


def told_to_us(phrase: str, verb: str) -> bool:
    """Tell whether a first person is not what a verb is said of: "Мое правительство поддержал Ондрей"."""
    return re.match(r"(?:мо[её]|наше)\s", phrase, re.IGNORECASE) is not None and not nominative(phrase, verb)


def either_way(phrase: str, verb: str, rest: str) -> bool:
    """Tell whether who stands behind a feminine verb may speak rather than who stands before: "Мерованд ответила"."""
    verb = verb.partition(" ")[0]
    ends = re.fullmatch(r"[А-ЯЁ][а-яё-]+[бвгджзйклмнпрстфхцчшщ]", phrase)
    return ends is not None and _FEMININE.fullmatch(verb) is not None and behind_verb(rest, verb)[:1].isupper()


_BEHIND = regex(r"\s(?P<who>[^,;:«»“”\"()–—]{3,80}?)(?=,|\s?:|\s?$)")


def behind_verb(rest: str, verb: str = "") -> str:
    """Return the subject right behind a Russian verb, where none stands before it; empty for none."""
    found = _BEHIND.match(rest)
    if found is None or found["who"].split()[0].lower() in _PREPOSITION or not _CYRILLIC.search(found["who"]):
        return ""
    return nominative(found["who"], verb)
