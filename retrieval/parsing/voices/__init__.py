"""Whose words each draft holds: block quotations and enclosed texts with their speaker, quotations inside a paragraph.

A quotation that the letter gives without naming its speaker is marked as such: it is never given to the sender.
Each way in which a letter gives the words of others is a module here, and a step of `give_voices`; who speaks in the
sentence that leads to them is read in `speakers`.
"""

from collections.abc import Iterator, Sequence
from functools import partial

from retrieval.parsing.model import Draft
from retrieval.parsing.names import People
from retrieval.parsing.speakers.announced import of_the_letter
from retrieval.parsing.speakers.inline_quotes import MARKS, find_inside, whom
from retrieval.parsing.speakers.leads import earlier, last_sentence, runs_on, signs_quoted, with_speaker
from retrieval.parsing.speakers.sentences import enacted
from retrieval.parsing.speakers.whose import Speaker, Whose
from retrieval.parsing.unfinished import completed
from retrieval.parsing.voices.bodies import give_full_names
from retrieval.parsing.voices.carried import carried_on, give_carried
from retrieval.parsing.voices.delegates import give_delegates
from retrieval.parsing.voices.enclosed import give_conveyed, give_enclosed, parted
from retrieval.parsing.voices.flat import give_flat
from retrieval.parsing.voices.labelled import give_labelled
from retrieval.parsing.voices.led_inside import find_led_inside
from retrieval.parsing.voices.listed import give_listed
from retrieval.parsing.voices.marked import give_marked
from retrieval.parsing.voices.noted import give_noted
from retrieval.parsing.voices.owned import owner
from retrieval.parsing.voices.pointed import give_pointed
from retrieval.parsing.voices.run_in import apart
from retrieval.parsing.voices.self_told import give_self_told
from retrieval.parsing.voices.silent import give_silent
from retrieval.parsing.voices.texts import goes_on, introduces_text
from retrieval.parsing.voices.turns import give_later, give_turns, parted_turns
from retrieval.types import BlockKind, LineRole


def give_voices(drafts: list[Draft], addressee: str | None) -> list[Draft]:
    """Return the drafts with block quotations marked, every attribution set and the quotations inside paragraphs found.

    Where the reader saw no indented ones, a block quotation is told by what introduces it, by the note
    called at its end, and by the words with which the letter takes up its own voice again.
    """
    people = People(addressee)
    drafts = parted_turns(parted(apart(drafts)))
    give_enclosed(drafts, people)
    give_pointed(drafts)
    give_marked(drafts, people)
    give_conveyed(drafts, people)
    give_labelled(drafts, people)
    give_delegates(drafts)
    later = give_turns(drafts)
    quoting = any(MARKS.search(draft.text) for draft in drafts)
    place = 0
    while place < len(drafts):
        draft = drafts[place]
        if draft.kind is BlockKind.BODY:
            if quoting:
                find_inside(draft, people)
                find_led_inside(draft, people)
            give_flat(drafts, place, people)
            give_listed(drafts, place, people)
        elif draft.kind is BlockKind.QUOTE and draft.role is LineRole.QUOTE and not draft.voiced:
            place = _indented(drafts, place, people)
            continue
        place += 1
    give_later(later)
    give_carried(drafts, people)
    give_noted(drafts)
    give_silent(drafts)
    give_self_told(drafts)
    give_full_names(drafts)
    for place, draft in enumerate(drafts):
        if signs_quoted(drafts, place):
            draft.attribution = drafts[place - 1].attribution
    return drafts


def _indented(drafts: Sequence[Draft], place: int, people: People) -> int:
    """Give the indented quotation that begins at `place` its speaker; return where it ends."""
    end = place
    while end < len(drafts) and drafts[end].role is LineRole.QUOTE and drafts[end].kind is BlockKind.QUOTE:
        end += 1
    while end < len(drafts) and runs_on(drafts[end - 1], drafts[end]):
        end += 1
    lead = drafts[place - 1] if place else None
    speaker: Speaker | Whose = Whose.UNKNOWN
    if lead is not None and lead.kind in (BlockKind.BODY, BlockKind.QUOTE):
        found = _who_leads(drafts, place - 1, people)
        speaker = next((each for each in found if each not in (Whose.UNKNOWN, Whose.LAST)), Whose.UNKNOWN)
    with_speaker(drafts[place:end], speaker)
    return end


def _who_leads(drafts: Sequence[Draft], place: int, people: People) -> Iterator[Speaker | Whose]:
    """Yield what each way to tell who speaks in an indented quotation says of the paragraph at `place`, above it."""
    lead, quoted = drafts[place], drafts[place + 1].text
    sentence = last_sentence(lead.text)
    yield whom(introduces_text(completed(sentence), people), lead, people)
    yield whom(goes_on(sentence, quoted, people), lead, people)
    yield enacted(completed(sentence), quoted)
    yield owner(lead.text, people)
    yield carried_on(drafts, place)
    yield of_the_letter(sentence, partial(earlier, drafts, place), people)
