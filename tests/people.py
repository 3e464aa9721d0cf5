"""The people that speak to the bot in tests: they write, edit, tap and type, as Telegram would pass it on."""

import re
import time
from dataclasses import dataclass
from typing import Any

from tests.botapi import BotApi
from tests.botapi_chats import Chat

Message = dict[str, Any]


@dataclass
class Person:
    """Somebody with a Telegram account; every method queues an update for the bot."""

    api: BotApi
    id: int
    language: str | None = "en"
    name: str = "Anna"

    def as_json(self) -> dict[str, Any]:
        language = {"language_code": self.language} if self.language else {}
        return {"id": self.id, "is_bot": False, "first_name": self.name, **language}

    @property
    def private(self) -> Chat:
        return self.api.chat(self.id)

    def writes(self, text: str, chat: Chat | None = None, **more: Any) -> Message:
        """Write a text, in private or in a chat, and return the message."""
        message = self.message(chat or self.private, **{"text": text, "entities": entities_of(text)} | more)
        self.api.push(message=message)
        return message

    def message(
        self,
        chat: Chat,
        reply_to: Message | None = None,
        thread: int | None = None,
        at: float | None = None,
        **more: Any,
    ) -> Message:
        """Make a message of a chat without telling the bot."""
        message: Message = {
            "message_id": self.api.new_message_id(chat.id),
            "date": int(at if at is not None else time.time()),
            "chat": chat.as_json(),
            "from": self.as_json(),
            **more,
        }
        if thread is not None:
            message |= {"message_thread_id": thread, "is_topic_message": thread != 1}
        if reply_to is not None:
            message["reply_to_message"] = {k: v for k, v in reply_to.items() if k != "reply_to_message"}
        self.api.messages[chat.id, message["message_id"]] = message
        return message

    def edits(self, message: Message, text: str, after: int = 5) -> Message:
        """Change the words of a message."""
        message |= {"text": text, "entities": entities_of(text), "edit_date": message["date"] + after}
        self.api.push(edited_message=dict(message))
        return message

    def taps(self, message: Message, button: str) -> str:
        """Tap the button whose words are, or begin with, `button`; return the number of the query."""
        rows = message["reply_markup"]["inline_keyboard"]
        data = next(each["callback_data"] for row in rows for each in row if each["text"].startswith(button))
        return self.taps_data(message, data)

    def taps_data(self, message: Message, data: str) -> str:
        query_id = f"q{time.monotonic_ns()}"
        self.api.open_query(query_id)
        query = {"id": query_id, "from": self.as_json(), "chat_instance": "1", "data": data, "message": dict(message)}
        self.api.push(callback_query=query)
        return query_id

    def types(self, text: str) -> str:
        """Type behind the bot's name in some chat; return the number of the query."""
        query_id = f"i{time.monotonic_ns()}"
        self.api.open_query(query_id)
        self.api.push(inline_query={"id": query_id, "from": self.as_json(), "query": text, "offset": ""})
        return query_id

    def uploads(
        self, name: str, data: bytes, chat: Chat | None = None, size: int | None = None, **more: Any
    ) -> Message:
        """Send a file."""
        file_id = f"f{len(self.api.files)}"
        self.api.files[file_id] = (name, data)
        document = {
            "file_id": file_id,
            "file_unique_id": f"u{file_id}",
            "file_name": name,
            "file_size": len(data) if size is None else size,
        }
        message = self.message(chat or self.private, document=document, **more)
        self.api.push(message=message)
        return message


def entities_of(text: str) -> list[dict[str, Any]]:
    """Return the commands and mentions that Telegram finds in a text."""
    found = []
    for match in re.finditer(r"(?<![\w/])/[a-zA-Z0-9_]{1,32}(?:@\w+)?|(?<!\w)@\w{3,32}", text):
        offset = len(text[: match.start()].encode("utf-16-le")) // 2
        kind = "bot_command" if match[0].startswith("/") else "mention"
        found.append({"type": kind, "offset": offset, "length": len(match[0])})
    return found


def texts(messages: list[Message]) -> list[str]:
    """Return the texts of messages."""
    return [message["text"] for message in messages]


def buttons(message: Message) -> list[str]:
    """Return the words of the buttons under a message."""
    rows = message.get("reply_markup", {}).get("inline_keyboard", [])
    return [button["text"] for row in rows for button in row]


def covered(message: Message, kind: str) -> list[str]:
    """Return the words under the entities of a kind."""
    data = message["text"].encode("utf-16-le")
    return [
        data[2 * entity["offset"] : 2 * (entity["offset"] + entity["length"])].decode("utf-16-le")
        for entity in message["entities"]
        if entity["type"] == kind
    ]
