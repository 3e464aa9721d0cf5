"""The words of the bot, by language: `words.toml` holds every sentence it says."""

import datetime
import tomllib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from retrieval.symbols import addition_of
from retrieval.types import EDITORS, HEAD, Answer, Filters, LetterCard, Listing, Remark, RemarkKind

DATE_CHARACTERS = 40
LANGUAGES = ("en", "fr", "es")


@cache
def sentences() -> dict[str, dict[str, str]]:
    """Return every sentence by key and language."""
    return tomllib.loads(files(__package__).joinpath("words.toml").read_text(encoding="utf-8"))


def begins_with(key: str, text: str) -> bool:
    """Tell whether a text begins with the sentence of that key, in any language."""
    return text.startswith(tuple(sentences()[key].values()))


def dates() -> Any:  # a module
    """Return what writes dates; it takes a while to load, and not every command shows one."""
    from babel import dates  # noqa: PLC0415

    return dates


NO_NAMES = {EDITORS: "editors_note", HEAD: "head_of_letter"}
"""The attributions that are no names, each with the message that stands for it."""


class Words:
    """The sentences in one language."""

    def __init__(self, language: str) -> None:
        self.language = language

    def __call__(self, key: str, /, **values: object) -> str:
        """Return the sentence of that key with its names filled in."""
        sentence = sentences()[key][self.language]
        return sentence.format(**values) if values else sentence

    def pages(self, pages: Sequence[int]) -> str:
        """Return a page, or the first and the last of several: "pp. 2–3"."""
        if len(pages) == 1:
            return self("page", page=pages[0])
        return self("pages", first=pages[0], last=pages[-1])

    def date(self, iso: str) -> str:
        """Return a date, or a month, or a year, as people write it ("14 April 2020"); what is none stays as it is."""
        try:
            parts = [int(part) for part in iso.split("-")]
            day = datetime.date(*[*parts, 1, 1][:3])
        except ValueError:
            return iso[:DATE_CHARACTERS]
        if len(parts) == 1:
            return str(parts[0])
        if len(parts) == 2:
            return str(dates().format_skeleton("yMMMM", day, locale=self.language))
        form = "long" if self.language != "en" else "d MMMM y"
        return str(dates().format_date(day, format=form, locale=self.language))

    def remark(self, remark: Remark) -> str:
        """Return the sentence of a remark."""
        about = [self.date(each) for each in remark.about] if remark.kind is RemarkKind.OTHER_TIME else remark.about
        said = self(remark.kind.name.lower(), about=", ".join(about))
        return self("of_part", part=remark.part, said=said) if remark.part else said

    def remarks(self, remarks: Sequence[Remark]) -> tuple[list[str], list[str]]:
        """Return the sentences that stand before the quotations of an answer, and those behind them."""
        first = (
            RemarkKind.CUT_OFF,
            RemarkKind.NOT_JUDGED,
            RemarkKind.NOT_VERBATIM,
            RemarkKind.IN_NOTES,
            RemarkKind.UNSURE,
            RemarkKind.NOT_NAMED,
        )
        before = [self.remark(each) for kind in first for each in remarks if each.kind is kind]
        return before, [self.remark(each) for each in remarks if each.kind not in first]

    def declined(self, answer: Answer) -> list[str]:
        """Return why there is no quotation; nothing where a remark says it ("I do not hold S/2019/7")."""
        told = (
            RemarkKind.NOT_HELD,
            RemarkKind.NOT_FROM,
            RemarkKind.OF_ANOTHER,
            RemarkKind.NOT_JUDGED,
            RemarkKind.NOT_MENTIONED,
        )
        if answer.reason is None or any(each.kind in told for each in answer.remarks):
            return []
        return [self(answer.reason.name.lower())]

    def listing(self, listing: Listing) -> str:
        """Return what stands above a list of letters: which they are, and how many."""
        by = self(f"which_{listing.by.name.lower()}", about=listing.what) if listing.by is not None else ""
        known = ", ".join(filter(None, (self.which(listing.filters), by)))
        which = f" ({known})" if known else ""
        about = "-".join(listing.about)
        return self(f"listing_{listing.kind.value}", which=which, about=about, count=listing.count)

    def which(self, filters: Filters) -> str:
        """Return what letters are narrowed to: "Kesparia → Secretary-General, since 2021"; "" where to nothing."""
        parties = f"{', '.join(filters.senders)} → {', '.join(filters.addressees)}".removesuffix(" → ").strip()
        kinds = ", ".join(self(f"kind_{kind.name.lower()}") for kind in filters.kinds)
        return ", ".join(filter(None, (parties, kinds, self._period(filters.since, filters.until))))

    def _period(self, since: str | None, until: str | None) -> str:
        """Return the time that letters are narrowed to: "2021", "since 2021", "2021–2022"."""
        first, last = (self.date(each) if each else "" for each in (since, until))
        if first and not last:
            return self("since", date=first)
        return "–".join(dict.fromkeys(filter(None, (first, last))))

    def addition(self, card: LetterCard) -> str:
        """Return what a document is to those of the same symbol: "Corrigendum"; the one that others add to is named."""
        addition = addition_of(card.symbols)
        return self(f"addition_{addition.name.lower()}" if addition else "addition_none")

    def short_date(self, iso: str) -> str:
        """Return a date as short as a button needs it: "14 Apr 2020"."""
        try:
            day = datetime.date.fromisoformat(iso)
        except ValueError:
            return self.date(iso)
        return str(dates().format_date(day, format="d MMM y", locale=self.language))


def words_for(language_code: str | None) -> Words:
    """Return the words for a Telegram language ("fr-CA" is French); English where it is none of ours."""
    language = (language_code or "").lower().split("-")[0]
    return Words(language if language in LANGUAGES else "en")
