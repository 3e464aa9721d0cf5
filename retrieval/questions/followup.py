"""Follow-ups: a question and the ones asked before it → one question that stands alone. No language model is needed."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol

from retrieval.patterns import regex
from retrieval.questions.asking import ASKED_SPEAKER, WORDS_OF

_STARTS = regex(
    r"^\W*(?:(?:and|but|so|then|also|or|what about|how about|what of|same for|why so|why not)\b"
    r"|(?:since |until )?(?:why|when|who|where|how)\W*$)",
    re.IGNORECASE,
)
# "what was Renn on about" asks for his words as well.
_AT_IT = regex(
    r"\bwhat (?:is|was|are|were) (?P<name>[\w’'-]+(?: [\w’'-]+){0,3}?) "
    r"(?:on about|after|up to|getting at|saying|claiming|arguing|asking|complaining|proposing|offering)\b",
    re.IGNORECASE,
)
# "what did Renn say about the ferry" names both; "what did Renn say about it" does not.
_ABOUT = regex(r"\b(?:about|abt|regarding|concerning)\s(?P<what>.+)", re.IGNORECASE)
# A question that ends so asks of something said before: "how did Velmora answer that".
_POINTS_LAST = regex(r"\b(?:that|this|it|them|those|these)\W*$", re.IGNORECASE)
# A pronoun or a pointing word that needs something said before: "did they agree", "that letter", "the other side".
_POINTS = regex(
    r"\b(?:(?:that|this|those|these) (?:meeting|talk|decision|plan|proposal|idea|agreement|conference|vote|case|point"
    r"|offer|request|view|statement|reply|answer|message|cable|telegram|note|letter|incident|attack|event|figure|number"
    r"|amount|day|time|place)s?|him|it|they|them|theirs|either|both|there|then|one|this|that|these|those"
    r"|the (?:other|same|latter|former|reply|answer|response|vote|letter|source|result))\b",
    re.IGNORECASE,
)
# One that mostly stands for somebody named before it in the same question: "what did Velmora say when he resigned".
_MOSTLY_INSIDE = regex(r"\b(?:he|she|his|her|hers|its|their)\b", re.IGNORECASE)
# A pointing word that comes with what it points to: "that trade board" names it, "that letter" does not.
_POINTS_AHEAD = frozenset("one this that these those both either".split())
# What comes with what it is of: "the source for the flow at Bresk"; "the source for that" does not.
_OF = regex(r"\s(?:for|of|on|about|from|behind|in) ")
# "it" that stands for nothing said before ("is it true that"), and "that" that opens a clause ("say that").
_EMPTY = regex(
    r"\b(?:is it (?:true|possible|known)|it is (?:said|true)|(?:say|says|said|claim|claims|claimed|state|states|stated"
    r"|argue|argues|argued|think|thinks|believe|believes|confirm|confirmed) that|there (?:is|are|was|were))\b"
    r"|\b(?:is|are|was|were) there\b",
    re.IGNORECASE,
)
_WORD = regex(r"[^\W_]+(?:[’'-][^\W_]+)*")
_COMMON = frozenset(
    (
        "a an and any are as at be been by can could did do does for from get "
        "give got had has have how i in into is letter letters link me mention my no not "
        "of off on or our out please pls say says said show so source tell than the then "
        "to up us was we were what whats when where which who whom whose why will with would "
        "you your about "
    ).split()
)
# They stand in a question, and make it say no more.
_VACANT = frozenset(
    (
        "happen happened people anyone anybody someone somebody anything must else long old many much more tell others"
    ).split()
)
MAX_EARLIER = 2
# A question with more words of its own than this names its subject, pronouns or not.
MAX_NAMING = 6
# One with no more than these says too little to stand alone, unless its words are rare ones.
MAX_BARE = 2
# One that ends with a pointing word has at most so many.
MAX_ENDING = 3
# So many words that few passages hold name a subject, of one that says little and of one that points.
NAMED_BARE = 2
NAMED_POINTING = 3


class Rarity(Protocol):
    """How rare words are among the letters at hand."""

    def rare(self, words: Sequence[str]) -> int:
        """Return how many of `words` only few passages hold, and at least one."""

    def names(self, words: Sequence[str]) -> bool:
        """Tell whether letters print one of `words` as a name, and not many passages hold it."""


def leans_on_history(text: str, rarity: Rarity) -> bool:
    """Tell whether `text` needs an earlier question: it points back, begins in the middle, or names nothing.

    Whose words are asked for is no subject: "how did Renn answer" leans, "who is Renn" does not.
    """
    if _points_back(text, rarity):
        return True
    telling = [word for word in _naming(text) if word not in _VACANT]
    if _points_at_all(text) or len(telling) > MAX_BARE or not _WORD.search(text) or _asks_of(text):
        return False
    return rarity.rare(telling) < NAMED_BARE and not _names(text, telling, rarity)


def says_nothing(text: str) -> bool:
    """Tell whether all words of `text` only ask: "source?", "and who was it?"."""
    return all(word in _VACANT for word in _naming(text))


def asks_for_words(text: str) -> bool:
    """Tell whether `text` asks for somebody's words and says no more: "what does Velmora say to that?"."""
    asked = ASKED_SPEAKER.search(text)
    if asked is None or not _naming(asked["name"]):
        return False
    return says_nothing(f"{text[: asked.start()]} {text[asked.end() :]}")


