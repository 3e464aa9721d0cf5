"""Whose words a sentence introduces: a speaker, as a noun phrase names him, or who stands for a pronoun."""

import re
from dataclasses import dataclass
from enum import Enum, auto

from retrieval.parsing.capitals import set_in_small_letters
from retrieval.parsing.names import CAP, PERSON, People, is_name, is_person, without_article, without_opening
from retrieval.parsing.speakers.callings import ADDRESS, OFFICE, ROLE_WORDS
from retrieval.patterns import regex


class Whose(Enum):
    """Whose words a sentence introduces when it gives no name."""

    SELF = auto()
    SAME = auto()  # of the person named last: "he said"
    ADDRESSEE = auto()  # of whom the letter is addressed to: "you said"
    IT = auto()  # of the body that alone the sentence before is of: "it found", "its report says"
    LAST = auto()  # of who is quoted right before, if anybody is: "il a ajouté"
    UNKNOWN = auto()


@dataclass(frozen=True, slots=True)
class Speaker:
    """A name, and the role that the sentence gives with it."""

    name: str
    role: str | None = None


def person_named(name: str, role: str | None, people: People) -> Speaker:
    """Return the person of that name, by his full name where a short one stands for it, and remember him."""
    full, before = people.recognise(_POLITE.sub("", name))
    people.learn(full, role)
    return Speaker(full, role or before)


# "written by Anna Berg for the King of Kesparia"
_FOR_SOMEBODY = regex(rf"({PERSON})\sfor\sthe\s{OFFICE.pattern}")
# the end of an abbreviation or a heading before a name: "R. Dr. Renn", "DORN Mr. Renn"
_RUN_IN = regex(rf"^(?:(?:[A-Z]\.|[A-Z]{{3,}})\s)+(?={ADDRESS}\.)")
_TITLED = regex(rf"((?:{ROLE_WORDS}\s)+(?:(?:of|for)\s(?:the\s)?{CAP}\s)?)({CAP}(?:\s{CAP}){{0,3}})$")
_TITLE_IN_CAPITALS = regex(r"(?:LORD|LADY|SIR|SENATOR|COLONEL|GENERAL|ADMIRAL|FIELD-MARSHAL)\s")
_POLITE = regex(r"^(?:(?:Mr|Mrs|Ms|Dr|MR|MRS|DR|H\.E|Messrs)\.?\s)+")


def named(phrase: str, people: People) -> Speaker | Whose:
    """Return the speaker that a noun phrase names, with the role that it gives: "President Anna Berg"."""
    phrase = _RUN_IN.sub("", without_article(without_opening(phrase.strip())))
    phrase = re.sub(r"[’']s?$", "", phrase)
    if (written := _FOR_SOMEBODY.match(phrase)) and is_person(written[1]):
        phrase = written[1]
    if not is_name(phrase):
        return Whose.UNKNOWN
    if ", " in phrase:
        role, name = phrase.rsplit(", ", 1)
        if is_person(role) and OFFICE.search(name) and not OFFICE.search(role):
            return person_named(role, name, people)
        if is_person(name):
            return person_named(name, role, people)
    if people.is_another(phrase):
        return Speaker(phrase)
    bare = _POLITE.sub("", phrase)
    if bare.isupper() and (bare != phrase or _TITLE_IN_CAPITALS.match(bare)):  # "MR. RENN", as minutes print it
        bare = set_in_small_letters(bare)
    if (found := _TITLED.fullmatch(bare)) and len(found[2].split()) > 1 and is_person(found[2]):
        return person_named(found[2], found[1].strip(), people)
    return (
        person_named(bare, None, people)
        if is_person(bare) or bare != phrase or people.recognise(bare)[0] != bare
        else Speaker(phrase)
    )


WITH_TITLE = regex(rf"{ADDRESS}\.?\s")
_ONE_WORD = regex(r"Secretary-General|Court|Commission|Council|Tribunal|Assembly")


def worded(phrase: str, people: People) -> Speaker | Whose:
    """Return the speaker that a noun phrase names; one word has to be a name that is known, or stand with "Mr."."""
    speaker = named(phrase, people)
    if not isinstance(speaker, Speaker) or (
        " " not in speaker.name
        and "/" not in speaker.name
        and not (people.knows(speaker.name) or WITH_TITLE.match(phrase) or _ONE_WORD.fullmatch(speaker.name))
    ):
        return Whose.UNKNOWN
    return speaker
