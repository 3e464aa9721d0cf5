"""A body that is called by its last word alone, "the Committee", where the letter has named one such body before."""

from collections.abc import Sequence

from ..patterns import regex
from .model import Draft
from .names import CAP, without_article, without_opening

_SHORT = frozenset(
    ("Committee", "Commission", "Council", "Board", "Panel", "Tribunal", "Conference", "Authority", "Agency", "Bureau")
)
# "the Harbour Committee", "the Committee on Tolls"; the words behind a name may be part of it
_NAMED = regex(
    rf"(?P<before>(?:(?!The\b){CAP}\s){{1,5}})?(?P<short>{'|'.join(sorted(_SHORT))})\b(?P<behind>\s(?:of|on|for|in)\s(?:the\s)?[A-Z])?"
)


def give_full_names(drafts: Sequence[Draft]) -> None:
    """Give a body that speaks under its last word the name by which alone the letter has called it so far."""
    known: dict[str, set[str]] = {}
    for draft in drafts:
        *outer, inner = draft.attribution or ("",)
        names = known.get(inner, set())
        if outer and inner in _SHORT and len(names) == 1:
            draft.attribution = (*outer, next(iter(names)))
        for found in _NAMED.finditer(draft.text):
            name = without_article(without_opening(found["before"] or "")).strip()
            if name or found["behind"]:
                full = f"{name} {found['short']}{found['behind'] or ''}".strip()
                known.setdefault(found["short"], set()).add(full)
