"""What a corrigendum puts right in words that are shown: "For 37 per cent read 27 per cent"."""

import re
from collections.abc import Sequence

from retrieval.patterns import regex
from retrieval.types import PARAGRAPHS, Letter, Quote, Span

# Source: how the United Nations prints corrigenda. Takes "For 37 per cent read 27 per cent", "For “May” read “June”.".
_FOR_READ = regex(r"\W*(?:For|Instead of)\s(?P<wrong>\S.{0,300}?)\s(?:read|substitute)\s(?P<right>\S.{0,300})")
_ANOTHER = regex(r"\b(?:for|instead of)\s\S.{0,300}?\s(?:read|substitute)\s", re.IGNORECASE)
_MARKS = " “”\"'‘’."


def corrections(corrigendum: Letter, shown: Sequence[Quote]) -> tuple[Span, ...] | None:
    """Return where a corrigendum corrects words of the quotations `shown` or of their notes.

    `None` where it holds anything but such corrections, or may touch what is shown, so that nobody can tell.
    """
    blocks = [each.span for each in corrigendum.blocks if each.kind in PARAGRAPHS]
    found = [(span, _FOR_READ.fullmatch(_plain(span.of(corrigendum.text)))) for span in blocks]
    if not found or any(match is None or _ANOTHER.search(match["right"]) for _, match in found):
        return None
    own = [each for each in shown if corrects(corrigendum.masthead.symbols, each.letter.symbols)]
    texts = [_plain(text) for each in own for text in (each.text, *(note.text for note in each.footnotes))]
    held = [(span, match["wrong"]) for span, match in found if match]
    told = tuple(span for span, wrong in held if any(_holds(text, wrong) for text in texts))
    touched = {span for span, wrong in held if any(_touches(text, wrong) for text in texts)}
    return told if touched <= set(told) else None


def corrects(corrigendum: Sequence[str], symbols: Sequence[str]) -> bool:
    """Tell whether the letter of the first symbols is a corrigendum to that of the others."""
    return any(each.startswith(f"{symbol}/Corr.") for each in corrigendum for symbol in symbols)


def _holds(text: str, words: str) -> bool:
    """Tell whether a text holds whole words: "37 per cent" does not stand in "137 per cent"."""
    return re.search(rf"(?<!\w){re.escape(words.strip(_MARKS))}(?!\w)", text) is not None


def _touches(text: str, words: str) -> bool:
    """Tell whether a text shows part of what is corrected: a number in it, or most of its words."""
    wrong, held = re.findall(r"\w+", words), set(re.findall(r"\w+", text))
    common = sum(word in held for word in wrong)
    return any(word in held for word in wrong if word.isdecimal()) or 2 * common > len(wrong)


def _plain(text: str) -> str:
    """Return a text with plain blanks, hyphens and apostrophes, as copies of it differ in these."""
    return re.sub(r"[‐‑]", "-", " ".join(text.split())).replace("’", "'")
