"""Reads one source as it is cited: a letter, a statement, an article, a book, a case, a treaty, an archive."""

import re
from dataclasses import replace

from retrieval.language.dates import find_dates
from retrieval.parsing.citations.plain_sources import read_press_release
from retrieval.parsing.names import CAP, PERSON, PROPER, is_person
from retrieval.patterns import regex
from retrieval.types import Citation, CitationKind

# "https://a.b/c", "www.a.b", "ceas.europa.eu/d"; not "3140.S", "S/2020/1"
URL = regex(
    r"<?((?:https?://|www\.)[^\s<>“”\"]+|(?<![\w@./])(?:[a-z0-9][a-z0-9-]*\.)+(?:org|com|eu|int|net|gov|edu|info|"
    r"[a-z]{2})/[^\s<>“”\"]*)>?"
)
_AVAILABLE = regex(
    r"[\s,.;(]*\b(?:(?:(?:is|are)\s)?(?:also\s)?[Aa]vailable\s(?:at|from|on|in\s\w+\sat)|[Aa]ccessed"
    r"|[Aa]ccessible at|at|[Ss]ee)?\s*:?\s*<?$"
)
PIN = regex(
    r"\b(?:pp?\.\s?[\divxlc][\divxlc–\-, ]*\d*|paras?\.\s?[\d–\-, and]*\d|paragraphs?\s[\d–\-, and]*\d|"
    r"annex(?:\s[IVX]+)?|document\s\S+|art\.\s?\d+|chap(?:ter|\.)\s[IVX\d]+)"
)
_PAGES = regex(r"\bpp?\.\s?([\divxlc]+(?:\s?[–\-]\s?[\divxlc]+)?(?:(?:,| and)\s\d+(?:[–\-]\d+)?)*)")
_LETTER = regex(
    r"(?:[Ii]dentical\s)?(?:[Ll]etters?|[Nn]otes?\sverbales?|[Tt]elegrams?|[Cc]ablegrams?|[Cc]ables?|"
    r"[Mm]emorandum|[Nn]otes?(?=\s(?:No\.\s\S{1,40}\s)?(?:dated|of)\s\d))(?:\sNo\.\s\S{1,40})?\s(?:dated|of|from|addressed)\b"
)
_FROM_TO = regex(
    r"\bfrom\s(?:the\s)?(?P<author>.{2,200}?)(?:\sto\sthe\sUnited\sNations(?:\sOffice\sat\s\w+|\s\(\w+\))?)?"
    r"(?:,?\s(?:addressed\s)?to\s(?!the\sUnited\sNations)(?:the\s)?(?P<to>.{2,160}?))?(?=[,;(]|(?<!\ba)(?<!a\.i)\.|\s\(|$)"
)
_STATEMENT = regex(
    r"(?:(?:[Pp]ress|[Jj]oint|[Ff]inal|[Oo]fficial|[Pp]ublic|[Pp]olitical|[Ii]nterpretative|[Pp]residential|"
    r"[Oo]ral|[Ww]ritten)\s){0,3}(?:[Ss]tatement|[Dd]eclaration|[Rr]emarks|[Ss]peech|[Aa]ddress|[Ii]nterview|"
    r"[Bb]riefing|[Cc]omments?|[Pp]ress\srelease|[Mm]essage|[Aa]ppeal)s?\b"
)
_COMMUNIQUE = regex(r"(?:(?:[Ff]inal|[Jj]oint|[Pp]ress)\s){0,2}[Cc]ommuniqu[ée]s?\b")
_BY = regex(rf"\b(?:by|of|from|with)\s(?:the\s|His Excellency\s|H\.E\.\s)*({PROPER}(?:,\s{PERSON})?)")
_CASE = regex(
    r"\bI\.?C\.?J\.?\s(?:Reports|Rep\.)|\bP\.?C\.?I\.?J\.?,?\sSer(?:ies|\.)|\bInternational\sArbitral\sAwards\b|\b[A-Z][\w.]*\sv\.\s[A-Z]|\b(?:[Aa]pplication|case)\sNos?\.\s\d|"
    r"\bjudge?ment\sof\s\d|\badvisory\sopinion\b"
)
_PARTIES = regex(r"\sv\.\s[A-Z]")  # "(Orvelland v. Kesparia)" is no imprint
_TREATY = regex(
    r"\bTreaty\sSeries\b|\bConvention\s(?:on|for|relative|against)\b|\bStatute\sof\sthe\b|"
    r"\bGeneva\sConventions?\b|\bTreaty\s(?:on|of)\b|\bCharter\sof\sthe\sUnited\sNations\b"
)
_ARCHIVE = regex(
    r"\b(?:[Oo]n\sfile|[Nn]ational\sArchives|Foreign\sRelations\sof\sthe\sUnited\sStates|FRUS)\b|\[?\b(?:AA|NAA|"
    r"PRO|TNA)\s?:\s?[A-Z]+\s?\d"
)
_RECORDS = regex(r"\bOfficial\sRecords\b")
_DOCUMENT_NUMBER = regex(r"\b(?:(Volume\s[IVXLC]+),\s)?Documents?\s(\d{1,3})\b(?:,\snote\s(\d{1,2}))?")
# “Title”, Publication, 17 January 2003
_QUOTED_TITLE = regex(
    r"(?:(?P<author>[^“”\"]{2,160}?),\s*)?(?:“(?P<a>[^“”]{3,400})”|\"(?P<b>[^\"]{3,400})\")[,.]?\s*(?P<rest>.*)",
    re.DOTALL,
)
# The Lusaka Herald, 13 May 2019, p. 3; Le Monde, 3 May 2021. A paper is known by one of these words in its name.
_PAPER = regex(
    r"(?P<paper>(?:(?:The|Le|La|El|Die|Der)\s)?(?:[A-Z][\w’'-]*\s(?:of\s|and\s|de\s)?){0,4}(?:Herald|Times|Post|News|Gazette|Courier"
    r"|Tribune|Guardian|Telegraph|Chronicle|Observer|Monitor|Journal|Standard|Mail|Express|Mirror|Independent|Examiner|Argus|Age"
    r"|Dispatch|Press|Agency|Monde|Figaro|País|Nación|Zeitung|Spiegel|Temps|Soir|Correo|Diario|Pravda|Izvestia)),\s(?P<rest>.+)",
    re.DOTALL,
)
# Author, Title (Place, Publisher, 2005), p. 3
_BOOK = regex(
    rf"(?P<author>(?:{PERSON}|{PROPER}|{CAP})(?:(?:,|\sand|,\sand)\s{PERSON}){{0,3}}(?:,?\seds?\.|\s\(eds?\.\))?),\s(?P<title>[A-Z“‘][^();]{{2,300}}?)(?:,\s(?P<edition>\d\w+\sed\.?|vol\.\s\w+))?\s\((?P<imprint>[^()]{{2,160}})\)(?P<rest>.*)",
    re.DOTALL,
)
_AUTHOR = regex(rf"(?:{PERSON}|{PROPER})(?:(?:,|\sand|,\sand)\s{PERSON}){{0,3}}(?:,?\seds?\.|\s\(eds?\.\))?")
_YEAR = regex(r"\b(1[6-9]\d\d|20\d\d)\b")
_IMPRINT_DATE = regex(r"(?:\d{1,2}\s)?(?:[A-Z][a-zà-ÿ]{2,9}\s)?(?:1[6-9]\d\d|20\d\d)")  # "2005", "October 2024"
_FRAGMENT = regex(r"#$")


