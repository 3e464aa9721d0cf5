"""Which of the numbers printed before paragraphs go on from one another, and which are those of lists between them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

# numbers at most that are not read between two paragraphs; any, where an editor left some out
LOST, ANY = 3, 1_000
_DEEP = 8  # runs that are looked at for one that a number goes on


@dataclass(frozen=True, slots=True)
class Printed:
    """A number and where what it counts begins.

    `quoted` says that it stands in a quotation or a table, `listed` that the numbered paragraph above leads to it,
    `amid` that it stands amid a paragraph that was not parted there.
    """

    start: int
    number: int
    quoted: bool = False
    listed: bool = False
    amid: bool = False


@dataclass(slots=True)
class _Run:
    first: Printed
    last: Printed
    members: list[Printed] = field(default_factory=list)


def runs_of(printed: Sequence[Printed], lost: int = LOST) -> list[list[Printed]]:
    """Return the runs of numbers that rise by one, or by up to `lost`, in the order of their beginnings.

    A list that begins with 1, and what is numbered in a quotation, may stand between two numbers of a run; such lists
    are left out, as are those at the end of a run which the words above lead to.
    """
    runs: list[_Run] = []
    last = {each.number: each for each in printed}
    for each, due in zip(printed, _next_unquoted(printed), strict=True):
        place = _gone_on(runs, each, due, lost, again=last[each.number] is not each)
        if place is None:
            runs.append(_Run(each, each, [each]))
            continue
        del runs[place + 1 :]
        runs[place].last = each
        runs[place].members.append(each)
    below = {id(run) for above, run in pairwise(runs) if _is_list(run, above)}
    return [run.members for run in runs if id(run) not in below]


def _next_unquoted(printed: Sequence[Printed]) -> list[int | None]:
    """Return for each number the next one behind it that stands in no quotation."""
    following: list[int | None] = []
    due: int | None = None
    for each in reversed(printed):
        following.append(due)
        due = due if each.quoted else each.number
    return following[::-1]


def _gone_on(runs: Sequence[_Run], each: Printed, due: int | None, lost: int, *, again: bool) -> int | None:
    """Return which run a number goes on: rather by one, rather in the letter's words or the quotation's, as before.

    What is quoted goes on the letter's own numbers only where these do not themselves go on with it. A list to which
    the words above it lead goes on where the number stands `again` behind it, for the paragraph that follows.
    """
    fits: list[tuple[bool, bool, int, int]] = []
    over = bool(runs) and runs[-1].first.listed and not again
    for place in range(len(runs) - 1, max(len(runs) - 1 - _DEEP, -1), -1):
        run, top = runs[place], place == len(runs) - 1
        step, other = each.number - run.last.number, each.quoted is not run.last.quoted
        taken = each.quoted and not run.last.quoted and due is not None and due <= each.number
        if 0 < step <= (lost if top else LOST) and not taken and (top or step == 1 or not other):
            fits.append((step > 1, other, place if over else -place, place))
        if run.first.number != 1 and not run.first.quoted:
            break  # no list: nothing goes on around it
    return min(fits)[-1] if fits else None


def _is_list(run: _Run, above: _Run) -> bool:
    """Tell whether a run is a list in the last paragraph of the one above, none of whose numbers it could be."""
    return run.first.listed and run.first.number == 1 and run.last.number <= above.last.number
