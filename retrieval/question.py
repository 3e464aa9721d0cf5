"""A question as a person types it → a query: what to search for, and what kind of answer would answer it.

Nothing here knows the letters: names are matched against them later.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import reduce
from itertools import chain, pairwise
from typing import Protocol

from rapidfuzz.distance import DamerauLevenshtein

from retrieval.analysis import terms
from retrieval.askedletters import LettersAsked, SignerAsked, continued, letters_asked, told
from retrieval.asking import (
    ASKED_SPEAKER,
    ASKS_ELSE,
    COUNTED,
    EACH_OF_THEM,
    EACH_SIDE,
    EXACTLY,
    EXPECTS,
    MASTHEAD_FIELDS,
    NAMED,
    NO_QUESTION,
    NUMBERED,
    OFFICE_OF,
    SAYS_BEHIND,
    THE_TWO,
    TWO_SIDED,
    VIEW_OF,
    WORDS_OF,
    YES_OR_NO,
    Expect,
    MastheadField,
)
from retrieval.everyday import Formal, formally
from retrieval.followup import (
    asks_for_reaction,
    asks_itself,
    in_turn,
    meant_instead,
    of_a_time,
    on_another_topic,
    says_nothing,
    standalone,
    who_else,
    whose_words,
)
from retrieval.framing import bare, without_courtesies
from retrieval.names import ORGANIZATIONS, SHORT_FORMS, state_named
from retrieval.neighbours import Near, merged
from retrieval.numerals import other_numerals
from retrieval.patterns import regex
from retrieval.periods import find_periods, in_letters, without_dates, without_periods, written_out
from retrieval.rarity import Held, Holding
from retrieval.senders import NamedSender, find_senders
from retrieval.shown import turns_to_shown
from retrieval.states import canonical, find_states
from retrieval.symbols import typed_symbols, without_address, without_symbols
from retrieval.types import Question
from retrieval.verbforms import other_forms


@dataclass(frozen=True, slots=True)
class Query:
    """What goes to the index, and what is asked of the result.

    `text` stands alone and is what is embedded; `terms` maps each stem to its weight (1 for the asker's own words, less
    for what stands for them), `formal` are stems to search for besides, which no answer has to hold, and `near` maps
    each stem to those of like meaning: to begin with, a people to its State, everyday words to formal ones. `slips` map
    what no letter holds to what it may be a slip for, unless it is a word.
    `periods` are ISO prefixes ("1946-05"). `speakers` are the names, as typed, of those whose words are asked for;
    `counted` are the stems of what is counted, `exactly` tells whether "hundreds" is no answer to that; `named` are
    those of that whose name is asked for, `numbered` the articles and resolutions asked about, ("article", "IX").
    `states` are States and senders, `letters` those asked for as such;
    `direction` is from whom to whom ("renn to lind"), `office` an office and whose it is ("prime minister", "velmora");
    `carried` is how many characters of `text` earlier questions take, before the asker's own words; `tells` whether
    those say what is asked, and not only whose words or when; `put` that it is the last question, put to another; if
    that asked for nobody's words, `only_his` answer it.
    """

    text: str
    own_text: str
    terms: Mapping[str, float] = field(default_factory=dict)
    formal: tuple[str, ...] = ()
    near: Near = field(default_factory=dict)
    slips: Near = field(default_factory=dict)
    expects: frozenset[Expect] = frozenset()
    periods: tuple[str, ...] = ()
    states: tuple[str, ...] = ()
    symbols: tuple[str, ...] = ()
    masthead_field: MastheadField | None = None
    letters: LettersAsked | SignerAsked | None = None
    direction: tuple[str, str] | None = None
    carried: int = 0
    tells: bool = True
    put: bool = False
    only_his: bool = False
    speakers: tuple[str, ...] = ()
    counted: tuple[str, ...] = ()
    exactly: bool = False
    named: tuple[str, ...] = ()
    numbered: tuple[tuple[str, str], ...] = ()
    office: tuple[str, str] | None = None
    two_sided: bool = False
    yes_or_no: bool = False
    is_question: bool = True

    @property
    def leans(self) -> bool:
        """Tell whether `text` holds earlier questions."""
        return self.carried > 0


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
    "deal pact scheme award judgment judgement ruling verdict "
    # another verb stands before the one that was taken for his saying: "when did lind get asked", "had renn been told"
    "if be been being get gets got getting need see hate accept pledge change missed must".split()
)
# "the letters of march 2022", "the joint letter" and "footnote 4" are nobody; whose they are is asked for with a name.
# Leaves "report", which letters quote, and "the last letter from renn", which names him.
_A_PAPER = regex(
    r"(?:letter|note|cable|telegram|text)s?\s(?:of|from|dated|in)\b|footnotes?\b|"
    r"(?:(?:joint|identical|same|first|second|third|fourth|fifth|last|latest|next|previous|earlier|later)(?:\s|$))*"
    r"(?:(?:letter|cable|cablegram|telegram|document|corrigendum|paragraph|para|page|annex|enclosure|table)s?"
    r"(?:\s(?:\d+|[ivx]+)\b)?|notes? verbales?|)$",
    re.IGNORECASE,
)
_A_LETTER = regex(r"\b(?:letters?|notes? verbales?|documents?)\b", re.IGNORECASE)
_OTHER_PAPER = regex(
    r"\b(?:declaration|agreement|agreed record|convention|treaty|protocol|order|judge?ment|report|communiqu[eé]|"
    r"memorandum|exchange of notes|resolution)\b",
    re.IGNORECASE,
)
# what is left of "april 46", "reply of april 46" without the date
# "the two ministers" are more than one, and any of them may have spoken
_SOME = regex(r"(?:two|three|four|five|several|both|other)\s", re.IGNORECASE)
_A_DAY = regex(r"\s*(?:[\w’'-]+\s(?:of|from|in|dated)\s*)?", re.IGNORECASE)
# Takes "the" off "the vatican", "each" off "Velmora and Osterland each", and "'s letter" off "orvelland's letter", as
# its words are Orvelland's, and "just" off "renn just".
_AROUND_NAME = regex(
    r"^(?:(?:by|in|from)\s+)?(?:(?:the|a|an)\s+)?|[’']s(?:\s+(?:own\s+)?(?:letter|note(?:\sverbale)?|cable|message|memo)s?)?$|"
    r"\s(?:each|both|just|now|once|again|later|earlier|(?:main|real|final|recent|open|quiet|(?:offici|person|origin|actu)al|"
    r"(?:priv|accur)ate|public|clear|secret|previous|repeated)ly)$",
    re.IGNORECASE,
)
_ARTICLES = frozenset("the a an".split())
_BEFORE_ARTICLE = frozenset("of and for at in from to".split())  # "forde and the rest of the delegation"
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
    "becuase": "because", "becasue": "because", "thier": "their", "woudl": "would", "shoudl": "should",
    "abuot": "about", "abotu": "about", "aobut": "about",
    # what peoples are called is what their States say
    **{called: meant for called, meant in SHORT_FORMS.items() if state_named(meant) is not None},
}  # fmt: skip
_PHONE_WORD = regex(rf"(?<![\w/.'’-])(?:{'|'.join(map(re.escape, _ON_A_PHONE))})(?![\w/'’-])", re.IGNORECASE)

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
# "how long did it last" asks for no word "long", which the answer hardly has: "for nine days"; nor does "when did the
# vote take place" ask for "place": "staged on 31 March". Leaves "where did they place it".
_MEASURED = regex(
    r"\bhow (?P<measure>long|tall|high|low|far|near|close|big|large|small|old|deep|wide|heavy|fast|often|soon)\b"
    r"|\b(?P<taking>(?:take|takes|took|taken|taking) place)\b",
    re.IGNORECASE,
)
# Takes "11", "2" of "2nd", "second"; leaves the figures of a time, a symbol and a larger number alone.
_NUMERAL = regex(r"(?<![\w.,:/-])(?:\d{1,2}(?=(?:st|nd|rd|th)?(?![\w:/-]|[.,]\d))|[a-z]{3,}(?![\w-]))")
# "who" asks, "the WHO" is somebody.
_HEALTH = regex(r"(?<=\b[Tt]he )WHO\b")
# By these a question is understood, mistyped as well.
_UNDERSTOOD = (
    "signed reply replied answer answered agenda letter letters footnote footnotes paragraph source addressed "
    "january february april june july august september october november december"
).split()
_TYPED = regex(r"(?<![\w/.-])[^\W\d_]{5,}(?![\w/])")
# Takes "US" in "what did the us say", "does US claim", "US's position"; leaves "tell us", "the US draft" alone, where
# nobody could take it for "we".
_UNITED_STATES = regex(
    r"(?P<does>\b(?:[Dd]id|[Dd]oes|[Dd]o|[Hh]as|[Hh]ave|[Hh]ad) (?:the )?)(?:(?<=the )us|US)\b(?![/-])|\bUS(?=[’']s )"
)
# A longer question is no question typed on a phone; the rest of it is left unread.
MAX_QUESTION = 2_000
ASKING_WEIGHT = 0.2
EXPANSION_WEIGHT = 0.5
# A formal word stands for the everyday one rather better than a word of like meaning does by itself.
FORMAL_STRENGTH = 0.7
CORRECTION_WEIGHT = 0.8


class Words(Holding, Protocol):
    """What understanding a question asks of an index: the words that the letters hold, and who sent them."""

    def correct(self, stem: str) -> str | None:
        """Return the index's own spelling of a stem that it does not hold, or `None`."""

    def all_senders(self) -> tuple[str, ...]:
        """Return all senders of letters, in small letters."""


