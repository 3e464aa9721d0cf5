"""A span of a letter → a quotation: whole sentences, whose words they are, where they stand, what they rest on."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise

from retrieval.language.analysis import terms
from retrieval.language.dates import find_dates
from retrieval.language.names import name_words, same_speaker
from retrieval.language.quotation_marks import DOUBLE, find_marked
from retrieval.patterns import regex
from retrieval.spans.numbering import label_of
from retrieval.types import (
    HEAD,
    UNNAMED,
    Block,
    BlockKind,
    Citation,
    CitationKind,
    Footnote,
    Letter,
    LetterCard,
    Quote,
    QuotedNote,
    Span,
)

_BACK = frozenset({CitationKind.IBID, CitationKind.SHORT, CitationKind.NOTE_REFERENCE})
# A sentence ends at . ! or ? with its closing marks, before white space and a capital, a figure or an opening mark.
_END = regex(r"[.!?][”’\"')\]]*(?=\s+[“‘\"'(\[]*[^\W_a-z])|[.!?。！？][”’\"')\]]*\s*$|[。！？]")
# Takes "Mr.", "No.", "U.S.", "S. Sargsyan"; leaves "outset." alone.
_ABBREVIATION = regex(
    r"(?:\b(?:Mr|MR|Mrs|MRS|Ms|Dr|DR|Prof|Messrs|Sir|St|No|Nos|Art|art|para|paras|pp?|vol|Vol|ed|eds|cf|Cf|vs|v|Gen|Col|Lt|Lieut|Maj|Capt|Sgt|Brig|Adm|Flt|Sqn|Cmdr|Cdr|Govt|Dept|Gov"
    r"|Hon|Rev|Jr|Sr|Inc|Ltd|Co|approx|ca|etc|al|a\.i|i\.e|e\.g|op|cit|Ibid|ibid|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)"
    r"|\b[A-Z]|\b(?:[A-Za-z]\.)+[A-Za-z])\.$"
)
_HOUR = regex(r"\d\s?[ap]\.m\.$")
# Takes "the following- 1." and "fair rents, 2.", the numbers of a list that runs on in its sentence; leaves "1944-45."
# and "ES-10." alone.
_ITEM_NUMBER = regex(r"(?:[,;:]|[a-z]\s?[–—-])\s\d{1,2}\.$")
_SENTENCE_OPENS = regex(r"\s+(?:The|A|An|At|In|On|It|He|She|They|We|This|That|These|There|No|One|Two|When|After)\b")
# A quotation of several sentences is kept whole, with the words that introduce it, up to this many characters.
MAX_WHOLE = 600


@lru_cache(maxsize=64)  # what is shown is looked through for several ends
def sentences(text: str, span: Span) -> tuple[Span, ...]:
    """Return the sentences of `text` inside `span`, in order, without the white space between them.

    A quotation in marks is not taken apart from the words that introduce it, unless it is very long: its second
    sentence would stand there as if nobody were quoted.
    """
    ends = [*_ends(text, span), span.end]
    marked = list(_marked(text, span))
    found: list[Span] = []
    start = span.start
    for end in ends:
        if _keeps_on(start, end, ends, marked):
            continue
        piece = _trim(text, Span(start, end))
        if piece is not None:
            found.append(piece)
        start = end
    return tuple(found)


def _keeps_on(start: int, end: int, ends: Sequence[int], marked: Sequence[Span]) -> bool:
    """Tell whether `end` lies within a quotation that is short enough to be kept whole with what begins at `start`."""
    around = bisect_left(marked, end, key=lambda each: each.start) - 1
    if around < 0 or end >= marked[around].end:
        return False
    return ends[bisect_left(ends, marked[around].end)] - start <= MAX_WHOLE


def _marked(text: str, span: Span) -> Iterator[Span]:
    """Yield what stands in quotation marks inside `span`, the marks included, unless that is all there is."""
    for match in DOUBLE.finditer(text, span.start, span.end):
        if match.start() > span.start or text[match.end() : span.end].strip(" .,;:"):
            yield Span(*match.span())


def _ends(text: str, span: Span) -> Iterator[int]:
    for match in _END.finditer(text, span.start, span.end):
        before = text[max(span.start, match.start() - 12) : match.start() + 1]
        hour = _HOUR.search(before) and _SENTENCE_OPENS.match(text, match.end(), span.end)
        if hour or not (_ABBREVIATION.search(before) or _ITEM_NUMBER.search(before)):
            yield match.end()


def _trim(text: str, span: Span) -> Span | None:
    piece = span.of(text)
    start = span.start + len(piece) - len(piece.lstrip())
    end = span.end - len(piece) + len(piece.rstrip())
    return Span(start, end) if start < end else None


def block_at(letter: Letter, span: Span) -> Block | None:
    """Return the block that holds `span`, or the one it begins in."""
    block = _begun(letter, span.start)
    return block if block is not None and span.start < max(block.span.end, 1) else None


def blocks_within(letter: Letter, span: Span) -> Iterator[Block]:
    """Yield the blocks that have words in common with `span`, in their order."""
    first = bisect_right(letter.blocks, span.start, key=lambda block: block.span.start) - 1
    for block in letter.blocks[max(first, 0) :]:
        if block.span.start >= span.end:
            return
        if block.span.end > span.start:
            yield block


def paragraphs_around(letter: Letter, span: Span, around: int) -> Sequence[Block]:
    """Return the numbered paragraph that holds `span`, or calls the note that does, among its neighbours."""
    paragraphs = [block for block in letter.blocks if block.number is not None]
    note = next((each for each in letter.footnotes if each.span.holds(span)), None)
    place = next(
        (
            place
            for place, block in enumerate(paragraphs)
            if (block.span.holds(Span(span.start, span.start)) if note is None else block.number in note.called_in)
        ),
        None,
    )
    return paragraphs[max(place - around, 0) : place + around + 1] if place is not None else []


def _begun(letter: Letter, place: int) -> Block | None:
    """Return the last block that begins at `place` or before it."""
    at = bisect_right(letter.blocks, place, key=lambda block: block.span.start) - 1
    return letter.blocks[at] if at >= 0 else None


def quote(letter: Letter, card: LetterCard, span: Span, passage_id: int | None = None) -> Quote:
    """Return the words of `letter` at `span` as a quotation with speaker, place and notes.

    A span inside a note is quoted as the note's own words, in the voice of the part that the note belongs to.
    """
    note = next((each for each in letter.footnotes if each.span.holds(span)), None)
    if note is not None:
        return _quote_note(letter, card, span, note, passage_id)
    block = block_at(letter, span)
    pages = pages_at(letter, block, span) if block else ()
    return Quote(
        text=span.of(letter.text),
        span=span,
        letter=card,
        attribution=_attribution(letter, card, block, span),
        page=pages[0] if pages else 1,
        pages=pages,
        paragraph=block.number if block else None,
        label=label_of(letter, block) if block else None,
        part=block.part if block else "",
        footnotes=tuple(_notes(letter, block, span)) if block else (),
        passage_id=passage_id,
    )


_HEAD = (BlockKind.MASTHEAD, BlockKind.TITLE)


def _attribution(letter: Letter, card: LetterCard, block: Block | None, span: Span) -> tuple[str, ...]:
    if block is None:
        return _author(letter, card)
    return (HEAD,) if block.kind in _HEAD else _voice(letter, block, span)


def _quote_note(letter: Letter, card: LetterCard, span: Span, note: Footnote, passage_id: int | None) -> Quote:
    caller = next(
        (block for block in letter.blocks if block.number in note.called_in and block.part == note.part), None
    )
    return Quote(
        text=span.of(letter.text),
        span=span,
        letter=card,
        attribution=_author_of_note(letter, card, note),
        page=note.page,
        pages=(note.page,),
        paragraph=caller.number if caller else None,
        label=label_of(letter, caller) if caller else None,
        part=note.part,
        footnotes=(quoted_note(letter, note),),
        passage_id=passage_id,
    )


# "Sworn before the notary of Dorn.", "Translated from the Kesparian.": told of an annex, and not in it
_ON_THE_PAPER = regex(
    r"(?:Sworn|Affirmed|Signed|Certified|Notari[sz]ed|Deposed)\sbefore\b|(?:(?:Unofficial|Official)\s)?[Tt]ranslat(?:ed|ion)\b"
)


def _author_of_note(letter: Letter, card: LetterCard, note: Footnote) -> tuple[str, ...]:
    """Return whose words a note is: the part's author's, and the sender's where it tells of the paper itself."""
    if _is_of_the_head(letter, note):
        return (HEAD,)
    voice = note.attribution or _author(letter, card, note.part)
    return voice[:1] if note.part and _ON_THE_PAPER.match(note.span.of(letter.text)) else voice


