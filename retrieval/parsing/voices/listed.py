"""Lists of what somebody else asked, argued or decided: "Tranmere made the following points:-", then (a), (b), (c)."""

import re
from collections.abc import Sequence
from itertools import takewhile

from retrieval.parsing.model import Draft
from retrieval.parsing.names import CAP, People
from retrieval.parsing.parts.extents import OWN_AGAIN, RETURNS
from retrieval.parsing.speakers.callings import ANYBODYS
from retrieval.parsing.speakers.leads import last_sentence, speaks
from retrieval.parsing.speakers.sentences import disowned
from retrieval.parsing.speakers.subjects import subject_of
from retrieval.parsing.speakers.whose import Speaker, Whose, named
from retrieval.parsing.voices.movers import is_own, made_by, sense_of
from retrieval.patterns import regex
from retrieval.types import UNNAMED, BlockKind

_LEAST = 2
_LONGEST = 1_000  # characters of a sentence that are looked at
_LEADS = regex(r"(?:[:–—-]|\bfollow(?:s|ing)\b[^.;:]{0,80}\.)\s*$|[:.–—-]\s?\((?:a|A|i|I|1)\)\s")
_FIRST = regex(r"(?<=[:.–—-])\s?\((?:a|A|i|I|1)\)\s.*$", re.DOTALL)
_ASIDE = regex(r"\s\([^()]{2,120}\)")
# "(e) A commission. It will be noted that this follows our draft word for word.": the letter speaks in it as well
_REMARKS = regex(
    r"(?:^|[.;][’'”\"]?\s)(?:It\swill\sbe\s(?:noted|seen|observed|recalled|appreciated)|You\swill\s(?:note|see|observe|recall))\b"
)
_BRACKETED = regex(r"\([^()]*(?:\([^()]*\)[^()]*)*\)")  # "(our cable of 3 May, paragraph 5(b))"
_SIGN = regex(r"(?:^|(?<=[.;,]\s)|(?<=\band\s))\((?P<sign>[A-Za-z]|[ivxIVX]{2,4}|\d{1,2})\)\s")
_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")
_TELLS = regex(
    r"\b(?:ma(?:de|kes)|g(?:ave|ives)|raise[sd]|advance[sd]|argue[sd]|outline[sd]|presented|offer(?:s|ed)|submit(?:s|ted)|"
    r"express(?:es|ed)|stress(?:es|ed)|emphasi[sz]e[sd]|suggest(?:s|ed)?|propose[sd]?|request(?:s|ed)|recommend(?:s|ed)|said|say|says|"
    r"state[sd]?|observe[sd]|note[sd]|point(?:s|ed)\sout|indicate[sd]|conclude[sd]|set(?:\sthem|\sthese)?\sout|put\sforward|laid\sdown|"
    r"ask(?:s|ed)|inform(?:s|ed)|summari[sz]e[sd]|claim(?:s|ed)|contend(?:s|ed)|explain(?:s|ed)|object(?:s|ed)|warn(?:s|ed)|told)\b"
)
# "The following are the main points of Dr. Renn's statement:-"
_POINTS_OF = regex(
    rf"(?:The\s)?[Ff]ollowing\s(?:is|are)\s(?:the\s)?(?:main\s|chief\s|principal\s|essential\s)?points\s(?:of|from|in)\s((?:Dr\.\s|Mr\.\s|Mrs\.\s|"
    rf"the\s)?{CAP}(?:\s{CAP}){{0,3}})[’']s?\s(?:[a-z]\w+\s){{0,2}}(?:statement|speech|address|report|letter|note|memorandum|reply|remarks)\b"
)
_ON = regex(
    r"(?:[^;:]*\b(?:following|as\sfollows|that|these|thus|two|three|four|inter\salia|viz\.?|namely)\b[^;:]*|[^;:]{0,40})[:.–—-]+\s*$"
)
_OTHER_CLAUSE = regex(
    r";|,\s(?:and|but|while|whereas|although)\s(?:I|we|the|[A-Z])|\b(?:I|[Ww]e)\b|"
    r"(?<!\bto\s)(?<!\bof\s)(?<!\bin\s)(?<!\bon\s)\b(?:[Mm]y|[Oo]ur)\b"
)
_FIRST_PERSON = regex(r"(?<![.\w])(?:I(?!\.)|[Ww]e|[Mm]y|[Oo]ur|us|me|[Yy]ou|[Yy]our)\b")
_SPEAKING = regex(r"(?<![.\w])(?:I(?!\.)|[Mm]y|myself)\b")
_SHOULD = regex(r"\b(?:should|shall|must|(?:is|are)\s(?:\w+\s)?to\sbe)\b")
_THIRD_PERSON = regex(r"\b(?:[Hh]e|[Ss]he|[Hh]is|[Hh]er|him)\b")
_ANYBODYS = regex(rf"{ANYBODYS}s?$")


