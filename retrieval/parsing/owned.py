"""Whose paper a sentence quotes that calls it "its": of the body or the law of which alone the sentence before is."""

from itertools import pairwise

from ..marks import find_marked
from ..patterns import regex
from .heads import TEXT_NOUN
from .inline_quotes import sentence_starts
from .names import PROPER
from .subjects import Speaker, Whose

_PIECE = (
    rf"(?:{TEXT_NOUN}|editorial|minutes|log|records?|rules|statutes?|articles?|paragraphs?|provisions?|preamble|"
    r"guidelines)"
)
# "Its daily report for 10 March reads, in part:"; not "Its report was read:"
_ITS = regex(
    rf"^Its\s(?:[\w-]+\s){{0,4}}?{_PIECE}\b[^;:]{{0,60}}?\s(?:reads?|states?|stated|says|said|provides|continue[sd]|conclude[sd]|found|"
    r"add(?:s|ed)|note[sd])\b[^;:]{0,60}:[\s–—-]*$"
)
# "The Joint Mission, which patrols the line, found otherwise.", "The Agreement of 1959 says nothing of it."
_OF_WHICH = regex(rf"^The\s(?P<name>{PROPER}(?:\sof\s\d{{4}}|(?!\sof\s\d)))(?P<rest>,?\s[a-z].*)$")
_NAMED = regex(
    r"\b(?!(?:January|February|March|April|May|June|July|August|September|October|November|December)\b)[A-Z]\w"
)


def owner(text: str) -> Speaker | Whose:
    """Return whose paper the last sentence of a paragraph quotes as "its"; whoever else is named may be meant."""
    starts = [0, *sentence_starts(text)]
    if len(starts) < 2 or not _ITS.match(text[starts[-1] :]):
        return Whose.UNKNOWN
    found = _OF_WHICH.match(_unmarked(text[starts[-2] : starts[-1]].strip()))
    return Whose.UNKNOWN if found is None or _NAMED.search(found["rest"]) else Speaker(found["name"])


def _unmarked(sentence: str) -> str:
    """Return a sentence without the words in marks."""
    spans = list(find_marked(sentence))
    edges = [0, *(edge for span in spans for edge in (span.start, span.end)), len(sentence)]
    return "".join(sentence[start:end] for start, end in list(pairwise(edges))[::2])
