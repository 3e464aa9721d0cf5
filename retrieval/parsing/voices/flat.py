"""Quotations in paragraphs of their own that nothing marks or indents: only the words before them tell of them."""

import re
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import takewhile

from retrieval.parsing.headings import LISTED
from retrieval.parsing.model import Draft
from retrieval.parsing.names import PERSON, People, is_person
from retrieval.parsing.parts.extents import (
    ANSWERS,
    IN_PERSON,
    LAW,
    OWN_AGAIN,
    RETURNS,
    TELLS,
    doubtful,
    numbered_end,
    told_on,
)
from retrieval.parsing.parts.papers import paper_named
from retrieval.parsing.speakers.announced import handed_over, named_before, of_the_letter, views_announced
from retrieval.parsing.speakers.by_noun import OWN_TEXT
from retrieval.parsing.speakers.callings import ADDRESS
from retrieval.parsing.speakers.heads import TEXT_NOUN
from retrieval.parsing.speakers.inline_quotes import whom, whom_above
from retrieval.parsing.speakers.leads import (
    COLON,
    announces_text,
    begins_with_sender,
    earlier,
    is_senders,
    last_sentence,
    runs_on,
    speaks,
    with_speaker,
)
from retrieval.parsing.speakers.sentences import disowned, enacted, introduced
from retrieval.parsing.speakers.verbs import SAYING
from retrieval.parsing.speakers.whose import Speaker, Whose, named
from retrieval.parsing.unfinished import completed, stops_at_that
from retrieval.parsing.voices.carried import carried_on
from retrieval.parsing.voices.enclosed import ends
from retrieval.parsing.voices.movers import law_quoted
from retrieval.parsing.voices.owned import owner
from retrieval.parsing.voices.texts import introduces_text, told_of
from retrieval.parsing.voices.unnamed import leads_to_another, told_in_person
from retrieval.patterns import regex
from retrieval.types import UNNAMED, BlockKind

_OPENS = "‘'“\"«"
_MAX_QUOTED, _MAX_NUMBERED = 8, 40  # paragraphs of one quotation, and of one between two that are numbered
_LEAST_ITEMS = 2
_LONGEST = 2_000  # characters of a sentence that are looked at


def give_flat(drafts: Sequence[Draft], place: int, people: People) -> None:
    """Find the quotation that a paragraph introduces with a colon or runs into, in a text that shows no indents."""
    lead = drafts[place]
    if any(draft.voiced for draft in drafts[place + 1 : place + 2]):
        return
    announced = announces_text(lead.text) or _heads_draft(drafts, place)
    if not (announced or COLON.search(lead.text) or _runs_on(drafts, place) or _FOLLOWING.search(lead.text)):
        return
    sentence = _FOLLOWING.sub(r"\g<said>:", completed(last_sentence(lead.text)))
    speaker = _whose(drafts, place, sentence, people, announced=announced)
    if not isinstance(speaker, Speaker) or speaks(lead, speaker.name):
        return
    if announced and speaker.name == UNNAMED and any(is_senders(draft) for draft in drafts[place + 1 : place + 2]):
        return
    if speaker.name == UNNAMED:
        found = paper_named(drafts, place)
        speaker = found if isinstance(found, Speaker) else speaker
    sure, end = _end(drafts, place, lead, speaker)
    sure, end = (max(each, _closed(drafts, place + 1, lead)) for each in (sure, end))
    if end == place + 1 and speaker == views_announced(sentence, people):
        sure = end = _items_end(drafts, end)
    with_speaker(drafts[place + 1 : sure], speaker)
    with_speaker(drafts[sure:end], Whose.UNKNOWN)
    if _may_be_quoted(drafts, place + 1, end, lead):
        with_speaker(drafts[end : end + 1], Whose.UNKNOWN)
    if (alone := _ALONE.fullmatch(lead.text)) and not _OF_TWO.search(lead.text, alone.end("who")):
        with_speaker(told_on(drafts, end, lead, speaker), Whose.UNKNOWN)
    with_speaker(_told_in_person(drafts, end, lead, speaker), Whose.UNKNOWN)
    whole = announced or _WHOLE.search(sentence) is not None
    if whole and end > place + 1 and lead.label is None and not drafts[end - 1].ends_with_call:
        with_speaker(doubtful(drafts, end, lead, speaker), Whose.UNKNOWN)


