"""The reason that stands beside words that were shown: what a bare "why?" asks for."""

import re
from collections.abc import Iterator

from retrieval.patterns import regex
from retrieval.spans.places import block_at
from retrieval.spans.sentences import sentences
from retrieval.types import PARAGRAPHS, Block, Letter, Span

# A question that says nothing of its own. Takes "but why?", "how come", "why was that"; leaves "why did they" alone.
BARE_WHY = regex(
    r"^\W*(?:(?:and|but|ok|so)\W+)?(?:why(?: so| not| then| though)?|how come|for what reason|on what grounds)"
    r"(?: (?:is|was|did|does) (?:that|this|it|he|she|they)(?: so)?)?\W*$",
    re.IGNORECASE,
)
# What gives a reason, or a view that was held for one. Takes "because the deed required", "She held that", "in her
# view"; leaves "since 1922", "She found that" and "the order of 3 May" alone.
_REASON = regex(
    r"\b(?:because|owing to|due to|in order (?:to|that)|so as (?:not )?to|so that|on the grounds?|the reasons?"
    r"|for fear|feared|lest|in view of|as a result of|in that (?:he|she|it|they)"
    r"|in (?:his|her|its|their|my|our) (?:view|opinion)"
    r"|(?:He|She|It|They|who|which) (?:held|considered|argued|explained|maintained|believed|took the view) that)\b"
)
_AROUND = 1  # paragraphs on either side that are looked at as well


def reason_beside(letter: Letter, shown: Span) -> Span | None:
    """Return the sentence nearest to `shown` that gives a reason: in its paragraph, itself included, else around it.

    What was shown and goes on to give the reason itself is preferred to all others.
    """
    block = block_at(letter, shown)
    if block is None:
        return None
    for blocks in ((block,), tuple(_around(letter, block))):
        said = (each for of in blocks for each in sentences(letter.text, of.span))
        giving = [each for each in said if gives_reason(each.of(letter.text))]
        if giving:
            return min(giving, key=lambda each: _distance(each, shown))
    return None


def gives_reason(text: str) -> bool:
    """Tell whether `text` says for what reason something was done or held."""
    return _REASON.search(text) is not None


def _distance(span: Span, shown: Span) -> int:
    """Return how many characters lie between two places; what comes behind is nearer than what comes before."""
    if span.start >= shown.end:
        return span.start - shown.end
    return 0 if span.end > shown.start else 2 * (shown.start - span.end)


def _around(letter: Letter, block: Block) -> Iterator[Block]:
    """Yield the paragraphs on either side of `block` that are of the same voice and part."""
    paragraphs = [each for each in letter.blocks if each.kind in PARAGRAPHS]
    place = paragraphs.index(block) if block in paragraphs else -1
    for at in range(place - _AROUND, place + _AROUND + 1) if place >= 0 else ():
        if 0 <= at < len(paragraphs) and at != place and _same(paragraphs[at], block):
            yield paragraphs[at]


def _same(one: Block, other: Block) -> bool:
    return one.attribution == other.attribution and one.part == other.part
