"""How notes begin and how they are called: the signs, and the groups of rows in which both are sought."""

import re
from collections.abc import Iterable, Sequence

from retrieval.parsing.model import Row
from retrieval.patterns import regex

RAISED_DIGITS = "⁰¹²³⁴⁵⁶⁷⁸⁹"
RAISED_LETTERS = "ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ"
RAISED = str.maketrans("0123456789", RAISED_DIGITS)
LOWERED = str.maketrans(RAISED_DIGITS + RAISED_LETTERS, "0123456789abcdefghijklmnoprstuvwxyz")
# "¹ See", "¹²Ibid.", "ᵃ Deceased"
RAISED_NOTE = regex(rf"([{RAISED_DIGITS}]{{1,4}}|[{RAISED_LETTERS}]{{1,2}})[.)]?\s*(?=\S)")
# "[^1]: See", "[^a]: See", "[^†]: See"
CARET_NOTE = regex(r"\[\^(\w{1,8}|\*{1,5}|[†‡§])\]:?\s*(?=\S)")
# "[1] See", "1/ See", "a/ See", "1 See", "0 7 On file"; not "1. Reaffirms", "15 (1946) of", "2 May 1990"
BRACKET_NOTE = regex(r"\[(\d{1,3})\]:?\s+(?=\S)")
SLASH_NOTE = regex(r"(\d{1,3}|[a-z])/\s+(?=\S)")
PLAIN_NOTE = regex(r"(?:0\s+)?(\d{1,3})\s+(?=[^\W\d_]|[“\"'‘\[«(*])")
# "1See", "2On file", which have lost their space: counts only where that very number is due
GLUED_NOTE = regex(r"(\d{1,3})(?=[A-Z][a-z]|“)")
ALONE_NOTE = regex(r"(\d{1,3}|[a-z])$")
LETTER_NOTE = regex(r"([a-z]|[ivx]{2,4})\s+(?=[A-Z“\"])")
STAR_NOTE = regex(r"(\*{1,5}|[†‡§])\s*(?=[^\s*])")
_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|"
    r"Nov(?:ember)?|Dec(?:ember)?)\b"
)
NO_NOTE = regex(rf"\d{{1,3}}\s+(?:{_MONTH}|\(1[89]\d\d\)|\(20\d\d\)|votes?\b|abstentions?\b|per cent\b|o'clock)")
# how a note begins that cites something
CITING = regex(
    r"(?:See\b|Ibid|\[bid|Idem\b|Cf\b|Official Records|Document\b|Documents\b|Letter\b|A/|S/|E/|“|\"|‘|"
    r"General Assembly|"
    r"Security Council|United Nations|On file|Available|Adopted|Resolution|Note\b|Cablegram|Dispatched|"
    r"For the text|i\.e\.|In \w)"
)
MARKER = regex(rf"[{RAISED_DIGITS}]|\[\^?\w{{1,3}}\]")
# "word [1]", "[1], and"; not "[1] Note"
_BRACKETED = regex(r"(?:(?<=\S) ?|^(?=\S+\][,.;:)]))\[\^?(\d{1,3}(?:\s?[,;–-]\s?\d{1,3}){0,9})\]")
_ONE = regex(r"(?P<to>[⁻–-])?\s?(?P<one>\w{1,8}|[*†‡§]{1,5})")
_MOST = 20  # notes that one range calls
_SLASHED = regex(r"(?<=[\w.,;)”\"]) ?(\d{1,3}|[a-z])/(?=[\s.,;)]|$)")
STARRED = regex(r"(?<=[\w.,;:)”\"’\]])\s?(\*{1,5}|[†‡§])(?=[\s.,;:)]|$)")
# "was put off.a It", where the letter has lost its height; not "10 a.m", "i.e"
LETTERED = regex(r"(?<=[^\W\d_]{2}[.,;:)”’])([a-z]|[ivx]{2,4})(?=\s[A-Z“(]|\s*$)")
SENTENCE_ENDED = regex(r"[.!?:;。！？：；؟؛][”’\"')\]」』]*$")
Starts = dict[int, tuple[str, int]]  # where notes begin: row → indicator and where the note's text starts


def note_start(row: Row, patterns: Iterable[re.Pattern[str]]) -> tuple[str, int] | None:
    """Return the indicator with which a row begins, and where its text starts."""
    for pattern in patterns:
        if found := pattern.match(row.text):
            return found[1].translate(LOWERED), found.end()
    return None


def row_groups(rows: Sequence[Row]) -> list[list[Row]]:
    """Return the rows in groups that blank rows part; a rule is a group of its own."""
    groups: list[list[Row]] = []
    before = ""
    for row in rows:
        if row.text and before and "_" not in (row.text, before):
            groups[-1].append(row)
        elif row.text:
            groups.append([row])
        before = row.text
    return groups


def written_out(printed: str) -> tuple[str, ...]:
    """Return the indicators of a list, those that a range leaves out written out: "1, 3-5" is 1, 3, 4, 5."""
    out: list[str] = []
    for found in _ONE.finditer(printed):
        one = found["one"]
        if found["to"] and out and out[-1].isdecimal() and one.isdecimal() and 0 < int(one) - int(out[-1]) < _MOST:
            out += map(str, range(int(out[-1]) + 1, int(one)))
        out.append(one)
    return tuple(out)


def bracketed_numbers(rows: Sequence[Row]) -> frozenset[str]:
    """Return the numbers that stand in brackets or before a slash as markers do."""
    found: set[str] = set()
    for row in rows:
        if "[" in row.text:
            found.update(each for one in _BRACKETED.findall(row.text) for each in written_out(one))
        if "/ " in row.text or row.text.endswith("/"):
            found.update(_SLASHED.findall(row.text))
    return frozenset(found)