def _points_back(text: str, rarity: Rarity) -> bool:
    """Tell whether `text` begins in the middle, or has a word that stands for something said before."""
    if _STARTS.match(text):
        return True
    naming = _naming(text)
    if len(naming) <= MAX_ENDING and _POINTS_LAST.search(text) and not _names(text, naming, rarity):
        return True
    return _points_at_all(text) and rarity.rare(naming) < NAMED_POINTING


def _points_at_all(text: str) -> bool:
    own = _EMPTY.sub(lambda empty: " " * len(empty.group()), text)
    return len(_naming(text)) <= MAX_NAMING and (_points(own, _POINTS, 3) or _points(own, _MOSTLY_INSIDE, 0))


def _asks_of(text: str) -> bool:
    """Tell whether a question says whose words it asks for and what they are to be about."""
    asked = ASKED_SPEAKER.search(text)
    about = asked and _ABOUT.search(text, asked.end())
    return bool(asked and about and _naming(asked["name"]) and _naming(about["what"]))


def _names(text: str, naming: Sequence[str], rarity: Rarity) -> bool:
    """Tell whether a question names something other than those whose words it asks for."""
    asked = (found["name"] for pattern in (ASKED_SPEAKER, _AT_IT) for found in pattern.finditer(text))
    speaking = {word.casefold() for name in asked for word in _WORD.findall(name)}
    return rarity.names([word for word in naming if word not in speaking])


def _points(text: str, pattern: re.Pattern[str], most: int) -> bool:
    """Tell whether `pattern` stands in `text` with at most `most` naming words before it."""
    for found in pattern.finditer(text):
        rest = text[found.end() :]
        after = _WORD.match(rest.lstrip())
        ahead = found.group().casefold() in _POINTS_AHEAD and after is not None and _naming(after.group())
        if not ahead and not (" " in found.group() and _OF.match(rest) and _naming(rest)):
            return len(_naming(text[: found.start()])) <= most
    return False


@lru_cache(maxsize=64)  # a question is looked through for several ends
def _naming(text: str) -> tuple[str, ...]:
    """Return the words of `text` that can name a subject."""
    words = (word.casefold() for word in _WORD.findall(text))
    return tuple(
        word
        for word in words
        if word not in _COMMON and not _POINTS.fullmatch(word) and not _MOSTLY_INSIDE.fullmatch(word)
    )


# Takes "and the British?", "what about Velmora", "same for Velmora", "and of Velmora?", "no, i meant Velmora", "no,
# Velmora", "and that of Velmora"; leaves "did Renn agree".
_WHO_ELSE = regex(
    r"^\W*(?:(?:and|but|ok|so)\W+)?"
    r"(?:(?:(?:what|how) about|(?:the\s+)?same(?:\s+question)?\s+(?:for|about|with|of))\s+)?"
    r"(?:(?:(?:no|sorry)\W+)*(?:i|we) (?:mean|meant|was asking about)\s+|no\b\W+|of\s+)?"
    r"(?P<counterpart>(?:that|those|the ones?) (?:of|from|in)\s+)?"
    r"(?!(?:did|does|do|has|have|had|was|were|is|are|will|would|could|can|who|what|when|where|why|how|which)\b)"
    r"(?P<name>(?:the\s+)?[\w’'-]+(?:\s[\w’'-]+){0,3})\W*$",
    re.IGNORECASE,
)


_WHOSE = r"(?!(?:and|but|ok|so|then)\b|.*\bother\b)[\w’'-]+(?:\s[\w’'-]+){0,4}?"
_VERSION = r"(?:version|view|side|take|position|explanation|account|story|stance|opinion)"
# Takes "and velmora's version?", "what is Velmora's take on that", "the view of Velmora"; leaves "Velmora's view on the
# gates" and "the other side's version" alone.
_WHOSE_VERSION = regex(
    r"^\W*(?:(?:and|but|ok|so|then)\W+)*(?:(?:(?:what|how) about|what(?:[’']?s| is| was)|give (?:me|us))\s+)?"
    rf"(?:(?P<name>{_WHOSE})\s{_VERSION}|the {_VERSION} of (?P<of>{_WHOSE}))"
    r"(?: (?:of|on|about) (?:that|this|it|events|things))?\W*$",
    re.IGNORECASE,
)


