"""Turning the pages of the letter shown: what goes on behind the words, the next paragraph or page, the one before."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile

from retrieval.patterns import regex
from retrieval.questions.places import on_page, with_quotations
from retrieval.spans.places import block_at
from retrieval.spans.sentences import sentences
from retrieval.types import PARAGRAPHS, Block, Letter, Quote, Span

BEGINS = r"^\W*(?:(?:and|but|ok|so|yes|please|pls)\W+)*"
THAT = r"(?:that|this|it|these|those|them)"
ENDS = r"(?:\W+(?:please|pls|then|exactly))?\W*$"
"""How a follow-up begins, points back and ends that says nothing else: "and the source for that please?"."""
_PAPER = r"(?:letter|note verbale|document|cable|cablegram|telegram)"
# Takes "tell me more", "go on", "what happened next", "and the rest of it", "more from that letter"; leaves "what else
# did he say" alone.
_MORE = regex(
    rf"{BEGINS}(?:(?:(?:can|could) you )?(?:tell|show|give) (?:me|us) more|more(?: details?| info(?:rmation)?)?|"
    rf"details?|(?P<reading>go on|carry on|continue|keep (?:going|reading)|read on|"
    rf"(?:(?:(?:tell|show|give) (?:me|us) )?more|what else is(?: there)?|what else|anything else|the rest) "
    rf"(?:from|of|in) (?:{THAT}|the)(?: same)? {_PAPER}|what else does (?:{THAT}|(?:{THAT}|the) {_PAPER}) say|"
    rf"(?:show (?:me )?)?the (?:rest|whole list|full list)(?: of (?:{THAT}|the list))?)|"
    rf"what (?:happened|came|comes|follows) (?:next|then|after(?: that)?)|(?:then|after(?:wards?| that)|later(?: on)?))"
    rf"(?: (?:about|on|of) {THAT})?{ENDS}",
    re.IGNORECASE,
)
# Takes "next page", "and the paragraph after that", "show me the previous para", "the one before"; leaves "the next
# meeting", "the page before the annex" alone.
_STEP = regex(
    rf"{BEGINS}(?:(?:show|give|read|tell)(?: me| us)? |what does )?(?:the )?"
    r"(?:(?P<way>next|following|previous|preceding|prior)(?: (?P<kind>page|para(?:graph)?|one)s?)?"
    rf"|(?P<of>page|para(?:graph)?|one) (?P<side>after|below|behind|before|above)(?: {THAT}(?: one)?)?)"
    rf"(?: say)?{ENDS}",
    re.IGNORECASE,
)
# Takes "what is (b)", "and point c?"; leaves "plan b", "what does (b) mean for the crews" alone.
_ASKED_ITEM = regex(
    rf"{BEGINS}(?:(?:what(?:[’']?s| is| does| about)|show me|read) )?(?:the )?"
    r"(?:(?:(?:item|point|proposal|sub-?para(?:graph)?|para(?:graph)?|letter) )?\((?P<mark>[a-z]|[ivx]{1,4})\)"
    rf"|(?:item|point|sub-?para(?:graph)?) (?P<bare>[a-z]|[ivx]{{2,4}}))(?: say)?{ENDS}",
    re.IGNORECASE,
)
_BACK = frozenset("previous preceding prior before above".split())
_ITEM = regex(r"\(?(?:[A-Za-z]|[ivx]{1,4}|\d{1,2})\)\s")  # "(b) That no vessel be boarded;"
_MOST_MORE = 80  # words that are shown of what goes on behind


@dataclass(frozen=True, slots=True)
class Onward:
    """Where a follow-up turns to from what was shown: so many paragraphs or pages on, or what goes on behind (0).

    `item` is the mark of one in the list that is nearest: "b". `stays` tells that it goes on in what was shown last,
    also where a question since was not answered, on which "tell me more" may ask.
    """

    steps: int = 0
    of_pages: bool = False
    item: str = ""
    stays: bool = True

    @property
    def names_place(self) -> bool:
        """Tell whether it names a place, and not only that more is wanted."""
        return bool(self.steps or self.item)

    def find(self, letter: Letter, shown: Sequence[Quote]) -> tuple[Span, ...]:
        """Return what stands there, nothing where the letter does not go on so.

        Of `shown`, the quotations of the letter, the first counts, with what stands right behind it.
        """
        blocks = [each for each in letter.blocks if each.kind in PARAGRAPHS]
        shown = [each for each in shown if block_at(letter, each.span) in blocks] or shown  # a note does not go on
        first = block_at(letter, shown[0].span)
        if self.of_pages and letter.page_count > 1:
            return self._page(letter, shown)
        if first is None or first not in blocks:
            return ()
        if self.item:
            return _nearest_item(letter, blocks, blocks.index(first), self.item)
        run = _run(blocks, first, letter, shown)
        if self.steps < 0:
            at = blocks.index(first) - 1
            return with_quotations(letter, blocks[at]) if at >= 0 else ()
        behind = blocks[blocks.index(run[-1]) + 1 :]
        if self.steps and not self.of_pages:
            return with_quotations(letter, behind[0]) if behind else ()
        goes_on = _behind(letter, run[-1], behind, shown)
        return goes_on or (with_quotations(letter, behind[0]) if self.stays and behind else ())  # whoever speaks there

    def _page(self, letter: Letter, shown: Sequence[Quote]) -> tuple[Span, ...]:
        pages = shown[0].pages or (shown[0].page,)
        held = next((each.pages for each in reversed(shown) if each.pages), pages) if self.steps > 0 else pages
        return on_page(letter, (max(held) if self.steps > 0 else min(held)) + self.steps)


def asks_onward(text: str) -> Onward | None:
    """Return where a question turns to that says nothing else; `None` for all others."""
    if more := _MORE.match(text):
        return Onward(stays=more["reading"] is not None)
    if listed := _ASKED_ITEM.match(text):
        return Onward(item=(listed["mark"] or listed["bare"]).casefold())
    found = _STEP.match(text)
    if found is None:
        return None
    way, kind = (found["way"] or found["side"]).casefold(), (found["kind"] or found["of"] or "").casefold()
    return Onward(-1 if way in _BACK else 1, kind == "page")


def _nearest_item(letter: Letter, blocks: Sequence[Block], at: int, item: str) -> tuple[Span, ...]:
    """Return the paragraph that begins with the mark of an item, of several the nearest, rather behind than before."""
    marks = (f"({item})", f"{item})")
    found = [place for place, each in enumerate(blocks) if each.span.of(letter.text).casefold().startswith(marks)]
    nearest = min(found, key=lambda place: place - at if place >= at else 2 * (at - place), default=None)
    return with_quotations(letter, blocks[nearest]) if nearest is not None else ()


def _run(blocks: Sequence[Block], first: Block, letter: Letter, shown: Sequence[Quote]) -> Sequence[Block]:
    """Return the first paragraph shown, with those right behind it that were shown as well."""
    held = [block_at(letter, each.span) for each in shown]
    return list(takewhile(lambda each: each in held, blocks[blocks.index(first) :])) or [first]


def _behind(letter: Letter, last: Block, behind: Sequence[Block], shown: Sequence[Quote]) -> tuple[Span, ...]:
    """Return the rest of the last paragraph shown, or else the next of its voice, or all items of a list that go on."""
    end = max(each.span.end for each in shown if block_at(letter, each.span) == last)
    rest = [each for each in sentences(letter.text, last.span) if each.start >= end]
    if rest:
        return (beginning(letter, rest, _MOST_MORE),)
    same = list(takewhile(lambda each: (each.attribution, each.part) == (last.attribution, last.part), behind))
    items = list(takewhile(lambda each: _ITEM.match(letter.text, each.span.start), same))
    words = 0
    listed: list[Span] = []
    for each in items:
        words += len(each.span.of(letter.text).split())
        if listed and words > _MOST_MORE:
            break
        listed.append(each.span)
    if listed:
        return tuple(listed)
    return (beginning(letter, sentences(letter.text, same[0].span), _MOST_MORE),) if same else ()


def beginning(letter: Letter, found: Sequence[Span], most: int) -> Span:
    """Return the first of `found` sentences, at least one, that have at most so many words together."""
    fitting = [each for each in found if len(letter.text[found[0].start : each.end].split()) <= most]
    return Span(found[0].start, (fitting or found[:1])[-1].end)
