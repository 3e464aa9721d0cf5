"""Letters, passages and cards ↔ rows of the store. Every function works inside a transaction that it is given."""

import json
import sqlite3
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from sys import intern
from typing import TYPE_CHECKING, NamedTuple

from retrieval.codec import decode, decode_all, encode, encode_short
from retrieval.language.analysis import terms
from retrieval.language.states import find_states
from retrieval.patterns import regex
from retrieval.storage.outlines import Outline, Outlined, outline
from retrieval.symbols import document_url, key
from retrieval.types import (
    Block,
    Citation,
    CitationKind,
    Conflict,
    Footnote,
    Letter,
    LetterCard,
    Masthead,
    Part,
    Passage,
    PassageKind,
    Span,
)

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_PRINTED = 300  # characters kept of a citation, to show what a letter cites that we do not hold
_ADDITIONS = ("/ADD.", "/CORR.", "/REV.", "/AMEND.", "/SUMMARY", "/EXCERPT")
_KINDS = {kind.value: kind for kind in PassageKind}


class _Facts(NamedTuple):
    """What is kept of a passage besides its place and context: a list in JSON, short and quick to read."""

    pages: tuple[int, ...]
    paragraphs: tuple[int, ...]
    indicators: tuple[str, ...]
    attribution: tuple[str, ...]
    part: str


@dataclass(frozen=True, slots=True)
class _Sent:
    """What is read of a masthead where only the senders matter."""

    senders: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Rest:
    """What a letter holds besides masthead, text, blocks and footnotes."""

    citations: tuple[Citation, ...]
    parts: tuple[Part, ...]
    page_count: int
    warnings: tuple[str, ...]
    conflicts: tuple[Conflict, ...]


@dataclass(frozen=True, slots=True)
class _Cited:
    """One citation as it is looked up: by the key of a symbol, or by date and sender."""

    role: str
    printed: str
    symbol: str | None = None
    date: str | None = None
    sender: str | None = None


def content_of(letter: Letter) -> str:
    """Return a digest that differs between any two letters that are not wholly alike."""
    return sha256(encode(letter)).hexdigest()


def name_key(name: str) -> str:
    """Return the form in which a State or person is looked for: without case, accents, article and punctuation."""
    bare = "".join(each for each in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(each))
    words = "".join(each if each.isalnum() else " " for each in bare).split()
    return " ".join(words[1:] if len(words) > 1 and words[0] == "the" else words)


def root_of(symbol_key: str) -> str:
    """Return the key of the document that an addendum, corrigendum or revision belongs to."""
    places = [symbol_key.find(mark) for mark in _ADDITIONS]
    return symbol_key[: min([place for place in places if place > 0], default=len(symbol_key))]


# --- writing ----------------------------------------------------------------------------------------------------------


def write_letter(connection: sqlite3.Connection, letter: Letter, source: str, generation: int) -> int:
    """Write a letter without its passages, in the place of an earlier one of the same identity; return its row."""
    held = row_of(connection, letter.letter_id)
    if held is not None:
        clear_letter(connection, held, generation)
    head = letter.masthead
    rest = _Rest(letter.citations, letter.parts, letter.page_count, letter.warnings, letter.conflicts)
    number: int = connection.execute(
        "INSERT INTO letters VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (letter) DO UPDATE SET "
        "kind = excluded.kind, date = excluded.date, source = excluded.source, content = excluded.content, "
        "generation = excluded.generation, masthead = excluded.masthead, rest = excluded.rest, text = excluded.text "
        "RETURNING letter",
        (
            held,
            letter.letter_id,
            head.kind.value,
            head.date or head.document_date,
            source,
            content_of(letter),
            generation,
            encode_short(head),
            encode_short(rest),
            letter.text,
        ),
    ).fetchone()[0]
    _write_structure(connection, number, letter)
    return number


