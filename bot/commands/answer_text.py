"""Answers and letters in plain text, for a terminal: the words, whose they are, where they stand, what they rest on."""

from collections.abc import Iterable, Sequence
from textwrap import shorten

from bot.rendering.runs import runs, unique_notes
from bot.rendering.words import NO_NAMES, words_for
from bot.terminal import wrap
from retrieval.types import Answer, LetterCard, LetterKind, Listing, Quote, QuotedNote, Spot

BAR = "│ "
_TITLE = 80  # characters
WORDS = words_for("en")


def answer_lines(answer: Answer, width: int = 80) -> list[str]:
    """Return the answer as the bot would give it, wrapped to `width`."""
    dated = len({(quote.attribution[:1], quote.letter.date) for quote in answer.quotes}) > 1
    before, after = WORDS.remarks(answer.remarks)
    blocks = [wrap(each, width) for each in before]
    blocks += [run_lines(run, width, dated=dated) for run in runs(answer.quotes, _notes_of)]
    if answer.listing is not None:
        blocks.append(listing_lines(answer.listing, width))
    blocks += [wrap(each, width) for each in WORDS.declined(answer)]
    blocks += [wrap(each, width) for each in after]
    if answer.reason is not None and answer.nearest:
        blocks.append([WORDS("nearest"), *entries((_near(answer, card) for card in answer.nearest), width)])
    return [line for block in blocks for line in ("", *block)][1:]


def listing_lines(listing: Listing, width: int = 80) -> list[str]:
    """Return a list of letters below what it holds."""
    lines = [*wrap(WORDS.listing(listing), width), *entries(map(card_line, listing.letters), width)]
    more = listing.count - len(listing.letters)
    return [*lines, *entries([WORDS("listing_more", count=more)] if more else [], width)]


def run_lines(run: Sequence[Quote], width: int = 80, *, dated: bool = False) -> list[str]:
    """Return quotations of one voice in one letter: the speaker, the words and the place of each, the notes once."""
    first = run[0]
    dated = dated and NO_NAMES.keys().isdisjoint(first.attribution[:1])  # a note was written later than the letter
    when = f" ({WORDS.date(first.letter.date)})" if dated and first.letter.date else ""
    lines = wrap(f"{_speaker(first)}{when}:", width)
    for quote in run:
        lines += _words(quote, width)
        lines += wrap(place(quote, in_full=quote is first), width, rest="  ")
    for note in unique_notes(run, _notes_of):
        lines += wrap(_note(note), width, f"[{note.indicator}] ", "    ")
    return lines


def _words(quote: Quote, width: int) -> list[str]:
    """Return the words of a quotation in their marks, those of their notes behind them."""
    marks = "".join(f" [{note.indicator}]" for note in quote.footnotes if not note.further_on)
    paragraphs = f"“{quote.text}”{marks}".splitlines()
    return [line for each in paragraphs for line in wrap(each, width, BAR, BAR) or [BAR.rstrip()]]


def _notes_of(quote: Quote) -> tuple[QuotedNote, ...]:
    """Return the notes to show with a quotation; one that is quoted itself only where it stands for another."""
    return tuple(note for note in quote.footnotes if note.text != quote.text or note.resolved)


def spoken_by(attribution: tuple[str, ...]) -> str:
    """Return ("Ruritania", "Human Rights Watch") as "Ruritania, quoting Human Rights Watch"."""
    outer, *inner = attribution
    for voice in inner:
        outer = WORDS("quoting", outer=outer, inner=voice)
    return outer


def place(quote: Quote, *, in_full: bool = True) -> str:
    """Return where the words stand: the letter (`in_full`), the part of it, the page, the paragraph."""
    within = _within(quote, quote.pages or (quote.page,))
    return f"{named(quote.letter)}, {within}" if in_full else within


def _within(found: Quote | Spot, pages: Sequence[int]) -> str:
    number = found.paragraph if found.label is None else found.label
    paragraph = WORDS("paragraph", paragraph=number) if number else ""
    return ", ".join(filter(None, [found.part, WORDS.pages(pages), paragraph]))


def named(card: LetterCard) -> str:
    """Return a letter by its parties, its date and its symbol."""
    sender = _sender(card)
    parties = f"{sender} → {', '.join(card.addressees)}" if card.addressees else sender
    return ", ".join(filter(None, [parties, spelled(card.date), "-".join(card.symbols)]))


def card_line(card: LetterCard) -> str:
    """Return a letter as one line of a list; one without a symbol is told apart, and found, by its file."""
    kind = "" if card.kind in {LetterKind.LETTER, LetterKind.OTHER} else f" ({card.kind.value})"
    return f"{named(card)}{kind}" if card.symbols else f"{named(card)}{kind}, {card.source}"


def _near(answer: Answer, card: LetterCard) -> str:
    """Return a nearest letter as one line of a list, with where to begin to read it."""
    spot = answer.spot(card)
    return ", ".join([card_line(card), *([_within(spot, spot.pages)] if spot is not None else [])])


def entries(lines: Iterable[str], width: int) -> list[str]:
    """Return the lines of a list, wrapped, below its heading."""
    return [line for entry in lines for line in wrap(entry, width, "  ", "    ")]


def spelled(iso: str | None) -> str:
    """Return "2020-04-14" as "14 April 2020", a shorter date as far as it goes, and no date as nothing."""
    return WORDS.date(iso) if iso else ""


def _speaker(quote: Quote) -> str:
    outer, *inner = quote.attribution or (_sender(quote.letter),)
    return spoken_by((WORDS(NO_NAMES[outer]) if outer in NO_NAMES else outer, *inner))


def _sender(card: LetterCard) -> str:
    """Return who sent a letter, or its title or a word for it where nobody is named, as in minutes of a meeting."""
    title = shorten(card.title or "", _TITLE, placeholder="…")
    return ", ".join(card.senders) or card.office or title or WORDS("unnamed")


def _note(note: QuotedNote) -> str:
    called = f"{WORDS('further_on')} {note.text}" if note.further_on else note.text
    return f"{called} {WORDS('stands_for', source=note.resolved)}" if note.resolved else called
