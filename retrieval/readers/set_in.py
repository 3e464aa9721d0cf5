"""Block quotations in plain text: paragraphs that are set in behind a colon, also from one page to the next."""

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from retrieval.patterns import regex
from retrieval.types import Line, LineRole

# so many spaces farther in than the body
_SET_IN = 3
_CENTRED = 12  # the same, than the quotation: a heading or a signature below it
_SHORT = 0.8  # of the longest line: no line is so short that a paragraph goes on below
INTRODUCED = regex(r":[-–—]?[\d⁰¹²³⁴-⁹]{0,3}$")
# one line is a quotation where it is a sentence, no item of a list or address, and somebody is said to have said it
SAID = regex(
    r"\b(?:said|says|stated|states|wrote|writes|declared|declares|replied|answered|announced|reads?|told|added|concluded|"
    r"testified|explained|claims|claimed|continue[sd]|concludes|adds|note[sd]|observe[sd]|argue[sd]|maintain(?:s|ed)|warn(?:s|ed)|"
    r"(?:went|goes)\son|report(?:s|ed)|found|held|ruled|recall(?:s|ed)|confirm(?:s|ed)|admit(?:s|ted)|acknowledge[sd]|follow(?:s|ing))\b"
    r"[^:]{0,160}:[⁰¹²³⁴-⁹\d]{0,3}$"
)
# "recalls paragraph 4, by which the Council", "In paragraph 4 of that resolution, the Council",
# "ruled that", "In its report the Board found"
UNFINISHED = regex(
    r"\b(?:which|that|whereby|in\swords)\s(?:the\s)?(?:[A-Z][\w-]*+\s?|it|they){1,3}$|"
    r"\b(?:[Ii]n|[Bb]y)\s(?:paragraph|resolution|its)\s[^.;:]{2,120},\sthe\s(?:[A-Z][\w-]*+\s?){1,3}$|\bthat[⁰¹²³⁴-⁹]{0,3}$|"
    r"\b(?:said|stated|wrote|declared|replied|found|held|ruled|concluded|noted|observed|reported|reads|states|says|provides)"
    r"(?:,?\sinter\salia,?)?[⁰¹²³⁴-⁹]{0,3}$"
)
ITEM = regex(r"\(?(?:[a-z]{1,2}|[ivx]{1,5}|\d{1,3})[.)]\s|[-–—•*]\s")
_ENDED = regex(r"[.:;?!][”’\"')\]]*[⁰¹²³⁴-⁹ᵃ-ᶻ\d]{0,3}$")
_WHOLE = regex(r"(?:\S+\s+){3,}\S+[.!?][”’\"']?[⁰¹²³⁴-⁹ᵃ-ᶻ\d]{0,3}$")
_MAX_BEFORE = 400  # characters of an introduction

# the head or foot of a page: "A/76/9011", "S/2021/9104", "2/3", "21-90311 4/5", "- 2 -"; not "1/2 of them"
_EDGE = regex(
    r"(?:[AES]/[\w.()/-]{0,20}\d[\w.()/-]{0,20}\*?[\s–-]{0,3}){1,2}|"
    r"(?:\d{1,3}/\d{1,3}\s*)?\d{2}-\d{5}(?:\s?\([ACEFRS]\))?(?:\s*\d{1,3}/\d{1,3})?|"
    r"\d{1,3}/\d{1,3}|[-–]\s?\d{1,3}\s?[-–]|(?:[Pp]age\s)?\d{1,3}(?:\sof\s\d{1,3})?"
)
_MAX_EDGE = 60  # characters
_RULE = regex(r"[_‗─—]{3,80}|-{5,80}")
_NOTE = regex(r"[⁰¹²³⁴-⁹*†]|\[?\d{1,3}[\]\s.)]|[a-z]\s")

_BLANK = -1


@dataclass(slots=True)
class _State:
    """Where the text is: in a quotation or not, and what stands before."""

    quoting: bool = False
    before: str = ""
    column: int = 0  # of the quotation, from the margin of the body


def lines_of(sheets: Sequence[Sequence[str]]) -> Iterator[list[Line]]:
    """Yield the lines of each sheet; what is set in behind a colon is a block quotation, as far as it is set in."""
    lefts = [_lefts(sheet, last=number == len(sheets)) for number, sheet in enumerate(sheets, 1)]
    usual = _margin([line for sheet in sheets for line in sheet], [left for sheet in lefts for left in sheet])
    margins = [_margin(raw, mine) for raw, mine in zip(sheets, lefts, strict=True)]
    # programs that lay text out set each page in by itself
    bodies = [min(margin, usual) if usual in mine else margin for margin, mine in zip(margins, lefts, strict=True)]
    begins = [_first(mine) - body for mine, body in zip(lefts, bodies, strict=True)]
    state = _State()
    for raw, mine, body, overleaf in zip(sheets, lefts, bodies, [*begins[1:], math.inf], strict=True):
        cuts = _cuts(raw, mine, body)
        roles = _roles(raw, list(_stretches(mine, cuts)), mine, body, state, overleaf)
        lines = [Line(line.strip(), role=role) for line, role in zip(raw, roles, strict=True)]
        yield [each for place, line in enumerate(lines) for each in ((Line(""), line) if place in cuts else (line,))]


def _first(lefts: Sequence[int]) -> float:
    return next((left for left in lefts if left != _BLANK), math.inf)