def understand(question: Question, words: Words, newest_year: int | None = None) -> Query:
    """Return the query that `question` makes of the `words` at hand.

    `newest_year` is that of the newest letter and settles the century of a year typed with two figures.
    """
    typed, senders = _respelled(spelled(question.text), words), words.all_senders()
    own, history = bare(typed), tuple(bare(spelled(before)) for before in question.history)
    put = (
        _put_to_another(own, history, senders)
        or _corrected_by(own, history, newest_year)
        or _turned(own, history)
        or _of_another_time(own, history, newest_year)
    )
    if put is not None:
        own, history = put
    text = standalone(own, history, Held(words))
    states, formal = _parties(text, senders), formally(text, Held(words).common(terms(text)))
    speakers, together = _asked_of(own, history, senders, Held(words), newest_year)
    symbols = typed_symbols(question.text)
    field = next((name for name, pattern in MASTHEAD_FIELDS if pattern.search(own)), None)
    if history and _names_paper(history[-1]) and not (symbols or _A_LETTER.search(own)):
        field = None  # "who signed it?" asks of that treaty
    letters = _letters(own, history, senders, newest_year)
    about = history or symbols or letters or field or not says_nothing(own)
    return Query(
        text=text,
        own_text=question.text,
        terms=_weigh(text, states, words),
        formal=tuple(dict.fromkeys(chain.from_iterable(formal.values()))),
        near=_means(
            _peoples(text, senders), _spelled_out(text, newest_year), _of_verbs(own), _in_figures(text), _like(formal)
        ),
        slips=_corrected(text, words),
        expects=frozenset(expect for expect, pattern in EXPECTS.items() if pattern.search(own)),
        periods=tuple(dict.fromkeys(each.iso for each in find_periods(text, newest_year))),
        states=states,
        symbols=symbols,
        masthead_field=field,
        letters=letters,
        direction=_direction(own, senders),
        carried=len(text) - len(own.strip()),
        tells=_tells(own, speakers),
        put=put is not None,
        only_his=put is not None and bool(speakers) and ASKED_SPEAKER.search(own) is None,
        speakers=speakers,
        counted=_things(COUNTED, own, "thing", "toll"),
        exactly=bool(EXACTLY.search(own)),
        named=_things(NAMED, own, "thing"),
        numbered=tuple((found["kind"].lower(), found["number"].upper()) for found in NUMBERED.finditer(own)),
        office=_office(own, senders),
        two_sided=bool(TWO_SIDED.search(text)) or together,
        yes_or_no=bool(YES_OR_NO.search(own)),
        is_question=bool(about) and not NO_QUESTION.search(typed) and any(map(str.isalnum, question.text)),
    )


