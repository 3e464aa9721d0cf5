"""Questions about the letter itself - its symbol, date, signature, agenda items - answered by the words that say it.

The answer is always a slice of the letter; what the letter does not print is not answered.
"""

import re

from retrieval.questions.asking import MastheadField
from retrieval.types import PARAGRAPHS, Block, BlockKind, Letter, Span


def fact(letter: Letter, field: MastheadField) -> Span | None:
    """Return where `letter` says its `field`, or `None` when it does not print it."""
    masthead = letter.masthead
    match field:
        case MastheadField.SYMBOL:
            return _printed(letter, masthead.symbols[0]) if masthead.symbols else None
        case MastheadField.AGENDA_ITEMS:
            return _circulation(letter) or _block_naming(letter, r"agenda items?", BlockKind.MASTHEAD)
        case MastheadField.SIGNATORY:
            return _signatures(letter) if masthead.signatories else None
        case MastheadField.REPLIES_TO:
            return _opening_reference(letter)
        case MastheadField.DATE:
            return _title(letter) if masthead.date else None
        case MastheadField.CIRCULATED:
            return _masthead_naming(letter, masthead.document_date_text)
        case MastheadField.LANGUAGE:
            return _masthead_naming(letter, f"Original: {masthead.original_language}")
        case MastheadField.TITLE:
            return _title(letter) if masthead.title else None
        case MastheadField.SENDER:
            return _title(letter) if masthead.senders or masthead.office else None
        case MastheadField.ADDRESSEE:
            return _title(letter) if masthead.addressees else None
        case MastheadField.ANSWERED_BY:
            return None


def part_signatures(letter: Letter) -> dict[str, Span]:
    """Return who signed each annex or enclosure that somebody signed, by what it is called."""
    found: dict[str, Span] = {}
    for block in letter.blocks:
        if block.part and block.kind is BlockKind.SIGNATURE:
            start = found[block.part].start if block.part in found else block.span.start
            found[block.part] = Span(start, block.span.end)
    return found


def _title(letter: Letter) -> Span | None:
    return _first(letter, BlockKind.TITLE) or _first(letter, BlockKind.MASTHEAD)


def _first(letter: Letter, kind: BlockKind) -> Span | None:
    return next((block.span for block in letter.blocks if block.kind is kind and not block.part), None)


def _signatures(letter: Letter) -> Span | None:
    """Return the signature of the letter, with those of its other signers that stand right below."""
    first = _first(letter, BlockKind.SIGNATURE)
    if first is None:
        return None
    end = first.end
    for block in letter.blocks:
        if block.span.start > end and (block.kind is not BlockKind.SIGNATURE or block.part):
            break
        end = max(end, block.span.end)
    return Span(first.start, end)


def _block_naming(letter: Letter, pattern: str, *kinds: BlockKind) -> Span | None:
    found = [
        block for block in letter.blocks if block.kind in kinds and not block.part and _says(letter, block, pattern)
    ]
    return found[0].span if found else None


def _masthead_naming(letter: Letter, words: str | None) -> Span | None:
    return _block_naming(letter, rf"\b{re.escape(words)}\b", BlockKind.MASTHEAD) if words else None


def _says(letter: Letter, block: Block, pattern: str) -> bool:
    return re.search(pattern, block.span.of(letter.text), re.IGNORECASE) is not None


def _circulation(letter: Letter) -> Span | None:
    """Return the paragraph that asks for circulation under agenda items: the sender's own words for them."""
    if not letter.masthead.circulation_items:
        return None
    asking = [
        block.span
        for block in letter.blocks
        if block.kind in PARAGRAPHS and not block.part and _says(letter, block, r"circulat.*\bitems?\b")
    ]
    return asking[-1] if asking else None


def _opening_reference(letter: Letter) -> Span | None:
    """Return the paragraph that names the letter this one answers."""
    reference = letter.masthead.replies_to
    if reference is None:
        return None
    marks = [re.escape(mark) for mark in (*reference.symbols, reference.date_text or "") if mark]
    return _block_naming(letter, "|".join(marks), *PARAGRAPHS) if marks else None


def _printed(letter: Letter, symbol: str) -> Span | None:
    """Return where the masthead prints `symbol`, with the rest of its line."""
    for block in letter.blocks:
        if block.kind is BlockKind.MASTHEAD and not block.part:
            at = block.span.of(letter.text).find(symbol)
            if at >= 0:
                start = block.span.start + at
                stop = letter.text.find("\n", start, block.span.end)
                return Span(start, stop if stop >= 0 else block.span.end)
    return None
