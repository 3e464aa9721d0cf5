"""What a well-formed document symbol is, and its normal form; how it comes to be printed is not known here."""

import re
from collections.abc import Sequence

from retrieval.patterns import regex

# Joint symbols begin anew only at A/, S/ and E/.
ORGANS = (
    "A|S|E|T|ST|CD|DC|DP|TD|HSP|UNEP|FCCC|ICCD|CBD|ISBA|SPLOS|CLCS|PBC|NPT|BWC|CCW|APLC|CTOC|"
    "CCPR|CERD|CEDAW|CAT|CRC|CRPD|CMW|CED|HRI|UNW"
)
_TREATY = "CCPR|CERD|CEDAW|CAT|CRC|CRPD|CMW|CED"
TREATY_BODIES = frozenset(_TREATY.split("|"))  # their numbers may be ranges: CERD/C/AZE/CO/7-8
_NUMBER = r"[1-9]\d{0,4}"
# A single figure, as in S/4, names a document of 1946, but far oftener something else: it is not taken for one.
# Assembly documents carry their session from the thirty-first (1976) on.
_SESSION = r"(?:3[1-9]|[4-9]\d|1[0-4]\d|E?S-[1-9]\d?)"
_YEAR = r"(?:19[4-9]\d|20\d\d)"
_COUNCIL_YEAR = r"(?:199[4-9]|20\d\d)"
_ROMAN = r"(?:(?:E?S-)?[IVXL]{1,7}|E?S-\d{1,2})"
_FINAL = r"(?:L|PV|SR|CRP|WP|RT|INF|MIN|RES|DEC|PET|NGO|R|P|Add|Rev|Corr|Amend|Amdt|Summary)\.[1-9]\d{0,4}"
_SUFFIX = r"(?:/(?:L|PV|SR|CRP|WP|INF|Add|Rev|Corr|Amend|Amdt|Summary)\.[1-9]\d{0,4})*"
_BODY = r"(?:[A-Z]{1,5}\.\d{1,3}|[A-Z]{2,6}|Agenda)"
_MIDDLE = r"(?:[A-Z][A-Za-z]{0,5}\.(?:\d{1,5}|[A-Z]{1,4})|E?S-\d{1,2}|[1-9]\d{0,4}|[A-Z]{1,6}|Agenda|\(\d{2,4}\))"
_UNDER = rf"(?:{_MIDDLE}/){{0,5}}(?:{_NUMBER}|{_FINAL}){_SUFFIX}"
_FORMS = regex(
    r"(?!.*/\d+/\d+/\d+)(?:"
    rf"A/(?:{_SESSION}/(?:{_NUMBER}{_SUFFIX}|{_FINAL}{_SUFFIX}|{_BODY}/{_UNDER})"
    rf"|(?:[1-9]\d{{1,3}}|10\d{{3}}){_SUFFIX}|PV\.{_NUMBER}{_SUFFIX}"
    rf"|RES/{_SESSION}/{_NUMBER}{_SUFFIX}|RES/{_NUMBER}\({_ROMAN}\)|(?!RES/){_BODY}/{_UNDER})"
    rf"|S/(?:{_COUNCIL_YEAR}/{_NUMBER}{_SUFFIX}|(?:[1-9]\d{{1,3}}|1\d{{4}}|2[0-6]\d{{3}}){_SUFFIX}"
    rf"|PV\.{_NUMBER}{_SUFFIX}|RES/{_NUMBER}(?: \({_YEAR}\))?|(?!RES/){_BODY}/{_UNDER})"
    rf"|E/(?:{_YEAR}/(?:{_NUMBER}{_SUFFIX}|{_FINAL}{_SUFFIX}|[A-Z]{{2,6}}/{_NUMBER}{_SUFFIX})|[1-9]\d{{1,3}}{_SUFFIX}"
    rf"|RES/{_YEAR}/{_NUMBER}|(?!RES/){_BODY}/{_UNDER})"
    rf"|(?:{_TREATY})/(?:{_MIDDLE}/){{1,5}}(?:{_NUMBER}(?:-\d{{1,2}})?|{_FINAL}){_SUFFIX}"
    rf"|(?:CD|DC|T)/(?:[1-9]\d{{1,3}}{_SUFFIX}|(?:L|PV|SR|INF|WP)\.{_NUMBER}{_SUFFIX}|{_BODY}/{_UNDER})"
    rf"|(?!(?:[ASET]|CD|DC|{_TREATY})/)(?:{ORGANS})/{_MIDDLE}/{_UNDER}"
    r")(?: \((?:Supp|Prov|(?:Vol\.|Part) [IVX\d]+|Resumption \d+|Sect\. \d+[A-Z]?)\))?"
)
# Words that are not capital throughout in the normal form.
_MIXED = {word.upper(): word for word in ("Add", "Rev", "Corr", "Amend", "Amdt", "Sub", "Agenda", "Summary")}
_BRACKET_WORD = regex(r"(supp|prov|vol|part|resumption|sect)\.?\s?([ivx\d]*[A-Z]?)", re.IGNORECASE)
_BRACKET_NAMES = {"vol": "Vol. ", "part": "Part ", "resumption": "Resumption ", "sect": "Sect. "}


def well_formed(organ: str, parts: Sequence[str], bracket: str = "") -> str | None:
    """Return the normal form of the symbol made of `parts`, or `None` when there is no such symbol.

    `bracket` is what stands in brackets after the last part: "1993", "XXIX", "Vol. I".
    """
    symbol = "/".join((organ.upper(), *(_cased(part) for part in parts)))
    if bracket:
        symbol += _bracketed(symbol, bracket)
    return symbol if _FORMS.fullmatch(symbol) else None


def _cased(part: str) -> str:
    word, dot, number = part.partition(".")
    return _MIXED.get(word.upper(), word.upper()) + dot + number.upper()


def _bracketed(symbol: str, bracket: str) -> str:
    if match := _BRACKET_WORD.fullmatch(bracket):
        name = _BRACKET_NAMES.get(match[1].lower(), match[1].capitalize())
        return f" ({name}{match[2].upper()})"
    if symbol.startswith("A/RES/"):
        return f"({bracket.upper()})"
    return f" ({bracket})" if symbol.startswith("S/RES/") else "(?)"