# "Revised draft proposed by the Ondrey Islands on 3 May." above its clauses; not "The draft proposed by them was read."
_DRAFT = regex(
    r"(?:The\s)?(?:[\w-]+\s){0,3}?(?i:drafts?|proposals?|formula|amendments?|resolution|text)\s(?:proposed|submitted|put\sforward|tabled|moved)"
    r"\sby\s(?:(?!\b(?:is|was|are|were|has|have|had|which|that|will|would)\b)[^.;:]){3,100}[.:]?"
)


def _heads_draft(drafts: Sequence[Draft], place: int) -> bool:
    """Tell whether a paragraph is the heading of a draft, whose clauses stand numbered below it."""
    numbered = any(each.label is not None for each in drafts[place + 1 : place + 2])
    return numbered and drafts[place].label is None and _DRAFT.fullmatch(drafts[place].text.strip()) is not None


def _runs_on(drafts: Sequence[Draft], place: int) -> bool:
    """Tell whether a paragraph stops amid a sentence: behind "that", or behind the organ that acts below it."""
    lead, following = drafts[place].text, drafts[place + 1 : place + 2]
    acts = any(isinstance(enacted(completed(last_sentence(lead)), each.text), Speaker) for each in following)
    return stops_at_that(lead) or (acts and lead.rstrip().endswith((",", "Council", "Assembly")))


# what an ambassador says of himself in any letter: "I have the honour", "I should be grateful", "my letter of 2 May"
_OF_OFFICE = regex(
    r"\bI\s(?:have\sthe\shonou?r|am\s(?:writing|instructed|pleased|transmitting)|(?:should|would)\s(?:be|like|appreciate)|wish|"
    r"refer|write|request|transmit|enclose|attach|avail)\b|\b[Mm]y\s(?:\w+\s){0,2}(?:letters?|notes?|statements?|communications?|"
    r"instructions|capital|authorities|country|State|predecessor)\b"
)


def _told_in_person(drafts: Sequence[Draft], start: int, lead: Draft, speaker: Speaker) -> Sequence[Draft]:
    """Return what is told in person right behind a person's words, in a letter that never speaks so of itself."""
    if not is_person(speaker.name):
        return ()
    told = list(takewhile(lambda each: TELLS.search(each.text), doubtful(drafts, start, lead, speaker)))
    others = (
        [each for each in drafts if each.part == lead.part and not each.voiced and each not in told] if told else []
    )
    return () if any(TELLS.search(_OF_OFFICE.sub("", each.text)) for each in others) else told


# "The Minister stated the following.", "The Minister said, and I quote,"
_FOLLOWING = regex(r"(?P<said>\s(?:the\sfollowing|as\sfollows))[.;,]\s*$|,?\s(?:and\s)?I\squote\s?[,.;]?\s*$")


def _whose(drafts: Sequence[Draft], place: int, sentence: str, people: People, *, announced: bool) -> Speaker | Whose:
    """Return whose words a lead, of which `sentence` is the last, says to follow: as the first way to tell it says."""
    found = _found(drafts, place, sentence, people, announced=announced)
    speaker = next((each for each in found if each is not Whose.UNKNOWN), Whose.UNKNOWN)
    below = drafts[place + 1 : place + 2]
    others = leads_to_another(sentence) or any(
        told_in_person(sentence, _OF_OFFICE.sub("", each.text)) for each in below
    )
    another = speaker is Whose.UNKNOWN and others and not begins_with_sender(drafts[place], sentence)
    if another or speaker in (Whose.SAME, Whose.ADDRESSEE, Whose.IT, Whose.LAST):
        # after "He said to them:", "Its third paragraph reads:" it is not the letter that speaks, whoever it is
        ways = (
            whom(speaker, drafts[place], people),
            whom_above(drafts, place, people) if speaker is Whose.SAME else Whose.UNKNOWN,
            carried_on(drafts, place),
            of_the_letter(sentence, partial(earlier, drafts, place), people),
        )
        return next((each for each in ways if isinstance(each, Speaker)), Speaker(UNNAMED))
    return speaker


