"""Chosen sentences → as much of each as it takes to understand it: whom it means, what leads to it or takes it back."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import chain

from retrieval.answering.choosing import LEAD, MAX_QUOTES, MAX_SENTENCES
from retrieval.answering.joining import MOST_BLANKS, again, follow, join, sender_of
from retrieval.patterns import regex
from retrieval.questions.asking import Expect
from retrieval.questions.question import Query
from retrieval.questions.reasons import gives_reason
from retrieval.search.slices import Slice
from retrieval.spans.places import block_at
from retrieval.spans.sentences import sentences
from retrieval.types import PARAGRAPHS, Block, Span

_SAID = (
    r"(?:added|agreed|argued|asked|believed|claimed|considered|contended|continued|declared|emphasi[sz]ed|explained|expressed|felt|"
    r"hoped|indicated|informed|insisted|maintained|moved|observed|opposed|pointed\sout|proposed|recommended|remarked|"
    r"replied|reported|requested|said|stated|stressed|suggested|supported|thought|told|urged|voted|wanted|wished)"
)
# Whom or what "He asked" or "This would" means is said before it, and in a cable who "Would vote for it" or "Stated
# that". "It is clear that" means nothing before it, nor does "This Government".
_POINTS_BACK = regex(
    r"[“‘\"']?(?:(?:He|She|They|His|Her|Their|These|Those|Both|Neither|The\s(?:former|latter)|Such)\b(?!\s[A-Z])|"
    r"(?:This|That|It|Its)\b(?!\s(?:[A-Z]|(?:is|was|would\sbe|will\sbe|may\sbe|has\sbeen)\s(?:\w+\s){0,4}(?:that|to|for)\b|"
    r"seems|appears))|(?:Also|Otherwise|Accordingly|Therefore|For\s(?:this|that)|In\s(?:this|that|such|doing\sso))\b|"
    r"[A-Z][a-z’']*(?:\s[a-z\d’'-]+){0,12},\s(?:he|she|they)\b|"
    rf"(?:Would|Will|Could|Should|Might|Has|Had|Was|Were)\b(?![^?]*\?\W*$)|(?i:{_SAID})\b)"
)
# "Bevin said that the text was not ready. A statement might be left till later": the second is Bevin's too.
_REPORTS = regex(
    rf"\b(?<!\bI\s)(?<!\b[Ww]e\s)(?<!\bbe\s)(?<!\bbeen\s)(?:{_SAID}|adds|argues|believes|claims|contends|declares|emphasi[sz]es|explains|"
    r"indicates|insists|maintains|points\sout|replies|reports|says|states|suggests|urges)\s(?:[\w.]+\s){0,3}that\b"
)
_IT = regex(r"^[A-Z][^,;:]*\s(?:it|them|him|her)\b")  # "The newspaper withdrew it on Friday."
_FEW_WORDS = 12
_THEREFORE = regex(
    r"\b(?:therefore|accordingly|in (?:these|the|such) circumstances|for (?:these|this|that) reasons?)\b", re.IGNORECASE
)
# "But he refused.", "This, however, was not communicated."; behind what somebody claims, "The truth is that nobody
# called.", "That is untrue."; leaves "That is why he left." alone.
_BUT = regex(
    r"[“‘\"']?(?:But|Yet|However|Nevertheless|Nonetheless|Even\sso|On\sthe\sother\shand|[A-Z][^.,;:]{0,40},\showever|"
    r"The\s(?:truth|fact|reality|contrary|opposite|reverse)\sis|In\s(?:truth|(?:actual\s)?fact|reality)|"
    r"(?:On|Quite)\sthe\s(?:contrary|opposite)|"
    r"(?:That|This)\sis\s(?:(?:simply|quite|plainly)\s)?(?:untrue|false|wrong|incorrect|not\s(?:so|true|correct|the\scase)))\b"
)
# "It was alleged that the gates had been opened. They were not."
_CLAIMED = regex(
    r"\b(?:claim(?:s|ed)?|alleg(?:es|ed|ations?)|had\s(?:said|stated|written|reported|told)|accus(?:es|ed|ations?)|rumou?rs?|"
    r"(?:is|was|were|been)\s(?:said|reported))\b"
)
_DENIES = regex(
    r"\b(?:not|never|no|nobody|none|nothing|false|untrue|wrong|withdr[ae]wn?|den(?:y|ies|ied))\b", re.IGNORECASE
)
_ASKS = regex(
    r"\b(?:asked|enquired|inquired|requested|demanded|invited|urged|appealed\sto|(?:called|prevailed)\s(?:up)?on)\b[^;:]{0,300}$"
)
# "The Coroner gave her findings on 17 January.": what she found stands behind.
_ANNOUNCES = regex(
    r"\b(?:gave|delivered|issued|sent|published|released|made)\s(?:(?:his|her|its|their|an?|the\sfollowing)\s)(?:[\w-]+\s){0,2}?"
    r"(?:findings?|repl(?:y|ies)|answer|statement|ruling|judgment|reasons?|views?|evidence|account|report|opinion|verdict)\b"
)
_FEW_TO_ANNOUNCE = 20
_ANSWERS = regex(
    r"[“‘\"']?(?:(?:[\w.’'-]+\s){1,5}?(?:replied|answered|responded|said|stated)|"
    r"(?:My|Our|The|His|Her|Its|Their|[A-Z][\w’-]+[’']s?)\s(?:reply|answer|response)\s(?:was|is))\b"
)
_OWN = regex(r"\b(?:I|We|we|My|my|Our|our)\b")
_GOES_ON = regex(r"\b(?:would|had|was|were|might|could|should)\b")
_FURTHEST_BACK, _MOST_BEFORE = 3, 90  # sentences, and words of them all
_SHORT = 40  # words of a first quotation and the sentence behind it, which may be the end of the matter
# "(b) the release of the crew": whether it is asked for, refused or feared, and by whom, stands before the list.
_ITEM = regex(r"[“‘\"']?(?:\((?:[A-Za-z]|[ivx]{1,4}|\d{1,2})\)|[a-z]\))\s")
_FIRST_INSIDE = regex(
    r"[:,–—-]\s?\((?:A|a|i|1)\)\s"
)  # "found- (A) that the gates were old;", a list that begins in its lead
_BEFORE_ITEMS = regex(r"[:,;–—-][\s–—-]*$")


def with_what_is_meant(query: Query, chosen: Sequence[Slice]) -> tuple[Slice, ...]:
    """Return `chosen`, each with what it takes to know whose words they are, or whom or what they mean.

    A "they" that stands alone ("They agreed") is taken for the wrong State, and what somebody said for the sender's own
    view; an item of a list comes behind the words that lead to it, if need be in the place of another quotation.
    """
    whole = [_with_its_turn(_from_what_is_meant(each, chosen)) for each in chosen]
    if Expect.REASON in query.expects:
        whole = [_with_its_reason(each) for each in whole]
    most = _MOST_BEFORE if query.yes_or_no else _SHORT  # whoever asks whether it is so is misled by half of it
    if len(whole) < MAX_QUOTES and sum(map(_sentences_in, whole)) < MAX_SENTENCES:
        whole[:1] = [
            _with_next(each, most) if each.span == one.span else each
            for each, one in zip(whole[:1], chosen[:1], strict=True)
        ]
    groups = _with_what_is_opened(_with_answers(_with_leads(join(whole))))
    while sum(map(len, groups)) > MAX_QUOTES:
        groups.remove(_least(groups, sides=query.two_sided or query.yes_or_no))
    return _once(chain.from_iterable(groups))


def _once(shown: Iterable[Slice]) -> tuple[Slice, ...]:
    """Return the slices without those that stand within another, or at the place of one before them."""
    each_once = {(each.letter.letter_id, each.span): each for each in shown}
    return tuple(
        each
        for place, each in each_once.items()
        if not any(other != place and other[0] == place[0] and other[1].holds(place[1]) for other in each_once)
    )


def _sentences_in(shown: Slice) -> int:
    return len(sentences(shown.letter.text, shown.span))


def _least(groups: Sequence[list[Slice]], *, sides: bool) -> list[Slice]:
    """Return which quotation to leave out: the last; where each of the `sides` counts, the last of one shown twice."""
    senders = [sender_of(group[-1]) for group in groups]
    doubled = [group for group, sender in zip(groups, senders, strict=True) if senders.count(sender) > 1]
    return (doubled if sides and doubled else groups)[-1]


def _with_leads(chosen: Sequence[Slice]) -> list[list[Slice]]:
    """Return each of `chosen`, an item of a list behind the words that lead to the list, unless they are shown.

    Alone it may say the contrary.
    """
    groups: list[list[Slice]] = []
    for each in chosen:
        lead = _lead_of(each)
        shown = [*chosen, *chain.from_iterable(groups)]
        needed = lead is not None and not any(again(lead, other) for other in shown)
        groups.append([_from_what_is_meant(lead, ()), each] if lead is not None and needed else [each])
    return groups


# Takes "In paragraph 3 of its letter, Kesparia states: “...”", "As to paragraph 4, it is said that"; leaves "Under
# paragraph 5 of the Protocol the gates are shut" alone.
_TO_BE_ANSWERED = regex(
    r"[“‘\"']?(?:In|As\sto|As\sregards|Concerning|Regarding|With\s(?:regard|respect|reference)\sto)\s(?:\w+\s){0,3}?"
    r"(?:paragraphs?|paras?\.|sections?|points?)\s(?:\d|\([a-z]\)|[IVX]+\b)[^:]{0,120}?"
    r"(?:\b(?:says?|states?|stated|claims?|claimed|alleges?|alleged|asserts?|asserted|contends?|maintains?|quotes?|writes?|refers?|said)\b)"
)


def _with_answers(groups: Sequence[list[Slice]]) -> list[list[Slice]]:
    """Return each of `groups`, what a reply quotes of the letter it answers followed by what it says to that.

    Alone it is only what the other State said.
    """
    shown = [*chain.from_iterable(groups)]
    answered: list[list[Slice]] = []
    for group in groups:
        last, answer = group[-1], _answer_to(group[-1])
        new = answer is not None and not any(again(answer, other) for other in shown)
        answered.append([*group, answer] if answer is not None and new and last.voice != answer.voice else group)
    return answered


# Takes "I have the honour to refer to the letter of 3 May and to state the following.", which only opens a reply;
# leaves "I have the honour to inform you of the flood." alone.
_OPENS_A_REPLY = regex(
    r"(?:(?:In|With)\s(?:reply|reference|response|connection)\b|(?:I|We)\s(?:refer|have\sthe\shonour|am\sinstructed)\b|"
    r"(?:Up)?[Oo]n\sinstructions\b)(?=.*\b(?:refer|reply|respond|reference|response|connection|comment|comments)\b)",
    re.DOTALL,
)


def _with_what_is_opened(groups: Sequence[list[Slice]]) -> list[list[Slice]]:
    """Return each of `groups`, the words that only open a reply followed by how it begins; alone they tell nothing."""
    shown = [*chain.from_iterable(groups)]
    opened = []
    for group in groups:
        begins = _opened_by(group[-1])
        new = begins is not None and not any(again(begins, other) for other in shown)
        opened.append([*group, begins] if begins is not None and new else group)
    return opened


def _opened_by(opening: Slice) -> Slice | None:
    """Return how a reply begins behind the paragraph that only opens it; `None` where that says more."""
    if not _OPENS_A_REPLY.match(opening.text) or _next(opening) is not None:
        return None
    block = block_at(opening.letter, opening.span)
    behind = (each for each in opening.letter.blocks if each.kind in PARAGRAPHS and each.span.start > opening.span.end)
    first = next(behind, None)
    if block is None or first is None or first.attribution != block.attribution or first.part != block.part:
        return None
    return replace(opening, span=sentences(opening.letter.text, first.span)[0])


def _answer_to(quoted: Slice) -> Slice | None:
    """Return the sentence behind one that only quotes the letter that is answered, or asks what is answered there.

    `None` where it is none such.
    """
    alone = len(sentences(quoted.letter.text, quoted.span)) == 1 and _TO_BE_ANSWERED.match(quoted.text)
    following = _next(quoted)
    if following is None or not (alone or _asked_and_answered(quoted.text, following.of(quoted.letter.text))):
        return None
    return replace(quoted, span=following)


def _asked_and_answered(text: str, behind: str) -> bool:
    return bool(_ASKS.search(text) and _ANSWERS.match(behind))


def _lead_of(item: Slice) -> Slice | None:
    """Return the sentence that leads to the list that `item` begins an item of; `None` where there is none."""
    blocks = [each for each in item.letter.blocks if each.kind in PARAGRAPHS and each.span.start <= item.span.start]
    while blocks and _ITEM.match(blocks[-1].span.of(item.letter.text)):
        if len(blocks) > 1 and (inside := _first_inside(item, blocks[-2])) is not None:
            return inside
        if item.span.start > blocks[-1].span.start + MOST_BLANKS and blocks[-1].span.holds(item.span):
            return None  # not its beginning
        blocks.pop()
    if not blocks or blocks[-1].span.holds(item.span):
        return None
    lead = replace(item, span=sentences(item.letter.text, blocks[-1].span)[-1])
    leads = _BEFORE_ITEMS.search(lead.text) and len(lead.text.split()) <= _MOST_BEFORE
    return lead if leads else None


def _first_inside(item: Slice, block: Block) -> Slice | None:
    """Return the sentence of `block` in which a list begins that goes on below it; `None` where none does."""
    found = [*_FIRST_INSIDE.finditer(item.letter.text, block.span.start, block.span.end)]
    holding = (
        each for each in sentences(item.letter.text, block.span) if found and each.start <= found[-1].start() < each.end
    )
    lead = next((replace(item, span=each) for each in holding), None)
    return lead if lead is not None and len(lead.text.split()) <= _MOST_BEFORE else None


def _from_what_is_meant(leaning: Slice, chosen: Sequence[Slice]) -> Slice:
    """Return a slice from where it says whom it means; as it is where that is long, shown, or not in its paragraph."""
    block = block_at(leaning.letter, leaning.span)
    if block is None or block.kind not in PARAGRAPHS:
        return leaning
    others, found, reached = [each for each in chosen if each is not leaning], leaning, leaning
    before = [span for span in sentences(leaning.letter.text, block.span) if span.end <= leaning.span.start]
    for span in before[: -_FURTHEST_BACK - 1 : -1]:
        earlier = replace(found, span=span)
        too_long = len(leaning.letter.text[span.start : leaning.span.start].split()) > _MOST_BEFORE
        if too_long or not follow(earlier, reached) or any(again(earlier, each) for each in others):
            break
        reached = replace(found, span=Span(span.start, found.span.end))
        if _leans_on(found.text, earlier.text):
            found = reached
        elif not _may_go_on(found.text) or not _may_go_on(earlier.text):
            break
    return found


def _with_its_turn(shown: Slice) -> Slice:
    """Return a slice with the sentence behind it that takes it back, by half or whole, or that answers what it asks.

    "Yet he tends to ..."; "It was alleged that ...": "It was not so."; "Lind asked whether ...": "Renn replied
    that ...". Else as it is.
    """
    following = _next(shown)
    turns = following is not None and _turns(shown.text, following.of(shown.letter.text))
    return _with_next(shown, _MOST_BEFORE) if turns else shown


def _next(shown: Slice) -> Span | None:
    """Return the sentence behind a slice in its paragraph; `None` where there is none."""
    block = block_at(shown.letter, shown.span)
    after = sentences(shown.letter.text, block.span) if block is not None and block.kind in PARAGRAPHS else ()
    return next((each for each in after if each.start >= shown.span.end), None)


def _with_next(shown: Slice, most: int) -> Slice:
    """Return a slice with the sentence of its voice behind it, where both have at most so many words; else as it is.

    What only leads to somebody else's words ("The judge said:") is left out.
    """
    following = _next(shown)
    if following is None or not follow(shown, replace(shown, span=following)):
        return shown
    if LEAD.search(following.of(shown.letter.text)):
        return shown
    longer = replace(shown, span=Span(shown.span.start, following.end))
    return longer if len(longer.text.split()) <= most else shown


def _turns(text: str, behind: str) -> bool:
    denied = _CLAIMED.search(text) and _DENIES.search(behind) and len(behind.split()) <= _FEW_WORDS
    announced = len(text.split()) <= _FEW_TO_ANNOUNCE and _ANNOUNCES.search(text)
    return bool(_BUT.match(behind) or denied or announced or _asked_and_answered(text, behind))


def _with_its_reason(shown: Slice) -> Slice:
    """Return a slice that gives no reason with the sentence behind or before it that does; else as it is."""
    block = block_at(shown.letter, shown.span)
    if block is None or block.kind not in PARAGRAPHS or gives_reason(shown.text):
        return shown
    around = sentences(shown.letter.text, block.span)
    behind = next((each for each in around if each.start >= shown.span.end), None)
    before = next((each for each in reversed(around) if each.end <= shown.span.start), None)
    concludes = _THEREFORE.search(shown.text) is not None
    for beside in (before, behind) if concludes else (behind, before):
        if beside is not None and (gives_reason(beside.of(shown.letter.text)) or (concludes and beside is before)):
            longer = replace(shown, span=Span(min(shown.span.start, beside.start), max(shown.span.end, beside.end)))
            other = replace(shown, span=beside)
            if len(longer.text.split()) <= _MOST_BEFORE and (follow(shown, other) or follow(other, shown)):
                return longer
    return shown


def _leans_on(text: str, before: str) -> bool:
    """Tell whether it takes the sentence `before` to know whom or what `text` means, or whose view it is."""
    if _POINTS_BACK.match(text) or _BUT.match(text) or (len(text.split()) <= _FEW_WORDS and _IT.search(text)):
        return True
    return bool(_REPORTS.search(before) and _may_go_on(text))


def _may_go_on(text: str) -> bool:
    """Tell whether `text` may be more of what somebody is reported to have said: "Publication might be left"."""
    return bool(_GOES_ON.search(text)) and not _REPORTS.search(text) and not _OWN.search(text)
