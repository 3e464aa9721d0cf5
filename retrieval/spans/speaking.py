"""Whose words a letter gives at a place: whether one who is named speaks there, by voice, in marks, or as is told."""

import math
import re
from collections.abc import Callable, Sequence
from functools import lru_cache, partial

from retrieval.language.names import OFFICES, is_in_office, lower_in_rank, name_words, names_match, state_named
from retrieval.language.states import find_states
from retrieval.patterns import regex
from retrieval.spans.roles import called, is_role, otherwise_called
from retrieval.types import EDITORS, PARAGRAPHS, UNNAMED, Block, Letter, Span

_REPORTS = regex(
    r"\b(?:sa(?:y|ys|id)|told|tells|argue[sd]?|claim(?:s|ed)|claiming|state[sd]|stating|saying|adding|repl(?:ies|ied)|answered|respond(?:s|ed)"
    r"|admit(?:s|ted)|declare[sd]|announce[sd]|wrote|writes|report(?:s|ed)|alleg(?:es|ed)|insist(?:s|ed)|maintain(?:s|ed)"
    r"|asserted|asserts|observed|considers|considered|propose[sd]|suggest(?:s|ed)|demand(?:s|ed)?|warn(?:s|ed)|promise[sd]"
    r"|(?<=\bnot )(?:accept|agree|believe|consider|doubt|expect|favou?r|intend|object|propose|recommend|regard|think)"
    r"|(?:has|have|had) written|protest(?:s|ed)|disagree[sd]|remark(?:s|ed)|[ei]nquire[sd]"
    r"|mention(?:s|ed)|comment(?:s|ed)"
    r"|acknowledge[sd]|contends|contended|den(?:ies|ied)|called|thinks|thought|wants|wanted|ask(?:s|ed)|views?|position"
    r"|agree[sd]|refuse[sd]|hope[sd]|fe(?:els|lt)"
    r"|believe[sd]|doubt(?:s|ed)|fear(?:s|ed)|favou?r(?:s|ed)|prefer(?:s|red)|oppose[sd]|expect(?:s|ed)|urge[sd]|recommend(?:s|ed)"
    r"|request(?:s|ed)|emphasi[sz]e[sd]|criticize[sd]|criticise[sd]|complain(?:s|ed)|opinion|spoke|clarified|outlined|reviewed|presented"
    r"|informed(?=\s(?:[^.;:]|(?<=[DM]r)\.){2,60}\sthat\b)"
    r"|(?<=[’']s\s)(?:desires?|objections?|opposition|preference|insistence|reluctance|refusal|attitude))\b",
    re.IGNORECASE,
)
# With these a paragraph only tells of somebody in passing; what is his is the sentence that they stand in.
_TELLS = regex(
    r"\b(?:finds?|found|dissent(?:s|ed)|dispute[sd]?(?=\s(?:the|this|that|it|these|those|its|his|her|their)\b)|conclude[sd]|ruled|rules|valued|held|holds|decide[sd]|determined|explain(?:s|ed)|note[sd]|stress(?:es|ed)|add(?:s|ed)"
    r"|attribut(?:es|ed)|ascrib(?:es|ed)|blamed|estimated|certif(?:ies|ied)|conced(?:es|ed)|gave|assur(?:es|ed)|pledge[sd]|undertook|vow(?:s|ed)|recall(?:s|ed)|confirm(?:s|ed)|advise[sd]|referred|refers|describe[sd]|object(?:s|ed)|testif(?:ies|ied)"
    r"|recommend(?:s|ed)|request(?:s|ed)|expressed|expresses|regard(?:s|ed)|emphasi[sz]e[sd]"
    r"|point(?:s|ed)\sout|indicate[sd]|represented\sthat|represents\sthat|appeal(?:s|ed)\s(?:to|for)|deplore[sd]|sought|seeks|welcome[sd]|supports"
    r"|supported|reject(?:s|ed)|decline[sd]|offer(?:s|ed)|criticize[sd]|criticise[sd]|invite[sd]|promise[sd]|threaten(?:s|ed)|argue[sd]|accept(?:s|ed)|withdr[ae]ws?|introduced|moved\sthat"
    r"|ma(?:de|kes|king)\s(?:\w+\s){1,2}(?:statements?|proposals?|speech|declarations?|requests?|demands?|reservations?|suggestions?)"
    r"|ma(?:de|kes|king)\s(?:it\s)?(?:quite\s|very\s|perfectly\s)?(?:clear|plain)"
    r"|(?:is|are|was|were|been)\s(?:(?:now|also|still|therefore|already),?\s)?"
    r"(?:asking|proposing|seeking|appealing|demanding|pressing|suggesting|urging|insisting|requesting|offering|claiming|threatening|arguing)"
    r"|(?:is|are|was|were|been)\s(?:(?:quite|very|most|not)\s)?(?:definite|emphatic|anxious|keen|adamant|insistent|unwilling|reluctant|"
    r"willing|(?:strongly\s)?in\sfavou?r))\b",
    re.IGNORECASE,
)
# "I saw McCarthy, and it is his view that"; not "Renn told McCarthy that it was, in his view"
_HIS_VIEW = regex(r"\bit (?:is|was|remains) (?:his|her) (?:view|opinion|belief|feeling)\b")
# "Judge Lind dissented; in her view": hers who acts in the words before
_IN_HIS_VIEW = regex(r"[.;]\s+[Ii]n (?:his|her) (?:view|opinion)\b")
# "according to the Minister for Trade", "remarks made in private by the Consul", "at the request of Renn", "a letter
# from Velmora declaring"; not "objection to trial by the Court"
_SAYINGS = (
    "remarks?|statements?|requests?|demands?|proposals?|suggestions?|views|arguments?|objections?|assurances?|complaints?|"
    "offers?|protests?"
)
_IS_FROM = regex(
    rf"\b(?:according\sto|(?:{_SAYINGS})\s(?:(?:made|put\sforward|expressed|given|raised|received)\s)?"
    r"(?:(?:\w+ly|in\s(?:private|public)|this\s\w+|today|yesterday)\s){0,3}(?:by|from)"
    r"|(?:letter|note|message|telegram|cable|memorandum)\sfrom(?=[^.;:]{3,60}\s(?:declaring|stating|saying|asking|suggesting|complaining)\b)"
    r"|told\sby|heard\sfrom(?=\san?\s\w+\sthat\b)"
    r"|(?:at|in)\sthe\s(?:\w+\s)?(?:request|suggestion|opinion|view|words|desire|wish|insistence|invitation)\sof)\s(?P<whom>(?:the\s)?"
    r"(?:(?!(?:that|which|who|were|was|is|are|had|has|have|in|at|on|about|to|with|and|as)\b)[\w.’'-]+\s?){1,8})",
    re.IGNORECASE,
)
# Behind a city: "Ledrane, 3 May 1946"
_DATED_AT = regex(r"\s*,\s*(?:\d|\w+\s\d)")
# Takes "Department of External Affairs", "War Cabinet"; leaves "Embassy in Ledrane", "Chiefs of Staff" alone.
_GOVERNS = regex(r"\b(?:Government|Department|Ministry|Cabinet|Foreign Office)\b", re.IGNORECASE)
_A_VIEW = regex(r"\b(?:views?|position|opinion)\b", re.IGNORECASE)
# Takes the stop of "met. She said"; leaves those of "Ms. Renn", "Dr. A. Renn" alone.
_STOP = regex(r"(?<!\b[DM]r)(?<!\bM[sx])(?<!\bMrs)(?<!\bProf)(?<!\b[A-Z])\.|[;:]")
# "He said", "After a pause he said"; not "After a pause Renn said that he would"
_HE_BEGINS = regex(
    r"(?:He|She)\b|(?:After|Before|While|When|In|On|At|As|By|With|Without|Then|Later|Finally|Having)\b[^A-Z.;:]{0,120}?\b(?:he|she)\b"
)
_BEFORE_HE = 400  # characters before a paragraph that begins with "He", which may name him
_NEAR, _NEAR_ASIDE = 6, 3  # words between a name and its verb, and between a name and an aside before its verb
# "presented a letter to Mr. Renn, stating that": Renn states nothing
_OBJECT = regex(r"\b(?:to|from|with|against|for|told|asked|informed)(?:\s(?:the|an?|[A-Z]\w{1,3}\.))*$")
# "Renn was warned": he warned nobody
_PASSIVE = regex(
    r"\b(?:is|are|was|were|be|been|being)\s(?:(?:not|never|also|now|again|twice|once|then|first|[a-z]+ly)\s)?$|"
    r"\b(?:is|are|was|were|be|been|being)\s(?:[a-z]+ly\s)?(?!alarmed|concerned|disappointed|shocked|surprised|worried|pleased)"
    r"[a-z]+ed,?\s(?:and|or|nor)\s(?:[a-z]+ly\s)?$"
)
# "If Velmora proposes it, we shall agree": nobody says it
_SUPPOSED = regex(r"^[^,]*\b(?:[Ii]f|[Uu]nless|[Ww]hether)\b[^,]*$")
# "We wish to keep Velmoran trade but are anxious": the writer is; not "the Velmorans heard us but are anxious"
_JOINED = regex(r"\b(?:and|but|or)\s?(?:[a-z]+ly\s?|also\s?|not\s?)?$")
# "My Government notes that the lorries come from Velmora"; leaves "My Government was told that"
_WE_HOLD = regex(
    r"(?:My|Our)\s(?:Government|delegation|country|authorities)\s(?:[a-z]+ly\s|also\s|has\s|have\s)?(?:not(?:e[sd]?|ing)|"
    r"recalls?|rejects?|regrets?|considers?|maintains?|believes?|holds?|observes?|denies|disputes?|objects?|protests?|"
    r"stress(?:es)?|emphasi[sz]es?|reiterates?|reserves?|deplores?|condemns?|does\snot|cannot|wishes|draws|takes)\b"
)
_OURS = regex(r"^\s*(?:\([\w]{1,3}\)\s)?(?:I|We)\b(?![^,]*\b(?:that|which|who)\b)")
# "of losing a base in Velmora, but they felt", "an act against Velmora, and we fear"
_OTHER_SUBJECT = regex(r"\b(?:[Tt]hey|[Ww]e|I|[Yy]ou|[Ii]t)\s?(?:have\s?|had\s?|has\s?|also\s?|[a-z]+ly\s?)?$")
# "praised Velmoran patience in reducing their claims": a thing; not "Velmora claims"
_MAY_BE_NOUN = regex(
    r"(?:claims|demands?|requests|reports|fears|hopes|doubts|comments|remarks|protests|complaints|promises)$",
    re.IGNORECASE,
)
_DETERMINED = regex(
    r"\b(?:the|an?|their|its|his|her|our|my|your|these|those|such|all|any|no|some|many|several)(?:\sown)?\s?$"
)
# "A guard, interviewed by the weekly Courier, said", "Senator Renn, the Chairman of the Board, told"; not what comes
# before the one who acts: "In May, Renn said"
_ASIDE = regex(
    r"(?<=[a-z]{2}),\s(?:who|which|whose|[a-z]+ed|[a-z]+ing|then|now|himself|herself|of|in|at|for|"
    r"(?:the|an?|his|its|our)\s(?!other\b))\b[^,]{2,100},\s*$"
)
# "Velmora's premier", "premier of Velmora", "judge appointed by Velmora"
_OF_WHOM = regex(r"^(?:the\s)?[\w’'-]+[’']s\s|\s(?:of|for|from|to|by)\s.+$", re.IGNORECASE)
# What an annex may be, so that it says what stands in it.
_PAPERS = frozenset(
    "account communique conclusions declaration findings memorandum minutes record regime report statement summary "
    "testimony".split()
)
POSSESSIVE = regex(r"[’']s?$")
_FULL_NAME = 3  # words at most of a person's name
# Behind an office; takes "Aldous Renn, before", "Mr. A. Renn"; leaves "Sollin, 1 July", "at the meeting" alone.
_PERSON = r"(?:[A-Z][a-z]{0,3}\.\s){0,3}(?P<person>[A-Z][\w’'.-]*(?:\s[A-Z][\w’'.-]*){1,3})(?=,|\s[a-z(]|$)"
_LEAST_OF_BODY = 2  # words of a body's name that may be called by its last
_AROUND_NAME = 800  # characters before a paragraph that may say whose Prime Minister speaks


