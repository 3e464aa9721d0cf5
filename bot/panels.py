"""What the buttons under an answer open: context, footnotes, more; one message that is turned page by page."""

from collections.abc import Callable, Iterable, Sequence

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.callbacks import Close, OpenView, Stay, Tap, View
from bot.render import BOLD, button, heading, notes, place, quotations
from bot.words import Words
from bot.writing import Part, Writer, join, pack
from retrieval.types import Answer, Quote

TITLES = {View.CONTEXT: "title_context", View.FOOTNOTES: "title_footnotes", View.MORE: "title_more"}
BUTTONS = {View.CONTEXT: "button_context", View.FOOTNOTES: "button_footnotes", View.MORE: "button_more"}


def context_pages(around: Iterable[Quote], words: Words) -> tuple[Part, ...]:
    """Return the paragraphs around the quotations, each once, with their notes."""
    return _pages(View.CONTEXT, quotations(tuple(dict.fromkeys(around)), words), words)


def more_pages(answer: Answer, words: Words) -> tuple[Part, ...]:
    """Return the further quotations."""
    return _pages(View.MORE, quotations(answer.more, words), words)


def footnote_pages(answer: Answer, words: Words) -> tuple[Part, ...]:
    """Return the notes of the quotations in full, each under the words that call it."""
    parts: list[Part] = []
    for quote in answer.quotes:
        if quote.footnotes:
            parts += _noted(quote, words)
    if not parts:
        parts.append(Writer().write(words("no_footnotes")).part())
    return _pages(View.FOOTNOTES, parts, words)


def _noted(quote: Quote, words: Words) -> tuple[Part, ...]:
    """Return whose words call the notes and where, and each note folded by itself."""
    writer = Writer().write(heading(quote, words) + ":", BOLD).write("\n")
    place(writer, quote, words)
    first, *others = [piece for note in quote.footnotes for piece in notes((note,), words)]
    together = join((writer.part(), first), "\n")
    return (together, *others) if together.fits else (writer.part(), first, *others)


def _pages(view: View, parts: Iterable[Part], words: Words) -> tuple[Part, ...]:
    return pack((Writer().write(words(TITLES[view]), BOLD).part(), *parts))


def panel_keyboard(answer: Answer, shown: OpenView, pages: int, words: Words) -> InlineKeyboardMarkup:
    """Return the buttons of a panel: the other views, the pages, and a way out."""
    others = [view for view in views_of(answer) if view is not shown.view]
    rows = [
        [button(words(BUTTONS[view]), OpenView(shown.answer_id, view)) for view in others],
        pager(shown.page, pages, lambda page: OpenView(shown.answer_id, shown.view, page)),
        [button(words("button_close"), Close())],
    ]
    return InlineKeyboardMarkup([row for row in rows if row])


def views_of(answer: Answer) -> tuple[View, ...]:
    """Return what can be opened below an answer."""
    views = [View.CONTEXT] if answer.quotes else []
    if any(quote.footnotes for quote in answer.quotes):
        views.append(View.FOOTNOTES)
    if answer.more:
        views.append(View.MORE)
    return tuple(views)


def pager(page: int, pages: int, tap: Callable[[int], Tap]) -> Sequence[InlineKeyboardButton]:
    """Return the buttons that turn pages; none where there is but one."""
    if pages < 2:
        return ()
    row = [button("◀", tap(page - 1))] if page > 0 else []
    row.append(button(f"{page + 1}/{pages}", Stay()))
    return (*row, button("▶", tap(page + 1))) if page + 1 < pages else row
