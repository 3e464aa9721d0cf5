"""Clock and processor time of a piece of work, and the quantiles that are reported of many."""

import statistics
import time
from collections.abc import Callable, Sequence
from typing import NamedTuple


class Spent(NamedTuple):
    """What a piece of work took, in seconds: by the clock, and of the processor by all threads of this process.

    On a machine that others use too, the clock tells what a user feels, and the processor time what the work costs.
    """

    clock: float
    processor: float


def spent(work: Callable[[], object]) -> Spent:
    """Do the work and return what it took."""
    clock, processor = time.perf_counter(), time.process_time()
    work()
    return Spent(time.perf_counter() - clock, time.process_time() - processor)


def quantile(seconds: Sequence[float], share: float) -> float:
    """Return the value in milliseconds that `share` of all stay below."""
    return 1000 * statistics.quantiles(seconds, n=100, method="inclusive")[round(share * 100) - 1]


def shown(name: str, times: Sequence[Spent]) -> str:
    """Return a line with the usual quantiles."""
    clock, processor = [each.clock for each in times], [each.processor for each in times]
    by_clock = f"p50 {quantile(clock, 0.5):7.1f} ms, p95 {quantile(clock, 0.95):7.1f} ms"
    return f"{name:24} {by_clock}, processor p50 {quantile(processor, 0.5):7.1f} ms"
