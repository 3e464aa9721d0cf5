"""The data types of the program: a letter as it is understood, and a question on its way to an answer.

No input or output happens here, and nothing of ours is imported: every other module turns one of these into the next.
All offsets are in characters of `Letter.text`, half-open. Dates are ISO 8601 strings, shortened where the text is
less exact ("2014-02", "2005").
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
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


# --- a file as it was read -------------------------------------------------------------------------------------------


class LineRole(StrEnum):
    """What a reader can prove of a line from geometry or markup; `TEXT` leaves the question to the parser."""

    TEXT = "text"
    HEADING = "heading"
    QUOTE = "quote"
    NOTE = "note"
    FURNITURE = "furniture"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a page, or one paragraph where the format has no lines; empty text is a blank line.

    Raised indicators are superscript characters in `text` ("outset.¹", "data.ᵃ"). `left`, `top` and `size` are points
    from the top left corner of the page, 0 where the format has no geometry.
    """

    text: str
    left: float = 0.0
    top: float = 0.0
    size: float = 0.0
    role: LineRole = LineRole.TEXT


@dataclass(frozen=True, slots=True)
class Page:
    """One page; numbers start at 1."""

    number: int
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader made of one file: its pages, and the metadata that came with it (front matter, sidecar)."""

    format: str
    pages: tuple[Page, ...]
    metadata: Mapping[str, object] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()


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

EDITORS = "editors’ note"
"""Is the attribution of a note that an edition of old correspondence adds: it holds nobody's words in the letter."""


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


# --- a question and its answer ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Filters:
    """What a search is narrowed to; empty means anything. Dates are inclusive ISO prefixes ("2020", "2020-04")."""

    senders: tuple[str, ...] = ()
    addressees: tuple[str, ...] = ()
    since: str | None = None
    until: str | None = None
    letter_ids: tuple[str, ...] = ()
    kinds: tuple[LetterKind, ...] = ()

    @property
    def empty(self) -> bool:
        """Tell whether nothing is narrowed."""
        return self == Filters()


@dataclass(frozen=True, slots=True)
class Question:
    """What a person asks; `history` holds the earlier questions of the same conversation, oldest first."""

    text: str
    history: tuple[str, ...] = ()
    filters: Filters = Filters()


@dataclass(frozen=True, slots=True)
class Hit:
    """One search result: rank 1 is best; scores compare within one list only. `found_by` names the searches."""

    passage_id: int
    score: float
    rank: int
    found_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LetterCard:
    """What is said of a letter wherever it is named: enough for a list line, a place line or a card."""

    letter_id: str
    kind: LetterKind
    title: str | None
    symbols: tuple[str, ...]
    senders: tuple[str, ...]
    office: str | None
    addressees: tuple[str, ...]
    date: str | None
    source: str
    url: str | None = None


