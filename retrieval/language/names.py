"""Names as people type them against names as letters print them: "HRW", "baku's", "the council of europe"."""

import re
import unicodedata
from functools import lru_cache

from rapidfuzz.distance import DamerauLevenshtein

from retrieval.language.states import canonical, find_states, states_called
from retrieval.patterns import regex

# What people type on a phone → what letters print.
SHORT_FORMS = {
    "sc": "security council", "unsc": "security council", "ga": "general assembly", "unga": "general assembly",
    "sg": "secretary general", "pm": "prime minister", "fm": "foreign minister", "pr": "permanent representative",
    "govt": "government", "gov": "government", "rep": "representative", "reps": "representatives",
    "amb": "ambassador", "prof": "professor",
    "sec": "secretary", "gen": "general", "hq": "headquarters", "pow": "prisoners of war",
    "pows": "prisoners of war", "fran": "francisco", "frisco": "san francisco",
    "art": "article", "para": "paragraph", "paras": "paragraphs", "max": "maximum",
    "intl": "international", "org": "organization", "orgs": "organizations",
    "info": "information", "docs": "documents", "resn": "resolution", "azeri": "azerbaijani", "azeris": "azerbaijani",
    "cttee": "committee", "ctte": "committee", "conf": "conference", "mt": "mount", "temp": "temporary",
    "min": "minimum", "div": "division", "divs": "divisions", "govts": "governments", "assoc": "association",
    "brits": "british", "brit": "british", "poms": "british", "pommy": "british",
    "yanks": "american", "yank": "american", "kiwis": "new zealand", "kiwi": "new zealand",
    "russkies": "russian", "aussie": "australian", "aussies": "australian", "jap": "japanese",
    "japs": "japanese", "un": "united nations",
    "op": "operation", "ops": "operations", "lab": "laboratory", "labs": "laboratories", "vid": "video",
    "vids": "videos", "pic": "photograph", "pics": "photographs", "photo": "photograph", "photos": "photographs",
    "vp": "vice-president", "pres": "president", "parl": "parliament", "capt": "captain", "cmdr": "commander",
    "lt": "lieutenant", "sgt": "sergeant", "adm": "admiral", "col": "colonel", "maj": "major", "bn": "billion",
    "mn": "million", "km": "kilometres", "kms": "kilometres", "hr": "hour", "hrs": "hours", "mins": "minutes",
    "yr": "year", "yrs": "years", "wk": "week", "wks": "weeks", "approx": "approximately", "avg": "average",
    "exec": "executive", "dept": "department", "depts": "departments", "heli": "helicopter", "univ": "university",
}  # fmt: skip
# What names an organization in letters and no other: whose words are meant, the initials tell (`names_match`).
ORGANIZATIONS = {
    "iaea": "atomic energy", "unhcr": "refugees", "icrc": "red cross", "icao": "civil aviation", "imo": "maritime",
    "unesco": "educational scientific cultural", "icj": "court of justice", "ilo": "labour", "fao": "food agriculture",
    "wfp": "food programme", "unclos": "law of the sea", "eez": "economic zone", "osce": "cooperation europe",
    "eu": "european union", "nato": "north atlantic", "ilc": "law commission", "ohchr": "human rights",
    "ngo": "non-governmental", "ngos": "non-governmental", "mou": "memorandum", "mous": "memoranda",
    "unmas": "mine action", "idps": "displaced", "idp": "displaced",
}  # fmt: skip
# "the russians", "moscow": people say so of the State before it, too.
_ALSO_CALLED = {"Russian Federation": "Union of Soviet Socialist Republics"}
_SMALL = frozenset("the of and for a an to in on at de la le du des al von van mr mrs ms dr sir then former".split())

TITLES = frozenset(
    "lord lady dame miss prof professor general colonel major captain lieutenant brigadier admiral marshal commander "
    "sergeant ambassador president prime minister senator judge justice premier chancellor he his her excellency hon "
    "honourable right rt".split()
)


OFFICES = TITLES | frozenset(
    "foreign defence interior justice deputy vice ministry government office secretary permanent representative chief "
    "head chairman chairwoman chair director commissioner envoy spokesman spokeswoman spokesperson delegate "
    "delegation".split()
)


@lru_cache(maxsize=4096)
def name_words(name: str) -> tuple[str, ...]:
    """Return the words of a name, folded: no accents, no case, no possessive, no small words, nothing shortened."""
    plain = unicodedata.normalize("NFKD", re.sub(r"[’']s?\b", "", name)).casefold()
    letters = "".join(each for each in plain if not unicodedata.combining(each))
    words = (SHORT_FORMS.get(word, word) for word in re.findall(r"[^\W_]+", letters))
    return tuple(word for spelled in words for word in spelled.split() if word not in _SMALL)


# "the Deputy Prime Minister" is not the Prime Minister
_LESSER = frozenset("deputy vice assistant".split())


