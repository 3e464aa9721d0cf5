"""A letter as it is understood, and the unit of search; all offsets are in characters of `Letter.text`, half-open."""

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range of characters; an empty one marks a place between two characters."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """Return the slice of `text` that this span covers."""
        return text[self.start : self.end]

    def holds(self, other: "Span") -> bool:
        """Tell whether `other` lies wholly inside this span (an empty span may lie on the edge)."""
        return self.start <= other.start and other.end <= self.end


# --- a letter --------------------------------------------------------------------------------------------------------


class LetterKind(StrEnum):
    """The kinds of correspondence, spelled as they are shown and printed."""

    LETTER = "letter"
    IDENTICAL_LETTERS = "identical letters"
    NOTE_VERBALE = "note verbale"
    CABLE = "cable"
    MEMORANDUM = "memorandum"
    OTHER = "document"


class Addition(StrEnum):
    """What a document is to the one whose symbol it carries on: A/76/9120/Corr.1 is a corrigendum to A/76/9120."""

    CORRIGENDUM = "corrigendum"
    ADDENDUM = "addendum"
    REVISION = "revision"
    AMENDMENT = "amendment"


@dataclass(frozen=True, slots=True)
class Organ:
    """An organ of the masthead: `number` is that of its session or of its year ("Seventy-fifth year" is 75)."""

    name: str
    session: str | None = None
    year: str | None = None
    number: int | None = None


@dataclass(frozen=True, slots=True)
class AgendaItem:
    """An agenda item; `number` as printed ("112 (e)"), `title` is `None` where the masthead gives none."""

    number: str
    title: str | None = None


@dataclass(frozen=True, slots=True)
class Signatory:
    """Who signed: the name, the titles printed under it, and the mark before it ("(Signed)")."""

    name: str
    titles: tuple[str, ...] = ()
    mark: str | None = None


@dataclass(frozen=True, slots=True)
class LetterReference:
    """A letter named inside another one, by date, sender and symbols as far as they are printed."""

    date: str | None = None
    date_text: str | None = None
    state: str | None = None
    office: str | None = None
    symbols: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Masthead:
    """What the head of the first page, the title and the signature say; what is not printed is `None` or `()`.

    `date` is the date in the title, `document_date` the one under the symbol. `senders` are canonical State names (or
    the person or office of a letter that was never a UN document), `senders_printed` the same as they stand in the
    title.
    """

    kind: LetterKind = LetterKind.OTHER
    symbols: tuple[str, ...] = ()
    title: str | None = None
    date: str | None = None
    date_text: str | None = None
    dates: tuple[str, ...] = ()
    document_date: str | None = None
    document_date_text: str | None = None
    senders: tuple[str, ...] = ()
    senders_printed: tuple[str, ...] = ()
    office: str | None = None
    addressees: tuple[str, ...] = ()
    organs: tuple[Organ, ...] = ()
    agenda_items: tuple[AgendaItem, ...] = ()
    distribution: str | None = None
    language: str | None = None
    original_language: str | None = None
    signatories: tuple[Signatory, ...] = ()
    replies_to: LetterReference | None = None
    circulation_organs: tuple[str, ...] = ()
    circulation_items: tuple[str, ...] = ()
    job_number: str | None = None

    @property
    def names_sender(self) -> bool:
        """Tell whether the letter is somebody's at all: minutes of a meeting are not."""
        return bool(self.senders or self.senders_printed or self.office)


class BlockKind(StrEnum):
    """What a block of the letter is."""

    MASTHEAD = "masthead"
    TITLE = "title"
    HEADING = "heading"
    BODY = "body"
    QUOTE = "quote"
    TABLE = "table"
    SIGNATURE = "signature"


PARAGRAPHS = frozenset({BlockKind.BODY, BlockKind.QUOTE, BlockKind.TABLE})
"""The kinds of blocks that are numbered paragraphs."""

UNNAMED = "a source not named"
"""Stands in an attribution for a speaker whom the letter does not name."""

ENCLOSED = "an enclosed document"
"""Stands in an attribution for the author of an annex or enclosure that does not say whose words it holds."""

NOBODYS = frozenset({UNNAMED, ENCLOSED})
"""The voices that may be anybody's."""

EDITORS = "editors’ note"
"""Is the attribution of a note that an edition of old correspondence adds: it holds nobody's words in the letter."""

HEAD = "head of the letter"
"""Is the attribution of masthead, title and the notes to these: who circulates a letter wrote them, not its sender."""