def _found(
    drafts: Sequence[Draft], place: int, sentence: str, people: People, *, announced: bool
) -> Iterator[Speaker | Whose]:
    """Yield what each way to tell whose words follow says, the surest first; none is tried that is not needed."""
    speaker, denied = introduced(sentence, people, block=True, marked=False), disowned(sentence)
    if denied:  # whoever said it, if anybody did: it is not the letter's own
        yield Speaker(UNNAMED) if isinstance(speaker, Speaker) else Whose.UNKNOWN
    else:
        yield speaker
        yield handed_over(sentence, people)
    before = partial(earlier, drafts, place)
    yield named_before(sentence, before, people)
    if not denied:
        yield law_quoted(sentence, before)
        if not OWN_TEXT.search(sentence[-_LONGEST:]):
            yield told_of(sentence, people)
    yield owner(
        drafts[place].text, people, marked=any(each.text[:1] in _OPENS for each in drafts[place + 1 : place + 2])
    )
    if place + 1 < len(drafts):
        yield _named_alone(drafts[place].text, drafts[place + 1].text, people)
    if announced:
        yield introduces_text(sentence, people)
    if place + 1 < len(drafts):
        yield enacted(sentence, drafts[place + 1].text)


# "Ms. Olga Tomek, aged 67, from Upper Sarn:", above what she tells in person
_ALONE = regex(
    rf"(?:[–—•-]\s)?(?:{ADDRESS}\.?\s)?(?P<who>{PERSON})(?:,\s(?!(?:and|but)\b)[^.;:“”]{{2,100}}|\s\([^()]{{2,100}}\))\s?:\s*"
)
# "who heard the colonel say", "to whom the General wrote", "asked by the judge", "whose coroner gave her finding":
# it may be the other who speaks
_OF_TWO = regex(rf"\b(?:whom|whose|heard|asked|questioned|say|write|shout|read|received)\b|{SAYING.pattern}")


def _named_alone(lead: str, following: str, people: People) -> Speaker | Whose:
    """Return the person who alone, with a few details, stands above words in which somebody speaks of himself."""
    found = _ALONE.fullmatch(lead) if IN_PERSON.search(following) else None
    speaker = named(found["who"], people) if found and is_person(found["who"]) else Whose.UNKNOWN
    if not found or not isinstance(speaker, Speaker):
        return Whose.UNKNOWN
    return Speaker(UNNAMED) if _OF_TWO.search(lead, found.end("who")) else speaker


def _end(drafts: Sequence[Draft], place: int, lead: Draft, speaker: Speaker) -> tuple[int, int]:
    """Return where what surely is of the quotation below a lead ends, and where what may be of it does.

    That of a law ends at the sender's own name.
    """
    sure, may = _flat_end(drafts, place + 1, lead, speaker)
    sure = max(sure, numbered_end(drafts, place + 1, lead))
    end = max(sure, may)
    if LAW.search(speaker.name):
        end = next((at for at in range(place + 2, end) if is_senders(drafts[at])), end)
    while place + 1 < end == sure < len(drafts) and runs_on(drafts[end - 1], drafts[end]):
        sure = end = end + 1
    return min(sure, end), end


def _closed(drafts: Sequence[Draft], start: int, lead: Draft) -> int:
    """Return where a text below a lead ends that says so, "(Ends)."; `start` where none does, or another is led to."""
    below = takewhile(lambda each: _is_plain(each, lead) and COLON.search(each.text) is None, drafts[start:])
    closing = (at for at, draft in enumerate(below, start + 1) if ends(draft))
    return next(closing, start) if COLON.search(lead.text) else start


