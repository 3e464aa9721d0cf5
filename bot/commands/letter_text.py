"""A letter in plain text, for a terminal: masthead, paragraphs with their speakers, notes, neighbours."""

from collections.abc import Iterable, Iterator

from bot.commands.answer_text import WORDS, card_line, entries, spelled, spoken_by
from bot.terminal import columns, wrap
from retrieval.types import Block, Citation, Footnote, Letter, LetterCard, LetterDetail, LinkedLetter, Masthead


def detail_lines(detail: LetterDetail, width: int = 80) -> list[str]:
    """Return a letter of the index: its masthead, its neighbours and its file."""
    linked = {
        "Replies to": _linked(detail.replies_to),
        "Answered by": _cards(detail.answered_by),
        "Cites": _linked(detail.cites),
        "Cited by": _cards(detail.cited_by),
        "Related": [f"{WORDS.addition(card)}: {card_line(card)}" for card in detail.related],
    }
    lines = [*masthead_lines(detail.letter.masthead, width), *wrap(f"File: {detail.card.source}", width, rest="  ")]
    if detail.card.url:
        lines.append(f"Link: {detail.card.url}")
    for heading, letters in linked.items():
        if letters:
            lines += ["", f"{heading}:", *entries(letters, width)]
    return [*lines, "", *_notes(detail.letter, width)] if detail.letter.footnotes else lines


def letter_lines(letter: Letter, width: int = 80) -> list[str]:
    """Return how a letter is understood: masthead, blocks with speaker and page, notes, and what is doubtful."""
    lines = [*masthead_lines(letter.masthead, width), ""]
    for block in letter.blocks:
        lines += [*_block(block, letter.text, width), ""]
    lines += _notes(letter, width)
    doubts = [f"Doubtful: {warning}" for warning in letter.warnings]
    doubts += [f"{one.field}: declared {one.declared!r}, printed {one.parsed!r}" for one in letter.conflicts]
    return lines + [line for doubt in doubts for line in wrap(doubt, width, rest="  ")]


def masthead_lines(masthead: Masthead, width: int = 80) -> list[str]:
    """Return what the head of the letter says, one fact a line; what is not printed is left out."""
    signed = (f"{one.name}{f', {one.titles[0]}' if one.titles else ''}" for one in masthead.signatories)
    items = (f"{item.number} {item.title or ''}".strip() for item in masthead.agenda_items)
    reply = masthead.replies_to
    facts = {
        "Symbol": "-".join(masthead.symbols),
        "Kind": masthead.kind.value,
        "From": "; ".join(filter(None, [*masthead.senders, masthead.office])),
        "To": "; ".join(masthead.addressees),
        "Date": spelled(masthead.date or masthead.document_date),
        "Organs": "; ".join(organ.name for organ in masthead.organs),
        "Agenda items": "; ".join(items),
        "Signed by": "; ".join(signed),
        "Replies to": ", ".join(filter(None, [reply.state, spelled(reply.date), *reply.symbols])) if reply else "",
        "Language": masthead.language or "",
    }
    title = wrap(masthead.title or "", width)
    rows = columns(facts.items())
    return [*title, *([""] if title else []), *_wrapped(rows, width)]


def _wrapped(rows: Iterable[str], width: int) -> Iterator[str]:
    for row in rows:
        yield from wrap(row, width, rest="  ")


def _block(block: Block, text: str, width: int) -> list[str]:
    pages = "-".join(map(str, dict.fromkeys((block.pages[0], block.pages[-1])))) if block.pages else "?"
    number = f"{block.number}. " if block.number else ""
    speaker = f", {spoken_by(block.attribution)}" if block.attribution else ""
    part = f", {block.part}" if block.part else ""
    words = [line for row in block.span.of(text).splitlines() for line in wrap(row, width - 2) or [""]]
    head = wrap(f"{number}{block.kind.value}, p. {pages}{part}{speaker}", width, rest="  ")
    return [*head, *(f"  {line}".rstrip() for line in words)]


def _notes(letter: Letter, width: int) -> list[str]:
    return [line for note in letter.footnotes for line in _note(note, letter.text, width)]


def _note(note: Footnote, text: str, width: int) -> Iterator[str]:
    head = f"[{note.indicator}] "
    yield from wrap(f"{head}{note.span.of(text)}", width, rest="    ")
    for citation in note.citations:
        yield from wrap(_cited(citation), width, "    → ", "      ")


def _cited(citation: Citation) -> str:
    title, date = citation.title or "", spelled(citation.date)
    author = citation.author if citation.author and citation.author not in title else None
    known = [
        author,
        title,
        citation.publication,
        "-".join(citation.symbols),
        date if date not in title else None,
        citation.url,
    ]
    resolved = f"(note {citation.resolved_to})" if citation.resolved_to else citation.reason
    return f"{citation.kind.value}: {', '.join(filter(None, known))} {resolved or ''}".strip()


def _linked(linked: Iterable[LinkedLetter]) -> list[str]:
    return [card_line(one.card) if one.card else f"{one.printed or '-'.join(one.symbols)} (not held)" for one in linked]


def _cards(cards: Iterable[LetterCard]) -> list[str]:
    return [card_line(card) for card in cards]
