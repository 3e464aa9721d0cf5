"""Phrases that name a person or a body in running text, and the role that is said with the name."""

import re

from retrieval.language.dates import MONTH
from retrieval.language.names import same_speaker
from retrieval.language.states import canonical, find_states
from retrieval.patterns import regex

_POLITE = r"(?:Mr|Mrs|Ms|Dr|Prof|Gen|Col|Lt|St|MR|MRS|DR)\."  # "M." is an initial, too: CAP must take it in one way
_ARTICLE = r"(?:a[ldnrst]|ash|el|ul)-"  # "al-Mahdi", "el-Sisi"
CAP = (
    rf"(?:Chargée?\sd[’']affaires|{_POLITE}(?=\s[A-Z])|"
    rf"(?:{_ARTICLE})?[A-ZÀ-ÖØ-ÞĀ-Ž][\w’'&.\-]*[\w’']|[A-Z]\.|[A-Z](?=\s))"
)
_LINK = r"(?:of|for|and|the|de|du|des|la|le|al|el|ad|von|van|der|bin|ibn|da|dos|y|und|a\.i\.)"
# "in", "on", "to", "against" belong to a name only after such a word: "Cooperation in Europe", "Committee on Torture"
_LINK_IN = (
    r"(?:(?<=ation )in|(?<=ission )in|(?<=ittee )on|(?<=ission )on|(?<=erence )on|(?<=Group )on|(?<=Council )on|"
    r"(?<=Panel )on|(?<=ention )on|(?<=enant )on|(?<=eaty )on|"
    r"(?<=Rapporteur )on|(?<=Centre )on|(?<=Office )on|(?<=Institute )on|(?<=ntative )to|(?<=tions )to|(?<=ission )to|"
    r"(?<=ittee )against|(?<=tions )in|(?<=Office )at|(?<=xpert )on|"
    r"(?<=xperts )on|(?<=ention )on|(?<=enant )on|(?<=eaty )on)"
)
# "Human Rights Watch/Helsinki", "Ministry of Foreign Affairs of Ruritania", "Co-Chairs of the Minsk Group"
PROPER = rf"{CAP}(?:/{CAP})*(?:(?:\s(?:{_LINK}|{_LINK_IN})){{0,3}}\s{CAP}(?:/{CAP})*)*"
_PARTICLE = r"(?:de|del|van|von|der|al|el|bin|ibn|da|dos|di|du|la)"
# "Serzh Sargsyan", "S. Sargsyan", "Levon Ter-Petrossian"
PERSON = rf"{CAP}(?:\s(?:{_PARTICLE}\s){{0,2}}{CAP}){{1,3}}"
_PERSON = regex(PERSON)
_ORGANIZATION = regex(
    r"\b(?:Ministry|Minister|Government|Council|Committee|Commission|Court|Assembly|Parliament|President|"
    r"Secretary|Office|Group|"
    r"Organization|Organisation|Union|Watch|Centre|Center|Agency|Institute|Bureau|Mission|Department|Secretariat|"
    r"Movement|"
    r"Conference|League|Federation|Foundation|Association|Authority|Board|Bank|Fund|Tribunal|Chamber|Chairs?|"
    r"Congress|Senate|"
    r"Embassy|Delegation|Representatives?|Ambassador|Rapporteur|Panel|Spokes\w+|Republic|Kingdom|States?|Nations|"
    r"Force|Forces|"
    r"Army|Navy|Times|News|Agency|Press|International|Service|Network|Observer|Monitor|Rights|Alliance|Coalition|Forum|Memorial|Society|Company|"
    r"Party|Front)\b"
)
_LEADING = regex(r"^(?:the|a|an|that|this|its|their|his|her)\s+", re.IGNORECASE)


def is_person(name: str) -> bool:
    """Tell whether a name looks like that of a person: two to four capitalised words, no word for a body or office."""
    return _PERSON.fullmatch(name) is not None and _ORGANIZATION.search(name) is None


def without_article(name: str) -> str:
    """Return the name without the article before it."""
    return _LEADING.sub("", name.strip(" ,")).strip()


# words that begin a sentence, and so are capitalised without being part of a name
_OPENING = regex(
    r"^(?:(?:As|What|Where|Wherever|Whenever|When|While|Whereas|Unlike|Until|Unless|Meanwhile|Nevertheless|Nonetheless|Hence|Therefore|After|Before|Since|If|Although|Though|Later|Moreover|Thus|However|In|On|At|"
    r"But|And|Here|There|That|This|"
    r"These|Those|It|He|She|They|We|I|For|By|With|To|From|Then|Now|Also|Again|Indeed|Similarly|Accordingly|"
    r"Yesterday|Today|Furthermore|"
    r"Recently|Earlier|Finally|Only|Even|Both|Neither|Either|Such|Not|No|Yet|So|Once|Because|His|Her|Their|Its|"
    r"Our|My|Your|(?:Today|To-day|Yesterday|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)[’']s)\s+)+(?:the\s+)?"
)
_NO_NAME = regex(
    r"(?:You|He|She|It|They|We|Who|Its|His|Her|Their|Our|My|Your|This|That|These|Those|Such|One|Two|Three|Four|Five|Six|Seven|"
    r"Eight|Nine|Ten|Eleven|Twelve|Dozens|Hundreds|Thousands|Some|Many|Several|Few|Most|All|Others?|Another|Each|None|Nobody)$|"
    rf"(?:{MONTH}|Monday|Tuesday|"
    r"Wednesday|Thursday|Friday|"
    r"Saturday|Sunday)\b|[A-Z][a-z]+(?<!nn)(?:al|ous|ent|ant|ive|ed|ing|ful)ly$|(?:I|A|An|The|(?:Today|To-day|Yesterday)(?:[’']s)?|Dr|Mr|Mrs|Ms|Article|Articles|Chapter|Section|Paragraph|Part|Annex|Volume|"
    r"Document|Documents|Appendix|Page|"
    r"Policy|Principles|Facts?|Law|War|Peace|Intent|Note|Letter|Report|Statement|Agreement|Convention|Treaty|"
    r"Protocol|Prince|Press)$"
)


