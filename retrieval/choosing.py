"""Judged sentences → the one to three quotations to show: which, how much of each, and in which order."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import chain

from retrieval.asking import Expect
from retrieval.names import names_match, state_named
from retrieval.patterns import regex
from retrieval.question import Query
from retrieval.quoting import block_at, notes_of, sentences
from retrieval.reasons import gives_reason
from retrieval.slices import FEATURES, Slice, stems_of
from retrieval.speaking import POSSESSIVE, speaks
from retrieval.types import PARAGRAPHS, Block, Footnote, Letter, Span

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
_LEAD = regex(r"(?::|\b(?:that|which|to|as))[\s–—-]*$")
_MOST_BLANKS = 8  # between two sentences of a paragraph
# Sentences of two letters are the same when they share so much of their words.
SAME_WORDS = 0.85
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
# "But he refused.", "This, however, was not communicated."
_BUT = regex(
    r"[“‘\"']?(?:But|Yet|However|Nevertheless|Nonetheless|Even\sso|On\sthe\sother\shand|[A-Z][^.,;:]{0,40},\showever)\b"
)
# "It was alleged that the gates had been opened. They were not."
_CLAIMED = regex(
    r"\b(?:claim(?:s|ed)?|alleg(?:es|ed|ations?)|had\s(?:said|stated|written|reported|told)|accus(?:es|ed|ations?)|rumou?rs?|"
    r"(?:is|was|were|been)\s(?:said|reported))\b"
)
_DENIES = regex(
    r"\b(?:not|never|no|nobody|none|nothing|false|untrue|wrong|withdr[ae]wn?|den(?:y|ies|ied))\b", re.IGNORECASE
)
_ASKS = regex(r"\b(?:asked|enquired|inquired)\b[^;:]{0,300}$")
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
    while len(chosen) < MAX_SENTENCES and len(_join(chosen)) < MAX_QUOTES:
        further = _further(judged, chosen)
        if further is None:
            break
        chosen.append(further)
    if query.yes_or_no and not query.speakers:
        chosen += _of_another(judged, chosen, OTHER_SIDE)
    shown = _with_introduced(_join(chosen), judged)
    cut = shown[:MAX_QUOTES]
    # a lead whose text has no room any more answers nothing
    return tuple(cut[:-1] if len(shown) > MAX_QUOTES and len(cut) > 1 and _LEAD.search(cut[-1].text) else cut)


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
    alone = {_sender(each) for each in judged if len(_sender(each)) == 1}
    return sum((name,) in alone for name in _sender(joint)) > 1


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
    if not _LEAD.search(lead.text):
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
    senders = {_sender(each) for each in chosen}
    shown = frozenset(chain.from_iterable(senders))
    other = next((each for each in judged if shown.isdisjoint(_sender(each))), None)
    near = other is not None and len(senders) == 1 and judged[0].score - other.score <= behind
    return [other] if other is not None and near else []


def _of_its_dispute(judged: Sequence[Slice], one: Slice) -> list[Slice]:
    return [each for each in judged if of_one_dispute(one.letter, _sender(one), each.letter, _sender(each))]


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
    others = [each for each in judged if each.features[_COVERED] and set(_sender(first)).isdisjoint(_sender(each))]
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
            each.score + CONTINUES * (each.letter.letter_id in beside and any(_follow(one, each) for one in chosen)),
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
    groups = _with_answers(_with_leads(_join(whole)))
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
    senders = [_sender(group[-1]) for group in groups]
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


def _answer_to(quoted: Slice) -> Slice | None:
    """Return the sentence behind one that only quotes the letter that is answered; `None` where it is none such."""
    alone = len(sentences(quoted.letter.text, quoted.span)) == 1 and _TO_BE_ANSWERED.match(quoted.text)
    following = _next(quoted) if alone else None
    return replace(quoted, span=following) if following is not None else None


def _lead_of(item: Slice) -> Slice | None:
    """Return the sentence that leads to the list that `item` begins an item of; `None` where there is none."""
    blocks = [each for each in item.letter.blocks if each.kind in PARAGRAPHS and each.span.start <= item.span.start]
    while blocks and _ITEM.match(blocks[-1].span.of(item.letter.text)):
        if len(blocks) > 1 and (inside := _first_inside(item, blocks[-2])) is not None:
            return inside
        if item.span.start > blocks[-1].span.start + _MOST_BLANKS and blocks[-1].span.holds(item.span):
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
        if too_long or not _follow(earlier, reached) or any(again(earlier, each) for each in others):
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
    if following is None or not _follow(shown, replace(shown, span=following)):
        return shown
    if _LEAD.search(following.of(shown.letter.text)):
        return shown
    longer = replace(shown, span=Span(shown.span.start, following.end))
    return longer if len(longer.text.split()) <= most else shown


def _turns(text: str, behind: str) -> bool:
    denied = _CLAIMED.search(text) and _DENIES.search(behind) and len(behind.split()) <= _FEW_WORDS
    announced = len(text.split()) <= _FEW_TO_ANNOUNCE and _ANNOUNCES.search(text)
    return bool(_BUT.match(behind) or denied or announced or (_ASKS.search(text) and _ANSWERS.match(behind)))


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
            if len(longer.text.split()) <= _MOST_BEFORE and (_follow(shown, other) or _follow(other, shown)):
                return longer
    return shown


def _leans_on(text: str, before: str) -> bool:
    """Tell whether it takes the sentence `before` to know whom or what `text` means, or whose view it is."""
    if _POINTS_BACK.match(text) or (len(text.split()) <= _FEW_WORDS and _IT.search(text)):
        return True
    return bool(_REPORTS.search(before) and _may_go_on(text))


def _may_go_on(text: str) -> bool:
    """Tell whether `text` may be more of what somebody is reported to have said: "Publication might be left"."""
    return bool(_GOES_ON.search(text)) and not _REPORTS.search(text) and not _OWN.search(text)


def _words(each: Slice) -> int:
    """Return how many words are shown with a sentence, those of its notes included."""
    return len(" ".join([each.text, *(note.span.of(each.letter.text) for note in _notes(each))]).split())


def _notes(each: Slice) -> tuple[Footnote, ...]:
    """Return the notes that are shown with a sentence."""
    block = block_at(each.letter, each.span)
    return notes_of(each.letter, block, each.span) if block is not None else ()


def _sender(each: Slice) -> tuple[str, ...]:
    """Return whose letter it is; of minutes, which are nobody's, who speaks there."""
    return each.candidate.letter.senders or each.voice[:1]


