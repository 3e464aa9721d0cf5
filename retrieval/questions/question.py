"""A question as a person types it → a query: what to search for, and what kind of answer would answer it.

Of the letters only their words and their senders are known here.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain
from typing import Protocol

from retrieval.encoder.neighbours import Near
from retrieval.language.analysis import terms
from retrieval.language.everyday import formally
from retrieval.patterns import regex
from retrieval.questions.as_such import OfLetters, asked_as_such
from retrieval.questions.asking import (
    ASKED_SPEAKER,
    COUNTED,
    EXACTLY,
    EXPECTS,
    MASTHEAD_FIELDS,
    NAMED,
    NO_QUESTION,
    NUMBERED,
    OFFICE_OF,
    TWO_SIDED,
    YES_OR_NO,
    Expect,
    MastheadField,
)
from retrieval.questions.doers import Deed, asks_when, deed_asked
from retrieval.questions.followup import says_nothing, standalone
from retrieval.questions.framing import bare
from retrieval.questions.parties import direction, parties
from retrieval.questions.periods import find_periods
from retrieval.questions.rarity import Held, Holding
from retrieval.questions.restating import restated
from retrieval.questions.shown import turns_to_shown
from retrieval.questions.sides import without_sides
from retrieval.questions.speakers import speakers_asked
from retrieval.questions.spelling import respelled, spelled
from retrieval.questions.wording import Correcting, corrected, near, tells, weighed
from retrieval.symbols import typed_symbols, without_symbols
from retrieval.types import Question


@dataclass(frozen=True, slots=True)
class Query:
    """What goes to the index, and what is asked of the result.

    `text` stands alone and is what is embedded; `terms` maps each stem to its weight (1 for the asker's own words, less
    for what stands for them), `formal` are stems to search for besides, which no answer has to hold, and `near` maps
    each stem to those of like meaning: to begin with, a people to its State, everyday words to formal ones. `slips` map
    what no letter holds to what it may be a slip for, unless it is a word.
    `periods` are ISO prefixes ("1946-05"). `speakers` are the names, as typed, of those whose words are asked for;
    `deed` is what a party does that is asked about; `counted` are the stems of what is counted, `exactly` tells whether
    "hundreds" is no answer to that; `named` are those of that whose name is asked for, `numbered` the articles and
    resolutions asked about, ("article", "IX").
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
    letters: OfLetters | None = None
    direction: tuple[str, str] | None = None
    carried: int = 0
    tells: bool = True
    put: bool = False
    only_his: bool = False
    speakers: tuple[str, ...] = ()
    deed: Deed | None = None
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


_A_LETTER = regex(r"\b(?:letters?|notes? verbales?|documents?)\b", re.IGNORECASE)
# Takes "the treaty of 1974", "its report"; leaves "Kesparia reported it" alone.
_OTHER_PAPER = regex(
    r"\b(?:declaration|agreement|agreed record|convention|treaty|protocol|order|judge?ment|report|communiqu[eé]|"
    r"memorandum|exchange of notes|resolution)\b",
    re.IGNORECASE,
)
_NUMBER_ALONE = regex(r"\W*\d{1,3}\W*")
# A longer question is no question typed on a phone; the rest of it is left unread.
MAX_QUESTION = 2_000


class Words(Holding, Correcting, Protocol):
    """What understanding a question asks of an index: the words that the letters hold, and who sent them."""

    def all_senders(self) -> tuple[str, ...]:
        """Return all senders of letters, in small letters."""


