"""Ranked passages → the sentences in them that may answer, best first.

A sentence is judged together with the notes that merely name its sources; a note that says something of its own is a
slice of its own.
"""

import math
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache, partial
from operator import mul

from retrieval.analysis import terms
from retrieval.asking import Expect
from retrieval.dates import find_dates, find_days
from retrieval.interaction import Reading
from retrieval.memory import Memory
from retrieval.names import OFFICES, name_words, names_match, state_named
from retrieval.neighbours import Meaning, strength
from retrieval.patterns import regex
from retrieval.question import Query
from retrieval.quoting import QUOTABLE, blocks_within, notes_of, sentences, voice_at
from retrieval.ranking import Candidate
from retrieval.states import find_states
from retrieval.symbols import find_symbols
from retrieval.types import Block, Footnote, Letter, Span
from retrieval.weights import Weights

FEATURES = (
    "passage", "coverage", "number", "date", "name", "reason", "length", "short", "note", "source", "symbol",
    "speaker", "whole coverage", "meaning", "likeness", "beside",
)  # fmt: skip
_PASSAGE = FEATURES.index("passage")
_NUMBER = regex(
    r"\b\d[\d.,]*\b|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|"
    r"seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundreds?|thousands?|"
    r"millions?|dozens?|half|third|quarter|per cent)\b",
    re.IGNORECASE,
)
_YEAR_OR_TIME = regex(r"\b(?:1[89]|20)\d\d\b|\b\d{1,2}(?:[.:]\d\d)?\s?(?:[ap]\.?m\b|hours\b|o[’']clock\b)")
_MONEY = regex(
    r"[£$€¥₽]|\b(?:pounds?|sterling|dollars?|cents?|shillings?|pence|penny|pennies|farthings?|\d+d|euros?|francs?|Reichsmarks?|merks?|guilders?|florins?|"
    r"crowns?|kron\w+|rou?bles?|yen|yuan|pesos?|liras?|lire|rupees?|rupiahs?|dinars?|dirhams?|ri[ya]als?|shekels?|"
    r"hryvnias?|manats?|drams?|tenge|zlotys?|forints?|leva|rand|nairas?|birr|baht|(?<=\d )(?:marks|won|lei|reais)|"
    r"USD|EUR|GBP|CHF|JPY|CNY|RUB|UAH|AZN|AMD|GEL|TRY|INR)\b"
)
_NAME = regex(r"(?<=[a-z,;:“‘(] )[“‘(]?[A-Z][^\W\d_]+|\b[A-Z]{2,}\b|\b[A-Z]\.(?= ?[A-Z])")
_REASON = regex(
    r"\b(?:because|since|as a result|owing|due to|reasons?|therefore|thus|in view of|in order|so that|so as|grounds|"
    r"cause[sd]?|purpose|consequently|hence|lest|might|would|considered?|fear(?:s|ed)?|in the interests?)\b",
    re.IGNORECASE,
)
_REPORTS = regex(
    r"\b(?:sa(?:y|ys|id)|told|tells|argue[sd]?|claim(?:s|ed)|claiming|state[sd]|stating|saying|adding|repl(?:ies|ied)|answered|respond(?:s|ed)"
    r"|admit(?:s|ted)|declare[sd]|announce[sd]|wrote|writes|report(?:s|ed)|alleg(?:es|ed)|insist(?:s|ed)|maintain(?:s|ed)"
    r"|asserted|asserts|observed|considers|considered|propose[sd]|suggest(?:s|ed)|demand(?:s|ed)?|warn(?:s|ed)|promise[sd]"
    r"|(?<=\bnot )(?:accept|agree|believe|consider|doubt|expect|favou?r|intend|object|propose|recommend|regard|think)"
    r"|(?:has|have|had) written|protest(?:s|ed)|disagree[sd]|remark(?:s|ed)|[ei]nquire[sd]"
    r"|mention(?:s|ed)|comment(?:s|ed)"
    r"|acknowledge[sd]|contends|contended|den(?:ies|ied)|called|thinks|thought|wants|wanted|ask(?:s|ed)|views?|position"
    r"|agree[sd]|refuse[sd]|hope[sd]|fe(?:els|lt)"
    r"|believe[sd]|doubt(?:s|ed)|fear(?:s|ed)|favou?r(?:s|ed)|prefer(?:s|red)|oppose[sd]|expect(?:s|ed)|urge[sd]|recommend(?:s|ed)"
    r"|request(?:s|ed)|emphasi[sz]e[sd]|criticize[sd]|criticise[sd]|complain(?:s|ed)|opinion|spoke|clarified|outlined|reviewed|presented"
    r"|informed(?=\s(?:[^.;:]|(?<=[DM]r)\.){2,60}\sthat\b)"
    r"|(?<=[’']s\s)(?:desires?|objections?|opposition|preference|insistence|reluctance|refusal|attitude))\b",
    re.IGNORECASE,
)
# With these a paragraph only tells of somebody in passing; what is his is the sentence that they stand in.
_TELLS = regex(
    r"\b(?:finds?|found|conclude[sd]|ruled|rules|held|holds|decide[sd]|determined|explain(?:s|ed)|note[sd]|stress(?:es|ed)|add(?:s|ed)"
    r"|gave|assur(?:es|ed)|pledge[sd]|undertook|vow(?:s|ed)|recall(?:s|ed)|confirm(?:s|ed)|advise[sd]|referred|refers|describe[sd]|object(?:s|ed)|testif(?:ies|ied)"
    r"|recommend(?:s|ed)|request(?:s|ed)|expressed|expresses|regard(?:s|ed)|emphasi[sz]e[sd])\b",
    re.IGNORECASE,
)
# "I saw McCarthy, and it is his view that"; not "Renn told McCarthy that it was, in his view"
_HIS_VIEW = regex(r"\bit (?:is|was|remains) (?:his|her) (?:view|opinion|belief|feeling)\b")
# "Judge Lind dissented; in her view": hers who acts in the words before
_IN_HIS_VIEW = regex(r"[.;]\s+[Ii]n (?:his|her) (?:view|opinion)\b")
_ASKED = (Expect.NUMBER, Expect.DATE, Expect.NAME, Expect.REASON, Expect.SOURCE, Expect.SYMBOL)
_HE_BEGINS = regex(r"(?:He|She)\b")
_BEFORE_HE = 400  # characters before a paragraph that begins with "He", which may name him
_NEAR, _NEAR_ASIDE = 6, 3  # words between a name and its verb, and between a name and an aside before its verb
# "presented a letter to Mr. Renn, stating that": Renn states nothing
_OBJECT = regex(r"\b(?:to|from|with|against|for|told|asked|informed)(?:\s(?:the|an?|[A-Z]\w{1,3}\.))*$")
# "Renn was warned": he warned nobody
_PASSIVE = regex(
    r"\b(?:is|are|was|were|be|been|being)\s(?:(?:not|never|also|now|again|twice|once|then|first|[a-z]+ly)\s)?$|"
    r"\b(?:is|are|was|were|be|been|being)\s(?:[a-z]+ly\s)?(?!alarmed|concerned|disappointed|shocked|surprised|worried|pleased)"
    r"[a-z]+ed,?\s(?:and|or|nor)\s(?:[a-z]+ly\s)?$"
)
# "A guard, interviewed by the weekly Courier, said", "Senator Renn, the Chairman of the Board, told"; not what comes
# before the one who acts: "In May, Renn said"
_ASIDE = regex(
    r"(?<=[a-z]{2}),\s(?:who|which|whose|[a-z]+ed|[a-z]+ing|then|now|himself|herself|of|in|at|for|"
    r"(?:the|an?|his|its|our)\s(?!other\b))\b[^,]{2,100},\s*$"
)
# "Velmora's premier", "premier of Velmora"
_OF_WHOM = regex(r"^(?:the\s)?[\w’'-]+[’']s\s|\s(?:of|for|from|to)\s.+$", re.IGNORECASE)
POSSESSIVE = regex(r"[’']s?$")
_FULL_NAME = 3  # words at most of a person's name
_AROUND_NAME = 800  # characters before a paragraph that may say whose Prime Minister speaks
# Words between a number and what it counts, a name and whose it is; between a day and anything that happened then.
_BESIDE, _ABOUT = 4, 12
# "the master Perrin", "Mr. Perrin"; not the first word of a sentence
_CAPITAL = regex(r"(?:(?<=[^.!?]\s)|(?<=\b[A-Z][a-z]\.\s)|(?<=[“‘(]))[A-Z][\w’-]+")
_MERE_SOURCE = 0.6
# what only frames a text: "Report begins:", "First."
_EMPTY = regex(
    r"\W*(?:(?:\w+\s)?(?:begins|ends|unquote)|first(?:ly)?|second(?:ly)?|third(?:ly)?|fourth(?:ly)?)\W*", re.IGNORECASE
)
# A formula that only frames what a letter says has to be better by so much.
FORMULA = 1.5
_FORMULA = regex(
    r"(?:I|We)\s(?:should|would|shall|will)\sbe\s(?:most\s)?grateful\sif\s(?:you|Your\sExcellency)\b.{0,120}\b(?:circulat|distribut|"
    r"issu)|(?:Please\s)?[Aa]ccept,\s(?:Sir|Madam|Excellency)\b|(?:Further\sto|With\sreference\sto|Reference|Refer)\s(?:my|your|our)\b"
    r"[^.]{0,80}\.$",
    re.DOTALL,
)
_VERB = regex(
    r"\b(?:is|are|was|were|be|been|being|has|have|had|does|did|will|would|shall|should|may|might|can|could|must|not|who|whom|"
    r"which|that|he|she|it|they|we|I|\w+(?:ed|ing))\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Slice:
    """A sentence that may answer: where it stands, what it was judged on, and the weighed sum of that.

    `passage_cost` is what its passage took from the score by standing behind the best one.
    """

    letter: Letter
    candidate: Candidate
    span: Span
    features: tuple[float, ...]
    score: float
    passage_cost: float = 0.0

    @property
    def text(self) -> str:
        """Return the words of the slice."""
        return self.span.of(self.letter.text)

    @cached_property
    def voice(self) -> tuple[str, ...]:
        """Return whose words they are, from the outside in."""
        return voice_at(self.letter, self.span)


@dataclass(frozen=True)
class _Unit:
    """A sentence, or a note (without a block): where it stands, its words, and the notes that name its sources."""

    span: Span
    text: str
    sources: tuple[str, ...]
    block: Block | None

    @property
    def judged(self) -> str:
        """Return the text that the sentence is judged on: its own, and the notes that name its sources."""
        return " ".join([self.text, *self.sources])

    @cached_property
    def words(self) -> int:
        """Return how many words the sentence has."""
        return len(self.text.split())

    @cached_property
    def numbers(self) -> int:
        """Return how many numbers it gives."""
        return len(_NUMBER.findall(self.text))

    @cached_property
    def names(self) -> int:
        """Return how many words in it may be names."""
        return len(_NAME.findall(self.text))

    @cached_property
    def reasons(self) -> int:
        """Return how many words in it lead to a reason."""
        return len(_REASON.findall(self.text))

    @cached_property
    def symbol(self) -> bool:
        """Tell whether it, or a note that names its sources, gives a symbol."""
        return bool(find_symbols(self.judged))

    @cached_property
    def formula(self) -> bool:
        """Tell whether it only frames what its letter says."""
        return _FORMULA.match(self.text) is not None

    @cached_property
    def own_stems(self) -> frozenset[str]:
        """Return the stems of its own words."""
        return frozenset(terms(self.text))

    @cached_property
    def stems(self) -> frozenset[str]:
        """Return the stems of all that the sentence is judged on."""
        return self.own_stems.union(*map(stems_of, self.sources))


# Working out what a passage holds costs more than judging it, and passages that answer are found again and again.
_REMEMBERED_UNITS = 16_384
_TEXT_OF_UNIT = 1_000  # characters of the letter, which is held with them, that count as one
_units_known: Memory[tuple[int, ...], tuple[Letter, tuple[_Unit, ...]]] = Memory(_REMEMBERED_UNITS)


def slices(
    query: Query,
    letters: Mapping[str, Letter],
    best: Sequence[Candidate],
    weighed: Mapping[str, float],
    reading: Reading,
    weights: Weights,
) -> tuple[Slice, ...]:
    """Return the sentences of the passages `best`, best first; `weighed` is the importance of each stem asked for."""
    found: dict[tuple[str, Span], Slice] = {}
    judge = _Judge.of(query, weighed, best[0].score if best else 0.0)
    said = bool(query.speakers) and Expect.SOURCE not in query.expects
    for candidate in best:
        letter = letters[candidate.passage.letter_id]
        units = _units(letter, candidate)
        if said:  # a name or a paper is nothing that somebody said
            units = [each for each in units if each.block is not None or is_sentence(each.text)]
        alike = reading.of_spans([each.passage_id for each in candidate.members], [unit.span for unit in units])
        for unit, likeness in zip(units, alike, strict=True):
            features = judge.features(letter, candidate, unit, likeness)
            score = sum(map(mul, weights.slices, features)) - FORMULA * unit.formula
            key = (letter.letter_id, unit.span)
            known = found.get(key)
            if known is None or known.score < score:
                cost = -weights.slices[_PASSAGE] * features[_PASSAGE]
                found[key] = Slice(letter, candidate, unit.span, features, score, cost)
    return tuple(sorted(found.values(), key=lambda each: -each.score))


def _units(letter: Letter, candidate: Candidate) -> Sequence[_Unit]:
    """Return the sentences of a passage, and the notes in it and called by it that say something of their own."""
    key = tuple([each.passage_id for each in candidate.members])
    known = _units_known.get(key)
    if known is not None and known[0] is letter:
        return known[1]
    units = tuple(_worked_out(letter, candidate))
    _units_known.put(key, (letter, units), 1 + len(units) + len(letter.text) // _TEXT_OF_UNIT)
    return units


def _worked_out(letter: Letter, candidate: Candidate) -> Iterator[_Unit]:
    passage = candidate.passage
    for block in blocks_within(letter, passage.span):
        if block.kind not in QUOTABLE:
            continue
        for span in sentences(letter.text, block.span):
            if _overlap(span, passage.span) and not _EMPTY.fullmatch(letter.text, span.start, span.end):
                sources = [note.span.of(letter.text) for note in notes_of(letter, block, span) if mere_source(note)]
                yield _Unit(span, span.of(letter.text), tuple(sources), block)
    spans = [each.span for each in candidate.members]
    for note in letter.footnotes:
        if any(_overlap(note.span, span) for span in spans) and not mere_source(note):
            yield _Unit(note.span, note.span.of(letter.text), (), None)


def _overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def mere_source(note: Footnote) -> bool:
    """Tell whether a note only names what it cites, so that it is shown with its sentence and not on its own."""
    cited = sum(citation.span.end - citation.span.start for citation in note.citations)
    return cited >= _MERE_SOURCE * (note.span.end - note.span.start)


def is_sentence(note: str) -> bool:
    """Tell whether an English note has a verb, or a word that mostly goes with one; others count as sentences.

    Takes "The order was given by telephone."; leaves "Shift log of the dam, entry of 3 May." alone.
    """
    return _VERB.search(note) is not None or not note.isascii()


@dataclass(frozen=True, slots=True)
class _Judge:
    """What sentences are measured against: a question with the share of each of its stems, and what it asks for.

    `asks` tells which of `_ASKED` it is; `top` is the score of the best passage.
    """

    query: Query
    shares: Mapping[str, float]
    meaning: Meaning
    asks: Sequence[bool]
    top: float

    @classmethod
    def of(cls, query: Query, weighed: Mapping[str, float], top: float) -> "_Judge":
        """Take the importance of each stem asked for, `weighed`, as its share of the question."""
        total = sum(weighed.values()) or 1.0
        shares = {stem: value / total for stem, value in weighed.items()}
        return cls(query, shares, Meaning(query.near, shares), [kind in query.expects for kind in _ASKED], top)

    def features(self, letter: Letter, candidate: Candidate, unit: _Unit, likeness: float) -> tuple[float, ...]:
        """Return what a sentence is judged on, in the order of `FEATURES`."""
        number, date, name, reason, source, symbol = self.asks
        is_note = unit.block is None
        covered = self._coverage(unit.stems)
        return (
            candidate.score - self.top,
            self._coverage(unit.own_stems) if unit.sources else covered,
            min(unit.numbers, 2) / 2 if number else 0.0,
            float(date and has_date(unit.text)),
            min(unit.names, 3) / 3 if name else 0.0,
            min(unit.reasons, 2) / 2 if reason else 0.0,
            math.log1p(unit.words) / 5,
            float(unit.words < 6),
            float(is_note),
            float(source and (is_note or bool(unit.sources))),
            float(symbol and unit.symbol),
            float(any(speaks(each, unit.block, unit.span, letter) for each in self.query.speakers)),
            covered,
            self.meaning.held_by(stems_of(candidate.passage.context), unit.stems),
            likeness,
            beside(self.query, unit.text),
        )

    def _coverage(self, held: frozenset[str]) -> float:
        """Return the share of the question that the stems `held` are, in [0, 1]."""
        return sum([share for stem, share in self.shares.items() if stem in held])


@lru_cache(maxsize=8_192)
def stems_of(text: str) -> frozenset[str]:
    """Return the different stems of `text`."""
    return frozenset(terms(text))


def has_date(text: str) -> bool:
    """Tell whether `text` gives a day, a month, a year or a time of day."""
    return bool(_dated(text))


def has_money(text: str) -> bool:
    """Tell whether `text` gives an amount of money, by a sign, a word or a code of a currency."""
    return bool(_MONEY.search(text))


@lru_cache(maxsize=4_096)
def _dated(text: str) -> tuple[Span, ...]:
    """Return where `text` gives a day, a month, a year or a time of day."""
    given = (found.span for found in (*find_dates(text), *find_days(text)))
    return (*given, *(Span(*found.span()) for found in _YEAR_OR_TIME.finditer(text)))


def beside(query: Query, text: str) -> float:
    """Return how surely `text` gives the number, name or day that `query` asks for, in [0, 1]: beside what has it.

    0 where none is asked for. A name that the question gives itself does not count.
    """
    if query.counted:
        return _strongest(query, query.counted, _around(text, [found.span() for found in _NUMBER.finditer(text)]))
    if query.named:
        return _strongest(query, query.named, _around(text, _new_names(text, query)))
    if Expect.DATE in query.expects:
        return _strongest(query, tuple(query.terms), _around(text, [(at.start, at.end) for at in _dated(text)], _ABOUT))
    return 0.0


def asks_beside(query: Query) -> bool:
    """Tell whether `query` asks for a number, a name or a day, so that it should stand beside what has it.

    Whoever asks for a source, who wrote it and when, is answered by a note.
    """
    of_source = Expect.SOURCE in query.expects
    return bool(query.counted) or (not of_source and bool(query.named or Expect.DATE in query.expects))


def _around(text: str, places: Iterable[tuple[int, int]], words: int = _BESIDE) -> list[frozenset[str]]:
    """Return the stems of the `words` before and behind each place, that itself included."""
    return [
        stems_of(" ".join([*text[:start].split()[-words:], text[start:end], *text[end:].split()[:words]]))
        for start, end in places
    ]


def _strongest(query: Query, asked: Iterable[str], around: Sequence[frozenset[str]]) -> float:
    return max((strength(query.near, stem, held) for stem in asked for held in around), default=0.0)


def _new_names(text: str, query: Query) -> list[tuple[int, int]]:
    """Return where words inside sentences have a capital letter and are not among those of the question."""
    return [found.span() for found in _CAPITAL.finditer(text) if stems_of(found[0]).isdisjoint(query.terms)]


def speaks(name: str, block: Block | None, span: Span, letter: Letter) -> bool:
    """Tell whether `name` is whose words stand at `span`: by voice, by a quotation inside, or as the letter reports."""
    if block is None:
        sent = any(names_match(name, sender) for sender in letter.masthead.senders)
        return sent or reported(name, span.of(letter.text))
    inside = [each for each in block.quotes if span.start < each.span.end and each.span.start < span.end]
    voices = (*block.attribution, *(each.speaker for each in inside))
    if any(means(name, voice, partial(_around_name, block, letter)) for voice in voices):
        return True
    if any(each.role and holds_office(name, each.role) for each in inside):
        return True
    if not block.part and (_signs(name, block, letter) or _writes_from(name, letter)):
        return True
    begins = block.span.start - (_BEFORE_HE if _HE_BEGINS.match(letter.text, block.span.start) else 0)
    text, start = letter.text[max(0, begins) : block.span.end], span.start - max(0, begins)
    end = start + span.end - span.start  # what is reported of him behind it is no word of his
    return _first_report(name, text) <= end or tells(name, text[:end], max(start, 0))


def _around_name(block: Block, letter: Letter) -> str:
    """Return the words that may say whose Prime Minister speaks."""
    return " ".join([*block.attribution, letter.text[max(0, block.span.start - _AROUND_NAME) : block.span.end]])


def means(name: str, printed: str, around: Callable[[], str]) -> bool:
    """Tell whether `name` means whom a letter calls `printed`, though it says more: "Velmora's premier Renn".

    A surname with an office is enough; of an office alone, whose it is has to stand beside it in the words `around`.
    """
    if names_match(name, printed):
        return True
    asked, words = name_words(name), name_words(printed)
    if len(words) > 1 and set(words) < set(asked) and OFFICES.intersection(words):
        return _whose(name, printed, around())
    surname = [word for word in name_words(_OF_WHOM.sub(" ", name)) if word not in OFFICES]
    person = [word for word in words if word not in OFFICES]
    if not surname or len(surname) == len(asked) or not 0 < len(person) <= _FULL_NAME or person[-1] not in surname:
        return False
    whose, others = _OF_WHOM.search(name), _OF_WHOM.search(printed)
    return not (whose and others) or names_match(whose[0], others[0])


def _whose(name: str, office: str, around: str) -> bool:
    """Tell whether every `office` that is said in `around` to be somebody's is that of whom `name` tells."""
    asked, state = set(name_words(name)).difference(name_words(office)), state_named(name)
    said = regex(
        rf"(?:(?P<whose>[\w’'-]+)\s)?{re.escape(office)}(?:\s(?:of|for)\s(?:the\s)?(?P<of>[\w’'-]+(?:\s[\w’'-]+){{0,2}}))?",
        re.IGNORECASE,
    )
    told = False
    for found in said.finditer(around):
        beside = " ".join(filter(None, (found["whose"], found["of"])))
        if asked <= set(name_words(beside)) or (state is not None and state_named(beside) == state):
            told = True
        elif found["of"] or state_named(beside) is not None or POSSESSIVE.search(found["whose"] or ""):
            return False
    return told


def _signs(name: str, block: Block, letter: Letter) -> bool:
    """Tell whether `name` signed a letter for the State whose own words stand in `block`."""
    signed = (each.name for each in letter.masthead.signatories)
    return len(block.attribution) == 1 and any(names_match(name, each) for each in signed)


def _writes_from(name: str, letter: Letter) -> bool:
    """Tell whether `name` is the capital that a letter is dated at: what London said is in a cable from there."""
    city = _capital(name)
    if city is None:
        return False
    head = next((each.span.start for each in letter.blocks if each.kind in QUOTABLE), len(letter.text))
    return bool(regex(rf"\b{re.escape(city)}\s*,\s*(?:\d|\w+\s\d)", re.IGNORECASE).search(letter.text, 0, head))


@lru_cache(maxsize=256)
def _capital(name: str) -> str | None:
    city = " ".join(name_words(name))
    return city if any(found.via == "capital" for found in find_states(city)) else None


def holds_office(name: str, role: str) -> bool:
    """Tell whether `name` means one in this `role` rather than somebody whom the role only relates to.

    "the president's adviser" means an "adviser to the President"; "the president" does not.
    """
    office = re.split(r"\b(?:of|to|for|in|at)\b", role, maxsplit=1)[0]
    return names_match(name, role) and bool(set(name_words(name)) & set(name_words(office)))


def reported(name: str, text: str) -> bool:
    """Tell whether `text` reports words of `name`: "Ruritania claims", "as the Ministry of Ruritania has stated"."""
    return _first_report(name, text) <= len(text)


@lru_cache(maxsize=4_096)  # all sentences of a block ask it of the block
def _first_report(name: str, text: str) -> float:
    """Return behind how many characters of `text` it has first reported words of `name`; infinite where it does not."""
    views = (found for found in _HIS_VIEW.finditer(text) if names_match(name, _clause_before(text, found)))
    acting = (found for found in _IN_HIS_VIEW.finditer(text) if _acts(name, _clause_before(text, found)))
    verbs = (verb for verb in _REPORTS.finditer(text) if _does(name, text, verb))
    return min(next((found.end() for found in each), math.inf) for each in (views, acting, verbs))


def _clause_before(text: str, found: re.Match[str]) -> str:
    return re.split(r"[.;]\s", text[: found.start()])[-1]


def _acts(name: str, clause: str) -> bool:
    return names_match(name, " ".join(clause.split()[:_NEAR]))


def tells(name: str, text: str, start: int) -> bool:
    """Tell whether the sentence from `start` says what `name` found: "The coroner sat in March. She found ..."."""
    return any(_does(name, text, verb) for verb in _TELLS.finditer(text, start))


def _does(name: str, text: str, verb: re.Match[str]) -> bool:
    """Tell whether `name`, or a pronoun for the one named in the sentence before, stands right before a verb."""
    *earlier, clause = re.split(r"[.;:]", text[: verb.start()])
    aside = _ASIDE.search(clause)
    if aside is not None:
        clause = clause[: aside.start()]
    before = clause.split()[-_NEAR if aside is None else -_NEAR_ASIDE :]
    if verb[0] != "opposed" and _PASSIVE.search(clause):  # "was opposed to it": it is his view
        return False
    acting = [word for at, word in enumerate(before) if not _OBJECT.search(" ".join(before[:at]))]
    if names_match(name, " ".join(acting)) or any(names_match(name, word) for word in acting):
        return True
    if before and before[-1].casefold() in ("he", "she") and names_match(name, clause):
        return True
    pronoun = {word.casefold() for word in (*before[:1], *before[-1:])} & {"he", "she"}
    return bool(earlier and pronoun) and names_match(name, _naming_him(earlier))


def _naming_him(sentences_before: Sequence[str]) -> str:
    """Return the last of these sentences that does not itself begin with "He", which says who he is."""
    return next((each for each in reversed(sentences_before) if not _HE_BEGINS.match(each.lstrip())), "")
