"""What the steps of the parser hand to each other: rows, drafts of blocks, and notes that are not yet bound."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from retrieval.types import BlockKind, InlineQuote, Line, LineRole


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the document, with its page; `index` counts through the whole document."""

    page: int
    index: int
    line: Line

    @property
    def text(self) -> str:
        """Return the text of the line."""
        return self.line.text

    @property
    def role(self) -> LineRole:
        """Return what the reader could prove of the line."""
        return self.line.role


@dataclass(slots=True)
class RawNote:
    """A note before it is bound: its indicator without marks, and its text."""

    indicator: str
    text: str
    page: int
    index: int
    part: str = ""


@dataclass(slots=True)
class Call:
    """A place in a draft's text from which a note is called."""

    place: int
    indicator: str
    note: RawNote | None = None


@dataclass(slots=True)
class Draft:
    """A block in the making; `text` loses its indicators when `calls` are found."""

    text: str
    pages: tuple[int, ...]
    index: int
    role: LineRole = LineRole.TEXT
    kind: BlockKind = BlockKind.BODY
    lines: tuple[str, ...] = ()
    left: float = 0.0
    label: str | None = None
    part: str = ""
    attribution: tuple[str, ...] = ()
    calls: list[Call] = field(default_factory=list)
    quotes: list[InlineQuote] = field(default_factory=list)
    voiced: bool = False

    @property
    def ends_with_call(self) -> bool:
        """Tell whether a note is called at the very end."""
        return any(call.place >= len(self.text.rstrip()) for call in self.calls)


def merge(first: Draft, second: Draft, text: str) -> Draft:
    """Return both drafts as one with the given text; it stands on the pages of both."""
    pages = first.pages + tuple(page for page in second.pages if page not in first.pages)
    return Draft(
        text,
        pages,
        first.index,
        first.role,
        first.kind,
        first.lines + second.lines,
        first.left,
        first.label,
        first.part,
    )


def pages_of(rows: Sequence[Row]) -> tuple[int, ...]:
    """Return the pages of `rows`, each once, in order."""
    return tuple(dict.fromkeys(row.page for row in rows))


def cut_at(draft: Draft, places: Sequence[int]) -> list[Draft]:
    """Return the draft in pieces, cut at each of the rising `places` that has words on both sides."""
    places = [place for place in places if draft.text[place:].strip() and draft.text[:place].strip()]
    pieces = []
    for start, end in zip([0, *places], [*places, len(draft.text)], strict=True):
        raw = draft.text[start:end]
        text = raw.strip()
        shift = start + len(raw) - len(raw.lstrip())
        last = end == len(draft.text)
        calls = [
            Call(min(max(0, call.place - shift), len(text)), call.indicator, call.note)
            for call in draft.calls
            if start <= call.place < end or (last and call.place == end)
        ]
        pieces.append(replace(draft, text=text, calls=calls, quotes=[], label=draft.label if start == 0 else None))
    return pieces