def clear_letter(connection: sqlite3.Connection, number: int, generation: int) -> None:
    """Delete all that hangs on a letter, and log the removal of its passages; the letter's own row stays."""
    passages = connection.execute("SELECT passage FROM passages WHERE letter = ?", (number,)).fetchall()
    connection.executemany("INSERT INTO removals VALUES (?, ?)", [(generation, passage) for (passage,) in passages])
    connection.executemany("DELETE FROM words WHERE rowid = ?", passages)
    for table in ("passages", "symbols", "parties", "blocks", "footnotes", "cited"):
        connection.execute(f"DELETE FROM {table} WHERE letter = ?", (number,))  # noqa: S608 - our own names


def _write_structure(connection: sqlite3.Connection, number: int, letter: Letter) -> None:
    head = letter.masthead
    keys = dict.fromkeys(key(symbol) for symbol in head.symbols)
    connection.executemany("INSERT INTO symbols VALUES (?, ?, ?)", [(number, each, root_of(each)) for each in keys])
    parties = dict.fromkeys(
        [("from", name_key(name)) for name in (*head.senders, *head.senders_printed)]
        + [("to", name_key(name)) for name in head.addressees]
    )
    connection.executemany("INSERT INTO parties VALUES (?, ?, ?)", [(number, *each) for each in parties])
    connection.executemany(
        "INSERT INTO blocks VALUES (?, ?, ?)",
        [(number, place, encode_short(block)) for place, block in enumerate(letter.blocks)],
    )
    connection.executemany(
        "INSERT INTO footnotes VALUES (?, ?, ?)",
        [(number, place, encode_short(note)) for place, note in enumerate(letter.footnotes)],
    )
    connection.executemany(
        "INSERT INTO cited VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (
                number,
                place,
                each.role,
                each.symbol and key(each.symbol),
                each.symbol,
                each.date,
                each.sender,
                each.printed,
            )
            for place, each in enumerate(dict.fromkeys(_cited(letter)))
        ],
    )


def _cited(letter: Letter) -> Iterator[_Cited]:
    """Yield what the letter cites and what it answers, each symbol by itself."""
    reply = letter.masthead.replies_to
    if reply is not None:
        printed = " ".join(filter(None, (reply.office or reply.state, reply.date_text or reply.date)))
        for symbol in reply.symbols:
            yield _Cited("answers", printed, symbol)
        if not reply.symbols and reply.date and reply.state:
            yield _Cited("answers", printed, None, reply.date, name_key(reply.state))
    noted = (citation for note in letter.footnotes for citation in note.citations)
    for citation in (*letter.citations, *noted):
        printed = " ".join(citation.span.of(letter.text).split())[:_PRINTED]
        for symbol in citation.symbols:
            yield _Cited("cites", printed, symbol)
        if not citation.symbols and citation.kind is CitationKind.LETTER and citation.date and citation.author:
            yield _Cited("cites", printed, None, citation.date, name_key(_state_in(citation.author)))


# offices that a State fills: what stands behind their last "of" is a State, known or not
_OF_A_STATE = regex(
    r"(?:\w+ )?(?:Permanent|Chargé|Minist|Prime|President|Head|Ambassador|Government)\b.* of (?:the )?(.+)$"
)


def _state_in(author: str) -> str:
    """Return the State in "the Permanent Representative of Ruritania", or the author as printed."""
    office = _OF_A_STATE.match(author)
    return next((found.name for found in find_states(author) if found.name), office[1] if office else author)


def write_passages(
    connection: sqlite3.Connection,
    number: int,
    passages: Sequence[Passage],
    vectors: "NDArray[np.float32]",
    generation: int,
) -> None:
    """Write the passages of a letter with their words and vectors, (n, dim) float32 in the same order."""
    ids = [passage.passage_id for passage in passages]
    connection.executemany(
        "INSERT INTO passages VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (
                passage.passage_id,
                number,
                place,
                generation,
                passage.kind.value,
                passage.span.start,
                passage.span.end,
                passage.context,
                _facts(passage),
            )
            for place, passage in enumerate(passages)
        ],
    )
    connection.executemany(
        "INSERT INTO words (rowid, context, body) VALUES (?, ?, ?)", [words_of(passage) for passage in passages]
    )
    blobs = [row.tobytes() for row in vectors.astype("float16")]
    connection.executemany("INSERT INTO vectors VALUES (?, ?)", zip(ids, blobs, strict=True))