def speaks(name: str, block: Block | None, span: Span, letter: Letter) -> bool:
    """Tell whether `name` is whose words stand at `span`: by voice, by a quotation inside, or as the letter reports.

    A role may be his whom the letter names with it: the words of "the boss of Zangaz" are those of its head, Samray.
    """
    if _is_heard(name, block, span, letter):
        return True
    others = (*called(name, letter), *otherwise_called(name)[1:])  # "the cops" are the police
    return any(_is_heard(each, block, span, letter) for each in others)


def _is_heard(name: str, block: Block | None, span: Span, letter: Letter) -> bool:
    if block is None:
        edited = any((EDITORS in each.attribution) for each in letter.footnotes if each.span.holds(span))
        sent = not edited and any(names_match(name, sender) for sender in letter.masthead.senders)
        note = span.of(letter.text)
        return sent or reported(name, note) or tells(name, note, 0)
    inside = [each for each in block.quotes if span.start < each.span.end and each.span.start < span.end]
    voices = (*block.attribution, *(each.speaker for each in inside))
    if (len(voices) > 1 or letter.masthead.office) and is_in_office(name):
        voices = voices[1:]  # what a State writes, or quotes of another's, its Prime Minister does not say
    if any(means(name, voice, partial(_around_name, block, letter)) for voice in voices):
        return True
    if any(each.role and holds_office(name, each.role) for each in inside):
        return True
    if not block.part and (_signs(name, block, letter) or _writes_from(name, letter) or _governs(name, letter)):
        return True
    if block.part and (_titled(name, block, letter) or _is_called(name, block, letter)):
        return True
    begins = block.span.start - (_BEFORE_HE if _HE_BEGINS.match(letter.text, block.span.start) else 0)
    text, start = letter.text[max(0, begins) : block.span.end], span.start - max(0, begins)
    end = start + span.end - span.start  # what is reported of him behind it is no word of his
    if any(voice != UNNAMED for voice in block.attribution[1:]):  # another goes on after "we support Velmora's view"
        text = _A_VIEW.sub(lambda found: " " * len(found[0]), text[: max(start, 0)]) + text[max(start, 0) :]
    if _WE_HOLD.match(text, max(start, 0)):  # whatever somebody else was told to say before it
        return reported(name, text[max(start, 0) : end])
    return _first_report(name, text) <= end or tells(name, text[:end], max(start, 0))


