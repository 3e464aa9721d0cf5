"""Roman numerals, as lists, articles and sections of letters are numbered."""

_VALUES = ((100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


def roman(count: int) -> str:
    """Return a positive number below 400 as a Roman numeral in capitals."""
    text = ""
    for value, letters in _VALUES:
        text += letters * (count // value)
        count %= value
    return text