def asks_for_counterpart(text: str) -> bool:
    """Tell whether a question asks of another's what the one before asked of somebody's: "and the one of Velmora?"."""
    found = _WHO_ELSE.match(text)
    return found is not None and found["counterpart"] is not None


def whose_version(text: str) -> str | None:
    """Return the name of whose view alone a question asks for, on what was asked before: "and Velmora's version?"."""
    found = _WHOSE_VERSION.match(text)
    return re.sub(r"[’']s?$", "", found["name"] or found["of"]) if found else None


# Takes "what did Velmora reply", "and how does Velmora answer that?"; leaves "what did Velmora say" alone.
_WHO_ANSWERS = regex(
    r"^\W*(?:(?:and|but|ok|so)\W+)?(?:what|how) (?:did|does|has|have) "
    r"(?P<name>(?:the\s+)?[\w’'-]+(?:\s[\w’'-]+){0,2}?) (?:(?:say|think) (?:to|of|about) (?:that|this|it)|"
    r"(?:reply|answer|respond|react)(?:ed)?(?: to)?(?: (?:that|this|it))?)\W*$",
    re.IGNORECASE,
)


def who_else(text: str) -> str | None:
    """Return the name of whom alone a question asks what the one before asked of another: "and Velmora?"."""
    found = _WHO_ELSE.match(text) or _WHO_ANSWERS.match(text)
    return found["name"] if found else None


_ACCEPTS = r"(?:accept|agree|approve|reject|refuse|deny|object|oppose|admit|confirm|answer|reply|respond|react)"
_WHO_DID = r"(?:did|does|do|has|have)(?:n['’]?t)?(?: [\w’'-]+){1,4}?"
# Takes "did they accept that", "what did Velmora say to that?", "was it rejected"; leaves "did they accept the money",
# "what did they say" alone. What somebody makes of words is said after them.
_REACTS = regex(
    rf"^\W*(?:(?:and|but|so|ok|then)\W+)*(?:"
    rf"(?:(?:how|what|when|why) )?{_WHO_DID} {_ACCEPTS}(?:ed|d)?(?:(?: (?:to|with|of|about|on))? (?:that|this|it))?|"
    rf"what {_WHO_DID} (?:say|think) (?:to|about|of|on) (?:that|this|it)|"
    rf"(?:was|is|were) (?:that|this|it)(?: ever)? (?:accepted|agreed|approved|rejected|refused|denied|answered))\W*$",
    re.IGNORECASE,
)


def asks_for_reaction(text: str) -> bool:
    """Tell whether a question asks what somebody made of what was shown: "did they accept that?"."""
    return _REACTS.match(text) is not None


