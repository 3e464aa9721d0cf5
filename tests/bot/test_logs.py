"""One record is one line, without secrets, whatever strangers put into it."""

import io
import json
import logging
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.logs import JsonFormatter, LineFormatter, Redaction, configure_logging

TOKEN = "123456789:AAf-hush_hush_hush_hush_hush_hush_hu"
logger = logging.getLogger("test.logs")


@pytest.fixture
def stream() -> Iterator[io.StringIO]:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield io.StringIO()
    root.handlers[:] = handlers
    root.setLevel(level)


@pytest.mark.parametrize("form", ["text", "json"])
def test_a_secret_is_nowhere_in_what_is_written(stream: io.StringIO, form: str) -> None:
    configure_logging("INFO", form, ["web-hush"], stream=stream)
    try:
        raise ValueError(f"GET /bot{TOKEN}/getMe with web-hush")
    except ValueError:
        logger.exception("asking %s", f"https://api/bot{TOKEN}/getMe", extra={"url": f"/bot{TOKEN}/x"})
    written = stream.getvalue()
    assert "hush" not in written
    assert "ValueError" in written
    assert "[secret]" in written


@pytest.mark.parametrize("mark", ["\n", "\r", "\x1b", "\x00", "\x85", "\u2028", "\u2029"])
@pytest.mark.parametrize("form", ["text", "json"])
def test_a_stranger_cannot_begin_a_line(stream: io.StringIO, form: str, mark: str) -> None:
    configure_logging("INFO", form, stream=stream)
    logger.info("a file named %s", f"x{mark}2026-01-01 INFO forged", extra={"name_of_file": f"y{mark}z"})
    assert len(stream.getvalue().splitlines()) == 1
    assert mark not in stream.getvalue().removesuffix("\n")


@given(st.text())
def test_any_text_stays_on_one_line(text: str) -> None:
    record = logging.LogRecord("x", logging.INFO, "f", 1, "%s", (text,), None)
    assert len(LineFormatter(Redaction()).format(record).splitlines()) == 1
    assert json.loads(JsonFormatter(Redaction()).format(record))["message"] == text


def test_json_lines_keep_numbers_and_names(stream: io.StringIO) -> None:
    configure_logging("INFO", "json", stream=stream)
    logger.info("answered", extra={"seconds": 0.25, "outcome": "quotes", "chat": "c1"})
    line = json.loads(stream.getvalue())
    assert (line["level"], line["message"], line["seconds"], line["outcome"]) == ("INFO", "answered", 0.25, "quotes")
    assert line["time"].endswith("Z")


def test_text_lines_name_what_came_with_them(stream: io.StringIO) -> None:
    configure_logging("INFO", "text", stream=stream)
    logger.info("answered", extra={"seconds": 0.25})
    assert stream.getvalue().endswith(" INFO test.logs: answered seconds=0.25\n")


def test_the_address_of_a_request_is_not_logged(stream: io.StringIO) -> None:
    configure_logging("DEBUG", "text", stream=stream)
    logging.getLogger("httpx").info("HTTP Request: POST https://api/bot%s/getMe", "1:x")
    logging.getLogger("httpcore.connection").debug("connect")
    assert stream.getvalue() == ""


def test_a_person_at_a_terminal_sees_no_traceback(stream: io.StringIO) -> None:
    configure_logging("WARNING", "text", stream=stream, tracebacks=False)
    try:
        raise ValueError("boom")
    except ValueError:
        logger.exception("The letter could not be read")
    assert len(stream.getvalue().splitlines()) == 1


def test_what_libraries_say_of_themselves_is_left_out(stream: io.StringIO) -> None:
    configure_logging("INFO", stream=stream)
    logging.getLogger("faiss.loader").info("Could not load library with AVX2 support")
    logging.getLogger("uvicorn.error").info("Started", extra={"color_message": "\x1b[36mStarted\x1b[0m"})
    assert [line.partition(" INFO ")[2] for line in stream.getvalue().splitlines()] == ["uvicorn.error: Started"]
