"""The head of a letter: symbols, organs, dates, language, agenda items, and what its title says.

Titles are read in `titles` and `titles_translated`, the blocks above them in `organs`; a document without such a title is
read by `correspondence`. What was declared beside the letter wins (`declared`).
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from retrieval.dates import find_dates
from retrieval.parsing.capitals import in_capitals, set_in_small_letters
from retrieval.parsing.correspondence import read_correspondence
from retrieval.parsing.declared import Declared, apply, read_declared
from retrieval.parsing.organs import AGENDA, plain, read_blocks
from retrieval.parsing.titles import HEAD, TitleFacts, parse_english
from retrieval.parsing.titles_translated import TRANSLATED_HEAD, parse_translated
from retrieval.states import canonical
from retrieval.symbols import find_symbols
from retrieval.types import Conflict, LetterKind, Line, Masthead, Organ

__all__ = ["Head", "TitleFacts", "parse_title", "read_head"]

_MAX_HEAD = 160  # lines above the title
_MAX_TITLE = 12  # lines of the title itself
_LONG_LINE = 420  # characters: a title this long has run into the body


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a document; ranges and `body_start` are indexes into the lines it was read from.

    `body_offset` is where the body begins within the line at `body_start`, when both stand on one line. `conflicts` are
    the values declared beside the letter that the letter contradicts.
    """

    masthead: Masthead
    title_lines: range
    masthead_lines: range
    body_start: int
    body_offset: int = 0
    warnings: tuple[str, ...] = ()
    conflicts: tuple[Conflict, ...] = ()


def parse_title(title: str) -> TitleFacts:
    """Return what a title says in any of the six languages; what it does not say is empty."""
    text = set_in_small_letters(title) if in_capitals(title) else title
    return parse_english(text) or parse_translated(title) or TitleFacts()


def read_head(lines: Sequence[Line], metadata: Mapping[str, object]) -> Head:
    """Read the head of a document from all its lines (furniture dropped) and what was declared beside it."""
    declared = read_declared(metadata)
    found = _find_title(lines)
    if found is None:
        return _without_title(lines, declared)
    above = lines[: found.start]
    facts = parse_title(found.text)
    blocks = read_blocks(above)
    warnings = list(blocks.warnings)
    if not facts.senders and _sender_deleted(found.text):
        facts = _recovered(facts, lines[found.end :])
        warnings += [] if facts.senders else ["the sender is missing from the title and named nowhere else"]
    masthead = Masthead(organs=blocks.organs, agenda_items=blocks.items, **_particulars(above))
    masthead = _with_facts(replace(masthead, title=found.text), facts)
    return _finished(masthead, declared, found, tuple(warnings))


def _finished(masthead: Masthead, declared: Declared, found: "_Title", warnings: tuple[str, ...]) -> Head:
    if declared.title and (facts := parse_title(declared.title)).kind is not LetterKind.OTHER:
        masthead = _with_facts(masthead, facts)
    masthead, conflicts = apply(masthead, declared)
    if not masthead.organs:
        masthead = replace(masthead, organs=_organs_of_symbols(masthead.symbols))
    return Head(
        masthead,
        title_lines=range(found.start, found.end),
        masthead_lines=range(found.start),
        body_start=found.end - 1 if found.offset else found.end,
        body_offset=found.offset,
        warnings=warnings,
        conflicts=conflicts,
    )


def _without_title(lines: Sequence[Line], declared: Declared) -> Head:
    """Read a document that has no title of the UN pattern."""
    if declared.title and parse_title(declared.title).kind is not LetterKind.OTHER:
        end = _particulars_end(lines)
        masthead = _with_facts(Masthead(**_particulars(lines[:end])), parse_title(declared.title))
        blocks = read_blocks(lines[:end])
        masthead = replace(masthead, organs=blocks.organs, agenda_items=blocks.items, title=declared.title)
        return _finished(masthead, declared, _Title(end, end, "", 0), blocks.warnings)
    head = read_correspondence(lines, declared.title)
    masthead = Masthead(
        kind=head.kind,
        title=head.title,
        date=head.date,
        date_text=head.date_text,
        dates=(head.date,) if head.date else (),
        senders=head.senders,
        senders_printed=head.senders,
        addressees=head.addressees,
        distribution=head.grading,
    )
    masthead = replace(masthead, symbols=_own_symbols(lines[: head.end]))
    return _finished(masthead, declared, _Title(head.end, head.end, "", 0), ())