def lower_in_rank(asked: str, printed: str) -> bool:
    """Tell whether an office is only of one below the one `asked` for: a Vice-Consul's, and not the Consul's."""
    words = set(name_words(asked))
    return bool(words & OFFICES) and bool(_LESSER.intersection(name_words(printed)) - words)


# what these say a State says
_FOR_THE_STATE = frozenset(
    "government ministry office permanent representative delegate delegation ambassador envoy".split()
)


def is_in_office(name: str) -> bool:
    """Tell whether a name is that of an office whose holder speaks for himself: "the Kesparian Prime Minister"."""
    words = OFFICES.intersection(name_words(name))
    return bool(words) and not words & _FOR_THE_STATE


# a State speaks by its Government
_GOVERNMENT = regex(
    r"^(?:(?:the\s)?Government\sof\s(?:the\s)?|(?:Gouvernement|Gobierno|Royaume|Reino|République|República|État|"
    r"Estado)\s"
    r"(?:de\sla\s|de\sl[’']|del\s|de\slos\s|du\s|des\s|de\s|d[’'])|(?:République|República)\s|Правительств\w{1,2}\s)+",
    re.IGNORECASE,
)
# whoever is at the head of a State speaks for himself as well
_HEADS = regex(r"\b(?:President|Prime\sMinister|Premier|Chancellor|King|Queen|Emperor|[Mm]inister)\b.{0,60}?\sof\s")
# "Policy for Merovand", "draft conditions for acceptance by Merovand"; not "Director of Policy for Merovand"
_OF_A_PAPER = regex(
    r"^((?:(?!(?:of|for|on|to|in|and)\b)[^\W_][\w’'-]*\s){0,6}?(?:resolution|declaration|proclamation|agreement|treaty|convention|charter|protocol|act|conditions|terms|"
    r"policy|plan|directive|instructions|announcement|memorandum|constitution|articles?|amendments?|draft))\s(?:of|on|for|to|between|with|"
    r"concerning|regarding)\s.+$",
    re.IGNORECASE,
)
# "the judge appointed by Kesparia" is not Kesparia
_CHOSEN_BY = regex(r"\w\s(?:[a-z]+ed|chosen|sent|paid)\sby\s", re.IGNORECASE)
_CASE_ENDING = regex(r"(?<=[а-яё]{3})[аяыиьойеюуэё]{1,2}[йхмю]?$")


@lru_cache(maxsize=4096)  # each sentence of a paragraph asks it of all who are named before
def same_speaker(one: str, other: str) -> bool:
    """Tell whether two names, without titles and initials, or of one State, are the same: ("Renn", "Sir A. Renn").

    Leaves ("Anna Berg", "Berg") alone: there may be another Berg.
    """
    one, other = _GOVERNMENT.sub("", one), _GOVERNMENT.sub("", other)
    if _HEADS.search(one) or _HEADS.search(other):
        return name_words(one) == name_words(other)
    state = canonical(one)
    return _untitled(one) == _untitled(other) or (state is not None and state == canonical(other))


def _untitled(name: str) -> tuple[str, ...]:
    words = name_words(name)
    full = tuple(word for word in words if word not in TITLES and len(word) > 1) or words
    return tuple(_CASE_ENDING.sub("", word) for word in full)


@lru_cache(maxsize=4096)
def state_named(name: str) -> str | None:
    """Return the only State that `name` names, in full or short ("brits", "UK"); `None` where there is none, or two."""
    if name.isupper() and len(called := states_called(name)) == 1:  # alone, it is no slip for a word in capitals
        return called[0]
    found = find_states(re.sub(r"\w+", lambda word: SHORT_FORMS.get(word[0].casefold(), word[0]), name))
    return found[0].name if len(found) == 1 else None


@lru_cache(maxsize=16384)
def names_match(typed: str, printed: str) -> bool:
    """Tell whether `typed` means `printed`: the same State, the same words, initials, or one slip of the finger.

    Takes ("HRW", "Human Rights Watch/Helsinki"), ("sargsyan", "Serzh Sargsyan"), ("baku", "Azerbaijan"); leaves
    ("Armenia", "Azerbaijan") alone.
    """
    state = None if _CHOSEN_BY.search(typed) else state_named(typed)
    if state is not None:  # the words of a treaty with a State are not that State's
        printed = _OF_A_PAPER.sub(r"\1", printed)
    other = state_named(printed)
    if state is not None and other is not None:
        return other in (state, _ALSO_CALLED.get(state))
    asked, named = name_words(typed), name_words(printed)
    if not asked or not named:
        return False
    if len(asked) == 1 and 2 <= len(asked[0]) <= 6 and "".join(word[0] for word in named).startswith(asked[0]):
        return len(asked[0]) > 1 and len(named) > 1
    return all(any(_same(word, other) for other in named) for word in asked)


def _same(typed: str, printed: str) -> bool:
    if typed == printed:
        return True
    slips = 0 if len(typed) < 5 else 1 if len(typed) < 9 else 2
    return slips > 0 and DamerauLevenshtein.distance(typed, printed, score_cutoff=slips) <= slips
