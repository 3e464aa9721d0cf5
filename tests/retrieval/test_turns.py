"""Few search at a time, and what is encoded for them waits until somebody can take it."""

import threading
from collections.abc import Callable

from retrieval.turns import Turns


def in_thread(work: Callable[[], None]) -> threading.Thread:
    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    return thread


def searching(turns: Turns, begun: threading.Event, over: threading.Event) -> threading.Thread:
    """Begin a search that takes a turn and lasts until `over`."""

    def search() -> None:
        with turns.taken():
            begun.set()
            over.wait()

    return in_thread(search)


def test_only_so_many_have_a_turn_at_a_time() -> None:
    turns, over = Turns(2), threading.Event()
    begun = [threading.Event() for _ in range(3)]
    searches = [searching(turns, each, over) for each in begun]
    assert sum(each.wait(0.2) for each in begun) == 2
    over.set()
    assert all(each.wait(5) for each in begun)
    for search in searches:
        search.join()


def test_more_is_wanted_while_nobody_waits_for_a_turn() -> None:
    turns = Turns(1)
    with turns.taken():
        turns.wait_until_wanted()


def test_nothing_is_wanted_while_somebody_waits_for_a_turn() -> None:
    turns, over, wanted = Turns(1), threading.Event(), threading.Event()
    first, second = threading.Event(), threading.Event()
    searching(turns, first, over)
    assert first.wait(5)
    searching(turns, second, over)
    while not turns.waiting:
        assert not second.is_set()

    def encode() -> None:
        turns.wait_until_wanted()
        wanted.set()

    in_thread(encode)
    assert not wanted.wait(0.1)
    over.set()
    assert wanted.wait(5)