# "Lamp Case the Tribunal", "Corran Bank the Institute": two names that nothing parts
_RUN_TOGETHER = regex(r"\b[A-Z][\w’'-]+\sthe\s[A-Z]")


def is_name(name: str) -> bool:
    """Tell whether a phrase can be a speaker's name: no month, no adjective of a State alone, no heading word."""
    if (
        len(name) < 3
        or _NO_NAME.match(name)
        or _RUN_TOGETHER.search(name)
        or not any(character.islower() or character.isupper() for character in name)
    ):
        return False
    states = find_states(name)
    return not (len(states) == 1 and states[0].via == "demonym" and len(states[0].span.of(name)) == len(name))


def state_of(adjective: str) -> str | None:
    """Return the State whose adjective a word is: "Portuguese" is Portugal's; `None` for any other word."""
    states = find_states(adjective)
    whole = len(states) == 1 and len(states[0].span.of(adjective)) == len(adjective)
    return states[0].name if whole and states[0].via == "demonym" else None


def without_opening(phrase: str) -> str:
    """Return a noun phrase without the words that open its sentence: "As the Chancellor" is "Chancellor"."""
    return _OPENING.sub("", phrase)


# "Permanent Mission of Kesparia", "Kesparia Government"
_FOR_THE_STATE = regex(
    r"^(?:Government|(?:Permanent\s)?Mission|[Dd]elegation|Permanent\sRepresentative)\sof\s(?:the\s)?|\sGovernment$"
)


def same_voice(name: str, voice: str) -> bool:
    """Tell whether who speaks is the one whose voice it is: a State's mission is no other than the State."""
    return same_speaker(name, voice) or same_speaker(_FOR_THE_STATE.sub("", name), _FOR_THE_STATE.sub("", voice))


_TITLE = regex(r"(Mrs|[A-Z][a-z]+)\.?\s(?=[A-Z][\w’'-]+$)")
_RANKS = ("Ambassador", "President", "Minister", "General")
_RANK = regex(rf"\b(?:{'|'.join(_RANKS)})\b")


class People:
    """The persons named so far, by their last names, so that "S. Sargsyan" and "Mr. Sargsyan" are known again."""

    def __init__(self, addressee: str | None = None) -> None:
        self.addressee = addressee
        """To whom the letter is addressed, where it is one alone."""
        self._roles: dict[str, str | None] = {}

    def learn(self, name: str, role: str | None) -> None:
        """Remember a full name and the first role said with it."""
        if is_person(name) and not re.match(r"[A-Z]\.", name):
            self._roles[name] = self._roles.get(name) or role

    def knows(self, name: str) -> bool:
        """Tell whether a single word is the name of a State, of a person named before, or an abbreviation."""
        return canonical(name) is not None or (name.isupper() and len(name) > 1) or self.recognise(name)[0] != name

    def is_another(self, name: str) -> bool:
        """Tell whether a title and a surname may be another's than the one person who is known by that surname.

        "Mrs. Renn" may be General Renn's wife; "Ambassador Renn" is not he.
        """
        found = _TITLE.match(name)
        full, role = self.recognise(name) if found else (name, None)
        if found is None or full == name:
            return False
        return found[1] == "Mrs" or (
            found[1] in _RANKS and found[1] not in (role or "") and _RANK.search(role or "") is not None
        )

    def recognise(self, name: str) -> tuple[str, str | None]:
        """Return the full name that a short one stands for, if it is one person's alone, and that person's role."""
        if name in self._roles:
            return name, self._roles[name]
        words = re.sub(r"^(?:Mr|Mrs|Ms|Dr|Prof|Sir|Ambassador|President|Minister|General)\.?\s", "", name).split()
        fitting = [full for full in self._roles if _same_person(words, full.split())]
        return (fitting[0], self._roles[fitting[0]]) if len(fitting) == 1 else (name, None)


def _same_person(short: list[str], full: list[str]) -> bool:
    """Tell whether a short form ("S. Sargsyan", "Sargsyan") fits a full name."""
    if not short or short[-1].removesuffix("’s").removesuffix("'s") != full[-1]:
        return False
    return len(short) == 1 or (
        len(short) <= len(full) and short[0].rstrip(".")[:1] == full[0][:1] and short[0].endswith(".")
    )
