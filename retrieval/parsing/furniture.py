"""Takes out what the page adds to a letter: running heads, page numbers, job numbers, bar code text, rules."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from retrieval.parsing.model import Row
from retrieval.patterns import regex
from retrieval.types import Line, LineRole, Page

# "20-05432 (E) 170420", "20-05432* (E)", "GE.21-08237(E)", "V.10-12345 (E)"; not "14-15 October"
JOB_NUMBER = regex(
    r"\b(?:(?:GE|V|NY)\.\s?)?\d{2}-\d{5}\*?\s*\(\s?[ACEFRS]\s?\)(?:\s+(?:\d{6}|\d{1,2}/\d{1,2}/\d{2,4})\b){0,3}"
)
_BARCODE = regex(r"(?<!\S)\*\s?\d{7,9}\s?\*(?!\S)")
# "2/5", "20-05432 2/5", "2/5 20-05432", "20-140693/51", "(E) 171121", "- 2 -", "Page 2", "/...", "2"
_PAGE_NUMBER = regex(
    r"(?:\d{2}-\d{5}\s*)?\d{1,3}\s?/\s?\d{1,3}(?:\s*(?:GE\.|V\.)?\d{2}-\d{5})?|(?:GE\.|V\.)?\d{2}-\d{5}|"
    r"\(\s?[ACEFRS]\s?\)(?:\s+\d{6}){1,3}|"
    r"[-–—]\s?\d{1,3}\s?[-–—]|[Pp]age \d{1,3}(?: of \d{1,3})?|[\[(<]\s?(?:[Pp]age|[Pp]\.)\s?\d{1,3}\s?[\])>]|/\.{3}|/…"
)
_PUBLISHED = regex(r"(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])\d{2}")  # "030620", parted from its job number
_SYMBOL_LINE = regex(r"(?:English\s+Page \d+|[A-Z]{1,4}/[\w.()/–\-\s]{2,40}\*?|Page \d+)$")
# "A/74/771-S/2020/242", "S/2008/644*"; not "A/74/771." or "¹ A/74/771"
_SYMBOL_ALONE = regex(r"(?=\D*\d)[A-Z]{1,2}/[\w.()/‐-–\-]{2,60}\*?")
_RULE = regex(r"[_\-–—=*.•·\s]{1,200}")
# where an archive keeps the paper: "[AA:A1066, H45/453/2]", "[AA:1838/2, ii]"; not "[matter omitted]"
SHELF_MARK = regex(r"_?\[[A-Z]{2,5}\s?:\s?(?:[A-Z]{1,3}\s?)?\d[^\n]{1,120}\]_?")
_HEAD_ROWS = 3
_REPEATED = 3
_MAX_HEAD = 90


def rows_of(pages: Iterable[Page]) -> tuple[list[Row], str | None]:
    """Return the rows of `pages` without furniture, and the job number if one is printed.

    A rule (a line of underscores or dashes) stays as the row "_", as notes stand below it.
    """
    pages = tuple(pages)
    repeated = _repeated(pages)
    rows: list[Row] = []
    symbols: set[str] = set()
    job: str | None = None
    below_job = False  # whether the last printed line was a job number
    for page in pages:
        edges = _edges(page)
        for place, line in enumerate(page.lines):
            text, found = _without_marks(line.text) if "-" in line.text or "*" in line.text else (line.text, None)
            job = job or found
            dropped = line.role is LineRole.FURNITURE or (
                text != ""
                and (
                    _is_furniture(text, page.number, place in edges and not _is_foot_rule(page, place), repeated)
                    or _stood_before(text, symbols)
                    or (below_job and _PUBLISHED.fullmatch(text) is not None)
                )
            )
            below_job = found is not None or (below_job and (dropped or not line.text))
            ruled = text and (SHELF_MARK if dropped else _RULE).fullmatch(
                text
            )  # notes of an edition stand below its mark
            kept = "_" if ruled else "" if dropped else text
            rows.append(Row(page.number, len(rows), line if kept == line.text else replace(line, text=kept)))
        rows.append(Row(page.number, len(rows), Line("")))
    return rows, job


def _stood_before(text: str, symbols: set[str]) -> bool:
    """Tell whether a symbol alone in its line stood so before: a running head, also where page breaks are lost."""
    if _SYMBOL_ALONE.fullmatch(text) is None:
        return False
    symbol = re.sub(r"[‐-–]", "-", text.rstrip("*"))
    known = symbol in symbols
    symbols.add(symbol)
    return known


def _without_marks(text: str) -> tuple[str, str | None]:
    """Return the line without job number and bar code text, and the job number."""
    job = JOB_NUMBER.search(text)
    if job is not None:
        text = text[: job.start()] + " " + text[job.end() :]
    if "*" in text:
        text = _BARCODE.sub(" ", text)
    if job is None:
        return text.strip(), None
    return re.sub(r" {2,}", " ", text).strip(), re.sub(r"\s+", " ", job[0])


def _edges(page: Page) -> frozenset[int]:
    """Return where the first and the last few printed lines of a page stand."""
    printed = [place for place, line in enumerate(page.lines) if line.text]
    return frozenset(printed[:_HEAD_ROWS] + printed[-2:])


def _is_foot_rule(page: Page, place: int) -> bool:
    """Tell whether a rule stands right above the last line of a page, as it does over a note of one line."""
    below = [line for line in page.lines[place + 1 :] if line.text]
    return len(below) == 1 and _RULE.fullmatch(page.lines[place].text) is not None


def _repeated(pages: Sequence[Page]) -> frozenset[str]:
    """Return the lines that stand at the head or foot of at least three pages."""
    counts: Counter[str] = Counter()
    for page in pages if len(pages) >= _REPEATED else ():
        texts = {_shape(page.lines[place].text) for place in _edges(page)}
        counts.update(text for text in texts if len(text) <= _MAX_HEAD)
    return frozenset(text for text, count in counts.items() if count >= max(_REPEATED, len(pages) // 2))


def _shape(text: str) -> str:
    return re.sub(r"\d+", "0", text)


def _is_furniture(text: str, page: int, at_edge: bool, repeated: frozenset[str]) -> bool:
    if _PAGE_NUMBER.fullmatch(text) or SHELF_MARK.fullmatch(text) or (at_edge and _PUBLISHED.fullmatch(text)):
        return True
    if not at_edge or page == 1:
        return False
    return _SYMBOL_LINE.match(text) is not None or _shape(text) in repeated or text.isdigit()