def _is_of_the_head(letter: Letter, note: Footnote) -> bool:
    """Tell whether a note is called in masthead or title alone: "* Reissued for technical reasons"."""
    calling = [_begun(letter, max(each.start - 1, 0)) for each in note.calls]
    return bool(calling) and all(each is not None and each.kind in _HEAD for each in calling)


def _author(letter: Letter, card: LetterCard, part: str = "") -> tuple[str, ...]:
    """Return the voice of the letter itself, or of one of its annexes: never that of somebody quoted there.

    Several senders are one voice ("Ruritania and Graustark"): side by side they would read as one quoting the other.
    """
    voice = next((each.attribution for each in letter.parts if part and each.label == part), ())
    if voice:
        return voice
    own = letter.blocks if letter.masthead.names_sender else ()  # whom minutes report first did not write their notes
    outer = (block.attribution[:1] for block in own if block.attribution and not block.part)
    return next(outer, (" and ".join(card.senders),) if card.senders else ())


def voice_at(letter: Letter, span: Span) -> tuple[str, ...]:
    """Return whose words stand at `span`, from the outside in; nobody's where no block begins before it."""
    block = block_at(letter, span)
    return _voice(letter, block, span) if block else ()


def _voice(letter: Letter, block: Block, span: Span) -> tuple[str, ...]:
    """Return whose words the span shows: the block's voice, and the one person whom every sentence of it quotes.

    Words inside quotation marks whose speaker is not known are nobody's in particular; they are not the block's.
    A sentence of the block's own with a word or two of another in it stays its own.
    """
    parts = (sentences(letter.text, span) or (span,)) if block.quotes else ()
    quoted = [_quoted_in(block, each) for each in parts]
    inside = sorted(frozenset[str]().union(*quoted))
    other = len(inside) == 1 and not any(same_speaker(inside[0], each) for each in block.attribution)
    if other and all(quoted) and _of_one(letter, block, span):
        return block.attribution if _mere_words(letter, block, span) else (*block.attribution, inside[0])
    if not inside and block.kind is BlockKind.BODY and _in_marks(letter, block, span):
        return (*block.attribution, UNNAMED)
    return block.attribution


