"""What was declared beside a letter, in front matter or a sidecar file: it wins; where the letter differs is told."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from retrieval.language.dates import find_dates
from retrieval.language.states import canonical, without_article
from retrieval.parsing.masthead.organs import organ_of
from retrieval.patterns import regex
from retrieval.symbols import typed_symbols
from retrieval.types import AgendaItem, Conflict, LetterKind, Masthead, Organ

_FIELDS = {
    "symbols": ("symbols", "symbol", "un_symbol", "document_symbol"),
    "title": ("title",),
    "date": ("date", "doc_date", "letter_date", "dated"),
    "document_date": ("document_date", "publication_date"),
    "senders": ("senders", "sender", "from", "author", "authors"),
    "office": ("office", "from_office"),
    "addressees": ("addressees", "addressee", "to", "recipient", "recipients"),
    "kind": ("kind", "type"),
    "language": ("language", "lang"),
    "organs": ("organs", "organ"),
    "agenda_items": ("agenda_items", "agenda"),
}
_SUMMIT = regex(r"\d{4}(?:-\d\d(?:-\d\d)?)?$")


@dataclass(frozen=True, slots=True)
class Declared:
    """The values declared beside a letter, by the names of the masthead's fields; empty ones are left out."""

    values: Mapping[str, object]

    @property
    def title(self) -> str | None:
        """Return the declared title."""
        return str(self.values["title"]) if "title" in self.values else None


def read_declared(metadata: Mapping[str, object]) -> Declared:
    """Read the metadata of a file: unknown names are ignored, spelling of names and values is tolerated."""
    folded = {re.sub(r"[\s-]+", "_", str(name).strip().lower()): value for name, value in metadata.items()}
    values: dict[str, object] = {}
    for field, names in _FIELDS.items():
        given = next((folded[name] for name in names if folded.get(name) not in (None, "", [], ())), None)
        value = _read(field, given) if given is not None else None
        if value:
            values[field] = value
    return Declared(values)


def _read(field: str, given: object) -> object:
    if field in ("date", "document_date"):
        return _date(given)
    if field == "symbols":
        return tuple(symbol for each in _texts(given) for symbol in typed_symbols(each) or (each,))
    if field == "senders":
        return tuple(canonical(each) or without_article(each) for each in _texts(given))
    if field == "addressees":
        return tuple(without_article(each) for each in _texts(given))
    if field == "organs":
        return tuple(Organ(organ_of(each) or each) for each in _texts(given))
    if field == "agenda_items":
        return tuple(AgendaItem(each) for each in _texts(given))
    text = " ".join(_texts(given))
    if field == "kind":
        return next((kind for kind in LetterKind if kind.value == text.lower().replace("_", " ")), None)
    return text


def _texts(given: object) -> tuple[str, ...]:
    """Return one value or a list of them as texts; a semicolon parts several in one."""
    if isinstance(given, (list, tuple)):
        return tuple(text for each in given for text in _texts(each))
    if isinstance(given, Mapping):
        return tuple(str(given[name]) for name in ("state", "name", "number") if name in given)
    return tuple(part.strip() for part in str(given).split(";") if part.strip())


def _date(given: object) -> str | None:
    if isinstance(given, (date, datetime)):
        return given.isoformat()[:10]
    text = str(given).strip()
    if _SUMMIT.match(text):
        return text
    found = find_dates(text)
    return found[0].iso if found else None


def apply(masthead: Masthead, declared: Declared) -> tuple[Masthead, tuple[Conflict, ...]]:
    """Return the masthead with the declared values in it, and where the letter itself says something else."""
    conflicts: list[Conflict] = []
    for field, value in declared.values.items():
        parsed = getattr(masthead, field)
        if parsed and not _agrees(field, value, parsed):
            conflicts.append(Conflict(field, _shown(value), _shown(parsed)))
    changes = {
        field: value for field, value in declared.values.items() if not _fuller(field, getattr(masthead, field), value)
    }
    if "date" in changes and changes["date"] != masthead.date:
        changes |= {"date_text": None, "dates": (changes["date"],)}
    if "senders" in changes and changes["senders"] != masthead.senders:
        changes["senders_printed"] = changes["senders"]
    return replace(masthead, **changes), tuple(conflicts)  # type: ignore[arg-type]


def _fuller(field: str, parsed: object, declared: object) -> bool:
    """Tell whether the letter says the same and more: organs with their session, items with their titles."""
    return field in ("organs", "agenda_items") and bool(parsed) and _agrees(field, declared, parsed)


def _agrees(field: str, declared: object, parsed: object) -> bool:
    if field in ("organs", "agenda_items"):
        return _keys(declared) == _keys(parsed)
    if field in ("date", "document_date"):
        return str(declared).startswith(str(parsed))
    if field == "title":
        return _plain(str(declared)) == _plain(str(parsed))
    if field in ("symbols", "senders", "addressees"):
        return {_plain(each) for each in _strings(declared)} == {_plain(each) for each in _strings(parsed)}
    return declared == parsed


def _keys(value: object) -> set[str]:
    each_of = value if isinstance(value, tuple) else ()
    return {
        each.name if isinstance(each, Organ) else each.number
        for each in each_of
        if isinstance(each, (Organ, AgendaItem))
    }


def _strings(value: object) -> tuple[str, ...]:
    return tuple(str(each) for each in value) if isinstance(value, tuple) else (str(value),)


def _plain(text: str) -> str:
    return re.sub(r"\W+", " ", text.casefold()).strip()


def _shown(value: object) -> str:
    if isinstance(value, tuple):
        return "; ".join(sorted(_keys(value)) or _strings(value))
    return str(value)
