"""What a corrigendum puts right in words that are shown: "For 37 per cent read 27 per cent"."""

from collections.abc import Sequence

from retrieval.patterns import regex
from retrieval.quoting import QUOTABLE
from retrieval.types import Letter, Quote, Span

# Source: how the United Nations prints corrigenda. Takes "For 37 per cent read 27 per cent", "For “May” read “June”.".
_FOR_READ = regex(r"\W*(?:For|Instead of)\s(?P<wrong>\S.{0,300}?)\s(?:read|substitute)\s\S.{0,300}")
_MARKS = " “”\"'‘’."


def corrections(corrigendum: Letter, shown: Sequence[Quote]) -> tuple[Span, ...] | None:
    """Return where a corrigendum corrects words of the quotations `shown` or of their notes.

    `None` where it holds anything but such corrections, so that nobody can tell what it touches.
    """
    blocks = [each.span for each in corrigendum.blocks if each.kind in QUOTABLE]
    found = [(span, _FOR_READ.fullmatch(_plain(span.of(corrigendum.text)))) for span in blocks]
    if not found or any(match is None for _, match in found):
        return None
    texts = [_plain(text) for each in shown for text in (each.text, *(note.text for note in each.footnotes))]
    return tuple(span for span, match in found if match and any(match["wrong"].strip(_MARKS) in text for text in texts))


def _plain(text: str) -> str:
    return " ".join(text.split())