def _around_name(block: Block, letter: Letter) -> str:
    """Return the words that may say whose Prime Minister speaks."""
    return " ".join([*block.attribution, letter.text[max(0, block.span.start - _AROUND_NAME) : block.span.end]])


def means(name: str, printed: str, around: Callable[[], str]) -> bool:
    """Tell whether `name` means whom a letter calls `printed`, though it says more: "Velmora's premier Renn".

    A surname with an office is enough; of an office alone, whose it is has to stand beside it in the words `around`.
    """
    if lower_in_rank(name, printed):
        return False
    if names_match(name, printed):
        return True
    asked, words = name_words(name), name_words(printed)
    in_office = bool(OFFICES.intersection(words)) or (len(words) > 1 and is_role(printed))
    if in_office and set(words) < set(asked):
        return _whose(name, printed, around())
    if len(words) == 1 and printed[:1].isupper() and asked[-1:] == words and len(asked) > _LEAST_OF_BODY:
        return _is_the_body(name, printed, around())
    surname = [word for word in name_words(_OF_WHOM.sub(" ", name)) if word not in OFFICES]
    person = [word for word in words if word not in OFFICES]
    if not surname or len(surname) == len(asked) or not 0 < len(person) <= _FULL_NAME or person[-1] not in surname:
        return False
    whose, others = _OF_WHOM.search(name), _OF_WHOM.search(printed)
    return not (whose and others) or names_match(whose[0], others[0])