_FEWEST = 3  # words in marks that count as somebody's; fewer may be a term


def _of_one(letter: Letter, block: Block, span: Span) -> bool:
    """Tell whether all that stands in marks at `span` is of speakers that are known."""
    start = block.span.start
    marked = (Span(start + each.start, start + each.end) for each in _marked_in(block.span.of(letter.text)))
    within = (each for each in marked if span.start <= each.start and each.end <= span.end)
    long = (each for each in within if len(each.of(letter.text).split()) >= _FEWEST)
    return all(any(one.span.start < each.end and each.start < one.span.end for one in block.quotes) for each in long)


_FEW = 0.1  # of what is shown; five words in fifty do not make it their speaker's
_AT_ONCE = 4  # words: a sentence that begins with a name tells what its bearer said, in marks or not


def _mere_words(letter: Letter, block: Block, span: Span) -> bool:
    """Tell whether only few of the words at `span` are another's, who is not the one that its sentence begins with."""
    touched = [each for each in block.quotes if each.span.start < span.end and span.start < each.span.end]
    marked = sum(min(each.span.end, span.end) - max(each.span.start, span.start) for each in touched)
    first = set(name_words(" ".join(span.of(letter.text).split()[:_AT_ONCE])))
    leads = any(first & set(name_words(each.speaker)) for each in touched)
    return marked < _FEW * (span.end - span.start) and not leads