def _with_facts(masthead: Masthead, facts: TitleFacts) -> Masthead:
    """Put what a title says into the masthead; what it does not say stays as it was."""
    changes = {
        name: value
        for name in (
            "kind",
            "date",
            "date_text",
            "dates",
            "senders",
            "senders_printed",
            "office",
            "addressees",
            "language",
        )
        if (value := getattr(facts, name))
    }
    return replace(masthead, **changes)


# --- the title among the lines ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Title:
    start: int
    end: int
    text: str
    offset: int = 0


_PART_HEADING = re.compile(r"(?:Annex|Enclosure|Appendix|Attachment)\b", re.IGNORECASE)
_BODY = re.compile(
    r"\s(?=(?:Upon|On|Under|Pursuant to|In accordance with) (?:the )?instructions?\b|I (?:have|am|wish|should|would|write)\b"
    r"|Further to\b|With reference\b|In reference\b|Excellency,|Sir,|Madam,|Mr\. President\b|Mr\. Secretary-General\b"
    r"|The Permanent (?:Mission|Observer|Representative)\b|Reference is made\b|Following\b|We,? (?:have|the)\b|Please find\b)"
)
_RECEIVED = re.compile(r"\b(?:addressed\s+)?to\s+(?:the\s+)?\S.*$", re.IGNORECASE)


def _find_title(lines: Sequence[Line]) -> _Title | None:
    """Find the line where the title begins: not one of an annex, nor a sentence that mentions a letter."""
    for index, line in enumerate(lines[:_MAX_HEAD]):
        text = plain(line.text)
        if _PART_HEADING.match(text):
            return None
        head = HEAD.match(text) or TRANSLATED_HEAD.match(text) or (HEAD.search(text) if _run_in(text) else None)
        if head is not None and (not head[0][0].islower() or index == 0):
            return _whole_title(lines, index, head.start())
    return None


def _run_in(text: str) -> bool:
    """Tell whether a line holds the masthead and the title together, as a text on one line does."""
    return bool(re.match(r"(?:United Nations\b|[AS]/|General Assembly|Security Council|Distr)", text))


def _whole_title(lines: Sequence[Line], start: int, offset: int) -> _Title:
    text, end = plain(lines[start].text)[offset:], start + 1
    while end < len(lines) and end - start < _MAX_TITLE and _goes_on(text, lines, end):
        text, end = _joined(text, plain(lines[end].text)), end + 1
    cut = _BODY.search(text)
    if cut is not None and end == start + 1 and len(text) > 80:
        title = text[: cut.start()]
        return _Title(start, end, _clean(title), lines[start].text.find(text[cut.end() : cut.end() + 30]))
    return _Title(start, end, _clean(text))


def _goes_on(text: str, lines: Sequence[Line], index: int) -> bool:
    following = plain(lines[index].text)
    complete = re.search(
        r"(?:addressed\s+)?to\s+(?:the\s+)?(?:Secretary|President|Chair|Director|High|Minister)", text, re.I
    )
    if not following:
        after = next((plain(line.text) for line in lines[index + 1 : index + 3] if plain(line.text)), "")
        return (
            not complete and bool(after) and not _BODY.match(f" {after}") and "addressed" in f"{after} {text}".lower()
        )
    if _BODY.match(f" {following}") or HEAD.match(following):
        return False
    return len(text) < _LONG_LINE * 3 and not (text.endswith(".") and complete)


def _joined(text: str, following: str) -> str:
    """Join two lines; a word divided at the line's end becomes one, unless its hyphen is its own."""
    if text.endswith("-") and following[:1].islower():
        return text[:-1] + following
    return f"{text}{following}" if text.endswith("-") else f"{text} {following}".strip()


def _clean(title: str) -> str:
    title = re.sub(r"\s+", " ", title).strip(" *_")
    return set_in_small_letters(title) if in_capitals(title) else title


# --- the lines above the title -----------------------------------------------------------------------------------------

_DISTRIBUTION = re.compile(r"Distr\.?\s*:?\s*(?P<value>general|limited|restricted)", re.IGNORECASE)
_ORIGINAL = re.compile(r"Original\s*:\s*(?P<value>[^\W\d_]+)", re.IGNORECASE)


