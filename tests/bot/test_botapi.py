"""The double itself: what it refuses, over real HTTP, in the words of the real Bot API."""

import json
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest

from tests.botapi import BotApi
from tests.people import Person

GROUP, USER = -1001234567890, 11


@pytest.fixture
async def bot(api: BotApi) -> AsyncIterator[httpx.AsyncClient]:
    """A client that calls the double as a bot does, with a group and a person that it knows."""
    api.chat(GROUP)
    api.chat(USER)
    async with httpx.AsyncClient(base_url=f"{api.url}/bot{api.token}", trust_env=False) as client:
        yield client


async def call(bot: httpx.AsyncClient, method: str, **params: Any) -> dict[str, Any]:
    data = {key: value if isinstance(value, str) else json.dumps(value) for key, value in params.items()}
    answer: dict[str, Any] = (await bot.post(f"/{method}", data=data)).json()
    return answer


def entity(kind: str, offset: int, length: int, **more: Any) -> dict[str, Any]:
    return {"type": kind, "offset": offset, "length": length, **more}


def button(**action: Any) -> dict[str, Any]:
    return {"inline_keyboard": [[{"text": "x", **action}]]}


BOLDS = [entity("bold", n, 1) for n in range(101)]
REFUSED = [
    ({"text": "x" * 4097}, "too long"),
    ({"text": "🚢" * 2049}, "too long"),
    ({"text": ""}, "empty"),
    ({"text": " \n\u200b\u2060"}, "empty"),
    ({"text": "<b>x</b>", "parse_mode": "HTML"}, "can't parse entities"),
    ({"text": "x" * 200, "entities": BOLDS}, "too many entities"),
    ({"text": "@name1 " * 60 + "x" * 100, "entities": BOLDS[:50]}, "too many entities"),
    ({"text": "🚢", "entities": [entity("bold", 1, 1)]}, "ENTITY_BOUNDS_INVALID"),
    ({"text": "abc", "entities": [entity("bold", 2, 2)]}, "ENTITY_BOUNDS_INVALID"),
    ({"text": "abc", "entities": [entity("bold", -1, 2)]}, "ENTITY_BOUNDS_INVALID"),
    ({"text": "abc", "entities": [entity("bold", 0, 2), entity("italic", 1, 2)]}, "cross"),
    ({"text": "abc", "entities": [entity("text_link", 0, 3, url="http://localhost/")]}, "Wrong HTTP URL"),
    ({"text": "abc", "entities": [entity("text_link", 0, 3, url="https://a.example:99999/")]}, "Wrong HTTP URL"),
    ({"text": "abc", "reply_markup": button(callback_data="ü" * 33)}, "BUTTON_DATA_INVALID"),
    ({"text": "abc", "reply_markup": button(callback_data="")}, "BUTTON_DATA_INVALID"),
    ({"text": "abc", "reply_markup": button(url="http://localhost/secret")}, "Wrong HTTP URL"),
    ({"text": "abc", "reply_markup": button(url="javascript:alert(1)")}, "Wrong HTTP URL"),
    ({"text": "abc", "message_thread_id": 7}, "thread not found"),
    ({"text": "abc", "reply_parameters": {"message_id": 404}}, "to be replied not found"),
    ({"text": "abc", "chat_id": "5"}, "chat not found"),
]


@pytest.mark.parametrize(("params", "reason"), REFUSED)
async def test_a_message_that_telegram_refuses_is_refused(
    bot: httpx.AsyncClient, params: dict[str, Any], reason: str
) -> None:
    answer = await call(bot, "sendMessage", **{"chat_id": GROUP, **params})
    assert answer["error_code"] == 400
    assert reason in answer["description"]


@pytest.mark.parametrize(
    "text", ["x" * 4096, "🚢" * 2048, f"{' ' * 50}{'x' * 4096}{' ' * 50}", "<b>&amp;</b> *_~`"], ids=range(4)
)
async def test_a_message_up_to_the_limits_is_taken(bot: httpx.AsyncClient, text: str) -> None:
    assert (await call(bot, "sendMessage", chat_id=GROUP, text=text))["result"]["text"] == text.strip()


async def test_entities_move_with_the_space_that_telegram_takes_away(bot: httpx.AsyncClient) -> None:
    sent = await call(bot, "sendMessage", chat_id=GROUP, text="\n\n bold ", entities=[entity("bold", 2, 6)])
    assert sent["result"]["entities"] == [entity("bold", 0, 4)]


async def test_an_edit_that_changes_nothing_and_one_of_nothing_are_refused(bot: httpx.AsyncClient) -> None:
    number = (await call(bot, "sendMessage", chat_id=GROUP, text="abc"))["result"]["message_id"]
    same = await call(bot, "editMessageText", chat_id=GROUP, message_id=number, text=" abc")
    assert "message is not modified" in same["description"]
    none = await call(bot, "editMessageText", chat_id=GROUP, message_id=999, text="abc")
    assert "message to edit not found" in none["description"]


def article(number: int, title: str = "x") -> dict[str, Any]:
    return {"type": "article", "id": str(number), "title": title, "input_message_content": {"message_text": "x"}}


@pytest.mark.parametrize(
    ("results", "reason"),
    [
        ([article(n) for n in range(51)], "too many"),
        ([article(1), article(1)], "RESULT_ID_INVALID"),
        ([article(1, " ")], "TITLE_EMPTY"),
    ],
)
async def test_inline_results_beyond_the_limits_are_refused(
    api: BotApi, bot: httpx.AsyncClient, results: list[dict[str, Any]], reason: str
) -> None:
    query = Person(api, USER).types("abc")
    assert reason in (await call(bot, "answerInlineQuery", inline_query_id=query, results=results))["description"]


async def test_a_tap_is_answered_once_in_time_and_in_two_hundred_characters(
    api: BotApi, bot: httpx.AsyncClient
) -> None:
    api.open_query("7")
    assert "TOO_LONG" in (await call(bot, "answerCallbackQuery", callback_query_id="7", text="x" * 201))["description"]
    assert (await call(bot, "answerCallbackQuery", callback_query_id="7", text="x" * 200))["ok"]
    assert "too old" in (await call(bot, "answerCallbackQuery", callback_query_id="7"))["description"]
    api.query_age_limit = -1
    api.open_query("8")
    assert "too old" in (await call(bot, "answerCallbackQuery", callback_query_id="8"))["description"]


@pytest.mark.parametrize(
    "params",
    [
        {"url": "http://bot.example/"},
        {"url": "https://bot.example:8080/"},
        {"url": "https://b.example/", "secret_token": "ü"},
    ],
)
async def test_a_webhook_that_is_not_safe_is_refused(bot: httpx.AsyncClient, params: dict[str, Any]) -> None:
    assert (await call(bot, "setWebhook", **params))["error_code"] == 400


async def test_polling_beside_a_webhook_is_a_conflict(bot: httpx.AsyncClient) -> None:
    await call(bot, "setWebhook", url="https://bot.example/hook")
    assert (await call(bot, "getUpdates"))["error_code"] == 409


async def test_kinds_of_updates_that_were_not_asked_for_never_come(api: BotApi, bot: httpx.AsyncClient) -> None:
    person = Person(api, USER)
    person.types("abc")
    person.writes("abc")
    updates = (await call(bot, "getUpdates", allowed_updates=["message"]))["result"]
    assert [set(update) - {"update_id"} for update in updates] == [{"message"}]