def read_source(words: str, citation: Citation) -> Citation | None:
    """Return `citation` with what `words` say of its source, or `None` where they name none."""
    for read in (_letter, _communique, read_press_release, _statement, _article, _paper, _book):
        found = read(words, citation)
        if found is not None:
            return found
    return _other(words, citation)


def without_address(body: str) -> tuple[str, str | None]:
    """Return the words without the address and what leads to it, and the address."""
    found = URL.search(body)
    if found is None:
        return body, None
    before = _AVAILABLE.sub("", body[: found.start()])
    return before, tidy_address(found[1])


def tidy_address(printed: str) -> str:
    """Return an address as printed, with "https://" before a bare host, without the punctuation of the sentence."""
    address = printed.rstrip(".,;:’”\"'>")
    if address.endswith(")") and address.count("(") < address.count(")"):
        address = address[:-1].rstrip(".,;:")
    address = _FRAGMENT.sub("", address)
    return address if "://" in address else f"https://{address}"


def _dated(citation: Citation, text: str, *, last: bool = False) -> Citation:
    """Return the citation with the first (or last) date of `text`."""
    dates = find_dates(text)
    if not dates:
        return citation
    found = dates[-1] if last else dates[0]
    return replace(citation, date=found.iso, date_text=found.printed)


def _letter(words: str, citation: Citation) -> Citation | None:
    if not _LETTER.match(words):
        return None
    found = _FROM_TO.search(words)
    title = re.split(r"\s?[(,]\s?(?=[A-Z]+/)", words)[0].strip(" ,.(")
    author = found["author"].removesuffix(" to the United Nations") if found else None
    made = replace(
        citation, kind=CitationKind.LETTER, title=title, author=author, addressee=found["to"] if found else None
    )
    return _dated(made, words)


def _communique(words: str, citation: Citation) -> Citation | None:
    return _spoken(words, citation, _COMMUNIQUE, CitationKind.COMMUNIQUE)


def _statement(words: str, citation: Citation) -> Citation | None:
    return _spoken(words, citation, _STATEMENT, CitationKind.STATEMENT)