def _quoted_in(block: Block, span: Span) -> set[str]:
    """Return the speakers of the quotations inside a paragraph that `span` touches."""
    return {each.speaker for each in block.quotes if each.span.start < span.end and span.start < each.span.end}


# "I propose to say that '...'", "our amendment reads '...'": the letter quotes itself
_OWN_LEAD = regex(
    r"\b(?:I|[Ww]e)(?:\s(?:have|had|also|then|would|should|shall|will|therefore|further|propose\sto|\w+ly))*\s"
    r"(?:say|said|stated?|wrote|told|repl(?:y|ied)|suggest(?:ed)?|proposed?|added|submit(?:ted)?|asked|informed|issued|"
    r"amplified|modified|amended|moved|recommend(?:ed)?|cabled|telegraphed|urged?)\b|"
    r"\b(?:[Mm]y|[Oo]ur)\s(?:[\w-]+\s){0,2}(?:amendment|proposal|draft|statement|telegram|cablegram|cable|reply|letter|"
    r"note|text|message|memorandum|resolution|report|speech)\b"
)

_LEADS = regex(r"\bfollow(?:s|ing)\b|:[\s–—-]*$", re.IGNORECASE)


def _in_marks(letter: Letter, block: Block, span: Span) -> bool:
    """Tell whether the whole span stands inside one pair of quotation marks, in which the letter quotes another.

    Single marks are more often those of the sender's own drafts: they count where the words before do not say so.
    """
    text, start = letter.text, block.span.start
    span = Span(span.start, span.start + len(span.of(text).rstrip(" .,;:")))
    around = DOUBLE.finditer(text, start, block.span.end)
    if any(each.start() <= span.start and span.end <= each.end() for each in around):
        return True
    marked = (Span(start + each.start - 1, start + each.end + 1) for each in _marked_in(block.span.of(text)))
    quoted = next((each for each in marked if each.holds(span)), None)
    return quoted is not None and _of_another(_lead(letter, block, quoted))


@lru_cache(maxsize=256)  # all sentences of a paragraph ask it of the paragraph
def _marked_in(text: str) -> tuple[Span, ...]:
    return tuple(find_marked(text))


def _of_another(lead: str) -> bool:
    """Tell whether a sentence leads to a quotation that is not of the sender's own words."""
    return bool(lead) and _OWN_LEAD.search(lead) is None


def _lead(letter: Letter, block: Block, marked: Span) -> str:
    """Return the sentence that leads to a quotation: in its block, or at the end of the one before if it says so."""
    before = _last_sentence(letter, Span(block.span.start, marked.start))
    if before.strip(" (["):
        return before
    at = letter.blocks.index(block)
    before = _last_sentence(letter, letter.blocks[at - 1].span) if at else ""
    return before if _LEADS.search(before) else ""


def _last_sentence(letter: Letter, span: Span) -> str:
    return (sentences(letter.text, span)[-1:] or (span,))[0].of(letter.text)


def pages_at(letter: Letter, block: Block, span: Span) -> tuple[int, ...]:
    """Return the pages of `block` on which `span` may stand, in order: one, unless the block crosses pages.

    A note stands at the foot of the page that calls it first, which tells on which side of a page's end the span is.
    """
    if len(block.pages) < 2 or not _notes_at_foot(letter):
        return block.pages
    low, high = block.pages[0], block.pages[-1]
    for note in letter.footnotes:
        call = min(note.calls, default=None)
        if call is not None and block.span.holds(call) and note.page in block.pages:
            low = max(low, note.page) if call.start <= span.start else low
            high = min(high, note.page) if call.start >= span.end else high
    return tuple(page for page in block.pages if low <= page <= high) or block.pages


