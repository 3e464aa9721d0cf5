"""The connections to Telegram: many for calls, one that waits for updates."""

import os
from dataclasses import dataclass

import httpx
from telegram.request import HTTPXRequest

CONNECTIONS = 64
CONNECT_SECONDS = 10.0
POLL_SECONDS = 20
GRACE_SECONDS = 10.0  # a poll that is not answered so long after its time is given up


@dataclass(frozen=True, slots=True)
class Network:
    """Both kinds of connections, and for how long one poll waits."""

    calls: HTTPXRequest
    polls: HTTPXRequest
    poll_seconds: int


def network(api_url: str, request_seconds: float, poll_seconds: int) -> Network:
    """Return connections that share one set of certificates; a plain http address, as of a double, needs none."""
    os.environ.setdefault("PTB_TIMEDELTA", "true")  # else the library warns of itself at every "retry after"
    verify = httpx.create_ssl_context() if api_url.startswith("https:") else False
    connect, kwargs = min(request_seconds, CONNECT_SECONDS), {"verify": verify}
    polling = poll_seconds + min(request_seconds, GRACE_SECONDS)
    return Network(
        HTTPXRequest(CONNECTIONS, request_seconds, request_seconds, connect, request_seconds, httpx_kwargs=kwargs),
        HTTPXRequest(1, polling, request_seconds, connect, request_seconds, httpx_kwargs=kwargs),
        poll_seconds,
    )
