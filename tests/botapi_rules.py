"""What the Bot API accepts and refuses: the limits of texts, entities, keyboards and menus. Pure functions.

Source: core.telegram.org/bots/api, and the error texts of its server.
"""

import json
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

Params = Mapping[str, Any]
ENTITY_TYPES = {
    "bold", "italic", "underline", "strikethrough", "spoiler", "code", "pre", "text_link", "text_mention",
    "blockquote", "expandable_blockquote", "custom_emoji",
}  # fmt: skip
# What Telegram makes an entity of by itself; such ones count among the hundred too.
FOUND = re.compile(
    r"https?://[^\s]+|(?<![\w.-])(?:[\w-]++\.)+[a-z]{2,12}\b(?:/[^\s]*)?|(?<!\w)[@#]\w{3,}|(?<!\w)\$[A-Z]{1,8}\b"
    r"|(?<![\w/])/[a-zA-Z]\w{0,63}(?:@\w+)?|(?<!\d)\+\d[\d ()-]{8,}\d"
)
BLOCK_QUOTES = {"blockquote", "expandable_blockquote"}


@dataclass
class RefusedError(Exception):
    """An error of the Bot API."""

    code: int
    description: str
    parameters: Mapping[str, Any] | None = None


def bad(description: str, **parameters: Any) -> RefusedError:
    return RefusedError(400, f"Bad Request: {description}", parameters or None)


def units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def checked_text(params: Params) -> tuple[str, list[dict[str, Any]]]:
    """Return the text and entities of a message as Telegram would show them, or refuse."""
    text = str(params.get("text") or "")
    if params.get("parse_mode"):
        raise bad("can't parse entities: this bot is to send entities")
    entities = checked_entities(text, parsed(params, "entities") or [])
    if not any(unicodedata.category(character)[0] not in "ZC" for character in text):
        raise bad("message text is empty")
    if units(text.strip()) > 4096:
        raise bad("message is too long")
    return text.strip(), trimmed(text, entities)