def _notes_at_foot(letter: Letter) -> bool:
    """Tell whether every note stands on a page of the block that calls it first: endnotes tell nothing of pages."""
    for note in letter.footnotes:
        block = _begun(letter, min(note.calls).start) if note.calls else None
        if block is not None and note.page not in block.pages:
            return False
    return True


def notes_of(letter: Letter, block: Block, span: Span) -> tuple[Footnote, ...]:
    """Return the notes that `span` rests on.

    They are those called inside it or right after it; else the first one called later in its paragraph, as an indicator
    stands at the end of the passage it supports (UN Editorial Manual, Footnotes, IX), unless that is the source of
    somebody else's words; else, in a block quotation that runs over several paragraphs, those called in the rest of it.
    """
    mine = _called(letter, span)
    if mine:
        return mine
    later = _called(letter, Span(span.end, block.span.end))
    if later:
        first = min(call for note in later for call in note.calls if call.start >= span.end)
        if letter.text[first.start - 1].isalnum() or letter.text[first.start - 1] == ",":
            return ()  # inside a later sentence: it is the note of a name or a word there
        # an editor's note stands where it is called, and nowhere else
        notes = tuple(note for note in later if first in note.calls and not note.attribution)
        if block.kind is BlockKind.BODY:
            notes = tuple(note for note in notes if _supports(letter, block, span, first, note))
        return notes
    if block.kind is BlockKind.QUOTE:
        return _notes_of_quotation(letter, block)
    return ()


_SPOKEN = frozenset({CitationKind.LETTER, CitationKind.STATEMENT, CitationKind.COMMUNIQUE})
_SHARED = 2  # stems that a sentence has in common with the note of a later one when it is about the same


def _supports(letter: Letter, block: Block, span: Span, call: Span, note: Footnote) -> bool:
    """Tell whether a note called at the end of a later sentence also supports the one at `span`.

    The source of what somebody says there belongs to his words alone, unless `span` speaks of him, quotes him as well,
    or shares words with the note.
    """
    said, source = span.of(letter.text), note.span.of(letter.text)
    after = Span(span.end, call.start)
    last = (sentences(letter.text, after)[-1:] or (after,))[0]
    if _names_author(last.of(letter.text), note) and not _names_author(said, note):
        return False  # the source of what that sentence says its author found
    speakers = _quoted_in(block, last)
    if not speakers:
        whole = _ends_paragraph(letter, block, call) and not _is_spoken(note)
        return whole or _names_author(said, note) or _share(_subjects(said), _subjects(source))
    words = set(name_words(said))
    named = any(name_words(each)[-1:] and name_words(each)[-1] in words for each in speakers)
    same = bool(speakers & _quoted_in(block, span))
    return named or same or _names_author(said, note) or _share(_subjects(said), _subjects(source))


def _ends_paragraph(letter: Letter, block: Block, call: Span) -> bool:
    """Tell whether `call` is the only one of its paragraph and stands at its end, so that it supports all of it."""
    calls = [each for note in letter.footnotes for each in note.calls if block.span.holds(each)]
    return len(calls) == 1 and not letter.text[call.end : block.span.end].strip(" .”’)")


def _is_spoken(note: Footnote) -> bool:
    """Tell whether a note cites nothing but what somebody said or wrote."""
    return bool(note.citations) and all(each.kind in _SPOKEN for each in note.citations)


def _names_author(said: str, note: Footnote) -> bool:
    words = set(name_words(said))
    return any(each.author is not None and set(name_words(each.author)) <= words for each in note.citations)


def _share(one: Iterable[str], other: Iterable[str]) -> bool:
    return len(set(one) & set(other)) >= _SHARED


