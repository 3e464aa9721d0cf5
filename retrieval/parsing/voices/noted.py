"""Quotations of "them", or of nobody, of which the note at their end tells whose paper the letter says that it is."""

from collections.abc import Sequence
from functools import partial
from itertools import pairwise, takewhile

from retrieval.parsing.model import Draft
from retrieval.parsing.names import PROPER
from retrieval.parsing.speakers.heads import TEXT_NOUN
from retrieval.parsing.speakers.leads import last_sentence
from retrieval.parsing.speakers.mentions import names_body
from retrieval.patterns import regex
from retrieval.types import UNNAMED, BlockKind

# "River Watch Network, preliminary statement, 3 May 2021."; not "Dorn Courier, 3 May 2021", which may quote anybody
_SOURCE = regex(rf"(?P<who>{PROPER}),\s(?:[\w-]+\s){{0,2}}?(?P<paper>(?i:{TEXT_NOUN}))\b")


def give_noted(drafts: Sequence[Draft]) -> None:
    """Give a quotation of nobody to the author in its note, whom the paragraph above names before it speaks of "them".

    The sentence that leads to it has to name the same kind of paper as the note, and nobody.
    """
    for place, (lead, draft) in enumerate(pairwise(drafts), 1):
        begins = lead.kind is BlockKind.BODY and lead.part == draft.part
        if begins and draft.kind is BlockKind.QUOTE and draft.attribution[-1:] == (UNNAMED,):
            quoted = list(takewhile(partial(_like, draft), drafts[place:]))
            _give(quoted, _author(lead.text, quoted[-1]))


def _give(quoted: Sequence[Draft], author: str) -> None:
    for draft in quoted if author else ():
        draft.attribution = (*draft.attribution[:-1], author)


def _like(one: Draft, other: Draft) -> bool:
    """Tell whether both are of one quotation."""
    return other.kind is BlockKind.QUOTE and one.attribution == other.attribution and one.part == other.part


def _author(lead: str, last: Draft) -> str:
    """Return the author of the paper in the note at the end of a quotation; "" where `lead` does not tell the same."""
    end, sentence = len(last.text.rstrip()), last_sentence(lead)
    notes = (call.note.text for call in last.calls if call.note is not None and call.place >= end)
    found = next(filter(None, map(_SOURCE.match, notes)), None)
    if found is None or names_body(sentence[1:]) or found["who"] not in lead.removesuffix(sentence):
        return ""
    return found["who"] if regex(rf"\b{found['paper'].lower()}\b").search(sentence) else ""
