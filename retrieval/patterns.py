"""Patterns that are compiled when they are first used.

The parser knows some eight hundred, of which a letter needs three to four hundred; to compile all of them takes
longer than everything else that `verbale parse` does.
"""

import re
from typing import Any, AnyStr, Generic, cast


class _Later(Generic[AnyStr]):
    """What stands for a compiled pattern; from its first use on it holds all that the pattern has."""

    def __init__(self, pattern: AnyStr, flags: int) -> None:
        self.pattern: AnyStr = pattern
        self._flags = flags

    def __getattr__(self, name: str) -> Any:
        compiled = re.compile(self.pattern, self._flags)
        for each in (each for each in dir(compiled) if not each.startswith("_")):
            setattr(self, each, getattr(compiled, each))
        return getattr(compiled, name)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, re.Pattern) and (other.pattern, other.flags) == (self.pattern, self.flags)

    def __hash__(self) -> int:
        return hash((self.pattern, self._flags))


def regex(pattern: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """Return what `re.compile` would; a fault in `pattern` raises re.error only when it is first used.

    A match is told to be of it by `match.re == pattern`: they are equal, but not the same.
    """
    return cast("re.Pattern[AnyStr]", _Later(pattern, flags))
