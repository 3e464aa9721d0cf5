"""Reading and parsing in a process of its own: the same letters, and nothing worse than an error when it is lost."""

import json
import os
import signal
import subprocess
import sys
import threading
import zlib
from pathlib import Path

import pytest

from retrieval import isolated
from retrieval.errors import LetterError, NoTextError, RetrievalError, UnreadableLetterError
from retrieval.isolated import IsolatedReader, Reply
from retrieval.parsing import parse
from retrieval.readers import read
from retrieval.types import Letter
from tests.readers_builders import Block, Specimen, docx, paragraph, pdf

MIB = 2**20
LETTER = pdf(
    Specimen([Block("body", "I have the honour to write to you.¹"), Block("body", "So be it.")], {"¹": "See S/1."})
)


def packed_pdf(size: int) -> bytes:
    """Return a small PDF whose one page unpacks to `size` bytes of white space."""
    packer = zlib.compressobj(9)
    content = b"".join(packer.compress(b" " * MIB) for _ in range(size // MIB)) + packer.flush()
    return (
        b"%%PDF-1.4\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n"
        b"2 0 obj\n<</Type/Pages/Kids[3 0 R]/Count 1>>\nendobj\n"
        b"3 0 obj\n<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R>>\nendobj\n"
        b"4 0 obj\n<</Filter/FlateDecode/Length %d>>stream\n%s\nendstream\nendobj\n"
        b"trailer\n<</Root 1 0 R>>\nstartxref\n0\n%%%%EOF\n" % (len(content), content)
    )


def here(path: Path) -> Letter:
    """Return the letter as it is read and parsed in this process."""
    return parse(read(path))


@pytest.fixture
def letter(tmp_path: Path) -> Path:
    path = tmp_path / "letter.pdf"
    path.write_bytes(LETTER)
    return path


def test_a_file_reads_the_same_as_here(letter: Path) -> None:
    (letter.parent / "letter.meta.yaml").write_text("symbol: A/74/9001\ndate: 2020-04-14\nto: [x]\n")
    with IsolatedReader() as reader:
        assert reader.read(letter).letter == here(letter)


def test_one_process_reads_many_files(tmp_path: Path, letter: Path) -> None:
    other = tmp_path / "other.docx"
    other.write_bytes(docx(paragraph("I have the honour.")))
    with IsolatedReader() as reader:
        assert [reader.read(path).format for path in (letter, other, letter)] == ["pdf", "docx", "pdf"]


@pytest.mark.parametrize(("data", "kind"), [(b"", NoTextError), (b"\x89PNG", UnreadableLetterError)])
def test_errors_come_back_as_they_are(tmp_path: Path, letter: Path, data: bytes, kind: type[LetterError]) -> None:
    path = tmp_path / "bad.pdf"
    path.write_bytes(data)
    with IsolatedReader() as reader:
        with pytest.raises(kind) as there:
            reader.read(path)
        with pytest.raises(kind) as same:
            read(path)
        assert str(there.value) == str(same.value)
        assert reader.read(letter).format == "pdf"


def test_too_much_memory_is_an_error_and_the_next_file_is_read(tmp_path: Path, letter: Path) -> None:
    bomb = tmp_path / "bomb.pdf"
    bomb.write_bytes(packed_pdf(160 * MIB))
    with IsolatedReader(memory_bytes=64 * MIB) as reader:
        with pytest.raises(UnreadableLetterError, match=r"^bomb\.pdf "):
            reader.read(bomb)
        assert reader.read(letter).format == "pdf"


def test_too_long_is_an_error_and_the_next_file_is_read(tmp_path: Path, letter: Path) -> None:
    slow = tmp_path / "slow.html"
    slow.write_bytes(b"<html><body>" + b"<p>word" * 100_000)
    late = pytest.raises(UnreadableLetterError, match=r"^slow\.html takes longer than 0\.2 seconds")
    with IsolatedReader(timeout_seconds=0.2) as reader, late:
        reader.read(slow)
    with IsolatedReader(timeout_seconds=30) as reader:
        assert reader.read(letter).format == "pdf"


def test_a_process_that_dies_while_it_reads_is_an_error(tmp_path: Path, letter: Path) -> None:
    slow = tmp_path / "slow.html"
    slow.write_bytes(b"<html><body>" + b"<p>word" * 100_000)
    with IsolatedReader() as reader:
        reader.read(letter)
        killer = threading.Timer(0.2, os.kill, (reader.pid, signal.SIGSEGV))
        killer.start()
        with pytest.raises(UnreadableLetterError, match=r"^slow\.html makes its reader fail"):
            reader.read(slow)
        killer.join()
        assert reader.read(letter).format == "pdf"


def test_a_process_that_died_between_two_files_is_replaced(letter: Path) -> None:
    with IsolatedReader() as reader:
        reader.read(letter)
        assert reader.pid is not None
        os.kill(reader.pid, signal.SIGKILL)
        os.waitid(os.P_PID, reader.pid, os.WEXITED | os.WNOWAIT)
        assert reader.read(letter).format == "pdf"


def test_a_process_that_cannot_start_is_not_the_fault_of_the_file(
    letter: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(isolated, "_MODULE", "retrieval.no_such_module")
    with IsolatedReader() as reader, pytest.raises(RetrievalError, match=r"cannot be started \(status 1\)") as caught:
        reader.read(letter)
    assert not isinstance(caught.value, LetterError)


def test_a_fault_of_ours_is_logged_and_ends_its_process_and_not_the_next_file(
    letter: Path, caplog: pytest.LogCaptureFixture
) -> None:
    replies = iter([Reply(message="bad cannot be read (X).", fault="X in blocks.py:7", ended=True)])
    with IsolatedReader() as reader:
        reader.read(letter)
        first = reader.pid
        reply = reader._reply
        reader._reply = lambda *_: next(replies)  # type: ignore[method-assign]
        with pytest.raises(UnreadableLetterError, match="bad cannot be read"):
            reader.read(letter)
        reader._reply = reply  # type: ignore[method-assign]
        assert reader.read(letter).format == "pdf"
        assert reader.pid not in (first, None)
    assert "could not be understood: X in blocks.py:7" in caplog.text


def test_the_process_knows_no_secrets(letter: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VERBALE_TELEGRAM_TOKEN", "123:secret")
    with IsolatedReader() as reader:
        reader.read(letter)
        environment = Path(f"/proc/{reader.pid}/environ").read_bytes()
        assert b"secret" not in environment


def test_the_process_puts_nothing_into_files(tmp_path: Path) -> None:
    (tmp_path / "held").write_text("words")
    program = "import os, sys; from retrieval.isolated.__main__ import _bound; _bound(2**30)\n"
    program += "os.write(os.open(sys.argv[1], os.O_WRONLY | os.O_CREAT | os.O_APPEND), b'x')"
    for name in ("new", "held"):
        command = [sys.executable, "-c", program, str(tmp_path / name)]
        assert "File too large" in subprocess.run(command, capture_output=True, text=True, check=False).stderr
    assert (tmp_path / "held").read_text() == "words"
    assert (tmp_path / "new").read_text() == ""


def test_a_closed_reader_leaves_no_process(letter: Path) -> None:
    reader = IsolatedReader()
    reader.read(letter)
    pid = reader.pid
    assert pid is not None
    reader.close()
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


def test_letters_survive_the_pipe_whatever_is_in_them(tmp_path: Path) -> None:
    path = tmp_path / "strange.txt"
    path.write_text('Quotes " and \\ and \u2028 and ☃ and \U0001f600 in a letter.\n', encoding="utf-8")
    (tmp_path / "strange.meta.json").write_text(json.dumps({"a": [1, {"b": None}], "ü": True}))
    with IsolatedReader() as reader:
        assert reader.read(path).letter == here(path)
