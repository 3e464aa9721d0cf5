"""The blocks of a masthead that say where a document belongs: organs with session or year, agenda items with titles."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from retrieval.parsing.capitals import in_capitals, sentence_case
from retrieval.patterns import regex
from retrieval.types import AgendaItem, Line, LineRole, Organ

_NAMES = (
    "General Assembly",
    "Security Council",
    "Economic and Social Council",
    "Human Rights Council",
    "Trusteeship Council",
    "Conference on Disarmament",
    "Disarmament Commission",
    "Commission on Human Rights",
    "Committee on the Peaceful Uses of Outer Space",
    "Special Committee on the Situation with regard to the Implementation of the Declaration",
)
_TRANSLATED = {
    "assemblée générale": "General Assembly",
    "conseil de sécurité": "Security Council",
    "conseil des droits de l'homme": "Human Rights Council",
    "conseil économique et social": "Economic and Social Council",
    "asamblea general": "General Assembly",
    "consejo de seguridad": "Security Council",
    "consejo de derechos humanos": "Human Rights Council",
    "генеральная ассамблея": "General Assembly",
    "совет безопасности": "Security Council",
    "совет по правам человека": "Human Rights Council",
    "الجمعية العامة": "General Assembly",
    "مجلس الأمن": "Security Council",
    "مجلس حقوق الإنسان": "Human Rights Council",
    "大会": "General Assembly",
    "安全理事会": "Security Council",
    "人权理事会": "Human Rights Council",
}
_ORGANS = {name.lower(): name for name in _NAMES} | _TRANSLATED
_ORGAN = regex("|".join(re.escape(name) for name in sorted(_ORGANS, key=len, reverse=True)), re.IGNORECASE)

# What each word of an ordinal is worth; a compound is their sum: "Seventy-fourth", "Trigésimo cuarto".
_WORTH = {
    word: value
    for words, values in (
        (
            "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth"
            " fifteenth"
            " sixteenth seventeenth eighteenth nineteenth",
            range(1, 20),
        ),
        ("one two three four five six seven eight nine", range(1, 10)),
        ("twenty thirty forty fifty sixty seventy eighty ninety hundred", range(20, 110, 10)),
        ("twentieth thirtieth fortieth fiftieth sixtieth seventieth eightieth ninetieth hundredth", range(20, 110, 10)),
        ("unième deuxième troisième quatrième cinquième sixième septième huitième neuvième dixième", range(1, 11)),
        ("onzième douzième treizième quatorzième quinzième seizième", range(11, 17)),
        ("vingt trente quarante cinquante soixante", range(20, 70, 10)),
        ("vingtième trentième quarantième cinquantième soixantième", range(20, 70, 10)),
        ("primer segundo tercer cuarto quinto sexto séptimo octavo noveno décimo", range(1, 11)),
        ("vigésimo trigésimo cuadragésimo quincuagésimo sexagésimo septuagésimo octogésimo", range(20, 90, 10)),
        ("первый второй третий четвертый пятый шестой седьмой восьмой девятый десятый", range(1, 11)),
        ("двадцатый тридцатый сороковой пятидесятый шестидесятый семидесятый восьмидесятый", range(20, 90, 10)),
        ("первая вторая третья четвертая пятая шестая седьмая восьмая девятая десятая", range(1, 11)),
        ("двадцать тридцать сорок пятьдесят шестьдесят семьдесят восемьдесят", range(20, 90, 10)),
        ("двадцатая тридцатая сороковая пятидесятая шестидесятая семидесятая восьмидесятая", range(20, 90, 10)),
        ("الأولى الثانية الثالثة الرابعة الخامسة السادسة السابعة الثامنة التاسعة العاشرة", range(1, 11)),
        ("والعشرون والثلاثون والأربعون والخمسون والستون والسبعون والثمانون", range(20, 90, 10)),
        ("العشرون الثلاثون الأربعون الخمسون الستون السبعون الثمانون", range(20, 90, 10)),
    )
    for word, value in zip(words.split(), values, strict=False)
} | {
    "premier": 1,
    "première": 1,
    "tercero": 3,
    "primero": 1,
    "dix": 10,
    "et": 0,
    "quatre": 4,
    "четвёртая": 4,
    "четвёртый": 4,
    "الحادية": 1,
}
_HAN = {figure: value for value, figure in enumerate("〇一二三四五六七八九十")}
_WORDS = "|".join(sorted(_WORTH, key=len, reverse=True))
# "Seventy-fourth session", "Tenth emergency special session", "68th session", "Sixty-eight year" (so printed)
_SITTING = regex(
    rf"(?P<text>(?P<ordinal>(?:{_WORDS})(?:(?:-|\s)(?:{_WORDS})){{0,3}}|\d{{1,3}}(?:st|nd|rd|th|e|ème|º|ª|-я)?)\s+"
    r"(?P<what>(?:resumed\s+|special\s+|emergency\s+|regular\s+|substantive\s+|organizational\s+)*session\b"
    r"|(?P<year>year\b|année\b|año\b|год\b)|período\s+de\s+sesiones\b|сессия\b))"
    rf"|(?P<arabic>(?:الدورة|(?P<arabic_year>السنة))\s+(?P<arabic_ordinal>(?:{_WORDS})(?:\s(?:{_WORDS}))?))"
    r"|(?P<chinese>第(?P<chinese_ordinal>[一二三四五六七八九十]{1,4})(?:届会议|(?P<chinese_year>年)))",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Blocks:
    """What the organ blocks say, and the lines that belong to no agenda item."""

    organs: tuple[Organ, ...]
    items: tuple[AgendaItem, ...]
    warnings: tuple[str, ...]
    outside: tuple[Line, ...]


def is_organ_line(text: str) -> bool:
    """Tell whether a line names an organ or its sitting and nothing else of weight."""
    return (_ORGAN.search(text) or _SITTING.search(text)) is not None and _is_organ_line(text)


def read_blocks(lines: Sequence[Line]) -> Blocks:
    """Read the lines above a title: organs in the order of their blocks, agenda items with the titles below them."""
    agenda = next((index for index, line in enumerate(lines) if AGENDA.match(plain(line.text))), None)
    items, end, warnings = _agenda(lines, agenda) if agenda is not None else ((), 0, ())
    outside = tuple(line for index, line in enumerate(lines) if agenda is None or not agenda <= index < end)
    return Blocks(_organs(outside), items, warnings, outside)


_MARKS = regex(r"\]\(|\*\*|__|^#")


def plain(text: str) -> str:
    """Return a line without the marks of Markdown around words and links."""
    if not _MARKS.search(text):
        return text.strip()
    text = re.sub(r"\[([^\[\]]*)\]\([^()\s]*\)", r"\1", text)
    return re.sub(r"\*\*|__|^#+\s*", "", text).strip()


def without_organs(text: str) -> str:
    """Return a line without the names of organs in it."""
    return _ORGAN.sub("", text)


def organ_of(name: str) -> str | None:
    """Return the name of an organ in English, `None` when it is not one that is known."""
    return _ORGANS.get(plain(name).lower().replace("’", "'"))


# --- organs ----------------------------------------------------------------------------------------------------------


def _organs(lines: Iterable[Line]) -> tuple[Organ, ...]:
    found: dict[str, Organ] = {}
    current: str | None = None
    for text in _unwrapped([plain(line.text).replace("’", "'") for line in lines]):
        if not _is_organ_line(text):
            continue
        names = [_ORGANS[match[0].lower()] for match in _ORGAN.finditer(text)]
        for name in names:
            found.setdefault(name, Organ(name))
        current = names[-1] if names else current
        for sitting in _SITTING.finditer(text):
            organ = _with_sitting(sitting, current, found)
            if organ is not None and found.get(organ.name, organ).number is None:
                found[organ.name] = organ
    return tuple(found.values())


def _unwrapped(texts: Sequence[str]) -> Iterator[str]:
    """Yield the lines, those joined that together are the name of an organ: "Committee on the Peaceful", "Uses of"."""
    rest = iter(zip_longest(texts, texts[1:], fillvalue=""))
    for text, following in rest:
        if following and _ORGAN.fullmatch(f"{text} {following}"):
            yield f"{text} {following}"
            next(rest)
        else:
            yield text


UNITED_NATIONS = (
    r"United\s+Nations|Nations\s+Unies|Naciones\s+Unidas|Организация\s+Объедин[её]нных\s+Наций|ООН|联合国|"
    r"الأمم\s+المتحدة"
)
_FURNITURE = regex(rf"{UNITED_NATIONS}|[A-Z]{{1,4}}/\S+|Distr\.?\s*:?\s*\w+|Original\s*:\s*\w+|Agenda\s+items?\b.*")


def _is_organ_line(text: str) -> bool:
    """Tell whether a line names organs and sittings and nothing else of weight."""
    rest = _FURNITURE.sub("", _SITTING.sub("", _ORGAN.sub("", text)))
    return len(re.findall(r"[^\W\d_]{3,}", rest)) <= 2


def _with_sitting(sitting: re.Match[str], current: str | None, found: dict[str, Organ]) -> Organ | None:
    """Return the organ whose session or year this is: only the Security Council counts years."""
    text = re.sub(r"\s+", " ", sitting[0])
    text = text.capitalize() if text.isupper() else text
    number = ordinal(sitting["ordinal"] or sitting["arabic_ordinal"] or sitting["chinese_ordinal"])
    if sitting["year"] or sitting["arabic_year"] or sitting["chinese_year"]:
        return Organ("Security Council", year=text, number=number)
    others = (name for name in found if name != "Security Council")
    name = current if current not in (None, "Security Council") else next(others, None)
    return Organ(name, session=text, number=number) if name else None


def ordinal(words: str) -> int | None:
    """Return the number that an ordinal spells: "Seventy-fourth" is 74, and so are "74th" and "七十四"."""
    if figures := re.match(r"\d+", words):
        return int(figures[0])
    if words[0] in _HAN:
        tens, ten, ones = words.partition("十")
        return 10 * _HAN.get(tens, 1) + _HAN.get(ones, 0) if ten else _HAN[words]
    parts = re.split(r"[-\s]+", words.lower())
    return sum(_WORTH[part] for part in parts) or None if all(part in _WORTH for part in parts) else None


# --- agenda items ----------------------------------------------------------------------------------------------------

_ITEM = r"\d{1,3}(?:\s?\(\s?[a-z]{1,4}\s?\)(?:(?:\s*,\s*|\s*,?\s+and\s+|\s+to\s+|\s*[-–]\s*)\(\s?[a-z]{1,4}\s?\))*)?"
AGENDA = regex(
    rf"(?:agenda\s+ite[mn]s?|ite[mn]s?|points?|temas?|пункты?|البنود|البند|议程项目)\s*(?P<numbers>{_ITEM}"
    rf"(?:(?:\s*[,、،]\s*(?:and\s+|et\s+)?|\s+(?:and|et|y|и|to|à)\s+|\s+و\s*|和|\s*[-–]\s*){_ITEM})*)"
    r"(?P<list>\s+of\s+the\s+(?:preliminary\s+list|(?:revised\s+)?(?:provisional\s+)?(?:annotated\s+)?agenda"
    r"|supplementary\s+list|draft\s+agenda)(?:\s+of\s+the\s+[\w-]+\s+session)?"
    r"|\s+de\s+l['’]ordre\s+du\s+jour(?:\s+provisoire)?|\s+de\s+la\s+liste\s+pr[ée]liminaire"
    r"|\s+del\s+programa(?:\s+provisional)?"
    r"|\s+de\s+la\s+lista\s+preliminar|\s+(?:предварительной\s+)?повестки\s+дня|\s+первоначального\s+перечня"
    r"|\s+من\s+جدول\s+الأعمال(?:\s+المؤقت)?)?\s*\**\s*",
    re.IGNORECASE,
)
_STOP = regex(
    r"(?:Request for (?:the )?inclusion|United Nations$|\*+\s*A/|\d{2}-\d{5}|GE\.\d|Distr\.|Original\s*:)",
    re.IGNORECASE,
)
_OPEN_END = regex(
    r"(?:\b(?:and|or|of|the|in|on|for|to|by|with|from|their|its|as|at|a|an|that|which|against|all)|[,:;–—-])$",
    re.IGNORECASE,
)


_SUB_ITEM = regex(r"(?<=\d) ?([a-zа-я])\)")  # "Tema 69 b)", "Пункт 34 a)"


def _agenda(lines: Sequence[Line], start: int) -> tuple[tuple[AgendaItem, ...], int, tuple[str, ...]]:
    """Return the items, the index behind their titles, and what could not be told apart."""
    text = _SUB_ITEM.sub(r" (\1)", plain(lines[start].text))
    end = start + 1
    while end < len(lines) and re.search(r"(?:,|\band)\s*$", text) and re.match(r"\s*\d", plain(lines[end].text)):
        text, end = f"{text} {plain(lines[end].text)}", end + 1
    head = AGENDA.match(text)
    if head is None:
        return (), end, ()
    numbers = _numbers(head["numbers"])
    below: list[Line] = [Line(text[head.end() :])] if text[head.end() :].strip() else []
    while end < len(lines) and not _ends_items(lines[end]):
        below.append(lines[end])
        end += 1
    titles = _titles(below, len(numbers))
    titles = [title and (sentence_case(title) if in_capitals(title) else title) for title in titles]
    items = tuple(AgendaItem(number, title) for number, title in zip(numbers, titles, strict=True))
    if any(titles) or not any(plain(line.text) for line in below):
        return items, end, ()
    return items, end, ("the titles of the agenda items could not be told apart",)


def _ends_items(line: Line) -> bool:
    text = plain(line.text)
    return bool(text) and (_STOP.match(text) is not None or (_is_organ_line(text) and _ORGAN.match(text) is not None))


def _numbers(printed: str) -> tuple[str, ...]:
    """Return "112 (a) and (b), 113" as "112 (a)", "112 (b)", "113"; "14 to 16" as three."""
    numbers: list[str] = []
    for match in re.finditer(rf"(?P<to>(?:\bto|[-–])\s*)?(?P<item>{_ITEM})", printed):
        base = match["item"].split("(")[0].strip()
        letters = _letters(match["item"])
        if match["to"] and numbers and numbers[-1].isdigit() and 0 < int(base) - int(numbers[-1]) < 60:
            numbers += [str(number) for number in range(int(numbers[-1]) + 1, int(base))]
        numbers += [f"{base} ({letter})" for letter in letters] or [base]
    return tuple(numbers)


def _letters(item: str) -> list[str]:
    """Return the letters of the sub-items in "20 (a) to (c) and (f)": a, b, c, f."""
    letters: list[str] = []
    for to, letter in re.findall(r"(\bto|[-–])?\s*\(\s?([a-z]{1,4})\s?\)", item):
        if to and len(letter) == 1 and letters and len(letters[-1]) == 1:
            letters += [chr(code) for code in range(ord(letters[-1]) + 1, ord(letter))]
        letters.append(letter)
    return letters


def _titles(lines: Sequence[Line], count: int) -> Sequence[str | None]:
    """Part the lines below the agenda line into `count` titles; all `None` when they do not come out even."""
    for groups in (_paragraphs(lines), _by_sense(lines)):
        if len(groups) == count:
            return groups
    if count == 1 and len(lines) <= 12:
        return [" ".join(_paragraphs(lines))] if any(plain(line.text) for line in lines) else [None]
    return [None] * count


def _paragraphs(lines: Sequence[Line]) -> list[str]:
    """Join the lines of each paragraph: blank lines part them, and so does a change between bold and plain."""
    groups: list[list[str]] = []
    bold, parted = False, True
    previous: bool | None = None
    for line in lines:
        text = plain(line.text)
        if not text:
            parted = True
            continue
        marks = line.text.count("**")
        is_bold = bold or marks > 0 or line.role is LineRole.HEADING
        bold = bold ^ bool(marks % 2)
        continues = groups and (text[0].islower() or _OPEN_END.search(groups[-1][-1]))
        if continues or not (parted or is_bold != previous):
            groups[-1].append(text)
        else:
            groups.append([text])
        parted, previous = False, is_bold
    return [" ".join(group) for group in groups]


def _by_sense(lines: Sequence[Line]) -> list[str]:
    """Join the lines of each title where no blank lines part them: a new one begins with a capital letter."""
    groups: list[str] = []
    for line in lines:
        text = plain(line.text)
        if not text:
            continue
        if groups and (not text[0].isupper() or _OPEN_END.search(groups[-1])):
            groups[-1] += f" {text}"
        else:
            groups.append(text)
    return groups
