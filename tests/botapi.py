"""A Bot API double: real HTTP on loopback, as strict as the real one, that remembers what it was sent.

People and chats that speak to the bot are in `tests/people.py`; the limits of texts and keyboards in `botapi_rules.py`.
"""

import asyncio
import contextlib
import copy
import json
import re
import time
from collections import Counter, deque
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

import httpx

from tests.botapi_chats import Break, Call, Chat, Fault, Flood
from tests.botapi_http import HttpServer
from tests.botapi_rules import (
    RefusedError,
    bad,
    checked_commands,
    checked_keyboard,
    checked_results,
    checked_text,
    checked_webhook,
    parsed,
)

T = TypeVar("T")
TOKEN = "110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw"
DOWNLOAD_LIMIT = 20 * 1024 * 1024
QUERY_SECONDS = 15
DELETABLE_SECONDS = 48 * 3600
GENERAL_TOPIC = 1
# The kinds of updates that are delivered only where they are asked for.
KINDS = {
    "message", "edited_message", "channel_post", "edited_channel_post", "callback_query", "inline_query",
    "my_chat_member", "chat_member", "message_reaction", "poll", "chat_join_request",
}  # fmt: skip
ALLOWED_AT_A_TIME = 100
TRIED = ("editMessageCaption", "getUpdates", "setMyCommands")  # looks at a message, polls, menus of absent people


