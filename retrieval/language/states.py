"""States and the observers that write as States do: their names, old and new, and the ways people call them.

The names are data (`states.json`); here they are recognised. A body that reaches the United Nations only inside a
Member State's letter is not among them.
"""

import json
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from retrieval.patterns import regex
from retrieval.types import Span

_DATA = Path(__file__).with_name("states.json")

# Said without more, these name two States: nobody but the asker can tell which.
_AMBIGUOUS: dict[str, tuple[str, ...]] = {
    "korea": ("Democratic People's Republic of Korea", "Republic of Korea"),
    "korean": ("Democratic People's Republic of Korea", "Republic of Korea"),
    "congo": ("Congo", "Democratic Republic of the Congo"),
    "congolese": ("Congo", "Democratic Republic of the Congo"),
    "dominican": ("Dominica", "Dominican Republic"),
}


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


# Words of their own in small letters: taken for a State only where a State would stand.
_COMMON = _words(
    "turkey chad jordan georgia polish pole dane finn swede turk lima victoria kingston male sucre colombo panama"
)
# Given names and surnames: "Michael Jordan", "Paris Hilton".
_NAMES = _words(
    "jordan chad georgia israel kenya india paris victoria kingston sofia santiago london washington lima austin"
)
# In other languages a State, in English a person or a thing.
_FOREIGN = _words("maurice grenade granada dominique suede salvador")
_CITY_ELSEWHERE = _words("convention conventions protocol treaty statute agreement declaration conference accord")
_PLACES = regex(
    r"New Guinea(?! Government)|New Mexico|South Georgia|Guinea pigs?|Lake (?:Chad|Malawi)|Jordan (?:River|Valley)"
    r"|Georgia Tech|Gulf of (?:Guinea|Oman)|Sea of Japan|(?:South|East) China Sea|Panama Canal|Indian Ocean"
    r"|West Indi\w+|Philippine Sea|Turkish Cypriots?|Northern Cyprus|Latin America\w*"
    r"|(?:North|South|Central|Inter|Pan)[ -]America\w*|Korean Peninsula|Korean War|Congo (?:River|Basin)"
    r"|Washington Post|New Zealand Herald|Swiss francs?|Canadian dollars?|Vienna Office",
    re.IGNORECASE,
)
_LANGUAGE = _words("french russian spanish chinese portuguese german")
_BEFORE_STATE = _words(
    "did does do has have had is was will would can could from by to of against with between and or about for why when"
    " how what which where if that on toward towards versus vs"
)
_AFTER_STATE = _words(
    "s say says said letter letters reply replied replies respond responded answer answered answers claim claims"
    " claimed and government mission representative ambassador statement position deny denied accuse accused argue"
    " argued write wrote"
)
_CAPITALISED_FREELY = _BEFORE_STATE | _words(
    "the in a an republic kingdom state government minister president ambassador mission dear chargé also since after"
    " before under while whether although hashemite northern southern please show"
)
_AROUND_US = _words(
    "letter letters reply representative mission ambassador said says statement government position delegation"
)
_SMALL_ABBREVIATIONS = _words("uk uae dprk drc ussr usa gdr frg rok nz eu prc fyrom plo uar")