@dataclass(frozen=True, slots=True)
class InlineQuote:
    """Words in quotation marks inside a block whose speaker the sentence names; `span` excludes the marks."""

    span: Span
    speaker: str
    role: str | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """A block of the letter, in reading order, never overlapping another.

    `number` counts the paragraphs from 1 through the whole document; `label` is the number printed before
    the paragraph ("12"), part of neither span nor text. `attribution` runs from the outside in. `part` names the annex
    or enclosure that the block stands in, "" for the letter itself.
    """

    kind: BlockKind
    span: Span
    pages: tuple[int, ...]
    number: int | None = None
    label: str | None = None
    attribution: tuple[str, ...] = ()
    part: str = ""
    quotes: tuple[InlineQuote, ...] = ()


class CitationKind(StrEnum):
    """What kind of thing a citation points to."""

    UN_DOCUMENT = "un-document"
    RESOLUTION = "resolution"
    LETTER = "letter"
    STATEMENT = "statement"
    COMMUNIQUE = "communique"
    PRESS = "press"
    BOOK = "book"
    WEB = "web"
    CASE = "case"
    TREATY = "treaty"
    ARCHIVE = "archive"
    IBID = "ibid"
    SHORT = "short"
    NOTE_REFERENCE = "note-reference"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Citation:
    """One source that a note or a text note names.

    `span` is where it stands in `Letter.text`. A back-reference (ibid., short, "see note 3 above") that was resolved
    carries the particulars of the source it stands for, and `resolved_to` names that source's note by its indicator;
    where it could not be resolved `reason` says why. Addresses are as printed, with "https://" before a bare host.
    """

    kind: CitationKind
    span: Span
    signal: str | None = None
    symbols: tuple[str, ...] = ()
    url: str | None = None
    author: str | None = None
    addressee: str | None = None
    title: str | None = None
    publication: str | None = None
    place: str | None = None
    publisher: str | None = None
    date: str | None = None
    date_text: str | None = None
    pages: str | None = None
    pin: str | None = None
    resolved_to: str | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Footnote:
    """A note: where it is called from (empty spans), its own text, and what it cites.

    Several calls are normal; a note without a call, or a call without a note, is reported in `Letter.warnings`.
    `attribution` says whose words the note holds where they are not those of the part that it stands in.
    """

    indicator: str
    calls: tuple[Span, ...]
    called_in: tuple[int, ...]
    span: Span
    page: int
    part: str = ""
    signal: str | None = None
    citations: tuple[Citation, ...] = ()
    attribution: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """An annex, enclosure or appendix: a voice of its own with its own title, author and date."""

    label: str
    title: str | None = None
    attribution: tuple[str, ...] = ()
    date: str | None = None
    symbols: tuple[str, ...] = ()
    original_language: str | None = None


@dataclass(frozen=True, slots=True)
class Conflict:
    """Metadata that was declared beside a file and that the file itself contradicts; the declared value wins."""

    field: str
    declared: str
    parsed: str


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter as it is understood; `text` is final and all else points into it.

    `text` holds the blocks in reading order and then the notes, a blank line between each; raised indicators are taken
    out of it, their places being the calls of the notes. `citations` are the text notes: what the body itself cites.
    """

    letter_id: str
    masthead: Masthead
    text: str
    blocks: tuple[Block, ...]
    footnotes: tuple[Footnote, ...] = ()
    citations: tuple[Citation, ...] = ()
    parts: tuple[Part, ...] = ()
    page_count: int = 1
    warnings: tuple[str, ...] = ()
    conflicts: tuple[Conflict, ...] = ()


# --- the unit of search ----------------------------------------------------------------------------------------------


class PassageKind(StrEnum):
    """Whether a passage holds paragraphs of the letter, the text of one of its notes, or its masthead."""

    PARAGRAPH = "paragraph"
    FOOTNOTE = "footnote"
    MASTHEAD = "masthead"


@dataclass(frozen=True, slots=True)
class Passage:
    """The unit of search: one speaker, one part, small enough for the model together with its context line.

    `passage_id` is a positive 63-bit integer, the same for the same letter with the same text. `context` is the line
    (sender, addressee, date, subject, heading) that is searched and embedded with the text but never shown as part of
    it. `indicators` are the notes called inside it, or the note itself when `kind` is footnote.
    """

    passage_id: int
    letter_id: str
    kind: PassageKind
    span: Span
    pages: tuple[int, ...]
    paragraphs: tuple[int, ...]
    indicators: tuple[str, ...]
    attribution: tuple[str, ...]
    part: str
    context: str
    text: str
