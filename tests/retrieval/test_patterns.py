"""Patterns that are compiled late, or were at an earlier start: they answer as one that is compiled at once."""

import importlib
import marshal
import os
import pkgutil
import re
import subprocess
import sys
from collections.abc import Iterator
from importlib.machinery import ModuleSpec
from pathlib import Path
from typing import Any, cast
from weakref import WeakSet

import pytest

import retrieval
from retrieval import patterns
from retrieval.parsing.speakers.verbs import SAYING
from retrieval.patterns import keep_compiled, regex


def test_it_answers_as_a_compiled_pattern_does() -> None:
    late, at_once = regex(r"(?P<word>note)s?", re.IGNORECASE), re.compile(r"(?P<word>note)s?", re.IGNORECASE)
    text = "Notes, a note"
    assert late.sub("x", text) == at_once.sub("x", text) == "x, a x"
    assert late.findall(text) == at_once.findall(text)
    assert [each.span("word") for each in late.finditer(text)] == [(0, 4), (9, 13)]
    assert (late.pattern, late.flags, late.groupindex) == (at_once.pattern, at_once.flags, at_once.groupindex)


def test_a_match_is_told_to_be_of_it() -> None:
    late, other = regex(r"notes?"), regex(r"notes?", re.IGNORECASE)
    found = late.search("a note")
    assert found is not None
    assert found.re == late
    assert found.re != other


def test_bytes_are_searched_with_bytes() -> None:
    assert regex(rb"<!--.*?-->").sub(b"", b"a<!-- b -->c") == b"ac"


def test_a_fault_in_a_pattern_is_raised_when_it_is_used() -> None:
    late = regex(r"(")
    with pytest.raises(re.error):
        late.search("(")


def test_every_pattern_of_the_program_compiles() -> None:
    patterns = [cast("re.Pattern[str]", each) for each in _constants() if hasattr(each, "groupindex")]
    assert len(patterns) > 700
    for pattern in patterns:
        assert re.compile(pattern.pattern, pattern.flags)


def test_no_pattern_repeats_a_group_possessively() -> None:
    """Pythons before 3.11.5 let such a group begin once too often; one of "(?>…)" holds on to what it took as well."""
    written = [cast("re.Pattern[str]", each).pattern for each in _constants() if hasattr(each, "groupindex")]
    repeated = re.compile(r"(?<!\\)\)(?:[*+?]|\{[\d,]+\})\+")
    assert [each for each in written if isinstance(each, str) and repeated.search(each)] == []


def test_every_pattern_of_the_program_is_the_same_when_it_was_kept() -> None:
    for pattern in (cast("re.Pattern[str]", each) for each in _constants() if hasattr(each, "groupindex")):
        at_once = re.compile(pattern.pattern, pattern.flags)
        kept = patterns._taken_up(pattern.pattern, patterns._translated(pattern.pattern, pattern.flags))
        assert kept == at_once  # which compares what both compile to
        assert kept.groupindex == at_once.groupindex


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the file that patterns are kept in, in a folder that is not there yet; none are declared by now."""
    monkeypatch.setattr(patterns, "_declared", WeakSet())
    beside = ModuleSpec("patterns", None)
    beside.cached = str(tmp_path / "__pycache__" / "patterns.pyc")
    monkeypatch.setattr(patterns, "__spec__", beside)
    monkeypatch.setattr("sys.dont_write_bytecode", False)
    return tmp_path / "__pycache__" / "patterns.some"


@pytest.fixture
def compiled(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the patterns that are compiled from now on."""
    seen: list[str] = []
    before = patterns._translated

    def translated(pattern: str, flags: int) -> Any:
        seen.append(pattern)
        return before(pattern, flags)

    monkeypatch.setattr(patterns, "_translated", translated)
    return seen


