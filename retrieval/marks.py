"""What stands in quotation marks in a text; whose words they are is not told here."""

from collections.abc import Iterator

from retrieval.patterns import regex
from retrieval.types import Span

DOUBLE = regex(r"“[^“”]{1,3000}”|«[^«»]{1,3000}»|\"[^\"]{1,3000}\"")
"""What stands in double quotation marks, these included."""

_SINGLE = regex(r"(?<![\w’'.,])[‘']((?=\w|\[)[^‘’']{2,1500}(?:[’'](?=\w)[^‘’']{0,1500}){0,8}[\w.,!?…)\]])[’'](?!\w)")


def find_marked(text: str) -> Iterator[Span]:
    """Yield what stands in quotation marks, outer ones only; single ones where there are no double ones."""
    double = [Span(found.start() + 1, found.end() - 1) for found in DOUBLE.finditer(text)]
    yield from double or (Span(found.start(1), found.end(1)) for found in _SINGLE.finditer(text))
