"""Logging, configured once: text or JSON lines, one record a line, without secrets and without personal data."""

import json
import logging
import re
import sys
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import TextIO

_TOKEN = re.compile(r"(?<!\d)\d{6,}:[A-Za-z0-9_-]{20,}")
_HELD_BY_RECORDS = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName", "color_message"}
_BREAKS = {ord(mark): f"\\x{ord(mark):02x}" for mark in map(chr, [*range(32), *range(127, 160), 0x2028, 0x2029])}
_BREAKS |= {ord("\n"): "\\n", ord("\r"): "\\r", ord("\t"): " "}
_QUIET = (
    "httpx", "httpcore", "telegram", "apscheduler", "uvicorn.access", "sentence_transformers", "transformers", "faiss",
)  # fmt: skip


def chat_in_logs(chat_id: int) -> str:
    """Return what a log line calls a chat: the number of a private one is that of the person."""
    return f"chat {chat_id}" if chat_id < 0 else "a private chat"


class Redaction:
    """Takes the given secrets, and all that looks like a bot token, out of a text."""

    def __init__(self, secrets: Iterable[str] = ()) -> None:
        self._secrets = sorted(filter(None, secrets), key=len, reverse=True)

    def __call__(self, text: str) -> str:
        """Return `text` with every secret replaced."""
        for secret in self._secrets:
            text = text.replace(secret, "[secret]")
        return _TOKEN.sub("[secret]", text)


class LineFormatter(logging.Formatter):
    """One record, one line; a traceback follows on lines of its own where `tracebacks` allows it."""

    def __init__(self, redact: Redaction, *, tracebacks: bool = True) -> None:
        super().__init__()
        self._redact = redact
        self._tracebacks = tracebacks

    def format(self, record: logging.LogRecord) -> str:
        """Return the record as text: time, level, name, message, and what else was given as name=value."""
        extras = "".join(f" {name}={value}" for name, value in _extras(record).items())
        line = self._redact(f"{_time(record)} {record.levelname} {record.name}: {record.getMessage()}{extras}")
        trace = _traceback(self, record) if self._tracebacks else ""
        return line.translate(_BREAKS) + (f"\n{_indented(self._redact(trace))}" if trace else "")


class JsonFormatter(logging.Formatter):
    """One record, one line of JSON; the traceback is a field of it."""

    def __init__(self, redact: Redaction) -> None:
        super().__init__()
        self._redact = redact

    def format(self, record: logging.LogRecord) -> str:
        """Return the record as one JSON object."""
        fields: dict[str, object] = {
            "time": _time(record),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
            **_extras(record),
        }
        if trace := _traceback(self, record):
            fields["traceback"] = trace
        return json.dumps({name: self._clean(value) for name, value in fields.items()})

    def _clean(self, value: object) -> object:
        if value is None or isinstance(value, bool | int | float):
            return value
        return self._redact(str(value))


def configure_logging(
    level: str = "INFO",
    form: str = "text",
    secrets: Iterable[str] = (),
    *,
    tracebacks: bool = True,
    stream: TextIO | None = None,
) -> None:
    """Send every log line to standard error, or to `stream`; `form` is "text" or "json".

    Every handler writes through a formatter that redacts what it wrote as a whole, tracebacks included.
    """
    redact = Redaction(secrets)
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(JsonFormatter(redact) if form == "json" else LineFormatter(redact, tracebacks=tracebacks))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    for name in _QUIET:
        logging.getLogger(name).setLevel(max(logging.WARNING, root.level))
    logging.getLogger("watchfiles.main").setLevel(logging.ERROR)  # it warns of the Ctrl-C that is the way to end it


def _time(record: logging.LogRecord) -> str:
    return datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _extras(record: logging.LogRecord) -> dict[str, object]:
    return {name: value for name, value in vars(record).items() if name not in _HELD_BY_RECORDS}


def _traceback(formatter: logging.Formatter, record: logging.LogRecord) -> str:
    return formatter.formatException(record.exc_info) if record.exc_info and record.exc_info[0] else ""


def _indented(trace: str) -> str:
    kept = {code: shown for code, shown in _BREAKS.items() if code != ord("\n")}
    return "\n".join(f"    {line}" for line in trace.translate(kept).splitlines())