def _may_be_quoted(drafts: Sequence[Draft], start: int, end: int, lead: Draft) -> bool:
    """Tell whether a "we", or an order of itself, with a note, behind a quotation without one, may be of it."""
    if not start < end < len(drafts) or any(draft.calls for draft in drafts[start:end]) or lead.label is not None:
        return False
    return _may_go_on(drafts[end], lead) and drafts[end].ends_with_call and _WE.match(drafts[end].text) is not None


# "We have no other water.", "This order is not to be acknowledged."
_WE = regex(
    r"(?:I|We|My|Our)\s|This\s(?:order|directive|instruction|decree|circular|regulation|law|agreement|decision|notice)\s"
    r"(?:is\s(?:not\s)?to|shall|must|will|may|enters|takes\seffect|applies|supersedes|replaces)\b"
)


_ITEM = regex(r"\(?(?P<sign>[a-z]|\d{1,2})\)\s")


def _items_end(drafts: Sequence[Draft], start: int) -> int:
    """Return where a run of items (a), (b), (c) ends that begins at `start`; `start` where it is not plain."""
    end = start
    while end < len(drafts) and _is_item(drafts[end], end - start, drafts[start]):
        end += 1
    more = end < len(drafts) and drafts[end].part == drafts[start].part and LISTED.match(drafts[end].text)
    return start if more or end - start < _LEAST_ITEMS else end


def _is_item(draft: Draft, count: int, first: Draft) -> bool:
    """Tell whether a paragraph is the item that follows on `count` others."""
    found = _ITEM.match(draft.text)
    plain = draft.kind is BlockKind.BODY and draft.part == first.part and draft.label is None and not draft.voiced
    return plain and found is not None and found["sign"] in (chr(ord("a") + count), str(count + 1))


def _flat_end(drafts: Sequence[Draft], start: int, lead: Draft, speaker: Speaker) -> tuple[int, int]:
    """Return where a quotation without marks or indents surely ends, and how far it may go.

    In a letter with numbered paragraphs it is what stands unnumbered; else it may go to the first paragraph that ends
    with a note's call, when the letter's own voice is not taken up before; else it is the next paragraph alone. It
    surely goes so far where a text is announced, or where that note tells its source.
    """
    pool = list(takewhile(lambda draft: _may_go_on(draft, lead), drafts[start : start + _MAX_NUMBERED]))
    if not pool or COLON.search(pool[0].text):
        return start, start
    following = drafts[start + len(pool)] if start + len(pool) < len(drafts) else None
    numbered = following is not None and following.label is not None and following.part == lead.part
    if _SALUTATION.fullmatch(pool[0].text):
        return _letter_end(drafts, start, lead)
    pool = pool[:1] + list(takewhile(lambda draft: not _answers(draft, speaker), pool[1:]))
    if lead.label is not None and (numbered or len(pool) < _MAX_QUOTED):
        noted, may = _noted_end(pool)
        return start + noted, start + may
    if _names_source(lead):
        return start + 1, start + 1  # the note stands there, and not at the quotation's end
    for offset, draft in enumerate(pool[:_MAX_QUOTED]):
        if offset and (RETURNS.match(draft.text) or is_senders(draft) or _quotes(draft)):
            break
        if draft.ends_with_call:
            sure = offset == 0 or _ANNOUNCES.search(last_sentence(lead.text)) or _is_sourced(draft, speaker)
            sure = sure and (offset == 0 or _MAY_TELL.match(draft.text) is None)
            return start + 1 + (offset if sure else 0), start + offset + 1
        if draft.calls:
            break
    return start + 1, start + 1


# "Kesparia has never published that opinion."; not "the opinion of the experts", "this report" of itself
_OF_THE_TEXT = regex(rf"\b(?:[Tt]hat|[Tt]he\ssame)\s{TEXT_NOUN}\b")
_COUNTED = regex(r"(?P<what>[A-Z][a-z]+)\s\d{1,2}\b")  # "Stage 2"


