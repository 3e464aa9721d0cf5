"""A text → the words it is found by: one analysis for letters and questions alike, whatever engine holds the words.

Engines are handed these words ready made and only have to keep alphanumeric tokens whole.
"""

import re
import unicodedata
from functools import lru_cache
from itertools import chain

import Stemmer

from retrieval.patterns import regex
from retrieval.symbols import find_symbols, word_of

_STOP = frozenset(
    # English: articles, pronouns, prepositions, conjunctions, auxiliaries, question words and their contractions
    "a about above after again against all also am an and any are as at be because been before being below "
    "between both but by can could did do does doing done down during each either else ever every few for from "
    "further had has have having he her here hers herself him himself his how i if in into is it its itself just "
    "let me more most much must my myself neither no nor not now of off on once only onto or other ought our ours "
    "ourselves out over own per same shall she should so some such than that the their theirs them themselves "
    "then there thereby therein thereof these they this those through thus to too under until up upon us very was "
    "we were what whatever when where whereas whether which while who whom whose why will with within would yet "
    "you your yours yourself please tell aint arent cant couldnt didnt doesnt dont hadnt hasnt havent hed hes im "
    "isnt its ive lets shes shouldnt thats theres theyre theyve wasnt werent weve whats whos wont wouldnt youre "
    # French and Spanish: what is no English word as well
    "au aux avec ce ces cette dans del des du elle elles entre est et eu il ils la las le les leur leurs los mais ne "
    "nous ou par pas pero por pour que qui quoi sa se sera ses sobre sont su sur sus une vous y el en de como con una "
    # Russian
    "а без был была были было быть в вам вас во вот все вы где да для до его ее если есть же за и из или им их к как "
    "ко когда который кто ли мы на над не нее нет ни но о об он она они оно от по под при с со так также то того тоже "
    "у уже что чтобы это этого этой этом этот я".split()
)
_DOTTED = regex(r"\b(?:[A-Z]\.){2,}(?:[A-Z]\b)?")  # "U.S.S.R." and "K.S" are one word; "D. Evatt" is not
_AMERICA = regex(r"\b(?:US|USA|UsA)\b")
_WORD = regex(
    r"\d+(?:[.,]\d+)+(?![^\W_])"  # "1,200", "3.5"
    r"|[^\W_]+(?:['’][^\W\d_]+)*(?:-[^\W\d_]+(?:['’][^\W\d_]+)*)*"  # "State's", "cease-fire"
)
_THOUSANDS = regex(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?\Z")
_ORDINAL = regex(r"(\d+)(?:st|nd|rd|th)\Z")
_APOSTROPHES = regex(r"\b(?:[dljmnst]|qu)['’](?=\w{3})|['’]s?\b|['’]")  # "d'Azerbaïdjan", "State's", "States'"
_IDEOGRAPHS = regex(r"[㐀-䶿一-鿿豈-﫿぀-ヿ]+")
_ALEF = str.maketrans("أإآٱى", "ااااي", "ـ")  # Arabic letters that are written either way; the stretching mark goes
_STEMMERS = {"LATIN": "english", "CYRILLIC": "russian", "ARABIC": "arabic"}
_CACHED_WORDS = 200_000
_LONGEST = 64  # characters; longer runs without a space are data, not words


def terms(text: str) -> tuple[str, ...]:
    """Return the words of `text` in order: stems without stop words, numbers, and each document symbol as one word."""
    found: list[str] = []
    place = 0
    for symbol in find_symbols(text) if _may_hold_symbols(text) else ():
        found += _words(text[place : symbol.span.start])
        found += [word_of(each) for each in symbol.symbols]
        if " " in symbol.printed and "/" not in symbol.printed:  # "resolution 822 (1993)" is also asked for in words
            found += _words(symbol.printed)
        place = symbol.span.end
    found += _words(text[place:] if place else text)
    return tuple(found)


def _may_hold_symbols(text: str) -> bool:
    """Tell cheaply whether a look for symbols can be spared: all of them hold a slash, or are a resolution."""
    return "/" in text or "／" in text or "∕" in text or "⁄" in text or "esolution" in text.lower()


def _words(text: str) -> list[str]:
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text)
    if text.count(".") > 1:
        text = _DOTTED.sub(lambda dotted: dotted[0].replace(".", ""), text)
    if "US" in text or "UsA" in text:
        text = _AMERICA.sub("usa", text)
    return list(chain.from_iterable(map(_stems, _WORD.findall(text.lower()))))


@lru_cache(maxsize=_CACHED_WORDS)
def _stems(word: str) -> tuple[str, ...]:
    """Return what one word of small letters is found by; a compound by its parts and by itself joined."""
    if _IDEOGRAPHS.search(word):
        return tuple(_bigrams(word))
    if word[0].isdigit():
        return _number(word)
    parts = [_without_marks(part) for part in _APOSTROPHES.sub("", word).split("-")]
    if len(parts) == 2 and all(len(part) > 1 and part.isascii() for part in parts):  # "cease-fire" is also "ceasefire"
        parts.append("".join(parts))
    return tuple(stem_of(part[:_LONGEST]) for part in parts if part and part not in _STOP)


def _number(word: str) -> tuple[str, ...]:
    """Return a number without its separators: "1,200" is "1200", "3.5" one word "3p5", "12th" is "12"."""
    if _THOUSANDS.match(word):
        word = word.replace(",", "")
    ordinal = _ORDINAL.match(word)
    if ordinal:
        return (ordinal[1],)
    if "," in word:  # "12,13" lists two numbers
        return tuple(part for each in word.split(",") for part in _number(each) if part)
    if "-" in word or "'" in word or "’" in word:
        return tuple(part for part in re.split(r"[-'’]", word) if part and part not in _STOP)
    return (word.replace(".", "p")[:_LONGEST],)


def _without_marks(word: str) -> str:
    """Return the word without accents and vowel marks, as people type it on a phone."""
    if word.isascii():
        return word
    if "а" <= word[0] <= "ё":
        return word.replace("ё", "е")  # й is a letter of its own
    bare = "".join(each for each in unicodedata.normalize("NFD", word) if not unicodedata.combining(each))
    return bare.translate(_ALEF).replace("ı", "i")


def stem_of(word: str) -> str:
    """Return the stem of one word of small letters, be it a stop word or not."""
    script = "LATIN" if word.isascii() else unicodedata.name(word[0], "").partition(" ")[0]
    language = _STEMMERS.get(script)
    return _stemmer(language).stemWord(word) if language else word


@lru_cache
def _stemmer(language: str) -> "Stemmer.Stemmer":
    return Stemmer.Stemmer(language)


def _bigrams(run: str) -> list[str]:
    """Return overlapping pairs of the ideographs of `run`, and what stands between ideographs as it is."""
    found: list[str] = []
    place = 0
    for ideographs in _IDEOGRAPHS.finditer(run):
        found += [run[place : ideographs.start()]] if ideographs.start() > place else []
        pairs = ideographs[0]
        found += [pairs[each : each + 2] for each in range(max(len(pairs) - 1, 1))]
        place = ideographs.end()
    return found + ([run[place:]] if place < len(run) else [])
