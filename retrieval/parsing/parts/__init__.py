"""Annexes, enclosures and appendices: where each begins, and whose words it holds."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from retrieval.language.dates import find_dates
from retrieval.language.names import same_speaker
from retrieval.language.numerals import roman
from retrieval.parsing.headings import IN_BRACKETS, LETTER_TITLE, PART_HEADING, PLACE_AND_DATE
from retrieval.parsing.masthead.organs import ordinal
from retrieval.parsing.masthead.titles import parse_english
from retrieval.parsing.model import Draft
from retrieval.parsing.parts.authors import CoveringLetter, signing_author, stated_author, titled_author
from retrieval.parsing.parts.extents import IN_PERSON
from retrieval.parsing.parts.papers import paper_headed
from retrieval.parsing.speakers.heads import TEXT_NOUN
from retrieval.parsing.speakers.leads import begins_with
from retrieval.parsing.speakers.whose import Speaker
from retrieval.patterns import regex
from retrieval.symbols import find_symbols
from retrieval.types import ENCLOSED, UNNAMED, BlockKind, LineRole, Part

_ENGLISH = {
    "annexe": "Annex", "anexo": "Annex", "приложение": "Annex", "pièce jointe": "Enclosure", "apéndice": "Appendix",
}  # fmt: skip
_ARABIC = ("الأول", "الثاني", "الثالث", "الرابع", "الخامس", "السادس", "السابع", "الثامن", "التاسع", "العاشر")
_LANGUAGE = regex(r"\[?\(?\s*Original\s?:\s*([A-Z][a-z]+(?:(?:,| and)\s[A-Z][a-z]+)*)\s*\)?\]?\.?$")
_NESTED = frozenset(("Enclosure", "Appendix"))
_MAX_TITLE = 5


def divide(drafts: Sequence[Draft], senders: tuple[str, ...]) -> tuple[Part, ...]:
    """Give each draft the part it stands in and its voice; return the parts in order.

    A part whose title or signature names its author speaks with the author's voice inside the sender's; else the sender
    speaks in it as in the letter. What is enclosed in an annex and names no author speaks as that annex does.
    """
    parts: list[Part] = []
    letter = CoveringLetter()  # what stands before the first annex
    outer = ""
    signed = False
    current: list[Draft] = []
    for place, draft in enumerate(drafts):
        below = drafts[place + 1] if place + 1 < len(drafts) else None
        found = PART_HEADING.match(draft.text) if draft.kind is BlockKind.HEADING else None
        signed = signed or draft.kind is BlockKind.SIGNATURE
        if found is not None or ((signed or _is_letter_below(current, below)) and _is_letter(draft)):
            _close(parts, current, senders, letter)
            label, signed = _label(found) if found is not None else _letter_label(draft.text), False
            outer, label = _nested(outer, label)
            parts.append(Part(_unused(label, parts)))
            current = []
        draft.part = parts[-1].label if parts else ""
        if parts:
            current.append(draft)
        elif draft.kind not in (BlockKind.MASTHEAD, BlockKind.TITLE):
            draft.attribution = senders
            letter.texts += [draft.text] if draft.kind is BlockKind.BODY else []
            letter.signed += [draft] if draft.kind is BlockKind.SIGNATURE else []
    _close(parts, current, senders, letter)
    return tuple(parts)


_LONGEST_TITLE = 600


def _is_letter_below(above: Sequence[Draft], below: Draft | None) -> bool:
    """Tell whether a letter may begin between the text of another in an annex and a paragraph: no list of letters."""
    letter = any(each.kind is BlockKind.HEADING and LETTER_TITLE.match(each.text) for each in above[:_MAX_TITLE])
    text = bool(above) and above[-1].kind is BlockKind.BODY and not _is_letter(above[-1])
    return letter and text and below is not None and below.kind is BlockKind.BODY and not _is_letter(below)


def _is_letter(draft: Draft) -> bool:
    """Tell whether a paragraph is the title of a letter, as that of an expert panel below the one that transmits it."""
    text = draft.text
    plain = draft.kind in (BlockKind.BODY, BlockKind.HEADING) and len(text) < _LONGEST_TITLE and text[-1:] != "."
    if not plain or not LETTER_TITLE.match(text):
        return False
    facts = parse_english(text)
    return facts is not None and bool(facts.date and facts.addressees and (facts.senders or facts.office))


def _letter_label(title: str) -> str:
    """Return by what a letter below a signature is known: "Letter dated 23 December 2013"."""
    return re.split(r",?\sfrom\s", title, maxsplit=1)[0]


def _nested(outer: str, label: str) -> tuple[str, str]:
    """Return the part that encloses further ones, and the label with that of the part around it."""
    word, letter = label.split(maxsplit=1)[0], LETTER_TITLE.match(label) is not None
    if outer and (letter or (word in _NESTED and word != outer.split(maxsplit=1)[0])):
        return outer, f"{outer}, {label}"
    return ("" if letter else label), label


def _unused(label: str, parts: Sequence[Part]) -> str:
    """Return a label that no other letter below a signature has: two of one day are told apart by their number."""
    same = sum(each.label.startswith(label) for each in parts) if LETTER_TITLE.search(label) else 0
    return f"{label} ({same + 1})" if same else label


def _label(found: re.Match[str]) -> str:
    """Return by what a part is known, in English: "附件二" is "Annex II", as it is in the English edition."""
    if found["marked"] is not None:
        return found["marked"].replace("ANNEX", "Annex")
    if found["word"] is None:
        number = _ARABIC.index(found["arabic"]) + 1 if found["arabic"] else None
        number = ordinal(found["chinese"]) if found["chinese"] else number
        return f"Annex {roman(number)}" if number else "Annex"
    word = _ENGLISH.get(found["word"].lower(), found["word"].capitalize())
    return f"{word} {found['number']}" if found["number"] else word


def _close(parts: list[Part], drafts: Sequence[Draft], senders: tuple[str, ...], letter: CoveringLetter) -> None:
    """Complete the last part from the drafts that stand in it."""
    if not parts or not drafts:
        return
    language = next((found[1] for draft in drafts[:4] if (found := _LANGUAGE.match(draft.text.strip()))), None)
    headings, label = _title(drafts), parts[-1].label
    title = " ".join(headings) or None
    nested = ", " in label  # the letter says whose the annex is, not whose a titled text inside it
    stated = stated_author(headings, drafts)
    author = stated or signing_author(drafts, None if nested and title else letter.author(label))
    outer = label.rpartition(", ")[0]
    around = next((each.attribution for each in reversed(parts) if each.label == outer), senders) if outer else senders
    told = letter.owns(label) or (not nested and letter.states(label, drafts))
    if author is None and not (_explains(title) or _is_position(title, senders) or told):
        named = paper_headed(title or "")
        author, senders = named.name if isinstance(named, Speaker) else ENCLOSED, around
    own = author is None or author in senders or (stated is None and letter.is_senders(author, senders))
    voice = (senders if author else around) if own else (*senders, author or ENCLOSED)
    _give_voices(drafts, voice, around if outer else senders)
    for draft in drafts:
        if _LANGUAGE.match(draft.text.strip()):
            draft.kind = BlockKind.HEADING
    date = _dated(title, drafts)
    symbols = tuple(each for found in find_symbols(title or "") for each in found.symbols)
    parts[-1] = Part(parts[-1].label, title, voice, date, symbols, language)


_OF_ONE = regex(r"(?:[Dd]issenting|[Ss]eparate|[Cc]oncurring|[Ii]ndividual)\sopinion\s(?=of\s)")
# "Comments of Kesparia" below the communiqué of another
_COMMENTS = regex(
    r"^(?:Comments?|Remarks|Observations|Reply|Response|Answer|Rebuttal|Refutation)\s(?=(?:of|by|from)\s)"
)
# "We find no regret in this statement.": it may be another who speaks of it
_OF_IT = regex(rf"\b(?:[Tt]his|[Tt]hat|[Tt]he|[Hh]is|[Hh]er|[Ii]ts|[Tt]heir)\s(?:same\s|above\s)?{TEXT_NOUN}\b")
_SAYS_I = regex(r"(?<![.\w“])(?:I|[Mm]y)\b")
_NUMBERED = regex(r"(?:[IVXLC]{1,5}|[A-Za-z]|\d{1,2})\.\s")


def _give_voices(drafts: Sequence[Draft], voice: tuple[str, ...], around: tuple[str, ...]) -> None:
    """Give the drafts of a part its voice; below a heading that is the title of another's text, that one's.

    It is only his where he speaks in person there, and below the headings that follow where he says "I"; else it may as
    well be a section that tells of his text, or one behind it. A judge may speak of texts in his opinion.
    """
    his: tuple[str, ...] = ()
    begun = False
    for head, *below in _sections(drafts):
        mine = voice
        if begun and head.kind is BlockKind.HEADING:
            author, person = _further_author(head.text), _SAYS_I
            if author is not None:
                own = same_speaker(author, voice[-1]) if voice else False
                known = any(same_speaker(author, each) for each in around)
                his, person = () if own else around if known else (*around, author), IN_PERSON
            if his:
                said = [each.text for each in below]
                of_it = _OF_ONE.match(head.text) is None and any(map(_OF_IT.search, said))
                known = any(map(person.search, said)) and not of_it
                mine = his if known else (*around, UNNAMED)
        for draft in (head, *below):
            draft.attribution = mine
            begun = begun or draft.kind is BlockKind.BODY


def _sections(drafts: Sequence[Draft]) -> Iterator[Sequence[Draft]]:
    """Yield each heading with what stands below it, and what stands above the first."""
    heads = (place for place, draft in enumerate(drafts) if place and draft.kind is BlockKind.HEADING)
    yield from (drafts[start:end] for start, end in pairwise([0, *heads, len(drafts)]))


def _further_author(heading: str) -> str | None:
    """Return whose text a heading is the title of: "Statement by ...", "Dissenting opinion of ..."; no numbered one."""
    if _NUMBERED.match(heading):
        return None
    return titled_author(_OF_ONE.sub("statement ", _COMMENTS.sub("Statement ", heading)))


def _explains(title: str | None) -> bool:
    """Tell whether a part is the memorandum that whoever asks for the inclusion of an item has to add, so the sender's.

    Source: rules of procedure of the General Assembly, rule 20.
    """
    return title is not None and title.lower().startswith("explanatory memorandum")


# "Position of the Government of Kesparia on the memorandum", in a letter of Kesparia
_POSITION = regex(
    r"(?:The\s)?(?:position(?:\spaper)?|views|standpoint|considerations|explanations?)\s(?:of|by)\s", re.IGNORECASE
)


def _is_position(title: str | None, senders: tuple[str, ...]) -> bool:
    """Tell whether a title says that a part holds the position of whose letter it is."""
    found = _POSITION.match(title or "")
    return found is not None and begins_with(senders, (title or "")[found.end() :])


def _title(drafts: Sequence[Draft]) -> Sequence[str]:
    """Return the headings below the label; the label's own words where they say whose letter is annexed to."""
    label = PART_HEADING.match(drafts[0].text)
    if label is None:
        drafts[0].kind = BlockKind.HEADING
        return (drafts[0].text,)
    below = drafts[1].text if len(drafts) > 1 and drafts[1].kind is BlockKind.HEADING else ""
    if label["title"] and label["title"].split()[0] != below.partition(" ")[0]:
        return (label["title"],)  # else "Annex A: Statement" is the short form of what stands below, "Statement by ..."
    headings: list[str] = []
    end = 1
    for draft in drafts[1 : 1 + _MAX_TITLE]:
        if not (IN_BRACKETS.match(draft.text.strip()) or PLACE_AND_DATE.fullmatch(draft.text)):
            if draft.kind is not BlockKind.HEADING and not (not headings and draft.role is LineRole.HEADING):
                break
            headings.append(draft.text)
        end += 1
    return _without_section(headings, drafts[end:])


