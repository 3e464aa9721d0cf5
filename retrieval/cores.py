"""How many processor cores this process may keep busy."""

import math
import os
from contextlib import suppress
from pathlib import Path

_GROUPS = Path("/sys/fs/cgroup")
_OWN_GROUP = Path("/proc/self/cgroup")


def cores(groups: Path = _GROUPS, own_group: Path = _OWN_GROUP) -> int:
    """Return how many cores this process may use, at least 1: those it may run on, as far as its quota reaches.

    A container or a unit that may use one of many cores sees them all; what it may use is told by its control groups,
    `cpu.max` of each from its own upwards. Source: the Linux kernel's "Control Group v2".
    """
    seen = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    quotas = [seen]
    with suppress(OSError, StopIteration):
        own = next(line[3:] for line in own_group.read_text(encoding="ascii").splitlines() if line.startswith("0::"))
        group = groups / own.lstrip("/")
        for each in (group, *group.parents[: len(group.parts) - len(groups.parts)]):
            with suppress(OSError, ValueError):  # "max 100000" where there is no quota
                allowed, period = map(int, (each / "cpu.max").read_text(encoding="ascii").split())
                quotas.append(math.ceil(allowed / period))
    return max(1, min(quotas))
