"""A letter as plain JSON values: what `verbale parse --json` prints. Names are those of the letters' own titles."""

from collections.abc import Mapping, Sequence

from retrieval.types import (
    PARAGRAPHS,
    Block,
    BlockKind,
    Citation,
    Footnote,
    InlineQuote,
    Letter,
    Masthead,
    Organ,
    Part,
    Signatory,
)

_CITATION_FIELDS = (
    "signal", "url", "author", "addressee", "title", "publication", "place", "publisher", "date", "date_text", "pages",
    "pin", "resolved_to", "reason",
)  # fmt: skip

_LOOK_BACK = 200

Json = dict[str, object]


def to_json(letter: Letter) -> Json:
    """Return the letter as dictionaries, lists, strings and numbers; a citation leaves out what it does not say."""
    masthead = letter.masthead
    return {
        "letter_id": letter.letter_id,
        "symbols": list(masthead.symbols),
        "title": masthead.title,
        "kind": masthead.kind.value,
        "date": masthead.date,
        "date_text": masthead.date_text,
        "dates": list(masthead.dates),
        "from": list(masthead.senders),
        "from_printed": list(masthead.senders_printed),
        "from_office": masthead.office,
        "to": list(masthead.addressees),
        "organs": [_organ(organ) for organ in masthead.organs],
        "agenda_items": [{"number": _number(item.number), "title": item.title} for item in masthead.agenda_items],
        "lang": masthead.language,
        "document_date": masthead.document_date,
        "document_date_text": masthead.document_date_text,
        "distribution": masthead.distribution,
        "original_language": masthead.original_language,
        "job_number": masthead.job_number,
        "signatories": [_signatory(each) for each in masthead.signatories],
        "reply_to": _reply_to(masthead),
        "circulation": _circulation(masthead),
        "pages": letter.page_count,
        "paragraphs": [_paragraph(block, letter) for block in letter.blocks if block.kind in PARAGRAPHS],
        "headings": [_heading(block, letter) for block in letter.blocks if block.kind is BlockKind.HEADING],
        "footnotes": [_footnote(note, letter) for note in letter.footnotes],
        "citations": [_citation(each, letter.text) for each in letter.citations],
        "parts": [_part(part) for part in letter.parts],
        "warnings": list(letter.warnings),
        "conflicts": [
            {"field": each.field, "declared": each.declared, "parsed": each.parsed} for each in letter.conflicts
        ],
    }


def _number(printed: str) -> int | str:
    """Return an item's number as a number where it is one: 32, but "112 (e)"."""
    return int(printed) if printed.isascii() and printed.isdigit() else printed


def _organ(organ: Organ) -> Json:
    printed = {"session": organ.session, "year": organ.year, "number": organ.number}
    return {"name": organ.name, **{key: value for key, value in printed.items() if value is not None}}


def _signatory(signatory: Signatory) -> Json:
    return {"name": signatory.name, "titles": list(signatory.titles), "mark": signatory.mark}


def _reply_to(masthead: Masthead) -> Json | None:
    found = masthead.replies_to
    if found is None:
        return None
    return {
        "date": found.date,
        "date_text": found.date_text,
        "state": found.state,
        "office": found.office,
        "symbols": list(found.symbols),
    }


def _circulation(masthead: Masthead) -> Json | None:
    if not masthead.circulation_organs and not masthead.circulation_items:
        return None
    return {
        "organs": list(masthead.circulation_organs),
        "agenda_items": [_number(each) for each in masthead.circulation_items],
    }


def _paragraph(block: Block, letter: Letter) -> Json:
    """Return a numbered paragraph; `footnotes` are the notes called in it, `after` the words before each call."""
    return {
        "number": block.number,
        "page": block.pages[0],
        "pages": list(block.pages),
        "kind": block.kind.value,
        "attribution": list(block.attribution),
        "text": block.span.of(letter.text),
        "label": block.label,
        "part": block.part,
        "footnotes": [note.indicator for note in letter.footnotes if block.number in note.called_in],
        "quotes": _quotes(block.quotes, letter.text),
    }


def _quotes(quotes: Sequence[InlineQuote], text: str) -> list[Mapping[str, object]]:
    return [{"speaker": each.speaker, "role": each.role, "text": each.span.of(text)} for each in quotes]


def _heading(block: Block, letter: Letter) -> Json:
    return {"text": block.span.of(letter.text), "page": block.pages[0], "part": block.part, "offset": block.span.start}


def _footnote(note: Footnote, letter: Letter) -> Json:
    calls = [{"offset": call.start, "after": _words_before(letter, call.start)} for call in note.calls]
    return {
        "indicator": note.indicator,
        "page": note.page,
        "called_in": list(note.called_in),
        "calls": calls,
        "text": note.span.of(letter.text),
        "part": note.part,
        "signal": note.signal,
        "citations": [_citation(each, letter.text) for each in note.citations],
    }


def _words_before(letter: Letter, place: int) -> str:
    """Return the last three words before a call, of the same block."""
    start = next((block.span.start for block in letter.blocks if block.span.start <= place <= block.span.end), 0)
    return " ".join(letter.text[max(start, place - _LOOK_BACK) : place].split()[-3:])


def _citation(citation: Citation, text: str) -> Json:
    said = {name: getattr(citation, name) for name in _CITATION_FIELDS}
    return {
        "kind": citation.kind.value,
        "symbols": list(citation.symbols),
        "text": citation.span.of(text),
        **{name: value for name, value in said.items() if value is not None},
    }


def _part(part: Part) -> Json:
    return {
        "label": part.label,
        "title": part.title,
        "attribution": list(part.attribution),
        "date": part.date,
        "symbols": list(part.symbols),
        "original_language": part.original_language,
    }
