"""Where the letter stands in a saved page: trafilatura finds the main text, and all of it is kept, notes included.

trafilatura itself drops notes (lists of links, to it) and repeated paragraphs; so it only points at the element that
holds the main text, and what is certainly the site's (menus, cookie lines, share buttons, dates of posting) is pruned.
"""

import re
from collections.abc import Iterable
from copy import deepcopy

from lxml.etree import _Element as Element

from retrieval.language.superscripts import raise_letters
from retrieval.patterns import regex

_MAX_LOCATED = 60_000  # elements: beyond, the whole body is taken
_LONGEST_PARAGRAPH = 8_000
_MOST_MENU_LINKS = 500
_LONGEST_SITE_LINE = 600
_ENOUGH = 0.9  # of the main text, in the element that is taken for it
_GUARD = 0.5  # of the text: what holds more is not pruned, whatever it is called

_NEVER = (
    "script style noscript template svg math iframe object embed canvas audio video form button select input textarea "
    "dialog link meta"
)
_LINE_TAGS = frozenset("p div span section li a h6 small".split())
_CHROME_TAGS = frozenset(("nav", "aside", "menu", "footer", "header"))
_CHROME_ROLES = frozenset(
    ("navigation", "banner", "contentinfo", "complementary", "search", "dialog", "alert", "toolbar")
)
_CHROME = regex(
    r"(?:^|[\s_-])(?:cookies?|consent|gdpr|share|sharing|sharedaddy|social|addtoany|addthis|breadcrumbs?|related|newsletter|"
    r"subscribe|sidebar|menu|navbar|nav|navigation|topbar|toolbar|advert\w*|ads?|promo|comments?|respond|pagination|pager|"
    r"skip-link|screen-reader-text|byline|posted-on|post-date|entry-date|entry-meta|post-meta|pub-?date|timestamp|tags?|"
    r"tag-links|cat-links|footer|site-header|masthead-nav|print-link|popup|modal|banner)(?:$|[\s_-])",
    re.IGNORECASE,
)
_HIDDEN = regex(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.IGNORECASE)
_SITE_LINE = regex(
    r"(?:posted|published|updated|last (?:updated|modified)|created|date posted|publié|publicado|опубликовано)"
    r"(?: on| at| le| el)?:?\s*(?:\w+,?\s+)?(?:\d{1,2}(?:st|nd|rd|th)?[ ./-]\w+\.?,?[ ./-]\d{2,4}|"
    r"\w+\.? \d{1,2},? \d{4}|\d{4}-\d{2}-\d{2})(?:[ ,T|]+.{0,40})?"
    r"|(?:share|tweet|print|e-?mail|facebook|twitter|x|linkedin|whatsapp|telegram|copy link|like|pin it|save|"
    r"download(?: pdf)?|read more|back to top|skip to (?:main )?content|menu|search|close|home|next|previous|"
    r"« ?previous|next ?»)(?:[\s|,/·•]+"
    r"(?:share|tweet|print|e-?mail|facebook|twitter|x|linkedin|whatsapp|telegram|copy link|on|this|via|page))*"
    r"|(?:\d+ )?(?:views?|comments?|shares?|likes?)(?: \d+)?|"
    r".{0,20}all rights reserved.{0,80}|(?:©|copyright) .{0,120}",
    re.IGNORECASE,
)
_COOKIE_LINE = regex(
    r"\b(?:uses?|using|accept|our|third-party) cookies\b|\bcookie (?:policy|settings|preferences)\b", re.IGNORECASE
)
_LETTER_TITLE = regex(
    r"\b(?:letters?|notes? verbales?|lettres?|cartas?|notas? verbal(?:es)?|memorandum|telegram)\b|"
    r"письм|нота|رسال|信|照会",
    re.IGNORECASE,
)
_INDICATOR = regex(r"[\[(]?\s*(\d{1,3}|[a-z]|[ivx]{1,5}|\*{1,3}|†|‡)\s*[\])]?\.?")
_BACK = regex(
    r"[\s^↑↩⏎⬆↵\ufe0e\ufe0f]*(?:\[?\(?(?:\d{1,3}|[a-z]|[ivx]{1,5}|\*{1,3})\)?\]?\.?)?[\s^↑↩⬆↵\ufe0e\ufe0f]*",
    re.IGNORECASE,
)
# "↩", "[^]", "Back", "Return to text", "Jump up": what leads back from a note, and is no word of it
_RETURN = regex(
    r"[\s\[(]*(?:[\^↑↩⏎⬆↵⤴⇑⇧\ufe0e\ufe0f]+|(?:go\s)?back|return|jump\sup)"
    r"(?:\sto\s(?:the\s)?(?:text|top|article|content|main\stext|reference|footnote)(?:\s\d{1,3})?)?[\s\]).]*",
    re.IGNORECASE,
)