def _spoken(words: str, citation: Citation, pattern: re.Pattern[str], kind: CitationKind) -> Citation | None:
    """Return a statement or communiqué: by whom, under which title, when."""
    begun = pattern.match(words)
    if begun is None:
        return None
    by = _BY.search(words, begun.end() - 1)
    title = words
    if (
        by is not None
        and (quoted := re.search(r"“([^“”]{3,400})”", words[by.end() :]))
        and words[by.end() : by.end() + quoted.start()].strip(" ,") == ""
    ):
        title = quoted[1]
    outside = re.sub(r"“[^“”]*”", "", words)
    made = replace(citation, kind=kind, author=by[1] if by else None, title=title)
    return _dated(made, outside[begun.end() :], last=True)


def _article(words: str, citation: Citation) -> Citation | None:
    """Return an article: “Title” with its author before it, its publication and date behind it."""
    found = _QUOTED_TITLE.match(words)
    if found is None or not (found["rest"].strip() or citation.url):
        return None
    author = (found["author"] or "").strip()
    if author and not re.fullmatch(
        rf"(?:{PERSON}|{PROPER})(?:(?:,|\sand|,\sand)\s{PERSON}){{0,3}}(?:,\seds?\.)?", author
    ):
        return None
    rest = found["rest"]
    pages = _PAGES.search(rest)
    dates = find_dates(rest)
    if not (dates or citation.url or pages or _YEAR.search(rest)):
        return None
    publication = rest[: rest.find(dates[0].printed)] if dates else rest[: pages.start()] if pages else rest
    publication = re.sub(r"\s*\((?:1|2)\d{3}\)", "", publication).strip(" ,.()") or None
    kind = CitationKind.PRESS if publication else CitationKind.WEB if citation.url else CitationKind.OTHER
    made = replace(
        citation,
        kind=kind,
        title=(found["a"] or found["b"]).rstrip(","),
        author=author or None,
        publication=publication,
    )
    made = replace(made, pages=pages[1].strip(" ,") if pages else None)
    if not dates and (year := _YEAR.search(rest)):
        return replace(made, date=year[1])
    return _dated(made, rest)


def _paper(words: str, citation: Citation) -> Citation | None:
    """Return an issue of a newspaper that is named by its day: The Lusaka Herald, 13 May 2019, p. 3."""
    found = _PAPER.match(words)
    dates = find_dates(found["rest"]) if found is not None else ()
    if found is None or not dates or len(dates[0].iso) < len("2019-05-13"):
        return None
    pages = _PAGES.search(found["rest"])
    behind = found["rest"].removeprefix(dates[0].printed).replace(pages[0] if pages else "", "")
    if behind.strip(" ,.;()"):
        return None
    made = replace(citation, kind=CitationKind.PRESS, publication=found["paper"])
    return _dated(replace(made, pages=pages[1].strip(" ,") if pages else None), found["rest"])


def _book(words: str, citation: Citation) -> Citation | None:
    """Return a book: Author, Title (Place, Publisher, Year), p. N; the year may stand behind the brackets."""
    found = _BOOK.match(words)
    if found is None or not _AUTHOR.fullmatch(found["author"]) or _PARTIES.search(found["imprint"]):
        return None
    imprint = [part.strip() for part in re.split(r",\s(?=\S)(?!(?:[A-Z]\.){2})|:\s", found["imprint"])]
    dated = next((part for part in imprint if _IMPRINT_DATE.fullmatch(part)), "")
    found_year = _YEAR.search(dated) or _YEAR.search(found["rest"])
    year = found_year[1] if found_year else None
    rest = [part for part in imprint if not _IMPRINT_DATE.fullmatch(part)]
    pages = _PAGES.search(found["rest"]) or re.match(r",\s(\d{1,4}(?:[–-]\d{1,4})?)(?=[.,;]|$)", found["rest"])
    by_person = is_person(re.split(r",| and ", found["author"])[0])
    if (year is None and pages is None) or not (by_person or (year and rest)):
        return None
    return replace(
        citation,
        kind=CitationKind.BOOK,
        author=found["author"],
        title=found["title"].strip(" ,"),
        place=rest[0] if rest else None,
        publisher=rest[1] if len(rest) > 1 else None,
        date=year,
        pages=pages[1].strip(" ,") if pages else None,
    )


def _other(words: str, citation: Citation) -> Citation | None:
    """Return what is recognised by a word of its kind; with an address anything is a source."""
    if _CASE.search(words):
        return _dated(replace(citation, kind=CitationKind.CASE, title=words), words, last=True)
    if _RECORDS.search(words):
        return replace(citation, kind=CitationKind.UN_DOCUMENT, title=words, pin=_pin(words))
    if _TREATY.search(words) and len(words) < 300:
        return replace(citation, kind=CitationKind.TREATY, title=words)
    if _ARCHIVE.search(words):
        return replace(citation, kind=CitationKind.ARCHIVE, title=words)
    if found := _DOCUMENT_NUMBER.search(words):
        return replace(citation, kind=CitationKind.OTHER, title=found[0])
    if citation.url:
        return _dated(replace(citation, kind=CitationKind.WEB, title=words), words, last=True)
    return None


def _pin(words: str) -> str | None:
    found = PIN.search(words)
    return found[0] if found else None
