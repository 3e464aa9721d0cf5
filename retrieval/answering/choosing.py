"""Judged sentences → the one to three quotations to show: which, and in which order."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import chain

from retrieval.answering.joining import again, follow, join, notes_with, sender_of
from retrieval.language.names import names_match, state_named
from retrieval.patterns import regex
from retrieval.questions.question import Query
from retrieval.search.slices import FEATURES, Slice
from retrieval.spans.places import block_at
from retrieval.spans.sentences import sentences
from retrieval.spans.speaking import POSSESSIVE, speaks
from retrieval.types import PARAGRAPHS, Letter, Span

MAX_QUOTES = 3
MAX_SENTENCES = 4
_COVERED = FEATURES.index("whole coverage")
# A further sentence is shown while its score is at most this far behind the best one's, of which each of its words,
# notes included, takes some: what is long has to be better. One that goes on from what is shown has less to prove.
MAX_GAP = 1.9
OTHER_SIDE = 2.5  # the same, for what another State says to the contrary
# And where each side is asked for: of 79 second sides that were further behind, 7 held what was asked for.
FARTHEST_SIDE = 3.0
WORD_COST = 0.016
CONTINUES = 1.0
LEAD = regex(r"(?::|\b(?:that|which|to|as))[\s–—-]*$")


def choose(query: Query, judged: Sequence[Slice]) -> tuple[Slice, ...]:
    """Return the one to three quotations to show: the best sentence, then others nearly as good, joined if they go on.

    In a two-sided question the second is the best one of another sender than the first's. What may be so or not, one
    State says and another denies: there the best one of another sender is added, if it is good. Where words of
    somebody are asked for and his are among the good ones, those of others are not mixed with them.
    """
    wrong = (_is_turned_round, _is_of_anothers_office)
    judged = [each for each in judged if not any(rule(query, each) for rule in wrong)] or judged
    his = [each for each in judged if each.is_his]
    sides_unnamed = query.two_sided and len(query.speakers) < 2
    if his and not sides_unnamed and judged[0].score - his[0].score <= MAX_GAP:
        judged = his
    chosen = [judged[0]]
    if query.two_sided:
        alone = [each for each in judged if not _speaks_for_both(each, judged)] or judged
        chosen = _of_each(query, alone) or [
            alone[0],
            *_of_another(_of_its_dispute(judged, alone[0]), alone[:1], FARTHEST_SIDE),
        ]
    if query.yes_or_no and not query.speakers and not query.two_sided:
        chosen += _disputing(judged, chosen[0])
    while len(chosen) < MAX_SENTENCES and len(join(chosen)) < MAX_QUOTES:
        further = _further(judged, chosen)
        if further is None:
            break
        chosen.append(further)
    if query.yes_or_no and not query.speakers:
        chosen += _of_another(judged, chosen, OTHER_SIDE)
    shown = _with_introduced(join(chosen), judged)
    cut = shown[:MAX_QUOTES]
    # a lead whose text has no room any more answers nothing
    return tuple(cut[:-1] if len(shown) > MAX_QUOTES and len(cut) > 1 and LEAD.search(cut[-1].text) else cut)


def _of_each(query: Query, judged: Sequence[Slice]) -> list[Slice]:
    """Return the best sentence of each of two speakers who are named, the better first; nothing where one has none."""
    best = [next((each for each in judged if _is_by(name, each)), None) for name in query.speakers]
    found = sorted((each for each in best if each is not None), key=lambda each: -each.score)
    return found if len(found) == 2 and not again(found[1], found[0]) else []


def _is_by(name: str, each: Slice) -> bool:
    return speaks(name, block_at(each.letter, each.span), each.span, each.letter)


def _is_turned_round(query: Query, each: Slice) -> bool:
    """Tell whether a letter went the other way than the one asked for: from Lind to Renn instead of Renn to Lind."""
    if query.direction is None:
        return False
    letter, (one, other) = each.candidate.letter, query.direction
    return _among(other, letter.senders) and _among(one, letter.addressees) and not _among(one, letter.senders)


def _is_of_anothers_office(query: Query, each: Slice) -> bool:
    """Tell whether a sentence speaks of the Prime Minister of another than the one asked about, and not of his."""
    return query.office is not None and bool(_owners(query.office[0], each)) and not holds_office_asked(query, each)


def holds_office_asked(query: Query, each: Slice) -> bool:
    """Tell whether a sentence speaks of the office that is asked about, as that of him whom the question names."""
    return query.office is not None and any(_among(query.office[1], names) for names in _owners(query.office[0], each))


def _owners(office: str, each: Slice) -> list[tuple[str, ...]]:
    """Return whose Prime Minister a sentence speaks of, each time it does: without a word on it, the sender's."""
    named = regex(
        rf"(?:(?P<whose>[^\W\d_][\w’'-]+)\s)?(?<![\w-])(?i:{_forms(office)})\b"
        r"(?:\s(?:of|for)\s(?:the\s)?(?:(?:\w+\s){1,2}of\s)?(?P<of>[A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+)?))?"
    )
    return [_owner(found["of"], found["whose"]) or each.candidate.letter.senders for found in named.finditer(each.text)]


def _forms(office: str) -> str:
    """Return a pattern of the ways to print an office: a "foreign minister" is a "Minister for Foreign Affairs"."""
    words = re.sub(r"^minister (?:for|of) (?:the )?|(?: affairs)?(?: minister)?$", "", office.casefold())
    if "minister" not in office.casefold() or words == "prime":
        return re.escape(office)
    return rf"{re.escape(words)} minister|minister (?:for|of) (?:the )?{re.escape(words)}(?: affairs)?"


