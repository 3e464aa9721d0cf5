"""A question as typed on a phone → as it is understood: spelled out, with slips mended in the words that tell."""

import re

from rapidfuzz.distance import DamerauLevenshtein

from retrieval.language.analysis import terms
from retrieval.language.names import SHORT_FORMS, state_named
from retrieval.patterns import regex
from retrieval.questions.framing import without_courtesies
from retrieval.questions.periods import written_out
from retrieval.questions.rarity import Holding
from retrieval.symbols import without_address

# How people spell on a phone what no letter spells so.
_ON_A_PHONE = {
    "cos": "because", "becoz": "because", "becuz": "because", "wich": "which", "whr": "where",
    "wats": "whats", "wots": "whats", "whos": "who is", "wheres": "where is", "whens": "when is", "hows": "how is",
    "wanna": "want to", "gonna": "going to", "gotta": "have to", "alot": "a lot", "smth": "something", "tho": "though",
    "wat": "what", "wot": "what", "wht": "what", "wen": "when", "abt": "about", "nite": "night", "tonite": "tonight",
    "thru": "through", "coz": "because", "cuz": "because", "bcos": "because", "ppl": "people",
    "btwn": "between", "b4": "before", "w/out": "without", "w/": "with", "w": "with", "shd": "should", "wd": "would",
    "cdnt": "could not", "wdnt": "would not", "shdnt": "should not", "cd": "could", "cld": "could", "wld": "would",
    "shld": "should", "cud": "could", "wud": "would", "shud": "should", "hv": "have", "hvnt": "have not",
    "dnt": "do not", "plz": "please", "pls": "please",
    "wrt": "about", "regarding": "about", "concerning": "about", "accordin": "according", "acc to": "according to",
    "whod": "who would", "who'd": "who would",
    "whatd": "what did", "what'd": "what did",
    "howd": "how did", "how'd": "how did", "whyd": "why did", "why'd": "why did", "whered": "where did",
    "where'd": "where did",
    "waht": "what", "whta": "what", "hwat": "what", "wath": "what", "teh": "the", "hte": "the", "hwo": "how",
    "whne": "when", "wehn": "when", "whre": "where", "wher": "where", "whcih": "which",
    "mny": "many", "mnay": "many", "amny": "many", "mch": "much", "muhc": "much", "hw": "how", "whn": "when",
    "whi": "why", "bc": "because", "b/c": "because", "sez": "says", "poeple": "people", "peopel": "people",
    "becuase": "because", "becasue": "because", "thier": "their", "woudl": "would", "shoudl": "should", "hav": "have",
    "abuot": "about", "abotu": "about", "aobut": "about",
    # what peoples are called is what their States say
    **{called: meant for called, meant in SHORT_FORMS.items() if state_named(meant) is not None},
}  # fmt: skip
_PHONE_WORD = regex(rf"(?<![\w/.'’-])(?:{'|'.join(map(re.escape, _ON_A_PHONE))})(?![\w/'’-])", re.IGNORECASE)
# "who" asks, "the WHO" is somebody, as is "the who" before what it says.
_HEALTH = regex(r"(?<=\b[Tt]he )(?:WHO|who(?= (?:say|think|find|found|report|warn|blame|claim|call|tell|told|want)))\b")
# Takes "US" in "what did the us say", "does US claim", "US's position"; leaves "tell us", "the US draft" alone, where
# nobody could take it for "we".
_UNITED_STATES = regex(
    r"(?P<does>\b(?:[Dd]id|[Dd]oes|[Dd]o|[Hh]as|[Hh]ave|[Hh]ad) (?:the )?)(?:(?<=the )us|US)\b(?![/-])|\bUS(?=[’']s )"
)
# By these a question is understood, mistyped as well.
_UNDERSTOOD = (
    "signed reply replied answer answered agenda letter letters footnote footnotes paragraph source addressed "
    "january february april june july august september october november december happened happens happen mention "
    "mentioned"
).split()
_TYPED = regex(r"(?<![\w/.-])[^\W\d_]{5,}(?![\w/])")


def spelled(text: str) -> str:
    """Return `text` without a greeting before it or thanks behind, and with the spellings of a phone written out.

    "hi, wat abt the gates" asks "what about the gates".
    """
    asked = without_courtesies(without_address(text))
    if not asked.isupper():
        asked = _HEALTH.sub("World Health Organization", asked)
        asked = _UNITED_STATES.sub(lambda found: f"{found['does'] or ''}United States", asked)

    def plain(found: re.Match[str]) -> str:
        named = found.group().isupper() and not asked.isupper()  # "the COS" is somebody
        return found.group() if named else _ON_A_PHONE[found.group().lower()]

    return written_out(_PHONE_WORD.sub(plain, asked))


def respelled(text: str, words: Holding) -> str:
    """Return a question with slips mended in the words that it is understood by: "who sigend it", "in nonember".

    What else is mistyped is looked for as it stands as well; a name is never changed into another.
    """
    return _TYPED.sub(lambda found: _meant(found[0], words), text)


def _meant(typed: str, words: Holding) -> str:
    """Return the word that a question is understood by of which a word that no letter holds is one slip away."""
    folded = typed.casefold()
    if folded in _UNDERSTOOD:
        return typed
    like = (each for each in _UNDERSTOOD if each[0] == folded[0] and DamerauLevenshtein.distance(folded, each) == 1)
    meant = next(like, None)
    return typed if meant is None or any(words.frequencies(terms(folded)).values()) else meant
