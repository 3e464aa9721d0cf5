"""An answer → the messages that show it: verbatim quotations, whose they are, where they stand, and their notes."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from telegram import InlineKeyboardMarkup
from telegram.constants import MessageEntityType

from bot.rendering.naming import address, name_letter, sender
from bot.rendering.runs import runs, unique_notes
from bot.rendering.words import NO_NAMES, Words
from bot.rendering.writing import (
    MAX_UNITS,
    Part,
    Writer,
    cut,
    grouped,
    join,
    left_to_right,
    pack,
    sendable,
    shortened,
    split,
    units,
    usable_url,
    weight,
)
from retrieval.language.superscripts import raise_letters
from retrieval.symbols import find_symbols
from retrieval.types import (
    Answer,
    Citation,
    Listing,
    Quote,
    QuotedNote,
    Span,
)

BOLD, ITALIC = MessageEntityType.BOLD, MessageEntityType.ITALIC
QUOTE, FOLDED = MessageEntityType.BLOCKQUOTE, MessageEntityType.EXPANDABLE_BLOCKQUOTE
FOLD_UNITS = 700  # about twelve lines of a phone
PIECE_LIMITS = (3000, 1500, 700, 350, 170)  # the first leaves room for the lines around a piece of a long quotation
PIECE_ENTITIES = 60
NOTE_UNITS = 240  # of a note, where all notes in full would need a second message
HEADING_UNITS = 300


@dataclass(frozen=True, slots=True)
class Reply:
    """What is sent: messages within Telegram's limits, and the buttons under the last one."""

    parts: tuple[Part, ...]
    keyboard: InlineKeyboardMarkup | None = None


@dataclass(frozen=True, slots=True)
class Look:
    """How quotations are shown: notes cut at `note_units`, words folded beyond `fold_units`, headings dated or not.

    What they share with a quotation in `marked` is bold.
    """

    note_units: int | None = None
    marked: tuple[Quote, ...] = ()
    dated: bool = False
    fold_units: int = FOLD_UNITS


PLAIN = Look()


def render(answer: Answer, words: Words, *, late: bool = False) -> tuple[Part, ...]:
    """Return the messages that show an answer, with an excuse if it is `late`; one if shorter notes make it one."""
    before, after = words.remarks(answer.remarks)
    unsure = tuple(Writer().write(sentence, ITALIC).part() for sentence in before)
    sentences = [*after, *([words("late")] if late else [])]
    remarks = tuple(Writer().write(sentence, ITALIC).part() for sentence in sentences)
    if answer.listing is not None:
        return pack((*listed(answer.listing, words), *remarks))
    if not answer.quotes:
        nearest = [words("nearest")] if answer.nearest else []
        told = (*before, *words.declined(answer), *sentences, *nearest)
        return pack(piece for sentence in told for piece in split(Writer().write(sentence).part()))
    said = [piece for remark in remarks for piece in split(remark)]
    if sum(units(note.text) for quote in answer.quotes for note in notes_of(quote)) < MAX_UNITS:
        full = pack((*unsure, *quotations(answer.quotes, words), *said))
        if len(full) == 1:
            return full
    return pack((*unsure, *quotations(answer.quotes, words, Look(NOTE_UNITS)), *said))


def listed(listing: Listing, words: Words) -> tuple[Part, ...]:
    """Return a list of letters: what they are, a line for each with its symbol as the link, and how many more."""
    writer = Writer().write(" ".join(sendable(shortened(words.listing(listing), HEADING_UNITS)).split()), BOLD)
    for letter in listing.letters:
        name_letter(writer.write("\n• "), letter, words)
    more = listing.count - len(listing.letters)
    return split(writer.write("\n" + words("listing_more", count=more) if more else "").part())


def quotations(quotes: Sequence[Quote], words: Words, look: Look = PLAIN) -> Iterator[Part]:
    """Yield the parts that show quotations with their notes, none longer than a message.

    Neighbours of one voice in one letter stand under one heading, and their notes below the last.
    """
    dated = len({(quote.attribution[:1], quote.letter.date) for quote in quotes}) > 1
    for run in runs(quotes, notes_of):
        yield from _parts_of(run, words, replace(look, dated=dated))


