"""Questions on letters as such: which there are, which is the newest, which answer or cite one, who signs for a State.

Such a question is understood whole or not at all: with a word too many ("... about the dam") it asks what letters say.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache

from retrieval.language.dates import find_days
from retrieval.language.senders import apart, find_senders
from retrieval.patterns import regex
from retrieval.questions.periods import Period, find_periods
from retrieval.symbols import typed_symbols, without_symbols
from retrieval.types import Filters, LetterKind, ListingKind, Span


@dataclass(frozen=True, slots=True)
class LettersAsked:
    """Letters that are asked for: of `kind`, among those that `filters` leave.

    The letter that they answer or cite goes by `symbols`, or is the only one that `described` leaves, or was shown
    before ("that letter") where both are empty. `day` is the day of any year that they are of ("03-08"); `alone` tells
    that nothing but a letter of some day is named, which may be one that letters only speak of.
    """

    kind: ListingKind
    filters: Filters = field(default_factory=Filters)
    symbols: tuple[str, ...] = ()
    described: Filters = field(default_factory=Filters)
    day: str = ""
    alone: bool = False


@dataclass(frozen=True, slots=True)
class SignerAsked:
    """Whoever signs the letters that `filters` leave in an office, of which this is the pattern."""

    office: re.Pattern[str]
    filters: Filters


@dataclass(frozen=True, slots=True)
class Told:
    """A question in small letters, with signs in the place of what it names.

    Of senders ("§s0"), dates ("§p0"), days of any year ("§d0") and symbols ("§l"). `marked` is the question as it was
    typed with these signs, which stand for what was `printed` there.
    """

    text: str
    symbols: tuple[str, ...] = ()
    senders: tuple[str, ...] = ()
    periods: tuple[str, ...] = ()
    days: tuple[str, ...] = ()
    marked: str = ""
    printed: Mapping[str, str] = field(default_factory=dict)

    def as_typed(self, marked: str) -> str:
        """Return a part of `marked` with what was typed in the place of the signs; symbols stay signs."""
        return re.sub(r"§[spd]\d", lambda sign: self.printed[sign[0]], marked)

    def named(self, sign: str | None) -> tuple[str, ...]:
        """Return the senders that signs in a text stand for."""
        return tuple(self.senders[int(number)] for number in re.findall(r"§s(\d)", sign or ""))

    def dated(self, sign: str | None, *, onwards: bool = False) -> Filters:
        """Return the filter for the period that a sign stands for, or for all since then."""
        if not sign:
            return Filters()
        iso = self.periods[int(sign[2:])]
        return Filters(since=iso, until=None if onwards else iso)


_YEAR = regex(r"\b(?:19|20)\d\d\b")
_SIGN = "§l"
_MOST_SIGNS = 9  # of one kind, so that a digit tells them apart
_WRITTEN_OUT = (
    (regex(r"\b(wh(?:o|at|ich|en|ere))(?:['’]?s)\b"), r"\1 is"),
    (regex(r"(?<=§[spd]\d)['’]s?\b"), ""),
    (regex(r"['’]s\b"), ""),
    (regex(r"[^\w§'’-]+|['’](?!\w)"), " "),
    (regex(r"(?:§l[\s-]*)+"), "§l "),
    (regex(r"\b(?:please|pls|(?:can|could|would) (?:you|u)|tell me|do you know)\b"), " "),
    (regex(r"\s+"), " "),
)


@lru_cache(maxsize=64)  # a question is looked through for several ends
def told(text: str, senders: tuple[str, ...], newest_year: int | None) -> Told:
    """Return a question with signs for what it names; `senders` are those of the letters at hand."""
    marked = without_symbols(text.replace("§", " "), _SIGN)
    named = [(each.span, each.name) for each in find_senders(marked, senders)][:_MOST_SIGNS]
    dated = [(each.span, each.iso) for each in _periods(marked, newest_year)][:_MOST_SIGNS]
    days = [(each.span, each.iso.removeprefix("--")) for each in find_days(marked)][:_MOST_SIGNS]
    signs = [
        (span, f"§{kind}{at}")
        for kind, found in (("s", named), ("p", dated), ("d", days))
        for at, (span, _) in enumerate(found)
    ]
    printed = {sign: span.of(marked) for span, sign in signs}
    for span, sign in sorted(signs, reverse=True):
        marked = f"{marked[: span.start]}{sign}{marked[span.end :]}"
    names, periods, of_any_year = (tuple(what for _, what in found) for found in (named, dated, days))
    return Told(plainly(marked), typed_symbols(text), names, periods, of_any_year, marked, printed)


def plainly(marked: str) -> str:
    """Return a question with signs in small letters, without punctuation and what is only polite."""
    folded = unicodedata.normalize("NFKD", marked.casefold())
    plain = "".join(each for each in folded if not unicodedata.combining(each))
    for pattern, written in _WRITTEN_OUT:
        plain = pattern.sub(written, plain)
    return plain.strip()


def _periods(text: str, newest_year: int | None) -> Iterator[Period]:
    """Return the periods that a text names, each once, bare years included."""
    years = (Period(Span(*each.span()), each[0]) for each in _YEAR.finditer(text))
    return apart([*find_periods(text, newest_year), *years])


def letters_asked(question: Told) -> LettersAsked | SignerAsked | None:
    """Return the letters, or the signer, that a question asks for, if it asks for nothing else."""
    return _linked(question) or _signer(question) or _dated(question) or _listed(question)


def letters_of_named(question: Told) -> LettersAsked | None:
    """Return the letters of whom, or of when, a question names if it says no more: "Kesparia", "2022"."""
    named = re.fullmatch(r"(?:the )?(?:(?P<from>§s0)(?: (?P<then>§p0))?|(?P<year>§p0))", question.text)
    if named is None:
        return None
    of_then = question.dated(named["then"] or named["year"])
    return LettersAsked(ListingKind.SENT, replace(of_then, senders=question.named(named["from"])))


# --- letters that answer or cite one ----------------------------------------------------------------------------------

KIND = r"(?:letters?|notes? verbales?|notes?|cables?|documents?|docs?)"
# Takes "kesparia's letter of 9 november 2021", "the letter from kesparia of ...", "that letter", "it".
_REF = (
    rf"(?:(?:the |this |that )?(?:{KIND} )?(?P<symbol>§l)"
    rf"|(?:the )?(?P<whose>§s\d) {KIND} (?:(?:of|dated|from) )?(?P<day>§p\d)"
    rf"|(?:the )?{KIND} (?:from|by|of) (?:the )?(?P<by>§s\d) (?:of|dated|from) (?P<day_by>§p\d)"
    rf"|(?:the )?{KIND} (?:of|dated|from) (?P<day_alone>§p\d)(?: (?:from|by|of) (?:the )?(?P<by_day>§s\d))?"
    rf"|(?:this|that|the|its) (?:same |very )?(?:{KIND}|one))"
)
_IT = rf"(?:{_REF}|it|this|that)"
_FROM = r"(?: (?:from|by|of) (?:the )?(?P<from>§s\d))?"
_ANSWERS = (
    r"(?:repl(?:y|ies|ied|ying) to|(?:an? |in )?(?:reply|answer|response) to|answer(?:s|ed|ing)?(?: to)?"
    r"|respond(?:s|ed|ing)? to|react(?:s|ed|ing)? to)"
)
_CITES = r"(?:mention(?:s|ed|ing)?|refer(?:s|red|ring)? to|cit(?:es?|ed|ing)|quot(?:es?|ed|ing)|referenc(?:es?|ed|ing))"
_ASKED = r"(?:which|what|any|(?:are|is) there(?: any| an?)?|list|show(?: me)?|the)"
_WHO = r"(?:who(?: else)?|which (?:states?|countr(?:y|ies)|governments?)|(?:did|has|have) any(?:one|body))"
_THAT = r"(?: (?:that|which))?(?: (?:has|have|is|are|was|were))?"
_LINKS = tuple(
    (kind, regex(rf"(?:(?:and|but|so) )?{pattern}"))
    for kind, pattern in (
        # Takes "which letter replies to §l", "letters of kesparia that answer it"; leaves "which does it answer" alone.
        (ListingKind.ANSWERS, rf"(?:{_ASKED} )?(?:other )?{KIND}{_FROM}{_THAT} {_ANSWERS} {_IT}"),
        (ListingKind.ANSWERS, rf"{_WHO}(?: has| have)? {_ANSWERS} {_IT}"),
        # "what did kesparia reply to that" asks for the words
        (ListingKind.ANSWERS, rf"(?:what|how) (?:did|has|have) (?:the )?(?P<from>§s\d)(?: ever)? {_ANSWERS} {_REF}"),
        (ListingKind.ANSWERS, rf"(?:when )?(?:did|has|have) (?:the )?(?P<from>§s\d)(?: ever)? {_ANSWERS} {_IT}"),
        (ListingKind.ANSWERS, rf"(?:is|was|were) there (?:an?|any) (?:repl|answer|respons)\w+{_FROM} to {_IT}"),
        (ListingKind.ANSWERS, rf"(?:is|was|has) {_IT}(?: ever)?(?: been)? (?:answered|replied to){_FROM}"),
        (ListingKind.CITES, rf"(?:{_ASKED} )?(?:other )?{KIND}{_FROM}{_THAT} {_CITES} {_IT}"),
        (ListingKind.CITES, rf"{_WHO}(?: has| have)? {_CITES} {_IT}"),
        (ListingKind.CITES, rf"(?:(?:where|by whom) )?(?:is|was|has) {_IT}(?: been)? {_CITES}"),
    )
)  # fmt: skip


def _linked(question: Told) -> LettersAsked | None:
    for kind, pattern in _LINKS:
        if found := pattern.fullmatch(question.text):
            groups = found.groupdict()
            day = groups["day"] or groups["day_by"] or groups["day_alone"]
            sender = question.named(groups["whose"] or groups["by"] or groups["by_day"])
            symbols = question.symbols if groups["symbol"] else ()
            described = replace(question.dated(day), senders=sender)
            return LettersAsked(kind, Filters(senders=question.named(groups.get("from"))), symbols, described)
    return None


# --- who signs for a State --------------------------------------------------------------------------------------------

_OFFICES = (
    (r"(?:permanent representative|perm(?:anent)? rep|pr)", r"permanent representative"),
    (r"acting (?:permanent representative|pr)", r"acting permanent representative"),
    (r"charge(?: d[ '’]?affaires)?(?: a ?i)?", r"charge d affaires.*"),
    (r"(?:ambassador|envoy|representative)", r"(?:acting )?permanent representative|charge d affaires.*"),
    (r"(?:foreign minister|minister (?:for|of) foreign affairs|fm)", r"minister (?:for|of) foreign affairs"),
)
_THERE = r"(?: (?:to|at) the (?:un|united nations)| in new york)?"
_OF_WHOM = rf"{_THERE}(?: (?:of|for|from) (?:the )?(?P<of>§s\d))?{_THERE}"
_SIGNER = tuple(
    (regex(form.format(asked=asked)), regex(office))
    for asked, office in _OFFICES
    for form in (
        # Takes "who is the permanent representative of §s0 to the un", "name of §s0 ambassador in §p0".
        r"(?:and )?(?:who|what|name of)(?: (?:is|was|are|were))?(?: the)?(?: name of)?(?: the)?(?: (?P<whose>§s\d))?"
        rf"(?: current| present)? {{asked}}{_OF_WHOM}(?: (?:in|during|of) (?P<day>§p\d))?",
        # Takes "pr of §s0 name" and "§s0 permanent representative".
        rf"(?:the )?(?:(?P<whose>§s\d) )?{{asked}}{_OF_WHOM}(?: name)?(?: (?:in|during) (?P<day>§p\d))?",
    )
)
_REPRESENTS = regex(
    rf"who (?:represent(?:s|ed)|sign(?:s|ed)(?: (?:the )?{KIND})? for|speaks for) (?:the )?(?P<of>§s\d){_THERE}"
    r"(?: (?:in|during) (?P<day>§p\d))?"
)
_ANY_OFFICE = regex(_OFFICES[3][1])


def _signer(question: Told) -> SignerAsked | None:
    for pattern, office in (*_SIGNER, (_REPRESENTS, _ANY_OFFICE)):
        if found := pattern.fullmatch(question.text):
            groups = found.groupdict()
            sender = question.named(groups.get("whose") or groups["of"])
            return SignerAsked(office, replace(question.dated(groups["day"]), senders=sender)) if sender else None
    return None


# --- the letter of a day ----------------------------------------------------------------------------------------------

_DAY = r"(?:(?:of|dated|from|on) )?(?:the )?(?:(?P<date>§p\d)|(?P<day>§d\d))"
_WHOSE_LETTER = rf"(?:(?:the |that )?(?P<whose>§s\d) )?(?:the |that )?{KIND}"
# Takes "§s0 letter of §p0", "show me the letter dated §d0 from §s0"; leaves "what does the letter of §p0 say" alone.
_OF_A_DAY = regex(
    r"(?:(?:open|read|show|send|get|give|find|see)(?: me| us)? )?"
    rf"(?:{_WHOSE_LETTER} {_DAY}(?: (?:from|by|of) (?:the )?(?P<by>§s\d))?|"
    rf"(?:the |that )?{KIND} (?:from|by|of) (?:the )?(?P<from>§s\d) {_DAY.replace('<d', '<of_d')})"
)
_A_DAY = len("2023-03-08")


def _dated(question: Told) -> LettersAsked | None:
    """Return the letter of a day, if nothing else is asked for: "kesparia's letter of 8 march"."""
    found = _OF_A_DAY.fullmatch(question.text)
    if found is None:
        return None
    sender = question.named(found["whose"] or found["by"] or found["from"])
    day, date = found["day"] or found["of_day"], question.dated(found["date"] or found["of_date"])
    if not day and len(date.since or "") < _A_DAY:
        return None
    of_day = question.days[int(day[2:])] if day else ""
    return LettersAsked(ListingKind.SENT, replace(date, senders=sender), day=of_day, alone=True)


# --- letters by sender, addressee and date ----------------------------------------------------------------------------

NEWEST, OLDEST = "latest|last|newest|most recent", "first|earliest|oldest"
_SUPERLATIVE = regex(rf"\b(?:the )?(?:very )?(?:(?P<new>{NEWEST})|{OLDEST})\b")
# Takes "the first orvelland letter".
_SUPERLATIVE_LETTER = regex(rf"\b(?:(?P<new>{NEWEST})|{OLDEST}) (?:[\w’'-]+ ){{0,3}}?{KIND}\b")
_SENT = r"(?:send|sent|write|wrote|written|issued?|submit(?:ted)?|circulated?)"
_SENDERS = r"(?:the )?(§s\d(?:,? (?:and|or|&) (?:the )?§s\d)*)"
# Takes "sent by §s0 and §s1", "did the §s0 ever" before "send", "§s0" before "sent" and before "latest letter".
_BY = regex(
    rf"(?:(?:that |which )?(?:{_SENT}|came|come|received) )?\b(?:from|by|of) {_SENDERS}"
    rf"|\b(?:did|has|have|does) {_SENDERS}(?: ever)?(?= (?:{_SENT}|last|first)\b)"
    rf"|{_SENDERS}(?: has| have)?(?= {_SENT}\b)"
    rf"|{_SENDERS} (?=(?:(?:{NEWEST}|{OLDEST}|identical) )?{KIND}\b)"
)
_OF_ANY_YEAR = regex(r"(?:\b(?:of|dated|from|on) )?(?:the )?(?P<day>§d\d)")
_WHEN = regex(r"(?:\b(?:(?P<since>since)|in|of|on|during|dated|from|for) )?(?:the )?(?:year )?(?P<day>§p\d)")
_AT_ITS_END = regex(rf"\s{_WHEN.pattern}$")
_BODIES = {
    "Secretary-General": r"secretary[ -]general|sec(?:retary)? gen|sg",
    "President of the Security Council": r"(?:president of the )?(?:security council|sc|unsc)",
    "President of the General Assembly": r"(?:president of the )?(?:general assembly|ga|unga)",
}
_TO = regex(rf"(?:(?:{_SENT}|addressed|directed) )?\bto (?:the )?(?P<body>{'|'.join(_BODIES.values())}|§s\d)")
_KINDS = (
    (regex(r"\bnotes? verbales?\b"), (LetterKind.NOTE_VERBALE,)),
    (regex(r"\bidentical letters?\b"), (LetterKind.IDENTICAL_LETTERS,)),
    (regex(r"\bcables?\b"), (LetterKind.CABLE,)),
    (regex(r"\b(?:letters?|documents?|docs?)\b"), ()),
)
_ALL = regex(
    r"\b(?:how many|number of|list|show|all|every|count)\b|"
    r"^(?:which|what) letters (?:are there|do (?:you|we) (?:have|hold)|have (?:you|we)(?: got)?)$"
)
# One letter is asked for where a question begins so; "kesparia's letter" alone may ask anything of it.
_ONE = regex(rf"^(?:(?:which|what) {KIND}|any|(?:is|are) there|(?:did|has|have) (?:the )?§s\d|do (?:you|we) have)\b")
_PLURAL = regex(r"\b(?:letters|notes verbales?|cables|documents|docs)\b")
_FRAME = frozenset(
    "which what is are was were there the a an any all every list show give me us how many number count of did do does "
    "has have had you we i got get hold held send sent write wrote written come came dated ever so far total".split()
)
_OF_ONE = frozenset("who when date symbol".split())  # what a card tells of the one letter that is the newest
_AND = regex(r"(?:and|or|but|also|so|then|what about|how about|what of)\b")


# Takes "when did §s0 write and to whom", "to whom did §s0 write in §p0"; leaves "when did §s0 write about fish" alone.
_WROTE = regex(
    r"(?:(?:and )?(?:(?:to )?whom?|when|how often)(?: and)? ){1,2}(?:did|has|have) (?:the )?§s\d(?: ever)? "
    r"(?:write|written)(?: to)?(?: (?:in|during|on) (?:the )?§p\d)?(?: and (?:(?:to )?whom?|when|how often))*"
)


def _listed(question: Told) -> LettersAsked | None:
    """Return the letters that are asked for by sender, addressee, date and kind: no word may be left that says more."""
    if _WROTE.fullmatch(question.text):
        return LettersAsked(ListingKind.SENT, replace(_narrowed(question, question.text)[0], addressees=()))
    first = _SUPERLATIVE.search(question.text)
    narrowed = _of_kind(*_narrowed(question, question.text))
    if narrowed is None and first and re.search(r"\b(?:write|wrote|written)\b", question.text):
        narrowed = _narrowed(question, question.text)
    if narrowed is None:
        return None
    filters, rest = narrowed
    words = set(_SUPERLATIVE.sub(" ", rest).split())
    asks = first or _PLURAL.search(question.text) or _ONE.match(question.text)
    whole = replace(filters, kinds=()).empty and not first and not _ALL.search(question.text)
    if not asks or whole or not words <= (_FRAME | _OF_ONE if first else _FRAME):
        return None
    return LettersAsked(_kind_of(first), filters)


def narrowed_to(question: Told, text: str) -> tuple[ListingKind, Filters] | None:
    """Return which letters a part of a question speaks of, and whether of the newest or the first of them.

    `None` where it speaks of no letters, or says more of them.
    """
    narrowed = _of_kind(*_narrowed(question, text))
    if narrowed is None:
        return None
    filters, rest = narrowed
    first = _SUPERLATIVE.search(rest)
    return (_kind_of(first), filters) if set(_SUPERLATIVE.sub(" ", rest).split()) <= _FRAME else None


def described(question: Told, text: str) -> tuple[LettersAsked, str] | None:
    """Return the letters that a part of a question describes by sender, addressee, date and kind, and its other words.

    `None` where it speaks of no letter, or of several: "§s0 letter of §p0", "the latest note verbale from §s0".
    """
    day = _OF_ANY_YEAR.search(text)
    narrowed = _of_kind(*_narrowed(question, _without(text, day) if day else text))
    if narrowed is None or (_PLURAL.search(text) and narrowed[0].kinds != (LetterKind.IDENTICAL_LETTERS,)):
        return None
    filters, rest = narrowed
    of_day = question.days[int(day["day"][2:])] if day else ""
    return LettersAsked(_kind_of(_SUPERLATIVE.search(text)), filters, day=of_day), _SUPERLATIVE.sub(" ", rest)


def _of_kind(filters: Filters, text: str) -> tuple[Filters, str] | None:
    """Return filters with the kind of letter that a text names, and the text without it; `None` where it names none."""
    for pattern, kinds in _KINDS:
        if pattern.search(text):
            return replace(filters, kinds=kinds), pattern.sub(" ", text)
    return None


def superlative(text: str) -> ListingKind | None:
    """Tell whether a question speaks of the newest or the first letter of somebody; `None` where of neither."""
    found = _SUPERLATIVE_LETTER.search(text.casefold())
    return _kind_of(found) if found is not None else None


def _kind_of(found: re.Match[str] | None) -> ListingKind:
    if found is None:
        return ListingKind.SENT
    return ListingKind.LATEST if found["new"] else ListingKind.FIRST


def _narrowed(question: Told, text: str) -> tuple[Filters, str]:
    """Return what a text narrows letters to, and the text without the words for it; each is told once."""
    filters = Filters()
    if found := _BY.search(text):
        sign = next(filter(None, found.groups()))
        filters = replace(filters, senders=question.named(sign))
        text = _without(text, found)
    if found := _TO.search(text):
        body = next((name for name, each in _BODIES.items() if re.fullmatch(each, found["body"])), None)
        filters = replace(filters, addressees=(body,) if body else question.named(found["body"]))
        text = _without(text, found)
    if found := _WHEN.search(text):
        dated = question.dated(found["day"], onwards=bool(found["since"]))
        filters = replace(filters, since=dated.since, until=dated.until)
        text = _without(text, found)
    return filters, text


def split_period(question: Told, text: str) -> tuple[str, Filters]:
    """Return a text without the time named at its end, and that time: "the gates in §p0"."""
    found = _AT_ITS_END.search(text)
    if found is None:
        return text, Filters()
    return text[: found.start()], question.dated(found["day"], onwards=bool(found["since"]))


def _without(text: str, found: re.Match[str]) -> str:
    return f"{text[: found.start()]} {text[found.end() :]}"


def continued(before: LettersAsked, question: Told) -> LettersAsked | None:
    """Return what a question asks for that only puts another name or date into the one `before`: "and in 2022?"."""
    begun = _AND.match(question.text)
    if begun is None:
        return None
    told_of = re.sub(r"^(?: the)? (?=§s)", " of ", question.text[begun.end() :])
    more, rest = _narrowed(question, told_of)
    first = _SUPERLATIVE.search(rest)
    words = set(_SUPERLATIVE.sub(" ", rest).split())
    if words - {"one", "ones", "did", "the", "does", "has"} or (more.empty and first is None):
        return None
    filters = before.filters
    filters = replace(
        filters, senders=more.senders or filters.senders, addressees=more.addressees or filters.addressees
    )
    if more.since:
        filters = replace(filters, since=more.since, until=more.until)
    return replace(before, filters=filters, kind=_kind_of(first) if first else before.kind)
