"""Paragraphs that quotation marks enclose, alone or together: quotations of whom the words before them name."""

import re
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import pairwise

from retrieval.language.quotation_marks import find_marked
from retrieval.parsing.headings import take_label
from retrieval.parsing.model import Draft, cut_at
from retrieval.parsing.names import People
from retrieval.parsing.parts.papers import paper_named
from retrieval.parsing.speakers.announced import named_above, named_before, of_the_letter
from retrieval.parsing.speakers.inline_quotes import sentence_starts, whom, whom_above
from retrieval.parsing.speakers.leads import COLON, earlier, last_sentence, with_speaker
from retrieval.parsing.speakers.whose import Speaker, Whose
from retrieval.parsing.voices.carried import carried_on
from retrieval.parsing.voices.movers import law_quoted
from retrieval.parsing.voices.owned import owner
from retrieval.parsing.voices.texts import goes_on, introduces_text
from retrieval.patterns import regex
from retrieval.types import BlockKind

_INTRODUCES = regex(
    r"(?:\b[Ff]ollow(?:s|ing)\b|\bsaid\b|\bstated?s?\b|\bwrote\b|\bwrites\b|\bdeclare[sd]?\b|\breads?\b|\bquot(?:e[sd]?|ing|ations?)\b|"
    r"\bas\sfollows|\bprovides?d?\b|"
    r"\bwords\b|\bstatement\b|\bnote[sd]\b|\bobserve[sd]\b|\bconclude[sd]\b|\breport(?:s|ed)\b|\badmitted\b|"
    r"\badded\b|\breplied\b|"
    r"\bexplained\b|\bannounced\b|\baffirm\w+|\bstipulates?\b|\bdetermined\b|\bfound\b|"
    r"\bce\squi\ssuit\b|\ben\sces\stermes\b|\blo\ssiguiente\b|\bследующее(?=\s*[.:])|"
    r"\b(?:déclaration|note)\ssuivante\b|\b(?:declaración|nota)\ssiguiente\b|\bsiguiente\s(?:declaración|nota)\b)"
)
# below "The following extract from the speech of the Minister is of interest."
_HE_SAID = regex(r"(?:He|She)\s(?:then\s|also\s)?(?:said|stated|declared|wrote)\s?[.:–—-]*\s*")
_SAID = regex(r"[”»\"]\s?[.!?]?\s*$")
_MOST, _MOST_OPEN = 40, 8  # paragraphs of one quotation, and of one that is only closed in the last
_STOPS = (".", "!", "?")
_OWNED = regex(r"\s\w")  # behind "the peoples'"; not behind "of such peoples' (as it is called)"
_TAIL = " .,;:-–—"  # what may stand behind a closing mark
_REPEATED = frozenset('“«"')  # the marks that open every paragraph of a quotation
_OPENERS = {"“": "”", "„": "“", "«": "»", '"': '"', "‘": "’", "'": "'"}


def give_marked(drafts: list[Draft], people: People) -> None:
    """Make paragraphs that quotation marks enclose, alone or together, quotations of whom the words before name.

    Where the last of them goes on behind the closing mark, it is cut there.
    """
    _cut_at_open_marks(drafts)
    place = 1
    while place < len(drafts):
        lead = drafts[place - 1]
        colon, sentence = COLON.search(lead.text) is not None, last_sentence(lead.text)
        closing = _closing(drafts, place, sure=colon) if lead.kind is BlockKind.BODY else None
        amid = goes_on(sentence, drafts[place].text, people) if closing else Whose.UNKNOWN
        over = _SAID.search(lead.text) is not None  # what its last sentence leads to stands in it
        tells = _INTRODUCES.search(sentence) is not None and not over
        introduced_here = colon or isinstance(amid, Speaker) or tells
        if closing is None or not (introduced_here or closing[0] > place):
            place += 1
            continue
        last, cut = closing
        drafts[last : last + 1] = _numbered(cut_at(drafts[last], [cut]))
        found = _who_leads(drafts, place - 1, amid, people)
        speaker = next((each for each in found if each is not Whose.UNKNOWN), Whose.UNKNOWN)
        with_speaker(drafts[place : last + 1], speaker)
        place = last + 1


def _who_leads(drafts: Sequence[Draft], place: int, amid: Speaker | Whose, people: People) -> Iterator[Speaker | Whose]:
    """Yield what each way to tell who speaks in the marks below the paragraph at `place` says of it.

    `amid` is who is named amid the words in the marks.
    """
    lead, before = drafts[place], partial(earlier, drafts, place)
    sentence = last_sentence(lead.text)
    yield whom(told := introduces_text(sentence, people), lead, people)
    if told is Whose.SAME:
        yield whom_above(drafts, place, people)
    yield whom(amid, lead, people)
    if _HE_SAID.fullmatch(sentence):
        yield introduces_text(last_sentence(lead.text.removesuffix(sentence).rstrip()), people)
    yield named_before(sentence, before, people)
    if place:
        yield named_above(lead.text, drafts[place - 1].text)
    yield law_quoted(sentence, before)
    yield owner(lead.text, people)
    yield paper_named(drafts, place)
    yield carried_on(drafts, place)
    yield of_the_letter(sentence, before, people)


def _cut_at_open_marks(drafts: list[Draft]) -> None:
    """Cut each paragraph before a double mark that it leaves open, where the next one begins with that mark again.

    It is cut, too, where one of the next closes it.
    """
    for place in range(len(drafts) - 2, -1, -1):
        draft, following = drafts[place : place + 2]
        plain = draft.kind is following.kind is BlockKind.BODY and draft.part == following.part
        opened = _left_open(draft.text) if plain else None
        if opened and (following.text[:1] == draft.text[opened] or _closes(drafts, place + 1, draft.text[opened])):
            drafts[place : place + 1] = cut_at(draft, [opened])