def _parts_of(run: Sequence[Quote], words: Words, look: Look) -> Iterator[Part]:
    """Yield quotations under one heading if they fit into one message with their notes, else each by itself."""
    shown = [part for each in run for part in quotation(each, words, look, headed=each is run[0])]
    noted = tuple(notes(unique_notes(run, notes_of), words, look.note_units))
    together = join((*shown, *noted), "\n")
    if together.fits:
        yield together
    elif len(run) > 1:
        for each in run:
            yield from _parts_of((each,), words, look)
    else:
        yield from (*shown, *(_headed(run[0], part, words) for part in pack(noted)))


def _headed(quote: Quote, noted: Part, words: Words) -> Part:
    """Return notes that stand in another message than their words, with whose words they are and where."""
    writer = Writer().write(words("says", who=heading(quote, words)), BOLD).write("\n")
    place(writer, quote, words)
    together = join((writer.part(), noted), "\n")
    return together if together.fits else noted


def notes_of(quote: Quote) -> tuple[QuotedNote, ...]:
    """Return the notes to show with a quotation; one that is quoted itself only where it tells or links more."""
    return tuple(note for note in quote.notes_below if note.text != quote.text or _tells_more(note))


def _tells_more(note: QuotedNote) -> bool:
    """Tell whether a note has more than its words: what an ibid. stands for, or links that Telegram does not see."""
    urls = filter(None, (usable_url(citation.url) for citation in note.citations))
    symbols_in_it = any(address(found.symbols) for found in find_symbols(note.text))
    return bool(note.resolved) or symbols_in_it or any(_printed(url) not in note.text for url in urls)


def quotation(quote: Quote, words: Words, look: Look, *, headed: bool = True) -> Iterator[Part]:
    """Yield a quotation with its heading and its place; a very long one in numbered pieces, each verbatim.

    `headed` is false below another one of the same letter: the place then is that within the letter.
    """
    pieces = _pieces(quote.text)
    headed = headed or len(pieces) > 1
    for number, piece in enumerate(pieces, start=1):
        writer = Writer()
        if headed:
            counted = f" ({number}/{len(pieces)})" if len(pieces) > 1 else ""
            writer.write(words("says", who=heading(quote, words, dated=look.dated) + counted), BOLD).write("\n")
        called = quote.footnotes if number == len(pieces) else ()
        _quoted(writer, piece, called, _shared(quote, look.marked) if len(pieces) == 1 else (), look.fold_units)
        writer.write("\n")
        place(writer, quote, words, in_full=headed)
        yield from split(writer.part())


def _quoted(writer: Writer, piece: str, called: Iterable[QuotedNote], bold: Sequence[Span], fold_units: int) -> None:
    """Write words in quotation marks, with the marks of their notes; folded if they are long and hold nothing bold."""
    start = len(writer)
    writer.write("“")
    position = len(piece) - len(piece.lstrip()) if piece.strip() else 0
    end = len(piece.rstrip()) or len(piece)
    for span in bold:
        first, last = max(span.start, position), min(span.end, end)
        writer.write(piece[position:first]).write(piece[first:last], BOLD)
        position = max(last, position)
    marks = "".join(" " + raised(note.indicator) for note in called if not note.further_on)
    writer.write(f"{piece[position:end]}”{marks}")
    writer.cover(start, FOLDED if len(writer) - start > fold_units and not bold else QUOTE)


def _shared(quote: Quote, marked: Sequence[Quote]) -> tuple[Span, ...]:
    """Return which of the words of a quotation others hold too, as places in its text."""
    start, end = quote.span.start, quote.span.end
    spans = {
        (max(each.span.start, start) - start, min(each.span.end, end) - start)
        for each in marked
        if each.letter.letter_id == quote.letter.letter_id and each.span.start < end and each.span.end > start
    }
    return tuple(Span(*span) for span in sorted(spans))


def _pieces(text: str) -> tuple[str, ...]:
    """Cut the words of a quotation where they are too long for a message, or hold too much that becomes a link."""
    for limit in PIECE_LIMITS:
        pieces = cut(text, limit)
        if all(weight(Part(piece)) <= PIECE_ENTITIES for piece in pieces):
            break
    return pieces


