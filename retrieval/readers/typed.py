"""Word documents that are set line by line, as text recognition leaves them: each line of a page is a paragraph."""

from collections.abc import Sequence
from itertools import pairwise

from retrieval.patterns import regex
from retrieval.readers.docx_notes import PAGE_BREAK, Paragraph

_ENDED = regex(r"[.:;?!,。：；？！؟؛][”’\"')\]»*⁰¹²³⁴-⁹]*$")
_FEWEST, _LINE, _LONGEST = 20, 40, 120  # lines of a document, characters of a line that runs on, and of any line
_RUN_ON = 4  # one in so many lines at least is cut amid a sentence: no list, and no masthead, has as many


def is_typed(paragraphs: Sequence[Paragraph]) -> bool:
    """Tell whether the paragraphs are lines, of which many stop amid a sentence that the next one goes on with."""
    if any(each.notes or each.cells or each.label for each in paragraphs):
        return False
    texts = [each.text.strip() for each in paragraphs]
    lines = [text for text in texts if text]
    cut = sum(len(one) >= _LINE and bool(other) and not _ENDED.search(one) for one, other in pairwise(texts))
    long = sum(len(text) > _LONGEST for text in lines)
    return len(lines) >= _FEWEST and cut * _RUN_ON >= len(lines) and long * 50 <= len(lines)


def typed_text(paragraphs: Sequence[Paragraph]) -> bytes:
    """Return the lines as a text file; a page that begins inside one is left to its own mark."""
    return "\n".join(each.text.replace(PAGE_BREAK, "\f").strip(" ") for each in paragraphs).encode()