# "I. Background", "Article 1", "INTRODUCTION", "The facts"; not "Statement"
_SECTION = regex(
    r"(?:[IVX]{1,5}|[A-Z]|\d{1,2})\.\s|(?:article|chapter|section|part|rule)\s[\dIVX]{1,5}\b|"
    r"(?:the\s)?(?:introduction|background|general|facts|preamble|overview|purpose|scope)$",
    re.IGNORECASE,
)
_MAX_SECTION = 8  # words


def _without_section(headings: list[str], below: Sequence[Draft]) -> list[str]:
    """Return the headings of a title without those that head the first section of the text.

    They are known by their form or, right above the text, by further ones of such sections in it.
    """
    while len(headings) > 1 and _SECTION.match(headings[-1]):
        headings = headings[:-1]
        below = ()
    words = [len(heading.split()) for heading in headings]
    dated = below and PLACE_AND_DATE.fullmatch(below[0].text)
    further = any(draft.kind is BlockKind.HEADING for draft in below)
    if len(words) > 1 and words[-1] <= min(_MAX_SECTION, words[-2] - 1) and further and not dated:
        return headings[:-1]
    return headings


# the day of what a text is about, not its own: "report on the events of 2 April", "violations from 1 to 5 April",
# "List of persons released on 2 August"
_NOT_ITS_OWN = regex(
    r"\b(?:events?\sof|incidents?\sof|since|from|between|until|to|and|[Ss]ituation\sas\sof)\s*$|"
    r"^(?:The\s)?(?:Lists?|Tables?|Names|Photographs?|Images?|Maps?|Inventory|Register|Roster|Figures|Details)\sof\b.*\son\s*$"
)


def _dated(title: str | None, drafts: Sequence[Draft]) -> str | None:
    """Return the date of a part: the one its title gives it, else that of the line with place and date below it."""
    for found in find_dates(title or ""):
        if not _NOT_ITS_OWN.search((title or "")[: found.span.start]):
            return found.iso
    lines = (draft.text for draft in drafts[1 : 1 + _MAX_TITLE] if PLACE_AND_DATE.fullmatch(draft.text))
    return next((found.iso for line in lines for found in find_dates(line)), None)
