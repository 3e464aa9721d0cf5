"""Patterns that are compiled when they are first used, and may be kept compiled for the next start.

The parser knows some eight hundred, of which a letter needs six hundred; to compile those takes longer than everything
else that `verbale parse` does.
"""

import importlib
import marshal
import os
import re
import sys
from array import array
from contextlib import suppress
from pathlib import Path
from typing import Any, AnyStr, Generic, cast
from weakref import WeakSet

_NAMES = tuple(each for each in dir(re.Pattern) if not each.startswith("_"))
# Of a pattern and its flags: all its flags, what it compiles to, how many groups it has, and their names.
_Compiled = tuple[int, bytes, int, dict[str, int]]
_Kept = dict[tuple[str | bytes, int], _Compiled]
# How Python compiles is its own affair: another one may do it otherwise, or call it by other names.
_UNKNOWN = (ImportError, AttributeError, TypeError, ValueError, RuntimeError, OverflowError)


class _Later(Generic[AnyStr]):
    """What stands for a compiled pattern; from its first use on it holds all that the pattern has."""

    def __init__(self, pattern: AnyStr, flags: int) -> None:
        self.pattern: AnyStr = pattern
        self._flags = flags
        self._kept: _Compiled | None = None

    def __getattr__(self, name: str) -> Any:
        compiled = self._compiled()
        self.__dict__.update({each: getattr(compiled, each) for each in _NAMES}, _kept=None)
        return getattr(compiled, name)

    def _compiled(self) -> re.Pattern[AnyStr]:
        if (kept := self._kept) is not None:  # another thread may be here as well, and done before
            with suppress(*_UNKNOWN):
                return cast("re.Pattern[AnyStr]", _taken_up(self.pattern, kept))
        return re.compile(self.pattern, self._flags)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, re.Pattern) and (other.pattern, other.flags) == (self.pattern, self.flags)

    def __hash__(self) -> int:
        return hash((self.pattern, self._flags))


_declared: WeakSet[_Later[Any]] = WeakSet()


def regex(pattern: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """Return what `re.compile` would; a fault in `pattern` raises re.error only when it is first used.

    A match is told to be of it by `match.re == pattern`: they are equal, but not the same.
    """
    later = _Later(pattern, int(flags))
    _declared.add(later)
    return cast("re.Pattern[AnyStr]", later)


# --- kept for the next start ------------------------------------------------------------------------------------------


def keep_compiled(name: str) -> None:
    """Keep what all patterns that there are by now compile to in a file of that name, and take up what is kept.

    It lies beside the bytecode of this module and is called like it, `patterns.cpython-312.parsing`. It is made anew by
    another build of that Python, and where patterns have changed; where nothing can be written there, they are compiled
    at each start. To be called before any letter or question is read, whose words may become patterns.
    """
    beside = __spec__.cached
    if beside is None or sys.dont_write_bytecode:
        return
    with suppress(OSError, re.error, *_UNKNOWN):
        path = Path(beside).with_suffix(f".{name}")
        kept, declared = _read(path), {(each.pattern, each._flags) for each in _declared}
        if not declared <= kept.keys():
            kept = _written(path, declared, kept)
        for each in _declared:
            each._kept = kept[each.pattern, each._flags]


def _read(path: Path) -> _Kept:
    """Return what is kept; nothing where that is damaged or of another Python."""
    with suppress(OSError, EOFError, ValueError, TypeError):
        made_by, kept = marshal.loads(path.read_bytes())  # noqa: S302 - as trustworthy as the bytecode beside it
        if made_by == sys.version:
            return cast("_Kept", kept)
    return {}


def _written(path: Path, declared: set[tuple[Any, int]], known: _Kept) -> _Kept:
    """Write what patterns compile to, whole or not at all, and return it. Raises OSError before it compiles any."""
    path.parent.mkdir(exist_ok=True)
    _tidy(path)
    unfinished = path.with_name(f"{path.name}.{os.getpid()}")
    with unfinished.open("wb") as file:
        try:
            kept = {each: known.get(each) or _translated(*each) for each in declared}
            file.write(marshal.dumps((sys.version, kept)))
            file.flush()
            unfinished.replace(path)
        except BaseException:
            unfinished.unlink(missing_ok=True)
            raise
    return kept


def _tidy(path: Path) -> None:
    """Delete what processes that were killed while they wrote have left beside it."""
    for left in path.parent.glob(f"{path.name}.*"):
        with suppress(OSError, ValueError, OverflowError):
            if not _runs(int(left.suffix[1:])):
                left.unlink()


def _runs(process: int) -> bool:
    try:
        os.kill(process, 0)  # which only asks
    except ProcessLookupError:
        return False
    except PermissionError:
        pass  # it runs, and is somebody else's
    return True


def _translated(pattern: str | bytes, flags: int) -> _Compiled:
    """Return what a pattern compiles to, as `re.compile` makes it before it hands it to its engine."""
    parser, compiler = importlib.import_module("re._parser"), importlib.import_module("re._compiler")
    parsed = parser.parse(pattern, flags)
    code, state = array("I", compiler._code(parsed, flags)), parsed.state
    return flags | state.flags, code.tobytes(), state.groups - 1, dict(state.groupdict)


def _taken_up(pattern: str | bytes, kept: _Compiled) -> re.Pattern[Any]:
    """Return the pattern that compiles to what is kept."""
    flags, code, groups, names = kept
    by_number: list[str | None] = [None] * (groups + 1)
    for name, number in names.items():
        by_number[number] = name
    engine: Any = importlib.import_module("_sre")
    made: re.Pattern[Any] = engine.compile(
        pattern, flags, memoryview(code).cast("I").tolist(), groups, names, tuple(by_number)
    )
    return made
