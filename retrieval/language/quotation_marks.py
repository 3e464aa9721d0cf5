"""What stands in quotation marks in a text; whose words they are is not told here."""

from collections.abc import Iterator

from retrieval.patterns import regex
from retrieval.types import Span

DOUBLE = regex(r"„[^„“”]{1,3000}[“”]|“[^“”]{1,3000}”|«[^«»]{1,3000}»|\"[^\"]{1,3000}\"")
"""What stands in double quotation marks, these included."""

_SINGLE = regex(r"(?<![\w’'.,])[‘']((?=\w|\[)[^‘’']{2,1500}(?:[’'](?=\w)[^‘’']{0,1500}){0,8}[\w.,!?…)\]])[’'](?!\w)")
_LEADS = regex(r"(?:[:–—-]|\b(?:that|said|says|stated?s?|advised|wrote|replied|reads?))\s?$")


def find_marked(text: str) -> Iterator[Span]:
    """Yield what stands in quotation marks, outer ones only; single ones where there are no double ones.

    Single ones that hold double ones are the outer ones where a colon or a verb leads to them: "He replied: 'It is
    "ours".'"
    """
    double = [Span(found.start() + 1, found.end() - 1) for found in DOUBLE.finditer(text)]
    single = (Span(found.start(1), found.end(1)) for found in _SINGLE.finditer(text))
    if not double:
        yield from single
        return
    outer = [each for each in single if _encloses(text, each, double)]
    inner = [each for each in double if not any(one.holds(each) for one in outer)]
    yield from sorted([*outer, *inner], key=lambda each: each.start)


def _encloses(text: str, single: Span, double: list[Span]) -> bool:
    """Tell whether words in single marks are led to and hold all double marks that they touch, and hold some."""
    touched = [each for each in double if each.start - 1 < single.end and single.start < each.end + 1]
    leads = _LEADS.search(text, max(0, single.start - 12), single.start - 1)
    return bool(touched) and leads is not None and all(single.holds(each) for each in touched)
