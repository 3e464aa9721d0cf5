"""Imports without a look for garbage: they make much and throw nothing away, and a start is mostly imports."""

import gc
import importlib
from types import ModuleType


def imported(*names: str) -> list[ModuleType]:
    """Import modules by name, and leave what they made out of every later look for garbage."""
    gc.disable()
    try:
        return [importlib.import_module(name) for name in names]
    finally:
        gc.freeze()
        gc.enable()