_SOMEBODY = frozenset("they he she it anyone anybody someone somebody".split())
# Takes "what did they reply", "did Velmora ever answer that", "was there a reply?", "any answer from Velmora"; leaves
# "did they answer the phone", "what did they say" alone.
_REPLIES = regex(
    r"^\W*(?:(?:and|but|so|ok|then)\W+)*(?:"
    r"(?:(?:how|what|when) )?(?:did|does|do|has|have)(?:n['’]?t)? (?P<name>(?:the )?[\w’'-]+(?: [\w’'-]+){0,2}?)"
    r"(?: ever| then)? (?:(?:repl(?:y|ied)|answer(?:ed)?|respond(?:ed)?|react(?:ed)?)(?: to)?(?: (?:that|this|it))?"
    r"|(?:say|said) (?:to|in reply to|in response to) (?:that|this|it))|"
    r"(?:(?:is|was) there )?(?:an?|any|the) (?:reply|answer|response|reaction)(?: (?:from|by) (?P<by>(?:the )?[\w’'-]+"
    r"(?: [\w’'-]+){0,2}?))?(?: to (?:that|this|it))?)\W*$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Reply:
    """A reply to what was shown that is asked for: that of `name`, or anybody's."""

    name: str | None


def asks_for_reply(text: str) -> Reply | None:
    """Return whose reply to what was shown a question asks for that says nothing else: "what did they reply?"."""
    found = _REPLIES.match(text)
    if found is None:
        return None
    name = found["name"] or found["by"]
    return Reply(None if name is None or name.casefold() in _SOMEBODY else name)


_MEANS = (
    r"^\W*(?:(?:(?:no|nope|sorry|oops|wait|ok)\W+)*(?:i|we) (?:mean|meant|was asking about)\b|"
    r"(?:no|nope|sorry|oops)\s?[,–-](?!\W*(?:thanks|thank|thx|problem|need|worr(?:y|ies)|never)\b))"
)
_CORRECTS = regex(_MEANS, re.IGNORECASE)
# Takes "no i mean the unlicensed ones", "no, in 2022"; leaves "i mean that", "what i mean is", "no, thanks" alone.
_INSTEAD = regex(rf"{_MEANS}[\s,:]*+(?!(?:that|thats|it|its|this|i|we|you)\b)(?P<what>\S.*)", re.IGNORECASE)
_ASKS = regex(
    r"(?:who|whom|whose|what|when|where|why|how|which|did|does|do|is|are|was|were|has|have|had)\b", re.IGNORECASE
)


def corrects(text: str) -> bool:
    """Tell whether somebody says that he meant something else than what was answered: "no, i meant Velmora"."""
    return _CORRECTS.match(text) is not None


def meant_instead(text: str) -> str | None:
    """Return what somebody who corrects himself says that he means: "no i mean the other dam"."""
    found = _INSTEAD.match(text)
    return found["what"] if found else None


def asks_itself(text: str) -> bool:
    """Tell whether words begin as a question does, and need none before them for that."""
    return _ASKS.match(text) is not None


# Takes "and what does Velmora say?", "what did the Velmorans think"; leaves "what did Velmora say about the gates" and
# "what did Velmora suggest" alone.
_SAYS = regex(
    r"^\W*(?:(?:and|but|ok|so)\W+)?what (?:did|does|do) (?P<name>(?:the\s+)?[\w’'-]+(?:\s[\w’'-]+){0,2}?)"
    r" (?:say|think)(?: on (?:that|this|it))?\W*$",
    re.IGNORECASE,
)


def whose_words(text: str) -> str | None:
    """Return the name of whose words alone a question asks for, on what was asked before: "what does Velmora say?"."""
    found = _SAYS.match(text)
    return found["name"] if found else None


def in_turn(name: str, earlier: str) -> str | None:
    """Return the question `earlier` put to `name`; `None` where it asks for nobody's words by name.

    After "why did we refuse it", "and Velmora?" may as well ask what was refused to Velmora.
    """
    asked = ASKED_SPEAKER.search(earlier) or WORDS_OF.search(earlier)
    group = asked.lastgroup if asked is not None else None
    if asked is None or group is None or not _naming(asked[group]):
        return None
    return earlier[: asked.start(group)] + name + earlier[asked.end(group) :]


# Takes "and in", "what about" off what stands before a date; leaves "and when".
_AND = regex(r"^\W*(?:(?:and|but|ok|so)\b\W*)?(?:(?:what|how) about\b\W*)?", re.IGNORECASE)
_OF_A_TIME = regex(r"(?:(?:in|of|on|for|from|during)\b\W*)?", re.IGNORECASE)


def of_a_time(text: str, undated: str) -> str | None:
    """Return the time that a question gives if it says nothing else: "in 2022" of "and in 2022?".

    `undated` is the question without its date.
    """
    return _AND.sub("", text) if _OF_A_TIME.fullmatch(_AND.sub("", undated).strip(" ?.!,")) else None


# Takes "and about the gates?", "and on the gates"; leaves "what about the gates", which may be asked of another.
_ON_ANOTHER = regex(r"^\W*(?:and|but|ok|so)\W+(?:about|abt|on|regarding|concerning)\s+(?P<what>\w.*)", re.IGNORECASE)


def on_another_topic(text: str, earlier: str) -> str | None:
    """Return the question `earlier` of what somebody said about a topic, asked about that of `text`.

    Takes "and about the gates?" after "what did Velmora say about the flood"; `None` after other questions.
    """
    found = _ON_ANOTHER.match(text)
    asked = ASKED_SPEAKER.search(earlier) if found is not None else None
    about = _ABOUT.search(earlier, asked.end()) if asked is not None else None
    return earlier[: about.start("what")] + found["what"] if found is not None and about is not None else None


def standalone(text: str, history: tuple[str, ...], rarity: Rarity) -> str:
    """Return one question that carries its subject: `text` itself, or the questions it leans on set before it.

    `history` holds the earlier questions, oldest first. A question that names a topic of its own is left alone.
    """
    carried: list[str] = []
    current = text
    for earlier in reversed(history[-MAX_EARLIER:]):
        if not leans_on_history(current, rarity):
            break
        carried.insert(0, earlier.strip())
        current = earlier
    return " ".join([*carried, text.strip()])
