"""Paragraphs that are numbered in levels: "2.", "2.1", "2.1.3"."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from retrieval.patterns import regex
from retrieval.types import Block, BlockKind

ITEM = regex(r"\(?(?:[A-Za-z]|[ivxIVX]{1,4}|\d{1,2})\)\s|[•·▪–—-]\s")  # "(A) To consider the tolls;"
# "2.1 The gate was locked", "2.1.3. The brine"; not "3.5 per cent"
_LEVELS = regex(r"(\d{1,2}(?:\.\d{1,2}){1,3})\.?\s+(?=[^\W\d_a-z]|[“\"‘'(])")
_FEWEST_LEVELS = 3


def in_levels(text: str, blocks: Sequence[Block]) -> Iterator[tuple[int, str]]:
    """Yield the number of each paragraph where they are numbered in levels, "2.1" behind "2.", all of them rising.

    Another goes by the one above it, where the next is the one that follows on that, or where it is led to by it.
    """
    found = [_LEVELS.match(text, block.span.start, block.span.end) for block in blocks]
    labels = [each[1] if each else block.label for each, block in zip(found, blocks, strict=True)]
    numbers = [tuple(map(int, label.split("."))) if label else () for label in labels]
    printed = [number for number in numbers if number]
    if sum(map(bool, found)) < _FEWEST_LEVELS or any(one >= other for one, other in pairwise(printed)):
        return
    at, surely = 0, False
    for block, number in zip(blocks, numbers, strict=True):
        if number:
            at, surely = at + 1, True
            yield block.span.start, ".".join(map(str, number))
            continue
        surely = surely and (block.kind is not BlockKind.BODY or ITEM.match(text, block.span.start) is not None)
        before, after = printed[at - 1] if at else (), printed[at] if at < len(printed) else ()
        belongs = bool(before) and (surely or _follows_on(before, after))
        yield block.span.start, ".".join(map(str, before)) if belongs else ""


def _follows_on(one: tuple[int, ...], other: tuple[int, ...]) -> bool:
    """Tell whether a number in levels is the next one: "2.2", "2.1.1" or "3" behind "2.1", and "3.1" as well."""
    if other == (*one, 1):
        return True
    nexts = [(*one[:deep], one[deep] + 1) for deep in range(len(one))]
    return any(other in (each, (*each, 1)) for each in nexts)
