"""The one port of the bot: webhook, health, readiness and metrics as a small ASGI application."""

import hmac
import json
import logging
from collections.abc import Mapping
from typing import Any, Protocol

from starlette.applications import Starlette
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from bot.running.condition import Condition
from bot.running.metrics import Metrics

logger = logging.getLogger(__name__)

MAX_UPDATE_BYTES = 1 << 20
SECRET_HEADER = "x-telegram-bot-api-secret-token"  # noqa: S105 - the name of the header, no secret


class Door(Protocol):
    """What the web needs of the bot."""

    async def accept(self, update: Mapping[str, Any]) -> None:
        """Store a raw update, so that it is answered even after a crash; return as soon as it is stored."""

    def condition(self) -> Condition:
        """Tell how the bot is."""


def build_web(door: Door, metrics: Metrics, webhook_path: str | None = None, secret: str = "") -> Starlette:
    """Return the application; it takes updates only where `webhook_path` and `secret` are given."""
    pages = Pages(door, metrics, secret)
    routes = [
        Route("/healthz", pages.health, methods=["GET"]),
        Route("/readyz", pages.ready, methods=["GET"]),
        Route("/metrics", pages.metrics, methods=["GET"]),
    ]
    if webhook_path is not None and secret:
        routes.append(Route(webhook_path, pages.webhook, methods=["POST"]))
    return Starlette(routes=routes)


class Pages:
    """The four pages."""

    def __init__(self, door: Door, metrics: Metrics, secret: str) -> None:
        self._door = door
        self._metrics = metrics
        self._secret = secret.encode()

    async def health(self, request: Request) -> Response:  # noqa: ARG002 - the page has no parameters
        """Answer 200 while the bot is healthy, else 503 for the supervisor."""
        condition = self._door.condition()
        return JSONResponse(condition.as_json(), status_code=200 if condition.healthy else 503)

    async def ready(self, request: Request) -> Response:  # noqa: ARG002 - the page has no parameters
        """Answer 200 once questions can be answered."""
        ready = self._door.condition().ready
        return JSONResponse({"ready": ready}, status_code=200 if ready else 503)

    async def metrics(self, request: Request) -> Response:  # noqa: ARG002 - the page has no parameters
        """Answer with all figures."""
        self._metrics.observe(self._door.condition())
        return Response(self._metrics.exposition(), media_type=self._metrics.content_type)

    async def webhook(self, request: Request) -> Response:
        """Store an update that carries the secret and answer 200 at once; anything else makes Telegram repeat it."""
        given = request.headers.get(SECRET_HEADER, "").encode("latin-1", "replace")
        if not hmac.compare_digest(given, self._secret):
            return PlainTextResponse("forbidden", status_code=403)
        try:
            body = await _limited_body(request)
        except ClientDisconnect:
            return Response(status_code=400)
        if body is None:
            return PlainTextResponse("too large", status_code=413)
        update = _update(body)
        if update is None:
            return PlainTextResponse("no update", status_code=400)
        await self._door.accept(update)
        return Response(status_code=200)


async def _limited_body(request: Request) -> bytes | None:
    """Read the body, or return `None` as soon as it is known to be too large."""
    declared = request.headers.get("content-length", "0")
    if declared.isdecimal() and int(declared) > MAX_UPDATE_BYTES:
        return None
    body = bytearray()
    async for part in request.stream():
        body += part
        if len(body) > MAX_UPDATE_BYTES:
            return None
    return bytes(body)


def _update(body: bytes) -> dict[str, Any] | None:
    """Return the update, if it is one: an object with a number; all else in it is judged later, one by one."""
    try:
        update = json.loads(body)
    except (ValueError, RecursionError):
        return None
    return update if isinstance(update, dict) and type(update.get("update_id")) is int else None
