"""By what number a reader finds a paragraph of a letter: the printed one, or its count."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from retrieval.memory import Memory
from retrieval.patterns import regex
from retrieval.spans.levels import ITEM, in_levels
from retrieval.spans.runs import ANY, LOST, Printed, runs_of
from retrieval.types import Block, BlockKind, Letter


@dataclass(frozen=True, slots=True)
class _Counted:
    """By what each paragraph of one part of a letter goes, by its start, and the numbers that are printed amid them.

    `amid` are places in the letter's text, rising, each with the number that holds from there on.
    """

    labels: Mapping[int, str | None]
    amid: Sequence[tuple[int, str]] = ()


# All paragraphs of a letter ask it of their part. What is held with them is the letter: another may have its id by now.
_REMEMBERED = 4_096
_TEXT_OF_PART = 1_000  # characters of the letter that count as one
_counted_known: Memory[tuple[str, str], tuple[Letter, _Counted]] = Memory(_REMEMBERED)


def label_of(letter: Letter, block: Block, place: int | None = None) -> str | None:
    """Return by what number a reader finds `block`, where that is not its count through the whole document.

    It is the printed number where the letter counts its paragraphs, of whatever stands below a number that of the
    paragraph above, and else the count within the annex; "" where neither tells it from others: as the numbers begin
    again under each heading, or as what it would be counted as is printed before another paragraph. A number that is
    printed amid the block holds from there on: the words begin at `place` in the letter's text.
    """
    if block.number is None:
        return None
    counted = _counted(letter, block.part)
    start = block.span.start
    last = bisect_right(counted.amid, start if place is None else place, key=lambda each: each[0]) - 1
    return counted.amid[last][1] if last >= 0 and counted.amid[last][0] >= start else counted.labels[start]


def labels_in(letter: Letter, block: Block) -> tuple[str | None, ...]:
    """Return the number of `block` and those printed amid it."""
    if block.number is None:
        return ()
    amid = (label for place, label in _counted(letter, block.part).amid if block.span.start <= place < block.span.end)
    return (label_of(letter, block), *amid)


def _counted(letter: Letter, part: str) -> _Counted:
    """Return how the paragraphs of a part are counted, worked out once for a letter."""
    known = _counted_known.get((letter.letter_id, part))
    if known is not None and known[0] is letter:
        return known[1]
    blocks = [each for each in letter.blocks if each.part == part and each.number is not None]
    counted = _worked_out(letter.text, blocks)
    _counted_known.put((letter.letter_id, part), (letter, counted), 1 + len(letter.text) // _TEXT_OF_PART)
    return counted


_OMITTED = regex(r"\[(?:[Mm]atter|[Tt]ext|[Pp]aragraphs?)\s\w*\s?omitted\]")


def _worked_out(text: str, blocks: Sequence[Block]) -> _Counted:
    """Return by what each paragraph of a part goes."""
    if levels := list(in_levels(text, blocks)):
        return _Counted(dict(levels))
    lost = ANY if any(_OMITTED.search(each.span.of(text)) for each in blocks) else LOST
    printed = _printed(text, blocks, lost)
    runs = runs_of(printed, lost)
    shown = _told_apart(runs)
    spine = sorted((each.start, each.number, at) for at, run in enumerate(runs) for each in run)
    named = [_Named(start, number, at, str(number) if shown[number] == at else "") for start, number, at in spine]
    if not _count_paragraphs(text, blocks, runs):
        return _Counted(dict(_by_count(blocks, printed, {each.start: each.label for each in named})))
    labels = _in_order(text, blocks, named, {each.start for each in printed})
    amid = {each.start for each in printed if each.amid}
    return _Counted(dict(labels), [(each.start, each.label) for each in named if each.start in amid])


def _by_count(
    blocks: Sequence[Block], printed: Sequence[Printed], labels: Mapping[int, str]
) -> Iterator[tuple[int, str | None]]:
    """Yield the count of each paragraph within its part, where that is printed before no other one.

    An item of a list goes by its own number, where that is printed once. Nothing is counted where the first number is
    the letter's own and no list's first: others before it were lost.
    """
    numbers = {each.number for each in printed}
    starts = {each.start for each in printed}
    first = blocks[0].number or 0 if blocks else 0
    lost = any(each.label for each in blocks) and printed[0].number > _UNNUMBERED and not printed[0].quoted
    for each in blocks:
        count, start = (each.number or 0) - first + 1, each.span.start
        own = labels.get(start, "") if start in starts or count in numbers or lost else None
        yield start, own if own is not None else str(count) if each.part else None


# --- what is printed -------------------------------------------------------------------------------------------------

# "(7) Renn then read the resolution", "7) Renn", "§ 7 Renn", "§7. Renn"
_IN_BRACKETS = regex(r"(?:\((?P<one>\d{1,3})\)|(?P<two>\d{1,3})\)|§\s?(?P<three>\d{1,3})[.:]?)\s")
# "COSTS OF THE SERVICE 9. The financial", a heading that was run into its paragraph
_RUN_IN = regex(r"[A-Z](?:[\w’'&,–-]+\s){1,9}(\d{1,3})\.\s(?=[A-Z])")
# "the dam.' 2. The guard", "as asked.) 6. It": a paragraph that was not parted from the one before; not "No. 3. It"
_AMID = regex(
    r"(?<=[^\s\d][.:;?!”’\"')\]])(?<!\b[Nn]o\.)(?<!\b[Nn]os\.)(?<!\b[Pp]ara\.)(?<!\b[Pp]aras\.)(?<!\bpp\.)"
    r"(?<!\b[Vv]ol\.)(?<!\b[Aa]rt\.)\s(\d{1,3})\.\s(?=[A-Z“‘'\"])"
)
_LEADS = (":", ":-", ":–", ":—")


def _printed(text: str, blocks: Sequence[Block], lost: int) -> list[Printed]:
    """Return the numbers printed before the paragraphs, behind headings that these begin with, and amid them."""
    numbers = _before_paragraphs(text, blocks, lost)
    found: list[Printed] = []
    following = _following(numbers)
    for place, (block, number) in enumerate(zip(blocks, numbers, strict=True)):
        quoted = block.kind is not BlockKind.BODY
        if number is not None:
            above = blocks[place - 1] if place and numbers[place - 1] is not None else None
            listed = above is not None and above.span.of(text).rstrip().endswith(_LEADS)
            found.append(Printed(block.span.start, number, quoted, listed))
        if found:
            amid = _amid(text, block, found[-1].number, following[place])
            found += [Printed(start, each, quoted, amid=True) for start, each in amid]
    return found


def _before_paragraphs(text: str, blocks: Sequence[Block], lost: int) -> list[int | None]:
    """Return the number printed before each paragraph, or behind a heading that it begins with."""
    found = [int(block.label) if block.label is not None else None for block in blocks]
    if not any(found):
        bracketed = (_IN_BRACKETS.match(text, block.span.start, block.span.end) for block in blocks)
        return [int(each[each.lastgroup or 0]) if each else None for each in bracketed]
    following, last = _following(found), None
    for place, block in enumerate(blocks):
        run_in = _RUN_IN.match(text, block.span.start, block.span.end) if found[place] is None else None
        if run_in and _between(last, int(run_in[1]), following[place], lost):
            found[place] = int(run_in[1])
        last = last if found[place] is None else found[place]
    return found


def _following(numbers: Sequence[int | None]) -> list[int | None]:
    """Return for each paragraph the next number behind it."""
    found: list[int | None] = []
    for number in reversed((*numbers[1:], None)):
        found.append(number if number is not None or not found else found[-1])
    return found[::-1]


def _between(before: int | None, number: int, after: int | None, lost: int) -> bool:
    """Tell whether `number` goes on from the one before, if there is any, and goes on in the one behind."""
    fits = [0 < number - before <= lost] if before is not None else []
    fits += [0 < after - number <= lost] if after is not None else []
    return bool(fits) and all(fits)


def _amid(text: str, block: Block, last: int, after: int | None) -> Iterator[tuple[int, int]]:
    """Yield where numbers that go on from `last` to `after` are printed amid a paragraph."""
    for found in _AMID.finditer(text, block.span.start, block.span.end):
        number = int(found[1])
        if number != last + 1 or (after is not None and after <= number):
            return  # those of a list in the paragraph
        yield found.start(1), number
        last = number


# --- what it counts --------------------------------------------------------------------------------------------------

_UNNUMBERED = 3  # paragraphs at most before that with the number 2: what they are about, and the first of the letter
_FEW_WORDS = 7  # "My telegram 2267 of 20 December.", "Begins:", "Excellency,": nobody counts them as a paragraph


def _count_paragraphs(text: str, blocks: Sequence[Block], runs: Sequence[Sequence[Printed]]) -> bool:
    """Tell whether the numbers printed before paragraphs count those of the letter, not those of a list in it.

    Most of them rise from its first paragraphs on, or most of it stands between the first of them and the last.
    """
    if not runs:
        return False
    starts = {each.start for run in runs for each in run}
    paragraphs = ((each.span.start, each.span.of(text)) for each in blocks)
    prose = [start for start, words in paragraphs if len(words.split()) > _FEW_WORDS or start in starts]
    first, count, longest = runs[0][0], len(starts), max(map(len, runs))
    within = sum(first.start <= start <= max(starts) for start in prose)
    if count > 1 and 2 * within >= len(prose):
        return True
    before = sum(start < first.start and not ITEM.match(text, start) for start in prose)
    most = _UNNUMBERED if first.number == 2 else min(count - 1, _UNNUMBERED - 1)
    return 2 * longest > count and (before <= most or (first.number > 2 and longest > 1 and not first.quoted))


@dataclass(frozen=True, slots=True)
class _Named:
    """A number where it is printed, the run of numbers that it is one of, and what is shown of it: "" if nothing."""

    start: int
    number: int
    run: int
    label: str


def _told_apart(runs: Sequence[Sequence[Printed]]) -> dict[int, int]:
    """Return in which of several runs each number is the one that a reader takes it for; -1 where in none.

    It is where it is printed alone; else in the longest run, where no other has it before; quoted ones do not count.
    """
    main = max(range(len(runs)), key=lambda at: (not runs[at][0].quoted, len(runs[at]), -at), default=-1)
    held: dict[int, list[int]] = defaultdict(list)
    for at, run in enumerate(runs):
        for each in run:
            held[each.number].append(at)
    own = {number: [at for at in held_in if not runs[at][0].quoted] or held_in for number, held_in in held.items()}
    return {number: own[number][0] if own[number][0] == main or len(held[number]) == 1 else -1 for number in held}


def _in_order(
    text: str, blocks: Sequence[Block], named: Sequence[_Named], numbered: set[int]
) -> Iterator[tuple[int, str]]:
    """Yield the number of each paragraph among numbered ones, or that of the one it surely belongs to."""
    quoted = {each.span.start for each in blocks if each.kind is not BlockKind.BODY}
    at, surely = 0, False  # surely: all since the last number are items of a list, or quoted there
    for block in blocks:
        start = block.span.start
        while at < len(named) and named[at].start < start:
            at, surely = at + 1, True
        before, after = named[at - 1] if at else None, named[at] if at < len(named) else None
        if after is not None and after.start == start:
            yield start, after.label
            continue
        led_to = before is not None and start in quoted and before.start not in quoted
        surely = surely and (led_to or start in numbered or ITEM.match(text, start) is not None)
        if before is not None:
            yield start, _belonging(before, after, surely=surely)
        else:
            yield start, "1" if after is not None and _is_second(after, start, quoted) else ""


def _is_second(after: _Named, start: int, quoted: set[int]) -> bool:
    """Tell whether what begins at `start` is the first paragraph, as the next has the number 2.

    What leads to a quotation whose paragraphs are numbered is none of them.
    """
    return after.label == "2" and (after.start not in quoted or start in quoted)


def _belonging(before: _Named, after: _Named | None, *, surely: bool) -> str:
    """Return the number of an unnumbered paragraph from those before and after it.

    What is quoted, and the items of a list, `surely` belong to the paragraph right above.
    """
    goes_on = after is not None and after.run == before.run and after.number == before.number + 1
    return before.label if surely or goes_on else ""
