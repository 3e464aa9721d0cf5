"""Words that a question puts in quotation marks: where letters hold them as they stand."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from retrieval.language.analysis import terms
from retrieval.patterns import regex
from retrieval.questions.asking import ASKED_SPEAKER
from retrieval.questions.followup import says_nothing
from retrieval.spans.places import blocks_within
from retrieval.spans.sentences import sentences
from retrieval.symbols import without_symbols
from retrieval.types import PARAGRAPHS, Filters, Letter, Passage, Span

# Takes who said “not by a bucket more”, 'did not ring'; leaves the apostrophes of "Kesparia's and Lind's" alone.
_QUOTED = regex(r"[“„«\"](?P<double>[^“”„«»\"]+)[”“»\"]|(?<!\w)[‘'](?P<single>[^‘’']+(?:[’']\w[^‘’']*)*)[’'](?!\w)")
_WORD = regex(r"\w+")
# The call of a note, copied with the words: "the gates [3] were", "the gates ³ were".
_CALL = regex(r"\[\d{1,3}\]|[¹²³⁰⁴-⁹]+")
# What asks only where words stand: "which letter says", "is it true that", "where", "quote".
_ONLY_ASKS = regex(
    r"\b(?:which|what|the|any|same|letters?|notes?|verbale|documents?|country|countries|really|ever|true|exact(?:ly)?|words?|"
    r"sentence|phrase|quot(?:e|es|ed|ation)|comes?|come|from|appears?|stands?|written|wrote|writes?|said|says?|claimed|claims|states?|stated|admitted|declared|used|uses?|it|that|"
    r"this|was|is|did|does|in|by|ok|hi)\b",
    re.IGNORECASE,
)
# "is it true that Merovand wrote"
_WHO_SAID = regex(
    r"(?:[\w’'-]+\s){1,3}(?=(?:said|says|wrote|writes|claimed|claims|stated|states|admitted|declared)\b)", re.IGNORECASE
)
_OTHERWISE = regex(r"\b(?:why|when|how|whom)\b", re.IGNORECASE)
_LEAST_WORDS = 3
# Of the passages that BM25 ranks best for all the words of a phrase; beyond, hardly one holds all of them.
LOOKED_AT = 400
_SOMEBODY = regex(r"\b(?:[Hh]e|[Ss]he|[Tt]hey)\b|\b[Tt]he\s(?:same|latter|former)\s")
_MOST_BEFORE = 120  # words, with those before that tell who somebody is
LAST = "9999"  # a letter without a date comes behind those with one


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that somebody is to have said: `text` as typed, and `rest`, the question without them."""

    text: str
    rest: str

    @property
    def pattern(self) -> re.Pattern[str]:
        """Return what finds the words in a letter, whatever marks, spaces and calls of notes stand between them."""
        between = r"\W+(?:\[\d{1,3}\]\W*)?"
        words = _WORD.findall(_CALL.sub(" ", self.text))
        return regex(rf"(?<!\w){between.join(map(re.escape, words))}(?!\w)", re.IGNORECASE)


def phrase_asked(text: str) -> Phrase | None:
    """Return the words that a question asks after, who said them or where they stand, if it asks nothing else.

    `None` for fewer than three words, which may be a name or a term, and for small words alone, which no index holds.
    """
    found = next((each for each in _QUOTED.finditer(text) if _is_long(each)), None)
    if found is None or not terms(_words(found)):
        return None
    rest = f"{text[: found.start()]} {text[found.end() :]}"
    if _OTHERWISE.search(rest):
        return None
    beside = without_symbols(rest)
    for pattern in (ASKED_SPEAKER, _WHO_SAID, _ONLY_ASKS):
        beside = pattern.sub(" ", beside)
    return Phrase(_words(found), rest) if says_nothing(beside) else None


def _words(found: re.Match[str]) -> str:
    return (found["double"] or found["single"]).strip(" .,;:!?…")


def _is_long(found: re.Match[str]) -> bool:
    return len(_WORD.findall(_CALL.sub(" ", _words(found)))) >= _LEAST_WORDS


# behind a quotation: "”, he said."
_SAID_BY_SOMEBODY = regex(r"[^\w]{0,6}(?:he|she|they|it)\s(?:then\s|also\s|had\s)?[a-z]+\b")


class Holding(Protocol):
    """What looking for words as they stand asks of an index."""

    def frequencies(self, terms: Iterable[str]) -> Mapping[str, int]:
        """Return in how many passages each stem stands."""

    def search_lexical(self, terms: Sequence[str], k: int, filters: Filters = ...) -> Mapping[int, float]:
        """Return the `k` passages that BM25 ranks best for `terms`, best first, with their scores."""

    def passages(self, ids: Iterable[int]) -> Mapping[int, Passage]:
        """Return those of the passages that the index still holds."""

    def letter(self, letter_id: str) -> Letter:
        """Return a letter whole."""


@dataclass(frozen=True, slots=True)
class Verbatim:
    """Whole sentences of a letter, or a note, that hold a phrase as it stands."""

    letter: Letter
    span: Span
    passage_id: int


def find_verbatim(phrase: Phrase, index: Holding, filters: Filters) -> tuple[Verbatim, ...]:
    """Return where the words of `phrase` stand, at most once in each letter, the oldest letter first."""
    scores = index.search_lexical(tuple(dict.fromkeys(terms(phrase.text))), LOOKED_AT, filters)
    pattern, found = phrase.pattern, dict[str, Verbatim]()
    for passage_id, passage in index.passages(scores).items():
        if passage.letter_id in found or not pattern.search(passage.text):
            continue
        letter = index.letter(passage.letter_id)
        place = pattern.search(letter.text, passage.span.start, passage.span.end)
        span = _whole(letter, Span(*place.span())) if place is not None else None
        if span is not None:
            found[passage.letter_id] = Verbatim(letter, span, passage_id)
    return tuple(sorted(found.values(), key=lambda each: each.letter.masthead.date or LAST))


def _whole(letter: Letter, place: Span) -> Span | None:
    """Return the whole sentences around a place, or the note; `None` where neither holds it: in a heading."""
    note = next((each.span for each in letter.footnotes if each.span.holds(place)), None)
    if note is not None:
        return note
    block = next((each for each in blocks_within(letter, place) if each.kind in PARAGRAPHS), None)
    if block is None or not block.span.holds(place):
        return None
    whole = sentences(letter.text, block.span)
    around = [at for at, each in enumerate(whole) if each.start < place.end and place.start < each.end]
    if not around:
        return None
    first, leading = around[0], Span(whole[around[0]].start, place.start)
    behind = Span(place.end, whole[around[-1]].end).of(letter.text)
    unnamed = _SAID_BY_SOMEBODY.match(behind) is not None
    while first and (unnamed or _SOMEBODY.search(leading.of(letter.text))):  # who that is stands before: "She held ..."
        unnamed = False
        longer = Span(whole[first - 1].start, whole[around[-1]].end)
        if len(longer.of(letter.text).split()) > _MOST_BEFORE:
            break
        first, leading = first - 1, whole[first - 1]
    return Span(whole[first].start, whole[around[-1]].end)
