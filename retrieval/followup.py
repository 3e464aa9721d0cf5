"""Follow-ups: a question and the ones asked before it → one question that stands alone. No language model is needed."""

import re

_STARTS = re.compile(
    r"^\W*(?:(?:and|but|so|then|also|or|what about|how about|what of|same for|why so|why not)\b"
    r"|(?:why|when|who|where|how)\W*$)",
    re.IGNORECASE,
)
# A pronoun or a pointing word that needs something said before: "did he agree", "that letter", "the other side".
_POINTS = re.compile(
    r"\b(?:he|him|she|it|they|them|theirs|either|both|there|then|one|this|that|these|those"
    r"|the (?:other|same|latter|former|reply|answer|response|vote|letter|source|result))\b",
    re.IGNORECASE,
)
# A possessive mostly belongs to a name of the same sentence, unless it comes first.
_POSSESSIVE = re.compile(r"\b(?:his|her|hers|its|their)\b", re.IGNORECASE)
# "it" that stands for nothing said before ("is it true that"), and "that" that opens a clause ("say that").
_EMPTY = re.compile(
    r"\b(?:is it (?:true|possible|known)|it is (?:said|true)|(?:say|says|said|claim|claims|claimed|state|states|stated"
    r"|argue|argues|argued|think|thinks|believe|believes|confirm|confirmed) that|there (?:is|are|was|were))\b"
    r"|\b(?:is|are|was|were) there\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W_]+(?:[’'-][^\W_]+)*")
_COMMON = frozenset(
    (
        "a an and any are as at be been by can could did do does for from get "
        "give got had has have how i in into is letter letters link me mention my no not "
        "of off on or our out please pls say says said show so source tell than the then "
        "to up us was we were what whats when where which who whom whose why will with would "
        "you your about "
    ).split()
)
MAX_EARLIER = 2
# A question with more words of its own than this names its subject, pronouns or not.
MAX_NAMING = 6
# One with no more than these says too little to stand alone.
MAX_BARE = 2


def leans_on_history(text: str) -> bool:
    """Tell whether `text` needs an earlier question: it points back, begins in the middle, or names nothing."""
    if _STARTS.match(text):
        return True
    naming = len(_naming(text))
    if naming <= MAX_BARE:
        return bool(_WORD.search(text))
    own = _EMPTY.sub(lambda empty: " " * len(empty.group()), text)
    return naming <= MAX_NAMING and (_points(own, _POINTS, 3) or _points(own, _POSSESSIVE, 1))


def _points(text: str, pattern: re.Pattern[str], most: int) -> bool:
    """Tell whether `pattern` stands in `text` with at most `most` naming words before it."""
    found = pattern.search(text)
    return found is not None and len(_naming(text[: found.start()])) <= most


def _naming(text: str) -> list[str]:
    """Return the words of `text` that can name a subject."""
    words = (word.casefold() for word in _WORD.findall(text))
    return [word for word in words if word not in _COMMON and not _POINTS.fullmatch(word)]


def standalone(text: str, history: tuple[str, ...]) -> str:
    """Return one question that carries its subject: `text` itself, or the questions it leans on set before it.

    `history` holds the earlier questions, oldest first. A question that names a topic of its own is left alone.
    """
    carried: list[str] = []
    current = text
    for earlier in reversed(history[-MAX_EARLIER:]):
        if not leans_on_history(current):
            break
        carried.insert(0, earlier.strip())
        current = earlier
    return " ".join([*carried, text.strip()])
