"""What he or she said who was named in what was shown: "what did she say?" after "who was on duty that night?"."""

import re
from collections.abc import Iterator, Sequence
from itertools import chain, islice

from retrieval.language.names import TITLES, name_words, state_named
from retrieval.patterns import regex
from retrieval.questions.paging import BEGINS, ENDS, THAT, beginning
from retrieval.questions.shown import turns_to_shown
from retrieval.spans.roles import called, names_many
from retrieval.spans.sentences import sentences
from retrieval.spans.voices import voice_at
from retrieval.types import NOBODYS, PARAGRAPHS, Letter, Quote, Span

# Takes "what did she say?", "and what does he write exactly", "what did he call it"; leaves "what did she say about the
# gates", "what did he say to that" and "what else did she say" alone.
_ASKS = regex(
    rf"{BEGINS}what (?:did|does|has) (?P<who>he|she) (?:(?:actually|really|exactly) )?(?:say|said|write|written|"
    r"stated?|report(?:ed)?|claim(?:ed)?|testif(?:y|ied)|tell (?:them|us|people)|"
    rf"call(?:ed)? (?:him|her|{THAT})){ENDS}",
    re.IGNORECASE,
)
# Takes "what does he say about the gates", "did she sign anything", "why did he go", "what does it recommend"; leaves
# "did it work" alone, and "he" inside: "when did they say he left".
_ASKS_OF_HIM = regex(
    rf"{BEGINS}(?:(?:what|which \w+|how(?: (?:many|much|long|often|far))?(?: \w+)?|where|when|why|whom?) )?"
    r"(?:did|does|do|has|had|is|was|would|can|could) "
    r"(?P<who>(?:he|she)(?=\s\w)|(?:it|they)(?= (?:say|tell|state|write|report|claim|recommend|propose|conclude)\b))",
    re.IGNORECASE,
)
_ROLE = r"(?:the|that|this|his|her|its|their)\s(?P<{}>[\w’'-]+(?:\s[\w’'-]+){{0,3}}?)"
# Takes "what did the engineer say?", "quote the professor", "and the minister of culture?", "no, the sergeant"; leaves
# "what did the engineer say about the gates" and "what did Renn say" alone.
_ASKS_OF_ROLE = regex(
    rf"{BEGINS}(?:no\b\W+)?(?:what (?:did|does|has) {_ROLE.format('who')} (?:(?:actually|really|exactly) )?"
    rf"(?:say|said|write|written|stated?|report(?:ed)?|claim(?:ed)?|testif(?:y|ied)|tell (?:them|us|people))|"
    rf"quote {_ROLE.format('quoted')}|(?:what about )?{_ROLE.format('alone')}){ENDS}",
    re.IGNORECASE,
)
_ANNEX = regex(r"\b(?:annex|enclosure|attachment)", re.IGNORECASE)
_CAPITAL = regex(r"\b[^\W\d_a-zß-öø-ÿ][\w’-]+")
_NAME = regex(rf"(?:M(?:rs?|s)\.\s)?{_CAPITAL.pattern}(?:\s{_CAPITAL.pattern})*")
_DOCTOR = regex(rf"\bDr\.?\s({_CAPITAL.pattern}(?:\s{_CAPITAL.pattern})*)")
_OF_WHAT = regex(r"(?:,|\s(?:of|for|at|in)\s).*")  # "Professor Renn of the University of Hestrum"
_MOST_SAID = 60  # words of each of his statements
# How one is not called who is he, or she.
_CALLED = {
    "he": frozenset("ms. mrs. ms mrs miss mme madame dame lady queen".split()),
    "she": frozenset("mr. mr sir lord king".split()),
}


def asks_for_his_words(text: str) -> str | None:
    """Return "he" or "she" where a question asks for the words of one who is called so, and says no more."""
    found = _ASKS.match(text)
    return found["who"].casefold() if found else None


def of_whoever_speaks(text: str, history: Sequence[str], shown: Sequence[Quote]) -> str | None:
    """Return a question on "him" as one on whoever alone speaks in the annex that was asked for and shown.

    What he says there he says as "I", so that letters name him to nobody who looks for his words. `None` for all other
    questions: in words of an annex that were only found, "he" may be one whom they name.
    """
    found, voices = _ASKS_OF_HIM.match(text), {each.attribution for each in shown}
    asked_on = (each for each in reversed(history) if not (_ASKS_OF_HIM.match(each) or turns_to_shown(each)))
    annex_asked = any(map(_ANNEX.search, [*history[-1:], *islice(asked_on, 1)]))
    if found is None or not annex_asked or len(voices) != 1 or not all(each.part for each in shown):
        return None
    (voice,) = voices
    return f"{text[: found.start('who')]}{voice[-1]}{text[found.end('who') :]}" if len(voice) > 1 else None


