"""Answers, quotations and letter cards as plain JSON values: what `verbale ask --json` and others print."""

from typing import Any

from bot.rendering.words import words_for
from retrieval.types import Answer, Citation, LetterCard, Listing, Quote, QuotedNote, RankedPassage, Spot


def answer_json(answer: Answer, latency_ms: float) -> dict[str, Any]:
    """Return the answer as `ask --json` prints it; `answer` is the words shown, or `None` when it abstains."""
    from retrieval.evaluation import shown_text  # noqa: PLC0415 - lists of letters need no evaluation

    quotes = [quote_json(quote) for quote in answer.quotes]
    return {
        "question": answer.question.text,
        "answer": shown_text(answer),
        "abstained": answer.reason is not None,
        "reason": answer.reason.value if answer.reason else None,
        "confidence": round(answer.confidence, 4),
        "quotes": quotes,
        "letters": listing_json(answer.listing) if answer.listing else None,
        "hits": [hit_json(ranked) for ranked in answer.hits],
        "remarks": [words_for("en").remark(remark) for remark in answer.remarks],
        "nearest": [near_json(card, answer.spot(card)) for card in answer.nearest],
        "latency_ms": round(latency_ms, 1),
    }


def quote_json(quote: Quote) -> dict[str, Any]:
    """Return a quotation with its speaker, its place and its notes."""
    return {
        "text": quote.text,
        "attribution": list(quote.attribution),
        "letter": quote.letter.source,
        "letter_id": quote.letter.letter_id,
        "symbols": list(quote.letter.symbols),
        "page": quote.page,
        "pages": list(quote.pages or (quote.page,)),
        "paragraph": quote.paragraph,
        "label": quote.label,
        "part": quote.part,
        "footnotes": [note_json(note) for note in quote.footnotes],
    }


def listing_json(listing: Listing) -> dict[str, Any]:
    """Return the letters that a question on letters as such asks for: the first of them, and how many there are."""
    return {
        "kind": listing.kind.value,
        "about": list(listing.about),
        "by": listing.by.value if listing.by is not None else None,
        "what": listing.what or None,
        "count": listing.count,
        "letters": [card_json(card) for card in listing.letters],
    }


def near_json(card: LetterCard, spot: Spot | None) -> dict[str, Any]:
    """Return a nearest letter with where to begin to read it, if that is known."""
    if spot is None:
        return {**card_json(card), "place": None}
    place = {
        "page": spot.pages[0],
        "pages": list(spot.pages),
        "paragraph": spot.paragraph,
        "label": spot.label,
        "part": spot.part,
    }
    return {**card_json(card), "place": place}


def note_json(note: QuotedNote) -> dict[str, Any]:
    """Return a note shown with a quotation."""
    return {
        "indicator": note.indicator,
        "page": note.page,
        "text": note.text,
        "resolved": note.resolved,
        "further_on": note.further_on,
        "citations": [citation_json(citation) for citation in note.citations],
    }


def citation_json(citation: Citation) -> dict[str, Any]:
    """Return what a note cites."""
    return {
        "kind": citation.kind.value,
        "symbols": list(citation.symbols),
        "url": citation.url,
        "title": citation.title,
        "author": citation.author,
        "date": citation.date,
        "resolved_to": citation.resolved_to,
    }


def hit_json(ranked: RankedPassage) -> dict[str, Any]:
    """Return one of the ranked passages: its file, its id, its words and its score."""
    return {
        "doc": ranked.letter.source,
        "passage": str(ranked.passage.passage_id),  # as a number it is more than JavaScript can hold exactly
        "text": ranked.passage.text,
        "score": round(ranked.hit.score, 6),
    }


def card_json(card: LetterCard) -> dict[str, Any]:
    """Return what is said of a letter in a list."""
    return {
        "letter_id": card.letter_id,
        "symbols": list(card.symbols),
        "kind": card.kind.value,
        "title": card.title,
        "date": card.date,
        "from": list(card.senders),
        "from_office": card.office,
        "to": list(card.addressees),
        "source": card.source,
        "url": card.url,
    }
