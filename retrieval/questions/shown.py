"""What a short follow-up asks of the words that were shown before it: whose they are, where they are from, and when."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from retrieval.language.dates import find_dates, find_days
from retrieval.patterns import regex
from retrieval.questions.asking import EXPECTS, Expect
from retrieval.questions.followup import meant_instead
from retrieval.questions.paging import BEGINS, ENDS, THAT, asks_onward, beginning
from retrieval.questions.places import place_there
from retrieval.questions.reasons import BARE_WHY, reason_beside
from retrieval.spans.places import block_at, blocks_within
from retrieval.spans.sentences import sentences
from retrieval.types import PARAGRAPHS, Letter, Quote, Reason, Span

_SAYING = r"(?: (?:number|figure|claim|quote|quotation|statement|sentence|information|info|part)s?)?"
# Takes "source?", "and the source for that", "what is that footnote"; leaves "source for the flow at Bresk".
_SOURCE = regex(
    rf"{BEGINS}(?:(?:(?:what|which)(?:[’']?s| is| are| was| does)?|(?:is|are) there|show(?: me)?) )?"
    rf"(?:(?:the|your|any|a|{THAT}) )?(?:sources?|foot ?notes?|references?|citation)(?: (?:for|of|to) {THAT}{_SAYING})?"
    rf"(?: say)?{ENDS}",
    re.IGNORECASE,
)
# Takes "who said that", "says who", "where's that from", "which letter?", "quote that": the words shown tell
# whose they are, and where they stand. Leaves "who said that the dam broke", "where is that dam" and "where did it
# come from", which asks of what was told of, alone.
_WHOSE = regex(
    rf"{BEGINS}(?:says who|who (?:says|said|claims|claimed|states|stated|swears|swore|alleges|alleged|wrote) "
    rf"(?:so|{THAT}){_SAYING}|ac+(?:ording)? to whom?|"
    rf"whose (?:word|claim|view|statement)s? (?:is|are|was|were) {THAT}|(?:from|by) whom(?: (?:is|are|was) {THAT})?|"
    rf"where(?:[’']?s| is| was| does| did(?! (?:it|they|these|those)\b)) {THAT}{_SAYING} (?:come )?from|"
    rf"where does it say (?:so|{THAT})|where (?:is|was) {THAT}{_SAYING} (?:written|said|stated|printed)|"
    rf"where (?:can|do) (?:i|we) (?:read|find|see) {THAT}|quote (?:{THAT}|him|her)(?: exactly| verbatim)?|"
    rf"(?:(?:give me|what (?:is|was|are|were)|what[’']?s) )?(?:the )?exact (?:words?|wording|quote|quotation)|"
    rf"(?:in )?which (?:letter|document)(?: (?:is|was) {THAT})?(?: (?:in|from))?){ENDS}",
    re.IGNORECASE,
)
# Takes "are you sure?", "really": the words themselves are all that can be said to that.
_SURE = regex(
    rf"{BEGINS}(?:(?:are )?(?:you|u) (?:really |quite )?(?:sure|certain)(?: (?:about|of) {THAT})?|really){ENDS}",
    re.IGNORECASE,
)
# Takes "is that true?", "is this correct", "true?", "fact check"; leaves "is it true that the gates were shut", "right"
# alone. No letter can tell.
_TRUE = regex(
    rf"{BEGINS}(?:(?:is|was|are|were) (?:{THAT}|he|she|they)(?: (?:really|actually|even))? "
    r"(?:true|right|correct|so|accurate|the case|(?:a |the )?(?:fact|truth)|wrong|false|(?:a )?lies?|lying|fake)|"
    r"(?:true|true or false|fact[ -]?check)(?: (?:that|this|it))?|"
    rf"can (?:i|we) believe (?:{THAT}|him|her)){ENDS}",
    re.IGNORECASE,
)
# Takes "show me the whole paragraph", "more context please"; leaves "the whole letter", "paragraph 4" alone.
_PARAGRAPH = regex(
    rf"{BEGINS}(?:(?:can|could|may) (?:i|we|you) |let me |i (?:want|need)(?: to)? )?"
    r"(?:(?:show|give|get|see|read|quote)(?: me| us)? )?"
    rf"(?:(?:(?:{THAT}|the) )?(?:whole|full|entire|complete) "
    r"(?:para(?:graph)?|passage|quote|quotation|statement|sentence)"
    rf"|(?:(?:{THAT}|it) in )?(?:the |its |some |more |full )*context){ENDS}",
    re.IGNORECASE,
)
# Takes "who is speaking", "is that the minister or the ambassador": who signed the words of a State.
_OFFICE = r"(?:(?:prime |foreign )?minister|ambassador|permanent representative|president|charg[eé]|envoy|consul)"
_SPEAKS = regex(
    rf"{BEGINS}(?:who(?:[’']?s| is| was) (?:speaking|talking|writing)(?: (?:here|there|in {THAT}))?|"
    rf"(?:is|was) {THAT} (?:an? |the )?{_OFFICE}(?:,? or (?:an? |the )?{_OFFICE})?){ENDS}",
    re.IGNORECASE,
)
# Takes "the second one", "the latter", "no i meant the other letter", "2", "no. 3"; leaves "the second gate", "the last
# letter" and "the former minister" alone.
_ONE_OF = regex(
    rf"{BEGINS}(?:(?:show|give|open|read)(?: me| us)? |(?:what|how) about )?"
    r"(?:the )?(?:(?P<which>first|1st|second|2nd|third|3rd|other) (?:one|letter|quote|quotation|answer|document)|"
    rf"(?P<of_two>former|latter)(?: one)?|(?:no\.? ?|number |#)?(?P<number>[123])[.)]?){ENDS}",
    re.IGNORECASE,
)
_PLACES = {"first": 0, "1st": 0, "former": 0, "second": 1, "2nd": 1, "latter": 1, "third": 2, "3rd": 2}
# Takes "which one?", "and before that", "who is that", of which what was shown does not tell what is meant.
_TOO_LITTLE = regex(
    rf"{BEGINS}(?:which (?:ones?|of {THAT})(?: (?:is|was|are|were) {THAT})?|(?:just )?(?:before|earlier|previously)"
    rf"(?: {THAT})?|who(?:[’']?s| is| was| are) {THAT}){ENDS}",
    re.IGNORECASE,
)
_WHO_ELSE = regex(rf"{BEGINS}(?:who|any(?:one|body)) else{ENDS}", re.IGNORECASE)
# Takes "when?", "when was that"; and "when did that happen?". Leaves "when did they open it" alone.
_ASKS_WHEN = rf"{BEGINS}(?:when|what (?:day|date)|on (?:what|which) (?:day|date))"
_WHEN = regex(rf"{_ASKS_WHEN}(?: (?:was|is) {THAT})?{ENDS}", re.IGNORECASE)
# Takes "since when?", "until when was that".
_SINCE = regex(rf"{BEGINS}(?:since|from|until|till|up to) when(?: (?:was|is) {THAT})?{ENDS}", re.IGNORECASE)
_WHEN_HAPPENED = regex(rf"{_ASKS_WHEN} did (?:{THAT}|they|he|she) happen{ENDS}", re.IGNORECASE)
# Takes "what's it about", "summarise it please"; leaves "what is the quarrel about" alone. Asked of a letter alone.
_ABOUT_LETTER = regex(
    rf"{BEGINS}(?:what(?:[’']?s| is) (?:{THAT}|(?:the|this|that) letter) about|(?:can you )?(?:give me a )?"
    rf"summar(?:y|i[sz]e)(?: of)?(?: {THAT}| (?:the|this|that) letter)?|tl;?dr|"
    rf"what does (?:{THAT}|(?:the|this|that) letter) say){ENDS}",
    re.IGNORECASE,
)
# Takes "send me the letter", "can i see the whole letter?", "full text please", "a link to that letter"; leaves
# "letter?", "show me the letters", "send the letter of 5 May" alone.
_LETTER = regex(
    rf"{BEGINS}(?!\w+\W*$)(?:(?:can|could|may) (?:i|we|you) |i (?:want|need)(?: to)? |let me )?(?:please )?"
    r"(?:(?:send|show|give|get|open|see|read|have|forward)(?: me| us)? )?(?:(?:a |the )?(?:link|copy)(?: to| of) )?"
    r"(?:(?:the|that|this) )?(?:(?:whole|full|entire|original|actual) )?"
    rf"(?:letter|document|note verbale|cable|text|pdf)(?: itself| in full)?{ENDS}",
    re.IGNORECASE,
)
_NAMES_LETTER = regex(r"\bletter\b", re.IGNORECASE)
# Takes "A/76/9120", "Kesparia's latest", "open the note of 5 May": what a letter as such may be shown for.
_NAMES_LETTERS = regex(r"/|\b(?:letters?|notes?|documents?|latest|last|first|newest)\b", re.IGNORECASE)
_MOST_OPENING = 60  # words of each of a letter's first paragraphs
_OPENING_PARAGRAPHS = 2
_MOST_DATED = 90  # words from a day up to what happened then

_MONTH = len("1946-05")  # a year alone tells no day


@dataclass(frozen=True, slots=True)
class OfShown:
    """How a follow-up leans on what was shown: `find` tells what of a letter it asks for, given what was shown of it.

    It is asked of `each` quotation, or of the first that has it. `alone` tells that nothing else may answer it; `near`
    that what is found is only near: the day in a sentence may be that of something else in it. `missing` says what it
    means that none has it. `dated` tells that the date of the letter is then the nearest. `stays` tells that it asks of
    what was shown last, also where a question since was not answered.
    """

    find: Callable[[Letter, Quote], Span | None]
    each: bool
    alone: bool
    near: bool = False
    missing: Reason = Reason.NOTHING_FOUND
    dated: bool = False
    stays: bool = False


def asks_of_shown(text: str) -> OfShown | None:
    """Return how a question leans on what was shown that says nothing else; `None` for all others."""
    kinds = (
        (BARE_WHY, OfShown(_reason, each=True, alone=True)),
        (_WHOSE, OfShown(_itself, each=True, alone=True, stays=True)),
        (_SURE, OfShown(_itself, each=True, alone=True)),
        (_PARAGRAPH, WHOLE_PARAGRAPH),
        (_SOURCE, OfShown(_with_source, each=True, alone=True, missing=Reason.NO_FOOTNOTE, stays=True)),
        (_SINCE, OfShown(_with_day, each=False, alone=True, near=True)),
        (_WHEN_HAPPENED, OfShown(_with_day, each=False, alone=False, near=True)),
        (_WHEN, OfShown(_with_day, each=False, alone=False, near=True, dated=True)),
    )
    return next((kind for pattern, kind in kinds if pattern.match(text)), None)


def asks_too_little(text: str, before: str = "") -> bool:
    """Tell whether it can only be asked back what a question means: "which one?", or "who else" if none did ask who."""
    return bool(_TOO_LITTLE.match(text) or (_WHO_ELSE.match(text) and not EXPECTS[Expect.NAME].search(before)))


def asks_if_true(text: str) -> bool:
    """Tell whether a question only asks whether what was shown is so."""
    return bool(_TRUE.match(text))


def asks_who_speaks(text: str) -> bool:
    """Tell whether a question only asks who it is that speaks for a State."""
    return bool(_SPEAKS.match(text))


@dataclass(frozen=True, slots=True)
class OneOf:
    """Which of several things shown is meant: that at a place, counted from 0, or `None` for the other of two."""

    place: int | None


def asks_for_one(text: str) -> OneOf | None:
    """Return which of the things shown a question asks for that says nothing else: "no i meant the other letter"."""
    found = _ONE_OF.match(meant_instead(text) or text)
    if found is None:
        return None
    return OneOf(
        int(found["number"]) - 1 if found["number"] else _PLACES.get((found["which"] or found["of_two"]).casefold())
    )


def turns_to_shown(text: str) -> bool:
    """Tell whether a question only turns to what was shown, and so names no topic for the ones behind it."""
    asked = (asks_of_shown(text), asks_onward(text), asks_for_one(text), place_there(text))
    return (
        any(each is not None for each in asked)
        or asks_for_letter(text)
        or asks_who_speaks(text)
        or asks_if_true(text)
        or asks_too_little(text)
    )


def asks_for_opening(text: str) -> bool:
    """Tell whether a question, right after a letter was opened, only asks what that says."""
    return bool(_ABOUT_LETTER.match(text)) or asks_onward(text) is not None


def asks_what_letter_says(text: str) -> bool:
    """Tell whether a question asks what the letter is about of which words were shown, and names it as the letter."""
    return bool(_ABOUT_LETTER.match(text) and _NAMES_LETTER.search(text))


def asks_for_letter(text: str) -> bool:
    """Tell whether a question only asks for the letter of which words were shown."""
    return bool(_LETTER.match(text))


def names_letters(text: str) -> bool:
    """Tell whether a question may be one that a letter as such was shown for, or asks for one of several letters."""
    return bool(_NAMES_LETTERS.search(text))


def opening(letter: Letter) -> list[Span]:
    """Return how a letter begins: the first sentences of its first paragraphs, which say what it is about."""
    first = [each for each in letter.blocks if each.kind in PARAGRAPHS and not each.part][:_OPENING_PARAGRAPHS]
    return [beginning(letter, sentences(letter.text, each.span), _MOST_OPENING) for each in first]


def _reason(letter: Letter, shown: Quote) -> Span | None:
    return reason_beside(letter, shown.span)


def _itself(_letter: Letter, shown: Quote) -> Span:
    """Return what was shown: whose words they are stands above them, where they stand below."""
    return shown.span


def _paragraph(letter: Letter, shown: Quote) -> Span:
    """Return the paragraph of what was shown, or those that it goes through."""
    blocks = [each.span for each in blocks_within(letter, shown.span) if each.kind in PARAGRAPHS]
    return Span(min(blocks[0].start, shown.span.start), max(blocks[-1].end, shown.span.end)) if blocks else shown.span


def _with_source(_letter: Letter, shown: Quote) -> Span | None:
    """Return what was shown, if it rests on notes; nothing else is its source."""
    return shown.span if shown.footnotes else None


def _with_day(letter: Letter, shown: Quote) -> Span | None:
    """Return what was shown if it gives a day, else from the last sentence before it in its paragraph that does."""
    if _gives_day(shown.text):
        return shown.span
    block = block_at(letter, shown.span)
    if block is None or block.kind not in PARAGRAPHS:
        return None
    before = [each for each in sentences(letter.text, block.span) if each.end <= shown.span.start]
    dated = next((each for each in reversed(before) if _gives_day(each.of(letter.text))), None)
    if dated is None:
        return None
    whole = Span(dated.start, shown.span.end)
    return whole if len(whole.of(letter.text).split()) <= _MOST_DATED else None


def _gives_day(text: str) -> bool:
    return bool(find_days(text)) or any(len(each.iso) >= _MONTH for each in find_dates(text))


WHOLE_PARAGRAPH = OfShown(_paragraph, each=True, alone=True, stays=True)
"""Asks for the paragraphs of what was shown."""
