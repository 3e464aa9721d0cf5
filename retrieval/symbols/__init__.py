"""Document symbols: recognise them in print and as people type them, normalise, split joint ones, compare.

One grammar serves all (`grammar`); every reading, repair or guess at a missing slash has to pass it. Nothing is looked
up: a well-formed symbol may well name no document.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from urllib.parse import unquote

from retrieval.patterns import regex
from retrieval.symbols.printed import FoundSymbol, find_printed
from retrieval.symbols.resolutions import find_resolutions
from retrieval.symbols.typed import find_typed, typed_at, unfolded
from retrieval.types import Addition, Span

__all__ = [
    "FoundSymbol",
    "addition_of",
    "document_url",
    "find_symbols",
    "key",
    "normalise",
    "symbol_alone",
    "typed_symbols",
    "without_address",
    "without_symbols",
    "word_of",
]


_ADDITION = regex(r"/(CORR|ADD|REV|AMEND)\.\d+$")
_ADDITIONS = {
    "CORR": Addition.CORRIGENDUM,
    "ADD": Addition.ADDENDUM,
    "REV": Addition.REVISION,
    "AMEND": Addition.AMENDMENT,
}


def find_symbols(text: str) -> tuple[FoundSymbol, ...]:
    """Return the symbols printed in `text`, in order: lists expanded, resolutions in running text included."""
    found = list(find_printed(text))
    starts = {each.span.start for each in found}
    covered = {place for each in found for place in range(each.span.start, each.span.end)}
    found += [
        each
        for each in find_resolutions(text)
        if each.span.start not in starts and covered.isdisjoint(range(each.span.start, each.span.end))
    ]
    return tuple(sorted(found, key=lambda each: each.span))


def typed_symbols(text: str) -> tuple[str, ...]:
    """Return the symbols meant in `text` as people type them: small letters, spaces for slashes, slashes left out."""
    return tuple(dict.fromkeys(symbol for _, symbol in _typed(unfolded(text))))


# Takes "https://undocs.org/en/A/76/9011", "docs.un.org/S/2022/9048" and, as phones have it,
# "https://undocs.org/Home/Mobile?FinalSymbol=A%2F76%2F9011&Language=E"; leaves "https://www.un.org/en/A/76/9011" alone.
_ADDRESS = regex(
    r"(?:https?://)?(?:www\.)?\b(?:undocs\.org|docs\.un\.org)/(?:[a-z]{2}/)?(?:Home/Mobile\?FinalSymbol=)?"
    r"(?P<symbol>[a-z]\w*(?:/|%2F)[^\s&?,;]*)(?:[?&]\w+=\S*)?",
    re.IGNORECASE,
)


def without_address(text: str) -> str:
    """Return `text` with the symbol alone where it stands in the address of its document."""
    return _ADDRESS.sub(lambda found: unquote(found["symbol"]), text)


def without_symbols(text: str, sign: str = "") -> str:
    """Return `text` without the symbols meant in it, as people type them, or with a `sign` in the place of each."""
    text = unfolded(text)
    for span in sorted({span for span, _ in _typed(text)}, reverse=True):
        text = f"{text[: span.start]} {sign} {text[span.end :]}"
    return " ".join(text.split())


@lru_cache(maxsize=64)  # a question is looked through for several ends
def _typed(text: str) -> tuple[tuple[Span, str], ...]:
    """Return the symbols meant in a text with slashes put back, in order, with where each stands."""
    named: list[tuple[Span, str]] = []
    rest = list(text)
    for each in find_symbols(text):
        longer = typed_at(text, each.span.start)
        if longer is not None and longer[0].end > each.span.end and len(each.symbols) == 1:
            each = FoundSymbol(longer[0], (longer[1],), longer[0].of(text))  # noqa: PLW2901
        named += [(each.span, symbol) for symbol in each.symbols]
        rest[each.span.start : each.span.end] = "\x00" * (each.span.end - each.span.start)
    named += find_typed("".join(rest))
    return tuple(sorted(named, key=lambda each: each[0]))


# All that may stand beside a symbol for its letter to be what is asked for: "show me A/76/9011 please".
_FOR_IT = frozenset(
    "show me open give get read send see find look at i to can could you please pls the a an this letter note verbale "
    "document doc text of for what what's whats is it about does say whole full summary summarise summarize tldr "
    "and need got which symbol pdf link copy file quote search looking up footnotes notes asap "
    "list sources references".split()
)


# Takes "i want to see A/76/9011", "what's in A/76/9011"; leaves "what does A/76/9011 want" alone.
_WANTS = regex(
    r"^\W*(?:i (?:want|need)(?: to (?:see|read))?|(?:can|could) (?:you|u) (?:give|show|send) us|look up|"
    r"what(?:[’']?s| is) in)\b",
    re.IGNORECASE,
)


# Takes "which letters does A/76/9011 cite", which its card tells; leaves "which letters cite A/76/9011" alone.
_CITES = regex(
    r"^\W*(?:what|which)(?: (?:letters|documents|sources))? (?:does|did) (?P<it>.+) (?:cite|reference)\W*$",
    re.IGNORECASE,
)


def symbol_alone(text: str) -> str | None:
    """Return the symbol of the letter that a text asks for, if it says nothing else: "A/76/9011", "open A/76/9011"."""
    text = _CITES.sub(r"\g<it>", _WANTS.sub("", without_address(text)))
    found = find_symbols(text)
    rest = text[: found[0].span.start] + text[found[0].span.end :] if len(found) == 1 else text
    words = re.findall(r"[^\W_]+(?:[’'][^\W_]+)?", rest.casefold())
    return found[0].symbols[0] if found and _FOR_IT.issuperset(words) else None


def addition_of(symbols: Sequence[str]) -> Addition | None:
    """Return what the document that goes by `symbols` is to another; `None` where it stands by itself."""
    found = (_ADDITION.search(key(symbol)) for symbol in symbols)
    return next((_ADDITIONS[match[1]] for match in found if match), None)


def normalise(symbol: str) -> str:
    """Return the normal form: "s/res/822(1993)*" is "S/RES/822 (1993)"; what is no symbol is only tidied."""
    symbols = typed_symbols(symbol)
    return "-".join(symbols) if symbols else re.sub(r"\s+", " ", symbol).strip(" .,;:*[]").upper()


def key(symbol: str) -> str:
    """Return the form in which symbols are looked up: the normal form in capitals without spaces."""
    return normalise(symbol).upper().replace(" ", "")


def word_of(symbol: str) -> str:
    """Return a symbol in its normal form as one alphanumeric word for full-text indexes: "symax74x771"."""
    return "sym" + re.sub(r"[^a-z0-9]+", "x", symbol.replace(" ", "").lower()).strip("x")


def document_url(symbols: Sequence[str]) -> str | None:
    """Return the public address of the document that goes by `symbols`, or `None` without a well-formed one.

    Either half of a joint symbol opens the document; slashes and brackets stay as they are.
    """
    halves = [half for symbol in symbols for half in typed_symbols(symbol)]
    return "https://undocs.org/en/" + halves[0].replace(" ", "") if halves else None