def main_part(tree: Element) -> tuple[Element, dict[Element, str], str | None]:
    """Return the element that holds the letter, the notes in it with their indicators, and a title from outside of it.

    The tree is changed: site chrome is taken out, calls of notes become superscript characters.
    """
    _drop(tree.iter(*_NEVER.split()))
    _drop(each for each in tree.iter() if _HIDDEN.search(each.get("style") or "") or each.get("hidden") is not None)
    notes = _linked_notes(tree)
    body = tree.find("body")
    root = body if body is not None else tree
    main = _climbed(_located(tree, root), root, notes)
    title = _outer_title(root, main)
    whole = max(len(_text(main)), 1)
    _drop(each for each in list(main.iterdescendants()) if _is_chrome(each, whole, notes))
    return main, notes, title


def _text(element: Element) -> str:
    return " ".join("".join(map(str, element.itertext())).split())


def _short_text(element: Element, most: int) -> str | None:
    """Return the text of an element, `None` where there is more than `most`: nested pages repeat it at every level."""
    pieces: list[str] = []
    length = 0
    for piece in element.itertext():
        pieces.append(str(piece))
        length += len(pieces[-1])
        if length > 2 * most:
            return None
    text = " ".join("".join(pieces).split())
    return text if len(text) <= most else None


def _drop(elements: Iterable[Element]) -> None:
    """Take elements out of their tree; the text behind them stays."""
    for each in list(elements):
        parent, before = each.getparent(), each.getprevious()
        if parent is None:
            continue
        if each.tail and before is not None:
            before.tail = (before.tail or "") + each.tail
        elif each.tail:
            parent.text = (parent.text or "") + each.tail
        parent.remove(each)


# --- notes -----------------------------------------------------------------------------------------------------------


def _linked_notes(tree: Element) -> dict[Element, str]:
    """Find notes by the links that call them; calls become superscripts, links back are taken out."""
    places = {element: index for index, element in enumerate(tree.iter())}
    targets: dict[str, Element] = {}
    for each in places:
        for key in (each.get("id"), each.get("name")):
            if key:
                targets.setdefault(key, each)
    notes: dict[Element, str] = {}
    for link in list(tree.iter("a")):
        target = targets.get((link.get("href") or "")[1:]) if (link.get("href") or "").startswith("#") else None
        if target is None:
            continue
        shown = _INDICATOR.fullmatch(_text(link))
        if places[target] > places[link] and shown is not None and _begins(_block_of(target), target):
            notes.setdefault(_block_of(target), raise_letters(shown[1]))
            _become(link, raise_letters(shown[1]))
        elif places[target] < places[link] and _leads_back(link) and _block_of(target) not in notes:
            _become(link, "")
    for link in [each for note in notes for each in note.iter("a")]:
        if (link.get("href") or "").startswith("#") and _RETURN.fullmatch(_text(link)):
            _become(link, "")
    return notes


def _leads_back(link: Element) -> bool:
    return (_BACK.fullmatch(_text(link)) or _RETURN.fullmatch(_text(link))) is not None


def _begins(block: Element, target: Element) -> bool:
    """Tell whether a target stands at the head of its block, as the anchor of a note does."""
    if block is target:
        return True
    before = ""
    for each in block.iter():
        if each is target:
            return len(before.strip()) <= 6
        before += each.text or ""
        if len(before) > 80:
            return False
    return False


def _block_of(element: Element) -> Element:
    blocks = ("p", "li", "div", "td", "dd", "aside", "section", "tr")
    for each in (element, *element.iterancestors()):
        if each.tag in blocks:
            return each
    return element


def _become(link: Element, text: str) -> None:
    """Replace a link, and a <sup> that holds nothing else, by text."""
    place = link
    parent = link.getparent()
    while parent is not None and parent.tag in ("sup", "span", "b", "font", "small") and _text(parent) == _text(link):
        place, parent = parent, parent.getparent()
    for each in list(place):
        place.remove(each)
    place.tag = "span"
    if "href" in place.attrib:
        del place.attrib["href"]
    place.text = text


