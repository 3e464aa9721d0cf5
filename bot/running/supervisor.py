"""What the bot tells the one who watches over it (systemd's notify protocol), and the lock that keeps pollers apart."""

import contextlib
import fcntl
import hashlib
import logging
import os
import socket
import tempfile
from collections.abc import Iterator
from pathlib import Path

logger = logging.getLogger(__name__)

LOCK_DIR = Path("/run/lock")


class AlreadyServingError(Exception):
    """Another process on this machine serves the same bot; the message names it."""


class Notifier:
    """Sends states to the socket that systemd names in `NOTIFY_SOCKET`; does nothing where there is none.

    Source: sd_notify(3). A path that starts with "@" is a socket in the abstract namespace.
    """

    def __init__(self, path: str | None = None) -> None:
        self._path = path if path is not None else os.environ.get("NOTIFY_SOCKET", "")

    def ready(self) -> None:
        """Tell that the bot is up."""
        self._send("READY=1")

    def alive(self, status: str) -> None:
        """Feed the watchdog, and say in a few words how the bot is."""
        self._send(f"WATCHDOG=1\nSTATUS={status}")

    def stopping(self) -> None:
        """Tell that the bot is going down on purpose."""
        self._send("STOPPING=1")

    def _send(self, state: str) -> None:
        if not self._path:
            return
        address = "\0" + self._path[1:] if self._path.startswith("@") else self._path
        try:
            with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as channel:
                channel.sendto(state.encode(), address)
        except OSError as error:
            logger.warning("The supervisor cannot be told of %s: %s.", state.partition("=")[0], error)


@contextlib.contextmanager
def token_lock(token: str, folder: Path | None = None) -> Iterator[None]:
    """Hold the lock of this bot on this machine; two pollers would take each other's updates.

    The lock ends with the process, however it ends. Raises `AlreadyServingError` when another process holds it, or
    when that cannot be known because another user served this bot.
    """
    path = (folder or _lock_dir()) / f"verbale-{hashlib.sha256(token.encode()).hexdigest()[:16]}.lock"
    try:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)
    except PermissionError:
        raise AlreadyServingError(
            f"Another user serves, or has served, the bot of this VERBALE_TELEGRAM_TOKEN on this machine; when nobody"
            f" does any more, delete {path}."
        ) from None
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            holder = os.read(descriptor, 20).decode("ascii", "replace").strip() or "?"
            raise AlreadyServingError(
                f"Another process (number {holder}) already serves the bot of this VERBALE_TELEGRAM_TOKEN on this"
                " machine; stop it first, or give this one the token of another bot."
            ) from None
        os.truncate(descriptor, 0)
        os.write(descriptor, f"{os.getpid()}\n".encode())
        yield
    finally:
        os.close(descriptor)


def _lock_dir() -> Path:
    return LOCK_DIR if os.access(LOCK_DIR, os.W_OK | os.X_OK) else Path(tempfile.gettempdir())
