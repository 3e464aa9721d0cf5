"""Annexes, enclosures and appendices: where each begins, and whose words it holds."""

import re
from collections.abc import Sequence

from ..dates import find_dates
from ..symbols import find_symbols
from ..types import ENCLOSED, BlockKind, LineRole, Part
from .blocks import LETTER_TITLE, PART_HEADING
from .capitals import in_capitals, set_in_small_letters
from .model import Draft
from .names import PROPER, without_article
from .relations import signers
from .titles import parse_english

_ENGLISH = {
    "annexe": "Annex", "anexo": "Annex", "приложение": "Annex", "المرفق": "Annex", "附件": "Annex",
    "pièce jointe": "Enclosure", "apéndice": "Appendix",
}  # fmt: skip
_LANGUAGE = re.compile(r"\[?\(?\s*Original\s?:\s*([A-Z][a-z]+(?:(?:,| and)\s[A-Z][a-z]+)*)\s*\)?\]?\.?$")
_NESTED = frozenset(("Enclosure", "Appendix"))
_AUTHORED = re.compile(
    r"\b(?i:statement|declaration|memorandum|message|appeal|address|note|communiqu[ée]|report|press release|"
    r"speech|remarks|letter|"
    r"resolution|decision|comments?|reply|response|position|commentary|information|aide-memoire|explanatory note|"
    r"appreciation|observations|"
    r"open letter)\b"
    # what follows one of these is what it is about: "memorandum on the operation of the Dam"
    r"(?:\s(?!(?:on|upon|about|concerning|regarding|in|into|at|for|to|against|over|relating)\b)[\w/.]+){0,3}?"
    r"(?:\sdated [\w ]{5,30}?)?\s(?:made\s|issued\s|adopted\s|delivered\s)?(?P<link>by|of|"
    r"from)\s(?:the\s|His Excellency\s|Mr\.\s|H\.E\.\s|(?:eye)?witness\s|survivor\s|spokes\w+\s)*"
    rf"(?P<author>{PROPER})"
)
_MAX_TITLE = 5


def divide(drafts: Sequence[Draft], senders: tuple[str, ...]) -> tuple[Part, ...]:
    """Give each draft the part it stands in and its voice; return the parts in order.

    A part whose title or signature names its author speaks with the author's voice inside the sender's; else the sender
    speaks in it as in the letter. What is enclosed in an annex and names no author speaks as that annex does.
    """
    parts: list[Part] = []
    letter: list[Draft] = []  # what stands before the first annex
    outer = ""
    signed = False
    current: list[Draft] = []
    for draft in drafts:
        found = PART_HEADING.match(draft.text) if draft.kind is BlockKind.HEADING else None
        signed = signed or draft.kind is BlockKind.SIGNATURE
        if found is not None or (signed and _is_letter(draft)):
            _close(parts, current, senders, letter)
            label, signed = _label(found) if found is not None else _LETTER, False
            outer, label = (outer, f"{outer}, {label}") if label.split()[0] in _NESTED and outer else (label, label)
            parts.append(Part(label))
            current = []
        draft.part = parts[-1].label if parts else ""
        if parts:
            current.append(draft)
        elif draft.kind not in (BlockKind.MASTHEAD, BlockKind.TITLE):
            draft.attribution = senders
            letter += [draft] if draft.kind is BlockKind.BODY else []
    _close(parts, current, senders, letter)
    return tuple(parts)


_LETTER = "Letter"
_LONGEST_TITLE = 600


def _is_letter(draft: Draft) -> bool:
    """Tell whether a paragraph is the title of a letter, as that of an expert panel below the one that transmits it."""
    text = draft.text
    plain = draft.kind in (BlockKind.BODY, BlockKind.HEADING) and len(text) < _LONGEST_TITLE and text[-1:] != "."
    if not plain or not LETTER_TITLE.match(text):
        return False
    facts = parse_english(text)
    return facts is not None and bool(facts.date and facts.addressees and (facts.senders or facts.office))


def _label(found: re.Match[str]) -> str:
    word = _ENGLISH.get(found["word"].lower(), found["word"].capitalize())
    return f"{word} {found['number']}" if found["number"] else word


