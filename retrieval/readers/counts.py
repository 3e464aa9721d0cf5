"""Counts as documents write them: in digits, letters, Roman numerals, or the signs of notes."""

from retrieval.language.numerals import roman

_MAX_NUMBER = 100_000


def in_form(count: int, form: str) -> str:
    """Return a count as digits, letters, Roman numerals or the signs of notes."""
    count = max(0, min(count, _MAX_NUMBER))
    if form in ("lowerLetter", "upperLetter") and count:
        text = chr(ord("a") + (count - 1) % 26) * min((count - 1) // 26 + 1, 9)
        return text.upper() if form == "upperLetter" else text
    if form in ("lowerRoman", "upperRoman") and 0 < count < 400:
        text = roman(count)
        return text if form == "upperRoman" else text.lower()
    if form == "chicago" and count:
        return "*†‡§"[(count - 1) % 4] * min((count - 1) // 4 + 1, 9)
    if form == "decimalZero":
        return f"{count:02d}"
    return str(count)
