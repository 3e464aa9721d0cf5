"""Numbers in other forms than figures: Roman numerals, and words, as letters write what people type in figures."""

_VALUES = ((100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))

_WORDS = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen twenty"
).split()
_ORDINALS = "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split()


def other_numerals(word: str) -> tuple[str, ...]:
    """Return how else letters write a number up to twenty: "11" for "eleven"; nothing for any other word.

    "2" may be "two" or "second", but these are not the same.
    """
    if word.isdecimal():
        return tuple(each[int(word) - 1] for each in (_WORDS, _ORDINALS) if 0 < int(word) <= len(each))
    return tuple(str(each.index(word) + 1) for each in (_WORDS, _ORDINALS) if word in each)


def roman(count: int) -> str:
    """Return a positive number below 400 as a Roman numeral in capitals."""
    text = ""
    for value, letters in _VALUES:
        text += letters * (count // value)
        count %= value
    return text