@lru_cache(maxsize=2_048)  # all sentences of a paragraph ask it of the note at its end
def _subjects(text: str) -> frozenset[str]:
    """Return the stems of a text without those of its dates."""
    spans = [found.span for found in find_dates(text)]
    gaps = pairwise([Span(0, 0), *spans, Span(len(text), len(text))])
    rest = " ".join(text[one.end : other.start] for one, other in gaps)
    return frozenset(stem for stem in terms(rest) if stem.isalpha())


def _notes(letter: Letter, block: Block, span: Span) -> Iterator[QuotedNote]:
    """Yield the notes that `span` rests on; the note at the end of a block quotation is that of all its words."""
    called = notes_of(letter, block, span)
    whole = block.kind is BlockKind.QUOTE
    mine = called if whole else _called(letter, span)
    yield from (replace(quoted_note(letter, note), further_on=note not in mine) for note in called)


def _called(letter: Letter, span: Span) -> tuple[Footnote, ...]:
    return tuple(
        note for note in letter.footnotes if any(span.holds(call) and call.start > span.start for call in note.calls)
    )


def _notes_of_quotation(letter: Letter, block: Block) -> tuple[Footnote, ...]:
    at = letter.blocks.index(block)
    for following in letter.blocks[at + 1 :]:
        if following.kind is not BlockKind.QUOTE or following.attribution != block.attribution:
            return ()
        notes = _called(letter, following.span)
        if notes:
            return tuple(note for note in notes if not note.attribution)  # an editor's note stays where it is called
    return ()


def quoted_note(letter: Letter, note: Footnote) -> QuotedNote:
    """Return `note` as it is shown: its own words, and those of the note that its back-reference stands for."""
    return QuotedNote(
        indicator=note.indicator,
        text=note.span.of(letter.text),
        page=note.page,
        citations=note.citations,
        resolved=_resolved(letter, note),
    )


def _resolved(letter: Letter, note: Footnote) -> str | None:
    """Return the words of the notes that the back-references in `note` stand for, or `None`."""
    found: dict[str, None] = {}
    for citation in note.citations:
        target = _target(letter, note, citation)
        if target is not None:
            found[_source_of(letter, target, citation)] = None
    return "; ".join(found) or None


def _target(letter: Letter, note: Footnote, citation: Citation) -> Footnote | None:
    """Return the note that a back-reference in `note` points to.

    An ibid. after a note with several sources stands for none of them by itself: that note is shown as it is printed.
    """
    if _points_back(citation):
        return _note(letter.footnotes, citation.resolved_to, note)
    if citation.kind is not CitationKind.IBID or citation is not note.citations[0] or not note.indicator.isdecimal():
        return None
    before = _note(letter.footnotes, str(int(note.indicator) - 1), note)
    return before if before is not None and len(before.citations) > 1 else None


# Takes ", art. 3, para. 1" off "Convention ..., 4 May 1974, art. 3, para. 1."; leaves "No. 3" and "2022" alone.
_PLACE_IN_SOURCE = regex(
    r",?\s\(?(?:pp?|paras?|arts?|sects?|chaps?|cols?|paragraphs?|articles?|pages?|tables?|annex)\.?\s[\dIVX(][^;]*?"
    r"(?=\.?$|\.\s+(?:Also\s)?[Aa]vailable)"
)


def _source_of(letter: Letter, target: Footnote, citation: Citation) -> str:
    """Return the words of the note `target`, less the place in its source where `citation` names another."""
    text = target.span.of(letter.text)
    return text if citation.pin is None or len(target.citations) != 1 else _PLACE_IN_SOURCE.sub("", text, count=1)


def _points_back(citation: Citation) -> bool:
    return citation.kind in _BACK and citation.resolved_to is not None


def _note(notes: Iterable[Footnote], indicator: str | None, within: Footnote) -> Footnote | None:
    return next((each for each in notes if each.indicator == indicator and each.part == within.part), None)