def _whose(name: str, office: str, around: str) -> bool:
    """Tell whether every `office` that is said in `around` to be somebody's is that of whom `name` tells."""
    asked = set(name_words(name)).difference(name_words(office))
    state = state_named(name) if len(office.split()) > 1 else None  # one of its Ministers is not another
    said = regex(
        rf"(?:(?P<whose>[\w’'-]+)\s)?{re.escape(office)}(?:\s(?:of|for)\s(?:the\s)?"
        r"(?P<of>[\w’'-]+(?:\s(?!of\b)[\w’'-]+){0,2}(?:\sof\s(?:the\s)?[\w’'-]+)?))?",
        re.IGNORECASE,
    )
    told = False
    for found in said.finditer(around):
        beside = " ".join(filter(None, (found["whose"], found["of"])))
        words = set(name_words(beside))
        its = all(word in words or word.removesuffix("s") in words for word in asked)  # "kesparias minister"
        if its or (state is not None and state_named(beside) == state):
            told = True
        elif found["of"] or state_named(beside) is not None or POSSESSIVE.search(found["whose"] or ""):
            return False
    return told


def _is_the_body(name: str, short: str, around: str) -> bool:
    """Tell whether `name` is the one body that is called by its last word alone in `around`: "the Mission"."""
    word = re.escape(short)
    named = re.finditer(rf"(?:(?!(?:The|{word})\b)[A-Z][\w’'-]+\s){{1,6}}{word}\b", around)
    full = {found[0] for found in named if found.start()}  # the voices stand first
    return len(full) == 1 and name_words(full.pop()) == name_words(name)


