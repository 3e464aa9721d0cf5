"""Letters by name: in a line, in a sentence, or on a button, told apart by sender, date and symbol."""

from functools import lru_cache

from bot.rendering.words import Words
from bot.rendering.writing import Writer, left_to_right, sendable, shortened, units, usable_url
from retrieval.symbols import document_url
from retrieval.types import LetterCard, LetterKind

TITLE_UNITS = 80
BUTTON_UNITS = 37  # what a button as wide as a message shows on a phone
LEAST_UNITS = 6  # of a name on a button
ARROW = " → "


def name_letter(writer: Writer, letter: LetterCard, words: Words) -> None:
    """Write a letter as "Azerbaijan → Secretary-General, 14 April 2020, A/74/771", the symbol being the link."""
    writer.write(between(letter, words))
    if letter.date:
        writer.write(", " + words.date(letter.date))
    if letter.symbols or usable_url(letter.url):
        name_symbol(writer.write(", "), letter, words)


def name_symbol(writer: Writer, letter: LetterCard, words: Words) -> None:
    """Write the symbol of a letter as a link; for a letter without one that has an address, a word."""
    symbol = symbols(letter)
    if symbol:
        writer.write(symbol, url=letter.url or address(letter.symbols))
    elif usable_url(letter.url):
        writer.write(words("open_link"), url=letter.url)


def symbols(letter: LetterCard) -> str:
    """Return the symbol of a letter, a joint one as it is printed."""
    return shortened(" ".join("-".join(letter.symbols).split()), 80)


def short_symbol(letter: LetterCard) -> str:
    """Return the first half of a joint symbol, by which the letter is found as well."""
    return shortened(" ".join("".join(letter.symbols[:1]).split()), 24)


def sender(letter: LetterCard, words: Words) -> str:
    """Return who sent a letter, or its title or a word for it where nobody is named, as in minutes of a meeting."""
    senders = [name for name in letter.senders if is_legible(name)]
    office = letter.office if letter.office and is_legible(letter.office) else None
    title = letter.title if letter.title and is_legible(letter.title) else None
    return ", ".join(senders) or office or (shortened(title, TITLE_UNITS) if title else words("unnamed"))


def is_legible(name: str) -> bool:
    """Tell whether a name shows at all: one of blanks or invisible signs makes a button that Telegram refuses."""
    return any(character.isalnum() for character in name)


def between(letter: LetterCard, words: Words) -> str:
    """Return from whom to whom a letter went, with its kind where that is not plain "letter"."""
    to = ", ".join(letter.addressees)
    named = shortened(sender(letter, words), 160) + (f"{ARROW}{shortened(to, 160)}" if to else "")
    plain_letter = letter.kind in (LetterKind.LETTER, LetterKind.OTHER)
    line = named if plain_letter else f"{words('kind_' + letter.kind.name.lower())}, {named}"
    return left_to_right(_on_one_line(line))


def label(letter: LetterCard, words: Words) -> str:
    """Return a letter as short as a button has room for: "Azerbaijan, 14 Apr 2020, A/74/771".

    The date and the symbol are never cut; a letter without a symbol is told apart by whom it is to.
    """
    symbol = short_symbol(letter)
    to = ", ".join(letter.addressees) if letter.senders and not symbol else ""
    known = (words.short_date(letter.date) if letter.date else "", symbol)
    rest = "".join(f", {each}" for each in known if each)
    room = max(BUTTON_UNITS - units(rest), LEAST_UNITS)
    name = _parties(_on_one_line(sender(letter, words)), _on_one_line(to), room)
    return shortened(left_to_right(name + rest), BUTTON_UNITS)


def _on_one_line(name: str) -> str:
    return " ".join(sendable(name).split())


def _parties(from_: str, to: str, room: int) -> str:
    """Return "Department o… → Evatt": what is cut first is the longer name, so that something of both is left."""
    if to:
        left = room - units(ARROW)
        from_ = shortened(from_, max(left - units(to), left // 2))
    return shortened(f"{from_}{ARROW}{to}".removesuffix(ARROW), room).replace(",…", "…")


def addition_label(letter: LetterCard, words: Words) -> str:
    """Return what a letter is to others of its symbol, for a button: "Corrigendum, A/76/9120/Corr.1"."""
    return shortened(f"{words.addition(letter)}, {short_symbol(letter)}", BUTTON_UNITS)


def titled(letter: LetterCard, words: Words) -> str:
    """Return a letter within a sentence: "Azerbaijan, 14 April 2020 (A/74/771-S/2020/241)"."""
    date = f", {words.date(letter.date)}" if letter.date else ""
    symbol = f" ({symbols(letter)})" if letter.symbols else ""
    return _on_one_line(shortened(sender(letter, words), 160) + date + symbol)


@lru_cache(1024)
def address(symbols: tuple[str, ...]) -> str:
    """Return where a document of the United Nations is found; "" where its symbol does not tell."""
    return document_url(symbols) or ""