def _close(parts: list[Part], drafts: Sequence[Draft], senders: tuple[str, ...], letter: Sequence[Draft]) -> None:
    """Complete the last part from the drafts that stand in it."""
    if not parts or not drafts:
        return
    language = next((found[1] for draft in drafts[:4] if (found := _LANGUAGE.match(draft.text.strip()))), None)
    title = _title(drafts)
    author = _titled_author(title) or _announced(parts[-1].label, letter) or _signer(drafts)
    outer = parts[-1].label.rpartition(", ")[0]
    around = next((each.attribution for each in reversed(parts) if each.label == outer), senders) if outer else senders
    if author is None and not _is_own(title, parts[-1].label, letter):
        author, senders = ENCLOSED, around
    voice = ((*senders, author) if author not in senders else senders) if author else around
    for draft in drafts:
        draft.attribution = voice
        if _LANGUAGE.match(draft.text.strip()):
            draft.kind = BlockKind.HEADING
    date = _dated(title, drafts)
    symbols = tuple(each for found in find_symbols(title or "") for each in found.symbols)
    parts[-1] = Part(parts[-1].label, title, voice, date, symbols, language)


def _title(drafts: Sequence[Draft]) -> str | None:
    """Return the headings below the label, joined; the label's own words where they say whose letter is annexed to."""
    if not PART_HEADING.match(drafts[0].text):
        drafts[0].kind = BlockKind.HEADING
        return drafts[0].text
    headings: list[str] = []
    for draft in drafts[1 : 1 + _MAX_TITLE]:
        if _LANGUAGE.match(draft.text.strip()):
            continue
        if draft.kind is not BlockKind.HEADING and not (not headings and draft.role is LineRole.HEADING):
            break
        if headings and _PLACE_AND_DATE.fullmatch(draft.text):
            continue
        headings.append(draft.text)
    return " ".join(headings) or None


# "Dorn, 12 March 2021"
_PLACE_AND_DATE = re.compile(r"\(?(?:[A-Z][\w’' -]{2,30},\s)?\d{1,2}\s[A-Z][a-z]+\s\d{4}\)?")
# the day of what a text is about, not its own: "report on the events of 2 April", "violations from 1 to 5 April"
_NOT_ITS_OWN = re.compile(r"\b(?:events?\sof|incidents?\sof|since|from|between|until|to|and|[Ss]ituation\sas\sof)\s*$")


def _dated(title: str | None, drafts: Sequence[Draft]) -> str | None:
    """Return the date of a part: the one its title gives it, else that of the line with place and date below it."""
    for found in find_dates(title or ""):
        if not _NOT_ITS_OWN.search((title or "")[: found.span.start]):
            return found.iso
    lines = (draft.text for draft in drafts[1 : 1 + _MAX_TITLE] if _PLACE_AND_DATE.fullmatch(draft.text))
    return next((found.iso for line in lines for found in find_dates(line)), None)


def _titled_author(title: str | None) -> str | None:
    """Return whose words a part holds as its title says: who sends the letter, who makes the statement."""
    if title is None:
        return None
    facts = parse_english(title)
    if facts is not None and (facts.senders or facts.office):
        return joint(facts.senders_printed) if facts.senders_printed and facts.office is None else _office(title)
    return _author(set_in_small_letters(title) if in_capitals(title) else title)


# What stands before a text that is only spoken of: "in reply to the letter of", "comments on the report of"; not
# "a copy of the letter from"
_SPOKEN_OF = re.compile(
    r"\b(?:on|upon|about|concerning|regarding|to|against|over|contrary\sto|(?<!copy\s)(?<!text\s)(?<!copies\s)(?<!texts\s)"
    r"(?<!version\s)(?<!translation\s)(?<!extract\s)(?<!summary\s)of|in)\s(?:(?:the|an?|this|that|its|their|his|her)\s)?"
    r"(?:\w+\s)?$",
    re.IGNORECASE,
)


def _author(text: str) -> str | None:
    """Return by whom the first text is that `text` speaks of, those left aside that this one is about."""
    said = (found for found in _AUTHORED.finditer(text) if not _SPOKEN_OF.search(text[: found.start()]))
    return next((without_article(found["author"]) for found in said), None)


_POINTED_AT = re.compile(r"\((?:see|contained in|enclosed as)\s[^()]{3,40}\)", re.IGNORECASE)
_HANDS_ON = re.compile(
    r"\b(?:transmit|forward|attach|annex|enclos|convey|circulat|submit|communicat|append)\w*\s(?:herewith\s|to you\s)?|"
    r"(?<=[.;])\s"
)
_LONGEST_ITEM = 600


