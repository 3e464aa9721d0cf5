"""What the buttons under an answer open: context, footnotes, more; one message that is turned page by page."""

from collections.abc import Iterable, Iterator, Sequence

from telegram import InlineKeyboardMarkup

from bot.rendering.buttons import button, pager, view_button, views_of
from bot.rendering.callbacks import Close, OpenView, View
from bot.rendering.render import BOLD, FOLD_UNITS, FOLDED, QUOTE, Look, heading, notes, notes_of, place, quotations
from bot.rendering.runs import runs, unique_notes
from bot.rendering.words import Words
from bot.rendering.writing import GAP, MAX_UNITS, Part, Writer, grouped, join, split, units, weight
from retrieval.types import Answer, Quote

TITLES = {View.CONTEXT: "title_context", View.FOOTNOTES: "title_footnotes", View.MORE: "title_more"}


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
    """Return the notes of the quotations in full, on every page under the words that call them."""
    noted = [quote for quote in answer.quotes if notes_of(quote)]
    parts = [part for run in runs(noted, notes_of) for part in _noted(run, words)]
    if not parts:
        parts.append(Writer().write(words("no_footnote")).part())
    return _pages(View.FOOTNOTES, parts, words)


def _noted(run: Sequence[Quote], words: Words) -> Iterator[Part]:
    """Yield whose words call the notes and where, with as many notes below as a page holds; then so with the rest."""
    calling = _calling(run, words)
    room = _room(View.FOOTNOTES, words) - units(calling.text) - 1
    shown: list[Part] = []
    for note in unique_notes(run, notes_of):
        kind = FOLDED if units(note.text) > FOLD_UNITS else QUOTE  # only a long one is folded
        shown += notes((note,), words, kind=kind, room=room)
    for group in grouped(shown, GAP, spare=weight(calling) + 1, room=room):
        together = join((calling, join(group)), "\n")
        yield from (together,) if together.fits else (*split(calling), *group)


def _calling(run: Sequence[Quote], words: Words) -> Part:
    """Return whose words call the notes, and where they stand."""
    writer = Writer().write(words("says", who=heading(run[0], words)), BOLD).write("\n")
    for number, quote in enumerate(run):
        place(writer.write("; " if number else ""), quote, words, in_full=number == 0)
    return writer.part()


def _pages(view: View, parts: Iterable[Part], words: Words) -> tuple[Part, ...]:
    """Return parts as pages, each below the title; one that is a whole message by itself has no room for that."""
    title = Writer().write(words(TITLES[view]), BOLD).part()
    pages = grouped(parts, GAP, spare=1, room=_room(view, words))
    return tuple(titled if (titled := join((title, *page))).fits else join(page) for page in pages) or (title,)


def _room(view: View, words: Words) -> int:
    """Return how many units a page has below its title."""
    return MAX_UNITS - units(words(TITLES[view]) + GAP)


def panel_keyboard(answer: Answer, shown: OpenView, pages: int, words: Words) -> InlineKeyboardMarkup:
    """Return the buttons of a panel: the other views, the pages, and a way out."""
    others = [view for view in views_of(answer) if view is not shown.view]
    rows = [
        [view_button(view, shown.answer_id, words) for view in others],
        pager(shown.page, pages, lambda page: OpenView(shown.answer_id, shown.view, page)),
        [button(words("button_close"), Close())],
    ]
    return InlineKeyboardMarkup([row for row in rows if row])
