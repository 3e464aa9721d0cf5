"""How sure the engine is that the words it would show answer the question: a calibrated probability."""

import math
import re
from collections.abc import Mapping, Sequence
from itertools import chain

from retrieval.encoder.neighbours import Near, strength
from retrieval.judging.asked_fact import apart_from_fact, planned, uncounted, without_reason
from retrieval.language.analysis import terms
from retrieval.language.dates import find_dates, named_months
from retrieval.language.names import names_match
from retrieval.language.numerals import roman
from retrieval.language.quotation_marks import find_marked
from retrieval.patterns import regex
from retrieval.questions.asking import Expect
from retrieval.questions.question import Query
from retrieval.search.ranking import FEATURES as RANKING
from retrieval.search.ranking import READ_FEATURES, Candidate
from retrieval.search.slices import FEATURES as SLICE
from retrieval.search.slices import Slice, asks_beside, has_money, stems_of
from retrieval.search.weights import Weights
from retrieval.spans.places import block_at
from retrieval.spans.roles import by_what_he_is, called, otherwise_called
from retrieval.types import ENCLOSED, UNNAMED, BlockKind, Letter

# What is asked for tells by itself how often letters answer it: reasons, places and days often, deeds less.
ASKED = (Expect.REASON, Expect.PLACE, Expect.DATE, Expect.DEED)
FEATURES = (
    "constant", "letter dense", "rarest missing", "wrong speaker", "wrong period", "named",
    "source shown", "not beside", "right period", "no money", "other number", *(f"asks for a {kind}" for kind in ASKED),
    "far", "apart from fact", "uncounted", "no reason", "asks for the name of", "planned", "alike",
    "alike by its very words", "usually answered",
)  # fmt: skip
# The best passage for what letters are about scores more, by the fitted weights of close reading: below it are 3 % of
# what they answer, and 95 % of what is asked of other letters (the staff put to the specimens).
_NEAR_ENOUGH = 11.5
# What the likeness of the first sentence, times the logarithm of one more than the words asked for, mostly is.
_USUALLY_ALIKE, _FEW = 1.0, 4
# How much of that mostly comes of the very words of the question, all that is asked for being in the sentence as 1.
_USUALLY_ITS_WORDS, _MOSTLY_ITS_WORDS = 0.4, 0.8
# With these a question that leans on another is as sure as it was before they counted, when the next were fitted.
_OF_FOLLOW_UPS = (0.7, 0.0, 0.0, 0.0, 0.15, 0.0, 0.0, 0.0)
# A question that leans on another is found by the words of that one, so half of what tells counts; what would be shown
# has to be like its own words, too, of which this is usual, and rather stands in a letter that was shown before.
# Fitted on 189 follow-ups and on 169 put behind the question of another, which letters seldom answer; what is usual
# was then raised from .585 after a look at 216 more, of which too much that was shown was wrong.
_TOLD_OF_BOTH, _LIKE_ITS_OWN, _USUAL, _IN_SHOWN = 0.5, 7.0, 0.6, 0.7
# What letters answer may be shown amiss: whether the words shown are the right ones, their likeness to the question
# tells best, and how many quotations it took. Fitted on 1,491 answers to the questions of staff, second, specimens and
# paired (benchmarks/RETRIEVAL.md), by whether an answer key is in the words shown.
_SURE, _ALIKE, _EACH_FURTHER, _RIGHT = 0.41, 6.83, -0.29, -3.45
_AFTER = 0.57  # how sure of one quotation it has to be to be rather the right one, after another question
_COUNTED = 40  # to which articles have Roman numerals
_MONTH = len("2022-03")
_A_NAME = r"(?P<name>(?:[A-Z][a-z]{0,3}\.\s)*[A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+)*)"
# Take the "boys" of "the boys, Davy Roe and Sam", the "Head" of "the Head of the Mission, Dr. Sorn", the "surveyor" of
# "the surveyor Otti Krantz", the "master" of "Joss Perrin, master of the Lark"; leave "the boys, of whom Davy" alone.
_NAMED_THERE = (
    regex(rf"\b(?P<thing>[^\W\d_]+)(?:\s(?:of|for|in|at)\s[^,.;:()]{{2,60}})?,\s{_A_NAME}"),
    regex(rf"\b(?P<thing>[^\W\d_]+)\s{_A_NAME}"),
    regex(rf"\b{_A_NAME},\s(?:(?:then|now)\s)?(?:(?:the|its|an?)\s)?(?P<thing>[a-z]+)\b"),
)
# Takes "what was found", "and whats the toll", "by whom was it"; leaves "whatever the toll", "the gauge which fell".
_QUESTION_WORD = regex(
    r"\W*(?:(?:and|but|so|ok|in|on|at|to|for|from|by|with|of|about|since|until)\s){0,3}"
    r"(?:who|whom|whose|what|which|when|where|why|how)(?:['’]?s|['’]?d)?\b",
    re.IGNORECASE,
)
_LEAD, _FAR_LEAD = 300, 2_000  # characters before a passage
_LETTER_DENSE, _READ = RANKING.index("letter dense"), READ_FEATURES.index("likeness")
_SOURCE, _SYMBOL, _BESIDE, _COVERED = map(SLICE.index, ("source", "symbol", "beside", "coverage"))
# Words that letters put in another way wherever they say the same: that one is missing tells little. Nor does much any
# that has others of like meaning where the sentence is very like the question, as it oftener is where it answers.
_LITTLE_TOLD, _VERY_LIKE, _TELLS_LESS = 0.3, 0.65, 8.0
# A sum of money tells of these, named or not: "offered 900,000 dollars" for "what did they offer to pay".
_OF_MONEY = frozenset(
    terms("pay paid cost price worth money cash spend spent amount sum compo payout compensation damages dosh")
)
_TOLD_BY_A_SUM = 0.7
_LIGHT = frozenset(
    terms(
        "get got getting go goes going went gone come came take took taken make made put give gave given want wanted "
        "use used look looked keep kept try tried need needed like have happen behind bring brought work run turn set "
        "left leave hold mean meant thing stuff guy lot kind sort bit end later afterwards afterward already even "
        "again eventually finally currently today meanwhile first last late lately instead soon early earlier once "
        "twice ever yet away back off out together apart half almost nearly just right well quite far long else besides"
        " anyway though rather n w "
        "people person man men woman women folk see saw start begin stop help let big new"
    )
)


