"""Titles of letters in French, Spanish, Russian, Arabic and Chinese; offices and addressees are given in English.

The order differs: French, Spanish and Arabic put the addressee before the sender, Chinese begins with the date, Russian
ends with date and addressee. An office that is not in the tables stays as printed.
"""

import re

from retrieval.language.dates import find_dates, find_days
from retrieval.language.states import canonical
from retrieval.parsing.masthead.title_languages import CHINESE, LANGUAGES, SEATS, TRANSLATED_HEAD, Language, Table
from retrieval.parsing.masthead.titles import TitleFacts
from retrieval.types import LetterKind

__all__ = ["TRANSLATED_HEAD", "parse_translated"]


def parse_translated(title: str) -> TitleFacts | None:
    """Return what a title in one of the five other languages says, `None` when it is not of the known pattern."""
    text = re.sub(r"\s+", " ", title.replace("’", "'")).strip(" *.")
    for language in LANGUAGES:
        for pattern in language.patterns:
            if match := pattern.search(text):
                return _facts(language, match)
    return None


def _facts(language: Language, match: re.Match[str]) -> TitleFacts:
    dated = match["date"]
    days = find_dates(dated)
    dates = tuple(each.iso for each in days)
    said = days or find_days(dated)
    printed, office = _sender(language, match["from"])
    return TitleFacts(
        kind=_kind(language, match["kind"].lower()),
        date=dates[0] if dates else None,
        date_text=dated[said[0].span.start : said[-1].span.end] if said else None,
        dates=dates,
        senders=tuple(canonical(name) or name for name in printed),
        senders_printed=printed,
        office=office,
        addressees=_addressees(language, match["to"]),
        language=language.code,
    )


def _kind(language: Language, printed: str) -> LetterKind:
    if language.note in printed:
        return LetterKind.NOTE_VERBALE
    if language.identical in printed or "identicas" in printed:
        return LetterKind.IDENTICAL_LETTERS
    return LetterKind.CABLE if printed.startswith(("tél", "tel", "тел", "电")) else LetterKind.LETTER


def _bare(language: Language, name: str) -> str:
    name = name.strip(" ,،;.")
    return language.article.sub("", name).strip()


def _addressees(language: Language, printed: str) -> tuple[str, ...]:
    names = (_bare(language, part) for part in language.next_receiver.split(printed))
    return tuple(_english(language.receivers, name) or name for name in names if name)


def _english(table: Table, printed: str) -> str | None:
    return next((english for pattern, english in table if re.match(pattern, printed, re.IGNORECASE)), None)


def _sender(language: Language, phrase: str) -> tuple[tuple[str, ...], str | None]:
    """Return the States as printed, and the office in English."""
    tail = language.mission.search(phrase)
    seat = tail["seat"] if tail else None
    phrase = _bare(language, phrase[: tail.start()] if tail else phrase)
    if language.code == "zh":
        return _chinese_sender(phrase)
    if whole := _english(language.receivers, phrase):
        return (), whole
    for pattern, english in language.offices:
        if office := re.match(rf"{pattern}(?=\s|$)", phrase, re.IGNORECASE):
            rest = phrase[office.end() :]
            if language.between.match(rest):
                break  # the office goes on: "et de la défense du ..."
            return _names(rest, language), _with_seat(english, seat)
    return _unknown_office(language, phrase)


def _with_seat(office: str, seat: str | None) -> str:
    place = SEATS.get((seat or "").strip(" ()（）").lower())
    return f"{office} ({place})" if place else office


def _unknown_office(language: Language, phrase: str) -> tuple[tuple[str, ...], str | None]:
    """Part an office that is not in the table from the State at its end, if there is one that is known."""
    for space in re.finditer(r"\s", phrase):
        names = _names(phrase[space.end() :], language)
        if names and all(canonical(name) for name in names):
            return names, phrase[: space.start()]
    return (), phrase or None


def _chinese_sender(phrase: str) -> tuple[tuple[str, ...], str | None]:
    for pattern, english in CHINESE.offices:
        if office := re.search(pattern, phrase):
            seat = office.groupdict().get("seat")
            names = _names(phrase[: office.start()], CHINESE)
            plural = len(names) > 1 and english in ("Permanent Representative", "Permanent Mission")
            return names, _with_seat(english + ("s" if plural else ""), seat)
    whole = _english(CHINESE.receivers, phrase)
    return ((), whole) if whole else ((phrase,) if canonical(phrase) else (), None if canonical(phrase) else phrase)


def _names(phrase: str, language: Language) -> tuple[str, ...]:
    """Part a list of States; an "and" inside a known name does not part it."""
    whole = _bare(language, phrase)
    if not whole:
        return ()
    if canonical(whole):
        return (_plain_arabic(whole) if language.code == "ar" else whole,)
    pieces = [piece for piece in language.between.split(phrase.strip()) if piece]
    names: list[str] = []
    while pieces:
        count = next(
            (n for n in range(len(pieces), 1, -1) if canonical(_bare(language, language.joiner.join(pieces[:n])))), 1
        )
        name = _bare(language, language.joiner.join(pieces[:count]))
        names.append(_plain_arabic(name) if language.code == "ar" else name)
        pieces = pieces[count:]
    return tuple(names)


def _plain_arabic(name: str) -> str:
    """Take the particle "of" off a name that it is written onto."""
    if name.startswith("لل") and canonical("ال" + name[2:]):
        return "ال" + name[2:]
    return name[1:] if name.startswith("ل") and canonical(name[1:]) else name
