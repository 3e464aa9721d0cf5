"""Titles of letters in English, by the pattern of UN editors: KIND dated DATE from SENDER addressed to ADDRESSEE.

The other languages of the United Nations are in `titles_translated`. What a title does not say stays empty.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from retrieval.language.dates import find_dates, find_days
from retrieval.language.states import canonical, without_article
from retrieval.parsing.capitals import in_capitals, set_in_small_letters
from retrieval.parsing.masthead.title_repairs import tidied
from retrieval.patterns import regex
from retrieval.types import LetterKind


@dataclass(frozen=True, slots=True)
class TitleFacts:
    """What a title says; `senders` are canonical State names, `senders_printed` the same without their article.

    A State that is not known is kept as printed. `office` is the office alone where a State holds it ("Permanent
    Representative"), the whole phrase where none does ("President of the Security Council").
    """

    kind: LetterKind = LetterKind.OTHER
    date: str | None = None
    date_text: str | None = None
    dates: tuple[str, ...] = ()
    senders: tuple[str, ...] = ()
    senders_printed: tuple[str, ...] = ()
    office: str | None = None
    addressees: tuple[str, ...] = ()
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Sender:
    """Who sends: the States, canonical and as printed, and the office."""

    states: tuple[str, ...]
    printed: tuple[str, ...]
    office: str | None


# "Identical letters dated", "Note verbale dated", "letter dated": but not "Letter from Armenia".
HEAD = regex(
    r"\b(?P<kind>identical\s+(?:letters|notes?)|letters?|notes?\s+verbales?|verbal\s+notes?|cable(?:gram)?s?|telegrams?"
    r"|memorand(?:um|a)|aide-m[ée]moire|communications?)\s+(?:verbales?\s+)?dated\s+",
    re.IGNORECASE,
)
# The same with the date in another place: "Letter of 3 March 1990 from", "Letter from the ... dated 3 March 1990".
REORDERED = regex(
    r"(?P<kind>(?:Identical\s+)?Letters?|Notes?\s+verbales?|Telegram|Cablegram)\s+(?:(?:of\s+(?P<of>\d{1,2}\s+\w+\s+\d{4})\s+)"
    r"from\s+(?P<rest>.+)|from\s+(?=(?:the\s+)?(?:Permanent|Acting|Deputy|Charg[ée]|Minister|Prime|President"
    r"|Representative|Chair|Secretary-General|Head)\b)(?P<from>.+?),?\s+dated\s+(?P<date>\d{1,2}\s+\w+\s+\d{4}),?(?P<to>.*))$",
    re.IGNORECASE,
)
_KINDS = (
    ("identical letter", LetterKind.IDENTICAL_LETTERS),
    ("note", LetterKind.NOTE_VERBALE),
    ("verbal", LetterKind.NOTE_VERBALE),
    ("cable", LetterKind.CABLE),
    ("telegram", LetterKind.CABLE),
    ("memorand", LetterKind.MEMORANDUM),
    ("aide", LetterKind.MEMORANDUM),
    ("letter", LetterKind.LETTER),
)


def parse_english(title: str) -> TitleFacts | None:
    """Return what an English title says, or `None` when it is not of the known pattern."""
    text = tidied(title)
    text = _in_order(set_in_small_letters(text) if in_capitals(text) else text)
    head = HEAD.search(text)
    if head is None:
        return None
    dated, sender, addressee = _divided(text[head.end() :])
    dates = tuple(each.iso for each in find_dates(dated))
    who = _sender(sender) if sender else Sender((), (), None)
    return TitleFacts(
        kind=_kind(head["kind"]),
        date=dates[0] if dates else None,
        date_text=_date_text(dated),
        dates=dates,
        senders=who.states,
        senders_printed=who.printed,
        office=who.office,
        addressees=_addressees(addressee) if addressee else (),
        language="en",
    )


def _kind(printed: str) -> LetterKind:
    words = re.sub(r"\s+", " ", printed.lower())
    return next((kind for start, kind in _KINDS if start in words), LetterKind.OTHER)


def _date_text(dated: str) -> str | None:
    found = find_dates(dated) or find_days(dated)
    return dated[found[0].span.start : found[-1].span.end].strip() if found else None


# --- the text of a title ---------------------------------------------------------------------------------------------


def _in_order(text: str) -> str:
    """Return a title with its date right after "dated", wherever it was printed."""
    found = REORDERED.match(text)
    if found is None:
        return text
    rest = found["rest"] or f"{found['from']} {found['to']}"
    return f"{found['kind']} dated {found['of'] or found['date']} from {rest}"


_REPLY = regex(r",?\s+and\s+(?:the\s+|his\s+|her\s+)?(?:reply|replies|response)\b.*$", re.IGNORECASE)
_ADDRESSED = regex(r",?\s+(?:and\s+)?addressed\s+(?:jointly\s+)?to\s+", re.IGNORECASE)
_FROM = regex(r",?\s*\bfrom\s+", re.IGNORECASE)
_RECEIVER = (
    r"(?:Secretary-General|President|Presidency|Chair|Vice|Deputy|Acting|Under-|Assistant|High Commissioner|Director"
    r"|Executive|Minister|Prime|Members?\b|Office of|Committee|Commission|Permanent Rep|Representatives|Heads?\b"
    r"|Special"
    r"|Coordinator|Registrar|Registry|Secretariat|Government)"
)
_TO_RECEIVER = regex(rf"\s+to\s+(?=(?:the\s+)?(?:United Nations\s+)?{_RECEIVER})", re.IGNORECASE)


def _divided(rest: str) -> tuple[str, str, str]:
    """Divide what follows "dated" into date, sender and addressee; a part that is missing is empty."""
    rest = _REPLY.sub("", rest)
    start = _FROM.search(rest)
    dated, rest = (rest[: start.start()], rest[start.end() :]) if start else (rest, "")
    if not start:
        found = _ADDRESSED.search(dated) or _TO_RECEIVER.search(dated)
        if not found:
            return dated, "", ""
        addressee, _, sender = dated[found.end() :].partition(" by ")
        return dated[: found.start()], sender, addressee
    found = _ADDRESSED.search(rest) or _last(_TO_RECEIVER, rest)
    return (dated, rest[: found.start()], rest[found.end() :]) if found else (dated, rest, "")


def _last(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    found = None
    for found in pattern.finditer(text):  # noqa: B007
        pass
    return found


# --- who sends -------------------------------------------------------------------------------------------------------

_TO_UNITED_NATIONS = regex(
    r",?\s+(?:to|at|with)\s+(?:the\s+)?(?:United\s+Nations\b|(?-i:U\.\s?N\.?|UN)(?![\w-]))"
    r"(?P<seat>\s*\([A-Z][A-Za-z ]+\))?.*$",
    re.IGNORECASE,
)
# what a representative is accredited to instead, and in what other capacity he writes
_ELSEWHERE = regex(
    r",?\s+(?:to|at|with)\s+(?:the\s+)?(?:Conference|Preparatory|Organi[sz]ation|International|Specialized|European"
    r"|African|League|Commission|Council|IAEA|UNESCO|OPCW)\b.*$|\s+(?:in|at)\s+[A-Z][a-z]+$"
    r"|,\s+(?:in\s+(?:his|her|its|their)\s+capacit|on\s+behalf\s+of|acting\s+(?:as|on)\b).*$"
    # a group; "on behalf of the Minister of Kesparia" says of which State the sender is
    r"|\s+on\s+behalf\s+of\s+the\s+(?:Group|Movement|Non-Aligned|States|members|European|African|Arab|Nordic|"
    r"Organi[sz]ation|League|Caribbean|Association|Community|Commonwealth|Islamic|Pacific)\b.*$"
    r"|\s+to\s+the\s+[\w-]+\s+(?:(?:regular|special|emergency)\s+)*session\s+of\s+the\s+General\s+Assembly\b.*$",
    re.IGNORECASE,
)
_ON_COUNCIL = regex(r",?\s+(?:on|in|to)\s+the\s+(?:Security|Trusteeship|Economic and Social)\s+Council$", re.IGNORECASE)
_CHARGE = r"charg[ée]e?s?\s+d'affair\w{1,2}"
_REPRESENTATIVE = regex(
    rf"(?:the\s+)?(?:[\w-]+\s+){{0,4}}?(?:representatives?|missions?|observers?|delegat\w+|ambassadors?"
    rf"|embassy|legation|{_CHARGE})\b",
    re.IGNORECASE,
)
# Offices that a State fills; what stands before the "of" of the State's name.
_STATE_OFFICE = regex(
    r"(?:(?:deputy|acting|alternate|former|first|second|vice|resident)[\s-]+)*(?:"
    r"permanent\s+(?:representatives?|observers?|missions?|observer\s+missions?|delegates?|delegation)|representatives?"
    rf"|observers?|{_CHARGE}(?:,?\s+(?:a\.?\s?i\.?|ad\s+interim))?|ambassadors?|embassy|legation"
    r"|(?:head\s+of\s+the\s+)?delegations?"
    r"|(?:prime\s+)?ministers?(?:\s+(?:for|of)\s+.+)?|ministry(?:\s+(?:for|of)\s+.+)?|heads?\s+of\s+(?:state|government)(?:\s+(?:and|or)\s+(?:head\s+of\s+)?government)?"
    r"|(?:vice-)?president|king|queen|emir|sultan|chancellor|government|secretary\s+of\s+state(?:\s+for\s+.+)?)"
    r"(?:,?\s+(?:and|,)\s+.+)?(?:,?\s+of\s+the\s+permanent\s+(?:observer\s+)?missions?)?",
    re.IGNORECASE,
)
# What follows "President of" and the like when no State is meant.
_ORGAN = regex(
    r"(?:the\s+)?(?:[\w'-]+\s+){0,6}?(?:Council|Assembly|Committee|Commission|Conference|Court|Tribunal|Agency"
    r"|Organi[sz]ation"
    r"|Group|Bureau|Board|Mechanism|Secretariat|Programme|Fund|Mission|Movement|League|Panel|Office|Chamber|Association"
    r"|Bank|members)\b",
    re.IGNORECASE,
)
_BODY = regex(
    r"\b(?:Council|Committee|Commission|Conference|Court|Tribunal|Agency|Organi[sz]ation|Group|Bureau|Board"
    r"|Mechanism|Panel|Fund"
    r"|Mission|Movement|League|Office|Chamber|Association|Bank|Society|University|Institute|Church|Programme"
    r"|Secretary-General"
    r"|Envoy|Coordinator|Rapporteur|Expert|Monitor|Team|Force|Operation|Union|Parties)\b",
    re.IGNORECASE,
)
_NATIONAL = regex(
    r"\b(?:National|Federal|Supreme|State|Legislative|Revolutionary|Transitional|Military|Presidential|Constituent"
    r"|Governing|Executive)\s+(?:\w+\s+)?(?:Assembly|Council|Court|Committee|Congress|Commission|Parliament)\b"
    r"|\bCouncil\s+of\s+(?:Ministers|State|Representatives|the\s+(?:Republic|Revolution))\b",
    re.IGNORECASE,
)
# "the Democratic Republic" before "of the Congo": the name was cut in two
_CUT_NAME = regex(
    r"\b(?:Republic|Kingdom|States?|Union|Federation|Jamahiriya|Emirates|Principality|Order)$", re.IGNORECASE
)
# "Permanent Representative of", where a site took the name out
_DANGLING = regex(r"\s+of(?:\s+the)?(?:\s+of\b.*)?$", re.IGNORECASE)
_PORTFOLIO = regex(
    r"(?:the\s+)?(?:Foreign|External|Defen[cs]e|State|Justice|(?:the\s+)?Interior|Finance|Health|Internal"
    r"|Environment|Culture"
    r"|Education|Energy|Agriculture|Trade|Economy|Public|National|Security|Information|Labour|International|Women)\b"
)
_OF = regex(r",?\s+(?:of|for)\s+", re.IGNORECASE)
# "Head of State of Kuwait", where no "State of Kuwait" is meant
_OF_STATE = regex(r"\b(?:heads?|ministers?|secretar\w+|counci\w+|counsellor)\s+of\s+$", re.IGNORECASE)
_NEXT_OFFICE = regex(
    r"(?:,|,?\s+and)\s+(?:from\s+)?the\s+(?=(?:permanent|deputy|acting|charg[ée]e?s?|minister|prime|president|head"
    r"|representatives?)\b)",
    re.IGNORECASE,
)


def _sender(phrase: str) -> Sender:
    tail = _TO_UNITED_NATIONS.search(phrase)
    seat = (tail["seat"] or "").strip() if tail else ""
    phrase = phrase[: tail.start()] if tail else phrase
    if not phrase.lower().startswith(("the president", "president")):
        phrase = _ON_COUNCIL.sub("", phrase)
    if _REPRESENTATIVE.match(phrase):
        phrase = _ELSEWHERE.sub("", phrase)
    senders = [_one_sender(part) for part in _by_office(phrase)]
    offices = tuple(dict.fromkeys(each.office for each in senders if each.office))
    office = " and ".join(offices) + (f" {seat}" if seat else "")
    return Sender(
        tuple(name for each in senders for name in each.states),
        tuple(name for each in senders for name in each.printed),
        office or None,
    )


def _by_office(phrase: str) -> list[str]:
    """Part "the Permanent Representative of X and the Chargé d'affaires a.i. of Y" where a new office begins."""
    parts: list[str] = []
    start = 0
    for match in _NEXT_OFFICE.finditer(phrase):
        following = phrase[match.end() :]
        names_state = _OF.search(following) and not _ORGAN.match(following.rsplit(" of ", 1)[-1])
        if names_state and _one_sender(phrase[start : match.start()]).states:
            parts.append(phrase[start : match.start()])
            start = match.end()
    return [*parts, phrase[start:]]


def _one_sender(phrase: str) -> Sender:
    phrase = without_article(_DANGLING.sub("", phrase.strip(" ,")))
    places = list(islice(_OF.finditer(phrase), _MOST_OFS))
    for match in places:
        if _OF_STATE.search(phrase[: match.end()]) and phrase[match.end() :].lower().startswith("state of"):
            continue
        printed = state_list(phrase[match.end() :])
        if printed and all(canonical(name) for name in printed) and _held_by_state(phrase[: match.start()], match[0]):
            return _named(phrase[: match.start()], printed)
    for match in places:
        office, rest = phrase[: match.start()], phrase[match.end() :]
        observer = "observer" in office.lower()
        if _STATE_OFFICE.fullmatch(office) and not _PORTFOLIO.match(rest) and (observer or not _ORGAN.match(rest)):
            return _named(office, state_list(rest, single=not office.lower().rstrip(".").endswith("s")))
    if canonical(phrase):
        return _named("", (phrase,))
    return Sender((), (), _office(phrase))


def _held_by_state(office: str, word: str) -> bool:
    """Tell whether what stands before a State's name is an office of that State, and not a body that deals with it."""
    if _STATE_OFFICE.fullmatch(office):
        return True
    if word.strip(" ,").lower() == "for" or _CUT_NAME.search(office):
        return False
    return _NATIONAL.search(office) is not None or _BODY.search(office) is None


def _named(office: str, printed: Sequence[str]) -> Sender:
    bare = tuple(without_article(name) for name in printed)
    return Sender(tuple(canonical(name) or name for name in bare), bare, _office(office) or None)


def _office(printed: str) -> str:
    """Return an office as it is filed: "Chargé d'affaires a.i." for that of a mission too."""
    office = re.sub(r"\s+", " ", printed).strip(" ,")
    if office.lower() in ("the", "a", "an"):
        return ""  # the title is cut off behind "from the"
    if re.search(_CHARGE, office, re.IGNORECASE):
        office = re.sub(r"(?i),?\s+(?:of|from|at)\s+the\s+permanent\s+(?:observer\s+)?missions?$", "", office)
        office = re.sub(r"(?i)charg[ée](e?s?)\s+d'affair\w+", r"Chargé\1 d'affaires", office)
        return re.sub(r"(?i),?\s+(?:a\.?\s?i\.?|ad interim)(?=$|\s)", " a.i.", office)
    return office


def state_list(phrase: str, single: bool = False) -> tuple[str, ...]:
    """Return the names in "Egypt, the Libyan Arab Jamahiriya and the Syrian Arab Republic" as printed.

    An "and" inside a known name does not part it; with `single`, unknown names are not parted at "and" either.
    """
    names: list[str] = []
    for item in re.split(r"\s*,\s*(?:and\s+)?", phrase.strip(" ,.;")):
        names += _by_and(item, single)
    bare = (re.sub(r"^(?:of|from)\s+", "", name) for name in names)
    return tuple(name for name in bare if not _REMNANT.fullmatch(name) or canonical(name))


# what is left of a name that a site took out: "the Islamic Republic of", "(Islamic Republic of)", "and"
_REMNANT = regex(
    r"|and|of|the|\(.*\)|(?:the\s+)?(?:(?:Islamic|Democratic|Arab|Federal|Socialist|Plurinational|Bolivarian|United|and"
    r"|People's|Northern|Federated)\s+)*(?:Republic|Kingdom|States?|Union|Federation|Emirates|Jamahiriya)(?:\s+of)?",
    re.IGNORECASE,
)
_MOST_OFS = 24  # of an office and a State's name together
_MOST_ANDS = 3  # inside one name, such as "Bosnia and Herzegovina"


def _by_and(item: str, single: bool) -> list[str]:
    pieces = re.split(r"\s+and\s+", item)
    names: list[str] = []
    while pieces:
        longest = min(len(pieces), _MOST_ANDS + 1)
        count = next((n for n in range(longest, 1, -1) if canonical(" and ".join(pieces[:n]))), 1)
        names.append(" and ".join(pieces[:count]))
        pieces = pieces[count:]
    return [item] if single and not any(canonical(name) for name in names) else names


# --- who receives ----------------------------------------------------------------------------------------------------

_NEXT_RECEIVER = regex(
    rf"(?:,\s*(?:and\s+)?|\s+and\s+)(?:to\s+)?(?:the\s+)?(?:respectively\s+)?(?={_RECEIVER})", re.IGNORECASE
)
_PLAIN_RECEIVER = regex(
    r"(?P<name>(?:United Nations\s+)?Secretary-General(?:\s+of\s+the\s+United\s+Nations)?"
    r"|President\s+of\s+the\s+(?:Security\s+Council|General\s+Assembly|Human\s+Rights\s+Council"
    r"|Economic\s+and\s+Social\s+Council))"
    r"(?:\s*[(*\[;:].*|,?\s+(?:transmitting|concerning|regarding|enclosing|on|in|with|requesting|containing"
    r"|forwarding)\b.*)?$",
    re.IGNORECASE,
)

# what a title says of the letter after its addressee
_CONTENT = regex(r",?\s+(?:transmitting|forwarding|enclosing|conveying|attaching)\b.*$", re.IGNORECASE)


def _addressees(phrase: str) -> tuple[str, ...]:
    parts = _NEXT_RECEIVER.split(phrase)
    return tuple(_receiver(part) for part in parts if part.strip(" ,"))


def _receiver(printed: str) -> str:
    name = without_article(_CONTENT.sub("", printed).strip(" ,;:.*"))
    plain = _PLAIN_RECEIVER.match(name)
    return plain["name"] if plain else name