def _signs(name: str, block: Block, letter: Letter) -> bool:
    """Tell whether `name` signed a letter for the State whose own words stand in `block`, or the office of who did."""
    if len(block.attribution) != 1:
        return False
    head = letter.masthead
    if head.office and len(head.senders) == 1 and holds_office(name, f"{head.office} of {head.senders[0]}"):
        return True
    return any(names_match(name, each.name) for each in head.signatories)


def _titled(name: str, block: Block, letter: Letter) -> bool:
    """Tell whether the title of an annex calls the office that speaks there `name`: "the President, Ada Renn"."""
    voice = block.attribution[-1] if len(block.attribution) > 1 else UNNAMED
    titles = (each.title for each in letter.parts if each.label == block.part and each.attribution == block.attribution)
    holders = (regex(rf"\b{re.escape(voice)},\s{_PERSON}").search(each) for each in titles if each)
    return any(names_match(name, found["person"]) for found in holders if found)


def _is_called(name: str, block: Block, letter: Letter) -> bool:
    """Tell whether the title of an annex calls it `name`, as a paper: "the agreed record", "the statement of Renn"."""
    asked = frozenset(name_words(name))
    titles = (frozenset(name_words(each.title)) for each in letter.parts if each.label == block.part and each.title)
    return not asked.isdisjoint(_PAPERS) and any(asked <= title for title in titles)


def _writes_from(name: str, letter: Letter) -> bool:
    """Tell whether `name` is the capital that a letter is dated at: what London said is in a cable from there."""
    city = _capital(name)
    if city is None:
        return False
    return bool(regex(rf"\b{re.escape(city)}{_DATED_AT.pattern}", re.IGNORECASE).search(_head(letter)))


def _governs(name: str, letter: Letter) -> bool:
    """Tell whether a letter is of an office that governs the State `name`: a Department, in its capital.

    Its name alone does not tell; not an Embassy there, nor an office that is said to be another State's.
    """
    state, *other = _governed(name), *map(state_named, letter.masthead.senders)
    offices = all(_GOVERNS.search(each) for each in letter.masthead.senders)
    if state is None or any(other) or not letter.masthead.senders or not offices:
        return False
    head = _head(letter)
    capitals = (found for found in find_states(head) if found.via == "capital" and found.name == state)
    return any(_DATED_AT.match(head, found.span.end) for found in capitals)


@lru_cache(maxsize=256)
def _governed(name: str) -> str | None:
    """Return the State that `name` is, or whose Government: "Kesparia", "the Kesparian Government"."""
    state, rest = state_named(name), set(name_words(_OF_WHOM.sub(" ", name))) & OFFICES - {"government"}
    return state if state is not None and not rest and len(name_words(name)) <= _FULL_NAME else None


