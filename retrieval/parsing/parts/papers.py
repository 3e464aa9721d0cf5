"""Texts that have a name of their own and no author: "Draft Treaty on the Dams" is whose words its paragraphs are.

The name is read where a sentence announces the text or where a heading stands above it; in doubt there is none.
"""

from collections.abc import Iterator, Sequence

from retrieval.parsing.capitals import in_capitals, set_in_small_letters
from retrieval.parsing.model import Draft
from retrieval.parsing.speakers.inline_quotes import sentence_starts
from retrieval.parsing.speakers.whose import Speaker, Whose
from retrieval.patterns import regex
from retrieval.types import BlockKind

_KIND = (
    r"(?:resolution|declaration|proclamation|agreement|treaty|convention|covenant|charter|protocol|act|articles?|clauses?|"
    r"conditions|terms(?:\sof\s(?:reference|surrender))?|formula|announcement|constitution|directive|instructions|policy|plan|"
    r"decree|law|bill|regulations|rules|communiqu[ée]|pact|accord|statute|amendments?|draft|scheme|programme)"
)
_STOP = (
    r"(?:as|which|that|who|to\sbe|referred|submitted|issued|adopted|circulated|shown|sent|received|handed|given|communicated|"
    r"is|are|was|were|has|have|had|now|today|to-day|yesterday)\b"
)
_WORD = rf"(?!{_STOP})[^\s.,:;()“”\"]+"
# "draft conditions for acceptance by Merovand", "Disarmament Resolution", "directive to the Harbour Masters"
_NAME = (
    rf"(?P<name>(?:{_WORD}\s){{0,6}}?(?i:{_KIND})(?:\s(?:of|on|for|to|between|with|by|concerning|regarding|relating\sto)"
    rf"(?:\s{_WORD}){{1,12}}?)?)"
)
_BEGINS = rf"(?=\s?[.,:;(–—-]|\s{_STOP}|\s*$)"
_FOLLOWING = (
    r"(?:^(?:The\s)?(?:[Ff]ollowing|[Bb]elow)\s(?:is|are)\s(?:the\s|an?\s)?(?:(?:full|exact|complete|official|main|essential)\s)?"
    r"(?:(?:text|terms|parts|passages|provisions)\s(?:of|from)\s(?:the\s|an?\s)?)?|"
    r"^(?:The\s)?(?:(?:[Ff]ull|[Cc]omplete|[Ee]xact)\s)?[Tt]ext\sof\s(?:the\s|an?\s)?|"
    r"\b(?:following|this)\s(?:(?:full|complete|exact)\s)?text\sof\s(?:the\s|an?\s)?)"
)
_ANNOUNCED = regex(rf"{_FOLLOWING}{_NAME}{_BEGINS}")
# "The President's directive to the Harbour Masters, begins:", "the directive for the Corran Area provides for:-"
_READS = regex(
    rf"(?:^The|(?<=,)\sthe)\s{_NAME},?\s(?:begins|reads|follows|is\sas\sfollows|provides(?:\sfor|\sthat)?|states(?:\sthat)?|lays\sdown)\s?[.:–—-]*\s*$"
)
_OURS = regex(r"\b(?:I|[Ww]e|[Mm]y|[Oo]ur|[Yy]our?|us|me)\b")
# "draft resolution" may be any; "most important part of the plan"
_BARE = regex(rf"(?:[a-z]+\s)?(?i:{_KIND})|.*\b(?:parts?|passages?|paragraphs?)\sof\b.*")


def paper_announced(sentence: str) -> Speaker | Whose:
    """Return the text, by its name, that a sentence says follows: "Following is the text of the Dorn Declaration."."""
    found = _ANNOUNCED.search(sentence) or _READS.search(sentence)
    if found is None or _OURS.search(sentence) or _BARE.fullmatch(found["name"]):
        return Whose.UNKNOWN
    return Speaker(found["name"].rstrip("–—-"))


_HEADING = regex(
    rf"(?:(?:FULL\s|Full\s)?(?:TEXT|Text)\s(?:OF|of)\s(?:(?:THE|the)\s)?(?P<text>.{{8,120}}?)|"
    rf"(?P<paper>(?:{_WORD}\s){{1,6}}?(?i:{_KIND}|memorandum)(?:\s(?i:of|on|for|to|between)\s.{{3,90}}?)?))"
    r"(?:\s\([^()]{1,40}\))?[.:]?"
)
_NO_NAME = regex(
    r"(?:Part|Section|Chapter|Article|Annex|[IVX]+|\d+)\b|(?i:note\sto\sbe\b|message\b|letter\b|telegram\b)|.*[.;]"
)


def paper_headed(heading: str) -> Speaker | Whose:
    """Return the text, by its name, that a heading is the heading of: "TEXT OF THE DORN DECLARATION"."""
    found = _HEADING.fullmatch(heading)
    name = (found["text"] or found["paper"]) if found else ""
    if not name or _NO_NAME.match(name) or _OURS.search(name):
        return Whose.UNKNOWN
    return Speaker(set_in_small_letters(name) if in_capitals(name) else name)


def paper_named(drafts: Sequence[Draft], place: int) -> Speaker | Whose:
    """Return the text, by its name, that the draft at `place` announces, or that a heading right beside it names.

    The heading stands below the announcement, or above the "Begins" that is all of it.
    """
    lead = drafts[place]
    for beside in _headings(drafts, place):
        if (headed := paper_headed(beside.text)) is not Whose.UNKNOWN:
            return headed
    starts = [0, *sentence_starts(lead.text)]
    sentences = [lead.text[start:end].strip() for start, end in zip(starts, [*starts[1:], len(lead.text)], strict=True)]
    found = (paper_announced(each) for each in reversed(sentences[-_SENTENCES:]))
    speaker = next((each for each in found if each is not Whose.UNKNOWN), Whose.UNKNOWN)
    if speaker is Whose.UNKNOWN and place and _ONLY_BEGINS.fullmatch(lead.text):
        return paper_named(drafts, place - 1)
    return speaker


def _headings(drafts: Sequence[Draft], place: int) -> Iterator[Draft]:
    """Yield the headings right below a draft, and right above it where it only says that a text begins."""
    lead = drafts[place]
    above = drafts[max(0, place - 1) : place] if _ONLY_BEGINS.fullmatch(lead.text) else ()
    for beside in (*drafts[place + 1 : place + 2], *above):
        if beside.part == lead.part and beside.kind is BlockKind.HEADING:
            yield beside


_SENTENCES = 3
_ONLY_BEGINS = regex(r"\(?(?:Begins|BEGINS|[Tt]ext\s(?:begins|follows))\)?[\s.:,;–—-]*")
