"""Resolutions that running text names by number: "resolution 822 (1993)", "General Assembly resolution 62/243"."""

import re
from collections.abc import Iterator

from retrieval.patterns import regex
from retrieval.symbols.grammar import well_formed
from retrieval.symbols.printed import DASH, FoundSymbol
from retrieval.types import Span

_WORD = regex(
    r"(?<![A-Za-z])(?:resolutions?|r[ée]solutions?|resoluci(?:ón|on|ones)|res\.|(?:UN)?(?:GA|SC|HRC)\s+res|UNSCR|UNGAR|SCR|UNSC|UNGA"
    r"|резолюци[а-я]{1,3}|(?:ال)?قرار(?:ات|ي|ين)?|القرارات)\s+(?:Nos?\.\s?|No\s)?|第(?=\d)",
    re.IGNORECASE,
)
# "822 (1993)", "377 A (V)", "3212 (XXIX)", "62/243", "ES-10/17", "1996/31"; in a list also a bare "1970".
_ITEM = regex(
    r"(?P<number>\d{1,4})(?:\s(?P<part>[A-Z])(?:\s?(?:and|to|-)\s?[A-Z])?)?\s?"
    r"\(\s?(?P<bracket>(?:19|20)\d\d|(?:E?S-)?[IVXL]{1,7}|E?S-\d{1,2}|[1l]{1,3})\s?\)"
    rf"|(?P<session>(?:E?S{DASH})?\d{{1,4}})\s?/\s?(?P<item>[1-9]\d{{0,3}})(?![\d/])(?:\s[A-Z](?![\w.’']))?"
    r"|(?P<bare>[1-9]\d{0,3})(?=,\s|\s(?:and|et|y|и|or)\s)"
)
_BETWEEN = regex(
    r"(?:号)?(?:[¹²³⁴⁵⁶⁷⁸⁹⁰]+|\s?\[\d+\])?(?:\s+of\s+(?:\d{1,2}\s+[A-Z][a-z]+(?:\s+\d{4})?|[A-Z][a-z]+\s+\d{4}))?"
    r"(?:\s*[,،、;]\s*(?:(?:and|or|et|y|e|и|as well as)\s+)?|\s+(?:and|or|et|y|e|и|to|&|as well as)\s+"
    r"|\s*[和及与]\s*|\s+و\s*)"
    r"(?:第|(?:on\s+)?(?:its\s+|(?:General\s+)?Assembly\s+|Security\s+Council\s+)?resolutions?\s+)?"
)
_HUMAN_RIGHTS_COUNCIL = regex(
    r"Human Rights Council|HRC|(?<!Security )(?<!Social )\bCouncil(?:['’]s)?\s+resolutions?\b"
    r"|Conseil des droits de l.homme|Consejo de Derechos Humanos|Совет\w* по правам человека"
    r"|مجلس حقوق الإنسان|人权理事会"
)
_ECONOMIC_COUNCIL = regex(r"Economic and Social Council|ECOSOC|Conseil économique|Consejo Económico|经济及社会理事会")
_COMMISSION = regex(r"Commission on Human Rights|Commission des droits de l.homme|Comisión de Derechos Humanos")


def find_resolutions(text: str) -> Iterator[FoundSymbol]:
    """Yield the resolutions that `text` names by number, each member of a list at its own place."""
    position = 0
    while word := _WORD.search(text, position):
        position = word.end()
        context = _context(text, word)
        start: int = word.start()
        waiting: list[Span] = []
        while item := _ITEM.match(text, position):
            span = Span(start, item.end())
            if item["bare"]:
                waiting.append(span)
            else:
                yield from _share_year(text, waiting, item["bracket"])
                waiting = []
                if symbol := _symbol(item, context):
                    yield FoundSymbol(span, (symbol,), span.of(text), repaired=_is_scanned(item["bracket"]))
            position = item.end()
            between = _BETWEEN.match(text, position)
            if between is None:
                break
            start = position = between.end()


def _share_year(text: str, waiting: list[Span], bracket: str | None) -> Iterator[FoundSymbol]:
    """Give "822" and "853" in "resolutions 822, 853 and 874 (1993)" the year that follows."""
    if not bracket:
        return
    for span in waiting:
        number = re.findall(r"\d+", span.of(text))[-1]
        if symbol := _bracket_symbol(number, bracket):
            yield FoundSymbol(span, (symbol,), span.of(text))


def _context(text: str, word: re.Match[str]) -> str:
    """Return the words around that may name the organ: before it in English, behind it in other languages."""
    before = re.split(r"[.;:]\s", text[max(0, word.start() - 60) : word.start()])[-1]
    after = re.split(r"[.;,]\s", text[word.end() : word.end() + 90])[0]
    return f"{before} {word[0]} {after}"


def _symbol(item: re.Match[str], context: str) -> str | None:
    if bracket := item["bracket"]:
        return _bracket_symbol(item["number"], bracket)
    session = re.sub(DASH, "-", item["session"])
    if len(session) == 4 and session.isdigit():
        if _ECONOMIC_COUNCIL.search(context):
            return well_formed("E", ("RES", session, item["item"]))
        return well_formed("E", ("CN.4", "RES", session, item["item"])) if _COMMISSION.search(context) else None
    if _HUMAN_RIGHTS_COUNCIL.search(context):
        return well_formed("A", ("HRC", "RES", session, item["item"]))
    return well_formed("A", ("RES", session, item["item"]))


def _is_scanned(bracket: str | None) -> bool:
    """Tell whether a bracket was read as "(1)" or "(l)" where "(I)" was printed."""
    return bracket is not None and set(bracket) <= set("1l")


def _bracket_symbol(number: str, bracket: str) -> str | None:
    if _is_scanned(bracket):
        # the first three sessions adopted fewer than 300 resolutions
        return well_formed("A", ("RES", number), "I" * len(bracket)) if int(number) < 300 else None
    organ = "S" if bracket.isdigit() else "A"
    return well_formed(organ, ("RES", number), bracket)