def _head(letter: Letter) -> str:
    """Return the letter's text before its first words."""
    first = next((each.span.start for each in letter.blocks if each.kind in PARAGRAPHS), len(letter.text))
    return letter.text[:first]


@lru_cache(maxsize=256)
def _capital(name: str) -> str | None:
    city = " ".join(name_words(name))
    return city if any(found.via == "capital" for found in find_states(city)) else None


def holds_office(name: str, role: str) -> bool:
    """Tell whether `name` means one in this `role` rather than somebody whom the role only relates to.

    "the president's adviser" means an "adviser to the President"; "the president" does not.
    """
    office = re.split(r"\b(?:of|to|for|in|at)\b", role, maxsplit=1)[0]
    return (
        names_match(name, role)
        and not lower_in_rank(name, role)
        and bool(set(name_words(name)) & set(name_words(office)))
    )


def reported(name: str, text: str) -> bool:
    """Tell whether `text` reports words of `name`: "Ruritania claims", "as the Ministry of Ruritania has stated"."""
    return _first_report(name, text) <= len(text)


@lru_cache(maxsize=4_096)  # all sentences of a block ask it of the block
def _first_report(name: str, text: str) -> float:
    """Return behind how many characters of `text` it has first reported words of `name`; infinite where it does not."""
    views = (found for found in _HIS_VIEW.finditer(text) if names_match(name, _clause_before(text, found)))
    acting = (found for found in _IN_HIS_VIEW.finditer(text) if _acts(name, _clause_before(text, found)))
    verbs = (verb for verb in _REPORTS.finditer(text) if _does(name, text, verb))
    return min(next((found.end() for found in each), math.inf) for each in (views, acting, verbs))


def _clause_before(text: str, found: re.Match[str]) -> str:
    return re.split(r"[.;]\s", text[: found.start()])[-1]


def _acts(name: str, clause: str) -> bool:
    return names_match(name, " ".join(clause.split()[:_NEAR]))


def tells(name: str, text: str, start: int) -> bool:
    """Tell whether the sentence from `start` says what `name` found: "The coroner sat in March. She found ..."."""
    told = any(names_match(name, found["whom"]) for found in _IS_FROM.finditer(text, start))
    return told or any(_does(name, text, verb) for verb in _TELLS.finditer(text, start))


def _does(name: str, text: str, verb: re.Match[str]) -> bool:
    """Tell whether `name`, or a pronoun for the one named in the sentence before, stands right before a verb."""
    *earlier, clause = _STOP.split(text[: verb.start()])
    aside = _ASIDE.search(clause)
    if aside is not None:
        clause = clause[: aside.start()]
    words = clause.split()
    first = max(0, len(words) - (_NEAR if aside is None else _NEAR_ASIDE))
    before = words[first:]
    if verb[0] != "opposed" and _PASSIVE.search(clause):  # "was opposed to it": it is his view
        return False
    if _SUPPOSED.search(clause) or (_JOINED.search(clause) and _OURS.search(clause)) or _OTHER_SUBJECT.search(clause):
        return False
    if _MAY_BE_NOUN.match(verb[0]) and _DETERMINED.search(clause):
        return False
    acting = [words[at] for at in range(first, len(words)) if not _OBJECT.search(" ".join(words[max(0, at - 4) : at]))]
    if lower_in_rank(name, " ".join(words[max(0, first - 1) :])):
        return False
    if names_match(name, " ".join(acting)) or any(names_match(name, word) for word in acting):
        return True
    if before and before[-1].casefold() in ("he", "she") and names_match(name, clause):
        return True
    pronoun = {word.casefold() for word in (*before[:1], *before[-1:])} & {"he", "she"}
    return bool(earlier and pronoun) and names_match(name, _naming_him(earlier))


def _naming_him(sentences_before: Sequence[str]) -> str:
    """Return the last of these sentences that does not itself begin with "He", which says who he is."""
    return next((each for each in reversed(sentences_before) if not _HE_BEGINS.match(each.lstrip())), "")
