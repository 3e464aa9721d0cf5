"""What the engine tells of letters and of its work: a letter among the others, an ingest, a check of the index."""

from dataclasses import dataclass
from enum import StrEnum

from retrieval.types.answers import LetterCard
from retrieval.types.letters import Letter


@dataclass(frozen=True, slots=True)
class LinkedLetter:
    """One end of a link between letters: the card when the letter is held, else only what the citing text prints."""

    symbols: tuple[str, ...]
    printed: str
    card: LetterCard | None = None


@dataclass(frozen=True, slots=True)
class LetterDetail:
    """A letter with its place among the others: what it cites, what cites it, what it answers, what answers it."""

    card: LetterCard
    letter: Letter
    cites: tuple[LinkedLetter, ...] = ()
    cited_by: tuple[LetterCard, ...] = ()
    replies_to: tuple[LinkedLetter, ...] = ()
    answered_by: tuple[LetterCard, ...] = ()
    related: tuple[LetterCard, ...] = ()


class IngestStatus(StrEnum):
    """What became of one file of an ingest."""

    ADDED = "added"
    REPLACED = "replaced"
    UNCHANGED = "unchanged"
    REFUSED = "refused"
    REMOVED = "removed"
    MISSING = "missing"


class Refusal(StrEnum):
    """Why a file is not taken in."""

    EMPTY = "empty"
    NO_TEXT = "no text"
    ENCRYPTED = "encrypted"
    DAMAGED = "damaged"
    FORMAT = "format"
    TOO_LARGE = "too large"
    TOO_SLOW = "too slow"
    UNSAFE = "unsafe"
    METADATA = "metadata"
    FAULT = "fault"


@dataclass(frozen=True, slots=True)
class IngestOutcome:
    """What became of one file; `message` says why it was refused, in full, or is a remark worth showing."""

    path: str
    status: IngestStatus
    letter: LetterCard | None = None
    message: str | None = None
    refusal: Refusal | None = None


@dataclass(frozen=True, slots=True)
class IngestReport:
    """The outcomes of an ingest, in the order in which the files were taken."""

    outcomes: tuple[IngestOutcome, ...] = ()

    def count(self, status: IngestStatus) -> int:
        """Return how many files came to `status`."""
        return sum(outcome.status is status for outcome in self.outcomes)


@dataclass(frozen=True, slots=True)
class VerifyReport:
    """What a check of the index found: counts, and one sentence for each thing that is not in step."""

    letters: int
    passages: int
    vectors: int
    generation: int
    problems: tuple[str, ...] = ()
    repaired: tuple[str, ...] = ()
