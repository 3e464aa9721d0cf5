"""The second process: it answers as this one does, follows the index, and is missed by nobody when it is gone."""

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from multiprocessing.connection import Connection
from pathlib import Path
from typing import cast

import pytest

from retrieval.encoder.embedding import SentenceEmbedder
from retrieval.engine import Engine
from retrieval.second import Second, _Line
from retrieval.settings import RetrievalSettings
from retrieval.stages import collected
from retrieval.types import Answer, Question
from tests.simple_letters import write_letter_file

CANAL = "Who closed the Corran canal to shipping?"
PUMPS = "How many pumps did Kesparia send to Sorrin?"
NOBODY = cast("Answer", None)
ORPHAN = """
import os, signal, sys
from pathlib import Path
from retrieval.second import _started
from retrieval.settings import RetrievalSettings
process, lines = _started(RetrievalSettings(index_dir=Path(sys.argv[1])))
print(process.pid, flush=True)
os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("second")


@pytest.fixture(scope="module")
def engine(folder: Path, embedder: SentenceEmbedder) -> Iterator[Engine]:
    """Return an engine that serves two letters, beside which a second process stands."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("VERBALE_TELEGRAM_TOKEN", "123456:secret")
        patch.setattr("retrieval.encoder.embedding.load_embedder", lambda *_: embedder)
        patch.setattr("retrieval.second._PATIENCE_SECONDS", 3)
        patch.setattr("retrieval.second._PAUSE_SECONDS", 0.0)
        canal = "Velmora closed the Corran canal to all shipping on 1 May 2021."
        write_letter_file(folder / "in", "canal.txt", canal, symbol="A/76/9001")
        dam = "Orvelland opened the dam at Halvek in December 2021, and the lower valley was flooded."
        write_letter_file(folder / "in", "dam.txt", dam, symbol="S/2021/9002", sender="Orvelland")
        engine = Engine.open(RetrievalSettings(index_dir=folder / "index", processes=2), create=True)
        engine.ingest([folder / "in"])
        engine.warm_up()
        yield engine
        engine.close()


@pytest.fixture
def second(engine: Engine) -> Second:
    """Return the other process of an engine, at work."""
    assert engine._second is not None
    soon(engine._second, CANAL)
    return engine._second


def elsewhere(second: Second, text: str) -> Answer | None:
    """Return what the other process answers while a question is answered here; `None` where it does not."""
    question = Question(text)
    return second.shared(question, lambda _: second.shared(question, lambda _: NOBODY))


def soon(second: Second, text: str) -> Answer:
    """Return the same, once the other process is there."""
    deadline = time.monotonic() + 120
    while (answer := elsewhere(second, text)) is None:
        assert time.monotonic() < deadline
        time.sleep(0.05)
    return answer


def state_of(task: Path) -> str:
    """Return the letter that Linux gives what a thread does; "T" where it is stopped."""
    return (task / "stat").read_text(encoding="ascii").rpartition(")")[2].split()[0]


def pid_of(second: Second) -> int:
    assert second._process is not None
    return second._process.pid


