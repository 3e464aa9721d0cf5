"""Patterns that are compiled late: each compiles, and each answers as one that was compiled at once."""

import importlib
import pkgutil
import re
from collections.abc import Iterator
from typing import cast

import pytest

import retrieval
from retrieval.patterns import regex


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