def confidence(features: Sequence[float], weights: Weights) -> float:
    """Return the probability in [0, 1] that the quotations answer; `features` are those of `evidence`."""
    return _probability(sum(w * x for w, x in zip(weights.confidence, features, strict=True)))


def following(sure: float, likeness: float, *, shown: bool) -> float:
    """Return how sure the answer to a question after another is, given how sure it is of both together.

    `likeness` is that of the words to show with the asker's own words; `shown` tells whether what was shown before is
    of their letter.
    """
    return _probability(_TOLD_OF_BOTH * _height(sure) + _LIKE_ITS_OWN * (likeness - _USUAL) + _IN_SHOWN * shown)


def rightly_shown(sure: float, likeness: float, quotations: int) -> float:
    """Return how probably the words shown hold what was asked for, given how `sure` it is that letters answer it.

    `likeness` is that of the first sentence shown with the question, `quotations` how many are shown.
    """
    return _probability(_SURE * _height(sure) + _ALIKE * likeness + _EACH_FURTHER * (quotations - 1) + _RIGHT)


def rightly_shown_after(sure: float, quotations: int) -> float:
    """Return what `rightly_shown` does, for a question after another: its likeness is in how `sure` it is already."""
    return _probability(_height(sure) - _height(_AFTER) + _EACH_FURTHER * (quotations - 1))


def _height(probability: float) -> float:
    """Return the logarithm of the odds; that of a probability near 0 or 1 is held to what is finite."""
    held = min(max(probability, 1e-9), 1 - 1e-9)
    return math.log(held / (1 - held))


def _probability(height: float) -> float:
    return 1 / (1 + math.exp(-height))


def evidence(
    query: Query, candidates: Sequence[Candidate], chosen: Sequence[Slice], weighed: Mapping[str, float], usual: float
) -> tuple[float, ...]:
    """Return what the confidence is judged on, in the order of `FEATURES`; `chosen` and `candidates` are not empty.

    `weighed` is the importance of each stem asked for, `usual` how often letters answer such questions.
    """
    total = sum(weighed.values()) or 1.0
    kept = bool(query.periods) and any(in_period(query.periods, each) for each in chosen)
    dated = any(each.candidate.letter.date for each in chosen)  # words without a date are of no other time
    return (
        1.0,
        candidates[0].features[_LETTER_DENSE],
        _rarest_missing(query.near, chosen[0], _less_the_speaker(query, chosen[0], weighed)) / total,
        float(bool(query.speakers) and not any(each.is_his or _may_be_his(query, each) for each in chosen)),
        float(bool(query.periods) and dated and not kept),
        float(any(each.is_his for each in chosen)),
        float(any(each.features[_SOURCE] or each.features[_SYMBOL] for each in chosen)),
        1.0 - max(each.features[_BESIDE] for each in chosen) if asks_beside(query) else 0.0,
        float(kept),
        float(Expect.MONEY in query.expects and not any(has_money(each.text) for each in chosen)),
        float(any(not _names(kind, number, chosen) for kind, number in query.numbered)),
        *(float(kind in query.expects) for kind in ASKED),
        _far(candidates[0]),
        *_of_the_fact(query, chosen, weighed, usual),
    )