@dataclass(frozen=True, slots=True)
class QuotedNote:
    """A note shown with a quotation: its own words, and its citations with back-references already resolved.

    `resolved` is the text of the source that an ibid. or a short reference stands for, without the page or paragraph
    in it where the reference names its own; of an ibid. after a note with several sources, all of that note.
    `further_on` tells that not the quotation calls it, but words that follow it in its paragraph.
    """

    indicator: str
    text: str
    page: int
    citations: tuple[Citation, ...] = ()
    resolved: str | None = None
    further_on: bool = False


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of a letter shown word for word: always `span.of(Letter.text)`, with whose they are and where they stand.

    `page` is the first of `pages`, on one of which the words stand: two where a paragraph crosses a page and nothing
    tells on which side they are. `label` is the number by which a reader finds the paragraph where that is not
    `paragraph` (the printed one, the count within an annex), and "" where no number tells it.
    """

    text: str
    span: Span
    letter: LetterCard
    attribution: tuple[str, ...]
    page: int
    paragraph: int | None
    label: str | None = None
    part: str = ""
    footnotes: tuple[QuotedNote, ...] = ()
    passage_id: int | None = None
    pages: tuple[int, ...] = ()

    @property
    def notes_below(self) -> tuple[QuotedNote, ...]:
        """The notes that tell more than the words do: not the one that is quoted itself and cites nothing."""
        return tuple(note for note in self.footnotes if note.citations or note.resolved or note.text != self.text)


class Reason(StrEnum):
    """Why there is no quotation."""

    NOTHING_FOUND = "nothing found"
    NOT_A_QUESTION = "not a question"
    AMBIGUOUS = "ambiguous"
    EMPTY_INDEX = "empty index"
    NO_FOOTNOTE = "no footnote"
    """The source of what was shown is asked for, and it rests on no footnote."""
    NO_SUCH_PLACE = "no such place"
    """A paragraph or a note of a letter is asked for that it does not have, or whose number does not tell."""


class RemarkKind(StrEnum):
    """What is said beside an answer, and what `Remark.about` holds for it."""

    NOT_HELD = "not held"
    """A letter that was named is not held: its symbols."""
    OTHERS_SAY = "others say"
    """It is not held, and other letters are quoted in its place: its symbols."""
    OTHER_TIME = "other time"
    """Nothing shown is of the time that was named, so that it was not kept to: ISO dates, months or years."""
    NOT_FROM = "not from"
    """Nothing shown is said by one who was named: the names, as typed."""
    OF_ANOTHER = "of another"
    """What one who was named is said to do is found of another: that one."""
    ONE_SIDED = "one sided"
    """Each side was asked for, and only one is found to speak of it: its senders."""
    OPEN_PART = "open part"
    """Nothing shown speaks of a part of the question: that part, as typed."""
    UNSURE = "unsure"
    """It is not at all certain that what is shown is an answer: nothing. It is said before the quotations."""
    NOT_NAMED = "not named"
    """Neither what is shown nor what is around it names one whom the question does: the names, as letters print them.

    It is said before the quotations.
    """
    NOT_JUDGED = "not judged"
    """Whether what was shown is so was asked, which no letter can tell: nothing. It is said before the quotations."""
    NOT_VERBATIM = "not verbatim"
    """No letter has the words that the question quotes as they stand: those. It is said before the quotations."""
    CUT_OFF = "cut off"
    """The question is longer than what is read of it: how many characters are. It is said before the quotations."""
    IN_ENGLISH = "in English"
    """Nothing is found, and the question does not seem to be in English, which is best understood: nothing."""
    CORRECTED = "corrected"
    """A letter that is shown has corrigenda, which are held: their symbols."""


@dataclass(frozen=True, slots=True)
class Remark:
    """A remark and what it is about; `part` is that of several questions, as typed, on whose answer it is made."""

    kind: RemarkKind
    about: tuple[str, ...]
    part: str = ""


@dataclass(frozen=True, slots=True)
class RankedPassage:
    """A hit together with its passage and letter, as answers and evaluations list it."""

    hit: Hit
    passage: Passage
    letter: LetterCard


class ListingKind(StrEnum):
    """Which letters a question on letters as such asks for."""

    NAMED = "named"
    """Those of a symbol that is all a question says."""
    SENT = "sent"
    LATEST = "latest"
    FIRST = "first"
    ANSWERS = "answers"
    CITES = "cites"
    SHOWN = "shown"
    """Those of which words were shown before."""


@dataclass(frozen=True, slots=True)
class Listing:
    """Letters that a question on letters as such asks for: the first of them, newest first, and how many there are.

    `filters` are what they were narrowed to, its names as the letters print them; `about` are the symbols, else the
    name, of the letter that they answer or cite.
    """

    kind: ListingKind
    letters: tuple[LetterCard, ...]
    count: int
    filters: Filters = Filters()
    about: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Spot:
    """A paragraph of a letter that may be worth reading: its `span`, and by what readers find it, as with a `Quote`.

    Nothing is said of what stands there, so that none of its words are held.
    """

    letter_id: str
    span: Span
    pages: tuple[int, ...]
    paragraph: int | None
    label: str | None = None
    part: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """What is shown: quotations, best first, or a list of letters, or a reason why there are neither; just one of them.

    `nearest` are letters worth opening when nothing answers, and `spots` where to begin in those of them of which that
    is known. `remarks` tell what else to know (a letter that was named is not held). `confidence` is the calibrated
    probability in [0, 1] that the quotations answer the question. `more` are further quotations, behind a button.
    """

    question: Question
    quotes: tuple[Quote, ...] = ()
    reason: Reason | None = None
    confidence: float = 0.0
    nearest: tuple[LetterCard, ...] = ()
    remarks: tuple[Remark, ...] = ()
    more: tuple[Quote, ...] = ()
    hits: tuple[RankedPassage, ...] = ()
    generation: int = 0
    listing: Listing | None = None
    spots: tuple[Spot, ...] = ()

    def spot(self, letter: LetterCard) -> Spot | None:
        """Return where to begin to read one of the nearest letters; `None` where that is not known."""
        return next((each for each in self.spots if each.letter_id == letter.letter_id), None)


# --- what the engine tells of letters and of its work ---------------------------------------------------------------


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
