"""Sidecar files: `LETTER.meta.json`, `LETTER.meta.yaml` or `LETTER.meta.yml` beside a file tell what it lacks."""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

from retrieval.errors import UnreadableLetterError
from retrieval.readers import limits
from retrieval.types import Reading, Refusal

SUFFIXES = (".meta.json", ".meta.yaml", ".meta.yml")
_MAX_DEPTH = 8


def is_sidecar(path: Path) -> bool:
    """Tell whether a file is a sidecar file, by its name."""
    return path.name.casefold().endswith(SUFFIXES)


def sidecar_of(path: Path) -> Path | None:
    """Return the sidecar file beside a letter: named after its whole name, or after its name without the suffix."""
    stems = dict.fromkeys((path.name, path.stem))
    found = [path.with_name(stem + suffix) for stem in stems for suffix in SUFFIXES]
    return next((each for each in found if each.is_file()), None)


def with_sidecar(reading: Reading, path: Path) -> Reading:
    """Return a reading with the values of the sidecar file beside `path`, which win over those in the file itself.

    Raises UnreadableLetterError where the sidecar file cannot be understood: what was declared is never dropped unseen.
    """
    sidecar = sidecar_of(path)
    if sidecar is None:
        return reading
    return replace(reading, metadata={**reading.metadata, **read_metadata(sidecar)})


def read_metadata(path: Path) -> dict[str, object]:
    """Return the values of a sidecar file; dates become ISO text, names lower case with underscores.

    Raises UnreadableLetterError where it is too large, cannot be opened, or holds no mapping.
    """
    try:
        if path.stat().st_size > limits.MAX_METADATA_BYTES:
            raise UnreadableLetterError(
                f"{path.name} is too large for metadata ({limits.MAX_METADATA_BYTES} bytes).", Refusal.METADATA
            )
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableLetterError(
            f"{path.name} is not UTF-8 text; save it again as UTF-8.", Refusal.METADATA
        ) from error
    except OSError as error:
        raise UnreadableLetterError(
            f"{path.name} cannot be opened: {error.strerror or error}.", Refusal.FAULT
        ) from error
    values = _parsed(text, path)
    if values is None:
        return {}
    if not isinstance(values, Mapping):
        raise UnreadableLetterError(
            f"{path.name} must hold names and values, such as symbol: A/74/1.", Refusal.METADATA
        )
    return {_name(key): plain(value, path.name) for key, value in values.items() if value is not None}


def _parsed(text: str, path: Path) -> object:
    import yaml  # noqa: PLC0415 - few letters have a sidecar

    try:
        if path.name.casefold().endswith(".json"):
            return json.loads(text)
        if any(isinstance(event, yaml.AliasEvent) for event in yaml.parse(text, Loader=yaml.SafeLoader)):
            raise UnreadableLetterError(f"{path.name} uses YAML aliases; write the values out.", Refusal.METADATA)
        return yaml.safe_load(text)
    except (json.JSONDecodeError, yaml.YAMLError, RecursionError, ValueError) as error:
        raise UnreadableLetterError(
            f"{path.name} is not valid {_format(path)}{_place(error)}.", Refusal.METADATA
        ) from error


def _format(path: Path) -> str:
    return "JSON" if path.name.casefold().endswith(".json") else "YAML"


def _place(error: Exception) -> str:
    if isinstance(error, json.JSONDecodeError):
        return f" in line {error.lineno}"
    mark = getattr(error, "problem_mark", None)
    return f" in line {mark.line + 1}" if mark is not None else ""


def _name(key: object) -> str:
    return _whole(str(key)).strip().casefold().replace("-", "_").replace(" ", "_")


def _whole(text: str) -> str:
    """Return text without halves of surrogate pairs, which JSON and YAML can spell and no file can hold."""
    return text.encode(errors="replace").decode()


def plain(value: object, name: str, depth: int = 0) -> object:
    """Return a value of text, numbers, lists and mappings only; dates become ISO text.

    Raises UnreadableLetterError, which says that `name` is nested too deeply.
    """
    if depth > _MAX_DEPTH:
        raise UnreadableLetterError(f"{name} is nested too deeply for metadata.", Refusal.METADATA)
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {_name(key): plain(each, name, depth + 1) for key, each in value.items()}
    if isinstance(value, list | tuple | set):
        return [plain(each, name, depth + 1) for each in value]
    if value is None or isinstance(value, bool | int | float):
        return value
    return _whole(str(value))