def is_there(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def test_who_asks_alone_starts_no_process(tmp_path: Path, embedder: SentenceEmbedder, engine: Engine) -> None:
    del embedder, engine  # whose model is used
    alone = Engine.open(RetrievalSettings(index_dir=tmp_path / "index", processes=2), create=True)
    alone.warm_up()
    for number in range(3):
        alone.ask(Question(f"{CANAL} {number}"))
    assert alone.processes == (os.getpid(), None)
    alone.close()


@pytest.mark.parametrize("text", [CANAL, "When was the dam at Halvek opened?", "hello", "letters from Orvelland"])
def test_it_answers_as_this_process_does(engine: Engine, second: Second, text: str) -> None:
    assert elsewhere(second, text) == engine.ask(Question(text))
    assert engine.processes == (os.getpid(), pid_of(second))


def test_its_stages_are_told_as_if_they_were_here(second: Second) -> None:
    with collected() as seconds:
        assert elsewhere(second, CANAL) is not None
    assert {"understand", "embed", "search", "choose"} <= seconds.keys()


def test_two_cores_are_taken_only_while_the_other_process_answers(
    engine: Engine, second: Second, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "_cores", 2)
    assert not engine._crowded()
    monkeypatch.setattr(second, "_there", 1)
    assert engine._crowded()
    monkeypatch.setattr(engine, "_cores", 3)
    assert not engine._crowded()


def test_what_cannot_be_said_in_json_is_answered_here(second: Second) -> None:
    assert elsewhere(second, f"{CANAL} \ud83d") is None
    assert elsewhere(second, CANAL) is not None


def test_it_has_no_secrets_and_goes_first_where_memory_runs_out(second: Second) -> None:
    process = Path(f"/proc/{pid_of(second)}")
    assert b"secret" not in (process / "environ").read_bytes() + (process / "cmdline").read_bytes()
    assert (process / "oom_score_adj").read_text().strip() == "1000"


def test_told_to_stop_it_answers_until_this_process_ends(second: Second) -> None:
    pid = pid_of(second)
    os.kill(pid, signal.SIGTERM)
    assert elsewhere(second, CANAL) is not None
    assert pid_of(second) == pid


def test_it_shows_what_was_taken_in_and_nothing_that_was_removed(engine: Engine, second: Second, folder: Path) -> None:
    for _ in range(3):
        pumps = write_letter_file(folder, "pumps.txt", "Kesparia sent nine pumps to Sorrin.", symbol="A/76/9003")
        engine.ingest([pumps])
        taken_in = elsewhere(second, PUMPS)
        assert taken_in is not None
        assert taken_in.hits[0].letter.symbols == ("A/76/9003",)
        engine.remove("A/76/9003")
        after = elsewhere(second, PUMPS)
        assert after is not None
        assert all(hit.letter.symbols != ("A/76/9003",) for hit in after.hits)


def test_eight_who_ask_miss_nothing_when_it_is_killed_and_another_follows(engine: Engine, second: Second) -> None:
    expected, wrong, first = engine.ask(Question(CANAL)), list[object](), pid_of(second)

    def ask() -> None:
        wrong.extend(answer for _ in range(20) if (answer := engine.ask(Question(CANAL))) != expected)

    askers = [threading.Thread(target=ask) for _ in range(8)]
    for asker in askers:
        asker.start()
    while not second._there:
        time.sleep(0.001)
    os.kill(first, signal.SIGKILL)
    for asker in askers:
        asker.join()
    assert wrong == []
    assert soon(second, CANAL) == expected
    assert pid_of(second) != first
    assert not is_there(first)


def test_one_that_stands_still_is_ended_and_the_question_answered_here(second: Second) -> None:
    still = pid_of(second)
    os.kill(still, signal.SIGSTOP)
    while any(state_of(task) != "T" for task in Path(f"/proc/{still}/task").iterdir()):
        time.sleep(0.001)  # each thread goes on until it is its turn to stop
    assert elsewhere(second, CANAL) is None
    assert not is_there(still)


def test_what_is_no_answer_ends_it() -> None:
    ours, theirs = socket.socketpair()
    process = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    second = Second(RetrievalSettings())
    second._process, second._lines = process, [_Line(process, Connection(ours.detach()))]
    Connection(theirs.detach()).send_bytes(b'{"answer": 3}')
    assert elsewhere(second, CANAL) is None
    assert process.returncode == -signal.SIGKILL


def test_it_ends_with_the_process_that_started_it_however_that_ends(engine: Engine, folder: Path) -> None:
    del engine
    started = subprocess.run(
        [sys.executable, "-c", ORPHAN, str(folder / "index")], capture_output=True, text=True, check=False
    )
    deadline = time.monotonic() + 30
    while is_there(int(started.stdout)):
        assert time.monotonic() < deadline
        time.sleep(0.05)


def test_closing_ends_it(engine: Engine, second: Second) -> None:
    pid = pid_of(second)
    engine.close()
    assert not is_there(pid)
