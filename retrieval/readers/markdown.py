"""Takes the marks of Markdown off a text, and leaves its words, footnote markers and line breaks as they are."""

import html
import re

from retrieval.language.superscripts import raise_text
from retrieval.patterns import regex

_IMAGE = regex(r"!\[[^\]\n]{0,500}\]\([^)\s]{0,2000}\)")
# "[A/74/771](#)", "[text](https://a.b)"; not "[1] (see there)"
_LINK = regex(r"\[([^\[\]]{1,2000})\]\((?:<([^<>\n]{0,2000})>|([^()\s]{0,2000}))(?:\s+\"[^\"\n]{0,300}\")?\)")
# "[8](U.S.A.)" is a note's indicator and an aside
_MARKER = regex(r"\^?\d{1,3}")
_TARGET = regex(r"https?:|mailto:|www\.|[#/.]|\S*/")
_EMPTY_LINK_WORDS = frozenset(("here", "link", "this link", "click here", "online", "source"))
_AUTOLINK = regex(r"<((?:https?://|mailto:)[^<>\s]{1,2000})>")
_SUPERSCRIPT = regex(r"<sup>([^<>]{1,20})</sup>|\^\(?(\d{1,3})\)?\^", re.IGNORECASE)
_BREAK = regex(r"<br\s*/?>", re.IGNORECASE)
_TAG = regex(r"</?(?:u|b|i|em|strong|span|div|p|center|small|sub)(?:\s[^<>\n]{0,200})?>", re.IGNORECASE)
# each stops at the next sign of its kind, so that all of them take linear time
_STRONG = regex(r"\*\*(?=\S)((?:[^*\n]|\n(?![ \t]*\n)){1,3000})(?<=\S)\*\*(?!\w)")
# "*word*", "_word_"; not "list*", "a * b", "t_id=2_3"
_STAR = regex(r"(?<![\w*\\])\*(?=[^\s*])((?:[^*\n]|\n(?![ \t]*\n)){1,2000})(?<=[^\s\\])\*(?![\w*])")
_UNDERSCORE = regex(r"(?<![\w/\\])_(?=[^\s_])((?:[^_\n]|\n(?![ \t]*\n)){1,2000})(?<=[^\s\\])_(?![\w/])")
_ESCAPE = regex(r"\\([!-/:-@\[-`{-~])")
_ENTITY = regex(r"&(?:amp|nbsp|lt|gt|quot|apos|mdash|ndash|rsquo|lsquo|rdquo|ldquo|#\d{2,5}|#x[0-9a-fA-F]{2,5});")
_SIGNS = regex(
    r"(?m)^#{1,6} |\]\([^()\[\]\s]{0,300}\)|\*\*\S|^\d{1,3}\\\.|^> |\[\^\w{1,5}\]|<sup>|"
    r"(?<![\w*])\*[A-Z][^*\n]{1,200}[^\s*]\*(?!\w)"
)

FENCE = regex(r"\s{0,3}(?:```|~~~)\w{0,20}\s*$")
HEADING = regex(r"\s{0,3}#{1,6}\s+(.*)$")
QUOTE = regex(r"\s{0,3}>\s?(.*)$")
TABLE_RULE = regex(r"\s*\|?\s*:?-{3,}:?\s*(?:\|\s*:?-{3,}:?\s*)*\|?\s*$")


def looks_marked(text: str) -> bool:
    """Tell whether `text` holds marks of Markdown."""
    return _SIGNS.search(text) is not None


# A line of the text that begins with a bracket may stand at the very end, in emphasis: "_[2], Renn made a statement_".
_LOST_LINE = regex(r"\n[ \t]*_(?P<call>\[\d{1,3}\](?P<rest>[^_\n]{3,300})|\[[^_\n]{3,300})(?<![\]\s])_\s*\Z")
_LEFT_OPEN = regex(r"(?m)\n\s*^[ \t]*_(?=[^\s_])(?![^\n]*_[ \t]*$)")
_NEXT_NUMBER = regex(r"\s*(?=\d{1,3}\\?\.\s)")


def with_lost_line(text: str) -> str:
    """Return `text` with the line that stands in emphasis at its end put where one mark of emphasis is left open.

    A call of a note with which it begins ends the paragraph before; what follows on that goes on, but for a number.
    """
    lost = _LOST_LINE.search(text)
    opened = list(_LEFT_OPEN.finditer(text, 0, lost.start())) if lost else []
    if lost is None or len(opened) != 1:
        return text
    before, after = text[: opened[0].start()].rstrip(), text[opened[0].end() : lost.start()]
    rest = lost["rest"]
    if rest is None:
        return f"{before}\n\n{lost['call']} {after}\n"
    call = lost["call"].removesuffix(rest)
    gap = "\n\n" if _NEXT_NUMBER.match(rest) else ""
    return f"{before} {call}{gap}{rest} {after}\n"


def strip_marks(text: str) -> str:
    """Return `text` without emphasis, link targets, escapes and tags; raised numbers become superscript characters."""
    if "<" in text:
        text = _AUTOLINK.sub(r"\1", text)
        text = _BREAK.sub("\n", text)
    text = _SUPERSCRIPT.sub(lambda found: raise_text(found[1] or found[2]), text)
    if "<" in text:
        text = _TAG.sub("", text)
    if "](" in text:
        text = _LINK.sub(_link_words, _IMAGE.sub("", text))
    for pattern in (_STRONG, _STAR, _UNDERSCORE):
        text = pattern.sub(r"\1", text)
    text = _ESCAPE.sub(r"\1", text)
    return _ENTITY.sub(lambda found: html.unescape(found[0]), text) if "&" in text else text


def _link_words(found: re.Match[str]) -> str:
    """Return the words of a link, or its address where the words say nothing ("here")."""
    target = found[2] or found[3] or ""
    if _MARKER.fullmatch(found[1]) and not _TARGET.match(target):
        return found[0]
    bare = found[1].strip().lower() in _EMPTY_LINK_WORDS and target.startswith("http")
    return target if bare else found[1]
