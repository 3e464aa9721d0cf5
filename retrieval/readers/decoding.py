"""Bytes → text: by mark, as UTF-8, as declared, or by what most of the letters would be."""

import codecs

from charset_normalizer import from_bytes

from retrieval.patterns import regex

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SAMPLE_BYTES = 4_000
# the first bytes in UTF-16 of ASCII and Latin-1, Latin, Greek, Cyrillic, Arabic, punctuation
_BLOCKS = (0x00, 0x01, 0x03, 0x04, 0x06, 0x20)
_BLOCK_SHARE = 0.98
_GUESSED_BYTES = 65_536
_WESTERN_SHARE = 0.2  # of the letters: more of them are beyond ASCII only in other scripts
_OTHER_SCRIPTS = ["cp1251", "koi8_r", "cp866", "iso8859_5", "cp1256", "gb18030", "big5"]
_BEYOND_ASCII = regex(rb"[\x80-\xff]")
_LETTER = regex(rb"[A-Za-z\x80-\xff]")


def decode(data: bytes, declared: str | None = None) -> str:
    """Return the text of a file; what cannot be decoded in it becomes U+FFFD.

    `declared` is what the file says of itself, which is believed where it is not plainly UTF-8.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, errors="replace")
    wide = wide_encoding(data[:_SAMPLE_BYTES])
    if wide is not None:
        return data.decode(wide, errors="replace")
    text = data.decode("utf-8", errors="replace")
    if _is_utf8(text):
        return text
    return data.decode(_known(declared) or _guessed(data[:_GUESSED_BYTES]), errors="replace")


def wide_encoding(sample: bytes) -> str | None:
    """Return which UTF-16 a text without a mark is in: every other byte is that of a few blocks of characters.

    Some of them are zero, as no byte of other texts is: those of spaces and figures.
    """
    halves = {"utf-16-be": sample[0::2], "utf-16-le": sample[1::2]}
    if len(sample) < 4:
        return None
    encoding, high = max(halves.items(), key=lambda each: each[1].count(0))
    narrow = sum(high.count(block) for block in _BLOCKS)
    few = narrow >= _BLOCK_SHARE * len(high) and high.count(0) > len(high) // 50
    return encoding if few or high.count(0) > len(high) // 2 else None


def _is_utf8(text: str) -> bool:
    """Tell whether a text decoded as UTF-8 is that, save for a few damaged places."""
    lost = text.count("\ufffd")
    return lost == 0 or len(text.encode("ascii", errors="ignore")) + 5 * lost < len(text)


def _known(declared: str | None) -> str | None:
    """Return the encoding that is declared, as browsers take it; `None` for one that is not known, and for UTF-8."""
    if declared is None:
        return None
    try:
        name = codecs.lookup(declared).name
    except LookupError:
        return None
    if name.startswith("utf"):  # those are known by themselves
        return None
    return "cp1252" if name in ("iso8859-1", "ascii") else name


def _guessed(sample: bytes) -> str:
    beyond, letters = len(_BEYOND_ASCII.findall(sample)), len(_LETTER.findall(sample))
    if beyond < _WESTERN_SHARE * letters:
        return "cp1252"
    found = from_bytes(sample, cp_isolation=_OTHER_SCRIPTS, enable_fallback=False).best()
    return found.encoding if found is not None else "cp1252"
