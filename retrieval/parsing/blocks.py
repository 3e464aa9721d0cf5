"""Rows → drafts: lines joined to paragraphs, and paragraphs joined where a page or an abbreviation cut them."""

from collections.abc import Sequence
from itertools import pairwise

from retrieval.language.abbreviations import NEVER_LAST
from retrieval.language.numerals import roman
from retrieval.parsing.cells import with_tables
from retrieval.parsing.headings import CLOSED, ENDED, LABEL, LISTED, MAX_HEADING, PART_HEADING, PLACE_AND_DATE, VERBAL
from retrieval.parsing.lines import join_lines
from retrieval.parsing.model import Draft, Row, merge, pages_of
from retrieval.parsing.signatures import SIGNED, join_signatures
from retrieval.parsing.unfinished import stops_at_verb
from retrieval.patterns import regex
from retrieval.types import BlockKind, LineRole

# an abbreviation that never ends a sentence: "Mr.", "K.", "No."; the second kind may
_ABBREVIATION = regex(rf"(?:^|[\s(‘“\"'])(?:{NEVER_LAST}|viz|Sen|Gov|MM?|(?:[A-Z]\.\s?){{0,3}}[A-Z])\.$")
_MAY_END = regex(r"(?:^|[\s(‘“\"'])(?:(?:[A-Z]\.){2,}|Govt\.|Dept\.|Cttee\.|etc\.|Secs?\.|Ltd\.|Co\.)$")
_AFTER_STATE = regex(
    r"(?:[a-z]|(?:Govt|Government|Dep(?:t|artment)|Ambassador|Minister|Delegat|Secretary|President|Forces?|"
    r"Representative|Mission|"
    r"Army|Navy|Embassy|State|Chiefs|Congress|Senate|Charter|Headquarters|Council|Assembly|proposals?|Command|"
    r"High|Cabinet)\b)"
)
# what ends with a comma and is complete: the paragraphs of a preamble, forms of address
_PREAMBLE = regex(
    r"(?:[A-Z]\w+ly\s)?(?:[A-Z]\w+(?:ing|ed)|Aware|Mindful|Conscious|[Cc]onvinced|Dear|My dear|Sir|Madam)\b"
)
_BRACKETED = regex(r"\[\^?\d{1,2}\](?!\()")
_MAX_JOINED = 12_000  # characters: no paragraph is longer
_MAX_TITLE_ROWS = 6


def paragraphs(rows: Sequence[Row], words: frozenset[str]) -> list[Draft]:
    """Return the paragraphs of `rows` in reading order, still with their indicators."""
    drafts = [_draft(group, words) for group in _groups(rows)]
    return join_signatures(_joined(with_tables(drafts), words))


def _groups(rows: Sequence[Row]) -> list[list[Row]]:
    groups: list[list[Row]] = []
    before: Row | None = None
    for row in rows:
        if not row.text:
            before = None
            continue
        if before is None or _begins(row, before, groups[-1]) or _below_heading(row, groups):
            groups.append([])
        groups[-1].append(row)
        before = row
    return groups


def _begins(row: Row, before: Row, group: Sequence[Row]) -> bool:
    """Tell whether a row begins a paragraph although no blank one stands above."""
    if row.page != before.page or row.role is not before.role or SIGNED.match(row.text) or PART_HEADING.match(row.text):
        return True
    if SIGNED.match(group[0].text):
        return False
    labelled = LABEL.match(row.text) is not None or LISTED.match(row.text) is not None
    return labelled and (ENDED.search(before.text) is not None or _follows(group[0].text, row.text))


# "2. access", "(b) open", "(ii) at Halvek", "3) an answer"
_ITEM = regex(r"(?P<open>\(?)(?P<number>\d{1,2}|[a-z]{1,5})(?P<close>[.)])\s")


def _follows(first: str, second: str) -> bool:
    """Tell whether a row begins the next item of a list, although the item above ends with no stop."""
    one, two = _ITEM.match(first), _ITEM.match(second)
    if one is None or two is None or (one["open"], one["close"]) != (two["open"], two["close"]):
        return False
    number = one["number"]
    if number.isdigit():
        return two["number"] == str(int(number) + 1)
    letter = chr(ord(number) + 1) if len(number) == 1 else ""
    return two["number"] == letter or (number, two["number"]) in _ROMAN_NEXT


_ROMAN_NEXT = frozenset(pairwise(roman(count).lower() for count in range(1, 40)))
# a label alone, "Annex II", and one whose words end with who has received the letter
_WHOLE_LABEL = regex(r"[^\n]{1,24}$|.*(?:Secretary-General|Security Council|General Assembly|Human Rights)$")
# how the text begins right below a title; no title that runs over two lines goes on like this
_OPENING = regex(r"(?:The|In|On|At|It|I|We|My|Our|This|These|Upon|As|After|\d{1,3}\.)\s")
_RUNS_ON = regex(r"(?:[,;–—-]|\b(?:of|the|and|by|to|in|on|from|for|at|with|an?|or|its|their))$")