def _noted_end(pool: Sequence[Draft]) -> tuple[int, int]:
    """Return how many unnumbered paragraphs below a numbered one surely are quoted, and how many may be.

    The note of a quotation stands at its end: what stands below that may as well be the letter's own, but for the next
    of what it counts.
    """
    sure = next((at for at, draft in enumerate(pool, 1) if draft.ends_with_call or _is_of_text(pool[at:])), len(pool))
    counted = {found["what"] for draft in pool[:sure] if (found := _COUNTED.match(draft.text))}
    sure += len(list(takewhile(lambda draft: draft.text.startswith(tuple(counted)), pool[sure:])))
    again = (at for at in range(sure, len(pool)) if _speaks_again(pool[at]))
    return sure, next(again, len(pool))


def _is_of_text(following: Sequence[Draft]) -> bool:
    """Tell whether the next paragraph speaks of the text that is quoted."""
    return any(_OF_THE_TEXT.search(draft.text) for draft in following[:1])


def _speaks_again(draft: Draft) -> bool:
    """Tell whether a paragraph below a quotation's note surely is the letter's own."""
    return RETURNS.match(draft.text) is not None or is_senders(draft) or _is_of_text([draft]) or _quotes(draft)


_MARKED_END = regex(r"[”»][.,;]?\s*$")


def _quotes(draft: Draft) -> bool:
    """Tell whether a paragraph leads to another quotation, or ends with one in marks, of which its note is."""
    if draft.ends_with_call and _MARKED_END.search(draft.text):
        return True
    return COLON.search(draft.text) is not None and leads_to_another(last_sentence(draft.text))


# "Your Excellency,", "Dear Mr. Lind:", "Anna and Oskar!"
_SALUTATION = regex(
    r"(?:Your\s)?Excellenc(?:y|ies)[,:.]?|"
    r"(?:My\s)?(?:[Dd]ear|Respected|Honou?rable|Distinguished)\s(?:[^.;:]|(?<=[A-Z])\.|(?<=[A-Z][a-z])\.|(?<=Mrs)\.){2,80}[,:.]?|"
    r"(?:Sir|Madam|Sirs|Gentlemen)[,:.]?|(?:Mr|Madam|Mrs|Ms)\.?\s[A-Z][^.;:]{2,60}[,:]|[A-Z]\w+\sand\s\w+[,!]"
)
_DEVOTED = r"(?:sincerely|faithfully|truly|respectfully|cordially|gratefully|obediently)"
# "I remain, Sir, yours faithfully,", "Accept, Excellency, the assurances of my respect."; not "I am writing to you of
# the gates.", "Most of the water was lost.", "Please accept our respect for the dead."
_CLOSING = regex(
    rf"(?:I\sam|We\sare|I\sremain|We\sremain)\b.{{0,60}}\b(?:[Yy]ours?\s(?:\w+\s)?(?:{_DEVOTED}|servants?)|{_DEVOTED}(?:\syours)?)\b.{{0,60}}|"
    rf"(?:Yours\s|Very\s|Most\s)*(?i:{_DEVOTED})\b[^.]{{0,60}}\.?|Yours(?:\sever)?,.{{0,60}}|"
    r"With\s(?:\w+\s){0,3}(?:regards|wishes|respects?|esteem|consideration|greetings)\b[^.]{0,60}\.?|"
    r"(?:Please\s)?[Aa]ccept\b.{0,80}\b(?:assurances?|expressions?)\b.*"
)
_SENTENCE = regex(r"[.!?:]\W*$")  # of the letter that goes on; not "Oskar Lind", who signs
_MOST_OF_LETTER = 200  # paragraphs