def understand(question: Question, words: Words, newest_year: int | None = None) -> Query:
    """Return the query that `question` makes of the `words` at hand.

    `newest_year` is that of the newest letter and settles the century of a year typed with two figures.
    """
    typed, senders = respelled(spelled(question.text), words), words.all_senders()
    before = tuple(map(spelled, question.history))
    own, history = bare(typed), tuple(map(bare, before))
    put = restated(own, history, senders, newest_year)
    if put is not None:
        own, history = put
    speakers, together = speakers_asked(own, history, senders, Held(words), newest_year)
    two_sided = together or bool(TWO_SIDED.search(standalone(own, history, Held(words))))
    own = without_sides(own) if two_sided else own
    text = standalone(own, history, Held(words))
    states, formal = parties(text, senders), formally(text, Held(words).common(terms(text)))
    symbols = typed_symbols(question.text)
    masthead_field = _masthead_field(own, history, symbols)
    letters = asked_as_such(typed, own, before, senders, newest_year)
    about = history or symbols or letters or masthead_field or not says_nothing(own)
    return Query(
        text=text,
        own_text=question.text,
        terms=weighed(text, states, words, formal),
        formal=tuple(dict.fromkeys(chain.from_iterable(formal.values()))),
        near=near(text, own, formal, senders, newest_year),
        slips=corrected(text, words, formal),
        expects=frozenset(expect for expect, pattern in EXPECTS.items() if pattern.search(own)),
        periods=tuple(dict.fromkeys(each.iso for each in find_periods(text, newest_year))),
        states=states,
        symbols=symbols,
        masthead_field=masthead_field,
        letters=letters,
        direction=direction(own, senders),
        carried=len(text) - len(own.strip()),
        tells=tells(own, speakers),
        put=put is not None,
        only_his=put is not None and bool(speakers) and ASKED_SPEAKER.search(own) is None,
        speakers=speakers,
        deed=deed_asked(own, senders) if not speakers or asks_when(own) else None,
        counted=_things(COUNTED, own, "thing", "toll"),
        exactly=bool(EXACTLY.search(own)),
        named=_things(NAMED, own, "thing"),
        numbered=tuple((found["kind"].lower(), found["number"].upper()) for found in NUMBERED.finditer(own)),
        office=_office(own, senders),
        two_sided=two_sided,
        yes_or_no=bool(YES_OR_NO.search(own)),
        is_question=bool(about) and not NO_QUESTION.search(typed) and _says_something(question.text),
    )


def _says_something(text: str) -> bool:
    """Tell whether a text says anything; a small number does only where it may be that of something shown."""
    if _NUMBER_ALONE.fullmatch(text):
        return turns_to_shown(text)
    return any(map(str.isalnum, text))


def _masthead_field(own: str, history: Sequence[str], symbols: Sequence[str]) -> MastheadField | None:
    """Return the fact of a letter itself that is asked for; after a treaty "who signed it?" asks of that."""
    if history and _names_paper(history[-1]) and not (symbols or _A_LETTER.search(own)):
        return None
    return next((field for field, pattern in MASTHEAD_FIELDS if pattern.search(own)), None)


def _names_paper(text: str) -> bool:
    """Tell whether a question names a paper of another kind than a letter, and no letter by its symbol."""
    return _OTHER_PAPER.search(text) is not None and not (typed_symbols(text) or _A_LETTER.search(text))


def within_letters(query: Query) -> Query:
    """Return what is asked of the letters that `query` names by symbol, which need not name themselves by it."""
    text = without_symbols(query.text)
    gone = set(terms(query.text)) - set(terms(text))
    kept = {stem: weight for stem, weight in query.terms.items() if stem not in gone}
    if all(weight != 1.0 for weight in kept.values()):
        return query
    carried = without_symbols(query.text[: query.carried]) if query.leans else ""
    return replace(query, text=text, carried=len(carried), terms=kept)


def _office(text: str, senders: tuple[str, ...]) -> tuple[str, str] | None:
    """Return an office that a question names and whose it is: "the prime minister of velmora"."""
    named = ((found["office"], found["of"]) for found in OFFICE_OF.finditer(text))
    return next(((office, of) for office, of in named if parties(of, senders)), None)


def _things(asked: re.Pattern[str], text: str, *groups: str) -> tuple[str, ...]:
    """Return the stems of that whose number or name a question asks for, which `groups` of the pattern hold."""
    found = (match[group] or "" for match in asked.finditer(text) for group in groups)
    return tuple(stem for thing in found for stem in terms(thing))
