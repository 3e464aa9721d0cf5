"""What a record tells further of whose turn it was, in paragraphs that name no speaker."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import dropwhile, pairwise, takewhile

from retrieval.parsing.model import Draft
from retrieval.parsing.speakers.inline_quotes import sentence_starts
from retrieval.parsing.voices.records import (
    AND,
    APPOSED,
    IN_TEXT,
    REPORTED_SMALL,
    SAID_IN,
    SOMEBODY,
    VERB,
    Turn,
    named_in,
    names_another,
)
from retrieval.patterns import regex
from retrieval.types import ENCLOSED, BlockKind

# what the record itself tells between turns
_OF_ALL = regex(
    r"(?:\(\w{1,2}\)\s)?(?:The\s(?:Meeting|Committee|Conference|Council|Board|Commission|Cabinet|discussion|following\spoints)\b|"
    r"(?:It|This)\s(?:was|had\sbeen)\s(?:then\s|also\s)?(?:agreed|decided|suggested|pointed\sout|noted|resolved)\b|"
    r"There\swas\s(?:general\s|further\s|some\s)?(?:agreement|discussion)|(?:After|In)\s(?:further\s|some\s)?discussion\b)"
)
# "the Chiefs of the Board argued", "they suggested"
_OTHERS = regex(
    r"\b(?:(?!(?:He|She|It|This|There|Who)\b)[A-Z][\w.’'-]*|they)\s(?:(?:had|has|have|would|also|further|then)\s){0,2}(?:said|stated|argued|"
    r"suggested|proposed|urged|asked|declared|claimed|maintained|insisted|considered|thought|believed|recommended|agreed|hoped|felt|"
    r"wished|indicated|intimated|informed|replied|pointed\sout)\b"
)


def add_voice(draft: Draft, name: str) -> None:
    """Give a paragraph to a speaker, unless it is his already."""
    enclosed = draft.attribution[-1:] == (ENCLOSED,)  # in another's text who wrote the letter may speak, too
    if enclosed or name not in draft.attribution:
        draft.attribution = (*draft.attribution, name)
        draft.voiced = True


# where whoever wrote the record was there himself: "We replied that", "He told me"
_WE_TELL = regex(
    r"\b(?:I|[Ww]e)\s(?:also\s|then\s|had\s)?(?:said|replied|asked|told|explained|pointed\sout|answered|thanked|mentioned|stated|enquired|"
    r"inquired|saw|met|called|discussed)\b|\b(?:told|asked|informed|assured|reminded|thanked)\s(?:me|us)\b"
)
# "We should resist it", "our own defence", as one tells it who spoke
_WE_SPEAK = regex(
    r"(?:(?<=[.;,]\s)|^)(?:[\w ]{2,30},\s)?[Ww]e\s|\b(?:that|which|if|and|but|whether|as)\swe\s|\b(?:us|ours?)\b"
)
# "He hoped that", ", he thought,", "His policy was", "it seemed to him": who speaks, where nobody else was named
_HE_SPEAKS = regex(
    rf"(?:^|(?<=[.;]\s))(?:He|She)(?:{VERB}|\s(?:would|could|should|might)\b)|,\s(?:he|she)\s(?:thought|felt|hoped|believed|suggested|"
    r"considered|understood|was\ssure),|\b[Ii]n\s(?:his|her)\s(?:view|opinion)\b|\b(?:seemed|appeared)\sto\s(?:him|her)\b|"
    r"(?:^|(?<=[.;]\s))(?:His|Her)\s(?:own\s)?(?:policy|view|opinion|aim|impression|intention)\b"
)
# the record's own, beside what `_OF_ALL` takes: "Future Business 4. Discussion took place", "Copies were handed round."
_OF_RECORD = regex(
    r"\(\w{1,2}\)\s|[A-Z][\w’'-]*\s(?:(?!\d)[\w’'(),&-]+\s){0,14}(?:\d{1,2}|[IVX]{1,4})\.\s+(?=[A-Z])|[Ii]t\s(?:was|had\sbeen)\s\w+ed\b|"
    r"Discussion\b|In\s(?:the\scourse\sof\s)?(?:the\s)?(?:\w+\s)?discussion\b|Reference\swas\b|Copies\b|Attention\swas\b|Questions?\s(?:were|was)\b|"
    r"(?:Ministers|Officials|Members|Delegates|Representatives)\b|There\swas\s(?:an?\s)?(?:\w+\s)?(?:agreement|discussion|support|debate|exchange)\b|(?:Some|Several|Other|All)\s(?:\w+\s)?(?:[Mm]inisters|[Mm]embers|"
    r"[Dd]elegates|[Ss]peakers|[Rr]epresentatives)\b"
)
# "The Council of Ministers had referred it to their Deputies": not the body that meets
_OF_ANOTHER = regex(r"The\s(?:Committee|Conference|Council|Board|Commission)\s(?:of|for|on)\s")
_OF_MEETING = regex(
    r"\b(?:The\s(?:Meeting|Conference|Committee)\s(?:then\s|also\s)?(?:agreed|took\snote|decided|invited|adjourned)|[Ii]t\swas\s(?:then\s)?agreed)\b"
)


def give_further(drafts: Sequence[Draft], told: Mapping[int, Turn]) -> None:
    """Give what is surely told further of whose turn it was; `told` holds the turns by their places."""
    if any(_WE_TELL.search(draft.text) for draft in drafts if draft.kind in SAID_IN):
        return
    for start, end in pairwise([*told, len(drafts)]):
        between = drafts[start + 1 : end]
        for draft in _told_further(told[start], between):
            add_voice(draft, told[start].name)
        if end in told and _is_told_between(told[start], between):
            for draft in between:
                add_voice(draft, told[start].name)


_MOST_UNSURE = 12  # paragraphs in which nothing shows whose they are


def _told_further(speaking: Turn, below: Sequence[Draft]) -> Iterator[Draft]:
    """Yield what is surely told further of one set in capitals, before the next turn: up to where he last speaks again.

    "We" and "he thought" are his as long as nobody else takes the word and the record has told nothing of its own.
    What he tells that Governments thought is told by him.
    """
    if speaking.direct or not speaking.capitals or AND in speaking.name:
        return
    rest = dropwhile(lambda draft: draft.attribution[-1:] == (speaking.name,), below)
    unsure: list[Draft] = []
    for draft in takewhile(lambda draft: _may_be_told(draft, speaking.name), rest):
        told = _he_goes_on(draft.text, " ".join(each.text for each in unsure), speaking.name)
        unsure.append(draft)
        if len(unsure) > _MOST_UNSURE:
            return
        if told:
            yield from unsure
            unsure = []


_MOST_BETWEEN = 4  # paragraphs
# what a record may sum up that lies before a meeting: "In paragraphs 2 to 4 of their memorandum the Chiefs argued"
_LIES_BEFORE = regex(
    r"\b(?:[Mm]emorand(?:um|a)|[Pp]aper|[Nn]ote|[Rr]eport|[Dd]raft|[Tt]elegram|[Ll]etter|[Mm]essage|[Dd]ocument|[Aa]genda|[Pp]aragraphs?|[Cc]irculated|[Aa]nnex\w*)\b"
)
# as one puts what another said: "The gates would be mended."; the record tells that "it was raining"
_WOULD = regex(r"\b(?:would|should|might|could|must)\b")
# "[matter omitted]", where another may have spoken; "The visiting Ministers thanked him."
_BREAKS = regex(
    r"\[[^\]]*\]$|The\s(?:[\w-]+\s){0,2}(?:[Mm]inisters|[Mm]embers|[Dd]elegates?|[Rr]epresentatives?|[Oo]fficials|[Oo]bservers?|"
    r"Secretar(?:y|iat)|Clerk)\b"
)


def _is_told_between(speaking: Turn, between: Sequence[Draft]) -> bool:
    """Tell whether all that stands between two turns is told further in the first: nobody else says or thinks anything.

    Nor is there a paper in it that the record may sum up, nor is he named who would be speaking, and every paragraph
    tells what would or should be.
    """
    if speaking.direct or not speaking.capitals:
        return False
    further = [draft for draft in between if draft.attribution[-1:] != (speaking.name,)]
    return len(further) <= _MOST_BETWEEN and all(_is_only_told(draft, speaking.name) for draft in further)


def _is_only_told(draft: Draft, name: str) -> bool:
    if not _may_be_told(draft, name) or name.rsplit(maxsplit=1)[-1] in draft.text or not _WOULD.search(draft.text):
        return False
    return not (_OTHERS.search(draft.text) or _LIES_BEFORE.search(draft.text) or _BREAKS.match(draft.text))


def _may_be_told(draft: Draft, name: str) -> bool:
    """Tell whether a paragraph may be what one who spoke before went on to say, and nothing that the record tells."""
    text = draft.text
    if draft.kind is not BlockKind.BODY or draft.label is not None or draft.voiced or IN_TEXT.search(text):
        return False
    if (
        (_OF_ALL.match(text) and not _OF_ANOTHER.match(text))
        or _OF_RECORD.match(text)
        or _OF_MEETING.search(text)
        or APPOSED.search(text)
    ):
        return False
    turns = (REPORTED_SMALL.match(text, start) for start in (0, *sentence_starts(text)))
    return all(found is None or named_in(found) == name for found in turns)


def _he_goes_on(text: str, before: str, name: str) -> bool:
    """Tell whether words show that who spoke still speaks; "he" is another where one is named `before`."""
    if _WE_SPEAK.search(text) or any(_is_he(text, start, name) for start in (0, *sentence_starts(text))):
        return True
    he = _HE_SPEAKS.search(text)
    return he is not None and not names_another(f"{before} {text[: he.end()]}", name)


def _is_he(text: str, start: int, name: str) -> bool:
    """Tell whether a sentence begins with him: "Mr. Renn saw further work to be done"."""
    found = SOMEBODY.match(text, start)
    return (
        found is not None and found["who"].casefold() in name.casefold() and text[found.end() : found.end() + 1] == " "
    )


def tells_of_others(text: str) -> bool:
    """Tell whether a paragraph is of the meeting, or tells what others than a "he" said."""
    return _OF_ALL.match(text) is not None or _OTHERS.search(text) is not None