def _left_open(text: str) -> int | None:
    """Return where a double mark stands that the text does not close; `None` where there is none."""
    for mark in _REPEATED:
        opened = text.rfind(mark)
        odd = mark != '"' or text.count(mark) % 2 == 1
        before_word = text[opened + 1 : opened + 2].strip()  # a mark for "the same again" stands alone
        if opened > 0 and odd and before_word and _OPENERS[mark] not in text[opened + 1 :]:
            return opened
    return None


def _closes(drafts: Sequence[Draft], place: int, mark: str) -> bool:
    """Tell whether, of the paragraphs from `place` on, the first with such a mark begins with a closing one."""
    for draft in drafts[place : place + _MOST_OPEN]:
        if draft.kind is not BlockKind.BODY or draft.part != drafts[place - 1].part:
            return False
        closer, opener = draft.text.find(_OPENERS[mark]), draft.text.find(mark)
        if closer >= 0 and (opener < 0 or closer < opener or mark == _OPENERS[mark]):
            odd = mark != _OPENERS[mark] or draft.text.count(mark) % 2 == 1
            return odd and bool(draft.text[:closer][-1:].strip())
        if opener >= 0:
            return False
    return False


def _numbered(pieces: list[Draft]) -> list[Draft]:
    """Return the pieces of a paragraph, the printed numbers with which further ones begin taken out of their texts."""
    for piece in pieces[1:]:
        take_label(piece)
    return pieces


def _closing(drafts: Sequence[Draft], place: int, *, sure: bool) -> tuple[int, int] | None:
    """Return which draft closes the quotation that the draft at `place` opens, and where in it that quotation ends.

    A draft that opens it and goes on in the same sentence behind the closing mark is none. Where none closes it, and
    it is `sure` that one begins there, it is this draft alone.
    """
    first = drafts[place]
    marks = _OPENERS.get(first.text[:1])
    if marks is None or first.kind is not BlockKind.BODY:
        return None
    unclosed = (place, len(first.text)) if sure else None
    for last in range(place, min(place + _MOST, len(drafts))):
        draft = drafts[last]
        if draft.part != first.part or draft.kind not in (BlockKind.BODY, BlockKind.SIGNATURE, BlockKind.HEADING):
            return unclosed
        end = _closed_at(draft.text, first.text[0], marks)
        over = last > place and end is None and _leads_on(drafts, last, first.text[0])
        if over or (last > place and _is_next(drafts[place - 1 : last], draft)):
            return (last - 1, len(drafts[last - 1].text)) if sure else None
        if end is not None:
            if not sure and last == place and _is_broken(draft.text[:end]):
                return None
            said = draft.text[:end].rstrip() if sure else draft.text[:end]
            sentence = said.endswith(marks) and said[-3:-1].rstrip().endswith(_STOPS)
            ends = sure or draft.text[:end].rstrip(_TAIL).endswith(marks)  # not: “We came”, he went on, “and saw
            whole = last > place or sentence or (ends and not draft.text[end:].strip(_TAIL))
            return (last, end) if whole else None
    return unclosed


def _is_broken(text: str) -> bool:
    """Tell whether words that begin and end in marks are broken by others: "“We came,” said Renn, “and we saw.”"."""
    spans = list(find_marked(text))
    between = (text[one.end : other.start] for one, other in pairwise(spans))
    return any(character.isalpha() for words in between for character in words)


def _leads_on(drafts: Sequence[Draft], place: int, mark: str) -> bool:
    """Tell whether a paragraph leads, with a colon, to the next quotation: the one before is over."""
    following = drafts[place + 1].text[:1] if place + 1 < len(drafts) else ""
    return following == mark != drafts[place].text[:1] and COLON.search(drafts[place].text) is not None


def _is_next(before: Sequence[Draft], draft: Draft) -> bool:
    """Tell whether a paragraph has the printed number that follows on the lead's, the quoted ones having none."""
    lead, *quoted = before
    follows = lead.label is not None and draft.label == str(int(lead.label) + 1)
    return follows and not any(each.label for each in quoted)


def _closed_at(text: str, opener: str, closer: str) -> int | None:
    """Return where a quotation that began before `text`, or with it, ends there; `None` where it goes on.

    A closing mark in the middle of a sentence ends it with that sentence, which is no longer the letter's own alone.
    """
    single = closer in "'’"
    depth = 0
    for found in re.finditer("[" + re.escape(opener + closer) + "]", text):
        before, after = text[found.start() - 1 : found.start()], text[found.end() : found.end() + 1]
        opens = found[0] == opener and (opener != closer or not before.strip("([ \n"))
        opens = opens and (opener == "«" or not after.isspace())  # French marks stand apart from the words
        whose = not depth and before in "sSxz" and _OWNED.match(text, found.end()) is not None
        apostrophe = single and (after.isalnum() or whose)
        if opens:
            depth += found.start() > 0
        elif depth:
            depth -= not apostrophe
        elif not apostrophe:
            stopped = text[max(0, found.start() - 2) : found.start()].rstrip().endswith(_STOPS)
            ended = stopped and text[found.end() :].strip(_TAIL)
            starts = (start for start in sentence_starts(text) if start >= found.end())
            return found.end() if ended else next(starts, len(text))
    return len(text) if text.rstrip(_TAIL)[-1:] == closer and len(text) > 1 else None
