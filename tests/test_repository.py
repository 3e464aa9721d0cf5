"""The repository as a whole: what is in it, and what must never be."""

import os
import re
import subprocess
import tomllib
from pathlib import Path

import pytest

from bot.cli import build_parser
from bot.commands.answer_json import answer_json
from retrieval.types import Answer, ListingKind, Question, Reason

ROOT = Path(__file__).parents[1]
TEXTS = {".py", ".md", ".toml", ".txt", ".lock", ".yaml", ".yml", ".service", ".example", ".json", ".jsonl", ""}


def tracked() -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False)
    if listed.returncode:
        pytest.skip("this is no checkout, so what is kept cannot be told from what is made")
    return [ROOT / name for name in listed.stdout.decode().split("\0") if name and (ROOT / name).is_file()]


def test_nothing_names_a_place_that_only_one_machine_has() -> None:
    home = re.compile(r"(?<![\w.])/(?:home|Users|root|work)/\w|[A-Z]:\\Users")
    found = [
        f"{path.relative_to(ROOT)}: {match[0]}"
        for path in tracked()
        if path.suffix in TEXTS and path != Path(__file__)
        for match in home.finditer(path.read_text(encoding="utf-8", errors="replace"))
    ]
    assert found == []


def test_documents_name_only_files_that_are_there() -> None:
    named = re.compile(r"(?<![\w/.])(?:retrieval|bot|benchmarks|tests|data|docs|deploy)/[\w./-]+\.[a-z]{2,5}\b")
    linked = re.compile(r"\]\((?!http)([^)#]+)\)")
    texts = {path: path.read_text(encoding="utf-8") for path in tracked() if path.suffix == ".md"}
    wanted = [(path, ROOT / found[0]) for path, text in texts.items() for found in named.finditer(text)]
    wanted += [(path, path.parent / found[1]) for path, text in texts.items() for found in linked.finditer(text)]
    assert len(wanted) > 50
    assert [f"{path.relative_to(ROOT)}: {target}" for path, target in wanted if not target.exists()] == []


def test_no_secret_is_kept() -> None:
    token = re.compile(rb"(?<!\d)\d{8,10}:AA[\w-]{33}(?!\w)")
    assert [path.name for path in tracked() if token.search(path.read_bytes())] == []
    assert ROOT / ".env" not in tracked()


def normal(name: str) -> str:
    """Return the name of a distribution as indexes compare it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def test_the_lock_pins_every_dependency_and_only_by_version() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    wanted = [*project["dependencies"], *project["optional-dependencies"]["dev"]]
    lines = (ROOT / "requirements.lock").read_text().split()
    pinned = {normal(line.split("==")[0]) for line in lines}
    assert {normal(re.split(r"[=<>\[ ]", name)[0]) for name in wanted} - pinned == set()
    assert [line for line in lines if not re.fullmatch(r"[\w.-]+==[\w.]+", line)] == []


def test_torch_is_the_same_everywhere() -> None:
    places = ("pyproject.toml", "requirements.lock", "Makefile", "Dockerfile")
    named = {version for place in places for version in re.findall(r"torch==([\d.]+)", (ROOT / place).read_text())}
    assert len(named) == 1


def test_the_image_is_built_from_files_that_the_build_is_shown() -> None:
    shown = {line[1:] for line in (ROOT / ".dockerignore").read_text().splitlines() if line.startswith("!")}
    copied = re.findall(r"^COPY (?!--)(.+) \S+$", (ROOT / "Dockerfile").read_text(), re.MULTILINE)
    files = {name for line in copied for name in line.split()}
    assert {"bot", "retrieval", "LICENSE-WordNet"} <= files
    assert files - shown == set()


def test_the_ci_runs_what_make_runs() -> None:
    script = ROOT / ".ci" / "run"
    assert os.access(script, os.X_OK)
    commands = [line for line in script.read_text().splitlines() if line.startswith("make")]
    assert commands == ["make lint", "make test"]


def test_every_command_is_described() -> None:
    described = (ROOT / "docs" / "COMMANDS.md").read_text(encoding="utf-8")
    commands = re.findall(r"^    (\w+) ", build_parser().format_help(), re.MULTILINE)
    assert {"ingest", "ask", "serve", "backup"} <= set(commands)
    assert [name for name in commands if f"verbale {name}" not in described] == []


def test_every_field_of_an_answer_is_described() -> None:
    described = (ROOT / "docs" / "COMMANDS.md").read_text(encoding="utf-8")
    fields = re.findall(r"`(\w+)`", " ".join(re.findall(r"^\| (`.*?) \|", described, re.MULTILINE)))
    assert set(answer_json(Answer(Question("?"), reason=Reason.NOTHING_FOUND), 0.0)) <= set(fields)
    row = next(line for line in described.splitlines() if line.startswith("| `letters` |"))
    assert [kind for kind in ListingKind if not re.search(rf"\b{kind}\b", row)] == []
