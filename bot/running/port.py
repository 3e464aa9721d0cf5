"""The port that the bot listens on: a socket, and the server behind it as a task among the others."""

import contextlib
import errno
import socket
from collections.abc import Iterator

import uvicorn
from starlette.types import ASGIApp


class PortError(Exception):
    """The address cannot be listened on; the message says why."""


class WebServer:
    """The port, as a task of the event loop that the rest of the bot runs in."""

    def __init__(self, application: ASGIApp) -> None:
        config = uvicorn.Config(
            application,
            log_config=None,
            access_log=False,
            server_header=False,
            timeout_graceful_shutdown=2,
            lifespan="off",
        )
        self._server = _Server(config)

    async def run(self, listening: socket.socket) -> None:
        """Serve until `stop` is called."""
        with listening:
            await self._server.serve(sockets=[listening])

    async def stop(self) -> None:
        """Take no more requests, and let `run` come to its end."""
        self._server.should_exit = True


class _Server(uvicorn.Server):
    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Leave the signals to `serve`."""
        yield


def listening_socket(address: str) -> socket.socket:
    """Return a socket that listens on "host:port"; raise `PortError` when that cannot be had.

    The message names the setting and what to do: most often another bot of the same machine listens there.
    """
    host, _, port = address.rpartition(":")
    host = host.strip("[]")
    try:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        return socket.create_server((host, int(port)), family=family, reuse_port=False)
    except OSError as error:
        raise PortError(f"VERBALE_LISTEN={address} cannot be listened on: {_told(error)}.") from error


def _told(error: OSError) -> str:
    """Return why a socket cannot be had, and what to do about it."""
    if error.errno == errno.EADDRINUSE:
        return "another program, perhaps another `verbale serve`, does so already; stop it, or name another port"
    return f"{(error.strerror or str(error)).lower()}; name another host:port"
