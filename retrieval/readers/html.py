"""Saved web pages: what is HTML, in which encoding, wrapped in what (MHTML, JSON, escaped text), and the reading of it.

Where the letter stands in the page is found in `html_main`; how its elements become lines, in `html_lines`.
"""

import email
import email.policy
import html
import json
import re
from email.errors import MessageError
from email.message import EmailMessage

import lxml.html
from lxml import etree

from retrieval.errors import NoTextError, UnreadableLetterError
from retrieval.patterns import regex
from retrieval.readers import limits
from retrieval.readers.decoding import decode
from retrieval.readers.html_lines import lines_of
from retrieval.readers.html_main import main_part
from retrieval.types import Page, Reading, Refusal

_SNIFFED = 32_768
_LOST_DEPTH = 250  # libxml2 drops what is nested deeper than 255
_START = regex(
    r"(?:\s|<!--(?>.{0,2000}?-->)|<\?xml[^>]{0,200}>)*<(?:!doctype\s+html|html|head|body|div|p|table|article|section|h[1-6]|span|meta)\b",
    re.IGNORECASE | re.DOTALL,
)
_BLOCKS = regex(r"</(?:p|div|td|li|h[1-6]|table|span|sup|blockquote|html|body)>|<br\s*/?>", re.IGNORECASE)
_ESCAPED = regex(r"&lt;/?(?:p|div|br|td|span|sup|li|h[1-6])\b[^&]{0,200}&gt;", re.IGNORECASE)
_SLASHED = regex(r"\\u003[cC]/?(?:p|div|br|span)|<\\/(?:p|div|span|li|sup|h[1-6])>")
_CHARSET = regex(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9._:-]+)""", re.IGNORECASE)
_CONTROL = regex("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_IMAGES = regex(rb"data:[\w/+.-]{0,80};base64,[A-Za-z0-9+/=%\s]*")
_MHTML = regex(rb"(?:From: <Saved by|MIME-Version: 1\.0)", re.IGNORECASE)
_MIN_BLOCKS = 3


def holds_html(data: bytes) -> bool:
    """Tell whether a file is a saved page, whole or in part, plain or wrapped."""
    if _is_mhtml(data):
        return True
    head = _decoded(data[:_SNIFFED])
    if _START.match(head):
        return True
    tags = len(_BLOCKS.findall(head))
    if head.lstrip()[:1] in ("{", "[", '"') and (_SLASHED.search(head) or tags >= _MIN_BLOCKS):
        return True
    if len(_ESCAPED.findall(head)) >= _MIN_BLOCKS or len(_SLASHED.findall(head)) >= _MIN_BLOCKS:
        return True
    # Markdown has only a few tags: a page closes one in every thousand characters at least
    return tags >= _MIN_BLOCKS and tags > len(head) / 1000 and head.lstrip()[:1] != "#"


def read_html(data: bytes, name: str) -> Reading:
    """Return the letter that a saved page holds, without the site around it.

    Raises UnreadableLetterError for an oversized or too deeply nested page, NoTextError where there is no text.
    """
    text = _unwrapped(_IMAGES.sub(b"", _page_of(data, name)), name)
    if len(text) > limits.MAX_HTML_BYTES:
        raise UnreadableLetterError(
            f"{name} holds {len(text) / 2**20:.0f} MiB of text; that is no letter, split it.", Refusal.TOO_LARGE
        )
    if re.search(r"<!ENTITY", text[:_SNIFFED], re.IGNORECASE):
        raise UnreadableLetterError(f"{name} declares entities of its own; it is refused.", Refusal.UNSAFE)
    lines = lines_of(*main_part(_tree(text, name)))
    if not any(character.isalpha() for line in lines for character in line.text):
        raise NoTextError(f"{name} has no text outside of menus and scripts.")
    return Reading("html", (Page(1, lines),))


def _tree(text: str, name: str) -> etree._Element:
    if text.count("<") > 2 * limits.MAX_PAGE_TAGS or text.count("=") > limits.MAX_MARKUP_ATTRIBUTES:
        raise UnreadableLetterError(f"{name} has more marks than a letter can; it is refused.", Refusal.UNSAFE)
    parser = lxml.html.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    try:
        tree = lxml.html.document_fromstring(text.encode("utf-8", errors="replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise NoTextError(f"{name} has no text that could be read.") from error
    if _deeper_than(tree, _LOST_DEPTH):
        raise UnreadableLetterError(
            f"{name} is nested more than {_LOST_DEPTH} elements deep; it is refused.", Refusal.UNSAFE
        )
    _drop_control_characters(tree)
    return tree


def _drop_control_characters(tree: etree._Element) -> None:
    """Take out what references such as `&#1;` bring in: lxml gives it out but does not take it back."""
    for each in tree.iter():
        if each.text and _CONTROL.search(each.text):
            each.text = _CONTROL.sub("", each.text)
        if each.tail and _CONTROL.search(each.tail):
            each.tail = _CONTROL.sub("", each.tail)


def _deeper_than(tree: etree._Element, most: int) -> bool:
    depth = 0
    for event, _ in etree.iterwalk(tree, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > most:
            return True
    return False


# --- wrappings -------------------------------------------------------------------------------------------------------


def _is_mhtml(data: bytes) -> bool:
    head = data[:2048]
    return bool(_MHTML.match(head.lstrip()) or _MHTML.search(head)) and b"multipart/related" in data[:8192].lower()


def _page_of(data: bytes, name: str) -> bytes:
    """Return the page inside an MHTML file, or the data as they are; always UTF-8 or with its own mark."""
    if not _is_mhtml(data):
        return data
    try:
        message = email.message_from_bytes(data, _class=EmailMessage, policy=email.policy.default)
        for part in message.walk():
            if part.get_content_type() == "text/html":
                content = part.get_payload(decode=True)
                return content if isinstance(content, bytes) else b""
    except (MessageError, ValueError, LookupError, RecursionError, AttributeError) as error:
        raise UnreadableLetterError(f"{name} is a damaged saved page; save it again.") from error
    raise UnreadableLetterError(f"{name} is a saved page without HTML in it; save it again.", Refusal.FORMAT)


def _decoded(data: bytes) -> str:
    found = _CHARSET.search(data[:4096])
    return decode(data, found[1].decode("ascii") if found else None)


def _unwrapped(data: bytes, name: str) -> str:
    """Return the HTML itself: out of JSON, with slashes and entities undone where the whole was escaped."""
    text = _decoded(data)
    if text.lstrip()[:1] in ("{", "[", '"'):
        text = _longest_string(text, name) or text
    if _SLASHED.search(text[:_SNIFFED]):
        text = re.sub(r"\\u00([0-7][0-9a-fA-F])", lambda found: chr(int(found[1], 16)), text)
        text = text.replace("\\/", "/").replace("\\n", "\n").replace('\\"', '"')
    if len(_ESCAPED.findall(text[:_SNIFFED])) >= _MIN_BLOCKS and not _BLOCKS.search(text[:_SNIFFED]):
        text = html.unescape(text)
    return text


def _longest_string(text: str, name: str) -> str | None:
    """Return the longest string in a JSON text, `None` where it is no JSON."""
    try:
        waiting: list[object] = [json.loads(text)]
    except ValueError:
        return None
    except RecursionError as error:
        raise UnreadableLetterError(f"{name} is nested too deeply; it is refused.", Refusal.UNSAFE) from error
    longest = ""
    while waiting:
        value = waiting.pop()
        if isinstance(value, str):
            longest = max(longest, value, key=len)
        elif isinstance(value, dict):
            waiting.extend(value.values())
        elif isinstance(value, list):
            waiting.extend(value)
    return longest
