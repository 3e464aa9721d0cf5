"""Whether a question is in English, the only language that the packaged model knows."""

import re
import unicodedata

_WORD = re.compile(r"[^\W\d_]+")
_ENGLISH = frozenset(
    "a about an and any are at by did do does for from had has have how in is it its of on or say said that the their "
    "they this to was were what when where which who whose why with".split()
)
# French, Spanish, German, Portuguese and Italian: words that stand in questions and are no English ones
_OTHERS = frozenset(
    "le la les des du une est sont qui que quoi quand combien pourquoi comment où dans pour sur avec et au aux dit "
    "el los las una del qué quién quiénes cuándo cuánto cuántos cuántas cómo dónde por en con y sobre dijo murieron "
    "der das und ist wer wann wo wie viele warum nicht sagt dazu von über hat wurde "
    "quem quando quantos quantas onde porque o os na da sobre disse il gli che chi quanti quante dove perché di"
    .split()
)  # fmt: skip


def is_english(text: str) -> bool:
    """Tell whether `text` seems to be English: mostly in Latin letters, and not with more small words of others."""
    letters = [each for each in text if each.isalpha()]
    latin = sum(unicodedata.name(each, "").startswith("LATIN") for each in letters)
    words = _WORD.findall(text.casefold())
    theirs, ours = (sum(word in small for word in words) for small in (_OTHERS - _ENGLISH, _ENGLISH))
    return 2 * latin >= len(letters) and theirs <= ours