# --- the main element ------------------------------------------------------------------------------------------------


def _located(tree: Element, root: Element) -> Element:
    """Return the smallest element that holds nearly all of what trafilatura takes for the main text."""
    if sum(1 for _ in tree.iter()) > _MAX_LOCATED:
        return root
    found = _extracted(tree)
    weights: dict[Element, int] = {}
    matched = 0
    for each in root.iter(
        "p", "li", "td", "th", "h1", "h2", "h3", "h4", "h5", "h6", "div", "pre", "dd", "blockquote", "span"
    ):
        text = _key(_short_text(each, _LONGEST_PARAGRAPH) or "")
        if text not in found:
            continue
        found.discard(text)
        matched += len(text)
        for above in (each, *each.iterancestors()):
            weights[above] = weights.get(above, 0) + len(text)
            if above is root:
                break
    enough = [each for each, weight in weights.items() if weight >= _ENOUGH * matched]
    return max(enough, key=lambda each: sum(1 for _ in each.iterancestors())) if matched > 200 else root


def _key(text: str) -> str:
    return re.sub(r"\W+", "", text)


def _extracted(tree: Element) -> set[str]:
    import trafilatura  # noqa: PLC0415  (takes a third of a second, and only saved pages need it)

    document = trafilatura.bare_extraction(deepcopy(tree), fast=True, favor_recall=True, include_comments=False)
    text = getattr(document, "text", None) or ""
    return {key for line in text.splitlines() if len(key := _key(line)) > 3}


def _climbed(main: Element, root: Element, notes: dict[Element, str]) -> Element:
    """Return the element itself, or the one above it that also holds the notes called in it, and its own article."""
    outside = [note for note in notes if main not in note.iterancestors() and note is not main]
    best = main
    for above in main.iterancestors():
        if above is root or above.tag in ("body", "html"):
            break
        if above.tag == "article" or (outside and any(above in note.iterancestors() for note in outside)):
            best = above
    if any(best not in note.iterancestors() for note in outside):
        return root
    return best


def _outer_title(root: Element, main: Element) -> str | None:
    """Return the page's first heading when it stands outside of the main element and names a letter."""
    for heading in root.iter("h1", "h2"):
        if main in (heading, *heading.iterancestors()):
            return None
        text = _text(heading)
        if _LETTER_TITLE.search(text) and len(text) > 30:
            return text if _key(text) not in _key(_text(main)) else None
    return None


def _is_chrome(element: Element, whole: int, notes: dict[Element, str]) -> bool:
    """Tell whether an element inside the main part is the site's own: by its tag, role, name or words."""
    if element.tag in ("html", "body", "main", "article") or element in notes:
        return False
    if not (_is_named_chrome(element) or _says_chrome(element) or _only_links(element)):
        return False
    text = _text(element)
    return 0 < len(text) <= _GUARD * whole and not any(each in notes for each in element.iterdescendants())


def _is_named_chrome(element: Element) -> bool:
    if element.tag in _CHROME_TAGS or (element.get("role") or "") in _CHROME_ROLES:
        return not (element.tag == "header" and _LETTER_TITLE.search(_text(element)))
    names = " ".join((element.get("class") or "", element.get("id") or ""))
    return element.tag == "time" or (element.tag != "a" and bool(_CHROME.search(names)))


def _says_chrome(element: Element) -> bool:
    if element.tag not in _LINE_TAGS:
        return False
    text = _short_text(element, _LONGEST_SITE_LINE)
    if not text:
        return False
    if _COOKIE_LINE.search(text) and element.tag in ("p", "div", "span", "section", "li"):
        return True
    return bool(_SITE_LINE.fullmatch(text)) and (element.tag != "span" or _alone(element))


def _alone(element: Element) -> bool:
    parent = element.getparent()
    return (
        parent is None
        or parent.tag not in ("p", "li", "td", "b", "i", "em", "strong", "font")
        or _text(parent) == _text(element)
    )


def _only_links(element: Element) -> bool:
    """Tell whether a list or box is a menu: three links or more and hardly anything else."""
    if element.tag not in ("ul", "ol", "div"):
        return False
    links = list(element.iter("a"))
    if not 3 <= len(links) <= _MOST_MENU_LINKS:
        return False
    linked = [_text(each) for each in links]
    symbols = sum("/" in each for each in linked)
    return symbols < len(links) / 2 and sum(map(len, linked)) > 0.9 * len(_text(element))
