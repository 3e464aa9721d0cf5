"""Ranked passages → the sentences in them that may answer, best first.

A sentence is judged together with the notes that merely name its sources; a note that says something of its own is a
slice of its own.
"""

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from retrieval.analysis import terms
from retrieval.asking import Expect
from retrieval.dates import find_dates, find_days
from retrieval.interaction import Reading
from retrieval.names import name_words, names_match
from retrieval.neighbours import held_share
from retrieval.question import Query
from retrieval.quoting import QUOTABLE, notes_of, sentences
from retrieval.ranking import Candidate
from retrieval.symbols import find_symbols
from retrieval.types import Block, Footnote, Letter, Span
from retrieval.weights import Weights

FEATURES = (
    "passage", "coverage", "number", "date", "name", "reason", "length", "short", "note", "source", "symbol",
    "speaker", "whole coverage", "meaning", "likeness",
)  # fmt: skip
_NUMBER = re.compile(
    r"\b\d[\d.,]*\b|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|"
    r"seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundreds?|thousands?|"
    r"millions?|dozens?|half|third|quarter|per cent)\b",
    re.IGNORECASE,
)
_NAME = re.compile(r"(?<=[a-z,;:“‘(] )[“‘(]?[A-Z][^\W\d_]+|\b[A-Z]{2,}\b|\b[A-Z]\.(?= ?[A-Z])")
_REASON = re.compile(
    r"\b(?:because|since|as a result|owing|due to|reasons?|therefore|thus|in view of|in order|so that|so as|grounds|"
    r"cause[sd]?|purpose|consequently|hence|lest|might|would|considered?|fear(?:s|ed)?|in the interests?)\b",
    re.IGNORECASE,
)
_REPORTS = re.compile(
    r"\b(?:sa(?:y|ys|id)|told|tells|argue[sd]?|claim(?:s|ed)|claiming|state[sd]|stating|repl(?:ies|ied)|answered|respond(?:s|ed)"
    r"|admit(?:s|ted)|declare[sd]|announce[sd]|wrote|writes|report(?:s|ed)|alleg(?:es|ed)|insist(?:s|ed)|maintain(?:s|ed)"
    r"|asserted|asserts|observed|considers|considered|proposed|suggested|demanded|warned|promised|acknowledge[sd]|contends"
    r"|contended|den(?:ies|ied)|called|thinks|thought|wants|wanted|asked|views?|position|agreed|refused|hoped|felt)\b",
    re.IGNORECASE,
)
_NEAR = 6  # words between a name and its verb
_MERE_SOURCE = 0.6


@dataclass(frozen=True, slots=True)
class Slice:
    """A sentence that may answer: where it stands, what it was judged on, and the weighed sum of that."""

    letter: Letter
    candidate: Candidate
    span: Span
    features: tuple[float, ...]
    score: float

    @property
    def text(self) -> str:
        """Return the words of the slice."""
        return self.span.of(self.letter.text)


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
    top = best[0].score if best else 0.0
    for candidate in best:
        letter = letters[candidate.passage.letter_id]
        for span, judged, is_note, block in _units(letter, candidate):
            features = (
                *_features(query, candidate, top, span, judged, is_note, block, letter, weighed),
                reading.of_span([each.passage_id for each in (candidate.passage, *candidate.notes)], span),
            )
            score = sum(weight * value for weight, value in zip(weights.slices, features, strict=True))
            key = (letter.letter_id, span)
            if key not in found or found[key].score < score:
                found[key] = Slice(letter, candidate, span, features, score)
    return tuple(sorted(found.values(), key=lambda each: -each.score))


Unit = tuple[Span, str, bool, Block | None]


def _units(letter: Letter, candidate: Candidate) -> list[Unit]:
    """Return each sentence with the text it is judged on, whether it is a note's, and the block it stands in."""
    units: list[Unit] = []
    passage = candidate.passage
    for block in letter.blocks:
        if block.kind not in QUOTABLE or not _overlap(block.span, passage.span):
            continue
        for span in sentences(letter.text, block.span):
            if _overlap(span, passage.span):
                sources = [note.span.of(letter.text) for note in notes_of(letter, block, span) if mere_source(note)]
                units.append((span, " ".join([span.of(letter.text), *sources]), False, block))
    spans = [note.span for note in (passage, *candidate.notes)]
    for note in letter.footnotes:
        if not mere_source(note) and any(_overlap(note.span, span) for span in spans):
            units += [(note.span, note.span.of(letter.text), True, None)]
    return units


