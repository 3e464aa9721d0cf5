"""The words of a question → the stems to search for, what each counts, and what may stand for it."""

import re
from functools import reduce
from typing import Protocol

from retrieval.encoder.neighbours import Near, merged
from retrieval.language.analysis import terms
from retrieval.language.everyday import Formal
from retrieval.language.measures import Measured, how
from retrieval.language.names import ORGANIZATIONS, SHORT_FORMS
from retrieval.language.numerals import other_numerals
from retrieval.language.states import canonical
from retrieval.language.verbforms import other_forms
from retrieval.patterns import regex
from retrieval.questions.parties import peoples
from retrieval.questions.periods import in_letters, without_dates

# Words that ask rather than name: they say what kind of answer is wanted, and a letter seldom holds them.
_ASKING = frozenset(
    terms(
        "read link source footnote note quote quotation cite mention letter cable text book page symbol doc docs word "
        "exact exactly phrase bit thing say said tell told wrote write acc according please find show know actually "
        "happen happened date name number original reason statement first side party country government state many "
        "anyone anybody anything everyone everybody everything someone somebody something really still "
        "much vs versus re"
    )
)
# Takes the verb of "what did the Renn family reply", for which letters have others; leaves "how much did he reckon it
# was", "what are they accused of" and "where did they print his answer" alone.
_SAYING = regex(
    r"\b(?:what|how|why) (?:did|does|do) (?:[\w.’'-]+ ){1,5}?"
    r"(?P<verb>answer|reply|respond|react|argue|claim|explain|describe|accuse|allege|think|complain|comment|object)\b",
    re.IGNORECASE,
)
# "how long did it last" asks for no word "long", which the answer hardly has: "for nine days"; nor does "when did the
# vote take place" ask for "place": "staged on 31 March". Leaves "where did they place it".
_UNSAID = regex(
    rf"{how(Measured.UNSAID)}|\b(?P<taking>(?:take|takes|took|taken|taking) place)\b",
    re.IGNORECASE,
)
# Takes "11", "2" of "2nd", "second"; leaves the figures of a time, a symbol and a larger number alone.
_NUMERAL = regex(r"(?<![\w.,:/-])(?:\d{1,2}(?=(?:st|nd|rd|th)?(?![\w:/-]|[.,]\d))|[a-z]{3,}(?![\w-]))")
# Takes "ring" of "who wore the ring", which did not ring; leaves "did it ring" alone.
_A_THING = regex(
    r"\b(?:the|an?|this|that|these|those|my|our|your|his|her|its|their|of|in|on|at|by|with|no|any|each)\s(?P<thing>[\w’'-]+)",
    re.IGNORECASE,
)
ASKING_WEIGHT = 0.2
EXPANSION_WEIGHT = 0.5
# A formal word stands for the everyday one rather better than a word of like meaning does by itself.
FORMAL_STRENGTH = 0.7
CORRECTION_WEIGHT = 0.8


class Correcting(Protocol):
    """What mending words asks of an index."""

    def correct(self, stem: str) -> str | None:
        """Return the index's own spelling of a stem that it does not hold, or `None`."""


def tells(text: str, speakers: tuple[str, ...]) -> bool:
    """Tell whether a question says more than that it asks, whose words it asks for and of which time.

    Takes "how old was he", "and the crew?"; leaves "did they let him", "what did Renn say to that", "and in 2021?".
    """
    telling = set(terms(without_dates(text))) - _ASKING - set(terms(" ".join(speakers)))
    return not all(map(str.isdecimal, telling))


def weighed(text: str, states: tuple[str, ...], words: Correcting, formal: Formal) -> dict[str, float]:
    """Return the stems to search for: the asker's own, corrected ones, what abbreviations stand for.

    What stands for a word of letters in `formal` is no slip: a "truck" is no truce.
    """
    weights: dict[str, float] = {}
    asking = _ASKING.union(*(terms(found["measure"] or found["taking"]) for found in _UNSAID.finditer(text)))
    asking |= {stem for found in _SAYING.finditer(text) for stem in terms(found["verb"])}
    for stem in terms(text):
        right = _meant(stem, words, formal)
        if right:
            weights.setdefault(right, CORRECTION_WEIGHT)
        weights[stem] = ASKING_WEIGHT if stem in asking else 1.0
    spelled_out = _short_forms(text).values()
    # "the Ondrey crew" names the Ondrey Islands well enough; of "the Kesparian crew" Kesparia is what it stands for
    unnamed = [name for name in states if canonical(name) or weights.keys().isdisjoint(terms(name))]
    for stem in terms(" ".join([*spelled_out, *unnamed])):
        weights.setdefault(stem, EXPANSION_WEIGHT)
    return weights


def _short_forms(text: str) -> dict[str, str]:
    """Return the abbreviations in `text` with what they stand for."""
    known = ORGANIZATIONS | SHORT_FORMS
    return {word: known[word] for word in re.findall(r"\w+", text.casefold()) if word in known}


def near(text: str, own: str, formal: Formal, senders: tuple[str, ...], newest_year: int | None) -> Near:
    """Return what may stand for the stems of a question; `own` are the asker's own words in it."""
    told = (peoples(text, senders), _spelled_out(text, newest_year), _of_verbs(own), _in_figures(text), _like(formal))
    return reduce(merged, told)


def _spelled_out(text: str, newest_year: int | None) -> Near:
    """Return what abbreviations stand for, each as good as the abbreviation: "sec gen" is the Secretary-General."""
    found = (_short_forms(text) | in_letters(text, newest_year)).items()
    return {stem: dict.fromkeys(terms(meant), 1.0) for word, meant in found for stem in terms(word)}


def _of_verbs(text: str) -> Near:
    """Return the other forms of the verbs of a question: "when did it ring" asks when it rang."""
    things = {stem for found in _A_THING.finditer(text) for stem in terms(found["thing"])}
    found = ((stem, other_forms(stem)) for stem in terms(text) if stem not in things)
    return {stem: dict.fromkeys(forms, 1.0) for stem, forms in found if forms}


def _in_figures(text: str) -> Near:
    """Return the numbers of a question in their other forms: "the 11 observers" are eleven."""
    said = ((word, other_numerals(word)) for word in _NUMERAL.findall(without_dates(text).casefold()))
    return {stem: dict.fromkeys(terms(" ".join(forms)), 1.0) for word, forms in said if forms for stem in terms(word)}


def corrected(text: str, words: Correcting, formal: Formal) -> Near:
    """Return what words that no letter holds are slips for, but for those that stand for others in `formal`."""
    found = ((stem, _meant(stem, words, formal)) for stem in terms(text))
    return {stem: {right: CORRECTION_WEIGHT} for stem, right in found if right}


def _meant(stem: str, words: Correcting, formal: Formal) -> str | None:
    """Return the word of letters that `stem` may be a slip of; what stands for others is none, but as their form."""
    right = words.correct(stem)
    return right if right and (stem not in formal or right in other_forms(stem)) else None


def _like(formal: Formal) -> Near:
    """Return the formal words as those of like meaning."""
    return {stem: dict.fromkeys(words, FORMAL_STRENGTH) for stem, words in formal.items()}