def role_asked(text: str) -> str | None:
    """Return the role of whom alone a question asks for his words, and says no more: "what did the engineer say?"."""
    found = _ASKS_OF_ROLE.match(text)
    return next(filter(None, found.groups()), None) if found is not None else None


def words_in_role(role: str, letters: Sequence[Letter]) -> tuple[tuple[Letter, Span], ...]:
    """Return what the only one says whom `letters` call by a role and quote; nothing where several are called so."""
    said = [(letter, name, span) for letter in letters for name, span in _said(letter)]
    his = [each for each in said if any(_is_he(each[1], other) for other in _called(role, each[0]))]
    if len({surname_of(name) for _, name, _ in his}) != 1:
        return ()
    return tuple({(letter.letter_id, span): (letter, span) for letter, _, span in his}.values())


def _called(role: str, letter: Letter) -> Iterator[str]:
    """Yield the names of those whom a letter calls by a role; a doctor is whoever is "Dr." there."""
    yield from called(role, letter)
    if role.casefold() == "doctor":
        yield from (found[1] for found in _DOCTOR.finditer(letter.text))


def _is_he(name: str, other: str) -> bool:
    """Tell whether two names are one person's: "Bohdan Krall" and "Krall", but not "Irma Stamm" and "Aurel Stamm"."""
    words, others = frozenset(_own_words(name)), frozenset(_own_words(other))
    return bool(words and others) and (words <= others or others <= words)


def his_words(who: str, letters: Sequence[Letter], shown: Sequence[Quote]) -> tuple[tuple[Letter, Span], ...]:
    """Return what the only one says whom `shown` names, or quotes, and who is quoted in its letters.

    Nothing where nobody is, or several are: any of them may be meant. `who` is "he" or "she".
    """
    told = frozenset(chain.from_iterable(map(name_words, _CAPITAL.findall(" ".join(each.text for each in shown)))))
    heard = frozenset(chain.from_iterable(name_words(name) for each in shown for name in each.attribution[1:]))
    said = [(letter, name, span) for letter in letters for name, span in _said(letter)]
    named = [each for each in said if surname_of(each[1]) in told | heard]
    surnames = {surname_of(name) for _, name, _ in named}
    if len(surnames) != 1 or any(_is_another(who, each, *surnames) for each in letters):
        return ()
    return tuple({(letter.letter_id, span): (letter, span) for letter, _, span in named}.values())


def _said(letter: Letter) -> Iterator[tuple[str, Span]]:
    """Yield the persons who are quoted in a letter, with how their words begin, or the sentence that holds them."""
    for block in letter.blocks:
        if block.kind not in PARAGRAPHS:
            continue
        told = sentences(letter.text, block.span)
        begins = [beginning(letter, told, _MOST_SAID)] if told and len(block.attribution) > 1 else []
        holding = [each for each in told if any(each.holds(quoted.span) for quoted in block.quotes)]
        for span in (*begins, *holding):
            voice = voice_at(letter, span)
            if len(voice) > 1 and _is_person(voice[-1], letter):
                yield voice[-1], span


def _is_person(name: str, letter: Letter) -> bool:
    """Tell whether a speaker has a name of his own; "the Military Prosecutor" and "the Mission" have none."""
    nobody = name in NOBODYS or state_named(name) is not None or names_many(name)
    return not nobody and bool(surname_of(name)) and not re.search(rf"\b[Tt]he\s{re.escape(name)}\b", letter.text)


def _is_another(who: str, letter: Letter, surname: str) -> bool:
    """Tell whether a letter may name another by a surname than one who is called `who`.

    So do "Aurel Stamm" and "Irma Stamm", but not "Captain Stamm"; and "Ms. Stamm" is not he.
    """
    names = [found[0] for found in _NAME.finditer(letter.text)]
    named = [each for each in names if _own_words(each)[-1:] == (surname,)]
    words = [frozenset(_own_words(each)) for each in named]
    titled = any(not _CALLED[who].isdisjoint(each.casefold().split()) for each in named)
    return titled or bool(words and not all(each <= max(words, key=len) for each in words))


def surname_of(name: str) -> str:
    """Return the last word of a name, which letters go on to call somebody by; "" of an office alone."""
    words = _own_words(_OF_WHAT.sub("", name))
    return words[-1] if words else ""


def _own_words(name: str) -> tuple[str, ...]:
    return tuple(word for word in name_words(name) if word not in TITLES)
