"""A letter as a card, and letters as lists, with the buttons that lead from one to another."""

from collections.abc import Callable, Sequence

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.rendering.buttons import button, in_pairs, open_buttons, pager
from bot.rendering.callbacks import Browse, OpenLetter, OpenRelated, OpenSpot, OpenText, Relation
from bot.rendering.naming import addition_label, label, name_symbol, sender, titled
from bot.rendering.render import BOLD, Look, Reply, linked, quotations
from bot.rendering.words import Words
from bot.rendering.writing import MAX_UNITS, Part, Writer, join, pack, shortened, split, units
from retrieval.types import LetterCard, LetterDetail, LinkedLetter, Quote, Span

NameId = Callable[[str], int]
PAGE = 8
FIELD_UNITS = 600
READ_UNITS = 1500  # of the words of a letter on one page: about a screen and a half of a phone
RELATIONS = {
    Relation.CITES: ("button_cites", "links_cites"),
    Relation.CITED_BY: ("button_cited_by", "links_cited_by"),
    Relation.REPLIES: ("button_replies", "links_replies"),
    Relation.RELATED: ("button_related", "links_related"),
}


def card(detail: LetterDetail, words: Words, name_id: NameId) -> Reply:
    """Return a letter: what it is, its symbol, from, to, date, signature, agenda items, what it answers, its notes."""
    letter = detail.card
    writer = Writer()
    linked(writer, shortened(letter.title or words(f"kind_{letter.kind.name.lower()}"), FIELD_UNITS), ())
    title = _bold(writer.part())
    fields = Writer()
    name_symbol(fields, letter, words)
    for key, value in _fields(detail, words):
        fields.write("\n" if len(fields) else "").write(words(key, value=shortened(value, FIELD_UNITS)))
    parts = split(join((title, fields.part())))
    return Reply(parts, _card_keyboard(detail, words, name_id(letter.letter_id)))


def _bold(part: Part) -> Part:
    return Part(part.text, (*Writer().write(part.text, BOLD).part().entities, *part.entities))


def _fields(detail: LetterDetail, words: Words) -> list[tuple[str, str]]:
    letter, masthead = detail.card, detail.letter.masthead
    named = sender(letter, words) if letter.senders or letter.office else ""  # else its title, which stands above
    senders = ", ".join(filter(None, (named, letter.office if letter.senders else None)))
    fields = [
        ("card_from", senders),
        ("card_to", ", ".join(letter.addressees)),
        ("card_date", words.date(letter.date) if letter.date else ""),
        ("card_signed", ", ".join(signatory.name for signatory in masthead.signatories)),
        ("card_items", ", ".join(item.number for item in masthead.agenda_items)),
        ("card_replies_to", ", ".join(_linked_name(link, words) for link in detail.replies_to)),
        ("card_notes", str(len(detail.letter.footnotes) or "")),
    ]
    return [(key, value) for key, value in fields if value]


def _linked_name(link: LinkedLetter, words: Words) -> str:
    return titled(link.card, words) if link.card else ", ".join(link.symbols) or link.printed


def _card_keyboard(detail: LetterDetail, words: Words, name: int) -> InlineKeyboardMarkup | None:
    what = ", ".join(dict.fromkeys(words.addition(each) for each in detail.related))
    buttons = {
        relation: button(words(RELATIONS[relation][0], count=len(links), what=what), OpenRelated(name, relation))
        for relation in RELATIONS
        if (links := related_letters(detail, relation))
    }
    read = [button(words("button_read"), OpenText(name))] if beginning(detail) else []
    rows = [*in_pairs(list(buttons.values())), [*read, *open_buttons(detail.card)]]
    return InlineKeyboardMarkup([row for row in rows if row]) if any(rows) else None


def related_letters(detail: LetterDetail, relation: Relation) -> tuple[LinkedLetter, ...]:
    """Return the letters that belong to a letter, each once, those that are held first."""
    held = {
        Relation.CITED_BY: detail.cited_by,
        Relation.REPLIES: detail.answered_by,
        Relation.RELATED: detail.related,
    }
    links = detail.cites if relation is Relation.CITES else [LinkedLetter(c.symbols, "", c) for c in held[relation]]
    unique = {(link.card.letter_id if link.card else link.symbols or link.printed): link for link in links}
    return tuple(sorted(unique.values(), key=lambda link: link.card is None))