def _cuts(raw: Sequence[str], lefts: Sequence[int], body: int) -> frozenset[int]:
    """Return where paragraphs begin that no blank lines part."""
    full = max((len(line.strip()) for line, left in zip(raw, lefts, strict=True) if left == body), default=0)
    stretches = _stretches(lefts, frozenset())
    return frozenset(
        at
        for start, end in stretches
        for at in range(start + 1, end)
        if _begins(raw, lefts, at, body) or _heads(raw[at - 1].strip(), lefts[at - 1 : at + 2], body, full)
    )


def _begins(raw: Sequence[str], lefts: Sequence[int], at: int, body: int) -> bool:
    """Tell whether a line begins a paragraph: it stands farther in than the body or the lines above it all do."""
    before, here = lefts[at - 1], lefts[at]
    above, text = raw[at - 1].strip(), raw[at].strip()
    if abs(here - before) < _SET_IN or text[0].islower() or not _ENDED.search(above) or ITEM.match(above):
        return False
    return here >= body + _SET_IN or (before >= body + _SET_IN and lefts[at - 2] == before)


def _heads(text: str, lefts: Sequence[int], body: int, full: int) -> bool:
    """Tell whether a short line, no farther in than the body, stands above the first of further lines: a heading."""
    if len(lefts) < 3 or len(text) > _SHORT * full or ITEM.match(text):
        return False
    return lefts[0] <= body <= lefts[1] and lefts[2] == body and _SET_IN <= lefts[1] - lefts[0] <= _CENTRED


def _roles(
    raw: Sequence[str],
    stretches: Sequence[tuple[int, int]],
    lefts: Sequence[int],
    body: int,
    state: _State,
    overleaf: float,
) -> list[LineRole]:
    """Return what each line of a sheet is; `overleaf` is how far in from the body the next sheet begins."""
    roles = [LineRole.TEXT] * len(raw)
    following = [*(lefts[start] - body for start, _ in stretches[1:]), overleaf][: len(stretches)]
    flush = not any(_begins_set_in(lefts[start:end]) for start, end in stretches)
    for (start, end), begins in zip(stretches, following, strict=True):
        column = min(lefts[start:end]) - body
        set_in = _is_set_in(lefts[start:end], body) and not (state.quoting and column > state.column + _CENTRED)
        whole = flush and SAID.search(state.before) is not None and _is_sentence(raw[start].strip())
        set_in = set_in and (end - start > 1 or state.quoting or whole)
        last = end == stretches[-1][1]
        if end - start == 1 and last and begins < _SET_IN and not _ENDED.search(raw[start].strip()):
            set_in = False  # the first line of the letter's own next paragraph, which goes on at the margin overleaf
        goes_on = end - start > 1 and not ITEM.match(raw[start].strip()) and UNFINISHED.search(state.before)
        led = INTRODUCED.search(state.before) or goes_on
        state.quoting = set_in and (state.quoting or bool(led))
        if state.quoting:
            state.column = column
            roles[start:end] = [LineRole.QUOTE] * (end - start)
        state.before = " ".join(line.strip() for line in raw[max(start, end - 4) : end])[-_MAX_BEFORE:]
    return roles


def _is_set_in(lefts: Sequence[int], body: int) -> bool:
    """Tell whether a paragraph stands at one column farther in than the body; its first line may stand farther in."""
    rest = lefts[1:] or lefts
    return min(lefts) >= body + _SET_IN and min(rest) == max(rest) <= lefts[0]


def _is_sentence(line: str) -> bool:
    return not ITEM.match(line) and _WHOLE.match(line) is not None


def _begins_set_in(lefts: Sequence[int]) -> bool:
    """Tell whether a paragraph has only its first line set in: then one of a single line may be such a one, too."""
    return len(lefts) > 1 and lefts[0] >= lefts[1] + _SET_IN


def _margin(raw: Sequence[str], lefts: Sequence[int]) -> int:
    """Return the column at which most of the text begins: the body's lines are longer than those above and below it."""
    lengths: Counter[int] = Counter()
    for line, left in zip(raw, lefts, strict=True):
        if left != _BLANK:
            lengths[left] += len(line.strip())
    return lengths.most_common(1)[0][0] if lengths else 0


def _lefts(raw: Sequence[str], *, last: bool) -> list[int]:
    """Return where each line begins; heads, feet and notes of pages count as blank: a quotation goes on after them."""
    edges = [len(line.strip()) < _MAX_EDGE and _EDGE.fullmatch(line.strip()) is not None for line in raw]
    lefts = [
        _BLANK if edge or not line.strip() else len(line) - len(line.lstrip())
        for line, edge in zip(raw, edges, strict=True)
    ]
    ends = _note_ends(edges, last=last)
    for start, line in enumerate(raw):
        if lefts[start] != _BLANK and _RULE.fullmatch(line.strip()) and _are_notes(raw[start + 1 : start + 4]):
            end = max(ends[start], start)
            lefts[start:end] = [_BLANK] * (end - start)
    return lefts


def _note_ends(edges: Sequence[bool], *, last: bool) -> list[int]:
    """Return where notes that begin at each line end: at the foot of the page; nowhere (0) below the last one."""
    ends, end = [0] * len(edges), 0 if last else len(edges)
    for place in range(len(edges) - 1, -1, -1):
        end = place if edges[place] else end
        ends[place] = end
    return ends


def _are_notes(raw: Sequence[str]) -> bool:
    first = next((line.strip() for line in raw if line.strip()), "")
    return _NOTE.match(first) is not None


def _stretches(lefts: Sequence[int], cuts: frozenset[int]) -> Iterator[tuple[int, int]]:
    """Yield the bounds of the runs of lines that neither blank lines nor `cuts` part."""
    start = 0
    for place, left in enumerate([*lefts, _BLANK]):
        if left == _BLANK or place in cuts:
            if place > start:
                yield start, place
            start = place + (left == _BLANK)