def give_listed(drafts: Sequence[Draft], place: int, people: People) -> None:
    """Give the items of a list to the one of whom the sentence before says that he made these points.

    They stay paragraphs of the letter, which reports them. Items in which somebody says "I" or "you" are nobody's in
    particular, unless they are those of a note, or of one person in the letter of an office; where they tell of "him"
    the letter itself is heard to report.
    """
    lead = drafts[place]
    following = drafts[place + 1].text if place + 1 < len(drafts) else ""
    if not _SIGN.match(following) or not _LEADS.search(lead.text):
        return
    sentence = last_sentence(lead.text)[-_LONGEST:]
    begun = _FIRST.search(sentence) is not None
    items = _items(drafts, place + 1, lead, 1 + begun)
    if len(items) + begun < _LEAST:
        return
    sentence = _ASIDE.sub("", _FIRST.sub("", sentence))
    noted = sense_of(sentence, people)
    speaker = _whose(sentence, people) if noted is Whose.UNKNOWN else noted
    if not isinstance(speaker, Speaker) or speaks(lead, speaker.name) or (speaker != noted and _tells(items)):
        return
    personal = any(_FIRST_PERSON.search(_BRACKETED.sub("", each.text)) for each in items)
    doubted = speaker != noted and personal and not _asks(lead, items)
    _add([each for each in items if not _REMARKS.search(each.text)], UNNAMED if doubted else speaker.name)
    rest = _rest(items, drafts[place + 1 + len(items) :])
    behind = drafts[place + 1 + len(items) + len(rest) :]
    sure = not doubted and _looked_back_on(sentence, behind)
    _add(rest, speaker.name if sure else UNNAMED)


_TERMS = regex(
    r"\bfollowing\s(?:[a-z]+\s)?(?P<terms>decisions|recommendations|proposals|conclusions|instructions|suggestions)\b"
)


def _looked_back_on(sentence: str, behind: Sequence[Draft]) -> bool:
    """Tell whether "these decisions", right behind what may be of a list, are those that `sentence` leads to."""
    found = _TERMS.search(sentence)
    below = behind[0].text[:_NEAR] if behind else ""
    return found is not None and regex(rf"\b[Tt]hese\s{found['terms']}\b").search(below) is not None


_NEAR = 120  # characters


def _asks(lead: Draft, items: Sequence[Draft]) -> bool:
    """Tell whether it is the person told of who says "I", and never "you", in the items: the letter is an office's."""
    office = bool(lead.attribution) and all(_ANYBODYS.search(each) for each in lead.attribution)
    answered = any(_YOU.search(each.text) for each in items)
    return office and not answered and any(_SPEAKING.search(each.text) for each in items)


_YOU = regex(r"\b[Yy]our?\b")


def _tells(items: Sequence[Draft]) -> bool:
    """Tell whether the items tell of "him", and nobody in them speaks of himself."""
    himself = any(_SPEAKING.search(each.text) for each in items)
    return not himself and any(_THIRD_PERSON.search(each.text) for each in items)


def _add(drafts: Sequence[Draft], name: str) -> None:
    for draft in drafts:
        draft.attribution, draft.voiced = (*draft.attribution, name), True


def _rest(items: Sequence[Draft], below: Sequence[Draft]) -> list[Draft]:
    """Return the paragraphs below a list of what should be done that go on with what should be."""

    def goes_on(draft: Draft) -> bool:
        plain = draft.kind is BlockKind.BODY and draft.part == items[0].part and not (draft.label or draft.voiced)
        own = RETURNS.match(draft.text) or OWN_AGAIN.search(draft.text) or _FIRST_PERSON.search(draft.text)
        return plain and not own and _SHOULD.search(draft.text) is not None

    return list(takewhile(goes_on, below)) if all(_SHOULD.search(each.text) for each in items) else []


def _items(drafts: Sequence[Draft], start: int, lead: Draft, count: int) -> list[Draft]:
    """Return the drafts from `start` on that are the items of one list, the first of which has the number `count`."""
    items: list[Draft] = []
    for draft in drafts[start:]:
        kept = draft.kind in (BlockKind.BODY, BlockKind.QUOTE)  # a page may set some of them in
        plain = kept and draft.part == lead.part and not (draft.label or draft.voiced)
        signs = [found["sign"].lower() for found in _SIGN.finditer(draft.text)] if plain else []
        if not signs or not _SIGN.match(draft.text) or not _is(signs[0], count):
            break
        for sign in signs:
            count += _is(sign, count)
        items.append(draft)
    return items


def _is(sign: str, count: int) -> bool:
    """Tell whether a sign is that of the item with this number: (c), (iii) or (3)."""
    roman = _ROMAN[count - 1] if count <= len(_ROMAN) else ""
    return sign in (chr(ord("a") + count - 1), roman, str(count))


def _whose(sentence: str, people: People) -> Speaker | Whose:
    """Return who makes the points to which a sentence leads; the sender's own side is nobody here."""
    if disowned(sentence):
        return Whose.UNKNOWN
    found = made_by(sentence, people)
    if points := _POINTS_OF.match(sentence):
        found = named(points[1], people)
    verbs = list(_TELLS.finditer(sentence)) if found is Whose.UNKNOWN else []
    if verbs and _ON.match(sentence, verbs[-1].end()) and not _OTHER_CLAUSE.search(sentence, verbs[-1].end()):
        before = sentence[: verbs[-1].start()]
        found = Whose.UNKNOWN if is_own(before) else subject_of(before, people)
    return found if isinstance(found, Speaker) and not _ANYBODYS.match(found.name) else Whose.UNKNOWN
