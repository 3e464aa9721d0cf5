"""Gives the paragraphs of a record to who speaks in them; which are turns, "MR. RENN said", is read in `records`."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby, takewhile

from retrieval.parsing.model import Draft, cut_at
from retrieval.parsing.speakers.inline_quotes import sentence_starts
from retrieval.parsing.speakers.verbs import VERBS
from retrieval.parsing.voices.records import (
    ANY_LABEL,
    APPOSED,
    ASIDE,
    CAPITAL_TURN,
    ENDS_SENTENCE,
    FEWEST,
    GOING_ON,
    IN_CAPITALS,
    IN_TEXT,
    LEADS,
    POINT,
    REPORTED,
    REPORTED_SMALL,
    SAID_IN,
    VERB,
    Turn,
    are_minutes,
    named_in,
    names_another,
    turn_in,
    turns_of,
)
from retrieval.parsing.voices.told_further import add_voice, give_further, tells_of_others
from retrieval.patterns import regex
from retrieval.types import UNNAMED, BlockKind

_FOLLOWING = regex(r"\bfollow(?:ing|s)\b[^.;:]*:[\s–—-]*$")
# "Gannet Shoal-It had been charted", one of the items that a turn leads to
_ITEM = regex(r"(?:\([a-z\d]{1,3}\)|\d{1,2}\.|[A-Z][\w’']+(?:\s[A-Z][\w’']+){0,3}\s?[-–—:](?=\S))\s?")
_SPEAKING = regex(r"\b(?:I|[Mm]y)\b")
_HE = regex(rf"(?:He|She){VERB}|In (?:his|her)\s(?:opinion|view)\b")
# "He would begin with the dam": in minutes with names in capitals whose turn it is speaks of himself
_HE_IS = regex(
    r"(?:He|She)\s(?:(?:would|could|should|might)\b|was\s(?:not\s)?(?:in\sa\sposition|prepared|ready|sure|certain|glad|willing|able|unable|"
    r"convinced|anxious|of\s(?:the\s)?opinion)\b)"
)
# "The gates 2. MR. RENN said", the heading of an item that runs into its first turn; not "paragraph 2. MR. RENN said"
_ITEM_HEAD = regex(
    rf"[A-Za-z](?:[^.;]|{POINT}){{2,100}}?(?<!paragraph)(?<!item)\s(?:\d{{1,2}}|[IVX]{{1,4}})\.\s(?={IN_CAPITALS}{ASIDE}{VERB})"
)
_PREDICATE = regex(rf"\b(?:{VERBS}|is|are|was|were|has|have|had|agreed|thought|would|should)\b")
# "It was agreed that", "The Meeting decided to": no longer a speaker's words, which a record puts as "had been agreed"
_AGREED = regex(
    r"(?:(?:It|This)\swas\s(?:then\s|also\s)?(?:agreed|decided|resolved)|"
    r"The\s(?:Meeting|Committee|Conference|Council|Board|Commission)\s(?:then\s|also\s|finally\s)?(?:agreed|decided|resolved|took\snote))\b"
)


def parted_turns(drafts: Sequence[Draft]) -> list[Draft]:
    """Return the drafts, in records with names in capitals each parted where another's turn begins inside it.

    So it is where the record goes on to what all agreed on. The heading of an item is parted from its first turn.
    """
    out: list[Draft] = []
    for _, part in groupby(drafts, key=lambda draft: draft.part):
        members = list(part)
        turns = sum((_item_head(draft) or turn_in(draft, (REPORTED,))) is not None for draft in members)
        out += [piece for draft in members for piece in _in_turns(draft)] if turns >= FEWEST else members
    return out


def _item_head(draft: Draft) -> re.Match[str] | None:
    """Return the heading of an item with which a paragraph begins, its first turn behind it; no sentence is one."""
    found = _ITEM_HEAD.match(draft.text) if draft.kind is BlockKind.BODY else None
    return None if found is None or _PREDICATE.search(found[0]) else found


def _in_turns(draft: Draft) -> list[Draft]:
    """Return a paragraph of a record in pieces: the heading in it, each turn, and what was agreed behind one."""
    if draft.kind is not BlockKind.BODY:
        return [draft]
    head = _item_head(draft)
    begin = head.end() if head else 0
    turns = [begin] if REPORTED.match(draft.text, begin) else []
    agreed = False  # whether what all agreed on stands right before, so that a speaker has to be named again
    for start in sentence_starts(draft.text):
        ends = turns and not agreed and _AGREED.match(draft.text, start)
        begins = CAPITAL_TURN.match(draft.text, start) or (agreed and GOING_ON.match(draft.text, start))
        if start > begin and (ends or begins):
            turns.append(start)
            agreed = not begins
    pieces = cut_at(draft, turns)
    if head:
        pieces[0].kind = BlockKind.HEADING
    return pieces


def give_turns(drafts: Sequence[Draft]) -> list[tuple[Draft, str]]:
    """Give each turn of a record to its speaker; return whose the paragraphs are that a quotation may yet be found in.

    They are the turns that lead to one, and what stands between turns in direct speech: the speaker's own as far as he
    says "I" before the next turn, and nobody's behind that. Where turns are reported ("said that"), what stands between
    them is as likely the record's own, unless it goes on with "He added that".
    """
    later: list[tuple[Draft, str]] = []
    for _, part in groupby(drafts, key=lambda draft: draft.part):
        members = list(part)
        turns = turns_of(members)
        least = FEWEST if not are_minutes(members) or any(turn and not turn.capitals for turn in turns) else 1
        if sum(turn is not None for turn in turns) >= least:
            later += _give(members, turns)
    return later


def give_later(later: Sequence[tuple[Draft, str]]) -> None:
    """Give those paragraphs to whom they belong, where none of them turned out to be a quotation."""
    for draft, name in later:
        if not draft.voiced:
            add_voice(draft, name)


def _give(drafts: Sequence[Draft], turns: Sequence[Turn | None]) -> Iterator[tuple[Draft, str]]:
    last = max(place for place, turn in enumerate(turns) if turn is not None)
    told: dict[int, Turn] = {}
    speaking: Turn | None = None
    since = 0
    for place, draft in enumerate(drafts):
        turn = turns[place] or _continued(draft, drafts[since:place], speaking)
        if turn is not None and speaking is not None:
            for between in _resumed(turn, speaking, drafts[since + 1 : place]):
                add_voice(between, turn.name)
        if turn is not None:
            speaking, since = turn, place
            told[place] = turn
            if turn.leads and not turn.bare:
                yield draft, turn.name
            elif not (turn.leads or _another_speaks(draft, turn)):
                add_voice(draft, turn.name)
        elif speaking is not None and speaking.direct and ANY_LABEL.match(draft.text):
            speaking = replace(speaking, name=UNNAMED) if place < last else None
            yield draft, UNNAMED
        elif IN_TEXT.search(draft.text):
            speaking = None
        elif speaking is not None and not speaking.direct and _is_item_of(drafts[since], draft):
            add_voice(draft, speaking.name)
        elif speaking is not None and speaking.direct and draft.kind is BlockKind.BODY:
            if place > last and speaking.inside:
                break
            if _says_i(drafts[place:], turns[place:]):
                yield draft, speaking.name
            elif place < last:
                yield draft, UNNAMED
    give_further(drafts, told)


def _another_speaks(draft: Draft, turn: Turn) -> bool:
    """Tell whether others say something in a paragraph, too, in which no capitals show where their turns begin."""
    if turn.direct or turn.capitals:
        return False
    others = (REPORTED_SMALL.match(draft.text, start) for start in sentence_starts(draft.text))
    named = any(found is not None and named_in(found) != turn.name for found in others)
    return named or APPOSED.search(draft.text) is not None


def _is_item_of(turn: Draft, draft: Draft) -> bool:
    """Tell whether a paragraph is an item of what a turn ends with: "He gave the following figures:-"."""
    plain = draft.kind is BlockKind.BODY and not draft.voiced
    return plain and _FOLLOWING.search(turn.text) is not None and _ITEM.match(draft.text) is not None


def _resumed(turn: Turn, speaking: Turn, between: Sequence[Draft]) -> Iterator[Draft]:
    """Yield what is a speaker's as well between two of his turns, "MR. RENN said", "Mr. Renn added".

    It goes as far as nobody else says anything there.
    """
    same = turn.name == speaking.name and speaking.capitals and not (turn.direct or speaking.direct)
    mine = takewhile(lambda draft: draft.kind is BlockKind.BODY and not tells_of_others(draft.text), between)
    yield from mine if same else ()


def _says_i(drafts: Sequence[Draft], turns: Sequence[Turn | None]) -> bool:
    """Tell whether, before the next turn, one person speaks of himself: no record does."""
    for draft, turn in zip(drafts, turns, strict=True):
        if turn is not None or draft.kind not in SAID_IN or IN_TEXT.search(draft.text):
            return False
        if _SPEAKING.search(draft.text):
            return True
    return False


def _continued(draft: Draft, since: Sequence[Draft], speaking: Turn | None) -> Turn | None:
    """Return the turn in which more of the same speaker is told: "Mr. Renn added that", "He added that"."""
    if speaking is None:
        return None
    turn = turn_in(draft, (REPORTED_SMALL, GOING_ON) if speaking.capitals else (REPORTED_SMALL,))
    if turn is not None:
        return replace(turn, capitals=speaking.capitals) if turn.name == speaking.name else None
    # Where whoever speaks is set in capitals, those whom he names do not take the word from him.
    between = since[1:] if speaking.capitals else since
    alone = not any(names_another(each.text, speaking.name) for each in between)
    he = _HE.match(draft.text) or (speaking.capitals and _HE_IS.match(draft.text))
    told = not speaking.direct and draft.kind is BlockKind.BODY and he and ENDS_SENTENCE.search(draft.text)
    return replace(speaking, leads=LEADS.search(draft.text) is not None, bare=False) if told and alone else None