def trimmed(text: str, entities: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return entities as they stand once the space around a text is taken away."""
    first, last = units(text) - units(text.lstrip()), units(text.rstrip())
    kept = []
    for entity in entities:
        start, end = max(entity["offset"], first), min(entity["offset"] + entity["length"], last)
        if start < end:
            kept.append({**entity, "offset": start - first, "length": end - start})
    return kept


def checked_entities(text: str, entities: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    data, length = text.encode("utf-16-le"), units(text)
    if len(entities) + found_by_itself(text, entities) > 100:
        raise bad("too many entities: Telegram would drop some")
    for entity in entities:
        start, end = entity["offset"], entity["offset"] + entity["length"]
        if entity["type"] not in ENTITY_TYPES:
            raise bad(f"can't parse entities: unsupported type {entity['type']}")
        if not 0 <= start < end <= length:
            raise bad("ENTITY_BOUNDS_INVALID")
        if any(0xDC00 <= int.from_bytes(data[2 * at : 2 * at + 2], "little") < 0xE000 for at in (start, end)):
            raise bad("ENTITY_BOUNDS_INVALID: inside a character")
        if entity["type"] == "text_link" and not url_is_valid(entity.get("url", "")):
            raise bad("Wrong HTTP URL")
    _refuse_crossing(entities)
    return list(entities)


def found_by_itself(text: str, entities: Sequence[dict[str, Any]]) -> int:
    """Return how many entities Telegram adds: addresses, names, tags and commands outside links."""
    links = [(e["offset"], e["offset"] + e["length"]) for e in entities if e["type"] in ("text_link", "code", "pre")]
    count = position = start = 0
    for match in FOUND.finditer(text):
        start += units(text[position : match.start()])
        position, end = match.start(), start + units(match[0])
        count += not any(start < link_end and end > link_start for link_start, link_end in links)
    return count


def _refuse_crossing(entities: Sequence[dict[str, Any]]) -> None:
    spans = [(e["offset"], e["offset"] + e["length"], e["type"]) for e in entities]
    for i, (start, end, kind) in enumerate(spans):
        for other_start, other_end, other in spans[i + 1 :]:
            if start < other_start < end < other_end or other_start < start < other_end < end:
                raise bad("can't parse entities: they cross")
            both = {kind, other} <= BLOCK_QUOTES
            if both and max(start, other_start) < min(end, other_end):
                raise bad("can't parse entities: block quotations cannot be nested")


def url_is_valid(url: str) -> bool:
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port or 443
    except ValueError:
        return False
    named = "." in host.strip(".") and not re.search(r"\.\.|^\.|[^\w.-]", host)
    return parts.scheme in ("http", "https") and named and 0 < port < 65536 and not re.search(r"[\s\"<>\\^`{|}]", url)


def checked_keyboard(params: Params) -> dict[str, Any] | None:
    """Return the reply markup, or refuse."""
    markup: dict[str, Any] | None = parsed(params, "reply_markup")
    if markup is None or markup.get("force_reply"):
        return markup
    rows = markup["inline_keyboard"]
    if sum(map(len, rows)) > 100 or any(len(row) > 8 for row in rows):
        raise bad("reply markup is too long")
    for button in (button for row in rows for button in row):
        _check_button(button)
    return markup


def _check_button(button: dict[str, Any]) -> None:
    if not button.get("text", "").strip():
        raise bad("inline keyboard button text is empty")
    actions = [name for name in ("callback_data", "url", "web_app", "switch_inline_query") if name in button]
    if len(actions) != 1:
        raise bad("text buttons are unallowed in the inline keyboard")
    if "callback_data" in button and not 1 <= len(button["callback_data"].encode()) <= 64:
        raise bad("BUTTON_DATA_INVALID")
    if "url" in button and not url_is_valid(button["url"]):
        raise bad(f"inline keyboard button URL '{button['url']}' is invalid: Wrong HTTP URL")


def checked_results(params: Params) -> list[dict[str, Any]]:
    """Return the results of an inline query, or refuse."""
    results: list[dict[str, Any]] = parsed(params, "results") or []
    ids = [result["id"] for result in results]
    if len(results) > 50:
        raise bad("too many inline query results")
    if len(set(ids)) < len(ids) or not all(1 <= len(each.encode()) <= 64 for each in ids):
        raise bad("RESULT_ID_INVALID")
    for result in results:
        if result["type"] != "article" or not result["title"].strip():
            raise bad("ARTICLE_TITLE_EMPTY")
        content = result["input_message_content"]
        checked_text({"text": content["message_text"], "entities": json.dumps(content.get("entities", []))})
    return results


def checked_webhook(params: Params) -> dict[str, Any]:
    """Return the address and the secret of a webhook, or refuse."""
    url, secret = urlsplit(params.get("url", "")), params.get("secret_token", "")
    if url.scheme != "https" or (url.port or 443) not in (443, 80, 88, 8443):
        raise bad("bad webhook: An HTTPS URL must be provided for webhook, on port 443, 80, 88 or 8443")
    if not re.fullmatch(r"[A-Za-z0-9_-]{0,256}", secret):
        raise bad("secret token contains unallowed characters")
    return {"url": params["url"], "path": url.path or "/", "secret": secret}


def checked_commands(params: Params) -> list[dict[str, str]]:
    """Return the commands of a menu, or refuse."""
    commands: list[dict[str, str]] = parsed(params, "commands") or []
    if len(commands) > 100:
        raise bad("too many commands")
    for command in commands:
        if not re.fullmatch(r"[a-z0-9_]{1,32}", command["command"]) or not 1 <= len(command["description"]) <= 256:
            raise bad("BOT_COMMAND_INVALID")
    return commands


def parsed(params: Params, name: str) -> Any:
    value = params.get(name)
    return json.loads(value) if isinstance(value, str) else value
