"""The buttons under answers, panels and cards, and which letters they lead to."""

from collections.abc import Callable, Sequence
from typing import TypeAlias

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.rendering.callbacks import OpenLetter, OpenSpot, OpenView, Stay, Tap, View, Vote, encode
from bot.rendering.naming import address, is_legible, label, short_symbol, symbols
from bot.rendering.render import notes_of
from bot.rendering.words import Words
from bot.rendering.writing import usable_url
from retrieval.types import Answer, LetterCard, ListingKind

LEAP = 10  # pages
VIEWS = {View.CONTEXT: "button_context", View.FOOTNOTES: "button_footnotes", View.MORE: "button_more"}
Row: TypeAlias = Sequence[InlineKeyboardButton]
Offers: TypeAlias = Sequence[tuple[LetterCard, int]]  # letters, and the numbers by which buttons name them


def offered(answer: Answer) -> tuple[LetterCard, ...]:
    """Return the letters that buttons below an answer open: those quoted, the nearest ones, or of a list some.

    Of a list that is the only letter, those that a symbol names, or those that nothing links.
    """
    if answer.listing is None:
        quoted = {quote.letter.letter_id: quote.letter for quote in answer.quotes}
        return tuple(quoted.values()) or answer.nearest
    letters = answer.listing.letters
    if len(letters) == 1 or answer.listing.kind in (ListingKind.NAMED, ListingKind.SHOWN):
        return letters
    return tuple(each for each in letters if not symbols(each) and not usable_url(each.url))


def button(text: str, tap: Tap) -> InlineKeyboardButton:
    """Return a button that means `tap`."""
    return InlineKeyboardButton(text, callback_data=encode(tap))


def keyboard(
    answer: Answer, answer_id: int, words: Words, names: Sequence[int] = (), whole_list: Tap | None = None
) -> InlineKeyboardMarkup | None:
    """Return the buttons under an answer; `names` are the numbers of the letters that it offers.

    `whole_list` is what shows all letters of which the answer lists some.
    """
    offers = list(zip(offered(answer), names, strict=True))
    votes = [button("👍", Vote(answer_id, True)), button("👎", Vote(answer_id, False))]
    if answer.quotes:
        return InlineKeyboardMarkup(_under_quotes(answer, answer_id, words, offers, votes))
    rows = [[button(label(card, words), _opens(answer, card, name))] for card, name in offers]
    if answer.listing is not None:
        count = answer.listing.count
        if whole_list is not None and count > len(offers):
            rows.append([button(words("button_letters", count=count), whole_list)])
        rows.append(votes)
    return InlineKeyboardMarkup(rows) if rows else None


def _opens(answer: Answer, card: LetterCard, name: int) -> Tap:
    """Return what opens a letter below an answer: where to begin to read it, or else its card."""
    spot = answer.spot(card)
    return OpenSpot(name, spot.span.start) if spot is not None else OpenLetter(name, below=True)


def _under_quotes(answer: Answer, answer_id: int, words: Words, offers: Offers, votes: Row) -> list[Row]:
    """Return the views of an answer, and the letters that it quotes two in a row, with the votes behind the last."""
    views = [view_button(view, answer_id, words) for view in views_of(answer)]
    alone = len(offers) == 1
    quoted = [button(_short_label(card, words, alone), OpenLetter(name, below=True)) for card, name in offers]
    paired = len(quoted) - len(quoted) % 2
    return [views, *in_pairs(quoted[:paired]), [*quoted[paired:], *votes]]


def view_button(view: View, answer_id: int, words: Words) -> InlineKeyboardButton:
    """Return the button that opens a view of an answer."""
    return button(words(VIEWS[view]), OpenView(answer_id, view))


def in_pairs(buttons: Sequence[InlineKeyboardButton]) -> list[list[InlineKeyboardButton]]:
    """Return buttons in rows of two, so that a phone shows all of what they say."""
    return [list(buttons[at : at + 2]) for at in range(0, len(buttons), 2)]


def _short_label(letter: LetterCard, words: Words, alone: bool) -> str:
    """Return a letter as short as a third of a line: its symbol, else its date among others, else a word for it."""
    date = words.short_date(letter.date) if letter.date and not alone else ""
    symbol = short_symbol(letter)
    return symbol if is_legible(symbol) else date or words(f"kind_{letter.kind.name.lower()}")


def open_buttons(letter: LetterCard) -> tuple[InlineKeyboardButton, ...]:
    """Return the button that opens the document, if it has an address."""
    url = usable_url(letter.url or address(letter.symbols))
    return (InlineKeyboardButton(f"📄 {short_symbol(letter)}".strip(), url=url),) if url else ()


def views_of(answer: Answer) -> tuple[View, ...]:
    """Return what can be opened below an answer."""
    views = [View.CONTEXT] if answer.quotes else []
    if any(notes_of(quote) for quote in answer.quotes):
        views.append(View.FOOTNOTES)
    if answer.more:
        views.append(View.MORE)
    return tuple(views)


def pager(page: int, pages: int, tap: Callable[[int], Tap]) -> Sequence[InlineKeyboardButton]:
    """Return the buttons that turn pages, and leap where there are many; none where there is but one."""
    if pages < 2:
        return ()
    back = [("⏪", page - LEAP)] if page >= LEAP else []
    on = [("⏩", page + LEAP)] if page + LEAP < pages else []
    back += [("◀", page - 1)] if page > 0 else []
    on = [("▶", page + 1), *on] if page + 1 < pages else []
    here = button(f"{page + 1}/{pages}", Stay())
    return [*(button(sign, tap(to)) for sign, to in back), here, *(button(sign, tap(to)) for sign, to in on)]
