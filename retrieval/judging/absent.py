"""Names that a question gives and the words shown do not: what is asked of Dorn may be told of another place."""

import re
from collections.abc import Sequence

from retrieval.encoder.neighbours import strength
from retrieval.encoder.thesaurus import packaged_thesaurus
from retrieval.language.analysis import terms
from retrieval.language.states import find_states
from retrieval.patterns import regex
from retrieval.questions.question import Query
from retrieval.questions.rarity import Held
from retrieval.search.slices import Slice, stems_of
from retrieval.spans.places import block_at

# A word of at least so near a meaning stands for the name.
_MEANT = 0.3
_WORD = regex(r"[^\W\d_]{3,}")
# Takes what stands before "dorn" in "who drowned in dorn", "near the dorn gates"; leaves "the dorn gates" alone.
_AT = regex(r"\b(?:in|at|near|off|outside)\s+(?:the\s+)?$", re.IGNORECASE)


def absent_names(query: Query, chosen: Sequence[Slice], words: Held) -> tuple[str, ...]:
    """Return the names in a question, as letters print them, that the words `chosen` and what is around do not give.

    A place counts where no paragraph shown names it; any other name where no letter shown does, unless it is a word of
    the dictionary. Not looked for are States, which letters call by many names, and those whose words are asked for.
    """
    around = _around(chosen)
    letters = [each.letter.text.casefold() for each in chosen]
    speakers, words_of_dictionary = frozenset(terms(" ".join(query.speakers))), packaged_thesaurus().near(query.terms)
    states = [each.span for each in find_states(query.own_text)]
    missing: list[tuple[re.Match[str], str]] = []
    for found in _WORD.finditer(query.own_text):
        stems = terms(found[0])
        if len(stems) != 1 or stems[0] in speakers or any(each.start <= found.start() < each.end for each in states):
            continue
        if query.terms.get(stems[0]) != 1.0 or strength(query.near, stems[0], around) >= _MEANT:
            continue
        unheard = stems[0] not in words_of_dictionary and not any(stems[0] in each for each in letters)
        printed = words.printed(stems[0])
        if printed and (unheard or _AT.search(query.own_text, 0, found.start())):
            missing.append((found, printed))
    return _names(missing)


def _names(missing: Sequence[tuple[re.Match[str], str]]) -> tuple[str, ...]:
    """Return names of which some words are missing, those side by side as one: "the Ondrey Islands"."""
    names: list[str] = []
    end = None
    for found, printed in missing:
        if end is not None and found.string[end : found.start()].isspace():
            names[-1] += f" {printed}"
        else:
            names.append(printed)
        end = found.end()
    return tuple(dict.fromkeys(names))


def _around(chosen: Sequence[Slice]) -> frozenset[str]:
    """Return the stems of what is shown, of its paragraphs, what they are about, and who speaks, writes and is told."""
    blocks = ((each, block_at(each.letter, each.span)) for each in chosen)
    paragraphs = (block.span.of(each.letter.text) for each, block in blocks if block is not None)
    cards = (each.candidate.letter for each in chosen)
    names = (name for card in cards for name in (*card.senders, *card.addressees))
    told = (text for each in chosen for text in (each.text, *each.voice, each.candidate.passage.context))
    return frozenset().union(*map(stems_of, (*told, *names, *paragraphs)))
