"""Letters of fictional States made by hand, for tests that need no parser; and files that parse as letters."""

from collections.abc import Sequence
from pathlib import Path

from retrieval.types import (
    Block,
    BlockKind,
    Citation,
    CitationKind,
    Footnote,
    Letter,
    LetterKind,
    Masthead,
    Part,
    Span,
)


def a_letter(
    *paragraphs: str | Block,
    letter_id: str = "A/76/9001",
    symbols: Sequence[str] = ("A/76/9001",),
    senders: Sequence[str] = ("Velmora",),
    addressees: Sequence[str] = ("Secretary-General",),
    date: str | None = "2021-11-02",
    title: str | None = None,
    notes: Sequence[tuple[str, str, str]] = (),
    masthead: Masthead | None = None,
) -> Letter:
    """Return a letter of body paragraphs; each note is (indicator, own words, the words that it is called after)."""
    text, blocks = "", []
    for number, words in enumerate(paragraphs or ("Velmora regrets the closing of the Corran canal.",), 1):
        assert isinstance(words, str)
        text += "\n\n" if text else ""
        span = Span(len(text), len(text) + len(words))
        text += words
        blocks.append(Block(BlockKind.BODY, span, (1,), number, attribution=tuple(senders[:1])))
    footnotes = []
    for indicator, words, after in notes:
        call = text.index(after) + len(after)
        caller = next(block for block in blocks if block.span.holds(Span(call, call)))
        text += "\n\n"
        span = Span(len(text), len(text) + len(words))
        text += words
        footnotes.append(
            Footnote(indicator, (Span(call, call),), (caller.number or 0,), span, 1, citations=cited(words, span.start))
        )
    head = masthead or Masthead(
        kind=LetterKind.LETTER,
        symbols=tuple(symbols),
        title=title,
        date=date,
        senders=tuple(senders),
        senders_printed=tuple(senders),
        addressees=tuple(addressees),
    )
    return Letter(letter_id, head, text, tuple(blocks), tuple(footnotes))


def cited(words: str, start: int) -> tuple[Citation, ...]:
    """Return one citation for a note that is a symbol and nothing else."""
    symbol = words.strip(". ")
    if not symbol.startswith(("A/", "S/")):
        return ()
    return (Citation(CitationKind.UN_DOCUMENT, Span(start, start + len(words)), symbols=(symbol,)),)


def with_blocks(text: str, *blocks: Block, parts: Sequence[Part] = (), notes: Sequence[Footnote] = ()) -> Letter:
    """Return a letter of Velmora with just these blocks."""
    head = Masthead(LetterKind.LETTER, symbols=("A/76/9001",), date="2021-11-02", senders=("Velmora",))
    return Letter("A/76/9001", head, text, blocks, tuple(notes), parts=tuple(parts))


def write_letter_file(
    folder: Path,
    name: str,
    body: str,
    *,
    symbol: str = "A/76/9001",
    sender: str = "Velmora",
    date: str = "2 November 2021",
) -> Path:
    """Write a letter as plain text, as a mission would save it, and return where."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(
        f"United Nations    {symbol}\n\nGeneral Assembly\n\nDistr.: General\n{date}\n\nOriginal: English\n\n"
        f"Letter dated {date} from the Permanent Representative of {sender} to the United Nations addressed to the "
        f"Secretary-General\n\n{body}\n\n(Signed) Ilva Tarn\nAmbassador\nPermanent Representative\n",
        encoding="utf-8",
    )
    return path
