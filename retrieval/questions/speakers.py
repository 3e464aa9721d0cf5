"""Whose words a question asks for: the names in it, as typed, and whether several are asked together."""

import re
from collections.abc import Sequence
from itertools import chain, pairwise

from retrieval.language.names import is_in_office
from retrieval.language.senders import find_senders
from retrieval.language.states import canonical
from retrieval.patterns import regex
from retrieval.questions.asking import (
    ASKED_SPEAKER,
    ASKS_ELSE,
    EACH_OF_THEM,
    EACH_SIDE,
    REASONS_OF,
    SAYS_BEHIND,
    THE_TWO,
    VIEW_OF,
    WORDS_OF,
    YES_OR_NO,
)
from retrieval.questions.parties import correspondents, parties
from retrieval.questions.periods import find_periods, without_dates
from retrieval.questions.rarity import Held
from retrieval.symbols import typed_symbols

# What the pattern of a speaker may catch that names nobody.
_NOBODY = frozenset(
    "i you we he she it they us them this that these those there one letter letters note text anyone somebody someone "
    "whom anybody else who what which and or un is are was were be people got had have has everyone each many "
    "both all other others rest side sides been the a an if final more".split()
)
_INSIDE_NO_NAME = frozenset(
    "its his her their that to which who is are was were i you we they he she it did do does can could would "
    "have not our my your made other like why how what where "
    # a treaty says something, but nobody's words are asked for
    "when convention treaty agreement charter resolution article statute protocol covenant clause constitution "
    "deal pact scheme text draft plan decree motion amendment award judgment judgement ruling verdict "
    # another verb stands before the one that was taken for his saying: "when did lind get asked", "had renn been told"
    "if be been being get gets got getting need see hate accept pledge change missed must".split()
)
# "the letters of march 2022", "the joint letter", "footnote 4" and "the book" are nobody; whose they are is asked for
# with a name. Leaves "report", which letters quote, and "the last letter from renn", which names him.
_A_PAPER = regex(
    r"(?:letter|note|cable|telegram|text)s?\s(?:of|from|dated|in)\b|footnotes?\b|"
    r"(?:book|memoir|article|interview)s?$|"
    r"(?:(?:joint|identical|same|first|second|third|fourth|fifth|last|latest|next|previous|earlier|later)(?:\s|$))*"
    r"(?:(?:letter|cable|cablegram|telegram|document|corrigendum|paragraph|para|page|annex|enclosure|table)s?"
    r"(?:\s(?:\d+|[ivx]+)\b)?|notes? verbales?|)$",
    re.IGNORECASE,
)
# Takes "did the guards warn him", "did Velmora ever answer it": whether it was done anybody may tell. Leaves "did the
# guards warn that it would", "did Renn say so", "did he ask for it", "what did they warn him of" alone.
_WAS_DONE = regex(
    rf"{YES_OR_NO.pattern}.*\b(?:warn|answer|repl(?:y|ies|ied)|respond|react|complain|protest|report|wr(?:ite|ote)|"
    r"testif(?:y|ied)|promised?)(?:ed)?$",
    re.IGNORECASE,
)
# Takes "how many guns did the cops find", "where did they find", "which boat had he found": things are found, no words.
_THINGS_FOUND = regex(
    r"\b(?:how (?:many|much)|where|which)\b.{0,40}\b(?:did|has|have|had) (?:[\w.’'-]+ ){1,6}?f(?:ind|ound)$",
    re.IGNORECASE,
)
_OF_WHAT = regex(r"\s(?:that|of|about|if|whether|why|what|how)\b", re.IGNORECASE)
# "the two ministers" are more than one, and any of them may have spoken
_SOME = regex(r"(?:two|three|four|five|several|both|other)\s", re.IGNORECASE)
# what is left of "april 46", "reply of april 46" without the date
_A_DAY = regex(r"\s*(?:[\w’'-]+\s(?:of|from|in|dated)\s*)?", re.IGNORECASE)
# Takes "the" off "the vatican", "each" off "Velmora and Osterland each", and "'s letter" off "orvelland's letter", as
# its words are Orvelland's, and "just" off "renn just".
_AROUND_NAME = regex(
    r"^(?:(?:by|in|from)\s+)?(?:(?:the|a|an)\s+)?|[’']s(?:\s+(?:own\s+)?(?:letter|note(?:\sverbale)?|cable|message|memo)s?)?$|"
    r"\s(?:says?|said)$|"
    r"\s(?:each|both|just|now|once|again|later|earlier|(?:main|real|final|recent|open|quiet|(?:offici|person|origin|actu)al|"
    r"(?:priv|accur)ate|public|clear|secret|previous|repeated)ly)$",
    re.IGNORECASE,
)
_ARTICLES = frozenset("the a an".split())
_BEFORE_ARTICLE = frozenset("of and for at in from to".split())  # "forde and the rest of the delegation"