def again(one: Slice, other: Slice) -> bool:
    """Tell whether `one` is shown with `other`: at its place, as a note of it, or in nearly its words elsewhere."""
    if one.letter.letter_id == other.letter.letter_id:
        return other.span.holds(one.span) or (one.is_note and any(each.span.holds(one.span) for each in _notes(other)))
    words, others = stems_of(one.text), stems_of(other.text)
    return _sender(one) == _sender(other) and len(words & others) >= SAME_WORDS * len(words | others)


def _join(chosen: Sequence[Slice]) -> list[Slice]:
    """Join sentences of one voice that follow each other in one paragraph into one quotation."""
    joined: list[Slice] = []
    for each in chosen:
        before = next((i for i, other in enumerate(joined) if _follow(other, each) or _follow(each, other)), None)
        if before is None:
            joined.append(each)
        else:
            other = joined[before]
            span = Span(min(other.span.start, each.span.start), max(other.span.end, each.span.end))
            joined[before] = replace(other, span=span)
    return joined


def _follow(one: Slice, other: Slice) -> bool:
    """Tell whether `other` goes on where `one` ends, in its paragraph and in its voice."""
    if one.letter.letter_id != other.letter.letter_id or not 0 <= other.span.start - one.span.end <= _MOST_BLANKS:
        return False
    between = one.letter.text[one.span.end : other.span.start]
    if between.strip() or "\n" in between:
        return False
    return one.voice == other.voice
