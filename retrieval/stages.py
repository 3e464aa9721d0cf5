"""How long the stages of a question take: measured where they happen, collected by whoever wants to know."""

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar

_collecting: ContextVar[dict[str, float] | None] = ContextVar("collecting", default=None)


@contextmanager
def collected() -> Iterator[dict[str, float]]:
    """Collect the seconds of the stages that the body goes through in this thread, by name."""
    seconds: dict[str, float] = {}
    token = _collecting.set(seconds)
    try:
        yield seconds
    finally:
        _collecting.reset(token)


@contextmanager
def stage(name: str) -> Iterator[None]:
    """Measure the body as a stage; stages of one name add up. Costs next to nothing where nobody collects."""
    seconds = _collecting.get()
    if seconds is None:
        yield
        return
    started = time.perf_counter()
    try:
        yield
    finally:
        measured({name: time.perf_counter() - started})


def measured(elsewhere: Mapping[str, float]) -> None:
    """Add stages that were measured by somebody else, as another process, by their names."""
    seconds = _collecting.get()
    if seconds is not None:
        for name, took in elsewhere.items():
            seconds[name] = seconds.get(name, 0.0) + took
