"""Whose words stand at a span: the voice of its block, and whom its sentences quote."""

import re
from collections.abc import Sequence
from functools import lru_cache

from retrieval.language.names import name_words, same_speaker, state_named
from retrieval.language.quotation_marks import DOUBLE, find_marked
from retrieval.patterns import regex
from retrieval.spans.places import block_at
from retrieval.spans.sentences import sentences
from retrieval.types import UNNAMED, Block, BlockKind, InlineQuote, Letter, Span


def voice_at(letter: Letter, span: Span) -> tuple[str, ...]:
    """Return whose words stand at `span`, from the outside in; nobody's where no block begins before it."""
    block = block_at(letter, span)
    return voice_of(letter, block, span) if block else ()


def voice_of(letter: Letter, block: Block, span: Span) -> tuple[str, ...]:
    """Return whose words the span shows: the block's voice, and the one person whom every sentence of it quotes.

    Words inside quotation marks whose speaker is not known are nobody's in particular; they are not the block's.
    A sentence of the block's own with a word or two of another in it stays its own.
    """
    parts = (sentences(letter.text, span) or (span,)) if block.quotes else ()
    quoted = [quoted_in(block, each) for each in parts]
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
_HALF = 0.5
# "I do not understand what you mean when you say that '...'": what the sender says himself, quoting a word of another
_OWN_SAID = regex(r"(?:I|We)\s(?!(?:was|were|am|are|(?:have|had)\sbeen)\stold\b)")
# "The third offer was, in the words of the Minister, '...'"; not "In the words of the Minister, '...'"
_IN_WORDS_OF = regex(r".{12,}\bin\sthe\s(?:very\s|own\s)?words\sof\s", re.DOTALL)
# "'Bread first', pleaded Renn, but the fact still stands that bread was dear"
_BUT = regex(r",?[^,;:]{0,60},\s(?:but|yet|and\syet)\s(?!(?:that|also|he|she|they|it)\b)(?:\S+\s){6}")
# "The count was refused by the Board and by the Minister of Dorn, who called it '...'"
_WHO_SAID = regex(r".{24,},\swho\s(?:\w+\s){1,6}$", re.DOTALL)
_THIRD = 0.33
# "Lind explained that this was '...' and Sand went on to say that": two tell it
_AND_ANOTHER = regex(
    r"\band\s(?P<who>[A-Z][\w’'-]+)\s(?:then\s|also\s)?(?:went\son\sto|said|added|explained|replied|told|stated|claimed|argued|"
    r"suggested|thought|agreed)\b"
)
_AT_ONCE = 4  # words: a sentence that begins with a name tells what its bearer said, in marks or not


def _mere_words(letter: Letter, block: Block, span: Span) -> bool:
    """Tell whether only few of the words at `span` are another's, who is not the one that its sentence begins with."""
    touched = [each for each in block.quotes if each.span.start < span.end and span.start < each.span.end]
    marked = sum(min(each.span.end, span.end) - max(each.span.start, span.start) for each in touched)
    share = marked / (span.end - span.start)
    first = set(name_words(" ".join(span.of(letter.text).split()[:_AT_ONCE])))
    leads = any(first & set(name_words(each.speaker)) for each in touched)
    if not leads and (share < _FEW or (share < _THIRD and _WHO_SAID.match(_before_quotes(letter, span, touched)))):
        return True
    return share < _HALF and _is_own_statement(letter, span, touched)


def _before_quotes(letter: Letter, span: Span, touched: Sequence[InlineQuote]) -> str:
    """Return the words of a sentence before the first quotation in it, without its mark."""
    return letter.text[span.start : max(span.start, min(each.span.start for each in touched) - 1)]


def _is_own_statement(letter: Letter, span: Span, touched: Sequence[InlineQuote]) -> bool:
    """Tell whether a sentence says something of its own, for which it only borrows words, or tells of two."""
    text, last = span.of(letter.text), max(each.span.end for each in touched)
    before = _before_quotes(letter, span, touched)
    behind = letter.text[last : span.end].lstrip("”’\"'")
    own = _OWN_SAID.match(before) or _IN_WORDS_OF.match(before) or _BUT.match(behind)
    names = {word for each in touched for word in name_words(each.speaker)}
    another = (found for found in _AND_ANOTHER.finditer(text) if not names & set(name_words(found["who"])))
    return own is not None or next(another, None) is not None


def quoted_in(block: Block, span: Span) -> set[str]:
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
    return quoted is not None and _of_another(_lead(letter, block, quoted), block.attribution[-1:])


@lru_cache(maxsize=256)  # all sentences of a paragraph ask it of the paragraph
def _marked_in(text: str) -> tuple[Span, ...]:
    return tuple(find_marked(text))


# "the Kesparian representative proposed", in a telegram of the Kesparian delegation
_DELEGATE = regex(
    r"\b[Tt]he\s(?P<of>[A-Z]\w+(?:\s[A-Z]\w+)?)\s(?:[Rr]epresentative|[Dd]elegate|[Dd]elegation|[Mm]ember)\s[a-z]"
)


def _of_another(lead: str, voice: Sequence[str]) -> bool:
    """Tell whether a sentence leads to a quotation that is not of the sender's own words, nor of his own delegate."""
    found = _DELEGATE.search(lead)
    own = found is not None and any(_DELEGATION.search(each) for each in voice)
    states = {state_named(each) for each in voice}
    return bool(lead) and _OWN_LEAD.search(lead) is None and not (own and found and state_named(found["of"]) in states)


_DELEGATION = regex(r"\b(?:Delegation|Mission|Legation|Embassy)\b")


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