def write_token_vectors(connection: sqlite3.Connection, passages: Sequence[Passage], words: Sequence[bytes]) -> None:
    """Write the words of passages as the model sees them; none for a model that does not tell them."""
    rows = [(passage.passage_id, each) for passage, each in zip(passages, words, strict=True) if each]
    connection.executemany("INSERT OR REPLACE INTO token_vectors VALUES (?, ?)", rows)


def words_of(passage: Passage) -> tuple[int, str, str]:
    """Return the row of the full-text index for `passage`."""
    return passage.passage_id, " ".join(terms(passage.context)), " ".join(terms(passage.text))


def _facts(passage: Passage) -> str:
    return json.dumps(
        [passage.pages, passage.paragraphs, passage.indicators, passage.attribution, passage.part],
        ensure_ascii=False,
        separators=(",", ":"),
    )


def delete_letter(connection: sqlite3.Connection, number: int, generation: int) -> None:
    """Take a letter out, with everything that hangs on it; its files are forgotten too."""
    clear_letter(connection, number, generation)
    connection.execute("DELETE FROM letters WHERE letter = ?", (number,))


# --- reading ----------------------------------------------------------------------------------------------------------


def row_of(connection: sqlite3.Connection, letter_id: str) -> int | None:
    """Return the row of the letter of that identity, or `None`."""
    row = connection.execute("SELECT letter FROM letters WHERE letter_id = ?", (letter_id,)).fetchone()
    return row[0] if row else None


def read_letter(connection: sqlite3.Connection, letter_id: str) -> Letter | None:
    """Return the letter of that identity as it was parsed, or `None`."""
    row = connection.execute(
        "SELECT letter, masthead, rest, text FROM letters WHERE letter_id = ?", (letter_id,)
    ).fetchone()
    if row is None:
        return None
    number, masthead, rest, text = row
    other = decode(rest, _Rest)
    blocks = connection.execute("SELECT block FROM blocks WHERE letter = ? ORDER BY position", (number,))
    notes = connection.execute("SELECT footnote FROM footnotes WHERE letter = ? ORDER BY position", (number,))
    return Letter(
        letter_id=letter_id,
        masthead=decode(masthead, Masthead),
        text=text,
        blocks=tuple(decode_all([block for (block,) in blocks], Block)),
        footnotes=tuple(decode_all([note for (note,) in notes], Footnote)),
        citations=other.citations,
        parts=other.parts,
        page_count=other.page_count,
        warnings=other.warnings,
        conflicts=other.conflicts,
    )


def read_card(connection: sqlite3.Connection, row: int) -> LetterCard | None:
    """Return the card of the letter in that row, or `None`."""
    found = connection.execute("SELECT letter_id, masthead, source FROM letters WHERE letter = ?", (row,)).fetchone()
    return card_of(*found) if found else None


def read_cards(connection: sqlite3.Connection, letter_ids: Iterable[str]) -> dict[str, LetterCard]:
    """Return the cards of the letters that are held, by identity."""
    rows = connection.execute(
        "SELECT letter_id, masthead, source FROM letters WHERE letter_id IN (SELECT value FROM json_each(?))",
        (json.dumps(list(letter_ids)),),
    )
    return {row[0]: card_of(*row) for row in rows}


def card_of(letter_id: str, masthead: str, source: str) -> LetterCard:
    """Return the card of a letter from its row."""
    head = decode(masthead, Masthead)
    return LetterCard(
        letter_id=letter_id,
        kind=head.kind,
        title=head.title,
        symbols=head.symbols,
        senders=head.senders,
        office=head.office,
        addressees=head.addressees,
        date=head.date or head.document_date,
        source=source,
        url=document_url(head.symbols),
    )


def names_of_letters(connection: sqlite3.Connection, numbers: Iterable[int]) -> dict[int, str]:
    """Return the identities of the letters of those numbers that are held."""
    rows = connection.execute(
        "SELECT letter, letter_id FROM letters WHERE letter IN (SELECT value FROM json_each(?))",
        (json.dumps(list(numbers)),),
    )
    return dict(rows.fetchall())