def _letter_end(drafts: Sequence[Draft], start: int, lead: Draft) -> tuple[int, int]:
    """Return where a letter surely ends that begins with a salutation, and how far it may go.

    It ends with its close. What seems to be the sender's before that may as well be of it; a close behind which nothing
    follows may be that of the letter around it, so that only the first paragraph is surely quoted.
    """
    inside = list(takewhile(lambda draft: _is_plain(draft, lead), drafts[start + 1 : start + _MOST_OF_LETTER]))
    end = start + 1 + len(inside)
    first = min(start + 2, end)
    own = next((at for at in range(first, end) if _is_own(drafts[at])), end)
    closing = next((at for at in range(start + 1, min(end + 1, len(drafts))) if _closes(drafts[at])), None)
    if closing is None:
        return first, own
    if not any(_is_plain(draft, lead) and _SENTENCE.search(draft.text) for draft in drafts[closing + 1 :]):
        return first, min(own, closing)
    return (closing + 1 if closing <= own else first), closing + 1


def _is_plain(draft: Draft, lead: Draft) -> bool:
    return draft.kind is BlockKind.BODY and draft.part == lead.part and not draft.voiced and draft.label is None


def _is_own(draft: Draft) -> bool:
    return is_senders(draft) or OWN_AGAIN.search(draft.text) is not None


def _closes(draft: Draft) -> bool:
    return _CLOSING.fullmatch(draft.text.strip()) is not None


# "the following statement of the Mission": it may be of several paragraphs
_ANNOUNCES = regex(rf"\bfollowing\s(?:\w+\s){{0,2}}?{TEXT_NOUN}\b")


_WHOLE = regex(
    r"\bfollowing\s(?:\w+\s)?(?:statement|declaration|petition|appeal|letter|press\srelease|address|speech)\b"
)


# how a letter goes on to tell of what it has quoted: "The same report counts eleven villages."
_MAY_TELL = regex(
    r"(?:The\s(?:same|report|study|article|author|paper|text|witness)\b|According\sto\b|(?:It|He|She|Its|His|Her)\s)"
)


def _answers(draft: Draft, speaker: Speaker) -> bool:
    """Tell whether a paragraph surely speaks of what is quoted, or of the person who is."""
    person = is_person(speaker.name) and re.search(rf"\b{re.escape(speaker.name.split()[-1])}\b", draft.text)
    return bool(person) or ANSWERS.match(draft.text) is not None


def _is_sourced(draft: Draft, speaker: Speaker) -> bool:
    """Tell whether a note at the end of a paragraph names the speaker, or gives the source named before the lead."""
    end = len(draft.text.rstrip())
    notes = [call.note.text for call in draft.calls if call.note is not None and call.place >= end]
    names = [word for word in re.findall(r"[\w’'-]{4,}", speaker.name) if word[:1].isupper()][-1:]
    return any(note.startswith("Ibid") or any(name in note for name in names) for note in notes)


# "In a statement issued on 3 May,¹ the Minister said:"; not "as was told in my letter,¹ the Minister said:"
_IN_SOURCE = regex(
    r"\b(?:[Ii]n|[Ff]rom|[Ii]ssued)\s(?:an?|the|his|her|its)\s(?:[\w-]+\s){0,3}?"
    r"(?:statement|interview|speech|report|letter|article|address|note|message|declaration|communiqu[ée]|tweet)\b"
)


def _names_source(lead: Draft) -> bool:
    """Tell whether a sentence that leads to a quotation carries the note that tells where it was said."""
    sentence = last_sentence(lead.text)
    begin = len(lead.text) - len(sentence)
    heads = (lead.text[begin : call.place] for call in lead.calls if call.place > begin)
    return any(len(head) == len(sentence) or _IN_SOURCE.search(head) for head in heads)


def _may_go_on(draft: Draft, lead: Draft) -> bool:
    """Tell whether a paragraph may belong to what `lead` introduces: an unnumbered one of the same part, no list.

    A text that is announced by a paragraph of a letter that numbers them holds its lists, too.
    """
    listed = LISTED.match(draft.text) is not None and not (lead.label is not None and announces_text(lead.text))
    return draft.kind is BlockKind.BODY and draft.part == lead.part and draft.label is None and not listed