def speakers_asked(
    text: str, history: tuple[str, ...], senders: tuple[str, ...], held: Held, newest_year: int | None
) -> tuple[tuple[str, ...], bool]:
    """Return the names of those whose words are asked for, and whether several are asked together."""
    asked = (
        _says_behind(text, senders, held)
        or _speakers(text)
        or _whose_view(text, senders, held)
        or _same_speaker(text, history)
    )
    apart = tuple(dict.fromkeys(chain.from_iterable(_apart(name, senders) for name in asked)))
    speakers = apart or _each_of(text, senders, held) or _headed(text, senders, newest_year)
    return speakers, len(speakers) > max(len(asked), 1)


def _speakers(text: str) -> tuple[str, ...]:
    """Return the names of those whose words are asked for, as typed; "who does HRW blame" gives HRW.

    "What did each side say" names nobody.
    """
    names = [match["name"] for match in ASKED_SPEAKER.finditer(text) if not _asks_if_done(text, match.end())]
    names += [match["name"] or match["other"] or match["whose"] for match in WORDS_OF.finditer(text)]
    sides = (EACH_SIDE, EACH_OF_THEM)
    named = (name for name in names if not (typed_symbols(name) or any(side.search(name) for side in sides)))
    clean = [_AROUND_NAME.sub("", without_dates(name).strip(" .,'’")) for name in named]
    people = (name for name in clean if not (_A_PAPER.match(name) or _A_DAY.fullmatch(name) or _SOME.match(name)))
    return tuple(dict.fromkeys(name for name in people if _names_somebody(name.casefold().split())))


def _asks_if_done(text: str, end: int) -> bool:
    """Tell whether a question that up to `end` has somebody and his verb asks what he did, not for his words."""
    if _THINGS_FOUND.search(text[:end]):
        return True
    return _WAS_DONE.match(text[:end]) is not None and _OF_WHAT.match(text, end) is None


def _same_speaker(text: str, history: Sequence[str]) -> tuple[str, ...]:
    """Return whose words the last question asked for, where this one is what else he, or she, said."""
    asked = ASKED_SPEAKER.search(text)
    again = asked is not None and asked["name"].casefold() in ("he", "she") and ASKS_ELSE.match(text.strip())
    return _speakers(history[-1]) if again and history else ()


def _whose_view(text: str, senders: tuple[str, ...], held: Held) -> tuple[str, ...]:
    """Return whose view or complaint is asked about, with an apostrophe or without: "renns line on the gates"."""
    if (reasons := REASONS_OF.match(text)) is not None and is_in_office(reasons["whose"]):
        return (reasons["whose"],)
    names = dict.fromkeys(found["whose"] for found in VIEW_OF.finditer(text))
    return tuple(name for name in names if parties(name, senders) or held.names([name]))


def _says_behind(text: str, senders: tuple[str, ...], held: Held) -> tuple[str, ...]:
    """Return who is named at the end as saying it: "which ship do the pictures show, says kesparia"."""
    names = (found["whose"] for found in SAYS_BEHIND.finditer(text))
    return tuple(name for name in names if parties(name, senders) or held.names([name]))


def _apart(name: str, senders: tuple[str, ...]) -> tuple[str, ...]:
    """Return two who are named together as two: "Kesparia and Orvelland", but not "Trinidad and Tobago"."""
    parts = tuple(part for part in re.split(r"\s+(?:and|n|&)\s+(?:the\s+)?|,\s+", name) if part)
    one = canonical(name) or name.casefold() in senders or not all(parties(part, senders) for part in parts)
    return (name,) if one else parts


def _each_of(text: str, senders: tuple[str, ...], held: Held) -> tuple[str, ...]:
    """Return the two whom "each of them" means: "renn and lind on the dam, what did each of them say"."""
    pairs = ((found["one"], found["other"]) for found in THE_TWO.finditer(text)) if EACH_OF_THEM.search(text) else ()
    named = (pair for pair in pairs if all(parties(name, senders) or held.names([name]) for name in pair))
    return next(named, ())


def _headed(text: str, senders: tuple[str, ...], newest_year: int | None) -> tuple[str, ...]:
    """Return whose words are asked for by a heading: "renn, november 45: what was he after", "renn to lind, may 46"."""
    found = next(iter(find_senders(text, senders)), None)
    if found is None or text[: found.span.start].strip(" ,:"):
        return ()
    pair = correspondents(text, senders)
    start = (pair[1] if pair and pair[0] == found else found).span.end
    dated = any(not text[start : each.span.start].strip(" ,in") for each in find_periods(text, newest_year))
    return (found.span.of(text),) if dated else ()


def _names_somebody(words: list[str]) -> bool:
    """Tell whether `words` may be a name; "canberra give him a quick", before "answer", is none."""
    broken = any(word in _ARTICLES and before not in _BEFORE_ARTICLE for before, word in pairwise(words))
    named = any(word.replace("-", "").isalpha() for word in words)
    return named and not (broken or set(words) <= _NOBODY or set(words) & _INSIDE_NO_NAME)
