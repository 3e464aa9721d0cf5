"""A place in a letter that a question names: "A/76/9011 para 4", "footnote 3 of A/76/9011", "para 5 of that letter"."""

import re
from dataclasses import dataclass, replace
from itertools import islice, takewhile

from retrieval.patterns import regex
from retrieval.spans.numbering import labels_in
from retrieval.symbols import symbol_alone
from retrieval.types import PARAGRAPHS, Block, BlockKind, Letter, Span

_PLACE = regex(
    r"(?:\b(?:in|at|under)\s)?(?:\bthe\s)?(?P<annex>\b(?:annex|enclosure)(?:\s(?P<which>[IVX]{1,4}))?,?\s)?"
    r"(?:\b(?:(?P<paragraph>para(?:graph)?s?)|foot\s?notes?|fn|notes?)\b\.?|¶)\s?(?:no\.?\s?|number\s)?"
    r"(?P<number>\d{1,3}(?:\.\d{1,2}){0,3}|(?<=note )[a-z])\b(?:\s(?:in|of)\b)?"
    r"(?P<behind>\s?(?:the\s)?(?:annex|enclosure)(?:\s(?P<of>[IVX]{1,4}))?\b(?:\s(?:in|of|to)\b)?)?",
    re.IGNORECASE,
)
# "p. 2, para. 8": the page says no more than the paragraph
_PAGE = regex(
    r",?\s?\b(?:on\s)?(?:pp?\b\.?|pages?)\s?(?P<page>\d{1,4})(?:\s?[–-]\s?\d{1,4})?\b(?:\s(?:in|of)\b)?",
    re.IGNORECASE,
)
# Takes "annex II to", "the enclosure", "the annexes of"; how it begins is asked for, or how each does.
_ANNEX = regex(
    r"(?:\b(?:in|at|under)\s)?(?:\b(?:the|its)\s)?\b(?P<begins>annex|enclosure|attachment|appendix)(?P<each>es|s)?"
    r"(?:\s(?P<numeral>[IVX]{1,4}|\d|[A-H]))?\b(?:\s(?:in|of|to)\b)?",
    re.IGNORECASE,
)
# What stands before the symbols where an answer says where its words are: "Velmora → Secretary-General, 2 May 2022, ".
_BETWEEN_WHOM = regex(r"^[^→\n]{1,200}→\s[^→\n]{1,200}?,\s(?=[A-Z]+/)")
# Takes "article 3", "section B"; whether a letter has such a heading, it tells itself.
_HEADED = regex(
    r"\b(?P<kind>art(?:icle|\.)?|section|chapter|part|rule|principle)\s?(?:no\.?\s?)?(?P<number>\d{1,3}|[ivx]{1,5}|[a-h])\b",
    re.IGNORECASE,
)
_MOST_BEGINNING = 2  # paragraphs of an annex that show how it begins
_MOST_LED_TO = 2  # quotations behind a paragraph that are shown with it
# All that may stand beside a place for it to be one of the letter shown before: "para 4 of that letter", "and para 5?".
_THERE = frozenset(
    "and show me please pls what s whats does is in of the that this same it its letter note verbale document there "
    "say open give can you see read".split()
)


@dataclass(frozen=True, slots=True)
class Place:
    """A paragraph, a note or a page, by its number as readers find it; of an annex, or one of them, if so said.

    Without a number it is how the annex begins, or how `each` does.
    """

    number: str
    is_note: bool
    in_annex: bool = False
    annex: str = ""
    is_page: bool = False
    each: bool = False


@dataclass(frozen=True, slots=True)
class Headed:
    """What stands below a heading, "Article 3", in small letters."""

    kind: str
    number: str


def place_asked(text: str) -> Place | None:
    """Return the place of a letter that a question asks for by its symbol, if it asks for nothing else."""
    split = split_place(_BETWEEN_WHOM.sub("", text))
    return split[0] if split is not None and symbol_alone(split[1]) is not None else None


def place_there(text: str) -> Place | None:
    """Return the place that a question asks for in the letter shown before, if it asks for nothing else."""
    split = split_place(text)
    return split[0] if split is not None and _THERE.issuperset(re.findall(r"\w+", split[1].casefold())) else None


def split_place(text: str) -> tuple[Place, str] | None:
    """Return the place that a text names, and the text beside it; `None` where it names none."""
    found = _found(text)
    if found is None:
        return None
    place, beside = _place(found), _beside(found)
    annex = _ANNEX.search(beside) if place.number and not (place.is_page or place.in_annex) else None
    if annex is None:
        return place, beside
    named = replace(place, in_annex=True, annex=(annex["numeral"] or "").upper())  # "annex I of A/76/9095, para 2"
    return named, _beside(annex)


def headed_there(text: str) -> Headed | None:
    """Return the heading whose text a question asks for in the letter shown before, if it asks for nothing else."""
    found = _HEADED.search(text)
    if found is None or not _THERE.issuperset(re.findall(r"\w+", _beside(found).casefold())):
        return None
    kind = found["kind"].casefold()
    return Headed("article" if kind.startswith("art") else kind, found["number"].casefold())