def _asked_of(
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


def _tells(text: str, speakers: tuple[str, ...]) -> bool:
    """Tell whether a question says more than that it asks, whose words it asks for and of which time.

    Takes "how old was he", "and the crew?"; leaves "did they let him", "what did Renn say to that", "and in 2021?".
    """
    telling = set(terms(without_dates(text))) - _ASKING - set(terms(" ".join(speakers)))
    return not all(map(str.isdecimal, telling))


def _names_paper(text: str) -> bool:
    """Tell whether a question names a paper of another kind than a letter, and no letter by its symbol."""
    return _OTHER_PAPER.search(text) is not None and not (typed_symbols(text) or _A_LETTER.search(text))


def _put_to_another(
    text: str, history: tuple[str, ...], senders: tuple[str, ...]
) -> tuple[str, tuple[str, ...]] | None:
    """Return the last question put to, or asked of, the other whom "and the British?" names, with its history.

    `None` where nobody is named so, or no question was asked before that names one alone.
    """
    says = whose_words(text)
    name = says or who_else(text)
    if name is None or not (state_named(name) is not None or find_senders(name, senders)):
        return None
    for place in range(len(history) - 1, -1, -1):
        earlier = history[place]
        put = in_turn(name, earlier)
        if put is None and says:
            put = _by(name, earlier, senders)
        elif put is None and not asks_for_reaction(text):  # what he said to that is not that said of him
            put = _of_another(name, earlier, senders)
        if put is not None:
            return put, history[:place]
        if not (who_else(earlier) or turns_to_shown(earlier)):
            return None
    return None


def _by(name: str, earlier: str, senders: tuple[str, ...]) -> str | None:
    """Return the question `earlier` as asked of what one who sent letters says; `None` where it is none by itself."""
    asks = asks_itself(earlier) and find_senders(name, senders)
    return f"{earlier.rstrip(' ?.!')} according to {name}" if asks else None


def _corrected_by(text: str, history: tuple[str, ...], newest_year: int | None) -> tuple[str, tuple[str, ...]] | None:
    """Return the last question with what is said to be meant by it, and its history: "no i mean the unlicensed ones".

    A date takes the place of the one that was given.
    """
    what = meant_instead(text)
    if what is None or not history:
        return None
    if asks_itself(what):
        return what, history
    earlier = history[-1].rstrip(" ?.!")
    if find_periods(what, newest_year):
        earlier = without_periods(earlier, newest_year)
    return f"{earlier} {what}", history[:-1]


def _turned(text: str, history: tuple[str, ...]) -> tuple[str, tuple[str, ...]] | None:
    """Return the last question asked about another topic, with its history: "and about the gates?"."""
    turned = on_another_topic(text, history[-1]) if history else None
    return (turned, history[:-1]) if turned is not None else None


def _of_another_time(
    text: str, history: tuple[str, ...], newest_year: int | None
) -> tuple[str, tuple[str, ...]] | None:
    """Return the last question of another time, with its history: "and in 2022?"."""

    def time(each: str) -> str | None:
        return of_a_time(each, without_periods(each, newest_year)) if find_periods(each, newest_year) else None

    asked = time(text)
    place = next((place for place in range(len(history) - 1, -1, -1) if time(history[place]) is None), None)
    if asked is None or place is None:
        return None
    return f"{without_periods(history[place].rstrip(' ?.!'), newest_year)} {asked}", history[:place]


def _of_another(name: str, earlier: str, senders: tuple[str, ...]) -> str | None:
    """Return the question `earlier` asked of `name` in the place of the only one it names; `None` where none is."""
    named = find_senders(earlier, senders)
    if len({each.name for each in named}) != 1:
        return None
    at = named[0].span
    return earlier[: at.start] + name + earlier[at.end :] if len(named) == 1 else None


def _parties(text: str, senders: tuple[str, ...]) -> tuple[str, ...]:
    """Return the States and the senders that a question names, in any way."""
    states = [found.name for found in find_states(text) if found.name]
    known = {name.casefold() for name in states}
    others = (each.name for each in find_senders(text, senders))
    return tuple(dict.fromkeys([*states, *(name for name in others if name not in known)]))


def _direction(text: str, senders: tuple[str, ...]) -> tuple[str, str] | None:
    """Return from whom to whom the letters went that a question names: "renn to lind, october 1945"."""
    pair = _correspondents(text, senders)
    return (pair[0].name, pair[1].name) if pair else None


def _correspondents(text: str, senders: tuple[str, ...]) -> tuple[NamedSender, NamedSender] | None:
    """Return the first two senders that a question joins by "to"."""
    pairs = pairwise(find_senders(text, senders))
    return next(
        (pair for pair in pairs if text[pair[0].span.end : pair[1].span.start].strip().casefold() == "to"), None
    )


def _peoples(text: str, senders: tuple[str, ...]) -> Near:
    """Return the names of senders by what a question calls their people: "kesparian" means Kesparia."""
    named = ((terms(each.span.of(text)), terms(each.name)) for each in find_senders(text, senders))
    return {
        stem: dict.fromkeys(name, 1.0) for said, name in named for stem in said if len(name) == 1 and stem not in name
    }


def within_letters(query: Query) -> Query:
    """Return what is asked of the letters that `query` names by symbol, which need not name themselves by it."""
    text = without_symbols(query.text)
    gone = set(terms(query.text)) - set(terms(text))
    kept = {stem: weight for stem, weight in query.terms.items() if stem not in gone}
    if all(weight != 1.0 for weight in kept.values()):
        return query
    carried = without_symbols(query.text[: query.carried]) if query.leans else ""
    return replace(query, text=text, carried=len(carried), terms=kept)


def _letters(
    own: str, history: Sequence[str], senders: tuple[str, ...], newest_year: int | None
) -> LettersAsked | SignerAsked | None:
    """Return the letters that a question asks for as such, be it by a new name or date for the question before it."""
    now = told(own, senders, newest_year)
    asked = letters_asked(now)
    before = letters_asked(told(history[-1], senders, newest_year)) if history and asked is None else None
    return continued(before, now) if isinstance(before, LettersAsked) else asked


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


def _respelled(text: str, words: Words) -> str:
    """Return a question with slips mended in the words that it is understood by: "who sigend it", "in nonember".

    What else is mistyped is looked for as it stands as well; a name is never changed into another.
    """
    return _TYPED.sub(lambda found: _meant(found[0], words), text)


def _meant(typed: str, words: Words) -> str:
    """Return the word that a question is understood by of which a word that no letter holds is one slip away."""
    folded = typed.casefold()
    if folded in _UNDERSTOOD:
        return typed
    like = (each for each in _UNDERSTOOD if each[0] == folded[0] and DamerauLevenshtein.distance(folded, each) == 1)
    meant = next(like, None)
    return typed if meant is None or any(words.frequencies(terms(folded)).values()) else meant


def _weigh(text: str, states: tuple[str, ...], words: Words) -> dict[str, float]:
    """Return the stems to search for: the asker's own, corrected ones, what abbreviations stand for."""
    weights: dict[str, float] = {}
    asking = _ASKING.union(*(terms(found["measure"] or found["taking"]) for found in _MEASURED.finditer(text)))
    for stem in terms(text):
        right = words.correct(stem)
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


def _means(*told: Near) -> Near:
    """Return in one what is told of the stems of a question."""
    return reduce(merged, told)


def _spelled_out(text: str, newest_year: int | None) -> Near:
    """Return what abbreviations stand for, each as good as the abbreviation: "sec gen" is the Secretary-General."""
    found = (_short_forms(text) | in_letters(text, newest_year)).items()
    return {stem: dict.fromkeys(terms(meant), 1.0) for word, meant in found for stem in terms(word)}


def _of_verbs(text: str) -> Near:
    """Return the other forms of the verbs of a question whether something is so: "did it ring" asks whether it rang."""
    found = ((stem, other_forms(stem)) for stem in terms(text) if YES_OR_NO.search(text))
    return {stem: dict.fromkeys(forms, 1.0) for stem, forms in found if forms}


def _in_figures(text: str) -> Near:
    """Return the numbers of a question in their other forms: "the 11 observers" are eleven."""
    said = ((word, other_numerals(word)) for word in _NUMERAL.findall(without_dates(text).casefold()))
    return {stem: dict.fromkeys(terms(" ".join(forms)), 1.0) for word, forms in said if forms for stem in terms(word)}


def _corrected(text: str, words: Words) -> Near:
    """Return what words that no letter holds are slips for."""
    found = ((stem, words.correct(stem)) for stem in terms(text))
    return {stem: {right: CORRECTION_WEIGHT} for stem, right in found if right}


def _like(formal: Formal) -> Near:
    """Return the formal words as those of like meaning."""
    return {stem: dict.fromkeys(words, FORMAL_STRENGTH) for stem, words in formal.items()}


def _office(text: str, senders: tuple[str, ...]) -> tuple[str, str] | None:
    """Return an office that a question names and whose it is: "the prime minister of velmora"."""
    named = ((found["office"], found["of"]) for found in OFFICE_OF.finditer(text))
    return next(((office, of) for office, of in named if _parties(of, senders)), None)


def _things(asked: re.Pattern[str], text: str, *groups: str) -> tuple[str, ...]:
    """Return the stems of that whose number or name a question asks for, which `groups` of the pattern hold."""
    found = (match[group] or "" for match in asked.finditer(text) for group in groups)
    return tuple(stem for thing in found for stem in terms(thing))


def _speakers(text: str) -> tuple[str, ...]:
    """Return the names of those whose words are asked for, as typed; "who does HRW blame" gives HRW.

    "What did each side say" names nobody.
    """
    names = [match["name"] for match in ASKED_SPEAKER.finditer(text)]
    names += [match["name"] or match["other"] or match["whose"] for match in WORDS_OF.finditer(text)]
    sides = (EACH_SIDE, EACH_OF_THEM)
    named = (name for name in names if not (typed_symbols(name) or any(side.search(name) for side in sides)))
    clean = [_AROUND_NAME.sub("", without_dates(name).strip(" .,'’")) for name in named]
    people = (name for name in clean if not (_A_PAPER.match(name) or _A_DAY.fullmatch(name) or _SOME.match(name)))
    return tuple(dict.fromkeys(name for name in people if _names_somebody(name.casefold().split())))


def _same_speaker(text: str, history: Sequence[str]) -> tuple[str, ...]:
    """Return whose words the last question asked for, where this one is what else he, or she, said."""
    asked = ASKED_SPEAKER.search(text)
    again = asked is not None and asked["name"].casefold() in ("he", "she") and ASKS_ELSE.match(text.strip())
    return _speakers(history[-1]) if again and history else ()


def _whose_view(text: str, senders: tuple[str, ...], held: Held) -> tuple[str, ...]:
    """Return whose view or complaint is asked about, with an apostrophe or without: "renns line on the gates"."""
    names = dict.fromkeys(found["whose"] for found in VIEW_OF.finditer(text))
    return tuple(name for name in names if _parties(name, senders) or held.names([name]))


def _says_behind(text: str, senders: tuple[str, ...], held: Held) -> tuple[str, ...]:
    """Return who is named at the end as saying it: "which ship do the pictures show, says kesparia"."""
    names = (found["whose"] for found in SAYS_BEHIND.finditer(text))
    return tuple(name for name in names if _parties(name, senders) or held.names([name]))


def _apart(name: str, senders: tuple[str, ...]) -> tuple[str, ...]:
    """Return two who are named together as two: "Kesparia and Orvelland", but not "Trinidad and Tobago"."""
    parts = tuple(part for part in re.split(r"\s+(?:and|n|&)\s+(?:the\s+)?|,\s+", name) if part)
    one = canonical(name) or name.casefold() in senders or not all(_parties(part, senders) for part in parts)
    return (name,) if one else parts


def _each_of(text: str, senders: tuple[str, ...], held: Held) -> tuple[str, ...]:
    """Return the two whom "each of them" means: "renn and lind on the dam, what did each of them say"."""
    pairs = ((found["one"], found["other"]) for found in THE_TWO.finditer(text)) if EACH_OF_THEM.search(text) else ()
    named = (pair for pair in pairs if all(_parties(name, senders) or held.names([name]) for name in pair))
    return next(named, ())


def _headed(text: str, senders: tuple[str, ...], newest_year: int | None) -> tuple[str, ...]:
    """Return whose words are asked for by a heading: "renn, november 45: what was he after", "renn to lind, may 46"."""
    found = next(iter(find_senders(text, senders)), None)
    if found is None or text[: found.span.start].strip(" ,:"):
        return ()
    pair = _correspondents(text, senders)
    start = (pair[1] if pair and pair[0] == found else found).span.end
    dated = any(not text[start : each.span.start].strip(" ,in") for each in find_periods(text, newest_year))
    return (found.span.of(text),) if dated else ()


def _names_somebody(words: list[str]) -> bool:
    """Tell whether `words` may be a name; "canberra give him a quick", before "answer", is none."""
    broken = any(word in _ARTICLES and before not in _BEFORE_ARTICLE for before, word in pairwise(words))
    named = any(word.replace("-", "").isalpha() for word in words)
    return named and not (broken or set(words) <= _NOBODY or set(words) & _INSIDE_NO_NAME)
