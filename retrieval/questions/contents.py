"""What a question asks of letters as wholes: the sources they cite, who is quoted, their annexes, what they request.

Such a question is understood whole or not at all: with a subject ("... about the dam") it asks what letters say.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

from retrieval.patterns import regex
from retrieval.questions.about_letters import KIND, LettersAsked, Told, described
from retrieval.types import CitationKind, Filters, ListingKind


@dataclass(frozen=True, slots=True)
class Whose:
    """The letters meant: those that `letters` describes or that go by `symbols`; where both are empty the one shown."""

    letters: LettersAsked | None = None
    symbols: tuple[str, ...] = ()


class Sought(StrEnum):
    """What is sought in letters."""

    SOURCES = "sources"
    NOTES = "notes"
    REQUESTS = "requests"
    SPEAKERS = "speakers"
    ANNEXES = "annexes"


@dataclass(frozen=True, slots=True)
class ContentsAsked:
    """What is asked of letters as wholes: of sources those of `kinds`, any where that is empty.

    `symbol` is how the symbols of the documents cited begin ("S/RES" of resolutions of the Security Council).
    """

    sought: Sought
    whose: Whose
    kinds: frozenset[CitationKind] = frozenset()
    symbol: str = ""


_DOCUMENTS = frozenset({CitationKind.UN_DOCUMENT, CitationKind.RESOLUTION, CitationKind.LETTER})
_SAID = frozenset({CitationKind.STATEMENT, CitationKind.COMMUNIQUE})
_UN = r"(?:u ?n|united nations)"
# Of what names several kinds the longer pattern comes first.
_KINDS: tuple[tuple[str, frozenset[CitationKind], str], ...] = (
    (r"(?:security council|sc|unsc) resolutions?", frozenset({CitationKind.RESOLUTION}), "S/RES"),
    (r"(?:general assembly|ga|unga) resolutions?", frozenset({CitationKind.RESOLUTION}), "A/RES"),
    (rf"(?:{_UN} )?resolutions?", frozenset({CitationKind.RESOLUTION}), ""),
    (rf"(?:{_UN} )?(?:documents?|docs?|letters?|symbols?)", _DOCUMENTS, ""),
    (r"(?:books?|memoirs?|monographs?)", frozenset({CitationKind.BOOK}), ""),
    (
        r"(?:(?:news|press|media|newspaper)(?:paper)? (?:articles?|reports?|sources?|outlets?|clippings?)"
        r"|news ?papers?|press|media)",
        frozenset({CitationKind.PRESS}),
        "",
    ),
    (r"(?:web ?(?:sites?|pages?)|links?|urls?)", frozenset({CitationKind.WEB}), ""),
    (r"(?:treat(?:y|ies)|conventions?|agreements?)", frozenset({CitationKind.TREATY}), ""),
    (r"(?:(?:court|legal) )?(?:cases?|judge?ments?|rulings?)", frozenset({CitationKind.CASE}), ""),
    (r"(?:press )?(?:statements?|communiques?)", _SAID, ""),
    (r"archiv(?:es?|al) ?(?:documents?|records?|sources?|materials?)?", frozenset({CitationKind.ARCHIVE}), ""),
    (r"(?:sources?|references?|citations?)", frozenset(), ""),
)
_NOTES = regex(r"(?:foot ?|end ?)?notes?(?! verbale)")
_BY_KIND = tuple((regex(pattern), kinds, symbol) for pattern, kinds, symbol in _KINDS)
_OF_KIND = rf"(?P<what>{'|'.join(pattern for pattern, _, _ in _KINDS)}|{_NOTES.pattern})"
_ASKS = r"(?:(?:which|what|any|all|(?:list|name|show|give)(?: me| us)?|are there(?: any)?) )"
_CITES = (
    r"(?:cites?|quotes?(?: from)?|refers? to|mentions?|references?|footnotes?|uses?|rel(?:y|ies) on|rests? on"
    r"|draws? on|points? to|invokes?|names?|lists?|gives?)"
)
_CITED = (
    r"(?:cited|quoted|referenced|referred to|mentioned|footnoted|used|relied (?:up)?on|drawn on|pointed to|invoked"
    r"|named|listed|given)"
)
_SOURCES = tuple(
    regex(rf"(?:(?:and|so|but|ok) )?{pattern}")
    for pattern in (
        # Takes "which books does the letter cite", "what other sources did §s0 use"; leaves "... cite on it" alone.
        rf"{_ASKS}(?:all )?(?:the |of the )?(?:other )?{_OF_KIND} (?:does|do|did|has|have) (?P<of>.+?) "
        rf"(?:{_CITES}|{_CITED})",
        # Takes "which press articles are cited", "resolutions mentioned in §l".
        rf"{_ASKS}?(?:all )?(?:the )?(?:other )?{_OF_KIND}(?: (?:is|are|was|were|that are))? {_CITED}"
        r"(?: (?:in|by|from) (?P<of>.+))?",
        # Takes "list the footnotes of §l", "what are the sources of the letter"; leaves "what is the source of that".
        rf"(?:{_ASKS}|what (?:is|are|were) )?(?:all )?(?:the )?(?:other )?{_OF_KIND} (?:of|in|from|behind) (?P<of>.+)",
        # Takes "list all footnotes"; leaves "show me the sources" alone, those of the words shown.
        rf"(?:(?:list|show|give|see)(?: me| us)? )?all (?:of )?(?:the |its )?{_OF_KIND}(?P<of>)",
        # Takes "does it cite any books", "did §s0 mention resolutions".
        rf"(?:does|do|did) (?P<of>.+?) {_CITES} (?:any |other |some )*{_OF_KIND}",
        # Takes "what does the letter cite", "what did §s0 rely on"; leaves "what does §s0 mention" alone.
        r"(?P<any>what) (?:does|do|did) (?P<of>.+?) (?:cite|rely on|rest on|draw on|base its claims? on)",
    )
)
_TO_DO = (
    rf"(?: (?:the )?(?:sg|secretary general|sec gen|{_UN}|security council|general assembly|council|assembly|sc|ga|"
    r"president(?: of the security council)?|members?)(?: to do)?)?"
)
_ASKS_FOR = r"(?:want|request|ask|demand|call|seek|urge)(?: for)?"
_REQUESTS = tuple(
    regex(rf"(?:(?:and|so|but|ok) )?{pattern}")
    for pattern in (
        # Takes "what is §s0 asking for", "what does the letter want the sg to do"; leaves "what does §s0 want for it".
        r"what (?:exactly )?(?:is|are|was|were) (?P<of>.+?) (?:asking|requesting|demanding|calling|seeking)"
        rf"(?: for| from| of)?{_TO_DO}",
        rf"what (?:exactly )?(?:does|do|did) (?P<of>.+?) {_ASKS_FOR}(?: from| of)?{_TO_DO}",
        # Takes "what are the requests in §l", "what is requested in the letter".
        r"(?:what (?:is|are) )?(?:the )?(?:requests?|demands?|asks) (?:of|in|from|by) (?P<of>.+)",
        r"what (?:is|was) (?:being )?(?:requested|asked(?: for)?|demanded)(?: (?:in|by) (?P<of>.+))?",
    )
)
_PEOPLE = r"(?:people|persons?|speakers?|experts?|witness(?:es)?|officials?|organi[sz]ations?|bod(?:y|ies)|names)"
_SPEAKERS = tuple(
    regex(rf"(?:(?:and|so|but|ok) )?{pattern}")
    for pattern in (
        # Takes "who is quoted in §l", "which people are quoted"; leaves "who is quoted on the dam" alone.
        rf"(?:who(?: else)?|(?:which|what) {_PEOPLE}|whose words)(?: all)? (?:is|are|was|were)(?: all)? quoted"
        r"(?: (?:in|by) (?P<of>.+))?",
        # Takes "whom does §s0 quote", "who did it quote".
        rf"(?:whom?(?: else)?|(?:which|what) {_PEOPLE}) (?:does|do|did) (?P<of>.+?) quote",
    )
)
_ANNEX = r"(?:annex(?:es)?|enclosures?|attachments?|appendi(?:x|xes|ces))"
_ANNEXES = tuple(
    regex(rf"(?:(?:and|so|but|ok) )?{pattern}")
    for pattern in (
        # Takes "which annexes does §l have", "are there annexes", "does it have an annex"; leaves "what is annex II".
        rf"(?:(?:which|what|how many) {_ANNEX} (?:does|do|did|has) (?P<of>.+?)(?: (?:have|contain|enclose|attach))?)",
        r"(?:(?:list|show|what are|which are)(?: me)? )?(?:all )?(?:the )?(?:annexes|enclosures|attachments|appendices)"
        r"(?: (?:of|in|to) (?P<of>.+))?",
        rf"(?:are|is) there (?:any |an? )?{_ANNEX}(?: (?:to|in) (?P<of>.+))?",
        rf"(?:does|do) (?P<of>.+?) have (?:any |an? )?{_ANNEX}",
    )
)
_OTHERS = {Sought.REQUESTS: _REQUESTS, Sought.SPEAKERS: _SPEAKERS, Sought.ANNEXES: _ANNEXES}
_SHOWN = regex(rf"(?:it|they|he|she|(?:(?:the|this|that)(?: same)? )?{KIND})")
_BY_SYMBOL = regex(rf"(?:(?:the|this|that) )?(?:{KIND} )?§l")
_SENDER = regex(r"(?:the )?(?P<whose>§s\d)")
_BESIDE = frozenset("the a that this".split())


def contents_asked(question: Told) -> ContentsAsked | None:
    """Return what a question asks of letters as wholes, if it asks for nothing else."""
    for pattern in _SOURCES:
        if (found := pattern.fullmatch(question.text)) and (whose := _whose(question, found["of"])) is not None:
            return of_sources(found.groupdict().get("what") or "sources", whose)
    for sought, patterns in _OTHERS.items():
        for pattern in patterns:
            if (found := pattern.fullmatch(question.text)) and (whose := _whose(question, found["of"])) is not None:
                return ContentsAsked(sought, whose)
    return None


def of_sources(named: str, whose: Whose) -> ContentsAsked | None:
    """Return that sources of a kind that is named are asked for, or the notes; `None` where no kind is."""
    if _NOTES.fullmatch(named):
        return ContentsAsked(Sought.NOTES, whose)
    kind = next((each for each in _BY_KIND if each[0].fullmatch(named)), None)
    return ContentsAsked(Sought.SOURCES, whose, *kind[1:]) if kind is not None else None


def whose_named(question: Told, text: str) -> Whose | None:
    """Return the letters that a part of a question names by symbol or sender, or describes; `None` where by neither."""
    whose = _whose(question, text)
    return whose if whose != Whose() else None


def _whose(question: Told, text: str | None) -> Whose | None:
    """Return the letters that a part of a question names; `None` where it names something else."""
    if not text or _SHOWN.fullmatch(text):
        return Whose()
    if _BY_SYMBOL.fullmatch(text):
        return Whose(symbols=question.symbols)
    if found := _SENDER.fullmatch(text):
        return Whose(LettersAsked(ListingKind.SENT, Filters(senders=question.named(found["whose"]))))
    letters = described(question, text)
    if letters is None or not _BESIDE.issuperset(re.findall(r"\S+", letters[1])):
        return None
    return Whose(letters[0])