def _overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def mere_source(note: Footnote) -> bool:
    """Tell whether a note only names what it cites, so that it is shown with its sentence and not on its own."""
    cited = sum(citation.span.end - citation.span.start for citation in note.citations)
    return cited >= _MERE_SOURCE * (note.span.end - note.span.start)


def _features(
    query: Query,
    candidate: Candidate,
    top: float,
    span: Span,
    judged: str,
    is_note: bool,
    block: Block | None,
    letter: Letter,
    weighed: Mapping[str, float],
) -> tuple[float, ...]:
    text = span.of(letter.text)
    words = len(text.split())
    expects = query.expects
    return (
        candidate.score - top,
        coverage(text, weighed),
        min(len(_NUMBER.findall(text)), 2) / 2 if Expect.NUMBER in expects else 0.0,
        float(Expect.DATE in expects and has_date(text)),
        min(len(_NAME.findall(text)), 3) / 3 if Expect.NAME in expects else 0.0,
        min(len(_REASON.findall(text)), 2) / 2 if Expect.REASON in expects else 0.0,
        math.log1p(words) / 5,
        float(words < 6),
        float(is_note),
        float(Expect.SOURCE in expects and (is_note or judged != text)),
        float(Expect.SYMBOL in expects and bool(find_symbols(judged))),
        float(any(speaks(name, block, span, letter) for name in query.speakers)),
        coverage(judged, weighed),
        held_share(query.near, weighed, stems_of(f"{candidate.passage.context} {judged}")),
    )


def coverage(text: str, weighed: Mapping[str, float]) -> float:
    """Return the share of the question's importance that `text` holds, in [0, 1]."""
    held = stems_of(text)
    return sum(value for stem, value in weighed.items() if stem in held) / (sum(weighed.values()) or 1.0)


@lru_cache(maxsize=20000)
def stems_of(text: str) -> frozenset[str]:
    """Return the different stems of `text`."""
    return frozenset(terms(text))


def has_date(text: str) -> bool:
    """Tell whether `text` gives a day, a month or a year."""
    return bool(find_dates(text) or find_days(text)) or bool(re.search(r"\b(?:1[89]|20)\d\d\b", text))


def has_number(text: str) -> bool:
    """Tell whether `text` gives a number, in figures or in words."""
    return bool(_NUMBER.search(text))


def has_name(text: str) -> bool:
    """Tell whether `text` names somebody or something inside a sentence."""
    return bool(_NAME.search(text))


def speaks(name: str, block: Block | None, span: Span, letter: Letter) -> bool:
    """Tell whether `name` is whose words stand at `span`: by voice, by a quotation inside, or as the letter reports."""
    if block is None:
        return any(names_match(name, sender) for sender in letter.masthead.senders)
    inside = [each for each in block.quotes if span.start < each.span.end and each.span.start < span.end]
    if any(names_match(name, voice) for voice in (*block.attribution, *(each.speaker for each in inside))):
        return True
    return any(each.role and holds_office(name, each.role) for each in inside) or reported(
        name, block.span.of(letter.text)
    )


def holds_office(name: str, role: str) -> bool:
    """Tell whether `name` means one in this `role` rather than somebody whom the role only relates to.

    "the president's adviser" means an "adviser to the President"; "the president" does not.
    """
    office = re.split(r"\b(?:of|to|for|in|at)\b", role, maxsplit=1)[0]
    return names_match(name, role) and bool(set(name_words(name)) & set(name_words(office)))


def reported(name: str, text: str) -> bool:
    """Tell whether `text` reports words of `name`: "Ruritania claims", "as the Ministry of Ruritania has stated"."""
    for verb in _REPORTS.finditer(text):
        before = re.split(r"[.;:]", text[: verb.start()])[-1].split()[-_NEAR:]
        if names_match(name, " ".join(before)) or any(names_match(name, word) for word in before):
            return True
    return False
