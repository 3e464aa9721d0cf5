"""Pages → a letter, as an ordered list of steps, each in its module."""

from ..errors import NoTextError
from ..types import Letter, Reading
from .letter import build

__all__ = ["parse"]


def parse(reading: Reading) -> Letter:
    """Return the letter that `reading` holds.

    Raises NoTextError when no line of it has text.
    """
    if not any(line.text.strip() for page in reading.pages for line in page.lines):
        raise NoTextError("the file holds no readable text")
    return build(reading)
