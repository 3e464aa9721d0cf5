"""How far a text goes that nothing marks or indents, by its own numbers and by where the letter speaks again."""

from collections.abc import Sequence
from itertools import takewhile

from retrieval.parsing.headings import LISTED
from retrieval.parsing.model import Draft
from retrieval.parsing.speakers.announced import speaks_of
from retrieval.parsing.speakers.leads import COLON, is_senders
from retrieval.parsing.speakers.whose import Speaker
from retrieval.patterns import regex
from retrieval.types import BlockKind

RETURNS = regex(
    r"(?:Moreover|Furthermore|In addition|Accordingly|Therefore|Thus|However|I |My |We |Our |These |This |Such |"
    r"In this |In the light|"
    r"It is |As |Against|Consequently|In conclusion|Finally|Secondly|Thirdly|Lastly|At the same time|Upon|Please|"
    r"Accept|For its part)"
)
# "The opposite is true.", "No such prize was offered.", "With these words the Minister admits it."
ANSWERS = regex(
    r"(?:The\s(?:opposite|contrary|reverse|truth|reality|claim|allegation|assertion|accusation|letter|quotation|passage|author|"
    r"foregoing|above)\b|That\s(?:is|was|claim|statement|assertion|allegation|sentence|phrase|threat|boast)\b|In\s(?:reality|truth|fact|other\swords)\b|"
    r"On\sthe\scontrary|No\s(?:such|comment)\b|Not\s(?:one|a\s(?:single|word))\b|None\sof\sth(?:is|ese|at)\b|Nothing\s(?:of\sthe\ssort|could)\b|"
    r"With\s(?:these|those|such)\b|Nor\s(?:is|was|were|are|did|does|has|have)\b|Similar(?:ly)?\b|Equally\b|Likewise\b|Asked\sabout\b|"
    r"In\s(?:the|that)\ssame\s|(?:He|She)\s(?:also|then|further|even|later|went)\b|Nowhere\b|Whoever\sreads\b)"
)
# the sender speaks again, or another text is announced
OWN_AGAIN = regex(
    r"^(?:The\s)?Following\b|\b(?:[Yy]our|[Mm]y|[Oo]ur)\s(?:\w+\s){0,2}(?:telegrams?|cables?|cablegrams?|despatch|"
    r"dispatch|letter|No\.|\d+)|\bfor\syour\s|\byou\b.{0,40}\b(?:inform|advise|instruct|reply)|^Please\b|"
    r"\b(?:[Tt]ext|[Mm]essage)\sends\b|\b(?:Ends|ENDS)\b|\bby\s(?:air)?mail\b|"
    r"\bcirculated\sas\sa\sdocument\b|\bbe\sgrateful\sif\b|^Accept,"
)
IN_PERSON = regex(r"(?<![.\w“])(?:I|[Mm]y|[Ww]e|[Oo]ur)\b")
"""Where somebody speaks of himself; not in what he quotes, nor the "I" of "A.I."."""
TELLS = regex(r"(?<![.\w“])(?:I|[Mm]y(?!\s(?:Government|delegation|Mission)\b))\b")
"""Where one person speaks of himself, and no State does."""
LAW = regex(r"\b(?:Charter|Convention|Covenant|Treaty|Statute|Protocol|Agreement)\b")
_PERSONAL = regex(r"(?:I|My|We|Our)\s")
_MOST_DOUBTFUL = 8  # paragraphs
_MAY_HOLD = frozenset((BlockKind.BODY, BlockKind.QUOTE, BlockKind.TABLE, BlockKind.HEADING))


def turns_personal(texts: Sequence[str]) -> bool:
    """Tell whether a paragraph begins with "we" or "I" below others that know no such word: the letter's own voice."""
    first = next((place for place, text in enumerate(texts) if IN_PERSON.search(text)), 0)
    return first > 0 and _PERSONAL.match(texts[first]) is not None


def numbered_end(drafts: Sequence[Draft], start: int, lead: Draft) -> int:
    """Return where a text ends whose paragraphs are numbered from 1 again; `start` where none begins there.

    It ends where a number does not follow on the one before, or may as well be the one that follows on the lead's.
    """
    outer = int(lead.label) + 1 if lead.label else 0
    expected, end = 1, start
    for place in range(start, len(drafts)):
        draft = drafts[place]
        if draft.part != lead.part or draft.kind not in _MAY_HOLD or draft.voiced:
            break
        if draft.label is None and expected > 1:
            continue
        number = int(draft.label or 0)
        skips = number > expected > 1 and not outer  # the numbers between stand inside a paragraph
        if (number != expected and not skips) or (expected == outer and not _again(drafts, place)):
            break
        expected, end = number + 1, place + 1
    while start < end < len(drafts) and _is_item(drafts[end], lead):
        end += 1
    return end


def _again(drafts: Sequence[Draft], place: int) -> bool:
    """Tell whether the number of a paragraph comes once more further down in its part."""
    one = drafts[place]
    return any(each.label == one.label and each.part == one.part for each in drafts[place + 1 :])


def _is_item(draft: Draft, lead: Draft) -> bool:
    plain = draft.kind is BlockKind.BODY and draft.part == lead.part and draft.label is None and not draft.voiced
    return plain and LISTED.match(draft.text) is not None


def doubtful(drafts: Sequence[Draft], start: int, lead: Draft, speaker: Speaker) -> Sequence[Draft]:
    """Return the paragraphs from `start` on that may still be of the text whose last sure one stands before it.

    They end where the letter surely speaks again: "we" may be either's.
    """
    further = takewhile(
        lambda draft: (
            draft.kind is BlockKind.BODY
            and draft.part == lead.part
            and not (draft.voiced or draft.label or is_senders(draft) or speaks_of(draft.text, speaker))
            and OWN_AGAIN.search(draft.text) is None
            and COLON.search(draft.text) is None
            and (RETURNS.match(draft.text) is None or _PERSONAL.match(draft.text) is not None)
        ),
        drafts[start : start + _MOST_DOUBTFUL],
    )
    return list(further)


def told_on(drafts: Sequence[Draft], start: int, lead: Draft, speaker: Speaker) -> Sequence[Draft]:
    """Return what of the doubtful paragraphs may be told by a witness: up to the last that tells in person."""
    further = doubtful(drafts, start, lead, speaker)
    last = max((at for at, draft in enumerate(further, 1) if IN_PERSON.search(draft.text)), default=0)
    return further[:last]
