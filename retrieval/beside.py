"""The process that answers beside the first one, which asks it as `second` tells: an engine of its own."""

import json
import os
import signal
import sys
import threading
from contextlib import suppress
from multiprocessing.connection import Connection
from pathlib import Path

from retrieval.codec import decode, encode
from retrieval.engine import Engine
from retrieval.second import NO_ANSWER, Told
from retrieval.settings import RetrievalSettings
from retrieval.stages import collected
from retrieval.types import Question


def _answer(connection: Connection, engine: Engine) -> None:
    """Answer questions until nobody asks any more; one that ends with an error is left to who asked it."""
    with connection, suppress(EOFError, ConnectionError):
        while True:
            question = decode(connection.recv_bytes(), Question)
            engine.index.store.look_again()  # what was taken out before the question came must not be in its answer
            try:
                with collected() as seconds:
                    answer = engine.ask(question)
                told = encode(Told(answer, seconds))
            except Exception:  # the same is done where it was asked, and what is wrong is told there
                told = NO_ANSWER
            connection.send_bytes(told)


def _end_with_its_parent() -> None:
    sys.stdin.buffer.read()
    os._exit(0)


def main() -> None:
    """Answer what is asked by the lines that are named, until the process at the other end is gone."""
    threading.Thread(target=_end_with_its_parent, daemon=True).start()
    signal.signal(signal.SIGTERM, signal.SIG_IGN)  # what is told to all ends it with the other, not before it
    with suppress(OSError):  # where memory runs out, this is what can be done without
        Path("/proc/self/oom_score_adj").write_text("1000", encoding="ascii")

    fields, *lines = sys.argv[1:]
    given = json.loads(fields)
    engine = Engine.open(RetrievalSettings(**{**given, "index_dir": Path(given["index_dir"])}))
    engine.warm_up(beside=True)
    threads = [threading.Thread(target=_answer, args=(Connection(int(each)), engine)) for each in lines]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    os._exit(0)


if __name__ == "__main__":
    main()
