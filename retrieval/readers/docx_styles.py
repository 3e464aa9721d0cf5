"""What the styles and lists of a Word document give to its paragraphs: indents, weight, rank, numbers before them."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml.etree import _Element as Element

from retrieval.patterns import regex
from retrieval.readers.counts import in_form

_MAX_STYLE_CHAIN = 20
_PLACEHOLDER = regex(r"%([1-9])")
_QUOTE_STYLE = regex(r"quot|block ?text|citation|extract", re.IGNORECASE)
_HEADING_STYLE = regex(r"heading|title|^H(?:Ch|M|_?[1-6])|überschrift|titre|título", re.IGNORECASE)


def local(element: Element) -> str:
    """Return the name of an element without its namespace; "" for comments and the like."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def attribute(element: Element | None, name: str) -> str | None:
    """Return an attribute by its name without namespace (Word writes two dialects that differ in it)."""
    if element is None:
        return None
    return next((str(value) for key, value in element.items() if str(key).rpartition("}")[2] == name), None)


def child(element: Element | None, name: str) -> Element | None:
    """Return the first child of that name."""
    if element is None:
        return None
    return next((each for each in element if local(each) == name), None)


def children(element: Element | None, name: str) -> Iterator[Element]:
    """Yield the children of that name."""
    return (each for each in (element if element is not None else ()) if local(each) == name)


def is_on(properties: Element | None, name: str) -> bool | None:
    """Return the value of a switch, or `None` where it is not set."""
    found = child(properties, name)
    if found is None:
        return None
    return (attribute(found, "val") or "1") not in ("0", "false", "off")


def number(text: str | None) -> int:
    """Return a number of the file, 0 where it is none."""
    try:
        return int(float(text or 0))
    except (ValueError, OverflowError):
        return 0


@dataclass(frozen=True, slots=True)
class ParagraphStyle:
    """What holds for a paragraph before its runs say otherwise; indents in twentieths of a point."""

    name: str = ""
    left: int = 0
    right: int = 0
    bold: bool = False
    italic: bool = False
    hidden: bool = False
    raised: bool = False
    rank: int | None = None
    list_id: str | None = None
    list_level: int = 0
    break_before: bool = False

    @property
    def is_heading(self) -> bool:
        """Tell whether the style itself is a heading's."""
        return (self.rank is not None and self.rank < 9) or bool(_HEADING_STYLE.search(self.name))

    @property
    def is_quote(self) -> bool:
        """Tell whether the style itself is a block quotation's."""
        return bool(_QUOTE_STYLE.search(self.name))


class Styles:
    """The styles of a document, each with what it inherits."""

    def __init__(self, root: Element | None) -> None:
        self._elements: dict[str, Element] = {}
        self._default: str | None = None
        self._resolved: dict[str | None, ParagraphStyle] = {}
        for each in children(root, "style"):
            identity = attribute(each, "styleId") or ""
            self._elements[identity] = each
            if attribute(each, "type") == "paragraph" and attribute(each, "default") in ("1", "true", "on"):
                self._default = identity

    def of(self, identity: str | None) -> ParagraphStyle:
        """Return a paragraph or character style with what it inherits."""
        if identity not in self._resolved:
            style = ParagraphStyle()
            for each in reversed(list(self._chain(identity))):
                style = with_properties(style, child(each, "pPr"), child(each, "rPr"))
                style = _named(style, attribute(child(each, "name"), "val") or "")
            self._resolved[identity] = style
        return self._resolved[identity]

    def paragraph(self, properties: Element | None) -> ParagraphStyle:
        """Return what holds for a paragraph with these properties."""
        identity = attribute(child(properties, "pStyle"), "val") or self._default
        return with_properties(self.of(identity), properties, None)

    def _chain(self, identity: str | None) -> Iterator[Element]:
        for _ in range(_MAX_STYLE_CHAIN):
            element = self._elements.get(identity or "")
            if element is None:
                return
            yield element
            identity = attribute(child(element, "basedOn"), "val")


def _named(style: ParagraphStyle, name: str) -> ParagraphStyle:
    return _changed(style, name=name)


def _changed(style: ParagraphStyle, **changes: object) -> ParagraphStyle:
    values = {name: getattr(style, name) for name in ParagraphStyle.__slots__}
    return ParagraphStyle(**{**values, **changes})


