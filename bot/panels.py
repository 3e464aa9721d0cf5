"""What the buttons under an answer open: context, footnotes, more; one message that is turned page by page."""

from collections.abc import Callable, Iterable, Sequence

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.callbacks import Close, OpenView, Stay, Tap, View
from bot.render import (
    BOLD,
    FOLD_UNITS,
    FOLDED,
    QUOTE,
    Look,
    button,
    heading,
    notes,
    notes_of,
    place,
    quotations,
    runs,
    unique_notes,
)
from bot.words import Words
from bot.writing import Part, Writer, join, pack, split, units
from retrieval.types import Answer, Quote

TITLES = {View.CONTEXT: "title_context", View.FOOTNOTES: "title_footnotes", View.MORE: "title_more"}
LEAP = 10  # pages
BUTTONS = {View.CONTEXT: "button_context", View.FOOTNOTES: "button_footnotes", View.MORE: "button_more"}


def context_pages(around: Iterable[Quote], shown: Sequence[Quote], words: Words) -> tuple[Part, ...]:
    """Return the paragraphs around the quotations that are `shown`, each once, with their notes.

    Letters come in the order of the quotations, paragraphs in that of their letter; what was shown is bold.
    """
    letters: dict[str, list[Quote]] = {}
    for quote in dict.fromkeys(around):
        letters.setdefault(quote.letter.letter_id, []).append(quote)
    read = [quote for each in letters.values() for quote in sorted(each, key=lambda quote: quote.span.start)]
    return _pages(View.CONTEXT, quotations(read, words, Look(marked=tuple(shown))), words)


def more_pages(answer: Answer, words: Words) -> tuple[Part, ...]:
    """Return the further quotations."""
    return _pages(View.MORE, quotations(answer.more, words), words)


def footnote_pages(answer: Answer, words: Words) -> tuple[Part, ...]:
    """Return the notes of the quotations in full, each under the words that call it."""
    noted = [quote for quote in answer.quotes if notes_of(quote)]
    parts = [part for run in runs(noted) for part in _noted(run, words)]
    if not parts:
        parts.append(Writer().write(words("no_footnote")).part())
    return _pages(View.FOOTNOTES, parts, words)


def _noted(run: Sequence[Quote], words: Words) -> tuple[Part, ...]:
    """Return whose words call the notes and where, and each note by itself, folded only if it is long."""
    writer = Writer().write(words("says", who=heading(run[0], words)), BOLD).write("\n")
    for number, quote in enumerate(run):
        place(writer.write("; " if number else ""), quote, words, in_full=number == 0)
    shown: list[Part] = []
    for note in unique_notes(run):
        kind = FOLDED if units(note.text) > FOLD_UNITS else QUOTE
        shown += notes((note,), words, kind=kind)
    together = join((writer.part(), shown[0]), "\n")
    return (together, *shown[1:]) if together.fits else (*split(writer.part()), *shown)


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
