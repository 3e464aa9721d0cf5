"""A question on its way to an answer: what is searched, what is found, and what is shown."""

from dataclasses import dataclass
from enum import StrEnum

from retrieval.types.letters import Citation, LetterKind, Passage, Span


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
    NOT_MENTIONED = "not mentioned"
    """No letter of one who is named has the words that he is asked to mention: those words."""
    IN_NOTES = "in notes"
    """One whose words are asked for is only named in notes, and shown is what rests on these: the name, as typed.

    It is said before the quotations.
    """
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


class Trait(StrEnum):
    """What letters are told apart by beyond sender, addressee, date and kind."""

    MENTION = "mention"
    AGENDA_ITEM = "agenda item"
    SIGNATURE = "signature"


@dataclass(frozen=True, slots=True)
class Listing:
    """Letters that a question on letters as such asks for: the first of them, newest first, and how many there are.

    `filters` are what they were narrowed to, its names as the letters print them; `about` are the symbols, else the
    name, of the letter that they answer or cite. `by` is what else tells them apart: the words they mention, the number
    of the agenda item they are circulated under, or the name of who signed them (`what`).
    """

    kind: ListingKind
    letters: tuple[LetterCard, ...]
    count: int
    filters: Filters = Filters()
    about: tuple[str, ...] = ()
    by: Trait | None = None
    what: str = ""


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
