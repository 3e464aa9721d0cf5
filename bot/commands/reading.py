"""`verbale show` and `letters`: which letters there are, and what is in each. No model is needed."""

import argparse
from collections.abc import Iterator, Sequence
from typing import Any

from bot.commands.answer_json import card_json
from bot.commands.answer_text import card_line
from bot.commands.letter_text import detail_lines
from bot.commands.opening import open_engine
from bot.terminal import list_width, say, say_json, warn, width, wrap
from retrieval.engine import Engine
from retrieval.letter_json import to_json
from retrieval.symbols import addition_of
from retrieval.types import Filters, LetterCard, LetterDetail, LinkedLetter

PAGE = 200


def show(args: argparse.Namespace) -> int:
    """Show one letter of the index."""
    with open_engine(args) as engine:
        detail = engine.find(args.letter)
    if args.json:
        say_json(_detail_json(detail))
    else:
        say(*detail_lines(detail, width()))
    return 0


def letters(args: argparse.Namespace) -> int:
    """List the letters, or those of a State or a year; 1 when there is none."""
    with open_engine(args) as engine:
        cards = tuple(_all_cards(engine, _filters(engine, args.filters)))
    if args.json:
        say_json([card_json(card) for card in cards])
    else:
        say(*(line for card in cards for line in wrap(card_line(card), list_width(), rest="  ")))
    if not cards:
        warn("There are no such letters." if args.filters else "There are no letters in the index.")
    return int(not cards)


def _filters(engine: Engine, words: Sequence[str]) -> Filters:
    """Read "Ruritania 2020", in either order; what begins with four digits is a year, or a month as in 2020-04."""
    when = next((word for word in words if word[:4].isdecimal()), None)
    state = " ".join(word for word in words if word != when)
    return Filters(senders=(engine.senders(state) or (state,)) if state else (), since=when, until=when)


def _all_cards(engine: Engine, filters: Filters) -> Iterator[LetterCard]:
    for offset in range(0, engine.count(filters), PAGE):
        yield from engine.letters(filters, offset=offset, limit=PAGE)


def _detail_json(detail: LetterDetail) -> dict[str, Any]:
    return {
        **card_json(detail.card),
        "cites": [_linked_json(linked) for linked in detail.cites],
        "cited_by": [card_json(card) for card in detail.cited_by],
        "replies_to": [_linked_json(linked) for linked in detail.replies_to],
        "answered_by": [card_json(card) for card in detail.answered_by],
        "related": [{**card_json(card), "addition": addition_of(card.symbols)} for card in detail.related],
        "letter": to_json(detail.letter),
    }


def _linked_json(linked: LinkedLetter) -> dict[str, Any]:
    held = card_json(linked.card) if linked.card else None
    return {"symbols": list(linked.symbols), "printed": linked.printed, "letter": held}