def _owner(of: str | None, whose: str | None) -> tuple[str, ...]:
    """Return whose an office is said to be: "of Kesparia", "Kesparia's", "the Azerbaijani"; nothing where nobody's."""
    if of:
        return (of,)
    if whose and (POSSESSIVE.search(whose) or state_named(whose) is not None):
        return (POSSESSIVE.sub("", whose),)
    return ()


def _among(name: str, parties: Sequence[str]) -> bool:
    return any(names_match(name, each) for each in parties)


def _speaks_for_both(joint: Slice, judged: Sequence[Slice]) -> bool:
    """Tell whether a letter is a joint one of two who also speak alone: it is neither's side."""
    alone = {sender_of(each) for each in judged if len(sender_of(each)) == 1}
    return sum((name,) in alone for name in sender_of(joint)) > 1


def _with_introduced(chosen: Sequence[Slice], judged: Sequence[Slice]) -> list[Slice]:
    """Return `chosen` with what follows a lead ("The Bench decided:") right behind it: alone it answers nothing."""
    shown: list[Slice] = []
    for each in chosen:
        shown.append(each)
        introduced = _introduced(each, judged)
        if introduced is not None and not any(again(introduced, other) for other in (*chosen, *shown)):
            shown.append(introduced)
    return shown


# Words at most of what follows a lead that are shown for the sake of a later sentence in it.
_FROM_ITS_BEGINNING = 60


def _introduced(lead: Slice, judged: Sequence[Slice]) -> Slice | None:
    """Return what `lead` ends with a colon before, up to the best sentence of it; `None` where it does not."""
    if not LEAD.search(lead.text):
        return None
    after = next((each for each in lead.letter.blocks if each.span.start >= lead.span.end), None)
    if after is None or after.kind not in PARAGRAPHS or lead.letter.text[lead.span.end : after.span.start].strip():
        return None
    first = replace(lead, span=sentences(lead.letter.text, after.span)[0])
    best = next((each for each in judged if each.letter is lead.letter and after.span.holds(each.span)), first)
    whole = replace(best, span=Span(first.span.start, best.span.end))
    return whole if len(whole.text.split()) <= _FROM_ITS_BEGINNING else best


def _of_another(judged: Sequence[Slice], chosen: Sequence[Slice], behind: float) -> list[Slice]:
    """Return the best sentence of others than the only sender chosen, if it is at most so far `behind` the best."""
    senders = {sender_of(each) for each in chosen}
    shown = frozenset(chain.from_iterable(senders))
    other = next((each for each in judged if shown.isdisjoint(sender_of(each))), None)
    near = other is not None and len(senders) == 1 and judged[0].score - other.score <= behind
    return [other] if other is not None and near else []


def _of_its_dispute(judged: Sequence[Slice], one: Slice) -> list[Slice]:
    return [each for each in judged if of_one_dispute(one.letter, sender_of(one), each.letter, sender_of(each))]


def of_one_dispute(one: Letter, its: Sequence[str], other: Letter, others: Sequence[str]) -> bool:
    """Tell whether one of two letters names who sent the other, as the letters of the two sides of a dispute do.

    `its` and `others` are who sent them; letters that nobody sent, such as minutes, may be of any.
    """
    pairs = ((one.text, others), (other.text, its))
    return any(not names or any(name in text for name in names) for text, names in pairs)


def _disputing(judged: Sequence[Slice], first: Slice) -> list[Slice]:
    """Return what the letter of another sender says that answers the first's letter, or that this one answers.

    There its sentence is measured by itself: that its passage is on other things as well says nothing against it. One
    that holds no word of the question may be on anything.
    """
    others = [each for each in judged if each.features[_COVERED] and set(sender_of(first)).isdisjoint(sender_of(each))]
    letters = {each.letter.letter_id: each.letter for each in others}
    answering = {letter_id for letter_id, letter in letters.items() if _answers(letter, first.letter)}
    best = max((each for each in others if each.letter.letter_id in answering), key=_by_itself, default=None)
    return [best] if best is not None and _by_itself(first) - _by_itself(best) <= FARTHEST_SIDE else []


def _by_itself(each: Slice) -> float:
    return each.score + each.passage_cost


def _answers(one: Letter, other: Letter) -> bool:
    """Tell whether one of two letters names the other by its symbol."""
    return any(
        _names(symbol, text.text) for text, named in ((one, other), (other, one)) for symbol in named.masthead.symbols
    )


def _names(symbol: str, text: str) -> bool:
    return regex(rf"(?<![\w/]){re.escape(symbol)}(?![\d/])").search(text) is not None


def _further(judged: Sequence[Slice], chosen: Sequence[Slice]) -> Slice | None:
    """Return the best sentence that is nearly as good as the best of all and not shown yet; `None` where none is."""
    least = judged[0].score - MAX_GAP
    near = [each for each in judged if each.score >= least - CONTINUES]
    beside = {one.letter.letter_id for one in chosen}  # most sentences are of other letters, and follow on none
    worth = [
        (
            each.score + CONTINUES * (each.letter.letter_id in beside and any(follow(one, each) for one in chosen)),
            each,
        )
        for each in near
    ]
    for value, each in sorted(worth, key=lambda one: -one[0]):
        if value < least:
            break
        if WORD_COST * _words(each) <= value - least and not any(again(each, one) for one in chosen):
            return each
    return None


def _words(each: Slice) -> int:
    """Return how many words are shown with a sentence, those of its notes included."""
    return len(" ".join([each.text, *(note.span.of(each.letter.text) for note in notes_with(each))]).split())
