"""Ranked passages → the sentences in them that may answer, best first.

A sentence is judged together with the notes that merely name its sources; a note that says something of its own is a
slice of its own.
"""

import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from operator import mul

from retrieval.encoder.interaction import Reading
from retrieval.encoder.neighbours import Meaning, strength
from retrieval.language.analysis import terms
from retrieval.language.dates import find_dates, find_days
from retrieval.language.measures import measure_asked
from retrieval.memory import Memory
from retrieval.patterns import regex
from retrieval.questions.asking import Expect
from retrieval.questions.question import Query
from retrieval.search.ranking import Candidate
from retrieval.search.weights import Weights
from retrieval.spans.notes import notes_of
from retrieval.spans.places import blocks_within
from retrieval.spans.sentences import sentences
from retrieval.spans.speaking import speaks
from retrieval.spans.voices import voice_at
from retrieval.symbols import find_symbols
from retrieval.types import PARAGRAPHS, Block, Footnote, Letter, Span

FEATURES = (
    "passage", "coverage", "number", "date", "name", "reason", "length", "short", "note", "source", "symbol",
    "speaker", "whole coverage", "meaning", "likeness", "beside",
)  # fmt: skip
_PASSAGE, _NOTE, _SPEAKER, _LIKENESS = map(FEATURES.index, ("passage", "note", "speaker", "likeness"))
NUMBER = regex(
    r"\b\d[\d.,]*\b|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|"
    r"seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundreds?|thousands?|"
    r"millions?|dozens?|half|third|quarter|per cent)\b",
    re.IGNORECASE,
)
# Takes "towns of Ruden, Ammer and Holst", "ministers Renn and Lind": whoever counts them has how many they are; leaves
# "the towns, which Renn and Lind" alone.
_LISTED = regex(
    r"\b[a-z]{3,}(?:\s(?:of|in|at)|,|:)?\s(?P<names>[A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+)?"
    r"(?:,\s[A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+)?)*,?\sand\s(?:the\s)?[A-Z][\w’'-]+)"
)
_VAGUE = regex(r"hundreds|thousands|millions|dozens", re.IGNORECASE)
_YEAR_OR_TIME = regex(r"\b(?:1[89]|20)\d\d\b|\b\d{1,2}(?:[.:]\d\d)?\s?(?:[ap]\.?m\b|hours\b|o[’']clock\b)")
MONEY = regex(
    r"[£$€¥₽]|\b(?:pounds?|sterling|dollars?|cents?|shillings?|pence|penny|pennies|farthings?|\d+d|euros?|francs?|Reichsmarks?|merks?|guilders?|florins?|"
    r"crowns?|kron\w+|rou?bles?|yen|yuan|pesos?|liras?|lire|rupees?|rupiahs?|dinars?|dirhams?|ri[ya]als?|shekels?|"
    r"hryvnias?|manats?|t(?:h)?alers?|ducats?|gulden|escudos?|schillings?|kwachas?|cedis?|kyats?|takas?|afghanis?|soms?|"
    r"tugriks?|ringgits?|riels?|dong|bol[ií]vares|quetzals?|lempiras?|c[oó]rdobas?|col[oó]n(?:es)?|pulas?|"
    r"drams?|tenge|zlotys?|forints?|leva|rand|nairas?|birr|baht|(?:(?<=\d )|(?<=[mb]illion ))(?:marks|won|lei|reais)|"
    r"USD|EUR|GBP|CHF|JPY|CNY|RUB|UAH|AZN|AMD|GEL|TRY|INR)\b"
)
_NAME = regex(r"(?<=[a-z,;:“‘(] )[“‘(]?[A-Z][^\W\d_]+|\b[A-Z]{2,}\b|\b[A-Z]\.(?= ?[A-Z])")
REASON = regex(
    r"\b(?:because|since|as a result|owing|due to|reasons?|therefore|thus|in view of|in order|so that|so as|grounds|"
    r"cause[sd]?|purpose|consequently|hence|lest|might|would|considered?|fear(?:s|ed)?|in the interests?)\b",
    re.IGNORECASE,
)
_ASKED = (Expect.NUMBER, Expect.DATE, Expect.NAME, Expect.REASON, Expect.SOURCE, Expect.SYMBOL)
# Words between a number and what it counts, a name and whose it is; between a day and anything that happened then.
_BESIDE, _ABOUT = 4, 16
# "the master Perrin", "Mr. Perrin"; not the first word of a sentence
_CAPITAL = regex(r"(?:(?<=[^.!?]\s)|(?<=\b[A-Z][a-z]\.\s)|(?<=[“‘(]))[A-Z][\w’-]+")
_MERE_SOURCE = 0.6
# what only frames a text: "Report begins:", "First."; and what an edition put in its place: "[matter omitted]"
_EMPTY = regex(
    r"\W*\[[^\[\]]{1,60}\]\W*|\W*(?:(?:\w+\s)?(?:begins|ends|unquote)|first(?:ly)?|second(?:ly)?|third(?:ly)?|fourth(?:ly)?)\W*",
    re.IGNORECASE,
)
# Takes "Her commander, Otto Brandt, had"; leaves "Her commander had", "Its fourth paragraph, which" alone.
_WHOSE = regex(r"(?:Her|His|Its|Their)\s(?:[a-z-]+\s){0,3}[a-z-]+,?\s[A-Z]")
# A formula that only frames what a letter says has to be better by so much.
FORMULA = 1.5
_FORMULA = regex(
    r"(?:I|We)\s(?:should|would|shall|will)\sbe\s(?:most\s)?grateful\sif\s(?:you|Your\sExcellency)\b.{0,120}\b(?:circulat|distribut|"
    r"issu)|"
    # "We request that the present letter be circulated", "Kesparia asks that this note verbale be issued"
    r"[^.;:]{1,160}?\b(?:requests?|asks?)\sthat\s(?:the\spresent|this)\s(?:letter|note|text)\b[^.]{0,60}\b(?:circulat|distribut|issu)|"
    # "The Permanent Mission avails itself of this opportunity to renew", without more
    r"[^.,;]{0,120}\bavails\sitself\sof\sthis\sopportunity\b|"
    r"(?:Please\s)?[Aa]ccept,\s(?:Sir|Madam|Excellency)\b|(?:Further\sto|With\sreference\sto|Reference|Refer)\s(?:my|your|our)\b"
    r"[^.]{0,80}\.$|"
    # the note of the document's own printing
    r"\W*(?:[Rr]eissued|[Ii]ssued\sagain)\sfor\stechnical\sreasons\b|"
    # "Your 93 and 94, Reparations.", "My telegram No. 12 of 3 May."; not "Our 14 fishermen were held."
    r"(?:My|Your|Our)\s(?![^.]*\b(?:is|are|was|were|has|have|had|will|would|\w{2,}ed)\b)"
    r"(?:(?:tele|cable)grams?\s|cables?\s|letters?\s|despatch(?:es)?\s)?(?:Nos?\.?\s?)?[A-Z]{0,2}\d"
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

    @property
    def is_his(self) -> bool:
        """Tell whether one of those whose words are asked for says it."""
        return bool(self.features[_SPEAKER])

    @property
    def is_note(self) -> bool:
        """Tell whether it stands in a note."""
        return bool(self.features[_NOTE])

    @property
    def likeness(self) -> float:
        """Return how like the question it is, as the model sees the words of both; 0 where it has read neither."""
        return self.features[_LIKENESS]


@dataclass(frozen=True)
class _Unit:
    """A sentence, or a note (without a block): where it stands, its words, and the notes that name its sources.

    `before` is the sentence before one that says whose somebody is by "her" or "its" alone.
    """

    span: Span
    text: str
    sources: tuple[str, ...]
    block: Block | None
    before: str = ""

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
        return len(NUMBER.findall(self.text))

    @cached_property
    def names(self) -> int:
        """Return how many words in it may be names."""
        return len(_NAME.findall(self.text))

    @cached_property
    def reasons(self) -> int:
        """Return how many words in it lead to a reason."""
        return len(REASON.findall(self.text))

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
        if not (self.sources or self.before):  # not a copy of what is kept already
            return self.own_stems
        return self.own_stems.union(*map(stems_of, (*self.sources, self.before)))


# Working out what a passage holds costs more than judging it, and passages that answer are found again and again.
_REMEMBERED_UNITS = 8_192
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
        if block.kind not in PARAGRAPHS:
            continue
        before = ""
        for span in sentences(letter.text, block.span):
            whose = before if _WHOSE.match(letter.text, span.start, span.end) else ""
            before = span.of(letter.text)
            if _overlap(span, passage.span) and not _EMPTY.fullmatch(letter.text, span.start, span.end):
                sources = [note.span.of(letter.text) for note in notes_of(letter, block, span) if mere_source(note)]
                yield _Unit(span, before, tuple(sources), block, whose)
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

    `asks` tells which of `_ASKED` it is, `measure` what gives the measure asked for, where that is told by its unit;
    `top` is the score of the best passage.
    """

    query: Query
    shares: Mapping[str, float]
    meaning: Meaning
    asks: Sequence[bool]
    top: float
    measure: re.Pattern[str] | None = None

    @classmethod
    def of(cls, query: Query, weighed: Mapping[str, float], top: float) -> "_Judge":
        """Take the importance of each stem asked for, `weighed`, as its share of the question."""
        total = sum(weighed.values()) or 1.0
        shares = {stem: value / total for stem, value in weighed.items()}
        asks = [kind in query.expects for kind in _ASKED]
        return cls(query, shares, Meaning(query.near, shares), asks, top, measure_asked(query.text))

    def features(self, letter: Letter, candidate: Candidate, unit: _Unit, likeness: float) -> tuple[float, ...]:
        """Return what a sentence is judged on, in the order of `FEATURES`."""
        number, date, name, reason, source, symbol = self.asks
        is_note = unit.block is None
        covered = self._coverage(unit.stems)
        return (
            candidate.score - self.top,
            self._coverage(unit.own_stems) if unit.sources or unit.before else covered,
            self._numbers(unit) if number else 0.0,
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

    def _numbers(self, unit: _Unit) -> float:
        """Return how many numbers a sentence gives, in [0, 1]; where a measure is asked for, whether it gives one."""
        return min(unit.numbers, 2) / 2 if self.measure is None else float(bool(self.measure.search(unit.text)))

    def _coverage(self, held: frozenset[str]) -> float:
        """Return the share of the question that the stems `held` are, in [0, 1]."""
        return sum([share for stem, share in self.shares.items() if stem in held])


@lru_cache(maxsize=4_096)
def stems_of(text: str) -> frozenset[str]:
    """Return the different stems of `text`."""
    return frozenset(terms(text))


def has_date(text: str) -> bool:
    """Tell whether `text` gives a day, a month, a year or a time of day."""
    return bool(dated(text))


def has_money(text: str) -> bool:
    """Tell whether `text` gives an amount of money, by a sign, a word or a code of a currency."""
    return bool(MONEY.search(text))


@lru_cache(maxsize=4_096)
def dated(text: str) -> tuple[Span, ...]:
    """Return where `text` gives a day, a month, a year or a time of day."""
    given = (found.span for found in (*find_dates(text), *find_days(text)))
    return (*given, *(Span(*found.span()) for found in _YEAR_OR_TIME.finditer(text)))


# Takes "when will the measures be lifted", "when can they return"; leaves "when did it end" alone.
_YET_TO_BE = regex(r"\bwhen(?:['’]?ll| (?:will|would|can|could|may|shall|should|do|does|is|are))\b", re.IGNORECASE)
# Takes "on the day on which an inquiry begins", "once the dead are counted"; leaves "after the meeting he left" alone.
_CONDITION = regex(
    r"\b(?:as soon as|as long as|once (?=[a-z]+ [a-z])|not (?:before|until)|only (?:when|if|after|once)|unless|until|"
    r"on the day (?:on which|that|when)|upon (?:the )?(?=\w+(?:tion|al|ing|ure|ment|ce)\b))\b",
    re.IGNORECASE,
)


def times(query: Query, text: str) -> list[tuple[int, int]]:
    """Return where `text` tells when: by a day or an hour; of what is yet to be, also by what it depends on."""
    told = [(at.start, at.end) for at in dated(text)]
    if _YET_TO_BE.search(query.own_text):
        told += [found.span() for found in _CONDITION.finditer(text)]
    return told


def beside(query: Query, text: str) -> float:
    """Return how surely `text` gives the number, name or day that `query` asks for, in [0, 1]: beside what has it.

    0 where none is asked for. A name that the question gives itself does not count.
    """
    if query.counted:
        numbers = [
            found.span() for found in NUMBER.finditer(text) if not (query.exactly and _VAGUE.fullmatch(found[0]))
        ]
        return _strongest(query, query.counted, around(text, [*numbers, *listed(query, text)]))
    if query.named:
        return _strongest(query, query.named, around(text, new_names(text, query)))
    if Expect.DATE in query.expects:
        return _strongest(query, tuple(query.terms), around(text, times(query, text), _ABOUT))
    return 0.0


def listed(query: Query, text: str) -> list[tuple[int, int]]:
    """Return where `text` lists by name what a question counts: "the towns of Ruden, Ammer and Holst" are three."""
    lists = _LISTED.finditer(text) if query.counted else ()
    led = ((found, stems_of(text[found.start() : found.start("names")])) for found in lists)
    return [found.span() for found, stems in led if any(strength(query.near, each, stems) for each in query.counted)]


def asks_beside(query: Query) -> bool:
    """Tell whether `query` asks for a number, a name or a day, so that it should stand beside what has it.

    Whoever asks for a source, who wrote it and when, is answered by a note.
    """
    of_source = Expect.SOURCE in query.expects
    return bool(query.counted) or (not of_source and bool(query.named or Expect.DATE in query.expects))


def around(text: str, places: Iterable[tuple[int, int]], words: int = _BESIDE) -> list[frozenset[str]]:
    """Return the stems of the `words` before and behind each place, that itself included."""
    return [
        stems_of(" ".join([*text[:start].split()[-words:], text[start:end], *text[end:].split()[:words]]))
        for start, end in places
    ]


def _strongest(query: Query, asked: Iterable[str], around: Sequence[frozenset[str]]) -> float:
    return max((strength(query.near, stem, held) for stem in asked for held in around), default=0.0)


def new_names(text: str, query: Query) -> list[tuple[int, int]]:
    """Return where words inside sentences have a capital letter and are not among those of the question."""
    return [found.span() for found in _CAPITAL.finditer(text) if stems_of(found[0]).isdisjoint(query.terms)]
