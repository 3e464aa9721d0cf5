"""Answers and letters in plain text, for a terminal: the words, whose they are, where they stand, what they rest on."""

import textwrap
from datetime import date

from retrieval.types import Answer, LetterCard, LetterKind, Quote, QuotedNote, Reason

BAR = "│ "
REASONS = {
    Reason.NOTHING_FOUND: "I find nothing on this in the letters I hold.",
    Reason.NOT_A_QUESTION: "Ask me what a letter says, who said it, or when.",
    Reason.AMBIGUOUS: "This could mean more than one thing; name the State or the letter in full.",
    Reason.EMPTY_INDEX: "There are no letters in the index yet.",
}


def answer_lines(answer: Answer, width: int = 80) -> list[str]:
    """Return the answer as the bot would give it, wrapped to `width`."""
    lines: list[str] = []
    for quote in answer.quotes:
        lines += [*quote_lines(quote, width), ""]
    if answer.reason is not None:
        lines += [*textwrap.wrap(REASONS[answer.reason], width), ""]
    for remark in answer.remarks:
        lines += [*textwrap.wrap(remark, width), ""]
    if not answer.quotes and answer.nearest:
        lines += ["The nearest letters:", *(f"  {card_line(card)}" for card in answer.nearest), ""]
    return lines[:-1]


def quote_lines(quote: Quote, width: int = 80) -> list[str]:
    """Return one quotation: its speaker, its words, its place and its notes."""
    raised = "".join(f" [{note.indicator}]" for note in quote.footnotes)
    lines = [f"{spoken_by(quote.attribution)}:"] if quote.attribution else []
    for paragraph in f"“{quote.text}”{raised}".splitlines():
        lines += textwrap.wrap(paragraph, width, initial_indent=BAR, subsequent_indent=BAR) or [BAR.rstrip()]
    lines += textwrap.wrap(place(quote), width, subsequent_indent="  ")
    for note in quote.footnotes:
        lines += textwrap.wrap(_note(note), width, initial_indent=f"[{note.indicator}] ", subsequent_indent="    ")
    return lines


def spoken_by(attribution: tuple[str, ...]) -> str:
    """Return ("Ruritania", "Human Rights Watch") as "Ruritania, quoting Human Rights Watch"."""
    return ", quoting ".join(attribution)


def place(quote: Quote) -> str:
    """Return where the words stand: the letter, the part of it, the page, the paragraph."""
    where = [named(quote.letter), quote.part, f"p. {quote.page}"]
    number = quote.label or quote.paragraph
    where.append(f"para. {number}" if number else "")
    return ", ".join(filter(None, where))


def named(card: LetterCard) -> str:
    """Return a letter by its parties, its date and its symbol."""
    parties = f"{_listed(card.senders)} → {_listed(card.addressees)}" if card.addressees else _listed(card.senders)
    known = [parties, spelled(card.date), "-".join(card.symbols)]
    return ", ".join(filter(None, known)) or card.title or card.source


def card_line(card: LetterCard) -> str:
    """Return a letter as one line of a list."""
    kind = "" if card.kind in {LetterKind.LETTER, LetterKind.OTHER} else f" ({card.kind.value})"
    return f"{named(card)}{kind}"


def spelled(iso: str | None) -> str:
    """Return "2020-04-14" as "14 April 2020", and a shorter date as far as it goes."""
    if not iso:
        return ""
    try:
        if len(iso) == 10:
            day = date.fromisoformat(iso)
            return f"{day.day} {day:%B %Y}"
        return f"{date.fromisoformat(f'{iso}-01'):%B %Y}" if len(iso) == 7 else iso
    except ValueError:
        return iso


def _listed(names: tuple[str, ...]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}" if names else ""


def _note(note: QuotedNote) -> str:
    return f"{note.text} (= {note.resolved})" if note.resolved and note.resolved != note.text else note.text
