"""Phrases that name a person or a body in running text, and the role that is said with the name."""

import re

CAP = r"(?:[A-ZÀ-ÖØ-ÞĀ-Ž][\w’'&.\-]*[\w’']|[A-Z]\.|[A-Z](?=\s))"
_LINK = r"(?:of|for|and|the|de|du|des|la|le|al|el|ad|von|van|der|bin|ibn|da|dos|y|und|a\.i\.)"
# "in", "on", "to", "against" belong to a name only after such a word: "Cooperation in Europe", "Committee on Torture"
_LINK_IN = (
    r"(?:(?<=ation )in|(?<=ission )in|(?<=ittee )on|(?<=ission )on|(?<=erence )on|(?<=Group )on|(?<=Council )on|(?<=Panel )on|"
    r"(?<=Rapporteur )on|(?<=Centre )on|(?<=Office )on|(?<=Institute )on|(?<=ntative )to|(?<=tions )to|(?<=ission )to|"
    r"(?<=ittee )against|(?<=tions )in|(?<=Office )at|(?<=xpert )on)"
)
# "Human Rights Watch/Helsinki", "Ministry of Foreign Affairs of Ruritania", "Co-Chairs of the Minsk Group"
PROPER = rf"{CAP}(?:/{CAP})*(?:(?:\s(?:{_LINK}|{_LINK_IN})){{0,3}}\s{CAP}(?:/{CAP})*)*"
_PARTICLE = r"(?:de|del|van|von|der|al|el|bin|ibn|da|dos|di|du|la)"
# "Serzh Sargsyan", "S. Sargsyan", "Levon Ter-Petrossian"
PERSON = rf"{CAP}(?:\s(?:{_PARTICLE}\s){{0,2}}{CAP}){{1,3}}"
_PERSON = re.compile(PERSON)
_ORGANIZATION = re.compile(
    r"\b(?:Ministry|Minister|Government|Council|Committee|Commission|Court|Assembly|Parliament|President|Secretary|Office|Group|"
    r"Organization|Organisation|Union|Watch|Centre|Center|Agency|Institute|Bureau|Mission|Department|Secretariat|Movement|"
    r"Conference|League|Federation|Foundation|Association|Authority|Board|Bank|Fund|Tribunal|Chamber|Chairs?|Congress|Senate|"
    r"Embassy|Delegation|Representatives?|Ambassador|Rapporteur|Panel|Spokes\w+|Republic|Kingdom|States?|Nations|Force|Forces|"
    r"Army|Navy|Times|News|Agency|Press|International|Service|Network|Observer|Memorial|Society|Company|Party|Front)\b"
)
_LEADING = re.compile(r"^(?:the|a|an|that|this|its|their|his|her)\s+", re.IGNORECASE)


def is_person(name: str) -> bool:
    """Tell whether a name looks like that of a person: two to four capitalised words, no word for a body or office."""
    return _PERSON.fullmatch(name) is not None and _ORGANIZATION.search(name) is None


def without_article(name: str) -> str:
    """Return the name without the article before it."""
    return _LEADING.sub("", name.strip(" ,")).strip()


class People:
    """The persons named so far, by their last names, so that "S. Sargsyan" and "Mr. Sargsyan" are known again."""

    def __init__(self) -> None:
        self._roles: dict[str, str | None] = {}

    def learn(self, name: str, role: str | None) -> None:
        """Remember a full name and the first role said with it."""
        if is_person(name) and not re.match(r"[A-Z]\.", name):
            self._roles[name] = self._roles.get(name) or role

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
    return len(short) == 1 or (len(short) <= len(full) and short[0].rstrip(".")[:1] == full[0][:1] and short[0].endswith("."))
