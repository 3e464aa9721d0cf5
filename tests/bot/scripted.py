"""An engine that answers by a script: what the bot does with an answer is tested apart from how it is found."""

import itertools
import threading
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from retrieval.errors import LetterNotFoundError
from retrieval.types import (
    Answer,
    Block,
    BlockKind,
    Citation,
    CitationKind,
    Filters,
    IngestOutcome,
    IngestReport,
    IngestStatus,
    Letter,
    LetterCard,
    LetterDetail,
    LetterKind,
    LinkedLetter,
    Listing,
    ListingKind,
    Masthead,
    Question,
    Quote,
    QuotedNote,
    Reason,
    Span,
    Spot,
)

ANY = Filters()
TEXT = (
    "My Government regrets the closing of the Northern Strait.\n\n"
    "The passage has been open to all ships since 1921.\n\n"
    "We ask that the letter be circulated."
)


def a_card(number: int = 1, sender: str = "Ruritania", date: str = "2020-04-14") -> LetterCard:
    return LetterCard(
        letter_id=f"A/74/{770 + number}",
        kind=LetterKind.LETTER,
        title=f"Letter dated {date} from the Permanent Representative of {sender} addressed to the Secretary-General",
        symbols=(f"A/74/{770 + number}", f"S/2020/{240 + number}"),
        senders=(sender,),
        office="Permanent Representative",
        addressees=("Secretary-General",),
        date=date,
        source=f"{number}.txt",
        url=f"https://undocs.org/en/A/74/{770 + number}",
    )


def a_note(
    indicator: str = "4", text: str = "Ibid., p. 3.", resolved: str | None = "Treaty of Strelsau, p. 2."
) -> QuotedNote:
    citations = (Citation(CitationKind.IBID, Span(0, 5), resolved_to="3"),)
    return QuotedNote(indicator, text, 2, citations, resolved)


def a_quote(
    text: str = "The passage has been open to all ships since 1921.",
    card: LetterCard | None = None,
    attribution: tuple[str, ...] = ("Ruritania", "Harbour Institute"),
    footnotes: tuple[QuotedNote, ...] = (a_note(),),
    within: str = TEXT,
) -> Quote:
    start = max(within.find(text), 0)
    return Quote(
        text=text,
        span=Span(start, start + len(text)),
        letter=card or a_card(),
        attribution=attribution,
        page=2,
        paragraph=7,
        footnotes=footnotes,
    )


def an_answer(question: str = "Is it open?", quotes: Sequence[Quote] | None = None, **more: object) -> Answer:
    shown = tuple(quotes) if quotes is not None else (a_quote(),)
    reason = None if shown else Reason.NOTHING_FOUND
    return replace(Answer(Question(question), shown, reason, 0.9, generation=3), **more)  # type: ignore[arg-type]


def nothing(question: str = "?", nearest: tuple[LetterCard, ...] = (), spots: tuple[Spot, ...] = ()) -> Answer:
    return Answer(Question(question), reason=Reason.NOTHING_FOUND, nearest=nearest, generation=3, spots=spots)


def a_list(count: int = 3, *letters: LetterCard, kind: ListingKind = ListingKind.SENT, **more: Any) -> Answer:
    shown = Listing(kind, letters or (a_card(1), a_card(2)), count, **more)
    return Answer(Question("?"), confidence=0.9, generation=3, listing=shown)


class ScriptedEngine:
    """Answers each question by `script`; holds letters that can be browsed, taken in and taken out."""

    def __init__(self, script: Callable[[Question], Answer] = lambda question: an_answer(question.text)) -> None:
        self.script = script
        self.asked: list[Question] = []
        self.cards = {a_card(n, s, d).letter_id: a_card(n, s, d) for n, s, d in LETTERS}
        self.threads: set[str] = set()
        self.generation = 3
        self.model = "scripted"
        self.warm = threading.Event()
        self.outcome: IngestOutcome | None = None
        self.ingested: list[bytes] = []
        self.uploads: dict[str, str] = {}  # the letters that came in files, by the name of the file
        self.text = TEXT
        self.blocks: tuple[Block, ...] = (Block(BlockKind.BODY, Span(0, 57), (1,), 1),)

    def ask(self, question: Question) -> Answer:
        self.threads.add(threading.current_thread().name)
        self.asked.append(question)
        return self.script(question)

    def find(self, name: str) -> LetterDetail:
        wanted = name.upper().replace(" ", "/")
        for card in self.cards.values():
            if wanted in (*card.symbols, card.letter_id):
                return self.detail(card, self.text)
        raise LetterNotFoundError(f"There is no letter {name}.")

    def detail(self, card: LetterCard, text: str) -> LetterDetail:
        letter = Letter(card.letter_id, Masthead(symbols=card.symbols), text, self.blocks)
        others = tuple(other for other in self.cards.values() if other is not card)
        unheld = LinkedLetter(("S/1994/147",), "S/1994/147")
        return LetterDetail(
            card, letter, (unheld, LinkedLetter(others[0].symbols, "", others[0])), others[:1], (unheld,), others[1:2]
        )

    def letters(self, filters: Filters = ANY, offset: int = 0, limit: int = 20) -> tuple[LetterCard, ...]:
        return self._held(filters)[offset : offset + limit]

    def count(self, filters: Filters = ANY) -> int:
        return len(self._held(filters))

    def senders(self, typed: str) -> tuple[str, ...]:
        names = dict.fromkeys(name for card in self.cards.values() for name in card.senders)
        return tuple(name for name in names if f"{name} ".casefold().startswith(f"{typed} ".casefold()))

    def _held(self, filters: Filters) -> tuple[LetterCard, ...]:
        return tuple(
            card
            for card in self.cards.values()
            if (not filters.senders or set(filters.senders) & set(card.senders))
            and (filters.since or "") <= (card.date or "")[:4] <= (filters.until or "9")
        )

    def context(self, letter_id: str, span: Span, around: int = 1) -> tuple[Quote, ...]:
        card, quotes, start = self.cards[letter_id], [], 0
        for number, paragraph in enumerate(self.text.split("\n\n"), start=6):
            whole = Span(start, start + len(paragraph))
            quotes.append(Quote(paragraph, whole, card, ("Ruritania",), 2, number))
            start += len(paragraph) + 2
        return tuple(quotes)

    def ingest(self, paths: Sequence[Path]) -> IngestReport:
        self.ingested += [path.read_bytes() for path in paths]
        cards = itertools.cycle(self.cards.values())
        added = [IngestOutcome(str(path), IngestStatus.ADDED, card) for path, card in zip(paths, cards, strict=False)]
        outcomes = [self.outcome] * len(paths) if self.outcome else added
        self.uploads |= {path.name: o.letter.letter_id for path, o in zip(paths, outcomes, strict=False) if o.letter}
        return IngestReport(tuple(outcomes))

    def uploaded(self, name: str) -> str | None:
        return self.uploads.get(name)

    def remove(self, name: str) -> LetterCard:
        removed = self.cards.pop(self.find(name).card.letter_id)
        self.uploads = {each: letter for each, letter in self.uploads.items() if letter != removed.letter_id}
        return removed

    def warm_up(self) -> None:
        self.warm.set()


LETTERS = [
    *((n, "Ruritania", f"2020-04-{n:02}") for n in range(1, 13)),
    *((n, "Graustark", f"2021-05-{n:02}") for n in range(13, 16)),
]
