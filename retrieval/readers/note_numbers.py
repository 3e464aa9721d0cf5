"""Numbers and letters of notes that stand on lines of their own at the foot of a page: put before their notes, raised.

Programs that take text out of PDF files set them so, each above its note or all above all notes, as they stand higher
than the words behind them.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from retrieval.language.dates import MONTH
from retrieval.language.superscripts import raise_letters
from retrieval.patterns import regex
from retrieval.types import Line

_RULE = regex(r"\s*(?:[_‗─—]{3,80}|-{5,80})\s*")
_MARK = regex(r"\s*(\d{1,3}|[a-pr-z])\s*")
# a mark right behind a word or its stop: "Bresk.1", "the dam2", "forecast.a It"; not "10/12", "i.e", "“1. The"
_CALL = regex(
    r"(?<=[^\s\d/‐‑–—“‘«(\[-])(\d{1,3})(?![\d\w/])|(?:(?<=[^\W_]{2}[.,;:”’)])|(?<=[”’)][.,;:]))([a-z])(?=\s|$)"
)
# the foot of a page between the marks and the notes: "20-07345 (E)", "*2007345*", "030620", "2/2"
_FOOT = regex(
    r"\s*(?:(?:\d{1,3}/\d{1,3}\s+)?(?:GE\.|V\.)?\d{2}-\d{5}(?:\s*\([ACEFRS]\))?(?:\s+\d{6}){0,3}(?:\s+\d{1,3}/\d{1,3})?|"
    r"\*\d{7,9}\*|\d{6}|\d{1,3}/\d{1,3})\s*"
)
_MAX_TRIED = 20  # places on a page where notes may begin: all that stands below each is looked at
_ENDED = regex(r"[.!?][”’\"')\]]*\s*$")
_ABBREVIATED = regex(r"\b(?:pp?|paras?|[Nn]os?|[Vv]ols?|arts?|chaps?|sects?|cols?|eds?|v|cf|al)\.\s*$")
_BEGINS = regex(r"\s*[^\Wa-z_]|\s*[“\"'‘«(]")


def with_marks(sheets: Sequence[Sequence[str]]) -> list[Sequence[str]]:
    """Return the sheets with the mark of each note before its first line, where the text calls such notes."""
    return [_put(list(sheet)) for sheet in sheets]


_GLUED = regex(r"(?<=[^\W\d_]|[.,;:”’\"')\]])(\d{1,3})(?![\w/])")  # "Bresk.1", "the dam2"; not "(6)"
# "2 River Times, 9 June", a note at the foot of a page with a plain number; not "2 of them", "3 May 2021"
_PLAIN = regex(
    rf"(\d{{1,3}})\s+(?!(?:{MONTH})\b)"
    r"(?=[“\"‘'«(]?[A-ZÀ-ÞА-ЯЁ]|https?:|www\.)"
)


def with_rule(lines: Sequence[Line]) -> list[Line]:
    """Return the lines of a page with a rule above the notes at its foot, where numbers and their calls tell them.

    Each has to be called above the first of them, and their numbers have to follow on one another.
    """
    texts = [line.text for line in lines]
    notes: list[int] = []
    for place in reversed(range(len(texts))):
        found = _PLAIN.match(texts[place])
        if found and notes and int(found[1]) != int(texts[notes[0]].split()[0]) - 1:
            break
        notes = [place, *notes] if found else notes
    called = {found[1] for text in texts[: notes[0]] for found in _GLUED.finditer(text)} if notes else set()
    if any(map(_RULE.fullmatch, texts)) or not notes or not called >= {texts[place].split()[0] for place in notes}:
        return list(lines)
    return [*lines[: notes[0]], Line("_____"), *lines[notes[0] :]]


def _put(lines: list[str]) -> list[str]:
    """Put marks before the notes below each rule of a page, or at its foot where no rule is printed."""
    called: set[str] = set()
    ruled = any(map(_RULE.fullmatch, lines))
    tried = 0
    for place, line in enumerate(lines):
        called.update(found[1] or found[2] for found in _CALL.finditer(line))
        begins = _RULE.fullmatch(line) if ruled else line.strip() in called
        if not begins or tried == _MAX_TRIED:
            continue
        tried += 1
        marks = _following(lines, place + ruled)
        if called.issuperset(lines[at].strip() for at in marks):
            _move(lines, marks, _notes(lines, marks, ruled=ruled))
    return lines


def _move(lines: list[str], marks: Sequence[int], notes: Sequence[int]) -> None:
    """Put each mark before the note that belongs to it, and raise it there and where it is called.

    Where it may be called in several places below the call of the note before, one of them has to stand behind a stop.
    """
    calls = _calls(lines[: marks[0]]) if notes else {}
    above = (0, 0)
    for mark, note in zip(marks, notes, strict=False):
        name, text = lines[mark].strip(), lines[note].lstrip()
        lines[note] = f"{lines[note][: -len(text)]}{raise_letters(name)} {text}"
        lines[mark] = ""
        below = [call for call in calls[name] if call > above]
        stopped = [call for call in below if not lines[call[0]][call[1] - 1].isalpha()]
        if len(below) == 1 or len(stopped) == 1:
            above = (stopped or below)[0]
            _raise_call(lines, name, above)


def _calls(lines: Sequence[str]) -> dict[str, list[tuple[int, int]]]:
    """Return the lines and columns of all that may be calls, by their marks."""
    calls: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for place, line in enumerate(lines):
        for found in _CALL.finditer(line):
            calls[found[1] or found[2]].append((place, found.start()))
    return calls


def _raise_call(lines: list[str], name: str, call: tuple[int, int]) -> None:
    place, start = call
    lines[place] = lines[place][:start] + raise_letters(name) + lines[place][start + len(name) :]


def _following(lines: Sequence[str], start: int) -> list[int]:
    """Return where marks stand alone, each the next one after that above it; the first one at `start`."""
    found: list[int] = []
    due = ""
    for place in range(start, len(lines)):
        text = lines[place].strip()
        if _RULE.fullmatch(text) or (not found and text and text[0] != "*" and not _MARK.fullmatch(text)):
            break
        if _MARK.fullmatch(text) and text == (due or text):
            found.append(place)
            due = str(int(text) + 1) if text.isdigit() else chr(ord(text) + 1)
    return found


def _notes(lines: Sequence[str], marks: Sequence[int], *, ruled: bool) -> list[int]:
    """Return where the notes begin: each right below its mark or, below a rule, all below the last; else nowhere."""
    below = [_text_below(lines, mark) for mark in marks]
    if all(below):
        return below
    grouped = list(_begun(lines, marks[-1] + 1)) if ruled and marks else []
    return grouped if len(grouped) == len(marks) else []


def _text_below(lines: Sequence[str], mark: int) -> int:
    """Return where the text right below a mark stands, the foot of a page passed over; 0 where a mark does."""
    below = (at for at in range(mark + 1, len(lines)) if lines[at].strip() and not _FOOT.fullmatch(lines[at]))
    place = next(below, 0)
    return 0 if place and _MARK.fullmatch(lines[place]) else place


def _begun(lines: Sequence[str], start: int) -> Iterator[int]:
    """Yield where notes begin in the next group of lines, the foot of a page passed over."""
    above = ""
    for place in range(start, len(lines)):
        if _FOOT.fullmatch(lines[place]) or (not above and not lines[place].strip()):
            continue
        if not lines[place].strip():
            return
        if _BEGINS.match(lines[place]) and (not above or (_ENDED.search(above) and not _ABBREVIATED.search(above))):
            yield place
        above = lines[place] if lines[place].lstrip()[0] != "*" else ""
