"""The table of behaviours names every test, and only tests that are there."""

import re
from pathlib import Path

HERE = Path(__file__).parent


def test_the_table_of_behaviours_and_the_tests_are_in_step() -> None:
    sections = re.split(r"^## ", (HERE / "README.md").read_text(encoding="utf-8"), flags=re.M)[1:]
    for section in sections:
        name = re.search(r"`(test_\w+\.py)`", section)
        assert name is not None
        written = re.findall(r"^(?:async )?def (test_\w+)", (HERE / name[1]).read_text(encoding="utf-8"), re.M)
        assert re.findall(r"\| `(test_\w+)` \|$", section, re.M) == written