def with_properties(style: ParagraphStyle, paragraph: Element | None, run: Element | None) -> ParagraphStyle:
    """Return a style changed by properties of a paragraph and of a run."""
    if paragraph is None and run is None:
        return style
    changes: dict[str, object] = {}
    indents = child(paragraph, "ind")
    for side, names in (("left", ("left", "start")), ("right", ("right", "end"))):
        value = next((found for name in names if (found := attribute(indents, name)) is not None), None)
        if value is not None:
            changes[side] = number(value)
    rank = attribute(child(paragraph, "outlineLvl"), "val")
    if rank is not None:
        changes["rank"] = number(rank)
    listed = child(paragraph, "numPr")
    if listed is not None:
        changes["list_id"] = attribute(child(listed, "numId"), "val") or style.list_id
        changes["list_level"] = number(attribute(child(listed, "ilvl"), "val"))
    switches = {
        "bold": is_on(run, "b"),
        "italic": is_on(run, "i"),
        "hidden": is_on(run, "vanish"),
        "break_before": is_on(paragraph, "pageBreakBefore"),
    }
    changes |= {name: switch for name, switch in switches.items() if switch is not None}
    raised = attribute(child(run, "vertAlign"), "val")
    if raised is not None:
        changes["raised"] = raised == "superscript"
    return _changed(style, **changes) if changes else style


# --- numbers before paragraphs ---------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Level:
    form: str = "decimal"
    text: str = "%1."
    start: int = 1


@dataclass(slots=True)
class _List:
    levels: dict[int, _Level] = field(default_factory=dict)
    counts: Counter[int] = field(default_factory=Counter)
    begun: set[int] = field(default_factory=set)


class Numbering:
    """The automatic numbers of a document's lists, counted as its paragraphs are met."""

    def __init__(self, root: Element | None) -> None:
        abstract = {attribute(each, "abstractNumId"): each for each in children(root, "abstractNum")}
        shared: dict[str | None, _List] = {}
        self._lists: dict[str, _List] = {}
        for each in children(root, "num"):
            origin = attribute(child(each, "abstractNumId"), "val")
            overrides = list(children(each, "lvlOverride"))
            if origin not in shared or overrides:
                made = _List(_levels(abstract.get(origin)))
                for override in overrides:
                    _override(made, override)
                shared.setdefault(origin, made)
            else:
                made = shared[origin]
            self._lists[attribute(each, "numId") or ""] = made

    def label(self, style: ParagraphStyle) -> str:
        """Return the label that stands before the next paragraph of this style, "" where it has none."""
        found = self._lists.get(style.list_id or "")
        level = max(0, min(style.list_level, 8))
        if found is None or level not in found.levels:
            return ""
        if level in found.begun:
            found.counts[level] += 1
        else:
            found.counts[level] = found.levels[level].start
            found.begun.add(level)
        for deeper in [each for each in found.begun if each > level]:
            found.begun.discard(deeper)
        return _PLACEHOLDER.sub(lambda place: self._count(found, int(place[1]) - 1), self._text(found.levels[level]))

    @staticmethod
    def _text(level: _Level) -> str:
        if level.form == "bullet":
            return "•" if level.text.strip() else ""
        return "" if level.form == "none" else level.text

    @staticmethod
    def _count(found: _List, level: int) -> str:
        made = found.levels.get(level, _Level())
        return in_form(found.counts[level] if level in found.begun else made.start, made.form)


def _levels(abstract: Element | None) -> dict[int, _Level]:
    return {number(attribute(each, "ilvl")): _level(each) for each in children(abstract, "lvl")}


def _level(element: Element) -> _Level:
    form = attribute(child(element, "numFmt"), "val") or "decimal"
    text = attribute(child(element, "lvlText"), "val")
    start = child(element, "start")
    return _Level(form, text if text is not None else "", number(attribute(start, "val")) if start is not None else 0)


def _override(made: _List, override: Element) -> None:
    level = number(attribute(override, "ilvl"))
    replaced = child(override, "lvl")
    if replaced is not None:
        made.levels[level] = _level(replaced)
    start = child(override, "startOverride")
    if start is not None and level in made.levels:
        made.levels[level].start = number(attribute(start, "val"))