def _below_heading(row: Row, groups: Sequence[Sequence[Row]]) -> bool:
    """Tell whether a row stands right below the label of an annex, or below the title right below the label."""
    if len(groups[-1]) > _MAX_TITLE_ROWS:
        return False
    text = " ".join(each.text for each in groups[-1])
    if PART_HEADING.match(text) and _WHOLE_LABEL.match(text) and not row.text[:1].islower():
        return True
    if len(groups) < 2 or not PART_HEADING.match(groups[-2][0].text):
        return len(groups) > 2 and PART_HEADING.match(groups[-3][0].text) is not None and _is_dated(text)
    tight = groups[-1][0].index == groups[-2][-1].index + 1 and len(text) <= 2 * MAX_HEADING
    if not tight or _RUNS_ON.search(text) or ENDED.search(text):
        return False
    opens = _OPENING.match(row.text) is not None or _is_dated(row.text)
    return opens and text[:1].isupper() and not VERBAL.search(text)


def _is_dated(text: str) -> bool:
    """Tell whether a line says where and when the text below it was written."""
    return PLACE_AND_DATE.fullmatch(text) is not None


def _draft(group: Sequence[Row], words: frozenset[str]) -> Draft:
    lines = tuple(row.text for row in group)
    first = group[0]
    table = _is_table(lines)
    text = "\n".join(lines) if table or SIGNED.match(lines[0]) else join_lines(lines, words)
    kind = BlockKind.TABLE if table else BlockKind.BODY
    return Draft(text, pages_of(group), first.index, first.role, kind, lines, first.line.left)


_FEW_CELLS = 2  # in a line that may be a title set in two columns
_CELLS = regex(r"\t| {3,}|\s\|\s")


def _is_table(lines: Sequence[str]) -> bool:
    """Tell whether most lines have cells: parted by bars, tabs or wide gaps, with few words in each."""
    if all(line.startswith("|") for line in lines):
        return True
    cells = [_CELLS.split(line) for line in lines]
    parted = [each for each in cells if len(each) > 1]
    if len(lines) < 2 or len(parted) * 3 < len(lines) * 2:
        return False
    return sum(len(cell.split()) for each in parted for cell in each) <= 6 * sum(map(len, parted))


def _joined(drafts: Sequence[Draft], words: frozenset[str]) -> list[Draft]:
    """Return the drafts with those made one that only a page or an abbreviation has cut in two."""
    out: list[Draft] = []
    for draft in drafts:
        if out and _numbers(out[-1], draft):
            out[-1] = merge(out[-1], draft, f"{out[-1].text} {draft.text}")
        elif out and _heads_table(out[-1], draft):
            draft.lines = out[-1].lines + draft.lines
            draft.text, draft.index = "\n".join(draft.lines), out[-1].index
            out[-1] = draft
        elif out and len(out[-1].text) < _MAX_JOINED and _continues(out[-1], draft):
            out[-1] = merge(out[-1], draft, join_lines((out[-1].text, draft.text), words))
        else:
            out.append(draft)
    return out


# "12.", "(12)", "(a)", alone in a line: programs that take text out of PDF files part them so from their paragraphs
_NUMBER_ALONE = regex(r"(?:\d{1,3}[.)]|\((?:\d{1,3}|[a-z]|[ivx]{1,4})\))")


def _numbers(first: Draft, second: Draft) -> bool:
    """Tell whether `first` is no more than the number of the paragraph below it."""
    alone = first.kind is BlockKind.BODY and _NUMBER_ALONE.fullmatch(first.text) is not None
    plain = second.kind is BlockKind.BODY and second.role is first.role and second.text[:1].isalpha()
    return alone and plain and not SIGNED.match(second.text) and not PART_HEADING.match(second.text)


def _heads_table(first: Draft, second: Draft) -> bool:
    """Tell whether a line is the head of the table below: it has as many cells as the widest of its rows."""
    if second.kind is not BlockKind.TABLE or len(first.lines) != 1 or first.pages != second.pages:
        return False
    cells = len(_CELLS.split(first.lines[0]))
    return cells > _FEW_CELLS and cells == max(len(_CELLS.split(line)) for line in second.lines)


def _continues(first: Draft, second: Draft) -> bool:
    """Tell whether `second` goes on with the sentence in which `first` stops."""
    head, tail = second.text, first.text.rstrip()
    if BlockKind.TABLE in (first.kind, second.kind):
        return False
    if _BRACKETED.match(head) and second.index - first.index <= len(first.lines) + 3:
        return True  # an indicator never begins a paragraph
    if LineRole.HEADING in (first.role, second.role) and not (head[:1].islower() and first.role is second.role):
        return False
    if (
        LABEL.match(head)
        or SIGNED.match(head)
        or SIGNED.match(tail)
        or PART_HEADING.match(head)
        or PART_HEADING.match(tail)
    ):
        return False
    if _ABBREVIATION.search(tail[-40:]) and not LISTED.match(head):
        return True
    if _MAY_END.search(tail[-40:]) and _AFTER_STATE.match(head):
        return True
    if LISTED.match(head):
        return False
    quoted = (first.role is LineRole.QUOTE) is not (second.role is LineRole.QUOTE)
    if quoted and (stops_at_verb(tail) or not _crosses_page(first, second)):
        return False  # a quotation may go on with the sentence that leads to it
    if head[0].islower():
        return not ENDED.search(tail) and len(tail) > 3
    crosses = _crosses_page(first, second) or second.index - first.index > len(first.lines) + 2
    wrapped = len(tail) > MAX_HEADING or len(first.lines) > 1
    listed = _PREAMBLE.match(first.text) or _PREAMBLE.match(head)
    return crosses and wrapped and not (CLOSED if listed or not _crosses_page(first, second) else ENDED).search(tail)


def _crosses_page(first: Draft, second: Draft) -> bool:
    return second.pages[0] > first.pages[-1]