def heading(quote: Quote, words: Words, *, dated: bool = False) -> str:
    """Return whose words these are, from the outside in: "Azerbaijan, quoting Human Rights Watch"."""
    outer, *inner = quote.attribution or (sender(quote.letter, words),)
    name = words(NO_NAMES[outer]) if outer in NO_NAMES else outer
    for voice in inner:
        name = words("quoting", outer=name, inner=voice)
    if dated and quote.letter.date and outer not in NO_NAMES:  # a note was written later than the letter
        name += f" ({words.date(quote.letter.date)})"
    return left_to_right(shortened(" ".join(sendable(name).split()), HEADING_UNITS))


def place(writer: Writer, quote: Quote, words: Words, *, in_full: bool = True) -> None:
    """Write where the words stand: the letter, linked (`in_full`), then part, page and paragraph."""
    if in_full:
        name_letter(writer, quote.letter, words)
        writer.write(", ")
    paragraph = quote.paragraph if quote.label is None else quote.label
    details = [shortened(" ".join(quote.part.split()), 60)] if quote.part.strip() else []
    details.append(words.pages(quote.pages or (quote.page,)))
    if paragraph:
        details.append(words("paragraph", paragraph=shortened(str(paragraph), 20)))
    writer.write(", ".join(details))


def raised(indicator: str) -> str:
    """Return the indicator of a note as it is printed, above the line."""
    return raise_letters(shortened(indicator, 8))


def notes(
    footnotes: Iterable[QuotedNote],
    words: Words,
    limit: int | None = None,
    kind: MessageEntityType = FOLDED,
    room: int = MAX_UNITS,
) -> Iterator[Part]:
    """Yield notes in a folded block quotation, several to a part, each with what an ibid. in it stands for."""
    lines = (piece for note in footnotes for piece in split(note_line(note, words, limit), room))
    for group in grouped(lines, "\n", spare=1, room=room):
        yield within(join(group, "\n"), kind)


def note_line(note: QuotedNote, words: Words, limit: int | None = None) -> Part:
    """Return one note with its sources as links."""
    writer = Writer().write(raised(note.indicator) + " ")
    if note.further_on:
        writer.write(words("further_on") + " ")
    text = note.text if limit is None else shortened(note.text, limit)
    linked(writer, text, note.citations)
    if note.resolved:
        source = note.resolved if limit is None else shortened(note.resolved, limit)
        writer.write(" " + words("stands_for", source=source))
    return writer.part()


def linked(writer: Writer, text: str, citations: Sequence[Citation]) -> None:
    """Write the words of a note, symbols and addresses being links; a link that is not printed follows its words."""
    position = 0
    for start, end, url in _links(text, citations):
        if start >= position:
            writer.write(text[position:start]).write(text[start:end], url=url)
            position = end
    writer.write(text[position:])
    for citation in citations:
        if (host := usable_url(citation.url)) and _printed(host) not in text:
            writer.write(" (").write(_printed(host).split("/")[0], url=host).write(")")


def _links(text: str, citations: Sequence[Citation]) -> list[tuple[int, int, str]]:
    found = [(f.span.start, f.span.end, address(f.symbols)) for f in find_symbols(text)]
    for citation in citations:
        url = usable_url(citation.url)
        start = text.find(_printed(url)) if url else -1
        if url and start >= 0:
            scheme = url.partition("://")[0] + "://"
            begin = start - len(scheme) if text[:start].endswith(scheme) else start
            found.append((begin, start + len(_printed(url)), url))
    return sorted(link for link in found if link[2])


def _printed(url: str) -> str:
    return url.split("://", 1)[1].rstrip("/")


def within(part: Part, kind: MessageEntityType) -> Part:
    """Return a part inside a block quotation."""
    cover = Writer().write(part.text, kind).part()
    return replace(part, entities=(*cover.entities, *part.entities))


def text_reply(text: str, buttons: InlineKeyboardMarkup | None = None) -> Reply:
    """Return a reply of plain words."""
    return Reply(split(Writer().write(text).part()), buttons)