_LONGEST_NAME = 120  # characters, twice that of the longest name with its long form
_WORD = regex(r"[^\W\d_]+")
_GAP = regex(r"[\s\-‐‑–().,&'’`´ʼ/]{1,3}")
_HAN = regex(r"[一-鿿]")
_CYRILLIC_ENDING = regex(r"(?<=\w{2})[аяыиьойеюуэё]{1,2}[йхмю]?$")
_CYRILLIC_IYA = regex(r"(и)(?:я|и|ю|еи|еий)$")
_ARTICLE = regex(
    r"^(?:the|la|le|les|el|los|las|de\s+la|de\s+los|de\s+las|du|des|del|de|the\s+government\s+of)\s+|^(?:de\s+)?l['’]|^d['’]",
    re.IGNORECASE,
)
_LONG_FORM = regex(
    r"^(?:the\s+)?(?:(?:islamic|federal|people['’]s|democratic|socialist|arab|federative|independent|sovereign|hashemite)\s+)*"
    r"(?:republic|kingdom|state|principality|sultanate|union|commonwealth|grand\s+duchy|federation)\s+of\s+(?:the\s+)?"
    r"|^(?:la\s+)?r[ée]publi(?:que|ca)\s+(?:du|des|del|de\s+la|de\s+l['’]|de|d['’])\s*"
    r"|^(?:Королевств[оа]|Республик[аи])\s+|^جمهورية\s+|^مملكة\s+",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class FoundState:
    """A State where a text names it; `via` is "name", "former name", "demonym", "capital" or "abbreviation".

    `name` is `None` where the word stands for several: these are the `candidates`.
    """

    span: Span
    name: str | None
    via: str
    candidates: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Entry:
    tokens: tuple[str, ...]
    name: str | None
    via: str
    candidates: tuple[str, ...] = ()


def canonical(name: str) -> str | None:
    """Return the current short name of the State printed as `name`, `None` when there is none or more than one.

    States that are no more keep their name: "Czechoslovakia".
    """
    if len(name) > _LONGEST_NAME:
        return None
    text = re.sub(r"\s+", " ", name).strip(" .,;:*")
    for form in _stripped(text):
        if found := _lookup(form):
            return found
    return None


def states_called(name: str) -> tuple[str, ...]:
    """Return the States that somebody calls by `name`, people and capitals included; "Korea" is two, "Ruritania" none.

    Takes "Armenians", "yerevan", "uk"; it is for a name that stands alone, as in running text "uk" may be a slip.
    """
    if known := canonical(name):
        return (known,)
    tokens = tuple(_token(word) for word in _WORD.findall(without_article(name)))
    if len(tokens) == 1 and tokens[0] in _AMBIGUOUS:
        return _AMBIGUOUS[tokens[0]]
    entry = _index().whole.get(tokens) or next(iter(_inflected(tokens[0])), None) if tokens else None
    return (entry.name,) if entry and entry.name else ()


def without_article(name: str) -> str:
    """Return the printed name without the English article before it."""
    return re.sub(r"^the\s+", "", name.strip(), flags=re.IGNORECASE)


@lru_cache(maxsize=64)  # a question is looked through for several ends
def find_states(text: str) -> tuple[FoundState, ...]:
    """Return the States that `text` names in any way, in order; of two readings the longer one counts."""
    found: list[FoundState] = []
    if _HAN.search(text):
        found += _chinese(text)
    places = [match.span() for match in _PLACES.finditer(text)]
    words = list(_WORD.finditer(text))
    tokens = [_token(word[0]) for word in words]
    position = 0
    while position < len(words):
        entry = _longest(text, words, tokens, position)
        if entry is None:
            position += 1
            continue
        length = len(entry.tokens)
        span = Span(words[position].start(), words[position + length - 1].end())
        if not any(start <= span.start < end for start, end in places) and _meant(text, words, position, entry):
            found.append(FoundState(span, entry.name, entry.via, entry.candidates))
        position += length
    return tuple(sorted(found, key=lambda each: each.span))


# --- looking up ------------------------------------------------------------------------------------------------------


def _stripped(text: str) -> Iterator[str]:
    """Yield the name as it is, and with article, bracket or long form taken off."""
    text = text.replace(" & ", " and ")
    yield text
    bare = _ARTICLE.sub("", text)
    yield bare
    yield _ARTICLE.sub("", bare)
    yield re.sub(r"\s*\([^)]*\)$", "", bare)
    long_form = _LONG_FORM.sub("", text)
    if long_form != text and _fold(long_form) not in _AMBIGUOUS:
        yield long_form
    if re.match("لل|ل", text):
        yield re.sub("^لل", "ال", text)
        yield text[1:]


def _lookup(name: str) -> str | None:
    if _HAN.search(name):
        return _index().chinese.get(name.replace(" ", ""))
    tokens = tuple(_token(word) for word in _WORD.findall(name))
    entry = _index().whole.get(tokens)
    if entry is None or entry.name is None or entry.via in ("demonym", "capital"):
        return None
    return None if entry.via == "abbreviation" and name.islower() else entry.name


@dataclass(frozen=True, slots=True)
class _Index:
    whole: dict[tuple[str, ...], _Entry]
    by_first: dict[str, list[_Entry]]
    chinese: dict[str, str]
    chinese_names: re.Pattern[str]


@cache
def _index() -> _Index:
    whole: dict[tuple[str, ...], _Entry] = {}
    chinese: dict[str, str] = {}
    for state in json.loads(_DATA.read_text(encoding="utf-8")):
        for printed, via in _names_of(state):
            if _HAN.search(printed):
                chinese.setdefault(printed, state["name"])
                continue
            tokens = tuple(_token(word) for word in _WORD.findall(printed))
            whole.setdefault(tokens, _Entry(tokens, state["name"], via))
    running = dict(whole)
    for word, candidates in _AMBIGUOUS.items():
        running[(word,)] = _Entry(
            (word,), None, "demonym" if word[-1] != "a" and word != "congo" else "name", candidates
        )
    by_first: dict[str, list[_Entry]] = {}
    for tokens, entry in sorted(running.items(), key=lambda each: -len(each[0])):
        by_first.setdefault(tokens[0], []).append(entry)
    names = "|".join(sorted(chinese, key=len, reverse=True))
    return _Index(whole, by_first, chinese, regex(names))


def _names_of(state: dict[str, list[str]]) -> Iterator[tuple[str, str]]:
    yield str(state["name"]), "name"
    for field, via in (
        ("names", "name"),
        ("former", "former name"),
        ("abbreviations", "abbreviation"),
        ("demonyms", "demonym"),
        ("capitals", "capital"),
    ):
        for printed in state.get(field, ()):
            yield printed, via


@cache
def _fold(word: str) -> str:
    """Return a word without case, accents and the variants of Arabic letters."""
    plain = "".join(char for char in unicodedata.normalize("NFKD", word.casefold()) if not unicodedata.combining(char))
    return plain.replace("ة", "ه").replace("ى", "ي").replace("ـ", "")


def _token(word: str) -> str:
    """Return the word as the index has it: folded, and without its case ending where it is Russian."""
    folded = _fold(word)
    if "а" <= folded[0] <= "я":
        # Нигерия and Нигер must not fall together
        return folded[: stem.end(1)] if (stem := _CYRILLIC_IYA.search(folded)) else _CYRILLIC_ENDING.sub("", folded)
    return folded


# --- names in running text -------------------------------------------------------------------------------------------


def _longest(text: str, words: list[re.Match[str]], tokens: list[str], position: int) -> _Entry | None:
    first = tokens[position]
    entries = _index().by_first
    candidates: list[_Entry] = [*entries.get(first, ()), *_inflected(first)]
    for entry in candidates:
        length = len(entry.tokens)
        if tuple(tokens[position + 1 : position + length]) != entry.tokens[1:]:
            continue
        gaps = zip(words[position : position + length], words[position + 1 : position + length], strict=False)
        if all(_GAP.fullmatch(text, left.end(), right.start()) for left, right in gaps):
            return entry
    return None


def _inflected(token: str) -> list[_Entry]:
    """Return the entries for a plural demonym, or for an Arabic word with a particle written onto it."""
    entries = _index().by_first
    if token.endswith("s") and token[:-1] in entries:
        return [each for each in entries[token[:-1]] if each.via == "demonym" and len(each.tokens) == 1]
    if "ا" <= token[0] <= "ي":
        bare = ["ال" + token[2:]] if token.startswith("لل") else []
        bare += [token[1:]] if token[0] in "ولبفك" else []
        return [each for form in bare for each in entries.get(form, ())]
    return []


def _chinese(text: str) -> list[FoundState]:
    index = _index()
    return [
        FoundState(Span(*match.span()), index.chinese[match[0]], "name") for match in index.chinese_names.finditer(text)
    ]


def _meant(text: str, words: list[re.Match[str]], position: int, entry: _Entry) -> bool:
    """Tell whether the words found are meant as a State and not as something else that is spelled alike."""
    first, last = words[position], words[position + len(entry.tokens) - 1]
    printed = text[first.start() : last.end()]
    before = words[position - 1][0] if position else ""
    after = words[position + len(entry.tokens)][0] if position + len(entry.tokens) < len(words) else ""
    if entry.via == "abbreviation":
        return _meant_abbreviation(text, printed, before, after)
    if entry.tokens[0] in _FOREIGN and len(entry.tokens) == 1:
        return False
    if entry.via == "capital" and (after.lower() in _CITY_ELSEWHERE or before.lower() in ("in", "at", "near")):
        return False
    if entry.via == "demonym" and entry.tokens[0] in _LANGUAGE and _is_language(before, after):
        return False
    if len(entry.tokens) > 1:
        return True
    if printed[0].islower():
        return entry.tokens[0] not in _COMMON or _stands_as_state(before, after)
    return entry.tokens[0] not in _NAMES or not _part_of_a_name(text, first, before, after)


def _meant_abbreviation(text: str, printed: str, before: str, after: str) -> bool:
    letters = printed.replace(".", "").replace(" ", "")
    if len(letters) < 3 and "." not in printed and any(char.isspace() for char in printed):
        return False
    if letters.isupper():
        return text.upper() != text or len(letters) > 2 or "." in printed
    if letters.lower() == "us":
        return "." in printed or (before.lower() == "the" and letters == "us") or after.lower() in _AROUND_US
    return letters.lower() in _SMALL_ABBREVIATIONS or len(printed.split()) > 1


def _is_language(before: str, after: str) -> bool:
    return before.lower() in ("in", "into", "original") or after.lower() in (
        "language",
        "translation",
        "text",
        "version",
    )


def _stands_as_state(before: str, after: str) -> bool:
    return before.lower() in _BEFORE_STATE or after.lower() in _AFTER_STATE


def _part_of_a_name(text: str, word: re.Match[str], before: str, after: str) -> bool:
    """Tell whether "Jordan" has a given name before it, or a surname behind it."""
    gap = text[word.start() - 2 : word.start()]
    if before and before[0].isupper() and before.lower() not in _CAPITALISED_FREELY and gap.endswith(" "):
        return gap[0] == before[-1] or (gap[0] == "," and before == "Atlanta")
    follows = text[word.end() : word.end() + 1 + len(after)] == f" {after}"
    return bool(
        after
        and follows
        and after[0].isupper()
        and after[1:].islower()
        and before.lower() not in ("from", "by", "of", "to", "against", "did", "does", "has")
        and after.lower() not in _AFTER_STATE
    )
