"""The head of a letter: symbols, organs, dates, language, agenda items, and what its title says.

Titles are read in `titles` and `titles_translated`, the blocks above them in `organs`; a document without such a title
is read by `correspondence`. What was declared beside the letter wins (`declared`).
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from retrieval.language.dates import FoundDate, find_dates
from retrieval.language.states import canonical
from retrieval.parsing.masthead.correspondence import read_correspondence
from retrieval.parsing.masthead.declared import Declared, apply, read_declared
from retrieval.parsing.masthead.letterheads import read_letterhead
from retrieval.parsing.masthead.organs import UNITED_NATIONS, Blocks, is_organ_line, plain, read_blocks, without_organs
from retrieval.parsing.masthead.title_lines import BODY, PART_HEADING, TitlePlace, clean, find_title, unfolded
from retrieval.parsing.masthead.titles import TitleFacts, parse_english
from retrieval.parsing.masthead.titles_translated import parse_translated
from retrieval.patterns import regex
from retrieval.symbols import find_symbols
from retrieval.types import Conflict, LetterKind, Line, Masthead, Organ

__all__ = ["Head", "TitleFacts", "parse_title", "read_head"]


_LONGEST = 8_000  # characters of a line that may belong to a head, with all that fifty States sign


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a document; ranges and `body_start` are indexes into the lines it was read from.

    `body_offset` is where the body begins within the line at `body_start`, when both stand on one line. `conflicts` are
    the values declared beside the letter that the letter contradicts. `circulated` tells whether it is the head of a
    document of the United Nations.
    """

    masthead: Masthead
    title_lines: range
    masthead_lines: range
    body_start: int
    body_offset: int = 0
    warnings: tuple[str, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    circulated: bool = True


def parse_title(title: str) -> TitleFacts:
    """Return what a title says in any of the six languages; what it does not say is empty."""
    title = title[:_LONGEST]
    return parse_english(title) or parse_translated(title) or TitleFacts()


def read_head(lines: Sequence[Line], metadata: Mapping[str, object]) -> Head:
    """Read the head of a document from all its lines (furniture dropped) and what was declared beside it."""
    declared = read_declared(metadata)
    lines = [line if len(line.text) <= _LONGEST else replace(line, text=line.text[:_LONGEST]) for line in lines]
    found = find_title(lines)
    if found is None:
        return _without_title(lines, declared)
    above = [*lines[: found.start], *unfolded(plain(lines[found.start].text)[: found.begin])]
    facts = parse_title(found.text)
    blocks = read_blocks(above)
    warnings = list(blocks.warnings)
    if not facts.senders and _sender_deleted(found.text):
        facts = _recovered(facts, lines[found.end :])
        warnings += [] if facts.senders else ["the sender is missing from the title and named nowhere else"]
    masthead = _with_facts(replace(_particulars(above, blocks), title=found.text), facts)
    if not (masthead.symbols or found.body):
        symbols, end = _symbols_below(lines, found.end)
        masthead, found = replace(masthead, symbols=symbols), replace(found, end=end)
    return _finished(masthead, declared, found, tuple(warnings))


def _finished(masthead: Masthead, declared: Declared, found: TitlePlace, warnings: tuple[str, ...]) -> Head:
    if declared.title and (facts := parse_title(declared.title)).kind is not LetterKind.OTHER:
        masthead = _with_facts(masthead, facts)
    masthead, conflicts = apply(masthead, declared)
    if not masthead.organs:
        masthead = replace(masthead, organs=_organs_of_symbols(masthead.symbols))
    return Head(
        masthead,
        title_lines=range(found.start, found.end),
        masthead_lines=range(found.start),
        body_start=found.end - 1 if found.body else found.end,
        body_offset=max(found.body, 0),
        warnings=warnings,
        conflicts=conflicts,
    )


def _without_title(lines: Sequence[Line], declared: Declared) -> Head:
    """Read a document without a title of the UN pattern: with a UN masthead all the same, or other correspondence."""
    end = _particulars_end(lines)
    known = declared.title is not None and parse_title(declared.title).kind is not LetterKind.OTHER
    if not end and not known:
        return _correspondence(lines, declared)
    blocks = read_blocks(lines[:end])
    masthead = _particulars(lines[:end], blocks)
    found = TitlePlace(end, end, "")
    if not known:
        found = _heading(lines, end)
        by = _BY.match(found.text)
        masthead = replace(masthead, title=found.text or None, office=by["office"] if by else None)
    return _finished(masthead, declared, found, blocks.warnings)


_BY = regex(r"(?:Note|Report|Statement|Memorandum|Letter)\s+(?:by|of)\s+(?:the\s+)?(?P<office>[A-Z].{3,120})$")


def _heading(lines: Sequence[Line], start: int) -> TitlePlace:
    """Return the heading that stands where a letter has its title: "Note by the President of the Security Council"."""
    for index in range(start, min(len(lines), start + 4)):
        text = plain(lines[index].text)
        if text:
            is_heading = len(text) < 200 and not text.endswith((".", ",", ":", ";")) and not BODY.match(f" {text}")
            return TitlePlace(index, index + 1, clean(text)) if is_heading else TitlePlace(index, index, "")
    return TitlePlace(start, start, "")


def _correspondence(lines: Sequence[Line], declared: Declared) -> Head:
    head = read_correspondence(lines, declared.title)
    masthead = Masthead(
        kind=head.kind,
        symbols=_own_symbols(lines[: head.end]),
        title=head.title,
        date=head.date,
        date_text=head.date_text,
        dates=(head.date,) if head.date else (),
        senders=head.senders,
        senders_printed=head.senders,
        addressees=head.addressees,
        distribution=head.grading,
    )
    if not masthead.senders and (facts := read_letterhead([plain(line.text) for line in lines])):
        masthead = _with_facts(masthead, facts)
    finished = _finished(masthead, declared, TitlePlace(head.end, head.end, ""), ())
    return replace(finished, circulated=bool(finished.masthead.symbols))


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


# --- the lines above the title ---------------------------------------------------------------------------------------

_DISTRIBUTION = regex(
    r"Distr\.?\s*:?\s*(?P<value>general|limited|restricted|g[ée]n[ée]rale|limit[ée]e|limitada|reservada)", re.IGNORECASE
)
_DISTRIBUTIONS = {"gén": "General", "gen": "General", "lim": "Limited", "res": "Restricted"}
_ORIGINAL = regex(r"Original\s*:\s*(?P<value>[^\W\d_]+)", re.IGNORECASE)
_LANGUAGES = {
    "anglais": "English", "inglés": "English", "английский": "English", "français": "French", "francés": "French",
    "espagnol": "Spanish", "español": "Spanish", "russe": "Russian", "ruso": "Russian", "arabe": "Arabic",
    "árabe": "Arabic", "chinois": "Chinese", "chino": "Chinese",
}  # fmt: skip


def _particulars(lines: Sequence[Line], blocks: Blocks) -> Masthead:
    """Return what the lines above a title say: symbols, distribution, date, language, organs and items."""
    texts = [plain(line.text) for line in lines]
    distribution = _DISTRIBUTION.search("\n".join(texts))
    original = _ORIGINAL.search("\n".join(texts))
    day = next((day for line in blocks.outside if (day := _only_date(plain(line.text)))), None)
    return Masthead(
        symbols=_own_symbols(lines),
        document_date=day.iso if day else None,
        document_date_text=day.printed if day else None,
        distribution=_DISTRIBUTIONS[distribution["value"].lower()[:3]] if distribution else None,
        original_language=_LANGUAGES.get(original["value"].lower(), original["value"].capitalize())
        if original
        else None,
        organs=blocks.organs,
        agenda_items=blocks.items,
    )


def _only_date(text: str) -> FoundDate | None:
    """Return the date of a line that holds one and hardly anything else."""
    dates = find_dates(text)
    rest = without_organs(_ORIGINAL.sub("", _DISTRIBUTION.sub("", text))).strip(" .:")
    return dates[0] if len(dates) == 1 and len(rest) - len(dates[0].printed) < 12 else None


# "Committee established pursuant to", above the line "resolution 9618 (2016)"
_GOES_ON = regex(r"\s(?:to|of|by|in|under|with|and|the)\n$")


def _own_symbols(lines: Sequence[Line]) -> tuple[str, ...]:
    """Return the symbols that stand alone in the masthead; those of asterisk notes are other documents'."""
    text = "\n".join(plain(line.text) for line in lines)
    symbols: list[str] = []
    for found in find_symbols(text):
        line_start = text.rfind("\n", 0, found.span.start) + 1
        line_end = text.find("\n", found.span.end)
        around = text[line_start : found.span.start] + text[found.span.end : line_end if line_end >= 0 else None]
        words = re.sub(
            rf"{UNITED_NATIONS}|General Assembly|Security Council|Distr\.?:?|General", "", around, flags=re.IGNORECASE
        )
        others = text[line_start : line_start + 1] == "*" or _GOES_ON.search(text, 0, line_start)
        if not others and not re.search(r"[^\W\d_]{2}", words):
            symbols += found.symbols
    return tuple(dict.fromkeys(symbols))


def _symbols_below(lines: Sequence[Line], start: int) -> tuple[tuple[str, ...], int]:
    """Return the symbols that the first line below a title holds alone, and where the body begins below them."""
    below = next((at for at in range(start, len(lines)) if plain(lines[at].text)), start)
    symbols = _own_symbols(lines[below : below + 1])
    return (symbols, below + 1) if symbols else ((), start)


def _particulars_end(lines: Sequence[Line]) -> int:
    """Return where a UN masthead ends that no title follows, 0 when there is no such masthead."""
    end, said = 0, False
    for index, line in enumerate(lines[:60]):
        text = plain(line.text)
        if len(text) > 160 or text.endswith((".", ",")):
            break
        dates = find_dates(text)
        if _DISTRIBUTION.search(text) or _ORIGINAL.search(text) or _own_symbols((line,)):
            end, said = index + 1, True
        elif said and (is_organ_line(text) or (dates and dates[0].printed == text)):
            end = index + 1
    return end if said else 0


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


# --- a sender whose name a site took out -----------------------------------------------------------------------------

_DELETED = regex(
    r"\b(?:representatives?|missions?|observers?|affairs|minister)\s+of\s+(?:the\s+)?(?=to\b|addressed\b|of\b)",
    re.IGNORECASE,
)
_ANNEX_TITLE = regex(
    r"(?:annex|enclosure)\b.{0,20}?\bto\s+the\s+(?P<title>(?:identical\s+)?(?:letters?|notes?)\b.+)", re.I
)
_OWN_MISSION = regex(
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
        if match := _ANNEX_TITLE.match(" ".join(texts[index : index + 6]) if PART_HEADING.match(text) else ""):
            again = parse_title(match["title"])
            if again.senders and again.date == facts.date:
                return replace(facts, senders=again.senders, senders_printed=again.senders_printed)
    named = {
        name
        for text in (*texts[:3], *texts[-25:])
        if " dated " not in text
        for match in _OWN_MISSION.finditer(text)
        if (name := canonical(match["state"]))
    }
    if len(named) == 1:
        name = named.pop()
        return replace(facts, senders=(name,), senders_printed=(name,))
    return facts