def related(detail: LetterDetail, shown: OpenRelated, words: Words, name_id: NameId) -> Reply:
    """Return a page of the letters that belong to a letter; those that are held are buttons, the others words."""
    links = related_letters(detail, shown.relation)
    pages = max(1, -(-len(links) // PAGE))
    page = min(max(shown.page, 0), pages - 1)
    writer = Writer().write(words(RELATIONS[shown.relation][1], letter=titled(detail.card, words)), BOLD)
    rows: list[Sequence[InlineKeyboardButton]] = []
    for link in links[page * PAGE : (page + 1) * PAGE]:
        if link.card is not None:
            name = addition_label if shown.relation is Relation.RELATED else label
            rows.append([button(name(link.card, words), OpenLetter(name_id(link.card.letter_id)))])
        else:
            linked(writer.write("\n• "), shortened(", ".join(link.symbols) or link.printed, 300), ())
    if not links:
        writer.write("\n" + words("links_none"))
    rows.append(pager(page, pages, lambda to: OpenRelated(shown.name_id, shown.relation, to)))
    rows.append([button(words("button_back"), OpenLetter(shown.name_id))])
    return Reply(split(writer.part()), InlineKeyboardMarkup([row for row in rows if row]))


def beginning(detail: LetterDetail) -> Span | None:
    """Return where the first paragraph of a letter stands; `None` for a letter without one."""
    return next((block.span for block in detail.letter.blocks if block.number is not None), None)


def begins_paragraph(detail: LetterDetail, start: int) -> bool:
    """Tell whether a paragraph of a letter begins at `start`, as it does not in a text that has taken its place."""
    return any(block.number is not None and block.span.start == start for block in detail.letter.blocks)


def reading(paragraphs: Sequence[Quote], shown: OpenText | OpenSpot, words: Words) -> Reply:
    """Return a page of the words of a letter; every page begins with whose they are and where they stand."""
    look = Look(fold_units=MAX_UNITS)
    sheets = _sheets(paragraphs)
    parts = [pack(quotations(some, words, look)) for some in sheets]
    pages = [part for some in parts for part in some]
    if isinstance(shown, OpenText):
        page = shown.page
    else:  # behind the sheets of which all paragraphs begin before it
        page = sum(len(of) for some, of in zip(sheets, parts, strict=True) if some[-1].span.start < shown.start)
    page = min(max(page, 0), len(pages) - 1)
    rows = [
        pager(page, len(pages), lambda to: OpenText(shown.name_id, to)),
        [button(words("button_back"), OpenLetter(shown.name_id))],
    ]
    return Reply((pages[page],), InlineKeyboardMarkup([row for row in rows if row]))


def _sheets(paragraphs: Sequence[Quote]) -> list[list[Quote]]:
    """Return paragraphs in order, as many together as make a page."""
    sheets: list[list[Quote]] = [[]]
    for each in paragraphs:
        if sheets[-1] and sum(units(other.text) for other in (*sheets[-1], each)) > READ_UNITS:
            sheets.append([])
        sheets[-1].append(each)
    return sheets


def listing(
    cards: Sequence[LetterCard], count: int, shown: Browse | None, what: str, words: Words, name_id: NameId
) -> Reply:
    """Return a page of a list of letters, each a button; `what` they are narrowed to stands above.

    `shown` is the page, `None` where there is but one.
    """
    title = words("letters_all", count=count)
    if shown is not None:
        first = shown.page * PAGE
        title = words("letters_title", first=first + 1, last=first + len(cards), count=count)
    above = Writer().write(f"{what}\n" if what else "", BOLD).write(title, None if what else BOLD)
    rows: list[Sequence[InlineKeyboardButton]] = [
        [button(label(letter, words), OpenLetter(name_id(letter.letter_id), below=True))] for letter in cards
    ]
    if shown is not None:
        rows.append(pager(shown.page, -(-count // PAGE), lambda to: Browse(shown.name_id, to)))
    return Reply((above.part(),), InlineKeyboardMarkup([row for row in rows if row]))
