"""The States and senders that a question names: whoever they are, and from whom to whom letters went."""

from itertools import pairwise

from retrieval.encoder.neighbours import Near
from retrieval.language.analysis import terms
from retrieval.language.senders import NamedSender, find_senders
from retrieval.language.states import find_states


def parties(text: str, senders: tuple[str, ...]) -> tuple[str, ...]:
    """Return the States and the senders that a question names, in any way."""
    states = [found.name for found in find_states(text) if found.name]
    known = {name.casefold() for name in states}
    others = (each.name for each in find_senders(text, senders))
    return tuple(dict.fromkeys([*states, *(name for name in others if name not in known)]))


def direction(text: str, senders: tuple[str, ...]) -> tuple[str, str] | None:
    """Return from whom to whom the letters went that a question names: "renn to lind, october 1945"."""
    pair = correspondents(text, senders)
    return (pair[0].name, pair[1].name) if pair else None


def correspondents(text: str, senders: tuple[str, ...]) -> tuple[NamedSender, NamedSender] | None:
    """Return the first two senders that a question joins by "to"."""
    pairs = pairwise(find_senders(text, senders))
    return next(
        (pair for pair in pairs if text[pair[0].span.end : pair[1].span.start].strip().casefold() == "to"), None
    )


def peoples(text: str, senders: tuple[str, ...]) -> Near:
    """Return the names of senders by what a question calls their people: "kesparian" means Kesparia."""
    named = ((terms(each.span.of(text)), terms(each.name)) for each in find_senders(text, senders))
    return {
        stem: dict.fromkeys(name, 1.0) for said, name in named for stem in said if len(name) == 1 and stem not in name
    }