def _announced(label: str, letter: Sequence[Draft]) -> str | None:
    """Return whose words the letter says that it annexes: "the memorandum of the Harbour Authority (see annex)"."""
    name = _in_text(label.partition(",")[0])
    pointer = re.compile(rf"\((?:see|contained in|enclosed as)\s{name}\)", re.IGNORECASE)
    for draft in letter:
        for found in pointer.finditer(draft.text):
            author = _author(_item(draft.text[: found.start()]))
            if author is not None:
                return author
    return None if " " in label else _attached(letter)


def _item(before: str) -> str:
    """Return what a pointer to an annex belongs to: the words behind the pointer before it, and behind "I transmit"."""
    before = before[-_LONGEST_ITEM:]
    for pattern in (_POINTED_AT, _HANDS_ON):
        before = before[max((found.end() for found in pattern.finditer(before)), default=0) :]
    return before


# "the attached appreciation by the", "I enclose a copy of the memorandum from the"
_ATTACHED = re.compile(
    r"\b(?:attached|enclosed|annexed|(?:enclose|attach|annex|transmit)(?:\sherewith)?\s(?:the|an?))\s"
    r"(?:(?:copy|text)\sof\s(?:the\s|an?\s)?)?$"
)


def _attached(letter: Sequence[Draft]) -> str | None:
    """Return by whom or from whom the letter says that its one annex is; what is "of" somebody may be about him."""
    for draft in letter:
        said = [each for each in _AUTHORED.finditer(draft.text) if each["link"] != "of"]
        if len(said) == 1 and _ATTACHED.search(draft.text[: said[0].start()]):
            return without_article(said[0]["author"])
    return None


def _in_text(label: str) -> str:
    """Return the pattern of a label as a letter may print it: "annex B", "Annex 'B'"."""
    word, _, number = label.partition(" ")
    return re.escape(word) + (rf"\s[‘“'\"]?{re.escape(number)}[’”'\"]?" if number else "")


# "the comments of my Government", "a list of its losses"
_OWN = re.compile(
    r"\b(?:my|our|its)\s(?:own\s)?(?:(?:\w+\s){0,3}?(?:Government|Mission|delegation|Ministry|views?|comments?|position|"
    r"observations?|memorandum|report|list|statement|reply|response|proposals?|amendments?|losses|complaints?)\b)"
)
_POINTER = re.compile(
    r"\b(?:annex(?:es|ed)?|enclos(?:e|es|ed|ing|ures?)|attach(?:ed|ing|ments?)?|append(?:ed|ix)|herewith)\b",
    re.IGNORECASE,
)


def _is_own(title: str | None, label: str, letter: Sequence[Draft]) -> bool:
    """Tell whether the letter says that what it annexes is the sender's: "I annex the comments of my Government".

    An explanatory memorandum always is, as who asks for the inclusion of an item has to add one.
    Source: rules of procedure of the General Assembly, rule 20.
    """
    if title is not None and title.lower().startswith("explanatory memorandum"):
        return True
    if label.split(maxsplit=1)[0] in _NESTED and ", " in label:
        return False
    texts = [draft.text for draft in letter]
    name = re.compile(rf"\b{_in_text(label)}(?!\w)", re.IGNORECASE)
    leads = [re.split(r"[.;)]\s", text[: found.start()])[-1] for text in texts for found in name.finditer(text)]
    if any(_OWN.search(lead) for lead in leads):
        return True
    if " " in label:
        return False  # one of several: what is said of another does not count
    sentences = (each for text in texts for each in re.split(r"(?<=[.;])\s", text) if "circulat" not in each)
    return any(_OWN.search(each) for each in sentences if _POINTER.search(each))


def _signer(drafts: Sequence[Draft]) -> str | None:
    """Return who signed a part; several are named together."""
    names = [each.name for each in signers(drafts)]
    return joint(names) if names else None


def joint(names: Sequence[str]) -> str:
    """Return several senders as one voice: "Kesparia and Orvelland"."""
    return f"{', '.join(names[:-1])} and {names[-1]}" if len(names) > 1 else names[0]


def _office(title: str) -> str | None:
    """Return the sender of an annexed letter as printed: "Minister for Foreign Affairs of Ruritania"."""
    found = re.search(r"\bfrom (?:the )?(.{3,200}?)(?= to the United Nations| addressed to|$)", title)
    return found[1] if found else None