def _of_the_fact(
    query: Query, chosen: Sequence[Slice], weighed: Mapping[str, float], usual: float
) -> tuple[float, ...]:
    """Return how far the words to show are from the fact asked for, in the order of the last of `FEATURES`."""
    # What a follow-up asks stands in two questions, of which sentences seldom hold the words together; "what did Renn
    # say" asks for words that are like nothing.
    first, texts = chosen[0], [each.text for each in chosen]
    if query.leans or not query.tells:
        return (0.0,) * len(_OF_FOLLOW_UPS) if first.is_his and not query.leans else _OF_FOLLOW_UPS
    told = stems_of(first.candidate.passage.context)  # who to whom, about what: no need to say it beside a number
    asked = {stem: value for stem, value in weighed.items() if stem not in told} or weighed
    return (
        apart_from_fact(query, first.text, asked),
        uncounted(query, texts, asked),
        float(without_reason(query, first.text)),
        float(bool(query.named) and not _names_what_is_asked(query, first.text)),
        planned(query, texts),
        _alike(first, len(weighed)),
        _by_its_very_words(first, len(weighed)) if _asks(query) else 0.0,
        usual,
    )


def _names_what_is_asked(query: Query, text: str) -> bool:
    """Tell whether a new name stands right beside what it is asked of: "the two boys, Davy Roe and Sam Carne"."""
    if not all(strength(query.near, stem, stems_of(text)) for stem in query.named):
        return False
    found = chain.from_iterable(each.finditer(text) for each in _NAMED_THERE)
    asked = (each for each in found if not stems_of(each["thing"]).isdisjoint(query.named[-1:]))
    return any(stems_of(each["name"]).isdisjoint(query.terms) for each in asked)


def _far(best: Candidate) -> float:
    """Return how far the question is from what the best passage is about; 0 where no model has read its words."""
    return max(0.0, _NEAR_ENOUGH - best.score) if any(best.features[_READ:]) else 0.0


def _alike(first: Slice, words: int) -> float:
    """Return how much more than usual the first sentence is like a question of so many `words`; a long one tells more.

    0 where no model has read its words.
    """
    return _likened(first, words) - _USUALLY_ALIKE if _is_read(first) else 0.0


def _by_its_very_words(first: Slice, words: int) -> float:
    """Return how much more than usual the first sentence is like a question for holding its words as they are typed.

    What letters do not say is mostly asked for in their own words; who asks in words of his own, of which a sentence
    that is like the question holds few, is rather answered. 0 where no model has read its words, or he says them whose
    words are asked for.
    """
    if first.is_his or not _is_read(first):
        return 0.0
    return min(first.features[_COVERED] * _likened(first, words), _MOSTLY_ITS_WORDS) - _USUALLY_ITS_WORDS


def _asks(query: Query) -> bool:
    """Tell whether anything is asked of what a question names.

    Not by "the flood at bresk", "what does article 8 of the treaty say" or "who said 'shut the gates'", where its very
    words are all that is asked for.
    """
    if query.numbered or any(find_marked(query.own_text)):
        return False
    return query.yes_or_no or bool(query.expects or query.speakers) or _QUESTION_WORD.match(query.text) is not None


def _likened(first: Slice, words: int) -> float:
    return first.likeness * math.log1p(max(words, _FEW))


def _is_read(first: Slice) -> bool:
    return any(first.candidate.features[_READ:])


def _less_the_speaker(query: Query, first: Slice, weighed: Mapping[str, float]) -> Mapping[str, float]:
    """Return what was asked for without the name of him who speaks: the signature holds it, or what leads to him."""
    if not (first.is_his or (query.speakers and _may_be_his(query, first))):
        return weighed
    named = set(terms(" ".join(query.speakers)))
    return {stem: value for stem, value in weighed.items() if stem not in named}


