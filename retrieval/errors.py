"""The errors that leave this package.

RetrievalError
├─ LetterError               one letter cannot be taken in: names the file; the ingest goes on
│  ├─ UnreadableLetterError     damaged, encrypted, too large or of no known format
│  └─ NoTextError               scanned pages without a text layer
├─ IndexStateError           the index is not usable as it stands
│  ├─ IndexMissingError         there is none yet
│  ├─ IndexMismatchError        made with another model, or by a newer version
│  ├─ IndexLockedError          another process is writing to it
│  └─ IndexDamagedError         the store cannot be read, or the disk refuses to write
├─ LetterNotFoundError       no letter goes by that symbol or name
└─ ModelError                the embedding model cannot be loaded

Every message is one sentence that says what failed, on which file or setting, and what to do.
"""

from retrieval.types import Refusal


class RetrievalError(Exception):
    """The root of all errors that callers of this package have to know."""


class LetterError(RetrievalError):
    """One letter cannot be taken in; `refusal` says why, for those who are told so in another language."""

    refusal = Refusal.FAULT

    def __init__(self, message: str, refusal: Refusal | None = None) -> None:
        super().__init__(message)
        self.refusal = refusal or self.refusal


class UnreadableLetterError(LetterError):
    """The file is damaged, encrypted, too large, or of no format that is known."""

    refusal = Refusal.DAMAGED


class NoTextError(LetterError):
    """The file holds no readable text, as a scan without a text layer."""

    refusal = Refusal.NO_TEXT


class IndexStateError(RetrievalError):
    """The index is not usable as it stands."""


class IndexMissingError(IndexStateError):
    """There is no index in the given folder."""


class IndexMismatchError(IndexStateError):
    """The index was made with another model, or by a newer version of the program."""


class IndexLockedError(IndexStateError):
    """Another process is writing to the index."""


class IndexDamagedError(IndexStateError):
    """The store cannot be read, or it cannot be written to."""


class LetterNotFoundError(RetrievalError):
    """No letter of the index goes by that symbol, name or identity."""


class ModelError(RetrievalError):
    """The embedding model cannot be loaded."""
