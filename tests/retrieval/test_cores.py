"""How many cores a process may keep busy: what a control group allows, and no more than there are."""

import os
from pathlib import Path

import pytest

from retrieval.cores import cores


@pytest.mark.parametrize(
    ("own", "quotas", "most"),
    [
        ("/", {"": "100000 100000"}, 1),  # a container of one core
        ("/", {"": "150000 100000"}, 2),
        ("/", {"": "20000 100000"}, 1),
        ("/system.slice/verbale.service", {"system.slice/verbale.service": "100000 100000"}, 1),
        ("/system.slice/verbale.service", {"system.slice": "100000 100000"}, 1),
        ("/system.slice/verbale.service", {"system.slice/verbale.service": "max 100000", "system.slice": "max"}, 1_000),
        ("/", {"": "nonsense"}, 1_000),
        ("/", {}, 1_000),
    ],
)
def test_a_quota_says_how_many_cores_there_are(tmp_path: Path, own: str, quotas: dict[str, str], most: int) -> None:
    (told := tmp_path / "own").write_text(f"1:cpu:/other\n0::{own}\n")
    for group, quota in quotas.items():
        (folder := tmp_path / "groups" / group).mkdir(parents=True, exist_ok=True)
        (folder / "cpu.max").write_text(f"{quota}\n")

    assert cores(tmp_path / "groups", told) == min(most, cores(tmp_path / "none", tmp_path / "none"))


def test_without_control_groups_it_is_what_the_process_may_run_on(tmp_path: Path) -> None:
    assert 1 <= cores(tmp_path / "none", tmp_path / "none") <= (os.cpu_count() or 1)
