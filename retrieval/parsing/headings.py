"""What each paragraph is: a heading, a title, a quotation that is set in, or text, with its printed number apart."""

import re
from collections.abc import Sequence
from itertools import pairwise

from retrieval.parsing.model import Draft
from retrieval.parsing.note_marks import RAISED_LETTERS
from retrieval.parsing.unfinished import runs_into_quotation, stops_at_that
from retrieval.patterns import regex
from retrieval.types import BlockKind, LineRole

# "2. Requests", "12.\tThe", "3.The", "3 - وتقول"; not "3.5 per cent", "2 May"
LABEL = regex(r"\[?(\d{1,3})(?:\.\]?(?:\s+|(?=[A-Z]))(?=\S)|\s?[-–]\s+(?=[ء-ي]))")
# "(a) that", "(iv) that", "1) that", "- that", "• that"
LISTED = regex(r"\(?(?:[a-z]{1,2}|[ivxl]{1,5}|\d{1,2})\)\s|[•·▪–—\-]\s")
_MARKS = (
    rf"(?:[”“’\"')\]⁰¹²³⁴-⁹{RAISED_LETTERS}*]|\s?»)*(?:\s?(?:\[\^?\d{{1,3}}\]|\d{{1,3}}/))*$"
    r"|(?:(?<=[a-z]{3}[.!?;])|(?<=[)”][.!?;])|(?<=[.!?;]”))\d{1,2}(?:,\s?\d{1,2})*$"
)
ENDED = regex(rf"(?:[.!?;]|:[-–—]?){_MARKS}")
CLOSED = regex(rf"(?:[.!?;,]|:\s?[-–—]?){_MARKS}")
# "143 persons. 1", where a call has lost its height and kept its distance; not "Corr. 1", "Suppl. 2"
_CALLED = regex(r"(?<=[a-z]{4}[.!?;])(?<!uppl\.)\s\d{1,2}$")
# what a title does not say
VERBAL = regex(r"\b(?:is|are|was|were|has|have|had|shall|will|would|should|must|can|may|I|we|hereby)\b")
# "For 37 per cent read 27 per cent", "The first sentence should read:": what a corrigendum tells to do
_INSTRUCTION = regex(
    r"The\s[^.;:]{1,80}\sshould\s(?:now\s)?read\b|"
    r"(?:For|Replace|Delete|Insert|Add|After|In)\b.*\b(?:read|with|by|insert|add|delete|should)\b|Delete\b|Insert\b"
)
_ENCLOSING = regex(r"\(?(?:Begins|Ends)\b", re.IGNORECASE)
_OPENS_TEXT = regex(r"\b(?:Begins|BEGINS)\W*$")
# "1. Fourth paragraph, third sentence", above such an instruction
_CORRECTED = regex(r"(?:\d{1,2}\.\s)?[A-Z][\w\s,()]{3,90}$")
MAX_HEADING = 110
_NUMBERED_HEADING = regex(r"(?:[IVXL]{1,5}|[A-Z])\.\s+\S")
PLACE_AND_DATE = regex(r"\(?(?:[A-Z][\w’' -]{2,30},\s)?\d{1,2}\s[A-Z][a-z]+\s\d{4}\)?")  # "Dorn, 12 March 2021"
# how the title of a letter begins, be it the first one or one that is transmitted with it
LETTER_TITLE = regex(r"(?:Identical\s)?(?:[Ll]etters?|Note\sverbale)\sdated\s\d")
# "Annex", "ANNEX II", "Annex 'B'", "Enclosure 1", "Enclosure 1 Extract from the report of ...",
# "Appendix A to ...", "Annexe I aux lettres identiques datées ...";
# not "Annexes to it were"
_LATIN_PART = (
    r"(?P<word>Annex|ANNEX|Enclosure|ENCLOSURE|Appendix|APPENDIX|Attachment|ATTACHMENT|Annexe|ANNEXE|"
    r"Pièce jointe|Anexo|ANEXO|Apéndice|Приложение|ПРИЛОЖЕНИЕ)"
    r"(?:\s+(?P<mark>[‘“'\"])?(?P<number>[IVXLC]{1,6}|\d{1,2}|[A-Z])(?(mark)[’”'\"])(?![\w’']))?[.:]?"
    r"(?P<rest>\s*\*?[⁰¹²³⁴-⁹ᵃ-ᶻ]*$|(?::|\s[–—-]|(?<=[\dIVX])(?=\s(?:Extracts?|Excerpts?|Copy|Copies|Text|Report|Letter|Memorandum|Statement|Note|"
    r"Minutes)\s(?:from|of|by)\s))\s(?P<title>(?=[A-ZÀ-ÞА-Я“«])[^\n]{2,400}(?<![.;:?!]))$|\s+(?:to|de|del|à|aux?|к)\s+(?:the\s+)?(?:\w+\s){0,3}?(?i:letters?|notes?|"
    r"annex|enclosure|lettres?|cartas?|notas?|письм(?:у|ам)|нот(?:е|ам)).*$)"
)
# "المرفق الثاني", "مرفق المذكرة الشفوية المؤرخة ..."
_ARABIC_PART = (
    r"(?:المرفق(?:\s+(?P<arabic>الأول|الثاني|الثالث|الرابع|الخامس|السادس|السابع|الثامن|التاسع|العاشر))?(?=\s*$|\s+لل)|مرفق(?=\s))"
    r"(?:\s*$|\s+(?:ال|لل)(?:رسال|رسائل|مذكر).*$)"
)
# "附件", "附件二", "2022年6月15日...普通照会的附件一"
_CHINESE_PART = r"(?:\S{4,200}(?:信|照会|函)的)?附件(?P<chinese>[一二三四五六七八九十]{1,3}|\d{1,2})?\s*$"
# "(Annex I)", "- Annex I -"
_MARKED_PART = (
    r"(?:\(|[-–—_]\s?)(?P<marked>(?:Annex|ANNEX|Enclosure|Appendix)(?:\s(?:[IVXL]{1,6}|\d{1,2}|[A-Z]))?)"
    r"(?:\)|\s?[-–—_])$"
)
PART_HEADING = regex(f"{_LATIN_PART}|{_ARABIC_PART}|{_CHINESE_PART}|{_MARKED_PART}")
# "[Original: Russian]", "[Unofficial translation]": what stands between the label of an annex and its title
IN_BRACKETS = regex(
    r"\[[^\[\]]{3,80}(?<!\.)\]\.?$|\(?\s*Original\s?:\s*[A-Z][a-z]+(?:(?:,| and)\s[A-Z][a-z]+)*\s*\)?\.?$"
)


