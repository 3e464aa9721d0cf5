"""What people say that is no question: greetings, thanks, a nod; in a group each answer to it would be read by all."""

import re
import tomllib
from collections.abc import Iterable
from enum import Enum, auto
from functools import cache
from importlib.resources import files
from itertools import chain

from retrieval.patterns import regex


class Talk(Enum):
    """A kind of small talk."""

    GREETING = auto()
    WHO = auto()
    HELP = auto()
    THANKS = auto()
    BYE = auto()
    NOD = auto()
    REACTION = auto()


# Takes "Hi!", "good morning Verbale"; leaves "hello, what did Kesparia say" alone.
_GREETING = regex(
    r"\W*(?:hi|hello|hey|good (?:morning|afternoon|evening|day)|greetings|bonjour|salut|bonsoir|hola|"
    r"hallo|guten (?:morgen|tag|abend)|olá|ciao|"
    r"buen[oa]s (?:d[ií]as|tardes)|привет|здравствуйте|добрый день|السلام عليكم|مرحبا|你好|您好)"
    r"(?: (?:there|bot|verbale|all))?\W*",
    re.IGNORECASE,
)
# Takes "Who are you?", "what is this bot"; leaves "who are you quoting" alone.
_WHO = regex(r"\W*(?:wh(?:o|at) are you|what is this bot|qui (?:es-tu|êtes-vous)|quién eres|кто ты)\W*", re.IGNORECASE)
# Takes "help", "what can you do?"; leaves "what can you tell of the dam", "help the refugees" alone.
_HELP = regex(
    r"\W*(?:help(?: me)?(?: please)?|what (?:can|do) you do|how (?:does (?:this|it)(?: bot)? work|"
    r"do i (?:use|ask)(?: (?:this|it|you))?(?: bot)?)|aide|ayuda|помощь|помоги|مساعدة|帮助|menu)\W*",
    re.IGNORECASE,
)
_EMOJI = r"\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff"
# What somebody makes of an answer. Takes "That's wrong!", "👍", "+1"; leaves "???", "is that right?" and "wrong date".
_REACTION = regex(
    rf"[^\w?؟？{_EMOJI}]*[{_EMOJI}][^\w?؟？]*|"
    r"\W*(?:\+\d|(?:(?:that|this|it)(?:['’]?s| is) )?(?:not |very |so |quite )?"
    r"(?:wrong|right|true|false|correct|sad|interesting|nonsense|funny|useful|helpful))(?!\w)"
    r"(?:,? (?:i think|indeed|of course))?[^\w?؟？]*",
    re.IGNORECASE,
)
_PATTERNS = {Talk.GREETING: _GREETING, Talk.WHO: _WHO, Talk.HELP: _HELP, Talk.REACTION: _REACTION}
# What several phrases together are is told by the first of these that one of them is: "ok, see you, thanks".
_PHRASED = (Talk.THANKS, Talk.BYE, Talk.NOD, Talk.REACTION)
_MOST = 200  # characters; what is longer says more than such phrases
_BETWEEN = regex(r"[^\w?؟？]*")
_UNSPACED = regex(r"[\u3040-\u30ff\u3400-\u9fff]")  # of languages that are written without spaces between words


def small_talk(text: str) -> Talk | None:
    """Return what kind of small talk a text is; `None` for what may be a question, and for no words at all."""
    kind = next((kind for kind, pattern in _PATTERNS.items() if pattern.fullmatch(text)), None)
    return kind or (_phrased(text.replace("’", "'")) if len(text) <= _MOST else None)


def _phrased(text: str) -> Talk | None:
    """Return the kind of a text that consists of phrases which ask nothing: "ok, merci", "好的谢谢"."""
    phrases, kinds, said = _phrases(), _kinds(), set()
    at = _past(_BETWEEN, text, 0)
    while at < len(text):
        found = phrases.match(text, at)
        if found is None:
            return None
        said.add(kinds.get(found[0].lower(), Talk.NOD))
        at = _past(_BETWEEN, text, found.end())
        while (to_whom := _to_whom().match(text, at)) is not None:
            at = _past(_BETWEEN, text, to_whom.end())
    return next((kind for kind in _PHRASED if kind in said), None)


def _past(pattern: re.Pattern[str], text: str, at: int) -> int:
    found = pattern.match(text, at)
    return at if found is None else found.end()


@cache
def _table() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads(files("bot").joinpath("small_talk.toml").read_text(encoding="utf-8"))


@cache
def _kinds() -> dict[str, Talk]:
    """Return each phrase with its kind."""
    told = reversed(_PHRASED)
    return {phrase: kind for kind in told for phrase in chain.from_iterable(_table()[kind.name.lower()].values())}


@cache
def _phrases() -> re.Pattern[str]:
    return _any_of(_kinds())


@cache
def _to_whom() -> re.Pattern[str]:
    return _any_of(_table()["to"]["words"])


def _any_of(phrases: Iterable[str]) -> re.Pattern[str]:
    """Return what takes any of some phrases, the longest first."""
    longest_first = sorted(phrases, key=lambda each: (-len(each), each))
    return regex("|".join(map(_whole, longest_first)), re.IGNORECASE)


def _whole(phrase: str) -> str:
    """Return a pattern for a phrase that no letter follows, where its language parts words."""
    return re.escape(phrase) if _UNSPACED.search(phrase) else rf"{re.escape(phrase)}(?!\w)"
