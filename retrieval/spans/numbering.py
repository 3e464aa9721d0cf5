"""By what number a reader finds a paragraph of a letter: the printed one, or its count."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from retrieval.memory import Memory
from retrieval.patterns import regex
from retrieval.types import Block, BlockKind, Letter


@dataclass(frozen=True, slots=True)
class _Counted:
    """The paragraphs of one part of a letter: where each is among them, by its start, and the numbers printed there.

    `first` is what the first is counted as in the document; `in_order` tells whether the printed ones count them.
    """

    places: Mapping[int, int]
    labels: Sequence[int | None]
    first: int
    in_order: bool


# All paragraphs of a letter ask it of their part. What is held with them is the letter: another may have its id by now.
_REMEMBERED = 4_096
_TEXT_OF_PART = 1_000  # characters of the letter that count as one
_counted_known: Memory[tuple[str, str], tuple[Letter, _Counted]] = Memory(_REMEMBERED)


def label_of(letter: Letter, block: Block) -> str | None:
    """Return by what number a reader finds `block`, where that is not its count through the whole document.

    It is the printed number where the letter counts its paragraphs, of whatever stands below a number that of the
    paragraph above, and else the count within the annex; "" where neither tells it from others: as the numbers begin
    again under each heading, or as what it would be counted as is printed before another paragraph.
    """
    if block.number is None:
        return None
    counted = _counted(letter, block.part)
    labels, place = counted.labels, counted.places[block.span.start]
    if counted.in_order:
        return _in_order(labels, place, block.kind)
    if 2 * sum(label is not None for label in labels) >= len(labels):
        return str(labels[place]) if labels[place] is not None and labels.count(labels[place]) == 1 else ""
    count = block.number - counted.first + 1
    if count in labels:
        return ""
    return str(count) if block.part else None


def _counted(letter: Letter, part: str) -> _Counted:
    """Return how the paragraphs of a part are counted, worked out once for a letter."""
    known = _counted_known.get((letter.letter_id, part))
    if known is not None and known[0] is letter:
        return known[1]
    blocks = [each for each in letter.blocks if each.part == part and each.number is not None]
    lost = _ANY if any(_OMITTED.search(each.span.of(letter.text)) for each in blocks) else _LOST
    labels = _printed(letter, blocks, lost)
    places = {each.span.start: place for place, each in enumerate(blocks)}
    items = sum(_ITEM.match(letter.text, each.span.start) is not None for each in blocks[: _first(labels)])
    counted = _Counted(places, labels, blocks[0].number or 0, _count_paragraphs(labels, lost, items))
    _counted_known.put((letter.letter_id, part), (letter, counted), 1 + len(letter.text) // _TEXT_OF_PART)
    return counted


_UNNUMBERED = 3  # paragraphs at most before that with the number 2: what they are about, and the first of the letter
# numbers at most that are not read between two paragraphs; any, where an editor left some out
_LOST, _ANY = 3, 1_000
_OMITTED = regex(r"\[(?:[Mm]atter|[Tt]ext|[Pp]aragraphs?)\s\w*\s?omitted\]")


_ITEM = regex(r"\(?(?:[A-Za-z]|[ivxIVX]{1,4}|\d{1,2})\)\s|[•·▪–—-]\s")  # "(A) To consider the tolls;"
_IN_BRACKETS = regex(r"\((\d{1,2})\)\s")  # "(7) Renn then read the resolution"
# "COSTS OF THE SERVICE 9. The financial", a heading that was run into its paragraph
_RUN_IN = regex(r"[A-Z](?:[\w’'&,–-]+\s){1,9}(\d{1,3})\.\s(?=[A-Z])")


def _printed(letter: Letter, blocks: Sequence[Block], lost: int) -> list[int | None]:
    """Return the number printed before each paragraph, or behind a heading that it begins with."""
    found = [int(block.label) if block.label is not None else None for block in blocks]
    if not any(found):
        bracketed = (_IN_BRACKETS.match(letter.text, block.span.start, block.span.end) for block in blocks)
        return [int(each[1]) if each else None for each in bracketed]
    for place, block in enumerate(blocks):
        run_in = _RUN_IN.match(letter.text, block.span.start, block.span.end) if found[place] is None else None
        if run_in and _between(found, place, int(run_in[1]), lost):
            found[place] = int(run_in[1])
    return found


def _between(numbers: Sequence[int | None], place: int, number: int, lost: int) -> bool:
    """Tell whether `number` at `place` goes on from the one before, if there is any, and goes on in the one behind."""
    before = next((each for each in reversed(numbers[:place]) if each is not None), None)
    after = next((each for each in numbers[place:] if each is not None), None)
    fits = [0 < number - before <= lost] if before is not None else []
    fits += [0 < after - number <= lost] if after is not None else []
    return bool(fits) and all(fits)


def _first(labels: Sequence[int | None]) -> int:
    """Return how many paragraphs stand before the first with a number."""
    return next((place for place, label in enumerate(labels) if label is not None), len(labels))


def _count_paragraphs(labels: Sequence[int | None], lost: int, items: int) -> bool:
    """Tell whether the numbers printed before paragraphs count those of the letter, not those of a list in it.

    `items` of a list stand before the first of them.
    """
    numbers = [label for label in labels if label is not None]
    if not numbers or any(not 0 < later - number <= lost for number, later in pairwise(numbers)):
        return False
    before = _first(labels) - items
    return numbers[0] > 2 or before <= (_UNNUMBERED if numbers[0] == 2 else min(len(numbers) - 1, _UNNUMBERED - 1))


def _in_order(labels: Sequence[int | None], place: int, kind: BlockKind) -> str:
    """Return the number of the paragraph at `place` among numbered ones, or that of the one it surely belongs to."""
    own = labels[place]
    if own is not None:
        return str(own)
    before = next((label for label in reversed(labels[:place]) if label is not None), None)
    after = next((label for label in labels[place:] if label is not None), None)
    if before is None:
        return "1" if after == 2 else ""
    if after is None:
        return str(before) if kind is not BlockKind.BODY else ""
    return str(before) if after == before + 1 else ""