class BotApi:
    """The double: `await start()`, point the bot at `url`, look at `calls` and `messages`."""

    def __init__(self, username: str = "VerbaleBot", *, sees_all: bool = False, token: str = TOKEN) -> None:
        self.me = {
            "id": int(token.partition(":")[0]),
            "is_bot": True,
            "first_name": "Verbale",
            "username": username,
            "can_join_groups": True,
            "can_read_all_group_messages": sees_all,
            "supports_inline_queries": True,
        }
        self.token = token
        self.calls: list[Call] = []
        self.chats: dict[int, Chat] = {}
        self.messages: dict[tuple[int, int], dict[str, Any]] = {}
        self.files: dict[str, tuple[str, bytes]] = {}
        self.menus: dict[tuple[str, str], list[dict[str, str]]] = {}
        self.webhook: dict[str, Any] = {}
        self.flood: Flood | None = None
        self.before_response: Callable[[Call], None] | None = None
        self.query_age_limit: float = QUERY_SECONDS
        self.updates: deque[dict[str, Any]] = deque()
        self.pushed: list[dict[str, Any]] = []
        self.polls = 0
        self._next_update = 700_000_000
        self._last_message: Counter[int] = Counter()
        self._allowed: list[str] = []
        self._queries: dict[str, float] = {}
        self._faults: list[tuple[str, int | None, Fault]] = []
        self._changed = asyncio.Condition()
        self._poller: asyncio.Event | None = None
        self._server = HttpServer(self._respond)
        self.port = 0

    # --- as a server -------------------------------------------------------------------------------------------------

    async def start(self) -> None:
        await self._server.start(self.port)
        self.port = self._server.port

    async def stop(self) -> None:
        await self._server.stop()

    async def __aenter__(self) -> "BotApi":
        await self.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.stop()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    async def _respond(self, path: str, params: dict[str, str]) -> tuple[int, bytes]:
        if path.startswith(f"/file/bot{self.token}/"):
            return 200, self.files[path.rsplit("/", 1)[1]][1]
        if not path.startswith(f"/bot{self.token}/"):
            return 401, _json(RefusedError(401, "Unauthorized"))
        return await self._called(Call(path.rsplit("/", 1)[1], dict(params)))

    async def _called(self, call: Call) -> tuple[int, bytes]:
        fault = self._fault(call)
        call.injected = fault is not None
        if fault not in (Break.DROP_BEFORE, Break.HANG_BEFORE):
            try:
                call.result = await self._do(call, fault)
            except RefusedError as error:
                call.refused = error
        if self.before_response is not None:
            self.before_response(call)
        await self._note(call)
        if fault is Break.RUBBISH_AFTER:
            return 200, b"<html>bad gateway</html>"
        if isinstance(fault, Break):
            await self._break(fault)
        if call.refused:
            return call.refused.code, _json(call.refused)
        return 200, json.dumps({"ok": True, "result": call.result}).encode()

    async def _break(self, fault: Break) -> None:
        if fault in (Break.HANG_BEFORE, Break.HANG_AFTER):
            await asyncio.sleep(3600)
        raise ConnectionError("broken on purpose")

    async def _note(self, call: Call) -> None:
        self.calls.append(call)
        await self._wake()

    # --- what tests ask of it ----------------------------------------------------------------------------------------

    async def until(self, condition: Callable[[], T], seconds: float = 60.0) -> T:
        """Wait until `condition` holds, looked at after every call and every so often; return its value."""
        deadline = time.monotonic() + seconds
        while not (value := condition()):
            if time.monotonic() > deadline:
                raise TimeoutError("what the test waits for has not happened")
            async with self._changed:
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(self._changed.wait(), 0.02)
        return value

    async def until_polled(self, times: int = 2) -> None:
        """Wait until the bot has asked for updates so many times more."""
        goal = self.polls + times
        await self.until(lambda: self.polls >= goal)

    def fail(self, method: str, fault: Fault, times: int = 1, chat_id: int | None = None) -> None:
        """Make the next calls of a method go wrong."""
        self._faults += [(method, chat_id, fault)] * times

    def heal(self) -> None:
        """Let all go right again."""
        self._faults.clear()

    def sent(self, method: str = "sendMessage", chat_id: int | None = None) -> list[Call]:
        """Return the calls of a method that were accepted."""
        return [
            call
            for call in self.calls
            if call.method == method and call.result is not None and (chat_id is None or call.chat_id == chat_id)
        ]

    def replies_to(self, message: Mapping[str, Any]) -> list[dict[str, Any]]:
        """Return the bot's messages that reply to a message, as they stand now."""
        return [
            each
            for (chat_id, _), each in self.messages.items()
            if chat_id == message["chat"]["id"]
            and each["from"]["id"] == self.me["id"]
            and each.get("reply_to_message", {}).get("message_id") == message["message_id"]
        ]

    @property
    def rejected(self) -> list[Call]:
        """Return the calls that were refused without a test asking for it, save for what the bot may only try."""
        return [call for call in self.calls if call.refused and not call.injected and call.method not in TRIED]

    def push(self, **content: Any) -> int:
        """Queue an update for the bot and return its number."""
        self._next_update += 1
        self.push_raw({"update_id": self._next_update, **content})
        return self._next_update

    def push_raw(self, update: dict[str, Any]) -> None:
        """Queue an update as it is."""
        self.updates.append(copy.deepcopy(update))
        self.pushed.append(self.updates[-1])
        asyncio.ensure_future(self._wake())  # noqa: RUF006

    async def _wake(self) -> None:
        async with self._changed:
            self._changed.notify_all()

    def new_message_id(self, chat_id: int) -> int:
        """Return the next number of a message: each supergroup counts its own, all other chats count together."""
        counter = chat_id if chat_id < -(10**12) else 0
        self._last_message[counter] += 1
        return self._last_message[counter]

    def chat(self, chat_id: int) -> Chat:
        """Return a chat, and make it known if it is not."""
        kind = "private" if chat_id > 0 else "supergroup" if chat_id < -(10**12) else "group"
        return self.chats.setdefault(chat_id, Chat(chat_id, kind))

    def open_query(self, query_id: str) -> None:
        """Note that a button was tapped or an inline query typed now."""
        self._queries[query_id] = time.monotonic()

    # --- the methods -------------------------------------------------------------------------------------------------

    def _fault(self, call: Call) -> Fault | None:
        for index, (method, chat_id, fault) in enumerate(self._faults):
            if method == call.method and (chat_id is None or str(chat_id) == call.params.get("chat_id")):
                del self._faults[index]
                return fault
        return None

    async def _do(self, call: Call, fault: Fault | None) -> Any:
        if isinstance(fault, RefusedError):
            raise fault
        name = re.sub("([A-Z])", r"_\1", call.method).lower()
        handler = getattr(self, f"_{name}", None)
        if handler is None:
            raise RefusedError(404, "Not Found")
        result = handler(call.params)
        return await result if asyncio.iscoroutine(result) else result

    def _get_me(self, params: Mapping[str, Any]) -> dict[str, Any]:
        return self.me

    async def _get_updates(self, params: Mapping[str, Any]) -> list[dict[str, Any]]:
        if self.webhook.get("url"):
            raise RefusedError(
                409,
                "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete it first",
            )
        if self._poller is not None:
            self._poller.set()
        mine = self._poller = asyncio.Event()
        try:
            return await self._updates(params, mine)
        finally:
            self.polls += 1
            if self._poller is mine:
                self._poller = None

    async def _updates(self, params: Mapping[str, Any], ended: asyncio.Event) -> list[dict[str, Any]]:
        self._allow(params)
        offset = int(params.get("offset") or 0)
        while self.updates and (offset > 0 and _number(self.updates[0], offset - 1) < offset):
            self.updates.popleft()
        deadline = time.monotonic() + float(params.get("timeout") or 0)
        async with self._changed:
            while not self._deliverable() and not ended.is_set() and time.monotonic() < deadline:
                try:
                    await asyncio.wait_for(self._changed.wait(), min(0.05, deadline - time.monotonic()))
                except TimeoutError:
                    continue
        if ended.is_set():
            raise RefusedError(
                409, "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
            )
        return list(self._deliverable())[: int(params.get("limit") or ALLOWED_AT_A_TIME)]

    def _allow(self, params: Mapping[str, Any]) -> None:
        """Take note of the kinds of updates that the bot asks for; the list stands until another is given."""
        self._allowed = parsed(params, "allowed_updates") or self._allowed

    def _deliverable(self) -> deque[dict[str, Any]]:
        """Return the updates that wait, without those of kinds that the bot did not ask for."""
        refused = [u for u in self.updates if KINDS & u.keys() and not u.keys() & {*self._allowed}]
        for update in refused:
            self.updates.remove(update)
        return self.updates

    def _set_webhook(self, params: Mapping[str, Any]) -> bool:
        self._allow(params)
        self.webhook = checked_webhook(params)
        return True

    async def deliver_to(self, base_url: str, times: int = 20) -> list[int]:
        """Send what waits to the webhook behind `base_url`, in order, each until it is taken; return the codes."""
        codes: list[int] = []
        headers = {"X-Telegram-Bot-Api-Secret-Token": self.webhook["secret"]} if self.webhook["secret"] else {}
        async with httpx.AsyncClient(base_url=base_url, headers=headers, trust_env=False) as client:
            while self._deliverable() and len(codes) < times:
                answer = await client.post(self.webhook["path"], json=self.updates[0])
                codes.append(answer.status_code)
                if answer.is_success:
                    self.updates.popleft()
        return codes

    def _delete_webhook(self, params: Mapping[str, Any]) -> bool:
        if params.get("drop_pending_updates") == "true":
            self.updates.clear()
        self.webhook = {}
        return True

    def _set_my_commands(self, params: Mapping[str, Any]) -> bool:
        scope = parsed(params, "scope") or {"type": "default"}
        if "chat_id" in scope and scope["chat_id"] not in self.chats:
            raise bad("chat not found")
        key = f"{scope['type']}{scope.get('chat_id', '')}"
        self.menus[key, params.get("language_code", "")] = checked_commands(params)
        return True

    def _delete_my_commands(self, params: Mapping[str, Any]) -> bool:
        scope = parsed(params, "scope") or {"type": "default"}
        key = f"{scope['type']}{scope.get('chat_id', '')}"
        self.menus.pop((key, params.get("language_code", "")), None)
        return True

    def _writable(self, params: Mapping[str, Any]) -> Chat:
        chat = self.chats.get(int(params["chat_id"]))
        if chat is None:
            raise bad("chat not found")
        if chat.moved_to is not None:
            raise bad("group chat was upgraded to a supergroup chat", migrate_to_chat_id=chat.moved_to)
        if chat.deleted:
            raise RefusedError(403, "Forbidden: the group chat was deleted")
        if not chat.bot_is_in:
            kind = "user" if chat.type == "private" else f"{chat.type} chat"
            reason = "bot was blocked by the user" if kind == "user" else f"bot was kicked from the {kind}"
            raise RefusedError(403, f"Forbidden: {reason}")
        return chat

    def _thread(self, chat: Chat, params: Mapping[str, Any]) -> int | None:
        thread = params.get("message_thread_id")
        if thread is None:
            return None
        if not chat.is_forum or int(thread) not in chat.topics or int(thread) == GENERAL_TOPIC:
            raise bad("message thread not found")
        if int(thread) in chat.closed_topics:
            raise bad("TOPIC_CLOSED")
        return int(thread)

    def _send_chat_action(self, params: Mapping[str, Any]) -> bool:
        self._thread(self._writable(params), params)
        return True

    def _send_message(self, params: Mapping[str, Any]) -> dict[str, Any]:
        chat = self._writable(params)
        if not chat.may_write:
            raise bad("not enough rights to send text messages to the chat")
        thread = self._thread(chat, params)
        text, entities = checked_text(params)
        markup = checked_keyboard(params)
        replied = self._replied(chat, thread, params)
        if thread is None and replied is not None and replied.get("is_topic_message"):  # there it goes
            thread = self._thread(chat, {"message_thread_id": replied["message_thread_id"]})
        if self.flood is not None:
            self.flood.check(chat.id)
        message: dict[str, Any] = {
            "message_id": self.new_message_id(chat.id),
            "date": int(time.time()),
            "chat": chat.as_json(),
            "from": {key: self.me[key] for key in ("id", "is_bot", "first_name", "username")},
            "text": text,
            "entities": entities,
        }
        if thread is not None:
            message |= {"message_thread_id": thread, "is_topic_message": True}
        if replied is not None:
            message["reply_to_message"] = {k: v for k, v in replied.items() if k != "reply_to_message"}
        if markup and "inline_keyboard" in markup:
            message["reply_markup"] = markup
        self.messages[chat.id, message["message_id"]] = message
        return message

    def _replied(self, chat: Chat, thread: int | None, params: Mapping[str, Any]) -> dict[str, Any] | None:
        reply = parsed(params, "reply_parameters")
        if not reply:
            return None
        target = self.messages.get((chat.id, reply["message_id"]))
        topic = target["message_thread_id"] if target is not None and target.get("is_topic_message") else None
        if target is None or thread not in (None, topic):
            if reply.get("allow_sending_without_reply"):
                return None
            raise bad("message to be replied not found")
        return target

    def _own(self, params: Mapping[str, Any], to: str = "edit") -> dict[str, Any]:
        chat = self._writable(params)
        message = self.messages.get((chat.id, int(params["message_id"])))
        if message is None:
            raise bad(f"message to {to} not found")
        if message["from"]["id"] != self.me["id"]:
            raise bad(f"message can't be {to}ed" if to == "edit" else "message can't be deleted")
        return message

    def _edit_message_text(self, params: Mapping[str, Any]) -> dict[str, Any]:
        message = self._own(params)
        text, entities = checked_text(params)
        markup = checked_keyboard(params)
        if (text, entities, markup) == (message["text"], message["entities"], message.get("reply_markup")):
            raise bad(
                "message is not modified: specified new message content and reply markup are exactly the same as a "
                "current content and reply markup of the message"
            )
        if self.flood is not None:
            self.flood.check(message["chat"]["id"])
        message |= {"text": text, "entities": entities, "edit_date": int(time.time())}
        message.pop("reply_markup", None)
        if markup:
            message["reply_markup"] = markup
        return message

    def _edit_message_caption(self, params: Mapping[str, Any]) -> dict[str, Any]:
        self._own(params)
        raise bad("there is no caption in the message to edit")

    def _delete_message(self, params: Mapping[str, Any]) -> bool:
        message = self._own(params, "delete")
        if message["date"] < time.time() - DELETABLE_SECONDS:
            raise bad("message can't be deleted for everyone")
        del self.messages[message["chat"]["id"], message["message_id"]]
        return True

    def _fresh(self, query_id: str) -> None:
        asked = self._queries.pop(query_id, None)
        if asked is None or time.monotonic() - asked > self.query_age_limit:
            raise bad("query is too old and response timeout expired or query ID is invalid")

    def _answer_callback_query(self, params: Mapping[str, Any]) -> bool:
        if len(params.get("text") or "") > 200:
            raise bad("MESSAGE_TOO_LONG")
        self._fresh(params["callback_query_id"])
        return True

    def _answer_inline_query(self, params: Mapping[str, Any]) -> bool:
        checked_results(params)
        self._fresh(params["inline_query_id"])
        return True

    def _get_file(self, params: Mapping[str, Any]) -> dict[str, Any]:
        if params["file_id"] not in self.files:
            raise bad("wrong file_id or the file is temporarily unavailable")
        _, data = self.files[params["file_id"]]
        if len(data) > DOWNLOAD_LIMIT:
            raise bad("file is too big")
        ids = {"file_id": params["file_id"], "file_unique_id": f"u{params['file_id']}"}
        return {**ids, "file_size": len(data), "file_path": f"documents/{params['file_id']}"}


def _number(update: Mapping[str, Any], default: int) -> int:
    number = update.get("update_id")
    return number if isinstance(number, int) else default


def _json(error: RefusedError) -> bytes:
    body: dict[str, Any] = {"ok": False, "error_code": error.code, "description": error.description}
    if error.parameters:
        body["parameters"] = error.parameters
    return json.dumps(body).encode()
