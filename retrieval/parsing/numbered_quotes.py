"""Paragraphs that are quoted with numbers of their own: the letter's own numbers prove that they are not among them."""

from collections.abc import Iterator, Sequence

from retrieval.parsing.headings import PART_HEADING
from retrieval.parsing.model import Draft
from retrieval.parsing.speakers.leads import COLON
from retrieval.patterns import regex
from retrieval.types import BlockKind, LineRole

_LIST_BEGINS = 2  # the highest number with which a list may begin, the first having been run into the words above
_LOST = 3  # numbers at most that are not read between two paragraphs
# "the Tribunal for Small Fisheries held:", "decided, inter alia, as follows:"; not "Kesparia proposes the following:"
_SAYS = regex(
    r"\b(?:said|stat(?:es|ed)|wrote|writes|declare[sd]|reads?|provide[sd]|held|holds|ruled|found|finds|decided|recall(?:s|ed)|"
    r"conclude[sd]|observe[sd]|note[sd]|reaffirm(?:s|ed)|affirm(?:s|ed)|determined)\b[^:.;]{0,80}:$"
)
_RAISED = regex(r"[⁰¹²³⁴-⁹ᵃ-ᶻ]+$|\s?\[\^?\w{1,3}\]$")


def quote_by_number(drafts: Sequence[Draft]) -> None:
    """Make numbered paragraphs below a colon block quotations where the letter's numbers go on behind them.

    In a letter without numbers that somebody says what follows, and that it begins with no number of a list, tells it.
    """
    for part in _parts(drafts):
        place = 1
        while place < len(part):
            end = _end_of_quoted(part, place) if _leads(part[place - 1]) else place
            for draft in part[place:end]:
                draft.kind, draft.role = BlockKind.QUOTE, LineRole.QUOTE
            place = max(place + 1, end)


def _parts(drafts: Sequence[Draft]) -> Iterator[Sequence[Draft]]:
    """Yield the letter and each of its annexes."""
    starts = [
        place
        for place, draft in enumerate(drafts)
        if draft.kind is BlockKind.HEADING and PART_HEADING.match(draft.text)
    ]
    for start, end in zip([0, *starts], [*starts, len(drafts)], strict=True):
        yield drafts[start:end]


def _leads(draft: Draft) -> bool:
    return draft.kind is BlockKind.BODY and COLON.search(_RAISED.sub("", draft.text)) is not None


def _end_of_quoted(part: Sequence[Draft], place: int) -> int:
    """Return where the quoted paragraphs end that begin at `place`; `place` where those there are the letter's own."""
    end = _end_of_rising(part, place)
    if end == place:
        return place
    first = int(part[place].label or 0)
    own = [int(draft.label) for draft in part[:place] if draft.kind is BlockKind.BODY and draft.label]
    if not own:
        said = _SAYS.search(_RAISED.sub("", part[place - 1].text)) is not None
        behind, last = _next_number(part, end), int(part[end - 1].label or 0)
        over = end < len(part) and (behind is None or not 0 < behind - last <= _LOST)
        return end if said and over and first > _LIST_BEGINS else place
    due = own[-1] + 1
    if first != due:
        end = next((at for at in range(place, end) if part[at].label == str(due)), end)
    return end if first > 1 and _next_number(part, end) == due else place


def _next_number(part: Sequence[Draft], place: int) -> int | None:
    """Return the first number of a paragraph from `place` on."""
    return next((int(each.label) for each in part[place:] if each.kind is BlockKind.BODY and each.label), None)


def _end_of_rising(part: Sequence[Draft], place: int) -> int:
    """Return where the paragraphs end whose numbers rise from that at `place`."""
    last: int | None = None
    for at in range(place, len(part)):
        draft = part[at]
        if draft.kind is not BlockKind.BODY or draft.role is not LineRole.TEXT or draft.label is None:
            return at
        number = int(draft.label)
        if last is not None and not 0 < number - last <= _LOST:
            return at
        last = number
    return len(part)