def classify(drafts: Sequence[Draft]) -> None:
    """Give every draft its kind, and take printed paragraph numbers out of the texts into their labels."""
    titled = False  # whether the lines right under the label of an annex still are its title
    asking = _asking(drafts)
    for place, draft in enumerate(drafts):
        if draft.kind is not BlockKind.BODY:
            titled = False
            continue
        following = drafts[place + 1] if place + 1 < len(drafts) else None
        if draft.role is LineRole.QUOTE:
            draft.kind = BlockKind.QUOTE
        elif found := PART_HEADING.match(draft.text):
            listed = found["title"] is not None and _is_listed(drafts, place)
            draft.kind, titled = BlockKind.BODY if listed else BlockKind.HEADING, not listed
            continue
        elif place in asking or _is_heading(draft, following) or (titled and _is_title(draft, following)):
            draft.kind = BlockKind.HEADING
            continue
        titled = False
        if draft.kind in (BlockKind.BODY, BlockKind.QUOTE):
            take_label(draft)


# "Why were the licences withdrawn?"; not "Where is he? Nobody knows?", "“Who goes there?”"
_ASKS = regex(r"[A-Z][^.!?:;“”\"«»]{10,108}\?")
_FEWEST_ASKING = 2
_ANSWERS = 15  # words


def _asking(drafts: Sequence[Draft]) -> frozenset[int]:
    """Return which paragraphs are headings that ask what the paragraph below answers; one alone is none.

    Those of a list follow one another, or a colon; in a conversation the answers are short.
    """
    found = {
        place
        for place, (draft, below) in enumerate(pairwise(drafts))
        if draft.kind is BlockKind.BODY is below.kind
        and draft.role is LineRole.TEXT is below.role
        and _ASKS.fullmatch(draft.text)
        and len(below.text.split()) >= _ANSWERS
        and not (place and drafts[place - 1].text.endswith((":", "?")))
    }
    return frozenset(found if len(found) >= _FEWEST_ASKING else ())


def _is_listed(drafts: Sequence[Draft], place: int) -> bool:
    """Tell whether a label with a title behind it is one of a list of annexes, and no annex follows it."""
    around = [*drafts[max(0, place - 1) : place], *drafts[place + 1 : place + 2]]
    last = place + 1 == len(drafts) or len(drafts[place].text) > 4 * MAX_HEADING
    return last or any((found := PART_HEADING.match(each.text)) and found["title"] for each in around)


def _is_title(draft: Draft, following: Draft | None) -> bool:
    """Tell whether a paragraph right under the label of an annex is its title, maybe a long one, or a note above."""
    text = draft.text
    if IN_BRACKETS.match(text):
        return True
    if (
        following is None
        or len(text) > 4 * MAX_HEADING
        or LABEL.match(text)
        or LISTED.match(text)
        or VERBAL.search(text)
    ):
        return False
    return not _is_closed(_HOUR.sub("", text)) and text[:1].isupper()


_HOUR = regex(r"(?<=\d)\s?[ap]\.\s?m\.$")  # "Transcript of channel 9, 5.10 a.m. to 5.20 a.m."


def _is_closed(text: str) -> bool:
    """Tell whether a paragraph ends as a sentence or a clause does, whatever note is called there."""
    return CLOSED.search(_CALLED.sub("", text)) is not None


def take_label(draft: Draft) -> None:
    """Take the printed number of a paragraph out of its text."""
    if found := LABEL.match(draft.text):
        draft.label = found[1]
        draft.text = draft.text[found.end() :]


def _is_heading(draft: Draft, following: Draft | None) -> bool:
    """Tell whether a short paragraph without a full stop heads the next one."""
    text = draft.text
    if _INSTRUCTION.match(text) or _ENCLOSING.match(text) or _OPENS_TEXT.search(text):
        return False
    if following is not None and _CORRECTED.match(text) and _INSTRUCTION.match(following.text):
        return True
    if draft.role is not LineRole.HEADING and _leads(text, following):
        return False
    if draft.role is LineRole.HEADING and len(text) <= 3 * MAX_HEADING:
        return not LABEL.match(text) or not ENDED.search(text)
    if len(text) > MAX_HEADING or following is None or not text[:1].isupper() or following.text[:1].islower():
        return False
    if _NUMBERED_HEADING.match(text) and not text.endswith((".", ";", ":")):
        return True
    return (
        not _is_closed(text)
        and not LISTED.match(text)
        and len(text.split()) <= 14
        and following.kind is not BlockKind.SIGNATURE
    )


def _leads(text: str, following: Draft | None) -> bool:
    """Tell whether a paragraph without a stop leads to the next one: "The Court ruled that"."""
    quoted = following is not None and following.role is LineRole.QUOTE
    return stops_at_that(text) or (quoted and runs_into_quotation(text))
