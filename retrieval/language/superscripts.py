"""Raised text becomes superscript characters where it is an indicator, and plain text where it is an ordinal ending."""

from retrieval.patterns import regex

_PLAIN = "0123456789abcdefghijklmnoprstuvwxyz"
RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ"
"""The superscript forms of digits and letters: there is none of q."""

_TO_RAISED = str.maketrans(_PLAIN, RAISED)

# "1", "12,13", "a", "a, b", "[4]", "1-3"; not "th", "er", "TM"
_INDICATOR = regex(r"[\[(]?(?:\d{1,4}|[a-z])(?:\s*[,;–-]\s*(?:\d{1,4}|[a-z]))*[\])]?[.,;:]?")
# "21" + "st", "XX" + "e", "n" + "o"; not "1992" + "a"
_ORDINAL_BEFORE = regex(r"(?:^|\W)(?:\d{1,2}|[IVXLC]+|[Nn])$")
_ORDINAL_ENDINGS = frozenset(("st", "nd", "rd", "th", "er", "re", "e", "o", "os", "ème", "ième"))


def raise_text(text: str, before: str = "") -> str:
    """Return raised `text` as superscript characters, or unchanged where it is no indicator.

    `before` is what stands before it on the line: "st" after "21" is an ordinal, "a" after "1992" an indicator.
    """
    core = text.strip()
    if core in _ORDINAL_ENDINGS and _ORDINAL_BEFORE.search(before):
        return text
    if not _INDICATOR.fullmatch(core):
        return text
    return text.replace("[", "").replace("]", "").translate(_TO_RAISED)


def raise_letters(text: str) -> str:
    """Return `text` with every letter and digit that has a superscript form in it."""
    return text.translate(_TO_RAISED)
