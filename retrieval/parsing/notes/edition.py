"""Tells notes that an edition adds to old correspondence from those that a letter was sent with."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from retrieval.parsing.furniture import SHELF_MARK
from retrieval.parsing.masthead import Head
from retrieval.patterns import regex
from retrieval.types import EDITORS, Footnote, LetterKind, Reading

# names of metadata that only something printed in a collection has: "vol_title", "editors"; not "revolution"
_COLLECTION = regex(r"(?:^|_)(?:vol|volume|collection|series|edition|editors?|edited)(?:_|$)")


def with_editors(notes: Sequence[Footnote], head: Head, reading: Reading) -> Sequence[Footnote]:
    """Return the notes, as their editors' where the letter stands in an edition of correspondence.

    What the United Nations circulates carries its sender's notes. A cable never has any, and what is declared to
    stand in a volume, or prints the shelf mark of an archive, was given its notes there.
    """
    if head.circulated or not (
        head.masthead.kind is LetterKind.CABLE or _collected(reading.metadata) or _has_shelf_mark(reading)
    ):
        return notes
    return [replace(note, attribution=(EDITORS,)) for note in notes]


def _collected(metadata: Mapping[str, object]) -> bool:
    return any(_COLLECTION.search(re.sub(r"[\s-]+", "_", str(name).lower())) for name in metadata)


def _has_shelf_mark(reading: Reading) -> bool:
    return any(SHELF_MARK.fullmatch(line.text.strip()) for page in reading.pages for line in page.lines)
