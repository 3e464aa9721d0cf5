"""The sentences of a text: where each ends, and which belong together because somebody is quoted in them."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import lru_cache

from retrieval.language.abbreviations import NEVER_LAST
from retrieval.language.quotation_marks import DOUBLE
from retrieval.patterns import regex
from retrieval.types import Span

# A sentence ends at . ! or ? with its closing marks, before white space and a capital, a figure, an opening mark or an
# item: "(b) You will notice".
_END = regex(
    r"[.!?][”’\"')\]]*(?=\s+(?:[“‘\"'(\[]*[^\W_a-z]|\((?:[a-z]|[ivx]{2,4})\)\s+[A-Z]))|[.!?。！？][”’\"')\]]*\s*$|[。！？]"
)
# Takes "Mr.", "No.", "U.S.", "S. Sargsyan", "Squadron Leader (ret.) Cole"; leaves "outset." alone.
_ABBREVIATION = regex(
    rf"(?:\b(?:{NEVER_LAST}|Sir|art|eds?|Flt|Sqn|Govt|Dept|Gov|Jr|Sr|Inc|Ltd|Co|approx|ca|etc|al|a\.i|op|cit|[Ii]bid|"
    r"Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)"
    r"|\b[A-Z]|\b(?:[A-Za-z]\.)+[A-Za-z]|\([a-z]{2,5})\.$"
)
_HOUR = regex(r"\d\s?[ap]\.m\.$")
# Takes "the following- 1." and "fair rents, 2.", the numbers of a list that runs on in its sentence; leaves "1944-45."
# and "ES-10." alone.
_ITEM_NUMBER = regex(r"(?:[,;:]|[a-z]\s?[–—-])\s\d{1,2}\.$")
_SENTENCE_OPENS = regex(r"\s+(?:The|A|An|At|In|On|It|He|She|They|We|This|That|These|There|No|One|Two|When|After)\b")
# A quotation of several sentences is kept whole, with the words that introduce it, up to this many characters.
MAX_WHOLE = 600


@lru_cache(maxsize=64)  # what is shown is looked through for several ends
def sentences(text: str, span: Span) -> tuple[Span, ...]:
    """Return the sentences of `text` inside `span`, in order, without the white space between them.

    A quotation in marks is not taken apart from the words that introduce it, unless it is very long: its second
    sentence would stand there as if nobody were quoted.
    """
    ends = [*_ends(text, span), span.end]
    marked = list(_marked(text, span))
    found: list[Span] = []
    start = span.start
    for end in ends:
        if _keeps_on(start, end, ends, marked):
            continue
        piece = _trim(text, Span(start, end))
        if piece is not None:
            found.append(piece)
        start = end
    return tuple(found)


def _keeps_on(start: int, end: int, ends: Sequence[int], marked: Sequence[Span]) -> bool:
    """Tell whether `end` lies within a quotation that is short enough to be kept whole with what begins at `start`."""
    around = bisect_left(marked, end, key=lambda each: each.start) - 1
    if around < 0 or end >= marked[around].end:
        return False
    return ends[bisect_left(ends, marked[around].end)] - start <= MAX_WHOLE


def _marked(text: str, span: Span) -> Iterator[Span]:
    """Yield what stands in quotation marks inside `span`, the marks included, unless that is all there is."""
    for match in DOUBLE.finditer(text, span.start, span.end):
        if match.start() > span.start or text[match.end() : span.end].strip(" .,;:"):
            yield Span(*match.span())


def _ends(text: str, span: Span) -> Iterator[int]:
    for match in _END.finditer(text, span.start, span.end):
        before = text[max(span.start, match.start() - 12) : match.start() + 1]
        hour = _HOUR.search(before) and _SENTENCE_OPENS.match(text, match.end(), span.end)
        if hour or not (_ABBREVIATION.search(before) or _ITEM_NUMBER.search(before)):
            yield match.end()


def _trim(text: str, span: Span) -> Span | None:
    piece = span.of(text)
    start = span.start + len(piece) - len(piece.lstrip())
    end = span.end - len(piece) + len(piece.rstrip())
    return Span(start, end) if start < end else None