def letters_of_passages(connection: sqlite3.Connection, ids: Iterable[int]) -> dict[int, str]:
    """Return the letter of each of those passages that is held."""
    rows = connection.execute(
        "SELECT passage, letter_id FROM passages JOIN letters USING (letter) "
        "WHERE passage IN (SELECT value FROM json_each(?))",
        (json.dumps([int(each) for each in ids]),),
    )
    return dict(rows.fetchall())


def read_letter_passages(connection: sqlite3.Connection, letter_ids: Iterable[str]) -> dict[str, tuple[Passage, ...]]:
    """Return all passages of each of those letters that is held, in their order."""
    rows = connection.execute(
        f"SELECT {_PASSAGE} FROM passages JOIN letters USING (letter) "  # noqa: S608 - our own names
        "WHERE letter_id IN (SELECT value FROM json_each(?)) ORDER BY letter, position",
        (json.dumps(list(letter_ids)),),
    )
    found: dict[str, list[Passage]] = {}
    for passage in _passages(connection, rows.fetchall()):
        found.setdefault(passage.letter_id, []).append(passage)
    return {letter_id: tuple(passages) for letter_id, passages in found.items()}


def read_passages(connection: sqlite3.Connection, ids: Iterable[int]) -> dict[int, Passage]:
    """Return those of the passages that are held."""
    rows = connection.execute(
        f"SELECT {_PASSAGE} FROM passages JOIN letters USING (letter) "  # noqa: S608 - our own names
        "WHERE passage IN (SELECT value FROM json_each(?))",
        (json.dumps([int(each) for each in ids]),),
    )
    return {passage.passage_id: passage for passage in _passages(connection, rows.fetchall())}


def read_outlines(connection: sqlite3.Connection, letter_ids: Iterable[str]) -> dict[str, Outline]:
    """Return how the passages of each of those letters hang together, with who sent it and when."""
    wanted = (json.dumps(list(letter_ids)),)
    letters = connection.execute(
        "SELECT letter, letter_id, date, masthead FROM letters WHERE letter_id IN (SELECT value FROM json_each(?))",
        wanted,
    ).fetchall()
    rows = connection.execute(
        "SELECT letter, passage, kind, facts FROM passages "
        "WHERE letter IN (SELECT value FROM json_each(?)) ORDER BY letter, position",
        (json.dumps([row[0] for row in letters]),),
    ).fetchall()
    found: dict[int, list[Outlined]] = {}
    for (number, passage, kind, _), facts in zip(rows, decode_all([row[3] for row in rows], _Facts), strict=True):
        told = (passage, _KINDS[kind], facts.part, facts.indicators, _same(facts.attribution))
        found.setdefault(number, []).append(told)
    return {
        letter_id: outline(found[number], _same(decode(masthead, _Sent).senders), date)
        for number, letter_id, date, masthead in letters
        if number in found
    }


@lru_cache(maxsize=16384)
def _same(attribution: tuple[str, ...]) -> tuple[str, ...]:
    """Return the one tuple of an attribution that all passages remembered share."""
    return tuple(map(intern, attribution))


_PASSAGE = "passage, letter, letter_id, passages.kind, start, stop, context, facts"
_PassageRow = tuple[int, int, str, str, int, int, str, str]


def _passages(connection: sqlite3.Connection, rows: Sequence[_PassageRow]) -> Iterator[Passage]:
    """Yield the passages of `rows`; the text of each letter is read once."""
    texts: dict[int, str] = dict(
        connection.execute(
            "SELECT letter, text FROM letters WHERE letter IN (SELECT value FROM json_each(?))",
            (json.dumps(list({row[1] for row in rows})),),
        ).fetchall()
    )
    return (_passage(row, texts[row[1]]) for row in rows)


def _passage(row: _PassageRow, text: str) -> Passage:
    passage, _, letter_id, kind, start, stop, context, facts = row
    pages, paragraphs, indicators, attribution, part = decode(facts, _Facts)
    return Passage(
        passage_id=passage,
        letter_id=letter_id,
        kind=_KINDS[kind],
        span=Span(start, stop),
        pages=pages,
        paragraphs=paragraphs,
        indicators=indicators,
        attribution=attribution,
        part=part,
        context=context,
        text=text[start:stop],
    )