def _particulars(lines: Sequence[Line]) -> dict[str, object]:
    """Return symbols, distribution, date and language as the masthead prints them."""
    texts = [plain(line.text) for line in lines]
    found: dict[str, object] = {"symbols": _own_symbols(lines)}
    whole = "\n".join(texts)
    if match := _DISTRIBUTION.search(whole):
        found["distribution"] = match["value"].capitalize()
    if match := _ORIGINAL.search(whole):
        found["original_language"] = match["value"].capitalize()
    for text in _outside_items(texts):
        dates = find_dates(text)
        rest = _ORIGINAL.sub("", _DISTRIBUTION.sub("", text))
        if len(dates) == 1 and len(rest.strip(" .:")) - len(dates[0].printed) < 12:
            found["document_date"], found["document_date_text"] = dates[0].iso, dates[0].printed
            break
    return found


def _outside_items(texts: Sequence[str]) -> Iterator[str]:
    for text in texts:
        if AGENDA.match(text):
            return
        yield text


def _own_symbols(lines: Sequence[Line]) -> tuple[str, ...]:
    """Return the symbols that stand alone in the masthead; those of asterisk notes are other documents'."""
    text = "\n".join(plain(line.text) for line in lines)
    symbols: list[str] = []
    for found in find_symbols(text):
        line_start = text.rfind("\n", 0, found.span.start) + 1
        line_end = text.find("\n", found.span.end)
        around = text[line_start : found.span.start] + text[found.span.end : line_end if line_end >= 0 else None]
        words = re.sub(
            r"United Nations|General Assembly|Security Council|Distr\.?:?|General", "", around, flags=re.IGNORECASE
        )
        if text[line_start : line_start + 1] != "*" and not re.search(r"[^\W\d_]{2}", words):
            symbols += found.symbols
    return tuple(dict.fromkeys(symbols))


def _particulars_end(lines: Sequence[Line]) -> int:
    """Return where the masthead ends when no title follows it: behind the last line that is short and without a full stop."""
    end = 0
    for index, line in enumerate(lines[:_MAX_HEAD]):
        text = plain(line.text)
        if len(text) > 160 or text.endswith((".", ",", ":")):
            break
        if _DISTRIBUTION.search(text) or _ORIGINAL.search(text) or (find_symbols(text) and len(text) < 60):
            end = index + 1
    return end


def _organs_of_symbols(symbols: Sequence[str]) -> tuple[Organ, ...]:
    """Return the organs that a document's symbols stand for."""
    names = {
        "A/HRC": "Human Rights Council",
        "A": "General Assembly",
        "S": "Security Council",
        "E": "Economic and Social Council",
    }
    found = [name for symbol in symbols for start, name in names.items() if symbol.startswith(f"{start}/")]
    return tuple(Organ(name) for name in dict.fromkeys(found))


# --- a sender whose name a site took out -------------------------------------------------------------------------------

_DELETED = re.compile(
    r"\b(?:representatives?|missions?|observers?|affairs|minister)\s+of\s+(?:the\s+)?(?=to\b|addressed\b|of\b)",
    re.IGNORECASE,
)
_ANNEX_TITLE = re.compile(
    r"(?:annex|enclosure)\b.{0,20}?\bto\s+the\s+(?P<title>(?:identical\s+)?(?:letters?|notes?)\b.+)", re.I
)
_OWN_MISSION = re.compile(
    r"\b(?:Permanent (?:Observer )?(?:Mission|Representative)|Chargé d['’]affaires a\.i\.|Permanent Observer)"
    r" of (?P<state>(?:the )?[A-Z][\w'’ ()-]{2,60}?) to the United Nations"
)


def _sender_deleted(title: str) -> bool:
    """Tell whether a State's name is missing: "Permanent Representative of to the United Nations"."""
    return _DELETED.search(title) is not None


def _recovered(facts: TitleFacts, below: Sequence[Line]) -> TitleFacts:
    """Find the sender in the annex heading, which repeats the title, or where the mission names itself."""
    texts = [plain(line.text) for line in below]
    for index, text in enumerate(texts):
        if match := _ANNEX_TITLE.match(" ".join(texts[index : index + 6]) if _PART_HEADING.match(text) else ""):
            again = parse_title(match["title"])
            if again.senders and again.date == facts.date:
                return replace(facts, senders=again.senders, senders_printed=again.senders_printed)
    named = {
        name
        for text in (*texts[:3], *texts[-25:])
        for match in _OWN_MISSION.finditer(text)
        if (name := canonical(match["state"]))
    }
    if len(named) == 1:
        name = named.pop()
        return replace(facts, senders=(name,), senders_printed=(name,))
    return facts