def test_a_pattern_that_was_kept_is_not_compiled_again(
    kept: Path, compiled: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    first = regex(r"(?P<word>kept)s? once", re.IGNORECASE)
    keep_compiled("some")
    assert compiled == [first.pattern]
    assert [each.name for each in kept.parent.iterdir()] == [kept.name]
    compiled.clear()
    again = regex(r"(?P<word>kept)s? once", re.IGNORECASE)
    keep_compiled("some")
    assert compiled == []
    monkeypatch.setattr(re, "compile", lambda *_: pytest.fail("compiled"))
    found = again.search("Kepts once")
    assert found is not None
    assert found["word"] == "Kept"


def test_a_pattern_that_changed_is_compiled_and_kept(kept: Path, compiled: list[str]) -> None:
    keep_compiled("some")
    compiled.clear()
    changed = regex(r"kept again")
    keep_compiled("some")
    assert compiled == [changed.pattern]
    assert kept.exists()


@pytest.mark.parametrize("damage", [b"", b"nonsense", b"\x00" * 64])
def test_what_is_damaged_is_made_anew(kept: Path, compiled: list[str], damage: bytes) -> None:
    late = regex(r"kept anew")
    kept.parent.mkdir()
    kept.write_bytes(damage)
    keep_compiled("some")
    assert compiled == [late.pattern]
    assert late.search("kept anew")


def test_what_another_python_kept_is_made_anew(
    kept: Path, compiled: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    late = regex(r"kept by another")
    with monkeypatch.context() as other:
        other.setattr("sys.version", "another")
        keep_compiled("some")
    compiled.clear()
    keep_compiled("some")
    assert compiled == [late.pattern]
    assert kept.exists()


@pytest.mark.usefixtures("kept")
def test_what_python_does_not_take_is_compiled_as_it_is() -> None:
    late = regex(r"kept for nothing")
    late.__dict__["_kept"] = (0, b"\xff" * 8, 0, {})
    assert late.search("kept for nothing")


def test_where_nothing_can_be_written_nothing_is_compiled_beforehand(kept: Path, compiled: list[str]) -> None:
    kept.parent.write_text("a file in the place of the folder", encoding="utf-8")
    late = regex(r"kept nowhere")
    keep_compiled("some")
    assert compiled == []
    assert late.search("kept nowhere")


def test_what_a_process_that_was_killed_left_is_deleted_and_nothing_else(kept: Path) -> None:
    gone = subprocess.Popen(["true"])
    gone.wait()
    kept.parent.mkdir()
    left, written, other = (kept.with_name(f"{kept.name}.{each}") for each in (gone.pid, os.getppid(), "old"))
    for path in (left, written, other):
        path.write_bytes(b"half of it")
    late = regex(r"kept beside what was left")
    keep_compiled("some")
    assert sorted(kept.parent.iterdir()) == sorted([kept, written, other])
    assert late.search("kept beside what was left")


def test_the_process_that_reads_letters_keeps_its_patterns(tmp_path: Path) -> None:
    places = {**os.environ, "PYTHONPYCACHEPREFIX": str(tmp_path), "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    places.pop("PYTHONDONTWRITEBYTECODE", None)
    command = [sys.executable, "-m", "retrieval.isolated", str(2**30)]
    assert (
        subprocess.run(command, env=places, stdin=subprocess.DEVNULL, capture_output=True, check=True).stdout == b"\n"
    )
    (kept,) = tmp_path.rglob("patterns.*.parsing")
    _, held = marshal.loads(kept.read_bytes())
    assert (SAYING.pattern, 0) in held


def _constants() -> Iterator[object]:
    """All that stands in a module of the program by name, and what stands in its tuples, lists and mappings."""
    for found in pkgutil.walk_packages(retrieval.__path__, "retrieval."):
        module = importlib.import_module(found.name)
        for name, value in vars(module).items():
            if not name.startswith("__"):
                yield from _within(value)


def _within(value: object) -> Iterator[object]:
    if isinstance(value, dict):
        value = (*value.keys(), *value.values())
    if isinstance(value, list | tuple):
        for each in value:
            yield from _within(each)
    else:
        yield value