def find_headed(letter: Letter, headed: Headed) -> tuple[Span, ...]:
    """Return the paragraphs below such a heading, up to the next; nothing where the letter has none, or several."""
    mark = re.compile(rf"{headed.kind}\s+{headed.number}\b|{headed.number}(?=[.):])", re.IGNORECASE)
    headings = [
        place
        for place, each in enumerate(letter.blocks)
        if each.kind is BlockKind.HEADING and mark.match(each.span.of(letter.text))
    ]
    if len(headings) != 1:
        return ()
    part = letter.blocks[headings[0]].part
    below = takewhile(lambda each: each.kind in PARAGRAPHS and each.part == part, letter.blocks[headings[0] + 1 :])
    return tuple(each.span for each in below)


def _found(text: str) -> re.Match[str] | None:
    """Return the paragraph or the note that `text` names, wherever its page is said; else the page, else the annex."""
    return _PLACE.search(_PAGE.sub("", text)) or _PAGE.search(text) or _ANNEX.search(text)


def _beside(found: re.Match[str]) -> str:
    return f"{found.string[: found.start()]} {found.string[found.end() :]}"


def _place(found: re.Match[str]) -> Place:
    if "page" in found.groupdict():
        return Place(found["page"], is_note=False, is_page=True)
    if "begins" in found.groupdict():
        called = [found["begins"].capitalize(), *([found["numeral"].upper()] if found["numeral"] else [])]
        return Place("", is_note=False, in_annex=True, annex=" ".join(called), each=bool(found["each"]))
    is_note = found["paragraph"] is None and not found[0].lstrip().startswith("¶")
    annex = (found["which"] or found["of"] or "").upper()
    return Place(found["number"].lower(), is_note, in_annex=bool(found["annex"] or found["behind"]), annex=annex)


def find_place(letter: Letter, place: Place) -> tuple[Span, ...]:
    """Return where the place stands; in the letter itself before its annexes, where these are not asked for.

    A paragraph that leads to quotations comes with them.
    Nothing where there is no such place.
    """
    if place.is_note:
        notes = [each for each in letter.footnotes if each.indicator == place.number and _fits(place, each.part)]
        return (min(notes, key=lambda note: bool(note.part)).span,) if notes else ()
    if place.is_page:
        return on_page(letter, int(place.number))
    if not place.number:
        return _begins(letter, place)
    paragraphs = [each for each in letter.blocks if each.kind in PARAGRAPHS and each.number is not None]
    paragraphs = [each for each in paragraphs if _fits(place, each.part)]
    labels = ((each, label) for each in paragraphs for label in labels_in(letter, each))
    named = [each for each, label in labels if (str(each.number) if label is None else label) == place.number]
    return with_quotations(letter, min(named, key=lambda each: bool(each.part))) if named else ()


def _begins(letter: Letter, place: Place) -> tuple[Span, ...]:
    """Return how an annex begins, or where each does that is asked for."""
    called = rf"\b{place.annex}\b" if " " not in place.annex else rf"\b{place.annex}$"
    parts = dict.fromkeys(each.part for each in letter.blocks if each.part)
    named = [part for part in parts if re.search(called, part)] or ([] if " " in place.annex else list(parts))
    if place.each and len(named) > 1:
        return tuple(span for part in named for span in _beginning(letter, part)[:1])
    return _beginning(letter, named[0]) if named else ()


def _beginning(letter: Letter, part: str) -> tuple[Span, ...]:
    """Return the first paragraphs of an annex, or what stands in it first where it has none."""
    held = [each for each in letter.blocks if each.part == part]
    paragraphs = [each.span for each in held if each.kind in PARAGRAPHS]
    return tuple(paragraphs[:_MOST_BEGINNING]) or tuple(each.span for each in held[:_MOST_BEGINNING])


def on_page(letter: Letter, page: int) -> tuple[Span, ...]:
    """Return the paragraphs that begin on a page, or the one that fills it; nothing where there is no such page."""
    held = [each for each in letter.blocks if each.kind in PARAGRAPHS and page in each.pages]
    return tuple(each.span for each in held if each.pages[0] == page) or tuple(each.span for each in held[:1])


def with_quotations(letter: Letter, block: Block) -> tuple[Span, ...]:
    """Return a paragraph with the quotations set in behind it, if it ends with what leads to them."""
    if not block.span.of(letter.text).rstrip().endswith((":", ":–", ":-", ":—")):
        return (block.span,)
    behind = (each for each in letter.blocks if each.span.start >= block.span.end)
    led_to = takewhile(lambda each: each.kind is BlockKind.QUOTE, behind)
    return (block.span, *(each.span for each in islice(led_to, _MOST_LED_TO)))


def _fits(place: Place, part: str) -> bool:
    if not place.in_annex:
        return True
    return bool(part) and (not place.annex or re.search(rf"\b{place.annex}$", part) is not None)
