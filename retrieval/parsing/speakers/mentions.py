"""Whom "he" or "she" stands for: the persons that a paragraph has named so far, and of whom its last sentence is.

A pronoun that may be either of two is nobody's: a wrong name is worse than none.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

from retrieval.language.dates import MONTH
from retrieval.language.names import same_speaker
from retrieval.language.states import canonical, find_states
from retrieval.parsing.model import Draft
from retrieval.parsing.names import CAP, PERSON, PROPER, People, is_name, is_person, without_opening
from retrieval.parsing.speakers.callings import ADDRESS, ADJECTIVE, CALLING, OFFICE
from retrieval.parsing.speakers.heads import TEXT_NOUN
from retrieval.parsing.speakers.subjects import OPENING_PHRASE, subject
from retrieval.parsing.speakers.verbs import SAYING, VERBS
from retrieval.parsing.speakers.whose import Speaker, Whose, named
from retrieval.patterns import regex

_MENTION = regex(
    rf"(?:\b(?P<article>[Tt]he|[Aa]n?|[Hh]is|[Hh]er|[Ii]ts|[Tt]heir|[Oo]ur|[Mm]y)\s+)?(?<!\w)(?P<name>{ADJECTIVE}{PROPER})"
    rf"(?:,\s+(?:the\s+|its\s+)?(?P<other>{ADJECTIVE}{PROPER}))?"
)
_PLACED = regex(r"\b(?:[Ii]n|[Aa]t|[Nn]ear|[Ff]rom|[Oo]utside|[Oo]ff)\s(?:the\s)?$")
# "This was repeated by Stane", "told Anna Berg that", "said that Anna Berg had": who is named there may be "he" next
_ACTING = regex(
    r"\b(?:by|told|informed|reminded|warned|assured|asked|met|(?:wrote|said)\sto|(?:said|spoke|wrote)\sof|and|but|when|while|whereas|because|"
    r"that)\s(?:the\s)?$"
)
_TITLE = regex(rf"{ADDRESS}\.?\s")
# "The engineer was arrested."; not "The engineer, Anna Berg,"
_NAMELESS = regex(
    rf"(?:The|An?|One|Another|His|Her|Their|Its)\s(?:[a-z-]+\s){{0,3}}?(?:{CALLING.pattern})(?!,\s[A-Z]|\s[A-Z]|\s(?:of|for|in|at)\s[^,;:.]{{2,80}},\s[A-Z])"
)
# "punished a girl because she", who may be either; not "a journalist asked him, he"
_STRANGER = regex(
    rf"\b(?:[Aa]n?|[Oo]ne|another)\s(?:[a-z-]+\s){{0,2}}?(?:{CALLING.pattern}|man|woman|boy|girl|student|child|guard)\b(?!.*\b(?:him|her)\b)"
)
# "received the wife of the prisoner.": it may be her of whom the next sentence is
_MET = regex(
    r"\b(?:received|met|saw|visited|heard|questioned|interviewed|telephoned|(?:spoke|talked|wrote)\s(?:to|with))\s(?:the|an?|his|her|their)\s"
    rf"(?:[a-z-]+\s){{0,2}}?(?:{CALLING.pattern}|wife|widow|mother|daughter|sister|husband|father|son|brother|woman|man|girl|boy)\b(?!,?\s[A-Z])"
)
_OF_HIM = regex(r"(?:He|She)\s")  # the sentence is of whom the one before is
_BEFORE_NAME = regex(rf"{OFFICE.pattern}\s[A-Z]")  # "Engineer Anna Berg"
_ONES = regex(r"(?:[Hh]is|[Hh]er|[Ii]ts|[Tt]heir|[Oo]ur|[Mm]y)$")
_BODY = regex(
    r"\b(?:Ministry|Government|Council|Committee|Commission|Court|Assembly|Parliament|Office|Group|Organi[sz]ation|Union|"
    r"Watch|Centre|Center|Agency|Institute|Bureau|Mission|Department|Secretariat|Movement|Conference|League|Federation|"
    r"Foundation|Association|Authority|Board|Bank|Fund|Tribunal|Chamber|Congress|Senate|Embassy|Delegation|Panel|Republic|"
    r"Kingdom|States?|Nations|Forces?|Army|Navy|Press|Service|Network|Memorial|Society|Company|Party|Front|Charter|"
    r"Convention|Covenant|Treaty|Protocol|Declaration|Agreement|Statute|[Rr]esolution|Decree|Act|Article|Times|News|"
    r"Courier|Gazette|Post|Herald|Tribune|Journal|Daily|Radio|Television|Monitor|Observatory|Alliance|Coalition|Forum)$"
)
# "The Joint Mission, which patrols the line, found otherwise.", "The Agreement of 1959 says nothing of it."
_OF_WHICH = regex(
    rf"(?P<the>The\s)?(?P<name>(?:\d{{4}}\s|delegation\sof\s(?:the\s)?)?{PROPER}(?:\son\sthe\s{PROPER})?(?:\sof\s\d{{4}}|(?!\sof\s\d)))"
    r"(?:,\s[a-z]+ing\s(?:at|in)\s[A-Z][\w’'-]+,)?(?P<rest>,?\s[a-z].*)$",
    re.DOTALL,
)
# "visited the Kesparian side of the river": nobody's name
_ON_A_SIDE = regex(
    r"\b[A-Z][\w’'-]+\s(?=(?:side|part|bank|shore|coast|border|boundary|frontier|territory|soil|waters|positions|villages?|towns?)\b)"
)
_MONTH = rf"(?:{MONTH})"
_NAMED = regex(rf"\b(?!{_MONTH}\b)[A-Z]\w")
ANY_BODY = regex(
    r"\b(?:court|council|commission|committee|assembly|board|ministry|government|mission|agency|institute|panel|group|union|"
    r"tribunal|authority|inquiry|office|experts?|party|company|bank|parliament|press|police|army|bench|chamber)\b",
    re.IGNORECASE,
)
# "It", behind them, may be whom the body dealt with: "asked the operator for its records"
_DEALT_WITH = regex(
    r"\b(?:asked|requested|invited|urged|told|informed|reminded|warned|met|heard|questioned|contacted|accused|sued|wrote|turned|sent|"
    r"addressed)\s(?:(?:to|for)\s)?(?:the|an?|its|several|some|all)\s|"
    r"\b(?:operators?|owners?|manufacturers?|contractors?|suppliers?|airline|newspaper|firm|ship|vessel)\b"
)
_ITSELF = regex(r"Its?\s")
_OF = regex(r"\s(?:of|for|on|in|to|at|and)\s")
_AND = regex(r"\sand\s(?:the\s)?")
# "The Minister’s deputy", "The Minister and his deputy": it may be the deputy of whom the sentence is
_BESIDE = regex(r"(?<=[’']s)|(?<=s[’'])\s|\s(?:and|or)\s(?:his|her|its|their|the|an?)\s")
_BY_ANOTHER = regex(r"\bby\s(?:an?|his|her|its|their|the)\s[a-z]")
# "The report, written by Anna Berg, examines": of her is the next sentence that says "she"; not "was repeated by Stane"
_WRITTEN_BY = regex(
    rf"(?:The|An?|Our|Its|Their|This)\s(?:[\w-]+\s){{0,3}}?(?:{TEXT_NOUN}|study|book|survey)\b[^;:]{{0,200}}?\b"
    rf"(?:written|drafted|prepared|compiled|drawn\sup)\sby\s(?:{_TITLE.pattern}|(?:Professor|Judge)\s)?"
)
_PRONOUN = regex(r"\b(?P<who>he|she|his|her|him)\b", re.IGNORECASE)
_BEHIND = regex(r",?\s*(?P<who>he|she)\s\w+")  # "“I build them,” she told her guards"
# "Asked about the dam, he replied": who answers is the one of whom it was told before; else it may be whom he spoke to
_ASKED = regex(r"\b(?:[Aa]sked|[Qq]uestioned|[Pp]ressed|[Cc]hallenged|[Qq]uestions?|[Ii]nterview\w*)\b")
_WOMAN = regex(r"\b(?:Mrs|Ms|Miss|Queen|Princess|Lady|Dame|Baroness|Madam|\w+woman)\b")
_MAN = regex(r"\b(?:Mr|Sir|King|Prince|Lord|Count|Baron|Emir|Sultan|Pope|Spokesman|Chairman)\b")
_GOES_ON = regex(
    r"\b(?:[Hh]e|[Ss]he)\s(?:\w+ly\s)?(?:also|further|then\s(?:added|went)|went\son|added|continued|concluded)\b"
)
_REPLIED = regex(r"\b(?:answer|repl|respon|retort|counter)")
_IN_REPLY = regex(r"In\s(?:his|her)\s(?:reply|answer|response)\b")  # of the one to whom the sender wrote
# Takes "In her report", "In his diary for 3 May,"; leaves "In her reply" alone.
_OWN_PAPER = regex(rf"In\s(?P<whose>his|her)\s(?!reply|answer|response)(?:{TEXT_NOUN}|diary|journal|message)\b")
# Takes "In the Minister's second reading speech "; leaves "In the Minister's car " alone.
_IN_HIS = regex(
    rf"(?:.*[.;]\s)?[Ii]n\s(?P<who>(?:the\s)?{PROPER})[’']s?\s(?:[\w-]+\s){{0,3}}?{TEXT_NOUN}(?:\s(?:of|on|to|at|in)\s[^,;:.]{{2,60}})?,?\s$"
)
_ANSWERS = regex(r"\b(?:answered|replied|responded|retorted|countered)\b")
# "In a letter to Anna Berg, he wrote": he is another
# "Renn proposed to wait", "I saw Renn on 3 May", "I was Renn's guest", as a letter that calls people by their surnames
# goes on with "He said": where it is the only such name, and nobody else is named, that is he
_BY_SURNAME = regex(
    rf"(?:^|[,;]\s|\b(?:and|but|then|when|after|that)\s)(?P<acts>{CAP})\s(?:also\s|then\s|again\s|[a-z]+ly\s)?(?:{VERBS}|proposed|suggested|moved|argued|spoke|objected|summoned|convened|"
    rf"called|came|rose|left|entered|began|telephoned|asked|agreed)\b|\b(?:I|[Ww]e)\s(?:\w+\s)?(?:saw|met|called\son|interviewed|(?:lunched|dined)\swith|(?:spoke|talked)\s(?:to|with))\s"
    rf"(?P<met>{CAP})(?!\s[A-Z])|\bI\swas\s(?P<host>{CAP})[’']s\sguest\b"
)
_SOMEONE = regex(
    rf"\b(?:the|an?|one|another|his|her|its|their|my|our)\s(?:[\w-]+\s){{0,2}}?(?:{CALLING.pattern}|man|woman|boy|girl|wife|husband|son|daughter|brother|"
    r"sister|friend|colleague|deputy|assistant|secretary)\b",
    re.IGNORECASE,
)
_ONE_WORD = regex(
    r"(?<![\w’'-])(?!(?:When|After|Before|While|In|On|At|As|If|For|With|By|But|And|So|Then|Later|Since|Although|Though|Yet|To|From|"
    r"Subsequently|Afterwards|Today|Yesterday|Unfortunately|However|Finally)\b)[A-Z][a-z][\w-]*(?![’'\w])"
)
_MANY = regex(
    r"(?:Cabinet|Opposition|Ministers|Members|Delegates|Delegations|Representatives|Police|Officials|Experts|Dominions|Powers|Governments)$"
)
_OPENING = regex(
    r"(?:[Ii]n|[Aa]t|[Oo]n|[Dd]uring|\w+ed|\w+ing)\b(?!.*(?:[’']s?\s|\b(?:that|which|who|when|after|before)\b))"
)


def body_of(sentence: str) -> str | None:
    """Return the body, law or State of which alone a sentence is: "it" in the next one is no other."""
    found = _OF_WHICH.match(sentence)
    rest = _ON_A_SIDE.sub("", found["rest"]) if found else ""
    if found is None or names_body(rest) or _DEALT_WITH.search(rest):
        return None
    name = found["name"]
    known = found["the"] and not OFFICE.search(name) and not is_person(name)
    return name if known or _is_body(name) or canonical(name) is not None else None


# "Renn has been given every facility.", "On 3 May, Renn was heard."; and the others whom a letter calls by a title
_ACTED_ON = regex(rf"(?:^|[.;,]\s)(?P<who>{CAP})\s(?:has|had|is|was|will|would|does)\s")
_BY_TITLE = regex(
    rf"\b(?:{ADDRESS}|General|Admiral|Marshal|Colonel|Major|Captain|Ambassador|Minister|President|Professor|Judge)\.?\s"
    rf"(?:{CAP}\s)?(?P<who>{CAP})"
)


def only_teller(before: str, told: str) -> Speaker | None:
    """Return the only one of whom a letter tells by surname so far, where `told`, "his report", speaks only of others.

    Whoever else was named, by his title, has to be told of there.
    """
    acted = {found["who"] for found in _ACTED_ON.finditer(before) if _may_be_surname(found["who"])}
    others = {found["who"] for found in _BY_TITLE.finditer(before)} - acted
    if len(acted) != 1 or not all(regex(rf"\b{re.escape(each)}\b").search(told) for each in others):
        return None
    name = acted.pop()
    return None if regex(rf"\b{re.escape(name)}\b").search(told) else Speaker(name)


# "The debate opened with a speech by Renn (Kesparia), who", "Sir Aldous Renn, with whom the Board took up the matter,"
_TOLD_FIRST = regex(
    rf".*\b(?:speech|statement|address|intervention)\sby\s(?P<by>{CAP})(?:\s\([^()]{{2,40}}\))?(?:,\swho\b|[.;]|$)|"
    rf"(?:(?:Sir|Lord|Mr\.|Mrs\.|Ms\.|Dr\.|General|Colonel|Admiral)\s)?(?P<head>{PERSON}),?\s(?:who|(?:with|to|by|from)\swhom)\s"
)


def told_of(sentences: Sequence[str], people: People) -> Speaker | None:
    """Return the person of whom alone sentences tell whose first is of him, or of his speech, and names no other so."""
    found = _TOLD_FIRST.match(sentences[0])
    speaker = named(found["by"] or found["head"], people) if found else None
    if found is None or not isinstance(speaker, Speaker) or (found["by"] and not _may_be_surname(found["by"])):
        return None
    rest = [sentences[0][found.end() :] if found["by"] else "", *sentences[1:]]
    others = [each.speaker for one in rest for each in _mentions(one, people) if each.sure or each.acts]
    acting = [Speaker(name) for one in rest for name in sorted(_acting(one))]
    return speaker if _are_one([speaker, *filter(may_be_he, others), *acting]) else None


def names_body(words: str) -> bool:
    """Tell whether words name anybody, or speak of a body, whose paper "its" may be."""
    return _NAMED.search(words) is not None or ANY_BODY.search(words) is not None


@dataclass(frozen=True, slots=True)
class _Mention:
    """A person whom a sentence names; whether it surely is one, heads the sentence, or does something in it."""

    speaker: Speaker
    sure: bool
    heads: bool
    acts: bool


class Mentions:
    """The persons whom the sentences of a paragraph name, as they are read."""

    def __init__(self, draft: Draft, people: People) -> None:
        self.speakers: list[Speaker] = []
        self._people = people
        own = not draft.part and len(draft.attribution) < 2
        self._addressee = people.addressee if own else None
        self._persons: list[Speaker] = []  # those of `speakers` who are neither States nor bodies
        self._named: list[Speaker] = []
        self._spoke: Speaker | None = None  # in the sentence right before
        self._of_one = ""  # that sentence, if it names nobody else
        self._quoted_alone: Speaker | None = None  # who is quoted there, where that sentence names nobody else
        self._topic: Speaker | None = None  # of that sentence, where nobody speaks in it
        self._body: str | None = None  # of which that sentence is
        self._nameless = False  # whether somebody without a name has come up since
        self._acting: set[str] = set()  # surnames of those who do something or are met
        self._words: set[str] = set()  # those and others that may be surnames
        self._someone = False  # whether anybody without a name has come up at all

    def read(self, sentence: str, spoken: Sequence[Speaker]) -> None:
        """Take in a sentence, without the words that it quotes, and who speaks in it, if that was found."""
        said = list(spoken[-1:]) or _who_says(sentence, self._people)
        goes_on = _ITSELF.match(sentence) and not names_body(sentence[1:])
        self._body = self._body if goes_on else body_of(sentence)
        mentions = list(_mentions(sentence, self._people))
        self._acting |= _acting(sentence)
        self._words |= _single_words(sentence)
        self._someone = self._someone or _SOMEONE.search(sentence) is not None
        self.speakers += said
        self._persons += filter(may_be_he, said)
        self._named += [each.speaker for each in mentions if each.sure or each.acts or not said]
        self._spoke = said[0] if said else None
        apposed = _apposed(sentence)
        someone = _SOMEONE.search(sentence, apposed[1] if apposed else 0)
        everybody = chain(said, spoken, (each.speaker for each in mentions))
        self._of_one = sentence if _are_one(everybody) else ""
        self._quoted_alone = said[0] if spoken and self._of_one and someone is None else None
        self._nameless = not (said or apposed) and (
            self._nameless or _NAMELESS.match(sentence) is not None or _MET.search(sentence) is not None
        )
        if not _OF_HIM.match(sentence) or mentions or _STRANGER.search(sentence):
            topic = _topic(mentions)
            if topic is None and someone is None and _are_one(chain(self.speakers, self._named)):
                topic = _writer(sentence, mentions)
            self._topic = None if said or _BY_ANOTHER.search(sentence) else topic

    def resolve(
        self, speaker: Speaker | Whose, lead: str, spoken: Sequence[Speaker] = (), tail: str = ""
    ) -> Speaker | Whose:
        """Return for whom "you", or "he" in `lead` or `tail`, stands; who is `spoken` speaks before in the sentence."""
        if speaker is Whose.ADDRESSEE:
            return Speaker(self._addressee) if self._addressee else Whose.UNKNOWN
        if speaker is Whose.IT:
            return Speaker(self._body) if self._body and not _REPLIED.search(lead) else Whose.UNKNOWN
        if speaker is not Whose.SAME:
            return speaker
        behind = _BEHIND.match(tail)
        pronoun = behind or next(reversed(list(_PRONOUN.finditer(lead))), None)
        head = lead[: pronoun.start()] if pronoun and not behind else lead
        if (his := _IN_HIS.fullmatch(head)) and not _ANSWERS.search(lead):
            return named(his["who"], self._people)
        found = self._antecedent(head, behind[0] if behind else lead, spoken) or self._only_surname(head, spoken)
        return Whose.UNKNOWN if found is None or (pronoun and _differs(found, pronoun["who"].lower())) else found

    def _antecedent(self, head: str, lead: str, spoken: Sequence[Speaker]) -> Speaker | None:
        """Return the one person named so far, else of whom the words before the pronoun or the sentence before are."""
        another = self._nameless or (self._spoke and _ANSWERS.search(lead) and not _ASKED.search(head + lead))
        here = [] if _OPENING.match(head) else list(_mentions(head, self._people))
        said, acting = [*self._persons, *filter(may_be_he, spoken)], map(Speaker, sorted(self._acting))
        others = filter(may_be_he, chain(self._named, acting, (each.speaker for each in here)))
        if said and not another and _are_one(chain(said, others)):
            return said[-1]
        if _IN_REPLY.match(head) and not (said or here) and _are_one(named := list(others)):
            return named[-1]
        if _STRANGER.search(head) and not (_OPENING.match(head) or _ASKED.search(head)):
            return None
        if here or another:
            return _topic(here)
        if spoken:
            return None if _ANSWERS.search(lead) or spoken[-1] not in said else spoken[-1]
        if self._spoke in said and (_GOES_ON.search(lead) is not None or self._is_plainly(head, lead)):
            return self._spoke
        return self._quoted_alone if self._quoted_alone in said else self._topic

    def _is_plainly(self, head: str, lead: str) -> bool:
        """Tell whether "In her report she stated" is of the Mrs. who alone spoke in the sentence before."""
        found = _OWN_PAPER.match(head)
        if found is None or self._spoke is None or _ANSWERS.search(lead):
            return False
        title = "Mrs|Ms|Miss|Lady|Dame" if found["whose"] == "her" else "Mr|Sir|Lord"
        return regex(rf"\b(?:{title})\.?\s{re.escape(self._spoke.name)}\b").search(self._of_one) is not None

    def _only_surname(self, head: str, spoken: Sequence[Speaker]) -> Speaker | None:
        """Return the only one who has been named at all so far, if by his surname alone, and now is "he"."""
        if (begins := _BY_SURNAME.match(head)) and (here := _acting(head)) == {begins["acts"]}:
            # "Renn summoned a meeting to say that he"
            alone = (_single_words(head) | self._words | self._acting) <= here and not _SOMEONE.search(head)
            return Speaker(begins["acts"]) if alone and not (spoken or self._named or self.speakers) else None
        others = (
            self._named or self.speakers or spoken or self._someone or _NAMED.search(head[1:]) or _SOMEONE.search(head)
        )
        one = len(self._acting) == 1 and self._words <= self._acting
        return Speaker(next(iter(self._acting))) if one and not others else None


def _acting(sentence: str) -> set[str]:
    """Return who does something in a sentence, or is met, and is called by one word."""
    found = {each["acts"] or each["met"] or each["host"] for each in _BY_SURNAME.finditer(sentence)}
    return {each for each in found if not each.endswith(("’s", "'s")) and _may_be_surname(each)}


def _single_words(sentence: str) -> set[str]:
    """Return who may be named in a sentence by one word: no State, and nothing that somebody is in or at."""
    states = [each.span for each in find_states(sentence)]
    found = (each for each in _ONE_WORD.finditer(sentence) if not _PLACED.search(sentence[: each.start()]))
    return {
        each[0]
        for each in found
        if _may_be_surname(each[0]) and not any(span.start <= each.start() < span.end for span in states)
    }


def _may_be_surname(word: str) -> bool:
    return is_name(word) and not (find_states(word) or _is_body(word) or OFFICE.search(word) or _MANY.match(word))


def _who_says(sentence: str, people: People) -> list[Speaker]:
    """Return the first person who says something in the sentence."""
    for verb in SAYING.finditer(sentence):
        found = subject(sentence[: verb.start()], people)
        if isinstance(found, Speaker):
            return [found]
    return []


def _mentions(sentence: str, people: People) -> Iterator[_Mention]:
    """Yield the persons whom a sentence names, by name or by office."""
    place = 0
    if apposed := _apposed(sentence):
        yield _Mention(apposed[0], True, True, False)
        place = apposed[1]
    while found := _MENTION.search(sentence, place):
        name, other = without_opening(found["name"]), found["other"]
        before = sentence[: found.start("article") if found["article"] else found.end("name") - len(name)]
        article = found["article"] or ("the" if before.endswith(" the ") else None)  # "When the Minister"
        before = before if found["article"] else before.removesuffix("the ")
        pair = _pair(name, other) if other else None
        place = found.end() if pair else found.end("name")
        whose = found["article"] is not None and _ONES.match(found["article"]) is not None
        heads = _heads(before) and not (whose or _BESIDE.match(sentence, place))
        acts = _ACTING.search(before) is not None
        several = [each for each in _AND.split(name) if is_person(each) or OFFICE.search(each)]
        if pair:
            yield _Mention(pair, True, heads, acts)
        elif len(several) > 1:
            yield from (_Mention(Speaker(each), False, False, acts) for each in several)
        elif single := _single(name, article, before, people):
            yield _Mention(*single, heads, acts)


# "The master of the Lark, Captain Joost Barend, has"; not "The widow of the master, Olga Barend,", who holds no office
_APPOSED = regex(
    rf"(?:The|An?|Its)\s(?P<role>[^,;:.“”]{{3,120}}),\s(?P<polite>(?:Mr|Ms|Mrs|Dr)\.\s)?(?P<person>{PERSON}),\s"
)


def _apposed(sentence: str) -> tuple[Speaker, int] | None:
    """Return the person of whom a sentence is, who is named beside his office or calling, and where he has been."""
    found = _APPOSED.match(sentence)
    head = _OF.split(found["role"])[0] if found else ""
    calling = OFFICE.search(head) or CALLING.search(head) or (found and found["polite"])
    if found is None or not is_person(found["person"]) or not calling:
        return None
    speaker = named(found["person"], People())
    return (Speaker(speaker.name, found["role"]), found.end()) if isinstance(speaker, Speaker) else None


def _pair(name: str, other: str) -> Speaker | None:
    """Return whom two phrases name together: "Minister of Water, Aldous Renn", "Stane, Minister of Water"."""
    if not is_name(name) or not is_name(other):
        return None
    if is_person(other) and OFFICE.search(name):
        return Speaker(other, name)
    apposed = OFFICE.search(other) and not OFFICE.search(name) and not _is_body(name)
    return Speaker(name, other) if apposed else None


def _single(name: str, article: str | None, before: str, people: People) -> tuple[Speaker, bool] | None:
    """Return whom one phrase may name, and whether it surely is a person; nobody is learned from it."""
    if canonical(name) is not None or _is_body(name) or not is_name(name):
        return None
    bare = _TITLE.sub("", name)
    full, role = people.recognise(bare)
    if full != bare or role is not None or bare != name:
        return Speaker(full, role), True
    if OFFICE.search(name):
        speaker = named(name, People())
        titled = _BEFORE_NAME.match(name) is not None
        return (speaker, bool(article or speaker.role or titled)) if isinstance(speaker, Speaker) else None
    if article:
        return None
    person = is_person(name) and not _PLACED.search(before)
    return (Speaker(name), False) if person or (re.fullmatch(CAP, name) and _ACTING.search(before)) else None


_THE_CALLING = regex(
    rf"(?:The|Its|His|Her)\s(?:[a-z-]+\s){{0,2}}?(?:{CALLING.pattern}|owner|holder|author|heir|tenant|buyer|seller),\s$"
)  # "The commander, Major Berg,"


_WHEN = regex(r"^(?:When|While|After|Before|As|Since)\s")


def _heads(before: str) -> bool:
    """Tell whether what follows `before` begins the sentence, apart from phrases such as "Two days later, "."""
    start = 0
    while found := OPENING_PHRASE.match(before, start):
        start = found.end()
    return not _WHEN.sub("", _THE_CALLING.sub("", before[start:])).strip(" ,")


def _topic(mentions: Sequence[_Mention]) -> Speaker | None:
    """Return the person of whom a sentence is that names no other."""
    if not _are_one(each.speaker for each in mentions):
        return None
    return mentions[0].speaker if mentions[0].sure and mentions[0].heads else None


def _writer(sentence: str, mentions: Sequence[_Mention]) -> Speaker | None:
    """Return who has written the text that a sentence is of, where it names nobody else."""
    found = _WRITTEN_BY.match(sentence)
    if found is None or not _are_one(each.speaker for each in mentions):
        return None
    writer = mentions[0].speaker
    return writer if is_person(writer.name) and sentence.startswith(writer.name, found.end()) else None


def _are_one(speakers: Iterable[Speaker]) -> bool:
    """Tell whether there are speakers and all of them are the same one, whatever titles go with his name."""
    others = iter(speakers)
    first = next(others, None)
    return first is not None and all(same_speaker(each.name, first.name) for each in others)


@lru_cache(maxsize=1024)  # each pronoun asks it of all who are named before
def may_be_he(speaker: Speaker) -> bool:
    """Tell whether a speaker is neither a State nor a body."""
    return canonical(speaker.name) is None and not _is_body(speaker.name)


def _is_body(name: str) -> bool:
    """Tell whether a name is that of an organ, a text or a newspaper: "Security Council", "Court of Dorn"."""
    return _BODY.search(_OF.split(name)[0]) is not None


def _differs(speaker: Speaker, pronoun: str) -> bool:
    """Tell whether a title shows that the pronoun cannot stand for the speaker."""
    other = _MAN if pronoun in ("she", "her") else _WOMAN
    return other.search(f"{speaker.role or ''} {speaker.name}") is not None