def _may_be_his(query: Query, chosen: Slice) -> bool:
    """Tell whether words of a source not named follow on a paragraph that names one whose words are asked for.

    What is enclosed may be theirs whom its headings name: of the "Jurists' League" where "the lawyers" are asked for.
    """
    if ENCLOSED in chosen.voice:
        block, blocks = block_at(chosen.letter, chosen.span), chosen.letter.blocks
        heads = (each for each in blocks if block and each.part == block.part and each.kind is BlockKind.HEADING)
        headed = " ".join(each.span.of(chosen.letter.text) for each in heads)
        return any(names_match(name, headed) for speaker in query.speakers for name in otherwise_called(speaker))
    if UNNAMED not in chosen.voice:
        return False
    before = [
        each for each in chosen.letter.blocks if each.kind is BlockKind.BODY and each.span.end <= chosen.span.start
    ]
    lead = before[-1].span.of(chosen.letter.text) if before else ""
    return any(names_match(name, lead) for speaker in query.speakers for name in _also(speaker, chosen.letter))


def _also(speaker: str, letter: Letter) -> tuple[str, ...]:
    """Return what a letter may call one who is asked for, his name there included."""
    return (*otherwise_called(speaker), *called(speaker, letter), *by_what_he_is(speaker, letter))


def _rarest_missing(near: Near, first: Slice, weighed: Mapping[str, float]) -> float:
    """Return the importance of the weightiest word asked for that the best passage and its voice have no word like."""
    told = (first.candidate.passage.context, *first.voice, *(each.text for each in first.candidate.members))
    held = frozenset().union(*map(stems_of, told))
    less = max(0.0, 1 - _TELLS_LESS * max(0.0, first.likeness - _VERY_LIKE))

    paid = has_money(first.text)

    def met(stem: str) -> float:
        return max(strength(near, stem, held), _TOLD_BY_A_SUM * (paid and stem in _OF_MONEY))

    def telling(stem: str) -> float:
        said_otherwise = len(near.get(stem, ())) > 1 and not stem.isdigit()
        return (_LITTLE_TOLD if stem in _LIGHT else 1.0) * (less if said_otherwise else 1.0)

    return max((value * telling(stem) * (1 - met(stem)) for stem, value in weighed.items()), default=0)


def _names(kind: str, number: str, chosen: Sequence[Slice]) -> bool:
    """Tell whether a passage shown names "article IX" or "articles 7 and 9", in figures or as a Roman numeral."""
    both = ((str(count), roman(count)) for count in range(1, _COUNTED))
    forms = next((each for each in both if number in each), (number,))
    word = {"resolution": r"resolution|\bRES/"}.get(kind, r"\bart(?:icle|\.)" if kind.startswith("art") else kind)
    named = regex(rf"(?i:{word})s?[^.;:]{{0,30}}?(?<!\w)(?:{'|'.join(forms)})\b")
    shown = (each.candidate for each in chosen)
    return any(named.search(text) for of in shown for text in (of.passage.context, *(each.text for each in of.members)))


def in_period(periods: Sequence[str], chosen: Slice) -> bool:
    """Tell whether the letter is of one of `periods`, or its passage speaks of it, be it by the month's name alone."""
    text, date = _around(chosen), chosen.candidate.letter.date or ""
    dates = [date, *(found.iso for found in find_dates(text))]
    if any(each.startswith(period) or (each and period.startswith(each)) for each in dates for period in periods):
        return True
    if any(period.isdecimal() and _names_year(period, text) for period in periods):  # "the Convention of 1928"
        return True
    months = {period[:_MONTH] for period in periods if len(period) == _MONTH and _years_apart(period, date) <= 1}
    return bool(months) and any(int(month[-2:]) in named_months(text) for month in months)


def _names_year(year: str, text: str) -> bool:
    """Tell whether a text names a year; "S/2018/242" and "2,018" name none."""
    return regex(rf"(?<!resolution )(?<![\w/,]){year}(?!\w)").search(text) is not None


def _around(chosen: Slice) -> str:
    """Return the passage with what stands before it: "In 1959 the Minister replied:" leads to what he replied.

    A passage that names no time goes on at that which was named last, be it some paragraphs before.
    """
    start, text = chosen.candidate.passage.span.start, chosen.letter.text
    near = f"{text[max(0, start - _LEAD) : start]} {chosen.candidate.passage.text}"
    if find_dates(near):
        return near
    before = text[max(0, start - _FAR_LEAD) : start]
    named = find_dates(before)
    return f"{before[named[-1].span.start :]} {chosen.candidate.passage.text}" if named else near


def _years_apart(one: str, other: str) -> float:
    years = [each[:4] for each in (one, other)]
    return abs(int(years[0]) - int(years[1])) if all(map(str.isdecimal, years)) else math.inf
